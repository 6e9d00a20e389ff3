//! Consumer programs: those of the tutorials, and each way in which one can go wrong.

use crate::{scenario, story, three_levels};
use iot_hub_playground::model::ids::ProducerId;
use iot_hub_playground::scenario::Scenario;
use iot_hub_playground::session::Session;
use iot_hub_playground::session::story::console;
use iot_hub_playground::session::trails::Trails;
use iot_hub_playground::world::spec::{
    ConsumerSpec, CrashMoment, Deduplication, EffectKind, FaultSpec, Memory, Origin, Poison, PoisonQueue, Program,
    PutOrder, Putting, ReceiveMode, Recorded, Renewal, Settling, Target, TutorialProgram,
};

pub(crate) const READER: &str = "ReadCriticalQueue";

/// The tutorial with its critical route, one message of each level first, then what `change` makes of it.
pub(crate) fn tutorial(pace_ms: u64, change: impl FnOnce(&mut Scenario)) -> Scenario {
    let mut start = three_levels();
    start.routes.pop();
    start.endpoints.pop();
    start.consumers = vec![ConsumerSpec { work_ms: 500, ..ConsumerSpec::new(READER, "CriticalQueue") }];
    start.devices[0].program = Program::Tutorial(TutorialProgram { pace_ms, ..TutorialProgram::default() });
    if let Target::ServiceBusQueue(queue) = &mut start.endpoints[0].target {
        queue.lock_duration_ms = 5_000;
    }
    change(&mut start);
    start
}

/// What queues and programs did: the lines of other actors left out.
pub(crate) fn of_queues(text: &str) -> String {
    let others = ["MyFirstPythonDevice", "contoso-hub", "events"];
    let actor = |line: &str| line.get(17..).map_or("", |rest| rest.split_whitespace().next().unwrap_or("")).to_owned();
    let lines = text.lines().filter(|line| !others.contains(&&*actor(line)));
    lines.map(|line| format!("{line}\n")).collect()
}

pub(crate) fn crash(when: CrashMoment) -> FaultSpec {
    FaultSpec::CrashConsumer { consumer: READER.into(), when, restart_after_ms: 1_000 }
}

/// `while True: msg = receive_queue_message(QUEUE_NAME, peek_lock=False); print(msg.body)`: after a minute without a
/// message the call comes back with an empty one, whose body is `None`.
#[test]
fn read_critical_queue() {
    let start = tutorial(40_000, |start| {
        let reader = &mut start.consumers[0];
        (reader.receive_mode, reader.work_ms, reader.wait_ms) = (ReceiveMode::ReceiveAndDelete, 0, Some(60_000));
    });
    let text = of_queues(&story(start.clone(), &[], 145_000));
    let mut session = Session::new(start).expect("the scenario builds");
    session.seek_time(session.world().start().plus(145_000), 100_000);
    let world = session.world();
    let reader = world.find_consumer(READER).expect("it stands");
    let mut trails = Trails::default();
    assert!(trails.read_on(0, session.log(), || true));
    let occasions = trails.printed(session.log(), ProducerId::program(reader), session.at_step(), usize::MAX);
    let printed = console::of_consumer(&occasions, |send| world.message_of(send), |_| String::new());
    let printed: Vec<_> = printed.into_iter().flat_map(|output| output.lines).collect();
    insta::assert_snapshot!(format!("{text}\nprinted:\n{}\n", printed.join("\n")));
}

/// `receive_queue_message(…, peek_lock=True)`, `print(msg.body)`, `msg.delete()`.
#[test]
fn peek_lock_then_delete() {
    insta::assert_snapshot!(of_queues(&story(tutorial(1_000, |_| {}), &[], 2_900)));
}

/// `msg.unlock()` where the message cannot be processed: the same consumer or another one may receive it again.
#[test]
fn unlock_gives_the_message_to_another_consumer() {
    let start = tutorial(1_000, |start| {
        start.consumers[0].fails = Some(Poison::EveryNth(1));
        start.consumers.push(ConsumerSpec { work_ms: 300, ..ConsumerSpec::new("other", "CriticalQueue") });
    });
    insta::assert_snapshot!(of_queues(&story(start, &[], 3_900)));
}

/// At least once: processed, then crashed before `delete`. Without a check of the message id it is processed twice.
#[test]
fn a_crash_before_delete_processes_the_message_twice() {
    let start = tutorial(1_000, |start| {
        start.consumers[0].effect = Some(EffectKind::OpensTicket);
        start.faults = vec![crash(CrashMoment::BeforeSettling(1))];
    });
    let text = of_queues(&story(start, &[], 8_900));
    assert!(text.contains("again: 2"), "{text}");
    insta::assert_snapshot!(text);
}

/// The same, with a check of the message id that survives the crash.
#[test]
fn the_message_id_tells_a_repeated_delivery() {
    let start = tutorial(1_000, |start| {
        start.consumers[0].effect = Some(EffectKind::OpensTicket);
        start.consumers[0].deduplicate =
            Some(Deduplication { memory: Memory::Durable, recorded: Recorded::WithEffect, by: Default::default() });
        start.faults = vec![crash(CrashMoment::BeforeSettling(1))];
    });
    let text = of_queues(&story(start, &[], 8_900));
    assert!(text.contains("duplicate-skipped") && !text.contains("again: 2"), "{text}");
    insta::assert_snapshot!(text);
}

/// A crash in each receive mode at each point of the program: what becomes of message_2.
#[test]
fn a_crash_at_each_point_of_the_program() {
    let moments = [
        CrashMoment::BeforeWork(1),
        CrashMoment::DuringWork(1),
        CrashMoment::BetweenEffectAndRecord(1),
        CrashMoment::BeforeSettling(1),
        CrashMoment::AfterSettling(1),
    ];
    let programs = [
        ("peek-lock", ReceiveMode::PeekLock, Settling::AfterWork),
        ("peek-lock, completed before the work", ReceiveMode::PeekLock, Settling::BeforeWork),
        ("receive-and-delete", ReceiveMode::ReceiveAndDelete, Settling::AfterWork),
    ];
    let mut all = String::new();
    for (name, receive_mode, settle) in programs {
        for moment in moments {
            let start = tutorial(1_000, |start| {
                let reader = &mut start.consumers[0];
                (reader.receive_mode, reader.settle) = (receive_mode, settle);
                reader.effect = Some(EffectKind::OpensTicket);
                reader.deduplicate = Some(Deduplication {
                    memory: Memory::Durable,
                    recorded: Recorded::AfterEffect,
                    by: Default::default(),
                });
                start.faults = vec![crash(moment)];
            });
            let text = of_queues(&story(start, &[], 8_900));
            let of_it: String =
                text.lines().filter(|line| line.contains("message_2")).map(|line| format!("{line}\n")).collect();
            all.push_str(&format!("{name}, {}\n{of_it}\n", moment.code()));
        }
    }
    insta::assert_snapshot!(all);
}

/// Past its time to live a locked message is completed as usual; without completion it goes when its lock ends.
#[test]
fn a_message_expires_while_it_is_locked() {
    let mut both = String::new();
    for faults in [vec![], vec![crash(CrashMoment::DuringWork(1))]] {
        let start = tutorial(60_000, |start| {
            start.consumers[0].work_ms = 4_000;
            start.faults = faults;
            if let Target::ServiceBusQueue(queue) = &mut start.endpoints[0].target {
                queue.default_time_to_live_ms = Some(2_000);
            }
        });
        both.push_str(&of_queues(&story(start, &[], 130_000)));
        both.push('\n');
    }
    insta::assert_snapshot!(both);
}

/// Prefetched messages are locked while they wait for the program: the third comes to it with a dead lock.
#[test]
fn prefetch_lets_locks_run_out() {
    let start = tutorial(500, |start| {
        start.routes[0].condition = "true".into();
        let reader = &mut start.consumers[0];
        (reader.prefetch, reader.work_ms) = (3, 2_600);
        start.devices[0].program = Program::Tutorial(TutorialProgram { pace_ms: 900, ..TutorialProgram::default() });
    });
    insta::assert_snapshot!(of_queues(&story(start, &[], 9_500)));
}

#[test]
fn a_batch_renews_its_locks() {
    let start = tutorial(500, |start| {
        start.routes[0].condition = "true".into();
        let reader = &mut start.consumers[0];
        (reader.batch_size, reader.work_ms) = (4, 2_500);
        reader.renew = Some(Renewal { every_ms: 4_000, up_to_ms: 60_000 });
    });
    insta::assert_snapshot!(of_queues(&story(start, &[], 11_000)));
}

/// The seed's own loop on a Storage queue: put, get, print, delete.
#[test]
fn a_storage_queue_worker_gets_and_deletes() {
    insta::assert_snapshot!(of_queues(&story(storage(|_| {}), &[], 9_000)));
}

/// A crash between get and delete, and a message whose work always fails.
#[test]
fn a_storage_queue_worker_crashes_and_gives_up_a_poison_message() {
    let start = storage(|start| {
        start.faults = vec![FaultSpec::CrashConsumer {
            consumer: "worker".into(),
            when: CrashMoment::DuringWork(1),
            restart_after_ms: 500,
        }];
        start.consumers[1].fails = Some(Poison::Condition("$body.n = 1".into()));
        start.consumers[1].poison = Some(PoisonQueue { after: 2, queue: None });
    });
    insta::assert_snapshot!(of_queues(&story(start, &[], 15_000)));
}

/// The work takes longer than the visibility timeout, and another worker got the message meanwhile.
#[test]
fn a_stale_pop_receipt_deletes_nothing() {
    let start = storage(|start| {
        (start.consumers[1].work_ms, start.consumers[1].wait_ms) = (6_000, Some(1_000));
        start.consumers.push(ConsumerSpec { name: "other".into(), ..start.consumers[1].clone() });
    });
    let text = of_queues(&story(start, &[], 16_000));
    assert!(text.contains("MessageNotFound"), "{text}");
    insta::assert_snapshot!(text);
}

/// A program that puts two messages a run apart, and one that gets and deletes.
pub(crate) fn storage(change: impl FnOnce(&mut Scenario)) -> Scenario {
    let mut start = three_levels();
    start.routes.clear();
    start.endpoints.clear();
    start.devices.clear();
    let text = Some(r#"{"n": {n}}"#.into());
    let puts = Putting { queue: "taskqueue".into(), order: PutOrder::PutThenSettle, text };
    start.consumers = vec![
        ConsumerSpec {
            from: Origin::Clock,
            puts: Some(puts),
            wait_ms: Some(8_000),
            ..ConsumerSpec::new("producer", "")
        },
        ConsumerSpec {
            from: Origin::StorageQueue,
            work_ms: 1_000,
            wait_ms: Some(3_000),
            visibility_timeout: Some(4),
            ..ConsumerSpec::new("worker", "taskqueue")
        },
    ];
    change(&mut start);
    start
}

/// The stories of the library.
macro_rules! library {
    ($($name:ident $file:literal $ms:literal;)*) => { $(
        #[test]
        fn $name() {
            let start = scenario(include_str!(concat!("../../static/scenarios/", $file, ".json")));
            insta::assert_snapshot!(of_queues(&story(start, &[], $ms)));
        }
    )* };
}
library! {
    competing_consumers "competing-consumers" 12_000;
    poison_to_dead_letter "poison-to-dead-letter" 12_000;
    lock_expires_while_working "lock-expires-while-working" 24_000;
    forward_to_storage_queue "forward-to-storage-queue" 30_000;
}
