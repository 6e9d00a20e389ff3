//! What is said about each mistake, where, and what the fix makes of it.

use iot_hub_playground::model::message::Source;
use iot_hub_playground::model::query::{Compiled, Diagnostic, Dialect, compile};

/// A condition and its findings: code, the text that is underlined, and the condition after the fix (or nothing).
pub(crate) struct Case {
    query: &'static str,
    edge: bool,
    source: Source,
    found: &'static [(&'static str, &'static str, &'static str)],
}

impl Case {
    pub(crate) fn compile(&self) -> Compiled {
        let dialect = if self.edge { Dialect::Edge } else { Dialect::Cloud };
        compile(self.query, self.source, dialect)
    }
}

const fn case(query: &'static str, found: &'static [(&'static str, &'static str, &'static str)]) -> Case {
    Case { query, edge: false, source: Source::DeviceMessages, found }
}

const fn edge(query: &'static str, found: &'static [(&'static str, &'static str, &'static str)]) -> Case {
    Case { query, edge: true, source: Source::DeviceMessages, found }
}

const fn twin(query: &'static str, found: &'static [(&'static str, &'static str, &'static str)]) -> Case {
    Case { query, edge: false, source: Source::TwinChangeEvents, found }
}

const LONG: &str = match std::str::from_utf8(&[b'x'; 70_000]) {
    Ok(text) => text,
    Err(_) => "",
};
const DEEP: &str = match std::str::from_utf8(&[b'('; 300]) {
    Ok(text) => text,
    Err(_) => "",
};

pub(crate) const CASES: &[Case] = &[
    // Nothing to say.
    case("level = 'critical' AND as_number(n) > 3", &[]),
    case("$body.a.b[0] > 3 OR $twin.tags.x = 'y' OR NOT is_defined({$messageId})", &[]),
    case("room-temp = '1' AND o_k.x = '2'", &[]),
    case("'Lyon' = site", &[]),
    // Tokens.
    case(LONG, &[("too-long", LONG, "")]),
    case(DEEP, &[("too-deep", "(", "")]),
    case("a = 'b';", &[("invalid-symbol", ";", "a = 'b'")]),
    case("a @ 'b'", &[("invalid-symbol", "@", "")]),
    case("a = from", &[("reserved-word", "from", "")]),
    case("SELECT * FROM x", &[("reserved-word", "SELECT", "")]),
    case("a = 'b", &[("unterminated-string", "'b", "a = 'b'")]),
    case("a = \"b", &[("unterminated-string", "\"b", "a = \"b\"")]),
    case("a = 'b' /* c", &[("unterminated-comment", "/* c", "a = 'b' /* c */")]),
    case("a = 'C:\\dir x'", &[("invalid-escape", "\\d", "a = 'C:\\\\dir x'")]),
    case("a IN [1,2]", &[("unsupported-operator", "IN", "")]),
    case("a[0] = 'b'", &[("unexpected-brackets", "a[0]", "")]),
    // Operators.
    case("a == 'b'", &[("double-equals", "==", "a = 'b'")]),
    case("a !== 'b'", &[("double-equals", "!==", "a != 'b'")]),
    case("a = 'b' && c = 'd'", &[("double-ampersand", "&&", "a = 'b' AND c = 'd'")]),
    case("a LIKE 'b%'", &[("unsupported-operator", "LIKE", "")]),
    case("a = ", &[("expected-value-at-end", "", "")]),
    case("a = AND b = 'c'", &[("expected-value", "AND", "")]),
    case("()", &[("expected-value", ")", "")]),
    case("abs(1,)", &[("expected-value", ")", "")]),
    case("true banana", &[("expected-operator", "banana", "")]),
    case("a = 'b', c = 'd'", &[("expected-operator", ",", "")]),
    case("{a} = 'b'", &[("expected-reference", "a", "")]),
    case("{$a = 'b'", &[("expected-closing-brace", "=", "")]),
    case("(a = 'b'", &[("unclosed-parenthesis", "(", "(a = 'b')")]),
    case("contains(a, 'b'", &[("unclosed-call", "", "contains(a, 'b')")]),
    case("a = 'b')", &[("unmatched-parenthesis", ")", "a = 'b'")]),
    // Paths.
    case("$body. = 1", &[("invalid-path", "$body.", "")]),
    case("$body.a[x] = 1", &[("invalid-path", "$body.a[x]", "")]),
    case("$body.a[\"x\"] = 1", &[("invalid-path", "$body.a[", "")]),
    // Functions.
    case("startswith(a, 'b')", &[("unknown-function-near", "startswith", "starts_with(a, 'b')")]),
    case("len(a) = 3", &[("unknown-function-near", "len", "length(a) = 3")]),
    case("!(a = 'b')", &[("unknown-function-near", "!", "NOT (a = 'b')")]),
    case("regexmatch(a, 'b')", &[("unknown-function", "regexmatch", "")]),
    case("twin_change_includes(tags.a)", &[("function-of-other-source", "twin_change_includes", "")]),
    twin(
        "twin_change_includes('tags.a')",
        &[("argument-path", "twin_change_includes", "twin_change_includes(tags.a)")],
    ),
    twin("twin_change_includes(version)", &[("argument-path", "twin_change_includes", "")]),
    edge("is_object($body.a)", &[("function-not-in-edge", "is_object", "")]),
    case("abs() = 1", &[("argument-count", "abs", "")]),
    case("abs(n) = 1", &[("argument-type", "abs", "abs(as_number(n)) = 1")]),
    case("length(1) = 1", &[("argument-type", "length", "")]),
    // Types.
    case("n = 4", &[("property-compared-with-number", "=", "as_number(n) = 4")]),
    case("4 < $messageId", &[("property-compared-with-number", "<", "4 < as_number($messageId)")]),
    case("flag = true", &[("property-compared-with-bool", "=", "flag = 'true'")]),
    case("site = null", &[("property-compared-with-null", "=", "NOT is_defined(site)")]),
    case("site != undefined", &[("compared-with-undefined", "!=", "is_defined(site)")]),
    case("$body.x = undefined", &[("compared-with-undefined", "=", "NOT is_defined($body.x)")]),
    case("1 = '1'", &[("compared-types", "=", "")]),
    case("NOT a = 'b'", &[("not-binds-tighter", "NOT", "NOT (a = 'b')")]),
    case("NOT $body.a = 'b'", &[("not-binds-tighter", "NOT", "NOT ($body.a = 'b')")]),
    case("c = 'd' AND NOT a = 'b'", &[("not-binds-tighter", "NOT", "c = 'd' AND NOT (a = 'b')")]),
    case("NOT a", &[("operand-type", "NOT", "")]),
    case("- n > 3", &[("operand-type", "-", "- as_number(n) > 3")]),
    case("n + 1 > 3", &[("operand-types", "+", "as_number(n) + 1 > 3")]),
    case("1 AND true", &[("operand-types", "AND", "")]),
    case("a = 'b' || c = 'd'", &[("concat-of-conditions", "||", "a = 'b' OR c = 'd'")]),
    case("(a = 'b') || (c = 'd')", &[("concat-of-conditions", "||", "(a = 'b') OR (c = 'd')")]),
    case("1 < 2 < 3", &[("chained-comparison", "<", "")]),
    case("a ?? 'b' = 'c'", &[("coalesce-binds-looser", "??", "(a ?? 'b') = 'c'")]),
    edge("true AND $body.a", &[("edge-right-operand", "AND", "")]),
    // One root error each, no cascade.
    case(
        "(abs(n) + 1) * 2 > length(1)",
        &[("argument-type", "abs", "(abs(as_number(n)) + 1) * 2 > length(1)"), ("argument-type", "length", "")],
    ),
    case("NOT (nope(1) = 2) AND true", &[("unknown-function", "nope", "")]),
    // Doubts about what compiles.
    case("x!='a'", &[("swallowed-operator", "x!", "x !='a'")]),
    case("a+b = 'c'", &[("swallowed-operator", "a+b", "a + b = 'c'")]),
    case("3-4 = 'c'", &[("swallowed-operator", "3-4", "3 - 4 = 'c'")]),
    case("!a = 'b'", &[("swallowed-operator", "!a", "NOT a = 'b'")]),
    case("x = 'a'AND", &[("quote-in-name", "'a'AND", "x = 'a' AND")]),
    case("x = 'it's'", &[("quote-in-name", "'it's'", "")]),
    case("site = ‘Lyon’", &[("curly-quotes", "‘Lyon’", "site = 'Lyon'")]),
    case("site = “New York”", &[("curly-quotes", "“New", "site = 'New York'")]),
    case("a\u{a0}= 'b'", &[("invisible-character", "a\u{a0}", "a= 'b'")]),
    case("site = Lyon", &[("missing-quotes", "Lyon", "site = 'Lyon'")]),
    case("flag = TRUE", &[("constant-case", "TRUE", "flag = true")]),
    case("is_defined(e5)", &[("number-without-digits", "e5", "")]),
    case("is_defined(0x123456789ABCDEF01)", &[("hex-too-long", "0x123456789ABCDEF01", "")]),
    case("$contenttyp = 'b'", &[("unknown-system-property-near", "$contenttyp", "$contentType = 'b'")]),
    case("{$deviceid} = 'b'", &[("unknown-system-property", "{$deviceid}", "")]),
    case("$content-type = 'b'", &[("wire-name", "$content-type", "$contentType = 'b'")]),
    case("enqueuedTime > '2024'", &[("missing-dollar", "enqueuedTime", "$enqueuedTime > '2024'")]),
    case("body.t > 5", &[("missing-dollar", "body.t", "$body.t > 5")]),
    case("$body = 'x'", &[("whole-document", "$body", "")]),
    case("flag", &[("property-as-condition", "flag", "flag = 'true'")]),
    case("1 + 2", &[("never-boolean", "1 + 2", "")]),
];

fn apply(query: &str, diagnostic: &Diagnostic) -> String {
    diagnostic.fix.as_ref().map_or_else(String::new, |fix| {
        let (start, end) = (fix.span.start as usize, fix.span.end as usize);
        format!("{}{}{}", &query[..start], fix.replacement, &query[end..])
    })
}

#[test]
fn each_mistake() {
    let mut wrong = Vec::new();
    for case in CASES {
        let diagnostics = case.compile().diagnostics;
        let found: Vec<_> = diagnostics
            .iter()
            .map(|d| (d.code.as_str(), d.span.of(case.query).to_owned(), apply(case.query, d)))
            .collect();
        let expected: Vec<_> =
            case.found.iter().map(|&(code, at, fixed)| (code, at.to_owned(), fixed.to_owned())).collect();
        if found != expected {
            let short: String = case.query.chars().take(80).collect();
            wrong.push(format!("{short}\n    found    {found:.200?}\n    expected {expected:.200?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_fix_removes_what_it_fixes() {
    for case in CASES {
        for diagnostic in case.compile().diagnostics.iter().filter(|d| d.fix.is_some()) {
            let fixed = apply(case.query, diagnostic);
            let again = Case { query: Box::leak(fixed.clone().into_boxed_str()), ..*case }.compile();
            let same = |d: &Diagnostic| d.code == diagnostic.code && d.span.start == diagnostic.span.start;
            assert!(!again.diagnostics.iter().any(same), "{} -> {fixed}: {:?}", case.query, again.diagnostics);
        }
    }
}

#[test]
fn twin_change_paths() {
    for (query, reason, fixed) in [
        ("twin_change_includes('tags.a')", "quoted", "twin_change_includes(tags.a)"),
        ("twin_change_includes(version)", "prefix", ""),
        ("twin_change_includes(tags..a)", "empty-member", ""),
        ("twin_change_includes(1)", "not-a-path", ""),
    ] {
        let diagnostics = compile(query, Source::TwinChangeEvents, Dialect::Cloud).diagnostics;
        let [diagnostic] = &diagnostics[..] else { panic!("{query}: {diagnostics:?}") };
        assert_eq!(diagnostic.code.as_str(), "argument-path");
        assert!(format!("{:?}", diagnostic.args).contains(reason), "{query}: {:?}", diagnostic.args);
        assert_eq!(apply(query, diagnostic), fixed);
    }
}
