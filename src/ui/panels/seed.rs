//! The seed of the run: another one is another run of the same scenario.

use crate::say;
use crate::text::{Arg, Key, word};
use crate::ui::page::{use_desk, use_dialogs, use_language};
use crate::ui::panels::PanelProps;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// A form with one number.
#[component]
pub fn SeedForm(props: &PanelProps) -> Html {
    let language = use_language();
    let desk = use_desk();
    let dialogs = use_dialogs();
    let typed = use_state(|| props.view.world.seed().to_string());
    let seed = typed.trim().parse::<u64>();
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |event: InputEvent| {
            let field: HtmlInputElement = event.target_unchecked_into();
            typed.set(field.value());
        })
    };
    let onsubmit = {
        let seed = seed.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Ok(seed) = seed {
                desk.set_seed(seed);
                dialogs.close();
            }
        })
    };
    html! {
        <form class="form" {onsubmit}>
            <p id="seed-hint" class="minor">{ word(language, Key::DialogSeedHint) }</p>
            <label class="labelled">
                <span>{ word(language, Key::ShellSeedField) }</span>
                <input class="field code" inputmode="numeric" autocomplete="off" autofocus=true value={(*typed).clone()}
                    aria-invalid={seed.is_err().then_some("true")} aria-describedby="seed-hint seed-problem" {oninput} />
            </label>
            <p id="seed-problem" class="problem" role="status">
                if seed.is_err() {
                    { say!(language, Key::ValueNotASeed, max = Arg::Text(&u64::MAX.to_string())).plain() }
                }
            </p>
            <button type="submit" class="btn primary" aria-disabled={seed.is_err().then_some("true")}>
                { word(language, Key::ShellSeedApply) }
            </button>
        </form>
    }
}
