//! What an endpoint did by itself, written into the log and the ledger.

use crate::model::ids::{ConsumerId, EndpointId};
use crate::model::service_bus::{Change, Counts, Reason, Then, What as Did};
use crate::model::small::SmallMap;
use crate::model::storage::container;
use crate::world::World;
use crate::world::entry::{DeadLetterReason, Log, What};
use crate::world::rest::REST;

impl World {
    /// What a queue did by itself; what was asked of it is written where it was asked.
    pub(super) fn queue_changes(&mut self, id: EndpointId, changes: impl IntoIterator<Item = Change>, log: &mut Log) {
        for change in changes {
            let by_itself = match change {
                Change::Message { what, .. } => matches!(
                    what,
                    Did::Activated { .. }
                        | Did::LockExpired { .. }
                        | Did::LockRevoked { .. }
                        | Did::Expired { .. }
                        | Did::DeadLettered {
                            reason: Reason::MaxTransferHopCountExceeded
                                | Reason::ForwardingFailed
                                | Reason::SessionIdIsNull
                        }
                ),
                Change::DuplicateDropped { .. } | Change::QueueDeleted { .. } => true,
            };
            if by_itself {
                (REST.get().queue_change)(self, id, change, log);
            }
        }
    }

    /// Writes down what was handed out.
    pub(super) fn tell_hand_out(&mut self, id: EndpointId, change: Change, log: &mut Log) {
        match change {
            Change::Message { sequence, lineage, body_bytes, what: Did::ReceivedAndDeleted { holder, .. }, .. } => {
                self.ledger.completed += 1;
                self.is_gone(body_bytes as usize);
                let (consumer, sequence) = (ConsumerId(holder as u16), sequence as u32);
                self.note(log, What::ReceivedAndDeleted { lineage, endpoint: id, consumer, sequence });
            }
            other => (REST.get().queue_change)(self, id, other, log),
        }
    }

    /// Writes down one thing that a queue did, whoever asked for it, and keeps the books.
    pub(super) fn tell_queue_change(&mut self, id: EndpointId, change: Change, log: &mut Log) {
        let (sequence, lineage, body_bytes, what) = match change {
            Change::Message { sequence, lineage, body_bytes, what, .. } => (sequence, lineage, body_bytes, what),
            Change::DuplicateDropped { lineage } => {
                self.note(log, What::DuplicateDropped { lineage, endpoint: id });
                return;
            }
            Change::QueueDeleted { held, body_bytes } => {
                let messages = (held.active + held.deferred + held.scheduled + held.dead_lettered) as u32;
                self.note(log, What::QueueIdledOut { endpoint: id, messages });
                self.queue_is_gone(id, held, body_bytes);
                return;
            }
        };
        let (number, step) = (sequence as u32, self.steps);
        let endpoint = id;
        let by = |holder: u32| ConsumerId(holder as u16);
        let then = match what {
            Did::Enqueued => {
                self.is_born(body_bytes as usize);
                self.note(log, What::Enqueued { lineage, endpoint, sequence: number });
                return;
            }
            Did::Scheduled { at } => {
                self.is_born(body_bytes as usize);
                self.endpoint_mut(id).limit_causes.insert(sequence, step);
                let after_ms = at.since(self.now).min(u64::from(u32::MAX)) as u32;
                self.note(log, What::Scheduled { lineage, endpoint, sequence: number, after_ms });
                return;
            }
            Did::Activated { old } => {
                self.cause = self.endpoint_mut(id).limit_causes.remove(&old).unwrap_or(self.cause);
                self.note(log, What::Activated { lineage, endpoint, sequence: number, old: old as u32 });
                return;
            }
            Did::Cancelled => {
                self.is_gone(body_bytes as usize);
                self.endpoint_mut(id).limit_causes.remove(&sequence);
                self.note(log, What::ScheduleCancelled { lineage, endpoint, sequence: number });
                return;
            }
            Did::Locked { delivery, holder, .. } => {
                self.endpoint_mut(id).limit_causes.insert(sequence, step);
                let (consumer, delivery) = (by(holder), delivery as u16);
                self.note(log, What::Locked { lineage, endpoint, consumer, sequence: number, delivery });
                return;
            }
            Did::ReceivedAndDeleted { .. } => {
                self.tell_hand_out(id, change, log);
                return;
            }
            Did::Completed { holder, .. } => {
                self.ledger.completed += 1;
                self.is_gone(body_bytes as usize);
                self.endpoint_mut(id).limit_causes.remove(&sequence);
                self.note(log, What::Completed { lineage, endpoint, consumer: by(holder), sequence: number });
                return;
            }
            Did::LockRenewed { holder, .. } => {
                self.endpoint_mut(id).limit_causes.insert(sequence, step);
                self.note(log, What::LockRenewed { lineage, endpoint, consumer: by(holder), sequence: number });
                return;
            }
            // Told where it arrives, or comes back.
            Did::Forwarded => return,
            Did::DeadLettered { reason } => {
                self.endpoint_mut(id).limit_causes.remove(&sequence);
                Then::DeadLettered(reason)
            }
            Did::Abandoned { delivery, holder, then } => {
                self.endpoint_mut(id).limit_causes.remove(&sequence);
                let (consumer, delivery) = (by(holder), delivery as u16);
                self.note(log, What::Abandoned { lineage, endpoint, consumer, sequence: number, delivery });
                then
            }
            Did::Deferred { delivery, holder, then } => {
                self.endpoint_mut(id).limit_causes.remove(&sequence);
                let (consumer, delivery) = (by(holder), delivery as u16);
                self.note(log, What::Deferred { lineage, endpoint, consumer, sequence: number, delivery });
                then
            }
            Did::LockExpired { delivery, then, .. } => {
                self.cause = self.endpoint_mut(id).limit_causes.remove(&sequence).unwrap_or(self.cause);
                self.note(log, What::LockExpired { lineage, endpoint, sequence: number, delivery: delivery as u16 });
                then
            }
            Did::LockRevoked { delivery, then, .. } => {
                self.endpoint_mut(id).limit_causes.remove(&sequence);
                self.note(log, What::LockRevoked { lineage, endpoint, sequence: number, delivery: delivery as u16 });
                then
            }
            Did::Expired { then } => {
                self.ledger.expired += 1;
                self.note(log, What::Expired { lineage, endpoint, sequence: number });
                then
            }
        };
        match then {
            Then::Active | Then::Deferred => {}
            Then::DeadLettered(reason) => {
                self.ledger.dead_lettered += 1;
                let reason = dead_letter_reason(reason);
                self.note(log, What::DeadLettered { lineage, endpoint, sequence: number, reason });
            }
            Then::Dropped => {
                if !matches!(what, Did::Expired { .. }) {
                    self.ledger.expired += 1;
                    self.note(log, What::Expired { lineage, endpoint, sequence: number });
                }
                self.is_gone(body_bytes as usize);
            }
        }
    }

    /// A queue went, with what it held. A place that only the queue made goes with it.
    pub(super) fn queue_is_gone(&mut self, id: EndpointId, held: Counts, body_bytes: u64) {
        let messages = held.active + held.deferred + held.scheduled + held.dead_lettered;
        self.alive.messages = self.alive.messages.saturating_sub(messages);
        self.alive.body_bytes = self.alive.body_bytes.saturating_sub(body_bytes);
        let endpoint = self.endpoint_mut(id);
        endpoint.limit_causes = SmallMap::default();
        endpoint.removed |= endpoint.spec.is_none();
    }

    /// Batches begun and blobs written.
    pub(super) fn container_changes(
        &mut self,
        id: EndpointId,
        changes: impl IntoIterator<Item = container::Change>,
        log: &mut Log,
    ) {
        for change in changes {
            match change {
                container::Change::Batched { partition, records, .. } => {
                    if records == 1 {
                        let step = self.steps;
                        self.endpoint_mut(id).limit_causes.insert(u64::from(partition), step);
                        self.note(log, What::BatchStarted { endpoint: id, partition: partition as u16 });
                    }
                }
                container::Change::Written(blob) => {
                    let (messages, partition) = (blob.records.len() as u32, blob.partition as u16);
                    let cause = self.endpoint_mut(id).limit_causes.remove(&u64::from(partition));
                    self.cause = cause.unwrap_or(self.cause);
                    self.note(log, What::BlobWritten { endpoint: id, messages, partition });
                }
            }
        }
    }
}

fn dead_letter_reason(reason: Reason) -> DeadLetterReason {
    match reason {
        Reason::MaxDeliveryCountExceeded => DeadLetterReason::MaxDeliveryCountExceeded,
        Reason::TtlExpired => DeadLetterReason::TtlExpired,
        Reason::HeaderSizeExceeded => DeadLetterReason::HeaderSizeExceeded,
        Reason::SessionIdIsNull => DeadLetterReason::SessionMissing,
        Reason::MaxTransferHopCountExceeded | Reason::ForwardingFailed => DeadLetterReason::Forwarding,
        Reason::Application => DeadLetterReason::Application,
    }
}
