//! Bytes to values and back: blob records.
