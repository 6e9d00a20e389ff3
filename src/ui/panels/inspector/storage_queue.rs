//! A Storage queue: its messages, visible and hidden, the pop receipts in the person's hands, and every call on it.

mod hands;
mod put;
mod rows;

use super::call::{Calls, last_call, use_calls};
use super::chart::charts;
use super::pages::{FirstFrom, PAGE, Pager, use_pages};
use super::parts::{Go, heading, note, rich, section};
use super::scene::{Scene, use_scene};
use crate::model::ids::{ConsumerId, StorageQueueId};
use crate::model::message::Property;
use crate::model::storage::queue::Queue;
use crate::picture::backlog::{Now, backlog, of_storage_queue};
use crate::say;
use crate::text::Key;
use crate::ui::panels::inspector::forms::fields::{TextField, editing, pairs, use_id};
use crate::ui::view::{Selection, View};
use crate::ui::widgets::icon::Glyph;
use crate::world::command::Command;
use crate::world::operation::StorageOperation;
use crate::world::spec::{ConsumerSpec, Origin};
use hands::hands;
use put::PutBox;
use rows::Row;
use std::rc::Rc;
use std::sync::Arc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct StorageQueueProps {
    pub view: Rc<View>,
    pub queue: StorageQueueId,
}

/// A call on a queue of the account.
fn call(queue: &str, operation: StorageOperation) -> Command {
    Command::Storage { queue: queue.into(), operation }
}

#[component]
pub fn StorageQueueDetails(props: &StorageQueueProps) -> Html {
    let scene = use_scene(&props.view);
    let calls = use_calls();
    let pages = use_pages();
    let open = use_state_eq(|| None::<u64>);
    let id = props.queue;
    let kind = scene.word(Key::KindStorageQueue);
    let name = scene.world.storage().name_of(id);
    let Some(queue) = scene.world.storage().queue(id) else {
        let gone = if name.is_empty() { Key::InspectorNotThere } else { Key::InspectorRemoved };
        return html! {
            <>
                { heading(kind, if name.is_empty() { "–" } else { &name }, html! { <p>{ scene.word(gone) }</p> }) }
                if !name.is_empty() {
                    { last_call(&scene, &calls) }
                    <WholeQueue scene={scene.clone()} queue={name} calls={calls.clone()} gone={true} />
                }
            </>
        };
    };
    let first_from = {
        let view = props.view.clone();
        move |from| Some(view.world.storage().queue(id)?.messages_from(from).next()?.number)
    };
    let from = pages.from(&first_from);
    let members: Vec<_> = queue.messages_from(from).take(PAGE).cloned().collect();
    let (first, last) = (members.first().map(|m| m.number), members.last().map(|m| m.number));
    let (visible, hidden) = queue.visible_and_hidden();
    let counts = say!(scene.language, Key::StorageCounts, visible = visible, hidden = hidden);
    let about = say!(
        scene.language,
        Key::QueuesRange,
        from = first.unwrap_or_default(),
        to = last.unwrap_or_default(),
        n = visible + hidden
    );
    let rows = members.into_iter().map(|message| {
        let number = message.number;
        let is_open = *open == Some(number);
        let toggle = {
            let open = open.clone();
            Callback::from(move |_: MouseEvent| open.set(Some(number).filter(|_| !is_open)))
        };
        html! { <Row key={number} scene={scene.clone()} {message} {is_open} {toggle} /> }
    });
    let content = html! {
        <>
            <p>{ rich(counts) }</p>
            if first.is_none() {
                <p class="quiet">{ scene.word(Key::EmptyQueue) }</p>
            }
            <ul class="msgs">{ for rows }</ul>
            <Pager {pages} {about} {last} first_from={FirstFrom::new(first_from)} />
            <GetBox scene={scene.clone()} calls={calls.clone()} queue={name.clone()} />
            <PutBox scene={scene.clone()} calls={calls.clone()} queue={name.clone()} />
        </>
    };
    html! {
        <>
            { heading(kind, &name, html! {}) }
            { note("", Glyph::Fork, html! { scene.word(Key::EndpointStorageQueueNote) }) }
            { over_time(&scene, id, queue) }
            { section(scene.word(Key::EndpointHeadingContent), content) }
            { hands(&scene, id, &name, queue, &calls) }
            { last_call(&scene, &calls) }
            <WholeQueue scene={scene.clone()} queue={name.clone()} calls={calls.clone()} />
            { connected(&scene, &name) }
        </>
    }
}

fn over_time(scene: &Scene, id: StorageQueueId, queue: &Queue) -> Html {
    let (visible, hidden) = queue.visible_and_hidden();
    let oldest = queue.messages_from(0).next().map(|message| message.inserted_at);
    let now = Now { depth: visible + hidden, oldest };
    let span = (scene.world.start(), scene.world.now());
    charts(scene, &backlog(&scene.log, scene.at_step, span, now, |what| of_storage_queue(id, what)))
}

/// The programs that write to it, and those that read it.
fn connected(scene: &Scene, name: &Arc<str>) -> Html {
    let list = |title: Key, uses: &dyn Fn(&ConsumerSpec) -> bool| {
        let all = scene.world.consumers().iter().enumerate();
        let rows: Vec<Html> = all
            .filter(|(_, consumer)| !consumer.removed && uses(&consumer.spec))
            .map(|(index, consumer)| {
                let to = Selection::Consumer(ConsumerId(index as u16));
                html! { <li><Go {to}>{ consumer.name() }</Go></li> }
            })
            .collect();
        if rows.is_empty() {
            return Html::default();
        }
        section(scene.word(title), html! { <ul class="rows">{ rows }</ul> })
    };
    html! {
        <>
            { list(Key::StorageWritesHere, &|spec| spec.puts.as_ref().is_some_and(|puts| puts.queue == *name)) }
            { list(Key::EndpointReadBy, &|spec| spec.from == Origin::StorageQueue && spec.reads == *name) }
        </>
    }
}

#[derive(PartialEq, Properties)]
struct WholeQueueProps {
    scene: Scene,
    queue: Arc<str>,
    calls: Calls,
    /// It was deleted: it can only be created again.
    #[prop_or_default]
    gone: bool,
}

/// The calls on the queue as a whole, and on its account.
#[component]
fn WholeQueue(props: &WholeQueueProps) -> Html {
    let WholeQueueProps { scene, queue, calls, gone } = props;
    let metadata = use_state_eq(|| None::<String>);
    let button = |key: Key, danger: bool, operation: StorageOperation| {
        let onclick = calls.making(call(queue, operation));
        let class = classes!("btn", danger.then_some("danger"));
        html! { <button type="button" {class} {onclick}>{ scene.word(key) }</button> }
    };
    let ask = {
        let metadata = metadata.clone();
        Callback::from(move |_: MouseEvent| {
            metadata.set(if metadata.is_some() { None } else { Some(String::new()) });
        })
    };
    let list = StorageOperation::ListQueues { prefix: None, marker: None, max_results: None };
    let content = html! {
        <>
            <div class="insp-actions">
                if !gone {
                    { button(Key::ActCount, false, StorageOperation::GetMetadata {}) }
                    <button type="button" class="btn" aria-expanded={metadata.is_some().to_string()} onclick={ask}>
                        { scene.word(Key::StorageMetadata) }
                    </button>
                }
                { button(Key::ActListQueues, false, list) }
                { button(Key::ActCreateQueue, false, StorageOperation::CreateQueue { metadata: Vec::new() }) }
                if !gone {
                    { button(Key::ActClear, true, StorageOperation::ClearMessages {}) }
                    { button(Key::ActDeleteQueue, true, StorageOperation::DeleteQueue {}) }
                }
            </div>
            if let Some(text) = &*metadata {
                <div class="thing-form inline">
                    <TextField label={Key::StorageMetadata} value={text.clone()}
                        hint={say!(scene.language, Key::StorageMetadataHint)}
                        on_input={editing(&metadata, |metadata, text| *metadata = Some(text))} />
                    { button(Key::ActSetMetadata, false, StorageOperation::SetMetadata { metadata: metadata_of(text) }) }
                </div>
            }
        </>
    };
    section(scene.word(Key::StorageWholeQueue), content)
}

/// Metadata as it is typed.
pub fn metadata_of(text: &str) -> Vec<Property> {
    pairs(text).map(|(name, value)| Property { name: name.into(), value: value.into() }).collect()
}

#[derive(PartialEq, Properties)]
struct GetBoxProps {
    scene: Scene,
    calls: Calls,
    queue: Arc<str>,
}

/// Get and peek. What the service refuses may be asked for: its answer is the lesson.
#[component]
fn GetBox(props: &GetBoxProps) -> Html {
    let scene = &props.scene;
    let how_many = use_state_eq(|| Some(1_i64));
    let hide = use_state_eq(|| None::<i64>);
    let button = |key: Key, operation: StorageOperation| {
        let onclick = props.calls.making(call(&props.queue, operation));
        html! { <button type="button" class="btn" {onclick}>{ scene.word(key) }</button> }
    };
    let get = StorageOperation::GetMessages { num_of_messages: *how_many, visibility_timeout: *hide };
    html! {
        <div class="insp-actions calls">
            { button(Key::ActGet, get) }
            { button(Key::ActPeek, StorageOperation::PeekMessages { num_of_messages: *how_many }) }
            <Whole label={Key::QueuesHowMany} scene={scene.clone()} value={*how_many} usual="1" on_change={how_many.setter()} />
            <Whole label={Key::StorageHideFor} scene={scene.clone()} value={*hide} usual="30" on_change={hide.setter()} />
        </div>
    }
}

#[derive(PartialEq, Properties)]
pub struct WholeProps {
    pub scene: Scene,
    pub label: Key,
    pub value: Option<i64>,
    /// What the service takes where nothing is written.
    pub usual: &'static str,
    pub on_change: UseStateSetter<Option<i64>>,
}

/// A short field for a whole number, in or out of the service's range; nothing for the service's default.
#[component]
pub fn Whole(props: &WholeProps) -> Html {
    let id = use_id();
    let set = props.on_change.clone();
    let onchange = Callback::from(move |event: Event| {
        let input = event.target_unchecked_into::<web_sys::HtmlInputElement>();
        let read = input.value().trim().parse::<i64>().ok();
        input.set_value(&read.map(|number| number.to_string()).unwrap_or_default());
        set.set(read);
    });
    let value = props.value.map(|number| number.to_string()).unwrap_or_default();
    html! {
        <label class="how-many" for={id.clone()}>
            { props.scene.word(props.label) }
            <input {id} class="field" type="text" inputmode="numeric" autocomplete="off" placeholder={props.usual} {value}
                {onchange} />
        </label>
    }
}
