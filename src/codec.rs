//! Bytes to values and back: the records of a storage container's blobs.

pub mod avro;
pub mod json_lines;
pub mod record;
