//! `journey`: what became of one message, as a picture or as sentences.

use super::options::Options;
use iot_hub_playground::model::time::NEVER;
use iot_hub_playground::picture::journey::chart::Chart;
use iot_hub_playground::picture::journey::svg::svg;
use iot_hub_playground::picture::journey::words::Words;
use iot_hub_playground::picture::journey::{Playhead, View, find, journey};
use iot_hub_playground::say;
use iot_hub_playground::scenario::{LoadError, Scenario};
use iot_hub_playground::session::{Progress, Session};
use iot_hub_playground::text::refusal::load_error;
use iot_hub_playground::text::{Arg, Key, Rich, format};
use iot_hub_playground::world::World;

/// Steps between two looks at whether the moment is reached.
const SLICE: u32 = 100_000;
/// The name of the sender's point of view, which no consumer can have.
const DEVICE: &str = "device";

pub(super) fn journey_of(file: &str, options: &Options) -> Result<(), Rich> {
    let language = options.language;
    let told = |error: LoadError| load_error(&error, language);
    let missing = |option| say!(language, Key::CliMissingOption, option = Arg::Code(option));
    let wanted = options.message.as_deref().ok_or_else(|| missing("--message"))?;
    let until = options.until.ok_or_else(|| missing("--until"))?;
    let mut scenario = Scenario::from_json(&super::read_file(file, language)?).map_err(told)?;
    scenario.seed = options.seed.unwrap_or(scenario.seed);
    let mut session = Session::new(scenario).map_err(told)?;
    let until = session.world().start().plus(until).min(NEVER);
    while matches!(session.seek_time(until, SLICE), Progress::More) {}

    let entries = session.entries(1, session.last_step());
    let world = session.world();
    let not_there = |name| say!(language, Key::SessionNotThere, name = Arg::Code(name));
    let send = find(world, &entries, wanted).ok_or_else(|| not_there(wanted))?;
    let view = match options.view.as_deref() {
        None => View::Everything,
        Some(name) => view_of(name, world).ok_or_else(|| not_there(name))?,
    };
    let found = journey(&entries, send, Playhead { step: session.at_step(), at: world.now() });
    if !options.text {
        let folded = found.folded();
        let words = Words { journey: &folded, world, language, view };
        print!("{}", svg(&words, &Chart::of(&words)));
        return Ok(());
    }
    let words = Words { journey: &found, world, language, view };
    for (row, said) in words.lines() {
        println!("{}  {said}", format::instant(found.rows[row].at.since(world.start())));
    }
    Ok(())
}

fn view_of(name: &str, world: &World) -> Option<View> {
    if name == DEVICE {
        return Some(View::Sender);
    }
    world.find_consumer(name).map(View::Consumer)
}
