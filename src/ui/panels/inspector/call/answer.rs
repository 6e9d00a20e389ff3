//! What a service answered, with the fields that matter.

use crate::model::service_bus::{QueuedMessage, Sent, State};
use crate::model::storage::account::Created;
use crate::model::storage::queue::{PeekedMessage, QueueMessage};
use crate::say;
use crate::text::{Arg, Key, Rich, format};
use crate::ui::panels::inspector::parts::{fact, facts, rich};
use crate::ui::panels::inspector::scene::Scene;
use crate::ui::widgets::icon::{Glyph, icon};
use crate::world::command::Answer;
use crate::world::operation::{
    QueueDescription, ReceivedEvent, ReceivedMessage, SentMessage, ServiceBusAnswer, StorageAnswer, TakenId,
};
use yew::prelude::*;

/// Messages of one answer that are shown in full.
const SHOWN: usize = 5;

/// The answer, for the inspector.
pub(super) fn answer(scene: &Scene, answer: &Answer) -> Html {
    let language = scene.language;
    match answer {
        Answer::Done | Answer::Sent(_) => done(say!(language, Key::CallDone), Vec::new()),
        Answer::ServiceBus(answer) => service_bus(scene, answer),
        Answer::Storage(answer) => storage(scene, answer),
        Answer::Events(events) => {
            let key = if events.is_empty() { Key::CallNoEvents } else { Key::CallEvents };
            list(say!(language, key, n = events.len()), events, |event| self::event(scene, event))
        }
    }
}

fn service_bus(scene: &Scene, answer: &ServiceBusAnswer) -> Html {
    let language = scene.language;
    match answer {
        ServiceBusAnswer::Done => done(say!(language, Key::CallDone), Vec::new()),
        ServiceBusAnswer::Sent(sent) => html! { <>{ for sent.iter().map(|sent| self::sent(scene, sent)) }</> },
        ServiceBusAnswer::Received(received) => {
            let key = if received.is_empty() { Key::CallReceivedNothing } else { Key::CallReceived };
            list(say!(language, key, n = received.len()), received, |message| self::received(scene, message))
        }
        ServiceBusAnswer::Peeked(peeked) => {
            let key = if peeked.is_empty() { Key::CallPeekedNothing } else { Key::CallPeeked };
            list(say!(language, key, n = peeked.len()), peeked, |message| self::peeked(scene, message))
        }
        ServiceBusAnswer::Renewed(until) => done(say!(language, Key::CallRenewed, at = scene.at(*until)), Vec::new()),
        ServiceBusAnswer::Queue(queue) => description(scene, queue),
        ServiceBusAnswer::Queues(queues) => html! { <>{ for queues.iter().map(|queue| description(scene, queue)) }</> },
    }
}

fn done(said: Rich, rows: Vec<Html>) -> Html {
    html! {
        <div class="call-done">
            <p class="ok">{ icon(Glyph::Tick) }<span>{ rich(said) }</span></p>
            if !rows.is_empty() {
                { facts(rows) }
            }
        </div>
    }
}

/// So many, and the first of them in full.
fn list<T>(said: Rich, all: &[T], row: impl Fn(&T) -> Vec<Html>) -> Html {
    html! {
        <>
            { done(said, Vec::new()) }
            { for all.iter().take(SHOWN).map(|one| facts(row(one))) }
            if all.len() > SHOWN {
                <p class="quiet" aria-hidden="true">{ "…" }</p>
            }
        </>
    }
}

fn mono(text: impl ToString) -> Html {
    html! { <span class="mono">{ text.to_string() }</span> }
}

fn sent(scene: &Scene, sent: &SentMessage) -> Html {
    let language = scene.language;
    let said = match sent.sent {
        Sent::Enqueued { sequence } => say!(language, Key::CallSent, sequence = sequence),
        Sent::Scheduled { sequence } => say!(language, Key::CallScheduled, sequence = sequence),
        Sent::DuplicateDropped => say!(language, Key::CallDuplicate),
    };
    done(said, vec![fact(scene.word(Key::MessageId), mono(&sent.message_id))])
}

fn received(scene: &Scene, message: &ReceivedMessage) -> Vec<Html> {
    let delivery = &message.delivery;
    let mut rows = vec![
        fact(scene.word(Key::MessageSequenceNumber), mono(delivery.sequence)),
        fact(scene.word(Key::MessageDeliveryCount), mono(delivery.delivery_count)),
    ];
    rows.extend(delivery.message.message_id().map(|id| fact(scene.word(Key::MessageId), mono(id))));
    rows.push(body(scene, delivery.message.body()));
    if let Some(lock) = delivery.lock {
        rows.push(fact(scene.word(Key::MessageLockToken), mono(lock.token)));
        rows.push(fact(scene.word(Key::MessageLockedUntil), mono(scene.clock(lock.until))));
    }
    rows
}

fn peeked(scene: &Scene, message: &QueuedMessage) -> Vec<Html> {
    let state = match message.state {
        State::Active => Key::QueuesActive,
        State::Deferred => Key::QueuesDeferred,
        State::Scheduled => Key::QueuesScheduled,
    };
    let mut rows = vec![
        fact(scene.word(Key::MessageSequenceNumber), mono(message.sequence)),
        fact(scene.word(Key::QueuesState), scene.word(state)),
        fact(scene.word(Key::MessageDeliveryCount), mono(message.delivery_count)),
    ];
    rows.extend(message.message.message_id().map(|id| fact(scene.word(Key::MessageId), mono(id))));
    rows.push(body(scene, message.message.body()));
    rows
}

fn body(scene: &Scene, bytes: &[u8]) -> Html {
    let text = String::from_utf8_lossy(bytes).into_owned();
    fact(scene.word(Key::MessageBody), html! { <pre class="body">{ text }</pre> })
}

fn description(scene: &Scene, queue: &QueueDescription) -> Html {
    let counts = queue.counts;
    done(
        say!(
            scene.language,
            Key::CallQueue,
            queue = Arg::Name(&queue.settings.name),
            active = counts.active,
            scheduled = counts.scheduled,
            deferred = counts.deferred,
            dead = counts.dead_lettered
        ),
        Vec::new(),
    )
}

fn storage(scene: &Scene, answer: &StorageAnswer) -> Html {
    let language = scene.language;
    match answer {
        StorageAnswer::Done => done(say!(language, Key::CallDone), Vec::new()),
        StorageAnswer::Created(Created::New) => done(say!(language, Key::CallCreated), Vec::new()),
        StorageAnswer::Created(Created::Existing) => done(say!(language, Key::CallExisted), Vec::new()),
        StorageAnswer::Queues(listing) => {
            let names: Vec<&str> = listing.names.iter().map(|name| &**name).collect();
            done(say!(language, Key::CallQueues, n = names.len()), vec![fact("", mono(names.join(", ")))])
        }
        StorageAnswer::Properties(properties) => {
            let n = properties.approximate_messages_count;
            let rows = properties.metadata.iter().map(|(name, value)| fact(name, mono(value))).collect();
            done(say!(language, Key::CallCount, n = n), rows)
        }
        StorageAnswer::Put(id, message) => done(say!(language, Key::CallPut), got(scene, *id, message)),
        StorageAnswer::Got(messages) => {
            let key = if messages.is_empty() { Key::CallGotNothing } else { Key::CallReceived };
            list(say!(language, key, n = messages.len()), messages, |(id, message)| got(scene, *id, message))
        }
        StorageAnswer::Peeked(messages) => {
            let key = if messages.is_empty() { Key::CallGotNothing } else { Key::CallPeeked };
            list(say!(language, key, n = messages.len()), messages, |message| peeked_text(scene, message))
        }
        StorageAnswer::Updated(id, message) => done(say!(language, Key::CallUpdated), got(scene, *id, message)),
    }
}

fn got(scene: &Scene, _: TakenId, message: &QueueMessage) -> Vec<Html> {
    vec![
        fact(scene.word(Key::MessageId), mono(message.message_id)),
        fact(scene.word(Key::QueuesPopReceipt), mono(message.pop_receipt)),
        fact(scene.word(Key::QueuesDequeueCount), mono(message.dequeue_count)),
        fact(scene.word(Key::QueuesNextVisible), mono(scene.clock(message.next_visible_at))),
        fact(scene.word(Key::QueuesText), html! { <pre class="body">{ &message.text }</pre> }),
    ]
}

fn peeked_text(scene: &Scene, message: &PeekedMessage) -> Vec<Html> {
    vec![
        fact(scene.word(Key::MessageId), mono(message.message_id)),
        fact(scene.word(Key::QueuesDequeueCount), mono(message.dequeue_count)),
        fact(scene.word(Key::QueuesText), html! { <pre class="body">{ &message.text }</pre> }),
    ]
}

fn event(scene: &Scene, event: &ReceivedEvent) -> Vec<Html> {
    let message = &event.stored.message;
    let mut rows = vec![
        fact(scene.word(Key::MessagePartition), mono(event.partition)),
        fact(scene.word(Key::MessageSequenceNumber), mono(event.sequence_number)),
        fact(scene.word(Key::MessageOffset), mono(event.offset)),
        fact(scene.word(Key::MessageEnqueuedTime), mono(format::utc(event.enqueued_at))),
    ];
    rows.extend(message.system.message_id.as_ref().map(|id| fact(scene.word(Key::MessageId), mono(id))));
    rows.push(body(scene, &message.body));
    rows
}
