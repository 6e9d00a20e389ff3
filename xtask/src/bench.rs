//! `bench`: the crate's `bench` program in Chromium; a table of what it measured.

use crate::process::{cargo, run};
use crate::tools::{Node, WasmTools};
use crate::{Result, browser, root, server, site, target};

const PAGE: [&str; 2] = ["index.html", "start.js"];

pub(crate) fn bench() -> Result {
    let node = Node::required()?;
    let chromium = browser::chromium(&node)?;
    let tools = WasmTools::install()?;
    let folder = target().join("bench-page");

    run(cargo().args(["build", "--release", "--bin", "bench", "--target", "wasm32-unknown-unknown", "--locked"]))?;
    run(tools
        .wasm_bindgen()
        .arg(target().join("wasm32-unknown-unknown/release/bench.wasm"))
        .args(["--target", "web", "--no-typescript", "--out-dir"])
        .arg(&folder))?;
    site::optimise(&node, &folder.join("bench_bg.wasm"))?;
    for name in PAGE {
        let source = root().join("tests/browser/bench").join(name);
        std::fs::copy(&source, folder.join(name)).map_err(|error| format!("{}: {error}", source.display()))?;
    }
    let address = server::start(&folder, "/", 0)?;
    run(node.command().arg("tests/browser/bench.mjs").arg(address).env("PLAYGROUND_CHROMIUM", chromium))
}
