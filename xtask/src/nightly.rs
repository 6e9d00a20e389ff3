//! `nightly`: what takes too long for every change.

use crate::process::{capture, cargo, run};
use crate::stages::Stages;
use crate::tools::Node;
use crate::{Result, bench, browser, root, suite};

/// How many cases each property is tried with; `test` uses the runner's own 256 or less.
const PROPERTY_CASES: &str = "4096";
const FUZZ_SECONDS: u32 = 300;
/// What some targets start from: files of the form that they read.
const SEEDS: [(&str, &str); 2] = [("scenario", "static/scenarios"), ("session", "tests/session/cases")];

pub(crate) fn nightly() -> Result {
    suite::test()?;
    let mut stages = Stages::new();
    let result = run_stages(&mut stages);
    stages.summary();
    result
}

fn run_stages(stages: &mut Stages) -> Result {
    stages.run("Firefox", "name another Firefox in the variable FIREFOX, or look at the failing test", || {
        let tests = suite::test_files(&root().join("tests/browser/firefox"))?;
        suite::browser_tests(&Node::required()?, "PLAYGROUND_FIREFOX", &browser::firefox()?, &tests)
    })?;
    let advice = "the shortest failing case is printed above and kept as a regression file: commit it";
    stages.run("long property runs", advice, || {
        suite::watch_tests(cargo().args(["test", "--locked", "--no-fail-fast"]).env("PROPTEST_CASES", PROPERTY_CASES))
    })?;
    stages.run("bench", "see above", bench::bench)?;
    stages.run("fuzzing", "run the target again with the file that is named above", fuzz)
}

/// Fuzzes every target for a while, where cargo-fuzz and its nightly toolchain are installed.
fn fuzz() -> Result {
    let Ok(targets) = capture(cargo().args(["fuzz", "list"])) else {
        println!("skipped: cargo-fuzz is not installed (`cargo install cargo-fuzz`, and a nightly toolchain)");
        return Ok(());
    };
    for target in targets.lines() {
        let seconds = format!("-max_total_time={FUZZ_SECONDS}");
        let corpus = root().join("fuzz/corpus").join(target);
        std::fs::create_dir_all(&corpus).map_err(|error| format!("{}: {error}", corpus.display()))?;
        let seeds = SEEDS.iter().filter(|(of, _)| *of == target).map(|(_, folder)| root().join(folder));
        let mut fuzz = crate::process::command("cargo");
        fuzz.args(["+nightly", "fuzz", "run", target]).arg(corpus).args(seeds).args(["--", &seconds]);
        run(&mut fuzz)?;
    }
    Ok(())
}
