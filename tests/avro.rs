//! Avro blobs in the eyes of independent readers: `apache-avro`, and Python's `fastavro` where it is installed.
#![cfg(not(target_arch = "wasm32"))]

use apache_avro::types::Value;
use iot_hub_playground::codec::avro::{self, Codec};
use iot_hub_playground::codec::record::{Pair, Record};
use iot_hub_playground::model::draw::{Owner, OwnerKind};
use iot_hub_playground::model::ids::{DeviceId, SendId};
use iot_hub_playground::model::message::{Message, Property, Sender, Source, StoredMessage, SystemProperties};
use iot_hub_playground::model::storage::container::{Change, Container};
use iot_hub_playground::model::storage::settings::{ContainerSettings, Encoding};
use iot_hub_playground::model::time::{DEFAULT_START, Timestamp};
use proptest::collection::vec;
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::Arc;

const MARKER: [u8; 16] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

fn message(body: &[u8], properties: &[(&str, &str)], enqueued_at: Timestamp) -> StoredMessage {
    StoredMessage {
        message: Arc::new(Message {
            body: body.into(),
            system: SystemProperties::default(),
            properties: properties
                .iter()
                .map(|&(name, value)| Property { name: name.into(), value: value.into() })
                .collect(),
        }),
        sender: Arc::new(Sender {
            device_id: "MyDevice".into(),
            module_id: None,
            generation_id: "636632159551348090".into(),
            auth_method: r#"{"scope":"device","type":"sas","issuer":"iothub","acceptingIpFilterRule":null}"#.into(),
            model_id: None,
        }),
        source: Source::DeviceMessages,
        enqueued_at,
    }
}

/// The two records of the reference's test vector (blob-container.md 6).
fn vector(codec: Codec) -> Vec<u8> {
    let at = Timestamp::parse_iso("2018-07-05T15:11:42.685Z").unwrap();
    let first = message(b"{\"windSpeed\":12.5}", &[("level", "storage")], at);
    let second = message(b"", &[], at.plus(1_000));
    let mut records = [Record::from(&first), Record::from(&second)];
    records[1].body = None;
    avro::file(codec, MARKER, records.into_iter())
}

#[test]
fn the_test_vector_byte_for_byte() {
    let bytes = vector(Codec::Null);
    assert_eq!(bytes.len(), 905);
    let digest: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(digest, "212ccd7af4eaea7eafac7513c94eef4fe6a580ecdd40c0993fa7d4cb10365c5b");
}

/// What `apache-avro` finds in a file; it checks the header, the markers and the schema.
fn read_back(bytes: &[u8]) -> Vec<Record<'static>> {
    apache_avro::Reader::new(bytes).unwrap().map(|value| record(value.unwrap())).collect()
}

fn record(value: Value) -> Record<'static> {
    let Value::Record(fields) = value else { panic!("{value:?}") };
    let mut fields = fields.into_iter();
    let mut field = |expected: &str| {
        let (name, value) = fields.next().unwrap();
        assert_eq!(name, expected);
        value
    };
    let Value::String(enqueued) = field("EnqueuedTimeUtc") else { panic!() };
    let properties = pairs(field("Properties"));
    let system_properties = pairs(field("SystemProperties"));
    let body = match field("Body") {
        Value::Union(0, null) if *null == Value::Null => None,
        Value::Union(1, bytes) => match *bytes {
            Value::Bytes(bytes) => Some(bytes.into()),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    Record { enqueued_time_utc: enqueued.into(), properties, system_properties, body }
}

fn pairs(map: Value) -> Vec<Pair<'static>> {
    let Value::Map(entries) = map else { panic!("{map:?}") };
    let mut pairs: Vec<Pair<'static>> = entries
        .into_iter()
        .map(|(name, value)| match value {
            Value::String(value) => (name.into(), value.into()),
            other => panic!("{other:?}"),
        })
        .collect();
    pairs.sort();
    pairs
}

/// The same record with the entries of its maps in the order of `read_back`: a map of that reader has none.
fn sorted(mut record: Record<'_>) -> Record<'_> {
    record.properties.sort();
    record.system_properties.sort();
    record
}

#[test]
fn an_independent_reader_opens_the_vector_in_both_codecs() {
    let (ours, error) = avro::read(&vector(Codec::Null), usize::MAX);
    assert_eq!(error, None);
    let ours: Vec<_> = ours.into_iter().map(sorted).collect();
    assert_eq!((ours.len(), &ours[1].body), (2, &None));
    for codec in [Codec::Null, Codec::Deflate] {
        assert_eq!(read_back(&vector(codec)), ours, "{codec:?}");
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[ -~]{0,12}", any::<String>()]
}

fn stored() -> impl Strategy<Value = StoredMessage> {
    let properties = vec((text(), text()), 0..4);
    let optional = || proptest::option::of(text());
    (vec(any::<u8>(), 0..200), properties, optional(), optional(), 0..100_000_000u64).prop_map(
        |(body, properties, id, content_type, ms)| {
            let properties: Vec<(&str, &str)> = properties.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            let mut stored = message(&body, &properties, DEFAULT_START.plus(ms));
            let system = &mut Arc::make_mut(&mut stored.message).system;
            (system.message_id, system.content_type) = (id.map(Into::into), content_type.map(Into::into));
            stored
        },
    )
}

fn blob_of(encoding: Encoding, messages: &[StoredMessage]) -> Vec<u8> {
    let settings = ContainerSettings { encoding, ..ContainerSettings::new("messages") };
    let owner = Owner::new(OwnerKind::Endpoint, "StorageContainer", 0);
    let mut container = Container::new("Hub", settings, 1, owner).unwrap();
    let lineage = SendId { producer: DeviceId(0).into(), number: 0, boot: 0 }.accepted(1);
    for stored in messages {
        container.append(DEFAULT_START, 0, stored.clone(), lineage);
    }
    let changes = container.flush(DEFAULT_START);
    let [Change::Written(blob)] = &changes[..] else { panic!("{changes:?}") };
    assert_eq!(blob.bytes().len() as u64, blob.size_bytes);
    blob.bytes()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_blob_is_read_back_as_it_was_sent(messages in vec(stored(), 1..20)) {
        let expected: Vec<Record<'_>> = messages.iter().map(Record::from).collect();
        let as_sent: Vec<_> = expected.iter().cloned().map(sorted).collect();
        for encoding in [Encoding::Avro, Encoding::AvroDeflate] {
            let bytes = blob_of(encoding, &messages);
            prop_assert_eq!(&read_back(&bytes), &as_sent);
            prop_assert_eq!(avro::read(&bytes, usize::MAX), (expected.clone(), None));
        }
    }

    #[test]
    fn every_json_blob_is_one_object_a_line(messages in vec(stored(), 1..20)) {
        let text = String::from_utf8(blob_of(Encoding::Json, &messages)).unwrap();
        prop_assert_eq!(text.matches('\n').count(), messages.len());
        for (line, stored) in text.lines().zip(&messages) {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            let record = Record::from(stored);
            prop_assert_eq!(value["EnqueuedTimeUtc"].as_str(), Some(&*record.enqueued_time_utc));
            prop_assert_eq!(value["Properties"].as_object().unwrap().len(), record.properties.len());
            for (name, text) in &record.properties {
                prop_assert_eq!(value["Properties"][&**name].as_str(), Some(&**text));
            }
            for (name, text) in &record.system_properties {
                prop_assert_eq!(value["SystemProperties"][&**name].as_str(), Some(&**text));
            }
        }
    }

    #[test]
    fn hostile_bytes_never_panic(bytes in vec(any::<u8>(), 0..300), cut in any::<usize>(), flip in any::<u8>()) {
        prop_assert!(avro::read(&bytes, 10).0.len() <= 10);
        let mut file = vector(Codec::Deflate);
        let at = cut % file.len();
        file[at] = flip;
        prop_assert!(avro::read(&file, 10).0.len() <= 10);
        file.truncate(at);
        file.extend_from_slice(&bytes);
        prop_assert!(avro::read(&file, 10).0.len() <= 10);
    }
}

/// Python reads a file on its standard input and prints the records as JSON, bytes as hexadecimal digits.
const READ_WITH_FASTAVRO: &str = "
import fastavro, io, json, sys
records = list(fastavro.reader(io.BytesIO(sys.stdin.buffer.read())))
for r in records: r['Body'] = None if r['Body'] is None else r['Body'].hex()
json.dump(records, sys.stdout)
";

/// The interpreter is what `PYTHON` names, else `python3`.
#[test]
fn python_reads_the_same() {
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".into());
    let available = Command::new(&python).args(["-c", "import fastavro"]).output().is_ok_and(|o| o.status.success());
    if !available {
        eprintln!("skipped: {python} with fastavro is not installed (pip install fastavro; PYTHON names another)");
        return;
    }
    let messages: Vec<StoredMessage> = (0..100u32)
        .map(|n| message(&n.to_le_bytes(), &[("level", "storage"), ("n", &n.to_string())], DEFAULT_START))
        .collect();
    for encoding in [Encoding::Avro, Encoding::AvroDeflate] {
        let mut reader = Command::new(&python)
            .args(["-c", READ_WITH_FASTAVRO])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        reader.stdin.take().unwrap().write_all(&blob_of(encoding, &messages)).unwrap();
        let output = reader.wait_with_output().unwrap();
        assert!(output.status.success());
        let found: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(found.len(), messages.len());
        for (value, stored) in found.iter().zip(&messages) {
            let record = Record::from(stored);
            let map = |pairs: &[Pair<'_>]| {
                let entries = pairs.iter().map(|(name, text)| (name.to_string(), text.to_string().into()));
                serde_json::Value::Object(entries.collect())
            };
            let hex: String = stored.message.body.iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(value["EnqueuedTimeUtc"], *record.enqueued_time_utc);
            assert_eq!(value["Properties"], map(&record.properties));
            assert_eq!(value["SystemProperties"], map(&record.system_properties));
            assert_eq!(value["Body"], *hex);
        }
    }
}
