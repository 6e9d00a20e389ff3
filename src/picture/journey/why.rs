//! Why a journey went as it did: what was repeated, lost or refused, each with the rows that show it.

use super::{Figure, Journey, Row};
use crate::world::entry::{Entry, What};

/// One reason, and the rows that show it, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    pub why: Why,
    pub rows: Vec<usize>,
    /// How often it happened.
    pub times: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    PublishLost,
    PubackLost,
    /// The hub accepted what it had: it does not compare message ids.
    AcceptedAgain,
    GivenUp,
    /// The router brought it again.
    RouterRestarted,
    /// On its way between a queue and a consumer.
    CallLost,
    Late,
    Orphaned,
    NotTaken,
    Dropped,
    /// The consumer crashed, so the message came again or stays locked.
    Crashed,
    /// The work took longer than the lock, or than the visibility timeout.
    RanOut,
    /// A call came too late, and was refused.
    TooLate,
    Failed,
    Expired,
    DeadLettered,
    /// Taken out of its queue before the work was done.
    Lost,
    EffectAgain,
    Skipped,
    /// Skipped, although its effect never was.
    Missed,
    /// It arrived, and nothing of that kind happened.
    Smooth,
}

impl Why {
    fn of(entry: &Entry, crashed: bool) -> Option<Self> {
        Some(match entry.what {
            What::PublishLost { .. } => Self::PublishLost,
            What::PubackLost { .. } => Self::PubackLost,
            What::Accepted { lineage, .. } if lineage.accepted > 1 => Self::AcceptedAgain,
            What::SendTimedOut { .. } | What::SendForgotten { .. } => Self::GivenUp,
            What::RouterRestarted { .. } => Self::RouterRestarted,
            What::ResponseLost { .. } | What::CallLost { .. } | What::AnswerLost { .. } => Self::CallLost,
            What::PublishDelayed { .. }
            | What::PubackDelayed { .. }
            | What::DeliveryDelayed { .. }
            | What::ResponseDelayed { .. }
            | What::CallDelayed { .. }
            | What::AnswerDelayed { .. } => Self::Late,
            What::Orphaned { .. } => Self::Orphaned,
            What::DeliveryFailed { .. } | What::RetryStarted { .. } => Self::NotTaken,
            What::Dropped { .. } | What::Invalid { .. } => Self::Dropped,
            What::CrashedHolding { .. } | What::Forgotten { .. } => Self::Crashed,
            What::LockExpired { .. } | What::BecameVisible { .. } if !crashed => Self::RanOut,
            What::SettleRefused { .. } | What::CallRefused { .. } | What::StorageCallRefused { .. } => Self::TooLate,
            What::WorkFailed { .. } => Self::Failed,
            What::Expired { .. } | What::MessageExpired { .. } => Self::Expired,
            What::DeadLettered { .. } => Self::DeadLettered,
            What::Lost { .. } => Self::Lost,
            What::EffectApplied { nth: 2.., .. } => Self::EffectAgain,
            What::DuplicateSkipped { applied: true, .. } => Self::Skipped,
            What::DuplicateSkipped { applied: false, .. } => Self::Missed,
            _ => return None,
        })
    }
}

impl Journey {
    /// The reasons up to the playhead, each kind once, in the order in which they first showed.
    #[must_use]
    pub fn why(&self) -> Vec<Clause> {
        let mut clauses: Vec<Clause> = Vec::new();
        let past = &self.rows[..self.past];
        for (at, row) in past.iter().enumerate() {
            let crashed = || self.was_crashed(at);
            for why in row.told.iter().filter_map(|entry| Why::of(entry, crashed())) {
                match clauses.iter_mut().find(|clause| clause.why == why) {
                    Some(clause) => clause.times += 1,
                    None => clauses.push(Clause { why, rows: self.shown_by(why, at), times: 1 }),
                }
            }
        }
        let arrived = |row: &Row| {
            matches!(row.told[0].what, What::Delivered { .. } | What::Enqueued { .. } | What::MessagePut { .. })
        };
        if clauses.is_empty() && past.iter().any(arrived) {
            clauses.push(Clause { why: Why::Smooth, rows: Vec::new(), times: 1 });
        }
        clauses
    }

    /// Whether the delivery that ran out in this row had lost its consumer.
    pub(super) fn was_crashed(&self, row: usize) -> bool {
        self.rows[row].causes.iter().any(|handed| {
            let crash = |crash: &Row| {
                matches!(crash.told[0].what, What::CrashedHolding { .. } | What::Forgotten { .. })
                    && crash.causes.contains(handed)
            };
            self.rows[..row].iter().any(crash)
        })
    }

    /// A reason's own row, and where its consequence shows.
    fn shown_by(&self, why: Why, row: usize) -> Vec<usize> {
        let later = |is_it: &dyn Fn(&Row) -> bool| (row + 1..self.past).find(|at| is_it(&self.rows[*at]));
        let again = match why {
            Why::PublishLost | Why::PubackLost => {
                later(&|row| matches!(row.told[0].what, What::Published { attempt: 2.., .. }))
            }
            Why::Crashed => {
                let lineage = self.rows[row].told[0].what.lineage();
                let out = later(&|row| {
                    matches!(row.told[0].what, What::LockExpired { .. } | What::BecameVisible { .. })
                        && row.told[0].what.lineage() == lineage
                });
                return [Some(row), out].into_iter().flatten().collect();
            }
            Why::RanOut => later(&|later| {
                matches!(later.figure, Figure::Arrow { .. })
                    && matches!(later.told[0].what, What::Locked { .. } | What::MessageGot { .. })
                    && later.told[0].what.lineage() == self.rows[row].told[0].what.lineage()
            }),
            _ => None,
        };
        [Some(row), again].into_iter().flatten().collect()
    }
}
