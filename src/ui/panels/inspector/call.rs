//! Calls that the person makes on the services: what the last one gave, and the same call as a program.

mod answer;
pub mod program;

use super::parts::section;
use super::scene::Scene;
use crate::text::{Key, Rich, refusal};
use crate::ui::desk::Told;
use crate::ui::page::use_desk;
use crate::ui::panels::inspector::parts::rich;
use crate::ui::widgets::icon::{Glyph, icon};
use crate::world::command::{Command, Rejection};
pub use program::{ProgramText, program_text};
use std::rc::Rc;
use yew::prelude::*;

/// What one call gave, and where it stands in the run.
#[derive(Debug, PartialEq)]
struct Outcome {
    command: Command,
    result: Told,
    run: usize,
    step: u32,
}

/// Makes calls, and remembers the last one.
#[derive(Clone, PartialEq)]
pub struct Calls {
    last: Option<Rc<Outcome>>,
    pub make: Callback<Command>,
}

impl Calls {
    /// A button's callback for one call.
    pub fn making(&self, command: Command) -> Callback<MouseEvent> {
        self.make.reform(move |_| command.clone())
    }

    /// The last call, as long as the playhead stands behind it in the same run.
    fn shown(&self, scene: &Scene) -> Option<&Outcome> {
        self.last.as_deref().filter(|last| last.run == scene.current_run && last.step <= scene.at_step)
    }
}

#[hook]
pub fn use_calls() -> Calls {
    let desk = use_desk();
    let last = use_state(|| None::<Rc<Outcome>>);
    let make = {
        let last = last.clone();
        Callback::from(move |command: Command| {
            let (last, called) = (last.clone(), desk.clone());
            let then = Callback::from({
                let command = command.clone();
                move |result: Told| {
                    let (view, command) = (called.view(), command.clone());
                    last.set(Some(Rc::new(Outcome { command, result, run: view.current_run, step: view.at_step })));
                }
            });
            desk.act(command, false, then);
        })
    };
    Calls { last: (*last).clone(), make }
}

/// The last call: its result or the service's refusal, and the program that makes it.
pub fn last_call(scene: &Scene, calls: &Calls) -> Html {
    let last = calls.shown(scene);
    let told = last.map(|last| match &last.result {
        Ok(answer) => answer::answer(scene, answer),
        Err(rejection) => refused(scene, rejection),
    });
    let status = html! { <div role="status" class="call-result">{ told }</div> };
    let Some(last) = last else { return status };
    section(
        scene.word(Key::CallHeading),
        html! {
            <>
                { status }
                <ProgramText command={last.command.clone()} />
            </>
        },
    )
}

fn refused(scene: &Scene, rejection: &Rejection) -> Html {
    let said: Rich = refusal::rejection(rejection, scene.world.hub().spec.tier, scene.language);
    let details = rejection.service.iter().flat_map(|service| &service.details);
    html! {
        <div class="insp-note bad">
            { icon(Glyph::Cross) }
            <div>
                if let Some(service) = &rejection.service {
                    <p class="call-error" lang="en"><code>{ service.error.code() }</code><span>{ service.status }</span></p>
                }
                <p>{ rich(said) }</p>
                <ul class="properties">
                    { for details.map(|(name, value)| html! { <li><code>{ format!("{name}: {value}") }</code></li> }) }
                </ul>
            </div>
        </div>
    }
}
