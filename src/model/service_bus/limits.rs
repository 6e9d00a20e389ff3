//! What happens by itself: locks, times to live and the queue's own idleness run out, scheduled times come.

use super::settle::Failure;
use super::store::{State, Store, SubQueue};
use super::{Change, Queue, What};
use crate::model::time::{NEVER, Timestamp};

impl Queue {
    /// When the next thing happens by itself.
    #[must_use]
    pub fn next_limit(&self) -> Option<Timestamp> {
        let at = self.store.due().min(self.idle_end());
        (at < NEVER && !self.deleted).then_some(at)
    }

    /// Lets the earliest thing happen that is due at or before `now`; of several at one instant, that of the lowest
    /// sequence number. Says whether there was one. It takes effect at its own time, however late it is asked for.
    pub fn run_next_limit(&mut self, now: Timestamp, changes: &mut Vec<Change>) -> bool {
        let Some(at) = self.next_limit().filter(|at| *at <= now) else { return false };
        if self.store.due() > at {
            self.vanish(changes);
            return true;
        }
        let sequence = self.store.earliest().expect("something is due");
        let queued = self.store.get(sequence).expect("it was just found");
        if queued.is_locked() {
            self.fail_delivery(at, sequence, Failure::Released, changes, |delivery, holder, then| What::LockExpired {
                delivery,
                holder,
                then,
            });
        } else if queued.state == State::Scheduled {
            let queued = self.store.remove(sequence);
            self.used_at = self.used_at.max(at);
            self.enqueue(at, queued.message, What::Activated { old: sequence }, changes);
        } else {
            self.expire(sequence, changes);
        }
        true
    }

    /// The queue goes, with what it holds.
    pub(super) fn vanish(&mut self, changes: &mut Vec<Change>) {
        let all = [SubQueue::Main, SubQueue::DeadLetter].into_iter().flat_map(|side| self.store.members(side, 0));
        let body_bytes = all.map(|(_, queued)| queued.message.body().len() as u64).sum();
        self.deleted = true;
        changes.push(Change::QueueDeleted { held: self.counts(), body_bytes });
        self.store = Store::default();
    }

    /// Lets everything happen that is due at or before `now`, in order.
    pub fn run_limits(&mut self, now: Timestamp, changes: &mut Vec<Change>) {
        while self.run_next_limit(now, changes) {}
    }

    /// When the queue will have been idle for too long; scheduled messages and waiting receivers keep it.
    fn idle_end(&self) -> Timestamp {
        match self.settings.auto_delete_on_idle {
            Some(length) if self.counts().scheduled == 0 && !self.attended => self.used_at.plus(length),
            _ => NEVER,
        }
    }
}
