//! What only a world tells in which somebody acted, something went wrong, or programs do more than the tutorial's.

use super::{Teller, faults, queues};
use crate::model::ids::{DeviceId, EndpointId, RouteId};
use crate::model::late::Late;
use crate::model::time::Millis;
use crate::say;
use crate::text::{Arg, Key, Language, Rich, word};
use crate::world::World;
use crate::world::command::Command;
use crate::world::entry::{Change, Entry, PauseReason, What};
use crate::world::spec::{FaultSpec, Memory, Settling};
use std::sync::Arc;

/// The page fetches these with what leads to such a world.
#[derive(Clone, Copy)]
pub(super) struct Rest {
    pub(super) tell: fn(&Teller<'_>, &Entry) -> Rich,
    pub(super) foretell: fn(&Teller<'_>, &Entry) -> Rich,
    pub(super) command: fn(&Command, Language) -> String,
    pub(super) fault: fn(&FaultSpec, &World, Language) -> Rich,
}

impl Rest {
    const WHOLE: Self = Self {
        tell: |teller, entry| teller.tell_rest(entry),
        foretell: |teller, entry| teller.foretell_rest(entry),
        command,
        fault: faults::say_plan,
    };
}

pub(super) static REST: Late<Rest> = Late::new(Rest::WHOLE);

/// Brings along what such a world tells.
pub fn provide() {
    REST.provide(Rest::WHOLE);
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

impl Teller<'_> {
    pub(super) fn device(&self, id: DeviceId) -> Arc<str> {
        self.world.devices()[id.index()].id().clone()
    }

    fn route(&self, id: RouteId) -> Arc<str> {
        self.world.hub().route_name(id)
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
    fn tell_rest(&self, entry: &Entry) -> Rich {
        let world = self.world;
        match entry.what {
            What::PublishLost { send, .. } => {
                let (device, message) = (self.sender(send), world.label_of(send));
                tell!(self, EntryPublishLost, device = Arg::Name(&device), message = Arg::Code(&message))
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
            | What::Hangs { .. } => self.tell_of_faults(entry),
            What::Refused { code } => tell!(self, EntryRefused, reason = Arg::Code(code.code())),
            What::Paused { reason: PauseReason::TooManyMessages } => tell!(self, EntryPausedTooManyMessages),
            What::Paused { reason: PauseReason::TooManyBodyBytes } => tell!(self, EntryPausedTooManyBodyBytes),
            _ => self.tell_of_queues(entry.what),
        }
    }

    fn foretell_rest(&self, entry: &Entry) -> Rich {
        let world = self.world;
        let at = Arg::Instant(self.since_start(entry.at));
        match entry.what {
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
            What::PubackLost { send, .. } => {
                tell!(self, NextPubackLost, message = Arg::Code(&world.label_of(send)), at = at)
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
            What::Completed { lineage, .. } | What::SettleRefused { lineage, .. } => {
                tell!(self, NextSettleArrives, message = Arg::Code(&self.message(lineage)), at = at)
            }
            What::SettleAnswered { consumer, .. } => {
                tell!(self, NextAnswerArrives, consumer = Arg::Name(&self.consumer(consumer)), at = at)
            }
            What::Restarted { consumer } => {
                tell!(self, NextConsumerRestarts, consumer = Arg::Name(&self.consumer(consumer)), at = at)
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
}
