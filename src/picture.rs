//! Lays out the diagram and the timeline as plain data: pure functions of a world and a log.

pub mod timeline;
