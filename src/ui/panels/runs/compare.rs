//! Two runs at one instant: their books side by side, and every message that fared otherwise. The other run is played
//! again up to the playhead, in slices.

use crate::model::ids::SendId;
use crate::model::time::Timestamp;
use crate::say;
use crate::session::fates::{Fate, Pair, fates, pairs};
use crate::session::{Progress, Session};
use crate::text::{Arg, Key, Language, format, word};
use crate::ui::page::{use_desk, use_dialogs, use_language};
use crate::ui::panels::ledger::counted::Counted;
use crate::ui::panels::ledger::words;
use crate::ui::panels::runs;
use crate::ui::panels::transport::MainButtons;
use crate::ui::view::{Selection, View};
use crate::world::ledger::Ledger;
use gloo_timers::future::TimeoutFuture;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// Steps between two breaths of the page.
const SLICE_STEPS: u32 = 4_000;
/// Rows that are shown; the rest is told as a number.
const MAX_ROWS: usize = 200;

const BOOKS: [Counted; 18] = [
    Counted::Sent,
    Counted::Attempts,
    Counted::Accepted,
    Counted::InFlight,
    Counted::Unknown,
    Counted::Waiting,
    Counted::Retrying,
    Counted::Repeats,
    Counted::Completed,
    Counted::Effects,
    Counted::RepeatedEffects,
    Counted::Duplicates,
    Counted::DeadLettered,
    Counted::Expired,
    Counted::Lost,
    Counted::Orphaned,
    Counted::Dropped,
    Counted::Invalid,
];

/// What is told of a message, in the order of its way.
type Column = (Key, fn(&Fate) -> u32);
const COLUMNS: [Column; 10] = [
    (Key::LedgerAccepted, |fate| fate.accepted),
    (Key::RunsDelivered, |fate| fate.delivered),
    (Key::RunsReceived, |fate| fate.received),
    (Key::LedgerEffects, |fate| fate.effects),
    (Key::LedgerCompleted, |fate| fate.completed),
    (Key::LedgerDeadLettered, |fate| fate.dead_lettered),
    (Key::LedgerExpired, |fate| fate.expired),
    (Key::LedgerLost, |fate| fate.lost),
    (Key::LedgerOrphaned, |fate| fate.orphaned),
    (Key::LedgerDropped, |fate| fate.dropped),
];

#[derive(PartialEq, Properties)]
pub struct CompareRunsProps {
    pub view: Rc<View>,
}

/// The places of the other run and of the current one, and the other, played by itself.
type OtherRun = ((usize, usize), Session);

/// The other run at the playhead's instant.
#[derive(Clone, PartialEq)]
struct Beside {
    at: Timestamp,
    ledger: Ledger,
    endpoints: usize,
    fates: BTreeMap<SendId, Fate>,
}

/// The comparison of the current run with another one.
#[component]
pub fn CompareRuns(props: &CompareRunsProps) -> Html {
    let language = use_language();
    let view = &props.view;
    let chosen = use_state_eq(|| None::<usize>);
    let all = use_state_eq(|| false);
    let others = (0..view.runs.len()).filter(|index| *index != view.current_run);
    let parent = use_desk().read(|session| Some(session.runs().get(view.current_run)?.parent?.0));
    let chosen_before = chosen.filter(|index| *index != view.current_run && *index < view.runs.len());
    let with = chosen_before.or(parent).or(others.clone().next_back());
    let beside = use_beside(view, with);
    let here = use_memo(view.clone(), |view| fates(view.log.steps(1, view.at_step)));
    let Some(with) = with else { return html! { <p>{ word(language, Key::RunsNothingToCompare) }</p> } };

    let on_choose = {
        let chosen = chosen.clone();
        Callback::from(move |event: Event| {
            let field: HtmlSelectElement = event.target_unchecked_into();
            chosen.set(field.value().parse().ok());
        })
    };
    let options = others.map(|index| {
        html! { <option value={index.to_string()} selected={index == with}>{ runs::name(view, index, language) }</option> }
    });
    let names = [view.current_run, with].map(|index| AttrValue::from(runs::name(view, index, language)));
    let quoted = [view.current_run, with].map(|index| AttrValue::from(runs::quoted(view, index, language)));
    let instant = Arg::Instant(view.world.elapsed());
    let there = beside.filter(|beside| beside.at == view.world.now());
    html! {
        <div class="runs-compare">
            <div class="runs-compare-head">
                <div class="transport-group"><MainButtons view={view.clone()} /></div>
                <span>{ say!(language, Key::RunsCompareAt, at = instant, run = Arg::Text(&quoted[0])).plain() }</span>
                <label>
                    { word(language, Key::RunsCompareWith) }{ " " }
                    <select class="field" onchange={on_choose}>{ for options }</select>
                </label>
            </div>
            if let Some(there) = there {
                { books(view, &there, &names, language) }
                <Messages view={view.clone()} pairs={Rc::new(pairs(&here, &there.fates))} names={quoted} {all} />
            } else {
                <p role="status">{ word(language, Key::RunsCatchingUp) }</p>
            }
        </div>
    }
}

/// Plays the run `with` up to the playhead's instant, in slices; what it found last.
#[hook]
fn use_beside(view: &Rc<View>, with: Option<usize>) -> Option<Beside> {
    let desk = use_desk();
    let found = use_state(|| None::<Beside>);
    let run = use_mut_ref(|| None::<OtherRun>);
    let key = with.map(|with| (with, view.current_run));
    let wanted = view.world.now();
    use_effect_with((key, wanted), {
        let found = found.clone();
        move |(key, wanted)| {
            let (key, wanted) = (*key, *wanted);
            let stopped = Rc::new(Cell::new(false));
            if let Some(key) = key {
                let fresh = run.borrow().as_ref().is_none_or(|(known, _)| *known != key);
                if fresh {
                    let session = desk.read(|session| session.beside(key.0)).and_then(Result::ok);
                    *run.borrow_mut() = session.map(|session| (key, session));
                }
                wasm_bindgen_futures::spawn_local(play_up_to(wanted, run, stopped.clone(), move |beside| {
                    found.set(Some(beside));
                }));
            }
            move || stopped.set(true)
        }
    });
    (*found).clone()
}

async fn play_up_to(
    wanted: Timestamp,
    run: Rc<RefCell<Option<OtherRun>>>,
    stopped: Rc<Cell<bool>>,
    told: impl FnOnce(Beside),
) {
    loop {
        if stopped.get() {
            return;
        }
        if let Some((_, session)) = &mut *run.borrow_mut()
            && session.seek_time(wanted, SLICE_STEPS) != Progress::More
        {
            let world = session.world();
            return told(Beside {
                at: wanted,
                ledger: world.ledger().clone(),
                endpoints: world.endpoints().len(),
                fates: fates(session.log().steps(1, session.at_step())),
            });
        }
        TimeoutFuture::new(0).await;
    }
}

fn books(view: &View, there: &Beside, names: &[AttrValue; 2], language: Language) -> Html {
    let (ledger, endpoints) = (view.world.ledger(), view.world.endpoints().len());
    let rows = BOOKS.into_iter().filter_map(|counted| {
        let numbers = [counted.number(ledger, endpoints), counted.number(&there.ledger, there.endpoints)];
        let shown = numbers.iter().any(|number| *number > 0);
        let (label, title) = words(counted, view, language);
        shown.then(|| {
            html! {
                <tr class={classes!((numbers[0] != numbers[1]).then_some("differs"))}>
                    <th scope="row" {title}>{ label }</th>
                    { for numbers.map(|number| html! { <td>{ format::number(number) }</td> }) }
                </tr>
            }
        })
    });
    html! {
        <table class="runs-compare-books">
            <caption>{ word(language, Key::PartLedger) }</caption>
            <thead><tr><td />{ for names.iter().map(|name| html! { <th scope="col">{ name.clone() }</th> }) }</tr></thead>
            <tbody>{ for rows }</tbody>
        </table>
    }
}

#[derive(PartialEq, Properties)]
struct MessagesProps {
    view: Rc<View>,
    pairs: Rc<Vec<Pair>>,
    names: [AttrValue; 2],
    all: UseStateHandle<bool>,
}

/// The messages, those that fared otherwise first of all.
#[component]
fn Messages(props: &MessagesProps) -> Html {
    let MessagesProps { view, pairs, names, all } = props;
    let language = use_language();
    let desk = use_desk();
    let dialogs = use_dialogs();
    let differing = pairs.iter().filter(|pair| pair.differs()).count();
    let rows: Vec<&Pair> = pairs.iter().filter(|pair| **all || pair.differs()).collect();
    let told = |column: &&Column| rows.iter().any(|pair| pair.fates.iter().flatten().any(|fate| column.1(fate) > 0));
    let columns: Vec<&Column> = COLUMNS.iter().filter(told).collect();
    let row = |pair: &&Pair| {
        let send = pair.send;
        let select = {
            let (desk, dialogs) = (desk.clone(), dialogs.clone());
            Callback::from(move |_: MouseEvent| {
                desk.select(Selection::Message(send));
                dialogs.close();
            })
        };
        html! {
            <tr key={format!("{send:?}")}>
                <th scope="row">
                    <button type="button" class="link mono" onclick={select}>{ view.world.label_of(send) }</button>
                </th>
                { for columns.iter().map(|column| numbers(pair.fates.map(|fate| fate.map(|fate| column.1(&fate))))) }
            </tr>
        }
    };
    let toggle = {
        let all = all.clone();
        Callback::from(move |_: Event| all.set(!*all))
    };
    let sentence = match differing {
        0 => word(language, Key::RunsAllAlike).to_owned(),
        n => say!(language, Key::RunsDiffering, n = n).plain(),
    };
    html! {
        <section aria-label={word(language, Key::RunsMessages)}>
            <p class="runs-compare-found" role="status">{ sentence }</p>
            <label><input type="checkbox" checked={**all} onchange={toggle} />{ " " }{ word(language, Key::RunsShowAll) }</label>
            if !rows.is_empty() {
                <div class="runs-compare-scroll" tabindex="0" role="group" aria-label={word(language, Key::RunsMessages)}>
                    <table class="runs-compare-messages">
                        <caption>
                            { say!(language, Key::RunsTwoNumbers, left = Arg::Text(&names[0]), right = Arg::Text(&names[1])).plain() }
                        </caption>
                        <thead>
                            <tr>
                                <th scope="col">{ word(language, Key::RunsMessage) }</th>
                                { for columns.iter().map(|(key, _)| html! { <th scope="col">{ word(language, *key) }</th> }) }
                            </tr>
                        </thead>
                        <tbody>{ for rows.iter().take(MAX_ROWS).map(row) }</tbody>
                    </table>
                </div>
            }
            if rows.len() > MAX_ROWS {
                <p class="minor">{ say!(language, Key::RunsMore, n = rows.len() - MAX_ROWS).plain() }</p>
            }
        </section>
    }
}

/// A number that both share, or both numbers; a dash where a run does not know the message.
fn numbers(pair: [Option<u32>; 2]) -> Html {
    let shown = |number: Option<u32>| number.map_or("–".to_owned(), |n| format::number(u64::from(n)));
    match pair {
        [Some(one), Some(other)] if one == other => {
            html! { <td class={classes!((one == 0).then_some("zero"))}>{ one }</td> }
        }
        [one, other] => html! {
            <td class="differs"><b>{ shown(one) }</b>{ " | " }<b>{ shown(other) }</b></td>
        },
    }
}
