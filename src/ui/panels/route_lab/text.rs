//! Places in a text: bytes as the model counts them, UTF-16 units as the browser does.

use crate::model::query::Span;

/// The byte of `text` at UTF-16 unit `unit`; inside a pair, the character's start.
#[must_use]
pub(super) fn byte_at(text: &str, unit: u32) -> usize {
    let mut units = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16() as u32;
        if units > unit {
            return at;
        }
    }
    text.len()
}

/// The UTF-16 unit of `text` at byte `byte`.
#[must_use]
pub(super) fn unit_at(text: &str, byte: usize) -> u32 {
    text[..byte].encode_utf16().count() as u32
}

/// `text` with `span` replaced.
#[must_use]
pub(super) fn replaced(text: &str, span: Span, replacement: &str) -> String {
    format!("{}{replacement}{}", &text[..span.start as usize], &text[span.end as usize..])
}

/// The line that `span` begins in: its number from 1, its text, and how many characters stand before the span and
/// in it, at least one.
#[must_use]
pub(super) fn line_of(text: &str, span: Span) -> (usize, &str, usize, usize) {
    let (start, end) = (span.start as usize, span.end as usize);
    let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let to = text[from..].find('\n').map_or(text.len(), |at| from + at);
    let number = text[..start].matches('\n').count() + 1;
    let before = text[from..start].chars().count();
    let within = text[start..end.clamp(start, to.max(start))].chars().count().max(1);
    (number, &text[from..to], before, within)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn units_and_bytes() {
        let text = "a가😀b";
        for (unit, byte) in [(0, 0), (1, 1), (2, 4), (4, 8), (5, 9)] {
            assert_eq!((byte_at(text, unit), unit_at(text, byte)), (byte, unit));
        }
        assert_eq!(byte_at(text, 3), 4, "inside a pair");
        assert_eq!(byte_at(text, 99), 9);
    }

    #[test]
    fn lines() {
        let text = "a = 1\nAND b == 2";
        assert_eq!(line_of(text, Span::new(12, 14)), (2, "AND b == 2", 6, 2));
        assert_eq!(line_of(text, Span::new(16, 16)), (2, "AND b == 2", 10, 1), "at the end");
        assert_eq!(line_of(text, Span::new(4, 9)), (1, "a = 1", 4, 1), "over two lines");
    }
}
