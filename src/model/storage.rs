//! Azure Storage: the blob container that IoT Hub routes to, and the queue that it does not.

pub mod account;
pub mod blob;
pub mod container;
pub mod error;
pub mod metadata;
pub mod queue;
pub mod settings;
pub mod shared_list;
pub mod shared_map;
