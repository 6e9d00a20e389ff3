//! Where the copies of a message lie, and the spans that this gives.

use super::{Span, SpanEnd, Stay};
use crate::model::ids::Lineage;

/// A message in a queue, a partition or a batch.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// As [`super::lanes::Lanes`] counts them; of a dead-lettered message still its queue's.
    pub(super) store: usize,
    /// Sequence number, number or offset there.
    pub(super) label: u32,
    pub(super) lineage: Lineage,
    /// The lane that it is drawn in.
    pub(super) lane: usize,
    /// The latest row about it.
    pub(super) row: usize,
    /// Its span, while it is there.
    span: Option<usize>,
    slot: u16,
}

#[derive(Default)]
pub(super) struct Places {
    places: Vec<Place>,
    pub(super) spans: Vec<Span>,
}

impl Places {
    /// A message comes to lie somewhere.
    pub(super) fn enters(&mut self, store: usize, label: u32, lineage: Lineage, row: usize, stay: Stay) {
        let slot = self.free_slot(store);
        self.places.push(Place { store, label, lineage, lane: store, row, span: None, slot });
        self.stays(self.places.len() - 1, row, stay);
    }

    pub(super) fn get(&self, place: usize) -> Place {
        self.places[place]
    }

    /// The message under that label, the newest if there were several.
    pub(super) fn find(&self, store: usize, label: u32) -> Option<usize> {
        self.places.iter().rposition(|place| place.store == store && place.label == label)
    }

    /// What lies in a store now and fits.
    pub(super) fn lying(&self, store: usize, fits: impl Fn(Place) -> bool) -> Vec<usize> {
        let is_it = |place: &Place| place.store == store && place.span.is_some() && fits(*place);
        (0..self.places.len()).filter(|place| is_it(&self.places[*place])).collect()
    }

    pub(super) fn relabels(&mut self, place: usize, label: u32) {
        self.places[place].label = label;
    }

    /// Something happens to it that changes nothing.
    pub(super) fn touches(&mut self, place: usize, row: usize) {
        self.places[place].row = row;
    }

    /// How it lies changes.
    pub(super) fn turns(&mut self, place: usize, row: usize, end: SpanEnd, stay: Stay) {
        self.leaves(place, row, end);
        self.stays(place, row, stay);
    }

    /// To the dead-letter queue of the same queue.
    pub(super) fn moves(&mut self, place: usize, row: usize, lane: usize) {
        self.leaves(place, row, SpanEnd::Next);
        self.places[place].lane = lane;
        self.places[place].slot = self.free_slot(lane);
        self.stays(place, row, Stay::Waiting);
    }

    /// It is there no more.
    pub(super) fn leaves(&mut self, place: usize, row: usize, end: SpanEnd) {
        self.places[place].row = row;
        if let Some(span) = self.places[place].span.take() {
            (self.spans[span].to, self.spans[span].end) = (Some(row), end);
        }
    }

    fn stays(&mut self, place: usize, from: usize, stay: Stay) {
        let Place { lane, slot, lineage, .. } = self.places[place];
        let strand = lineage.accepted.max(1);
        self.places[place].span = Some(self.spans.len());
        self.spans.push(Span { lane, slot, strand, stay, from, to: None, end: SpanEnd::Open });
    }

    fn free_slot(&self, lane: usize) -> u16 {
        let taken = |slot| self.places.iter().any(|it| it.lane == lane && it.span.is_some() && it.slot == slot);
        (0..).find(|slot| !taken(*slot)).unwrap_or_default()
    }
}
