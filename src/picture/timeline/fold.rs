//! Folds entries into lanes: what is kept of them while they are read.

mod entries;

use super::wells::Well;
use super::{Bar, Break, BreakKind, End, Event, Flag, FlagKind, Lane, Lanes, Mark, Stay, Thread, Who, Window};
use crate::model::ids::{ConsumerId, DeviceId, EndpointId, Lineage, SendId};
use crate::model::small::{SmallMap, sort_few};
use crate::model::time::{Millis, Timestamp};
use crate::world::World;
use crate::world::consumer::State;
use crate::world::entry::{Entry, Health};

/// Lays out `window` for the lanes `who`.
///
/// `opening` is the world right before the first entry, `entries` are those of the window, oldest first, `end` is
/// where the run ends, and `plan` holds the faults whose time is known. Parts that `who` does not name are left out.
#[must_use]
pub fn fold<'a>(
    opening: &World,
    who: &[Who],
    window: Window,
    end: Millis,
    plan: &[Flag],
    entries: impl IntoIterator<Item = &'a Entry>,
) -> Lanes {
    let mut fold = Fold::open(opening, who, window);
    for entry in entries {
        fold.take(entry);
    }
    fold.close(window.to.min(end), plan)
}

/// A span that has not ended.
type Since = (Millis, BreakKind);

struct Fold {
    start: Timestamp,
    window: Window,
    lanes: Vec<Lane>,
    devices: SmallMap<DeviceId, usize>,
    endpoints: SmallMap<EndpointId, usize>,
    consumers: SmallMap<ConsumerId, usize>,
    hub: Option<usize>,
    /// Lanes of the things that are folded.
    other_devices: Option<usize>,
    other_endpoints: Option<usize>,
    other_consumers: Option<usize>,

    wells: SmallMap<EndpointId, Well>,
    /// What each consumer works on, and since when.
    work: SmallMap<ConsumerId, (Lineage, Millis)>,
    cut: SmallMap<DeviceId, Since>,
    down: SmallMap<EndpointId, Since>,
    unwell: SmallMap<EndpointId, Since>,
    crashed: SmallMap<ConsumerId, Since>,
    threads: Vec<Thread>,
    /// The latest PUBLISH of a send that is on the wire.
    on_the_wire: SmallMap<SendId, usize>,
    accepted: SmallMap<Lineage, usize>,
    flags: Vec<Flag>,
    strike: Option<Strike>,
}

/// What one step broke.
#[derive(Clone, Copy)]
struct Strike {
    at: Millis,
    step: u32,
    fault: Option<u16>,
    lost: Option<FlagKind>,
    hit: Option<FlagKind>,
}

impl Fold {
    fn open(opening: &World, who: &[Who], window: Window) -> Self {
        let mut fold = Self {
            start: opening.start(),
            window,
            lanes: who.iter().copied().map(Lane::new).collect(),
            devices: SmallMap::default(),
            endpoints: SmallMap::default(),
            consumers: SmallMap::default(),
            hub: None,
            other_devices: None,
            other_endpoints: None,
            other_consumers: None,
            wells: SmallMap::default(),
            work: SmallMap::default(),
            cut: SmallMap::default(),
            down: SmallMap::default(),
            unwell: SmallMap::default(),
            crashed: SmallMap::default(),
            threads: Vec::new(),
            on_the_wire: SmallMap::default(),
            accepted: SmallMap::default(),
            flags: Vec::new(),
            strike: None,
        };
        for (lane, who) in who.iter().enumerate() {
            match *who {
                Who::Faults => {}
                Who::Hub => fold.hub = Some(lane),
                Who::Devices(_) => fold.other_devices = Some(lane),
                Who::Endpoints(_) => fold.other_endpoints = Some(lane),
                Who::Consumers(_) => fold.other_consumers = Some(lane),
                Who::Device(id) => {
                    fold.devices.insert(id, lane);
                    fold.open_device(opening, id);
                }
                Who::Endpoint(id) => {
                    fold.endpoints.insert(id, lane);
                    fold.open_endpoint(opening, id);
                }
                Who::Queue(id) => {
                    fold.endpoints.insert(id, lane);
                    fold.open_endpoint(opening, id);
                    let queue = opening.endpoints().get(id.index()).and_then(|endpoint| endpoint.queue());
                    fold.wells.insert(id, Well::open(queue, window.from, window.span() / 40));
                }
                Who::Consumer(id) => {
                    fold.consumers.insert(id, lane);
                    fold.open_consumer(opening, id);
                }
            }
        }
        fold
    }

    fn open_device(&mut self, opening: &World, id: DeviceId) {
        if opening.devices().get(id.index()).is_some_and(|device| !device.is_connected()) {
            self.cut.insert(id, (self.window.from, BreakKind::Cut));
        }
    }

    fn open_endpoint(&mut self, opening: &World, id: EndpointId) {
        let from = self.window.from;
        let Some(endpoint) = opening.endpoints().get(id.index()) else { return };
        if endpoint.is_down() {
            self.down.insert(id, (from, BreakKind::Down));
        }
        if let Some(kind) = break_of(endpoint.health) {
            self.unwell.insert(id, (from, kind));
        }
    }

    fn open_consumer(&mut self, opening: &World, id: ConsumerId) {
        let from = self.window.from;
        let Some(consumer) = opening.consumers().get(id.index()) else { return };
        match &consumer.state {
            State::Working { on, .. } | State::Settling(on) | State::Answered { about: on, .. } => {
                self.work.insert(id, (on.lineage, from));
            }
            State::Crashed { .. } => {
                self.crashed.insert(id, (from, BreakKind::Crashed));
            }
            State::Stopped | State::Waiting | State::Receiving(_) => {}
        }
    }

    fn device_lane(&self, id: DeviceId) -> Option<usize> {
        self.devices.get(&id).copied().or(self.other_devices)
    }

    fn endpoint_lane(&self, id: EndpointId) -> Option<usize> {
        self.endpoints.get(&id).copied().or(self.other_endpoints)
    }

    fn device(&mut self, id: DeviceId, at: Millis, entry: &Entry, mark: Option<Mark>) {
        self.put(self.device_lane(id), at, entry, mark, 0);
    }

    fn hub(&mut self, at: Millis, entry: &Entry, mark: Option<Mark>) {
        self.put(self.hub, at, entry, mark, 0);
    }

    fn endpoint(&mut self, id: EndpointId, at: Millis, entry: &Entry, mark: Option<Mark>, line: u16) {
        self.put(self.endpoint_lane(id), at, entry, mark, line);
    }

    fn queue(&mut self, id: EndpointId, at: Millis, entry: &Entry, sequence: u32) {
        let line = self.wells.get(&id).map_or(0, |well| well.line_of(sequence));
        self.endpoint(id, at, entry, None, line);
    }

    fn consumer(&mut self, id: ConsumerId, at: Millis, entry: &Entry, mark: Option<Mark>) {
        self.put(self.consumers.get(&id).copied().or(self.other_consumers), at, entry, mark, 0);
    }

    /// One event for each step and lane: what has a mark speaks for the step.
    fn put(&mut self, lane: Option<usize>, at: Millis, entry: &Entry, mark: Option<Mark>, line: u16) {
        let Some(lane) = lane else { return };
        let events = &mut self.lanes[lane].events;
        let event = Event { at, entry: *entry, mark, line };
        match events.last_mut().filter(|last| last.entry.step == entry.step) {
            Some(last) if last.mark.is_none() && mark.is_some() => *last = event,
            // A folded lane draws all of them.
            Some(last) if mark.is_some() && last.mark != mark => events.push(event),
            Some(_) => {}
            None => events.push(event),
        }
    }

    fn in_queue(&mut self, id: EndpointId, act: impl FnOnce(&mut Well)) {
        if let Some(well) = self.wells.get_mut(&id) {
            act(well);
        }
    }

    fn broke(&mut self, lane: Option<usize>, (from, kind): Since, to: Millis) {
        if let Some(lane) = lane {
            self.lanes[lane].breaks.push(Break { from, to, kind });
        }
    }

    fn stops_working(&mut self, id: ConsumerId, to: Millis, end: End) {
        let Some((lineage, from)) = self.work.remove(&id) else { return };
        if let Some(lane) = self.consumers.get(&id) {
            self.lanes[*lane].bars.push(Bar { lineage, line: 0, from, to, stay: Stay::Working, end });
        }
    }

    fn recovers(&mut self, id: ConsumerId, at: Millis) {
        if let Some(since) = self.crashed.remove(&id) {
            self.broke(self.consumers.get(&id).copied(), since, at);
        }
    }

    fn strikes(&mut self, at: Millis, step: u32) -> &mut Strike {
        if self.strike.is_some_and(|strike| strike.step != step) {
            self.flag();
        }
        self.strike.get_or_insert(Strike { at, step, fault: None, lost: None, hit: None })
    }

    /// Raises the flag of the step that broke something. What only got lost because a link was cut has none.
    fn flag(&mut self) {
        let Some(Strike { at, step, fault, lost, hit }) = self.strike.take() else { return };
        let kind = if fault.is_some() { lost.or(hit).or(Some(FlagKind::Other)) } else { hit };
        self.flags.extend(kind.map(|kind| Flag { at, step: Some(step), fault, kind }));
    }

    fn close(mut self, end: Millis, plan: &[Flag]) -> Lanes {
        self.flag();
        for consumer in self.work.keys().copied().collect::<Vec<_>>() {
            self.stops_working(consumer, end, End::Open);
        }
        for (device, since) in std::mem::take(&mut self.cut) {
            self.broke(self.devices.get(&device).copied(), since, end);
        }
        for (endpoint, since) in std::mem::take(&mut self.unwell).into_iter().chain(std::mem::take(&mut self.down)) {
            self.broke(self.endpoints.get(&endpoint).copied(), since, end);
        }
        for (consumer, since) in std::mem::take(&mut self.crashed) {
            self.broke(self.consumers.get(&consumer).copied(), since, end);
        }
        for (endpoint, mut well) in self.wells {
            well.close(end);
            let Some(&lane) = self.endpoints.get(&endpoint) else { continue };
            let lane = &mut self.lanes[lane];
            (lane.lines, lane.bars, lane.depth) = (well.lines(), well.bars, well.depth);
        }
        let struck: Vec<_> = self.flags.iter().filter_map(|flag| flag.fault).collect();
        let waits =
            |flag: &&Flag| flag.fault.is_none_or(|fault| !struck.contains(&fault)) && self.window.holds(flag.at);
        self.flags.extend(plan.iter().filter(waits).copied().collect::<Vec<_>>());
        sort_few(&mut self.flags, |a, b| a.at < b.at);
        Lanes { lanes: self.lanes, threads: self.threads, flags: self.flags }
    }
}

fn break_of(health: Health) -> Option<BreakKind> {
    match health {
        Health::Unknown | Health::Healthy => None,
        Health::Degraded => Some(BreakKind::Degraded),
        Health::Unhealthy => Some(BreakKind::Unhealthy),
        Health::Dead => Some(BreakKind::Dead),
        Health::Unreachable => Some(BreakKind::Unreachable),
    }
}
