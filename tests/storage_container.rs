//! The storage container beside a naive model of its batching rules, over generated sequences.
#![cfg(not(target_arch = "wasm32"))]

use iot_hub_playground::codec::json_lines;
use iot_hub_playground::codec::record::Record;
use iot_hub_playground::model::draw::{Owner, OwnerKind};
use iot_hub_playground::model::ids::{DeviceId, SendId};
use iot_hub_playground::model::message::{Message, Sender, Source, StoredMessage, SystemProperties};
use iot_hub_playground::model::storage::blob::{Blob, Page, WriteCause};
use iot_hub_playground::model::storage::container::{Change, Container};
use iot_hub_playground::model::storage::settings::{ContainerSettings, Encoding};
use iot_hub_playground::model::time::{DEFAULT_START, Timestamp};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

const LIMIT: u64 = 10_485_760;
const FREQUENCY_MS: u64 = 60_000;

/// "A batch starts with its first message and is written when the chunk size would be exceeded or the batch frequency
/// has passed since it started", per partition. (blob-container.md 3)
#[derive(Default)]
struct Naive {
    /// Partition to start and messages: number and bytes.
    pending: BTreeMap<u32, (u64, Vec<(u32, u64)>)>,
    written: Vec<Written>,
}

/// Partition, time of the write, cause, message numbers.
type Written = (u32, u64, WriteCause, Vec<u32>);

impl Naive {
    fn append(&mut self, now: u64, partition: u32, number: u32, bytes: u64) {
        self.pass(now);
        let held: u64 = self.pending.get(&partition).map_or(0, |(_, batch)| batch.iter().map(|(_, b)| b).sum());
        if held > 0 && held + bytes > LIMIT {
            self.write(now, partition, WriteCause::Size);
        }
        self.pending.entry(partition).or_insert((now, vec![])).1.push((number, bytes));
    }

    fn pass(&mut self, now: u64) {
        let mut due: Vec<_> = self.pending.iter().map(|(p, (start, _))| (start + FREQUENCY_MS, *p)).collect();
        due.sort_unstable();
        for (at, partition) in due.into_iter().filter(|(at, _)| *at <= now) {
            self.write(at, partition, WriteCause::Time);
        }
    }

    fn flush(&mut self, now: u64) {
        for partition in self.pending.keys().copied().collect::<Vec<_>>() {
            self.write(now, partition, WriteCause::Flush);
        }
    }

    fn write(&mut self, now: u64, partition: u32, cause: WriteCause) {
        let (_, batch) = self.pending.remove(&partition).unwrap();
        self.written.push((partition, now, cause, batch.iter().map(|(number, _)| *number).collect()));
    }
}

#[derive(Clone, Debug)]
enum Operation {
    Wait(u64),
    Append { partition: u32, body: usize },
    Flush,
}

fn operation() -> impl Strategy<Value = Operation> {
    let wait = prop_oneof![Just(0), Just(1), Just(29_999), Just(30_000), Just(59_999), Just(60_000), 0u64..200_000];
    prop_oneof![
        3 => wait.prop_map(Operation::Wait),
        8 => (0u32..3, prop_oneof![Just(10usize), 0usize..5_000_000])
            .prop_map(|(partition, body)| Operation::Append { partition, body }),
        1 => Just(Operation::Flush),
    ]
}

fn message(body: Arc<[u8]>, enqueued_at: Timestamp) -> StoredMessage {
    let sender = Sender {
        device_id: "d".into(),
        module_id: None,
        generation_id: "1".into(),
        auth_method: "{}".into(),
        model_id: None,
    };
    let message = Message { body, system: SystemProperties::default(), properties: vec![] };
    StoredMessage { message: message.into(), sender: sender.into(), source: Source::DeviceMessages, enqueued_at }
}

fn seen(blob: &Blob) -> Written {
    let numbers = blob.records.iter().map(|record| record.lineage.number).collect();
    (blob.partition, blob.last_modified.0, blob.cause, numbers)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn batches_close_as_the_document_says(operations in vec(operation(), 1..60)) {
        let settings = ContainerSettings {
            encoding: Encoding::Json,
            batch_frequency_in_seconds: 60,
            max_chunk_size_in_bytes: LIMIT as u32,
            ..ContainerSettings::new("messages")
        };
        let owner = Owner::new(OwnerKind::Endpoint, "StorageContainer", 0);
        let mut container = Container::new("Hub", settings, 1, owner).unwrap();
        let (mut naive, mut changes, mut now) = (Naive::default(), vec![], DEFAULT_START);
        for (number, operation) in (0u32..).zip(&operations) {
            match *operation {
                Operation::Wait(ms) => {
                    now = now.plus(ms);
                    while let Some(at) = container.next_limit().filter(|at| *at <= now) {
                        changes.extend(container.run_next_limit(at));
                    }
                    naive.pass(now.0);
                }
                Operation::Append { partition, body } => {
                    let stored = message(vec![b'x'; body].into(), now);
                    let empty = json_lines::line(&Record::from(&message([].into(), now))).len();
                    naive.append(now.0, partition, number, (empty + body.div_ceil(3) * 4) as u64);
                    let send = SendId { producer: DeviceId(0).into(), number, boot: 0 };
                    changes.extend(container.append(now, partition, stored, send.accepted(1)));
                }
                Operation::Flush => {
                    changes.extend(container.flush(now));
                    naive.flush(now.0);
                }
            }
            let pending: Vec<_> = container
                .batches()
                .map(|(partition, batch)| {
                    (partition, batch.started_at.0, batch.records.len(), batch.size_bytes)
                })
                .collect();
            let expected: Vec<_> = naive.pending.iter()
                .map(|(p, (start, batch))| (*p, *start, batch.len(), batch.iter().map(|(_, b)| b).sum::<u64>()))
                .collect();
            prop_assert_eq!(pending, expected);
        }
        let written: Vec<Written> = changes.iter()
            .filter_map(|change| match change {
                Change::Written(blob) => Some(seen(blob)),
                Change::Batched { .. } => None,
            })
            .collect();
        prop_assert_eq!(&written, &naive.written);

        // What is listed is what was written, and a blob's name tells its partition and minute.
        let mut listed: Vec<Written> = container.blobs().map(|blob| seen(blob)).collect();
        prop_assert_eq!(container.list(Page::default()).items.len(), listed.len());
        for blob in container.blobs() {
            let time = blob.last_modified.civil();
            let name = format!("Hub/{:02}/{}/{:02}/{:02}/{:02}/{:02}",
                blob.partition, time.year, time.month, time.day, time.hour, time.minute);
            prop_assert!(*blob.name == name || blob.name.starts_with(&format!("{name}_")), "{}", blob.name);
            prop_assert!(blob.size_bytes <= LIMIT);
        }
        let mut written = written;
        written.sort_by_key(|(.., numbers)| numbers.clone());
        listed.sort_by_key(|(.., numbers)| numbers.clone());
        prop_assert_eq!(listed, written);
    }
}
