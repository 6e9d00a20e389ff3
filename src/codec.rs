//! Bytes to values and back: the records of a storage container's blobs, and the messages that a script hands over.

pub mod avro;
pub mod frames;
pub mod json_lines;
pub mod record;
