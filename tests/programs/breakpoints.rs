//! A run stops before each instruction that has a breakpoint, and goes on as if it had not.

use crate::catalogue::{ORDERS, QUEUE, consumers};
use crate::scene::{LENGTH_MS, scene, with};
use iot_hub_playground::python::Sdk;
use iot_hub_playground::python::programs::of_consumer;
use iot_hub_playground::scenario::Scenario;
use iot_hub_playground::session::breakpoints::Breakpoint;
use iot_hub_playground::session::{Progress, Session};
use iot_hub_playground::text::transcript;
use iot_hub_playground::world::command::Command;
use iot_hub_playground::world::consumer::program::Line;
use iot_hub_playground::world::instruction::{DeviceLine, Instruction};
use iot_hub_playground::world::operation::StorageOperation;
use iot_hub_playground::world::spec::{ConsumerSpec, PutOrder, Putting};

fn open(scene: Scenario) -> Session {
    Session::new(scene).expect("the scene builds")
}

/// Runs to the end of the scene, and gives the stops on the way: moment, step and instruction.
fn run(session: &mut Session) -> Vec<(u64, u32, &'static str)> {
    let until = session.world().start().plus(LENGTH_MS);
    let mut stops = Vec::new();
    loop {
        match session.run_to(until, 100_000) {
            Progress::Stopped(_) => {
                let at = session.stopped_at().expect("it stands there").instruction.code();
                stops.push((session.world().elapsed(), session.at_step(), at));
                assert!(stops.len() < 1_000, "it stops again and again: {:?}", &stops[..20]);
            }
            Progress::Reached | Progress::Ended => return stops,
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn every_instruction_stops_the_run_and_changes_nothing() {
    let mut met = Vec::new();
    for (choice, spec) in consumers() {
        let mut plain = open(with(spec.clone()));
        run(&mut plain);
        let Some(code) = of_consumer(&spec, Sdk::Today).code else { continue };
        for instruction in Instruction::ALL {
            if code.line_of(instruction).is_none() {
                continue;
            }
            let mut session = open(with(spec.clone()));
            session.set_breakpoint(Breakpoint { program: spec.name.clone(), instruction }, true);
            let stops = run(&mut session);
            assert_eq!(session.digest(), plain.digest(), "{choice}: {instruction:?}");
            assert!(stops.iter().all(|(_, _, code)| *code == instruction.code()), "{choice}");
            if !stops.is_empty() {
                met.push(instruction.code());
            }
            // Played again from the start, what is recorded stops in the same places.
            session.seek_step(0);
            assert_eq!(run(&mut session), stops, "{choice}: {instruction:?}");
        }
    }
    let unmet: Vec<_> =
        Instruction::ALL.into_iter().map(Instruction::code).filter(|code| !met.contains(code)).collect();
    assert_eq!(unmet, ["build", "send", "sleep", "confirm", "effect-away", "put-away"]);
}

#[test]
fn a_device_stops_too() {
    let stops = |line| {
        let mut session = open(scene());
        let instruction = Instruction::Device(line);
        session.set_breakpoint(Breakpoint { program: "a".into(), instruction }, true);
        run(&mut session).into_iter().map(|(ms, ..)| ms).take(3).collect::<Vec<_>>()
    };
    for line in [DeviceLine::Build, DeviceLine::Send, DeviceLine::Sleep, DeviceLine::Confirm] {
        assert_eq!(stops(line), [0, 4_000, 8_000], "{line:?}");
    }
}

/// The work begins at one moment and the settling comes at another; both stop, and a program that waits stops there.
#[test]
fn a_stop_lies_before_the_line() {
    let mut session = open(with(ConsumerSpec { work_ms: 1_500, ..ConsumerSpec::new("reader", QUEUE) }));
    for line in [Line::Take, Line::Work, Line::Settle, Line::Receive] {
        let instruction = Instruction::Consumer(line);
        session.set_breakpoint(Breakpoint { program: "reader".into(), instruction }, true);
    }
    let stops = run(&mut session);
    let told: Vec<_> = stops.iter().map(|(ms, _, code)| (*ms, *code)).take(8).collect();
    // The first call of receive was made before the run began.
    let first = [(0, "take"), (0, "work"), (1_500, "settle"), (1_500, "receive")];
    let second = [(1_500, "take"), (1_500, "work"), (3_000, "settle"), (3_000, "receive")];
    assert_eq!(told, [first, second].concat());
}

/// What is refused by the Storage queue is given back, and only that.
#[test]
fn a_refused_put_gives_the_message_back() {
    let forward = |order| ConsumerSpec {
        puts: Some(Putting { queue: "archive".into(), order, text: None }),
        work_ms: 100,
        ..ConsumerSpec::new("reader", QUEUE)
    };
    let told = |spec: ConsumerSpec, queue: &str| {
        let (mut session, name) = (open(with(spec.clone())), spec.name);
        let delete = Command::Storage { queue: queue.into(), operation: StorageOperation::DeleteQueue {} };
        session.act(delete).expect("it is there");
        session.seek_time(session.world().start().plus(4_500), 10_000);
        let text = transcript::lines(session.log().steps(0, session.last_step()), session.world());
        text.lines().filter(|line| line.contains(&*name)).map(str::to_owned).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!("put_then_settle", told(forward(PutOrder::PutThenSettle), "archive"));
    let clock = consumers().into_iter().find(|(name, _)| *name == "producer").expect("it is there").1;
    insta::assert_snapshot!("clock", told(clock, ORDERS));
}
