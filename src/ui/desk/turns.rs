//! Work that may take long, in turns: the page draws and answers between them.

use super::{Desk, Inner};
use crate::model::ids::Producer;
use crate::model::time::Timestamp;
use crate::session::{Progress, Remake, Session, Undone};
use crate::ui::view::Selection;

/// Steps between two looks at the clock.
const SLICE_STEPS: u32 = 250;
/// Real milliseconds of work in one turn, so that the page stays quick.
const TURN_MS: f64 = 12.0;

/// What was asked for while a run was made again.
pub(super) struct Waiting {
    /// Where the playhead goes: of several in a row, only the last counts.
    goes: bool,
    act: Box<dyn FnOnce(&Desk)>,
}

impl Desk {
    /// Does it now, or when the run that is made again is there and what was asked for before is done.
    pub fn when_there(&self, act: impl FnOnce(&Desk) + 'static) {
        self.in_order(false, Box::new(act));
    }

    pub(super) fn in_order(&self, goes: bool, act: Box<dyn FnOnce(&Self)>) {
        if self.inner.borrow().is_there() {
            return act(self);
        }
        self.let_pass(|inner| {
            if goes && inner.waiting.back().is_some_and(|last| last.goes) {
                inner.waiting.pop_back();
            }
            inner.waiting.push_back(Waiting { goes, act });
        });
    }

    /// Does what has waited, for one turn at most, or until a run is made again.
    pub(super) fn catch_up(&self) {
        let until = now_ms() + TURN_MS;
        while now_ms() < until {
            let next = {
                let mut inner = self.inner.borrow_mut();
                if inner.remake.is_some() { None } else { inner.waiting.pop_front() }
            };
            let Some(next) = next else { return };
            (next.act)(self);
        }
    }
}

impl Inner {
    /// Whether nothing has to be done before what is asked for now.
    pub(super) fn is_there(&self) -> bool {
        self.remake.is_none() && self.waiting.is_empty()
    }

    /// Goes on with a document that is opened; the session once it is there.
    pub(super) fn open_on(&mut self) -> Option<Session> {
        let (_, remake) = self.opening.as_mut()?;
        if !make_for_a_turn(remake) {
            return None;
        }
        let (mut session, remake) = self.opening.take()?;
        session.take(remake);
        Some(session)
    }

    /// Makes a run again: at once if one turn is enough.
    pub(super) fn make(&mut self, remake: Remake) {
        self.remake = Some(remake);
        self.make_on();
    }

    pub(super) fn make_on(&mut self) {
        let Some(mut remake) = self.remake.take() else { return };
        if make_for_a_turn(&mut remake) {
            self.session.take(remake);
            self.edition += 1;
            self.past += 1;
        } else {
            self.remake = Some(remake);
        }
    }

    pub(super) fn undo(&mut self) -> bool {
        match self.session.undone() {
            Undone::Nothing => return false,
            Undone::Act => {
                self.past += 1;
                return self.session.undo();
            }
            Undone::Fork(parent) => self.make(*parent),
        }
        true
    }

    /// Runs to `time`, for one turn at most; what is left over stays in `running_to`.
    pub(super) fn run_to(&mut self, time: Timestamp) {
        let until = now_ms() + TURN_MS;
        self.running_to = None;
        loop {
            let session = &mut self.session;
            // Breakpoints stop what plays; a moment that is asked for is reached.
            let progress =
                if self.playing { session.run_to(time, SLICE_STEPS) } else { session.seek_time(time, SLICE_STEPS) };
            match progress {
                Progress::Reached => return,
                Progress::More if now_ms() < until => {}
                Progress::More => {
                    self.running_to = Some(time);
                    return;
                }
                Progress::Ended => {
                    self.playing = false;
                    return;
                }
                Progress::Stopped(program) => {
                    self.playing = false;
                    self.selection = match program.who() {
                        Producer::Device(id) => Selection::Device(id),
                        Producer::Program(id) => Selection::Consumer(id),
                        Producer::Person => self.selection,
                    };
                    self.chosen = true;
                    return;
                }
                Progress::Limit(reason) => {
                    self.playing = false;
                    self.pause = Some(reason);
                    return;
                }
            }
        }
    }
}

/// Works on a run that is made again, for one turn. True when it is there.
pub(in crate::ui) fn make_for_a_turn(remake: &mut Remake) -> bool {
    let until = now_ms() + TURN_MS;
    while !remake.go_on(SLICE_STEPS) {
        if now_ms() >= until {
            return false;
        }
    }
    true
}

/// Real milliseconds since the page was loaded.
pub(in crate::ui) fn now_ms() -> f64 {
    gloo_utils::window().performance().map_or(0.0, |clock| clock.now())
}
