//! Storage queues and the programs that use them: no endpoints, for the hub cannot route to them.

use super::{Look, consumers};
use crate::model::ids::{ConsumerId, StorageQueueId};
use crate::model::storage::queue::Queue;
use crate::picture::diagram::mark::{Token, TokenState, label};
use crate::picture::diagram::scene::consumers::Doing;
use crate::world::consumer::{Consumer, Reads};
use std::sync::Arc;

/// Messages that are looked at; the rest is a number.
const MOST_LOOKED_AT: usize = 32;

/// A Storage queue as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct StoreFacts {
    pub id: StorageQueueId,
    pub name: Arc<str>,
    /// The oldest first.
    pub tokens: Vec<Token>,
    pub visible: u64,
    pub hidden: u64,
    /// The readers of endpoints that write to it.
    pub writers: Vec<ConsumerId>,
    pub selected: bool,
}

/// A program that reads a Storage queue, or makes messages for one.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkerFacts {
    pub id: ConsumerId,
    pub name: Arc<str>,
    /// Its queue, by its place in the scene.
    pub store: usize,
    pub doing: Doing,
    pub selected: bool,
}

pub(super) fn of(look: &Look<'_>) -> (Vec<StoreFacts>, Vec<WorkerFacts>) {
    let stores: Vec<StoreFacts> =
        look.world.storage().queues().map(|(id, name, queue)| store(look, id, name, queue)).collect();
    let workers = programs(look).filter_map(|(id, consumer)| {
        let queue = match &consumer.reads {
            Reads::Endpoint(_) => return None,
            Reads::StorageQueue(queue) => queue,
            Reads::Clock => &consumer.spec.puts.as_ref()?.queue,
        };
        Some(WorkerFacts {
            id,
            name: consumer.name().clone(),
            store: stores.iter().position(|store| store.name == *queue)?,
            doing: consumers::doing(look, consumer),
            selected: look.focus.consumer == Some(id),
        })
    });
    let workers = workers.collect();
    (stores, workers)
}

fn programs<'a>(look: &Look<'a>) -> impl Iterator<Item = (ConsumerId, &'a Consumer)> {
    let all = look.world.consumers().iter().enumerate().filter(|(_, consumer)| !consumer.removed);
    all.map(|(index, consumer)| (ConsumerId(index as u16), &**consumer))
}

fn store(look: &Look<'_>, id: StorageQueueId, name: &Arc<str>, queue: &Queue) -> StoreFacts {
    let now = look.world.now();
    let tokens = queue.messages().take(MOST_LOOKED_AT).map(|message| {
        let copy = message.lineage;
        let send = look.world.message_of(copy.send());
        let message_id = send.and_then(|message| message.system.message_id.clone());
        Token {
            copy,
            label: label(message_id.as_deref(), copy.number),
            state: if message.next_visible_at > now { TokenState::Hidden } else { TokenState::Active },
            delivery: message.dequeue_count,
            doubled: false,
            selected: look.focus.message == Some(copy.send()),
            more: 0,
        }
    });
    let (visible, hidden) = queue.visible_and_hidden();
    let writes = |consumer: &Consumer| {
        consumer.endpoint().is_some() && consumer.spec.puts.as_ref().is_some_and(|puts| puts.queue == *name)
    };
    StoreFacts {
        id,
        name: name.clone(),
        tokens: tokens.collect(),
        visible,
        hidden,
        writers: programs(look).filter(|(_, consumer)| writes(consumer)).map(|(id, _)| id).collect(),
        selected: look.focus.storage_queue == Some(id),
    }
}
