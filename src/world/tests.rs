//! Calls by hand in the world: what they answer, what they leave in the log, and when things run out.

use super::*;
use crate::model::service_bus::ReceiveMode;
use crate::text::transcript;
use crate::world::operation::{
    EventPosition, EventsOperation, QueueMessageSpec, ReceivedMessage, ServiceBusAnswer, ServiceBusOperation,
    StorageAnswer, StorageOperation, StorageTaken, Taken,
};
use crate::world::spec::QueueSpec;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

struct Bench {
    world: World,
    log: Log,
}

impl Bench {
    fn new() -> Self {
        let hub = HubSpec { name: "hub".into(), tier: Default::default(), partitions: None, fallback: true };
        let world = World::new(hub, Latencies::default(), crate::model::time::DEFAULT_START, 7);
        Self { world, log: Log::default() }
    }

    /// Goes to `ms`: everything due by then has happened.
    fn at(&mut self, ms: Millis) -> &mut Self {
        let at = self.world.start().plus(ms);
        while self.world.step_until(Some(at), &mut self.log) {}
        self.world.wait_until(at);
        self
    }

    fn bus(&mut self, queue: &str, operation: ServiceBusOperation) -> Result<ServiceBusAnswer, Rejection> {
        let command = Command::ServiceBus { queue: queue.into(), operation };
        match self.world.apply(&command, &mut self.log)? {
            Answer::ServiceBus(answer) => Ok(answer),
            other => panic!("{other:?}"),
        }
    }

    fn create(&mut self, queue: &str, settings: QueueSpec) {
        self.bus(queue, ServiceBusOperation::CreateQueue { settings }).unwrap();
    }

    fn send(&mut self, queue: &str, body: &str) {
        let message = QueueMessageSpec { body: body.into(), ..QueueMessageSpec::default() };
        self.bus(queue, ServiceBusOperation::Send { message }).unwrap();
    }

    fn receive(&mut self, queue: &str) -> Vec<ReceivedMessage> {
        match self.bus(queue, ServiceBusOperation::Receive { mode: ReceiveMode::PeekLock, max: 32 }).unwrap() {
            ServiceBusAnswer::Received(messages) => messages,
            other => panic!("{other:?}"),
        }
    }

    fn storage(&mut self, queue: &str, operation: StorageOperation) -> Result<StorageAnswer, Rejection> {
        let command = Command::Storage { queue: queue.into(), operation };
        match self.world.apply(&command, &mut self.log)? {
            Answer::Storage(answer) => Ok(answer),
            other => panic!("{other:?}"),
        }
    }

    fn text(&self) -> String {
        transcript::lines(self.log.entries().iter(), &self.world)
    }

    fn codes(&self) -> Vec<&'static str> {
        self.log.entries().iter().map(|entry| entry.what.code()).collect()
    }
}

fn taken(handle: &str) -> Taken {
    Taken::Handle(handle.into())
}

fn name_of(result: Result<ServiceBusAnswer, Rejection>) -> (&'static str, u16) {
    let service = result.unwrap_err().service.expect("a service refused");
    (service.error.code(), service.status)
}

#[test]
fn a_message_is_locked_abandoned_and_completed_by_handle() {
    let mut bench = Bench::new();
    bench.create("taskqueue", QueueSpec { lock_duration_ms: 5_000, ..QueueSpec::default() });
    bench.send("TaskQueue", "Test Message");
    let first = bench.receive("taskqueue");
    assert_eq!((first[0].id.to_string(), first[0].delivery.delivery_count), ("c3.1".into(), 1));
    bench.bus("taskqueue", ServiceBusOperation::Abandon { message: taken("c3.1"), properties: vec![] }).unwrap();
    let again = bench.bus("taskqueue", ServiceBusOperation::Complete { message: taken("c3.1") });
    assert_eq!(name_of(again), ("MessageLockLost", 404));
    let second = bench.receive("taskqueue");
    assert_eq!((second[0].id.to_string(), second[0].delivery.delivery_count), ("c6.1".into(), 2));
    bench.at(4_999);
    bench.bus("taskqueue", ServiceBusOperation::RenewLock { message: taken("c6.1") }).unwrap();
    bench.at(9_998);
    bench.bus("taskqueue", ServiceBusOperation::Complete { message: taken("c6.1") }).unwrap();
    assert_eq!(
        bench.codes(),
        ["queue", "enqueued", "locked", "abandoned", "queue-refused", "locked", "lock-renewed", "completed"]
    );
    assert_eq!(bench.world.ledger().completed, 1);
    assert_eq!(bench.world.alive, Alive::default());
}

#[test]
fn a_lock_runs_out_by_itself_at_its_instant() {
    let mut bench = Bench::new();
    bench.create("q", QueueSpec { lock_duration_ms: 5_000, max_delivery_count: 1, ..QueueSpec::default() });
    bench.send("q", "a");
    bench.receive("q");
    assert_eq!(bench.world.next_due(), Some(bench.world.start().plus(5_000)));
    bench.at(5_000);
    let refused = bench.bus("q", ServiceBusOperation::Complete { message: taken("c3.1") });
    assert_eq!(name_of(refused).0, "MessageLockLost");
    let text = bench.text();
    assert!(text.contains("lock-expired") && text.contains("MaxDeliveryCountExceeded"), "{text}");
    let dead = bench.receive("q/$deadletterqueue");
    assert_eq!(dead[0].delivery.sequence, 1);
    let resubmitted =
        bench.bus("q", ServiceBusOperation::Resubmit { message: Taken::Handle(dead[0].id.to_string().into()) });
    assert!(matches!(resubmitted, Ok(ServiceBusAnswer::Sent(_))));
    let counts = bench.world.endpoints()[1].queue().unwrap().counts();
    assert_eq!((counts.active, counts.dead_lettered), (1, 0));
}

#[test]
fn messages_move_on_to_the_queue_that_is_forwarded_to() {
    let mut bench = Bench::new();
    bench.create("last", QueueSpec::default());
    bench.create("first", QueueSpec { forward_to: Some("last".into()), ..QueueSpec::default() });
    bench.send("first", "a");
    assert_eq!(bench.codes(), ["queue", "queue", "enqueued", "forwarded", "enqueued"]);
    let got = bench.receive("last");
    assert_eq!(got[0].delivery.message.enqueued_sequence_number(), Some(1));
    bench.bus("last", ServiceBusOperation::DeleteQueue {}).unwrap();
    bench.send("first", "b");
    let dead = bench.receive("first/$deadletterqueue");
    assert_eq!(dead.len(), 1, "{}", bench.text());
    let missing = bench.bus(
        "x",
        ServiceBusOperation::CreateQueue {
            settings: QueueSpec { forward_to: Some("nowhere".into()), ..QueueSpec::default() },
        },
    );
    assert_eq!(name_of(missing), ("MessagingEntityNotFound", 404));
}

#[test]
fn a_queue_nobody_uses_deletes_itself_and_may_come_back() {
    let mut bench = Bench::new();
    bench.create("q", QueueSpec { auto_delete_on_idle_ms: Some(300_000), ..QueueSpec::default() });
    bench.send("q", "a");
    bench.at(299_999);
    assert!(bench.world.find_queue("q").is_some());
    bench.at(300_000);
    assert!(bench.world.find_queue("q").is_none() && bench.world.endpoints()[1].removed);
    assert_eq!(bench.world.alive, Alive::default());
    let gone = bench.bus("q", ServiceBusOperation::Peek { from: 0, max: 1 });
    assert_eq!(name_of(gone), ("MessagingEntityNotFound", 410));
    bench.create("q", QueueSpec::default());
    assert_eq!((bench.world.endpoints().len(), bench.receive("q").len()), (2, 0));
}

#[test]
fn a_scheduled_message_waits_and_a_duplicate_vanishes() {
    let mut bench = Bench::new();
    bench.create("q", QueueSpec { requires_duplicate_detection: true, ..QueueSpec::default() });
    let message = QueueMessageSpec { message_id: Some("m".into()), ..QueueMessageSpec::default() };
    let at = bench.world.start().plus(10_000);
    bench.bus("q", ServiceBusOperation::Schedule { message: message.clone(), at }).unwrap();
    bench.bus("q", ServiceBusOperation::Send { message }).unwrap();
    bench.at(9_999);
    assert!(bench.receive("q").is_empty());
    bench.at(10_000);
    assert_eq!(bench.receive("q")[0].delivery.sequence, 2);
    assert_eq!(bench.codes(), ["queue", "scheduled", "duplicate-dropped", "received-nothing", "activated", "locked"]);
}

#[test]
fn storage_messages_hide_come_back_and_expire() {
    let mut bench = Bench::new();
    let put = |text: &str| StorageOperation::PutMessage {
        text: Some(text.into()),
        visibility_timeout: None,
        message_ttl: Some(60),
    };
    let get = StorageOperation::GetMessages { num_of_messages: None, visibility_timeout: None };
    let missing = bench.storage("taskqueue", put("x")).unwrap_err().service.unwrap();
    assert_eq!((missing.error.code(), missing.status), ("QueueNotFound", 404));
    bench.storage("taskqueue", StorageOperation::CreateQueue { metadata: vec![] }).unwrap();
    bench.storage("taskqueue", put("Hello World")).unwrap();
    bench.storage("taskqueue", get.clone()).unwrap();
    bench.at(29_999);
    assert_eq!(bench.storage("taskqueue", get.clone()), Ok(StorageAnswer::Got(vec![])));
    bench.at(30_000);
    let StorageAnswer::Got(again) = bench.storage("taskqueue", get).unwrap() else { panic!() };
    assert_eq!((again[0].0.to_string(), again[0].1.dequeue_count), ("c6.1".into(), 2));
    let delete = |handle: &str| StorageOperation::DeleteMessage { message: StorageTaken::Handle(handle.into()) };
    let stale = bench.storage("taskqueue", delete("c4.1")).unwrap_err().service.unwrap();
    assert_eq!((stale.error.code(), stale.status), ("MessageNotFound", 404));
    bench.at(60_000);
    let gone = bench.storage("taskqueue", delete("c6.1")).unwrap_err();
    assert_eq!(gone.code, entry::RejectCode::Service);
    assert_eq!(
        bench.codes(),
        [
            "account-refused",
            "storage-queue",
            "put",
            "got",
            "got-nothing",
            "visible",
            "got",
            "storage-queue-refused",
            "message-expired",
            "storage-queue-refused"
        ]
    );
    assert_eq!(bench.world.alive, Alive::default());
    let caused: Vec<_> = bench.log.entries().iter().filter(|e| e.cause > 0).map(|e| (e.what.code(), e.cause)).collect();
    assert_eq!(caused[0], ("visible", 4));
}

#[test]
fn the_built_in_endpoint_is_read_from_where_the_group_stands() {
    let mut bench = Bench::new();
    let device = crate::world::spec::DeviceSpec {
        id: "d".into(),
        program: crate::world::spec::Program::default(),
        starts_ms: 0,
        enabled: true,
    };
    bench.world.furnish(&Command::AddDevice { device }).unwrap();
    bench.at(61_000);
    let mut read = |from, max| {
        let operation = EventsOperation::Receive { group: "$Default".into(), partition: None, from, max };
        match bench.world.apply(&Command::Events { operation }, &mut bench.log) {
            Ok(Answer::Events(events)) => events.iter().map(|event| event.sequence_number).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(read(EventPosition::Next, 2), [0, 1]);
    assert_eq!(read(EventPosition::Next, 2), [2]);
    assert_eq!(read(EventPosition::Next, 2), [0; 0]);
    assert_eq!(read(EventPosition::Earliest, 1), [0]);
    assert_eq!(read(EventPosition::Latest, 1), [0; 0]);
    assert_eq!(read(EventPosition::EnqueuedTime(crate::model::time::DEFAULT_START.plus(30_000)), 9), [1, 2]);
}

#[test]
fn a_batch_is_taken_as_a_whole() {
    let mut bench = Bench::new();
    bench.create("q", QueueSpec::default());
    let good = QueueMessageSpec { body: "a".into(), ..QueueMessageSpec::default() };
    let bad = QueueMessageSpec { time_to_live_ms: Some(0), ..QueueMessageSpec::default() };
    let batch = |messages: &[&QueueMessageSpec]| ServiceBusOperation::SendBatch {
        messages: messages.iter().map(|&message| message.clone()).collect(),
    };
    assert_eq!(name_of(bench.bus("q", batch(&[&good, &bad]))), ("ArgumentOutOfRange", 400));
    assert_eq!(bench.world.endpoints()[1].queue().unwrap().counts().active, 0);
    bench.bus("q", batch(&[&good, &good])).unwrap();
    let numbers: Vec<_> = bench.receive("q").iter().map(|message| message.delivery.sequence).collect();
    assert_eq!(numbers, [1, 2]);
}
