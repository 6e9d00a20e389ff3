//! `run`: plays a scenario and prints its transcript.

use super::options::Options;
use iot_hub_playground::model::time::NEVER;
use iot_hub_playground::say;
use iot_hub_playground::scenario::{LoadError, Scenario};
use iot_hub_playground::session::{Progress, Session};
use iot_hub_playground::text::refusal::load_error;
use iot_hub_playground::text::{Arg, Key, Rich, format, narration, transcript};
use std::io::{BufWriter, Write};

/// Steps between two looks at whether the moment is reached.
const SLICE: u32 = 100_000;

pub(super) fn run(file: &str, options: &Options) -> Result<(), Rich> {
    let language = options.language;
    let text = super::read_file(file, language)?;
    let told = |error: LoadError| load_error(&error, language);
    let mut scenario = Scenario::from_json(&text).map_err(told)?;
    scenario.seed = options.seed.unwrap_or(scenario.seed);
    let mut session = Session::new(scenario).map_err(told)?;
    let start = session.world().start();
    let until = options.until.map_or(NEVER, |length| start.plus(length));
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut printed = 0;
    loop {
        let progress = session.seek_time(until, SLICE);
        let last = session.last_step();
        // A reader that closes the pipe has seen enough.
        if print(&session, printed + 1, last, options, &mut out).is_err() {
            return Ok(());
        }
        printed = last;
        match progress {
            Progress::More => {}
            Progress::Reached | Progress::Ended | Progress::Limit(_) | Progress::Stopped(_) => break,
        }
    }
    drop(out);
    let (at, digest) = (session.last_time().since(start), format!("{:016x}", session.digest()));
    let (at, digest) = (Arg::Instant(at), Arg::Code(&digest));
    eprintln!("{}", say!(language, Key::CliRan, steps = printed, at = at, digest = digest).plain());
    Ok(())
}

fn print(session: &Session, from: u32, to: u32, options: &Options, out: &mut impl Write) -> std::io::Result<()> {
    let entries = session.entries(from, to);
    if !options.sentences {
        return out.write_all(transcript::lines(entries.iter(), session.world()).as_bytes());
    }
    for entry in &entries {
        let at = format::instant(entry.at.since(session.world().start()));
        writeln!(out, "{at}  {}", narration::sentence(entry, session.world(), options.language).plain())?;
    }
    Ok(())
}
