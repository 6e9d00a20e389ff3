//! Storage container endpoint: batches per partition, closed by time or size and written as blobs.
//!
//! Models: a storage container as an IoT Hub routing endpoint (blob-container.md 1 to 4; iot-hub.md 3.4).
//! Differs(container-per-endpoint): Each endpoint has a container of its own, even if two are given the same container name. [choice]
//! Assumed(blob-name-clash): A second blob of the same partition and minute gets the suffix _1, the next _2, and so on. [choice]
//! Assumed(blob-empty-batch): An interval without a message writes no blob. [choice]
//! Assumed(blob-flush): When the endpoint is changed or removed, what is pending is written at once. [choice]
//! Assumed(blob-deflate-chunk): With avrodeflate, the chunk size limit counts the bytes before compression. [choice]

use super::blob::{BatchRecord, Blob, Listing, Page, WriteCause, encode, list};
use super::settings::{ContainerSettings, Encoding, SettingsError};
use super::shared_list::SharedList;
use crate::codec::avro::SyncMarker;
use crate::codec::record::Record;
use crate::codec::{avro, json_lines};
use crate::model::draw::{self, Owner, Purpose};
use crate::model::ids::Lineage;
use crate::model::late::Late;
use crate::model::message::StoredMessage;
use crate::model::small::SmallMap;
use crate::model::time::{Millis, Timestamp};
use std::sync::Arc;

/// What an operation did, in the order in which it happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A message joined the batch of its partition, which now holds so much.
    Batched { partition: u32, records: u64, size_bytes: u64, closes_at: Timestamp },
    /// A batch became a blob.
    Written(Arc<Blob>),
}

/// The messages of one partition that wait for their blob.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    pub records: SharedList<BatchRecord>,
    pub started_at: Timestamp,
    /// What the blob would take now; before compression.
    pub size_bytes: u64,
    record_bytes: u64,
}

/// A container with the batches that wait for it.
///
/// A copy shares blobs and messages with its original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Container {
    hub_name: Arc<str>,
    settings: ContainerSettings,
    seed: u64,
    owner: Owner,
    /// Counts the writes; numbers the draws for markers and tags.
    writes: u64,
    batches: SmallMap<u32, Batch>,
    blobs: Arc<SmallMap<Arc<str>, Arc<Blob>>>,
}

impl Container {
    /// # Errors
    /// Everything that the service would refuse in the settings.
    pub fn new(
        hub_name: &str,
        settings: ContainerSettings,
        seed: u64,
        owner: Owner,
    ) -> Result<Self, Vec<SettingsError>> {
        settings.check()?;
        Ok(Self {
            hub_name: hub_name.into(),
            settings,
            seed,
            owner,
            writes: 0,
            batches: SmallMap::default(),
            blobs: Arc::default(),
        })
    }

    #[must_use]
    pub fn settings(&self) -> &ContainerSettings {
        &self.settings
    }

    /// Changes the settings; what is pending is flushed under the old ones.
    ///
    /// # Errors
    /// Everything that the service would refuse, a change of the encoding included; nothing is changed then.
    pub fn update(&mut self, now: Timestamp, settings: ContainerSettings) -> Result<Vec<Change>, Vec<SettingsError>> {
        let mut errors = settings.check().err().unwrap_or_default();
        if settings.encoding != self.settings.encoding {
            errors.push(SettingsError::EncodingFixed);
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let changes = self.flush(now);
        self.settings = settings;
        Ok(changes)
    }

    /// Adds a message to the batch of its partition. Should the batch then exceed the chunk size, it is written before,
    /// and the message starts the next one.
    pub fn append(&mut self, now: Timestamp, partition: u32, stored: StoredMessage, lineage: Lineage) -> Vec<Change> {
        let mut changes = Vec::new();
        let bytes = record_size(self.settings.encoding, &stored);
        let limit = u64::from(self.settings.max_chunk_size_in_bytes);
        if let Some(batch) = self.batches.get(&partition)
            && self.file_size(batch.records.len() as u64 + 1, batch.record_bytes + bytes) > limit
        {
            changes.extend(self.write(now, partition, WriteCause::Size));
        }
        let mut batch = self.batches.remove(&partition).unwrap_or_else(|| Batch {
            records: SharedList::default(),
            started_at: now,
            size_bytes: 0,
            record_bytes: 0,
        });
        batch.records.push(BatchRecord { stored, lineage });
        batch.record_bytes += bytes;
        batch.size_bytes = self.file_size(batch.records.len() as u64, batch.record_bytes);
        changes.push(Change::Batched {
            partition,
            records: batch.records.len() as u64,
            size_bytes: batch.size_bytes,
            closes_at: self.closes_at(&batch),
        });
        self.batches.insert(partition, batch);
        changes
    }

    /// When the next batch closes by itself.
    #[must_use]
    pub fn next_limit(&self) -> Option<Timestamp> {
        self.batches.values().map(|batch| self.closes_at(batch)).min()
    }

    /// Writes one batch whose time is up at `now`: the one that is longest due, of these the lowest partition.
    pub fn run_next_limit(&mut self, now: Timestamp) -> Option<Change> {
        let (&partition, batch) = self.batches.iter().min_by_key(|(_, batch)| batch.started_at)?;
        if self.closes_at(batch) > now {
            return None;
        }
        self.write(now, partition, WriteCause::Time)
    }

    /// Writes everything that is pending, by partition.
    pub fn flush(&mut self, now: Timestamp) -> Vec<Change> {
        let partitions: Vec<u32> = self.batches.keys().copied().collect();
        partitions.into_iter().filter_map(|partition| self.write(now, partition, WriteCause::Flush)).collect()
    }

    /// The batches that wait, by partition.
    pub fn batches(&self) -> impl Iterator<Item = (u32, &Batch)> {
        self.batches.iter().map(|(&partition, batch)| (partition, batch))
    }

    /// When `batch` closes by itself.
    #[must_use]
    pub fn closes_at(&self, batch: &Batch) -> Timestamp {
        batch.started_at.plus(Millis::from(self.settings.batch_frequency_in_seconds) * 1_000)
    }

    /// The blob of that name.
    #[must_use]
    pub fn blob(&self, name: &str) -> Option<&Arc<Blob>> {
        self.blobs.get(name)
    }

    /// All blobs, by name.
    pub fn blobs(&self) -> impl Iterator<Item = &Arc<Blob>> {
        self.blobs.values()
    }

    /// One page of blobs and virtual folders, by name.
    #[must_use]
    pub fn list(&self, page: Page<'_>) -> Listing {
        list(&self.blobs, page)
    }

    fn write(&mut self, now: Timestamp, partition: u32, cause: WriteCause) -> Option<Change> {
        let batch = self.batches.remove(&partition)?;
        let name = self.free_name(self.settings.blob_name(&self.hub_name, partition, now));
        let encoding = self.settings.encoding;
        let number = self.writes;
        self.writes += 1;
        let draw = |purpose, counter| draw::bits(self.seed, self.owner, purpose, counter);
        let mut sync_marker = [0; 16];
        sync_marker[..8].copy_from_slice(&draw(Purpose::SyncMarker, 2 * number).to_le_bytes());
        sync_marker[8..].copy_from_slice(&draw(Purpose::SyncMarker, 2 * number + 1).to_le_bytes());
        let size_bytes = match encoding {
            Encoding::Avro | Encoding::Json => batch.size_bytes,
            Encoding::AvroDeflate => (AVRO.get().encode)(encoding, sync_marker, &batch.records).len() as u64,
        };
        let blob = Arc::new(Blob {
            name: name.into(),
            partition,
            encoding,
            etag: format!("\"0x8D{:013X}\"", draw(Purpose::ETag, number) >> 12).into(),
            last_modified: now,
            batch_started_at: batch.started_at,
            cause,
            size_bytes,
            records: batch.records,
            sync_marker,
        });
        Arc::make_mut(&mut self.blobs).insert(Arc::clone(&blob.name), Arc::clone(&blob));
        Some(Change::Written(blob))
    }

    fn free_name(&self, wanted: String) -> String {
        let mut name = wanted.clone();
        let mut suffix = 0u64;
        while self.blobs.contains_key(&*name) {
            suffix += 1;
            name = format!("{wanted}_{suffix}");
        }
        name
    }

    fn file_size(&self, records: u64, record_bytes: u64) -> u64 {
        match self.settings.encoding {
            Encoding::Avro | Encoding::AvroDeflate => (AVRO.get().file_size)(records, record_bytes),
            Encoding::Json => record_bytes,
        }
    }
}

/// What a container with one of the Avro encodings asks of them.
#[derive(Clone, Copy)]
struct Avro {
    record_size: fn(&Record<'_>) -> u64,
    file_size: fn(u64, u64) -> u64,
    encode: fn(Encoding, SyncMarker, &SharedList<BatchRecord>) -> Vec<u8>,
}

impl Avro {
    const WHOLE: Self = Self { record_size: avro::record_size, file_size: avro::file_size, encode };
}

static AVRO: Late<Avro> = Late::new(Avro::WHOLE);

/// Brings the Avro encodings along.
pub fn provide() {
    AVRO.provide(Avro::WHOLE);
}

fn record_size(encoding: Encoding, stored: &StoredMessage) -> u64 {
    let record = Record::from(stored);
    match encoding {
        Encoding::Avro | Encoding::AvroDeflate => (AVRO.get().record_size)(&record),
        Encoding::Json => json_lines::line_size(&record),
    }
}

#[cfg(test)]
mod tests {
    use super::super::blob::ListItem;
    use super::super::settings::CHUNK_SIZE_BYTES;
    use super::*;
    use crate::codec::record::tests::stored;
    use crate::model::draw::OwnerKind;
    use crate::model::ids::{DeviceId, SendId};
    use crate::model::message::SystemProperties;
    use crate::model::time::DEFAULT_START;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const T: Timestamp = DEFAULT_START;

    fn container(encoding: Encoding) -> Container {
        let settings = ContainerSettings {
            encoding,
            batch_frequency_in_seconds: 60,
            max_chunk_size_in_bytes: *CHUNK_SIZE_BYTES.start(),
            ..ContainerSettings::new("messages")
        };
        Container::new("Hub", settings, 7, Owner::new(OwnerKind::Endpoint, "StorageContainer", 0)).unwrap()
    }

    fn message(body: &[u8]) -> StoredMessage {
        stored(body, &[("level", "storage")], SystemProperties::default())
    }

    fn lineage(number: u32) -> Lineage {
        SendId { producer: DeviceId(0).into(), number, boot: 0 }.accepted(1)
    }

    fn append(container: &mut Container, now: Timestamp, partition: u32, body: &[u8]) -> Vec<Change> {
        container.append(now, partition, message(body), lineage(0))
    }

    fn written(change: Option<Change>) -> Arc<Blob> {
        match change {
            Some(Change::Written(blob)) => blob,
            other => panic!("{other:?}"),
        }
    }

    fn names(container: &Container) -> Vec<&str> {
        container.blobs().map(|blob| &*blob.name).collect()
    }

    #[test]
    fn a_batch_is_written_when_its_time_is_up_and_not_a_millisecond_before() {
        let mut c = container(Encoding::Json);
        assert_eq!(c.next_limit(), None);
        append(&mut c, T, 1, b"a");
        append(&mut c, T.plus(59_999), 1, b"b");
        assert_eq!(c.next_limit(), Some(T.plus(60_000)), "the first message counts, not the last");
        assert_eq!(c.run_next_limit(T.plus(59_999)), None);
        assert_eq!(names(&c), [""; 0], "nothing is visible before the batch closes");
        let blob = written(c.run_next_limit(T.plus(60_000)));
        assert_eq!((&*blob.name, blob.records.len(), blob.cause), ("Hub/01/2026/01/01/00/01", 2, WriteCause::Time));
        assert_eq!((blob.batch_started_at, blob.last_modified), (T, T.plus(60_000)));
        assert_eq!(c.next_limit(), None);
        assert_eq!(c.run_next_limit(T.plus(600_000)), None, "an empty interval writes nothing");
    }

    #[test]
    fn partitions_have_batches_of_their_own_and_each_write_is_one_step() {
        let mut c = container(Encoding::Avro);
        append(&mut c, T, 3, b"a");
        append(&mut c, T, 1, b"b");
        append(&mut c, T.plus(5), 0, b"c");
        let due = T.plus(60_005);
        assert_eq!(written(c.run_next_limit(due)).partition, 1);
        assert_eq!(written(c.run_next_limit(due)).partition, 3);
        assert_eq!(c.next_limit(), Some(due));
        assert_eq!(written(c.run_next_limit(due)).partition, 0);
        assert_eq!(c.run_next_limit(due), None);
    }

    #[test]
    fn the_chunk_size_is_exact_to_the_byte() {
        for encoding in [Encoding::Json, Encoding::Avro] {
            let limit = u64::from(*CHUNK_SIZE_BYTES.start());
            let size = |c: &Container| c.batches().map(|(_, batch)| batch.size_bytes).sum::<u64>();
            let mut c = container(encoding);
            while size(&c) < limit - 400_000 {
                append(&mut c, T, 0, &[b'x'; 240_000]);
            }
            let before = c.batches().map(|(_, batch)| batch.records.len()).sum::<usize>();
            let filler = |length: u64| {
                let text = "p".repeat(length as usize);
                stored(b"", &[("p", &text)], SystemProperties::default())
            };
            let filled = |length: u64| {
                let mut c = c.clone();
                let changes = c.append(T, 0, filler(length), lineage(0));
                (size(&c), changes.len(), c)
            };
            let mut length = 100_000;
            while filled(length).0 != limit {
                length = length + limit - filled(length).0;
            }
            let (_, changes, mut full) = filled(length);
            assert_eq!(changes, 1, "exactly the limit still fits");
            assert_eq!(filled(length + 1).1, 2, "one byte more does not");
            let changes = append(&mut full, T.plus(1), 0, b"next");
            let [Change::Written(blob), Change::Batched { records: 1, .. }] = &changes[..] else {
                panic!("{changes:?}")
            };
            assert_eq!((blob.cause, blob.records.len(), blob.size_bytes), (WriteCause::Size, before + 1, limit));
            assert_eq!(blob.bytes().len() as u64, limit);
            assert_eq!(full.next_limit(), Some(T.plus(60_001)), "a new batch has a time of its own");
        }
    }

    #[test]
    fn the_size_told_is_the_size_written() {
        for encoding in Encoding::ALL {
            let mut c = container(encoding);
            for n in 0..70 {
                append(&mut c, T, 0, &vec![n; usize::from(n)]);
            }
            let waiting = c.batches().next().unwrap().1.size_bytes;
            let blob = written(c.run_next_limit(T.plus(60_000)));
            assert_eq!(blob.size_bytes, blob.bytes().len() as u64);
            if encoding == Encoding::AvroDeflate {
                assert!(blob.size_bytes < waiting);
            } else {
                assert_eq!(blob.size_bytes, waiting);
            }
        }
    }

    #[test]
    fn two_blobs_in_one_minute_get_a_suffix() {
        let mut c = container(Encoding::Json);
        for _ in 0..3 {
            append(&mut c, T, 0, b"a");
            assert!(matches!(c.flush(T)[..], [Change::Written(_)]));
        }
        append(&mut c, T, 1, b"a");
        c.flush(T.plus(59_999));
        let name = "Hub/00/2026/01/01/00/00";
        assert_eq!(names(&c), [name, &format!("{name}_1"), &format!("{name}_2"), "Hub/01/2026/01/01/00/00"]);
    }

    #[test]
    fn a_blob_never_changes_and_has_a_tag_and_a_marker_of_its_own() {
        let mut c = container(Encoding::Avro);
        append(&mut c, T, 0, b"a");
        c.flush(T);
        let first = c.blob("Hub/00/2026/01/01/00/00").unwrap().clone();
        let bytes = first.bytes();
        append(&mut c, T, 0, b"b");
        c.flush(T);
        let second = c.blob("Hub/00/2026/01/01/00/00_1").unwrap();
        assert_eq!((first.bytes(), first.records.len()), (bytes, 1));
        assert_ne!(first.etag, second.etag);
        assert_ne!(first.sync_marker, second.sync_marker);
        assert!(first.etag.starts_with("\"0x8D") && first.etag.len() == 19, "{}", first.etag);
    }

    #[test]
    fn the_encoding_is_fixed_and_other_changes_flush() {
        let mut c = container(Encoding::Json);
        append(&mut c, T, 0, b"a");
        let other = ContainerSettings { encoding: Encoding::Avro, ..c.settings().clone() };
        let before = c.clone();
        assert_eq!(c.update(T, other), Err(vec![SettingsError::EncodingFixed]));
        assert_eq!(c, before);
        let slower = ContainerSettings { batch_frequency_in_seconds: 720, ..c.settings().clone() };
        let changes = c.update(T, slower).unwrap();
        assert!(matches!(&changes[..], [Change::Written(blob)] if blob.cause == WriteCause::Flush));
        append(&mut c, T, 0, b"b");
        assert_eq!(c.next_limit(), Some(T.plus(720_000)));
    }

    #[test]
    fn a_copy_is_independent() {
        let mut c = container(Encoding::Json);
        append(&mut c, T, 0, b"a");
        let copy = c.clone();
        append(&mut c, T, 0, b"b");
        c.flush(T);
        assert_eq!(copy.batches().next().unwrap().1.records.len(), 1);
        assert_eq!(copy.blobs().count(), 0);
    }

    #[test]
    fn blobs_are_listed_by_name_in_folders_and_pages() {
        let mut c = container(Encoding::Json);
        for (minute, partition) in [(0, 1), (0, 0), (1, 0), (60, 0)] {
            append(&mut c, T, partition, b"a");
            c.flush(T.plus(minute * 60_000));
        }
        let show = |page: Page<'_>| {
            let listing = c.list(page);
            let items = listing.items.iter().map(|item| match item {
                ListItem::Blob(blob) => blob.name.to_string(),
                ListItem::Prefix(prefix) => format!("[{prefix}]"),
            });
            (items.collect::<Vec<_>>(), listing.next_marker)
        };
        let all = [
            "Hub/00/2026/01/01/00/00",
            "Hub/00/2026/01/01/00/01",
            "Hub/00/2026/01/01/01/00",
            "Hub/01/2026/01/01/00/00",
        ];
        assert_eq!(show(Page::default()), (all.map(str::to_owned).to_vec(), None));
        let folders = |prefix| Page { prefix, delimiter: Some("/"), ..Page::default() };
        assert_eq!(show(folders("")).0, ["[Hub/]"]);
        assert_eq!(show(folders("Hub/")).0, ["[Hub/00/]", "[Hub/01/]"]);
        assert_eq!(show(folders("Hub/0")).0, ["[Hub/00/]", "[Hub/01/]"]);
        assert_eq!(show(folders("Hub/00/2026/01/01/00/")).0, all[..2]);
        assert_eq!(show(folders("hub/")), (vec![], None));
        for page in [Page { max_results: 1, ..Page::default() }, Page { max_results: 1, ..folders("Hub/") }] {
            let (mut seen, mut marker) = (vec![], None);
            loop {
                let (items, next) = show(Page { marker: marker.as_deref(), ..page });
                assert_eq!(items.len(), 1);
                seen.extend(items);
                marker = next;
                if marker.is_none() {
                    break;
                }
            }
            assert_eq!(seen, show(Page { max_results: 5_000, ..page }).0);
        }
    }

    #[test]
    fn a_download_gets_an_extension_unless_the_format_gave_one() {
        let mut c = container(Encoding::Avro);
        append(&mut c, T, 0, b"a");
        c.flush(T);
        assert_eq!(c.blobs().next().unwrap().file_name(), "00.avro");
        let format = "{iothub}/{partition}/{YYYY}/{MM}/{DD}/{HH}/{mm}.bin";
        c.update(T, ContainerSettings { file_name_format: format.into(), ..c.settings().clone() }).unwrap();
        append(&mut c, T, 0, b"a");
        c.flush(T);
        assert_eq!(c.blob("Hub/00/2026/01/01/00/00.bin").unwrap().file_name(), "00.bin");
    }
}
