//! Wires: orthogonal lines that join where they end together and step over each other where they cross.

use super::geometry::Point;
use crate::model::small::sort_few;
use crate::picture::write::add;

/// Half the width of a bridge.
const BRIDGE: f64 = 3.0;

/// How a wire is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Plain,
    /// A way that is not there yet.
    Ghost,
    /// Nothing gets through.
    Cut,
}

/// A line of horizontal and vertical pieces.
#[derive(Clone, Debug, PartialEq)]
pub struct Wire {
    pub points: Vec<Point>,
    pub kind: Kind,
    /// On the way of the selected message.
    pub on: bool,
    /// Something moved along it in this step.
    pub moved: bool,
    /// Wires of one group join: they need no bridge over each other.
    pub group: u32,
    /// Where it steps over earlier wires.
    pub bridges: Vec<Point>,
}

impl Wire {
    #[must_use]
    pub fn new(points: impl IntoIterator<Item = (f64, f64)>, group: u32) -> Self {
        let mut wire = Self {
            points: points.into_iter().map(|(x, y)| Point { x, y }).collect(),
            kind: Kind::Plain,
            on: false,
            moved: false,
            group,
            bridges: Vec::new(),
        };
        wire.points.dedup();
        wire
    }

    #[must_use]
    pub fn on(self, on: bool) -> Self {
        Self { on, ..self }
    }

    #[must_use]
    pub fn kind(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }

    #[must_use]
    pub fn moved(self, moved: bool) -> Self {
        Self { moved, ..self }
    }

    fn pieces(&self) -> impl Iterator<Item = (Point, Point)> {
        self.points.windows(2).map(|pair| (pair[0], pair[1]))
    }

    /// The SVG path, with its bridges.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = String::new();
        let Some(first) = self.points.first() else { return path };
        add(&mut path, "M# #", &[first.x, first.y]);
        for (from, to) in self.pieces() {
            let mut hops: Vec<_> = self.bridges.iter().filter(|b| within(**b, from, to)).collect();
            let along = |p: &Point| (p.x - from.x).abs() + (p.y - from.y).abs();
            sort_few(&mut hops, |a, b| along(a) < along(b));
            for hop in hops {
                let (dx, dy) = ((to.x - from.x).signum(), (to.y - from.y).signum());
                let (dx, dy) = if from.y == to.y { (dx * BRIDGE, 0.0) } else { (0.0, dy * BRIDGE) };
                // Over the top of a vertical wire, to the right of a horizontal one.
                let sweep = f64::from(u8::from(dx > 0.0 || dy < 0.0));
                add(&mut path, "L# #", &[hop.x - dx, hop.y - dy]);
                let (x, y) = (hop.x + dx, hop.y + dy);
                add(&mut path, "A# # 0 0 # # #", &[BRIDGE, BRIDGE, sweep, x, y]);
            }
            add(&mut path, "L# #", &[to.x, to.y]);
        }
        path
    }
}

/// Whether the point lies on the piece, off its ends.
fn within(p: Point, from: Point, to: Point) -> bool {
    let between = |v: f64, a: f64, b: f64| v > a.min(b) + BRIDGE && v < a.max(b) - BRIDGE;
    if from.y == to.y {
        p.y == from.y && between(p.x, from.x, to.x)
    } else {
        p.x == from.x && between(p.y, from.y, to.y)
    }
}

/// Gives each wire a bridge wherever it crosses an earlier one of another group.
pub fn bridge(wires: &mut [Wire]) {
    for later in 1..wires.len() {
        let (earlier, rest) = wires.split_at_mut(later);
        let wire = &mut rest[0];
        let mut found = Vec::new();
        for other in earlier.iter().filter(|other| other.group != wire.group) {
            for (a, b) in other.pieces() {
                found.extend(wire.pieces().filter_map(|(c, d)| crossing((a, b), (c, d))));
            }
        }
        sort_few(&mut found, |a: &Point, b: &Point| (a.x, a.y) < (b.x, b.y));
        found.dedup();
        wire.bridges = found;
    }
}

fn crossing((a, b): (Point, Point), (c, d): (Point, Point)) -> Option<Point> {
    let at = match (a.y == b.y, c.y == d.y) {
        (true, false) => Point { x: c.x, y: a.y },
        (false, true) => Point { x: a.x, y: c.y },
        _ => return None,
    };
    (within(at, a, b) && within(at, c, d)).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_later_wire_steps_over_the_earlier_one() {
        let mut wires = [
            Wire::new([(0.0, 50.0), (100.0, 50.0)], 1),
            Wire::new([(0.0, 0.0), (40.0, 0.0), (40.0, 90.0), (100.0, 90.0)], 2),
        ];
        bridge(&mut wires);
        assert!(wires[0].bridges.is_empty());
        assert_eq!(wires[1].bridges, [Point { x: 40.0, y: 50.0 }]);
        assert_eq!(wires[0].path(), "M0 50L100 50");
        assert_eq!(wires[1].path(), "M0 0L40 0L40 47A3 3 0 0 0 40 53L40 90L100 90");
    }

    #[test]
    fn wires_that_join_or_only_touch_have_no_bridge() {
        let mut wires = [
            Wire::new([(0.0, 50.0), (100.0, 50.0)], 1),
            Wire::new([(40.0, 0.0), (40.0, 90.0)], 1),
            Wire::new([(60.0, 50.0), (60.0, 90.0)], 2),
        ];
        bridge(&mut wires);
        assert!(wires.iter().all(|wire| wire.bridges.is_empty()));
    }
}
