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

#[cfg(test)]
mod tests {
    use super::super::queue::{Put, What};
    use super::*;
    use crate::model::ids::{DeviceId, SendId};
    use crate::model::time::DEFAULT_START;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const T: Timestamp = DEFAULT_START;

    fn metadata(name: &str, value: &str) -> Metadata {
        Metadata::new(vec![(name.into(), value.into())]).unwrap()
    }

    fn put(account: &mut Account, now: Timestamp, queue: &str, ttl: i64) -> Arc<super::super::queue::QueueMessage> {
        let lineage = SendId { producer: DeviceId(0).into(), number: 0, boot: 0 }.accepted(0);
        let put = Put { text: Some("a".into()), visibility_timeout: None, time_to_live: Some(ttl), lineage };
        account.queue_mut(queue).unwrap().put(now, put, &mut vec![]).unwrap()
    }

    #[test]
    fn creating_a_queue_that_exists() {
        let mut account = Account::new(1);
        assert_eq!(account.create_queue(T, "taskqueue", metadata("a", "1")), Ok(Created::New));
        put(&mut account, T, "taskqueue", 60);
        assert_eq!(account.create_queue(T, "taskqueue", metadata("A", "1")), Ok(Created::Existing));
        assert_eq!(account.queue("taskqueue").unwrap().messages().count(), 1, "messages stay");
        let other = account.create_queue(T, "taskqueue", Metadata::default());
        assert_eq!(other, Err(StorageError::QueueAlreadyExists));
        assert_eq!(other.unwrap_err().status(), 409);
    }

    #[test]
    fn a_deleted_name_is_taken_for_thirty_seconds_and_comes_back_empty() {
        let mut account = Account::new(1);
        account.create_queue(T, "taskqueue", Metadata::default()).unwrap();
        let before = put(&mut account, T, "taskqueue", 60);
        assert_eq!(account.delete_queue(T, "taskqueue"), Ok(1));
        assert_eq!(account.queue("taskqueue"), Err(StorageError::QueueNotFound), "at once");
        assert_eq!(account.delete_queue(T, "taskqueue"), Err(StorageError::QueueNotFound));
        let until = T.plus(30_000);
        let refused = account.create_queue(T.plus(29_999), "taskqueue", Metadata::default());
        assert_eq!(refused, Err(StorageError::QueueBeingDeleted { until }));
        assert_eq!(account.create_queue(until, "taskqueue", Metadata::default()), Ok(Created::New));
        assert_eq!(account.queue("taskqueue").unwrap().messages().count(), 0);
        let after = put(&mut account, until, "taskqueue", 60);
        assert_ne!(before.message_id, after.message_id, "a new queue knows no old ids");
    }

    #[test]
    fn names() {
        let mut account = Account::new(1);
        let mut create = |name: &str| account.create_queue(T, name, Metadata::default()).map_err(|error| error.code());
        for good in ["abc", "a-1", &"a".repeat(63)] {
            assert_eq!(create(good), Ok(Created::New));
        }
        for short_or_long in ["", "ab", &"a".repeat(64)] {
            assert_eq!(create(short_or_long), Err("OutOfRangeInput"));
        }
        for bad in ["taskQueue", "-abc", "abc-", "a--b", "a_b", "큐큐큐"] {
            assert_eq!(create(bad), Err("InvalidResourceName"), "{bad}");
        }
        assert_eq!(account.queue("A-B").map_err(|error| error.code()), Err("InvalidResourceName"));
    }

    #[test]
    fn queues_are_listed_by_name_in_pages() {
        let mut account = Account::new(1);
        for name in ["task-2", "other", "task-1", "task-3"] {
            account.create_queue(T, name, Metadata::default()).unwrap();
        }
        let list = |prefix, marker: Option<&str>, max| {
            let listing = account.list_queues(prefix, marker, max).unwrap();
            (listing.names.iter().map(ToString::to_string).collect::<Vec<_>>(), listing.next_marker)
        };
        assert_eq!(
            list("", None, None),
            (vec!["other".into(), "task-1".into(), "task-2".into(), "task-3".into()], None)
        );
        let (names, marker) = list("task", None, Some(2));
        assert_eq!(names, ["task-1", "task-2"]);
        assert_eq!(list("task", marker.as_deref(), Some(2)), (vec!["task-3".into()], None));
        assert_eq!(account.list_queues("", None, Some(0)).unwrap_err().code(), "OutOfRangeQueryParameterValue");
        assert_eq!(list("x", None, Some(i64::MAX)), (vec![], None));
    }

    #[test]
    fn limits_of_several_queues_come_one_by_one() {
        let mut account = Account::new(1);
        for name in ["bbb", "aaa", "ccc"] {
            account.create_queue(T, name, Metadata::default()).unwrap();
        }
        put(&mut account, T, "bbb", 10);
        put(&mut account, T, "aaa", 10);
        put(&mut account, T, "ccc", 5);
        assert_eq!(account.next_limit(), Some(T.plus(5_000)));
        assert_eq!(account.run_next_limit(T.plus(4_999)), None);
        let mut order = vec![];
        while let Some((name, change)) = account.run_next_limit(T.plus(10_000)) {
            assert!(matches!(change, Change::Message { what: What::Expired { .. }, .. }));
            order.push(name);
        }
        assert_eq!(order, ["ccc".into(), "aaa".into(), Arc::<str>::from("bbb")]);
        assert_eq!(account.next_limit(), None);
    }

    #[test]
    fn a_copy_is_independent() {
        let mut account = Account::new(1);
        account.create_queue(T, "taskqueue", Metadata::default()).unwrap();
        let copy = account.clone();
        put(&mut account, T, "taskqueue", 60);
        account.queue_mut("taskqueue").unwrap().set_metadata(metadata("a", "1"));
        assert_eq!(copy.queue("taskqueue").unwrap().messages().count(), 0);
        assert_eq!(copy.queue("taskqueue").unwrap().metadata(), &Metadata::default());
    }
}
