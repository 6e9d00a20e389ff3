//! The fields of a request, each read only when it is asked for, so that an error can name it and keep the id.

use crate::model::message::Source;
use crate::model::query::{Sample, TestMessage, Twin};
use crate::say;
use crate::text::{Arg, Key, Language, Rich};
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// The members of one JSON object.
pub(super) struct Fields<'l> {
    members: BTreeMap<String, &'l RawValue>,
    language: Language,
}

impl<'l> Fields<'l> {
    /// Reads the object that `json` is.
    pub(super) fn read(json: &'l [u8], language: Language) -> Result<Self, Rich> {
        let not_json = |reason: &str| say!(language, Key::CliNotJson, reason = Arg::Text(reason));
        let text = std::str::from_utf8(json).map_err(|error| not_json(&error.to_string()))?;
        // Some editors and shells put a byte order mark before the first line.
        let text = text.trim_start_matches('\u{feff}');
        let whole: &RawValue = serde_json::from_str(text).map_err(|error| not_json(&error.to_string()))?;
        if !whole.get().starts_with('{') {
            return Err(say!(language, Key::CliNotObject));
        }
        let members = serde_json::from_str(whole.get()).map_err(|error| not_json(&error.to_string()))?;
        Ok(Self { members, language })
    }

    /// The member as it is written.
    pub(super) fn raw(&self, name: &str) -> Option<&'l RawValue> {
        self.members.get(name).copied()
    }

    /// The member as a `T`; none if it is null or absent.
    pub(super) fn optional<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Rich> {
        let Some(raw) = self.raw(name) else { return Ok(None) };
        read(raw, name, self.language)
    }

    /// The message with its twin, and where it comes from; `source` is the name of that member.
    pub(super) fn tested(&self, source: &str) -> Result<(Source, Sample), Rich> {
        let origin = match self.optional::<String>(source)? {
            Some(name) => source_called(&name, self.language)?,
            None => Source::DeviceMessages,
        };
        let twin = self.raw("twin").filter(|raw| raw.get() != "null");
        let twin = twin.map(|raw| Twin::new(raw.get())).transpose();
        let twin = twin.map_err(|_| at("twin", &say!(self.language, Key::CliNotObject).plain(), self.language))?;
        let message: TestMessage = self.optional("message")?.unwrap_or_default();
        let sample = Sample::new(&message, twin);
        let sample = sample.map_err(|error| at("message.bodyBase64", &error.to_string(), self.language))?;
        Ok((origin, sample))
    }
}

/// `json` as a `T`, or what is wrong at which place below `path`.
pub(super) fn read<T: DeserializeOwned>(json: &RawValue, path: &str, language: Language) -> Result<T, Rich> {
    let mut reader = serde_json::Deserializer::from_str(json.get());
    serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let inside = error.path().to_string();
        let dot = if inside.starts_with('[') { "" } else { "." };
        let path = if inside == "." { path.to_owned() } else { format!("{path}{dot}{inside}") };
        at(&path, &error.into_inner().to_string(), language)
    })
}

/// The data source called `name`, in any letter case.
pub(super) fn source_called(name: &str, language: Language) -> Result<Source, Rich> {
    // The language is the same for all sources but twin changes, and nothing else depends on the source here.
    if name.eq_ignore_ascii_case("MqttBrokerMessages") {
        return Ok(Source::DeviceMessages);
    }
    Source::ALL.into_iter().find(|source| source.as_str().eq_ignore_ascii_case(name)).ok_or_else(|| {
        let known = Source::ALL.map(Source::as_str).join(", ");
        say!(language, Key::CliUnknownSource, value = Arg::Code(name), sources = Arg::Code(&known))
    })
}

/// What is wrong at one place of a file or request.
pub(super) fn at(path: &str, what: &str, language: Language) -> Rich {
    say!(language, Key::FileAt, path = Arg::Code(path), what = Arg::Text(what))
}
