//! Folds the entries of a run into the rows of a journey.

mod consuming;
mod sending;
mod storing;

use super::lanes::Lanes;
use super::places::Places;
use super::{ArrowEnd, Figure, Journey, Mark, Row, Span, SpanEnd, Stay, Tone, Who};
use crate::model::ids::{ConsumerId, EndpointId, Lineage, Producer, SendId, StorageQueueId};
use crate::model::time::Timestamp;
use crate::world::entry::{Call, Change, Entry, What};
use std::collections::BTreeMap;

/// Where the run is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Playhead {
    pub step: u32,
    pub at: Timestamp,
}

/// The journey of `send` by `entries`, which are in the order of the log and may go on beyond the playhead.
pub fn journey<'a>(entries: impl IntoIterator<Item = &'a Entry>, send: SendId, playhead: Playhead) -> Journey {
    let mut fold = Fold::of(send);
    for entry in entries {
        if fold.headline.is_none_or(|headline| headline.step != entry.step) {
            fold.headline = Some(*entry);
            fold.causes.push((entry.step, entry.cause));
        }
        fold.take(entry);
    }
    fold.close(playhead)
}

/// A call whose outcome is awaited.
struct Request {
    by: ConsumerId,
    lineage: Lineage,
    call: Call,
    row: usize,
    /// The queue has dealt with it.
    done: bool,
}

/// A message between two queues.
struct Forwarded {
    entry: Entry,
    /// Where it comes from: the queue, its number there, and the lane where it lay.
    store: usize,
    sequence: u32,
    lane: usize,
}

/// A message in a consumer's hands.
struct Hand {
    by: ConsumerId,
    lineage: Lineage,
    /// Where it came from.
    store: usize,
    /// The row of the delivery.
    row: usize,
    working: Option<usize>,
}

struct Fold {
    send: SendId,
    lanes: Lanes,
    rows: Vec<Row>,
    places: Places,
    /// Of the sender and the consumers: places in the spans.
    sender: Option<usize>,
    away: Vec<(usize, usize)>,
    /// Rows of the PUBLISH packets, by attempt.
    packets: Vec<(u16, usize)>,
    partitions: Vec<(Lineage, u16)>,
    hands: Vec<Hand>,
    requests: Vec<Request>,
    /// What is on its way from queue to queue.
    forwarded: Option<Forwarded>,
    /// The latest time that the router brought an endpoint what it had brought already.
    router: Option<(Entry, EndpointId, u16)>,
    headline: Option<Entry>,
    /// Of each step, the one that led to it.
    causes: Vec<(u32, u32)>,
    /// Whether the sender knows how it ended.
    settled: bool,
}

impl Fold {
    fn of(send: SendId) -> Self {
        let mut lanes = Lanes::default();
        match send.producer.who() {
            Producer::Device(_) | Producer::Person => lanes.of(Who::Sender(send.producer)),
            Producer::Program(id) => lanes.of(Who::Consumer(id)),
        };
        Self {
            send,
            lanes,
            rows: Vec::new(),
            places: Places::default(),
            sender: None,
            away: Vec::new(),
            packets: Vec::new(),
            partitions: Vec::new(),
            hands: Vec::new(),
            requests: Vec::new(),
            forwarded: None,
            router: None,
            headline: None,
            causes: Vec::new(),
            settled: false,
        }
    }

    /// Who sends always has the first lane.
    const SENDER: usize = 0;

    fn consumer(&mut self, id: ConsumerId) -> usize {
        let by_hand = id.is_person() && self.send.producer.who() == Producer::Person;
        if by_hand { Self::SENDER } else { self.lanes.of(Who::Consumer(id)) }
    }

    fn endpoint(&mut self, id: EndpointId) -> usize {
        self.lanes.of(Who::Endpoint(id))
    }

    fn queue(&mut self, id: StorageQueueId) -> usize {
        self.lanes.of(Who::StorageQueue(id))
    }

    fn row(&mut self, entry: &Entry, figure: Figure, after: Option<usize>) -> usize {
        let strand = entry.what.lineage().map_or(0, |lineage| lineage.accepted).max(1);
        self.rows.push(Row {
            at: entry.at,
            told: vec![*entry],
            steps: vec![entry.step],
            figure,
            tone: Tone::Plain,
            strand,
            causes: after.into_iter().collect(),
            retried: 0,
            heard: false,
            struck: Vec::new(),
        });
        self.rows.len() - 1
    }

    fn mark(&mut self, entry: &Entry, lane: usize, mark: Mark, after: Option<usize>) -> usize {
        self.row(entry, Figure::Mark { lane, mark }, after)
    }

    fn arrow(&mut self, entry: &Entry, (from, to): (usize, usize), answer: bool, end: ArrowEnd) -> usize {
        self.row(entry, Figure::Arrow { from, to, answer, end }, None)
    }

    /// The entry belongs to a row that is there already; `told` if it says something more.
    fn joins(&mut self, row: usize, entry: &Entry, told: bool) {
        let row = &mut self.rows[row];
        if row.steps.last() != Some(&entry.step) {
            row.steps.push(entry.step);
        }
        if told {
            row.told.push(*entry);
        }
    }

    /// A fault is written at the end of the step in which it struck.
    fn struck(&mut self, step: u32, fault: u16) {
        if let Some(row) = self.rows.iter_mut().rev().find(|row| row.steps.contains(&step)) {
            row.struck.push(fault);
        }
    }

    fn ends(&mut self, row: usize, becomes: ArrowEnd) {
        if let Figure::Arrow { end, .. } = &mut self.rows[row].figure {
            *end = becomes;
        }
    }

    fn is_open(&self, row: usize) -> bool {
        matches!(self.rows[row].figure, Figure::Arrow { end: ArrowEnd::Open, .. })
    }

    /// Whether what comes of a row may be drawn in that row: nothing came between, or no time has passed.
    fn is_near(&self, row: usize, entry: &Entry) -> bool {
        row + 1 == self.rows.len() || self.rows[row].at == entry.at
    }

    fn take(&mut self, entry: &Entry) {
        match entry.what {
            What::BlobWritten { endpoint, partition, .. } => self.written(entry, endpoint, partition),
            What::LinkCut { device } if self.send.producer.device() == Some(device) => self.link_cut(entry),
            What::DeviceReturned { device, .. } if self.send.producer.device() == Some(device) => self.returned(entry),
            What::Restarted { consumer } => self.restarted(entry, consumer),
            What::ResponseLost { consumer, .. } => self.response_is(entry, consumer, Some(ArrowEnd::Lost)),
            What::ResponseDelayed { consumer, .. } => self.response_is(entry, consumer, None),
            What::RouterRestarted { endpoint, partition, .. } => self.router = Some((*entry, endpoint, partition)),
            What::FaultStruck { fault } => self.struck(entry.step, fault),
            What::MessagesCleared { queue, .. } | What::StorageQueueChanged { queue, change: Change::Removed } => {
                self.emptied(entry, Who::StorageQueue(queue));
            }
            What::QueueChanged { endpoint, change: Change::Removed } | What::QueueIdledOut { endpoint, .. } => {
                self.emptied(entry, Who::Endpoint(endpoint));
            }
            what if what.send() == Some(self.send) => self.take_own(entry),
            _ => {}
        }
    }

    fn take_own(&mut self, entry: &Entry) {
        if !self.take_sent(entry) && !self.take_stored(entry) {
            self.take_consumed(entry);
        }
    }

    fn opens(&mut self, lane: usize, stay: Stay, from: usize, strand: u16) -> usize {
        self.places.spans.push(Span { lane, slot: 0, strand, stay, from, to: None, end: SpanEnd::Open });
        self.places.spans.len() - 1
    }

    fn closes(&mut self, span: usize, row: usize, end: SpanEnd) {
        let span = &mut self.places.spans[span];
        (span.to, span.end) = (Some(row), end);
    }

    fn goes_away(&mut self, lane: usize, row: usize) {
        if !self.away.iter().any(|(away, _)| *away == lane) {
            let span = self.opens(lane, Stay::Away, row, 1);
            self.away.push((lane, span));
        }
    }

    fn comes_back(&mut self, lane: usize) -> Option<usize> {
        let at = self.away.iter().position(|(away, _)| *away == lane)?;
        Some(self.away.remove(at).1)
    }

    fn close(mut self, playhead: Playhead) -> Journey {
        self.link_causes();
        for row in &mut self.rows {
            row.tone = row.told.iter().map(|entry| tone(entry.what)).max().unwrap_or(Tone::Plain);
        }
        let past = self.rows.partition_point(|row| row.steps[0] <= playhead.step);
        let mut journey = Journey {
            send: self.send,
            lanes: Vec::new(),
            rows: self.rows,
            spans: self.places.spans,
            past,
            now: playhead.at,
            folds: Vec::new(),
        };
        self.lanes.settle(&mut journey);
        journey
    }

    /// 0 where nothing in the run, or nothing that is known, led to it.
    fn cause_of(&self, step: u32) -> u32 {
        let found = self.causes.binary_search_by_key(&step, |(step, _)| *step);
        found.map_or(0, |at| self.causes[at].1)
    }

    /// What led to a row by the run's own account, beside what its place in a queue says: the nearest step before it
    /// that has a row.
    fn link_causes(&mut self) {
        let mut rows: BTreeMap<u32, usize> = BTreeMap::new();
        for (at, row) in self.rows.iter().enumerate() {
            row.steps.iter().for_each(|step| {
                rows.entry(*step).or_insert(at);
            });
        }
        for at in 0..self.rows.len() {
            let mut found = std::mem::take(&mut self.rows[at].causes);
            // What is known by the message's own place needs no way through the steps of others.
            let known = !found.is_empty();
            for step in self.rows[at].steps.clone() {
                let mut of = step;
                while of > 0 {
                    match rows.get(&of) {
                        Some(row) if *row < at => {
                            found.push(*row);
                            break;
                        }
                        None if known => break,
                        _ => of = self.cause_of(of),
                    }
                }
            }
            found.retain(|row| *row < at);
            found.sort_unstable();
            found.dedup();
            self.rows[at].causes = found;
        }
    }
}

/// How an entry matters to its message.
fn tone(what: What) -> Tone {
    match what {
        What::PublishLost { .. }
        | What::PubackLost { .. }
        | What::SendTimedOut { .. }
        | What::PublishRefused { .. }
        | What::Orphaned { .. }
        | What::Dropped { .. }
        | What::Invalid { .. }
        | What::LockExpired { .. }
        | What::LockRevoked { .. }
        | What::Expired { .. }
        | What::MessageExpired { .. }
        | What::DeadLettered { .. }
        | What::SettleRefused { .. }
        | What::CallRefused { .. }
        | What::StorageCallRefused { .. }
        | What::CrashedHolding { .. }
        | What::Forgotten { .. }
        | What::Lost { .. }
        | What::WorkFailed { .. }
        | What::DuplicateDropped { .. }
        | What::SendForgotten { .. }
        | What::ResponseLost { .. }
        | What::CallLost { .. }
        | What::AnswerLost { .. }
        | What::DuplicateSkipped { applied: false, .. }
        | What::MessagesCleared { .. }
        | What::StorageQueueChanged { .. }
        | What::QueueChanged { .. }
        | What::QueueIdledOut { .. } => Tone::Bad,
        What::EffectApplied { nth, .. } if nth > 1 => Tone::Bad,
        What::Forwarded { endpoint, to, .. } if endpoint == to => Tone::Bad,
        What::LinkCut { .. }
        | What::DeliveryFailed { .. }
        | What::RetryStarted { .. }
        | What::BecameVisible { .. }
        | What::PublishDelayed { .. }
        | What::PubackDelayed { .. }
        | What::DeliveryDelayed { .. }
        | What::ResponseDelayed { .. }
        | What::CallDelayed { .. }
        | What::AnswerDelayed { .. }
        | What::RouterRestarted { .. }
        | What::Hangs { .. }
        | What::PoisonFound { .. } => Tone::Doubtful,
        What::BlobWritten { .. } | What::DeviceReturned { .. } | What::Restarted { .. } | What::Worked { .. } => {
            Tone::Good
        }
        _ => Tone::Plain,
    }
}
