//! The runs that are kept: going back to one, naming it, giving it up.

pub mod compare;

use crate::say;
use crate::text::{Arg, Key, Language, word};
use crate::ui::desk::Desk;
use crate::ui::dialogs::{DialogKind, Dialogs};
use crate::ui::live::live;
use crate::ui::markup::Piece as _;
use crate::ui::page::{use_desk, use_language};
use crate::ui::panels::PanelProps;
use crate::ui::view::View;
use crate::ui::widgets::icon::{Glyph, icon};
use crate::ui::widgets::menu::MenuProps;
use crate::ui::widgets::menu::{Menu, MenuItem};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The name of a run: its own, or its place.
#[must_use]
pub fn name(view: &View, index: usize, language: Language) -> String {
    match view.runs.get(index) {
        Some(name) if !name.is_empty() => name.clone(),
        _ => say!(language, Key::RunDefaultName, n = index + 1).plain(),
    }
}

/// The name as it stands in a sentence: one that somebody gave it may be a sentence itself.
fn quoted(view: &View, index: usize, language: Language) -> String {
    match view.runs.get(index) {
        Some(name) if !name.is_empty() => say!(language, Key::RunsQuoted, run = Arg::Text(name)).plain(),
        _ => name(view, index, language),
    }
}

/// The name with the run and step that it was forked from.
fn name_and_origin(view: &View, desk: &Desk, index: usize, language: Language) -> String {
    let own = name(view, index, language);
    match desk.read(|session| session.runs().get(index).and_then(|run| run.parent)) {
        Some((parent, step)) if step > 0 => {
            let parent = name(view, parent, language);
            let (run, parent) = (Arg::Text(&own), Arg::Text(&parent));
            say!(language, Key::ShellRunFrom, run = run, parent = parent, step = step).plain()
        }
        _ => own,
    }
}

/// A menu of the runs, once there is more than one.
pub fn switcher(view: &View, desk: &Desk, dialogs: &Dialogs, language: Language) -> Html {
    if view.runs.len() < 2 {
        return Html::default();
    }
    let run = |index: usize| {
        let label = name_and_origin(view, desk, index, language);
        let desk = desk.clone();
        MenuItem::new(label, move || desk.switch_run(index)).checked(index == view.current_run)
    };
    let mut items: Vec<_> = (0..view.runs.len()).map(run).collect();
    let open = |kind: DialogKind| {
        let dialogs = dialogs.clone();
        move || dialogs.open(kind.clone())
    };
    items.push(MenuItem::new(word(language, Key::RunsCompare), open(DialogKind::CompareRuns)).apart());
    items.push(MenuItem::new(word(language, Key::ShellRunsManage), open(DialogKind::Runs)));
    live::<Menu>(MenuProps {
        class: "quiet",
        up: true,
        items,
        title: Some(word(language, Key::RunList).into()),
        children: name(view, view.current_run, language).node(),
        ..MenuProps::default()
    })
}

/// The list of runs, where they get names or are given up.
#[component]
pub fn Runs(props: &PanelProps) -> Html {
    let language = use_language();
    let desk = use_desk();
    let view = &props.view;
    // Places in the list move when one goes, and what waits names them as they are now.
    let being_made = desk.remade_percent().is_some();
    let row = |index: usize| {
        let current = index == view.current_run;
        let shown = name(view, index, language);
        let steps =
            desk.read(
                |session| {
                    if current { session.last_step() } else { session.runs().get(index).map_or(0, |run| run.steps) }
                },
            );
        let rename = {
            let desk = desk.clone();
            Callback::from(move |event: Event| {
                let field: HtmlInputElement = event.target_unchecked_into();
                desk.rename_run(index, field.value().trim().to_owned());
            })
        };
        let act = |act: fn(&Desk, usize)| {
            let desk = desk.clone();
            Callback::from(move |_: MouseEvent| act(&desk, index))
        };
        let delete = format!("{}: {shown}", word(language, Key::RunDelete));
        html! {
            <li key={index} class="run">
                <input class="field" type="text" value={view.runs[index].clone()} placeholder={shown.clone()}
                    maxlength="60" aria-label={say!(language, Key::ShellRunName, run = Arg::Text(&shown)).plain()}
                    onchange={rename} />
                <span class="minor">
                    { name_and_origin(view, &desk, index, language) }{ ", " }
                    { say!(language, Key::ShellRunSteps, n = steps).plain() }
                </span>
                if current {
                    <span class="minor">{ word(language, Key::RunCurrent) }</span>
                } else {
                    <button type="button" class="btn small" onclick={act(|desk, index| desk.switch_run(index))}>
                        { say!(language, Key::RunSwitch, run = Arg::Text(&shown)).plain() }
                    </button>
                    <button type="button" class="btn quiet square" aria-label={delete} title={word(language, Key::RunDelete)}
                        disabled={being_made} onclick={act(|desk, index| desk.forget_run(index))}>
                        { icon(Glyph::Trash) }
                    </button>
                }
            </li>
        }
    };
    html! { <ul class="runs">{ for (0..view.runs.len()).map(row) }</ul> }
}
