//! `session`: answers each line of standard input with one line, on one session.

use super::options::Options;
use iot_hub_playground::say;
use iot_hub_playground::scenario::{LoadError, Scenario};
use iot_hub_playground::session_lines::{Lines, MAX_LINE_BYTES, empty_scenario};
use iot_hub_playground::text::refusal::load_error;
use iot_hub_playground::text::{Arg, Key, Rich};
use std::io::{BufRead, BufReader, BufWriter, Read, Write};

pub(super) fn session(file: Option<&str>, options: &Options) -> Result<(), Rich> {
    let language = options.language;
    let told = |error: LoadError| load_error(&error, language);
    let mut scenario = match file {
        Some(file) => Scenario::from_json(&super::read_file(file, language)?).map_err(told)?,
        None => empty_scenario(),
    };
    scenario.seed = options.seed.unwrap_or(scenario.seed);
    let mut lines = Lines::new(scenario, language).map_err(told)?;
    let mut requests = BufReader::new(std::io::stdin().lock());
    let mut answers = BufWriter::new(std::io::stdout().lock());
    let mut line = Vec::new();
    loop {
        let fits = read_line(&mut requests, &mut line).map_err(|error| {
            let (file, reason) = (Arg::Code("-"), error.to_string());
            say!(language, Key::CliCannotRead, file = file, reason = Arg::Text(&reason))
        })?;
        let answer = match fits {
            None => break,
            Some(true) => lines.answer(&line),
            Some(false) => lines.too_long(),
        };
        let mut written = writeln!(answers, "{answer}");
        // Who asks line by line waits for the answer before the next question.
        if requests.buffer().is_empty() {
            written = written.and_then(|()| answers.flush());
        }
        // A reader that closes the pipe has seen enough.
        if written.is_err() {
            return Ok(());
        }
    }
    Ok(())
}

/// Reads one line without its end: whether it fits; nothing at the end of the input. What does not fit is passed over.
fn read_line(requests: &mut impl BufRead, line: &mut Vec<u8>) -> std::io::Result<Option<bool>> {
    line.clear();
    let most = MAX_LINE_BYTES as u64 + 1;
    if requests.by_ref().take(most).read_until(b'\n', line)? == 0 {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
        return Ok(Some(true));
    }
    if line.len() as u64 == most {
        requests.skip_until(b'\n')?;
        return Ok(Some(false));
    }
    Ok(Some(true))
}
