//! The playground's side.

use super::{Operation, Receipt, Reply};
use iot_hub_playground::model::ids::{DeviceId, SendId};
use iot_hub_playground::model::storage::account::{Account, Created};
use iot_hub_playground::model::storage::error::StorageError;
use iot_hub_playground::model::storage::metadata::Metadata;
use iot_hub_playground::model::storage::queue::{Put, QueueMessage, Update};
use iot_hub_playground::model::time::Timestamp;

pub(crate) struct Ours {
    pub(crate) account: Account,
    pub(crate) tickets: Vec<Receipt>,
}

impl Ours {
    pub(crate) fn run(&mut self, now: Timestamp, operation: Operation<'_>) -> Reply {
        self.answer(now, operation).unwrap_or_else(|error| Reply::new(error.status(), error.code()))
    }

    fn answer(&mut self, now: Timestamp, operation: Operation<'_>) -> Result<Reply, StorageError> {
        let changes = &mut Vec::new();
        let account = &mut self.account;
        let own = |entries: &[(&str, &str)]| {
            Metadata::new(entries.iter().map(|&(name, value)| (name.into(), value.into())).collect())
        };
        let receipt = |message: &QueueMessage| Receipt {
            message_id: message.message_id.to_string(),
            pop_receipt: message.pop_receipt.to_string(),
        };
        Ok(match operation {
            Operation::Create { queue, metadata } => match account.create_queue(now, queue, own(metadata)?)? {
                Created::New => Reply::new(201, ""),
                Created::Existing => Reply::new(204, ""),
            },
            Operation::DeleteQueue { queue } => {
                account.delete_queue(now, queue)?;
                Reply::new(204, "")
            }
            Operation::List { prefix, max_results } => {
                let names = account.list_queues(prefix, None, max_results)?.names;
                Reply::new(200, &names.join(" "))
            }
            Operation::SetMetadata { queue, metadata } => {
                account.queue_mut(queue)?.set_metadata(own(metadata)?);
                Reply::new(204, "")
            }
            Operation::Properties { queue } => {
                let properties = account.queue_mut(queue)?.properties(now, changes);
                let mut metadata: Vec<String> =
                    properties.metadata.iter().map(|(name, value)| format!("{name}={value}")).collect();
                metadata.sort();
                Reply::new(200, &format!("{} {}", properties.approximate_messages_count, metadata.join(" ")))
            }
            Operation::Put { queue, text, hide, ttl } => {
                let lineage = SendId { producer: DeviceId(0).into(), number: 0, boot: 0 }.accepted(0);
                let put = Put { text: text.map(Into::into), visibility_timeout: hide, time_to_live: ttl, lineage };
                let message = account.queue_mut(queue)?.put(now, put, changes)?;
                Reply { receipts: vec![receipt(&message)], ..Reply::new(201, "") }
            }
            Operation::Get { queue, n, hide } => {
                let got = account.queue_mut(queue)?.get(now, n, hide, changes)?;
                let shown: Vec<String> = got.iter().map(|m| format!("{}:{}", m.text, m.dequeue_count)).collect();
                Reply { receipts: got.iter().map(|m| receipt(m)).collect(), ..Reply::new(200, &shown.join(" ")) }
            }
            Operation::Peek { queue, n } => {
                let peeked = account.queue_mut(queue)?.peek(now, n, changes)?;
                let shown: Vec<String> = peeked.iter().map(|m| format!("{}:{}", m.text, m.dequeue_count)).collect();
                Reply::new(200, &shown.join(" "))
            }
            Operation::Update { queue, ticket, hide, text } => {
                let Receipt { message_id, pop_receipt } = &self.tickets[ticket];
                let update = Update {
                    message_id,
                    pop_receipt: Some(pop_receipt),
                    visibility_timeout: hide,
                    text: text.map(Into::into),
                };
                let message = account.queue_mut(queue)?.update(now, update, changes)?;
                Reply { receipts: vec![receipt(&message)], ..Reply::new(204, "") }
            }
            Operation::Delete { queue, ticket } => {
                let Receipt { message_id, pop_receipt } = &self.tickets[ticket];
                account.queue_mut(queue)?.delete(now, message_id, Some(pop_receipt), changes)?;
                Reply::new(204, "")
            }
            Operation::Clear { queue } => {
                account.queue_mut(queue)?.clear(now, changes);
                Reply::new(204, "")
            }
        })
    }
}
