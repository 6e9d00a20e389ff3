//! What an endpoint did by itself, written into the log and the ledger.

use crate::model::ids::{EndpointId, Lineage};
use crate::model::service_bus::{Change, Reason, Then, What as Did};
use crate::model::storage::container;
use crate::world::World;
use crate::world::entry::{DeadLetterReason, Log, What};

impl World {
    /// Locks that ran out, expiry and dead-lettering. What a consumer did is written where it did it.
    pub(super) fn queue_changes(&mut self, id: EndpointId, changes: Vec<Change>, log: &mut Log) {
        for change in changes {
            let Change::Message { sequence, lineage, what, .. } = change else { continue };
            let number = sequence as u32;
            let then = match what {
                Did::LockExpired { delivery, then, .. } | Did::LockRevoked { delivery, then, .. } => {
                    let delivery = delivery as u16;
                    self.cause = self.endpoint_mut(id).limit_causes.remove(&sequence).unwrap_or(self.cause);
                    self.note(log, What::LockExpired { lineage, endpoint: id, sequence: number, delivery });
                    then
                }
                Did::Expired { then } => {
                    self.ledger.expired += 1;
                    self.note(log, What::Expired { lineage, endpoint: id, sequence: number });
                    then
                }
                _ => continue,
            };
            if then == Then::Dropped && matches!(what, Did::Expired { .. }) {
                self.drops_body(lineage);
            } else {
                self.delivery_ended(id, sequence, lineage, then, log);
            }
        }
    }

    /// Where a message is after a delivery that did not succeed.
    pub(super) fn delivery_ended(
        &mut self,
        id: EndpointId,
        sequence: u64,
        lineage: Lineage,
        then: Then,
        log: &mut Log,
    ) {
        let sequence = sequence as u32;
        match then {
            Then::Active | Then::Deferred => {}
            Then::DeadLettered(reason) => {
                self.ledger.dead_lettered += 1;
                let reason = dead_letter_reason(reason);
                self.note(log, What::DeadLettered { lineage, endpoint: id, sequence, reason });
            }
            Then::Dropped => {
                self.ledger.expired += 1;
                self.note(log, What::Expired { lineage, endpoint: id, sequence });
                self.drops_body(lineage);
            }
        }
    }

    fn drops_body(&mut self, lineage: Lineage) {
        let body = self.devices[lineage.producer.index()].message(self.seed, lineage.boot, lineage.number);
        self.is_gone(body.map_or(0, |message| message.body.len()));
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
