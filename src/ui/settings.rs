//! What the reader chose: language, theme, motion. Kept in the browser, apart from the run.

use crate::text::Language;
use web_sys::Storage;

const KEY: &str = "playground.settings";

/// The reader's choices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The language that is shown.
    pub language: Language,
    /// `None` follows the browser.
    pub chosen_language: Option<Language>,
    pub theme: Theme,
    pub motion: Motion,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Motion {
    #[default]
    System,
    Full,
    None,
}

impl Theme {
    const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// None follows the system.
    fn word(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

impl Motion {
    const ALL: [Self; 3] = [Self::System, Self::Full, Self::None];

    /// None follows the system.
    fn word(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Full => Some("full"),
            Self::None => Some("none"),
        }
    }
}

impl Settings {
    /// What was stored, as far as it can be read; else what the browser says.
    #[must_use]
    pub fn load() -> Self {
        let text = storage().and_then(|storage| storage.get_item(KEY).ok().flatten()).unwrap_or_default();
        Self::read(&text)
    }

    fn read(text: &str) -> Self {
        let value = |name: &str| text.split(' ').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        let theme = Theme::ALL.into_iter().find(|theme| theme.word() == value("theme")).unwrap_or_default();
        let motion = Motion::ALL.into_iter().find(|motion| motion.word() == value("motion")).unwrap_or_default();
        Self { theme, motion, ..Self::default() }.with_language(value("language").and_then(Language::of_tag))
    }

    #[must_use]
    pub fn with_language(self, chosen: Option<Language>) -> Self {
        Self { language: chosen.unwrap_or_else(browser_language), chosen_language: chosen, ..self }
    }

    /// Keeps them. False when the browser refuses.
    pub fn store(self) -> bool {
        storage().is_some_and(|storage| storage.set_item(KEY, &self.written()).is_ok())
    }

    /// The choices, as words: `language=ko theme=dark`. What follows the browser is left out.
    fn written(self) -> String {
        let pair = |name: &'static str, value: Option<&'static str>| value.map(|value| [name, value].concat());
        let pairs = [
            pair("language=", self.chosen_language.map(Language::tag)),
            pair("theme=", self.theme.word()),
            pair("motion=", self.motion.word()),
        ];
        pairs.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// Marks the page with them, for the style sheets and for assistive technology.
    pub fn apply(self) {
        let Some(root) = gloo_utils::document().document_element() else { return };
        let mark = |name: &str, value: Option<&str>| {
            let _ = match value {
                Some(value) => root.set_attribute(name, value),
                None => root.remove_attribute(name),
            };
        };
        mark("lang", Some(self.language.tag()));
        mark("data-theme", self.theme.word());
        mark("data-motion", self.motion.word());
    }

    /// Whether the page is dark now.
    #[must_use]
    pub fn is_dark(self) -> bool {
        match self.theme {
            Theme::System => matches("(prefers-color-scheme: dark)"),
            Theme::Light => false,
            Theme::Dark => true,
        }
    }

    /// Whether things may move.
    #[must_use]
    pub fn moves(self) -> bool {
        match self.motion {
            Motion::System => !matches("(prefers-reduced-motion: reduce)"),
            Motion::Full => true,
            Motion::None => false,
        }
    }
}

fn storage() -> Option<Storage> {
    gloo_utils::window().local_storage().ok().flatten()
}

fn browser_language() -> Language {
    let tags: Vec<_> = gloo_utils::window().navigator().languages().iter().filter_map(|tag| tag.as_string()).collect();
    Language::preferred(tags.iter().map(String::as_str))
}

fn matches(query: &str) -> bool {
    gloo_utils::window().match_media(query).ok().flatten().is_some_and(|media| media.matches())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn what_is_written_is_read_back() {
        for theme in Theme::ALL {
            for motion in Motion::ALL {
                for language in [None, Some(Language::English), Some(Language::Korean)] {
                    let settings = Settings { theme, motion, ..Settings::default() }.with_language(language);
                    assert_eq!(Settings::read(&settings.written()), settings, "{}", settings.written());
                }
            }
        }
    }

    #[test]
    fn what_cannot_be_read_follows_the_browser() {
        let usual = Settings::default().with_language(None);
        for text in ["", "theme=blue", "nonsense", "themes=dark", "language=xx motion="] {
            assert_eq!(Settings::read(text), usual, "{text}");
        }
        assert_eq!(Settings::read("theme=dark x"), Settings { theme: Theme::Dark, ..usual });
    }
}
