//! A custom endpoint: what stands behind it and its settings.

use super::fields::{Alternative, ApplyBar, Choice, SelectField, Switch, TextField, editing, whole};
use super::queue::{self, QueueDraft, QueueFields};
use super::use_form;
use crate::model::ids::EndpointId;
use crate::model::limits::MAX_NAME_CHARS;
use crate::model::storage::settings::{
    BATCH_FREQUENCY_SECONDS, CHUNK_SIZE_BYTES, DEFAULT_BATCH_FREQUENCY_SECONDS, DEFAULT_CHUNK_SIZE_BYTES, Encoding,
    Token,
};
use crate::say;
use crate::text::{Arg, Key, Rich, format};
use crate::ui::dialogs::DialogKind;
use crate::ui::page::use_dialogs;
use crate::ui::panels::inspector::parts::{note, rich};
use crate::ui::panels::inspector::scene::Scene;
use crate::ui::view::View;
use crate::ui::widgets::dialog::Dialog;
use crate::ui::widgets::icon::Glyph;
use crate::world::command::Command;
use crate::world::spec::{ContainerSpec, EndpointSpec, QueueSpec, Target};
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct EndpointFormProps {
    pub view: Rc<View>,
    /// `None` adds an endpoint.
    pub subject: Option<EndpointId>,
    pub on_close: Callback<()>,
}

const QUEUE: &str = "queue";
const CONTAINER: &str = "container";
const MEGABYTE: u64 = 1_024 * 1_024;

#[derive(Clone, PartialEq)]
struct Draft {
    name: String,
    kind: &'static str,
    enabled: bool,
    queue: QueueDraft,
    container: String,
    encoding: String,
    frequency: String,
    chunk: String,
    file_name: String,
}

#[component]
pub fn EndpointForm(props: &EndpointFormProps) -> Html {
    let form = use_form(&props.view, &props.on_close);
    let scene = &form.scene;
    let old = props.subject.and_then(|id| scene.endpoint(id).spec.clone());
    let draft = use_state(|| Draft::of(old.as_deref()));
    let tried = use_state_eq(|| false);
    let dialogs = use_dialogs();
    let is_new = old.is_none();
    let read = draft.read(scene);
    let on_apply = {
        let (read, tried, submit) = (read.clone(), tried.clone(), form.submit.clone());
        Callback::from(move |at_start: bool| {
            tried.set(true);
            if let Ok(endpoint) = read.clone() {
                let command =
                    if is_new { Command::AddEndpoint { endpoint } } else { Command::SetEndpoint { endpoint } };
                submit.emit((command, at_start));
            }
        })
    };
    let wrong = |field: &str| -> Option<Rich> {
        let typed =
            read.as_ref().err().filter(|_| *tried).and_then(|problems| {
                problems.iter().find(|(name, _)| *name == field).map(|(_, problem)| problem.clone())
            });
        typed.or_else(|| form.refused(field))
    };
    let title = match &old {
        Some(old) => say!(scene.language, Key::DialogEditEndpoint, endpoint = Arg::Text(&old.name)).plain(),
        None => scene.word(Key::DialogAddEndpoint).to_owned(),
    };
    let kinds = vec![
        Alternative { value: QUEUE, label: Key::KindServiceBusQueue, about: None },
        Alternative { value: CONTAINER, label: Key::KindStorageContainer, about: None },
    ];
    let fields = QueueFields {
        scene,
        draft: &draft.queue,
        on_change: editing(&draft, |draft, queue| draft.queue = queue),
        is_new,
        routed: true,
        wrong: &wrong,
    };
    let instead = |kind: DialogKind| {
        let dialogs = dialogs.clone();
        Callback::from(move |_: MouseEvent| dialogs.open(kind.clone()))
    };
    html! {
        <Dialog {title} on_close={props.on_close.clone()}>
            <div class="thing-form">
                { tier_rule(scene, is_new) }
                <TextField label={Key::FieldName} value={draft.name.clone()} fixed={!is_new} autofocus={is_new}
                    hint={is_new.then(|| say!(scene.language, Key::FieldNameRule, max = MAX_NAME_CHARS))}
                    error={wrong("name")} on_input={editing(&draft, |draft, name| draft.name = name)} />
                if is_new {
                    <Choice label={Key::FieldKind} value={draft.kind} options={kinds}
                        on_choose={editing(&draft, |draft, kind| draft.kind = kind)} />
                    <p class="form-hint">
                        { scene.word(Key::FieldStorageQueueMissing) }{ " " }
                        <button type="button" class="go link" onclick={instead(DialogKind::StorageQueue)}>
                            { scene.word(Key::StorageAdd) }
                        </button>
                    </p>
                    <p class="form-hint">
                        { scene.word(Key::FieldBusQueueAlone) }{ " " }
                        <button type="button" class="go link" onclick={instead(DialogKind::BusQueue(None))}>
                            { scene.word(Key::BusQueueAdd) }
                        </button>
                    </p>
                }
                if draft.kind == QUEUE {
                    { fields.all() }
                } else {
                    { container_fields(scene, &draft, is_new, &wrong) }
                }
                <Switch label={Key::FieldEndpointEnabled} on={draft.enabled}
                    on_change={editing(&draft, |draft, on| draft.enabled = on)} />
                <ApplyBar scene={scene.clone()} {on_apply} on_close={props.on_close.clone()}
                    refused={form.refused_otherwise(&[&FIELDS[..], &queue::FIELDS].concat())} />
            </div>
        </Dialog>
    }
}

/// The fields that can be refused, beside those of a queue, under the names of the settings.
const FIELDS: [&str; 5] =
    ["name", "container_name", "batch_frequency_in_seconds", "max_chunk_size_in_bytes", "file_name_format"];

/// How many endpoints the tier has left, once it is nearly full.
fn tier_rule(scene: &Scene, is_new: bool) -> Html {
    let tier = scene.world.hub().spec.tier;
    let custom = scene.world.endpoints().iter().skip(1).filter(|endpoint| !endpoint.removed).count();
    if !is_new || custom < tier.max_custom_endpoints() {
        return Html::default();
    }
    let max = tier.max_custom_endpoints();
    let rule = say!(scene.language, Key::TierEndpoints, n = custom, max = max, tier = Arg::Code(tier.as_str()));
    note("warn", Glyph::Warning, rich(rule))
}

fn container_fields(
    scene: &Scene,
    draft: &UseStateHandle<Draft>,
    is_new: bool,
    wrong: &dyn Fn(&str) -> Option<Rich>,
) -> Html {
    let encodings = Encoding::ALL.map(|e| (e.as_str().to_ascii_lowercase(), e.as_str().to_owned()));
    let range = |min: u64, max: u64, default: u64| {
        let written = [min, max, default].map(format::number);
        say!(
            scene.language,
            Key::FieldRange,
            min = Arg::Text(&written[0]),
            max = Arg::Text(&written[1]),
            default = Arg::Text(&written[2])
        )
    };
    let (first, last) = (u64::from(*BATCH_FREQUENCY_SECONDS.start()), u64::from(*BATCH_FREQUENCY_SECONDS.end()));
    let chunk = |bytes: u32| u64::from(bytes) / MEGABYTE;
    let tokens = Token::ALL.map(Token::as_str).join(" ");
    html! {
        <>
            <TextField label={Key::FieldContainer} value={draft.container.clone()} autofocus={!is_new} error={wrong("container_name")}
                on_input={editing(draft, |draft, text| draft.container = text)} />
            <SelectField label={Key::FieldEncoding} value={draft.encoding.clone()} options={encodings.to_vec()}
                fixed={!is_new} hint={say!(scene.language, Key::FieldFixed)} error={wrong("encoding")}
                on_choose={editing(draft, |draft, encoding| draft.encoding = encoding)} />
            <TextField label={Key::FieldBatchFrequency} value={draft.frequency.clone()} numeric={true}
                unit={Key::FieldUnitSeconds} error={wrong("batch_frequency_in_seconds")}
                hint={range(first, last, u64::from(DEFAULT_BATCH_FREQUENCY_SECONDS))}
                on_input={editing(draft, |draft, text| draft.frequency = text)} />
            <TextField label={Key::FieldChunkSize} value={draft.chunk.clone()} numeric={true}
                unit={Key::FieldUnitMegabytes} error={wrong("max_chunk_size_in_bytes")}
                hint={range(chunk(*CHUNK_SIZE_BYTES.start()), chunk(*CHUNK_SIZE_BYTES.end()), chunk(DEFAULT_CHUNK_SIZE_BYTES))}
                on_input={editing(draft, |draft, text| draft.chunk = text)} />
            <TextField label={Key::FieldFileNameFormat} value={draft.file_name.clone()}
                error={wrong("file_name_format")}
                hint={say!(scene.language, Key::FieldFileNameTokens, tokens = Arg::Code(&tokens))}
                on_input={editing(draft, |draft, text| draft.file_name = text)} />
        </>
    }
}

impl Draft {
    fn of(old: Option<&EndpointSpec>) -> Self {
        let (queue, container) = match old.map(|spec| &spec.target) {
            Some(Target::ServiceBusQueue(queue)) => (queue.clone(), ContainerSpec::default()),
            Some(Target::StorageContainer(container)) => (QueueSpec::default(), container.clone()),
            None => (QueueSpec::default(), ContainerSpec::default()),
        };
        let is_container = matches!(old.map(|spec| &spec.target), Some(Target::StorageContainer(_)));
        Self {
            name: old.map(|spec| spec.name.to_string()).unwrap_or_default(),
            kind: if is_container { CONTAINER } else { QUEUE },
            enabled: old.is_none_or(|spec| spec.enabled),
            queue: QueueDraft::of(&queue),
            container: container.container_name.to_string(),
            encoding: container.encoding.to_string(),
            frequency: container.batch_frequency_in_seconds.to_string(),
            chunk: (u64::from(container.max_chunk_size_in_bytes) / MEGABYTE).to_string(),
            file_name: container.file_name_format.to_string(),
        }
    }

    /// The endpoint that is typed, or what is wrong with which field.
    fn read(&self, scene: &Scene) -> Result<EndpointSpec, Vec<(&'static str, Rich)>> {
        let mut problems = Vec::new();
        let target = if self.kind == QUEUE {
            Target::ServiceBusQueue(self.queue.read(scene, &mut problems))
        } else {
            let mut keep = |field: &'static str, value: Result<u64, Rich>| {
                value.map_err(|problem| problems.push((field, problem))).unwrap_or_default()
            };
            let (first, last) =
                (u64::from(*BATCH_FREQUENCY_SECONDS.start()), u64::from(*BATCH_FREQUENCY_SECONDS.end()));
            let (least, most) = (u64::from(*CHUNK_SIZE_BYTES.start()), u64::from(*CHUNK_SIZE_BYTES.end()));
            let chunk = whole(scene, &self.chunk, least / MEGABYTE, most / MEGABYTE);
            Target::StorageContainer(ContainerSpec {
                container_name: self.container.trim().into(),
                encoding: (*self.encoding).into(),
                file_name_format: (*self.file_name).into(),
                batch_frequency_in_seconds: keep(
                    "batch_frequency_in_seconds",
                    whole(scene, &self.frequency, first, last),
                ) as u32,
                max_chunk_size_in_bytes: (keep("max_chunk_size_in_bytes", chunk) * MEGABYTE) as u32,
            })
        };
        if problems.is_empty() {
            Ok(EndpointSpec { name: self.name.trim().into(), target, enabled: self.enabled })
        } else {
            Err(problems)
        }
    }
}
