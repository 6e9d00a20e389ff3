//! `test-routes`: which routes of a hub match one message.

use super::options::Options;
use iot_hub_playground::query_lines::{Routing, test_all_routes};
use iot_hub_playground::say;
use iot_hub_playground::text::{Arg, Key, Rich};
use std::io::Write;

pub(super) fn test_routes(options: &Options) -> Result<(), Rich> {
    let language = options.language;
    let needed = |file: &Option<String>, option: &str| {
        let file = file.clone().ok_or_else(|| say!(language, Key::CliMissingOption, option = Arg::Code(option)))?;
        super::read_file(&file, language).map(|text| (file, text))
    };
    let inside = |file: &str, problem: Rich| {
        say!(language, Key::FileAt, path = Arg::Code(file), what = Arg::Text(&problem.plain()))
    };
    let (config, routing) = needed(&options.config, "--config")?;
    let (message, request) = needed(&options.message, "--message")?;
    let routing = Routing::read(&routing, options.answers()).map_err(|problem| inside(&config, problem))?;
    let answer = test_all_routes(&routing, request.as_bytes(), options.answers());
    let answer = answer.map_err(|problem| inside(&message, problem))?;
    if !routing.has_fallback() {
        eprintln!("{}", say!(language, Key::CliFallbackOff).plain());
    }
    // A reader that closes the pipe has seen enough.
    let _ = writeln!(std::io::stdout(), "{answer}");
    Ok(())
}
