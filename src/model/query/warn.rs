//! Warnings for conditions that compile and most likely mean something else (reference, section 14).
//!
//! Only what the text alone shows; what the devices' messages show is for the lints.

use super::ast::{Ast, Kind, Literal, Node, NodeId};
use super::blame::{Blame, is_document_path};
use super::check::Type;
use super::diagnostic::{Code, Diagnostic, nearest};
use super::program::{Input, Op, Program};
use super::span::Span;
use super::subject::SystemProperty;
use super::tokens::Binary;

/// Every doubt about a condition that compiled, at most one for each place.
#[must_use]
pub(super) fn warnings(text: &str, ast: &Ast, program: &Program) -> Vec<Diagnostic> {
    let blame = Blame::new(text, ast);
    let mut found = Vec::new();
    for (at, node) in ast.nodes.iter().enumerate() {
        let compiled = &program.nodes[at];
        match (&node.kind, &compiled.op) {
            (Kind::Name(name), Op::Input(_)) => found.extend(doubtful_name(text, node, name)),
            (Kind::Reference { text: name, braced }, op) => {
                found.extend(doubtful_reference(node.anchor, name, *braced, op, program));
            }
            (Kind::Literal(Literal::Undefined), _) => found.extend(valueless(node, node.span.of(text))),
            (&Kind::Binary(operator, left, right), _) if operator.is_comparison() => {
                let not = blame.not_before_comparison(at as NodeId, left);
                found.extend(not.map(Diagnostic::as_warning));
                found.extend(missing_quotes(text, ast, left, right));
            }
            _ => {}
        }
    }
    found.extend(never_true(text, ast, program));
    found
}

fn doubtful_name(text: &str, node: &Node, name: &str) -> Option<Diagnostic> {
    let at = node.span;
    let new = |code| Diagnostic::new(code, at).text("name", name);
    let meant = |code, meant: String| new(code).text("meant", &*meant).fix(at, meant);
    if let Some(diagnostic) = curly_quotes(text, at) {
        return Some(diagnostic);
    }
    if name.contains(is_invisible) {
        return Some(new(Code::InvisibleCharacter).fix(at, name.replace(is_invisible, " ").trim()));
    }
    if ["true", "false", "null", "undefined"].iter().any(|word| name.eq_ignore_ascii_case(word)) {
        return Some(meant(Code::ConstantCase, name.to_ascii_lowercase()));
    }
    if let Some(left) = name.strip_suffix('!')
        && text.as_bytes().get(at.end as usize) == Some(&b'=')
    {
        let both = Span { start: at.start, end: at.end + 1 };
        let spaced = format!("{left} !=").trim_start().to_owned();
        return Some(new(Code::SwallowedOperator).text("meant", &*spaced).fix(both, spaced));
    }
    if let Some(spaced) = unglue(name) {
        return Some(meant(if name.contains('\'') { Code::QuoteInName } else { Code::SwallowedOperator }, spaced));
    }
    if name.contains('\'') {
        return Some(new(Code::QuoteInName));
    }
    let keyword = SystemProperty::from_keyword(name).filter(|key| !key.keyword().contains('-'));
    if let Some(key) = keyword {
        return Some(meant(Code::MissingDollar, format!("${}", key.keyword())));
    }
    is_document_path(name).then(|| meant(Code::MissingDollar, format!("${name}")))
}

fn is_invisible(c: char) -> bool {
    c.is_control()
        || c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// A text in typographic quotes that touches the bytes at `at`.
#[must_use]
pub(super) fn curly_quotes(text: &str, at: Span) -> Option<Diagnostic> {
    const OPENING: [char; 5] = ['‘', '“', '„', '«', '‚'];
    const CLOSING: [char; 5] = ['’', '”', '“', '»', '‘'];
    let name = at.of(text);
    let inside = name.find(OPENING)?;
    let start = at.start as usize + inside;
    let opening = text[start..].chars().next()?.len_utf8();
    let diagnostic = Diagnostic::new(Code::CurlyQuotes, at).text("name", name);
    let Some(length) = text[start + opening..].find(CLOSING) else {
        return Some(diagnostic);
    };
    let content = &text[start + opening..start + opening + length];
    let closing = text[start + opening + length..].chars().next().map_or(0, char::len_utf8);
    let whole = Span::new(start, start + opening + length + closing);
    if content.contains(['\'', '\\']) {
        return Some(diagnostic);
    }
    Some(diagnostic.fix(whole, format!("'{content}'")))
}

/// Puts the blanks back into a name that swallowed an operator; none if it may well be a name.
fn unglue(name: &str) -> Option<String> {
    if let Some(operand) = name.strip_prefix('!').filter(|rest| !rest.is_empty()) {
        return Some(format!("NOT {operand}"));
    }
    if let Some(number) = name.strip_prefix('+').or(name.strip_suffix('.')).filter(|n| is_number(n)) {
        return Some(number.to_owned());
    }
    if let Some(operand) =
        name.strip_prefix('-').filter(|rest| rest.starts_with(|c: char| c.is_alphabetic() || c == '_'))
    {
        return Some(format!("-as_number({operand})"));
    }
    // A quoted text with something stuck to it.
    if let Some(rest) = name.strip_prefix('\'')
        && let Some(end) = rest.find('\'')
        && end + 1 < rest.len()
    {
        let (quoted, tail) = name.split_at(end + 2);
        let operator =
            ["||", "AND", "OR", "and", "or", "&&"].into_iter().find(|operator| tail.starts_with(operator))?;
        let spelled = if operator == "&&" { "AND" } else { operator };
        return Some(format!("{quoted} {spelled} {}", &tail[operator.len()..]).trim_end().to_owned());
    }
    for (operator, spelled) in [("||", "||"), ("&&", "AND"), ("+", "+"), ("*", "*"), ("%", "%"), ("-", "-")] {
        let Some((left, right)) = name.split_once(operator) else {
            continue;
        };
        // A hyphen inside is common in names, and a percent sign at the end may be a unit.
        let usual = operator == "-" && !is_number(left) || left.is_empty() || right.is_empty();
        if !usual {
            return Some(format!("{left} {spelled} {right}"));
        }
    }
    None
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.') && text.parse::<f64>().is_ok()
}

fn doubtful_reference(at: Span, name: &str, braced: bool, op: &Op, program: &Program) -> Option<Diagnostic> {
    let Op::Input(input) = op else {
        return Some(Diagnostic::new(Code::WholeDocument, at).text("name", name));
    };
    let Input::System { key: None, .. } = &program.inputs[*input as usize] else {
        return None;
    };
    let word = &name[1..];
    let new = |code: Code, key: &str| {
        let fixed = if braced { format!("{{${key}}}") } else { format!("${key}") };
        Diagnostic::new(code, at).text("name", name).text("nearest", format!("${key}")).fix(at, fixed)
    };
    if let Some(key) = SystemProperty::from_any_name(word) {
        return Some(new(Code::WireName, key.keyword()));
    }
    match nearest(word, SystemProperty::ALL.map(SystemProperty::keyword)) {
        Some(near) => Some(new(Code::UnknownSystemPropertyNear, near)),
        None => Some(Diagnostic::new(Code::UnknownSystemProperty, at).text("name", name)),
    }
}

fn valueless(node: &Node, text: &str) -> Option<Diagnostic> {
    let new = |code| Some(Diagnostic::new(code, node.span).text("name", text));
    match text.as_bytes() {
        [b'0', b'x' | b'X', ..] => new(Code::HexTooLong),
        b"undefined" => None,
        _ => new(Code::NumberWithoutDigits),
    }
}

/// `site = Lyon`: a name on the right of a comparison whose left side is no literal.
fn missing_quotes(text: &str, ast: &Ast, left: NodeId, right: NodeId) -> Option<Diagnostic> {
    let (l, r) = (ast.node(left), ast.node(right));
    let Kind::Name(name) = &r.kind else {
        return None;
    };
    if matches!(l.kind, Kind::Literal(_)) || doubtful_name(text, r, name).is_some() {
        return None;
    }
    Some(
        Diagnostic::new(Code::MissingQuotes, r.span)
            .text("name", &**name)
            .text("left", l.span.of(text))
            .fix(r.span, format!("'{name}'")),
    )
}

fn never_true(text: &str, ast: &Ast, program: &Program) -> Option<Diagnostic> {
    let (root, node) = (ast.node(ast.root()?), program.nodes.last()?);
    match (node.ty, &root.kind) {
        (Type::String, Kind::Name(name)) if doubtful_name(text, root, name).is_some() => None,
        (Type::String, Kind::Name(_) | Kind::Reference { .. }) => {
            let name = root.span.of(text);
            let fix = format!("{name} {} 'true'", Binary::Equal.as_str());
            Some(Diagnostic::new(Code::PropertyAsCondition, root.span).text("name", name).fix(root.span, fix))
        }
        (ty @ (Type::String | Type::Number), _) => {
            Some(Diagnostic::new(Code::NeverBoolean, root.span).word("given", ty.as_str()))
        }
        _ => None,
    }
}
