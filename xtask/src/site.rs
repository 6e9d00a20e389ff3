//! `dist`: the static site, made smaller where Node.js is there, checked for size and for references to other hosts.

use crate::process::run;
use crate::split::{LAZY, split};
use crate::tools::{Node, WasmTools};
use crate::{Result, api, root};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread::available_parallelism;

/// What the first visit may cost, compressed with brotli.
const BUDGET_BYTES: usize = 300 * 1024;
const AIM_BYTES: usize = 180 * 1024;

/// What every engine of the last years runs. Never `--all-features`: that writes files which browsers refuse.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// What the site's program is compiled with beyond its profile, as an environment variable for cargo.
///
/// A build for size leaves nearly every small function as a call: its threshold for copying one into a caller is 5, that of
/// a build for speed 225. At 45 the first visit costs 6 KB more, and a run is a third quicker.
pub(crate) const INLINING: (&str, &str) =
    ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "-Cllvm-args=--inline-threshold=45");

pub(crate) fn dist() -> Result {
    let node = Node::find()?;
    build(&WasmTools::install()?, node.as_ref())?;
    check(&folder(), node.is_some())
}

/// The finished site.
pub(crate) fn folder() -> PathBuf {
    root().join("dist")
}

/// Builds the site into `dist/`.
pub(crate) fn build(tools: &WasmTools, node: Option<&Node>) -> Result {
    run(tools.trunk().args(["build", "--release", "--features", "split"]).env(INLINING.0, INLINING.1))?;
    split(tools, &folder())?;
    match node {
        Some(node) => optimise_all(node, &folder())?,
        None => {
            println!("Node.js 20 or newer was not found: the size optimiser is skipped, the site works without it");
        }
    }
    api::build(tools, node, &folder().join("api"))
}

/// What a wasm file is optimised for.
#[derive(Clone, Copy)]
pub(crate) enum Aim {
    Size,
    Speed,
}

/// Makes every wasm file below a folder smaller, as many at once as the machine has cores, the largest first.
fn optimise_all(node: &Node, folder: &Path) -> Result {
    let mut rest = files(folder)?;
    rest.retain(|file| kind(file) == Some("wasm"));
    rest.sort_by_cached_key(|file| size(file).unwrap_or(0));
    let rest = Mutex::new(rest);
    let next = || rest.lock().expect("nobody panics while taking one").pop();
    let work = || std::iter::from_fn(next).try_for_each(|file| optimise(node, &file, Aim::Size));
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..available_parallelism().map_or(1, usize::from)).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().expect("a worker does not panic"))
    })
}

/// Makes a wasm file smaller or quicker, in place.
pub(crate) fn optimise(node: &Node, file: &Path, aim: Aim) -> Result {
    let before = size(file)?;
    let smaller = file.with_extension("smaller");
    let level = match aim {
        // What `-Oz` saves on top does not outlive the compression.
        Aim::Size => "-Os",
        Aim::Speed => "-O3",
    };
    run(node
        .command()
        .arg(node.package("binaryen").join("bin").join("wasm-opt"))
        .args(WASM_FEATURES)
        .args([level, "--strip-debug", "--strip-producers"])
        .arg(file)
        .arg("--output")
        .arg(&smaller))?;
    std::fs::rename(&smaller, file).map_err(|error| format!("{}: {error}", file.display()))?;
    println!("{}: {} -> {} bytes", relative(file), grouped(before), grouped(size(file)?));
    Ok(())
}

/// Prints what the first visit loads; fails above the budget, which is one for an optimised site, and on a reference to
/// another host.
pub(crate) fn check(folder: &Path, optimised: bool) -> Result {
    let first_load = first_load(folder)?;
    println!("\n{:>10} {:>10} {:>10}  first load", "raw", "gzip", "brotli");
    let mut sum = [0; 3];
    for file in &first_load {
        let bytes = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
        let sizes = [bytes.len(), gzip(&bytes), brotli(&bytes)];
        print_sizes(sizes, &relative(file));
        sum = std::array::from_fn(|kind| sum[kind] + sizes[kind]);
    }
    print_sizes(sum, "in all");
    let brotli = sum[2];
    println!(
        "{:>10.1} KiB of {} KiB brotli ({} KiB is the aim)",
        brotli as f64 / 1024.0,
        BUDGET_BYTES / 1024,
        AIM_BYTES / 1024
    );
    if brotli > BUDGET_BYTES && optimised {
        return Err(format!(
            "the first load takes {} bytes, {} more than its budget\n  what to do: find out what brought the program's first \
             file to that size; what the first visit does not show belongs into a part (`src/ui/parts.rs`)",
            grouped(brotli),
            grouped(brotli - BUDGET_BYTES)
        ));
    }
    if brotli > AIM_BYTES {
        println!("warning: the first load is over the aim");
    }
    let strangers = other_hosts(folder)?;
    if !strangers.is_empty() {
        return Err(format!(
            "the site loads something from another host:\n    {}\n  what to do: put the file into `static/`",
            strangers.join("\n    ")
        ));
    }
    println!("no reference to another host");
    Ok(())
}

/// The front page, the files that it names, and the files that its scripts and styles name in turn.
/// What the program itself asks for is counted by the browser tests.
fn first_load(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut rest = files(folder)?;
    let mut found: Vec<PathBuf> = rest.extract_if(.., |file| *file == folder.join("index.html")).collect();
    let mut next = 0;
    while let Some(file) = found.get(next) {
        if kind(file).is_some_and(|kind| ["html", "js", "css"].contains(&kind)) {
            let text = read(file)?;
            found.extend(rest.extract_if(.., |other| {
                !on_demand(folder, other)
                    && other.file_name().and_then(|name| name.to_str()).is_some_and(|name| text.contains(name))
            }));
        }
        next += 1;
    }
    Ok(found)
}

/// Whether the page fetches a file later, when somebody first needs it. The texts of one language are needed at once.
fn on_demand(folder: &Path, file: &Path) -> bool {
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    file.starts_with(folder.join(LAZY)) && name.ends_with(".wasm") && name != "split_english.wasm"
}

/// Places where a page, a style sheet or a script would load from another host. Links that a person may follow are none.
fn other_hosts(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for file in files(folder)? {
        let (separator, loads): (char, &[&str]) = match kind(&file) {
            Some("html") => ('<', &["src=", "srcset=", "link ", "url(", "@import", "object "]),
            Some("css") => ('\n', &["url(", "@import"]),
            Some("js") => ('\n', &["import", "fetch(", "Worker(", "XMLHttpRequest", "EventSource(", ".src"]),
            _ => continue,
        };
        for piece in read(&file)?.split(separator) {
            let names_host = ["http://", "https://", "\"//", "'//", "(//"].iter().any(|start| piece.contains(start));
            if names_host && loads.iter().any(|word| piece.contains(word)) {
                found.push(format!("{}: {}", relative(&file), piece.trim()));
            }
        }
    }
    Ok(found)
}

fn kind(file: &Path) -> Option<&str> {
    file.extension()?.to_str()
}

/// Every file below a folder, in the order of the names.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries {
        let path = entry.map_err(|error| format!("{}: {error}", folder.display()))?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn read(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

fn size(file: &Path) -> Result<usize> {
    let metadata = std::fs::metadata(file).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(metadata.len() as usize)
}

fn gzip(bytes: &[u8]) -> usize {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).expect("writing to memory");
    encoder.finish().expect("writing to memory").len()
}

fn brotli(bytes: &[u8]) -> usize {
    let mut compressed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams::default();
    brotli::BrotliCompress(&mut &bytes[..], &mut compressed, &parameters).expect("writing to memory");
    compressed.len()
}

fn print_sizes([raw, gzip, brotli]: [usize; 3], name: &str) {
    println!("{:>10} {:>10} {:>10}  {name}", grouped(raw), grouped(gzip), grouped(brotli));
}

fn relative(file: &Path) -> String {
    file.strip_prefix(root()).unwrap_or(file).display().to_string()
}

/// A number with its thousands set apart.
pub(crate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).expect("digits")).collect();
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(1_234), "1,234");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }

    #[test]
    fn a_reference_to_another_host_is_found_and_a_link_is_not() {
        let folder = std::env::temp_dir().join(format!("playground-site-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(
            folder.join("index.html"),
            "<a href=\"https://example.org\">source</a><script src=\"https://example.org/x.js\"></script>",
        )
        .unwrap();
        std::fs::write(folder.join("style.css"), "a { background: url(//example.org/x.png) }").unwrap();
        let found = other_hosts(&folder).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("script") && found[1].contains("background"), "{found:?}");
    }
}
