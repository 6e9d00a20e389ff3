//! A consumer: what it reads, how, and how long it works.

use super::fields::{Alternative, ApplyBar, Choice, SelectField, Switch, TextField, editing, in_seconds, seconds};
use super::use_form;
use crate::model::ids::ConsumerId;
use crate::model::limits::MAX_NAME_CHARS;
use crate::say;
use crate::text::{Arg, Key};
use crate::ui::view::View;
use crate::ui::widgets::dialog::Dialog;
use crate::world::command::Command;
use crate::world::setup::MAX_WAIT_MS;
use crate::world::spec::{ConsumerSpec, ReceiveMode};
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

#[component]
pub fn ConsumerForm(props: &ConsumerFormProps) -> Html {
    let form = use_form(&props.view, &props.on_close);
    let scene = &form.scene;
    let old = props.subject.map(|id| (*scene.consumer(id).spec).clone());
    let is_new = old.is_none();
    let draft = use_state(|| old.clone().unwrap_or_else(|| fresh(&props.view)));
    let work = use_state_eq(|| in_seconds(draft.work_ms));
    let tried = use_state_eq(|| false);
    let read = seconds(scene, &work, 0, MAX_WAIT_MS);
    let reads_queue = scene.world.find_endpoint(&draft.reads).is_some_and(|id| scene.endpoint(id).queue().is_some());
    let on_apply = {
        let (draft, tried, read, submit) = (draft.clone(), tried.clone(), read.clone(), form.submit.clone());
        Callback::from(move |at_start: bool| {
            tried.set(true);
            let Ok(work_ms) = read else { return };
            let consumer = ConsumerSpec { name: draft.name.trim().into(), work_ms, ..(*draft).clone() };
            let command = if is_new { Command::AddConsumer { consumer } } else { Command::SetConsumer { consumer } };
            submit.emit((command, at_start));
        })
    };
    let title = match &old {
        Some(old) => say!(scene.language, Key::DialogEditConsumer, consumer = Arg::Text(&old.name)).plain(),
        None => scene.word(Key::DialogAddConsumer).to_owned(),
    };
    let readable = scene.world.endpoints().iter().filter(|e| !e.removed && e.container().is_none());
    let endpoints = readable.map(|endpoint| (endpoint.name.to_string(), endpoint.name.to_string())).collect::<Vec<_>>();
    let modes = vec![
        Alternative { value: PEEK_LOCK, label: Key::ModePeekLock, about: Some(Key::ModePeekLockAbout) },
        Alternative { value: DELETE, label: Key::ModeReceiveAndDelete, about: Some(Key::ModeReceiveAndDeleteAbout) },
    ];
    let mode = match draft.receive_mode {
        ReceiveMode::PeekLock => PEEK_LOCK,
        ReceiveMode::ReceiveAndDelete => DELETE,
    };
    let work_error = read.err().filter(|_| *tried).or(form.refused("work_ms"));
    html! {
        <Dialog {title} on_close={props.on_close.clone()}>
            <div class="thing-form">
                <TextField label={Key::FieldName} value={draft.name.to_string()} fixed={!is_new} autofocus={is_new}
                    hint={is_new.then(|| say!(scene.language, Key::FieldNameRule, max = MAX_NAME_CHARS))}
                    error={form.refused("name")}
                    on_input={editing(&draft, |draft, name: String| draft.name = name.into())} />
                <SelectField label={Key::FieldReads} value={draft.reads.to_string()} options={endpoints}
                    hint={say!(scene.language, Key::FieldReadsHint)} autofocus={!is_new}
                    error={form.refused("endpoint").or(form.refused("reads"))}
                    on_choose={editing(&draft, |draft, reads: String| draft.reads = reads.into())} />
                if reads_queue {
                    <Choice label={Key::FieldReceiveMode} value={mode} options={modes}
                        on_choose={editing(&draft, |draft, mode| {
                            draft.receive_mode =
                                if mode == DELETE { ReceiveMode::ReceiveAndDelete } else { ReceiveMode::PeekLock };
                        })} />
                    <TextField label={Key::FieldWorkTime} value={(*work).clone()} numeric={true}
                        unit={Key::FieldUnitSeconds} error={work_error}
                        on_input={editing(&work, |work, text| *work = text)} />
                } else {
                    <TextField label={Key::FieldConsumerGroup} value={draft.group.to_string()}
                        on_input={editing(&draft, |draft, group: String| draft.group = group.into())} />
                }
                <Switch label={Key::FieldConsumerEnabled} on={draft.enabled}
                    on_change={editing(&draft, |draft, on| draft.enabled = on)} />
                <ApplyBar scene={scene.clone()} {on_apply} on_close={props.on_close.clone()}
                    refused={form.refused_otherwise(&["name", "endpoint", "reads", "work_ms"])} />
            </div>
        </Dialog>
    }
}

fn fresh(view: &View) -> ConsumerSpec {
    let queue = view.world.endpoints().iter().find(|endpoint| !endpoint.removed && endpoint.queue().is_some());
    let reads = queue.unwrap_or(&view.world.endpoints()[0]).name.clone();
    ConsumerSpec { work_ms: 1_000, ..ConsumerSpec::new("", &reads) }
}
