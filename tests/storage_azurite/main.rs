//! A real outside witness for the Storage queue: Azurite answers the same operations with the same statuses, codes,
//! texts and counts. Its known differences (storage-queue.md 9) are asserted one by one.
//!
//! Azurite comes from npm into a cache of the user's, runs on loopback with a data folder of its own and with a clock
//! that this test moves, so that nothing waits. Without Node the test is skipped and says so.
#![cfg(not(target_arch = "wasm32"))]

mod azurite;
mod ours;

use azurite::Azurite;
use iot_hub_playground::model::draw::{Owner, OwnerKind, Purpose, bits};
use iot_hub_playground::model::storage::account::Account;
use iot_hub_playground::model::time::{DEFAULT_START, Timestamp};
use ours::Ours;

#[derive(Clone, Copy, Debug)]
enum Operation<'a> {
    Create {
        queue: &'a str,
        metadata: &'a [(&'a str, &'a str)],
    },
    DeleteQueue {
        queue: &'a str,
    },
    List {
        prefix: &'a str,
        max_results: Option<i64>,
    },
    SetMetadata {
        queue: &'a str,
        metadata: &'a [(&'a str, &'a str)],
    },
    Properties {
        queue: &'a str,
    },
    Put {
        queue: &'a str,
        text: Option<&'a str>,
        hide: Option<i64>,
        ttl: Option<i64>,
    },
    Get {
        queue: &'a str,
        n: Option<i64>,
        hide: Option<i64>,
    },
    Peek {
        queue: &'a str,
        n: Option<i64>,
    },
    /// `ticket` counts the receipts that were given out, from 0.
    Update {
        queue: &'a str,
        ticket: usize,
        hide: Option<i64>,
        text: Option<&'a str>,
    },
    Delete {
        queue: &'a str,
        ticket: usize,
    },
    Clear {
        queue: &'a str,
    },
}

/// What an operation answered: a line to compare, and the message ids and receipts that it gave out.
struct Reply {
    line: String,
    receipts: Vec<Receipt>,
}

#[derive(Clone)]
struct Receipt {
    message_id: String,
    pop_receipt: String,
}

impl Reply {
    fn new(status: u16, rest: &str) -> Self {
        Self { line: format!("{status} {rest}").trim_end().to_owned(), receipts: vec![] }
    }
}

/// Both sides under one clock.
struct Both {
    ours: Ours,
    theirs: Azurite,
    now: Timestamp,
    compared: u32,
}

impl Both {
    /// Asks both and insists on one answer.
    fn same(&mut self, operation: Operation<'_>) -> String {
        let (ours, theirs) = self.run(operation);
        assert_eq!(ours, theirs, "ours, Azurite's: {operation:?}");
        self.compared += 1;
        ours
    }

    /// Asks both and insists on a known difference.
    fn differ(&mut self, operation: Operation<'_>, ours: &str, theirs: &str) {
        let (our_line, their_line) = self.run(operation);
        assert_eq!((&*our_line, &*their_line), (ours, theirs), "ours, Azurite's: {operation:?}");
    }

    fn run(&mut self, operation: Operation<'_>) -> (String, String) {
        let ours = self.ours.run(self.now, operation);
        let theirs = self.theirs.run(self.now, operation);
        // A receipt that only one side gave out would be of no use.
        if ours.receipts.len() == theirs.receipts.len() {
            self.ours.tickets.extend(ours.receipts);
            self.theirs.tickets.extend(theirs.receipts);
        }
        (ours.line, theirs.line)
    }

    fn wait(&mut self, ms: u64) {
        self.now = self.now.plus(ms);
    }

    /// The receipt given out last.
    fn last(&self) -> usize {
        self.ours.tickets.len() - 1
    }
}

const STALE: (&str, &str) = ("404 MessageNotFound", "400 PopReceiptMismatch");

#[test]
fn azurite_answers_the_same() {
    let Some(program) = azurite::program() else {
        eprintln!("skipped: Node is not installed, so Azurite cannot run");
        return;
    };
    let now = DEFAULT_START;
    let mut both = Both {
        ours: Ours { account: Account::new(1), tickets: vec![] },
        theirs: Azurite::start(&program, now),
        now,
        compared: 0,
    };
    queues(&mut both);
    messages(&mut both);
    limits(&mut both);
    refusals(&mut both);
    assert!(both.compared >= 60, "only {} operations had one answer", both.compared);
    generated(&mut both);
    known_differences(&mut both);
}

/// Create, list, metadata, delete, names.
fn queues(both: &mut Both) {
    let (queue, none): (_, &[_]) = ("taskqueue", &[]);
    assert_eq!(both.same(Operation::Properties { queue }), "404 QueueNotFound");
    assert_eq!(both.same(Operation::Create { queue, metadata: none }), "201");
    assert_eq!(both.same(Operation::Create { queue, metadata: none }), "204");
    assert_eq!(both.same(Operation::Create { queue, metadata: &[("a", "1")] }), "409 QueueAlreadyExists");
    assert_eq!(both.same(Operation::Create { queue: "other", metadata: &[("a", "1"), ("Bc", "x y")] }), "201");
    assert_eq!(both.same(Operation::Create { queue: "other", metadata: &[("BC", "x y"), ("A", "1")] }), "204");
    assert_eq!(
        both.same(Operation::Create { queue: "other", metadata: &[("a", "2"), ("Bc", "x y")] }),
        "409 QueueAlreadyExists"
    );
    assert_eq!(both.same(Operation::Properties { queue: "other" }), "200 0 Bc=x y a=1");
    assert_eq!(both.same(Operation::SetMetadata { queue: "other", metadata: &[("New", "z")] }), "204");
    assert_eq!(both.same(Operation::Properties { queue: "other" }), "200 0 New=z");
    assert_eq!(both.same(Operation::SetMetadata { queue: "missing", metadata: none }), "404 QueueNotFound");
    assert_eq!(both.same(Operation::List { prefix: "", max_results: None }), "200 other taskqueue");
    assert_eq!(both.same(Operation::List { prefix: "task", max_results: None }), "200 taskqueue");
    assert_eq!(both.same(Operation::List { prefix: "", max_results: Some(1) }), "200 other");
    assert_eq!(both.same(Operation::List { prefix: "x", max_results: None }), "200");
    assert_eq!(both.same(Operation::DeleteQueue { queue: "other" }), "204");
    assert_eq!(both.same(Operation::DeleteQueue { queue: "other" }), "404 QueueNotFound");
    for queue in ["ab", &"a".repeat(64)] {
        assert_eq!(both.same(Operation::Create { queue, metadata: none }), "400 OutOfRangeInput");
    }
    for queue in ["taskQueue", "-abc", "abc-", "a--b", "a_b"] {
        assert_eq!(both.same(Operation::Create { queue, metadata: none }), "400 InvalidResourceName");
    }
    assert_eq!(
        both.same(Operation::Put { queue: "missing", text: Some("a"), hide: None, ttl: None }),
        "404 QueueNotFound"
    );
    assert_eq!(both.same(Operation::Get { queue: "missing", n: None, hide: None }), "404 QueueNotFound");
    assert_eq!(both.same(Operation::Peek { queue: "missing", n: None }), "404 QueueNotFound");
    assert_eq!(both.same(Operation::Clear { queue: "missing" }), "404 QueueNotFound");
}

/// The life of messages: order, receipts, counts.
fn messages(both: &mut Both) {
    let queue = "taskqueue";
    let put = |text| Operation::Put { queue, text: Some(text), hide: None, ttl: None };
    let get = |n, hide| Operation::Get { queue, n: Some(n), hide: Some(hide) };
    let peek = Operation::Peek { queue, n: Some(32) };
    assert_eq!(both.same(Operation::Get { queue, n: None, hide: None }), "200");
    both.same(put("Hello World"));
    let put_receipt = both.last();
    assert_eq!(both.same(Operation::Peek { queue, n: None }), "200 Hello World:0");
    assert_eq!(both.same(Operation::Delete { queue, ticket: put_receipt }), "204", "a put's receipt works at once");
    assert_eq!(both.same(Operation::Delete { queue, ticket: put_receipt }), "404 MessageNotFound");
    for text in ["a", "b<&>", "큐"] {
        both.same(put(text));
        both.wait(1);
    }
    both.same(Operation::Put { queue, text: Some("late"), hide: Some(5), ttl: None });
    assert_eq!(both.same(peek), "200 a:0 b<&>:0 큐:0");
    assert_eq!(both.same(Operation::Properties { queue }), "200 4");
    assert_eq!(both.same(get(1, 4)), "200 a:1");
    let first = both.last();
    assert_eq!(both.same(get(2, 30)), "200 b<&>:1 큐:1");
    assert_eq!(both.same(get(32, 30)), "200");
    both.wait(3_999);
    assert_eq!(both.same(peek), "200");
    both.wait(1);
    assert_eq!(both.same(peek), "200 a:1", "its time is over");
    assert_eq!(
        both.same(Operation::Update { queue, ticket: first, hide: Some(0), text: None }),
        "204",
        "the receipt is still good"
    );
    both.wait(1_000);
    assert_eq!(both.same(get(32, 10)), "200 a:2 late:1");
    assert_eq!(both.same(Operation::Properties { queue }), "200 4", "hidden ones count");
    let late = both.last();
    assert_eq!(both.same(Operation::Update { queue, ticket: late, hide: Some(60), text: Some("step 3 of 5") }), "204");
    let leased = both.last();
    both.wait(59_999);
    assert_eq!(both.same(peek), "200 a:2 b<&>:1 큐:1");
    both.wait(1);
    assert_eq!(both.same(peek), "200 a:2 b<&>:1 큐:1 step 3 of 5:1");
    assert_eq!(both.same(Operation::Delete { queue, ticket: leased }), "204", "nobody got it since");
    both.differ(Operation::Delete { queue, ticket: first }, STALE.0, STALE.1);
    both.same(Operation::Clear { queue });
    assert_eq!(both.same(Operation::Properties { queue }), "200 0");
    assert_eq!(both.same(Operation::Delete { queue, ticket: first }), "404 MessageNotFound");
    assert_eq!(both.same(put("")), "201");
    assert_eq!(both.same(get(1, 1)), "200 :1");
    both.same(Operation::Clear { queue });
}

/// Times to live, to the millisecond.
fn limits(both: &mut Both) {
    let queue = "taskqueue";
    let peek = Operation::Peek { queue, n: Some(32) };
    both.same(Operation::Put { queue, text: Some("minute"), hide: None, ttl: Some(60) });
    both.same(Operation::Put { queue, text: Some("delayed"), hide: Some(59), ttl: Some(60) });
    both.same(Operation::Put { queue, text: Some("ever"), hide: None, ttl: Some(-1) });
    assert_eq!(both.same(Operation::Get { queue, n: None, hide: Some(604_800) }), "200 minute:1");
    let got = both.last();
    both.wait(59_999);
    assert_eq!(both.same(peek), "200 ever:0 delayed:0");
    both.wait(1);
    assert_eq!(both.same(peek), "200 ever:0");
    assert_eq!(both.same(Operation::Delete { queue, ticket: got }), "404 MessageNotFound");
    assert_eq!(both.same(Operation::Properties { queue }), "200 1");
    both.wait(1_000_000_000_000);
    assert_eq!(both.same(peek), "200 ever:0");
    both.same(Operation::Put { queue, text: Some("week"), hide: None, ttl: None });
    both.wait(604_799_999);
    assert_eq!(both.same(peek), "200 ever:0 week:0");
    both.wait(1);
    assert_eq!(both.same(peek), "200 ever:0");
    both.same(Operation::Clear { queue });
}

/// What both refuse with one code.
fn refusals(both: &mut Both) {
    let queue = "taskqueue";
    let out_of_range = "400 OutOfRangeQueryParameterValue";
    let invalid = "400 InvalidQueryParameterValue";
    let put = |hide, ttl| Operation::Put { queue, text: Some("a"), hide, ttl };
    both.same(put(None, Some(-1)));
    let ticket = both.last();
    for n in [33, 1_000] {
        assert_eq!(both.same(Operation::Get { queue, n: Some(n), hide: None }), out_of_range);
        assert_eq!(both.same(Operation::Peek { queue, n: Some(n) }), out_of_range);
    }
    for hide in [0, 604_801] {
        assert_eq!(both.same(Operation::Get { queue, n: None, hide: Some(hide) }), out_of_range);
    }
    assert_eq!(both.same(put(Some(604_801), Some(-1))), out_of_range);
    assert_eq!(both.same(put(Some(604_800), Some(-1))), "201");
    assert_eq!(both.same(put(Some(10), Some(10))), invalid);
    assert_eq!(both.same(put(Some(9), Some(10))), "201");
    assert_eq!(both.same(put(None, Some(0))), invalid);
    assert_eq!(both.same(Operation::Put { queue, text: None, hide: None, ttl: None }), "400 InvalidXmlDocument");
    assert_eq!(both.same(Operation::Put { queue, text: Some(&"a".repeat(65_536)), hide: None, ttl: None }), "201");
    assert_eq!(both.same(Operation::Update { queue, ticket, hide: Some(604_801), text: None }), out_of_range);
    assert_eq!(both.same(Operation::Update { queue, ticket, hide: Some(604_800), text: None }), "204");
    both.same(Operation::Clear { queue });
}

/// A long sequence that nobody chose. Every code is one that both know, but for stale receipts.
fn generated(both: &mut Both) {
    let queue = "taskqueue";
    let first = both.ours.tickets.len();
    let owner = Owner::new(OwnerKind::Person, "azurite", 0);
    for n in 0..250 {
        let mut draw = bits(1, owner, Purpose::Work, n);
        let mut below = |end: u64| {
            let drawn = draw % end;
            draw /= end;
            drawn
        };
        both.wait([0, 1, 999, 1_000, 2_500][below(5) as usize]);
        let seconds = Some(below(4) as i64);
        let text = format!("m{n}");
        let ticket = first + below(1 << 20) as usize % (both.ours.tickets.len() - first).max(1);
        let operation = match below(12) {
            0..4 => {
                let ttl = Some([4, 10, 100, -1][below(4) as usize]);
                Operation::Put { queue, text: Some(&text), hide: seconds, ttl }
            }
            4..7 => Operation::Get { queue, n: Some(1 + below(4) as i64), hide: Some(1 + below(4) as i64) },
            7 => Operation::Peek { queue, n: Some(32) },
            _ if ticket == both.ours.tickets.len() => continue,
            8 => Operation::Update { queue, ticket, hide: Some(0), text: Some(&text) },
            9 => Operation::Update { queue, ticket, hide: Some(0), text: None },
            _ => Operation::Delete { queue, ticket },
        };
        let (ours, theirs) = both.run(operation);
        if (&*ours, &*theirs) != STALE {
            assert_eq!(ours, theirs, "ours, Azurite's: number {n}, {operation:?}");
        }
    }
    both.same(Operation::Peek { queue, n: Some(32) });
    both.same(Operation::Properties { queue });
    both.same(Operation::Clear { queue });
}

/// Where the service's documents and Azurite differ, we follow the documents. (storage-queue.md 9)
fn known_differences(both: &mut Both) {
    let queue = "taskqueue";
    let put = |hide, ttl| Operation::Put { queue, text: Some("a"), hide, ttl };
    let out_of_range = "400 OutOfRangeQueryParameterValue";
    both.differ(Operation::Get { queue, n: Some(0), hide: None }, out_of_range, "400");
    both.differ(Operation::Peek { queue, n: Some(0) }, out_of_range, "400");
    both.differ(put(None, Some(-2)), "400 InvalidQueryParameterValue", "400");
    let long = "a".repeat(65_537);
    let too_long = Operation::Put { queue, text: Some(&long), hide: None, ttl: None };
    both.differ(too_long, "400 MessageTooLarge", "413 RequestBodyTooLarge");
    // The default time to live counts for us as a given one does.
    both.differ(put(Some(604_800), None), "400 InvalidQueryParameterValue", "201");
    both.same(Operation::Clear { queue });
    // Expired messages linger in Azurite's count until something looks at the messages.
    both.same(put(None, Some(1)));
    both.wait(1_000);
    both.differ(Operation::Properties { queue }, "200 0", "200 1");
    both.same(Operation::Peek { queue, n: None });
    both.same(Operation::Properties { queue });
    // A stale receipt, here after a get.
    both.same(put(None, None));
    let ticket = both.last();
    both.same(Operation::Get { queue, n: None, hide: None });
    both.differ(Operation::Delete { queue, ticket }, STALE.0, STALE.1);
    both.differ(Operation::Update { queue, ticket, hide: Some(0), text: None }, STALE.0, STALE.1);
    // The reference forbids to hide a message past its expiry.
    both.same(put(None, Some(10)));
    let ticket = both.last();
    let past = Operation::Update { queue, ticket, hide: Some(11), text: None };
    both.differ(past, "400 InvalidQueryParameterValue", "204");
    // The name of a deleted queue stays taken for a while.
    both.same(Operation::DeleteQueue { queue });
    both.differ(Operation::Create { queue, metadata: &[] }, "409 QueueBeingDeleted", "201");
}
