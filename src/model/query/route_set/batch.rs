//! Messages held ready for evaluation: all text in one buffer, names hashed, JSON read through once. Reused, it makes no
//! allocation for a message.

use super::tape::{self, Entry, folded_hash};
use crate::model::message::Source;
use crate::model::query::Dialect;
use crate::model::query::body::declared;
use crate::model::query::string::same_name;
use crate::model::query::subject::{Facts, SystemProperty, Twin};
use crate::model::query::value::ValueType;
use std::borrow::Cow;
use std::ops::Range;

/// A range of bytes, or of the places in a list.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Part {
    start: u32,
    end: u32,
}

impl Part {
    fn from(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    pub(super) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// An application property.
#[derive(Clone, Copy, Debug)]
pub(super) struct Held {
    pub(super) hash: u32,
    pub(super) name: Part,
    pub(super) value: Part,
}

/// A JSON text and the places of its values.
#[derive(Clone, Copy, Debug)]
pub(super) struct Document {
    pub(super) text: Part,
    pub(super) entries: Part,
}

#[derive(Clone, Debug)]
struct Message {
    source: Source,
    properties: Part,
    system: [Option<Part>; SystemProperty::ALL.len()],
    /// In `text`; of a body that is not UTF-8, in `raw`.
    body: Part,
    is_raw: bool,
    /// The body, if it can be queried in the cloud.
    document: Option<Document>,
    /// Whether Edge Hub reads it too.
    in_edge: bool,
    twin: Option<(Twin, Document)>,
}

/// What a message is made of.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a> {
    pub source: Source,
    /// The later of two equal ones counts.
    pub system: &'a [(SystemProperty, &'a str)],
    /// Of names that differ only in case the last one counts.
    pub application: &'a [(&'a str, &'a str)],
    pub body: &'a [u8],
    pub twin: Option<&'a Twin>,
}

/// Messages, ready for [`super::RouteSet`]. Holds up to 2 GiB of text.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    text: String,
    raw: Vec<u8>,
    properties: Vec<Held>,
    entries: Vec<Entry>,
    messages: Vec<Message>,
    open: Vec<u32>,
}

impl Batch {
    #[must_use]
    pub fn len(&self) -> usize {
        self.messages.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.messages.is_empty()
    }

    /// Forgets all messages and keeps the memory.
    pub fn clear(&mut self) {
        self.text.clear();
        self.raw.clear();
        self.properties.clear();
        self.entries.clear();
        self.messages.clear();
    }

    /// Takes a message in.
    pub fn push(&mut self, parts: Parts<'_>) {
        let first = self.properties.len();
        for &(name, value) in parts.application {
            let (name_at, value_at) = (self.keep(name), self.keep(value));
            self.properties.push(Held { hash: folded_hash(name), name: name_at, value: value_at });
        }
        let mut system = [None; SystemProperty::ALL.len()];
        for &(key, value) in parts.system {
            system[key as usize] = Some(self.keep(value));
        }
        let text = std::str::from_utf8(parts.body).ok();
        let body = match text {
            Some(text) => self.keep(text),
            None => {
                self.raw.extend_from_slice(parts.body);
                Part::from(self.raw.len() - parts.body.len(), self.raw.len())
            }
        };
        let properties = Part::from(first, self.properties.len());
        let source = parts.source;
        let (is_raw, in_edge) = (text.is_none(), false);
        self.messages.push(Message { source, properties, system, body, is_raw, document: None, in_edge, twin: None });
        let at = self.messages.len() - 1;
        self.read_body(at);
        if let Some(twin) = parts.twin {
            let text = self.keep(twin.json());
            // A twin is JSON by construction.
            let document = self.document(text).map(|document| (twin.clone(), document));
            self.messages[at].twin = document;
        }
    }

    /// Takes in whatever `facts` tells.
    pub fn push_facts(&mut self, source: Source, facts: &dyn Facts) {
        let names = facts.application_names();
        let application: Vec<_> = names.iter().filter_map(|&name| Some((name, facts.application(name)?))).collect();
        let system: Vec<_> =
            SystemProperty::ALL.into_iter().filter_map(|key| Some((key, facts.system(key)?))).collect();
        let system: Vec<_> = system.iter().map(|(key, value)| (*key, &**value)).collect();
        let (body, twin) = (facts.body(), facts.twin());
        self.push(Parts { source, system: &system, application: &application, body, twin });
    }

    fn keep(&mut self, text: &str) -> Part {
        let start = self.text.len();
        self.text.push_str(text);
        Part::from(start, self.text.len())
    }

    fn read_body(&mut self, at: usize) {
        let Ok(encoding) = declared(&self.get(at), Dialect::Cloud) else { return };
        let in_edge = declared(&self.get(at), Dialect::Edge).is_ok();
        let body = self.messages[at].body;
        let text = if encoding == crate::model::query::body::Encoding::Utf8 {
            (!self.messages[at].is_raw).then_some(body)
        } else {
            let decoded = encoding.decode(self.get(at).body()).map(Cow::into_owned);
            decoded.map(|text| self.keep(&text))
        };
        let document = text.and_then(|text| self.document(text));
        let message = &mut self.messages[at];
        (message.document, message.in_edge) = (document, in_edge);
    }

    /// The entries of a text whose top level is an object.
    fn document(&mut self, text: Part) -> Option<Document> {
        let first = self.entries.len();
        let top = tape::read(&self.text[text.range()], &mut self.open, &mut self.entries);
        if top != Ok(ValueType::Object) {
            self.entries.truncate(first);
            return None;
        }
        Some(Document { text, entries: Part::from(first, self.entries.len()) })
    }

    /// The message at `at`, from 0.
    #[must_use]
    pub fn get(&self, at: usize) -> Member<'_> {
        Member { batch: self, message: &self.messages[at] }
    }
}

/// One message of a batch.
#[derive(Clone, Copy, Debug)]
pub struct Member<'b> {
    batch: &'b Batch,
    message: &'b Message,
}

impl<'b> Member<'b> {
    #[must_use]
    pub fn source(self) -> Source {
        self.message.source
    }

    pub(super) fn text(self, part: Part) -> &'b str {
        &self.batch.text[part.range()]
    }

    pub(super) fn properties(self) -> &'b [Held] {
        &self.batch.properties[self.message.properties.range()]
    }

    pub(super) fn property(self, name: &str, hash: u32) -> Option<&'b str> {
        let found = self.properties().iter().rev().find(|p| p.hash == hash && same_name(self.text(p.name), name));
        found.map(|property| self.text(property.value))
    }

    pub(super) fn system_text(self, key: SystemProperty) -> Option<&'b str> {
        self.message.system[key as usize].map(|part| self.text(part))
    }

    /// The body, if it can be queried: its text and its entries.
    pub(super) fn document(self, dialect: Dialect) -> Option<(&'b str, &'b [Entry])> {
        let document = self.message.document.filter(|_| dialect == Dialect::Cloud || self.message.in_edge)?;
        Some(self.entries(document))
    }

    pub(super) fn twin_document(self) -> Option<(&'b str, &'b [Entry])> {
        self.message.twin.as_ref().map(|(_, document)| self.entries(*document))
    }

    fn entries(self, document: Document) -> (&'b str, &'b [Entry]) {
        (self.text(document.text), &self.batch.entries[document.entries.range()])
    }
}

impl Facts for Member<'_> {
    fn system(&self, key: SystemProperty) -> Option<Cow<'_, str>> {
        self.system_text(key).map(Cow::Borrowed)
    }

    fn application(&self, name: &str) -> Option<&str> {
        self.property(name, folded_hash(name))
    }

    fn application_names(&self) -> Vec<&str> {
        self.properties().iter().map(|property| self.text(property.name)).collect()
    }

    fn body(&self) -> &[u8] {
        let part = self.message.body.range();
        if self.message.is_raw { &self.batch.raw[part] } else { self.batch.text[part].as_bytes() }
    }

    fn twin(&self) -> Option<&Twin> {
        self.message.twin.as_ref().map(|(twin, _)| twin)
    }
}
