//! The page's shortcuts. None acts while text is composed or in a field, except those with Ctrl; the part that has
//! the focus comes first: what it has dealt with is not looked at here.

use crate::picture::journey::address;
use crate::ui::desk::Desk;
use crate::ui::dialogs::{DialogKind, Dialogs};
use crate::ui::notices::Tell;
use crate::ui::panels::transport::download_run;
use crate::ui::place::{FALLBACK, Place};
use crate::ui::view::Selection;
use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::prelude::*;

/// `keyCode` of every key while an input method composes, in browsers that do not say `isComposing` in time.
const COMPOSING: u32 = 229;

/// Listens on the document for as long as the page stands.
#[hook]
pub fn use_keyboard(desk: &Desk, dialogs: &Dialogs, tell: &Tell, dialog_open: bool) {
    let tell = tell.clone();
    use_effect_with((desk.clone(), dialogs.clone(), dialog_open), |(desk, dialogs, dialog_open)| {
        let (desk, dialogs, dialog_open) = (desk.clone(), dialogs.clone(), *dialog_open);
        let options = EventListenerOptions::enable_prevent_default();
        let document = gloo_utils::document();
        let listener = EventListener::new_with_options(&document, "keydown", options, move |event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
            let busy = event.default_prevented() || event.is_composing() || event.key_code() == COMPOSING;
            if !busy && !dialog_open && act(event, &desk, &dialogs, &tell) {
                event.prevent_default();
            }
        });
        move || drop(listener)
    });
}

/// Does what the key stands for. False when it stands for nothing here.
fn act(event: &KeyboardEvent, desk: &Desk, dialogs: &Dialogs, tell: &Tell) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let on = |selector: &str| target.as_ref().is_some_and(|it| it.closest(selector).ok().flatten().is_some());
    let in_field = on("input:not([type=range]), textarea, select, [contenteditable], [role=textbox]");
    if event.ctrl_key() || event.meta_key() {
        // A field undoes its own typing.
        return !event.alt_key() && with_control(event, desk, tell, in_field);
    }
    if event.key() == "Escape" {
        return escape(desk);
    }
    if in_field || event.alt_key() {
        return false;
    }
    match event.key().as_str() {
        " " if desk.is_running() => desk.set_playing(false),
        " " if on("button, a, summary, [role=button], [role=slider]") => return false,
        " " => desk.set_playing(true),
        "ArrowRight" | "ArrowLeft" if !steps_from(&on) => return false,
        "ArrowRight" | "." | ">" => step(event, desk, true),
        "ArrowLeft" | "," | "<" => step(event, desk, false),
        "Home" if steps_from(&on) => desk.seek_step(0),
        "End" if steps_from(&on) => desk.seek_step(desk.view().last_step),
        "/" => dialogs.open(DialogKind::Messages(None)),
        "?" => dialogs.open(DialogKind::Keys),
        _ => return by_place(event, desk, dialogs),
    }
    true
}

/// By the place of the key, so that the Korean layout has the same letters.
fn by_place(event: &KeyboardEvent, desk: &Desk, dialogs: &Dialogs) -> bool {
    match event.code().as_str() {
        "BracketLeft" => desk.change_speed(false),
        "BracketRight" => desk.change_speed(true),
        "Digit1" | "Numpad1" => Place::workbench().go(),
        "Digit2" | "Numpad2" => Place::route_lab(None).go(),
        "KeyJ" => return open_journey(desk),
        "KeyL" => return open_in_lab(desk),
        "KeyC" => dialogs.open(DialogKind::Link),
        "KeyF" => dialogs.open(DialogKind::Fault(None)),
        "KeyT" => return press(".pipe-switch [aria-pressed=false]"),
        _ => return false,
    }
    true
}

/// Opens the journey of the selected message, and closes it. False when none is selected.
fn open_journey(desk: &Desk) -> bool {
    if Place::here().message.is_some() {
        Place::workbench().go();
        return true;
    }
    let Selection::Message(send) = desk.selection() else { return false };
    Place::journey(address(&desk.view().world, send)).go();
    true
}

/// Opens the selected route in the lab. False when none is selected.
fn open_in_lab(desk: &Desk) -> bool {
    let view = desk.view();
    let routes = &view.world.hub().routes.list;
    let name = match desk.selection() {
        Selection::Route(id) => routes.iter().find(|route| route.id == id).map(|route| &*route.name),
        Selection::Fallback => Some(FALLBACK),
        _ => None,
    };
    if let Some(name) = name {
        Place::route_lab(Some(name)).go();
    }
    name.is_some()
}

/// Presses a button that stands on the page. False when it does not.
fn press(selector: &str) -> bool {
    let found = gloo_utils::document().query_selector(selector).ok().flatten();
    let button = found.and_then(|button| button.dyn_into::<HtmlElement>().ok());
    if let Some(button) = &button {
        button.click();
    }
    button.is_some()
}

fn with_control(event: &KeyboardEvent, desk: &Desk, tell: &Tell, in_field: bool) -> bool {
    match (event.code().as_str(), event.shift_key()) {
        ("KeyZ", false) if !in_field => desk.undo(),
        ("KeyZ", true) | ("KeyY", false) if !in_field => desk.redo(),
        ("KeyS", false) => download_run(desk, tell),
        _ => return false,
    }
    true
}

fn step(event: &KeyboardEvent, desk: &Desk, forward: bool) {
    match (event.shift_key(), desk.selection()) {
        (true, Selection::Message(send)) => desk.step_to_event_of(send, forward),
        _ => desk.step_by_unit(forward),
    }
}

/// Arrows and Home and End scroll or move within other parts.
fn steps_from(on: &dyn Fn(&str) -> bool) -> bool {
    !on("aside, header, .notices, [role=tablist], [role=slider], [role=separator], input")
}

fn escape(desk: &Desk) -> bool {
    if Place::here().message.is_some() {
        Place::workbench().go();
        return true;
    }
    if desk.selection() == Selection::None {
        return false;
    }
    desk.select(Selection::None);
    true
}
