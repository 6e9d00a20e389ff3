//! Small parts that panels share.
