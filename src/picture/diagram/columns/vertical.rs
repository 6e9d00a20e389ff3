//! Rows: how dense things stand, and at which height.

use crate::model::ids::EndpointId;
use crate::picture::diagram::Density;
use crate::picture::diagram::scene::Scene;
use crate::picture::diagram::scene::endpoints::{Content, EndpointFacts, Trouble};

/// More rungs or endpoints than these become rows.
const MOST_RUNGS: usize = 12;
const MOST_ENDPOINTS: usize = 8;
/// Room for the hub's name.
const HUB_TOP: f64 = 28.0;
/// How far rows may move apart where there is room.
const MOST_AIR: f64 = 72.0;
/// A trunk this near to a rung moves to it.
const SNAP: f64 = 16.0;
/// Below everything: the buttons that add.
const FOOT: f64 = 26.0;

/// A thing's place in its column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Row {
    pub(super) top: f64,
    pub(super) height: f64,
    /// Where its wire meets it.
    pub(super) port: f64,
    pub(super) density: Density,
}

/// Top and bottom.
pub(super) type Span = (f64, f64);

pub(super) struct Vertical {
    pub(super) devices: Vec<Row>,
    pub(super) crowd: Option<Span>,
    pub(super) rungs: Vec<Row>,
    pub(super) unmatched: Option<Span>,
    pub(super) fallback: Row,
    pub(super) fallback_line: f64,
    pub(super) endpoints: Vec<Row>,
    pub(super) consumers: Vec<Row>,
    /// The endpoints to which a bent wire leads.
    pub(super) lanes: Vec<usize>,
    pub(super) hub: Span,
    /// Where the devices' wire enters the hub.
    pub(super) trunk: f64,
    pub(super) ghost_device: Option<Span>,
    pub(super) ghost_route: Option<Span>,
    pub(super) ghost_endpoint: Option<Span>,
    /// The line of buttons below the hub, and the one below the devices.
    pub(super) offers: f64,
    pub(super) below_devices: f64,
    pub(super) bottom: f64,
}

/// Distances at one density.
struct Measure {
    density: Density,
    /// From wire to wire.
    step: f64,
    /// A rung above and below its wire.
    above: f64,
    below: f64,
    /// From the top of the hub to the first wire, and from the last one to its bottom.
    head: f64,
    foot: f64,
    /// What the fallback rung stands apart.
    apart: f64,
    /// Between two endpoints.
    gap: f64,
    port: f64,
    consumer: f64,
}

const FULL: Measure = Measure {
    density: Density::Full,
    step: 84.0,
    above: 28.0,
    below: 48.0,
    head: 56.0,
    foot: 60.0,
    apart: 26.0,
    gap: 20.0,
    port: 50.0,
    consumer: 76.0,
};
/// As full, with less air.
const CLOSE: Measure = Measure { step: 78.0, head: 44.0, foot: 50.0, apart: 18.0, gap: 10.0, ..FULL };
const SNUG: Measure = Measure {
    density: Density::Snug,
    step: 62.0,
    above: 28.0,
    below: 28.0,
    head: 38.0,
    foot: 50.0,
    apart: 18.0,
    gap: 12.0,
    port: 44.0,
    consumer: 58.0,
};
const ROW: Measure = Measure {
    density: Density::Row,
    step: 28.0,
    above: 19.0,
    below: 7.0,
    head: 34.0,
    foot: 20.0,
    apart: 34.0,
    gap: 8.0,
    port: 14.0,
    consumer: 30.0,
};

impl Vertical {
    /// The airiest arrangement that fits into `height`; else the tightest one, which is scrolled.
    pub(super) fn of(scene: &Scene, height: f64) -> Self {
        let full = Self::arrange(scene, &FULL, 0.0, height);
        if full.bottom > height {
            let close = Self::arrange(scene, &CLOSE, 0.0, height);
            return if close.bottom > height { Self::arrange(scene, &SNUG, 0.0, height) } else { close };
        }
        let rows = full.rungs.len().max(full.endpoints.len()).max(1) as f64;
        let air = ((height - full.bottom) / (rows + 1.0)).clamp(0.0, MOST_AIR);
        let airy = Self::arrange(scene, &FULL, air.floor(), height);
        if airy.bottom <= height { airy } else { full }
    }

    fn arrange(scene: &Scene, usual: &Measure, air: f64, height: f64) -> Self {
        let rung = if scene.rungs.len() > MOST_RUNGS { &ROW } else { usual };
        // The fallback rung says more than a row can.
        let last = if rung.density == Density::Row { &SNUG } else { rung };
        let mut endpoints = Endpoints::new(scene, usual, air);
        let mut next = HUB_TOP + rung.head;
        let ghost_route = (scene.route_count == 0).then(|| {
            next += 120.0 + 2.0 * air;
            (HUB_TOP + 24.0, HUB_TOP + 84.0)
        });
        let only_built_in = scene.endpoints.len() == 1;
        let ghost_endpoint = only_built_in.then(|| {
            endpoints.bottom = HUB_TOP + 84.0;
            (HUB_TOP + 14.0, HUB_TOP + 84.0)
        });
        let mut rungs = Vec::with_capacity(scene.rungs.len());
        let mut lanes = Vec::new();
        for facts in &scene.rungs {
            let port = endpoints.meet(scene.endpoint(facts.endpoint), next, &mut lanes);
            let (top, height) = (port - rung.above, rung.above + rung.below);
            rungs.push(Row { top, height, port, density: rung.density });
            next = port + rung.step + air;
        }
        let unmatched = (scene.unmatched > 0).then(|| {
            let top = rungs.last().map_or(HUB_TOP + 14.0, |row: &Row| row.top + row.height + 6.0);
            next = next.max(top + 40.0 + last.above);
            (top, top + 34.0)
        });
        let built_in = scene.endpoint(EndpointId::BUILT_IN);
        for at in (0..scene.endpoints.len()).filter(|at| Some(*at) != built_in) {
            endpoints.place(at);
        }
        let wanted = next + last.apart;
        let port = match built_in.filter(|_| scene.fallback.on) {
            Some(at) => endpoints.meet(Some(at), wanted, &mut lanes),
            None => wanted,
        };
        if let Some(at) = built_in {
            endpoints.place(at);
        }
        // Where endpoints hold them apart, there is room for the history all the same.
        if rung.density == Density::Snug && unmatched.is_none() {
            let next: Vec<_> = rungs.iter().skip(1).map(|row| row.port).chain([port - last.apart]).collect();
            for (row, next) in rungs.iter_mut().zip(next) {
                if next - row.port >= FULL.below + rung.above {
                    row.height = rung.above + FULL.below;
                }
            }
        }
        let below = if last.density == Density::Snug { FULL.below } else { last.below };
        let fallback = Row { top: port - last.above, height: last.above + below, port, density: last.density };
        let hub = (HUB_TOP, port + last.foot);
        let endpoints_bottom = endpoints.bottom;
        let ghost = ghost_route.map(|(top, bottom)| (top + bottom) / 2.0);
        let first = rungs.first().map(|row| row.port).or(ghost).unwrap_or(port);
        // In a picture that is scrolled, the devices stand where it is opened.
        let middle = ((first + port) / 2.0).min((height / 2.0).max(HUB_TOP + 60.0));
        let wires: Vec<_> = rungs.iter().map(|row| row.port).chain([port]).collect();
        let devices = Devices::of(scene, usual, middle, &wires, hub);
        let offers = hub.1.max(endpoints_bottom) + 8.0;
        Self {
            fallback_line: fallback.top - last.apart / 2.0,
            trunk: devices.trunk,
            bottom: (offers.max(devices.bottom - 24.0) + FOOT).ceil(),
            below_devices: devices.bottom,
            devices: devices.rows,
            crowd: devices.crowd,
            ghost_device: devices.ghost,
            rungs,
            unmatched,
            fallback,
            endpoints: endpoints.rows.into_iter().flatten().collect(),
            consumers: endpoints.consumers.into_iter().flatten().collect(),
            lanes,
            hub,
            ghost_route,
            ghost_endpoint,
            offers,
        }
    }
}

/// The columns of endpoints and of the consumers beside them, filled from the top.
struct Endpoints<'a> {
    scene: &'a Scene,
    usual: &'a Measure,
    air: f64,
    rows: Vec<Option<Row>>,
    consumers: Vec<Option<Row>>,
    bottom: f64,
}

impl<'a> Endpoints<'a> {
    fn new(scene: &'a Scene, usual: &'a Measure, air: f64) -> Self {
        let rows = vec![None; scene.endpoints.len()];
        let consumers = vec![None; scene.consumers.len()];
        Self { scene, usual, air, rows, consumers, bottom: HUB_TOP + (usual.gap - 14.0).max(0.0) - usual.gap }
    }

    /// Where the wire of a rung that would stand at `y` goes: down to an endpoint that has no wire yet, or into the
    /// lane of one that has.
    fn meet(&mut self, endpoint: Option<usize>, y: f64, lanes: &mut Vec<usize>) -> f64 {
        let Some(at) = endpoint else { return y };
        if let Some(row) = self.rows[at] {
            if row.port != y && !lanes.contains(&at) {
                lanes.push(at);
            }
            return y;
        }
        let measure = self.measure(at);
        let air = if self.bottom > HUB_TOP { self.air } else { 0.0 };
        let y = y.max(self.bottom + measure.gap + air + self.port(at));
        self.put(at, y);
        y
    }

    /// Places an endpoint to which no rung leads.
    fn place(&mut self, at: usize) {
        if self.rows[at].is_none() {
            let y = self.bottom + self.measure(at).gap + self.port(at);
            self.put(at, y);
        }
    }

    fn measure(&self, at: usize) -> &'a Measure {
        let facts = &self.scene.endpoints[at];
        let many = self.scene.endpoints.len() > MOST_ENDPOINTS;
        if many && !facts.holds_selected && !facts.selected { &ROW } else { self.usual }
    }

    /// From the top of its slot to its port: below the middle of its consumers.
    fn port(&self, at: usize) -> f64 {
        self.measure(at).port.max(self.readers_height(at) / 2.0)
    }

    fn readers(&self, at: usize) -> impl Iterator<Item = usize> {
        let id = self.scene.endpoints[at].id;
        let all = self.scene.consumers.iter().enumerate();
        all.filter(move |(_, consumer)| consumer.reads == id).map(|(index, _)| index)
    }

    fn readers_height(&self, at: usize) -> f64 {
        self.readers(at).count() as f64 * (self.measure(at).consumer + 8.0) - 8.0
    }

    fn put(&mut self, at: usize, port: f64) {
        let measure = self.measure(at);
        let height = height_of(&self.scene.endpoints[at], measure.density);
        let top = port - measure.port;
        self.rows[at] = Some(Row { top, height, port, density: measure.density });
        let readers: Vec<_> = self.readers(at).collect();
        let mut reader_top = port - self.readers_height(at).max(0.0) / 2.0;
        self.bottom = top + height;
        for reader in readers {
            let height = measure.consumer;
            let port = reader_top + height / 2.0;
            self.consumers[reader] = Some(Row { top: reader_top, height, port, density: measure.density });
            reader_top += height + 8.0;
            self.bottom = self.bottom.max(reader_top - 8.0);
        }
    }
}

/// How high an endpoint stands.
fn height_of(facts: &EndpointFacts, density: Density) -> f64 {
    let base = match density {
        Density::Row => return 28.0,
        Density::Snug => 89.0,
        Density::Full => 106.0,
    };
    let dead_letters = matches!(&facts.content, Content::Queue(queue) if queue.dead > 0);
    let lines = match facts.trouble {
        Trouble::Unreachable(_) => 2.0,
        Trouble::Down(Some(_)) => 1.0,
        Trouble::None
        | Trouble::Down(None)
        | Trouble::Disabled
        | Trouble::Retrying(_)
        | Trouble::Dead
        | Trouble::Alone => 0.0,
    };
    base + lines * 17.0 + if dead_letters { 28.0 } else { 0.0 }
}

struct Devices {
    rows: Vec<Row>,
    crowd: Option<Span>,
    ghost: Option<Span>,
    trunk: f64,
    bottom: f64,
}

impl Devices {
    /// The column of devices, its middle at `middle` if it fits there.
    fn of(scene: &Scene, usual: &Measure, middle: f64, wires: &[f64], hub: Span) -> Self {
        let nearest =
            |y: f64| wires.iter().copied().min_by(|a, b| (a - y).abs().total_cmp(&(b - y).abs())).unwrap_or(y);
        if scene.device_count == 0 {
            let trunk = middle.min(hub.1 - 50.0).max(hub.0 + 50.0);
            let ghost = (trunk - 40.0, trunk + 40.0);
            return Self { rows: Vec::new(), crowd: None, ghost: Some(ghost), trunk, bottom: ghost.1 };
        }
        let few = scene.devices.len() + usize::from(scene.crowd.is_some());
        let (density, height, gap) = match few {
            0..=4 if usual.density == Density::Full => (Density::Full, 72.0, 10.0),
            0..=8 => (Density::Snug, 50.0, 10.0),
            _ => (Density::Row, 30.0, 6.0),
        };
        let crowd_height = if scene.crowd.is_some() { 104.0 } else { 0.0 };
        let count = scene.devices.len() as f64;
        let whole = crowd_height + count * (height + gap) - if scene.crowd.is_some() { 0.0 } else { gap };
        let single = if few == 1 && scene.crowd.is_none() { nearest(middle) } else { middle };
        let top = (single - whole / 2.0).max(hub.0);
        let mut y = top;
        let crowd = scene.crowd.as_ref().map(|_| (y, y + crowd_height - gap));
        y += crowd_height;
        let mut rows = Vec::with_capacity(scene.devices.len());
        for _ in &scene.devices {
            rows.push(Row { top: y, height, port: y + height / 2.0, density });
            y += height + gap;
        }
        // The wire that is looked at goes straight into the hub.
        let looked_at = |at: usize| {
            let device = &scene.devices[at];
            (Some(device.id) == scene.path_from, !device.flying.is_empty())
        };
        let first = (0..rows.len()).max_by_key(|&at| (looked_at(at), std::cmp::Reverse(at)));
        let trunk = first.map(|at| rows[at].port).filter(|_| crowd.is_none() || scene.path_from.is_some());
        let trunk = trunk.or(crowd.map(|(top, bottom)| (top + bottom) / 2.0)).unwrap_or(middle);
        let bottom = y - gap + if rows.is_empty() { gap } else { 0.0 };
        let mut column = Self { rows, crowd, ghost: None, trunk, bottom: bottom + 8.0 };
        // A step of a few pixels between the trunk and a rung would look like a mistake.
        let step = nearest(trunk) - trunk;
        if step.abs() <= SNAP && top + step >= hub.0 {
            column.shift(step);
        }
        // No `clamp`: its panic brings the printer of floats.
        column.trunk = column.trunk.max(hub.0 + 12.0).min(hub.1 - 12.0);
        column
    }

    fn shift(&mut self, by: f64) {
        for row in &mut self.rows {
            row.top += by;
            row.port += by;
        }
        self.crowd = self.crowd.map(|(top, bottom)| (top + by, bottom + by));
        self.trunk += by;
        self.bottom += by;
    }
}
