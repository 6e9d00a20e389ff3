//! An append-only list that forgets its oldest items, cheap to clone: full chunks are shared.
//!
//! Models: nothing of the services; partitions, blob lists and the log all stand on it.

use std::collections::VecDeque;
use std::sync::Arc;

const CHUNK: u64 = 1_024;

/// Items numbered from 0 in the order of appending; the oldest may be gone.
#[derive(Clone, Debug)]
pub struct Stream<T> {
    chunks: VecDeque<Arc<Vec<T>>>,
    /// The number of the first item of the first chunk.
    base: u64,
    /// The oldest item still there.
    first: u64,
}

impl<T> Default for Stream<T> {
    fn default() -> Self {
        Self { chunks: VecDeque::new(), base: 0, first: 0 }
    }
}

impl<T: Clone> Stream<T> {
    /// Appends and returns the item's number.
    pub fn push(&mut self, item: T) -> u64 {
        self.open_chunk().push(item);
        self.end() - 1
    }

    /// Appends them all.
    pub fn extend(&mut self, mut items: &[T]) {
        while !items.is_empty() {
            let chunk = self.open_chunk();
            let (now, later) = items.split_at(items.len().min(CHUNK as usize - chunk.len()));
            chunk.extend_from_slice(now);
            items = later;
        }
    }

    /// The last chunk, which has room for another item.
    fn open_chunk(&mut self) -> &mut Vec<T> {
        if self.chunks.back().is_none_or(|chunk| chunk.len() as u64 == CHUNK) {
            // Many never fill their first chunk.
            let capacity = if self.chunks.is_empty() { 0 } else { CHUNK as usize };
            self.chunks.push_back(Arc::new(Vec::with_capacity(capacity)));
        }
        Arc::make_mut(self.chunks.back_mut().expect("one is open"))
    }

    /// The number that the next item will get.
    #[must_use]
    pub fn end(&self) -> u64 {
        let full = self.chunks.len().saturating_sub(1) as u64 * CHUNK;
        self.base + self.chunks.back().map_or(0, |last| full + last.len() as u64)
    }

    /// The number of the oldest item still there; equals [`Stream::end`] when there is none.
    #[must_use]
    pub fn start(&self) -> u64 {
        self.first
    }

    #[must_use]
    pub fn len(&self) -> u64 {
        self.end() - self.first
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    #[must_use]
    pub fn get(&self, number: u64) -> Option<&T> {
        let at = number.checked_sub(self.base).filter(|_| number >= self.first)?;
        self.chunks.get((at / CHUNK) as usize)?.get((at % CHUNK) as usize)
    }

    /// The items from `number` on, oldest first.
    pub fn iter_from(&self, number: u64) -> impl DoubleEndedIterator<Item = &T> {
        (number.max(self.first)..self.end()).filter_map(|n| self.get(n))
    }

    /// Removes the oldest item.
    pub fn pop_front(&mut self) -> Option<T> {
        let item = self.get(self.first)?.clone();
        self.first += 1;
        if self.first - self.base == CHUNK {
            self.chunks.pop_front();
            self.base += CHUNK;
        }
        Some(item)
    }

    /// Forgets whole chunks from the front until at most `most` items (rounded up to a chunk) are left.
    pub fn keep_last(&mut self, most: u64) {
        while self.len() > most + CHUNK && self.chunks.len() > 1 {
            self.chunks.pop_front();
            self.base += CHUNK;
            self.first = self.first.max(self.base);
        }
    }

    /// Forgets everything from `number` on.
    pub fn truncate(&mut self, number: u64) {
        if number <= self.first {
            self.chunks.clear();
            (self.base, self.first) = (number, number);
            return;
        }
        while self.end() > number {
            let start = self.base + (self.chunks.len() as u64 - 1) * CHUNK;
            if start >= number {
                self.chunks.pop_back();
            } else if let Some(chunk) = self.chunks.back_mut() {
                Arc::make_mut(chunk).truncate((number - start) as usize);
            }
        }
    }

    /// The first number in `start..end` for which `after` holds; the items must be ordered by it.
    pub fn partition_point(&self, mut before: impl FnMut(&T) -> bool) -> u64 {
        let (mut low, mut high) = (self.first, self.end());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.get(middle).is_some_and(&mut before) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn numbers_stay_when_the_front_goes() {
        let mut stream = Stream::default();
        for n in 0..5_000u64 {
            assert_eq!(stream.push(n), n);
        }
        for n in 0..2_500 {
            assert_eq!(stream.pop_front(), Some(n));
        }
        assert_eq!((stream.start(), stream.end(), stream.len()), (2_500, 5_000, 2_500));
        assert_eq!((stream.get(2_499), stream.get(2_500), stream.get(5_000)), (None, Some(&2_500), None));
        assert_eq!(stream.iter_from(4_998).copied().collect::<Vec<_>>(), [4_998, 4_999]);
        assert_eq!(stream.partition_point(|n| *n < 3_000), 3_000);
        stream.truncate(3_000);
        assert_eq!((stream.end(), stream.push(9)), (3_000, 3_000));
        stream.keep_last(10);
        assert!(stream.start() <= 2_991 && stream.end() == 3_001 && stream.get(3_000) == Some(&9));
        stream.truncate(0);
        assert!(stream.is_empty());
    }

    #[test]
    fn a_clone_shares_and_stays() {
        let mut one = Stream::default();
        (0..3_000).for_each(|n| {
            one.push(n);
        });
        let two = one.clone();
        one.push(3_000);
        assert_eq!((one.len(), two.len()), (3_001, 3_000));
    }
}
