//! One line of text for each entry, the same in every language: golden transcripts, the log panel, bug reports.
//!
//! ```text
//! 00:07.200  #56   CriticalQueue      locked               message_7  seq 2  delivery 1  by ReadCriticalQueue  <- #52
//! ```

use crate::model::ids::{ConsumerId, DeviceId, EndpointId, Lineage, Producer, ProducerId, SendId, StorageQueueId};
use crate::model::late::Late;
use crate::text::format::instant;
use crate::world::World;
use crate::world::entry::{Entry, What};
use std::fmt::Write;

/// Who acts by hand.
const PERSON: &str = "person";

/// The line of one entry. `headline` is false for a detail of the step before it.
#[must_use]
pub fn line(entry: &Entry, headline: bool, world: &World) -> String {
    let time = instant(entry.at.since(world.start()));
    let step = if headline { format!("#{}", entry.step) } else { String::new() };
    let (actor, detail) = Scribe(world).parts(entry.what);
    let mut line = format!("{time}  {step:<5} {actor:<20} {code:<20} {detail}", code = entry.what.code());
    line.truncate(line.trim_end().len());
    if headline && entry.cause > 0 {
        let _ = write!(line, "  <- #{}", entry.cause);
    }
    line
}

/// The lines of entries in order, each with its line end.
pub fn lines<'a>(entries: impl Iterator<Item = &'a Entry>, world: &World) -> String {
    let (mut text, mut step) = (String::new(), 0);
    for entry in entries {
        text.push_str(&line(entry, entry.step != step, world));
        text.push('\n');
        step = entry.step;
    }
    text
}

/// Names things as they stand in transcripts.
struct Scribe<'a>(&'a World);

/// Who it happens to, and the rest in words of the service.
type Parts = (String, String);

/// What only a world writes in which somebody acted, something went wrong, or programs do more than the tutorial's.
static REST: Late<fn(&Scribe<'_>, What) -> Parts> = Late::new(WHOLE);
const WHOLE: fn(&Scribe<'_>, What) -> Parts = |scribe, what| scribe.rest(what);

/// Brings along what such a world writes.
pub fn provide() {
    REST.provide(WHOLE);
}

impl Scribe<'_> {
    fn device(&self, id: DeviceId) -> String {
        self.0.devices()[id.index()].id().to_string()
    }

    fn endpoint(&self, id: EndpointId) -> String {
        self.0.endpoints()[id.index()].name.to_string()
    }

    fn consumer(&self, id: ConsumerId) -> String {
        let known = self.0.consumers().get(id.index());
        known.map_or_else(|| PERSON.to_owned(), |consumer| consumer.name().to_string())
    }

    fn queue(&self, id: StorageQueueId) -> String {
        format!("storage/{}", self.0.storage().name_of(id))
    }

    fn producer(&self, id: ProducerId) -> String {
        match id.who() {
            Producer::Device(id) => self.device(id),
            Producer::Program(id) => self.consumer(id),
            Producer::Person => PERSON.to_owned(),
        }
    }

    fn hub(&self) -> String {
        self.0.hub().spec.name.to_string()
    }

    fn send(&self, send: SendId) -> String {
        self.0.label_of(send)
    }

    fn copy(&self, lineage: Lineage) -> String {
        match lineage.accepted {
            0 | 1 => self.send(lineage.send()),
            k => format!("{} (accepted {k})", self.send(lineage.send())),
        }
    }

    fn parts(&self, what: What) -> Parts {
        match what {
            What::Sent { send: id, queued, .. } => {
                (self.producer(id.producer), format!("{}{}", self.send(id), if queued { "  queued" } else { "" }))
            }
            What::Published { send: id, attempt } => {
                let dup = if attempt > 1 { "  DUP" } else { "" };
                (self.producer(id.producer), format!("{}  attempt {attempt}{dup}", self.send(id)))
            }
            What::PublishLost { send: id, attempt }
            | What::PubackArrived { send: id, attempt }
            | What::PubackLost { send: id, attempt }
            | What::PublishRefused { send: id, attempt } => {
                (self.producer(id.producer), format!("{}  attempt {attempt}", self.send(id)))
            }
            What::Accepted { lineage, partition, offset } => {
                (self.hub(), format!("{}  partition {partition}  offset {offset}", self.copy(lineage)))
            }
            What::Matched { lineage, endpoints, fallback } => {
                let by = if fallback { "  fallback" } else { "" };
                (self.hub(), format!("{}  endpoints {endpoints}{by}", self.copy(lineage)))
            }
            What::CopyOpened { lineage, endpoint: id } => (self.endpoint(id), self.copy(lineage)),
            What::Orphaned { lineage } => (self.hub(), self.copy(lineage)),
            What::Delivered { lineage, endpoint: id, label, repeat } => {
                let repeat = if repeat { "  repeat" } else { "" };
                (self.endpoint(id), format!("{}  seq {label}{repeat}", self.copy(lineage)))
            }
            What::ReceivedAndDeleted { lineage, endpoint: id, consumer: by, sequence }
            | What::Completed { lineage, endpoint: id, consumer: by, sequence } => {
                (self.endpoint(id), format!("{}  seq {sequence}  by {}", self.copy(lineage), self.consumer(by)))
            }
            What::BatchStarted { endpoint: id, partition } => (self.endpoint(id), format!("partition {partition}")),
            What::BlobWritten { endpoint: id, messages, partition } => {
                (self.endpoint(id), format!("partition {partition}  messages {messages}"))
            }
            What::Waits { consumer: id, endpoint: at } | What::NothingReceived { consumer: id, endpoint: at } => {
                (self.consumer(id), self.endpoint(at))
            }
            What::Received { lineage, consumer: id, delivery } => {
                (self.consumer(id), format!("{}  delivery {delivery}", self.copy(lineage)))
            }
            What::SettleRequested { lineage, consumer: id }
            | What::Lost { lineage, consumer: id }
            | What::Worked { lineage, consumer: id } => (self.consumer(id), self.copy(lineage)),
            What::EventRead { lineage, consumer: id, partition, offset } => {
                (self.consumer(id), format!("{}  partition {partition}  offset {offset}", self.copy(lineage)))
            }
            _ => REST.get()(self, what),
        }
    }

    fn rest(&self, what: What) -> Parts {
        match what {
            What::SendTimedOut { send: id } => (self.producer(id.producer), self.send(id)),
            What::LinkCut { device: id } => (self.device(id), String::new()),
            What::DeviceReturned { device: id, waiting } => (self.device(id), format!("waiting {waiting}")),
            What::DeliveryFailed { lineage, endpoint: id, attempt, retry_ms } => {
                (self.endpoint(id), format!("{}  attempt {attempt}  retry in {retry_ms} ms", self.copy(lineage)))
            }
            What::RetryStarted { lineage, endpoint: id, attempt } => {
                (self.endpoint(id), format!("{}  attempt {attempt}", self.copy(lineage)))
            }
            What::Dropped { lineage, endpoint: id, reason } => {
                (self.endpoint(id), format!("{}  {}", self.copy(lineage), reason.code()))
            }
            What::Invalid { lineage, endpoint: id } => (self.endpoint(id), self.copy(lineage)),
            What::EndpointDown { endpoint: id } | What::EndpointUp { endpoint: id } => {
                (self.endpoint(id), String::new())
            }
            What::HealthChanged { endpoint: id, health } => (self.endpoint(id), health.code().to_owned()),
            What::Locked { lineage, endpoint: id, consumer: by, sequence, delivery } => {
                let by = self.consumer(by);
                (self.endpoint(id), format!("{}  seq {sequence}  delivery {delivery}  by {by}", self.copy(lineage)))
            }
            What::SettleRefused { lineage, endpoint: id, consumer: by, error } => {
                (self.endpoint(id), format!("{}  {}  by {}", self.copy(lineage), error.code(), self.consumer(by)))
            }
            What::LockExpired { lineage, endpoint: id, sequence, delivery } => {
                (self.endpoint(id), format!("{}  seq {sequence}  delivery {delivery}", self.copy(lineage)))
            }
            What::Expired { lineage, endpoint: id, sequence } => {
                (self.endpoint(id), format!("{}  seq {sequence}", self.copy(lineage)))
            }
            What::DeadLettered { lineage, endpoint: id, sequence, reason } => {
                (self.endpoint(id), format!("{}  seq {sequence}  {}", self.copy(lineage), reason.code()))
            }
            What::SettleAnswered { lineage, consumer: id, settled } => (
                self.consumer(id),
                format!("{}  {}", self.copy(lineage), if settled { "completed" } else { "refused" }),
            ),
            What::Crashed { consumer: id } | What::Restarted { consumer: id } => (self.consumer(id), String::new()),
            What::CallRefused { lineage, endpoint: id, consumer: by, call, error } => {
                let (call, error) = (call.code(), error.code());
                (self.endpoint(id), format!("{}  {call}  {error}  by {}", self.copy(lineage), self.consumer(by)))
            }
            What::NothingVisible { consumer: id, queue } => {
                (self.consumer(id), self.0.storage().name_of(queue).to_string())
            }
            What::GetRefused { consumer: id, error } => (self.consumer(id), error.code().to_owned()),
            What::PoisonFound { lineage, consumer: id, count } => {
                (self.consumer(id), format!("{}  count {count}", self.copy(lineage)))
            }
            What::StorageCallRefused { lineage, consumer: id, call, error } => {
                (self.consumer(id), format!("{}  {}  {}", self.copy(lineage), call.code(), error.code()))
            }
            What::Made { lineage, consumer: id }
            | What::CrashedHolding { lineage, consumer: id }
            | What::Forgotten { lineage, consumer: id }
            | What::PassedBy { lineage, consumer: id } => (self.consumer(id), self.copy(lineage)),
            What::ResponseArrived { consumer: id, messages } => (self.consumer(id), format!("messages {messages}")),
            What::Prefetched { lineage, consumer: id, held } => {
                (self.consumer(id), format!("{}  buffer {held}", self.copy(lineage)))
            }
            What::WorkFailed { lineage, consumer: id, why } => {
                (self.consumer(id), format!("{}  {}", self.copy(lineage), why.code()))
            }
            What::EffectApplied { lineage, consumer: id, kind, nth } => {
                let again = if nth > 1 { format!("  again: {nth}") } else { String::new() };
                (self.consumer(id), format!("{}  {}{again}", self.copy(lineage), kind.code()))
            }
            What::KeyRecorded { lineage, consumer: id, durable } => {
                (self.consumer(id), format!("{}  {}", self.copy(lineage), if durable { "durable" } else { "volatile" }))
            }
            What::DuplicateSkipped { lineage, consumer: id, applied } => {
                (self.consumer(id), format!("{}{}", self.copy(lineage), if applied { "" } else { "  never applied" }))
            }
            What::CallRequested { lineage, consumer: id, call } => {
                (self.consumer(id), format!("{}  {}", self.copy(lineage), call.code()))
            }
            What::CallAnswered { lineage, consumer: id, call, ok } => (
                self.consumer(id),
                format!("{}  {}  {}", self.copy(lineage), call.code(), if ok { "done" } else { "refused" }),
            ),
            What::DeviceChanged { device: id, change } => (self.device(id), change.code().to_owned()),
            What::RouteChanged { route, change } => {
                (self.0.hub().route_name(route).to_string(), change.code().to_owned())
            }
            What::EndpointChanged { endpoint: id, change } => (self.endpoint(id), change.code().to_owned()),
            What::ConsumerChanged { consumer: id, change } => (self.consumer(id), change.code().to_owned()),
            What::FallbackSwitched { on } => (self.hub(), if on { "on" } else { "off" }.to_owned()),
            What::FaultPlanned { fault } | What::FaultStruck { fault } => (String::new(), format!("fault {fault}")),
            What::Refused { code } => (String::new(), code.code().to_owned()),
            What::Paused { reason } => (String::new(), reason.code().to_owned()),
            What::QueueChanged { endpoint: id, change } => (self.endpoint(id), change.code().to_owned()),
            What::QueueIdledOut { endpoint: id, messages } | What::Peeked { endpoint: id, messages } => {
                (self.endpoint(id), format!("messages {messages}"))
            }
            What::Enqueued { lineage, endpoint: id, sequence }
            | What::ScheduleCancelled { lineage, endpoint: id, sequence } => {
                (self.endpoint(id), format!("{}  seq {sequence}", self.copy(lineage)))
            }
            What::Scheduled { lineage, endpoint: id, sequence, after_ms } => {
                (self.endpoint(id), format!("{}  seq {sequence}  in {after_ms} ms", self.copy(lineage)))
            }
            What::Activated { lineage, endpoint: id, sequence, old } => {
                (self.endpoint(id), format!("{}  seq {sequence}  was {old}", self.copy(lineage)))
            }
            What::DuplicateDropped { lineage, endpoint: id } => (self.endpoint(id), self.copy(lineage)),
            What::Abandoned { lineage, endpoint: id, consumer: by, sequence, delivery }
            | What::Deferred { lineage, endpoint: id, consumer: by, sequence, delivery } => {
                let by = self.consumer(by);
                (self.endpoint(id), format!("{}  seq {sequence}  delivery {delivery}  by {by}", self.copy(lineage)))
            }
            What::LockRenewed { lineage, endpoint: id, consumer: by, sequence } => {
                (self.endpoint(id), format!("{}  seq {sequence}  by {}", self.copy(lineage), self.consumer(by)))
            }
            What::LockRevoked { lineage, endpoint: id, sequence, delivery } => {
                (self.endpoint(id), format!("{}  seq {sequence}  delivery {delivery}", self.copy(lineage)))
            }
            What::Forwarded { lineage, endpoint: id, to, sequence } => {
                let to = if to == id { "nowhere".to_owned() } else { self.endpoint(to) };
                (self.endpoint(id), format!("{}  seq {sequence}  to {to}", self.copy(lineage)))
            }
            What::ReceivedNothing { endpoint: id } => (self.endpoint(id), String::new()),
            What::NamespaceRead { queues } | What::AccountRead { queues } => {
                (String::new(), format!("queues {queues}"))
            }
            What::NamespaceRefused { error } | What::AccountRefused { error } => {
                (String::new(), error.code().to_owned())
            }
            What::EventsRefused { error } => (self.endpoint(EndpointId::BUILT_IN), error.code().to_owned()),
            What::EventsReceived { events } => (self.endpoint(EndpointId::BUILT_IN), format!("events {events}")),
            What::QueueRefused { endpoint: id, error } => (self.endpoint(id), error.code().to_owned()),
            What::StorageQueueChanged { queue: id, change } => (self.queue(id), change.code().to_owned()),
            What::MessagePut { lineage, queue: id, number }
            | What::BecameVisible { lineage, queue: id, number }
            | What::MessageExpired { lineage, queue: id, number } => {
                (self.queue(id), format!("{}  no {number}", self.copy(lineage)))
            }
            What::MessageGot { lineage, queue: id, consumer: by, number, count } => (
                self.queue(id),
                format!("{}  no {number}  count {count}  by {}", self.copy(lineage), self.consumer(by)),
            ),
            What::MessageUpdated { lineage, queue: id, consumer: by, number, text } => {
                let text = if text { "  text" } else { "" };
                (self.queue(id), format!("{}  no {number}{text}  by {}", self.copy(lineage), self.consumer(by)))
            }
            What::MessageDeleted { lineage, queue: id, consumer: by, number } => {
                (self.queue(id), format!("{}  no {number}  by {}", self.copy(lineage), self.consumer(by)))
            }
            What::MessagesCleared { queue: id, messages }
            | What::MessagesPeeked { queue: id, messages }
            | What::StorageQueueRead { queue: id, messages } => (self.queue(id), format!("messages {messages}")),
            What::GotNothing { queue: id } => (self.queue(id), String::new()),
            What::StorageQueueRefused { queue: id, error } => (self.queue(id), error.code().to_owned()),
            What::PublishDelayed { send: id, attempt, by_ms } | What::PubackDelayed { send: id, attempt, by_ms } => {
                (self.producer(id.producer), format!("{}  attempt {attempt}  by {by_ms} ms", self.send(id)))
            }
            What::PubackIgnored { send: id, attempt } => {
                (self.producer(id.producer), format!("{}  attempt {attempt}", self.send(id)))
            }
            What::SendForgotten { send: id } => (self.producer(id.producer), self.send(id)),
            What::DeviceRebooted { device: id, boot } => (self.device(id), format!("boot {boot}")),
            What::DeliveryDelayed { lineage, endpoint: id, by_ms } => {
                (self.endpoint(id), format!("{}  by {by_ms} ms", self.copy(lineage)))
            }
            What::EndpointFallsSick { endpoint: id, with } | What::EndpointRecovers { endpoint: id, from: with } => {
                (self.endpoint(id), with.code().to_owned())
            }
            What::DeliveryRefused { lineage, endpoint: id, with } => {
                (self.endpoint(id), format!("{}  {}", self.copy(lineage), with.code()))
            }
            What::RouterRestarted { endpoint: id, partition, messages } => {
                (self.endpoint(id), format!("partition {partition}  messages {messages}"))
            }
            What::ResponseLost { consumer: id, messages } => (self.consumer(id), format!("messages {messages}")),
            What::ResponseDelayed { consumer: id, by_ms } => (self.consumer(id), format!("by {by_ms} ms")),
            What::CallLost { lineage, consumer: id, call } | What::AnswerLost { lineage, consumer: id, call } => {
                (self.consumer(id), format!("{}  {}", self.copy(lineage), call.code()))
            }
            What::CallDelayed { lineage, consumer: id, call, by_ms }
            | What::AnswerDelayed { lineage, consumer: id, call, by_ms } => {
                (self.consumer(id), format!("{}  {}  by {by_ms} ms", self.copy(lineage), call.code()))
            }
            What::Slowed { consumer: id, factor } => (self.consumer(id), format!("{factor} times")),
            What::SpeedRestored { consumer: id } => (self.consumer(id), String::new()),
            What::Hangs { lineage, consumer: id } => (self.consumer(id), self.copy(lineage)),
            What::Sent { .. }
            | What::Published { .. }
            | What::PublishLost { .. }
            | What::PubackArrived { .. }
            | What::PubackLost { .. }
            | What::PublishRefused { .. }
            | What::Accepted { .. }
            | What::Matched { .. }
            | What::CopyOpened { .. }
            | What::Orphaned { .. }
            | What::Delivered { .. }
            | What::ReceivedAndDeleted { .. }
            | What::Completed { .. }
            | What::BatchStarted { .. }
            | What::BlobWritten { .. }
            | What::Waits { .. }
            | What::NothingReceived { .. }
            | What::Received { .. }
            | What::SettleRequested { .. }
            | What::Lost { .. }
            | What::Worked { .. }
            | What::EventRead { .. } => unreachable!("written in every world"),
        }
    }
}
