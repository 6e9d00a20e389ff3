//! A long, sparse list whose copy is cheap: what a queue of a million messages keeps its messages in.
//!
//! Models: nothing of the services. A tree of nodes with 64 places each, all behind `Arc`: a copy is one reference,
//! and a change copies only the few nodes on its path, and only when an older copy still holds them.
//! Each node sums up what is below it (which sets have members, what is due first), so that "first available at or
//! after n" and "what runs out next" look at one node a level, however long the list is.

use crate::model::time::{NEVER, Timestamp};
use std::sync::Arc;

const BITS: u32 = 6;
const SLOT_MASK: u64 = (1 << BITS) - 1;

/// What a list wants to know about each of its items.
pub trait Item: Clone {
    /// The sets it belongs to: bit `s` for set `s`.
    fn sets(&self) -> u8;
    /// When something happens to it by itself; [`NEVER`] if nothing does.
    fn due(&self) -> Timestamp;
}

/// Items by index, with `SETS` (at most 8) named subsets. Indices are any `u64`; unused ones cost nothing.
#[derive(Clone, Debug)]
pub struct Segments<T, const SETS: usize> {
    /// What lies between the lowest and the highest index in use, roughly.
    root: Arc<Node<T, SETS>>,
    /// The first index below the root.
    base: u64,
    /// Levels above the leaves.
    height: u32,
    len: u64,
}

#[derive(Clone, Debug)]
struct Node<T, const SETS: usize> {
    occupied: u64,
    /// For each set, the places with a member at or below them.
    sets: [u64; SETS],
    due: Timestamp,
    below: Below<T, SETS>,
}

/// Only the occupied places, in order.
#[derive(Clone, Debug)]
enum Below<T, const SETS: usize> {
    Items(Vec<T>),
    Nodes(Vec<Child<T, SETS>>),
}

#[derive(Clone, Debug)]
struct Child<T, const SETS: usize> {
    /// Repeats the node's own, so that the earliest is found without visiting all.
    due: Timestamp,
    node: Arc<Node<T, SETS>>,
}

impl<T: Item, const SETS: usize> Default for Segments<T, SETS> {
    fn default() -> Self {
        Self { root: Arc::new(Node::empty(0)), base: 0, height: 0, len: 0 }
    }
}

impl<T: Item, const SETS: usize> Segments<T, SETS> {
    #[must_use]
    pub fn len(&self) -> u64 {
        self.len
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    #[must_use]
    pub fn get(&self, index: u64) -> Option<&T> {
        if !self.covers(index) {
            return None;
        }
        let mut node = &*self.root;
        let mut height = self.height;
        loop {
            let rank = node.rank_if_occupied(slot(index, height))?;
            match &node.below {
                Below::Items(items) => return items.get(rank),
                Below::Nodes(nodes) => node = &nodes[rank].node,
            }
            height -= 1;
        }
    }

    /// Puts an item at a free index.
    ///
    /// # Panics
    /// If the index is taken.
    pub fn insert(&mut self, index: u64, item: T) {
        if self.is_empty() {
            // One leaf is left: it stands anywhere.
            self.base = index & !last_index(0);
        }
        while !self.covers(index) {
            self.grow();
        }
        Arc::make_mut(&mut self.root).insert(index, self.height, item);
        self.len += 1;
    }

    /// Takes the item at `index` out.
    ///
    /// # Panics
    /// If there is none.
    pub fn remove(&mut self, index: u64) -> T {
        assert!(self.covers(index), "nothing at {index}");
        self.len -= 1;
        let item = Arc::make_mut(&mut self.root).remove(index, self.height).0;
        self.shrink();
        item
    }

    /// Changes the item at `index` in place.
    ///
    /// # Panics
    /// If there is none.
    pub fn update<R>(&mut self, index: u64, change: impl FnOnce(&mut T) -> R) -> R {
        assert!(self.covers(index), "nothing at {index}");
        Arc::make_mut(&mut self.root).update(index, self.height, change).0
    }

    /// The first index at or after `from` whose item belongs to `set`.
    #[must_use]
    pub fn first_in(&self, set: usize, from: u64) -> Option<u64> {
        self.find_first(from, &|node| node.sets[set])
    }

    /// The first taken index at or after `from`.
    #[must_use]
    pub fn first(&self, from: u64) -> Option<u64> {
        self.find_first(from, &|node| node.occupied)
    }

    fn find_first(&self, from: u64, members: &impl Fn(&Node<T, SETS>) -> u64) -> Option<u64> {
        let from = from.max(self.base);
        self.covers(from).then(|| self.root.first(from, self.height, members))?
    }

    /// The items of `set` from index `from` on, in order.
    pub fn iter_in(&self, set: usize, from: u64) -> impl Iterator<Item = (u64, &T)> {
        let mut next = self.first_in(set, from);
        std::iter::from_fn(move || {
            let index = next?;
            next = index.checked_add(1).and_then(|from| self.first_in(set, from));
            Some((index, self.get(index)?))
        })
    }

    /// When the first thing happens to any item by itself.
    #[must_use]
    pub fn due(&self) -> Timestamp {
        self.root.due
    }

    /// The item that is due first; the lowest index of those due at the same time.
    #[must_use]
    pub fn earliest(&self) -> Option<u64> {
        if self.root.due >= NEVER {
            return None;
        }
        let mut node = &*self.root;
        let mut index = self.base >> (BITS * self.height) >> BITS;
        loop {
            let rank = match &node.below {
                Below::Items(items) => items.iter().position(|item| item.due() == node.due)?,
                Below::Nodes(nodes) => nodes.iter().position(|child| child.due == node.due)?,
            };
            index = index << BITS | u64::from(nth_bit(node.occupied, rank));
            match &node.below {
                Below::Items(_) => return Some(index),
                Below::Nodes(nodes) => node = &nodes[rank].node,
            }
        }
    }

    fn covers(&self, index: u64) -> bool {
        index & !last_index(self.height) == self.base
    }

    fn grow(&mut self) {
        let place = slot(self.base, self.height + 1);
        self.height += 1;
        self.base &= !last_index(self.height);
        let mut root = Node::empty(self.height);
        let node = Arc::clone(&self.root);
        root.occupied = 1 << place;
        root.sets = node.sets.map(|members| u64::from(members != 0) << place);
        root.due = node.due;
        root.below = Below::Nodes(vec![Child { due: node.due, node }]);
        self.root = Arc::new(root);
    }

    /// Lets go of the levels that lead to one node only: a queue that is long no more is quick again.
    fn shrink(&mut self) {
        while let Below::Nodes(nodes) = &self.root.below
            && nodes.len() == 1
        {
            let place = u64::from(self.root.occupied.trailing_zeros());
            let child = Arc::clone(&nodes[0].node);
            self.base |= place << (BITS * self.height);
            self.height -= 1;
            self.root = child;
        }
    }
}

/// The highest index that a tree of this height can hold.
fn last_index(height: u32) -> u64 {
    1u64.checked_shl(BITS * (height + 1)).map_or(u64::MAX, |end| end - 1)
}

fn slot(index: u64, height: u32) -> u32 {
    (index >> (BITS * height) & SLOT_MASK) as u32
}

/// The position of the `rank`-th set bit, counted from 0.
fn nth_bit(mut bits: u64, rank: usize) -> u32 {
    for _ in 0..rank {
        bits &= bits - 1;
    }
    bits.trailing_zeros()
}

impl<T: Item, const SETS: usize> Node<T, SETS> {
    fn empty(height: u32) -> Self {
        let below = if height == 0 { Below::Items(Vec::new()) } else { Below::Nodes(Vec::new()) };
        Self { occupied: 0, sets: [0; SETS], due: NEVER, below }
    }

    /// Whether no item is at or below it.
    fn is_vacant(&self) -> bool {
        match &self.below {
            Below::Items(items) => items.is_empty(),
            Below::Nodes(nodes) => nodes.iter().all(|child| child.node.is_vacant()),
        }
    }

    fn rank(&self, slot: u32) -> usize {
        (self.occupied & ((1 << slot) - 1)).count_ones() as usize
    }

    fn rank_if_occupied(&self, slot: u32) -> Option<usize> {
        (self.occupied >> slot & 1 == 1).then(|| self.rank(slot))
    }

    /// One place joins the sets in `changed` that it was not in, and leaves those that it was in. Says which sets have
    /// their first member now, or lost their last.
    fn turn(&mut self, slot: u32, mut changed: u8) -> u8 {
        let mut turned = 0;
        while changed != 0 {
            let set = changed.trailing_zeros();
            changed &= changed - 1;
            let members = &mut self.sets[set as usize];
            let before = *members;
            *members ^= 1 << slot;
            turned |= u8::from(before == 0 || *members == 0) << set;
        }
        turned
    }

    /// Brings the earliest due time up to date after one place changed from `before` to `after`.
    fn reschedule(&mut self, before: Timestamp, after: Timestamp) {
        if after <= self.due {
            self.due = after;
        } else if before == self.due {
            let mut due = NEVER;
            match &self.below {
                Below::Items(items) => items.iter().for_each(|item| due = due.min(item.due())),
                Below::Nodes(nodes) => nodes.iter().for_each(|child| due = due.min(child.due)),
            }
            self.due = due;
        }
    }

    /// Says which sets have their first member now; so do the two below, of the first and the last.
    fn insert(&mut self, index: u64, height: u32, item: T) -> u8 {
        let slot = slot(index, height);
        let rank = self.rank(slot);
        let taken = self.occupied >> slot & 1 == 1;
        let (changed, before, after) = match &mut self.below {
            Below::Items(items) => {
                assert!(!taken, "index {index} is taken");
                let (sets, due) = (item.sets(), item.due());
                items.insert(rank, item);
                (sets, NEVER, due)
            }
            Below::Nodes(nodes) => {
                let mut rank = rank;
                if !taken {
                    nodes.insert(rank, Child { due: NEVER, node: Arc::new(Self::empty(height - 1)) });
                    // The last node was kept though vacant; now it is not the last any more.
                    if rank > 0 && nodes[rank - 1].node.is_vacant() {
                        rank -= 1;
                        nodes.remove(rank);
                        self.occupied &= !(1 << nth_bit(self.occupied, rank));
                    }
                }
                nodes[rank].change(|node| ((), node.insert(index, height - 1, item))).1
            }
        };
        self.occupied |= 1 << slot;
        self.reschedule(before, after);
        self.turn(slot, changed)
    }

    fn remove(&mut self, index: u64, height: u32) -> (T, u8) {
        let slot = slot(index, height);
        let rank = self.rank_if_occupied(slot).expect("an item to remove");
        let (item, (changed, before, after), empty) = match &mut self.below {
            Below::Items(items) => {
                let item = items.remove(rank);
                let summary = (item.sets(), item.due(), NEVER);
                (item, summary, true)
            }
            Below::Nodes(nodes) => {
                let (item, summary) = nodes[rank].change(|node| node.remove(index, height - 1));
                // The last node stays for what is appended next: a queue that is often empty would else build its
                // nodes anew for every message.
                let empty = rank + 1 < nodes.len() && nodes[rank].node.is_vacant();
                if empty {
                    nodes.remove(rank);
                }
                (item, summary, empty)
            }
        };
        self.occupied &= !(u64::from(empty) << slot);
        self.reschedule(before, after);
        (item, self.turn(slot, changed))
    }

    fn update<R>(&mut self, index: u64, height: u32, change: impl FnOnce(&mut T) -> R) -> (R, u8) {
        let slot = slot(index, height);
        let rank = self.rank_if_occupied(slot).expect("an item to update");
        let (result, (changed, before, after)) = match &mut self.below {
            Below::Items(items) => {
                let item = &mut items[rank];
                let (sets, before) = (item.sets(), item.due());
                let result = change(item);
                (result, (sets ^ item.sets(), before, item.due()))
            }
            Below::Nodes(nodes) => nodes[rank].change(|node| node.update(index, height - 1, change)),
        };
        self.reschedule(before, after);
        (result, self.turn(slot, changed))
    }

    fn first(&self, from: u64, height: u32, members: &impl Fn(&Self) -> u64) -> Option<u64> {
        let base = from & !last_index(height);
        let start = slot(from, height);
        let mut candidates = members(self) & (u64::MAX << start);
        while candidates != 0 {
            let slot = candidates.trailing_zeros();
            let index = base | u64::from(slot) << (BITS * height);
            let Below::Nodes(nodes) = &self.below else { return Some(index) };
            let from = if slot == start { from } else { index };
            if let Some(found) = nodes[self.rank(slot)].node.first(from, height - 1, members) {
                return Some(found);
            }
            candidates &= candidates - 1;
        }
        None
    }
}

impl<T: Item, const SETS: usize> Child<T, SETS> {
    /// Changes the node; says which sets have their first member now or lost their last, and what was due before and is
    /// due after.
    fn change<R>(&mut self, change: impl FnOnce(&mut Node<T, SETS>) -> (R, u8)) -> (R, (u8, Timestamp, Timestamp)) {
        let node = Arc::make_mut(&mut self.node);
        let (result, changed) = change(node);
        let before = std::mem::replace(&mut self.due, node.due);
        (result, (changed, before, node.due))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[derive(Clone, Debug, PartialEq)]
    struct Thing(u8, u64);

    impl Item for Thing {
        fn sets(&self) -> u8 {
            self.0
        }
        fn due(&self) -> Timestamp {
            Timestamp(self.1)
        }
    }

    fn check(list: &Segments<Thing, 2>, model: &BTreeMap<u64, Thing>, from: u64) {
        assert_eq!(list.len(), model.len() as u64);
        assert_eq!(list.first(from), model.range(from..).next().map(|(i, _)| *i));
        for set in 0..2 {
            let expected: Vec<_> = model.range(from..).filter(|(_, t)| t.0 >> set & 1 == 1).map(|(i, _)| *i).collect();
            assert_eq!(list.iter_in(set, from).map(|(i, _)| i).collect::<Vec<_>>(), expected);
        }
        let due = model.iter().filter(|(_, t)| t.1 < NEVER.0).map(|(i, t)| (t.1, *i)).min();
        assert_eq!(list.earliest(), due.map(|(_, i)| i));
        assert_eq!(list.due(), due.map_or(NEVER, |(at, _)| Timestamp(at)));
    }

    /// A small linear congruential generator: enough to shuffle operations, the same in both engines.
    fn noise(state: &mut u64) -> u64 {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        *state >> 33
    }

    #[test]
    fn agrees_with_an_ordered_map() {
        let mut list = Segments::<Thing, 2>::default();
        let mut model = BTreeMap::new();
        let mut state = 7;
        let mut copies = Vec::new();
        for round in 0..4_000 {
            let spread = [100, 5_000, 1 << 40, u64::MAX][round / 1_000];
            let index = noise(&mut state).wrapping_mul(0x9E37_79B9_7F4A_7C15) % spread;
            let due = if noise(&mut state).is_multiple_of(3) { NEVER.0 } else { noise(&mut state) % 50 };
            let thing = Thing((noise(&mut state) % 4) as u8, due);
            match noise(&mut state) % 4 {
                0 => assert_eq!(list.get(index), model.get(&index)),
                1 => {
                    let Some(index) = model.range(index..).next().map(|(i, _)| *i) else { continue };
                    assert_eq!(Some(list.remove(index)), model.remove(&index));
                }
                2 => {
                    let Some(index) = model.range(index..).next().map(|(i, _)| *i) else { continue };
                    let old = list.update(index, |t| std::mem::replace(t, thing.clone()));
                    assert_eq!(Some(old), model.insert(index, thing));
                }
                _ => {
                    if model.insert(index, thing.clone()).is_some() {
                        list.remove(index);
                    }
                    list.insert(index, thing);
                }
            }
            if round.is_multiple_of(61) {
                check(&list, &model, index.saturating_sub(3));
                check(&list, &model, 0);
                copies.push((list.clone(), model.clone()));
            }
        }
        for (list, model) in copies {
            check(&list, &model, 0);
            assert!(model.iter().all(|(i, t)| list.get(*i) == Some(t)));
        }
    }

    #[test]
    fn is_as_high_as_what_it_holds_is_wide() {
        let mut list = Segments::<Thing, 2>::default();
        for index in 0..10_000 {
            list.insert(index, Thing(1, index));
        }
        assert_eq!(list.height, 2);
        for index in 0..9_990 {
            assert_eq!(list.remove(index).1, index);
        }
        assert_eq!((list.height, list.first_in(0, 0), list.earliest()), (0, Some(9_990), Some(9_990)));
        for index in 10_000..300_000 {
            list.insert(index, Thing(2, index));
            assert_eq!(list.remove(index - 10).1, index - 10);
            assert!(list.height <= 3);
        }
        assert_eq!(list.first(0), Some(299_990));
        for index in 299_990..300_000 {
            list.remove(index);
        }
        assert_eq!((list.root.occupied, list.root.sets, list.root.due, list.height), (0, [0, 0], NEVER, 0));
        assert_eq!((list.first(0), list.earliest(), list.get(299_999)), (None, None, None));
        list.insert(3, Thing(1, 1));
        assert_eq!((list.height, list.first(0)), (0, Some(3)), "an empty one stands anywhere");
    }

    #[test]
    #[should_panic(expected = "taken")]
    fn an_index_holds_one_item() {
        let mut list = Segments::<Thing, 2>::default();
        list.insert(3, Thing(0, 0));
        list.insert(3, Thing(0, 0));
    }
}
