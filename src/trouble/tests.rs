use super::compare::{self, Compare, Guarantee};
use super::labour::{Labour, Task, Told};
use super::replay::{Verdict, telling};
use super::search::{self, Search};
use super::trial::{Goal, Trial};
use super::{Span, by_chance, document};
use crate::scenario::Scenario;
use crate::session::Session;
use crate::world::entry::What;
use crate::world::spec::{FaultSpec, Program, ReceiveMode, Target, TutorialProgram};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const SPAN: Span = Span { run_ms: 20_000, drain_ms: 60_000 };

/// Every message of the tutorial's device goes to the queue, one a second.
fn all_critical() -> Scenario {
    let mut start =
        Scenario::from_json(include_str!("../../static/scenarios/lost-puback.json")).expect("the scenario loads");
    start.routes.truncate(1);
    start.routes[0].condition = "true".into();
    start.devices[0].program = Program::Tutorial(TutorialProgram { pace_ms: 1_000, ..TutorialProgram::default() });
    start.consumers[0].work_ms = 200;
    start.faults.clear();
    start
}

fn compared(start: &Scenario, per_mille: u32, seeds: u64) -> compare::Order {
    compare::Order { scenario: start.clone(), faults: by_chance(per_mille, SPAN), seeds, span: SPAN }
}

fn search(start: &Scenario, goal: Goal, tries: u32) -> Search {
    let order = search::Order { scenario: start.clone(), goal, tries, span: SPAN };
    let mut search = Search::new(order).expect("it builds");
    while search.advance(500) {}
    assert!(search.is_over());
    search
}

#[test]
fn guarantees_keep_what_they_promise() {
    let start = all_critical();
    let mut compare = Compare::new(compared(&start, 150, 30)).expect("it builds");
    assert!(compare.differs());
    while compare.advance(1_000) {}
    let [deleted, locked, once] = compare.columns();
    assert_eq!((compare.done(), compare.is_over()), (30, true));
    assert!(deleted.lost.struck() > 10 && deleted.lost.first.is_some(), "{:?}", deleted.lost);
    assert_eq!((locked.lost.struck(), once.lost.struck()), (0, 0));
    assert!(locked.repeated.struck() > 10, "{:?}", locked.repeated);
    assert_eq!(once.repeated.struck(), 0);
    let sent = |at: usize| compare.columns()[at].ledger.as_ref().map(|ledger| ledger.sent);
    assert!(sent(0) == sent(1) && sent(1) == sent(2) && sent(0).is_some_and(|sent| sent >= 20));
    assert_eq!(deleted.lost.seeds.values().sum::<u64>(), 30);
}

/// The run of a bad case is the trial that was counted, step for step.
#[test]
fn the_document_of_a_seed_is_its_trial() {
    let (start, faults) = (all_critical(), by_chance(150, SPAN));
    let mut compare = Compare::new(compared(&start, 150, 5)).expect("it builds");
    while compare.advance(1_000) {}
    let (seed, lost) = compare.columns()[0].lost.worst.expect("something is lost");
    let document = compare.document(Guarantee::AtMostOnce, seed).expect("it builds");
    let session = Session::open(document).expect("it opens");
    let told = session.log().steps(1, session.last_step()).filter(|e| matches!(e.what, What::Lost { .. })).count();
    assert_eq!(told as u64, lost);
    let mut trial = Trial::new(&Guarantee::AtMostOnce.of(&start), seed, &faults, SPAN).expect("it builds");
    while !trial.advance(100, None) {}
    assert_eq!(session.world().steps(), trial.world().steps());
    assert_eq!(session.world().ledger(), trial.world().ledger());
}

/// Where the guarantees differ is told first, and the runs that are looked at are those that were counted.
#[test]
fn the_message_that_tells_most_comes_first() {
    let order = compared(&all_critical(), 150, 3);
    let mut compare = Compare::new(order.clone()).expect("it builds");
    while compare.advance(1_000) {}
    let seeds = compare.telling_seeds();
    let (worst, _) = compare.columns()[0].lost.worst.expect("something is lost");
    assert!(seeds.contains(&order.scenario.seed) && seeds.contains(&worst), "{seeds:?}");
    assert_eq!(Some(seeds[0]), compare.columns()[0].lost.first);
    let replays = Guarantee::ALL.map(|guarantee| {
        let mut replay = order.replay(guarantee, worst).expect("it builds");
        while replay.advance(100) {}
        let document = compare.document(guarantee, worst).expect("it builds");
        assert_eq!(replay.session().document(), document);
        replay
    });
    let entries = replays.each_ref().map(|it| it.session().entries(1, it.session().last_step()));
    let told = telling(entries.each_ref().map(|entries| &entries[..]));
    let (_, [deleted, locked, once]) = told[0];
    assert!(deleted == Verdict::Lost || matches!(locked, Verdict::Repeated(_)), "{told:?}");
    assert_eq!(once, Verdict::Once);
    assert!(told.iter().any(|(_, verdicts)| *verdicts == [Verdict::Once; 3]), "{told:?}");
}

#[test]
fn slices_of_any_size_come_to_the_same() {
    let start = all_critical();
    let run = |slice: u32| {
        let mut compare = Compare::new(compared(&start, 200, 4)).expect("it builds");
        while compare.advance(slice) {}
        compare.standing().clone()
    };
    assert_eq!(run(1), run(10_000));
}

/// Does a task as a worker would, and takes over what it says; gives how often it said something.
fn at_work<L: Labour>(order: L::Order, here: &mut L) -> usize {
    let mut toil = Task::begin(&L::task(order).to_json()).expect("it is a task");
    for said in 1.. {
        let more = toil.go_on(300);
        match serde_json::from_str(&toil.tell(more)).expect("it says how it stands") {
            Told::SoFar(standing) => here.stand(standing),
            Told::InTheEnd(standing) => {
                here.stand(standing);
                return said;
            }
            Told::Broken(reason) => panic!("{reason}"),
        }
    }
    unreachable!("it ends")
}

#[test]
fn a_worker_comes_to_the_same_byte_for_byte() {
    let start = all_critical();
    let order = compared(&start, 200, 4);
    let mut here = Compare::new(order.clone()).expect("it builds");
    let mut taken = here.clone();
    while here.advance(10_000) {}
    assert!(at_work(order, &mut taken) > 4);
    assert_eq!(taken.standing(), here.standing());
    assert!(taken.is_over());
    let bytes = |compare: &Compare| serde_json::to_string(compare.standing()).expect("plain data");
    assert_eq!(bytes(&taken), bytes(&here));

    let order = search::Order { scenario: start, goal: Goal::OutOfOrder, tries: 400, span: SPAN };
    let mut here = Search::new(order.clone()).expect("it builds");
    let mut taken = here.clone();
    while here.advance(10_000) {}
    at_work(order, &mut taken);
    assert_eq!(taken.standing(), here.standing());
    let (find, same) = (here.found().expect("it is found"), taken.found().expect("it is told"));
    let document = |search: &Search, find| search.document(find).expect("it builds").to_json();
    assert_eq!(document(&taken, same), document(&here, find));
}

#[test]
fn one_fault_is_enough_to_apply_twice_and_it_is_the_first_that_can() {
    let search = search(&all_critical(), Goal::AppliedTwice, 400);
    let find = search.found().expect("a lost acknowledgement is enough");
    assert_eq!(find.schedule.faults, [FaultSpec::lost_ack("MyFirstPythonDevice", 0)]);
    assert_eq!(find.label, "message_0");
    let document = search.document(find).expect("it builds");
    let session = Session::open(document).expect("it opens");
    assert_eq!(session.at_step(), find.moment.step);
    let last = session.log().steps(find.moment.step, find.moment.step).last().expect("it is told");
    assert!(matches!(last.what, What::EffectApplied { nth: 2, .. }), "{last:?}");
}

#[test]
fn a_message_is_lost_by_a_crash_after_receive_and_delete() {
    let mut start = all_critical();
    start.consumers[0].receive_mode = ReceiveMode::ReceiveAndDelete;
    let search = search(&start, Goal::Lost, 400);
    let find = search.found().expect("a crash is enough");
    assert!(
        matches!(&find.schedule.faults[..], [FaultSpec::CrashConsumer { .. } | FaultSpec::Lose { .. }]),
        "{find:?}"
    );
    assert!(find.at_ms < 1_000, "{find:?}");
}

#[test]
fn several_deliveries_fail_before_a_message_is_dead_lettered() {
    let mut start = all_critical();
    if let Target::ServiceBusQueue(queue) = &mut start.endpoints[0].target {
        queue.max_delivery_count = 2;
    }
    let search = search(&start, Goal::DeadLettered, 3_000);
    let find = search.found().expect("two failed deliveries are enough");
    assert!(find.schedule.faults.len() <= 2, "{find:?}");
}

#[test]
fn nothing_found_says_how_many_were_tried() {
    let start = Guarantee::AppliedOnce.of(&all_critical());
    let search = search(&start, Goal::AppliedTwice, 120);
    assert_eq!((search.found(), search.tried()), (None, 120));
}

#[test]
fn messages_that_come_again_come_out_of_order() {
    let search = search(&all_critical(), Goal::OutOfOrder, 400);
    let find = search.found().expect("a lock that runs out is enough");
    assert_eq!(find.schedule.faults.len(), 1, "{find:?}");
    let whole = document(&all_critical(), find.schedule.seed, &find.schedule.faults, SPAN, None).expect("it builds");
    assert!(whole.runs[0].steps > find.moment.step);
}
