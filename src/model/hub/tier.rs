//! Tiers and what they allow.
//!
//! Models: iot-hub.md 2.3 (quotas and throttling page).
//! Differs(hub-quotas): the daily message quota, its metering and the throttling of a tier are left out; a tier bounds endpoints and routes only. [doc:quo]
//! Assumed(f1-partitions): a new hub has 4 partitions, an F1 hub 2. [common creation defaults]

use serde::{Deserialize, Serialize};

/// Edition and size of a hub.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tier {
    F1,
    B1,
    B2,
    B3,
    #[default]
    S1,
    S2,
    S3,
}

impl Tier {
    pub const ALL: [Self; 7] = [Self::F1, Self::B1, Self::B2, Self::B3, Self::S1, Self::S2, Self::S3];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::F1 => "F1",
            Self::B1 => "B1",
            Self::B2 => "B2",
            Self::B3 => "B3",
            Self::S1 => "S1",
            Self::S2 => "S2",
            Self::S3 => "S3",
        }
    }

    /// Custom endpoints of all kinds together; the built-in one is not counted.
    #[must_use]
    pub fn max_custom_endpoints(self) -> usize {
        if self == Self::F1 { 1 } else { 10 }
    }

    #[must_use]
    pub fn max_routes(self) -> usize {
        if self == Self::F1 { 5 } else { 100 }
    }

    #[must_use]
    pub fn default_partitions(self) -> u16 {
        if self == Self::F1 { 2 } else { 4 }
    }
}
