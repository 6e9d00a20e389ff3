//! Compiles the locale files into tables and collects what the modules leave out or assume; see `src/text`.
//! Whatever is wrong there stops the build with file, line and reason.

#[path = "build/assumptions.rs"]
mod assumptions;
#[path = "build/first_visit.rs"]
mod first_visit;
#[path = "build/locales.rs"]
mod locales;

use std::path::Path;
use std::{env, fs, process};

fn main() {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=static/locales");
    if env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        // The splitter follows the references between functions and data.
        println!("cargo::rustc-link-arg-bin=app=--emit-relocs");
    }
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    match generate(Path::new(&out)) {
        Ok(()) => {}
        Err(problems) => {
            for line in problems.iter().flat_map(|problem| problem.lines()) {
                println!("cargo::error={line}");
            }
            process::exit(1);
        }
    }
}

/// Writes `keys.rs` and `assumptions.rs` into `out`; all problems of both, otherwise.
fn generate(out: &Path) -> Result<(), Vec<String>> {
    let files = locales::read(Path::new("static/locales")).map_err(|e| vec![e])?;
    let (assumed, said): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| file.area == "assumptions");
    let first = first_visit::words(Path::new("src")).map_err(|e| vec![e])?;
    let keys = locales::compile(&said).map(|messages| locales::rust(&messages, &first));
    let lines = assumptions::read(Path::new("src"))
        .and_then(|lines| assumptions::translate(lines, &assumed))
        .map(|lines| assumptions::rust(&lines));
    let problems: Vec<String> =
        [&keys, &lines].into_iter().filter_map(|r| r.as_ref().err()).flatten().cloned().collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    for (name, text) in [("keys.rs", keys), ("assumptions.rs", lines)] {
        let path = out.join(name);
        fs::write(&path, text?).map_err(|e| vec![format!("{}: {e}", path.display())])?;
    }
    Ok(())
}
