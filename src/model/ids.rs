//! Who is who: indices of the things in a world, and the identity chain of a message.
//!
//! A *send* (producer, boot, number) becomes *attempts* (PUBLISH packets), each of which may be *accepted* by the
//! hub; an accepted message has a *copy* for each matched endpoint; a queue hands a copy out in *deliveries*.
//! A duplicate is a second *accepted* of one send. Message ids, sequence numbers and offsets are only labels.

use serde::{Deserialize, Serialize};

macro_rules! index {
    ($(#[$doc:meta])* $name:ident($width:ty)) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $width);

        impl $name {
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

index!(
    /// A device, in the order of creation; never used again after removal.
    DeviceId(u32)
);
index!(
    /// A custom endpoint or the built-in one (always 0), in the order of creation; never used again.
    EndpointId(u16)
);
index!(
    /// A route, in the order of creation; never used again.
    RouteId(u16)
);
index!(
    /// A consumer program, in the order of creation; never used again.
    ConsumerId(u16)
);

impl EndpointId {
    /// The built-in endpoint `events`.
    pub const BUILT_IN: Self = Self(0);
}

/// One send of one producer: what the program decided to tell, once, however often it travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SendId {
    /// The device that sent it.
    pub producer: DeviceId,
    /// Counts from 0 in each boot.
    pub number: u32,
    /// How often the producer was started again.
    pub boot: u16,
}

/// Where a message in the hub or in an endpoint comes from. Flat, so that an entry stays small.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Lineage {
    pub producer: DeviceId,
    pub number: u32,
    pub boot: u16,
    /// Which acceptance by the hub, from 1; 0 when it was put straight into a queue.
    pub accepted: u16,
}

impl SendId {
    /// This send as the hub accepted it for the `accepted`-th time.
    #[must_use]
    pub fn accepted(self, accepted: u16) -> Lineage {
        Lineage { producer: self.producer, number: self.number, boot: self.boot, accepted }
    }
}

impl Lineage {
    #[must_use]
    pub fn send(self) -> SendId {
        SendId { producer: self.producer, number: self.number, boot: self.boot }
    }
}
