//! Gives a journey its place: every line, bar and label in pixels, as paths and texts with the classes that style them.
//!
//! Text is measured by rule, since nothing here knows a font: the same journey is drawn the same everywhere.

mod figures;
mod narrow;
mod spans;

use super::words::Words;
use super::{Figure, Journey, Row, Sight, View};
use crate::model::time::Millis;
use crate::picture::write::figure;

/// Height of the lanes' headings.
pub const HEAD: f64 = 52.0;
/// From one row to the next.
const ROW: f64 = 37.0;
/// A silence that is drawn, and how high.
const SILENCE_MS: Millis = 1_000;
const SILENCE: f64 = 29.0;
/// The right edge of the instants.
const TIMES: f64 = 74.0;
/// Least distance of two lanes, and the most that a label beside a lane may ask for.
const NARROWEST: f64 = 116.0;
const WIDEST: f64 = 290.0;

/// A journey as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    pub width: f64,
    pub height: f64,
    /// Lanes' headings, above [`HEAD`].
    pub head: Vec<Shape>,
    /// In the order of drawing.
    pub pieces: Vec<Piece>,
    /// Where the rows stand, hidden ones too.
    pub rows: Vec<f64>,
    /// The playhead.
    pub now: f64,
}

/// What belongs together.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    pub of: Part,
    /// Beyond the playhead.
    pub ahead: bool,
    pub shapes: Vec<Shape>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Lines of lanes, silences, the playhead.
    Ground,
    /// By its place in [`Journey::spans`].
    Span(usize),
    /// By its place in [`Journey::rows`].
    Row(usize),
    /// By its place in [`Journey::folds`].
    Fold(usize),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    Path { class: &'static str, d: String },
    Text { class: &'static str, x: f64, y: f64, anchor: Anchor, text: String },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

fn path(class: &'static str, template: &str, numbers: &[f64]) -> Shape {
    Shape::Path { class, d: figure(template, numbers) }
}

fn text(class: &'static str, (x, y): (f64, f64), anchor: Anchor, text: impl Into<String>) -> Shape {
    Shape::Text { class, x, y, anchor, text: text.into() }
}

/// About how many pixels a label of 12 pixels takes.
fn measure(text: &str) -> f64 {
    let of = |c: char| match c {
        '\u{1100}'.. => 12.0,
        'A'..='Z' => 8.2,
        'm' | 'w' => 9.6,
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | ' ' | ',' | ';' | ':' | '.' => 4.2,
        _ => 6.8,
    };
    text.chars().map(of).sum()
}

/// The parts of a drawing that others need while it is made.
struct Frame<'a> {
    words: &'a Words<'a>,
    journey: &'a Journey,
    view: View,
    /// Of the lanes, and of the rows.
    xs: Vec<f64>,
    ys: Vec<f64>,
    now: f64,
    bottom: f64,
    width: f64,
}

impl Chart {
    /// Draws a journey as its words tell it.
    #[must_use]
    pub fn of(words: &Words) -> Self {
        let journey = words.journey;
        let (ys, silences, now, bottom) = rows(journey);
        let (xs, width) = lanes(words);
        let frame = Frame { words, journey, view: words.view, xs, ys, now, bottom, width };
        let folds = (0..journey.folds.len()).map(|at| frame.fold(at));
        let mut pieces = vec![frame.ground(silences)];
        pieces.extend(spans::spans(&frame));
        pieces.extend(figures::rows(&frame));
        pieces.extend(folds);
        pieces.push(frame.playhead());
        let head = frame.head();
        Self { width, height: bottom + 24.0, head, pieces, rows: frame.ys, now }
    }
}

/// Where the rows, the silences between them (with their length), the playhead and the lower end stand.
fn rows(journey: &Journey) -> (Vec<f64>, Vec<(f64, Millis)>, f64, f64) {
    let (mut ys, mut silences) = (Vec::new(), Vec::new());
    let (mut y, mut now) = (HEAD - 15.0, None);
    let before = std::cell::Cell::new(journey.rows.first().map(|row| row.at));
    let passes = |at| before.set(Some(at));
    let mut falls_silent = |y: &mut f64, at| {
        let length = before.replace(Some(at)).map_or(0, |before| crate::model::time::Timestamp::since(at, before));
        if length > SILENCE_MS {
            *y += SILENCE;
            silences.push((*y, length));
        }
    };
    for (place, row) in journey.rows.iter().enumerate() {
        if place == journey.past {
            falls_silent(&mut y, journey.now.max(row.at.min(journey.now)));
            y += ROW;
            now = Some(y);
        }
        let folded = journey.fold_of(place).map(|fold| place > journey.folds[fold].rows.start);
        match folded {
            // All of them stand where their line stands.
            Some(true) => passes(row.at),
            _ => {
                falls_silent(&mut y, row.at);
                y += ROW;
            }
        }
        ys.push(y);
    }
    let now = now.unwrap_or_else(|| {
        falls_silent(&mut y, journey.now);
        y += ROW;
        y
    });
    (ys, silences, now, y + 22.0)
}

/// Where the lanes stand, and how wide all of it is: labels have room between their lanes.
fn lanes(words: &Words) -> (Vec<f64>, f64) {
    let journey = words.journey;
    let heads: Vec<f64> = journey
        .lanes
        .iter()
        .map(|who| {
            let (title, name) = words.heading(*who);
            (measure(&title) * 1.12).max(measure(&name)).max(48.0)
        })
        .collect();
    let mut gaps: Vec<f64> = heads.windows(2).map(|pair| ((pair[0] + pair[1]) / 2.0 + 24.0).max(NARROWEST)).collect();
    let bars = |lane: usize| {
        let of = journey.spans.iter().filter(|span| span.lane == lane && spans::lies(span.stay));
        of.map(|span| 12.0 * f64::from(span.slot + 1)).fold(0.0, f64::max)
    };
    // Made for all that happened, so that nothing moves from one point of view to another.
    let words = &Words { view: View::Everything, ..*words };
    for row in &journey.rows {
        let length = measure(&words.label(row));
        let (first, last, needs) = match row.figure {
            Figure::Arrow { from, to, .. } => {
                let first = from.min(to);
                (first, from.max(to), length + 28.0 + bars(first))
            }
            Figure::Mark { lane, .. } if figures::leans_right(lane, journey) => (lane, lane + 1, length + 34.0),
            Figure::Mark { lane, .. } => (lane - 1, lane, length + 24.0 + bars(lane - 1)),
        };
        if let Some(between) = gaps.get_mut(first..last) {
            let more = needs.min(WIDEST) - between.iter().sum::<f64>();
            let share = (more / between.len().max(1) as f64).max(0.0);
            between.iter_mut().for_each(|gap| *gap += share);
        }
    }
    let half = |head: Option<&f64>| head.copied().unwrap_or_default() / 2.0;
    let mut x = (TIMES + 24.0 + half(heads.first())).max(TIMES + 46.0);
    let mut xs = vec![libm::round(x)];
    for gap in gaps {
        x += gap;
        xs.push(libm::round(x));
    }
    // What stands to the right of the last lane, where that is the only one.
    let beside = journey.rows.iter().filter_map(|row| match row.figure {
        Figure::Mark { lane, .. } if lane + 1 == journey.lanes.len() && figures::leans_right(lane, journey) => {
            Some(measure(&words.label(row)) + 30.0)
        }
        _ => None,
    });
    let right = beside.fold(half(heads.last()).max(48.0), f64::max);
    (xs, libm::ceil(x + right + 16.0))
}

impl Frame<'_> {
    fn head(&self) -> Vec<Shape> {
        let mut shapes = Vec::new();
        for (lane, who) in self.journey.lanes.iter().enumerate() {
            let (title, name) = self.words.heading(*who);
            let known = self.journey.knows_lane(lane, self.view);
            let (above, below) = if known { ("jt-name", "jt-quiet") } else { ("jt-fog", "jt-fog") };
            shapes.push(text(above, (self.xs[lane], 22.0), Anchor::Middle, title));
            if !name.is_empty() {
                shapes.push(text(below, (self.xs[lane], 40.0), Anchor::Middle, name));
            }
        }
        shapes
    }

    fn ground(&self, silences: Vec<(f64, Millis)>) -> Piece {
        let mut shapes = Vec::new();
        for (lane, x) in self.xs.iter().enumerate() {
            let class = if self.journey.knows_lane(lane, self.view) { "jl-life" } else { "jl-fog" };
            shapes.push(path(class, "M# #V#", &[*x, HEAD, self.bottom]));
        }
        for (y, length) in silences {
            shapes.push(path("jl-silence", "M# #H#", &[TIMES + 8.0, y, self.width - 10.0]));
            shapes.push(text("jt-axis", (TIMES, y + 4.0), Anchor::End, self.words.silence(length)));
        }
        Piece { of: Part::Ground, ahead: false, shapes }
    }

    fn fold(&self, at: usize) -> Piece {
        let rows = &self.journey.folds[at].rows;
        let (y, middle) = (self.ys[rows.start], (TIMES + 8.0 + self.width - 10.0) / 2.0);
        let shapes = vec![
            path("jl-fold", "M# #H#", &[TIMES + 8.0, y, self.width - 10.0]),
            text("jt-fold", (middle, y + 4.0), Anchor::Middle, self.words.folded(at)),
        ];
        Piece { of: Part::Fold(at), ahead: rows.start >= self.journey.past, shapes }
    }

    fn playhead(&self) -> Piece {
        let (instant, now) = self.words.now();
        let shapes = vec![
            path("jl-now", "M# #H#", &[TIMES + 8.0, self.now, self.width - 10.0]),
            text("jt-now-time", (TIMES, self.now + 4.0), Anchor::End, instant),
            text("jt-now", (self.width - 12.0, self.now - 8.0), Anchor::End, now),
        ];
        Piece { of: Part::Ground, ahead: false, shapes }
    }

    /// Who sends cannot tell copies apart.
    fn strand(&self, row: &Row) -> u16 {
        if self.view == View::Sender { 1 } else { row.strand }
    }

    fn seen(&self, row: &Row) -> Option<Figure> {
        match self.journey.sight(row, self.view) {
            Sight::Hidden => None,
            Sight::Whole => Some(row.figure),
            Sight::As(figure) => Some(figure),
        }
    }
}
