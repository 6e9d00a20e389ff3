//! The diagram on the page: its steps can be pointed at, walked with the arrow keys, and gone to.

use crate::picture::journey::chart::{Anchor, Chart, HEAD, Part, Shape};
use crate::picture::journey::words::Words;
use crate::picture::journey::{Journey, Sight, View as Side};
use crate::picture::write::{figure, number};
use crate::say;
use crate::text::{Arg, Key, Language, Rich, word};
use crate::ui::page::use_language;
use crate::ui::view::View;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// Half the height of the band that a row is pressed in.
const BAND: f64 = 18.0;

#[derive(PartialEq, Properties)]
pub(super) struct ChartProps {
    pub view: Rc<View>,
    pub journey: Rc<Journey>,
    pub chart: Rc<Chart>,
    pub side: Side,
    pub looks_at: Option<usize>,
    pub on_look: Callback<Option<usize>>,
    pub on_go: Callback<usize>,
    /// Shows the rows that a line stands for.
    pub on_unfold: Callback<()>,
}

#[component]
pub(super) fn JourneyChart(props: &ChartProps) -> Html {
    let language = use_language();
    let ChartProps { view, journey, chart, side, looks_at, .. } = props;
    let scroller = use_node_ref();
    let words = Words { journey, world: &view.world, language, view: *side };
    let is_seen =
        |row: &usize| journey.sight(&journey.rows[*row], *side) != Sight::Hidden && journey.fold_of(*row).is_none();
    let seen: Vec<usize> = (0..journey.rows.len()).filter(is_seen).collect();
    // The one step that the Tab key stops at.
    let latest = seen.iter().rev().find(|row| **row < journey.past).or(seen.first()).copied();
    let stop = looks_at.filter(|row| seen.contains(row)).or(latest);
    let kin = looks_at.map(|row| journey.kin(row));
    use_effect_with((chart.now, scroller.clone()), |(now, scroller)| keep_in_view(scroller, *now));

    let onkeydown = {
        let (seen, on_go) = (seen.clone(), props.on_go.clone());
        Callback::from(move |event: KeyboardEvent| walk(&event, &seen, stop, &on_go))
    };
    let out = {
        let on_look = props.on_look.clone();
        Callback::from(move |_: PointerEvent| on_look.emit(None))
    };
    let blur = {
        let on_look = props.on_look.clone();
        Callback::from(move |_: FocusEvent| on_look.emit(None))
    };
    let width = number(chart.width);
    let body = chart.height - HEAD;
    let draw = |piece: &crate::picture::journey::chart::Piece| {
        let ahead = piece.ahead.then_some("ahead");
        let faint = kin.as_ref().is_some_and(|kin| match piece.of {
            Part::Ground | Part::Fold(_) => false,
            Part::Row(row) => !kin[row],
            Part::Span(span) => !kin[journey.spans[span].from],
        });
        let faint = faint.then_some("faint");
        match piece.of {
            Part::Ground => html! { <g class="ground">{ shapes(&piece.shapes) }</g> },
            Part::Span(_) => html! { <g class={classes!("span", ahead, faint)}>{ shapes(&piece.shapes) }</g> },
            Part::Fold(at) => {
                let label = say!(language, Key::JourneyUnfoldThese, what = Arg::Text(&words.folded(at))).plain();
                let y = chart.rows[journey.folds[at].rows.start];
                let (press, key) = (props.on_unfold.clone(), props.on_unfold.clone());
                html! {
                    <g key={format!("fold {at}")} class="row" onclick={move |_: MouseEvent| press.emit(())}>
                        <path
                            class="hit" d={figure("M4 #H#V#H4z", &[y - BAND, chart.width - 4.0, y + BAND])} role="button"
                            tabindex="0" aria-label={label}
                            onkeydown={move |event: KeyboardEvent| {
                                if matches!(event.key().as_str(), "Enter" | " ") {
                                    event.prevent_default();
                                    event.stop_propagation();
                                    key.emit(());
                                }
                            }}
                        />
                        { shapes(&piece.shapes) }
                    </g>
                }
            }
            Part::Row(row) => {
                let what: Vec<String> = words.sentences(&journey.rows[row]).iter().map(Rich::plain).collect();
                let at = words.instant(&journey.rows[row]);
                let label = said(language, &at, &what.join(" "));
                let current = (Some(row) == latest).then_some("step");
                let (go, over, focus) = (props.on_go.clone(), props.on_look.clone(), props.on_look.clone());
                let y = chart.rows[row];
                html! {
                    <g
                        key={format!("row {row}")} class={classes!("row", ahead, faint)}
                        onclick={move |_: MouseEvent| go.emit(row)}
                        onpointerover={move |_: PointerEvent| over.emit(Some(row))}
                    >
                        <path
                            class="hit" d={figure("M4 #H#V#H4z", &[y - BAND, chart.width - 4.0, y + BAND])} role="button"
                            tabindex={if Some(row) == stop { "0" } else { "-1" }} data-row={row.to_string()}
                            aria-label={label} aria-current={current}
                            onfocus={move |_: FocusEvent| focus.emit(Some(row))}
                        />
                        { shapes(&piece.shapes) }
                    </g>
                }
            }
        }
    };
    html! {
        <div class="journey-scroll" ref={scroller}>
            <svg
                class="journey-chart journey-head" width={width.clone()} height={number(HEAD)} aria-hidden="true"
                viewBox={figure("0 0 # #", &[chart.width, HEAD])}
            >
                { shapes(&chart.head) }
            </svg>
            <svg
                class="journey-chart journey-body" width={width} height={number(body)} role="group"
                aria-label={words.title()} aria-description={word(language, Key::JourneyChartHelp)}
                viewBox={figure("0 # # #", &[HEAD, chart.width, body])}
                {onkeydown} onpointerleave={out} onfocusout={blur}
            >
                { for chart.pieces.iter().map(draw) }
            </svg>
            <p class="journey-legend">{ word(language, Key::JourneyLegend) }</p>
        </div>
    }
}

fn said(language: Language, at: &str, what: &str) -> String {
    say!(language, Key::JourneyRow, at = Arg::Text(at), what = Arg::Text(what)).plain()
}

/// Draws figures and words, without what can be done with them.
pub(in crate::ui::panels) fn shapes(shapes: &[Shape]) -> Html {
    let draw = |shape: &Shape| match shape {
        Shape::Path { class, d } => html! { <path class={*class} d={d.clone()} /> },
        Shape::Text { class, x, y, anchor, text } => {
            let anchor = match anchor {
                Anchor::Start => None,
                Anchor::Middle => Some("middle"),
                Anchor::End => Some("end"),
            };
            html! {
                <text class={*class} x={number(*x)} y={number(*y)} text-anchor={anchor} aria-hidden="true">
                    { text }
                </text>
            }
        }
    };
    html! { <>{ for shapes.iter().map(draw) }</> }
}

/// The arrow keys move the focus from step to step, Enter and Space go to the moment of one.
fn walk(event: &KeyboardEvent, seen: &[usize], stop: Option<usize>, on_go: &Callback<usize>) {
    let at = stop.and_then(|stop| seen.iter().position(|row| *row == stop)).unwrap_or_default();
    let last = seen.len().saturating_sub(1);
    let to = match event.key().as_str() {
        "ArrowDown" | "ArrowRight" if !event.shift_key() => (at + 1).min(last),
        "ArrowUp" | "ArrowLeft" if !event.shift_key() => at.saturating_sub(1),
        "Home" => 0,
        "End" => last,
        "Enter" | " " => {
            event.prevent_default();
            if let Some(row) = seen.get(at) {
                on_go.emit(*row);
            }
            return;
        }
        _ => return,
    };
    event.prevent_default();
    let chart = event.current_target().and_then(|chart| chart.dyn_into::<Element>().ok());
    let selector = seen.get(to).map(|row| format!("[data-row=\"{row}\"]"));
    let step = chart.zip(selector).and_then(|(chart, selector)| chart.query_selector(&selector).ok().flatten());
    if let Some(step) = step {
        // Elements of SVG take the focus as those of HTML do.
        let _ = step.unchecked_ref::<HtmlElement>().focus();
    }
}

/// Scrolls as little as it takes to show the playhead.
fn keep_in_view(scroller: &NodeRef, now: f64) {
    let Some(scroller) = scroller.cast::<Element>() else { return };
    let (top, height) = (f64::from(scroller.scroll_top()), f64::from(scroller.client_height()));
    if now < top + HEAD || now > top + height {
        scroller.set_scroll_top((now - height * 0.7).max(0.0) as i32);
    }
}
