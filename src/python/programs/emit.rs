//! Puts a listing together, line by line.

use super::Code;
use crate::world::instruction::Instruction;

/// A listing under construction: lines go to the present depth and instruction.
#[derive(Default)]
pub(super) struct Emit {
    lines: Vec<(Option<Instruction>, String)>,
    depth: usize,
    of: Option<Instruction>,
}

impl Emit {
    /// What follows belongs to `instruction`.
    pub(super) fn of(&mut self, instruction: impl Into<Option<Instruction>>) -> &mut Self {
        self.of = instruction.into();
        self
    }

    /// A line, or several of one text.
    pub(super) fn line(&mut self, text: impl AsRef<str>) -> &mut Self {
        for line in text.as_ref().lines() {
            let indent = if line.is_empty() { 0 } else { self.depth * 4 };
            self.lines.push((self.of.filter(|_| !line.is_empty()), format!("{:indent$}{line}", "")));
        }
        self
    }

    /// What `inside` adds stands one deeper.
    pub(super) fn inside(&mut self, inside: impl FnOnce(&mut Self)) -> &mut Self {
        self.depth += 1;
        inside(self);
        self.depth -= 1;
        self
    }

    /// As [`Emit::inside`], where the caller adds.
    pub(super) fn deepen(&mut self, deeper: bool) {
        if deeper { self.depth += 1 } else { self.depth -= 1 }
    }

    pub(super) fn blank(&mut self, lines: usize) -> &mut Self {
        self.lines.extend(std::iter::repeat_n((None, String::new()), lines));
        self
    }

    /// Lines so far.
    pub(super) fn count(&self) -> usize {
        self.lines.len()
    }

    pub(super) fn code(self) -> Code {
        Code { lines: self.lines }
    }
}
