//! Chance without a generator: every draw is a function of the seed and of who draws what for which time.
//!
//! Models: nothing of the services. The n-th message of a device is the same under every fault plan, consumer,
//! route and added device, because nobody else's draws can move it.
//! The hash is xxHash64 and a fraction takes its top 53 bits: both belong to the model version.

use crate::model::hash::xxh64;

/// Who draws: fixed when the owner is created, whatever happens around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Owner(pub u64);

impl Owner {
    /// The owner of kind `kind` that was the `nth` (from 0) to be created under `name`.
    #[must_use]
    pub fn new(kind: OwnerKind, name: &str, nth: u32) -> Self {
        let hash = xxh64(name.as_bytes(), u64::from(nth));
        Self((kind as u64) << 56 | hash >> 8)
    }
}

/// The kinds of owner, in the order in which they act at one instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum OwnerKind {
    Hub,
    Endpoint,
    Consumer,
    Device,
    Person,
}

/// What a draw is for. The numbers are part of the model version: add, never renumber.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub enum Purpose {
    /// The tutorial program's one `random.random()` per message.
    Reading = 1,
    LockToken = 2,
    PopReceipt = 3,
    MessageId = 4,
    RetryJitter = 5,
    SyncMarker = 6,
    Work = 7,
    GenerationId = 8,
    ETag = 9,
    /// Whether a fault that chance may bring happens.
    Mishap = 10,
}

/// 64 uniform bits for the `counter`-th draw of `owner` for `purpose` under `seed`.
#[must_use]
pub fn bits(seed: u64, owner: Owner, purpose: Purpose, counter: u64) -> u64 {
    let mut key = [0; 24];
    key[..8].copy_from_slice(&owner.0.to_le_bytes());
    key[8..16].copy_from_slice(&(purpose as u64).to_le_bytes());
    key[16..].copy_from_slice(&counter.to_le_bytes());
    xxh64(&key, seed)
}

/// A fraction in `[0, 1)` with 53 bits, like Python's `random.random()`.
#[must_use]
pub fn fraction(seed: u64, owner: Owner, purpose: Purpose, counter: u64) -> f64 {
    (bits(seed, owner, purpose, counter) >> 11) as f64 / (1u64 << 53) as f64
}

/// A version 4 GUID.
#[must_use]
pub fn guid(seed: u64, owner: Owner, purpose: Purpose, counter: u64) -> uuid::Uuid {
    let high = bits(seed, owner, purpose, counter);
    let low = bits(seed ^ u64::MAX, owner, purpose, counter);
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&high.to_le_bytes());
    bytes[8..].copy_from_slice(&low.to_le_bytes());
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_same_on_every_platform() {
        let owner = Owner::new(OwnerKind::Device, "MyFirstPythonDevice", 0);
        assert_eq!(bits(42, owner, Purpose::Reading, 0), 13_493_085_141_943_479_991);
    }

    #[test]
    fn fractions_spread_evenly() {
        let owner = Owner::new(OwnerKind::Device, "d", 0);
        let mean = (0..10_000).map(|n| fraction(1, owner, Purpose::Reading, n)).sum::<f64>() / 10_000.0;
        assert!((mean - 0.5).abs() < 0.02, "{mean}");
    }

    #[test]
    fn guids_are_version_4() {
        let owner = Owner::new(OwnerKind::Endpoint, "q", 0);
        assert_eq!(guid(1, owner, Purpose::LockToken, 0).get_version_num(), 4);
        assert_ne!(guid(1, owner, Purpose::LockToken, 0), guid(1, owner, Purpose::LockToken, 1));
    }
}
