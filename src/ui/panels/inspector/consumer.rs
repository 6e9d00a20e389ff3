//! A consumer: what it does, what it holds, what it prints.

use super::act::use_acts;
use super::console::console;
use super::forms::remove::Removal;
use super::listing::ProgramListing;
use super::parts::{Action, Go, actions, countdown, fact, facts, heading, rich, section};
use super::scene::{Scene, use_scene};
use crate::model::ids::{ConsumerId, ProducerId};
use crate::model::storage::queue::DEFAULT_GET_VISIBILITY_SECONDS;
use crate::say;
use crate::session::story::console::of_consumer;
use crate::text::{Arg, Key, Rich, format};
use crate::ui::dialogs::DialogKind;
use crate::ui::page::use_dialogs;
use crate::ui::panels::table::words;
use crate::ui::trails::use_trails;
use crate::ui::view::{Selection, View};
use crate::ui::widgets::icon::Glyph;
use crate::world::command::Command;
use crate::world::consumer::{Consumer, Holding, State};
use crate::world::spec::{ConsumerSpec, Origin, ReceiveMode};
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct ConsumerProps {
    pub view: Rc<View>,
    pub consumer: ConsumerId,
}

#[component]
pub fn ConsumerDetails(props: &ConsumerProps) -> Html {
    let scene = use_scene(&props.view);
    let acts = use_acts(&scene);
    let dialogs = use_dialogs();
    let is_read = use_trails(&props.view);
    let id = props.consumer;
    let kind = scene.word(Key::KindConsumer);
    if id.index() >= scene.world.consumers().len() {
        return heading(kind, "–", html! { <p>{ scene.word(Key::InspectorNotThere) }</p> });
    }
    let consumer = scene.consumer(id);
    let name = consumer.name().clone();
    let device = |id: crate::model::ids::DeviceId| scene.device(id).id().to_string();
    let occasions = is_read.then(|| scene.printed(ProducerId::program(id)));
    let output = occasions.map(|told| of_consumer(&told, |send| scene.world.message_of(send), device));
    let toggled = ConsumerSpec { enabled: !consumer.spec.enabled, ..(*consumer.spec).clone() };
    let (toggle, glyph) =
        if consumer.spec.enabled { (Key::ActStopConsumer, Glyph::Pause) } else { (Key::ActStartConsumer, Glyph::Play) };
    let edit = {
        let dialogs = dialogs.clone();
        Callback::from(move |()| dialogs.open(DialogKind::Consumer(Some(id))))
    };
    let remove = {
        let (dialogs, name) = (dialogs.clone(), name.clone());
        Callback::from(move |()| dialogs.open(DialogKind::Remove(Removal::Consumer(name.clone()))))
    };
    let buttons = html! {
        <>
            <Action key_={toggle} {glyph} onclick={acts.doing(Command::SetConsumer { consumer: toggled })} />
            <Action key_={Key::ActionEdit} glyph={Glyph::Edit} onclick={edit} />
            { acts.faults(&scene, Selection::Consumer(id)) }
            <Action key_={Key::ActionRemove} glyph={Glyph::Trash} danger={true} onclick={remove} />
        </>
    };
    html! {
        <>
            { heading(kind, &name, state(&scene, consumer)) }
            { console(&scene, &name, output) }
            if !consumer.removed {
                <ProgramListing view={props.view.clone()} of={Selection::Consumer(id)} />
            }
            { section(scene.word(Key::ConsumerHeadingSettings), settings(&scene, consumer)) }
            if !consumer.removed {
                { actions(&scene, acts.refused.clone(), buttons) }
            }
        </>
    }
}

fn state(scene: &Scene, consumer: &Consumer) -> Html {
    if consumer.removed {
        return html! { <p>{ scene.word(Key::InspectorRemoved) }</p> };
    }
    let label = |on: &Holding| scene.label(on.lineage.send());
    let (tone, said): (_, Rich) = match &consumer.state {
        State::Stopped => ("quiet", say!(scene.language, Key::ConsumerStopped)),
        State::Crashed { restarts_at } => {
            ("bad", say!(scene.language, Key::ConsumerRestartsAt, at = scene.at(*restarts_at)))
        }
        State::Waiting if consumer.endpoint().is_some_and(|id| scene.endpoint(id).events().is_some()) => {
            ("", say!(scene.language, Key::ConsumerAllRead))
        }
        State::Waiting if consumer.spec.from == Origin::Clock => ("", say!(scene.language, Key::ConsumerPausing)),
        State::Waiting => ("", say!(scene.language, Key::ConsumerIdle)),
        State::Receiving(on) | State::Working { on, .. } => {
            ("", say!(scene.language, Key::ConsumerWorking, message = Arg::Code(&label(on))))
        }
        State::Settling(on) | State::Answered { about: on, .. } => {
            let deletes = consumer.spec.from == Origin::StorageQueue;
            let key = if deletes { Key::ConsumerDeleting } else { Key::ConsumerSettling };
            ("", say!(scene.language, key, message = Arg::Code(&label(on))))
        }
    };
    html! {
        <>
            <p class={tone}>{ rich(said) }</p>
            if let Some(on) = consumer.holding() {
                { holds(scene, consumer, on) }
            }
        </>
    }
}

/// The message in its hands, with the lock that runs out.
fn holds(scene: &Scene, consumer: &Consumer, on: &Holding) -> Html {
    let queue = consumer.endpoint().and_then(|id| scene.endpoint(id).queue());
    let max = queue.map_or(0, |queue| u64::from(queue.settings().max_delivery_count));
    let delivery = words::delivery(scene.language, on.delivery.into(), max);
    let send = on.lineage.send();
    let lock = on.lock.map(|lock| {
        let left = lock.until.since(scene.world.now());
        let total = queue.map_or(left, |queue| queue.settings().lock_duration.max(left));
        countdown(left, total, say!(scene.language, Key::InspectorLockExpiresIn, left = Arg::Duration(left)))
    });
    html! {
        <>
            <p>
                <Go to={Selection::Message(send)} class="mono">{ scene.label(send) }</Go>
                { ", " }
                { rich(delivery) }
            </p>
            { lock }
        </>
    }
}

/// A Storage queue by its name, which leads to it while it is there.
fn storage_queue(scene: &Scene, name: &str) -> Html {
    let known = scene.world.storage().id_of(name).filter(|id| scene.world.storage().queue(*id).is_some());
    match known {
        Some(id) => html! { <Go to={Selection::StorageQueue(id)}>{ name.to_owned() }</Go> },
        None => html! { <code>{ name.to_owned() }</code> },
    }
}

fn settings(scene: &Scene, consumer: &Consumer) -> Html {
    let spec = &consumer.spec;
    let reads = consumer.endpoint().map(|id| scene.endpoint(id));
    let name = match (consumer.endpoint(), reads) {
        (Some(id), Some(reads)) => html! { <Go to={Selection::Endpoint(id)}>{ &reads.name }</Go> },
        _ if spec.from == Origin::Clock => html! { scene.word(Key::ConsumerFormClock) },
        _ => storage_queue(scene, &spec.reads),
    };
    let mut rows = vec![fact(scene.word(Key::FieldReads), name)];
    rows.extend(
        spec.puts.as_ref().map(|puts| fact(scene.word(Key::ConsumerFormPuts), storage_queue(scene, &puts.queue))),
    );
    if reads.is_some_and(|reads| reads.events().is_some()) {
        rows.push(fact(scene.word(Key::FieldConsumerGroup), html! { <code>{ &spec.group }</code> }));
        rows.push(fact(scene.word(Key::ConsumerReadCount), format::number(consumer.events_read)));
        return facts(rows);
    }
    match spec.from {
        Origin::Endpoint => {
            let (mode, about) = match spec.receive_mode {
                ReceiveMode::PeekLock => (Key::ModePeekLock, Key::ModePeekLockAbout),
                ReceiveMode::ReceiveAndDelete => (Key::ModeReceiveAndDelete, Key::ModeReceiveAndDeleteAbout),
            };
            let mode = html! { <>{ scene.word(mode) }<p class="because">{ scene.word(about) }</p></> };
            rows.push(fact(scene.word(Key::FieldReceiveMode), mode));
        }
        Origin::StorageQueue => {
            let hidden = spec.visibility_timeout.unwrap_or(DEFAULT_GET_VISIBILITY_SECONDS);
            let hidden = format::duration(scene.language, u64::try_from(hidden).unwrap_or_default() * 1_000);
            rows.push(fact(scene.word(Key::StorageHidden), hidden));
        }
        Origin::Clock => {
            rows.push(fact(scene.word(Key::FieldInterval), format::duration(scene.language, spec.pause_ms())));
            return facts(rows);
        }
    }
    rows.push(fact(scene.word(Key::FieldWorkTime), format::duration(scene.language, spec.work_ms)));
    rows.push(fact(scene.word(Key::ConsumerReceivedCount), format::number(consumer.received.into())));
    facts(rows)
}
