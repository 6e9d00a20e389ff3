//! The Service Bus queue beside a naive model of its document, step by step over generated operations, and the
//! invariants that nothing generated may break.
#![cfg(not(target_arch = "wasm32"))]

use iot_hub_playground::model::draw::{Owner, OwnerKind};
use iot_hub_playground::model::ids::{DeviceId, SendId};
use iot_hub_playground::model::service_bus::{
    BrokeredMessage, Change, ClientMessage, DeadLetter, Delivery, Error, Handle, Queue, QueuedMessage, ReceiveMode,
    Receiver, Sent, Settings, State, SubQueue, Then, What,
};
use iot_hub_playground::model::time::Timestamp;
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const LOCK: u64 = 5_000;
const TTL: u64 = 12_000;
const WINDOW: u64 = 20_000;

/// One thing that somebody does. `which` picks among the deliveries or numbers seen so far, the latest first.
#[derive(Clone, Debug)]
enum Op {
    Send { id: u8, ttl: Option<u64>, delay: u64 },
    Cancel { sequence: u64 },
    Receive { dead: bool, delete: bool, max: u32 },
    ReceiveDeferred { dead: bool, delete: bool, sequence: u64 },
    Settle { how: How, which: usize },
    Wait(u64),
    Update { max_delivery_count: u32 },
}

#[derive(Clone, Copy, Debug)]
enum How {
    Complete,
    Abandon,
    Defer,
    DeadLetter,
    Renew,
}

/// What an operation answers.
#[derive(Debug, PartialEq)]
enum Answer {
    /// The number of what was sent; none for a dropped duplicate.
    Sent(Option<u64>),
    /// For each message its number, its delivery count and the end of its lock.
    Received(Vec<(u64, u32, Option<u64>)>),
    Done,
    Refused(&'static str),
}

/// The document read aloud: a list of messages and a loop over them. Sections and rows are those of
/// `service-bus-queue.md`.
struct Model {
    now: u64,
    mdc: u32,
    flag: bool,
    detect: bool,
    last: u64,
    /// For each delivery so far whether it deleted.
    deliveries: Vec<bool>,
    ids: Vec<(u8, u64)>,
    messages: Vec<Entry>,
}

#[derive(Clone, Debug, PartialEq)]
struct Entry {
    sequence: u64,
    dead: bool,
    state: State,
    n: u32,
    /// Which delivery, until when.
    lock: Option<(usize, u64)>,
    scheduled: u64,
    enqueued: u64,
    ttl: u64,
}

impl Model {
    fn new(mdc: u32, flag: bool, detect: bool) -> Self {
        Self { now: 0, mdc, flag, detect, last: 0, deliveries: vec![], ids: vec![], messages: vec![] }
    }

    fn apply(&mut self, op: &Op) -> Answer {
        match *op {
            Op::Send { id, ttl, delay } => Answer::Sent(self.send(id, ttl, self.now + delay)),
            Op::Cancel { sequence } => self.cancel(sequence),
            Op::Receive { dead, delete, max } => {
                Answer::Received(self.receive(|m| m.dead == dead && m.state == State::Active, delete, max as usize))
            }
            Op::ReceiveDeferred { dead, delete, sequence } => {
                let wanted = |m: &Entry| m.sequence == sequence && m.dead == dead && m.state == State::Deferred;
                let received = self.receive(wanted, delete, 1);
                if received.is_empty() { Answer::Refused("MessageNotFound") } else { Answer::Received(received) }
            }
            Op::Settle { how, which } => match self.deliveries.len().checked_sub(which + 1) {
                Some(lock) => self.settle(how, lock).map_or_else(Answer::Refused, |()| Answer::Done),
                None => Answer::Done,
            },
            Op::Wait(length) => {
                self.run_to(self.now + length);
                Answer::Done
            }
            Op::Update { max_delivery_count } => {
                self.update(max_delivery_count);
                Answer::Done
            }
        }
    }

    fn send(&mut self, id: u8, ttl: Option<u64>, at: u64) -> Option<u64> {
        if self.detect && self.ids.iter().any(|(seen, when)| *seen == id && self.now < when + WINDOW) {
            return None; // Row 2; section 9: the history, not the messages present.
        }
        self.ids.push((id, self.now));
        self.last += 1;
        let state = if at > self.now { State::Scheduled } else { State::Active };
        let ttl = ttl.unwrap_or(TTL).min(TTL); // Section 2.
        let sequence = self.last;
        let entry = Entry { sequence, dead: false, state, n: 0, lock: None, scheduled: at, enqueued: self.now, ttl };
        self.messages.push(entry); // Rows 1 and 3.
        Some(sequence)
    }

    /// Row 5.
    fn cancel(&mut self, sequence: u64) -> Answer {
        let before = self.messages.len();
        self.messages.retain(|m| m.sequence != sequence || m.state != State::Scheduled);
        if self.messages.len() < before { Answer::Done } else { Answer::Refused("MessageNotFound") }
    }

    /// What is due first, and when.
    fn due(&self) -> Option<(u64, u64)> {
        let due = |m: &Entry| match (m.lock, m.state) {
            (Some((_, until)), _) => Some(until),
            (None, State::Scheduled) => Some(m.scheduled),
            (None, State::Active) if !m.dead => Some(m.enqueued + m.ttl),
            _ => None, // Row 23; section 8: the dead-letter queue observes no TTL.
        };
        self.messages.iter().filter_map(|m| Some((due(m)?, m.sequence))).min()
    }

    fn run_to(&mut self, now: u64) {
        while let Some((at, sequence)) = self.due().filter(|(at, _)| *at <= now) {
            self.now = at;
            let i = self.find(sequence).unwrap();
            if self.messages[i].lock.is_some() {
                self.fail(i, false); // Row 11.
            } else if self.messages[i].state == State::Scheduled {
                let mut m = self.messages.remove(i); // Row 4.
                self.last += 1;
                (m.sequence, m.state, m.enqueued) = (self.last, State::Active, at);
                self.messages.push(m);
            } else {
                self.expire(i);
            }
        }
        self.now = now;
    }

    /// Rows 8 and 13.
    fn expire(&mut self, i: usize) {
        if self.flag {
            self.messages[i].dead = true;
        } else {
            self.messages.remove(i);
        }
    }

    /// Rows 10 to 15 and 22; section 8 for what is dead.
    fn fail(&mut self, i: usize, defer: bool) {
        let (now, mdc) = (self.now, self.mdc);
        let m = &mut self.messages[i];
        m.lock = None;
        m.n += u32::from(!m.dead);
        if defer {
            m.state = State::Deferred;
        }
        if m.dead {
        } else if m.n >= mdc {
            (m.dead, m.state) = (true, State::Active);
        } else if m.state == State::Active && now >= m.enqueued + m.ttl {
            self.expire(i);
        }
    }

    /// Rows 6, 7, 19, 20.
    fn receive(&mut self, of: impl Fn(&Entry) -> bool, delete: bool, max: usize) -> Vec<(u64, u32, Option<u64>)> {
        let mut out = Vec::new();
        while out.len() < max {
            let free = self.messages.iter().filter(|m| m.lock.is_none() && of(m));
            let Some(sequence) = free.map(|m| m.sequence).min() else { break };
            let i = self.find(sequence).unwrap();
            let until = (!delete).then_some(self.now + LOCK);
            out.push((sequence, self.messages[i].n + 1, until));
            self.messages[i].lock = until.map(|until| (self.deliveries.len(), until));
            self.deliveries.push(delete);
            if delete {
                self.messages.remove(i);
            }
        }
        out
    }

    /// Rows 9, 10, 14 to 17, 21, 22, 24 for the delivery number `lock`.
    fn settle(&mut self, how: How, lock: usize) -> Result<(), &'static str> {
        if self.deliveries[lock] {
            return Err("InvalidOperation"); // Section 4.
        }
        let held = self.messages.iter().position(|m| m.lock.is_some_and(|(of, _)| of == lock));
        let i = held.ok_or("MessageLockLost")?;
        match how {
            How::Complete => {
                self.messages.remove(i);
            }
            How::Abandon => self.fail(i, false),
            How::Defer => self.fail(i, true),
            How::DeadLetter if self.messages[i].dead => return Err("InvalidOperation"),
            How::DeadLetter => {
                let m = &mut self.messages[i];
                (m.dead, m.state, m.lock) = (true, State::Active, None);
            }
            How::Renew => self.messages[i].lock = Some((lock, self.now + LOCK)),
        }
        Ok(())
    }

    /// Section 7: locks are lost when the entity's properties change.
    fn update(&mut self, mdc: u32) {
        self.mdc = mdc;
        let mut held: Vec<u64> = self.messages.iter().filter(|m| m.lock.is_some()).map(|m| m.sequence).collect();
        held.sort_unstable();
        for sequence in held {
            let i = self.find(sequence).unwrap();
            self.fail(i, false);
        }
    }

    fn find(&self, sequence: u64) -> Option<usize> {
        self.messages.iter().position(|m| m.sequence == sequence)
    }
}

/// The real queue under test, with what its changes say about it.
#[derive(Clone)]
struct Real {
    queue: Queue,
    now: Timestamp,
    changes: Vec<Change>,
    handles: Vec<Handle>,
    books: Books,
}

/// What is known from changes alone.
#[derive(Clone, Default)]
struct Books {
    /// Everything present: number to who holds it.
    present: BTreeMap<u64, Option<u32>>,
    /// Numbers that were completed, deleted, dropped, cancelled or left behind by activation.
    gone: BTreeSet<u64>,
    /// A count reached under a higher maximum is delivered once more when the maximum is lowered.
    highest_maximum: u32,
}

impl Books {
    fn take(&mut self, change: Change, max_delivery_count: u32) {
        self.highest_maximum = self.highest_maximum.max(max_delivery_count);
        let Change::Message { sequence, sub_queue, what, .. } = change else {
            assert!(matches!(change, Change::DuplicateDropped { .. }), "{change:?}");
            return;
        };
        assert!(!self.gone.contains(&sequence), "{change:?} on a message that was gone");
        let dead = sub_queue == SubQueue::DeadLetter;
        let held = self.present.get(&sequence).copied().flatten();
        let leave = |books: &mut Self, sequence| {
            assert!(books.present.remove(&sequence).is_some(), "{change:?} on nothing");
            books.gone.insert(sequence);
        };
        match what {
            What::Activated { old } => {
                leave(self, old);
                assert!(self.present.insert(sequence, None).is_none());
            }
            What::Enqueued | What::Scheduled { .. } => assert!(self.present.insert(sequence, None).is_none()),
            What::Locked { delivery, holder, .. } => {
                assert_eq!(held, None, "two receivers hold {sequence}");
                assert!(dead || delivery <= self.highest_maximum, "{change:?}");
                self.present.insert(sequence, Some(holder));
            }
            What::Cancelled | What::ReceivedAndDeleted { .. } => {
                assert_eq!(held, None, "{change:?} on a locked message");
                leave(self, sequence);
            }
            What::Completed { .. } => {
                assert!(held.is_some(), "{change:?} without a lock");
                leave(self, sequence);
            }
            What::LockRenewed { .. } => assert!(held.is_some()),
            What::DeadLettered { .. } => {
                self.present.insert(sequence, None);
            }
            What::Expired { then } => {
                assert_eq!(held, None, "a locked message does not expire");
                assert!(!dead && then != Then::Active);
                if then == Then::Dropped {
                    leave(self, sequence)
                }
            }
            What::Abandoned { delivery, then, .. }
            | What::Deferred { delivery, then, .. }
            | What::LockExpired { delivery, then, .. }
            | What::LockRevoked { delivery, then, .. } => {
                assert!(held.is_some(), "{change:?} without a lock");
                let stays = matches!(then, Then::Active | Then::Deferred);
                assert!(dead || !stays || delivery < max_delivery_count, "{change:?}");
                self.present.insert(sequence, None);
                if then == Then::Dropped {
                    leave(self, sequence)
                }
            }
            What::Forwarded => panic!("nothing forwards here"),
        }
    }
}

impl Real {
    fn new(mdc: u32, flag: bool, detect: bool) -> Self {
        let settings = Settings {
            lock_duration: LOCK,
            max_delivery_count: mdc,
            default_message_time_to_live: Some(TTL),
            dead_lettering_on_message_expiration: flag,
            requires_duplicate_detection: detect,
            duplicate_detection_history_time_window: WINDOW,
            ..Settings::new("q")
        };
        let owner = Owner::new(OwnerKind::Endpoint, "q", 0);
        let queue = Queue::create(settings, 1, owner, Timestamp(0)).unwrap();
        Self { queue, now: Timestamp(0), changes: vec![], handles: vec![], books: Books::default() }
    }

    fn apply(&mut self, op: &Op) -> Answer {
        let Self { queue, now, changes, .. } = self;
        let now = *now;
        let answer = match *op {
            Op::Send { id, ttl, delay } => {
                let message = ClientMessage {
                    message_id: Some(id.to_string().into()),
                    time_to_live: ttl,
                    scheduled_enqueue_time: Some(now.plus(delay)),
                    ..ClientMessage::default()
                };
                let lineage = SendId { producer: DeviceId(0), number: 0, boot: 0 }.accepted(0);
                let message = Arc::new(BrokeredMessage::from_client(message, lineage));
                queue.send(now, message, changes).map(|sent| match sent {
                    Sent::Enqueued { sequence } | Sent::Scheduled { sequence } => Answer::Sent(Some(sequence)),
                    Sent::DuplicateDropped => Answer::Sent(None),
                })
            }
            Op::Cancel { sequence } => queue.cancel_scheduled(now, sequence, changes).map(|()| Answer::Done),
            Op::Receive { dead, delete, max } => {
                let received = queue.receive(now, receiver(dead, delete), max, changes);
                received.map(|deliveries| self.delivered(&deliveries))
            }
            Op::ReceiveDeferred { dead, delete, sequence } => {
                let received = queue.receive_deferred(now, receiver(dead, delete), &[sequence], changes);
                received.map(|deliveries| self.delivered(&deliveries))
            }
            Op::Settle { how, which } => match self.handles.len().checked_sub(which + 1) {
                Some(lock) => self.settle(how, self.handles[lock]).map(|()| Answer::Done),
                None => Ok(Answer::Done),
            },
            Op::Wait(length) => {
                self.now = now.plus(length);
                queue.run_limits(self.now, changes);
                Ok(Answer::Done)
            }
            Op::Update { max_delivery_count } => {
                let settings = Settings { max_delivery_count, ..queue.settings().clone() };
                queue.update(now, settings, changes).expect("valid settings");
                Ok(Answer::Done)
            }
        };
        answer.unwrap_or_else(|error| Answer::Refused(error.name()))
    }

    fn delivered(&mut self, deliveries: &[Delivery]) -> Answer {
        self.handles.extend(deliveries.iter().map(Delivery::handle));
        let told = deliveries.iter().map(|d| (d.sequence, d.delivery_count, d.lock.map(|l| l.until.0)));
        Answer::Received(told.collect())
    }

    fn settle(&mut self, how: How, handle: Handle) -> Result<(), Error> {
        let Self { queue, now, changes, .. } = self;
        match how {
            How::Complete => queue.complete(*now, handle, changes),
            How::Abandon => queue.abandon(*now, handle, &[], changes),
            How::Defer => queue.defer(*now, handle, &[], changes),
            How::DeadLetter => queue.dead_letter(*now, handle, &DeadLetter::default(), changes),
            How::Renew => queue.renew_lock(*now, handle, changes).map(|_| ()),
        }
    }

    /// Everything that is in the queue, in the model's terms.
    fn seen(&self) -> Vec<Entry> {
        let entry = |m: QueuedMessage| Entry {
            sequence: m.sequence,
            dead: m.sub_queue == SubQueue::DeadLetter,
            state: m.state,
            n: m.delivery_count,
            lock: m.lock.map(|lock| {
                let of = |handle: &Handle| handle.token == Some(lock.token);
                (self.handles.iter().position(of).expect("a lock that was handed out"), lock.until.0)
            }),
            scheduled: m.scheduled_for.map_or(0, |at| at.0),
            enqueued: m.enqueued_at.0,
            ttl: m.expires_at.since(m.enqueued_at),
        };
        let mut all: Vec<Entry> = [SubQueue::Main, SubQueue::DeadLetter]
            .into_iter()
            .flat_map(|sub_queue| self.queue.messages(sub_queue, 0).map(entry).collect::<Vec<_>>())
            .collect();
        all.sort_by_key(|m| m.sequence);
        all
    }
}

fn receiver(dead: bool, delete: bool) -> Receiver {
    Receiver {
        sub_queue: if dead { SubQueue::DeadLetter } else { SubQueue::Main },
        mode: if delete { ReceiveMode::ReceiveAndDelete } else { ReceiveMode::PeekLock },
        holder: 7,
    }
}

fn check(real: &mut Real, model: &Model) {
    let mut expected = model.messages.clone();
    expected.sort_by_key(|m| m.sequence);
    for m in &mut expected {
        m.scheduled = if m.state == State::Scheduled { m.scheduled } else { 0 };
    }
    assert_eq!(real.seen(), expected);
    assert_eq!(real.queue.next_limit().map(|at| at.0), model.due().map(|(at, _)| at));

    let max_delivery_count = model.mdc;
    for change in std::mem::take(&mut real.changes) {
        real.books.take(change, max_delivery_count);
    }
    let present = expected.iter().map(|m| (m.sequence, m.lock.map(|_| 7))).collect();
    assert_eq!(real.books.present, present, "changes tell all that comes, is held and goes");

    let count = |of: &dyn Fn(&Entry) -> bool| expected.iter().filter(|m| of(m)).count() as u64;
    let counts = real.queue.counts();
    assert_eq!(counts.active, count(&|m| !m.dead && m.state == State::Active));
    assert_eq!(counts.deferred, count(&|m| !m.dead && m.state == State::Deferred));
    assert_eq!(counts.scheduled, count(&|m| m.state == State::Scheduled));
    assert_eq!(counts.dead_lettered, count(&|m| m.dead));
    assert_eq!(counts.locked, count(&|m| !m.dead && m.lock.is_some()));
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    // Times that meet and miss each other's limits by a millisecond.
    let time = || prop::sample::select(vec![1, 999, 1_000, 1_001, 3_999, 4_000, 4_999, 5_000, 12_000]);
    let ttl = prop::option::of(prop::sample::select(vec![1_000, 4_999, 5_000, 5_001, 10_000, 99_000]));
    let delay = prop_oneof![3 => Just(0), 1 => time()];
    let sequence = 1..12_u64;
    let how = prop::sample::select(vec![How::Complete, How::Abandon, How::Defer, How::DeadLetter, How::Renew]);
    let flags = (prop::bool::weighted(0.25), prop::bool::weighted(0.2));
    let op = prop_oneof![
        6 => (0..6_u8, ttl, delay).prop_map(|(id, ttl, delay)| Op::Send { id, ttl, delay }),
        1 => sequence.clone().prop_map(|sequence| Op::Cancel { sequence }),
        6 => (flags, 1..4_u32).prop_map(|((dead, delete), max)| Op::Receive { dead, delete, max }),
        3 => (flags, sequence).prop_map(|((dead, delete), sequence)| Op::ReceiveDeferred { dead, delete, sequence }),
        8 => (how, 0..4_usize).prop_map(|(how, which)| Op::Settle { how, which }),
        5 => time().prop_map(Op::Wait),
        1 => (1..4_u32).prop_map(|max_delivery_count| Op::Update { max_delivery_count }),
    ];
    prop::collection::vec(op, 1..80)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1_500,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct("tests/regressions/service_bus.txt"))),
        ..ProptestConfig::default()
    })]

    #[test]
    fn does_what_the_document_says(ops in ops(), mdc in 1..4_u32, flag: bool, detect in prop::bool::weighted(0.3)) {
        let mut real = Real::new(mdc, flag, detect);
        let mut model = Model::new(mdc, flag, detect);
        for op in &ops {
            assert_eq!(real.apply(op), model.apply(op), "{op:?}");
            check(&mut real, &model);
        }
    }

    /// A copy does not move with the original, and goes on as the original does.
    #[test]
    fn a_copy_is_a_checkpoint(ops in ops(), at in 0..80_usize) {
        let mut original = Real::new(2, true, true);
        let (before, after) = ops.split_at(at.min(ops.len()));
        for op in before {
            original.apply(op);
        }
        original.changes.clear();
        let mut copy = original.clone();
        let seen = copy.seen();
        let answers: Vec<Answer> = after.iter().map(|op| original.apply(op)).collect();
        prop_assert_eq!(copy.seen(), seen);
        prop_assert_eq!(after.iter().map(|op| copy.apply(op)).collect::<Vec<_>>(), answers);
        prop_assert_eq!(&copy.changes, &original.changes);
        prop_assert_eq!(copy.seen(), original.seen());
    }
}
