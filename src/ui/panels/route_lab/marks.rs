//! The editor's text drawn underneath what is typed: colours, underlined conditions with their values, findings.

use super::words::verdict_class;
use crate::model::query::tokens::{Binary, Kind, Token, tokens};
use crate::model::query::value::Value;
use crate::model::query::{Condition, Explanation, NodeKind, Span, Verdict};
use std::collections::BTreeSet;
use yew::prelude::*;

/// Bytes beyond which a text is shown plain: nobody reads it, and each colour is an element.
const MOST_COLOURED: usize = 16_384;

/// What is marked in the text, all in bytes of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Marks {
    /// Each condition with its value, in order, none inside another.
    pub values: Vec<(Span, Verdict)>,
    pub wrong: Option<Span>,
    pub doubtful: Vec<Span>,
    /// The part that is pointed at elsewhere.
    pub lit: Option<Span>,
}

/// The conditions that AND, OR, NOT and `??` join, with their values.
#[must_use]
pub(super) fn values(condition: &Condition, explanation: &Explanation) -> Vec<(Span, Verdict)> {
    if condition.ast().root().is_none() {
        return Vec::new();
    }
    let (mut open, mut found) = (vec![explanation.nodes.len() - 1], Vec::new());
    while let Some(at) = open.pop() {
        let node = &explanation.nodes[at];
        if matches!(node.kind, NodeKind::Not | NodeKind::Operator(Binary::And | Binary::Or | Binary::Coalesce)) {
            open.extend(node.children.iter().map(|&child| child as usize));
        } else if matches!(node.value, Value::Bool(_) | Value::Undefined(_)) {
            found.push((node.span, node.value.ternary()));
        }
    }
    found.sort_unstable_by_key(|(span, _)| *span);
    found
}

/// Draws `text`. `shown` says a value in the reader's language.
pub(super) fn draw(text: &str, marks: &Marks, shown: impl Fn(Verdict) -> &'static str) -> Html {
    if text.len() > MOST_COLOURED {
        return html! { <>{ text.to_owned() }{ "\n" }</> };
    }
    let tokens = tokens(text);
    let spans = tokens.iter().map(|token| token.span);
    let spans = spans.chain(marks.values.iter().map(|(span, _)| *span)).chain(marks.doubtful.iter().copied());
    let edges: BTreeSet<usize> = spans
        .chain(marks.wrong)
        .chain(marks.lit)
        .flat_map(|span| [span.start as usize, span.end as usize])
        .chain([0, text.len()])
        .collect();
    let edges: Vec<usize> = edges.into_iter().collect();
    let mut out: Vec<Html> = Vec::new();
    let (mut token, mut values) = (0, marks.values.iter().peekable());
    let mut group: Vec<Html> = Vec::new();
    for pair in edges.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        while tokens.get(token).is_some_and(|token| token.span.end as usize <= from && token.kind != Kind::End) {
            token += 1;
        }
        let here = tokens.get(token).filter(|token| token.span.start as usize <= from);
        let next = tokens.get(token + 1).map(|next| next.kind);
        let is_in = |span: &Span| span.start as usize <= from && to <= span.end as usize;
        let class = classes!(
            here.and_then(|here| colour(here, next)),
            marks.wrong.as_ref().is_some_and(is_in).then_some("wrong"),
            marks.doubtful.iter().any(&is_in).then_some("doubtful"),
            marks.lit.as_ref().is_some_and(is_in).then_some("lit"),
        );
        let piece = text[from..to].to_owned();
        let piece = if class.is_empty() {
            html! { { piece } }
        } else {
            html! { <span {class}>{ piece }</span> }
        };
        match values.peek() {
            Some((span, verdict)) if is_in(span) => {
                group.push(piece);
                if to == span.end as usize {
                    out.push(html! {
                        <span class={classes!("part", verdict_class(*verdict))}>
                            { for group.drain(..) }
                            <span class="part-value">{ shown(*verdict) }</span>
                        </span>
                    });
                    values.next();
                }
            }
            _ => out.push(piece),
        }
    }
    // A finding at the very end has no character of its own.
    if marks.wrong.is_some_and(|span| span.start == span.end && span.end as usize == text.len()) {
        out.push(html! { <span class="wrong">{ "\u{a0}" }</span> });
    }
    html! { <>{ for out }{ "\n" }</> }
}

fn colour(token: &Token, next: Option<Kind>) -> Option<&'static str> {
    match token.kind {
        Kind::String | Kind::BrokenString => Some("text"),
        Kind::Integer | Kind::Hexadecimal | Kind::Real => Some("number"),
        Kind::True | Kind::False | Kind::Null | Kind::Undefined | Kind::Not => Some("word"),
        Kind::Binary(operator) if operator.as_str().as_bytes()[0].is_ascii_alphabetic() => Some("word"),
        Kind::Name if next == Some(Kind::Open) => Some("word"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::message::Source;
    use crate::model::query::{Dialect, Sample, compile};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn marked(text: &str) -> Vec<(String, Verdict)> {
        let condition = compile(text, Source::DeviceMessages, Dialect::Cloud).condition.unwrap();
        let mut sample = Sample::default();
        sample.set_application("level", Some("critical".to_owned()));
        let explanation = condition.explain_facts(&sample);
        values(&condition, &explanation)
            .into_iter()
            .map(|(span, verdict)| (span.of(text).to_owned(), verdict))
            .collect()
    }

    #[test]
    fn conditions_have_values_and_logic_has_none() {
        let part = |text: &str, verdict| (text.to_owned(), verdict);
        assert_eq!(
            marked("NOT (level = 'critical') AND ($body.t > 5 OR true)"),
            [
                part("level = 'critical'", Verdict::True),
                part("$body.t > 5", Verdict::Undefined),
                part("true", Verdict::True)
            ]
        );
        assert_eq!(marked(""), []);
        assert_eq!(marked("level = 'x'"), [part("level = 'x'", Verdict::False)]);
    }
}
