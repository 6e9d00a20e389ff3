//! Acting from the inspector: at once, at the playhead.

use super::scene::Scene;
use crate::text::{Rich, refusal};
use crate::ui::page::use_desk;
use crate::world::command::{Command, Rejection};
use crate::world::spec::FaultSpec;
use yew::prelude::*;

/// Acts, and remembers why the last act was refused.
#[derive(Clone, PartialEq)]
pub struct Acts {
    pub refused: Option<Rich>,
    act: Callback<Command>,
    edit_fault: Callback<(usize, Option<FaultSpec>)>,
}

impl Acts {
    /// A button's callback for one command.
    #[must_use]
    pub fn doing(&self, command: Command) -> Callback<()> {
        let act = self.act.clone();
        Callback::from(move |()| act.emit(command.clone()))
    }

    /// A button's callback that changes a fault of the plan, or deletes it.
    #[must_use]
    pub fn editing_fault(&self, index: usize, fault: Option<FaultSpec>) -> Callback<()> {
        let edit = self.edit_fault.clone();
        Callback::from(move |()| edit.emit((index, fault.clone())))
    }
}

#[hook]
pub fn use_acts(scene: &Scene) -> Acts {
    let desk = use_desk();
    let refused = use_state_eq(|| None::<Rich>);
    let (tier, language) = (scene.world.hub().spec.tier, scene.language);
    let keep = {
        let refused = refused.clone();
        Callback::from(move |result: Result<(), Rejection>| {
            refused.set(result.err().map(|rejection| refusal::rejection(&rejection, tier, language)));
        })
    };
    let act = {
        let (desk, keep) = (desk.clone(), keep.clone());
        Callback::from(move |command| keep.emit(desk.act(command, false)))
    };
    let edit_fault = Callback::from(move |(index, fault)| keep.emit(desk.edit_fault(index, fault)));
    Acts { refused: (*refused).clone(), act, edit_fault }
}
