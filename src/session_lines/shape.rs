//! What the services answer, member by member: everything that a client would see, and where a message comes from.

use super::tell::lineage_value;
use crate::model::service_bus::{
    BrokeredMessage, CustomProperty, DEAD_LETTER_ERROR_DESCRIPTION, DEAD_LETTER_REASON, Lock, QueuedMessage, Scalar,
    Sent, State, SubQueue,
};
use crate::model::storage::blob::{Blob, CONTENT_TYPE, WriteCause};
use crate::model::storage::metadata::Metadata;
use crate::model::storage::queue::{PeekedMessage, QueueMessage};
use crate::model::time::{Millis, NEVER, Timestamp, iso_duration};
use crate::world::World;
use crate::world::operation::{QueueDescription, ReceivedEvent, ReceivedMessage, SentMessage, TakenId};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// A message of a Service Bus queue.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Message {
    /// Stands for this delivery in later calls; only what was received has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    handle: Option<String>,
    sequence_number: u64,
    enqueued_sequence_number: Option<u64>,
    lock_token: Option<String>,
    locked_until_utc: Option<String>,
    delivery_count: u32,
    enqueued_time_utc: String,
    scheduled_enqueue_time_utc: Option<String>,
    expires_at_utc: String,
    /// As an ISO 8601 duration; null for ever.
    time_to_live: Option<String>,
    state: &'static str,
    dead_lettered: bool,
    dead_letter_reason: Option<String>,
    dead_letter_error_description: Option<String>,
    dead_letter_source: Option<String>,
    message_id: Option<String>,
    correlation_id: Option<String>,
    subject: Option<String>,
    to: Option<String>,
    reply_to: Option<String>,
    content_type: Option<String>,
    content_encoding: Option<String>,
    user_id: Option<String>,
    session_id: Option<String>,
    partition_key: Option<String>,
    properties: Map<String, Value>,
    /// The body as text; null where the bytes are none.
    body: Option<String>,
    body_base64: String,
    /// Body and header together.
    size: u64,
    /// Where it comes from; the service does not tell.
    lineage: Value,
    /// Who holds it; the service does not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    held_by: Option<String>,
}

struct Place<'a> {
    sequence: u64,
    sub_queue: SubQueue,
    state: State,
    lock: Option<Lock>,
    delivery_count: u32,
    enqueued_at: Timestamp,
    expires_at: Timestamp,
    scheduled_for: Option<Timestamp>,
    message: &'a BrokeredMessage,
}

impl Message {
    pub(super) fn received(received: &ReceivedMessage, world: &World) -> Self {
        let d = &received.delivery;
        let place = Place {
            sequence: d.sequence,
            sub_queue: d.sub_queue,
            state: d.state,
            lock: d.lock,
            delivery_count: d.delivery_count,
            enqueued_at: d.enqueued_at,
            expires_at: d.expires_at,
            scheduled_for: None,
            message: &d.message,
        };
        Self { handle: Some(received.id.to_string()), ..Self::new(&place, world) }
    }

    /// As peek shows it.
    pub(super) fn peeked(seen: &QueuedMessage, world: &World) -> Self {
        Self::new(&Place::of(seen), world)
    }

    /// As only the playground can show it: with its lock and who holds it.
    pub(super) fn lying(seen: &QueuedMessage, world: &World) -> Self {
        let held_by = seen.lock.map(|lock| {
            let consumer = world.consumers().get(lock.holder as usize);
            consumer.map_or_else(|| "person".to_owned(), |consumer| consumer.name().to_string())
        });
        Self { held_by, ..Self::new(&Place::of(seen), world) }
    }

    fn new(place: &Place<'_>, world: &World) -> Self {
        let m = place.message;
        let text = |value: Option<&std::sync::Arc<str>>| value.map(ToString::to_string);
        let written = |name: &str| match m.property(name) {
            Some(Scalar::Text(text)) => Some(text.to_string()),
            Some(Scalar::Integer(_) | Scalar::Double(_) | Scalar::Bool(_)) | None => None,
        };
        let live = place.expires_at.since(place.scheduled_for.unwrap_or(place.enqueued_at));
        Self {
            handle: None,
            sequence_number: place.sequence,
            enqueued_sequence_number: m.enqueued_sequence_number(),
            lock_token: place.lock.map(|lock| lock.token.to_string()),
            locked_until_utc: place.lock.map(|lock| lock.until.iso_ticks()),
            delivery_count: place.delivery_count,
            enqueued_time_utc: place.enqueued_at.iso_ticks(),
            scheduled_enqueue_time_utc: place
                .scheduled_for
                .or_else(|| m.scheduled_enqueue_time())
                .map(Timestamp::iso_ticks),
            expires_at_utc: place.expires_at.iso_ticks(),
            time_to_live: (place.expires_at < NEVER).then(|| iso_duration(live)),
            state: state(place.state),
            dead_lettered: place.sub_queue == SubQueue::DeadLetter,
            dead_letter_reason: written(DEAD_LETTER_REASON),
            dead_letter_error_description: written(DEAD_LETTER_ERROR_DESCRIPTION),
            dead_letter_source: text(m.dead_letter_source()),
            message_id: text(m.message_id()),
            correlation_id: text(m.correlation_id()),
            subject: text(m.subject()),
            to: text(m.to()),
            reply_to: text(m.reply_to()),
            content_type: text(m.content_type()),
            content_encoding: text(m.content_encoding()),
            user_id: text(m.user_id()),
            session_id: text(m.session_id()),
            partition_key: text(m.partition_key()),
            properties: m.properties().iter().map(property).collect(),
            body: as_text(m.body()),
            body_base64: STANDARD.encode(m.body()),
            size: m.bytes(),
            lineage: lineage_value(m.lineage(), world),
            held_by: None,
        }
    }
}

impl<'a> Place<'a> {
    fn of(seen: &'a QueuedMessage) -> Self {
        Self {
            sequence: seen.sequence,
            sub_queue: seen.sub_queue,
            state: seen.state,
            lock: seen.lock,
            delivery_count: seen.delivery_count,
            enqueued_at: seen.enqueued_at,
            expires_at: seen.expires_at,
            scheduled_for: seen.scheduled_for,
            message: &seen.message,
        }
    }
}

fn state(state: State) -> &'static str {
    match state {
        State::Active => "active",
        State::Deferred => "deferred",
        State::Scheduled => "scheduled",
    }
}

fn property(property: &CustomProperty) -> (String, Value) {
    let value = match &property.value {
        Scalar::Text(text) => (&**text).into(),
        Scalar::Integer(number) => (*number).into(),
        Scalar::Double(number) => (*number).into(),
        Scalar::Bool(value) => (*value).into(),
    };
    (property.name.to_string(), value)
}

fn as_text(bytes: &[u8]) -> Option<String> {
    std::str::from_utf8(bytes).ok().map(ToOwned::to_owned)
}

/// What became of a message that was sent.
pub(super) fn sent(sent: &SentMessage, world: &World) -> Value {
    let (outcome, sequence) = match sent.sent {
        Sent::Enqueued { sequence } => ("enqueued", Some(sequence)),
        Sent::Scheduled { sequence } => ("scheduled", Some(sequence)),
        Sent::DuplicateDropped => ("duplicate-dropped", None),
    };
    json!({
        "messageId": &*sent.message_id,
        "sequenceNumber": sequence,
        "outcome": outcome,
        "lineage": lineage_value(sent.lineage, world),
    })
}

/// A queue of the namespace: its settings under the service's names, and its counts.
pub(super) fn queue(described: &QueueDescription) -> Value {
    let (s, counts) = (&described.settings, &described.counts);
    let duration = |length: Option<Millis>| length.map(iso_duration);
    json!({
        "name": &*s.name,
        "lockDuration": iso_duration(s.lock_duration),
        "maxDeliveryCount": s.max_delivery_count,
        "defaultMessageTimeToLive": duration(s.longest_time_to_live()),
        "deadLetteringOnMessageExpiration": s.dead_lettering_on_message_expiration,
        "maxSizeInMegabytes": s.max_size_in_megabytes,
        "requiresDuplicateDetection": s.requires_duplicate_detection,
        "duplicateDetectionHistoryTimeWindow": iso_duration(s.duplicate_detection_history_time_window),
        "requiresSession": s.requires_session,
        "autoDeleteOnIdle": duration(s.auto_delete_on_idle),
        "forwardTo": s.forward_to.as_deref(),
        "forwardDeadLetteredMessagesTo": s.forward_dead_lettered_messages_to.as_deref(),
        "status": s.status.as_str(),
        "enableBatchedOperations": s.enable_batched_operations,
        "createdAtUtc": described.created_at.iso_ticks(),
        "activeMessageCount": counts.active,
        "lockedMessageCount": counts.locked,
        "deferredMessageCount": counts.deferred,
        "scheduledMessageCount": counts.scheduled,
        "deadLetterMessageCount": counts.dead_lettered,
        "messageCount": counts.active + counts.deferred + counts.scheduled + counts.dead_lettered,
        "sizeInBytes": counts.size_bytes,
        "isEndpoint": described.is_endpoint,
    })
}

/// A message of a Storage queue, as put, get and update answer.
pub(super) fn storage_message(handle: TakenId, message: &QueueMessage, world: &World) -> Value {
    let mut value = stored(message, world);
    value["handle"] = handle.to_string().into();
    value
}

/// A message of a Storage queue as it lies there.
pub(super) fn stored(message: &QueueMessage, world: &World) -> Value {
    json!({
        "messageId": message.message_id.to_string(),
        "popReceipt": message.pop_receipt.to_string(),
        "insertionTime": message.inserted_at.iso_ticks(),
        "expirationTime": message.expires_at.iso_ticks(),
        "timeNextVisible": message.next_visible_at.iso_ticks(),
        "dequeueCount": message.dequeue_count,
        "messageText": &*message.text,
        "visible": message.next_visible_at <= world.now(),
        "lineage": lineage_value(message.lineage, world),
    })
}

/// What peek shows: neither receipt nor next-visible time.
pub(super) fn storage_peeked(message: &PeekedMessage, world: &World) -> Value {
    json!({
        "messageId": message.message_id.to_string(),
        "insertionTime": message.inserted_at.iso_ticks(),
        "expirationTime": message.expires_at.iso_ticks(),
        "dequeueCount": message.dequeue_count,
        "messageText": &*message.text,
        "lineage": lineage_value(message.lineage, world),
    })
}

pub(super) fn metadata(metadata: &Metadata) -> Value {
    metadata.iter().map(|(name, value)| (name.to_owned(), Value::from(value))).collect::<Map<_, _>>().into()
}

/// An event of the built-in endpoint, under the names that Event Hubs clients see.
pub(super) fn event(event: &ReceivedEvent, world: &World) -> Value {
    let (message, sender) = (&event.stored.message, &event.stored.sender);
    let s = &message.system;
    let properties: Map<String, Value> =
        message.kept_properties().into_iter().map(|p| (p.name.to_string(), Value::from(&*p.value))).collect();
    json!({
        "partition": event.partition.to_string(),
        "sequenceNumber": event.sequence_number,
        "offset": event.offset.to_string(),
        "enqueuedTimeUtc": event.enqueued_at.iso_ticks(),
        "body": as_text(&message.body),
        "bodyBase64": STANDARD.encode(&message.body),
        "properties": properties,
        "systemProperties": {
            "message-id": s.message_id.as_deref(),
            "correlation-id": s.correlation_id.as_deref(),
            "user-id": s.user_id.as_deref(),
            "content-type": s.content_type.as_deref(),
            "content-encoding": s.content_encoding.as_deref(),
            "iothub-creation-time-utc": s.creation_time_utc.as_deref(),
            "iothub-enqueuedtime": event.stored.enqueued_at.iso_ticks(),
            "iothub-connection-device-id": &*sender.device_id,
            "iothub-connection-module-id": sender.module_id.as_deref(),
            "iothub-connection-auth-generation-id": &*sender.generation_id,
            "iothub-connection-auth-method": &*sender.auth_method,
            "iothub-message-source": "Telemetry",
            "dt-dataschema": sender.model_id.as_deref(),
            "dt-subject": s.subject.as_deref(),
        },
        "lineage": lineage_value(event.lineage, world),
    })
}

/// A blob without its content.
pub(super) fn blob(blob: &Blob) -> Value {
    json!({
        "name": &*blob.name,
        "partition": blob.partition,
        "encoding": blob.encoding.as_str(),
        "blobType": "BlockBlob",
        "contentType": CONTENT_TYPE,
        "etag": &*blob.etag,
        "lastModified": blob.last_modified.iso_ticks(),
        "contentLength": blob.size_bytes,
        "messages": blob.records.len(),
        "batchStarted": blob.batch_started_at.iso_ticks(),
        "writtenBecauseOf": match blob.cause {
            WriteCause::Time => "time",
            WriteCause::Size => "size",
            WriteCause::Flush => "flush",
        },
        "fileName": blob.file_name(),
    })
}

/// A blob with its content.
pub(super) fn whole_blob(blob_of: &Blob) -> Value {
    let bytes = blob_of.bytes();
    let mut value = blob(blob_of);
    value["content"] = as_text(&bytes).into();
    value["contentBase64"] = STANDARD.encode(&bytes).into();
    value
}
