//! The scenarios that come with the page.

use crate::scenario::{FORMAT, Localized, Scenario};
use crate::session::document::MODEL_VERSION;
use crate::text::Language;

/// A bundled scenario file. Its text is read when it is opened or listed; its name stands here too, for the menus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bundled {
    pub id: &'static str,
    pub json: &'static str,
    english: &'static str,
    korean: &'static str,
}

/// The first one opens when nothing else is asked for.
pub const BUNDLED: [Bundled; 6] = [
    Bundled {
        id: "routing-tutorial",
        json: include_str!("../../static/scenarios/routing-tutorial.json"),
        english: "Tutorial: routing messages",
        korean: "자습서: 메시지 라우팅",
    },
    Bundled {
        id: "lost-puback",
        json: include_str!("../../static/scenarios/lost-puback.json"),
        english: "A lost PUBACK",
        korean: "손실된 PUBACK",
    },
    Bundled {
        id: "competing-consumers",
        json: include_str!("../../static/scenarios/competing-consumers.json"),
        english: "Competing consumers",
        korean: "경쟁하는 소비자",
    },
    Bundled {
        id: "lock-expires-while-working",
        json: include_str!("../../static/scenarios/lock-expires-while-working.json"),
        english: "The lock expires during the work",
        korean: "처리 중에 만료되는 잠금",
    },
    Bundled {
        id: "poison-to-dead-letter",
        json: include_str!("../../static/scenarios/poison-to-dead-letter.json"),
        english: "A poison message",
        korean: "포이즌 메시지",
    },
    Bundled {
        id: "forward-to-storage-queue",
        json: include_str!("../../static/scenarios/forward-to-storage-queue.json"),
        english: "On to a Storage queue",
        korean: "Storage 큐로 전달하기",
    },
];

impl Bundled {
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match language {
            Language::English => self.english,
            Language::Korean => self.korean,
        }
    }

    /// The scenario itself.
    ///
    /// # Panics
    /// Never: a test loads every bundled file.
    #[must_use]
    pub fn scenario(self) -> Scenario {
        Scenario::from_json(self.json).expect("bundled scenarios load")
    }

    /// The run document of its first moment, put together without the part of the program that writes them. `seed` is
    /// the scenario's.
    #[must_use]
    pub fn document(self, seed: u64) -> String {
        format!(
            r#"{{"format":{FORMAT},"model_version":{MODEL_VERSION},"scenario":{},"runs":[{{"seed":{}}}],"current":0}}"#,
            self.json, seed
        )
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
    use crate::session::Session;
    use crate::session::document::RunDocument;
    use crate::ui::desk::open_at_its_moment;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn every_bundled_scenario_opens_at_its_moment() {
        for bundled in BUNDLED {
            let scenario = bundled.scenario();
            let starts = scenario.opens_at == crate::scenario::Opening::default();
            let session = open_at_its_moment(scenario).expect("it builds");
            assert_eq!(session.at_step() == 0, starts, "{}", bundled.id);
            let Localized { en, ko } = &session.scenario().name;
            assert_eq!([en.as_str(), ko.as_str()], Language::ALL.map(|language| bundled.name(language)));
        }
    }

    #[test]
    fn a_bundled_document_is_that_of_a_session_at_its_first_moment() {
        for bundled in BUNDLED {
            let mut session = Session::new(bundled.scenario()).expect("it builds");
            session.seek_step(0);
            let document =
                RunDocument::from_json(&bundled.document(bundled.scenario().seed)).expect("it is a run document");
            assert_eq!(document.scenario, session.document().scenario, "{}", bundled.id);
            assert_eq!(Session::open(document).expect("it opens").entries(0, 9), session.entries(0, 9));
        }
    }
}
