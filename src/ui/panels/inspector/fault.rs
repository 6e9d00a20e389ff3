//! A fault of the plan.

use super::act::use_acts;
use super::parts::{Action, Go, actions, fact, facts, heading, rich};
use super::scene::{Scene, use_scene};
use crate::say;
use crate::text::{Key, narration};
use crate::ui::dialogs::DialogKind;
use crate::ui::page::use_dialogs;
use crate::ui::panels::faults::Act;
use crate::ui::view::{Selection, View};
use crate::ui::widgets::icon::Glyph;
use crate::world::FaultStanding;
use crate::world::entry::What;
use crate::world::spec::{Aim, FaultSpec, Sickness};
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct FaultProps {
    pub view: Rc<View>,
    pub fault: usize,
}

#[component]
pub fn FaultDetails(props: &FaultProps) -> Html {
    let scene = use_scene(&props.view);
    let acts = use_acts(&scene);
    let dialogs = use_dialogs();
    let index = props.fault;
    let kind = scene.word(Key::EventCausePlan);
    let Some(fault) = scene.world.faults().get(index) else {
        return heading(kind, "–", html! { <p>{ scene.word(Key::InspectorNotThere) }</p> });
    };
    let edit = Callback::from(move |()| dialogs.open(DialogKind::Fault(Some(index))));
    let (target, to) = target(&scene, &fault.spec);
    let mut rows = vec![fact(
        scene.word(Key::FaultFieldTarget),
        match to {
            Some(to) => html! { <Go {to}>{ target }</Go> },
            None => html! { target },
        },
    )];
    rows.push(fact(scene.word(Key::TableState), state(&scene, index, fault.struck)));
    let sentence = narration::fault(&fault.spec, &scene.world, scene.language);
    html! {
        <>
            { heading(kind, scene.word(name(&fault.spec)), html! { <p>{ rich(sentence) }</p> }) }
            <section class="insp-part">{ facts(rows) }</section>
            { actions(&scene, acts.refused.clone(), html! {
                <>
                    <Action key_={Key::ActionEdit} glyph={Glyph::Edit} onclick={edit} />
                    <Action key_={Key::ActionDelete} glyph={Glyph::Trash} danger={true}
                        onclick={acts.striking(Act::Change(index, None))} />
                </>
            }) }
        </>
    }
}

/// How a fault of the plan stands, in a word.
#[must_use]
pub fn standing(scene: &Scene, index: usize) -> Key {
    match scene.world.fault_standing(index) {
        Some(FaultStanding::Struck) => Key::FaultHasStruck,
        Some(FaultStanding::Missed) => Key::FaultMissed,
        Some(FaultStanding::Planned) | None => Key::FaultPlanned,
    }
}

/// The short name of a fault, as on its flag.
#[must_use]
pub fn name(spec: &FaultSpec) -> Key {
    match spec {
        FaultSpec::LosePuback { .. } => Key::FaultFlagLosePuback,
        FaultSpec::LosePublish { .. } => Key::FaultFlagLosePublish,
        FaultSpec::Lose { .. } => Key::FaultFlagLost,
        FaultSpec::Delay { .. } => Key::FaultFlagLate,
        FaultSpec::Duplicate { .. } => Key::FaultFlagTwice,
        FaultSpec::CrashConsumer { .. } => Key::FaultFlagCrash,
        FaultSpec::SlowConsumer { .. } => Key::FaultFlagSlow,
        FaultSpec::LockRunsOut { .. } => Key::FaultFlagLock,
        FaultSpec::Outage { .. } => Key::FaultFlagOutage,
        FaultSpec::Sick { with: Sickness::Throttled, .. } => Key::FaultFlagThrottled,
        FaultSpec::Sick { with: Sickness::Full, .. } => Key::FaultFlagFull,
        FaultSpec::Sick { with: Sickness::WrongKey, .. } => Key::FaultFlagWrongKey,
        FaultSpec::Reboot { .. } => Key::FaultFlagReboot,
        FaultSpec::Offline { .. } | FaultSpec::CutAll { .. } => Key::FaultFlagDisconnect,
        FaultSpec::RestartRouter { .. } => Key::FaultFlagRouter,
        FaultSpec::Random { .. } => Key::FaultFlagRandom,
    }
}

fn target(scene: &Scene, spec: &FaultSpec) -> (String, Option<Selection>) {
    let world = &scene.world;
    match spec.aim() {
        Aim::Device(name) => (name.to_string(), world.find_device(name).map(Selection::Device)),
        Aim::Consumer(name) => (name.to_string(), world.find_consumer(name).map(Selection::Consumer)),
        Aim::Endpoint(name) => (name.to_string(), world.find_endpoint(name).map(Selection::Endpoint)),
        Aim::Everything => (scene.word(Key::FaultStrikesAll).to_owned(), None),
    }
}

fn state(scene: &Scene, index: usize, struck: bool) -> Html {
    if !struck {
        return html! { scene.word(standing(scene, index)) };
    }
    let mut told = scene.log.steps(1, scene.at_step).rev();
    let entry = told.find(|entry| matches!(entry.what, What::FaultStruck { fault } if usize::from(fault) == index));
    match entry {
        Some(entry) => html! {
            <Go to={Selection::Event(entry.step)}>
                { rich(say!(scene.language, Key::FaultStruck, at = scene.at(entry.at))) }
            </Go>
        },
        None => html! { scene.word(Key::FaultStruckBefore) },
    }
}
