//! The dialog that is open.

use crate::text::{Key, word};
use crate::ui::dialogs::DialogKind;
use crate::ui::page::{use_dialogs, use_language};
use crate::ui::panels::PanelProps;
use crate::ui::panels::assumptions::Assumptions;
use crate::ui::panels::help::KeyboardHelp;
use crate::ui::panels::inspector::forms::FormHost;
use crate::ui::panels::library::Library;
use crate::ui::panels::link::LinkForm;
use crate::ui::panels::log::LogList;
use crate::ui::panels::messages::{self, MessageList};
use crate::ui::panels::runs::Runs;
use crate::ui::panels::runs::compare::CompareRuns;
use crate::ui::panels::seed::SeedForm;
use crate::ui::panels::settings_dialog::SettingsForm;
use crate::ui::parts;
use crate::ui::view::{Selection, View};
use crate::ui::widgets::dialog::Dialog;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Clone, PartialEq, Properties)]
pub struct DialogHostProps {
    pub view: Rc<View>,
    pub selection: Selection,
    pub kind: DialogKind,
}

/// Shows one dialog.
#[component]
pub fn DialogHost(props: &DialogHostProps) -> Html {
    let language = use_language();
    let dialogs = use_dialogs();
    let on_close = Callback::from(move |()| dialogs.close());
    let PanelProps { view, selection } = PanelProps { view: props.view.clone(), selection: props.selection };
    let said = |key: Key| word(language, key).to_owned();
    let (title, wide, body) = match &props.kind {
        DialogKind::Library => (said(Key::ShellMenuLibrary), false, html! { <Library {view} {selection} /> }),
        DialogKind::Settings => (said(Key::SettingsHeading), false, html! { <SettingsForm /> }),
        DialogKind::Keys => (said(Key::KeysHeading), false, html! { <KeyboardHelp /> }),
        DialogKind::Assumptions => (said(Key::AboutHeading), true, html! { <Assumptions /> }),
        DialogKind::Runs => (said(Key::RunList), true, html! { <Runs {view} {selection} /> }),
        DialogKind::CompareRuns => (said(Key::RunsCompare), true, html! { <CompareRuns {view} /> }),
        DialogKind::Seed => (said(Key::DialogChangeSeed), false, html! { <SeedForm {view} {selection} /> }),
        DialogKind::Link => (said(Key::LinkHeading), false, html! { <LinkForm {view} {selection} /> }),
        DialogKind::Log => (said(Key::LogHeading), true, html! { <LogList {view} {selection} /> }),
        DialogKind::Compare => (said(Key::TroubleCompare), true, html! { <parts::Compare {view} {selection} /> }),
        DialogKind::Search => (said(Key::TroubleSearch), true, html! { <parts::Search {view} {selection} /> }),
        DialogKind::Messages(counted) => {
            let title = messages::heading(*counted, &view, language);
            (title, true, html! { <MessageList {view} counted={*counted} /> })
        }
        kind => return html! { <FormHost {view} kind={kind.clone()} {on_close} /> },
    };
    html! { <Dialog {title} {wide} {on_close}>{ body }</Dialog> }
}
