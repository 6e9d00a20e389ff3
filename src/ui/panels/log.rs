//! The event log as text: one line for each step. Only the lines in sight are in the page.

use crate::model::time::Timestamp;
use crate::say;
use crate::text::narration;
use crate::text::{Arg, Key, format, transcript, word};
use crate::ui::files;
use crate::ui::page::{use_desk, use_language};
use crate::ui::panels::PanelProps;
use crate::ui::view::Selection;
use crate::ui::widgets::icon::{Glyph, icon};
use crate::ui::widgets::rich::rich;
use crate::world::entry::Entry;
use gloo_render::request_animation_frame;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// Pixels; the style sheet has the same.
const ROW: u32 = 28;
/// Lines above and below what is in sight.
const MARGIN: u32 = 10;
/// Browsers show no taller box than about this many pixels: the list is then a window of the newest lines.
const MAX_PIXELS: u32 = 8_000_000;

/// The log.
#[component]
pub fn LogList(props: &PanelProps) -> Html {
    let language = use_language();
    let desk = use_desk();
    let view = &props.view;
    let node = use_node_ref();
    let scroll = use_state_eq(|| (0_u32, 600_u32));
    let first = 1 + view.last_step.saturating_sub(MAX_PIXELS / ROW);
    let rows = view.last_step + 1 - first.min(view.last_step + 1);

    // Opens at the playhead, and follows it. A frame later: before, a dialog around it has no height yet.
    use_effect_with((view.at_step, node.clone()), move |(at_step, node)| {
        let (at_step, node) = (*at_step, node.clone());
        let frame = request_animation_frame(move |_| show_step(&node, at_step.saturating_sub(first)));
        move || drop(frame)
    });
    let onscroll = {
        let scroll = scroll.clone();
        Callback::from(move |event: Event| {
            let list: HtmlElement = event.target_unchecked_into();
            scroll.set((list.scroll_top().max(0) as u32 / ROW * ROW, list.client_height().max(0) as u32));
        })
    };
    let (top, height) = *scroll;
    let from = first + (top / ROW).saturating_sub(MARGIN);
    let to = (first + (top + height) / ROW + MARGIN).min(view.last_step);
    let (headlines, world) = desk.read(|session| {
        let mut headlines: Vec<Entry> = if from > to { Vec::new() } else { session.entries(from, to) };
        headlines.dedup_by_key(|entry| entry.step);
        // Things that were added after the playhead have their names too.
        (headlines, session.world_at(session.last_step()))
    });
    let row = |entry: &Entry| {
        let step = entry.step;
        let seek = {
            let desk = desk.clone();
            Callback::from(move |_: MouseEvent| {
                desk.seek_step(step);
                desk.select(Selection::Event(step));
            })
        };
        let class = classes!("log-row", (step > view.at_step).then_some("later"));
        html! {
            <li key={step} {class} aria-setsize={rows.to_string()} aria-posinset={(step + 1 - first).to_string()}>
                <button type="button" onclick={seek} aria-current={(step == view.at_step).then_some("step")}
                    title={say!(language, Key::LogSelect, n = step).plain()}>
                    <span class="log-step">{ format::number(step.into()) }</span>
                    <span class="log-time">{ instant(entry.at, world.start()) }</span>
                    <span class="log-what">{ rich(narration::sentence(entry, &world, language)) }</span>
                </button>
            </li>
        }
    };
    let save = {
        let desk = desk.clone();
        Callback::from(move |_: MouseEvent| {
            let text = desk.read(|session| {
                let world = session.world_at(session.last_step());
                transcript::lines(session.entries(1, session.last_step()).iter(), &world)
            });
            files::download("events.txt", &text);
        })
    };
    html! {
        <>
            if view.last_step == 0 {
                <p class="minor">{ word(language, Key::EmptyLog) }</p>
            }
            <div class="log" ref={node} {onscroll}>
                <ol class="log-lines" aria-label={word(language, Key::LogHeading)} style={size(rows, from - first)}>
                    { for headlines.iter().map(row) }
                </ol>
            </div>
            <p class="log-foot">
                <span class="minor">
                    { say!(language, Key::ShellLogPosition, at = Arg::Number(view.at_step.into()),
                        total = Arg::Number(view.last_step.into())).plain() }
                </span>
                <button type="button" class="btn small" onclick={save}>
                    { icon(Glyph::Download) }{ word(language, Key::LogDownload) }
                </button>
            </p>
        </>
    }
}

/// Scrolls so that the line is in sight.
fn show_step(node: &NodeRef, line: u32) {
    let Some(list) = node.cast::<Element>() else { return };
    let top = line * ROW;
    let height = list.client_height().max(0) as u32;
    let shown = list.scroll_top().max(0) as u32;
    if top < shown || top + ROW > shown + height {
        list.set_scroll_top(top.saturating_sub(height / 2) as i32);
    }
}

/// The height of the whole list, and of what lies above the lines that are in the page.
fn size(rows: u32, above: u32) -> String {
    format!("--rows:{rows};--above:{above}")
}

fn instant(at: Timestamp, start: Timestamp) -> String {
    format::instant(at.since(start))
}
