//! The top bar: what is open, and the choices about the page itself.

use crate::text::{Key, Language, word};
use crate::ui::desk::Desk;
use crate::ui::dialogs::DialogKind;
use crate::ui::files;
use crate::ui::library::{BUNDLED, Bundled, localized};
use crate::ui::live::live;
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
            let go = move || Place { area, route: None }.go();
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
    menu.extend(file_items(language, &desk, &tell));
    menu.push(MenuItem::new(word(language, Key::MenuAboutModel), open(DialogKind::Assumptions)).apart());

    html! {
        <header class="top">
            <div class="top-start">
                <div class="brand">
                    { brand() }
                    <h1>{ word(language, Key::AppName) }</h1>
                </div>
                { live::<Menu>(yew::props!(MenuProps {
                    class: "quiet scenario-button",
                    items: scenarios,
                    title: word(language, Key::ScenarioMenu),
                    children: html! { <span class="scenario-name">{ name }</span> },
                })) }
            </div>
            <nav class="views" aria-label={word(language, Key::AppViews)}>
                { for AREAS.map(|(area, key)| link(area, props.area, word(language, key))) }
            </nav>
            <div class="top-end">
                if !phone {
                    <button type="button" class="btn quiet" lang={other.tag()}
                        title={word(language, Key::MenuLanguageTitle)}
                        onclick={Callback::from(move |_: MouseEvent| switch_language())}>
                        { other.name() }
                    </button>
                    <button type="button" class="btn quiet square" aria-label={word(language, theme_label)}
                        title={word(language, theme_label)}
                        onclick={Callback::from(move |_: MouseEvent| switch_theme())}>
                        { icon(theme_glyph) }
                    </button>
                    <button type="button" class="btn quiet square" aria-label={word(language, Key::MenuKeyboardHelp)}
                        title={word(language, Key::MenuKeyboardHelp)}
                        onclick={let open = open(DialogKind::Keys); Callback::from(move |_: MouseEvent| open())}>
                        { icon(Glyph::Keyboard) }
                    </button>
                }
                { live::<Menu>(yew::props!(MenuProps {
                    class: "square",
                    bare: true,
                    align_end: true,
                    items: menu,
                    label: word(language, Key::Menu),
                    children: icon(Glyph::Menu),
                })) }
            </div>
        </header>
    }
}

/// The views, in the order of their keys.
const AREAS: [(Area, Key); 2] = [(Area::Workbench, Key::ViewWorkbench), (Area::RouteLab, Key::ViewRouteLab)];

fn link(to: Area, current: Area, name: &str) -> Html {
    let place = Place { area: to, route: None };
    let href = place.href();
    let onclick = Callback::from(move |event: MouseEvent| {
        event.prevent_default();
        place.go();
    });
    html! { <a {href} {onclick} aria-current={(to == current).then_some("page")}>{ name }</a> }
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
                if let Ok(session) = (documents.open)(bundled.json) {
                    desk.open(session);
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
            Ok(session) => {
                desk.open(session);
                NoticeAct::FileOpened
            }
            Err(problem) => NoticeAct::Tell(Notice::FileNotOpened { file: file.into(), problem: Rc::new(problem) }),
        });
    }));
}
