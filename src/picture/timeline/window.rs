//! The stretch of time that is shown, and the marks of its ruler.

use super::MAX_FOLDED;
use crate::model::time::Millis;

/// Shortest stretch that can be shown.
const SHORTEST_MS: Millis = 20;
/// Longest stretch: about 31 years of milliseconds still is exact in a float.
const LONGEST_MS: Millis = 1_000_000_000_000;
/// The stretches that a run grows through by itself: seconds, minutes, hours, days, about three years.
const GROWS: [Millis; 24] = [
    15_000,
    30_000,
    45_000,
    60_000,
    90_000,
    120_000,
    180_000,
    300_000,
    600_000,
    900_000,
    1_800_000,
    3_600_000,
    7_200_000,
    14_400_000,
    28_800_000,
    57_600_000,
    86_400_000,
    172_800_000,
    604_800_000,
    1_209_600_000,
    2_678_400_000,
    7_776_000_000,
    31_536_000_000,
    94_608_000_000,
];
/// A run is shown whole as long as it is no longer than this, or has written no more entries than that.
const USUAL_MS: Millis = 60_000;
const USUAL_ENTRIES: u64 = 400;
/// Where more than this would be in it, the window stays shorter.
const MOST_ENTRIES: u64 = MAX_FOLDED * 3 / 4;
/// Least distance of two marks of the ruler, in pixels.
const MARK_PX: f64 = 34.0;

/// A stretch of time, in milliseconds since the start; `from < to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub from: Millis,
    pub to: Millis,
}

impl Window {
    /// The window of a run that has written `entries` until `end`, with the playhead at `at`, when nobody has zoomed:
    /// all of it while it is short or quiet, else the stretch around the playhead.
    #[must_use]
    pub fn natural(end: Millis, entries: u64, at: Millis) -> Self {
        let holds = |count: u64| end.saturating_mul(count) / entries.max(1);
        let most = if entries > MOST_ENTRIES { holds(MOST_ENTRIES) } else { Millis::MAX };
        let longest = holds(USUAL_ENTRIES).max(USUAL_MS).min(most).max(GROWS[0]);
        let grown = GROWS.into_iter().take_while(|to| *to <= longest);
        let to = grown.clone().find(|to| end + to / 10 <= *to).or(grown.last()).unwrap_or(USUAL_MS);
        Self { from: 0, to }.with(at)
    }

    /// The whole run and a little more; grows in steps, so that it mostly stands still.
    #[must_use]
    pub fn whole(end: Millis) -> Self {
        let mut to = GROWS[0];
        while end + to / 10 > to {
            to += to / 2;
        }
        Self { from: 0, to }
    }

    #[must_use]
    pub fn span(self) -> Millis {
        self.to - self.from
    }

    #[must_use]
    pub fn holds(self, at: Millis) -> bool {
        (self.from..=self.to).contains(&at)
    }

    /// The same, moved in steps of a quarter so that `at` is in it, with room to the right.
    #[must_use]
    pub fn with(self, at: Millis) -> Self {
        let (span, page) = (self.span(), (self.span() / 4).max(1));
        let first = |from: Millis| Self { from, to: from + span };
        if at < self.from {
            first(at / page * page)
        } else if at > self.to || (at > self.to - span / 20 && self.from + span / 20 < at) {
            let most = at + page - span.min(at + page);
            first(most.div_ceil(page) * page)
        } else {
            self
        }
    }

    /// Zoomed so that `at` stays in its place; `factor` below 1 shows less.
    #[must_use]
    pub fn zoomed(self, at: Millis, factor: f64) -> Self {
        let at = at.clamp(self.from, self.to);
        let span = (self.span() as f64 * factor).clamp(SHORTEST_MS as f64, LONGEST_MS as f64);
        let left = (at - self.from) as f64 / self.span() as f64 * span;
        let from = at.saturating_sub(left as Millis);
        Self { from, to: from + span as Millis }
    }

    /// Moved by a share of its length, negative to the left; never before the start.
    #[must_use]
    pub fn moved(self, share: f64) -> Self {
        let by = self.span() as f64 * share;
        let from = (self.from as f64 + by).max(0.0) as Millis;
        Self { from, to: from + self.span() }
    }

    /// Pixels from the left edge, in a drawing `width` wide. Outside of the window too.
    #[must_use]
    pub fn x(self, at: Millis, width: f64) -> f64 {
        (at as f64 - self.from as f64) / self.span() as f64 * width
    }

    /// The instant at `x` pixels from the left edge, kept within the window.
    #[must_use]
    pub fn at(self, x: f64, width: f64) -> Millis {
        let share = (x / width).clamp(0.0, 1.0);
        self.from + libm::round(self.span() as f64 * share) as Millis
    }
}

/// The marks of a ruler: all of them, and how many apart the ones with a label stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruler {
    pub marks: Vec<Millis>,
    pub label_every: Millis,
}

/// (distance of marks, distance of labels)
const SCALES: [(Millis, Millis); 24] = [
    (1, 5),
    (2, 10),
    (5, 25),
    (10, 50),
    (20, 100),
    (50, 250),
    (100, 500),
    (200, 1_000),
    (500, 2_000),
    (1_000, 5_000),
    (2_000, 10_000),
    (5_000, 15_000),
    (10_000, 30_000),
    (15_000, 60_000),
    (30_000, 120_000),
    (60_000, 300_000),
    (120_000, 600_000),
    (300_000, 900_000),
    (600_000, 3_600_000),
    (1_800_000, 7_200_000),
    (3_600_000, 21_600_000),
    (21_600_000, 86_400_000),
    (86_400_000, 604_800_000),
    (864_000_000, 8_640_000_000),
];

/// The marks of `window` in a drawing `width` pixels wide, whose labels take about `label` pixels.
#[must_use]
pub fn ruler(window: Window, width: f64, label: f64) -> Ruler {
    let px = width / window.span() as f64;
    let fits = |&(mark, labelled): &(Millis, Millis)| mark as f64 * px >= MARK_PX && labelled as f64 * px >= label;
    let (mark, labelled) = SCALES.into_iter().find(fits).unwrap_or_else(|| {
        let mark = window.span().div_ceil(10);
        (mark, mark * 5)
    });
    let first = window.from.div_ceil(mark) * mark;
    let marks = std::iter::successors(Some(first), |at| Some(at + mark)).take_while(|at| *at <= window.to).collect();
    Ruler { marks, label_every: labelled }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_window_grows_with_the_run_and_then_follows_the_playhead() {
        assert_eq!(Window::natural(0, 0, 0), Window { from: 0, to: 15_000 });
        assert_eq!(Window::natural(13_020, 130, 13_020), Window { from: 0, to: 15_000 });
        assert_eq!(Window::natural(14_000, 140, 14_000).to, 30_000);
        let long = Window::natural(3_600_000, 36_000, 3_600_000);
        assert_eq!(long.span(), 60_000);
        assert!(long.holds(3_600_000) && long.to > 3_600_000);
        assert_eq!(Window::natural(3_600_000, 36_000, 0).from, 0);
    }

    #[test]
    fn a_busy_run_is_shown_in_a_window_that_can_still_be_folded() {
        assert_eq!(Window::natural(60_000, 48_000, 60_000).span(), 15_000);
        assert_eq!(Window::natural(60_000, 20_000, 60_000).span(), 45_000);
    }

    #[test]
    fn a_quiet_run_is_shown_whole() {
        assert_eq!(Window::natural(150_000, 32, 150_000), Window { from: 0, to: 180_000 });
        assert_eq!(Window::natural(86_400_000, 100, 1_000), Window { from: 0, to: 172_800_000 });
    }

    #[test]
    fn the_whole_run_fits_with_room_to_spare() {
        assert_eq!(Window::whole(13_020).to, 15_000);
        for end in [0, 14_000, 100_000, 86_400_000] {
            let whole = Window::whole(end);
            assert!(whole.from == 0 && whole.to > end && (end < 10_000 || whole.to < end * 2), "{whole:?} for {end}");
        }
    }

    #[test]
    fn it_stands_still_while_the_playhead_is_well_inside() {
        let window = Window { from: 30_000, to: 90_000 };
        assert_eq!(window.with(45_000), window);
        for at in [0, 10_000, 89_000, 100_000, 1_000_000] {
            let moved = window.with(at);
            assert!(moved.holds(at) && moved.span() == 60_000, "{moved:?} at {at}");
            assert_eq!(moved.with(at), moved, "at {at}");
        }
    }

    #[test]
    fn zooming_keeps_the_instant_under_the_pointer() {
        let window = Window { from: 10_000, to: 20_000 };
        let zoomed = window.zoomed(15_000, 0.5);
        assert_eq!(zoomed, Window { from: 12_500, to: 17_500 });
        assert_eq!(window.zoomed(10_000, 2.0), Window { from: 10_000, to: 30_000 });
        assert_eq!(window.zoomed(15_000, 1e-9).span(), SHORTEST_MS);
        assert_eq!(window.zoomed(15_000, 1e12).span(), LONGEST_MS);
        assert_eq!(window.moved(-5.0).from, 0);
        assert_eq!(window.at(window.x(12_345, 900.0), 900.0), 12_345);
    }

    #[test]
    fn marks_and_labels_keep_their_distance_at_every_zoom() {
        let standard = ruler(Window { from: 0, to: 15_000 }, 885.0, 60.0);
        assert_eq!((standard.marks.len(), standard.label_every), (16, 5_000));
        let mut span = SHORTEST_MS;
        while span <= LONGEST_MS {
            let window = Window { from: span * 3, to: span * 4 };
            let ruler = ruler(window, 600.0, 60.0);
            assert!((1..=18).contains(&ruler.marks.len()), "{} marks for {span} ms", ruler.marks.len());
            span = span * 3 / 2;
        }
    }
}
