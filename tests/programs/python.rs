//! Each listing runs under real Python, against stubs of the libraries that drive `hubsim session`: it makes the same
//! calls about the same messages, in the same order and at the same moments, as the program in the simulation, and comes
//! to the same instructions. Where Python is missing, this says so and checks nothing.

use crate::catalogue::{consumers, devices};
use crate::scene::{LENGTH_MS, scene, with};
use iot_hub_playground::model::draw::{self, Owner, OwnerKind, Purpose};
use iot_hub_playground::model::ids::{ConsumerId, Lineage, Producer, ProducerId};
use iot_hub_playground::python::Sdk;
use iot_hub_playground::python::programs::{Code, of_consumer, of_device};
use iot_hub_playground::scenario::Scenario;
use iot_hub_playground::session::Session;
use iot_hub_playground::world::World;
use iot_hub_playground::world::entry::{Entry, What};
use iot_hub_playground::world::instruction::Instruction;
use iot_hub_playground::world::spec::{ConsumerSpec, DeviceSpec, Origin, Program};
use serde_json::{Value, json};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A moment, the instruction that ran, and the message in hand.
type Ran = (u64, String, Option<String>);

/// What the stubs saw, or what the entries tell.
#[derive(Debug, Default, PartialEq)]
struct Seen {
    ran: Vec<Ran>,
    calls: Vec<Value>,
}

fn python_is_there() -> bool {
    let there = Command::new("python3").arg("--version").output().is_ok_and(|output| output.status.success());
    if !there {
        println!("Python is not there: the programs were not run");
    }
    there
}

/// What a listing needs besides its text.
struct Task<'a> {
    name: String,
    scenario: &'a Scenario,
    code: &'a Code,
    readings: Vec<f64>,
    works: Vec<f64>,
    device: &'a str,
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("programs").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("there is room");
    folder
}

/// Runs a listing; gives what happened, with the rows of each table of its database.
fn run(task: &Task<'_>) -> (Seen, Value) {
    let folder = folder(&task.name);
    let scenario = folder.join("scenario.json");
    fs::write(&scenario, serde_json::to_string(task.scenario).expect("it is data")).expect("there is room");
    let input = json!({
        "hubsim": env!("CARGO_BIN_EXE_hubsim"),
        "scenario": scenario,
        "length": LENGTH_MS,
        "listing": task.code.text(),
        "instructions": task.code.lines.iter().map(|(of, _)| of.map(Instruction::code)).collect::<Vec<_>>(),
        "readings": task.readings,
        "works": task.works,
        "device": task.device,
    });
    let stubs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs/python");
    let mut python = Command::new("python3")
        .arg("-B")
        .arg(stubs.join("run.py"))
        .current_dir(&folder)
        .env("PYTHONPATH", &stubs)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("Python starts");
    python.stdin.take().expect("it is piped").write_all(input.to_string().as_bytes()).expect("Python listens");
    let output = python.wait_with_output().expect("it ends");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {errors}\n{}", task.name, task.code.text());
    let said: Value = serde_json::from_slice(&output.stdout).expect("it answers in JSON");
    let ran = serde_json::from_value(said["trace"].clone()).expect("a trace");
    let calls = said["calls"].as_array().cloned().expect("a list");
    (Seen { ran, calls }, said["rows"].clone())
}

/// Says where two lists part, with what stands around the place.
fn assert_same<T: PartialEq + std::fmt::Debug>(name: &str, what: &str, python: &[T], simulation: &[T]) {
    let Some(at) = (0..python.len().max(simulation.len())).find(|at| python.get(*at) != simulation.get(*at)) else {
        return;
    };
    let around = |list: &[T]| {
        let from = at.saturating_sub(6).min(list.len());
        list[from..(at + 4).min(list.len())].iter().map(|it| format!("  {it:?}\n")).collect::<String>()
    };
    panic!("{name}: {what} part at {at}\nPython\n{}simulation\n{}", around(python), around(simulation));
}

fn label(world: &World, lineage: Lineage) -> String {
    format!("{}/{}", world.label_of(lineage.send()), lineage.send().number)
}

/// Steps through the scene, and writes down what one program does.
fn simulate(scenario: Scenario, of: impl Fn(&World, ProducerId) -> bool) -> (Seen, Session) {
    let mut session = Session::new(scenario).expect("the scene builds");
    let mut seen = Seen::default();
    let mut held = None;
    loop {
        let next = session.next_instructions();
        if !session.step() || session.world().elapsed() > LENGTH_MS {
            break;
        }
        let world = session.world();
        for (program, instruction) in next.into_iter().filter(|(program, _)| of(world, *program)) {
            let takes = instruction.code() == "take";
            if takes && let Producer::Program(id) = program.who() {
                let consumer = &world.consumers()[id.index()];
                let on = consumer.holding().filter(|_| consumer.spec.from != Origin::Clock);
                held = on.map(|on| label(world, on.lineage));
                if consumer.spec.reads_events() {
                    let read = session.log().steps(session.at_step(), session.at_step()).find_map(|e| e.what.lineage());
                    held = read.map(|lineage| label(world, lineage));
                }
            }
            let code = instruction.code();
            if takes || seen.ran.last().is_none_or(|(_, last, _)| last != code) {
                let on = if code == "receive" { None } else { held.clone() };
                seen.ran.push((world.elapsed(), code.to_owned(), on));
            }
        }
    }
    (seen, session)
}

/// The calls of a consumer, with how each ended.
fn calls(session: &Session, is_own: impl Fn(&Entry) -> bool) -> Vec<Value> {
    let world = session.world();
    let until = world.start().plus(LENGTH_MS);
    let entries = session.log().steps(1, session.last_step());
    let made = entries.filter(|entry| entry.at <= until && is_own(entry)).filter_map(|entry| {
        let of = |lineage: Lineage| {
            let made = matches!(lineage.send().producer.who(), Producer::Program(_));
            let clock =
                made && world.consumers().iter().any(|c| c.spec.from == Origin::Clock && &**c.name() == "clock");
            (!clock).then(|| label(world, lineage))
        };
        match entry.what {
            What::SettleAnswered { lineage, settled, .. } => Some(json!(["complete", of(lineage), settled])),
            What::CallAnswered { lineage, call, ok, .. } => Some(json!([call.code(), of(lineage), ok])),
            _ => None,
        }
    });
    made.collect()
}

#[test]
fn consumers_do_under_python_what_they_do_here() {
    if !python_is_there() {
        return;
    }
    for (choice, spec) in consumers() {
        if choice == "filter_not_written" {
            continue;
        }
        for sdk in Sdk::ALL {
            let Some(code) = of_consumer(&spec, sdk).code else { continue };
            let name = format!("{choice}-{sdk:?}");
            let mut here = with(spec.clone());
            let mut there = scene();
            if spec.reads_events() {
                here.routes.clear();
                there.routes.clear();
            }
            // The program runs outside: who stands here for it does nothing.
            there.consumers.push(ConsumerSpec { enabled: false, ..spec.clone() });
            let own = ProducerId::program(ConsumerId(here.consumers.len() as u16 - 1));
            let owner = Owner::new(OwnerKind::Consumer, &spec.name, 0);
            let (least, most) = (spec.work_ms, spec.work_max_ms.unwrap_or(spec.work_ms));
            let drawn = |nth: u64| {
                let span = (most - least + 1) as f64;
                (least + (draw::fraction(here.seed, owner, Purpose::Work, nth) * span) as u64) as f64 / 1_000.0
            };
            let works_drawn: Vec<f64> = (1..200).map(drawn).collect();
            let (python, rows) = run(&Task {
                name: name.clone(),
                scenario: &there,
                code: &code,
                readings: Vec::new(),
                works: works_drawn,
                device: "",
            });
            let (simulated, session) = simulate(here, |_, program| program == own);
            compare(&name, python, simulated, &session, &rows, own);
        }
    }
}

fn compare(name: &str, python: Seen, simulated: Seen, session: &Session, rows: &Value, own: ProducerId) {
    let mut ran = python.ran;
    // What a program called before the first moment is not told here.
    let starts = |ran: &[Ran]| ran.first().is_some_and(|(_, code, _)| code == "receive");
    if starts(&ran) && !starts(&simulated.ran) {
        ran.remove(0);
    }
    let before_the_end = |ran: Vec<Ran>| ran.into_iter().filter(|(ms, ..)| *ms < LENGTH_MS).collect::<Vec<_>>();
    assert_same(name, "instructions", &before_the_end(ran), &before_the_end(simulated.ran));
    let Producer::Program(id) = own.who() else { panic!("a program") };
    let is_own = |entry: &Entry| match entry.what {
        What::SettleAnswered { consumer, .. } | What::CallAnswered { consumer, .. } => consumer == id,
        _ => false,
    };
    let beside = |call: &Value| call[0] == "renew-lock" || call[0] == "hide-on";
    let called: Vec<_> = python.calls.into_iter().filter(|call| !beside(call)).collect();
    assert_same(name, "calls", &called, &calls(session, is_own));
    let count = |what: fn(&What) -> bool| {
        let until = session.world().start().plus(LENGTH_MS);
        session.log().steps(1, session.last_step()).filter(|e| e.at <= until && what(&e.what)).count()
    };
    for (table, rows) in rows.as_object().expect("tables") {
        let told = if table == "seen" {
            count(|what| matches!(what, What::KeyRecorded { durable: true, .. }))
        } else {
            count(|what| matches!(what, What::EffectApplied { .. }))
        };
        assert_eq!(rows.as_u64(), Some(told as u64), "{name}: rows of {table}");
    }
}

#[test]
fn devices_send_under_python_what_they_send_here() {
    if !python_is_there() {
        return;
    }
    for (choice, spec) in devices() {
        for sdk in Sdk::ALL {
            let Some(code) = of_device(&spec, sdk).and_then(|listing| listing.code) else { continue };
            let name = format!("{choice}-{sdk:?}");
            let mut here = scene();
            let silent = DeviceSpec { program: Program::Silent {}, ..spec.clone() };
            let there = Scenario { devices: vec![silent], ..scene() };
            here.devices = vec![spec.clone()];
            let owner = Owner::new(OwnerKind::Device, &spec.id, 0);
            let readings = (0..200).map(|number| draw::fraction(here.seed, owner, Purpose::Reading, number)).collect();
            let task = Task {
                name: name.clone(),
                scenario: &there,
                code: &code,
                readings,
                works: Vec::new(),
                device: &spec.id,
            };
            let (python, _) = run(&task);
            let (simulated, session) = simulate(here, |_, program| program.device().is_some());
            let in_time = |ran: Vec<Ran>| {
                let all = ran.into_iter().filter(|(ms, ..)| *ms < LENGTH_MS);
                all.map(|(ms, code, _)| (ms, code)).collect::<Vec<_>>()
            };
            assert_same(&name, "instructions", &in_time(python.ran), &in_time(simulated.ran));
            let world = session.world();
            let sent = session.log().steps(1, session.last_step()).filter_map(|entry| match entry.what {
                What::Sent { send, .. } if entry.at.since(world.start()) <= LENGTH_MS => world.message_of(send),
                _ => None,
            });
            let sent: Vec<_> = sent
                .map(|message| {
                    let properties = message.properties.iter().map(|p| (p.name.to_string(), Value::from(&*p.value)));
                    let s = &message.system;
                    json!([
                        "send",
                        String::from_utf8_lossy(&message.body),
                        s.message_id.as_deref(),
                        s.correlation_id.as_deref(),
                        s.content_type.as_deref(),
                        s.content_encoding.as_deref(),
                        properties.collect::<serde_json::Map<_, _>>(),
                    ])
                })
                .collect();
            assert_same(&name, "sends", &python.calls, &sent);
            assert!(!sent.is_empty(), "{name}");
        }
    }
}
