//! The router stops between a delivery and its checkpoint, and brings the last ones again.
//!
//! Models: iot-hub.md 2.6: each endpoint has its own checkpoint per partition, so the repeat is a suffix in order, and
//! other endpoints see nothing of it.
//! Assumed(router-restarts-at-once): a router that restarts goes on in the same instant, and repeats at most its last
//! three deliveries. [choice]

use super::chance;
use crate::model::ids::EndpointId;
use crate::world::World;
use crate::world::endpoint::Parcel;
use crate::world::entry::{Log, What};
use crate::world::fault::Target;
use crate::world::spec::{Arrow, FaultSpec, MOST_REPLAYED, Mishap};

impl World {
    /// A delivery is done: whether the router restarts before it has noted so. Same step.
    pub(in crate::world) fn after_delivery(&mut self, id: EndpointId, lane: u16, parcel: &Parcel, log: &mut Log) {
        let account = self.ledger.account(id);
        let count = account.delivered + account.repeats;
        let mut again = 1;
        let planned = self.planned(|fault| {
            fault.target == Target::Endpoint(id)
                && match &fault.spec {
                    FaultSpec::RestartRouter { delivery, replays, .. } => {
                        again = *replays;
                        u64::from(*delivery) == count
                    }
                    FaultSpec::Duplicate { arrow: Arrow::Delivery { nth, .. } } => {
                        again = 1;
                        u64::from(*nth) == count
                    }
                    _ => false,
                }
        });
        let by_chance = || {
            let owner = self.endpoints[id.index()].owner;
            let occasion = chance::attempt(parcel.lineage, 0);
            self.chance(Mishap::RestartRouter, owner, occasion, self.now).filter(|_| !parcel.repeat)
        };
        let Some(fault) = planned.or_else(|| {
            again = MOST_REPLAYED;
            by_chance()
        }) else {
            return;
        };
        let messages = self.replay(id, lane, again as usize);
        let partition = lane;
        self.note(log, What::RouterRestarted { endpoint: id, partition, messages });
        self.strikes(fault, log);
    }
}
