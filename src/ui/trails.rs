//! The trails in the log of the run that is shown, for whatever part of the page asks for them. They are read in turns: a
//! long log takes several frames at first, and next to nothing from then on.

use crate::session::trails::Trails;
use crate::ui::desk::now_ms;
use crate::ui::view::View;
use gloo_render::request_animation_frame;
use std::cell::RefCell;
use yew::prelude::*;

/// Real milliseconds of reading in one turn.
const TURN_MS: f64 = 12.0;

thread_local! {
    /// A page shows one run at a time.
    static TRAILS: RefCell<Trails> = RefCell::default();
}

/// Reads on in the log of `view`. False while there is more to read; then the component is drawn again soon.
#[hook]
pub fn use_trails(view: &View) -> bool {
    let again = use_force_update();
    let until = now_ms() + TURN_MS;
    let is_read = TRAILS.with_borrow_mut(|trails| trails.read_on(view.past, &view.log, || now_ms() < until));
    use_effect(move || {
        let frame = (!is_read).then(|| request_animation_frame(move |_| again.force_update()));
        move || drop(frame)
    });
    is_read
}

/// Looks at the trails, which [`use_trails`] has read.
pub fn with_trails<R>(look: impl FnOnce(&Trails) -> R) -> R {
    TRAILS.with_borrow(look)
}
