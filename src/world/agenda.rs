//! What is due when. The order of everything that happens is written once, here.

use crate::model::draw::Owner;
use crate::model::ids::{ConsumerId, DeviceId, EndpointId};
use crate::model::time::Timestamp;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What comes first of the things due at one instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    /// A lock, a time to live or a batch of the endpoint runs out.
    LimitDue {
        endpoint: EndpointId,
    },
    /// A message of a Storage queue becomes visible or expires.
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

/// An occurrence with its place in the order: time, phase, owner, the owner's own counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Due {
    pub(super) at: Timestamp,
    phase: Phase,
    owner: Owner,
    counter: u32,
    /// The step that led to it.
    pub(super) cause: u32,
    pub(super) occurrence: Occurrence,
}

impl Ord for Due {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let key = |d: &Self| (d.at, d.phase, d.owner, d.counter);
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Due {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The due things in order. An owner's counter makes two of its things due at one instant happen as they were
/// scheduled, and an unrelated owner changes nothing in that.
#[derive(Clone, Debug, Default)]
pub(super) struct Agenda {
    heap: BinaryHeap<Reverse<Due>>,
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
        let due = Due { at, phase: occurrence.phase(), owner, counter: *counter, cause, occurrence };
        self.heap.push(Reverse(due));
    }

    #[must_use]
    pub(super) fn next_at(&self) -> Option<Timestamp> {
        self.heap.peek().map(|Reverse(due)| due.at)
    }

    pub(super) fn pop(&mut self) -> Option<Due> {
        self.heap.pop().map(|Reverse(due)| due)
    }

    /// Everything that is due at some time, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Due> {
        self.heap.iter().map(|Reverse(due)| due)
    }

    #[must_use]
    pub(super) fn count(&self) -> usize {
        self.heap.len()
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
}
