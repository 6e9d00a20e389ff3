//! Delivery guarantees compared: one scenario and seed under receive-and-delete, peek-lock, and peek-lock with
//! de-duplication by message id, then the same over many seeds.
//!
//! The three runs send the same messages and meet the same faults: draws belong to their owners.

use super::trial::{Goal, Trial};
use super::{Span, document, queue_readers, with_effects};
use crate::scenario::{LoadError, Scenario};
use crate::session::document::RunDocument;
use crate::world::ledger::Ledger;
use crate::world::spec::{Deduplication, FaultSpec, Key, Memory, ReceiveMode, Recorded, Settling};
use serde::Serialize;
use std::collections::BTreeMap;

/// What a program promises by the way it receives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Guarantee {
    /// Receive-and-delete: at most once, may lose.
    AtMostOnce,
    /// Peek-lock, completed after the work: at least once, may repeat.
    AtLeastOnce,
    /// Peek-lock, and effect and message id are recorded in one durable step: applied once.
    AppliedOnce,
}

impl Guarantee {
    pub const ALL: [Self; 3] = [Self::AtMostOnce, Self::AtLeastOnce, Self::AppliedOnce];

    /// Its name in files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::AtMostOnce => "at-most-once",
            Self::AtLeastOnce => "at-least-once",
            Self::AppliedOnce => "applied-once",
        }
    }

    /// The scenario with every program that reads a queue keeping this promise.
    #[must_use]
    pub fn of(self, scenario: &Scenario) -> Scenario {
        let mut scenario = with_effects(scenario);
        for consumer in queue_readers(&mut scenario) {
            consumer.receive_mode = match self {
                Self::AtMostOnce => ReceiveMode::ReceiveAndDelete,
                Self::AtLeastOnce | Self::AppliedOnce => ReceiveMode::PeekLock,
            };
            consumer.settle = Settling::AfterWork;
            consumer.deduplicate = (self == Self::AppliedOnce).then_some(Deduplication {
                by: Key::MessageId,
                memory: Memory::Durable,
                recorded: Recorded::WithEffect,
            });
            if self == Self::AtMostOnce {
                // There is no lock to renew.
                consumer.renew = None;
            }
        }
        scenario
    }
}

/// How many seeds had how many of something.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Spread {
    /// Seeds by count.
    pub seeds: BTreeMap<u64, u64>,
    /// The first seed that had any.
    pub first: Option<u64>,
    /// The first of those that had most, and how many.
    pub worst: Option<(u64, u64)>,
}

impl Spread {
    fn take(&mut self, seed: u64, count: u64) {
        *self.seeds.entry(count).or_default() += 1;
        if count > 0 {
            self.first.get_or_insert(seed);
            if self.worst.is_none_or(|(_, most)| count > most) {
                self.worst = Some((seed, count));
            }
        }
    }

    /// Seeds that had any.
    #[must_use]
    pub fn struck(&self) -> u64 {
        self.seeds.iter().filter(|(count, _)| **count > 0).map(|(_, seeds)| seeds).sum()
    }

    /// All that happened, over all seeds.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.seeds.iter().map(|(count, seeds)| count * seeds).sum()
    }
}

/// What became of the messages under one guarantee.
#[derive(Clone, Debug)]
pub struct Column {
    pub guarantee: Guarantee,
    /// The books of the scenario's own seed.
    pub ledger: Option<Ledger>,
    pub lost: Spread,
    pub repeated: Spread,
    scenario: Scenario,
}

/// A comparison under way.
#[derive(Clone, Debug)]
pub struct Compare {
    pub columns: [Column; 3],
    faults: Vec<FaultSpec>,
    span: Span,
    first_seed: u64,
    seeds: u64,
    /// Trials that are over: of a seed all three, then the next.
    done: u64,
    trial: Option<Trial>,
}

impl Compare {
    /// Compares under `seeds` seeds, the scenario's own first.
    ///
    /// # Errors
    /// As [`Scenario::build`]. A scenario in which no program reads a queue is compared too, and shows no difference:
    /// see [`Compare::differs`].
    pub fn new(scenario: &Scenario, faults: Vec<FaultSpec>, seeds: u64, span: Span) -> Result<Self, LoadError> {
        let column = |guarantee: Guarantee| Column {
            guarantee,
            ledger: None,
            lost: Spread::default(),
            repeated: Spread::default(),
            scenario: guarantee.of(scenario),
        };
        let columns = Guarantee::ALL.map(column);
        for column in &columns {
            column.scenario.build_with(scenario.seed, &faults)?;
        }
        Ok(Self { columns, faults, span, first_seed: scenario.seed, seeds: seeds.max(1), done: 0, trial: None })
    }

    /// Whether the guarantees make any difference: some program reads a queue.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.columns[0].scenario != self.columns[1].scenario
    }

    /// The scenario's own seed, which comes first.
    #[must_use]
    pub fn first_seed(&self) -> u64 {
        self.first_seed
    }

    /// Seeds that are compared.
    #[must_use]
    pub fn seeds(&self) -> u64 {
        self.seeds
    }

    /// Seeds that all three have run.
    #[must_use]
    pub fn done(&self) -> u64 {
        self.done / self.columns.len() as u64
    }

    #[must_use]
    pub fn is_over(&self) -> bool {
        self.done() >= self.seeds
    }

    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    #[must_use]
    pub fn faults(&self) -> &[FaultSpec] {
        &self.faults
    }

    /// Takes up to `steps` steps of the trial at hand, or begins the next. False when there is nothing left.
    pub fn advance(&mut self, steps: u32) -> bool {
        if self.is_over() {
            return false;
        }
        let (seed, at) = (self.first_seed.wrapping_add(self.done()), (self.done % self.columns.len() as u64) as usize);
        let column = &mut self.columns[at];
        let trial = match &mut self.trial {
            Some(trial) => trial,
            empty => match Trial::new(&column.scenario, seed, &self.faults, self.span) {
                Ok(trial) => empty.insert(trial),
                // It was built under the first seed, and no seed changes what stands there.
                Err(_) => return false,
            },
        };
        if trial.advance(steps, None) {
            column.lost.take(seed, trial.judge.count(Goal::Lost));
            column.repeated.take(seed, trial.judge.count(Goal::AppliedTwice));
            column.ledger.get_or_insert_with(|| trial.world().ledger().clone());
            self.trial = None;
            self.done += 1;
        }
        true
    }

    /// A run under a guarantee and seed, ready to be opened at its end.
    ///
    /// # Errors
    /// As [`Scenario::build`].
    pub fn document(&self, guarantee: Guarantee, seed: u64) -> Result<RunDocument, LoadError> {
        document(&self.columns[guarantee as usize].scenario, seed, &self.faults, self.span, None)
    }
}
