//! The settings: language, theme, motion. Applied at once.

use crate::text::{Key, Language, word};
use crate::ui::page::{use_choose, use_settings};
use crate::ui::settings::{Motion, Settings, Theme};
use yew::prelude::*;

/// The settings.
#[component]
pub fn SettingsForm() -> Html {
    let settings = use_settings();
    let language = settings.language;
    let choose = use_choose();
    let option = |label: AttrValue, lang: Option<&'static str>, group: &'static str, chosen: Settings| {
        let choose = choose.clone();
        let checked = chosen == settings;
        html! {
            <label class="choice">
                <input type="radio" name={group} {checked}
                    onchange={Callback::from(move |_: Event| choose.emit(chosen))} />
                <span {lang}>{ label }</span>
            </label>
        }
    };
    let said = |key: Key| AttrValue::from(word(language, key));
    let theme = |key: Key, theme: Theme| option(said(key), None, "theme", Settings { theme, ..settings });
    let motion = |key: Key, motion: Motion| option(said(key), None, "motion", Settings { motion, ..settings });
    let named = |it: Language| option(it.name().into(), Some(it.tag()), "language", settings.with_language(Some(it)));
    html! {
        <div class="form">
            <fieldset>
                <legend>{ word(language, Key::SettingsLanguage) }</legend>
                { option(said(Key::SettingsLanguageSystem), None, "language", settings.with_language(None)) }
                { for Language::ALL.map(named) }
            </fieldset>
            <fieldset>
                <legend>{ word(language, Key::SettingsTheme) }</legend>
                { theme(Key::SettingsThemeSystem, Theme::System) }
                { theme(Key::SettingsThemeLight, Theme::Light) }
                { theme(Key::SettingsThemeDark, Theme::Dark) }
            </fieldset>
            <fieldset>
                <legend>{ word(language, Key::SettingsMotion) }</legend>
                { motion(Key::SettingsMotionSystem, Motion::System) }
                { motion(Key::SettingsMotionFull, Motion::Full) }
                { motion(Key::SettingsMotionNone, Motion::None) }
            </fieldset>
            <p class="minor">{ word(language, Key::SettingsApplied) }</p>
        </div>
    }
}
