//! The session protocol held against scripts: each file of `cases` and every example of `docs/session-protocol.md`.
//!
//! A script has blocks that begin with `## name` and each get a session of their own. A line `> …` is a request, the
//! lines `< …` behind it are what its answer must at least hold: members may be left out, `"*"` stands for any value that
//! is there, and lists must be as long as they are written.

mod properties;

use iot_hub_playground::session_lines::{CALLS, Lines, MAX_LINE_BYTES, empty_scenario};
use iot_hub_playground::text::Language;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn lines() -> Lines {
    Lines::new(empty_scenario(), Language::English).expect("the empty scenario builds")
}

/// Where `expected` is not part of `actual`, if anywhere.
fn lacks(expected: &Value, actual: &Value, path: &str) -> Option<String> {
    match (expected, actual) {
        (Value::String(any), actual) if any == "*" => actual.is_null().then(|| format!("{path} is null")),
        (Value::Object(members), Value::Object(found)) => members.iter().find_map(|(name, member)| {
            let path = format!("{path}.{name}");
            match found.get(name) {
                Some(value) => lacks(member, value, &path),
                None if member.is_null() => None,
                None => Some(format!("{path} is missing")),
            }
        }),
        (Value::Array(items), Value::Array(found)) if items.len() == found.len() => items
            .iter()
            .zip(found)
            .enumerate()
            .find_map(|(at, (item, value))| lacks(item, value, &format!("{path}[{at}]"))),
        (expected, actual) if expected == actual => None,
        (expected, actual) => Some(format!("{path}: expected {expected}, found {actual}")),
    }
}

/// Writes out `{{x*300}}`: a text so many times.
fn repeated(line: &str) -> String {
    let Some((before, rest)) = line.split_once("{{") else { return line.to_owned() };
    let (what, after) = rest.split_once("}}").expect("braces are closed");
    let (text, times) = what.rsplit_once('*').expect("a text and a number");
    format!("{before}{}{}", text.repeat(times.parse().expect("a number")), repeated(after))
}

/// Runs a script; gives what went wrong, and the commands that it used.
fn run(name: &str, script: &str) -> (Vec<String>, BTreeSet<String>) {
    let (mut problems, mut used) = (Vec::new(), BTreeSet::new());
    let (mut session, mut block, mut answer) = (lines(), String::new(), Value::Null);
    for (number, line) in script.lines().enumerate() {
        if let Some(title) = line.strip_prefix("## ") {
            (session, block) = (lines(), title.to_owned());
        } else if let Some(request) = line.strip_prefix("> ") {
            let request = &repeated(request);
            if let Ok(request) = serde_json::from_str::<Value>(request) {
                used.extend(request["command"].as_str().map(ToOwned::to_owned));
            }
            answer = serde_json::from_str(&session.answer(request.as_bytes())).expect("an answer is JSON");
        } else if let Some(expected) = line.strip_prefix("< ") {
            let expected = &repeated(expected);
            let place = format!("{name}:{}: {block}", number + 1);
            match serde_json::from_str::<Value>(expected) {
                Ok(expected) => {
                    problems.extend(lacks(&expected, &answer, "answer").map(|what| format!("{place}: {what}")));
                }
                Err(error) => problems.push(format!("{place}: {error}")),
            }
        }
    }
    (problems, used)
}

fn report(problems: &[String]) {
    assert!(problems.is_empty(), "{} of them:\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn every_case_answers_as_it_is_written() {
    let folder = root().join("tests/session/cases");
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("the folder is there").map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut problems = Vec::new();
    let mut blocks = 0;
    for path in paths {
        let script = fs::read_to_string(&path).expect("it can be read");
        blocks += script.lines().filter(|line| line.starts_with("## ")).count();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        problems.extend(run(&name, &script).0);
    }
    report(&problems);
    assert!(blocks >= 60, "only {blocks} cases were found");
}

#[test]
fn every_example_of_the_document_is_true_and_no_command_lacks_one() {
    let text = fs::read_to_string(root().join("docs/session-protocol.md")).expect("it can be read");
    let (problems, used) = run("session-protocol.md", &text);
    report(&problems);
    let without: Vec<_> = CALLS.iter().filter(|call| !used.contains(**call)).collect();
    assert!(without.is_empty(), "no example shows {without:?}");
}

#[test]
fn the_same_lines_give_the_same_answers_and_the_document_runs_again_to_the_same_end() {
    let folder = root().join("tests/session/cases");
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let script = fs::read_to_string(entry.unwrap().path()).expect("it can be read");
        for block in script.split("\n## ") {
            let requests: Vec<_> = block.lines().filter_map(|line| line.strip_prefix("> ")).collect();
            let (mut one, mut other) = (lines(), lines());
            for request in &requests {
                let request = repeated(request);
                assert_eq!(one.answer(request.as_bytes()), other.answer(request.as_bytes()), "{request:.200}");
            }
            runs_again(&one, block.lines().next().unwrap_or_default());
        }
    }
}

fn runs_again(lines: &Lines, name: &str) {
    use iot_hub_playground::session::Session;
    use iot_hub_playground::session::document::RunDocument;
    let session = lines.session();
    let document = RunDocument::from_json(&session.document().to_json()).expect("it reads its own document");
    let again = Session::open(document).expect("the document opens");
    assert_eq!((again.last_step(), again.digest()), (session.last_step(), session.digest()), "{name}");
    // There and back again.
    let mut sought = again.clone();
    for step in [again.last_step() / 2, 0, again.last_step()] {
        sought.seek_step(step);
    }
    assert_eq!(sought.digest(), session.digest(), "{name}");
    assert_eq!(format!("{:?}", sought.world().storage().account()), format!("{:?}", again.world().storage().account()));
}

#[test]
fn a_line_that_is_too_long_is_told_so() {
    let answer: Value = serde_json::from_str(&lines().too_long()).unwrap();
    assert_eq!((&answer["ok"], &answer["error"]["code"]), (&Value::Bool(false), &"line-too-long".into()));
    const { assert!(MAX_LINE_BYTES > iot_hub_playground::model::limits::MAX_RUN_DOCUMENT_BYTES) };
}

#[test]
fn what_is_not_an_object_of_json_is_told_and_nothing_stops() {
    let mut session = lines();
    for bad in ["", "nonsense", "[]", "1", "{\"command\":5}", "{}", "{\"command\":\"run\",\"id\":1,\"fro\":2}"] {
        let answer: Value = serde_json::from_str(&session.answer(bad.as_bytes())).unwrap();
        assert_eq!(answer["ok"], false, "{bad}");
        assert!(answer["error"]["message"].as_str().is_some_and(|text| !text.is_empty()), "{bad}");
    }
    let answer: Value = serde_json::from_str(&session.answer(b"\xff")).unwrap();
    assert_eq!(answer["error"]["code"], "not-json");
    let answer: Value = serde_json::from_str(&session.answer(b"{\"command\":\"hello\"}")).unwrap();
    assert_eq!(answer["ok"], true);
}
