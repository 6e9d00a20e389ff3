//! The scenarios that come with the page.

use crate::scenario::{Localized, Scenario};
use crate::text::Language;

/// A bundled scenario file. Its text is parsed when it is opened or listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bundled {
    pub id: &'static str,
    json: &'static str,
}

/// The first one opens when nothing else is asked for.
pub const BUNDLED: [Bundled; 2] = [
    Bundled { id: "routing-tutorial", json: include_str!("../../static/scenarios/routing-tutorial.json") },
    Bundled { id: "lost-puback", json: include_str!("../../static/scenarios/lost-puback.json") },
];

impl Bundled {
    /// The scenario itself.
    ///
    /// # Panics
    /// Never: a test loads every bundled file.
    #[must_use]
    pub fn scenario(self) -> Scenario {
        Scenario::from_json(self.json).expect("bundled scenarios load")
    }
}

/// The text in the reader's language.
#[must_use]
pub fn localized(text: &Localized, language: Language) -> String {
    match language {
        Language::English => text.en.clone(),
        Language::Korean => text.ko.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::desk::open_at_its_moment;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn every_bundled_scenario_opens_at_its_moment() {
        for bundled in BUNDLED {
            let scenario = bundled.scenario();
            let starts = scenario.opens_at == crate::scenario::Opening::default();
            let session = open_at_its_moment(scenario).expect("it builds");
            assert_eq!(session.at_step() == 0, starts, "{}", bundled.id);
        }
    }
}
