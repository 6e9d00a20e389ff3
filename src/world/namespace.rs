//! The Service Bus namespace: its queues, whether the hub routes to them or not, and calls on them.
//!
//! Models: service-bus-queue.md 1, 4, 8, 12: management of queues, every call on messages, forwarding.
//! A queue that stands alone is a place in the world like an endpoint's, so locks, limits and consumers are the same.
//! Differs(endpoint-queue-goes-along): a queue that was created together with an endpoint of the hub goes when that endpoint is removed; in Azure the two are separate. [choice]
//! Assumed(forward-target-missing): a queue cannot be created or changed to forward to a queue that does not exist: MessagingEntityNotFound. [choice]
//! Assumed(batch-as-a-whole): a batch of messages is taken or refused as a whole, and the size limit of one message holds for all of them together. [choice]
//! Assumed(empty-batch): a batch without messages is refused with ArgumentOutOfRange. [choice]
//! Assumed(queue-that-is-down): while an endpoint is down, calls on the messages of its queue fail with ServiceBusy. [choice]
//! Assumed(queue-settings-codes): a setting out of range gives ArgumentOutOfRange, one that cannot be combined or changed InvalidOperation, both with status 400. [choice]

mod manage;
mod refusal;

use crate::model::ids::{ConsumerId, EndpointId};
use crate::model::service_bus::{
    Argument, BrokeredMessage, Change, DeadLetter, Delivery, Error, Handle, Invalid, Queue, Receiver, Sent, SizeLimit,
    SubQueue,
};
use crate::model::time::Timestamp;
use crate::world::World;
use crate::world::command::Rejection;
use crate::world::endpoint::{Endpoint, Kind};
use crate::world::entry::{Log, RejectCode, What};
use crate::world::operation::{
    LockRef, QueueMessageSpec, ReceivedMessage, SentMessage, ServiceBusAnswer, ServiceBusOperation, Taken, TakenId,
};
use crate::world::person::{Held, as_message};
use crate::world::rest::REST;
use refusal::refused;
use std::sync::Arc;
use uuid::Uuid;

/// What a call gives, or how it is refused.
type Called<T> = Result<T, Rejection>;

impl World {
    /// The queue of that name in the namespace, whether the hub routes to it or not; names are compared without case.
    #[must_use]
    pub fn find_queue(&self, name: &str) -> Option<EndpointId> {
        let is_it = |endpoint: &Endpoint| {
            let queue = endpoint.queue().filter(|queue| !endpoint.removed && !queue.is_deleted());
            queue.is_some_and(|queue| queue.settings().name.eq_ignore_ascii_case(name))
        };
        let at = self.endpoints.iter().position(|endpoint| is_it(endpoint))?;
        Some(EndpointId(at as u16))
    }

    /// A call of the person on the namespace. The caller has begun the step.
    pub(super) fn service_bus(
        &mut self,
        path: &str,
        operation: &ServiceBusOperation,
        log: &mut Log,
    ) -> Called<ServiceBusAnswer> {
        let (name, side) = SubQueue::of_path(path);
        match operation {
            ServiceBusOperation::CreateQueue { settings } => self.create_queue(path, settings, log),
            ServiceBusOperation::ListQueues {} => {
                let mut all: Vec<_> = self.queue_places().map(|id| self.describe(id)).collect();
                all.sort_by(|a, b| a.settings.name.cmp(&b.settings.name));
                self.note(log, What::NamespaceRead { queues: all.len() as u32 });
                Ok(ServiceBusAnswer::Queues(all))
            }
            ServiceBusOperation::GetQueue {} => {
                let id = self.managed(path)?;
                self.note(log, What::NamespaceRead { queues: 1 });
                Ok(ServiceBusAnswer::Queue(Box::new(self.describe(id))))
            }
            ServiceBusOperation::UpdateQueue { settings } => self.update_queue(path, settings, log),
            ServiceBusOperation::DeleteQueue {} => self.delete_queue(path, log),
            _ => {
                let missing = Error::MessagingEntityNotFound;
                let id = self.find_queue(name).ok_or_else(|| refused(path, missing, missing.message_call_status()))?;
                let down = self.endpoints[id.index()].is_down();
                let answer = if down { Err(Error::ServiceBusy.into()) } else { self.call(id, side, operation, log) };
                self.settle_down(id, log);
                answer.map_err(|error| match error {
                    Refusal::Service(error) => refused(path, error, error.message_call_status()),
                    Refusal::UnknownHandle(handle) => Rejection::new(RejectCode::UnknownHandle, &handle),
                })
            }
        }
    }

    /// A call on the messages of a queue that is there.
    fn call(
        &mut self,
        id: EndpointId,
        side: SubQueue,
        operation: &ServiceBusOperation,
        log: &mut Log,
    ) -> Result<ServiceBusAnswer, Refusal> {
        let now = self.now;
        let receiver = |mode| Receiver { sub_queue: side, mode, holder: u32::from(ConsumerId::PERSON.0) };
        match operation {
            ServiceBusOperation::Send { message } => self.send_all(id, side, std::slice::from_ref(message), None, log),
            ServiceBusOperation::SendBatch { messages } => self.send_all(id, side, messages, None, log),
            ServiceBusOperation::Schedule { message, at } => {
                self.send_all(id, side, std::slice::from_ref(message), Some(*at), log)
            }
            ServiceBusOperation::CancelScheduled { sequence_number } => {
                self.on_queue(id, log, |queue, changes| queue.cancel_scheduled(now, *sequence_number, changes))?;
                Ok(ServiceBusAnswer::Done)
            }
            ServiceBusOperation::Receive { mode, max } => {
                let deliveries =
                    self.on_queue(id, log, |queue, changes| queue.receive(now, receiver(*mode), *max, changes))?;
                if deliveries.is_empty() {
                    self.note(log, What::ReceivedNothing { endpoint: id });
                }
                Ok(ServiceBusAnswer::Received(self.take_deliveries(id, deliveries)))
            }
            ServiceBusOperation::ReceiveDeferred { sequence_numbers, mode } => {
                let deliveries = self.on_queue(id, log, |queue, changes| {
                    queue.receive_deferred(now, receiver(*mode), sequence_numbers, changes)
                })?;
                if deliveries.is_empty() {
                    self.note(log, What::ReceivedNothing { endpoint: id });
                }
                Ok(ServiceBusAnswer::Received(self.take_deliveries(id, deliveries)))
            }
            ServiceBusOperation::Peek { from, max } => {
                let seen = self.on_queue(id, log, |queue, changes| queue.peek(now, side, *from, *max, changes))?;
                self.note(log, What::Peeked { endpoint: id, messages: seen.len() as u32 });
                Ok(ServiceBusAnswer::Peeked(seen))
            }
            ServiceBusOperation::Complete { message } => {
                let handle = self.resolve_in(id, side, message)?;
                self.on_queue(id, log, |queue, changes| queue.complete(now, handle, changes))?;
                Ok(ServiceBusAnswer::Done)
            }
            ServiceBusOperation::Abandon { message, properties } => {
                let handle = self.resolve_in(id, side, message)?;
                self.on_queue(id, log, |queue, changes| queue.abandon(now, handle, properties, changes))?;
                Ok(ServiceBusAnswer::Done)
            }
            ServiceBusOperation::Defer { message, properties } => {
                let handle = self.resolve_in(id, side, message)?;
                self.on_queue(id, log, |queue, changes| queue.defer(now, handle, properties, changes))?;
                Ok(ServiceBusAnswer::Done)
            }
            ServiceBusOperation::DeadLetter { message, reason, description, properties } => {
                let handle = self.resolve_in(id, side, message)?;
                let why = DeadLetter {
                    reason: reason.clone(),
                    description: description.clone(),
                    properties: properties.clone(),
                };
                self.on_queue(id, log, |queue, changes| queue.dead_letter(now, handle, &why, changes))?;
                Ok(ServiceBusAnswer::Done)
            }
            ServiceBusOperation::RenewLock { message } => {
                let handle = self.resolve_in(id, side, message)?;
                let until = self.on_queue(id, log, |queue, changes| queue.renew_lock(now, handle, changes))?;
                Ok(ServiceBusAnswer::Renewed(until))
            }
            ServiceBusOperation::Resubmit { message } => self.resubmit(id, message, log),
            ServiceBusOperation::CreateQueue { .. }
            | ServiceBusOperation::UpdateQueue { .. }
            | ServiceBusOperation::DeleteQueue {}
            | ServiceBusOperation::GetQueue {}
            | ServiceBusOperation::ListQueues {} => unreachable!("calls on the namespace are told apart before"),
        }
    }

    /// Lets `call` do something to the queue, and writes down what it did. The caller then lets the queue settle down.
    pub(super) fn on_queue<T>(
        &mut self,
        id: EndpointId,
        log: &mut Log,
        call: impl FnOnce(&mut Queue, &mut Vec<Change>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut changes = Vec::new();
        let Kind::Queue(queue) = &mut self.endpoint_mut(id).kind else { return Err(Error::MessagingEntityNotFound) };
        let result = call(queue, &mut changes);
        for change in changes {
            self.tell_queue_change(id, change, log);
        }
        result
    }

    /// After anything was done to a queue: what it forwards moves on, its limits are watched, waiters are served.
    pub(super) fn settle_down(&mut self, id: EndpointId, log: &mut Log) {
        self.carry(id, log);
        self.watch_limits(id);
        self.offer(id);
    }

    fn send_all(
        &mut self,
        id: EndpointId,
        side: SubQueue,
        messages: &[QueueMessageSpec],
        at: Option<Timestamp>,
        log: &mut Log,
    ) -> Result<ServiceBusAnswer, Refusal> {
        if side == SubQueue::DeadLetter {
            return Err(Error::InvalidOperation(Invalid::SendToDeadLetter).into());
        }
        if messages.is_empty() {
            return Err(Error::ArgumentOutOfRange(Argument::MaxMessageCount).into());
        }
        let before = (self.endpoints[id.index()].clone(), self.person.clone());
        let mut sent = Vec::new();
        let mut changes = Vec::new();
        let mut bytes = 0;
        for spec in messages {
            match self.send_one(id, spec, at, &mut bytes, &mut changes) {
                Ok(one) => sent.push(one),
                Err(error) => {
                    // What the queue did by itself before would be done again; a batch leaves no trace but that.
                    (self.endpoints[id.index()], self.person) = before;
                    return Err(error.into());
                }
            }
        }
        for change in changes {
            self.tell_queue_change(id, change, log);
        }
        Ok(ServiceBusAnswer::Sent(sent))
    }

    fn send_one(
        &mut self,
        id: EndpointId,
        spec: &QueueMessageSpec,
        at: Option<Timestamp>,
        bytes: &mut u64,
        changes: &mut Vec<Change>,
    ) -> Result<SentMessage, Error> {
        let now = self.now;
        let message = spec.client_message(self.next_message_id());
        let message_id = message.message_id.clone().unwrap_or_default();
        let lineage = self.person_sends(as_message(&message, spec.message_id.as_ref())).accepted(0);
        let at = at.or(message.scheduled_enqueue_time).unwrap_or(now);
        let brokered = Arc::new(BrokeredMessage::from_client(message, lineage));
        *bytes += brokered.bytes();
        let Kind::Queue(queue) = &mut self.endpoint_mut(id).kind else { return Err(Error::MessagingEntityNotFound) };
        let limit = queue.settings().max_message_bytes();
        let sent = queue.schedule(now, brokered, at, changes)?;
        if *bytes > limit {
            return Err(Error::MessageSizeExceeded(SizeLimit::Message { bytes: *bytes, limit }));
        }
        Ok(SentMessage { message_id, lineage, sent })
    }

    fn take_deliveries(&mut self, endpoint: EndpointId, deliveries: Vec<Delivery>) -> Vec<ReceivedMessage> {
        let take = |delivery: Delivery| {
            let id = self.person.takes(Held::Delivery { endpoint, handle: delivery.handle() });
            ReceivedMessage { id, delivery }
        };
        deliveries.into_iter().map(take).collect()
    }

    /// Which delivery out of this part of the queue is meant. One out of the other part is no delivery of this one.
    fn resolve_in(&self, id: EndpointId, side: SubQueue, message: &Taken) -> Result<Handle, Refusal> {
        let handle = self.resolve(id, message)?;
        let held = self.endpoints[id.index()].queue().and_then(|queue| queue.message(handle.sequence));
        let elsewhere = held.is_some_and(|held| held.sub_queue != side);
        if elsewhere { Err(Error::MessageLockLost.into()) } else { Ok(handle) }
    }

    /// Which delivery is meant. A token that nobody holds is the queue's matter to refuse.
    fn resolve(&self, id: EndpointId, message: &Taken) -> Result<Handle, Refusal> {
        let unknown = Handle { sequence: 0, token: Some(Uuid::nil()) };
        match message {
            Taken::Handle(text) => {
                let held = TakenId::parse(text).and_then(|taken| self.person.held(taken));
                match held {
                    Some(Held::Delivery { endpoint, handle }) if *endpoint == id => Ok(*handle),
                    Some(Held::Delivery { .. }) => Ok(unknown),
                    Some(Held::Receipt { .. }) | None => Err(Refusal::UnknownHandle(text.clone())),
                }
            }
            Taken::Lock(LockRef { lock_token: None, sequence_number }) => {
                Ok(Handle { sequence: sequence_number.unwrap_or_default(), token: None })
            }
            Taken::Lock(LockRef { lock_token: Some(token), sequence_number }) => {
                let Ok(token) = Uuid::try_parse(token) else { return Ok(unknown) };
                let queue = self.endpoints[id.index()].queue();
                let holds = || queue.and_then(|queue| queue.sequence_of(token));
                let sequence = sequence_number.or_else(holds).unwrap_or_default();
                Ok(Handle { sequence, token: Some(token) })
            }
        }
    }

    fn resubmit(&mut self, id: EndpointId, message: &Taken, log: &mut Log) -> Result<ServiceBusAnswer, Refusal> {
        let now = self.now;
        let handle = self.resolve(id, message)?;
        // The lock is looked at before anything is sent: a call that fails sends nothing.
        let token = handle.token.ok_or(Error::InvalidOperation(Invalid::NotLocked))?;
        let queue = self.endpoints[id.index()].queue().ok_or(Error::MessagingEntityNotFound)?;
        let held = queue
            .message(handle.sequence)
            .filter(|held| held.sub_queue == SubQueue::DeadLetter && held.lock.is_some_and(|lock| lock.token == token));
        let held = held.ok_or(Error::MessageLockLost)?;
        let copy = held.message.resubmission();
        let message_id = copy.message_id().cloned().unwrap_or_default();
        let lineage = copy.lineage();
        let sent = self.on_queue(id, log, |queue, changes| queue.schedule(now, Arc::new(copy), now, changes))?;
        self.on_queue(id, log, |queue, changes| queue.complete(now, handle, changes))?;
        Ok(ServiceBusAnswer::Sent(vec![SentMessage { message_id, lineage, sent }]))
    }

    /// Brings what left a queue by itself to where it goes.
    pub(super) fn carry(&mut self, id: EndpointId, log: &mut Log) {
        let Kind::Queue(queue) = &self.endpoints[id.index()].kind else { return };
        if queue.has_forwards() {
            (REST.get().forward)(self, id, log);
        }
    }

    pub(super) fn forward(&mut self, id: EndpointId, log: &mut Log) {
        let now = self.now;
        let Kind::Queue(queue) = &mut self.endpoint_mut(id).kind else { return };
        let mut reached = Vec::new();
        for forward in queue.take_forwards() {
            let lineage = forward.message.lineage();
            let target = self.find_queue(&forward.to);
            let sequence = forward.sequence() as u32;
            self.note(log, What::Forwarded { lineage, endpoint: id, to: target.unwrap_or(id), sequence });
            let taken = match target {
                Some(to) => {
                    let taken = self.on_queue(to, log, |queue, changes| queue.accept_forwarded(now, &forward, changes));
                    reached.push(to);
                    taken
                }
                None => Err(Error::MessagingEntityNotFound),
            };
            match taken {
                // The copy moved: it is one message as before, unless the target threw it away.
                Ok(Sent::Enqueued { .. } | Sent::Scheduled { .. } | Sent::DuplicateDropped) => {
                    self.is_gone(forward.message.body().len());
                }
                Err(error) => {
                    let _ = self.on_queue(id, log, |queue, changes| {
                        queue.take_back(now, forward, error, changes);
                        Ok(())
                    });
                }
            }
        }
        reached.dedup();
        for to in reached {
            self.settle_down(to, log);
        }
    }
}

/// Why a call on messages was refused.
enum Refusal {
    Service(Error),
    UnknownHandle(Arc<str>),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Service(error)
    }
}
