//! Where things stand in the drawing: pixels of times and lanes.

use crate::model::time::Millis;
use crate::picture::timeline::{Bar, Lane, Who, Window};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use yew::prelude::*;

/// Distance of two lines of a queue lane.
pub(super) const LINE: f64 = 12.0;
/// Height of the ruler.
pub(super) const RULER: f64 = 30.0;

/// The plot: the window from `left` on, `width` wide.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Frame {
    pub(super) window: Window,
    pub(super) left: f64,
    pub(super) width: f64,
}

impl Frame {
    /// The plot beside lane names in an element `outer` wide.
    pub(super) fn beside_names(window: Window, outer: f64) -> Self {
        let left = (outer * 0.15).clamp(92.0, 150.0).floor();
        let right = if outer < 600.0 { 12.0 } else { 20.0 };
        Self { window, left, width: (outer - left - right).max(60.0) }
    }

    pub(super) fn x(&self, at: Millis) -> f64 {
        self.left + self.window.x(at, self.width)
    }

    /// As [`Frame::x`], kept within the plot.
    pub(super) fn x_within(&self, at: Millis) -> f64 {
        // `clamp` tells its bounds when it panics, and brings the printer of floats for that.
        self.x(at).max(self.left).min(self.right())
    }

    pub(super) fn at(&self, x: f64) -> Millis {
        self.window.at(x - self.left, self.width)
    }

    pub(super) fn right(&self) -> f64 {
        self.left + self.width
    }
}

/// A lane's place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Row {
    pub(super) top: f64,
    pub(super) height: f64,
    /// Where its first line runs.
    pub(super) base: f64,
}

impl Row {
    pub(super) fn line(&self, line: u16) -> f64 {
        self.base + f64::from(line) * LINE
    }

    /// Where a bar lies; a crowded lane has no lines.
    pub(super) fn bar(&self, bar: &Bar, crowded: bool) -> f64 {
        if crowded { self.base } else { self.line(bar.line) }
    }

    pub(super) fn bottom(&self) -> f64 {
        self.top + self.height
    }

    pub(super) fn middle(&self) -> f64 {
        self.top + self.height / 2.0
    }
}

/// Stacks the lanes.
pub(super) fn rows(lanes: &[Lane], crowded: &[bool]) -> Vec<Row> {
    let mut top = 0.0;
    let rows = lanes.iter().zip(crowded).map(|(lane, crowded)| {
        let (height, base) = match lane.who {
            Who::Faults => (23.0, 12.0),
            _ if *crowded => (26.0, 21.0),
            Who::Device(_) => (29.0, 21.5),
            Who::Queue(_) => {
                // What is broken has a line of its own below the messages, and so has the count of hidden ones.
                let lines = lane.lines + u16::from(!lane.breaks.is_empty()) + u16::from(!lane.depth.is_empty());
                (LINE * f64::from(lines.max(1) - 1) + 22.0, 11.0)
            }
            Who::Hub => (22.0, 12.5),
            _ => (22.0, 11.0),
        };
        let row = Row { top, height, base: top + base };
        top += height;
        row
    });
    rows.collect()
}

/// The inner width of an element, kept up to date; zero until it is known.
#[hook]
pub(super) fn use_width(element: &NodeRef) -> f64 {
    let width = use_state_eq(|| 0.0);
    let setter = width.setter();
    use_effect_with(element.clone(), move |element| {
        let watched = element.cast::<web_sys::Element>();
        let measured = watched.clone();
        let measure = Closure::<dyn Fn()>::new(move || {
            if let Some(element) = &measured {
                setter.set(f64::from(element.client_width()));
            }
        });
        let observer = web_sys::ResizeObserver::new(measure.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(element)) = (&observer, &watched) {
            observer.observe(element);
        }
        move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            drop(measure);
        }
    });
    *width
}
