//! Which lanes there are: every part of the world, many of one kind folded into one lane.

use super::{Flag, FlagKind};
use crate::model::ids::{ConsumerId, DeviceId, EndpointId};
use crate::world::World;
use crate::world::spec::FaultSpec;

/// Things of one kind above which they fold.
const FOLD_ABOVE: usize = 5;
/// Endpoints or consumers that keep their own lane when the rest folds.
const KEPT: usize = 4;
/// Lanes of one kind when a person unfolds them.
const UNFOLDED: usize = 50;

/// Whose lane it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Faults,
    Device(DeviceId),
    /// So many other devices; 0 when they are unfolded and could be folded.
    Devices(u32),
    Hub,
    /// A container, or the built-in endpoint.
    Endpoint(EndpointId),
    Queue(EndpointId),
    Endpoints(u32),
    Consumer(ConsumerId),
    Consumers(u32),
}

/// What is selected and so never folded away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pins {
    pub device: Option<DeviceId>,
    pub endpoint: Option<EndpointId>,
    pub consumer: Option<ConsumerId>,
}

/// Kinds that a person has unfolded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unfolded {
    pub devices: bool,
    pub endpoints: bool,
    pub consumers: bool,
}

/// The lanes of `world` from top to bottom: the custom endpoints stand before the built-in one.
#[must_use]
pub fn who(world: &World, pins: Pins, unfolded: Unfolded) -> Vec<Who> {
    let devices = world.devices().iter().enumerate().filter(|(_, device)| !device.removed);
    let devices: Vec<_> = devices.map(|(at, _)| DeviceId(at as u32)).collect();
    let endpoints = world.endpoints().iter().enumerate().filter(|(_, endpoint)| !endpoint.removed);
    let mut endpoints: Vec<_> = endpoints.map(|(at, _)| EndpointId(at as u16)).collect();
    endpoints.rotate_left(1);
    let consumers = world.consumers().iter().enumerate().filter(|(_, consumer)| !consumer.removed);
    let consumers: Vec<_> = consumers.map(|(at, _)| ConsumerId(at as u16)).collect();

    let endpoint = |id: EndpointId| {
        if world.endpoints()[id.index()].queue().is_some() { Who::Queue(id) } else { Who::Endpoint(id) }
    };
    let mut all = vec![Who::Faults];
    let kept = if unfolded.devices { UNFOLDED } else { 0 };
    put(&mut all, &devices, kept, pins.device, Who::Device, Who::Devices);
    all.push(Who::Hub);
    let kept = if unfolded.endpoints { UNFOLDED } else { KEPT };
    put(&mut all, &endpoints, kept, pins.endpoint, endpoint, Who::Endpoints);
    let kept = if unfolded.consumers { UNFOLDED } else { KEPT };
    put(&mut all, &consumers, kept, pins.consumer, Who::Consumer, Who::Consumers);
    all
}

fn put<T: Copy + PartialEq>(
    all: &mut Vec<Who>,
    things: &[T],
    kept: usize,
    pin: Option<T>,
    one: impl Fn(T) -> Who,
    rest: impl Fn(u32) -> Who,
) {
    let fold = things.len() > FOLD_ABOVE.max(kept);
    let mut folded = 0;
    for (at, thing) in things.iter().enumerate() {
        if !fold || at < kept || pin == Some(*thing) {
            all.push(one(*thing));
        } else {
            folded += 1;
        }
    }
    if folded > 0 || (kept == UNFOLDED && things.len() > FOLD_ABOVE) {
        all.push(rest(folded));
    }
}

/// The faults of the plan whose time is known, whether they have struck or not.
#[must_use]
pub fn planned(world: &World) -> Vec<Flag> {
    let faults = world.faults().iter().enumerate();
    let flags = faults.filter_map(|(at, fault)| {
        let at_ms = fault.spec.at_ms()?;
        let kind = match fault.spec {
            FaultSpec::CrashConsumer { .. } => FlagKind::Crash,
            FaultSpec::Outage { .. } => FlagKind::Outage,
            FaultSpec::Offline { .. } | FaultSpec::CutAll { .. } | FaultSpec::Reboot { .. } => FlagKind::Disconnect,
            _ => FlagKind::Other,
        };
        Some(Flag { at: at_ms, step: None, fault: Some(at as u16), kind })
    });
    flags.collect()
}
