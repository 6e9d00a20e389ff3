//! The messages of the run, newest first, each with what happened to it last.

use super::rows::use_window;
use super::{caption, head};
use crate::model::ids::SendId;
use crate::text::{Key, format, narration, word};
use crate::ui::page::{use_desk, use_language};
use crate::ui::panels::PanelProps;
use crate::ui::view::{Selection, View};
use crate::ui::widgets::rich::rich;
use crate::world::entry::{Entry, What};
use yew::prelude::*;

/// Rows in sight at once.
const ROWS: usize = 12;

#[component]
pub(super) fn Messages(props: &PanelProps) -> Html {
    let language = use_language();
    let desk = use_desk();
    let view = &props.view;
    let kept = use_memo((view.clone(), view.at_step), |(view, _)| sent(view).count());
    let window = use_window(*kept, ROWS);
    let shown: Vec<&Entry> = sent(view).skip(window.shown.start).take(window.shown.len()).collect();
    let latest = latest(view, &shown);
    let rows = shown.iter().zip(latest).filter_map(|(entry, latest)| {
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
            { caption(language, Key::TableCaptionMessages, *kept, html! {}) }
            { head(language, &keys) }
        </>
    };
    window.frame(word(language, Key::TableCaptionMessages), keys.len(), top, rows.collect())
}

/// Every send up to the playhead, the newest first.
fn sent(view: &View) -> impl Iterator<Item = &Entry> {
    view.log.steps(0, view.at_step).rev().filter(|entry| matches!(entry.what, What::Sent { .. }))
}

/// The latest entry about each of the sends, by one look back through the log.
fn latest<'a>(view: &'a View, sends: &[&'a Entry]) -> Vec<&'a Entry> {
    let wanted: Vec<Option<SendId>> = sends.iter().map(|entry| entry.what.send()).collect();
    let mut found: Vec<Option<&Entry>> = vec![None; sends.len()];
    let mut missing = sends.len();
    for entry in view.log.steps(0, view.at_step).rev() {
        if missing == 0 {
            break;
        }
        let Some(send) = entry.what.send() else { continue };
        if let Some(at) = wanted.iter().position(|wanted| *wanted == Some(send))
            && found[at].is_none()
        {
            found[at] = Some(entry);
            missing -= 1;
        }
    }
    sends.iter().zip(found).map(|(sent, found)| found.unwrap_or(sent)).collect()
}
