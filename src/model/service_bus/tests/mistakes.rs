//! `service-bus-queue.md` section 17: one test for each mistake to expect, under its number.

use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn mistake_1_one_delivery_too_many_or_defer_not_counted() {
    let mut b = Bench::new(|s| s.max_delivery_count = 10);
    let sequence = b.send();
    let mut delivery = b.lock();
    for n in 1..=10 {
        assert_eq!(delivery.delivery_count, n);
        if n % 2 == 1 {
            b.defer(&delivery).unwrap()
        } else {
            b.abandon(&delivery).unwrap()
        }
        if n < 10 {
            delivery = b.receive_deferred(LOCK, sequence).unwrap();
        }
    }
    assert_eq!(b.receive_deferred(LOCK, sequence), Err(Error::MessageNotFound));
    assert_eq!(b.peek(SubQueue::DeadLetter)[0].delivery_count, 10);
}

#[test]
fn mistake_2_expiring_while_locked_or_forgetting_the_time_to_live_afterwards() {
    let mut b = Bench::new(|_| {});
    b.send_with(|m| m.time_to_live = Some(10 * S));
    b.lock();
    b.wait(30 * S - 1);
    assert_eq!(b.peek(SubQueue::Main).len(), 1);
    b.wait(1);
    assert!(b.peek(SubQueue::Main).is_empty());
}

#[test]
fn mistake_3_completing_after_the_lock_expired() {
    let mut b = Bench::new(|_| {});
    b.send();
    let delivery = b.lock();
    b.wait(30 * S);
    assert_eq!(b.complete(&delivery), Err(Error::MessageLockLost));
    assert_eq!(b.queue.counts().active, 1, "nobody has received it again, and it is still there");
}

#[test]
fn mistake_4_an_abandoned_deferred_message_in_the_active_queue() {
    let mut b = Bench::new(|_| {});
    let sequence = b.send();
    let delivery = b.lock();
    b.defer(&delivery).unwrap();
    let delivery = b.receive_deferred(LOCK, sequence).unwrap();
    b.abandon(&delivery).unwrap();
    assert!(b.receive(LOCK).is_none());
    assert!(b.receive_deferred(LOCK, sequence).is_ok());
}

#[test]
fn mistake_5_counting_expiring_or_dead_lettering_in_the_dead_letter_queue() {
    let mut b = Bench::new(|s| (s.max_delivery_count, s.default_message_time_to_live) = (1, Some(60 * S)));
    b.send();
    let delivery = b.lock();
    b.abandon(&delivery).unwrap();
    for _ in 0..5 {
        let delivery = b.receive(DEAD).unwrap();
        b.wait(60 * S);
        assert_eq!(delivery.delivery_count, 2);
    }
    assert_eq!(b.peek(SubQueue::DeadLetter)[0].delivery_count, 1);
    let delivery = b.receive(DEAD).unwrap();
    assert_eq!(b.dead_letter(&delivery).map_err(Error::name), Err("InvalidOperation"));
}

#[test]
fn mistake_6_keeping_the_scheduled_number_or_starting_its_time_to_live_at_send() {
    let mut b = Bench::new(|s| s.default_message_time_to_live = Some(10 * S));
    let at = b.now.plus(60 * S);
    assert_eq!(b.send_with(|m| m.scheduled_enqueue_time = Some(at)), 1);
    b.wait(60 * S);
    b.wait(10 * S - 1);
    let seen = b.peek(SubQueue::Main);
    assert_eq!((seen[0].sequence, seen[0].expires_at), (2, b.now.plus(1)));
    b.wait(1);
    assert!(b.peek(SubQueue::Main).is_empty());
}

#[test]
fn mistake_7_adding_to_the_remaining_lock() {
    let mut b = Bench::new(|_| {});
    b.send();
    let delivery = b.lock();
    b.wait(S);
    assert_eq!(b.renew(&delivery), Ok(b.now.plus(30 * S)));
    assert_eq!(b.renew(&delivery), Ok(b.now.plus(30 * S)));
}

#[test]
fn mistake_8_looking_for_duplicates_among_messages_present() {
    let mut b = Bench::new(|s| s.requires_duplicate_detection = true);
    b.send_with(|m| m.message_id = Some("a".into()));
    assert!(b.receive(TAKE).is_some());
    assert_eq!(b.try_send(|m| m.message_id = Some("a".into())), Ok(Sent::DuplicateDropped));
}

#[test]
fn mistake_9_hiding_locked_messages_from_peek_or_counting_peeks() {
    let mut b = Bench::new(|_| {});
    b.send();
    b.lock();
    for _ in 0..3 {
        let seen = b.peek(SubQueue::Main);
        assert_eq!((seen.len(), seen[0].state, seen[0].delivery_count), (1, State::Active, 0));
        assert_eq!(seen[0].lock, None, "peek tells no lock");
    }
}

#[test]
fn mistake_10_an_empty_receive_is_no_error() {
    let mut b = Bench::new(|_| {});
    for receiver in [LOCK, TAKE, DEAD] {
        assert_eq!(b.queue.receive(b.now, receiver, 1, &mut b.changes), Ok(vec![]));
    }
    assert!(b.peek(SubQueue::Main).is_empty());
}
