//! What a message says, and what each endpoint makes of it.

use super::parts::{fact, facts, rich, section};
use super::scene::Scene;
use crate::codec::json_lines::{Base64Reason, body_text};
use crate::codec::record::Record;
use crate::model::ids::SendId;
use crate::model::message::{Message, Source, StoredMessage};
use crate::model::storage::settings::Encoding;
use crate::say;
use crate::session::story::Story;
use crate::text::{Arg, Key, Rich, format};
use crate::world::endpoint::Kind;
use std::fmt::Write as _;
use std::sync::Arc;
use yew::prelude::*;

/// The message with its properties, its body, its form on the wire and in each endpoint.
pub fn content(scene: &Scene, send: SendId, story: &Story) -> Html {
    let Some(message) = scene.world.message_of(send) else { return Html::default() };
    html! {
        <>
            { section(scene.word(Key::MessageHeading), message_facts(scene, &message, story)) }
            { differences(scene, send, &message, story) }
            { wire(scene, send, &message, story) }
        </>
    }
}

fn code(text: &str) -> Html {
    html! { <code>{ text }</code> }
}

/// The properties, the body and the size of a message.
fn message_facts(scene: &Scene, message: &Message, story: &Story) -> Html {
    let system = &message.system;
    let set = |key: Key, value: &Option<Arc<str>>| value.as_deref().map(|value| fact(scene.word(key), code(value)));
    let properties = match &message.properties[..] {
        [] => html! { <span class="quiet">{ scene.word(Key::MessageNone) }</span> },
        all => html! {
            <ul class="properties">
                { for all.iter().map(|p| html! { <li>{ code(&format!("{}={}", p.name, p.value)) }</li> }) }
            </ul>
        },
    };
    let missing = || html! { <span class="warn">{ scene.word(Key::StateNotSet) }</span> };
    let type_value = match &system.content_type {
        Some(value) => code(value),
        None => html! {
            <>
                { missing() }
                <p class="because">{ rich(say!(scene.language, Key::MessageContentMissing)) }</p>
            </>
        },
    };
    let encoding_value = system.content_encoding.as_deref().map_or_else(missing, code);
    let size = say!(scene.language, Key::MessageMetered, size = Arg::Bytes(message.metered_bytes() as u64));
    let mut rows = vec![
        fact(scene.word(Key::MessageApplicationProperties), properties),
        fact(scene.word(Key::MessageContentType), type_value),
        fact(scene.word(Key::MessageContentEncoding), encoding_value),
        fact(
            scene.word(Key::MessageBody),
            html! { <pre class="body">{ String::from_utf8_lossy(&message.body).into_owned() }</pre> },
        ),
        fact(
            scene.word(Key::MessageSize),
            html! { <>{ format::bytes(scene.language, message.body.len() as u64) }{ ", " }{ rich(size) }</> },
        ),
    ];
    rows.extend(set(Key::MessageId, &system.message_id));
    rows.extend(set(Key::MessageCorrelationId, &system.correlation_id));
    rows.extend(set(Key::MessageUserId, &system.user_id));
    let utc = |at| html! { <span class="mono">{ format::utc(at) }</span> };
    rows.extend(story.sent.map(|moment| fact(scene.word(Key::MessageSentAt), utc(moment.at))));
    rows.extend(story.acceptances.last().map(|a| fact(scene.word(Key::MessageEnqueuedTime), utc(a.accepted.at))));
    facts(rows)
}

/// What each endpoint makes of the message, where that is not what the device sent.
fn differences(scene: &Scene, send: SendId, message: &Arc<Message>, story: &Story) -> Html {
    let Some(acceptance) = story.acceptances.last() else { return Html::default() };
    let Some(device) = send.producer.device() else { return Html::default() };
    let stored = StoredMessage {
        message: message.clone(),
        sender: scene.device(device).about.sender.clone(),
        source: Source::DeviceMessages,
        enqueued_at: acceptance.accepted.at,
    };
    let rows: Vec<Html> = acceptance
        .copies
        .iter()
        .map(|copy| {
            let endpoint = scene.endpoint(copy.endpoint);
            let said = match &endpoint.kind {
                Kind::Queue(_) => say!(scene.language, Key::DiffersQueue),
                Kind::BuiltIn(_) => say!(scene.language, Key::DiffersEvents),
                Kind::Container(container) => in_container(scene, container.settings().encoding, &stored),
            };
            fact(&endpoint.name, rich(said))
        })
        .collect();
    if rows.is_empty() {
        return Html::default();
    }
    section(scene.word(Key::DiffersHeading), facts(rows))
}

fn in_container(scene: &Scene, encoding: Encoding, stored: &StoredMessage) -> Rich {
    match encoding {
        Encoding::Avro | Encoding::AvroDeflate => say!(scene.language, Key::DiffersAvro),
        Encoding::Json => match body_text(&Record::from(stored)) {
            Some(Err(reason)) => base64_reason(scene, reason),
            Some(Ok(_)) | None => say!(scene.language, Key::DiffersJson),
        },
    }
}

/// Why a body stands as Base64 in a JSON blob.
#[must_use]
pub fn base64_reason(scene: &Scene, reason: Base64Reason) -> Rich {
    let key = match reason {
        Base64Reason::ContentTypeMissing => Key::DiffersBase64TypeMissing,
        Base64Reason::ContentTypeOther => Key::DiffersBase64TypeOther,
        Base64Reason::ContentEncodingMissing => Key::DiffersBase64EncodingMissing,
        Base64Reason::ContentEncodingOther => Key::DiffersBase64EncodingOther,
        Base64Reason::NotText => Key::DiffersBase64NotText,
        Base64Reason::NotJson => Key::DiffersBase64NotJson,
    };
    say!(scene.language, key)
}

/// The PUBLISH packet, folded away.
fn wire(scene: &Scene, send: SendId, message: &Message, story: &Story) -> Html {
    let Some(device) = send.producer.device() else { return Html::default() };
    let device = scene.device(device).id();
    let again = story.packets.len() > 1;
    let rows = vec![
        fact(scene.word(Key::MessageTopic), code(&format!("devices/{device}/messages/events/"))),
        fact(scene.word(Key::MessagePropertyBag), code(&property_bag(message))),
        fact(scene.word(Key::MessageQuality), "1"),
    ];
    html! {
        <details class="insp-part">
            <summary>{ scene.word(Key::MessageWire) }</summary>
            { facts(rows) }
            if again {
                <p class="small">{ rich(say!(scene.language, Key::MessageDup)) }</p>
            }
        </details>
    }
}

/// The end of the topic: system properties under their short names, then the application's, percent-encoded.
fn property_bag(message: &Message) -> String {
    let system = &message.system;
    let named = [
        ("$.mid", &system.message_id),
        ("$.cid", &system.correlation_id),
        ("$.uid", &system.user_id),
        ("$.ct", &system.content_type),
        ("$.ce", &system.content_encoding),
        ("$.ctime", &system.creation_time_utc),
        ("$.sub", &system.subject),
    ];
    let system = named.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?)));
    let application = message.properties.iter().map(|p| (&*p.name, &*p.value));
    let pairs = system.map(|(name, value)| format!("{name}={}", percent_encoded(value)));
    let own = application.map(|(name, value)| format!("{}={}", percent_encoded(name), percent_encoded(value)));
    pairs.chain(own).collect::<Vec<_>>().join("&")
}

fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
