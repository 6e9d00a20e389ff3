//! A run that is made again: as it was recorded, or with its acts placed anew, by their time, after a change.
//!
//! A long run takes seconds, so this is work that can be done in turns. Nothing of the session changes until the run is
//! there and the session takes it.

use super::Run;
use crate::model::time::Timestamp;
use crate::scenario::{LoadError, Scenario};
use crate::session::Progress;
use crate::session::document::{Recorded, RunRecord};
use crate::world::command::{Answer, Command, Rejection};
use crate::world::entry::RejectCode;
use crate::world::spec::FaultSpec;
use std::sync::Arc;
use std::vec::IntoIter;

/// A run on its way, and what becomes of it in its session.
#[derive(Clone, Debug)]
pub struct Remake {
    run: Run,
    way: Way,
    then: Then,
    /// Empty: it keeps the one that it has.
    name: String,
}

#[derive(Clone, Debug)]
enum Way {
    /// To this step; its acts are in the run.
    Recorded(u32),
    /// To a moment, with the acts that are still to be placed.
    Anew(IntoIter<Recorded>, Timestamp),
}

/// The place in its session that a run takes.
#[derive(Clone, Copy, Debug)]
pub(in crate::session) enum Then {
    /// A new run after the others, and whether an act made it.
    Kept { parent: (usize, u32), by_act: bool },
    /// The current one's, which took over so many acts.
    Current { inherited: usize },
    /// Its own, where it was kept.
    Switched { to: usize },
    /// Its own, where the act was that led to the current run, or else at the same time; the current run is forgotten.
    Back { to: usize, acted: Option<u32> },
}

impl Remake {
    pub(in crate::session) fn recorded(
        scenario: Arc<Scenario>,
        record: &RunRecord,
        then: Then,
    ) -> Result<Self, LoadError> {
        let run = Run::start(scenario, record)?;
        Ok(Self { run, way: Way::Recorded(record.steps), then, name: String::new() })
    }

    /// Places commands again by their time, after everything due at or before it, on the way to `until`.
    fn anew(mut run: Run, commands: Vec<Recorded>, until: Timestamp, then: Then) -> Self {
        // What was asked before anything happened stays before it.
        let at_start = commands.iter().zip(0u32..).take_while(|(recorded, step)| recorded.after == *step).count();
        let mut commands = commands.into_iter();
        for recorded in commands.by_ref().take(at_start) {
            let _ = run.act(recorded.command);
        }
        Self { run, way: Way::Anew(commands, until), then, name: String::new() }
    }

    /// The same, under that name.
    #[must_use]
    pub fn named(self, name: &str) -> Self {
        Self { name: name.into(), ..self }
    }

    /// Takes at most `budget` steps. True when the run is there.
    pub fn go_on(&mut self, budget: u32) -> bool {
        let stop = self.run.last_step().saturating_add(budget);
        match &mut self.way {
            Way::Recorded(steps) => {
                let ran = self.run.seek_step(stop.min(*steps));
                !ran || self.run.last_step() >= *steps
            }
            Way::Anew(acts, until) => loop {
                let next = acts.as_slice().first().filter(|next| next.at <= *until);
                let left = stop.saturating_sub(self.run.last_step());
                if self.run.seek_time(next.map_or(*until, |next| next.at), left) == Progress::More {
                    return false;
                }
                if next.is_none() {
                    return true;
                }
                // A setup command that no longer fits is left out.
                let _ = acts.next().map(|recorded| self.run.act(recorded.command));
            },
        }
    }

    /// How much of the way is done, in hundredths.
    #[must_use]
    pub fn percent(&self) -> u64 {
        let (done, all) = match &self.way {
            Way::Recorded(steps) => (u64::from(self.run.last_step()), u64::from(*steps)),
            Way::Anew(_, until) => {
                let start = self.run.world.start();
                (self.run.last_time().since(start), until.since(start))
            }
        };
        (done * 100 / all.max(1)).min(100)
    }

    pub(in crate::session) fn finish(mut self) -> (Run, Then, String) {
        while !self.go_on(u32::MAX) {}
        (self.run, self.then, self.name)
    }
}

impl Run {
    fn in_force(&self) -> Vec<Recorded> {
        self.commands[..self.head].to_vec()
    }

    pub(in crate::session) fn changed_at_start(
        &self,
        command: Command,
        then: Then,
    ) -> Result<(Remake, Answer), Rejection> {
        let record = RunRecord { faults: self.faults.clone(), ..RunRecord::first(self.world.seed()) };
        let mut run = Self::start(self.scenario.clone(), &record).map_err(load_rejection)?;
        let (at_start, later): (Vec<_>, Vec<_>) = self.in_force().into_iter().partition(|c| c.at == self.world.start());
        for recorded in at_start {
            let _ = run.act(recorded.command);
        }
        let answer = run.act(command)?;
        let first = run.in_force();
        let commands = first.into_iter().chain(later).collect();
        let fresh = Self::start(self.scenario.clone(), &record).map_err(load_rejection)?;
        Ok((Remake::anew(fresh, commands, self.world.now(), then), answer))
    }

    pub(in crate::session) fn with_seed(&self, seed: u64, then: Then) -> Result<Remake, LoadError> {
        let record = RunRecord { faults: self.faults.clone(), ..RunRecord::first(seed) };
        let run = Self::start(self.scenario.clone(), &record)?;
        Ok(Remake::anew(run, self.in_force(), self.world.now(), then))
    }

    /// The place among the acts of the one that added fault `index`, unless the run starts with it.
    pub(in crate::session) fn act_of_fault(&self, index: usize) -> Option<usize> {
        let nth = index.checked_sub(self.starting_faults().len())?;
        let added = self.commands[..self.head].iter().enumerate();
        added.filter(|(_, c)| matches!(c.command, Command::AddFault { .. })).map(|(at, _)| at).nth(nth)
    }

    /// The plan has one list: what the run starts with, then what was added by acts.
    pub(in crate::session) fn with_fault(
        &self,
        index: usize,
        fault: Option<FaultSpec>,
        then: Then,
    ) -> Result<Remake, Rejection> {
        let mut starting = self.starting_faults().to_vec();
        let mut commands = self.in_force();
        if index < starting.len() {
            match fault {
                Some(fault) => starting[index] = fault,
                None => {
                    starting.remove(index);
                }
            }
        } else {
            let at = self.act_of_fault(index);
            let at = at.ok_or_else(|| Rejection::new(RejectCode::UnknownFault, &index.to_string()))?;
            match fault {
                Some(fault) => commands[at].command = Command::AddFault { fault },
                None => {
                    commands.remove(at);
                }
            }
        }
        let record = RunRecord { faults: Some(starting), ..RunRecord::first(self.world.seed()) };
        let run = Self::start(self.scenario.clone(), &record).map_err(load_rejection)?;
        Ok(Remake::anew(run, commands, self.world.now(), then))
    }
}

fn load_rejection(error: LoadError) -> Rejection {
    match error {
        LoadError::Refused { rejection, .. } => rejection,
        LoadError::Shape { path, .. } => Rejection::new(RejectCode::IllegalValue, &path),
        LoadError::Format { .. } => Rejection::new(RejectCode::IllegalValue, "format"),
    }
}
