//! The one owner of the session. Panels reach it through the context [`Desk`]; every change goes through it.

use crate::model::time::{Millis, Timestamp};
use crate::scenario::{LoadError, Scenario};
use crate::session::{Progress, Session};
use crate::ui::view::{Selection, View};
use crate::world::command::{Command, Rejection};
use crate::world::entry::PauseReason;
use crate::world::spec::FaultSpec;
use std::cell::RefCell;
use std::rc::Rc;
use yew::Callback;

/// Steps in one slice of work: about 8 ms.
const SLICE_STEPS: u32 = 2_000;

/// A handle on the session; copies share it.
#[derive(Clone)]
pub struct Desk {
    inner: Rc<RefCell<Inner>>,
}

struct Inner {
    session: Session,
    revision: u64,
    view: Rc<View>,
    selection: Selection,
    playing: bool,
    /// Virtual milliseconds per real millisecond.
    speed: f64,
    pause: Option<PauseReason>,
    /// Tells the root that there is something new to draw.
    changed: Callback<()>,
}

impl PartialEq for Desk {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.inner, &other.inner)
    }
}

impl Desk {
    /// Opens a session at its opening moment. `changed` is called whenever there is something new to draw.
    pub fn new(session: Session, changed: Callback<()>) -> Self {
        let view = View::of(&session, 0, false);
        let inner = Inner {
            session,
            revision: 0,
            view,
            selection: Selection::None,
            playing: false,
            speed: 1.0,
            pause: None,
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

    #[must_use]
    pub fn speed(&self) -> f64 {
        self.inner.borrow().speed
    }

    /// The limit of the page that stopped the run, if one did.
    #[must_use]
    pub fn pause_reason(&self) -> Option<PauseReason> {
        self.inner.borrow().pause
    }

    /// Reads from the session without changing it: entries of older steps, worlds of other moments.
    pub fn read<R>(&self, look: impl FnOnce(&Session) -> R) -> R {
        look(&self.inner.borrow().session)
    }

    fn change<R>(&self, act: impl FnOnce(&mut Inner) -> R) -> R {
        let (result, changed) = {
            let mut inner = self.inner.borrow_mut();
            let result = act(&mut inner);
            inner.revision += 1;
            inner.view = View::of(&inner.session, inner.revision, inner.playing);
            (result, inner.changed.clone())
        };
        changed.emit(());
        result
    }

    pub fn select(&self, selection: Selection) {
        self.change(|inner| inner.selection = selection);
    }

    pub fn step(&self) {
        self.change(|inner| {
            inner.playing = false;
            inner.session.step();
        });
    }

    pub fn step_back(&self) {
        self.change(|inner| {
            inner.playing = false;
            inner.session.step_back();
        });
    }

    pub fn seek_step(&self, step: u32) {
        self.change(|inner| {
            inner.playing = false;
            inner.session.seek_step(step);
        });
    }

    pub fn seek_time(&self, time: Timestamp) {
        self.change(|inner| {
            inner.playing = false;
            inner.session.seek_time(time, SLICE_STEPS);
        });
    }

    pub fn set_playing(&self, playing: bool) {
        self.change(|inner| {
            inner.playing = playing;
            inner.pause = None;
        });
    }

    pub fn set_speed(&self, speed: f64) {
        self.change(|inner| inner.speed = speed);
    }

    /// Plays on by `elapsed` real milliseconds; called once per animation frame while playing.
    pub fn tick(&self, elapsed: f64) {
        self.change(|inner| {
            let ahead = (elapsed.min(250.0) * inner.speed) as Millis;
            let target = inner.session.world().now().plus(ahead.max(1));
            match inner.session.seek_time(target, SLICE_STEPS) {
                Progress::Reached | Progress::More => {}
                Progress::Ended => inner.playing = false,
                Progress::Limit(reason) => {
                    inner.playing = false;
                    inner.pause = Some(reason);
                }
            }
        });
    }

    /// Acts at the playhead, or at 00:00 in a new run.
    ///
    /// # Errors
    /// What the world refuses; nothing has changed then.
    pub fn act(&self, command: Command, at_start: bool) -> Result<(), Rejection> {
        self.change(|inner| {
            let answer = if at_start { inner.session.act_at_start(command) } else { inner.session.act(command) };
            answer.map(|_| ())
        })
    }

    /// Edits or deletes a fault of the plan, in the same run.
    ///
    /// # Errors
    /// What the world refuses.
    pub fn edit_fault(&self, index: usize, fault: Option<FaultSpec>) -> Result<(), Rejection> {
        self.change(|inner| inner.session.edit_fault(index, fault))
    }

    pub fn undo(&self) -> bool {
        self.change(|inner| inner.session.undo())
    }

    pub fn redo(&self) -> bool {
        self.change(|inner| inner.session.redo())
    }

    pub fn switch_run(&self, index: usize) {
        self.change(|inner| inner.session.switch_run(index));
    }

    /// # Errors
    /// As [`Scenario::build`].
    pub fn set_seed(&self, seed: u64) -> Result<(), LoadError> {
        self.change(|inner| inner.session.set_seed(seed))
    }

    /// # Errors
    /// As [`Scenario::build`].
    pub fn reset(&self) -> Result<(), LoadError> {
        self.change(|inner| inner.session.reset())
    }

    /// Replaces the session: another scenario, or a stored document.
    pub fn open(&self, session: Session) {
        self.change(|inner| {
            inner.session = session;
            inner.playing = false;
            inner.pause = None;
            inner.selection = Selection::None;
        });
    }
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
