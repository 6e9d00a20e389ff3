//! Between a store and those who read from it: deliveries, work, calls and their outcomes.

use super::{Fold, Hand, Request};
use crate::model::ids::{ConsumerId, EndpointId, Lineage, StorageQueueId};
use crate::picture::journey::{ArrowEnd, Figure, Mark, SpanEnd, Stay, Who};
use crate::world::entry::{Call, Entry, What};

impl Fold {
    /// Between a store and those who read from it.
    pub(super) fn take_consumed(&mut self, entry: &Entry) {
        match entry.what {
            What::Locked { lineage, endpoint, consumer, sequence, .. } => {
                let store = self.endpoint(endpoint);
                self.handed_out(entry, store, sequence, lineage, consumer, Some(Stay::Locked));
            }
            What::ReceivedAndDeleted { lineage, endpoint, consumer, sequence } => {
                let store = self.endpoint(endpoint);
                self.handed_out(entry, store, sequence, lineage, consumer, None);
            }
            What::MessageGot { lineage, queue, consumer, number, .. } => {
                let store = self.queue(queue);
                self.handed_out(entry, store, number, lineage, consumer, Some(Stay::Hidden));
            }
            What::EventRead { lineage, consumer, offset, .. } => {
                let store = self.endpoint(EndpointId::BUILT_IN);
                let reader = self.consumer(consumer);
                self.lanes.reads(reader, store);
                let row = self.arrow(entry, (store, reader), false, ArrowEnd::Arrives);
                self.rows[row].heard = true;
                let read = self.places.lying(store, |place| place.lineage == lineage && place.label == offset);
                self.rows[row].causes.extend(read.first().map(|place| self.places.get(*place).row));
            }
            What::Received { lineage, consumer, .. } | What::Prefetched { lineage, consumer, .. } => {
                let lane = self.consumer(consumer);
                let Some(hand) = self.hand(consumer, lineage) else { return };
                let (row, working) = (self.hands[hand].row, self.hands[hand].working);
                let buffered = matches!(entry.what, What::Prefetched { .. });
                self.joins(row, entry, buffered);
                self.rows[row].heard = true;
                if !buffered && working.is_none() {
                    self.hands[hand].working = Some(self.opens(lane, Stay::Working, row, lineage.accepted.max(1)));
                }
            }
            What::SettleRequested { lineage, consumer } => self.asks(entry, lineage, consumer, Call::Complete),
            What::CallRequested { lineage, consumer, call } => self.asks(entry, lineage, consumer, call),
            What::SettleAnswered { lineage, consumer, .. } => self.hears(entry, lineage, consumer, Call::Complete),
            What::CallAnswered { lineage, consumer, call, .. } => self.hears(entry, lineage, consumer, call),
            What::Completed { lineage, endpoint, consumer, sequence } => {
                let store = self.endpoint(endpoint);
                self.settles(entry, (lineage, consumer, Call::Complete), store, sequence, SpanEnd::Completed, None);
            }
            What::Abandoned { lineage, endpoint, consumer, sequence, .. } => {
                let (store, about) = (self.endpoint(endpoint), (lineage, consumer, Call::Abandon));
                self.settles(entry, about, store, sequence, SpanEnd::Next, Some(Stay::Waiting));
            }
            What::Deferred { lineage, endpoint, consumer, sequence, .. } => {
                // Nobody asks for it by a call of a program.
                let (store, about) = (self.endpoint(endpoint), (lineage, consumer, Call::Abandon));
                self.settles(entry, about, store, sequence, SpanEnd::Next, Some(Stay::Aside));
            }
            What::LockRenewed { lineage, endpoint, consumer, sequence } => {
                let (store, about) = (self.endpoint(endpoint), (lineage, consumer, Call::RenewLock));
                self.settles(entry, about, store, sequence, SpanEnd::Next, Some(Stay::Locked));
            }
            What::MessageDeleted { lineage, queue, consumer, number } => {
                let (store, about) = (self.queue(queue), (lineage, consumer, Call::Delete));
                self.settles(entry, about, store, number, SpanEnd::Completed, None);
            }
            What::MessageUpdated { lineage, queue, consumer, number, .. } => {
                let store = self.queue(queue);
                let shows = self.request(consumer, lineage, Call::ShowAgain).is_some();
                let (call, stay) = if shows { (Call::ShowAgain, Stay::Waiting) } else { (Call::HideOn, Stay::Hidden) };
                self.settles(entry, (lineage, consumer, call), store, number, SpanEnd::Next, Some(stay));
            }
            What::MessagePut { lineage, queue, number } => self.put_into_storage(entry, lineage, queue, number),
            What::SettleRefused { lineage, endpoint, consumer, .. } => {
                let lane = self.endpoint(endpoint);
                self.refused(entry, (lineage, consumer, Call::Complete), lane);
            }
            What::CallRefused { lineage, endpoint, consumer, call, .. } => {
                let lane = self.endpoint(endpoint);
                self.refused(entry, (lineage, consumer, call), lane);
            }
            What::StorageCallRefused { lineage, consumer, call, .. } => {
                let lane = self.hand(consumer, lineage).map(|hand| self.hands[hand].store);
                let lane = lane.unwrap_or_else(|| self.consumer(consumer));
                self.refused(entry, (lineage, consumer, call), lane);
            }
            What::CrashedHolding { lineage, consumer } | What::Forgotten { lineage, consumer } => {
                let row = self.works(entry, lineage, consumer, Mark::Cross, Some(SpanEnd::Cut));
                let crashed = matches!(
                    self.headline.map(|headline| headline.what),
                    Some(What::Crashed { .. } | What::CrashedHolding { .. })
                );
                if crashed {
                    let lane = self.consumer(consumer);
                    self.goes_away(lane, row);
                }
            }
            What::Lost { lineage, consumer } => {
                let crash = self.rows.len().checked_sub(1).filter(|row| self.rows[*row].steps == [entry.step]);
                match crash {
                    Some(row) => self.joins(row, entry, true),
                    None => {
                        self.works(entry, lineage, consumer, Mark::Cross, Some(SpanEnd::Cut));
                    }
                }
            }
            What::DeliveryDelayed { endpoint, .. } => {
                let lane = self.endpoint(endpoint);
                self.mark(entry, lane, Mark::Point, None);
            }
            What::CallLost { lineage, consumer, call } => {
                let lane = self.consumer(consumer);
                let Some(request) = self.request(consumer, lineage, call) else { return };
                self.requests[request].done = true;
                let row = self.requests[request].row;
                self.ends(row, ArrowEnd::Lost);
                if self.is_near(row, entry) {
                    self.joins(row, entry, true);
                } else {
                    self.mark(entry, lane, Mark::Cross, Some(row));
                }
            }
            What::AnswerLost { lineage, consumer, .. } => {
                let (lane, hand) = (self.consumer(consumer), self.hand(consumer, lineage));
                let Some(store) = hand.map(|hand| self.hands[hand].store) else { return };
                let row = self.arrow(entry, (store, lane), true, ArrowEnd::Lost);
                self.goes_on_to(consumer, lineage, row, Some(SpanEnd::Cut));
            }
            What::CallDelayed { lineage, consumer, .. }
            | What::AnswerDelayed { lineage, consumer, .. }
            | What::Hangs { lineage, consumer } => {
                self.works(entry, lineage, consumer, Mark::Point, None);
            }
            What::Worked { lineage, consumer } => {
                self.works(entry, lineage, consumer, Mark::Good, Some(SpanEnd::Completed));
            }
            What::EffectApplied { lineage, consumer, .. } => {
                self.works(entry, lineage, consumer, Mark::Effect, None);
            }
            What::WorkFailed { lineage, consumer, .. } => {
                self.works(entry, lineage, consumer, Mark::Cross, None);
            }
            What::KeyRecorded { lineage, consumer, .. }
            | What::DuplicateSkipped { lineage, consumer, .. }
            | What::PassedBy { lineage, consumer }
            | What::PoisonFound { lineage, consumer, .. } => {
                self.works(entry, lineage, consumer, Mark::Point, None);
            }
            _ => {}
        }
    }

    /// The newest time that a consumer took the message.
    fn hand(&self, by: ConsumerId, lineage: Lineage) -> Option<usize> {
        self.hands.iter().rposition(|hand| hand.by == by && hand.lineage == lineage)
    }

    fn handed_out(
        &mut self,
        entry: &Entry,
        store: usize,
        label: u32,
        lineage: Lineage,
        by: ConsumerId,
        stay: Option<Stay>,
    ) {
        let reader = self.consumer(by);
        self.lanes.reads(reader, store);
        let place = self.places.find(store, label);
        let lane = place.map_or(store, |place| self.places.get(place).lane);
        let row = self.arrow(entry, (lane, reader), false, ArrowEnd::Arrives);
        self.rows[row].heard = by.is_person();
        if let Some(place) = place {
            let before = self.places.get(place).row;
            self.rows[row].causes.push(before);
            match stay {
                Some(stay) => self.places.turns(place, row, SpanEnd::Next, stay),
                None => self.places.leaves(place, row, SpanEnd::Next),
            }
        }
        self.hands.push(Hand { by, lineage, store, row, working: None });
    }

    /// A row of a consumer's own, which belongs to its work on the message.
    fn works(&mut self, entry: &Entry, lineage: Lineage, by: ConsumerId, mark: Mark, end: Option<SpanEnd>) -> usize {
        let (lane, hand) = (self.consumer(by), self.hand(by, lineage));
        let row = self.mark(entry, lane, mark, hand.map(|hand| self.hands[hand].row));
        self.rows[row].heard = true;
        self.goes_on_to(by, lineage, row, end);
        row
    }

    /// The work on a message lasts to this row at least.
    fn goes_on_to(&mut self, by: ConsumerId, lineage: Lineage, row: usize, end: Option<SpanEnd>) {
        let Some(working) = self.hand(by, lineage).and_then(|hand| self.hands[hand].working) else { return };
        let over = self.places.spans[working].to.is_some();
        if let Some(end) = end.or(over.then_some(self.places.spans[working].end)) {
            self.closes(working, row, end);
        }
    }

    fn request(&self, by: ConsumerId, lineage: Lineage, call: Call) -> Option<usize> {
        let is_it = |request: &Request| request.by == by && request.lineage == lineage && request.call == call;
        self.requests.iter().rposition(|request| is_it(request) && !request.done)
    }

    fn asks(&mut self, entry: &Entry, lineage: Lineage, by: ConsumerId, call: Call) {
        let lane = self.consumer(by);
        let hand = self.hand(by, lineage);
        let after = hand.map(|hand| self.hands[hand].row);
        // Where it puts it is known when it comes there.
        let puts = matches!(call, Call::Put | Call::PutPoison);
        let row = match hand.map(|hand| self.hands[hand].store).filter(|_| !puts) {
            Some(store) => {
                let row = self.arrow(entry, (lane, store), true, ArrowEnd::Open);
                self.rows[row].causes.extend(after);
                row
            }
            None => self.mark(entry, lane, Mark::Point, after),
        };
        self.requests.push(Request { by, lineage, call, row, done: false });
        self.goes_on_to(by, lineage, row, None);
    }

    /// The answer comes: the work is over if that was its last call.
    fn hears(&mut self, entry: &Entry, lineage: Lineage, by: ConsumerId, call: Call) {
        let is_it = |request: &&Request| request.by == by && request.lineage == lineage && request.call == call;
        let Some(row) = self.requests.iter().rev().find(is_it).map(|request| request.row) else { return };
        self.joins(row, entry, false);
        self.rows[row].heard = true;
        if !matches!(call, Call::Put | Call::PutPoison) {
            self.goes_on_to(by, lineage, row, Some(SpanEnd::Completed));
        }
    }

    /// A queue carries out a call, of a program or by hand.
    fn settles(
        &mut self,
        entry: &Entry,
        (lineage, by, call): (Lineage, ConsumerId, Call),
        store: usize,
        label: u32,
        end: SpanEnd,
        then: Option<Stay>,
    ) {
        let place = self.places.find(store, label);
        let lane = place.map_or(store, |place| self.places.get(place).lane);
        let row = self.outcome(entry, (lineage, by, call), lane, ArrowEnd::Arrives);
        if let Some(place) = place {
            let before = self.places.get(place).row;
            self.rows[row].causes.extend((before < row).then_some(before));
            match then {
                Some(stay) => self.places.turns(place, row, end, stay),
                None => self.places.leaves(place, row, end),
            }
        }
    }

    fn refused(&mut self, entry: &Entry, about: (Lineage, ConsumerId, Call), lane: usize) {
        self.outcome(entry, about, lane, ArrowEnd::TurnedAway);
    }

    /// The row of what came of a call: its own arrow, or a mark of its own where something came between.
    fn outcome(
        &mut self,
        entry: &Entry,
        (lineage, by, call): (Lineage, ConsumerId, Call),
        lane: usize,
        end: ArrowEnd,
    ) -> usize {
        let Some(request) = self.request(by, lineage, call) else {
            // By hand, there is no request on its way.
            let from = self.consumer(by);
            let row = self.arrow(entry, (from, lane), true, end);
            self.rows[row].heard = true;
            return row;
        };
        self.requests[request].done = true;
        let row = self.requests[request].row;
        self.ends(row, end);
        if let Figure::Arrow { to, .. } = &mut self.rows[row].figure {
            *to = lane;
        }
        if self.is_near(row, entry) {
            self.joins(row, entry, true);
            return row;
        }
        let mark = if end == ArrowEnd::TurnedAway { Mark::Cross } else { Mark::Good };
        self.mark(entry, lane, mark, Some(row))
    }

    /// A program, or the person, puts a message into a Storage queue.
    fn put_into_storage(&mut self, entry: &Entry, lineage: Lineage, queue: StorageQueueId, number: u32) {
        let store = self.queue(queue);
        let is_put = |request: &Request| {
            request.lineage == lineage && !request.done && matches!(request.call, Call::Put | Call::PutPoison)
        };
        let request = self.requests.iter().rposition(is_put);
        let row = match request {
            Some(request) => {
                self.requests[request].done = true;
                let row = self.requests[request].row;
                let from = self.rows[row].figure.lane();
                let figure = Figure::Arrow { from, to: store, answer: false, end: ArrowEnd::Arrives };
                if self.is_near(row, entry) {
                    self.rows[row].figure = figure;
                    self.joins(row, entry, true);
                    row
                } else {
                    self.row(entry, figure, Some(row))
                }
            }
            None => self.arrow(entry, (Self::SENDER, store), false, ArrowEnd::Arrives),
        };
        self.places.enters(store, number, lineage, row, Stay::Waiting);
    }

    /// What the queue handed out last, and the consumer has not heard of, is lost on its way.
    pub(super) fn response_lost(&mut self, entry: &Entry, consumer: ConsumerId) {
        let unheard = self.hands.iter().find(|hand| hand.by == consumer && !self.rows[hand.row].heard);
        let Some(row) = unheard.map(|hand| hand.row) else { return };
        if matches!(self.rows[row].figure, Figure::Arrow { end: ArrowEnd::Arrives, .. }) {
            self.ends(row, ArrowEnd::Lost);
            self.joins(row, entry, true);
        }
    }

    pub(super) fn restarted(&mut self, entry: &Entry, consumer: ConsumerId) {
        let Some(lane) = self.lanes.find(Who::Consumer(consumer)) else { return };
        if let Some(span) = self.comes_back(lane) {
            let crash = self.places.spans[span].from;
            let row = self.mark(entry, lane, Mark::Good, Some(crash));
            self.rows[row].heard = true;
            self.closes(span, row, SpanEnd::Next);
        }
    }
}
