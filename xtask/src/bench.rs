//! `bench`: the crate's `bench` program and its JavaScript API beside other engines, in one page in Chromium, then the
//! site itself at work; a table of what was measured.

use crate::process::{cargo, run};
use crate::tools::{Node, WasmTools};
use crate::{Result, api, browser, root, server, site, target};
use std::path::Path;

/// What is measured beside ours: the file or folder in its package, and its name in the page.
const ENGINES: [(&str, &str, &str); 4] = [
    ("@marcbachmann/cel-js", "lib", "cel-js"),
    ("filtrex", "dist/esm", "filtrex"),
    ("jsonata", "jsonata.js", "jsonata.js"),
    ("json-logic-engine", "dist/esm", "json-logic-engine"),
];

pub(crate) fn bench() -> Result {
    let node = Node::required()?;
    let chromium = browser::chromium(&node)?;
    let tools = WasmTools::install()?;
    let folder = target().join("bench-page");

    let arguments = ["build", "--release", "--bin", "bench", "--target", "wasm32-unknown-unknown", "--locked"];
    run(cargo().args(arguments).env(site::INLINING.0, site::INLINING.1))?;
    run(tools
        .wasm_bindgen()
        .arg(target().join("wasm32-unknown-unknown/release/bench.wasm"))
        .args(["--target", "web", "--no-typescript", "--out-dir"])
        .arg(&folder))?;
    site::optimise(&node, &folder.join("bench_bg.wasm"), site::Aim::Size)?;
    api::build(&tools, Some(&node), &folder.join("api"))?;
    copy(&root().join("tests/browser/bench"), &folder)?;
    for (package, inside, name) in ENGINES {
        copy(&node.package(package).join(inside), &folder.join("engines").join(name))?;
    }
    let address = server::start(&folder, "/", 0)?;
    run(node.command().arg("tests/browser/bench.mjs").arg(address).env("PLAYGROUND_CHROMIUM", &chromium))?;
    if !site::folder().join("index.html").is_file() {
        site::dist()?;
    }
    println!("\nThe site in {}, as it was built last:", site::folder().display());
    let address = server::start(&site::folder(), "/", 0)?;
    run(node.command().arg("tests/browser/bench-page.mjs").arg(address).env("PLAYGROUND_CHROMIUM", chromium))
}

/// Copies a file, or a folder with all that it holds.
fn copy(from: &Path, to: &Path) -> Result {
    let failed = |error: std::io::Error| format!("{}: {error}", from.display());
    let files = if from.is_dir() { site::files(from)? } else { vec![from.to_owned()] };
    for file in files {
        let inside = file.strip_prefix(from).expect("it lies in the folder");
        let target = if inside.as_os_str().is_empty() { to.to_owned() } else { to.join(inside) };
        std::fs::create_dir_all(target.parent().expect("a file lies in a folder")).map_err(failed)?;
        std::fs::copy(&file, &target).map_err(failed)?;
    }
    Ok(())
}
