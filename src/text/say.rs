//! Fills compiled patterns with arguments.

use super::tables::pattern;
use super::{Key, Language, format, keys};
use std::fmt;

// The marks that `build/locales.rs` writes.
const ARGUMENT: u8 = 1;
const SELECT: u8 = 2;
const VARIANT: u8 = 3;
const BODY: char = '\u{4}';
const FIRST_ARGUMENT: u32 = 0x21;

/// A typed argument; the language decides how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arg<'a> {
    /// The name of a thing (device, queue, route): bold.
    Name(&'a str),
    /// Ids, property text, conditions, values: monospace, never translated.
    Code(&'a str),
    /// Words, already in the reader's language; also the key of a choice.
    Text(&'a str),
    /// `1,204`.
    Number(u64),
    /// A number for tokens and strips: `12.0k`, `1.2만` above 9,999.
    Short(u64),
    /// Milliseconds: `4.3 s`, `1시간 5분`.
    Duration(u64),
    /// Milliseconds of virtual time since the start: `00:13.020`.
    Instant(u64),
    /// `512 bytes`, `256 KB`.
    Bytes(u64),
}

impl From<u64> for Arg<'_> {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Arg<'_> {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<usize> for Arg<'_> {
    fn from(number: usize) -> Self {
        Self::Number(number as u64)
    }
}

impl Arg<'_> {
    fn style(self) -> Style {
        match self {
            Self::Name(_) => Style::Name,
            Self::Code(_) => Style::Code,
            Self::Text(_) | Self::Number(_) | Self::Short(_) => Style::Plain,
            Self::Duration(_) | Self::Instant(_) | Self::Bytes(_) => Style::Plain,
        }
    }

    fn written(self, language: Language) -> String {
        match self {
            Self::Name(text) | Self::Code(text) | Self::Text(text) => text.to_owned(),
            Self::Number(n) => format::number(n),
            Self::Short(n) => format::short_number(language, n),
            Self::Duration(ms) => format::duration(language, ms),
            Self::Instant(ms) => format::instant(ms),
            Self::Bytes(n) => format::bytes(language, n),
        }
    }

    /// Whether a choice by this argument takes the variant `key`: a whole number, a plural category or a text.
    fn takes(self, language: Language, key: &str) -> bool {
        match self {
            Self::Number(n) | Self::Short(n) => {
                let category = if language == Language::English && n == 1 { "one" } else { "other" };
                key == category || key.parse() == Ok(n)
            }
            Self::Name(text) | Self::Code(text) | Self::Text(text) => key == text,
            Self::Duration(_) | Self::Instant(_) | Self::Bytes(_) => false,
        }
    }
}

/// How a piece of a sentence is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    Name,
    Code,
}

/// A run of text in one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub style: Style,
    pub text: String,
}

/// A sentence in pieces; of the same style only names follow each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rich {
    pub pieces: Vec<Piece>,
}

impl Rich {
    /// The text without its styles.
    #[must_use]
    pub fn plain(&self) -> String {
        self.to_string()
    }

    pub(super) fn from_backticks(text: &str) -> Self {
        let mut rich = Self::default();
        rich.push_pattern(&mut false, text);
        rich
    }

    /// Adds text in which backticks open and close code; `in_code` is carried from one part to the next.
    fn push_pattern(&mut self, in_code: &mut bool, text: &str) {
        for (n, part) in text.split('`').enumerate() {
            *in_code ^= n > 0;
            self.push(if *in_code { Style::Code } else { Style::Plain }, part);
        }
    }

    fn push(&mut self, style: Style, text: &str) {
        if text.is_empty() {
            return;
        }
        match self.pieces.last_mut() {
            Some(last) if style != Style::Name && last.style == style => last.text.push_str(text),
            _ => self.pieces.push(Piece { style, text: text.to_owned() }),
        }
    }
}

impl fmt::Display for Rich {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pieces.iter().try_for_each(|piece| f.write_str(&piece.text))
    }
}

/// The message `key` with `args`; see also the macro [`crate::say!`].
///
/// What stands between backticks in the pattern is code, and so are its arguments; the backticks are not shown.
/// A missing argument fails in debug builds and shows as `{name}` in release builds.
#[must_use]
pub fn say(language: Language, key: Key, args: &[(&'static str, Arg)]) -> Rich {
    let mut writer = Writer { language, key, args, rest: pattern(language, key), in_code: false, out: Rich::default() };
    let end = writer.pattern(true);
    debug_assert_eq!(end, None, "{key:?} is compiled whole");
    writer.out
}

/// A message without arguments and code: labels, titles, buttons.
#[must_use]
pub fn word(language: Language, key: Key) -> &'static str {
    let text = pattern(language, key);
    debug_assert!(!text.contains(|c| is_mark(c) || c == '`'), "{key:?} takes arguments or holds code: use say");
    text
}

fn is_mark(c: char) -> bool {
    c < '\u{6}'
}

struct Writer<'a> {
    language: Language,
    key: Key,
    args: &'a [(&'static str, Arg<'a>)],
    rest: &'static str,
    in_code: bool,
    out: Rich,
}

impl<'a> Writer<'a> {
    /// Reads one pattern and writes it if it is the chosen one. The mark that ended it; none at the message's end.
    fn pattern(&mut self, chosen: bool) -> Option<u8> {
        loop {
            let (text, rest) = self.rest.split_at(self.rest.find(is_mark).unwrap_or(self.rest.len()));
            self.rest = rest.get(1..).unwrap_or_default();
            if chosen {
                self.out.push_pattern(&mut self.in_code, text);
            }
            match rest.bytes().next()? {
                ARGUMENT => self.argument(chosen),
                SELECT => self.select(chosen),
                end => return Some(end),
            }
        }
    }

    fn argument(&mut self, chosen: bool) {
        let (name, value) = self.next_argument();
        match value {
            _ if !chosen => {}
            Some(value) => {
                let style = if self.in_code { Style::Code } else { value.style() };
                self.out.push(style, &value.written(self.language));
            }
            None => self.out.push(Style::Plain, &format!("{{{name}}}")),
        }
    }

    fn select(&mut self, chosen: bool) {
        let (_, value) = self.next_argument();
        let mut open = chosen;
        let mut mark = self.pattern(false);
        while mark == Some(VARIANT) {
            let (key, body) = self.rest.split_once(BODY).unwrap_or_default();
            self.rest = body;
            // The default stands last and has no key.
            let taken = open && (key.is_empty() || value.is_some_and(|value| value.takes(self.language, key)));
            open &= !taken;
            mark = self.pattern(taken);
        }
    }

    fn next_argument(&mut self) -> (&'static str, Option<Arg<'a>>) {
        let mut rest = self.rest.chars();
        let index = rest.next().map_or(0, u32::from) - FIRST_ARGUMENT;
        self.rest = rest.as_str();
        let name = keys::ARGUMENTS[index as usize];
        let value = self.args.iter().find(|(given, _)| *given == name).map(|&(_, value)| value);
        debug_assert!(value.is_some(), "{:?} needs the argument {name}", self.key);
        (name, value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{English, Korean};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn pieces(rich: &Rich) -> Vec<(Style, &str)> {
        rich.pieces.iter().map(|piece| (piece.style, piece.text.as_str())).collect()
    }

    #[test]
    fn arguments_keep_their_style() {
        let args = [("device", Arg::Name("d")), ("message", Arg::Code("message_7")), ("attempt", Arg::Number(2))];
        let rich = say(Korean, Key::EntryPublishedAgain, &args);
        assert_eq!(
            pieces(&rich),
            [
                (Style::Name, "d"),
                (Style::Plain, " 디바이스에서 "),
                (Style::Code, "message_7"),
                (Style::Plain, " 메시지를 다시 보냅니다, 2번째 시도: PUBACK을 받지 못했습니다."),
            ]
        );
    }

    #[test]
    fn plurals_and_exact_numbers() {
        let said = |language, n| say(language, Key::EndpointBlobs, &[("n", Arg::Number(n))]).plain();
        assert_eq!([0, 1, 1_204].map(|n| said(English, n)), ["no blob so far", "1 blob so far", "1,204 blobs so far"]);
        assert_eq!([0, 1].map(|n| said(Korean, n)), ["아직 Blob 없음", "지금까지 Blob 1개"]);
        let short = say(Korean, Key::EndpointBlobs, &[("n", Arg::Short(12_000))]);
        assert_eq!(short.plain(), "지금까지 Blob 1.2만개");
    }

    #[test]
    fn texts_choose_a_variant_or_the_default() {
        let said = |change| {
            say(English, Key::EntryDevice, &[("device", Arg::Name("d")), ("change", Arg::Text(change))]).plain()
        };
        assert_eq!(said("added"), "d is added.");
        assert_eq!(said("disabled"), "d sends no more.");
        assert_eq!(said("anything else"), "d sends no more.");
    }

    #[test]
    fn an_argument_is_never_read_as_a_pattern() {
        let rich = say(English, Key::EndpointReadTo, &[("offset", Arg::Text("\u{1}!\u{5}"))]);
        assert_eq!(rich.plain(), "read up to offset \u{1}!\u{5}");
    }

    #[test]
    #[cfg(debug_assertions)]
    #[cfg(not(target_arch = "wasm32"))]
    #[should_panic(expected = "EndpointReadTo needs the argument offset")]
    fn a_missing_argument_is_noticed() {
        let _ = say(English, Key::EndpointReadTo, &[]);
    }

    #[test]
    fn words_are_borrowed() {
        assert_eq!(word(English, Key::ViewRouteLab), "Route lab");
        assert_eq!(word(Korean, Key::ViewRouteLab), "경로 실험실");
    }

    #[test]
    fn backticks_mark_code() {
        let rich = Rich::from_backticks("`events` and `a`.");
        assert_eq!(
            pieces(&rich),
            [(Style::Code, "events"), (Style::Plain, " and "), (Style::Code, "a"), (Style::Plain, ".")]
        );
    }

    #[test]
    fn backticks_in_a_message_mark_code() {
        let rich = say(English, Key::WhyAbsentUndefined, &[("name", Arg::Name("level"))]);
        assert_eq!(
            pieces(&rich),
            [(Style::Name, "level"), (Style::Plain, " is not set, so the comparison is "), (Style::Code, "undefined"),]
        );
    }
}
