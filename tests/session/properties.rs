//! Runs with acts by hand: they run again to the same end, and every moment of them is the one that was.

use iot_hub_playground::model::service_bus::ReceiveMode;
use iot_hub_playground::model::time::Timestamp;
use iot_hub_playground::scenario::Scenario;
use iot_hub_playground::session::document::RunDocument;
use iot_hub_playground::session::{Progress, Session};
use iot_hub_playground::world::World;
use iot_hub_playground::world::command::Command;
use iot_hub_playground::world::entry::What;
use iot_hub_playground::world::operation::{
    EventPosition, EventsOperation, QueueMessageSpec, ServiceBusOperation, StorageOperation, StorageTaken, Taken,
};
use iot_hub_playground::world::spec::QueueSpec;
use proptest::collection::vec;
use proptest::prelude::*;
use std::sync::Arc;

fn base() -> Scenario {
    Scenario::from_json(include_str!("../../static/scenarios/lost-puback.json")).expect("the scenario loads")
}

fn handle() -> impl Strategy<Value = Arc<str>> {
    (1u32..30, 1u32..3).prop_map(|(command, number)| format!("c{command}.{number}").into())
}

fn queue() -> impl Strategy<Value = Arc<str>> {
    let names = ["CriticalQueue", "taskqueue", "other", "taskqueue/$deadletterqueue"];
    (0usize..names.len()).prop_map(move |at| names[at].into())
}

fn settings() -> impl Strategy<Value = QueueSpec> {
    use proptest::option::of;
    let times = (5_000u64..30_000, of(1_000u64..40_000), of(300_000u64..400_000));
    (times, 1u32..4, any::<bool>(), any::<bool>(), of(Just("other"))).prop_map(
        |((lock, live, idle), max, dead, twice, to)| QueueSpec {
            lock_duration_ms: lock,
            default_time_to_live_ms: live,
            auto_delete_on_idle_ms: idle,
            max_delivery_count: max,
            dead_lettering_on_message_expiration: dead,
            requires_duplicate_detection: twice,
            forward_to: to.map(Into::into),
            ..QueueSpec::default()
        },
    )
}

fn service_bus() -> impl Strategy<Value = ServiceBusOperation> {
    let message = (0u32..4, proptest::option::of(1_000u64..30_000)).prop_map(|(id, live)| QueueMessageSpec {
        body: "a".into(),
        message_id: (id > 0).then(|| id.to_string().into()),
        time_to_live_ms: live,
        ..QueueMessageSpec::default()
    });
    let taken = || handle().prop_map(Taken::Handle);
    let mode = || prop_oneof![3 => Just(ReceiveMode::PeekLock), 1 => Just(ReceiveMode::ReceiveAndDelete)];
    prop_oneof![
        2 => settings().prop_map(|settings| ServiceBusOperation::CreateQueue { settings }),
        1 => settings().prop_map(|settings| ServiceBusOperation::UpdateQueue { settings }),
        1 => Just(ServiceBusOperation::DeleteQueue {}),
        6 => message.clone().prop_map(|message| ServiceBusOperation::Send { message }),
        2 => vec(message.clone(), 1..4).prop_map(|messages| ServiceBusOperation::SendBatch { messages }),
        2 => (message, 0u64..60_000).prop_map(|(message, ms)| {
            let at = iot_hub_playground::model::time::DEFAULT_START.plus(ms);
            ServiceBusOperation::Schedule { message, at }
        }),
        1 => (1u64..6).prop_map(|sequence_number| ServiceBusOperation::CancelScheduled { sequence_number }),
        6 => (mode(), 1u32..4).prop_map(|(mode, max)| ServiceBusOperation::Receive { mode, max }),
        1 => (vec(1u64..6, 1..3), mode()).prop_map(|(sequence_numbers, mode)| {
            ServiceBusOperation::ReceiveDeferred { sequence_numbers, mode }
        }),
        1 => (0u64..4, 1u32..4).prop_map(|(from, max)| ServiceBusOperation::Peek { from, max }),
        2 => taken().prop_map(|message| ServiceBusOperation::Complete { message }),
        2 => taken().prop_map(|message| ServiceBusOperation::Abandon { message, properties: vec![] }),
        2 => taken().prop_map(|message| ServiceBusOperation::Defer { message, properties: vec![] }),
        2 => taken().prop_map(|message| ServiceBusOperation::DeadLetter {
            message, reason: None, description: None, properties: vec![],
        }),
        1 => taken().prop_map(|message| ServiceBusOperation::RenewLock { message }),
        1 => taken().prop_map(|message| ServiceBusOperation::Resubmit { message }),
    ]
}

fn storage() -> impl Strategy<Value = StorageOperation> {
    let taken = || handle().prop_map(StorageTaken::Handle);
    use proptest::option::of;
    prop_oneof![
        2 => Just(StorageOperation::CreateQueue { metadata: vec![] }),
        1 => Just(StorageOperation::DeleteQueue {}),
        6 => (of(0i64..20), of(1i64..40)).prop_map(|(visibility_timeout, message_ttl)| {
            StorageOperation::PutMessage { text: Some("a".into()), visibility_timeout, message_ttl }
        }),
        6 => (of(1i64..4), of(1i64..20)).prop_map(|(num_of_messages, visibility_timeout)| {
            StorageOperation::GetMessages { num_of_messages, visibility_timeout }
        }),
        1 => Just(StorageOperation::PeekMessages { num_of_messages: Some(3) }),
        2 => (taken(), of(0i64..20)).prop_map(|(message, visibility_timeout)| {
            StorageOperation::UpdateMessage { message, visibility_timeout, text: Some("b".into()) }
        }),
        2 => taken().prop_map(|message| StorageOperation::DeleteMessage { message }),
        1 => Just(StorageOperation::ClearMessages {}),
        1 => Just(StorageOperation::GetMetadata {}),
    ]
}

fn act() -> impl Strategy<Value = Command> {
    let from = prop_oneof![Just(EventPosition::Next), Just(EventPosition::Earliest), Just(EventPosition::Latest)];
    prop_oneof![
        6 => (queue(), service_bus()).prop_map(|(queue, operation)| Command::ServiceBus { queue, operation }),
        4 => storage().prop_map(|operation| Command::Storage { queue: "taskqueue".into(), operation }),
        1 => (from, 1u32..5).prop_map(|(from, max)| Command::Events {
            operation: EventsOperation::Receive { group: "$Default".into(), partition: None, from, max },
        }),
    ]
}

fn acts() -> impl Strategy<Value = Vec<(u64, Command)>> {
    vec((0u64..6_000, act()), 1..25)
}

/// A session with two queues in which the person acts now and then; what is refused is part of the story.
fn played(seed: u32, acts: &[(u64, Command)]) -> Session {
    let mut scenario = base();
    scenario.seed = u64::from(seed);
    let mut session = Session::new(scenario).expect("the scenario builds");
    let create = |queue: &str| Command::ServiceBus {
        queue: queue.into(),
        operation: ServiceBusOperation::CreateQueue {
            settings: QueueSpec { lock_duration_ms: 5_000, max_delivery_count: 2, ..QueueSpec::default() },
        },
    };
    session.act(create("other")).expect("it is free");
    session.act(create("taskqueue")).expect("it is free");
    let storage = StorageOperation::CreateQueue { metadata: vec![] };
    session.act(Command::Storage { queue: "taskqueue".into(), operation: storage }).expect("it is free");
    let mut at = 0;
    for (wait, command) in acts {
        at += wait;
        go(&mut session, at);
        let _ = session.act(command.clone());
    }
    go(&mut session, at + 20_000);
    session
}

fn go(session: &mut Session, ms: u64) {
    let until = session.world().start().plus(ms);
    while session.seek_time(until, 1_000) == Progress::More {}
}

/// Everything that lies in the queues, in words.
fn queues(world: &World) -> String {
    let mut all = format!("{:?}", world.storage().account());
    for queue in world.endpoints().iter().filter_map(|endpoint| endpoint.queue()) {
        for side in [Default::default(), iot_hub_playground::model::service_bus::SubQueue::DeadLetter] {
            all += &queue.messages(side, 0).map(|message| format!("{message:?}\n")).collect::<String>();
        }
    }
    all
}

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(24)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    /// Scenario, seed and commands give the same entries, also through the stored document.
    #[test]
    fn a_run_with_acts_by_hand_runs_again(seed: u32, acts in acts()) {
        let session = played(seed, &acts);
        let json = session.document().to_json();
        let document = RunDocument::from_json(&json).expect("it reads its own document");
        let again = Session::open(document).expect("the document opens");
        prop_assert_eq!((again.last_step(), again.digest()), (session.last_step(), session.digest()));
        prop_assert_eq!(queues(again.world()), queues(session.world()));
    }

    /// Any moment that is sought is the one that was, also in the storage account.
    #[test]
    fn a_moment_that_is_sought_is_the_one_that_was(seed: u32, acts in acts(), places in vec(0.0f64..1.0, 1..5)) {
        let mut session = played(seed, &acts);
        let (last, digest, end) = (session.last_step(), session.digest(), queues(session.world()));
        let mut fresh = Session::open(session.document()).expect("the document opens");
        for place in places {
            let step = (f64::from(last) * place) as u32;
            session.seek_step(step);
            fresh.seek_step(0);
            while fresh.at_step() < step {
                fresh.step();
            }
            prop_assert_eq!(queues(session.world()), queues(fresh.world()), "step {}", step);
        }
        session.seek_step(last);
        prop_assert_eq!((session.digest(), queues(session.world())), (digest, end));
    }

    /// Nothing expires or comes back but at its instant, no message is both held and receivable, and a queue never
    /// delivers a message more often than it may.
    #[test]
    fn queues_keep_their_promises(seed: u32, acts in acts()) {
        let session = played(seed, &acts);
        let mut before = Timestamp(0);
        for entry in session.entries(1, session.last_step()) {
            prop_assert!(entry.at >= before && entry.cause < entry.step, "{:?}", entry);
            before = entry.at;
        }
        let world = session.world();
        for queue in world.endpoints().iter().filter_map(|endpoint| endpoint.queue()) {
            let (counts, main) = (queue.counts(), iot_hub_playground::model::service_bus::SubQueue::Main);
            let held = queue.messages(main, 0).filter(|message| message.lock.is_some()).count() as u64;
            prop_assert_eq!(counts.locked, held);
            prop_assert!(queue.receivable() + held <= counts.active + counts.deferred);
            for message in queue.messages(main, 0) {
                prop_assert!(message.lock.is_none_or(|lock| lock.until > world.now()));
                prop_assert!(message.delivery_count <= queue.settings().max_delivery_count);
            }
        }
        for (_, _, queue) in world.storage().queues() {
            prop_assert!(queue.messages().all(|message| message.expires_at > world.now()));
        }
        prop_assert_eq!(world.ledger().unaccounted(), 0);
    }

    /// The acts make the same sense under another seed: those that took a message there take one here.
    #[test]
    fn handles_mean_the_same_message_under_another_seed(seed: u32, other: u32) {
        let queue: Arc<str> = "taskqueue".into();
        let operation = |operation| Command::ServiceBus { queue: queue.clone(), operation };
        let send = |n: u32| ServiceBusOperation::Send {
            message: QueueMessageSpec { body: n.to_string().as_str().into(), ..QueueMessageSpec::default() },
        };
        let receive = ServiceBusOperation::Receive { mode: ReceiveMode::PeekLock, max: 1 };
        let complete = |handle: &str| ServiceBusOperation::Complete { message: Taken::Handle(handle.into()) };
        let acts: Vec<_> = [send(1), send(2), receive.clone(), receive, complete("c7.1"), complete("c6.1")]
            .into_iter()
            .map(|act| (100, operation(act)))
            .collect();
        let mut session = played(seed, &acts);
        session.set_seed(u64::from(other)).expect("the scenario builds");
        let entries = session.entries(1, session.last_step());
        let completed = entries.iter().filter_map(|entry| match entry.what {
            What::Completed { sequence, consumer, .. } if consumer.is_person() => Some(sequence),
            _ => None,
        });
        prop_assert_eq!(completed.collect::<Vec<_>>(), [2, 1]);
    }
}
