//! One trial: a scenario under a seed and a plan of faults, run in slices, and what went wrong in it.

use super::{Span, last_orders};
use crate::model::ids::{ProducerId, SendId};
use crate::model::small::SmallMap;
use crate::model::time::{Millis, Timestamp};
use crate::scenario::{LoadError, Scenario};
use crate::world::World;
use crate::world::consumer::Reads;
use crate::world::entry::{Entry, Log, What};
use crate::world::spec::FaultSpec;
use serde::{Deserialize, Serialize};

/// Steps of a trial at most: so every trial ends.
pub const MOST_STEPS: u32 = 200_000;

/// What can become of a message that should not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Goal {
    /// Accepted or received, and nowhere any more without having been completed: forgotten after receive-and-delete,
    /// expired, dropped by the hub, or skipped as a repetition that it was not.
    Lost,
    /// The effect of the work happened more than once for one send.
    AppliedTwice,
    DeadLettered,
    /// Its effect happened first behind that of a later message of the same device.
    OutOfOrder,
}

impl Goal {
    pub const ALL: [Self; 4] = [Self::Lost, Self::AppliedTwice, Self::DeadLettered, Self::OutOfOrder];

    /// Its name on the command line and in files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::AppliedTwice => "applied-twice",
            Self::DeadLettered => "dead-lettered",
            Self::OutOfOrder => "out-of-order",
        }
    }

    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|goal| goal.code() == code)
    }
}

/// The moment at which it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    pub step: u32,
    pub at: Timestamp,
    pub send: SendId,
}

/// How often each happened, and when first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judge {
    counts: [u64; 4],
    first: [Option<Moment>; 4],
    /// The highest number applied so far, by what was read, producer and boot.
    applied: SmallMap<(usize, ProducerId, u16), u32>,
    /// What is read, in the order in which it was met.
    sources: Vec<Reads>,
}

impl Judge {
    #[must_use]
    pub fn count(&self, goal: Goal) -> u64 {
        self.counts[goal as usize]
    }

    #[must_use]
    pub fn first(&self, goal: Goal) -> Option<Moment> {
        self.first[goal as usize]
    }

    /// Reads the entries of one step.
    fn read(&mut self, entries: &[Entry], world: &World) {
        for entry in entries {
            let goal = match entry.what {
                What::Lost { .. }
                | What::Dropped { .. }
                | What::MessageExpired { .. }
                | What::DuplicateSkipped { applied: false, .. } => Goal::Lost,
                What::Expired { lineage, .. } => {
                    let kept = |what: What| matches!(what, What::DeadLettered { lineage: it, .. } if it == lineage);
                    if entries.iter().any(|entry| kept(entry.what)) {
                        continue;
                    }
                    Goal::Lost
                }
                What::DeadLettered { .. } => Goal::DeadLettered,
                What::EffectApplied { nth, .. } if nth > 1 => Goal::AppliedTwice,
                What::EffectApplied { lineage, consumer, .. } => {
                    let reads = &world.consumers()[consumer.index()].reads;
                    if !self.comes_late(reads, lineage.send()) {
                        continue;
                    }
                    Goal::OutOfOrder
                }
                _ => continue,
            };
            self.counts[goal as usize] += 1;
            if let Some(send) = entry.what.send() {
                self.first[goal as usize].get_or_insert(Moment { step: entry.step, at: entry.at, send });
            }
        }
    }

    fn comes_late(&mut self, reads: &Reads, send: SendId) -> bool {
        let source = self.sources.iter().position(|it| it == reads).unwrap_or_else(|| {
            self.sources.push(reads.clone());
            self.sources.len() - 1
        });
        let highest = self.applied.get_or_insert((source, send.producer, send.boot), send.number);
        let late = send.number < *highest;
        *highest = (*highest).max(send.number);
        late
    }
}

/// A trial under way.
#[derive(Clone, Debug)]
pub struct Trial {
    world: World,
    log: Log,
    run_ends: Timestamp,
    ends: Timestamp,
    /// Nobody sends any more.
    drains: bool,
    pub judge: Judge,
}

impl Trial {
    /// # Errors
    /// As [`Scenario::build`].
    pub fn new(scenario: &Scenario, seed: u64, faults: &[FaultSpec], span: Span) -> Result<Self, LoadError> {
        let world = scenario.build_with(seed, faults)?;
        let run_ends = world.start().plus(span.run_ms);
        Ok(Self {
            ends: run_ends.plus(span.drain_ms),
            run_ends,
            world,
            log: Log::default(),
            drains: false,
            judge: Judge::default(),
        })
    }

    /// Takes up to `steps` steps. True when the trial is over, or what is looked for has happened.
    pub fn advance(&mut self, steps: u32, wanted: Option<Goal>) -> bool {
        for _ in 0..steps {
            let until = if self.drains { self.ends } else { self.run_ends };
            let stepped = self.world.step_until(Some(until), &mut self.log);
            if !stepped && self.drains {
                return true;
            }
            if !stepped {
                self.world.wait_until(self.run_ends);
                for order in last_orders(&self.world) {
                    // A device or clock that stands there may be stopped.
                    let _ = self.world.apply(&order, &mut self.log);
                }
                self.drains = true;
            }
            self.judge.read(self.log.entries(), &self.world);
            drop(self.log.drain());
            let happened = wanted.is_some_and(|goal| self.judge.count(goal) > 0);
            if happened || self.world.steps() >= MOST_STEPS || self.world.limit_reached().is_some() {
                return true;
            }
        }
        false
    }

    #[must_use]
    pub fn world(&self) -> &World {
        &self.world
    }

    /// Milliseconds from the start to an instant of it.
    #[must_use]
    pub fn since_start(&self, at: Timestamp) -> Millis {
        at.since(self.world.start())
    }
}
