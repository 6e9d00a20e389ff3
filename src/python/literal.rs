//! Values as Python writes them.

use crate::model::message::Property;
use crate::model::service_bus::{CustomProperty, Scalar};
use crate::model::time::{self, Civil, Millis, Timestamp};
use std::fmt::Write as _;

/// A `str`.
pub(super) fn text(value: &str) -> String {
    let mut out = String::from("'");
    for character in value.chars() {
        match character {
            '\'' => out.push_str("\\'"),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}

/// A `str` where the bytes are one, else `bytes`.
pub(super) fn body(bytes: &[u8]) -> String {
    if let Ok(readable) = std::str::from_utf8(bytes) {
        return text(readable);
    }
    let mut out = String::from("b'");
    for byte in bytes {
        match byte {
            b'\'' | b'\\' => {
                out.push('\\');
                out.push(char::from(*byte));
            }
            b' '..=b'~' => out.push(char::from(*byte)),
            _ => {
                let _ = write!(out, "\\x{byte:02x}");
            }
        }
    }
    out.push('\'');
    out
}

pub(super) fn boolean(value: bool) -> &'static str {
    if value { "True" } else { "False" }
}

/// A `dict`.
fn dictionary<'a>(pairs: impl Iterator<Item = (&'a str, String)>) -> String {
    let pairs: Vec<String> = pairs.map(|(name, value)| format!("{}: {value}", text(name))).collect();
    format!("{{{}}}", pairs.join(", "))
}

pub(super) fn properties(properties: &[Property]) -> String {
    dictionary(properties.iter().map(|p| (&*p.name, text(&p.value))))
}

pub(super) fn custom_properties(properties: &[CustomProperty]) -> String {
    dictionary(properties.iter().map(|p| {
        let value = match &p.value {
            Scalar::Text(value) => text(value),
            Scalar::Integer(value) => value.to_string(),
            Scalar::Double(value) if value.is_nan() => "float('nan')".to_owned(),
            Scalar::Double(value) if value.is_infinite() => format!("float('{value}')"),
            Scalar::Double(value) => format!("{value:?}"),
            Scalar::Bool(value) => boolean(*value).to_owned(),
        };
        (&*p.name, value)
    }))
}

/// Seconds, as few digits as say it.
pub(super) fn seconds(ms: Millis) -> String {
    let fraction = format!("{:03}", ms % 1_000);
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { (ms / 1_000).to_string() } else { format!("{}.{fraction}", ms / 1_000) }
}

pub(super) fn timedelta(ms: Millis) -> String {
    format!("timedelta(seconds={})", seconds(ms))
}

/// An ISO 8601 duration.
pub(super) fn iso_duration(ms: Millis) -> String {
    text(&time::iso_duration(ms))
}

/// A `datetime` in UTC.
pub(super) fn instant(at: Timestamp) -> String {
    let Civil { year, month, day, hour, minute, second, milli } = at.civil();
    let fraction = if milli == 0 { String::new() } else { format!(", {}", milli * 1_000) };
    format!("datetime({year}, {month}, {day}, {hour}, {minute}, {second}{fraction}, tzinfo=timezone.utc)")
}
