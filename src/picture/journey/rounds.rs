//! Long journeys: between the first and the last of many deliveries or attempts the rows fold into one line.

use super::{Journey, Row};
use crate::world::entry::What;
use std::ops::Range;

/// A journey of fewer rows is drawn whole.
const LONG: usize = 60;
/// Rounds that are shown at each end.
const SHOWN: usize = 2;

/// Rows that one line stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    pub rows: Range<usize>,
    pub rounds: Rounds,
}

/// What is repeated in them, and how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounds {
    /// A consumer is handed a message.
    Deliveries(u32),
    /// The device publishes it.
    Attempts(u32),
}

impl Journey {
    /// Folds what repeats itself; the first two rounds, the last two, and the one at the playhead stay.
    #[must_use]
    pub fn folded(mut self) -> Self {
        if self.rows.len() < LONG {
            return self;
        }
        let delivered = self.rounds(is_delivery);
        let (starts, count): (_, fn(u32) -> Rounds) = if delivered.len() > 2 * SHOWN {
            (delivered, Rounds::Deliveries)
        } else {
            (self.rounds(is_attempt), Rounds::Attempts)
        };
        if starts.len() <= 2 * SHOWN {
            return self;
        }
        let between = SHOWN..starts.len() - SHOWN;
        // The round that holds the row at the playhead.
        let at = starts.partition_point(|start| *start < self.past).checked_sub(1).filter(|at| between.contains(at));
        let parts = match at {
            Some(at) => vec![between.start..at, at + 1..between.end],
            None => vec![between],
        };
        // One round alone takes as little room as what would stand for it.
        let fold = |part: &Range<usize>| {
            (part.len() > 1)
                .then(|| Folded { rows: starts[part.start]..starts[part.end], rounds: count(part.len() as u32) })
        };
        self.folds = parts.iter().filter_map(fold).collect();
        self
    }

    /// The line that stands for a row, by its place, where one does.
    #[must_use]
    pub fn fold_of(&self, row: usize) -> Option<usize> {
        self.folds.iter().position(|fold| fold.rows.contains(&row))
    }

    fn rounds(&self, begins: fn(What) -> bool) -> Vec<usize> {
        let is_start = |row: &Row| row.told.iter().any(|entry| begins(entry.what));
        (0..self.rows.len()).filter(|row| is_start(&self.rows[*row])).collect()
    }
}

fn is_delivery(what: What) -> bool {
    matches!(what, What::Locked { .. } | What::ReceivedAndDeleted { .. } | What::MessageGot { .. })
}

fn is_attempt(what: What) -> bool {
    matches!(what, What::Published { .. })
}
