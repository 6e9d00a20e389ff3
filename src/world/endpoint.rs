//! An endpoint: what stands behind it, the ways that lead there, and how well the hub finds it.
//!
//! Models: the parts of iot-hub.md 3.6 that are state; `delivery` moves copies through it.

use crate::model::draw::{Owner, OwnerKind};
use crate::model::hub::built_in::BuiltIn;
use crate::model::ids::{ConsumerId, Lineage};
use crate::model::message::StoredMessage;
use crate::model::service_bus::Queue;
use crate::model::small::SmallMap;
use crate::model::storage::container::Container;
use crate::model::time::Timestamp;
use crate::world::entry::Health;
use crate::world::spec::EndpointSpec;
use crate::world::watch::Watch;
use std::collections::VecDeque;
use std::sync::Arc;

/// An endpoint, what stands behind it, and the hub's view of it.
#[derive(Clone, Debug)]
pub struct Endpoint {
    pub(super) owner: Owner,
    pub(super) scheduled: u32,
    pub name: Arc<str>,
    /// `None` for the built-in endpoint.
    pub spec: Option<Arc<EndpointSpec>>,
    pub kind: Kind,
    pub removed: bool,
    pub health: Health,
    /// Outages that hold now.
    pub(super) outages: u32,
    pub(super) failing_since: Option<Timestamp>,
    pub(super) dead_since: Option<Timestamp>,
    pub(super) lanes: Vec<Lane>,
    /// Consumers that wait for a message, longest first.
    pub(super) waiters: Vec<Waiter>,
    pub(super) tickets: u32,
    pub(super) watch: Watch,
    /// The step that set each limit going: by sequence number of a locked message, or partition of a batch.
    pub(super) limit_causes: SmallMap<u64, u32>,
}

/// A consumer whose receive call waits at a queue.
#[derive(Clone, Copy, Debug)]
pub(super) struct Waiter {
    pub(super) consumer: ConsumerId,
    /// The hand-out that is under way for it.
    pub(super) ticket: Option<u32>,
}

/// What stands behind an endpoint. A closed set: every screen says what it does for each.
#[derive(Clone, Debug)]
pub enum Kind {
    BuiltIn(BuiltIn),
    Queue(Queue),
    Container(Container),
}

/// A copy on its way to one endpoint.
#[derive(Clone, Debug)]
pub struct Parcel {
    pub stored: StoredMessage,
    pub lineage: Lineage,
    /// Brought again after a success: outside the sum.
    pub repeat: bool,
}

/// The way to one endpoint from one partition.
#[derive(Clone, Debug, Default)]
pub struct Lane {
    pub(super) in_flight: VecDeque<Parcel>,
    /// Raised when what is on the wire turns back; arrivals of an earlier one are out of date.
    pub(super) epoch: u32,
    /// Behind a message that failed.
    pub(super) waiting: VecDeque<Parcel>,
    pub(super) failed: Option<Failed>,
    /// The last deliveries, which a router would repeat.
    pub(super) recent: VecDeque<Parcel>,
}

/// The head of a lane that could not be delivered.
#[derive(Clone, Debug)]
pub struct Failed {
    pub parcel: Parcel,
    pub failures: u32,
    pub retry_at: Timestamp,
    /// It is on the wire again.
    pub(super) retrying: bool,
}

impl Failed {
    /// Whether it is on the wire again.
    #[must_use]
    pub fn is_retrying(&self) -> bool {
        self.retrying
    }
}

impl Endpoint {
    pub(super) fn built_in(partitions: u16) -> Self {
        let name: Arc<str> = "events".into();
        let owner = Owner::new(OwnerKind::Endpoint, &name, 0);
        Self::new(name, owner, None, Kind::BuiltIn(BuiltIn::new(partitions)), partitions)
    }

    pub(super) fn new(
        name: Arc<str>,
        owner: Owner,
        spec: Option<Arc<EndpointSpec>>,
        kind: Kind,
        partitions: u16,
    ) -> Self {
        Self {
            owner,
            scheduled: 0,
            name,
            spec,
            kind,
            removed: false,
            health: Health::Unknown,
            outages: 0,
            failing_since: None,
            dead_since: None,
            lanes: vec![Lane::default(); usize::from(partitions)],
            waiters: Vec::new(),
            tickets: 0,
            watch: Watch::default(),
            limit_causes: SmallMap::default(),
        }
    }

    #[must_use]
    pub fn is_down(&self) -> bool {
        self.outages > 0
    }

    #[must_use]
    pub fn is_enabled(&self) -> bool {
        self.spec.as_ref().is_none_or(|spec| spec.enabled)
    }

    /// The messages that failed and wait for another attempt.
    pub fn retrying(&self) -> impl Iterator<Item = &Failed> {
        self.lanes.iter().filter_map(|lane| lane.failed.as_ref())
    }

    /// Copies on the wire to it.
    pub fn in_flight(&self) -> impl Iterator<Item = &Parcel> {
        self.lanes.iter().flat_map(|lane| lane.in_flight.iter())
    }

    /// Copies that wait behind a failed one.
    pub fn waiting(&self) -> impl Iterator<Item = &Parcel> {
        self.lanes.iter().flat_map(|lane| lane.waiting.iter())
    }

    #[must_use]
    pub fn queue(&self) -> Option<&Queue> {
        if let Kind::Queue(queue) = &self.kind { Some(queue) } else { None }
    }

    #[must_use]
    pub fn container(&self) -> Option<&Container> {
        if let Kind::Container(container) = &self.kind { Some(container) } else { None }
    }

    #[must_use]
    pub fn events(&self) -> Option<&BuiltIn> {
        if let Kind::BuiltIn(events) = &self.kind { Some(events) } else { None }
    }

    pub(super) fn next_limit(&self) -> Option<Timestamp> {
        match &self.kind {
            Kind::BuiltIn(_) => None,
            Kind::Queue(queue) => queue.next_limit(),
            Kind::Container(container) => container.next_limit(),
        }
    }

    /// A queue of the namespace that the hub does not route to.
    #[must_use]
    pub fn stands_alone(&self) -> bool {
        self.spec.is_none() && self.queue().is_some()
    }

    /// The copy that arrives next on a lane, and how often it failed.
    pub(super) fn head(&self, lane: u16) -> Option<(Lineage, u32)> {
        let lane = &self.lanes[usize::from(lane)];
        match &lane.failed {
            Some(failed) => Some((failed.parcel.lineage, failed.failures)),
            None => lane.in_flight.front().map(|parcel| (parcel.lineage, 0)),
        }
    }

    /// Takes it from the wire; one that failed before stays where it is kept.
    pub(super) fn take_head(&mut self, lane: u16) -> Option<Parcel> {
        let lane = &mut self.lanes[usize::from(lane)];
        let retried = lane.failed.as_ref().map(|failed| failed.parcel.clone());
        retried.or_else(|| lane.in_flight.pop_front())
    }

    /// Whether the hub drops what comes for it, or it is down.
    pub(super) fn is_given_up(&self) -> bool {
        self.is_unreachable() || self.dead_since.is_some() || self.is_down() || !self.is_enabled()
    }

    pub(super) fn is_unreachable(&self) -> bool {
        self.health == Health::Unreachable
    }
}
