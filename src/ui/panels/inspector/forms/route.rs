//! A route: its source, its condition, its endpoint.

use super::condition::ConditionField;
use super::fields::{ApplyBar, SelectField, Switch, TextField, editing};
use super::use_form;
use crate::model::ids::RouteId;
use crate::model::limits::MAX_NAME_CHARS;
use crate::model::message::Source;
use crate::say;
use crate::text::{Arg, Key};
use crate::ui::panels::inspector::parts::{note, rich};
use crate::ui::panels::inspector::route::spec_of;
use crate::ui::view::View;
use crate::ui::widgets::dialog::Dialog;
use crate::ui::widgets::icon::Glyph;
use crate::world::command::Command;
use crate::world::spec::RouteSpec;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct RouteFormProps {
    pub view: Rc<View>,
    /// `None` adds a route.
    pub subject: Option<RouteId>,
    pub on_close: Callback<()>,
}

#[component]
pub fn RouteForm(props: &RouteFormProps) -> Html {
    let form = use_form(&props.view, &props.on_close);
    let scene = &form.scene;
    let routes = &scene.world.hub().routes.list;
    let old = props.subject.and_then(|id| routes.iter().find(|route| route.id == id)).map(|r| spec_of(scene, r));
    let draft = use_state(|| old.clone().unwrap_or_else(|| fresh(&props.view)));
    let is_new = old.is_none();
    let on_apply = {
        let (draft, submit) = (draft.clone(), form.submit.clone());
        Callback::from(move |at_start: bool| {
            let route = RouteSpec { name: draft.name.trim().into(), ..(*draft).clone() };
            let command = if is_new { Command::AddRoute { route } } else { Command::SetRoute { route } };
            submit.emit((command, at_start));
        })
    };
    let title = match &old {
        Some(old) => say!(scene.language, Key::DialogEditRoute, route = Arg::Text(&old.name)).plain(),
        None => scene.word(Key::DialogAddRoute).to_owned(),
    };
    let tier = scene.world.hub().spec.tier;
    let full = is_new && routes.len() >= tier.max_routes();
    let room = say!(
        scene.language,
        Key::TierRoutes,
        n = routes.len(),
        max = tier.max_routes(),
        tier = Arg::Code(tier.as_str())
    );
    let standing = scene.world.endpoints().iter().filter(|endpoint| !endpoint.removed);
    let endpoints = standing.map(|endpoint| (endpoint.name.to_string(), endpoint.name.to_string())).collect::<Vec<_>>();
    let sources = Source::ALL.map(|source| (source.as_str().to_owned(), scene.word(source_word(source)).to_owned()));
    html! {
        <Dialog {title} on_close={props.on_close.clone()}>
            <div class="thing-form">
                if full {
                    { note("warn", Glyph::Warning, rich(room)) }
                }
                <TextField label={Key::FieldName} value={draft.name.to_string()} fixed={!is_new} autofocus={is_new}
                    hint={is_new.then(|| say!(scene.language, Key::FieldNameRule, max = MAX_NAME_CHARS))}
                    error={form.refused("name")}
                    on_input={editing(&draft, |draft, name: String| draft.name = name.into())} />
                <SelectField label={Key::FieldSource} value={draft.source.as_str().to_owned()}
                    options={sources.to_vec()}
                    on_choose={editing(&draft, |draft, source: String| {
                        draft.source = Source::ALL.into_iter().find(|s| s.as_str() == source).unwrap_or_default();
                    })} />
                <ConditionField scene={scene.clone()} text={draft.condition.to_string()} source={draft.source}
                    refused={form.refused("condition")} autofocus={!is_new}
                    on_input={editing(&draft, |draft, text: String| draft.condition = text.into())} />
                <SelectField label={Key::FieldEndpoint} value={draft.endpoint.to_string()} options={endpoints}
                    error={form.refused("endpoint")}
                    on_choose={editing(&draft, |draft, name: String| draft.endpoint = name.into())} />
                <Switch label={Key::FieldRouteEnabled} on={draft.enabled}
                    on_change={editing(&draft, |draft, on| draft.enabled = on)} />
                <ApplyBar scene={scene.clone()} {on_apply} on_close={props.on_close.clone()}
                    refused={form.refused_otherwise(&["name", "condition", "endpoint"])} />
            </div>
        </Dialog>
    }
}

fn fresh(view: &View) -> RouteSpec {
    let custom = view.world.endpoints().iter().rev().find(|endpoint| !endpoint.removed);
    RouteSpec {
        name: "".into(),
        source: Source::DeviceMessages,
        condition: "".into(),
        endpoint: custom.map(|endpoint| endpoint.name.clone()).unwrap_or_default(),
        enabled: true,
    }
}

#[must_use]
pub fn source_word(source: Source) -> Key {
    match source {
        Source::DeviceMessages => Key::SourceDeviceMessages,
        Source::TwinChangeEvents => Key::SourceTwinChangeEvents,
        Source::DeviceLifecycleEvents => Key::SourceDeviceLifecycleEvents,
        Source::DeviceJobLifecycleEvents => Key::SourceDeviceJobLifecycleEvents,
        Source::DeviceConnectionStateEvents => Key::SourceDeviceConnectionStateEvents,
        Source::DigitalTwinChangeEvents => Key::SourceDigitalTwinChangeEvents,
    }
}
