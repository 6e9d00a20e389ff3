//! Avro blobs: an object container file with IoT Hub's one schema, byte for byte, and a reader of such files.
//!
//! Models: encodings `avro` and `avrodeflate` of an IoT Hub storage endpoint (blob-container.md 6; Apache Avro 1.x,
//! "Object Container Files").
//! Assumed(avro-one-block): A blob in Avro holds its records in one block. [choice]
//! Assumed(avro-empty-body): A message without a body is written as zero bytes, not as null. [choice]

use super::record::{Count, Pair, Record, Sink};
use std::borrow::Cow;

/// The schema's text, 296 bytes. Readers may compare it literally: no space, this order.
pub const SCHEMA: &str = concat!(
    r#"{"type":"record","name":"Message","namespace":"Microsoft.Azure.Devices","fields":["#,
    r#"{"name":"EnqueuedTimeUtc","type":"string"},{"name":"Properties","type":{"type":"map","values":"string"}},"#,
    r#"{"name":"SystemProperties","type":{"type":"map","values":"string"}},{"name":"Body","type":["null","bytes"]}]}"#
);

const MAGIC: &[u8; 4] = b"Obj\x01";
const DEFLATE_LEVEL: u8 = 6;
/// What a block may inflate to: more than all bodies that the playground keeps alive, less than what hurts.
const MAX_INFLATED_BYTES: usize = 256 * 1024 * 1024;

/// How the blocks of a file are compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codec {
    Null,
    Deflate,
}

impl Codec {
    fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Deflate => "deflate",
        }
    }
}

/// Repeated after the header and after each block of a file.
pub type SyncMarker = [u8; 16];

/// A whole file: the header and one block with all records; the header alone if there are none.
pub fn file<'a>(codec: Codec, marker: SyncMarker, records: impl Iterator<Item = Record<'a>>) -> Vec<u8> {
    let (mut count, mut data) = (0, Vec::new());
    for record in records {
        write_record(&mut data, &record);
        count += 1;
    }
    if codec == Codec::Deflate {
        data = miniz_oxide::deflate::compress_to_vec(&data, DEFLATE_LEVEL);
    }
    let mut out = Vec::with_capacity(data.len() + 400);
    write_header(&mut out, codec, marker);
    if count > 0 {
        write_long(&mut out, count);
        write_bytes(&mut out, &data);
        out.put(&marker);
    }
    out
}

/// Bytes of one record inside an uncompressed block.
#[must_use]
pub fn record_size(record: &Record<'_>) -> u64 {
    let mut count = Count::default();
    write_record(&mut count, record);
    count.0
}

/// How many bytes [`file`] gives with [`Codec::Null`] for `records` records of `record_bytes` bytes in all.
#[must_use]
pub fn file_size(records: u64, record_bytes: u64) -> u64 {
    let mut count = Count::default();
    write_header(&mut count, Codec::Null, [0; 16]);
    if records > 0 {
        write_long(&mut count, records as i64);
        write_long(&mut count, record_bytes as i64);
        count.0 += record_bytes + 16;
    }
    count.0
}

fn write_header(out: &mut impl Sink, codec: Codec, marker: SyncMarker) {
    out.put(MAGIC);
    let metadata = [("avro.codec", codec.name()), ("avro.schema", SCHEMA)];
    write_map(out, &metadata.map(|(key, value)| (key.into(), value.into())));
    out.put(&marker);
}

fn write_record(out: &mut impl Sink, record: &Record<'_>) {
    write_bytes(out, record.enqueued_time_utc.as_bytes());
    write_map(out, &record.properties);
    write_map(out, &record.system_properties);
    match &record.body {
        None => write_long(out, 0),
        Some(body) => {
            write_long(out, 1);
            write_bytes(out, body);
        }
    }
}

fn write_map(out: &mut impl Sink, entries: &[Pair<'_>]) {
    if !entries.is_empty() {
        write_long(out, entries.len() as i64);
        for (key, value) in entries {
            write_bytes(out, key.as_bytes());
            write_bytes(out, value.as_bytes());
        }
    }
    write_long(out, 0);
}

fn write_bytes(out: &mut impl Sink, bytes: &[u8]) {
    write_long(out, bytes.len() as i64);
    out.put(bytes);
}

/// Zigzag, then base 128, low group first.
fn write_long(out: &mut impl Sink, value: i64) {
    let mut rest = ((value << 1) ^ (value >> 63)) as u64;
    while rest >= 0x80 {
        out.put(&[rest as u8 | 0x80]);
        rest >>= 7;
    }
    out.put(&[rest as u8]);
}

/// What keeps a file from being read as a blob of an IoT Hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// The first four bytes are not those of an Avro object container file.
    NotAvro,
    /// The schema's fields are not the four of IoT Hub, in their order.
    OtherSchema,
    /// A codec other than null and deflate.
    UnknownCodec,
    /// The file ends in the middle.
    Truncated,
    /// A length, a text, a compressed block or a sync marker that cannot be.
    Damaged,
}

/// The first `max_records` records of a file with IoT Hub's schema, whoever wrote it: any order of the metadata, any
/// number of blocks. Beside them, why there are not more, if the file is to blame.
#[must_use]
pub fn read(bytes: &[u8], max_records: usize) -> (Vec<Record<'static>>, Option<ReadError>) {
    let mut records = Vec::new();
    let error = read_file(bytes, max_records, &mut records).err();
    (records, error)
}

fn read_file(bytes: &[u8], max_records: usize, records: &mut Vec<Record<'static>>) -> Result<(), ReadError> {
    let mut input = Input(bytes.strip_prefix(MAGIC).ok_or(ReadError::NotAvro)?);
    let (mut codec, mut schema) = (Codec::Null, None);
    for (key, value) in input.map(Input::bytes)? {
        match key.as_ref() {
            "avro.schema" => schema = Some(value),
            "avro.codec" => match value {
                b"null" => codec = Codec::Null,
                b"deflate" => codec = Codec::Deflate,
                _ => return Err(ReadError::UnknownCodec),
            },
            _ => {}
        }
    }
    if !schema.is_some_and(has_our_fields) {
        return Err(ReadError::OtherSchema);
    }
    let marker = input.take(16)?;
    while !input.0.is_empty() {
        let count = u64::try_from(input.long()?).map_err(|_| ReadError::Damaged)?;
        let data = input.bytes()?;
        let data = match codec {
            Codec::Null => Cow::Borrowed(data),
            Codec::Deflate => miniz_oxide::inflate::decompress_to_vec_with_limit(data, MAX_INFLATED_BYTES)
                .map_err(|_| ReadError::Damaged)?
                .into(),
        };
        let mut block = Input(&data);
        for _ in 0..count {
            if records.len() == max_records {
                return Ok(());
            }
            records.push(block.record()?);
        }
        if !block.0.is_empty() || input.take(16)? != marker {
            return Err(ReadError::Damaged);
        }
    }
    Ok(())
}

/// Whether the schema lists our four fields with our types; names, namespaces and documentation do not matter.
fn has_our_fields(schema: &[u8]) -> bool {
    let fields = |text: &[u8]| {
        let mut schema: serde_json::Value = serde_json::from_slice(text).ok()?;
        let fields = schema.get_mut("fields")?.as_array()?.iter();
        Some(fields.map(|f| (f["name"].clone(), f["type"].clone())).collect::<Vec<_>>())
    };
    fields(schema).is_some() && fields(schema) == fields(SCHEMA.as_bytes())
}

/// What is left to read.
struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], ReadError> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(ReadError::Truncated)?;
        self.0 = rest;
        Ok(taken)
    }

    fn long(&mut self) -> Result<i64, ReadError> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.take(1)?[0];
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok((value >> 1) as i64 ^ -((value & 1) as i64));
            }
        }
        Err(ReadError::Damaged)
    }

    fn bytes(&mut self) -> Result<&'a [u8], ReadError> {
        let length = u64::try_from(self.long()?).map_err(|_| ReadError::Damaged)?;
        // What is too long for this machine's addresses is too long for the file as well.
        self.take(usize::try_from(length).map_err(|_| ReadError::Truncated)?)
    }

    fn text(&mut self) -> Result<Cow<'static, str>, ReadError> {
        let text = std::str::from_utf8(self.bytes()?).map_err(|_| ReadError::Damaged)?;
        Ok(text.to_owned().into())
    }

    fn map<V>(
        &mut self,
        value: impl Fn(&mut Self) -> Result<V, ReadError>,
    ) -> Result<Vec<(Cow<'static, str>, V)>, ReadError> {
        let mut entries = Vec::new();
        loop {
            let count = self.long()?;
            if count == 0 {
                return Ok(entries);
            }
            if count < 0 {
                self.long()?; // A negative count is followed by the block's length in bytes.
            }
            for _ in 0..count.unsigned_abs() {
                entries.push((self.text()?, value(self)?));
            }
        }
    }

    fn record(&mut self) -> Result<Record<'static>, ReadError> {
        Ok(Record {
            enqueued_time_utc: self.text()?,
            properties: self.map(Self::text)?,
            system_properties: self.map(Self::text)?,
            body: match self.long()? {
                0 => None,
                1 => Some(self.bytes()?.to_vec().into()),
                _ => return Err(ReadError::Damaged),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::record::tests::stored;
    use super::*;
    use crate::model::message::{StoredMessage, SystemProperties};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const MARKER: SyncMarker = [7; 16];

    fn messages(n: usize) -> Vec<StoredMessage> {
        (0..n)
            .map(|i| stored(&vec![i as u8; i], &[("level", "storage"), ("n", "가나다")], SystemProperties::default()))
            .collect()
    }

    fn encode(codec: Codec, messages: &[StoredMessage]) -> Vec<u8> {
        file(codec, MARKER, messages.iter().map(Record::from))
    }

    #[test]
    fn the_schema_is_the_services_text() {
        assert_eq!(SCHEMA.len(), 296);
        assert!(serde_json::from_str::<serde_json::Value>(SCHEMA).is_ok());
    }

    #[test]
    fn longs_in_zigzag_and_base_128() {
        for (value, expected) in [
            (0, vec![0x00]),
            (1, vec![0x02]),
            (-1, vec![0x01]),
            (28, vec![0x38]),
            (64, vec![0x80, 0x01]),
            (296, vec![0xd0, 0x04]),
        ] {
            let mut out = Vec::new();
            write_long(&mut out, value);
            assert_eq!(out, expected, "{value}");
        }
        for value in [i64::MIN, i64::MAX, -65, 8191, 8192] {
            let mut out = Vec::new();
            write_long(&mut out, value);
            assert_eq!(Input(&out).long(), Ok(value));
        }
    }

    #[test]
    fn what_is_written_is_read_and_the_sizes_are_exact() {
        for n in [0, 1, 2, 63, 64, 300] {
            let messages = messages(n);
            let expected: Vec<Record<'_>> = messages.iter().map(Record::from).collect();
            let bytes = encode(Codec::Null, &messages);
            assert_eq!(file_size(n as u64, expected.iter().map(record_size).sum()), bytes.len() as u64);
            assert_eq!(read(&bytes, 1000), (expected.clone(), None));
            assert_eq!(read(&encode(Codec::Deflate, &messages), 1000), (expected, None));
        }
    }

    #[test]
    fn blocks_may_follow_one_another() {
        let (mut bytes, two) = (encode(Codec::Null, &messages(1)), encode(Codec::Null, &messages(2)));
        bytes.extend_from_slice(&two[file_size(0, 0) as usize..]);
        assert_eq!(read(&bytes, 1000).0.len(), 3);
        assert_eq!(read(&bytes, 2).0.len(), 2);
    }

    #[test]
    fn damaged_bytes_give_an_error_and_never_a_panic() {
        for codec in [Codec::Null, Codec::Deflate] {
            let good = encode(codec, &messages(3));
            let header = good.len() - read_header_length(&good);
            for end in 0..good.len() {
                let (_, error) = read(&good[..end], 1000);
                assert_eq!(error.is_none(), end == header, "{codec:?} cut at {end}");
            }
            for at in 0..good.len() {
                for flip in [0x01, 0x80, 0xff] {
                    let mut bad = good.clone();
                    bad[at] ^= flip;
                    let (records, _) = read(&bad, 1000);
                    assert!(records.len() <= good.len());
                }
            }
        }
        assert_eq!(read(b"", 1000).1, Some(ReadError::NotAvro));
        assert_eq!(read(b"{\"EnqueuedTimeUtc\"", 1000).1, Some(ReadError::NotAvro));
        let altered = |from: &[u8], to: &[u8]| {
            let mut bytes = encode(Codec::Null, &[]);
            let at = bytes.windows(from.len()).position(|w| w == from).unwrap();
            bytes[at..at + from.len()].copy_from_slice(to);
            read(&bytes, 1000).1
        };
        assert_eq!(altered(b"\"Body\"", b"\"Bodi\""), Some(ReadError::OtherSchema));
        assert_eq!(altered(b"null", b"zstd"), Some(ReadError::UnknownCodec));
        assert_eq!(altered(b"Message", b"Massage"), None, "names of the record do not matter");
    }

    /// Bytes after the header, which ends with the first sync marker.
    fn read_header_length(bytes: &[u8]) -> usize {
        let at = bytes.windows(16).position(|w| w == MARKER).unwrap();
        bytes.len() - at - 16
    }

    #[test]
    fn a_count_or_length_that_no_file_can_hold_ends_quickly() {
        let mut bytes = encode(Codec::Null, &[]);
        write_long(&mut bytes, i64::MAX);
        write_bytes(&mut bytes, b"");
        bytes.put(&MARKER);
        assert_eq!(read(&bytes, 1000), (vec![], Some(ReadError::Truncated)));
        for (length, error) in [(i64::MAX, ReadError::Truncated), (-1, ReadError::Damaged)] {
            let mut bytes = encode(Codec::Null, &[]);
            write_long(&mut bytes, 1);
            write_long(&mut bytes, length);
            assert_eq!(read(&bytes, 1000), (vec![], Some(error)));
        }
    }
}
