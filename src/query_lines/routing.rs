//! The routes of a hub, read from any of the forms in which they are kept: the hub as `az iot hub show` prints it, an
//! ARM template, `{"properties":{"routing":…}}`, the bare routing block, or a scenario of ours (iot-hub.md 8.1).
//!
//! Routes keep the text in which they are written. Endpoints are names only: nothing is delivered here.

use super::Options;
use super::request::{at, read, source_called};
use crate::model::message::Source;
use crate::model::query::{Condition, compile};
use crate::say;
use crate::scenario::Scenario;
use crate::text::refusal::{diagnostic, load_error};
use crate::text::{Arg, Key, Rich};
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};
use std::collections::BTreeMap;

/// The name under which the service answers for the fallback route.
pub(super) const FALLBACK: &str = "$fallback";
const HUB_TYPE: &str = "Microsoft.Devices/IotHubs";

/// The routes of one hub, ready to be asked.
#[derive(Debug)]
pub struct Routing {
    pub(super) routes: Vec<Route>,
    pub(super) fallback: Option<Route>,
}

/// A route and the text that it is written in.
#[derive(Debug)]
pub(super) struct Route {
    pub(super) properties: Box<RawValue>,
    pub(super) source: Source,
    pub(super) enabled: bool,
    pub(super) condition: Condition,
}

/// `RouteProperties` and `FallbackRouteProperties` of the resource provider; other members are left alone.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Properties {
    #[serde(default)]
    name: Option<String>,
    source: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    condition: Option<String>,
    endpoint_names: Vec<String>,
    is_enabled: bool,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Block {
    #[serde(default)]
    routes: Option<Vec<Box<RawValue>>>,
    #[serde(default)]
    fallback_route: Option<Box<RawValue>>,
}

#[derive(Deserialize)]
struct Hub {
    #[serde(default)]
    properties: HubProperties,
}

#[derive(Default, Deserialize)]
struct HubProperties {
    #[serde(default)]
    routing: Option<Block>,
}

#[derive(Deserialize)]
struct Resource {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    properties: Option<Box<RawValue>>,
}

impl Routing {
    /// Reads the routes in `text`.
    ///
    /// # Errors
    /// What is wrong and where, in the reader's language; a condition that does not compile is an error too.
    pub fn read(text: &str, options: Options) -> Result<Self, Rich> {
        let language = options.language;
        let text = text.trim_start_matches('\u{feff}');
        let not_json =
            |error: serde_json::Error| say!(language, Key::CliNotJson, reason = Arg::Text(&error.to_string()));
        let whole: &RawValue = serde_json::from_str(text).map_err(not_json)?;
        if !whole.get().starts_with('{') {
            return Err(say!(language, Key::CliNotObject));
        }
        let members: BTreeMap<String, &RawValue> = serde_json::from_str(text).map_err(not_json)?;
        let has = |name: &str| members.contains_key(name);
        if has("format") {
            let scenario = Scenario::from_json(text).map_err(|error| load_error(&error, language))?;
            return Self::of_scenario(&scenario, options);
        }
        let block = if let Some(resources) = members.get("resources") {
            let resources: Vec<Resource> = read(resources, "resources", language)?;
            let mut hubs = resources.into_iter().filter(|resource| resource.kind.eq_ignore_ascii_case(HUB_TYPE));
            let (Some(hub), None) = (hubs.next(), hubs.next()) else {
                return Err(say!(language, Key::CliNotOneHub, kind = Arg::Code(HUB_TYPE)));
            };
            let properties =
                hub.properties.map(|raw| read::<HubProperties>(&raw, "properties", language)).transpose()?;
            properties.unwrap_or_default().routing.unwrap_or_default()
        } else if has("properties") {
            read::<Hub>(whole, "", language)?.properties.routing.unwrap_or_default()
        } else if has("routes") || has("fallbackRoute") || has("endpoints") {
            read(whole, "", language)?
        } else {
            return Err(say!(language, Key::CliNoRouting));
        };
        Self::of_block(block, options)
    }

    fn of_block(block: Block, options: Options) -> Result<Self, Rich> {
        let routes = block.routes.unwrap_or_default().into_iter().enumerate();
        Ok(Self {
            routes: routes
                .map(|(n, raw)| Route::read(raw, &format!("routes[{n}]"), options))
                .collect::<Result<_, _>>()?,
            fallback: block.fallback_route.map(|raw| Route::read(raw, "fallbackRoute", options)).transpose()?,
        })
    }

    fn of_scenario(scenario: &Scenario, options: Options) -> Result<Self, Rich> {
        let route = |name: &str, source: Source, condition: &str, endpoint: &str, is_enabled: bool| {
            to_raw_value(&Properties {
                name: Some(name.to_owned()),
                source: source.as_str().to_owned(),
                condition: Some(condition.to_owned()),
                endpoint_names: vec![endpoint.to_owned()],
                is_enabled,
            })
        };
        let routes = scenario.routes.iter().map(|r| route(&r.name, r.source, &r.condition, &r.endpoint, r.enabled));
        let fallback = route(FALLBACK, Source::DeviceMessages, "true", "events", scenario.hub.fallback);
        Self::of_block(Block { routes: routes.collect::<Result<_, _>>().ok(), fallback_route: fallback.ok() }, options)
    }

    /// Whether a message that no route matches goes to the fallback route. A hub without one counts as switched off.
    #[must_use]
    pub fn has_fallback(&self) -> bool {
        self.fallback.as_ref().is_some_and(|fallback| fallback.enabled)
    }
}

impl Route {
    fn read(properties: Box<RawValue>, path: &str, options: Options) -> Result<Self, Rich> {
        let language = options.language;
        let given: Properties = read(&properties, path, language)?;
        if given.endpoint_names.len() != 1 {
            let what = say!(language, Key::CliNotOneEndpoint, n = given.endpoint_names.len());
            return Err(at(&format!("{path}.endpointNames"), &what.plain(), language));
        }
        let source = source_called(&given.source, language)
            .map_err(|error| at(&format!("{path}.source"), &error.plain(), language))?;
        // Absent is "true"; so is a text of blanks.
        let compiled = compile(given.condition.as_deref().unwrap_or_default(), source, options.dialect);
        let condition = compiled.condition.ok_or_else(|| {
            let found: Vec<_> = compiled.diagnostics.iter().map(|d| diagnostic(d, language).plain()).collect();
            at(&format!("{path}.condition"), &found.join(" "), language)
        })?;
        Ok(Self { properties, source, enabled: given.is_enabled, condition })
    }

    /// As the service answers for it: under its own name, however the file calls it.
    pub(super) fn as_fallback(&self) -> Box<RawValue> {
        let renamed = serde_json::from_str::<Properties>(self.properties.get())
            .ok()
            .filter(|p| p.name.as_deref() != Some(FALLBACK));
        let renamed = renamed.and_then(|p| to_raw_value(&Properties { name: Some(FALLBACK.to_owned()), ..p }).ok());
        renamed.unwrap_or_else(|| self.properties.clone())
    }
}
