//! The diagram in columns: devices, hub, endpoints, consumers from left to right.
//!
//! An endpoint stands where the first rung that leads to it meets its port, so that this wire is straight. Wires of
//! further rungs to it bend in a lane of their own before the endpoints and join there.

mod horizontal;
mod stores;
mod vertical;

use super::geometry::{Point, Rect};
use super::mark::{Keys, Lies, Mark, MarkKind, Placed, TOKEN_HEIGHT, Token};
use super::scene::Scene;
use super::scene::devices::Link;
use super::scene::endpoints::{Content, Trouble};
use super::scene::routes::Verdict;
use super::well::{self, Head};
use super::wire::{self, Kind, Wire};
use super::{Columns, Density, Folded, Offer, Part, Picture, Place};
use crate::model::ids::EndpointId;
use horizontal::Horizontal;
use vertical::Vertical;

/// From the bus to the first pole of a contact, and from pole to pole.
pub const CONTACT: (f64, f64) = (10.0, 24.0);
/// From the port of an endpoint back to a mark on its wire.
const MARK_BACK: f64 = 34.0;

/// Distance of tokens that stand one above the other.
const PILE: f64 = TOKEN_HEIGHT + 3.0;

/// Lays the scene out in columns. The picture is at least as high as the panel's `height` lets it breathe.
#[must_use]
pub fn lay_out(scene: &Scene, width: f64, height: f64) -> Picture {
    let vertical = Vertical::of(scene, height - stores::height(scene));
    let across = Horizontal::of(width, vertical.lanes.len());
    let place = |index, x, w, row: &vertical::Row| Place {
        index,
        rect: Rect::new(x, row.top, w, row.height),
        port: row.port,
        density: row.density,
    };
    let rungs = vertical.rungs.iter().enumerate();
    let devices = vertical.devices.iter().enumerate();
    let endpoints = vertical.endpoints.iter().enumerate();
    let consumers = vertical.consumers.iter().enumerate();
    let hub = Rect::new(across.hub.0, vertical.hub.0, across.hub.1, vertical.hub.1 - vertical.hub.0);
    let in_hub = |(top, bottom): (f64, f64)| Rect::new(hub.x, top, hub.w, bottom - top);
    let mut picture = Picture {
        width,
        height: vertical.bottom,
        stacked: false,
        columns: Columns {
            devices: across.devices.0,
            hub: hub.x,
            routes: across.rung_text.0,
            endpoints: across.endpoints.0,
            consumers: across.consumers.0,
            end: across.consumers.0 + across.consumers.1,
        },
        devices: devices.map(|(i, row)| place(i, across.devices.0, across.devices.1, row)).collect(),
        crowd: vertical.crowd.map(|(top, bottom)| Rect::new(across.devices.0, top, across.devices.1, bottom - top)),
        hub,
        bus: across.bus,
        rung_text: across.rung_text,
        rungs: rungs.map(|(i, row)| place(i, hub.x, hub.w, row)).collect(),
        unmatched: vertical.unmatched.map(in_hub),
        fallback: place(0, hub.x, hub.w, &vertical.fallback),
        fallback_line: vertical.fallback_line,
        endpoints: endpoints.map(|(i, row)| place(i, across.endpoints.0, across.endpoints.1, row)).collect(),
        consumers: consumers.map(|(i, row)| place(i, across.consumers.0, across.consumers.1, row)).collect(),
        stores: Vec::new(),
        workers: Vec::new(),
        offers: Vec::new(),
        wires: Vec::new(),
        marks: Vec::new(),
        tokens: Vec::new(),
        folded: Vec::new(),
    };
    let mut drawing =
        Drawing { scene, vertical: &vertical, across: &across, picture: &mut picture, keys: Keys::default() };
    drawing.devices();
    drawing.bus();
    drawing.rungs();
    drawing.endpoints();
    drawing.consumers();
    drawing.offers();
    drawing.stores();
    wire::bridge(&mut picture.wires);
    picture
}

/// The well of an endpoint that shows its content.
#[must_use]
pub fn well_of(place: &Place) -> Option<Rect> {
    let top = match place.density {
        Density::Full => 49.0,
        Density::Snug => 32.0,
        Density::Row => return None,
    };
    Some(Rect::new(place.rect.x + 12.0, place.rect.y + top, place.rect.w - 24.0, 26.0))
}

struct Drawing<'a> {
    scene: &'a Scene,
    vertical: &'a Vertical,
    across: &'a Horizontal,
    picture: &'a mut Picture,
    keys: Keys,
}

impl Drawing<'_> {
    fn wire(&mut self, points: impl IntoIterator<Item = (f64, f64)>, group: u32, on: bool) {
        self.picture.wires.push(Wire::new(points, group).on(on));
    }

    /// A wire from a device.
    fn device_wire(&mut self, points: impl IntoIterator<Item = (f64, f64)>, on: bool, moved: bool) {
        self.picture.wires.push(Wire::new(points, 0).on(on).moved(moved));
    }

    fn token(&mut self, token: &Token, x: f64, middle: f64, lies: Lies) {
        let rect = Rect::new(x, middle - TOKEN_HEIGHT / 2.0, token.width(), TOKEN_HEIGHT);
        self.put(token, rect, lies);
    }

    fn put(&mut self, token: &Token, rect: Rect, lies: Lies) {
        let key = self.keys.key(token.copy, lies);
        self.picture.tokens.push(Placed { token: token.clone(), key, rect, downwards: false });
    }

    /// Wires from the devices join before the hub, at the height of the one that is looked at.
    fn devices(&mut self) {
        let (right, trunk) = (self.across.devices.0 + self.across.devices.1, self.vertical.trunk);
        let collector = right + self.across.hub_gap() / 2.0;
        let connected = |at: usize| !matches!(self.scene.devices[at].link, Link::Cut(_));
        let rows: Vec<_> = self.vertical.devices.iter().enumerate().map(|(at, row)| (at, row.port)).collect();
        for &(at, y) in &rows {
            let device = &self.scene.devices[at];
            let on = self.scene.path_from == Some(device.id);
            let moved = self.scene.moved.from.contains(&device.id);
            if !connected(at) {
                let stub = Wire::new([(right, y), (collector, y)], 0).kind(Kind::Cut);
                self.picture.wires.push(stub);
            } else if y == trunk {
                self.device_wire([(right, y), (self.across.bus, y)], on, moved);
            } else {
                self.device_wire([(right, y), (collector, y), (collector, trunk)], on, moved);
            }
        }
        if let Some((top, bottom)) = self.vertical.crowd {
            let y = (top + bottom) / 2.0;
            self.wire([(right, y), (collector, y), (collector, trunk)], 0, false);
        }
        if rows.iter().all(|&(at, y)| y != trunk || !connected(at)) {
            let any = self.vertical.crowd.is_some() || rows.iter().any(|&(at, _)| connected(at));
            let start = if self.scene.device_count == 0 { right } else { collector };
            let on =
                rows.iter().any(|&(at, _)| connected(at) && self.scene.path_from == Some(self.scene.devices[at].id));
            let kind = if any || self.scene.device_count > 0 { Kind::Plain } else { Kind::Ghost };
            self.picture.wires.push(Wire::new([(start, trunk), (self.across.bus, trunk)], 0).kind(kind).on(on));
        }
        for (at, y) in rows {
            let device = &self.scene.devices[at];
            // One above the other, around the wire.
            let places = ((self.vertical.devices[at].height / PILE) as usize).max(1);
            let tokens = device.flying_in(places);
            let top = y - PILE * (tokens.len().saturating_sub(1)) as f64 / 2.0;
            for (place, token) in tokens.iter().enumerate() {
                self.token(token, right + 8.0, top + PILE * place as f64, Lies::OnTheWay);
            }
            if let Some(token) = &device.unknown {
                let row = &self.vertical.devices[at];
                let x = right - 10.0 - token.width();
                self.token(token, x, row.top + 15.0, Lies::OnTheWay);
            }
        }
    }

    fn bus(&mut self) {
        let (bus, trunk) = (self.across.bus, self.vertical.trunk);
        let ports = self.vertical.rungs.iter().map(|row| row.port);
        let ghost = self.vertical.ghost_route.map(|(top, bottom)| (top + bottom) / 2.0);
        let top = ports.chain(ghost).fold(trunk, f64::min);
        let bottom = self.vertical.fallback.port.max(trunk);
        self.wire([(bus, top), (bus, bottom)], 0, false);
        let on_path = self.scene.rungs.iter().zip(&self.vertical.rungs).filter(|(rung, _)| rung.on_path);
        let on_path = on_path.map(|(_, row)| row.port);
        let fallback = Some(self.vertical.fallback.port).filter(|_| self.scene.fallback.on_path);
        let ends: Vec<_> = on_path.chain(fallback).collect();
        let (low, high) = ends.iter().fold((trunk, trunk), |(low, high), &y| (low.min(y), high.max(y)));
        if low < high {
            self.wire([(bus, low), (bus, high)], 0, true);
        }
        let on = self.scene.path_from.is_some() && low < high;
        self.picture.marks.push(Mark { at: Point { x: bus, y: trunk }, kind: MarkKind::Join { on } });
        if let Some(y) = ghost {
            let ghost = Wire::new([(bus, y), (self.across.rung_text.0, y)], 0).kind(Kind::Ghost);
            self.picture.wires.push(ghost);
        }
        if let Some(token) = &self.scene.pending {
            self.token(token, bus - token.width() / 2.0, trunk, Lies::OnTheWay);
        }
    }

    fn rungs(&mut self) {
        let rows = self.vertical.rungs.iter().zip(&self.scene.rungs);
        let moved = |rung: &super::scene::routes::RungFacts| {
            rung.verdict == Verdict::True && self.scene.moved.to.contains(&rung.endpoint)
        };
        let ways: Vec<_> = rows.map(|(row, rung)| (row.port, rung.endpoint, rung.on_path, moved(rung))).collect();
        for (y, endpoint, on, moved) in ways {
            self.way(y, self.scene.endpoint(endpoint), on, moved);
        }
        let (fallback, y) = (&self.scene.fallback, self.vertical.fallback.port);
        if fallback.on {
            let moved = fallback.verdict == Verdict::True && self.scene.moved.to.contains(&EndpointId::BUILT_IN);
            self.way(y, self.scene.endpoint(EndpointId::BUILT_IN), fallback.on_path, moved);
            return;
        }
        let (start, stop) = (self.across.bus + CONTACT.0 + CONTACT.1 + 2.0, self.across.rung_text.0 + 120.0);
        self.wire([(self.across.bus, y), (self.across.bus + CONTACT.0, y)], 0, fallback.on_path);
        self.wire([(start, y), (stop, y)], 0, fallback.on_path);
        self.picture.marks.push(Mark { at: Point { x: stop, y }, kind: MarkKind::Stop });
    }

    /// From the bus through a contact to an endpoint.
    fn way(&mut self, y: f64, endpoint: Option<usize>, on: bool, moved: bool) {
        let start = self.across.bus + CONTACT.0 + CONTACT.1 + 2.0;
        self.wire([(self.across.bus, y), (self.across.bus + CONTACT.0, y)], 0, on);
        let Some(endpoint) = endpoint else { return };
        let port = self.vertical.endpoints[endpoint].port;
        let cut = is_cut(self.scene.endpoints[endpoint].trouble);
        let end = self.across.endpoints.0 - if cut { MARK_BACK + 10.0 } else { 0.0 };
        let group = endpoint as u32 + 1;
        let lane = self.vertical.lanes.iter().position(|lane| *lane == endpoint);
        let points = match lane.map(|lane| self.across.lane(lane)) {
            Some(x) if y != port => {
                self.join(Point { x, y: port }, on);
                vec![(start, y), (x, y), (x, port), (end, port)]
            }
            _ => vec![(start, y), (end, port)],
        };
        self.picture.wires.push(Wire::new(points, group).on(on).moved(moved));
    }

    /// A dot where wires meet: lit if one of them is.
    fn join(&mut self, at: Point, on: bool) {
        let known = self.picture.marks.iter_mut().find(|mark| mark.at == at);
        match known.map(|mark| &mut mark.kind) {
            Some(MarkKind::Join { on: lit }) => *lit |= on,
            _ => self.picture.marks.push(Mark { at, kind: MarkKind::Join { on } }),
        }
    }

    fn endpoints(&mut self) {
        for at in 0..self.scene.endpoints.len() {
            let (facts, place) = (&self.scene.endpoints[at], self.picture.endpoints[at]);
            let (x, y) = (place.rect.x, place.port);
            let mark = Point { x: x - MARK_BACK, y };
            match (facts.trouble, &facts.flying) {
                (trouble, _) if is_cut(trouble) => {
                    let cut = Wire::new([(mark.x + 10.0, y), (x, y)], at as u32 + 1).kind(Kind::Cut);
                    self.picture.wires.push(cut);
                    self.picture.marks.push(Mark { at: mark, kind: MarkKind::Dropped });
                }
                (Trouble::Retrying(left), None) => {
                    self.picture.marks.push(Mark { at: mark, kind: MarkKind::Retry(left) });
                }
                _ => {}
            }
            if let Some(token) = &facts.flying {
                self.token(token, x - 4.0 - token.width(), y, Lies::At(facts.id));
            }
            self.content(at, &place);
        }
    }

    fn content(&mut self, at: usize, place: &Place) {
        let facts = &self.scene.endpoints[at];
        let Some(area) = well_of(place) else { return };
        let (tokens, count, head) = match &facts.content {
            Content::Queue(queue) => (&queue.tokens, queue.count, Head::Right),
            Content::Container(container) => (&container.tokens, container.buffered, Head::Left),
            Content::Events(_) => return,
        };
        self.fill(tokens, count, area, head, Lies::At(facts.id));
        if let Content::Queue(queue) = &facts.content
            && queue.dead > 0
        {
            let row = Rect::new(area.x - 4.0, place.rect.bottom() - 30.0, area.w * 0.55, 24.0);
            self.fill(&queue.dead_letters, queue.dead, row, Head::Left, Lies::At(facts.id));
        }
    }

    fn fill(&mut self, tokens: &[Token], count: u64, area: Rect, head: Head, lies: Lies) {
        let well = well::fill(tokens, count, area, head);
        for (at, rect) in well.shown {
            self.put(&tokens[at], rect, lies);
        }
        if well.more > 0 {
            self.picture.folded.push(Folded { rect: well.more_rect, count: well.more, head });
        }
    }

    fn consumers(&mut self) {
        let right = self.across.endpoints.0 + self.across.endpoints.1;
        let (bar, middle) = (self.across.consumers.0, right + (self.across.consumers.0 - right) / 2.0);
        for (consumer, row) in self.scene.consumers.iter().zip(&self.vertical.consumers) {
            let Some(endpoint) = self.scene.endpoint(consumer.reads) else { continue };
            let port = self.vertical.endpoints[endpoint].port;
            let points = [(right, port), (middle, port), (middle, row.port), (bar, row.port)];
            let wire = if port == row.port { Wire::new([points[0], points[3]], 0) } else { Wire::new(points, 0) };
            let moved = self.scene.moved.read_by.contains(&consumer.id);
            self.picture.wires.push(wire.on(consumer.on_path).moved(moved));
        }
    }

    fn offers(&mut self) {
        let line = self.vertical.offers;
        let row = |x, w, y| Rect::new(x, y, w, 24.0);
        let (devices, consumers) = (self.across.devices, self.across.consumers);
        let mut offer = |what, rect, ghost| self.picture.offers.push(Offer { what, rect, ghost });
        match self.vertical.ghost_device {
            Some((top, bottom)) => offer(Part::Device, Rect::new(devices.0, top, devices.1, bottom - top), true),
            None => offer(Part::Device, row(devices.0, devices.1, self.vertical.below_devices), false),
        }
        match self.vertical.ghost_route {
            Some((top, bottom)) => {
                let (from, to) = self.across.rung_text;
                offer(Part::Route, Rect::new(from, top, to - from, bottom - top), true);
            }
            None => offer(Part::Route, row(self.across.hub.0, self.across.hub.1, line), false),
        }
        let endpoints = self.across.endpoints;
        match self.vertical.ghost_endpoint {
            Some((top, bottom)) => offer(Part::Endpoint, Rect::new(endpoints.0, top, endpoints.1, bottom - top), true),
            None => offer(Part::Endpoint, row(endpoints.0, endpoints.1, line), false),
        }
        let beside = self.scene.endpoint(EndpointId::BUILT_IN);
        let y = match beside {
            Some(at) if self.scene.consumers.is_empty() => self.vertical.endpoints[at].port - 12.0,
            _ => line,
        };
        offer(Part::Consumer, row(consumers.0, consumers.1, y), false);
    }
}

/// Whether nothing gets through to the endpoint for good.
fn is_cut(trouble: Trouble) -> bool {
    matches!(trouble, Trouble::Dead | Trouble::Unreachable(_))
}

/// Whether the verdict closes the contact.
#[must_use]
pub fn is_closed(verdict: Verdict) -> bool {
    verdict == Verdict::True
}
