//! A schedule made smaller: first without each of its faults, then with each aimed earlier.

use super::search::{Find, Schedule};
use crate::world::spec::FaultSpec;

/// Trials that one find may cost.
const MOST: u32 = 300;

/// What is left to try.
#[derive(Clone, Debug)]
pub(super) struct Shrink {
    best: Find,
    todo: Vec<Schedule>,
    tried: u32,
}

impl Shrink {
    pub(super) fn of(find: &Find) -> Self {
        Self { best: find.clone(), todo: smaller(find), tried: 0 }
    }

    /// The next smaller schedule to try.
    pub(super) fn next(&mut self) -> Option<Schedule> {
        self.tried += 1;
        self.todo.pop().filter(|_| self.tried <= MOST)
    }

    /// Takes what one of them led to; gives it back if it is the smallest so far.
    pub(super) fn judge(&mut self, find: Find) -> Option<Find> {
        let size = |find: &Find| (find.schedule.faults.len(), find.moment.step);
        if size(&find) >= size(&self.best) {
            return None;
        }
        *self = Self { todo: smaller(&find), best: find.clone(), tried: self.tried };
        Some(find)
    }
}

/// Smaller schedules, the last of the list first: without a fault, then with one of a lower ordinal or an earlier time.
fn smaller(find: &Find) -> Vec<Schedule> {
    let Schedule { seed, faults } = &find.schedule;
    let with = |faults: Vec<FaultSpec>| Schedule { seed: *seed, faults };
    let mut all = Vec::new();
    for (at, fault) in faults.iter().enumerate() {
        let earlier = (0..fault.nth().unwrap_or_default()).filter_map(|nth| fault.with_nth(nth));
        let sooner = fault.at_ms().into_iter().flat_map(|ms| [ms / 2, 0]).filter(|ms| Some(*ms) != fault.at_ms());
        let sooner = sooner.map(|ms| {
            let mut fault = fault.clone();
            if let Some(at) = fault.at_ms_mut() {
                *at = ms;
            }
            fault
        });
        for changed in earlier.collect::<Vec<_>>().into_iter().rev().chain(sooner) {
            let mut faults = faults.clone();
            faults[at] = changed;
            all.push(with(faults));
        }
    }
    for at in 0..faults.len() {
        let mut fewer = faults.clone();
        fewer.remove(at);
        all.push(with(fewer));
    }
    all
}
