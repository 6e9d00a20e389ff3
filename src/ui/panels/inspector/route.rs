//! A route, and the fallback route: condition, last verdicts, counts.

use super::act::use_acts;
use super::forms::remove::Removal;
use super::parts::{Action, Go, actions, fact, facts, heading, note, rich, section};
use super::scene::{Scene, use_scene};
use crate::model::hub::routing::{History, Route, Say};
use crate::model::ids::{EndpointId, RouteId};
use crate::model::query::{Diagnostic, Severity};
use crate::say;
use crate::text::{Arg, Key, refusal};
use crate::ui::dialogs::DialogKind;
use crate::ui::page::use_dialogs;
use crate::ui::place::Place;
use crate::ui::seen::{doubts, seen};
use crate::ui::view::{Selection, View};
use crate::ui::widgets::icon::Glyph;
use crate::world::command::Command;
use crate::world::spec::RouteSpec;
use std::rc::Rc;
use yew::prelude::*;

/// Verdicts in a history strip.
pub const HISTORY: usize = 14;

#[derive(PartialEq, Properties)]
pub struct RouteProps {
    pub view: Rc<View>,
    pub route: RouteId,
}

/// The route as a person would say it.
#[must_use]
pub fn spec_of(view: &View, route: &Route) -> RouteSpec {
    RouteSpec {
        name: route.name.clone(),
        source: route.source,
        condition: route.condition.text().into(),
        endpoint: view.world.endpoints()[route.endpoint.index()].name.clone(),
        enabled: route.enabled,
    }
}

#[component]
pub fn RouteDetails(props: &RouteProps) -> Html {
    let scene = use_scene(&props.view);
    let acts = use_acts(&scene);
    let dialogs = use_dialogs();
    let id = props.route;
    let kind = scene.word(Key::KindRoute);
    let condition = scene.world.hub().routes.list.iter().find(|route| route.id == id).map(|r| r.condition.clone());
    let newest = scene.world.hub().routes.recent.last().copied();
    let text = condition.as_ref().map(|condition| condition.text().to_owned());
    let doubts = use_memo((text, newest), |_| {
        condition.map(|condition| doubts(&condition, &seen(&scene.view, HISTORY))).unwrap_or_default()
    });
    let Some(route) = scene.world.hub().routes.list.iter().find(|route| route.id == id) else {
        let name = scene.world.hub().route_name(id);
        let key = if name.is_empty() { Key::InspectorNotThere } else { Key::InspectorRemoved };
        return heading(kind, if name.is_empty() { "–" } else { &name }, html! { <p>{ scene.word(key) }</p> });
    };
    let spec = spec_of(&scene, route);
    let toggle = Command::SetRoute { route: RouteSpec { enabled: !route.enabled, ..spec } };
    let (toggle_key, toggle_glyph) =
        if route.enabled { (Key::ActDisableRoute, Glyph::Pause) } else { (Key::ActEnableRoute, Glyph::Play) };
    let open_lab = {
        let place = Place::route_lab(Some(&route.name));
        Callback::from(move |()| place.go())
    };
    let edit = {
        let dialogs = dialogs.clone();
        Callback::from(move |()| dialogs.open(DialogKind::Route(Some(id))))
    };
    let remove = {
        let (dialogs, name) = (dialogs.clone(), route.name.clone());
        Callback::from(move |()| dialogs.open(DialogKind::Remove(Removal::Route(name.clone()))))
    };
    let condition = if route.condition.text().trim().is_empty() {
        html! { scene.word(Key::RouteConditionBlank) }
    } else {
        html! { <code class="condition">{ route.condition.text() }</code> }
    };
    let endpoint = &scene.endpoint(route.endpoint).name;
    let rows = vec![
        fact(scene.word(Key::RouteHeadingCondition), condition),
        fact(scene.word(Key::RouteHeadingSource), html! { <code>{ route.source.as_str() }</code> }),
        fact(
            scene.word(Key::RouteHeadingEndpoint),
            html! { <Go to={Selection::Endpoint(route.endpoint)}>{ endpoint }</Go> },
        ),
    ];
    let matched = say!(scene.language, Key::RouteMatchedCount, n = route.matched);
    html! {
        <>
            { heading(kind, &route.name, html! {
                <p>
                    if !route.enabled {
                        <b>{ scene.word(Key::StateDisabled) }</b>{ ", " }
                    }
                    { rich(matched) }
                </p>
            }) }
            <section class="insp-part">{ facts(rows) }</section>
            { section(scene.word(Key::RouteHeadingLast), strip(&scene, &route.name, route.history)) }
            { doubtful(&scene, &doubts) }
            { actions(&scene, acts.refused.clone(), html! {
                <>
                    <Action key_={Key::RouteOpenLab} glyph={Glyph::Search} onclick={open_lab} />
                    <Action key_={Key::ActionEdit} glyph={Glyph::Edit} onclick={edit} />
                    <Action key_={toggle_key} glyph={toggle_glyph} onclick={acts.doing(toggle)} />
                    <Action key_={Key::ActionRemove} glyph={Glyph::Trash} danger={true} onclick={remove} />
                </>
            }) }
        </>
    }
}

/// What is doubtful about the condition.
fn doubtful(scene: &Scene, doubts: &[Diagnostic]) -> Html {
    let notes = doubts.iter().map(|doubt| {
        let warns = doubt.severity == Severity::Warning;
        let (tone, glyph) = if warns { ("warn", Glyph::Warning) } else { ("", Glyph::Question) };
        note(tone, glyph, rich(refusal::diagnostic(doubt, scene.language)))
    });
    html! { <div class="doubts">{ for notes }</div> }
}

/// The last verdicts, oldest first; each leads to its message.
fn strip(scene: &Scene, name: &str, history: History) -> Html {
    let said: Vec<(Say, bool)> = history.last(HISTORY).collect();
    if said.is_empty() {
        return html! { <p class="quiet">{ scene.word(Key::VerdictPending) }</p> };
    }
    let recent = &scene.world.hub().routes.recent;
    let about = recent.len().saturating_sub(said.len());
    let label = say!(scene.language, Key::RouteHistory, n = said.len(), route = Arg::Text(name)).plain();
    let cells = said.into_iter().zip(&recent[about..]).map(|((said, resend), lineage)| {
        let send = lineage.send();
        let message = scene.label(send);
        let message = Arg::Code(&message);
        let (class, key) = match said {
            Say::True => ("true", Key::RouteHistoryTrue),
            Say::False => ("false", Key::RouteHistoryFalse),
            Say::Undefined => ("undefined", Key::RouteHistoryUndefined),
            Say::NotConsulted => ("none", Key::RouteHistoryNotNeeded),
        };
        let mut title = say!(scene.language, key, message = message).plain();
        if resend {
            title = format!("{title}. {}", say!(scene.language, Key::RouteHistoryResend, message = message).plain());
        }
        html! {
            <li>
                <Go to={Selection::Message(send)} class={classes!("cell", class, resend.then_some("resend"))}>
                    <span class="unseen">{ &title }</span>
                </Go>
            </li>
        }
    });
    html! { <ol class="strip" aria-label={label}>{ for cells }</ol> }
}

#[derive(PartialEq, Properties)]
pub struct FallbackProps {
    pub view: Rc<View>,
}

#[component]
pub fn FallbackDetails(props: &FallbackProps) -> Html {
    let scene = use_scene(&props.view);
    let acts = use_acts(&scene);
    let routes = &scene.world.hub().routes;
    let on = routes.fallback_on;
    let state = if on { Key::RouteFallbackWhen } else { Key::RouteFallbackOff };
    let (key_, glyph) =
        if on { (Key::ActDisableFallback, Glyph::Pause) } else { (Key::ActEnableFallback, Glyph::Play) };
    let events = &scene.endpoint(EndpointId::BUILT_IN).name;
    let matched = say!(scene.language, Key::RouteMatchedCount, n = routes.fallback_matched);
    let orphaned = say!(scene.language, Key::RouteOrphanedCount, n = scene.world.ledger().orphaned);
    let rows = vec![
        fact(scene.word(Key::TableState), scene.word(if on { Key::StateOn } else { Key::StateOff })),
        fact(
            scene.word(Key::RouteHeadingEndpoint),
            html! { <Go to={Selection::Endpoint(EndpointId::BUILT_IN)}>{ events }</Go> },
        ),
        fact(scene.word(Key::TableMatched), html! { <>{ rich(matched) }{ ", " }{ rich(orphaned) }</> }),
    ];
    let name = scene.word(Key::RouteFallback);
    html! {
        <>
            { heading(scene.word(Key::KindRoute), name, html! { <p>{ scene.word(state) }</p> }) }
            <section class="insp-part">{ facts(rows) }</section>
            { section(scene.word(Key::RouteHeadingLast), strip(&scene, name, routes.fallback_history)) }
            { actions(&scene, acts.refused.clone(), html! {
                <Action {key_} {glyph} onclick={acts.doing(Command::SetFallback { on: !on })} />
            }) }
        </>
    }
}
