//! Calls on Service Bus queues.

use super::Sdk;
use super::literal::{body, boolean, custom_properties, instant, iso_duration, seconds, text, timedelta};
use crate::model::service_bus::{ReceiveMode, Status, SubQueue};
use crate::model::time::Timestamp;
use crate::world::operation::{QueueMessageSpec, ServiceBusOperation as Operation, Taken};
use crate::world::spec::QueueSpec;
use std::sync::Arc;

/// The program for a call; `None` where the library of that time cannot make it.
pub(super) fn program(path: &str, operation: &Operation, sdk: Sdk) -> Option<String> {
    match sdk {
        Sdk::Legacy => legacy(path, operation),
        Sdk::Today => Some(today(path, operation)),
    }
}

fn legacy(path: &str, operation: &Operation) -> Option<String> {
    let queue = &text(path);
    let receive = |mode: ReceiveMode| {
        let lock = boolean(mode == ReceiveMode::PeekLock);
        format!("bus_service.receive_queue_message({queue}, peek_lock={lock})")
    };
    let settle = |call: &str, by_token: &str, message: &Taken| {
        if let Taken::Lock(lock) = message
            && let (Some(sequence), Some(token)) = (lock.sequence_number, &lock.lock_token)
        {
            return format!("bus_service.{by_token}({queue}, {sequence}, {})", text(token));
        }
        format!("msg = {}\nmsg.{call}()", receive(ReceiveMode::PeekLock))
    };
    let call = match operation {
        Operation::CreateQueue { settings } => legacy_creation(queue, settings),
        Operation::DeleteQueue {} => format!("bus_service.delete_queue({queue})"),
        Operation::GetQueue {} => format!("print(bus_service.get_queue({queue}).message_count)"),
        Operation::ListQueues {} => "for queue in bus_service.list_queues():\n    print(queue.name)".to_owned(),
        Operation::Send { message } => legacy_send(queue, message, None),
        Operation::SendBatch { messages } => {
            messages.iter().map(|message| legacy_send(queue, message, None)).collect::<Vec<_>>().join("\n")
        }
        Operation::Schedule { message, at } => legacy_send(queue, message, Some(*at)),
        Operation::Receive { mode, max: 1 } => format!("msg = {}\nprint(msg.body)", receive(*mode)),
        Operation::Receive { mode, max } => {
            format!("for _ in range({max}):\n    msg = {}\n    print(msg.body)", receive(*mode))
        }
        Operation::Complete { message } => settle("delete", "delete_queue_message", message),
        Operation::Abandon { message, properties } if properties.is_empty() => {
            settle("unlock", "unlock_queue_message", message)
        }
        Operation::RenewLock { message } => settle("renew_lock", "renew_lock_queue_message", message),
        Operation::Resubmit { .. } => format!(
            "msg = {}\ncopy = Message(msg.body, custom_properties=msg.custom_properties)\n\
             bus_service.send_queue_message({}, copy)\nmsg.delete()",
            receive(ReceiveMode::PeekLock),
            text(SubQueue::of_path(path).0),
        ),
        Operation::UpdateQueue { .. }
        | Operation::CancelScheduled { .. }
        | Operation::ReceiveDeferred { .. }
        | Operation::Peek { .. }
        | Operation::Abandon { .. }
        | Operation::Defer { .. }
        | Operation::DeadLetter { .. } => return None,
    };
    let mut names = vec!["ServiceBusService"];
    names.extend(call.contains("Message(").then_some("Message"));
    names.extend(call.contains("Queue()").then_some("Queue"));
    let imports = if call.contains("datetime(") { "from datetime import datetime, timezone\n" } else { "" };
    Some(format!(
        "{imports}from azure.servicebus import {}\n\n\
         bus_service = ServiceBusService(\n    service_namespace='mynamespace',\n    \
         shared_access_key_name='sharedaccesskeyname',\n    shared_access_key_value='sharedaccesskey')\n\n{call}\n",
        names.join(", ")
    ))
}

fn legacy_creation(queue: &str, settings: &QueueSpec) -> String {
    let options = options(settings, iso_duration, |number| format!("'{number}'"));
    let remark = if newer(settings).is_empty() {
        ""
    } else {
        "# This library knows no status, no forwarding and no idle time.\n"
    };
    if options.is_empty() {
        return format!("{remark}bus_service.create_queue({queue})");
    }
    let lines: Vec<String> =
        options.into_iter().map(|(name, value)| format!("queue_options.{name} = {value}\n")).collect();
    format!("{remark}queue_options = Queue()\n{}bus_service.create_queue({queue}, queue_options)", lines.concat())
}

/// The settings that are not the service's defaults, under the names that both libraries have for them.
fn options(
    settings: &QueueSpec,
    duration: fn(u64) -> String,
    number: fn(u64) -> String,
) -> Vec<(&'static str, String)> {
    let usual = QueueSpec::default();
    let flag = |on: bool| boolean(on).to_owned();
    [
        (settings.lock_duration_ms != usual.lock_duration_ms)
            .then(|| ("lock_duration", duration(settings.lock_duration_ms))),
        (settings.max_delivery_count != usual.max_delivery_count)
            .then(|| ("max_delivery_count", number(settings.max_delivery_count.into()))),
        (settings.max_size_in_megabytes != usual.max_size_in_megabytes)
            .then(|| ("max_size_in_megabytes", number(settings.max_size_in_megabytes))),
        settings.default_time_to_live_ms.map(|ttl| ("default_message_time_to_live", duration(ttl))),
        settings.dead_lettering_on_message_expiration.then(|| ("dead_lettering_on_message_expiration", flag(true))),
        settings.requires_duplicate_detection.then(|| ("requires_duplicate_detection", flag(true))),
        (settings.duplicate_detection_window_ms != usual.duplicate_detection_window_ms)
            .then(|| ("duplicate_detection_history_time_window", duration(settings.duplicate_detection_window_ms))),
        settings.requires_session.then(|| ("requires_session", flag(true))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The settings that are not the service's defaults and that only the library of today has.
fn newer(settings: &QueueSpec) -> Vec<(&'static str, String)> {
    let usual = QueueSpec::default();
    let to = |queue: &Option<Arc<str>>| queue.as_deref().map(text);
    [
        to(&settings.forward_to).map(|to| ("forward_to", to)),
        to(&settings.forward_dead_lettered_messages_to).map(|to| ("forward_dead_lettered_messages_to", to)),
        settings.auto_delete_on_idle_ms.map(|idle| ("auto_delete_on_idle", timedelta(idle))),
        (settings.status != usual.status).then(|| ("status", status(settings.status))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn status(status: Status) -> String {
    let name = match status {
        Status::Active => "ACTIVE",
        Status::Disabled => "DISABLED",
        Status::SendDisabled => "SEND_DISABLED",
        Status::ReceiveDisabled => "RECEIVE_DISABLED",
    };
    format!("EntityStatus.{name}")
}

/// Every setting that an existing queue can be given, since an update replaces them all.
fn changeable(settings: &QueueSpec) -> Vec<(&'static str, String)> {
    // The service's longest length of time: it stands for never.
    let length = |ms: Option<u64>| ms.map_or_else(|| text("P10675199DT2H48M5.4775807S"), timedelta);
    let name = |queue: &Option<Arc<str>>| queue.as_deref().map_or_else(|| "None".to_owned(), text);
    vec![
        ("lock_duration", timedelta(settings.lock_duration_ms)),
        ("max_delivery_count", settings.max_delivery_count.to_string()),
        ("max_size_in_megabytes", settings.max_size_in_megabytes.to_string()),
        ("default_message_time_to_live", length(settings.default_time_to_live_ms)),
        ("dead_lettering_on_message_expiration", boolean(settings.dead_lettering_on_message_expiration).to_owned()),
        ("duplicate_detection_history_time_window", timedelta(settings.duplicate_detection_window_ms)),
        ("forward_to", name(&settings.forward_to)),
        ("forward_dead_lettered_messages_to", name(&settings.forward_dead_lettered_messages_to)),
        ("auto_delete_on_idle", length(settings.auto_delete_on_idle_ms)),
        ("status", status(settings.status)),
    ]
}

fn legacy_send(queue: &str, message: &QueueMessageSpec, at: Option<Timestamp>) -> String {
    let broker: Vec<String> = [
        message.message_id.as_ref().map(|id| format!("'MessageId': {}", text(id))),
        message.correlation_id.as_ref().map(|id| format!("'CorrelationId': {}", text(id))),
        message.subject.as_ref().map(|label| format!("'Label': {}", text(label))),
        message.session_id.as_ref().map(|id| format!("'SessionId': {}", text(id))),
        message.time_to_live_ms.map(|ttl| format!("'TimeToLive': {}", seconds(ttl))),
        at.or(message.scheduled_enqueue_time).map(|at| format!("'ScheduledEnqueueTimeUtc': {}", instant(at))),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut arguments = vec![body(&message.body.0)];
    if !message.properties.is_empty() {
        arguments.push(format!("custom_properties={}", custom_properties(&message.properties)));
    }
    arguments.extend(message.content_type.as_ref().map(|kind| format!("type={}", text(kind))));
    if !broker.is_empty() {
        arguments.push(format!("broker_properties={{{}}}", broker.join(", ")));
    }
    format!("msg = {}\nbus_service.send_queue_message({queue}, msg)", spread("Message", &arguments))
}

/// A call; on several lines when one would be long.
fn spread(function: &str, arguments: &[String]) -> String {
    let line = format!("{function}({})", arguments.join(", "));
    if line.len() <= 72 || arguments.len() < 2 {
        return line;
    }
    format!("{function}(\n    {})", arguments.join(",\n    "))
}

fn today(path: &str, operation: &Operation) -> String {
    let (name, sub_queue) = SubQueue::of_path(path);
    let queue = &text(name);
    let of_sub_queue = match sub_queue {
        SubQueue::Main => "",
        SubQueue::DeadLetter => ", sub_queue=ServiceBusSubQueue.DEAD_LETTER",
    };
    let receiver = |mode: ReceiveMode| {
        let mode = match mode {
            ReceiveMode::PeekLock => "",
            ReceiveMode::ReceiveAndDelete => ",\n    receive_mode=ServiceBusReceiveMode.RECEIVE_AND_DELETE",
        };
        format!("receiver = client.get_queue_receiver({queue}{of_sub_queue}{mode})\n")
    };
    let sender = format!("sender = client.get_queue_sender({queue})\n");
    let settle = |call: &str| {
        format!("{}for message in receiver.receive_messages():\n    receiver.{call}\n", receiver(ReceiveMode::PeekLock))
    };
    let show = |call: &str| format!("for message in {call}:\n    print(message.sequence_number, str(message))\n");
    let call = match operation {
        Operation::CreateQueue { settings } => {
            let options = options(settings, timedelta, |number| number.to_string());
            let all = options.into_iter().chain(newer(settings)).map(|(name, value)| format!("{name}={value}"));
            let arguments: Vec<String> = std::iter::once(queue.clone()).chain(all).collect();
            format!("{}\n", spread("admin.create_queue", &arguments))
        }
        Operation::UpdateQueue { settings } => {
            let lines: Vec<String> =
                changeable(settings).into_iter().map(|(name, value)| format!("queue.{name} = {value}\n")).collect();
            format!("queue = admin.get_queue({queue})\n{}admin.update_queue(queue)\n", lines.concat())
        }
        Operation::DeleteQueue {} => format!("admin.delete_queue({queue})\n"),
        Operation::GetQueue {} => format!(
            "print(admin.get_queue({queue}))\nprint(admin.get_queue_runtime_properties({queue}).total_message_count)\n"
        ),
        Operation::ListQueues {} => "for queue in admin.list_queues():\n    print(queue.name)\n".to_owned(),
        Operation::Send { message } => {
            format!("{sender}message = {}\nsender.send_messages(message)\n", today_message(message))
        }
        Operation::SendBatch { messages } => {
            let messages: Vec<String> =
                messages.iter().map(|message| format!("    {},\n", today_message(message))).collect();
            format!("{sender}sender.send_messages([\n{}])\n", messages.concat())
        }
        Operation::Schedule { message, at } => format!(
            "{sender}message = {}\n[number] = sender.schedule_messages(message, {})\nprint(number)\n",
            today_message(message),
            instant(*at)
        ),
        Operation::CancelScheduled { sequence_number } => {
            format!("{sender}sender.cancel_scheduled_messages({sequence_number})\n")
        }
        Operation::Receive { mode, max } => {
            let call = format!("receiver.receive_messages(max_message_count={max})");
            receiver(*mode) + &show(&call)
        }
        Operation::ReceiveDeferred { sequence_numbers, mode } => {
            let numbers: Vec<String> = sequence_numbers.iter().map(u64::to_string).collect();
            receiver(*mode) + &show(&format!("receiver.receive_deferred_messages([{}])", numbers.join(", ")))
        }
        Operation::Peek { from, max } => {
            let from = if *from > 0 { format!(", sequence_number={from}") } else { String::new() };
            receiver(ReceiveMode::PeekLock) + &show(&format!("receiver.peek_messages(max_message_count={max}{from})"))
        }
        Operation::Complete { .. } => settle("complete_message(message)"),
        Operation::Abandon { properties, .. } => unchanged(properties.is_empty()) + &settle("abandon_message(message)"),
        Operation::Defer { properties, .. } => unchanged(properties.is_empty()) + &settle("defer_message(message)"),
        Operation::DeadLetter { reason, description, properties, .. } => {
            let said = [("reason", reason), ("error_description", description)];
            let said = said.into_iter().filter_map(|(name, said)| Some(format!(", {name}={}", text(said.as_deref()?))));
            let call = format!("dead_letter_message(message{})", said.collect::<String>());
            unchanged(properties.is_empty()) + &settle(&call)
        }
        Operation::RenewLock { .. } => settle("renew_message_lock(message)"),
        Operation::Resubmit { .. } => format!(
            "{sender}{}for message in receiver.receive_messages():\n    copy = ServiceBusMessage(\n        \
             b''.join(message.body), message_id=message.message_id,\n        \
             application_properties=message.application_properties)\n    sender.send_messages(copy)\n    \
             receiver.complete_message(message)\n",
            receiver(ReceiveMode::PeekLock)
        ),
    };
    let administers = matches!(
        operation,
        Operation::CreateQueue { .. }
            | Operation::UpdateQueue { .. }
            | Operation::DeleteQueue {}
            | Operation::GetQueue {}
            | Operation::ListQueues {}
    );
    format!("{}{call}", preamble(&call, administers))
}

/// A remark where the library has no way to set properties in the call.
fn unchanged(is_all: bool) -> String {
    if is_all { String::new() } else { "# This library cannot change properties in the same call.\n".to_owned() }
}

fn today_message(message: &QueueMessageSpec) -> String {
    let named = [
        ("message_id", &message.message_id),
        ("correlation_id", &message.correlation_id),
        ("subject", &message.subject),
        ("to", &message.to),
        ("reply_to", &message.reply_to),
        ("content_type", &message.content_type),
        ("session_id", &message.session_id),
        ("partition_key", &message.partition_key),
    ];
    let named = named.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", text(value.as_deref()?))));
    let properties = (!message.properties.is_empty())
        .then(|| format!("application_properties={}", custom_properties(&message.properties)));
    let ttl = message.time_to_live_ms.map(|ttl| format!("time_to_live={}", timedelta(ttl)));
    let at = message.scheduled_enqueue_time.map(|at| format!("scheduled_enqueue_time_utc={}", instant(at)));
    let body = std::iter::once(body(&message.body.0));
    let arguments: Vec<String> = body.chain(named).chain(properties).chain(ttl).chain(at).collect();
    spread("ServiceBusMessage", &arguments)
}

/// Imports of what a call names, and the client that it uses.
fn preamble(call: &str, administers: bool) -> String {
    let used = |names: &[&'static str]| -> Vec<&'static str> {
        let is_used = |name: &&&str| call.contains(&format!("{name}(")) || call.contains(&format!("{name}."));
        names.iter().filter(is_used).copied().collect()
    };
    let dates = used(&["datetime", "timedelta", "timezone"]).join(", ");
    let dates = if dates.is_empty() { dates } else { format!("from datetime import {dates}\n") };
    let (module, variable, client, more) = if administers {
        ("azure.servicebus.management", "admin", "ServiceBusAdministrationClient", used(&["EntityStatus"]))
    } else {
        let more = used(&["ServiceBusMessage", "ServiceBusReceiveMode", "ServiceBusSubQueue"]);
        ("azure.servicebus", "client", "ServiceBusClient", more)
    };
    let imports: Vec<&str> = std::iter::once(client).chain(more).collect();
    format!(
        "{dates}from {module} import {}\n\n{variable} = {client}.from_connection_string(\n    \
         '<connection string>')\n",
        imports.join(", ")
    )
}
