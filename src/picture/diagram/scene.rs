//! What is to be seen in the diagram at one moment, before anything has a place.

pub mod consumers;
pub mod devices;
pub mod endpoints;
pub mod routes;
pub mod stores;

use super::mark::{Token, TokenState, label};
use crate::model::ids::{ConsumerId, DeviceId, EndpointId, Lineage, RouteId, SendId, StorageQueueId};
use crate::model::message::{Message, StoredMessage};
use crate::session::history::History;
use crate::world::World;
use crate::world::entry::What;
use consumers::ConsumerFacts;
use devices::{Crowd, DeviceFacts};
use endpoints::EndpointFacts;
use routes::{FallbackFacts, RungFacts};
use std::sync::Arc;
use stores::{StoreFacts, WorkerFacts};

/// Entries that are searched for a message's fate at most.
const LOOK_BACK: usize = 20_000;

/// What the reader looks at: nothing of it is ever folded away.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Focus {
    pub message: Option<SendId>,
    pub device: Option<DeviceId>,
    pub route: Option<RouteId>,
    pub endpoint: Option<EndpointId>,
    pub consumer: Option<ConsumerId>,
    pub storage_queue: Option<StorageQueueId>,
    /// Show the routes that did not match, however many.
    pub all_routes: bool,
    /// Of many devices, those whose id contains this.
    pub find: String,
    /// For the table: these of the devices, none folded.
    pub device_rows: Option<std::ops::Range<usize>>,
}

/// The diagram without places.
#[derive(Clone, Debug)]
pub struct Scene {
    pub hub: Arc<str>,
    pub tier: &'static str,
    pub partitions: u16,
    pub subject: Option<Subject>,
    pub devices: Vec<DeviceFacts>,
    /// Those that have no row of their own.
    pub crowd: Option<Crowd>,
    /// How many devices there are.
    pub device_count: usize,
    pub rungs: Vec<RungFacts>,
    /// Of many routes, those that did not match: one row stands for them, or folds them again.
    pub unmatched: usize,
    /// They are shown all the same.
    pub unfolded: bool,
    /// How many routes there are.
    pub route_count: usize,
    pub fallback: FallbackFacts,
    pub endpoints: Vec<EndpointFacts>,
    pub consumers: Vec<ConsumerFacts>,
    pub stores: Vec<StoreFacts>,
    /// The programs beside the Storage queues.
    pub workers: Vec<WorkerFacts>,
    /// In the hub, before the routes are evaluated.
    pub pending: Option<Token>,
    /// The device whose message is on the selected path.
    pub path_from: Option<DeviceId>,
    /// What the step at this moment moved.
    pub moved: Moved,
}

/// The wires along which something arrived in one step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    pub from: Vec<DeviceId>,
    pub to: Vec<EndpointId>,
    pub read_by: Vec<ConsumerId>,
}

impl Moved {
    fn of(log: &History, step: u32) -> Self {
        let mut moved = Self::default();
        for entry in log.of_step(step) {
            match entry.what {
                What::Accepted { lineage, .. } => moved.from.extend(lineage.producer.device()),
                What::Delivered { endpoint, .. } => moved.to.push(endpoint),
                What::Received { consumer, .. } | What::EventRead { consumer, .. } => moved.read_by.push(consumer),
                _ => {}
            }
        }
        moved
    }
}

/// The message that the verdicts are about.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject {
    pub send: SendId,
    pub message_id: Arc<str>,
    /// Chosen by the reader; otherwise it is the latest one routed.
    pub selected: bool,
    /// Stored by the hub: the verdicts hold.
    pub accepted: bool,
}

impl Scene {
    /// What there is to see in `world`, whose log `log` is read up to step `at_step`.
    #[must_use]
    pub fn of(world: &World, log: &History, at_step: u32, focus: &Focus) -> Self {
        let hub = world.hub();
        let look = Look { world, log, at_step, focus };
        let subject = look.subject();
        let message = subject.as_ref().and_then(|subject| world.message_of(subject.send));
        let verdicts = look.verdicts(subject.as_ref(), message.as_deref());
        let (devices, crowd) = devices::of(&look);
        let device_count = world.devices().iter().filter(|device| !device.removed).count();
        let (rungs, unmatched, fallback) = routes::of(&look, subject.as_ref(), &verdicts);
        let mut pending = hub.pending();
        let first = pending.next().map(|(stored, copy)| look.token(&stored.message, copy, TokenState::Flying));
        let more = pending.count() as u64;
        let (stores, workers) = stores::of(&look);
        Self {
            hub: hub.spec.name.clone(),
            tier: hub.spec.tier.as_str(),
            partitions: hub.spec.partitions(),
            moved: Moved::of(log, at_step),
            path_from: focus.message.and_then(|send| send.producer.device()),
            devices,
            crowd,
            device_count,
            route_count: hub.routes.list.len(),
            rungs,
            unmatched,
            unfolded: focus.all_routes,
            fallback,
            endpoints: endpoints::of(&look),
            consumers: consumers::of(&look),
            stores,
            workers,
            pending: first.map(|token| Token { more, ..token }),
            subject,
        }
    }

    /// Where an endpoint stands in [`Scene::endpoints`].
    #[must_use]
    pub fn endpoint(&self, id: EndpointId) -> Option<usize> {
        self.endpoints.iter().position(|endpoint| endpoint.id == id)
    }
}

/// What the parts of a scene are made from.
pub(super) struct Look<'a> {
    pub(super) world: &'a World,
    pub(super) log: &'a History,
    pub(super) at_step: u32,
    pub(super) focus: &'a Focus,
}

impl Look<'_> {
    fn subject(&self) -> Option<Subject> {
        let selected = self.focus.message.filter(|send| self.sender(*send).is_some());
        let send = selected.or_else(|| Some(self.world.hub().routes.recent.last()?.send()))?;
        let accepted = selected.is_none() || self.was_accepted(send);
        let message_id = self.world.message_of(send).and_then(|message| message.system.message_id.clone());
        let message_id = message_id.unwrap_or_else(|| send.number.to_string().into());
        Some(Subject { send, message_id, selected: selected.is_some(), accepted })
    }

    fn sender(&self, send: SendId) -> Option<&crate::world::device::Device> {
        self.world.devices().get(send.producer.device()?.index()).map(|device| &**device)
    }

    /// Whether the hub has stored the message by now.
    fn was_accepted(&self, send: SendId) -> bool {
        let Some(device) = self.sender(send) else { return false };
        if let Some(waiting) = device.outstanding().find(|o| (o.boot, o.number) == (send.boot, send.number)) {
            return waiting.accepted() > 0;
        }
        if (send.boot, send.number) >= (device.boot, device.next_number) {
            return false;
        }
        let about =
            self.log.steps(0, self.at_step).rev().take(LOOK_BACK).filter(|entry| entry.what.send() == Some(send));
        // Without a trace in the kept log it is long past: then it was acknowledged, as nearly all are.
        about.map(|entry| entry.what).find_map(outcome).unwrap_or(true)
    }

    fn verdicts(&self, subject: Option<&Subject>, message: Option<&Message>) -> Vec<crate::model::hub::routing::Say> {
        let (Some(subject), Some(message)) = (subject, message) else { return Vec::new() };
        if !subject.accepted {
            return Vec::new();
        }
        let Some(device) = self.sender(subject.send) else { return Vec::new() };
        let seen =
            crate::model::query::Subject { message, sender: Some(&device.about.sender), enqueued_at: None, twin: None };
        self.world.hub().routes.verdicts(crate::model::message::Source::DeviceMessages, &seen)
    }

    pub(super) fn token(&self, message: &Message, copy: Lineage, state: TokenState) -> Token {
        Token {
            copy,
            label: label(message.system.message_id.as_deref(), copy.number),
            state,
            delivery: 0,
            doubled: false,
            selected: self.focus.message == Some(copy.send()),
            more: 0,
        }
    }

    pub(super) fn stored_token(&self, stored: &StoredMessage, copy: Lineage, state: TokenState) -> Token {
        self.token(&stored.message, copy, state)
    }
}

/// What an entry says about whether the hub stored the message.
fn outcome(what: What) -> Option<bool> {
    match what {
        What::Accepted { .. } | What::PubackArrived { .. } | What::Matched { .. } | What::Orphaned { .. } => Some(true),
        What::Sent { .. } => Some(false),
        _ => None,
    }
}
