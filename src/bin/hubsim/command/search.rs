//! `search`: the shortest schedule in which something goes wrong.

use super::options::Options;
use iot_hub_playground::say;
use iot_hub_playground::scenario::{LoadError, Scenario};
use iot_hub_playground::text::refusal::load_error;
use iot_hub_playground::text::{Arg, Key, Rich, narration, word};
use iot_hub_playground::trouble::labour::Labour;
use iot_hub_playground::trouble::search::{Find, Order, Search};
use iot_hub_playground::trouble::trial::Goal;
use serde_json::json;
use std::fmt::Write;

/// Steps between two looks at whether it is over.
const SLICE: u32 = 100_000;
const TRIES: u32 = 2_000;

pub(super) fn search(file: &str, options: &Options) -> Result<(), Rich> {
    let language = options.language;
    let told = |error: LoadError| load_error(&error, language);
    let wanted =
        options.wanted.as_deref().ok_or_else(|| say!(language, Key::CliMissingOption, option = Arg::Code("--for")))?;
    let goal = Goal::of_code(wanted).ok_or_else(|| {
        let goals = Goal::ALL.map(Goal::code).join(", ");
        say!(language, Key::CliUnknownGoal, value = Arg::Code(wanted), goals = Arg::Code(&goals))
    })?;
    let mut scenario = Scenario::from_json(&super::read_file(file, language)?).map_err(told)?;
    scenario.seed = options.seed.unwrap_or(scenario.seed);
    let tries = options.tries.map_or(TRIES, |tries| u32::try_from(tries).unwrap_or(u32::MAX));
    let order = Order { scenario: scenario.clone(), goal, tries, span: options.span(&scenario) };
    let mut search = Search::new(order).map_err(told)?;
    while search.advance(SLICE) {}
    let Some(find) = search.found().cloned() else {
        if options.json {
            println!("{}", json!({ "for": goal.code(), "found": false, "tried": search.tried() }));
        } else {
            println!("{}", say!(language, Key::TroubleNothing, tried = search.tried()).plain());
        }
        return Ok(());
    };
    let document = search.document(&find).map_err(told)?;
    if let Some(out) = &options.out {
        std::fs::write(out, document.to_json()).map_err(|error| {
            let (file, reason) = (Arg::Code(out), error.to_string());
            say!(language, Key::CliCannotWrite, file = file, reason = Arg::Text(&reason))
        })?;
    }
    if options.json {
        let found = json!({
            "for": goal.code(),
            "found": true,
            "tried": search.tried(),
            "seed": find.schedule.seed,
            "faults": find.schedule.faults,
            "message": find.label,
            "atMs": find.at_ms,
            "step": find.moment.step,
            "document": document,
        });
        println!("{found}");
        return Ok(());
    }
    print!("{}", as_text(&find, goal, &scenario, &search, options)?);
    if let Some(out) = &options.out {
        println!("{}", say!(language, Key::CliWritten, file = Arg::Code(out)).plain());
    }
    Ok(())
}

fn as_text(find: &Find, goal: Goal, scenario: &Scenario, search: &Search, options: &Options) -> Result<String, Rich> {
    let language = options.language;
    let world = scenario.build(find.schedule.seed).map_err(|error| load_error(&error, language))?;
    let mut out = String::new();
    let found = say!(
        language,
        Key::TroubleFound,
        goal = Arg::Text(goal.code()),
        message = Arg::Code(&find.label),
        at = Arg::Instant(find.at_ms),
        step = find.moment.step,
        seed = Arg::Code(&find.schedule.seed.to_string())
    );
    let _ = writeln!(out, "{}", found.plain());
    let faults = &find.schedule.faults;
    if faults.is_empty() {
        let _ = writeln!(out, "{}", word(language, Key::TroubleNeedsNoFault));
    } else {
        let _ = writeln!(out, "{}", say!(language, Key::TroubleNeeds, n = faults.len() as u64).plain());
        for fault in faults {
            let _ = writeln!(out, "  {}", narration::fault(fault, &world, language).plain());
        }
    }
    let _ = writeln!(out, "{}", say!(language, Key::TroubleTried, tried = search.tried()).plain());
    Ok(out)
}
