//! Forwarding: messages that move on to another queue by themselves. The namespace carries them; this side hands them
//! out, takes them in, and takes back what the target refuses.
//!
//! Models: `service-bus-queue.md` sections 8 and 12.
//! Assumed(refused-forwarding-reason): a message that the target of forwarding refuses is dead-lettered under the name of the error. [choice]

use super::error::Error;
use super::message::{BrokeredMessage, CustomProperty, DEAD_LETTER_REASON};
use super::store::{Queued, SubQueue};
use super::{Change, Queue, Reason, Sent, What, change};
use crate::model::time::Timestamp;
use std::sync::Arc;

/// After so many hops a message is dead-lettered where it is.
pub const MAX_FORWARDING_HOPS: u8 = 4;

/// A message on its way from this queue to another.
#[derive(Clone, Debug)]
pub struct Forward {
    pub to: Arc<str>,
    /// With its number in the first queue and, from a dead-letter sub-queue, its source.
    pub message: Arc<BrokeredMessage>,
    sequence: u64,
    queued: Queued,
}

impl Forward {
    /// Its number in the queue that it left.
    #[must_use]
    pub fn sequence(&self) -> u64 {
        self.sequence
    }
}

impl Queue {
    /// Whether anything left for other queues since [`Self::take_forwards`].
    #[must_use]
    pub fn has_forwards(&self) -> bool {
        !self.forwards.is_empty()
    }

    /// What left for other queues since the last call; hand each to its target's [`Self::accept_forwarded`].
    #[must_use]
    pub fn take_forwards(&mut self) -> Vec<Forward> {
        std::mem::take(&mut self.forwards)
    }

    /// Takes in a message that another queue forwarded.
    ///
    /// # Errors
    /// As [`Self::send`], for the source's [`Self::take_back`]. A queue that requires sessions takes a message without
    /// a session id in, but into its dead-letter sub-queue.
    pub fn accept_forwarded(
        &mut self,
        now: Timestamp,
        forward: &Forward,
        changes: &mut Vec<Change>,
    ) -> Result<Sent, Error> {
        self.open(now, changes)?;
        self.admit(&forward.message)?;
        if self.is_duplicate(now, &forward.message) {
            changes.push(Change::DuplicateDropped { lineage: forward.message.lineage() });
            return Ok(Sent::DuplicateDropped);
        }
        self.make_room(&forward.message)?;
        self.remember(now, &forward.message);
        let message = Arc::clone(&forward.message);
        if self.settings.requires_session && message.session_id().is_none() {
            let sequence = self.next_sequence();
            self.store.insert(sequence, self.queued(now, message));
            self.dead_letter_for(sequence, Reason::SessionIdIsNull, changes);
            return Ok(Sent::Enqueued { sequence });
        }
        Ok(Sent::Enqueued { sequence: self.enqueue(now, message, What::Enqueued, changes) })
    }

    /// Puts a message that the target refused into the dead-letter sub-queue, under its old number.
    pub fn take_back(&mut self, now: Timestamp, forward: Forward, error: Error, changes: &mut Vec<Change>) {
        self.run_limits(now, changes);
        let mut queued = forward.queued;
        if queued.sub_queue == SubQueue::Main {
            let reason = [CustomProperty::text(DEAD_LETTER_REASON, error.name())];
            queued.message = Arc::new(queued.message.as_ref().clone().with_properties(&reason));
        }
        changes.push(change(forward.sequence, &queued, What::DeadLettered { reason: Reason::ForwardingFailed }));
        queued.sub_queue = SubQueue::DeadLetter;
        self.store.insert(forward.sequence, queued);
    }

    /// Sends a message that has just become receivable on its way, if the queue forwards such messages.
    pub(super) fn forward(&mut self, sequence: u64, changes: &mut Vec<Change>) {
        let queued = self.store.get(sequence).expect("the caller looked");
        let (target, source) = match queued.sub_queue {
            SubQueue::Main => (&self.settings.forward_to, None),
            SubQueue::DeadLetter => (&self.settings.forward_dead_lettered_messages_to, Some(&self.settings.name)),
        };
        let Some(to) = target.clone() else { return };
        if queued.message.hops() >= MAX_FORWARDING_HOPS {
            if queued.sub_queue == SubQueue::Main {
                self.dead_letter_for(sequence, Reason::MaxTransferHopCountExceeded, changes);
            }
            return;
        }
        let message = Arc::new(queued.message.as_ref().clone().forwarded(sequence, source));
        let queued = self.store.remove(sequence);
        changes.push(change(sequence, &queued, What::Forwarded));
        self.forwards.push(Forward { to, message, sequence, queued });
    }

    /// Sends what already waits on its way, after forwarding was switched on.
    pub(super) fn forward_waiting(&mut self, changes: &mut Vec<Change>) {
        for sub_queue in [SubQueue::Main, SubQueue::DeadLetter] {
            let waiting: Vec<u64> = self.store.available(sub_queue).collect();
            for sequence in waiting {
                self.forward(sequence, changes);
            }
        }
    }

    fn dead_letter_for(&mut self, sequence: u64, reason: Reason, changes: &mut Vec<Change>) {
        changes.push(self.note(sequence, What::DeadLettered { reason }));
        self.move_to_dead_letters(sequence, reason.as_str(), changes);
    }
}
