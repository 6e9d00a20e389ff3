//! What the person took out of a queue: the locks they hold, and those that are over, whose calls fail.

use super::call;
use super::rows::{holder, name};
use crate::model::ids::{ConsumerId, EndpointId};
use crate::model::service_bus::{Handle, Lock, Queue, QueuedMessage, SubQueue};
use crate::say;
use crate::text::{Arg, Key};
use crate::ui::panels::inspector::call::Calls;
use crate::ui::panels::inspector::forms::fields::{TextField, editing};
use crate::ui::panels::inspector::parts::{countdown, rich, section};
use crate::ui::panels::inspector::scene::Scene;
use crate::ui::widgets::icon::{Glyph, icon};
use crate::world::operation::{ServiceBusOperation as Operation, Taken, TakenId};
use crate::world::person::Held;
use std::sync::Arc;
use yew::prelude::*;

/// Messages that are looked at, the latest first, and those that are shown although nothing can be done with them.
const LOOK_BACK: usize = 500;
const OVER: usize = 3;
/// Messages in hand that are shown.
const SHOWN: usize = 20;

/// One message that the person took.
struct InHand {
    id: TakenId,
    handle: Handle,
    /// Where it lies, with its lock, as long as that lock is the person's.
    held: Option<(QueuedMessage, Lock)>,
}

/// The section; nothing before the first receive.
pub(super) fn hands(scene: &Scene, endpoint: EndpointId, queue: &Queue, calls: &Calls) -> Html {
    let mut over = 0;
    let taken = scene.world.person().taken().rev().take(LOOK_BACK).filter_map(|(id, held)| {
        let Held::Delivery { endpoint: of, handle } = held else { return None };
        (*of == endpoint).then(|| in_hand(queue, *id, *handle))
    });
    let taken = taken.filter(|message| {
        over += usize::from(message.held.is_none());
        message.held.is_some() || over <= OVER
    });
    let taken: Vec<InHand> = taken.take(SHOWN).collect();
    if taken.is_empty() {
        return Html::default();
    }
    let name = scene.endpoint(endpoint).name.clone();
    let rows = taken.into_iter().map(|message| {
        let path: Arc<str> = match &message.held {
            Some((queued, _)) if queued.sub_queue == SubQueue::DeadLetter => format!("{name}/$deadletterqueue").into(),
            _ => name.clone(),
        };
        html! {
            <Hand key={message.id.to_string()} scene={scene.clone()} calls={calls.clone()} {path} id={message.id}
                handle={message.handle} held={message.held} total={queue.settings().lock_duration} />
        }
    });
    section(scene.word(Key::HandsHeading), html! { <ul class="msgs">{ for rows }</ul> })
}

fn in_hand(queue: &Queue, id: TakenId, handle: Handle) -> InHand {
    let queued = queue.message(handle.sequence);
    let held = queued.and_then(|queued| {
        let lock = queued.lock.filter(|lock| Some(lock.token) == handle.token)?;
        Some((queued, lock))
    });
    InHand { id, handle, held }
}

#[derive(PartialEq, Properties)]
struct HandProps {
    scene: Scene,
    calls: Calls,
    path: Arc<str>,
    id: TakenId,
    handle: Handle,
    held: Option<(QueuedMessage, Lock)>,
    /// The queue's lock duration.
    total: u64,
}

#[derive(Clone, Default, PartialEq)]
struct Reason {
    reason: String,
    description: String,
}

#[component]
fn Hand(props: &HandProps) -> Html {
    let HandProps { scene, calls, path, .. } = props;
    let why = use_state_eq(|| None::<Reason>);
    let message = || Taken::Handle(props.id.to_string().into());
    let button = |key: Key, operation: Operation| {
        html! {
            <button type="button" class="btn" onclick={calls.making(call(path, operation))}>{ scene.word(key) }</button>
        }
    };
    let sequence = props.handle.sequence;
    let (label, state) = match &props.held {
        Some((queued, lock)) => {
            let left = lock.until.since(scene.world.now());
            let said = say!(scene.language, Key::InspectorLockExpiresIn, left = Arg::Duration(left));
            (name(queued), countdown(left, props.total.max(left), said))
        }
        None => {
            let key = if props.handle.token.is_some() { Key::HandsLockOver } else { Key::HandsDeleted };
            let state = html! { <p class="msg-notes quiet">{ icon(Glyph::Cross) }<span>{ scene.word(key) }</span></p> };
            (String::new(), state)
        }
    };
    let is_dead = props.held.as_ref().is_some_and(|(queued, _)| queued.sub_queue == SubQueue::DeadLetter);
    let ask = {
        let why = why.clone();
        Callback::from(move |_: MouseEvent| why.set(if why.is_some() { None } else { Some(Reason::default()) }))
    };
    html! {
        <li class={classes!("msg", "hand", props.held.is_none().then_some("over"))}>
            <p class="msg-head">
                <span class="msg-name mono">{ label }</span>
                <span class="quiet mono">{ rich(say!(scene.language, Key::QueueSequence, n = sequence)) }</span>
                <span class="msg-state quiet">
                    if props.held.is_some() {
                        { holder(scene, u32::from(ConsumerId::PERSON.0)) }
                    }
                </span>
            </p>
            { state }
            <div class="insp-actions">
                { button(Key::ActComplete, Operation::Complete { message: message() }) }
                { button(Key::ActAbandon, Operation::Abandon { message: message(), properties: Vec::new() }) }
                { button(Key::ActDefer, Operation::Defer { message: message(), properties: Vec::new() }) }
                <button type="button" class="btn" aria-expanded={why.is_some().to_string()} onclick={ask}>
                    { scene.word(Key::ActDeadLetter) }
                </button>
                { button(Key::ActRenewLock, Operation::RenewLock { message: message() }) }
                if is_dead {
                    { button(Key::ActResubmit, Operation::Resubmit { message: message() }) }
                }
            </div>
            if let Some(reason) = &*why {
                <div class="thing-form inline">
                    <TextField label={Key::MessageDeadLetterReason} value={reason.reason.clone()}
                        on_input={editing_some(&why, |why, text| why.reason = text)} />
                    <TextField label={Key::QueuesDescription} value={reason.description.clone()}
                        on_input={editing_some(&why, |why, text| why.description = text)} />
                    { button(Key::ActDeadLetterNow, Operation::DeadLetter {
                        message: message(),
                        reason: given(&reason.reason),
                        description: given(&reason.description),
                        properties: Vec::new(),
                    }) }
                </div>
            }
        </li>
    }
}

fn given(text: &str) -> Option<Arc<str>> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(Into::into)
}

fn editing_some(state: &UseStateHandle<Option<Reason>>, edit: fn(&mut Reason, String)) -> Callback<String> {
    editing(state, move |reason: &mut Option<Reason>, text| edit(reason.get_or_insert_default(), text))
}
