//! The form that most conditions have, `name = "text"`, read and run without the language around it: the page's first
//! visit needs no other.

use super::span::Span;
use super::subject::Facts;
use super::value::Verdict;

/// An application property beside a text, as places in the condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Plain {
    name: Span,
    text: Span,
}

/// Words of the language, which are no names in some or all letter cases.
const WORDS: [&str; 11] = ["and", "or", "not", "true", "false", "null", "undefined", "select", "from", "where", "into"];

impl Plain {
    /// None for any other form, which is the compiler's; also for what only looks special, such as an escape.
    pub(super) fn read(condition: &str) -> Option<Self> {
        let sign = condition.find('=')?;
        let name = without_blanks(condition, 0, sign);
        let quoted = without_blanks(condition, sign + 1, condition.len());
        let is_name = |name: &str| {
            name.starts_with(|c: char| c.is_ascii_alphabetic())
                && name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_')
                && !WORDS.iter().any(|word| name.eq_ignore_ascii_case(word))
        };
        let (&quote, rest) = quoted.of(condition).as_bytes().split_first()?;
        let (&end, text) = rest.split_last()?;
        let is_text = matches!(quote, b'"' | b'\'')
            && end == quote
            && text.iter().all(|byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\'' | b'\\'));
        (is_text && is_name(name.of(condition)))
            .then_some(Self { name, text: Span { start: quoted.start + 1, end: quoted.end - 1 } })
    }

    pub(super) fn evaluate(self, condition: &str, facts: &dyn Facts) -> Verdict {
        let value = facts.application(self.name.of(condition));
        value.map_or(Verdict::Undefined, |value| (value == self.text.of(condition)).into())
    }
}

fn without_blanks(condition: &str, start: usize, end: usize) -> Span {
    let is_blank = |c| matches!(c, ' ' | '\t' | '\r' | '\n');
    let whole = &condition[start..end];
    let left = whole.trim_start_matches(is_blank);
    Span::new(end - left.len(), end - left.len() + left.trim_end_matches(is_blank).len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::message::{Message, Property, Source};
    use crate::model::query::{Dialect, Runs as _, Subject, compile};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const PIECES: [&str; 44] = [
        "level",
        "LEVEL",
        "absent",
        "n",
        "empty",
        "_a",
        "a_b",
        "Null",
        "null",
        "TRUE",
        "and",
        "Or",
        "not",
        "select",
        "FROM",
        "messageId",
        "e5",
        "=",
        "=",
        "=",
        "!=",
        " ",
        "\t",
        "\n",
        "/*c*/",
        "'",
        "\"",
        "'critical'",
        "\"critical\"",
        "''",
        "\"\"",
        "'a b'",
        "'a=b'",
        "'é'",
        "\\",
        "'\\''",
        "'\"'",
        "$body.x",
        "(",
        ")",
        "4",
        "-",
        "critical",
        ";",
    ];

    /// Texts of a few pieces, drawn from a fixed sequence; a third of them near the form.
    fn texts() -> impl Iterator<Item = String> {
        let mut state = 11_u64;
        let mut below = move |n: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) % n as u64) as usize
        };
        std::iter::repeat_with(move || {
            let near = below(3) == 0;
            let mut text: Vec<&str> = (0..below(6)).map(|_| PIECES[below(PIECES.len())]).collect();
            if near {
                text = vec![
                    PIECES[below(17)],
                    [" ", "", "\n"][below(3)],
                    "=",
                    ["", "\t "][below(2)],
                    PIECES[27 + below(10)],
                ];
            }
            text.concat()
        })
    }

    #[test]
    fn it_says_what_the_language_says() {
        let mut message = Message::default();
        for (name, value) in [("level", "critical"), ("n", "4"), ("empty", ""), ("a_b", "a=b"), ("e5", "a b")] {
            message.properties.push(Property { name: name.into(), value: value.into() });
        }
        let subject = Subject { message: &message, sender: None, enqueued_at: None, twin: None };
        let mut seen = [0; 3];
        for text in texts().take(60_000) {
            let Some(plain) = Plain::read(&text) else { continue };
            for dialect in [Dialect::Cloud, Dialect::Edge] {
                let condition = compile(&text, Source::DeviceMessages, dialect).condition;
                let condition = condition.unwrap_or_else(|| panic!("{text} does not compile"));
                let verdict = condition.whole().verdict(&subject);
                assert_eq!(plain.evaluate(&text, &subject), verdict, "{text} in {dialect:?}");
                assert_eq!(condition.evaluate(&subject), verdict, "{text} in {dialect:?}");
                seen[verdict as usize] += 1;
            }
        }
        assert!(seen.iter().all(|&times| times > 100), "{seen:?}");
    }

    #[test]
    fn the_tutorials_conditions_are_plain() {
        for text in ["level=\"critical\"", "level=\"storage\"", "level = 'critical'", " level =\n'' "] {
            assert!(Plain::read(text).is_some(), "{text}");
        }
        for text in ["", "level", "= 'a'", "null = 'a'", "level = 'a' ", "level == 'a'", "level = 'a", "level = \"a'"] {
            assert_eq!(Plain::read(text).is_some(), text.ends_with(' '), "{text}");
        }
    }
}
