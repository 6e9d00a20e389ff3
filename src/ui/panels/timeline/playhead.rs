//! The playhead: a slider over the events of the run, with pointer and keys.

use super::frame::Frame;
use super::words;
use crate::model::time::Millis;
use crate::picture::write::figure;
use crate::text::{Key, word};
use crate::ui::desk::Desk;
use crate::ui::markup::el;
use crate::ui::page::{use_desk, use_language};
use crate::ui::view::View;
use gloo_render::{AnimationFrame, request_animation_frame};
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// Events that Page Up and Page Down pass.
const PAGE: u32 = 10;
/// Milliseconds that an arrow key passes with Alt.
const NUDGE_MS: Millis = 10;

/// Moves the playhead while a pointer drags it: at most once in each frame.
#[derive(Clone)]
pub(super) struct Seeker {
    desk: Desk,
    wanted: Rc<RefCell<Option<(Millis, bool)>>>,
    frame: Rc<RefCell<Option<AnimationFrame>>>,
}

#[hook]
pub(super) fn use_seeker(desk: &Desk) -> Seeker {
    Seeker { desk: desk.clone(), wanted: use_mut_ref(|| None), frame: use_mut_ref(|| None) }
}

impl Seeker {
    /// To the event nearest to `at`, or `between` events to the instant itself. Never beyond what has run.
    fn to(&self, at: Millis, between: bool) {
        self.wanted.replace(Some((at, between)));
        if self.frame.borrow().is_some() {
            return;
        }
        let seeker = self.clone();
        let frame = request_animation_frame(move |_| {
            seeker.frame.take();
            if let Some((at, between)) = seeker.wanted.take() {
                seeker.seek(at, between);
            }
        });
        self.frame.replace(Some(frame));
    }

    fn seek(&self, at: Millis, between: bool) {
        let view = self.desk.view();
        let at = view.world.start().plus(at).min(view.last_time);
        match nearest_step(&view, at).filter(|_| !between) {
            Some(step) if step == view.at_step => {}
            Some(step) => self.desk.seek_step(step),
            None => self.desk.seek_time(at),
        }
    }
}

/// The step nearest to an instant; of several in one instant the last. `None` where the log has forgotten.
fn nearest_step(view: &View, at: crate::model::time::Timestamp) -> Option<u32> {
    let before = view.log.step_at(at);
    if before.is_none() && view.log.first_step() > 1 {
        return None;
    }
    let moment = |step: u32| view.log.of_step(step).next().map_or(view.world.start(), |entry| entry.at);
    let before = before.unwrap_or(0);
    let after = view.log.between(at.plus(1), view.last_time).next().map(|entry| entry.at);
    match after {
        Some(after) if after.since(at) < at.since(moment(before)) => view.log.step_at(after),
        _ => Some(before),
    }
}

#[derive(PartialEq, Properties)]
pub(super) struct PlayheadProps {
    pub(super) view: Rc<View>,
    pub(super) frame: Frame,
    /// Where its tip is, from the top.
    pub(super) tip: f64,
    pub(super) height: f64,
    /// A drag has begun or ended.
    #[prop_or_default]
    pub(super) on_hold: Callback<bool>,
    /// What lies under it: a ruler, a line of dots.
    pub(super) children: Html,
}

/// An SVG over the whole width whose playhead follows the pointer.
#[component]
pub(super) fn Playhead(props: &PlayheadProps) -> Html {
    let desk = use_desk();
    let language = use_language();
    let seeker = use_seeker(&desk);
    let field = use_node_ref();
    let handle = use_node_ref();
    let held = use_mut_ref(|| false);
    let PlayheadProps { view, frame, tip, height, on_hold, children } = props;

    let seek = {
        let (field, frame) = (field.clone(), *frame);
        move |event: &PointerEvent| {
            if let Some(field) = field.cast::<Element>() {
                let x = f64::from(event.client_x()) - field.get_bounding_client_rect().left();
                seeker.to(frame.at(x), event.alt_key());
            }
        }
    };
    let onpointerdown = {
        let start = frame.left - 12.0;
        let (seek, held, field, handle, on_hold) =
            (seek.clone(), held.clone(), field.clone(), handle.clone(), on_hold.clone());
        Callback::from(move |event: PointerEvent| {
            let left = field.cast::<Element>().map_or(0.0, |field| field.get_bounding_client_rect().left());
            if event.button() != 0 || f64::from(event.client_x()) - left < start {
                return;
            }
            event.prevent_default();
            if let Some(field) = field.cast::<Element>() {
                let _ = field.set_pointer_capture(event.pointer_id());
            }
            if let Some(handle) = handle.cast::<web_sys::SvgElement>() {
                let _ = handle.focus();
            }
            held.replace(true);
            on_hold.emit(true);
            seek(&event);
        })
    };
    let onpointermove = {
        let held = held.clone();
        Callback::from(move |event: PointerEvent| {
            if *held.borrow() {
                seek(&event);
            }
        })
    };
    let release = {
        let on_hold = on_hold.clone();
        Callback::from(move |_: PointerEvent| {
            if held.replace(false) {
                on_hold.emit(false);
            }
        })
    };
    let onkeydown = {
        let (desk, view) = (desk.clone(), view.clone());
        Callback::from(move |event: KeyboardEvent| {
            if press(&event, &desk, &view) {
                event.prevent_default();
            }
        })
    };
    let x = frame.x_within(view.world.elapsed());
    let shown = frame.window.holds(view.world.elapsed());
    let past = !view.is_latest();
    let notch = || el("path").class("tl-notch").path("M0 #v9", &[tip - 12.0]);
    let handle = el("g")
        .found_by(&handle)
        .class("tl-handle")
        .also(!shown, "tl-away")
        .role("slider")
        .tabindex("0")
        .transform(figure("translate(# 0)", &[x]))
        .aria_label(word(language, Key::TransportScrubber))
        .aria_valuemin("0")
        .aria_valuemax(view.last_step)
        .aria_valuenow(view.at_step)
        .aria_valuetext(words::position(view, language))
        .on_key(onkeydown)
        .child(el("rect").class("tl-target").x("-12").y("0").width("24").height(height.max(24.0)))
        .child(el("path").class("tl-playhead").path("M0 #V#", &[tip - 2.0, *height]))
        .child(el("path").class("tl-pentagon").path("M-6 #h12v8l-6 6-6-6z", &[tip - 14.0]))
        .child(past.then(notch));
    el("svg")
        .found_by(&field)
        .class("tl-ruler")
        .height(*height)
        .width("100%")
        .on_pointer_down(onpointerdown)
        .on_pointer_move(onpointermove)
        .on_pointer_up(release.clone())
        .on_pointer_cancel(release)
        .child(el("g").aria_hidden("true").child(children.clone()))
        .child(handle)
        .into()
}

fn press(event: &KeyboardEvent, desk: &Desk, view: &View) -> bool {
    if event.ctrl_key() || event.meta_key() {
        return false;
    }
    let (at, last) = (view.at_step, view.last_step);
    let by = |milliseconds: i64| {
        let to = view.world.now().0.saturating_add_signed(milliseconds);
        desk.seek_time(crate::model::time::Timestamp(to).clamp(view.world.start(), view.last_time));
    };
    match event.key().as_str() {
        "ArrowRight" | "ArrowUp" if event.alt_key() => by(NUDGE_MS as i64),
        "ArrowLeft" | "ArrowDown" if event.alt_key() => by(-(NUDGE_MS as i64)),
        _ if event.alt_key() || event.shift_key() => return false,
        "ArrowRight" | "ArrowUp" => desk.seek_step((at + 1).min(last)),
        "ArrowLeft" | "ArrowDown" => desk.seek_step(at.saturating_sub(1)),
        "PageUp" => desk.seek_step((at + PAGE).min(last)),
        "PageDown" => desk.seek_step(at.saturating_sub(PAGE)),
        "Home" => desk.seek_step(0),
        "End" => desk.seek_step(last),
        _ => return false,
    }
    true
}
