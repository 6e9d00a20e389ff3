//! `hubsim`: the same session as the page, on the command line.
//!
//! `run` plays a scenario and prints its transcript; `find-seed` looks for a seed under which the tutorial device sends
//! given levels. Data goes to standard output, what went wrong to standard error.

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use iot_hub_playground::model::time::{NEVER, Timestamp, parse_duration};
    use iot_hub_playground::say;
    use iot_hub_playground::scenario::{LoadError, Scenario, find_seed};
    use iot_hub_playground::session::{Progress, Session};
    use iot_hub_playground::text::refusal::load_error;
    use iot_hub_playground::text::{Arg, Key, Language, Rich, narration, transcript};
    use lexopt::Arg as Word;
    use lexopt::ValueExt;
    use std::io::{BufWriter, Write};
    use std::process::ExitCode;

    const USAGE: &str = "hubsim run SCENARIO [--until PT10M] [--seed N] [--lang en|ko] [--sentences]\n       \
                         hubsim find-seed DEVICE LEVELS [--tries N]";
    const COMMANDS: &str = "run, find-seed";
    /// Steps between two looks at whether the moment is reached.
    const SLICE: u32 = 100_000;

    #[derive(Default)]
    struct Options {
        words: Vec<String>,
        until: Option<u64>,
        seed: Option<u64>,
        tries: Option<u64>,
        language: Language,
        sentences: bool,
    }

    pub(super) fn main() -> ExitCode {
        match options().and_then(|options| carry_out(&options)) {
            Ok(()) => ExitCode::SUCCESS,
            Err(problem) => {
                eprintln!("hubsim: {}", problem.plain());
                ExitCode::from(2)
            }
        }
    }

    fn options() -> Result<Options, Rich> {
        let mut options = Options::default();
        let mut parser = lexopt::Parser::from_env();
        let language = Language::preferred(std::env::var("LANG").ok().iter().map(String::as_str));
        options.language = language;
        let failed = |error: lexopt::Error| match error {
            lexopt::Error::MissingValue { option } => {
                say!(language, Key::CliMissingValue, option = Arg::Code(&option.unwrap_or_default()))
            }
            lexopt::Error::UnexpectedOption(option) => {
                say!(language, Key::CliUnknownOption, option = Arg::Code(&option))
            }
            other => say!(language, Key::CliUsage, usage = Arg::Code(&other.to_string())),
        };
        let text_of = |parser: &mut lexopt::Parser| parser.value().and_then(|value| value.string()).map_err(failed);
        while let Some(word) = parser.next().map_err(failed)? {
            let name = match word {
                Word::Value(word) => {
                    options.words.push(word.to_string_lossy().into_owned());
                    continue;
                }
                Word::Long(name) => name.to_owned(),
                Word::Short(letter) => letter.to_string(),
            };
            match &*name {
                "until" => {
                    let text = text_of(&mut parser)?;
                    let until = parse_duration(&text).ok_or_else(|| {
                        say!(language, Key::CliBadDuration, value = Arg::Code(&text), example = Arg::Code("PT10M"))
                    })?;
                    options.until = Some(until);
                }
                "seed" => options.seed = Some(whole(&text_of(&mut parser)?, language)?),
                "tries" => options.tries = Some(whole(&text_of(&mut parser)?, language)?),
                "sentences" => options.sentences = true,
                "lang" => {
                    let text = text_of(&mut parser)?;
                    options.language = Language::of_tag(&text).ok_or_else(|| {
                        let languages = Arg::Code("en, ko");
                        say!(language, Key::CliUnknownLanguage, value = Arg::Code(&text), languages = languages)
                    })?;
                }
                "help" | "h" => {
                    println!("{}", say!(language, Key::CliAbout).plain());
                    println!("{}", say!(language, Key::CliUsage, usage = Arg::Code(USAGE)).plain());
                    std::process::exit(0);
                }
                _ => return Err(failed(lexopt::Error::UnexpectedOption(name))),
            }
        }
        Ok(options)
    }

    fn whole(text: &str, language: Language) -> Result<u64, Rich> {
        text.parse().map_err(|_| say!(language, Key::CliBadNumber, value = Arg::Code(text)))
    }

    fn carry_out(options: &Options) -> Result<(), Rich> {
        let language = options.language;
        let words: Vec<&str> = options.words.iter().map(String::as_str).collect();
        match words[..] {
            ["run", file] => run(file, options),
            ["run"] => Err(say!(language, Key::CliMissingFile)),
            ["find-seed", device, levels] => search(device, levels, options),
            [] | ["find-seed", ..] | ["run", ..] => Err(say!(language, Key::CliUsage, usage = Arg::Code(USAGE))),
            [command, ..] => {
                let (command, commands) = (Arg::Code(command), Arg::Code(COMMANDS));
                Err(say!(language, Key::CliUnknownCommand, command = command, commands = commands))
            }
        }
    }

    fn run(file: &str, options: &Options) -> Result<(), Rich> {
        let language = options.language;
        let text = std::fs::read_to_string(file).map_err(|error| {
            say!(language, Key::CliCannotRead, file = Arg::Code(file), reason = Arg::Text(&error.to_string()))
        })?;
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
                Progress::Reached | Progress::Ended | Progress::Limit(_) => break,
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
            let at = iot_hub_playground::text::format::instant(since(session, entry.at));
            writeln!(out, "{at}  {}", narration::sentence(entry, session.world(), options.language).plain())?;
        }
        Ok(())
    }

    fn since(session: &Session, at: Timestamp) -> u64 {
        at.since(session.world().start())
    }

    fn search(device: &str, levels: &str, options: &Options) -> Result<(), Rich> {
        let language = options.language;
        let levels: Option<Vec<Option<&str>>> = levels
            .chars()
            .map(|letter| match letter {
                'c' => Some(Some("critical")),
                's' => Some(Some("storage")),
                'p' => Some(None),
                _ => None,
            })
            .collect();
        let levels = levels.ok_or_else(|| say!(language, Key::CliBadLevels))?;
        let tries = options.tries.unwrap_or(50_000_000);
        let found = find_seed(device, &levels, options.seed.unwrap_or(0), tries);
        println!("{}", found.ok_or_else(|| say!(language, Key::CliNoSeed, tries = tries))?);
        Ok(())
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    native::main()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
