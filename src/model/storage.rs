//! Azure Storage: the blob container that IoT Hub routes to, and the queue that it does not.

pub mod blob;
pub mod container;
pub mod segments;
pub mod settings;
