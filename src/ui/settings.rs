//! What the reader chose: language, theme, motion. Kept in the browser, apart from the run.

use crate::text::Language;
use serde::{Deserialize, Serialize};
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

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Motion {
    #[default]
    System,
    Full,
    None,
}

/// As it is stored.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Stored {
    language: Option<String>,
    theme: Theme,
    motion: Motion,
}

impl Settings {
    /// What was stored, as far as it can be read; else what the browser says.
    #[must_use]
    pub fn load() -> Self {
        let text = storage().and_then(|storage| storage.get_item(KEY).ok().flatten()).unwrap_or_default();
        let stored: Stored = serde_json::from_str(&text).unwrap_or_default();
        let settings = Self { theme: stored.theme, motion: stored.motion, ..Self::default() };
        settings.with_language(stored.language.as_deref().and_then(Language::of_tag))
    }

    #[must_use]
    pub fn with_language(self, chosen: Option<Language>) -> Self {
        Self { language: chosen.unwrap_or_else(browser_language), chosen_language: chosen, ..self }
    }

    /// Keeps them. False when the browser refuses.
    pub fn store(self) -> bool {
        let language = self.chosen_language.map(|language| language.tag().to_owned());
        let stored = Stored { language, theme: self.theme, motion: self.motion };
        let text = serde_json::to_string(&stored).unwrap_or_default();
        storage().is_some_and(|storage| storage.set_item(KEY, &text).is_ok())
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
        mark(
            "data-theme",
            match self.theme {
                Theme::System => None,
                Theme::Light => Some("light"),
                Theme::Dark => Some("dark"),
            },
        );
        mark(
            "data-motion",
            match self.motion {
                Motion::System => None,
                Motion::Full => Some("full"),
                Motion::None => Some("none"),
            },
        );
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
