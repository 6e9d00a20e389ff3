//! What happened, in one sentence of the reader's language; the words stand in `narration.<language>.ftl`.

/// Says a key with named arguments in the teller's language.
macro_rules! tell {
    ($teller:expr, $key:ident $(, $name:ident = $value:expr)* $(,)?) => {
        say!($teller.language, Key::$key $(, $name = $value)*)
    };
}

mod consumers;
mod faults;
mod queues;
mod rest;

use crate::model::ids::{ConsumerId, EndpointId, Lineage, Producer, ProducerId, SendId};
use crate::model::query::{Subject, Verdict};
use crate::model::time::{Millis, Timestamp};
use crate::say;
use crate::text::{Arg, Key, Language, Rich, word};
use crate::world::World;
use crate::world::command::Command;
use crate::world::endpoint::Kind;
use crate::world::entry::{Entry, What};
use crate::world::spec::FaultSpec;
use std::sync::Arc;

use rest::REST;
pub use rest::provide;

/// Says one entry.
#[must_use]
pub fn sentence(entry: &Entry, world: &World, language: Language) -> Rich {
    Teller { world, language }.tell(entry)
}

/// Says what the next step will be: the short form at the right of the sentence bar. `act` is the recorded act that it
/// makes: what that adds has no name in `world` yet.
#[must_use]
pub fn next(entry: Option<&Entry>, act: Option<&Command>, world: &World, language: Language) -> Rich {
    let Some(entry) = entry else { return say!(language, Key::NextNothing) };
    let teller = Teller { world, language };
    match act {
        Some(act) => teller.next_at(&(REST.get().command)(act, language), entry),
        None => teller.foretell(entry),
    }
}

/// Says a fault of the plan, as a part of a sentence.
#[must_use]
pub fn fault(spec: &FaultSpec, world: &World, language: Language) -> Rich {
    (REST.get().fault)(spec, world, language)
}

/// The name of a consumer, or words for the person.
#[must_use]
pub fn consumer(id: ConsumerId, world: &World, language: Language) -> Arc<str> {
    let known = world.consumers().get(id.index());
    known.map_or_else(|| word(language, Key::Person).into(), |consumer| consumer.name().clone())
}

/// The name of who sends, or words for the person.
#[must_use]
pub fn producer(id: ProducerId, world: &World, language: Language) -> Arc<str> {
    match id.who() {
        Producer::Device(id) => world.devices()[id.index()].id().clone(),
        Producer::Program(id) => consumer(id, world, language),
        Producer::Person => word(language, Key::Person).into(),
    }
}

/// The routes, as they stand, that match the message: (route, endpoint).
#[must_use]
pub fn matching_routes(world: &World, at: Timestamp, lineage: Lineage) -> Vec<(Arc<str>, Arc<str>)> {
    let Some(message) = world.message_of(lineage.send()) else { return Vec::new() };
    let Some(device) = lineage.producer.device() else { return Vec::new() };
    let sender = &world.devices()[device.index()].about.sender;
    let subject = Subject { message: &message, sender: Some(sender), enqueued_at: Some(at), twin: None };
    let routes = world.hub().routes.list.iter();
    routes
        .filter(|route| route.enabled && route.condition.evaluate(&subject) == Verdict::True)
        .map(|route| (route.name.clone(), world.endpoints()[route.endpoint.index()].name.clone()))
        .collect()
}

struct Teller<'a> {
    world: &'a World,
    language: Language,
}

impl Teller<'_> {
    fn sender(&self, send: SendId) -> Arc<str> {
        producer(send.producer, self.world, self.language)
    }

    fn endpoint(&self, id: EndpointId) -> Arc<str> {
        self.world.endpoints()[id.index()].name.clone()
    }

    fn consumer(&self, id: ConsumerId) -> Arc<str> {
        consumer(id, self.world, self.language)
    }

    fn hub(&self) -> Arc<str> {
        self.world.hub().spec.name.clone()
    }

    fn since_start(&self, at: Timestamp) -> Millis {
        at.since(self.world.start())
    }

    fn message(&self, lineage: Lineage) -> String {
        self.world.label_of(lineage.send())
    }

    fn tell(&self, entry: &Entry) -> Rich {
        let world = self.world;
        match entry.what {
            What::Sent { send, queued, .. } => {
                let (device, message) = (self.sender(send), world.label_of(send));
                let (device, message) = (Arg::Name(&device), Arg::Code(&message));
                if queued {
                    tell!(self, EntrySentQueued, device = device, message = message)
                } else {
                    tell!(self, EntrySent, device = device, message = message)
                }
            }
            What::Published { send, attempt } => {
                let (device, message) = (self.sender(send), world.label_of(send));
                let (device, message) = (Arg::Name(&device), Arg::Code(&message));
                if attempt > 1 {
                    let attempt = u64::from(attempt);
                    tell!(self, EntryPublishedAgain, device = device, message = message, attempt = attempt)
                } else {
                    tell!(self, EntryPublished, device = device, message = message)
                }
            }
            What::Accepted { lineage, partition, offset } => {
                let (hub, message) = (self.hub(), self.message(lineage));
                let (hub, message) = (Arg::Name(&hub), Arg::Code(&message));
                if lineage.accepted > 1 {
                    let accepted = u64::from(lineage.accepted);
                    tell!(self, EntryAcceptedAgain, hub = hub, message = message, accepted = accepted)
                } else {
                    let (partition, offset) = (u64::from(partition), u64::from(offset));
                    tell!(self, EntryAccepted, hub = hub, message = message, partition = partition, offset = offset)
                }
            }
            What::PubackArrived { send, .. } => {
                let (device, message) = (self.sender(send), world.label_of(send));
                tell!(self, EntryPubackArrived, device = Arg::Name(&device), message = Arg::Code(&message))
            }
            What::Matched { lineage, endpoints, fallback } => self.tell_matched(entry, lineage, endpoints, fallback),
            What::CopyOpened { lineage, endpoint } => tell!(
                self,
                EntryCopyOpened,
                message = Arg::Code(&self.message(lineage)),
                endpoint = Arg::Name(&self.endpoint(endpoint))
            ),
            What::Orphaned { lineage } => {
                tell!(self, EntryOrphaned, hub = Arg::Name(&self.hub()), message = Arg::Code(&self.message(lineage)))
            }
            What::Delivered { lineage, endpoint, label, repeat } => {
                let (hub, message, name) = (self.hub(), self.message(lineage), self.endpoint(endpoint));
                let (hub, message, name) = (Arg::Name(&hub), Arg::Code(&message), Arg::Name(&name));
                let label = u64::from(label);
                let device = lineage.producer.device().map(|id| &world.devices()[id.index()]);
                let partition = device.map_or(0, |device| u64::from(device.about.partition));
                match &world.endpoints()[endpoint.index()].kind {
                    _ if repeat => {
                        tell!(self, EntryDeliveredRepeat, hub = hub, message = message, endpoint = name)
                    }
                    Kind::Queue(_) => {
                        tell!(self, EntryDeliveredQueue, hub = hub, message = message, endpoint = name, label = label)
                    }
                    Kind::Container(_) => {
                        tell!(self, EntryDeliveredContainer, hub = hub, message = message, endpoint = name)
                    }
                    Kind::BuiltIn(_) => tell!(
                        self,
                        EntryDeliveredBuiltIn,
                        hub = hub,
                        message = message,
                        endpoint = name,
                        partition = partition,
                        label = label
                    ),
                }
            }
            What::ReceivedAndDeleted { lineage, endpoint, consumer, .. } => tell!(
                self,
                EntryReceivedAndDeleted,
                queue = Arg::Name(&self.endpoint(endpoint)),
                message = Arg::Code(&self.message(lineage)),
                consumer = Arg::Name(&self.consumer(consumer))
            ),
            What::BatchStarted { endpoint, partition } => {
                let container = world.endpoints()[endpoint.index()].container();
                let seconds = container.map_or(0, |c| u64::from(c.settings().batch_frequency_in_seconds));
                tell!(
                    self,
                    EntryBatchStarted,
                    container = Arg::Name(&self.endpoint(endpoint)),
                    partition = u64::from(partition),
                    frequency = Arg::Duration(seconds * 1_000)
                )
            }
            What::BlobWritten { endpoint, messages, partition } => tell!(
                self,
                EntryBlobWritten,
                container = Arg::Name(&self.endpoint(endpoint)),
                blob = Arg::Code(&self.blob(entry.at, endpoint, partition)),
                messages = u64::from(messages)
            ),
            What::Waits { consumer, endpoint } => tell!(
                self,
                EntryWaits,
                consumer = Arg::Name(&self.consumer(consumer)),
                endpoint = Arg::Name(&self.endpoint(endpoint))
            ),
            What::Received { lineage, consumer, delivery } => {
                let (name, message) = (self.consumer(consumer), self.message(lineage));
                let (name, message) = (Arg::Name(&name), Arg::Code(&message));
                if delivery > 1 {
                    let delivery = u64::from(delivery);
                    tell!(self, EntryReceivedAgain, consumer = name, message = message, delivery = delivery)
                } else {
                    tell!(self, EntryReceived, consumer = name, message = message)
                }
            }
            What::EventRead { lineage, consumer, partition, offset } => tell!(
                self,
                EntryEventRead,
                consumer = Arg::Name(&self.consumer(consumer)),
                message = Arg::Code(&self.message(lineage)),
                partition = u64::from(partition),
                offset = u64::from(offset)
            ),
            What::Worked { lineage, consumer } => tell!(
                self,
                EntryWorked,
                consumer = Arg::Name(&self.consumer(consumer)),
                message = Arg::Code(&self.message(lineage))
            ),
            _ => (REST.get().tell)(self, entry),
        }
    }

    fn tell_matched(&self, entry: &Entry, lineage: Lineage, endpoints: u16, fallback: bool) -> Rich {
        let (hub, message) = (self.hub(), self.message(lineage));
        let (hub, message) = (Arg::Name(&hub), Arg::Code(&message));
        if fallback {
            let endpoint = self.endpoint(EndpointId::BUILT_IN);
            return tell!(self, EntryMatchedFallback, hub = hub, message = message, endpoint = Arg::Name(&endpoint));
        }
        let matched = matching_routes(self.world, entry.at, lineage);
        if let [(route, endpoint)] = &matched[..] {
            let (route, endpoint) = (Arg::Name(route), Arg::Name(endpoint));
            return tell!(self, EntryMatchedBy, hub = hub, message = message, endpoint = endpoint, route = route);
        }
        let mut names: Vec<&str> = Vec::new();
        for (_, endpoint) in &matched {
            if !names.contains(&&**endpoint) {
                names.push(endpoint);
            }
        }
        let names = names.join(", ");
        let n = u64::from(endpoints);
        tell!(self, EntryMatched, hub = hub, message = message, endpoints = Arg::Name(&names), n = n)
    }

    /// The blob that was written at that moment; the partition where it is gone.
    fn blob(&self, at: Timestamp, endpoint: EndpointId, partition: u16) -> String {
        let container = self.world.endpoints()[endpoint.index()].container();
        let mut blobs = container.into_iter().flat_map(|container| container.blobs());
        let found = blobs.find(|blob| blob.last_modified == at && blob.partition == u32::from(partition));
        found.map_or_else(|| partition.to_string(), |blob| blob.name.to_string())
    }

    fn foretell(&self, entry: &Entry) -> Rich {
        let world = self.world;
        let at = Arg::Instant(self.since_start(entry.at));
        match entry.what {
            What::Sent { send, .. } => {
                let (device, message) = (self.sender(send), world.label_of(send));
                tell!(self, NextProgramWakes, device = Arg::Name(&device), message = Arg::Code(&message), at = at)
            }
            What::Accepted { lineage, .. } => {
                tell!(self, NextPublishArrives, message = Arg::Code(&self.message(lineage)), at = at)
            }
            What::PubackArrived { send, .. } => {
                tell!(self, NextPubackArrives, message = Arg::Code(&world.label_of(send)), at = at)
            }
            What::Matched { lineage, .. } | What::Orphaned { lineage } => {
                tell!(self, NextRoute, message = Arg::Code(&self.message(lineage)), at = at)
            }
            What::Delivered { lineage, endpoint, .. } => {
                let (message, endpoint) = (self.message(lineage), self.endpoint(endpoint));
                tell!(
                    self,
                    NextDeliveryArrives,
                    message = Arg::Code(&message),
                    endpoint = Arg::Name(&endpoint),
                    at = at
                )
            }
            What::BlobWritten { endpoint, .. } => {
                tell!(self, NextBatchWritten, container = Arg::Name(&self.endpoint(endpoint)), at = at)
            }
            What::Locked { endpoint, .. } | What::ReceivedAndDeleted { endpoint, .. } => {
                tell!(self, NextHandOut, queue = Arg::Name(&self.endpoint(endpoint)), at = at)
            }
            What::Received { consumer, .. } => {
                tell!(self, NextResponseArrives, consumer = Arg::Name(&self.consumer(consumer)), at = at)
            }
            What::SettleRequested { lineage, consumer } | What::Worked { lineage, consumer } => {
                let (name, message) = (self.consumer(consumer), self.message(lineage));
                tell!(self, NextWorkDone, consumer = Arg::Name(&name), message = Arg::Code(&message), at = at)
            }
            What::EventRead { consumer, .. } => {
                tell!(self, NextReadsNext, consumer = Arg::Name(&self.consumer(consumer)), at = at)
            }
            _ => (REST.get().foretell)(self, entry),
        }
    }

    fn next_at(&self, what: &str, entry: &Entry) -> Rich {
        let at = Arg::Instant(self.since_start(entry.at));
        tell!(self, SentenceNextAt, what = Arg::Text(what), at = at)
    }
}
