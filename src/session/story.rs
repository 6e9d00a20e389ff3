//! The story of one send, read from the log: its packets, what the hub accepted, the copies, their deliveries.
//!
//! A fold over entries: it knows what the given entries say and nothing else, so entries up to the playhead give the
//! story up to the playhead.

pub mod console;

use crate::model::ids::{ConsumerId, EndpointId, SendId};
use crate::model::time::{Millis, Timestamp};
use crate::world::entry::{DeadLetterReason, DropReason, Entry, SettleError, What};
use crate::world::spec::EffectKind;

/// When something happened, and in which step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    pub at: Timestamp,
    pub step: u32,
}

impl From<&Entry> for Moment {
    fn from(entry: &Entry) -> Self {
        Self { at: entry.at, step: entry.step }
    }
}

/// Everything that became of one send.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Story {
    /// When the program sent it; `None` when the entries do not reach back to it.
    pub sent: Option<Moment>,
    pub packets: Vec<Packet>,
    pub acceptances: Vec<Acceptance>,
    /// When the client gave it up.
    pub given_up: Option<Moment>,
}

/// One PUBLISH.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Packet {
    /// From 1; 2 and later carry DUP.
    pub attempt: u16,
    pub sent: Moment,
    pub fate: PacketFate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PacketFate {
    OnItsWay,
    Lost(Moment),
    Refused(Moment),
    /// Accepted by the hub as its so-manieth copy of this send.
    Accepted(u16),
}

/// The hub stored it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// From 1; 2 and later are duplicates.
    pub number: u16,
    pub accepted: Moment,
    pub partition: u16,
    pub offset: u32,
    pub acknowledgement: Acknowledgement,
    pub routing: Routing,
    pub copies: Vec<Copy>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acknowledgement {
    OnItsWay,
    Arrived(Moment),
    Lost(Moment),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Routing {
    /// Its routes are not evaluated yet.
    Pending,
    Routed {
        moment: Moment,
        by_fallback: bool,
    },
    Orphaned(Moment),
}

/// The copy for one endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    pub endpoint: EndpointId,
    pub transit: Transit,
    /// Its places in the endpoint: one, and one more for each repeat.
    pub places: Vec<Place>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transit {
    OnItsWay,
    /// The endpoint did not take it; `attempt` is the number of the next try.
    Retrying {
        attempt: u16,
        next_at: Timestamp,
    },
    Delivered(Moment),
    Dropped(Moment, DropReason),
    Invalid(Moment),
}

/// Where an endpoint keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub delivered: Moment,
    /// Sequence number, number in the partition, or place in the batch.
    pub label: u32,
    pub repeat: bool,
    pub deliveries: Vec<Delivery>,
    /// Readers of a stream, which remove nothing.
    pub reads: Vec<Read>,
    pub end: Option<End>,
}

/// A message that left its queue otherwise than by a consumer, or its batch for a blob.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Written(Moment),
    Expired(Moment),
    /// On to another queue, where it has a place of its own.
    Forwarded(Moment),
    /// A scheduled message was taken back, or a duplicate thrown away.
    Withdrawn(Moment),
    DeadLettered(Moment, DeadLetterReason),
}

/// A queue handed it to a consumer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// From 1.
    pub number: u16,
    pub consumer: ConsumerId,
    pub began: Moment,
    pub state: DeliveryState,
    /// What the consumer's work did in the world, and how often that had been done for this send by then.
    pub effect: Option<(EffectKind, u16, Moment)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryState {
    Locked,
    LockExpired(Moment),
    Abandoned(Moment),
    /// Put aside, to be received by its number.
    Deferred(Moment),
    Completed(Moment),
    /// By the consumer itself.
    DeadLettered(Moment),
    /// The queue refused to settle; what it says of the lock stands in an entry of its own.
    Refused(Moment, SettleError),
    /// Received and deleted.
    Deleted,
    /// Received and deleted, and the work on it is done.
    Worked(Moment),
    /// Received and deleted, then its consumer crashed.
    Lost(Moment),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Read {
    pub consumer: ConsumerId,
    pub at: Moment,
}

/// How the copies of a send stand, each in exactly one number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub copies: u32,
    pub lost: u32,
    pub waiting: u32,
    pub done: u32,
}

/// Reads the story of `send` out of `entries`, which are in the order of the log.
pub fn story<'a>(entries: impl Iterator<Item = &'a Entry>, send: SendId) -> Story {
    let mut story = Story::default();
    for entry in entries {
        match entry.what {
            // A blob takes along every message that its batch held.
            What::BlobWritten { endpoint, partition, .. } => story.written(entry, endpoint, partition),
            what if what.send() == Some(send) => story.tell(entry),
            _ => {}
        }
    }
    story
}

impl Story {
    fn tell(&mut self, entry: &Entry) {
        let moment = Moment::from(entry);
        match entry.what {
            What::Sent { .. } => self.sent = Some(moment),
            What::Published { attempt, .. } => {
                self.packets.push(Packet { attempt, sent: moment, fate: PacketFate::OnItsWay });
            }
            What::PublishLost { attempt, .. } => self.packet(attempt, PacketFate::Lost(moment)),
            What::PublishRefused { attempt, .. } => self.packet(attempt, PacketFate::Refused(moment)),
            What::PubackArrived { attempt, .. } | What::PubackIgnored { attempt, .. } => {
                self.acknowledge(attempt, Acknowledgement::Arrived(moment));
            }
            What::PubackLost { attempt, .. } => self.acknowledge(attempt, Acknowledgement::Lost(moment)),
            What::SendTimedOut { .. } | What::SendForgotten { .. } => self.given_up = Some(moment),
            What::Accepted { lineage, partition, offset } => {
                // The step that put the packet on the wire is the cause of its arrival.
                // One that the way doubled is accepted twice.
                let first = |packet: &&mut Packet| !matches!(packet.fate, PacketFate::Accepted(_));
                let mut packets = self.packets.iter_mut().filter(|packet| packet.sent.step == entry.cause);
                if let Some(packet) = packets.find(first) {
                    packet.fate = PacketFate::Accepted(lineage.accepted);
                }
                self.acceptances.push(Acceptance {
                    number: lineage.accepted,
                    accepted: moment,
                    partition,
                    offset,
                    acknowledgement: Acknowledgement::OnItsWay,
                    routing: Routing::Pending,
                    copies: Vec::new(),
                });
            }
            What::Enqueued { lineage, endpoint, sequence } | What::Scheduled { lineage, endpoint, sequence, .. } => {
                self.put_straight(lineage.accepted, endpoint, sequence, moment);
            }
            what => {
                let number = what.lineage().map(|lineage| lineage.accepted);
                if let Some(acceptance) = self.acceptances.iter_mut().find(|a| Some(a.number) == number) {
                    acceptance.tell(what, moment);
                }
            }
        }
    }

    /// A place that no route led to: put there by hand or by a program, or forwarded there.
    fn put_straight(&mut self, number: u16, endpoint: EndpointId, label: u32, moment: Moment) {
        if number == 0 && self.acceptances.is_empty() {
            self.sent = Some(moment);
            self.acceptances.push(Acceptance {
                number,
                accepted: moment,
                partition: 0,
                offset: 0,
                acknowledgement: Acknowledgement::Arrived(moment),
                routing: Routing::Routed { moment, by_fallback: false },
                copies: Vec::new(),
            });
        }
        let Some(acceptance) = self.acceptances.iter_mut().find(|a| a.number == number) else { return };
        let place =
            Place { delivered: moment, label, repeat: false, deliveries: Vec::new(), reads: Vec::new(), end: None };
        let transit = Transit::Delivered(moment);
        match acceptance.copies.iter_mut().find(|copy| copy.endpoint == endpoint) {
            Some(copy) => copy.places.push(place),
            None => acceptance.copies.push(Copy { endpoint, transit, places: vec![place] }),
        }
    }

    fn packet(&mut self, attempt: u16, fate: PacketFate) {
        if let Some(packet) = self.packets.iter_mut().find(|packet| packet.attempt == attempt) {
            packet.fate = fate;
        }
    }

    fn acknowledge(&mut self, attempt: u16, acknowledgement: Acknowledgement) {
        let packet = self.packets.iter().find(|packet| packet.attempt == attempt);
        let Some(PacketFate::Accepted(number)) = packet.map(|packet| packet.fate) else { return };
        let waits = |a: &&mut Acceptance| a.number >= number && a.acknowledgement == Acknowledgement::OnItsWay;
        if let Some(acceptance) = self.acceptances.iter_mut().find(waits) {
            acceptance.acknowledgement = acknowledgement;
        }
    }

    /// A message that came in the very step in which its batch was full stands in the next batch.
    fn written(&mut self, entry: &Entry, endpoint: EndpointId, partition: u16) {
        let acceptances = self.acceptances.iter_mut().filter(|a| a.partition == partition);
        let copies = acceptances.flat_map(|a| &mut a.copies).filter(|copy| copy.endpoint == endpoint);
        for place in copies.flat_map(|copy| &mut copy.places) {
            if place.end.is_none() && place.delivered.step < entry.step {
                place.end = Some(End::Written(entry.into()));
            }
        }
    }

    /// All copies of all acceptances.
    pub fn copies(&self) -> impl Iterator<Item = &Copy> {
        self.acceptances.iter().flat_map(|acceptance| &acceptance.copies)
    }

    /// The copy that a consumer holds a lock on now, if there is one: the newest delivery.
    #[must_use]
    pub fn locked(&self) -> Option<(&Copy, &Place, &Delivery)> {
        let deliveries = self.copies().flat_map(|copy| {
            copy.places.iter().flat_map(move |place| place.deliveries.iter().map(move |d| (copy, place, d)))
        });
        deliveries.filter(|(.., d)| d.state.is_locked()).max_by_key(|(.., d)| d.began.step)
    }

    #[must_use]
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for copy in self.copies() {
            tally.copies += 1;
            match copy.standing() {
                Standing::Waiting => tally.waiting += 1,
                Standing::Done => tally.done += 1,
                Standing::Lost => tally.lost += 1,
            }
        }
        tally
    }

    /// Whether the device has sent it and does not know what became of it: the link broke before an answer came.
    #[must_use]
    pub fn outcome_unknown(&self) -> bool {
        let acknowledged = self.acceptances.iter().any(|a| matches!(a.acknowledgement, Acknowledgement::Arrived(_)));
        let broken = self.packets.iter().any(|packet| matches!(packet.fate, PacketFate::Lost(_)))
            || self.acceptances.iter().any(|a| matches!(a.acknowledgement, Acknowledgement::Lost(_)));
        broken && !acknowledged && self.given_up.is_none()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Waiting,
    Done,
    Lost,
}

impl Copy {
    fn standing(&self) -> Standing {
        match self.transit {
            Transit::OnItsWay | Transit::Retrying { .. } => Standing::Waiting,
            Transit::Dropped(..) | Transit::Invalid(_) => Standing::Lost,
            Transit::Delivered(_) => self.places.last().map_or(Standing::Waiting, Place::standing),
        }
    }
}

impl Place {
    /// The newest delivery of that number ended so.
    fn ends(&mut self, delivery: u16, state: DeliveryState) {
        if let Some(delivery) = self.deliveries.iter_mut().rev().find(|d| d.number == delivery) {
            delivery.state = state;
        }
    }

    fn standing(&self) -> Standing {
        match self.end {
            Some(End::Written(_) | End::Forwarded(_) | End::Withdrawn(_)) => return Standing::Done,
            Some(End::Expired(_) | End::DeadLettered(..)) => return Standing::Lost,
            None => {}
        }
        match self.deliveries.last().map(|delivery| delivery.state) {
            Some(DeliveryState::Lost(_)) => Standing::Lost,
            Some(DeliveryState::Completed(_) | DeliveryState::Deleted | DeliveryState::Worked(_)) => Standing::Done,
            Some(_) => Standing::Waiting,
            None if self.reads.is_empty() => Standing::Waiting,
            None => Standing::Done,
        }
    }
}

impl DeliveryState {
    /// Whether the consumer holds it: locked, as far as it is told.
    #[must_use]
    pub fn is_locked(self) -> bool {
        self == Self::Locked
    }
}

impl Acceptance {
    fn tell(&mut self, what: What, moment: Moment) {
        match what {
            What::Matched { fallback, .. } => self.routing = Routing::Routed { moment, by_fallback: fallback },
            What::Orphaned { .. } => self.routing = Routing::Orphaned(moment),
            What::CopyOpened { endpoint, .. } => {
                self.copies.push(Copy { endpoint, transit: Transit::OnItsWay, places: Vec::new() });
            }
            What::Delivered { endpoint, label, repeat, .. } => self.change(endpoint, |copy| {
                copy.transit = Transit::Delivered(moment);
                copy.places.push(Place {
                    delivered: moment,
                    label,
                    repeat,
                    deliveries: Vec::new(),
                    reads: Vec::new(),
                    end: None,
                });
            }),
            What::DeliveryFailed { endpoint, attempt, retry_ms, .. } => self.change(endpoint, |copy| {
                let next_at = moment.at.plus(Millis::from(retry_ms));
                copy.transit = Transit::Retrying { attempt: attempt + 1, next_at };
            }),
            What::Dropped { endpoint, reason, .. } => {
                self.change(endpoint, |copy| copy.transit = Transit::Dropped(moment, reason));
            }
            What::Invalid { endpoint, .. } => self.change(endpoint, |copy| copy.transit = Transit::Invalid(moment)),
            What::Locked { endpoint, consumer, sequence, delivery, .. } => self.place(endpoint, sequence, |place| {
                let state = DeliveryState::Locked;
                place.deliveries.push(Delivery { number: delivery, consumer, began: moment, state, effect: None });
            }),
            What::ReceivedAndDeleted { endpoint, consumer, sequence, .. } => self.place(endpoint, sequence, |place| {
                let number = place.deliveries.last().map_or(1, |delivery| delivery.number + 1);
                let state = DeliveryState::Deleted;
                place.deliveries.push(Delivery { number, consumer, began: moment, state, effect: None });
            }),
            What::Completed { endpoint, consumer, sequence, .. } => self.place(endpoint, sequence, |place| {
                let of_it = place.deliveries.iter_mut().rev().find(|delivery| delivery.consumer == consumer);
                if let Some(delivery) = of_it {
                    delivery.state = DeliveryState::Completed(moment);
                }
            }),
            What::LockExpired { endpoint, sequence, delivery, .. } => self.place(endpoint, sequence, |place| {
                place.ends(delivery, DeliveryState::LockExpired(moment));
            }),
            What::EffectApplied { consumer, kind, nth, .. } => {
                let deliveries = self.copies.iter_mut().flat_map(|copy| copy.deliveries_of(consumer));
                if let Some(delivery) = deliveries.last() {
                    delivery.effect = Some((kind, nth, moment));
                }
            }
            What::LockRevoked { endpoint, sequence, delivery, .. } => self.place(endpoint, sequence, |place| {
                place.ends(delivery, DeliveryState::LockExpired(moment));
            }),
            What::Abandoned { endpoint, sequence, delivery, .. } => self.place(endpoint, sequence, |place| {
                place.ends(delivery, DeliveryState::Abandoned(moment));
            }),
            What::Deferred { endpoint, sequence, delivery, .. } => self.place(endpoint, sequence, |place| {
                place.ends(delivery, DeliveryState::Deferred(moment));
            }),
            What::Activated { endpoint, sequence, old, .. } => {
                self.place(endpoint, old, |place| place.label = sequence);
            }
            What::Forwarded { endpoint, to, sequence, .. } if endpoint != to => {
                self.place(endpoint, sequence, |place| place.end = Some(End::Forwarded(moment)));
            }
            What::ScheduleCancelled { endpoint, sequence, .. } => {
                self.place(endpoint, sequence, |place| place.end = Some(End::Withdrawn(moment)));
            }
            What::SettleRefused { endpoint, consumer, error, .. } => self.change(endpoint, |copy| {
                // The lock's own end stands where it was told; a refusal says something new only of a held one.
                let held = copy.deliveries_of(consumer).find(|delivery| delivery.state.is_locked());
                if let Some(delivery) = held {
                    delivery.state = DeliveryState::Refused(moment, error);
                }
            }),
            What::Expired { endpoint, sequence, .. } => {
                self.place(endpoint, sequence, |place| place.end = Some(End::Expired(moment)));
            }
            What::DeadLettered { endpoint, sequence, reason, .. } => {
                self.place(endpoint, sequence, |place| {
                    place.end = Some(End::DeadLettered(moment, reason));
                    if let Some(delivery) = place.deliveries.last_mut().filter(|d| d.state.is_locked()) {
                        delivery.state = DeliveryState::DeadLettered(moment);
                    }
                });
            }
            What::Worked { consumer, .. } => self.deleted_by(consumer, DeliveryState::Worked(moment)),
            What::Lost { consumer, .. } => self.deleted_by(consumer, DeliveryState::Lost(moment)),
            What::EventRead { consumer, .. } => self.change(EndpointId::BUILT_IN, |copy| {
                if let Some(place) = copy.places.last_mut() {
                    place.reads.push(Read { consumer, at: moment });
                }
            }),
            _ => {}
        }
    }

    fn change(&mut self, endpoint: EndpointId, change: impl FnOnce(&mut Copy)) {
        if let Some(copy) = self.copies.iter_mut().find(|copy| copy.endpoint == endpoint) {
            change(copy);
        }
    }

    fn place(&mut self, endpoint: EndpointId, label: u32, change: impl FnOnce(&mut Place)) {
        self.change(endpoint, |copy| {
            if let Some(place) = copy.places.iter_mut().find(|place| place.label == label) {
                change(place);
            }
        });
    }

    fn deleted_by(&mut self, consumer: ConsumerId, state: DeliveryState) {
        let mut deliveries = self.copies.iter_mut().flat_map(|copy| copy.deliveries_of(consumer));
        // Completed before the work, it is gone as if it had been deleted.
        let is_gone = |state| matches!(state, DeliveryState::Deleted | DeliveryState::Completed(_));
        if let Some(delivery) = deliveries.find(|delivery| is_gone(delivery.state)) {
            delivery.state = state;
        }
    }
}

impl Copy {
    fn deliveries_of(&mut self, consumer: ConsumerId) -> impl Iterator<Item = &mut Delivery> {
        self.places.iter_mut().flat_map(|place| &mut place.deliveries).filter(move |d| d.consumer == consumer)
    }
}

#[cfg(test)]
pub(in crate::session) mod tests;
