//! Small parts that panels share.

pub mod dialog;
pub mod icon;
pub mod menu;
pub mod rich;
pub mod splitter;
