//! Who is who: indices of the things in a world, and the identity chain of a message.
//!
//! A *send* (producer, boot, number) becomes *attempts* (PUBLISH packets), each of which may be *accepted* by the
//! hub; an accepted message has a *copy* for each matched endpoint; a queue hands a copy out in *deliveries*.
//! A duplicate is a second *accepted* of one send. Message ids, sequence numbers and offsets are only labels.
//! What is put straight into a queue, by a program or by the person, is a send that the hub never accepted.

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

impl ConsumerId {
    /// The person, where a consumer could stand: who took a message out of a queue by hand.
    pub const PERSON: Self = Self(u16::MAX);

    #[must_use]
    pub fn is_person(self) -> bool {
        self == Self::PERSON
    }
}

/// Who makes messages. One number, so that an entry stays small; [`ProducerId::who`] tells what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProducerId(u32);

/// What a producer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Producer {
    Device(DeviceId),
    /// A consumer program that sends on its own account.
    Program(ConsumerId),
    /// Whoever sits before the playground, or a script that stands for them.
    Person,
}

impl ProducerId {
    const PROGRAM: u32 = 1 << 31;

    pub const PERSON: Self = Self(u32::MAX);

    #[must_use]
    pub fn program(id: ConsumerId) -> Self {
        Self(Self::PROGRAM | u32::from(id.0))
    }

    #[must_use]
    pub fn who(self) -> Producer {
        if self == Self::PERSON {
            Producer::Person
        } else if self.0 & Self::PROGRAM != 0 {
            Producer::Program(ConsumerId((self.0 & !Self::PROGRAM) as u16))
        } else {
            Producer::Device(DeviceId(self.0))
        }
    }

    /// The device, if it is one.
    #[must_use]
    pub fn device(self) -> Option<DeviceId> {
        if let Producer::Device(id) = self.who() { Some(id) } else { None }
    }

    /// The device, of what travelled over a device's link.
    ///
    /// # Panics
    /// If it is none: only devices have links.
    #[must_use]
    pub fn expect_device(self) -> DeviceId {
        self.device().expect("only devices have links")
    }

    /// For the digest: its explicit little-endian form.
    #[must_use]
    pub fn number(self) -> u32 {
        self.0
    }
}

impl From<DeviceId> for ProducerId {
    fn from(device: DeviceId) -> Self {
        Self(device.0)
    }
}

index!(
    /// A queue of the storage account: one for each name that was ever in use, in the order of creation.
    StorageQueueId(u16)
);

/// One send of one producer: what the program decided to tell, once, however often it travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SendId {
    pub producer: ProducerId,
    /// Counts from 0 in each boot.
    pub number: u32,
    /// How often the producer was started again.
    pub boot: u16,
}

/// Where a message in the hub or in an endpoint comes from. Flat, so that an entry stays small.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Lineage {
    pub producer: ProducerId,
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

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_producer_is_what_it_was_made_of() {
        for device in [0, 1, 9_999] {
            assert_eq!(ProducerId::from(DeviceId(device)).who(), Producer::Device(DeviceId(device)));
        }
        for program in [0, 7, 99] {
            assert_eq!(ProducerId::program(ConsumerId(program)).who(), Producer::Program(ConsumerId(program)));
        }
        assert_eq!(ProducerId::PERSON.who(), Producer::Person);
        assert_eq!(ProducerId::PERSON.device(), None);
    }
}
