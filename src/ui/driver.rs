//! Lets time pass: one turn of work for each animation frame while the run plays. A hidden page gets no frames.

use crate::ui::desk::Desk;
use gloo_render::{AnimationFrame, request_animation_frame};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use yew::prelude::*;

/// Drives `desk` while it is `running`.
#[hook]
pub fn use_driver(desk: &Desk, running: bool) {
    use_effect_with((desk.clone(), running), |(desk, running)| {
        let frame: Rc<RefCell<Option<AnimationFrame>>> = Rc::default();
        if *running {
            ask(desk.clone(), frame.clone(), Rc::new(Cell::new(None)));
        }
        move || drop(frame.take())
    });
}

fn ask(desk: Desk, frame: Rc<RefCell<Option<AnimationFrame>>>, last: Rc<Cell<Option<f64>>>) {
    let slot = frame.clone();
    let next = request_animation_frame(move |now| {
        let elapsed = now - last.replace(Some(now)).unwrap_or(now);
        desk.tick(elapsed);
        if desk.is_running() {
            ask(desk, frame, last);
        }
    });
    slot.replace(Some(next));
}
