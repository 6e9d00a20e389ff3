//! Test requests as JSON: a condition and its message in, the verdict and its diagnostics out, one line each.
//!
//! Models: the shapes of *Test Route* and *Test All Routes* (iot-hub.md 8.3), with serde types of their own.
//! Reading order: this file (one condition), `request` (the message of a request), `shape` (what goes out),
//! `routing` (the routes of a hub), `test_all` (all of them for one message).
//!
//! Assumed(mqtt-broker-source): a condition on MqttBrokerMessages is read like one on DeviceMessages. [follows]

mod request;
mod routing;
mod shape;
mod test_all;

pub use routing::Routing;
pub use shape::{Explanation, Finding};
pub use test_all::test_all_routes;

use crate::model::query::{Dialect, compile};
use crate::say;
use crate::text::{Arg, Key, Language, Rich};
use request::Fields;
use serde::Serialize;
use serde_json::value::RawValue;

/// How requests are answered.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    pub language: Language,
    pub dialect: Dialect,
    /// Whether an answer carries the value of every node and the reason for it.
    pub explain: bool,
}

#[derive(Serialize)]
struct Answer<'a> {
    id: &'a RawValue,
    result: &'static str,
    diagnostics: Vec<Finding>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<Explanation>,
}

#[derive(Serialize)]
struct Failure<'a> {
    id: &'a RawValue,
    error: String,
}

/// Answers the request in `line` with one line of JSON, without its line end. `id` comes back as it was written, or
/// null if the line is no JSON object.
#[must_use]
pub fn answer(line: &[u8], options: Options) -> String {
    let mut id = RawValue::NULL;
    let answered = Fields::read(line, options.language).and_then(|fields| {
        id = fields.raw("id").unwrap_or(id);
        result(id, &fields, options)
    });
    match answered {
        Ok(answer) => serde_json::to_string(&answer),
        Err(error) => serde_json::to_string(&Failure { id, error: error.plain() }),
    }
    .unwrap_or_default()
}

fn result<'a>(id: &'a RawValue, fields: &Fields<'_>, options: Options) -> Result<Answer<'a>, Rich> {
    let language = options.language;
    if fields.raw("query").is_none() {
        return Err(say!(language, Key::FileMissingField, field = Arg::Code("query")));
    }
    // An explicit null is a route without a condition, hence true.
    let query: String = fields.optional("query")?.unwrap_or_default();
    let (source, sample) = fields.tested("source")?;
    let compiled = compile(&query, source, options.dialect);
    let diagnostics = compiled.diagnostics.iter().map(|d| Finding::new(d, &query, language)).collect();
    let Some(condition) = compiled.condition else {
        return Ok(Answer { id, result: "compile-error", diagnostics, explanation: None });
    };
    if !options.explain {
        return Ok(Answer { id, result: condition.evaluate_facts(&sample).as_str(), diagnostics, explanation: None });
    }
    let explained = condition.explain_facts(&sample);
    let explanation = Some(Explanation::new(&explained, &query, language));
    Ok(Answer { id, result: explained.verdict.as_str(), diagnostics, explanation })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn ask(line: &str) -> Value {
        serde_json::from_str(&answer(line.as_bytes(), Options::default())).unwrap()
    }

    #[test]
    fn verdicts_keep_the_id() {
        let message = r#""message":{"appProperties":{"level":"critical"}}"#;
        for (id, query, result) in [
            ("7", "level='critical'", "true"),
            (r#"{"a": [1e2]}"#, "level='x'", "false"),
            ("null", "x='y'", "undefined"),
        ] {
            let line = format!(r#"{{"id":{id},"query":"{query}",{message}}}"#);
            let expected = format!(r#"{{"id":{id},"result":"{result}","diagnostics":[]}}"#);
            assert_eq!(answer(line.as_bytes(), Options::default()), expected);
        }
    }

    #[test]
    fn columns_are_utf16_units_from_one_with_the_end_outside() {
        let answer = ask(r#"{"id":"a","query":"'😀' ||\n 1 || 'b'"}"#);
        assert_eq!(answer["result"], "compile-error");
        let finding = &answer["diagnostics"][0];
        assert_eq!((&finding["severity"], &finding["code"]), (&json!("error"), &json!("operand-types")));
        assert_eq!(
            (&finding["start"], &finding["end"]),
            (&json!({"line":1,"column":6}), &json!({"line":1,"column":8}))
        );
        assert!(finding["message"].as_str().unwrap().contains("||"));
    }

    #[test]
    fn warnings_come_with_a_verdict() {
        let answer = ask(r#"{"query":"level != TRUE"}"#);
        assert_eq!((&answer["id"], &answer["result"]), (&Value::Null, &json!("undefined")));
        assert_eq!(answer["diagnostics"][0]["severity"], "warning");
    }

    #[test]
    fn the_body_is_encoded_as_it_says() {
        let about = |encoding: &str| {
            ask(&format!(
                r#"{{"query":"$body.t = 'é'","message":{{"body":"{{\"t\":\"é\"}}",
                "systemProperties":{{"contentType":"application/json","contentEncoding":"{encoding}"}}}}}}"#
            )
            .replace('\n', ""))
        };
        for encoding in ["utf-8", "UTF-16", "utf-32"] {
            assert_eq!(about(encoding)["result"], "true", "{encoding}");
        }
        assert_eq!(about("latin-1")["result"], "undefined");
    }

    #[test]
    fn twins_and_sources() {
        let twin = r#""twin":{"tags":{"Floor":1}}"#;
        assert_eq!(ask(&format!(r#"{{"query":"$twin.tags.floor = 1",{twin}}}"#))["result"], "true");
        assert_eq!(ask(r#"{"query":"true","source":"MqttBrokerMessages"}"#)["result"], "true");
        let change = r#""query":"twin_change_includes(tags.a)""#;
        assert_eq!(ask(&format!(r#"{{{change},"source":"twinchangeevents"}}"#))["result"], "undefined");
        assert_eq!(ask(&format!("{{{change}}}"))["result"], "compile-error");
    }

    #[test]
    fn no_condition_is_true() {
        assert_eq!(ask(r#"{"query":null}"#)["result"], "true");
        assert_eq!(ask(r#"{"query":" "}"#)["result"], "true");
    }

    #[test]
    fn what_is_wrong_with_a_request_names_the_field() {
        for (line, id, words) in [
            ("", Value::Null, "JSON"),
            ("{", Value::Null, "JSON"),
            ("[1]", Value::Null, "object"),
            (r#"{"id":1}"#, json!(1), "query"),
            (r#"{"id":1,"query":5}"#, json!(1), "query"),
            (r#"{"id":1,"query":"\ud800"}"#, json!(1), "query"),
            (r#"{"id":1,"query":"true","source":"Invalid"}"#, json!(1), "DeviceMessages"),
            (r#"{"id":1,"query":"true","message":{"bodyBase64":"?"}}"#, json!(1), "bodyBase64"),
            (r#"{"id":1,"query":"true","message":{"body":{}}}"#, json!(1), "body"),
            (r#"{"id":1,"query":"true","twin":[]}"#, json!(1), "twin"),
        ] {
            let answer = ask(line);
            assert_eq!(answer["id"], id, "{line}");
            let error = answer["error"].as_str().unwrap_or_else(|| panic!("{line}: {answer}"));
            assert!(error.contains(words), "{line}: {error}");
        }
        let bytes = answer(b"{\"id\":1,\"query\":\"\xff\"}", Options::default());
        assert!(bytes.starts_with(r#"{"id":null,"error":"#), "{bytes}");
    }

    #[test]
    fn the_edge_dialect() {
        let line = br#"{"query":"$body.x = null","message":{"body":"{}","systemProperties":{"contentType":"application/json","contentEncoding":"utf-8"}}}"#;
        let edge = Options { dialect: Dialect::Edge, ..Options::default() };
        assert!(answer(line, edge).contains(r#""result":"true""#));
        assert!(answer(line, Options::default()).contains(r#""result":"undefined""#));
    }

    #[test]
    fn an_explanation_has_every_node_the_last_one_being_the_whole() {
        let line = r#"{"query":"level = 'x' AND pressure > 'y'","message":{"appProperties":{"level":"x"}}}"#;
        let told = answer(line.as_bytes(), Options { explain: true, ..Options::default() });
        let told: Value = serde_json::from_str(&told).unwrap();
        let nodes = told["explanation"]["nodes"].as_array().unwrap();
        assert_eq!(nodes.len(), 7);
        let expected = json!({
            "kind": "property", "text": "pressure", "start": {"line": 1, "column": 17}, "end": {"line": 1, "column": 25},
            "type": "undefined", "decided": true, "operands": [],
            "reason": {"code": "property-absent", "message": "The message has no property pressure."}
        });
        assert_eq!(nodes[3], expected);
        let whole = &nodes[6];
        assert_eq!(
            (&whole["kind"], &whole["operator"], &whole["type"]),
            (&json!("operator"), &json!("AND"), &json!("undefined"))
        );
        assert_eq!((&whole["operands"], &nodes[2]["value"]), (&json!([2, 5]), &json!(true)));
        assert_eq!(told["explanation"]["causes"], json!([3]));
    }
}
