//! Setup commands: adding, editing and removing what stands in a world, checked as the service would check it.
//!
//! Models: names, tier limits, references (iot-hub.md 2.2, 2.3, 3.1, 8.2): deleting an endpoint fails while routes use it.
//! Differs(no-renaming): a thing keeps the name it was created with, as in the service. [doc:swg]

use crate::model::draw::OwnerKind;
use crate::model::hub::built_in::partition_of;
use crate::model::hub::names::{is_device_id, is_message_id, is_reserved_endpoint_name, is_route_or_endpoint_name};
use crate::model::hub::routing::{History, Route};
use crate::model::ids::{ConsumerId, DeviceId, EndpointId, RouteId};
use crate::model::limits::{MAX_D2C_MESSAGE_BYTES, MAX_DEVICES};
use crate::model::query::{self, Condition, Dialect};
use crate::model::service_bus::{self, Problem, Queue, Reachability, UpdateError};
use crate::model::storage::container::Container;
use crate::model::storage::settings::{BATCH_FREQUENCY_SECONDS, CHUNK_SIZE_BYTES, ContainerSettings, SettingsError};
use crate::model::time::Millis;
use crate::world::World;
use crate::world::agenda::Occurrence;
use crate::world::command::{Answer, Command, Rejection};
use crate::world::device::Device;
use crate::world::endpoint::{Endpoint, Kind};
use crate::world::entry::{Change, Health, Log, RejectCode, What};
use crate::world::program::longest_message_id;
use crate::world::rest::REST;
use crate::world::spec::{ContainerSpec, DeviceSpec, EndpointSpec, RouteSpec, Target};
use std::sync::Arc;

/// The shortest pace of a program: faster ones would fill the page without showing more.
pub const MIN_PACE_MS: Millis = 10;
/// The longest pace and the longest work: one day.
pub const MAX_WAIT_MS: Millis = 86_400_000;
/// Consumers at once.
pub const MAX_CONSUMERS: usize = 100;

impl World {
    /// Furnishes the world as far as the tutorial goes.
    pub(super) fn carry_out(&mut self, command: &Command, log: &mut Log) -> Result<Answer, Rejection> {
        match command {
            Command::AddDevice { device } => self.add_device(device, log)?,
            Command::AddRoute { route } => self.add_route(route, log)?,
            Command::AddEndpoint { endpoint } => self.add_endpoint(endpoint, log)?,
            Command::AddConsumer { consumer } => self.add_consumer(consumer, log)?,
            _ => return (REST.get().carry_out)(self, command, log),
        }
        Ok(Answer::Done)
    }

    /// Carries out every other command.
    pub(super) fn carry_out_rest(&mut self, command: &Command, log: &mut Log) -> Result<Answer, Rejection> {
        match command {
            Command::AddDevice { .. }
            | Command::AddRoute { .. }
            | Command::AddEndpoint { .. }
            | Command::AddConsumer { .. } => unreachable!("carried out where the world is furnished"),
            Command::AddFault { fault } => self.add_fault(fault, log)?,
            Command::SetDevice { device } => self.set_device(device, log)?,
            Command::RemoveDevice { id } => self.remove_device(id, log)?,
            Command::SetRoute { route } => self.set_route(route, log)?,
            Command::RemoveRoute { name } => self.remove_route(name, log)?,
            Command::SetFallback { on } => {
                self.hub_mut().routes.fallback_on = *on;
                self.note(log, What::FallbackSwitched { on: *on });
            }
            Command::SetEndpoint { endpoint } => self.set_endpoint(endpoint, log)?,
            Command::RemoveEndpoint { name } => self.remove_endpoint(name, log)?,
            Command::SetConsumer { consumer } => self.set_consumer(consumer, log)?,
            Command::RemoveConsumer { name } => self.remove_consumer(name, log)?,
            Command::Send { device, message } => {
                let id = self.known_device(device)?;
                if message.metered_bytes() > MAX_D2C_MESSAGE_BYTES {
                    return Err(Rejection::new(RejectCode::MessageTooLarge, device));
                }
                check_message_id(message.system.message_id.as_deref().unwrap_or_default())?;
                return Ok(Answer::Sent(self.send_by_hand(id, message.clone(), log)));
            }
            Command::ServiceBus { queue, operation } => {
                return self.service_bus(queue, operation, log).map(Answer::ServiceBus);
            }
            Command::Storage { queue, operation } => {
                return self.storage_call(queue, operation, log).map(Answer::Storage);
            }
            Command::Events { operation } => return self.events_call(operation, log).map(Answer::Events),
        }
        Ok(Answer::Done)
    }

    /// The device of that id that stands in the world now.
    #[must_use]
    pub fn find_device(&self, id: &str) -> Option<DeviceId> {
        // Thousands are added one by one, each with a new id.
        if !self.births.contains_key(&(OwnerKind::Device, Arc::from(id))) {
            return None;
        }
        let at = self.devices.iter().position(|device| !device.removed && **device.id() == *id)?;
        Some(DeviceId(at as u32))
    }

    /// The endpoint of that name that stands in the world now, `events` included; names are compared without case.
    #[must_use]
    pub fn find_endpoint(&self, name: &str) -> Option<EndpointId> {
        let is_it = |e: &Endpoint| !e.removed && e.name.eq_ignore_ascii_case(name);
        // A queue of the namespace may have the name of another kind of endpoint; the hub's own comes first.
        let of_hub = self.endpoints.iter().position(|e| is_it(e) && !e.stands_alone());
        let at = of_hub.or_else(|| self.endpoints.iter().position(|e| is_it(e)))?;
        Some(EndpointId(at as u16))
    }

    /// The consumer of that name that stands in the world now.
    #[must_use]
    pub fn find_consumer(&self, name: &str) -> Option<ConsumerId> {
        let at = self.consumers.iter().position(|c| !c.removed && **c.name() == *name)?;
        Some(ConsumerId(at as u16))
    }

    fn known_device(&self, id: &str) -> Result<DeviceId, Rejection> {
        self.find_device(id).ok_or_else(|| Rejection::new(RejectCode::UnknownDevice, id))
    }

    pub(super) fn known_endpoint(&self, name: &str) -> Result<EndpointId, Rejection> {
        self.find_endpoint(name).ok_or_else(|| Rejection::new(RejectCode::UnknownEndpoint, name))
    }

    /// An endpoint of the hub: a queue that stands alone is none.
    fn hub_endpoint(&self, name: &str) -> Result<EndpointId, Rejection> {
        let id = self.known_endpoint(name)?;
        if self.endpoints[id.index()].stands_alone() {
            return Err(Rejection::new(RejectCode::UnknownEndpoint, name));
        }
        Ok(id)
    }

    pub(super) fn known_consumer(&self, name: &str) -> Result<ConsumerId, Rejection> {
        self.find_consumer(name).ok_or_else(|| Rejection::new(RejectCode::UnknownConsumer, name))
    }

    fn add_device(&mut self, spec: &DeviceSpec, log: &mut Log) -> Result<(), Rejection> {
        if !is_device_id(&spec.id) {
            return Err(Rejection::new(RejectCode::IllegalDeviceId, &spec.id));
        }
        if self.find_device(&spec.id).is_some() {
            return Err(Rejection::new(RejectCode::NameInUse, &spec.id));
        }
        let stand = || self.devices.iter().filter(|device| !device.removed).count();
        if self.devices.len() >= MAX_DEVICES && stand() >= MAX_DEVICES {
            return Err(Rejection::limit(RejectCode::TooManyDevices, &spec.id, MAX_DEVICES));
        }
        check_program(spec)?;
        let id = DeviceId(self.devices.len() as u32);
        let owner = self.new_owner(OwnerKind::Device, &spec.id);
        let partition = partition_of(&spec.id, self.hub.spec.partitions());
        self.devices.push(Arc::new(Device::new(spec.clone(), owner, self.seed, partition)));
        self.note(log, What::DeviceChanged { device: id, change: Change::Added });
        self.start_program(id, spec.starts_ms);
        Ok(())
    }

    pub(super) fn start_program(&mut self, id: DeviceId, after: Millis) {
        let device = &self.devices[id.index()];
        if device.about.spec.enabled && device.about.spec.program.pace_ms().is_some() {
            let life = device.life;
            self.schedule_device(id, after, Occurrence::ProgramWakes { device: id, life });
        }
    }

    fn set_device(&mut self, spec: &DeviceSpec, log: &mut Log) -> Result<(), Rejection> {
        let id = self.known_device(&spec.id)?;
        check_program(spec)?;
        let old = self.devices[id.index()].about.spec.clone();
        let change = switched(old.enabled, spec.enabled);
        let restarts = old.enabled != spec.enabled || old.program.pace_ms() != spec.program.pace_ms();
        let device = self.device_mut(id);
        device.set_spec(spec.clone());
        if restarts {
            device.life += 1;
            let pace = if old.enabled { spec.program.pace_ms().unwrap_or_default() } else { 0 };
            self.start_program(id, pace);
        }
        self.note(log, What::DeviceChanged { device: id, change });
        Ok(())
    }

    fn remove_device(&mut self, id: &str, log: &mut Log) -> Result<(), Rejection> {
        let id = self.known_device(id)?;
        self.device_mut(id).removed = true;
        self.note(log, What::DeviceChanged { device: id, change: Change::Removed });
        Ok(())
    }

    fn compile(&self, spec: &RouteSpec) -> Result<(Condition, EndpointId), Rejection> {
        let condition = query::condition(&spec.condition, spec.source, Dialect::Cloud).map_err(|diagnostics| {
            let code = RejectCode::ConditionDoesNotCompile;
            Rejection { diagnostics, ..Rejection::new(code, &spec.name) }
        })?;
        Ok((condition, self.hub_endpoint(&spec.endpoint)?))
    }

    fn route_at(&self, name: &str) -> Option<usize> {
        self.hub.routes.list.iter().position(|route| route.name.eq_ignore_ascii_case(name))
    }

    fn add_route(&mut self, spec: &RouteSpec, log: &mut Log) -> Result<(), Rejection> {
        if !is_route_or_endpoint_name(&spec.name) {
            return Err(Rejection::new(RejectCode::IllegalName, &spec.name));
        }
        if self.route_at(&spec.name).is_some() {
            return Err(Rejection::new(RejectCode::NameInUse, &spec.name));
        }
        let most = self.hub.spec.tier.max_routes();
        if self.hub.routes.list.len() >= most {
            return Err(Rejection::limit(RejectCode::TooManyRoutes, &spec.name, most));
        }
        let (condition, endpoint) = self.compile(spec)?;
        let hub = self.hub_mut();
        let id = RouteId(hub.routes_added);
        hub.routes_added += 1;
        hub.route_names.push(spec.name.clone());
        hub.routes.list.push(Route {
            id,
            name: spec.name.clone(),
            source: spec.source,
            condition,
            endpoint,
            enabled: spec.enabled,
            matched: 0,
            history: History::default(),
        });
        self.note(log, What::RouteChanged { route: id, change: Change::Added });
        Ok(())
    }

    fn set_route(&mut self, spec: &RouteSpec, log: &mut Log) -> Result<(), Rejection> {
        let at = self.route_at(&spec.name).ok_or_else(|| Rejection::new(RejectCode::UnknownRoute, &spec.name))?;
        let (condition, endpoint) = self.compile(spec)?;
        let route = &mut self.hub_mut().routes.list[at];
        let change = switched(route.enabled, spec.enabled);
        route.source = spec.source;
        route.condition = condition;
        route.endpoint = endpoint;
        route.enabled = spec.enabled;
        let id = route.id;
        self.note(log, What::RouteChanged { route: id, change });
        Ok(())
    }

    fn remove_route(&mut self, name: &str, log: &mut Log) -> Result<(), Rejection> {
        let at = self.route_at(name).ok_or_else(|| Rejection::new(RejectCode::UnknownRoute, name))?;
        let route = self.hub_mut().routes.list.remove(at);
        self.note(log, What::RouteChanged { route: route.id, change: Change::Removed });
        Ok(())
    }

    fn add_endpoint(&mut self, spec: &EndpointSpec, log: &mut Log) -> Result<(), Rejection> {
        if !is_route_or_endpoint_name(&spec.name) {
            return Err(Rejection::new(RejectCode::IllegalName, &spec.name));
        }
        if is_reserved_endpoint_name(&spec.name) {
            return Err(Rejection::new(RejectCode::ReservedName, &spec.name));
        }
        let standing = self.find_endpoint(&spec.name);
        let alone = standing.filter(|id| self.endpoints[id.index()].stands_alone());
        if standing.is_some() && (alone.is_none() || !matches!(spec.target, Target::ServiceBusQueue(_))) {
            return Err(Rejection::new(RejectCode::NameInUse, &spec.name));
        }
        let most = self.hub.spec.tier.max_custom_endpoints();
        let custom = self.endpoints.iter().filter(|endpoint| !endpoint.removed && endpoint.spec.is_some()).count();
        if custom >= most {
            return Err(Rejection::limit(RejectCode::TooManyEndpoints, &spec.name, most));
        }
        if let Some(id) = alone {
            return (REST.get().adopt_queue)(self, id, spec, log);
        }
        let id = EndpointId(self.endpoints.len() as u16);
        let owner = self.new_owner(OwnerKind::Endpoint, &spec.name);
        let kind = match &spec.target {
            Target::ServiceBusQueue(queue) => {
                let settings = queue.settings(&spec.name, spec.enabled);
                self.check_forwarding(&settings)?;
                Kind::Queue(Queue::create(settings, self.seed, owner, self.now).map_err(queue_setting)?)
            }
            Target::StorageContainer(container) => {
                let settings = container_settings(container)?;
                let hub = self.hub.spec.name.clone();
                Kind::Container(Container::new(&hub, settings, self.seed, owner).map_err(container_setting)?)
            }
        };
        let partitions = self.hub.spec.partitions();
        let name = spec.name.clone();
        let mut endpoint = Endpoint::new(name, owner, Some(Arc::new(spec.clone())), kind, partitions);
        endpoint.health = initial_health(&endpoint);
        self.endpoints.push(Arc::new(endpoint));
        self.note(log, What::EndpointChanged { endpoint: id, change: Change::Added });
        Ok(())
    }

    /// The hub routes from now on to a queue that stood alone; its settings become what the endpoint says.
    pub(super) fn adopt_queue(&mut self, id: EndpointId, spec: &EndpointSpec, log: &mut Log) -> Result<(), Rejection> {
        let Target::ServiceBusQueue(settings) = &spec.target else {
            return Err(Rejection::new(RejectCode::NameInUse, &spec.name));
        };
        let name = self.describe(id).settings.name;
        let settings = settings.settings(&name, spec.enabled);
        self.check_forwarding(&settings)?;
        let changes = self.set_queue(id, settings).map_err(|error| match error {
            UpdateError::Entity(_) => Rejection::new(RejectCode::UnknownEndpoint, &spec.name),
            UpdateError::Settings(errors) => queue_setting(errors),
        })?;
        let endpoint = self.endpoint_mut(id);
        endpoint.spec = Some(Arc::new(EndpointSpec { name: endpoint.name.clone(), ..spec.clone() }));
        endpoint.health = initial_health(endpoint);
        self.note(log, What::EndpointChanged { endpoint: id, change: Change::Added });
        self.queue_changes(id, changes, log);
        self.settle_down(id, log);
        Ok(())
    }

    /// Queues to forward to must stand in the namespace.
    fn check_forwarding(&self, settings: &service_bus::Settings) -> Result<(), Rejection> {
        let mut targets = [&settings.forward_to, &settings.forward_dead_lettered_messages_to].into_iter().flatten();
        match targets.find(|target| self.find_queue(target).is_none()) {
            Some(target) => Err(Rejection::new(RejectCode::UnknownEndpoint, target)),
            None => Ok(()),
        }
    }

    fn set_endpoint(&mut self, spec: &EndpointSpec, log: &mut Log) -> Result<(), Rejection> {
        let id = self.custom_endpoint(&spec.name)?;
        let now = self.now;
        let endpoint = self.endpoint_mut(id);
        let change = switched(endpoint.is_enabled(), spec.enabled);
        match (&mut endpoint.kind, &spec.target) {
            (Kind::Queue(queue), Target::ServiceBusQueue(settings)) => {
                let settings = settings.settings(&queue.settings().name.clone(), spec.enabled);
                self.check_forwarding(&settings)?;
                let changes = self.set_queue(id, settings).map_err(|error| match error {
                    UpdateError::Entity(_) => Rejection::new(RejectCode::UnknownEndpoint, &spec.name),
                    UpdateError::Settings(errors) => queue_setting(errors),
                })?;
                self.announce(id, spec, change, log);
                self.queue_changes(id, changes, log);
                self.carry(id, log);
            }
            (Kind::Container(container), Target::StorageContainer(settings)) => {
                let changes = container.update(now, container_settings(settings)?).map_err(container_setting)?;
                self.announce(id, spec, change, log);
                self.container_changes(id, changes, log);
            }
            _ => return Err(Rejection::new(RejectCode::FixedAtCreation, "kind")),
        }
        self.reset_health(id);
        self.watch_limits(id);
        self.offer(id);
        Ok(())
    }

    fn announce(&mut self, id: EndpointId, spec: &EndpointSpec, change: Change, log: &mut Log) {
        self.endpoint_mut(id).spec = Some(Arc::new(spec.clone()));
        self.note(log, What::EndpointChanged { endpoint: id, change });
    }

    fn custom_endpoint(&self, name: &str) -> Result<EndpointId, Rejection> {
        let id = self.hub_endpoint(name)?;
        if id == EndpointId::BUILT_IN { Err(Rejection::new(RejectCode::BuiltInEndpoint, name)) } else { Ok(id) }
    }

    fn remove_endpoint(&mut self, name: &str, log: &mut Log) -> Result<(), Rejection> {
        let id = self.custom_endpoint(name)?;
        if let Some(route) = self.hub.routes.list.iter().find(|route| route.endpoint == id) {
            return Err(Rejection::new(RejectCode::EndpointInUse, &route.name));
        }
        if let Some(consumer) =
            self.consumers.iter().find(|consumer| !consumer.removed && consumer.endpoint() == Some(id))
        {
            return Err(Rejection::new(RejectCode::EndpointInUse, consumer.name()));
        }
        self.note(log, What::EndpointChanged { endpoint: id, change: Change::Removed });
        self.drop_all(id, log);
        self.endpoint_mut(id).removed = true;
        Ok(())
    }
}

pub(super) fn initial_health(endpoint: &Endpoint) -> Health {
    match &endpoint.kind {
        Kind::Queue(queue) if queue.endpoint_reachability() != Reachability::Reachable => Health::Unreachable,
        Kind::Queue(_) | Kind::Container(_) | Kind::BuiltIn(_) => Health::Unknown,
    }
}

pub(super) fn switched(was: bool, is: bool) -> Change {
    match (was, is) {
        (true, false) => Change::Disabled,
        (false, true) => Change::Enabled,
        _ => Change::Edited,
    }
}

fn check_program(spec: &DeviceSpec) -> Result<(), Rejection> {
    let pace = spec.program.pace_ms();
    if pace.is_some_and(|pace| !(MIN_PACE_MS..=MAX_WAIT_MS).contains(&pace)) {
        return Err(Rejection::range("pace_ms", MIN_PACE_MS, MAX_WAIT_MS));
    }
    match longest_message_id(spec) {
        Some(id) => check_message_id(&id),
        None => Ok(()),
    }
}

fn check_message_id(id: &str) -> Result<(), Rejection> {
    if is_message_id(id) { Ok(()) } else { Err(Rejection::new(RejectCode::IllegalMessageId, id)) }
}

fn container_settings(spec: &ContainerSpec) -> Result<ContainerSettings, Rejection> {
    spec.settings().ok_or_else(|| Rejection::new(RejectCode::IllegalValue, "encoding"))
}

/// The first thing that the queue refuses, under the field's name in files.
fn queue_setting(errors: Vec<service_bus::SettingsError>) -> Rejection {
    let Some(error) = errors.first() else { return Rejection::new(RejectCode::IllegalValue, "settings") };
    let field = error.setting.as_str();
    match error.problem {
        Problem::OutOfRange { min, max } => Rejection::range(field, min, max),
        Problem::FixedAtCreation => Rejection::new(RejectCode::FixedAtCreation, field),
        Problem::NotOffered | Problem::Malformed | Problem::NotWith(_) | Problem::NotInTier | Problem::ToItself => {
            Rejection::new(RejectCode::IllegalValue, field)
        }
    }
}

/// The first thing that the container refuses, under the field's name in files.
fn container_setting(errors: Vec<SettingsError>) -> Rejection {
    let range = |field: &str, range: std::ops::RangeInclusive<u32>| {
        Rejection::range(field, u64::from(*range.start()), u64::from(*range.end()))
    };
    match errors.first() {
        Some(SettingsError::BatchFrequency(_)) => range("batch_frequency_in_seconds", BATCH_FREQUENCY_SECONDS),
        Some(SettingsError::ChunkSize(_)) => range("max_chunk_size_in_bytes", CHUNK_SIZE_BYTES),
        Some(SettingsError::TokenMissing(_)) => Rejection::new(RejectCode::IllegalValue, "file_name_format"),
        Some(SettingsError::ContainerName) => Rejection::new(RejectCode::IllegalValue, "container_name"),
        Some(SettingsError::EncodingFixed) => Rejection::new(RejectCode::FixedAtCreation, "encoding"),
        None => Rejection::new(RejectCode::IllegalValue, "settings"),
    }
}
