//! Arrows and marks, with the words beside them.

use super::{Anchor, Frame, Part, Piece, Shape, TIMES, measure, path, text};
use crate::picture::journey::{ArrowEnd, Figure, Journey, Mark, Row, Tone, Who};

/// From a lane's line to where an arrow starts or ends.
const CLEAR: f64 = 6.0;

/// Whether words beside a mark stand to the right of its lane: between the first lanes there is room.
pub(super) fn leans_right(lane: usize, journey: &Journey) -> bool {
    lane == 0 || journey.lanes.get(lane) == Some(&Who::Hub)
}

pub(super) fn rows(frame: &Frame) -> Vec<Piece> {
    let mut last = None;
    let mut pieces = Vec::new();
    for (at, row) in frame.journey.rows.iter().enumerate() {
        if frame.journey.fold_of(at).is_some() {
            continue;
        }
        let Some(figure) = frame.seen(row) else { continue };
        let y = frame.ys[at];
        let mut shapes = Vec::new();
        if last != Some(row.at) {
            shapes.push(text("jt-time", (TIMES, y + 4.0), Anchor::End, frame.words.instant(row)));
        }
        last = Some(row.at);
        match figure {
            Figure::Arrow { from, to, answer, end } => arrow(frame, row, (from, to), (answer, end), y, &mut shapes),
            Figure::Mark { lane, mark } => marked(frame, row, (lane, mark), y, &mut shapes),
        }
        pieces.push(Piece { of: Part::Row(at), ahead: at >= frame.journey.past, shapes });
    }
    pieces
}

fn words_of(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "jt-label",
        Tone::Good => "jt-good",
        Tone::Doubtful => "jt-doubtful",
        Tone::Bad => "jt-bad",
    }
}

fn line_of(end: ArrowEnd, tone: Tone, answer: bool) -> (&'static str, &'static str) {
    match (end, tone, answer) {
        (ArrowEnd::Lost | ArrowEnd::TurnedAway, Tone::Doubtful, false) => ("jl-doubtful", "jh-doubtful"),
        (ArrowEnd::Lost | ArrowEnd::TurnedAway, Tone::Doubtful, true) => ("jl-doubtful jl-answer", "jh-doubtful"),
        (ArrowEnd::Lost | ArrowEnd::TurnedAway, _, false) => ("jl-bad", "jh-bad"),
        (ArrowEnd::Lost | ArrowEnd::TurnedAway, _, true) => ("jl-bad jl-answer", "jh-bad"),
        (_, Tone::Bad, false) => ("jl-bad", "jh-bad"),
        (_, Tone::Bad, true) => ("jl-bad jl-answer", "jh-bad"),
        (_, _, false) => ("jl-sent", "jh-sent"),
        (_, _, true) => ("jl-sent jl-answer", "jh-sent"),
    }
}

fn arrow(
    frame: &Frame,
    row: &Row,
    (from, to): (usize, usize),
    (answer, end): (bool, ArrowEnd),
    y: f64,
    shapes: &mut Vec<Shape>,
) {
    let right = if to >= from { 1.0 } else { -1.0 };
    let (start, tip) = (frame.xs[from] + right * CLEAR, frame.xs[to] - right * (CLEAR - 1.0));
    let middle = (start + tip) / 2.0;
    let (line, head) = line_of(end, row.tone, answer);
    let stop = match end {
        ArrowEnd::Arrives => tip - right * 6.0,
        ArrowEnd::TurnedAway => tip - right * 14.0,
        ArrowEnd::Lost => middle,
        ArrowEnd::Open => middle - right * 4.0,
    };
    strands(frame.strand(row), line, (start, stop), y, shapes);
    match end {
        ArrowEnd::Arrives => shapes.push(point(head, tip, right, y)),
        ArrowEnd::TurnedAway => {
            shapes.push(path("jm-cross", "M# #l8 8m0 -8l-8 8", &[tip - right * 10.0 - 4.0, y - 4.0]))
        }
        ArrowEnd::Lost => shapes.push(scissors(middle + right * 12.0, right, y)),
        ArrowEnd::Open => {
            shapes.push(point(head, middle + right * 4.0, right, y));
            shapes.push(path("jl-rest", "M# #H#", &[middle + right * 10.0, y, tip - right * 4.0]));
        }
    }
    let label = frame.words.label(row);
    let (x, anchor) = match end {
        // Beside the half that is drawn.
        ArrowEnd::Lost if right > 0.0 => (middle - 2.0, Anchor::End),
        ArrowEnd::Lost => (middle + 2.0, Anchor::Start),
        _ => (middle, Anchor::Middle),
    };
    let half = measure(&label) / 2.0;
    let x = if anchor == Anchor::Middle { x.max(TIMES + 12.0 + half) } else { x };
    shapes.push(text(words_of(row.tone), (x, y - 8.0), anchor, label));
    if end == ArrowEnd::Lost && answer {
        shapes.extend(question(frame.xs[to], y));
        shapes.push(text("jt-doubtful", (frame.xs[to] + 14.0, y + 18.0), Anchor::Start, frame.words.outcome_unknown()));
    }
}

/// One line for the first copy, two for the second, three for the third; then its number.
fn strands(strand: u16, class: &'static str, (from, to): (f64, f64), y: f64, shapes: &mut Vec<Shape>) {
    let offsets: &[f64] = match strand {
        2 => &[-2.0, 2.0],
        3 => &[-3.5, 0.0, 3.5],
        _ => &[0.0],
    };
    shapes.extend(offsets.iter().map(|offset| path(class, "M# #H#", &[from, y + offset, to])));
    if strand > 3 {
        let place = (from + if to > from { 4.0 } else { -4.0 }, y + 12.0);
        let anchor = if to > from { Anchor::Start } else { Anchor::End };
        shapes.push(text("jt-strand", place, anchor, strand.to_string()));
    }
}

fn point(class: &'static str, tip: f64, right: f64, y: f64) -> Shape {
    path(class, "M# #l# -5v10z", &[tip, y, right * -9.0])
}

/// Open towards the line that they cut.
fn scissors(x: f64, right: f64, y: f64) -> Shape {
    let s = -right;
    path(
        "jm-scissors",
        "M# #l# 8M# #l# -8M# #a2 2 0 1 0 4 0a2 2 0 1 0 -4 0M# #a2 2 0 1 0 4 0a2 2 0 1 0 -4 0",
        &[
            x - s * 3.0,
            y - 4.0,
            s * 10.0,
            x - s * 3.0,
            y + 4.0,
            s * 10.0,
            x - s * 5.0 - 2.0,
            y - 5.0,
            x - s * 5.0 - 2.0,
            y + 5.0,
        ],
    )
}

/// The sender's outcome is unknown.
fn question(x: f64, y: f64) -> [Shape; 2] {
    [
        path("jm-unknown", "M# #a9 9 0 1 0 18 0a9 9 0 1 0 -18 0", &[x - 9.0, y]),
        path("jm-question", "M# #a2.4 2.4 0 1 1 3.4 2.1c-.8 .4 -1 .8 -1 1.6m0 2.4v.1", &[x - 2.4, y - 2.2]),
    ]
}

fn marked(frame: &Frame, row: &Row, (lane, mark): (usize, Mark), y: f64, shapes: &mut Vec<Shape>) {
    let x = frame.xs[lane];
    match mark {
        Mark::Point => shapes.push(path("jm-point", "M# #a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0", &[x - 3.5, y])),
        Mark::Good => shapes.push(path("jm-good", "M# #a4 4 0 1 0 8 0a4 4 0 1 0 -8 0", &[x - 4.0, y])),
        Mark::Box => shapes.push(path("jm-box", "M# #h10v16h-10z", &[x - 5.0, y - 8.0])),
        Mark::Effect => {
            let class = if row.tone == Tone::Bad { "jm-effect-again" } else { "jm-effect" };
            shapes.push(path(class, "M# #l6 6l-6 6l-6 -6z", &[x, y - 6.0]));
        }
        Mark::Unknown => shapes.extend(question(x, y)),
        Mark::Cross => shapes.push(path("jm-cross", "M# #l9 9m0 -9l-9 9", &[x - 4.5, y - 4.5])),
        Mark::RanOut => shapes.push(path("jm-ran-out", "M# #h16", &[x - 9.0, y])),
    }
    let tone = if mark == Mark::Unknown { "jt-doubtful" } else { words_of(row.tone) };
    let (x, anchor) =
        if leans_right(lane, frame.journey) { (x + 16.0, Anchor::Start) } else { (x - 13.0, Anchor::End) };
    shapes.push(text(tone, (x, y + 4.0), anchor, frame.words.label(row)));
}
