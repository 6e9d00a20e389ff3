//! Invariants over generated scenarios, faults and acts.

use iot_hub_playground::model::ids::{ConsumerId, DeviceId, EndpointId, Lineage, SendId};
use iot_hub_playground::model::service_bus::Queue;
use iot_hub_playground::model::time::Timestamp;
use iot_hub_playground::scenario::Scenario;
use iot_hub_playground::session::document::RunDocument;
use iot_hub_playground::session::{Progress, Session};
use iot_hub_playground::text::transcript;
use iot_hub_playground::world::World;
use iot_hub_playground::world::command::Command;
use iot_hub_playground::world::entry::{Entry, What};
use iot_hub_playground::world::spec::{
    ConsumerSpec, CrashMoment, Deduplication, DeviceSpec, EffectKind, FaultSpec, Filter, Key, Memory, OnFailure,
    Others, Poison, Program, ReceiveMode, Recorded, Renewal, RouteSpec, Settling, Target, TutorialProgram,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const DEVICE: &str = "MyFirstPythonDevice";

fn base() -> Scenario {
    Scenario::from_json(include_str!("../static/scenarios/lost-puback.json")).expect("the scenario loads")
}

fn fault() -> impl Strategy<Value = FaultSpec> {
    let back = 0u64..3_000;
    prop_oneof![
        (0u32..20, back.clone()).prop_map(|(message, back_after_ms)| FaultSpec::LosePuback {
            device: DEVICE.into(),
            message,
            back_after_ms
        }),
        (0u32..20, back).prop_map(|(message, back_after_ms)| FaultSpec::LosePublish {
            device: DEVICE.into(),
            message,
            back_after_ms
        }),
        (0u64..20_000, 0u64..8_000).prop_map(|(at, restart_after_ms)| FaultSpec::CrashConsumer {
            consumer: "ReadCriticalQueue".into(),
            when: CrashMoment::AtMs(at),
            restart_after_ms
        }),
        (moment(), 0u64..8_000).prop_map(|(when, restart_after_ms)| FaultSpec::CrashConsumer {
            consumer: "ReadCriticalQueue".into(),
            when,
            restart_after_ms
        }),
        (0usize..3, 0u64..20_000, proptest::option::of(0u64..10_000)).prop_map(|(endpoint, from_ms, for_ms)| {
            FaultSpec::Outage {
                endpoint: ["events", "CriticalQueue", "StorageContainer"][endpoint].into(),
                from_ms,
                for_ms,
            }
        }),
    ]
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
}

impl Books {
    fn read(&mut self, what: What) {
        let mut moved = |lineage, endpoint, from: &[&str], to| {
            let state = self.units.get_mut(&(lineage, endpoint)).expect("a unit was opened");
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
        for number in 0..session.world().devices()[0].next_number {
            let one = session.world().message_of(SendId { producer: DeviceId(0).into(), number, boot: 0 });
            let other = plain.world().message_of(SendId { producer: DeviceId(1).into(), number, boot: 0 });
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
            for index in 0..world.endpoints().len() {
                let id = EndpointId(index as u16);
                let account = ledger.account(id);
                let told = ["waiting", "retrying", "delivered", "dropped", "invalid"].map(|s| books.count(id, s));
                let kept = [account.waiting, account.retrying, account.delivered, account.dropped, account.invalid];
                prop_assert_eq!(kept, told, "endpoint {} at step {}", index, step);
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

    /// No consumer fault makes a copy vanish that a peek-lock queue stored: it lies there, or an entry says why not.
    #[test]
    fn what_a_peek_lock_queue_stored_does_not_vanish(start in crowd(ReceiveMode::PeekLock)) {
        let session = played(start, &[]);
        let world = session.world();
        let (queue, id) = the_queue(world);
        let lies = |sequence: u64| queue.message(sequence).is_some();
        let (mut stored, mut gone) = (BTreeSet::new(), BTreeSet::new());
        for entry in entries(&session) {
            match entry.what {
                What::Delivered { endpoint, label, .. } if endpoint == id => { stored.insert(u64::from(label)); }
                What::Completed { sequence, .. } => { gone.insert(u64::from(sequence)); }
                What::Expired { endpoint, sequence, .. } if endpoint == id => { gone.insert(u64::from(sequence)); }
                _ => {}
            }
        }
        for sequence in stored {
            prop_assert!(lies(sequence) != gone.contains(&sequence), "sequence {}", sequence);
        }
    }

    /// With receive-and-delete a crash loses at most the batch, the response in flight and the prefetch buffer.
    #[test]
    fn a_crash_loses_at_most_what_is_in_the_consumers_hands(start in crowd(ReceiveMode::ReceiveAndDelete)) {
        let most: BTreeMap<_, _> = start.consumers.iter().zip(0u16..).map(|(spec, id)| {
            (ConsumerId(id), spec.batch_size + spec.prefetch)
        }).collect();
        let session = played(start, &[]);
        let entries = entries(&session);
        let crashes: BTreeSet<u32> = entries.iter().filter(|e| e.what.code() == "crashed").map(|e| e.step).collect();
        let failures: BTreeSet<u32> =
            entries.iter().filter(|e| e.what.code() == "work-failed").map(|e| e.step).collect();
        let mut lost: BTreeMap<(u32, ConsumerId), u32> = BTreeMap::new();
        for entry in &entries {
            if let What::Lost { consumer, .. } = entry.what {
                *lost.entry((entry.step, consumer)).or_default() += 1;
            }
        }
        let mut in_all = 0;
        for ((step, consumer), lost) in lost {
            prop_assert!(crashes.contains(&step) || failures.contains(&step));
            let bound = if crashes.contains(&step) { most[&consumer] } else { 1 };
            prop_assert!(lost <= bound, "{} of at most {} at step {}", lost, bound, step);
            in_all += u64::from(lost);
        }
        prop_assert_eq!(session.world().ledger().lost, in_all);
    }

    /// Effect and id recorded in one durable step, and no two sends with one id: whatever crashes, each effect
    /// happens once at most, and no message is skipped in vain.
    #[test]
    fn one_durable_step_applies_once(start in crowd(ReceiveMode::PeekLock)) {
        let mut start = start;
        for consumer in &mut start.consumers {
            consumer.effect = Some(EffectKind::OpensTicket);
            consumer.settle = Settling::AfterWork;
            consumer.deduplicate = Some(Deduplication {
                by: Key::MessageId, memory: Memory::Durable, recorded: Recorded::WithEffect,
            });
        }
        let session = played(start, &[]);
        let ledger = session.world().ledger();
        prop_assert_eq!((ledger.repeated_effects, ledger.missed), (0, 0));
        let applied = entries(&session).iter().filter(|e| e.what.code() == "effect-applied").count() as u64;
        prop_assert_eq!(ledger.effects, applied);
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

/// Two competing readers with any choices in that mode; nothing but consumers goes wrong.
fn crowd(mode: ReceiveMode) -> impl Strategy<Value = Scenario> {
    let crash = |consumer: &'static str| {
        let when = prop_oneof![(0u64..20_000).prop_map(CrashMoment::AtMs), moment()];
        (when, 0u64..8_000).prop_map(move |(when, restart_after_ms)| FaultSpec::CrashConsumer {
            consumer: consumer.into(),
            when,
            restart_after_ms,
        })
    };
    let crashes = proptest::collection::vec(prop_oneof![crash("ReadCriticalQueue"), crash("other")], 0..6);
    let time_to_live = proptest::option::of(1_000u64..9_000);
    (any::<u32>(), crashes, 100u64..1_000, [reader(), reader()], 1u32..5, time_to_live).prop_map(
        move |(seed, faults, pace_ms, readers, max_delivery_count, default_time_to_live_ms)| {
            let mut scenario = base();
            scenario.seed = u64::from(seed);
            scenario.faults = faults;
            scenario.devices[0].program = Program::Tutorial(TutorialProgram { pace_ms, ..TutorialProgram::default() });
            scenario.routes.truncate(1);
            scenario.routes[0].condition = "true".into();
            if let Target::ServiceBusQueue(queue) = &mut scenario.endpoints[0].target {
                queue.max_delivery_count = max_delivery_count;
                queue.default_time_to_live_ms = default_time_to_live_ms;
            }
            scenario.consumers = readers.into();
            scenario.consumers[1].name = "other".into();
            for consumer in &mut scenario.consumers {
                consumer.receive_mode = mode;
            }
            scenario
        },
    )
}

fn the_queue(world: &World) -> (&Queue, EndpointId) {
    let id = world.find_endpoint("CriticalQueue").expect("it stands");
    (world.endpoints()[id.index()].queue().expect("it is a queue"), id)
}

/// Each condition of "applied once", broken: what it comes to, in one scenario of the tutorial's device.
#[test]
fn each_broken_condition_has_a_counter_example() {
    let run = |change: &dyn Fn(&mut Scenario)| {
        let mut start = base();
        start.faults = vec![FaultSpec::CrashConsumer {
            consumer: "ReadCriticalQueue".into(),
            when: CrashMoment::BeforeSettling(2),
            restart_after_ms: 500,
        }];
        start.routes.truncate(1);
        start.routes[0].condition = "true".into();
        start.consumers[0] = ConsumerSpec {
            work_ms: 300,
            effect: Some(EffectKind::OpensTicket),
            deduplicate: Some(Deduplication {
                by: Key::MessageId,
                memory: Memory::Durable,
                recorded: Recorded::WithEffect,
            }),
            ..ConsumerSpec::new("ReadCriticalQueue", "CriticalQueue")
        };
        change(&mut start);
        let session = played(start, &[(10_000, Command::SetFallback { on: true })]);
        let ledger = session.world().ledger();
        let dropped = ledger.dropped();
        (ledger.repeated_effects > 0, ledger.missed > 0, ledger.expired > 0, dropped > 0)
    };
    let deduplicate = |start: &mut Scenario| start.consumers[0].deduplicate.clone().expect("it has one");
    assert_eq!(run(&|_| {}), (false, false, false, false), "all hold");
    let volatile = |start: &mut Scenario| {
        start.consumers[0].deduplicate = Some(Deduplication { memory: Memory::Volatile, ..deduplicate(start) });
    };
    assert_eq!(run(&volatile), (true, false, false, false), "the memory is gone with the process");
    let apart = |start: &mut Scenario| {
        start.consumers[0].deduplicate = Some(Deduplication { recorded: Recorded::AfterEffect, ..deduplicate(start) });
        let FaultSpec::CrashConsumer { when, .. } = &mut start.faults[0] else { return };
        *when = CrashMoment::BetweenEffectAndRecord(2);
    };
    assert_eq!(run(&apart), (true, false, false, false), "the crash falls between the two");
    let same_ids = |start: &mut Scenario| {
        start.devices.push(DeviceSpec { id: "second".into(), ..start.devices[0].clone() });
    };
    assert_eq!(run(&same_ids), (false, true, false, false), "two devices count from message_0");
    let short_life = |start: &mut Scenario| {
        if let Target::ServiceBusQueue(queue) = &mut start.endpoints[0].target {
            queue.default_time_to_live_ms = Some(1_000);
        }
        start.consumers[0].work_ms = 2_500;
    };
    assert_eq!(run(&short_life), (false, false, true, false), "a message dies before its turn");
    let dead = |start: &mut Scenario| {
        if let Target::ServiceBusQueue(queue) = &mut start.endpoints[0].target {
            queue.requires_session = true;
        }
    };
    assert_eq!(run(&dead), (false, false, false, true), "the endpoint takes nothing");
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
