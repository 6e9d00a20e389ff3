//! The faults that can strike a thing at this moment: buttons of the inspector, and the menu on a part of the diagram.

use crate::model::ids::{ConsumerId, DeviceId, EndpointId};
use crate::model::time::Millis;
use crate::text::Key;
use crate::ui::desk::Desk;
use crate::ui::view::Selection;
use crate::world::World;
use crate::world::command::{Command, Rejection};
use crate::world::consumer::State;
use crate::world::spec::{CrashMoment, FaultSpec};

/// How long a device whose packet is lost, and a consumer that crashed, stay away.
const BACK_AFTER_MS: Millis = 1_000;
const RESTART_AFTER_MS: Millis = 5_000;

/// What is done to the plan of faults.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    Add(FaultSpec),
    /// Changes the fault at that place of the plan, or deletes it.
    Change(usize, Option<FaultSpec>),
}

impl Act {
    /// # Errors
    /// What the world refuses.
    pub fn carry_out(self, desk: &Desk) -> Result<(), Rejection> {
        match self {
            Self::Add(fault) => desk.act(Command::AddFault { fault }, false),
            Self::Change(index, fault) => desk.edit_fault(index, fault),
        }
    }
}

/// What can befall a thing now, with the words for it.
#[must_use]
pub fn of(world: &World, what: Selection) -> Vec<(Key, Act)> {
    match what {
        Selection::Device(id) => of_device(world, id),
        Selection::Message(send) => {
            let Some(id) = send.producer.device() else { return Vec::new() };
            let device = &world.devices()[id.index()];
            let waits = device.outstanding().any(|it| (it.boot, it.number) == (send.boot, send.number));
            let lose = || lose_puback(world, id, send.number);
            waits.then(|| (Key::FaultLoseThisPuback, lose())).into_iter().collect()
        }
        Selection::Endpoint(id) => vec![of_endpoint(world, id)],
        Selection::Consumer(id) => of_consumer(world, id).into_iter().collect(),
        Selection::None
        | Selection::Route(_)
        | Selection::Fallback
        | Selection::Event(_)
        | Selection::Fault(_)
        | Selection::StorageQueue(_) => Vec::new(),
    }
}

/// The message of a device whose packets are next on the wire.
#[must_use]
pub fn next_on_wire(world: &World, id: DeviceId) -> u32 {
    let device = &world.devices()[id.index()];
    device.outstanding().next().map_or(device.next_number, |oldest| oldest.number)
}

fn lose_puback(world: &World, id: DeviceId, message: u32) -> Act {
    let device = world.devices()[id.index()].id().clone();
    Act::Add(FaultSpec::LosePuback { device, message, back_after_ms: BACK_AFTER_MS })
}

fn of_device(world: &World, id: DeviceId) -> Vec<(Key, Act)> {
    let (device, message) = (world.devices()[id.index()].id().clone(), next_on_wire(world, id));
    let lose_publish = FaultSpec::LosePublish { device, message, back_after_ms: BACK_AFTER_MS };
    vec![(Key::FaultLosePuback, lose_puback(world, id, message)), (Key::FaultLosePublish, Act::Add(lose_publish))]
}

fn of_consumer(world: &World, id: ConsumerId) -> Option<(Key, Act)> {
    let consumer = &world.consumers()[id.index()];
    let runs = consumer.spec.enabled && !matches!(consumer.state, State::Crashed { .. });
    runs.then(|| {
        let (consumer, when) = (consumer.name().clone(), CrashMoment::AtMs(world.elapsed()));
        (Key::ActCrash, Act::Add(FaultSpec::CrashConsumer { consumer, when, restart_after_ms: RESTART_AFTER_MS }))
    })
}

/// Takes it down, or ends the outage that holds.
fn of_endpoint(world: &World, id: EndpointId) -> (Key, Act) {
    let (endpoint, now) = (&world.endpoints()[id.index()], world.elapsed());
    let standing = world.faults().iter().enumerate().rev().find_map(|(index, fault)| match &fault.spec {
        FaultSpec::Outage { endpoint: name, from_ms, for_ms } => {
            let holds = fault.struck && for_ms.is_none_or(|length| from_ms + length > now);
            (holds && *name == endpoint.name).then(|| {
                let for_ms = Some(now.saturating_sub(*from_ms).max(1));
                let ended = FaultSpec::Outage { endpoint: name.clone(), from_ms: *from_ms, for_ms };
                Act::Change(index, Some(ended))
            })
        }
        _ => None,
    });
    match standing.filter(|_| endpoint.is_down()) {
        Some(end) => (Key::ActEndOutage, end),
        None => {
            let outage = FaultSpec::Outage { endpoint: endpoint.name.clone(), from_ms: now, for_ms: None };
            (Key::FaultEndpointOutage, Act::Add(outage))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ids::SendId;
    use crate::ui::desk::open_at_its_moment;
    use crate::ui::library::BUNDLED;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// Of each offer whether the world takes it, and the words for it.
    fn offered(what: Selection) -> Vec<(Key, bool)> {
        let mut session = open_at_its_moment(BUNDLED[1].scenario()).unwrap();
        let offers = of(session.world(), what);
        let taken = offers.into_iter().map(|(key, act)| match act {
            Act::Add(fault) => (key, session.act(Command::AddFault { fault }).is_ok()),
            Act::Change(..) => (key, false),
        });
        taken.collect()
    }

    #[test]
    fn the_world_takes_what_is_offered() {
        assert_eq!(
            offered(Selection::Device(DeviceId(0))),
            [(Key::FaultLosePuback, true), (Key::FaultLosePublish, true)]
        );
        assert_eq!(offered(Selection::Consumer(ConsumerId(0))), [(Key::ActCrash, true)]);
        assert_eq!(offered(Selection::Endpoint(EndpointId(1))), [(Key::FaultEndpointOutage, true)]);
        assert_eq!(offered(Selection::Fallback), []);
    }

    #[test]
    fn only_a_message_without_puback_can_lose_it() {
        let message = |number| Selection::Message(SendId { producer: DeviceId(0).into(), number, boot: 0 });
        assert_eq!(offered(message(13)), [(Key::FaultLoseThisPuback, true)]);
        assert_eq!(offered(message(12)), []);
    }

    #[test]
    fn an_outage_is_ended_where_it_was_begun() {
        let mut session = open_at_its_moment(BUNDLED[1].scenario()).unwrap();
        let queue = Selection::Endpoint(EndpointId(1));
        let Some((_, Act::Add(fault))) = of(session.world(), queue).pop() else { panic!("nothing to take down") };
        session.act(Command::AddFault { fault }).unwrap();
        session.step();
        assert!(session.world().endpoints()[1].is_down());
        let Some((key, Act::Change(index, fault))) = of(session.world(), queue).pop() else { panic!("nothing to end") };
        assert_eq!(key, Key::ActEndOutage);
        let now = session.world().elapsed();
        session.edit_fault(index, fault).unwrap();
        while session.world().endpoints()[1].is_down() {
            assert!(session.step() && session.world().elapsed() <= now + 1);
        }
    }
}
