//! The message ids that duplicate detection remembers.
//!
//! Models: `service-bus-queue.md` section 9: the history outlives the messages and counts from the accepted send.

use crate::model::hash::xxh64;
use crate::model::segments::{Item, Segments};
use crate::model::small::SmallMap;
use crate::model::time::{Millis, NEVER, Timestamp};
use std::sync::Arc;

/// Ids by hash in shares, so that a change after a copy copies one share and not the whole history.
const SHARES: u64 = 1024;

#[derive(Clone, Debug, Default)]
pub(super) struct History {
    /// In the order of acceptance, which is the order of forgetting.
    accepted: Segments<Accepted, 0>,
    next: u64,
    shares: Vec<Arc<SmallMap<Arc<str>, Timestamp>>>,
}

#[derive(Clone, Debug)]
struct Accepted {
    id: Arc<str>,
    at: Timestamp,
}

impl Item for Accepted {
    fn sets(&self) -> u8 {
        0
    }

    fn due(&self) -> Timestamp {
        NEVER
    }
}

impl History {
    /// Whether `id` was accepted less than `window` before `now`.
    pub(super) fn knows(&self, id: &str, now: Timestamp, window: Millis) -> bool {
        let share = self.shares.get(share(id));
        share.and_then(|ids| ids.get(id)).is_some_and(|at| now.since(*at) < window)
    }

    /// Remembers an accepted send and forgets what has left the window.
    pub(super) fn remember(&mut self, id: &Arc<str>, now: Timestamp, window: Millis) {
        if self.shares.is_empty() {
            self.shares.resize_with(SHARES as usize, Arc::default);
        }
        while let Some(oldest) = self.accepted.first(0) {
            if self.accepted.get(oldest).is_none_or(|old| now.since(old.at) < window) {
                break;
            }
            let old = self.accepted.remove(oldest);
            Arc::make_mut(&mut self.shares[share(&old.id)]).remove(&old.id);
        }
        Arc::make_mut(&mut self.shares[share(id)]).insert(Arc::clone(id), now);
        self.accepted.insert(self.next, Accepted { id: Arc::clone(id), at: now });
        self.next += 1;
    }
}

fn share(id: &str) -> usize {
    (xxh64(id.as_bytes(), 0) % SHARES) as usize
}
