//! A fault while it is typed: its kind, what stands in the fields, and the fault that they make.

use super::super::fields::{in_seconds, seconds, whole};
use crate::model::time::NEVER;
use crate::text::{Key, Rich};
use crate::ui::panels::faults::next_on_wire;
use crate::ui::panels::inspector::scene::Scene;
use crate::world::MAX_FACTOR;
use crate::world::setup::MAX_WAIT_MS;
use crate::world::spec::{Aim, Arrow, CrashMoment, FaultSpec, MOST_REPLAYED, Mishap, Sickness};

/// What is typed about a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Puback,
    Publish,
    Crash,
    Outage,
    Lose,
    Delay,
    Duplicate,
    Slow,
    Lock,
    Sick(Sickness),
    Router,
    Reboot,
    Offline,
    CutAll,
    Random,
}

impl Kind {
    /// Those that are not seen at once.
    pub(super) const OTHERS: [(Self, &'static str, Key); 13] = [
        (Self::Lose, "lose", Key::FaultOtherLose),
        (Self::Delay, "delay", Key::FaultOtherDelay),
        (Self::Duplicate, "duplicate", Key::FaultOtherDuplicate),
        (Self::Slow, "slow", Key::FaultOtherSlow),
        (Self::Lock, "lock", Key::FaultOtherLock),
        (Self::Sick(Sickness::Throttled), "throttled", Key::FaultOtherThrottled),
        (Self::Sick(Sickness::Full), "full", Key::FaultOtherFull),
        (Self::Sick(Sickness::WrongKey), "wrong-key", Key::FaultOtherWrongKey),
        (Self::Router, "router", Key::FaultOtherRouter),
        (Self::Reboot, "reboot", Key::FaultOtherReboot),
        (Self::Offline, "offline", Key::FaultOtherOffline),
        (Self::CutAll, "cut-all", Key::FaultOtherCutAll),
        (Self::Random, "random", Key::FaultOtherRandom),
    ];

    fn of(fault: &FaultSpec) -> Self {
        match fault {
            FaultSpec::LosePuback { .. } => Self::Puback,
            FaultSpec::LosePublish { .. } => Self::Publish,
            FaultSpec::Lose { .. } => Self::Lose,
            FaultSpec::Delay { .. } => Self::Delay,
            FaultSpec::Duplicate { .. } => Self::Duplicate,
            FaultSpec::CrashConsumer { .. } => Self::Crash,
            FaultSpec::SlowConsumer { .. } => Self::Slow,
            FaultSpec::LockRunsOut { .. } => Self::Lock,
            FaultSpec::Outage { .. } => Self::Outage,
            FaultSpec::Sick { with, .. } => Self::Sick(*with),
            FaultSpec::Reboot { .. } => Self::Reboot,
            FaultSpec::Offline { .. } => Self::Offline,
            FaultSpec::CutAll { .. } => Self::CutAll,
            FaultSpec::RestartRouter { .. } => Self::Router,
            FaultSpec::Random { .. } => Self::Random,
        }
    }

    /// The ways on which it can meet something.
    pub(super) fn arrows(self) -> &'static [Way] {
        match self {
            Self::Lose => &[Way::Delivery, Way::Response, Way::Call, Way::Answer],
            Self::Delay => &Way::ALL,
            Self::Duplicate => &[Way::Publish, Way::Puback, Way::Delivery, Way::Call],
            _ => &[],
        }
    }
}

/// The kinds of arrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Publish,
    Puback,
    Delivery,
    Response,
    Call,
    Answer,
}

impl Way {
    const ALL: [Self; 6] = [Self::Publish, Self::Puback, Self::Delivery, Self::Response, Self::Call, Self::Answer];

    pub(super) fn word(self) -> (&'static str, Key) {
        match self {
            Self::Publish => ("publish", Key::FaultArrowPublish),
            Self::Puback => ("puback", Key::FaultArrowPuback),
            Self::Delivery => ("delivery", Key::FaultArrowDelivery),
            Self::Response => ("response", Key::FaultArrowResponse),
            Self::Call => ("call", Key::FaultArrowCall),
            Self::Answer => ("answer", Key::FaultArrowAnswer),
        }
    }

    fn of(arrow: &Arrow) -> Self {
        match arrow {
            Arrow::Publish { .. } => Self::Publish,
            Arrow::Puback { .. } => Self::Puback,
            Arrow::Delivery { .. } => Self::Delivery,
            Arrow::Response { .. } => Self::Response,
            Arrow::Call { .. } => Self::Call,
            Arrow::Answer { .. } => Self::Answer,
        }
    }
}

/// What it can strike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Victim {
    Device,
    Endpoint,
    Consumer,
    Nobody,
}

#[derive(Clone, PartialEq)]
pub(super) struct Draft {
    pub(super) kind: Kind,
    pub(super) way: Way,
    pub(super) target: String,
    /// Which message of a device.
    pub(super) message: String,
    /// Which one of everything else.
    pub(super) nth: String,
    pub(super) back_after: String,
    pub(super) moment: &'static str,
    pub(super) at: String,
    pub(super) restart_after: String,
    pub(super) ends: bool,
    pub(super) length: String,
    pub(super) by: String,
    pub(super) factor: String,
    pub(super) replays: String,
    pub(super) rate: String,
    pub(super) mishaps: Vec<Mishap>,
}

pub(super) const AT_TIME: &str = "at_ms";

/// A value of a field, or what is wrong with which.
type Problems = Vec<(&'static str, Rich)>;

impl Draft {
    /// A fault of that kind that would strike next.
    pub(super) fn fresh(scene: &Scene, kind: Kind) -> Self {
        let way = kind.arrows().first().copied().unwrap_or(Way::Publish);
        let draft = Self {
            kind,
            way,
            target: String::new(),
            message: String::new(),
            nth: String::new(),
            back_after: "1".to_owned(),
            moment: AT_TIME,
            at: in_seconds(scene.world.elapsed()),
            restart_after: "5".to_owned(),
            ends: kind != Kind::Slow,
            length: "10".to_owned(),
            by: "3".to_owned(),
            factor: "10".to_owned(),
            replays: MOST_REPLAYED.to_string(),
            rate: "50".to_owned(),
            mishaps: vec![Mishap::LosePuback, Mishap::Crash],
        };
        let target = draft.targets(scene).into_iter().next().unwrap_or_default();
        draft.aimed(scene, target)
    }

    /// Aimed at another thing: what would strike that next.
    pub(super) fn aimed(self, scene: &Scene, target: String) -> Self {
        let message = next_number(scene, &target).to_string();
        let nth = self.next_nth(scene, &target).to_string();
        Self { message, nth, target, ..self }
    }

    pub(super) fn of(scene: &Scene, fault: &FaultSpec) -> Self {
        let mut draft = Self::fresh(scene, Kind::of(fault));
        if let FaultSpec::Lose { arrow } | FaultSpec::Delay { arrow, .. } | FaultSpec::Duplicate { arrow } = fault {
            draft.way = Way::of(arrow);
        }
        if let Aim::Device(name) | Aim::Endpoint(name) | Aim::Consumer(name) = fault.aim() {
            draft = draft.aimed(scene, name.to_string());
        }
        if let Some(nth) = fault.nth() {
            draft.message = nth.to_string();
            draft.nth = nth.to_string();
        }
        if let Some(at) = fault.at_ms() {
            draft.at = in_seconds(at);
        }
        if let Some(length) = fault.for_ms() {
            draft.ends = length.is_some();
            draft.length = length.map_or(draft.length, in_seconds);
        }
        match fault {
            FaultSpec::LosePuback { back_after_ms, .. }
            | FaultSpec::LosePublish { back_after_ms, .. }
            | FaultSpec::Reboot { back_after_ms, .. } => draft.back_after = in_seconds(*back_after_ms),
            FaultSpec::CrashConsumer { when, restart_after_ms, .. } => {
                draft.moment = when.code();
                draft.restart_after = in_seconds(*restart_after_ms);
            }
            FaultSpec::Delay { by_ms, .. } => draft.by = in_seconds(*by_ms),
            FaultSpec::SlowConsumer { factor, .. } => draft.factor = factor.to_string(),
            FaultSpec::RestartRouter { replays, .. } => draft.replays = replays.to_string(),
            FaultSpec::Random { kinds, per_mille, until_ms } => {
                draft.mishaps.clone_from(kinds);
                draft.rate = per_mille.to_string();
                draft.ends = until_ms.is_some();
                draft.length = until_ms.map_or(draft.length, in_seconds);
            }
            _ => {}
        }
        draft
    }

    pub(super) fn victim(&self) -> Victim {
        match self.kind {
            Kind::Puback | Kind::Publish | Kind::Reboot | Kind::Offline => Victim::Device,
            Kind::Crash | Kind::Slow | Kind::Lock => Victim::Consumer,
            Kind::Outage | Kind::Sick(_) | Kind::Router => Victim::Endpoint,
            Kind::CutAll | Kind::Random => Victim::Nobody,
            Kind::Lose | Kind::Delay | Kind::Duplicate => match self.way {
                Way::Publish | Way::Puback => Victim::Device,
                Way::Delivery => Victim::Endpoint,
                Way::Response | Way::Call | Way::Answer => Victim::Consumer,
            },
        }
    }

    pub(super) fn targets(&self, scene: &Scene) -> Vec<String> {
        let world = &scene.world;
        match self.victim() {
            Victim::Consumer => world.consumers().iter().filter(|c| !c.removed).map(|c| c.name().to_string()).collect(),
            Victim::Endpoint => world.endpoints().iter().filter(|e| !e.removed).map(|e| e.name.to_string()).collect(),
            Victim::Device => world.devices().iter().filter(|d| !d.removed).map(|d| d.id().to_string()).collect(),
            Victim::Nobody => Vec::new(),
        }
    }

    /// Whether a message of a device is counted.
    pub(super) fn counts_messages(&self) -> bool {
        matches!(self.kind, Kind::Puback | Kind::Publish)
            || !self.kind.arrows().is_empty() && self.victim() == Victim::Device
    }

    /// Whether something else is counted.
    pub(super) fn counts(&self) -> bool {
        matches!(self.kind, Kind::Lock | Kind::Router)
            || self.kind == Kind::Crash && self.moment != AT_TIME
            || !self.kind.arrows().is_empty() && self.victim() != Victim::Device
    }

    /// Which of a thing comes next.
    pub(super) fn next_nth(&self, scene: &Scene, target: &str) -> u32 {
        if self.victim() == Victim::Endpoint {
            let account = scene.world.find_endpoint(target).map(|id| scene.world.ledger().account(id));
            return account.map_or(1, |account| (account.delivered + account.repeats + 1) as u32);
        }
        let consumers = scene.world.consumers().iter();
        let found = consumers.filter(|it| !it.removed).find(|it| **it.name() == *target);
        found.map_or(1, |consumer| consumer.next_to_settle())
    }

    fn arrow(&self, nth: u32) -> Arrow {
        let target = || (*self.target).into();
        match self.way {
            Way::Publish => Arrow::Publish { device: target(), message: nth },
            Way::Puback => Arrow::Puback { device: target(), message: nth },
            Way::Delivery => Arrow::Delivery { endpoint: target(), nth },
            Way::Response => Arrow::Response { consumer: target(), nth },
            Way::Call => Arrow::Call { consumer: target(), nth },
            Way::Answer => Arrow::Answer { consumer: target(), nth },
        }
    }

    /// The fault that is typed, or what is wrong with which field.
    pub(super) fn read(&self, scene: &Scene) -> Result<FaultSpec, Problems> {
        let mut problems = Vec::new();
        let mut keep = |field: &'static str, value: Result<u64, Rich>| {
            value.map_err(|problem| problems.push((field, problem))).unwrap_or_default()
        };
        let (device, endpoint, consumer) = ((*self.target).into(), (*self.target).into(), (*self.target).into());
        let number = |text: &str, least: u64, most: u32| whole(scene, text, least, u64::from(most));
        let nth = if self.counts_messages() {
            keep("message", number(&self.message, 0, u32::MAX)) as u32
        } else if self.counts() {
            keep("nth", number(&self.nth, 1, u32::MAX)) as u32
        } else {
            0
        };
        let mut at = || keep("at", seconds(scene, &self.at, 0, NEVER.0));
        let fault = match self.kind {
            Kind::Puback | Kind::Publish => {
                let back_after_ms = keep("back", seconds(scene, &self.back_after, 0, MAX_WAIT_MS));
                if self.kind == Kind::Puback {
                    FaultSpec::LosePuback { device, message: nth, back_after_ms }
                } else {
                    FaultSpec::LosePublish { device, message: nth, back_after_ms }
                }
            }
            Kind::Lose => FaultSpec::Lose { arrow: self.arrow(nth) },
            Kind::Delay => {
                let by_ms = keep("by", seconds(scene, &self.by, 1, MAX_WAIT_MS));
                FaultSpec::Delay { arrow: self.arrow(nth), by_ms }
            }
            Kind::Duplicate => FaultSpec::Duplicate { arrow: self.arrow(nth) },
            Kind::Crash => {
                let aimed = CrashMoment::AIMED.into_iter().find(|moment| moment(1).code() == self.moment);
                FaultSpec::CrashConsumer {
                    consumer,
                    when: aimed.map_or_else(|| CrashMoment::AtMs(at()), |moment| moment(nth)),
                    restart_after_ms: keep("restart", seconds(scene, &self.restart_after, 0, MAX_WAIT_MS)),
                }
            }
            Kind::Slow => {
                let from_ms = at();
                let factor = keep("factor", number(&self.factor, 2, MAX_FACTOR)) as u32;
                let for_ms = self.ends.then(|| keep("length", seconds(scene, &self.length, 1, NEVER.0)));
                FaultSpec::SlowConsumer { consumer, factor, from_ms, for_ms }
            }
            Kind::Lock => FaultSpec::LockRunsOut { consumer, nth },
            Kind::Outage => {
                let from_ms = at();
                let for_ms = self.ends.then(|| keep("length", seconds(scene, &self.length, 1, NEVER.0)));
                FaultSpec::Outage { endpoint, from_ms, for_ms }
            }
            Kind::Sick(with) => {
                let from_ms = at();
                let for_ms = self.ends.then(|| keep("length", seconds(scene, &self.length, 1, NEVER.0)));
                FaultSpec::Sick { endpoint, with, from_ms, for_ms }
            }
            Kind::Router => {
                let replays = keep("replays", number(&self.replays, 1, MOST_REPLAYED)) as u32;
                FaultSpec::RestartRouter { endpoint, delivery: nth, replays }
            }
            Kind::Reboot => {
                let at_ms = at();
                let back_after_ms = keep("back", seconds(scene, &self.back_after, 0, MAX_WAIT_MS));
                FaultSpec::Reboot { device, at_ms, back_after_ms }
            }
            Kind::Offline => {
                let from_ms = at();
                FaultSpec::Offline {
                    device,
                    from_ms,
                    for_ms: keep("length", seconds(scene, &self.length, 1, MAX_WAIT_MS)),
                }
            }
            Kind::CutAll => {
                let from_ms = at();
                FaultSpec::CutAll { from_ms, for_ms: keep("length", seconds(scene, &self.length, 1, MAX_WAIT_MS)) }
            }
            Kind::Random => {
                let per_mille = keep("rate", number(&self.rate, 1, 1_000)) as u32;
                let until_ms = self.ends.then(|| keep("length", seconds(scene, &self.length, 1, NEVER.0)));
                FaultSpec::Random { kinds: self.mishaps.clone(), per_mille, until_ms }
            }
        };
        if problems.is_empty() { Ok(fault) } else { Err(problems) }
    }
}

/// The message of a device whose packets are next on the wire.
pub(super) fn next_number(scene: &Scene, device: &str) -> u32 {
    scene.world.find_device(device).map_or(0, |id| next_on_wire(&scene.world, id))
}
