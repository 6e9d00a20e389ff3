//! A storage account: the queues by name, and how they come and go.
//!
//! Models: Create, Delete and List Queues (storage-queue.md 3 and 6).
//! Assumed(queue-being-deleted): The name of a deleted queue is taken for exactly 30 seconds; the service says 30 seconds or more. [doc]

use super::error::{Parameter, StorageError};
use super::metadata::Metadata;
use super::queue::{Change, Queue};
use super::settings::is_storage_name;
use crate::model::draw::{Owner, OwnerKind};
use crate::model::time::{Millis, Timestamp};
use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

/// How long the name of a deleted queue stays taken.
pub const BEING_DELETED_MS: Millis = 30_000;
/// Queues of one listing unless asked for less; also the most.
pub const MAX_RESULTS: i64 = 5_000;

/// The queues of one account. A copy shares them with the original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    seed: u64,
    queues: BTreeMap<Arc<str>, Arc<Queue>>,
    /// What became of names that were in use.
    former: BTreeMap<Arc<str>, Former>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Former {
    /// How many queues had this name.
    queues: u32,
    /// Until when the last one is being deleted.
    until: Timestamp,
}

/// How "Create Queue" succeeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Created {
    /// 201.
    New,
    /// 204: it exists with the same metadata; its messages stay.
    Existing,
}

/// A page of a listing, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueListing {
    pub names: Vec<Arc<str>>,
    /// Where the next page starts, if there is more.
    pub next_marker: Option<Arc<str>>,
}

impl Account {
    /// An account without queues.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { seed, queues: BTreeMap::new(), former: BTreeMap::new() }
    }

    /// # Errors
    /// Of the name: `OutOfRangeInput`, `InvalidResourceName`. `QueueAlreadyExists` with other metadata,
    /// `QueueBeingDeleted` within 30 s of a deletion.
    pub fn create_queue(&mut self, now: Timestamp, name: &str, metadata: Metadata) -> Result<Created, StorageError> {
        check_name(name)?;
        if let Some(queue) = self.queues.get(name) {
            return if *queue.metadata() == metadata {
                Ok(Created::Existing)
            } else {
                Err(StorageError::QueueAlreadyExists)
            };
        }
        let former = self.former.get(name);
        if let Some(&Former { until, .. }) = former.filter(|former| now < former.until) {
            return Err(StorageError::QueueBeingDeleted { until });
        }
        // The slash keeps a queue's draws apart from those of an endpoint of the same name.
        let owner = Owner::new(OwnerKind::Endpoint, &format!("queue/{name}"), former.map_or(0, |former| former.queues));
        self.queues.insert(name.into(), Arc::new(Queue::new(self.seed, owner, metadata)));
        Ok(Created::New)
    }

    /// Deletes a queue with its messages, of which the answer tells the number.
    ///
    /// # Errors
    /// Of the name; `QueueNotFound`.
    pub fn delete_queue(&mut self, now: Timestamp, name: &str) -> Result<u64, StorageError> {
        check_name(name)?;
        let (name, queue) = self.queues.remove_entry(name).ok_or(StorageError::QueueNotFound)?;
        let former = self.former.entry(name).or_insert(Former { queues: 0, until: now });
        former.queues += 1;
        former.until = now.plus(BEING_DELETED_MS);
        let (visible, hidden) = queue.visible_and_hidden();
        Ok(visible + hidden)
    }

    /// Names that start with `prefix`, from `marker` on, at most `max_results` (1 or more; above 5,000 counts as 5,000).
    ///
    /// # Errors
    /// `OutOfRangeQueryParameterValue` for less than 1.
    pub fn list_queues(
        &self,
        prefix: &str,
        marker: Option<&str>,
        max_results: Option<i64>,
    ) -> Result<QueueListing, StorageError> {
        let max_results = max_results.unwrap_or(MAX_RESULTS);
        if max_results < 1 {
            return Err(StorageError::OutOfRangeQueryParameterValue {
                parameter: Parameter::MaxResults,
                value: max_results,
                minimum: 1,
                maximum: MAX_RESULTS,
            });
        }
        let start = marker.unwrap_or_default().max(prefix);
        let mut found = self
            .queues
            .range::<str, _>((Bound::Included(start), Bound::Unbounded))
            .map(|(name, _)| name)
            .take_while(|name| name.starts_with(prefix))
            .cloned();
        let names = found.by_ref().take(max_results.min(MAX_RESULTS) as usize).collect();
        Ok(QueueListing { names, next_marker: found.next() })
    }

    /// # Errors
    /// Of the name; `QueueNotFound`, also while the queue is being deleted.
    pub fn queue(&self, name: &str) -> Result<&Queue, StorageError> {
        check_name(name)?;
        self.queues.get(name).map(|queue| &**queue).ok_or(StorageError::QueueNotFound)
    }

    /// # Errors
    /// Of the name; `QueueNotFound`, also while the queue is being deleted.
    pub fn queue_mut(&mut self, name: &str) -> Result<&mut Queue, StorageError> {
        check_name(name)?;
        self.queues.get_mut(name).map(Arc::make_mut).ok_or(StorageError::QueueNotFound)
    }

    /// The queues, by name.
    pub fn queues(&self) -> impl Iterator<Item = (&Arc<str>, &Queue)> {
        self.queues.iter().map(|(name, queue)| (name, &**queue))
    }

    /// When the next message of any queue becomes visible or expires.
    #[must_use]
    pub fn next_limit(&self) -> Option<Timestamp> {
        self.queues.values().filter_map(|queue| queue.next_limit()).min()
    }

    /// Lets the first thing happen that is due at `now`, of several queues the first by name, and tells in which queue.
    pub fn run_next_limit(&mut self, now: Timestamp) -> Option<(Arc<str>, Change)> {
        let at = self.next_limit().filter(|at| *at <= now)?;
        let (name, queue) = self.queues.iter_mut().find(|(_, queue)| queue.next_limit() == Some(at))?;
        let change = Arc::make_mut(queue).run_next_limit(now)?;
        Some((Arc::clone(name), change))
    }
}

fn check_name(name: &str) -> Result<(), StorageError> {
    match name.chars().count() {
        3..=63 if is_storage_name(name) => Ok(()),
        3..=63 => Err(StorageError::InvalidResourceName),
        _ => Err(StorageError::OutOfRangeInput),
    }
}
