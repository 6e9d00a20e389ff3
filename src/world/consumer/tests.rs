//! Each choice of a consumer program, as the entries tell it.

mod storage;

use super::program::{Line, lines};
use crate::model::ids::ConsumerId;
use crate::model::message::{Property, Source};
use crate::model::time::Millis;
use crate::world::World;
use crate::world::command::{Command, Rejection};
use crate::world::entry::{Log, What};
use crate::world::spec::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const READER: &str = "reader";

/// A device that sends `{"n": 0}`, `{"n": 1}` … a second apart, and queue `Q` that gets everything.
struct Stand {
    world: World,
    log: Log,
}

fn stand(consumers: &[ConsumerSpec], queue: QueueSpec, faults: &[FaultSpec]) -> Stand {
    stand_with(r#"{"n": {n}}"#, consumers, queue, faults)
}

fn stand_with(body: &str, consumers: &[ConsumerSpec], queue: QueueSpec, faults: &[FaultSpec]) -> Stand {
    let hub = HubSpec { name: "hub".into(), tier: Default::default(), partitions: Some(1), fallback: false };
    let latencies = Latencies {
        device_to_hub_ms: 0,
        hub_to_device_ms: 0,
        hub_to_endpoint_ms: 0,
        hand_out_ms: 0,
        ..Latencies::default()
    };
    let mut world = World::new(hub, latencies, crate::model::time::DEFAULT_START, 1);
    let program = TemplateProgram {
        pace_ms: 1_000,
        body: body.into(),
        properties: vec![Property { name: "level".into(), value: "l{n}".into() }],
        message_id: Some("m{n}".into()),
        content_type: Some("application/json".into()),
        content_encoding: Some("utf-8".into()),
    };
    let device = DeviceSpec { id: "d".into(), program: Program::Template(program), starts_ms: 0, enabled: true };
    let route = RouteSpec {
        name: "all".into(),
        source: Source::DeviceMessages,
        condition: "true".into(),
        endpoint: "Q".into(),
        enabled: true,
    };
    let target = Target::ServiceBusQueue(queue);
    let endpoint = EndpointSpec { name: "Q".into(), target, enabled: true };
    let mut commands =
        vec![Command::AddEndpoint { endpoint }, Command::AddRoute { route }, Command::AddDevice { device }];
    commands.extend(consumers.iter().map(|consumer| Command::AddConsumer { consumer: consumer.clone() }));
    commands.extend(faults.iter().map(|fault| Command::AddFault { fault: fault.clone() }));
    for command in commands {
        world.furnish(&command).expect("it stands");
    }
    Stand { world, log: Log::default() }
}

impl Stand {
    fn run(mut self, ms: Millis) -> Self {
        let until = self.world.start().plus(ms);
        while self.world.step_until(Some(until), &mut self.log) {
            assert_eq!(self.world.ledger().unaccounted(), 0);
        }
        self
    }

    /// What queue and consumers did: code and message.
    fn told(&self) -> Vec<String> {
        let entries = self.log.entries().iter().map(|entry| entry.what);
        let told = entries.filter(|what| {
            let other = ["sent", "published", "accepted", "matched", "copy-opened", "puback-arrived", "delivered"];
            !other.contains(&what.code()) && !matches!(what, What::Waits { .. } | What::FaultStruck { .. })
        });
        told.map(|what| match what.lineage() {
            // What a program makes has no id: it is called by its number, "#0".
            Some(lineage) => format!("{} {}", what.code(), self.world.label_of(lineage.send()).replace('#', "")),
            None => what.code().to_owned(),
        })
        .collect()
    }

    fn count(&self, code: &str) -> usize {
        self.log.entries().iter().filter(|entry| entry.what.code() == code).count()
    }

    fn at(&self, code: &str) -> Vec<Millis> {
        let entries = self.log.entries().iter().filter(|entry| entry.what.code() == code);
        entries.map(|entry| entry.at.since(self.world.start())).collect()
    }
}

fn reader(work_ms: Millis) -> ConsumerSpec {
    ConsumerSpec { work_ms, ..ConsumerSpec::new(READER, "Q") }
}

fn queue(lock_duration_ms: Millis) -> QueueSpec {
    QueueSpec { lock_duration_ms, ..QueueSpec::default() }
}

fn crash(when: CrashMoment) -> FaultSpec {
    FaultSpec::CrashConsumer { consumer: READER.into(), when, restart_after_ms: 1_000 }
}

fn deduplicate(memory: Memory, recorded: Recorded) -> Option<Deduplication> {
    Some(Deduplication { by: Key::MessageId, memory, recorded })
}

#[test]
fn programs_have_the_lines_of_their_choices() {
    use Line::{CheckSeen, Done, Effect, Receive, Record, Settle, Take, Work};
    let plain = reader(0);
    assert_eq!(lines(&plain), [Receive, Take, Work, Settle]);
    let deletes = ConsumerSpec { receive_mode: ReceiveMode::ReceiveAndDelete, ..plain.clone() };
    assert_eq!(lines(&deletes), [Receive, Take, Work, Done]);
    let first = ConsumerSpec { settle: Settling::BeforeWork, ..plain.clone() };
    assert_eq!(lines(&first), [Receive, Take, Settle, Work, Done]);
    let careful = ConsumerSpec {
        only_if: Some(Filter { condition: "true".into(), others: Others::Leave }),
        effect: Some(EffectKind::OpensTicket),
        deduplicate: deduplicate(Memory::Durable, Recorded::AfterEffect),
        ..plain.clone()
    };
    assert_eq!(lines(&careful), [Receive, Take, Line::Filter, CheckSeen, Work, Effect, Record, Settle]);
    let together = ConsumerSpec { deduplicate: deduplicate(Memory::Durable, Recorded::WithEffect), ..careful.clone() };
    assert_eq!(lines(&together), [Receive, Take, Line::Filter, CheckSeen, Work, Effect, Settle]);
    let before = ConsumerSpec { deduplicate: deduplicate(Memory::Volatile, Recorded::BeforeWork), ..careful };
    assert_eq!(lines(&before), [Receive, Take, Line::Filter, CheckSeen, Record, Work, Effect, Settle]);
}

#[test]
fn the_plain_program_receives_works_and_completes() {
    let stand = stand(&[reader(200)], queue(5_000), &[]).run(999);
    let told = ["locked m0", "received m0", "settle-requested m0", "completed m0", "settle-answered m0"];
    assert_eq!(stand.told(), told);
    assert_eq!(stand.at("settle-requested"), [200]);
}

#[test]
fn drawn_work_times_lie_within_their_bounds_and_differ() {
    let spec = ConsumerSpec { work_max_ms: Some(300), ..reader(100) };
    let stand = stand(&[spec], queue(5_000), &[]).run(40_000);
    let times: Vec<_> =
        stand.at("settle-requested").iter().zip(stand.at("received")).map(|(done, from)| done - from).collect();
    assert!(times.len() > 30 && times.iter().all(|ms| (100..=300).contains(ms)), "{times:?}");
    assert!(times.iter().any(|ms| *ms < 160) && times.iter().any(|ms| *ms > 240), "{times:?}");
}

#[test]
fn a_response_brings_a_batch_whose_messages_take_turns() {
    let spec = ConsumerSpec { batch_size: 3, ..reader(2_500) };
    let stand = stand(&[spec], queue(60_000), &[]).run(5_000);
    assert_eq!(stand.count("response-arrived"), 1);
    // m0 came alone; m1 and m2 came while it was worked on.
    assert_eq!(stand.at("locked"), [0, 2_500, 2_500]);
    assert_eq!(stand.at("received"), [0, 2_500, 5_000]);
}

#[test]
fn locks_of_a_batch_run_while_its_messages_wait() {
    let spec = ConsumerSpec { batch_size: 3, ..reader(2_900) };
    let stand = stand(&[spec], queue(5_000), &[]).run(9_000);
    let told = stand.told();
    let expired = told.iter().position(|line| line == "lock-expired m2").expect("m2 waited too long");
    let refused = told.iter().position(|line| line == "settle-refused m2").expect("its completion comes too late");
    assert!(expired < refused, "{told:?}");
}

#[test]
fn competing_consumers_share_the_messages() {
    let other = ConsumerSpec { name: "other".into(), ..reader(1_500) };
    let stand = stand(&[reader(1_500), other], queue(60_000), &[]).run(20_900);
    let by = |id: u16| {
        let entries = stand.log.entries().iter();
        entries.filter(|e| matches!(e.what, What::Received { consumer, .. } if consumer == ConsumerId(id))).count()
    };
    assert_eq!(by(0) + by(1), 21);
    assert!(by(0) >= 9 && by(1) >= 9, "{} {}", by(0), by(1));
    assert_eq!(stand.count("locked"), 21, "no message goes to both");
}

#[test]
fn prefetched_messages_are_locked_while_they_wait() {
    let spec = ConsumerSpec { prefetch: 4, ..reader(3_000) };
    let stand = stand(&[spec], queue(5_000), &[]).run(12_000);
    assert_eq!(stand.at("prefetched")[..4], [0, 1_000, 2_000, 3_000]);
    // The third waited 4 s in the buffer: its lock ran out at 7 s, in the middle of the work.
    let told = stand.told();
    assert!(told.contains(&"lock-expired m2".to_owned()), "{told:?}");
    assert!(told.contains(&"settle-refused m2".to_owned()), "{told:?}");
}

#[test]
fn a_crash_forgets_the_batch_and_the_buffer_but_the_queue_does_not() {
    for spec in [ConsumerSpec { batch_size: 5, ..reader(4_500) }, ConsumerSpec { prefetch: 5, ..reader(4_500) }] {
        let stand = stand(&[spec], queue(5_000), &[crash(CrashMoment::AtMs(5_000))]).run(30_000);
        assert_eq!(stand.count("crashed"), 1);
        assert!(stand.count("forgotten") >= 2, "{:?}", stand.told());
        assert_eq!(stand.world.ledger().lost, 0);
    }
}

#[test]
fn a_crash_with_receive_and_delete_loses_what_is_in_hand_in_the_batch_and_in_the_buffer() {
    let mode = ReceiveMode::ReceiveAndDelete;
    let alone = ConsumerSpec { receive_mode: mode, ..reader(4_500) };
    for (spec, lost) in [
        (alone.clone(), 1),
        (ConsumerSpec { batch_size: 5, ..alone.clone() }, 4),
        (ConsumerSpec { prefetch: 3, ..alone }, 4),
    ] {
        let stand = stand(&[spec], queue(5_000), &[crash(CrashMoment::AtMs(5_500))]).run(5_900);
        assert_eq!(stand.world.ledger().lost, lost, "{:?}", stand.told());
        assert_eq!(stand.count("lost") as u64, lost);
    }
}

#[test]
fn a_poison_message_is_abandoned_until_the_queue_dead_letters_it() {
    let fails = Some(Poison::Condition("$body.n = 1".into()));
    let settings = QueueSpec { max_delivery_count: 3, ..queue(5_000) };
    let stand = stand(&[ConsumerSpec { fails, ..reader(100) }], settings, &[]).run(2_900);
    let of_m1: Vec<_> = stand.told().into_iter().filter(|line| line.ends_with("m1")).collect();
    let delivery =
        ["locked m1", "received m1", "work-failed m1", "call-requested m1", "abandoned m1", "call-answered m1"];
    let mut expected: Vec<&str> = [delivery, delivery, delivery].concat();
    expected.insert(17, "dead-lettered m1");
    assert_eq!(of_m1, expected);
    assert_eq!(stand.world.ledger().dead_lettered, 1);
    assert!(stand.told().contains(&"completed m2".to_owned()));
}

#[test]
fn a_failure_may_dead_letter_at_once_with_reason_and_description() {
    let on_failure = OnFailure::DeadLetter { reason: Some("Unreadable".into()), description: Some("not JSON".into()) };
    let spec = ConsumerSpec { fails: Some(Poison::NotJson), on_failure, ..reader(100) };
    let stand = stand_with("no json {n}", &[spec], queue(5_000), &[]).run(900);
    assert_eq!(stand.told()[2..], ["work-failed m0", "call-requested m0", "dead-lettered m0", "call-answered m0"]);
    let queue = stand.world.endpoints()[1].queue().unwrap();
    let dead = queue.messages(crate::model::service_bus::SubQueue::DeadLetter, 0).next().unwrap();
    let text = |name: &str| format!("{:?}", dead.message.property(name).unwrap());
    assert!(text("DeadLetterReason").contains("Unreadable"));
    assert!(text("DeadLetterErrorDescription").contains("not JSON"));
}

#[test]
fn a_failure_may_leave_the_lock_to_run_out() {
    let spec = ConsumerSpec { fails: Some(Poison::EveryNth(2)), on_failure: OnFailure::Leave, ..reader(100) };
    let stand = stand(&[spec], queue(5_000), &[]).run(6_500);
    assert_eq!(
        stand.told().iter().filter(|line| line.ends_with("m1")).take(4).collect::<Vec<_>>(),
        ["locked m1", "received m1", "work-failed m1", "lock-expired m1"]
    );
    assert_eq!(stand.at("lock-expired")[0], 6_000);
}

#[test]
fn a_filter_completes_abandons_or_leaves_the_others() {
    for (others, follows) in [
        (Others::Complete, ["call-requested m0", "completed m0", "settle-answered m0"]),
        (Others::Abandon, ["call-requested m0", "abandoned m0", "call-answered m0"]),
        (Others::Leave, ["locked m1", "received m1", "settle-requested m1"]),
    ] {
        let only_if = Some(Filter { condition: "level <> 'l0'".into(), others });
        let stand = stand(&[ConsumerSpec { only_if, ..reader(100) }], queue(60_000), &[]).run(1_500);
        let told = stand.told();
        assert_eq!(told[..3], ["locked m0", "received m0", "passed-by m0"], "{told:?}");
        assert_eq!(told[3..6], follows, "{told:?}");
        assert_eq!(stand.world.ledger().lost, 0);
    }
}

#[test]
fn completing_before_the_work_may_lose_a_message() {
    let first = ConsumerSpec { settle: Settling::BeforeWork, ..reader(500) };
    let fine = stand(std::slice::from_ref(&first), queue(5_000), &[]).run(900);
    let told = ["locked m0", "received m0", "settle-requested m0", "completed m0", "settle-answered m0", "worked m0"];
    assert_eq!(fine.told(), told);
    let crashed = stand(&[first], queue(5_000), &[crash(CrashMoment::DuringWork(1))]).run(900);
    assert_eq!(crashed.told()[5..], ["crashed m0", "lost m0"]);
    assert_eq!(crashed.at("crashed"), [250]);
    assert_eq!((crashed.world.ledger().completed, crashed.world.ledger().lost), (1, 1));
}

#[test]
fn renewal_keeps_a_lock_for_as_long_as_it_is_told() {
    let renew = Some(Renewal { every_ms: 3_000, up_to_ms: 60_000 });
    let stand_still = |renew| {
        let spec = ConsumerSpec { renew, ..reader(11_500) };
        stand(&[spec], queue(5_000), &[]).run(12_500)
    };
    let kept = stand_still(renew);
    assert_eq!(kept.at("lock-renewed"), [3_000, 6_000, 9_000]);
    assert_eq!(kept.count("lock-expired"), 0);
    assert!(kept.told().contains(&"completed m0".to_owned()));
    let given_up = stand_still(Some(Renewal { every_ms: 3_000, up_to_ms: 4_000 }));
    assert_eq!(given_up.at("lock-renewed"), [3_000]);
    assert_eq!(given_up.at("lock-expired"), [8_000]);
    let late = stand_still(Some(Renewal { every_ms: 6_000, up_to_ms: 60_000 }));
    assert!(late.told().contains(&"call-refused m0".to_owned()), "{:?}", late.told());
}

#[test]
fn crashes_strike_at_their_moment_of_the_program() {
    let spec = ConsumerSpec {
        effect: Some(EffectKind::OpensTicket),
        deduplicate: deduplicate(Memory::Volatile, Recorded::AfterEffect),
        ..reader(400)
    };
    for (moment, before, at) in [
        (CrashMoment::BeforeWork(1), "received m0", 0),
        (CrashMoment::DuringWork(1), "received m0", 200),
        (CrashMoment::BetweenEffectAndRecord(1), "effect-applied m0", 400),
        (CrashMoment::BeforeSettling(1), "key-recorded m0", 400),
        (CrashMoment::AfterSettling(1), "completed m0", 400),
    ] {
        let stand = stand(std::slice::from_ref(&spec), queue(5_000), &[crash(moment)]).run(900);
        let told = stand.told();
        assert_eq!(told.last().map(String::as_str), Some("crashed m0"), "{moment:?} {told:?}");
        assert_eq!(told[told.len() - 2], before, "{moment:?}");
        assert_eq!(stand.at("crashed"), [at], "{moment:?}");
        assert_eq!(stand.world.ledger().lost, 0);
    }
}

/// The effects of m0 after a crash at `moment` and the next delivery: applied, repeated, skipped, missed.
fn after_crash(memory: Memory, recorded: Recorded, moment: CrashMoment) -> (u64, u64, u64, u64) {
    let spec = ConsumerSpec {
        effect: Some(EffectKind::OpensTicket),
        deduplicate: deduplicate(memory, recorded),
        ..reader(100)
    };
    let mut stand = stand(&[spec], queue(5_000), &[crash(moment)]);
    let device = DeviceSpec { enabled: false, ..(*stand.world.devices()[0].about.spec).clone() };
    stand = stand.run(500);
    stand.world.apply(&Command::SetDevice { device }, &mut stand.log).expect("it stops");
    let stand = stand.run(20_000);
    let ledger = stand.world.ledger();
    assert_eq!(ledger.completed, 1);
    (ledger.effects, ledger.repeated_effects, ledger.skipped, ledger.missed)
}

#[test]
fn de_duplication_holds_only_where_effect_and_record_cannot_come_apart() {
    use CrashMoment::{BeforeSettling, BetweenEffectAndRecord, DuringWork};
    use Memory::{Durable, Volatile};
    use Recorded::{AfterEffect, BeforeWork, WithEffect};
    // One durable step: applied once, wherever it crashes.
    assert_eq!(after_crash(Durable, WithEffect, DuringWork(1)), (1, 0, 0, 0));
    assert_eq!(after_crash(Durable, WithEffect, BetweenEffectAndRecord(1)), (1, 0, 0, 0));
    assert_eq!(after_crash(Durable, WithEffect, BeforeSettling(1)), (1, 0, 1, 0));
    // Recorded afterwards: a crash between the two applies it again.
    assert_eq!(after_crash(Durable, AfterEffect, BeforeSettling(1)), (1, 0, 1, 0));
    assert_eq!(after_crash(Durable, AfterEffect, BetweenEffectAndRecord(1)), (2, 1, 0, 0));
    // Recorded before: a crash in between makes it never happen.
    assert_eq!(after_crash(Durable, BeforeWork, BetweenEffectAndRecord(1)), (0, 0, 1, 1));
    assert_eq!(after_crash(Durable, BeforeWork, DuringWork(1)), (0, 0, 1, 1));
    // A volatile memory is gone with the process.
    assert_eq!(after_crash(Volatile, WithEffect, BeforeSettling(1)), (2, 1, 0, 0));
}

#[test]
fn the_durable_store_is_shared_and_its_one_step_refuses_a_second_effect() {
    // Two readers hold m0 at once, because the lock of the first ran out: both find the key unknown.
    let slow = ConsumerSpec {
        effect: Some(EffectKind::WritesRow),
        deduplicate: deduplicate(Memory::Durable, Recorded::WithEffect),
        ..reader(7_000)
    };
    let other = ConsumerSpec { name: "other".into(), ..slow.clone() };
    let guarded = stand(&[slow.clone(), other.clone()], queue(5_000), &[]).run(60_000);
    assert!(guarded.count("lock-expired") > 0 && guarded.world.ledger().skipped > 0);
    assert_eq!(guarded.world.ledger().repeated_effects, 0);
    let later =
        |spec: ConsumerSpec| ConsumerSpec { deduplicate: deduplicate(Memory::Durable, Recorded::AfterEffect), ..spec };
    let racing = stand(&[later(slow), later(other)], queue(5_000), &[]).run(60_000);
    assert!(racing.world.ledger().repeated_effects > 0);
}

#[test]
fn keys_may_be_other_properties() {
    for (by, skips) in [
        (Key::MessageId, 0),
        (Key::CorrelationId, 0),
        (Key::Property("same".into()), 0),
        (Key::Property("iothub-connection-device-id".into()), 2),
        (Key::SequenceNumber, 0),
    ] {
        let deduplicate =
            Some(Deduplication { by: by.clone(), memory: Memory::Volatile, recorded: Recorded::default() });
        let stand = stand(&[ConsumerSpec { deduplicate, ..reader(10) }], queue(5_000), &[]).run(2_900);
        assert_eq!(stand.world.ledger().skipped, skips, "{by:?}");
        assert_eq!(stand.world.ledger().completed, 3);
    }
}

#[test]
fn impossible_choices_are_refused() {
    let refused = |spec: ConsumerSpec| -> Rejection {
        let mut world = stand(&[], queue(5_000), &[]).world;
        world.furnish(&Command::AddConsumer { consumer: spec }).unwrap_err()
    };
    let subject = |spec| refused(spec).subject.to_string();
    assert_eq!(subject(ConsumerSpec { batch_size: 0, ..reader(0) }), "batch_size");
    assert_eq!(subject(ConsumerSpec { prefetch: 1_001, ..reader(0) }), "prefetch");
    assert_eq!(subject(ConsumerSpec { work_max_ms: Some(5), ..reader(6) }), "work_max_ms");
    let together = deduplicate(Memory::Durable, Recorded::WithEffect);
    assert_eq!(subject(ConsumerSpec { deduplicate: together, ..reader(0) }), "deduplicate.recorded");
    let filter = Some(Filter { condition: "level =".into(), others: Others::Leave });
    let rejection = refused(ConsumerSpec { only_if: filter, ..reader(0) });
    assert_eq!((rejection.code.code(), rejection.diagnostics.is_empty()), ("condition-does-not-compile", false));
}

#[test]
fn settings_that_are_not_said_are_the_plain_program() {
    let spec: ConsumerSpec = serde_json::from_str(r#"{ "name": "reader", "reads": "Q" }"#).unwrap();
    assert_eq!(spec, reader(0));
    let text = serde_json::to_string(&spec).unwrap();
    assert_eq!(text, r#"{"name":"reader","reads":"Q","receive_mode":"peek-lock","work_ms":0,"enabled":true}"#);
    let full = r#"{
        "name": "reader", "reads": "Q", "work_ms": 1, "work_max_ms": 9, "batch_size": 2, "prefetch": 3,
        "only_if": { "condition": "true", "others": "abandon" }, "fails": { "every-nth": 3 },
        "on_failure": { "dead-letter": { "reason": "r" } }, "settle": "before-work",
        "renew": { "every_ms": 1000, "up_to_ms": 9000 }, "effect": "pages-person",
        "deduplicate": { "by": { "property": "p" }, "memory": "durable", "recorded": "with-effect" }
    }"#;
    let spec: ConsumerSpec = serde_json::from_str(full).unwrap();
    let again: ConsumerSpec = serde_json::from_str(&serde_json::to_string(&spec).unwrap()).unwrap();
    assert_eq!(spec, again);
    assert_eq!(spec.fails, Some(Poison::EveryNth(3)));
}
