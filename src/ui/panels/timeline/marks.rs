//! The marks of the lanes, as SVG. Their meaning is said by the grid; these are hidden from assistive technology.

use super::frame::{Frame, LINE, Row, px};
use super::scene::{Scene, columns_path, counts};
use super::words;
use crate::model::ids::SendId;
use crate::model::time::Millis;
use crate::picture::timeline::{
    BIN_PX, Bar, Break, BreakKind, End, Event, Flag, FlagKind, Lane, Mark, Stay, Thread, Who, label_stride,
};
use crate::text::{Language, format};
use crate::ui::widgets::icon::{Glyph, icon as drawing};
use crate::world::entry::What;
use std::rc::Rc;
use yew::prelude::*;

/// Threads above which only the selected message's are drawn.
const MOST_THREADS: usize = 200;
/// Size of small text.
const AXIS: f64 = 11.0;

/// Draws a scene, with the path of `selected` in the colour of the selection.
#[derive(Clone, Properties)]
pub(super) struct DrawProps {
    pub(super) scene: Rc<Scene>,
    pub(super) selected: Option<SendId>,
    pub(super) language: Language,
}

impl PartialEq for DrawProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &other.scene) && (self.selected, self.language) == (other.selected, other.language)
    }
}

impl DrawProps {
    fn chosen(&self, send: SendId) -> Option<&'static str> {
        (self.selected == Some(send)).then_some("tl-chosen")
    }
}

/// What stretches over time: lines, bars, threads. The page cuts it at the playhead.
#[component]
pub(super) fn Stretches(props: &DrawProps) -> Html {
    let scene = &props.scene;
    if !scene.overview.is_empty() {
        let column = |&(from, to, count): &(Millis, Millis, u64)| {
            let (from, to) = (scene.frame.x_within(from), scene.frame.x_within(to));
            (from, (to - from - 1.0).max(1.0), count)
        };
        let d = columns_path(scene.overview.iter().map(column), scene.rows[0].base, 34.0);
        return html! { <path class="tl-count" {d} /> };
    }
    let lanes = || scene.lanes.lanes.iter().zip(&scene.rows).zip(&scene.crowded);
    let first = lanes().map(|((lane, row), crowded)| under(props, lane, row, *crowded));
    let last = lanes().flat_map(|((lane, row), &crowded)| {
        let drawn =
            ordered(props, &lane.bars).filter(move |bar| !crowded || props.chosen(bar.lineage.send()).is_some());
        drawn.map(move |bar| draw_bar(props, bar, row.bar(bar, crowded)))
    });
    html! { <>{ for first }{ threads(props) }{ for last }</> }
}

/// The base line of a lane with its breaks, and the counts of a crowded one.
fn under(props: &DrawProps, lane: &Lane, row: &Row, crowded: bool) -> Html {
    let scene = &props.scene;
    let frame = &scene.frame;
    let class = match lane.who {
        Who::Faults | Who::Queue(_) => None,
        Who::Hub | Who::Endpoint(_) | Who::Endpoints(_) => Some("tl-hair"),
        _ if crowded => None,
        _ => Some("tl-base"),
    };
    let line = class.map(|class| {
        let d = format!("M{} {}H{}", px(frame.left), px(row.base), px(frame.right()));
        html! { <path {class} {d} /> }
    });
    let below = if matches!(lane.who, Who::Queue(_)) && !crowded { row.line(lane.lines) } else { row.base };
    let breaks = lane.breaks.iter().map(|it| draw_break(props, it, below));
    let counts = crowded.then(|| {
        let counts = counts(lane, frame);
        let column = |(n, count): (usize, &u64)| (frame.left + n as f64 * BIN_PX, BIN_PX - 1.0, *count);
        let d = columns_path(counts.iter().enumerate().map(column), row.base + 1.0, 18.0);
        html! { <path class="tl-count" {d} /> }
    });
    html! { <>{ line }{ counts }{ for breaks }{ if crowded { Html::default() } else { depth(props, lane, row) } }</> }
}

fn draw_break(props: &DrawProps, it: &Break, y: f64) -> Html {
    let frame = &props.scene.frame;
    let (from, to) = (frame.x_within(it.from), frame.x_within(it.to));
    let class = match it.kind {
        BreakKind::Degraded | BreakKind::Unhealthy => "tl-break tl-warn",
        _ => "tl-break",
    };
    let label = words::broken(it.kind, props.language).filter(|label| words::width(label, AXIS) < to - from);
    let d = format!("M{} {}H{}", px(from), px(y), px(to));
    html! {
        <>
            <path class="tl-gap" d={d.clone()} />
            <path {class} {d} />
            if let Some(label) = label {
                <text class={classes!("tl-small", class)} x={px(from + 4.0)} y={px(y - 5.0)}>{ label }</text>
            }
        </>
    }
}

/// How many messages of a queue have no line of their own.
fn depth(props: &DrawProps, lane: &Lane, row: &Row) -> Html {
    let frame = &props.scene.frame;
    let most = lane.depth.iter().map(|(_, hidden)| *hidden).max().unwrap_or(0);
    if most == 0 {
        return Html::default();
    }
    let y = row.line(lane.lines) + 4.0;
    let mut d = format!("M{} {}", px(frame.x_within(lane.depth[0].0)), px(y));
    for (at, hidden) in &lane.depth {
        let tall = *hidden as f64 / most as f64 * (LINE - 2.0);
        d.push_str(&format!("H{}V{}", px(frame.x_within(*at)), px(y - tall)));
    }
    d.push_str(&format!("H{}V{}z", px(frame.right()), px(y)));
    html! {
        <>
            <path class="tl-depth" {d} />
            <text class="tl-small" x={px(frame.left + 4.0)} y={px(y)}>
                { format!("+{}", format::short_number(props.language, most)) }
            </text>
        </>
    }
}

/// The selected message last, so that it lies on top.
fn ordered<'a>(props: &'a DrawProps, bars: &'a [Bar]) -> impl Iterator<Item = &'a Bar> {
    let chosen = |bar: &&Bar| props.selected == Some(bar.lineage.send());
    bars.iter().filter(move |bar| !chosen(bar)).chain(bars.iter().filter(chosen))
}

fn draw_bar(props: &DrawProps, bar: &Bar, y: f64) -> Html {
    let frame = &props.scene.frame;
    let chosen = props.chosen(bar.lineage.send());
    match bar.stay {
        Stay::Waiting => {
            let d = format!("M{} {}H{}", px(frame.x_within(bar.from)), px(y), px(frame.x_within(bar.to)));
            html! { <path class={classes!("tl-wait", chosen)} {d} /> }
        }
        Stay::Locked(_) => block(frame, bar, y, 3.5, classes!("tl-bar", chosen)),
        Stay::Working => block(frame, bar, y, 2.5, classes!("tl-bar", chosen)),
    }
}

fn block(frame: &Frame, bar: &Bar, y: f64, half: f64, class: Classes) -> Html {
    let (from, to) = (frame.x_within(bar.from), frame.x_within(bar.to));
    html! {
        <rect {class} x={px(from)} y={px(y - half)} width={px((to - from).max(1.0))} height={px(half * 2.0)} />
    }
}

fn threads(props: &DrawProps) -> Html {
    let all = &props.scene.lanes.threads;
    let few = all.len() <= MOST_THREADS;
    let chosen = |thread: &&Thread| props.selected == Some(thread.send);
    let rest = all.iter().filter(|thread| few && !chosen(thread));
    rest.chain(all.iter().filter(chosen)).map(|thread| draw_thread(props, thread)).collect()
}

fn draw_thread(props: &DrawProps, thread: &Thread) -> Html {
    let scene = &props.scene;
    let (frame, rows) = (&scene.frame, &scene.rows);
    let Some(hub) = scene.lanes.lanes.iter().position(|lane| lane.who == Who::Hub).map(|hub| rows[hub].base) else {
        return Html::default();
    };
    let chosen = props.chosen(thread.send);
    let point = |at: Millis, y: f64| format!("{} {}", px(frame.x(at)), px(y));
    let from_device = thread.sent.map(|(lane, at)| (point(at, rows[lane].base), at, rows[lane].base));
    let accepted = thread.accepted.map(|at| point(at, hub));
    let mut d = String::new();
    if let Some((sent, at, y)) = &from_device {
        match &accepted {
            Some(accepted) => d.push_str(&format!("M{sent}L{accepted}")),
            // Half of the way: it has not come further.
            None => d.push_str(&format!("M{sent}L{}", point(thread.lost.unwrap_or(*at), (y + hub) / 2.0))),
        }
    }
    if let Some(accepted) = &accepted {
        let down = thread.accepted.map_or(0.0, |at| frame.x(at));
        for (lane, line, at) in &thread.ends {
            let y = if scene.crowded[*lane] { rows[*lane].base } else { rows[*lane].line(*line) };
            let bend = if matches!(scene.who(*lane), Who::Queue(_)) { y } else { y - 9.0 };
            d.push_str(&format!("M{accepted}L{} {}L{}", px(down), px(bend), point(*at, y)));
        }
    }
    let lost = (thread.lost.is_some() && thread.accepted.is_none()).then_some("tl-lost");
    html! { <path class={classes!("tl-thread", chosen, lost)} {d} /> }
}

/// The step of a send whose number a line at `x` would run through.
pub(super) fn covered(scene: &Scene, x: f64) -> Option<u32> {
    let lanes = scene.lanes.lanes.iter().zip(&scene.crowded).filter(|(_, crowded)| !**crowded);
    let mut sends = lanes.flat_map(|(lane, _)| &lane.events).filter(|event| event.mark == Some(Mark::Sent));
    sends.find(|event| (scene.frame.x(event.at) - x).abs() < 8.0).map(|event| event.entry.step)
}

#[derive(Clone, PartialEq, Properties)]
pub(super) struct PointProps {
    pub(super) draw: DrawProps,
    /// Steps after this one lie beyond the playhead.
    pub(super) at_step: u32,
    pub(super) at: Millis,
    /// The send whose number would stand under the playhead.
    pub(super) covered: Option<u32>,
}

/// What happens in an instant: dots with their numbers, ends of bars, flags.
#[component]
pub(super) fn Points(props: &PointProps) -> Html {
    let scene = &props.draw.scene;
    let lanes = scene.lanes.lanes.iter().zip(&scene.rows).zip(&scene.crowded);
    let of_lanes = lanes.map(|((lane, row), crowded)| {
        if *crowded {
            return Html::default();
        }
        let ends = lane.bars.iter().map(|bar| draw_end(props, bar, row));
        html! { <>{ for ends }{ draw_events(props, lane, row) }</> }
    });
    html! { <>{ for of_lanes }{ flags(props) }</> }
}

impl PointProps {
    fn ahead(&self, step: u32) -> Option<&'static str> {
        (step > self.at_step).then_some("tl-ahead")
    }

    fn chosen(&self, event: &Event) -> Option<&'static str> {
        event.entry.what.send().and_then(|send| self.draw.chosen(send))
    }
}

fn draw_end(props: &PointProps, bar: &Bar, row: &Row) -> Html {
    let (x, y) = (props.draw.scene.frame.x(bar.to), row.line(bar.line));
    let ahead = (bar.to > props.at).then_some("tl-ahead");
    match bar.end {
        End::Open | End::Next => Html::default(),
        End::Completed => icon(Glyph::Tick, x + 2.0, y - 6.0, 12.0, classes!("tl-ok", ahead)),
        End::LockExpired => {
            let chosen = props.draw.chosen(bar.lineage.send());
            html! {
                <>
                    // Only once it has run out: until then it is a lock like any other.
                    if ahead.is_none() {
                        { block(&props.draw.scene.frame, bar, y, 3.5, classes!("tl-bar", "tl-expired", chosen)) }
                    }
                    <path class={classes!("tl-stop", ahead)} d={format!("M{} {}v12", px(x), px(y - 6.0))} />
                </>
            }
        }
        // The consumer's crash has a mark of its own.
        End::Broken if bar.stay == Stay::Working => Html::default(),
        End::Broken => icon(Glyph::Cross, x - 6.0, y - 6.0, 12.0, classes!("tl-bad", ahead)),
    }
}

fn draw_events(props: &PointProps, lane: &Lane, row: &Row) -> Html {
    let scene = &props.draw.scene;
    let events: Vec<_> = lane.events.iter().filter(|event| event.mark.is_some()).collect();
    let distance = match (events.first(), events.last()) {
        (Some(first), Some(last)) if events.len() > 1 => {
            (scene.frame.x(last.at) - scene.frame.x(first.at)) / (events.len() - 1) as f64
        }
        _ => f64::INFINITY,
    };
    let stride = label_stride(distance, 20.0);
    let mut taken = f64::NEG_INFINITY;
    let drawn = events.into_iter().map(|event| {
        let (number, chosen) = (number_of(event), props.chosen(event).is_some());
        let wanted = number.filter(|n| matches!(lane.who, Who::Device(_)) && (chosen || n % stride == 0));
        let label = wanted.map(|n| Label::of(props, event, n)).filter(|label| taken < label.from);
        taken = label.as_ref().map_or(taken, |label| label.to);
        draw_event(props, event, row, label)
    });
    drawn.collect()
}

/// The number over a send, if there is room for it.
struct Label {
    number: u32,
    x: f64,
    class: Option<&'static str>,
    /// The room that it takes.
    from: f64,
    to: f64,
}

impl Label {
    fn of(props: &PointProps, event: &Event, number: u32) -> Self {
        let x = props.draw.scene.frame.x(event.at);
        let wide = words::width(&number.to_string(), AXIS);
        let before = |x: f64, room: f64| Self { number, x, class: Some("tl-before"), from: x - wide - room, to: x };
        if event.mark == Some(Mark::Resent) {
            before(x - 8.0, 13.0)
        } else if props.covered == Some(event.entry.step) {
            before(x - 3.0, 0.0)
        } else {
            Self { number, x, class: None, from: x - wide / 2.0, to: x + wide / 2.0 }
        }
    }
}

fn draw_event(props: &PointProps, event: &Event, row: &Row, label: Option<Label>) -> Html {
    let (x, y) = (props.draw.scene.frame.x(event.at), row.line(event.line));
    let (ahead, chosen) = (props.ahead(event.entry.step), props.chosen(event));
    let Some(mark) = event.mark else { return Html::default() };
    let dot =
        |r: &'static str| html! { <circle class={classes!("tl-dot", chosen, ahead)} cx={px(x)} cy={px(y)} {r} /> };
    let red = classes!("tl-bad", ahead);
    match mark {
        Mark::Accepted => Html::default(),
        Mark::Delivered => dot("3"),
        Mark::Read => dot("2.2"),
        Mark::Sent | Mark::Resent => {
            let number = label.map(|Label { number, x, class, from, .. }| {
                html! {
                    <>
                        <text class={classes!("tl-number", class, chosen, ahead)} x={px(x)} y={px(y - 7.0)}>{ number }</text>
                        if mark == Mark::Resent {
                            { icon(Glyph::Retry, from, y - 17.0, 11.0, classes!("tl-again", chosen, ahead)) }
                        }
                    </>
                }
            });
            html! { <>{ number }{ dot("2.8") }</> }
        }
        Mark::BlobWritten => html! {
            <rect class={classes!("tl-blob", ahead)} x={px(x - 3.5)} y={px(y - 10.0)} width="7" height="7" rx="1" />
        },
        Mark::Orphaned => {
            html! { <path class={classes!("tl-stop", ahead)} d={format!("M{} {}v12", px(x), px(y - 6.0))} /> }
        }
        Mark::Refused | Mark::Crashed => icon(Glyph::Cross, x - 6.0, y - 6.0, 12.0, red),
        Mark::Failed => icon(Glyph::Retry, x - 5.5, y - 5.5, 11.0, classes!("tl-amber", ahead)),
    }
}

fn number_of(event: &Event) -> Option<u32> {
    match event.entry.what {
        What::Sent { send, .. } | What::Published { send, .. } => Some(send.number),
        _ => None,
    }
}

/// The flags of the faults, each with its word where there is room.
fn flags(props: &PointProps) -> Html {
    let scene = &props.draw.scene;
    let flags = &scene.lanes.flags;
    let Some(row) = scene.rows.first().filter(|_| !flags.is_empty()) else { return Html::default() };
    let mut taken = scene.frame.left;
    let drawn = flags.iter().enumerate().map(|(n, flag)| {
        let x = scene.frame.x(flag.at);
        let word = words::flag_word(flag.kind, props.draw.language);
        let room = words::width(word, AXIS) + 12.0;
        let next = flags.get(n + 1).map_or(scene.frame.right() + 12.0, |next| scene.frame.x(next.at));
        let place = if x + 8.0 + room < next - 8.0 {
            Some((x + 9.0, None))
        } else if taken + room < x - 8.0 {
            Some((x - 9.0, Some("tl-before")))
        } else {
            None
        };
        taken = if place.is_some_and(|(_, before)| before.is_none()) { x + 8.0 + room } else { x + 8.0 };
        draw_flag(props, flag, x, row, word, place)
    });
    drawn.collect()
}

fn draw_flag(
    props: &PointProps,
    flag: &Flag,
    x: f64,
    row: &Row,
    word: &'static str,
    place: Option<(f64, Option<&'static str>)>,
) -> Html {
    let glyph = match flag.kind {
        FlagKind::PublishLost | FlagKind::PubackLost | FlagKind::Disconnect => Glyph::Lost,
        FlagKind::Crash => Glyph::Fault,
        FlagKind::Outage => Glyph::Cross,
    };
    let ahead = flag.step.is_none_or(|step| step > props.at_step).then_some("tl-ahead");
    html! {
        <>
            { icon(glyph, x - 6.5, row.base - 6.5, 13.0, classes!("tl-bad", ahead)) }
            if let Some((x, before)) = place {
                <text class={classes!("tl-flag", before, ahead)} x={px(x)} y={px(row.base + 4.0)}>{ word }</text>
            }
            { leader(props, flag, x, row, ahead) }
        </>
    }
}

/// A dotted line from the flag down to the link that it cut.
fn leader(props: &PointProps, flag: &Flag, x: f64, row: &Row, ahead: Option<&'static str>) -> Html {
    let scene = &props.draw.scene;
    let cut = |lane: &&Lane| lane.breaks.iter().any(|it| it.kind == BreakKind::Cut && it.from == flag.at);
    let Some(struck) = scene.lanes.lanes.iter().position(|lane| cut(&lane)) else { return Html::default() };
    let d = format!("M{} {}V{}", px(x), px(row.base + 9.0), px(scene.rows[struck].base));
    html! { <path class={classes!("tl-leader", ahead)} {d} /> }
}

fn icon(glyph: Glyph, x: f64, y: f64, size: f64, class: Classes) -> Html {
    let transform = format!("translate({} {}) scale({:.3})", px(x), px(y), size / 16.0);
    html! { <g {class} {transform}>{ drawing(glyph) }</g> }
}
