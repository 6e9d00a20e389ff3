//! The compiled texts of the languages, and where they are.

use super::{Key, Language, keys};

/// The patterns of one language: one text, and where each key's pattern ends in it.
pub struct Table {
    pub(super) text: &'static str,
    pub(super) ends: &'static [u32],
}

impl Table {
    pub(super) fn pattern(&self, key: Key) -> &'static str {
        let index = key as usize;
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.text[start as usize..self.ends[index] as usize]
    }
}

pub use keys::{EN, KO};

#[cfg(not(feature = "split"))]
pub(super) fn of(language: Language) -> &'static Table {
    match language {
        Language::English => &EN,
        Language::Korean => &KO,
    }
}

/// Here every text is part of the program.
#[cfg(not(feature = "split"))]
pub fn provide(_: Language, _: &'static Table) {}

#[cfg(feature = "split")]
static HERE: [std::sync::OnceLock<&Table>; Language::ALL.len()] = [const { std::sync::OnceLock::new() }; 2];

/// # Panics
/// Where the language was not provided.
#[cfg(feature = "split")]
pub(super) fn of(language: Language) -> &'static Table {
    HERE[language as usize].get().expect("texts are fetched before they are shown")
}

/// Takes the texts of a language, which nothing else refers to: they are a part of their own.
#[cfg(feature = "split")]
pub fn provide(language: Language, table: &'static Table) {
    HERE[language as usize].get_or_init(|| table);
}
