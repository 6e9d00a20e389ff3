//! Whole programs in Python: what runs on a device or as a consumer, line by line.
//!
//! Models: the programs of the tutorials and of the choices that a consumer has (`world/spec/consumer.rs`), written from
//! the same list of instructions that the simulation carries out, with the lines that belong to each. They run as they
//! stand once the connection is filled in. What the work does in the world is a row of a local database, since that is
//! where one durable step can be seen.
//! Differs(renewal-pace): a consumer renews locks at the pace that its settings say; `AutoLockRenewer` in its listing shortly before they run out. [sdk]

mod condition;
mod consumer;
mod device;
mod emit;
mod events;
pub mod tokens;
mod words;

pub use consumer::of_consumer;
pub use device::of_device;

use crate::world::instruction::Instruction;

/// A program and what each of its lines belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// The packages to install, with their versions.
    pub package: &'static str,
    /// `None` where a library of that time cannot do what the program does.
    pub code: Option<Code>,
}

/// Lines, and the instruction that each belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    pub lines: Vec<(Option<Instruction>, String)>,
}

impl Code {
    /// The whole text.
    #[must_use]
    pub fn text(&self) -> String {
        self.lines.iter().map(|(_, line)| format!("{line}\n")).collect()
    }

    /// Where an instruction begins in the loop, from 0: what it calls stands above.
    #[must_use]
    pub fn line_of(&self, instruction: Instruction) -> Option<usize> {
        let is_it = |line: usize| self.lines[line].0 == Some(instruction);
        (0..self.lines.len()).rev().find(|line| is_it(*line) && (*line == 0 || !is_it(*line - 1)))
    }
}
