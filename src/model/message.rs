//! A device-to-cloud message: body, application properties, system properties.
//!
//! Models: "Create and read IoT Hub messages" (iot-hub.md section 1).
//! Differs(batches-of-sends): a device sends one message a packet; AMQP and HTTPS batches are left out. [doc:con]

use crate::model::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Where a message or event comes from; a route reads one source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Source {
    #[default]
    DeviceMessages,
    TwinChangeEvents,
    DeviceLifecycleEvents,
    DeviceJobLifecycleEvents,
    DeviceConnectionStateEvents,
    DigitalTwinChangeEvents,
}

impl Source {
    pub const ALL: [Self; 6] = [
        Self::DeviceMessages,
        Self::TwinChangeEvents,
        Self::DeviceLifecycleEvents,
        Self::DeviceJobLifecycleEvents,
        Self::DeviceConnectionStateEvents,
        Self::DigitalTwinChangeEvents,
    ];

    /// The service's spelling, as in `RouteProperties.source`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DeviceMessages => "DeviceMessages",
            Self::TwinChangeEvents => "TwinChangeEvents",
            Self::DeviceLifecycleEvents => "DeviceLifecycleEvents",
            Self::DeviceJobLifecycleEvents => "DeviceJobLifecycleEvents",
            Self::DeviceConnectionStateEvents => "DeviceConnectionStateEvents",
            Self::DigitalTwinChangeEvents => "DigitalTwinChangeEvents",
        }
    }
}

/// What the sender wrote. Immutable, shared by every copy that an endpoint holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Message {
    pub body: Arc<[u8]>,
    pub system: SystemProperties,
    /// In the order in which the sender added them. Names are compared without case.
    pub properties: Vec<Property>,
}

/// One application property; both sides are text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Property {
    pub name: Arc<str>,
    pub value: Arc<str>,
}

/// The system properties that a device may set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SystemProperties {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correlation_id: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_encoding: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creation_time_utc: Option<Arc<str>>,
    /// `dt-subject`, the component name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<Arc<str>>,
}

/// What the hub knows about the sender and stamps on each message; a device cannot forge it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    pub device_id: Arc<str>,
    pub module_id: Option<Arc<str>>,
    /// Digits; new when a device id is created again.
    pub generation_id: Arc<str>,
    /// JSON text: scope, type, issuer.
    pub auth_method: Arc<str>,
    /// `dt-dataschema`, the model id announced at connection.
    pub model_id: Option<Arc<str>>,
}

/// A message as the hub stored it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredMessage {
    pub message: Arc<Message>,
    pub sender: Arc<Sender>,
    pub source: Source,
    pub enqueued_at: Timestamp,
}

impl Message {
    /// The value of the application property `name`, without regard to case. Of two that differ only in case the
    /// later one counts.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<&Arc<str>> {
        self.properties.iter().rev().find(|p| p.name.eq_ignore_ascii_case(name)).map(|p| &p.value)
    }

    /// The application properties that the hub hands on, in the order in which they were added: of those whose names
    /// differ only in case, the last.
    #[must_use]
    pub fn kept_properties(&self) -> Vec<&Property> {
        let mut seen = BTreeSet::new();
        let mut kept: Vec<_> =
            self.properties.iter().rev().filter(|p| seen.insert(p.name.to_ascii_lowercase())).collect();
        kept.reverse();
        kept
    }

    /// Bytes as the hub meters them: body, system property values, application property names and values.
    #[must_use]
    pub fn metered_bytes(&self) -> usize {
        let s = &self.system;
        let system = [
            &s.message_id,
            &s.correlation_id,
            &s.user_id,
            &s.content_type,
            &s.content_encoding,
            &s.creation_time_utc,
            &s.subject,
        ];
        self.body.len()
            + system.into_iter().flatten().map(|v| v.len()).sum::<usize>()
            + self.properties.iter().map(|p| p.name.len() + p.value.len()).sum::<usize>()
    }
}
