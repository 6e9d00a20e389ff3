//! What a number of the ledger counts, as a list of messages; also the search for one.

use super::ledger::counted::Counted;
use super::ledger::words;
use crate::say;
use crate::text::narration;
use crate::text::{Arg, Key, Language, format, word};
use crate::ui::page::{use_desk, use_dialogs, use_language};
use crate::ui::trails::{use_trails, with_trails};
use crate::ui::view::{Selection, View};
use crate::ui::widgets::rich::rich;
use crate::world::entry::Entry;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Rows that are shown; the search finds the others.
const MAX_ROWS: usize = 100;

/// The dialog's heading: what is counted, and how many.
#[must_use]
pub fn heading(counted: Option<Counted>, view: &View, language: Language) -> String {
    let number = |counted: Counted| counted.number(view.world.ledger(), view.world.endpoints().len());
    match counted {
        None => say!(language, Key::ShellMessagesAll, n = number(Counted::Sent)).plain(),
        Some(counted) => {
            let (label, _) = words(counted, view, language);
            say!(language, Key::ShellMessagesOf, label = Arg::Text(&label), n = number(counted)).plain()
        }
    }
}

#[derive(PartialEq, Properties)]
pub struct MessageListProps {
    pub view: Rc<View>,
    pub counted: Option<Counted>,
}

/// The list, newest first. A row selects its message; its step is where the count went up.
#[component]
pub fn MessageList(props: &MessageListProps) -> Html {
    let language = use_language();
    let desk = use_desk();
    let dialogs = use_dialogs();
    let typed = use_state(String::new);
    let view = &props.view;
    let counted = props.counted.unwrap_or(Counted::Sent);
    let is_read = use_trails(view);
    let entries = use_memo((view.clone(), counted, is_read), |(view, counted, _): &(Rc<View>, Counted, bool)| {
        if *counted == Counted::Sent {
            let sent = |place: &u64| view.log.at(*place).copied();
            return with_trails(|trails| trails.sent(&view.log, view.at_step).iter().filter_map(sent).collect());
        }
        counted.entries(view.log.steps(1, view.at_step))
    });
    let label = |entry: &Entry| entry.what.send().map(|send| view.world.label_of(send)).unwrap_or_default();
    let wanted = typed.trim().to_lowercase();
    // To name them all takes long, and everything is wanted at first.
    let is_wanted = |entry: &&Entry| wanted.is_empty() || label(entry).to_lowercase().contains(&wanted);
    let found: Vec<&Entry> = entries.iter().rev().filter(is_wanted).collect();
    let row = |entry: &&Entry| {
        let (entry, label) = (*entry, label(entry));
        let select = {
            let (desk, dialogs, send) = (desk.clone(), dialogs.clone(), entry.what.send());
            Callback::from(move |_: MouseEvent| {
                dialogs.close();
                if let Some(send) = send {
                    desk.select(Selection::Message(send));
                }
            })
        };
        let goto = {
            let (desk, dialogs, step) = (desk.clone(), dialogs.clone(), entry.step);
            Callback::from(move |_: MouseEvent| {
                dialogs.close();
                desk.seek_step(step);
            })
        };
        html! {
            <tr>
                <th scope="row">
                    <button type="button" class="link" onclick={select}><code>{ label }</code></button>
                </th>
                <td class="nowrap"><code>{ format::instant(entry.at.since(view.world.start())) }</code></td>
                <td>{ rich(narration::sentence(entry, &view.world, language)) }</td>
                <td>
                    <button type="button" class="link nowrap" onclick={goto}
                        title={say!(language, Key::LogSelect, n = entry.step).plain()}>
                        { say!(language, Key::SentenceEventNumber, n = entry.step).plain() }
                    </button>
                </td>
            </tr>
        }
    };
    let oninput = Callback::from({
        let typed = typed.clone();
        move |event: InputEvent| {
            let field: HtmlInputElement = event.target_unchecked_into();
            typed.set(field.value());
        }
    });
    let title = props.counted.map(|counted| words(counted, view, language).1);
    html! {
        <>
            if let Some(title) = title {
                <p class="minor">{ title }</p>
            }
            <label class="labelled">
                <span>{ word(language, Key::ShellMessagesFind) }</span>
                <input class="field code" type="text" autocomplete="off" spellcheck="false"
                    autofocus={props.counted.is_none()} value={(*typed).clone()} {oninput} />
            </label>
            if view.log.first_step() > 1 {
                <p class="minor">{ say!(language, Key::ShellMessagesForgotten, step = view.log.first_step()).plain() }</p>
            }
            if entries.is_empty() {
                <p class="minor">{ word(language, Key::EmptyMessages) }</p>
            } else if found.is_empty() {
                <p class="minor">{ say!(language, Key::EmptySearch, text = Arg::Text(&typed)).plain() }</p>
            } else {
                <table class="table messages">
                    <thead><tr>
                        <th scope="col">{ word(language, Key::TableMessage) }</th>
                        <th scope="col">{ word(language, Key::TableTime) }</th>
                        <th scope="col" colspan="2">{ word(language, Key::TableEvent) }</th>
                    </tr></thead>
                    <tbody>{ for found.iter().take(MAX_ROWS).map(row) }</tbody>
                </table>
            }
            <p class="minor" role="status">
                if !entries.is_empty() {
                    { say!(language, Key::TableFiltered, n = found.len().min(MAX_ROWS), total = entries.len()).plain() }
                }
            </p>
        </>
    }
}
