//! One line of text for each entry, the same in every language: golden transcripts, the log panel, bug reports.
//!
//! ```text
//! 00:07.200  #56   CriticalQueue      locked               message_7  seq 2  delivery 1  by ReadCriticalQueue  <- #52
//! ```

use crate::model::ids::{ConsumerId, DeviceId, EndpointId, Lineage, Producer, ProducerId, SendId, StorageQueueId};
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
    let (actor, detail) = parts(entry.what, world);
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

/// Who it happens to, and the rest in words of the service.
fn parts(what: What, world: &World) -> (String, String) {
    let device = |id: DeviceId| world.devices()[id.index()].id().to_string();
    let endpoint = |id: EndpointId| world.endpoints()[id.index()].name.to_string();
    let consumer = |id: ConsumerId| match world.consumers().get(id.index()) {
        Some(consumer) => consumer.name().to_string(),
        None => PERSON.to_owned(),
    };
    let queue = |id: StorageQueueId| format!("storage/{}", world.storage().name_of(id));
    let producer = |id: ProducerId| match id.who() {
        Producer::Device(id) => device(id),
        Producer::Program(id) => consumer(id),
        Producer::Person => PERSON.to_owned(),
    };
    let hub = || world.hub().spec.name.to_string();
    let send = |send: SendId| world.label_of(send);
    let copy = |lineage: Lineage| match lineage.accepted {
        0 | 1 => send(lineage.send()),
        k => format!("{} (accepted {k})", send(lineage.send())),
    };
    match what {
        What::Sent { send: id, queued, .. } => {
            (producer(id.producer), format!("{}{}", send(id), if queued { "  queued" } else { "" }))
        }
        What::Published { send: id, attempt } => {
            let dup = if attempt > 1 { "  DUP" } else { "" };
            (producer(id.producer), format!("{}  attempt {attempt}{dup}", send(id)))
        }
        What::PublishLost { send: id, attempt }
        | What::PubackArrived { send: id, attempt }
        | What::PubackLost { send: id, attempt }
        | What::PublishRefused { send: id, attempt } => {
            (producer(id.producer), format!("{}  attempt {attempt}", send(id)))
        }
        What::SendTimedOut { send: id } => (producer(id.producer), send(id)),
        What::LinkCut { device: id } => (device(id), String::new()),
        What::DeviceReturned { device: id, waiting } => (device(id), format!("waiting {waiting}")),
        What::Accepted { lineage, partition, offset } => {
            (hub(), format!("{}  partition {partition}  offset {offset}", copy(lineage)))
        }
        What::Matched { lineage, endpoints, fallback } => {
            let by = if fallback { "  fallback" } else { "" };
            (hub(), format!("{}  endpoints {endpoints}{by}", copy(lineage)))
        }
        What::CopyOpened { lineage, endpoint: id } => (endpoint(id), copy(lineage)),
        What::Orphaned { lineage } => (hub(), copy(lineage)),
        What::Delivered { lineage, endpoint: id, label, repeat } => {
            let repeat = if repeat { "  repeat" } else { "" };
            (endpoint(id), format!("{}  seq {label}{repeat}", copy(lineage)))
        }
        What::DeliveryFailed { lineage, endpoint: id, attempt, retry_ms } => {
            (endpoint(id), format!("{}  attempt {attempt}  retry in {retry_ms} ms", copy(lineage)))
        }
        What::RetryStarted { lineage, endpoint: id, attempt } => {
            (endpoint(id), format!("{}  attempt {attempt}", copy(lineage)))
        }
        What::Dropped { lineage, endpoint: id, reason } => {
            (endpoint(id), format!("{}  {}", copy(lineage), reason.code()))
        }
        What::Invalid { lineage, endpoint: id } => (endpoint(id), copy(lineage)),
        What::EndpointDown { endpoint: id } | What::EndpointUp { endpoint: id } => (endpoint(id), String::new()),
        What::HealthChanged { endpoint: id, health } => (endpoint(id), health.code().to_owned()),
        What::Locked { lineage, endpoint: id, consumer: by, sequence, delivery } => {
            let by = consumer(by);
            (endpoint(id), format!("{}  seq {sequence}  delivery {delivery}  by {by}", copy(lineage)))
        }
        What::ReceivedAndDeleted { lineage, endpoint: id, consumer: by, sequence }
        | What::Completed { lineage, endpoint: id, consumer: by, sequence } => {
            (endpoint(id), format!("{}  seq {sequence}  by {}", copy(lineage), consumer(by)))
        }
        What::SettleRefused { lineage, endpoint: id, consumer: by, error } => {
            (endpoint(id), format!("{}  {}  by {}", copy(lineage), error.code(), consumer(by)))
        }
        What::LockExpired { lineage, endpoint: id, sequence, delivery } => {
            (endpoint(id), format!("{}  seq {sequence}  delivery {delivery}", copy(lineage)))
        }
        What::Expired { lineage, endpoint: id, sequence } => {
            (endpoint(id), format!("{}  seq {sequence}", copy(lineage)))
        }
        What::DeadLettered { lineage, endpoint: id, sequence, reason } => {
            (endpoint(id), format!("{}  seq {sequence}  {}", copy(lineage), reason.code()))
        }
        What::BatchStarted { endpoint: id, partition } => (endpoint(id), format!("partition {partition}")),
        What::BlobWritten { endpoint: id, messages, partition } => {
            (endpoint(id), format!("partition {partition}  messages {messages}"))
        }
        What::Waits { consumer: id, endpoint: at } | What::NothingReceived { consumer: id, endpoint: at } => {
            (consumer(id), endpoint(at))
        }
        What::Received { lineage, consumer: id, delivery } => {
            (consumer(id), format!("{}  delivery {delivery}", copy(lineage)))
        }
        What::SettleRequested { lineage, consumer: id }
        | What::Lost { lineage, consumer: id }
        | What::Worked { lineage, consumer: id } => (consumer(id), copy(lineage)),
        What::SettleAnswered { lineage, consumer: id, settled } => {
            (consumer(id), format!("{}  {}", copy(lineage), if settled { "completed" } else { "refused" }))
        }
        What::Crashed { consumer: id } | What::Restarted { consumer: id } => (consumer(id), String::new()),
        What::EventRead { lineage, consumer: id, partition, offset } => {
            (consumer(id), format!("{}  partition {partition}  offset {offset}", copy(lineage)))
        }
        What::CallRefused { lineage, endpoint: id, consumer: by, call, error } => {
            let (call, error) = (call.code(), error.code());
            (endpoint(id), format!("{}  {call}  {error}  by {}", copy(lineage), consumer(by)))
        }
        What::NothingVisible { consumer: id, queue } => (consumer(id), world.storage().name_of(queue).to_string()),
        What::GetRefused { consumer: id, error } => (consumer(id), error.code().to_owned()),
        What::PoisonFound { lineage, consumer: id, count } => {
            (consumer(id), format!("{}  count {count}", copy(lineage)))
        }
        What::StorageCallRefused { lineage, consumer: id, call, error } => {
            (consumer(id), format!("{}  {}  {}", copy(lineage), call.code(), error.code()))
        }
        What::Made { lineage, consumer: id }
        | What::CrashedHolding { lineage, consumer: id }
        | What::Forgotten { lineage, consumer: id }
        | What::PassedBy { lineage, consumer: id } => (consumer(id), copy(lineage)),
        What::ResponseArrived { consumer: id, messages } => (consumer(id), format!("messages {messages}")),
        What::Prefetched { lineage, consumer: id, held } => (consumer(id), format!("{}  buffer {held}", copy(lineage))),
        What::WorkFailed { lineage, consumer: id, why } => (consumer(id), format!("{}  {}", copy(lineage), why.code())),
        What::EffectApplied { lineage, consumer: id, kind, nth } => {
            let again = if nth > 1 { format!("  again: {nth}") } else { String::new() };
            (consumer(id), format!("{}  {}{again}", copy(lineage), kind.code()))
        }
        What::KeyRecorded { lineage, consumer: id, durable } => {
            (consumer(id), format!("{}  {}", copy(lineage), if durable { "durable" } else { "volatile" }))
        }
        What::DuplicateSkipped { lineage, consumer: id, applied } => {
            (consumer(id), format!("{}{}", copy(lineage), if applied { "" } else { "  never applied" }))
        }
        What::CallRequested { lineage, consumer: id, call } => {
            (consumer(id), format!("{}  {}", copy(lineage), call.code()))
        }
        What::CallAnswered { lineage, consumer: id, call, ok } => {
            (consumer(id), format!("{}  {}  {}", copy(lineage), call.code(), if ok { "done" } else { "refused" }))
        }
        What::DeviceChanged { device: id, change } => (device(id), change.code().to_owned()),
        What::RouteChanged { route, change } => (world.hub().route_name(route).to_string(), change.code().to_owned()),
        What::EndpointChanged { endpoint: id, change } => (endpoint(id), change.code().to_owned()),
        What::ConsumerChanged { consumer: id, change } => (consumer(id), change.code().to_owned()),
        What::FallbackSwitched { on } => (hub(), if on { "on" } else { "off" }.to_owned()),
        What::FaultPlanned { fault } | What::FaultStruck { fault } => (String::new(), format!("fault {fault}")),
        What::Refused { code } => (String::new(), code.code().to_owned()),
        What::Paused { reason } => (String::new(), reason.code().to_owned()),
        What::QueueChanged { endpoint: id, change } => (endpoint(id), change.code().to_owned()),
        What::QueueIdledOut { endpoint: id, messages } | What::Peeked { endpoint: id, messages } => {
            (endpoint(id), format!("messages {messages}"))
        }
        What::Enqueued { lineage, endpoint: id, sequence }
        | What::ScheduleCancelled { lineage, endpoint: id, sequence } => {
            (endpoint(id), format!("{}  seq {sequence}", copy(lineage)))
        }
        What::Scheduled { lineage, endpoint: id, sequence, after_ms } => {
            (endpoint(id), format!("{}  seq {sequence}  in {after_ms} ms", copy(lineage)))
        }
        What::Activated { lineage, endpoint: id, sequence, old } => {
            (endpoint(id), format!("{}  seq {sequence}  was {old}", copy(lineage)))
        }
        What::DuplicateDropped { lineage, endpoint: id } => (endpoint(id), copy(lineage)),
        What::Abandoned { lineage, endpoint: id, consumer: by, sequence, delivery }
        | What::Deferred { lineage, endpoint: id, consumer: by, sequence, delivery } => {
            let by = consumer(by);
            (endpoint(id), format!("{}  seq {sequence}  delivery {delivery}  by {by}", copy(lineage)))
        }
        What::LockRenewed { lineage, endpoint: id, consumer: by, sequence } => {
            (endpoint(id), format!("{}  seq {sequence}  by {}", copy(lineage), consumer(by)))
        }
        What::LockRevoked { lineage, endpoint: id, sequence, delivery } => {
            (endpoint(id), format!("{}  seq {sequence}  delivery {delivery}", copy(lineage)))
        }
        What::Forwarded { lineage, endpoint: id, to, sequence } => {
            let to = if to == id { "nowhere".to_owned() } else { endpoint(to) };
            (endpoint(id), format!("{}  seq {sequence}  to {to}", copy(lineage)))
        }
        What::ReceivedNothing { endpoint: id } => (endpoint(id), String::new()),
        What::NamespaceRead { queues } | What::AccountRead { queues } => (String::new(), format!("queues {queues}")),
        What::NamespaceRefused { error } | What::AccountRefused { error } => (String::new(), error.code().to_owned()),
        What::EventsRefused { error } => (endpoint(EndpointId::BUILT_IN), error.code().to_owned()),
        What::EventsReceived { events } => (endpoint(EndpointId::BUILT_IN), format!("events {events}")),
        What::QueueRefused { endpoint: id, error } => (endpoint(id), error.code().to_owned()),
        What::StorageQueueChanged { queue: id, change } => (queue(id), change.code().to_owned()),
        What::MessagePut { lineage, queue: id, number }
        | What::BecameVisible { lineage, queue: id, number }
        | What::MessageExpired { lineage, queue: id, number } => (queue(id), format!("{}  no {number}", copy(lineage))),
        What::MessageGot { lineage, queue: id, consumer: by, number, count } => {
            (queue(id), format!("{}  no {number}  count {count}  by {}", copy(lineage), consumer(by)))
        }
        What::MessageUpdated { lineage, queue: id, consumer: by, number, text } => {
            let text = if text { "  text" } else { "" };
            (queue(id), format!("{}  no {number}{text}  by {}", copy(lineage), consumer(by)))
        }
        What::MessageDeleted { lineage, queue: id, consumer: by, number } => {
            (queue(id), format!("{}  no {number}  by {}", copy(lineage), consumer(by)))
        }
        What::MessagesCleared { queue: id, messages }
        | What::MessagesPeeked { queue: id, messages }
        | What::StorageQueueRead { queue: id, messages } => (queue(id), format!("messages {messages}")),
        What::GotNothing { queue: id } => (queue(id), String::new()),
        What::PublishDelayed { send: id, attempt, by_ms } | What::PubackDelayed { send: id, attempt, by_ms } => {
            (producer(id.producer), format!("{}  attempt {attempt}  by {by_ms} ms", send(id)))
        }
        What::PubackIgnored { send: id, attempt } => {
            (producer(id.producer), format!("{}  attempt {attempt}", send(id)))
        }
        What::SendForgotten { send: id } => (producer(id.producer), send(id)),
        What::DeviceRebooted { device: id, boot } => (device(id), format!("boot {boot}")),
        What::DeliveryDelayed { lineage, endpoint: id, by_ms } => {
            (endpoint(id), format!("{}  by {by_ms} ms", copy(lineage)))
        }
        What::EndpointFallsSick { endpoint: id, with } | What::EndpointRecovers { endpoint: id, from: with } => {
            (endpoint(id), with.code().to_owned())
        }
        What::DeliveryRefused { lineage, endpoint: id, with } => {
            (endpoint(id), format!("{}  {}", copy(lineage), with.code()))
        }
        What::RouterRestarted { endpoint: id, partition, messages } => {
            (endpoint(id), format!("partition {partition}  messages {messages}"))
        }
        What::ResponseLost { consumer: id, messages } => (consumer(id), format!("messages {messages}")),
        What::ResponseDelayed { consumer: id, by_ms } => (consumer(id), format!("by {by_ms} ms")),
        What::CallLost { lineage, consumer: id, call } | What::AnswerLost { lineage, consumer: id, call } => {
            (consumer(id), format!("{}  {}", copy(lineage), call.code()))
        }
        What::CallDelayed { lineage, consumer: id, call, by_ms }
        | What::AnswerDelayed { lineage, consumer: id, call, by_ms } => {
            (consumer(id), format!("{}  {}  by {by_ms} ms", copy(lineage), call.code()))
        }
        What::Slowed { consumer: id, factor } => (consumer(id), format!("{factor} times")),
        What::SpeedRestored { consumer: id } => (consumer(id), String::new()),
        What::Hangs { lineage, consumer: id } => (consumer(id), copy(lineage)),
        What::StorageQueueRefused { queue: id, error } => (queue(id), error.code().to_owned()),
    }
}
