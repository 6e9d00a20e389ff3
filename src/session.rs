//! Time travel: a run of a scenario that can be stepped, played, sought, forked, undone and written down.
//!
//! The run document (scenario, seed, commands) is the truth; worlds, entries and checkpoints are derived from it and
//! can be thrown away. Looking at the past is read-only. Acting in the past forks: a new run, the old one is kept.

pub mod breakpoints;
pub mod checkpoints;
pub mod document;
pub mod fates;
pub mod history;
pub mod link;
mod memory;
mod run;
pub mod story;
#[cfg(test)]
mod tests;
pub mod trails;

use crate::model::ids::ProducerId;
use crate::model::limits::MAX_RUNS;
use crate::model::time::Timestamp;
use crate::scenario::{LoadError, Scenario};
use crate::world::World;
use crate::world::command::{Answer, Command, Rejection};
use crate::world::entry::{Entry, PauseReason, What};
use crate::world::spec::FaultSpec;
use breakpoints::{Breakpoint, Stop};
use document::{RunDocument, RunRecord};
use run::Run;
pub use run::remake::Remake;
use run::remake::Then;
use std::sync::Arc;

/// What one slice of work did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The wanted moment is reached.
    Reached,
    /// The budget was used up before.
    More,
    /// Nothing is left to happen.
    Ended,
    /// A limit of the page was reached: the run pauses.
    Limit(PauseReason),
    /// A breakpoint in the program of this owner was reached.
    Stopped(ProducerId),
}

/// What there is to undo.
#[derive(Clone, Debug)]
pub enum Undone {
    Nothing,
    /// An act of the current run.
    Act,
    /// The act that began it: this is the run that it came from, still to be made and taken.
    Fork(Box<Remake>),
}

/// A scenario with its runs, one of them live.
#[derive(Clone, Debug)]
pub struct Session {
    scenario: Arc<Scenario>,
    /// The runs that are kept, as documents; the current one's place holds its latest saved state.
    records: Vec<RunRecord>,
    current: usize,
    run: Run,
    breakpoints: Vec<Breakpoint>,
    stop: Option<Stop>,
}

impl Session {
    /// Opens a scenario at its first moment.
    ///
    /// # Errors
    /// As [`Scenario::build`].
    pub fn new(scenario: Scenario) -> Result<Self, LoadError> {
        let scenario = Arc::new(scenario);
        let record = RunRecord::first(scenario.seed);
        let run = Run::start(scenario.clone(), &record)?;
        Ok(Self { scenario, records: vec![record], current: 0, run, breakpoints: Vec::new(), stop: None })
    }

    /// Opens a stored document and runs its current run to where it was.
    ///
    /// # Errors
    /// As [`Scenario::build`], or when the document names a run that it does not hold.
    pub fn open(document: RunDocument) -> Result<Self, LoadError> {
        let (mut session, run) = Self::opening(document)?;
        session.take(run);
        Ok(session)
    }

    /// A stored document at its first moment, and its current run, which has yet to be made and taken.
    ///
    /// # Errors
    /// As [`Session::open`].
    pub fn opening(document: RunDocument) -> Result<(Self, Remake), LoadError> {
        let document = document.check()?;
        let scenario = Arc::new(document.scenario);
        let (records, current) = (document.runs, document.current);
        let record = &records[current];
        let run = Run::start(scenario.clone(), record)?;
        let then = Then::Current { inherited: record.inherited };
        let remake = Remake::recorded(scenario.clone(), record, then)?;
        Ok((Self { scenario, records, current, run, breakpoints: Vec::new(), stop: None }, remake))
    }

    /// Finishes a run that is made again, and gives it its place.
    pub fn take(&mut self, remake: Remake) {
        let (run, then, name) = remake.finish();
        match then {
            Then::Kept { parent, by_act } => self.keep(run, Some(parent), by_act),
            Then::Current { inherited } => {
                // An act that no longer fits is left out.
                self.records[self.current].inherited = inherited.min(run.acts());
                self.run = run;
            }
            Then::Switched { to } => self.go_over(to, run),
            Then::Back { to, acted } => {
                let (gone, now) = (self.current, self.world().now());
                self.go_over(to, run);
                if let Some(step) = acted {
                    self.seek_step(step);
                } else {
                    // It was otherwise from the start: both runs are looked at at the same time, as far as this one has gone.
                    self.run.seek_time(now.min(self.last_time()), u32::MAX);
                    if self.world().next_due().is_none_or(|due| now < due) {
                        self.run.wait_until(now);
                    }
                }
                self.forget_run(gone);
            }
        }
        if !name.is_empty() {
            self.rename_run(self.current, &name);
        }
    }

    /// Another run that was kept becomes the current one.
    fn go_over(&mut self, to: usize, run: Run) {
        self.run.write_into(&mut self.records[self.current]);
        self.current = to;
        self.run = run;
    }

    /// A run of this session by itself, at its first moment: to be run beside the current one. None where no run has this
    /// place.
    ///
    /// # Errors
    /// As [`Scenario::build`].
    pub fn beside(&self, index: usize) -> Option<Result<Self, LoadError>> {
        let mut record = self.records.get(index)?.clone();
        if index == self.current {
            self.run.write_into(&mut record);
        }
        let alone = RunRecord { parent: None, inherited: 0, steps: 0, digest: String::new(), ..record };
        let run = Run::start(self.scenario.clone(), &alone);
        Some(run.map(|run| Self {
            scenario: self.scenario.clone(),
            records: vec![alone],
            current: 0,
            run,
            breakpoints: Vec::new(),
            stop: None,
        }))
    }

    /// The whole session as data: what undo, save, share, export and tests use.
    #[must_use]
    pub fn document(&self) -> RunDocument {
        let mut records = self.records.clone();
        self.run.write_into(&mut records[self.current]);
        RunDocument::new((*self.scenario).clone(), records, self.current)
    }

    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    #[must_use]
    pub fn shared_scenario(&self) -> Arc<Scenario> {
        self.scenario.clone()
    }

    /// The world at the playhead.
    #[must_use]
    pub fn world(&self) -> &World {
        self.run.world()
    }

    /// Step at the playhead.
    #[must_use]
    pub fn at_step(&self) -> u32 {
        self.run.world().steps()
    }

    /// The step that the run has reached.
    #[must_use]
    pub fn last_step(&self) -> u32 {
        self.run.last_step()
    }

    /// The instant that the run has reached.
    #[must_use]
    pub fn last_time(&self) -> Timestamp {
        self.run.last_time()
    }

    #[must_use]
    pub fn is_latest(&self) -> bool {
        self.at_step() == self.last_step()
    }

    /// What happened, from the oldest entry still kept to the newest, also beyond the playhead.
    #[must_use]
    pub fn log(&self) -> &history::History {
        self.run.history()
    }

    /// Entries of the steps `from..=to`, run again where the log has forgotten them.
    #[must_use]
    pub fn entries(&self, from: u32, to: u32) -> Vec<Entry> {
        self.run.entries(from, to)
    }

    /// The world as it was right after `step`, without moving the playhead.
    #[must_use]
    pub fn world_at(&self, step: u32) -> World {
        self.run.world_at(step)
    }

    /// The digest of every entry up to the end of the run.
    #[must_use]
    pub fn digest(&self) -> u64 {
        self.run.digest()
    }

    /// One thing happens. False when nothing is left.
    pub fn step(&mut self) -> bool {
        self.run.step()
    }

    /// One thing un-happens. False at the start.
    pub fn step_back(&mut self) -> bool {
        let at = self.at_step();
        at > 0 && self.seek_step(at - 1)
    }

    /// The entry that the next step will write first, and nothing changes.
    #[must_use]
    pub fn peek(&self) -> Option<Entry> {
        self.run.peek()
    }

    /// The recorded act that the next step makes, if it is one and the world takes it.
    #[must_use]
    pub fn next_act(&self) -> Option<&Command> {
        self.run.next_act()
    }

    /// Moves the playhead to right after `step`, running on if it lies beyond what has run.
    pub fn seek_step(&mut self, step: u32) -> bool {
        self.run.seek_step(step)
    }

    /// Moves the playhead to `time`: after everything due at or before it. Takes at most `budget` steps beyond what
    /// has run.
    pub fn seek_time(&mut self, time: Timestamp, budget: u32) -> Progress {
        self.run.seek_time(time, budget)
    }

    /// Acts at the playhead. In the past this forks: a new run goes on from here, the old one is kept.
    ///
    /// # Errors
    /// What the world refuses. A refused setup command leaves everything as it was.
    pub fn act(&mut self, command: Command) -> Result<Answer, Rejection> {
        if self.is_latest() {
            return self.run.act(command);
        }
        let mut forked = self.run.fork();
        let answer = forked.act(command)?;
        let parent = (self.current, self.at_step());
        self.keep(forked, Some(parent), true);
        Ok(answer)
    }

    /// Makes the same act at 00:00 in a new run, which goes to the same moment.
    ///
    /// # Errors
    /// What the world refuses.
    pub fn act_at_start(&mut self, command: Command) -> Result<Answer, Rejection> {
        let (run, answer) = self.changed_at_start(command)?;
        self.take(run);
        Ok(answer)
    }

    /// As [`Session::act_at_start`], still to be made and taken.
    ///
    /// # Errors
    /// What the world refuses.
    pub fn changed_at_start(&self, command: Command) -> Result<(Remake, Answer), Rejection> {
        self.run.changed_at_start(command, Then::Kept { parent: (self.current, 0), by_act: true })
    }

    /// Starts a new run of the same scenario and commands under another seed, to the same moment.
    ///
    /// # Errors
    /// As [`Scenario::build`].
    pub fn set_seed(&mut self, seed: u64) -> Result<(), LoadError> {
        self.take(self.with_seed(seed)?);
        Ok(())
    }

    /// As [`Session::set_seed`], still to be made and taken.
    ///
    /// # Errors
    /// As [`Scenario::build`].
    pub fn with_seed(&self, seed: u64) -> Result<Remake, LoadError> {
        self.run.with_seed(seed, Then::Kept { parent: (self.current, 0), by_act: false })
    }

    /// The plan of faults that the run starts with.
    #[must_use]
    pub fn starting_faults(&self) -> &[FaultSpec] {
        self.run.starting_faults()
    }

    /// Moves, edits or deletes (`None`) fault `index` of the plan, in the same run: it runs again from the start to
    /// the same moment.
    ///
    /// # Errors
    /// What the world refuses; the run stays as it was.
    pub fn edit_fault(&mut self, index: usize, fault: Option<FaultSpec>) -> Result<(), Rejection> {
        self.take(self.with_fault(index, fault)?);
        Ok(())
    }

    /// As [`Session::edit_fault`], still to be made and taken.
    ///
    /// # Errors
    /// What the world refuses.
    pub fn with_fault(&self, index: usize, fault: Option<FaultSpec>) -> Result<Remake, Rejection> {
        let taken_over = self.records[self.current].inherited;
        let goes = fault.is_none() && self.run.act_of_fault(index).is_some_and(|act| act < taken_over);
        self.run.with_fault(index, fault, Then::Current { inherited: taken_over - usize::from(goes) })
    }

    /// The same run without fault `index` of the plan, as a new one: it parts from this one where the fault struck, and
    /// goes to the same moment.
    ///
    /// # Errors
    /// As [`Session::edit_fault`].
    pub fn without_fault(&mut self, index: usize) -> Result<(), Rejection> {
        self.take(self.run_without_fault(index)?);
        Ok(())
    }

    /// As [`Session::without_fault`], still to be made and taken.
    ///
    /// # Errors
    /// As [`Session::edit_fault`].
    pub fn run_without_fault(&self, index: usize) -> Result<Remake, Rejection> {
        let is_it = |entry: &&Entry| matches!(entry.what, What::FaultStruck { fault } if usize::from(fault) == index);
        let strike = self.log().steps(1, self.last_step()).find(is_it).map(|entry| entry.step);
        let parent = (self.current, strike.map_or(0, |step| step - 1));
        self.run.with_fault(index, None, Then::Kept { parent, by_act: false })
    }

    /// Whether an act can be undone.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.run.can_undo() || self.records[self.current].parent.is_some()
    }

    #[must_use]
    pub fn can_redo(&self) -> bool {
        self.run.can_redo()
    }

    /// Takes the latest act back: the run stands where it was before it. What made a fork (its first act, another
    /// seed, another plan) leads back to the run that it came from.
    pub fn undo(&mut self) -> bool {
        match self.undone() {
            Undone::Act => self.run.undo(),
            Undone::Fork(parent) => {
                self.take(*parent);
                true
            }
            Undone::Nothing => false,
        }
    }

    /// What [`Session::undo`] takes back; nothing has changed yet.
    #[must_use]
    pub fn undone(&self) -> Undone {
        let record = &self.records[self.current];
        let own = self.run.acts().saturating_sub(record.inherited);
        if own > usize::from(record.parent.is_some() && record.by_act) {
            return Undone::Act;
        }
        let back = record.parent.and_then(|(to, step)| {
            let acted = (record.by_act && step > 0).then_some(step);
            self.remake_of(to, Then::Back { to, acted })
        });
        back.map_or(Undone::Nothing, |back| Undone::Fork(Box::new(back)))
    }

    /// Does again what was undone.
    pub fn redo(&mut self) -> bool {
        self.run.redo()
    }

    /// Back to 00:00 with no acts: a new run of the scenario.
    ///
    /// # Errors
    /// As [`Scenario::build`].
    pub fn reset(&mut self) -> Result<(), LoadError> {
        let run = Run::start(self.scenario.clone(), &RunRecord::first(self.scenario.seed))?;
        self.keep(run, None, false);
        Ok(())
    }

    /// The runs that are kept, the current one among them.
    #[must_use]
    pub fn runs(&self) -> &[RunRecord] {
        &self.records
    }

    #[must_use]
    pub fn current_run(&self) -> usize {
        self.current
    }

    pub fn rename_run(&mut self, index: usize, name: &str) {
        if let Some(record) = self.records.get_mut(index) {
            record.name = name.into();
        }
    }

    /// Goes back to a run that was kept, at its end.
    pub fn switch_run(&mut self, index: usize) -> bool {
        let run = self.other_run(index);
        run.map(|run| self.take(run)).is_some()
    }

    /// As [`Session::switch_run`], still to be made and taken. None where no other run has this place.
    #[must_use]
    pub fn other_run(&self, index: usize) -> Option<Remake> {
        self.remake_of(index, Then::Switched { to: index })
    }

    fn remake_of(&self, index: usize, then: Then) -> Option<Remake> {
        let record = self.records.get(index).filter(|_| index != self.current)?;
        Remake::recorded(self.scenario.clone(), record, then).ok()
    }

    /// Forgets a run that is not the current one.
    pub fn forget_run(&mut self, index: usize) -> bool {
        if index == self.current || index >= self.records.len() {
            return false;
        }
        self.records.remove(index);
        if self.current > index {
            self.current -= 1;
        }
        for record in &mut self.records {
            record.parent = match record.parent {
                Some((parent, _)) if parent == index => None,
                Some((parent, step)) if parent > index => Some((parent - 1, step)),
                same => same,
            };
            if record.parent.is_none() {
                // All its acts are its own now.
                record.inherited = 0;
            }
        }
        true
    }

    fn keep(&mut self, run: Run, parent: Option<(usize, u32)>, by_act: bool) {
        self.run.write_into(&mut self.records[self.current]);
        let mut record = RunRecord::first(run.world().seed());
        record.parent = parent;
        record.by_act = by_act;
        record.inherited = if parent.is_some() { run.acts().saturating_sub(usize::from(by_act)) } else { 0 };
        run.write_into(&mut record);
        self.records.push(record);
        self.run = run;
        self.current = self.records.len() - 1;
        if self.records.len() > MAX_RUNS {
            self.forget_run(0);
        }
    }
}
