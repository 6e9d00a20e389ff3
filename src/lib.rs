//! An Azure IoT Hub as a deterministic simulation, and the page that shows it.
//!
//! Reading order: [`model`] (what each service does), `world` (the simulation), `scenario` (how a world
//! starts), `query_lines` (test requests), `session` (time travel), `trouble` (many runs), `session_lines` (a session driven by lines), `text`
//! (sentences in two languages), `python` (calls as programs), `picture` (layout), `ui` (the page).

pub mod codec;
pub mod model;
pub mod picture;
pub mod python;
pub mod query_lines;
pub mod scenario;
pub mod session;
pub mod session_lines;
pub mod text;
pub mod trouble;
pub mod world;

#[cfg(target_arch = "wasm32")]
pub mod ui;
