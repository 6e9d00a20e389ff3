//! Bars beside the lanes: how long a copy lay, was locked, was worked on; how long its sender did not know.

use super::{Frame, HEAD, Part, Piece, Shape, path};
use crate::picture::journey::{Span, SpanEnd, Stay};

/// Width of a bar, and the distance from one slot to the next.
const BAR: f64 = 7.0;
const SLOT: f64 = 12.0;

/// Whether it is a copy in a store, beside whose line copies lie side by side.
pub(super) fn lies(stay: Stay) -> bool {
    matches!(stay, Stay::Waiting | Stay::Locked | Stay::Hidden | Stay::Aside)
}

pub(super) fn spans(frame: &Frame) -> Vec<Piece> {
    let spans = frame.journey.spans.iter().enumerate();
    spans
        .filter(|(_, span)| frame.journey.knows_span(span, frame.view) && !is_folded(frame, span))
        .flat_map(|(at, span)| {
            stretches(frame, span).into_iter().map(move |stretch| Piece {
                of: Part::Span(at),
                ahead: stretch.ahead,
                shapes: draw(frame, span, stretch),
            })
        })
        .collect()
}

/// Whether it begins and ends behind one line.
fn is_folded(frame: &Frame, span: &Span) -> bool {
    let fold = frame.journey.fold_of(span.from);
    fold.is_some() && span.to.is_some_and(|to| frame.journey.fold_of(to) == fold)
}

/// A part of a span on one side of the playhead.
#[derive(Clone, Copy)]
struct Stretch {
    top: f64,
    bottom: f64,
    ahead: bool,
    /// The span ends here.
    ends: bool,
}

fn stretches(frame: &Frame, span: &Span) -> Vec<Stretch> {
    let past = frame.journey.past;
    let top = frame.ys[span.from];
    let latest = past == frame.ys.len();
    let bottom = match span.to {
        Some(to) => frame.ys[to],
        None if latest => frame.now,
        None => frame.bottom,
    };
    let whole = |ahead| Stretch { top, bottom, ahead, ends: span.to.is_some() };
    match (span.from < past, span.to.map_or(latest, |to| to < past)) {
        (true, true) => vec![whole(false)],
        (false, _) => vec![whole(true)],
        (true, false) => {
            vec![Stretch { bottom: frame.now, ends: false, ..whole(false) }, Stretch { top: frame.now, ..whole(true) }]
        }
    }
}

fn draw(frame: &Frame, span: &Span, at: Stretch) -> Vec<Shape> {
    let x = frame.xs[span.lane];
    let Stretch { top, bottom, ends, .. } = at;
    let length = bottom - top;
    let left = x + 6.0 + SLOT * f64::from(span.slot);
    let middle = left + BAR / 2.0;
    let bar = |class, left: f64, width: f64| path(class, "M# #h#v#h#z", &[left, top, width, length, -width]);
    let ran_out = at.ends && span.end == SpanEnd::RanOut;
    let mut shapes = match span.stay {
        Stay::Waiting => vec![path("jb-waiting", "M# #V#", &[middle, top, bottom])],
        Stay::Aside => vec![path("jb-aside", "M# #V#", &[middle, top, bottom])],
        Stay::Locked => {
            // A lock that ran out is hollow; which it will be, is not known before it ends.
            let class = if span.end == SpanEnd::RanOut && (ends || at.ahead) { "jb-hollow" } else { "jb-locked" };
            vec![bar(class, left, BAR)]
        }
        Stay::Hidden => vec![bar("jb-hidden", left, BAR)],
        Stay::Working => vec![bar("jb-working", x + 5.0, 4.0)],
        Stay::Unanswered => vec![bar("jb-unanswered", x - 11.0, 5.0)],
        Stay::Unknown => vec![bar("jb-unknown", x - 13.0, 7.0), path("jb-doubt", &hatching(length), &[x - 13.0, top])],
        Stay::Away => {
            vec![path("jl-gone", "M# #V#", &[x, top, bottom]), path("jl-away", "M# #V#", &[x, top, bottom])]
        }
    };
    if ends && ran_out && span.stay != Stay::Waiting {
        shapes.push(path("jb-ran-out", "M# #h#", &[left - 7.0, bottom, BAR + 14.0]));
    }
    if ends && span.end == SpanEnd::Completed && lies(span.stay) {
        shapes.push(path("jb-tick", "M# #l3 3l5.5 -6.5", &[middle - 4.0, bottom + 7.0]));
    }
    if ends && span.end == SpanEnd::Cut && lies(span.stay) {
        shapes.push(path("jb-cut", "M# #l6 6m0 -6l-6 6", &[middle - 3.0, bottom + 3.0]));
    }
    debug_assert!(top >= HEAD, "spans stand below the headings");
    shapes
}

/// Slanted strokes, every 6 pixels, in a bar 7 wide; its corner is moved to first.
fn hatching(length: f64) -> String {
    let strokes = (length / 6.0) as usize;
    let mut d = "M# #".to_owned();
    for _ in 0..strokes {
        d.push_str("m0 6l7 -6m-7 6m0 -6m0 6");
    }
    d
}
