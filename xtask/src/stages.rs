//! Stages of a long command: each shows its name, its seconds and, when it fails, what to do; tests are added up.

use crate::Result;
use std::ops::AddAssign;
use std::time::Instant;

/// How many tests a stage ran.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl Counts {
    /// Adds what a line of a test runner's summary says; other lines add nothing.
    /// Understands `test result: ok. 3 passed; 0 failed; …` (cargo, wasm-bindgen) and `ℹ pass 3`, `ℹ fail 0` (node).
    pub(crate) fn read(&mut self, line: &str) {
        let number_before = |text: &str, word: &str| {
            text.split([';', '.']).find_map(|part| part.trim().strip_suffix(word)?.trim().parse::<u64>().ok())
        };
        if let Some(summary) = line.strip_prefix("test result: ") {
            self.passed += number_before(summary, "passed").unwrap_or(0);
            self.failed += number_before(summary, "failed").unwrap_or(0);
        } else if let Some(count) = line.strip_prefix("ℹ pass ") {
            self.passed += count.trim().parse().unwrap_or(0);
        } else if let Some(count) = line.strip_prefix("ℹ fail ") {
            self.failed += count.trim().parse().unwrap_or(0);
        }
    }
}

/// What a stage hands back: its tests, and why it failed if it did.
pub(crate) struct Outcome {
    pub(crate) counts: Counts,
    pub(crate) failure: Option<String>,
}

impl Outcome {
    /// A runner's tests: failed unless it succeeded, and unless it ran at least one.
    pub(crate) fn of_tests(counts: Counts, succeeded: bool) -> Outcome {
        let failure = match (succeeded, counts) {
            (true, Counts { passed: 0, failed: 0 }) => Some("no test ran".to_owned()),
            (true, Counts { failed: 0, .. }) => None,
            (_, Counts { failed: 0, .. }) => Some("it ended before its tests did, see above".to_owned()),
            (_, Counts { failed, .. }) => Some(format!("failed tests: {failed}")),
        };
        Outcome { counts, failure }
    }
}

impl From<Result> for Outcome {
    fn from(result: Result) -> Outcome {
        Outcome { counts: Counts::default(), failure: result.err() }
    }
}

impl From<Result<Outcome>> for Outcome {
    fn from(result: Result<Outcome>) -> Outcome {
        result.unwrap_or_else(|failure| Outcome { counts: Counts::default(), failure: Some(failure) })
    }
}

/// Runs stages one after another and remembers what they took.
pub(crate) struct Stages {
    started: Instant,
    counts: Counts,
    seconds: Vec<(&'static str, f64)>,
}

impl Stages {
    pub(crate) fn new() -> Stages {
        Stages { started: Instant::now(), counts: Counts::default(), seconds: Vec::new() }
    }

    /// Runs one stage. `advice` says what to do when it fails.
    pub(crate) fn run<T: Into<Outcome>>(
        &mut self,
        name: &'static str,
        advice: &str,
        stage: impl FnOnce() -> T,
    ) -> Result {
        println!("\n==> {name}");
        let started = Instant::now();
        let Outcome { counts, failure } = stage().into();
        let seconds = started.elapsed().as_secs_f64();
        self.counts += counts;
        self.seconds.push((name, seconds));
        match failure {
            None => {
                println!("<== {name}: {seconds:.1} s");
                Ok(())
            }
            Some(failure) => Err(format!("{name} failed after {seconds:.1} s: {failure}\n  what to do: {advice}")),
        }
    }

    /// Prints the seconds of every stage and, on the last line, the sum of all tests.
    pub(crate) fn summary(&self) {
        println!("\n{:>8}  stage", "seconds");
        for (name, seconds) in &self.seconds {
            println!("{seconds:>8.1}  {name}");
        }
        println!("{:>8.1}  in all\n", self.started.elapsed().as_secs_f64());
        println!("{} passed, {} failed", self.counts.passed, self.counts.failed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts_of(lines: &str) -> Counts {
        let mut counts = Counts::default();
        lines.lines().for_each(|line| counts.read(line));
        counts
    }

    #[test]
    fn adds_up_the_summaries_of_cargo() {
        let lines = "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
                     test result: FAILED. 3 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out";
        assert_eq!(counts_of(lines), Counts { passed: 15, failed: 2 });
    }

    #[test]
    fn adds_up_the_summary_of_node() {
        assert_eq!(counts_of("ℹ tests 5\nℹ pass 4\nℹ fail 1\nℹ skipped 0"), Counts { passed: 4, failed: 1 });
    }

    #[test]
    fn other_lines_add_nothing() {
        assert_eq!(counts_of("test a::b ... ok\n3 passed\n  ℹ pass 3"), Counts::default());
    }

    #[test]
    fn a_runner_that_ran_nothing_has_failed() {
        assert!(Outcome::of_tests(Counts::default(), true).failure.is_some());
        assert!(Outcome::of_tests(Counts { passed: 1, failed: 0 }, true).failure.is_none());
        assert!(Outcome::of_tests(Counts { passed: 1, failed: 0 }, false).failure.is_some());
        assert!(Outcome::of_tests(Counts { passed: 1, failed: 1 }, true).failure.is_some());
    }
}
