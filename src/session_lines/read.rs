//! Looking at what stands in the world: counts, messages, blobs, partitions, the books. Nothing here takes a step.

use super::shape::{self, Message};
use super::{Lines, Problem, tell};
use crate::model::ids::{ConsumerId, DeviceId, EndpointId};
use crate::model::service_bus::SubQueue;
use crate::model::storage::blob::{ListItem, Page};
use crate::model::storage::container::Container;
use crate::say;
use crate::text::{Arg, Key};
use crate::world::consumer::State;
use crate::world::endpoint::{Endpoint, Kind};
use crate::world::instruction::Instruction;
use serde_json::{Map, Value, json};

/// Messages of one look unless asked for less or more.
const MAX_MESSAGES: u32 = 1_000;

impl Lines {
    pub(super) fn state(&self) -> Value {
        let world = self.session.world();
        let hub = world.hub();
        let devices = world.devices().iter().enumerate().filter(|(_, device)| !device.removed).map(|(at, device)| {
            json!({
                "device": &**device.id(),
                "number": DeviceId(at as u32).0,
                "enabled": device.about.spec.enabled,
                "connected": device.is_connected(),
                "partition": device.about.partition,
                "sent": device.next_number,
                "confirmed": device.confirmed,
                "outstanding": device.outstanding().count(),
                "instruction": device.at().map(|line| Instruction::Device(line).code()),
            })
        });
        let routes = hub.routes.list.iter().map(|route| {
            json!({
                "name": &*route.name,
                "endpoint": &*world.endpoints()[route.endpoint.index()].name,
                "enabled": route.enabled,
                "matched": route.matched,
            })
        });
        let endpoints = world.endpoints().iter().enumerate().filter(|(_, endpoint)| !endpoint.removed);
        let endpoints = endpoints.map(|(at, endpoint)| self.endpoint(EndpointId(at as u16), endpoint));
        let consumers = world.consumers().iter().enumerate().filter(|(_, consumer)| !consumer.removed);
        let consumers = consumers.map(|(at, consumer)| {
            json!({
                "consumer": &**consumer.name(),
                "number": ConsumerId(at as u16).0,
                "reads": &*consumer.spec.reads,
                "received": consumer.received,
                "eventsRead": consumer.events_read,
                "instruction": consumer.instruction().map(Instruction::code),
                "state": match &consumer.state {
                    State::Stopped => "stopped",
                    State::Waiting => "waiting",
                    State::Receiving(_) => "receiving",
                    State::Working { .. } => "working",
                    State::Settling(_) => "settling",
                    State::Answered { .. } => "answered",
                    State::Crashed { .. } => "crashed",
                },
            })
        });
        let storage = world.storage().queues().map(|(_, name, queue)| {
            let (visible, hidden) = queue.visible_and_hidden();
            json!({
                "queue": &**name,
                "visible": visible,
                "hidden": hidden,
                "approximateMessagesCount": visible + hidden,
                "metadata": shape::metadata(queue.metadata()),
            })
        });
        let faults = world.faults().iter().map(|fault| json!({"fault": fault.spec, "struck": fault.struck}));
        json!({
            "hub": {"name": &*hub.spec.name, "tier": hub.spec.tier.as_str(), "partitions": hub.spec.partitions(),
                "fallback": hub.routes.fallback_on, "routing": hub.pending().count()},
            "seed": world.seed(),
            "nextDueMs": world.next_due().map(|due| due.since(world.start())),
            "lastStep": self.session.last_step(),
            "devices": devices.collect::<Vec<_>>(),
            "routes": routes.collect::<Vec<_>>(),
            "endpoints": endpoints.collect::<Vec<_>>(),
            "consumers": consumers.collect::<Vec<_>>(),
            "storageQueues": storage.collect::<Vec<_>>(),
            "faults": faults.collect::<Vec<_>>(),
        })
    }

    fn endpoint(&self, id: EndpointId, endpoint: &Endpoint) -> Value {
        let world = self.session.world();
        let account = world.ledger().account(id);
        let (kind, content) = match &endpoint.kind {
            Kind::BuiltIn(events) => {
                let kept = |of| events.first_kept(of, world.now());
                let held: u64 = events.partitions.iter().map(|of| of.events.end() - kept(of)).sum();
                ("events", json!({"events": held}))
            }
            Kind::Queue(queue) if queue.is_deleted() => ("service-bus-queue", Value::Null),
            Kind::Queue(_) => ("service-bus-queue", shape::queue(&world.describe(id))),
            Kind::Container(container) => (
                "storage-container",
                json!({
                    "blobs": container.blobs().count(),
                    "batches": container.batches().map(|(partition, batch)| json!({
                        "partition": partition,
                        "messages": batch.records.len(),
                        "sizeBytes": batch.size_bytes,
                        "startedUtc": batch.started_at.iso_ticks(),
                        "closesUtc": container.closes_at(batch).iso_ticks(),
                    })).collect::<Vec<_>>(),
                }),
            ),
        };
        json!({
            "name": &*endpoint.name,
            "kind": kind,
            "isEndpoint": !endpoint.stands_alone(),
            "health": endpoint.health.code(),
            "down": endpoint.is_down(),
            "enabled": endpoint.is_enabled(),
            "content": content,
            "account": {
                "waiting": account.waiting,
                "retrying": account.retrying,
                "delivered": account.delivered,
                "dropped": account.dropped,
                "invalid": account.invalid,
                "repeats": account.repeats,
            },
        })
    }

    pub(super) fn ledger(&self) -> Value {
        let ledger = self.session.world().ledger();
        json!({
            "sent": ledger.sent,
            "attempts": ledger.attempts,
            "inFlight": ledger.in_flight,
            "unknown": ledger.unknown,
            "accepted": ledger.accepted,
            "duplicates": ledger.duplicates,
            "routing": ledger.routing,
            "orphaned": ledger.orphaned,
            "routed": ledger.routed,
            "opened": ledger.opened,
            "completed": ledger.completed,
            "deadLettered": ledger.dead_lettered,
            "expired": ledger.expired,
            "lost": ledger.lost,
            "effects": ledger.effects,
            "repeatedEffects": ledger.repeated_effects,
            "skipped": ledger.skipped,
            "missed": ledger.missed,
            "dropped": ledger.dropped(),
            "invalid": ledger.invalid(),
            "unaccounted": ledger.unaccounted(),
        })
    }

    pub(super) fn log_entries(&self, from: Option<u32>, to: Option<u32>) -> Value {
        // What comes after the playhead may tell of things that are not there yet.
        let now = self.session.at_step();
        let entries = self.session.entries(from.unwrap_or(1), to.unwrap_or(now).min(now));
        let shown = entries.len().min(super::MAX_ENTRIES);
        let told = tell::entries(&entries[..shown], self.session.world(), self.language);
        json!({"entries": told, "leftOut": entries.len() - shown})
    }

    /// Everything that lies in a sub-queue, locks and their holders included.
    pub(super) fn queue_messages(&self, path: &str, from: Option<u64>, max: Option<u32>) -> Result<Value, Problem> {
        let world = self.session.world();
        let (queue, side) = SubQueue::of_path(path);
        let id = world.find_queue(queue).ok_or_else(|| self.not_there(path))?;
        let queue = world.endpoints()[id.index()].queue().ok_or_else(|| self.not_there(path))?;
        let max = max.unwrap_or(MAX_MESSAGES) as usize;
        let lying = queue.messages(side, from.unwrap_or_default()).take(max);
        let messages: Vec<_> = lying.map(|message| Message::lying(&message, world)).collect();
        Ok(json!({"queue": shape::queue(&world.describe(id)), "messages": messages}))
    }

    /// Everything in a Storage queue, hidden messages and their receipts included.
    pub(super) fn storage_messages(&self, name: &str, max: Option<u32>) -> Result<Value, Problem> {
        let world = self.session.world();
        let queue = world.storage().account().queue(name).map_err(|_| self.not_there(name))?;
        let max = max.unwrap_or(MAX_MESSAGES) as usize;
        let messages: Vec<_> = queue.messages().take(max).map(|message| shape::stored(message, world)).collect();
        let (visible, hidden) = queue.visible_and_hidden();
        Ok(json!({"visible": visible, "hidden": hidden, "messages": messages}))
    }

    pub(super) fn partitions(&self) -> Value {
        let world = self.session.world();
        let Some(stream) = world.endpoints()[EndpointId::BUILT_IN.index()].events() else { return Value::Null };
        let partitions = stream.partitions.iter().enumerate().map(|(at, partition)| {
            let (events, first) = (&partition.events, stream.first_kept(partition, world.now()));
            let last = events.end().checked_sub(1).filter(|last| *last >= first).and_then(|last| events.get(last));
            json!({
                "partition": at.to_string(),
                "events": events.end() - first,
                "beginningSequenceNumber": first,
                "lastEnqueuedSequenceNumber": events.end().checked_sub(1),
                "lastEnqueuedOffset": last.map(|event| event.offset.to_string()),
                "lastEnqueuedTimeUtc": last.map(|event| event.enqueued_at.iso_ticks()),
            })
        });
        json!({"partitions": partitions.collect::<Vec<_>>()})
    }

    fn container(&self, name: &str) -> Result<&Container, Problem> {
        let world = self.session.world();
        let id = world.find_endpoint(name);
        id.and_then(|id| world.endpoints()[id.index()].container()).ok_or_else(|| self.not_there(name))
    }

    pub(super) fn list_blobs(
        &self,
        endpoint: &str,
        prefix: Option<&str>,
        delimiter: Option<&str>,
        marker: Option<&str>,
        max_results: Option<u32>,
    ) -> Result<Value, Problem> {
        let page = Page { prefix: prefix.unwrap_or_default(), delimiter, marker, ..Page::default() };
        let page = Page { max_results: max_results.map_or(page.max_results, |max| max as usize), ..page };
        let listing = self.container(endpoint)?.list(page);
        let (mut blobs, mut prefixes) = (Vec::new(), Vec::new());
        for item in &listing.items {
            match item {
                ListItem::Blob(blob) => blobs.push(shape::blob(blob)),
                ListItem::Prefix(prefix) => prefixes.push(prefix),
            }
        }
        Ok(json!({"blobs": blobs, "prefixes": prefixes, "nextMarker": listing.next_marker}))
    }

    pub(super) fn get_blob(&self, endpoint: &str, blob: &str) -> Result<Value, Problem> {
        let found = self.container(endpoint)?.blob(blob).ok_or_else(|| self.not_there(blob))?;
        Ok(json!({"blob": shape::whole_blob(found)}))
    }

    fn not_there(&self, name: &str) -> Problem {
        let details = Map::from_iter([("name".to_owned(), name.into())]);
        let message = say!(self.language, Key::SessionNotThere, name = Arg::Code(name));
        Problem::Line { code: "not-there", message, details }
    }
}
