//! Long work beside the page: in a worker, and where there is none in slices, a part of each animation frame, so that the
//! page stays awake.

use crate::trouble::labour::{Labour, Told};
use crate::ui::worker::{AtWork, Heard};
use gloo_render::{AnimationFrame, request_animation_frame};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use yew::prelude::*;

/// How long a slice may take, in milliseconds: the page wants its frames.
const SLICE_MS: f64 = 10.0;
/// Steps between two looks at the clock.
const STEPS: u32 = 500;

/// Who does it.
enum Hands {
    Worker(#[allow(dead_code, reason = "it works as long as it is held")] AtWork),
    Slices(#[allow(dead_code, reason = "as above")] AnimationFrame),
}

/// How the work goes.
#[derive(Clone, PartialEq)]
pub(super) enum Going {
    Rests,
    Runs,
    /// The worker broke off, for this reason.
    Broke(AttrValue),
}

/// Work on many trials. It stops when it is told to, and when the component goes.
pub(super) struct Work<L: 'static> {
    state: Rc<RefCell<Option<L>>>,
    hands: Rc<RefCell<Option<Hands>>>,
    going: UseStateHandle<Going>,
    shown: UseForceUpdateHandle,
}

impl<L> Clone for Work<L> {
    fn clone(&self) -> Self {
        Self {
            state: self.state.clone(),
            hands: self.hands.clone(),
            going: self.going.clone(),
            shown: self.shown.clone(),
        }
    }
}

#[hook]
pub(super) fn use_work<L: 'static>() -> Work<L> {
    let state = use_mut_ref(|| None);
    let hands: Rc<RefCell<Option<Hands>>> = use_mut_ref(|| None);
    let (going, shown) = (use_state_eq(|| Going::Rests), use_force_update());
    let last = hands.clone();
    use_effect_with((), move |()| move || drop(last.take()));
    Work { state, hands, going, shown }
}

impl<L: Labour + 'static> Work<L> {
    pub(super) fn going(&self) -> &Going {
        &self.going
    }

    pub(super) fn is_running(&self) -> bool {
        *self.going == Going::Runs
    }

    /// Looks at what is done so far.
    pub(super) fn read<R>(&self, look: impl FnOnce(&L) -> R) -> Option<R> {
        self.state.borrow().as_ref().map(look)
    }

    /// Begins, unless the order cannot be carried out.
    pub(super) fn start(&self, order: L::Order) {
        let task = L::task(order.clone()).to_json();
        let Ok(state) = L::begin(order) else { return };
        self.state.replace(Some(state));
        self.going.set(Going::Runs);
        let (work, has_spoken) = (self.clone(), Rc::new(Cell::new(false)));
        let hear = move |heard: Heard| match heard {
            Heard::Said(text) => {
                has_spoken.set(true);
                work.take(&text);
            }
            Heard::Failed(reason) if has_spoken.get() => work.end(Going::Broke(reason.into())),
            // There is no worker here: the page does it itself.
            Heard::Failed(_) => work.ask(),
        };
        match AtWork::start(&task, hear) {
            Some(worker) => drop(self.hands.replace(Some(Hands::Worker(worker)))),
            None => self.ask(),
        }
    }

    pub(super) fn stop(&self) {
        self.end(Going::Rests);
    }

    fn end(&self, going: Going) {
        drop(self.hands.take());
        self.going.set(going);
    }

    /// Takes over what a worker says.
    fn take(&self, text: &str) {
        let stand = |standing| {
            if let Some(state) = self.state.borrow_mut().as_mut() {
                state.stand(standing);
            }
            self.shown.force_update();
        };
        match serde_json::from_str::<Told<L::Standing>>(text) {
            Ok(Told::SoFar(standing)) => stand(standing),
            Ok(Told::InTheEnd(standing)) => {
                stand(standing);
                self.stop();
            }
            Ok(Told::Broken(reason)) => self.end(Going::Broke(reason.into())),
            Err(error) => self.end(Going::Broke(error.to_string().into())),
        }
    }

    fn ask(&self) {
        let work = self.clone();
        let next = request_animation_frame(move |_| {
            let began = now();
            let mut more = true;
            if let Some(state) = work.state.borrow_mut().as_mut() {
                while more && now() - began < SLICE_MS {
                    more = state.advance(STEPS);
                }
            }
            work.shown.force_update();
            if more {
                work.ask();
            } else {
                work.stop();
            }
        });
        drop(self.hands.replace(Some(Hands::Slices(next))));
    }
}

fn now() -> f64 {
    gloo_utils::window().performance().map_or(0.0, |clock| clock.now())
}
