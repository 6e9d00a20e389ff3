//! The dead-letter sub-queue's own small table, and putting messages back.

use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// A bench with one message, dead-lettered by the application after two failed deliveries.
fn with_dead_letter(edit: impl FnOnce(&mut Settings)) -> Bench {
    let mut b = Bench::new(edit);
    b.send();
    for _ in 0..2 {
        let delivery = b.lock();
        b.abandon(&delivery).unwrap();
    }
    let delivery = b.lock();
    b.dead_letter(&delivery).unwrap();
    b.happened();
    b
}

fn dead(b: &mut Bench) -> Delivery {
    b.receive(DEAD).expect("a dead-lettered message")
}

#[test]
fn receive_renew_and_complete_as_usual() {
    let mut b = with_dead_letter(|_| {});
    assert!(b.receive(LOCK).is_none(), "not in the queue itself");
    let delivery = dead(&mut b);
    assert_eq!(delivery.lock.map(|l| l.until), Some(b.now.plus(30 * S)), "the queue's lock duration");
    assert!(b.receive(DEAD).is_none());
    b.wait(20 * S);
    assert_eq!(b.renew(&delivery), Ok(b.now.plus(30 * S)));
    assert_eq!(b.complete(&delivery), Ok(()));
    assert_eq!(b.queue.counts(), Counts::default());
}

#[test]
fn receive_and_delete() {
    let mut b = with_dead_letter(|_| {});
    let receiver = Receiver { mode: ReceiveMode::ReceiveAndDelete, ..DEAD };
    assert_eq!(b.receive(receiver).unwrap().lock, None);
    assert_eq!(b.queue.counts(), Counts::default());
}

#[test]
fn nothing_counts_expires_or_moves_on() {
    let mut b = with_dead_letter(|s| s.default_message_time_to_live = Some(60 * S));
    for round in 0..10 {
        let delivery = dead(&mut b);
        assert_eq!(delivery.delivery_count, 3);
        if round % 2 == 0 {
            b.abandon(&delivery).unwrap();
        } else {
            b.wait(30 * S);
        }
        let seen = b.peek(SubQueue::DeadLetter);
        assert_eq!((seen.len(), seen[0].delivery_count, seen[0].state), (1, 2, State::Active));
    }
    assert!(b.happened().contains(&What::LockExpired { delivery: 3, holder: 1, then: Then::Active }));
}

#[test]
fn defer_works() {
    let mut b = with_dead_letter(|_| {});
    let delivery = dead(&mut b);
    b.defer(&delivery).unwrap();
    assert!(b.receive(DEAD).is_none());
    assert_eq!(b.receive_deferred(LOCK, delivery.sequence), Err(Error::MessageNotFound), "only in its sub-queue");
    let again = b.receive_deferred(DEAD, delivery.sequence).unwrap();
    assert_eq!(again.delivery_count, 3);
    b.abandon(&again).unwrap();
    assert!(b.receive(DEAD).is_none(), "still deferred");
    assert_eq!(b.peek(SubQueue::DeadLetter)[0].state, State::Deferred);
    assert_eq!((b.queue.counts().deferred, b.queue.counts().dead_lettered), (0, 1));
}

#[test]
fn dead_lettering_again_is_invalid() {
    let mut b = with_dead_letter(|_| {});
    let delivery = dead(&mut b);
    assert_eq!(b.dead_letter(&delivery), Err(Error::InvalidOperation(Invalid::AlreadyDeadLettered)));
    assert_eq!(b.complete(&delivery), Ok(()), "the lock is still good");
}

#[test]
fn a_token_from_before_is_lost() {
    let mut b = Bench::new(|_| {});
    b.send();
    let delivery = b.lock();
    b.dead_letter(&delivery).unwrap();
    b.refuses_settlement(&delivery, Error::MessageLockLost);
}

#[test]
fn peek_and_receive_go_by_the_old_numbers() {
    let mut b = Bench::new(|_| {});
    for _ in 0..3 {
        b.send();
    }
    let deliveries = b.receive_all(LOCK);
    for delivery in deliveries.iter().rev() {
        b.dead_letter(delivery).unwrap();
    }
    assert_eq!(b.peek(SubQueue::DeadLetter).iter().map(|m| m.sequence).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(dead(&mut b).sequence, 1);
    assert!(b.peek(SubQueue::Main).is_empty());
}

#[test]
fn resubmission_is_a_new_message() {
    let mut b = with_dead_letter(|_| {});
    let original = dead(&mut b);
    let copy = Arc::new(original.message.resubmission());
    assert_eq!(copy.bytes(), original.message.body().len() as u64 + "message_0".len() as u64);
    assert_eq!(copy.lineage(), original.message.lineage());
    let sent = b.queue.send(b.now, copy, &mut b.changes);
    assert_eq!(sent, Ok(Sent::Enqueued { sequence: 2 }));
    b.complete(&original).unwrap();
    let again = b.lock();
    assert_eq!((again.sequence, again.delivery_count), (2, 1));
    assert_eq!(again.message.property(DEAD_LETTER_REASON), None);
    assert_eq!(again.message.message_id(), original.message.message_id());
}

#[test]
fn property_changes_stay_with_the_message() {
    let mut b = Bench::new(|_| {});
    b.send_with(|m| m.properties = vec![CustomProperty::text("tries", "0"), CustomProperty::text("level", "low")]);
    let before = b.queue.counts().size_bytes;
    let delivery = b.lock();
    let tries = CustomProperty { name: "tries".into(), value: Scalar::Integer(1) };
    b.queue.abandon(b.now, delivery.handle(), &[tries], &mut b.changes).unwrap();
    assert_eq!(b.queue.counts().size_bytes, before + 7, "eight bytes for one");
    let delivery = b.lock();
    let names: Vec<_> = delivery.message.properties().into_iter().map(|p| p.name).collect();
    assert_eq!(names, ["tries".into(), "level".into()] as [Arc<str>; 2]);
    assert_eq!(delivery.message.property("tries"), Some(Scalar::Integer(1)));
    let why = DeadLetter { properties: vec![CustomProperty::text("by", "me")], ..DeadLetter::default() };
    b.queue.dead_letter(b.now, delivery.handle(), &why, &mut b.changes).unwrap();
    let seen = &b.peek(SubQueue::DeadLetter)[0].message;
    assert_eq!(seen.property("by"), text("me"));
    assert_eq!(seen.property(DEAD_LETTER_REASON), None, "reason and description are optional");
    let copy = seen.resubmission();
    assert_eq!((copy.property("by"), copy.bytes()), (text("me"), seen.bytes()));
}

#[test]
fn a_header_that_outgrows_its_quota() {
    let mut b = Bench::new(|_| {});
    let long: Arc<str> = "x".repeat(30_000).into();
    b.send_with(|m| m.properties = vec![CustomProperty::text("a", long.clone()), CustomProperty::text("b", "")]);
    let delivery = b.lock();
    let one = [CustomProperty::text("b", long.clone())];
    b.queue.abandon(b.now, delivery.handle(), &one, &mut b.changes).unwrap();
    let delivery = b.lock();
    let another = [CustomProperty::text("c", long)];
    b.queue.abandon(b.now, delivery.handle(), &another, &mut b.changes).unwrap();
    assert_eq!(b.reason(), text("HeaderSizeExceeded"));
}

#[test]
fn a_property_change_that_is_too_large_changes_nothing() {
    let mut b = Bench::new(|_| {});
    b.send();
    let delivery = b.lock();
    let huge = [CustomProperty::text("a", "x".repeat(32 * 1024 + 1))];
    let refused = Err(Error::MessageSizeExceeded(SizeLimit::Property { bytes: 32 * 1024 + 1, limit: 32 * 1024 }));
    assert_eq!(b.queue.abandon(b.now, delivery.handle(), &huge, &mut b.changes), refused);
    let why = DeadLetter { properties: huge.to_vec(), ..DeadLetter::default() };
    assert_eq!(b.queue.dead_letter(b.now, delivery.handle(), &why, &mut b.changes), refused);
    assert_eq!(b.complete(&delivery), Ok(()));
}
