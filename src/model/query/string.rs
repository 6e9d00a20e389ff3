//! Text as the service sees it: UTF-16 units, which may be cut between the halves of a pair.
//!
//! Almost all text is well-formed and stays borrowed UTF-8; only text with a lone surrogate is kept as units.

use crate::model::late::Late;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

/// A string value. Equal texts have equal forms: units are used only where a surrogate stands alone.
#[derive(Clone, Debug, PartialEq)]
pub enum Text<'a> {
    Utf8(Cow<'a, str>),
    /// Holds at least one lone surrogate.
    Units(Arc<[u16]>),
}

impl<'a> Text<'a> {
    #[must_use]
    pub fn borrowed(text: &'a str) -> Self {
        Self::Utf8(Cow::Borrowed(text))
    }

    #[must_use]
    pub fn owned(text: String) -> Self {
        Self::Utf8(Cow::Owned(text))
    }

    /// The text that these units spell, well-formed or not.
    #[must_use]
    pub fn from_units(units: &[u16]) -> Self {
        String::from_utf16(units).map_or_else(|_| Self::Units(units.into()), Self::owned)
    }

    /// The same text, borrowing from this one.
    #[must_use]
    pub fn reborrow(&self) -> Text<'_> {
        match self {
            Self::Utf8(text) => Text::borrowed(text),
            Self::Units(units) => Text::Units(units.clone()),
        }
    }

    /// The same text, owning its characters.
    #[must_use]
    pub fn into_owned(self) -> Text<'static> {
        match self {
            Self::Utf8(text) => Text::owned(text.into_owned()),
            Self::Units(units) => Text::Units(units),
        }
    }

    /// As UTF-8; a lone surrogate becomes U+FFFD.
    #[must_use]
    pub fn to_lossy(&self) -> Cow<'_, str> {
        match self {
            Self::Utf8(text) => Cow::Borrowed(text),
            Self::Units(units) => Cow::Owned(String::from_utf16_lossy(units)),
        }
    }

    #[must_use]
    pub fn to_units(&self) -> Vec<u16> {
        match self {
            Self::Utf8(text) => text.encode_utf16().collect(),
            Self::Units(units) => units.to_vec(),
        }
    }

    /// Length in UTF-16 units.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Utf8(text) if text.is_ascii() => text.len(),
            Self::Utf8(text) => text.encode_utf16().count(),
            Self::Units(units) => units.len(),
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Ordinal order by UTF-16 unit; differs from code point order above U+FFFF.
    #[must_use]
    pub fn compare(&self, other: &Text<'_>) -> Ordering {
        let (Self::Utf8(left), Text::Utf8(right)) = (self, other) else {
            return self.to_units().cmp(&other.to_units());
        };
        let differs = left.bytes().zip(right.bytes()).position(|(l, r)| l != r);
        let Some(mut at) = differs else {
            return left.len().cmp(&right.len());
        };
        while !left.is_char_boundary(at) {
            at -= 1;
        }
        left[at..].encode_utf16().cmp(right[at..].encode_utf16())
    }

    /// This text followed by `other`; halves of a pair that meet become a character.
    #[must_use]
    pub fn concat(&self, other: &Text<'_>) -> Text<'static> {
        if let (Self::Utf8(left), Text::Utf8(right)) = (self, other) {
            return Text::owned([left.as_ref(), right.as_ref()].concat());
        }
        let mut units = self.to_units();
        units.extend(other.to_units());
        Text::from_units(&units)
    }

    /// The units from `start`, `length` of them; both within the text.
    #[must_use]
    pub fn slice(&self, start: usize, length: usize) -> Text<'static> {
        match self {
            Self::Utf8(text) if text.is_ascii() => Text::owned(text[start..start + length].to_owned()),
            _ => Text::from_units(&self.to_units()[start..start + length]),
        }
    }

    /// The unit at which `fragment` first occurs.
    #[must_use]
    pub fn find(&self, fragment: &Text<'_>) -> Option<usize> {
        if let (Self::Utf8(text), Text::Utf8(fragment)) = (self, fragment) {
            return text.find(fragment.as_ref()).map(|at| text[..at].encode_utf16().count());
        }
        let (text, fragment) = (self.to_units(), fragment.to_units());
        if fragment.is_empty() {
            return Some(0);
        }
        text.windows(fragment.len()).position(|window| window == fragment)
    }

    #[must_use]
    pub fn contains(&self, fragment: &Text<'_>) -> bool {
        match (self, fragment) {
            (Self::Utf8(text), Text::Utf8(fragment)) if fragment.len() < 8 => {
                // A searcher takes longer to set up than short texts take to look through.
                fragment.is_empty() || text.as_bytes().windows(fragment.len()).any(|part| part == fragment.as_bytes())
            }
            _ => self.find(fragment).is_some(),
        }
    }

    #[must_use]
    pub fn starts_with(&self, fragment: &Text<'_>) -> bool {
        match (self, fragment) {
            (Self::Utf8(text), Text::Utf8(fragment)) => text.starts_with(fragment.as_ref()),
            _ => self.to_units().starts_with(&fragment.to_units()),
        }
    }

    #[must_use]
    pub fn ends_with(&self, fragment: &Text<'_>) -> bool {
        match (self, fragment) {
            (Self::Utf8(text), Text::Utf8(fragment)) => text.ends_with(fragment.as_ref()),
            _ => self.to_units().ends_with(&fragment.to_units()),
        }
    }

    /// Each character mapped by itself; one whose mapping is not one character stays (culture independent).
    #[must_use]
    pub fn map_case<I: ExactSizeIterator<Item = char>>(&self, map: impl Fn(char) -> I) -> Text<'static> {
        let single = |c: char| {
            let mut mapped = map(c);
            if mapped.len() == 1 { mapped.next().unwrap_or(c) } else { c }
        };
        match self {
            Self::Utf8(text) => Text::owned(text.chars().map(single).collect()),
            Self::Units(units) => {
                let mut out = Vec::with_capacity(units.len());
                for decoded in char::decode_utf16(units.iter().copied()) {
                    match decoded {
                        Ok(c) => out.extend_from_slice(single(c).encode_utf16(&mut [0; 2])),
                        Err(lone) => out.push(lone.unpaired_surrogate()),
                    }
                }
                Text::from_units(&out)
            }
        }
    }
}

/// Whether two names are the same without regard to case, character by character (ordinal, no culture).
#[must_use]
pub fn same_name(left: &str, right: &str) -> bool {
    if left.is_ascii() && right.is_ascii() {
        return left.eq_ignore_ascii_case(right);
    }
    IN_ANY_SCRIPT.get()(left, right)
}

/// The letters of the world stand in tables of 12 KB.
static IN_ANY_SCRIPT: Late<fn(&str, &str) -> bool> = Late::new(same_in_any_script);

pub(super) fn provide() {
    IN_ANY_SCRIPT.provide(same_in_any_script);
}

fn same_in_any_script(left: &str, right: &str) -> bool {
    left.chars().map(fold).eq(right.chars().map(fold))
}

pub(super) fn fold(c: char) -> char {
    let mut upper = c.to_uppercase();
    if upper.len() == 1 { upper.next().unwrap_or(c) } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn text(text: &str) -> Text<'_> {
        Text::borrowed(text)
    }

    #[test]
    fn order_is_by_utf16_unit() {
        assert_eq!(text("10").compare(&text("9")), Ordering::Less);
        assert_eq!(text("a").compare(&text("ab")), Ordering::Less);
        // U+FF5E is one unit above the surrogates, U+1F600 two units that begin with one.
        assert_eq!(text("\u{ff5e}").compare(&text("\u{1f600}")), Ordering::Greater);
        assert_eq!(text("x\u{1f600}").compare(&text("x\u{1f601}")), Ordering::Less);
        let lone = Text::from_units(&[0xd800]);
        assert_eq!(lone.compare(&text("\u{10000}")), Ordering::Less);
        assert_eq!(lone.compare(&text("\u{ff5e}")), Ordering::Less);
    }

    #[test]
    fn halves_meet() {
        let (high, low) = (Text::from_units(&[0xd83d]), Text::from_units(&[0xde00]));
        assert_eq!(high.concat(&low), text("😀"));
        assert_eq!(text("a😀").slice(1, 1), high);
        assert_eq!(text("a😀").find(&low), Some(2));
        assert_eq!(text("a😀b").find(&text("b")), Some(3));
        assert!(text("😀").starts_with(&high) && text("😀").ends_with(&low));
        assert_eq!(high.find(&text("")), Some(0));
    }

    #[test]
    fn case_maps_one_to_one() {
        assert_eq!(text("straße é").map_case(char::to_uppercase), text("STRAßE É"));
        assert_eq!(text("İA").map_case(char::to_lowercase), text("İa"));
        assert!(same_name("Größe", "GRÖßE") && same_name("Level", "LEVEL") && !same_name("a", "á"));
    }
}
