//! The routing query language.
