//! `test`: everything that must hold before a change lands, the quick stages first, stopping at the first failure.

use crate::process::{Running, cargo, run, watch};
use crate::stages::{Counts, Outcome, Stages};
use crate::tools::{Node, WasmTools};
use crate::{Result, browser, process, root, server, site};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const WASM: &str = "wasm32-unknown-unknown";

/// Deep enough that a path which starts with a slash cannot work by accident.
const SUB_PATH: &str = "/some/sub/path/";

pub(crate) fn test() -> Result {
    let mut stages = Stages::new();
    let result = run_stages(&mut stages);
    stages.summary();
    result
}

fn run_stages(stages: &mut Stages) -> Result {
    stages.run("format", "run `cargo fmt --all`", || run(cargo().args(["fmt", "--all", "--check"])))?;
    stages.run("clippy", "correct what is shown above", || {
        run(cargo().args(["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]))
    })?;
    stages.run("native tests", "run the failing test alone with `cargo test <name>`", || {
        let mut tests = cargo();
        tests.args(["test", "--workspace", "--locked", "--no-fail-fast"]);
        watch_tests(&mut tests)
    })?;

    let mut set_up = None;
    stages.run("set-up", "see above; everything that is installed already is kept", || {
        SetUp::install().map(|done| set_up = Some(done))
    })?;
    let set_up = set_up.expect("the stage succeeded");

    stages.run("clippy for wasm", "correct what is shown above", || {
        run(cargo().args(["clippy", "--lib", "--bins", "--target", WASM, "--locked", "--", "-D", "warnings"]))
    })?;
    let advice = "the same tests run natively with `cargo test --lib`; a difference between the two is a bug";
    stages.run("unit tests in Chromium", advice, || unit_tests(&set_up))?;
    stages.run("site", "see above", || {
        site::build(&set_up.tools, Some(&set_up.node))?;
        site::check(&site::folder(), true)
    })?;
    let advice = "serve the site with `cargo xtask serve` and look at what the failing test does";
    stages.run("browser tests", advice, || {
        let tests = test_files(&root().join("tests/browser"))?;
        browser_tests(&set_up.node, "PLAYGROUND_CHROMIUM", &set_up.chromium, &tests)
    })
}

struct SetUp {
    tools: WasmTools,
    node: Node,
    chromium: PathBuf,
}

impl SetUp {
    fn install() -> Result<SetUp> {
        let node = Node::required()?;
        let chromium = browser::chromium(&node)?;
        println!("Browser: {}", chromium.display());
        Ok(SetUp { tools: WasmTools::install()?, node, chromium })
    }
}

/// Shows a test runner's output and adds up its summaries.
pub(crate) fn watch_tests(command: &mut Command) -> Result<Outcome> {
    let mut counts = Counts::default();
    let succeeded = watch(command, |line| counts.read(line))?;
    Ok(Outcome::of_tests(counts, succeeded))
}

/// The library's unit tests, compiled to wasm, in a page of their own.
fn unit_tests(set_up: &SetUp) -> Result<Outcome> {
    let file = unit_test_file()?;
    let mut runner = Running::start(
        set_up
            .tools
            .test_runner()
            .arg(file)
            .env("NO_HEADLESS", "1")
            .env("WASM_BINDGEN_USE_BROWSER", "1")
            .env("WASM_BINDGEN_TEST_ADDRESS", "127.0.0.1:0")
            .stdout(Stdio::piped()),
    )?;
    // Kept to the end: the runner would break off if nobody could hear it any more.
    let mut lines = runner.lines();
    let address = lines
        .find_map(|line| line.split_once("available at ").map(|(_, address)| address.trim().to_owned()))
        .ok_or("wasm-bindgen-test-runner ended without offering a page")?;
    watch_tests(
        set_up
            .node
            .command()
            .arg("tests/browser/unit-tests.mjs")
            .arg(address)
            .env("PLAYGROUND_CHROMIUM", &set_up.chromium),
    )
}

/// Built like the site, so that what is tested is what ships and its dependencies are compiled once; but with the checks
/// that find an overflow where `usize` has 32 bits.
fn unit_test_file() -> Result<String> {
    let mut build = cargo();
    build.args(["test", "--lib", "--no-run", "--locked", "--release", "--target", WASM]);
    build.env(site::INLINING.0, site::INLINING.1);
    for check in ["overflow-checks", "debug-assertions"] {
        build.arg("--config").arg(format!("profile.release.package.iot-hub-playground.{check}=true"));
    }
    let messages = process::capture(build.arg("--message-format=json-render-diagnostics"))?;
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| message["profile"]["test"] == true)
        .find_map(|message| message["executable"].as_str().map(str::to_owned))
        .ok_or_else(|| "cargo built no unit tests for wasm".to_owned())
}

/// The test files directly in a folder.
pub(crate) fn test_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let is_test = |file: &PathBuf| file.parent() == Some(folder) && file.to_string_lossy().ends_with(".test.mjs");
    Ok(site::files(folder)?.into_iter().filter(is_test).collect())
}

/// Runs test files with Node's test runner against the finished site, served below a sub-path.
/// `variable` tells them the browser.
pub(crate) fn browser_tests(node: &Node, variable: &str, browser: &Path, files: &[PathBuf]) -> Result<Outcome> {
    let address = server::start(&site::folder(), SUB_PATH, 0)?;
    watch_tests(
        node.command()
            .args(["--test", "--test-reporter=spec"])
            .args(files)
            .env(variable, browser)
            .env("PLAYGROUND_SITE", site::folder())
            .env("PLAYGROUND_ADDRESS", address),
    )
}
