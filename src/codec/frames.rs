//! Messages as binary frames: how a script hands many of them to the query language in one piece.
//!
//! A frame, little endian, a multiple of four bytes long (zeros at its end):
//!
//! | bytes | what |
//! |---|---|
//! | 4 | length of the frame |
//! | 1 | data source, by its place in [`Source::ALL`] |
//! | 1 | flags: 1, the body is UTF-8 text to be encoded as the message declares; 2, there is a twin |
//! | 2 | number of properties |
//! | 4 | bytes of the body |
//! | 4 | bytes of the twin |
//! | 8 each | for each property: bytes of its name, bytes of its value |
//! | | for each property its name and its value, then the twin (JSON), then the body |
//!
//! A system property has, instead of the length of a name, its place in [`SystemProperty::ALL`] with the top bit set.

use crate::model::message::Source;
use crate::model::query::body::{Encoding, charset_of};
use crate::model::query::route_set::{Batch, Parts};
use crate::model::query::{SystemProperty, Twin};

/// Bytes before the lengths of the properties.
const HEADER: usize = 16;
/// Bytes of the two lengths of a property.
const LENGTHS: usize = 8;
const BODY_IS_TEXT: u8 = 1;
const HAS_TWIN: u8 = 2;
const IS_SYSTEM: u32 = 1 << 31;

/// What is wrong with a frame, and the byte at which that frame begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("frame at byte {at}: {problem}")]
pub struct FrameError {
    pub at: usize,
    pub problem: Problem,
}

/// What is wrong with a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error("it is shorter than its lengths say")]
    Truncated,
    #[error("its length is no multiple of four")]
    Length,
    #[error("there is no such data source")]
    Source,
    #[error("there is no such system property")]
    SystemProperty,
    #[error("a name or value is not UTF-8")]
    NotUtf8,
    #[error("the twin is not a JSON object")]
    Twin,
}

/// Appends the messages in `bytes`, frame after frame, to `batch`; how many there were.
///
/// # Errors
/// [`FrameError`] for the first frame that cannot be read; those before it are in the batch.
pub fn read(bytes: &[u8], batch: &mut Batch) -> Result<usize, FrameError> {
    let (mut at, mut count) = (0, 0);
    let (mut application, mut system) = (Vec::new(), Vec::new());
    while at < bytes.len() {
        application.clear();
        system.clear();
        let frame = Frame { bytes: &bytes[at..] };
        let length = frame.read(batch, &mut application, &mut system).map_err(|problem| FrameError { at, problem })?;
        at += length;
        count += 1;
    }
    Ok(count)
}

struct Frame<'b> {
    bytes: &'b [u8],
}

impl<'b> Frame<'b> {
    fn number(&self, at: usize) -> Result<u32, Problem> {
        let chunk = self.bytes.get(at..).and_then(|rest| rest.first_chunk()).ok_or(Problem::Truncated)?;
        Ok(u32::from_le_bytes(*chunk))
    }

    fn read(
        &self,
        batch: &mut Batch,
        application: &mut Vec<(&'b str, &'b str)>,
        system: &mut Vec<(SystemProperty, &'b str)>,
    ) -> Result<usize, Problem> {
        let length = self.number(0)? as usize;
        let kinds = self.number(4)?.to_le_bytes();
        let properties = usize::from(u16::from_le_bytes([kinds[2], kinds[3]]));
        let (body, twin) = (self.number(8)? as usize, self.number(12)? as usize);
        let whole = self.bytes.get(..length).ok_or(Problem::Truncated)?;
        if !length.is_multiple_of(4) || length == 0 {
            return Err(Problem::Length);
        }
        let mut rest = Rest { bytes: whole.get(HEADER + LENGTHS * properties..).ok_or(Problem::Truncated)? };
        for property in 0..properties {
            let (name, value) =
                (self.number(HEADER + LENGTHS * property)?, self.number(HEADER + 4 + LENGTHS * property)?);
            if name & IS_SYSTEM == 0 {
                application.push((rest.text(name as usize)?, rest.text(value as usize)?));
            } else {
                let key = SystemProperty::ALL.get((name & !IS_SYSTEM) as usize).ok_or(Problem::SystemProperty)?;
                system.push((*key, rest.text(value as usize)?));
            }
        }
        let twin = rest.text(twin)?;
        let twin = (kinds[1] & HAS_TWIN != 0).then(|| Twin::new(twin)).transpose().map_err(|_| Problem::Twin)?;
        let body = rest.take(body)?;
        let source = *Source::ALL.get(usize::from(kinds[0])).ok_or(Problem::Source)?;
        let encoding = if kinds[1] & BODY_IS_TEXT == 0 { Encoding::Utf8 } else { declared(system) };
        let encoded;
        let body = if encoding == Encoding::Utf8 {
            body
        } else {
            encoded = encoding.encode(std::str::from_utf8(body).map_err(|_| Problem::NotUtf8)?);
            &encoded
        };
        batch.push(Parts { source, system, application, body, twin: twin.as_ref() });
        Ok(length)
    }
}

struct Rest<'b> {
    bytes: &'b [u8],
}

impl<'b> Rest<'b> {
    fn take(&mut self, length: usize) -> Result<&'b [u8], Problem> {
        let (taken, rest) = self.bytes.split_at_checked(length).ok_or(Problem::Truncated)?;
        self.bytes = rest;
        Ok(taken)
    }

    fn text(&mut self, length: usize) -> Result<&'b str, Problem> {
        std::str::from_utf8(self.take(length)?).map_err(|_| Problem::NotUtf8)
    }
}

/// The encoding in which a message says that its body is written; UTF-8 if it names none that can be queried.
fn declared(system: &[(SystemProperty, &str)]) -> Encoding {
    let value = |wanted| system.iter().rev().find(|(key, _)| *key == wanted).map(|(_, value)| *value);
    let charset = || value(SystemProperty::ContentType).and_then(charset_of);
    let name = value(SystemProperty::ContentEncoding).or_else(charset);
    name.and_then(Encoding::from_name).unwrap_or(Encoding::Utf8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::query::{Facts, Sample};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn frame(kinds: [u8; 2], properties: &[(u32, &str, &str)], twin: &str, body: &[u8]) -> Vec<u8> {
        let mut frame = vec![0; 4];
        frame.extend(kinds);
        frame.extend((properties.len() as u16).to_le_bytes());
        frame.extend((body.len() as u32).to_le_bytes());
        frame.extend((twin.len() as u32).to_le_bytes());
        for (key, name, value) in properties {
            let name = if *key == 0 { name.len() as u32 } else { *key };
            frame.extend([name.to_le_bytes(), (value.len() as u32).to_le_bytes()].concat());
        }
        properties.iter().for_each(|(_, name, value)| frame.extend([name.as_bytes(), value.as_bytes()].concat()));
        frame.extend(twin.as_bytes());
        frame.extend(body);
        frame.resize(frame.len().next_multiple_of(4), 0);
        let length = frame.len() as u32;
        frame[..4].copy_from_slice(&length.to_le_bytes());
        frame
    }

    fn system(key: SystemProperty) -> u32 {
        IS_SYSTEM | key as u32
    }

    #[test]
    fn frames_follow_one_another() {
        let first =
            [(0, "level", "critical"), (system(SystemProperty::ContentType), "", "application/json"), (0, "é", "")];
        let bytes = [
            frame([0, HAS_TWIN], &first, r#"{"tags":{}}"#, b"{}"),
            frame([1, BODY_IS_TEXT], &[(system(SystemProperty::ContentEncoding), "", "UTF-16")], "", "é".as_bytes()),
            frame([5, 0], &[], "", b"\xff\xfe\xfd"),
        ]
        .concat();
        let mut batch = Batch::default();
        assert_eq!(read(&bytes, &mut batch), Ok(3));
        let [one, two, three] = [0, 1, 2].map(|at| batch.get(at));
        assert_eq!((one.source(), two.source()), (Source::DeviceMessages, Source::TwinChangeEvents));
        let one = Sample::of(&one);
        assert_eq!(one.application, [("level".into(), "critical".into()), ("é".into(), String::new())]);
        assert_eq!(one.system[&SystemProperty::ContentType], "application/json");
        assert_eq!(one.twin.map(|twin| twin.json().to_owned()).as_deref(), Some(r#"{"tags":{}}"#));
        assert_eq!((two.body(), three.body(), one.body), (&[0xe9, 0][..], &b"\xff\xfe\xfd"[..], b"{}".to_vec()));
    }

    #[test]
    fn a_bad_frame_is_named() {
        let good = frame([0, 0], &[(0, "n", "v")], "", b"body");
        let change = |at: usize, byte: u8| {
            let mut bytes = good.clone();
            bytes[at] = byte;
            bytes
        };
        for (bytes, problem) in [
            (good[..3].to_vec(), Problem::Truncated),
            (good[..good.len() - 1].to_vec(), Problem::Truncated),
            (change(0, 0), Problem::Length),
            (change(0, 17), Problem::Length),
            (change(4, 6), Problem::Source),
            (change(7, 0xff), Problem::Truncated),
            (change(8, 99), Problem::Truncated),
            (change(16, 99), Problem::Truncated),
            (change(20, 99), Problem::Truncated),
            (change(24, 0xff), Problem::NotUtf8),
            (change(5, HAS_TWIN), Problem::Twin),
            (frame([0, 0], &[(IS_SYSTEM | 13, "", "")], "", b""), Problem::SystemProperty),
            (frame([0, 1], &[(system(SystemProperty::ContentEncoding), "", "utf-32")], "", b"\xff"), Problem::NotUtf8),
        ] {
            let both = [&good[..], &bytes].concat();
            let mut batch = Batch::default();
            assert_eq!(read(&both, &mut batch), Err(FrameError { at: good.len(), problem }), "{bytes:?}");
            assert_eq!(batch.len(), 1);
        }
    }
}
