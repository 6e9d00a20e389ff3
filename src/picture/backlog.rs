//! How many messages lay in a queue over time, and how long the oldest of them had waited: from the newest entries of
//! the log, and exact for the depth. What came before the entries that are looked at counts as old as they are.

use crate::model::ids::{EndpointId, StorageQueueId};
use crate::model::time::{Millis, Timestamp};
use crate::session::history::History;
use crate::world::entry::{Change, Entry, What};
use std::collections::{BTreeMap, BTreeSet};

/// Entries that are looked at.
const LOOK_BACK: usize = 20_000;
/// Moments of a chart.
pub const COLUMNS: u64 = 75;

/// What an entry says of the messages in a queue, by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    Comes(u32),
    Goes(u32),
    /// A scheduled message became active, under a new number.
    Becomes {
        old: u32,
        new: u32,
    },
    /// The queue lost all it had.
    AllGo {
        messages: u32,
    },
    /// The queue was deleted with all it had. One that takes its place numbers its messages anew.
    Deleted,
}

/// A queue as it is now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Now {
    pub depth: u64,
    /// Since when the oldest message has been there.
    pub oldest: Option<Timestamp>,
}

/// One moment of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    pub at: Timestamp,
    pub depth: u64,
    /// How long the oldest message had waited; 0 where there was none.
    pub age: Millis,
}

/// What an entry says of a Service Bus queue, without its dead-letter sub-queue.
#[must_use]
pub fn of_queue(queue: EndpointId, what: What) -> Option<Move> {
    let (endpoint, moves) = match what {
        // A label of 0: a duplicate, which the queue dropped.
        What::Delivered { endpoint, label, .. } if label > 0 => (endpoint, Move::Comes(label)),
        What::Enqueued { endpoint, sequence, .. } | What::Scheduled { endpoint, sequence, .. } => {
            (endpoint, Move::Comes(sequence))
        }
        What::Activated { endpoint, sequence: new, old, .. } => (endpoint, Move::Becomes { old, new }),
        What::Forwarded { endpoint, sequence, .. }
        | What::ScheduleCancelled { endpoint, sequence, .. }
        | What::ReceivedAndDeleted { endpoint, sequence, .. }
        | What::Completed { endpoint, sequence, .. }
        | What::Expired { endpoint, sequence, .. }
        | What::DeadLettered { endpoint, sequence, .. } => (endpoint, Move::Goes(sequence)),
        What::QueueChanged { endpoint, change: Change::Removed } | What::QueueIdledOut { endpoint, .. } => {
            (endpoint, Move::Deleted)
        }
        _ => return None,
    };
    (endpoint == queue).then_some(moves)
}

/// What an entry says of a Storage queue.
#[must_use]
pub fn of_storage_queue(queue: StorageQueueId, what: What) -> Option<Move> {
    let (of, moves) = match what {
        What::MessagePut { queue, number, .. } => (queue, Move::Comes(number)),
        What::MessageDeleted { queue, number, .. } | What::MessageExpired { queue, number, .. } => {
            (queue, Move::Goes(number))
        }
        What::MessagesCleared { queue, messages } => (queue, Move::AllGo { messages }),
        What::StorageQueueChanged { queue, change: Change::Removed } => (queue, Move::Deleted),
        _ => return None,
    };
    (of == queue).then_some(moves)
}

/// The chart up to step `at_step`, where the queue is as `now` says: from `start`, or the first entry that is looked at,
/// to `end`.
#[must_use]
pub fn backlog(
    log: &History,
    at_step: u32,
    (start, end): (Timestamp, Timestamp),
    now: Now,
    moves: impl Fn(What) -> Option<Move>,
) -> Vec<Sample> {
    let mut entries: Vec<&Entry> = log.steps(1, at_step).rev().take(LOOK_BACK).collect();
    entries.reverse();
    let is_whole = entries.len() < LOOK_BACK && log.first_step() == 1;
    let from = if is_whole { start } else { entries.first().map_or(start, |entry| entry.at) };
    let mut entries = entries.into_iter().peekable();
    let mut books = Books::default();
    let mut columns = Vec::new();
    for column in 0..=COLUMNS {
        let at = from.plus(end.since(from) * column / COLUMNS);
        while let Some(entry) = entries.next_if(|entry| entry.at <= at) {
            if let Some(what) = moves(entry.what) {
                books.take(what, entry.at);
            }
        }
        columns.push((
            at,
            books.known.len() as i64,
            books.earlier_gone,
            books.known.first_key_value().map(|(_, at)| *at),
        ));
    }
    // What is left over is there now and came before: so is known how many came before in all.
    let earlier = now.depth as i64 - books.known.len() as i64 + books.earlier_gone;
    let stays = earlier > books.earlier_gone;
    let oldest_earlier = now.oldest.filter(|_| stays).map_or(from, |oldest| oldest.min(from));
    let sample = |(at, known, gone, first): (Timestamp, i64, i64, Option<Timestamp>)| {
        let earlier = earlier - gone;
        let oldest = if earlier > 0 { Some(oldest_earlier) } else { first };
        let depth = u64::try_from(known + earlier).unwrap_or_default();
        Sample { at, depth, age: oldest.map_or(0, |oldest| at.since(oldest)) }
    };
    columns.into_iter().map(sample).collect()
}

/// The messages of the queue while its entries are read.
#[derive(Default)]
struct Books {
    /// Whose coming was seen, by number.
    known: BTreeMap<u32, Timestamp>,
    gone: BTreeSet<u32>,
    /// Messages that went, and had come before the first entry.
    earlier_gone: i64,
}

impl Books {
    fn take(&mut self, what: Move, at: Timestamp) {
        match what {
            Move::Comes(number) => {
                self.known.insert(number, at);
            }
            // What is dead-lettered goes once; what becomes of it then is no matter of this queue.
            Move::Goes(number) if !self.gone.insert(number) => {}
            Move::Goes(number) if self.known.remove(&number).is_some() => {}
            Move::Goes(_) => self.earlier_gone += 1,
            Move::Becomes { old, new } => {
                self.take(Move::Goes(old), at);
                self.take(Move::Comes(new), at);
            }
            Move::AllGo { messages } => {
                self.earlier_gone += i64::from(messages) - self.known.len() as i64;
                self.gone.extend(std::mem::take(&mut self.known).into_keys());
            }
            Move::Deleted => {
                self.known.clear();
                self.gone.clear();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ids::{DeviceId, SendId};
    use crate::model::service_bus::Shelf;
    use crate::model::time::DEFAULT_START;
    use crate::scenario::Scenario;
    use crate::session::Session;
    use crate::world::entry::Log;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const QUEUE: EndpointId = EndpointId(1);

    fn now(session: &Session) -> Now {
        let queue = session.world().endpoints()[QUEUE.index()].queue().expect("a queue");
        let oldest = queue.shelf(Shelf::Active, 0).next().map(|message| message.enqueued_at);
        Now { depth: queue.counts().active, oldest }
    }

    #[test]
    fn a_queue_in_the_place_of_a_deleted_one_numbers_anew() {
        let mut books = Books::default();
        for what in [Move::Comes(1), Move::Goes(1), Move::Comes(2), Move::Deleted, Move::Comes(1), Move::Comes(2)] {
            books.take(what, DEFAULT_START);
        }
        assert_eq!((books.known.len(), books.earlier_gone), (2, 0));
        books.take(Move::Goes(1), DEFAULT_START);
        assert_eq!((books.known.len(), books.earlier_gone), (1, 0));
    }

    #[test]
    fn every_sample_is_what_the_queue_held_then() {
        let scenario =
            Scenario::from_json(include_str!("../../static/scenarios/lost-puback.json")).expect("a scenario");
        let mut session = Session::new(scenario).expect("it builds");
        let start = session.world().start();
        // The queue at every instant at which something happened, as it was after all of it.
        let mut held: BTreeMap<Timestamp, Now> = [(start, now(&session))].into();
        while session.at_step() < 400 && session.step() {
            held.insert(session.world().now(), now(&session));
        }
        assert!(held.values().any(|now| now.depth > 1), "the run says something");
        let end = session.world().now();
        let moves = |what| of_queue(QUEUE, what);
        let samples = backlog(session.log(), session.at_step(), (start, end), now(&session), moves);
        assert_eq!(samples.len() as u64, COLUMNS + 1);
        for Sample { at, depth, age } in samples {
            let (_, then) = held.range(..=at).next_back().expect("the start at least");
            assert_eq!(depth, then.depth, "at {at:?}");
            assert_eq!(age, then.oldest.map_or(0, |oldest| at.since(oldest)), "at {at:?}");
        }
    }

    #[test]
    fn what_came_before_the_entries_is_found_from_what_is_there_now() {
        let at = |ms| DEFAULT_START.plus(ms);
        let lineage = SendId { producer: DeviceId(0).into(), number: 0, boot: 0 }.accepted(0);
        let (mut log, mut written) = (History::new(DEFAULT_START), Log::default());
        let what = What::Expired { lineage, endpoint: QUEUE, sequence: 7 };
        written.push(Entry { at: at(1_000), step: 1, cause: 0, what });
        log.take(&mut written);
        let now = Now { depth: 2, oldest: Some(DEFAULT_START.plus(500)) };
        let samples = backlog(&log, 1, (at(1_000), at(2_000)), now, |what| of_queue(QUEUE, what));
        assert_eq!(samples.first().map(|sample| sample.depth), Some(2), "after the one at the first instant went");
        assert_eq!(samples.last(), Some(&Sample { at: at(2_000), depth: 2, age: 1_500 }));
    }
}
