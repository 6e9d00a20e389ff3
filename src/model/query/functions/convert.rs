//! `as_number`, the only conversion (docs: iot-hub-devguide-query-language; text form: reference, section 15).

use super::{Apply, Builtin, Gives, Parameter::NumberOrString};
use crate::model::query::value::{Value, Why};

pub(super) const TABLE: &[Builtin] = &[Builtin {
    name: "as_number",
    parameters: &[NumberOrString],
    at_least: 1,
    at_most: 1,
    gives: Gives::Number,
    apply: Apply::Values(|arguments| match arguments.get(0) {
        Value::String(text) => read(&text.to_lossy()).map_or(Value::Undefined(Why::TextNotNumber), Value::Number),
        Value::Number(number) => Value::Number(*number),
        other => other.refusal(),
    }),
    in_edge: true,
}];

/// Reads a number as the service does: white space around, one sign before or after, parentheses for negative,
/// commas among the integer's digits, an exponent, the words Infinity and NaN. Neither hex nor units.
fn read(text: &str) -> Option<f64> {
    digits(text).or_else(|| word(text))
}

fn word(text: &str) -> Option<f64> {
    let text = text.trim_matches(is_blank);
    let (negative, word) = match text.strip_prefix('-') {
        Some(word) => (true, word),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let infinity = if negative { f64::NEG_INFINITY } else { f64::INFINITY };
    // NaN is undefined, like text that is no number at all.
    word.eq_ignore_ascii_case("infinity").then_some(infinity)
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t'..='\r')
}

/// Whether the generic currency sign was used up; it may stand once, before or after.
struct Signs {
    sign: bool,
    negative: bool,
    parenthesis: bool,
    currency: bool,
}

fn digits(text: &str) -> Option<f64> {
    let mut rest = text;
    let mut seen = Signs { sign: false, negative: false, parenthesis: false, currency: false };
    // White space does not stand between a sign and the digits, unless a currency sign came.
    while let Some(c) = rest.chars().next() {
        match c {
            c if is_blank(c) && (!seen.sign || seen.currency) => {}
            '+' | '-' | '(' if !seen.sign => {
                (seen.sign, seen.negative, seen.parenthesis) = (true, c != '+', c == '(');
            }
            '¤' if !seen.currency => seen.currency = true,
            _ => break,
        }
        rest = &rest[c.len_utf8()..];
    }
    let mut plain = String::from(if seen.negative { "-" } else { "" });
    let (mut integer, mut fraction, mut point) = (0, 0, false);
    while let Some(c) = rest.chars().next() {
        match c {
            '0'..='9' => {
                *(if point { &mut fraction } else { &mut integer }) += 1;
                plain.push(c);
            }
            '.' if !point => {
                point = true;
                plain.push(c);
            }
            ',' if !point && integer > 0 => {}
            _ => break,
        }
        rest = &rest[1..];
    }
    if integer + fraction == 0 {
        return None;
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let unsigned = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        let after = unsigned.trim_start_matches(|c: char| c.is_ascii_digit());
        if after.len() < unsigned.len() {
            plain.push('e');
            plain.push_str(&exponent[..exponent.len() - after.len()]);
            rest = after;
        }
    }
    while let Some(c) = rest.chars().next() {
        match c {
            c if is_blank(c) => {}
            '+' | '-' if !seen.sign => {
                seen.sign = true;
                if c == '-' {
                    plain.insert(0, '-');
                }
            }
            ')' if seen.parenthesis => seen.parenthesis = false,
            '¤' if !seen.currency => seen.currency = true,
            _ => return None,
        }
        rest = &rest[c.len_utf8()..];
    }
    if seen.parenthesis { None } else { plain.parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::super::apply;
    use super::read;
    use crate::model::query::value::Value;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn numbers_in_text() {
        for (text, number) in [
            ("42", 42.0),
            ("  42\t", 42.0),
            ("-4", -4.0),
            ("+4", 4.0),
            ("4-", -4.0),
            ("4 -", -4.0),
            ("(4)", -4.0),
            ("(4) ", -4.0),
            ("1,234,567.5", 1_234_567.5),
            ("1,,2", 12.0),
            (".5", 0.5),
            ("5.", 5.0),
            ("1e3", 1000.0),
            ("1E-2", 0.01),
            ("1e999", f64::INFINITY),
            ("Infinity", f64::INFINITY),
            ("-infinity", f64::NEG_INFINITY),
            ("¤5", 5.0),
            ("007", 7.0),
        ] {
            assert_eq!(read(text), Some(number), "{text}");
        }
    }

    #[test]
    fn other_text() {
        for text in [
            "", " ", "abc", "0x1F", "1_000", "inf", "NaN", "nan", "- 4", "--4", "-4-", "(4", "4)", "(-4)", ".",
            "1.2.3", "$5", "1e", "1 2", ",1", "1.5,0", "½", "٣",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_pass() {
        assert_eq!(apply("as_number", &[Value::Number(1.5)]), Value::Number(1.5));
    }
}
