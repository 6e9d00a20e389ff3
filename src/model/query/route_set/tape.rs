//! One pass over a JSON text: validates all of it (RFC 8259, as `json` does) and notes where every value lies, so that
//! paths can be looked up later without reading the text again. No tree is built and nothing is converted.

use crate::model::query::json::{is_date_time, unescape};
use crate::model::query::string::{Text, fold, same_name};
use crate::model::query::value::{Value, ValueType, Why};

/// One value of the text, in the order of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// Byte behind the opening quote of the member's name, twice, plus 1 if the name has escapes; 0 for an element.
    name: u32,
    /// The byte of its closing quote.
    name_end: u32,
    /// First byte of the value, twice, plus 1 if it is a string with escapes.
    value: u32,
    /// Of an object or array: the entry behind its last one. Of anything else: the byte behind the value.
    end: u32,
}

impl Entry {
    pub(super) fn value_type(self, json: &str) -> ValueType {
        match json.as_bytes()[self.start()] {
            b'{' => ValueType::Object,
            b'[' => ValueType::Array,
            b'"' => ValueType::String,
            b't' | b'f' => ValueType::Bool,
            b'n' => ValueType::Null,
            _ => ValueType::Number,
        }
    }

    fn start(self) -> usize {
        self.value as usize / 2
    }

    /// The text of a string, escapes resolved.
    fn text(self, json: &str) -> Text<'_> {
        let inside = &json[self.start() + 1..self.end as usize - 1];
        if self.value.is_multiple_of(2) { Text::borrowed(inside) } else { unescape(inside) }
    }

    fn raw_name(self, json: &str) -> &str {
        &json[self.name as usize / 2..self.name_end as usize]
    }

    /// The hash of the member's name, with `folded` of its name in any letter case.
    pub(super) fn name_hash(self, json: &str, folded: bool) -> u32 {
        let raw = self.raw_name(json);
        if !self.name.is_multiple_of(2) {
            let name = unescape(raw);
            let name = name.to_lossy();
            return if folded { folded_hash(&name) } else { hash(name.as_bytes(), false) };
        }
        if folded { folded_hash(raw) } else { hash(raw.as_bytes(), false) }
    }

    /// Whether the member is called `name`; with `folded` in any letter case.
    pub(super) fn is_called(self, json: &str, name: &str, folded: bool) -> bool {
        let raw = self.raw_name(json);
        let same = |given: &str| if folded { same_name(given, name) } else { given == name };
        if self.name.is_multiple_of(2) { same(raw) } else { same(&unescape(raw).to_lossy()) }
    }

    /// The entry behind this one and all that it holds; `at` is its own place.
    pub(super) fn next(self, at: u32, json: &str) -> u32 {
        if matches!(json.as_bytes()[self.start()], b'{' | b'[') { self.end } else { at + 1 }
    }
}

/// A hash of `name` from its length and its first and last bytes: equal names have equal hashes, and who finds one
/// compares the names too. With `folded`, names that differ only in letter case have one hash.
#[must_use]
pub(super) fn hash(name: &[u8], folded: bool) -> u32 {
    let mask = if folded { 0x2020_2020_2020_2020 } else { 0 };
    let long = |at: usize| name[at..].first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes));
    let short = |at: usize| name[at..].first_chunk().map_or(0, |bytes| u64::from(u32::from_le_bytes(*bytes)));
    let (head, tail) = match name.len() {
        0 => (0, 0),
        n @ 1..4 => (u64::from(name[0]) | u64::from(name[n / 2]) << 8, u64::from(name[n - 1])),
        n @ 4..8 => (short(0), short(n - 4)),
        n => (long(0), long(n - 8)),
    };
    let mixed = (head | mask).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (tail | mask).wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
    let mixed = (mixed ^ name.len() as u64).wrapping_mul(0xff51_afd7_ed55_8ccd);
    (mixed >> 32) as u32
}

/// [`hash`] of a property's or a twin member's name, which may be written in any letter case.
#[must_use]
pub(super) fn folded_hash(name: &str) -> u32 {
    if name.is_ascii() {
        return hash(name.as_bytes(), true);
    }
    hash(name.chars().map(fold).collect::<String>().as_bytes(), true)
}

/// Appends the entries of `json` to `entries`, numbered from its own first one; the type at the top.
///
/// # Errors
/// The byte at which the text stops being JSON; what was appended is void.
pub(super) fn read(json: &str, open: &mut Vec<u32>, entries: &mut Vec<Entry>) -> Result<ValueType, usize> {
    let base = entries.len();
    open.clear();
    let mut reader = Reader { bytes: json.as_bytes(), at: 0 };
    reader.blanks();
    let (mut name, mut name_end) = (0, 0);
    // What the innermost open container is: asked at every value, so not looked up there.
    let mut in_object = false;
    'value: loop {
        let start = reader.at;
        let opens = reader.peek();
        let is_container = matches!(opens, b'{' | b'[');
        let mut escaped = false;
        if is_container {
            reader.at += 1;
        } else {
            escaped = reader.scalar()?;
        }
        let value = 2 * start as u32 + u32::from(escaped);
        entries.push(Entry { name, name_end, value, end: reader.at as u32 });
        if is_container {
            open.push(entries.len() as u32 - 1);
            in_object = opens == b'{';
            reader.blanks();
            if reader.peek() != closer(in_object) {
                (name, name_end) = if in_object { reader.name()? } else { (0, 0) };
                continue;
            }
        }
        // What stands behind a value: a comma, the ends of what is open, or nothing.
        while let Some(&innermost) = open.last() {
            reader.blanks();
            match reader.peek() {
                b',' => {
                    reader.at += 1;
                    reader.blanks();
                    (name, name_end) = if in_object { reader.name()? } else { (0, 0) };
                    continue 'value;
                }
                byte if byte == closer(in_object) => {
                    reader.at += 1;
                    open.pop();
                    entries[innermost as usize].end = (entries.len() - base) as u32;
                    in_object = open.last().is_some_and(|&outer| reader.bytes[entries[outer as usize].start()] == b'{');
                }
                _ => return Err(reader.at),
            }
        }
        reader.blanks();
        return if reader.at == reader.bytes.len() { Ok(entries[base].value_type(json)) } else { Err(reader.at) };
    }
}

fn closer(in_object: bool) -> u8 {
    if in_object { b'}' } else { b']' }
}

struct Reader<'j> {
    bytes: &'j [u8],
    at: usize,
}

impl Reader<'_> {
    /// The byte here; 0, which JSON has nowhere, at the end.
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    #[inline]
    fn blanks(&mut self) {
        // Everything that may follow is a higher byte, and most texts have no blanks.
        while self.peek() <= b' ' && matches!(self.peek(), b' ' | b'\t' | b'\r' | b'\n') {
            self.at += 1;
        }
    }

    /// Reads a member's name and the colon, up to the value.
    fn name(&mut self) -> Result<(u32, u32), usize> {
        if self.peek() != b'"' {
            return Err(self.at);
        }
        let start = self.at + 1;
        let (end, escaped) = string_end(self.bytes, start)?;
        self.at = end + 1;
        self.blanks();
        if self.peek() != b':' {
            return Err(self.at);
        }
        self.at += 1;
        self.blanks();
        Ok((2 * start as u32 + u32::from(escaped), end as u32))
    }

    /// Reads anything but an object or array; whether it is a string with escapes.
    fn scalar(&mut self) -> Result<bool, usize> {
        match self.peek() {
            b'"' => {
                let (end, escaped) = string_end(self.bytes, self.at + 1)?;
                self.at = end + 1;
                return Ok(escaped);
            }
            b'-' | b'0'..=b'9' => self.number()?,
            b't' => self.word(b"true")?,
            b'f' => self.word(b"false")?,
            b'n' => self.word(b"null")?,
            _ => return Err(self.at),
        }
        Ok(false)
    }

    fn word(&mut self, word: &[u8]) -> Result<(), usize> {
        for &byte in word {
            if self.peek() != byte {
                return Err(self.at);
            }
            self.at += 1;
        }
        Ok(())
    }

    fn digits(&mut self) -> Result<(), usize> {
        let start = self.at;
        while self.peek().is_ascii_digit() {
            self.at += 1;
        }
        if self.at == start { Err(self.at) } else { Ok(()) }
    }

    fn number(&mut self) -> Result<(), usize> {
        if self.peek() == b'-' {
            self.at += 1;
        }
        if self.peek() == b'0' {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == b'.' {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), b'e' | b'E') {
            self.at += 1;
            if matches!(self.peek(), b'+' | b'-') {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(())
    }
}

/// The top bit of each of eight bytes from which on one ends a string, begins an escape or is not allowed: the lowest
/// such bit is right.
fn special(bytes: &[u8]) -> u64 {
    const EVERY: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let word = bytes.first_chunk().map_or(0, |chunk| u64::from_le_bytes(*chunk));
    let zero = |word: u64| word.wrapping_sub(EVERY) & !word;
    let quote = zero(word ^ (EVERY * u64::from(b'"')));
    let backslash = zero(word ^ (EVERY * u64::from(b'\\')));
    (quote | backslash | word.wrapping_sub(EVERY * 0x20) & !word) & HIGH
}

/// Where the string ends that begins at `at`, behind its opening quote, and whether it has escapes.
#[inline]
fn string_end(bytes: &[u8], mut at: usize) -> Result<(usize, bool), usize> {
    let mut escaped = false;
    loop {
        // Sixteen bytes at a time up to a quote, a backslash or a control character: most strings end within them, so
        // that the branch is foreseen.
        if let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk::<16>()) {
            let (low, high) = (special(&chunk[..8]), special(&chunk[8..]));
            if low | high == 0 {
                at += 16;
                continue;
            }
            at += if low == 0 { 8 + high.trailing_zeros() as usize / 8 } else { low.trailing_zeros() as usize / 8 };
        }
        match bytes.get(at) {
            Some(b'"') => return Ok((at, escaped)),
            Some(b'\\') => {
                escaped = true;
                at += 1;
                match bytes.get(at) {
                    Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => at += 1,
                    Some(b'u') => {
                        at += 1;
                        for _ in 0..4 {
                            if !bytes.get(at).is_some_and(u8::is_ascii_hexdigit) {
                                return Err(at);
                            }
                            at += 1;
                        }
                    }
                    _ => return Err(at),
                }
            }
            Some(0..0x20) | None => return Err(at),
            Some(_) => at += 1,
        }
    }
}

/// What the service's reader makes of the value at `entry`.
pub(super) fn value(entry: Entry, json: &str) -> Value<'_> {
    let date = Value::Undefined(Why::DateTime);
    match entry.value_type(json) {
        ValueType::Object => Value::Object,
        ValueType::Array => Value::Array,
        ValueType::Bool => Value::Bool(json.as_bytes()[entry.start()] == b't'),
        ValueType::Number => Value::number(number(&json[entry.start()..entry.end as usize])),
        ValueType::String => match entry.text(json) {
            Text::Utf8(text) if is_date_time(&text) => date,
            text => Value::String(text),
        },
        ValueType::Null | ValueType::Undefined => Value::Null,
    }
}

/// A valid JSON number. Few digits, as devices send them, need no search for the nearest double.
fn number(text: &str) -> f64 {
    const TENS: [f64; 16] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.len() > TENS.len() {
        return text.parse().unwrap_or(f64::NAN);
    }
    let (mut whole, mut after_point) = (0u64, None);
    for byte in digits.bytes() {
        match byte {
            b'.' => after_point = Some(0),
            b'0'..=b'9' => {
                whole = whole * 10 + u64::from(byte - b'0');
                after_point = after_point.map(|n: usize| n + 1);
            }
            _ => return text.parse().unwrap_or(f64::NAN),
        }
    }
    // Both are exact below 2^53, so that their quotient is rounded once.
    let size = whole as f64 / TENS[after_point.unwrap_or(0)];
    if digits.len() < text.len() { -size } else { size }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::query::json::{Wanted, scan};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn entries(json: &str) -> Result<Vec<Entry>, usize> {
        let mut entries = Vec::new();
        read(json, &mut Vec::new(), &mut entries).map(|_| entries)
    }

    #[test]
    fn accepts_and_refuses_what_the_other_reader_does_at_the_same_byte() {
        let texts = [
            "",
            "{",
            "{'a':1}",
            r#"{"a":1,}"#,
            r#"{"a":01}"#,
            r#"{"a":1.}"#,
            r#"{"a":+1}"#,
            r#"{"a":tru}"#,
            r#"{"a":"\x"}"#,
            "{\"a\":\"\n\"}",
            r#"{"a":[1 2]}"#,
            r#"{"a":1}}"#,
            r#"{"a" 1}"#,
            r#"{"a":NaN}"#,
            "{}x",
            "\u{feff}{}",
            "[",
            "[]",
            " [ ] ",
            "[1,]",
            "[1}",
            "{]",
            r#"{"a":[{"b":[[],{}]}],"c":-1.5e+7}"#,
            "\"\\ud8\"",
            r#""0123456789é0123456789\"012345678""#,
            "\"01234567",
            "1 2",
            "-",
            "1e",
            "\0",
            "{\"a\":1\0}",
            "nul",
            "\"0123456\u{1}\"",
            r#"{"":0}"#,
            "[1,2",
            r#"{"a":1"#,
            r#"{"a""#,
            r#"{"a":"#,
        ];
        for text in texts {
            let expected = scan(text, &Wanted::new(false, Why::BodyPathAbsent), &mut []);
            let found = read(text, &mut Vec::new(), &mut Vec::new());
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn entries_know_their_place() {
        let json = r#"{"a":{"b":[1,"x"]},"\u0063":"\n","d":{}}"#;
        let found = entries(json).unwrap();
        let ends: Vec<u32> = (0..).zip(&found).map(|(at, entry)| entry.next(at, json)).collect();
        assert_eq!(ends, [7, 5, 5, 4, 5, 6, 7]);
        assert!(found[1].is_called(json, "a", false) && !found[1].is_called(json, "b", false));
        assert!(found[5].is_called(json, "c", false) && found[5].is_called(json, "C", true));
        assert_eq!(found[5].name_hash(json, false), hash(b"c", false));
        assert_eq!(value(found[4], json), Value::String(Text::borrowed("x")));
        assert_eq!(value(found[5], json), Value::String(Text::borrowed("\n")));
        assert_eq!(value(found[6], json), Value::Object);
    }

    #[test]
    fn numbers_are_the_nearest_double() {
        for text in [
            "0",
            "-0",
            "7",
            "-12.5",
            "0.1",
            "123456789.123456",
            "0.00000000000001",
            "999999999999999",
            "1e3",
            "1.5E-7",
            "9007199254740993",
            "3.141592653589793238",
            "-0.0000001",
            "1e400",
            "21.37",
        ] {
            let expected: f64 = text.parse().unwrap();
            assert_eq!(number(text).to_bits(), expected.to_bits(), "{text}");
        }
    }

    #[test]
    fn names_without_case_hash_alike() {
        for (left, right) in
            [("Level", "LEVEL"), ("temperature-Unit", "TEMPERATURE-unit"), ("Größe", "GRÖßE"), ("", "")]
        {
            assert_eq!(folded_hash(left), folded_hash(right), "{left}");
        }
        assert_ne!(hash(b"temperature", false), hash(b"temperatura", false));
    }
}
