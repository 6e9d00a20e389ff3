//! One pass over a JSON text: validates all of it (RFC 8259) and keeps only the values that paths ask for.
//!
//! No document tree is built, and no recursion: the open containers are a list.

use super::path::{Path, Segment};
use super::string::{Text, same_name};
use super::value::{Value, ValueType, Why};

/// The paths to look for, as a tree of their segments, with one slot for each path.
#[derive(Clone, Debug)]
pub struct Wanted {
    nodes: Vec<Node>,
    slots: u32,
    /// Whether members are the same in any letter case (twins).
    fold: bool,
    absent: Why,
}

#[derive(Clone, Debug, Default)]
struct Node {
    slot: Option<u32>,
    children: Vec<(Segment, u32)>,
    /// The slots at or below this node: all absent again when a member comes twice.
    below: Vec<u32>,
}

impl Wanted {
    /// Nothing yet; `absent` is what a path without a value gives.
    #[must_use]
    pub fn new(fold: bool, absent: Why) -> Self {
        Self { nodes: vec![Node::default()], slots: 0, fold, absent }
    }

    /// The slot of `path`.
    pub fn add(&mut self, path: &Path) -> u32 {
        let mut way = vec![0];
        for segment in &path.0 {
            let at = way[way.len() - 1];
            let known = self.nodes[at as usize].children.iter().find(|(s, _)| self.same(s, segment)).map(|&(_, n)| n);
            way.push(known.unwrap_or_else(|| {
                let new = self.nodes.len() as u32;
                self.nodes.push(Node::default());
                self.nodes[at as usize].children.push((segment.clone(), new));
                new
            }));
        }
        let last = way[way.len() - 1] as usize;
        if let Some(slot) = self.nodes[last].slot {
            return slot;
        }
        let slot = self.slots;
        self.slots += 1;
        self.nodes[last].slot = Some(slot);
        for at in way {
            self.nodes[at as usize].below.push(slot);
        }
        slot
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.slots == 0
    }

    /// A value for each slot, all absent.
    #[must_use]
    pub fn blank<'j>(&self) -> Vec<Value<'j>> {
        vec![Value::Undefined(self.absent); self.slots as usize]
    }

    fn same(&self, left: &Segment, right: &Segment) -> bool {
        match (left, right) {
            (Segment::Member(l), Segment::Member(r)) => self.same_member(l, r),
            (Segment::Index(l), Segment::Index(r)) => l == r,
            _ => false,
        }
    }

    fn same_member(&self, left: &str, right: &str) -> bool {
        left == right || self.fold && same_name(left, right)
    }

    fn member(&self, at: Option<u32>, name: &str) -> Option<u32> {
        let matches = |s: &Segment| matches!(s, Segment::Member(member) if self.same_member(member, name));
        self.nodes[at? as usize].children.iter().find(|(s, _)| matches(s)).map(|&(_, n)| n)
    }

    fn index(&self, at: Option<u32>, index: u64) -> Option<u32> {
        let matches = |s: &Segment| matches!(s, Segment::Index(wanted) if *wanted == index);
        self.nodes[at? as usize].children.iter().find(|(s, _)| matches(s)).map(|&(_, n)| n)
    }
}

enum Open {
    Object(Option<u32>),
    Array(Option<u32>, u64),
}

/// Reads `json` to its end: the type at the top, with the wanted values in `out` (made by [`Wanted::blank`]).
///
/// # Errors
/// The byte at which the text stops being JSON.
pub fn scan<'j>(json: &'j str, wanted: &Wanted, out: &mut [Value<'j>]) -> Result<ValueType, usize> {
    let mut reader = Reader { json, bytes: json.as_bytes(), at: 0 };
    let mut open: Vec<Open> = Vec::new();
    let mut target = Some(0);
    let mut top = None;
    reader.blanks();
    loop {
        let slot = target.and_then(|at: u32| wanted.nodes[at as usize].slot);
        let value = reader.value(slot.is_some())?;
        top.get_or_insert(value.value_type());
        let container = match value {
            Value::Object => Some(Open::Object(target)),
            Value::Array => Some(Open::Array(target, 0)),
            _ => None,
        };
        if let Some(slot) = slot {
            out[slot as usize] = value;
        }
        // An opened container that is not empty goes on with its first value; anything else closes what it ends.
        if let Some(container) = container {
            reader.blanks();
            let closer = if matches!(container, Open::Object(_)) { b'}' } else { b']' };
            if reader.peek() == Some(closer) {
                reader.at += 1;
            } else {
                open.push(container);
                target = reader.enter(&mut open, wanted, out)?;
                continue;
            }
        }
        loop {
            reader.blanks();
            let Some(innermost) = open.last() else {
                return if reader.at == reader.bytes.len() {
                    Ok(top.unwrap_or(ValueType::Null))
                } else {
                    Err(reader.at)
                };
            };
            let closer = if matches!(innermost, Open::Object(_)) { b'}' } else { b']' };
            match reader.peek() {
                Some(b',') => {
                    reader.at += 1;
                    reader.blanks();
                    if let Some(Open::Array(_, index)) = open.last_mut() {
                        *index += 1;
                    }
                    target = reader.enter(&mut open, wanted, out)?;
                    break;
                }
                Some(byte) if byte == closer => {
                    reader.at += 1;
                    open.pop();
                }
                _ => return Err(reader.at),
            }
        }
    }
}

struct Reader<'j> {
    json: &'j str,
    bytes: &'j [u8],
    at: usize,
}

impl<'j> Reader<'j> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    /// Stands before the next value of the innermost container: reads its key, and says what is wanted of it.
    fn enter(&mut self, open: &mut [Open], wanted: &Wanted, out: &mut [Value<'j>]) -> Result<Option<u32>, usize> {
        match open.last() {
            Some(&Open::Array(at, index)) => Ok(wanted.index(at, index)),
            Some(&Open::Object(at)) => {
                let key = self.string()?;
                self.blanks();
                if self.peek() != Some(b':') {
                    return Err(self.at);
                }
                self.at += 1;
                self.blanks();
                let target = at.and_then(|_| match key {
                    Raw::Plain(name) => wanted.member(at, name),
                    Raw::Escaped(name) => wanted.member(at, &unescape(name).to_lossy()),
                });
                if let Some(target) = target {
                    for &slot in &wanted.nodes[target as usize].below {
                        out[slot as usize] = Value::Undefined(wanted.absent);
                    }
                }
                Ok(target)
            }
            None => Ok(None),
        }
    }

    /// A scalar, or the opening of a container; what is not `kept` need not be converted.
    fn value(&mut self, kept: bool) -> Result<Value<'j>, usize> {
        match self.peek() {
            Some(b'{') => {
                self.at += 1;
                Ok(Value::Object)
            }
            Some(b'[') => {
                self.at += 1;
                Ok(Value::Array)
            }
            Some(b'"') => {
                let raw = self.string()?;
                if !kept {
                    return Ok(Value::String(Text::borrowed("")));
                }
                let text = match raw {
                    Raw::Plain(text) => Text::borrowed(text),
                    Raw::Escaped(text) => unescape(text),
                };
                Ok(match &text {
                    Text::Utf8(plain) if is_date_time(plain) => Value::Undefined(Why::DateTime),
                    _ => Value::String(text),
                })
            }
            Some(b'-' | b'0'..=b'9') => {
                let number = self.number()?;
                Ok(if kept { Value::number(number.parse().unwrap_or(f64::NAN)) } else { Value::Number(0.0) })
            }
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(b'n') => self.word("null", Value::Null),
            _ => Err(self.at),
        }
    }

    fn word(&mut self, word: &str, value: Value<'j>) -> Result<Value<'j>, usize> {
        for byte in word.bytes() {
            if self.peek() != Some(byte) {
                return Err(self.at);
            }
            self.at += 1;
        }
        Ok(value)
    }

    fn digits(&mut self) -> Result<(), usize> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start { Err(self.at) } else { Ok(()) }
    }

    fn number(&mut self) -> Result<&'j str, usize> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(&self.json[start..self.at])
    }

    fn string(&mut self) -> Result<Raw<'j>, usize> {
        if self.peek() != Some(b'"') {
            return Err(self.at);
        }
        self.at += 1;
        let start = self.at;
        let mut escaped = false;
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    self.at += 1;
                    match self.peek() {
                        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 1,
                        Some(b'u') => {
                            self.at += 1;
                            for _ in 0..4 {
                                if !self.peek().is_some_and(|b| b.is_ascii_hexdigit()) {
                                    return Err(self.at);
                                }
                                self.at += 1;
                            }
                        }
                        _ => return Err(self.at),
                    }
                }
                Some(0..0x20) | None => return Err(self.at),
                Some(_) => self.at += 1,
            }
        }
        let inside = &self.json[start..self.at];
        self.at += 1;
        Ok(if escaped { Raw::Escaped(inside) } else { Raw::Plain(inside) })
    }
}

enum Raw<'j> {
    Plain(&'j str),
    Escaped(&'j str),
}

/// The text that a valid JSON string spells.
pub(super) fn unescape(raw: &str) -> Text<'static> {
    let mut units = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        units.extend(rest[..at].encode_utf16());
        let escape = rest.as_bytes()[at + 1];
        rest = &rest[at + 2..];
        units.push(match escape {
            b'b' => 8,
            b'f' => 12,
            b'n' => 10,
            b'r' => 13,
            b't' => 9,
            b'u' => {
                let unit = u16::from_str_radix(&rest[..4], 16).unwrap_or(0xfffd);
                rest = &rest[4..];
                unit
            }
            other => u16::from(other),
        });
    }
    units.extend(rest.encode_utf16());
    Text::from_units(&units)
}

/// Whether the service's JSON reader takes `text` for a date-time: `YYYY-MM-DDThh:mm:ss`, perhaps a fraction and a
/// zone, 19 to 40 characters, and a date that exists.
#[must_use]
pub fn is_date_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    if !(19..=40).contains(&bytes.len()) || bytes[10] != b'T' {
        return false;
    }
    let number = |from: usize, to: usize| -> Option<u32> {
        bytes[from..to].iter().try_fold(0, |n, b| b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0')))
    };
    let marks = [(4, b'-'), (7, b'-'), (13, b':'), (16, b':')];
    let fields = [(0, 4), (5, 7), (8, 10), (11, 13), (14, 16), (17, 19)].map(|(from, to)| number(from, to));
    let [Some(year), Some(month), Some(day), Some(hour), Some(minute), Some(second)] = fields else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    let clock = hour < 24 && minute < 60 && second < 60 || (hour, minute, second) == (24, 0, 0);
    let date = year > 0 && (1..=days).contains(&day);
    marks.iter().all(|&(at, mark)| bytes[at] == mark) && date && clock && is_fraction_and_zone(&text[19..])
}

fn is_fraction_and_zone(text: &str) -> bool {
    let zone = match text.strip_prefix('.') {
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            if zone.len() == fraction.len() {
                return false;
            }
            zone
        }
        None => text,
    };
    let offset = |text: &str| {
        let digits = |text: &str, n: usize| text.len() == n && text.bytes().all(|b| b.is_ascii_digit());
        digits(text, 2) || digits(text, 4) || text.split_once(':').is_some_and(|(h, m)| digits(h, 2) && digits(m, 2))
    };
    matches!(zone, "" | "Z" | "z") || zone.strip_prefix(['+', '-']).is_some_and(offset)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn find<'j>(json: &'j str, path: &str) -> Result<Value<'j>, usize> {
        let mut wanted = Wanted::new(false, Why::BodyPathAbsent);
        wanted.add(&Path::parse(path).unwrap());
        let mut out = wanted.blank();
        scan(json, &wanted, &mut out)?;
        Ok(out.remove(0))
    }

    #[test]
    fn finds_what_is_asked_for() {
        let json = r#" {"a":{"b":[1,{"c":"x"},[2,3]],"b-c":null,"\u0064":true},"e":"\n\uD83D\uDE00","f":-1.5e2} "#;
        for (path, value) in [
            ("a", Value::Object),
            ("a.b", Value::Array),
            ("a.b[0]", Value::Number(1.0)),
            ("a.b[1].c", Value::String(Text::borrowed("x"))),
            ("a.b[2][1]", Value::Number(3.0)),
            ("a.b-c", Value::Null),
            ("a.d", Value::Bool(true)),
            ("e", Value::String(Text::borrowed("\n😀"))),
            ("f", Value::Number(-150.0)),
            ("a.b[3]", Value::Undefined(Why::BodyPathAbsent)),
            ("A.b", Value::Undefined(Why::BodyPathAbsent)),
            ("f.g", Value::Undefined(Why::BodyPathAbsent)),
        ] {
            assert_eq!(find(json, path), Ok(value), "{path}");
        }
    }

    #[test]
    fn the_last_of_two_equal_members_counts() {
        assert_eq!(find(r#"{"a":{"b":1},"a":{}}"#, "a.b"), Ok(Value::Undefined(Why::BodyPathAbsent)));
        assert_eq!(find(r#"{"a":1,"a":2}"#, "a"), Ok(Value::Number(2.0)));
    }

    #[test]
    fn refuses_what_is_not_json() {
        for (json, at) in [
            ("", 0),
            ("{", 1),
            ("{'a':1}", 1),
            (r#"{"a":1,}"#, 7),
            (r#"{"a":01}"#, 6),
            (r#"{"a":1.}"#, 7),
            (r#"{"a":+1}"#, 5),
            (r#"{"a":tru}"#, 8),
            (r#"{"a":"\x"}"#, 7),
            ("{\"a\":\"\n\"}", 6),
            (r#"{"a":[1 2]}"#, 8),
            (r#"{"a":1}}"#, 7),
            (r#"{"a" 1}"#, 5),
            (r#"{"a":NaN}"#, 5),
            ("{}x", 2),
            ("\u{feff}{}", 0),
        ] {
            assert_eq!(find(json, "a"), Err(at), "{json}");
        }
    }

    #[test]
    fn nests_without_recursion() {
        let deep = 200_000;
        let json = format!("{}{}", "[".repeat(deep), "]".repeat(deep));
        assert_eq!(scan(&json, &Wanted::new(false, Why::BodyPathAbsent), &mut []), Ok(ValueType::Array));
    }

    #[test]
    fn dates() {
        for text in [
            "2024-03-05T10:00:00",
            "2024-03-05T10:00:00Z",
            "2024-02-29T10:00:00.1234567+09:00",
            "2024-03-05T10:00:00.1-0330",
            "2024-03-05T24:00:00Z",
        ] {
            assert!(is_date_time(text), "{text}");
        }
        for text in [
            "2024-03-05",
            "2024-03-05 10:00:00",
            "2023-02-29T10:00:00Z",
            "2024-13-05T10:00:00Z",
            "2024-03-05T10:00Z",
            "2024-03-05T10:00:00.Z",
            "2024-03-05T10:00:00X",
            "2024-03-05T10:00:60Z",
            "2024-03-05T10:00:00.12345678901234567890Z",
        ] {
            assert!(!is_date_time(text), "{text}");
        }
    }
}
