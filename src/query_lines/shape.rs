//! What goes out: diagnostics and explanations as JSON, for people and programs alike.

use crate::model::query::value::Value;
use crate::model::query::{self, Diagnostic, Explained, NodeKind, Span, utf16_position};
use crate::text::Language;
use crate::text::refusal::{diagnostic, reason};
use serde::Serialize;

/// A place in the condition: line and column from 1, the column in UTF-16 units.
#[derive(Clone, Copy, Serialize)]
struct Place {
    line: u32,
    column: u32,
}

impl Place {
    fn new(text: &str, byte: u32) -> Self {
        let (line, column) = utf16_position(text, byte as usize);
        Self { line, column }
    }
}

/// The place of each byte of `text` and of its end: a long condition has thousands of nodes.
fn places(text: &str) -> Vec<Place> {
    let (mut place, mut places) = (Place { line: 1, column: 1 }, Vec::with_capacity(text.len() + 1));
    for character in text.chars() {
        places.extend(std::iter::repeat_n(place, character.len_utf8()));
        place.column += character.len_utf16() as u32;
        if character == '\n' {
            place = Place { line: place.line + 1, column: 1 };
        }
    }
    places.push(place);
    places
}

/// One finding about a condition.
#[derive(Serialize)]
pub struct Finding {
    severity: &'static str,
    code: &'static str,
    message: String,
    start: Place,
    /// The first place behind it.
    end: Place,
}

impl Finding {
    /// Says `found`, which is about the condition `text`.
    #[must_use]
    pub fn new(found: &Diagnostic, text: &str, language: Language) -> Self {
        Self {
            severity: found.severity.as_str(),
            code: found.code.as_str(),
            message: diagnostic(found, language).plain(),
            start: Place::new(text, found.span.start),
            end: Place::new(text, found.span.end),
        }
    }
}

/// Everything about one evaluation, as a flat list: a condition may nest deeper than readers of JSON like.
#[derive(Serialize)]
pub struct Explanation {
    /// About the result itself, where the whole condition is not boolean.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Reason>,
    /// Operands before what uses them; the last one is the whole condition.
    nodes: Vec<Node>,
    /// The nodes that the result goes back to.
    causes: Vec<usize>,
}

#[derive(Serialize)]
struct Reason {
    code: &'static str,
    message: String,
}

impl Reason {
    fn new(given: &query::Reason, language: Language) -> Self {
        Self { code: given.code.as_str(), message: reason(given, language).plain() }
    }
}

#[derive(Serialize)]
struct Node {
    kind: &'static str,
    /// The operator or the function.
    #[serde(skip_serializing_if = "Option::is_none")]
    operator: Option<&'static str>,
    /// Of a node without operands; what the others say lies between their places.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    start: Place,
    end: Place,
    #[serde(rename = "type")]
    value_type: &'static str,
    /// Absent where the type says all: undefined, an object, an array. Infinities are text, as JSON has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<serde_json::Value>,
    /// Whether it took part in deciding the result.
    decided: bool,
    /// Their places in the list.
    operands: Vec<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Reason>,
}

impl Explanation {
    /// Says `explained`, which is about the condition `text`.
    #[must_use]
    pub fn new(explained: &query::Explanation, text: &str, language: Language) -> Self {
        // Both are in the order of the list.
        let mut causes = explained.causes().into_iter().peekable();
        let nodes = explained.nodes.iter().enumerate();
        let mut is_cause = |node: &Explained| causes.next_if(|cause| std::ptr::eq(*cause, node)).is_some();
        let places = places(text);
        Self {
            reason: explained.reason.as_ref().map(|given| Reason::new(given, language)),
            causes: nodes.filter_map(|(at, node)| is_cause(node).then_some(at)).collect(),
            nodes: explained.nodes.iter().map(|node| Node::new(node, text, &places, language)).collect(),
        }
    }
}

impl Node {
    fn new(node: &Explained, text: &str, places: &[Place], language: Language) -> Self {
        let (kind, operator) = match node.kind {
            NodeKind::Literal => ("literal", None),
            NodeKind::Property => ("property", None),
            NodeKind::SystemProperty => ("system-property", None),
            NodeKind::Body => ("body", None),
            NodeKind::Twin => ("twin", None),
            NodeKind::Not => ("operator", Some("NOT")),
            NodeKind::Negate => ("operator", Some("-")),
            NodeKind::Operator(operator) => ("operator", Some(operator.as_str())),
            NodeKind::Function(name) => ("function", Some(name)),
        };
        let Span { start, end } = node.span;
        Self {
            kind,
            operator,
            text: node.children.is_empty().then(|| node.span.of(text).to_owned()),
            start: places[start as usize],
            end: places[end as usize],
            value_type: node.value.value_type().as_str(),
            value: value(&node.value),
            decided: node.decided,
            operands: node.children.clone(),
            reason: node.reason.as_ref().map(|given| Reason::new(given, language)),
        }
    }
}

fn value(value: &Value<'_>) -> Option<serde_json::Value> {
    match value {
        Value::Undefined(_) | Value::Object | Value::Array => None,
        Value::Null => Some(serde_json::Value::Null),
        Value::Bool(value) => Some((*value).into()),
        Value::Number(number) if number.is_finite() => Some((*number).into()),
        Value::Number(number) => Some(if *number > 0.0 { "Infinity" } else { "-Infinity" }.into()),
        Value::String(text) => Some(text.to_lossy().into()),
    }
}
