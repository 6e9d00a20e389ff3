//! A Service Bus queue: what lies on each of its shelves, what the person holds of it, and every call on it.

mod hands;
mod rows;
mod send;

use super::call::{Calls, last_call, use_calls};
use super::chart::charts;
use super::pages::{FirstFrom, PAGE, Pager, use_pages};
use super::parts::{countdown, section};
use super::scene::{Scene, use_scene};
use crate::model::ids::EndpointId;
use crate::model::service_bus::{Counts, Queue, ReceiveMode, Shelf};
use crate::picture::backlog::{Now, backlog, of_queue};
use crate::say;
use crate::text::{Key, format};
use crate::ui::panels::inspector::forms::fields::use_id;
use crate::ui::view::View;
use crate::ui::widgets::icon::{Glyph, icon};
use crate::world::command::Command;
use crate::world::operation::ServiceBusOperation;
use crate::world::spec::QueueSpec;
use hands::hands;
use rows::{Row, RowProps};
use send::{SendBox, SendBoxProps};
use std::rc::Rc;
use std::sync::Arc;
use yew::prelude::*;

const SHELVES: [(Shelf, Key, Key); 4] = [
    (Shelf::Active, Key::QueuesActive, Key::QueuesNoneActive),
    (Shelf::Scheduled, Key::QueuesScheduled, Key::QueuesNoneScheduled),
    (Shelf::Deferred, Key::QueuesDeferred, Key::QueuesNoneDeferred),
    (Shelf::DeadLetter, Key::QueuesDeadLetter, Key::QueuesNoneDead),
];
/// Messages that one call asks for at most, from here.
const MOST: u32 = 100;

#[derive(PartialEq, Properties)]
pub struct QueueProps {
    pub view: Rc<View>,
    pub endpoint: EndpointId,
}

/// A call on the queue of an endpoint.
pub(super) fn call(queue: &str, operation: ServiceBusOperation) -> Command {
    Command::ServiceBus { queue: queue.into(), operation }
}

/// The path of the sub-queue that a shelf belongs to.
fn path(name: &str, shelf: Shelf) -> Arc<str> {
    match shelf {
        Shelf::DeadLetter => format!("{name}/$deadletterqueue").into(),
        Shelf::Active | Shelf::Scheduled | Shelf::Deferred => name.into(),
    }
}

#[component]
pub fn QueuePanel(props: &QueueProps) -> Html {
    let scene = use_scene(&props.view);
    let calls = use_calls();
    let shelf = use_state_eq(Shelf::default);
    let pages = use_pages();
    let open = use_state_eq(|| None::<u64>);
    let Some(queue) = scene.endpoint(props.endpoint).queue() else { return Html::default() };
    let name = scene.endpoint(props.endpoint).name.clone();
    let look = FirstFrom::new({
        let (view, endpoint, shelf) = (props.view.clone(), props.endpoint, *shelf);
        move |from| view.world.endpoints()[endpoint.index()].queue()?.first_on(shelf, from)
    });
    let from = pages.from(|from| queue.first_on(*shelf, from));
    let members: Vec<_> = queue.shelf(*shelf, from).take(PAGE).collect();
    let (first, last) = (members.first().map(|m| m.sequence), members.last().map(|m| m.sequence));
    let counts = queue.counts();
    let about = say!(
        scene.language,
        Key::QueuesRange,
        from = first.unwrap_or_default(),
        to = last.unwrap_or_default(),
        n = counts.on(*shelf)
    );
    let choose = {
        let (shelf, pages, open) = (shelf.clone(), pages.clone(), open.clone());
        Callback::from(move |to| {
            shelf.set(to);
            pages.reset();
            open.set(None);
        })
    };
    let toggle = {
        let open = open.clone();
        Callback::from(move |sequence| open.set(Some(sequence).filter(|it| *open != Some(*it))))
    };
    let rows = members.into_iter().map(|message| {
        let is_open = *open == Some(message.sequence);
        let key = message.sequence;
        let props = RowProps {
            scene: scene.clone(),
            endpoint: props.endpoint,
            calls: calls.clone(),
            is_open,
            toggle: toggle.clone(),
            message,
        };
        html! { <Row key={key} ..props /> }
    });
    let none = SHELVES.iter().find(|(of, ..)| of == &*shelf).map(|(.., none)| scene.word(*none));
    let content = html! {
        <>
            { shelves(&scene, counts, *shelf, &choose) }
            if first.is_none() {
                <p class="quiet">{ none }</p>
            }
            <ul class="msgs">{ for rows }</ul>
            <Pager {pages} {about} {last} first_from={look} />
            <ReceiveBox scene={scene.clone()} calls={calls.clone()} path={path(&name, *shelf)} shelf={*shelf} />
            if *shelf != Shelf::DeadLetter {
                <SendBox ..SendBoxProps { scene: scene.clone(), calls: calls.clone(), queue: name.clone() } />
            }
        </>
    };
    html! {
        <>
            { over_time(&scene, props.endpoint, queue) }
            { section(scene.word(Key::EndpointHeadingContent), content) }
            { hands(&scene, props.endpoint, queue, &calls) }
            { last_call(&scene, &calls) }
            { section(scene.word(Key::StorageWholeQueue), whole(&scene, queue, &calls)) }
        </>
    }
}

/// The calls on the queue as a whole, and on its namespace.
fn whole(scene: &Scene, queue: &Queue, calls: &Calls) -> Html {
    let name = &queue.settings().name;
    let button = |key: Key, danger: bool, operation: ServiceBusOperation| {
        let onclick = calls.making(call(name, operation));
        html! { <button type="button" class={classes!("btn", danger.then_some("danger"))} {onclick}>{ scene.word(key) }</button> }
    };
    let settings = QueueSpec::of(queue.settings());
    html! {
        <div class="insp-actions">
            { button(Key::ActProperties, false, ServiceBusOperation::GetQueue {}) }
            { button(Key::ActListQueues, false, ServiceBusOperation::ListQueues {}) }
            { button(Key::ActCreateQueue, false, ServiceBusOperation::CreateQueue { settings }) }
            { button(Key::ActDeleteQueue, true, ServiceBusOperation::DeleteQueue {}) }
        </div>
    }
}

fn over_time(scene: &Scene, id: EndpointId, queue: &Queue) -> Html {
    let counts = queue.counts();
    let heads = [Shelf::Active, Shelf::Scheduled, Shelf::Deferred];
    let oldest = heads.into_iter().filter_map(|shelf| queue.shelf(shelf, 0).next());
    let oldest = oldest.min_by_key(|message| message.sequence).map(|message| message.enqueued_at);
    let now = Now { depth: counts.active + counts.scheduled + counts.deferred, oldest };
    let span = (scene.world.start(), scene.world.now());
    let samples = backlog(&scene.log, scene.at_step, span, now, |what| of_queue(id, what));
    let (max, size) = (queue.settings().max_size_bytes(), counts.size_bytes);
    let full = say!(
        scene.language,
        Key::QueuesFilled,
        size = crate::text::Arg::Text(&format::bytes(scene.language, size)),
        max = crate::text::Arg::Text(&format::bytes(scene.language, max))
    );
    html! {
        <>
            { charts(scene, &samples) }
            // Only a queue that may soon refuse shows how full it is.
            if size > max / 2 {
                { countdown(size, max, full) }
            }
        </>
    }
}

fn shelves(scene: &Scene, counts: Counts, chosen: Shelf, choose: &Callback<Shelf>) -> Html {
    html! {
        <div class="choices even" role="group" aria-label={scene.word(Key::QueuesShelf)}>
            { for SHELVES.iter().map(|(shelf, key, _)| {
                let shelf = *shelf;
                let onclick = choose.reform(move |_: MouseEvent| shelf);
                html! {
                    <button type="button" aria-pressed={(shelf == chosen).to_string()} {onclick}>
                        <b>{ format::number(counts.on(shelf)) }</b>{ " " }<span>{ scene.word(*key) }</span>
                    </button>
                }
            }) }
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct ReceiveBoxProps {
    scene: Scene,
    calls: Calls,
    path: Arc<str>,
    shelf: Shelf,
}

/// The calls that take or look at what comes next: one message, or so many at once.
#[component]
fn ReceiveBox(props: &ReceiveBoxProps) -> Html {
    let max = use_state_eq(|| 1_u32);
    let id = use_id();
    if matches!(props.shelf, Shelf::Scheduled | Shelf::Deferred) {
        return Html::default();
    }
    let (scene, max_now) = (&props.scene, *max);
    let button = |key: Key, operation: ServiceBusOperation| {
        let onclick = props.calls.making(call(&props.path, operation));
        html! { <button type="button" class="btn" {onclick}>{ scene.word(key) }</button> }
    };
    let onchange = Callback::from(move |event: Event| {
        let input = event.target_unchecked_into::<web_sys::HtmlInputElement>();
        let read = input.value().trim().parse::<u32>().unwrap_or(1).clamp(1, MOST);
        input.set_value(&read.to_string());
        max.set(read);
    });
    html! {
        <div class="insp-actions calls">
            { button(Key::ActReceive, ServiceBusOperation::Receive { mode: ReceiveMode::PeekLock, max: max_now }) }
            { button(
                Key::ActReceiveAndDelete,
                ServiceBusOperation::Receive { mode: ReceiveMode::ReceiveAndDelete, max: max_now },
            ) }
            { button(Key::ActPeek, ServiceBusOperation::Peek { from: 0, max: max_now }) }
            <label class="how-many" for={id.clone()}>
                { scene.word(Key::QueuesHowMany) }
                <input {id} class="field" type="text" inputmode="numeric" autocomplete="off" value={max_now.to_string()}
                    {onchange} />
            </label>
        </div>
    }
}

/// A small button with an icon or without, for one call on one message.
pub(super) fn act(scene: &Scene, calls: &Calls, key: Key, glyph: Option<Glyph>, command: Command) -> Html {
    html! {
        <button type="button" class="btn" onclick={calls.making(command)}>
            { glyph.map(icon) }
            { scene.word(key) }
        </button>
    }
}
