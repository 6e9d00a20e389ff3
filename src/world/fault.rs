//! The plan of faults: what will go wrong, aimed at an ordinal or a time, and how it strikes.
//!
//! Models: nothing of the services; it does to them what networks and machines do. This file keeps the plan and lets
//! strike what is aimed at a time; `on_the_way` meets what is under way, `at_work` what consumers do, `router` repeats
//! deliveries, and `chance` draws.
//! Assumed(sick-endpoint-retried): the hub retries an endpoint that is throttled, full or has another key, as any other
//! transient failure. [edge]

mod at_work;
mod chance;
mod on_the_way;
mod router;

use crate::model::ids::{ConsumerId, DeviceId, EndpointId};
use crate::model::time::{Millis, Timestamp};
use crate::world::World;
use crate::world::agenda::Occurrence;
use crate::world::command::Rejection;
use crate::world::consumer::State;
use crate::world::entry::{Log, RejectCode, What};
use crate::world::setup::MAX_WAIT_MS;
use crate::world::spec::{Aim, Arrow, CrashMoment, FaultSpec, MOST_REPLAYED};
pub(super) use on_the_way::Passing;
use std::sync::Arc;

/// The most that a consumer may be slowed down.
pub const MAX_FACTOR: u32 = 1_000;

/// A fault of the plan and whether it has struck.
#[derive(Clone, Debug)]
pub struct Fault {
    pub spec: FaultSpec,
    pub target: Target,
    pub struck: bool,
    /// Whether it lasts now.
    holds: bool,
    /// Until when it keeps back what comes its way.
    until: Timestamp,
}

/// The thing it is aimed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    Device(DeviceId),
    Endpoint(EndpointId),
    Consumer(ConsumerId),
    Everything,
}

/// How a fault of the plan stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It can still strike.
    Planned,
    Struck,
    /// Its moment has passed, and there was nothing to strike.
    Missed,
}

impl World {
    pub(super) fn add_fault(&mut self, spec: &FaultSpec, log: &mut Log) -> Result<(), Rejection> {
        let target = match spec.aim() {
            Aim::Device(name) => {
                Target::Device(self.find_device(name).ok_or_else(|| Rejection::new(RejectCode::UnknownDevice, name))?)
            }
            Aim::Consumer(name) => Target::Consumer(self.known_consumer(name)?),
            Aim::Endpoint(name) => Target::Endpoint(self.known_endpoint(name)?),
            Aim::Everything => Target::Everything,
        };
        check(spec)?;
        let most = usize::from(u16::MAX);
        let fault = u16::try_from(self.faults.len())
            .map_err(|_| Rejection::limit(RejectCode::TooManyFaults, "faults", most))?;
        let planned = Fault { spec: spec.clone(), target, struck: false, holds: false, until: self.start };
        Arc::make_mut(&mut self.faults).push(planned);
        self.note(log, What::FaultPlanned { fault });
        if let Some(at) = spec.at_ms() {
            let from = self.start.plus(at).max(self.now);
            self.schedule_fault(target, from, Occurrence::FaultDue { fault, ends: false });
            let by_itself = matches!(spec, FaultSpec::Offline { .. } | FaultSpec::CutAll { .. });
            if let Some(length) = spec.for_ms().flatten().filter(|_| !by_itself) {
                self.schedule_fault(target, from.plus(length), Occurrence::FaultDue { fault, ends: true });
            }
        }
        Ok(())
    }

    fn schedule_fault(&mut self, target: Target, at: Timestamp, due: Occurrence) {
        match target {
            Target::Device(id) => self.schedule_device(id, at.since(self.now), due),
            Target::Endpoint(id) => self.schedule_endpoint(id, at, due),
            Target::Consumer(id) => self.schedule_consumer(id, at, due),
            Target::Everything => self.schedule_hub(at, due),
        }
    }

    /// A fault aimed at a time strikes, or one that lasts ends.
    pub(super) fn fault_due(&mut self, fault: u16, ends: bool, log: &mut Log) -> bool {
        let Fault { spec, target, struck, .. } = self.faults[usize::from(fault)].clone();
        match (spec, target) {
            (FaultSpec::CrashConsumer { restart_after_ms, .. }, Target::Consumer(id)) => {
                let consumer = &self.consumers[id.index()];
                if consumer.removed || matches!(consumer.state, State::Stopped | State::Crashed { .. }) {
                    return false;
                }
                self.begin();
                self.crash(id, restart_after_ms, log);
            }
            (FaultSpec::SlowConsumer { factor, .. }, Target::Consumer(id)) => {
                if self.consumers[id.index()].removed || ends && !struck {
                    return false;
                }
                self.begin();
                self.fault_mut(fault).holds = !ends;
                let factor = factor as u16;
                self.note(
                    log,
                    if ends { What::SpeedRestored { consumer: id } } else { What::Slowed { consumer: id, factor } },
                );
            }
            (FaultSpec::Outage { .. }, Target::Endpoint(id)) => {
                if self.endpoints[id.index()].removed {
                    return false;
                }
                self.begin();
                if ends {
                    self.endpoint_comes_up(id, log);
                } else {
                    self.endpoint_goes_down(id, log);
                }
            }
            (FaultSpec::Sick { with, .. }, Target::Endpoint(endpoint)) => {
                if self.endpoints[endpoint.index()].removed || ends && !struck {
                    return false;
                }
                self.begin();
                self.fault_mut(fault).holds = !ends;
                self.note(
                    log,
                    if ends {
                        What::EndpointRecovers { endpoint, from: with }
                    } else {
                        What::EndpointFallsSick { endpoint, with }
                    },
                );
            }
            (FaultSpec::Reboot { back_after_ms, .. }, Target::Device(id)) => {
                if self.devices[id.index()].removed {
                    return false;
                }
                self.begin();
                self.reboot(id, back_after_ms, log);
            }
            (FaultSpec::Offline { for_ms, .. }, Target::Device(id)) => {
                if self.devices[id.index()].removed {
                    return false;
                }
                self.begin();
                self.cut(id, for_ms, log);
            }
            (FaultSpec::CutAll { for_ms, .. }, _) => {
                if self.devices.iter().all(|device| device.removed) {
                    return false;
                }
                self.begin();
                for index in 0..self.devices.len() {
                    if !self.devices[index].removed {
                        self.cut(DeviceId(index as u32), for_ms, log);
                    }
                }
            }
            _ => return false,
        }
        if !struck {
            self.strikes(fault, log);
        }
        true
    }

    /// How fault `index` of the plan stands; `None` for none.
    #[must_use]
    pub fn fault_standing(&self, index: usize) -> Option<Standing> {
        let fault = self.faults.get(index)?;
        Some(if fault.struck {
            Standing::Struck
        } else if self.has_passed(fault) {
            Standing::Missed
        } else {
            Standing::Planned
        })
    }

    /// Whether what it is aimed at can come no more.
    fn has_passed(&self, fault: &Fault) -> bool {
        if let Some(at) = fault.spec.at_ms() {
            return self.start.plus(at) < self.now || self.is_removed(fault.target);
        }
        let Some(nth) = fault.spec.nth() else { return false };
        match fault.target {
            Target::Device(id) => {
                let device = &self.devices[id.index()];
                let is_under_way = device.outstanding().any(|it| it.number == nth);
                device.removed || (device.boot > 0 || nth < device.next_number) && !is_under_way
            }
            Target::Endpoint(id) => {
                let account = self.ledger.account(id);
                self.endpoints[id.index()].removed || u64::from(nth) <= account.delivered + account.repeats
            }
            Target::Consumer(id) => {
                let consumer = &self.consumers[id.index()];
                consumer.removed || nth <= consumer.received && !consumer.has_to_do_with(nth)
            }
            Target::Everything => false,
        }
    }

    fn is_removed(&self, target: Target) -> bool {
        match target {
            Target::Device(id) => self.devices[id.index()].removed,
            Target::Endpoint(id) => self.endpoints[id.index()].removed,
            Target::Consumer(id) => self.consumers[id.index()].removed,
            Target::Everything => false,
        }
    }

    /// The first fault that has not struck and is meant.
    fn planned(&self, mut is_meant: impl FnMut(&Fault) -> bool) -> Option<u16> {
        Some(self.faults.iter().position(|fault| !fault.struck && is_meant(fault))? as u16)
    }

    /// It has struck: written at the end of what it did.
    fn strikes(&mut self, fault: u16, log: &mut Log) {
        self.fault_mut(fault).struck = true;
        self.note(log, What::FaultStruck { fault });
    }

    fn fault_mut(&mut self, fault: u16) -> &mut Fault {
        &mut Arc::make_mut(&mut self.faults)[usize::from(fault)]
    }
}

/// Whether the numbers make sense.
fn check(spec: &FaultSpec) -> Result<(), Rejection> {
    let within = |field: &str, value: u64, least: u64, most: u64| {
        if (least..=most).contains(&value) { Ok(()) } else { Err(Rejection::range(field, least, most)) }
    };
    let illegal = |field: &str| Err(Rejection::new(RejectCode::IllegalValue, field));
    if spec.nth().is_some_and(|nth| spec.with_nth(nth).is_none()) {
        return illegal("nth");
    }
    match spec {
        FaultSpec::Delay { by_ms, .. } => within("by_ms", *by_ms, 1, MAX_WAIT_MS),
        // A client knows a second response or answer for what it is.
        FaultSpec::Duplicate { arrow: Arrow::Response { .. } | Arrow::Answer { .. } } => illegal("arrow"),
        FaultSpec::SlowConsumer { factor, .. } => within("factor", u64::from(*factor), 2, MAX_FACTOR.into()),
        FaultSpec::RestartRouter { replays, .. } => within("replays", u64::from(*replays), 1, MOST_REPLAYED.into()),
        FaultSpec::Random { kinds, .. } if kinds.is_empty() => illegal("kinds"),
        FaultSpec::Random { per_mille, .. } => within("per_mille", u64::from(*per_mille), 1, 1_000),
        _ => Ok(()),
    }
}

/// When a device whose packet is lost, or a consumer that crashes, is back.
fn back_after(spec: &FaultSpec) -> Millis {
    match spec {
        FaultSpec::LosePuback { back_after_ms, .. } | FaultSpec::LosePublish { back_after_ms, .. } => *back_after_ms,
        FaultSpec::CrashConsumer { restart_after_ms, .. } => *restart_after_ms,
        _ => 1_000,
    }
}

/// Whether it is aimed at this moment of this message.
fn is_crash_at(spec: &FaultSpec, moment: CrashMoment) -> bool {
    matches!(spec, FaultSpec::CrashConsumer { when, .. } if *when == moment)
}
