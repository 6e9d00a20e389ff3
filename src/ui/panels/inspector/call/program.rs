//! A call as a program in Python, with the libraries of today or of the tutorials.

use crate::python::{Program, Sdk, python};
use crate::say;
use crate::text::{Arg, Key, Language, word};
use crate::ui::files;
use crate::ui::page::use_language;
use crate::ui::panels::inspector::parts::rich;
use crate::ui::widgets::icon::{Glyph, icon};
use crate::world::command::Command;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct ProgramTextProps {
    pub command: Command,
}

/// The program for a command.
#[component]
pub fn ProgramText(props: &ProgramTextProps) -> Html {
    let programs = Sdk::ALL.map(|sdk| python(&props.command, sdk));
    let [Some(today), Some(legacy)] = programs else { return Html::default() };
    program_text(today, legacy)
}

/// A program with both kinds of libraries.
pub fn program_text(today: Program, legacy: Program) -> Html {
    html! { <Programs {today} {legacy} /> }
}

#[derive(PartialEq, Properties)]
struct ProgramsProps {
    today: Program,
    legacy: Program,
}

#[component]
fn Programs(props: &ProgramsProps) -> Html {
    let language = use_language();
    let sdk = use_state_eq(Sdk::default);
    let program = match *sdk {
        Sdk::Today => &props.today,
        Sdk::Legacy => &props.legacy,
    };
    html! {
        <div class="program">
            { head(&sdk, program.package, language) }
            if let Some(text) = program.text.clone() {
                <pre class="console" lang="en" tabindex="0" role="region" aria-label={word(language, Key::CallPython)}>
                    { text.clone() }
                </pre>
                <CopyButton {text} />
            } else {
                <p class="small">{ rich(say!(language, Key::CallMissing, package = Arg::Text(program.package))) }</p>
            }
        </div>
    }
}

/// The choice between the libraries, and the package that is chosen.
pub fn head(sdk: &UseStateHandle<Sdk>, package: &'static str, language: Language) -> Html {
    let choice = |of: Sdk, key: Key| {
        let sdk = sdk.clone();
        let on = *sdk == of;
        html! {
            <button type="button" aria-pressed={on.to_string()} onclick={move |_| sdk.set(of)}>
                { word(language, key) }
            </button>
        }
    };
    html! {
        <div class="program-head">
            <div class="choices" role="group" aria-label={word(language, Key::CallSdk)}>
                { choice(Sdk::Today, Key::CallSdkToday) }
                { choice(Sdk::Legacy, Key::CallSdkLegacy) }
            </div>
            <span class="quiet mono" lang="en">{ package }</span>
        </div>
    }
}

#[derive(PartialEq, Properties)]
pub struct CopyButtonProps {
    pub text: String,
}

/// Copies a text, and says so until it is another one.
#[component]
pub fn CopyButton(props: &CopyButtonProps) -> Html {
    let language = use_language();
    let copied = use_state_eq(|| None::<String>);
    let is_copied = copied.as_deref() == Some(&*props.text);
    let onclick = {
        let text = props.text.clone();
        Callback::from(move |_: MouseEvent| {
            let (copied, text) = (copied.clone(), text.clone());
            spawn_local(async move {
                if files::copy(&text).await {
                    copied.set(Some(text));
                }
            });
        })
    };
    html! {
        <button type="button" class="btn program-copy" {onclick}>
            { icon(if is_copied { Glyph::Tick } else { Glyph::Copy }) }
            <span aria-live="polite">{ word(language, if is_copied { Key::CallCopied } else { Key::CallCopy }) }</span>
        </button>
    }
}
