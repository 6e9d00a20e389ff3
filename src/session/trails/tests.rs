use super::*;
use crate::model::ids::{ConsumerId, DeviceId};
use crate::scenario::Scenario;
use crate::session::Session;
use crate::session::story::story;
use crate::session::story::tests::lost_puback;
use crate::world::command::Command;
use std::collections::BTreeSet;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Everything that is found at a step, against the whole log read through.
fn holds(trails: &Trails, session: &Session, at_step: u32) {
    let log = session.log();
    let entries = || log.steps(1, at_step);
    let sent: Vec<_> = entries().filter(|entry| matches!(entry.what, What::Sent { .. })).collect();
    let found: Vec<_> = trails.sent(log, at_step).iter().filter_map(|place| log.at(*place)).collect();
    assert_eq!(found, sent, "at {at_step}");
    let sends: BTreeSet<SendId> = log.steps(1, u32::MAX).filter_map(|entry| entry.what.send()).collect();
    for send in sends {
        let found = trails.of_message(log, send, at_step);
        assert_eq!(story(found.into_iter(), send), story(entries(), send), "{send:?} at {at_step}");
        let latest = entries().rev().find(|entry| entry.what.send() == Some(send));
        assert_eq!(trails.back_from(log, send, at_step).next(), latest, "{send:?} at {at_step}");
    }
    let devices = (0..session.world().devices().len() as u32).map(|n| DeviceId(n).into());
    let programs = (0..session.world().consumers().len() as u16).map(|n| ProducerId::program(ConsumerId(n)));
    for who in devices.chain(programs) {
        let mut callbacks = 0;
        let occasions = entries().filter_map(|entry| {
            let (_, called_back) = printer(entry.what).filter(|(by, _)| *by == who)?;
            callbacks += u32::from(called_back);
            Some(Occasion { entry: *entry, callbacks })
        });
        let occasions: Vec<_> = occasions.collect();
        let last = &occasions[occasions.len().saturating_sub(24)..];
        assert_eq!(trails.printed(log, who, at_step, 24), last, "{who:?} at {at_step}");
    }
}

#[test]
fn what_is_found_is_what_reading_the_log_through_finds() {
    for scenario in [
        include_str!("../../../static/scenarios/routing-tutorial.json"),
        include_str!("../../../static/scenarios/competing-consumers.json"),
        include_str!("../../../static/scenarios/forward-to-storage-queue.json"),
    ] {
        let mut session = Session::new(Scenario::from_json(scenario).unwrap()).unwrap();
        session.seek_step(1_500);
        let mut trails = Trails::default();
        assert!(trails.read_on(0, session.log(), || true));
        for at_step in [0, 1, 40, 777, session.last_step()] {
            holds(&trails, &session, at_step);
        }
    }
}

#[test]
fn it_reads_in_slices_and_only_what_was_added() {
    let (mut session, _) = lost_puback();
    session.seek_step(12_000);
    let mut trails = Trails::default();
    let mut looks = 0;
    while !trails.read_on(1, session.log(), || false) {
        looks += 1;
    }
    assert_eq!(looks, (session.log().end() - 1) / SLICE);
    holds(&trails, &session, 6_000);
    session.seek_step(12_100);
    let mut asked = 0;
    assert!(trails.read_on(1, session.log(), || {
        asked += 1;
        true
    }));
    assert_eq!(asked, 0, "a hundred steps are one slice");
    holds(&trails, &session, 12_100);
}

#[test]
fn a_log_that_went_back_is_read_anew() {
    let (mut session, _) = lost_puback();
    session.seek_step(2_000);
    let mut trails = Trails::default();
    assert!(trails.read_on(1, session.log(), || true));
    session.seek_step(300);
    session.act(Command::SetFallback { on: false }).unwrap();
    assert!(trails.read_on(2, session.log(), || true));
    holds(&trails, &session, session.last_step());
    session.seek_step(2_100);
    assert!(trails.read_on(2, session.log(), || true));
    holds(&trails, &session, 2_100);
}

#[test]
fn an_older_look_at_the_log_finds_what_it_holds() {
    let (mut session, _) = lost_puback();
    session.seek_step(900);
    let older = session.clone();
    session.seek_step(1_700);
    let mut trails = Trails::default();
    assert!(trails.read_on(1, session.log(), || true));
    assert!(trails.read_on(1, older.log(), || false));
    holds(&trails, &older, 900);
    holds(&trails, &session, 1_700);
}

#[test]
fn what_the_log_has_forgotten_is_forgotten_here() {
    let (mut session, send) = lost_puback();
    session.seek_step(400);
    let mut trails = Trails::default();
    let mut log = session.log().clone();
    assert!(trails.read_on(1, &log, || true));
    assert!(!trails.of_message(&log, send, 400).is_empty());
    let entry = *log.at(0).unwrap();
    let mut written = crate::world::entry::Log::default();
    let mut step = 400;
    while log.first() <= FORGOTTEN {
        for _ in 0..50_000 {
            step += 1;
            written.push(Entry { step, ..entry });
        }
        log.take(&mut written);
        assert!(trails.read_on(1, &log, || true));
    }
    assert!(trails.of_message(&log, send, step).is_empty());
    assert_eq!(trails.before.len() as u64, log.end() - trails.first);
    assert!(trails.first > 0 && trails.first <= log.first());
    assert_eq!(trails.sent(&log, step).len() as u64, log.len());
}
