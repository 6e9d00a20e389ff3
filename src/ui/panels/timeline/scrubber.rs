//! The run on one line, with the playhead: for small screens and embeds.

use super::frame::{Frame, use_width};
use super::playhead::Playhead;
use super::playhead::PlayheadProps;
use super::scene::columns_path;
use super::words;
use crate::model::ids::SendId;
use crate::model::time::Millis;
use crate::picture::timeline::{
    BIN_PX, FlagKind, MAX_FOLDED, Mark, Who, Window, bins, columns, fold, is_crowded, planned,
};
use crate::picture::write::{figure, number};
use crate::ui::desk::Desk;
use crate::ui::live::live;
use crate::ui::page::{use_desk, use_language};
use crate::ui::panels::PanelProps;
use crate::ui::view::View;
use crate::ui::widgets::icon::{Glyph, icon};
use yew::prelude::*;

const HEIGHT: f64 = 32.0;
const LINE: f64 = 20.0;

/// Sends and faults of the whole run.
#[derive(Debug, Default)]
struct Sketch {
    /// (instant, step, send)
    sends: Vec<(Millis, u32, SendId)>,
    flags: Vec<(Millis, FlagKind)>,
    /// Where there are too many: a path of counts.
    counts: Option<String>,
}

/// One line of time: the playhead is a slider over it.
#[component]
pub fn Scrubber(props: &PanelProps) -> Html {
    let language = use_language();
    let desk = use_desk();
    let PanelProps { view, selection } = props;
    let outer = use_node_ref();
    let width = use_width(&outer);
    let held = use_state_eq(|| None::<Window>);
    let at = view.world.elapsed();
    let end = view.last_time.since(view.world.start()).max(at);
    let window = (*held).unwrap_or_else(|| Window::whole(end));
    let frame = Frame { window, left: 8.0, width: (width - 16.0).max(1.0) };
    let digest = desk.read(|session| session.digest());
    let sketch = use_memo((digest, view.current_run, frame), |_| sketch(&desk, view, &frame));
    let on_hold = Callback::from(move |is_held: bool| held.set(is_held.then_some(window)));

    let (head, ran) = (frame.x_within(at), frame.x_within(end));
    let dot = |&(time, step, send): &(Millis, u32, SendId)| {
        let chosen = (selection.message() == Some(send)).then_some("tl-chosen");
        let ahead = (step > view.at_step).then_some("tl-ahead");
        html! { <circle class={classes!("tl-dot", chosen, ahead)} cx={number(frame.x(time))} cy={number(LINE)} r="2.8" /> }
    };
    let flag = |&(time, kind): &(Millis, FlagKind)| {
        let glyph = if kind == FlagKind::Crash { Glyph::Fault } else { Glyph::Lost };
        let ahead = (time > at).then_some("tl-ahead");
        let transform = figure("translate(# 2) scale(.75)", &[frame.x(time) - 6.0]);
        html! { <g class={classes!("tl-bad", ahead)} {transform}><title>{ words::flag_word(kind, language) }</title>{ icon(glyph) }</g> }
    };
    html! {
        <div ref={outer} class="scrubber-line">
            if width > 0.0 {
                { live::<Playhead>(yew::props!(PlayheadProps {
                    view: view.clone(),
                    frame,
                    tip: 18.0,
                    height: HEIGHT,
                    on_hold,
                    children: html! { <><rect class="tl-ground" x={number(ran)} y="10" width={number(frame.right() - ran + 8.0)} height="20" />
                    <path class="tl-base" d={figure("M# #H#", &[frame.left, LINE, ran.max(head)])} />
                    if let Some(d) = &sketch.counts {
                        <path class="tl-count" d={d.clone()} />
                    }
                    { for sketch.sends.iter().map(dot) }
                    { for sketch.flags.iter().map(flag) }</> },
                })) }
            }
        </div>
    }
}

fn sketch(desk: &Desk, view: &View, frame: &Frame) -> Sketch {
    let start = view.world.start();
    if view.log.len() > MAX_FOLDED {
        let column = |(from, to, count)| (frame.x(from), (frame.x(to) - frame.x(from)).max(1.0), count);
        let counts = columns_path(columns(view.log.density(), frame.window).into_iter().map(column), LINE, 12.0);
        return Sketch { counts: Some(counts), ..Sketch::default() };
    }
    let opening = desk.read(|session| session.world_at(0));
    let devices = view.world.devices().len() as u32;
    let who = [Who::Faults, Who::Devices(devices)];
    let entries = view.log.between(start, start.plus(frame.window.to));
    let lanes = fold(&opening, &who, frame.window, frame.window.to, &planned(&view.world), entries);
    let sends = lanes.lanes[1].events.iter().filter(|event| event.mark == Some(Mark::Sent));
    let sends: Vec<_> =
        sends.filter_map(|event| Some((event.at, event.entry.step, event.entry.what.send()?))).collect();
    let flags = lanes.flags.iter().map(|flag| (flag.at, flag.kind)).collect();
    let instants: Vec<_> = sends.iter().map(|(at, ..)| *at).collect();
    if !is_crowded(&instants, frame.window, frame.width) {
        return Sketch { sends, flags, counts: None };
    }
    let counts = bins(instants.iter().map(|at| (*at, 1)), frame.window, frame.width);
    let column = |(n, count): (usize, &u64)| (frame.left + n as f64 * BIN_PX, BIN_PX - 1.0, *count);
    Sketch { sends: Vec::new(), flags, counts: Some(columns_path(counts.iter().enumerate().map(column), LINE, 12.0)) }
}
