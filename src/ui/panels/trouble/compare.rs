//! Three delivery guarantees side by side: their books under one seed, and how often they lose or repeat over many.

use super::journeys::Journeys;
use super::work::use_work;
use super::{Number, Progress, open, start_of, use_ways};
use crate::say;
use crate::text::{Arg, Key, Language, narration, word};
use crate::trouble::compare::{Books, Column, Compare, Guarantee, Order, Spread};
use crate::trouble::{DEFAULT_RATE, Span, by_chance};
use crate::ui::page::use_language;
use crate::ui::panels::PanelProps;
use crate::ui::place::Place;
use crate::world::World;
use std::rc::Rc;
use yew::prelude::*;

const SEEDS: u64 = 1_000;
const MOST_SEEDS: u64 = 100_000;

/// What of the books is shown, with its word.
type Row = (Key, fn(&Books) -> u64);
const ROWS: [Row; 8] = [
    (Key::LedgerSent, |it| it.sent),
    (Key::LedgerAccepted, |it| it.accepted),
    (Key::LedgerCompleted, |it| it.completed),
    (Key::LedgerEffects, |it| it.applied),
    (Key::LedgerRepeatedEffects, |it| it.applied_again),
    (Key::LedgerSkipped, |it| it.skipped),
    (Key::LedgerDeadLettered, |it| it.dead_lettered),
    (Key::LedgerLost, |it| it.lost),
];

/// The form, and the table of what came of it.
#[component]
pub fn ComparePanel(props: &PanelProps) -> Html {
    let language = use_language();
    let (desk, dialogs) = use_ways();
    let work = use_work::<Compare>();
    let seeds = use_state_eq(|| SEEDS.to_string());
    let rate = use_state_eq(|| DEFAULT_RATE.to_string());
    let order = use_state(|| None::<Rc<Order>>);
    let chance = use_state_eq(|| props.view.world.faults().is_empty());
    let wanted = seeds.trim().parse::<u64>().ok().filter(|seeds| (1..=MOST_SEEDS).contains(seeds));
    let per_mille = rate.trim().parse::<u32>().ok().filter(|rate| (1..=1_000).contains(rate));
    let on_start = {
        let (work, order, desk, chance) = (work.clone(), order.clone(), desk.clone(), *chance);
        Callback::from(move |()| {
            let (scenario, planned) = start_of(&desk);
            let span = Span::of(&scenario);
            let faults = if chance { by_chance(per_mille.unwrap_or(DEFAULT_RATE), span) } else { planned };
            let wanted = Order { scenario, faults, seeds: wanted.unwrap_or(SEEDS), span };
            order.set(Some(Rc::new(wanted.clone())));
            work.start(wanted);
        })
    };
    let on_stop = {
        let work = work.clone();
        Callback::from(move |()| work.stop())
    };
    let set = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |text: String| state.set(text))
    };
    let choose = |by_chance: bool| {
        let chance = chance.clone();
        Callback::from(move |_: Event| chance.set(by_chance))
    };
    let (done, of) = work.read(|it| (it.done(), it.seeds())).unwrap_or((0, wanted.unwrap_or(SEEDS)));
    let words = say!(language, Key::TroubleSeedsDone, done = done, of = of).plain();
    let show = |guarantee: Guarantee, seed: u64| {
        let (work, desk, dialogs) = (work.clone(), desk.clone(), dialogs.clone());
        Callback::from(move |_: MouseEvent| {
            open(&desk, &dialogs, work.read(|it| it.document(guarantee, seed).ok()).flatten());
        })
    };
    let on_open = {
        let (work, desk, dialogs) = (work.clone(), desk.clone(), dialogs.clone());
        Callback::from(move |(guarantee, seed, message): (Guarantee, u64, String)| {
            open(&desk, &dialogs, work.read(|it| it.document(guarantee, seed).ok()).flatten());
            Place::journey(message).go();
        })
    };
    let telling = work.read(Compare::telling_seeds).unwrap_or_default();
    let running = work.is_running();
    html! {
        <div class="trouble">
            <p class="minor">{ word(language, Key::TroubleCompareAbout) }</p>
            <div class="trouble-form">
                <Number label={Key::TroubleSeeds} value={(*seeds).clone()} wrong={wanted.is_none()} off={running}
                    on_input={set(&seeds)} />
                <fieldset class="form-row alternatives" disabled={running}>
                    <legend>{ word(language, Key::TroubleFaults) }</legend>
                    <label>
                        <input type="radio" name="trouble-faults" checked={!*chance} onchange={choose(false)} />
                        <span>{ word(language, Key::TroubleFaultsOfRun) }</span>
                    </label>
                    <label>
                        <input type="radio" name="trouble-faults" checked={*chance} onchange={choose(true)} />
                        <span>{ word(language, Key::TroubleFaultsByChance) }</span>
                    </label>
                </fieldset>
                if *chance {
                    <Number label={Key::FaultFieldRate} value={(*rate).clone()} wrong={per_mille.is_none()} off={running}
                        on_input={set(&rate)} />
                }
            </div>
            <Progress {done} {of} {words} going={work.going().clone()} {on_start} {on_stop}
                ready={wanted.is_some() && (!*chance || per_mille.is_some())} />
            { work.read(|compare| table(compare, &props.view.world, language, &show)).unwrap_or_default() }
            if let Some(order) = (*order).clone() {
                <Journeys {order} seeds={telling} {on_open} />
            }
        </div>
    }
}

type Show<'a> = &'a dyn Fn(Guarantee, u64) -> Callback<MouseEvent>;

fn table(compare: &Compare, world: &World, language: Language, show: Show<'_>) -> Html {
    let seed = compare.first_seed();
    let faults = compare.faults().iter().map(|fault| narration::fault(fault, world, language).plain());
    let faults = faults.collect::<Vec<_>>().join("; ");
    let faults = if faults.is_empty() { word(language, Key::TroubleNoFaults).to_owned() } else { faults };
    let head = say!(
        language,
        Key::TroubleCompared,
        seeds = compare.seeds(),
        first = Arg::Code(&seed.to_string()),
        run = Arg::Duration(compare.span().run_ms),
        faults = Arg::Text(&faults)
    );
    let columns = compare.columns();
    let heads = columns.iter().map(|column| {
        let (name, about) = words_of(column.guarantee);
        html! {
            <th scope="col"><b>{ word(language, name) }</b><span class="minor">{ word(language, about) }</span></th>
        }
    });
    let books = ROWS.into_iter().map(|(key, count)| {
        let cells = columns.iter().map(|column| {
            let value = column.ledger.as_ref().map(count);
            let bad = value.is_some_and(|value| value > 0) && matches!(key, Key::LedgerLost | Key::LedgerRepeatedEffects);
            html! { <td class={bad.then_some("bad")}>{ value.map_or_else(|| "–".to_owned(), |value| value.to_string()) }</td> }
        });
        html! { <tr><th scope="row">{ word(language, key) }</th>{ for cells }</tr> }
    });
    let runs = columns.iter().map(|column| {
        let onclick = show(column.guarantee, seed);
        let (name, _) = words_of(column.guarantee);
        let label = format!("{}: {}", word(language, Key::TroubleOpenRun), word(language, name));
        html! {
            <td><button type="button" class="btn small" aria-label={label} {onclick}>{ word(language, Key::TroubleOpenRun) }</button></td>
        }
    });
    let spreads = |key: Key, of: fn(&Column) -> &Spread| {
        let cells = columns
            .iter()
            .map(|column| html! { <td>{ spread(of(column), column.guarantee, compare, language, show) }</td> });
        html! { <tr class="spreads"><th scope="row">{ word(language, key) }</th>{ for cells }</tr> }
    };
    html! {
        <>
            if !compare.differs() {
                <p class="form-warning">{ word(language, Key::TroubleNoReader) }</p>
            }
            <p class="minor">{ head.plain() }</p>
            <div class="trouble-table" role="region" tabindex="0" aria-label={word(language, Key::TroubleCompare)}>
                <table>
                    <thead><tr><td></td>{ for heads }</tr></thead>
                    <tbody>
                        <tr class="part"><th scope="rowgroup" colspan="4">
                            { say!(language, Key::TroubleOfSeed, seed = Arg::Code(&seed.to_string())).plain() }
                        </th></tr>
                        { for books }
                        <tr><td></td>{ for runs }</tr>
                    </tbody>
                    <tbody>
                        <tr class="part"><th scope="rowgroup" colspan="4">
                            { say!(language, Key::TroubleOverSeeds, seeds = compare.done()).plain() }
                        </th></tr>
                        { spreads(Key::TroubleLost, |column| &column.lost) }
                        { spreads(Key::TroubleRepeated, |column| &column.repeated) }
                    </tbody>
                </table>
            </div>
        </>
    }
}

/// How many seeds had any, a bar for each count, and the first and the worst of them one click away.
fn spread(spread: &Spread, guarantee: Guarantee, compare: &Compare, language: Language, show: Show<'_>) -> Html {
    let done = compare.done().max(1);
    let bars = spread.seeds.iter().map(|(count, seeds)| {
        let words = say!(language, Key::TroubleCountInSeeds, count = *count, seeds = *seeds).plain();
        html! {
            <li><span>{ count.to_string() }</span><meter max={done.to_string()} value={seeds.to_string()} aria-label={words} />
                <span class="minor">{ seeds.to_string() }</span></li>
        }
    });
    let link = |key: Key, seed: u64| {
        let words = say!(language, key, seed = Arg::Code(&seed.to_string())).plain();
        html! { <button type="button" class="btn small" onclick={show(guarantee, seed)}>{ words }</button> }
    };
    let worst = spread.worst.map(|(seed, _)| seed).filter(|seed| Some(*seed) != spread.first);
    html! {
        <>
            <b class={(spread.struck() > 0).then_some("bad")}>{ spread.struck().to_string() }</b>
            <ul class="bars">{ for bars }</ul>
            <div class="row-buttons">
                if let Some(first) = spread.first {
                    { link(Key::TroubleOpenFirst, first) }
                }
                if let Some(worst) = worst {
                    { link(Key::TroubleOpenWorst, worst) }
                }
            </div>
        </>
    }
}

/// Its name, and what it promises.
pub(super) fn words_of(guarantee: Guarantee) -> (Key, Key) {
    match guarantee {
        Guarantee::AtMostOnce => (Key::TroubleAtMostOnce, Key::TroubleAtMostOnceAbout),
        Guarantee::AtLeastOnce => (Key::TroubleAtLeastOnce, Key::TroubleAtLeastOnceAbout),
        Guarantee::AppliedOnce => (Key::TroubleAppliedOnce, Key::TroubleAppliedOnceAbout),
    }
}
