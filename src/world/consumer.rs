//! Consumer programs: `ReadCriticalQueue` on a queue, `monitor-events` on the built-in endpoint.
//!
//! Models: receive, work, settle, with the choices that a program has (service-bus-queue.md 4, 9 and 11). A program is a
//! list of lines (`program`); `receive` brings messages, `run` carries out the lines, `settle` brings calls to the queue
//! and answers back, `stop` crashes and restarts. A reader of `events` (`events`) removes nothing (iot-hub.md section 0).
//! Differs(one-thread): a consumer works on the messages of a response one after the other. [choice]
//! Assumed(events-read-at-once): a reader of `events` takes an event in the instant in which it is stored. [choice]

pub mod effects;
mod events;
mod judge;
pub mod program;
mod receive;
mod run;
mod settle;
mod setup;
mod stop;
mod storage;
#[cfg(test)]
mod tests;

use crate::model::draw::{self, Owner, Purpose};
use crate::model::ids::{EndpointId, Lineage};
use crate::model::message::Message;
use crate::model::service_bus::{BrokeredMessage, Lock};
use crate::model::storage::shared_map::SharedMap;
use crate::model::time::{Millis, Timestamp};
use crate::world::entry::Call;
use crate::world::instruction::Instruction;
use crate::world::operation::ReceiptRef;
use crate::world::spec::ConsumerSpec;
use judge::Rules;
use program::Line;
use std::collections::VecDeque;
use std::sync::Arc;

/// The keys that a program remembers.
pub(super) type Seen = SharedMap<Arc<str>, ()>;

#[derive(Clone, Debug)]
pub struct Consumer {
    pub(super) owner: Owner,
    pub(super) scheduled: u32,
    pub spec: Arc<ConsumerSpec>,
    /// Its program, and the line that runs or runs next.
    pub lines: Arc<[Line]>,
    pub line: usize,
    /// If it has any.
    rules: Option<Arc<Rules>>,
    pub reads: Reads,
    pub removed: bool,
    pub state: State,
    /// Messages handed to it so far.
    pub received: u32,
    /// Events read, for a reader of the built-in endpoint.
    pub events_read: u64,
    /// How often it was started; what is under way for an earlier life comes too late.
    pub(super) life: u32,
    /// The next event to read, by partition.
    pub positions: Vec<u64>,
    reading: bool,
    /// Receive calls that waited, to tell the newest.
    waits: u32,
    /// Calls on the wire; they arrive even if the sender crashes.
    requests: VecDeque<Request>,
    /// Responses on the wire.
    arriving: VecDeque<Vec<Arc<Holding>>>,
    /// Prefetched: the program has not asked for them yet.
    pub buffer: VecDeque<Arc<Holding>>,
    /// Received: they wait for their turn.
    pub batch: VecDeque<Arc<Holding>>,
    /// The call whose answer it waits for.
    call: Call,
    /// The call with which it is done with a message before its program's end.
    turns_away: Option<Call>,
    /// Whether the call under way is such a one.
    turned_away: bool,
    /// What it remembers in its process.
    seen: Seen,
    /// Messages that it made.
    made: u32,
    /// The texts of what it makes, each from a number on: what an older message said stays true.
    texts: Arc<Vec<(u32, Arc<str>)>>,
}

/// What a program takes its messages from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reads {
    Endpoint(EndpointId),
    /// By name: such a queue may go, and come again.
    StorageQueue(Arc<str>),
    /// It makes them itself.
    Clock,
}

/// What a consumer is doing.
#[derive(Clone, Debug)]
pub enum State {
    /// Disabled, or not started yet.
    Stopped,
    /// A receive call is waiting; a reader of `events` always waits.
    Waiting,
    /// The queue handed messages out, this one first: the response is on its way, or the program comes to it next.
    Receiving(Arc<Holding>),
    /// At a line between the receive call and the settling one.
    Working {
        on: Arc<Holding>,
        /// When the work is done; the present for a line that takes no time.
        until: Timestamp,
    },
    /// A call about the message is on its way to the queue.
    Settling(Arc<Holding>),
    /// The queue answered; the answer is on its way.
    Answered {
        about: Arc<Holding>,
        settled: bool,
    },
    Crashed {
        restarts_at: Timestamp,
    },
}

/// A message in a consumer's hands, or in those of its calls: it goes from one to the next.
#[derive(Clone, Debug)]
pub struct Holding {
    pub lineage: Lineage,
    pub message: Arc<BrokeredMessage>,
    pub sequence: u64,
    /// Which delivery this is, from 1.
    pub delivery: u16,
    /// Absent after receive-and-delete, and for a message of a Storage queue.
    pub lock: Option<Lock>,
    /// For a message of a Storage queue: what deletes it.
    receipt: Option<ReceiptRef>,
    /// Which of the messages handed to the consumer it is, from 1.
    pub nth: u32,
    received_at: Timestamp,
    /// The queue has it no more.
    gone: bool,
    /// What the program is there for has been done with it.
    done: bool,
}

impl Holding {
    /// The queue has it no more.
    pub(super) fn is_gone(&self) -> bool {
        self.gone
    }

    /// Whether it came from a Storage queue.
    pub(super) fn has_receipt(&self) -> bool {
        self.receipt.is_some()
    }

    pub(super) fn received_at(&self) -> Timestamp {
        self.received_at
    }

    /// Nowhere any more if its consumer forgets it now.
    fn would_be_lost(&self) -> bool {
        self.gone && !self.done
    }
}

#[derive(Clone, Debug)]
struct Request {
    asked_in: u32,
    call: Call,
    endpoint: Option<EndpointId>,
    /// The line that made it.
    line: usize,
    about: Arc<Holding>,
}

impl Consumer {
    pub(super) fn new(spec: ConsumerSpec, owner: Owner, reads: Reads) -> Self {
        let spec_text = text_of(&spec);
        Self {
            owner,
            scheduled: 0,
            lines: program::lines(&spec).into(),
            line: 0,
            rules: judge::rules(&spec),
            spec: Arc::new(spec),
            reads,
            removed: false,
            made: 0,
            texts: Arc::new(vec![(0, spec_text)]),
            state: State::Stopped,
            received: 0,
            events_read: 0,
            life: 0,
            positions: Vec::new(),
            reading: false,
            waits: 0,
            requests: VecDeque::new(),
            arriving: VecDeque::new(),
            buffer: VecDeque::new(),
            batch: VecDeque::new(),
            call: Call::Complete,
            turns_away: None,
            turned_away: false,
            seen: Seen::default(),
        }
    }

    /// Takes a new program; the caller stops and starts it if that is another one.
    pub(super) fn set_spec(&mut self, spec: ConsumerSpec) {
        self.lines = program::lines(&spec).into();
        self.rules = judge::rules(&spec);
        let text = text_of(&spec);
        if self.texts.last().is_none_or(|(_, last)| *last != text) {
            Arc::make_mut(&mut self.texts).push((self.made, text));
        }
        self.spec = Arc::new(spec);
    }

    /// The endpoint that it reads, if it reads one.
    #[must_use]
    pub fn endpoint(&self) -> Option<EndpointId> {
        if let Reads::Endpoint(id) = self.reads { Some(id) } else { None }
    }

    /// A message that it made itself.
    pub(super) fn message(&self, number: u32) -> Option<Arc<Message>> {
        let (_, text) = self.texts.iter().rev().find(|(from, _)| *from <= number)?;
        let body = text.replace("{n}", &number.to_string()).into_bytes().into();
        (number < self.made).then(|| Arc::new(Message { body, ..Message::default() }))
    }

    #[must_use]
    pub fn name(&self) -> &Arc<str> {
        &self.spec.name
    }

    /// The message in its hands, if there is one.
    #[must_use]
    pub fn holding(&self) -> Option<&Arc<Holding>> {
        match &self.state {
            State::Receiving(on) => Some(on),
            _ => self.current(),
        }
    }

    /// The message that its program is at.
    fn current(&self) -> Option<&Arc<Holding>> {
        match &self.state {
            State::Working { on, .. } | State::Settling(on) | State::Answered { about: on, .. } => Some(on),
            State::Stopped | State::Waiting | State::Receiving(_) | State::Crashed { .. } => None,
        }
    }

    /// The message that its program is at.
    pub(super) fn at_hand(&self) -> Option<&Holding> {
        self.current().map(|on| &**on)
    }

    /// The call that arrives next at the queue, and the message that it is about.
    pub(super) fn asked(&self) -> Option<(Call, &Holding)> {
        self.requests.front().map(|request| (request.call, &*request.about))
    }

    /// The call whose answer it waits for.
    pub(super) fn call(&self) -> Call {
        self.call
    }

    /// The next call arrives twice; nobody waits for the second answer.
    pub(super) fn asks_twice(&mut self) {
        if let Some(first) = self.requests.front().cloned() {
            self.requests.insert(1, Request { asked_in: u32::MAX, ..first });
        }
    }

    /// Which messages the response on its way brings.
    pub(super) fn arriving_nths(&self) -> Vec<u32> {
        self.arriving.front().into_iter().flatten().map(|on| on.nth).collect()
    }

    /// Whether it holds the n-th message handed to it, or a call about it is on its way.
    pub(super) fn has_to_do_with(&self, nth: u32) -> bool {
        let in_hand = self.holding().into_iter().chain(self.all_held());
        in_hand.chain(self.requests.iter().map(|request| &request.about)).any(|on| on.nth == nth)
    }

    /// All that it would forget in a crash: the message in hand first, then those behind it.
    fn all_held(&self) -> impl Iterator<Item = &Arc<Holding>> {
        let behind = self.batch.iter().chain(&self.buffer).chain(self.arriving.iter().flatten());
        self.current().into_iter().chain(behind)
    }

    /// The instruction that runs, or that runs next.
    #[must_use]
    pub fn instruction(&self) -> Option<Instruction> {
        let away = self.turns_away.is_some() || self.turned_away && self.is_calling();
        self.at().map(if away { Instruction::Away } else { Instruction::Consumer })
    }

    fn is_calling(&self) -> bool {
        matches!(self.state, State::Settling(_) | State::Answered { .. })
    }

    /// The line of its program that runs, or that runs next.
    #[must_use]
    pub fn at(&self) -> Option<Line> {
        match self.state {
            State::Stopped | State::Crashed { .. } => None,
            _ => self.lines.get(self.line).copied(),
        }
    }

    /// Messages that it has keys of in its process.
    #[must_use]
    pub fn remembers(&self) -> usize {
        self.seen.len()
    }

    /// Which of the messages handed to it comes next to be settled, counted from 1; a crash before that can still strike.
    #[must_use]
    pub fn next_to_settle(&self) -> u32 {
        let in_hand = if let State::Working { on, .. } = &self.state { Some(on) } else { None };
        let behind = self.batch.iter().chain(&self.buffer).chain(self.arriving.iter().flatten());
        in_hand.into_iter().chain(behind).next().map_or(self.received + 1, |next| next.nth)
    }

    fn is_prefetching(&self) -> bool {
        self.spec.prefetch > 0 && self.endpoint().is_some()
    }

    /// How many messages it would take now.
    fn wants(&self) -> u32 {
        if self.is_prefetching() {
            let held = self.buffer.len() + self.arriving.iter().map(Vec::len).sum::<usize>();
            self.spec.prefetch.saturating_sub(held as u32)
        } else if matches!(self.state, State::Waiting) {
            self.spec.batch_size
        } else {
            0
        }
    }

    /// How long it works on the `nth` message handed to it.
    fn work_time(&self, seed: u64, nth: u32) -> Millis {
        let (least, most) = (self.spec.work_ms, self.spec.work_max_ms.unwrap_or(self.spec.work_ms));
        let span = most.saturating_sub(least) + 1;
        least + (draw::fraction(seed, self.owner, Purpose::Work, u64::from(nth)) * span as f64) as u64
    }
}

fn text_of(spec: &ConsumerSpec) -> Arc<str> {
    spec.puts.as_ref().and_then(|puts| puts.text.clone()).unwrap_or_default()
}
