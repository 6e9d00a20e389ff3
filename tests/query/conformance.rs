//! One row for each rule of the reference: query, message, what comes of it, and the section that says so.
//! The fast path, the explanation and the naive tree walk all have to agree with the table.

use crate::naive;
use iot_hub_playground::model::message::Source;
use iot_hub_playground::model::query::{Compiled, Dialect, Sample, TestMessage, Twin, compile};
use serde::Deserialize;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const TABLE: &str = include_str!("conformance.jsonl");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    query: String,
    #[serde(default)]
    source: Source,
    #[serde(default)]
    message: TestMessage,
    twin: Option<serde_json::Value>,
    #[serde(default)]
    dialect: Option<String>,
    expect: String,
    section: String,
}

fn rows() -> impl Iterator<Item = Row> {
    TABLE.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}")))
}

#[test]
fn every_row() {
    let mut wrong = Vec::new();
    for row in rows() {
        let dialect = if row.dialect.as_deref() == Some("edge") { Dialect::Edge } else { Dialect::Cloud };
        let twin = row.twin.map(|twin| Twin::new(twin.to_string()).unwrap());
        let sample = Sample::new(&row.message, twin).unwrap();
        let Compiled { condition, diagnostics } = compile(&row.query, row.source, dialect);
        let query: String = row.query.chars().take(100).collect();
        let mut expect = |by: &str, found: &str| {
            if found != row.expect {
                wrong.push(format!("{} by {by}: `{query}` is {found}, expected {}", row.id, row.expect));
            }
        };
        let Some(condition) = condition else {
            assert!(!diagnostics.is_empty(), "{}: an error without a diagnostic", row.id);
            expect("compile", "compile-error");
            continue;
        };
        expect("evaluate", condition.evaluate_facts(&sample).as_str());
        expect("explain", condition.explain_facts(&sample).verdict.as_str());
        // The naive walk reads only plain numbers: neither thousands commas nor, in JSON, more than a double holds.
        let plain = row.section != "15" && !row.message.body.is_some_and(|body| body.contains("1e400"));
        if dialect == Dialect::Cloud && plain {
            expect("the naive walk", naive::verdict(condition.ast(), &sample).as_str());
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_table_covers_the_reference() {
    let mut counts = std::collections::BTreeMap::new();
    for row in rows() {
        *counts.entry(row.section).or_insert(0) += 1;
    }
    assert!(counts.values().sum::<u32>() >= 400, "{counts:?}");
    for section in ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "12", "13", "14", "15", "16"] {
        assert!(counts.contains_key(section), "nothing for section {section}");
    }
}
