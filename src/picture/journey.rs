//! Lays out the journey of one message: a space-time diagram, time downwards and not to scale, a lane for each party.
//!
//! Models: a fold over the entries of a run gives rows (what happened, one below the other), spans (how long a copy lay,
//! was locked or hidden, how long its sender did not know) and what led to what. `chart` gives all of it a place in
//! pixels, `words` says it, `svg` writes it down. Nothing here knows a browser.

mod address;
pub mod chart;
mod fold;
mod lanes;
mod places;
mod rounds;
mod sight;
pub mod svg;
mod what_if;
mod why;
pub mod words;

use crate::model::ids::{ConsumerId, EndpointId, ProducerId, SendId, StorageQueueId};
use crate::model::time::Timestamp;
use crate::world::entry::Entry;
pub use address::{address, find};
pub use fold::{Playhead, journey};
pub use rounds::{Folded, Rounds};
pub use sight::{Sight, View};
pub use what_if::WhatIf;
pub use why::{Clause, Why};

/// What became of one send, up to the playhead and, where the run has gone on, beyond it.
#[derive(Clone, Debug, PartialEq)]
pub struct Journey {
    pub send: SendId,
    pub lanes: Vec<Who>,
    pub rows: Vec<Row>,
    pub spans: Vec<Span>,
    /// So many rows lie at or before the playhead; the others have happened, and the playhead has gone back.
    pub past: usize,
    /// The playhead's instant.
    pub now: Timestamp,
    /// What one line stands for each, in the order of the rows; nothing unless asked for by [`Journey::folded`].
    pub folds: Vec<Folded>,
}

/// A party. Lanes stand in the order of the way: who sends, the hub, then each store followed by its readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// A device, or the person. A program that sends stands as the consumer that it is.
    Sender(ProducerId),
    Hub,
    Endpoint(EndpointId),
    /// The dead-letter queue of a queue.
    DeadLetters(EndpointId),
    StorageQueue(StorageQueueId),
    Consumer(ConsumerId),
}

/// One thing that happened: an arrow, or a mark in a lane.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub at: Timestamp,
    /// What is said of it, the headline first.
    pub told: Vec<Entry>,
    /// The steps of the run that it stands for, in order.
    pub steps: Vec<u32>,
    pub figure: Figure,
    pub tone: Tone,
    /// Which accepted copy of the send it is about, from 1.
    pub strand: u16,
    /// The rows that led to it.
    pub causes: Vec<usize>,
    /// How often the hub has tried again, where such rows are one.
    pub retried: u32,
    /// Whether who asked, or took, has heard of it.
    pub heard: bool,
    /// Faults of the plan that struck in its steps, by place.
    pub struck: Vec<u16>,
}

/// Lanes are places in [`Journey::lanes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    Arrow {
        from: usize,
        to: usize,
        /// An acknowledgement, or a call about a message that stays where it is: dashed.
        answer: bool,
        end: ArrowEnd,
    },
    Mark {
        lane: usize,
        mark: Mark,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArrowEnd {
    Arrives,
    /// Nobody knows yet, or whose view is drawn does not.
    Open,
    /// On the wire: the line is broken.
    Lost,
    /// It came, and was not taken.
    TurnedAway,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A step of a program, or a change of a queue.
    Point,
    /// The hub took it in.
    Box,
    /// It acts upon the world.
    Effect,
    Good,
    Unknown,
    /// Broken off: a crash, an end that nobody wanted.
    Cross,
    /// A lock or a time to live ran out.
    RanOut,
}

/// How it matters, in growing order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    Plain,
    Good,
    Doubtful,
    Bad,
}

/// A stretch of time in a lane, from one row to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub lane: usize,
    /// Place beside the lane's line: the copies that lie there at the same time.
    pub slot: u16,
    pub strand: u16,
    pub stay: Stay,
    pub from: usize,
    /// Absent while it goes on.
    pub to: Option<usize>,
    pub end: SpanEnd,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stay {
    /// In a queue, free to be received; in a partition; in a batch that is not written.
    Waiting,
    Locked,
    /// In a Storage queue, until its visibility timeout ends.
    Hidden,
    /// Put aside, or for later.
    Aside,
    /// A consumer has it in its hands.
    Working,
    /// The sender waits for the acknowledgement.
    Unanswered,
    /// The sender cannot know what became of it.
    Unknown,
    /// The party itself is away: no connection, crashed.
    Away,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanEnd {
    Open,
    /// Another span of the same copy follows.
    Next,
    Completed,
    /// It ran out: the bar is hollow.
    RanOut,
    /// Broken off.
    Cut,
}

impl Figure {
    /// The lane that a row belongs to: where an arrow starts.
    #[must_use]
    pub fn lane(self) -> usize {
        match self {
            Self::Arrow { from, .. } => from,
            Self::Mark { lane, .. } => lane,
        }
    }
}

impl Journey {
    /// The row that a step of the run belongs to.
    #[must_use]
    pub fn row_of(&self, step: u32) -> Option<usize> {
        self.rows.iter().position(|row| row.steps.contains(&step))
    }

    /// A row with all that led to it and all that came of it, by place.
    #[must_use]
    pub fn kin(&self, row: usize) -> Vec<bool> {
        let mut kin = vec![false; self.rows.len()];
        let mut before = kin.clone();
        let Some(first) = before.get_mut(row) else { return kin };
        *first = true;
        for at in (0..=row).rev() {
            if before[at] {
                self.rows[at].causes.iter().for_each(|cause| before[*cause] = true);
            }
        }
        kin[row] = true;
        for at in row..self.rows.len() {
            kin[at] |= self.rows[at].causes.iter().any(|cause| kin[*cause]);
        }
        kin.iter_mut().zip(before).for_each(|(kin, before)| *kin |= before);
        kin
    }
}

#[cfg(test)]
mod tests;
