//! The Service Bus queue beside a naive model of its document, step by step over generated operations, and the
//! invariants that nothing generated may break.
#![cfg(not(target_arch = "wasm32"))]

mod model;

use iot_hub_playground::model::draw::{Owner, OwnerKind};
use iot_hub_playground::model::ids::{DeviceId, SendId};
use iot_hub_playground::model::service_bus::{
    BrokeredMessage, Change, ClientMessage, DeadLetter, Delivery, Error, Handle, Queue, QueuedMessage, ReceiveMode,
    Receiver, Sent, Settings, Shelf, State, SubQueue, Then, What,
};
use iot_hub_playground::model::time::Timestamp;
use model::{Entry, LOCK, Model, TTL, WINDOW};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

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
                let lineage = SendId { producer: DeviceId(0).into(), number: 0, boot: 0 }.accepted(0);
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
            // Of a scheduled message it runs from its activation.
            ttl: m.expires_at.since(if m.state == State::Scheduled { m.scheduled_for.unwrap() } else { m.enqueued_at }),
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
    for (shelf, dead, state) in [
        (Shelf::Active, false, Some(State::Active)),
        (Shelf::Deferred, false, Some(State::Deferred)),
        (Shelf::Scheduled, false, Some(State::Scheduled)),
        (Shelf::DeadLetter, true, None),
    ] {
        let lies_there = |m: &&Entry| m.dead == dead && state.is_none_or(|state| m.state == state);
        let numbers: Vec<u64> = expected.iter().filter(lies_there).map(|m| m.sequence).collect();
        let listed: Vec<u64> = real.queue.shelf(shelf, 0).map(|m| m.sequence).collect();
        assert_eq!(listed, numbers, "{shelf:?}");
        assert_eq!(real.queue.first_on(shelf, 0), numbers.first().copied());
        assert_eq!(counts.on(shelf), numbers.len() as u64);
    }
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
