//! What happened, in one sentence of the reader's language; the words stand in `narration.<language>.ftl`.

/// Says a key with named arguments in the teller's language.
macro_rules! tell {
    ($teller:expr, $key:ident $(, $name:ident = $value:expr)* $(,)?) => {
        say!($teller.language, Key::$key $(, $name = $value)*)
    };
}

mod consumers;
pub mod faults;
mod queues;

use crate::model::ids::{ConsumerId, DeviceId, EndpointId, Lineage, Producer, ProducerId, RouteId, SendId};
use crate::model::query::{Subject, Verdict};
use crate::model::time::{Millis, Timestamp};
use crate::say;
use crate::text::{Arg, Key, Language, Rich, word};
use crate::world::World;
use crate::world::command::Command;
use crate::world::delivery::Kind;
use crate::world::entry::{Change, Entry, PauseReason, What};
use crate::world::spec::{Memory, Settling};
pub use faults::fault;
use std::sync::Arc;

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
        Some(act) => teller.next_at(&command(act, language), entry),
        None => teller.foretell(entry),
    }
}

/// Says an act, as a part of a sentence.
fn command(act: &Command, language: Language) -> String {
    let (key, name) = match act {
        Command::AddDevice { device } => (Key::CommandAddDevice, &device.id),
        Command::SetDevice { device } => (Key::CommandSetDevice, &device.id),
        Command::RemoveDevice { id } => (Key::CommandRemoveDevice, id),
        Command::AddRoute { route } => (Key::CommandAddRoute, &route.name),
        Command::SetRoute { route } => (Key::CommandSetRoute, &route.name),
        Command::RemoveRoute { name } => (Key::CommandRemoveRoute, name),
        Command::AddEndpoint { endpoint } => (Key::CommandAddEndpoint, &endpoint.name),
        Command::SetEndpoint { endpoint } => (Key::CommandSetEndpoint, &endpoint.name),
        Command::RemoveEndpoint { name } => (Key::CommandRemoveEndpoint, name),
        Command::AddConsumer { consumer } => (Key::CommandAddConsumer, &consumer.name),
        Command::SetConsumer { consumer } => (Key::CommandSetConsumer, &consumer.name),
        Command::RemoveConsumer { name } => (Key::CommandRemoveConsumer, name),
        Command::Send { device, .. } => (Key::CommandSend, device),
        Command::ServiceBus { queue, operation } => return queues::service_bus(queue, operation, language),
        Command::Storage { queue, operation } => return queues::storage(queue, operation, language),
        Command::Events { .. } => return word(language, Key::CommandEventsCall).to_owned(),
        Command::SetFallback { on: true } => return word(language, Key::CommandSetFallbackOn).to_owned(),
        Command::SetFallback { on: false } => return word(language, Key::CommandSetFallbackOff).to_owned(),
        Command::AddFault { .. } => return word(language, Key::CommandAddFault).to_owned(),
    };
    say!(language, key, name = Arg::Name(name)).plain()
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
    fn device(&self, id: DeviceId) -> Arc<str> {
        self.world.devices()[id.index()].id().clone()
    }

    fn sender(&self, send: SendId) -> Arc<str> {
        producer(send.producer, self.world, self.language)
    }

    fn endpoint(&self, id: EndpointId) -> Arc<str> {
        self.world.endpoints()[id.index()].name.clone()
    }

    fn consumer(&self, id: ConsumerId) -> Arc<str> {
        consumer(id, self.world, self.language)
    }

    fn route(&self, id: RouteId) -> Arc<str> {
        self.world.hub().route_name(id)
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

    fn change(change: Change) -> Arg<'static> {
        Arg::Text(change.code())
    }

    fn max_deliveries(&self, endpoint: EndpointId) -> u64 {
        let queue = self.world.endpoints()[endpoint.index()].queue();
        queue.map_or(0, |queue| u64::from(queue.settings().max_delivery_count))
    }

    fn locked_until(&self, entry: &Entry, endpoint: EndpointId) -> Millis {
        let queue = self.world.endpoints()[endpoint.index()].queue();
        let lock = queue.map_or(0, |queue| queue.settings().lock_duration);
        self.since_start(entry.at.plus(lock))
    }

    #[allow(clippy::too_many_lines, reason = "one arm for each kind of entry")]
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
            What::PublishLost { send, .. } => {
                let (device, message) = (self.sender(send), world.label_of(send));
                tell!(self, EntryPublishLost, device = Arg::Name(&device), message = Arg::Code(&message))
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
            What::PubackLost { send, .. } => {
                let (device, message) = (self.sender(send), world.label_of(send));
                tell!(self, EntryPubackLost, device = Arg::Name(&device), message = Arg::Code(&message))
            }
            What::SendTimedOut { send } => {
                let (device, message) = (self.sender(send), world.label_of(send));
                tell!(self, EntrySendTimedOut, device = Arg::Name(&device), message = Arg::Code(&message))
            }
            What::PublishRefused { send, .. } => {
                let (hub, device, message) = (self.hub(), self.sender(send), world.label_of(send));
                tell!(
                    self,
                    EntryPublishRefused,
                    hub = Arg::Name(&hub),
                    device = Arg::Name(&device),
                    message = Arg::Code(&message)
                )
            }
            What::LinkCut { device } => tell!(self, EntryLinkCut, device = Arg::Name(&self.device(device))),
            What::DeviceReturned { device, waiting: 0 } => {
                tell!(self, EntryDeviceReturned, device = Arg::Name(&self.device(device)))
            }
            What::DeviceReturned { device, waiting } => {
                let name = self.device(device);
                tell!(self, EntryDeviceReturnedWaiting, device = Arg::Name(&name), waiting = u64::from(waiting))
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
            What::DeliveryFailed { lineage, endpoint, attempt, retry_ms } => tell!(
                self,
                EntryDeliveryFailed,
                endpoint = Arg::Name(&self.endpoint(endpoint)),
                message = Arg::Code(&self.message(lineage)),
                attempt = u64::from(attempt),
                retry = Arg::Duration(u64::from(retry_ms))
            ),
            What::RetryStarted { lineage, endpoint, attempt } => tell!(
                self,
                EntryRetryStarted,
                hub = Arg::Name(&self.hub()),
                message = Arg::Code(&self.message(lineage)),
                endpoint = Arg::Name(&self.endpoint(endpoint)),
                attempt = u64::from(attempt)
            ),
            What::Dropped { lineage, endpoint, reason } => tell!(
                self,
                EntryDropped,
                hub = Arg::Name(&self.hub()),
                message = Arg::Code(&self.message(lineage)),
                endpoint = Arg::Name(&self.endpoint(endpoint)),
                reason = Arg::Text(reason.code())
            ),
            What::Invalid { lineage, endpoint } => tell!(
                self,
                EntryInvalid,
                endpoint = Arg::Name(&self.endpoint(endpoint)),
                message = Arg::Code(&self.message(lineage))
            ),
            What::EndpointDown { endpoint } => {
                tell!(self, EntryEndpointDown, endpoint = Arg::Name(&self.endpoint(endpoint)))
            }
            What::EndpointUp { endpoint } => {
                tell!(self, EntryEndpointUp, endpoint = Arg::Name(&self.endpoint(endpoint)))
            }
            What::HealthChanged { endpoint, health } => tell!(
                self,
                EntryHealthChanged,
                hub = Arg::Name(&self.hub()),
                endpoint = Arg::Name(&self.endpoint(endpoint)),
                health = Arg::Text(health.code())
            ),
            What::Locked { lineage, endpoint, consumer, delivery, .. } => {
                let (queue, message, name) = (self.endpoint(endpoint), self.message(lineage), self.consumer(consumer));
                let (queue, message) = (Arg::Name(&queue), Arg::Code(&message));
                if delivery > 1 {
                    let (delivery, max) = (u64::from(delivery), self.max_deliveries(endpoint));
                    tell!(self, EntryLockedAgain, queue = queue, message = message, delivery = delivery, max = max)
                } else {
                    let until = Arg::Instant(self.locked_until(entry, endpoint));
                    tell!(
                        self,
                        EntryLocked,
                        queue = queue,
                        message = message,
                        consumer = Arg::Name(&name),
                        until = until
                    )
                }
            }
            What::ReceivedAndDeleted { lineage, endpoint, consumer, .. } => tell!(
                self,
                EntryReceivedAndDeleted,
                queue = Arg::Name(&self.endpoint(endpoint)),
                message = Arg::Code(&self.message(lineage)),
                consumer = Arg::Name(&self.consumer(consumer))
            ),
            What::Completed { lineage, endpoint, consumer, .. } => tell!(
                self,
                EntryCompleted,
                queue = Arg::Name(&self.endpoint(endpoint)),
                message = Arg::Code(&self.message(lineage)),
                consumer = Arg::Name(&self.consumer(consumer))
            ),
            What::SettleRefused { lineage, endpoint, consumer, error } => tell!(
                self,
                EntrySettleRefused,
                queue = Arg::Name(&self.endpoint(endpoint)),
                message = Arg::Code(&self.message(lineage)),
                consumer = Arg::Name(&self.consumer(consumer)),
                error = Arg::Text(error.code())
            ),
            What::LockExpired { lineage, endpoint, delivery, .. } => tell!(
                self,
                EntryLockExpired,
                message = Arg::Code(&self.message(lineage)),
                queue = Arg::Name(&self.endpoint(endpoint)),
                delivery = u64::from(delivery)
            ),
            What::Expired { lineage, endpoint, .. } => tell!(
                self,
                EntryExpired,
                queue = Arg::Name(&self.endpoint(endpoint)),
                message = Arg::Code(&self.message(lineage))
            ),
            What::DeadLettered { lineage, endpoint, reason, .. } => tell!(
                self,
                EntryDeadLettered,
                queue = Arg::Name(&self.endpoint(endpoint)),
                message = Arg::Code(&self.message(lineage)),
                reason = Arg::Text(reason.code())
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
            What::SettleRequested { lineage, consumer } => {
                let (name, message) = (self.consumer(consumer), self.message(lineage));
                let (name, message) = (Arg::Name(&name), Arg::Code(&message));
                if world.consumers()[consumer.index()].spec.settle == Settling::BeforeWork {
                    tell!(self, EntrySettleRequestedFirst, consumer = name, message = message)
                } else {
                    tell!(self, EntrySettleRequested, consumer = name, message = message)
                }
            }
            What::SettleAnswered { lineage, consumer, settled } => {
                let (name, message) = (self.consumer(consumer), self.message(lineage));
                let (name, message) = (Arg::Name(&name), Arg::Code(&message));
                if settled {
                    tell!(self, EntrySettleAnswered, consumer = name, message = message)
                } else {
                    tell!(self, EntrySettleAnsweredRefused, consumer = name, message = message)
                }
            }
            What::Crashed { consumer } => {
                tell!(self, EntryCrashed, consumer = Arg::Name(&self.consumer(consumer)))
            }
            What::Restarted { consumer } => {
                let name = self.consumer(consumer);
                let keeps = world.consumers()[consumer.index()].spec.deduplicate.as_ref();
                if keeps.is_some_and(|keeps| keeps.memory == Memory::Durable) {
                    tell!(self, EntryRestartedDurable, consumer = Arg::Name(&name))
                } else {
                    tell!(self, EntryRestarted, consumer = Arg::Name(&name))
                }
            }
            What::Lost { lineage, consumer } => tell!(
                self,
                EntryLost,
                message = Arg::Code(&self.message(lineage)),
                consumer = Arg::Name(&self.consumer(consumer))
            ),
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
            What::CallRefused { .. }
            | What::CrashedHolding { .. }
            | What::Forgotten { .. }
            | What::ResponseArrived { .. }
            | What::NothingReceived { .. }
            | What::NothingVisible { .. }
            | What::GetRefused { .. }
            | What::Made { .. }
            | What::PoisonFound { .. }
            | What::StorageCallRefused { .. }
            | What::Prefetched { .. }
            | What::WorkFailed { .. }
            | What::EffectApplied { .. }
            | What::KeyRecorded { .. }
            | What::DuplicateSkipped { .. }
            | What::PassedBy { .. }
            | What::CallRequested { .. }
            | What::CallAnswered { .. } => self.tell_program(entry),
            What::DeviceChanged { device, change } => {
                tell!(self, EntryDevice, change = Self::change(change), device = Arg::Name(&self.device(device)))
            }
            What::RouteChanged { route, change } => {
                tell!(self, EntryRoute, change = Self::change(change), route = Arg::Name(&self.route(route)))
            }
            What::EndpointChanged { endpoint, change } => tell!(
                self,
                EntryEndpoint,
                change = Self::change(change),
                endpoint = Arg::Name(&self.endpoint(endpoint))
            ),
            What::ConsumerChanged { consumer, change } => tell!(
                self,
                EntryConsumer,
                change = Self::change(change),
                consumer = Arg::Name(&self.consumer(consumer))
            ),
            What::FallbackSwitched { on: true } => {
                tell!(self, EntryFallbackOn, endpoint = Arg::Name(&self.endpoint(EndpointId::BUILT_IN)))
            }
            What::FallbackSwitched { on: false } => tell!(self, EntryFallbackOff),
            What::FaultPlanned { .. }
            | What::FaultStruck { .. }
            | What::PublishDelayed { .. }
            | What::PubackDelayed { .. }
            | What::PubackIgnored { .. }
            | What::SendForgotten { .. }
            | What::DeviceRebooted { .. }
            | What::DeliveryDelayed { .. }
            | What::EndpointFallsSick { .. }
            | What::EndpointRecovers { .. }
            | What::DeliveryRefused { .. }
            | What::RouterRestarted { .. }
            | What::ResponseLost { .. }
            | What::ResponseDelayed { .. }
            | What::CallLost { .. }
            | What::CallDelayed { .. }
            | What::AnswerLost { .. }
            | What::AnswerDelayed { .. }
            | What::Slowed { .. }
            | What::SpeedRestored { .. }
            | What::Hangs { .. } => (faults::WORDS.get().entry)(self.world, self.language, entry),
            What::Refused { code } => tell!(self, EntryRefused, reason = Arg::Code(code.code())),
            What::Paused { reason: PauseReason::TooManyMessages } => tell!(self, EntryPausedTooManyMessages),
            What::Paused { reason: PauseReason::TooManyBodyBytes } => tell!(self, EntryPausedTooManyBodyBytes),
            _ => self.tell_of_queues(entry.what),
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
            What::SendTimedOut { send } => {
                let (device, message) = (self.sender(send), world.label_of(send));
                tell!(self, NextSendTimesOut, device = Arg::Name(&device), message = Arg::Code(&message), at = at)
            }
            What::DeviceReturned { device, .. } => {
                tell!(self, NextDeviceReturns, device = Arg::Name(&self.device(device)), at = at)
            }
            What::Published { send, .. } => {
                let (device, message) = (self.sender(send), world.label_of(send));
                tell!(self, NextResend, device = Arg::Name(&device), message = Arg::Code(&message), at = at)
            }
            What::Accepted { lineage, .. } => {
                tell!(self, NextPublishArrives, message = Arg::Code(&self.message(lineage)), at = at)
            }
            What::PubackArrived { send, .. } => {
                tell!(self, NextPubackArrives, message = Arg::Code(&world.label_of(send)), at = at)
            }
            What::PubackLost { send, .. } => {
                tell!(self, NextPubackLost, message = Arg::Code(&world.label_of(send)), at = at)
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
            What::RetryStarted { endpoint, .. } => {
                tell!(self, NextRetryDue, endpoint = Arg::Name(&self.endpoint(endpoint)), at = at)
            }
            What::LockExpired { endpoint, .. } => {
                tell!(self, NextLockExpires, queue = Arg::Name(&self.endpoint(endpoint)), at = at)
            }
            What::Expired { endpoint, .. } => {
                tell!(self, NextMessageExpires, queue = Arg::Name(&self.endpoint(endpoint)), at = at)
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
            What::Completed { lineage, .. } | What::SettleRefused { lineage, .. } => {
                tell!(self, NextSettleArrives, message = Arg::Code(&self.message(lineage)), at = at)
            }
            What::SettleAnswered { consumer, .. } => {
                tell!(self, NextAnswerArrives, consumer = Arg::Name(&self.consumer(consumer)), at = at)
            }
            What::Restarted { consumer } => {
                tell!(self, NextConsumerRestarts, consumer = Arg::Name(&self.consumer(consumer)), at = at)
            }
            What::EventRead { consumer, .. } => {
                tell!(self, NextReadsNext, consumer = Arg::Name(&self.consumer(consumer)), at = at)
            }
            What::EndpointUp { endpoint } => {
                tell!(self, NextEndpointUp, endpoint = Arg::Name(&self.endpoint(endpoint)), at = at)
            }
            What::Crashed { .. }
            | What::CrashedHolding { .. }
            | What::EndpointDown { .. }
            | What::PublishLost { .. } => {
                tell!(self, NextFaultDue, at = at)
            }
            // What else a step can begin with has no form of its own: its sentence says it.
            _ => self.next_at(self.tell(entry).plain().trim_end_matches('.'), entry),
        }
    }

    fn next_at(&self, what: &str, entry: &Entry) -> Rich {
        let at = Arg::Instant(self.since_start(entry.at));
        tell!(self, SentenceNextAt, what = Arg::Text(what), at = at)
    }
}
