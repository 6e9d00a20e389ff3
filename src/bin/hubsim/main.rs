//! `hubsim`: the same session as the page, on the command line.
//!
//! `run` plays a scenario and prints its transcript; `journey` draws or tells what became of one message; `compare` and
//! `search` run it many times, to compare delivery guarantees and to find what can go wrong; `find-seed` looks for a seed
//! under which the tutorial device sends given levels; `link` writes a run as a link of the page, and reads one; `query`
//! answers test requests line by line; `session` drives a session by lines; `test-routes` says which routes of a hub match a
//! message.
//! Data goes to standard output, what went wrong to standard error.

#[cfg(not(target_arch = "wasm32"))]
mod command;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    command::main()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
