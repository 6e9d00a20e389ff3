//! A trial played again as a run that can be looked at, and the messages that show best how three such runs differ.

use super::{Span, last_orders};
use crate::model::ids::SendId;
use crate::scenario::{LoadError, Scenario};
use crate::session::fates::{Fate, fates};
use crate::session::{Progress, Session};
use crate::world::entry::Entry;
use crate::world::spec::FaultSpec;

/// Messages to choose from.
const MOST: usize = 50;

/// A trial played as a run, which can be looked at.
pub struct Replay {
    pub(super) session: Session,
    span: Span,
    /// Nobody sends any more.
    drains: bool,
}

impl Replay {
    /// # Errors
    /// As [`Scenario::build`].
    pub fn new(scenario: &Scenario, seed: u64, faults: &[FaultSpec], span: Span) -> Result<Self, LoadError> {
        let session = Session::new(Scenario { seed, faults: faults.to_vec(), ..scenario.clone() })?;
        Ok(Self { session, span, drains: false })
    }

    /// Takes up to `steps` steps. False when the run is at its end.
    pub fn advance(&mut self, steps: u32) -> bool {
        if self.play(steps) {
            return true;
        }
        if self.drains {
            return false;
        }
        for order in last_orders(self.session.world()) {
            // A device or clock that stands there may be stopped.
            let _ = self.session.act(order);
        }
        self.drains = true;
        true
    }

    /// As [`Replay::advance`], and never beyond the end of the run into the drain, or of the drain.
    pub(super) fn play(&mut self, steps: u32) -> bool {
        let Span { run_ms, drain_ms } = self.span;
        let ms = if self.drains { run_ms + drain_ms } else { run_ms };
        let until = self.session.world().start().plus(ms);
        self.session.seek_time(until, steps) == Progress::More
    }

    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }
}

/// What became of a message, as far as the effects of the work go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Its effect did not happen, and it is gone.
    Lost,
    DeadLettered,
    /// Its effect did not happen, or it has none.
    Unapplied,
    Once,
    Repeated(u32),
}

impl Verdict {
    fn of(fate: Fate) -> Self {
        match fate.effects {
            0 if fate.lost > 0 => Self::Lost,
            0 if fate.dead_lettered > 0 => Self::DeadLettered,
            0 => Self::Unapplied,
            1 => Self::Once,
            times => Self::Repeated(times),
        }
    }

    fn is_bad(self) -> bool {
        matches!(self, Self::Lost | Self::DeadLettered | Self::Repeated(_))
    }
}

/// Messages with what became of each in three runs that have sent the same: first those with which most goes wrong, then
/// those that end differently, and in the end those that went well. Of all that a queue's program worked on, fifty at most.
#[must_use]
pub fn telling(runs: [&[Entry]; 3]) -> Vec<(SendId, [Verdict; 3])> {
    let told = runs.map(|entries| fates(entries.iter()));
    let mut sends: Vec<SendId> = told.iter().flat_map(|fates| fates.keys().copied()).collect();
    sends.sort_unstable();
    sends.dedup();
    let verdicts = |send: SendId| {
        let of = |at: usize| told[at].get(&send).copied().map_or(Verdict::Unapplied, Verdict::of);
        (send, [of(0), of(1), of(2)])
    };
    let mut all: Vec<_> = sends.into_iter().map(verdicts).collect();
    all.retain(|(_, verdicts)| verdicts.iter().any(|verdict| *verdict != Verdict::Unapplied));
    all.sort_by_key(|(_, verdicts)| {
        let bad = verdicts.iter().filter(|verdict| verdict.is_bad()).count();
        // What differs before what is as bad everywhere.
        let same = verdicts[0] == verdicts[1] && verdicts[1] == verdicts[2];
        (same, 3 - bad)
    });
    all.truncate(MOST);
    all
}
