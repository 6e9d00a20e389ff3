//! Which endpoints get a message: the delivery algorithm of iot-hub.md 2.4.
//!
//! Models: fan-out, one copy per endpoint name, undefined does not match, fallback for telemetry only.
//! Assumed(disabled-route-lets-through): a disabled route consumes nothing; its messages fall through. [follows]

use crate::model::ids::{EndpointId, Lineage, RouteId};
use crate::model::message::Source;
use crate::model::query::{Condition, Subject, Verdict};
use std::sync::Arc;

/// A saved route: the text and its compiled form.
#[derive(Clone, Debug)]
pub struct Route {
    pub id: RouteId,
    pub name: Arc<str>,
    pub source: Source,
    pub condition: Condition,
    pub endpoint: EndpointId,
    pub enabled: bool,
    /// Messages it was true for.
    pub matched: u64,
    pub history: History,
}

/// What one route said of one message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Say {
    True,
    False,
    Undefined,
    /// Not asked: disabled, another source, or a fallback that was not needed.
    NotConsulted,
}

impl From<Verdict> for Say {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::True => Self::True,
            Verdict::False => Self::False,
            Verdict::Undefined => Self::Undefined,
        }
    }
}

/// The last sixteen verdicts of a route, newest last, four bits each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct History(u64);

impl History {
    pub fn push(&mut self, say: Say, resend: bool) {
        let code = match say {
            Say::True => 1,
            Say::False => 2,
            Say::Undefined => 3,
            Say::NotConsulted => 4,
        };
        self.0 = self.0 << 4 | code | u64::from(resend) << 3;
    }

    /// The newest `n` (at most 16), oldest first, each with whether the message was a resend.
    pub fn last(self, n: usize) -> impl Iterator<Item = (Say, bool)> {
        (0..n.min(16)).rev().filter_map(move |i| {
            let bits = self.0 >> (4 * i) & 15;
            let say = match bits & 7 {
                1 => Say::True,
                2 => Say::False,
                3 => Say::Undefined,
                4 => Say::NotConsulted,
                _ => return None,
            };
            Some((say, bits & 8 != 0))
        })
    }
}

/// The hub's routes with their running counts.
#[derive(Clone, Debug, Default)]
pub struct Routes {
    /// In stored order, which has no effect on delivery.
    pub list: Vec<Route>,
    pub fallback_on: bool,
    pub fallback_matched: u64,
    pub fallback_history: History,
    /// The messages that the histories are about, newest last.
    pub recent: Vec<Lineage>,
}

/// Where a message goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Destinations {
    /// Each endpoint once, in the order of the first route that named it.
    pub endpoints: Vec<EndpointId>,
    pub by_fallback: bool,
}

const HISTORY: usize = 16;

impl Routes {
    /// What each route says of the message, in stored order.
    #[must_use]
    pub fn verdicts(&self, source: Source, subject: &Subject<'_>) -> Vec<Say> {
        self.list.iter().map(|route| route.say(source, subject)).collect()
    }

    /// Evaluates every route, keeps count, and says where the message goes; `found` is put into its place.
    pub fn route(&mut self, lineage: Lineage, source: Source, subject: &Subject<'_>, found: &mut Destinations) {
        let resend = lineage.accepted > 1;
        found.endpoints.clear();
        for route in &mut self.list {
            let say = route.say(source, subject);
            route.history.push(say, resend);
            if say == Say::True {
                route.matched += 1;
                if !found.endpoints.contains(&route.endpoint) {
                    found.endpoints.push(route.endpoint);
                }
            }
        }
        found.by_fallback = found.endpoints.is_empty() && self.fallback_on && source == Source::DeviceMessages;
        if found.by_fallback {
            found.endpoints.push(EndpointId::BUILT_IN);
            self.fallback_matched += 1;
        }
        self.fallback_history.push(if found.by_fallback { Say::True } else { Say::NotConsulted }, resend);
        if self.recent.len() == HISTORY {
            self.recent.remove(0);
        }
        self.recent.push(lineage);
    }
}

impl Route {
    fn say(&self, source: Source, subject: &Subject<'_>) -> Say {
        if self.enabled && self.source == source { self.condition.evaluate(subject).into() } else { Say::NotConsulted }
    }
}
