use super::*;
use crate::model::draw::OwnerKind;
use crate::model::ids::{DeviceId, SendId};
use crate::model::time::DEFAULT_START;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const T: Timestamp = DEFAULT_START;
const STALE: Result<(), &str> = Err("MessageNotFound");

/// A queue with a clock, and with what the operations need only to be called.
struct Rig {
    queue: Queue,
    now: Timestamp,
    changes: Vec<Change>,
}

impl Rig {
    fn new() -> Self {
        let queue = Queue::new(1, Owner::new(OwnerKind::Endpoint, "queue/taskqueue", 0), Metadata::default());
        Self { queue, now: T, changes: Vec::new() }
    }

    /// Goes to so many milliseconds after the start.
    fn at(&mut self, ms: Millis) -> &mut Self {
        self.now = T.plus(ms);
        self
    }

    fn put_with(&mut self, text: &str, hide: Option<i64>, ttl: Option<i64>) -> Result<Arc<QueueMessage>, StorageError> {
        let lineage = SendId { producer: DeviceId(0).into(), number: 7, boot: 0 }.accepted(0);
        let put = Put { text: Some(text.into()), visibility_timeout: hide, time_to_live: ttl, lineage };
        self.queue.put(self.now, put, &mut self.changes)
    }

    fn put(&mut self, text: &str) -> Arc<QueueMessage> {
        self.put_with(text, None, None).unwrap()
    }

    fn get(&mut self) -> Option<Arc<QueueMessage>> {
        self.queue.get(self.now, None, None, &mut self.changes).unwrap().pop()
    }

    fn get_hidden_for(&mut self, seconds: i64) -> Arc<QueueMessage> {
        self.queue.get(self.now, None, Some(seconds), &mut self.changes).unwrap().pop().unwrap()
    }

    fn peek(&mut self) -> Vec<String> {
        let peeked = self.queue.peek(self.now, Some(32), &mut self.changes).unwrap();
        peeked.iter().map(|message| message.text.to_string()).collect()
    }

    fn update(&mut self, of: &QueueMessage, seconds: i64) -> Result<Arc<QueueMessage>, &'static str> {
        self.update_text(of, seconds, None)
    }

    fn update_text(
        &mut self,
        of: &QueueMessage,
        seconds: i64,
        text: Option<&str>,
    ) -> Result<Arc<QueueMessage>, &'static str> {
        let update = Update {
            message_id: &of.message_id.to_string(),
            pop_receipt: Some(&of.pop_receipt.to_string()),
            visibility_timeout: Some(seconds),
            text: text.map(Into::into),
        };
        self.queue.update(self.now, update, &mut self.changes).map_err(|error| error.code())
    }

    fn delete(&mut self, of: &QueueMessage) -> Result<(), &'static str> {
        let (id, receipt) = (of.message_id.to_string(), of.pop_receipt.to_string());
        self.queue.delete(self.now, &id, Some(&receipt), &mut self.changes).map_err(|error| error.code())
    }

    fn count(&mut self) -> u64 {
        self.queue.properties(self.now, &mut self.changes).approximate_messages_count
    }

    /// What happened to messages since the last call.
    fn happened(&mut self) -> Vec<What> {
        let what = |change| match change {
            Change::Message { what, .. } => what,
            Change::Cleared { .. } => panic!("cleared"),
        };
        std::mem::take(&mut self.changes).into_iter().map(what).collect()
    }
}

#[test]
fn a_put_answers_with_defaults() {
    let mut rig = Rig::new();
    let message = rig.put("Hello World");
    assert_eq!((message.inserted_at, message.next_visible_at), (T, T));
    assert_eq!(message.expires_at, T.plus(604_800_000));
    assert_eq!((message.dequeue_count, &*message.text, message.number), (0, "Hello World", 1));
    let other = rig.put("Hello World");
    assert_ne!(message.message_id, other.message_id);
    assert_ne!(message.pop_receipt, other.pop_receipt);
}

#[test]
fn a_got_message_is_hidden_until_its_time_to_the_millisecond() {
    let mut rig = Rig::new();
    rig.put("a");
    let got = rig.get().unwrap();
    assert_eq!((got.dequeue_count, got.next_visible_at), (1, T.plus(30_000)));
    assert_eq!(rig.at(29_999).get(), None);
    assert_eq!(rig.peek(), [""; 0], "peek does not show what is hidden");
    assert_eq!(rig.at(30_000).peek(), ["a"]);
    assert_eq!(rig.get().unwrap().dequeue_count, 2);
}

#[test]
fn the_end_of_the_visibility_timeout_leaves_receipt_and_count_alone() {
    let mut rig = Rig::new();
    rig.put("a");
    let got = rig.get().unwrap();
    assert_eq!(rig.queue.next_limit(), Some(T.plus(30_000)));
    assert_eq!(rig.queue.run_next_limit(T.plus(29_999)), None);
    let returned = rig.queue.run_next_limit(T.plus(30_000));
    let what = What::BecameVisible { dequeue_count: 1 };
    assert_eq!(returned, Some(Change::Message { number: 1, lineage: got.lineage, what }));
    assert_eq!(rig.queue.message(1), Some(&got), "nothing but its place changed");
    assert_eq!(rig.queue.next_limit(), Some(got.expires_at));
    assert_eq!(rig.at(40_000).delete(&got), Ok(()));
    assert_eq!(rig.count(), 0);
}

#[test]
fn a_receipt_is_current_until_the_message_is_got_again_or_updated() {
    let mut rig = Rig::new();
    rig.put("a");
    let first = rig.get().unwrap();
    let second = rig.at(30_000).get().unwrap();
    assert_eq!(rig.delete(&first), STALE);
    assert_eq!(rig.update(&first, 0).map(drop), STALE);
    let updated = rig.update(&second, 60).unwrap();
    assert_eq!(rig.delete(&second), STALE);
    assert_eq!(rig.update(&second, 60).map(drop), STALE);
    rig.peek();
    assert_eq!(rig.delete(&updated), Ok(()), "a peek in between changes nothing");
    assert_eq!(rig.delete(&updated), STALE, "twice");
}

#[test]
fn the_receipt_of_a_put_deletes_and_updates_at_once_but_not_after_a_get() {
    let mut rig = Rig::new();
    let put = rig.put("a");
    assert_eq!(rig.delete(&put), Ok(()));
    let put = rig.put("b");
    let updated = rig.update(&put, 0).unwrap();
    rig.get().unwrap();
    assert_eq!(rig.delete(&updated), STALE);
}

#[test]
fn why_a_message_was_not_found() {
    let mut rig = Rig::new();
    let put = rig.put("a");
    rig.get();
    let (id, receipt) = (put.message_id.to_string(), put.pop_receipt.to_string());
    let mut delete = |id: &str, receipt| rig.queue.delete(T, id, receipt, &mut Vec::new()).unwrap_err();
    assert_eq!(delete(&id, Some(&receipt)), StorageError::MessageNotFound(NotFound::StalePopReceipt));
    assert_eq!(delete("no guid", Some(&receipt)), StorageError::MessageNotFound(NotFound::NoSuchMessage));
    assert_eq!(delete(&id, None), StorageError::MissingRequiredQueryParameter(Parameter::PopReceipt));
    assert_eq!((delete(&id, None).status(), delete("x", Some("y")).status()), (400, 404));
}

#[test]
fn update_counts_from_now_and_keeps_count_insertion_and_expiry() {
    let mut rig = Rig::new();
    let put = rig.put("a");
    let got = rig.get().unwrap();
    let updated = rig.at(10_000).update_text(&got, 60, Some("step 3 of 5")).unwrap();
    assert_eq!(updated.next_visible_at, T.plus(70_000), "not added to the rest");
    assert_eq!((updated.dequeue_count, updated.inserted_at, updated.expires_at), (1, put.inserted_at, put.expires_at));
    assert_eq!(rig.at(69_999).get(), None);
    let again = rig.at(70_000).get().unwrap();
    assert_eq!((&*again.text, again.dequeue_count), ("step 3 of 5", 2));
    let shorter = rig.update(&again, 1).unwrap();
    assert_eq!(shorter.next_visible_at, T.plus(71_000), "it may shorten");
    assert_eq!(&*shorter.text, "step 3 of 5", "without a text the text stays");
}

#[test]
fn update_with_zero_puts_back_now() {
    let mut rig = Rig::new();
    rig.put("Hello World");
    let got = rig.get().unwrap();
    rig.update_text(&got, 0, Some("Hello World Again")).unwrap();
    assert_eq!(rig.peek(), ["Hello World Again"]);
}

#[test]
fn update_may_hide_up_to_the_expiry_and_not_past_it() {
    let mut rig = Rig::new();
    let put = rig.put_with("a", None, Some(100)).unwrap();
    let updated = rig.at(40_000).update(&put, 60).unwrap();
    assert_eq!(rig.update(&updated, 61).map(drop), Err("InvalidQueryParameterValue"));
    assert_eq!(rig.update(&updated, 60).map(drop), Ok(()), "the refusal left the receipt alone");
}

#[test]
fn expiry_is_exact_counts_from_insertion_and_spares_nobody() {
    let mut rig = Rig::new();
    rig.put_with("plain", None, Some(60)).unwrap();
    rig.put_with("delayed", Some(59), Some(60)).unwrap();
    rig.put_with("for ever", None, Some(-1)).unwrap();
    let got = rig.at(50_000).get_hidden_for(604_800);
    assert_eq!(got.expires_at, T.plus(60_000), "a get does not extend life");
    assert_eq!(rig.at(59_999).count(), 3);
    rig.happened();
    assert_eq!(rig.at(60_000).count(), 1, "hidden and delayed ones too");
    assert_eq!(rig.happened(), [What::Expired { dequeue_count: 1 }, What::Expired { dequeue_count: 0 }]);
    assert_eq!(rig.delete(&got), STALE);
    assert_eq!(rig.peek(), ["for ever"]);
    assert_eq!(rig.at(u64::MAX / 2).peek(), ["for ever"]);
}

#[test]
fn what_expires_as_it_would_become_visible_never_does() {
    let mut rig = Rig::new();
    rig.put_with("a", None, Some(30)).unwrap();
    rig.get().unwrap();
    rig.happened();
    rig.at(30_000).count();
    assert_eq!(rig.happened(), [What::Expired { dequeue_count: 1 }]);
}

#[test]
fn a_time_to_live_beyond_the_last_year_is_never() {
    let mut rig = Rig::new();
    assert_eq!(rig.put_with("a", None, Some(-1)).unwrap().expires_at, NEVER);
    assert_eq!(rig.put_with("a", None, Some(i64::MAX)).unwrap().expires_at, NEVER);
    assert_eq!(rig.queue.next_limit(), None);
}

#[test]
fn values_outside_their_ranges_are_refused_at_the_very_ends() {
    let mut rig = Rig::new();
    let out = |parameter, value, minimum, maximum| {
        Err(StorageError::OutOfRangeQueryParameterValue { parameter, value, minimum, maximum })
    };
    let hide = Parameter::VisibilityTimeout;
    for n in [1, 32] {
        assert!(rig.queue.get(T, Some(n), None, &mut vec![]).is_ok());
        assert!(rig.queue.peek(T, Some(n), &mut vec![]).is_ok());
    }
    for n in [0, 33, -1] {
        let refused = out(Parameter::NumOfMessages, n, 1, 32);
        assert_eq!(rig.queue.get(T, Some(n), None, &mut vec![]).map(drop), refused);
        assert_eq!(rig.queue.peek(T, Some(n), &mut vec![]).map(drop), refused);
    }
    for seconds in [1, 604_800] {
        assert!(rig.queue.get(T, None, Some(seconds), &mut vec![]).is_ok());
    }
    for seconds in [0, 604_801, -1] {
        assert_eq!(rig.queue.get(T, None, Some(seconds), &mut vec![]).map(drop), out(hide, seconds, 1, 604_800));
    }
    for seconds in [-1, 604_801] {
        assert_eq!(rig.put_with("a", Some(seconds), Some(-1)).map(drop), out(hide, seconds, 0, 604_800));
    }
    assert!(rig.put_with("a", Some(604_800), Some(-1)).is_ok());
    assert!(rig.put_with("a", Some(604_799), None).is_ok());
    let below = |value| {
        let reason = InvalidReason::VisibilityNotBelowTtl;
        Err(StorageError::InvalidQueryParameterValue { parameter: hide, value, reason })
    };
    assert_eq!(rig.put_with("a", Some(604_800), None).map(drop), below(604_800));
    assert_eq!(rig.put_with("a", Some(10), Some(10)).map(drop), below(10));
    assert!(rig.put_with("a", Some(9), Some(10)).is_ok());
    for life in [0, -2] {
        let error = rig.put_with("a", None, Some(life)).unwrap_err();
        assert_eq!((error.code(), error.status()), ("InvalidQueryParameterValue", 400));
    }
    assert!(rig.put_with("a", None, Some(1)).is_ok());
    let put = rig.put_with("a", None, Some(-1)).unwrap();
    for seconds in [-1, 604_801] {
        assert_eq!(rig.update(&put, seconds).map(drop), Err("OutOfRangeQueryParameterValue"));
    }
    let put = rig.update(&put, 604_800).unwrap();
    let update = Update {
        message_id: &put.message_id.to_string(),
        pop_receipt: Some("x"),
        visibility_timeout: None,
        text: None,
    };
    let missing = StorageError::MissingRequiredQueryParameter(hide);
    assert_eq!(rig.queue.update(T, update, &mut vec![]).map(drop), Err(missing));
}

#[test]
fn a_refusal_names_parameter_value_and_range() {
    let mut rig = Rig::new();
    let error = rig.queue.get(T, Some(33), None, &mut vec![]).unwrap_err();
    let expected = [
        ("QueryParameterName", "numofmessages"),
        ("QueryParameterValue", "33"),
        ("MinimumAllowed", "1"),
        ("MaximumAllowed", "32"),
    ];
    assert_eq!(error.details(), expected.map(|(name, value)| (name, value.to_owned())));
    assert_eq!((error.code(), error.status()), ("OutOfRangeQueryParameterValue", 400));
}

#[test]
fn the_text_is_measured_in_utf_8_bytes() {
    let mut rig = Rig::new();
    assert!(rig.put_with(&"a".repeat(65_536), None, None).is_ok());
    let error = rig.put_with(&"a".repeat(65_537), None, None).unwrap_err();
    assert_eq!((error.code(), error.status()), ("MessageTooLarge", 400));
    let put = rig.put_with(&"가".repeat(21_845), None, None).unwrap();
    assert_eq!(rig.put_with(&"가".repeat(21_846), None, None), Err(StorageError::MessageTooLarge { bytes: 65_538 }));
    assert_eq!(rig.update_text(&put, 0, Some(&"가".repeat(21_846))).map(drop), Err("MessageTooLarge"));
    assert!(rig.put_with("", None, None).is_ok(), "empty is a text");
    let none = Put { text: None, visibility_timeout: None, time_to_live: None, lineage: put.lineage };
    assert_eq!(rig.queue.put(T, none, &mut vec![]), Err(StorageError::InvalidXmlDocument));
}

#[test]
fn messages_come_by_visibility_then_insertion() {
    let mut rig = Rig::new();
    rig.put("a");
    rig.put_with("late", Some(5), None).unwrap();
    rig.put("b");
    assert_eq!(rig.peek(), ["a", "b"]);
    rig.get_hidden_for(4);
    rig.at(5_000).put("c");
    assert_eq!(rig.peek(), ["b", "a", "late", "c"], "a returning message comes after untouched ones");
    let got = rig.queue.get(rig.now, Some(3), None, &mut vec![]).unwrap();
    assert_eq!(got.iter().map(|message| message.number).collect::<Vec<_>>(), [3, 1, 2]);
    assert_ne!(got[0].pop_receipt, got[1].pop_receipt, "each has its own receipt");
    assert_eq!(rig.queue.get(rig.now, Some(32), None, &mut vec![]).unwrap().len(), 1, "fewer than asked");
    assert_eq!(rig.queue.get(rig.now, Some(32), None, &mut vec![]), Ok(vec![]), "or none");
}

#[test]
fn peek_changes_nothing() {
    let mut rig = Rig::new();
    let put = rig.put("a");
    let before = rig.queue.clone();
    rig.peek();
    assert_eq!(rig.queue, before);
    assert_eq!(rig.get().unwrap().dequeue_count, 1);
    assert_eq!(rig.delete(&put), STALE);
}

#[test]
fn the_count_includes_what_is_hidden_and_clear_takes_it_all() {
    let mut rig = Rig::new();
    let put = rig.put_with("delayed", Some(100), None).unwrap();
    rig.put("got");
    rig.get();
    rig.put("visible");
    assert_eq!((rig.count(), rig.queue.visible_and_hidden()), (3, (1, 2)));
    rig.changes.clear();
    rig.queue.clear(rig.now, &mut rig.changes);
    assert_eq!(rig.changes, [Change::Cleared { messages: 3 }]);
    assert_eq!((rig.count(), rig.queue.next_limit()), (0, None));
    assert_eq!(rig.delete(&put), STALE);
    assert_eq!(rig.put("after").number, 4, "numbers and draws go on");
}

#[test]
fn no_limit_on_deliveries() {
    let mut rig = Rig::new();
    rig.put_with("poison", None, Some(-1)).unwrap();
    for n in 1..=1_000 {
        assert_eq!(rig.at(Millis::from(n) * 1_000).get_hidden_for(1).dequeue_count, n);
    }
}

#[test]
fn the_same_seed_and_owner_give_the_same_ids_and_receipts() {
    let (mut one, mut two) = (Rig::new(), Rig::new());
    two.queue.set_metadata(Metadata::new(vec![("a".into(), "b".into())]).unwrap());
    assert_eq!(one.put("a"), two.put("a"));
    assert_eq!(one.get(), two.get());
    two.queue.seed = 2;
    assert_ne!(one.put("b").pop_receipt, two.put("b").pop_receipt);
}
