//! The lanes as a grid: a row for each lane, a cell for each event. Arrow keys move by event and lane, Enter goes there.

use super::scene::{Act, Cell, Scene};
use super::words;
use crate::picture::diagram::Rect;
use crate::picture::timeline::Who;
use crate::say;
use crate::text::{Arg, Key, Language};
use crate::ui::live::live;
use crate::ui::markup::{El, el, list};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, SvgElement};
use yew::prelude::*;

/// How far from an event a pointer still takes it.
const REACH: f64 = 12.0;
/// Smallest size of a target.
const TARGET: f64 = 24.0;

/// What a person does with the lanes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Done {
    Go(Act),
    /// Selects the message whose bar was meant.
    Bar(crate::model::ids::SendId),
    /// The name of a lane.
    Head(Who),
    /// Moves or removes a fault of the plan.
    MoveFault {
        fault: u16,
        by_ms: i64,
    },
    RemoveFault(u16),
}

/// A place in the grid: a lane, and a cell's key or the lane's name.
type Place = (usize, Option<u64>);

#[derive(Clone, Properties)]
pub(super) struct GridProps {
    pub(super) scene: Rc<Scene>,
    pub(super) language: Language,
    pub(super) on_done: Callback<Done>,
    pub(super) label: AttrValue,
    /// The drawing under it.
    pub(super) children: Html,
}

impl PartialEq for GridProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &other.scene)
            && self.language == other.language
            && self.children == other.children
            && self.on_done == other.on_done
    }
}

/// The lanes with what lies under them.
#[component]
pub(super) fn Grid(props: &GridProps) -> Html {
    let GridProps { scene, language, on_done, label, children } = props;
    let place = use_state_eq(|| (0, None::<u64>));
    let hover = use_state_eq(|| None::<(usize, u64)>);
    let field = use_node_ref();

    let spot = {
        let (field, scene) = (field.clone(), scene.clone());
        move |event: &MouseEvent| {
            let rect = field.cast::<Element>()?.get_bounding_client_rect();
            let (x, y) = (f64::from(event.client_x()) - rect.left(), f64::from(event.client_y()) - rect.top());
            scene.row_at(y).map(|row| (row, x, y))
        }
    };
    let onclick = {
        let (spot, scene, on_done, place) = (spot.clone(), scene.clone(), on_done.clone(), place.clone());
        Callback::from(move |event: MouseEvent| {
            let Some((row, x, _)) = spot(&event) else { return };
            if x < scene.frame.left - REACH {
                on_done.emit(Done::Head(scene.who(row)));
            } else if let Some(cell) = scene.cell_near(row, x, REACH) {
                place.set((row, Some(cell.key)));
                on_done.emit(Done::Go(cell.act));
            }
        })
    };
    let ondblclick = {
        let (spot, scene, on_done) = (spot.clone(), scene.clone(), on_done.clone());
        Callback::from(move |event: MouseEvent| {
            let bar = spot(&event).and_then(|(row, x, y)| scene.bar_at(row, x, y));
            if let Some(send) = bar {
                on_done.emit(Done::Bar(send));
            }
        })
    };
    let onkeydown = {
        let (scene, on_done, place) = (scene.clone(), on_done.clone(), place.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            match press(&event, &scene, *place) {
                Pressed::Nothing => return,
                Pressed::Move(to) => {
                    place.set(to);
                    focus(to);
                }
                Pressed::Done(done) => {
                    on_done.emit(done);
                    if matches!(done, Done::RemoveFault(_)) {
                        focus((0, None));
                    }
                }
            }
            event.prevent_default();
        })
    };
    let onpointermove = {
        let (scene, hover) = (scene.clone(), hover.clone());
        Callback::from(move |event: PointerEvent| {
            let near = spot(&event).and_then(|(row, x, _)| Some((row, scene.cell_near(row, x, REACH)?.key)));
            hover.set(near);
        })
    };
    let onpointerleave = {
        let hover = hover.clone();
        Callback::from(move |_: PointerEvent| hover.set(None))
    };
    let on_focus = use_callback((), {
        let place = place.setter();
        move |to: Place, ()| place.set(to)
    });
    let near = hover.and_then(|(row, key)| scene.cells.get(row)?.iter().find(|cell| cell.key == key));
    let hovered = |cell: &Cell| el("circle").class("tl-hover").cx(cell.x).cy(cell.y).r("7");
    el("svg")
        .found_by(&field)
        .class("tl-lanes")
        .also(near.is_some(), "tl-near")
        .role("grid")
        .aria_readonly("true")
        .aria_label(label.clone())
        .width("100%")
        .height(scene.height())
        .on_click(onclick)
        .on_double_click(ondblclick)
        .on_key(onkeydown)
        .on_pointer_move(onpointermove)
        .on_pointer_leave(onpointerleave)
        .child(near.map(|cell| el("title").child(cell.name.clone())))
        .child(el("g").aria_hidden("true").child(children.clone()).child(near.map(hovered)))
        .child(live::<Rows>(RowsProps {
            scene: scene.clone(),
            language: *language,
            stop: stop(scene, *place),
            on_focus,
        }))
        .into()
}

#[derive(Clone, Properties)]
struct RowsProps {
    scene: Rc<Scene>,
    language: Language,
    stop: Place,
    on_focus: Callback<Place>,
}

impl PartialEq for RowsProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &other.scene) && (self.language, self.stop) == (other.language, other.stop)
    }
}

/// What can be focused; drawn only while it is.
#[component]
fn Rows(props: &RowsProps) -> Html {
    list((0..props.scene.rows.len()).map(|row| draw_row(props, row)))
}

fn draw_row(props: &RowsProps, row: usize) -> El {
    let RowsProps { scene, language, stop, on_focus } = props;
    let at = &scene.rows[row];
    let name = &scene.names[row];
    let room = scene.frame.left - 22.0;
    let tab = |here: bool| if here { "0" } else { "-1" };
    let focused = |to: Place| on_focus.reform(move |_: FocusEvent| to);
    let folds = matches!(scene.who(row), Who::Devices(_) | Who::Endpoints(_) | Who::Consumers(_));
    let unfolds = folds && !matches!(scene.who(row), Who::Devices(0) | Who::Endpoints(0) | Who::Consumers(0));
    let title =
        if unfolds { say!(*language, Key::TimelineShowFold, lane = Arg::Text(name)).plain() } else { name.to_string() };
    let cells = scene.cells[row].iter().map(|cell| {
        let to = (row, Some(cell.key));
        el("rect")
            .key(cell.key)
            .id(id(to))
            .class("tl-cell")
            .role("gridcell")
            .tabindex(tab(*stop == to))
            .aria_label(cell.name.clone())
            .on_focus(focused(to))
            .at(Rect::new(cell.x - TARGET / 2.0, cell.y - TARGET / 2.0, TARGET, TARGET))
            .rx("3")
    });
    let middle = if matches!(scene.who(row), Who::Queue(_)) { at.middle() } else { at.base };
    let name = el("g")
        .id(id((row, None)))
        .class("tl-name")
        .also(folds, "tl-fold")
        .role("rowheader")
        .tabindex(tab(*stop == (row, None)))
        .aria_label(title.clone())
        .on_focus(focused((row, None)))
        .child(el("title").child(title))
        .child(el("rect").at(Rect::new(6.0, at.top, scene.frame.left - 12.0, at.height)).rx("3"))
        .child(el("text").x(scene.frame.left - 14.0).y(middle + 4.0).child(words::fit(name, 12.0, room)));
    el("g").role("row").key(row).child(name).each(cells)
}

fn id(place: Place) -> AttrValue {
    match place {
        (row, Some(key)) => AttrValue::from(format!("tl-{row}-{key}")),
        (row, None) => AttrValue::from(format!("tl-{row}")),
    }
}

fn focus(place: Place) {
    let element = gloo_utils::document().get_element_by_id(&id(place));
    if let Some(element) = element.and_then(|element| element.dyn_into::<SvgElement>().ok()) {
        let _ = element.focus();
    }
}

/// Where the Tab key enters the grid: where the focus was, if that is still there.
fn stop(scene: &Scene, (row, key): Place) -> Place {
    match key {
        Some(_) if scene.cells.get(row).is_some_and(|cells| cells.iter().any(|cell| Some(cell.key) == key)) => {
            (row, key)
        }
        _ => (row.min(scene.rows.len().saturating_sub(1)), None),
    }
}

enum Pressed {
    Nothing,
    Move(Place),
    Done(Done),
}

fn press(event: &KeyboardEvent, scene: &Scene, place: Place) -> Pressed {
    let (row, key) = stop(scene, place);
    let cells = &scene.cells[row];
    let at = cells.iter().position(|cell| Some(cell.key) == key);
    let to = |cell: Option<&Cell>| Pressed::Move((row, cell.map(|cell| cell.key)));
    let fault = at.and_then(|at| if let Act::Fault { fault, .. } = cells[at].act { fault } else { None });
    match (event.key().as_str(), fault) {
        ("ArrowLeft" | "ArrowRight", Some(fault)) if event.shift_key() => {
            let by_ms = if event.key() == "ArrowLeft" { -100 } else { 100 };
            Pressed::Done(Done::MoveFault { fault, by_ms })
        }
        ("Delete", Some(fault)) => Pressed::Done(Done::RemoveFault(fault)),
        _ if event.shift_key() => Pressed::Nothing,
        ("ArrowRight", _) => to(cells.get(at.map_or(0, |at| at + 1)).or_else(|| cells.last())),
        ("ArrowLeft", _) => to(at.and_then(|at| at.checked_sub(1)).map(|at| &cells[at])),
        ("Home", _) => to(None),
        ("End", _) => to(cells.last()),
        ("ArrowDown" | "ArrowUp", _) => {
            let next = if event.key() == "ArrowDown" { row + 1 } else { row.wrapping_sub(1) };
            if next >= scene.rows.len() {
                return Pressed::Nothing;
            }
            let near = at.and_then(|at| scene.cell_near(next, cells[at].x, f64::INFINITY));
            Pressed::Move((next, near.map(|cell| cell.key)))
        }
        ("Enter" | " ", _) => {
            Pressed::Done(at.map_or_else(|| Done::Head(scene.who(row)), |at| Done::Go(cells[at].act)))
        }
        _ => Pressed::Nothing,
    }
}
