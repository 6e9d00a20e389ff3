//! Faults by chance: drawn from the seed by who is struck, so that nothing else moves them.

use crate::model::draw::{self, Owner, Purpose};
use crate::model::ids::{Lineage, SendId};
use crate::model::time::Timestamp;
use crate::world::World;
use crate::world::spec::{FaultSpec, Mishap};

impl World {
    /// The fault of the plan that lets this happen at `at` by chance, if one does. The same occasion of an owner is
    /// drawn the same way however often it is asked for.
    pub(super) fn chance(&self, kind: Mishap, owner: Owner, occasion: u64, at: Timestamp) -> Option<u16> {
        let possible = |fault: &FaultSpec| match fault {
            FaultSpec::Random { kinds, per_mille, until_ms } => {
                let during = until_ms.is_none_or(|until| at < self.start.plus(until));
                let counter = (kind as u64) << 56 | occasion;
                during
                    && kinds.contains(&kind)
                    && draw::fraction(self.seed, owner, Purpose::Mishap, counter) * 1_000.0 < f64::from(*per_mille)
            }
            _ => false,
        };
        Some(self.faults.iter().position(|fault| possible(&fault.spec))? as u16)
    }
}

/// One packet of a send: below 2^56.
pub(super) fn packet(send: SendId, attempt: u16) -> u64 {
    u64::from(send.boot & 0xFF) << 48 | u64::from(send.number) << 16 | u64::from(attempt)
}

/// One attempt to deliver a copy: below 2^56.
pub(super) fn attempt(lineage: Lineage, failures: u32) -> u64 {
    let sender = u64::from(lineage.producer.number() & 0xFF) << 48;
    (u64::from(lineage.send().number) << 16 | u64::from(lineage.accepted & 0xF) << 12 | u64::from(failures & 0xFFF))
        ^ sender
}
