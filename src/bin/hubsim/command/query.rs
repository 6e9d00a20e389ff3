//! `query`: answers each line of standard input with one line.

use super::options::Options;
use iot_hub_playground::query_lines::answer;
use iot_hub_playground::say;
use iot_hub_playground::text::{Arg, Key, Rich};
use std::io::{BufRead, BufReader, BufWriter, Write};

pub(super) fn query(options: &Options) -> Result<(), Rich> {
    let mut requests = BufReader::new(std::io::stdin().lock());
    let mut answers = BufWriter::new(std::io::stdout().lock());
    let mut line = Vec::new();
    loop {
        line.clear();
        let length = requests.read_until(b'\n', &mut line).map_err(|error| {
            let (file, reason) = (Arg::Code("-"), error.to_string());
            say!(options.language, Key::CliCannotRead, file = file, reason = Arg::Text(&reason))
        })?;
        if length == 0 {
            break;
        }
        if line.last() == Some(&b'\n') {
            line.pop();
        }
        let answer = answer(&line, options.answers());
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
