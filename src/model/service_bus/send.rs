//! Into the queue: send, schedule, cancel, and the activation of scheduled messages (rules 1 to 5).

use super::error::{Error, Invalid};
use super::message::BrokeredMessage;
use super::settings::Status;
use super::store::{Queued, State, SubQueue};
use super::{Change, Queue, What, change};
use crate::model::time::Timestamp;
use std::sync::Arc;

/// What became of a message that was sent. The service tells a plain sender none of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    Enqueued {
        sequence: u64,
    },
    /// The number is temporary: it cancels, and ends with activation.
    Scheduled {
        sequence: u64,
    },
    /// Accepted and thrown away: the message id was seen within the window.
    DuplicateDropped,
}

impl Queue {
    /// Sends a message; one with a scheduled time in the future waits for it.
    ///
    /// # Errors
    /// `MessagingEntityNotFound`, `MessagingEntityDisabled`, `InvalidOperation` without the session id that the queue
    /// requires, `ArgumentOutOfRange`, `MessageSizeExceeded`, `QuotaExceeded`. Nothing is stored then.
    pub fn send(
        &mut self,
        now: Timestamp,
        message: Arc<BrokeredMessage>,
        changes: &mut Vec<Change>,
    ) -> Result<Sent, Error> {
        let at = message.scheduled_enqueue_time().unwrap_or(now);
        self.schedule(now, message, at, changes)
    }

    /// Sends a message that enters the queue at `at`, whatever time it carries itself; a time that has passed means
    /// at once.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub fn schedule(
        &mut self,
        now: Timestamp,
        message: Arc<BrokeredMessage>,
        at: Timestamp,
        changes: &mut Vec<Change>,
    ) -> Result<Sent, Error> {
        self.open(now, changes)?;
        self.admit(&message)?;
        if self.settings.requires_session && message.session_id().is_none() {
            return Err(Error::InvalidOperation(Invalid::SessionIdMissing));
        }
        if self.is_duplicate(now, &message) {
            changes.push(Change::DuplicateDropped { lineage: message.lineage() });
            return Ok(Sent::DuplicateDropped);
        }
        self.make_room(&message)?;
        self.remember(now, &message);
        if at <= now {
            let sequence = self.enqueue(now, message, What::Enqueued, changes);
            return Ok(Sent::Enqueued { sequence });
        }
        // Its time to live runs from its activation.
        let expires_at = self.expiry(&message, at);
        let queued = Queued { until: at, expires_at, state: State::Scheduled, ..self.queued(now, message) };
        let sequence = self.next_sequence();
        changes.push(change(sequence, &queued, What::Scheduled { at }));
        self.store.insert(sequence, queued);
        Ok(Sent::Scheduled { sequence })
    }

    /// Takes a scheduled message back (rule 5). Its message id stays in the duplicate history.
    ///
    /// # Errors
    /// `MessagingEntityNotFound`, `MessagingEntityDisabled`; `MessageNotFound` for a number that is unknown, cancelled
    /// or no longer scheduled.
    pub fn cancel_scheduled(&mut self, now: Timestamp, sequence: u64, changes: &mut Vec<Change>) -> Result<(), Error> {
        self.open(now, changes)?;
        self.allow(Status::SendDisabled)?;
        self.store.get(sequence).filter(|queued| queued.state == State::Scheduled).ok_or(Error::MessageNotFound)?;
        let queued = self.store.remove(sequence);
        changes.push(change(sequence, &queued, What::Cancelled));
        Ok(())
    }

    /// Status and the limits of a single message.
    pub(super) fn admit(&self, message: &BrokeredMessage) -> Result<(), Error> {
        self.allow(Status::SendDisabled)?;
        message.check(self.settings.max_message_bytes())
    }

    pub(super) fn make_room(&self, message: &BrokeredMessage) -> Result<(), Error> {
        let full = self.store.counts().size_bytes + message.bytes() > self.settings.max_size_bytes();
        if full { Err(Error::QuotaExceeded) } else { Ok(()) }
    }

    pub(super) fn is_duplicate(&self, now: Timestamp, message: &BrokeredMessage) -> bool {
        let window = self.settings.duplicate_detection_history_time_window;
        self.settings.requires_duplicate_detection
            && message.message_id().is_some_and(|id| self.history.knows(id, now, window))
    }

    pub(super) fn remember(&mut self, now: Timestamp, message: &BrokeredMessage) {
        if !self.settings.requires_duplicate_detection {
            return;
        }
        if let Some(id) = message.message_id() {
            self.history.remember(id, now, self.settings.duplicate_detection_history_time_window);
        }
    }

    /// Puts a message into the active log under a new number (rules 1 and 4).
    pub(super) fn enqueue(
        &mut self,
        at: Timestamp,
        message: Arc<BrokeredMessage>,
        what: What,
        changes: &mut Vec<Change>,
    ) -> u64 {
        let sequence = self.next_sequence();
        let queued = self.queued(at, message);
        changes.push(change(sequence, &queued, what));
        self.store.insert(sequence, queued);
        self.forward(sequence, changes);
        sequence
    }

    pub(super) fn next_sequence(&mut self) -> u64 {
        self.last_sequence += 1;
        self.last_sequence
    }

    pub(super) fn queued(&self, at: Timestamp, message: Arc<BrokeredMessage>) -> Queued {
        Queued {
            enqueued_at: at,
            expires_at: self.expiry(&message, at),
            until: at,
            lock: 0,
            holder: 0,
            delivery_count: 0,
            state: State::Active,
            sub_queue: SubQueue::Main,
            message,
        }
    }
}
