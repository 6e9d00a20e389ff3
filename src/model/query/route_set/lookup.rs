//! Finds by hash what the conditions ask for: property names, members on a path, texts that are compared with.

use super::tape::{self, Entry};
use crate::model::query::path::{Path, Segment};
use crate::model::query::string::same_name;
use crate::model::query::value::{Value, ValueType};

/// Places by the hash of a name: open addressing, at most half full. Never walked in its own order.
#[derive(Clone, Debug)]
pub(super) struct Table {
    slots: Vec<(u32, u32)>,
    used: usize,
}

const FREE: u32 = u32::MAX;

impl Default for Table {
    fn default() -> Self {
        Self { slots: vec![(0, FREE); 4], used: 0 }
    }
}

impl Table {
    pub(super) fn insert(&mut self, hash: u32, place: u32) {
        if 2 * (self.used + 1) > self.slots.len() {
            let grown = vec![(0, FREE); 2 * self.slots.len()];
            let old = std::mem::replace(&mut self.slots, grown);
            self.used = 0;
            for (hash, place) in old.into_iter().filter(|&(_, place)| place != FREE) {
                self.insert(hash, place);
            }
        }
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at].1 != FREE {
            at = (at + 1) & mask;
        }
        self.slots[at] = (hash, place);
        self.used += 1;
    }

    /// The places under `hash`, to be compared in full.
    #[inline]
    pub(super) fn candidates(&self, hash: u32) -> impl Iterator<Item = u32> {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        std::iter::from_fn(move || {
            while self.slots[at].1 != FREE {
                let (known, place) = self.slots[at];
                at = (at + 1) & mask;
                if known == hash {
                    return Some(place);
                }
            }
            None
        })
    }
}

/// The paths that are read from a body or a twin, as a tree.
#[derive(Clone, Debug)]
pub(super) struct Paths {
    nodes: Vec<Node>,
    /// Whether members are the same in any letter case (twins).
    folded: bool,
    pub(super) slots: u32,
}

#[derive(Clone, Debug, Default)]
struct Node {
    slot: Option<u32>,
    members: Vec<(Box<str>, u32)>,
    by_hash: Table,
    elements: Vec<(u64, u32)>,
    /// The slots at or below this node: all absent again when a member comes twice.
    below: Vec<u32>,
}

impl Paths {
    pub(super) fn new(folded: bool) -> Self {
        Self { nodes: vec![Node::default()], folded, slots: 0 }
    }

    /// The slot of `path`.
    pub(super) fn add(&mut self, path: &Path) -> u32 {
        let mut way = vec![0];
        for segment in &path.0 {
            let at = way[way.len() - 1];
            let next = self.child(at, segment).unwrap_or_else(|| self.add_child(at, segment));
            way.push(next);
        }
        let last = way[way.len() - 1];
        if let Some(slot) = self.nodes[last].slot {
            return slot;
        }
        let slot = self.slots;
        self.slots += 1;
        self.nodes[last].slot = Some(slot);
        way.into_iter().for_each(|at| self.nodes[at].below.push(slot));
        slot
    }

    fn hash(&self, name: &str) -> u32 {
        if self.folded { tape::folded_hash(name) } else { tape::hash(name.as_bytes(), false) }
    }

    fn child(&self, at: usize, segment: &Segment) -> Option<usize> {
        let node = &self.nodes[at];
        match segment {
            Segment::Index(index) => node.elements.iter().find(|(i, _)| i == index).map(|&(_, n)| n as usize),
            Segment::Member(name) => {
                let same = |known: &str| if self.folded { same_name(known, name) } else { known == &**name };
                node.members.iter().find(|(known, _)| same(known)).map(|&(_, n)| n as usize)
            }
        }
    }

    fn add_child(&mut self, at: usize, segment: &Segment) -> usize {
        let new = self.nodes.len();
        self.nodes.push(Node::default());
        match segment {
            Segment::Index(index) => self.nodes[at].elements.push((*index, new as u32)),
            Segment::Member(name) => {
                let hash = self.hash(name);
                let node = &mut self.nodes[at];
                node.by_hash.insert(hash, node.members.len() as u32);
                node.members.push((name.clone(), new as u32));
            }
        }
        new
    }

    /// Hands `found` the value of each path that `json` has, by slot; none for the slots that are gone again because a
    /// later member has the name of an earlier one. `open` is emptied first and only lends its memory.
    pub(super) fn find<'j>(
        &self,
        (json, entries): (&'j str, &[Entry]),
        open: &mut Vec<Level>,
        mut found: impl FnMut(u32, Option<Value<'j>>),
    ) {
        open.clear();
        open.push(Level { node: 0, at: 1, end: entries[0].next(0, json), element: None });
        while let Some(mut level) = open.pop() {
            let wanted = &self.nodes[level.node as usize];
            while level.at < level.end {
                let here = level.at;
                let entry = entries[here as usize];
                level.at = entry.next(here, json);
                let child = if let Some(index) = &mut level.element {
                    let child = wanted.elements.iter().find(|(i, _)| i == index).map(|&(_, n)| n);
                    *index += 1;
                    child
                } else {
                    let called = |place: &u32| entry.is_called(json, &wanted.members[*place as usize].0, self.folded);
                    let place = wanted.by_hash.candidates(entry.name_hash(json, self.folded)).find(called);
                    place.map(|place| wanted.members[place as usize].1)
                };
                let Some(node) = child else { continue };
                let below = &self.nodes[node as usize];
                if let Some(slot) = below.slot {
                    found(slot, Some(tape::value(entry, json)));
                }
                if below.members.is_empty() && below.elements.is_empty() {
                    continue;
                }
                below.below.iter().filter(|slot| Some(**slot) != below.slot).for_each(|&slot| found(slot, None));
                let element = match entry.value_type(json) {
                    ValueType::Object => None,
                    ValueType::Array => Some(0),
                    _ => continue,
                };
                let end = level.at;
                open.push(level);
                open.push(Level { node, at: here + 1, end, element });
                break;
            }
        }
    }
}

/// An object or array on the way down.
#[derive(Clone, Copy, Debug)]
pub(super) struct Level {
    node: u32,
    /// The next entry in it.
    at: u32,
    end: u32,
    /// In an array: the index of the next element.
    element: Option<u64>,
}
