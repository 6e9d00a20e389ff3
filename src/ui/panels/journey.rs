//! The journey of one message: its account, the diagram or the same as text, why it went so, what could have
//! been otherwise, and the moment in focus.

mod account;
pub(in crate::ui::panels) mod chart;
mod moment;
mod what_if;

use crate::model::ids::SendId;
use crate::picture::journey::chart::Chart;
use crate::picture::journey::svg::svg;
use crate::picture::journey::words::Words;
use crate::picture::journey::{self as picture, Playhead, View as Side, find};
use crate::say;
use crate::session::story::story;
use crate::text::{Arg, Key, format, word};
use crate::ui::files;
use crate::ui::live::live;
use crate::ui::page::{use_desk, use_language};
use crate::ui::panels::PanelProps;
use crate::ui::panels::sentence::SentenceBar;
use crate::ui::panels::transport::Transport;
use crate::ui::place::Place;
use crate::ui::view::{Selection, View};
use crate::ui::widgets::icon::{Glyph, icon};
use crate::ui::widgets::rich::rich;
use account::account;
use chart::JourneyChart;
use moment::{moment, why};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use what_if::WhatIfs;
use yew::prelude::*;

#[derive(Clone, PartialEq, Properties)]
pub struct JourneyProps {
    pub view: Rc<View>,
    pub selection: Selection,
    /// The message, as [`picture::address`] names it.
    pub message: AttrValue,
}

#[component]
pub fn Journey(props: &JourneyProps) -> Html {
    let JourneyProps { view, selection, message } = props;
    let language = use_language();
    let entries = || view.log.steps(1, view.last_step);
    let send = use_memo((view.last_step, view.current_run, view.scenario.seed, message.clone()), |(.., message)| {
        find(&view.world, entries(), message)
    });
    let main = |children: Html| html! { <main id="stage" class="journey" tabindex="-1">{ children }</main> };
    match *send {
        Some(send) => {
            main(html! { <Found key={message.to_string()} view={view.clone()} selection={*selection} {send} /> })
        }
        None => {
            let missing = say!(language, Key::JourneyNotThere, message = Arg::Code(message));
            let back = Place::workbench().href();
            main(html! {
                <div class="journey-missing">
                    <p role="status">{ rich(missing) }</p>
                    <p><a href={back}>{ word(language, Key::JourneyBack) }</a></p>
                </div>
            })
        }
    }
}

#[derive(PartialEq, Properties)]
struct FoundProps {
    view: Rc<View>,
    selection: Selection,
    send: SendId,
}

#[component]
fn Found(props: &FoundProps) -> Html {
    let FoundProps { view, selection, send } = props;
    let (desk, language) = (use_desk(), use_language());
    let side = use_state_eq(Side::default);
    let as_text = use_state_eq(|| false);
    let unfolded = use_state_eq(|| false);
    let copied = use_state_eq(|| None::<u64>);
    // The row that the reader points at or has focused.
    let looks_at = use_state_eq(|| None::<usize>);
    let whole = use_memo((view.revision, *send), |(_, send)| {
        let playhead = Playhead { step: view.at_step, at: view.world.now() };
        picture::journey(view.log.steps(1, view.last_step), *send, playhead)
    });
    let folded = use_memo(view.revision, |_| (*whole).clone().folded());
    let is_long = !folded.folds.is_empty();
    let journey = if *unfolded { whole } else { folded };
    let story = use_memo((view.revision, *send), |(_, send)| story(view.log.steps(1, view.at_step), *send));
    let words = Words { journey: &journey, world: &view.world, language, view: *side };
    let chart = use_memo((view.revision, *send, *side, *unfolded, language), |_| Chart::of(&words));
    let lines = use_memo((view.revision, *send, *side, *unfolded, language), |_| words.lines());

    let what_ifs: Vec<_> =
        journey.what_ifs(&view.world).into_iter().map(|what_if| (what_if, words.what_if(what_if))).collect();

    let on_side = {
        let side = side.clone();
        Callback::from(move |to| side.set(to))
    };
    let on_go = {
        let (desk, journey) = (desk.clone(), journey.clone());
        Callback::from(move |row: usize| {
            if let Some(step) = journey.rows.get(row).and_then(|row| row.steps.last()) {
                desk.seek_step(*step);
            }
        })
    };
    let on_look = {
        let looks_at = looks_at.clone();
        Callback::from(move |row| looks_at.set(row))
    };
    let name = view.world.label_of(*send);
    let file_name =
        format!("{}.svg", name.chars().filter(|c| c.is_alphanumeric() || "-_.".contains(*c)).collect::<String>());
    let download = {
        let (journey, view, side) = (journey.clone(), view.clone(), *side);
        move |_: MouseEvent| {
            let words = Words { journey: &journey, world: &view.world, language, view: side };
            files::offer(&file_name, "image/svg+xml", &svg(&words, &Chart::of(&words)));
        }
    };
    let copy = {
        let (lines, journey, view, copied) = (lines.clone(), journey.clone(), view.clone(), copied.clone());
        move |_: MouseEvent| {
            let at = |row: usize| format::instant(journey.rows[row].at.since(view.world.start()));
            let text: String = lines.iter().map(|(row, said)| format!("{}  {said}\n", at(*row))).collect();
            let (copied, revision) = (copied.clone(), view.revision);
            spawn_local(async move {
                if files::copy(&text).await {
                    copied.set(Some(revision));
                }
            });
        }
    };
    let is_copied = *copied == Some(view.revision);
    let switch_text = {
        let as_text = as_text.clone();
        move |_: MouseEvent| as_text.set(!*as_text)
    };
    let switch_folds = {
        let unfolded = unfolded.clone();
        Callback::from(move |()| unfolded.set(!*unfolded))
    };
    let shown = looks_at.or(journey.past.checked_sub(1)).filter(|row| *row < journey.rows.len());
    let panel = || PanelProps { view: view.clone(), selection: *selection };
    html! {
        <>
            <aside class="journey-account" aria-label={words.title()}>
                { account(&words, view, &story, &on_side) }
                <div class="journey-tools">
                    <button type="button" class="btn" aria-pressed={as_text.to_string()} onclick={switch_text}>
                        { icon(Glyph::List) }{ word(language, Key::JourneyAsText) }
                    </button>
                    if is_long {
                        <button
                            type="button" class="btn" aria-pressed={unfolded.to_string()}
                            onclick={switch_folds.reform(|_: MouseEvent| ())}
                        >
                            { icon(Glyph::List) }{ word(language, Key::JourneyUnfold) }
                        </button>
                    }
                    <button type="button" class="btn" onclick={download}>
                        { icon(Glyph::Download) }{ word(language, Key::JourneyDownload) }
                    </button>
                    <button type="button" class="btn" onclick={copy}>
                        { icon(if is_copied { Glyph::Tick } else { Glyph::Copy }) }
                        <span aria-live="polite">
                            { word(language, if is_copied { Key::JourneyCopied } else { Key::JourneyCopyText }) }
                        </span>
                    </button>
                </div>
            </aside>
            <section class="journey-middle" aria-label={words.title()}>
                if *as_text {
                    { as_list(&words, &lines, &on_go) }
                } else {
                    <JourneyChart
                        view={view.clone()} journey={journey.clone()} chart={chart.clone()} side={*side}
                        looks_at={*looks_at} {on_look} on_go={on_go.clone()}
                        on_unfold={switch_folds}
                    />
                }
                { live::<SentenceBar>(panel()) }
                { live::<Transport>(panel()) }
            </section>
            <aside class="journey-why" aria-label={word(language, Key::JourneyWhy)}>
                if *side == Side::Everything {
                    { why(&words, &on_go) }
                    <WhatIfs view={view.clone()} found={what_ifs} />
                }
                { moment(&words, view, shown, &on_go) }
            </aside>
        </>
    }
}

/// The whole of it as an ordered list.
fn as_list(words: &Words, lines: &[(usize, String)], on_go: &Callback<usize>) -> Html {
    let line = |(row, said): &(usize, String)| {
        let (at, row) = (words.instant(&words.journey.rows[*row]), *row);
        let on_go = on_go.clone();
        let ahead = row >= words.journey.past;
        let title = ahead.then(|| word(words.language, Key::JourneyAhead));
        html! {
            <li class={classes!(ahead.then_some("ahead"))} {title}>
                <button type="button" class="go mono" onclick={move |_| on_go.emit(row)}>{ at }</button>
                { " " }<span>{ said }</span>
            </li>
        }
    };
    html! { <ol class="journey-text" aria-label={words.title()}>{ for lines.iter().map(line) }</ol> }
}
