//! Text that nobody means well with: an answer within a bound, never a panic.

use iot_hub_playground::model::limits::MAX_CONDITION_BYTES;
use iot_hub_playground::model::message::{Message, Source};
use iot_hub_playground::model::query::{Code, Dialect, Subject, Verdict, compile};
use std::time::{Duration, Instant};

fn first_code(text: &str) -> Option<Code> {
    let started = Instant::now();
    let compiled = compile(text, Source::DeviceMessages, Dialect::Cloud);
    assert!(started.elapsed() < Duration::from_secs(5), "took {:?}", started.elapsed());
    assert_eq!(compiled.condition.is_none(), compiled.diagnostics.iter().any(|d| d.severity.as_str() == "error"));
    for diagnostic in &compiled.diagnostics {
        let span = diagnostic.span;
        assert!(text.is_char_boundary(span.start as usize) && text.is_char_boundary(span.end as usize), "{span:?}");
        assert!(span.start <= span.end && span.end as usize <= text.len(), "{span:?}");
    }
    compiled.diagnostics.first().map(|d| d.code)
}

#[test]
fn ten_megabytes() {
    for piece in ["(", "a", "'", "\"", " ", "a OR ", "/*", "1+", "\u{202e}"] {
        assert_eq!(first_code(&piece.repeat(10 * 1024 * 1024 / piece.len())), Some(Code::TooLong), "{piece}");
    }
}

#[test]
fn deep_nesting() {
    for (open, close) in [("(", ")"), ("abs(", ")"), ("NOT ", ""), ("- ", ""), ("NOT (", ")"), ("concat('a',", ")")] {
        let text = format!("{}1{}", open.repeat(5_000), close.repeat(5_000));
        assert_eq!(first_code(&text), Some(Code::TooDeep), "{open}");
    }
    assert_eq!(first_code(&format!("{}1", "(".repeat(10_000))), Some(Code::TooDeep));
}

#[test]
fn as_long_as_allowed() {
    let fill = |piece: &str, last: &str| {
        let text = piece.repeat((MAX_CONDITION_BYTES - last.len()) / piece.len()) + last;
        compile(&text, Source::DeviceMessages, Dialect::Cloud).condition.unwrap()
    };
    let message = Message::default();
    let subject = Subject { message: &message, sender: None, enqueued_at: None, twin: None };
    let long = fill("a = 'x' OR ", "true");
    assert_eq!(long.evaluate(&subject), Verdict::True);
    assert_eq!(long.explain(&subject).verdict, Verdict::True);
    assert_eq!(long.ast().to_string().matches("OR").count(), long.text().matches("OR").count());
    assert_eq!(fill("1 + ", "1 > 0").evaluate(&subject), Verdict::True);
    assert_eq!(fill("false ?? ", "true").evaluate(&subject), Verdict::False);
    assert_eq!(fill(" ", "").evaluate(&subject), Verdict::True);
}

#[test]
fn many_of_everything_that_may_be_wrong() {
    for piece in
        ["'", "\"", "\\", "$", "$body.", "{", "}", "[", "]", "?", "=", "==", "!", "&&", "‘", "/*", "*/", "x=1 AND "]
    {
        let _ = first_code(&piece.repeat(20_000 / piece.len()));
    }
}

#[test]
fn odd_characters() {
    for (text, code) in [
        ("a\0 = 'x'", Some(Code::InvisibleCharacter)),
        ("\0", Some(Code::InvisibleCharacter)),
        ("a\u{a0}= 'x'", Some(Code::InvisibleCharacter)),
        ("\u{feff}true", Some(Code::InvisibleCharacter)),
        ("\u{202e}level = 'x'", Some(Code::InvisibleCharacter)),
        ("'\\uD800' = '\\uDC00'", None),
        ("שלום = 'עולם'", None),
        ("'\u{0}' = '\u{0}'", None),
        ("😀 = '😀'", None),
    ] {
        assert_eq!(first_code(text), code, "{text:?}");
    }
}

#[test]
fn hostile_bodies() {
    let condition = compile("$body.a.b[1] = 1", Source::DeviceMessages, Dialect::Cloud).condition.unwrap();
    let deep = format!("{}1{}", "{\"a\":".repeat(50_000), "}".repeat(50_000));
    let wide = format!("{{\"a\":{{\"b\":[0,1]}},\"c\":[{}0]}}", "0,".repeat(100_000));
    let strings = format!("{{\"a\":\"{}\"}}", "\\uD800".repeat(40_000));
    for (body, expected) in [
        (deep.as_str(), Verdict::Undefined),
        (&wide, Verdict::True),
        (&strings, Verdict::Undefined),
        ("{\"a\":{\"b\":[0,1e99999]}}", Verdict::False),
        ("\0", Verdict::Undefined),
    ] {
        let mut message = Message { body: body.as_bytes().into(), ..Message::default() };
        message.system.content_type = Some("application/json".into());
        message.system.content_encoding = Some("utf-8".into());
        let subject = Subject { message: &message, sender: None, enqueued_at: None, twin: None };
        assert_eq!(condition.evaluate(&subject), expected);
    }
}
