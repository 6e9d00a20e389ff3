//! Duplicate detection by message id.

use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn detecting() -> Bench {
    Bench::new(|s| {
        s.requires_duplicate_detection = true;
        s.duplicate_detection_history_time_window = 20 * S;
    })
}

fn send(b: &mut Bench, id: &str) -> Sent {
    b.try_send(|m| m.message_id = Some(id.into())).unwrap()
}

#[test]
fn the_window_ends_exactly() {
    let mut b = detecting();
    assert_eq!(send(&mut b, "a"), Sent::Enqueued { sequence: 1 });
    b.wait(20 * S - 1);
    assert_eq!(send(&mut b, "a"), Sent::DuplicateDropped);
    b.wait(1);
    assert_eq!(send(&mut b, "a"), Sent::Enqueued { sequence: 2 }, "a dropped duplicate does not extend the window");
}

#[test]
fn ids_are_told_apart_by_case_and_bodies_do_not_matter() {
    let mut b = detecting();
    send(&mut b, "a");
    assert_eq!(send(&mut b, "A"), Sent::Enqueued { sequence: 2 });
    let other = b.try_send(|m| (m.message_id, m.body) = (Some("a".into()), Arc::from(*b"other")));
    assert_eq!(other, Ok(Sent::DuplicateDropped));
}

#[test]
fn scheduled_messages_count_in_both_directions() {
    let mut b = detecting();
    let at = b.now.plus(10 * S);
    b.send_with(|m| (m.message_id, m.scheduled_enqueue_time) = (Some("a".into()), Some(at)));
    assert_eq!(send(&mut b, "a"), Sent::DuplicateDropped);
    send(&mut b, "b");
    let scheduled = b.try_send(|m| (m.message_id, m.scheduled_enqueue_time) = (Some("b".into()), Some(at)));
    assert_eq!(scheduled, Ok(Sent::DuplicateDropped));
    b.wait(10 * S);
    assert_eq!(b.queue.counts().active, 2, "activation is no send");
}

#[test]
fn a_refused_send_leaves_no_trace() {
    let mut b = detecting();
    b.queue.set_status(b.now, Status::SendDisabled, &mut b.changes).unwrap();
    assert_eq!(b.try_send(|m| m.message_id = Some("a".into())), Err(Error::MessagingEntityDisabled));
    b.queue.set_status(b.now, Status::Active, &mut b.changes).unwrap();
    assert_eq!(send(&mut b, "a"), Sent::Enqueued { sequence: 1 });
}

#[test]
fn the_window_can_be_changed_and_forgetting_keeps_newer_ids() {
    let mut b = detecting();
    send(&mut b, "a");
    b.wait(20 * S);
    send(&mut b, "a");
    b.wait(15 * S);
    send(&mut b, "b");
    assert_eq!(send(&mut b, "a"), Sent::DuplicateDropped);
    let settings = Settings { duplicate_detection_history_time_window: 60 * S, ..b.queue.settings().clone() };
    assert_eq!(b.queue.update(b.now, settings, &mut b.changes), Ok(()));
    b.wait(30 * S);
    assert_eq!(send(&mut b, "a"), Sent::DuplicateDropped);
}

#[test]
fn no_id_is_never_a_duplicate() {
    let mut b = detecting();
    for sequence in 1..=2 {
        assert_eq!(b.try_send(|m| m.message_id = None), Ok(Sent::Enqueued { sequence }));
    }
}

#[test]
fn without_the_setting_ids_may_repeat() {
    let mut b = Bench::new(|_| {});
    for sequence in 1..=2 {
        assert_eq!(send(&mut b, "a"), Sent::Enqueued { sequence });
    }
}
