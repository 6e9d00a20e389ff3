//! Which command is meant, and how it ends.

mod compare;
mod find_seed;
mod journey;
mod link;
mod options;
mod query;
mod run;
mod search;
mod session;
mod test_routes;

use iot_hub_playground::say;
use iot_hub_playground::text::{Arg, Key, Language, Rich};
use options::Options;
use std::process::ExitCode;

const USAGE: &str = "hubsim run SCENARIO [--until PT10M] [--seed N] [--lang en|ko] [--sentences]\n       \
                     hubsim compare SCENARIO [--seeds N] [--seed N] [--rate N] [--until PT1M] [--json] [--lang en|ko]\n       \
                     hubsim journey SCENARIO --until PT10M --message ID [--view device|CONSUMER] [--text] [--seed N] [--lang en|ko]\n       \
                     hubsim find-seed DEVICE LEVELS [--seed N] [--tries N]\n       \
                     hubsim link FILE|LINK [--step N] [--seed N] [--lang en|ko]\n       \
                     hubsim query [--dialect cloud|edge] [--explain] [--lang en|ko] <REQUESTS >ANSWERS\n       \
                     hubsim search SCENARIO --for lost|applied-twice|dead-lettered|out-of-order [--tries N] [--seed N] [--until PT1M] [--out FILE] [--json] [--lang en|ko]\n       \
                     hubsim session [SCENARIO] [--seed N] [--lang en|ko] <COMMANDS >ANSWERS\n       \
                     hubsim test-routes --config FILE --message FILE [--dialect cloud|edge] [--lang en|ko]";
const COMMANDS: &str = "run, compare, journey, find-seed, link, query, search, session, test-routes";

/// The exit code of a command that could not be carried out.
const FAILED: u8 = 2;

pub(crate) fn main() -> ExitCode {
    match options::read().and_then(|options| carry_out(&options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("hubsim: {}", problem.plain());
            ExitCode::from(FAILED)
        }
    }
}

fn carry_out(options: &Options) -> Result<(), Rich> {
    let language = options.language;
    if options.help {
        println!("{}", help(language));
        return Ok(());
    }
    let words: Vec<&str> = options.words.iter().map(String::as_str).collect();
    match words[..] {
        ["run", file] => run::run(file, options),
        ["compare", file] => compare::compare(file, options),
        ["search", file] => search::search(file, options),
        ["run" | "compare" | "search"] => Err(say!(language, Key::CliMissingFile)),
        ["journey", file] => journey::journey_of(file, options),
        ["find-seed", device, levels] => find_seed::find_seed(device, levels, options),
        ["link", file] => link::link(file, options),
        ["query"] => query::query(options),
        ["test-routes"] => test_routes::test_routes(options),
        ["session"] => session::session(None, options),
        ["session", file] => session::session(Some(file), options),
        []
        | ["find-seed" | "journey" | "link" | "run" | "compare" | "search" | "query" | "session" | "test-routes", ..] => {
            Err(usage(language))
        }
        [command, ..] => {
            let (command, commands) = (Arg::Code(command), Arg::Code(COMMANDS));
            Err(say!(language, Key::CliUnknownCommand, command = command, commands = commands))
        }
    }
}

fn usage(language: Language) -> Rich {
    say!(language, Key::CliUsage, usage = Arg::Code(USAGE))
}

fn help(language: Language) -> String {
    let about = say!(language, Key::CliAbout).plain();
    let commands = [
        ("run", say!(language, Key::CliAboutRun)),
        ("compare", say!(language, Key::CliAboutCompare)),
        ("journey", say!(language, Key::CliAboutJourney)),
        ("find-seed", say!(language, Key::CliAboutFindSeed)),
        ("link", say!(language, Key::CliAboutLink)),
        ("query", say!(language, Key::CliAboutQuery)),
        ("search", say!(language, Key::CliAboutSearch)),
        ("session", say!(language, Key::CliAboutSession)),
        ("test-routes", say!(language, Key::CliAboutTestRoutes)),
    ];
    let commands: String = commands.iter().map(|(name, about)| format!("  {name:<12} {about}\n")).collect();
    let codes = say!(language, Key::CliExitCodes, failed = u64::from(FAILED)).plain();
    format!("{about}\n{}\n\n{commands}\n{codes}", usage(language))
}

/// The text of a file, or why it cannot be read.
fn read_file(file: &str, language: Language) -> Result<String, Rich> {
    std::fs::read_to_string(file).map_err(|error| {
        say!(language, Key::CliCannotRead, file = Arg::Code(file), reason = Arg::Text(&error.to_string()))
    })
}
