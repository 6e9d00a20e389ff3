//! Says what happened in the reader's language: messages of the locale files with typed arguments.
//!
//! `static/locales/<area>.<language>.ftl` is compiled by `build.rs` into [`Key`] and two tables; a key that exists in
//! one language only, or takes other arguments there, fails the build. Text is never put together from parts
//! elsewhere: a caller names a key and passes names, codes, numbers, durations and instants. Backticks mark code, in
//! messages as in the lines of the modules.

pub mod format;
pub mod narration;
pub mod refusal;
mod say;
mod tables;
pub mod transcript;

pub use say::{Arg, Piece, Rich, Style, say, word};
pub use tables::{EN, EN_LATER, KO, KO_LATER, Share, Table, has, provide};

include!(concat!(env!("OUT_DIR"), "/assumptions.rs"));

mod keys {
    use super::tables::Table;
    include!(concat!(env!("OUT_DIR"), "/keys.rs"));
}
pub use keys::Key;

/// A language of the page, in the order of the compiled tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    #[default]
    English,
    Korean,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::English, Self::Korean];

    /// The BCP 47 tag, for `lang`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Korean => "ko",
        }
    }

    /// The language's name for itself.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Korean => "한국어",
        }
    }

    /// The language of a tag such as `ko` or `en-GB`.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.tag()))
    }

    /// The first of a browser's languages that the page speaks, else English.
    pub fn preferred<'a>(tags: impl IntoIterator<Item = &'a str>) -> Self {
        tags.into_iter().find_map(Self::of_tag).unwrap_or_default()
    }
}

/// Whether the playground is known not to do as the service does, or does what no document settles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Differs,
    Assumed,
}

/// One thing that a module leaves out or assumes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assumption {
    pub key: &'static str,
    pub kind: Kind,
    /// Path of the module, such as `model::query`.
    pub module: &'static str,
    /// Where the fact or the choice comes from, such as `doc:con` or `choice`.
    pub source: &'static str,
    english: &'static str,
    korean: &'static str,
}

impl Assumption {
    /// The sentence; what stands between backticks is code.
    #[must_use]
    pub fn sentence(&self, language: Language) -> Rich {
        Rich::from_backticks(match language {
            Language::English => self.english,
            Language::Korean => self.korean,
        })
    }
}

/// Says a message: `say!(language, Key::EntryMessageLocked, queue = Arg::Name("q"), n = 3)`.
///
/// Whole numbers may stand bare.
#[macro_export]
macro_rules! say {
    ($language:expr, $key:expr $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::text::say($language, $key, &[$((stringify!($name), $crate::text::Arg::from($value))),*])
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_browsers_first_known_language_wins() {
        assert_eq!(Language::preferred(["fr-CA", "ko-KR", "en"]), Language::Korean);
        assert_eq!(Language::preferred(["en_GB", "ko"]), Language::English);
        assert_eq!(Language::preferred(["kok", "de"]), Language::English);
        assert_eq!(Language::preferred([]), Language::English);
    }

    #[test]
    fn assumptions_stand_in_both_languages_with_their_source() {
        let clock = ASSUMPTIONS.iter().find(|a| a.key == "clock-resolution").expect("time.rs has this line");
        assert_eq!((clock.kind, clock.module, clock.source), (Kind::Differs, "model::time", "choice"));
        assert!(clock.sentence(Language::English).plain().ends_with("in milliseconds."));
        assert!(clock.sentence(Language::Korean).plain().ends_with("니다."));
    }
}
