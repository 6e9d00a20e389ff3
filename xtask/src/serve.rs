//! `serve`: the page on this machine, built again whenever a source file changes.

use crate::process::run;
use crate::tools::{Node, WasmTools};
use crate::{Result, root, server, site, target};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// What the page is made from.
const SOURCES: [&str; 7] = ["Cargo.toml", "Cargo.lock", "Trunk.toml", "build.rs", "index.html", "src", "static"];

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    port: u16,
    fast: bool,
}

impl Options {
    pub(crate) fn parse(words: &[&str]) -> Result<Options> {
        let mut options = Options { port: 8080, fast: false };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *word {
                "--fast" => options.fast = true,
                "--port" => {
                    options.port = words
                        .next()
                        .and_then(|port| port.parse().ok())
                        .ok_or("`--port` takes a number from 0 to 65535")?;
                }
                other => return Err(format!("`serve` has no option `{other}`")),
            }
        }
        Ok(options)
    }
}

pub(crate) fn serve(options: Options) -> Result {
    let tools = WasmTools::install()?;
    if options.fast {
        println!("Serving at http://127.0.0.1:{}/ once the first build is done; Ctrl-C ends it", options.port);
        let port = options.port.to_string();
        return run(tools.trunk().args(["serve", "--port", &port, "--dist"]).arg(target().join("fast-site")));
    }
    // Before the build, so that a port in use is known at once.
    let address = server::start(&site::folder(), "/", options.port)?;
    let node = Node::find()?;
    let mut served = newest_change();
    site::build(&tools, node.as_ref())?;
    println!("\nServing at {address}  (Ctrl-C ends it)");
    loop {
        std::thread::sleep(Duration::from_millis(500));
        let newest = newest_change();
        if newest != served {
            served = newest;
            match site::build(&tools, node.as_ref()) {
                Ok(()) => println!("\nBuilt again: reload {address}"),
                Err(error) => eprintln!("\n{error}\nThe page is as it was; it is built again at the next change"),
            }
        }
    }
}

/// When a source was last written.
fn newest_change() -> Option<SystemTime> {
    SOURCES.iter().filter_map(|name| newest_in(&root().join(name))).max()
}

fn newest_in(path: &Path) -> Option<SystemTime> {
    let own = path.metadata().and_then(|metadata| metadata.modified()).ok();
    let inside = std::fs::read_dir(path).ok();
    let inside = inside.and_then(|entries| entries.flatten().filter_map(|entry| newest_in(&entry.path())).max());
    own.max(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_and_bad_ones_named() {
        assert_eq!(Options::parse(&[]), Ok(Options { port: 8080, fast: false }));
        assert_eq!(Options::parse(&["--port", "9000", "--fast"]), Ok(Options { port: 9000, fast: true }));
        assert!(Options::parse(&["--port", "many"]).unwrap_err().contains("--port"));
        assert!(Options::parse(&["--open"]).unwrap_err().contains("--open"));
    }
}
