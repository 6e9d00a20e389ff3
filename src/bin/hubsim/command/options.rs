//! The words and options of the command line.

use iot_hub_playground::model::query::Dialect;
use iot_hub_playground::model::time::parse_duration;
use iot_hub_playground::query_lines;
use iot_hub_playground::say;
use iot_hub_playground::scenario::Scenario;
use iot_hub_playground::text::{Arg, Key, Language, Rich};
use iot_hub_playground::trouble::Span;
use lexopt::Arg as Word;
use lexopt::ValueExt;

#[derive(Default)]
pub(super) struct Options {
    pub(super) words: Vec<String>,
    pub(super) help: bool,
    pub(super) until: Option<u64>,
    pub(super) seed: Option<u64>,
    pub(super) tries: Option<u64>,
    pub(super) language: Language,
    pub(super) sentences: bool,
    pub(super) dialect: Dialect,
    pub(super) explain: bool,
    pub(super) config: Option<String>,
    pub(super) message: Option<String>,
    pub(super) step: Option<u64>,
    pub(super) seeds: Option<u64>,
    /// Faults by chance in 1,000 occasions.
    pub(super) rate: Option<u32>,
    pub(super) json: bool,
    /// What is looked for.
    pub(super) wanted: Option<String>,
    pub(super) out: Option<String>,
    pub(super) view: Option<String>,
    pub(super) text: bool,
}

impl Options {
    /// How long each trial runs.
    pub(super) fn span(&self, scenario: &Scenario) -> Span {
        let span = Span::of(scenario);
        Span { run_ms: self.until.unwrap_or(span.run_ms), ..span }
    }

    pub(super) fn answers(&self) -> query_lines::Options {
        query_lines::Options { language: self.language, dialect: self.dialect, explain: self.explain }
    }
}

pub(super) fn read() -> Result<Options, Rich> {
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
            Word::Long(name) => format!("--{name}"),
            Word::Short(letter) => format!("-{letter}"),
        };
        match &*name {
            "--until" => {
                let text = text_of(&mut parser)?;
                let until = parse_duration(&text).ok_or_else(|| {
                    say!(language, Key::CliBadDuration, value = Arg::Code(&text), example = Arg::Code("PT10M"))
                })?;
                options.until = Some(until);
            }
            "--seed" => options.seed = Some(whole(&text_of(&mut parser)?, language)?),
            "--tries" => options.tries = Some(whole(&text_of(&mut parser)?, language)?),
            "--step" => options.step = Some(whole(&text_of(&mut parser)?, language)?),
            "--seeds" => options.seeds = Some(whole(&text_of(&mut parser)?, language)?),
            "--rate" => {
                let rate = whole(&text_of(&mut parser)?, language)?;
                options.rate = Some(rate.min(1_000) as u32);
            }
            "--json" => options.json = true,
            "--for" => options.wanted = Some(text_of(&mut parser)?),
            "--out" => options.out = Some(text_of(&mut parser)?),
            "--sentences" => options.sentences = true,
            "--text" => options.text = true,
            "--view" => options.view = Some(text_of(&mut parser)?),
            "--explain" => options.explain = true,
            "--config" => options.config = Some(text_of(&mut parser)?),
            "--message" => options.message = Some(text_of(&mut parser)?),
            "--dialect" => {
                options.dialect = match &*text_of(&mut parser)? {
                    "cloud" => Dialect::Cloud,
                    "edge" => Dialect::Edge,
                    other => {
                        let (value, dialects) = (Arg::Code(other), Arg::Code("cloud, edge"));
                        return Err(say!(language, Key::CliUnknownDialect, value = value, dialects = dialects));
                    }
                }
            }
            "--lang" => {
                let text = text_of(&mut parser)?;
                options.language = Language::of_tag(&text).ok_or_else(|| {
                    let languages = Arg::Code("en, ko");
                    say!(language, Key::CliUnknownLanguage, value = Arg::Code(&text), languages = languages)
                })?;
            }
            "--help" | "-h" => options.help = true,
            _ => return Err(failed(lexopt::Error::UnexpectedOption(name))),
        }
    }
    Ok(options)
}

fn whole(text: &str, language: Language) -> Result<u64, Rich> {
    text.parse().map_err(|_| say!(language, Key::CliBadNumber, value = Arg::Code(text)))
}
