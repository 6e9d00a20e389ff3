//! The messages of a queue and of its dead-letter sub-queue, with their counts.
//!
//! One list by sequence number holds both: a dead-lettered message keeps its number and changes sides.

use super::message::BrokeredMessage;
use crate::model::segments::{Item, Segments};
use crate::model::time::{NEVER, Timestamp};
use std::sync::Arc;

/// The queue itself or its dead-letter sub-queue (`<queue>/$deadletterqueue`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum SubQueue {
    #[default]
    Main,
    DeadLetter,
}

impl SubQueue {
    const DEAD_LETTER_PATH: &str = "/$deadletterqueue";

    /// Splits an entity path into the queue's name and the sub-queue.
    #[must_use]
    pub fn of_path(path: &str) -> (&str, Self) {
        match path.len().checked_sub(Self::DEAD_LETTER_PATH.len()).and_then(|at| path.split_at_checked(at)) {
            Some((name, end)) if end.eq_ignore_ascii_case(Self::DEAD_LETTER_PATH) => (name, Self::DeadLetter),
            _ => (path, Self::Main),
        }
    }
}

/// A part of the queue that a page lists on its own. A deferred message that is dead-lettered lies with the dead letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Shelf {
    /// Receivable or locked.
    #[default]
    Active,
    Scheduled,
    Deferred,
    DeadLetter,
}

/// What peek reports: a lock is no state of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum State {
    Active = 0,
    Deferred = 1,
    Scheduled = 2,
}

/// How many messages of each kind, and their bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Receivable or locked, as in the service's `ActiveMessageCount`.
    pub active: u64,
    /// Of the active and the deferred ones: those that somebody holds.
    pub locked: u64,
    /// Of the deferred ones: those that somebody holds.
    pub locked_deferred: u64,
    pub deferred: u64,
    pub scheduled: u64,
    pub dead_lettered: u64,
    /// Of all of them, the dead-lettered ones included.
    pub size_bytes: u64,
}

/// One message in its place.
#[derive(Clone, Debug)]
pub(super) struct Queued {
    pub(super) message: Arc<BrokeredMessage>,
    pub(super) enqueued_at: Timestamp,
    pub(super) expires_at: Timestamp,
    /// End of the lock, or the scheduled time.
    pub(super) until: Timestamp,
    /// Number of the delivery that holds it, which is its lock token's draw; 0 for none.
    pub(super) lock: u64,
    pub(super) holder: u32,
    /// Failed attempts.
    pub(super) delivery_count: u32,
    pub(super) state: State,
    pub(super) sub_queue: SubQueue,
}

impl Queued {
    pub(super) fn is_locked(&self) -> bool {
        self.lock != 0
    }

    fn is_available(&self) -> bool {
        self.state == State::Active && !self.is_locked()
    }

    fn shelf(&self) -> Shelf {
        match (self.sub_queue, self.state) {
            (SubQueue::DeadLetter, _) => Shelf::DeadLetter,
            (SubQueue::Main, State::Active) => Shelf::Active,
            (SubQueue::Main, State::Deferred) => Shelf::Deferred,
            (SubQueue::Main, State::Scheduled) => Shelf::Scheduled,
        }
    }
}

const AVAILABLE: usize = 0;
const MAIN: usize = 2;
const LOCKED: usize = 3;
const SHELVES: usize = 4;

impl Item for Queued {
    fn sets(&self) -> u8 {
        let side = self.sub_queue as usize;
        u8::from(self.is_available()) << (AVAILABLE + side)
            | u8::from(self.sub_queue == SubQueue::Main) << MAIN
            | u8::from(self.is_locked()) << LOCKED
            | 1 << (SHELVES + self.shelf() as usize)
    }

    fn due(&self) -> Timestamp {
        match (self.state, self.sub_queue) {
            _ if self.is_locked() => self.until,
            (State::Scheduled, _) => self.until,
            (State::Active, SubQueue::Main) => self.expires_at,
            (State::Active, SubQueue::DeadLetter) | (State::Deferred, _) => NEVER,
        }
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct Store {
    messages: Segments<Queued, 8>,
    counts: Counts,
}

impl Store {
    pub(super) fn counts(&self) -> Counts {
        self.counts
    }

    pub(super) fn get(&self, sequence: u64) -> Option<&Queued> {
        self.messages.get(sequence)
    }

    pub(super) fn insert(&mut self, sequence: u64, queued: Queued) {
        self.counts.count(&queued, 1);
        self.messages.insert(sequence, queued);
    }

    /// # Panics
    /// If no such message is there: callers look first.
    pub(super) fn remove(&mut self, sequence: u64) -> Queued {
        let queued = self.messages.remove(sequence);
        self.counts.count(&queued, -1);
        queued
    }

    /// # Panics
    /// If no such message is there: callers look first.
    pub(super) fn update<R>(&mut self, sequence: u64, change: impl FnOnce(&mut Queued) -> R) -> R {
        let counts = &mut self.counts;
        self.messages.update(sequence, |queued| {
            counts.count(queued, -1);
            let result = change(queued);
            counts.count(queued, 1);
            result
        })
    }

    pub(super) fn first_available(&self, sub_queue: SubQueue) -> Option<u64> {
        self.messages.first_in(AVAILABLE + sub_queue as usize, 0)
    }

    /// All that can be received now, in order.
    pub(super) fn available(&self, sub_queue: SubQueue) -> impl Iterator<Item = u64> {
        self.messages.iter_in(AVAILABLE + sub_queue as usize, 0).map(|(sequence, _)| sequence)
    }

    /// Everything in one sub-queue from a number on.
    pub(super) fn members(&self, sub_queue: SubQueue, from: u64) -> impl Iterator<Item = (u64, &Queued)> {
        let set = match sub_queue {
            SubQueue::Main => MAIN,
            SubQueue::DeadLetter => SHELVES + Shelf::DeadLetter as usize,
        };
        self.messages.iter_in(set, from)
    }

    /// Everything on one shelf from a number on.
    pub(super) fn shelf(&self, shelf: Shelf, from: u64) -> impl Iterator<Item = (u64, &Queued)> {
        self.messages.iter_in(SHELVES + shelf as usize, from)
    }

    /// The first number on a shelf at or after `from`.
    pub(super) fn first_on(&self, shelf: Shelf, from: u64) -> Option<u64> {
        self.messages.first_in(SHELVES + shelf as usize, from)
    }

    pub(super) fn locked(&self) -> impl Iterator<Item = (u64, &Queued)> {
        self.messages.iter_in(LOCKED, 0)
    }

    pub(super) fn due(&self) -> Timestamp {
        self.messages.due()
    }

    pub(super) fn earliest(&self) -> Option<u64> {
        self.messages.earliest()
    }
}

impl Counts {
    /// How many messages lie on a shelf.
    #[must_use]
    pub fn on(&self, shelf: Shelf) -> u64 {
        match shelf {
            Shelf::Active => self.active,
            Shelf::Scheduled => self.scheduled,
            Shelf::Deferred => self.deferred,
            Shelf::DeadLetter => self.dead_lettered,
        }
    }

    /// One message more of its kind, or one less.
    fn count(&mut self, queued: &Queued, change: i64) {
        let kind = match queued.shelf() {
            Shelf::DeadLetter => &mut self.dead_lettered,
            Shelf::Active => &mut self.active,
            Shelf::Deferred => &mut self.deferred,
            Shelf::Scheduled => &mut self.scheduled,
        };
        *kind = kind.wrapping_add_signed(change);
        if queued.sub_queue == SubQueue::Main && queued.is_locked() {
            self.locked = self.locked.wrapping_add_signed(change);
            if queued.state == State::Deferred {
                self.locked_deferred = self.locked_deferred.wrapping_add_signed(change);
            }
        }
        self.size_bytes = self.size_bytes.wrapping_add_signed(change * queued.message.bytes() as i64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_record_is_small() {
        assert!(size_of::<Queued>() <= 64);
    }

    #[test]
    fn paths() {
        assert_eq!(SubQueue::of_path("a/b"), ("a/b", SubQueue::Main));
        assert_eq!(SubQueue::of_path("a/b/$DeadLetterQueue"), ("a/b", SubQueue::DeadLetter));
        assert_eq!(SubQueue::of_path("대기열"), ("대기열", SubQueue::Main));
    }
}
