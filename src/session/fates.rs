//! What became of every message of a run, in numbers, and where two runs differ. A message is the same in both because
//! draws belong to their owners: the n-th message of a device is what it is under every plan of faults.
//!
//! A fold over entries, as the stories are: entries up to a moment give the fates at that moment.

use crate::model::ids::SendId;
use crate::world::entry::{Entry, What};
use std::collections::BTreeMap;

/// How often each thing befell one message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fate {
    pub accepted: u32,
    /// First deliveries to an endpoint, one for each copy.
    pub delivered: u32,
    /// Handed to a consumer: by a queue, a Storage queue or the stream.
    pub received: u32,
    pub completed: u32,
    pub effects: u32,
    pub dead_lettered: u32,
    pub expired: u32,
    /// Accepted, and no route led anywhere.
    pub orphaned: u32,
    pub dropped: u32,
    pub lost: u32,
}

impl Fate {
    fn count(&mut self, what: What) {
        let number = match what {
            What::Accepted { .. } => &mut self.accepted,
            What::Delivered { repeat: false, .. } => &mut self.delivered,
            What::Received { .. } | What::EventRead { .. } | What::MessageGot { .. } => &mut self.received,
            What::Completed { .. } | What::ReceivedAndDeleted { .. } | What::MessageDeleted { .. } => {
                &mut self.completed
            }
            What::EffectApplied { .. } => &mut self.effects,
            What::DeadLettered { .. } => &mut self.dead_lettered,
            What::Expired { .. } | What::MessageExpired { .. } => &mut self.expired,
            What::Orphaned { .. } => &mut self.orphaned,
            What::Dropped { .. } => &mut self.dropped,
            What::Lost { .. } => &mut self.lost,
            _ => return,
        };
        *number += 1;
    }
}

/// The fate of each message that `entries` tell of.
pub fn fates<'a>(entries: impl Iterator<Item = &'a Entry>) -> BTreeMap<SendId, Fate> {
    let mut fates: BTreeMap<SendId, Fate> = BTreeMap::new();
    for entry in entries {
        if let Some(send) = entry.what.send() {
            fates.entry(send).or_default().count(entry.what);
        }
    }
    fates
}

/// One message in two runs; none where the run does not know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    pub send: SendId,
    pub fates: [Option<Fate>; 2],
}

impl Pair {
    #[must_use]
    pub fn differs(&self) -> bool {
        self.fates[0] != self.fates[1]
    }
}

/// Every message of either run, in the order of their senders and numbers.
#[must_use]
pub fn pairs(one: &BTreeMap<SendId, Fate>, other: &BTreeMap<SendId, Fate>) -> Vec<Pair> {
    let mut sends: Vec<_> = one.keys().chain(other.keys()).copied().collect();
    sends.sort_unstable();
    sends.dedup();
    sends.into_iter().map(|send| Pair { send, fates: [one.get(&send).copied(), other.get(&send).copied()] }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::session::{Progress, Session};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn at_thirteen(session: &mut Session) -> BTreeMap<SendId, Fate> {
        let until = session.world().start().plus(13_020);
        while session.seek_time(until, 1_000) == Progress::More {}
        fates(session.log().steps(1, session.at_step()))
    }

    #[test]
    fn only_the_message_that_the_faults_touched_differs() {
        let scenario = Scenario::from_json(include_str!("../../static/scenarios/lost-puback.json")).expect("it loads");
        let mut calm = scenario.clone();
        calm.faults.clear();
        let told = at_thirteen(&mut Session::new(scenario).expect("it builds"));
        let calm = at_thirteen(&mut Session::new(calm).expect("it builds"));
        let pairs = pairs(&told, &calm);
        assert_eq!(pairs.len(), 14);
        let differing: Vec<_> = pairs.iter().filter(|pair| pair.differs()).map(|pair| pair.send.number).collect();
        assert!(differing.contains(&7) && differing.iter().all(|number| *number >= 7), "{differing:?}");
        let of_seven = pairs[7].fates.map(|fate| fate.expect("both runs know it"));
        assert_eq!(of_seven.map(|fate| fate.accepted), [2, 1]);
        assert_eq!(of_seven.map(|fate| fate.delivered), [2, 1]);
        assert_eq!(of_seven.map(|fate| fate.received), [3, 1]);
    }

    #[test]
    fn a_message_that_one_run_does_not_know_stands_alone() {
        let scenario = Scenario::from_json(include_str!("../../static/scenarios/lost-puback.json")).expect("it loads");
        let told = at_thirteen(&mut Session::new(scenario).expect("it builds"));
        let pairs = pairs(&told, &BTreeMap::new());
        assert!(pairs.iter().all(|pair| pair.fates[1].is_none() && pair.differs()));
    }
}
