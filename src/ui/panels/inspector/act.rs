//! Acting from the inspector: at once, at the playhead.

use super::parts::Action;
use super::scene::Scene;
use crate::text::{Key, Rich, refusal};
use crate::ui::desk::Told;
use crate::ui::page::use_desk;
use crate::ui::panels::faults;
use crate::ui::view::Selection;
use crate::ui::widgets::icon::Glyph;
use crate::world::command::Command;
use yew::prelude::*;

/// Acts, and remembers why the last act was refused.
#[derive(Clone, PartialEq)]
pub struct Acts {
    pub refused: Option<Rich>,
    act: Callback<Command>,
    strike: Callback<faults::Act>,
}

impl Acts {
    /// A button's callback for one command.
    #[must_use]
    pub fn doing(&self, command: Command) -> Callback<()> {
        let act = self.act.clone();
        Callback::from(move |()| act.emit(command.clone()))
    }

    /// A button's callback for one change to the plan of faults.
    #[must_use]
    pub fn striking(&self, act: faults::Act) -> Callback<()> {
        self.strike.reform(move |()| act.clone())
    }

    /// A button for each fault that can strike `what` now.
    pub fn faults(&self, scene: &Scene, what: Selection) -> Html {
        let button = |(key_, act): (Key, faults::Act)| {
            let glyph = if matches!(act, faults::Act::Add(_)) { Glyph::Fault } else { Glyph::Play };
            html! { <Action {key_} {glyph} onclick={self.striking(act)} /> }
        };
        html! { <>{ for faults::of(&scene.world, what).into_iter().map(button) }</> }
    }
}

#[hook]
pub fn use_acts(scene: &Scene) -> Acts {
    let desk = use_desk();
    let refused = use_state_eq(|| None::<Rich>);
    let (tier, language) = (scene.world.hub().spec.tier, scene.language);
    let keep = {
        let refused = refused.clone();
        Callback::from(move |result: Told| {
            refused.set(result.err().map(|rejection| refusal::rejection(&rejection, tier, language)));
        })
    };
    let act = {
        let (desk, keep) = (desk.clone(), keep.clone());
        Callback::from(move |command| desk.act(command, false, keep.clone()))
    };
    let strike = Callback::from(move |act: faults::Act| act.carry_out(&desk, keep.clone()));
    Acts { refused: (*refused).clone(), act, strike }
}
