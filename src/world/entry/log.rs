//! Where a world writes what happens: entries, or only which instructions run, or nothing.

use super::Entry;
use crate::model::ids::ProducerId;
use crate::world::instruction::Instruction;

/// Entries that are handed on at once: many, since each time costs as much as some entries; few enough to stay in the
/// processor's cache.
const HANDFUL: usize = 256;

/// Where a world writes what happened. The digest runs over every entry, kept or not.
#[derive(Clone, Debug, Default)]
pub struct Log {
    entries: Vec<Entry>,
    digest: u64,
    silent: bool,
    /// Which programs run which instructions, where somebody wants to know.
    run: Option<Vec<(ProducerId, Instruction)>>,
}

impl Log {
    /// A log that keeps nothing: for going back to a recorded moment.
    #[must_use]
    pub fn silent() -> Self {
        Self { silent: true, ..Self::default() }
    }

    /// A log that keeps no entries, but which instructions run.
    #[must_use]
    pub fn of_instructions() -> Self {
        Self { silent: true, run: Some(Vec::new()), ..Self::default() }
    }

    /// The instructions that ran, in order; empty unless they are wanted.
    #[must_use]
    pub fn instructions(&self) -> &[(ProducerId, Instruction)] {
        self.run.as_deref().unwrap_or_default()
    }

    pub(in crate::world) fn runs(&mut self, program: ProducerId, instruction: Instruction) {
        if let Some(run) = &mut self.run {
            run.push((program, instruction));
        }
    }

    /// Goes on from a recorded digest.
    #[must_use]
    pub fn from_digest(digest: u64) -> Self {
        Self { digest, ..Self::default() }
    }

    pub fn push(&mut self, entry: Entry) {
        if self.silent {
            return;
        }
        self.digest = entry.hash(self.digest);
        self.entries.push(entry);
    }

    /// xxHash64 chained over every entry since the start of the run.
    #[must_use]
    pub fn digest(&self) -> u64 {
        self.digest
    }

    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Whether it holds so much that it had better be handed on.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.entries.len() >= HANDFUL
    }

    /// Forgets what was written so far; the digest goes on.
    pub fn clear(&mut self) {
        self.entries.clear();
    }

    /// Takes what was written since the last call.
    pub fn drain(&mut self) -> std::vec::Drain<'_, Entry> {
        self.entries.drain(..)
    }
}
