//! The rows of the transition table, one test or more each.

use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn row_1_send() {
    let mut b = Bench::new(|s| s.default_message_time_to_live = Some(60 * S));
    assert_eq!((b.send(), b.send()), (1, 2));
    assert_eq!(b.happened(), [What::Enqueued; 2]);
    let seen = &b.peek(SubQueue::Main)[0];
    assert_eq!((seen.state, seen.delivery_count), (State::Active, 0));
    assert_eq!((seen.enqueued_at, seen.expires_at), (DEFAULT_START, DEFAULT_START.plus(60 * S)));
}

#[test]
fn row_2_a_duplicate_is_accepted_and_dropped() {
    let mut b = Bench::new(|s| s.requires_duplicate_detection = true);
    let same = |m: &mut ClientMessage| m.message_id = Some("a".into());
    b.send_with(same);
    assert_eq!(b.try_send(same), Ok(Sent::DuplicateDropped));
    assert_eq!(b.queue.counts().active, 1);
    assert!(matches!(b.changes[1], Change::DuplicateDropped { .. }));
}

#[test]
fn rows_3_and_4_a_scheduled_message_gets_a_new_number_and_its_time_to_live_starts_then() {
    let mut b = Bench::new(|_| {});
    let at = b.now.plus(10 * S);
    let old = b.send_with(|m| (m.scheduled_enqueue_time, m.time_to_live) = (Some(at), Some(20 * S)));
    b.send();
    assert_eq!(b.happened(), [What::Scheduled { at }, What::Enqueued]);
    let seen = b.peek(SubQueue::Main);
    assert_eq!((seen[0].state, seen[0].scheduled_for), (State::Scheduled, Some(at)));
    assert_eq!((b.queue.counts().scheduled, b.queue.counts().active), (1, 1));
    assert_eq!(b.receive_all(TAKE).len(), 1);
    b.wait(10 * S - 1);
    assert!(b.receive(LOCK).is_none());
    b.wait(1);
    let delivery = b.lock();
    assert_eq!((delivery.sequence, delivery.enqueued_at, delivery.expires_at), (3, at, at.plus(20 * S)));
    assert!(b.happened().contains(&What::Activated { old }));
}

#[test]
fn row_3_a_time_in_the_past_means_now() {
    let mut b = Bench::new(|_| {});
    let now = b.now;
    assert_eq!(b.try_send(|m| m.scheduled_enqueue_time = Some(now)), Ok(Sent::Enqueued { sequence: 1 }));
}

#[test]
fn row_5_cancel() {
    let mut b = Bench::new(|_| {});
    let at = b.now.plus(10 * S);
    let sequence = b.send_with(|m| m.scheduled_enqueue_time = Some(at));
    let cancel = |b: &mut Bench, sequence| b.queue.cancel_scheduled(b.now, sequence, &mut b.changes);
    assert_eq!(cancel(&mut b, sequence), Ok(()));
    assert_eq!(cancel(&mut b, sequence), Err(Error::MessageNotFound));
    assert_eq!(b.happened().last(), Some(&What::Cancelled));
    let active = b.send();
    assert_eq!(cancel(&mut b, active), Err(Error::MessageNotFound));
    let again = b.send_with(|m| m.scheduled_enqueue_time = Some(at));
    b.wait(10 * S);
    assert_eq!(cancel(&mut b, again), Err(Error::MessageNotFound), "activated under another number");
}

#[test]
fn row_6_peek_lock() {
    let mut b = Bench::new(|_| {});
    b.send();
    let delivery = b.lock();
    let until = b.now.plus(30 * S);
    assert_eq!(delivery.delivery_count, 1);
    assert_eq!(delivery.lock.map(|l| l.until), Some(until));
    assert!(b.receive(LOCK).is_none(), "held by one receiver at a time");
    assert_eq!(b.happened()[1], What::Locked { delivery: 1, until, holder: 1 });
    assert_eq!(b.queue.sequence_of(delivery.handle().token.unwrap()), Some(1));
    let counts = b.queue.counts();
    assert_eq!((counts.active, counts.locked), (1, 1));
}

#[test]
fn row_7_receive_and_delete() {
    let mut b = Bench::new(|_| {});
    b.send();
    let delivery = b.receive(TAKE).unwrap();
    assert_eq!((delivery.delivery_count, delivery.lock), (1, None));
    assert_eq!(b.queue.counts(), Counts::default());
    b.refuses_settlement(&delivery, Error::InvalidOperation(Invalid::NotLocked));
}

#[test]
fn row_8_expiry_drops() {
    let mut b = Bench::new(|_| {});
    b.send_with(|m| m.time_to_live = Some(10 * S));
    b.wait(10 * S - 1);
    assert_eq!(b.queue.counts().active, 1);
    assert_eq!(b.queue.next_limit(), Some(b.now.plus(1)));
    b.wait(1);
    assert_eq!(b.queue.counts(), Counts::default());
    assert_eq!(b.happened()[1], What::Expired { then: Then::Dropped });
}

#[test]
fn row_8_expiry_dead_letters_with_the_flag() {
    let mut b = Bench::new(|s| s.dead_lettering_on_message_expiration = true);
    b.send_with(|m| m.time_to_live = Some(10 * S));
    b.wait(10 * S);
    assert_eq!(b.happened()[1], What::Expired { then: Then::DeadLettered(Reason::TtlExpired) });
    assert_eq!(b.reason(), text("TTLExpiredException"));
    b.wait(NEVER.0);
    assert_eq!(b.queue.counts().dead_lettered, 1, "nothing expires in the dead-letter sub-queue");
}

#[test]
fn row_9_complete_works_past_the_time_to_live() {
    let mut b = Bench::new(|_| {});
    b.send_with(|m| m.time_to_live = Some(10 * S));
    let delivery = b.lock();
    b.wait(29 * S);
    assert_eq!(b.complete(&delivery), Ok(()));
    assert_eq!(b.happened().last(), Some(&What::Completed { delivery: 1, holder: 1 }));
    assert_eq!(b.queue.counts(), Counts::default());
}

#[test]
fn row_10_abandon_returns_the_message_to_its_old_place() {
    let mut b = Bench::new(|_| {});
    b.send();
    b.send();
    let first = b.lock();
    assert_eq!(b.abandon(&first), Ok(()));
    let again = b.lock();
    assert_eq!((again.sequence, again.delivery_count), (1, 2));
    assert_ne!(again.handle().token, first.handle().token);
    assert_eq!(b.happened()[3], What::Abandoned { delivery: 1, holder: 1, then: Then::Active });
}

#[test]
fn row_11_lock_expiry_is_final_at_its_instant() {
    let mut b = Bench::new(|_| {});
    b.send();
    let delivery = b.lock();
    b.wait(30 * S - 1);
    assert!(b.receive(LOCK).is_none());
    assert_eq!(b.queue.clone().complete(b.now, delivery.handle(), &mut vec![]), Ok(()));
    b.now = b.now.plus(1);
    b.refuses_settlement(&delivery, Error::MessageLockLost);
    assert_eq!(b.happened()[2..], [What::LockExpired { delivery: 1, holder: 1, then: Then::Active }]);
    assert_eq!(b.lock().delivery_count, 2);
}

#[test]
fn row_12_the_last_failure_dead_letters() {
    for by_abandon in [true, false] {
        let mut b = Bench::new(|_| {});
        b.send();
        for n in 1..=3 {
            let delivery = b.lock();
            assert_eq!(delivery.delivery_count, n);
            if by_abandon { b.abandon(&delivery).unwrap() } else { b.wait(30 * S) }
        }
        assert!(b.receive(LOCK).is_none());
        assert_eq!(b.reason(), text("MaxDeliveryCountExceeded"));
        assert_eq!(b.peek(SubQueue::DeadLetter)[0].delivery_count, 3);
        assert_eq!(b.peek(SubQueue::DeadLetter)[0].sequence, 1);
    }
}

#[test]
fn row_13_the_time_to_live_acts_when_the_lock_ends() {
    for (flag, then) in [(false, Then::Dropped), (true, Then::DeadLettered(Reason::TtlExpired))] {
        for by_abandon in [true, false] {
            let mut b = Bench::new(|s| s.dead_lettering_on_message_expiration = flag);
            b.send_with(|m| m.time_to_live = Some(10 * S));
            let delivery = b.lock();
            if by_abandon {
                b.wait(10 * S);
                b.abandon(&delivery).unwrap();
                assert_eq!(b.happened()[2], What::Abandoned { delivery: 1, holder: 1, then });
            } else {
                b.wait(30 * S);
                assert_eq!(b.happened()[2], What::LockExpired { delivery: 1, holder: 1, then });
            }
            assert_eq!(b.queue.counts().active, 0);
            assert_eq!(b.queue.counts().dead_lettered, u64::from(flag));
        }
    }
}

#[test]
fn rows_14_and_19_defer_and_receive_by_number() {
    let mut b = Bench::new(|_| {});
    b.send();
    b.send();
    let first = b.lock();
    b.defer(&first).unwrap();
    assert_eq!(b.happened()[3], What::Deferred { delivery: 1, holder: 1, then: Then::Deferred });
    assert_eq!(b.lock().sequence, 2, "a deferred message is skipped");
    assert_eq!(b.peek(SubQueue::Main)[0].state, State::Deferred);
    assert_eq!(b.peek(SubQueue::Main)[0].delivery_count, 1);
    let again = b.receive_deferred(LOCK, 1).unwrap();
    assert_eq!((again.sequence, again.delivery_count, again.state), (1, 2, State::Deferred));
    assert_eq!(b.receive_deferred(LOCK, 1), Err(Error::MessageNotFound), "locked at the moment");
    assert_eq!(b.receive_deferred(LOCK, 2), Err(Error::MessageNotFound), "not deferred");
    assert_eq!(b.receive_deferred(LOCK, 9), Err(Error::MessageNotFound), "unknown");
}

#[test]
fn row_19_several_deferred_messages_come_together_or_not_at_all() {
    let mut b = Bench::new(|_| {});
    for _ in 0..2 {
        b.send();
    }
    for delivery in b.receive_all(LOCK) {
        b.defer(&delivery).unwrap();
    }
    for refused in [[1, 1], [2, 3]] {
        let received = b.queue.receive_deferred(b.now, TAKE, &refused, &mut b.changes);
        assert_eq!(received, Err(Error::MessageNotFound));
    }
    let received = b.queue.receive_deferred(b.now, LOCK, &[2, 1], &mut b.changes).unwrap();
    assert_eq!(received.iter().map(|d| d.sequence).collect::<Vec<_>>(), [2, 1]);
}

#[test]
fn row_15_defer_at_the_limit_dead_letters() {
    let mut b = Bench::new(|s| s.max_delivery_count = 1);
    b.send();
    let delivery = b.lock();
    b.defer(&delivery).unwrap();
    assert_eq!(b.reason(), text("MaxDeliveryCountExceeded"));
}

#[test]
fn row_16_dead_letter_keeps_the_count_and_works_past_the_time_to_live() {
    let mut b = Bench::new(|_| {});
    b.send_with(|m| m.time_to_live = Some(10 * S));
    let delivery = b.lock();
    b.wait(20 * S);
    b.dead_letter(&delivery).unwrap();
    assert_eq!(b.happened()[2], What::DeadLettered { reason: Reason::Application });
    let dead = &b.peek(SubQueue::DeadLetter)[0];
    assert_eq!((dead.delivery_count, dead.sequence, dead.enqueued_at), (0, 1, DEFAULT_START));
    assert_eq!(dead.message.property(DEAD_LETTER_REASON), text("bad"));
    assert_eq!(dead.message.property(DEAD_LETTER_ERROR_DESCRIPTION), text("text"));
    assert_eq!(dead.message.message_id().map(|id| &**id), Some("message_0"));
}

#[test]
fn row_17_renewal_counts_from_now() {
    let mut b = Bench::new(|_| {});
    b.send();
    let delivery = b.lock();
    b.wait(20 * S);
    let until = b.renew(&delivery).unwrap();
    assert_eq!(until, b.now.plus(30 * S));
    b.wait(30 * S - 1);
    assert_eq!(b.peek(SubQueue::Main)[0].delivery_count, 0);
    assert_eq!(b.complete(&delivery), Ok(()), "the same token");
}

#[test]
fn row_18_a_locked_message_does_not_expire() {
    let mut b = Bench::new(|_| {});
    b.send_with(|m| m.time_to_live = Some(10 * S));
    let delivery = b.lock();
    b.wait(15 * S);
    b.renew(&delivery).unwrap();
    b.wait(29 * S);
    assert_eq!(b.queue.counts().locked, 1);
    assert_eq!(b.complete(&delivery), Ok(()));
}

#[test]
fn row_20_receive_deferred_and_delete() {
    let mut b = Bench::new(|_| {});
    let sequence = b.send();
    let delivery = b.lock();
    b.defer(&delivery).unwrap();
    assert_eq!(b.receive_deferred(TAKE, sequence).unwrap().delivery_count, 2);
    assert_eq!(b.queue.counts(), Counts::default());
}

#[test]
fn row_21_settling_a_deferred_message() {
    for complete in [true, false] {
        let mut b = Bench::new(|_| {});
        let sequence = b.send();
        let delivery = b.lock();
        b.defer(&delivery).unwrap();
        let delivery = b.receive_deferred(LOCK, sequence).unwrap();
        if complete {
            b.complete(&delivery).unwrap()
        } else {
            b.dead_letter(&delivery).unwrap()
        }
        assert_eq!(b.queue.counts().dead_lettered, u64::from(!complete));
        assert_eq!(b.queue.counts().deferred, 0);
        if !complete {
            assert!(b.receive(DEAD).is_some(), "active in the dead-letter sub-queue");
        }
    }
}

#[test]
fn row_22_a_deferred_message_stays_deferred() {
    let mut b = Bench::new(|s| s.max_delivery_count = 5);
    let sequence = b.send();
    let delivery = b.lock();
    b.defer(&delivery).unwrap();
    for n in 2..5 {
        let delivery = b.receive_deferred(LOCK, sequence).unwrap();
        assert_eq!(delivery.delivery_count, n);
        match n {
            2 => b.abandon(&delivery).unwrap(),
            3 => b.defer(&delivery).unwrap(),
            _ => b.wait(30 * S),
        }
        assert!(b.receive(LOCK).is_none());
        assert_eq!(b.queue.counts().deferred, 1);
    }
    let delivery = b.receive_deferred(LOCK, sequence).unwrap();
    b.abandon(&delivery).unwrap();
    assert_eq!(b.reason(), text("MaxDeliveryCountExceeded"));
}

#[test]
fn row_23_a_deferred_message_does_not_expire() {
    let mut b = Bench::new(|s| s.dead_lettering_on_message_expiration = true);
    let sequence = b.send_with(|m| m.time_to_live = Some(10 * S));
    let delivery = b.lock();
    b.defer(&delivery).unwrap();
    b.wait(60 * S);
    assert_eq!(b.queue.counts().deferred, 1);
    let delivery = b.receive_deferred(LOCK, sequence).unwrap();
    b.abandon(&delivery).unwrap();
    assert_eq!(b.queue.counts().deferred, 1);
}

#[test]
fn row_24_used_unknown_and_foreign_tokens() {
    let mut b = Bench::new(|_| {});
    b.send();
    b.send();
    let (first, second) = (b.lock(), b.lock());
    let crossed = Delivery { sequence: second.sequence, ..first.clone() };
    b.refuses_settlement(&crossed, Error::MessageLockLost);
    b.complete(&first).unwrap();
    b.refuses_settlement(&first, Error::MessageLockLost);
    b.abandon(&second).unwrap();
    b.refuses_settlement(&second, Error::MessageLockLost);
    assert_eq!(b.queue.counts().active, 1);
}
