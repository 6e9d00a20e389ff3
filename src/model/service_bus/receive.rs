//! Out of the queue: receive in both modes, receive deferred, peek, and the view for a page (rules 6, 7, 19, 20).

use super::error::{Argument, Error, Invalid};
use super::message::BrokeredMessage;
use super::settings::Status;
use super::store::{Queued, Shelf, State, SubQueue};
use super::{Change, Queue, What, change};
use crate::model::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReceiveMode {
    /// The message stays, locked, until it is settled or the lock runs out.
    #[default]
    PeekLock,
    /// The message is gone once it is sent to the receiver.
    ReceiveAndDelete,
}

/// Who receives, how and from where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receiver {
    pub sub_queue: SubQueue,
    pub mode: ReceiveMode,
    /// Means nothing to the queue; comes back in changes and views.
    pub holder: u32,
}

/// A message handed out.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    pub sequence: u64,
    pub sub_queue: SubQueue,
    /// Whether it was deferred before.
    pub state: State,
    /// Absent with receive-and-delete.
    pub lock: Option<Lock>,
    /// This delivery counted in: 1 at the first.
    pub delivery_count: u32,
    pub enqueued_at: Timestamp,
    pub expires_at: Timestamp,
    pub message: Arc<BrokeredMessage>,
}

/// The right to settle one delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lock {
    pub token: Uuid,
    pub until: Timestamp,
    pub holder: u32,
}

/// Names a delivery in settlement calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handle {
    pub sequence: u64,
    pub token: Option<Uuid>,
}

impl Delivery {
    #[must_use]
    pub fn handle(&self) -> Handle {
        Handle { sequence: self.sequence, token: self.lock.map(|lock| lock.token) }
    }
}

/// A message as it lies in the queue.
#[derive(Clone, Debug, PartialEq)]
pub struct QueuedMessage {
    pub sequence: u64,
    pub sub_queue: SubQueue,
    pub state: State,
    /// Never told by peek.
    pub lock: Option<Lock>,
    /// Failed attempts: 0 before the first delivery has ended.
    pub delivery_count: u32,
    /// For a scheduled message: when it was sent.
    pub enqueued_at: Timestamp,
    pub expires_at: Timestamp,
    pub scheduled_for: Option<Timestamp>,
    pub message: Arc<BrokeredMessage>,
}

impl Queue {
    /// Hands out up to `max` messages in the order of their numbers. None there is not an error.
    ///
    /// # Errors
    /// `MessagingEntityNotFound`, `MessagingEntityDisabled`, `InvalidOperation` on a queue with sessions,
    /// `ArgumentOutOfRange` for a `max` of 0.
    pub fn receive(
        &mut self,
        now: Timestamp,
        receiver: Receiver,
        max: u32,
        changes: &mut Vec<Change>,
    ) -> Result<Vec<Delivery>, Error> {
        let mut deliveries = Vec::new();
        self.hand_out(now, receiver, max, changes, &mut |delivery| deliveries.push(delivery))?;
        Ok(deliveries)
    }

    /// As [`Self::receive`], to somebody who takes one message after the other.
    ///
    /// # Errors
    /// As [`Self::receive`].
    pub fn hand_out(
        &mut self,
        now: Timestamp,
        receiver: Receiver,
        max: u32,
        changes: &mut Vec<Change>,
        take: &mut dyn FnMut(Delivery),
    ) -> Result<(), Error> {
        self.open_receiver(now, receiver, changes)?;
        if max == 0 {
            return Err(Error::ArgumentOutOfRange(Argument::MaxMessageCount));
        }
        for _ in 0..max {
            let Some(sequence) = self.store.first_available(receiver.sub_queue) else { break };
            take(self.deliver(now, sequence, receiver, changes));
        }
        Ok(())
    }

    /// Hands out deferred messages by number, all or none. Their time to live does not matter (rule 23).
    ///
    /// # Errors
    /// As [`Self::receive`]; `MessageNotFound` if one is unknown, not deferred, or locked at the moment.
    pub fn receive_deferred(
        &mut self,
        now: Timestamp,
        receiver: Receiver,
        sequences: &[u64],
        changes: &mut Vec<Change>,
    ) -> Result<Vec<Delivery>, Error> {
        self.open_receiver(now, receiver, changes)?;
        for (i, sequence) in sequences.iter().enumerate() {
            let waits = self.store.get(*sequence).is_some_and(|queued| {
                queued.state == State::Deferred && queued.sub_queue == receiver.sub_queue && !queued.is_locked()
            });
            if !waits || sequences[..i].contains(sequence) {
                return Err(Error::MessageNotFound);
            }
        }
        Ok(sequences.iter().map(|sequence| self.deliver(now, *sequence, receiver, changes)).collect())
    }

    /// Shows up to `max` messages from number `from` on, whatever their state, without touching them.
    ///
    /// # Errors
    /// `MessagingEntityNotFound`, `MessagingEntityDisabled`, `ArgumentOutOfRange` for a `max` of 0.
    pub fn peek(
        &mut self,
        now: Timestamp,
        sub_queue: SubQueue,
        from: u64,
        max: u32,
        changes: &mut Vec<Change>,
    ) -> Result<Vec<QueuedMessage>, Error> {
        self.open(now, changes)?;
        self.allow(Status::ReceiveDisabled)?;
        if max == 0 {
            return Err(Error::ArgumentOutOfRange(Argument::MaxMessageCount));
        }
        let members = self.messages(sub_queue, from).take(max as usize);
        Ok(members.map(|message| QueuedMessage { lock: None, ..message }).collect())
    }

    /// What lies in a sub-queue from number `from` on, locks included. Lazy: take as many as the page shows.
    pub fn messages(&self, sub_queue: SubQueue, from: u64) -> impl Iterator<Item = QueuedMessage> {
        self.store.members(sub_queue, from).map(|(sequence, queued)| self.view(sequence, queued))
    }

    /// What lies on a shelf from number `from` on. Lazy: take as many as the page shows.
    pub fn shelf(&self, shelf: Shelf, from: u64) -> impl Iterator<Item = QueuedMessage> {
        self.store.shelf(shelf, from).map(|(sequence, queued)| self.view(sequence, queued))
    }

    /// The number of the first message on a shelf at or after `from`.
    #[must_use]
    pub fn first_on(&self, shelf: Shelf, from: u64) -> Option<u64> {
        self.store.first_on(shelf, from)
    }

    /// One message, in whichever sub-queue it lies.
    #[must_use]
    pub fn message(&self, sequence: u64) -> Option<QueuedMessage> {
        self.store.get(sequence).map(|queued| self.view(sequence, queued))
    }

    /// The message that a lock token holds, for callers that have only the token. Looks at every held message.
    #[must_use]
    pub fn sequence_of(&self, token: Uuid) -> Option<u64> {
        self.store.locked().find(|(_, queued)| self.token(queued.lock) == token).map(|(sequence, _)| sequence)
    }

    fn open_receiver(&mut self, now: Timestamp, receiver: Receiver, changes: &mut Vec<Change>) -> Result<(), Error> {
        self.open(now, changes)?;
        self.allow(Status::ReceiveDisabled)?;
        if self.settings.requires_session && receiver.sub_queue == SubQueue::Main {
            return Err(Error::InvalidOperation(Invalid::SessionRequired));
        }
        Ok(())
    }

    fn deliver(
        &mut self,
        now: Timestamp,
        sequence: u64,
        Receiver { mode, holder, .. }: Receiver,
        changes: &mut Vec<Change>,
    ) -> Delivery {
        match mode {
            ReceiveMode::PeekLock => {
                self.locks += 1;
                let lock = self.locks;
                let until = now.plus(self.settings.lock_duration);
                let held = Lock { token: self.token(lock), until, holder };
                self.store.update(sequence, |queued| {
                    (queued.lock, queued.until, queued.holder) = (lock, until, holder);
                    let what = What::Locked { delivery: queued.delivery_count + 1, until, holder };
                    changes.push(change(sequence, queued, what));
                    queued.delivery(sequence, Some(held))
                })
            }
            ReceiveMode::ReceiveAndDelete => {
                let queued = self.store.remove(sequence);
                let delivery = queued.delivery(sequence, None);
                let what = What::ReceivedAndDeleted { delivery: delivery.delivery_count, holder };
                changes.push(change(sequence, &queued, what));
                delivery
            }
        }
    }

    fn view(&self, sequence: u64, queued: &Queued) -> QueuedMessage {
        QueuedMessage {
            sequence,
            sub_queue: queued.sub_queue,
            state: queued.state,
            lock: queued.is_locked().then(|| Lock {
                token: self.token(queued.lock),
                until: queued.until,
                holder: queued.holder,
            }),
            delivery_count: queued.delivery_count,
            enqueued_at: queued.enqueued_at,
            expires_at: queued.expires_at,
            scheduled_for: (queued.state == State::Scheduled).then_some(queued.until),
            message: Arc::clone(&queued.message),
        }
    }
}

impl Queued {
    fn delivery(&self, sequence: u64, lock: Option<Lock>) -> Delivery {
        Delivery {
            sequence,
            sub_queue: self.sub_queue,
            state: self.state,
            lock,
            delivery_count: self.delivery_count + 1,
            enqueued_at: self.enqueued_at,
            expires_at: self.expires_at,
            message: Arc::clone(&self.message),
        }
    }
}
