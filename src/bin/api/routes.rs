//! What the module exports. `routes.js` wraps it.
#![expect(unreachable_pub, reason = "scripts are the ones who call it")]

use iot_hub_playground::codec::frames;
use iot_hub_playground::model::message::Source;
use iot_hub_playground::model::query::route_set::{Batch, RouteSet};
use iot_hub_playground::model::query::{Condition, Dialect, SystemProperty, Verdict, compile};
use iot_hub_playground::query_lines::{Explanation, Finding};
use iot_hub_playground::text::Language;
use serde_json::json;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// The names of data sources and system properties, in the order in which frames number them.
#[wasm_bindgen]
#[must_use]
pub fn numbering() -> String {
    let system = SystemProperty::ALL.map(|key| [key.keyword(), key.wire_name()]);
    json!({ "sources": Source::ALL.map(Source::as_str), "systemProperties": system }).to_string()
}

/// What is to be said of a condition: a JSON list of findings.
///
/// # Errors
/// For a data source that does not exist.
#[wasm_bindgen]
pub fn check(condition: &str, source: &str, edge: bool, language: &str) -> Result<String, JsError> {
    let compiled = compile(condition, source_called(source)?, dialect(edge));
    let findings: Vec<_> =
        compiled.diagnostics.iter().map(|found| Finding::new(found, condition, spoken(language))).collect();
    Ok(json!(findings).to_string())
}

/// Messages that stay.
#[wasm_bindgen]
#[derive(Default)]
pub struct Messages {
    batch: Batch,
}

#[wasm_bindgen]
impl Messages {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// # Errors
    /// For a frame that cannot be read; those before it are kept.
    pub fn add(&mut self, bytes: &[u8]) -> Result<(), JsError> {
        frames::read(bytes, &mut self.batch)?;
        Ok(())
    }

    #[wasm_bindgen(getter)]
    pub fn length(&self) -> usize {
        self.batch.len()
    }
}

/// Conditions that are asked together.
#[wasm_bindgen]
pub struct Routes {
    set: RouteSet,
    /// Holds the messages of one call.
    passing: Batch,
}

#[wasm_bindgen]
impl Routes {
    /// Compiles conditions, each with its data source.
    ///
    /// # Errors
    /// For a data source that does not exist, and for a condition that does not compile: then the message is JSON,
    /// `{"route", "findings"}`.
    #[wasm_bindgen(constructor)]
    pub fn new(conditions: Vec<String>, sources: Vec<String>, edge: bool, language: &str) -> Result<Self, JsError> {
        let mut compiled = Vec::with_capacity(conditions.len());
        for (route, (text, source)) in conditions.iter().zip(&sources).enumerate() {
            let found = compile(text, source_called(source)?, dialect(edge));
            compiled.push(found.condition.ok_or_else(|| {
                let findings = found.diagnostics.iter().map(|found| Finding::new(found, text, spoken(language)));
                JsError::new(&json!({ "route": route, "findings": findings.collect::<Vec<_>>() }).to_string())
            })?);
        }
        Ok(Self { set: RouteSet::new(compiled), passing: Batch::default() })
    }

    /// For each message: the number of routes that match it, then their places.
    ///
    /// # Errors
    /// For a frame that cannot be read.
    #[wasm_bindgen(js_name = matchFrames)]
    pub fn match_frames(&mut self, bytes: &[u8]) -> Result<Vec<u32>, JsError> {
        self.take(bytes)?;
        Ok(matching(&self.set, &self.passing))
    }

    /// As `matchFrames`, for messages that are here already.
    #[wasm_bindgen(js_name = matchMessages)]
    pub fn match_messages(&self, messages: &Messages) -> Vec<u32> {
        matching(&self.set, &messages.batch)
    }

    /// What each route says of the one message in `bytes`: 0 false, 1 true, 2 undefined, 3 another data source.
    ///
    /// # Errors
    /// For a frame that cannot be read.
    pub fn verdicts(&mut self, bytes: &[u8]) -> Result<Vec<u8>, JsError> {
        let message = {
            self.take(bytes)?;
            self.passing.get(0)
        };
        let say = |condition: &Condition| match condition.evaluate_facts(&message) {
            _ if condition.source() != message.source() => 3,
            Verdict::False => 0,
            Verdict::True => 1,
            Verdict::Undefined => 2,
        };
        Ok(self.set.conditions().iter().map(say).collect())
    }

    /// Why the route at `place` says what it says of the one message in `bytes`: JSON.
    ///
    /// # Errors
    /// For a frame that cannot be read.
    pub fn explain(&mut self, place: usize, bytes: &[u8], language: &str) -> Result<String, JsError> {
        self.take(bytes)?;
        let condition = self.set.conditions().get(place).ok_or_else(|| JsError::new("there is no such route"))?;
        let explained = condition.explain_facts(&self.passing.get(0));
        let explanation = Explanation::new(&explained, condition.text(), spoken(language));
        Ok(json!({ "result": explained.verdict.as_str(), "explanation": explanation }).to_string())
    }
}

impl Routes {
    fn take(&mut self, bytes: &[u8]) -> Result<(), JsError> {
        self.passing.clear();
        frames::read(bytes, &mut self.passing)?;
        Ok(())
    }
}

fn matching(set: &RouteSet, batch: &Batch) -> Vec<u32> {
    let mut found = Vec::with_capacity(2 * batch.len());
    set.matching(batch, |places| {
        found.push(places.len() as u32);
        found.extend_from_slice(places);
    });
    found
}

fn source_called(name: &str) -> Result<Source, JsError> {
    let found = Source::ALL.into_iter().find(|source| source.as_str() == name);
    found.ok_or_else(|| JsError::new(&format!("there is no data source {name}")))
}

fn dialect(edge: bool) -> Dialect {
    if edge { Dialect::Edge } else { Dialect::Cloud }
}

fn spoken(language: &str) -> Language {
    Language::of_tag(language).unwrap_or_default()
}
