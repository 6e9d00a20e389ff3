//! The timeline: what every part did, over time, with the playhead across it.
//!
//! A scene (lanes, cells, names) is laid out once for a window of time; moving the playhead only moves where it is cut
//! into what has happened, what has run beyond the playhead, and what has not run yet.

mod frame;
mod grid;
mod marks;
mod playhead;
mod scene;
mod scrubber;
mod words;

pub use scrubber::Scrubber;

use crate::model::time::Millis;
use crate::picture::diagram::Rect;
use crate::picture::timeline::{Unfolded, Who, Window, ruler};
use crate::picture::write::{add, figure};
use crate::text::{Key, Language, format, word};
use crate::ui::desk::Desk;
use crate::ui::live::live;
use crate::ui::markup::{self, El, el, many};
use crate::ui::page::{use_desk, use_language};
use crate::ui::panels::PanelProps;
use crate::ui::view::{Selection, View};
use frame::{Frame, RULER, use_width};
use grid::GridProps;
use grid::{Done, Grid};
use marks::{DrawProps, PointProps, Points, Stretches};
use playhead::Playhead;
use playhead::PlayheadProps;
use scene::{Act, Scene, use_scene};
use web_sys::Element;
use yew::prelude::*;

/// One turn of the wheel or press of a key makes the window so much longer or shorter.
const ZOOM: f64 = 1.4;
const FIT: &str = "M2.5 3v10M13.5 3v10M5 8h6M6.5 6.2L4.8 8l1.7 1.8M9.5 6.2L11.2 8l-1.7 1.8";
/// A run longer than this is not shown whole by itself.
const SCROLLS_FROM_MS: Millis = 54_000;

/// The panel.
#[component]
pub fn Timeline(props: &PanelProps) -> Html {
    let language = use_language();
    let desk = use_desk();
    let PanelProps { view, selection } = props;
    let outer = use_node_ref();
    let width = use_width(&outer);
    let zoom = use_state_eq(|| None::<Window>);
    let held = use_state_eq(|| None::<Window>);
    let unfolded = use_state_eq(Unfolded::default);

    let at = view.world.elapsed();
    let end = view.last_time.since(view.world.start()).max(at);
    let window = (*held).or(*zoom).unwrap_or_else(|| Window::natural(end, view.log.len(), at));
    use_effect_with((at, (*held).is_some()), {
        let zoom = zoom.clone();
        move |(at, held)| {
            if let Some(window) = (*zoom).filter(|_| !held) {
                zoom.set(Some(window.with(*at)));
            }
        }
    });
    let frame = Frame::beside_names(window, width);
    let scene = use_scene(&desk, view, *selection, *unfolded, frame, language);

    let on_hold = {
        let held = held.clone();
        Callback::from(move |is_held: bool| held.set(is_held.then_some(window)))
    };
    let on_done = use_callback(*unfolded, {
        let (desk, zoom, unfolded) = (desk.clone(), zoom.clone(), unfolded.setter());
        move |done: Done, now| match done {
            Done::Go(Act::Zoom { from, to }) => zoom.set(Some(close_to(from, to))),
            Done::Head(who) => pick_lane(&desk, who, |then| unfolded.set(then), *now),
            done => carry_out(&desk, done),
        }
    });
    let zoom_at = {
        let zoom = zoom.clone();
        move |at: Millis, factor: f64| zoom.set(Some(window.zoomed(at, factor)))
    };
    let onkeydown = {
        let zoom_at = zoom_at.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            match event.key().as_str() {
                "+" | "=" => zoom_at(at, 1.0 / ZOOM),
                "-" | "_" => zoom_at(at, ZOOM),
                _ => return,
            }
            event.prevent_default();
        })
    };
    let onwheel = {
        let (zoom_at, zoom, outer) = (zoom_at.clone(), zoom.clone(), outer.clone());
        Callback::from(move |event: WheelEvent| {
            let sideways = if event.shift_key() { event.delta_y() + event.delta_x() } else { event.delta_x() };
            if event.ctrl_key() || event.meta_key() {
                let left = outer.cast::<Element>().map_or(0.0, |outer| outer.get_bounding_client_rect().left());
                let under = frame.at(f64::from(event.client_x()) - left);
                zoom_at(under, if event.delta_y() > 0.0 { ZOOM } else { 1.0 / ZOOM });
            } else if sideways.abs() > event.delta_y().abs() || event.shift_key() {
                zoom.set(Some(window.moved(sideways / frame.width)));
            } else {
                return;
            }
            event.prevent_default();
        })
    };
    let fit = {
        let zoom = zoom.clone();
        Callback::from(move |()| zoom.set((end > SCROLLS_FROM_MS).then(|| Window::whole(end))))
    };
    let drawn = || {
        let ruler = live::<Playhead>(PlayheadProps {
            view: view.clone(),
            frame,
            tip: 22.0,
            height: RULER,
            on_hold,
            children: draw_ruler(&frame, at, end),
        });
        let closer = {
            let zoom_at = zoom_at.clone();
            move |()| zoom_at(at, 1.0 / ZOOM)
        };
        let zoom = el("div")
            .class("tl-zoom")
            .child(button(language, Key::TimelineZoomIn, "M8 3.5v9M3.5 8h9", closer.into()))
            .child(button(language, Key::TimelineZoomOut, "M3.5 8h9", (move |()| zoom_at(at, ZOOM)).into()))
            .child(button(language, Key::TimelineFit, FIT, fit));
        let grid = live::<Grid>(GridProps {
            scene: scene.clone(),
            language,
            on_done,
            label: word(language, Key::TimelineLanes).into(),
            children: draw_lanes(&scene, view, *selection, language, (at, end)),
        });
        many().child(el("div").class("tl-head").child(ruler).child(zoom)).child(grid)
    };
    el("section")
        .found_by(&outer)
        .class("timeline")
        .aria_label(word(language, Key::PartTimeline))
        .on_key(onkeydown)
        .on_wheel(onwheel)
        .child((width > 0.0).then(drawn))
        .into()
}

fn button(language: Language, key: Key, d: &'static str, press: Callback<()>) -> El {
    let drawing = el("svg").class("icon").view_box("0 0 16 16").aria_hidden("true");
    markup::button("btn quiet square small")
        .aria_label(word(language, key))
        .title(word(language, key))
        .press(press)
        .child(drawing.child(el("path").class("icon-stroke").d(d)))
}

/// A window in which a column of counts falls apart into its events.
fn close_to(from: Millis, to: Millis) -> Window {
    let span = (to - from).max(10);
    Window { from: from.saturating_sub(span * 2), to: to + span * 2 }
}

/// Selects whose lane it is, or unfolds what is folded there.
fn pick_lane(desk: &Desk, who: Who, unfold: impl Fn(Unfolded), now: Unfolded) {
    match who {
        Who::Device(id) => desk.select(Selection::Device(id)),
        Who::Endpoint(id) | Who::Queue(id) => desk.select(Selection::Endpoint(id)),
        Who::Consumer(id) => desk.select(Selection::Consumer(id)),
        Who::Devices(_) => unfold(Unfolded { devices: !now.devices, ..now }),
        Who::Endpoints(_) => unfold(Unfolded { endpoints: !now.endpoints, ..now }),
        Who::Consumers(_) => unfold(Unfolded { consumers: !now.consumers, ..now }),
        Who::Faults | Who::Hub => {}
    }
}

fn carry_out(desk: &Desk, done: Done) {
    match done {
        Done::Go(Act::Step { step, send }) => {
            desk.seek_step(step);
            desk.select(send.map_or(Selection::Event(step), Selection::Message));
        }
        Done::Go(Act::Fault { fault: Some(fault), .. }) => desk.select(Selection::Fault(fault.into())),
        Done::Go(Act::Fault { step: Some(step), .. }) => {
            desk.seek_step(step);
            desk.select(Selection::Event(step));
        }
        Done::Bar(send) => desk.select(Selection::Message(send)),
        Done::MoveFault { fault, by_ms } => move_fault(desk, fault.into(), by_ms),
        Done::RemoveFault(fault) => {
            // A refusal leaves the plan as it is, and the flag in its place says so.
            desk.edit_fault(fault.into(), None, Callback::noop());
        }
        Done::Go(_) | Done::Head(_) => {}
    }
}

/// Moves a fault whose time is known.
fn move_fault(desk: &Desk, fault: usize, by_ms: i64) {
    let view = desk.view();
    let Some(mut spec) = view.world.faults().get(fault).map(|fault| fault.spec.clone()) else { return };
    let Some(at) = spec.at_ms_mut() else { return };
    *at = at.saturating_add_signed(by_ms);
    desk.edit_fault(fault, Some(spec), Callback::noop());
}

fn draw_ruler(frame: &Frame, at: Millis, end: Millis) -> Html {
    let ruler = ruler(frame.window, frame.width, 66.0);
    let head = frame.x(at);
    let (axis, right) = (22.0, frame.right());
    let mut ticks = figure("M# #H#", &[frame.left, axis, right]);
    let mut labels = Vec::new();
    for mark in ruler.marks {
        let (x, labelled) = (frame.x(mark), mark % ruler.label_every == 0);
        add(&mut ticks, "M# #v#", &[x, axis - 3.0, if labelled { 8.0 } else { 6.0 }]);
        if !labelled {
            continue;
        }
        let long = format::instant(mark);
        let label =
            if ruler.label_every.is_multiple_of(1_000) { long.strip_suffix(".000").unwrap_or(&long) } else { &long };
        let wide = words::width(label, 11.0);
        let ends = x + 4.0 + wide > right;
        let from = if ends { x - wide } else { x + 4.0 };
        // Under the handle nothing could be read.
        if head + 10.0 < from || from + wide < head - 10.0 {
            let text = el("text").class("tl-time").also(ends, "tl-before");
            labels.push(text.x(if ends { x } else { x + 4.0 }).y("14").child(label.to_owned()));
        }
    }
    let ran = frame.x_within(end);
    let ground = el("rect").class("tl-ground").at(Rect::new(ran, axis, right - ran, RULER - axis));
    many().child(ground).child(el("path").class("tl-axis").d(ticks)).each(labels).into()
}

fn draw_lanes(
    scene: &std::rc::Rc<Scene>,
    view: &View,
    selection: Selection,
    language: Language,
    (at, end): (Millis, Millis),
) -> Html {
    let (frame, height) = (&scene.frame, scene.height());
    let (head, ran) = (frame.x_within(at), frame.x_within(end));
    let draw = DrawProps { scene: scene.clone(), selected: selection.message(), language };
    let latest = at >= end;
    let point = PointProps {
        draw: draw.clone(),
        at_step: if latest { u32::MAX } else { view.at_step },
        at: if latest { Millis::MAX } else { at },
        covered: marks::covered(scene, head),
    };
    let rest = frame.right() - ran;
    let not_run = if view.last_step == 0 { Key::TimelineNothingRun } else { Key::TimelineNotRun };
    let not_run = word(language, not_run);
    let clip = |id: &'static str, from: f64, to: f64| {
        el("clipPath").id(id).child(el("rect").at(Rect::new(from, 0.0, (to - from).max(0.0), height)))
    };
    let clips = el("defs").child(clip("tl-past", frame.left - 2.0, head)).child(clip("tl-beyond", head, ran));
    let ground = || {
        let words = || el("text").class("tl-not-run").x(ran + rest / 2.0).y("50%").child(not_run);
        let fits = words::width(not_run, 12.0) < rest - 16.0;
        many().child(el("rect").class("tl-ground").x(ran).y("0").width(rest).height("100%")).child(fits.then(words))
    };
    let stretches = el("g").id("tl-stretches").child(live::<Stretches>(draw));
    let later = || {
        let again = el("use").href("#tl-stretches");
        el("g").class("tl-later").clip_path("url(#tl-beyond)").child(again)
    };
    let line = || el("line").class("tl-playhead").x1(head).x2(head).y1("0").y2("100%");
    many()
        .child(clips)
        .child((rest > 0.0).then(ground))
        .child(el("g").clip_path("url(#tl-past)").child(stretches))
        .child((!latest).then(later))
        .child(frame.window.holds(at).then(line))
        .child(live::<Points>(point))
        .into()
}
