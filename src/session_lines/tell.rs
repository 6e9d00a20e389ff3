//! What happened and what was refused, as it stands in answers.

use super::Failure;
use crate::model::ids::{Lineage, Producer, ProducerId, SendId};
use crate::text::{Language, narration, refusal as refusals, transcript};
use crate::world::World;
use crate::world::command::Rejection;
use crate::world::entry::{Entry, Field, RejectCode};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// An entry of the log.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Told {
    step: u32,
    /// The step that led to it; 0 when nothing in the run did.
    cause: u32,
    ms: u64,
    utc: String,
    code: &'static str,
    fields: Map<String, Value>,
    /// The line of the transcript.
    text: String,
    sentence: String,
}

pub(super) fn entries(entries: &[Entry], world: &World, language: Language) -> Vec<Told> {
    let mut step = 0;
    let told = entries.iter().map(|entry| {
        let headline = entry.step != step;
        step = entry.step;
        Told {
            step: entry.step,
            cause: entry.cause,
            ms: entry.at.since(world.start()),
            utc: entry.at.iso_ticks(),
            code: entry.what.code(),
            fields: entry.what.fields().into_iter().flat_map(|(name, field)| fields(name, field, world)).collect(),
            text: transcript::line(entry, headline, world),
            sentence: narration::sentence(entry, world, language).plain(),
        }
    });
    told.collect()
}

/// An argument under its name; what names a thing says the thing's name.
fn fields(name: &str, field: Field, world: &World) -> Vec<(String, Value)> {
    let value = match field {
        Field::Number(number) => number.into(),
        Field::Flag(flag) => flag.into(),
        Field::Code(code) => code.into(),
        Field::Device(id) => text(world.devices()[id.index()].id()),
        Field::Endpoint(id) => text(&world.endpoints()[id.index()].name),
        Field::Route(id) => text(&world.hub().route_name(id)),
        Field::Consumer(id) => {
            world.consumers().get(id.index()).map_or_else(|| "person".into(), |consumer| text(consumer.name()))
        }
        Field::StorageQueue(id) => text(&world.storage().name_of(id)),
        Field::Send(send) => send_value(send, world),
        Field::Copy(lineage) => return vec![("message".into(), lineage_value(lineage, world))],
    };
    vec![(camel(name), value)]
}

fn text(name: &str) -> Value {
    name.into()
}

/// `retry_ms` as `retryMs`.
fn camel(name: &str) -> String {
    let mut parts = name.split('_');
    let mut camel = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (first, rest) = part.split_at(1);
        camel.push_str(&first.to_uppercase());
        camel.push_str(rest);
    }
    camel
}

fn producer(id: ProducerId, world: &World) -> Value {
    match id.who() {
        Producer::Device(id) => json!({"device": &**world.devices()[id.index()].id()}),
        Producer::Program(id) => json!({"consumer": world.consumers().get(id.index()).map(|c| c.name().to_string())}),
        Producer::Person => json!("person"),
    }
}

fn send_value(send: SendId, world: &World) -> Value {
    json!({
        "producer": producer(send.producer, world),
        "number": send.number,
        "boot": send.boot,
        "label": world.label_of(send),
    })
}

/// Where a message comes from: producer, boot and number of the send, and which acceptance by the hub.
pub(super) fn lineage_value(lineage: Lineage, world: &World) -> Value {
    let mut value = send_value(lineage.send(), world);
    value["accepted"] = lineage.accepted.into();
    value
}

/// A refusal by a service or by the world.
pub(super) fn refusal(rejection: &Rejection, world: &World, language: Language) -> Failure {
    let message = refusals::rejection(rejection, world.hub().spec.tier, language).plain();
    let mut details = Map::new();
    details.insert("subject".into(), (&*rejection.subject).into());
    if let Some((min, max)) = rejection.range {
        let (low, high) =
            if rejection.code == RejectCode::TimeGoesBack { ("at", "now") } else { ("minimum", "maximum") };
        details.insert(low.into(), min.into());
        details.insert(high.into(), max.into());
    }
    if !rejection.diagnostics.is_empty() {
        let found = rejection.diagnostics.iter().map(|finding| {
            json!({"code": finding.code.as_str(), "message": refusals::diagnostic(finding, language).plain()})
        });
        details.insert("diagnostics".into(), found.collect());
    }
    match &rejection.service {
        Some(service) => {
            details.extend(service.details.iter().map(|(name, value)| ((*name).to_owned(), Value::from(&**value))));
            let name = service.error.code();
            Failure {
                name: name.into(),
                code: name.into(),
                status: Some(service.status),
                message,
                details: Value::Object(details),
            }
        }
        None => {
            let code = rejection.code.code();
            Failure { name: code.into(), code: code.into(), status: None, message, details: Value::Object(details) }
        }
    }
}
