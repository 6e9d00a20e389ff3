//! One message of a queue: its state, its lock, how often it was delivered, who holds it.

use super::{act, call};
use crate::model::ids::{ConsumerId, EndpointId};
use crate::model::service_bus::{
    DEAD_LETTER_ERROR_DESCRIPTION, DEAD_LETTER_REASON, Queue, QueuedMessage, ReceiveMode, Scalar, State, SubQueue,
};
use crate::model::time::NEVER;
use crate::picture::diagram::mark::label;
use crate::say;
use crate::text::{Arg, Key, Rich};
use crate::ui::panels::inspector::call::Calls;
use crate::ui::panels::inspector::parts::{Go, fact, facts, rich};
use crate::ui::panels::inspector::scene::Scene;
use crate::ui::view::Selection;
use crate::ui::widgets::icon::{Glyph, icon};
use crate::world::operation::ServiceBusOperation;
use std::sync::Arc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct RowProps {
    pub scene: Scene,
    pub endpoint: EndpointId,
    pub calls: Calls,
    pub message: QueuedMessage,
    pub is_open: bool,
    pub toggle: Callback<u64>,
}

#[component]
pub(super) fn Row(props: &RowProps) -> Html {
    let RowProps { scene, message, .. } = props;
    let Some(queue) = scene.endpoint(props.endpoint).queue() else { return Html::default() };
    let sequence = message.sequence;
    let onclick = props.toggle.reform(move |_: MouseEvent| sequence);
    let label = name(message);
    let (glyph, state) = state(scene, message);
    let max = u64::from(queue.settings().max_delivery_count);
    let delivery = u64::from(message.delivery_count) + u64::from(message.lock.is_some());
    let dead = message.sub_queue == SubQueue::DeadLetter;
    html! {
        <li class={classes!("msg", dead.then_some("dead"), message.lock.is_some().then_some("locked"))}>
            <button type="button" class="msg-head" aria-expanded={props.is_open.to_string()} {onclick}>
                <span class="msg-name mono">{ label }</span>
                <span class="quiet mono">{ rich(say!(scene.language, Key::QueueSequence, n = sequence)) }</span>
                <span class="msg-state">
                    { glyph.map(icon) }
                    { rich(state) }
                </span>
                { icon(Glyph::ChevronDown) }
            </button>
            { lock_left(scene, queue, message) }
            <p class="msg-notes quiet">
                if delivery > 0 {
                    <span>{ rich(say!(scene.language, Key::TokenDelivery, n = delivery, max = max)) }</span>
                }
                if let Some(lock) = message.lock {
                    <span>{ holder(scene, lock.holder) }</span>
                }
                if let Some(reason) = text_property(message, DEAD_LETTER_REASON) {
                    <code class="bad">{ reason }</code>
                }
            </p>
            if props.is_open {
                { opened(props) }
            }
        </li>
    }
}

/// The message id; of a long one, the tail that its token has in the diagram.
pub(super) fn name(message: &QueuedMessage) -> String {
    let id = message.message.message_id().map(|id| &**id);
    match id {
        Some(id) if id.chars().count() <= 18 => id.to_owned(),
        _ => label(id, message.message.lineage().number),
    }
}

/// What bears the state in the row: a shape and words.
fn state(scene: &Scene, message: &QueuedMessage) -> (Option<Glyph>, Rich) {
    let language = scene.language;
    if let Some(lock) = message.lock {
        return (Some(Glyph::Lock), say!(language, Key::TokenLocked, left = scene.until(lock.until)));
    }
    if message.sub_queue == SubQueue::DeadLetter {
        return (Some(Glyph::Cross), say!(language, Key::QueuesDeadLettered));
    }
    match message.state {
        State::Active => (None, say!(language, Key::TokenActive)),
        State::Deferred => (Some(Glyph::Pause), say!(language, Key::QueuesDeferredState)),
        State::Scheduled => {
            let at = message.scheduled_for.unwrap_or(message.enqueued_at);
            (Some(Glyph::Clock), say!(language, Key::QueuesScheduledFor, left = scene.until(at)))
        }
    }
}

/// The lock as a bar that shrinks; the words beside it say the same.
fn lock_left(scene: &Scene, queue: &Queue, message: &QueuedMessage) -> Html {
    let Some(lock) = message.lock else { return Html::default() };
    let left = lock.until.since(scene.world.now());
    let total = queue.settings().lock_duration.max(left).max(1);
    html! {
        <svg class="msg-bar" viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true">
            <rect width={(left * 100 / total).to_string()} height="3" />
        </svg>
    }
}

/// Who holds a message.
pub(super) fn holder(scene: &Scene, holder: u32) -> Html {
    let id = ConsumerId(holder as u16);
    if id.is_person() {
        return rich(say!(scene.language, Key::QueuesHeldByYou));
    }
    match scene.world.consumers().get(id.index()) {
        Some(consumer) => rich(say!(scene.language, Key::QueuesHeldBy, consumer = Arg::Name(consumer.name()))),
        None => Html::default(),
    }
}

fn text_property(message: &QueuedMessage, name: &str) -> Option<Arc<str>> {
    match message.message.property(name)? {
        Scalar::Text(text) => Some(text),
        Scalar::Integer(_) | Scalar::Double(_) | Scalar::Bool(_) => None,
    }
}

/// All of a message, and the calls that name it by its number.
fn opened(props: &RowProps) -> Html {
    let RowProps { scene, message, calls, endpoint, .. } = props;
    let word = |key| scene.word(key);
    let code = |text: &str| html! { <code>{ text.to_owned() }</code> };
    let send = message.message.lineage().send();
    let mut rows: Vec<Html> = Vec::new();
    rows.extend(message.message.message_id().map(|id| fact(word(Key::MessageId), code(id))));
    let named = |key, value: Option<&Arc<str>>| value.map(|value| fact(word(key), code(value)));
    rows.extend(named(Key::MessageCorrelationId, message.message.correlation_id()));
    rows.extend(named(Key::FieldContentType, message.message.content_type()));
    rows.push(fact(word(Key::MessageEnqueuedTime), code(&scene.clock(message.enqueued_at))));
    if message.expires_at < NEVER && message.state == State::Active {
        rows.push(fact(word(Key::MessageExpiresAt), code(&scene.clock(message.expires_at))));
    }
    rows.push(fact(word(Key::MessageDeliveryCount), code(&message.delivery_count.to_string())));
    if let Some(lock) = message.lock {
        rows.push(fact(word(Key::MessageLockedUntil), code(&scene.clock(lock.until))));
        rows.push(fact(word(Key::MessageLockToken), code(&lock.token.to_string())));
    }
    let described = text_property(message, DEAD_LETTER_ERROR_DESCRIPTION);
    rows.extend(described.map(|text| fact(word(Key::QueuesDescription), code(&text))));
    let own: Vec<_> = message.message.properties();
    if !own.is_empty() {
        let own = own.iter().map(|p| html! { <li><code>{ format!("{}={}", p.name, scalar(&p.value)) }</code></li> });
        rows.push(fact(word(Key::MessageApplicationProperties), html! { <ul class="properties">{ for own }</ul> }));
    }
    let body = String::from_utf8_lossy(message.message.body()).into_owned();
    rows.push(fact(word(Key::MessageBody), html! { <pre class="body">{ body }</pre> }));
    let queue = scene.endpoint(*endpoint).name.clone();
    let numbered = match (message.state, message.lock) {
        (State::Scheduled, _) => {
            let operation = ServiceBusOperation::CancelScheduled { sequence_number: message.sequence };
            act(scene, calls, Key::ActCancelScheduled, Some(Glyph::Close), call(&queue, operation))
        }
        (State::Deferred, None) => {
            let path = match message.sub_queue {
                SubQueue::Main => queue.to_string(),
                SubQueue::DeadLetter => format!("{queue}/$deadletterqueue"),
            };
            let receive =
                |mode| ServiceBusOperation::ReceiveDeferred { sequence_numbers: vec![message.sequence], mode };
            html! {
                <>
                    { act(scene, calls, Key::ActReceive, None, call(&path, receive(ReceiveMode::PeekLock))) }
                    { act(
                        scene,
                        calls,
                        Key::ActReceiveAndDelete,
                        None,
                        call(&path, receive(ReceiveMode::ReceiveAndDelete)),
                    ) }
                </>
            }
        }
        _ => Html::default(),
    };
    html! {
        <div class="msg-more">
            { facts(rows) }
            <div class="insp-actions">
                { numbered }
                <Go to={Selection::Message(send)} class="link">{ word(Key::QueuesWholeStory) }</Go>
            </div>
        </div>
    }
}

fn scalar(value: &Scalar) -> String {
    match value {
        Scalar::Text(text) => text.to_string(),
        Scalar::Integer(number) => number.to_string(),
        Scalar::Double(number) => number.to_string(),
        Scalar::Bool(value) => value.to_string(),
    }
}
