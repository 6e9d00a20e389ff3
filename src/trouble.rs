//! What can go wrong, found by running: delivery guarantees compared over many seeds, and the shortest schedule in which
//! something happens.
//!
//! A *trial* runs a scenario under a seed and a plan of faults: devices send during the run, then a drain lets what is
//! under way end. Everything here works in slices, so that a page can show progress and stop it ([`labour`]).

pub mod compare;
pub mod labour;
pub mod replay;
pub mod search;
mod shrink;
#[cfg(test)]
mod tests;
pub mod trial;

use crate::model::time::Millis;
use crate::scenario::{LoadError, Scenario};
use crate::session::document::RunDocument;
use crate::world::World;
use crate::world::command::Command;
use crate::world::spec::{ConsumerSpec, EffectKind, FaultSpec, Mishap, Origin, Target};
use replay::Replay;
use serde::{Deserialize, Serialize};

/// How long a trial runs, and how long it goes on without new messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    pub run_ms: Millis,
    pub drain_ms: Millis,
}

/// The shortest run, and how many messages of the quickest device a run has room for.
const RUN_MS: Millis = 60_000;
const MESSAGES: u64 = 30;
const DRAIN_MS: Millis = 90_000;

impl Span {
    /// A minute, or as long as its quickest device needs for thirty messages; then a drain of a minute and a half.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        let quickest = scenario.devices.iter().filter_map(|device| device.program.pace_ms()).min().unwrap_or_default();
        Self { run_ms: RUN_MS.max(quickest.saturating_mul(MESSAGES)), drain_ms: DRAIN_MS }
    }
}

/// In a thousand occasions: the rate of the faults by chance where a scenario has no plan of its own.
pub const DEFAULT_RATE: u32 = 50;

/// Faults by chance: lost acknowledgements and crashes, during the run and never in the drain.
#[must_use]
pub fn by_chance(per_mille: u32, span: Span) -> Vec<FaultSpec> {
    vec![FaultSpec::random(&[Mishap::LosePuback, Mishap::Crash], per_mille, span.run_ms)]
}

/// The programs that read a Service Bus queue.
fn queue_readers(scenario: &mut Scenario) -> impl Iterator<Item = &mut ConsumerSpec> {
    let behind_routes = scenario.endpoints.iter().filter(|it| matches!(it.target, Target::ServiceBusQueue(_)));
    let queues: Vec<_> =
        behind_routes.map(|it| &it.name).chain(scenario.queues.iter().map(|it| &it.name)).cloned().collect();
    scenario.consumers.iter_mut().filter(move |consumer| {
        consumer.from == Origin::Endpoint && queues.iter().any(|name| name.eq_ignore_ascii_case(&consumer.reads))
    })
}

/// The scenario with an effect for every program that reads a queue: without one nobody could tell what is applied.
fn with_effects(scenario: &Scenario) -> Scenario {
    let mut scenario = scenario.clone();
    for consumer in queue_readers(&mut scenario) {
        consumer.effect.get_or_insert(EffectKind::OpensTicket);
    }
    scenario
}

/// What ends the run: nobody sends any more, and what is under way goes on.
fn last_orders(world: &World) -> Vec<Command> {
    let devices = world.devices().iter().filter(|device| !device.removed && device.about.spec.enabled);
    let devices = devices.filter(|device| device.about.spec.program.pace_ms().is_some()).map(|device| {
        let mut device = (*device.about.spec).clone();
        device.enabled = false;
        Command::SetDevice { device }
    });
    let clocks = world.consumers().iter().filter(|it| !it.removed && it.spec.enabled && it.spec.from == Origin::Clock);
    let clocks = clocks.map(|clock| {
        let mut consumer = (*clock.spec).clone();
        consumer.enabled = false;
        Command::SetConsumer { consumer }
    });
    devices.chain(clocks).collect()
}

/// A trial as a run document, ready to be opened: it stands at `step`, or at its end.
///
/// # Errors
/// As [`Scenario::build`].
pub fn document(
    scenario: &Scenario,
    seed: u64,
    faults: &[FaultSpec],
    span: Span,
    step: Option<u32>,
) -> Result<RunDocument, LoadError> {
    let mut replay = Replay::new(scenario, seed, faults, span)?;
    while replay.play(trial::MOST_STEPS) {}
    match step {
        // A document stands where its run ends.
        Some(step) if step <= replay.session.last_step() => {
            replay = Replay::new(scenario, seed, faults, span)?;
            replay.session.seek_step(step);
        }
        Some(step) => {
            replay.advance(trial::MOST_STEPS);
            replay.session.seek_step(step);
        }
        None => while replay.advance(trial::MOST_STEPS) {},
    }
    Ok(replay.session.document())
}
