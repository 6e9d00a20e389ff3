//! Settlement: complete, abandon, defer, dead-letter, renew, and what a failed delivery leads to (rules 9 to 17, 21,
//! 22, 24).

use super::error::{Error, Invalid};
use super::message::{
    CustomProperty, DEAD_LETTER_ERROR_DESCRIPTION, DEAD_LETTER_REASON, MAX_HEADER_BYTES, check_properties,
};
use super::receive::Handle;
use super::store::{Queued, State, SubQueue};
use super::{Change, Queue, Reason, Then, What, change};
use crate::model::time::Timestamp;
use std::sync::Arc;

/// What an application says when it dead-letters a message.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeadLetter {
    pub reason: Option<Arc<str>>,
    pub description: Option<Arc<str>>,
    pub properties: Vec<CustomProperty>,
}

/// How a delivery ends without success.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Failure {
    /// Abandoned, or the lock is gone.
    Released,
    Deferred,
}

impl Queue {
    /// The message is done with and goes (rules 9 and 21), even past its time to live.
    ///
    /// # Errors
    /// `MessageLockLost`; `InvalidOperation` for a delivery without a lock; `MessagingEntityNotFound`.
    pub fn complete(&mut self, now: Timestamp, handle: Handle, changes: &mut Vec<Change>) -> Result<(), Error> {
        self.held(now, handle, changes)?;
        let queued = self.store.remove(handle.sequence);
        let what = What::Completed { delivery: queued.delivery_count + 1, holder: queued.holder };
        changes.push(change(handle.sequence, &queued, what));
        Ok(())
    }

    /// Gives the message back as a failed attempt (rules 10, 12, 13, 22), with properties set or replaced.
    ///
    /// # Errors
    /// As [`Self::complete`]; `MessageSizeExceeded` for a property that is too large.
    pub fn abandon(
        &mut self,
        now: Timestamp,
        handle: Handle,
        properties: &[CustomProperty],
        changes: &mut Vec<Change>,
    ) -> Result<(), Error> {
        self.held(now, handle, changes)?;
        self.give_back(now, handle.sequence, Failure::Released, properties, changes)
    }

    /// Puts the message aside (rules 14, 15, 22): from now on it is received by its number only.
    ///
    /// # Errors
    /// As [`Self::abandon`].
    pub fn defer(
        &mut self,
        now: Timestamp,
        handle: Handle,
        properties: &[CustomProperty],
        changes: &mut Vec<Change>,
    ) -> Result<(), Error> {
        self.held(now, handle, changes)?;
        self.give_back(now, handle.sequence, Failure::Deferred, properties, changes)
    }

    /// Moves the message to the dead-letter sub-queue (rules 16, 21), even past its time to live.
    ///
    /// # Errors
    /// As [`Self::abandon`]; `InvalidOperation` if it is there already.
    pub fn dead_letter(
        &mut self,
        now: Timestamp,
        handle: Handle,
        why: &DeadLetter,
        changes: &mut Vec<Change>,
    ) -> Result<(), Error> {
        let queued = self.held(now, handle, changes)?;
        if queued.sub_queue == SubQueue::DeadLetter {
            return Err(Error::InvalidOperation(Invalid::AlreadyDeadLettered));
        }
        let mut properties = why.properties.clone();
        for (name, text) in [(DEAD_LETTER_REASON, &why.reason), (DEAD_LETTER_ERROR_DESCRIPTION, &why.description)] {
            properties.extend(text.as_ref().map(|text| CustomProperty::text(name, Arc::clone(text))));
        }
        check_properties(&properties)?;
        self.set_properties(handle.sequence, &properties);
        changes.push(self.note(handle.sequence, What::DeadLettered { reason: Reason::Application }));
        self.move_to_dead_letters(handle.sequence, None, changes);
        Ok(())
    }

    /// Extends the lock to a full lock duration from now (rule 17); gives its new end.
    ///
    /// # Errors
    /// As [`Self::complete`].
    pub fn renew_lock(
        &mut self,
        now: Timestamp,
        handle: Handle,
        changes: &mut Vec<Change>,
    ) -> Result<Timestamp, Error> {
        let holder = self.held(now, handle, changes)?.holder;
        let until = now.plus(self.settings.lock_duration);
        self.store.update(handle.sequence, |queued| queued.until = until);
        changes.push(self.note(handle.sequence, What::LockRenewed { until, holder }));
        Ok(until)
    }

    /// The message that the handle still holds. Settling is no use in the sense of auto-delete.
    fn held(&mut self, now: Timestamp, handle: Handle, changes: &mut Vec<Change>) -> Result<&Queued, Error> {
        self.run_limits(now, changes);
        if self.deleted {
            return Err(Error::MessagingEntityNotFound);
        }
        let token = handle.token.ok_or(Error::InvalidOperation(Invalid::NotLocked))?;
        let held = self.store.get(handle.sequence).filter(|q| q.is_locked() && self.token(q.lock) == token);
        held.ok_or(Error::MessageLockLost)
    }

    fn give_back(
        &mut self,
        now: Timestamp,
        sequence: u64,
        failure: Failure,
        properties: &[CustomProperty],
        changes: &mut Vec<Change>,
    ) -> Result<(), Error> {
        check_properties(properties)?;
        self.set_properties(sequence, properties);
        self.fail_delivery(now, sequence, failure, changes, |delivery, holder, then| match failure {
            Failure::Released => What::Abandoned { delivery, holder, then },
            Failure::Deferred => What::Deferred { delivery, holder, then },
        });
        Ok(())
    }

    fn set_properties(&mut self, sequence: u64, properties: &[CustomProperty]) {
        if !properties.is_empty() {
            self.store.update(sequence, |queued| {
                queued.message = Arc::new(queued.message.as_ref().clone().with_properties(properties));
            });
        }
    }

    /// Ends a delivery that had no success: counts it and decides where the message goes.
    pub(super) fn fail_delivery(
        &mut self,
        now: Timestamp,
        sequence: u64,
        failure: Failure,
        changes: &mut Vec<Change>,
        what: impl FnOnce(u32, u32, Then) -> What,
    ) {
        let queued = self.store.get(sequence).expect("the caller looked");
        let delivery = queued.delivery_count + 1;
        let dead = queued.sub_queue == SubQueue::DeadLetter;
        let put_aside = failure == Failure::Deferred || queued.state == State::Deferred;
        let then = if dead {
            // In the dead-letter sub-queue nothing counts, expires or moves on.
            if put_aside { Then::Deferred } else { Then::Active }
        } else if delivery >= self.settings.max_delivery_count {
            Then::DeadLettered(Reason::MaxDeliveryCountExceeded)
        } else if queued.message.header_bytes() > MAX_HEADER_BYTES {
            Then::DeadLettered(Reason::HeaderSizeExceeded)
        } else if put_aside {
            Then::Deferred
        } else if now >= queued.expires_at {
            self.after_expiry()
        } else {
            Then::Active
        };
        let what = what(delivery, queued.holder, then);
        changes.push(change(sequence, queued, what));
        self.store.update(sequence, |queued| {
            queued.lock = 0;
            queued.delivery_count += u32::from(!dead);
            if put_aside {
                queued.state = State::Deferred;
            }
        });
        self.carry_out(sequence, then, changes);
    }

    /// Time to live ran out while the message lay in the queue (rule 8).
    pub(super) fn expire(&mut self, sequence: u64, changes: &mut Vec<Change>) {
        let then = self.after_expiry();
        changes.push(self.note(sequence, What::Expired { then }));
        self.carry_out(sequence, then, changes);
    }

    fn after_expiry(&self) -> Then {
        if self.settings.dead_lettering_on_message_expiration {
            Then::DeadLettered(Reason::TtlExpired)
        } else {
            Then::Dropped
        }
    }

    fn carry_out(&mut self, sequence: u64, then: Then, changes: &mut Vec<Change>) {
        match then {
            Then::Active => self.forward(sequence, changes),
            Then::Deferred => {}
            Then::DeadLettered(reason) => self.move_to_dead_letters(sequence, reason.as_str(), changes),
            Then::Dropped => {
                self.store.remove(sequence);
            }
        }
    }

    pub(super) fn move_to_dead_letters(&mut self, sequence: u64, reason: Option<&str>, changes: &mut Vec<Change>) {
        if let Some(reason) = reason {
            self.set_properties(sequence, &[CustomProperty::text(DEAD_LETTER_REASON, reason)]);
        }
        self.store.update(sequence, |queued| {
            queued.sub_queue = SubQueue::DeadLetter;
            queued.state = State::Active;
            queued.lock = 0;
        });
        self.forward(sequence, changes);
    }

    /// Ends every lock, as any change of the settings does.
    pub(super) fn revoke_locks(&mut self, now: Timestamp, changes: &mut Vec<Change>) {
        let held: Vec<u64> = self.store.locked().map(|(sequence, _)| sequence).collect();
        for sequence in held {
            self.fail_delivery(now, sequence, Failure::Released, changes, |delivery, holder, then| What::LockRevoked {
                delivery,
                holder,
                then,
            });
        }
    }

    pub(super) fn note(&self, sequence: u64, what: What) -> Change {
        change(sequence, self.store.get(sequence).expect("the caller looked"), what)
    }
}
