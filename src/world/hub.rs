//! The hub's ingress: stores what arrives, then evaluates the routes.
//!
//! Models: the acknowledgement means "stored durably", not "delivered" (iot-hub.md 2.6); the hub ignores DUP and
//! does not deduplicate (section 7).
//! Differs(device-messages-only): only messages of devices come about. A route for another source can be made and never matches; message enrichments and cloud-to-device messages are left out. [doc:d2c]
//! Differs(devices-without-twins): devices of a run have no twin, so `$twin` is undefined in its routes; the route lab takes one. [doc:twin]
//! Assumed(no-deduplication): no document says that the hub would drop a resent message. [doc:iss-22905]

use crate::model::draw::{Owner, OwnerKind};
use crate::model::hub::routing::Routes;
use crate::model::ids::{Lineage, RouteId};
use crate::model::message::{Message, Source, StoredMessage};
use crate::model::query::Subject;
use crate::world::World;
use crate::world::agenda::Occurrence;
use crate::world::endpoint::Parcel;
use crate::world::entry::{Log, What};
use crate::world::spec::HubSpec;
use std::collections::VecDeque;
use std::sync::Arc;

#[derive(Clone, Debug)]
pub struct Hub {
    pub(super) owner: Owner,
    pub(super) scheduled: u32,
    pub spec: Arc<HubSpec>,
    pub routes: Routes,
    /// Routes ever added, and the name of each: a removed route can still be told of.
    pub(super) routes_added: u16,
    pub(super) route_names: Vec<Arc<str>>,
    /// Accepted, routes not evaluated yet.
    pending: VecDeque<(u16, StoredMessage, Lineage)>,
    /// Messages stored so far, by partition: the next one's offset.
    stored: Vec<u32>,
}

impl Hub {
    pub(super) fn new(spec: HubSpec) -> Self {
        Self {
            owner: Owner::new(OwnerKind::Hub, &spec.name, 0),
            scheduled: 0,
            routes: Routes { fallback_on: spec.fallback, ..Routes::default() },
            stored: vec![0; usize::from(spec.partitions())],
            spec: Arc::new(spec),
            routes_added: 0,
            route_names: Vec::new(),
            pending: VecDeque::new(),
        }
    }
}

impl Hub {
    /// Accepted messages whose routes are not evaluated yet, oldest first.
    pub fn pending(&self) -> impl Iterator<Item = (&StoredMessage, Lineage)> {
        self.pending.iter().map(|(_, stored, lineage)| (stored, *lineage))
    }

    /// The name of a route, also of one that was removed.
    #[must_use]
    pub fn route_name(&self, id: RouteId) -> Arc<str> {
        self.route_names.get(id.index()).cloned().unwrap_or_default()
    }
}

impl World {
    /// Stores a message that arrived and queues it for routing. The caller has begun the step.
    pub(super) fn accept(&mut self, lineage: Lineage, message: Arc<Message>, log: &mut Log) {
        let (sender, partition) = {
            let device = &self.devices[lineage.producer.expect_device().index()];
            (device.about.sender.clone(), device.about.partition)
        };
        let now = self.now;
        let stored = StoredMessage { message, sender, source: Source::DeviceMessages, enqueued_at: now };
        let hub = self.hub_mut();
        let offset = hub.stored[usize::from(partition)];
        hub.stored[usize::from(partition)] += 1;
        hub.pending.push_back((partition, stored, lineage));
        self.ledger.accepted += 1;
        self.ledger.routing += 1;
        self.ledger.duplicates += u64::from(lineage.accepted > 1);
        self.note(log, What::Accepted { lineage, partition, offset });
        self.schedule_hub(now, Occurrence::Route);
    }

    pub(super) fn route_next(&mut self, log: &mut Log) -> bool {
        let mut found = std::mem::take(&mut self.destinations);
        let hub = self.hub_mut();
        let Some((partition, stored, lineage)) = hub.pending.pop_front() else { return false };
        let subject = Subject {
            message: &stored.message,
            sender: Some(&stored.sender),
            enqueued_at: Some(stored.enqueued_at),
            twin: None,
        };
        hub.routes.route(lineage, stored.source, &subject, &mut found);
        self.begin();
        self.ledger.routing -= 1;
        if found.endpoints.is_empty() {
            self.ledger.orphaned += 1;
            self.note(log, What::Orphaned { lineage });
            self.destinations = found;
            return true;
        }
        self.ledger.routed += 1;
        let endpoints = found.endpoints.len();
        self.note(log, What::Matched { lineage, endpoints: endpoints as u16, fallback: found.by_fallback });
        for (endpoint, stored) in found.endpoints.iter().zip(std::iter::repeat_n(stored, endpoints)) {
            self.open_unit(*endpoint, partition, Parcel { stored, lineage, repeat: false }, log);
        }
        self.destinations = found;
        true
    }
}
