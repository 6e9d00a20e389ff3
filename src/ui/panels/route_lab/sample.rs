//! The message that conditions are tried on: text that may be half typed, and what it comes to.

use crate::model::query::body::Encoding;
use crate::model::query::{Change, Dialect, Sample, SystemProperty, Twin};
use crate::ui::seen::Seen;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

/// A twin to begin with.
pub(super) const BLANK_TWIN: &str = "{\n  \"tags\": {},\n  \"properties\": { \"desired\": {}, \"reported\": {} }\n}";

/// A message to begin with, where none of the run is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Preset {
    /// As the tutorial's device sends it.
    Tutorial,
    /// The same, declared as JSON.
    Declared,
    /// Numbers as text, nesting, a list.
    Nested,
    Blank,
}

impl Preset {
    pub(super) const ALL: [Self; 4] = [Self::Tutorial, Self::Declared, Self::Nested, Self::Blank];
}

/// Where a sample came from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Origin {
    Preset(Preset),
    /// A message of the run, and the device that sent it.
    Message {
        label: String,
        device: String,
    },
}

/// A sample message as it stands in the fields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Draft {
    pub origin: Origin,
    pub edited: bool,
    pub application: Vec<(String, String)>,
    /// By keyword.
    system: Vec<(String, String)>,
    /// Text, or Base64 where the bytes are no text in the message's encoding.
    pub body: String,
    pub base64: bool,
    /// JSON; blank where there is no twin.
    pub twin: String,
}

/// What the fields come to. What cannot be read counts as empty, and says so.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Trial {
    pub sample: Sample,
    pub body_is_not_base64: bool,
    /// The byte at which the twin stops being a JSON object.
    pub twin_fails_at: Option<usize>,
}

impl Draft {
    #[must_use]
    pub(super) fn preset(preset: Preset) -> Self {
        let (level, body) = match preset {
            Preset::Tutorial | Preset::Declared => {
                (Some("critical"), r#"{"deviceId": "MyFirstPythonDevice","windSpeed": 15.62}"#)
            }
            Preset::Nested => (
                Some("warning"),
                r#"{"reading": {"celsius": 21.5, "at": "2024-05-01T10:00:00Z"}, "limit": "30", "doors": [true, false]}"#,
            ),
            Preset::Blank => (None, ""),
        };
        let mut draft = Self {
            origin: Origin::Preset(preset),
            edited: false,
            application: level.map(|level| ("level".to_owned(), level.to_owned())).into_iter().collect(),
            system: Vec::new(),
            body: body.to_owned(),
            base64: false,
            twin: String::new(),
        };
        if matches!(preset, Preset::Declared | Preset::Nested) {
            draft.set_system(SystemProperty::ContentType, "application/json");
            draft.set_system(SystemProperty::ContentEncoding, "utf-8");
        }
        draft
    }

    #[must_use]
    pub(super) fn of_seen(seen: &Seen) -> Self {
        let origin = Origin::Message { label: seen.label.to_string(), device: seen.sender.device_id.to_string() };
        Self::of_sample(&Sample::of(&seen.subject()), origin)
    }

    #[must_use]
    fn of_sample(sample: &Sample, origin: Origin) -> Self {
        let (body, base64) = match sample.encoding().decode(&sample.body) {
            Some(text) => (text.into_owned(), false),
            None => (STANDARD.encode(&sample.body), true),
        };
        Self {
            origin,
            edited: false,
            application: sample.application.clone(),
            system: sample.system.iter().map(|(key, value)| (key.keyword().to_owned(), value.clone())).collect(),
            body,
            base64,
            twin: sample.twin.as_ref().map(|twin| twin.json().to_owned()).unwrap_or_default(),
        }
    }

    /// The value of a system property; blank where it is not set.
    #[must_use]
    pub(super) fn system(&self, key: SystemProperty) -> &str {
        let found = self.system.iter().find(|(name, _)| name == key.keyword());
        found.map_or("", |(_, value)| value)
    }

    /// Sets a system property; blank removes it.
    pub(super) fn set_system(&mut self, key: SystemProperty, value: &str) {
        self.system.retain(|(name, _)| name != key.keyword());
        if !value.is_empty() {
            self.system.push((key.keyword().to_owned(), value.to_owned()));
        }
    }

    /// What the fields come to.
    #[must_use]
    pub(super) fn trial(&self) -> Trial {
        let is_named = |(name, _): &&(String, String)| !name.is_empty();
        let mut sample =
            Sample { application: self.application.iter().filter(is_named).cloned().collect(), ..Sample::default() };
        for key in SystemProperty::ALL {
            let value = self.system(key);
            sample.set_system(key, (!value.is_empty()).then(|| value.to_owned()));
        }
        let bytes = if self.base64 { STANDARD.decode(self.body.trim()).ok() } else { None };
        let body_is_not_base64 = self.base64 && bytes.is_none();
        let typed = if self.base64 { "" } else { &*self.body };
        sample.body = bytes.unwrap_or_else(|| sample.encoding().encode(typed));
        let twin = (!self.twin.trim().is_empty()).then(|| Twin::new(&*self.twin));
        let twin_fails_at = twin.as_ref().and_then(|twin| twin.as_ref().err().copied());
        sample.twin = twin.and_then(Result::ok);
        Trial { sample, body_is_not_base64, twin_fails_at }
    }

    /// The same message with changes made.
    #[must_use]
    pub(super) fn with_changes(&self, changes: &[Change], dialect: Dialect) -> Self {
        let before = self.trial().sample;
        let mut sample = before.clone();
        for change in changes {
            // Proven before they were offered.
            let _ = change.make(&mut sample, dialect);
        }
        let mut draft = Self { edited: true, ..Self::of_sample(&sample, self.origin.clone()) };
        if sample.body == before.body {
            (draft.body, draft.base64) = (self.body.clone(), self.base64);
        }
        if sample.twin == before.twin {
            draft.twin.clone_from(&self.twin);
        }
        draft
    }

    /// Writes the same bytes as text or as Base64. Bytes that are no text stay Base64.
    pub(super) fn write_body_as(&mut self, base64: bool) {
        let sample = self.trial().sample;
        match (base64, sample.encoding().decode(&sample.body)) {
            (true, _) if !self.base64 => (self.body, self.base64) = (STANDARD.encode(&sample.body), true),
            (false, Some(text)) if self.base64 => (self.body, self.base64) = (text.into_owned(), false),
            _ => {}
        }
    }

    /// The body with line breaks and indents, if it is JSON that can be written so.
    #[must_use]
    pub(super) fn formatted(&self) -> Option<String> {
        if self.base64 {
            return None;
        }
        let value: serde_json::Value = serde_json::from_str(&self.body).ok()?;
        serde_json::to_string_pretty(&value).ok().filter(|text| *text != self.body)
    }
}

/// What the bytes of a body are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BodyIs {
    Empty,
    /// Not text in the declared encoding.
    Bytes,
    JsonObject,
    /// Its top is something else, which no condition can read.
    OtherJson,
    /// The place in the text, from 1.
    NotJson {
        line: usize,
        column: usize,
    },
}

#[must_use]
pub(super) fn body_is(sample: &Sample) -> BodyIs {
    if sample.body.is_empty() {
        return BodyIs::Empty;
    }
    let encoding: Encoding = sample.encoding();
    let Some(text) = encoding.decode(&sample.body) else { return BodyIs::Bytes };
    match serde_json::from_str::<serde_json::Value>(&text) {
        Ok(serde_json::Value::Object(_)) => BodyIs::JsonObject,
        Ok(_) => BodyIs::OtherJson,
        Err(error) => BodyIs::NotJson { line: error.line(), column: error.column() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn fields_come_to_a_message() {
        let mut draft = Draft::preset(Preset::Declared);
        assert_eq!(body_is(&draft.trial().sample), BodyIs::JsonObject);
        draft.set_system(SystemProperty::ContentEncoding, "utf-16");
        assert_eq!(draft.trial().sample.body.len(), 2 * draft.body.len());
        draft.set_system(SystemProperty::ContentEncoding, "");
        assert_eq!(draft.trial().sample.system.len(), 1);
        draft.body = "{oops".to_owned();
        assert_eq!(body_is(&draft.trial().sample), BodyIs::NotJson { line: 1, column: 2 });
        draft.twin = "[]".to_owned();
        assert_eq!(draft.trial().twin_fails_at, Some(0));
        draft.base64 = true;
        assert!(draft.trial().body_is_not_base64);
        draft.body = "/w==".to_owned();
        assert_eq!(draft.trial().sample.body, [0xff]);
        assert_eq!(body_is(&draft.trial().sample), BodyIs::Bytes);
        draft.write_body_as(false);
        assert!(draft.base64, "no text");
    }

    #[test]
    fn changes_leave_the_rest_as_it_was_typed() {
        let draft = Draft { body: "{ \"t\" :1}".to_owned(), ..Draft::preset(Preset::Tutorial) };
        let set = |name: &str| Change::SetApplication { name: name.to_owned(), value: "x".to_owned() };
        let changed = draft.with_changes(&[set("level"), set("new")], Dialect::Cloud);
        assert_eq!(changed.body, draft.body);
        assert_eq!(changed.trial().sample.application.len(), 2);
        assert!(changed.edited);
    }
}
