//! What a person has typed in the lab and not applied: conditions by scenario and route, the sample message, the
//! dialect. It outlives the view, and the browser keeps it, so that it outlives the page.

use super::sample::Draft;
use crate::model::query::Dialect;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::prelude::*;

const KEY: &str = "playground.route-lab";

thread_local! {
    /// What was there when the view was left, also where the browser keeps nothing.
    static LEFT: RefCell<Option<Lab>> = const { RefCell::new(None) };
}

/// The lab's own state.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Lab {
    /// By the scenario's name, then by the route's.
    conditions: BTreeMap<String, BTreeMap<String, String>>,
    /// None follows the selected message.
    pub(super) sample: Option<Draft>,
    edge: bool,
    /// The route that was shown last.
    pub(super) last: Option<String>,
}

/// What happens to it.
pub(super) enum LabAct {
    /// `text: None` forgets the draft.
    Condition {
        scenario: String,
        route: String,
        text: Option<String>,
    },
    Sample(Option<Draft>),
    Dialect(Dialect),
    Shown(String),
}

impl Lab {
    fn load() -> Self {
        LEFT.with_borrow(Clone::clone).unwrap_or_else(Self::stored)
    }

    fn stored() -> Self {
        let stored = gloo_utils::window().local_storage().ok().flatten();
        let text = stored.and_then(|stored| stored.get_item(KEY).ok().flatten()).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    fn store(&self) {
        LEFT.set(Some(self.clone()));
        if let (Ok(Some(storage)), Ok(text)) = (gloo_utils::window().local_storage(), serde_json::to_string(self)) {
            // Refused where the browser is full or keeps nothing.
            let _ = storage.set_item(KEY, &text);
        }
    }

    #[must_use]
    pub(super) fn dialect(&self) -> Dialect {
        if self.edge { Dialect::Edge } else { Dialect::Cloud }
    }

    /// The conditions that were typed for a scenario's routes.
    #[must_use]
    pub(super) fn conditions(&self, scenario: &str) -> BTreeMap<String, String> {
        self.conditions.get(scenario).cloned().unwrap_or_default()
    }
}

impl Reducible for Lab {
    type Action = LabAct;

    fn reduce(self: Rc<Self>, act: LabAct) -> Rc<Self> {
        let mut lab = (*self).clone();
        match act {
            LabAct::Condition { scenario, route, text: Some(text) } => {
                lab.conditions.entry(scenario).or_default().insert(route, text);
            }
            LabAct::Condition { scenario, route, text: None } => {
                if let Some(conditions) = lab.conditions.get_mut(&scenario) {
                    conditions.remove(&route);
                }
            }
            LabAct::Sample(sample) => lab.sample = sample,
            LabAct::Dialect(dialect) => lab.edge = dialect == Dialect::Edge,
            LabAct::Shown(route) => lab.last = Some(route),
        }
        Rc::new(lab)
    }
}

/// The lab's state.
#[hook]
pub(super) fn use_lab() -> UseReducerHandle<Lab> {
    let lab = use_reducer_eq(Lab::load);
    use_effect_with(lab.clone(), |lab| lab.store());
    lab
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn drafts_are_kept_by_scenario_and_route() {
        let typed = |lab: Rc<Lab>, scenario: &str, text: Option<&str>| {
            let text = text.map(str::to_owned);
            lab.reduce(LabAct::Condition { scenario: scenario.into(), route: "critical".into(), text })
        };
        let lab = typed(Rc::default(), "one", Some("a = "));
        let lab = typed(lab, "two", Some("b"));
        let lab = typed(lab, "two", None);
        assert_eq!(lab.conditions("one")["critical"], "a = ");
        assert!(lab.conditions("two").is_empty() && lab.conditions("three").is_empty());
        let kept: Lab = serde_json::from_str(&serde_json::to_string(&*lab).unwrap()).unwrap();
        assert_eq!(kept, *lab);
    }
}
