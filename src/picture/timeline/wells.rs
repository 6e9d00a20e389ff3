//! The lines of a queue lane: each message has its own from its arrival to its end.

use super::{Bar, End, MAX_LINES, Stay};
use crate::model::ids::Lineage;
use crate::model::service_bus::{Queue, SubQueue};
use crate::model::small::SmallMap;
use crate::model::time::Millis;

/// The messages of one queue while a window is folded.
#[derive(Default)]
pub(super) struct Well {
    /// By line: from when on it is free; `Millis::MAX` while it is taken.
    lines: Vec<Millis>,
    /// By sequence number.
    copies: SmallMap<u32, Copy>,
    /// Messages that have no line.
    hidden: u64,
    /// Time that a line stays empty after a message, so that its end can be seen.
    gap: Millis,
    pub(super) bars: Vec<Bar>,
    pub(super) depth: Vec<(Millis, u64)>,
}

struct Copy {
    lineage: Lineage,
    line: u16,
    since: Millis,
    stay: Stay,
}

impl Well {
    /// What lies in `queue` at the window's left edge `at`.
    pub(super) fn open(queue: Option<&Queue>, at: Millis, gap: Millis) -> Self {
        let mut well = Self { gap, ..Self::default() };
        let Some(queue) = queue else { return well };
        for message in queue.messages(SubQueue::Main, 0).take(usize::from(MAX_LINES)) {
            let sequence = message.sequence as u32;
            well.arrives(sequence, message.message.lineage(), at);
            if message.lock.is_some() {
                well.is_locked(sequence, message.message.lineage(), 0, at);
            }
        }
        let counts = queue.counts();
        let all = counts.active + counts.deferred + counts.scheduled;
        well.hides(at, all.saturating_sub(well.copies.keys().count() as u64));
        well
    }

    pub(super) fn line_of(&self, sequence: u32) -> u16 {
        self.copies.get(&sequence).map_or(0, |copy| copy.line)
    }

    pub(super) fn lines(&self) -> u16 {
        self.lines.len() as u16
    }

    fn hides(&mut self, at: Millis, hidden: u64) {
        if hidden != self.hidden {
            self.hidden = hidden;
            self.depth.push((at, hidden));
        }
    }

    fn free_line(&mut self, at: Millis) -> Option<u16> {
        let free = self.lines.iter().position(|free_from| *free_from <= at);
        let line = free.or_else(|| {
            let more = self.lines.len() < usize::from(MAX_LINES);
            more.then(|| {
                self.lines.push(0);
                self.lines.len() - 1
            })
        })?;
        self.lines[line] = Millis::MAX;
        Some(line as u16)
    }

    pub(super) fn arrives(&mut self, sequence: u32, lineage: Lineage, at: Millis) {
        match self.free_line(at) {
            Some(line) => {
                self.copies.insert(sequence, Copy { lineage, line, since: at, stay: Stay::Waiting });
            }
            None => self.hides(at, self.hidden + 1),
        }
    }

    /// A message that had no line gets one when it is locked; the last one is shared when none is free.
    pub(super) fn is_locked(&mut self, sequence: u32, lineage: Lineage, delivery: u16, at: Millis) {
        if !self.copies.contains_key(&sequence) {
            self.hides(at, self.hidden.saturating_sub(1));
            let line = self.free_line(at).unwrap_or(MAX_LINES - 1);
            self.copies.insert(sequence, Copy { lineage, line, since: at, stay: Stay::Waiting });
        }
        self.turns(sequence, Stay::Locked(delivery), End::Next, at);
    }

    pub(super) fn lock_expires(&mut self, sequence: u32, at: Millis) {
        self.turns(sequence, Stay::Waiting, End::LockExpired, at);
    }

    pub(super) fn is_given_back(&mut self, sequence: u32, at: Millis) {
        self.turns(sequence, Stay::Waiting, End::Next, at);
    }

    fn turns(&mut self, sequence: u32, stay: Stay, end: End, at: Millis) {
        if let Some(copy) = self.copies.get_mut(&sequence) {
            let before = std::mem::replace(copy, Copy { since: at, stay, ..*copy });
            self.bars.extend(before.bar(at, end));
        }
    }

    pub(super) fn leaves(&mut self, sequence: u32, end: End, at: Millis) {
        match self.copies.remove(&sequence) {
            Some(copy) => {
                self.lines[usize::from(copy.line)] = at + self.gap;
                self.bars.extend(copy.bar(at, end));
            }
            None => self.hides(at, self.hidden.saturating_sub(1)),
        }
    }

    /// The queue is gone: everything in it breaks off.
    pub(super) fn breaks(&mut self, at: Millis) {
        for sequence in self.copies.keys().copied().collect::<Vec<_>>() {
            self.leaves(sequence, End::Broken, at);
        }
        self.hides(at, 0);
    }

    /// The right edge: what is there goes on.
    pub(super) fn close(&mut self, at: Millis) {
        for (_, copy) in std::mem::take(&mut self.copies) {
            self.bars.extend(copy.bar(at, End::Open));
        }
    }
}

impl Copy {
    /// The bar that ends now; none of no length, unless it has an end to show.
    fn bar(&self, to: Millis, end: End) -> Option<Bar> {
        let Self { lineage, line, since: from, stay } = *self;
        let shows = to > from || !matches!(end, End::Next | End::Open);
        shows.then_some(Bar { lineage, line, from, to, stay, end })
    }
}
