//! Messages that move on to other queues.

use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn forwarding() -> Bench {
    Bench::new(|s| s.forward_to = Some("next".into()))
}

fn target(edit: impl FnOnce(&mut Settings)) -> Bench {
    Bench::new(|s| {
        s.name = "next".into();
        edit(s);
    })
}

fn one_forward(b: &mut Bench) -> Forward {
    let mut forwards = b.queue.take_forwards();
    assert_eq!(forwards.len(), 1);
    forwards.remove(0)
}

#[test]
fn the_source_looks_empty() {
    let (mut a, mut b) = (forwarding(), target(|_| {}));
    a.send();
    assert_eq!(a.happened(), [What::Enqueued, What::Forwarded]);
    assert_eq!(a.queue.counts(), Counts::default());
    let forward = one_forward(&mut a);
    assert_eq!(&*forward.to, "next");
    assert_eq!(b.queue.accept_forwarded(b.now, &forward, &mut b.changes), Ok(Sent::Enqueued { sequence: 1 }));
    let delivery = b.lock();
    assert_eq!((delivery.message.enqueued_sequence_number(), delivery.message.hops()), (Some(1), 1));
    assert_eq!(delivery.message.dead_letter_source(), None);
    assert!(a.queue.take_forwards().is_empty());
}

#[test]
fn a_scheduled_message_moves_on_when_it_is_active() {
    let mut a = forwarding();
    let at = a.now.plus(10 * S);
    a.send_with(|m| m.scheduled_enqueue_time = Some(at));
    assert!(a.queue.take_forwards().is_empty());
    a.wait(10 * S);
    assert_eq!(one_forward(&mut a).message.enqueued_sequence_number(), Some(2));
}

#[test]
fn what_waits_moves_on_when_forwarding_is_switched_on() {
    let mut a = Bench::new(|_| {});
    for _ in 0..3 {
        a.send();
    }
    let held = a.lock();
    a.dead_letter(&held).unwrap();
    let settings = Settings {
        forward_to: Some("next".into()),
        forward_dead_lettered_messages_to: Some("graveyard".into()),
        ..a.queue.settings().clone()
    };
    assert_eq!(a.queue.update(a.now, settings, &mut a.changes), Ok(()));
    let to: Vec<_> = a.queue.take_forwards().iter().map(|f| f.to.to_string()).collect();
    assert_eq!(to, ["next", "next", "graveyard"]);
    assert_eq!(a.queue.counts(), Counts::default());
}

#[test]
fn dead_letters_tell_their_source() {
    let mut a = Bench::new(|s| s.forward_dead_lettered_messages_to = Some("graveyard".into()));
    a.send();
    let delivery = a.lock();
    a.dead_letter(&delivery).unwrap();
    assert_eq!(a.queue.counts().dead_lettered, 0);
    let forward = one_forward(&mut a);
    assert_eq!(forward.message.dead_letter_source().map(|s| &**s), Some("taskqueue"));
    assert_eq!(forward.message.property(DEAD_LETTER_REASON), text("bad"));
    a.queue.take_back(a.now, forward, Error::QuotaExceeded, &mut a.changes);
    assert_eq!(a.reason(), text("bad"), "the first reason stays");
}

#[test]
fn what_the_target_refuses_is_dead_lettered_at_the_source() {
    let (mut a, mut b) = (forwarding(), target(|s| s.status = Status::SendDisabled));
    a.send();
    let forward = one_forward(&mut a);
    let error = b.queue.accept_forwarded(b.now, &forward, &mut b.changes).unwrap_err();
    assert_eq!(error, Error::MessagingEntityDisabled);
    a.happened();
    a.queue.take_back(a.now, forward, error, &mut a.changes);
    assert_eq!(a.happened(), [What::DeadLettered { reason: Reason::ForwardingFailed }]);
    assert_eq!(a.reason(), text("MessagingEntityDisabled"));
    assert_eq!(a.receive(DEAD).unwrap().message.hops(), 0);
}

#[test]
fn four_hops_and_no_more() {
    let mut queues: Vec<Bench> = (0..6).map(|_| forwarding()).collect();
    for later in &mut queues[1..] {
        let at = later.now.plus(S);
        later.send_with(|m| m.scheduled_enqueue_time = Some(at));
    }
    queues[0].send();
    for hop in 0..4 {
        let forward = one_forward(&mut queues[hop]);
        let b = &mut queues[hop + 1];
        b.queue.accept_forwarded(b.now, &forward, &mut b.changes).unwrap();
    }
    assert!(queues[4].queue.take_forwards().is_empty());
    assert_eq!(queues[4].reason(), text("MaxTransferHopCountExceeded"));
    let dead = queues[4].receive(DEAD).unwrap();
    assert_eq!((dead.sequence, dead.message.enqueued_sequence_number()), (2, Some(1)), "the first queue's number");
}

#[test]
fn a_target_with_sessions_dead_letters_what_has_none() {
    let (mut a, mut b) = (forwarding(), target(|s| s.requires_session = true));
    a.send();
    let forward = one_forward(&mut a);
    b.queue.accept_forwarded(b.now, &forward, &mut b.changes).unwrap();
    assert_eq!(b.reason(), text("Session id is null."));
    assert_eq!(b.queue.counts().dead_lettered, 1);
}

#[test]
fn a_target_detects_duplicates() {
    let (mut a, mut b) = (forwarding(), target(|s| s.requires_duplicate_detection = true));
    for _ in 0..2 {
        a.send_with(|m| m.message_id = Some("a".into()));
    }
    let forwards = a.queue.take_forwards();
    let mut accept = |forward| b.queue.accept_forwarded(b.now, forward, &mut b.changes);
    assert_eq!(accept(&forwards[0]), Ok(Sent::Enqueued { sequence: 1 }));
    assert_eq!(accept(&forwards[1]), Ok(Sent::DuplicateDropped));
}
