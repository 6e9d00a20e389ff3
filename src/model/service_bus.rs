//! Service Bus, as far as IoT Hub routes to it: a queue with peek-lock delivery, settlement and a dead-letter
//! sub-queue.
//!
//! Models: the transition table of `service-bus-queue.md` section 3 and the operations of section 4. Rule numbers in
//! the code are its rows. Nothing here knows the simulation: every operation takes the time and tells what it changed.
//! What runs out by itself does so exactly at its limit; an operation lets everything due happen first.
//! Waiting for a message, prefetch and links are the receiver's matter.
//!
//! Differs(service-bus-sessions): sessions are a flag: a queue that requires them accepts sends with a session id, and receiving is refused. [doc]
//! Differs(service-bus-partitions): queues are never partitioned, so sequence numbers have no gaps and duplicate detection looks at the message id alone. [doc]
//! Differs(amqp-links): receivers have no links that could drop, so a lock ends only by time, by settlement or by a change of the queue's settings. [doc]
//! Assumed(lock-expiry-exact): a lock, a time to live and a scheduled time take effect exactly at their instant. [derived]
//! Assumed(max-delivery-before-ttl): a failed delivery that reached the maximum count is dead-lettered for that reason even when its time to live is over too. [choice]
//! Assumed(dead-letter-sequence-number): a dead-lettered message keeps its sequence number. [choice]
//! Assumed(peek-of-disabled-queue): a queue whose receives are disabled cannot be peeked either. [choice]
//! Assumed(waiting-receiver-is-use): a queue is not idle while a program waits for its messages. [derived]
//! Assumed(settle-in-disabled-queue): a disabled queue still lets a held message be settled. [choice]
//! Assumed(revoked-lock-counts): a change of the queue's settings ends every lock, and the delivery counts as failed. [choice]

mod change;
mod error;
mod forward;
mod history;
mod limits;
mod message;
mod receive;
mod send;
mod settings;
mod settle;
mod store;
#[cfg(test)]
mod tests;

pub use change::{Change, Reason, Then, What};
pub use error::{Argument, Error, Invalid, SizeLimit};
pub use forward::{Forward, MAX_FORWARDING_HOPS};
pub use message::{
    BrokeredMessage, ClientMessage, CustomProperty, DEAD_LETTER_ERROR_DESCRIPTION, DEAD_LETTER_REASON,
    MAX_HEADER_BYTES, MAX_PROPERTY_BYTES, Scalar,
};
pub use receive::{Delivery, Handle, Lock, QueuedMessage, ReceiveMode, Receiver};
pub use send::Sent;
pub use settings::{Problem, Setting, Settings, SettingsError, Status, Tier};
pub use settle::DeadLetter;
pub use store::{Counts, Shelf, State, SubQueue};

use crate::model::draw::{Owner, Purpose, guid};
use crate::model::time::Timestamp;
use history::History;
use std::sync::Arc;
use store::{Queued, Store};
use uuid::Uuid;

/// A queue with its dead-letter sub-queue. A clone is cheap however many messages it holds.
#[derive(Clone, Debug)]
pub struct Queue {
    settings: Arc<Settings>,
    seed: u64,
    owner: Owner,
    store: Store,
    history: History,
    last_sequence: u64,
    /// Peek-lock deliveries so far: the draws of their lock tokens.
    locks: u64,
    created_at: Timestamp,
    used_at: Timestamp,
    /// Somebody waits for a message: a receive call that goes on is use.
    attended: bool,
    deleted: bool,
    forwards: Vec<Forward>,
}

/// Whether IoT Hub can use the queue as an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reachability {
    Reachable,
    /// The setting that forbids it: sessions or duplicate detection.
    Unreachable(Setting),
}

/// Why an update was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UpdateError {
    Entity(Error),
    Settings(Vec<SettingsError>),
}

impl Queue {
    /// A new, empty queue. `seed` and `owner` decide its lock tokens. That queues to forward to exist, and that the
    /// name is free, is the namespace's matter.
    ///
    /// # Errors
    /// All settings that the service would refuse.
    pub fn create(settings: Settings, seed: u64, owner: Owner, now: Timestamp) -> Result<Self, Vec<SettingsError>> {
        let errors = settings.validate();
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Self {
            settings: Arc::new(settings),
            seed,
            owner,
            store: Store::default(),
            history: History::default(),
            last_sequence: 0,
            locks: 0,
            created_at: now,
            used_at: now,
            attended: false,
            deleted: false,
            forwards: Vec::new(),
        })
    }

    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    #[must_use]
    pub fn created_at(&self) -> Timestamp {
        self.created_at
    }

    #[must_use]
    pub fn counts(&self) -> Counts {
        self.store.counts()
    }

    /// Whether the queue went away by itself, idle for too long: every operation now fails with
    /// `MessagingEntityNotFound`.
    #[must_use]
    pub fn is_deleted(&self) -> bool {
        self.deleted
    }

    #[must_use]
    pub fn endpoint_reachability(&self) -> Reachability {
        if self.settings.requires_session {
            Reachability::Unreachable(Setting::RequiresSession)
        } else if self.settings.requires_duplicate_detection {
            Reachability::Unreachable(Setting::RequiresDuplicateDetection)
        } else {
            Reachability::Reachable
        }
    }

    /// Changes whether sends and receives are allowed. Messages and locks stay.
    ///
    /// # Errors
    /// `MessagingEntityNotFound`.
    pub fn set_status(&mut self, now: Timestamp, status: Status, changes: &mut Vec<Change>) -> Result<(), Error> {
        self.open(now, changes)?;
        Arc::make_mut(&mut self.settings).status = status;
        Ok(())
    }

    /// Replaces the settings. Every lock is lost; messages keep the expiry they have.
    ///
    /// # Errors
    /// `MessagingEntityNotFound`, or all settings that the service would refuse or that are fixed at creation.
    /// Nothing changes then.
    pub fn update(&mut self, now: Timestamp, settings: Settings, changes: &mut Vec<Change>) -> Result<(), UpdateError> {
        self.open(now, changes).map_err(UpdateError::Entity)?;
        let errors = self.settings.validate_change(&settings);
        if !errors.is_empty() {
            return Err(UpdateError::Settings(errors));
        }
        self.settings = Arc::new(settings);
        self.revoke_locks(now, changes);
        self.forward_waiting(changes);
        Ok(())
    }

    /// Deletes the queue with all that it holds.
    ///
    /// # Errors
    /// `MessagingEntityNotFound`.
    pub fn delete(&mut self, now: Timestamp, changes: &mut Vec<Change>) -> Result<(), Error> {
        self.open(now, changes)?;
        self.vanish(changes);
        Ok(())
    }

    /// Whether a receiver of that sub-queue would be handed something now, or be refused.
    #[must_use]
    pub fn answers_at_once(&self, sub_queue: SubQueue) -> bool {
        let open = matches!(self.settings.status, Status::Active | Status::SendDisabled);
        let session = self.settings.requires_session && sub_queue == SubQueue::Main;
        !open || session || self.deleted || self.store.first_available(sub_queue).is_some()
    }

    /// Whether [`Self::attend`] would change anything.
    #[must_use]
    pub fn takes_note_of(&self, receivers: bool) -> bool {
        self.settings.auto_delete_on_idle.is_some() && self.attended != receivers
    }

    /// Receivers wait from now on, or none does any more: as long as one waits, the queue is in use.
    pub fn attend(&mut self, now: Timestamp, receivers: bool) {
        self.attended = receivers;
        self.used_at = now;
    }

    /// How many messages a receiver could be handed now.
    #[must_use]
    pub fn receivable(&self) -> u64 {
        let counts = self.counts();
        let open = matches!(self.settings.status, Status::Active | Status::SendDisabled);
        if open && !self.settings.requires_session {
            counts.active - (counts.locked - counts.locked_deferred)
        } else {
            0
        }
    }

    /// Lets what is due happen, and takes note that somebody uses the queue.
    fn open(&mut self, now: Timestamp, changes: &mut Vec<Change>) -> Result<(), Error> {
        self.run_limits(now, changes);
        if self.deleted {
            return Err(Error::MessagingEntityNotFound);
        }
        self.used_at = now;
        Ok(())
    }

    fn token(&self, lock: u64) -> Uuid {
        guid(self.seed, self.owner, Purpose::LockToken, lock)
    }

    fn expiry(&self, message: &BrokeredMessage, enqueued_at: Timestamp) -> Timestamp {
        enqueued_at.plus(self.settings.effective_time_to_live(message.time_to_live()))
    }

    fn allow(&self, forbidding: Status) -> Result<(), Error> {
        let status = self.settings.status;
        if status == Status::Disabled || status == forbidding { Err(Error::MessagingEntityDisabled) } else { Ok(()) }
    }
}

fn change(sequence: u64, queued: &Queued, what: What) -> Change {
    let message = &queued.message;
    let (lineage, body_bytes) = (message.lineage(), message.body().len() as u32);
    Change::Message { sequence, lineage, body_bytes, sub_queue: queued.sub_queue, what }
}
