//! A device: its program and its pace.

use super::fields::{Alternative, ApplyBar, Choice, Switch, TextField, editing, in_seconds, seconds, span_rule};
use super::message::{MessageDraft, message_fields, set};
use super::use_form;
use crate::model::ids::DeviceId;
use crate::model::limits::MAX_ID_CHARS;
use crate::say;
use crate::text::{Arg, Key};
use crate::ui::view::View;
use crate::ui::widgets::dialog::Dialog;
use crate::world::command::Command;
use crate::world::setup::{MAX_WAIT_MS, MIN_PACE_MS};
use crate::world::spec::{DeviceSpec, Program, TemplateProgram, TutorialProgram};
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct DeviceFormProps {
    pub view: Rc<View>,
    /// `None` adds a device.
    pub subject: Option<DeviceId>,
    pub on_close: Callback<()>,
}

const TUTORIAL: &str = "tutorial";
const TEMPLATE: &str = "template";
const SILENT: &str = "silent";

#[derive(Clone, PartialEq)]
struct Draft {
    id: String,
    program: &'static str,
    pace: String,
    /// What the tutorial's program leaves out, set.
    json: bool,
    enabled: bool,
}

#[component]
pub fn DeviceForm(props: &DeviceFormProps) -> Html {
    let form = use_form(&props.view, &props.on_close);
    let scene = &form.scene;
    let old = props.subject.map(|id| scene.device(id).about.spec.clone());
    let draft = use_state(|| Draft::of(old.as_deref(), &props.view));
    let message = use_state(|| template_of(old.as_deref()));
    let tried = use_state_eq(|| false);
    let pace = seconds(scene, &draft.pace, MIN_PACE_MS, MAX_WAIT_MS);
    let on_apply = {
        let (draft, message, tried, pace) = (draft.clone(), message.clone(), tried.clone(), pace.clone());
        let (submit, old) = (form.submit.clone(), old.clone());
        Callback::from(move |at_start: bool| {
            tried.set(true);
            if pace.is_err() && draft.program != SILENT {
                return;
            }
            let pace = pace.clone().unwrap_or_default();
            let device = draft.spec(&message, pace, old.as_deref());
            let command = if old.is_some() { Command::SetDevice { device } } else { Command::AddDevice { device } };
            submit.emit((command, at_start));
        })
    };
    let title = match &old {
        Some(old) => say!(scene.language, Key::DialogEditDevice, device = Arg::Text(&old.id)).plain(),
        None => scene.word(Key::DialogAddDevice).to_owned(),
    };
    let rule = say!(
        scene.language,
        Key::FieldDeviceIdRule,
        max = MAX_ID_CHARS,
        characters = Arg::Code("- . + % _ # * ? ! ( ) , = @ $ '")
    );
    let programs = vec![
        Alternative { value: TUTORIAL, label: Key::ProgramWind, about: Some(Key::ProgramWindAbout) },
        Alternative { value: TEMPLATE, label: Key::ProgramTemplate, about: None },
        Alternative { value: SILENT, label: Key::ProgramNone, about: None },
    ];
    let pace_error = pace.err().filter(|_| *tried).or(form.refused("pace_ms"));
    let placeholders =
        say!(scene.language, Key::ProgramTemplateAbout, placeholders = Arg::Code("{deviceId} {n} {reading}"));
    html! {
        <Dialog {title} on_close={props.on_close.clone()}>
            <div class="thing-form">
                <TextField label={Key::FieldDeviceId} value={draft.id.clone()} fixed={old.is_some()} hint={rule}
                    error={form.refused("name")} autofocus={old.is_none()}
                    on_input={editing(&draft, |draft, id| draft.id = id)} />
                <Choice label={Key::FieldProgram} value={draft.program} options={programs} autofocus={old.is_some()}
                    on_choose={editing(&draft, |draft, program| draft.program = program)} />
                if draft.program != SILENT {
                    <TextField label={Key::FieldInterval} value={draft.pace.clone()} numeric={true}
                        unit={Key::FieldUnitSeconds} error={pace_error}
                        hint={span_rule(scene, MIN_PACE_MS, MAX_WAIT_MS, 30_000)}
                        on_input={editing(&draft, |draft, pace| draft.pace = pace)} />
                }
                if draft.program == TUTORIAL {
                    <Switch label={Key::FieldJsonContent} on={draft.json}
                        on_change={editing(&draft, |draft, json| draft.json = json)} />
                }
                if draft.program == TEMPLATE {
                    { message_fields(scene, &message, Some(placeholders)) }
                }
                <Switch label={Key::FieldSending} on={draft.enabled}
                    on_change={editing(&draft, |draft, on| draft.enabled = on)} />
                <ApplyBar scene={scene.clone()} {on_apply} on_close={props.on_close.clone()}
                    refused={form.refused_otherwise(&["name", "pace_ms"])} />
            </div>
        </Dialog>
    }
}

/// A name that nothing has yet: `device-2`.
fn free_id(view: &View) -> String {
    let mut number = 1;
    loop {
        let id = format!("device-{number}");
        if view.world.find_device(&id).is_none() {
            return id;
        }
        number += 1;
    }
}

fn template_of(old: Option<&DeviceSpec>) -> MessageDraft {
    match old.map(|spec| &spec.program) {
        Some(Program::Template(program)) => {
            let text = |value: &Option<std::sync::Arc<str>>| value.as_deref().unwrap_or_default().to_owned();
            MessageDraft {
                body: program.body.to_string(),
                message_id: text(&program.message_id),
                content_type: text(&program.content_type),
                content_encoding: text(&program.content_encoding),
                properties: program.properties.iter().map(|p| (p.name.to_string(), p.value.to_string())).collect(),
            }
        }
        _ => MessageDraft {
            body: "{\"deviceId\": \"{deviceId}\", \"reading\": {reading}}".to_owned(),
            message_id: "{deviceId}_{n}".to_owned(),
            content_type: "application/json".to_owned(),
            content_encoding: "utf-8".to_owned(),
            properties: Vec::new(),
        },
    }
}

impl Draft {
    fn of(old: Option<&DeviceSpec>, view: &View) -> Self {
        let fresh = DeviceSpec { id: free_id(view).into(), program: Program::default(), starts_ms: 0, enabled: true };
        let spec = old.unwrap_or(&fresh);
        let (program, json) = match &spec.program {
            Program::Tutorial(tutorial) => (TUTORIAL, tutorial.content_type.is_some()),
            Program::Template(_) => (TEMPLATE, false),
            Program::Silent {} => (SILENT, false),
        };
        let pace = spec.program.pace_ms().unwrap_or(30_000);
        Self { id: spec.id.to_string(), program, pace: in_seconds(pace), json, enabled: spec.enabled }
    }

    fn spec(&self, message: &MessageDraft, pace_ms: u64, old: Option<&DeviceSpec>) -> DeviceSpec {
        let program = match self.program {
            TUTORIAL => Program::Tutorial(TutorialProgram {
                pace_ms,
                content_type: self.json.then(|| "application/json".into()),
                content_encoding: self.json.then(|| "utf-8".into()),
            }),
            TEMPLATE => Program::Template(TemplateProgram {
                pace_ms,
                body: (*message.body).into(),
                properties: message.properties(),
                message_id: set(&message.message_id),
                content_type: set(&message.content_type),
                content_encoding: set(&message.content_encoding),
            }),
            _ => Program::Silent {},
        };
        let starts_ms = old.map_or(0, |old| old.starts_ms);
        DeviceSpec { id: self.id.trim().into(), program, starts_ms, enabled: self.enabled }
    }
}
