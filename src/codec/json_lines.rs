//! JSON blobs: one object a line, for each message of a batch.
//!
//! Models: encoding `json` of an IoT Hub storage endpoint (blob-container.md 5; iot-hub.md 3.4).
//! Assumed(json-line-end): Every JSON line in a blob ends in a line feed, the last one too; the service has been seen with either line end. [choice]
//! Assumed(json-body-inline): A JSON body in a blob stands as the device wrote it, without the white space between its tokens; numbers and member order stay. [choice]
//! Assumed(json-body-invalid): A body that is announced as JSON but is not is written as base64. [choice]
//! Assumed(json-body-charset): A parameter of the content type, such as charset=utf-8, is ignored; only the content encoding property says how the body is encoded. [choice]
//! Assumed(json-body-byte-order): UTF-16 and UTF-32 bodies are little endian; a byte order mark is skipped. [choice]

use super::record::{Count, Pair, Record, Sink};
use crate::model::late::Late;
use serde::de::IgnoredAny;
use std::borrow::Cow;

/// Why a body stands as base64 text in a JSON blob.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base64Reason {
    /// The system property `contentType` is missing. An application property of that name does not help.
    ContentTypeMissing,
    /// The content type is not `application/json`.
    ContentTypeOther,
    /// The system property `contentEncoding` is missing.
    ContentEncodingMissing,
    /// The content encoding is not `utf-8`, `utf-16` or `utf-32`.
    ContentEncodingOther,
    /// The bytes are no text in that encoding.
    NotText,
    /// The text is no JSON.
    NotJson,
}

/// One record as a line, with its line feed.
#[must_use]
pub fn line(record: &Record<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(&mut bytes, record);
    bytes
}

/// How many bytes [`line`] gives.
#[must_use]
pub fn line_size(record: &Record<'_>) -> u64 {
    let mut count = Count::default();
    write(&mut count, record);
    count.0
}

/// The body as JSON text, or why the blob holds base64 instead. `None` when the record has no body.
#[must_use]
pub fn body_text<'a>(record: &'a Record<'_>) -> Option<Result<Cow<'a, str>, Base64Reason>> {
    let body = record.body.as_deref()?;
    Some(inline(record.system_property("contentType"), record.system_property("contentEncoding"), body))
}

fn inline<'a>(
    content_type: Option<&str>,
    content_encoding: Option<&str>,
    body: &'a [u8],
) -> Result<Cow<'a, str>, Base64Reason> {
    let content_type = content_type.ok_or(Base64Reason::ContentTypeMissing)?;
    let media_type = content_type.split(';').next().unwrap_or_default().trim();
    if !media_type.eq_ignore_ascii_case("application/json") {
        return Err(Base64Reason::ContentTypeOther);
    }
    READ.get()(content_encoding, body)
}

/// Reads a body that is announced as JSON.
static READ: Late<Read> = Late::new(read);

type Read = for<'a> fn(Option<&str>, &'a [u8]) -> Result<Cow<'a, str>, Base64Reason>;

/// Brings along what reads the bodies.
pub fn provide() {
    READ.provide(read);
}

fn read<'a>(content_encoding: Option<&str>, body: &'a [u8]) -> Result<Cow<'a, str>, Base64Reason> {
    let encoding = content_encoding.ok_or(Base64Reason::ContentEncodingMissing)?;
    let text = match encoding.to_ascii_lowercase().as_str() {
        "utf-8" => std::str::from_utf8(body).ok().map(Cow::Borrowed),
        "utf-16" => utf_16(body).map(Cow::Owned),
        "utf-32" => utf_32(body).map(Cow::Owned),
        _ => return Err(Base64Reason::ContentEncodingOther),
    };
    let text = match text.ok_or(Base64Reason::NotText)? {
        Cow::Borrowed(text) => Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Cow::Owned(text) => Cow::Owned(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
    };
    // `IgnoredAny` checks the grammar without recursion, so that no nesting depth can exhaust the stack.
    serde_json::from_str::<IgnoredAny>(&text).map_err(|_| Base64Reason::NotJson)?;
    Ok(text)
}

fn utf_16(body: &[u8]) -> Option<String> {
    let (units, rest) = body.as_chunks::<2>();
    let units: Vec<u16> = units.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
    String::from_utf16(&units).ok().filter(|_| rest.is_empty())
}

fn utf_32(body: &[u8]) -> Option<String> {
    let (units, rest) = body.as_chunks::<4>();
    let text = units.iter().map(|unit| char::from_u32(u32::from_le_bytes(*unit))).collect();
    if rest.is_empty() { text } else { None }
}

fn write(out: &mut impl Sink, record: &Record<'_>) {
    out.put(b"{\"EnqueuedTimeUtc\":");
    write_string(out, &record.enqueued_time_utc);
    out.put(b",\"Properties\":");
    write_object(out, &record.properties);
    out.put(b",\"SystemProperties\":");
    write_object(out, &record.system_properties);
    out.put(b",\"Body\":");
    match (body_text(record), &record.body) {
        (Some(Ok(json)), _) => write_compact(out, &json),
        (_, Some(bytes)) => {
            out.put(b"\"");
            out.put_base64(bytes);
            out.put(b"\"");
        }
        (_, None) => out.put(b"null"),
    }
    out.put(b"}\n");
}

fn write_object(out: &mut impl Sink, members: &[Pair<'_>]) {
    let mut separator: &[u8] = b"{";
    for (name, value) in members {
        out.put(separator);
        write_string(out, name);
        out.put(b":");
        write_string(out, value);
        separator = b",";
    }
    out.put(if members.is_empty() { b"{}" } else { b"}" });
}

fn write_string(out: &mut impl Sink, text: &str) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    out.put(b"\"");
    let bytes = text.as_bytes();
    let mut start = 0;
    for (i, &byte) in bytes.iter().enumerate() {
        let escape: &[u8] = match byte {
            b'"' => b"\\\"",
            b'\\' => b"\\\\",
            b'\n' => b"\\n",
            b'\r' => b"\\r",
            b'\t' => b"\\t",
            0x08 => b"\\b",
            0x0c => b"\\f",
            0..0x20 => &[b'\\', b'u', b'0', b'0', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]],
            _ => continue,
        };
        out.put(&bytes[start..i]);
        out.put(escape);
        start = i + 1;
    }
    out.put(&bytes[start..]);
    out.put(b"\"");
}

/// Valid JSON without the white space between its tokens: a line feed inside would end the line.
fn write_compact(out: &mut impl Sink, json: &str) {
    let bytes = json.as_bytes();
    let (mut start, mut in_string, mut escaped) = (0, false, false);
    for (i, &byte) in bytes.iter().enumerate() {
        if in_string {
            in_string = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
        } else if byte == b'"' {
            in_string = true;
        } else if byte.is_ascii_whitespace() {
            out.put(&bytes[start..i]);
            start = i + 1;
        }
    }
    out.put(&bytes[start..]);
}

#[cfg(test)]
mod tests {
    use super::super::record::tests::stored;
    use super::*;
    use crate::model::message::{StoredMessage, SystemProperties};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn typed(content_type: Option<&str>, content_encoding: Option<&str>) -> SystemProperties {
        SystemProperties {
            content_type: content_type.map(Into::into),
            content_encoding: content_encoding.map(Into::into),
            ..SystemProperties::default()
        }
    }

    fn text(message: &StoredMessage) -> String {
        let record = Record::from(message);
        let bytes = line(&record);
        assert_eq!(line_size(&record), bytes.len() as u64);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_line_to_the_letter() {
        let message = stored(b"{\"windSpeed\":12.5}", &[("level", "storage")], SystemProperties::default());
        assert_eq!(
            text(&message),
            concat!(
                r#"{"EnqueuedTimeUtc":"2018-07-05T15:11:42.6850000Z","Properties":{"level":"storage"},"#,
                r#""SystemProperties":{"connectionDeviceId":"MyDevice","connectionAuthMethod":"{\"scope\":\"device\","#,
                r#"\"type\":\"sas\",\"issuer\":\"iothub\",\"acceptingIpFilterRule\":null}","#,
                r#""connectionDeviceGenerationId":"636632159551348090","enqueuedTime":"2018-07-05T15:11:42.6850000Z"},"#,
                r#""Body":"eyJ3aW5kU3BlZWQiOjEyLjV9"}"#,
                "\n"
            )
        );
    }

    #[test]
    fn when_the_body_stands_as_json_and_when_not() {
        use Base64Reason::{
            ContentEncodingMissing, ContentEncodingOther, ContentTypeMissing, ContentTypeOther, NotJson, NotText,
        };
        let json = Some("application/json");
        let utf_16_body: Vec<u8> = "{\"ß\":1}".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let utf_32_body: Vec<u8> = "[1]".chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        let cases: [(_, _, &[u8], _); 16] = [
            (json, Some("utf-8"), b"{\"a\": 1}", Ok("{\"a\":1}")),
            (Some("Application/JSON"), Some("UTF-8"), b"{}", Ok("{}")),
            (Some("application/json; charset=utf-8"), Some("utf-8"), b"1e999", Ok("1e999")),
            (json, Some("utf-16"), &utf_16_body, Ok("{\"ß\":1}")),
            (json, Some("UTF-32"), &utf_32_body, Ok("[1]")),
            (json, Some("utf-8"), b"\xef\xbb\xbf7", Ok("7")),
            (None, None, b"{}", Err(ContentTypeMissing)),
            (None, Some("utf-8"), b"{}", Err(ContentTypeMissing)),
            (Some("application/opcua+uajson"), Some("utf-8"), b"{}", Err(ContentTypeOther)),
            (json, None, b"{}", Err(ContentEncodingMissing)),
            (Some("application/json; charset=utf-8"), None, b"{}", Err(ContentEncodingMissing)),
            (json, Some("utf8"), b"{}", Err(ContentEncodingOther)),
            (json, Some("utf-8"), b"\xff", Err(NotText)),
            (json, Some("utf-16"), b"{}1", Err(NotText)),
            (json, Some("utf-8"), b"{'a':1}", Err(NotJson)),
            (json, Some("utf-8"), b"", Err(NotJson)),
        ];
        for (content_type, encoding, body, expected) in cases {
            let message = stored(body, &[], typed(content_type, encoding));
            let record = Record::from(&message);
            let case = format!("{content_type:?} {encoding:?} {body:?}");
            let found = body_text(&record).unwrap();
            assert_eq!(found.as_ref().err(), expected.as_ref().err(), "{case}");
            let line = text(&message);
            match expected {
                Ok(inline) => assert!(line.ends_with(&format!(",\"Body\":{inline}}}\n")), "{case} {line}"),
                Err(_) => {
                    let value: serde_json::Value = serde_json::from_str(&line).unwrap();
                    use base64::Engine as _;
                    let text = value["Body"].as_str().unwrap();
                    assert_eq!(base64::engine::general_purpose::STANDARD.decode(text).unwrap(), body, "{case}");
                }
            }
        }
    }

    #[test]
    fn a_content_type_among_the_application_properties_does_not_help() {
        let message = stored(
            b"{}",
            &[("contentType", "application/json"), ("contentEncoding", "utf-8")],
            SystemProperties::default(),
        );
        assert_eq!(body_text(&Record::from(&message)), Some(Err(Base64Reason::ContentTypeMissing)));
    }

    #[test]
    fn white_space_inside_a_text_stays_and_between_tokens_goes() {
        let body = b"{\r\n  \"a b\" : [ \"x \\\" y\\\\\" , 1.50 ] }\n";
        let line = text(&stored(body, &[], typed(Some("application/json"), Some("utf-8"))));
        assert!(line.ends_with(",\"Body\":{\"a b\":[\"x \\\" y\\\\\",1.50]}}\n"), "{line}");
        assert_eq!(line.matches('\n').count(), 1);
    }

    #[test]
    fn a_body_nested_a_hundred_thousand_deep_is_still_a_body() {
        let body = ["[".repeat(100_000), "]".repeat(100_000)].concat();
        let line = text(&stored(body.as_bytes(), &[], typed(Some("application/json"), Some("utf-8"))));
        assert!(line.ends_with(&format!("{body}}}\n")));
    }

    #[test]
    fn any_text_survives_as_a_value() {
        let odd: String = (0..0x100u32).chain([0x2028, 0x1f980]).filter_map(char::from_u32).collect();
        let value: serde_json::Value =
            serde_json::from_str(&text(&stored(b"", &[("p", &odd)], SystemProperties::default()))).unwrap();
        assert_eq!(value["Properties"]["p"], odd);
        assert_eq!(value["Body"], "");
    }
}
