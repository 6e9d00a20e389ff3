//! What befalls something under way: packets, deliveries, responses, calls and answers are lost, late or doubled.
//!
//! Assumed(order-on-the-way): what comes behind something late on the same way is late too. [choice]

use super::{Target, back_after, chance};
use crate::model::ids::{ConsumerId, EndpointId, SendId};
use crate::model::time::{Millis, Timestamp};
use crate::world::World;
use crate::world::agenda::Occurrence;
use crate::world::entry::{Call, Log, What};
use crate::world::spec::{Arrow, FaultSpec, Mishap, Sickness};

/// The least time between two messages of a throttled endpoint.
const THROTTLED_TO_MS: Millis = 1_000;

/// What arrives now, before it does.
#[derive(Clone, Copy, Debug)]
pub(in crate::world) enum Passing {
    Publish { send: SendId, connection: u32, attempt: u16 },
    Puback { send: SendId, connection: u32, attempt: u16 },
    Delivery { endpoint: EndpointId, lane: u16, epoch: u32 },
    Response { consumer: ConsumerId, life: u32 },
    Call { consumer: ConsumerId, life: u32 },
    Answer { consumer: ConsumerId, life: u32 },
}

/// How a fault meets something.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Lost,
    Late(Millis),
    Twice,
}

impl Passing {
    fn occurrence(self) -> Occurrence {
        match self {
            Self::Publish { send, connection, attempt } => {
                let (device, boot, number) = (send.producer.expect_device(), send.boot, send.number);
                Occurrence::PublishArrives { device, connection, boot, number, attempt }
            }
            Self::Puback { send, connection, attempt } => {
                let (device, boot, number) = (send.producer.expect_device(), send.boot, send.number);
                Occurrence::PubackArrives { device, connection, boot, number, attempt }
            }
            Self::Delivery { endpoint, lane, epoch } => Occurrence::DeliveryArrives { endpoint, lane, epoch },
            Self::Response { consumer, life } => Occurrence::ResponseArrives { consumer, life },
            Self::Call { consumer, life } => Occurrence::SettleArrives { consumer, life },
            Self::Answer { consumer, life } => Occurrence::AnswerArrives { consumer, life },
        }
    }

    fn target(self) -> Target {
        match self {
            Self::Publish { send, .. } | Self::Puback { send, .. } => Target::Device(send.producer.expect_device()),
            Self::Delivery { endpoint, .. } => Target::Endpoint(endpoint),
            Self::Response { consumer, .. } | Self::Call { consumer, .. } | Self::Answer { consumer, .. } => {
                Target::Consumer(consumer)
            }
        }
    }

    fn is_way_of(self, arrow: &Arrow) -> bool {
        matches!(
            (self, arrow),
            (Self::Publish { .. }, Arrow::Publish { .. })
                | (Self::Puback { .. }, Arrow::Puback { .. })
                | (Self::Delivery { .. }, Arrow::Delivery { .. })
                | (Self::Response { .. }, Arrow::Response { .. })
                | (Self::Call { .. }, Arrow::Call { .. })
                | (Self::Answer { .. }, Arrow::Answer { .. })
        )
    }
}

impl World {
    /// Whether the plan of faults takes what arrives now into its own hands, and if so, whether that was a step.
    pub(in crate::world) fn meets(&mut self, passing: Passing, log: &mut Log) -> Option<bool> {
        if let Some(until) = self.held_until(passing) {
            self.comes_again(passing, until);
            return Some(false);
        }
        if let Some((fault, how)) = self.fault_on(passing) {
            return match how {
                How::Lost => Some(self.gets_lost(passing, fault, log)),
                How::Late(by) => Some(self.is_late(passing, fault, by, log)),
                How::Twice => Some(self.comes_twice(passing, fault, log)),
            };
        }
        match passing {
            Passing::Delivery { endpoint, lane, .. } => self.is_refused(endpoint, lane, log),
            _ => None,
        }
    }

    /// Until when something late keeps back what comes behind it.
    fn held_until(&self, passing: Passing) -> Option<Timestamp> {
        let late = self.faults.iter().filter(|fault| {
            let is_way = matches!(&fault.spec, FaultSpec::Delay { arrow, .. } if passing.is_way_of(arrow));
            is_way && fault.struck && fault.target == passing.target()
        });
        late.map(|fault| fault.until).max().filter(|until| *until > self.now)
    }

    /// Which ordinals it has: a response brings several.
    fn ordinals(&self, passing: Passing) -> Vec<u32> {
        match passing {
            Passing::Publish { send, .. } | Passing::Puback { send, .. } => vec![send.number],
            Passing::Delivery { endpoint, .. } => {
                let account = self.ledger.account(endpoint);
                vec![(account.delivered + account.repeats + 1).min(u64::from(u32::MAX)) as u32]
            }
            Passing::Response { consumer, .. } => self.consumers[consumer.index()].arriving_nths(),
            Passing::Call { consumer, .. } => {
                let about = self.consumers[consumer.index()].asked().filter(|(call, _)| {
                    // Renewing goes on beside the program.
                    !matches!(call, Call::RenewLock | Call::HideOn)
                });
                about.map(|(_, on)| on.nth).into_iter().collect()
            }
            Passing::Answer { consumer, .. } => {
                self.consumers[consumer.index()].at_hand().map(|on| on.nth).into_iter().collect()
            }
        }
    }

    fn fault_on(&self, passing: Passing) -> Option<(u16, How)> {
        let (ordinals, target) = (self.ordinals(passing), passing.target());
        let mut found = How::Lost;
        let planned = self.planned(|fault| {
            let (arrow, how) = match &fault.spec {
                FaultSpec::LosePublish { message, .. } => {
                    let is_it = matches!(passing, Passing::Publish { send, .. } if send.number == *message);
                    return is_it && fault.target == target && {
                        found = How::Lost;
                        true
                    };
                }
                FaultSpec::LosePuback { message, .. } => {
                    let is_it = matches!(passing, Passing::Puback { send, .. } if send.number == *message);
                    return is_it && fault.target == target && {
                        found = How::Lost;
                        true
                    };
                }
                FaultSpec::Lose { arrow } => (arrow, How::Lost),
                FaultSpec::Delay { arrow, by_ms } => (arrow, How::Late(*by_ms)),
                // The router does that when the delivery is done.
                FaultSpec::Duplicate { arrow: Arrow::Delivery { .. } } => return false,
                FaultSpec::Duplicate { arrow } => (arrow, How::Twice),
                _ => return false,
            };
            let is_it = passing.is_way_of(arrow) && ordinals.contains(&arrow.nth()) && fault.target == target;
            is_it && {
                found = how;
                true
            }
        });
        let fault = planned.or_else(|| self.chance_on(passing))?;
        let by_chance = matches!(self.faults[usize::from(fault)].spec, FaultSpec::Random { .. });
        Some((fault, if by_chance { How::Lost } else { found }))
    }

    fn chance_on(&self, passing: Passing) -> Option<u16> {
        match passing {
            Passing::Publish { send, attempt, .. } => {
                let owner = self.devices[send.producer.expect_device().index()].owner;
                self.chance(Mishap::LosePublish, owner, chance::packet(send, attempt), self.now)
            }
            Passing::Puback { send, attempt, .. } => {
                let owner = self.devices[send.producer.expect_device().index()].owner;
                self.chance(Mishap::LosePuback, owner, chance::packet(send, attempt), self.now)
            }
            Passing::Delivery { endpoint, lane, .. } => {
                let (lineage, failures) = self.endpoints[endpoint.index()].head(lane)?;
                let owner = self.endpoints[endpoint.index()].owner;
                self.chance(Mishap::LoseDelivery, owner, chance::attempt(lineage, failures), self.now)
            }
            Passing::Response { .. } | Passing::Call { .. } | Passing::Answer { .. } => None,
        }
    }

    /// Puts it on its way again, with the cause that it had.
    fn comes_again(&mut self, passing: Passing, at: Timestamp) {
        let (steps, occurrence) = (self.steps, passing.occurrence());
        self.steps = self.cause;
        match passing.target() {
            Target::Device(id) => self.schedule_device(id, at.since(self.now), occurrence),
            Target::Endpoint(id) => self.schedule_endpoint(id, at, occurrence),
            Target::Consumer(id) => self.schedule_consumer(id, at, occurrence),
            Target::Everything => {}
        }
        self.steps = steps;
    }

    fn gets_lost(&mut self, passing: Passing, fault: u16, log: &mut Log) -> bool {
        let back_after = back_after(&self.faults[usize::from(fault)].spec);
        match passing {
            Passing::Publish { send, attempt, .. } => {
                self.leaves_the_wire(send);
                self.begin();
                self.lost_on_the_way(What::PublishLost { send, attempt }, log);
                self.strikes(fault, log);
                self.cut(send.producer.expect_device(), back_after, log);
            }
            Passing::Puback { send, attempt, .. } => {
                self.begin();
                self.lost_on_the_way(What::PubackLost { send, attempt }, log);
                self.strikes(fault, log);
                self.cut(send.producer.expect_device(), back_after, log);
            }
            Passing::Delivery { endpoint, lane, .. } => {
                let Some(parcel) = self.endpoint_mut(endpoint).take_head(lane) else { return false };
                self.begin();
                self.failed(endpoint, lane, parcel, log);
                self.strikes(fault, log);
            }
            Passing::Response { consumer, .. } => {
                self.begin();
                self.response_is_lost(consumer, fault, log);
            }
            Passing::Call { consumer, .. } => {
                self.begin();
                self.call_is_lost(consumer, fault, log);
            }
            Passing::Answer { consumer, .. } => {
                self.begin();
                self.answer_is_lost(consumer, fault, log);
            }
        }
        true
    }

    /// It is lost by `fault`: written behind what says so.
    pub(in crate::world) fn is_struck(&mut self, fault: u16, log: &mut Log) {
        self.strikes(fault, log);
    }

    fn is_late(&mut self, passing: Passing, fault: u16, by: Millis, log: &mut Log) -> bool {
        let by_ms = by.min(u64::from(u32::MAX)) as u32;
        let what = match passing {
            Passing::Publish { send, attempt, .. } => What::PublishDelayed { send, attempt, by_ms },
            Passing::Puback { send, attempt, .. } => What::PubackDelayed { send, attempt, by_ms },
            Passing::Delivery { endpoint, lane, .. } => {
                let Some((lineage, _)) = self.endpoints[endpoint.index()].head(lane) else { return false };
                What::DeliveryDelayed { lineage, endpoint, by_ms }
            }
            Passing::Response { consumer, .. } => What::ResponseDelayed { consumer, by_ms },
            Passing::Call { consumer, .. } => {
                let Some((call, on)) = self.consumers[consumer.index()].asked() else { return false };
                What::CallDelayed { lineage: on.lineage, consumer, call, by_ms }
            }
            Passing::Answer { consumer, .. } => {
                let asker = &self.consumers[consumer.index()];
                let Some(on) = asker.at_hand() else { return false };
                What::AnswerDelayed { lineage: on.lineage, consumer, call: asker.call(), by_ms }
            }
        };
        self.begin();
        self.note(log, what);
        self.strikes(fault, log);
        let until = self.now.plus(by);
        self.fault_mut(fault).until = until;
        self.comes_again(passing, until);
        if let Passing::Publish { send, .. } | Passing::Puback { send, .. } = passing {
            self.watch_timeouts(send.producer.expect_device());
        }
        true
    }

    fn comes_twice(&mut self, passing: Passing, fault: u16, log: &mut Log) -> bool {
        let now = self.now;
        match passing {
            Passing::Publish { send, connection, attempt } => {
                self.enters_the_wire(send);
                self.comes_again(passing, now);
                self.publish_lands(send, connection, attempt, log);
            }
            Passing::Puback { send, connection, attempt } => {
                self.comes_again(passing, now);
                self.puback_lands(send, connection, attempt, log);
            }
            Passing::Call { consumer, .. } => {
                self.consumer_mut(consumer).asks_twice();
                self.comes_again(passing, now);
                self.settle_lands(consumer, log);
            }
            Passing::Delivery { .. } | Passing::Response { .. } | Passing::Answer { .. } => return false,
        }
        self.strikes(fault, log);
        true
    }

    /// Whether a sick endpoint turns the delivery away.
    fn is_refused(&mut self, id: EndpointId, lane: u16, log: &mut Log) -> Option<bool> {
        let endpoint = &self.endpoints[id.index()];
        if endpoint.is_given_up() {
            return None;
        }
        let (lineage, _) = endpoint.head(lane)?;
        let (now, mut refused) = (self.now, None);
        for index in 0..self.faults.len() {
            let fault = &self.faults[index];
            let FaultSpec::Sick { with, .. } = fault.spec else { continue };
            if !fault.holds || fault.target != Target::Endpoint(id) {
                continue;
            }
            if with == Sickness::Throttled && fault.until <= now {
                self.fault_mut(index as u16).until = now.plus(THROTTLED_TO_MS);
            } else {
                refused = Some(with);
            }
        }
        let with = refused?;
        let parcel = self.endpoint_mut(id).take_head(lane)?;
        self.begin();
        self.failed(id, lane, parcel, log);
        self.note(log, What::DeliveryRefused { lineage, endpoint: id, with });
        Some(true)
    }
}
