//! `compare`: three delivery guarantees under one seed and over many.

use super::options::Options;
use iot_hub_playground::say;
use iot_hub_playground::scenario::{LoadError, Scenario};
use iot_hub_playground::text::refusal::load_error;
use iot_hub_playground::text::{Arg, Key, Language, Rich, narration, word};
use iot_hub_playground::trouble::compare::{Books, Column, Compare, Guarantee, Order, Spread};
use iot_hub_playground::trouble::labour::Labour;
use iot_hub_playground::trouble::{DEFAULT_RATE, Span, by_chance};
use iot_hub_playground::world::spec::FaultSpec;
use serde_json::{Value, json};
use std::fmt::Write;

/// Steps between two looks at whether it is over.
const SLICE: u32 = 100_000;
const SEEDS: u64 = 1_000;

/// What of the books is shown, with its word.
type Row = (Key, fn(&Books) -> u64);
const ROWS: [Row; 8] = [
    (Key::LedgerSent, |it| it.sent),
    (Key::LedgerAccepted, |it| it.accepted),
    (Key::LedgerCompleted, |it| it.completed),
    (Key::LedgerEffects, |it| it.applied),
    (Key::LedgerRepeatedEffects, |it| it.applied_again),
    (Key::LedgerSkipped, |it| it.skipped),
    (Key::LedgerDeadLettered, |it| it.dead_lettered),
    (Key::LedgerLost, |it| it.lost),
];

pub(super) fn compare(file: &str, options: &Options) -> Result<(), Rich> {
    let language = options.language;
    let told = |error: LoadError| load_error(&error, language);
    let mut scenario = Scenario::from_json(&super::read_file(file, language)?).map_err(told)?;
    scenario.seed = options.seed.unwrap_or(scenario.seed);
    let span = options.span(&scenario);
    let faults = plan(&scenario, options, span);
    let order = Order { scenario: scenario.clone(), faults, seeds: options.seeds.unwrap_or(SEEDS), span };
    let mut compare = Compare::new(order).map_err(told)?;
    if !compare.differs() {
        eprintln!("{}", word(language, Key::TroubleNoReader));
    }
    while compare.advance(SLICE) {}
    if options.json {
        println!("{}", as_json(&compare, &scenario));
    } else {
        print!("{}", as_text(&compare, &scenario, span, language)?);
    }
    Ok(())
}

/// The scenario's own plan of faults, unless a rate is asked for or it has none.
fn plan(scenario: &Scenario, options: &Options, span: Span) -> Vec<FaultSpec> {
    match options.rate {
        None if !scenario.faults.is_empty() => scenario.faults.clone(),
        Some(0) => Vec::new(),
        rate => by_chance(rate.unwrap_or(DEFAULT_RATE), span),
    }
}

fn as_text(compare: &Compare, scenario: &Scenario, span: Span, language: Language) -> Result<String, Rich> {
    let world = scenario.build(scenario.seed).map_err(|error| load_error(&error, language))?;
    let faults: Vec<_> =
        compare.faults().iter().map(|fault| narration::fault(fault, &world, language).plain()).collect();
    let faults = if faults.is_empty() { word(language, Key::TroubleNoFaults).to_owned() } else { faults.join("; ") };
    let mut out = String::new();
    let head = say!(
        language,
        Key::TroubleCompared,
        seeds = compare.seeds(),
        first = Arg::Code(&scenario.seed.to_string()),
        run = Arg::Duration(span.run_ms),
        faults = Arg::Text(&faults)
    );
    let _ = writeln!(out, "{}\n", head.plain());
    let names = Guarantee::ALL.map(|guarantee| word(language, name(guarantee)).to_owned());
    let seed = say!(language, Key::TroubleOfSeed, seed = Arg::Code(&scenario.seed.to_string())).plain();
    row(&mut out, &seed, &names);
    let columns = compare.columns();
    let each = |value: &dyn Fn(&Column) -> String| [value(&columns[0]), value(&columns[1]), value(&columns[2])];
    for (key, count) in ROWS {
        let value = |column: &Column| column.ledger.as_ref().map_or_else(String::new, |it| count(it).to_string());
        row(&mut out, word(language, key), &each(&value));
    }
    let all = say!(language, Key::TroubleOverSeeds, seeds = compare.seeds()).plain();
    out.push('\n');
    row(&mut out, &all, &names);
    let struck = |spread: &Spread| match spread.first {
        Some(first) => {
            let first = say!(language, Key::TroubleFirstBad, seed = Arg::Code(&first.to_string())).plain();
            format!("{} ({first})", spread.struck())
        }
        None => "0".to_owned(),
    };
    let worst = |spread: &Spread| spread.worst.map_or(0, |(_, most)| most).to_string();
    row(&mut out, word(language, Key::TroubleLost), &each(&|column| struck(&column.lost)));
    row(&mut out, word(language, Key::TroubleMostLost), &each(&|column| worst(&column.lost)));
    row(&mut out, word(language, Key::TroubleRepeated), &each(&|column| struck(&column.repeated)));
    row(&mut out, word(language, Key::TroubleMostRepeated), &each(&|column| worst(&column.repeated)));
    Ok(out)
}

fn row(out: &mut String, label: &str, cells: &[String; 3]) {
    // A Korean letter takes the room of two.
    let pad = |text: &str, wide: usize| {
        let taken: usize = text.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum();
        " ".repeat(wide.saturating_sub(taken).max(1))
    };
    let _ = write!(out, "{label}{}", pad(label, 32));
    for (at, cell) in cells.iter().enumerate() {
        let _ = write!(out, "{cell}{}", if at + 1 < cells.len() { pad(cell, 26) } else { String::new() });
    }
    out.push('\n');
}

fn name(guarantee: Guarantee) -> Key {
    match guarantee {
        Guarantee::AtMostOnce => Key::TroubleAtMostOnce,
        Guarantee::AtLeastOnce => Key::TroubleAtLeastOnce,
        Guarantee::AppliedOnce => Key::TroubleAppliedOnce,
    }
}

fn as_json(compare: &Compare, scenario: &Scenario) -> Value {
    json!({
        "firstSeed": scenario.seed,
        "seeds": compare.seeds(),
        "faults": compare.faults(),
        "guarantees": compare.columns(),
    })
}
