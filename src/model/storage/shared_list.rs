//! A list that only grows and whose copy is cheap: copies share all segments but the one being filled.

use std::sync::Arc;

/// Items of a segment: a copy costs one pointer for so many items, the first push after it at most so many items.
const CHUNK: usize = 256;

/// A growing list; equal to another if the items are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedList<T>(Vec<Arc<Vec<T>>>);

impl<T> Default for SharedList<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Clone> SharedList<T> {
    pub fn push(&mut self, item: T) {
        match self.0.last_mut() {
            Some(last) if last.len() < CHUNK => Arc::make_mut(last).push(item),
            _ => self.0.push(Arc::new(vec![item])),
        }
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.0.last().map_or(0, |last| (self.0.len() - 1) * CHUNK + last.len())
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    #[must_use]
    pub fn get(&self, index: usize) -> Option<&T> {
        self.0.get(index / CHUNK)?.get(index % CHUNK)
    }

    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.iter().flat_map(|segment| segment.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_copy_keeps_what_it_held_while_the_other_grows() {
        let mut list = SharedList::default();
        let mut copies = vec![];
        for n in 0..3 * CHUNK + 7 {
            copies.push(list.clone());
            list.push(n);
        }
        for (n, copy) in copies.iter().enumerate() {
            assert_eq!((copy.len(), copy.is_empty()), (n, n == 0));
            assert_eq!(
                (copy.get(n), n.checked_sub(1).and_then(|last| copy.get(last))),
                (None, n.checked_sub(1).as_ref())
            );
        }
        assert!(list.iter().copied().eq(0..3 * CHUNK + 7));
    }
}
