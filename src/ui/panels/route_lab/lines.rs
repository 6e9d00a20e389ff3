//! The hub's routes as the lab sees them: each with what was typed for it, and what counts.

use crate::model::ids::{EndpointId, RouteId};
use crate::model::message::Source;
use crate::model::query::{Compiled, Condition, Dialect, Facts, Verdict, compile};
use crate::ui::panels::inspector::route::spec_of;
use crate::ui::view::View;
use crate::world::spec::RouteSpec;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One route.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub id: RouteId,
    /// As it is saved.
    pub spec: RouteSpec,
    /// What was typed, where that is something else.
    pub typed: Option<Arc<str>>,
    /// The saved condition in the lab's dialect, in which it need not compile.
    pub saved: Compiled,
    /// What was typed, compiled.
    pub draft: Option<Compiled>,
}

/// What a route says of a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Verdict(Verdict),
    OtherSource,
    Disabled,
    /// Its saved condition does not compile in this dialect.
    Error,
}

impl Line {
    /// The text in the editor.
    #[must_use]
    pub(super) fn text(&self) -> &Arc<str> {
        self.typed.as_ref().unwrap_or(&self.spec.condition)
    }

    /// The compiled text of the editor.
    #[must_use]
    pub(super) fn compiled(&self) -> &Compiled {
        self.draft.as_ref().unwrap_or(&self.saved)
    }

    #[must_use]
    pub(super) fn has_error(&self) -> bool {
        self.compiled().condition.is_none()
    }

    /// The condition that counts in the lab: what was typed if it compiles, else what is saved.
    #[must_use]
    pub(super) fn condition(&self) -> Option<&Condition> {
        self.compiled().condition.as_ref().or(self.saved.condition.as_ref())
    }

    /// What the route says, by `condition`, of a message or event of `source`.
    #[must_use]
    pub(super) fn say(&self, condition: Option<&Condition>, source: Source, facts: &dyn Facts) -> Said {
        if self.spec.source != source {
            Said::OtherSource
        } else if !self.spec.enabled {
            Said::Disabled
        } else {
            condition.map_or(Said::Error, |condition| Said::Verdict(condition.evaluate_facts(facts)))
        }
    }
}

/// The routes of the hub in stored order.
#[must_use]
pub(super) fn lines(view: &View, typed: &BTreeMap<String, String>, dialect: Dialect) -> Vec<Line> {
    let routes = view.world.hub().routes.list.iter();
    routes
        .map(|route| {
            let spec = spec_of(view, route);
            let saved = match dialect {
                Dialect::Cloud => Compiled { condition: Some(route.condition.clone()), diagnostics: Vec::new() },
                Dialect::Edge => compile(&spec.condition, spec.source, dialect),
            };
            let typed: Option<Arc<str>> =
                typed.get(&*spec.name).filter(|text| ***text != *spec.condition).map(|text| text.as_str().into());
            let draft = typed.as_ref().map(|text| compile(text, spec.source, dialect));
            Line { id: route.id, spec, typed, saved, draft }
        })
        .collect()
}

/// Where a message would go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Destinations {
    /// Names, each once.
    pub endpoints: Vec<Arc<str>>,
    pub by_fallback: bool,
}

/// Where a message or event of `source` would go, each route judged by the condition that `of` picks.
#[must_use]
pub(super) fn destinations(
    view: &View,
    lines: &[Line],
    source: Source,
    facts: &dyn Facts,
    of: impl Fn(&Line) -> Option<&Condition>,
) -> Destinations {
    let mut found = Destinations::default();
    for line in lines {
        let matched = line.say(of(line), source, facts) == Said::Verdict(Verdict::True);
        if matched && !found.endpoints.contains(&line.spec.endpoint) {
            found.endpoints.push(line.spec.endpoint.clone());
        }
    }
    let fallback = view.world.hub().routes.fallback_on && source == Source::DeviceMessages;
    if found.endpoints.is_empty() && fallback {
        found.by_fallback = true;
        found.endpoints.push(view.world.endpoints()[EndpointId::BUILT_IN.index()].name.clone());
    }
    found
}
