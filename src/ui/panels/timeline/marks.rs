//! The marks of the lanes, as SVG. Their meaning is said by the grid; these are hidden from assistive technology.

use super::frame::{Frame, LINE, Row};
use super::scene::{Scene, columns_path, counts};
use super::words;
use crate::model::ids::SendId;
use crate::model::time::Millis;
use crate::picture::diagram::Rect;
use crate::picture::timeline::{
    BIN_PX, Bar, Break, BreakKind, End, Event, Flag, FlagKind, Lane, Mark, Stay, Thread, Who, label_stride,
};
use crate::picture::write::{add, figure};
use crate::text::{Language, format};
use crate::ui::markup::{El, Many, el, list, many};
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
    fn chosen(&self, send: SendId) -> bool {
        self.selected == Some(send)
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
        return el("path")
            .class("tl-count")
            .d(columns_path(scene.overview.iter().map(column), scene.rows[0].base, 34.0))
            .into();
    }
    let lanes = || scene.lanes.lanes.iter().zip(&scene.rows).zip(&scene.crowded);
    let first = lanes().map(|((lane, row), crowded)| under(props, lane, row, *crowded));
    let last = lanes().flat_map(|((lane, row), &crowded)| {
        let drawn = ordered(props, &lane.bars).filter(move |bar| !crowded || props.chosen(bar.lineage.send()));
        drawn.map(move |bar| draw_bar(props, bar, row.bar(bar, crowded)))
    });
    many().each(first).child(threads(props)).each(last).into()
}

/// The base line of a lane with its breaks, and the counts of a crowded one.
fn under(props: &DrawProps, lane: &Lane, row: &Row, crowded: bool) -> Many {
    let scene = &props.scene;
    let frame = &scene.frame;
    let class = match lane.who {
        Who::Faults | Who::Queue(_) => None,
        Who::Hub | Who::Endpoint(_) | Who::Endpoints(_) => Some("tl-hair"),
        _ if crowded => None,
        _ => Some("tl-base"),
    };
    let line = class.map(|class| el("path").class(class).path("M# #H#", &[frame.left, row.base, frame.right()]));
    let below = if matches!(lane.who, Who::Queue(_)) && !crowded { row.line(lane.lines) } else { row.base };
    let breaks = lane.breaks.iter().map(|it| draw_break(props, it, below));
    let counts = crowded.then(|| {
        let counts = counts(lane, frame);
        let column = |(n, count): (usize, &u64)| (frame.left + n as f64 * BIN_PX, BIN_PX - 1.0, *count);
        el("path").class("tl-count").d(columns_path(counts.iter().enumerate().map(column), row.base + 1.0, 18.0))
    });
    let depth = if crowded { None } else { depth(props, lane, row) };
    many().child(line).child(counts).each(breaks).child(depth)
}

fn draw_break(props: &DrawProps, it: &Break, y: f64) -> Many {
    let frame = &props.scene.frame;
    let (from, to) = (frame.x_within(it.from), frame.x_within(it.to));
    let class = match it.kind {
        BreakKind::Degraded | BreakKind::Unhealthy => "tl-break tl-warn",
        _ => "tl-break",
    };
    let label = words::broken(it.kind, props.language).filter(|label| words::width(label, AXIS) < to - from);
    let line = |class| el("path").class(class).path("M# #H#", &[from, y, to]);
    let label = label.map(|label| el("text").class("tl-small").also(true, class).x(from + 4.0).y(y - 5.0).child(label));
    many().child(line("tl-gap")).child(line(class)).child(label)
}

/// How many messages of a queue have no line of their own.
fn depth(props: &DrawProps, lane: &Lane, row: &Row) -> Option<Many> {
    let frame = &props.scene.frame;
    let most = lane.depth.iter().map(|(_, hidden)| *hidden).max().unwrap_or(0);
    if most == 0 {
        return None;
    }
    let y = row.line(lane.lines) + 4.0;
    let mut d = figure("M# #", &[frame.x_within(lane.depth[0].0), y]);
    for (at, hidden) in &lane.depth {
        let tall = *hidden as f64 / most as f64 * (LINE - 2.0);
        add(&mut d, "H#V#", &[frame.x_within(*at), y - tall]);
    }
    add(&mut d, "H#V#z", &[frame.right(), y]);
    let count = ["+", &format::short_number(props.language, most)].concat();
    let count = el("text").class("tl-small").x(frame.left + 4.0).y(y).child(count);
    Some(many().child(el("path").class("tl-depth").d(d)).child(count))
}

/// The selected message last, so that it lies on top.
fn ordered<'a>(props: &'a DrawProps, bars: &'a [Bar]) -> impl Iterator<Item = &'a Bar> {
    let chosen = |bar: &&Bar| props.selected == Some(bar.lineage.send());
    bars.iter().filter(move |bar| !chosen(bar)).chain(bars.iter().filter(chosen))
}

fn draw_bar(props: &DrawProps, bar: &Bar, y: f64) -> El {
    let frame = &props.scene.frame;
    let chosen = props.chosen(bar.lineage.send());
    let drawn = match bar.stay {
        Stay::Waiting => {
            let ends = [frame.x_within(bar.from), y, frame.x_within(bar.to)];
            el("path").class("tl-wait").path("M# #H#", &ends)
        }
        Stay::Locked(_) => block(frame, bar, y, 3.5),
        Stay::Working => block(frame, bar, y, 2.5),
    };
    drawn.also(chosen, "tl-chosen")
}

fn block(frame: &Frame, bar: &Bar, y: f64, half: f64) -> El {
    let (from, to) = (frame.x_within(bar.from), frame.x_within(bar.to));
    el("rect").class("tl-bar").at(Rect::new(from, y - half, (to - from).max(1.0), half * 2.0))
}

fn threads(props: &DrawProps) -> Html {
    let all = &props.scene.lanes.threads;
    let few = all.len() <= MOST_THREADS;
    let chosen = |thread: &&Thread| props.selected == Some(thread.send);
    let rest = all.iter().filter(|thread| few && !chosen(thread));
    list(rest.chain(all.iter().filter(chosen)).map(|thread| draw_thread(props, thread)))
}

fn draw_thread(props: &DrawProps, thread: &Thread) -> Option<El> {
    let scene = &props.scene;
    let (frame, rows) = (&scene.frame, &scene.rows);
    let hub = rows[scene.lanes.lanes.iter().position(|lane| lane.who == Who::Hub)?].base;
    let chosen = props.chosen(thread.send);
    let mut d = String::new();
    if let Some((lane, at)) = thread.sent {
        let y = rows[lane].base;
        let (to, down_to) = match thread.accepted {
            Some(accepted) => (accepted, hub),
            // Half of the way: it has not come further.
            None => (thread.lost.unwrap_or(at), (y + hub) / 2.0),
        };
        add(&mut d, "M# #L# #", &[frame.x(at), y, frame.x(to), down_to]);
    }
    if let Some(accepted) = thread.accepted {
        let down = frame.x(accepted);
        for (lane, line, at) in &thread.ends {
            let y = if scene.crowded[*lane] { rows[*lane].base } else { rows[*lane].line(*line) };
            let bend = if matches!(scene.who(*lane), Who::Queue(_)) { y } else { y - 9.0 };
            add(&mut d, "M# #L# #L# #", &[down, hub, down, bend, frame.x(*at), y]);
        }
    }
    let lost = thread.lost.is_some() && thread.accepted.is_none();
    Some(el("path").class("tl-thread").also(chosen, "tl-chosen").also(lost, "tl-lost").d(d))
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
        let ends = || lane.bars.iter().map(|bar| draw_end(props, bar, row));
        (!crowded).then(|| many().each(ends()).child(draw_events(props, lane, row)))
    });
    many().each(of_lanes).child(flags(props)).into()
}

impl PointProps {
    fn ahead(&self, step: u32) -> bool {
        step > self.at_step
    }

    fn chosen(&self, event: &Event) -> bool {
        event.entry.what.send().is_some_and(|send| self.draw.chosen(send))
    }
}

fn draw_end(props: &PointProps, bar: &Bar, row: &Row) -> Option<Html> {
    let (x, y) = (props.draw.scene.frame.x(bar.to), row.line(bar.line));
    let ahead = bar.to > props.at;
    match bar.end {
        End::Open | End::Next => None,
        End::Completed => Some(icon(Glyph::Tick, x + 2.0, y - 6.0, 12.0, "tl-ok", ahead).into()),
        End::LockExpired => {
            let chosen = props.draw.chosen(bar.lineage.send());
            // Only once it has run out: until then it is a lock like any other.
            let block = || {
                let block = block(&props.draw.scene.frame, bar, y, 3.5);
                block.also(true, "tl-expired").also(chosen, "tl-chosen")
            };
            Some(many().child((!ahead).then(block)).child(stop(x, y, ahead)).into())
        }
        // The consumer's crash has a mark of its own.
        End::Broken if bar.stay == Stay::Working => None,
        End::Broken => Some(icon(Glyph::Cross, x - 6.0, y - 6.0, 12.0, "tl-bad", ahead).into()),
    }
}

fn stop(x: f64, y: f64, ahead: bool) -> El {
    el("path").class("tl-stop").also(ahead, "tl-ahead").path("M# #v12", &[x, y - 6.0])
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
        let (number, chosen) = (number_of(event), props.chosen(event));
        let wanted = number.filter(|n| matches!(lane.who, Who::Device(_)) && (chosen || n % stride == 0));
        let label = wanted.map(|n| Label::of(props, event, n)).filter(|label| taken < label.from);
        taken = label.as_ref().map_or(taken, |label| label.to);
        draw_event(props, event, row, label)
    });
    list(drawn)
}

/// The number over a send, if there is room for it.
struct Label {
    number: u32,
    x: f64,
    before: bool,
    /// The room that it takes.
    from: f64,
    to: f64,
}

impl Label {
    fn of(props: &PointProps, event: &Event, number: u32) -> Self {
        let x = props.draw.scene.frame.x(event.at);
        let wide = words::width(&number.to_string(), AXIS);
        let before = |x: f64, room: f64| Self { number, x, before: true, from: x - wide - room, to: x };
        if event.mark == Some(Mark::Resent) {
            before(x - 8.0, 13.0)
        } else if props.covered == Some(event.entry.step) {
            before(x - 3.0, 0.0)
        } else {
            Self { number, x, before: false, from: x - wide / 2.0, to: x + wide / 2.0 }
        }
    }
}

fn draw_event(props: &PointProps, event: &Event, row: &Row, label: Option<Label>) -> Option<Html> {
    let (x, y) = (props.draw.scene.frame.x(event.at), row.line(event.line));
    let (ahead, chosen) = (props.ahead(event.entry.step), props.chosen(event));
    let tinted = |element: El| element.also(chosen, "tl-chosen").also(ahead, "tl-ahead");
    let dot = |r: &'static str| tinted(el("circle").class("tl-dot")).cx(x).cy(y).r(r);
    let drawn = match event.mark? {
        Mark::Accepted => return None,
        Mark::Delivered => dot("3"),
        Mark::Read => dot("2.2"),
        mark @ (Mark::Sent | Mark::Resent) => {
            let number = label.map(|Label { number, x, before, from, .. }| {
                let text = tinted(el("text").class("tl-number").also(before, "tl-before")).x(x).y(y - 7.0);
                let again = || icon(Glyph::Retry, from, y - 17.0, 11.0, "tl-again", ahead).also(chosen, "tl-chosen");
                many().child(text.child(number.to_string())).child((mark == Mark::Resent).then(again))
            });
            return Some(many().child(number).child(dot("2.8")).into());
        }
        Mark::BlobWritten => {
            let place = Rect::new(x - 3.5, y - 10.0, 7.0, 7.0);
            el("rect").class("tl-blob").also(ahead, "tl-ahead").at(place).rx("1")
        }
        Mark::Orphaned => stop(x, y, ahead),
        Mark::Refused | Mark::Crashed => icon(Glyph::Cross, x - 6.0, y - 6.0, 12.0, "tl-bad", ahead),
        Mark::Failed => icon(Glyph::Retry, x - 5.5, y - 5.5, 11.0, "tl-amber", ahead),
    };
    Some(drawn.into())
}

fn number_of(event: &Event) -> Option<u32> {
    match event.entry.what {
        What::Sent { send, .. } | What::Published { send, .. } => Some(send.number),
        _ => None,
    }
}

/// The flags of the faults, each with its word where there is room.
fn flags(props: &PointProps) -> Option<Html> {
    let scene = &props.draw.scene;
    let flags = &scene.lanes.flags;
    let row = scene.rows.first().filter(|_| !flags.is_empty())?;
    let mut taken = scene.frame.left;
    let drawn = flags.iter().enumerate().map(|(n, flag)| {
        let x = scene.frame.x(flag.at);
        let word = words::flag_word(flag.kind, props.draw.language);
        let room = words::width(word, AXIS) + 12.0;
        let next = flags.get(n + 1).map_or(scene.frame.right() + 12.0, |next| scene.frame.x(next.at));
        // Where its word stands, and whether that is before it.
        let place = if x + 8.0 + room < next - 8.0 {
            Some((x + 9.0, false))
        } else if taken + room < x - 8.0 {
            Some((x - 9.0, true))
        } else {
            None
        };
        taken = if place.is_some_and(|(_, before)| !before) { x + 8.0 + room } else { x + 8.0 };
        let ahead = flag.step.is_none_or(|step| step > props.at_step);
        let word = place.map(|(x, before)| {
            let text = el("text").class("tl-flag").also(before, "tl-before").also(ahead, "tl-ahead");
            text.x(x).y(row.base + 4.0).child(word)
        });
        let glyph = match flag.kind {
            FlagKind::PublishLost | FlagKind::PubackLost | FlagKind::Disconnect => Glyph::Lost,
            FlagKind::Crash | FlagKind::Other => Glyph::Fault,
            FlagKind::Outage => Glyph::Cross,
        };
        let glyph = icon(glyph, x - 6.5, row.base - 6.5, 13.0, "tl-bad", ahead);
        many().child(glyph).child(word).child(leader(props, flag, x, row, ahead))
    });
    Some(list(drawn))
}

/// A dotted line from the flag down to the link that it cut.
fn leader(props: &PointProps, flag: &Flag, x: f64, row: &Row, ahead: bool) -> Option<El> {
    let scene = &props.draw.scene;
    let cut = |lane: &Lane| lane.breaks.iter().any(|it| it.kind == BreakKind::Cut && it.from == flag.at);
    let struck = scene.lanes.lanes.iter().position(cut)?;
    let ends = [x, row.base + 9.0, scene.rows[struck].base];
    Some(el("path").class("tl-leader").also(ahead, "tl-ahead").path("M# #V#", &ends))
}

fn icon(glyph: Glyph, x: f64, y: f64, size: f64, class: &'static str, ahead: bool) -> El {
    el("g").class(class).also(ahead, "tl-ahead").moved(x, y, size / 16.0).child(drawing(glyph))
}
