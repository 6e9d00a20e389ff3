//! `cargo xtask …`: everything that a checkout needs beyond cargo itself.
//!
//! Reading order: `HELP` below, then `suite` (test), `site` (dist), `tools` and `browser`
//! (what gets installed, and where), `process` and `stages` (how things are run and reported).

mod api;
mod bench;
mod browser;
mod loader;
mod nightly;
mod process;
mod serve;
mod server;
mod site;
mod split;
mod stages;
mod suite;
mod tools;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What failed, with what to do about it, ready to print.
type Result<T = ()> = std::result::Result<T, String>;

const HELP: &str = "\
cargo xtask <command>

  serve            build the page, serve it on this machine, build again when a source file changes
  serve --fast     the same with a quick unoptimised build and automatic reload, for working on the page
  dist             build the static site into dist/ and check its size
  test             format, clippy, native tests, the same unit tests in a browser engine, browser journeys
  bench            measure the simulation in Chromium
  nightly          test, then Firefox, long property runs, bench, fuzzing

  --port <number>  serve: the port to listen on (default 8080)

Tools are installed once per user and version; the environment variables CHROMIUM and FIREFOX name a browser to use
instead of the one that is found.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("\nerror: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result {
    match arguments {
        ["serve", options @ ..] => serve::serve(serve::Options::parse(options)?),
        ["dist"] => site::dist(),
        ["test"] => suite::test(),
        ["bench"] => bench::bench(),
        ["nightly"] => nightly::nightly(),
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        other => Err(format!("there is no `{}`\n\n{HELP}", other.join(" "))),
    }
}

/// The root of the checkout.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the checkout")
}

/// The build folder, wherever cargo was told to put it.
fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}
