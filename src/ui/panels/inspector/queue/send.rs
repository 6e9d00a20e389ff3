//! A message that the person puts straight into a Service Bus queue, now or for later.

use super::call;
use crate::model::service_bus::CustomProperty;
use crate::model::time::Millis;
use crate::say;
use crate::text::{Key, Rich};
use crate::ui::panels::inspector::call::Calls;
use crate::ui::panels::inspector::forms::fields::{TextField, editing, pairs, seconds};
use crate::ui::panels::inspector::scene::Scene;
use crate::ui::widgets::icon::{Glyph, icon};
use crate::world::operation::{QueueMessageSpec, ServiceBusOperation};
use crate::world::setup::MAX_WAIT_MS;
use std::sync::Arc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct SendBoxProps {
    pub scene: Scene,
    pub calls: Calls,
    pub queue: Arc<str>,
}

#[derive(Clone, PartialEq)]
struct Draft {
    body: String,
    message_id: String,
    correlation_id: String,
    content_type: String,
    properties: String,
    /// Seconds; empty for none.
    time_to_live: String,
    delay: String,
    session: String,
    shown: bool,
    tried: bool,
}

#[component]
pub(super) fn SendBox(props: &SendBoxProps) -> Html {
    let scene = &props.scene;
    let draft = use_state_eq(|| Draft {
        body: "Test Message".to_owned(),
        message_id: String::new(),
        correlation_id: String::new(),
        content_type: String::new(),
        properties: String::new(),
        time_to_live: String::new(),
        delay: String::new(),
        session: String::new(),
        shown: false,
        tried: false,
    });
    let toggle = editing(&draft, |draft, _: MouseEvent| draft.shown = !draft.shown);
    let time_to_live = optional_seconds(scene, &draft.time_to_live);
    let delay = optional_seconds(scene, &draft.delay);
    let sessions = scene
        .world
        .find_queue(&props.queue)
        .and_then(|id| scene.endpoint(id).queue())
        .is_some_and(|queue| queue.settings().requires_session);
    let send = {
        let (draft, make, queue, now) =
            (draft.clone(), props.calls.make.clone(), props.queue.clone(), scene.world.now());
        let read = time_to_live.clone().and_then(|ttl| Ok((ttl, delay.clone()?)));
        Callback::from(move |_: MouseEvent| {
            let Ok((time_to_live_ms, delay)) = read else {
                draft.set(Draft { tried: true, ..(*draft).clone() });
                return;
            };
            let message = QueueMessageSpec { time_to_live_ms, ..message(&draft) };
            let operation = match delay.filter(|delay| *delay > 0) {
                Some(delay) => ServiceBusOperation::Schedule { message, at: now.plus(delay) },
                None => ServiceBusOperation::Send { message },
            };
            make.emit(call(&queue, operation));
        })
    };
    let wrong = |read: Result<Option<Millis>, Rich>| read.err().filter(|_| draft.tried);
    html! {
        <div class="calls">
            <button type="button" class="btn" aria-expanded={draft.shown.to_string()} onclick={toggle}>
                { icon(Glyph::Add) }
                { scene.word(Key::ActSendToQueue) }
            </button>
            if draft.shown {
                <div class="thing-form inline">
                    <TextField label={Key::FieldBody} value={draft.body.clone()} multiline={true}
                        on_input={editing(&draft, |draft, text| draft.body = text)} />
                    <details>
                    <summary>{ scene.word(Key::QueuesMore) }</summary>
                    <TextField label={Key::FieldMessageId} value={draft.message_id.clone()}
                        hint={say!(scene.language, Key::QueuesMessageIdHint)}
                        on_input={editing(&draft, |draft, text| draft.message_id = text)} />
                    <TextField label={Key::MessageCorrelationId} value={draft.correlation_id.clone()}
                        on_input={editing(&draft, |draft, text| draft.correlation_id = text)} />
                    <TextField label={Key::FieldContentType} value={draft.content_type.clone()}
                        on_input={editing(&draft, |draft, text| draft.content_type = text)} />
                    <TextField label={Key::FieldProperties} value={draft.properties.clone()}
                        hint={say!(scene.language, Key::QueuesPropertiesHint)}
                        on_input={editing(&draft, |draft, text| draft.properties = text)} />
                    <TextField label={Key::QueuesTimeToLive} value={draft.time_to_live.clone()} numeric={true}
                        unit={Key::FieldUnitSeconds} error={wrong(time_to_live)}
                        hint={say!(scene.language, Key::QueuesTimeToLiveHint)}
                        on_input={editing(&draft, |draft, text| draft.time_to_live = text)} />
                    <TextField label={Key::QueuesDelay} value={draft.delay.clone()} numeric={true}
                        unit={Key::FieldUnitSeconds} error={wrong(delay)}
                        hint={say!(scene.language, Key::QueuesDelayHint)}
                        on_input={editing(&draft, |draft, text| draft.delay = text)} />
                    </details>
                    if sessions {
                        <TextField label={Key::QueuesSessionId} value={draft.session.clone()}
                            on_input={editing(&draft, |draft, text| draft.session = text)} />
                    }
                    <button type="button" class="btn" onclick={send}>{ scene.word(Key::ActSendNow) }</button>
                </div>
            }
        </div>
    }
}

/// Seconds in milliseconds; nothing where nothing is written.
fn optional_seconds(scene: &Scene, text: &str) -> Result<Option<Millis>, Rich> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    seconds(scene, text, 0, MAX_WAIT_MS).map(Some)
}

fn message(draft: &Draft) -> QueueMessageSpec {
    let given = |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(Into::into);
    QueueMessageSpec {
        body: draft.body.as_str().into(),
        message_id: given(&draft.message_id),
        correlation_id: given(&draft.correlation_id),
        content_type: given(&draft.content_type),
        session_id: given(&draft.session),
        properties: pairs(&draft.properties).map(|(name, value)| CustomProperty::text(name, value)).collect(),
        ..QueueMessageSpec::default()
    }
}
