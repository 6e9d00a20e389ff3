//! The root: owns the desk, lays out the page, keeps the work.

use crate::picture::write::figure;
use crate::session::link::LinkNews;
use crate::text::{Key, word};
use crate::ui::desk::Desk;
use crate::ui::dialogs::{DialogKind, Dialogs};
use crate::ui::driver::use_driver;
use crate::ui::keyboard::use_keyboard;
use crate::ui::live::live;
use crate::ui::markup::{self, Piece as _, el, many};
use crate::ui::media::{NARROW, PHONE, use_media};
use crate::ui::notices::{Notice, NoticeAct, Notices, Tell};
use crate::ui::page::{Page, use_desk, use_language};
use crate::ui::panels::PanelProps;
use crate::ui::panels::dialogs::DialogHostProps;
use crate::ui::panels::journey::JourneyProps;
use crate::ui::panels::ledger::LedgerStrip;
use crate::ui::panels::mobile::MobileProps;
use crate::ui::panels::notices::NoticeList;
use crate::ui::panels::notices::NoticeListProps;
use crate::ui::panels::route_lab::RouteLabProps;
use crate::ui::panels::sentence::SentenceBar;
use crate::ui::panels::top_bar::{TopBar, TopBarProps};
use crate::ui::panels::transport::Transport;
use crate::ui::panels::{diagram::Diagram, inspector::Inspector, timeline::Timeline};
use crate::ui::parts::{self, DialogHost, Journey, Missing, Mobile, RouteLab};
use crate::ui::persist::{Drafts, Start};
use crate::ui::place::{self, Area, use_place};
use crate::ui::settings::Settings;
use crate::ui::view::{Selection, View};
use crate::ui::widgets::icon::{Glyph, icon};
use crate::ui::widgets::splitter::Splitter;
use crate::ui::widgets::splitter::SplitterProps;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// How long work may wait before it is written down.
const SAVE_AFTER_MS: u32 = 700;
/// Height of the timeline, in pixels, and its share of a low window.
const USUAL_TIMELINE: i32 = 240;
const TIMELINE_SHARE: f64 = 0.279;
const MIN_TIMELINE: i32 = 120;
const MAX_TIMELINE: i32 = 420;

#[derive(Clone, Properties)]
pub struct AppProps {
    /// What the browser kept.
    pub start: Rc<Start>,
}

impl PartialEq for AppProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.start, &other.start)
    }
}

/// The page.
#[component]
pub fn App(props: &AppProps) -> Html {
    let redraw = use_force_update_callback();
    let start = &props.start;
    let desk = use_memo((), |()| Desk::new(start.session.clone(), start.selected, redraw));
    let desk = (*desk).clone();
    let settings = use_state(Settings::load);
    let notices = use_reducer({
        let list = start.notices.clone();
        move || Notices::from(list)
    });
    let dialog = use_state(|| None::<DialogKind>);
    let dialogs = Dialogs::new(Callback::from({
        let dialog = dialog.clone();
        move |kind| dialog.set(kind)
    }));
    let choose = Callback::from({
        let (settings, tell) = (settings.clone(), notices.dispatcher());
        move |chosen: Settings| {
            if !chosen.store() {
                tell.dispatch(NoticeAct::Tell(Notice::SettingsNotKept));
            }
            let (settings, tell) = (settings.clone(), tell.clone());
            wasm_bindgen_futures::spawn_local(async move {
                match parts::texts(chosen.language).await {
                    Ok(()) => settings.set(chosen),
                    Err(Missing) => tell.dispatch(NoticeAct::Tell(Notice::PartMissing)),
                }
            });
        }
    });
    use_effect_with(*settings, |settings| settings.apply());
    let place = use_place();
    use_driver(&desk, desk.is_running());
    use_keyboard(&desk, &dialogs, &notices.dispatcher(), dialog.is_some());
    use_saving(&desk, &start.drafts, notices.dispatcher());

    let (view, selection) = (desk.view(), desk.selection());
    let main = match place.area {
        Area::Workbench if let Some(message) = place.message => {
            live::<Journey>(JourneyProps { view: view.clone(), selection, message })
        }
        Area::Workbench => live::<Workbench>(WorkbenchProps { view: view.clone(), selection }),
        Area::RouteLab => live::<RouteLab>(RouteLabProps { view: view.clone(), selection, route: place.route }),
    };
    let page = Page { desk: desk.clone(), settings: *settings, choose, dialogs, tell: notices.dispatcher() };
    let notices = NoticeListProps { view: view.clone(), notices: (*notices).clone(), drafts: start.drafts.clone() };
    let dialog = dialog.as_ref().map(|kind| DialogHostProps { view: view.clone(), selection, kind: kind.clone() });
    let children = many()
        .child(
            el("a")
                .class("skip")
                .href("#stage")
                .on_click(Callback::from(to_stage))
                .child(word(settings.language, Key::AppSkipLink)),
        )
        .child(live::<TopBar>(TopBarProps { view, selection, area: place.area }))
        .child(live::<NoticeList>(notices))
        .child(main)
        .child(dialog.map(live::<DialogHost>));
    html! { <ContextProvider<Page> context={page}>{ children.node() }</ContextProvider<Page>> }
}

#[derive(PartialEq, Properties)]
struct WorkbenchProps {
    view: Rc<View>,
    selection: Selection,
}

#[component]
fn Workbench(props: &WorkbenchProps) -> Html {
    let WorkbenchProps { view, selection } = props;
    let (view, selection) = (view.clone(), *selection);
    let chosen = use_desk().is_chosen();
    let phone = use_media(PHONE);
    let narrow = use_media(NARROW);
    let language = use_language();
    let height = use_state_eq(usual_timeline);
    let on_change = {
        let height = height.clone();
        Callback::from(move |to| height.set(to))
    };
    let inspector = live::<Inspector>(PanelProps { view: view.clone(), selection });
    let stage = el("main").id("stage").class("workbench").tabindex("-1");
    if phone {
        let children = live::<Drawer>(DrawerProps { selection, chosen, children: inspector });
        return stage.child(live::<Mobile>(MobileProps { view, selection, children })).into();
    }
    let panel = || PanelProps { view: view.clone(), selection };
    let splitter = live::<Splitter>(SplitterProps {
        label: word(language, Key::TimelineHeight).into(),
        height: *height,
        min: MIN_TIMELINE,
        max: MAX_TIMELINE,
        on_change,
    });
    let parts = el("div")
        .class("stage")
        .style(figure("--timeline:#px", &[(*height).into()]))
        .child(el("div").class("stage-diagram").child(live::<Diagram>(panel())))
        .child(live::<SentenceBar>(panel()))
        .child(live::<LedgerStrip>(panel()))
        .child(el("div").class("stage-bar").child(splitter).child(live::<Transport>(panel())))
        .child(el("div").class("stage-timeline").child(live::<Timeline>(panel())));
    let side = if narrow {
        live::<Drawer>(DrawerProps { selection, chosen, children: inspector })
    } else {
        el("aside").class("side").aria_label(word(language, Key::PartInspector)).child(inspector).into()
    };
    stage.child(parts).child(side).into()
}

fn usual_timeline() -> i32 {
    let window = gloo_utils::window().inner_height().ok().and_then(|height| height.as_f64());
    window.map_or(USUAL_TIMELINE, |height| ((height * TIMELINE_SHARE) as i32).clamp(MIN_TIMELINE, USUAL_TIMELINE))
}

#[derive(PartialEq, Properties)]
struct DrawerProps {
    selection: Selection,
    /// By the reader.
    chosen: bool,
    children: Html,
}

/// The inspector where there is no room beside the stage: opens when something is selected.
#[component]
fn Drawer(props: &DrawerProps) -> Html {
    let desk = use_desk();
    let language = use_language();
    // What the scenario selects at the opening does not cover the diagram.
    if props.selection == Selection::None || !props.chosen {
        return Html::default();
    }
    let close = markup::button("btn quiet square")
        .press(move |()| desk.select(Selection::None))
        .aria_label(word(language, Key::ActionClose))
        .child(icon(Glyph::Close));
    let head = el("div").class("drawer-head").child(word(language, Key::PartInspector)).child(close);
    let drawer = el("aside").class("side drawer").aria_label(word(language, Key::PartInspector));
    drawer.child(head).child(props.children.clone()).into()
}

/// Writes the work down soon after it changed, and when the page is about to be hidden.
#[hook]
fn use_saving(desk: &Desk, drafts: &Drafts, tell: Tell) {
    let first = use_state(|| desk.view().revision);
    let pending: Rc<RefCell<Option<Timeout>>> = use_mut_ref(|| None);
    // Loads the page again where asked to, once the work is written.
    let save = {
        let (desk, drafts, tell) = (desk.clone(), drafts.clone(), tell.clone());
        Callback::from(move |then_load: bool| {
            let (drafts, tell) = (drafts.clone(), tell.clone());
            let work = desk.read(|session| (session.document(), session.at_step()));
            wasm_bindgen_futures::spawn_local(async move {
                match drafts.save(work).await {
                    Ok(()) if then_load => place::load_again(),
                    Ok(()) => {}
                    Err(notice) => tell.dispatch(NoticeAct::Tell(notice)),
                }
            });
        })
    };
    use_leaving(desk, drafts, *first, save.clone(), tell);
    let revision = desk.view().revision;
    use_effect_with(revision, {
        let (pending, save) = (pending.clone(), save.clone());
        move |revision| {
            if *revision != *first && pending.borrow().is_none() {
                // Here by then, also when the page is left before.
                wasm_bindgen_futures::spawn_local(async {
                    let _ = parts::documents().await;
                });
                let done = pending.clone();
                let timeout = Timeout::new(SAVE_AFTER_MS, move || {
                    done.take();
                    save.emit(false);
                });
                pending.replace(Some(timeout));
            }
        }
    });
    use_effect_with((), move |()| {
        let hide = EventListener::new(&gloo_utils::document(), "visibilitychange", move |_| {
            if gloo_utils::document().hidden() && pending.take().is_some() {
                save.emit(false);
            }
        });
        move || drop(hide)
    });
}

/// When the address comes to lead to other work, by a link or by Back, that is opened as at a first load; the work here
/// is written down before. Where nothing can be stored it stays, until the reader says otherwise.
#[hook]
fn use_leaving(desk: &Desk, drafts: &Drafts, first: u64, save: Callback<bool>, tell: Tell) {
    let (desk, drafts) = (desk.clone(), drafts.clone());
    use_effect_with((), move |()| {
        let change = EventListener::new(&gloo_utils::window(), "hashchange", move |_| {
            if !drafts.are_left() {
                return;
            }
            if desk.view().revision == first {
                place::load_again();
            } else if drafts.is_refused() {
                tell.dispatch(NoticeAct::Tell(LinkNews::Waits.into()));
            } else {
                save.emit(true);
            }
        });
        move || drop(change)
    });
}

/// The skip link, without a word of it in the address.
fn to_stage(event: MouseEvent) {
    let stage = gloo_utils::document().get_element_by_id("stage");
    if let Some(stage) = stage.and_then(|stage| stage.dyn_into::<web_sys::HtmlElement>().ok()) {
        event.prevent_default();
        let _ = stage.focus();
    }
}

#[hook]
fn use_force_update_callback() -> Callback<()> {
    let update = use_force_update();
    Callback::from(move |()| update.force_update())
}
