//! The editor: a text field with its text drawn underneath, values below the conditions, completion at the caret.
//!
//! What is inserted goes through the browser's own editing, so that its undo takes it back.

use super::Shared;
use super::marks::{self, Marks};
use super::text::{byte_at, replaced, unit_at};
use super::vocabulary::{Choice, Completion, Vocabulary};
use super::words::{about, verdict_word};
use crate::model::query::Span;
use crate::say;
use crate::text::{Key, Language, word};
use crate::ui::page::use_language;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDocument, HtmlTextAreaElement};
use yew::prelude::*;

/// As in the page's shortcuts.
const COMPOSING: u32 = 229;
const LIST: &str = "lab-completions";

#[derive(PartialEq, Properties)]
pub(super) struct EditorProps {
    pub field: NodeRef,
    pub text: AttrValue,
    pub marks: Marks,
    pub vocabulary: Shared<Vocabulary>,
    /// The element that says what is wrong, where something is.
    pub problem: Option<&'static str>,
    pub on_text: Callback<String>,
    /// The caret, in bytes; none when the field is left.
    pub on_caret: Callback<Option<u32>>,
    pub on_apply: Callback<()>,
    pub on_repair: Callback<()>,
}

/// What is offered, and which of it is chosen.
#[derive(Clone, Debug, PartialEq)]
struct Offered {
    completion: Completion,
    caret: usize,
    chosen: usize,
}

#[component]
pub(super) fn Editor(props: &EditorProps) -> Html {
    let language = use_language();
    let offered = use_state_eq(|| None::<Offered>);
    let list = use_node_ref();
    use_effect_with((list.clone(), (*offered).clone()), |(list, offered)| {
        if let (Some(list), Some(open)) = (list.cast::<Element>(), offered) {
            arrange(&list, open.chosen);
        }
    });
    let offer = {
        let (offered, vocabulary) = (offered.setter(), props.vocabulary.clone());
        move |text: &str, caret: usize| {
            let found = vocabulary.complete(text, caret);
            offered.set(found.map(|completion| Offered { completion, caret, chosen: 0 }));
        }
    };
    let oninput = {
        let (on_text, on_caret, offer, offered) =
            (props.on_text.clone(), props.on_caret.clone(), offer.clone(), offered.clone());
        Callback::from(move |event: InputEvent| {
            let field: HtmlTextAreaElement = event.target_unchecked_into();
            let text = field.value();
            let caret = caret_of(&field, &text);
            if !event.is_composing() && (offered.is_some() || text[..caret].ends_with('$')) {
                offer(&text, caret);
            }
            on_caret.emit(Some(caret as u32));
            on_text.emit(text);
        })
    };
    let moved = {
        let (on_caret, offered) = (props.on_caret.clone(), offered.clone());
        move |field: &HtmlTextAreaElement| {
            let text = field.value();
            let caret = caret_of(field, &text);
            if offered.as_ref().is_some_and(|offered| offered.caret != caret) {
                offered.set(None);
            }
            on_caret.emit(Some(caret as u32));
        }
    };
    let onkeyup = {
        let moved = moved.clone();
        Callback::from(move |event: KeyboardEvent| moved(&event.target_unchecked_into()))
    };
    let onclick = Callback::from(move |event: MouseEvent| moved(&event.target_unchecked_into()));
    let onblur = {
        let (on_caret, offered) = (props.on_caret.clone(), offered.setter());
        Callback::from(move |_: FocusEvent| {
            offered.set(None);
            on_caret.emit(None);
        })
    };
    let accept = {
        let (field, offered) = (props.field.clone(), offered.clone());
        Callback::from(move |at: usize| {
            let (Some(field), Some(open)) = (field.cast::<HtmlTextAreaElement>(), offered.as_ref()) else { return };
            if let Some(choice) = open.completion.choices.get(at) {
                insert(&field, Span::new(open.completion.from, open.caret), &choice.text);
            }
            offered.set(None);
        })
    };
    let onkeydown = {
        let (offered, accept) = (offered.clone(), accept.clone());
        let (on_apply, on_repair) = (props.on_apply.clone(), props.on_repair.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.is_composing() || event.key_code() == COMPOSING {
                return;
            }
            let control = event.ctrl_key() || event.meta_key();
            match (event.key().as_str(), &*offered) {
                (" ", _) if control => {
                    let field: HtmlTextAreaElement = event.target_unchecked_into();
                    let text = field.value();
                    offer(&text, caret_of(&field, &text));
                }
                (".", _) if control => on_repair.emit(()),
                ("Enter", _) if control => on_apply.emit(()),
                ("Enter", Some(open)) => accept.emit(open.chosen),
                ("Escape", _) => offered.set(None),
                ("ArrowDown" | "ArrowUp", Some(open)) => {
                    let (count, back) = (open.completion.choices.len(), event.key() == "ArrowUp");
                    let chosen = (open.chosen + if back { count - 1 } else { 1 }) % count;
                    offered.set(Some(Offered { chosen, ..open.clone() }));
                }
                _ => return,
            }
            event.prevent_default();
        })
    };
    let chosen = offered.as_ref().map(|open| format!("{LIST}-{}", open.chosen));
    let drawn = marks::draw(&props.text, &props.marks, |verdict| verdict_word(language, verdict));
    html! {
        <div class={classes!("lab-editor", props.problem.map(|_| "wrong"))}>
            <div class="lab-layers">
                <pre class="lab-drawn" aria-hidden="true" translate="no">{ drawn }</pre>
                <textarea ref={props.field.clone()} class="lab-field" id="lab-query" rows="1" translate="no"
                    spellcheck="false" autocomplete="off" autocapitalize="off" autocorrect="off" wrap="soft"
                    aria-label={word(language, Key::LabQuery)} aria-autocomplete="list" aria-haspopup="listbox"
                    aria-invalid={props.problem.map(|_| "true")} aria-controls={chosen.is_some().then_some(LIST)}
                    aria-activedescendant={chosen} value={props.text.clone()}
                    aria-describedby={props.problem.unwrap_or("lab-editor-help")}
                    {oninput} {onkeydown} {onkeyup} {onclick} {onblur} />
                if let Some(open) = &*offered {
                    { completions(language, &list, &props.text, open, &accept) }
                }
            </div>
            <p id="lab-editor-help" class="unseen">{ word(language, Key::LabEditorHelp) }</p>
            <p class="unseen" role="status">
                if let Some(open) = &*offered {
                    { say!(language, Key::LabCompletionsCount, n = open.completion.choices.len()).plain() }
                }
            </p>
        </div>
    }
}

/// The list, below the word that it completes: the text before it is laid out once more, unseen.
fn completions(language: Language, list: &NodeRef, text: &str, open: &Offered, accept: &Callback<usize>) -> Html {
    let from = open.completion.from.min(text.len());
    let row = |(at, choice): (usize, &Choice)| {
        // The field keeps the focus.
        let onmousedown = accept.reform(move |event: MouseEvent| {
            event.prevent_default();
            at
        });
        let selected = if at == open.chosen { "true" } else { "false" };
        html! {
            <li id={format!("{LIST}-{at}")} role="option" aria-selected={selected} {onmousedown}>
                <code>{ &choice.text }</code>
                <span>{ about(language, choice) }</span>
            </li>
        }
    };
    html! {
        <div class="lab-at">
            <span class="lab-ghost" aria-hidden="true">{ &text[..from] }</span>
            <span class="lab-anchor">
                <ul ref={list.clone()} id={LIST} class="lab-completions" role="listbox" aria-label={word(language, Key::LabCompletions)}>
                    { for open.completion.choices.iter().enumerate().map(row) }
                </ul>
            </span>
        </div>
    }
}

/// Turns the list to the other side where it would leave the editor, and brings its choice into sight.
fn arrange(list: &Element, chosen: usize) {
    let editor = list.closest(".lab-layers").ok().flatten();
    let end = editor.map_or(f64::MAX, |editor| editor.get_bounding_client_rect().right());
    let _ = list.class_list().remove_1("end");
    let _ = list.class_list().toggle_with_force("end", list.get_bounding_client_rect().right() > end);
    if let Ok(Some(chosen)) = list.query_selector(&format!("#{LIST}-{chosen}")) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        chosen.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

fn caret_of(field: &HtmlTextAreaElement, text: &str) -> usize {
    let unit = field.selection_end().ok().flatten().unwrap_or_default();
    byte_at(text, unit)
}

/// Replaces `span` of the field's text, as if it were typed.
pub(super) fn insert(field: &HtmlTextAreaElement, span: Span, replacement: &str) {
    let text = field.value();
    let _ = field.focus();
    let _ = field.set_selection_range(unit_at(&text, span.start as usize), unit_at(&text, span.end as usize));
    let command = if replacement.is_empty() { "delete" } else { "insertText" };
    let document = gloo_utils::document().unchecked_into::<HtmlDocument>();
    let typed = document.exec_command_with_show_ui_and_value(command, false, replacement).unwrap_or(false);
    let wanted = replaced(&text, span, replacement);
    // Where the browser does not do it, it is set; that cannot be undone there.
    if !typed || field.value() != wanted {
        field.set_value(&wanted);
        let caret = unit_at(&wanted, span.start as usize + replacement.len());
        let _ = field.set_selection_range(caret, caret);
        let options = web_sys::EventInit::new();
        options.set_bubbles(true);
        if let Ok(event) = web_sys::Event::new_with_event_init_dict("input", &options) {
            let _ = field.dispatch_event(&event);
        }
    }
}
