//! What the programs say for the calls of the tutorials, and that every one of them is Python.

use super::*;
use crate::model::service_bus::{CustomProperty, ReceiveMode, Scalar};
use crate::model::time::DEFAULT_START;
use crate::world::operation::{
    QueueMessageSpec, ServiceBusOperation as Bus, StorageOperation as Storage, StorageTaken, Taken,
};
use crate::world::spec::QueueSpec;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[cfg(not(target_arch = "wasm32"))]
mod reading;

const DEAD: &str = "taskqueue/$deadletterqueue";

fn bus(queue: &str, operation: Bus) -> Command {
    Command::ServiceBus { queue: queue.into(), operation }
}

fn storage(operation: Storage) -> Command {
    Command::Storage { queue: "taskqueue".into(), operation }
}

fn text(command: &Command, sdk: Sdk) -> String {
    python(command, sdk).and_then(|program| program.text).expect("a program")
}

fn message() -> QueueMessageSpec {
    QueueMessageSpec {
        body: "It's a\ntest \\ 시험".into(),
        message_id: Some("m-1".into()),
        time_to_live_ms: Some(1_500),
        properties: vec![
            CustomProperty::text("level", "critical"),
            CustomProperty { name: "n".into(), value: Scalar::Integer(-3) },
            CustomProperty { name: "x".into(), value: Scalar::Double(2.0) },
            CustomProperty { name: "y".into(), value: Scalar::Double(f64::NAN) },
            CustomProperty { name: "ok".into(), value: Scalar::Bool(true) },
        ],
        ..QueueMessageSpec::default()
    }
}

#[test]
fn the_calls_of_the_tutorial_on_service_bus_queues() {
    let after = |command: &Command| {
        let text = text(command, Sdk::Legacy);
        text.split_once("sharedaccesskey')\n\n").expect("the service object first").1.to_owned()
    };
    let receive = |mode| bus("taskqueue", Bus::Receive { mode, max: 1 });
    assert_eq!(
        after(&receive(ReceiveMode::ReceiveAndDelete)),
        "msg = bus_service.receive_queue_message('taskqueue', peek_lock=False)\nprint(msg.body)\n"
    );
    assert_eq!(
        after(&bus("taskqueue", Bus::Complete { message: Taken::Handle("c1.1".into()) })),
        "msg = bus_service.receive_queue_message('taskqueue', peek_lock=True)\nmsg.delete()\n"
    );
    let settings =
        QueueSpec { max_size_in_megabytes: 5_120, default_time_to_live_ms: Some(60_000), ..QueueSpec::default() };
    assert_eq!(
        after(&bus("taskqueue", Bus::CreateQueue { settings })),
        "queue_options = Queue()\nqueue_options.max_size_in_megabytes = '5120'\n\
         queue_options.default_message_time_to_live = 'PT1M'\nbus_service.create_queue('taskqueue', queue_options)\n"
    );
    let send = Bus::Send { message: QueueMessageSpec { body: "Test Message".into(), ..QueueMessageSpec::default() } };
    assert_eq!(
        after(&bus("taskqueue", send)),
        "msg = Message('Test Message')\nbus_service.send_queue_message('taskqueue', msg)\n"
    );
}

#[test]
fn the_calls_of_the_tutorial_on_storage_queues() {
    let last_line =
        |operation| text(&storage(operation), Sdk::Legacy).trim_end().rsplit('\n').next().map(str::to_owned);
    let put = Storage::PutMessage { text: Some("Hello World".into()), visibility_timeout: None, message_ttl: None };
    assert_eq!(last_line(put).as_deref(), Some("queue_service.put_message('taskqueue', 'Hello World')"));
    let get = Storage::GetMessages { num_of_messages: Some(16), visibility_timeout: Some(300) };
    assert!(
        text(&storage(get), Sdk::Legacy)
            .contains("queue_service.get_messages('taskqueue', numofmessages=16, visibilitytimeout=300)")
    );
    let delete = Storage::DeleteMessage { message: StorageTaken::Handle("c1.1".into()) };
    assert_eq!(
        last_line(delete).as_deref(),
        Some("    queue_service.delete_message('taskqueue', message.message_id, message.pop_receipt)")
    );
}

#[test]
fn todays_calls() {
    let complete = text(&bus(DEAD, Bus::Complete { message: Taken::Handle("c1.1".into()) }), Sdk::Today);
    for line in [
        "from azure.servicebus import ServiceBusClient, ServiceBusSubQueue\n",
        "get_queue_receiver('taskqueue', sub_queue=ServiceBusSubQueue.DEAD_LETTER)",
        "receiver.complete_message(message)",
    ] {
        assert!(complete.contains(line), "{line}\nin\n{complete}");
    }
    let at = text(&bus("q", Bus::Schedule { message: message(), at: DEFAULT_START }), Sdk::Today);
    assert!(at.starts_with("from datetime import datetime, timedelta, timezone\n"), "{at}");
}

#[test]
fn the_old_library_has_fewer_calls_and_says_so() {
    for operation in [
        Bus::Peek { from: 0, max: 1 },
        Bus::Defer { message: Taken::Handle("c1.1".into()), properties: Vec::new() },
        Bus::CancelScheduled { sequence_number: 1 },
    ] {
        let program = python(&bus("taskqueue", operation), Sdk::Legacy).expect("a call on a service");
        assert_eq!((program.package, program.text), ("azure-servicebus 0.21", None));
    }
    assert_eq!(python(&Command::SetFallback { on: true }, Sdk::Today), None);
}
