//! A modal dialog. The browser's own `<dialog>` makes the rest of the page inert, so that focus cannot leave it.

use crate::text::{Key, word};
use crate::ui::page::use_language;
use crate::ui::widgets::icon::{Glyph, icon};
use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct DialogProps {
    pub title: AttrValue,
    /// Asked for by the close button and by Esc; the owner decides.
    pub on_close: Callback<()>,
    /// Wide: for tables and lists.
    #[prop_or_default]
    pub wide: bool,
    pub children: Html,
}

/// Shows its children above everything else while it is mounted, and gives the focus back to where it was.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let language = use_language();
    let node = use_node_ref();
    let on_close = use_latest(props.on_close.clone());
    use_effect_with(node.clone(), {
        move |node| {
            let opener = gloo_utils::document().active_element().and_then(|it| it.dyn_into::<HtmlElement>().ok());
            let dialog = node.cast::<HtmlDialogElement>();
            let mut listeners = Vec::new();
            if let Some(dialog) = &dialog {
                let ask = on_close.clone();
                let options = EventListenerOptions::enable_prevent_default();
                listeners.push(EventListener::new_with_options(dialog, "cancel", options, move |event| {
                    event.prevent_default();
                    ask.emit(());
                }));
                // Some browsers close it whatever one says.
                listeners.push(EventListener::new(dialog, "close", move |_| on_close.emit(())));
                // Refused only where it is shown already.
                let _ = dialog.show_modal();
            }
            move || {
                drop(listeners);
                if let Some(dialog) = dialog {
                    dialog.close();
                }
                if let Some(opener) = opener {
                    let _ = opener.focus();
                }
            }
        }
    });
    let close = props.on_close.reform(|_: MouseEvent| ());
    html! {
        <dialog ref={node} class={classes!("dialog", props.wide.then_some("wide"))} aria-label={props.title.clone()}>
            <header class="dialog-head">
                <h2>{ &props.title }</h2>
                <button type="button" class="btn quiet square" aria-label={word(language, Key::ActionClose)} onclick={close}>
                    { icon(Glyph::Close) }
                </button>
            </header>
            <div class="dialog-body" tabindex="0">{ props.children.clone() }</div>
        </dialog>
    }
}

/// Always the newest callback, without mounting its user again.
#[hook]
fn use_latest(callback: Callback<()>) -> Callback<()> {
    let cell = use_mut_ref(|| callback.clone());
    *cell.borrow_mut() = callback;
    Callback::from(move |()| {
        let callback = cell.borrow().clone();
        callback.emit(());
    })
}
