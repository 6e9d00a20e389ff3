//! The body as JSON text, if the message says that it is (reference, section 7).
//!
//! Assumed(body-decoding-strict): a body whose bytes do not fit the declared encoding cannot be queried. [choice]
//! Assumed(charset-stands-in): without a content encoding, the charset of the content type counts. [choice]

use super::Dialect;
use super::subject::{Facts, SystemProperty};
use super::value::Why;
use std::borrow::Cow;

/// The encodings in which the service reads a body; little endian.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf16,
    Utf32,
}

impl Encoding {
    /// The encoding with this name, in any letter case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        const NAMES: [(&str, Encoding); 3] =
            [("utf-8", Encoding::Utf8), ("utf-16", Encoding::Utf16), ("utf-32", Encoding::Utf32)];
        NAMES.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, encoding)| encoding)
    }

    /// `bytes` as text.
    ///
    /// # Errors
    /// `None` if they are not text in this encoding.
    #[must_use]
    pub fn decode(self, bytes: &[u8]) -> Option<Cow<'_, str>> {
        match self {
            Self::Utf8 => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
            Self::Utf16 => {
                let (units, rest) = bytes.as_chunks::<2>();
                let units = units.iter().map(|&unit| u16::from_le_bytes(unit));
                let text: Result<String, _> = char::decode_utf16(units).collect();
                rest.is_empty().then_some(Cow::Owned(text.ok()?))
            }
            Self::Utf32 => {
                let (units, rest) = bytes.as_chunks::<4>();
                let text: Option<String> = units.iter().map(|&unit| char::from_u32(u32::from_le_bytes(unit))).collect();
                rest.is_empty().then_some(Cow::Owned(text?))
            }
        }
    }

    /// `text` as bytes.
    #[must_use]
    pub fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Utf16 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Self::Utf32 => text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect(),
        }
    }
}

/// In which encoding the message declares a JSON body.
///
/// # Errors
/// Why its body cannot be queried.
pub fn declared(facts: &dyn Facts, dialect: Dialect) -> Result<Encoding, Why> {
    let content_type = facts.system(SystemProperty::ContentType).ok_or(Why::ContentTypeNotSet)?;
    let (media_type, charset) = match dialect {
        Dialect::Cloud => (content_type.split(';').next().unwrap_or("").trim(), charset_of(&content_type)),
        Dialect::Edge => (&*content_type, None),
    };
    if !media_type.eq_ignore_ascii_case("application/json") {
        return Err(Why::ContentTypeNotJson);
    }
    let declared = facts.system(SystemProperty::ContentEncoding);
    let name = declared.as_deref().or(charset).ok_or(Why::ContentEncodingNotSet)?;
    Encoding::from_name(name).ok_or(Why::ContentEncodingUnsupported)
}

/// The charset that a content type names.
#[must_use]
pub fn charset_of(content_type: &str) -> Option<&str> {
    content_type.split(';').skip(1).find_map(charset)
}

fn charset(parameter: &str) -> Option<&str> {
    let (name, value) = parameter.split_once('=')?;
    name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"'))
}

/// The text of the body.
///
/// # Errors
/// Why it cannot be queried.
pub fn text<'f>(facts: &'f dyn Facts, dialect: Dialect) -> Result<Cow<'f, str>, Why> {
    declared(facts, dialect)?.decode(facts.body()).ok_or(Why::BodyNotDecodable)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn encodings_round_trip() {
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let bytes = encoding.encode("{\"가\":\"😀\"}");
            assert_eq!(encoding.decode(&bytes).as_deref(), Some("{\"가\":\"😀\"}"), "{encoding:?}");
            assert_eq!(encoding.decode(&bytes[..bytes.len() - 1]).is_none(), encoding != Encoding::Utf8);
        }
        assert_eq!(Encoding::Utf8.decode(b"\xff"), None);
        assert_eq!(Encoding::Utf16.decode(&[0, 0xd8]), None);
        assert_eq!(Encoding::Utf32.decode(&[0, 0xd8, 0, 0]), None);
    }

    #[test]
    fn names() {
        assert_eq!(Encoding::from_name("UTF-16"), Some(Encoding::Utf16));
        for name in ["utf8", "ascii", "gzip", "", " utf-8", "utf-16be"] {
            assert_eq!(Encoding::from_name(name), None, "{name}");
        }
    }
}
