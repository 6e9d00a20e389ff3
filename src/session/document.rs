//! The run document: scenario, seed, commands. Format 1.

use crate::model::limits::MAX_RUNS;
use crate::model::time::Timestamp;
use crate::scenario::{FORMAT, LoadError, Scenario, place};
use crate::world::command::Command;
use crate::world::spec::FaultSpec;
use serde::{Deserialize, Serialize};

/// Which rules ran: a change that gives other entries for the same document raises it.
pub const MODEL_VERSION: u32 = 1;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunDocument {
    pub format: u32,
    pub model_version: u32,
    pub scenario: Scenario,
    pub runs: Vec<RunRecord>,
    pub current: usize,
}

/// One run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunRecord {
    /// Empty until somebody names it: then its place counts.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    pub seed: u64,
    /// The run it was forked from, and after which step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<(usize, u32)>,
    /// Commands that it took over from its parent.
    #[serde(default)]
    pub inherited: usize,
    /// For a fork: its first own act made it. Otherwise another seed or another plan of faults did.
    #[serde(default = "by_act", skip_serializing_if = "is_true")]
    pub by_act: bool,
    /// The plan of faults it starts with, if it is not the scenario's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub faults: Option<Vec<FaultSpec>>,
    #[serde(default)]
    pub commands: Vec<Recorded>,
    /// Commands in force; the rest can be redone.
    #[serde(default)]
    pub head: usize,
    /// How far it ran.
    #[serde(default)]
    pub steps: u32,
    /// xxHash64 over its entries, as hexadecimal digits.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub digest: String,
}

/// A command and its place: `after` decides, `at` is a check and serves when it is placed again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recorded {
    /// Steps taken before it, commands included.
    pub after: u32,
    /// Virtual time, in milliseconds since the Unix epoch.
    pub at: Timestamp,
    pub command: Command,
}

impl RunRecord {
    pub(super) fn first(seed: u64) -> Self {
        Self {
            name: String::new(),
            seed,
            parent: None,
            inherited: 0,
            by_act: true,
            faults: None,
            commands: Vec::new(),
            head: 0,
            steps: 0,
            digest: String::new(),
        }
    }
}

fn by_act() -> bool {
    true
}
fn is_true(by_act: &bool) -> bool {
    *by_act
}

impl RunDocument {
    pub(super) fn new(scenario: Scenario, runs: Vec<RunRecord>, current: usize) -> Self {
        Self { format: FORMAT, model_version: MODEL_VERSION, scenario, runs, current }
    }

    /// Reads a stored document.
    ///
    /// # Errors
    /// [`LoadError`] with the path of the first thing that is wrong.
    pub fn from_json(text: &str) -> Result<Self, LoadError> {
        let document: Self = place::read(text)?;
        document.check()
    }

    pub(super) fn check(self) -> Result<Self, LoadError> {
        if self.format != FORMAT {
            return Err(LoadError::Format { found: self.format });
        }
        let shape = |path: &str, detail: &str| LoadError::Shape {
            path: path.into(),
            detail: detail.into(),
            line: 0,
            column: 0,
        };
        if self.runs.is_empty() || self.runs.len() > MAX_RUNS {
            return Err(shape("runs", "between 1 and 16 runs"));
        }
        if self.current >= self.runs.len() {
            return Err(shape("current", "no such run"));
        }
        for (index, run) in self.runs.iter().enumerate() {
            let path = format!("runs[{index}]");
            let ordered = run.commands.windows(2).all(|pair| pair[0].after < pair[1].after);
            if run.head > run.commands.len() || run.inherited > run.head || !ordered {
                return Err(shape(&path, "commands out of order"));
            }
            if run.parent.is_some_and(|(parent, _)| parent >= self.runs.len() || parent == index) {
                return Err(shape(&path, "no such parent"));
            }
        }
        Ok(self)
    }

    /// The current run by itself: its acts in force, and not what was undone.
    #[must_use]
    pub fn alone(&self) -> Self {
        let mut run = self.runs[self.current].clone();
        run.commands.truncate(run.head);
        let run = RunRecord { parent: None, inherited: 0, ..run };
        Self { runs: vec![run], current: 0, ..self.clone() }
    }

    /// The document as text.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
