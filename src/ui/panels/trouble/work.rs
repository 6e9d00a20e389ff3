//! Long work in slices: a part of each animation frame, so that the page stays awake.

use gloo_render::{AnimationFrame, request_animation_frame};
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// How long a slice may take, in milliseconds: the page wants its frames.
const SLICE_MS: f64 = 10.0;

/// Something that is done step by step. It stops when it is told to, and when the component goes.
pub(super) struct Work<T: 'static> {
    state: Rc<RefCell<Option<T>>>,
    frame: Rc<RefCell<Option<AnimationFrame>>>,
    running: UseStateHandle<bool>,
    shown: UseForceUpdateHandle,
}

impl<T> Clone for Work<T> {
    fn clone(&self) -> Self {
        Self {
            state: self.state.clone(),
            frame: self.frame.clone(),
            running: self.running.clone(),
            shown: self.shown.clone(),
        }
    }
}

#[hook]
pub(super) fn use_work<T: 'static>() -> Work<T> {
    let state = use_mut_ref(|| None);
    let frame: Rc<RefCell<Option<AnimationFrame>>> = use_mut_ref(|| None);
    let (running, shown) = (use_state_eq(|| false), use_force_update());
    let last = frame.clone();
    use_effect_with((), move |()| move || drop(last.take()));
    Work { state, frame, running, shown }
}

impl<T: 'static> Work<T> {
    pub(super) fn is_running(&self) -> bool {
        *self.running
    }

    /// Looks at what is done so far.
    pub(super) fn read<R>(&self, look: impl FnOnce(&T) -> R) -> Option<R> {
        self.state.borrow().as_ref().map(look)
    }

    /// Begins; `advance` does a little and says whether there is more.
    pub(super) fn start(&self, state: T, advance: fn(&mut T) -> bool) {
        self.state.replace(Some(state));
        self.running.set(true);
        self.ask(advance);
    }

    pub(super) fn stop(&self) {
        self.frame.take();
        self.running.set(false);
    }

    fn ask(&self, advance: fn(&mut T) -> bool) {
        let work = self.clone();
        let next = request_animation_frame(move |_| {
            let began = now();
            let mut more = true;
            if let Some(state) = work.state.borrow_mut().as_mut() {
                while more && now() - began < SLICE_MS {
                    more = advance(state);
                }
            }
            work.shown.force_update();
            if more {
                work.ask(advance);
            } else {
                work.stop();
            }
        });
        self.frame.replace(Some(next));
    }
}

fn now() -> f64 {
    gloo_utils::window().performance().map_or(0.0, |clock| clock.now())
}
