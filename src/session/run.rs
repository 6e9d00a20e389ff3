//! One live run: the world at the playhead, the world at the end, the log between, and the commands that made it.

use crate::model::ids::ProducerId;
use crate::model::time::Timestamp;
use crate::scenario::{LoadError, Scenario};
use crate::session::Progress;
use crate::session::checkpoints::Checkpoints;
use crate::session::document::{Recorded, RunRecord};
use crate::session::history::History;
use crate::world::World;
use crate::world::command::{Answer, Command, Rejection};
use crate::world::entry::{Entry, Log, RejectCode};
use crate::world::instruction::Instruction;
use crate::world::spec::FaultSpec;
use std::sync::Arc;

#[derive(Clone, Debug)]
pub(super) struct Run {
    scenario: Arc<Scenario>,
    faults: Option<Vec<FaultSpec>>,
    commands: Vec<Recorded>,
    /// Commands in force.
    head: usize,
    /// The world at the playhead.
    world: World,
    /// The world at the end of what has run, when the playhead is not there.
    end: Option<World>,
    log: Log,
    history: History,
    checkpoints: Checkpoints,
}

impl Run {
    pub(super) fn start(scenario: Arc<Scenario>, record: &RunRecord) -> Result<Self, LoadError> {
        let faults = record.faults.as_deref().unwrap_or(&scenario.faults);
        let world = scenario.build_with(record.seed, faults)?;
        let mut checkpoints = Checkpoints::default();
        checkpoints.offer(&world, &Log::default());
        Ok(Self {
            faults: record.faults.clone(),
            commands: record.commands.clone(),
            head: record.head,
            end: None,
            log: Log::default(),
            history: History::new(world.start()),
            checkpoints,
            world,
            scenario,
        })
    }

    pub(super) fn write_into(&self, record: &mut RunRecord) {
        record.faults.clone_from(&self.faults);
        record.commands.clone_from(&self.commands);
        record.head = self.head;
        record.steps = self.last_step();
        record.digest = format!("{:016x}", self.digest());
    }

    pub(super) fn world(&self) -> &World {
        &self.world
    }

    pub(super) fn history(&self) -> &History {
        &self.history
    }

    pub(super) fn digest(&self) -> u64 {
        self.log.digest()
    }

    fn end(&self) -> &World {
        self.end.as_ref().unwrap_or(&self.world)
    }

    pub(super) fn last_step(&self) -> u32 {
        self.end().steps()
    }

    pub(super) fn last_time(&self) -> Timestamp {
        self.end().now()
    }

    pub(super) fn starting_faults(&self) -> &[FaultSpec] {
        self.faults.as_deref().unwrap_or(&self.scenario.faults)
    }

    /// The recorded command whose turn has come.
    fn due<'a>(commands: &'a [Recorded], world: &World) -> Option<&'a Recorded> {
        let next = commands.partition_point(|recorded| recorded.after < world.steps());
        commands.get(next).filter(|recorded| recorded.after == world.steps())
    }

    /// Lets the next thing happen in `world`: a recorded command if its turn has come, else what is due.
    fn advance(commands: &[Recorded], world: &mut World, until: Option<Timestamp>, log: &mut Log) -> bool {
        if let Some(recorded) = Self::due(commands, world) {
            if until.is_some_and(|until| recorded.at > until) {
                return false;
            }
            world.wait_until(recorded.at);
            // What the world refuses now leaves its entry, or was refused when it was recorded.
            return world.apply(&recorded.command, log).is_ok()
                || recorded.command.is_hand()
                || world.step_until(until, log);
        }
        world.step_until(until, log)
    }

    /// Runs the end of the run on by one step. What it wrote has reached the history after [`Self::hand_on`].
    fn extend(&mut self, until: Option<Timestamp>) -> bool {
        let world = self.end.as_mut().unwrap_or(&mut self.world);
        if !Self::advance(&self.commands[..self.head], world, until, &mut self.log) {
            return false;
        }
        if self.log.is_full() {
            self.history.take(&mut self.log);
        }
        self.checkpoints.offer(world, &self.log);
        true
    }

    fn hand_on(&mut self) {
        self.history.take(&mut self.log);
    }

    /// Takes one step, from the past through what is recorded, at the end into what is not.
    pub(super) fn step(&mut self) -> bool {
        let Some(end) = &self.end else {
            let moved = self.extend(None);
            self.hand_on();
            return moved;
        };
        let last = end.steps();
        Self::advance(&self.commands[..self.head], &mut self.world, None, &mut Log::silent());
        if self.world.steps() >= last {
            // The end is the same world, but for the time that has passed there without a step.
            self.end = None;
        }
        true
    }

    pub(super) fn peek(&self) -> Option<Entry> {
        let (mut world, mut log) = (self.world.clone(), Log::default());
        Self::advance(&self.commands[..self.head], &mut world, None, &mut log);
        log.entries().first().copied()
    }

    /// The world after the next step, and the instructions that ran in it. `None` when nothing is left to happen.
    pub(super) fn ahead(&self) -> Option<(World, Vec<(ProducerId, Instruction)>)> {
        let (mut world, mut log) = (self.world.clone(), Log::of_instructions());
        let moved = Self::advance(&self.commands[..self.head], &mut world, None, &mut log);
        moved.then(|| (world, log.instructions().to_vec()))
    }

    /// Lets the clock pass to `at`, at or before the moment of the next step.
    pub(super) fn wait_until(&mut self, at: Timestamp) {
        self.world.wait_until(at);
    }

    pub(super) fn next_act(&self) -> Option<&Command> {
        let command = &Self::due(&self.commands[..self.head], &self.world)?.command;
        let accepted = self.world.clone().apply(command, &mut Log::silent()).is_ok();
        (accepted || command.is_hand()).then_some(command)
    }

    /// The world right after `step`, from the nearest one that is kept.
    pub(super) fn world_at(&self, step: u32) -> World {
        let near = self.checkpoints.before(step).map(|(world, _)| world);
        let candidates = [near, Some(&self.world), self.end.as_ref()];
        let best =
            candidates.into_iter().flatten().filter(|world| world.steps() <= step).max_by_key(|world| world.steps());
        let mut world = best.unwrap_or(&self.world).clone();
        let mut log = Log::silent();
        while world.steps() < step && Self::advance(&self.commands[..self.head], &mut world, None, &mut log) {}
        world
    }

    pub(super) fn seek_step(&mut self, step: u32) -> bool {
        let last = self.last_step();
        if step < last {
            let world = self.world_at(step);
            let before = std::mem::replace(&mut self.world, world);
            self.end.get_or_insert(before);
            return true;
        }
        if let Some(end) = self.end.take() {
            self.world = end;
        }
        self.catch_up(step);
        self.world.steps() >= step
    }

    pub(super) fn seek_time(&mut self, time: Timestamp, budget: u32) -> Progress {
        if time < self.last_time() {
            let step = self.history.step_at(time).unwrap_or_else(|| self.step_at_by_running(time));
            self.seek_step(step);
            if step == self.last_step() {
                // Nothing has happened since: the run ends here again, as if it had not waited longer.
                self.world.wait_only_until(time);
            } else {
                self.world.wait_until(time);
            }
            return Progress::Reached;
        }
        if let Some(end) = self.end.take() {
            self.world = end;
        }
        let progress = self.run_until(time, budget);
        self.hand_on();
        progress
    }

    fn run_until(&mut self, time: Timestamp, budget: u32) -> Progress {
        for _ in 0..budget {
            // A limit keeps things from happening; where nothing is due, time may pass.
            let due = self.world.next_due().is_some_and(|due| due <= time);
            if let Some(reason) = self.world.limit_reached().filter(|_| due) {
                return Progress::Limit(reason);
            }
            if !self.extend(Some(time)) {
                let ended = self.world.next_due().is_none()
                    && self.commands[..self.head].iter().all(|c| c.after < self.world.steps());
                self.world.wait_until(time);
                return if ended { Progress::Ended } else { Progress::Reached };
            }
        }
        Progress::More
    }

    /// For moments older than the log: the last step at or before `time`.
    fn step_at_by_running(&self, time: Timestamp) -> u32 {
        let (mut low, mut high) = (0, self.history.first_step());
        // Checkpoints are ordered by time as by step, so that halving finds the one before `time`.
        while low < high {
            let middle = low + (high - low) / 2;
            if self.world_at(middle + 1).now() <= time { low = middle + 1 } else { high = middle }
        }
        low
    }

    pub(super) fn entries(&self, from: u32, to: u32) -> Vec<Entry> {
        if from >= self.history.first_step() {
            return self.history.steps(from, to).copied().collect();
        }
        let mut world = self.world_at(from.saturating_sub(1));
        let mut log = Log::default();
        while world.steps() < to && Self::advance(&self.commands[..self.head], &mut world, None, &mut log) {}
        log.entries().to_vec()
    }

    /// Acts at the end of the run.
    pub(super) fn act(&mut self, command: Command) -> Result<Answer, Rejection> {
        let (after, at) = (self.world.steps(), self.world.now());
        let result = self.world.apply(&command, &mut self.log);
        if result.is_err() && !command.is_hand() {
            return result;
        }
        self.commands.truncate(self.head);
        self.commands.push(Recorded { after, at, command });
        self.head += 1;
        self.hand_on();
        self.checkpoints.offer(&self.world, &self.log);
        result
    }

    /// A run that goes on from the playhead, with the acts up to here.
    pub(super) fn fork(&self) -> Self {
        let mut forked = self.clone();
        forked.cut_at(self.world.steps());
        forked.world = self.world.clone();
        forked
    }

    /// Forgets what ran after `step`, acts included.
    fn cut_at(&mut self, step: u32) {
        let kept = self.commands[..self.head].partition_point(|recorded| recorded.after < step);
        self.commands.truncate(kept);
        self.head = kept;
        self.trim(step);
    }

    /// Forgets what ran after `step`; the playhead stands there.
    fn trim(&mut self, step: u32) {
        let digest = self.digest_at(step);
        let now = self.world.now();
        let world = self.world_at(step);
        self.end = None;
        self.world = world;
        if now >= self.world.now() && self.world.next_due().is_none_or(|due| now <= due) {
            self.world.wait_until(now);
        }
        self.history.truncate(step);
        self.checkpoints.truncate(step);
        self.log = Log::from_digest(digest);
    }

    fn digest_at(&self, step: u32) -> u64 {
        let Some((world, digest)) = self.checkpoints.before(step) else { return 0 };
        let (mut world, mut log) = (world.clone(), Log::from_digest(*digest));
        while world.steps() < step && Self::advance(&self.commands[..self.head], &mut world, None, &mut log) {}
        log.digest()
    }

    pub(super) fn acts(&self) -> usize {
        self.head
    }

    pub(super) fn can_undo(&self) -> bool {
        self.head > 0
    }

    pub(super) fn can_redo(&self) -> bool {
        self.head < self.commands.len()
    }

    pub(super) fn undo(&mut self) -> bool {
        let Some(last) = self.head.checked_sub(1) else { return false };
        let Recorded { after, at, .. } = self.commands[last];
        self.seek_step(after);
        self.head = last;
        self.trim(after);
        if self.world.now() < at {
            self.world.wait_until(at);
        }
        true
    }

    pub(super) fn redo(&mut self) -> bool {
        let Some(next) = self.commands.get(self.head).cloned() else { return false };
        self.seek_step(next.after);
        self.trim(next.after);
        // The same act at the same moment, however long was waited since it was undone.
        self.world.wait_only_until(next.at);
        let done = self.world.apply(&next.command, &mut self.log).is_ok() || next.command.is_hand();
        self.head += 1;
        self.hand_on();
        done
    }

    /// Runs to `steps`, as far as it goes.
    pub(super) fn catch_up(&mut self, steps: u32) {
        while self.world.steps() < steps && self.extend(None) {}
        self.hand_on();
    }

    /// Places commands again by their time, after everything due at or before it, and runs to `until`.
    fn replay(mut self, commands: Vec<Recorded>, until: Timestamp) -> Self {
        self.commands = Vec::new();
        self.head = 0;
        // What was asked before anything happened stays before it.
        let at_start = commands.iter().zip(0u32..).take_while(|(recorded, step)| recorded.after == *step).count();
        let mut commands = commands.into_iter();
        for recorded in commands.by_ref().take(at_start) {
            let _ = self.act(recorded.command);
        }
        for recorded in commands {
            while self.seek_time(recorded.at.min(until), u32::MAX) == Progress::More {}
            if recorded.at > until {
                break;
            }
            // A setup command that no longer fits is left out.
            let _ = self.act(recorded.command);
        }
        while self.seek_time(until, u32::MAX) == Progress::More {}
        self
    }

    fn in_force(&self) -> Vec<Recorded> {
        self.commands[..self.head].to_vec()
    }

    pub(super) fn changed_at_start(&self, command: Command) -> Result<(Self, Answer), Rejection> {
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
        Ok((fresh.replay(commands, self.world.now()), answer))
    }

    pub(super) fn with_seed(&self, seed: u64) -> Result<Self, LoadError> {
        let record = RunRecord { faults: self.faults.clone(), ..RunRecord::first(seed) };
        let run = Self::start(self.scenario.clone(), &record)?;
        Ok(run.replay(self.in_force(), self.world.now()))
    }

    /// The place among the acts of the one that added fault `index`, unless the run starts with it.
    pub(super) fn act_of_fault(&self, index: usize) -> Option<usize> {
        let nth = index.checked_sub(self.starting_faults().len())?;
        let added = self.commands[..self.head].iter().enumerate();
        added.filter(|(_, c)| matches!(c.command, Command::AddFault { .. })).map(|(at, _)| at).nth(nth)
    }

    /// The plan has one list: what the run starts with, then what was added by acts.
    pub(super) fn with_fault(&self, index: usize, fault: Option<FaultSpec>) -> Result<Self, Rejection> {
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
        Ok(run.replay(commands, self.world.now()))
    }
}

fn load_rejection(error: LoadError) -> Rejection {
    match error {
        LoadError::Refused { rejection, .. } => rejection,
        LoadError::Shape { path, .. } => Rejection::new(RejectCode::IllegalValue, &path),
        LoadError::Format { .. } => Rejection::new(RejectCode::IllegalValue, "format"),
    }
}
