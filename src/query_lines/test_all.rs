//! Which routes match one message: the answer of the service's *Test All Routes* (iot-hub.md 2.9, 8.3).

use super::Options;
use super::request::Fields;
use super::routing::{Route, Routing};
use crate::model::message::Source;
use crate::model::query::{Sample, Verdict};
use crate::text::Rich;
use serde::Serialize;
use serde_json::value::RawValue;

#[derive(Serialize)]
struct TestAllRoutesResult {
    routes: Vec<MatchedRoute>,
}

#[derive(Serialize)]
struct MatchedRoute {
    properties: Box<RawValue>,
}

/// The matching routes of one source, as JSON. `request` is the service's `{"routingSource","message","twin"}`, or the
/// message alone. When no route matches a device message and the fallback is on, that is the one answer.
///
/// # Errors
/// What is wrong with the request, in the reader's language.
pub fn test_all_routes(routing: &Routing, request: &[u8], options: Options) -> Result<String, Rich> {
    // Some editors put a byte order mark before the text.
    let request = request.strip_prefix("\u{feff}".as_bytes()).unwrap_or(request);
    let fields = Fields::read(request, options.language)?;
    let parts = ["message", "routingSource", "twin"];
    let alone = !parts.iter().any(|name| fields.raw(name).is_some());
    let wrapped = [br#"{"message":"#, request, b"}"].concat();
    let fields = if alone { Fields::read(&wrapped, options.language)? } else { fields };
    let (source, sample) = fields.tested("routingSource")?;
    let answer = TestAllRoutesResult { routes: matching(routing, source, &sample) };
    Ok(serde_json::to_string(&answer).unwrap_or_default())
}

fn matching(routing: &Routing, source: Source, sample: &Sample) -> Vec<MatchedRoute> {
    let matches = |route: &&Route| {
        route.enabled && route.source == source && route.condition.evaluate_facts(sample) == Verdict::True
    };
    let of = |properties: Box<RawValue>| MatchedRoute { properties };
    let mut found: Vec<_> = routing.routes.iter().filter(matches).map(|r| of(r.properties.clone())).collect();
    if found.is_empty() {
        found.extend(routing.fallback.iter().filter(matches).map(|fallback| of(fallback.as_fallback())));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const CRITICAL: &str = r#"{ "name": "critical", "source": "DeviceMessages", "condition": "level=\"critical\"",
        "endpointNames": ["CriticalQueue"], "isEnabled": true, "unknown": 1.50 }"#;
    const FALLBACK: &str =
        r#"{"source":"DeviceMessages","condition":"true","endpointNames":["events"],"isEnabled":true}"#;

    fn block(fallback: &str) -> String {
        let twin = r#"{"name":"twins","source":"TwinChangeEvents","endpointNames":["events"],"isEnabled":true}"#;
        let off = CRITICAL.replace("true", "false");
        format!(r#"{{"endpoints":{{}},"routes":[{CRITICAL},{twin},{off}],"fallbackRoute":{fallback}}}"#)
    }

    fn ask(config: &str, request: &str) -> String {
        let options = Options::default();
        let routing = Routing::read(config, options).unwrap_or_else(|error| panic!("{error}"));
        test_all_routes(&routing, request.as_bytes(), options).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn a_matching_route_comes_back_as_it_is_written_from_every_form() {
        let block = block("null");
        let template = format!(
            r#"{{"resources":[{{"type":"Microsoft.Storage/x"}},{{"type":"microsoft.devices/iothubs","properties":{{"routing":{block}}}}}]}}"#
        );
        let whole = format!(r#"{{"name":"h","sku":{{}},"properties":{{"x":1,"routing":{block}}}}}"#);
        for config in [block, whole, template] {
            let answer = ask(&config, r#"{"message":{"appProperties":{"LEVEL":"critical"}}}"#);
            assert_eq!(answer, format!(r#"{{"routes":[{{"properties":{CRITICAL}}}]}}"#));
        }
    }

    #[test]
    fn only_a_device_message_that_no_route_matches_falls_back() {
        let on = FALLBACK.replace('{', r#"{"name":"$fallback","#);
        let fallback = format!(r#"{{"routes":[{{"properties":{on}}}]}}"#);
        let none = r#"{"routes":[]}"#;
        assert_eq!(ask(&block(FALLBACK), r#"{"body":"x"}"#), fallback);
        assert_eq!(ask(&block(&on), "{}"), fallback);
        assert_eq!(ask(&block(&on), "\u{feff}{}"), fallback);
        assert_eq!(ask(&block("null"), "{}"), none);
        assert_eq!(ask(&block(&FALLBACK.replace("\"isEnabled\":true", "\"isEnabled\":false")), "{}"), none);
        let lifecycle = r#"{"routingSource":"DeviceLifecycleEvents"}"#;
        assert_eq!(ask(&block(FALLBACK), lifecycle), none);
    }

    #[test]
    fn a_scenario_of_ours() {
        let config = include_str!("../../static/scenarios/routing-tutorial.json");
        let answer = ask(config, r#"{"appProperties":{"level":"critical"}}"#);
        assert!(answer.contains(r#""isEnabled":true"#) && !answer.contains("$fallback"), "{answer}");
        assert!(ask(config, "{}").contains(r#""name":"$fallback""#));
    }

    #[test]
    fn a_wrong_file_says_where() {
        let route = |from: &str, to: &str| format!(r#"{{"routes":[{}]}}"#, CRITICAL.replace(from, to));
        for (config, words) in [
            ("[".to_owned(), "JSON"),
            ("{}".to_owned(), "routing"),
            (r#"{"resources":[]}"#.to_owned(), "Microsoft.Devices/IotHubs"),
            (route("\"isEnabled\": true,", ""), "isEnabled"),
            (route("[\"CriticalQueue\"]", "[]"), "routes[0].endpointNames"),
            (route("DeviceMessages", "Everything"), "routes[0].source"),
            (route("level=", "level=="), "routes[0].condition"),
            (r#"{"properties":{"routing":{"routes":5}}}"#.to_owned(), "properties.routing.routes"),
        ] {
            let error = Routing::read(&config, Options::default()).unwrap_err().plain();
            assert!(error.contains(words), "{config}: {error}");
        }
    }
}
