//! The built-in endpoint `events`: an Event Hubs-compatible stream.
//!
//! Models: iot-hub.md 3.2: partitions by device, offsets, retention, readers that remove nothing.
//! Differs(retention-exact): events disappear exactly when their retention ends; the service may keep them longer. [doc:bi]
//! Assumed(device-partition-hash): the partition of a device is a hash of its id that is ours; the service's is not
//! public. [doc:con]

use crate::model::hash::xxh64;
use crate::model::ids::Lineage;
use crate::model::message::StoredMessage;
use crate::model::stream::Stream;
use crate::model::time::{Millis, Timestamp};

/// Retention by default, and the longest one: 1 and 7 days.
pub const DEFAULT_RETENTION_MS: Millis = 86_400_000;

/// One event in a partition; its index is its sequence number.
#[derive(Clone, Debug)]
pub struct Event {
    pub lineage: Lineage,
    pub stored: StoredMessage,
    /// When the partition took it.
    pub enqueued_at: Timestamp,
    /// Byte offset in the partition.
    pub offset: u64,
}

/// One partition.
#[derive(Clone, Debug, Default)]
pub struct Partition {
    pub events: Stream<Event>,
    next_offset: u64,
}

/// The stream.
#[derive(Clone, Debug)]
pub struct BuiltIn {
    pub partitions: Vec<Partition>,
    pub retention_ms: Millis,
}

/// The partition of a device among `partitions`.
#[must_use]
pub fn partition_of(device_id: &str, partitions: u16) -> u16 {
    (xxh64(device_id.as_bytes(), 0) % u64::from(partitions.max(1))) as u16
}

impl BuiltIn {
    #[must_use]
    pub fn new(partitions: u16) -> Self {
        Self { partitions: vec![Partition::default(); usize::from(partitions)], retention_ms: DEFAULT_RETENTION_MS }
    }

    /// Appends; returns the sequence number in the partition, from 0.
    pub fn append(&mut self, now: Timestamp, partition: u16, stored: StoredMessage, lineage: Lineage) -> u64 {
        let partition = &mut self.partitions[usize::from(partition)];
        let offset = partition.next_offset;
        partition.next_offset += stored.message.metered_bytes() as u64;
        partition.events.push(Event { lineage, stored, enqueued_at: now, offset })
    }

    /// Drops what is older than the retention time, and returns it.
    pub fn retire(&mut self, now: Timestamp) -> Vec<Event> {
        let mut gone = Vec::new();
        for partition in &mut self.partitions {
            while let Some(event) = partition.events.get(partition.events.start()) {
                if now < event.enqueued_at.plus(self.retention_ms) {
                    break;
                }
                gone.extend(partition.events.pop_front());
            }
        }
        gone
    }

    /// The first number in a partition that is kept at `now`, whether older ones were dropped yet or not.
    #[must_use]
    pub fn first_kept(&self, partition: &Partition, now: Timestamp) -> u64 {
        partition.events.partition_point(|event| now >= event.enqueued_at.plus(self.retention_ms))
    }

    /// Events held now.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.partitions.iter().map(|p| p.events.len()).sum()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
