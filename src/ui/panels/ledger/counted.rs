//! What stands behind each number of the ledger: the entries that it counts, folded from the log.

use crate::model::ids::EndpointId;
use crate::world::entry::{Entry, What};
use crate::world::ledger::Ledger;
use std::collections::{BTreeMap, BTreeSet};

/// A number of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Counted {
    Sent,
    Attempts,
    Accepted,
    InFlight,
    /// Sends whose outcome their sender cannot know.
    Unknown,
    Routing,
    /// First deliveries to an endpoint.
    Delivered(EndpointId),
    Waiting,
    Retrying,
    /// Deliveries to an endpoint after the first.
    Repeats,
    Completed,
    /// What the consumers' work did in the world.
    Effects,
    /// Effects beyond the first of a send.
    RepeatedEffects,
    /// Deliveries that a consumer took for repetitions.
    Skipped,
    /// Of those, the ones whose effect never was applied.
    Missed,
    Duplicates,
    DeadLettered,
    Expired,
    Lost,
    Orphaned,
    Dropped,
    Invalid,
}

impl Counted {
    /// The number itself.
    #[must_use]
    pub fn number(self, ledger: &Ledger, endpoints: usize) -> u64 {
        let accounts = || (0..endpoints).map(|index| ledger.account(EndpointId(index as u16)));
        match self {
            Self::Sent => ledger.sent,
            Self::Attempts => ledger.attempts,
            Self::Accepted => ledger.accepted,
            Self::InFlight => ledger.in_flight,
            Self::Unknown => ledger.unknown,
            Self::Routing => ledger.routing,
            Self::Delivered(endpoint) => ledger.account(endpoint).delivered,
            Self::Waiting => accounts().map(|account| account.waiting).sum(),
            Self::Retrying => accounts().map(|account| account.retrying).sum(),
            Self::Repeats => accounts().map(|account| account.repeats).sum(),
            Self::Completed => ledger.completed,
            Self::Effects => ledger.effects,
            Self::RepeatedEffects => ledger.repeated_effects,
            Self::Skipped => ledger.skipped,
            Self::Missed => ledger.missed,
            Self::Duplicates => ledger.duplicates,
            Self::DeadLettered => ledger.dead_lettered,
            Self::Expired => ledger.expired,
            Self::Lost => ledger.lost,
            Self::Orphaned => ledger.orphaned,
            Self::Dropped => ledger.dropped(),
            Self::Invalid => ledger.invalid(),
        }
    }

    /// The entries that it counts at the end of `log`, oldest first.
    #[must_use]
    pub fn entries<'a>(self, log: impl Iterator<Item = &'a Entry>) -> Vec<Entry> {
        if self == Self::Unknown {
            return unknown(log);
        }
        let mut listed: Vec<Entry> = Vec::new();
        for entry in log {
            if self.opens(entry.what) {
                listed.push(*entry);
            } else if let Some(at) = self.closes(entry.what, &listed) {
                listed.remove(at);
            }
        }
        listed
    }

    fn opens(self, what: What) -> bool {
        match (self, what) {
            (Self::Sent, What::Sent { .. })
            | (Self::Attempts | Self::InFlight, What::Published { .. })
            | (Self::Accepted | Self::Routing, What::Accepted { .. })
            | (Self::Waiting, What::CopyOpened { .. })
            | (Self::Retrying, What::DeliveryFailed { attempt: 1, .. })
            | (Self::Completed, What::Completed { .. } | What::ReceivedAndDeleted { .. })
            | (Self::DeadLettered, What::DeadLettered { .. })
            | (Self::Expired, What::Expired { .. })
            | (Self::Lost, What::Lost { .. })
            | (Self::Effects, What::EffectApplied { .. })
            | (Self::Skipped, What::DuplicateSkipped { .. })
            | (Self::Missed, What::DuplicateSkipped { applied: false, .. })
            | (Self::Orphaned, What::Orphaned { .. })
            | (Self::Dropped, What::Dropped { .. })
            | (Self::Invalid, What::Invalid { .. }) => true,
            (Self::Duplicates, What::Accepted { lineage, .. }) => lineage.accepted > 1,
            (Self::RepeatedEffects, What::EffectApplied { nth, .. }) => nth > 1,
            (Self::Repeats, What::Delivered { repeat, .. }) => repeat,
            (Self::Delivered(wanted), What::Delivered { endpoint, repeat, .. }) => endpoint == wanted && !repeat,
            _ => false,
        }
    }

    /// The listed entry that `what` ends, for the numbers that go down again.
    fn closes(self, what: What, listed: &[Entry]) -> Option<usize> {
        match self {
            Self::InFlight => {
                let ended = match what {
                    What::Accepted { lineage, .. } => lineage.send(),
                    What::PublishLost { send, .. } | What::PublishRefused { send, .. } => send,
                    _ => return None,
                };
                listed.iter().position(|entry| entry.what.send() == Some(ended))
            }
            Self::Routing => {
                let (What::Matched { lineage, .. } | What::Orphaned { lineage }) = what else { return None };
                listed.iter().position(|entry| entry.what.lineage() == Some(lineage))
            }
            Self::Waiting | Self::Retrying => {
                let unit = match what {
                    What::Delivered { lineage, endpoint, repeat: false, .. }
                    | What::Dropped { lineage, endpoint, .. }
                    | What::Invalid { lineage, endpoint } => (lineage, endpoint),
                    What::DeliveryFailed { lineage, endpoint, .. } if self == Self::Waiting => (lineage, endpoint),
                    _ => return None,
                };
                listed.iter().position(|entry| match entry.what {
                    What::CopyOpened { lineage, endpoint } | What::DeliveryFailed { lineage, endpoint, .. } => {
                        (lineage, endpoint) == unit
                    }
                    _ => false,
                })
            }
            _ => None,
        }
    }
}

/// The first loss of each send that no acknowledgement has followed. What is lost after the client has given up, or got its
/// answer, changes nothing.
fn unknown<'a>(log: impl Iterator<Item = &'a Entry>) -> Vec<Entry> {
    let (mut lost, mut settled) = (BTreeMap::new(), BTreeSet::new());
    for entry in log {
        let Some(send) = entry.what.send() else { continue };
        match entry.what {
            What::PublishLost { .. } | What::PubackLost { .. } if !settled.contains(&send) => {
                lost.entry(send).or_insert(*entry);
            }
            What::PubackArrived { .. } => {
                lost.remove(&send);
                settled.insert(send);
            }
            What::SendTimedOut { .. } | What::SendForgotten { .. } | What::PublishRefused { .. } => {
                settled.insert(send);
            }
            _ => {}
        }
    }
    let mut lost: Vec<_> = lost.into_values().collect();
    lost.sort_by_key(|entry| entry.step);
    lost
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::session::Session;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn every_number_equals_the_length_of_its_list_at_every_step() {
        let scenario = Scenario::from_json(include_str!("../../../../static/scenarios/lost-puback.json"));
        let mut session = Session::new(scenario.expect("it loads")).expect("it builds");
        let endpoints = session.world().endpoints().len();
        let simple = [
            Counted::Sent,
            Counted::Attempts,
            Counted::Accepted,
            Counted::InFlight,
            Counted::Unknown,
            Counted::Routing,
            Counted::Waiting,
            Counted::Retrying,
            Counted::Repeats,
            Counted::Completed,
            Counted::Duplicates,
            Counted::DeadLettered,
            Counted::Lost,
            Counted::Orphaned,
            Counted::Dropped,
        ];
        let delivered = (0..endpoints as u16).map(|index| Counted::Delivered(EndpointId(index)));
        let numbers: Vec<_> = simple.into_iter().chain(delivered).collect();
        for step in 1..=200 {
            assert!(session.step());
            for counted in &numbers {
                let listed = counted.entries(session.log().steps(1, step)).len() as u64;
                assert_eq!(counted.number(session.world().ledger(), endpoints), listed, "{counted:?} at step {step}");
            }
        }
        assert_eq!(session.world().ledger().duplicates, 1, "the scenario shows a duplicate");
    }
}
