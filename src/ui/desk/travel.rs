//! Where the playhead goes: steps, seeks, play and pause.

use super::{Desk, Inner};
use crate::model::ids::SendId;
use crate::model::time::Timestamp;
use crate::session::Session;
use crate::world::entry::{Entry, What};

/// Steps that a search for the next event of a kind may take.
const SEARCH_STEPS: u32 = 20_000;

/// What one press of Step does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StepUnit {
    #[default]
    Event,
    /// On to the next message that is sent.
    Message,
}

impl Inner {
    /// Whatever ran on by itself stops.
    pub(super) fn stop(&mut self) {
        self.playing = false;
        self.running_to = None;
        self.pause = None;
    }
}

impl Desk {
    /// Moves the playhead, in its turn.
    fn travel(&self, goes: bool, act: impl FnOnce(&mut Inner) + 'static) {
        self.in_order(goes, Box::new(move |desk| desk.go(act)));
    }

    fn go(&self, act: impl FnOnce(&mut Inner)) {
        self.change(|inner| {
            inner.stop();
            act(inner);
        });
    }

    pub fn step(&self) {
        self.travel(false, Inner::step);
    }

    pub fn step_back(&self) {
        self.travel(false, Inner::step_back);
    }

    #[must_use]
    pub fn step_unit(&self) -> StepUnit {
        self.inner.borrow().unit
    }

    pub fn set_step_unit(&self, unit: StepUnit) {
        self.change(|inner| inner.unit = unit);
    }

    /// Steps by the chosen unit. Where no such event is near, by one event.
    pub fn step_by_unit(&self, forward: bool) {
        match self.step_unit() {
            StepUnit::Event if forward => self.step(),
            StepUnit::Event => self.step_back(),
            StepUnit::Message => self.when_there(move |desk| {
                if !desk.step_to(forward, |entry| matches!(entry.what, What::Sent { .. })) {
                    desk.go(|inner| if forward { inner.step() } else { inner.seek_step(0) });
                }
            }),
        }
    }

    /// The next or previous event of the selected message, where one is near.
    pub fn step_to_event_of(&self, send: SendId, forward: bool) {
        self.when_there(move |desk| {
            desk.step_to(forward, |entry| entry.what.send() == Some(send));
        });
    }

    /// Moves to the next or previous step with an entry that `wanted` accepts; stays where it is if there is none.
    fn step_to(&self, forward: bool, wanted: impl Fn(&Entry) -> bool) -> bool {
        let at = self.view().at_step;
        if !forward {
            let found = self.read(|session| {
                let before = at.checked_sub(1)?;
                session.log().steps(1, before).rev().find(|entry| wanted(entry)).map(|entry| entry.step)
            });
            return found.is_some_and(|step| {
                self.go(|inner| inner.seek_step(step));
                true
            });
        }
        // On a copy, so that a search without result has not run anything.
        let mut ahead = self.read(Session::clone);
        for _ in 0..SEARCH_STEPS {
            if !ahead.step() || ahead.world().limit_reached().is_some() {
                return false;
            }
            let step = ahead.at_step();
            if ahead.entries(step, step).iter().any(&wanted) {
                self.go(|inner| inner.session = ahead);
                return true;
            }
        }
        false
    }

    pub fn seek_step(&self, step: u32) {
        self.travel(true, move |inner| inner.seek_step(step));
    }

    pub fn seek_time(&self, time: Timestamp) {
        self.travel(true, move |inner| inner.run_to(time));
    }

    pub fn set_playing(&self, playing: bool) {
        self.travel(false, move |inner| inner.playing = playing);
    }
}

impl Inner {
    fn step(&mut self) {
        self.session.step();
    }

    fn step_back(&mut self) {
        self.session.step_back();
    }

    fn seek_step(&mut self, step: u32) {
        self.session.seek_step(step);
    }
}
