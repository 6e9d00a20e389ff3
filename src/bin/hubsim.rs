//! `hubsim`: the same session as the page, on the command line.
fn main() {}
