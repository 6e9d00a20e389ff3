//! Places in the text of a condition.

/// A range of bytes in the condition's text, end exclusive, on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// The bytes from `start` up to `end`. Conditions are far shorter than 4 GiB.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The text that this span covers in `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }
}

/// Line and column of byte `byte` in `text`: both from 1, the column in UTF-16 units, as editors count.
///
/// A byte past the end, or inside a character, counts as the end of what precedes it.
#[must_use]
pub fn utf16_position(text: &str, byte: usize) -> (u32, u32) {
    let mut end = byte.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = &text[..end];
    let line = before.bytes().filter(|&b| b == b'\n').count() as u32 + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (line, before[start..].encode_utf16().count() as u32 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn columns_are_utf16_units_from_one() {
        let text = "a\n가😀b";
        assert_eq!(utf16_position(text, 0), (1, 1));
        assert_eq!(utf16_position(text, 2), (2, 1));
        assert_eq!(utf16_position(text, 5), (2, 2));
        assert_eq!(utf16_position(text, 6), (2, 2), "inside a character");
        assert_eq!(utf16_position(text, 9), (2, 4));
        assert_eq!(utf16_position(text, 99), (2, 5));
    }
}
