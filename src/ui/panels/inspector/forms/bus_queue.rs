//! A Service Bus queue that stands alone in its namespace: created, or given other settings, as a program does it.

use super::fields::{ApplyBar, TextField};
use super::queue::{FIELDS, QueueDraft, QueueFields};
use super::use_form;
use crate::model::ids::EndpointId;
use crate::say;
use crate::text::{Arg, Key, Rich};
use crate::ui::panels::inspector::call::ProgramText;
use crate::ui::panels::inspector::parts::section;
use crate::ui::view::View;
use crate::ui::widgets::dialog::Dialog;
use crate::world::command::Command;
use crate::world::operation::ServiceBusOperation;
use crate::world::spec::QueueSpec;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct BusQueueFormProps {
    pub view: Rc<View>,
    /// `None` creates a queue.
    pub subject: Option<EndpointId>,
    pub on_close: Callback<()>,
}

#[component]
pub(super) fn BusQueueForm(props: &BusQueueFormProps) -> Html {
    let form = use_form(&props.view, &props.on_close);
    let scene = &form.scene;
    let old = props.subject.and_then(|id| scene.endpoint(id).queue()).map(|queue| queue.settings().clone());
    let name = use_state_eq(|| old.as_ref().map(|old| old.name.to_string()).unwrap_or_default());
    let draft = use_state_eq(|| QueueDraft::of(&old.as_ref().map_or_else(QueueSpec::default, QueueSpec::of)));
    let tried = use_state_eq(|| false);
    let is_new = old.is_none();
    let mut problems = Vec::new();
    let settings = draft.read(scene, &mut problems);
    let operation = if is_new {
        ServiceBusOperation::CreateQueue { settings }
    } else {
        ServiceBusOperation::UpdateQueue { settings }
    };
    let command = Command::ServiceBus { queue: name.trim().into(), operation };
    let on_apply = {
        let (tried, submit, command) = (tried.clone(), form.submit.clone(), command.clone());
        let is_read = problems.is_empty();
        Callback::from(move |at_start: bool| {
            tried.set(true);
            if is_read {
                submit.emit((command.clone(), at_start));
            }
        })
    };
    let wrong = |field: &str| -> Option<Rich> {
        let typed = problems.iter().filter(|_| *tried).find(|(name, _)| *name == field);
        typed.map(|(_, problem)| problem.clone()).or_else(|| form.refused(field))
    };
    let title = match &old {
        Some(old) => say!(scene.language, Key::DialogEditBusQueue, queue = Arg::Text(&old.name)).plain(),
        None => scene.word(Key::BusQueueAdd).to_owned(),
    };
    let fields = QueueFields {
        scene,
        draft: &draft,
        on_change: Callback::from({
            let draft = draft.clone();
            move |next| draft.set(next)
        }),
        is_new,
        routed: false,
        wrong: &wrong,
    };
    let rename = {
        let name = name.clone();
        Callback::from(move |text| name.set(text))
    };
    html! {
        <Dialog {title} on_close={props.on_close.clone()}>
            <div class="thing-form">
                <p class="form-hint">{ scene.word(Key::BusQueueNote) }</p>
                <TextField label={Key::FieldName} value={(*name).clone()} fixed={!is_new} autofocus={is_new}
                    on_input={rename} />
                { fields.all() }
                if problems.is_empty() {
                    { section(scene.word(Key::CallPython), html! { <ProgramText {command} /> }) }
                }
                <ApplyBar scene={scene.clone()} {on_apply} on_close={props.on_close.clone()}
                    refused={form.refused_otherwise(&FIELDS)} />
            </div>
        </Dialog>
    }
}
