//! Consumer programs: what each is doing.

use super::Look;
use crate::model::ids::{ConsumerId, EndpointId, SendId};
use crate::model::time::Millis;
use crate::picture::diagram::mark::label;
use crate::world::consumer::{Consumer, Reads, State};
use crate::world::endpoint::Kind;
use crate::world::spec::ReceiveMode;
use std::sync::Arc;

/// A consumer as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct ConsumerFacts {
    pub id: ConsumerId,
    pub name: Arc<str>,
    pub reads: EndpointId,
    pub way: Way,
    pub doing: Doing,
    pub received: u64,
    pub selected: bool,
    /// It holds the selected message.
    pub on_path: bool,
}

/// How a consumer reads.
#[derive(Clone, Debug, PartialEq)]
pub enum Way {
    PeekLock,
    ReceiveAndDelete,
    Group(Arc<str>),
}

/// What a consumer is doing.
#[derive(Clone, Debug, PartialEq)]
pub enum Doing {
    Stopped,
    Waiting,
    /// It makes messages, and the next one is not yet due.
    Pausing,
    /// A reader of events; so many lie behind its position.
    Reading {
        unread: u64,
    },
    Working(Work),
    /// It asked the queue to settle, or hears the answer.
    Settling(Work),
    /// Back in so many milliseconds.
    Crashed(Millis),
}

/// The message in a consumer's hands.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    pub send: SendId,
    pub label: String,
    pub message_id: Arc<str>,
    pub delivery: u16,
    /// Of the queue; 0 for a Storage queue, which has none.
    pub max_delivery_count: u32,
    pub lock_left: Option<Millis>,
}

pub(super) fn of(look: &Look<'_>) -> Vec<ConsumerFacts> {
    let all = look.world.consumers().iter().enumerate().filter(|(_, consumer)| !consumer.removed);
    // A program that reads no endpoint has no wire to hang on.
    all.filter_map(|(index, consumer)| Some(facts(look, ConsumerId(index as u16), consumer, consumer.endpoint()?)))
        .collect()
}

fn facts(look: &Look<'_>, id: ConsumerId, consumer: &Consumer, reads: EndpointId) -> ConsumerFacts {
    let endpoint = &look.world.endpoints()[reads.index()];
    let way = match (&endpoint.kind, consumer.spec.receive_mode) {
        (Kind::BuiltIn(_), _) => Way::Group(consumer.spec.group.clone()),
        (_, ReceiveMode::PeekLock) => Way::PeekLock,
        (_, ReceiveMode::ReceiveAndDelete) => Way::ReceiveAndDelete,
    };
    let held = consumer.holding().map(|holding| holding.lineage.send());
    let on_path = held.is_some() && held == look.focus.message;
    let doing = doing(look, consumer);
    ConsumerFacts {
        id,
        name: consumer.name().clone(),
        reads,
        way,
        doing,
        received: u64::from(consumer.received) + consumer.events_read,
        selected: look.focus.consumer == Some(id),
        on_path,
    }
}

/// What a program is doing, whatever it reads.
pub(super) fn doing(look: &Look<'_>, consumer: &Consumer) -> Doing {
    let endpoint = consumer.endpoint().map(|id| &look.world.endpoints()[id.index()]);
    let queue = endpoint.and_then(|endpoint| endpoint.queue());
    let work = consumer.holding().map(|holding| {
        let message_id = match consumer.reads {
            // What a Storage queue names a message says nothing to a person: it is the one that was sent.
            Reads::StorageQueue(_) => {
                let sent = look.world.message_of(holding.lineage.send());
                sent.and_then(|sent| sent.system.message_id.clone())
            }
            Reads::Endpoint(_) | Reads::Clock => holding.message.message_id().cloned(),
        };
        Work {
            send: holding.lineage.send(),
            label: label(message_id.as_deref(), holding.lineage.number),
            message_id: message_id.unwrap_or_else(|| holding.lineage.number.to_string().into()),
            delivery: holding.delivery,
            max_delivery_count: queue.map_or(0, |queue| queue.settings().max_delivery_count),
            lock_left: holding.lock.map(|lock| lock.until.since(look.world.now())),
        }
    });
    match (&consumer.state, work) {
        (State::Stopped, _) => Doing::Stopped,
        (State::Crashed { restarts_at }, _) => Doing::Crashed(restarts_at.since(look.world.now())),
        (State::Receiving(_) | State::Working { .. }, Some(work)) => Doing::Working(work),
        (State::Settling(_) | State::Answered { .. }, Some(work)) => Doing::Settling(work),
        _ => match endpoint.and_then(|endpoint| endpoint.events()) {
            Some(events) => {
                let ends = events.partitions.iter().map(|partition| partition.events.end());
                let unread = ends.zip(&consumer.positions).map(|(end, &position)| end.saturating_sub(position)).sum();
                Doing::Reading { unread }
            }
            None if consumer.reads == Reads::Clock => Doing::Pausing,
            None => Doing::Waiting,
        },
    }
}
