//! Golden transcripts: a diff reads as a story. Bless again with `INSTA_UPDATE=always cargo test --test transcripts`
//! and read what changed.

mod consumers;
mod faults;
mod journeys;

use iot_hub_playground::scenario::Scenario;
use iot_hub_playground::session::Session;
use iot_hub_playground::text::transcript;
use iot_hub_playground::world::command::Command;
use iot_hub_playground::world::spec::{CrashMoment, FaultSpec, Program, ReceiveMode, TutorialProgram};

const TUTORIAL: &str = include_str!("../../static/scenarios/routing-tutorial.json");
const LOST_PUBACK: &str = include_str!("../../static/scenarios/lost-puback.json");

fn scenario(text: &str) -> Scenario {
    Scenario::from_json(text).expect("the scenario loads")
}

/// The tutorial with one message of each level first (plain, storage, critical), one a second.
fn three_levels() -> Scenario {
    let mut scenario = scenario(TUTORIAL);
    let levels = [None, Some("storage"), Some("critical")];
    scenario.seed = iot_hub_playground::scenario::find_seed("MyFirstPythonDevice", &levels, 0, 1_000).expect("a seed");
    scenario.devices[0].program = Program::Tutorial(TutorialProgram { pace_ms: 1_000, ..TutorialProgram::default() });
    scenario
}

fn story(scenario: Scenario, commands: &[Command], ms: u64) -> String {
    let mut session = Session::new(scenario).expect("the scenario builds");
    for command in commands {
        session.act(command.clone()).expect("the command is taken");
    }
    let until = session.world().start().plus(ms);
    session.seek_time(until, 100_000);
    assert_eq!(session.world().ledger().unaccounted(), 0);
    transcript::lines(session.log().steps(0, session.last_step()), session.world())
}

#[test]
fn seed_state_0_no_routes() {
    let mut start = three_levels();
    start.routes.clear();
    start.endpoints.clear();
    start.consumers.remove(0);
    insta::assert_snapshot!(story(start, &[], 2_900));
}

#[test]
fn seed_state_1_the_critical_route() {
    let mut start = three_levels();
    start.routes.pop();
    start.endpoints.pop();
    insta::assert_snapshot!(story(start, &[], 2_900));
}

#[test]
fn seed_state_2_both_routes_on_a_paid_hub() {
    insta::assert_snapshot!(story(three_levels(), &[], 2_900));
}

#[test]
fn seed_state_2_the_free_hub_gives_up_the_queue() {
    let mut start = three_levels();
    start.hub.tier = iot_hub_playground::model::hub::tier::Tier::F1;
    let container = start.endpoints.pop().expect("two endpoints");
    let storage = start.routes.pop().expect("two routes");
    let refused = {
        let mut session = Session::new(start.clone()).expect("one endpoint is allowed");
        session.act(Command::AddEndpoint { endpoint: container.clone() }).unwrap_err()
    };
    assert_eq!(refused.code.code(), "too-many-endpoints");
    let commands = [
        Command::RemoveRoute { name: "critical".into() },
        Command::RemoveConsumer { name: "ReadCriticalQueue".into() },
        Command::RemoveEndpoint { name: "CriticalQueue".into() },
        Command::AddEndpoint { endpoint: container },
        Command::AddRoute { route: storage },
    ];
    insta::assert_snapshot!(story(start, &commands, 2_900));
}

#[test]
fn seed_state_3_the_fallback_is_off() {
    insta::assert_snapshot!(story(three_levels(), &[Command::SetFallback { on: false }], 2_900));
}

#[test]
fn a_lost_puback_stores_the_message_twice() {
    insta::assert_snapshot!(story(scenario(LOST_PUBACK), &[], 13_000));
}

#[test]
fn a_lost_publish_is_sent_again() {
    let mut start = three_levels();
    start.faults =
        vec![FaultSpec::LosePublish { device: "MyFirstPythonDevice".into(), message: 2, back_after_ms: 500 }];
    insta::assert_snapshot!(story(start, &[], 2_900));
}

/// The consumer works 500 ms on message_2 and crashes before it is done with it.
fn crash(mode: ReceiveMode) -> Scenario {
    let mut start = three_levels();
    start.consumers[0].receive_mode = mode;
    start.consumers[0].work_ms = 500;
    start.consumers.pop();
    start.routes.pop();
    if let iot_hub_playground::world::spec::Target::ServiceBusQueue(queue) = &mut start.endpoints[0].target {
        queue.lock_duration_ms = 5_000;
    }
    let when = match mode {
        ReceiveMode::PeekLock => CrashMoment::BeforeSettling(1),
        ReceiveMode::ReceiveAndDelete => CrashMoment::AtMs(2_400),
    };
    start.faults =
        vec![FaultSpec::CrashConsumer { consumer: "ReadCriticalQueue".into(), when, restart_after_ms: 1_000 }];
    start.devices[0].program = Program::Tutorial(TutorialProgram { pace_ms: 1_000, ..TutorialProgram::default() });
    start
}

#[test]
fn a_crash_before_settling_brings_the_message_back() {
    let text = story(crash(ReceiveMode::PeekLock), &[], 8_500);
    assert!(text.contains("delivery 2"), "{text}");
    insta::assert_snapshot!(text);
}

#[test]
fn a_crash_after_receive_and_delete_loses_the_message() {
    let text = story(crash(ReceiveMode::ReceiveAndDelete), &[], 3_900);
    assert!(text.contains("lost"), "{text}");
    insta::assert_snapshot!(text);
}

#[test]
fn an_outage_makes_the_hub_retry_in_order() {
    let mut start = scenario(LOST_PUBACK);
    start.faults = vec![FaultSpec::Outage { endpoint: "events".into(), from_ms: 0, for_ms: Some(5_000) }];
    insta::assert_snapshot!(story(start, &[], 9_000));
}

#[test]
fn an_outage_of_more_than_an_hour_kills_the_endpoint() {
    let mut start = scenario(TUTORIAL);
    start.devices[0].program = Program::Tutorial(TutorialProgram { pace_ms: 600_000, ..TutorialProgram::default() });
    start.routes.clear();
    start.consumers.clear();
    start.faults = vec![FaultSpec::Outage { endpoint: "events".into(), from_ms: 0, for_ms: Some(5_400_000) }];
    let text = story(start, &[], 9_000_000);
    let (dead, alive) = (text.find("dead").expect("it dies"), text.rfind("healthy").expect("it is revived"));
    assert!(dead < alive, "{text}");
}

#[test]
fn a_queue_with_sessions_or_duplicate_detection_is_unreachable() {
    for (sessions, duplicates) in [(true, false), (false, true)] {
        let mut start = three_levels();
        if let iot_hub_playground::world::spec::Target::ServiceBusQueue(queue) = &mut start.endpoints[0].target {
            queue.requires_session = sessions;
            queue.requires_duplicate_detection = duplicates;
        }
        let text = story(start, &[], 2_900);
        assert!(text.contains("dropped              message_2  unreachable"), "{text}");
        assert!(!text.contains("locked"), "{text}");
    }
}
