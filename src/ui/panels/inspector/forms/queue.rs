//! The settings of a Service Bus queue: what is typed into their fields. A queue has the same ones behind an endpoint
//! and alone in its namespace.

use super::fields::{SelectField, Switch, TextField, in_seconds, seconds, span_rule, whole};
use crate::model::service_bus::{self, Status};
use crate::model::time::{Millis, NEVER};
use crate::say;
use crate::text::{Arg, Key, Rich, format};
use crate::ui::panels::inspector::scene::Scene;
use crate::world::spec::QueueSpec;
use std::sync::Arc;
use yew::prelude::*;

/// The service's ranges, in milliseconds.
const LOCK_MS: (Millis, Millis) = (5_000, 300_000);
const WINDOW_MS: (Millis, Millis) = (20_000, 604_800_000);
const LEAST_IDLE_MS: Millis = 300_000;

/// The fields that can be refused, under the names of the settings.
pub(super) const FIELDS: [&str; 7] = [
    "LockDuration",
    "MaxDeliveryCount",
    "DefaultMessageTimeToLive",
    "DuplicateDetectionHistoryTimeWindow",
    "AutoDeleteOnIdle",
    "ForwardTo",
    "ForwardDeadLetteredMessagesTo",
];

/// What is wrong with a field, by the name of its setting.
pub(super) type Problems = Vec<(&'static str, Rich)>;

#[derive(Clone, PartialEq)]
pub(super) struct QueueDraft {
    lock: String,
    max_delivery_count: String,
    /// Empty: unlimited.
    time_to_live: String,
    dead_letter: bool,
    size: String,
    sessions: bool,
    duplicates: bool,
    window: String,
    status: Status,
    /// Empty: nowhere.
    forward_to: String,
    forward_dead_letters_to: String,
    /// Empty: never.
    idle: String,
    /// What has no field.
    others: QueueSpec,
}

impl QueueDraft {
    pub(super) fn of(queue: &QueueSpec) -> Self {
        let name = |name: &Option<Arc<str>>| name.as_deref().unwrap_or_default().to_owned();
        Self {
            lock: in_seconds(queue.lock_duration_ms),
            max_delivery_count: queue.max_delivery_count.to_string(),
            time_to_live: queue.default_time_to_live_ms.map(in_seconds).unwrap_or_default(),
            dead_letter: queue.dead_lettering_on_message_expiration,
            size: queue.max_size_in_megabytes.to_string(),
            sessions: queue.requires_session,
            duplicates: queue.requires_duplicate_detection,
            window: in_seconds(queue.duplicate_detection_window_ms),
            status: queue.status,
            forward_to: name(&queue.forward_to),
            forward_dead_letters_to: name(&queue.forward_dead_lettered_messages_to),
            idle: queue.auto_delete_on_idle_ms.map(in_seconds).unwrap_or_default(),
            others: queue.clone(),
        }
    }

    /// The settings that are typed; what cannot be read goes to `problems`.
    pub(super) fn read(&self, scene: &Scene, problems: &mut Problems) -> QueueSpec {
        let mut keep = |field: &'static str, value: Result<u64, Rich>| {
            value.map_err(|problem| problems.push((field, problem))).unwrap_or_default()
        };
        let given = |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(Arc::from);
        let mut optional = |field: &'static str, text: &str, least: Millis| {
            (!text.trim().is_empty()).then(|| keep(field, seconds(scene, text, least, NEVER.0)))
        };
        let default_time_to_live_ms = optional("DefaultMessageTimeToLive", &self.time_to_live, 1_000);
        let auto_delete_on_idle_ms = optional("AutoDeleteOnIdle", &self.idle, LEAST_IDLE_MS);
        let most = u64::from(i32::MAX as u32);
        QueueSpec {
            lock_duration_ms: keep("LockDuration", seconds(scene, &self.lock, LOCK_MS.0, LOCK_MS.1)),
            max_delivery_count: keep("MaxDeliveryCount", whole(scene, &self.max_delivery_count, 1, most)) as u32,
            default_time_to_live_ms,
            dead_lettering_on_message_expiration: self.dead_letter,
            max_size_in_megabytes: self.size.parse().unwrap_or(1_024),
            requires_session: self.sessions,
            requires_duplicate_detection: self.duplicates,
            duplicate_detection_window_ms: keep(
                "DuplicateDetectionHistoryTimeWindow",
                seconds(scene, &self.window, WINDOW_MS.0, WINDOW_MS.1),
            ),
            auto_delete_on_idle_ms,
            forward_to: given(&self.forward_to),
            forward_dead_lettered_messages_to: given(&self.forward_dead_letters_to),
            status: self.status,
            ..self.others.clone()
        }
    }
}

/// Where the fields stand, and what they tell.
pub(super) struct QueueFields<'a> {
    pub scene: &'a Scene,
    pub draft: &'a QueueDraft,
    pub on_change: Callback<QueueDraft>,
    pub is_new: bool,
    /// Of an endpoint: it has a switch of its own to be disabled with, and sessions make it Unreachable.
    pub routed: bool,
    pub wrong: &'a dyn Fn(&str) -> Option<Rich>,
}

impl QueueFields<'_> {
    fn editing<T: 'static>(&self, edit: fn(&mut QueueDraft, T)) -> Callback<T> {
        let draft = self.draft.clone();
        self.on_change.reform(move |value| {
            let mut next = draft.clone();
            edit(&mut next, value);
            next
        })
    }

    pub(super) fn all(&self) -> Html {
        let Self { scene, draft, .. } = *self;
        let defaults = service_bus::Settings::new("");
        let open = |min: &str, default: &str| {
            say!(scene.language, Key::FieldRangeOpen, min = Arg::Text(min), default = Arg::Text(default))
        };
        let unlimited = scene.word(Key::FieldTimeToLiveUnlimited);
        let second = format::duration(scene.language, 1_000);
        let sizes = (1..=5).map(|n: u64| ((n * 1_024).to_string(), format!("{} MB", format::number(n * 1_024))));
        let warning = self.routed.then_some(Key::FieldUnreachableWarning);
        html! {
            <>
                <TextField label={Key::FieldLockDuration} value={draft.lock.clone()} numeric={true}
                    autofocus={!self.is_new} unit={Key::FieldUnitSeconds} error={(self.wrong)("LockDuration")}
                    hint={span_rule(scene, LOCK_MS.0, LOCK_MS.1, defaults.lock_duration)}
                    on_input={self.editing(|draft, text| draft.lock = text)} />
                <TextField label={Key::FieldMaxDeliveryCount} value={draft.max_delivery_count.clone()} numeric={true}
                    error={(self.wrong)("MaxDeliveryCount")} hint={open("1", &defaults.max_delivery_count.to_string())}
                    on_input={self.editing(|draft, text| draft.max_delivery_count = text)} />
                <TextField label={Key::FieldTimeToLive} value={draft.time_to_live.clone()} numeric={true}
                    unit={Key::FieldUnitSeconds} error={(self.wrong)("DefaultMessageTimeToLive")}
                    hint={open(&second, unlimited)} on_input={self.editing(|draft, text| draft.time_to_live = text)} />
                <Switch label={Key::FieldDeadLetterExpired} on={draft.dead_letter}
                    on_change={self.editing(|draft, on| draft.dead_letter = on)} />
                <SelectField label={Key::FieldMaxSize} value={draft.size.clone()} options={sizes.collect::<Vec<_>>()}
                    on_choose={self.editing(|draft, size| draft.size = size)} />
                <Switch label={Key::FieldSessions} on={draft.sessions} fixed={!self.is_new} {warning}
                    on_change={self.editing(|draft, on| draft.sessions = on)} />
                <Switch label={Key::FieldDuplicateDetection} on={draft.duplicates} fixed={!self.is_new} {warning}
                    on_change={self.editing(|draft, on| draft.duplicates = on)} />
                if draft.duplicates {
                    <TextField label={Key::FieldDuplicateWindow} value={draft.window.clone()} numeric={true}
                        unit={Key::FieldUnitSeconds} error={(self.wrong)("DuplicateDetectionHistoryTimeWindow")}
                        hint={span_rule(scene, WINDOW_MS.0, WINDOW_MS.1, defaults.duplicate_detection_history_time_window)}
                        on_input={self.editing(|draft, text| draft.window = text)} />
                }
                { self.seldom() }
            </>
        }
    }

    /// What is seldom changed: folded away while it is as usual.
    fn seldom(&self) -> Html {
        let Self { scene, draft, .. } = *self;
        let usual = QueueDraft::of(&QueueSpec::default());
        let what = |draft: &QueueDraft| {
            (draft.status, draft.forward_to.clone(), draft.forward_dead_letters_to.clone(), draft.idle.clone())
        };
        let refused = FIELDS[4..].iter().any(|field| (self.wrong)(field).is_some());
        let statuses = Status::ALL.into_iter().filter(|status| !self.routed || *status != Status::Disabled);
        let statuses = statuses.map(|status| (status.as_str().to_owned(), status.as_str().to_owned()));
        let empty = |key: Key| Some(say!(scene.language, key));
        html! {
            <details class="form-group" open={refused || what(&QueueDraft::of(&draft.others)) != what(&usual)}>
                <summary>{ scene.word(Key::FieldSeldom) }</summary>
                <div class="thing-form">
                    <SelectField label={Key::FieldStatus} value={draft.status.as_str().to_owned()}
                        options={statuses.collect::<Vec<_>>()}
                        on_choose={self.editing(|draft, chosen: String| {
                            let named = Status::ALL.into_iter().find(|status| status.as_str() == chosen);
                            draft.status = named.unwrap_or_default();
                        })} />
                    <TextField label={Key::FieldForwardTo} value={draft.forward_to.clone()}
                        hint={empty(Key::FieldForwardHint)} error={(self.wrong)("ForwardTo")}
                        on_input={self.editing(|draft, text| draft.forward_to = text)} />
                    <TextField label={Key::FieldForwardDeadLettersTo} value={draft.forward_dead_letters_to.clone()}
                        hint={empty(Key::FieldForwardHint)} error={(self.wrong)("ForwardDeadLetteredMessagesTo")}
                        on_input={self.editing(|draft, text| draft.forward_dead_letters_to = text)} />
                    <TextField label={Key::FieldIdle} value={draft.idle.clone()} numeric={true}
                        unit={Key::FieldUnitSeconds} hint={empty(Key::FieldIdleHint)}
                        error={(self.wrong)("AutoDeleteOnIdle")}
                        on_input={self.editing(|draft, text| draft.idle = text)} />
                </div>
            </details>
        }
    }
}
