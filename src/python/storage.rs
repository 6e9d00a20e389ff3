//! Calls on Storage queues.

use super::Sdk;
use super::literal::{properties, text};
use crate::world::operation::{StorageOperation as Operation, StorageTaken};

/// The program for a call.
pub(super) fn program(queue: &str, operation: &Operation, sdk: Sdk) -> String {
    match sdk {
        Sdk::Legacy => legacy(queue, operation),
        Sdk::Today => today(queue, operation),
    }
}

/// The arguments that are given, by name.
fn named<const N: usize>(arguments: [(&str, Option<String>); N]) -> Vec<String> {
    arguments.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", value?))).collect()
}

fn call(function: &str, first: impl IntoIterator<Item = String>, named: Vec<String>) -> String {
    let arguments: Vec<String> = first.into_iter().chain(named).collect();
    format!("{function}({})", arguments.join(", "))
}

fn number(value: Option<i64>) -> Option<String> {
    value.map(|value| value.to_string())
}

/// The message of a call, and how it is got where the call names it by its handle.
fn message(taken: &StorageTaken, get: &str) -> (String, Option<(String, String)>) {
    match taken {
        StorageTaken::Handle(_) => (get.to_owned(), None),
        StorageTaken::Receipt(receipt) => {
            let proof = receipt.pop_receipt.as_deref().map_or("None".to_owned(), text);
            (String::new(), Some((text(&receipt.message_id), proof)))
        }
    }
}

fn legacy(name: &str, operation: &Operation) -> String {
    let queue = text(name);
    let get = format!("for message in queue_service.get_messages({queue}):\n    ");
    // Which message, by what proof, and the loop around the call where a get comes first.
    let which = |taken: &StorageTaken| {
        let (get, receipt) = message(taken, &get);
        let (id, proof) =
            receipt.unwrap_or_else(|| ("message.message_id".to_owned(), "message.pop_receipt".to_owned()));
        (get, id, proof)
    };
    let print = |list: String| format!("messages = {list}\nfor message in messages:\n    print(message.message_text)");
    let call = match operation {
        Operation::CreateQueue { metadata } => {
            let metadata = (!metadata.is_empty()).then(|| properties(metadata));
            call("queue_service.create_queue", [queue], named([("x_ms_meta_name_values", metadata)]))
        }
        Operation::DeleteQueue {} => format!("queue_service.delete_queue({queue})"),
        Operation::ListQueues { prefix, marker, max_results } => {
            let arguments = named([
                ("prefix", prefix.as_deref().map(text)),
                ("marker", marker.as_deref().map(text)),
                ("maxresults", number(*max_results)),
            ]);
            format!("for queue in {}:\n    print(queue.name)", call("queue_service.list_queues", [], arguments))
        }
        Operation::GetMetadata {} => format!(
            "queue_metadata = queue_service.get_queue_metadata({queue})\n\
             count = queue_metadata['x-ms-approximate-messages-count']\nprint(count)"
        ),
        Operation::SetMetadata { metadata } => {
            format!("queue_service.set_queue_metadata({queue}, {})", properties(metadata))
        }
        Operation::PutMessage { text: content, visibility_timeout, message_ttl } => {
            let arguments =
                named([("visibilitytimeout", number(*visibility_timeout)), ("messagettl", number(*message_ttl))]);
            let content = content.as_deref().map_or("None".to_owned(), text);
            call("queue_service.put_message", [queue, content], arguments)
        }
        Operation::GetMessages { num_of_messages, visibility_timeout } => {
            let arguments = named([
                ("numofmessages", number(*num_of_messages)),
                ("visibilitytimeout", number(*visibility_timeout)),
            ]);
            print(call("queue_service.get_messages", [queue], arguments))
        }
        Operation::PeekMessages { num_of_messages } => {
            let arguments = named([("numofmessages", number(*num_of_messages))]);
            print(call("queue_service.peek_messages", [queue], arguments))
        }
        Operation::UpdateMessage { message, visibility_timeout, text: content } => {
            let (get, id, proof) = which(message);
            let content = content.as_deref().map_or("message.message_text".to_owned(), text);
            let hide = visibility_timeout.map_or("None".to_owned(), |seconds| seconds.to_string());
            format!("{get}queue_service.update_message(\n        {queue}, {id}, {content}, {proof}, {hide})")
        }
        Operation::DeleteMessage { message } => {
            let (get, id, proof) = which(message);
            format!("{get}queue_service.delete_message({queue}, {id}, {proof})")
        }
        Operation::ClearMessages {} => format!("queue_service.clear_messages({queue})"),
    };
    format!(
        "from azure.storage.queue import QueueService\n\n\
         queue_service = QueueService(account_name='myaccount', account_key='mykey')\n\n{call}\n"
    )
}

fn today(name: &str, operation: &Operation) -> String {
    let get = "for message in queue.receive_messages(max_messages=1):\n    ";
    let which = |taken: &StorageTaken| {
        let (get, receipt) = message(taken, get);
        (get, receipt.map_or("message".to_owned(), |(id, proof)| format!("{id}, {proof}")))
    };
    let print = |list: String| format!("for message in {list}:\n    print(message.dequeue_count, message.content)");
    let call = match operation {
        Operation::CreateQueue { metadata } => {
            let metadata = (!metadata.is_empty()).then(|| properties(metadata));
            call("queue.create_queue", [], named([("metadata", metadata)]))
        }
        Operation::DeleteQueue {} => "queue.delete_queue()".to_owned(),
        Operation::ListQueues { prefix, max_results, .. } => {
            let arguments =
                named([("name_starts_with", prefix.as_deref().map(text)), ("results_per_page", number(*max_results))]);
            return format!(
                "from azure.storage.queue import QueueServiceClient\n\n\
                 service = QueueServiceClient.from_connection_string(\n    '<connection string>')\n\
                 for queue in {}:\n    print(queue.name)\n",
                call("service.list_queues", [], arguments)
            );
        }
        Operation::GetMetadata {} => "print(queue.get_queue_properties().approximate_message_count)".to_owned(),
        Operation::SetMetadata { metadata } => format!("queue.set_queue_metadata({})", properties(metadata)),
        Operation::PutMessage { text: content, visibility_timeout, message_ttl } => {
            let arguments =
                named([("visibility_timeout", number(*visibility_timeout)), ("time_to_live", number(*message_ttl))]);
            call("queue.send_message", [content.as_deref().map_or("None".to_owned(), text)], arguments)
        }
        Operation::GetMessages { num_of_messages, visibility_timeout } => {
            let most = number(num_of_messages.or(Some(1)));
            let arguments = named([("max_messages", most), ("visibility_timeout", number(*visibility_timeout))]);
            print(call("queue.receive_messages", [], arguments))
        }
        Operation::PeekMessages { num_of_messages } => {
            print(call("queue.peek_messages", [], named([("max_messages", number(*num_of_messages))])))
        }
        Operation::UpdateMessage { message, visibility_timeout, text: content } => {
            let (get, which) = which(message);
            let arguments =
                named([("content", content.as_deref().map(text)), ("visibility_timeout", number(*visibility_timeout))]);
            get + &call("queue.update_message", [which], arguments)
        }
        Operation::DeleteMessage { message } => {
            let (get, which) = which(message);
            get + &call("queue.delete_message", [which], Vec::new())
        }
        Operation::ClearMessages {} => "queue.clear_messages()".to_owned(),
    };
    format!(
        "from azure.storage.queue import QueueClient\n\n\
         queue = QueueClient.from_connection_string(\n    '<connection string>', {})\n{call}\n",
        text(name)
    )
}
