//! Lays out the drawings of the page as plain data: pure functions of a world and a log.
//!
//! Nothing here knows a browser, and nothing holds words: the page says them, in the reader's language.

pub mod backlog;
pub mod diagram;
pub mod pages;
pub mod timeline;
pub mod write;
