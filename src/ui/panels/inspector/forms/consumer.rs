//! A consumer: what it takes messages from, how it works on them, and what it does when that fails.

mod choices;
mod draft;

use super::fields::{Alternative, ApplyBar, Choice, SelectField, Switch, TextField, editing};
use super::use_form;
use crate::model::ids::ConsumerId;
use crate::model::limits::MAX_NAME_CHARS;
use crate::say;
use crate::text::{Arg, Key, Rich};
use crate::ui::panels::inspector::scene::Scene;
use crate::ui::view::View;
use crate::ui::widgets::dialog::Dialog;
use crate::world::command::Command;
use crate::world::spec::{ConsumerSpec, Origin, ReceiveMode};
use choices::choices;
use draft::Draft;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct ConsumerFormProps {
    pub view: Rc<View>,
    /// `None` adds a consumer.
    pub subject: Option<ConsumerId>,
    pub on_close: Callback<()>,
}

const PEEK_LOCK: &str = "peek-lock";
const DELETE: &str = "receive-and-delete";
/// Before the name of a Storage queue, which no endpoint's name can begin with.
const STORED: &str = "queue:";
const CLOCK: &str = ":clock";

/// The fields that can be refused, under the names of the choices.
const FIELDS: [&str; 16] = [
    "name",
    "endpoint",
    "reads",
    "work_ms",
    "work_max_ms",
    "wait_ms",
    "renew.every_ms",
    "renew.up_to_ms",
    "batch_size",
    "prefetch",
    "only_if.condition",
    "fails",
    "fails.condition",
    "visibility_timeout",
    "poison.after",
    "puts.queue",
];

#[component]
pub fn ConsumerForm(props: &ConsumerFormProps) -> Html {
    let form = use_form(&props.view, &props.on_close);
    let scene = &form.scene;
    let old = props.subject.map(|id| (*scene.consumer(id).spec).clone());
    let is_new = old.is_none();
    let draft = use_state(|| Draft::of(old.clone().unwrap_or_else(|| fresh(&props.view))));
    let tried = use_state_eq(|| false);
    let read = draft.read(scene);
    let on_apply = {
        let (tried, read, submit) = (tried.clone(), read.clone(), form.submit.clone());
        Callback::from(move |at_start: bool| {
            tried.set(true);
            let Ok(consumer) = read.clone() else { return };
            let command = if is_new { Command::AddConsumer { consumer } } else { Command::SetConsumer { consumer } };
            submit.emit((command, at_start));
        })
    };
    let wrong = |field: &str| -> Option<Rich> {
        let typed = read.as_ref().err().filter(|_| *tried);
        let typed = typed.and_then(|all| all.iter().find(|(name, _)| *name == field));
        typed.map(|(_, problem)| problem.clone()).or_else(|| form.refused(field))
    };
    let title = match &old {
        Some(old) => say!(scene.language, Key::DialogEditConsumer, consumer = Arg::Text(&old.name)).plain(),
        None => scene.word(Key::DialogAddConsumer).to_owned(),
    };
    let spec = &draft.spec;
    let endpoint = scene.world.find_endpoint(&spec.reads).filter(|_| spec.from == Origin::Endpoint);
    let reads_queue = endpoint.is_some_and(|id| scene.endpoint(id).queue().is_some());
    html! {
        <Dialog {title} on_close={props.on_close.clone()}>
            <div class="thing-form">
                <TextField label={Key::FieldName} value={spec.name.to_string()} fixed={!is_new} autofocus={is_new}
                    hint={is_new.then(|| say!(scene.language, Key::FieldNameRule, max = MAX_NAME_CHARS))}
                    error={wrong("name")}
                    on_input={editing(&draft, |draft, name: String| draft.spec.name = name.into())} />
                <SelectField label={Key::FieldReads} value={source(spec)} options={sources(scene, spec)}
                    hint={say!(scene.language, Key::FieldReadsHint)} autofocus={!is_new}
                    error={wrong("endpoint").or_else(|| wrong("reads"))}
                    on_choose={editing(&draft, |draft, source: String| choose_source(&mut draft.spec, &source))} />
                if reads_queue {
                    { mode(&draft) }
                }
                { choices(scene, &draft, reads_queue, &wrong) }
                <Switch label={Key::FieldConsumerEnabled} on={spec.enabled}
                    on_change={editing(&draft, |draft, on| draft.spec.enabled = on)} />
                <ApplyBar scene={scene.clone()} {on_apply} on_close={props.on_close.clone()}
                    refused={form.refused_otherwise(&FIELDS)} />
            </div>
        </Dialog>
    }
}

fn mode(draft: &UseStateHandle<Draft>) -> Html {
    let modes = vec![
        Alternative { value: PEEK_LOCK, label: Key::ModePeekLock, about: Some(Key::ModePeekLockAbout) },
        Alternative { value: DELETE, label: Key::ModeReceiveAndDelete, about: Some(Key::ModeReceiveAndDeleteAbout) },
    ];
    let value = match draft.spec.receive_mode {
        ReceiveMode::PeekLock => PEEK_LOCK,
        ReceiveMode::ReceiveAndDelete => DELETE,
    };
    html! {
        <Choice label={Key::FieldReceiveMode} {value} options={modes}
            on_choose={editing(draft, |draft, mode| {
                draft.spec.receive_mode =
                    if mode == DELETE { ReceiveMode::ReceiveAndDelete } else { ReceiveMode::PeekLock };
            })} />
    }
}

/// What it takes messages from, as a value of the choice.
fn source(spec: &ConsumerSpec) -> String {
    match spec.from {
        Origin::Endpoint => spec.reads.to_string(),
        Origin::StorageQueue => format!("{STORED}{}", spec.reads),
        Origin::Clock => CLOCK.to_owned(),
    }
}

fn choose_source(spec: &mut ConsumerSpec, source: &str) {
    (spec.from, spec.reads) = match source.strip_prefix(STORED) {
        Some(queue) => (Origin::StorageQueue, queue.into()),
        None if source == CLOCK => (Origin::Clock, "".into()),
        None => (Origin::Endpoint, source.into()),
    };
}

fn sources(scene: &Scene, spec: &ConsumerSpec) -> Vec<(String, String)> {
    let readable = scene.world.endpoints().iter().filter(|e| !e.removed && e.container().is_none());
    let endpoints = readable.map(|endpoint| (endpoint.name.to_string(), endpoint.name.to_string()));
    let kind = scene.word(Key::KindStorageQueue);
    let mut queues: Vec<String> = scene.world.storage().queues().map(|(_, name, _)| name.to_string()).collect();
    if spec.from == Origin::StorageQueue && !queues.contains(&spec.reads.to_string()) {
        queues.push(spec.reads.to_string());
    }
    let queues = queues.into_iter().map(|name| (format!("{STORED}{name}"), format!("{name} ({kind})")));
    let clock = (CLOCK.to_owned(), scene.word(Key::ConsumerFormClock).to_owned());
    endpoints.chain(queues).chain([clock]).collect()
}

fn fresh(view: &View) -> ConsumerSpec {
    let queue = view.world.endpoints().iter().find(|endpoint| !endpoint.removed && endpoint.queue().is_some());
    let reads = queue.unwrap_or(&view.world.endpoints()[0]).name.clone();
    ConsumerSpec { work_ms: 1_000, ..ConsumerSpec::new("", &reads) }
}
