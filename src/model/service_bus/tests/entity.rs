//! The queue as a whole: creation, status, sessions, updates, idleness, time passing in one leap.

use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn statuses() {
    let mut b = Bench::new(|_| {});
    b.send();
    let held = b.lock();
    for (status, sends, receives) in [
        (Status::SendDisabled, false, true),
        (Status::ReceiveDisabled, true, false),
        (Status::Disabled, false, false),
        (Status::Active, true, true),
    ] {
        b.queue.set_status(b.now, status, &mut b.changes).unwrap();
        let disabled = Error::MessagingEntityDisabled;
        let sent = b.try_send(|_| {});
        assert_eq!(sent.err(), (!sends).then_some(disabled), "{status:?}");
        let later = b.now.plus(S);
        assert_eq!(b.try_send(|m| m.scheduled_enqueue_time = Some(later)).err(), (!sends).then_some(disabled));
        let cancelled = b.queue.cancel_scheduled(b.now, 99, &mut b.changes);
        assert_eq!(cancelled, Err(if sends { Error::MessageNotFound } else { disabled }));
        let received = b.queue.receive(b.now, TAKE, 1, &mut b.changes);
        assert_eq!(received.err(), (!receives).then_some(disabled));
        let deferred = b.queue.receive_deferred(b.now, LOCK, &[99], &mut b.changes);
        assert_eq!(deferred, Err(if receives { Error::MessageNotFound } else { disabled }));
        let peeked = b.queue.peek(b.now, SubQueue::Main, 0, 1, &mut b.changes);
        assert_eq!(peeked.err(), (!receives).then_some(disabled));
        assert!(b.renew(&held).is_ok(), "settlement goes on");
    }
    assert_eq!(b.complete(&held), Ok(()));
}

#[test]
fn sessions_are_a_flag() {
    let mut b = Bench::new(|s| s.requires_session = true);
    assert_eq!(b.try_send(|_| {}), Err(Error::InvalidOperation(Invalid::SessionIdMissing)));
    b.send_with(|m| m.session_id = Some("s".into()));
    for receiver in [LOCK, TAKE] {
        let received = b.queue.receive(b.now, receiver, 1, &mut b.changes);
        assert_eq!(received, Err(Error::InvalidOperation(Invalid::SessionRequired)));
        let received = b.queue.receive_deferred(b.now, receiver, &[1], &mut b.changes);
        assert_eq!(received, Err(Error::InvalidOperation(Invalid::SessionRequired)));
    }
    assert_eq!(b.peek(SubQueue::Main).len(), 1);
}

#[test]
fn iot_hub_reaches_plain_queues_only() {
    assert_eq!(Bench::new(|_| {}).queue.endpoint_reachability(), Reachability::Reachable);
    let sessions = Bench::new(|s| s.requires_session = true).queue;
    assert_eq!(sessions.endpoint_reachability(), Reachability::Unreachable(Setting::RequiresSession));
    let duplicates = Bench::new(|s| s.requires_duplicate_detection = true).queue;
    assert_eq!(duplicates.endpoint_reachability(), Reachability::Unreachable(Setting::RequiresDuplicateDetection));
}

#[test]
fn an_update_ends_every_lock_as_a_failed_delivery() {
    let mut b = Bench::new(|_| {});
    b.send();
    let delivery = b.lock();
    let settings = Settings { lock_duration: 5 * S, ..b.queue.settings().clone() };
    assert_eq!(b.queue.update(b.now, settings, &mut b.changes), Ok(()));
    b.refuses_settlement(&delivery, Error::MessageLockLost);
    assert_eq!(b.happened()[2], What::LockRevoked { delivery: 1, holder: 1, then: Then::Active });
    let again = b.lock();
    assert_eq!((again.delivery_count, again.lock.unwrap().until), (2, b.now.plus(5 * S)));
}

#[test]
fn a_refused_update_changes_nothing() {
    let mut b = Bench::new(|_| {});
    b.send();
    let delivery = b.lock();
    let settings = Settings { requires_session: true, lock_duration: 1, ..b.queue.settings().clone() };
    let Err(UpdateError::Settings(errors)) = b.queue.update(b.now, settings, &mut b.changes) else {
        panic!("accepted")
    };
    let fixed = SettingsError { setting: Setting::RequiresSession, problem: Problem::FixedAtCreation };
    assert_eq!((errors.len(), errors[0]), (2, fixed));
    assert_eq!(b.complete(&delivery), Ok(()));
}

#[test]
fn messages_keep_the_expiry_they_have_when_the_default_changes() {
    let mut b = Bench::new(|_| {});
    b.send();
    let settings = Settings { default_message_time_to_live: Some(10 * S), ..b.queue.settings().clone() };
    assert_eq!(b.queue.update(b.now, settings, &mut b.changes), Ok(()));
    b.send();
    b.wait(10 * S);
    assert_eq!(b.peek(SubQueue::Main).iter().map(|m| m.sequence).collect::<Vec<_>>(), [1]);
}

#[test]
fn idle_queues_delete_themselves() {
    let mut b = Bench::new(|s| s.auto_delete_on_idle = Some(300 * S));
    let at = b.now.plus(400 * S);
    b.send_with(|m| m.scheduled_enqueue_time = Some(at));
    b.wait(400 * S);
    assert!(!b.queue.is_deleted(), "scheduled messages keep it");
    b.wait(299 * S);
    assert!(b.receive(LOCK).is_some());
    b.wait(299 * S);
    b.peek(SubQueue::Main);
    b.wait(300 * S - 1);
    assert!(!b.queue.is_deleted());
    assert_eq!(b.queue.next_limit(), Some(b.now.plus(1)));
    b.wait(1);
    assert!(b.queue.is_deleted());
    assert!(
        matches!(b.changes.last(), Some(Change::QueueDeleted { held, body_bytes }) if held.active == 1 && *body_bytes > 0)
    );
    assert_eq!(b.queue.next_limit(), None);
    assert_eq!(b.try_send(|_| {}), Err(Error::MessagingEntityNotFound));
    assert_eq!(b.queue.receive(b.now, LOCK, 1, &mut b.changes), Err(Error::MessagingEntityNotFound));
    let handle = Handle { sequence: 1, token: None };
    assert_eq!(b.queue.complete(b.now, handle, &mut b.changes), Err(Error::MessagingEntityNotFound));
    assert_eq!(Error::MessagingEntityNotFound.message_call_status(), 410);
}

#[test]
fn an_operation_after_a_leap_sees_everything_that_happened_meanwhile() {
    let mut b = Bench::new(|s| s.max_delivery_count = 1);
    b.send();
    b.lock();
    let at = b.now.plus(10 * S);
    b.send_with(|m| (m.scheduled_enqueue_time, m.time_to_live) = (Some(at), Some(5 * S)));
    b.happened();
    b.now = b.now.plus(3_600 * S);
    assert_eq!(b.receive_all(LOCK), []);
    assert_eq!(
        b.happened(),
        [
            What::Activated { old: 2 },
            What::Expired { then: Then::Dropped },
            What::LockExpired { delivery: 1, holder: 1, then: Then::DeadLettered(Reason::MaxDeliveryCountExceeded) },
        ]
    );
}

#[test]
fn one_limit_at_a_time_in_the_order_of_numbers() {
    let mut b = Bench::new(|_| {});
    for _ in 0..3 {
        b.send_with(|m| m.time_to_live = Some(10 * S));
    }
    let (at, mut changes) = (b.now.plus(10 * S), Vec::new());
    for sequence in 1..=3 {
        assert_eq!(b.queue.next_limit(), Some(at));
        assert!(b.queue.run_next_limit(at, &mut changes));
        assert!(matches!(changes.last(), Some(Change::Message { sequence: s, .. }) if *s == sequence));
        assert_eq!(changes.len() as u64, sequence);
    }
    assert_eq!(b.queue.next_limit(), None);
    assert!(!b.queue.run_next_limit(at, &mut changes));
}

#[test]
fn receive_up_to_the_asked_number() {
    let mut b = Bench::new(|_| {});
    for _ in 0..5 {
        b.send();
    }
    let received = b.queue.receive(b.now, LOCK, 3, &mut b.changes).unwrap();
    assert_eq!(received.iter().map(|d| d.sequence).collect::<Vec<_>>(), [1, 2, 3]);
    let none = b.queue.receive(b.now, LOCK, 0, &mut b.changes);
    assert_eq!(none, Err(Error::ArgumentOutOfRange(Argument::MaxMessageCount)));
    let page: Vec<_> = b.queue.messages(SubQueue::Main, 3).take(2).map(|m| (m.sequence, m.lock.is_some())).collect();
    assert_eq!(page, [(3, true), (4, false)]);
}

#[test]
fn lock_tokens_are_draws_of_the_queue() {
    let tokens = |seed| {
        let mut b = Bench::new(|_| {});
        b.queue.seed = seed;
        for _ in 0..3 {
            b.send();
        }
        b.receive_all(LOCK).iter().map(|d| d.handle().token.unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(tokens(1), tokens(1));
    assert_ne!(tokens(1), tokens(2));
}

#[test]
fn a_copy_is_a_checkpoint() {
    let mut b = Bench::new(|_| {});
    for _ in 0..10_000 {
        b.send();
    }
    let checkpoint = b.queue.clone();
    assert_eq!(b.receive_all(TAKE).len(), 100);
    b.lock();
    assert_eq!((checkpoint.counts().active, checkpoint.counts().locked), (10_000, 0));
    assert_eq!(checkpoint.messages(SubQueue::Main, 0).filter(|m| m.lock.is_none()).count(), 10_000);
}
