//! The values of literals (reference, section 2).

use super::ast::Literal;
use super::diagnostic::{Code, Diagnostic};
use super::span::Span;
use super::string::Text;

/// The value of a closed string with its quotes.
///
/// # Errors
/// The first backslash that begins none of `\'`, `\"`, `\\`, `\uXXXX`.
pub(super) fn string(text: &str, span: Span) -> Result<Text<'static>, Diagnostic> {
    let inside = &text[1..text.len() - 1];
    if !inside.contains('\\') {
        return Ok(Text::owned(inside.to_owned()));
    }
    let mut units = Vec::with_capacity(inside.len());
    let mut rest = inside;
    while let Some(at) = rest.find('\\') {
        units.extend(rest[..at].encode_utf16());
        let escape = &rest[at + 1..];
        let start = text.len() - 1 - rest.len() + at;
        let length = match escape.chars().next() {
            Some(quoted @ ('\'' | '"' | '\\')) => {
                units.push(quoted as u16);
                1
            }
            Some('u') => {
                let digits = escape.get(1..5).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
                let Some(unit) = digits.and_then(|d| u16::from_str_radix(d, 16).ok()) else {
                    return Err(invalid_escape(rest, at, start, span));
                };
                units.push(unit);
                5
            }
            _ => return Err(invalid_escape(rest, at, start, span)),
        };
        rest = &escape[length..];
    }
    units.extend(rest.encode_utf16());
    Ok(Text::from_units(&units))
}

fn invalid_escape(rest: &str, at: usize, start: usize, span: Span) -> Diagnostic {
    let sequence: String = rest[at..].chars().take(2).collect();
    let place = span.start as usize + start;
    let found = Span::new(place, place + sequence.len());
    Diagnostic::new(Code::InvalidEscape, found).text("escape", &*sequence).fix(Span::new(place, place + 1), "\\\\")
}

/// An integer or a real; a real without digits before its exponent has no value.
#[must_use]
pub(super) fn decimal(text: &str) -> Literal {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.starts_with(['e', 'E']) {
        return Literal::Undefined;
    }
    text.parse().map_or(Literal::Undefined, Literal::Number)
}

/// A hex literal: a 64-bit two's complement integer first; past 16 significant digits it has no value.
#[must_use]
pub(super) fn hexadecimal(text: &str) -> Literal {
    let digits = text[2..].trim_start_matches('0');
    if digits.is_empty() {
        return Literal::Number(0.0);
    }
    u64::from_str_radix(digits, 16).map_or(Literal::Undefined, |bits| Literal::Number(bits.cast_signed() as f64))
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn numbers() {
        for (text, value) in [("0250", 250.0), ("-7", -7.0), (".5", 0.5), ("-.5", -0.5), ("2.5E-2", 0.025)] {
            assert_eq!(decimal(text), Literal::Number(value), "{text}");
        }
        assert_eq!(decimal("1e400"), Literal::Number(f64::INFINITY));
        assert_eq!(decimal("e5"), Literal::Undefined);
        assert_eq!(decimal("-E3"), Literal::Undefined);
        assert_eq!(hexadecimal("0xFF"), Literal::Number(255.0));
        assert_eq!(hexadecimal("0xFFFFFFFFFFFFFFFF"), Literal::Number(-1.0));
        assert_eq!(hexadecimal("0x00FFFFFFFFFFFFFFFF"), Literal::Number(-1.0));
        assert_eq!(hexadecimal("0x10000000000000000"), Literal::Undefined);
    }

    #[test]
    fn escapes() {
        let read = |text: &str| string(text, Span::new(0, text.len()));
        assert_eq!(read(r#"'a\'b\"c\\d'"#).unwrap(), Text::borrowed("a'b\"c\\d"));
        assert_eq!(read(r"'\u0041\uD83D\uDE00'").unwrap(), Text::borrowed("A😀"));
        assert_eq!(read(r"'\uD800'").unwrap(), Text::from_units(&[0xd800]));
        for bad in [r"'\n'", r"'\u12'", r"'\u12G4'", r"'\U0041'", r"'a\é'", r"'\u00é1'"] {
            assert_eq!(read(bad).unwrap_err().code, Code::InvalidEscape, "{bad}");
        }
        assert_eq!(read(r"'ab\n'").unwrap_err().span, Span::new(3, 5));
    }
}
