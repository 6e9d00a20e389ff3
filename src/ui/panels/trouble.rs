//! Trouble on the page: delivery guarantees compared, and the search for a schedule in which something goes wrong.
//!
//! Both run many trials in a worker (`work`), with progress and a way to stop.

pub mod compare;
mod journeys;
pub mod search;
mod work;

use crate::say;
use crate::scenario::Scenario;
use crate::session::Session;
use crate::session::document::RunDocument;
use crate::text::{Arg, Key, word};
use crate::ui::desk::Desk;
use crate::ui::dialogs::Dialogs;
use crate::ui::page::{use_desk, use_dialogs, use_language};
use crate::world::spec::FaultSpec;
use web_sys::HtmlInputElement;
use work::Going;
use yew::prelude::*;

/// The scenario as the run at hand starts, under its seed, and the faults of its plan.
fn start_of(desk: &Desk) -> (Scenario, Vec<FaultSpec>) {
    desk.read(|session| {
        let seed = session.world().seed();
        let faults = session.world().faults().iter().map(|fault| fault.spec.clone()).collect();
        (Scenario { seed, ..session.scenario().clone() }, faults)
    })
}

/// Opens a run that was found, in the place of the one at hand.
fn open(desk: &Desk, dialogs: &Dialogs, document: Option<RunDocument>) {
    let Some(document) = document else { return };
    if let Ok((session, run)) = Session::opening(document) {
        dialogs.close();
        desk.open_document((session, Some(run)));
    }
}

#[derive(PartialEq, Properties)]
struct NumberProps {
    label: Key,
    value: String,
    wrong: bool,
    off: bool,
    on_input: Callback<String>,
}

/// A field for a whole number.
#[component]
fn Number(props: &NumberProps) -> Html {
    let oninput = props.on_input.reform(|event: InputEvent| {
        let field: HtmlInputElement = event.target_unchecked_into();
        field.value()
    });
    let language = use_language();
    html! {
        <label class="labelled">
            <span>{ word(language, props.label) }</span>
            <input class="field code" inputmode="numeric" autocomplete="off" value={props.value.clone()}
                disabled={props.off} aria-invalid={props.wrong.then_some("true")} {oninput} />
        </label>
    }
}

#[derive(PartialEq, Properties)]
struct ProgressProps {
    done: u64,
    of: u64,
    words: String,
    going: Going,
    on_start: Callback<()>,
    on_stop: Callback<()>,
    ready: bool,
}

/// The button that begins and stops, and how far it is.
#[component]
fn Progress(props: &ProgressProps) -> Html {
    let language = use_language();
    let running = props.going == Going::Runs;
    let (key, press) =
        if running { (Key::TroubleStop, props.on_stop.clone()) } else { (Key::TroubleStart, props.on_start.clone()) };
    let ready = running || props.ready;
    let onclick = Callback::from(move |_: MouseEvent| {
        if ready {
            press.emit(());
        }
    });
    html! {
        <div class="trouble-progress">
            <button type="button" class="btn primary" aria-disabled={(!ready).then_some("true")} {onclick}>
                { word(language, key) }
            </button>
            if running || props.done > 0 {
                <progress max={props.of.to_string()} value={props.done.to_string()} aria-label={props.words.clone()} />
                <span class="minor">{ props.words.clone() }</span>
            }
            if let Going::Broke(reason) = &props.going {
                <p class="form-warning" role="alert">
                    { say!(language, Key::TroubleBroke, reason = Arg::Text(reason)).plain() }
                </p>
            }
        </div>
    }
}

/// What the dialogs need of the page.
#[hook]
fn use_ways() -> (Desk, Dialogs) {
    (use_desk(), use_dialogs())
}
