//! The diagram in one column, for narrow pages: devices on top, the bus down the left, endpoints below.

use super::geometry::{Point, Rect};
use super::mark::{Keys, Lies, Mark, MarkKind, Placed, TOKEN_HEIGHT, Token};
use super::scene::Scene;
use super::scene::devices::Link;
use super::scene::endpoints::{Content, EndpointFacts, Trouble};
use super::well::{self, Head};
use super::wire::{Kind, Wire};
use super::{Columns, Density, Folded, Offer, Part, Picture, Place, columns};
use crate::model::ids::EndpointId;

const MARGIN: f64 = 16.0;
const BUS: f64 = 40.0;
const TEXT: f64 = 84.0;
const GAP: f64 = 8.0;
/// Between the devices and the hub: the wire, with a token on it.
const WIRE: f64 = 38.0;
const CONSUMER: f64 = 34.0;

/// Lays the scene out in one column, as high as it needs.
#[must_use]
pub fn lay_out(scene: &Scene, width: f64) -> Picture {
    let inner = width - 2.0 * MARGIN;
    let mut stack = Stack { scene, inner, y: 6.0, keys: Keys::default(), picture: empty(width) };
    stack.devices();
    stack.hub();
    stack.endpoints();
    stack.offer(Part::Consumer, false);
    stack.stores();
    stack.picture.height = (stack.y + 8.0).ceil();
    stack.picture
}

fn empty(width: f64) -> Picture {
    let none = Place { index: 0, rect: Rect::default(), port: 0.0, density: Density::Snug };
    let columns =
        Columns { devices: MARGIN, hub: MARGIN, routes: TEXT, endpoints: MARGIN, consumers: MARGIN, end: width };
    Picture {
        width,
        height: 0.0,
        stacked: true,
        columns,
        devices: Vec::new(),
        crowd: None,
        hub: Rect::default(),
        bus: BUS,
        rung_text: (TEXT, width - MARGIN - 66.0),
        rungs: Vec::new(),
        unmatched: None,
        fallback: none,
        fallback_line: 0.0,
        endpoints: Vec::new(),
        consumers: Vec::new(),
        stores: Vec::new(),
        workers: Vec::new(),
        offers: Vec::new(),
        wires: Vec::new(),
        marks: Vec::new(),
        tokens: Vec::new(),
        folded: Vec::new(),
    }
}

struct Stack<'a> {
    scene: &'a Scene,
    inner: f64,
    /// The lower edge of what stands so far.
    y: f64,
    keys: Keys,
    picture: Picture,
}

impl Stack<'_> {
    fn next(&mut self, height: f64, gap: f64) -> Rect {
        let rect = Rect::new(MARGIN, self.y, self.inner, height);
        self.y += height + gap;
        rect
    }

    fn put(&mut self, token: &Token, rect: Rect, lies: Lies, downwards: bool) {
        let key = self.keys.key(token.copy, lies);
        self.picture.tokens.push(Placed { token: token.clone(), key, rect, downwards });
    }

    fn offer(&mut self, what: Part, ghost: bool) {
        let rect = self.next(if ghost { 56.0 } else { 28.0 }, GAP);
        self.picture.offers.push(Offer { what, rect, ghost });
    }

    fn devices(&mut self) {
        if self.scene.crowd.is_some() {
            self.picture.crowd = Some(self.next(94.0, GAP));
        }
        for (index, device) in self.scene.devices.iter().enumerate() {
            let density = if self.scene.devices.len() > 2 { Density::Row } else { Density::Snug };
            let rect = self.next(if density == Density::Row { 34.0 } else { 54.0 }, GAP);
            self.picture.devices.push(Place { index, rect, port: rect.bottom(), density });
            if let Some(token) = &device.unknown {
                let place = Rect::new(rect.right() - 10.0 - token.width(), rect.y + 7.0, token.width(), TOKEN_HEIGHT);
                self.put(token, place, Lies::OnTheWay, false);
            }
        }
        self.offer(Part::Device, self.scene.device_count == 0);
        let top = self.y - GAP - if self.scene.device_count == 0 { 0.0 } else { 28.0 + GAP };
        let connected = self.scene.devices.iter().any(|device| !matches!(device.link, Link::Cut(_)));
        let kind = match (self.scene.device_count, connected || self.scene.crowd.is_some()) {
            (0, _) => Kind::Ghost,
            (_, true) => Kind::Plain,
            (_, false) => Kind::Cut,
        };
        let on = kind == Kind::Plain && self.scene.path_from.is_some();
        self.y = self.y.max(top + WIRE);
        self.picture.wires.push(Wire::new([(BUS, top), (BUS, self.y + 30.0)], 0).kind(kind).on(on));
        if let Some(token) = self.scene.devices.iter().find_map(|device| device.flying_in(1).pop()) {
            let rect = Rect::new(BUS - token.width() / 2.0, top + 8.0, token.width(), TOKEN_HEIGHT);
            self.put(&token, rect, Lies::OnTheWay, true);
        }
        // The button stands beside the wire.
        if let Some(offer) = self.picture.offers.last_mut().filter(|offer| !offer.ghost) {
            offer.rect = Rect::new(TEXT - 20.0, top + 5.0, self.inner - TEXT + 36.0, 28.0);
        }
    }

    fn hub(&mut self) {
        let top = self.y;
        let density = if self.scene.rungs.len() > 12 { Density::Row } else { Density::Snug };
        let (step, above) = if density == Density::Row { (30.0, 20.0) } else { (62.0, 28.0) };
        let mut port = top + 30.0 + above;
        if self.scene.route_count == 0 {
            let rect = Rect::new(TEXT - 8.0, top + 30.0, self.inner - TEXT + 8.0, 56.0);
            self.picture.offers.push(Offer { what: Part::Route, rect, ghost: true });
            port += 66.0;
        }
        for index in 0..self.scene.rungs.len() {
            let rect = Rect::new(MARGIN, port - above, self.inner, step - 4.0);
            self.picture.rungs.push(Place { index, rect, port, density });
            port += step;
        }
        if self.scene.unmatched > 0 {
            self.picture.unmatched = Some(Rect::new(MARGIN, port - above, self.inner, 34.0));
            port += 40.0;
        }
        self.picture.fallback_line = port - above + 4.0;
        port += 12.0;
        let rect = Rect::new(MARGIN, port - 26.0, self.inner, 56.0);
        self.picture.fallback = Place { index: 0, rect, port, density: Density::Snug };
        self.picture.hub = Rect::new(MARGIN, top, self.inner, port + 38.0 - top);
        self.bus(port);
        self.y = port + 38.0 + GAP;
        if self.scene.route_count > 0 {
            self.offer(Part::Route, false);
        }
    }

    fn bus(&mut self, fallback: f64) {
        let scene = self.scene;
        let end = self.picture.rung_text.1 + 14.0;
        let start = BUS + columns::CONTACT.0 + columns::CONTACT.1 + 2.0;
        let top = self.picture.hub.y + 30.0;
        let mut on_to = None;
        let mut rungs: Vec<_> = self.picture.rungs.iter().map(|p| (p.port, scene.rungs[p.index].on_path)).collect();
        rungs.push((fallback, scene.fallback.on_path));
        self.picture.wires.push(Wire::new([(BUS, top), (BUS, fallback)], 0));
        for (at, (y, on)) in rungs.iter().copied().enumerate() {
            self.picture.wires.push(Wire::new([(BUS, y), (BUS + columns::CONTACT.0, y)], 0).on(on));
            let stops = at + 1 == rungs.len() && !scene.fallback.on;
            let stop = if stops { TEXT + 60.0 } else { end };
            self.picture.wires.push(Wire::new([(start, y), (stop, y)], 0).on(on));
            if stops {
                self.picture.marks.push(Mark { at: Point { x: stop, y }, kind: MarkKind::Stop });
            }
            if on {
                on_to = Some(y);
            }
        }
        if let Some(y) = on_to {
            self.picture.wires.push(Wire::new([(BUS, top), (BUS, y)], 0).on(true));
        }
        if let Some(token) = &scene.pending {
            let rect = Rect::new(BUS - token.width() / 2.0, top - 24.0, token.width(), TOKEN_HEIGHT);
            self.put(token, rect, Lies::OnTheWay, true);
        }
    }

    fn endpoints(&mut self) {
        let built_in = self.scene.endpoint(EndpointId::BUILT_IN);
        let custom = (0..self.scene.endpoints.len()).filter(|at| Some(*at) != built_in);
        let order: Vec<_> = custom.chain(built_in).collect();
        let mut endpoints = vec![None; self.scene.endpoints.len()];
        let mut consumers = vec![None; self.scene.consumers.len()];
        for at in order {
            let facts = &self.scene.endpoints[at];
            let density = if is_open(facts, self.scene.endpoints.len()) { Density::Snug } else { Density::Row };
            let rect = self.next(height_of(facts, density), 2.0);
            let place = Place { index: at, rect, port: rect.y + 14.0, density };
            endpoints[at] = Some(place);
            self.content(facts, &place);
            for (index, _) in self.scene.consumers.iter().enumerate().filter(|(_, c)| c.reads == facts.id) {
                let row = self.next(CONSUMER, 2.0);
                let rect = Rect::new(row.x + 14.0, row.y, row.w - 14.0, row.h);
                consumers[index] = Some(Place { index, rect, port: rect.middle(), density: Density::Row });
            }
            self.y += GAP;
        }
        self.picture.endpoints = endpoints.into_iter().flatten().collect();
        self.picture.consumers = consumers.into_iter().flatten().collect();
        self.offer(Part::Endpoint, self.scene.endpoints.len() == 1);
    }

    fn stores(&mut self) {
        for index in 0..self.scene.stores.len() {
            let rect = self.next(40.0, 2.0);
            self.picture.stores.push(Place { index, rect, port: rect.middle(), density: Density::Row });
            for (worker, _) in self.scene.workers.iter().enumerate().filter(|(_, worker)| worker.store == index) {
                let row = self.next(CONSUMER, 2.0);
                let rect = Rect::new(row.x + 14.0, row.y, row.w - 14.0, row.h);
                self.picture.workers.push(Place { index: worker, rect, port: rect.middle(), density: Density::Row });
            }
            self.y += GAP;
        }
    }

    fn content(&mut self, facts: &EndpointFacts, place: &Place) {
        if let Some(token) = &facts.flying {
            let x = place.rect.x + place.rect.w * 0.5;
            let rect = Rect::new(x, place.rect.y + 5.0, token.width(), TOKEN_HEIGHT);
            self.put(token, rect, Lies::At(facts.id), true);
        }
        let Some(area) = columns::well_of(place) else { return };
        let (tokens, count, head) = match &facts.content {
            Content::Queue(queue) => (&queue.tokens, queue.count, Head::Right),
            Content::Container(container) => (&container.tokens, container.buffered, Head::Left),
            Content::Events(_) => return,
        };
        self.fill(facts, tokens, count, area, head);
        if let Content::Queue(queue) = &facts.content
            && queue.dead > 0
        {
            let row = Rect::new(area.x - 4.0, place.rect.bottom() - 30.0, area.w * 0.55, 24.0);
            self.fill(facts, &queue.dead_letters, queue.dead, row, Head::Left);
        }
    }

    fn fill(&mut self, facts: &EndpointFacts, tokens: &[Token], count: u64, area: Rect, head: Head) {
        let well = well::fill(tokens, count, area, head);
        for (at, rect) in well.shown {
            self.put(&tokens[at], rect, Lies::At(facts.id), false);
        }
        if well.more > 0 {
            self.picture.folded.push(Folded { rect: well.more_rect, count: well.more, head });
        }
    }
}

/// Whether the endpoint shows its content: something is in it or wrong with it.
fn is_open(facts: &EndpointFacts, endpoints: usize) -> bool {
    let holds = match &facts.content {
        Content::Queue(queue) => queue.count + queue.dead > 0,
        Content::Container(_) | Content::Events(_) => false,
    };
    let well = matches!(facts.trouble, Trouble::None | Trouble::Alone);
    facts.holds_selected || facts.selected || !well || holds && endpoints <= 8
}

fn height_of(facts: &EndpointFacts, density: Density) -> f64 {
    if density == Density::Row {
        return 40.0;
    }
    let dead_letters = matches!(&facts.content, Content::Queue(queue) if queue.dead > 0);
    let lines = match facts.trouble {
        Trouble::Unreachable(_) => 2.0,
        Trouble::Down(Some(_)) | Trouble::Retrying(_) => 1.0,
        Trouble::None | Trouble::Down(None) | Trouble::Disabled | Trouble::Dead | Trouble::Alone => 0.0,
    };
    89.0 + lines * 17.0 + if dead_letters { 28.0 } else { 0.0 }
}
