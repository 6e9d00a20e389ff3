//! Journeys of single messages, each as sentences and as the picture that stands in documents.
//!
//! The pictures lie beside the snapshots as `.svg`: open one to see what its sentences say.

use crate::consumers::{READER, crash, storage, tutorial};
use crate::faults::{DEVICE, QUEUE, all_critical, batch_border};
use crate::{LOST_PUBACK, TUTORIAL, scenario, three_levels};
use iot_hub_playground::model::time::Millis;
use iot_hub_playground::picture::journey::chart::Chart;
use iot_hub_playground::picture::journey::svg::svg;
use iot_hub_playground::picture::journey::words::Words;
use iot_hub_playground::picture::journey::{Playhead, View, find, journey};
use iot_hub_playground::scenario::Scenario;
use iot_hub_playground::session::Session;
use iot_hub_playground::text::{Language, format};
use iot_hub_playground::world::spec::{
    Arrow, ConsumerSpec, CrashMoment, Deduplication, EffectKind, FaultSpec, Memory, Poison, PoisonQueue, Program,
    ReceiveMode, Recorded, Renewal, Settling, Target, TutorialProgram,
};

const LOCK_EXPIRES: &str = include_str!("../../static/scenarios/lock-expires-while-working.json");
const POISON: &str = include_str!("../../static/scenarios/poison-to-dead-letter.json");
const COMPETING: &str = include_str!("../../static/scenarios/competing-consumers.json");
const FORWARD: &str = include_str!("../../static/scenarios/forward-to-storage-queue.json");

/// The story and the picture of one message at `ms`; acts are made at their times, as documents hold them.
fn drawn(
    start: Scenario,
    acts: &[(Millis, &str)],
    ms: Millis,
    message: &str,
    view: fn(&Session) -> View,
    language: Language,
) -> (String, String) {
    let mut session = Session::new(start).expect("the scenario builds");
    let begin = session.world().start();
    for (at, act) in acts {
        session.seek_time(begin.plus(*at), 100_000);
        session.act(serde_json::from_str(act).expect("an act")).expect("the act is taken");
    }
    session.seek_time(begin.plus(ms), 100_000);
    let (world, log) = (session.world(), session.log());
    let entries = || log.steps(1, session.last_step());
    let send = find(world, entries(), message).expect("the message was sent");
    let journey = journey(entries(), send, Playhead { step: session.at_step(), at: world.now() }).folded();
    let words = Words { journey: &journey, world, language, view: view(&session) };
    let mut text = String::new();
    for (row, said) in words.lines() {
        let at = format::instant(journey.rows[row].at.since(begin));
        let label = if journey.fold_of(row).is_some() { "…".to_owned() } else { words.label(&journey.rows[row]) };
        text.push_str(&format!("{at}  [{label}] {said}\n"));
    }
    (text, svg(&words, &Chart::of(&words)))
}

/// Holds the story and the picture of a message, and gives the story.
macro_rules! tells {
    ($name:literal, $start:expr, $acts:expr, $ms:expr, $message:expr, $view:expr, $language:expr) => {{
        let (text, picture) = drawn($start, $acts, $ms, $message, $view, $language);
        insta::assert_snapshot!($name, text);
        insta::assert_binary_snapshot!(concat!($name, "_drawn.svg"), picture.into_bytes());
        text
    }};
    ($name:literal, $start:expr, $acts:expr, $ms:expr, $message:expr) => {
        tells!($name, $start, $acts, $ms, $message, |_| View::Everything, Language::English)
    };
    ($name:literal, $start:expr, $ms:expr, $message:expr) => {
        tells!($name, $start, &[], $ms, $message)
    };
}

#[test]
fn acknowledgements() {
    tells!("lost_acknowledgement", scenario(LOST_PUBACK), 13_020, "message_7");
    let publish = {
        let mut start = three_levels();
        let device = "MyFirstPythonDevice".into();
        start.faults = vec![FaultSpec::LosePublish { device, message: 2, back_after_ms: 500 }];
        start
    };
    tells!("lost_publish", publish, 2_900, "message_2");
    tells!("happy_path", three_levels(), 2_900, "message_2");
}

#[test]
fn what_each_party_knows() {
    let consumer = |session: &Session| View::Consumer(session.world().find_consumer(READER).expect("it stands"));
    let (at, message) = (13_020, "message_7");
    tells!("device_knows", scenario(LOST_PUBACK), &[], at, message, |_| View::Sender, Language::English);
    tells!("consumer_knows", scenario(LOST_PUBACK), &[], at, message, consumer, Language::Korean);
    tells!("everything_in_korean", scenario(LOST_PUBACK), &[], at, message, |_| View::Everything, Language::Korean);
}

/// One story for each receive mode and each point of the program where it can crash.
macro_rules! crashes {
    ($($test:ident: $mode:expr, $settle:expr, { $($name:literal $moment:ident),* $(,)? })*) => { $(
        #[test]
        fn $test() {
            $(tells!($name, crashing($mode, $settle, CrashMoment::$moment(1)), 8_900, "message_2");)*
        }
    )* };
}
crashes! {
    crashes_in_peek_lock: ReceiveMode::PeekLock, Settling::AfterWork, {
        "peek_lock_crash_before_work" BeforeWork,
        "peek_lock_crash_during_work" DuringWork,
        "peek_lock_crash_between_effect_and_record" BetweenEffectAndRecord,
        "peek_lock_crash_before_settling" BeforeSettling,
        "peek_lock_crash_after_settling" AfterSettling,
    }
    crashes_after_completing_first: ReceiveMode::PeekLock, Settling::BeforeWork, {
        "completed_first_crash_before_work" BeforeWork,
        "completed_first_crash_during_work" DuringWork,
        "completed_first_crash_between_effect_and_record" BetweenEffectAndRecord,
        "completed_first_crash_before_settling" BeforeSettling,
        "completed_first_crash_after_settling" AfterSettling,
    }
    crashes_in_receive_and_delete: ReceiveMode::ReceiveAndDelete, Settling::AfterWork, {
        "receive_and_delete_crash_before_work" BeforeWork,
        "receive_and_delete_crash_during_work" DuringWork,
        "receive_and_delete_crash_between_effect_and_record" BetweenEffectAndRecord,
    }
}

fn crashing(receive_mode: ReceiveMode, settle: Settling, moment: CrashMoment) -> Scenario {
    tutorial(1_000, |start| {
        let reader = &mut start.consumers[0];
        (reader.receive_mode, reader.settle) = (receive_mode, settle);
        reader.effect = Some(EffectKind::OpensTicket);
        let (memory, recorded) = (Memory::Durable, Recorded::AfterEffect);
        reader.deduplicate = Some(Deduplication { memory, recorded, by: Default::default() });
        start.faults = vec![crash(moment)];
    })
}

#[test]
fn locks() {
    let late = tells!("lock_expires_while_working", scenario(LOCK_EXPIRES), 20_000, "message_1");
    assert!(late.contains("complete refused: MessageLockLost"), "{late}");
    tells!("poison_message", scenario(POISON), 20_000, "message_1");
    let mut patient = scenario(POISON);
    if let Target::ServiceBusQueue(queue) = &mut patient.endpoints[0].target {
        queue.max_delivery_count = 40;
    }
    let folded = tells!("forty_deliveries", patient, 120_000, "message_1");
    assert!(folded.contains("more deliveries") && folded.contains("dead-lettered"), "{folded}");
    tells!("competing_consumers", scenario(COMPETING), 20_000, "message_2");
    let abandoned = tutorial(1_000, |start| {
        start.consumers[0].fails = Some(Poison::EveryNth(1));
        start.consumers.push(ConsumerSpec { work_ms: 300, ..ConsumerSpec::new("other", "CriticalQueue") });
    });
    tells!("abandoned_to_another_consumer", abandoned, 3_900, "message_2");
    let prefetch = tutorial(500, |start| {
        start.routes[0].condition = "true".into();
        let reader = &mut start.consumers[0];
        (reader.prefetch, reader.work_ms) = (3, 2_600);
        start.devices[0].program = Program::Tutorial(TutorialProgram { pace_ms: 900, ..TutorialProgram::default() });
    });
    tells!("prefetched_lock_runs_out", prefetch, 9_500, "message_2");
    let renewed = tutorial(500, |start| {
        start.routes[0].condition = "true".into();
        let reader = &mut start.consumers[0];
        (reader.batch_size, reader.work_ms) = (4, 2_500);
        reader.renew = Some(Renewal { every_ms: 4_000, up_to_ms: 60_000 });
    });
    tells!("renewed_locks", renewed, 11_000, "message_2");
}

#[test]
fn expiry_while_locked() {
    let start = |faults| {
        tutorial(60_000, |start| {
            start.consumers[0].work_ms = 4_000;
            start.faults = faults;
            if let Target::ServiceBusQueue(queue) = &mut start.endpoints[0].target {
                queue.default_time_to_live_ms = Some(2_000);
            }
        })
    };
    let completed = tells!("expired_while_locked_completes", start(vec![]), 130_000, "message_2");
    assert!(completed.contains("completes"), "{completed}");
    let gone = tells!("expired_after_a_crash", start(vec![crash(CrashMoment::DuringWork(1))]), 130_000, "message_2");
    assert!(gone.contains("time to live over"), "{gone}");
}

/// A volatile store of ids forgets with its process: the counter-example to "applied once".
#[test]
fn deduplication() {
    let start = |memory, recorded| {
        tutorial(1_000, |start| {
            start.consumers[0].effect = Some(EffectKind::OpensTicket);
            start.consumers[0].deduplicate = Some(Deduplication { memory, recorded, by: Default::default() });
            start.faults = vec![crash(CrashMoment::BeforeSettling(1))];
        })
    };
    let once = tells!("deduplicated_durably", start(Memory::Durable, Recorded::WithEffect), 8_900, "message_2");
    assert!(once.contains("repeat: work skipped"), "{once}");
    let twice = tells!("deduplicated_in_memory", start(Memory::Volatile, Recorded::AfterEffect), 8_900, "message_2");
    assert!(twice.contains("opens a ticket again: effect 2"), "{twice}");
}

#[test]
fn storage_queues() {
    tells!("forwarded_to_a_storage_queue", scenario(FORWARD), 30_000, "message_4");
    let slow = storage(|start| {
        (start.consumers[1].work_ms, start.consumers[1].wait_ms) = (6_000, Some(1_000));
        start.consumers.push(ConsumerSpec { name: "other".into(), ..start.consumers[1].clone() });
    });
    let stale = tells!("stale_pop_receipt", slow, 16_000, "#0");
    assert!(stale.contains("delete refused: MessageNotFound"), "{stale}");
    let poison = storage(|start| {
        start.consumers[1].fails = Some(Poison::Condition("$body.n = 1".into()));
        start.consumers[1].poison = Some(PoisonQueue { after: 2, queue: None });
    });
    tells!("storage_queue_poison_message", poison, 30_000, "#1");
}

#[test]
fn endpoints() {
    let outage = |for_ms| {
        let mut start = scenario(LOST_PUBACK);
        start.faults = vec![FaultSpec::Outage { endpoint: "events".into(), from_ms: 0, for_ms: Some(for_ms) }];
        start
    };
    tells!("retried_after_an_outage", outage(5_000), 9_000, "message_0");
    let mut dead = scenario(TUTORIAL);
    dead.devices[0].program = Program::Tutorial(TutorialProgram { pace_ms: 600_000, ..TutorialProgram::default() });
    dead.routes.clear();
    dead.consumers.clear();
    dead.faults = vec![FaultSpec::Outage { endpoint: "events".into(), from_ms: 0, for_ms: Some(5_400_000) }];
    let dropped = tells!("dropped_by_a_dead_endpoint", dead, 9_000_000, "message_0");
    assert!(dropped.contains("dropped: endpoint dead"), "{dropped}");
    let mut orphaned = three_levels();
    orphaned.hub.fallback = false;
    tells!("orphaned", orphaned, 2_900, "message_0");
    let written = tells!("written_to_a_blob", scenario(LOST_PUBACK), 65_000, "message_1");
    assert!(written.contains("in a blob of"), "{written}");
    let twice = tells!("in_two_blobs_at_a_batch_border", batch_border(), 121_000, "message_48");
    assert_eq!(twice.matches("in a blob of").count(), 2, "{twice}");
}

/// What the way does: loses, delays, doubles; and the router, which brings again what it had brought.
#[test]
fn on_the_way() {
    let one = |fault| all_critical(vec![fault], |_| {});
    let replayed = tells!("router_replay", one(FaultSpec::router_restart(QUEUE, 3)), 4_900, "message_2");
    assert!(replayed.contains("delivered again") && replayed.contains("router"), "{replayed}");
    let publish = Arrow::Publish { device: DEVICE.into(), message: 1 };
    let doubled = FaultSpec::Duplicate { arrow: publish.clone() };
    tells!("doubled_publish", one(doubled), 2_900, "message_1");
    tells!("late_publish", one(FaultSpec::Delay { arrow: publish, by_ms: 2_500 }), 4_900, "message_1");
    // The program is told that it failed; the hub stores it all the same, and nobody hears of it.
    let given_up = tells!(
        "publish_later_than_the_client_waits",
        one(FaultSpec::Delay { arrow: Arrow::Publish { device: DEVICE.into(), message: 1 }, by_ms: 11_000 }),
        12_900,
        "message_1"
    );
    assert!(given_up.contains("gives up") && given_up.contains("PUBACK, ignored"), "{given_up}");
    let puback = Arrow::Puback { device: DEVICE.into(), message: 1 };
    let late = tells!(
        "puback_later_than_the_client_waits",
        one(FaultSpec::Delay { arrow: puback, by_ms: 11_000 }),
        12_900,
        "message_1"
    );
    assert!(late.contains("gives up") && late.contains("PUBACK, ignored"), "{late}");
    let reader = || READER.into();
    let response = FaultSpec::Lose { arrow: Arrow::Response { consumer: reader(), nth: 2 } };
    tells!("lost_response", one(response.clone()), 8_000, "message_1");
    let deleted = all_critical(vec![response], |start| start.consumers[0].receive_mode = ReceiveMode::ReceiveAndDelete);
    let lost = tells!("lost_response_of_receive_and_delete", deleted, 8_000, "message_1");
    assert!(lost.contains("is lost"), "{lost}");
    let answer = FaultSpec::Lose { arrow: Arrow::Answer { consumer: reader(), nth: 2 } };
    tells!("lost_answer", one(answer), 4_000, "message_1");
    let call = FaultSpec::Lose { arrow: Arrow::Call { consumer: reader(), nth: 2 } };
    let repeated = tells!("lost_complete_repeats_the_work", one(call), 8_000, "message_1");
    assert!(repeated.contains("opens a ticket again"), "{repeated}");
    let hangs = FaultSpec::LockRunsOut { consumer: reader(), nth: 2 };
    tells!("lock_let_run_out", one(hangs), 7_500, "message_1");
    tells!("device_reboots", one(FaultSpec::reboot(DEVICE, 2_020)), 6_000, "message_2");
}

/// A queue beside the hub, by hand: the person sends, and takes.
fn by_hand(acts: &[(Millis, &str)], ms: Millis) -> (Scenario, Vec<(Millis, String)>, Millis) {
    let mut start = three_levels();
    (start.routes, start.endpoints, start.devices, start.consumers) = (vec![], vec![], vec![], vec![]);
    let act = |&(at, operation): &(Millis, &str)| {
        let (queue, operation) = operation.split_once(' ').expect("a queue and an operation");
        (at, format!(r#"{{"service-bus": {{"queue": "{queue}", "operation": {operation}}}}}"#))
    };
    (start, acts.iter().map(act).collect(), ms)
}

macro_rules! by_hand {
    ($name:literal, $message:literal, $ms:literal, $($at:literal $act:literal),* $(,)?) => {{
        let (start, acts, ms) = by_hand(&[$(($at, $act)),*], $ms);
        let acts: Vec<_> = acts.iter().map(|(at, act)| (*at, &**act)).collect();
        tells!($name, start, &acts, ms, $message)
    }};
}

#[test]
fn queues_by_hand() {
    let scheduled = by_hand!(
        "scheduled_message", "job", 9_000,
        0 r#"tasks {"create-queue": {}}"#,
        1_000 r#"tasks {"schedule": {"message": {"message_id": "job"}, "at": 1767225605000}}"#,
        6_000 r#"tasks {"receive": {}}"#,
        7_000 r#"tasks {"complete": {"message": "c3.1"}}"#,
    );
    assert!(scheduled.contains("active, seq"), "{scheduled}");
    by_hand!(
        "deferred_message", "job", 9_000,
        0 r#"tasks {"create-queue": {}}"#,
        1_000 r#"tasks {"send": {"message": {"message_id": "job"}}}"#,
        2_000 r#"tasks {"receive": {}}"#,
        3_000 r#"tasks {"defer": {"message": "c3.1"}}"#,
        5_000 r#"tasks {"receive-deferred": {"sequence_numbers": [1], "mode": "receive-and-delete"}}"#,
    );
    by_hand!(
        "forwarded_from_queue_to_queue", "job", 9_000,
        0 r#"second {"create-queue": {}}"#,
        0 r#"first {"create-queue": {"settings": {"forward_to": "second"}}}"#,
        1_000 r#"first {"send": {"message": {"message_id": "job"}}}"#,
        2_000 r#"second {"receive": {}}"#,
        3_000 r#"second {"dead-letter": {"message": "c4.1"}}"#,
    );
    by_hand!(
        "queue_is_deleted", "job", 4_000,
        0 r#"tasks {"create-queue": {}}"#,
        1_000 r#"tasks {"send": {"message": {"message_id": "job"}}}"#,
        3_000 r#"tasks {"delete-queue": {}}"#,
    );
}

/// The queue itself compares ids: what an endpoint of the hub may not do.
#[test]
fn duplicate_detection() {
    let (start, acts, ms) = by_hand(
        &[
            (0, r#"tasks {"create-queue": {"settings": {"requires_duplicate_detection": true}}}"#),
            (1_000, r#"tasks {"send": {"message": {"message_id": "same", "body": "1"}}}"#),
            (2_000, r#"tasks {"send": {"message": {"message_id": "same", "body": "2"}}}"#),
        ],
        4_000,
    );
    let mut session = Session::new(start).expect("the scenario builds");
    let begin = session.world().start();
    for (at, act) in &acts {
        session.seek_time(begin.plus(*at), 1_000);
        session.act(serde_json::from_str(act).expect("an act")).expect("the act is taken");
    }
    session.seek_time(begin.plus(ms), 1_000);
    let world = session.world();
    let entries = || session.log().steps(1, session.last_step());
    let told = |send| {
        let found = journey(entries(), send, Playhead { step: session.at_step(), at: world.now() });
        let words = Words { journey: &found, world, language: Language::English, view: View::Everything };
        found.rows.iter().map(|row| words.label(row)).collect::<Vec<_>>()
    };
    let first = find(world, entries(), "same").expect("it was sent");
    let second = entries().filter_map(|entry| entry.what.send()).find(|send| *send != first).expect("so was the other");
    assert_eq!(told(first), ["seq 1"]);
    assert_eq!(told(second), ["thrown away: message id known"]);
}
