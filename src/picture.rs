//! Lays out the drawings of the page as plain data: pure functions of a world and a log.
//!
//! Nothing here knows a browser. Only a journey, which is also written into files, says words; for all else the page
//! does.

pub mod backlog;
pub mod diagram;
pub mod journey;
pub mod pages;
pub mod timeline;
pub mod write;
