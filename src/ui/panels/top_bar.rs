//! The top bar: what is open, and the choices about the page itself.

use crate::text::{Key, Language, word};
use crate::ui::desk::Desk;
use crate::ui::dialogs::DialogKind;
use crate::ui::files;
use crate::ui::library::{BUNDLED, Bundled, localized};
use crate::ui::live::live;
use crate::ui::markup::{self, El, el, many};
use crate::ui::media::{COMPACT, PHONE, use_media};
use crate::ui::notices::{Notice, NoticeAct, Tell};
use crate::ui::page::{use_choose, use_desk, use_dialogs, use_settings, use_tell};
use crate::ui::panels::transport::download_run;
use crate::ui::parts::{self, Missing};
use crate::ui::place::{Area, Place};
use crate::ui::settings::{Settings, Theme};
use crate::ui::view::{Selection, View};
use crate::ui::widgets::icon::{Glyph, brand, icon};
use crate::ui::widgets::menu::MenuProps;
use crate::ui::widgets::menu::{Menu, MenuItem};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Clone, PartialEq, Properties)]
pub struct TopBarProps {
    pub view: Rc<View>,
    pub selection: Selection,
    pub area: Area,
}

/// The page's header.
#[component]
pub fn TopBar(props: &TopBarProps) -> Html {
    let settings = use_settings();
    let language = settings.language;
    let choose = use_choose();
    let desk = use_desk();
    let dialogs = use_dialogs();
    let tell = use_tell();
    let phone = use_media(PHONE);
    let compact = use_media(COMPACT);

    let name = localized(&props.view.scenario.name, language);
    let open = |kind: DialogKind| {
        let dialogs = dialogs.clone();
        move || dialogs.open(kind.clone())
    };
    let scenarios = {
        let bundled = BUNDLED.iter().map(|bundled| {
            let (desk, tell) = (desk.clone(), tell.clone());
            let label = bundled.name(language);
            MenuItem::new(label, move || open_bundled(&desk, &tell, bundled)).checked(label == name)
        });
        let mut items: Vec<_> = bundled.collect();
        items.push(MenuItem::new(word(language, Key::ShellMenuLibrary), open(DialogKind::Library)).apart());
        items.extend(file_items(language, &desk, &tell));
        items
    };
    let theme_label = if settings.is_dark() { Key::MenuThemeToLight } else { Key::MenuThemeToDark };
    let theme_glyph = if settings.is_dark() { Glyph::Sun } else { Glyph::Moon };
    let switch_theme = {
        let choose = choose.clone();
        move || choose.emit(with_other_theme(settings))
    };
    let other = if language == Language::English { Language::Korean } else { Language::English };
    let switch_language = move || choose.emit(settings.with_language(Some(other)));
    let mut menu = Vec::new();
    if compact {
        menu.extend(AREAS.map(|(area, key)| {
            let go = move || Place { area, ..Place::default() }.go();
            MenuItem::new(word(language, key), go).checked(area == props.area)
        }));
    }
    if phone {
        menu.push(MenuItem::new(other.name(), switch_language.clone()));
        menu.push(MenuItem::new(word(language, theme_label), switch_theme.clone()));
    }
    let mut settings_item = MenuItem::new(word(language, Key::MenuSettings), open(DialogKind::Settings));
    settings_item.apart = compact;
    menu.push(settings_item);
    menu.push(MenuItem::new(word(language, Key::MenuKeyboardHelp), open(DialogKind::Keys)));
    menu.push(MenuItem::new(word(language, Key::PartLog), open(DialogKind::Log)));
    menu.push(MenuItem::new(word(language, Key::RunList), open(DialogKind::Runs)));
    menu.push(MenuItem::new(word(language, Key::LinkMenu), open(DialogKind::Link)));
    menu.push(MenuItem::new(word(language, Key::TroubleCompare), open(DialogKind::Compare)).apart());
    menu.push(MenuItem::new(word(language, Key::TroubleSearch), open(DialogKind::Search)));
    menu.extend(file_items(language, &desk, &tell));
    menu.push(MenuItem::new(word(language, Key::MenuAboutModel), open(DialogKind::Assumptions)).apart());

    let square =
        |label| markup::button("btn quiet square").aria_label(word(language, label)).title(word(language, label));
    let scenarios = live::<Menu>(MenuProps {
        class: "quiet scenario-button",
        items: scenarios,
        title: Some(word(language, Key::ScenarioMenu).into()),
        children: el("span").class("scenario-name").child(name).into(),
        ..MenuProps::default()
    });
    let menu = live::<Menu>(MenuProps {
        class: "square",
        bare: true,
        align_end: true,
        items: menu,
        label: Some(word(language, Key::Menu).into()),
        children: icon(Glyph::Menu),
        ..MenuProps::default()
    });
    let choices = || {
        let language_button =
            markup::button("btn quiet").lang(other.tag()).title(word(language, Key::MenuLanguageTitle));
        let keys = open(DialogKind::Keys);
        many()
            .child(language_button.press(move |()| switch_language()).child(other.name()))
            .child(square(theme_label).press(move |()| switch_theme()).child(icon(theme_glyph)))
            .child(square(Key::MenuKeyboardHelp).press(move |()| keys()).child(icon(Glyph::Keyboard)))
    };
    let title = el("h1").child(word(language, Key::AppName));
    let brand = el("div").class("brand").child(brand()).child(title);
    let views = el("nav").class("views").aria_label(word(language, Key::AppViews));
    el("header")
        .class("top")
        .child(el("div").class("top-start").child(brand).child(scenarios))
        .child(views.each(AREAS.map(|(area, key)| link(area, props.area, word(language, key)))))
        .child(el("div").class("top-end").child((!phone).then(choices)).child(menu))
        .into()
}

/// The views, in the order of their keys.
const AREAS: [(Area, Key); 2] = [(Area::Workbench, Key::ViewWorkbench), (Area::RouteLab, Key::ViewRouteLab)];

fn link(to: Area, current: Area, name: &'static str) -> El {
    let place = Place { area: to, ..Place::default() };
    let href = place.href();
    let onclick = Callback::from(move |event: MouseEvent| {
        event.prevent_default();
        place.go();
    });
    el("a").href(href).on_click(onclick).aria_current((to == current).then_some("page")).child(name)
}

fn with_other_theme(settings: Settings) -> Settings {
    Settings { theme: if settings.is_dark() { Theme::Light } else { Theme::Dark }, ..settings }
}

/// Opening and saving, as they stand in both menus.
fn file_items(language: Language, desk: &Desk, tell: &Tell) -> [MenuItem; 2] {
    let opening = {
        let (desk, tell) = (desk.clone(), tell.clone());
        move || open_file(&desk, &tell)
    };
    let saving = {
        let (desk, tell) = (desk.clone(), tell.clone());
        move || download_run(&desk, &tell)
    };
    [
        MenuItem::new(word(language, Key::ScenarioFromFile), opening).apart(),
        MenuItem::new(word(language, Key::ShellMenuRunFile), saving),
    ]
}

/// Opens a bundled scenario at its moment.
pub fn open_bundled(desk: &Desk, tell: &Tell, bundled: &'static Bundled) {
    let (desk, tell) = (desk.clone(), tell.clone());
    wasm_bindgen_futures::spawn_local(async move {
        match parts::documents().await {
            Ok(documents) => {
                if let Ok(opened) = (documents.open)(bundled.json) {
                    desk.open_document(opened);
                }
            }
            Err(Missing) => tell.dispatch(NoticeAct::Tell(Notice::PartMissing)),
        }
    });
}

/// Asks for a file and opens it. Nothing changes when it cannot be opened.
pub fn open_file(desk: &Desk, tell: &Tell) {
    let (desk, tell) = (desk.clone(), tell.clone());
    files::choose(Callback::from(move |(file, found): (String, _)| {
        tell.dispatch(match found {
            Ok(opened) => {
                desk.open_document(opened);
                NoticeAct::FileOpened
            }
            Err(problem) => NoticeAct::Tell(Notice::FileNotOpened { file: file.into(), problem: Rc::new(problem) }),
        });
    }));
}
