//! What will go wrong: the plan of faults as a person writes it, each aimed at a thing and an ordinal or a time.
//!
//! The named plans of the course are the constructors at the end; `Random` draws from the seed.

use crate::model::time::Millis;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Deliveries that a router repeats at most after a restart.
pub const MOST_REPLAYED: u32 = 3;

/// Something that will go wrong. Times are milliseconds after the start; messages and deliveries are counted over the
/// whole run. What its ordinal has passed, or what finds nothing at its time, strikes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum FaultSpec {
    /// The acknowledgement of the device's message `message` (its number) is lost: the link is cut where it would
    /// have arrived. Strikes the first acknowledgement of that message.
    LosePuback {
        device: Arc<str>,
        message: u32,
        #[serde(default = "second")]
        back_after_ms: Millis,
    },
    /// The PUBLISH of message `message` is lost: the link is cut before it reaches the hub.
    LosePublish {
        device: Arc<str>,
        message: u32,
        #[serde(default = "second")]
        back_after_ms: Millis,
    },
    /// What is on its way is lost; who waits for it hears nothing, or that the connection broke.
    Lose { arrow: Arrow },
    /// What is on its way comes later, and all behind it on the same way.
    Delay { arrow: Arrow, by_ms: Millis },
    /// What is on its way comes twice, one right behind the other.
    Duplicate { arrow: Arrow },
    /// The consumer stops and restarts with empty memory; after 0 ms it is a plain restart.
    CrashConsumer {
        consumer: Arc<str>,
        when: CrashMoment,
        #[serde(default = "five_seconds")]
        restart_after_ms: Millis,
    },
    /// The consumer's work takes `factor` times as long: 2 to 1,000. Without an end until somebody changes the fault.
    SlowConsumer {
        consumer: Arc<str>,
        factor: u32,
        from_ms: Millis,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        for_ms: Option<Millis>,
    },
    /// The consumer hangs in its work on the n-th message handed to it until the lock, or the visibility timeout, has run out.
    LockRunsOut { consumer: Arc<str>, nth: u32 },
    /// The endpoint refuses with a transient error. Without an end it lasts until somebody removes the fault.
    Outage {
        endpoint: Arc<str>,
        from_ms: Millis,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        for_ms: Option<Millis>,
    },
    /// The endpoint refuses what the hub brings, and still serves its consumers.
    Sick {
        endpoint: Arc<str>,
        with: Sickness,
        from_ms: Millis,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        for_ms: Option<Millis>,
    },
    /// The device starts again: next boot number, message numbers from 0, and what was not acknowledged is forgotten.
    Reboot {
        device: Arc<str>,
        at_ms: Millis,
        #[serde(default = "second")]
        back_after_ms: Millis,
    },
    /// The device has no connection for a while.
    Offline { device: Arc<str>, from_ms: Millis, for_ms: Millis },
    /// No device that stands there has a connection for a while.
    CutAll { from_ms: Millis, for_ms: Millis },
    /// The router stops after the endpoint's n-th delivery and before its checkpoint, then brings the last `replays`
    /// (1 to 3) of that partition again, in order.
    RestartRouter {
        endpoint: Arc<str>,
        delivery: u32,
        #[serde(default = "most_replayed")]
        replays: u32,
    },
    /// Each possible fault of these kinds happens with this probability, drawn from the seed.
    Random {
        kinds: Vec<Mishap>,
        /// In a thousand: 1 to 1,000.
        per_mille: u32,
        /// When it stops; absent never.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until_ms: Option<Millis>,
    },
}

/// Something under way from one party to another, by its ordinal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Arrow {
    /// The PUBLISH of the device's message of that number, counted from 0.
    Publish { device: Arc<str>, message: u32 },
    /// Its PUBACK.
    Puback { device: Arc<str>, message: u32 },
    /// What would be the n-th delivery that the endpoint takes, counted from 1.
    Delivery { endpoint: Arc<str>, nth: u32 },
    /// The response that brings the n-th message handed to the consumer, counted from 1.
    Response { consumer: Arc<str>, nth: u32 },
    /// The consumer's call about that message: to complete, abandon, dead-letter, delete or put it.
    Call { consumer: Arc<str>, nth: u32 },
    /// The answer to that call.
    Answer { consumer: Arc<str>, nth: u32 },
}

/// Why an endpoint refuses, though it stands. All of these the hub retries (iot-hub.md 3.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Sickness {
    /// It takes one message a second at most.
    Throttled,
    /// It has no room, whatever its consumers remove.
    Full,
    /// The hub's key is not its key any more.
    WrongKey,
}

/// What chance may do, each time there is an occasion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mishap {
    /// Of each PUBLISH.
    LosePublish,
    /// Of each PUBACK.
    LosePuback,
    /// Of each message handed to a consumer, at each moment of [`CrashMoment`].
    Crash,
    /// Of each message handed to a consumer.
    LockRunsOut,
    /// Of each attempt to deliver.
    LoseDelivery,
    /// Of each delivery: the router restarts behind it.
    RestartRouter,
}

/// What a fault is aimed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim<'a> {
    Device(&'a Arc<str>),
    Endpoint(&'a Arc<str>),
    Consumer(&'a Arc<str>),
    Everything,
}

/// When a consumer crashes. The n-th message is counted over all that were handed to it, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CrashMoment {
    AtMs(Millis),
    /// It has received the n-th message and not begun to work on it.
    BeforeWork(u32),
    /// Half-way through its work on the n-th message.
    DuringWork(u32),
    /// Of the effect of the n-th message and the record of its key, one is done and the other is not.
    BetweenEffectAndRecord(u32),
    /// It is about to settle the n-th message: with the usual order its work on it is done.
    BeforeSettling(u32),
    /// The queue has settled the n-th message, and its answer would arrive now.
    AfterSettling(u32),
}

impl FaultSpec {
    /// The name of the kind in files.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::LosePuback { .. } => "lose-puback",
            Self::LosePublish { .. } => "lose-publish",
            Self::Lose { .. } => "lose",
            Self::Delay { .. } => "delay",
            Self::Duplicate { .. } => "duplicate",
            Self::CrashConsumer { .. } => "crash-consumer",
            Self::SlowConsumer { .. } => "slow-consumer",
            Self::LockRunsOut { .. } => "lock-runs-out",
            Self::Outage { .. } => "outage",
            Self::Sick { .. } => "sick",
            Self::Reboot { .. } => "reboot",
            Self::Offline { .. } => "offline",
            Self::CutAll { .. } => "cut-all",
            Self::RestartRouter { .. } => "restart-router",
            Self::Random { .. } => "random",
        }
    }

    /// What it is aimed at.
    #[must_use]
    pub fn aim(&self) -> Aim<'_> {
        match self {
            Self::LosePuback { device, .. }
            | Self::LosePublish { device, .. }
            | Self::Reboot { device, .. }
            | Self::Offline { device, .. } => Aim::Device(device),
            Self::Lose { arrow } | Self::Delay { arrow, .. } | Self::Duplicate { arrow } => arrow.aim(),
            Self::CrashConsumer { consumer, .. }
            | Self::SlowConsumer { consumer, .. }
            | Self::LockRunsOut { consumer, .. } => Aim::Consumer(consumer),
            Self::Outage { endpoint, .. } | Self::Sick { endpoint, .. } | Self::RestartRouter { endpoint, .. } => {
                Aim::Endpoint(endpoint)
            }
            Self::CutAll { .. } | Self::Random { .. } => Aim::Everything,
        }
    }

    /// When it strikes, if it is aimed at a time: from when on, for one that lasts.
    #[must_use]
    pub fn at_ms(&self) -> Option<Millis> {
        self.clone().at_ms_mut().copied()
    }

    /// Where it says when it strikes.
    pub fn at_ms_mut(&mut self) -> Option<&mut Millis> {
        match self {
            Self::CrashConsumer { when: CrashMoment::AtMs(at), .. } => Some(at),
            Self::SlowConsumer { from_ms, .. }
            | Self::Outage { from_ms, .. }
            | Self::Sick { from_ms, .. }
            | Self::Offline { from_ms, .. }
            | Self::CutAll { from_ms, .. } => Some(from_ms),
            Self::Reboot { at_ms, .. } => Some(at_ms),
            Self::LosePuback { .. }
            | Self::LosePublish { .. }
            | Self::Lose { .. }
            | Self::Delay { .. }
            | Self::Duplicate { .. }
            | Self::CrashConsumer { .. }
            | Self::LockRunsOut { .. }
            | Self::RestartRouter { .. }
            | Self::Random { .. } => None,
        }
    }

    /// How long it lasts, for one that lasts; `None` inside for one without an end.
    #[must_use]
    pub fn for_ms(&self) -> Option<Option<Millis>> {
        match self {
            Self::SlowConsumer { for_ms, .. } | Self::Outage { for_ms, .. } | Self::Sick { for_ms, .. } => {
                Some(*for_ms)
            }
            Self::Offline { for_ms, .. } | Self::CutAll { for_ms, .. } => Some(Some(*for_ms)),
            _ => None,
        }
    }

    /// The same fault, ended `now` milliseconds after the start: as if somebody repaired it then. `None` for one that
    /// does not last or is over.
    #[must_use]
    pub fn repaired(&self, now: Millis) -> Option<Self> {
        let from = self.at_ms()?;
        let holds = self.for_ms()?.is_none_or(|length| from.saturating_add(length) > now);
        let length = now.saturating_sub(from).max(1);
        let mut ended = self.clone();
        match &mut ended {
            Self::SlowConsumer { for_ms, .. } | Self::Outage { for_ms, .. } | Self::Sick { for_ms, .. } => {
                *for_ms = Some(length);
            }
            Self::Offline { for_ms, .. } | Self::CutAll { for_ms, .. } => *for_ms = length,
            _ => {}
        }
        holds.then_some(ended)
    }

    /// Which one it is aimed at, if it counts: a message of a device from 0, everything else from 1.
    #[must_use]
    pub fn nth(&self) -> Option<u32> {
        match self {
            Self::LosePuback { message, .. } | Self::LosePublish { message, .. } => Some(*message),
            Self::Lose { arrow } | Self::Delay { arrow, .. } | Self::Duplicate { arrow } => Some(arrow.nth()),
            Self::CrashConsumer { when, .. } => when.nth(),
            Self::LockRunsOut { nth, .. } => Some(*nth),
            Self::RestartRouter { delivery, .. } => Some(*delivery),
            _ => None,
        }
    }

    /// The same fault aimed at another one; unchanged where it does not count, `None` where there is no such one.
    #[must_use]
    pub fn with_nth(&self, nth: u32) -> Option<Self> {
        let mut moved = self.clone();
        let from_zero = match &mut moved {
            Self::LosePuback { message, .. } | Self::LosePublish { message, .. } => {
                *message = nth;
                true
            }
            Self::Lose { arrow } | Self::Delay { arrow, .. } | Self::Duplicate { arrow } => {
                *arrow.nth_mut() = nth;
                matches!(arrow, Arrow::Publish { .. } | Arrow::Puback { .. })
            }
            Self::CrashConsumer { when, .. } => {
                *when = when.with_nth(nth);
                false
            }
            Self::LockRunsOut { nth: which, .. } | Self::RestartRouter { delivery: which, .. } => {
                *which = nth;
                false
            }
            _ => true,
        };
        (from_zero || nth > 0).then_some(moved)
    }
}

impl Arrow {
    /// The name of the kind in files.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Publish { .. } => "publish",
            Self::Puback { .. } => "puback",
            Self::Delivery { .. } => "delivery",
            Self::Response { .. } => "response",
            Self::Call { .. } => "call",
            Self::Answer { .. } => "answer",
        }
    }

    fn aim(&self) -> Aim<'_> {
        match self {
            Self::Publish { device, .. } | Self::Puback { device, .. } => Aim::Device(device),
            Self::Delivery { endpoint, .. } => Aim::Endpoint(endpoint),
            Self::Response { consumer, .. } | Self::Call { consumer, .. } | Self::Answer { consumer, .. } => {
                Aim::Consumer(consumer)
            }
        }
    }

    #[must_use]
    pub fn nth(&self) -> u32 {
        match self {
            Self::Publish { message: nth, .. }
            | Self::Puback { message: nth, .. }
            | Self::Delivery { nth, .. }
            | Self::Response { nth, .. }
            | Self::Call { nth, .. }
            | Self::Answer { nth, .. } => *nth,
        }
    }

    fn nth_mut(&mut self) -> &mut u32 {
        match self {
            Self::Publish { message: nth, .. }
            | Self::Puback { message: nth, .. }
            | Self::Delivery { nth, .. }
            | Self::Response { nth, .. }
            | Self::Call { nth, .. }
            | Self::Answer { nth, .. } => nth,
        }
    }
}

impl Sickness {
    pub const ALL: [Self; 3] = [Self::Throttled, Self::Full, Self::WrongKey];

    /// The name in files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Throttled => "throttled",
            Self::Full => "full",
            Self::WrongKey => "wrong-key",
        }
    }
}

impl Mishap {
    pub const ALL: [Self; 6] =
        [Self::LosePublish, Self::LosePuback, Self::Crash, Self::LockRunsOut, Self::LoseDelivery, Self::RestartRouter];

    /// The name in files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::LosePublish => "lose-publish",
            Self::LosePuback => "lose-puback",
            Self::Crash => "crash",
            Self::LockRunsOut => "lock-runs-out",
            Self::LoseDelivery => "lose-delivery",
            Self::RestartRouter => "restart-router",
        }
    }
}

impl CrashMoment {
    /// The moments of a consumer's program, in their order, each for a message.
    pub const AIMED: [fn(u32) -> Self; 5] =
        [Self::BeforeWork, Self::DuringWork, Self::BetweenEffectAndRecord, Self::BeforeSettling, Self::AfterSettling];

    /// Which message it is aimed at, if it is aimed at one.
    #[must_use]
    pub fn nth(self) -> Option<u32> {
        match self {
            Self::AtMs(_) => None,
            Self::BeforeWork(nth)
            | Self::DuringWork(nth)
            | Self::BetweenEffectAndRecord(nth)
            | Self::BeforeSettling(nth)
            | Self::AfterSettling(nth) => Some(nth),
        }
    }

    /// The same moment for another message.
    #[must_use]
    pub fn with_nth(self, nth: u32) -> Self {
        match self {
            Self::AtMs(ms) => Self::AtMs(ms),
            Self::BeforeWork(_) => Self::BeforeWork(nth),
            Self::DuringWork(_) => Self::DuringWork(nth),
            Self::BetweenEffectAndRecord(_) => Self::BetweenEffectAndRecord(nth),
            Self::BeforeSettling(_) => Self::BeforeSettling(nth),
            Self::AfterSettling(_) => Self::AfterSettling(nth),
        }
    }

    /// The name of the kind in files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::AtMs(_) => "at_ms",
            Self::BeforeWork(_) => "before_work",
            Self::DuringWork(_) => "during_work",
            Self::BetweenEffectAndRecord(_) => "between_effect_and_record",
            Self::BeforeSettling(_) => "before_settling",
            Self::AfterSettling(_) => "after_settling",
        }
    }
}

/// The named plans of the course (its section 2.3); "which" counts as the fault does.
impl FaultSpec {
    #[must_use]
    pub fn lost_ack(device: &str, message: u32) -> Self {
        Self::LosePuback { device: device.into(), message, back_after_ms: second() }
    }

    #[must_use]
    pub fn lost_publish(device: &str, message: u32) -> Self {
        Self::LosePublish { device: device.into(), message, back_after_ms: second() }
    }

    /// `when`: received is [`CrashMoment::BeforeWork`], working `DuringWork`, done `BeforeSettling`, and unrecorded
    /// `BetweenEffectAndRecord`.
    #[must_use]
    pub fn crash(consumer: &str, when: CrashMoment) -> Self {
        Self::CrashConsumer { consumer: consumer.into(), when, restart_after_ms: five_seconds() }
    }

    /// One plan for each of the four points and each of the offers 1 to `offers`.
    #[must_use]
    pub fn crash_any(consumer: &str, offers: u32) -> Vec<Self> {
        let points = &CrashMoment::AIMED[..4];
        (1..=offers).flat_map(|offer| points.iter().map(move |point| Self::crash(consumer, point(offer)))).collect()
    }

    /// For the whole run.
    #[must_use]
    pub fn slow(consumer: &str, factor: u32) -> Self {
        Self::SlowConsumer { consumer: consumer.into(), factor, from_ms: 0, for_ms: None }
    }

    #[must_use]
    pub fn outage(endpoint: &str, from_ms: Millis, for_ms: Millis) -> Self {
        Self::Outage { endpoint: endpoint.into(), from_ms, for_ms: Some(for_ms) }
    }

    #[must_use]
    pub fn router_restart(endpoint: &str, delivery: u32) -> Self {
        Self::RestartRouter { endpoint: endpoint.into(), delivery, replays: MOST_REPLAYED }
    }

    #[must_use]
    pub fn reboot(device: &str, at_ms: Millis) -> Self {
        Self::Reboot { device: device.into(), at_ms, back_after_ms: second() }
    }

    #[must_use]
    pub fn offline(device: &str, from_ms: Millis, for_ms: Millis) -> Self {
        Self::Offline { device: device.into(), from_ms, for_ms }
    }

    #[must_use]
    pub fn cut(from_ms: Millis, for_ms: Millis) -> Self {
        Self::CutAll { from_ms, for_ms }
    }

    /// During the run of `run_ms` and never in the drain behind it.
    #[must_use]
    pub fn random(kinds: &[Mishap], per_mille: u32, run_ms: Millis) -> Self {
        Self::Random { kinds: kinds.to_vec(), per_mille, until_ms: Some(run_ms) }
    }
}

fn second() -> Millis {
    1_000
}
fn five_seconds() -> Millis {
    5_000
}
fn most_replayed() -> u32 {
    MOST_REPLAYED
}
