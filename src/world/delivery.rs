//! From the hub to an endpoint: one lane per partition, in order, at least once.
//!
//! Models: iot-hub.md 2.6 and 3.6: head-of-line retry, unhealthy, dead after an hour, dropped while dead, revived.
//! Assumed(endpoint-lanes-pipelined): messages to one endpoint travel one behind the other without waiting for each
//! other, until one fails. [choice]

use crate::model::hub::health::{DEAD_AFTER_MS, REVIVE_AFTER_MS, back_off_ms};
use crate::model::ids::EndpointId;
use crate::model::service_bus::{BrokeredMessage, Error, Sent};
use crate::model::storage::container;
use crate::world::World;
use crate::world::agenda::Occurrence;
use crate::world::endpoint::{Failed, Kind, Parcel};
use crate::world::entry::{DropReason, Health, Log, What};
use crate::world::fault::Passing;
use crate::world::rest::REST;
use crate::world::spec::MOST_REPLAYED;
use crate::world::watch::Look;
use std::sync::Arc;

enum Outcome {
    /// With its label there, and what the container did with it.
    Taken(u32, Vec<container::Change>),
    Transient,
    Invalid,
}

impl World {
    /// Opens a unit of account and sends the copy on its way.
    pub(super) fn open_unit(&mut self, id: EndpointId, lane: u16, parcel: Parcel, log: &mut Log) {
        self.ledger.opened += 1;
        self.ledger.account_mut(id).waiting += 1;
        self.is_born(parcel.stored.message.body.len());
        self.note(log, What::CopyOpened { lineage: parcel.lineage, endpoint: id });
        let state = &mut self.endpoint_mut(id).lanes[usize::from(lane)];
        if state.failed.is_some() {
            state.waiting.push_back(parcel);
        } else {
            state.in_flight.push_back(parcel);
            self.dispatch(id, lane);
        }
    }

    fn dispatch(&mut self, id: EndpointId, lane: u16) {
        let at = self.now.plus(self.latencies.hub_to_endpoint_ms);
        let epoch = self.endpoints[id.index()].lanes[usize::from(lane)].epoch;
        self.schedule_endpoint(id, at, Occurrence::DeliveryArrives { endpoint: id, lane, epoch });
    }

    pub(super) fn delivery_arrives(&mut self, id: EndpointId, lane: u16, epoch: u32, log: &mut Log) -> bool {
        let now = self.now;
        let endpoint = &self.endpoints[id.index()];
        if endpoint.removed || endpoint.lanes[usize::from(lane)].epoch != epoch {
            return false;
        }
        if self.has_faults()
            && let Some(stepped) = (REST.get().meets)(self, Passing::Delivery { endpoint: id, lane, epoch }, log)
        {
            return stepped;
        }
        let endpoint = self.endpoint_mut(id);
        let Some(parcel) = endpoint.take_head(lane) else { return false };
        if endpoint.is_unreachable() {
            self.begin();
            (REST.get().drop_parcel)(self, id, lane, &parcel, DropReason::Unreachable, log);
            return true;
        }
        if endpoint.dead_since.is_some_and(|since| now < since.plus(REVIVE_AFTER_MS)) {
            self.begin();
            (REST.get().drop_parcel)(self, id, lane, &parcel, DropReason::EndpointDead, log);
            return true;
        }
        self.begin();
        match self.hand_over(id, lane, &parcel, log) {
            Outcome::Taken(label, changes) => {
                self.delivered(id, lane, parcel, label, log);
                self.container_changes(id, changes, log);
            }
            Outcome::Transient => (REST.get().failed)(self, id, lane, parcel, log),
            Outcome::Invalid => {
                self.close_unit(id, lane, &parcel);
                self.ledger.account_mut(id).invalid += u64::from(!parcel.repeat);
                self.is_gone(parcel.stored.message.body.len());
                self.note(log, What::Invalid { lineage: parcel.lineage, endpoint: id });
            }
        }
        true
    }

    /// Gives the copy to the thing behind the endpoint.
    fn hand_over(&mut self, id: EndpointId, lane: u16, parcel: &Parcel, log: &mut Log) -> Outcome {
        let now = self.now;
        let endpoint = Arc::make_mut(&mut self.endpoints[id.index()]);
        if endpoint.is_down() || !endpoint.is_enabled() {
            return Outcome::Transient;
        }
        match &mut endpoint.kind {
            Kind::BuiltIn(events) => {
                let number = events.append(now, lane, parcel.stored.clone(), parcel.lineage);
                // What is past its retention goes when the next event comes.
                for event in events.retire(now) {
                    self.is_gone(event.stored.message.body.len());
                }
                Outcome::Taken(number as u32, Vec::new())
            }
            Kind::Queue(queue) => {
                let mut changes = std::mem::take(&mut self.changes);
                let message = Arc::new(BrokeredMessage::from_hub(&parcel.stored, parcel.lineage));
                let sent = queue.send(now, message, &mut changes);
                self.queue_changes(id, changes.drain(..), log);
                self.changes = changes;
                match sent {
                    Ok(Sent::Enqueued { sequence } | Sent::Scheduled { sequence }) => {
                        Outcome::Taken(sequence as u32, Vec::new())
                    }
                    Ok(Sent::DuplicateDropped) => Outcome::Taken(0, Vec::new()),
                    Err(error) if is_transient(error) => Outcome::Transient,
                    Err(_) => Outcome::Invalid,
                }
            }
            Kind::Container(container) => {
                let changes = container.append(now, u32::from(lane), parcel.stored.clone(), parcel.lineage);
                let place = container.batches().find(|(partition, _)| *partition == u32::from(lane));
                Outcome::Taken(place.map_or(0, |(_, batch)| batch.records.len() as u32), changes)
            }
        }
    }

    fn delivered(&mut self, id: EndpointId, lane: u16, parcel: Parcel, label: u32, log: &mut Log) {
        self.close_unit(id, lane, &parcel);
        let (lineage, repeat) = (parcel.lineage, parcel.repeat);
        let account = self.ledger.account_mut(id);
        account.delivered += u64::from(!repeat);
        account.repeats += u64::from(repeat);
        self.note(log, What::Delivered { lineage, endpoint: id, label, repeat });
        self.becomes(id, Health::Healthy, log);
        self.settle_down(id, log);
        let under_faults = self.has_faults().then(|| parcel.clone());
        if !repeat {
            let recent = &mut self.endpoint_mut(id).lanes[usize::from(lane)].recent;
            if recent.len() == MOST_REPLAYED as usize {
                recent.pop_front();
            }
            recent.push_back(parcel);
        }
        if let Some(parcel) = under_faults {
            (REST.get().after_delivery)(self, id, lane, &parcel, log);
        }
    }

    /// Takes a unit out of waiting or retrying; what waited behind it goes on its way.
    fn close_unit(&mut self, id: EndpointId, lane: u16, parcel: &Parcel) {
        let state = &self.endpoints[id.index()].lanes[usize::from(lane)];
        let is_it = |failed: &Failed| (failed.parcel.lineage, failed.parcel.repeat) == (parcel.lineage, parcel.repeat);
        if !state.failed.as_ref().is_some_and(is_it) {
            self.ledger.account_mut(id).waiting -= u64::from(!parcel.repeat);
            return;
        }
        let state = &mut self.endpoint_mut(id).lanes[usize::from(lane)];
        state.failed = None;
        let behind = std::mem::take(&mut state.waiting);
        self.ledger.account_mut(id).retrying -= u64::from(!parcel.repeat);
        for parcel in behind {
            self.endpoint_mut(id).lanes[usize::from(lane)].in_flight.push_back(parcel);
            self.dispatch(id, lane);
        }
    }

    /// Sends the last deliveries of a lane on their way again, before all that is under way. Says how many.
    pub(super) fn replay(&mut self, id: EndpointId, lane: u16, most: usize) -> u16 {
        let state = &mut self.endpoint_mut(id).lanes[usize::from(lane)];
        let first = state.recent.len().saturating_sub(most);
        let again: Vec<_> = state.recent.range(first..).map(|done| Parcel { repeat: true, ..done.clone() }).collect();
        state.epoch += 1;
        for parcel in again.iter().rev() {
            state.in_flight.push_front(parcel.clone());
        }
        let under_way = state.in_flight.len();
        for parcel in &again {
            self.is_born(parcel.stored.message.body.len());
        }
        for _ in 0..under_way {
            self.dispatch(id, lane);
        }
        again.len() as u16
    }

    pub(super) fn failed(&mut self, id: EndpointId, lane: u16, parcel: Parcel, log: &mut Log) {
        let now = self.now;
        let endpoint = self.endpoint_mut(id);
        let since = *endpoint.failing_since.get_or_insert(now);
        let reviving = endpoint.dead_since.is_some();
        let state = &mut endpoint.lanes[usize::from(lane)];
        let failures = state.failed.as_ref().map_or(0, |failed| failed.failures) + 1;
        if reviving || now.since(since) > DEAD_AFTER_MS {
            endpoint.dead_since = Some(now);
            self.drop_parcel(id, lane, &parcel, DropReason::EndpointDead, log);
            self.becomes(id, Health::Dead, log);
            return;
        }
        let wait = back_off_ms(failures);
        let lineage = parcel.lineage;
        if state.failed.is_none() && !parcel.repeat {
            let account = self.ledger.account_mut(id);
            account.waiting -= 1;
            account.retrying += 1;
        }
        let state = &mut self.endpoint_mut(id).lanes[usize::from(lane)];
        state.failed = Some(Failed { parcel, failures, retry_at: now.plus(wait), retrying: false });
        // Behind a failed head nothing is tried: what is on the wire turns back, and order holds.
        state.waiting.extend(std::mem::take(&mut state.in_flight));
        state.epoch += 1;
        let attempt = failures.min(u32::from(u16::MAX)) as u16;
        self.note(log, What::DeliveryFailed { lineage, endpoint: id, attempt, retry_ms: wait as u32 });
        self.becomes(id, Health::Unhealthy, log);
        self.schedule_endpoint(id, now.plus(wait), Occurrence::RetryDue { endpoint: id, lane, failures });
    }

    pub(super) fn retry_due(&mut self, id: EndpointId, lane: u16, failures: u32, log: &mut Log) -> bool {
        let endpoint = self.endpoint_mut(id);
        if endpoint.removed {
            return false;
        }
        let Some(failed) = &mut endpoint.lanes[usize::from(lane)].failed else { return false };
        if failed.failures != failures || failed.retrying {
            return false;
        }
        failed.retrying = true;
        let lineage = failed.parcel.lineage;
        self.begin();
        let attempt = (failures + 1).min(u32::from(u16::MAX)) as u16;
        self.note(log, What::RetryStarted { lineage, endpoint: id, attempt });
        self.dispatch(id, lane);
        true
    }

    pub(super) fn drop_parcel(
        &mut self,
        id: EndpointId,
        lane: u16,
        parcel: &Parcel,
        reason: DropReason,
        log: &mut Log,
    ) {
        self.close_unit(id, lane, parcel);
        self.ledger.account_mut(id).dropped += u64::from(!parcel.repeat);
        self.is_gone(parcel.stored.message.body.len());
        self.note(log, What::Dropped { lineage: parcel.lineage, endpoint: id, reason });
    }

    /// Gives up everything on its way to an endpoint that is removed.
    pub(super) fn drop_all(&mut self, id: EndpointId, log: &mut Log) {
        let lanes = self.endpoints[id.index()].lanes.len();
        for lane in 0..lanes {
            let state = std::mem::take(&mut self.endpoint_mut(id).lanes[lane]);
            let retrying = u64::from(state.failed.as_ref().is_some_and(|failed| !failed.parcel.repeat));
            let parcels: Vec<_> = state
                .failed
                .map(|failed| failed.parcel)
                .into_iter()
                .chain(state.in_flight)
                .chain(state.waiting)
                .collect();
            let units = parcels.iter().filter(|parcel| !parcel.repeat).count() as u64;
            let account = self.ledger.account_mut(id);
            account.retrying -= retrying;
            account.waiting -= units - retrying;
            account.dropped += units;
            for parcel in parcels {
                self.is_gone(parcel.stored.message.body.len());
                let reason = DropReason::EndpointRemoved;
                self.note(log, What::Dropped { lineage: parcel.lineage, endpoint: id, reason });
            }
        }
    }

    fn becomes(&mut self, id: EndpointId, health: Health, log: &mut Log) {
        let before = self.endpoints[id.index()].health;
        if before == health && health == Health::Healthy {
            return;
        }
        let endpoint = self.endpoint_mut(id);
        if health == Health::Healthy {
            endpoint.failing_since = None;
            endpoint.dead_since = None;
        }
        if before != health {
            let first = before == Health::Unknown && health == Health::Healthy;
            endpoint.health = health;
            if !first {
                self.note(log, What::HealthChanged { endpoint: id, health });
            }
        }
    }

    /// A change of settings resets a failing or dead endpoint: it is tried again at once.
    pub(super) fn reset_health(&mut self, id: EndpointId) {
        let now = self.now;
        let endpoint = self.endpoint_mut(id);
        endpoint.failing_since = None;
        endpoint.dead_since = None;
        if !matches!(endpoint.health, Health::Healthy | Health::Unreachable) {
            endpoint.health = Health::Unknown;
        }
        let mut due = Vec::new();
        for (lane, state) in endpoint.lanes.iter_mut().enumerate() {
            if let Some(failed) = &mut state.failed
                && !failed.retrying
            {
                failed.retry_at = now;
                due.push((lane as u16, failed.failures));
            }
        }
        for (lane, failures) in due {
            self.schedule_endpoint(id, now, Occurrence::RetryDue { endpoint: id, lane, failures });
        }
    }

    pub(super) fn endpoint_goes_down(&mut self, id: EndpointId, log: &mut Log) {
        self.endpoint_mut(id).outages += 1;
        self.note(log, What::EndpointDown { endpoint: id });
        self.offer(id);
    }

    pub(super) fn endpoint_comes_up(&mut self, id: EndpointId, log: &mut Log) {
        let endpoint = self.endpoint_mut(id);
        endpoint.outages = endpoint.outages.saturating_sub(1);
        self.note(log, What::EndpointUp { endpoint: id });
        self.offer(id);
    }

    /// Goes after the endpoint's next limit when it has changed.
    pub(super) fn watch_limits(&mut self, id: EndpointId) {
        let next = self.endpoints[id.index()].next_limit().map(|at| at.max(self.now));
        let steps = self.steps;
        if let Some(at) = self.endpoint_mut(id).watch.moves(next, steps) {
            self.schedule_endpoint(id, at, Occurrence::LimitDue { endpoint: id });
        }
    }

    /// A lock, a message or a wait of a queue runs out.
    pub(super) fn queue_limit(&mut self, id: EndpointId, log: &mut Log) {
        let now = self.now;
        let Kind::Queue(queue) = &mut self.endpoint_mut(id).kind else { return };
        let mut changes = Vec::new();
        queue.run_next_limit(now, &mut changes);
        for change in changes {
            self.tell_queue_change(id, change, log);
        }
        self.carry(id, log);
    }

    pub(super) fn limit_due(&mut self, id: EndpointId, log: &mut Log) -> bool {
        let now = self.now;
        match self.endpoint_mut(id).watch.looks(now) {
            _ if self.endpoints[id.index()].removed => return false,
            Look::Due(cause) => self.cause = cause,
            Look::Early(next) => {
                if let Some(at) = next {
                    self.schedule_endpoint(id, at, Occurrence::LimitDue { endpoint: id });
                }
                return false;
            }
        }
        self.begin();
        match &mut self.endpoint_mut(id).kind {
            Kind::BuiltIn(_) => {}
            Kind::Queue(_) => (REST.get().queue_limit)(self, id, log),
            Kind::Container(container) => {
                let change = container.run_next_limit(now);
                self.container_changes(id, change, log);
            }
        }
        self.offer(id);
        self.watch_limits(id);
        true
    }
}

/// Whether the hub keeps trying after this error (iot-hub.md 3.3): a full or disabled queue may come back.
fn is_transient(error: Error) -> bool {
    match error {
        Error::QuotaExceeded
        | Error::MessagingEntityDisabled
        | Error::MessagingEntityNotFound
        | Error::ServiceBusy
        | Error::ServiceTimeout => true,
        Error::MessageLockLost
        | Error::MessageNotFound
        | Error::MessagingEntityAlreadyExists
        | Error::MessageSizeExceeded(_)
        | Error::InvalidOperation(_)
        | Error::ArgumentOutOfRange(_) => false,
    }
}
