//! What happened, as a window: the newest entries are kept, older ones are run again when somebody looks there.

use crate::model::stream::Stream;
use crate::model::time::Timestamp;
use crate::session::memory::Memory;
use crate::world::entry::{Entry, Log};

/// Entries kept at most.
pub const MAX_ENTRIES: u64 = 1_000_000;
/// Columns of the density summary; when they are full, two become one.
const COLUMNS: usize = 512;

/// The log of a run, with running summaries of all that ever happened in it.
#[derive(Clone, Debug)]
pub struct History {
    entries: Stream<Entry>,
    start: Timestamp,
    /// Milliseconds a column.
    column_ms: u64,
    /// Entries in each column of time since the start.
    density: Vec<u32>,
    memory: Memory,
}

impl History {
    /// Of a run that starts then.
    #[must_use]
    pub fn new(start: Timestamp) -> Self {
        Self { entries: Stream::default(), start, column_ms: 1_000, density: Vec::new(), memory: Memory::default() }
    }

    /// Takes over what happened next.
    pub fn take(&mut self, log: &mut Log) {
        let entries = log.entries();
        self.count(entries);
        self.memory.supply();
        self.entries.extend(entries);
        self.entries.keep_last(MAX_ENTRIES);
        log.clear();
    }

    /// Counts entries, ordered by time, into the summary.
    fn count(&mut self, mut entries: &[Entry]) {
        while let Some(first) = entries.first() {
            let mut column = (first.at.since(self.start) / self.column_ms) as usize;
            while column >= COLUMNS {
                self.density = self.density.chunks(2).map(|pair| pair.iter().sum()).collect();
                self.column_ms *= 2;
                column /= 2;
            }
            if self.density.len() <= column {
                self.density.resize(column + 1, 0);
            }
            let end = self.start.plus((column as u64 + 1) * self.column_ms);
            let within = entries.partition_point(|entry| entry.at < end);
            self.density[column] += within as u32;
            entries = &entries[within..];
        }
    }

    /// Forgets everything after `step`.
    pub(super) fn truncate(&mut self, step: u32) {
        let end = self.entries.partition_point(|entry| entry.step <= step);
        let gone: Vec<_> = self.entries.iter_from(end).map(|entry| entry.at).collect();
        for at in gone {
            if let Some(count) = self.density.get_mut((at.since(self.start) / self.column_ms) as usize) {
                *count = count.saturating_sub(1);
            }
        }
        self.entries.truncate(end);
    }

    #[must_use]
    pub fn len(&self) -> u64 {
        self.entries.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The first step whose entries are all still kept.
    #[must_use]
    pub fn first_step(&self) -> u32 {
        if self.entries.start() == 0 { 1 } else { self.entries.iter_from(0).next().map_or(1, |entry| entry.step + 1) }
    }

    /// The place of the oldest entry still kept. Places count all entries that were ever taken.
    #[must_use]
    pub fn first(&self) -> u64 {
        self.entries.start()
    }

    /// The place that the next entry will get.
    #[must_use]
    pub fn end(&self) -> u64 {
        self.entries.end()
    }

    /// The place after the last entry of step `step`.
    #[must_use]
    pub fn after(&self, step: u32) -> u64 {
        self.entries.partition_point(|entry| entry.step <= step)
    }

    #[must_use]
    pub fn at(&self, place: u64) -> Option<&Entry> {
        self.entries.get(place)
    }

    /// The kept entries of the places `from..to`, oldest first.
    pub fn places(&self, from: u64, to: u64) -> impl DoubleEndedIterator<Item = &Entry> + Clone {
        self.entries.range(from, to)
    }

    /// The entries of step `step`, the headline first.
    pub fn of_step(&self, step: u32) -> impl Iterator<Item = &Entry> {
        let from = self.entries.partition_point(|entry| entry.step < step);
        self.entries.iter_from(from).take_while(move |entry| entry.step == step)
    }

    /// The kept entries of the steps `from..=to`, oldest first.
    pub fn steps(&self, from: u32, to: u32) -> impl DoubleEndedIterator<Item = &Entry> + Clone {
        let end = self.entries.partition_point(|entry| entry.step <= to);
        let start = self.entries.partition_point(|entry| entry.step < from);
        self.entries.range(start, end)
    }

    /// The kept entries between two instants, both included, oldest first.
    pub fn between(&self, from: Timestamp, to: Timestamp) -> impl DoubleEndedIterator<Item = &Entry> + Clone {
        let start = self.entries.partition_point(|entry| entry.at < from);
        let end = self.entries.partition_point(|entry| entry.at <= to);
        self.entries.range(start, end)
    }

    /// The last step at or before `time`; `None` when nothing kept is that old.
    #[must_use]
    pub fn step_at(&self, time: Timestamp) -> Option<u32> {
        let end = self.entries.partition_point(|entry| entry.at <= time);
        self.entries.get(end.checked_sub(1)?).map(|entry| entry.step)
    }

    /// Entries per column of time since the start: (milliseconds a column, counts).
    #[must_use]
    pub fn density(&self) -> (u64, &[u32]) {
        (self.column_ms, &self.density)
    }
}
