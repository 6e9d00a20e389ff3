//! A tree walk over the AST in the plainest form: recursion, `serde_json`, everything evaluated. Cloud dialect only,
//! and only for conditions that compiled. It must stay simpler than what it checks.

use iot_hub_playground::model::query::ast::{Ast, Kind, Literal, NodeId, Unary};
use iot_hub_playground::model::query::tokens::Binary;
use iot_hub_playground::model::query::{Facts, Sample, SystemProperty, Verdict};
use serde_json::Value as Json;
use std::cmp::Ordering;

/// A value; text is in UTF-16 units.
#[derive(Clone, Debug, PartialEq)]
enum V {
    Undefined,
    /// The constant, or null of a document.
    Null {
        constant: bool,
    },
    Bool(bool),
    Number(f64),
    Text(Vec<u16>),
    Object,
    Array,
}

pub(crate) fn verdict(ast: &Ast, sample: &Sample) -> Verdict {
    let Some(root) = ast.root() else {
        return Verdict::True;
    };
    match walk(ast, root, sample) {
        V::Bool(true) => Verdict::True,
        V::Bool(false) | V::Null { constant: true } => Verdict::False,
        _ => Verdict::Undefined,
    }
}

fn walk(ast: &Ast, id: NodeId, sample: &Sample) -> V {
    let go = |id: &NodeId| walk(ast, *id, sample);
    match &ast.node(id).kind {
        Kind::Literal(literal) => match literal {
            Literal::Undefined => V::Undefined,
            Literal::Null => V::Null { constant: true },
            Literal::Bool(value) => V::Bool(*value),
            Literal::Number(value) => V::Number(*value),
            Literal::String(text) => V::Text(text.to_units()),
        },
        Kind::Name(name) => optional(sample.application(name)),
        Kind::Reference { text, braced } => reference(text, *braced, sample),
        Kind::Unary(Unary::Not, operand) => match go(operand) {
            V::Bool(value) => V::Bool(!value),
            V::Null { constant: true } => V::Bool(true),
            _ => V::Undefined,
        },
        Kind::Unary(Unary::Negate, operand) => match go(operand) {
            V::Number(value) => V::Number(-value),
            _ => V::Undefined,
        },
        Kind::Binary(operator, left, right) => binary(*operator, go(left), go(right)),
        Kind::Call(name, arguments) => {
            let name = name.to_ascii_lowercase();
            if name == "twin_change_includes" {
                let Kind::Name(path) = &ast.node(arguments[0]).kind else { unreachable!() };
                return match body(sample) {
                    Some(body) => V::Bool(at(&body, path, false).is_some()),
                    None => V::Undefined,
                };
            }
            call(&name, &arguments.iter().map(go).collect::<Vec<_>>())
        }
    }
}

fn optional(text: Option<&str>) -> V {
    text.map_or(V::Undefined, |text| V::Text(text.encode_utf16().collect()))
}

fn reference(text: &str, braced: bool, sample: &Sample) -> V {
    let lower = text.to_ascii_lowercase();
    let document =
        |name: &str| lower == name || lower.starts_with(&format!("{name}[")) || lower.starts_with(&format!("{name}."));
    if document("$body") || document("$twin") {
        let Some(path) = text.get(6..).filter(|_| text.as_bytes().get(5) == Some(&b'.')) else {
            return V::Undefined;
        };
        let twin = document("$twin");
        let root =
            if twin { sample.twin().map(|twin| serde_json::from_str(twin.json()).unwrap()) } else { body(sample) };
        return root.and_then(|root| at(&root, path, twin)).map_or(V::Undefined, |json| value(&json));
    }
    let system = SystemProperty::ALL.into_iter().find(|key| key.keyword().eq_ignore_ascii_case(&text[1..]));
    let system = system.and_then(|key| sample.system(key));
    let application = if braced { None } else { sample.application(text) };
    optional(system.as_deref().or(application))
}

fn body(sample: &Sample) -> Option<Json> {
    let content_type = sample.system(SystemProperty::ContentType)?.to_lowercase();
    let (media_type, parameters) = content_type.split_once(';').unwrap_or((&content_type, ""));
    let charset = parameters.split(';').find_map(|p| Some(p.trim().strip_prefix("charset=")?.replace('"', "")));
    let encoding = sample.system(SystemProperty::ContentEncoding).map(|e| e.to_lowercase()).or(charset)?;
    let bytes = sample.body();
    let text = match &*encoding {
        "utf-8" => String::from_utf8(bytes.to_vec()).ok()?,
        "utf-16" if bytes.len().is_multiple_of(2) => {
            String::from_utf16(&bytes.chunks(2).map(|c| u16::from_le_bytes([c[0], c[1]])).collect::<Vec<_>>()).ok()?
        }
        "utf-32" if bytes.len().is_multiple_of(4) => bytes
            .chunks(4)
            .map(|c| char::from_u32(u32::from_le_bytes([c[0], c[1], c[2], c[3]])))
            .collect::<Option<String>>()?,
        _ => return None,
    };
    let json: Json = serde_json::from_str(&text).ok()?;
    (media_type.trim() == "application/json" && json.is_object()).then_some(json)
}

fn at(root: &Json, path: &str, fold: bool) -> Option<Json> {
    let mut here = root.clone();
    for member in path.split('.') {
        let mut parts = member.split('[');
        let name = parts.next()?;
        let object = here.as_object()?;
        let found = object.iter().rev().find(|(k, _)| *k == name || fold && k.to_lowercase() == name.to_lowercase());
        here = found?.1.clone();
        for index in parts {
            here = here.as_array()?.get(index.trim_end_matches(']').parse::<usize>().ok()?)?.clone();
        }
    }
    Some(here)
}

fn value(json: &Json) -> V {
    match json {
        Json::Null => V::Null { constant: false },
        Json::Bool(value) => V::Bool(*value),
        Json::Number(number) => V::Number(number.as_f64().unwrap()),
        Json::String(text) if is_date(text) => V::Undefined,
        Json::String(text) => V::Text(text.encode_utf16().collect()),
        Json::Array(_) => V::Array,
        Json::Object(_) => V::Object,
    }
}

/// Good enough for the dates that the tests write.
fn is_date(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let month = text.get(5..7).and_then(|m| m.parse().ok()).unwrap_or(0);
    shape.starts_with("0000-00-00T00:00:00") && (1..=12).contains(&month)
}

fn defined(value: &V) -> bool {
    !matches!(value, V::Undefined | V::Object | V::Array)
}

fn number(value: f64) -> V {
    if value.is_nan() { V::Undefined } else { V::Number(value) }
}

fn binary(operator: Binary, left: V, right: V) -> V {
    match (operator, &left, &right) {
        // Beside a document's value it is no longer the constant.
        (Binary::Coalesce, V::Null { constant: true }, V::Null { constant: true }) => left,
        (Binary::Coalesce, ..) => match if defined(&left) { left } else { right } {
            V::Null { .. } => V::Null { constant: false },
            value => value,
        },
        (Binary::And, V::Null { constant: true }, _) | (Binary::And, _, V::Null { constant: true }) => {
            V::Null { constant: true }
        }
        (Binary::Or, V::Null { constant: true }, V::Null { constant: true }) => left,
        (Binary::And, V::Bool(false), _) | (Binary::And, _, V::Bool(false)) => V::Bool(false),
        (Binary::Or, V::Bool(true), _) | (Binary::Or, _, V::Bool(true)) => V::Bool(true),
        (Binary::Or, V::Null { constant: true }, V::Bool(value))
        | (Binary::Or, V::Bool(value), V::Null { constant: true }) => V::Bool(*value),
        (Binary::And | Binary::Or, V::Bool(_), V::Bool(_)) => left,
        (Binary::And | Binary::Or, ..) => V::Undefined,
        (Binary::Concat, V::Text(l), V::Text(r)) => V::Text([&l[..], &r[..]].concat()),
        (Binary::Add, V::Number(l), V::Number(r)) => number(l + r),
        (Binary::Subtract, V::Number(l), V::Number(r)) => number(l - r),
        (Binary::Multiply, V::Number(l), V::Number(r)) => number(l * r),
        (Binary::Divide, V::Number(l), V::Number(r)) => number(l / r),
        (Binary::Modulo, V::Number(l), V::Number(r)) => number(l % r),
        _ if operator.is_comparison() && defined(&left) && defined(&right) => compare(operator, &left, &right),
        _ => V::Undefined,
    }
}

fn compare(operator: Binary, left: &V, right: &V) -> V {
    let rank = |v: &V| match v {
        V::Bool(_) => 0,
        V::Number(_) => 1,
        V::Text(_) => 2,
        _ => 3,
    };
    let order = match (left, right) {
        (V::Bool(l), V::Bool(r)) => l.cmp(r),
        (V::Number(l), V::Number(r)) => l.partial_cmp(r).unwrap(),
        (V::Text(l), V::Text(r)) => l.cmp(r),
        _ => rank(left).cmp(&rank(right)),
    };
    V::Bool(match operator {
        Binary::Equal => order == Ordering::Equal,
        Binary::NotEqual => order != Ordering::Equal,
        Binary::Less => order == Ordering::Less,
        Binary::LessOrEqual => order != Ordering::Greater,
        Binary::Greater => order == Ordering::Greater,
        _ => order != Ordering::Less,
    })
}

fn call(name: &str, arguments: &[V]) -> V {
    let first = &arguments[0];
    match name {
        "is_bool" => return V::Bool(matches!(first, V::Bool(_))),
        "is_number" => return V::Bool(matches!(first, V::Number(n) if n.is_finite())),
        "is_string" => return V::Bool(matches!(first, V::Text(_))),
        "is_null" => return V::Bool(matches!(first, V::Null { .. })),
        "is_defined" | "is_primitive" => return V::Bool(defined(first)),
        "is_array" => return V::Bool(*first == V::Array),
        "is_object" => return V::Bool(*first == V::Object),
        _ => {}
    }
    let numbers: Vec<f64> =
        arguments.iter().filter_map(|v| if let V::Number(n) = v { Some(*n) } else { None }).collect();
    let texts: Vec<&[u16]> =
        arguments.iter().filter_map(|v| if let V::Text(t) = v { Some(&t[..]) } else { None }).collect();
    let all_texts = texts.len() == arguments.len();
    match (name, &numbers[..], &texts[..]) {
        ("abs", [n], _) => number(n.abs()),
        ("exp", [n], _) => number(libm::exp(*n)),
        ("power", [n, e], _) => number(libm::pow(*n, *e)),
        ("square", [n], _) => number(n * n),
        ("sqrt", [n], _) => number(n.sqrt()),
        ("ceiling", [n], _) => number(n.ceil()),
        ("floor", [n], _) => number(n.floor()),
        ("sign", [n], _) => number(if *n == 0.0 { 0.0 } else { n.signum() }),
        ("as_number", [n], _) => V::Number(*n),
        // The text form has tests of its own; here only what plain parsing also reads.
        ("as_number", _, [text]) => as_number(&String::from_utf16_lossy(text)),
        ("concat", ..) if all_texts => V::Text(texts.concat()),
        ("length", _, [text]) => V::Number(text.len() as f64),
        ("lower", _, [text]) => one_to_one(text, |c| c.to_lowercase().collect()),
        ("upper", _, [text]) => one_to_one(text, |c| c.to_uppercase().collect()),
        ("substring", [start, ..], [text]) if numbers.len() + 1 == arguments.len() => {
            let (start, size) = (start.trunc(), text.len() as f64);
            let length = numbers.get(1).map_or(size - start, |n| n.trunc());
            let outside = start < 0.0 || length < 0.0 || start + length > size || numbers.len() == 2 && start >= size;
            if outside || start > size {
                return V::Undefined;
            }
            V::Text(text[start as usize..(start + length) as usize].to_vec())
        }
        ("index_of", _, [text, part]) => V::Number(find(text, part).map_or(-1.0, |at| at as f64)),
        ("contains", _, [text, part]) => V::Bool(find(text, part).is_some()),
        ("starts_with", _, [text, part]) => V::Bool(text.starts_with(part)),
        ("ends_with", _, [text, part]) => V::Bool(text.ends_with(part)),
        _ => V::Undefined,
    }
}

fn find(text: &[u16], part: &[u16]) -> Option<usize> {
    (0..=text.len()).find(|&at| text[at..].starts_with(part))
}

fn one_to_one(text: &[u16], map: impl Fn(char) -> Vec<char>) -> V {
    let mapped = char::decode_utf16(text.iter().copied()).flat_map(|decoded| match decoded {
        Ok(c) => {
            let mapped = map(c);
            let single = if mapped.len() == 1 { mapped[0] } else { c };
            single.encode_utf16(&mut [0; 2]).to_vec()
        }
        Err(lone) => vec![lone.unpaired_surrogate()],
    });
    V::Text(mapped.collect())
}

fn as_number(text: &str) -> V {
    let plain = text.trim_matches([' ', '\t', '\n', '\r']);
    match plain.parse::<f64>() {
        Ok(parsed) if plain.chars().all(|c| c.is_ascii_digit() || "+-.eE".contains(c)) => V::Number(parsed),
        _ => V::Undefined,
    }
}
