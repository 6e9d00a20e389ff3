//! Compiles the locale files; see `src/text`.
fn main() {}
