//! One live run: the world at the playhead, the world at the end, the log between, and the commands that made it.

pub(super) mod remake;

use crate::model::ids::ProducerId;
use crate::model::time::Timestamp;
use crate::scenario::{LoadError, Scenario};
use crate::session::Progress;
use crate::session::checkpoints::Checkpoints;
use crate::session::document::{Recorded, RunRecord};
use crate::session::history::History;
use crate::world::World;
use crate::world::command::{Answer, Command, Rejection};
use crate::world::entry::{Entry, Log};
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
        let mut world = self.nearest(|world| world.steps() <= step);
        let mut log = Log::silent();
        while world.steps() < step && Self::advance(&self.commands[..self.head], &mut world, None, &mut log) {}
        world
    }

    /// The world after everything due at or before `time`, a moment before the end of the run.
    fn world_by(&self, time: Timestamp) -> World {
        let mut world = self.nearest(|world| world.now() <= time);
        while Self::advance(&self.commands[..self.head], &mut world, Some(time), &mut Log::silent()) {}
        world
    }

    /// The latest world kept that is early enough. Those of a run are ordered by time as by step.
    fn nearest(&self, is_early: impl Fn(&World) -> bool) -> World {
        let candidates = [self.checkpoints.last(&is_early), Some(&self.world), self.end.as_ref()];
        let early = candidates.into_iter().flatten().filter(|world| is_early(world));
        early.max_by_key(|world| world.steps()).unwrap_or(&self.world).clone()
    }

    pub(super) fn seek_step(&mut self, step: u32) -> bool {
        if step < self.last_step() {
            self.look_at(self.world_at(step));
            return true;
        }
        self.go_to_end();
        self.catch_up(step);
        self.world.steps() >= step
    }

    /// Puts the playhead into the past.
    fn look_at(&mut self, world: World) {
        let before = std::mem::replace(&mut self.world, world);
        self.end.get_or_insert(before);
    }

    fn go_to_end(&mut self) {
        if let Some(end) = self.end.take() {
            self.world = end;
        }
    }

    pub(super) fn seek_time(&mut self, time: Timestamp, budget: u32) -> Progress {
        if time < self.last_time() {
            // The log says which step it is, unless it has forgotten.
            let step = self.history.step_at(time);
            let world = step.map_or_else(|| self.world_by(time), |step| self.world_at(step));
            if world.steps() < self.last_step() {
                self.look_at(world);
                self.world.wait_until(time);
            } else {
                // Nothing has happened since: the run ends here again, as if it had not waited longer.
                self.go_to_end();
                self.world.wait_only_until(time);
            }
            return Progress::Reached;
        }
        self.go_to_end();
        let progress = self.run_until(time, budget);
        self.hand_on();
        progress
    }

    fn run_until(&mut self, time: Timestamp, budget: u32) -> Progress {
        for _ in 0..budget {
            // A limit keeps things from happening; where nothing is due, time may pass.
            if let Some(reason) = self.world.limit_reached()
                && self.world.next_due().is_some_and(|due| due <= time)
            {
                return Progress::Limit(reason);
            }
            if !self.extend(Some(time)) {
                let ended =
                    self.world.is_over() && self.commands[..self.head].iter().all(|c| c.after < self.world.steps());
                self.world.wait_until(time);
                return if ended { Progress::Ended } else { Progress::Reached };
            }
        }
        Progress::More
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
    fn catch_up(&mut self, steps: u32) {
        while self.world.steps() < steps && self.extend(None) {}
        self.hand_on();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_moment_is_found_without_the_log_as_with_it() {
        let scenario = Scenario::from_json(include_str!("../../static/scenarios/lost-puback.json")).expect("it loads");
        let start = Run::start(Arc::new(scenario), &RunRecord::first(42));
        let mut run = start.expect("it builds");
        run.seek_step(3_000);
        run.act(Command::SetFallback { on: false }).expect("it is taken");
        run.seek_step(9_000);
        let (first, last) = (run.world.start(), run.last_time());
        let moments = (0..200).map(|n| first.plus(last.since(first) * n / 200));
        let entries: Vec<_> = run.history.steps(1, u32::MAX).map(|entry| entry.at).step_by(97).collect();
        for time in moments.chain(entries).filter(|time| *time < last) {
            assert_eq!(run.world_by(time).steps(), run.history.step_at(time).unwrap_or(0), "at {time:?}");
        }
    }
}
