//! The compiled texts of the languages, and where they are.

use super::{Key, Language, keys};

/// Some patterns of one language: one text, and where each key's pattern ends in it. The others are empty.
pub struct Table {
    pub(super) text: &'static str,
    pub(super) ends: &'static [u32],
}

impl Table {
    fn pattern(&self, key: Key) -> &'static str {
        let index = key as usize;
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.text[start as usize..self.ends[index] as usize]
    }
}

pub use keys::{EN, EN_LATER, KO, KO_LATER};

/// Shown where a text has not been fetched: nobody should ever see it.
const NOT_HERE: &str = "…";

/// The pattern of a key, which stands in one of the language's tables.
pub(super) fn pattern(language: Language, key: Key) -> &'static str {
    let patterns = of(language).into_iter().flatten().map(|table| table.pattern(key));
    patterns.into_iter().find(|pattern| !pattern.is_empty()).unwrap_or(NOT_HERE)
}

#[cfg(not(feature = "split"))]
fn of(language: Language) -> [Option<&'static Table>; 2] {
    match language {
        Language::English => [Some(&EN), Some(&EN_LATER)],
        Language::Korean => [Some(&KO), Some(&KO_LATER)],
    }
}

/// Here every text is part of the program.
#[cfg(not(feature = "split"))]
pub fn provide(_: Language, _: Share, _: &'static Table) {}

/// Here every text is part of the program.
#[cfg(not(feature = "split"))]
pub fn has(_: Language, _: Share) -> bool {
    true
}

/// What `build/first_visit.rs` found that the first visit may say, or the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    First,
    Later,
}

#[cfg(feature = "split")]
static HERE: [[std::sync::OnceLock<&Table>; 2]; Language::ALL.len()] =
    [const { [const { std::sync::OnceLock::new() }; 2] }; 2];

#[cfg(feature = "split")]
fn of(language: Language) -> [Option<&'static Table>; 2] {
    let [first, later] = &HERE[language as usize];
    [first.get().copied(), later.get().copied()]
}

/// Takes the texts of a language, which nothing else refers to: they are parts of their own.
#[cfg(feature = "split")]
pub fn provide(language: Language, share: Share, table: &'static Table) {
    HERE[language as usize][share as usize].get_or_init(|| table);
}

/// Whether the texts of a language have been provided.
#[cfg(feature = "split")]
pub fn has(language: Language, share: Share) -> bool {
    HERE[language as usize][share as usize].get().is_some()
}
