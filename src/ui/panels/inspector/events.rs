//! The built-in endpoint: the events of each partition, where its readers stand, and reading by hand.

use super::call::{Calls, last_call, use_calls};
use super::pages::{FirstFrom, PAGE, Pager, use_pages};
use super::parts::{Go, fact, facts, rich, section};
use super::scene::{Scene, use_scene};
use super::storage_queue::Whole;
use crate::model::hub::built_in::{BuiltIn, Event};
use crate::model::ids::EndpointId;
use crate::say;
use crate::text::{Arg, Key};
use crate::ui::panels::inspector::forms::fields::{SelectField, TextField, editing};
use crate::ui::view::{Selection, View};
use crate::ui::widgets::icon::{Glyph, icon};
use crate::world::command::Command;
use crate::world::operation::{EventPosition, EventsOperation};
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct EventsProps {
    pub view: Rc<View>,
    pub endpoint: EndpointId,
}

#[component]
pub fn EventsPanel(props: &EventsProps) -> Html {
    let scene = use_scene(&props.view);
    let calls = use_calls();
    let pages = use_pages();
    let chosen = use_state_eq(|| None::<usize>);
    let open = use_state_eq(|| None::<u64>);
    let Some(events) = scene.endpoint(props.endpoint).events() else { return Html::default() };
    // The fullest partition, until the reader chooses.
    let fullest =
        || events.partitions.iter().enumerate().max_by_key(|(at, p)| (p.events.len(), std::cmp::Reverse(*at)));
    let partition = chosen.unwrap_or_else(|| fullest().map_or(0, |(at, _)| at));
    let Some(held) = events.partitions.get(partition).map(|partition| &partition.events) else {
        return Html::default();
    };
    let (start, end) = (held.start(), held.end());
    let first_from = move |from: u64| Some(from.max(start)).filter(|from| *from < end);
    let from = pages.from(first_from).max(start);
    let shown: Vec<(u64, &Event)> = (from..end).take(PAGE).filter_map(|at| Some((at, held.get(at)?))).collect();
    let last = shown.last().map(|(at, _)| *at);
    let about = say!(scene.language, Key::QueuesRange, from = from, to = last.unwrap_or_default(), n = held.len());
    let choose = {
        let (chosen, pages, open) = (chosen.clone(), pages.clone(), open.clone());
        Callback::from(move |to| {
            chosen.set(Some(to));
            pages.reset();
            open.set(None);
        })
    };
    let rows = shown.into_iter().map(|(number, event)| {
        let is_open = *open == Some(number);
        let toggle = {
            let open = open.clone();
            Callback::from(move |_: MouseEvent| open.set(Some(number).filter(|_| !is_open)))
        };
        row(&scene, number, event, is_open, toggle)
    });
    let content = html! {
        <>
            { partitions(&scene, events, partition, &choose) }
            if held.is_empty() {
                <p class="quiet">{ scene.word(Key::EventsNone) }</p>
            }
            <ul class="msgs">{ for rows }</ul>
            <Pager {pages} {about} {last} first_from={FirstFrom::new(first_from)} />
            { readers(&scene, props.endpoint, partition) }
            <ReadBox scene={scene.clone()} calls={calls.clone()} partitions={events.partitions.len()} />
        </>
    };
    html! {
        <>
            { section(scene.word(Key::EndpointHeadingContent), content) }
            { last_call(&scene, &calls) }
        </>
    }
}

fn partitions(scene: &Scene, events: &BuiltIn, chosen: usize, choose: &Callback<usize>) -> Html {
    let choices = events.partitions.iter().enumerate().map(|(number, partition)| {
        let onclick = choose.reform(move |_: MouseEvent| number);
        html! {
            <button type="button" aria-pressed={(number == chosen).to_string()} {onclick}>
                { rich(say!(scene.language, Key::EventsPartition, n = number, events = partition.events.len())) }
            </button>
        }
    });
    html! {
        <div class="how-many">
            { scene.word(Key::MessagePartition) }
            <div class="choices" role="group" aria-label={scene.word(Key::MessagePartition)}>{ for choices }</div>
        </div>
    }
}

fn row(scene: &Scene, number: u64, event: &Event, is_open: bool, onclick: Callback<MouseEvent>) -> Html {
    let send = event.lineage.send();
    let message = &event.stored.message;
    let more = is_open.then(|| {
        let code = |text: String| html! { <code>{ text }</code> };
        let body = String::from_utf8_lossy(&message.body).into_owned();
        let mut rows = vec![
            fact(scene.word(Key::MessageOffset), code(event.offset.to_string())),
            fact(scene.word(Key::MessageEnqueuedTime), code(scene.clock(event.enqueued_at))),
            fact("iothub-connection-device-id", code(event.stored.sender.device_id.to_string())),
        ];
        rows.extend(message.properties.iter().map(|p| fact(&p.name, code(p.value.to_string()))));
        rows.push(fact(scene.word(Key::MessageBody), html! { <pre class="body">{ body }</pre> }));
        html! {
            <div class="msg-more">
                { facts(rows) }
                <div class="insp-actions">
                    <Go to={Selection::Message(send)} class="link">{ scene.word(Key::QueuesWholeStory) }</Go>
                </div>
            </div>
        }
    });
    html! {
        <li class="msg" key={number}>
            <button type="button" class="msg-head" aria-expanded={is_open.to_string()} {onclick}>
                <span class="msg-name mono">{ scene.label(send) }</span>
                <span class="quiet mono">{ rich(say!(scene.language, Key::QueueSequence, n = number)) }</span>
                <span class="msg-state quiet">{ scene.clock(event.enqueued_at) }</span>
                { icon(Glyph::ChevronDown) }
            </button>
            { more }
        </li>
    }
}

/// Where the readers of this partition stand: each has a position of its own, and takes nothing away.
fn readers(scene: &Scene, id: EndpointId, partition: usize) -> Html {
    let programs =
        scene.world.consumers().iter().filter(|consumer| !consumer.removed && consumer.endpoint() == Some(id));
    let rows: Vec<Html> = programs
        .filter_map(|consumer| {
            let next = consumer.positions.get(partition)?;
            let group = Arg::Code(&consumer.spec.group);
            let said = say!(scene.language, Key::EventsReader, group = group, next = *next);
            Some(fact(consumer.name(), rich(said)))
        })
        .collect();
    if rows.is_empty() { Html::default() } else { facts(rows) }
}

#[derive(PartialEq, Properties)]
struct ReadBoxProps {
    scene: Scene,
    calls: Calls,
    partitions: usize,
}

#[derive(Clone, PartialEq)]
struct Draft {
    group: String,
    /// Empty for all.
    partition: String,
    from: String,
    shown: bool,
}

/// Reading by hand.
#[component]
fn ReadBox(props: &ReadBoxProps) -> Html {
    let scene = &props.scene;
    let how_many = use_state_eq(|| Some(10_i64));
    let draft = use_state_eq(|| Draft {
        group: "$Default".to_owned(),
        partition: String::new(),
        from: "next".to_owned(),
        shown: false,
    });
    let from = match &*draft.from {
        "earliest" => EventPosition::Earliest,
        "latest" => EventPosition::Latest,
        _ => EventPosition::Next,
    };
    let read = Command::Events {
        operation: EventsOperation::Receive {
            group: draft.group.trim().into(),
            partition: draft.partition.parse().ok(),
            from,
            max: how_many.and_then(|most| u32::try_from(most).ok()).unwrap_or(1),
        },
    };
    let all = (String::new(), scene.word(Key::EventsAllPartitions).to_owned());
    let numbers = (0..props.partitions).map(|number| (number.to_string(), number.to_string()));
    let positions =
        [("next", Key::EventsFromNext), ("earliest", Key::EventsFromEarliest), ("latest", Key::EventsFromLatest)];
    let positions = positions.map(|(value, key)| (value.to_owned(), scene.word(key).to_owned()));
    html! {
        <>
            <div class="insp-actions calls">
                <button type="button" class="btn" onclick={props.calls.making(read)}>{ scene.word(Key::ActReadEvents) }</button>
                <button type="button" class="btn" aria-expanded={draft.shown.to_string()}
                    onclick={editing(&draft, |draft, _: MouseEvent| draft.shown = !draft.shown)}>
                    { scene.word(Key::EventsHow) }
                </button>
                <Whole label={Key::QueuesHowMany} scene={scene.clone()} value={*how_many} usual="1"
                    on_change={how_many.setter()} />
            </div>
            if draft.shown {
                <div class="thing-form inline">
                    <TextField label={Key::FieldConsumerGroup} value={draft.group.clone()}
                        on_input={editing(&draft, |draft, text| draft.group = text)} />
                    <SelectField label={Key::MessagePartition} value={draft.partition.clone()}
                        options={std::iter::once(all).chain(numbers).collect::<Vec<_>>()}
                        on_choose={editing(&draft, |draft, text| draft.partition = text)} />
                    <SelectField label={Key::FieldStartAt} value={draft.from.clone()} options={positions.to_vec()}
                        on_choose={editing(&draft, |draft, text| draft.from = text)} />
                </div>
            }
        </>
    }
}
