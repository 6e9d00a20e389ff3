//! What can be completed in a condition: what the messages of the run hold, and the language's own names.

use crate::model::message::Source;
use crate::model::query::ast::string_literal;
use crate::model::query::functions::{self, twin_change};
use crate::model::query::string::Text;
use crate::model::query::tokens::{self, Kind};
use crate::model::query::{Dialect, SystemProperty};
use crate::ui::seen::Seen;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Paths of bodies that are offered.
const MOST_PATHS: usize = 200;
const DEEPEST: usize = 5;
/// Values of one property or path that are offered.
const MOST_VALUES: usize = 6;
/// Bodies beyond this are not looked into.
const LONGEST_BODY: usize = 65_536;
/// Choices that are shown at once.
const MOST_SHOWN: usize = 50;

/// What a choice stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Offer {
    /// An application property of the run's messages.
    Property,
    /// A path of their bodies.
    Body,
    /// A value that was seen.
    Value,
    System(SystemProperty),
    Function(&'static str),
    Word,
}

/// One thing to insert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    pub offer: Offer,
    pub text: String,
    /// Values that were seen, joined; empty for names of the language.
    pub seen: String,
}

/// Everything that can be offered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Vocabulary {
    choices: Vec<Choice>,
    /// The values seen at a property or path, as literals.
    values: BTreeMap<String, Vec<String>>,
}

/// What stands before the caret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Completion {
    /// Where the word begins that a choice replaces.
    pub from: usize,
    pub choices: Vec<Choice>,
}

#[must_use]
pub(super) fn vocabulary(seen: &[Seen], source: Source, dialect: Dialect) -> Vocabulary {
    let (mut properties, mut paths) = (BTreeMap::<String, Vec<String>>::new(), BTreeMap::new());
    for one in seen {
        for property in &one.message.properties {
            note(properties.entry(property.name.to_string()).or_default(), literal(&property.value));
        }
        let body = &one.message.body;
        if body.len() <= LONGEST_BODY
            && let Ok(json @ Json::Object(_)) = serde_json::from_slice::<Json>(body)
        {
            collect("$body", &json, 0, &mut paths);
        }
    }
    let mut choices = Vec::new();
    let offer = |offer, text: &str, seen: &[String]| Choice { offer, text: text.to_owned(), seen: seen.join(", ") };
    choices.extend(properties.iter().map(|(name, values)| offer(Offer::Property, name, values)));
    choices.extend(paths.iter().take(MOST_PATHS).map(|(path, values)| offer(Offer::Body, path, values)));
    for key in SystemProperty::ALL {
        choices.push(offer(Offer::System(key), &format!("${}", key.keyword()), &[]));
    }
    for builtin in functions::all() {
        let fits = (dialect == Dialect::Cloud || builtin.in_edge)
            && (builtin.name != twin_change::NAME || source == Source::TwinChangeEvents);
        if fits {
            choices.push(offer(Offer::Function(builtin.name), &format!("{}(", builtin.name), &[]));
        }
    }
    choices.extend(["AND", "OR", "NOT", "true", "false", "null"].map(|word| offer(Offer::Word, word, &[])));
    properties.append(&mut paths);
    Vocabulary { choices, values: properties }
}

fn note(values: &mut Vec<String>, value: String) {
    if values.len() < MOST_VALUES && !values.contains(&value) {
        values.push(value);
    }
}

/// As most people write it, where that needs no escape.
fn literal(text: &str) -> String {
    if text.contains(['"', '\\']) { string_literal(&Text::borrowed(text)) } else { format!("\"{text}\"") }
}

fn collect(path: &str, json: &Json, depth: usize, out: &mut BTreeMap<String, Vec<String>>) {
    match json {
        Json::Object(members) if depth < DEEPEST => {
            for (name, below) in members {
                // Only what a condition can write.
                if name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') && !name.is_empty() {
                    collect(&format!("{path}.{name}"), below, depth + 1, out);
                }
            }
        }
        Json::Array(items) if depth < DEEPEST => {
            if let Some(first) = items.first() {
                collect(&format!("{path}[0]"), first, depth + 1, out);
            }
        }
        Json::Object(_) | Json::Array(_) => {}
        Json::String(text) => note(out.entry(path.to_owned()).or_default(), literal(text)),
        other => note(out.entry(path.to_owned()).or_default(), other.to_string()),
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '$' | '[' | ']')
}

impl Vocabulary {
    /// What can stand at byte `caret` of `text`; none where nothing fits.
    #[must_use]
    pub(super) fn complete(&self, text: &str, caret: usize) -> Option<Completion> {
        let before = &text[..caret];
        let from = before.char_indices().rev().take_while(|(_, c)| is_word(*c)).last().map_or(caret, |(at, _)| at);
        let typed = before[from..].to_lowercase();
        let choices = if let Some((from, values)) = self.values_at(before) {
            let typed = before[from..].trim_start_matches(['"', '\'']).to_lowercase();
            let fits = |value: &&String| value.trim_start_matches(['"', '\'']).to_lowercase().starts_with(&typed);
            let offer = |value: &String| Choice { offer: Offer::Value, text: value.clone(), seen: String::new() };
            return Some(Completion { from, choices: values.iter().filter(fits).map(offer).collect() })
                .filter(|found| !found.choices.is_empty());
        } else {
            let rank = |choice: &&Choice| {
                let name = choice.text.to_lowercase();
                match name.strip_prefix('$').unwrap_or(&name) {
                    _ if name == typed => None,
                    _ if name.starts_with(&typed) => Some(0),
                    bare if bare.starts_with(&typed) => Some(1),
                    _ if name.contains(&typed) => Some(2),
                    _ => None,
                }
            };
            let mut ranked: Vec<_> = self.choices.iter().filter_map(|choice| Some((rank(&choice)?, choice))).collect();
            ranked.sort_by_key(|(rank, _)| *rank);
            ranked.into_iter().map(|(_, choice)| choice.clone()).take(MOST_SHOWN).collect()
        };
        Some(Completion { from, choices }).filter(|found| !found.choices.is_empty())
    }

    /// After `property =` or `$body.path >`: where the literal begins, and the values that were seen there.
    fn values_at(&self, before: &str) -> Option<(usize, &[String])> {
        let tokens = tokens::tokens(before);
        let mut rest = &tokens[..tokens.len() - 1];
        let mut from = before.len();
        if let Some((last, earlier)) = rest.split_last()
            && matches!(last.kind, Kind::BrokenString)
        {
            (from, rest) = (last.span.start as usize, earlier);
        }
        let [.., name, operator] = rest else { return None };
        let compares = matches!(operator.kind, Kind::Binary(operator) if operator.is_comparison());
        let named = matches!(name.kind, Kind::Name | Kind::Reference);
        let name = name.span.of(before).to_lowercase();
        let (_, values) = self.values.iter().find(|(known, _)| known.to_lowercase() == name)?;
        (compares && named).then_some((from, values.as_slice()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ids::{DeviceId, SendId};
    use crate::model::message::{Message, Property, Sender};
    use crate::model::time::Timestamp;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn words() -> Vocabulary {
        let property = Property { name: "level".into(), value: "critical".into() };
        let message = Message {
            body: br#"{"windSpeed": 15.6, "in": {"list": [{"a": "x"}]}, "odd name": 1}"#.as_slice().into(),
            properties: vec![property],
            ..Message::default()
        };
        let sender = Sender {
            device_id: "d".into(),
            module_id: None,
            generation_id: "1".into(),
            auth_method: "{}".into(),
            model_id: None,
        };
        let lineage = SendId { producer: DeviceId(0).into(), number: 0, boot: 0 }.accepted(1);
        let seen =
            Seen { lineage, at: Timestamp(0), label: "m".into(), message: message.into(), sender: sender.into() };
        vocabulary(&[seen], Source::DeviceMessages, Dialect::Cloud)
    }

    fn offered(text: &str) -> Vec<String> {
        let found = words().complete(text, text.len());
        found.into_iter().flat_map(|found| found.choices).map(|choice| choice.text).collect()
    }

    #[test]
    fn what_was_seen_comes_first() {
        assert_eq!(offered("")[..3], ["level", "$body.in.list[0].a", "$body.windSpeed"]);
        assert_eq!(offered("true AND wind"), ["$body.windSpeed"]);
        assert_eq!(offered("$mess"), ["$messageId"]);
        assert_eq!(offered("STARTS"), ["starts_with("]);
        assert!(offered("level = \"critical\" zzz").is_empty());
        assert!(!offered("").iter().any(|text| text.starts_with("twin_change")));
    }

    #[test]
    fn values_that_were_seen() {
        assert_eq!(offered("level = "), ["\"critical\""]);
        assert_eq!(offered("Level = 'cri"), ["\"critical\""]);
        assert_eq!(offered("$body.windSpeed > "), ["15.6"]);
        assert_eq!(words().complete("level = 'cri", 12).unwrap().from, 8);
        assert!(offered("level = 'x").is_empty());
    }
}
