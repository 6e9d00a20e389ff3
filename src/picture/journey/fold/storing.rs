//! From the hub or a sender into queues, containers and streams, and what happens there by itself.

use super::{Fold, Forwarded};
use crate::model::ids::{EndpointId, Lineage};
use crate::picture::journey::{ArrowEnd, Mark, SpanEnd, Stay, Who};
use crate::world::entry::{Entry, What};

impl Fold {
    /// From the hub or a sender into a queue, a container, a stream, and what happens there by itself. False if the
    /// entry is of another kind.
    pub(super) fn take_stored(&mut self, entry: &Entry) -> bool {
        match entry.what {
            What::CopyOpened { endpoint, .. } => {
                self.endpoint(endpoint);
            }
            What::Delivered { lineage, endpoint, label, .. } => {
                let row = self.delivery(entry, lineage, endpoint, ArrowEnd::Arrives);
                let store = self.endpoint(endpoint);
                self.places.enters(store, label, lineage, row, Stay::Waiting);
            }
            What::DeliveryFailed { lineage, endpoint, .. } => match self.retry_under_way(lineage, endpoint) {
                Some(row) => {
                    self.joins(row, entry, false);
                    self.rows[row].told = vec![*entry];
                    self.ends(row, ArrowEnd::TurnedAway);
                }
                None => {
                    self.delivery(entry, lineage, endpoint, ArrowEnd::TurnedAway);
                }
            },
            What::RetryStarted { lineage, endpoint, .. } => {
                let failed = self.rows.len().checked_sub(1).filter(|row| {
                    let last = self.rows[*row].told[0].what;
                    matches!(last, What::DeliveryFailed { lineage: of, endpoint: at, .. } if of == lineage && at == endpoint)
                });
                match failed {
                    Some(row) => {
                        self.joins(row, entry, true);
                        self.rows[row].retried += 1;
                        self.ends(row, ArrowEnd::Open);
                    }
                    None => {
                        self.delivery(entry, lineage, endpoint, ArrowEnd::Open);
                    }
                }
            }
            What::Dropped { lineage, endpoint, .. } | What::Invalid { lineage, endpoint } => {
                self.delivery(entry, lineage, endpoint, ArrowEnd::TurnedAway);
            }
            What::Enqueued { lineage, endpoint, sequence } => {
                self.put(entry, lineage, endpoint, sequence, Stay::Waiting)
            }
            What::Scheduled { lineage, endpoint, sequence, .. } => {
                self.put(entry, lineage, endpoint, sequence, Stay::Aside);
            }
            What::DuplicateDropped { endpoint, .. } => {
                let to = self.endpoint(endpoint);
                self.arrow(entry, (Self::SENDER, to), false, ArrowEnd::TurnedAway);
            }
            What::Forwarded { endpoint, to, sequence, .. } => {
                let from = self.endpoint(endpoint);
                let place = self.places.find(from, sequence);
                let lane = place.map_or(from, |place| self.places.get(place).lane);
                if to == endpoint {
                    self.changes(entry, from, sequence, lane, Mark::Cross, None);
                } else {
                    self.forwarded = Some(Forwarded { entry: *entry, store: from, sequence, lane });
                }
            }
            What::Activated { endpoint, sequence, old, .. } => {
                let lane = self.endpoint(endpoint);
                self.changes(entry, lane, old, lane, Mark::Good, Some((SpanEnd::Next, Some(Stay::Waiting))));
                if let Some(place) = self.places.find(lane, old) {
                    self.places.relabels(place, sequence);
                }
            }
            What::ScheduleCancelled { endpoint, sequence, .. } => {
                let lane = self.endpoint(endpoint);
                self.changes(entry, lane, sequence, lane, Mark::Cross, Some((SpanEnd::Cut, None)));
            }
            What::LockExpired { endpoint, sequence, .. } | What::LockRevoked { endpoint, sequence, .. } => {
                let store = self.endpoint(endpoint);
                self.stays_in(entry, store, sequence, Mark::RanOut, Some((SpanEnd::RanOut, Some(Stay::Waiting))));
            }
            What::Expired { endpoint, sequence, .. } => {
                let store = self.endpoint(endpoint);
                self.stays_in(entry, store, sequence, Mark::RanOut, Some((SpanEnd::RanOut, None)));
            }
            What::DeadLettered { endpoint, sequence, .. } => self.dead_lettered(entry, endpoint, sequence),
            What::BecameVisible { queue, number, .. } => {
                let store = self.queue(queue);
                self.stays_in(entry, store, number, Mark::RanOut, Some((SpanEnd::RanOut, Some(Stay::Waiting))));
            }
            What::MessageExpired { queue, number, .. } => {
                let store = self.queue(queue);
                self.stays_in(entry, store, number, Mark::RanOut, Some((SpanEnd::RanOut, None)));
            }
            _ => return false,
        }
        true
    }

    /// A row that tries to deliver again, and has no outcome yet.
    fn retry_under_way(&self, lineage: Lineage, endpoint: EndpointId) -> Option<usize> {
        self.rows.iter().rposition(|row| {
            matches!(
                row.told.last().map(|entry| entry.what),
                Some(What::RetryStarted { lineage: of, endpoint: at, .. }) if of == lineage && at == endpoint
            )
        })
    }

    /// From the hub to an endpoint. If that was another try, the row of the tries before keeps those that failed.
    fn delivery(&mut self, entry: &Entry, lineage: Lineage, endpoint: EndpointId, end: ArrowEnd) -> usize {
        let (hub, to) = (self.lanes.of(Who::Hub), self.endpoint(endpoint));
        let accepted = self
            .rows
            .iter()
            .position(|row| matches!(row.told[0].what, What::Accepted { lineage: of, .. } if of == lineage));
        let tried = self.retry_under_way(lineage, endpoint);
        let row = match tried.filter(|tried| self.rows[*tried].told.len() == 1) {
            Some(alone) => {
                self.joins(alone, entry, false);
                self.rows[alone].told = vec![*entry];
                self.ends(alone, end);
                alone
            }
            None => self.arrow(entry, (hub, to), false, end),
        };
        if let Some(before) = tried.filter(|tried| *tried != row) {
            self.rows[before].told.pop();
            self.rows[before].retried -= 1;
            self.ends(before, ArrowEnd::TurnedAway);
            let step = self.rows[before].steps.pop();
            self.rows[row].steps.splice(0..0, step);
        }
        let after = tried.filter(|tried| *tried != row).or(accepted);
        self.rows[row].causes.extend(after);
        row
    }

    /// Straight into a queue: from whoever sends, or from the queue that forwards it.
    fn put(&mut self, entry: &Entry, lineage: Lineage, endpoint: EndpointId, sequence: u32, stay: Stay) {
        let store = self.endpoint(endpoint);
        let row = match self.forwarded.take().filter(|forwarded| forwarded.entry.what.lineage() == Some(lineage)) {
            Some(Forwarded { entry: left, store: from, sequence: old, lane }) => {
                let row = self.arrow(&left, (lane, store), false, ArrowEnd::Arrives);
                self.joins(row, entry, true);
                if let Some(place) = self.places.find(from, old) {
                    let before = self.places.get(place).row;
                    self.rows[row].causes.push(before);
                    self.places.leaves(place, row, SpanEnd::Next);
                }
                row
            }
            None => self.arrow(entry, (Self::SENDER, store), false, ArrowEnd::Arrives),
        };
        self.places.enters(store, sequence, lineage, row, stay);
    }

    /// Something happens to a message that lies somewhere; its span ends so, and perhaps goes on as another one.
    fn changes(
        &mut self,
        entry: &Entry,
        store: usize,
        label: u32,
        lane: usize,
        mark: Mark,
        turn: Option<(SpanEnd, Option<Stay>)>,
    ) -> usize {
        let place = self.places.find(store, label);
        let after = place.map(|place| self.places.get(place).row);
        let row = self.mark(entry, lane, mark, after);
        if let Some(place) = place {
            match turn {
                Some((end, Some(stay))) => self.places.turns(place, row, end, stay),
                Some((end, None)) => self.places.leaves(place, row, end),
                None => self.places.touches(place, row),
            }
        }
        row
    }

    /// As [`Fold::changes`], in the lane where it lies.
    fn stays_in(
        &mut self,
        entry: &Entry,
        store: usize,
        label: u32,
        mark: Mark,
        turn: Option<(SpanEnd, Option<Stay>)>,
    ) -> usize {
        let lane = self.places.find(store, label).map_or(store, |place| self.places.get(place).lane);
        self.changes(entry, store, label, lane, mark, turn)
    }

    fn dead_lettered(&mut self, entry: &Entry, endpoint: EndpointId, sequence: u32) {
        let (store, dead) = (self.endpoint(endpoint), self.lanes.of(Who::DeadLetters(endpoint)));
        let row = self.arrow(entry, (store, dead), false, ArrowEnd::Arrives);
        if let Some(place) = self.places.find(store, sequence) {
            let before = self.places.get(place).row;
            self.rows[row].causes.push(before);
            self.places.moves(place, row, dead);
        }
    }

    /// A blob takes along what its batch held, but not what came in the very step in which it was full.
    pub(super) fn written(&mut self, entry: &Entry, endpoint: EndpointId, partition: u16) {
        let Some(store) = self.lanes.find(Who::Endpoint(endpoint)) else { return };
        let partitions = &self.partitions;
        let rows = &self.rows;
        let held = self.places.lying(store, |place| {
            partitions.iter().any(|(of, at)| *of == place.lineage && *at == partition)
                && rows[place.row].steps.last().is_some_and(|step| *step < entry.step)
        });
        self.gone(entry, store, held, Mark::Good, SpanEnd::Completed);
    }

    pub(super) fn emptied(&mut self, entry: &Entry, who: Who) {
        let Some(store) = self.lanes.find(who) else { return };
        let held = self.places.lying(store, |_| true);
        self.gone(entry, store, held, Mark::Cross, SpanEnd::Cut);
    }

    fn gone(&mut self, entry: &Entry, store: usize, places: Vec<usize>, mark: Mark, end: SpanEnd) {
        let Some(first) = places.first().map(|place| self.places.get(*place)) else { return };
        let row = self.mark(entry, store, mark, None);
        self.rows[row].strand = first.lineage.accepted.max(1);
        for place in places {
            let before = self.places.get(place).row;
            self.rows[row].causes.push(before);
            self.places.leaves(place, row, end);
        }
    }
}
