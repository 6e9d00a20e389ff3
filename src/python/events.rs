//! Reading the built-in endpoint.

use super::literal::{instant, text};
use crate::world::operation::{EventPosition, EventsOperation};

/// The program for a call. A reader in Python waits for more instead of stopping after some events.
pub(super) fn program(operation: &EventsOperation) -> String {
    let EventsOperation::Receive { group, partition, from, .. } = operation;
    let position = match from {
        // Where the group stands is in its checkpoints; without a store the client starts where it is told.
        EventPosition::Next | EventPosition::Earliest => "'-1'".to_owned(),
        EventPosition::Latest => "'@latest'".to_owned(),
        EventPosition::Offset(bytes) => format!("'{bytes}'"),
        EventPosition::SequenceNumber(number) => number.to_string(),
        EventPosition::EnqueuedTime(at) => instant(*at),
    };
    let inclusive = match from {
        EventPosition::Offset(_) | EventPosition::SequenceNumber(_) => ", starting_position_inclusive=True",
        _ => "",
    };
    let remark = match from {
        EventPosition::Next => {
            "    # Where a group stands is kept in a checkpoint store. Without one: the first event.\n"
        }
        _ => "",
    };
    let partition = partition.map_or(String::new(), |number| format!("partition_id='{number}', "));
    let imports = if position.starts_with("datetime") { "from datetime import datetime, timezone\n" } else { "" };
    format!(
        "{imports}from azure.eventhub import EventHubConsumerClient\n\n\
         client = EventHubConsumerClient.from_connection_string(\n    \
         '<Event Hubs-compatible connection string>', consumer_group={})\n\n\n\
         def on_event(partition, event):\n    \
         print(partition.partition_id, event.sequence_number, event.body_as_str())\n\n\n\
         with client:\n{remark}    client.receive(\n        on_event=on_event, {partition}starting_position={position}{inclusive})\n",
        text(group)
    )
}
