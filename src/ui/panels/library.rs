//! The library: the scenarios that come with the page, and files of the reader's own.

use crate::text::{Key, word};
use crate::ui::library::{BUNDLED, Bundled, localized};
use crate::ui::page::{use_desk, use_dialogs, use_language, use_tell};
use crate::ui::panels::PanelProps;
use crate::ui::panels::top_bar::{open_bundled, open_file};
use crate::ui::widgets::icon::{Glyph, icon};
use yew::prelude::*;

/// The list of scenarios.
#[component]
pub fn Library(props: &PanelProps) -> Html {
    let language = use_language();
    let desk = use_desk();
    let dialogs = use_dialogs();
    let tell = use_tell();
    let scenarios = use_memo((), |()| BUNDLED.map(Bundled::scenario));
    let open = |bundled: &'static Bundled| {
        let (desk, dialogs, tell) = (desk.clone(), dialogs.clone(), tell.clone());
        Callback::from(move |_: MouseEvent| {
            open_bundled(&desk, &tell, bundled);
            dialogs.close();
        })
    };
    let rows = BUNDLED.iter().zip(scenarios.iter()).map(|(bundled, scenario)| {
        let current = scenario.name == props.view.scenario.name;
        html! {
            <li key={bundled.id}>
                <button type="button" class="library-item" onclick={open(bundled)} aria-current={current.then_some("true")}>
                    <b>{ localized(&scenario.name, language) }</b>
                    <span class="minor">{ localized(&scenario.summary, language) }</span>
                    if current {
                        <span class="minor">{ word(language, Key::ShellScenarioCurrent) }</span>
                    }
                </button>
            </li>
        }
    });
    let from_file = {
        let (desk, dialogs, tell) = (desk.clone(), dialogs.clone(), tell.clone());
        Callback::from(move |_: MouseEvent| {
            open_file(&desk, &tell);
            dialogs.close();
        })
    };
    html! {
        <>
            <ul class="library">{ for rows }</ul>
            <button type="button" class="btn" onclick={from_file}>
                { icon(Glyph::Folder) }{ word(language, Key::ScenarioFromFile) }
            </button>
        </>
    }
}
