//! The pipeline diagram: devices, hub, routes, endpoints and consumers at one moment.
//!
//! In two passes. [`scene`] says what is to be seen (states, verdicts, tokens, folds), whatever the size of the
//! page; [`columns`] or [`stacked`] then gives each thing its place, in CSS pixels from the top left corner.

pub mod columns;
pub mod geometry;
pub mod mark;
pub mod scene;
pub mod stacked;
pub mod text;
pub mod well;
pub mod wire;

#[cfg(test)]
mod tests;

pub use geometry::{Point, Rect};
pub use scene::Scene;

use mark::Placed;
use wire::Wire;

/// Narrower pictures are stacked.
pub const COLUMNS_FROM: f64 = 760.0;

/// How much room a thing gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Density {
    /// A row of 28 px: name, verdict, count.
    Row,
    /// Without the kind line and the history.
    Snug,
    Full,
}

/// A thing of the scene in its place; `index` counts in its list of the scene.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    pub index: usize,
    pub rect: Rect,
    /// Where its wires meet it, from the top of the page.
    pub port: f64,
    pub density: Density,
}

/// Something that can be added, and where its button stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offer {
    pub what: Part,
    pub rect: Rect,
    /// Drawn as the outline of the missing thing.
    pub ghost: bool,
}

/// A kind of thing in the pipeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Device,
    Route,
    Endpoint,
    Consumer,
}

/// The diagram in its places.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    pub width: f64,
    pub height: f64,
    pub stacked: bool,
    pub columns: Columns,
    pub devices: Vec<Place>,
    /// The row that stands for many devices.
    pub crowd: Option<Rect>,
    pub hub: Rect,
    /// The vertical line in the hub.
    pub bus: f64,
    /// Where the text of the rungs begins and ends.
    pub rung_text: (f64, f64),
    pub rungs: Vec<Place>,
    /// The row that stands for the routes that did not match.
    pub unmatched: Option<Rect>,
    pub fallback: Place,
    /// The line above the fallback rung.
    pub fallback_line: f64,
    pub endpoints: Vec<Place>,
    pub consumers: Vec<Place>,
    /// Storage queues, and the programs beside them.
    pub stores: Vec<Place>,
    pub workers: Vec<Place>,
    pub offers: Vec<Offer>,
    pub wires: Vec<Wire>,
    /// Marks on wires: retry loops, cuts, stops, joins.
    pub marks: Vec<mark::Mark>,
    pub tokens: Vec<Placed>,
    /// Numbers of messages that have no token.
    pub folded: Vec<Folded>,
}

/// So many messages more, at the far end of a well.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Folded {
    pub rect: Rect,
    pub count: u64,
    pub head: well::Head,
}

/// Left edges of the columns' headings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Columns {
    pub devices: f64,
    pub hub: f64,
    pub routes: f64,
    pub endpoints: f64,
    pub consumers: f64,
    pub end: f64,
}

/// Height of the columns' headings, which stand above the picture and stay when it is scrolled.
pub const HEADINGS: f64 = 40.0;

/// Lays the scene out for a panel of this size. The picture is as wide as the panel and as high as it needs.
#[must_use]
pub fn lay_out(scene: &Scene, width: f64, height: f64) -> Picture {
    if width < COLUMNS_FROM {
        stacked::lay_out(scene, width)
    } else {
        columns::lay_out(scene, width, height - HEADINGS)
    }
}
