//! Breakpoints: a run stops before a program runs an instruction.
//!
//! Models: nothing of the services. An instruction that writes an entry runs in a step, and the run stops before that
//! step. One that takes time (a wait, the work) begins where the program comes to it: the run stops there, and no time
//! has passed. Breakpoints belong to the session; the run document knows nothing of them.

use super::{Progress, Session};
use crate::model::ids::{Producer, ProducerId};
use crate::model::late::Late;
use crate::model::time::Timestamp;
use crate::world::World;
use crate::world::consumer::program::Line;
use crate::world::consumer::{Reads, State};
use crate::world::instruction::{DeviceLine, Instruction};
use std::sync::Arc;

/// A place in a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breakpoint {
    /// The name of the device or consumer; the instruction tells which of the two it is.
    pub program: Arc<str>,
    pub instruction: Instruction,
}

/// Where a run stopped.
#[derive(Clone, Debug)]
pub(super) struct Stop {
    at: Breakpoint,
    run: usize,
    step: u32,
    now: Timestamp,
    /// Whether the next step runs the instruction.
    before: bool,
}

/// How one step went.
enum Taken {
    Step,
    Stopped(ProducerId),
    /// Nothing is due by then.
    Nothing,
}

type Run = fn(&mut Session, Timestamp, u32) -> Progress;

static RUN: Late<Run> = Late::new(run_with_stops);

/// Brings along what a run with breakpoints needs.
pub fn provide() {
    RUN.provide(run_with_stops);
}

fn run_with_stops(session: &mut Session, time: Timestamp, budget: u32) -> Progress {
    for _ in 0..budget {
        if let Some(reason) = session.world().limit_reached() {
            return Progress::Limit(reason);
        }
        match session.step_or_stop(Some(time)) {
            Taken::Step => {}
            Taken::Stopped(of) => return Progress::Stopped(of),
            Taken::Nothing => return session.seek_time(time, 1),
        }
    }
    Progress::More
}

impl Session {
    /// As [`Session::seek_time`], but stops at breakpoints.
    pub fn run_to(&mut self, time: Timestamp, budget: u32) -> Progress {
        if self.breakpoints.is_empty() { self.seek_time(time, budget) } else { (RUN.get())(self, time, budget) }
    }

    /// Takes up to `count` steps, and stops at breakpoints.
    pub fn run_steps(&mut self, count: u32) -> Progress {
        for _ in 0..count {
            let taken = match self.breakpoints.is_empty() {
                true if self.run.step() => Taken::Step,
                true => Taken::Nothing,
                false => self.step_or_stop(None),
            };
            match taken {
                Taken::Step => {}
                Taken::Stopped(of) => return Progress::Stopped(of),
                Taken::Nothing => return Progress::Ended,
            }
        }
        Progress::Reached
    }

    #[must_use]
    pub fn breakpoints(&self) -> &[Breakpoint] {
        &self.breakpoints
    }

    /// Sets or takes away a breakpoint.
    pub fn set_breakpoint(&mut self, breakpoint: Breakpoint, on: bool) {
        self.breakpoints.retain(|it| *it != breakpoint);
        if on {
            self.breakpoints.push(breakpoint);
        }
    }

    /// The breakpoint at which the playhead stands since a run stopped there.
    #[must_use]
    pub fn stopped_at(&self) -> Option<&Breakpoint> {
        self.stop.as_ref().filter(|stop| self.stands_at(stop)).map(|stop| &stop.at)
    }

    fn stands_at(&self, stop: &Stop) -> bool {
        (stop.run, stop.step, stop.now) == (self.current, self.at_step(), self.world().now())
    }

    /// The instructions that the next step runs, in order.
    #[must_use]
    pub fn next_instructions(&self) -> Vec<(ProducerId, Instruction)> {
        self.run.ahead().map(|(_, instructions)| instructions).unwrap_or_default()
    }

    fn step_or_stop(&mut self, until: Option<Timestamp>) -> Taken {
        let Some((ahead, instructions)) = self.run.ahead() else { return Taken::Nothing };
        let due = ahead.now();
        if until.is_some_and(|until| due > until) {
            return Taken::Nothing;
        }
        let hits = |begins: bool| {
            let mut wanted = instructions
                .iter()
                .filter(|(program, instruction)| begins_there(&ahead, *program, *instruction) == begins);
            wanted.find_map(|(program, instruction)| {
                let name = name_of(&ahead, *program)?;
                let is_it = |it: &&Breakpoint| it.instruction == *instruction && it.program == *name;
                Some((*program, self.breakpoints.iter().find(is_it)?.clone()))
            })
        };
        let (before, begun) = (hits(false), hits(true));
        drop(ahead);
        let passed = self.stop.as_ref().is_some_and(|stop| stop.before && self.stands_at(stop));
        if let Some((of, at)) = before.filter(|_| !passed) {
            self.run.wait_until(due);
            self.stops(at, true);
            return Taken::Stopped(of);
        }
        self.run.step();
        match begun {
            Some((of, at)) => {
                self.stops(at, false);
                Taken::Stopped(of)
            }
            None => Taken::Step,
        }
    }

    fn stops(&mut self, at: Breakpoint, before: bool) {
        self.stop = Some(Stop { at, run: self.current, step: self.at_step(), now: self.world().now(), before });
    }
}

/// The name of a program's owner.
fn name_of(world: &World, program: ProducerId) -> Option<&Arc<str>> {
    match program.who() {
        Producer::Device(id) => world.devices().get(id.index()).map(|device| device.id()),
        Producer::Program(id) => world.consumers().get(id.index()).map(|consumer| consumer.name()),
        Producer::Person => None,
    }
}

/// Whether the program, which came to the instruction in the step before, only begins it there: it takes time.
fn begins_there(world: &World, program: ProducerId, instruction: Instruction) -> bool {
    let consumer = || match program.who() {
        Producer::Program(id) => world.consumers().get(id.index()),
        Producer::Device(_) | Producer::Person => None,
    };
    match instruction {
        Instruction::Device(line) => line == DeviceLine::Sleep,
        Instruction::Consumer(Line::Work) => true,
        Instruction::Consumer(Line::Receive) => consumer().is_some_and(|consumer| {
            matches!(consumer.state, State::Waiting) && !matches!(consumer.reads, Reads::StorageQueue(_))
        }),
        Instruction::Consumer(_) | Instruction::Away(_) => false,
    }
}
