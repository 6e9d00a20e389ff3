//! A journey drawn into a given width, to stand beside others: the lanes lie as close as their headings allow, and beside a
//! step stand only words that have room, or that tell of trouble.

use super::{Anchor, Chart, Frame, HEAD, Part, Piece, Shape, TIMES, figures, measure, rows, spans, text};
use crate::picture::journey::Who;
use crate::picture::journey::words::Words;

/// Between the words of two headings, and least between two lanes.
const APART: f64 = 12.0;
const NARROWEST: f64 = 44.0;
const MARGIN: f64 = 8.0;

impl Chart {
    /// Without the playhead. Wider than `width` where the lanes need more.
    #[must_use]
    pub fn narrow(words: &Words, width: f64) -> Self {
        let journey = words.journey;
        let heads: Vec<String> = journey.lanes.iter().map(|who| heading(words, *who)).collect();
        let (xs, width) = lanes(&heads, width);
        let (ys, silences, ..) = rows(journey);
        let bottom = ys.last().copied().unwrap_or(HEAD) + 22.0;
        let frame = Frame { words, journey, view: words.view, xs, ys, now: bottom, bottom, width };
        let mut pieces = vec![frame.ground(silences)];
        pieces.extend(spans::spans(&frame));
        pieces.extend(figures::rows(&frame));
        for piece in &mut pieces {
            if matches!(piece.of, Part::Row(_)) {
                drop_words(piece, &frame);
            }
        }
        let head = heads.into_iter().zip(&frame.xs);
        let head = head.map(|(name, x)| text("jt-name", (*x, 30.0), Anchor::Middle, name)).collect();
        Self { width, height: bottom + 8.0, head, pieces, rows: frame.ys, now: bottom }
    }
}

/// The one line above a lane.
fn heading(words: &Words, who: Who) -> String {
    let (title, name) = words.heading(who);
    if matches!(who, Who::DeadLetters(_)) { name } else { title }
}

fn lanes(heads: &[String], wanted: f64) -> (Vec<f64>, f64) {
    let halves: Vec<f64> = heads.iter().map(|head| measure(head) * 0.56).collect();
    let mut gaps: Vec<f64> = halves.windows(2).map(|pair| (pair[0] + pair[1] + APART).max(NARROWEST)).collect();
    let half = |half: Option<&f64>| half.copied().unwrap_or_default().max(NARROWEST / 2.0) + MARGIN;
    let (left, right) = (TIMES + half(halves.first()), half(halves.last()));
    let spare = (wanted - left - gaps.iter().sum::<f64>() - right).max(0.0) / gaps.len().max(1) as f64;
    gaps.iter_mut().for_each(|gap| *gap += spare);
    let mut x = left;
    let mut xs = vec![libm::round(x)];
    for gap in gaps {
        x += gap;
        xs.push(libm::round(x));
    }
    (xs, libm::ceil(x + right))
}

/// Leaves out what would run across a lane, unless it tells of trouble, and what would run out of the drawing.
fn drop_words(piece: &mut Piece, frame: &Frame) {
    piece.shapes.retain(|shape| {
        let Shape::Text { class, x, anchor, text, .. } = shape else { return true };
        if *class == "jt-time" {
            return true;
        }
        let wide = measure(text);
        let from = match anchor {
            Anchor::Start => *x,
            Anchor::Middle => x - wide / 2.0,
            Anchor::End => x - wide,
        };
        let is_inside = from >= TIMES && from + wide <= frame.width;
        let has_room = !frame.xs.iter().any(|lane| from < *lane && *lane < from + wide);
        is_inside && (has_room || *class == "jt-bad")
    });
}
