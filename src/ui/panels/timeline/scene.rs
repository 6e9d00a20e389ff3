//! What the timeline shows of a run at a width: lanes with their places and the cells of the grid. Does not depend on
//! the playhead.

use super::frame::{Frame, Row, rows};
use super::words;
use crate::model::ids::SendId;
use crate::model::time::Millis;
use crate::picture::timeline::{
    BIN_PX, Flag, Lane, Lanes, MAX_FOLDED, Mark, Pins, Unfolded, Who, bins, columns, fold, is_crowded, planned, who,
};
use crate::picture::write::add;
use crate::text::Language;
use crate::ui::desk::{Desk, now_ms};
use crate::ui::view::{Selection, View};
use crate::world::World;
use std::cell::RefCell;
use std::rc::Rc;
use yew::AttrValue;
use yew::prelude::*;

/// A place in the grid that the focus can stand on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cell {
    /// The same for the same thing in another window.
    pub(super) key: u64,
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) act: Act,
    pub(super) name: AttrValue,
    /// It is drawn, so a pointer prefers it.
    pub(super) drawn: bool,
}

/// What going to a cell does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Act {
    Step { step: u32, send: Option<SendId> },
    Fault { fault: Option<u16>, step: Option<u32> },
    Zoom { from: Millis, to: Millis },
}

/// Everything that is drawn but the playhead.
#[derive(Debug)]
pub(super) struct Scene {
    pub(super) frame: Frame,
    pub(super) lanes: Lanes,
    pub(super) crowded: Vec<bool>,
    pub(super) rows: Vec<Row>,
    pub(super) names: Vec<AttrValue>,
    pub(super) cells: Vec<Vec<Cell>>,
    /// Instead of lanes, when a window holds too much: (from, to, count).
    pub(super) overview: Vec<(Millis, Millis, u64)>,
}

/// What a scene depends on.
#[derive(Clone, PartialEq)]
struct Needs {
    /// Stands for the whole log.
    digest: u64,
    run: usize,
    frame: Frame,
    who: Vec<Who>,
    plan: Vec<Flag>,
    language: Language,
}

/// The world before the first entry of a window, and what it stands for: the view's edition and run, the step.
type Opening = RefCell<Option<((u64, usize, u32), World)>>;

/// While it plays, the timeline takes this part of the time at most: it rests so many times as long as it was laid out.
const RESTS: f64 = 12.0;

/// A scene that was laid out.
struct Laid {
    needs: Needs,
    edition: u64,
    scene: Rc<Scene>,
    /// In real milliseconds.
    rests_until: f64,
}

impl Needs {
    /// Whether only more has happened since `before`.
    fn only_goes_on(&self, before: &Self) -> bool {
        let Self { digest: _, run, frame, who, plan, language } = self;
        (run, frame, who, plan, language) == (&before.run, &before.frame, &before.who, &before.plan, &before.language)
    }
}

/// The scene of the run in `frame`; the same one until something in it changes. What happens while it plays may come a
/// little later, many events at once.
#[hook]
pub(super) fn use_scene(
    desk: &Desk,
    view: &View,
    selection: Selection,
    unfolded: Unfolded,
    frame: Frame,
    language: Language,
) -> Rc<Scene> {
    let opening = use_mut_ref(|| None);
    let laid = use_mut_ref(|| None::<Laid>);
    let digest = desk.read(|session| session.digest());
    let who = who(&view.world, pins(selection), unfolded);
    let plan = planned(&view.world);
    let needs = Needs { digest, run: view.current_run, frame, who, plan, language };
    let started = now_ms();
    let stays = |laid: &&Laid| {
        let rests = view.playing && laid.edition == view.edition && started < laid.rests_until;
        laid.needs == needs || rests && needs.only_goes_on(&laid.needs)
    };
    if let Some(laid) = laid.borrow().as_ref().filter(stays) {
        return laid.scene.clone();
    }
    let scene = Rc::new(Scene::of(&needs, desk, view, &opening));
    let ended = now_ms();
    let rests_until = ended + (ended - started) * RESTS;
    laid.replace(Some(Laid { needs, edition: view.edition, scene: scene.clone(), rests_until }));
    scene
}

fn pins(selection: Selection) -> Pins {
    match selection {
        Selection::Message(send) => Pins { device: send.producer.device(), ..Pins::default() },
        Selection::Device(device) => Pins { device: Some(device), ..Pins::default() },
        Selection::Endpoint(endpoint) => Pins { endpoint: Some(endpoint), ..Pins::default() },
        Selection::Consumer(consumer) => Pins { consumer: Some(consumer), ..Pins::default() },
        _ => Pins::default(),
    }
}

impl Scene {
    fn of(needs: &Needs, desk: &Desk, view: &View, opening: &Opening) -> Self {
        let Needs { frame, who, plan, language, .. } = needs;
        let (start, window) = (view.world.start(), frame.window);
        let overview = columns(view.log.density(), window);
        let mut scene = Self {
            frame: *frame,
            lanes: Lanes::default(),
            crowded: Vec::new(),
            rows: Vec::new(),
            names: Vec::new(),
            cells: Vec::new(),
            overview,
        };
        // Names of things that came after the playhead are known at the end of the run.
        let told = desk.read(|session| session.world_at(session.last_step()));
        if scene.overview.iter().map(|(.., count)| count).sum::<u64>() > MAX_FOLDED {
            scene.survey(*language);
            return scene;
        }
        scene.overview.clear();
        let (from, to) = (start.plus(window.from), start.plus(window.to));
        let first = view.log.between(from, to).next().map(|entry| entry.step - 1);
        let first = first.unwrap_or_else(|| view.log.step_at(from).unwrap_or(0));
        let key = (view.edition, needs.run, first);
        let before = opening.borrow_mut().take().filter(|(of, _)| *of == key);
        let before = before.map_or_else(|| desk.read(|session| session.world_at(first)), |(_, world)| world);
        scene.lanes = fold(&before, who, window, window.to, plan, view.log.between(from, to));
        opening.replace(Some((key, before)));
        scene.arrange(&told, *language);
        scene
    }

    /// Gives lanes and cells their places and names.
    fn arrange(&mut self, told: &World, language: Language) {
        let Frame { window, width, .. } = self.frame;
        let lanes = &self.lanes.lanes;
        self.crowded = lanes.iter().map(|lane| is_crowded(&lane.moments(), window, width)).collect();
        self.rows = rows(lanes, &self.crowded);
        self.names = lanes.iter().map(|lane| words::lane(lane.who, told, language)).collect();
        let cells = lanes.iter().zip(&self.rows).zip(&self.crowded).map(|((lane, row), crowded)| match lane.who {
            Who::Faults => self.flag_cells(row, told, language),
            _ if *crowded => self.bin_cells(lane, row, language),
            _ => self.event_cells(lane, row, told, language),
        });
        self.cells = cells.collect();
    }

    fn event_cells(&self, lane: &Lane, row: &Row, told: &World, language: Language) -> Vec<Cell> {
        let cells = lane.events.iter().map(|event| Cell {
            key: u64::from(event.entry.step),
            x: self.frame.x(event.at),
            y: row.line(event.line),
            act: Act::Step { step: event.entry.step, send: event.entry.what.send() },
            name: words::event(&event.entry, told, language),
            drawn: event.mark.is_some_and(|mark| mark != Mark::Accepted),
        });
        let mut cells: Vec<_> = cells.collect();
        cells.dedup_by_key(|cell| cell.key);
        cells
    }

    fn flag_cells(&self, row: &Row, told: &World, language: Language) -> Vec<Cell> {
        let cells = self.lanes.flags.iter().enumerate().map(|(n, flag)| Cell {
            // One by chance strikes often: only its first flag is the fault's own.
            key: match flag.fault {
                Some(fault) if self.lanes.flags[..n].iter().all(|it| it.fault != flag.fault) => u64::from(fault),
                _ => 1_000_000 + n as u64,
            },
            x: self.frame.x(flag.at),
            y: row.base,
            act: Act::Fault { fault: flag.fault, step: flag.step },
            name: words::flag(flag, told, language),
            drawn: true,
        });
        cells.collect()
    }

    fn bin_cells(&self, lane: &Lane, row: &Row, language: Language) -> Vec<Cell> {
        let counts = counts(lane, &self.frame);
        let cells = counts.iter().enumerate().filter(|(_, count)| **count > 0).map(|(n, count)| {
            let x = self.frame.left + n as f64 * BIN_PX;
            let (from, to) = (self.frame.at(x), self.frame.at(x + BIN_PX));
            Cell {
                key: n as u64,
                x: x + BIN_PX / 2.0,
                y: row.base,
                act: Act::Zoom { from, to },
                name: words::density(from, to, *count, language),
                drawn: true,
            }
        });
        cells.collect()
    }

    /// One lane of counts.
    fn survey(&mut self, language: Language) {
        let row = Row { top: 0.0, height: 48.0, base: 40.0 };
        let cells = self.overview.iter().map(|&(from, to, count)| Cell {
            key: from,
            x: (self.frame.x_within(from) + self.frame.x_within(to)) / 2.0,
            y: row.base,
            act: Act::Zoom { from, to },
            name: words::density(from, to, count, language),
            drawn: true,
        });
        self.cells = vec![cells.collect()];
        self.rows = vec![row];
        self.names = vec![words::all(language)];
    }

    pub(super) fn height(&self) -> f64 {
        self.rows.last().map_or(0.0, |row| row.bottom() + 6.0)
    }

    /// Whose lane it is; the one lane of counts stands for the hub, through which everything goes.
    pub(super) fn who(&self, row: usize) -> Who {
        self.lanes.lanes.get(row).map_or(Who::Hub, |lane| lane.who)
    }

    pub(super) fn row_at(&self, y: f64) -> Option<usize> {
        self.rows.iter().position(|row| row.top <= y && y < row.bottom())
    }

    /// The cell of a lane nearest to `x`, within `reach`; one that is drawn wins.
    pub(super) fn cell_near(&self, row: usize, x: f64, reach: f64) -> Option<&Cell> {
        let near = self.cells[row].iter().filter(|cell| (cell.x - x).abs() <= reach);
        let far = |cell: &Cell| (cell.x - x).abs() + if cell.drawn { 0.0 } else { 4.0 };
        near.min_by(|a, b| far(a).total_cmp(&far(b)))
    }

    /// The message whose bar lies under a point.
    pub(super) fn bar_at(&self, row: usize, x: f64, y: f64) -> Option<SendId> {
        let place = &self.rows[row];
        let bars = self.lanes.lanes.get(row)?.bars.iter();
        let hit = bars.filter(|bar| self.frame.x(bar.from) - 2.0 <= x && x <= self.frame.x(bar.to) + 2.0);
        hit.min_by(|a, b| (place.line(a.line) - y).abs().total_cmp(&(place.line(b.line) - y).abs()))
            .filter(|bar| (place.line(bar.line) - y).abs() <= 8.0)
            .map(|bar| bar.lineage.send())
    }
}

/// Counts of a crowded lane, by column.
pub(super) fn counts(lane: &Lane, frame: &Frame) -> Vec<u64> {
    bins(lane.moments().into_iter().map(|at| (at, 1)), frame.window, frame.width)
}

/// The bars of counts of a column's height, as one path.
pub(super) fn columns_path(columns: impl Iterator<Item = (f64, f64, u64)>, base: f64, height: f64) -> String {
    let columns: Vec<_> = columns.filter(|(.., count)| *count > 0).collect();
    let most = columns.iter().map(|(.., count)| *count).max().unwrap_or(1) as f64;
    let mut path = String::new();
    for &(x, width, count) in &columns {
        let tall = (count as f64 / most * height).max(1.5);
        add(&mut path, "M# #h#v#h#z", &[x, base, width, -tall, -width]);
    }
    path
}
