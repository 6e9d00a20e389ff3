//! Doubts that show only against the devices' messages or beside other routes; what the text alone shows is a warning
//! of the compiler. Each is proven: by trying values that stand for all, or by messages that were seen.

use super::ast::{Kind, Unary};
use super::body;
use super::check::Type;
use super::diagnostic::{Code, Diagnostic, Severity};
use super::domain::{Variable, atoms, representatives, variables};
use super::evaluate::{Machine, Store};
use super::explain::{Explained, NodeKind};
use super::functions::twin_change;
use super::path::{Path, Segment};
use super::program::Op;
use super::reason::ReasonCode;
use super::sample::Sample;
use super::span::Span;
use super::string::same_name;
use super::subject::Facts;
use super::tokens::Binary;
use super::value::{Value, Verdict};
use super::{Condition, Dialect, compile};
use crate::model::message::Source;

/// Combinations of values that a proof tries at most.
const MAX_COMBINATIONS: usize = 20_000;

/// What a condition can come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    pub can_be_true: bool,
    pub can_be_other: bool,
}

/// What `condition` can come to over all messages; none if that is not decided by trying.
#[must_use]
pub fn reach(condition: &Condition) -> Option<Reach> {
    let program = condition.program();
    if program.nodes.iter().any(|node| matches!(node.op, Op::BodyHas(..))) {
        return None;
    }
    let (variables, atoms) = (variables(program), atoms(program));
    let known: Vec<Vec<Value<'static>>> =
        variables.iter().map(|variable| representatives(program, variable, &atoms)).collect::<Option<_>>()?;
    let combinations = known.iter().try_fold(1_usize, |n, values| n.checked_mul(values.len()));
    if combinations.is_none_or(|n| n > MAX_COMBINATIONS) {
        return None;
    }
    let nothing = Sample::default();
    let mut inputs = vec![Value::Null; program.inputs.len()];
    let mut digits = vec![0; variables.len()];
    let mut found = Reach { can_be_true: false, can_be_other: false };
    loop {
        for ((Variable { inputs: places, .. }, values), &digit) in variables.iter().zip(&known).zip(&digits) {
            for &place in places {
                inputs[place] = values[digit].clone();
            }
        }
        let store = Store::default();
        let given: Vec<Value<'_>> = inputs.iter().map(Value::reborrow).collect();
        match Machine::new(program, &nothing, &store).with_inputs(&given).run() {
            Verdict::True => found.can_be_true = true,
            _ => found.can_be_other = true,
        }
        let Some(at) = (0..digits.len()).rev().find(|&at| digits[at] + 1 < known[at].len()) else {
            return Some(found);
        };
        digits[at] += 1;
        digits[at + 1..].fill(0);
    }
}

/// Doubts about one condition, given messages that its route has seen.
#[must_use]
pub fn lint(condition: &Condition, seen: &[&dyn Facts]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let whole = condition.ast().root().map(|root| condition.ast().node(root).span);
    let reach = reach(condition);
    // A plain `true` is meant; text and numbers were warned of.
    let nodes = &condition.program().nodes;
    if let (Some(reach), Some(span)) = (reach, whole.filter(|_| nodes.len() > 1)) {
        if !reach.can_be_other {
            found.push(Diagnostic::new(Code::AlwaysTrue, span));
        } else if !reach.can_be_true && matches!(nodes[nodes.len() - 1].ty, Type::Bool | Type::Null) {
            found.push(Diagnostic::new(Code::NeverTrue, span));
        }
    }
    let mut doubts: Vec<(Diagnostic, usize)> = Vec::new();
    let mut matches = 0;
    for facts in seen {
        let explanation = condition.explain_facts(*facts);
        matches += usize::from(explanation.verdict == Verdict::True);
        let mut of_this: Vec<Diagnostic> = Vec::new();
        for node in &explanation.nodes {
            let doubt = doubt(condition, node, &explanation.nodes, *facts);
            of_this.extend(doubt.filter(|doubt| !of_this.iter().any(|known| known == doubt)));
        }
        for doubt in of_this {
            match doubts.iter_mut().find(|(known, _)| *known == doubt) {
                Some((_, times)) => *times += 1,
                None => doubts.push((doubt, 1)),
            }
        }
    }
    found.extend(undocumented(condition));
    found.extend(dialects_differ(condition, seen));
    found.extend(doubts.into_iter().map(|(doubt, times)| doubt.number("times", times).number("seen", seen.len())));
    if let Some(span) =
        whole.filter(|_| matches == 0 && !seen.is_empty() && found.iter().all(|d| d.severity != Severity::Warning))
    {
        found.push(Diagnostic::new(Code::NotSeenTrue, span).number("seen", seen.len()));
    }
    found
}

/// What one node of one message shows.
fn doubt(condition: &Condition, node: &Explained, nodes: &[Explained], facts: &dyn Facts) -> Option<Diagnostic> {
    let text = condition.text();
    let child = |position: usize| &nodes[node.children[position] as usize];
    match (node.kind, node.reason.as_ref().map(|reason| reason.code)) {
        (NodeKind::Operator(Binary::NotEqual), Some(ReasonCode::OperandUndefined)) => {
            let absent = (0..2).map(child).find(|c| {
                matches!(c.kind, NodeKind::Property | NodeKind::SystemProperty)
                    && matches!(c.value, Value::Undefined(_))
            })?;
            let (name, whole) = (absent.span.of(text), node.span.of(text));
            Some(
                Diagnostic::new(Code::SkipsMissing, node.anchor)
                    .text("name", name)
                    .fix(node.span, format!("(NOT is_defined({name}) OR {whole})")),
            )
        }
        (NodeKind::Operator(operator), Some(ReasonCode::TypesRanked)) if operator.is_comparison() => {
            let sides = [child(0), child(1)];
            let numeric = sides.iter().find(|side| matches!(side.value, Value::Number(_)))?;
            let textual = sides.into_iter().find(|side| matches!(side.value, Value::String(_)))?;
            let name = textual.span.of(text);
            let is_document = matches!(textual.kind, NodeKind::Body | NodeKind::Twin);
            is_document.then(|| {
                Diagnostic::new(Code::NumericText, node.anchor)
                    .text("path", name)
                    .text("number", numeric.span.of(text))
                    .fix(textual.span, format!("as_number({name})"))
            })
        }
        (
            NodeKind::Body,
            Some(
                code @ (ReasonCode::ContentTypeNotSet
                | ReasonCode::ContentTypeNotJson
                | ReasonCode::ContentEncodingNotSet
                | ReasonCode::ContentEncodingUnsupported),
            ),
        ) => Some(Diagnostic::new(Code::BodyNotDeclared, node.span).word("reason", code.as_str())),
        (NodeKind::Body, Some(ReasonCode::BodyPathCase)) => {
            let written = spelling(facts, condition, node.span.of(text))?;
            Some(
                Diagnostic::new(Code::MemberCase, node.span)
                    .text("path", node.span.of(text))
                    .text("meant", &*written)
                    .fix(node.span, written),
            )
        }
        _ => None,
    }
}

/// A body path in the letter case in which the message has it.
fn spelling(facts: &dyn Facts, condition: &Condition, reference: &str) -> Option<String> {
    let text = body::text(facts, condition.dialect()).ok()?;
    let root: serde_json::Value = serde_json::from_str(&text).ok()?;
    let (prefix, path) = reference.trim_start_matches('{').trim_end_matches('}').split_once('.')?;
    let mut here = &root;
    let mut segments = Vec::new();
    for segment in Path::parse(path).ok()?.0 {
        let (found, below) = match segment {
            Segment::Member(name) => {
                let object = here.as_object()?;
                let (known, value) =
                    object.get_key_value(&*name).or_else(|| object.iter().find(|(k, _)| same_name(k, &name)))?;
                (Segment::Member(known.as_str().into()), value)
            }
            Segment::Index(index) => (Segment::Index(index), here.get(usize::try_from(index).ok()?)?),
        };
        segments.push(found);
        here = below;
    }
    Some(format!("{prefix}.{}", Path(segments)))
}

/// What Edge Hub's core understands and the cloud's pages do not list (reference, section 13, row 13).
fn undocumented(condition: &Condition) -> Vec<Diagnostic> {
    let name = |kind: &Kind| match kind {
        Kind::Binary(operator @ (Binary::Coalesce | Binary::Concat), ..) => Some(operator.as_str()),
        Kind::Unary(operator @ Unary::Negate, _) => Some(operator.as_str()),
        Kind::Reference { braced: true, .. } => Some("{ }"),
        Kind::Call(name, _) if name.eq_ignore_ascii_case(twin_change::NAME) => Some(twin_change::NAME),
        _ => None,
    };
    let found = condition.ast().nodes.iter().filter_map(|node| {
        name(&node.kind).map(|what| Diagnostic::new(Code::NotDocumented, node.anchor).word("what", what))
    });
    found.collect()
}

/// The first message for which the other dialect gives another result.
fn dialects_differ(condition: &Condition, seen: &[&dyn Facts]) -> Option<Diagnostic> {
    let compiled = |dialect| compile(condition.text(), condition.source(), dialect).condition;
    let both = [Dialect::Cloud, Dialect::Edge].map(compiled);
    let results = |facts: &&dyn Facts| {
        both.each_ref()
            .map(|condition| condition.as_ref().map_or("compile-error", |c| c.evaluate_facts(*facts).as_str()))
    };
    let [cloud, edge] = seen.iter().map(results).find(|[cloud, edge]| cloud != edge)?;
    let whole = Span::new(0, condition.text().len());
    Some(Diagnostic::new(Code::DialectsDiffer, whole).word("cloud", cloud).word("edge", edge))
}

/// A route, as far as its neighbours matter.
#[derive(Clone, Copy, Debug)]
pub struct RouteView<'a> {
    pub condition: &'a Condition,
    pub endpoint: &'a str,
    pub enabled: bool,
}

/// Doubts about routes beside each other, each with the index of its route. `built_in` is the name of the built-in
/// endpoint; `fallback` whether the fallback route is on.
#[must_use]
pub fn lint_routes(routes: &[RouteView<'_>], built_in: &str, fallback: bool) -> Vec<(usize, Diagnostic)> {
    let mut found = Vec::new();
    let whole = |route: &RouteView<'_>| Span::new(0, route.condition.text().len());
    for (at, route) in routes.iter().enumerate() {
        let same = |earlier: &&RouteView<'_>| {
            let (one, other) = (earlier.condition, route.condition);
            let key = |condition: &Condition| (condition.source(), condition.dialect());
            earlier.endpoint == route.endpoint && key(one) == key(other) && one.ast() == other.ast()
        };
        if let Some(other) = routes[..at].iter().position(|earlier| same(&earlier)) {
            found.push((at, Diagnostic::new(Code::RoutesAlike, whole(route)).number("other", other + 1)));
        }
    }
    let telemetry = |route: &RouteView<'_>| route.enabled && route.condition.source() == Source::DeviceMessages;
    let is_fed = routes.iter().any(|route| telemetry(route) && route.endpoint == built_in);
    if fallback && !is_fed {
        let catches_all = |route: &RouteView<'_>| reach(route.condition).is_some_and(|reach| !reach.can_be_other);
        let starving = routes.iter().enumerate().filter(|(_, route)| telemetry(route) && catches_all(route));
        found.extend(starving.map(|(at, route)| (at, Diagnostic::new(Code::StarvesBuiltIn, whole(route)))));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::query::SystemProperty;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn condition(text: &str) -> Condition {
        compile(text, Source::DeviceMessages, Dialect::Cloud).condition.unwrap()
    }

    #[test]
    fn proofs() {
        for (text, expected) in [
            ("level = 'a' OR level <> 'a' OR NOT is_defined(level)", Some((true, false))),
            ("level = 'a' OR level <> 'a'", Some((true, true))),
            ("level = 'a' AND level = 'b'", Some((false, true))),
            ("level > 'a' AND level < 'b'", Some((true, true))),
            ("level < ''", Some((false, true))),
            ("as_number(n) > 3 AND as_number(n) < 2", Some((false, true))),
            ("as_number(n) > 3 AND as_number(n) < 4", Some((true, true))),
            ("$body.x > 5 AND $body.x < 6 AND NOT is_number($body.x)", Some((false, true))),
            ("$body.x OR NOT $body.x OR NOT is_bool($body.x)", Some((true, false))),
            ("$body.x = null AND is_defined($body.x)", Some((true, true))),
            ("1 = 1", Some((true, false))),
            ("contains(level, 'x')", None),
            ("a = b", None),
        ] {
            let found = reach(&condition(text)).map(|reach| (reach.can_be_true, reach.can_be_other));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn neighbours() {
        let (all, level, spaced) = (condition("true"), condition("level='a'"), condition(" level  = 'a'"));
        let route = |condition, endpoint| RouteView { condition, endpoint, enabled: true };
        let codes = |routes: &[RouteView<'_>], fallback| -> Vec<(usize, &str)> {
            lint_routes(routes, "events", fallback).iter().map(|(at, d)| (*at, d.code.as_str())).collect()
        };
        assert_eq!(codes(&[route(&level, "q"), route(&spaced, "q")], true), [(1, "routes-alike")]);
        assert_eq!(codes(&[route(&level, "q"), route(&spaced, "r")], true), []);
        assert_eq!(codes(&[route(&level, "q"), route(&all, "q")], true), [(1, "starves-built-in")]);
        assert_eq!(codes(&[route(&all, "q")], false), []);
        assert_eq!(codes(&[route(&all, "q"), route(&level, "events")], true), []);
        assert_eq!(codes(&[RouteView { enabled: false, ..route(&all, "q") }], true), []);
    }

    #[test]
    fn seen_messages() {
        let mut message = Sample { body: br#"{"t":"30","Case":{"in":1}}"#.to_vec(), ..Sample::default() };
        message.set_application("level", Some("debug".to_owned()));
        let bare = message.clone();
        message.set_system(SystemProperty::ContentType, Some("application/json".to_owned()));
        message.set_system(SystemProperty::ContentEncoding, Some("utf-8".to_owned()));
        let mut without = message.clone();
        without.set_application("level", None);
        let seen: [&dyn Facts; 3] = [&message, &bare, &without];
        let found = |text: &str| -> Vec<(&str, Option<String>)> {
            lint(&condition(text), &seen)
                .into_iter()
                .map(|d| (d.code.as_str(), d.fix.map(|fix| fix.replacement)))
                .collect()
        };
        let fixed = |code, fix: &str| (code, Some(fix.to_owned()));
        assert_eq!(found("level <> 'x'"), [fixed("skips-missing", "(NOT is_defined(level) OR level <> 'x')")]);
        assert_eq!(
            found("$body.t > 100 OR $body.t > 200"),
            [
                fixed("numeric-text", "as_number($body.t)"),
                fixed("numeric-text", "as_number($body.t)"),
                ("body-not-declared", None),
                ("body-not-declared", None),
            ]
        );
        let case = found("$body.case.IN = 1");
        assert!(case.contains(&fixed("member-case", "$body.Case.in")), "{case:?}");
        assert!(case.contains(&("dialects-differ", None)), "{case:?}");
        assert_eq!(found("level = 'nowhere'"), [("not-seen-true", None)]);
        assert_eq!(found("level = 'a' AND level = 'b'"), [("never-true", None)]);
        assert_eq!(found("NOT is_defined(level) OR is_defined(level)"), [("always-true", None)]);
        assert_eq!(found("(level ?? 'x') = 'debug'"), [("not-documented", None)]);
        assert_eq!(found("level = 'debug'"), []);
        assert_eq!(found("true"), []);
    }
}
