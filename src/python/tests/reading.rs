//! Python itself reads every program.

use super::*;
use crate::world::operation::{Body, EventPosition, EventsOperation, LockRef, ReceiptRef};

/// Every operation, with and without what may be left out.
fn all() -> Vec<Command> {
    let taken = || Taken::Handle("c1.1".into());
    let lock = || Taken::Lock(LockRef { sequence_number: Some(3), lock_token: Some("t".into()) });
    let got = || StorageTaken::Handle("c1.1".into());
    let receipt = || StorageTaken::Receipt(ReceiptRef { message_id: "id".into(), pop_receipt: Some("receipt".into()) });
    let settings = QueueSpec {
        max_size_in_megabytes: 5_120,
        default_time_to_live_ms: Some(60_000),
        lock_duration_ms: 5_500,
        requires_duplicate_detection: true,
        forward_to: Some("other".into()),
        auto_delete_on_idle_ms: Some(300_000),
        ..QueueSpec::default()
    };
    let plain = || QueueMessageSpec { body: "Test Message".into(), ..QueueMessageSpec::default() };
    let bytes = QueueMessageSpec { body: Body((*b"\xff'\x00").into()), ..QueueMessageSpec::default() };
    let properties = || vec![CustomProperty::text("a", "b")];
    let delete = ReceiveMode::ReceiveAndDelete;
    let on_queue = [
        Bus::CreateQueue { settings: QueueSpec::default() },
        Bus::CreateQueue { settings: settings.clone() },
        Bus::UpdateQueue { settings },
        Bus::DeleteQueue {},
        Bus::GetQueue {},
        Bus::ListQueues {},
        Bus::Send { message: plain() },
        Bus::Send { message: message() },
        Bus::Send { message: bytes },
        Bus::SendBatch { messages: vec![plain(), message()] },
        Bus::Schedule { message: plain(), at: DEFAULT_START },
        Bus::CancelScheduled { sequence_number: 4 },
        Bus::Receive { mode: ReceiveMode::PeekLock, max: 1 },
        Bus::Receive { mode: delete, max: 3 },
        Bus::ReceiveDeferred { sequence_numbers: vec![1, 2], mode: delete },
        Bus::Peek { from: 0, max: 1 },
        Bus::Peek { from: 7, max: 9 },
        Bus::Complete { message: taken() },
        Bus::Complete { message: lock() },
        Bus::Abandon { message: taken(), properties: Vec::new() },
        Bus::Abandon { message: taken(), properties: properties() },
        Bus::Defer { message: taken(), properties: properties() },
        Bus::DeadLetter {
            message: taken(),
            reason: Some("bad".into()),
            description: Some("it's bad".into()),
            properties: Vec::new(),
        },
        Bus::RenewLock { message: taken() },
    ];
    let on_storage = [
        Storage::CreateQueue { metadata: Vec::new() },
        Storage::DeleteQueue {},
        Storage::ListQueues { prefix: Some("t".into()), marker: None, max_results: Some(5) },
        Storage::GetMetadata {},
        Storage::SetMetadata { metadata: Vec::new() },
        Storage::PutMessage { text: Some("Hello World".into()), visibility_timeout: None, message_ttl: None },
        Storage::PutMessage { text: None, visibility_timeout: Some(5), message_ttl: Some(-1) },
        Storage::GetMessages { num_of_messages: None, visibility_timeout: None },
        Storage::GetMessages { num_of_messages: Some(16), visibility_timeout: Some(300) },
        Storage::PeekMessages { num_of_messages: None },
        Storage::UpdateMessage { message: got(), visibility_timeout: Some(0), text: Some("Hello World Again".into()) },
        Storage::UpdateMessage { message: receipt(), visibility_timeout: None, text: Some("b".into()) },
        Storage::DeleteMessage { message: got() },
        Storage::DeleteMessage { message: receipt() },
        Storage::ClearMessages {},
    ];
    let positions = [
        EventPosition::Next,
        EventPosition::Latest,
        EventPosition::Offset(12),
        EventPosition::SequenceNumber(3),
        EventPosition::EnqueuedTime(DEFAULT_START),
    ];
    let events = positions.into_iter().enumerate().map(|(at, from)| Command::Events {
        operation: EventsOperation::Receive {
            group: "$Default".into(),
            partition: (at % 2 == 1).then_some(1),
            from,
            max: 1,
        },
    });
    let dead = [
        Bus::Receive { mode: ReceiveMode::PeekLock, max: 1 },
        Bus::Receive { mode: delete, max: 1 },
        Bus::Resubmit { message: taken() },
    ];
    let on_queue = on_queue.into_iter().map(|operation| bus("taskqueue", operation));
    let dead = dead.into_iter().map(|operation| bus(DEAD, operation));
    on_queue.chain(dead).chain(on_storage.into_iter().map(storage)).chain(events).collect()
}

fn every_program() -> Vec<String> {
    let blobs = Sdk::ALL.map(|sdk| download("telemetry", "hub/00/a b", "a b.json", sdk));
    let calls = all().into_iter().flat_map(|command| Sdk::ALL.map(|sdk| python(&command, sdk)));
    calls.flatten().chain(blobs).filter_map(|program| program.text).collect()
}

/// Python reads every program; where Python is missing, this says so and checks nothing.
#[test]
fn every_program_is_python() {
    use std::io::Write as _;
    use std::process::{Command as Process, Stdio};
    const READ: &str =
        "import ast, sys\nfor text in sys.stdin.read().split('\\0'):\n    ast.parse(text)\nprint('read')";
    let programs = every_program();
    assert!(programs.len() > 70, "{}", programs.len());
    let python = Process::new("python3").args(["-c", READ]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut python) = python else {
        println!("Python is not there: the programs were not read");
        return;
    };
    let mut input = python.stdin.take().expect("it is piped");
    input.write_all(programs.join("\0").as_bytes()).expect("Python listens");
    drop(input);
    let output = python.wait_with_output().expect("it ends");
    assert!(output.status.success() && output.stdout.starts_with(b"read"), "{:#?}", programs);
}
