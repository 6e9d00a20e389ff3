//! The one owner of the session. Panels reach it through the context [`Desk`]; every change goes through it.

use crate::model::ids::{DeviceId, Producer, SendId};
use crate::model::time::{Millis, Timestamp};
use crate::picture::journey::WhatIf;
use crate::scenario::{LoadError, Scenario};
use crate::session::breakpoints::Breakpoint;
use crate::session::{Progress, Session};
use crate::ui::view::{Selection, View};
use crate::world::command::{Answer, Command, Rejection};
use crate::world::entry::{Entry, PauseReason, What};
use crate::world::spec::FaultSpec;
use std::cell::RefCell;
use std::rc::Rc;
use yew::Callback;

/// Steps between two looks at the clock.
const SLICE_STEPS: u32 = 250;
/// Real milliseconds of work in one turn, so that the page stays quick.
const TURN_MS: f64 = 12.0;
/// Longest stretch of real time, in milliseconds, that one frame makes up for.
const LONGEST_FRAME_MS: f64 = 250.0;
/// Steps that a search for the next event of a kind may take.
const SEARCH_STEPS: u32 = 20_000;

/// The speeds that can be chosen: virtual milliseconds per real one.
pub const SPEEDS: [f64; 9] = [0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0];

/// What one press of Step does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StepUnit {
    #[default]
    Event,
    /// On to the next message that is sent.
    Message,
}

/// An act in the past, which began a new run.
#[derive(Clone, Debug, PartialEq)]
pub struct Fork {
    /// Places of the new run and of the one that is kept, counted from 1.
    pub run: usize,
    pub kept: usize,
    /// What was done, so that it can be done at the start instead.
    pub command: Command,
}

/// A handle on the session; copies share it.
#[derive(Clone)]
pub struct Desk {
    inner: Rc<RefCell<Inner>>,
}

struct Inner {
    session: Session,
    revision: u64,
    edition: u64,
    view: Rc<View>,
    selection: Selection,
    /// The reader selected; otherwise the scenario did.
    chosen: bool,
    playing: bool,
    /// Virtual milliseconds per real millisecond.
    speed: f64,
    /// The part of a virtual millisecond that the last frame left over.
    rest: f64,
    unit: StepUnit,
    /// A moment that lies too far ahead to reach in one turn.
    running_to: Option<Timestamp>,
    pause: Option<PauseReason>,
    fork: Option<Fork>,
    /// What the last opening put aside, if it held work of the reader's.
    replaced: Option<Box<Session>>,
    /// Tells the root that there is something new to draw.
    changed: Callback<()>,
}

impl PartialEq for Desk {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.inner, &other.inner)
    }
}

impl Desk {
    /// Owns `session`, and selects `selected`, or else what its scenario names. `changed` is called whenever there is something new to draw.
    pub fn new(session: Session, selected: Option<Selection>, changed: Callback<()>) -> Self {
        let inner = Inner {
            revision: 0,
            edition: 0,
            view: View::of(&session, (0, 0), false),
            selection: selected.unwrap_or_else(|| opening_selection(&session)),
            chosen: false,
            playing: false,
            speed: 1.0,
            rest: 0.0,
            unit: StepUnit::default(),
            running_to: None,
            pause: None,
            fork: None,
            replaced: None,
            session,
            changed,
        };
        Self { inner: Rc::new(RefCell::new(inner)) }
    }

    /// The picture to draw. The same one until something changes.
    #[must_use]
    pub fn view(&self) -> Rc<View> {
        self.inner.borrow().view.clone()
    }

    #[must_use]
    pub fn selection(&self) -> Selection {
        self.inner.borrow().selection
    }

    /// Whether the reader made the selection; a scenario makes one at its opening.
    #[must_use]
    pub fn is_chosen(&self) -> bool {
        self.inner.borrow().chosen
    }

    #[must_use]
    pub fn speed(&self) -> f64 {
        self.inner.borrow().speed
    }

    /// The limit of the page that stopped the run, if one did.
    #[must_use]
    pub fn pause_reason(&self) -> Option<PauseReason> {
        self.inner.borrow().pause
    }

    pub fn forget_pause(&self) {
        self.change(|inner| inner.pause = None);
    }

    /// Reads from the session without changing it: entries of older steps, worlds of other moments.
    pub fn read<R>(&self, look: impl FnOnce(&Session) -> R) -> R {
        look(&self.inner.borrow().session)
    }

    fn change<R>(&self, act: impl FnOnce(&mut Inner) -> R) -> R {
        self.let_pass(|inner| {
            inner.edition += 1;
            act(inner)
        })
    }

    /// As [`Desk::change`], for what only lets time pass: whatever has happened stays as it was.
    fn let_pass<R>(&self, act: impl FnOnce(&mut Inner) -> R) -> R {
        let (result, changed) = {
            let mut inner = self.inner.borrow_mut();
            let result = act(&mut inner);
            inner.revision += 1;
            inner.view = View::of(&inner.session, (inner.revision, inner.edition), inner.playing);
            (result, inner.changed.clone())
        };
        changed.emit(());
        result
    }

    pub fn select(&self, selection: Selection) {
        self.change(|inner| {
            inner.selection = selection;
            inner.chosen = true;
        });
    }

    /// As [`Desk::change`], for what moves the playhead: whatever ran on by itself stops.
    fn travel<R>(&self, act: impl FnOnce(&mut Inner) -> R) -> R {
        self.change(|inner| {
            inner.playing = false;
            inner.running_to = None;
            inner.pause = None;
            act(inner)
        })
    }

    pub fn step(&self) {
        self.travel(|inner| inner.session.step());
    }

    pub fn step_back(&self) {
        self.travel(|inner| inner.session.step_back());
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
            StepUnit::Message => {
                if !self.step_to(forward, |entry| matches!(entry.what, What::Sent { .. })) {
                    if forward { self.step() } else { self.seek_step(0) }
                }
            }
        }
    }

    /// The next or previous event of the selected message. False when none is near.
    pub fn step_to_event_of(&self, send: SendId, forward: bool) -> bool {
        self.step_to(forward, |entry| entry.what.send() == Some(send))
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
                self.seek_step(step);
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
                self.travel(|inner| inner.session = ahead);
                return true;
            }
        }
        false
    }

    pub fn seek_step(&self, step: u32) {
        self.travel(|inner| inner.session.seek_step(step));
    }

    pub fn seek_time(&self, time: Timestamp) {
        self.travel(|inner| inner.run_to(time));
    }

    pub fn set_playing(&self, playing: bool) {
        self.travel(|inner| inner.playing = playing);
    }

    pub fn set_speed(&self, speed: f64) {
        self.change(|inner| inner.speed = speed);
    }

    /// The next slower or faster of [`SPEEDS`].
    pub fn change_speed(&self, faster: bool) {
        let speed = self.speed();
        let next = if faster {
            SPEEDS.into_iter().find(|&it| it > speed)
        } else {
            SPEEDS.into_iter().rev().find(|&it| it < speed)
        };
        if let Some(next) = next {
            self.set_speed(next);
        }
    }

    /// Whether frames are wanted: it plays, or runs to a moment far ahead.
    #[must_use]
    pub fn is_running(&self) -> bool {
        let inner = self.inner.borrow();
        inner.playing || inner.running_to.is_some()
    }

    /// Where it is running to, if that took more than one turn.
    #[must_use]
    pub fn running_to(&self) -> Option<Timestamp> {
        self.inner.borrow().running_to
    }

    /// Plays on by `elapsed` real milliseconds; called once per animation frame while [`Desk::is_running`].
    pub fn tick(&self, elapsed: f64) {
        self.let_pass(|inner| {
            if let Some(time) = inner.running_to {
                inner.run_to(time);
                return;
            }
            let wanted = elapsed.clamp(0.0, LONGEST_FRAME_MS) * inner.speed + inner.rest;
            let ahead = wanted as Millis;
            inner.rest = wanted - ahead as f64;
            if ahead > 0 {
                let target = inner.session.world().now().plus(ahead);
                inner.run_to(target);
                // Too much happens to keep the pace: it plays more slowly instead of falling behind.
                inner.running_to = None;
            }
        });
    }

    /// Acts at the playhead, or at 00:00 in a new run.
    ///
    /// # Errors
    /// What the world refuses; nothing has changed then.
    pub fn act(&self, command: Command, at_start: bool) -> Result<(), Rejection> {
        if at_start {
            return self.change(|inner| inner.session.act_at_start(command).map(|_| ()));
        }
        self.call(command).map(|_| ())
    }

    /// Acts at the playhead, and tells the answer.
    ///
    /// # Errors
    /// What the world refuses.
    pub fn call(&self, command: Command) -> Result<Answer, Rejection> {
        self.change(|inner| {
            let before = inner.session.current_run();
            let past = !inner.session.is_latest();
            let answer = inner.session.act(command.clone())?;
            if past {
                inner.running_to = None;
                inner.fork = Some(Fork { run: inner.session.current_run() + 1, kept: before + 1, command });
            }
            Ok(answer)
        })
    }

    /// Opens a second run, in which something had been otherwise, under that name.
    ///
    /// # Errors
    /// What the world refuses.
    pub fn wonder(&self, what_if: WhatIf, name: &str) -> Result<(), Rejection> {
        self.travel(|inner| {
            let session = &mut inner.session;
            match (what_if, what_if.program(session.world())) {
                (WhatIf::NoFault(fault), _) => session.without_fault(fault)?,
                (_, Some(consumer)) => session.act_at_start(Command::SetConsumer { consumer }).map(|_| ())?,
                (_, None) => return Ok(()),
            }
            session.rename_run(session.current_run(), name);
            Ok(())
        })
    }

    /// The fork that the reader has not been told of yet.
    #[must_use]
    pub fn fork(&self) -> Option<Fork> {
        self.inner.borrow().fork.clone()
    }

    /// Goes back to the run that the fork left, at the moment where it did.
    pub fn undo_fork(&self) {
        let Some(fork) = self.fork() else { return };
        self.travel(|inner| {
            while inner.session.current_run() + 1 == fork.run && inner.session.undo() {}
            inner.fork = None;
        });
    }

    pub fn forget_fork(&self) {
        self.change(|inner| inner.fork = None);
    }

    /// Makes the act of the fork at 00:00 instead.
    ///
    /// # Errors
    /// What the world refuses there; the fork is gone then, too.
    pub fn move_fork_to_start(&self) -> Result<(), Rejection> {
        let Some(fork) = self.fork() else { return Ok(()) };
        self.undo_fork();
        self.act(fork.command, true)
    }

    pub fn set_breakpoint(&self, breakpoint: Breakpoint, on: bool) {
        self.change(|inner| inner.session.set_breakpoint(breakpoint, on));
    }

    /// Edits or deletes a fault of the plan, in the same run.
    ///
    /// # Errors
    /// What the world refuses.
    pub fn edit_fault(&self, index: usize, fault: Option<FaultSpec>) -> Result<(), Rejection> {
        self.change(|inner| inner.session.edit_fault(index, fault))
    }

    pub fn undo(&self) -> bool {
        self.travel(|inner| {
            inner.fork = None;
            inner.session.undo()
        })
    }

    pub fn redo(&self) -> bool {
        self.travel(|inner| inner.session.redo())
    }

    pub fn switch_run(&self, index: usize) {
        self.travel(|inner| inner.session.switch_run(index));
    }

    pub fn rename_run(&self, index: usize, name: &str) {
        self.change(|inner| inner.session.rename_run(index, name));
    }

    pub fn forget_run(&self, index: usize) -> bool {
        self.change(|inner| inner.session.forget_run(index))
    }

    /// # Errors
    /// As [`Scenario::build`].
    pub fn set_seed(&self, seed: u64) -> Result<(), LoadError> {
        self.travel(|inner| inner.session.set_seed(seed))
    }

    /// # Errors
    /// As [`Scenario::build`].
    pub fn reset(&self) -> Result<(), LoadError> {
        self.travel(|inner| inner.session.reset())
    }

    /// Replaces the session: another scenario, or a stored document.
    pub fn open(&self, session: Session) {
        self.travel(|inner| {
            inner.selection = opening_selection(&session);
            inner.chosen = false;
            let before = std::mem::replace(&mut inner.session, session);
            let worked_on = before.can_undo() || before.runs().len() > 1;
            inner.replaced = worked_on.then(|| Box::new(before));
            inner.fork = None;
        });
    }

    /// Whether the last opening replaced work that can be had back.
    #[must_use]
    pub fn has_replaced(&self) -> bool {
        self.inner.borrow().replaced.is_some()
    }

    /// Goes back to what the last opening replaced.
    pub fn take_back_opening(&self) {
        self.travel(|inner| {
            if let Some(before) = inner.replaced.take() {
                inner.selection = Selection::None;
                inner.session = *before;
                inner.fork = None;
            }
        });
    }

    pub fn forget_replaced(&self) {
        self.change(|inner| inner.replaced = None);
    }
}

impl Inner {
    /// Runs to `time`, for one turn at most; what is left over stays in `running_to`.
    fn run_to(&mut self, time: Timestamp) {
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

/// Real milliseconds since the page was loaded.
pub(super) fn now_ms() -> f64 {
    gloo_utils::window().performance().map_or(0.0, |clock| clock.now())
}

fn opening_selection(session: &Session) -> Selection {
    let Some(selects) = &session.scenario().selects else { return Selection::None };
    let devices = session.world().devices();
    let Some(index) = devices.iter().position(|device| *device.id() == selects.device) else { return Selection::None };
    Selection::Message(SendId { producer: DeviceId(index as u32).into(), number: selects.message, boot: 0 })
}

/// Opens a scenario at the moment that it names.
///
/// # Errors
/// As [`Scenario::build`].
pub fn open_at_its_moment(scenario: Scenario) -> Result<Session, LoadError> {
    let step = scenario.opening_step()?;
    let mut session = Session::new(scenario)?;
    session.seek_step(step);
    Ok(session)
}
