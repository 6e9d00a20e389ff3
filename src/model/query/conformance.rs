//! The conformance table, natively and in wasm: evaluation, explanation and route sets agree with every row.
//! `tests/query` adds a naive tree walk and checks what the table covers.

use super::route_set::{Batch, RouteSet};
use super::{Compiled, Dialect, Sample, TestMessage, Twin, Verdict, compile};
use crate::model::message::Source;
use serde::Deserialize;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const TABLE: &str = include_str!("../../../tests/query/conformance.jsonl");

#[derive(Deserialize)]
struct Row {
    id: String,
    query: String,
    #[serde(default)]
    source: Source,
    #[serde(default)]
    message: TestMessage,
    twin: Option<serde_json::Value>,
    dialect: Option<String>,
    expect: String,
}

#[test]
fn every_row() {
    let mut wrong = Vec::new();
    for line in TABLE.lines() {
        let row: Row = serde_json::from_str(line).unwrap();
        let dialect = if row.dialect.as_deref() == Some("edge") { Dialect::Edge } else { Dialect::Cloud };
        let twin = row.twin.map(|twin| Twin::new(twin.to_string()).unwrap());
        let sample = Sample::new(&row.message, twin).unwrap();
        let Compiled { condition, diagnostics } = compile(&row.query, row.source, dialect);
        let found = match condition {
            None if diagnostics.is_empty() => vec!["an error without a diagnostic"],
            None => vec!["compile-error"],
            Some(condition) => {
                let says = [condition.evaluate_facts(&sample), condition.explain_facts(&sample).verdict];
                let set = RouteSet::new(vec![condition]);
                let mut batch = Batch::default();
                batch.push_facts(row.source, &sample);
                let mut matches = false;
                set.matching(&batch, |places| matches = !places.is_empty());
                let mut found: Vec<_> = says.map(Verdict::as_str).into();
                if matches != (row.expect == "true") {
                    found.push("something else in a route set");
                }
                found
            }
        };
        if found.iter().any(|found| *found != row.expect) {
            wrong.push(format!("{} is {found:?}, expected {}", row.id, row.expect));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
