//! The explanation: every part of the condition with its value and the reason, as a tree table.

use super::Shared;
use super::words::{because, value};
use crate::model::query::value::Value;
use crate::model::query::{Explained, Explanation, NodeKind, Span};
use crate::say;
use crate::text::{Key, word};
use crate::ui::page::use_language;
use crate::ui::widgets::icon::{Glyph, icon};
use crate::ui::widgets::rich::rich;
use std::collections::BTreeSet;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// Rows at most: a longer condition is not read, it is searched.
const MOST_ROWS: usize = 200;

#[derive(PartialEq, Properties)]
pub(super) struct TreeProps {
    pub explanation: Shared<Explanation>,
    /// The condition's text.
    pub text: AttrValue,
    /// The part in which the editor's caret stands.
    pub at: Option<Span>,
    /// A row points at its part of the text.
    pub on_point: Callback<Option<Span>>,
}

/// A row: the node, how deep, its place among its siblings.
struct Row {
    node: u32,
    level: usize,
    place: usize,
    siblings: usize,
}

#[component]
pub(super) fn Tree(props: &TreeProps) -> Html {
    let language = use_language();
    let closed = use_state_eq(BTreeSet::<u32>::new);
    let current = use_state_eq(|| 0_usize);
    let table = use_node_ref();
    let explanation = &*props.explanation;
    let (rows, all) = rows(explanation, &closed);
    let current_row = (*current).min(rows.len().saturating_sub(1));

    let focus = {
        let table = table.clone();
        move |row: usize| {
            let found = table.cast::<Element>().and_then(|table| table.query_selector_all("tbody tr").ok());
            let row = found.and_then(|rows| rows.item(row as u32));
            if let Some(row) = row.and_then(|row| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(row).ok()) {
                let _ = row.focus();
            }
        }
    };
    let draw = |(at, row): (usize, &Row)| {
        let node = &explanation.nodes[row.node as usize];
        let is_parent = !node.children.is_empty();
        let is_open = is_parent && !closed.contains(&row.node);
        let toggle = {
            let (closed, node) = (closed.clone(), row.node);
            move || {
                let mut now = (*closed).clone();
                if !now.remove(&node) {
                    now.insert(node);
                }
                closed.set(now);
            }
        };
        let onkeydown = {
            let (focus, toggle) = (focus.clone(), toggle.clone());
            let last = rows.len() - 1;
            let parent = rows[..at].iter().rposition(|above| above.level < row.level);
            Callback::from(move |event: KeyboardEvent| {
                match event.key().as_str() {
                    "ArrowDown" => focus((at + 1).min(last)),
                    "ArrowUp" => focus(at.saturating_sub(1)),
                    "Home" => focus(0),
                    "End" => focus(last),
                    "ArrowRight" if is_open => focus((at + 1).min(last)),
                    "ArrowRight" if is_parent => toggle(),
                    "ArrowLeft" if is_open => toggle(),
                    "ArrowLeft" => focus(parent.unwrap_or(at)),
                    "ArrowRight" => {}
                    "Enter" | " " if is_parent => toggle(),
                    _ => return,
                }
                event.prevent_default();
                event.stop_propagation();
            })
        };
        let onfocus = {
            let (point, current, span) = (props.on_point.clone(), current.setter(), node.span);
            Callback::from(move |_: FocusEvent| {
                current.set(at);
                point.emit(Some(span));
            })
        };
        let onblur = props.on_point.reform(|_: FocusEvent| None);
        let onclick = Callback::from(move |event: MouseEvent| {
            event.stop_propagation();
            toggle();
        });
        let tint = (node.decided && at > 0).then(|| tint(node)).flatten();
        let here = (props.at == Some(node.span)).then_some("here");
        html! {
            <tr key={row.node} role="row" class={classes!(tint, here)} aria-level={(row.level + 1).to_string()}
                aria-posinset={(row.place + 1).to_string()} aria-setsize={row.siblings.to_string()}
                aria-expanded={is_parent.then_some(if is_open { "true" } else { "false" })}
                tabindex={if at == current_row { "0" } else { "-1" }} {onkeydown} {onfocus} {onblur}>
                <td role="gridcell" class={format!("level-{}", row.level.min(8))}>
                    if is_parent {
                        <span class={classes!("twist", is_open.then_some("open"))} aria-hidden="true" {onclick}>
                            { icon(Glyph::ChevronRight) }
                        </span>
                    }
                    <code class={is_parent.then_some("operation")} translate="no">{ name(node, &props.text) }</code>
                </td>
                <td role="gridcell">{ value(language, node) }</td>
                <td role="gridcell">{ rich(because(language, explanation, node)) }</td>
            </tr>
        }
    };
    html! {
        <>
            <table ref={table} role="treegrid" class="lab-tree" aria-label={word(language, Key::LabExplanation)}>
                <thead class="unseen">
                    <tr role="row">
                        <th role="columnheader">{ word(language, Key::LabColumnExpression) }</th>
                        <th role="columnheader">{ word(language, Key::LabColumnValue) }</th>
                        <th role="columnheader">{ word(language, Key::LabColumnReason) }</th>
                    </tr>
                </thead>
                <tbody>{ for rows.iter().enumerate().map(draw) }</tbody>
            </table>
            if all > rows.len() {
                <p class="minor">{ say!(language, Key::LabExplanationMore, n = all - rows.len()).plain() }</p>
            }
        </>
    }
}

/// The visible rows from the root down, and how many there would be.
fn rows(explanation: &Explanation, closed: &BTreeSet<u32>) -> (Vec<Row>, usize) {
    let root = Row { node: explanation.nodes.len() as u32 - 1, level: 0, place: 0, siblings: 1 };
    let (mut open, mut rows, mut all) = (vec![root], Vec::new(), 0);
    while let Some(row) = open.pop() {
        let children = &explanation.nodes[row.node as usize].children;
        if !closed.contains(&row.node) {
            let below = children.iter().enumerate().map(|(place, &node)| Row {
                node,
                level: row.level + 1,
                place,
                siblings: children.len(),
            });
            open.extend(below.rev());
        }
        all += 1;
        if rows.len() < MOST_ROWS {
            rows.push(row);
        }
    }
    (rows, all)
}

fn tint(node: &Explained) -> Option<&'static str> {
    match node.value {
        Value::Undefined(_) => Some("undefined"),
        Value::Bool(false) => Some("false"),
        _ => None,
    }
}

/// An operator or function by its name, everything else as it is written.
fn name(node: &Explained, text: &str) -> String {
    match node.kind {
        NodeKind::Not | NodeKind::Negate | NodeKind::Function(_) => node.anchor.of(text).to_owned(),
        NodeKind::Operator(operator) => operator.as_str().to_owned(),
        _ => node.span.of(text).to_owned(),
    }
}

/// The innermost part of the condition around byte `caret`.
#[must_use]
pub(super) fn part_at(explanation: &Explanation, caret: u32) -> Option<Span> {
    let around = explanation.nodes.iter().map(|node| node.span).filter(|span| (span.start..=span.end).contains(&caret));
    around.min_by_key(|span| span.end - span.start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::message::Source;
    use crate::model::query::{Dialect, Sample, compile};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn rows_stand_in_the_order_of_the_tree() {
        let text = "a = 'x' AND NOT is_defined(b)";
        let condition = compile(text, Source::DeviceMessages, Dialect::Cloud).condition.unwrap();
        let explanation = condition.explain_facts(&Sample::default());
        let shown = |closed: &BTreeSet<u32>| -> Vec<(String, usize)> {
            let (rows, _) = rows(&explanation, closed);
            rows.iter().map(|row| (name(&explanation.nodes[row.node as usize], text), row.level)).collect()
        };
        let all = shown(&BTreeSet::new());
        let names: Vec<&str> = all.iter().map(|(name, _)| &**name).collect();
        assert_eq!(names, ["AND", "=", "a", "'x'", "NOT", "is_defined", "b"]);
        assert_eq!(all[6].1, 3);
        let root = explanation.nodes.len() as u32 - 1;
        assert_eq!(shown(&BTreeSet::from([root])).len(), 1);
        assert_eq!(part_at(&explanation, 0).map(|span| span.of(text)), Some("a"));
        assert_eq!(part_at(&explanation, 9).map(|span| span.of(text)), Some(text));
    }
}
