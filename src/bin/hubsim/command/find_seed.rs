//! `find-seed`: looks for a seed under which the tutorial device sends given levels.

use super::options::Options;
use iot_hub_playground::say;
use iot_hub_playground::scenario;
use iot_hub_playground::text::{Key, Rich};

const TRIES: u64 = 50_000_000;

pub(super) fn find_seed(device: &str, levels: &str, options: &Options) -> Result<(), Rich> {
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
    let tries = options.tries.unwrap_or(TRIES);
    let found = scenario::find_seed(device, &levels, options.seed.unwrap_or(0), tries);
    println!("{}", found.ok_or_else(|| say!(language, Key::CliNoSeed, tries = tries))?);
    Ok(())
}
