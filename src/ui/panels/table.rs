//! The table: everything that the diagram shows, in rows, with the same selection and the same forms.

mod messages;
mod rows;
pub(crate) mod words;

use crate::model::ids::EndpointId;
use crate::picture::diagram::scene::Scene;
use crate::picture::diagram::scene::routes::Verdict;
use crate::say;
use crate::text::{Arg, Key, Language, format, refusal, word};
use crate::ui::desk::{Desk, Told};
use crate::ui::dialogs::{DialogKind, Dialogs};
use crate::ui::page::{use_desk, use_dialogs, use_language};
use crate::ui::panels::PanelProps;
use crate::ui::panels::diagram::focus;
use crate::ui::view::{Selection, View};
use crate::world::command::Command;
use crate::world::spec::{ConsumerSpec, DeviceSpec, EndpointSpec, RouteSpec};
use messages::Messages;
use rows::{Window, use_window};
use std::rc::Rc;
use yew::prelude::*;

/// Device rows in sight at once.
const DEVICE_ROWS: usize = 12;

/// The twin of the diagram.
#[component]
pub fn Table(props: &PanelProps) -> Html {
    let language = use_language();
    let desk = use_desk();
    let dialogs = use_dialogs();
    let refused = use_state(|| None::<String>);
    let count = props.view.world.devices().iter().filter(|device| !device.removed).count();
    let window = use_window(count, DEVICE_ROWS);
    let mut focus = focus(props.selection, true, "");
    focus.device_rows = Some(window.shown.clone());
    let scene = Scene::of(&props.view.world, &props.view.log, props.view.at_step, &focus);
    let sheet = Sheet { language, scene, view: props.view.clone(), selection: props.selection, desk, dialogs, refused };
    html! {
        <div class="twin">
            if let Some(refused) = &*sheet.refused {
                <p class="twin-refused" role="alert">{ refused }</p>
            }
            { sheet.devices(&window) }
            { sheet.routes() }
            { sheet.endpoints() }
            { sheet.consumers() }
            <Messages view={props.view.clone()} selection={props.selection} />
        </div>
    }
}

/// The heading of a table, with the button that adds a row.
fn caption(language: Language, key: Key, count: usize, add: Html) -> Html {
    html! {
        <caption>
            <span class="twin-caption">
                <b>{ word(language, key) }</b>
                <span class="minor">{ say!(language, Key::TableRows, n = count).plain() }</span>
                { add }
            </span>
        </caption>
    }
}

fn head(language: Language, keys: &[Key]) -> Html {
    let cell = |key: &Key| {
        let numeric = matches!(
            key,
            Key::TableSent
                | Key::TableMatched
                | Key::TableDelivered
                | Key::TableRetrying
                | Key::TableDropped
                | Key::TableActions
        );
        html! { <th scope="col" class={numeric.then_some("numeric")}>{ word(language, *key) }</th> }
    };
    html! { <thead><tr>{ for keys.iter().map(cell) }</tr></thead> }
}

/// What can be done with a row, and to what.
struct Acts {
    edit: Option<DialogKind>,
    /// Whether it is enabled now, and what turns it over.
    switch: Option<(bool, Command)>,
    remove: Option<Command>,
}

struct Sheet {
    language: Language,
    scene: Scene,
    view: Rc<View>,
    selection: Selection,
    desk: Desk,
    dialogs: Dialogs,
    refused: UseStateHandle<Option<String>>,
}

impl Sheet {
    fn word(&self, key: Key) -> &'static str {
        word(self.language, key)
    }

    fn add(&self, key: Key, what: DialogKind) -> Html {
        let dialogs = self.dialogs.clone();
        let open = move |_: MouseEvent| dialogs.open(what.clone());
        html! { <button type="button" class="link" onclick={open}>{ format!("+ {}", self.word(key)) }</button> }
    }

    /// A row's name, which selects what it stands for.
    fn name(&self, name: &str, what: Selection) -> Html {
        let (desk, on) = (self.desk.clone(), self.selection == what);
        let next = if on { Selection::None } else { what };
        html! {
            <th scope="row">
                <button type="button" class="link" aria-pressed={on.to_string()} onclick={move |_| desk.select(next)}>
                    { name.to_owned() }
                </button>
            </th>
        }
    }

    fn row(&self, what: Selection) -> Option<&'static str> {
        (self.selection == what).then_some("on")
    }

    fn acts(&self, name: &str, acts: Acts) -> Html {
        let button = |key: Key, press: Callback<MouseEvent>| {
            let label = say!(self.language, Key::TwinAct, act = Arg::Text(self.word(key)), name = Arg::Name(name));
            html! {
                <button type="button" class="btn small" aria-label={label.plain()} onclick={press}>
                    { self.word(key) }
                </button>
            }
        };
        let edit = acts.edit.map(|what| {
            let dialogs = self.dialogs.clone();
            button(Key::ActionEdit, Callback::from(move |_| dialogs.open(what.clone())))
        });
        let switch = acts
            .switch
            .map(|(on, command)| button(if on { Key::ActionDisable } else { Key::ActionEnable }, self.does(command)));
        let remove = acts.remove.map(|command| button(Key::ActionRemove, self.does(command)));
        html! { <td><span class="twin-acts">{ edit }{ switch }{ remove }</span></td> }
    }

    fn does(&self, command: Command) -> Callback<MouseEvent> {
        let (desk, refused, language) = (self.desk.clone(), self.refused.clone(), self.language);
        let tier = self.view.world.hub().spec.tier;
        Callback::from(move |_| {
            let refused = refused.clone();
            let then = Callback::from(move |told: Told| {
                refused.set(told.err().map(|rejection| refusal::rejection(&rejection, tier, language).plain()));
            });
            desk.act(command.clone(), false, then);
        })
    }

    fn devices(&self, window: &Window) -> Html {
        let rows = self.scene.devices.iter().map(|facts| {
            let spec = &*self.view.world.devices()[facts.id.index()].about.spec;
            let turned = DeviceSpec { enabled: !spec.enabled, ..spec.clone() };
            let acts = Acts {
                edit: Some(DialogKind::Device(Some(facts.id))),
                switch: Some((spec.enabled, Command::SetDevice { device: turned })),
                remove: Some(Command::RemoveDevice { id: facts.name.clone() }),
            };
            let what = Selection::Device(facts.id);
            html! {
                <tr key={facts.id.0} class={self.row(what)}>
                    { self.name(&facts.name, what) }
                    <td>{ words::link(self.language, facts, Arg::Text("MQTT")) }</td>
                    <td>{ words::pace(self.language, facts) }</td>
                    <td class="numeric">{ format::number(facts.sent) }</td>
                    { self.acts(&facts.name, acts) }
                </tr>
            }
        });
        let keys = [Key::TableName, Key::TableState, Key::TableInterval, Key::TableSent, Key::TableActions];
        let add = self.add(Key::AddDevice, DialogKind::Device(None));
        let count = self.scene.device_count;
        window.frame(
            self.word(Key::TableCaptionDevices),
            keys.len(),
            html! {
                <>
                    { caption(self.language, Key::TableCaptionDevices, count, add) }
                    { head(self.language, &keys) }
                </>
            },
            rows.collect(),
        )
    }

    fn routes(&self) -> Html {
        let list = &self.view.world.hub().routes.list;
        let name_of = |id: EndpointId| self.view.world.endpoints()[id.index()].name.clone();
        let rows = self.scene.rungs.iter().map(|facts| {
            let route = list.iter().find(|route| route.id == facts.id);
            let enabled = route.is_some_and(|route| route.enabled);
            let turned = RouteSpec {
                name: facts.name.clone(),
                source: facts.source,
                condition: facts.condition.clone(),
                endpoint: name_of(facts.endpoint),
                enabled: !enabled,
            };
            let acts = Acts {
                edit: Some(DialogKind::Route(Some(facts.id))),
                switch: Some((enabled, Command::SetRoute { route: turned })),
                remove: Some(Command::RemoveRoute { name: facts.name.clone() }),
            };
            let what = Selection::Route(facts.id);
            html! {
                <tr key={facts.id.0} class={self.row(what)}>
                    { self.name(&facts.name, what) }
                    <td>{ facts.source.as_str() }</td>
                    <td><code>{ facts.condition.to_string() }</code></td>
                    <td>{ name_of(facts.endpoint).to_string() }</td>
                    <td>{ words::verdict(self.language, facts.verdict) }</td>
                    <td class="numeric">{ format::number(facts.matched) }</td>
                    { self.acts(&facts.name, acts) }
                </tr>
            }
        });
        let keys = [
            Key::TableName,
            Key::TableSource,
            Key::TableCondition,
            Key::TableEndpoint,
            Key::TableVerdict,
            Key::TableMatched,
            Key::TableActions,
        ];
        let add = self.add(Key::AddRoute, DialogKind::Route(None));
        html! {
            <table class="table">
                { caption(self.language, Key::TableCaptionRoutes, self.scene.route_count, add) }
                { head(self.language, &keys) }
                <tbody>
                    { for rows }
                    { self.fallback() }
                </tbody>
            </table>
        }
    }

    fn fallback(&self) -> Html {
        let facts = &self.scene.fallback;
        let verdict = match facts.verdict {
            Verdict::True => self.word(Key::VerdictUsed),
            verdict => words::verdict(self.language, verdict),
        };
        let name = self.word(Key::RouteFallback);
        let acts = Acts { edit: None, switch: Some((facts.on, Command::SetFallback { on: !facts.on })), remove: None };
        html! {
            <tr class={self.row(Selection::Fallback)}>
                { self.name(name, Selection::Fallback) }
                <td>{ "DeviceMessages" }</td>
                <td>{ self.word(if facts.on { Key::RouteFallbackWhen } else { Key::RouteFallbackOff }) }</td>
                <td>{ self.view.world.endpoints()[EndpointId::BUILT_IN.index()].name.to_string() }</td>
                <td>{ verdict }</td>
                <td class="numeric">{ format::number(facts.matched) }</td>
                { self.acts(name, acts) }
            </tr>
        }
    }

    fn endpoints(&self) -> Html {
        let rows = self.scene.endpoints.iter().map(|facts| {
            let spec = self.view.world.endpoints()[facts.id.index()].spec.clone();
            let acts = Acts {
                edit: spec.as_ref().map(|_| DialogKind::Endpoint(Some(facts.id))),
                switch: spec.as_ref().map(|spec| {
                    let turned = EndpointSpec { enabled: !spec.enabled, ..(**spec).clone() };
                    (spec.enabled, Command::SetEndpoint { endpoint: turned })
                }),
                remove: spec.map(|spec| Command::RemoveEndpoint { name: spec.name.clone() }),
            };
            let what = Selection::Endpoint(facts.id);
            html! {
                <tr key={facts.id.0} class={self.row(what)}>
                    { self.name(&facts.name, what) }
                    <td>{ self.word(words::kind(facts)) }</td>
                    <td>{ words::health(self.language, facts) }</td>
                    <td>{ words::counts(self.language, facts) }</td>
                    <td class="numeric">{ format::number(facts.delivered) }</td>
                    <td class="numeric">{ format::number(facts.retrying) }</td>
                    <td class="numeric">{ format::number(facts.dropped) }</td>
                    { self.acts(&facts.name, acts) }
                </tr>
            }
        });
        let keys = [
            Key::TableName,
            Key::TableKind,
            Key::TableHealth,
            Key::TableContent,
            Key::TableDelivered,
            Key::TableRetrying,
            Key::TableDropped,
            Key::TableActions,
        ];
        let add = self.add(Key::AddEndpoint, DialogKind::Endpoint(None));
        html! {
            <table class="table">
                { caption(self.language, Key::TableCaptionEndpoints, self.scene.endpoints.len(), add) }
                { head(self.language, &keys) }
                <tbody>{ for rows }</tbody>
            </table>
        }
    }

    fn consumers(&self) -> Html {
        let rows = self.scene.consumers.iter().map(|facts| {
            let spec = &*self.view.world.consumers()[facts.id.index()].spec;
            let turned = ConsumerSpec { enabled: !spec.enabled, ..spec.clone() };
            let acts = Acts {
                edit: Some(DialogKind::Consumer(Some(facts.id))),
                switch: Some((spec.enabled, Command::SetConsumer { consumer: turned })),
                remove: Some(Command::RemoveConsumer { name: facts.name.clone() }),
            };
            let doing = words::doing(self.language, &facts.doing);
            let detail = words::doing_detail(self.language, &facts.doing);
            let doing = [Some(doing), detail].into_iter().flatten().collect::<Vec<_>>().join(", ");
            let what = Selection::Consumer(facts.id);
            html! {
                <tr key={facts.id.0} class={self.row(what)}>
                    { self.name(&facts.name, what) }
                    <td>{ self.view.world.endpoints()[facts.reads.index()].name.to_string() }</td>
                    <td>{ words::way(self.language, &facts.way) }</td>
                    <td>{ doing }</td>
                    { self.acts(&facts.name, acts) }
                </tr>
            }
        });
        let keys = [Key::TableName, Key::TableEndpoint, Key::TableMode, Key::TableDoing, Key::TableActions];
        let add = self.add(Key::AddConsumer, DialogKind::Consumer(None));
        html! {
            <table class="table">
                { caption(self.language, Key::TableCaptionConsumers, self.scene.consumers.len(), add) }
                { head(self.language, &keys) }
                <tbody>{ for rows }</tbody>
            </table>
        }
    }
}
