//! What a program reads off a message: whether its filter lets it through, whether the work fails, its key.
//!
//! Assumed(consumer-conditions): filters and failure rules of a consumer are written in the routing language; a program
//! reads the message as it came out of the queue, without hub enqueued time and twin. [choice]

use crate::model::message::{Message, Property, Sender, Source, SystemProperties};
use crate::model::query::json::{Wanted, scan};
use crate::model::query::value::Why;
use crate::model::query::{self, Condition, Dialect, Subject, Verdict};
use crate::model::service_bus::Scalar;
use crate::world::command::Rejection;
use crate::world::consumer::{Consumer, Holding};
use crate::world::entry::{FailureReason, RejectCode};
use crate::world::spec::{ConsumerSpec, Deduplication, Key, Poison};
use std::sync::Arc;

/// A program's rules, ready to be applied.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    only_if: Option<Condition>,
    fails: Option<Failing>,
    key: Option<Key>,
}

#[derive(Clone, Debug)]
enum Failing {
    On(Condition),
    NotJson,
    EveryNth(u32),
}

/// The rules of a program, if it has any.
pub(super) fn rules(spec: &ConsumerSpec) -> Option<Arc<Rules>> {
    let any = spec.only_if.is_some() || spec.fails.is_some() || spec.deduplicate.is_some();
    any.then(|| Arc::new(Rules::of(spec)))
}

impl Consumer {
    pub(super) fn lets_through(&self, on: &Holding) -> bool {
        self.rules.as_ref().is_none_or(|rules| rules.lets_through(on))
    }

    /// Why the work on a message fails, if it does.
    pub(super) fn failure(&self, on: &Holding) -> Option<FailureReason> {
        self.rules.as_ref().and_then(|rules| rules.failure(on))
    }

    /// What the program remembers of a message, under the kind of key it is.
    pub(super) fn key(&self, on: &Holding) -> Option<Arc<str>> {
        self.rules.as_ref().and_then(|rules| rules.key(on))
    }
}

/// The condition of a consumer.
///
/// # Errors
/// `condition-does-not-compile` with its diagnostics.
pub(super) fn check_condition(field: &str, text: &str) -> Result<(), Rejection> {
    let compiled = query::condition(text, Source::DeviceMessages, Dialect::Cloud);
    compiled.map(|_| ()).map_err(|diagnostics| {
        let rejection = Rejection::new(RejectCode::ConditionDoesNotCompile, field);
        Rejection { diagnostics, ..rejection }
    })
}

fn compile(text: &str) -> Option<Condition> {
    query::condition(text, Source::DeviceMessages, Dialect::Cloud).ok()
}

impl Rules {
    /// The rules of a program that was checked.
    fn of(spec: &ConsumerSpec) -> Self {
        Self {
            only_if: spec.only_if.as_ref().and_then(|filter| compile(&filter.condition)),
            fails: spec.fails.as_ref().and_then(|rule| match rule {
                Poison::Condition(text) => compile(text).map(Failing::On),
                Poison::NotJson => Some(Failing::NotJson),
                Poison::EveryNth(n) => Some(Failing::EveryNth(*n)),
            }),
            key: spec.deduplicate.as_ref().map(|Deduplication { by, .. }| by.clone()),
        }
    }

    fn lets_through(&self, on: &Holding) -> bool {
        self.only_if.as_ref().is_none_or(|condition| verdict(condition, on) == Verdict::True)
    }

    fn failure(&self, on: &Holding) -> Option<FailureReason> {
        match self.fails.as_ref()? {
            Failing::On(condition) => (verdict(condition, on) == Verdict::True).then_some(FailureReason::Condition),
            Failing::NotJson => (!is_json(on.message.body())).then_some(FailureReason::NotJson),
            Failing::EveryNth(n) => on.nth.is_multiple_of(*n).then_some(FailureReason::EveryNth),
        }
    }

    fn key(&self, on: &Holding) -> Option<Arc<str>> {
        let (kind, value) = match self.key.as_ref()? {
            Key::MessageId => ("message-id", on.message.message_id()?.to_string()),
            Key::CorrelationId => ("correlation-id", on.message.correlation_id()?.to_string()),
            Key::SequenceNumber => ("sequence-number", on.sequence.to_string()),
            Key::Property(name) => {
                let all = on.message.properties();
                let found = all.iter().rev().find(|property| property.name.eq_ignore_ascii_case(name))?;
                return Some(format!("{}={}", found.name.to_ascii_lowercase(), text(&found.value)).into());
            }
        };
        Some(format!("{kind}={value}").into())
    }
}

fn is_json(body: &[u8]) -> bool {
    let nothing = Wanted::new(false, Why::BodyPathAbsent);
    std::str::from_utf8(body).is_ok_and(|text| scan(text, &nothing, &mut []).is_ok())
}

fn text(value: &Scalar) -> Arc<str> {
    match value {
        Scalar::Text(text) => text.clone(),
        Scalar::Integer(n) => n.to_string().into(),
        Scalar::Double(n) => n.to_string().into(),
        Scalar::Bool(flag) => flag.to_string().into(),
    }
}

/// Reads a message of the queue under the names of the routing language. A Storage queue's has a text and nothing else:
/// it is read as JSON.
fn verdict(condition: &Condition, on: &Holding) -> Verdict {
    let message = &on.message;
    let of_text = |value: &str| on.receipt.as_ref().map(|_| value.into());
    let properties = message.properties();
    let properties: Vec<_> = properties.into_iter().map(|p| Property { value: text(&p.value), name: p.name }).collect();
    let stamped = |name: &str| properties.iter().find(|p| &*p.name == name).map(|p| p.value.clone());
    let sender = stamped("iothub-connection-device-id").map(|device_id| Sender {
        device_id,
        module_id: stamped("iothub-connection-module-id"),
        generation_id: stamped("iothub-connection-auth-generation-id").unwrap_or_default(),
        auth_method: stamped("iothub-connection-auth-method").unwrap_or_default(),
        model_id: stamped("dt-dataschema"),
    });
    let message = Message {
        body: message.body().clone(),
        system: SystemProperties {
            message_id: message.message_id().cloned(),
            correlation_id: message.correlation_id().cloned(),
            user_id: message.user_id().cloned(),
            content_type: message.content_type().cloned().or(of_text("application/json")),
            content_encoding: message.content_encoding().cloned().or(of_text("utf-8")),
            creation_time_utc: None,
            subject: stamped("dt-subject"),
        },
        properties,
    };
    condition.evaluate(&Subject { message: &message, sender: sender.as_ref(), enqueued_at: None, twin: None })
}
