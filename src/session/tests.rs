//! What a session promises, on the bundled scenarios; runs natively and in the browser.

use super::*;
use crate::model::hash::xxh64;
use crate::model::ids::{DeviceId, EndpointId, SendId};
use crate::text::transcript;
use crate::world::entry::What;
use crate::world::spec::{Program, TutorialProgram};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn tutorial() -> Scenario {
    Scenario::from_json(include_str!("../../static/scenarios/routing-tutorial.json")).unwrap()
}

fn lost_puback() -> Scenario {
    Scenario::from_json(include_str!("../../static/scenarios/lost-puback.json")).unwrap()
}

fn after(session: &Session, ms: u64) -> Timestamp {
    session.world().start().plus(ms)
}

fn set_pace(pace_ms: u64) -> Command {
    let mut device = tutorial().devices[0].clone();
    device.program = Program::Tutorial(TutorialProgram { pace_ms, ..TutorialProgram::default() });
    Command::SetDevice { device }
}

#[test]
fn a_run_of_10_000_steps_is_the_same_everywhere() {
    let mut session = Session::new(lost_puback()).unwrap();
    assert!(session.seek_step(10_000));
    let text = transcript::lines(session.log().steps(0, 10_000), session.world());
    // Pinned natively; the browser must find the same.
    assert_eq!(format!("{:016x}", session.digest()), "13a3c1e69462a387");
    assert_eq!(format!("{:016x}", xxh64(text.as_bytes(), 0)), "20b01e930e369772");
}

#[test]
fn the_tutorial_opens_just_before_the_first_critical_message() {
    let scenario = tutorial();
    let step = scenario.opening_step().unwrap();
    let mut session = Session::new(scenario).unwrap();
    session.seek_step(step);
    let before: Vec<_> = session.log().steps(0, step).copied().collect();
    assert!(!before.is_empty(), "something has happened already");
    let level = |entry: &Entry| match entry.what {
        What::Sent { send, .. } => {
            session.world().message_of(send).and_then(|m| m.property("level").map(|v| v.to_string()))
        }
        _ => None,
    };
    assert!(before.iter().all(|entry| level(entry).as_deref() != Some("critical")));
    let next = session.peek().unwrap();
    assert_eq!(level(&next).as_deref(), Some("critical"));
}

#[test]
fn the_lost_puback_stands_as_drawn() {
    let scenario = lost_puback();
    let step = scenario.opening_step().unwrap();
    let mut session = Session::new(scenario).unwrap();
    session.seek_step(step);
    let world = session.world();
    assert_eq!(world.elapsed(), 13_000);
    let ledger = world.ledger();
    let delivered = |name: &str| ledger.account(world.find_endpoint(name).unwrap()).delivered;
    assert_eq!((ledger.sent, ledger.attempts, ledger.accepted, ledger.in_flight), (14, 15, 14, 1));
    assert_eq!((delivered("CriticalQueue"), delivered("StorageContainer"), delivered("events")), (5, 3, 6));
    assert_eq!((ledger.completed, ledger.duplicates, ledger.unaccounted()), (3, 1, 0));
    let levels: Vec<_> = (0..13)
        .map(|number| {
            let message = world.message_of(SendId { producer: DeviceId(0).into(), number, boot: 0 }).unwrap();
            message.property("level").map_or("plain".to_owned(), |level| level.to_string())
        })
        .collect();
    for (number, level) in levels.iter().enumerate() {
        let wanted = match number {
            3 | 7 | 11 | 12 => "critical",
            1 | 5 | 8 => "storage",
            _ => "plain",
        };
        assert_eq!(level, wanted, "message_{number}");
    }
}

#[test]
fn step_back_un_happens_and_step_happens_again() {
    let mut session = Session::new(lost_puback()).unwrap();
    session.seek_step(100);
    let (digest, ledger) = (session.digest(), session.world().ledger().clone());
    for _ in 0..60 {
        assert!(session.step_back());
    }
    assert_eq!((session.at_step(), session.last_step()), (40, 100));
    assert_eq!(session.world().ledger().sent, 7);
    for _ in 0..60 {
        assert!(session.step());
    }
    assert!(session.is_latest());
    assert_eq!((session.digest(), session.world().ledger().clone()), (digest, ledger));
    session.seek_step(0);
    assert!(!session.step_back());
}

#[test]
fn seeking_a_time_stands_after_everything_due_at_it() {
    let mut session = Session::new(lost_puback()).unwrap();
    assert_eq!(session.seek_time(after(&session, 20_000), 10_000), Progress::Reached);
    for ms in [0, 39, 40, 7_080, 7_081, 12_200, 19_999] {
        session.seek_time(after(&session, ms), 0);
        let world = session.world();
        assert_eq!(world.elapsed(), ms);
        assert!(session.log().steps(0, session.at_step()).all(|entry| entry.at <= world.now()), "{ms}");
        let next = session.log().of_step(session.at_step() + 1).next().unwrap();
        assert!(next.at > world.now(), "{ms}: {next:?}");
    }
}

#[test]
fn a_moment_in_the_quiet_after_the_last_event_is_that_moment() {
    let mut session = Session::new(tutorial()).unwrap();
    let to = |session: &mut Session, ms: u64| {
        let time = after(session, ms);
        while session.seek_time(time, 1_000) == Progress::More {}
        (session.at_step(), session.world().elapsed())
    };
    let (last, _) = to(&mut session, 29_000);
    assert_eq!(to(&mut session, 20_000), (last, 20_000));
    session.act(set_pace(2_000)).unwrap();
    assert_eq!(session.runs().len(), 1, "nothing was taken back but waiting");
    assert_eq!(session.world().elapsed(), 20_000);
    let document = RunDocument::from_json(&session.document().to_json()).unwrap();
    assert_eq!(document.runs[0].commands[0].at, after(&session, 20_000));
    assert_eq!(Session::open(document).unwrap().digest(), session.digest());
}

#[test]
fn acting_in_the_past_forks_and_undo_leads_back() {
    let mut session = Session::new(lost_puback()).unwrap();
    session.seek_step(100);
    let first = session.digest();
    session.seek_step(50);
    session.act(Command::SetFallback { on: false }).unwrap();
    assert_eq!((session.current_run(), session.runs().len()), (1, 2));
    assert_eq!((session.at_step(), session.last_step()), (51, 51));
    session.seek_step(100);
    assert!(session.world().ledger().orphaned > 0);
    assert_ne!(session.digest(), first);
    assert!(session.switch_run(0));
    assert_eq!((session.digest(), session.last_step()), (first, 100));
    assert!(session.switch_run(1));
    assert!(session.undo());
    assert_eq!((session.current_run(), session.runs().len(), session.at_step()), (0, 1, 50));
    assert_eq!((session.digest(), session.last_step()), (first, 100));
}

#[test]
fn undo_and_redo_at_the_end() {
    let mut session = Session::new(tutorial()).unwrap();
    session.seek_time(after(&session, 100_000), 10_000);
    let before = (session.digest(), session.last_step());
    session.act(set_pace(1_000)).unwrap();
    session.seek_time(after(&session, 110_000), 10_000);
    assert!(session.can_undo() && !session.can_redo());
    assert!(session.undo());
    assert_eq!((session.digest(), session.last_step()), before);
    assert!(session.can_redo());
    assert!(session.redo());
    session.seek_time(after(&session, 110_000), 10_000);
    assert!(session.world().ledger().sent > 10);
    assert_eq!(session.runs().len(), 1);
}

#[test]
fn a_document_brings_back_the_same_run() {
    let mut session = Session::new(lost_puback()).unwrap();
    session.seek_step(30);
    session.act(set_pace(500)).unwrap();
    session.seek_step(200);
    session.seek_step(120);
    session.act(Command::SetFallback { on: false }).unwrap();
    session.seek_step(300);
    let document = RunDocument::from_json(&session.document().to_json()).unwrap();
    assert_eq!(document, session.document());
    let opened = Session::open(document).unwrap();
    assert_eq!((opened.digest(), opened.last_step()), (session.digest(), 300));
    assert_eq!(opened.runs().len(), 2);
}

#[test]
fn a_change_at_the_start_gives_a_new_run_to_the_same_moment() {
    let mut session = Session::new(lost_puback()).unwrap();
    session.seek_time(after(&session, 13_000), 10_000);
    session.act_at_start(Command::RemoveRoute { name: "critical".into() }).unwrap();
    assert_eq!((session.current_run(), session.world().elapsed()), (1, 13_000));
    assert!(matches!(session.log().of_step(1).next().unwrap().what, What::RouteChanged { .. }), "before anything else");
    let world = session.world();
    assert_eq!(world.ledger().account(world.find_endpoint("CriticalQueue").unwrap()).units(), 0);
    assert_eq!(world.ledger().account(EndpointId::BUILT_IN).delivered, 11);
}

#[test]
fn a_moved_fault_runs_the_same_run_again() {
    let mut session = Session::new(lost_puback()).unwrap();
    session.seek_time(after(&session, 13_000), 10_000);
    session.edit_fault(0, None).unwrap();
    assert_eq!((session.runs().len(), session.world().elapsed()), (1, 13_000));
    assert_eq!((session.world().ledger().duplicates, session.world().ledger().attempts), (0, 14));
    let crash = session.starting_faults()[0].clone();
    assert!(matches!(crash, FaultSpec::CrashConsumer { .. }));
    let missing = session.edit_fault(7, None).unwrap_err();
    assert_eq!(missing.code, crate::world::entry::RejectCode::UnknownFault);
}

#[test]
fn another_seed_says_other_things() {
    let mut session = Session::new(lost_puback()).unwrap();
    session.seek_time(after(&session, 13_000), 10_000);
    let digest = session.digest();
    session.set_seed(7).unwrap();
    assert_eq!((session.world().elapsed(), session.world().seed()), (13_000, 7));
    assert_ne!(session.digest(), digest);
}

#[test]
fn a_run_without_a_fault_parts_where_it_struck_and_the_other_is_kept() {
    let mut session = Session::new(lost_puback()).unwrap();
    session.seek_time(after(&session, 13_000), 10_000);
    let before = (session.digest(), session.last_step());
    session.without_fault(0).unwrap();
    assert_eq!((session.current_run(), session.world().elapsed()), (1, 13_000));
    assert_eq!((session.world().ledger().duplicates, session.world().ledger().attempts), (0, 14));
    let (parent, step) = session.runs()[1].parent.unwrap();
    let struck = |entry: &Entry| entry.what == What::FaultStruck { fault: 0 };
    assert_eq!(parent, 0);

    let document = RunDocument::from_json(&session.document().to_json()).unwrap();
    assert_eq!(Session::open(document).unwrap().digest(), session.digest());
    // Its acts are undone one by one; then nothing of it is left, and the first run stands where it stood.
    session.act(set_pace(500)).unwrap();
    assert!(session.undo());
    assert_eq!(session.current_run(), 1);
    assert!(session.undo());
    assert_eq!((session.current_run(), session.runs().len(), session.world().elapsed()), (0, 1, 13_000));
    assert_eq!((session.digest(), session.last_step()), before);
    assert!(session.log().of_step(step + 1).any(struck));
    assert!(session.without_fault(7).is_err());
    assert_eq!(session.runs().len(), 1);
}

#[test]
fn an_act_under_another_seed_is_undone_without_losing_the_seed() {
    let mut session = Session::new(lost_puback()).unwrap();
    session.seek_time(after(&session, 5_000), 10_000);
    session.act(set_pace(500)).unwrap();
    for acts_before in [1, 0] {
        session.set_seed(7 + acts_before).unwrap();
        session.act(Command::SetFallback { on: false }).unwrap();
        assert!(session.undo());
        assert_eq!((session.current_run(), session.world().seed()), (1, 7 + acts_before));
        assert!(session.redo() && session.undo() && session.undo());
        assert_eq!((session.current_run(), session.runs().len()), (0, 1));
        session.undo();
    }
}

#[test]
fn damaged_documents_are_refused_with_the_place() {
    let good = Session::new(lost_puback()).unwrap().document().to_json();
    for (from, to, path) in [
        ("\"format\":1", "\"format\":9", ""),
        ("\"current\":0", "\"current\":5", "current"),
        ("\"head\":0", "\"head\":3", "runs[0]"),
        ("\"seed\":60451,", "\"seed\":-1,", "seed"),
        ("\"runs\":[", "\"runs\":[7,", "runs[0]"),
    ] {
        let bad = good.replacen(from, to, 1);
        assert_ne!(bad, good, "{from}");
        match RunDocument::from_json(&bad).unwrap_err() {
            LoadError::Shape { path: found, .. } => assert!(found.contains(path), "{found}"),
            LoadError::Format { found } => assert_eq!(found, 9),
            other => panic!("{other:?}"),
        }
    }
    for length in [0, 1, good.len() / 2, good.len() - 1] {
        assert!(RunDocument::from_json(&good[..length]).is_err());
    }
}

#[test]
fn the_tutorial_runs_without_anything_that_is_fetched_later() {
    use crate::model::late::asked::ASKED;
    use crate::scenario::tutorial::tutorial;
    use crate::text::{Language, narration, transcript};
    ASKED.set(false);
    let scenario = tutorial();
    let step = scenario.opening_step().unwrap();
    let mut session = Session::new(scenario).unwrap();
    session.seek_step(step);
    for _ in 0..2_000 {
        let next = session.peek();
        let _ = narration::next(next.as_ref(), session.next_act(), session.world(), Language::English);
        session.step();
    }
    for entry in session.entries(1, session.last_step()) {
        let _ = narration::sentence(&entry, session.world(), Language::English);
        let _ = transcript::line(&entry, true, session.world());
    }
    session.seek_step(100);
    session.step_back();
    session.seek_time(session.last_time().plus(3_600_000), 1_000);
    let _ = session.document();
    session.set_seed(7).unwrap();
    session.reset().unwrap();
    assert!(!ASKED.get());
    session.act(Command::SetFallback { on: false }).unwrap();
    assert!(ASKED.get(), "a command is not part of the first visit");
}
