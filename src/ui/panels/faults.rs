//! The faults that can strike a thing at this moment: buttons of the inspector, and the menu on a part of the diagram.

use crate::model::ids::{ConsumerId, DeviceId, EndpointId};
use crate::model::late::Late;
use crate::model::time::Millis;
use crate::text::Key;
use crate::ui::desk::{Desk, Told};
use crate::ui::view::Selection;
use crate::world::World;
use crate::world::command::Command;
use crate::world::consumer::{Reads, State};
use crate::world::spec::{Arrow, CrashMoment, FaultSpec, Sickness};
use yew::Callback;

/// How long a device whose packet is lost, and a consumer that crashed, stay away.
const BACK_AFTER_MS: Millis = 1_000;
const RESTART_AFTER_MS: Millis = 5_000;
/// How late a packet comes, how long a spell without connection is, and how slow a consumer becomes.
const LATE_BY_MS: Millis = 3_000;
const SPELL_MS: Millis = 5_000;
const SLOW: u32 = 10;

/// What is done to the plan of faults.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    Add(FaultSpec),
    /// Changes the fault at that place of the plan, or deletes it.
    Change(usize, Option<FaultSpec>),
}

/// What can befall a thing, with the words for it.
type Offers = Vec<(Key, Act)>;

/// It comes with what makes faults strike.
static OFFERS: Late<fn(&World, Selection) -> Offers> = Late::new(offers);

/// Brings the offers along.
pub fn provide() {
    OFFERS.provide(offers);
}

impl Act {
    pub fn carry_out(self, desk: &Desk, then: Callback<Told>) {
        match self {
            Self::Add(fault) => desk.act(Command::AddFault { fault }, false, then),
            Self::Change(index, fault) => desk.edit_fault(index, fault, then),
        }
    }
}

/// Whether anything can befall such a thing.
#[must_use]
pub fn can_befall(what: Selection) -> bool {
    matches!(what, Selection::Device(_) | Selection::Message(_) | Selection::Endpoint(_) | Selection::Consumer(_))
}

/// What can befall a thing now.
#[must_use]
pub fn of(world: &World, what: Selection) -> Offers {
    (OFFERS.get())(world, what)
}

fn offers(world: &World, what: Selection) -> Offers {
    match what {
        Selection::Device(id) => of_device(world, id),
        Selection::Message(send) => {
            let Some(id) = send.producer.device() else { return Vec::new() };
            let device = &world.devices()[id.index()];
            let waits = device.outstanding().any(|it| (it.boot, it.number) == (send.boot, send.number));
            if !waits {
                return Vec::new();
            }
            let arrow = || Arrow::Puback { device: device.id().clone(), message: send.number };
            vec![
                (Key::FaultLoseThisPuback, lose_puback(world, id, send.number)),
                (Key::FaultDelayThisPuback, Act::Add(FaultSpec::Delay { arrow: arrow(), by_ms: LATE_BY_MS })),
            ]
        }
        Selection::Endpoint(id) => of_endpoint(world, id),
        Selection::Consumer(id) => of_consumer(world, id),
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

fn of_device(world: &World, id: DeviceId) -> Offers {
    let (device, message) = (world.devices()[id.index()].id().clone(), next_on_wire(world, id));
    let arrow = || Arrow::Publish { device: device.clone(), message };
    let lose_publish = FaultSpec::LosePublish { device: device.clone(), message, back_after_ms: BACK_AFTER_MS };
    let now = world.elapsed();
    vec![
        (Key::FaultLosePuback, lose_puback(world, id, message)),
        (Key::FaultLosePublish, Act::Add(lose_publish)),
        (Key::FaultDelayPublish, Act::Add(FaultSpec::Delay { arrow: arrow(), by_ms: LATE_BY_MS })),
        (Key::FaultDuplicatePublish, Act::Add(FaultSpec::Duplicate { arrow: arrow() })),
        (Key::FaultDisconnect, Act::Add(FaultSpec::offline(&device, now, SPELL_MS))),
        (Key::FaultReboot, Act::Add(FaultSpec::reboot(&device, now))),
    ]
}

fn of_consumer(world: &World, id: ConsumerId) -> Offers {
    let consumer = &world.consumers()[id.index()];
    if !consumer.spec.enabled || matches!(consumer.state, State::Crashed { .. }) {
        return Vec::new();
    }
    let (name, now) = (consumer.name().clone(), world.elapsed());
    let crash = |when, restart_after_ms| FaultSpec::CrashConsumer { consumer: name.clone(), when, restart_after_ms };
    let nth = consumer.next_to_settle();
    let answer = Arrow::Answer { consumer: name.clone(), nth };
    let slow = FaultSpec::SlowConsumer { consumer: name.clone(), factor: SLOW, from_ms: now, for_ms: None };
    let mut offers = vec![
        (Key::ActCrash, Act::Add(crash(CrashMoment::AtMs(now), RESTART_AFTER_MS))),
        (Key::FaultCrashConsumer, Act::Add(crash(CrashMoment::BeforeSettling(nth), RESTART_AFTER_MS))),
        (Key::FaultRestart, Act::Add(crash(CrashMoment::AtMs(now), 0))),
        (Key::FaultLetLockRunOut, {
            // One at work already has begun: the next one is meant.
            let begun = matches!(&consumer.state, State::Working { until, .. } if *until > world.now());
            Act::Add(FaultSpec::LockRunsOut { consumer: name.clone(), nth: nth + u32::from(begun) })
        }),
        (Key::FaultLoseAnswer, Act::Add(FaultSpec::Lose { arrow: answer })),
    ];
    // Who reads events has nothing to settle and makes no calls about a message; who makes messages has no lock.
    let reads_events = consumer.endpoint().is_some_and(|id| world.endpoints()[id.index()].events().is_some());
    offers.retain(|(key, _)| match key {
        Key::FaultCrashConsumer | Key::FaultLetLockRunOut => !reads_events && consumer.reads != Reads::Clock,
        Key::FaultLoseAnswer => !reads_events,
        _ => true,
    });
    let slowed = |spec: &FaultSpec| matches!(spec, FaultSpec::SlowConsumer { consumer, .. } if *consumer == name);
    offers.push(repair(world, slowed).map_or((Key::FaultSlow, Act::Add(slow)), |act| (Key::ActSpeedUp, act)));
    offers
}

/// Takes it down or makes it sick, or ends that.
fn of_endpoint(world: &World, id: EndpointId) -> Offers {
    let (endpoint, now) = (&world.endpoints()[id.index()], world.elapsed());
    let name = &endpoint.name;
    let is_down = |spec: &FaultSpec| matches!(spec, FaultSpec::Outage { endpoint, .. } if endpoint == name);
    let outage = FaultSpec::Outage { endpoint: name.clone(), from_ms: now, for_ms: None };
    let first = match repair(world, is_down).filter(|_| endpoint.is_down()) {
        Some(end) => (Key::ActEndOutage, end),
        None => (Key::FaultEndpointOutage, Act::Add(outage)),
    };
    let mut offers = vec![first];
    // The others befall what the hub brings; to a queue that stands alone it brings nothing.
    if endpoint.spec.is_none() && endpoint.queue().is_some() {
        return offers;
    }
    for (with, makes, ends) in [
        (Sickness::Throttled, Key::FaultThrottle, Key::ActEndThrottling),
        (Sickness::Full, Key::FaultFill, Key::ActMakeRoom),
        (Sickness::WrongKey, Key::FaultChangeKey, Key::ActRepairKey),
    ] {
        let is_it = |spec: &FaultSpec| matches!(spec, FaultSpec::Sick { endpoint, with: it, .. } if endpoint == name && *it == with);
        let sick = FaultSpec::Sick { endpoint: name.clone(), with, from_ms: now, for_ms: None };
        offers.push(repair(world, is_it).map_or((makes, Act::Add(sick)), |end| (ends, end)));
    }
    let account = world.ledger().account(id);
    let next = (account.delivered + account.repeats + 1).min(u64::from(u32::MAX)) as u32;
    offers.push((Key::FaultRestartRouter, Act::Add(FaultSpec::router_restart(name, next))));
    offers
}

/// Ends a fault that holds now.
fn repair(world: &World, is_it: impl Fn(&FaultSpec) -> bool) -> Option<Act> {
    let now = world.elapsed();
    world
        .faults()
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, fault)| fault.struck && is_it(&fault.spec))
        .find_map(|(index, fault)| Some(Act::Change(index, Some(fault.spec.repaired(now)?))))
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
            [
                (Key::FaultLosePuback, true),
                (Key::FaultLosePublish, true),
                (Key::FaultDelayPublish, true),
                (Key::FaultDuplicatePublish, true),
                (Key::FaultDisconnect, true),
                (Key::FaultReboot, true),
            ]
        );
        for what in [Selection::Consumer(ConsumerId(0)), Selection::Endpoint(EndpointId(1))] {
            let offers = offered(what);
            assert!(can_befall(what) && offers.len() > 4 && offers.iter().all(|(_, taken)| *taken), "{offers:?}");
        }
        assert_eq!(offered(Selection::Fallback), []);
        assert!(!can_befall(Selection::Fallback));
    }

    #[test]
    fn what_has_no_lock_cannot_lose_it() {
        let of_reader = offered(Selection::Consumer(ConsumerId(1)));
        assert_eq!(of_reader, [(Key::ActCrash, true), (Key::FaultRestart, true), (Key::FaultSlow, true)]);
    }

    #[test]
    fn only_a_message_without_puback_can_lose_it() {
        let message = |number| Selection::Message(SendId { producer: DeviceId(0).into(), number, boot: 0 });
        assert_eq!(offered(message(13)), [(Key::FaultLoseThisPuback, true), (Key::FaultDelayThisPuback, true)]);
        assert_eq!(offered(message(12)), []);
    }

    #[test]
    fn an_outage_is_ended_where_it_was_begun() {
        let mut session = open_at_its_moment(BUNDLED[1].scenario()).unwrap();
        let queue = Selection::Endpoint(EndpointId(1));
        let first = |session: &crate::session::Session| of(session.world(), queue).swap_remove(0);
        let (_, Act::Add(fault)) = first(&session) else { panic!("nothing to take down") };
        session.act(Command::AddFault { fault }).unwrap();
        session.step();
        assert!(session.world().endpoints()[1].is_down());
        let (key, Act::Change(index, fault)) = first(&session) else { panic!("nothing to end") };
        assert_eq!(key, Key::ActEndOutage);
        let now = session.world().elapsed();
        session.edit_fault(index, fault).unwrap();
        while session.world().endpoints()[1].is_down() {
            assert!(session.step() && session.world().elapsed() <= now + 1);
        }
    }
}
