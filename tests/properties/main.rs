//! Invariants over generated scenarios, faults and acts.

mod consumers;

use iot_hub_playground::model::ids::{DeviceId, EndpointId, Lineage, SendId};
use iot_hub_playground::model::time::Timestamp;
use iot_hub_playground::scenario::Scenario;
use iot_hub_playground::session::document::RunDocument;
use iot_hub_playground::session::{Progress, Session};
use iot_hub_playground::text::transcript;
use iot_hub_playground::world::command::Command;
use iot_hub_playground::world::entry::{Entry, What};
use iot_hub_playground::world::spec::{
    Arrow, ConsumerSpec, CrashMoment, Deduplication, DeviceSpec, EffectKind, FaultSpec, Filter, Key, Memory, Mishap,
    OnFailure, Others, Poison, Program, ReceiveMode, Recorded, Renewal, RouteSpec, Settling, Sickness, Target,
    TutorialProgram,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const DEVICE: &str = "MyFirstPythonDevice";

fn base() -> Scenario {
    Scenario::from_json(include_str!("../../static/scenarios/lost-puback.json")).expect("the scenario loads")
}

fn fault() -> impl Strategy<Value = FaultSpec> {
    prop_oneof![packet_fault(), consumer_fault("ReadCriticalQueue"), endpoint_fault(), chance()]
}

/// What befalls the device and its packets.
fn packet_fault() -> impl Strategy<Value = FaultSpec> {
    let (device, back) = (|| DEVICE.into(), 0u64..3_000);
    let arrow = (0u32..20, any::<bool>()).prop_map(move |(message, publish)| {
        let device = DEVICE.into();
        if publish { Arrow::Publish { device, message } } else { Arrow::Puback { device, message } }
    });
    prop_oneof![
        (0u32..20, back.clone()).prop_map(move |(message, back_after_ms)| FaultSpec::LosePuback {
            device: device(),
            message,
            back_after_ms
        }),
        (0u32..20, back.clone()).prop_map(move |(message, back_after_ms)| FaultSpec::LosePublish {
            device: device(),
            message,
            back_after_ms
        }),
        arrow.clone().prop_map(|arrow| FaultSpec::Lose { arrow }),
        arrow.clone().prop_map(|arrow| FaultSpec::Duplicate { arrow }),
        (arrow, 1u64..15_000).prop_map(|(arrow, by_ms)| FaultSpec::Delay { arrow, by_ms }),
        (0u64..20_000, back).prop_map(move |(at_ms, back_after_ms)| FaultSpec::Reboot {
            device: device(),
            at_ms,
            back_after_ms
        }),
        (0u64..20_000, 0u64..8_000).prop_map(|(from, length)| FaultSpec::offline(DEVICE, from, length)),
        (0u64..20_000, 0u64..8_000).prop_map(|(from, length)| FaultSpec::cut(from, length)),
    ]
}

/// What befalls a consumer, and what is on its way between it and its queue.
fn consumer_fault(name: &'static str) -> impl Strategy<Value = FaultSpec> {
    let when = prop_oneof![(0u64..20_000).prop_map(CrashMoment::AtMs), moment()];
    let way = (1u32..9, 0usize..3).prop_map(move |(nth, which)| {
        let consumer = name.into();
        match which {
            0 => Arrow::Response { consumer, nth },
            1 => Arrow::Call { consumer, nth },
            _ => Arrow::Answer { consumer, nth },
        }
    });
    prop_oneof![
        (when, 0u64..8_000).prop_map(move |(when, restart_after_ms)| FaultSpec::CrashConsumer {
            consumer: name.into(),
            when,
            restart_after_ms
        }),
        (2u32..20, 0u64..20_000, proptest::option::of(0u64..10_000)).prop_map(move |(factor, from_ms, for_ms)| {
            FaultSpec::SlowConsumer { consumer: name.into(), factor, from_ms, for_ms }
        }),
        (1u32..9).prop_map(move |nth| FaultSpec::LockRunsOut { consumer: name.into(), nth }),
        way.clone().prop_map(|arrow| FaultSpec::Lose { arrow }),
        (way, 1u64..9_000).prop_map(|(arrow, by_ms)| FaultSpec::Delay { arrow, by_ms }),
        (1u32..9).prop_map(move |nth| FaultSpec::Duplicate { arrow: Arrow::Call { consumer: name.into(), nth } }),
    ]
}

/// What befalls an endpoint, and what is on its way to it.
fn endpoint_fault() -> impl Strategy<Value = FaultSpec> {
    let name = |which: usize| ["events", "CriticalQueue", "StorageContainer"][which].into();
    let length = || proptest::option::of(0u64..10_000);
    prop_oneof![
        (0usize..3, 0u64..20_000, length()).prop_map(move |(endpoint, from_ms, for_ms)| FaultSpec::Outage {
            endpoint: name(endpoint),
            from_ms,
            for_ms,
        }),
        (0usize..3, 0usize..3, 0u64..20_000, length()).prop_map(move |(endpoint, with, from_ms, for_ms)| {
            FaultSpec::Sick { endpoint: name(endpoint), with: Sickness::ALL[with], from_ms, for_ms }
        }),
        (0usize..3, 1u32..12, 1u32..4).prop_map(move |(endpoint, delivery, replays)| FaultSpec::RestartRouter {
            endpoint: name(endpoint),
            delivery,
            replays
        }),
        (0usize..3, 1u32..12, 0u64..6_000).prop_map(move |(endpoint, nth, by_ms)| {
            let arrow = Arrow::Delivery { endpoint: name(endpoint), nth };
            match by_ms {
                0..1_000 => FaultSpec::Lose { arrow },
                1_000..2_000 => FaultSpec::Duplicate { arrow },
                _ => FaultSpec::Delay { arrow, by_ms },
            }
        }),
    ]
}

fn chance() -> impl Strategy<Value = FaultSpec> {
    let kinds = proptest::sample::subsequence(Mishap::ALL.to_vec(), 1..=Mishap::ALL.len());
    (kinds, 1u32..300, proptest::option::of(0u64..20_000)).prop_map(|(kinds, per_mille, until_ms)| FaultSpec::Random {
        kinds,
        per_mille,
        until_ms,
    })
}

fn moment() -> impl Strategy<Value = CrashMoment> {
    (1u32..9).prop_flat_map(|nth| {
        prop_oneof![
            Just(CrashMoment::BeforeWork(nth)),
            Just(CrashMoment::DuringWork(nth)),
            Just(CrashMoment::BetweenEffectAndRecord(nth)),
            Just(CrashMoment::BeforeSettling(nth)),
            Just(CrashMoment::AfterSettling(nth)),
        ]
    })
}

/// A reader of the queue with any choices that go together.
fn reader() -> impl Strategy<Value = ConsumerSpec> {
    let others = prop_oneof![Just(Others::Complete), Just(Others::Abandon), Just(Others::Leave)];
    let poison = prop_oneof![
        Just(Poison::Condition("level = 'critical'".into())),
        Just(Poison::NotJson),
        (2u32..4).prop_map(Poison::EveryNth),
    ];
    let on_failure = prop_oneof![
        Just(OnFailure::Abandon),
        Just(OnFailure::DeadLetter { reason: Some("poison".into()), description: None }),
        Just(OnFailure::Leave),
    ];
    let key = prop_oneof![
        Just(Key::MessageId),
        Just(Key::CorrelationId),
        Just(Key::Property("level".into())),
        Just(Key::SequenceNumber),
    ];
    let recorded = prop_oneof![Just(Recorded::BeforeWork), Just(Recorded::AfterEffect), Just(Recorded::WithEffect)];
    let deduplicate = (key, any::<bool>(), recorded).prop_map(|(by, durable, recorded)| Deduplication {
        by,
        memory: if durable { Memory::Durable } else { Memory::Volatile },
        recorded,
    });
    use proptest::option::of;
    let pace = (any::<bool>(), 0u64..3_000, of(0u64..3_000), 1u32..5, prop_oneof![Just(0u32), 1u32..6]);
    let failing = (of(others), of(poison), on_failure, any::<bool>());
    let care = (of((500u64..4_000, 0u64..9_000)), of(0usize..3), of(deduplicate), of(500u64..5_000));
    (pace, failing, care).prop_map(
        |((lock, work_ms, more, batch_size, prefetch), (others, fails, on_failure, first), care)| {
            let (renew, effect, deduplicate, wait_ms) = care;
            let effect = effect.map(|kind| EffectKind::ALL[kind]);
            ConsumerSpec {
                receive_mode: if lock { ReceiveMode::PeekLock } else { ReceiveMode::ReceiveAndDelete },
                work_ms,
                work_max_ms: more.map(|more| work_ms + more),
                batch_size,
                prefetch,
                wait_ms,
                only_if: others.map(|others| Filter { condition: "level <> 'storage'".into(), others }),
                fails,
                on_failure,
                settle: if first { Settling::BeforeWork } else { Settling::AfterWork },
                renew: renew.map(|(every_ms, up_to_ms)| Renewal { every_ms, up_to_ms }),
                effect,
                deduplicate: deduplicate.filter(|d| d.recorded != Recorded::WithEffect || effect.is_some()),
                ..ConsumerSpec::new("ReadCriticalQueue", "CriticalQueue")
            }
        },
    )
}

fn act() -> impl Strategy<Value = Command> {
    let names = ["critical", "storage", "all", "x"];
    let conditions = ["true", "level = 'critical'", "level <> 'storage'", "NOT is_defined(level)", "level ="];
    let endpoints = ["events", "CriticalQueue", "StorageContainer", "nowhere"];
    let route =
        (0usize..4, 0usize..5, 0usize..4, any::<bool>()).prop_map(move |(name, condition, endpoint, enabled)| {
            RouteSpec {
                name: names[name].into(),
                source: iot_hub_playground::model::message::Source::DeviceMessages,
                condition: conditions[condition].into(),
                endpoint: endpoints[endpoint].into(),
                enabled,
            }
        });
    let consumer = (reader(), any::<bool>()).prop_map(|(reader, enabled)| ConsumerSpec { enabled, ..reader });
    let device = (10u64..5_000, any::<bool>()).prop_map(|(pace_ms, enabled)| DeviceSpec {
        id: DEVICE.into(),
        program: Program::Tutorial(TutorialProgram { pace_ms, ..TutorialProgram::default() }),
        starts_ms: 0,
        enabled,
    });
    prop_oneof![
        route.clone().prop_map(|route| Command::AddRoute { route }),
        route.prop_map(|route| Command::SetRoute { route }),
        (0usize..4).prop_map(move |name| Command::RemoveRoute { name: names[name].into() }),
        any::<bool>().prop_map(|on| Command::SetFallback { on }),
        consumer.prop_map(|consumer| Command::SetConsumer { consumer }),
        device.prop_map(|device| Command::SetDevice { device }),
        (1usize..3).prop_map(move |name| Command::RemoveEndpoint { name: endpoints[name].into() }),
        fault().prop_map(|fault| Command::AddFault { fault }),
    ]
}

fn start() -> impl Strategy<Value = Scenario> {
    (any::<u32>(), proptest::collection::vec(fault(), 0..4), 200u64..2_000, reader()).prop_map(
        |(seed, faults, pace_ms, reader)| {
            let mut scenario = base();
            scenario.seed = u64::from(seed);
            scenario.faults = faults;
            scenario.devices[0].program = Program::Tutorial(TutorialProgram { pace_ms, ..TutorialProgram::default() });
            scenario.consumers[0] = reader;
            scenario
        },
    )
}

/// A session in which people act now and then; what is refused is part of the story.
fn played(scenario: Scenario, acts: &[(u64, Command)]) -> Session {
    let mut session = Session::new(scenario).expect("the scenario builds");
    let mut at = 0;
    for (wait, command) in acts {
        at += wait;
        go(&mut session, at);
        let _ = session.act(command.clone());
    }
    go(&mut session, at + 10_000);
    session
}

fn go(session: &mut Session, ms: u64) {
    let until = session.world().start().plus(ms);
    while session.seek_time(until, 1_000) == Progress::More {}
}

fn text(session: &Session) -> String {
    transcript::lines(session.log().steps(0, session.last_step()), session.world())
}

fn entries(session: &Session) -> Vec<Entry> {
    session.log().steps(0, session.last_step()).copied().collect()
}

/// The books as the entries alone tell them.
#[derive(Default)]
struct Books {
    routing: u64,
    orphaned: u64,
    units: BTreeMap<(Lineage, EndpointId), &'static str>,
    repeats: BTreeMap<EndpointId, u64>,
    /// Lost on the way and never acknowledged since.
    unknown: BTreeSet<SendId>,
    /// Acknowledged or given up: what is lost later changes nothing.
    settled: BTreeSet<SendId>,
    sent: u64,
    attempts: u64,
    accepted: u64,
    duplicates: u64,
    completed: u64,
    dead_lettered: u64,
    expired: u64,
    lost: u64,
}

impl Books {
    fn read(&mut self, what: What) {
        self.count_up(what);
        if let What::Delivered { lineage, endpoint, repeat: true, .. } = what {
            assert_eq!(self.units.get(&(lineage, endpoint)), Some(&"delivered"), "nothing to repeat");
            *self.repeats.entry(endpoint).or_default() += 1;
            return;
        }
        let is_new = matches!(what, What::Delivered { .. });
        let mut moved = |lineage, endpoint, from: &[&str], to| {
            let state = self.units.get_mut(&(lineage, endpoint)).expect("a unit was opened");
            // What befalls a repetition is outside of the sum.
            if *state == "delivered" && !is_new {
                return;
            }
            assert!(from.contains(state), "{lineage:?} {endpoint:?}: {state} -> {to}");
            *state = to;
        };
        match what {
            What::Accepted { .. } => self.routing += 1,
            What::Matched { .. } => self.routing -= 1,
            What::Orphaned { .. } => {
                self.routing -= 1;
                self.orphaned += 1;
            }
            What::CopyOpened { lineage, endpoint } => {
                let before = self.units.insert((lineage, endpoint), "waiting");
                assert_eq!(before, None, "opened twice");
            }
            What::Delivered { lineage, endpoint, .. } => {
                moved(lineage, endpoint, &["waiting", "retrying"], "delivered");
            }
            What::DeliveryFailed { lineage, endpoint, .. } => {
                moved(lineage, endpoint, &["waiting", "retrying"], "retrying");
            }
            What::Dropped { lineage, endpoint, .. } => moved(lineage, endpoint, &["waiting", "retrying"], "dropped"),
            What::Invalid { lineage, endpoint } => moved(lineage, endpoint, &["waiting", "retrying"], "invalid"),
            _ => {}
        }
    }

    fn count_up(&mut self, what: What) {
        match what {
            What::Sent { .. } => self.sent += 1,
            What::Published { .. } => self.attempts += 1,
            What::Accepted { lineage, .. } => {
                self.accepted += 1;
                self.duplicates += u64::from(lineage.accepted > 1);
            }
            What::PublishLost { send, .. } | What::PubackLost { send, .. } if !self.settled.contains(&send) => {
                self.unknown.insert(send);
            }
            What::PubackArrived { send, .. } => {
                self.unknown.remove(&send);
                self.settled.insert(send);
            }
            What::SendTimedOut { send } | What::SendForgotten { send } | What::PublishRefused { send, .. } => {
                self.settled.insert(send);
            }
            What::Completed { .. } | What::ReceivedAndDeleted { .. } => self.completed += 1,
            What::DeadLettered { .. } => self.dead_lettered += 1,
            What::Expired { .. } => self.expired += 1,
            What::Lost { .. } => self.lost += 1,
            _ => {}
        }
    }

    fn count(&self, endpoint: EndpointId, state: &str) -> u64 {
        self.units.iter().filter(|((_, e), s)| *e == endpoint && **s == state).count() as u64
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    /// Scenario, seed and commands give the same entries, byte for byte, also through the stored document.
    #[test]
    fn a_re_run_equals_the_recording(start in start(), acts in proptest::collection::vec((0u64..4_000, act()), 0..6)) {
        let session = played(start, &acts);
        let stored = RunDocument::from_json(&session.document().to_json()).expect("it reads its own document");
        let again = Session::open(stored).expect("the document opens");
        prop_assert_eq!(again.last_step(), session.last_step());
        prop_assert_eq!(text(&again), text(&session));
        prop_assert_eq!(again.digest(), session.digest());
    }

    /// Seeking anywhere and back changes nothing, and every moment is the one that was.
    #[test]
    fn seek_there_and_back_is_the_identity(
        start in start(),
        acts in proptest::collection::vec((0u64..4_000, act()), 0..4),
        places in proptest::collection::vec(0.0f64..1.0, 1..6),
    ) {
        let mut session = played(start, &acts);
        let (last, digest, whole) = (session.last_step(), session.digest(), text(&session));
        for place in places {
            let step = (f64::from(last) * place) as u32;
            session.seek_step(step);
            prop_assert_eq!(session.at_step(), step);
            let sent = session.log().steps(0, step).filter(|e| matches!(e.what, What::Sent { .. })).count() as u64;
            prop_assert_eq!(session.world().ledger().sent, sent);
            let there = session.world_at(step);
            prop_assert_eq!(there.ledger(), session.world().ledger());
        }
        session.seek_step(last);
        prop_assert_eq!((session.digest(), text(&session)), (digest, whole));
    }

    /// The n-th message of a device is the same whatever happens around it.
    #[test]
    fn the_nth_message_is_the_same_under_every_plan(start in start(), acts in proptest::collection::vec((0u64..4_000, act()), 0..4)) {
        let mut plain = base();
        plain.seed = start.seed;
        plain.devices.insert(0, DeviceSpec {
            id: "another".into(), program: Program::default(), starts_ms: 0, enabled: true,
        });
        let plain = Session::new(plain).expect("it builds");
        let session = played(start, &acts);
        for entry in entries(&session) {
            let What::Sent { send, .. } = entry.what else { continue };
            let one = session.world().message_of(send);
            let other = plain.world().message_of(SendId { producer: DeviceId(1).into(), ..send });
            prop_assert_eq!(one, other);
        }
    }

    /// After every step each unit is in exactly one state, and the ledger says what the entries say.
    #[test]
    fn the_books_balance_at_every_step(start in start(), acts in proptest::collection::vec((0u64..4_000, act()), 0..6)) {
        let mut session = played(start, &acts);
        let entries = entries(&session);
        let mut books = Books::default();
        let mut next = entries.iter().peekable();
        let last = session.last_step();
        session.seek_step(0);
        for step in 1..=last {
            session.step();
            while let Some(entry) = next.next_if(|entry| entry.step == step) {
                books.read(entry.what);
            }
            let world = session.world();
            let ledger = world.ledger();
            prop_assert_eq!(world.steps(), step);
            prop_assert_eq!(ledger.unaccounted(), 0);
            prop_assert_eq!((ledger.routing, ledger.orphaned), (books.routing, books.orphaned));
            prop_assert_eq!(ledger.unknown, books.unknown.len() as u64, "unknown at step {}", step);
            prop_assert_eq!(
                (ledger.sent, ledger.attempts, ledger.accepted, ledger.duplicates),
                (books.sent, books.attempts, books.accepted, books.duplicates)
            );
            prop_assert_eq!(
                (ledger.completed, ledger.dead_lettered, ledger.expired, ledger.lost),
                (books.completed, books.dead_lettered, books.expired, books.lost)
            );
            for index in 0..world.endpoints().len() {
                let id = EndpointId(index as u16);
                let account = ledger.account(id);
                let told = ["waiting", "retrying", "delivered", "dropped", "invalid"].map(|s| books.count(id, s));
                let kept = [account.waiting, account.retrying, account.delivered, account.dropped, account.invalid];
                prop_assert_eq!(kept, told, "endpoint {} at step {}", index, step);
                prop_assert_eq!(account.repeats, books.repeats.get(&id).copied().unwrap_or_default());
            }
        }
    }

    /// Going on from any moment equals going on from zero, time does not go back, causes come before effects.
    #[test]
    fn steps_are_in_order(start in start(), acts in proptest::collection::vec((0u64..4_000, act()), 0..6)) {
        let session = played(start, &acts);
        let mut last = (Timestamp(0), 0);
        for entry in entries(&session) {
            prop_assert!(entry.at >= last.0 && entry.step >= last.1 && entry.step <= last.1 + 1, "{:?}", entry);
            prop_assert!(entry.cause < entry.step, "{:?}", entry);
            last = (entry.at, entry.step);
        }
        prop_assert_eq!(last.1, session.last_step());
    }

    /// Files of any kind are read or refused, never more.
    #[test]
    fn scenario_files_survive_damage(cut in 0.0f64..1.0, at in 0.0f64..1.0, put in ".{0,6}") {
        let good = base().to_json();
        let clip = |share: f64| {
            let mut place = (good.len() as f64 * share) as usize;
            while !good.is_char_boundary(place) { place -= 1; }
            place
        };
        let _ = Scenario::from_json(&good[..clip(cut)]);
        let mut bad = good.clone();
        bad.insert_str(clip(at), &put);
        let _ = Scenario::from_json(&bad);
        prop_assert!(Scenario::from_json(&good).is_ok());
    }
}

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(48)
}

#[test]
fn a_scenario_comes_back_from_its_own_text() {
    let scenario = base();
    assert_eq!(Scenario::from_json(&scenario.to_json()).expect("it reads its own text"), scenario);
    assert!(matches!(scenario.endpoints[0].target, Target::ServiceBusQueue(_)));
}
