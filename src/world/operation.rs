//! What a person, or a script that stands for them, asks of the services: calls on queues, on the storage account and on
//! the built-in endpoint, with the services' own parameters and everything that their answers tell.
//!
//! A message taken by hand has a *handle*, `c12.1`: the first message of the run's twelfth hand command. A lock token
//! exists under one seed only; a handle means the same message under every seed.

use crate::model::ids::{EndpointId, Lineage};
use crate::model::message::{Property, StoredMessage};
use crate::model::service_bus::{
    ClientMessage, Counts, CustomProperty, Delivery, QueuedMessage, ReceiveMode, Sent, Settings,
};
use crate::model::storage::account::{Created, QueueListing};
use crate::model::storage::queue::{PeekedMessage, Properties, QueueMessage};
use crate::model::time::{Millis, Timestamp};
use crate::world::spec::QueueSpec;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// Stands for a message in the hands of whoever took it: the `number`-th message, from 1, of the `command`-th hand
/// command of the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TakenId {
    pub command: u32,
    pub number: u32,
}

impl TakenId {
    /// Reads `c12.1`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (command, number) = text.strip_prefix('c')?.split_once('.')?;
        let plain = |text: &str| (!text.starts_with('+')).then(|| text.parse().ok())?;
        Some(Self { command: plain(command)?, number: plain(number)? })
    }
}

impl fmt::Display for TakenId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "c{}.{}", self.command, self.number)
    }
}

/// Which Service Bus message to settle: a handle, or what the service itself asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Taken {
    Handle(Arc<str>),
    Lock(LockRef),
}

/// A delivery by its lock token. Without a token it stands for one received with receive-and-delete.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LockRef {
    /// The message's number, where it is known; a token alone is enough.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sequence_number: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lock_token: Option<Arc<str>>,
}

/// Which message of a Storage queue: a handle, or id and pop receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum StorageTaken {
    Handle(Arc<str>),
    Receipt(ReceiptRef),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptRef {
    pub message_id: Arc<str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pop_receipt: Option<Arc<str>>,
}

/// A call on a queue of the Service Bus namespace. The queue's path may end in `/$deadletterqueue` for calls on messages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "snake_case", deny_unknown_fields)]
pub enum ServiceBusOperation {
    CreateQueue {
        #[serde(default)]
        settings: QueueSpec,
    },
    /// Replaces the settings.
    UpdateQueue {
        settings: QueueSpec,
    },
    DeleteQueue {},
    GetQueue {},
    /// The queues of the namespace, by name.
    ListQueues {},
    Send {
        message: QueueMessageSpec,
    },
    /// All or none.
    SendBatch {
        messages: Vec<QueueMessageSpec>,
    },
    /// Sends a message that enters the queue at `at`, whatever time it carries itself.
    Schedule {
        message: QueueMessageSpec,
        at: Timestamp,
    },
    CancelScheduled {
        sequence_number: u64,
    },
    /// What is there now; waiting for more is the client's matter.
    Receive {
        #[serde(default)]
        mode: ReceiveMode,
        #[serde(default = "one")]
        max: u32,
    },
    ReceiveDeferred {
        sequence_numbers: Vec<u64>,
        #[serde(default)]
        mode: ReceiveMode,
    },
    Peek {
        #[serde(default)]
        from: u64,
        #[serde(default = "one")]
        max: u32,
    },
    Complete {
        message: Taken,
    },
    Abandon {
        message: Taken,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        properties: Vec<CustomProperty>,
    },
    Defer {
        message: Taken,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        properties: Vec<CustomProperty>,
    },
    DeadLetter {
        message: Taken,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Arc<str>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description: Option<Arc<str>>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        properties: Vec<CustomProperty>,
    },
    RenewLock {
        message: Taken,
    },
    /// Sends a copy of a held, dead-lettered message to the queue and completes the original.
    Resubmit {
        message: Taken,
    },
}

/// What a client sends to a Service Bus queue.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct QueueMessageSpec {
    pub body: Body,
    /// The client library makes one where the program gives none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correlation_id: Option<Arc<str>>,
    /// `Label` in older libraries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_id: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partition_key: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_to_live_ms: Option<Millis>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduled_enqueue_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<CustomProperty>,
}

impl QueueMessageSpec {
    /// The message with `message_id` where it says none itself.
    #[must_use]
    pub fn client_message(&self, message_id: Arc<str>) -> ClientMessage {
        ClientMessage {
            body: self.body.0.clone(),
            message_id: Some(self.message_id.clone().unwrap_or(message_id)),
            correlation_id: self.correlation_id.clone(),
            subject: self.subject.clone(),
            to: self.to.clone(),
            reply_to: self.reply_to.clone(),
            content_type: self.content_type.clone(),
            session_id: self.session_id.clone(),
            partition_key: self.partition_key.clone(),
            time_to_live: self.time_to_live_ms,
            scheduled_enqueue_time: self.scheduled_enqueue_time,
            properties: self.properties.clone(),
        }
    }
}

/// A body: in files a text, or `{"base64": "…"}` for bytes that are none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "BodyText", try_from = "BodyText")]
pub struct Body(pub Arc<[u8]>);

impl From<&str> for Body {
    fn from(text: &str) -> Self {
        Self(text.as_bytes().into())
    }
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum BodyText {
    Text(String),
    Bytes { base64: String },
}

impl From<Body> for BodyText {
    fn from(body: Body) -> Self {
        match std::str::from_utf8(&body.0) {
            Ok(text) => Self::Text(text.to_owned()),
            Err(_) => Self::Bytes { base64: STANDARD.encode(&body.0) },
        }
    }
}

impl TryFrom<BodyText> for Body {
    type Error = base64::DecodeError;

    fn try_from(text: BodyText) -> Result<Self, Self::Error> {
        Ok(Self(match text {
            BodyText::Text(text) => text.into_bytes().into(),
            BodyText::Bytes { base64 } => STANDARD.decode(base64)?.into(),
        }))
    }
}

/// A call on a queue of the storage account. Lengths of time in whole seconds, as in the requests; what is absent is the
/// service's default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "snake_case", deny_unknown_fields)]
pub enum StorageOperation {
    CreateQueue {
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        metadata: Vec<Property>,
    },
    DeleteQueue {},
    ListQueues {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        prefix: Option<Arc<str>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        marker: Option<Arc<str>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max_results: Option<i64>,
    },
    /// Metadata and the approximate message count.
    GetMetadata {},
    SetMetadata {
        metadata: Vec<Property>,
    },
    PutMessage {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<Arc<str>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        visibility_timeout: Option<i64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message_ttl: Option<i64>,
    },
    GetMessages {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        num_of_messages: Option<i64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        visibility_timeout: Option<i64>,
    },
    PeekMessages {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        num_of_messages: Option<i64>,
    },
    UpdateMessage {
        message: StorageTaken,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        visibility_timeout: Option<i64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<Arc<str>>,
    },
    DeleteMessage {
        message: StorageTaken,
    },
    ClearMessages {},
}

/// A call on the built-in endpoint. Reading removes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "snake_case", deny_unknown_fields)]
pub enum EventsOperation {
    /// Reads up to `max` events; the group then stands behind the last one of each partition that it read.
    Receive {
        #[serde(default = "default_group")]
        group: Arc<str>,
        /// All partitions, by the time at which they took the events, unless one is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        partition: Option<u16>,
        #[serde(default)]
        from: EventPosition,
        #[serde(default = "one")]
        max: u32,
    },
}

/// Where to start reading a partition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EventPosition {
    /// Where the group stands; a group that never read stands at the oldest event.
    #[default]
    Next,
    Earliest,
    /// After what is there now.
    Latest,
    /// Bytes; the event that begins there or after.
    Offset(u64),
    SequenceNumber(u64),
    /// Milliseconds since 1970; the first event that the partition took then or later.
    EnqueuedTime(Timestamp),
}

/// What a call on a Service Bus queue gave.
#[derive(Clone, Debug, PartialEq)]
pub enum ServiceBusAnswer {
    Done,
    Sent(Vec<SentMessage>),
    Received(Vec<ReceivedMessage>),
    Peeked(Vec<QueuedMessage>),
    /// The lock's new end.
    Renewed(Timestamp),
    Queue(Box<QueueDescription>),
    Queues(Vec<QueueDescription>),
}

/// A message that the service took.
#[derive(Clone, Debug, PartialEq)]
pub struct SentMessage {
    pub message_id: Arc<str>,
    pub lineage: Lineage,
    /// What became of it, which the service tells nobody but for a scheduled message's number.
    pub sent: Sent,
}

/// A message that was handed out.
#[derive(Clone, Debug, PartialEq)]
pub struct ReceivedMessage {
    pub id: TakenId,
    pub delivery: Delivery,
}

/// A queue's settings and counts.
#[derive(Clone, Debug, PartialEq)]
pub struct QueueDescription {
    pub settings: Settings,
    pub counts: Counts,
    pub created_at: Timestamp,
    /// The place in the world.
    pub endpoint: EndpointId,
    /// Whether the hub routes to it.
    pub is_endpoint: bool,
}

/// What a call on the storage account gave.
#[derive(Clone, Debug, PartialEq)]
pub enum StorageAnswer {
    Done,
    Created(Created),
    Queues(QueueListing),
    Properties(Properties),
    Put(TakenId, Arc<QueueMessage>),
    Got(Vec<(TakenId, Arc<QueueMessage>)>),
    Peeked(Vec<PeekedMessage>),
    Updated(TakenId, Arc<QueueMessage>),
}

/// An event of the built-in endpoint, as a reader gets it.
#[derive(Clone, Debug, PartialEq)]
pub struct ReceivedEvent {
    pub partition: u16,
    pub sequence_number: u64,
    /// Bytes.
    pub offset: u64,
    pub enqueued_at: Timestamp,
    pub lineage: Lineage,
    pub stored: StoredMessage,
}

fn one() -> u32 {
    1
}

fn default_group() -> Arc<str> {
    "$Default".into()
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn handles_are_read_as_they_are_written() {
        let id = TakenId { command: 12, number: 1 };
        assert_eq!(id.to_string(), "c12.1");
        assert_eq!(TakenId::parse("c12.1"), Some(id));
        for bad in ["", "c", "c1", "12.1", "c.1", "c1.", "c1.+1", "c-1.1", "c1.1.1", "c99999999999.1"] {
            assert_eq!(TakenId::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn bodies_are_texts_where_they_can_be() {
        for (body, json) in
            [(&b"Test Message"[..], r#""Test Message""#), (b"", r#""""#), (b"\xff\x00", r#"{"base64":"/wA="}"#)]
        {
            let body = Body(body.into());
            assert_eq!(serde_json::to_string(&body).unwrap(), json);
            assert_eq!(serde_json::from_str::<Body>(json).unwrap(), body);
        }
        assert!(serde_json::from_str::<Body>(r#"{"base64":"?"}"#).is_err());
    }

    #[test]
    fn a_message_is_named_by_its_handle_or_as_the_service_does() {
        let read = |json: &str| serde_json::from_str::<Taken>(json).unwrap();
        assert_eq!(read(r#""c1.1""#), Taken::Handle("c1.1".into()));
        let lock = LockRef { sequence_number: Some(3), lock_token: Some("t".into()) };
        assert_eq!(read(r#"{"sequence_number":3,"lock_token":"t"}"#), Taken::Lock(lock));
        let json = r#"{"receive":{"mode":"receive-and-delete"}}"#;
        let operation: ServiceBusOperation = serde_json::from_str(json).unwrap();
        assert_eq!(operation, ServiceBusOperation::Receive { mode: ReceiveMode::ReceiveAndDelete, max: 1 });
    }
}
