//! The menu of a part: the journey of a message, and the faults that can strike it now. It opens where the part is pressed with the other button of the
//! pointer, or by the keys that stand for that.

use super::Pen;
use crate::picture::journey::address;
use crate::picture::write::figure;
use crate::text::{Key, Language, word};
use crate::ui::desk::{Desk, Told};
use crate::ui::live::live_keyed;
use crate::ui::markup::{El, el};
use crate::ui::notices::{Notice, NoticeAct, Tell};
use crate::ui::panels::faults;
use crate::ui::parts::{self, Missing};
use crate::ui::place::Place;
use crate::ui::view::Selection;
use crate::ui::widgets::menu::{Beside, Menu, MenuItem, MenuProps};
use crate::world::World;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// The room that a menu needs to the right and below.
const ROOM: (f64, f64) = (270.0, 90.0);

/// An open menu.
#[derive(Clone, PartialEq)]
pub(super) struct Opened {
    what: Selection,
    /// In pixels from the corner of the panel.
    x: f64,
    y: f64,
    align_end: bool,
    up: bool,
    /// What had the focus.
    from: Option<Element>,
}

impl Pen<'_> {
    /// A part of the diagram with the menu of what it stands for.
    pub(super) fn with_menu(&self, what: Selection, part: El) -> El {
        self.hears_menu(what, el("g")).child(part)
    }

    /// Lets an element open the menu of a thing, if anything can strike it.
    pub(super) fn hears_menu(&self, what: Selection, element: El) -> El {
        if !faults::can_befall(what) {
            return element;
        }
        let (menu, tell) = (self.menu.clone(), self.tell.clone());
        element.on_menu(move |event: MouseEvent| {
            if let Some(opened) = Opened::at(what, &event) {
                event.prevent_default();
                let (menu, tell) = (menu.clone(), tell.clone());
                // What can strike it comes with the rules of it.
                wasm_bindgen_futures::spawn_local(async move {
                    match parts::documents().await {
                        Ok(_) => menu.set(Some(opened)),
                        Err(Missing) => tell.dispatch(NoticeAct::Tell(Notice::PartMissing)),
                    }
                });
            }
        })
    }
}

impl Opened {
    fn at(what: Selection, event: &MouseEvent) -> Option<Self> {
        let target: Element = event.target()?.dyn_into().ok()?;
        let panel = target.closest(".pipe").ok()??.get_bounding_client_rect();
        let (x, y) = (f64::from(event.client_x()) - panel.x(), f64::from(event.client_y()) - panel.y());
        Some(Self {
            what,
            x,
            y,
            align_end: x + ROOM.0 > panel.width(),
            up: y + ROOM.1 > panel.height(),
            from: gloo_utils::document().active_element(),
        })
    }

    pub(super) fn draw(
        &self,
        world: &World,
        desk: &Desk,
        tell: &Tell,
        language: Language,
        menu: UseStateSetter<Option<Self>>,
    ) -> Html {
        let items = faults::of(world, self.what).into_iter().map(|(key, act)| {
            let (desk, tell) = (desk.clone(), tell.clone());
            MenuItem::new(word(language, key), move || {
                strike(act.clone(), &desk, &tell);
            })
        });
        let journey = self.what.message().map(|send| {
            let place = Place::journey(address(world, send));
            MenuItem::new(word(language, Key::CopiesOpenJourney), move || place.go())
        });
        let items = journey.into_iter().chain(items);
        let from = self.from.clone();
        let on_close = Callback::from(move |()| {
            menu.set(None);
            if let Some(from) = &from {
                // Elements of SVG take the focus as those of HTML do.
                let _ = from.unchecked_ref::<HtmlElement>().focus();
            }
        });
        live_keyed::<Menu>(
            &figure("# #", &[self.x, self.y]),
            MenuProps {
                label: Some(word(language, Key::TransportInjectFault).into()),
                align_end: self.align_end,
                up: self.up,
                items: items.collect(),
                beside: Some(Beside { x: self.x, y: self.y, on_close }),
                ..MenuProps::default()
            },
        )
    }
}

fn strike(act: faults::Act, desk: &Desk, tell: &Tell) {
    let tell = tell.clone();
    let then = Callback::from(move |told: Told| {
        if let Err(rejection) = told {
            tell.dispatch(NoticeAct::Tell(Notice::Refused(Rc::new(rejection))));
        }
    });
    act.carry_out(desk, then);
}
