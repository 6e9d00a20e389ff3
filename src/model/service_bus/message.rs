//! A message as Service Bus carries it, and its sizes.
//!
//! Models: `service-bus-queue.md` sections 2 and 13. A message from IoT Hub is held as the hub stored it and reads
//! under the names that Service Bus gives it, so that a million copies cost a million small records.
//! Assumed(service-bus-message-size): a message's size is its body plus the values of its system properties plus names and values of its custom properties. [derived]
//! Assumed(service-bus-creation-time): the creation time that a device sets does not travel into a Service Bus message. [choice]

use super::error::{Argument, Error, SizeLimit};
use crate::model::ids::Lineage;
use crate::model::limits::MAX_ID_CHARS;
use crate::model::message::{Message, Sender, StoredMessage};
use crate::model::time::{Millis, Timestamp};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Bytes of all system and custom properties of one message.
pub const MAX_HEADER_BYTES: u64 = 64 * 1024;
/// Bytes of one property's value.
pub const MAX_PROPERTY_BYTES: u64 = 32 * 1024;

pub const DEAD_LETTER_REASON: &str = "DeadLetterReason";
pub const DEAD_LETTER_ERROR_DESCRIPTION: &str = "DeadLetterErrorDescription";

/// The value of a custom property.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Scalar {
    Text(Arc<str>),
    Integer(i64),
    Double(f64),
    Bool(bool),
}

/// A custom (application) property.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustomProperty {
    pub name: Arc<str>,
    pub value: Scalar,
}

impl CustomProperty {
    #[must_use]
    pub fn text(name: impl Into<Arc<str>>, value: impl Into<Arc<str>>) -> Self {
        Self { name: name.into(), value: Scalar::Text(value.into()) }
    }

    fn value_bytes(&self) -> u64 {
        match &self.value {
            Scalar::Text(text) => text.len() as u64,
            Scalar::Integer(_) | Scalar::Double(_) => 8,
            Scalar::Bool(_) => 1,
        }
    }

    fn bytes(&self) -> u64 {
        self.name.len() as u64 + self.value_bytes()
    }
}

/// What a client puts straight into a queue.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClientMessage {
    pub body: Arc<[u8]>,
    /// The client library makes one where the program gives none.
    pub message_id: Option<Arc<str>>,
    pub correlation_id: Option<Arc<str>>,
    /// `Label` in older libraries.
    pub subject: Option<Arc<str>>,
    pub to: Option<Arc<str>>,
    pub reply_to: Option<Arc<str>>,
    pub content_type: Option<Arc<str>>,
    pub session_id: Option<Arc<str>>,
    pub partition_key: Option<Arc<str>>,
    /// The queue's default is the ceiling.
    pub time_to_live: Option<Millis>,
    pub scheduled_enqueue_time: Option<Timestamp>,
    pub properties: Vec<CustomProperty>,
}

/// A message in or for a queue. Cheap to clone: the content is shared.
#[derive(Clone, Debug, PartialEq)]
pub struct BrokeredMessage {
    content: Content,
    lineage: Lineage,
    body_bytes: u32,
    header_bytes: u32,
    /// What brokers and receivers added on the way.
    added: Option<Arc<Added>>,
}

#[derive(Clone, Debug, PartialEq)]
enum Content {
    Hub { message: Arc<Message>, sender: Arc<Sender> },
    Client(Arc<ClientMessage>),
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Added {
    /// Replace properties of the same name.
    properties: Vec<CustomProperty>,
    /// Bytes that the header gained (or lost) through them.
    growth: i64,
    enqueued_sequence_number: Option<u64>,
    dead_letter_source: Option<Arc<str>>,
    hops: u8,
}

/// Defines readers of system properties: by name, in the hub's message, in the client's.
macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident: $hub:expr, $client:expr;)*) => {
        $($(#[$doc])*
        #[must_use]
        pub fn $name(&self) -> Option<&Arc<str>> {
            type Read<T> = fn(&T) -> Option<&Arc<str>>;
            match &self.content {
                Content::Hub { message, .. } => ($hub as Read<Message>)(message),
                Content::Client(message) => ($client as Read<ClientMessage>)(message),
            }
        })*
    };
}

impl BrokeredMessage {
    /// A message that a client sends.
    #[must_use]
    pub fn from_client(message: ClientMessage, lineage: Lineage) -> Self {
        let system = [
            &message.message_id,
            &message.correlation_id,
            &message.subject,
            &message.to,
            &message.reply_to,
            &message.content_type,
            &message.session_id,
            &message.partition_key,
        ];
        let system: u64 = system.into_iter().flatten().map(|v| v.len() as u64).sum();
        let custom: u64 = message.properties.iter().map(CustomProperty::bytes).sum();
        Self {
            body_bytes: message.body.len() as u32,
            header_bytes: (system + custom) as u32,
            content: Content::Client(Arc::new(message)),
            lineage,
            added: None,
        }
    }

    /// The queue's copy of a device's message: body unchanged, application properties under their own names, what
    /// the hub knows under `iothub-…`.
    #[must_use]
    pub fn from_hub(stored: &StoredMessage, lineage: Lineage) -> Self {
        let message = &stored.message;
        let s = &message.system;
        let system = [&s.message_id, &s.correlation_id, &s.user_id, &s.content_type, &s.content_encoding];
        let system: usize = system.into_iter().flatten().map(|v| v.len()).sum();
        let application: usize = message.properties.iter().map(|p| p.name.len() + p.value.len()).sum();
        let stamped: usize =
            hub_properties(message, &stored.sender).flatten().map(|(name, value)| name.len() + value.len()).sum();
        Self {
            body_bytes: message.body.len() as u32,
            header_bytes: (system + application + stamped) as u32,
            content: Content::Hub { message: Arc::clone(message), sender: Arc::clone(&stored.sender) },
            lineage,
            added: None,
        }
    }

    #[must_use]
    pub fn lineage(&self) -> Lineage {
        self.lineage
    }

    #[must_use]
    pub fn body(&self) -> &Arc<[u8]> {
        match &self.content {
            Content::Hub { message, .. } => &message.body,
            Content::Client(message) => &message.body,
        }
    }

    fields! {
        message_id: |m| m.system.message_id.as_ref(), |m| m.message_id.as_ref();
        correlation_id: |m| m.system.correlation_id.as_ref(), |m| m.correlation_id.as_ref();
        /// Only IoT Hub's messages have one.
        user_id: |m| m.system.user_id.as_ref(), |_| None;
        content_type: |m| m.system.content_type.as_ref(), |m| m.content_type.as_ref();
        /// Only IoT Hub's messages have one.
        content_encoding: |m| m.system.content_encoding.as_ref(), |_| None;
        subject: |_| None, |m| m.subject.as_ref();
        to: |_| None, |m| m.to.as_ref();
        reply_to: |_| None, |m| m.reply_to.as_ref();
        session_id: |_| None, |m| m.session_id.as_ref();
        partition_key: |_| None, |m| m.partition_key.as_ref();
    }

    /// The sender's own, before the queue's ceiling.
    #[must_use]
    pub fn time_to_live(&self) -> Option<Millis> {
        self.client()?.time_to_live
    }

    #[must_use]
    pub fn scheduled_enqueue_time(&self) -> Option<Timestamp> {
        self.client()?.scheduled_enqueue_time
    }

    fn client(&self) -> Option<&ClientMessage> {
        match &self.content {
            Content::Hub { .. } => None,
            Content::Client(message) => Some(message),
        }
    }

    /// The custom properties as a receiver reads them, in the order in which they were added.
    #[must_use]
    pub fn properties(&self) -> Vec<CustomProperty> {
        let mut all = match &self.content {
            Content::Client(message) => message.properties.clone(),
            Content::Hub { message, sender } => {
                let own = message.kept_properties().into_iter();
                let own = own.map(|p| CustomProperty::text(Arc::clone(&p.name), Arc::clone(&p.value)));
                let hubs = hub_properties(message, sender).flatten();
                own.chain(hubs.map(|(name, value)| CustomProperty::text(name, Arc::clone(value)))).collect()
            }
        };
        for property in self.added.iter().flat_map(|added| &added.properties) {
            put(&mut all, property);
        }
        all
    }

    #[must_use]
    pub fn property(&self, name: &str) -> Option<Scalar> {
        self.properties().into_iter().find(|p| &*p.name == name).map(|p| p.value)
    }

    /// The number in the first queue, once the message was forwarded.
    #[must_use]
    pub fn enqueued_sequence_number(&self) -> Option<u64> {
        self.added.as_ref()?.enqueued_sequence_number
    }

    /// The queue that dead-lettered the message, once it was forwarded from there.
    #[must_use]
    pub fn dead_letter_source(&self) -> Option<&Arc<str>> {
        self.added.as_ref()?.dead_letter_source.as_ref()
    }

    /// How often it was forwarded.
    #[must_use]
    pub fn hops(&self) -> u8 {
        self.added.as_ref().map_or(0, |added| added.hops)
    }

    /// Bytes of body and header together.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        u64::from(self.body_bytes) + self.header_bytes()
    }

    #[must_use]
    pub fn header_bytes(&self) -> u64 {
        u64::from(self.header_bytes).strict_add_signed(self.added.as_ref().map_or(0, |added| added.growth))
    }

    /// A copy to send again, as when a dead-lettered message is put back: without what the brokers added.
    #[must_use]
    pub fn resubmission(&self) -> Self {
        let mut copy = self.clone();
        if let Some(added) = &self.added {
            let kept = added
                .properties
                .iter()
                .filter(|p| !matches!(&*p.name, DEAD_LETTER_REASON | DEAD_LETTER_ERROR_DESCRIPTION));
            copy.added = None;
            copy = copy.with_properties(&kept.cloned().collect::<Vec<_>>());
        }
        copy
    }

    /// The same message with properties set or replaced.
    #[must_use]
    pub(super) fn with_properties(mut self, changes: &[CustomProperty]) -> Self {
        for change in changes {
            let replaced = self.properties().iter().find(|p| p.name == change.name).map_or(0, CustomProperty::bytes);
            let added = Arc::make_mut(self.added.get_or_insert_default());
            added.growth = added.growth + change.bytes() as i64 - replaced as i64;
            put(&mut added.properties, change);
        }
        self
    }

    /// The same message, one hop on from its place `sequence`; `dead_letter_source` names the queue if it was dead
    /// there.
    #[must_use]
    pub(super) fn forwarded(mut self, sequence: u64, dead_letter_source: Option<&Arc<str>>) -> Self {
        let added = Arc::make_mut(self.added.get_or_insert_default());
        added.hops += 1;
        added.enqueued_sequence_number.get_or_insert(sequence);
        if let Some(source) = dead_letter_source {
            added.dead_letter_source = Some(Arc::clone(source));
        }
        self
    }

    /// Whether the service would take the message at all.
    ///
    /// # Errors
    /// `ArgumentOutOfRange` for ids over 128 characters or a TTL of zero, `MessageSizeExceeded` for a property, the
    /// header or the whole.
    pub(super) fn check(&self, max_message_bytes: u64) -> Result<(), Error> {
        let too_long = |id: Option<&Arc<str>>| id.is_some_and(|id| id.len() > MAX_ID_CHARS && chars(id) > MAX_ID_CHARS);
        if too_long(self.message_id()) {
            return Err(Error::ArgumentOutOfRange(Argument::MessageId));
        }
        if too_long(self.session_id()) {
            return Err(Error::ArgumentOutOfRange(Argument::SessionId));
        }
        if self.time_to_live() == Some(0) {
            return Err(Error::ArgumentOutOfRange(Argument::TimeToLive));
        }
        if self.header_bytes() > MAX_PROPERTY_BYTES {
            check_properties(&self.properties())?;
        }
        let (bytes, header) = (self.bytes(), self.header_bytes());
        if header > MAX_HEADER_BYTES {
            return Err(Error::MessageSizeExceeded(SizeLimit::Header { bytes: header, limit: MAX_HEADER_BYTES }));
        }
        if bytes > max_message_bytes {
            return Err(Error::MessageSizeExceeded(SizeLimit::Message { bytes, limit: max_message_bytes }));
        }
        Ok(())
    }
}

/// Whether each property is small enough.
///
/// # Errors
/// `MessageSizeExceeded` for the first that is not.
pub(super) fn check_properties(properties: &[CustomProperty]) -> Result<(), Error> {
    match properties.iter().map(CustomProperty::value_bytes).find(|bytes| *bytes > MAX_PROPERTY_BYTES) {
        Some(bytes) => Err(Error::MessageSizeExceeded(SizeLimit::Property { bytes, limit: MAX_PROPERTY_BYTES })),
        None => Ok(()),
    }
}

fn chars(text: &str) -> usize {
    text.chars().count()
}

fn put(properties: &mut Vec<CustomProperty>, new: &CustomProperty) {
    match properties.iter_mut().find(|p| p.name == new.name) {
        Some(old) => old.value = new.value.clone(),
        None => properties.push(new.clone()),
    }
}

/// What the hub stamps on a message for Service Bus.
fn hub_properties<'a>(
    message: &'a Message,
    sender: &'a Sender,
) -> impl Iterator<Item = Option<(&'static str, &'a Arc<str>)>> {
    [
        Some(("iothub-connection-device-id", &sender.device_id)),
        sender.module_id.as_ref().map(|id| ("iothub-connection-module-id", id)),
        Some(("iothub-connection-auth-generation-id", &sender.generation_id)),
        Some(("iothub-connection-auth-method", &sender.auth_method)),
        sender.model_id.as_ref().map(|id| ("dt-dataschema", id)),
        message.system.subject.as_ref().map(|subject| ("dt-subject", subject)),
    ]
    .into_iter()
}
