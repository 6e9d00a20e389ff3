//! The routes at the left, and what stands in the middle where there is none.

use super::bottom::short;
use super::lines::Line;
use crate::model::ids::EndpointId;
use crate::say;
use crate::text::{Arg, Key, Language, Rich, word};
use crate::ui::place::{FALLBACK, Place};
use crate::ui::view::View;
use crate::ui::widgets::icon::{Glyph, icon};
use crate::ui::widgets::rich::rich;
use crate::world::command::Command;
use crate::world::spec::RouteSpec;
use yew::prelude::*;

/// The list, the fallback route last; `below` it, what holds for all.
pub(super) fn list(
    language: Language,
    view: &View,
    lines: &[Line],
    chosen: &str,
    on_add: Callback<MouseEvent>,
    below: Html,
) -> Html {
    let routes = &view.world.hub().routes;
    let most = view.world.hub().spec.tier.max_routes();
    let events = &view.world.endpoints()[EndpointId::BUILT_IN.index()].name;
    let route = |line: &Line| {
        let errors = if line.has_error() { line.compiled().diagnostics.len().max(1) } else { 0 };
        let state = match (errors, &line.typed) {
            (0, None) => html! { <span class="minor">{ &line.spec.endpoint }</span> },
            (0, Some(_)) => {
                let state = say!(language, Key::LabEditedEndpoint, endpoint = Arg::Text(&line.spec.endpoint));
                html! { <span class="minor">{ state.plain() }</span> }
            }
            (n, _) => html! { <span class="lab-unsaved">{ say!(language, Key::LabNotSaved, n = n).plain() }</span> },
        };
        let query = html! { <code translate="no">{ short(language, line.text()) }</code> };
        item(&line.spec.name, &line.spec.name, chosen, html! { <>{ query }{ state }</> })
    };
    let when = if routes.fallback_on { Key::RouteFallbackWhen } else { Key::RouteFallbackOff };
    let fallback = html! {
        <>
            <span class="lab-when">{ word(language, when) }</span>
            <span class="minor">{ events }</span>
        </>
    };
    html! {
        <nav class="lab-routes" aria-label={word(language, Key::PartRoutes)}>
            <p class="lab-head">
                <b>{ word(language, Key::PartRoutes) }</b>
                <span class="minor">{ say!(language, Key::LabRoutesCount, n = lines.len(), max = most).plain() }</span>
            </p>
            <ul>
                { for lines.iter().map(route) }
                { item(FALLBACK, word(language, Key::RouteFallback), chosen, fallback) }
            </ul>
            <button type="button" class="btn" onclick={on_add}>
                { icon(Glyph::Add) }{ word(language, Key::AddRoute) }
            </button>
            { below }
        </nav>
    }
}

fn item(name: &str, shown: &str, chosen: &str, below: Html) -> Html {
    let place = Place::route_lab(Some(name));
    let href = place.href();
    let onclick = Callback::from(move |event: MouseEvent| {
        event.prevent_default();
        place.go();
    });
    html! {
        <li>
            <a {href} {onclick} aria-current={(name == chosen).then_some("true")}>
                <b>{ shown.to_owned() }</b>
                { below }
            </a>
        </li>
    }
}

/// What the fallback route is.
pub(super) fn fallback(language: Language, view: &View, on_act: &Callback<Command>) -> Html {
    let on = view.world.hub().routes.fallback_on;
    let events = &view.world.endpoints()[EndpointId::BUILT_IN.index()].name;
    let about: Rich = if on {
        say!(language, Key::LabFallbackAbout, endpoint = Arg::Name(events))
    } else {
        say!(language, Key::LabFallbackOffAbout)
    };
    let switch = if on { Key::ActDisableFallback } else { Key::ActEnableFallback };
    html! {
        <>
            <header class="lab-title"><h2>{ word(language, Key::RouteFallback) }</h2></header>
            <p class="lab-lead">{ rich(about) }</p>
            <button type="button" class="btn" onclick={on_act.reform(move |_: MouseEvent| Command::SetFallback { on: !on })}>
                { word(language, switch) }
            </button>
        </>
    }
}

/// Where there is no route: three to start with.
pub(super) fn starters(language: Language, view: &View, on_act: &Callback<Command>) -> Html {
    let endpoints = view.world.endpoints();
    let endpoint = endpoints.iter().rev().find(|endpoint| !endpoint.removed).map(|endpoint| endpoint.name.clone());
    let Some(endpoint) = endpoint else { return Html::default() };
    let starter = |(name, condition, key): (&str, &str, Key)| {
        let route = RouteSpec {
            name: name.into(),
            source: Default::default(),
            condition: condition.into(),
            endpoint: endpoint.clone(),
            enabled: true,
        };
        let onclick = on_act.reform(move |_: MouseEvent| Command::AddRoute { route: route.clone() });
        html! {
            <li>
                <button type="button" class="lab-starter" {onclick}>
                    <b>{ word(language, key) }</b>
                    <code translate="no">{ condition.to_owned() }</code>
                    <span class="minor">{ format!("{name} → {endpoint}") }</span>
                </button>
            </li>
        }
    };
    let all = [
        ("critical", "level = \"critical\"", Key::LabStarterProperty),
        ("windy", "$body.windSpeed > 15", Key::LabStarterBody),
        ("all", "true", Key::LabStarterAll),
    ];
    html! {
        <div class="lab-empty">
            <h2>{ word(language, Key::LabEmpty) }</h2>
            <p>{ word(language, Key::LabEmptyStart) }</p>
            <ul>{ for all.map(starter) }</ul>
        </div>
    }
}
