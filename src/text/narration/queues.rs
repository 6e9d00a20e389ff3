//! Entries and acts of the Service Bus namespace and of the storage account, in one sentence each.

use super::Teller;
use crate::model::ids::{EndpointId, StorageQueueId};
use crate::say;
use crate::text::{Arg, Key, Language, Rich};
use crate::world::entry::{ServiceError, What};
use crate::world::operation::{ServiceBusOperation, StorageOperation};
use std::sync::Arc;

impl Teller<'_> {
    fn storage_queue(&self, id: StorageQueueId) -> Arc<str> {
        self.world.storage().name_of(id)
    }

    #[allow(clippy::too_many_lines, reason = "one arm for each kind of entry")]
    pub(super) fn tell_of_queues(&self, what: What) -> Rich {
        let language = self.language;
        let message = what.lineage().map(|lineage| self.message(lineage)).unwrap_or_default();
        let message = Arg::Code(&message);
        let place = |id: EndpointId| self.endpoint(id);
        match what {
            What::QueueChanged { endpoint, change } => {
                let (change, queue) = (Arg::Text(change.code()), place(endpoint));
                say!(language, Key::EntryQueue, change = change, queue = Arg::Name(&queue))
            }
            What::QueueIdledOut { endpoint, messages } => {
                say!(language, Key::EntryQueueIdledOut, queue = Arg::Name(&place(endpoint)), messages = messages)
            }
            What::Enqueued { endpoint, sequence, .. } => say!(
                language,
                Key::EntryEnqueued,
                queue = Arg::Name(&place(endpoint)),
                message = message,
                sequence = sequence
            ),
            What::Scheduled { endpoint, sequence, after_ms, .. } => say!(
                language,
                Key::EntryScheduled,
                queue = Arg::Name(&place(endpoint)),
                message = message,
                wait = Arg::Duration(u64::from(after_ms)),
                sequence = sequence
            ),
            What::Activated { endpoint, sequence, .. } => say!(
                language,
                Key::EntryActivated,
                queue = Arg::Name(&place(endpoint)),
                message = message,
                sequence = sequence
            ),
            What::ScheduleCancelled { endpoint, .. } => {
                say!(language, Key::EntryScheduleCancelled, queue = Arg::Name(&place(endpoint)), message = message)
            }
            What::DuplicateDropped { endpoint, .. } => {
                say!(language, Key::EntryDuplicateDropped, queue = Arg::Name(&place(endpoint)), message = message)
            }
            What::Abandoned { endpoint, consumer, delivery, .. } => say!(
                language,
                Key::EntryAbandoned,
                queue = Arg::Name(&place(endpoint)),
                message = message,
                consumer = Arg::Name(&self.consumer(consumer)),
                delivery = u64::from(delivery)
            ),
            What::Deferred { endpoint, consumer, sequence, .. } => say!(
                language,
                Key::EntryDeferred,
                queue = Arg::Name(&place(endpoint)),
                message = message,
                consumer = Arg::Name(&self.consumer(consumer)),
                sequence = sequence
            ),
            What::LockRenewed { endpoint, consumer, .. } => say!(
                language,
                Key::EntryLockRenewed,
                queue = Arg::Name(&place(endpoint)),
                message = message,
                consumer = Arg::Name(&self.consumer(consumer))
            ),
            What::LockRevoked { endpoint, .. } => {
                say!(language, Key::EntryLockRevoked, queue = Arg::Name(&place(endpoint)), message = message)
            }
            What::Forwarded { endpoint, to, .. } if endpoint == to => {
                say!(language, Key::EntryForwardedNowhere, queue = Arg::Name(&place(endpoint)), message = message)
            }
            What::Forwarded { endpoint, to, .. } => say!(
                language,
                Key::EntryForwarded,
                queue = Arg::Name(&place(endpoint)),
                message = message,
                target = Arg::Name(&place(to))
            ),
            What::Peeked { endpoint, messages } => {
                say!(language, Key::EntryPeeked, queue = Arg::Name(&place(endpoint)), messages = messages)
            }
            What::ReceivedNothing { endpoint } => {
                say!(language, Key::EntryReceivedNothing, queue = Arg::Name(&place(endpoint)))
            }
            What::NamespaceRead { queues } => say!(language, Key::EntryNamespaceRead, queues = queues),
            What::NamespaceRefused { error } => say!(language, Key::EntryNamespaceRefused, error = code(error)),
            What::QueueRefused { endpoint, error } => {
                say!(language, Key::EntryQueueRefused, queue = Arg::Name(&place(endpoint)), error = code(error))
            }
            What::StorageQueueChanged { queue, change } => {
                let (change, queue) = (Arg::Text(change.code()), self.storage_queue(queue));
                say!(language, Key::EntryStorageQueue, change = change, queue = Arg::Name(&queue))
            }
            What::MessagePut { queue, .. } => {
                say!(language, Key::EntryPut, queue = Arg::Name(&self.storage_queue(queue)), message = message)
            }
            What::MessageGot { queue, consumer, count, .. } => say!(
                language,
                Key::EntryGot,
                queue = Arg::Name(&self.storage_queue(queue)),
                message = message,
                consumer = Arg::Name(&self.consumer(consumer)),
                count = u64::from(count)
            ),
            What::MessageUpdated { queue, consumer, text, .. } => say!(
                language,
                if text { Key::EntryUpdatedText } else { Key::EntryUpdated },
                queue = Arg::Name(&self.storage_queue(queue)),
                message = message,
                consumer = Arg::Name(&self.consumer(consumer))
            ),
            What::MessageDeleted { queue, consumer, .. } => say!(
                language,
                Key::EntryDeleted,
                queue = Arg::Name(&self.storage_queue(queue)),
                message = message,
                consumer = Arg::Name(&self.consumer(consumer))
            ),
            What::BecameVisible { queue, .. } => {
                say!(language, Key::EntryVisible, queue = Arg::Name(&self.storage_queue(queue)), message = message)
            }
            What::MessageExpired { queue, .. } => say!(
                language,
                Key::EntryMessageExpired,
                queue = Arg::Name(&self.storage_queue(queue)),
                message = message
            ),
            What::MessagesCleared { queue, messages } => {
                say!(language, Key::EntryCleared, queue = Arg::Name(&self.storage_queue(queue)), messages = messages)
            }
            What::MessagesPeeked { queue, messages } => {
                say!(language, Key::EntryPeeked, queue = Arg::Name(&self.storage_queue(queue)), messages = messages)
            }
            What::GotNothing { queue } => {
                say!(language, Key::EntryGotNothing, queue = Arg::Name(&self.storage_queue(queue)))
            }
            What::StorageQueueRead { queue, messages } => say!(
                language,
                Key::EntryStorageQueueRead,
                queue = Arg::Name(&self.storage_queue(queue)),
                messages = messages
            ),
            What::AccountRead { queues } => say!(language, Key::EntryAccountRead, queues = queues),
            What::AccountRefused { error } => say!(language, Key::EntryAccountRefused, error = code(error)),
            What::StorageQueueRefused { queue, error } => say!(
                language,
                Key::EntryQueueRefused,
                queue = Arg::Name(&self.storage_queue(queue)),
                error = code(error)
            ),
            What::EventsReceived { events } => say!(language, Key::EntryEventsReceived, events = events),
            What::EventsRefused { error } => say!(language, Key::EntryEventsRefused, error = code(error)),
            other => Rich::from_backticks(other.code()),
        }
    }
}

fn code(error: ServiceError) -> Arg<'static> {
    Arg::Code(error.code())
}

/// Says a call on the Service Bus namespace, as a part of a sentence.
pub(super) fn service_bus(queue: &str, operation: &ServiceBusOperation, language: Language) -> String {
    let call = Arg::Code(match operation {
        ServiceBusOperation::CreateQueue { .. } => "create-queue",
        ServiceBusOperation::UpdateQueue { .. } => "update-queue",
        ServiceBusOperation::DeleteQueue {} => "delete-queue",
        ServiceBusOperation::GetQueue {} => "get-queue",
        ServiceBusOperation::ListQueues {} => "list-queues",
        ServiceBusOperation::Send { .. } => "send",
        ServiceBusOperation::SendBatch { .. } => "send-batch",
        ServiceBusOperation::Schedule { .. } => "schedule",
        ServiceBusOperation::CancelScheduled { .. } => "cancel-scheduled",
        ServiceBusOperation::Receive { .. } => "receive",
        ServiceBusOperation::ReceiveDeferred { .. } => "receive-deferred",
        ServiceBusOperation::Peek { .. } => "peek",
        ServiceBusOperation::Complete { .. } => "complete",
        ServiceBusOperation::Abandon { .. } => "abandon",
        ServiceBusOperation::Defer { .. } => "defer",
        ServiceBusOperation::DeadLetter { .. } => "dead-letter",
        ServiceBusOperation::RenewLock { .. } => "renew-lock",
        ServiceBusOperation::Resubmit { .. } => "resubmit",
    });
    if queue.is_empty() {
        say!(language, Key::CommandNamespaceCall, call = call).plain()
    } else {
        say!(language, Key::CommandQueueCall, call = call, name = Arg::Name(queue)).plain()
    }
}

/// Says a call on the storage account, as a part of a sentence.
pub(super) fn storage(queue: &str, operation: &StorageOperation, language: Language) -> String {
    let call = Arg::Code(match operation {
        StorageOperation::CreateQueue { .. } => "create-queue",
        StorageOperation::DeleteQueue {} => "delete-queue",
        StorageOperation::ListQueues { .. } => "list-queues",
        StorageOperation::GetMetadata {} => "get-metadata",
        StorageOperation::SetMetadata { .. } => "set-metadata",
        StorageOperation::PutMessage { .. } => "put-message",
        StorageOperation::GetMessages { .. } => "get-messages",
        StorageOperation::PeekMessages { .. } => "peek-messages",
        StorageOperation::UpdateMessage { .. } => "update-message",
        StorageOperation::DeleteMessage { .. } => "delete-message",
        StorageOperation::ClearMessages {} => "clear-messages",
    });
    if queue.is_empty() {
        say!(language, Key::CommandAccountCall, call = call).plain()
    } else {
        say!(language, Key::CommandStorageCall, call = call, name = Arg::Name(queue)).plain()
    }
}
