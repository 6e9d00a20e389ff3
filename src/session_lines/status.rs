//! The HTTP status with which a service's REST interface answers a call that it carried out.
//!
//! Models: storage-queue.md 3; service-bus-queue.md 14, which knows a status for the calls that REST has.

use crate::model::service_bus::ReceiveMode;
use crate::model::storage::account::Created;
use crate::world::command::{Answer, Command};
use crate::world::operation::{ServiceBusAnswer, ServiceBusOperation, StorageAnswer, StorageOperation};

/// The status, where the documents name one.
pub(super) fn of(command: &Command, answer: &Answer) -> Option<u16> {
    match command {
        Command::ServiceBus { operation, .. } => {
            let empty = matches!(answer, Answer::ServiceBus(ServiceBusAnswer::Received(got)) if got.is_empty());
            service_bus(operation, empty)
        }
        Command::Storage { operation, .. } => {
            let existing = matches!(answer, Answer::Storage(StorageAnswer::Created(Created::Existing)));
            Some(storage(operation, existing))
        }
        _ => None,
    }
}

fn service_bus(operation: &ServiceBusOperation, empty: bool) -> Option<u16> {
    match operation {
        ServiceBusOperation::Send { .. } | ServiceBusOperation::SendBatch { .. } => Some(201),
        ServiceBusOperation::Receive { .. } if empty => Some(204),
        ServiceBusOperation::Receive { mode: ReceiveMode::PeekLock, .. } => Some(201),
        ServiceBusOperation::Receive { mode: ReceiveMode::ReceiveAndDelete, .. }
        | ServiceBusOperation::Complete { .. }
        | ServiceBusOperation::Abandon { .. }
        | ServiceBusOperation::RenewLock { .. } => Some(200),
        ServiceBusOperation::CreateQueue { .. }
        | ServiceBusOperation::UpdateQueue { .. }
        | ServiceBusOperation::DeleteQueue {}
        | ServiceBusOperation::GetQueue {}
        | ServiceBusOperation::ListQueues {}
        | ServiceBusOperation::Schedule { .. }
        | ServiceBusOperation::CancelScheduled { .. }
        | ServiceBusOperation::ReceiveDeferred { .. }
        | ServiceBusOperation::Peek { .. }
        | ServiceBusOperation::Defer { .. }
        | ServiceBusOperation::DeadLetter { .. }
        | ServiceBusOperation::Resubmit { .. } => None,
    }
}

fn storage(operation: &StorageOperation, existing: bool) -> u16 {
    match operation {
        StorageOperation::CreateQueue { .. } if existing => 204,
        StorageOperation::CreateQueue { .. } | StorageOperation::PutMessage { .. } => 201,
        StorageOperation::ListQueues { .. }
        | StorageOperation::GetMetadata {}
        | StorageOperation::GetMessages { .. }
        | StorageOperation::PeekMessages { .. } => 200,
        StorageOperation::DeleteQueue {}
        | StorageOperation::SetMetadata { .. }
        | StorageOperation::UpdateMessage { .. }
        | StorageOperation::DeleteMessage { .. }
        | StorageOperation::ClearMessages {} => 204,
    }
}
