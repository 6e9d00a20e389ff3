//! The storage account's queues in the world: calls on them, and what runs out in them by itself.
//!
//! Models: every call of storage-queue.md 3, by the person or by a program. The hub cannot route to these queues.
//! Differs(one-storage-account): all Storage queues of a scenario stand in one account. [choice]

use crate::model::draw::{Owner, OwnerKind};
use crate::model::ids::{ConsumerId, Lineage, StorageQueueId};
use crate::model::message::{Message, Property};
use crate::model::small::SmallMap;
use crate::model::storage::account::{Account, Created};
use crate::model::storage::error::StorageError;
use crate::model::storage::metadata::Metadata;
use crate::model::storage::queue::{Change, Put, Queue, QueueMessage, Update, What as Did};
use crate::model::time::Timestamp;
use crate::world::World;
use crate::world::agenda::Occurrence;
use crate::world::command::{Rejection, ServiceRefusal};
use crate::world::entry::{self, Log, RejectCode, ServiceError, What};
use crate::world::operation::{ReceiptRef, StorageAnswer, StorageOperation, StorageTaken, TakenId};
use crate::world::person::Held;
use crate::world::watch::{Look, Watch};
use std::sync::Arc;

/// The account and what the world knows about it.
#[derive(Clone, Debug)]
pub struct Storage {
    owner: Owner,
    scheduled: u32,
    account: Account,
    /// Every name that was ever in use; its place is the queue's id.
    names: Vec<Arc<str>>,
    watch: Watch,
    /// The step that hid a message.
    limit_causes: SmallMap<(StorageQueueId, u64), u32>,
}

impl Storage {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            owner: Owner::new(OwnerKind::Endpoint, "storage/", 0),
            scheduled: 0,
            account: Account::new(seed),
            names: Vec::new(),
            watch: Watch::default(),
            limit_causes: SmallMap::default(),
        }
    }

    #[must_use]
    pub fn account(&self) -> &Account {
        &self.account
    }

    /// The id of a name that is or was in use.
    #[must_use]
    pub fn id_of(&self, name: &str) -> Option<StorageQueueId> {
        let at = self.names.iter().position(|known| **known == *name)?;
        Some(StorageQueueId(at as u16))
    }

    #[must_use]
    pub fn name_of(&self, id: StorageQueueId) -> Arc<str> {
        self.names.get(id.index()).cloned().unwrap_or_default()
    }

    /// The queue, while it is there.
    #[must_use]
    pub fn queue(&self, id: StorageQueueId) -> Option<&Queue> {
        self.account.queue(self.names.get(id.index())?).ok()
    }

    /// The queues that are there now, by name.
    pub fn queues(&self) -> impl Iterator<Item = (StorageQueueId, &Arc<str>, &Queue)> {
        self.account.queues().filter_map(|(name, queue)| Some((self.id_of(name)?, name, queue)))
    }

    fn remember(&mut self, name: &str) -> StorageQueueId {
        self.id_of(name).unwrap_or_else(|| {
            self.names.push(name.into());
            StorageQueueId((self.names.len() - 1) as u16)
        })
    }
}

impl World {
    /// The storage account with its queues.
    #[must_use]
    pub fn storage(&self) -> &Storage {
        &self.storage
    }

    fn storage_mut(&mut self) -> &mut Storage {
        Arc::make_mut(&mut self.storage)
    }

    /// A call of the person on the account. The caller has begun the step.
    pub(super) fn storage_call(
        &mut self,
        queue: &str,
        operation: &StorageOperation,
        log: &mut Log,
    ) -> Result<StorageAnswer, Rejection> {
        let by = ConsumerId::PERSON;
        let answer = match operation {
            StorageOperation::CreateQueue { metadata } => {
                self.storage_create(queue, metadata, log).map(StorageAnswer::Created)
            }
            StorageOperation::DeleteQueue {} => self.storage_delete_queue(queue, log).map(|()| StorageAnswer::Done),
            StorageOperation::ListQueues { prefix, marker, max_results } => {
                let prefix = prefix.as_deref().unwrap_or_default();
                let listing = self.storage.account.list_queues(prefix, marker.as_deref(), *max_results);
                listing.map(|listing| {
                    self.note(log, What::AccountRead { queues: listing.names.len() as u32 });
                    StorageAnswer::Queues(listing)
                })
            }
            StorageOperation::GetMetadata {} => {
                let now = self.now;
                self.on_storage(queue, by, log, |q, changes| Ok(q.properties(now, changes))).map(|(id, properties)| {
                    let messages = properties.approximate_messages_count as u32;
                    self.note(log, What::StorageQueueRead { queue: id, messages });
                    StorageAnswer::Properties(properties)
                })
            }
            StorageOperation::SetMetadata { metadata } => {
                let metadata = as_metadata(metadata);
                let set = self.on_storage(queue, by, log, |q, _| {
                    q.set_metadata(metadata?);
                    Ok(())
                });
                set.map(|(queue, ())| {
                    self.note(log, What::StorageQueueChanged { queue, change: entry::Change::Edited });
                    StorageAnswer::Done
                })
            }
            StorageOperation::PutMessage { text, visibility_timeout, message_ttl } => {
                self.put_by_hand(queue, text.clone(), *visibility_timeout, *message_ttl, log)
            }
            StorageOperation::GetMessages { num_of_messages, visibility_timeout } => {
                self.storage_get(queue, *num_of_messages, *visibility_timeout, by, log).map(|(id, got)| {
                    if got.is_empty() {
                        self.note(log, What::GotNothing { queue: id });
                    }
                    StorageAnswer::Got(got.into_iter().map(|one| (self.takes_receipt(id, &one), one)).collect())
                })
            }
            StorageOperation::PeekMessages { num_of_messages } => {
                let now = self.now;
                let n = *num_of_messages;
                self.on_storage(queue, by, log, |q, changes| q.peek(now, n, changes)).map(|(id, seen)| {
                    self.note(log, What::MessagesPeeked { queue: id, messages: seen.len() as u32 });
                    StorageAnswer::Peeked(seen)
                })
            }
            StorageOperation::UpdateMessage { message, visibility_timeout, text } => {
                let receipt = self.receipt(message)?;
                let updated = self.storage_update(queue, &receipt, *visibility_timeout, text.clone(), by, log);
                updated.map(|(id, message)| StorageAnswer::Updated(self.takes_receipt(id, &message), message))
            }
            StorageOperation::DeleteMessage { message } => {
                let receipt = self.receipt(message)?;
                self.storage_delete(queue, &receipt, by, log).map(|()| StorageAnswer::Done)
            }
            StorageOperation::ClearMessages {} => self.storage_clear(queue, log).map(|()| StorageAnswer::Done),
        };
        answer.map_err(|error| refused(queue, &error))
    }

    /// Lets `call` do something to the queue, writes down what it did, and watches the limits.
    fn on_storage<T>(
        &mut self,
        name: &str,
        by: ConsumerId,
        log: &mut Log,
        call: impl FnOnce(&mut Queue, &mut Vec<Change>) -> Result<T, StorageError>,
    ) -> Result<(StorageQueueId, T), StorageError> {
        let mut changes = Vec::new();
        let result = call(self.storage_mut().account.queue_mut(name)?, &mut changes);
        let id = self.storage_mut().remember(name);
        for change in changes {
            self.tell_storage_change(id, change, by, log);
        }
        self.watch_storage();
        result.map(|value| (id, value))
    }

    /// Creates a queue.
    ///
    /// # Errors
    /// As [`Account::create_queue`].
    pub(super) fn storage_create(
        &mut self,
        name: &str,
        metadata: &[Property],
        log: &mut Log,
    ) -> Result<Created, StorageError> {
        let metadata = as_metadata(metadata)?;
        let now = self.now;
        let full = self.storage.id_of(name).is_none() && self.storage.names.len() >= usize::from(u16::MAX);
        assert!(!full, "more queue names than a run can hold");
        let created = self.storage_mut().account.create_queue(now, name, metadata)?;
        let queue = self.storage_mut().remember(name);
        match created {
            Created::New => self.note(log, What::StorageQueueChanged { queue, change: entry::Change::Added }),
            Created::Existing => {
                let (visible, hidden) = self.storage.queue(queue).map_or((0, 0), Queue::visible_and_hidden);
                self.note(log, What::StorageQueueRead { queue, messages: (visible + hidden) as u32 });
            }
        }
        Ok(created)
    }

    fn storage_delete_queue(&mut self, name: &str, log: &mut Log) -> Result<(), StorageError> {
        let now = self.now;
        let held = self.bodies_in(name);
        let messages = self.storage_mut().account.delete_queue(now, name)?;
        let queue = self.storage_mut().remember(name);
        self.are_gone(messages, held);
        self.note(log, What::StorageQueueChanged { queue, change: entry::Change::Removed });
        self.watch_storage();
        Ok(())
    }

    fn storage_clear(&mut self, name: &str, log: &mut Log) -> Result<(), StorageError> {
        let now = self.now;
        let held = self.bodies_in(name);
        self.on_storage(name, ConsumerId::PERSON, log, |queue, changes| {
            queue.clear(now, changes);
            Ok(())
        })?;
        self.are_gone(0, held);
        Ok(())
    }

    fn put_by_hand(
        &mut self,
        queue: &str,
        text: Option<Arc<str>>,
        visibility_timeout: Option<i64>,
        time_to_live: Option<i64>,
        log: &mut Log,
    ) -> Result<StorageAnswer, StorageError> {
        let before = self.person.clone();
        let body = text.as_deref().unwrap_or_default().as_bytes().into();
        let lineage = self.person_sends(Message { body, ..Message::default() }).accepted(0);
        let put = Put { text, visibility_timeout, time_to_live, lineage };
        match self.storage_put(queue, put, log) {
            Ok((id, message)) => Ok(StorageAnswer::Put(self.takes_receipt(id, &message), message)),
            Err(error) => {
                self.person = before;
                Err(error)
            }
        }
    }

    /// Puts a message into a queue.
    ///
    /// # Errors
    /// As [`Queue::put`]; of the queue's name, `QueueNotFound`.
    pub(super) fn storage_put(
        &mut self,
        queue: &str,
        put: Put,
        log: &mut Log,
    ) -> Result<(StorageQueueId, Arc<QueueMessage>), StorageError> {
        let now = self.now;
        self.on_storage(queue, ConsumerId::PERSON, log, |queue, changes| queue.put(now, put, changes))
    }

    /// Gets messages for `by`; none visible is not an error.
    ///
    /// # Errors
    /// As [`Queue::get`]; of the queue's name, `QueueNotFound`.
    pub(super) fn storage_get(
        &mut self,
        queue: &str,
        num_of_messages: Option<i64>,
        visibility_timeout: Option<i64>,
        by: ConsumerId,
        log: &mut Log,
    ) -> Result<(StorageQueueId, Vec<Arc<QueueMessage>>), StorageError> {
        let now = self.now;
        self.on_storage(queue, by, log, |q, changes| q.get(now, num_of_messages, visibility_timeout, changes))
    }

    /// Updates a message for `by`; the answer holds the new pop receipt.
    ///
    /// # Errors
    /// As [`Queue::update`]; of the queue's name, `QueueNotFound`.
    pub(super) fn storage_update(
        &mut self,
        queue: &str,
        receipt: &ReceiptRef,
        visibility_timeout: Option<i64>,
        text: Option<Arc<str>>,
        by: ConsumerId,
        log: &mut Log,
    ) -> Result<(StorageQueueId, Arc<QueueMessage>), StorageError> {
        let now = self.now;
        self.on_storage(queue, by, log, |q, changes| {
            let update = Update {
                message_id: &receipt.message_id,
                pop_receipt: receipt.pop_receipt.as_deref(),
                visibility_timeout,
                text,
            };
            q.update(now, update, changes)
        })
    }

    /// Deletes a message for `by`.
    ///
    /// # Errors
    /// As [`Queue::delete`]; of the queue's name, `QueueNotFound`.
    pub(super) fn storage_delete(
        &mut self,
        queue: &str,
        receipt: &ReceiptRef,
        by: ConsumerId,
        log: &mut Log,
    ) -> Result<(), StorageError> {
        let now = self.now;
        let deleted = self.on_storage(queue, by, log, |q, changes| {
            q.delete(now, &receipt.message_id, receipt.pop_receipt.as_deref(), changes)
        });
        deleted.map(|_| ())
    }

    /// Bytes of what was put into a queue and is still there.
    fn bodies_in(&self, name: &str) -> u64 {
        let queue = self.storage.account.queue(name).ok();
        queue.map_or(0, |queue| queue.messages().map(|message| self.sent_bytes(message.lineage) as u64).sum())
    }

    fn are_gone(&mut self, messages: u64, body_bytes: u64) {
        self.alive.messages = self.alive.messages.saturating_sub(messages);
        self.alive.body_bytes = self.alive.body_bytes.saturating_sub(body_bytes);
    }

    fn takes_receipt(&mut self, queue: StorageQueueId, message: &QueueMessage) -> TakenId {
        let (message_id, pop_receipt) = (message.message_id.to_string().into(), message.pop_receipt.to_string().into());
        self.person.takes(Held::Receipt { queue, message_id, pop_receipt })
    }

    /// Which message is meant, as the service is asked for it.
    fn receipt(&self, message: &StorageTaken) -> Result<ReceiptRef, Rejection> {
        match message {
            StorageTaken::Receipt(receipt) => Ok(receipt.clone()),
            StorageTaken::Handle(text) => {
                let held = TakenId::parse(text).and_then(|taken| self.person.held(taken));
                match held {
                    // Another queue does not know the id: that is the service's to say.
                    Some(Held::Receipt { message_id, pop_receipt, .. }) => {
                        Ok(ReceiptRef { message_id: message_id.clone(), pop_receipt: Some(pop_receipt.clone()) })
                    }
                    Some(Held::Delivery { .. }) | None => Err(Rejection::new(RejectCode::UnknownHandle, text)),
                }
            }
        }
    }

    fn tell_storage_change(&mut self, queue: StorageQueueId, change: Change, by: ConsumerId, log: &mut Log) {
        let (number, lineage, what) = match change {
            Change::Message { number, lineage, what } => (number, lineage, what),
            Change::Cleared { messages } => {
                self.are_gone(messages, 0);
                self.note(log, What::MessagesCleared { queue, messages: messages as u32 });
                return;
            }
        };
        let key = (queue, number);
        let (id, step) = (number as u32, self.steps);
        match what {
            Did::Put { next_visible_at, .. } => {
                self.is_born(self.sent_bytes(lineage));
                if next_visible_at > self.now {
                    self.storage_mut().limit_causes.insert(key, step);
                }
                self.note(log, What::MessagePut { lineage, queue, number: id });
            }
            Did::Got { dequeue_count, .. } => {
                self.storage_mut().limit_causes.insert(key, step);
                let count = dequeue_count.min(u32::from(u16::MAX)) as u16;
                self.note(log, What::MessageGot { lineage, queue, consumer: by, number: id, count });
            }
            Did::Updated { next_visible_at, text_changed } => {
                if next_visible_at > self.now {
                    self.storage_mut().limit_causes.insert(key, step);
                }
                self.note(log, What::MessageUpdated { lineage, queue, consumer: by, number: id, text: text_changed });
            }
            Did::Deleted { .. } => {
                self.storage_mut().limit_causes.remove(&key);
                self.is_gone(self.sent_bytes(lineage));
                self.note(log, What::MessageDeleted { lineage, queue, consumer: by, number: id });
            }
            Did::BecameVisible { .. } => {
                self.cause = self.storage_mut().limit_causes.remove(&key).unwrap_or(self.cause);
                self.note(log, What::BecameVisible { lineage, queue, number: id });
            }
            Did::Expired { .. } => {
                self.storage_mut().limit_causes.remove(&key);
                self.is_gone(self.sent_bytes(lineage));
                self.note(log, What::MessageExpired { lineage, queue, number: id });
            }
        }
    }

    fn sent_bytes(&self, lineage: Lineage) -> usize {
        self.message_of(lineage.send()).map_or(0, |message| message.body.len())
    }

    /// Goes after the account's next limit when it has changed.
    fn watch_storage(&mut self) {
        let next = self.storage.account.next_limit().map(|at| at.max(self.now));
        let steps = self.steps;
        let look = self.storage_mut().watch.moves(next, steps);
        self.schedule_look(look);
    }

    fn schedule_look(&mut self, look: Option<Timestamp>) {
        if let Some(at) = look {
            let storage = Arc::make_mut(&mut self.storage);
            let (owner, scheduled) = (storage.owner, &mut storage.scheduled);
            self.agenda.schedule(at, owner, scheduled, self.steps, Occurrence::StorageLimitDue);
        }
    }

    pub(super) fn storage_limit_due(&mut self, log: &mut Log) -> bool {
        let now = self.now;
        let storage = self.storage_mut();
        match storage.watch.looks(now) {
            Look::Due(cause) => self.cause = cause,
            Look::Early(next) => {
                self.schedule_look(next);
                return false;
            }
        }
        let storage = self.storage_mut();
        let due = storage.account.run_next_limit(now);
        if let Some((name, change)) = &due {
            self.begin();
            let id = self.storage_mut().remember(name);
            self.tell_storage_change(id, *change, ConsumerId::PERSON, log);
        }
        self.watch_storage();
        due.is_some()
    }
}

fn as_metadata(entries: &[Property]) -> Result<Metadata, StorageError> {
    Metadata::new(entries.iter().map(|entry| (entry.name.clone(), entry.value.clone())).collect())
}

/// What the service answers, for a call on `queue`.
pub(super) fn refused(queue: &str, error: &StorageError) -> Rejection {
    let details = error.details().into_iter().map(|(name, value)| (name, value.into())).collect();
    let service = ServiceRefusal { error: service_error(error), status: error.status(), details };
    Rejection { service: Some(Box::new(service)), ..Rejection::new(RejectCode::Service, queue) }
}

pub(super) fn service_error(error: &StorageError) -> ServiceError {
    match error {
        StorageError::OutOfRangeInput => ServiceError::OutOfRangeInput,
        StorageError::InvalidResourceName => ServiceError::InvalidResourceName,
        StorageError::InvalidMetadata { .. } => ServiceError::InvalidMetadata,
        StorageError::QueueAlreadyExists => ServiceError::QueueAlreadyExists,
        StorageError::QueueBeingDeleted { .. } => ServiceError::QueueBeingDeleted,
        StorageError::QueueNotFound => ServiceError::QueueNotFound,
        StorageError::MessageNotFound(_) => ServiceError::StorageMessageNotFound,
        StorageError::OutOfRangeQueryParameterValue { .. } => ServiceError::OutOfRangeQueryParameterValue,
        StorageError::InvalidQueryParameterValue { .. } => ServiceError::InvalidQueryParameterValue,
        StorageError::MissingRequiredQueryParameter(_) => ServiceError::MissingRequiredQueryParameter,
        StorageError::InvalidXmlDocument => ServiceError::InvalidXmlDocument,
        StorageError::MessageTooLarge { .. } => ServiceError::MessageTooLarge,
    }
}
