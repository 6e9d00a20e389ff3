//! Search for trouble: a schedule of faults under which a message is lost, applied twice, dead-lettered or out of order.
//!
//! No fault is tried first, then each one alone, the early ones first, under the scenario's own seed; then two and three
//! at once, drawn, under that seed and others. What is found is made smaller (`shrink`): the fewest faults, then the
//! shortest run.

use super::labour::{Labour, Task};
use super::shrink::Shrink;
use super::trial::{Goal, Moment, Trial};
use super::{Span, document, with_effects};
use crate::model::draw::{self, Owner, OwnerKind, Purpose};
use crate::model::time::Millis;
use crate::scenario::{LoadError, Scenario};
use crate::session::document::RunDocument;
use crate::world::spec::{Arrow, CrashMoment, FaultSpec, Origin};
use serde::{Deserialize, Serialize};

/// Messages, offers and deliveries that single faults are aimed at.
const FIRST_FEW: u32 = 10;
/// Between the times that single faults are aimed at, and how long those last that last.
const STRIDE_MS: Millis = 3_000;
const LASTS_MS: Millis = 8_000;
/// Devices, consumers and endpoints that single faults are aimed at.
const SEVERAL: usize = 4;

/// A plan of faults and a seed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Schedule {
    pub seed: u64,
    pub faults: Vec<FaultSpec>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Find {
    pub schedule: Schedule,
    pub moment: Moment,
    /// Milliseconds after the start.
    pub at_ms: Millis,
    /// What the message is called.
    pub label: String,
}

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Order {
    pub scenario: Scenario,
    pub goal: Goal,
    /// Trials at most, without those that make a find smaller.
    pub tries: u32,
    pub span: Span,
}

/// What a search is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Stage {
    Tries,
    Shrinks,
    Over,
}

/// How far a search is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    tried: u32,
    stage: Stage,
    found: Option<Find>,
}

/// A search under way.
#[derive(Clone, Debug)]
pub struct Search {
    order: Order,
    singles: Vec<FaultSpec>,
    standing: Standing,
    /// What makes the find smaller.
    shrink: Option<Shrink>,
    trial: Option<(Schedule, Trial)>,
}

impl Search {
    /// Looks for a schedule. The scenario's own plan of faults is left out.
    ///
    /// # Errors
    /// As [`Scenario::build`].
    pub fn new(order: Order) -> Result<Self, LoadError> {
        let scenario = Scenario { faults: Vec::new(), ..with_effects(&order.scenario) };
        scenario.build(scenario.seed)?;
        let singles = singles(&scenario, order.span);
        let standing = Standing { tried: 0, stage: Stage::Tries, found: None };
        Ok(Self { order: Order { scenario, ..order }, singles, standing, shrink: None, trial: None })
    }

    #[must_use]
    pub fn goal(&self) -> Goal {
        self.order.goal
    }

    /// Trials that are over, those that make the find smaller among them.
    #[must_use]
    pub fn tried(&self) -> u32 {
        self.standing.tried
    }

    #[must_use]
    pub fn tries(&self) -> u32 {
        self.order.tries
    }

    #[must_use]
    pub fn is_over(&self) -> bool {
        self.standing.stage == Stage::Over
    }

    /// Whether something is found and only made smaller now.
    #[must_use]
    pub fn is_shrinking(&self) -> bool {
        self.standing.stage == Stage::Shrinks
    }

    /// The smallest schedule found so far.
    #[must_use]
    pub fn found(&self) -> Option<&Find> {
        self.standing.found.as_ref()
    }

    fn next(&mut self) -> Option<Schedule> {
        if let Some(shrink) = &mut self.shrink {
            return shrink.next();
        }
        (self.tried() < self.tries()).then(|| self.candidate(self.tried()))
    }

    fn is_tried(&mut self, schedule: Schedule, happened: Option<(Moment, Millis, String)>) {
        let standing = &mut self.standing;
        standing.tried += 1;
        let Some((moment, at_ms, label)) = happened else { return };
        let find = Find { schedule, moment, at_ms, label };
        let smallest = match &mut self.shrink {
            Some(shrink) => shrink.judge(find),
            empty => {
                standing.stage = Stage::Shrinks;
                *empty = Some(Shrink::of(&find));
                Some(find)
            }
        };
        standing.found = smallest.or(standing.found.take());
    }

    /// The n-th schedule that is tried.
    fn candidate(&self, n: u32) -> Schedule {
        let own = self.order.scenario.seed;
        let singles = self.singles.len() as u32;
        match n.checked_sub(1) {
            None => Schedule { seed: own, faults: Vec::new() },
            Some(one) if one < singles => Schedule { seed: own, faults: vec![self.singles[one as usize].clone()] },
            Some(_) => {
                let owner = Owner::new(OwnerKind::Person, "search", 0);
                let drawn = |which: u64| draw::bits(own, owner, Purpose::Mishap, u64::from(n) << 8 | which);
                let count = 2 + drawn(0) % 2;
                let several = (0..count).filter(|_| singles > 0);
                let faults =
                    several.map(|which| self.singles[(drawn(which + 1) % u64::from(singles)) as usize].clone());
                let seed = if n.is_multiple_of(2) { own } else { own.wrapping_add(u64::from(n)) };
                Schedule { seed, faults: faults.collect() }
            }
        }
    }

    /// The find as a run document that stands at its moment.
    ///
    /// # Errors
    /// As [`Scenario::build`].
    pub fn document(&self, find: &Find) -> Result<RunDocument, LoadError> {
        let Schedule { seed, faults } = &find.schedule;
        document(&self.order.scenario, *seed, faults, self.order.span, Some(find.moment.step))
    }
}

impl Labour for Search {
    type Order = Order;
    type Standing = Standing;

    fn begin(order: Order) -> Result<Self, LoadError> {
        Self::new(order)
    }

    fn task(order: Order) -> Task {
        Task::Search(order)
    }

    fn advance(&mut self, steps: u32) -> bool {
        let goal = self.order.goal;
        let (schedule, mut trial) = match self.trial.take() {
            Some(under_way) => under_way,
            None => match self.next() {
                Some(schedule) => {
                    let Schedule { seed, faults } = &schedule;
                    match Trial::new(&self.order.scenario, *seed, faults, self.order.span) {
                        Ok(trial) => (schedule, trial),
                        // What is aimed at something that this plan does not leave standing is no schedule.
                        Err(_) => {
                            self.is_tried(schedule, None);
                            return true;
                        }
                    }
                }
                None => {
                    self.standing.stage = Stage::Over;
                    return false;
                }
            },
        };
        if trial.advance(steps, Some(goal)) {
            let moment = trial
                .judge
                .first(goal)
                .map(|moment| (moment, trial.since_start(moment.at), trial.world().label_of(moment.send)));
            self.is_tried(schedule, moment);
        } else {
            self.trial = Some((schedule, trial));
        }
        true
    }

    fn standing(&self) -> &Standing {
        &self.standing
    }

    fn stand(&mut self, standing: Standing) {
        self.standing = standing;
    }
}

/// Every fault that is tried alone, those with a low ordinal or an early time first.
fn singles(scenario: &Scenario, span: Span) -> Vec<FaultSpec> {
    let devices: Vec<_> = scenario.devices.iter().take(SEVERAL).map(|it| &it.id).collect();
    let readers =
        scenario.consumers.iter().filter(|it| it.from != Origin::Clock && !it.reads.eq_ignore_ascii_case("events"));
    let consumers: Vec<_> = readers.take(SEVERAL).map(|it| &it.name).collect();
    let endpoints: Vec<_> = scenario.endpoints.iter().take(SEVERAL).map(|it| &it.name).collect();
    let mut all = Vec::new();
    for n in 0..FIRST_FEW {
        let nth = n + 1;
        for device in &devices {
            all.push(FaultSpec::lost_ack(device, n));
            all.push(FaultSpec::lost_publish(device, n));
        }
        for consumer in &consumers {
            all.extend(CrashMoment::AIMED.into_iter().map(|moment| FaultSpec::crash(consumer, moment(nth))));
            all.push(FaultSpec::LockRunsOut { consumer: (*consumer).clone(), nth });
            for arrow in [
                Arrow::Response { consumer: (*consumer).clone(), nth },
                Arrow::Call { consumer: (*consumer).clone(), nth },
                Arrow::Answer { consumer: (*consumer).clone(), nth },
            ] {
                all.push(FaultSpec::Lose { arrow });
            }
        }
        for endpoint in &endpoints {
            all.push(FaultSpec::router_restart(endpoint, nth));
        }
        let from = STRIDE_MS * u64::from(n);
        if from >= span.run_ms {
            continue;
        }
        all.extend(endpoints.iter().map(|endpoint| FaultSpec::outage(endpoint, from, LASTS_MS)));
        all.extend(devices.iter().map(|device| FaultSpec::reboot(device, from)));
        // Longer than the client waits for an acknowledgement.
        all.extend(devices.iter().map(|device| FaultSpec::offline(device, from, LASTS_MS * 2)));
    }
    all.extend(consumers.iter().map(|consumer| FaultSpec::slow(consumer, 100)));
    all
}
