//! Management of the namespace: queues are created, described, changed and deleted.

use super::Called;
use super::refusal::{refused, setting_refused};
use crate::model::draw::OwnerKind;
use crate::model::ids::EndpointId;
use crate::model::service_bus::{Change, Error, Invalid, Queue, Settings, Status, SubQueue, UpdateError};
use crate::world::World;
use crate::world::command::Rejection;
use crate::world::endpoint::{Endpoint, Kind};
use crate::world::entry::{self, Log, RejectCode, What};
use crate::world::operation::{QueueDescription, ServiceBusAnswer};
use crate::world::setup::initial_health;
use crate::world::spec::{EndpointSpec, QueueSpec, Target};
use std::sync::Arc;

/// Queues of a namespace, as the service limits them.
const MAX_QUEUES: usize = 10_000;
impl World {
    /// The queue that a management call names.
    pub(super) fn managed(&self, path: &str) -> Called<EndpointId> {
        if SubQueue::of_path(path).1 == SubQueue::DeadLetter {
            let error = Error::InvalidOperation(Invalid::SendToDeadLetter);
            return Err(refused(path, error, error.status()));
        }
        let error = Error::MessagingEntityNotFound;
        self.find_queue(path).ok_or_else(|| refused(path, error, error.status()))
    }

    pub(super) fn queue_places(&self) -> impl Iterator<Item = EndpointId> {
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

    pub(super) fn create_queue(&mut self, name: &str, spec: &QueueSpec, log: &mut Log) -> Called<ServiceBusAnswer> {
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

    pub(super) fn update_queue(&mut self, path: &str, spec: &QueueSpec, log: &mut Log) -> Called<ServiceBusAnswer> {
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
    pub(in crate::world) fn set_queue(
        &mut self,
        id: EndpointId,
        settings: Settings,
    ) -> Result<Vec<Change>, UpdateError> {
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

    pub(super) fn delete_queue(&mut self, path: &str, log: &mut Log) -> Called<ServiceBusAnswer> {
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
}
