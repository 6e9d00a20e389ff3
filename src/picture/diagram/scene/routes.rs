//! Routes as rungs: their verdict on the message that is looked at, their counts and their past.

use super::{Look, Subject};
use crate::model::hub::routing::{History, Route, Say};
use crate::model::ids::{EndpointId, RouteId};
use crate::model::message::Source;
use std::sync::Arc;

/// More routes than this fold those that did not match.
pub const RUNG_ROWS: usize = 12;
/// Verdicts in a rung's history.
pub const PAST: usize = 14;

/// What a rung says of the message that is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// There is no such message, or the hub has not evaluated its routes.
    Pending,
    True,
    False,
    Undefined,
    Disabled,
    OtherSource,
    /// The fallback route was not needed.
    NotNeeded,
}

/// One verdict of the past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Past {
    pub say: Say,
    pub resend: bool,
    /// It is about the selected message.
    pub selected: bool,
}

/// A route as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct RungFacts {
    pub id: RouteId,
    pub name: Arc<str>,
    pub condition: Arc<str>,
    pub source: Source,
    pub endpoint: EndpointId,
    pub verdict: Verdict,
    pub matched: u64,
    pub past: Vec<Past>,
    pub selected: bool,
    /// The selected message took this way.
    pub on_path: bool,
}

/// The fallback route as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct FallbackFacts {
    pub on: bool,
    pub verdict: Verdict,
    pub matched: u64,
    pub orphaned: u64,
    pub past: Vec<Past>,
    pub on_path: bool,
}

pub(super) fn of(
    look: &Look<'_>,
    subject: Option<&Subject>,
    verdicts: &[Say],
) -> (Vec<RungFacts>, usize, FallbackFacts) {
    let routes = &look.world.hub().routes;
    let path = subject.is_some_and(|subject| subject.selected);
    let mut rungs: Vec<_> = routes
        .list
        .iter()
        .enumerate()
        .map(|(at, route)| {
            let verdict = verdict(route, verdicts.get(at).copied());
            RungFacts {
                id: route.id,
                name: route.name.clone(),
                condition: route.condition.text().into(),
                source: route.source,
                endpoint: route.endpoint,
                verdict,
                matched: route.matched,
                past: past(look, route.history),
                selected: look.focus.route == Some(route.id),
                on_path: path && verdict == Verdict::True,
            }
        })
        .collect();
    let matched = rungs.iter().any(|rung| rung.verdict == Verdict::True);
    let used = !verdicts_missing(subject) && !matched;
    let fallback = FallbackFacts {
        on: routes.fallback_on,
        verdict: match (routes.fallback_on, verdicts_missing(subject)) {
            (false, _) => Verdict::Disabled,
            (true, true) => Verdict::Pending,
            (true, false) if matched => Verdict::NotNeeded,
            (true, false) => Verdict::True,
        },
        matched: routes.fallback_matched,
        orphaned: look.world.ledger().orphaned,
        past: past(look, routes.fallback_history),
        on_path: path && used,
    };
    let unmatched = fold(look, subject, &mut rungs);
    (rungs, unmatched, fallback)
}

/// Of many routes, takes out those that did not match; their number, also when the reader wants to see them.
fn fold(look: &Look<'_>, subject: Option<&Subject>, rungs: &mut Vec<RungFacts>) -> usize {
    if rungs.len() <= RUNG_ROWS || verdicts_missing(subject) {
        return 0;
    }
    let stays = |rung: &RungFacts, unsure: bool| {
        rung.verdict == Verdict::True || rung.selected || unsure && rung.verdict == Verdict::Undefined
    };
    // An undefined verdict is worth a look, unless there is a crowd of them.
    let unsure = rungs.iter().filter(|rung| stays(rung, true)).count() <= RUNG_ROWS;
    let unmatched = rungs.iter().filter(|rung| !stays(rung, unsure)).count();
    if !look.focus.all_routes {
        rungs.retain(|rung| stays(rung, unsure));
    }
    unmatched
}

fn verdicts_missing(subject: Option<&Subject>) -> bool {
    subject.is_none_or(|subject| !subject.accepted)
}

fn verdict(route: &Route, say: Option<Say>) -> Verdict {
    match say {
        _ if !route.enabled => Verdict::Disabled,
        _ if route.source != Source::DeviceMessages => Verdict::OtherSource,
        Some(Say::True) => Verdict::True,
        Some(Say::False) => Verdict::False,
        Some(Say::Undefined) => Verdict::Undefined,
        Some(Say::NotConsulted) | None => Verdict::Pending,
    }
}

fn past(look: &Look<'_>, history: History) -> Vec<Past> {
    let recent = &look.world.hub().routes.recent;
    let past: Vec<_> = history.last(PAST).collect();
    // A young route has a shorter history than the hub: both end with the newest message.
    let first = recent.len().saturating_sub(past.len());
    let selected =
        |at: usize| look.focus.message.is_some() && recent.get(first + at).map(|l| l.send()) == look.focus.message;
    past.iter().enumerate().map(|(at, &(say, resend))| Past { say, resend, selected: selected(at) }).collect()
}
