//! `link`: a run up to a step as the text that a link of the page carries, and the run document of a link.

use super::options::Options;
use iot_hub_playground::model::limits::MAX_LINK_STEPS;
use iot_hub_playground::say;
use iot_hub_playground::scenario::{LoadError, Scenario};
use iot_hub_playground::session::Session;
use iot_hub_playground::session::document::RunDocument;
use iot_hub_playground::session::link::{self, LinkError};
use iot_hub_playground::text::refusal::{link_error, load_error};
use iot_hub_playground::text::{Key, Rich};
use serde_json::Value;

pub(super) fn link(word: &str, options: &Options) -> Result<(), Rich> {
    let language = options.language;
    let refused = |error: LinkError| link_error(&error, language);
    if let Some(run) = run_in(word) {
        println!("{}", link::read(run).map_err(refused)?.to_json());
        return Ok(());
    }
    let text = super::read_file(word, language)?;
    let mut session = open(&text, options.seed).map_err(|error| load_error(&error, language))?;
    if let Some(step) = options.step {
        let step = step.min(u64::from(u32::MAX)) as u32;
        if step > MAX_LINK_STEPS {
            return Err(refused(LinkError::TooLong { steps: step }));
        }
        if !session.seek_step(step) && session.at_step() < step {
            return Err(say!(language, Key::SessionRunEnded, step = u64::from(step)));
        }
    }
    println!("#{}&step={}", link::write(&session.document()).map_err(refused)?, session.at_step());
    Ok(())
}

/// The run in a link, with the address of its page or without.
fn run_in(word: &str) -> Option<&str> {
    let fragment = word.rsplit('#').next()?;
    fragment.split('&').find(|pair| pair.starts_with('z') && pair.contains(':'))
}

/// A run document at its end, or a scenario at the moment that it names.
fn open(text: &str, seed: Option<u64>) -> Result<Session, LoadError> {
    if serde_json::from_str::<Value>(text).is_ok_and(|value| value.get("runs").is_some()) {
        return Session::open(RunDocument::from_json(text)?);
    }
    let mut scenario = Scenario::from_json(text)?;
    scenario.seed = seed.unwrap_or(scenario.seed);
    let step = scenario.opening_step()?;
    let mut session = Session::new(scenario)?;
    session.seek_step(step);
    Ok(session)
}
