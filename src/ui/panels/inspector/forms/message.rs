//! The fields of a message: body, properties, content type and encoding.

use super::fields::{TextField, editing};
use crate::model::message::{Message, Property, SystemProperties};
use crate::say;
use crate::text::{Arg, Key, Rich};
use crate::ui::panels::inspector::scene::Scene;
use crate::ui::widgets::icon::{Glyph, icon};
use std::sync::Arc;
use yew::prelude::*;

/// A message as it is typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MessageDraft {
    pub body: String,
    pub message_id: String,
    pub content_type: String,
    pub content_encoding: String,
    pub properties: Vec<(String, String)>,
}

/// A text, unless it is empty.
#[must_use]
pub fn set(text: &str) -> Option<Arc<str>> {
    (!text.is_empty()).then(|| text.into())
}

impl MessageDraft {
    /// What a message says, where its body is text.
    #[must_use]
    pub fn of(message: &Message) -> Self {
        let text = |value: &Option<Arc<str>>| value.as_deref().unwrap_or_default().to_owned();
        Self {
            body: String::from_utf8_lossy(&message.body).into_owned(),
            message_id: text(&message.system.message_id),
            content_type: text(&message.system.content_type),
            content_encoding: text(&message.system.content_encoding),
            properties: message.properties.iter().map(|p| (p.name.to_string(), p.value.to_string())).collect(),
        }
    }

    #[must_use]
    pub fn message(&self) -> Message {
        Message {
            body: self.body.as_bytes().into(),
            system: SystemProperties {
                message_id: set(&self.message_id),
                content_type: set(&self.content_type),
                content_encoding: set(&self.content_encoding),
                ..SystemProperties::default()
            },
            properties: self.properties(),
        }
    }

    /// The properties that have a name.
    #[must_use]
    pub fn properties(&self) -> Vec<Property> {
        let named = self.properties.iter().filter(|(name, _)| !name.is_empty());
        named.map(|(name, value)| Property { name: (**name).into(), value: (**value).into() }).collect()
    }

    /// Two names that differ only by case.
    fn twice(&self) -> Option<&str> {
        let names = self.properties.iter().map(|(name, _)| name);
        names
            .enumerate()
            .find(|(at, name)| {
                self.properties[..*at].iter().any(|(other, _)| !name.is_empty() && other.eq_ignore_ascii_case(name))
            })
            .map(|(_, name)| &**name)
    }
}

/// The fields. `size` stands under the body.
pub fn message_fields(scene: &Scene, draft: &UseStateHandle<MessageDraft>, size: Option<Rich>) -> Html {
    let twice = draft.twice().map(|name| say!(scene.language, Key::ValuePropertyTwice, name = Arg::Code(name)));
    html! {
        <>
            <TextField label={Key::FieldBody} value={draft.body.clone()} multiline={true} hint={size}
                on_input={editing(draft, |draft, text| draft.body = text)} />
            { properties(scene, draft, twice) }
            <TextField label={Key::FieldMessageId} value={draft.message_id.clone()}
                on_input={editing(draft, |draft, text| draft.message_id = text)} />
            { content_fields(scene, draft) }
        </>
    }
}

/// Content type and encoding, with a button for the usual repair.
fn content_fields(scene: &Scene, draft: &UseStateHandle<MessageDraft>) -> Html {
    let repair = editing(draft, |draft, _: MouseEvent| {
        draft.content_type = "application/json".to_owned();
        draft.content_encoding = "utf-8".to_owned();
    });
    let missing = draft.content_type.is_empty() || draft.content_encoding.is_empty();
    html! {
        <>
            <TextField label={Key::FieldContentType} value={draft.content_type.clone()}
                hint={missing.then(|| say!(scene.language, Key::MessageContentMissing))}
                on_input={editing(draft, |draft, text| draft.content_type = text)} />
            <TextField label={Key::FieldContentEncoding} value={draft.content_encoding.clone()}
                on_input={editing(draft, |draft, text| draft.content_encoding = text)} />
            if missing {
                <button type="button" class="btn" onclick={repair}>{ scene.word(Key::FieldSetJson) }</button>
            }
        </>
    }
}

fn properties(scene: &Scene, draft: &UseStateHandle<MessageDraft>, warning: Option<Rich>) -> Html {
    let add = editing(draft, |draft, _: MouseEvent| draft.properties.push(Default::default()));
    let rows = draft.properties.iter().enumerate().map(|(at, (name, value))| {
        let label = if name.is_empty() { (at + 1).to_string() } else { name.clone() };
        let remove = say!(scene.language, Key::FieldPropertyRemove, name = Arg::Text(&label)).plain();
        html! {
            <li key={at}>
                <input class="field" type="text" autocomplete="off" spellcheck="false" value={name.clone()}
                    aria-label={scene.word(Key::FieldPropertyName)}
                    oninput={editing(draft, move |draft, event: InputEvent| {
                        draft.properties[at].0 = super::fields::typed(&event);
                    })} />
                <input class="field" type="text" autocomplete="off" spellcheck="false" value={value.clone()}
                    aria-label={scene.word(Key::FieldPropertyValue)}
                    oninput={editing(draft, move |draft, event: InputEvent| {
                        draft.properties[at].1 = super::fields::typed(&event);
                    })} />
                <button type="button" class="btn quiet square" aria-label={remove}
                    onclick={editing(draft, move |draft, _: MouseEvent| { draft.properties.remove(at); })}>
                    { icon(Glyph::Close) }
                </button>
            </li>
        }
    });
    html! {
        <fieldset class="form-row">
            <legend>{ scene.word(Key::FieldProperties) }</legend>
            <ul class="property-fields">{ for rows }</ul>
            <button type="button" class="btn quiet" onclick={add}>
                { icon(Glyph::Add) }{ scene.word(Key::FieldPropertyAdd) }
            </button>
            if let Some(warning) = warning {
                <p class="form-warning">{ icon(Glyph::Warning) }
                    <span>{ super::super::parts::rich(warning) }</span>
                </p>
            }
        </fieldset>
    }
}
