//! A sorted map whose copy is cheap: copies share all leaves but those that change afterwards.

use std::sync::Arc;

/// The most entries of a leaf: what a change after a copy may have to copy.
const LEAF: usize = 512;

/// A map in the order of its keys. No leaf is empty; the first key of each is greater than all of the leaf before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedMap<K, V> {
    leaves: Vec<Arc<Vec<(K, V)>>>,
    len: usize,
}

impl<K, V> Default for SharedMap<K, V> {
    fn default() -> Self {
        Self { leaves: Vec::new(), len: 0 }
    }
}

impl<K: Ord + Clone, V: Clone> SharedMap<K, V> {
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    #[must_use]
    pub fn get(&self, key: &K) -> Option<&V> {
        let (leaf, at) = self.find(key).ok()?;
        Some(&self.leaves[leaf][at].1)
    }

    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let (leaf, at) = self.find(key).ok()?;
        Some(&mut Arc::make_mut(&mut self.leaves[leaf])[at].1)
    }

    /// The entry with the least key.
    #[must_use]
    pub fn first(&self) -> Option<(&K, &V)> {
        self.iter().next()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.leaves.iter().flat_map(|leaf| leaf.iter().map(|(key, value)| (key, value)))
    }

    /// The entries from the first key at or after `from` on.
    pub fn iter_from(&self, from: &K) -> impl Iterator<Item = (&K, &V)> + use<'_, K, V> {
        let (leaf, at) = self.find(from).unwrap_or_else(|place| place);
        let rest = self.leaves.iter().enumerate().skip(leaf);
        rest.flat_map(move |(number, entries)| entries.iter().skip(if number == leaf { at } else { 0 }))
            .map(|(key, value)| (key, value))
    }

    /// Adds an entry, or replaces the value of one that exists.
    pub fn insert(&mut self, key: K, value: V) {
        let (leaf, at) = match self.find(&key) {
            Ok((leaf, at)) => {
                Arc::make_mut(&mut self.leaves[leaf])[at].1 = value;
                return;
            }
            Err(place) => place,
        };
        self.len += 1;
        if self.leaves.get(leaf).is_none_or(|entries| at == LEAF && entries.len() == LEAF) {
            // After a full leaf, where keys that grow always come: a leaf of its own keeps the others full.
            self.leaves.insert(self.leaves.len().min(leaf + 1), Arc::new(vec![(key, value)]));
            return;
        }
        let entries = Arc::make_mut(&mut self.leaves[leaf]);
        entries.insert(at, (key, value));
        if entries.len() > LEAF {
            let upper = entries.split_off(LEAF / 2);
            self.leaves.insert(leaf + 1, Arc::new(upper));
        }
    }

    pub fn remove(&mut self, key: &K) -> Option<V> {
        let (leaf, at) = self.find(key).ok()?;
        self.len -= 1;
        let entries = Arc::make_mut(&mut self.leaves[leaf]);
        let (_, value) = entries.remove(at);
        let left = entries.len();
        if left == 0 {
            self.leaves.remove(leaf);
        } else if self.leaves.get(leaf + 1).is_some_and(|next| left + next.len() <= LEAF / 2) {
            let next = self.leaves.remove(leaf + 1);
            Arc::make_mut(&mut self.leaves[leaf]).extend(next.iter().cloned());
        }
        Some(value)
    }

    /// Where the key is, or where it belongs: leaf and place in the leaf.
    fn find(&self, key: &K) -> Result<(usize, usize), (usize, usize)> {
        let leaf = self.leaves.partition_point(|leaf| leaf[0].0 <= *key).saturating_sub(1);
        let Some(entries) = self.leaves.get(leaf) else { return Err((0, 0)) };
        entries.binary_search_by(|(k, _)| k.cmp(key)).map(|at| (leaf, at)).map_err(|at| (leaf, at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::draw::{Owner, Purpose, bits};
    use std::collections::BTreeMap;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn it_does_what_a_plain_map_does_and_copies_stay_as_they_were() {
        let (mut ours, mut plain) = (SharedMap::default(), BTreeMap::new());
        let mut copies = vec![];
        for n in 0..20_000 {
            let draw = bits(1, Owner(0), Purpose::Work, n);
            // Grows at first, shrinks later.
            let key = draw % 2_000;
            if draw >> 32 & 0xff < if n < 10_000 { 0xb0 } else { 0x50 } {
                ours.insert(key, n);
                plain.insert(key, n);
            } else {
                assert_eq!(ours.remove(&key), plain.remove(&key));
            }
            if let Some(value) = ours.get_mut(&(n % 2_000)) {
                *value += 1;
                *plain.get_mut(&(n % 2_000)).unwrap() += 1;
            }
            assert_eq!((ours.len(), ours.is_empty()), (plain.len(), plain.is_empty()));
            assert_eq!(ours.first(), plain.first_key_value());
            assert_eq!(ours.get(&key), plain.get(&key));
            if n % 1_000 == 0 {
                copies.push((ours.clone(), plain.clone()));
            }
        }
        copies.push((ours, plain));
        for (ours, plain) in copies {
            assert!(ours.iter().eq(plain.iter()));
            for from in [0, 1, 511, 1_000, 1_999, 2_000] {
                assert!(ours.iter_from(&from).eq(plain.range(from..)), "from {from}");
            }
            assert!(ours.leaves.iter().all(|leaf| (1..=LEAF).contains(&leaf.len())));
        }
    }

    #[test]
    fn growing_keys_fill_the_leaves_and_removal_from_the_front_empties_them() {
        let mut map = SharedMap::default();
        for key in 0..10 * LEAF {
            map.insert(key, ());
        }
        assert_eq!(map.leaves.len(), 10);
        for key in 0..10 * LEAF {
            assert_eq!(map.first(), Some((&key, &())));
            map.remove(&key);
        }
        assert!(map.leaves.is_empty());
    }
}
