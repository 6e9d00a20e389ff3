//! When points stand too close to be told apart, counts take their place.

use super::Window;
use crate::model::time::Millis;

/// Width of a bar of counts with its gap, in pixels.
pub const BIN_PX: f64 = 6.0;

/// Whether points at these instants, in order, stand closer than a bar of counts on average.
#[must_use]
pub fn is_crowded(instants: &[Millis], window: Window, width: f64) -> bool {
    let [first, .., last] = instants else { return false };
    let stretch = window.x(*last, width) - window.x(*first, width);
    instants.len() > 8 && stretch < BIN_PX * (instants.len() - 1) as f64
}

/// Counts of instants in columns of [`BIN_PX`] from the left edge; `weights` counts more than one for each.
#[must_use]
pub fn bins(instants: impl Iterator<Item = (Millis, u64)>, window: Window, width: f64) -> Vec<u64> {
    let mut counts = vec![0; (width / BIN_PX) as usize + 1];
    for (at, count) in instants {
        let x = window.x(at, width);
        if (0.0..=width).contains(&x) {
            counts[(x / BIN_PX) as usize] += count;
        }
    }
    counts
}

/// The columns of a run's summary (milliseconds a column, counts) that touch the window: from, to, count.
#[must_use]
pub fn columns((column_ms, counts): (Millis, &[u32]), window: Window) -> Vec<(Millis, Millis, u64)> {
    let columns = counts.iter().zip(0..).map(|(&count, n)| (n * column_ms, (n + 1) * column_ms, u64::from(count)));
    columns.filter(|(from, to, count)| *count > 0 && *from <= window.to && window.from < *to).collect()
}

/// Every how many of points `distance` pixels apart a label of `label` pixels finds room: 1, 5, 10, 50, 100…
#[must_use]
pub fn label_stride(distance: f64, label: f64) -> u32 {
    let mut stride = 1;
    while f64::from(stride) * distance < label {
        stride *= if stride.to_string().starts_with('1') { 5 } else { 2 };
        if stride >= 1_000_000 {
            break;
        }
    }
    stride
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const WINDOW: Window = Window { from: 0, to: 60_000 };

    #[test]
    fn points_merge_below_six_pixels_each() {
        let every = |ms: usize| (0..60_000).step_by(ms).collect::<Vec<Millis>>();
        assert!(!is_crowded(&every(1_000), WINDOW, 600.0));
        assert!(is_crowded(&every(500), WINDOW, 600.0));
        assert!(!is_crowded(&every(500), WINDOW, 800.0));
        assert!(!is_crowded(&[5, 5, 5], WINDOW, 600.0));
        assert!(!is_crowded(&[], WINDOW, 600.0));
    }

    #[test]
    fn every_instant_in_the_window_is_counted_once() {
        let counts = bins((0..=60_000).step_by(100).map(|at| (at, 1)), WINDOW, 600.0);
        assert_eq!(counts.iter().sum::<u64>(), 601);
        assert_eq!(counts[0], 6);
        assert_eq!(bins([(70_000, 3), (60_000, 2)].into_iter(), WINDOW, 600.0).iter().sum::<u64>(), 2);
    }

    #[test]
    fn only_columns_in_the_window_that_hold_something_are_shown() {
        let counts = (1_000, &[5, 0, 7, 9, 4][..]);
        let window = Window { from: 1_500, to: 3_000 };
        assert_eq!(columns(counts, window), [(2_000, 3_000, 7), (3_000, 4_000, 9)]);
        assert_eq!(columns(counts, Window { from: 5_000, to: 6_000 }), []);
    }

    #[test]
    fn labels_thin_out_by_fives_and_tens() {
        let strides = [30.0, 10.0, 3.0, 1.0, 0.2, 0.1].map(|distance| label_stride(distance, 16.0));
        assert_eq!(strides, [1, 5, 10, 50, 100, 500]);
    }
}
