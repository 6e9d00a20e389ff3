//! An endpoint: its health, what lies in it, its settings.

use super::act::use_acts;
use super::container::ContainerPanel;
use super::events::EventsPanel;
use super::forms::remove::Removal;
use super::parts::{Action, Go, actions, fact, facts, heading, health, note, rich, section};
use super::queue::QueuePanel;
use super::scene::{Scene, use_scene};
use crate::model::hub::built_in::BuiltIn;
use crate::model::ids::EndpointId;
use crate::model::service_bus::{Queue, Reachability, Setting};
use crate::model::storage::container::Container;
use crate::model::storage::settings::{BATCH_FREQUENCY_SECONDS, CHUNK_SIZE_BYTES};
use crate::say;
use crate::text::{Arg, Key, Rich, format};
use crate::ui::dialogs::DialogKind;
use crate::ui::page::use_dialogs;
use crate::ui::view::{Selection, View};
use crate::ui::widgets::icon::{Glyph, icon};
use crate::world::command::Command;
use crate::world::endpoint::{Endpoint, Kind};
use crate::world::spec::EndpointSpec;
use std::rc::Rc;
use std::sync::Arc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct EndpointProps {
    pub view: Rc<View>,
    pub endpoint: EndpointId,
}

#[component]
pub fn EndpointDetails(props: &EndpointProps) -> Html {
    let scene = use_scene(&props.view);
    let acts = use_acts(&scene);
    let dialogs = use_dialogs();
    let id = props.endpoint;
    if id.index() >= scene.world.endpoints().len() {
        let kind = scene.word(Key::TableEndpoint);
        return heading(kind, "–", html! { <p>{ scene.word(Key::InspectorNotThere) }</p> });
    }
    let endpoint = scene.endpoint(id);
    let (kind, settings) = match &endpoint.kind {
        Kind::Queue(queue) => (Key::KindServiceBusQueue, queue_settings(&scene, queue)),
        Kind::Container(container) => (Key::KindStorageContainer, container_settings(&scene, container)),
        Kind::BuiltIn(events) => (Key::KindBuiltIn, built_in_settings(&scene, events)),
    };
    let content = match &endpoint.kind {
        Kind::Queue(_) => html! { <QueuePanel key={id.index()} view={props.view.clone()} endpoint={id} /> },
        Kind::Container(_) => html! { <ContainerPanel key={id.index()} view={props.view.clone()} endpoint={id} /> },
        Kind::BuiltIn(_) => html! { <EventsPanel key={id.index()} view={props.view.clone()} endpoint={id} /> },
    };
    let alone = stands_alone(endpoint);
    let edit = {
        let dialogs = dialogs.clone();
        let form = if alone { DialogKind::BusQueue } else { DialogKind::Endpoint };
        Callback::from(move |()| dialogs.open(form(Some(id))))
    };
    let remove = {
        let (dialogs, name) = (dialogs.clone(), endpoint.name.clone());
        Callback::from(move |()| dialogs.open(DialogKind::Remove(Removal::Endpoint(name.clone()))))
    };
    let toggle = endpoint.spec.as_ref().map(|spec| {
        let spec = EndpointSpec { enabled: !spec.enabled, ..(**spec).clone() };
        let (key, glyph) =
            if spec.enabled { (Key::ActionEnable, Glyph::Play) } else { (Key::ActionDisable, Glyph::Pause) };
        (key, glyph, acts.doing(Command::SetEndpoint { endpoint: spec }))
    });
    html! {
        <>
            { heading(scene.word(kind), &endpoint.name, state(&scene, endpoint)) }
            if alone {
                { note("", Glyph::Fork, html! { scene.word(Key::BusQueueNote) }) }
            }
            { content }
            if !alone {
                { account(&scene, id) }
            }
            { section(scene.word(Key::EndpointHeadingSettings), settings) }
            { connected(&scene, id) }
            if !endpoint.removed {
                { actions(&scene, acts.refused.clone(), html! {
                    <>
                        if alone || toggle.is_some() {
                            <Action key_={Key::ActionEdit} glyph={Glyph::Edit} onclick={edit} />
                        }
                        if let Some((key_, glyph, onclick)) = toggle {
                            <Action {key_} {glyph} {onclick} />
                        }
                        { acts.faults(&scene, Selection::Endpoint(id)) }
                        if endpoint.spec.is_some() {
                            <Action key_={Key::ActionRemove} glyph={Glyph::Trash} danger={true} onclick={remove} />
                        }
                    </>
                }) }
            }
        </>
    }
}

/// Whether it is a queue of the namespace that the hub knows nothing of.
fn stands_alone(endpoint: &Endpoint) -> bool {
    endpoint.spec.is_none() && endpoint.queue().is_some()
}

fn state(scene: &Scene, endpoint: &Endpoint) -> Html {
    let deleted = endpoint.queue().is_some_and(Queue::is_deleted);
    if deleted && (stands_alone(endpoint) || !endpoint.removed) {
        return html! { <p class="bad">{ scene.word(Key::EndpointQueueDeleted) }</p> };
    }
    if endpoint.removed {
        return html! { <p>{ scene.word(Key::InspectorRemoved) }</p> };
    }
    if stands_alone(endpoint) {
        let down = endpoint.is_down().then(|| html! { <p class="bad">{ scene.word(Key::HealthDown) }</p> });
        return down.unwrap_or_default();
    }
    let (tone, key) = health(endpoint.health);
    let why = endpoint.queue().and_then(|queue| match queue.endpoint_reachability() {
        Reachability::Reachable => None,
        Reachability::Unreachable(Setting::RequiresSession) => Some(Key::EndpointUnreachableSessions),
        Reachability::Unreachable(_) => Some(Key::EndpointUnreachableDuplicates),
    });
    let retrying: Vec<Html> = endpoint
        .retrying()
        .map(|failed| {
            let send = failed.parcel.lineage.send();
            let left = say!(scene.language, Key::EndpointRetryIn, left = scene.until(failed.retry_at));
            html! {
                <p>
                    <span class="mark warn">{ icon(Glyph::Retry) }{ rich(left) }</span>
                    { " " }
                    <Go to={Selection::Message(send)} class="mono">{ scene.label(send) }</Go>
                </p>
            }
        })
        .collect();
    html! {
        <>
            <p>
                <span class={tone}>{ scene.word(key) }</span>
                if endpoint.is_down() {
                    { ", " }<span class="bad">{ scene.word(Key::HealthDown) }</span>
                }
                if !endpoint.is_enabled() {
                    { ", " }<b>{ scene.word(Key::StateDisabled) }</b>
                }
            </p>
            if let Some(why) = why {
                { note("bad", Glyph::Cross, html! { scene.word(why) }) }
            }
            { retrying }
        </>
    }
}

fn account(scene: &Scene, id: EndpointId) -> Html {
    let account = scene.world.ledger().account(id);
    let counts = [
        (Key::LedgerDelivered, account.delivered, ""),
        (Key::LedgerWaiting, account.waiting, ""),
        (Key::LedgerRetrying, account.retrying, "warn"),
        (Key::LedgerDropped, account.dropped, "bad"),
        (Key::LedgerInvalid, account.invalid, "bad"),
        (Key::LedgerRepeats, account.repeats, ""),
    ];
    let rows: Vec<Html> = counts
        .into_iter()
        .filter(|(key, n, _)| *n > 0 || *key == Key::LedgerDelivered)
        .map(|(key, n, tone)| fact(scene.word(key), html! { <span class={tone}>{ format::number(n) }</span> }))
        .collect();
    section(scene.word(Key::EndpointAccount), facts(rows))
}

/// A setting with its range and default beneath.
fn setting(scene: &Scene, key: Key, value: String, rule: Option<Rich>) -> Html {
    fact(
        scene.word(key),
        html! {
            <>
                { value }
                if let Some(rule) = rule {
                    <p class="because">{ rich(rule) }</p>
                }
            </>
        },
    )
}

fn queue_settings(scene: &Scene, queue: &Queue) -> Html {
    let settings = queue.settings();
    let range = |min: &str, max: &str, default: &str| {
        let (min, max, default) = (Arg::Text(min), Arg::Text(max), Arg::Text(default));
        Some(say!(scene.language, Key::FieldRange, min = min, max = max, default = default))
    };
    let open = |min: &str, default: &str| {
        let (min, default) = (Arg::Text(min), Arg::Text(default));
        Some(say!(scene.language, Key::FieldRangeOpen, min = min, default = default))
    };
    let length = |ms: u64| format::duration(scene.language, ms);
    let unlimited = scene.word(Key::FieldTimeToLiveUnlimited);
    let named =
        |key: Key, to: &Option<Arc<str>>| Some(fact(scene.word(key), html! { <code>{ &**to.as_ref()? }</code> }));
    let switch = |on: bool| scene.word(if on { Key::StateOn } else { Key::StateOff }).to_owned();
    let live = settings.longest_time_to_live().map_or_else(|| unlimited.to_owned(), length);
    let lock = range(&length(5_000), &length(300_000), &length(60_000));
    let on_expiry = settings.dead_lettering_on_message_expiration;
    let mut rows = vec![
        fact(scene.word(Key::FieldStatus), html! { <code>{ settings.status.as_str() }</code> }),
        setting(scene, Key::FieldLockDuration, length(settings.lock_duration), lock),
        setting(scene, Key::FieldMaxDeliveryCount, settings.max_delivery_count.to_string(), open("1", "10")),
        setting(scene, Key::FieldTimeToLive, live, open(&length(1_000), unlimited)),
        setting(scene, Key::FieldDeadLetterExpired, switch(on_expiry), None),
        setting(
            scene,
            Key::FieldMaxSize,
            format!("{} MB", format::number(settings.max_size_in_megabytes)),
            range("1,024 MB", "5,120 MB", "1,024 MB"),
        ),
        setting(scene, Key::FieldSessions, switch(settings.requires_session), None),
        setting(scene, Key::FieldDuplicateDetection, switch(settings.requires_duplicate_detection), None),
    ];
    if settings.requires_duplicate_detection {
        let window = length(settings.duplicate_detection_history_time_window);
        let rule = range(&length(20_000), &length(604_800_000), &length(600_000));
        rows.push(setting(scene, Key::FieldDuplicateWindow, window, rule));
    }
    rows.extend(named(Key::FieldForwardTo, &settings.forward_to));
    rows.extend(named(Key::FieldForwardDeadLettersTo, &settings.forward_dead_lettered_messages_to));
    rows.extend(settings.auto_delete_on_idle.map(|idle| setting(scene, Key::FieldIdle, length(idle), None)));
    facts(rows)
}

fn container_settings(scene: &Scene, container: &Container) -> Html {
    let settings = container.settings();
    let seconds = |s: u32| format::duration(scene.language, u64::from(s) * 1_000);
    let bytes = |n: u32| format::bytes(scene.language, u64::from(n));
    let range = |min: String, max: String, default: String| {
        let (min, max, default) = (Arg::Text(&min), Arg::Text(&max), Arg::Text(&default));
        Some(say!(scene.language, Key::FieldRange, min = min, max = max, default = default))
    };
    let frequency =
        range(seconds(*BATCH_FREQUENCY_SECONDS.start()), seconds(*BATCH_FREQUENCY_SECONDS.end()), seconds(300));
    let chunk = range(bytes(*CHUNK_SIZE_BYTES.start()), bytes(*CHUNK_SIZE_BYTES.end()), bytes(314_572_800));
    facts(vec![
        setting(scene, Key::FieldContainer, settings.container_name.to_string(), None),
        setting(
            scene,
            Key::FieldEncoding,
            settings.encoding.as_str().to_owned(),
            Some(say!(scene.language, Key::FieldFixed)),
        ),
        setting(scene, Key::FieldBatchFrequency, seconds(settings.batch_frequency_in_seconds), frequency),
        setting(scene, Key::FieldChunkSize, bytes(settings.max_chunk_size_in_bytes), chunk),
        fact(scene.word(Key::FieldFileNameFormat), html! { <code>{ &settings.file_name_format }</code> }),
    ])
}

fn built_in_settings(scene: &Scene, events: &BuiltIn) -> Html {
    facts(vec![
        setting(scene, Key::FieldPartitions, events.partitions.len().to_string(), None),
        setting(scene, Key::FieldRetention, format::duration(scene.language, events.retention_ms), None),
    ])
}

/// The routes to it and its consumers.
fn connected(scene: &Scene, id: EndpointId) -> Html {
    let routes: Vec<Html> = scene
        .world
        .hub()
        .routes
        .list
        .iter()
        .filter(|route| route.endpoint == id)
        .map(|route| html! { <li><Go to={Selection::Route(route.id)}>{ &route.name }</Go></li> })
        .chain((id == EndpointId::BUILT_IN).then(|| {
            html! { <li><Go to={Selection::Fallback}>{ scene.word(Key::RouteFallback) }</Go></li> }
        }))
        .collect();
    let consumers: Vec<Html> = scene
        .world
        .consumers()
        .iter()
        .enumerate()
        .filter(|(_, consumer)| !consumer.removed && consumer.endpoint() == Some(id))
        .map(|(index, consumer)| {
            let to = Selection::Consumer(crate::model::ids::ConsumerId(index as u16));
            html! { <li><Go {to}>{ consumer.name() }</Go></li> }
        })
        .collect();
    html! {
        <>
            if !routes.is_empty() {
                { section(scene.word(Key::EndpointUsedBy), html! { <ul class="rows">{ routes }</ul> }) }
            }
            if !consumers.is_empty() {
                { section(scene.word(Key::EndpointReadBy), html! { <ul class="rows">{ consumers }</ul> }) }
            }
        </>
    }
}
