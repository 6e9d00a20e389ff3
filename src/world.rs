//! The simulation: devices, links, the hub, its endpoints and the consumers, in virtual time.
//!
//! Models: every hop as a step of its own: sent, accepted, acknowledged, matched, delivered, received, settled.
//! A message travels through the files in that order: `device` sends, `hub` accepts and matches, `delivery` brings a
//! copy to an endpoint, `consumer` receives and settles. `fault` breaks any of these; `setup` changes what stands.
//! Differs(time-stands-between): computing takes no time; only links, waits and the work of programs do. [choice]

mod agenda;
mod changes;
pub mod command;
pub mod consumer;
mod delivery;
pub mod device;
pub mod endpoint;
pub mod entry;
mod fault;
mod hub;
pub mod instruction;
pub mod ledger;
mod namespace;
pub mod operation;
pub mod person;
pub mod program;
pub mod rest;
pub mod setup;
pub mod spec;
pub mod storage;
mod stream_reads;
#[cfg(test)]
mod tests;
mod watch;

use crate::model::draw::{Owner, OwnerKind};
use crate::model::hub::routing::Destinations;
use crate::model::ids::{ConsumerId, DeviceId, EndpointId, SendId};
use crate::model::limits::{MAX_BODY_BYTES_ALIVE, MAX_MESSAGES_ALIVE};
use crate::model::service_bus::{Change, SubQueue};
use crate::model::small::SmallMap;
use crate::model::time::{Millis, Timestamp};
use agenda::{Agenda, Due, Occurrence};
use command::{Answer, Command, Rejection};
use consumer::{Consumer, Seen};
use device::Device;
use endpoint::Endpoint;
use entry::{Entry, Log, PauseReason, What};
use fault::Fault;
use hub::Hub;
use ledger::Ledger;
use person::Person;
use rest::REST;
use spec::{HubSpec, Latencies};
use std::sync::Arc;
use storage::Storage;

/// Everything there is at one moment. `Clone` is a cheap checkpoint: what stands in the world is shared until it
/// changes.
#[derive(Clone, Debug)]
pub struct World {
    start: Timestamp,
    now: Timestamp,
    seed: u64,
    /// Steps taken, commands included.
    steps: u32,
    /// The step that caused what happens now.
    cause: u32,
    latencies: Latencies,
    hub: Arc<Hub>,
    devices: Vec<Arc<Device>>,
    endpoints: Vec<Arc<Endpoint>>,
    consumers: Vec<Arc<Consumer>>,
    faults: Arc<Vec<Fault>>,
    /// How often each name was created, for owners that stay what they are.
    births: Arc<SmallMap<(OwnerKind, Arc<str>), u32>>,
    storage: Arc<Storage>,
    person: Person,
    agenda: Agenda,
    ledger: Ledger,
    /// What consumers remember beyond their lives, by the name of what they read.
    stores: Arc<SmallMap<Arc<str>, Seen>>,
    alive: Alive,
    /// Empty: its memory is used again for what each call on a queue tells.
    changes: Vec<Change>,
    /// Those of the message that was routed last; its memory, too, is used again.
    destinations: Destinations,
}

/// What stands in memory, against the page's limits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Alive {
    messages: u64,
    body_bytes: u64,
}

impl World {
    /// A hub without devices, routes or custom endpoints, at `start`.
    #[must_use]
    pub fn new(hub: HubSpec, latencies: Latencies, start: Timestamp, seed: u64) -> Self {
        let built_in = Endpoint::built_in(hub.partitions());
        Self {
            start,
            now: start,
            seed,
            steps: 0,
            cause: 0,
            latencies,
            hub: Arc::new(Hub::new(hub)),
            devices: Vec::new(),
            endpoints: vec![Arc::new(built_in)],
            consumers: Vec::new(),
            faults: Arc::default(),
            births: Arc::default(),
            storage: Arc::new(Storage::new(seed)),
            person: Person::default(),
            agenda: Agenda::default(),
            ledger: Ledger::default(),
            stores: Arc::default(),
            alive: Alive::default(),
            changes: Vec::new(),
            destinations: Destinations::default(),
        }
    }

    /// Carries out what a person, a program or another tool asked for at this moment: one step.
    ///
    /// # Errors
    /// A refused setup command changes nothing and is no step; a refused hand command is a step with its entry.
    pub fn apply(&mut self, command: &Command, log: &mut Log) -> Result<Answer, Rejection> {
        if command.is_hand() {
            self.begin_step(0);
            self.person.begins();
            let result = self.carry_out(command, log);
            if let Err(rejection) = &result {
                self.note(log, self.refusal(command, rejection));
            }
            return result;
        }
        let before = (self.steps, self.cause);
        self.begin_step(0);
        let result = self.carry_out(command, log);
        if result.is_err() {
            (self.steps, self.cause) = before;
        }
        result
    }

    /// What is written of a refused hand command.
    fn refusal(&self, command: &Command, rejection: &Rejection) -> What {
        let Some(service) = &rejection.service else { return What::Refused { code: rejection.code } };
        let error = service.error;
        match command {
            Command::ServiceBus { queue, .. } => match self.find_queue(SubQueue::of_path(queue).0) {
                Some(endpoint) => What::QueueRefused { endpoint, error },
                None => What::NamespaceRefused { error },
            },
            Command::Storage { queue, .. } => match self.storage.id_of(queue) {
                Some(queue) => What::StorageQueueRefused { queue, error },
                None => What::AccountRefused { error },
            },
            Command::Events { .. } => What::EventsRefused { error },
            _ => What::Refused { code: rejection.code },
        }
    }

    /// Puts something there before the run begins: no step, no entry.
    ///
    /// # Errors
    /// As [`World::apply`].
    pub fn furnish(&mut self, command: &Command) -> Result<Answer, Rejection> {
        self.carry_out(command, &mut Log::silent())
    }

    /// The moment of the next thing that happens by itself. What is out of date is known when its moment comes, so a copy
    /// of the world goes there: not for every step.
    #[must_use]
    pub fn next_due(&self) -> Option<Timestamp> {
        let mut ahead = self.clone();
        ahead.step(&mut Log::silent()).then_some(ahead.now)
    }

    /// Whether nothing happens by itself any more. Quickly told while a program sleeps or a packet is under way.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.agenda.iter().all(|due| due.occurrence.is_look()) && self.next_due().is_none()
    }

    /// Moves the clock to the next thing that is due, and lets that one thing happen. False when nothing is left.
    pub fn step(&mut self, log: &mut Log) -> bool {
        self.step_until(None, log)
    }

    /// As [`World::step`], but takes no step later than `until`.
    pub fn step_until(&mut self, until: Option<Timestamp>, log: &mut Log) -> bool {
        while let Some(at) = self.agenda.next_at() {
            if until.is_some_and(|until| at > until) {
                return false;
            }
            let Some(due) = self.agenda.pop() else { break };
            let before = self.now;
            self.now = due.at;
            if self.happen(due, log) {
                assert!(self.now >= before, "time goes back");
                return true;
            }
            // It was out of date: nothing happened, so the clock has not moved.
            self.now = before;
        }
        false
    }

    /// Lets the clock pass to `at` without a step; nothing that would happen may lie before it.
    pub fn wait_until(&mut self, at: Timestamp) {
        self.now = self.now.max(at);
    }

    /// Takes back waiting: nothing has happened since `at`, which is not before the last step.
    pub fn wait_only_until(&mut self, at: Timestamp) {
        self.now = at.max(self.start);
    }

    fn happen(&mut self, due: Due, log: &mut Log) -> bool {
        self.cause = due.cause;
        match due.occurrence {
            Occurrence::ProgramWakes { device, life } => self.program_wakes(device, life, log),
            Occurrence::PublishArrives { device, connection, boot, number, attempt } => {
                self.publish_arrives(SendId { producer: device.into(), number, boot }, connection, attempt, log)
            }
            Occurrence::PubackArrives { device, connection, boot, number, attempt } => {
                self.puback_arrives(SendId { producer: device.into(), number, boot }, connection, attempt, log)
            }
            Occurrence::Route => self.route_next(log),
            Occurrence::DeliveryArrives { endpoint, lane, epoch } => self.delivery_arrives(endpoint, lane, epoch, log),
            Occurrence::LimitDue { endpoint } => self.limit_due(endpoint, log),
            Occurrence::HandOut { endpoint, ticket } => self.hand_out(endpoint, ticket, log),
            Occurrence::ResponseArrives { consumer, life } => self.response_arrives(consumer, life, log),
            Occurrence::LineRuns { consumer, life } => self.line_runs(consumer, life, log),
            Occurrence::ReadsNext { consumer, life } => self.reads_next(consumer, life, log),
            occurrence => (REST.get().happen)(self, occurrence, log),
        }
    }

    fn begin_step(&mut self, cause: u32) {
        self.steps += 1;
        self.cause = cause;
    }

    /// Starts the step of the occurrence that is happening; its cause was set when it was taken from the agenda.
    fn begin(&mut self) {
        self.begin_step(self.cause);
    }

    fn note(&self, log: &mut Log, what: What) {
        log.push(Entry { at: self.now, step: self.steps, cause: self.cause, what });
    }

    /// An owner for a new thing: the same whatever else is created around it.
    fn new_owner(&mut self, kind: OwnerKind, name: &Arc<str>) -> Owner {
        let nth = Arc::make_mut(&mut self.births).get_or_insert((kind, name.clone()), 0);
        *nth += 1;
        Owner::new(kind, name, *nth - 1)
    }

    fn device_mut(&mut self, id: DeviceId) -> &mut Device {
        Arc::make_mut(&mut self.devices[id.index()])
    }

    fn endpoint_mut(&mut self, id: EndpointId) -> &mut Endpoint {
        Arc::make_mut(&mut self.endpoints[id.index()])
    }

    fn consumer_mut(&mut self, id: ConsumerId) -> &mut Consumer {
        Arc::make_mut(&mut self.consumers[id.index()])
    }

    /// Whether the plan of faults holds any: only then what `fault` does is asked for.
    fn has_faults(&self) -> bool {
        !self.faults.is_empty()
    }

    fn hub_mut(&mut self) -> &mut Hub {
        Arc::make_mut(&mut self.hub)
    }

    fn schedule_device(&mut self, id: DeviceId, after: Millis, occurrence: Occurrence) {
        let device = Arc::make_mut(&mut self.devices[id.index()]);
        self.agenda.schedule(self.now.plus(after), device.owner, &mut device.scheduled, self.steps, occurrence);
    }

    fn schedule_endpoint(&mut self, id: EndpointId, at: Timestamp, occurrence: Occurrence) {
        let endpoint = Arc::make_mut(&mut self.endpoints[id.index()]);
        self.agenda.schedule(at, endpoint.owner, &mut endpoint.scheduled, self.steps, occurrence);
    }

    fn schedule_consumer(&mut self, id: ConsumerId, at: Timestamp, occurrence: Occurrence) {
        let consumer = Arc::make_mut(&mut self.consumers[id.index()]);
        self.agenda.schedule(at, consumer.owner, &mut consumer.scheduled, self.steps, occurrence);
    }

    fn schedule_hub(&mut self, at: Timestamp, occurrence: Occurrence) {
        let hub = Arc::make_mut(&mut self.hub);
        self.agenda.schedule(at, hub.owner, &mut hub.scheduled, self.steps, occurrence);
    }

    /// A copy came to be; `body` in bytes.
    fn is_born(&mut self, body: usize) {
        self.alive.messages += 1;
        self.alive.body_bytes += body as u64;
    }

    fn is_gone(&mut self, body: usize) {
        self.alive.messages = self.alive.messages.saturating_sub(1);
        self.alive.body_bytes = self.alive.body_bytes.saturating_sub(body as u64);
    }

    /// The limit of the page that the run has reached, if any: it pauses here, nothing is thrown away.
    #[must_use]
    pub fn limit_reached(&self) -> Option<PauseReason> {
        if self.alive.messages >= MAX_MESSAGES_ALIVE {
            Some(PauseReason::TooManyMessages)
        } else if self.alive.body_bytes >= MAX_BODY_BYTES_ALIVE {
            Some(PauseReason::TooManyBodyBytes)
        } else {
            None
        }
    }

    #[must_use]
    pub fn start(&self) -> Timestamp {
        self.start
    }

    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Milliseconds since the start.
    #[must_use]
    pub fn elapsed(&self) -> Millis {
        self.now.since(self.start)
    }

    #[must_use]
    pub fn seed(&self) -> u64 {
        self.seed
    }

    #[must_use]
    pub fn steps(&self) -> u32 {
        self.steps
    }

    #[must_use]
    pub fn latencies(&self) -> &Latencies {
        &self.latencies
    }

    /// The PUBLISH packets on the wire now: what, which attempt, and when they arrive. By arrival.
    #[must_use]
    pub fn publishes(&self) -> Vec<(SendId, u16, Timestamp)> {
        let under_way = self.agenda.iter().filter_map(|due| match due.occurrence {
            Occurrence::PublishArrives { device, boot, number, attempt, .. } => {
                Some((SendId { producer: device.into(), number, boot }, attempt, due.at))
            }
            _ => None,
        });
        let mut under_way: Vec<_> = under_way.collect();
        under_way.sort_unstable_by_key(|&(send, attempt, at)| (at, send, attempt));
        under_way
    }

    #[must_use]
    pub fn hub(&self) -> &Hub {
        &self.hub
    }

    /// Every device ever added; removed ones say so.
    #[must_use]
    pub fn devices(&self) -> &[Arc<Device>] {
        &self.devices
    }

    /// Every endpoint ever added, the built-in one first; removed ones say so.
    #[must_use]
    pub fn endpoints(&self) -> &[Arc<Endpoint>] {
        &self.endpoints
    }

    /// Every consumer ever added; removed ones say so.
    #[must_use]
    pub fn consumers(&self) -> &[Arc<Consumer>] {
        &self.consumers
    }

    /// The plan of faults, in the order in which they were added.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Bytes that a checkpoint of this world may keep from being shared, roughly.
    #[must_use]
    pub fn checkpoint_bytes(&self) -> u64 {
        self.agenda.count() as u64 * 64
            + (self.devices.len() + self.endpoints.len() + self.consumers.len()) as u64 * 64
            + self.alive.messages.min(4_096) * 64
            + 2_048
    }
}

pub use fault::{Fault as PlannedFault, MAX_FACTOR, Standing as FaultStanding, Target as FaultTarget};
pub use hub::Hub as HubState;
