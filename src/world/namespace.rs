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

use crate::model::draw::OwnerKind;
use crate::model::ids::{ConsumerId, EndpointId};
use crate::model::service_bus::{
    Argument, BrokeredMessage, Change, DeadLetter, Delivery, Error, Handle, Invalid, Problem, Queue, Receiver, Sent,
    Settings, SettingsError, SizeLimit, Status, SubQueue, UpdateError,
};
use crate::model::time::Timestamp;
use crate::world::World;
use crate::world::command::{Rejection, ServiceRefusal};
use crate::world::delivery::{Endpoint, Kind};
use crate::world::entry::{self, Log, RejectCode, ServiceError, What};
use crate::world::operation::{
    LockRef, QueueDescription, QueueMessageSpec, ReceivedMessage, SentMessage, ServiceBusAnswer, ServiceBusOperation,
    Taken, TakenId,
};
use crate::world::person::{Held, as_message};
use crate::world::rest::REST;
use crate::world::setup::initial_health;
use crate::world::spec::{EndpointSpec, QueueSpec, Target};
use std::sync::Arc;
use uuid::Uuid;

/// Queues of a namespace, as the service limits them.
const MAX_QUEUES: usize = 10_000;

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
                let handle = self.resolve(id, message)?;
                self.on_queue(id, log, |queue, changes| queue.complete(now, handle, changes))?;
                Ok(ServiceBusAnswer::Done)
            }
            ServiceBusOperation::Abandon { message, properties } => {
                let handle = self.resolve(id, message)?;
                self.on_queue(id, log, |queue, changes| queue.abandon(now, handle, properties, changes))?;
                Ok(ServiceBusAnswer::Done)
            }
            ServiceBusOperation::Defer { message, properties } => {
                let handle = self.resolve(id, message)?;
                self.on_queue(id, log, |queue, changes| queue.defer(now, handle, properties, changes))?;
                Ok(ServiceBusAnswer::Done)
            }
            ServiceBusOperation::DeadLetter { message, reason, description, properties } => {
                let handle = self.resolve(id, message)?;
                let why = DeadLetter {
                    reason: reason.clone(),
                    description: description.clone(),
                    properties: properties.clone(),
                };
                self.on_queue(id, log, |queue, changes| queue.dead_letter(now, handle, &why, changes))?;
                Ok(ServiceBusAnswer::Done)
            }
            ServiceBusOperation::RenewLock { message } => {
                let handle = self.resolve(id, message)?;
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

    /// The queue that a management call names.
    fn managed(&self, path: &str) -> Called<EndpointId> {
        if SubQueue::of_path(path).1 == SubQueue::DeadLetter {
            let error = Error::InvalidOperation(Invalid::SendToDeadLetter);
            return Err(refused(path, error, error.status()));
        }
        let error = Error::MessagingEntityNotFound;
        self.find_queue(path).ok_or_else(|| refused(path, error, error.status()))
    }

    fn queue_places(&self) -> impl Iterator<Item = EndpointId> {
        let queues = self
            .endpoints
            .iter()
            .enumerate()
            .filter(|(_, endpoint)| !endpoint.removed && endpoint.queue().is_some_and(|queue| !queue.is_deleted()));
        queues.map(|(at, _)| EndpointId(at as u16))
    }

    /// What the namespace says of a queue.
    ///
    /// # Panics
    /// If there is no queue in that place.
    #[must_use]
    pub fn describe(&self, id: EndpointId) -> QueueDescription {
        let endpoint = &self.endpoints[id.index()];
        let queue = endpoint.queue().expect("the caller looked");
        QueueDescription {
            settings: queue.settings().clone(),
            counts: queue.counts(),
            created_at: queue.created_at(),
            endpoint: id,
            is_endpoint: endpoint.spec.is_some(),
        }
    }

    fn check_targets(&self, path: &str, settings: &Settings) -> Called<()> {
        let targets = [&settings.forward_to, &settings.forward_dead_lettered_messages_to];
        match targets.into_iter().flatten().find(|target| self.find_queue(target).is_none()) {
            Some(target) => {
                let error = Error::MessagingEntityNotFound;
                let mut rejection = refused(path, error, error.status());
                if let Some(service) = &mut rejection.service {
                    service.details.push(("entity", target.clone()));
                }
                Err(rejection)
            }
            None => Ok(()),
        }
    }

    fn create_queue(&mut self, name: &str, spec: &QueueSpec, log: &mut Log) -> Called<ServiceBusAnswer> {
        if SubQueue::of_path(name).1 == SubQueue::DeadLetter {
            let error = Error::InvalidOperation(Invalid::SendToDeadLetter);
            return Err(refused(name, error, error.status()));
        }
        if self.find_queue(name).is_some() {
            let error = Error::MessagingEntityAlreadyExists;
            return Err(refused(name, error, error.status()));
        }
        if self.queue_places().count() >= MAX_QUEUES || self.endpoints.len() >= usize::from(u16::MAX) {
            return Err(refused(name, Error::QuotaExceeded, Error::QuotaExceeded.status()));
        }
        let settings = spec.settings(name, true);
        let errors = settings.validate();
        if let Some(error) = errors.first() {
            return Err(setting_refused(name, error));
        }
        self.check_targets(name, &settings)?;
        let name: Arc<str> = settings.name.clone();
        let owner = self.new_owner(OwnerKind::Endpoint, &name);
        let queue = Queue::create(settings, self.seed, owner, self.now).map_err(|errors| {
            errors
                .first()
                .map_or_else(|| Rejection::new(RejectCode::IllegalValue, &name), |error| setting_refused(&name, error))
        })?;
        // A place whose queue was deleted is used again, so that who reads there goes on.
        let free = |endpoint: &Endpoint| {
            let empty = endpoint.queue().is_some_and(Queue::is_deleted);
            empty && (endpoint.spec.is_none() || !endpoint.removed) && endpoint.name.eq_ignore_ascii_case(&name)
        };
        let id = match self.endpoints.iter().position(|endpoint| free(endpoint)) {
            Some(at) => {
                let id = EndpointId(at as u16);
                let endpoint = self.endpoint_mut(id);
                endpoint.kind = Kind::Queue(queue);
                endpoint.removed = false;
                endpoint.health = initial_health(endpoint);
                self.keep_spec(id);
                id
            }
            None => {
                let id = EndpointId(self.endpoints.len() as u16);
                let partitions = self.hub.spec.partitions();
                let endpoint = Endpoint::new(name, owner, None, Kind::Queue(queue), partitions);
                self.endpoints.push(Arc::new(endpoint));
                id
            }
        };
        self.note(log, What::QueueChanged { endpoint: id, change: entry::Change::Added });
        self.settle_down(id, log);
        Ok(ServiceBusAnswer::Queue(Box::new(self.describe(id))))
    }

    fn update_queue(&mut self, path: &str, spec: &QueueSpec, log: &mut Log) -> Called<ServiceBusAnswer> {
        let id = self.managed(path)?;
        let old = self.describe(id).settings;
        let settings = spec.settings(&old.name, true);
        self.check_targets(path, &settings)?;
        let is_open = |settings: &Settings| settings.status != Status::Disabled;
        let change = match (is_open(&old), is_open(&settings)) {
            (true, false) => entry::Change::Disabled,
            (false, true) => entry::Change::Enabled,
            _ => entry::Change::Edited,
        };
        let changes = self.set_queue(id, settings).map_err(|error| match error {
            UpdateError::Entity(error) => refused(path, error, error.status()),
            UpdateError::Settings(errors) => errors
                .first()
                .map_or_else(|| Rejection::new(RejectCode::IllegalValue, path), |error| setting_refused(path, error)),
        })?;
        self.keep_spec(id);
        self.note(log, What::QueueChanged { endpoint: id, change });
        for change in changes {
            self.tell_queue_change(id, change, log);
        }
        self.reset_health(id);
        self.settle_down(id, log);
        Ok(ServiceBusAnswer::Queue(Box::new(self.describe(id))))
    }

    /// Gives a queue its new settings. A change of the status alone leaves locks as they are.
    pub(super) fn set_queue(&mut self, id: EndpointId, settings: Settings) -> Result<Vec<Change>, UpdateError> {
        let now = self.now;
        let mut changes = Vec::new();
        let Kind::Queue(queue) = &mut self.endpoint_mut(id).kind else {
            return Err(UpdateError::Entity(Error::MessagingEntityNotFound));
        };
        let same_but_status = Settings { status: settings.status, ..queue.settings().clone() } == settings;
        if same_but_status {
            queue.set_status(now, settings.status, &mut changes).map_err(UpdateError::Entity)?;
        } else {
            queue.update(now, settings, &mut changes)?;
        }
        Ok(changes)
    }

    /// Keeps what an endpoint says of its queue with what the queue is.
    fn keep_spec(&mut self, id: EndpointId) {
        let endpoint = self.endpoint_mut(id);
        let (Some(spec), Kind::Queue(queue)) = (&endpoint.spec, &endpoint.kind) else { return };
        let mut target = QueueSpec::of(queue.settings());
        let enabled = target.status != Status::Disabled;
        if !enabled {
            target.status = Status::Active;
        }
        let spec = EndpointSpec { name: spec.name.clone(), target: Target::ServiceBusQueue(target), enabled };
        endpoint.spec = Some(Arc::new(spec));
    }

    fn delete_queue(&mut self, path: &str, log: &mut Log) -> Called<ServiceBusAnswer> {
        let id = self.managed(path)?;
        let now = self.now;
        self.note(log, What::QueueChanged { endpoint: id, change: entry::Change::Removed });
        let mut changes = Vec::new();
        if let Kind::Queue(queue) = &mut self.endpoint_mut(id).kind {
            queue.delete(now, &mut changes).map_err(|error| refused(path, error, error.status()))?;
        }
        for change in changes {
            match change {
                Change::QueueDeleted { held, body_bytes } => self.queue_is_gone(id, held, body_bytes),
                other => self.tell_queue_change(id, other, log),
            }
        }
        self.watch_limits(id);
        self.offer(id);
        Ok(ServiceBusAnswer::Done)
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

/// What the service answers, for a call on `path`.
fn refused(path: &str, error: Error, status: u16) -> Rejection {
    let details = details(error);
    let service = ServiceRefusal { error: service_error(error), status, details };
    Rejection { service: Some(Box::new(service)), ..Rejection::new(RejectCode::Service, path) }
}

/// What the service answers to settings that it does not take: the first thing that is wrong.
fn setting_refused(path: &str, error: &SettingsError) -> Rejection {
    let setting = ("setting", Arc::from(error.setting.as_str()));
    let (name, why): (_, Vec<(&'static str, Arc<str>)>) = match error.problem {
        Problem::OutOfRange { min, max } => (
            ServiceError::ArgumentOutOfRange,
            vec![("minimum", min.to_string().into()), ("maximum", max.to_string().into())],
        ),
        Problem::NotOffered => (ServiceError::ArgumentOutOfRange, vec![("reason", "not-offered".into())]),
        Problem::Malformed => (ServiceError::ArgumentOutOfRange, vec![("reason", "malformed".into())]),
        Problem::FixedAtCreation => (ServiceError::InvalidOperation, vec![("reason", "fixed-at-creation".into())]),
        Problem::NotWith(other) => {
            (ServiceError::InvalidOperation, vec![("reason", "not-with".into()), ("other", other.as_str().into())])
        }
        Problem::NotInTier => (ServiceError::InvalidOperation, vec![("reason", "not-in-tier".into())]),
        Problem::ToItself => (ServiceError::InvalidOperation, vec![("reason", "to-itself".into())]),
    };
    let details = std::iter::once(setting).chain(why).collect();
    let service = ServiceRefusal { error: name, status: 400, details };
    Rejection { service: Some(Box::new(service)), ..Rejection::new(RejectCode::Service, path) }
}

/// The service's error as it stands in entries.
#[must_use]
pub(super) fn service_error(error: Error) -> ServiceError {
    match error {
        Error::MessageLockLost => ServiceError::MessageLockLost,
        Error::MessageNotFound => ServiceError::MessageNotFound,
        Error::MessagingEntityNotFound => ServiceError::MessagingEntityNotFound,
        Error::MessagingEntityAlreadyExists => ServiceError::MessagingEntityAlreadyExists,
        Error::MessagingEntityDisabled => ServiceError::MessagingEntityDisabled,
        Error::QuotaExceeded => ServiceError::QuotaExceeded,
        Error::MessageSizeExceeded(_) => ServiceError::MessageSizeExceeded,
        Error::InvalidOperation(_) => ServiceError::InvalidOperation,
        Error::ArgumentOutOfRange(_) => ServiceError::ArgumentOutOfRange,
        Error::ServiceBusy => ServiceError::ServiceBusy,
        Error::ServiceTimeout => ServiceError::ServiceTimeout,
    }
}

fn details(error: Error) -> Vec<(&'static str, Arc<str>)> {
    match error {
        Error::MessageSizeExceeded(size) => {
            let (part, bytes, limit) = match size {
                SizeLimit::Message { bytes, limit } => ("message", bytes, limit),
                SizeLimit::Header { bytes, limit } => ("header", bytes, limit),
                SizeLimit::Property { bytes, limit } => ("property", bytes, limit),
            };
            vec![("part", part.into()), ("bytes", bytes.to_string().into()), ("limit", limit.to_string().into())]
        }
        Error::InvalidOperation(why) => {
            let why = match why {
                Invalid::SessionIdMissing => "session-id-missing",
                Invalid::SessionRequired => "session-required",
                Invalid::SendToDeadLetter => "dead-letter-sub-queue",
                Invalid::AlreadyDeadLettered => "already-dead-lettered",
                Invalid::NotLocked => "not-locked",
            };
            vec![("reason", why.into())]
        }
        Error::ArgumentOutOfRange(argument) => {
            let argument = match argument {
                Argument::MessageId => "MessageId",
                Argument::SessionId => "SessionId",
                Argument::TimeToLive => "TimeToLive",
                Argument::MaxMessageCount => "MaxMessageCount",
            };
            vec![("argument", argument.into())]
        }
        Error::MessageLockLost
        | Error::MessageNotFound
        | Error::MessagingEntityNotFound
        | Error::MessagingEntityAlreadyExists
        | Error::MessagingEntityDisabled
        | Error::QuotaExceeded
        | Error::ServiceBusy
        | Error::ServiceTimeout => Vec::new(),
    }
}
