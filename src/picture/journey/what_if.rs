//! What could have been otherwise: for each thing that befell a message, a change under which it would not have.

use super::{Figure, Journey, Row, Tone, Who};
use crate::model::ids::ConsumerId;
use crate::model::time::Millis;
use crate::world::entry::{Entry, What};
use crate::world::spec::{ConsumerSpec, Deduplication, Key, Memory, ReceiveMode, Recorded, Renewal};
use crate::world::{FaultTarget, PlannedFault, World};

/// How long a program goes on renewing the lock of one message.
const RENEWED_UP_TO_MS: Millis = 600_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhatIf {
    /// This fault of the plan did not strike.
    NoFault(usize),
    PeekLock(ConsumerId),
    SkipsRepeats(ConsumerId),
    RenewsLocks(ConsumerId),
}

impl WhatIf {
    /// The program as it would be, where it is a program that changes.
    #[must_use]
    pub fn program(self, world: &World) -> Option<ConsumerSpec> {
        let (Self::PeekLock(id) | Self::SkipsRepeats(id) | Self::RenewsLocks(id)) = self else { return None };
        let consumer = world.consumers().get(id.index())?;
        let mut spec = (*consumer.spec).clone();
        match self {
            Self::NoFault(_) => {}
            Self::PeekLock(_) => spec.receive_mode = ReceiveMode::PeekLock,
            Self::SkipsRepeats(_) => {
                let recorded = if spec.effect.is_some() { Recorded::WithEffect } else { Recorded::AfterEffect };
                spec.deduplicate = Some(Deduplication { by: Key::MessageId, memory: Memory::Durable, recorded });
            }
            Self::RenewsLocks(_) => {
                let queue = world.find_queue(&spec.reads)?;
                let every_ms = world.describe(queue).settings.lock_duration / 2;
                spec.renew = Some(Renewal { every_ms, up_to_ms: RENEWED_UP_TO_MS });
            }
        }
        Some(spec)
    }
}

impl Journey {
    /// What a reader may wonder about, by what has happened up to the playhead: each once, in the order in which its
    /// occasion showed. `world` is the one at the playhead.
    #[must_use]
    pub fn what_ifs(&self, world: &World) -> Vec<WhatIf> {
        let mut found: Vec<WhatIf> = Vec::new();
        let mut handed: Vec<ConsumerId> = Vec::new();
        for (at, row) in self.rows[..self.past].iter().enumerate() {
            let struck = row.struck.iter().map(|fault| usize::from(*fault));
            let faults = struck.chain(self.lasting(row, world)).map(WhatIf::NoFault);
            let programs = row.told.iter().filter_map(|entry| self.of_program(at, entry, &mut handed, world));
            for what_if in faults.chain(programs) {
                if !found.contains(&what_if) {
                    found.push(what_if);
                }
            }
        }
        found
    }

    /// A program under whose choices this would not have been, or would not have mattered.
    fn of_program(&self, row: usize, entry: &Entry, handed: &mut Vec<ConsumerId>, world: &World) -> Option<WhatIf> {
        let spec = |id: ConsumerId| world.consumers().get(id.index()).map(|consumer| &consumer.spec);
        match entry.what {
            What::Locked { consumer, .. }
            | What::ReceivedAndDeleted { consumer, .. }
            | What::MessageGot { consumer, .. } => {
                let again = handed.contains(&consumer);
                handed.push(consumer);
                (again && spec(consumer)?.deduplicate.is_none()).then_some(WhatIf::SkipsRepeats(consumer))
            }
            What::Lost { consumer, .. } => {
                let deletes = spec(consumer)?.receive_mode == ReceiveMode::ReceiveAndDelete;
                deletes.then_some(WhatIf::PeekLock(consumer))
            }
            What::LockExpired { .. } if !self.was_crashed(row) => {
                let locked = self.rows[row].causes.iter().flat_map(|cause| &self.rows[*cause].told);
                let consumer = locked.into_iter().find_map(|entry| match entry.what {
                    What::Locked { consumer, .. } => Some(consumer),
                    _ => None,
                })?;
                spec(consumer)?.renew.is_none().then_some(WhatIf::RenewsLocks(consumer))
            }
            _ => None,
        }
    }

    /// Faults that lasted when this went wrong with the thing that they are aimed at.
    fn lasting<'a>(&'a self, row: &'a Row, world: &'a World) -> impl Iterator<Item = usize> + 'a {
        let at = row.at.since(world.start());
        let lanes = match row.figure {
            Figure::Arrow { from, to, .. } => [from, to],
            Figure::Mark { lane, .. } => [lane, lane],
        };
        let lasted = move |fault: &PlannedFault| {
            let (Some(from), Some(length)) = (fault.spec.at_ms(), fault.spec.for_ms()) else { return false };
            fault.struck && from <= at && length.is_none_or(|length| at <= from.saturating_add(length))
        };
        let is_aimed = move |fault: &PlannedFault| {
            lanes.iter().any(|lane| match (self.lanes[*lane], fault.target) {
                (Who::Sender(id), FaultTarget::Device(aim)) => id.device() == Some(aim),
                (Who::Endpoint(id), FaultTarget::Endpoint(aim)) => id == aim,
                (Who::Consumer(id), FaultTarget::Consumer(aim)) => id == aim,
                _ => false,
            })
        };
        let faults = world.faults().iter().enumerate().filter(|_| row.tone >= Tone::Doubtful);
        faults.filter(move |(_, fault)| lasted(fault) && is_aimed(fault)).map(|(index, _)| index)
    }
}
