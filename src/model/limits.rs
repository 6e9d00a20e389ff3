//! Every limit in one table: the services' own, and those that keep the page alive.
//!
//! Models: the tables of `iot-hub.md` 2.3, 6.1 and `service-bus-queue.md` 1.
//! Assumed(page-limits): at most 64 MiB of bodies, 2,000,000 messages and 10,000 devices at once. [choice]

/// Bytes of message bodies alive at once.
pub const MAX_BODY_BYTES_ALIVE: u64 = 64 * 1024 * 1024;
/// Messages alive at once, in all queues, partitions, batches and blobs.
pub const MAX_MESSAGES_ALIVE: u64 = 2_000_000;
/// Simulated devices.
pub const MAX_DEVICES: usize = 10_000;
/// Runs that a session keeps.
pub const MAX_RUNS: usize = 16;
/// Bytes of a run document, also while one is inflated from a link.
pub const MAX_RUN_DOCUMENT_BYTES: usize = 2 * 1024 * 1024;
/// Steps that a run in a link may have: it is run when the link is opened.
pub const MAX_LINK_STEPS: u32 = 1_000_000;
/// Bytes of one device-to-cloud message: body, system property values, application property names and values.
pub const MAX_D2C_MESSAGE_BYTES: usize = 262_144;
/// Characters of a message id, a device id.
pub const MAX_ID_CHARS: usize = 128;
/// Characters of a route or endpoint name.
pub const MAX_NAME_CHARS: usize = 64;
/// Bytes of a condition's text. The service documents no bound; ours keeps the editor quick.
pub const MAX_CONDITION_BYTES: usize = 65_536;
