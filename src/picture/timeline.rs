//! Lays out the timeline: folds the log entries of a window of time into lanes, as plain data.
//!
//! Models: who took part (`who`), what stood at the window's left edge (a world) and what happened in it (entries)
//! become dots, bars, broken spans and threads. Times are milliseconds since the start of the run. Nothing here
//! depends on the playhead: a drawing of the window stays valid while it moves.

mod density;
mod fold;
mod wells;
mod who;
mod window;

pub use density::{BIN_PX, bins, columns, is_crowded, label_stride};
pub use fold::fold;
pub use who::{Pins, Unfolded, Who, planned, who};
pub use window::{Ruler, Window, ruler};

use crate::model::ids::{Lineage, SendId};
use crate::model::time::Millis;
use crate::world::entry::{Entry, What};

/// Lines of a queue lane; what does not find one is counted.
pub const MAX_LINES: u16 = 8;
/// Entries that a window may hold and still be folded; above, only the run's density is shown.
pub const MAX_FOLDED: u64 = 20_000;

/// The lanes of a window.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lanes {
    pub lanes: Vec<Lane>,
    /// The ways of the sends from their device to their endpoints.
    pub threads: Vec<Thread>,
    /// Faults that struck in the window or are planned there, in the order of time.
    pub flags: Vec<Flag>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    pub who: Who,
    /// What happened to it, in order; one for each step.
    pub events: Vec<Event>,
    pub bars: Vec<Bar>,
    /// Where it was cut off, down or not well.
    pub breaks: Vec<Break>,
    /// Lines that bars take; 0 for a lane without bars of its own.
    pub lines: u16,
    /// How many messages of a queue found no line, from each instant on.
    pub depth: Vec<(Millis, u64)>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    pub at: Millis,
    pub entry: Entry,
    /// How it is drawn, if it is more than a moment.
    pub mark: Option<Mark>,
    pub line: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Sent,
    /// A PUBLISH after the first one of its send.
    Resent,
    Accepted,
    Delivered,
    Read,
    BlobWritten,
    Orphaned,
    /// Dropped, invalid, dead-lettered.
    Refused,
    /// The delivery failed; the hub tries again.
    Failed,
    Crashed,
}

/// A message that lies in a queue, or a consumer at work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    pub lineage: Lineage,
    pub line: u16,
    pub from: Millis,
    pub to: Millis,
    pub stay: Stay,
    pub end: End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stay {
    Waiting,
    /// Locked; the number of the delivery, 0 when that was before the window.
    Locked(u16),
    Working,
}

/// How a bar ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It goes on: at the window's edge, or at the end of the run.
    Open,
    /// Another bar of the same message follows.
    Next,
    Completed,
    /// The lock ran out: the bar is hollow.
    LockExpired,
    /// Expired, dead-lettered, lost or broken off.
    Broken,
}

/// A span in which something did not work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    pub from: Millis,
    pub to: Millis,
    pub kind: BreakKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakKind {
    Cut,
    Crashed,
    Down,
    Degraded,
    Unhealthy,
    Dead,
    Unreachable,
}

/// One PUBLISH and what became of it. Lanes are places in [`Lanes::lanes`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    pub send: SendId,
    /// Its device's lane and the instant; absent when that was before the window.
    pub sent: Option<(usize, Millis)>,
    pub accepted: Option<Millis>,
    /// Lost on the wire, or refused.
    pub lost: Option<Millis>,
    /// Lane, line and instant of each delivery.
    pub ends: Vec<(usize, u16, Millis)>,
}

/// A fault in the lane of faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flag {
    pub at: Millis,
    /// The step at which it struck; absent while it is planned.
    pub step: Option<u32>,
    /// Its place in the plan; absent when a person did it by hand.
    pub fault: Option<u16>,
    pub kind: FlagKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlagKind {
    PublishLost,
    PubackLost,
    Crash,
    Outage,
    Disconnect,
    /// Any other fault: its own words tell which.
    Other,
}

impl Lane {
    /// The instants that are counted where the lane is too crowded to be drawn.
    #[must_use]
    pub fn moments(&self) -> Vec<Millis> {
        let counts = |event: &&Event| match self.who {
            Who::Queue(_) => matches!(event.entry.what, What::Delivered { .. }),
            Who::Consumer(_) => matches!(event.entry.what, What::Received { .. } | What::EventRead { .. }),
            _ => event.mark.is_some(),
        };
        self.events.iter().filter(counts).map(|event| event.at).collect()
    }

    fn new(who: Who) -> Self {
        Self { who, events: Vec::new(), bars: Vec::new(), breaks: Vec::new(), lines: 0, depth: Vec::new() }
    }
}

#[cfg(test)]
mod tests;
