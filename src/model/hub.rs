//! The hub: tiers, names, routing, the built-in endpoint, endpoint health.

pub mod built_in;
pub mod health;
pub mod names;
pub mod routing;
pub mod tier;
