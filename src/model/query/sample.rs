//! A message to try conditions on, edited freely: what the service's *Test Route* takes, and what the nearest match
//! changes. It need not be one that a device could send.

use super::body::Encoding;
use super::string::same_name;
use super::subject::{Facts, SystemProperty, Twin};
use base64::Engine as _;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

/// A sample message with its twin.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sample {
    pub body: Vec<u8>,
    /// In order; of names that differ only in case the last one counts.
    pub application: Vec<(String, String)>,
    pub system: BTreeMap<SystemProperty, String>,
    pub twin: Option<Twin>,
}

/// The message as the service's test request writes it (ARM `RoutingMessage`), and `bodyBase64` for bytes.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct TestMessage {
    pub body: Option<String>,
    pub body_base64: Option<String>,
    pub app_properties: Pairs,
    /// Keyed by keyword (`contentType`) or wire name (`content-type`), in any letter case.
    pub system_properties: Pairs,
}

/// An object of texts, in the order of the document. Numbers and booleans count as their text, null as absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pairs(pub Vec<(String, String)>);

/// The body given as base64 is not base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("bodyBase64 is not base64")]
pub struct NotBase64;

impl Sample {
    /// The message that a test request describes. Text of the body is encoded as the content encoding, else the
    /// charset, says; else in UTF-8.
    ///
    /// # Errors
    /// [`NotBase64`].
    pub fn new(request: &TestMessage, twin: Option<Twin>) -> Result<Self, NotBase64> {
        let mut system = BTreeMap::new();
        for (name, value) in &request.system_properties.0 {
            if let Some(key) = SystemProperty::from_any_name(name) {
                system.insert(key, value.clone());
            }
        }
        let mut sample = Self { body: Vec::new(), application: request.app_properties.0.clone(), system, twin };
        sample.body = match &request.body_base64 {
            Some(text) => base64::engine::general_purpose::STANDARD.decode(text).map_err(|_| NotBase64)?,
            None => sample.encoding().encode(request.body.as_deref().unwrap_or("")),
        };
        Ok(sample)
    }

    /// A copy of whatever `facts` tells.
    #[must_use]
    pub fn of(facts: &dyn Facts) -> Self {
        let names = facts.application_names();
        let application = names.into_iter().filter_map(|name| Some((name.into(), facts.application(name)?.into())));
        let system = SystemProperty::ALL.into_iter().filter_map(|key| Some((key, facts.system(key)?.into_owned())));
        Self {
            body: facts.body().to_vec(),
            application: application.collect(),
            system: system.collect(),
            twin: facts.twin().cloned(),
        }
    }

    /// The encoding in which the body is written: the declared one, else UTF-8.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        let named = self.system.get(&SystemProperty::ContentEncoding).map(String::as_str);
        let content_type = self.system.get(&SystemProperty::ContentType).map_or("", String::as_str);
        named.or_else(|| super::body::charset_of(content_type)).and_then(Encoding::from_name).unwrap_or(Encoding::Utf8)
    }

    /// Sets or removes the application property `name`.
    pub fn set_application(&mut self, name: &str, value: Option<String>) {
        self.application.retain(|(known, _)| !same_name(known, name));
        self.application.extend(value.map(|value| (name.to_owned(), value)));
    }

    /// Sets or removes a system property.
    pub fn set_system(&mut self, key: SystemProperty, value: Option<String>) {
        match value {
            Some(value) => self.system.insert(key, value),
            None => self.system.remove(&key),
        };
    }
}

impl Facts for Sample {
    fn system(&self, key: SystemProperty) -> Option<Cow<'_, str>> {
        self.system.get(&key).map(|text| Cow::Borrowed(&**text))
    }

    fn application(&self, name: &str) -> Option<&str> {
        self.application.iter().rev().find(|(known, _)| same_name(known, name)).map(|(_, value)| &**value)
    }

    fn application_names(&self) -> Vec<&str> {
        self.application.iter().map(|(name, _)| &**name).collect()
    }

    fn body(&self) -> &[u8] {
        &self.body
    }

    fn twin(&self) -> Option<&Twin> {
        self.twin.as_ref()
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Scalar {
    Text(String),
    Bool(bool),
    Number(serde_json::Number),
    Null(()),
}

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Pairs;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of texts")
            }

            fn visit_unit<E>(self) -> Result<Pairs, E> {
                Ok(Pairs::default())
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
                let mut pairs = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, Scalar>()? {
                    let value = match value {
                        Scalar::Text(text) => text,
                        Scalar::Bool(value) => value.to_string(),
                        Scalar::Number(number) => number.to_string(),
                        Scalar::Null(()) => continue,
                    };
                    pairs.push((name, value));
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_any(InOrder)
    }
}

impl Serialize for Pairs {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn read(json: &str) -> Sample {
        Sample::new(&serde_json::from_str(json).unwrap(), None).unwrap()
    }

    #[test]
    fn reads_a_test_request() {
        let sample = read(
            r#"{"body":"é","appProperties":{"b":"1","a":2,"B":true,"n":null},
                "systemProperties":{"Content-Encoding":"UTF-16","contentType":"application/json","other":"x"}}"#,
        );
        assert_eq!(sample.body, [0xe9, 0]);
        assert_eq!(sample.application("b"), Some("true"));
        assert_eq!(sample.application("n"), None);
        assert_eq!(sample.application_names(), ["b", "a", "B"]);
        assert_eq!(sample.system.len(), 2);
    }

    #[test]
    fn the_charset_stands_in() {
        let sample = read(r#"{"body":"a","systemProperties":{"contentType":"application/json; charset=\"utf-32\""}}"#);
        assert_eq!(sample.body, [b'a', 0, 0, 0]);
    }

    #[test]
    fn bytes() {
        assert_eq!(read(r#"{"bodyBase64":"/w=="}"#).body, [0xff]);
        let bad: TestMessage = serde_json::from_str(r#"{"bodyBase64":"?"}"#).unwrap();
        assert_eq!(Sample::new(&bad, None), Err(NotBase64));
    }
}
