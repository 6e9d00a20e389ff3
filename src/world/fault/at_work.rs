//! What befalls a consumer at its work: crashes, hanging until the lock has run out, slowness.

use super::{Target, back_after, is_crash_at};
use crate::model::ids::ConsumerId;
use crate::model::storage::queue::DEFAULT_GET_VISIBILITY_SECONDS;
use crate::model::time::{Millis, Timestamp};
use crate::world::World;
use crate::world::consumer::{Holding, State};
use crate::world::entry::{Log, What};
use crate::world::spec::{CrashMoment, FaultSpec, Mishap};

impl World {
    /// The consumer begins `work` on a message: when it will be done, and when to look after it. Same step.
    pub(in crate::world) fn begins_under_faults(
        &mut self,
        id: ConsumerId,
        on: &Holding,
        work: Millis,
        log: &mut Log,
    ) -> (Timestamp, Timestamp) {
        let slowed = self.slowness(id).saturating_mul(work);
        let mut until = self.now.plus(slowed);
        if let Some(fault) = self.lock_to_run_out(id, on, |fault| !fault)
            && let Some(ends) = self.lock_ends(id, on)
        {
            until = until.max(ends);
            self.note(log, What::Hangs { lineage: on.lineage, consumer: id });
            self.strikes(fault, log);
        }
        let look = if self.crash_to_come(id, on, CrashMoment::BeforeWork(on.nth)).is_some() {
            self.now
        } else if self.crash_to_come(id, on, CrashMoment::DuringWork(on.nth)).is_some() {
            self.now.plus(until.since(self.now) / 2)
        } else {
            until
        };
        (until, look)
    }

    /// How many times as long its work takes now.
    fn slowness(&self, id: ConsumerId) -> Millis {
        let slow = self.faults.iter().filter(|fault| fault.holds && fault.target == Target::Consumer(id));
        slow.fold(1, |all, fault| match fault.spec {
            FaultSpec::SlowConsumer { factor, .. } => all.saturating_mul(u64::from(factor)),
            _ => all,
        })
    }

    /// When the queue offers the message again, if it would.
    fn lock_ends(&self, id: ConsumerId, on: &Holding) -> Option<Timestamp> {
        if on.is_gone() {
            return None;
        }
        let hidden = self.consumers[id.index()].spec.visibility_timeout.unwrap_or(DEFAULT_GET_VISIBILITY_SECONDS);
        let hidden = on.has_receipt().then(|| on.received_at().plus(hidden.unsigned_abs() * 1_000));
        on.lock.map(|lock| lock.until).or(hidden)
    }

    /// The fault that lets the lock on it run out, if it has struck or not as asked for.
    fn lock_to_run_out(&self, id: ConsumerId, on: &Holding, is_meant: fn(bool) -> bool) -> Option<u16> {
        let planned = self.faults.iter().position(|fault| {
            is_meant(fault.struck)
                && fault.target == Target::Consumer(id)
                && matches!(fault.spec, FaultSpec::LockRunsOut { nth, .. } if nth == on.nth)
        });
        let owner = self.consumers[id.index()].owner;
        let by_chance = || self.chance(Mishap::LockRunsOut, owner, u64::from(on.nth), on.received_at());
        planned.map(|at| at as u16).or_else(by_chance)
    }

    /// Whether it hangs now, and so renews no lock.
    pub(in crate::world) fn hangs(&self, id: ConsumerId) -> bool {
        let State::Working { on, until } = &self.consumers[id.index()].state else { return false };
        self.now < *until && self.lock_to_run_out(id, on, |struck| struck).is_some()
    }

    /// The fault that makes it crash at this moment of this message, if one will.
    fn crash_to_come(&self, id: ConsumerId, on: &Holding, moment: CrashMoment) -> Option<u16> {
        let planned = self.planned(|fault| fault.target == Target::Consumer(id) && is_crash_at(&fault.spec, moment));
        let owner = self.consumers[id.index()].owner;
        let place = match moment {
            CrashMoment::AtMs(_) => return planned,
            CrashMoment::BeforeWork(_) => 0,
            CrashMoment::DuringWork(_) => 1,
            CrashMoment::BetweenEffectAndRecord(_) => 2,
            CrashMoment::BeforeSettling(_) => 3,
            CrashMoment::AfterSettling(_) => 4,
        };
        // Counted from when it was received: what was decided then holds at the moment itself.
        let by_chance = || self.chance(Mishap::Crash, owner, place << 32 | u64::from(on.nth), on.received_at());
        planned.or_else(by_chance)
    }

    /// A crash that is planned for this moment of the message at hand strikes; in a step of its own if `begins`.
    pub(in crate::world) fn crashes_under_faults(
        &mut self,
        id: ConsumerId,
        moment: fn(u32) -> CrashMoment,
        begins: bool,
        log: &mut Log,
    ) -> bool {
        let Some(on) = self.consumers[id.index()].at_hand().cloned() else { return false };
        let Some(fault) = self.crash_to_come(id, &on, moment(on.nth)) else { return false };
        if begins {
            self.begin();
        }
        let restart_after = match &self.faults[usize::from(fault)].spec {
            FaultSpec::Random { .. } => 5_000,
            spec => back_after(spec),
        };
        self.crash(id, restart_after, log);
        self.strikes(fault, log);
        true
    }
}
