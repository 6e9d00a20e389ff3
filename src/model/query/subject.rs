//! What a condition reads: one message, its sender, the moment it was stored, the sender's twin.
//!
//! Assumed(twin-of-the-moment): `$twin` reads the twin as it is when the message is evaluated. The service's view may
//! lag behind a change by minutes. [doc:enr]

use super::json::{Wanted, scan};
use super::string::same_name;
use super::value::{ValueType, Why};
use crate::model::message::{Message, Sender};
use crate::model::time::Timestamp;
use std::borrow::Cow;
use std::sync::Arc;

/// The system properties that have a keyword in a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SystemProperty {
    MessageId,
    CorrelationId,
    UserId,
    EnqueuedTime,
    ConnectionDeviceId,
    ConnectionModuleId,
    ConnectionDeviceGenerationId,
    ConnectionAuthMethod,
    ContentType,
    ContentEncoding,
    CreationTimeUtc,
    DataSchema,
    Subject,
}

impl SystemProperty {
    pub const ALL: [Self; 13] = [
        Self::MessageId,
        Self::CorrelationId,
        Self::UserId,
        Self::EnqueuedTime,
        Self::ConnectionDeviceId,
        Self::ConnectionModuleId,
        Self::ConnectionDeviceGenerationId,
        Self::ConnectionAuthMethod,
        Self::ContentType,
        Self::ContentEncoding,
        Self::CreationTimeUtc,
        Self::DataSchema,
        Self::Subject,
    ];

    /// The word after `$` in a condition.
    #[must_use]
    pub fn keyword(self) -> &'static str {
        match self {
            Self::MessageId => "messageId",
            Self::CorrelationId => "correlationId",
            Self::UserId => "userId",
            Self::EnqueuedTime => "enqueuedTime",
            Self::ConnectionDeviceId => "connectionDeviceId",
            Self::ConnectionModuleId => "connectionModuleId",
            Self::ConnectionDeviceGenerationId => "connectionDeviceGenerationId",
            Self::ConnectionAuthMethod => "connectionAuthMethod",
            Self::ContentType => "contentType",
            Self::ContentEncoding => "contentEncoding",
            Self::CreationTimeUtc => "creation-time-utc",
            Self::DataSchema => "dt-dataschema",
            Self::Subject => "dt-subject",
        }
    }

    /// The name on the wire, which no condition can use.
    #[must_use]
    pub fn wire_name(self) -> &'static str {
        match self {
            Self::MessageId => "message-id",
            Self::CorrelationId => "correlation-id",
            Self::UserId => "user-id",
            Self::EnqueuedTime => "iothub-enqueuedtime",
            Self::ConnectionDeviceId => "iothub-connection-device-id",
            Self::ConnectionModuleId => "iothub-connection-module-id",
            Self::ConnectionDeviceGenerationId => "iothub-connection-auth-generation-id",
            Self::ConnectionAuthMethod => "iothub-connection-auth-method",
            Self::ContentType => "content-type",
            Self::ContentEncoding => "content-encoding",
            Self::CreationTimeUtc => "iothub-creation-time-utc",
            Self::DataSchema => "dt-dataschema",
            Self::Subject => "dt-subject",
        }
    }

    /// The property with this keyword, in any letter case.
    #[must_use]
    pub fn from_keyword(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| same_name(key.keyword(), word))
    }

    /// The property with this keyword or wire name, in any letter case.
    #[must_use]
    pub fn from_any_name(word: &str) -> Option<Self> {
        Self::from_keyword(word).or_else(|| Self::ALL.into_iter().find(|key| same_name(key.wire_name(), word)))
    }
}

/// Whatever a condition can be evaluated against.
pub trait Facts {
    fn system(&self, key: SystemProperty) -> Option<Cow<'_, str>>;
    /// The application property `name` in any letter case; of several the last one.
    fn application(&self, name: &str) -> Option<&str>;
    fn application_names(&self) -> Vec<&str>;
    fn body(&self) -> &[u8];
    fn twin(&self) -> Option<&Twin>;
}

/// A message at the moment of its evaluation.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    pub message: &'a Message,
    /// What the hub stamps; without it the `$connection…` properties are absent.
    pub sender: Option<&'a Sender>,
    pub enqueued_at: Option<Timestamp>,
    /// The twin of the device, or of the module for a module's message; none on the basic tier.
    pub twin: Option<&'a Twin>,
}

impl Facts for Subject<'_> {
    fn system(&self, key: SystemProperty) -> Option<Cow<'_, str>> {
        let (own, sender) = (&self.message.system, self.sender);
        let text = match key {
            SystemProperty::MessageId => own.message_id.as_deref(),
            SystemProperty::CorrelationId => own.correlation_id.as_deref(),
            SystemProperty::UserId => own.user_id.as_deref(),
            SystemProperty::EnqueuedTime => return self.enqueued_at.map(|at| Cow::Owned(at.iso_ticks())),
            SystemProperty::ConnectionDeviceId => sender.map(|s| &*s.device_id),
            SystemProperty::ConnectionModuleId => sender.and_then(|s| s.module_id.as_deref()),
            SystemProperty::ConnectionDeviceGenerationId => sender.map(|s| &*s.generation_id),
            SystemProperty::ConnectionAuthMethod => sender.map(|s| &*s.auth_method),
            SystemProperty::ContentType => own.content_type.as_deref(),
            SystemProperty::ContentEncoding => own.content_encoding.as_deref(),
            SystemProperty::CreationTimeUtc => own.creation_time_utc.as_deref(),
            SystemProperty::DataSchema => sender.and_then(|s| s.model_id.as_deref()),
            SystemProperty::Subject => own.subject.as_deref(),
        };
        text.map(Cow::Borrowed)
    }

    fn application(&self, name: &str) -> Option<&str> {
        self.message.properties.iter().rev().find(|p| same_name(&p.name, name)).map(|p| &*p.value)
    }

    fn application_names(&self) -> Vec<&str> {
        self.message.properties.iter().map(|p| &*p.name).collect()
    }

    fn body(&self) -> &[u8] {
        &self.message.body
    }

    fn twin(&self) -> Option<&Twin> {
        self.twin
    }
}

/// The twin that `$twin` reads: a JSON object with `tags` and `properties`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twin(Arc<str>);

impl Twin {
    /// Takes the JSON text of a twin.
    ///
    /// # Errors
    /// The byte at which it stops being a JSON object.
    pub fn new(json: impl Into<Arc<str>>) -> Result<Self, usize> {
        let json = json.into();
        match scan(&json, &Wanted::new(true, Why::TwinPathAbsent), &mut [])? {
            ValueType::Object => Ok(Self(json)),
            _ => Err(0),
        }
    }

    #[must_use]
    pub fn json(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn keywords_in_any_case() {
        assert_eq!(SystemProperty::from_keyword("CONTENTTYPE"), Some(SystemProperty::ContentType));
        assert_eq!(SystemProperty::from_keyword("content-type"), None);
        assert_eq!(SystemProperty::from_any_name("Content-Type"), Some(SystemProperty::ContentType));
    }

    #[test]
    fn a_twin_is_an_object() {
        assert!(Twin::new(r#"{"tags":{}}"#).is_ok());
        assert_eq!(Twin::new("[]"), Err(0));
        assert_eq!(Twin::new("{"), Err(1));
    }
}
