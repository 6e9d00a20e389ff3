//! One message, three journeys: the same message under the three guarantees, side by side.

use super::compare::words_of;
use crate::model::ids::SendId;
use crate::picture::journey::chart::Chart;
use crate::picture::journey::words::Words;
use crate::picture::journey::{Playhead, View, address, journey};
use crate::picture::write::{figure, number};
use crate::say;
use crate::text::{Arg, Key, Language, word};
use crate::trouble::compare::{Guarantee, Order};
use crate::trouble::replay::{Verdict, telling};
use crate::ui::media::use_media;
use crate::ui::page::use_language;
use crate::ui::panels::journey::chart::shapes;
use crate::world::World;
use crate::world::entry::Entry;
use gloo_timers::future::TimeoutFuture;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// Steps of a run between two looks at the page's other work.
const SLICE: u32 = 2_000;
/// Where three stand side by side, and where they have little room; with the width that a drawing has there.
const THREE: &str = "(min-width: 900px)";
const ROOMY: &str = "(min-width: 1280px)";
const WIDTHS: [f64; 3] = [360.0, 296.0, 424.0];

#[derive(PartialEq, Properties)]
pub(super) struct JourneysProps {
    pub order: Rc<Order>,
    /// Seeds to choose from; the first is shown first.
    pub seeds: Vec<u64>,
    /// Opens the run under a guarantee and seed, at the journey of the message of this address.
    pub on_open: Callback<(Guarantee, u64, String)>,
}

/// A run that was played to its end.
struct Played {
    world: World,
    entries: Vec<Entry>,
}

/// The runs under the three guarantees, and the messages to look at, those with which most goes wrong first.
struct Three {
    order: Rc<Order>,
    seed: u64,
    runs: [Played; 3],
    telling: Vec<(SendId, [Verdict; 3])>,
}

#[component]
pub(super) fn Journeys(props: &JourneysProps) -> Html {
    let language = use_language();
    let (seed, message) = (use_state_eq(|| None::<u64>), use_state_eq(|| None::<SendId>));
    let shown = seed.filter(|seed| props.seeds.contains(seed)).or(props.seeds.first().copied()).unwrap_or_default();
    let three = use_three(&props.order, shown);
    let three = three.filter(|three| three.seed == shown && Rc::ptr_eq(&three.order, &props.order));
    let width = WIDTHS[usize::from(use_media(THREE)) + usize::from(use_media(ROOMY))];
    let on_seed = {
        let seed = seed.clone();
        Callback::from(move |event: Event| seed.set(chosen(&event).parse().ok()))
    };
    let seeds = props.seeds.iter().map(|seed| {
        let words = say!(language, Key::TroubleOfSeed, seed = Arg::Code(&seed.to_string())).plain();
        html! { <option value={seed.to_string()} selected={*seed == shown}>{ words }</option> }
    });
    let body = match &three {
        None => html! { <p class="minor" role="status">{ word(language, Key::TroublePlaying) }</p> },
        Some(three) => {
            let at = message.and_then(|send| three.telling.iter().position(|(it, _)| *it == send)).unwrap_or_default();
            match three.telling.get(at) {
                None => html! { <p role="status">{ word(language, Key::TroubleNoJourney) }</p> },
                Some(told) => html! {
                    <>
                        { messages(three, at, message.clone(), language) }
                        <div class="trouble-journeys">
                            { for Guarantee::ALL.map(|it| column(three, told, it, width, language, &props.on_open)) }
                        </div>
                    </>
                },
            }
        }
    };
    html! {
        <section class="trouble-same" aria-labelledby="trouble-same">
            <h3 id="trouble-same">{ word(language, Key::TroubleJourneys) }</h3>
            <div class="trouble-choices">
                <label>
                    <span class="unseen">{ word(language, Key::TroubleSeeds) }</span>
                    <select class="field" onchange={on_seed}>{ for seeds }</select>
                </label>
                { body }
            </div>
        </section>
    }
}

/// The messages to choose from, with what became of each.
fn messages(three: &Three, at: usize, message: UseStateHandle<Option<SendId>>, language: Language) -> Html {
    let sends: Vec<SendId> = three.telling.iter().map(|(send, _)| *send).collect();
    let onchange = Callback::from(move |event: Event| {
        message.set(chosen(&event).parse().ok().and_then(|at: usize| sends.get(at).copied()));
    });
    let options = three.telling.iter().enumerate().map(|(place, (send, verdicts))| {
        let fates = verdicts.map(|verdict| said(verdict, language)).join(" / ");
        let name = address(&three.runs[0].world, *send);
        html! { <option value={place.to_string()} selected={place == at}>{ name }{ ": " }{ fates }</option> }
    });
    html! {
        <label>
            <span class="unseen">{ word(language, Key::KindMessage) }</span>
            <select class="field" {onchange}>{ for options }</select>
        </label>
    }
}

/// What became of a message under one guarantee.
fn column(
    three: &Three,
    (send, verdicts): &(SendId, [Verdict; 3]),
    guarantee: Guarantee,
    width: f64,
    language: Language,
    on_open: &Callback<(Guarantee, u64, String)>,
) -> Html {
    let Played { world, entries } = &three.runs[guarantee as usize];
    let verdict = verdicts[guarantee as usize];
    let mut journey = journey(entries, *send, Playhead { step: world.steps(), at: world.now() });
    // The drawing ends with what befell the message.
    journey.now = journey.rows.last().map_or(journey.now, |row| row.at);
    let words = Words { journey: &journey, world, language, view: View::Everything };
    let chart = Chart::narrow(&words, width);
    let name = word(language, words_of(guarantee).0);
    let tone = match verdict {
        Verdict::Once => "ok",
        Verdict::Unapplied => "",
        Verdict::Lost | Verdict::DeadLettered | Verdict::Repeated(_) => "bad",
    };
    let onclick = {
        let (on_open, seed, message) = (on_open.clone(), three.seed, address(world, *send));
        Callback::from(move |_: MouseEvent| on_open.emit((guarantee, seed, message.clone())))
    };
    let open = word(language, Key::TroubleOpenJourney);
    let lines = words.lines().into_iter().map(|(row, line)| {
        html! { <li><span class="mono">{ words.instant(&journey.rows[row]) }</span>{ " " }{ line }</li> }
    });
    html! {
        <figure>
            <figcaption><b>{ name }</b>{ " " }<span class={tone}>{ said(verdict, language) }</span></figcaption>
            <svg class="journey-chart" viewBox={figure("0 0 # #", &[chart.width, chart.height])}
                width={number(chart.width)} role="img" aria-label={format!("{}, {name}", words.title())}>
                { shapes(&chart.head) }
                { for chart.pieces.iter().map(|piece| shapes(&piece.shapes)) }
            </svg>
            <details>
                <summary>{ word(language, Key::JourneyAsText) }</summary>
                <ol>{ for lines }</ol>
            </details>
            <button type="button" class="btn small" aria-label={format!("{open}: {name}")} {onclick}>{ open }</button>
        </figure>
    }
}

fn said(verdict: Verdict, language: Language) -> String {
    let (fate, n) = match verdict {
        Verdict::Lost => ("lost", 0),
        Verdict::DeadLettered => ("dead-lettered", 0),
        Verdict::Unapplied => ("unapplied", 0),
        Verdict::Once => ("once", 1),
        Verdict::Repeated(n) => ("repeated", n),
    };
    say!(language, Key::TroubleVerdict, fate = Arg::Text(fate), n = u64::from(n)).plain()
}

fn chosen(event: &Event) -> String {
    let field: HtmlSelectElement = event.target_unchecked_into();
    field.value()
}

/// Plays the three runs under a seed, in slices; what was played last.
#[hook]
fn use_three(order: &Rc<Order>, seed: u64) -> Option<Rc<Three>> {
    let found = use_state(|| None::<Rc<Three>>);
    use_effect_with((order.clone(), seed), {
        let found = found.setter();
        move |(order, seed)| {
            let (order, seed) = (order.clone(), *seed);
            let stopped = Rc::new(Cell::new(false));
            let stop = stopped.clone();
            spawn_local(async move {
                if let Some(three) = play(order, seed, &stopped).await {
                    found.set(Some(Rc::new(three)));
                }
            });
            move || stop.set(true)
        }
    });
    (*found).clone()
}

async fn play(order: Rc<Order>, seed: u64, stopped: &Cell<bool>) -> Option<Three> {
    let mut runs = Vec::new();
    for guarantee in Guarantee::ALL {
        let mut replay = order.replay(guarantee, seed).ok()?;
        while replay.advance(SLICE) {
            TimeoutFuture::new(0).await;
            if stopped.get() {
                return None;
            }
        }
        let session = replay.session();
        runs.push(Played { world: session.world().clone(), entries: session.entries(1, session.last_step()) });
    }
    let runs: [Played; 3] = runs.try_into().ok()?;
    let telling = telling([0, 1, 2].map(|at: usize| &runs[at].entries[..]));
    Some(Three { order, seed, runs, telling })
}
