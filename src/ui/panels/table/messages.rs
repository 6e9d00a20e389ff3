//! The messages of the run, newest first, each with what happened to it last.

use super::rows::use_window;
use super::{caption, head};
use crate::text::{Key, format, narration, word};
use crate::ui::page::{use_desk, use_language};
use crate::ui::panels::PanelProps;
use crate::ui::trails::{use_trails, with_trails};
use crate::ui::view::Selection;
use crate::ui::widgets::rich::rich;
use crate::world::entry::Entry;
use yew::prelude::*;

/// Rows in sight at once.
const ROWS: usize = 12;

#[component]
pub(super) fn Messages(props: &PanelProps) -> Html {
    let language = use_language();
    let desk = use_desk();
    let view = &props.view;
    let is_read = use_trails(view);
    let count = with_trails(|trails| if is_read { trails.sent(&view.log, view.at_step).len() } else { 0 });
    let window = use_window(count, ROWS);
    // Each with the latest entry about it.
    let shown: Vec<(Entry, Entry)> = with_trails(|trails| {
        let sent = trails.sent(&view.log, view.at_step).iter().rev();
        let sent = sent.skip(window.shown.start).take(window.shown.len()).filter_map(|place| view.log.at(*place));
        let latest = |sent: &Entry| trails.back_from(&view.log, sent.what.send()?, view.at_step).next();
        sent.map(|entry| (*entry, *latest(entry).unwrap_or(entry))).collect()
    });
    let rows = shown.iter().filter_map(|(entry, latest)| {
        let send = entry.what.send()?;
        let what = Selection::Message(send);
        let on = props.selection == what;
        let next = if on { Selection::None } else { what };
        let desk = desk.clone();
        let device = narration::producer(send.producer, &view.world, language).to_string();
        Some(html! {
            <tr key={entry.step} class={on.then_some("on")}>
                <th scope="row">
                    <button type="button" class="link" aria-pressed={on.to_string()} onclick={move |_| desk.select(next)}>
                        <code>{ view.world.label_of(send) }</code>
                    </button>
                </th>
                <td>{ device }</td>
                <td class="nowrap"><code>{ format::instant(entry.at.since(view.world.start())) }</code></td>
                <td class="twin-line">{ rich(narration::sentence(latest, &view.world, language)) }</td>
            </tr>
        })
    });
    let keys = [Key::TableMessage, Key::TableDevice, Key::TableTime, Key::TableEvent];
    let top = html! {
        <>
            { caption(language, Key::TableCaptionMessages, count, html! {}) }
            { head(language, &keys) }
        </>
    };
    window.frame(word(language, Key::TableCaptionMessages), keys.len(), top, rows.collect())
}
