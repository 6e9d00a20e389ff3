//! One message as a storage container's blob holds it: the same four members in JSON and in Avro.
//!
//! Models: the record of an IoT Hub storage endpoint (blob-container.md 5 and 6; iot-hub.md 1.2, column "Storage JSON").
//! Assumed(blob-system-property-order): Only the order from connectionDeviceId to enqueuedTime has been seen; the places of the other system properties are a choice. Readers go by name. [choice]
//! Assumed(blob-creation-time): iothub-creation-time-utc is not written into a blob's system properties, because no document names it there. [choice]

use crate::model::message::StoredMessage;
use std::borrow::Cow;

/// A record of the blob schema, borrowed from a stored message or owned by what a reader found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record<'a> {
    /// `yyyy-MM-ddTHH:mm:ss.fffffffZ`.
    pub enqueued_time_utc: Cow<'a, str>,
    /// Application properties, then enrichments. No two names differ only in case.
    pub properties: Vec<Pair<'a>>,
    /// Only those present.
    pub system_properties: Vec<Pair<'a>>,
    pub body: Option<Cow<'a, [u8]>>,
}

/// A name and its value.
pub type Pair<'a> = (Cow<'a, str>, Cow<'a, str>);

impl Record<'_> {
    /// The value of the system property `name`.
    #[must_use]
    pub fn system_property(&self, name: &str) -> Option<&str> {
        self.system_properties.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_ref())
    }
}

impl<'a> From<&'a StoredMessage> for Record<'a> {
    fn from(stored: &'a StoredMessage) -> Self {
        let (system, sender) = (&stored.message.system, &*stored.sender);
        let enqueued = stored.enqueued_at.iso_ticks();
        let kept = stored.message.kept_properties();
        let named = [
            ("messageId", system.message_id.as_deref()),
            ("correlationId", system.correlation_id.as_deref()),
            ("userId", system.user_id.as_deref()),
            ("connectionDeviceId", Some(&*sender.device_id)),
            ("connectionModuleId", sender.module_id.as_deref()),
            ("connectionAuthMethod", Some(&*sender.auth_method)),
            ("connectionDeviceGenerationId", Some(&*sender.generation_id)),
            ("contentType", system.content_type.as_deref()),
            ("contentEncoding", system.content_encoding.as_deref()),
        ];
        let last = [("dt-dataschema", sender.model_id.as_deref()), ("dt-subject", system.subject.as_deref())];
        let pair = |(name, value): (&'static str, Option<&'a str>)| Some((name.into(), value?.into()));
        let mut system_properties = Vec::with_capacity(named.len() + 1 + last.len());
        system_properties.extend(named.into_iter().filter_map(pair));
        system_properties.push(("enqueuedTime".into(), enqueued.clone().into()));
        system_properties.extend(last.into_iter().filter_map(pair));
        Self {
            enqueued_time_utc: enqueued.into(),
            properties: kept.into_iter().map(|p| (p.name.as_ref().into(), p.value.as_ref().into())).collect(),
            system_properties,
            body: Some((&*stored.message.body).into()),
        }
    }
}

/// Where an encoder writes to. Writing into a [`Count`] gives the exact size by the same code that gives the bytes.
pub(crate) trait Sink {
    fn put(&mut self, bytes: &[u8]);
    fn put_base64(&mut self, bytes: &[u8]);
}

/// A sink that only counts bytes.
#[derive(Default)]
pub(crate) struct Count(pub(crate) u64);

impl Sink for Vec<u8> {
    fn put(&mut self, bytes: &[u8]) {
        self.extend_from_slice(bytes);
    }

    fn put_base64(&mut self, bytes: &[u8]) {
        use base64::Engine as _;
        self.extend_from_slice(base64::engine::general_purpose::STANDARD.encode(bytes).as_bytes());
    }
}

impl Sink for Count {
    fn put(&mut self, bytes: &[u8]) {
        self.0 += bytes.len() as u64;
    }

    fn put_base64(&mut self, bytes: &[u8]) {
        self.0 += bytes.len().div_ceil(3) as u64 * 4;
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::model::message::{Message, Property, Sender, Source, SystemProperties};
    use crate::model::time::Timestamp;
    use std::sync::Arc;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// A message of the tutorial's device at 2018-07-05T15:11:42.685Z.
    pub(crate) fn stored(body: &[u8], properties: &[(&str, &str)], system: SystemProperties) -> StoredMessage {
        StoredMessage {
            message: Arc::new(Message {
                body: body.into(),
                system,
                properties: properties
                    .iter()
                    .map(|&(name, value)| Property { name: name.into(), value: value.into() })
                    .collect(),
            }),
            sender: Arc::new(Sender {
                device_id: "MyDevice".into(),
                module_id: None,
                generation_id: "636632159551348090".into(),
                auth_method: r#"{"scope":"device","type":"sas","issuer":"iothub","acceptingIpFilterRule":null}"#.into(),
                model_id: None,
            }),
            source: Source::DeviceMessages,
            enqueued_at: Timestamp(1_530_803_502_685),
        }
    }

    #[test]
    fn system_properties_stand_in_their_order_and_only_if_present() {
        let names = |s: &StoredMessage| {
            Record::from(s).system_properties.iter().map(|(n, _)| n.to_string()).collect::<Vec<_>>()
        };
        let plain = stored(b"", &[], SystemProperties::default());
        assert_eq!(
            names(&plain),
            ["connectionDeviceId", "connectionAuthMethod", "connectionDeviceGenerationId", "enqueuedTime"]
        );
        let some = |text: &str| Some(Arc::from(text));
        let mut full = stored(
            b"",
            &[],
            SystemProperties {
                message_id: some("m"),
                correlation_id: some("c"),
                user_id: some("u"),
                content_type: some("t"),
                content_encoding: some("e"),
                creation_time_utc: some("2018-07-05T15:11:42Z"),
                subject: some("s"),
            },
        );
        let sender = Arc::make_mut(&mut full.sender);
        (sender.module_id, sender.model_id) = (some("mod"), some("dtmi"));
        assert_eq!(
            names(&full),
            [
                "messageId",
                "correlationId",
                "userId",
                "connectionDeviceId",
                "connectionModuleId",
                "connectionAuthMethod",
                "connectionDeviceGenerationId",
                "contentType",
                "contentEncoding",
                "enqueuedTime",
                "dt-dataschema",
                "dt-subject"
            ]
        );
    }

    #[test]
    fn of_two_names_that_differ_only_in_case_the_later_survives() {
        let message = stored(b"", &[("Level", "a"), ("other", "b"), ("level", "c")], SystemProperties::default());
        let properties = Record::from(&message).properties;
        assert_eq!(properties, [("other".into(), "b".into()), ("level".into(), "c".into())]);
    }
}
