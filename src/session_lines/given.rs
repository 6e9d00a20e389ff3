//! What the members of a call mean: bodies, properties, settings, and which delivery or receipt is meant.

use super::call::{self, Delivery, Receipt};
use super::{Lines, Problem, name};
use crate::model::message;
use crate::model::service_bus::{CustomProperty, Setting, Settings};
use crate::model::time::iso_duration;
use crate::say;
use crate::text::Key;
use crate::world::operation::{Body, LockRef, QueueMessageSpec, ReceiptRef, StorageTaken, Taken};
use crate::world::person::Held;
use crate::world::spec::QueueSpec;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};
use uuid::Uuid;

impl Lines {
    /// Of two members exactly one is needed; `path` names one of them.
    pub(super) fn one_of_two(&self, path: &str) -> Problem {
        let details = Map::from_iter([("path".to_owned(), path.into())]);
        Problem::Line { code: "bad-request", message: say!(self.language, Key::SessionOneOfTwo), details }
    }

    pub(super) fn bad_property(&self, at: &str) -> Problem {
        let reason = say!(self.language, Key::SessionBadProperty).plain();
        Problem::member(&format!("properties.{at}"), &reason, self.language)
    }

    pub(super) fn custom(&self, properties: Option<&Map<String, Value>>) -> Result<Vec<CustomProperty>, Problem> {
        call::custom(properties).map_err(|at| self.bad_property(&at))
    }

    pub(super) fn metadata(&self, metadata: Option<&Map<String, Value>>) -> Result<Vec<message::Property>, Problem> {
        call::texts(metadata).map_err(|at| {
            let reason = say!(self.language, Key::SessionBadProperty).plain();
            Problem::member(&format!("metadata.{at}"), &reason, self.language)
        })
    }

    /// `path` is where the Base64 stands in the line.
    pub(super) fn body(&self, text: Option<String>, base64: Option<&str>, path: &str) -> Result<Body, Problem> {
        match (text, base64) {
            (Some(_), Some(_)) => Err(self.one_of_two(path)),
            (text, None) => Ok(Body(text.unwrap_or_default().into_bytes().into())),
            (None, Some(base64)) => match STANDARD.decode(base64) {
                Ok(bytes) => Ok(Body(bytes.into())),
                Err(error) => Err(Problem::member(path, &error.to_string(), self.language)),
            },
        }
    }

    pub(super) fn queue_message(&self, message: call::ClientMessage, path: &str) -> Result<QueueMessageSpec, Problem> {
        let start = self.session.world().start();
        let properties = call::custom(message.properties.as_ref()).map_err(|at| {
            let reason = say!(self.language, Key::SessionBadProperty).plain();
            Problem::member(&format!("{path}.properties.{at}"), &reason, self.language)
        })?;
        Ok(QueueMessageSpec {
            body: self.body(message.body, message.body_base64.as_deref(), &format!("{path}.bodyBase64"))?,
            message_id: message.message_id,
            correlation_id: message.correlation_id,
            subject: message.subject,
            to: message.to,
            reply_to: message.reply_to,
            content_type: message.content_type,
            session_id: message.session_id,
            partition_key: message.partition_key,
            time_to_live_ms: message.time_to_live.map(|length| length.0),
            scheduled_enqueue_time: message.scheduled_enqueue_time_utc.map(|at| at.instant(start)),
            properties,
        })
    }

    /// Settings under the service's names in any spelling: `LockDuration`, `lock_duration`, `lockDuration`; values as
    /// on the wire or as JSON has them. A length of time given as a number counts milliseconds.
    pub(super) fn queue_settings(&self, from: QueueSpec, given: &Map<String, Value>) -> Result<QueueSpec, Problem> {
        let mut settings = from.settings("", true);
        let bad = |at: &str, reason: &str| Problem::member(&format!("settings.{at}"), reason, self.language);
        for (key, value) in given {
            if key.eq_ignore_ascii_case("tier") {
                settings.tier = serde_json::from_value(value.clone()).map_err(|error| bad(key, &error.to_string()))?;
                continue;
            }
            let known = Setting::parse(key).filter(|setting| *setting != Setting::Name);
            let setting = known.ok_or_else(|| bad(key, &say!(self.language, Key::SessionUnknownSetting).plain()))?;
            let text = match value {
                Value::String(text) => text.clone(),
                Value::Bool(value) => value.to_string(),
                Value::Number(number) if is_length(setting) => match (number.as_u64(), number.as_i64()) {
                    (Some(ms), _) => iso_duration(ms),
                    // Below zero, which the service judges.
                    (None, Some(ms)) => format!("-{}", iso_duration(ms.unsigned_abs())),
                    (None, None) => number.to_string(),
                },
                Value::Number(number) => number.to_string(),
                Value::Null => String::new(),
                Value::Array(_) | Value::Object(_) => value.to_string(),
            };
            settings
                .set(setting, &text)
                .map_err(|_| bad(key, &say!(self.language, Key::SessionMalformedSetting).plain()))?;
        }
        Ok(QueueSpec::of(&Settings { name: name(""), ..settings }))
    }

    /// The delivery that is meant, by its handle where the person has taken it, so that the run means the same message
    /// under every seed.
    pub(super) fn delivery(&self, given: Delivery) -> Taken {
        let (lock_token, sequence_number) = match given {
            Delivery::Handle(handle) | Delivery::Message { handle: Some(handle), .. } => return Taken::Handle(handle),
            Delivery::Message { lock_token, sequence_number, .. } => (lock_token, sequence_number),
        };
        let token = lock_token.as_deref().and_then(|token| Uuid::try_parse(token).ok());
        let found = token.and_then(|token| {
            self.session.world().person().find_held(|held| match held {
                Held::Delivery { handle, .. } => {
                    handle.token == Some(token) && sequence_number.is_none_or(|number| number == handle.sequence)
                }
                Held::Receipt { .. } => false,
            })
        });
        match found {
            Some(id) => Taken::Handle(id.to_string().into()),
            None => Taken::Lock(LockRef { sequence_number, lock_token }),
        }
    }

    pub(super) fn receipt(&self, given: Receipt) -> StorageTaken {
        let (message_id, pop_receipt) = match given {
            Receipt::Handle(handle) | Receipt::Message { handle: Some(handle), .. } => {
                return StorageTaken::Handle(handle);
            }
            Receipt::Message { message_id, pop_receipt, .. } => (message_id.unwrap_or_default(), pop_receipt),
        };
        let found = self.session.world().person().find_held(|held| match held {
            Held::Receipt { message_id: id, pop_receipt: receipt, .. } => {
                *id == message_id && Some(receipt) == pop_receipt.as_ref()
            }
            Held::Delivery { .. } => false,
        });
        match found {
            Some(id) => StorageTaken::Handle(id.to_string().into()),
            None => StorageTaken::Receipt(ReceiptRef { message_id, pop_receipt }),
        }
    }
}

fn is_length(setting: Setting) -> bool {
    matches!(
        setting,
        Setting::LockDuration
            | Setting::DefaultMessageTimeToLive
            | Setting::DuplicateDetectionHistoryTimeWindow
            | Setting::AutoDeleteOnIdle
    )
}
