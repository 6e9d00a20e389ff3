//! The Storage queue beside a naive model of its documents, operation by operation.
#![cfg(not(target_arch = "wasm32"))]

use iot_hub_playground::model::draw::{Owner, OwnerKind};
use iot_hub_playground::model::ids::{DeviceId, SendId};
use iot_hub_playground::model::storage::metadata::Metadata;
use iot_hub_playground::model::storage::queue::{Change, Put, Queue, QueueMessage, Update, What};
use iot_hub_playground::model::time::{DEFAULT_START, NEVER, Timestamp};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// The Queue service in the words of its REST reference, as plain as it goes. (storage-queue.md)
mod naive {
    pub(crate) struct Message {
        pub(crate) number: u64,
        pub(crate) text: String,
        pub(crate) inserted: u64,
        pub(crate) expires: u64,
        pub(crate) visible: u64,
        pub(crate) count: u32,
        pub(crate) receipt: u64,
    }

    #[derive(Default)]
    pub(crate) struct Queue {
        pub(crate) messages: Vec<Message>,
        puts: u64,
        receipts: u64,
    }

    impl Queue {
        /// "Gone when now >= expires." (1)
        fn expire(&mut self, now: u64) {
            self.messages.retain(|m| now < m.expires);
        }

        /// Put Message. Expiry counts from the insertion, a fresh receipt is usable at once. (2, 3)
        pub(crate) fn put(&mut self, now: u64, text: &str, hide: i64, ttl: i64) -> Result<&Message, &'static str> {
            self.expire(now);
            if !(0..=604_800).contains(&hide) {
                return Err("OutOfRangeQueryParameterValue");
            }
            if ttl == 0 || ttl < -1 || ttl != -1 && hide >= ttl {
                return Err("InvalidQueryParameterValue");
            }
            let expires = if ttl == -1 { super::NEVER.0 } else { now + ttl as u64 * 1_000 };
            self.puts += 1;
            self.receipts += 1;
            let (number, receipt, visible) = (self.puts, self.receipts, now + hide as u64 * 1_000);
            self.messages.push(Message {
                number,
                text: text.into(),
                inserted: now,
                expires,
                visible,
                count: 0,
                receipt,
            });
            Ok(self.messages.last().unwrap())
        }

        /// Order: next-visible time, then insertion. (5)
        fn visible(&mut self, now: u64, n: i64) -> Result<Vec<&mut Message>, &'static str> {
            self.expire(now);
            if !(1..=32).contains(&n) {
                return Err("OutOfRangeQueryParameterValue");
            }
            let mut visible: Vec<_> = self.messages.iter_mut().filter(|m| now >= m.visible).collect();
            visible.sort_by_key(|m| (m.visible, m.number));
            visible.truncate(n as usize);
            Ok(visible)
        }

        /// Get Messages: count + 1, new receipt, hidden until now + v. Answers the numbers. (4)
        pub(crate) fn get(&mut self, now: u64, n: i64, hide: i64) -> Result<Vec<u64>, &'static str> {
            if !(1..=604_800).contains(&hide) {
                return Err("OutOfRangeQueryParameterValue");
            }
            let mut receipts = self.receipts;
            let mut got = vec![];
            for message in self.visible(now, n)? {
                receipts += 1;
                message.count += 1;
                message.receipt = receipts;
                message.visible = now + hide as u64 * 1_000;
                got.push(message.number);
            }
            self.receipts = receipts;
            Ok(got)
        }

        /// Peek Messages changes nothing. (4)
        pub(crate) fn peek(&mut self, now: u64, n: i64) -> Result<Vec<u64>, &'static str> {
            Ok(self.visible(now, n)?.iter().map(|m| m.number).collect())
        }

        /// A receipt is current until the message is got again or updated. Time alone does not void it. (4)
        fn find(&mut self, now: u64, number: u64, receipt: u64) -> Result<usize, &'static str> {
            self.expire(now);
            self.messages.iter().position(|m| (m.number, m.receipt) == (number, receipt)).ok_or("MessageNotFound")
        }

        /// Update Message: hidden from now on, not past the expiry; a new receipt; the text if given. (3, 4)
        pub(crate) fn update(
            &mut self,
            now: u64,
            number: u64,
            receipt: u64,
            hide: i64,
            text: Option<&str>,
        ) -> Result<&Message, &'static str> {
            if !(0..=604_800).contains(&hide) {
                return Err("OutOfRangeQueryParameterValue");
            }
            let at = self.find(now, number, receipt)?;
            let message = &mut self.messages[at];
            if now + hide as u64 * 1_000 > message.expires {
                return Err("InvalidQueryParameterValue");
            }
            self.receipts += 1;
            message.receipt = self.receipts;
            message.visible = now + hide as u64 * 1_000;
            message.text = text.unwrap_or(&message.text).into();
            Ok(message)
        }

        /// Delete Message. (4)
        pub(crate) fn delete(&mut self, now: u64, number: u64, receipt: u64) -> Result<(), &'static str> {
            let at = self.find(now, number, receipt)?;
            self.messages.remove(at);
            Ok(())
        }

        /// "Everything stored, visible or not." (5)
        pub(crate) fn count(&mut self, now: u64) -> u64 {
            self.expire(now);
            self.messages.len() as u64
        }
    }
}

#[derive(Clone, Debug)]
enum Operation {
    Wait(u64),
    Put {
        hide: i64,
        ttl: i64,
    },
    Get {
        n: i64,
        hide: i64,
    },
    Peek {
        n: i64,
    },
    /// `ticket` chooses one of the receipts that were ever given out.
    Update {
        ticket: usize,
        hide: i64,
        text: bool,
    },
    Delete {
        ticket: usize,
    },
    Clear,
    Count,
    /// Lets one due thing happen by itself before the next operation looks.
    Limit,
}

fn operation() -> impl Strategy<Value = Operation> {
    // Times meet one another: seconds from a short list, waits that end at a limit or a millisecond beside it.
    let wait = (0u64..7, 0u64..3).prop_map(|(seconds, beside)| (seconds * 1_000 + beside).saturating_sub(1));
    let hide = || prop_oneof![8 => 0i64..7, 1 => Just(-1), 1 => Just(604_800), 1 => Just(604_801)];
    let ttl = prop_oneof![8 => 1i64..12, 2 => Just(-1), 1 => Just(0), 1 => Just(-2)];
    let n = || prop_oneof![6 => 1i64..4, 1 => Just(32), 1 => Just(33), 1 => Just(0)];
    prop_oneof![
        6 => wait.prop_map(Operation::Wait),
        6 => (hide(), ttl).prop_map(|(hide, ttl)| Operation::Put { hide, ttl }),
        6 => (n(), hide()).prop_map(|(n, hide)| Operation::Get { n, hide }),
        2 => n().prop_map(|n| Operation::Peek { n }),
        5 => (any::<usize>(), hide(), any::<bool>())
            .prop_map(|(ticket, hide, text)| Operation::Update { ticket, hide, text }),
        3 => any::<usize>().prop_map(|ticket| Operation::Delete { ticket }),
        1 => Just(Operation::Clear),
        2 => Just(Operation::Count),
        3 => Just(Operation::Limit),
    ]
}

/// What was once told about a message: its number, and its receipt in both worlds.
struct Ticket {
    number: u64,
    id: String,
    real: String,
    naive: u64,
}

struct Pair {
    real: Queue,
    naive: naive::Queue,
    now: Timestamp,
    tickets: Vec<Ticket>,
    changes: Vec<Change>,
}

impl Pair {
    fn new() -> Self {
        Self {
            real: Queue::new(3, Owner::new(OwnerKind::Endpoint, "queue/taskqueue", 0), Metadata::default()),
            naive: naive::Queue::default(),
            now: DEFAULT_START,
            tickets: vec![],
            changes: vec![],
        }
    }

    fn remember(&mut self, message: &QueueMessage) {
        let naive = self.naive.messages.iter().find(|m| m.number == message.number).unwrap().receipt;
        let (id, real) = (message.message_id.to_string(), message.pop_receipt.to_string());
        self.tickets.push(Ticket { number: message.number, id, real, naive });
    }

    fn run(&mut self, operation: &Operation) {
        let (now, changes) = (self.now, &mut self.changes);
        let tickets = self.tickets.len().max(1);
        match *operation {
            Operation::Wait(ms) => self.now = now.plus(ms),
            Operation::Limit => changes.extend(self.real.run_next_limit(now)),
            Operation::Put { hide, ttl } => {
                let text = format!("{hide} {ttl}");
                let number = self.naive.put(now.0, &text, hide, ttl).map(|m| m.number);
                let lineage = SendId { producer: DeviceId(0).into(), number: 0, boot: 0 }.accepted(0);
                let put =
                    Put { text: Some(text.into()), visibility_timeout: Some(hide), time_to_live: Some(ttl), lineage };
                let put = self.real.put(now, put, changes).map_err(|error| error.code());
                assert_eq!(put.as_ref().map(|m| m.number).map_err(|e| *e), number);
                put.iter().for_each(|message| self.remember(message));
            }
            Operation::Get { n, hide } => {
                let numbers = self.naive.get(now.0, n, hide);
                let got = self.real.get(now, Some(n), Some(hide), changes).map_err(|error| error.code());
                let got = got.map(|got| {
                    got.iter().for_each(|message| self.remember(message));
                    got.iter().map(|message| message.number).collect()
                });
                assert_eq!(got, numbers);
            }
            Operation::Peek { n } => {
                let peeked = self.real.peek(now, Some(n), changes).map_err(|error| error.code());
                let peeked = peeked.map(|peeked| peeked.iter().map(|m| m.number).collect());
                assert_eq!(peeked, self.naive.peek(now.0, n));
            }
            Operation::Update { ticket, hide, text } => {
                let Some(ticket) = self.tickets.get(ticket % tickets) else { return };
                let text = text.then_some("changed");
                let expected = self.naive.update(now.0, ticket.number, ticket.naive, hide, text).map(|m| m.number);
                let update = Update {
                    message_id: &ticket.id,
                    pop_receipt: Some(&ticket.real),
                    visibility_timeout: Some(hide),
                    text: text.map(Into::into),
                };
                let updated = self.real.update(now, update, changes).map_err(|error| error.code());
                assert_eq!(updated.as_ref().map(|m| m.number).map_err(|e| *e), expected);
                updated.iter().for_each(|message| self.remember(message));
            }
            Operation::Delete { ticket } => {
                let Some(ticket) = self.tickets.get(ticket % tickets) else { return };
                let deleted = self.real.delete(now, &ticket.id, Some(&ticket.real), changes);
                let expected = self.naive.delete(now.0, ticket.number, ticket.naive);
                assert_eq!(deleted.map_err(|error| error.code()), expected);
            }
            Operation::Clear => {
                self.real.clear(now, changes);
                self.naive.messages.clear();
            }
            Operation::Count => {
                let count = self.real.properties(now, changes).approximate_messages_count;
                assert_eq!(count, self.naive.count(now.0));
            }
        }
    }

    /// Every field of every living message, and that each is either visible or hidden.
    fn compare(&self) {
        let living = |expires: u64| self.now.0 < expires;
        let real: Vec<_> = self.real.messages().filter(|m| living(m.expires_at.0)).collect();
        let naive: Vec<_> = self.naive.messages.iter().filter(|m| living(m.expires)).collect();
        assert_eq!(real.len(), naive.len());
        for (ours, theirs) in real.iter().zip(naive) {
            assert_eq!((ours.number, &*ours.text, ours.dequeue_count), (theirs.number, &*theirs.text, theirs.count));
            assert_eq!(
                (ours.inserted_at.0, ours.expires_at.0, ours.next_visible_at.0),
                (theirs.inserted, theirs.expires, theirs.visible)
            );
        }
        let (visible, hidden) = self.real.visible_and_hidden();
        assert_eq!(visible + hidden, self.real.messages().count() as u64);
    }

    /// Nothing appears or vanishes without a change that says so; returns what the changes leave over.
    fn account(&self) -> BTreeMap<u64, u32> {
        let mut living = BTreeMap::new();
        for change in &self.changes {
            match *change {
                Change::Cleared { messages } => {
                    assert_eq!(messages, living.len() as u64);
                    living.clear();
                }
                Change::Message { number, what, .. } => match what {
                    What::Put { .. } => assert_eq!(living.insert(number, 0), None),
                    What::Got { dequeue_count, .. } => {
                        assert_eq!(living.insert(number, dequeue_count), Some(dequeue_count - 1))
                    }
                    What::Updated { .. } => assert!(living.contains_key(&number)),
                    What::BecameVisible { dequeue_count } => assert_eq!(living.get(&number), Some(&dequeue_count)),
                    What::Deleted { dequeue_count } | What::Expired { dequeue_count } => {
                        assert_eq!(living.remove(&number), Some(dequeue_count));
                    }
                },
            }
        }
        living
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn it_does_what_the_documents_say(operations in vec(operation(), 1..80)) {
        let mut pair = Pair::new();
        for operation in &operations {
            pair.run(operation);
            pair.compare();
        }
        let left: BTreeMap<u64, u32> = pair.real.messages().map(|m| (m.number, m.dequeue_count)).collect();
        prop_assert_eq!(pair.account(), left);
    }

    /// Whether time passes in steps of one occurrence each, or in one leap, makes no difference.
    #[test]
    fn steps_and_leaps_agree(operations in vec(operation(), 1..40), leap in 0u64..20_000) {
        let mut pair = Pair::new();
        operations.iter().for_each(|operation| pair.run(operation));
        let mut stepped = pair.real.clone();
        let end = pair.now.plus(leap);
        let (mut steps, mut leaps) = (vec![], vec![]);
        while let Some(at) = stepped.next_limit().filter(|at| *at <= end) {
            prop_assert_eq!(stepped.run_next_limit(Timestamp(at.0 - 1)), None);
            steps.extend(stepped.run_next_limit(at));
        }
        pair.real.properties(end, &mut leaps);
        prop_assert_eq!(steps, leaps);
        prop_assert_eq!(stepped, pair.real);
    }
}
