//! The lab's words for verdicts, values, reasons and changes.

use super::lines::Said;
use super::sample::{Origin, Preset};
use super::vocabulary::{Choice, Offer};
use crate::model::query::tokens::Binary;
use crate::model::query::value::{Value, ValueType};
use crate::model::query::{Change, Explained, Explanation, NodeKind, Verdict};
use crate::say;
use crate::text::refusal;
use crate::text::{Arg, Key, Language, Rich, say, word};
use crate::ui::panels::inspector::why::shown;
use crate::ui::widgets::icon::{Glyph, icon};
use yew::prelude::*;

#[must_use]
pub(super) fn verdict_class(verdict: Verdict) -> &'static str {
    verdict.as_str()
}

#[must_use]
pub(super) fn verdict_word(language: Language, verdict: Verdict) -> &'static str {
    let key = match verdict {
        Verdict::True => Key::VerdictTrue,
        Verdict::False => Key::VerdictFalse,
        Verdict::Undefined => Key::VerdictUndefined,
    };
    word(language, key)
}

#[must_use]
pub(super) fn verdict_glyph(verdict: Verdict) -> Glyph {
    match verdict {
        Verdict::True => Glyph::True,
        Verdict::False => Glyph::False,
        Verdict::Undefined => Glyph::Undefined,
    }
}

/// A verdict by shape, word and colour.
pub(super) fn verdict(language: Language, verdict: Verdict) -> Html {
    html! {
        <span class={classes!("lab-verdict", verdict_class(verdict))}>
            { icon(verdict_glyph(verdict)) }{ verdict_word(language, verdict) }
        </span>
    }
}

/// One choice of several that stand side by side.
pub(super) fn toggle(label: &str, pressed: bool, onclick: Callback<MouseEvent>) -> Html {
    let pressed = if pressed { "true" } else { "false" };
    html! { <button type="button" aria-pressed={pressed} {onclick}>{ label.to_owned() }</button> }
}

/// A name that may be broken before its capital letters.
pub(super) fn breakable(name: &'static str) -> Html {
    let starts = name.char_indices().filter(|(_, c)| c.is_ascii_uppercase()).map(|(at, _)| at);
    let edges: Vec<usize> = std::iter::once(0).chain(starts).chain([name.len()]).collect();
    let piece = |(at, pair): (usize, &[usize])| {
        html! { <>if at > 0 { <wbr /> }{ &name[pair[0]..pair[1]] }</> }
    };
    html! { <code>{ for edges.windows(2).enumerate().map(piece) }</code> }
}

/// What a route says, also where it says nothing.
pub(super) fn said(language: Language, said: Said) -> Html {
    let bare = |key| html! { <span class="lab-verdict none">{ word(language, key) }</span> };
    match said {
        Said::Verdict(found) => verdict(language, found),
        Said::OtherSource => bare(Key::VerdictOtherSource),
        Said::Disabled => bare(Key::VerdictDisabled),
        Said::Error => bare(Key::VerdictError),
    }
}

/// What a node of an explanation is worth.
pub(super) fn value(language: Language, node: &Explained) -> Html {
    match &node.value {
        Value::Bool(truth) if node.kind != NodeKind::Literal => verdict(language, Verdict::from(*truth)),
        Value::Undefined(_) => verdict(language, Verdict::Undefined),
        other => html! { <code>{ shown(other) }</code> },
    }
}

/// Why a node has its value, or where the value comes from.
#[must_use]
pub(super) fn because(language: Language, explanation: &Explanation, node: &Explained) -> Rich {
    if let Some(reason) = &node.reason {
        return refusal::reason(reason, language);
    }
    let key = match node.kind {
        NodeKind::Property => Key::LabNodeProperty,
        NodeKind::SystemProperty => Key::LabNodeSystem,
        NodeKind::Body => Key::LabNodeBody,
        NodeKind::Twin => Key::LabNodeTwin,
        NodeKind::Literal => match node.value {
            Value::String(_) => Key::LabNodeText,
            Value::Number(_) => Key::LabNodeNumber,
            Value::Bool(_) => Key::LabNodeBool,
            _ => Key::LabNodeNull,
        },
        NodeKind::Operator(Binary::Equal) if node.value == Value::Bool(true) => {
            match explanation.nodes[node.children[0] as usize].value.value_type() {
                ValueType::String => Key::LabSameText,
                ValueType::Number => Key::LabSameNumber,
                _ => Key::LabSameValue,
            }
        }
        NodeKind::Operator(Binary::Equal) => Key::LabSidesDiffer,
        _ => {
            return say!(
                language,
                Key::WhyExpression,
                expression = Arg::Code(&filled(explanation, node)),
                result = Arg::Code(&shown(&node.value))
            );
        }
    };
    say!(language, key)
}

/// An operation with the values of its operands in their places.
fn filled(explanation: &Explanation, node: &Explained) -> String {
    let operands: Vec<String> =
        node.children.iter().map(|&child| shown(&explanation.nodes[child as usize].value)).collect();
    match node.kind {
        NodeKind::Not => format!("NOT {}", operands.join("")),
        NodeKind::Negate => format!("-{}", operands.join("")),
        NodeKind::Operator(operator) => operands.join(&format!(" {} ", operator.as_str())),
        NodeKind::Function(name) => format!("{name}({})", operands.join(", ")),
        _ => operands.join(" "),
    }
}

/// One change to a message.
#[must_use]
pub(super) fn change(language: Language, change: &Change) -> Rich {
    let say = |key: Key, args: &[(&'static str, Arg<'_>)]| say(language, key, args);
    let body = |path: &str| format!("$body.{path}");
    let twin = |path: &str| format!("$twin.{path}");
    match change {
        Change::SetApplication { name, value } => {
            let value = format!("\"{value}\"");
            say(Key::LabChangeSet, &[("name", Arg::Code(name)), ("value", Arg::Code(&value))])
        }
        Change::RemoveApplication { name } => say(Key::LabChangeRemove, &[("name", Arg::Code(name))]),
        Change::SetSystem { key, value } => {
            let value = format!("\"{value}\"");
            say(Key::LabChangeSetSystem, &[("name", Arg::Code(key.keyword())), ("value", Arg::Code(&value))])
        }
        Change::RemoveSystem { key } => {
            let name = format!("${}", key.keyword());
            say(Key::LabChangeRemove, &[("name", Arg::Code(&name))])
        }
        Change::SetBody { path, value } => {
            say(Key::LabChangeSetBody, &[("path", Arg::Code(&body(path))), ("value", Arg::Code(value))])
        }
        Change::RemoveBody { path } => say(Key::LabChangeRemoveBody, &[("path", Arg::Code(&body(path)))]),
        Change::SetTwin { path, value } => {
            say(Key::LabChangeSetTwin, &[("path", Arg::Code(&twin(path))), ("value", Arg::Code(value))])
        }
        Change::RemoveTwin { path } => say(Key::LabChangeRemoveTwin, &[("path", Arg::Code(&twin(path)))]),
        Change::ReplaceBody => say(Key::LabChangeReplaceBody, &[]),
    }
}

#[must_use]
pub(super) fn preset(preset: Preset) -> Key {
    match preset {
        Preset::Tutorial => Key::LabPresetTutorial,
        Preset::Declared => Key::LabPresetDeclared,
        Preset::Nested => Key::LabPresetNested,
        Preset::Blank => Key::LabPresetBlank,
    }
}

/// The sample as a sentence speaks of it.
#[must_use]
pub(super) fn sample_name(language: Language, origin: &Origin) -> String {
    match origin {
        Origin::Message { label, .. } => label.clone(),
        Origin::Preset(_) => word(language, Key::LabSampleName).to_owned(),
    }
}

/// One line about a completion.
#[must_use]
pub(super) fn about(language: Language, choice: &Choice) -> String {
    let found = |id: String| {
        let at = Key::ALL.binary_search_by(|key| key.id().cmp(&id));
        at.map_or_else(|_| String::new(), |at| word(language, Key::ALL[at]).to_owned())
    };
    match choice.offer {
        Offer::Property => {
            let seen = say!(language, Key::LabSeen, values = Arg::Text(&choice.seen)).plain();
            format!("{}, {seen}", word(language, Key::LabNodeProperty))
        }
        Offer::Body => {
            let seen = say!(language, Key::LabSeen, values = Arg::Text(&choice.seen)).plain();
            format!("{}, {seen}", word(language, Key::LabNodeBody))
        }
        Offer::Value => word(language, Key::LabValueSeen).to_owned(),
        Offer::System(key) => found(format!("lab-system-{}", key.wire_name())),
        Offer::Function(name) => found(format!("lab-function-{}", name.replace('_', "-"))),
        Offer::Word => word(language, Key::LabWord).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::message::Source;
    use crate::model::query::{Dialect, Facts, Sample, SystemProperty, compile, functions};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn everything_that_is_offered_has_its_line() {
        let functions = functions::all().map(|builtin| Offer::Function(builtin.name));
        for offer in functions.chain(SystemProperty::ALL.map(Offer::System)) {
            let choice = Choice { offer, text: String::new(), seen: String::new() };
            for language in Language::ALL {
                assert!(!about(language, &choice).is_empty(), "{offer:?}");
            }
        }
    }

    #[test]
    fn reasons_of_nodes() {
        let mut sample = Sample::default();
        sample.set_application("level", Some("critical".to_owned()));
        let reason = |text: &str| {
            let condition = compile(text, Source::DeviceMessages, Dialect::Cloud).condition.unwrap();
            let explanation = condition.explain_facts(&sample as &dyn Facts);
            because(Language::English, &explanation, explanation.root()).plain()
        };
        assert_eq!(reason("level = 'critical'"), "both sides are the same text");
        assert_eq!(reason("level = 'x'"), "the two sides differ");
        assert!(reason("level > 'x'").contains("\"critical\" > \"x\""));
        assert!(reason("contains(level, 'crit')").contains("contains(\"critical\", \"crit\")"));
    }
}
