//! The program that reads the built-in endpoint.

use super::emit::Emit;
use super::{Code, Listing};
use crate::python::Sdk;
use crate::python::literal::text;
use crate::world::consumer::program::Line;
use crate::world::instruction::Instruction;
use crate::world::spec::ConsumerSpec;

/// A reader of `events`. The tutorials' library for Python has none.
pub(super) fn reader(spec: &ConsumerSpec, sdk: Sdk) -> Listing {
    match sdk {
        Sdk::Legacy => Listing { package: "azure-servicebus 0.21", code: None },
        Sdk::Today => Listing { package: "azure-eventhub 5", code: Some(today(spec)) },
    }
}

fn today(spec: &ConsumerSpec) -> Code {
    let mut emit = Emit::default();
    emit.line("from azure.eventhub import EventHubConsumerClient").blank(1);
    emit.line("CONNECTION_STRING = '<Event Hubs-compatible connection string>'").blank(2);
    emit.line("def on_event(partition, event):");
    emit.inside(|emit| {
        emit.of(Instruction::Consumer(Line::Take));
        emit.line("print(partition.partition_id, event.sequence_number, event.body_as_str())");
    });
    emit.of(None).blank(2);
    let group = text(&spec.group);
    emit.line(format!(
        "client = EventHubConsumerClient.from_connection_string(\n    CONNECTION_STRING, consumer_group={group})"
    ));
    emit.line("with client:");
    emit.inside(|emit| {
        emit.of(Instruction::Consumer(Line::Receive));
        emit.line("client.receive(on_event=on_event, starting_position='@latest')");
    });
    emit.code()
}
