//! What is due when. The order of everything that happens is written once, here.

use crate::model::draw::Owner;
use crate::model::ids::{ConsumerId, DeviceId, EndpointId};
use crate::model::time::{Millis, Timestamp};

/// What comes first of the things due at one instant.
#[derive(Clone, Copy)]
pub(super) enum Phase {
    /// Locks, visibility, time to live.
    Limits,
    /// Retries, batches, restarts, routing.
    Timers,
    /// Packets, deliveries, responses.
    Arrivals,
    /// Device and consumer programs.
    Programs,
}

/// Something that will happen by itself, unless it is out of date when its moment comes: then it changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Occurrence {
    /// The device program's `sleep` is over: it sends its next message.
    ProgramWakes {
        device: DeviceId,
        life: u32,
    },
    /// The client gives up waiting for the acknowledgement of a send.
    SendTimesOut {
        device: DeviceId,
        boot: u16,
        number: u32,
    },
    DeviceReturns {
        device: DeviceId,
        connection: u32,
    },
    Resend {
        device: DeviceId,
        boot: u16,
        number: u32,
    },
    PublishArrives {
        device: DeviceId,
        connection: u32,
        boot: u16,
        number: u32,
        attempt: u16,
    },
    PubackArrives {
        device: DeviceId,
        connection: u32,
        boot: u16,
        number: u32,
        attempt: u16,
    },
    /// The hub evaluates the routes for the oldest accepted message that waits for it.
    Route,
    DeliveryArrives {
        endpoint: EndpointId,
        lane: u16,
        epoch: u32,
    },
    RetryDue {
        endpoint: EndpointId,
        lane: u16,
        failures: u32,
    },
    /// A look at the endpoint: a lock, a time to live or a batch may run out.
    LimitDue {
        endpoint: EndpointId,
    },
    /// A look at the Storage queues: a message may become visible or expire.
    StorageLimitDue,
    /// The queue hands a message to a waiting consumer.
    HandOut {
        endpoint: EndpointId,
        ticket: u32,
    },
    ResponseArrives {
        consumer: ConsumerId,
        life: u32,
    },
    /// A line of a consumer's program: the end of its work, or a line that waited for its own step.
    LineRuns {
        consumer: ConsumerId,
        life: u32,
    },
    /// A worker on a Storage queue asks for messages, or a program's clock ticks.
    PollDue {
        consumer: ConsumerId,
        life: u32,
    },
    /// A receive call has waited for as long as it does.
    WaitEnds {
        consumer: ConsumerId,
        life: u32,
        wait: u32,
    },
    /// The lock of the n-th message handed to the consumer is to be renewed.
    RenewDue {
        consumer: ConsumerId,
        life: u32,
        nth: u32,
    },
    SettleArrives {
        consumer: ConsumerId,
        life: u32,
    },
    AnswerArrives {
        consumer: ConsumerId,
        life: u32,
    },
    ConsumerRestarts {
        consumer: ConsumerId,
        life: u32,
    },
    /// A reader of the built-in endpoint takes the next event.
    ReadsNext {
        consumer: ConsumerId,
        life: u32,
    },
    /// A fault aimed at a time strikes; `ends` for the end of an outage.
    FaultDue {
        fault: u16,
        ends: bool,
    },
}

impl Occurrence {
    /// Whether it may well find nothing: limits move.
    pub(super) fn is_look(self) -> bool {
        matches!(self, Self::LimitDue { .. } | Self::StorageLimitDue)
    }

    fn phase(self) -> Phase {
        match self {
            Self::SendTimesOut { .. } | Self::LimitDue { .. } | Self::StorageLimitDue => Phase::Limits,
            Self::Route
            | Self::RetryDue { .. }
            | Self::DeviceReturns { .. }
            | Self::ConsumerRestarts { .. }
            | Self::WaitEnds { .. }
            | Self::RenewDue { .. }
            | Self::FaultDue { .. } => Phase::Timers,
            Self::PublishArrives { .. }
            | Self::PubackArrives { .. }
            | Self::DeliveryArrives { .. }
            | Self::HandOut { .. }
            | Self::PollDue { .. }
            | Self::ResponseArrives { .. }
            | Self::SettleArrives { .. }
            | Self::AnswerArrives { .. } => Phase::Arrivals,
            Self::ProgramWakes { .. } | Self::Resend { .. } | Self::LineRuns { .. } | Self::ReadsNext { .. } => {
                Phase::Programs
            }
        }
    }
}

/// Something that is due, and when.
#[derive(Clone, Copy, Debug)]
pub(super) struct Due {
    pub(super) at: Timestamp,
    /// The step that led to it.
    pub(super) cause: u32,
    pub(super) occurrence: Occurrence,
}

/// The place of a due thing in the order: time, phase, owner, the owner's own counter.
#[derive(Clone, Copy, Debug)]
struct Key {
    /// Time and phase as one number: it is compared more often than anything else.
    moment: u64,
    owner: Owner,
    counter: u32,
    /// Where the rest of it stands. What is sorted is small, so that it is quickly moved.
    place: u32,
}

impl Key {
    fn at(self) -> Timestamp {
        Timestamp(self.moment >> 2)
    }

    #[inline(always)]
    fn is_before(&self, other: &Self) -> bool {
        if self.moment != other.moment {
            return self.moment < other.moment;
        }
        (self.owner.0, self.counter) < (other.owner.0, other.counter)
    }
}

/// Keys, the first one on top. The library's heap is made of small functions, which a build for size leaves as calls: a
/// third of a run's time.
#[derive(Clone, Debug, Default)]
struct Heap(Vec<Key>);

impl Heap {
    fn first(&self) -> Option<Timestamp> {
        self.0.first().map(|key| key.at())
    }

    fn push(&mut self, key: Key) {
        let mut hole = self.0.len();
        self.0.push(key);
        let keys = &mut self.0[..];
        while hole > 0 {
            let above = (hole - 1) / 2;
            if !key.is_before(&keys[above]) {
                break;
            }
            keys[hole] = keys[above];
            hole = above;
        }
        keys[hole] = key;
    }

    fn pop(&mut self) -> Option<Key> {
        let last = self.0.pop()?;
        let keys = &mut self.0[..];
        let Some(&first) = keys.first() else { return Some(last) };
        let mut hole = 0;
        loop {
            let mut below = 2 * hole + 1;
            if below >= keys.len() {
                break;
            }
            if below + 1 < keys.len() && keys[below + 1].is_before(&keys[below]) {
                below += 1;
            }
            if last.is_before(&keys[below]) {
                break;
            }
            keys[hole] = keys[below];
            hole = below;
        }
        keys[hole] = last;
        Some(first)
    }
}

/// How far ahead the things lie that are kept apart from the many that wait for long.
const SOON_MS: Millis = 128;

/// The due things in order. An owner's counter makes two of its things due at one instant happen as they were
/// scheduled, and an unrelated owner changes nothing in that.
#[derive(Clone, Debug, Default)]
pub(super) struct Agenda {
    /// What is due before the horizon: a few things, among which most of what is scheduled comes and goes.
    soon: Heap,
    horizon: Timestamp,
    /// Programs that sleep, limits.
    later: Heap,
    /// What the keys lead to.
    places: Vec<(u32, Occurrence)>,
    free: Vec<u32>,
}

impl Agenda {
    pub(super) fn schedule(
        &mut self,
        at: Timestamp,
        owner: Owner,
        counter: &mut u32,
        cause: u32,
        occurrence: Occurrence,
    ) {
        *counter += 1;
        let moment = at.0 << 2 | occurrence.phase() as u64;
        let mut key = Key { moment, owner, counter: *counter, place: 0 };
        key.place = match self.free.pop() {
            Some(place) => {
                self.places[place as usize] = (cause, occurrence);
                place
            }
            None => {
                self.places.push((cause, occurrence));
                self.places.len() as u32 - 1
            }
        };
        if key.at() < self.horizon { self.soon.push(key) } else { self.later.push(key) }
    }

    #[must_use]
    pub(super) fn next_at(&self) -> Option<Timestamp> {
        self.soon.first().or_else(|| self.later.first())
    }

    pub(super) fn pop(&mut self) -> Option<Due> {
        if self.soon.0.is_empty() {
            self.look_ahead();
        }
        let key = self.soon.pop()?;
        self.free.push(key.place);
        Some(self.due(key))
    }

    /// Moves the horizon, with all that lies before it.
    fn look_ahead(&mut self) {
        let Some(next) = self.next_at() else { return };
        self.horizon = Timestamp(next.0 + SOON_MS);
        while self.later.first().is_some_and(|at| at < self.horizon)
            && let Some(key) = self.later.pop()
        {
            self.soon.push(key);
        }
    }

    fn due(&self, key: Key) -> Due {
        let (cause, occurrence) = self.places[key.place as usize];
        Due { at: key.at(), cause, occurrence }
    }

    /// Everything that is due at some time, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = Due> {
        self.soon.0.iter().chain(&self.later.0).map(|key| self.due(*key))
    }

    #[must_use]
    pub(super) fn count(&self) -> usize {
        self.soon.0.len() + self.later.0.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::draw::OwnerKind;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn limits_before_timers_before_arrivals_before_programs() {
        let owner = Owner::new(OwnerKind::Endpoint, "q", 0);
        let (mut agenda, mut counter) = (Agenda::default(), 0);
        let endpoint = EndpointId(1);
        let reader = ConsumerId(0);
        let at = Timestamp(5);
        for occurrence in [
            Occurrence::LineRuns { consumer: reader, life: 0 },
            Occurrence::HandOut { endpoint, ticket: 1 },
            Occurrence::Route,
            Occurrence::LimitDue { endpoint },
        ] {
            agenda.schedule(at, owner, &mut counter, 0, occurrence);
        }
        agenda.schedule(Timestamp(4), owner, &mut counter, 0, Occurrence::LineRuns { consumer: reader, life: 1 });
        let order: Vec<_> = std::iter::from_fn(|| agenda.pop()).map(|due| due.occurrence).collect();
        assert_eq!(
            order,
            [
                Occurrence::LineRuns { consumer: reader, life: 1 },
                Occurrence::LimitDue { endpoint },
                Occurrence::Route,
                Occurrence::HandOut { endpoint, ticket: 1 },
                Occurrence::LineRuns { consumer: reader, life: 0 },
            ]
        );
    }

    #[test]
    fn near_and_far_come_out_as_one_order() {
        let (mut agenda, mut counter, mut state) = (Agenda::default(), 0, 1_u64);
        let mut below = move |n: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % n
        };
        let mut expected = std::collections::BTreeMap::new();
        let mut now = 0;
        for step in 0..10_000 {
            if below(5) < 3 {
                let owner = Owner(below(3));
                let at = now + [0, 2, below(200), below(100_000), 86_400_000 * below(3)][below(5) as usize];
                let limit = Occurrence::LimitDue { endpoint: EndpointId(1) };
                let occurrence = if below(2) == 0 { Occurrence::Route } else { limit };
                agenda.schedule(Timestamp(at), owner, &mut counter, step, occurrence);
                expected.insert((at, occurrence.phase() as u64, owner.0, counter), step);
            } else {
                let first = expected.pop_first();
                assert_eq!(agenda.next_at(), first.map(|((at, ..), _)| Timestamp(at)));
                let due = agenda.pop();
                assert_eq!(due.map(|due| (due.at, due.cause)), first.map(|((at, ..), step)| (Timestamp(at), step)));
                now = due.map_or(now, |due| due.at.0);
            }
            assert_eq!(agenda.count(), expected.len());
        }
        assert!(agenda.places.len() < 5_000, "places are used again");
    }
}
