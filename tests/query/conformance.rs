//! One row for each rule of the reference: query, message, what comes of it, and the section that says so.
//! Evaluation, explanation and route sets are held against it beside the modules, so that wasm runs it too; here it is
//! the naive tree walk.

use crate::naive;
use iot_hub_playground::model::message::Source;
use iot_hub_playground::model::query::{Dialect, Sample, TestMessage, Twin, compile};
use serde::Deserialize;

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
fn the_naive_walk_agrees_with_every_row() {
    let mut wrong = Vec::new();
    for row in rows() {
        // The naive walk reads only plain numbers: neither thousands commas nor, in JSON, more than a double holds.
        let plain = row.section != "15" && !row.message.body.as_ref().is_some_and(|body| body.contains("1e400"));
        if row.dialect.as_deref() == Some("edge") || !plain {
            continue;
        }
        let twin = row.twin.map(|twin| Twin::new(twin.to_string()).unwrap());
        let sample = Sample::new(&row.message, twin).unwrap();
        let Some(condition) = compile(&row.query, row.source, Dialect::Cloud).condition else { continue };
        let found = naive::verdict(condition.ast(), &sample).as_str();
        if found != row.expect {
            wrong.push(format!("{} is {found}, expected {}", row.id, row.expect));
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
