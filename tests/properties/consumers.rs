//! What holds for consumer programs, whatever their choices and wherever they crash.

use crate::{base, cases, consumer_fault, endpoint_fault, entries, packet_fault, played, reader};
use iot_hub_playground::model::ids::{ConsumerId, EndpointId};
use iot_hub_playground::model::service_bus::Queue;
use iot_hub_playground::scenario::Scenario;
use iot_hub_playground::world::World;
use iot_hub_playground::world::command::Command;
use iot_hub_playground::world::entry::What;
use iot_hub_playground::world::spec::{
    ConsumerSpec, CrashMoment, Deduplication, DeviceSpec, EffectKind, FaultSpec, Key, Memory, Origin, Poison,
    PoisonQueue, Program, PutOrder, Putting, ReceiveMode, Recorded, Settling, Target, TutorialProgram,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

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
        // A response on its way is lost with all that it brings; an answer that is lost, with the one it is about.
        let responses: BTreeSet<u32> =
            entries.iter().filter(|e| e.what.code() == "response-lost").map(|e| e.step).collect();
        let mut lost: BTreeMap<(u32, ConsumerId), u32> = BTreeMap::new();
        for entry in &entries {
            if let What::Lost { consumer, .. } = entry.what {
                *lost.entry((entry.step, consumer)).or_default() += 1;
            }
        }
        let mut in_all = 0;
        for ((step, consumer), lost) in lost {
            let whole = crashes.contains(&step) || responses.contains(&step);
            prop_assert!(whole || failures.contains(&step));
            let bound = if whole { most[&consumer] } else { 1 };
            prop_assert!(lost <= bound, "{} of at most {} at step {}", lost, bound, step);
            in_all += u64::from(lost);
        }
        prop_assert_eq!(session.world().ledger().lost, in_all);
    }

    /// Effect and id recorded in one durable step, and no two sends with one id: whatever crashes, is lost, late or
    /// doubled on the way, each effect happens once at most, and no message is skipped in vain.
    #[test]
    fn one_durable_step_applies_once(
        start in crowd(ReceiveMode::PeekLock),
        more in proptest::collection::vec(prop_oneof![packet_fault(), endpoint_fault()], 0..4),
    ) {
        let mut start = start;
        // A device that starts again gives its ids twice.
        start.faults.extend(more.into_iter().filter(|fault| !matches!(fault, FaultSpec::Reboot { .. })));
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
}

/// Two competing readers with any choices in that mode; nothing but consumers goes wrong.
fn crowd(mode: ReceiveMode) -> impl Strategy<Value = Scenario> {
    let one = prop_oneof![consumer_fault("ReadCriticalQueue"), consumer_fault("other")];
    let crashes = proptest::collection::vec(one, 0..6);
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

/// A forwarder and two workers on its Storage queue, all of which crash now and then.
fn chain() -> impl Strategy<Value = Scenario> {
    let one = prop_oneof![consumer_fault("forwarder"), consumer_fault("one"), consumer_fault("two")];
    let crashes = proptest::collection::vec(one, 0..6);
    let worker = (1u32..5, 0u64..4_000, 1i64..6, any::<bool>(), proptest::option::of(1u32..4), any::<bool>()).prop_map(
        |(batch_size, work_ms, visible_after, first, poison, fails)| ConsumerSpec {
            from: Origin::StorageQueue,
            batch_size,
            work_ms,
            wait_ms: Some(700),
            visibility_timeout: Some(visible_after),
            settle: if first { Settling::BeforeWork } else { Settling::AfterWork },
            poison: poison.map(|after| PoisonQueue { after, queue: None }),
            fails: fails.then_some(Poison::EveryNth(3)),
            effect: Some(EffectKind::WritesRow),
            ..ConsumerSpec::new("one", "alerts")
        },
    );
    (any::<u32>(), crashes, 300u64..1_000, [worker.clone(), worker], any::<bool>()).prop_map(
        |(seed, faults, pace_ms, [one, two], put_first)| {
            let mut scenario = base();
            scenario.seed = u64::from(seed);
            scenario.faults = faults;
            scenario.devices[0].program = Program::Tutorial(TutorialProgram { pace_ms, ..TutorialProgram::default() });
            scenario.routes.truncate(1);
            scenario.routes[0].condition = "true".into();
            let order = if put_first { PutOrder::PutThenSettle } else { PutOrder::SettleThenPut };
            let puts = Some(Putting { queue: "alerts".into(), order, text: None });
            let forwarder = ConsumerSpec { work_ms: 200, puts, ..ConsumerSpec::new("forwarder", "CriticalQueue") };
            scenario.consumers = vec![forwarder, one, ConsumerSpec { name: "two".into(), ..two }];
            scenario
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    /// What was put into a Storage queue lies there, or an entry says why not; a message never stands in two hands with
    /// a good receipt each; what was completed before its put is put, on its way, or lost and counted.
    #[test]
    fn what_is_forwarded_arrives_or_is_told_lost(start in chain()) {
        let put_first = start.consumers[0].puts.as_ref().is_some_and(|puts| puts.order == PutOrder::PutThenSettle);
        let session = played(start, &[]);
        let world = session.world();
        let (mut put, mut gone) = (BTreeSet::new(), BTreeSet::new());
        let (mut completed, mut forwarded, mut lost) = (BTreeSet::new(), BTreeSet::new(), 0);
        for entry in entries(&session) {
            match entry.what {
                What::MessagePut { lineage, queue, number } => {
                    put.insert((queue, u64::from(number)));
                    forwarded.insert(lineage);
                }
                What::MessageDeleted { queue, number, .. } | What::MessageExpired { queue, number, .. } => {
                    prop_assert!(gone.insert((queue, u64::from(number))), "gone twice");
                }
                What::Completed { lineage, .. } => {
                    completed.insert(lineage);
                    prop_assert!(!put_first || forwarded.contains(&lineage), "completed before it was put");
                }
                What::Lost { .. } => lost += 1,
                _ => {}
            }
        }
        for (queue, number) in put {
            let lies = world.storage().queue(queue).is_some_and(|queue| queue.message(number).is_some());
            prop_assert!(lies != gone.contains(&(queue, number)), "message {} of {:?}", number, queue);
        }
        let missing = completed.difference(&forwarded).count() as u64;
        let forwarder = &world.consumers()[0];
        prop_assert!(missing <= lost + u64::from(forwarder.holding().is_some()), "{} of {}", missing, lost);
        prop_assert_eq!(world.ledger().lost, lost);
        prop_assert_eq!(world.ledger().unaccounted(), 0);
    }
}
