//! Puts the parts of the program that the page fetches on demand (`src/ui/parts.rs`) into files of their own, `dist/lazy/`.

use crate::loader::{shorten, shorten_parts};
use crate::process::run;
use crate::tools::WasmTools;
use crate::{Result, target};
use std::path::Path;
use wasm_split_cli_support::{Options, transform};

/// The folder of the site for what the first visit does not load.
pub(crate) const LAZY: &str = "lazy";

/// Splits what trunk built: the program in `site` becomes its first part, the others lie beside it.
pub(crate) fn split(tools: &WasmTools, site: &Path) -> Result {
    let whole = target().join("wasm32-unknown-unknown").join("release").join("app.wasm");
    let whole = std::fs::read(&whole).map_err(|error| format!("{}: {error}", whole.display()))?;
    let name = program_name(site)?;
    // A new program never meets the old parts that a browser has kept.
    let folder = format!("{LAZY}/{}", name.rsplit('-').next().unwrap_or(&name));
    let parts = site.join(&folder);
    std::fs::create_dir_all(&parts).map_err(|error| format!("{}: {error}", parts.display()))?;
    let work = target().join("split");
    let first = work.join(format!("{name}.wasm"));
    let (link, main) = (format!("./{folder}/parts.js"), format!("../../{name}.js"));
    let mut options = Options::new(&whole);
    options.output_dir = site;
    options.main_out_path = &first;
    options.link_name = &link;
    options.main_module = &main;
    std::fs::create_dir_all(&work).map_err(|error| format!("{}: {error}", work.display()))?;
    let made = transform(options).map_err(|error| format!("the program could not be split: {error:#}"))?;
    for file in made.split_modules {
        let to = parts.join(file.file_name().expect("the splitter names its files"));
        std::fs::rename(&file, &to).map_err(|error| format!("{}: {error}", to.display()))?;
    }
    shorten_parts(&parts.join("parts.js"))?;
    run(tools
        .wasm_bindgen()
        .args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", &name, "--out-dir"])
        .arg(site)
        .arg(&first))?;
    shorten(&site.join(&name).with_extension("js"), &site.join(format!("{name}_bg.wasm")))
}

/// What trunk called the program: `app-` and a hash of it.
fn program_name(site: &Path) -> Result<String> {
    let files = std::fs::read_dir(site).map_err(|error| format!("{}: {error}", site.display()))?;
    files
        .flatten()
        .filter_map(|file| Some(file.file_name().to_str()?.strip_suffix("_bg.wasm")?.to_owned()))
        .next()
        .ok_or_else(|| format!("{}: trunk left no program there", site.display()))
}
