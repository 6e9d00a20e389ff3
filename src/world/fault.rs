//! The plan of faults: what will go wrong, aimed at an ordinal or a time, and how it strikes.
//!
//! Models: nothing of the services; it does to them what networks and machines do.

use crate::model::ids::{ConsumerId, DeviceId, EndpointId, SendId};
use crate::model::time::Millis;
use crate::world::World;
use crate::world::agenda::Occurrence;
use crate::world::command::Rejection;
use crate::world::consumer::State;
use crate::world::entry::{Log, RejectCode, What};
use crate::world::spec::{CrashMoment, FaultSpec};
use std::sync::Arc;

/// A fault of the plan and whether it has struck.
#[derive(Clone, Debug)]
pub struct Fault {
    pub spec: FaultSpec,
    pub target: Target,
    pub struck: bool,
}

/// The thing it is aimed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    Device(DeviceId),
    Endpoint(EndpointId),
    Consumer(ConsumerId),
}

impl Fault {
    /// When the device is back after the link was cut, in milliseconds.
    pub(super) fn back_after_ms(&self) -> Millis {
        match self.spec {
            FaultSpec::LosePuback { back_after_ms, .. } | FaultSpec::LosePublish { back_after_ms, .. } => back_after_ms,
            FaultSpec::CrashConsumer { .. } | FaultSpec::Outage { .. } => 0,
        }
    }
}

impl World {
    pub(super) fn add_fault(&mut self, spec: &FaultSpec, log: &mut Log) -> Result<(), Rejection> {
        let target = match spec {
            FaultSpec::LosePuback { device, .. } | FaultSpec::LosePublish { device, .. } => Target::Device(
                self.find_device(device).ok_or_else(|| Rejection::new(RejectCode::UnknownDevice, device))?,
            ),
            FaultSpec::CrashConsumer { consumer, .. } => Target::Consumer(
                self.find_consumer(consumer).ok_or_else(|| Rejection::new(RejectCode::UnknownConsumer, consumer))?,
            ),
            FaultSpec::Outage { endpoint, .. } => Target::Endpoint(
                self.find_endpoint(endpoint).ok_or_else(|| Rejection::new(RejectCode::UnknownEndpoint, endpoint))?,
            ),
        };
        let most = usize::from(u16::MAX);
        let fault = u16::try_from(self.faults.len())
            .map_err(|_| Rejection::limit(RejectCode::TooManyFaults, "faults", most))?;
        Arc::make_mut(&mut self.faults).push(Fault { spec: spec.clone(), target, struck: false });
        self.note(log, What::FaultPlanned { fault });
        let at = |ms: Millis| self.start.plus(ms).max(self.now);
        match (spec, target) {
            (FaultSpec::CrashConsumer { when: CrashMoment::AtMs(ms), .. }, Target::Consumer(id)) => {
                self.schedule_consumer(id, at(*ms), Occurrence::FaultDue { fault, ends: false });
            }
            (FaultSpec::Outage { from_ms, for_ms, .. }, Target::Endpoint(id)) => {
                let from = at(*from_ms);
                self.schedule_endpoint(id, from, Occurrence::FaultDue { fault, ends: false });
                if let Some(length) = for_ms {
                    self.schedule_endpoint(id, from.plus(*length), Occurrence::FaultDue { fault, ends: true });
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// A fault aimed at a time strikes, or an outage ends.
    pub(super) fn fault_due(&mut self, fault: u16, ends: bool, log: &mut Log) -> bool {
        let Fault { spec, target, struck } = self.faults[usize::from(fault)].clone();
        match (spec, target) {
            (FaultSpec::CrashConsumer { restart_after_ms, .. }, Target::Consumer(id)) => {
                let consumer = &self.consumers[id.index()];
                if consumer.removed || matches!(consumer.state, State::Stopped | State::Crashed { .. }) {
                    return false;
                }
                self.begin();
                self.crash(id, restart_after_ms, log);
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
            _ => return false,
        }
        if !struck {
            self.strikes(fault);
            self.note(log, What::FaultStruck { fault });
        }
        true
    }

    /// Whether the acknowledgement of this send is to be lost.
    pub(super) fn strike_puback(&mut self, send: SendId) -> Option<u16> {
        self.strike(|fault| {
            matches!(fault.spec, FaultSpec::LosePuback { message, .. } if message == send.number)
                && fault.target == Target::Device(send.producer.expect_device())
        })
    }

    /// Whether this PUBLISH is to be lost, and when the device will be back.
    pub(super) fn strike_publish(&mut self, send: SendId) -> Option<(u16, Millis)> {
        let fault = self.strike(|fault| {
            matches!(fault.spec, FaultSpec::LosePublish { message, .. } if message == send.number)
                && fault.target == Target::Device(send.producer.expect_device())
        })?;
        Some((fault, self.faults[usize::from(fault)].back_after_ms()))
    }

    /// Whether the consumer crashes at this moment of its program, and when it restarts.
    pub(super) fn strike_crash(&mut self, id: ConsumerId, moment: CrashMoment) -> Option<(u16, Millis)> {
        let mut restart_after = 0;
        let fault = self.strike(|fault| match fault.spec {
            FaultSpec::CrashConsumer { when, restart_after_ms, .. } => {
                restart_after = restart_after_ms;
                when == moment && fault.target == Target::Consumer(id)
            }
            _ => false,
        })?;
        Some((fault, restart_after))
    }

    /// Whether a crash at this moment lies ahead.
    pub(super) fn is_planned(&self, id: ConsumerId, moment: CrashMoment) -> bool {
        let mut ahead = self.faults.iter().filter(|fault| !fault.struck && fault.target == Target::Consumer(id));
        ahead.any(|fault| matches!(fault.spec, FaultSpec::CrashConsumer { when, .. } if when == moment))
    }

    fn strike(&mut self, mut aims: impl FnMut(&Fault) -> bool) -> Option<u16> {
        let at = self.faults.iter().position(|fault| !fault.struck && aims(fault))? as u16;
        self.strikes(at);
        Some(at)
    }

    fn strikes(&mut self, fault: u16) {
        Arc::make_mut(&mut self.faults)[usize::from(fault)].struck = true;
    }
}
