//! The services as their documents describe them: pure rules, no clock, no randomness of the platform, no prose.
//!
//! Nothing here knows the simulation: times come in as arguments, results go out as values.

pub mod draw;
pub mod hash;
pub mod hub;
pub mod ids;
pub mod late;
pub mod limits;
pub mod message;
pub mod query;
pub mod segments;
pub mod service_bus;
pub mod small;
pub mod storage;
pub mod stream;
pub mod time;
