//! The search for a schedule of faults in which something goes wrong with a message.

use super::work::use_work;
use super::{Number, Progress, open, start_of, use_ways};
use crate::say;
use crate::text::{Arg, Key, Language, narration, word};
use crate::trouble::Span;
use crate::trouble::search::{Find, Order, Search};
use crate::trouble::trial::Goal;
use crate::ui::page::use_language;
use crate::ui::panels::PanelProps;
use crate::ui::panels::inspector::parts::rich;
use crate::world::World;
use yew::prelude::*;

const TRIES: u32 = 2_000;
const MOST_TRIES: u32 = 1_000_000;

/// The form, and what was found.
#[component]
pub fn SearchPanel(props: &PanelProps) -> Html {
    let language = use_language();
    let (desk, dialogs) = use_ways();
    let work = use_work::<Search>();
    let goal = use_state_eq(|| Goal::Lost);
    let tries = use_state_eq(|| TRIES.to_string());
    let wanted = tries.trim().parse::<u32>().ok().filter(|tries| (1..=MOST_TRIES).contains(tries));
    let running = work.is_running();
    let on_start = {
        let (work, desk, goal) = (work.clone(), desk.clone(), *goal);
        Callback::from(move |()| {
            let (scenario, _) = start_of(&desk);
            let span = Span::of(&scenario);
            work.start(Order { scenario, goal, tries: wanted.unwrap_or(TRIES), span });
        })
    };
    let on_stop = {
        let work = work.clone();
        Callback::from(move |()| work.stop())
    };
    let on_input = {
        let tries = tries.clone();
        Callback::from(move |text: String| tries.set(text))
    };
    let goals = Goal::ALL.into_iter().map(|one| {
        let goal = goal.clone();
        let checked = *goal == one;
        let onchange = Callback::from(move |_: Event| goal.set(one));
        html! {
            <label>
                <input type="radio" name="trouble-goal" {checked} {onchange} />
                <span>{ word(language, words_of(one)) }</span>
            </label>
        }
    });
    let (done, of) = work.read(|it| (it.tried(), it.tries())).unwrap_or((0, wanted.unwrap_or(TRIES)));
    let shrinking = work.read(|it| it.is_shrinking()).unwrap_or_default() && running;
    let words = if shrinking {
        word(language, Key::TroubleShrinking).to_owned()
    } else {
        say!(language, Key::TroubleTried, tried = done).plain()
    };
    let on_open = {
        let (work, desk, dialogs) = (work.clone(), desk, dialogs);
        Callback::from(move |_: MouseEvent| {
            let document = work.read(|search| search.found().and_then(|find| search.document(find).ok()));
            open(&desk, &dialogs, document.flatten());
        })
    };
    let result = work.read(|search| match search.found() {
        Some(find) => found(find, search, &props.view.world, language, on_open.clone()),
        None if search.is_over() => {
            html! { <p>{ rich(say!(language, Key::TroubleNothing, tried = search.tried())) }</p> }
        }
        None => Html::default(),
    });
    html! {
        <div class="trouble">
            <p class="minor">{ word(language, Key::TroubleSearchAbout) }</p>
            <div class="trouble-form">
                <fieldset class="form-row alternatives" disabled={running}>
                    <legend>{ word(language, Key::TroubleGoal) }</legend>
                    { for goals }
                </fieldset>
                <Number label={Key::TroubleTries} value={(*tries).clone()} wrong={wanted.is_none()} off={running}
                    {on_input} />
            </div>
            <Progress done={u64::from(done.min(of))} of={u64::from(of)} {words} going={work.going().clone()} {on_start} {on_stop}
                ready={wanted.is_some()} />
            <div role="status">{ result.unwrap_or_default() }</div>
        </div>
    }
}

fn found(find: &Find, search: &Search, world: &World, language: Language, onclick: Callback<MouseEvent>) -> Html {
    let seed = find.schedule.seed.to_string();
    let sentence = say!(
        language,
        Key::TroubleFound,
        goal = Arg::Text(search.goal().code()),
        message = Arg::Code(&find.label),
        at = Arg::Instant(find.at_ms),
        step = find.moment.step,
        seed = Arg::Code(&seed)
    );
    let faults = &find.schedule.faults;
    let needs = match faults.len() {
        0 => say!(language, Key::TroubleNeedsNoFault),
        n => say!(language, Key::TroubleNeeds, n = n as u64),
    };
    html! {
        <section class="trouble-found">
            <h3>{ rich(sentence) }</h3>
            <p>{ rich(needs) }</p>
            <ul class="rows">
                { for faults.iter().map(|fault| html! { <li>{ rich(narration::fault(fault, world, language)) }</li> }) }
            </ul>
            if search.is_over() {
                <p class="minor">{ rich(say!(language, Key::TroubleTried, tried = search.tried())) }</p>
            }
            <button type="button" class="btn primary" {onclick}>{ word(language, Key::TroubleReplay) }</button>
        </section>
    }
}

fn words_of(goal: Goal) -> Key {
    match goal {
        Goal::Lost => Key::TroubleGoalLost,
        Goal::AppliedTwice => Key::TroubleGoalAppliedTwice,
        Goal::DeadLettered => Key::TroubleGoalDeadLettered,
        Goal::OutOfOrder => Key::TroubleGoalOutOfOrder,
    }
}
