//! A device: its connection, what it waits for, what its program prints.

use super::act::use_acts;
use super::console::console;
use super::forms::remove::Removal;
use super::listing::ProgramListing;
use super::parts::{Action, Go, actions, fact, facts, heading, rich, section};
use super::scene::{Scene, use_scene};
use crate::model::ids::{DeviceId, SendId};
use crate::say;
use crate::session::story::console::of_device;
use crate::text::{Arg, Key, Rich};
use crate::ui::dialogs::DialogKind;
use crate::ui::page::use_dialogs;
use crate::ui::trails::use_trails;
use crate::ui::view::{Selection, View};
use crate::ui::widgets::icon::{Glyph, icon};
use crate::world::command::Command;
use crate::world::device::Device;
use crate::world::spec::{DeviceSpec, Program};
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct DeviceProps {
    pub view: Rc<View>,
    pub device: DeviceId,
}

#[component]
pub fn DeviceDetails(props: &DeviceProps) -> Html {
    let scene = use_scene(&props.view);
    let acts = use_acts(&scene);
    let dialogs = use_dialogs();
    let is_read = use_trails(&props.view);
    let id = props.device;
    let kind = scene.word(Key::KindDevice);
    if id.index() >= scene.world.devices().len() {
        return heading(kind, "–", html! { <p>{ scene.word(Key::InspectorNotThere) }</p> });
    }
    let device = scene.device(id);
    let name = device.id().clone();
    let head = heading(kind, &name, html! { <p>{ connection(&scene, device) }</p> });
    let output = is_read.then(|| of_device(&scene.printed(id.into()), |send| scene.world.message_of(send)));
    let opens = |kind: DialogKind| {
        let dialogs = dialogs.clone();
        Callback::from(move |()| dialogs.open(kind.clone()))
    };
    let toggle = Command::SetDevice {
        device: DeviceSpec { enabled: !device.about.spec.enabled, ..(*device.about.spec).clone() },
    };
    let toggle_key = if device.about.spec.enabled { Key::ActDisableDevice } else { Key::ActEnableDevice };
    let toggle_glyph = if device.about.spec.enabled { Glyph::Pause } else { Glyph::Play };
    let buttons = html! {
        <>
            <Action key_={Key::ActSend} glyph={Glyph::Step} onclick={opens(DialogKind::Send(id))} />
            if device.about.spec.program.pace_ms().is_some() {
                <Action key_={toggle_key} glyph={toggle_glyph} onclick={acts.doing(toggle)} />
            }
            <Action key_={Key::ActionEdit} glyph={Glyph::Edit} onclick={opens(DialogKind::Device(Some(id)))} />
            { acts.faults(&scene, Selection::Device(id)) }
            <Action key_={Key::ActionRemove} glyph={Glyph::Trash} danger={true} onclick={opens(DialogKind::Remove(Removal::Device(name.clone())))} />
        </>
    };
    html! {
        <>
            { head }
            { waiting(&scene, id, device) }
            { console(&scene, &name, output) }
            if !device.removed {
                <ProgramListing view={props.view.clone()} of={Selection::Device(id)} />
            }
            { section(scene.word(Key::DeviceHeadingProgram), program(&scene, device)) }
            if !device.removed {
                { actions(&scene, acts.refused.clone(), buttons) }
            }
        </>
    }
}

fn connection(scene: &Scene, device: &Device) -> Html {
    if device.removed {
        return html! { scene.word(Key::InspectorRemoved) };
    }
    if device.is_connected() {
        let protocol = say!(scene.language, Key::DeviceConnected, protocol = Arg::Text("MQTT"));
        return html! { <span class="lamp ok">{ rich(protocol) }</span> };
    }
    let back: Rich = match device.link.back_at {
        Some(back) => say!(scene.language, Key::DeviceBackAt, at = scene.at(back)),
        None => say!(scene.language, Key::DeviceDisconnected, protocol = Arg::Text("MQTT")),
    };
    html! { <span class="lamp bad">{ rich(back) }</span> }
}

/// Sends whose outcome the device does not know.
fn waiting(scene: &Scene, id: DeviceId, device: &Device) -> Html {
    let now = scene.world.now();
    let rows: Vec<Html> = device
        .outstanding()
        .take(12)
        .map(|outstanding| {
            let send = SendId { producer: id.into(), number: outstanding.number, boot: outstanding.boot };
            let unknown = !device.is_connected() && outstanding.attempts > 0;
            let waited = Arg::Duration(now.since(outstanding.sent_at));
            html! {
                <li>
                    <Go to={Selection::Message(send)} class="mono">{ scene.label(send) }</Go>
                    if unknown {
                        <span class="mark warn">{ icon(Glyph::Question) }
                            { scene.word(Key::TokenOutcomeUnknown) }
                        </span>
                    }
                    <span class="quiet">{ rich(say!(scene.language, Key::DeviceWaitingForAck, waited = waited)) }</span>
                </li>
            }
        })
        .collect();
    if rows.is_empty() {
        return Html::default();
    }
    section(scene.word(Key::DeviceHeadingUnacknowledged), html! { <ul class="rows">{ rows }</ul> })
}

fn program(scene: &Scene, device: &Device) -> Html {
    let about = match &device.about.spec.program {
        Program::Tutorial(_) => Key::ProgramWind,
        Program::Template(_) => Key::ProgramTemplate,
        Program::Silent {} => Key::ProgramNone,
    };
    let mut rows = vec![fact(scene.word(Key::FieldProgram), scene.word(about))];
    match device.about.spec.program.pace_ms() {
        Some(pace) if device.about.spec.enabled => {
            let pace = say!(scene.language, Key::DevicePace, interval = Arg::Duration(pace));
            rows.push(fact(scene.word(Key::TableInterval), rich(pace)));
        }
        Some(_) => rows.push(fact(scene.word(Key::TableInterval), scene.word(Key::DevicePaused))),
        None => {}
    }
    let sent = say!(scene.language, Key::DeviceSentCount, n = device.next_number);
    let confirmed = say!(scene.language, Key::DeviceConfirmedCount, n = device.confirmed);
    rows.push(fact(scene.word(Key::TableSent), html! { <>{ rich(sent) }{ ", " }{ rich(confirmed) }</> }));
    rows.push(fact(scene.word(Key::MessagePartition), device.about.partition.to_string()));
    facts(rows)
}
