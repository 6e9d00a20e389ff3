//! Travel: running on, stepping, going to a moment, waiting for a message, and the runs that are kept.

use super::call::{self, Length};
use super::{Lines, Problem};
use crate::model::service_bus::SubQueue;
use crate::say;
use crate::session::Progress;
use crate::text::Key;
use serde_json::{Value, json};

type Done = Result<Value, Problem>;

impl Lines {
    pub(super) fn run(&mut self, until: Option<call::Moment>, length: Option<Length>, steps: Option<u32>) -> Done {
        if until.is_some() && length.is_some() {
            return Err(self.one_of_two("for"));
        }
        let until = until.map(|until| self.ahead(until, "until")).transpose()?;
        let world = self.session.world();
        let (now, from) = (world.now(), world.steps());
        let until = until.or(length.map(|length| now.plus(length.0)));
        let progress = match (until, steps) {
            (until, None) => self.session.run_to(until.unwrap_or(crate::model::time::NEVER), super::MAX_STEPS),
            (None, Some(steps)) => self.session.run_steps(steps.min(super::MAX_STEPS)),
            (Some(until), Some(steps)) => match self.session.run_to(until, steps.min(super::MAX_STEPS)) {
                // As many steps as were asked for, and more to come.
                Progress::More => Progress::Reached,
                progress => progress,
            },
        };
        self.went(progress)?;
        let mut result = self.stepped(from);
        if let Progress::Stopped(_) = progress {
            result["stopped"] = self.stopped();
        }
        Ok(result)
    }

    pub(super) fn steps(&mut self, count: u32) -> Value {
        let from = self.session.at_step();
        for _ in 0..count.min(super::MAX_STEPS) {
            if !self.session.step() {
                break;
            }
        }
        self.stepped(from)
    }

    /// How many steps were taken since `from`.
    pub(super) fn stepped(&self, from: u32) -> Value {
        let ended = self.session.is_latest() && self.session.world().is_over();
        json!({"steps": self.session.at_step().saturating_sub(from), "ended": ended})
    }

    pub(super) fn seek(&mut self, step: Option<u32>, to: Option<call::Moment>) -> Done {
        match (step, to) {
            (Some(step), None) => {
                let reached = self.session.seek_step(step);
                Ok(json!({"reached": reached}))
            }
            (None, Some(to)) => {
                let start = self.session.world().start();
                self.run_until(to.instant(start))?;
                Ok(json!({"reached": true}))
            }
            _ => Err(self.one_of_two("to")),
        }
    }

    /// Lets time pass until the queue would answer, or the waiting is over.
    pub(super) fn wait_for_message(&mut self, path: &str, wait: Option<Length>) -> Result<(), Problem> {
        let Some(Length(wait)) = wait.filter(|wait| wait.0 > 0) else { return Ok(()) };
        let deadline = self.session.world().now().plus(wait);
        let (queue, side) = SubQueue::of_path(path);
        for _ in 0..super::MAX_STEPS {
            let world = self.session.world();
            let there = world.find_queue(queue).and_then(|id| world.endpoints()[id.index()].queue());
            if there.is_none_or(|there| there.answers_at_once(side)) || world.now() >= deadline {
                return Ok(());
            }
            if !self.session.is_latest() {
                // What is recorded is walked through step by step, as it happened.
                match self.session.peek().filter(|next| next.at <= deadline) {
                    Some(_) => self.session.step(),
                    None => return self.run_until(deadline),
                };
            } else if self.session.seek_time(deadline, 1) == Progress::Ended {
                return Ok(());
            }
        }
        self.run_until(deadline)
    }

    pub(super) fn runs(&self) -> Value {
        let runs = self.session.runs().iter().enumerate().map(|(at, run)| {
            json!({
                "run": at,
                "name": run.name,
                "seed": run.seed,
                "parent": run.parent.map(|(parent, _)| parent),
                "forkedAfter": run.parent.map(|(_, step)| step),
            })
        });
        json!({
            "runs": runs.collect::<Vec<_>>(),
            "current": self.session.current_run(),
            "lastStep": self.session.last_step(),
            "canUndo": self.session.can_undo(),
            "canRedo": self.session.can_redo(),
            "digest": format!("{:016x}", self.session.digest()),
        })
    }

    pub(super) fn unknown_run(&self, run: usize) -> Problem {
        Problem::line("unknown-run", say!(self.language, Key::SessionUnknownRun, run = run))
    }
}
