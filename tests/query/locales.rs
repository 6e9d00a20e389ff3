//! Every diagnostic and every reason has a sentence in both languages, with no argument that nothing gives.

use crate::diagnostics;
use iot_hub_playground::model::message::Source;
use iot_hub_playground::model::query::lint::{RouteView, lint, lint_routes};
use iot_hub_playground::model::query::{Code, Diagnostic, Dialect, ReasonCode, Sample, SystemProperty, compile};
use std::collections::{BTreeMap, BTreeSet};

/// Id to the arguments that the sentence uses.
fn sentences(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some((id, _)) = line.split_once(" = ").filter(|_| line.starts_with("query-")) {
            id.clone_into(&mut current);
            assert!(found.insert(current.clone(), BTreeSet::new()).is_none(), "{current} twice");
        }
        for part in line.split("{ $").skip(1) {
            let name: String = part.chars().take_while(|&c| c.is_ascii_lowercase() || c == '_').collect();
            found.get_mut(&current).unwrap().insert(name);
        }
    }
    found
}

#[test]
fn both_languages_say_everything() {
    let english = sentences(include_str!("../../static/locales/query.en.ftl"));
    let korean = sentences(include_str!("../../static/locales/query.ko.ftl"));
    assert_eq!(english, korean);
    let codes = Code::ALL.iter().map(|code| format!("query-{}", code.as_str()));
    let reasons = ReasonCode::ALL.iter().map(|code| format!("query-reason-{}", code.as_str()));
    let expected: BTreeSet<String> = codes.chain(reasons).collect();
    assert_eq!(english.keys().cloned().collect::<BTreeSet<_>>(), expected);
}

#[test]
fn diagnostics_give_the_arguments_of_their_sentences() {
    let english = sentences(include_str!("../../static/locales/query.en.ftl"));
    let mut shown = BTreeSet::new();
    let compiled = diagnostics::CASES.iter().flat_map(|case| case.compile().diagnostics);
    for diagnostic in compiled.chain(lints()) {
        let given: BTreeSet<String> = diagnostic.args.iter().map(|(name, _)| (*name).to_owned()).collect();
        let id = format!("query-{}", diagnostic.code.as_str());
        assert!(english[&id].is_subset(&given), "{id} uses {:?}, given {given:?}", english[&id]);
        shown.insert(diagnostic.code);
    }
    let never: Vec<_> = Code::ALL.iter().filter(|code| !shown.contains(code)).collect();
    assert!(never.is_empty(), "no case shows {never:?}");
}

/// One of each lint.
fn lints() -> Vec<Diagnostic> {
    let condition = |text: &str| compile(text, Source::DeviceMessages, Dialect::Cloud).condition.unwrap();
    let mut message = Sample { body: br#"{"t":"30"}"#.to_vec(), ..Sample::default() };
    let bare = message.clone();
    message.set_system(SystemProperty::ContentType, Some("application/json".to_owned()));
    message.set_system(SystemProperty::ContentEncoding, Some("utf-8".to_owned()));
    let mut found = Vec::new();
    for text in
        ["1 = 1", "1 = 2", "a = 'x'", "a <> 'x'", "$body.t > 1", "$body.T = '1'", "(a ?? 'x') = 'y'", "$body.x = null"]
    {
        found.extend(lint(&condition(text), &[&message, &bare]));
    }
    let all = condition("true");
    let route = RouteView { condition: &all, endpoint: "q", enabled: true };
    found.extend(lint_routes(&[route, route], "events", true).into_iter().map(|(_, diagnostic)| diagnostic));
    found
}

#[test]
fn no_particle_touches_an_inserted_name() {
    for line in include_str!("../../static/locales/query.ko.ftl").lines() {
        for after in line.split(['}', '`']).skip(1) {
            let first: String = after.chars().take(1).collect();
            assert!(!["을", "를", "이", "가", "은", "는", "과", "와", "로"].contains(&first.as_str()), "{line}");
        }
    }
}
