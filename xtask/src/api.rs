//! The JavaScript API: the `api` program as a module that a page or Node loads when it is wanted.

use crate::process::{cargo, run};
use crate::tools::{Node, WasmTools};
use crate::{Result, root, site, target};
use std::path::Path;

/// What people import, beside what wasm-bindgen writes.
const FILES: [&str; 3] = ["routes.js", "routes.d.ts", "package.json"];

/// Builds it into `folder`.
pub(crate) fn build(tools: &WasmTools, node: Option<&Node>, folder: &Path) -> Result {
    let profile = ["--profile", "speed"];
    run(cargo().args(["build", "--bin", "api", "--target", "wasm32-unknown-unknown", "--locked"]).args(profile))?;
    run(tools
        .wasm_bindgen()
        .arg(target().join("wasm32-unknown-unknown/speed/api.wasm"))
        .args(["--target", "web", "--no-typescript", "--out-dir"])
        .arg(folder))?;
    for name in FILES {
        let source = root().join("src/bin/api").join(name);
        std::fs::copy(&source, folder.join(name)).map_err(|error| format!("{}: {error}", source.display()))?;
    }
    node.map_or(Ok(()), |node| site::optimise(node, &folder.join("api_bg.wasm"), site::Aim::Speed))
}
