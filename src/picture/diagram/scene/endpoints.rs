//! Endpoints: what stands behind them, their health, and what is under way to them.

use super::Look;
use crate::model::ids::{ConsumerId, EndpointId, Lineage};
use crate::model::service_bus::{self, DEAD_LETTER_REASON, QueuedMessage, Reachability, Setting, SubQueue};
use crate::model::small::{SmallMap, sort_few};
use crate::model::storage::blob::Blob;
use crate::model::time::{Millis, Timestamp};
use crate::picture::diagram::mark::{Token, TokenState, label};
use crate::world::endpoint::{Endpoint, Kind};
use crate::world::entry::Health;
use crate::world::spec::FaultSpec;
use std::sync::Arc;

/// Queued messages that are looked at; the rest is a number.
const MOST_LOOKED_AT: usize = 512;
/// Blobs that are named.
pub const BLOB_ROWS: usize = 3;

/// An endpoint as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct EndpointFacts {
    pub id: EndpointId,
    pub name: Arc<str>,
    pub health: Health,
    pub trouble: Trouble,
    pub content: Content,
    /// The copy on the wire to it, the next to arrive.
    pub flying: Option<Token>,
    pub delivered: u64,
    pub dropped: u64,
    pub retrying: u64,
    pub selected: bool,
    /// The selected message lies in it or is on its way to it.
    pub holds_selected: bool,
}

/// What keeps messages from an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    None,
    /// Down until then, if the plan says when.
    Down(Option<Timestamp>),
    Disabled,
    /// A delivery failed; the next attempt is due in so many milliseconds.
    Retrying(Millis),
    Dead,
    /// IoT Hub cannot deliver to a queue with this setting.
    Unreachable(Setting),
    /// A queue that stands alone in its namespace: the hub brings nothing.
    Alone,
}

/// What stands behind an endpoint.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    Queue(QueueFacts),
    Container(ContainerFacts),
    Events(EventsFacts),
}

#[derive(Clone, Debug, PartialEq)]
pub struct QueueFacts {
    /// The head first.
    pub tokens: Vec<Token>,
    /// Messages of the main queue in all.
    pub count: u64,
    pub locked: u64,
    /// Receivable now.
    pub active: u64,
    pub dead_letters: Vec<Token>,
    pub dead: u64,
    pub dead_reason: Option<Arc<str>>,
    pub max_delivery_count: u32,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ContainerFacts {
    /// The oldest first.
    pub tokens: Vec<Token>,
    pub buffered: u64,
    /// Until the next batch closes.
    pub next_write: Option<Millis>,
    /// How full the fullest batch is, in time or in bytes: 0 to 1.
    pub filled: f64,
    pub blobs: u64,
    /// The newest first.
    pub latest: Vec<Arc<Blob>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct EventsFacts {
    pub tapes: Vec<Tape>,
    pub count: u64,
}

/// One partition.
#[derive(Clone, Debug, PartialEq)]
pub struct Tape {
    pub events: u64,
    /// Of the newest events, which are the selected message: the newest last.
    pub newest: Vec<bool>,
    /// The next event that each consumer reads.
    pub positions: Vec<(ConsumerId, u64)>,
    /// The number of the oldest event.
    pub first: u64,
}

/// Events of a tape that are drawn at most.
pub const TAPE_EVENTS: usize = 24;

pub(super) fn of(look: &Look<'_>) -> Vec<EndpointFacts> {
    let all = look.world.endpoints().iter().enumerate().filter(|(_, endpoint)| !endpoint.removed);
    all.map(|(index, endpoint)| facts(look, EndpointId(index as u16), endpoint)).collect()
}

fn facts(look: &Look<'_>, id: EndpointId, endpoint: &Endpoint) -> EndpointFacts {
    let content = match &endpoint.kind {
        Kind::Queue(queue) => Content::Queue(queue_facts(look, queue)),
        Kind::Container(container) => Content::Container(container_facts(look, container)),
        Kind::BuiltIn(_) => Content::Events(events_facts(look, id, endpoint)),
    };
    let retried = endpoint.retrying().filter(|failed| failed.is_retrying()).map(|failed| &failed.parcel);
    let mut flying = retried.chain(endpoint.in_flight());
    let first = flying.next().map(|parcel| look.stored_token(&parcel.stored, parcel.lineage, TokenState::Flying));
    let more = flying.count() as u64;
    let account = look.world.ledger().account(id);
    let about_selected = |copy: Lineage| Some(copy.send()) == look.focus.message;
    let under_way = endpoint.in_flight().chain(endpoint.waiting()).map(|parcel| parcel.lineage);
    let under_way = under_way.chain(endpoint.retrying().map(|failed| failed.parcel.lineage));
    EndpointFacts {
        id,
        name: endpoint.name.clone(),
        health: endpoint.health,
        trouble: trouble(look, endpoint),
        flying: first.map(|token| Token { more, ..token }),
        delivered: account.delivered,
        dropped: account.dropped,
        retrying: account.retrying,
        selected: look.focus.endpoint == Some(id),
        holds_selected: look.focus.message.is_some() && under_way.into_iter().any(about_selected)
            || content.holds_selected(),
        content,
    }
}

fn trouble(look: &Look<'_>, endpoint: &Endpoint) -> Trouble {
    let now = look.world.now();
    if endpoint.spec.is_none() && endpoint.queue().is_some() {
        return if endpoint.is_down() { Trouble::Down(outage_ends(look, endpoint)) } else { Trouble::Alone };
    }
    let reachability = endpoint.queue().map(service_bus::Queue::endpoint_reachability);
    if let Some(Reachability::Unreachable(setting)) = reachability {
        return Trouble::Unreachable(setting);
    }
    if endpoint.health == Health::Dead {
        return Trouble::Dead;
    }
    let waits = endpoint.retrying().filter(|failed| !failed.is_retrying()).map(|failed| failed.retry_at.since(now));
    match waits.min() {
        Some(left) => Trouble::Retrying(left),
        None if endpoint.is_down() => Trouble::Down(outage_ends(look, endpoint)),
        None if !endpoint.is_enabled() => Trouble::Disabled,
        None => Trouble::None,
    }
}

/// When the outage that holds now ends, if the plan says so.
fn outage_ends(look: &Look<'_>, endpoint: &Endpoint) -> Option<Timestamp> {
    let (start, now) = (look.world.start(), look.world.now());
    let ends = look.world.faults().iter().filter_map(|fault| match &fault.spec {
        FaultSpec::Outage { endpoint: name, from_ms, for_ms: Some(length) } if *name == endpoint.name => {
            Some(start.plus(*from_ms).plus(*length)).filter(|end| start.plus(*from_ms) <= now && *end > now)
        }
        _ => None,
    });
    ends.max()
}

impl Content {
    fn holds_selected(&self) -> bool {
        let selected = |tokens: &[Token]| tokens.iter().any(|token| token.selected);
        match self {
            Self::Queue(queue) => selected(&queue.tokens) || selected(&queue.dead_letters),
            Self::Container(container) => selected(&container.tokens),
            Self::Events(events) => events.tapes.iter().any(|tape| tape.newest.contains(&true)),
        }
    }
}

fn queue_facts(look: &Look<'_>, queue: &service_bus::Queue) -> QueueFacts {
    let counts = queue.counts();
    let tokens = |side| {
        let mut sends = SmallMap::default();
        let messages = queue.messages(side, 0).take(MOST_LOOKED_AT).map(|message| {
            let token = queued(look, queue, &message);
            // The same message twice in one queue: the later one gets a second outline.
            let doubled = sends.contains_key(&token.send());
            sends.insert(token.send(), ());
            Token { doubled, ..token }
        });
        messages.collect::<Vec<_>>()
    };
    let dead_letters = tokens(SubQueue::DeadLetter);
    let first_dead = queue.messages(SubQueue::DeadLetter, 0).next();
    let reason = first_dead.and_then(|message| message.message.property(DEAD_LETTER_REASON));
    QueueFacts {
        tokens: tokens(SubQueue::Main),
        count: counts.active + counts.deferred + counts.scheduled,
        locked: counts.locked,
        active: counts.active - counts.locked.min(counts.active),
        dead: counts.dead_lettered,
        dead_reason: reason.and_then(|value| match value {
            service_bus::Scalar::Text(text) => Some(text),
            _ => None,
        }),
        dead_letters,
        max_delivery_count: queue.settings().max_delivery_count,
    }
}

fn queued(look: &Look<'_>, queue: &service_bus::Queue, queued: &QueuedMessage) -> Token {
    let copy = queued.message.lineage();
    let state = match (&queued.lock, queued.state) {
        _ if queued.sub_queue == SubQueue::DeadLetter => TokenState::DeadLettered,
        (Some(lock), _) => {
            TokenState::Locked { left: lock.until.since(look.world.now()), of: queue.settings().lock_duration }
        }
        (None, service_bus::State::Active) => TokenState::Active,
        (None, service_bus::State::Deferred) => TokenState::Deferred,
        (None, service_bus::State::Scheduled) => {
            TokenState::Scheduled { at: queued.scheduled_for.unwrap_or(queued.enqueued_at) }
        }
    };
    let delivery = match state {
        TokenState::DeadLettered => 0,
        _ => queued.delivery_count + u32::from(queued.lock.is_some()),
    };
    Token {
        copy,
        label: label(queued.message.message_id().map(|id| &**id), copy.number),
        state,
        delivery,
        doubled: false,
        selected: look.focus.message == Some(copy.send()),
        more: 0,
    }
}

fn container_facts(look: &Look<'_>, container: &crate::model::storage::container::Container) -> ContainerFacts {
    let now = look.world.now();
    let records = container.batches().flat_map(|(_, batch)| batch.records.iter());
    let mut records: Vec<_> = records.take(MOST_LOOKED_AT).collect();
    sort_few(&mut records, |a, b| (a.stored.enqueued_at, a.lineage) < (b.stored.enqueued_at, b.lineage));
    let tokens = records.iter().map(|it| look.stored_token(&it.stored, it.lineage, TokenState::Buffered));
    let settings = container.settings();
    let filled = container.batches().map(|(_, batch)| {
        let time = now.since(batch.started_at) as f64 / (f64::from(settings.batch_frequency_in_seconds) * 1_000.0);
        let size = batch.size_bytes as f64 / f64::from(settings.max_chunk_size_in_bytes);
        time.max(size).min(1.0)
    });
    let (mut latest, mut blobs) = (Vec::<Arc<Blob>>::new(), 0);
    for blob in container.blobs() {
        blobs += 1;
        let place = latest.partition_point(|newer| newer.last_modified > blob.last_modified);
        latest.insert(place, blob.clone());
        latest.truncate(BLOB_ROWS);
    }
    ContainerFacts {
        tokens: tokens.collect(),
        buffered: container.batches().map(|(_, batch)| batch.records.len() as u64).sum(),
        next_write: container.next_limit().map(|at| at.since(now)),
        filled: filled.fold(0.0, f64::max),
        blobs,
        latest,
    }
}

fn events_facts(look: &Look<'_>, id: EndpointId, endpoint: &Endpoint) -> EventsFacts {
    let Some(events) = endpoint.events() else { return EventsFacts { tapes: Vec::new(), count: 0 } };
    let readers = look.world.consumers().iter().enumerate().filter(|(_, c)| !c.removed && c.endpoint() == Some(id));
    let readers: Vec<_> = readers.map(|(index, consumer)| (ConsumerId(index as u16), consumer)).collect();
    let tapes = events.partitions.iter().enumerate().map(|(number, partition)| {
        let end = partition.events.end();
        let from = end.saturating_sub(TAPE_EVENTS as u64).max(partition.events.start());
        let newest = partition.events.iter_from(from).map(|event| look.focus.message == Some(event.lineage.send()));
        let positions = readers.iter().filter_map(|(id, reader)| Some((*id, *reader.positions.get(number)?)));
        Tape {
            events: partition.events.len(),
            newest: newest.collect(),
            positions: positions.collect(),
            first: partition.events.start(),
        }
    });
    EventsFacts { tapes: tapes.collect(), count: events.len() }
}
