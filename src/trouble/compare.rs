//! Delivery guarantees compared: one scenario and seed under receive-and-delete, peek-lock, and peek-lock with
//! de-duplication by message id, then the same over many seeds.
//!
//! The three runs send the same messages and meet the same faults: draws belong to their owners.

use super::labour::{Labour, Task};
use super::replay::Replay;
use super::trial::{Goal, Trial};
use super::{Span, document, queue_readers, with_effects};
use crate::scenario::{LoadError, Scenario};
use crate::session::document::RunDocument;
use crate::world::ledger::Ledger;
use crate::world::spec::{Deduplication, FaultSpec, Key, Memory, ReceiveMode, Recorded, Settling};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a program promises by the way it receives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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

/// The books of one run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Books {
    pub sent: u64,
    pub accepted: u64,
    pub duplicates: u64,
    pub completed: u64,
    pub applied: u64,
    pub applied_again: u64,
    pub skipped: u64,
    pub never_applied: u64,
    pub dead_lettered: u64,
    pub expired: u64,
    pub dropped: u64,
    pub lost: u64,
}

impl From<&Ledger> for Books {
    fn from(ledger: &Ledger) -> Self {
        Self {
            sent: ledger.sent,
            accepted: ledger.accepted,
            duplicates: ledger.duplicates,
            completed: ledger.completed,
            applied: ledger.effects,
            applied_again: ledger.repeated_effects,
            skipped: ledger.skipped,
            never_applied: ledger.missed,
            dead_lettered: ledger.dead_lettered,
            expired: ledger.expired,
            dropped: ledger.dropped(),
            lost: ledger.lost,
        }
    }
}

/// What became of the messages under one guarantee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    pub guarantee: Guarantee,
    /// The books of the scenario's own seed.
    pub ledger: Option<Books>,
    pub lost: Spread,
    pub repeated: Spread,
}

/// What is compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Order {
    pub scenario: Scenario,
    pub faults: Vec<FaultSpec>,
    /// How many, the scenario's own first.
    pub seeds: u64,
    pub span: Span,
}

impl Order {
    /// The run under a guarantee and seed, from its first moment: to be played and looked at.
    ///
    /// # Errors
    /// As [`Scenario::build`].
    pub fn replay(&self, guarantee: Guarantee, seed: u64) -> Result<Replay, LoadError> {
        Replay::new(&guarantee.of(&self.scenario), seed, &self.faults, self.span)
    }
}

/// How far a comparison is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Trials that are over: of a seed all three, then the next.
    done: u64,
    columns: [Column; 3],
}

/// A comparison under way.
#[derive(Clone, Debug)]
pub struct Compare {
    order: Order,
    /// The scenario under each guarantee.
    scenarios: [Scenario; 3],
    standing: Standing,
    trial: Option<Trial>,
}

impl Compare {
    /// Compares under many seeds, the scenario's own first.
    ///
    /// # Errors
    /// As [`Scenario::build`]. A scenario in which no program reads a queue is compared too, and shows no difference:
    /// see [`Compare::differs`].
    pub fn new(order: Order) -> Result<Self, LoadError> {
        let scenarios = Guarantee::ALL.map(|guarantee| guarantee.of(&order.scenario));
        for scenario in &scenarios {
            scenario.build_with(scenario.seed, &order.faults)?;
        }
        let column = |guarantee: Guarantee| Column {
            guarantee,
            ledger: None,
            lost: Spread::default(),
            repeated: Spread::default(),
        };
        let standing = Standing { done: 0, columns: Guarantee::ALL.map(column) };
        Ok(Self { order, scenarios, standing, trial: None })
    }

    #[must_use]
    pub fn columns(&self) -> &[Column; 3] {
        &self.standing.columns
    }

    /// Whether the guarantees make any difference: some program reads a queue.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.scenarios[0] != self.scenarios[1]
    }

    /// The scenario's own seed, which comes first.
    #[must_use]
    pub fn first_seed(&self) -> u64 {
        self.order.scenario.seed
    }

    /// Seeds that are compared.
    #[must_use]
    pub fn seeds(&self) -> u64 {
        self.order.seeds.max(1)
    }

    /// Seeds that all three have run.
    #[must_use]
    pub fn done(&self) -> u64 {
        self.standing.done / self.scenarios.len() as u64
    }

    #[must_use]
    pub fn is_over(&self) -> bool {
        self.done() >= self.seeds()
    }

    #[must_use]
    pub fn span(&self) -> Span {
        self.order.span
    }

    #[must_use]
    pub fn faults(&self) -> &[FaultSpec] {
        &self.order.faults
    }

    /// A run under a guarantee and seed, ready to be opened at its end.
    ///
    /// # Errors
    /// As [`Scenario::build`].
    pub fn document(&self, guarantee: Guarantee, seed: u64) -> Result<RunDocument, LoadError> {
        document(&self.scenarios[guarantee as usize], seed, &self.order.faults, self.order.span, None)
    }

    /// Seeds to look at, each once: those that were struck first and most, and the scenario's own.
    #[must_use]
    pub fn telling_seeds(&self) -> Vec<u64> {
        let spreads = self.columns().iter().flat_map(|column| [&column.lost, &column.repeated]);
        let struck = spreads.flat_map(|spread| spread.first.into_iter().chain(spread.worst.map(|(seed, _)| seed)));
        let mut seeds = Vec::new();
        for seed in struck.chain([self.first_seed()]) {
            if !seeds.contains(&seed) {
                seeds.push(seed);
            }
        }
        seeds
    }
}

impl Labour for Compare {
    type Order = Order;
    type Standing = Standing;

    fn begin(order: Order) -> Result<Self, LoadError> {
        Self::new(order)
    }

    fn task(order: Order) -> Task {
        Task::Compare(order)
    }

    fn advance(&mut self, steps: u32) -> bool {
        if self.is_over() {
            return false;
        }
        let seed = self.first_seed().wrapping_add(self.done());
        let at = (self.standing.done % self.scenarios.len() as u64) as usize;
        let trial = match &mut self.trial {
            Some(trial) => trial,
            empty => match Trial::new(&self.scenarios[at], seed, &self.order.faults, self.order.span) {
                Ok(trial) => empty.insert(trial),
                // It was built under the first seed, and no seed changes what stands there.
                Err(_) => return false,
            },
        };
        if trial.advance(steps, None) {
            let column = &mut self.standing.columns[at];
            column.lost.take(seed, trial.judge.count(Goal::Lost));
            column.repeated.take(seed, trial.judge.count(Goal::AppliedTwice));
            column.ledger.get_or_insert_with(|| trial.world().ledger().into());
            self.trial = None;
            self.standing.done += 1;
        }
        true
    }

    fn standing(&self) -> &Standing {
        &self.standing
    }

    fn stand(&mut self, standing: Standing) {
        self.standing = standing;
    }
}
