//! Pages of a long list with gaps, such as a queue by sequence number: only the page that is shown is ever visited.
//!
//! A list is a function that gives the first member at or after a number.

/// The last member before `end`.
#[must_use]
pub fn last_before(end: u64, first_from: impl Fn(u64) -> Option<u64>) -> Option<u64> {
    let is_before = |from: u64| first_from(from).filter(|member| *member < end);
    let mut last = is_before(0)?;
    let mut beyond = end;
    // Members lie at `last` and, unknown, between it and `beyond`.
    while last + 1 < beyond {
        let middle = last + (beyond - last) / 2;
        match is_before(middle) {
            Some(member) => last = member,
            None => beyond = middle,
        }
    }
    Some(last)
}

/// Where the page of `size` members before `end` begins: at the first member, if there are fewer.
#[must_use]
pub fn page_before(end: u64, size: usize, first_from: impl Fn(u64) -> Option<u64>) -> u64 {
    let mut start = end;
    for _ in 0..size {
        match last_before(start, &first_from) {
            Some(member) => start = member,
            None => break,
        }
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use std::collections::BTreeSet;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn pages_backwards_over_gaps() {
        let members: BTreeSet<u64> = [3, 4, 9, 100, 101, 5_000_000].into();
        let first_from = |from: u64| members.range(from..).next().copied();
        for end in [0, 3, 4, 5, 10, 101, 102, 5_000_001, u64::MAX] {
            assert_eq!(last_before(end, first_from), members.range(..end).next_back().copied(), "before {end}");
        }
        assert_eq!(page_before(u64::MAX, 2, first_from), 101);
        assert_eq!(page_before(101, 3, first_from), 4);
        assert_eq!(page_before(9, 50, first_from), 3);
        assert_eq!(page_before(3, 50, first_from), 3);
        assert_eq!(last_before(u64::MAX, |_| None), None);
    }

    #[test]
    fn a_long_list_is_not_walked() {
        let looks = Cell::new(0);
        let first_from = |from: u64| {
            looks.set(looks.get() + 1);
            (from <= 1_000_000).then_some(from)
        };
        assert_eq!(page_before(u64::MAX, 20, first_from), 999_981);
        assert!(looks.get() < 20 * 70, "{} looks", looks.get());
    }
}
