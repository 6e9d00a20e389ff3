//! A blob as a batch was written into it, and the listing of a container.
//!
//! Models: block blobs, written once and never changed (blob-container.md 3; List Blobs: prefix, delimiter, marker).
//! Assumed(blob-kind): A batch becomes a block blob of type application/octet-stream that is never appended to or written again. [choice]

use super::settings::Encoding;
use super::shared_list::SharedList;
use crate::codec::avro::{self, Codec, SyncMarker};
use crate::codec::json_lines;
use crate::codec::record::Record;
use crate::model::ids::Lineage;
use crate::model::message::StoredMessage;
use crate::model::small::SmallMap;
use crate::model::time::Timestamp;
use std::sync::Arc;

pub const CONTENT_TYPE: &str = "application/octet-stream";

/// Blobs and virtual folders of one listing unless asked for less; also the most.
pub const MAX_RESULTS: usize = 5_000;

/// A message in a batch or blob.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchRecord {
    pub stored: StoredMessage,
    pub lineage: Lineage,
}

/// What closed a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteCause {
    /// The batch frequency had passed since the first message.
    Time,
    /// The next message would have exceeded the chunk size.
    Size,
    /// The endpoint was changed or removed, or the simulation stopped: earlier than the service would have.
    Flush,
}

/// One batch of one partition, as it stands in the container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    pub name: Arc<str>,
    pub partition: u32,
    pub encoding: Encoding,
    /// Opaque, with its quotation marks.
    pub etag: Arc<str>,
    /// When the batch was written.
    pub last_modified: Timestamp,
    /// When the first message joined the batch.
    pub batch_started_at: Timestamp,
    pub cause: WriteCause,
    /// The length of [`Blob::bytes`].
    pub size_bytes: u64,
    pub records: SharedList<BatchRecord>,
    pub(super) sync_marker: SyncMarker,
}

impl Blob {
    /// The blob's content, encoded anew at each call.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        encode(self.encoding, self.sync_marker, &self.records)
    }

    /// The name that a download gets: the last part of the name, with the encoding's extension if it has none.
    #[must_use]
    pub fn file_name(&self) -> String {
        let last = self.name.rsplit('/').next().unwrap_or_default();
        if last.contains('.') { last.to_owned() } else { format!("{last}.{}", self.encoding.extension()) }
    }
}

pub(super) fn encode(encoding: Encoding, marker: SyncMarker, records: &SharedList<BatchRecord>) -> Vec<u8> {
    let records = records.iter().map(|record| Record::from(&record.stored));
    match encoding {
        Encoding::Avro => avro::file(Codec::Null, marker, records),
        Encoding::AvroDeflate => avro::file(Codec::Deflate, marker, records),
        Encoding::Json => records.flat_map(|record| json_lines::line(&record)).collect(),
    }
}

/// One page of a listing, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    pub items: Vec<ListItem>,
    /// Where the next page starts, if there is more: an opaque text for [`Page::marker`].
    pub next_marker: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListItem {
    Blob(Arc<Blob>),
    /// A virtual folder: everything up to and with the delimiter.
    Prefix(String),
}

/// Which part of a container to list.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// Only names that start so.
    pub prefix: &'a str,
    /// Where given, names that hold it after the prefix are shown once, as a virtual folder.
    pub delimiter: Option<&'a str>,
    /// `next_marker` of the page before.
    pub marker: Option<&'a str>,
    /// 1 to [`MAX_RESULTS`]; anything else counts as the nearest of these.
    pub max_results: usize,
}

impl Default for Page<'_> {
    fn default() -> Self {
        Self { prefix: "", delimiter: None, marker: None, max_results: MAX_RESULTS }
    }
}

pub(super) fn list(blobs: &SmallMap<Arc<str>, Arc<Blob>>, page: Page<'_>) -> Listing {
    let start = page.marker.unwrap_or_default().max(page.prefix);
    let mut listing = Listing::default();
    let matching = blobs.from(start).take_while(|(name, _)| name.starts_with(page.prefix));
    for (name, blob) in matching {
        let rest = &name[page.prefix.len()..];
        let folder = page
            .delimiter
            .and_then(|delimiter| Some(&name[..page.prefix.len() + rest.find(delimiter)? + delimiter.len()]));
        if let (Some(folder), Some(ListItem::Prefix(last))) = (folder, listing.items.last())
            && folder == last
        {
            continue;
        }
        if listing.items.len() == page.max_results.clamp(1, MAX_RESULTS) {
            listing.next_marker = Some(folder.unwrap_or(name).to_owned());
            break;
        }
        listing.items.push(match folder {
            Some(folder) => ListItem::Prefix(folder.to_owned()),
            None => ListItem::Blob(Arc::clone(blob)),
        });
    }
    listing
}
