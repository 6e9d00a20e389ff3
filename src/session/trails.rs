//! Where the log tells of one message, and where one program printed something: found without reading the log through.
//!
//! Reads each entry once, in slices; what is added later, when it is added. Looks at any step are cuts of what was found.

use crate::model::ids::{Producer, ProducerId, SendId};
use crate::session::history::{History, MAX_ENTRIES};
use crate::session::story::console::{Occasion, printer};
use crate::world::entry::{Entry, What};

/// Entries between two looks at whether to go on.
const SLICE: u64 = 4_096;
/// Messages are told apart by the entries themselves; this only keeps trails short.
const BUCKETS: usize = 1 << 16;
/// Forgotten entries that are kept at most.
const FORGOTTEN: u64 = MAX_ENTRIES / 4;

/// What was found. Places are those of [`History`].
#[derive(Clone, Debug, Default)]
pub struct Trails {
    /// What the log was when it was read: entries were only added since.
    past: u64,
    last: Option<Entry>,
    /// The place of the first entry of [`Trails::before`], and the one after the last.
    first: u64,
    end: u64,
    /// For each entry, how far back the one before it in its bucket lies; 0 where there is none.
    before: Vec<u32>,
    /// The latest place in each bucket, and one more; 0 where there is none.
    latest: Vec<u64>,
    sent: Vec<u64>,
    written: Vec<u64>,
    devices: Vec<Vec<Printed>>,
    programs: Vec<Vec<Printed>>,
}

/// A program printed something.
#[derive(Clone, Copy, Debug)]
struct Printed {
    place: u64,
    callbacks: u32,
}

impl Trails {
    /// Reads what has been added to `log`, or all of it where `past` or the log itself says that it is another one, as
    /// long as `more` says so. True when everything is read.
    pub fn read_on(&mut self, past: u64, log: &History, mut more: impl FnMut() -> bool) -> bool {
        if past == self.past && log.end() < self.end {
            // An older look at the same log.
            return true;
        }
        let is_same = past == self.past && self.last.as_ref() == self.end.checked_sub(1).and_then(|at| log.at(at));
        if !is_same || self.end < log.first() || self.latest.is_empty() {
            let first = log.first();
            *self = Self { past, first, end: first, latest: vec![0; BUCKETS], ..Self::default() };
        }
        self.forget(log.first());
        while self.end < log.end() {
            let to = log.end().min(self.end + SLICE);
            log.places(self.end, to).for_each(|entry| self.take(entry));
            if self.end < log.end() && !more() {
                break;
            }
        }
        self.last = self.end.checked_sub(1).and_then(|at| log.at(at)).copied();
        self.end == log.end()
    }

    fn take(&mut self, entry: &Entry) {
        let place = self.end;
        self.end += 1;
        let mut back = 0;
        if let Some(send) = entry.what.send() {
            let latest = &mut self.latest[bucket(send)];
            back = if *latest == 0 { 0 } else { (place + 1 - *latest) as u32 };
            *latest = place + 1;
        }
        self.before.push(back);
        match entry.what {
            What::Sent { .. } => self.sent.push(place),
            What::BlobWritten { .. } => self.written.push(place),
            _ => {}
        }
        if let Some((who, called_back)) = printer(entry.what)
            && let Some(printed) = self.printed_mut(who)
        {
            let callbacks = printed.last().map_or(0, |last| last.callbacks) + u32::from(called_back);
            printed.push(Printed { place, callbacks });
        }
    }

    fn printed_mut(&mut self, who: ProducerId) -> Option<&mut Vec<Printed>> {
        let (list, index) = match who.who() {
            Producer::Device(id) => (&mut self.devices, id.index()),
            Producer::Program(id) => (&mut self.programs, id.index()),
            Producer::Person => return None,
        };
        if list.len() <= index {
            list.resize(index + 1, Vec::new());
        }
        list.get_mut(index)
    }

    /// Forgets what the log has forgotten, much of it at once.
    fn forget(&mut self, first: u64) {
        if first < self.first + FORGOTTEN {
            return;
        }
        self.before.drain(..(first - self.first) as usize);
        self.first = first;
        for places in [&mut self.sent, &mut self.written] {
            places.drain(..places.partition_point(|place| *place < first));
        }
        for printed in self.devices.iter_mut().chain(&mut self.programs) {
            printed.drain(..printed.partition_point(|printed| printed.place < first));
        }
    }

    /// The entries about a message up to step `at_step`, the latest first.
    pub fn back_from<'a>(&'a self, log: &'a History, send: SendId, at_step: u32) -> impl Iterator<Item = &'a Entry> {
        self.places_of(log, send, at_step).map(|(_, entry)| entry)
    }

    fn places_of<'a>(
        &'a self,
        log: &'a History,
        send: SendId,
        at_step: u32,
    ) -> impl Iterator<Item = (u64, &'a Entry)> + 'a {
        let mut next = self.latest.get(bucket(send)).and_then(|latest| latest.checked_sub(1));
        let trail = std::iter::from_fn(move || {
            let place = next.filter(|place| *place >= self.first.max(log.first()))?;
            let back = self.before[(place - self.first) as usize];
            next = if back == 0 { None } else { place.checked_sub(back.into()) };
            Some((place, log.at(place)))
        });
        let trail = trail.filter_map(|(place, entry)| Some((place, entry?)));
        trail.filter(move |(_, entry)| entry.step <= at_step && entry.what.send() == Some(send))
    }

    /// All that the story of a message is made of, up to step `at_step`, in the order of the log.
    #[must_use]
    pub fn of_message<'a>(&'a self, log: &'a History, send: SendId, at_step: u32) -> Vec<&'a Entry> {
        let mut found: Vec<_> = self.places_of(log, send, at_step).collect();
        let first = found.last().map_or(u64::MAX, |(place, _)| *place);
        let written = &self.written[self.written.partition_point(|place| *place < first)..];
        let written = written.iter().filter_map(|place| Some((*place, log.at(*place)?)));
        found.extend(written.take_while(|(_, entry)| entry.step <= at_step));
        found.sort_unstable_by_key(|(place, _)| *place);
        found.into_iter().map(|(_, entry)| entry).collect()
    }

    /// The places of all sends that the log tells of, up to step `at_step`.
    #[must_use]
    pub fn sent(&self, log: &History, at_step: u32) -> &[u64] {
        let (first, end) = (log.first(), log.after(at_step));
        let from = self.sent.partition_point(|place| *place < first);
        let to = self.sent.partition_point(|place| *place < end);
        &self.sent[from..to.max(from)]
    }

    /// The last `most` occasions, up to step `at_step`, at which the program of `who` printed something, in the order of
    /// the log.
    #[must_use]
    pub fn printed(&self, log: &History, who: ProducerId, at_step: u32, most: usize) -> Vec<Occasion> {
        let list = match who.who() {
            Producer::Device(id) => self.devices.get(id.index()),
            Producer::Program(id) => self.programs.get(id.index()),
            Producer::Person => None,
        };
        let list = list.map_or(&[][..], Vec::as_slice);
        let end = log.after(at_step);
        let to = list.partition_point(|printed| printed.place < end);
        let last = &list[to.saturating_sub(most)..to];
        let occasion =
            |printed: &Printed| Some(Occasion { entry: *log.at(printed.place)?, callbacks: printed.callbacks });
        last.iter().filter_map(occasion).collect()
    }
}

fn bucket(send: SendId) -> usize {
    let mixed = send.number.wrapping_mul(0x9E37_79B1) ^ send.producer.number().wrapping_mul(0x85EB_CA6B);
    (mixed.wrapping_add(u32::from(send.boot).wrapping_mul(0xC2B2_AE35)) >> 16) as usize % BUCKETS
}

#[cfg(test)]
mod tests;
