//! What a command gave, as the members of its result.

use super::shape::{self, Message};
use super::{Lines, tell};
use crate::model::storage::account::Created;
use crate::world::command::Answer;
use crate::world::operation::{ServiceBusAnswer, StorageAnswer};
use serde_json::{Value, json};

impl Lines {
    pub(super) fn answered(&self, answer: Answer) -> Value {
        let world = self.session.world();
        let all = |messages: Vec<Value>| json!({"messages": messages});
        let whole = |message: Message| serde_json::to_value(message).unwrap_or_default();
        match answer {
            Answer::Done | Answer::ServiceBus(ServiceBusAnswer::Done) | Answer::Storage(StorageAnswer::Done) => {
                json!({})
            }
            Answer::Sent(send) => json!({"lineage": tell::lineage_value(send.accepted(0), world)}),
            Answer::ServiceBus(ServiceBusAnswer::Sent(sent)) => {
                all(sent.iter().map(|sent| shape::sent(sent, world)).collect())
            }
            Answer::ServiceBus(ServiceBusAnswer::Received(received)) => {
                all(received.iter().map(|received| whole(Message::received(received, world))).collect())
            }
            Answer::ServiceBus(ServiceBusAnswer::Peeked(seen)) => {
                all(seen.iter().map(|seen| whole(Message::peeked(seen, world))).collect())
            }
            Answer::ServiceBus(ServiceBusAnswer::Renewed(until)) => json!({"lockedUntilUtc": until.iso_ticks()}),
            Answer::ServiceBus(ServiceBusAnswer::Queue(described)) => json!({"queue": shape::queue(&described)}),
            Answer::ServiceBus(ServiceBusAnswer::Queues(all)) => {
                json!({"queues": all.iter().map(shape::queue).collect::<Vec<_>>()})
            }
            Answer::Storage(StorageAnswer::Created(created)) => match created {
                Created::New => json!({"created": true}),
                Created::Existing => json!({"created": false}),
            },
            Answer::Storage(StorageAnswer::Queues(listing)) => {
                let account = world.storage().account();
                let queues = listing.names.iter().map(|name| {
                    let metadata = account.queue(name).map(|queue| shape::metadata(queue.metadata()));
                    json!({"name": &**name, "metadata": metadata.unwrap_or_default()})
                });
                json!({"queues": queues.collect::<Vec<_>>(), "nextMarker": listing.next_marker.as_deref()})
            }
            Answer::Storage(StorageAnswer::Properties(properties)) => json!({
                "metadata": shape::metadata(&properties.metadata),
                "approximateMessagesCount": properties.approximate_messages_count,
            }),
            Answer::Storage(StorageAnswer::Put(handle, message) | StorageAnswer::Updated(handle, message)) => {
                json!({"message": shape::storage_message(handle, &message, world)})
            }
            Answer::Storage(StorageAnswer::Got(got)) => {
                all(got.iter().map(|(handle, message)| shape::storage_message(*handle, message, world)).collect())
            }
            Answer::Storage(StorageAnswer::Peeked(seen)) => {
                all(seen.iter().map(|seen| shape::storage_peeked(seen, world)).collect())
            }
            Answer::Events(events) => {
                json!({"events": events.iter().map(|event| shape::event(event, world)).collect::<Vec<_>>()})
            }
        }
    }
}
