//! The diagram: where each message is at the playhead. Its twin in rows is the table beside it.

mod art;
mod consumers;
mod devices;
mod endpoints;
mod hub;
mod menu;
mod stores;
mod tokens;

use crate::picture::diagram::scene::{Focus, Scene};
use crate::picture::diagram::{self as picture, Offer, Part, Picture};
use crate::picture::write::figure;
use crate::text::{Key, Language, word};
use crate::ui::desk::Desk;
use crate::ui::dialogs::{DialogKind, Dialogs};
use crate::ui::live::live;
use crate::ui::markup::{El, el, many};
use crate::ui::notices::Tell;
use crate::ui::page::{use_desk, use_dialogs, use_settings, use_tell};
use crate::ui::panels::PanelProps;
use crate::ui::parts::Table;
use crate::ui::settings::Motion;
use crate::ui::view::{Selection, View};
use art::{button, text};
use menu::Opened;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use yew::prelude::*;

/// The size that is drawn before the panel has been measured.
const UNMEASURED: (f64, f64) = (1_088.0, 486.0);
/// Above this speed tokens no longer travel.
const FASTEST_HOP: f64 = 4.0;

/// The diagram, or its twin the table.
#[component]
pub fn Diagram(props: &PanelProps) -> Html {
    let desk = use_desk();
    let settings = use_settings();
    let language = settings.language;
    let dialogs = use_dialogs();
    let tell = use_tell();
    let table = use_state(|| false);
    let panel = use_node_ref();
    let (width, height) = use_size(&panel);
    let all_routes = use_state(|| false);
    let find = use_state(String::new);
    let opened = use_state(|| None::<Opened>);
    let show_table = {
        let table = table.clone();
        Callback::from(move |on| table.set(on))
    };
    let content = if *table {
        live::<Table>(PanelProps { view: props.view.clone(), selection: props.selection })
    } else {
        let focus = focus(props.selection, *all_routes, &find);
        let scene = Scene::of(&props.view.world, &props.view.log, props.view.at_step, &focus);
        let picture = picture::lay_out(&scene, width, height);
        let pen = Pen {
            language,
            scene: &scene,
            picture: &picture,
            view: &props.view,
            desk: desk.clone(),
            dialogs,
            fold: {
                let all_routes = all_routes.clone();
                Callback::from(move |()| all_routes.set(!*all_routes))
            },
            find: {
                let find = find.clone();
                Callback::from(move |text| find.set(text))
            },
            found: (*find).clone(),
            selection: props.selection,
            menu: opened.setter(),
            tell: tell.clone(),
        };
        let travels = settings.motion != Motion::None && !(props.view.playing && desk.speed() > FASTEST_HOP);
        pen.whole(
            el("svg")
                .class("pipe-art")
                .also(travels, "travels")
                .also(settings.motion == Motion::Full, "always")
                .also(picture.stacked, "stacked"),
        )
    };
    // On narrow pages it would cover too much, so it scrolls away.
    let narrow = width < picture::COLUMNS_FROM;
    let switch = || switch(language, *table, &show_table);
    let menu = opened.as_ref().map(|menu| menu.draw(&props.view.world, &desk, &tell, language, opened.setter()));
    el("section")
        .class("pipe")
        .aria_label(word(language, Key::PartPipeline))
        .child(el("div").class("pipe-scroll").found_by(&panel).child(content).child(narrow.then(switch)))
        .child((!narrow).then(switch))
        .child(menu)
        .into()
}

fn switch(language: Language, table: bool, show: &Callback<bool>) -> El {
    let choice = |key, on: bool| {
        let show = show.clone();
        let button = el("button").kind("button").aria_pressed(table == on);
        button.press(move |()| show.emit(on)).child(word(language, key))
    };
    let group = el("div").class("pipe-switch").role("group").aria_label(word(language, Key::PartDiagramOrTable));
    group.child(choice(Key::PartDiagram, false)).child(choice(Key::PartTable, true))
}

/// What the reader looks at.
pub(super) fn focus(selection: Selection, all_routes: bool, find: &str) -> Focus {
    let mut focus = Focus { all_routes, find: find.to_owned(), ..Focus::default() };
    match selection {
        Selection::Message(send) => focus.message = Some(send),
        Selection::Device(id) => focus.device = Some(id),
        Selection::Route(id) => focus.route = Some(id),
        Selection::Endpoint(id) => focus.endpoint = Some(id),
        Selection::Consumer(id) => focus.consumer = Some(id),
        Selection::StorageQueue(id) => focus.storage_queue = Some(id),
        Selection::None | Selection::Fallback | Selection::Event(_) | Selection::Fault(_) => {}
    }
    focus
}

/// The inner size of an element, kept up to date.
#[hook]
fn use_size(element: &NodeRef) -> (f64, f64) {
    let size = use_state_eq(|| UNMEASURED);
    let setter = size.setter();
    use_effect_with(element.clone(), move |element| {
        let watched = element.cast::<web_sys::Element>();
        let measured = watched.clone();
        let measure = Closure::<dyn Fn()>::new(move || {
            if let Some(element) = &measured {
                setter.set((f64::from(element.client_width()), f64::from(element.client_height())));
            }
        });
        let observer = web_sys::ResizeObserver::new(measure.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(element)) = (&observer, &watched) {
            observer.observe(element);
        }
        move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            drop(measure);
        }
    });
    *size
}

/// What every part of the drawing is drawn with.
struct Pen<'a> {
    language: Language,
    scene: &'a Scene,
    picture: &'a Picture,
    view: &'a View,
    desk: Desk,
    dialogs: Dialogs,
    /// Folds or unfolds the routes that did not match.
    fold: Callback<()>,
    /// Looks for devices.
    find: Callback<String>,
    found: String,
    selection: Selection,
    /// Opens the menu of a part.
    menu: UseStateSetter<Option<Opened>>,
    tell: Tell,
}

impl Pen<'_> {
    fn word(&self, key: Key) -> &'static str {
        word(self.language, key)
    }

    /// A callback that selects, or takes the selection back if it was made.
    fn selects(&self, what: Selection) -> Callback<()> {
        let desk = self.desk.clone();
        // What the scenario selected may not be shown yet: pressed, it is.
        let next = if self.selection == what && desk.is_chosen() { Selection::None } else { what };
        Callback::from(move |()| desk.select(next))
    }

    /// A callback that opens a dialog.
    fn opens(&self, what: DialogKind) -> Callback<()> {
        let dialogs = self.dialogs.clone();
        Callback::from(move |()| dialogs.open(what.clone()))
    }

    fn whole(&self, svg: El) -> Html {
        let picture = self.picture;
        let label = match self.scene.device_count + self.scene.route_count {
            0 => Key::PartPipelineEmpty,
            _ => Key::PartPipeline,
        };
        let hatch = el("pattern").id("pipe-hatch").width("6").height("6").pattern_units("userSpaceOnUse");
        let hatch = hatch.pattern_transform("rotate(45)").child(el("rect").class("hatch").width("2.5").height("6"));
        let drawing = svg
            .width(picture.width)
            .height(picture.height)
            .view_box(figure("0 0 # #", &[picture.width, picture.height]))
            .role("group")
            .aria_label(self.word(label))
            .child(el("defs").child(hatch))
            .child(self.hub_frame())
            .child(self.wires())
            .child(self.devices())
            .child(self.rungs())
            .child(self.endpoints())
            .child(self.consumers())
            .child(self.stores())
            .child(self.marks())
            .child(self.tokens())
            .child(el("g").role("list").each(picture.offers.iter().map(|offer| self.offer(offer))));
        many()
            .child((!picture.stacked).then(|| self.headings()))
            .child(el("div").class("pipe-paper").child(drawing).child(self.search()))
            .into()
    }

    fn headings(&self) -> El {
        let c = &self.picture.columns;
        let head = |x: f64, key| el("text").class("head").x(x).y("30").child(self.word(key));
        let svg = el("svg")
            .width(self.picture.width)
            .height("41")
            .child(head(c.devices, Key::ColumnDevices))
            .child(head(c.hub, Key::ColumnHub))
            .child(head(c.routes, Key::ColumnRoutes))
            .child(head(c.endpoints, Key::ColumnEndpoints))
            .child(head(c.consumers, Key::ColumnConsumers))
            .child(el("path").class("hair").path("M# 40.5H#", &[c.devices, c.end]));
        el("div").class("pipe-heads").aria_hidden("true").child(svg)
    }

    fn wires(&self) -> El {
        use crate::picture::diagram::wire::{Kind, Wire};
        let draw = |wire: &Wire| {
            let wire_of = el("path").class(match wire.kind {
                Kind::Plain => "wire",
                Kind::Ghost => "wire ghost",
                Kind::Cut => "wire cut",
            });
            wire_of.also(wire.on, "on").also(wire.moved, "moved").d(wire.path())
        };
        // What is looked at lies on top.
        let wires = |on: bool| self.picture.wires.iter().filter(move |wire| wire.on == on);
        el("g").aria_hidden("true").each(wires(false).chain(wires(true)).map(draw))
    }

    fn offer(&self, offer: &Offer) -> El {
        let (name, hint, what) = match offer.what {
            Part::Device => (Key::AddDevice, Key::AddDeviceHint, DialogKind::Device(None)),
            Part::Route => (Key::AddRoute, Key::AddRouteHint, DialogKind::Route(None)),
            Part::Endpoint => (Key::AddEndpoint, Key::AddEndpointHint, DialogKind::Endpoint(None)),
            Part::Consumer => (Key::AddConsumer, Key::AddConsumerHint, DialogKind::Consumer(None)),
        };
        let rect = offer.rect;
        let opens = self.opens(what);
        let label = ["+ ", self.word(name)].concat();
        let (inner, hit): (Html, _) = if offer.ghost {
            let (x, y) = (rect.x + rect.w / 2.0, rect.middle());
            let inner = many()
                .child(art::frame(rect, "frame ghost"))
                .child(text(x, y - 4.0, "name accent middle", &label, rect.w - 12.0))
                .child(text(x, y + 15.0, "small second middle", self.word(hint), rect.w - 12.0));
            (inner.into(), rect)
        } else {
            let wide = picture::text::width(&label, picture::text::Font::Small);
            let hit = picture::Rect::new(rect.x - 4.0, rect.y, (wide + 8.0).min(rect.w + 8.0), rect.h);
            (text(rect.x, rect.middle() + 4.0, "small accent", &label, rect.w).into(), hit)
        };
        button(self.word(name).to_owned(), "offer", None, hit, opens, inner)
    }
}
