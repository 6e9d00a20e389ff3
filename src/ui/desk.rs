//! The one owner of the session. Panels reach it through the context [`Desk`]; every change goes through it.

mod acts;
mod travel;
mod turns;

pub use acts::{Fork, Told};
pub use travel::StepUnit;
pub(super) use turns::{make_for_a_turn, now_ms};

use crate::model::ids::{DeviceId, SendId};
use crate::model::time::{Millis, Timestamp};
use crate::scenario::{LoadError, Scenario};
use crate::session::{Remake, Session};
use crate::ui::view::{Selection, View};
use crate::world::entry::PauseReason;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use turns::Waiting;
use yew::Callback;

/// Longest stretch of real time, in milliseconds, that one frame makes up for.
const LONGEST_FRAME_MS: f64 = 250.0;

/// The speeds that can be chosen: virtual milliseconds per real one.
pub const SPEEDS: [f64; 9] = [0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0];

/// A handle on the session; copies share it.
#[derive(Clone)]
pub struct Desk {
    inner: Rc<RefCell<Inner>>,
}

struct Inner {
    session: Session,
    revision: u64,
    edition: u64,
    past: u64,
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
    /// A run that is made again, and takes more than one turn; until it is there, the former one is shown.
    remake: Option<Remake>,
    /// What was asked for meanwhile, in order.
    waiting: VecDeque<Waiting>,
    /// A document on its way: its first moment, and the run that is made of it.
    opening: Option<(Session, Remake)>,
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
            past: 0,
            view: View::of(&session, (0, 0, 0), false),
            selection: selected.unwrap_or_else(|| opening_selection(&session)),
            chosen: false,
            playing: false,
            speed: 1.0,
            rest: 0.0,
            unit: StepUnit::default(),
            running_to: None,
            remake: None,
            waiting: VecDeque::new(),
            opening: None,
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
        let result = act(&mut self.inner.borrow_mut());
        self.draw();
        result
    }

    /// Apart from what changes, so that it stands in the program once.
    #[inline(never)]
    fn draw(&self) {
        let changed = {
            let mut inner = self.inner.borrow_mut();
            inner.revision += 1;
            let counts = (inner.revision, inner.edition, inner.past);
            inner.view = View::of(&inner.session, counts, inner.playing);
            inner.changed.clone()
        };
        changed.emit(());
    }

    pub fn select(&self, selection: Selection) {
        self.change(|inner| {
            inner.selection = selection;
            inner.chosen = true;
        });
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

    /// Whether frames are wanted: it plays, runs to a moment far ahead, or a run is made again.
    #[must_use]
    pub fn is_running(&self) -> bool {
        let inner = self.inner.borrow();
        inner.playing || inner.running_to.is_some() || inner.opening.is_some() || !inner.is_there()
    }

    /// Where it is running to, if that took more than one turn.
    #[must_use]
    pub fn running_to(&self) -> Option<Timestamp> {
        self.inner.borrow().running_to
    }

    /// How much of a run is made again that takes more than one turn, in hundredths, and whether something was asked for
    /// that waits for it.
    #[must_use]
    pub fn remade_percent(&self) -> Option<(u64, bool)> {
        let inner = self.inner.borrow();
        Some((inner.remake.as_ref()?.percent(), !inner.waiting.is_empty()))
    }

    /// As [`Desk::remade_percent`], of a document that is opened.
    #[must_use]
    pub fn opened_percent(&self) -> Option<u64> {
        self.inner.borrow().opening.as_ref().map(|(_, remake)| remake.percent())
    }

    /// Plays on by `elapsed` real milliseconds; called once per animation frame while [`Desk::is_running`].
    pub fn tick(&self, elapsed: f64) {
        let opened = self.let_pass(|inner| {
            inner.go_on(elapsed);
            inner.open_on()
        });
        if let Some(session) = opened {
            self.open(session);
        }
        self.catch_up();
    }
}

impl Inner {
    /// One turn of what goes on by itself.
    fn go_on(&mut self, elapsed: f64) {
        if self.remake.is_some() {
            self.make_on();
            return;
        }
        if let Some(time) = self.running_to {
            self.run_to(time);
            return;
        }
        if !self.playing {
            return;
        }
        let wanted = elapsed.clamp(0.0, LONGEST_FRAME_MS) * self.speed + self.rest;
        let ahead = wanted as Millis;
        self.rest = wanted - ahead as f64;
        if ahead > 0 {
            let target = self.session.world().now().plus(ahead);
            self.run_to(target);
            // Too much happens to keep the pace: it plays more slowly instead of falling behind.
            self.running_to = None;
        }
    }
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
