//! The same call in Python: what a program would write to do by itself what the person does by hand, in the libraries of
//! the tutorials (2015) and in today's.
//!
//! Models: azure-servicebus 0.21, azure-storage 0.20; azure-servicebus 7, azure-storage-queue 12, azure-storage-blob 12,
//! azure-eventhub 5 (service-bus-queue.md 14, storage-queue.md 3). Each answer is a whole program, so that it runs as it
//! stands once the connection is filled in; it is Python, hence the same in every language of the page.

mod blobs;
mod events;
mod literal;
pub mod programs;
mod service_bus;
mod storage;
#[cfg(test)]
mod tests;

pub use blobs::download;

use crate::world::command::Command;

/// Which libraries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sdk {
    /// Of the tutorials.
    Legacy,
    #[default]
    Today,
}

impl Sdk {
    pub const ALL: [Self; 2] = [Self::Today, Self::Legacy];
}

/// A call as a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// The package to install, with its version.
    pub package: &'static str,
    /// The program; `None` where the library cannot make the call.
    pub text: Option<String>,
}

/// The program that does what `command` does. `None` for what is no call of a program on a service.
#[must_use]
pub fn python(command: &Command, sdk: Sdk) -> Option<Program> {
    let program = match command {
        Command::ServiceBus { queue, operation } => {
            let package = match sdk {
                Sdk::Legacy => "azure-servicebus 0.21",
                Sdk::Today => "azure-servicebus 7",
            };
            Program { package, text: service_bus::program(queue, operation, sdk) }
        }
        Command::Storage { queue, operation } => {
            let package = match sdk {
                Sdk::Legacy => "azure-storage 0.20",
                Sdk::Today => "azure-storage-queue 12",
            };
            Program { package, text: Some(storage::program(queue, operation, sdk)) }
        }
        Command::Events { operation } => match sdk {
            Sdk::Legacy => Program { package: "azure-servicebus 0.21", text: None },
            Sdk::Today => Program { package: "azure-eventhub 5", text: Some(events::program(operation)) },
        },
        _ => return None,
    };
    Some(program)
}
