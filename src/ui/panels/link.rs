//! A link to the playhead: copied at once, and shown with what it holds.

use crate::say;
use crate::session::link::LinkError;
use crate::text::refusal::link_error;
use crate::text::{Arg, Key, word};
use crate::ui::desk::Desk;
use crate::ui::files;
use crate::ui::library::localized;
use crate::ui::page::{use_desk, use_language, use_tell};
use crate::ui::panels::PanelProps;
use crate::ui::panels::transport::download_run;
use crate::ui::parts::{self, Missing};
use crate::ui::place;
use crate::ui::view::Selection;
use crate::ui::widgets::icon::{Glyph, icon};
use crate::ui::widgets::rich::rich;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// Characters of an address that every chat tool takes.
const LONG: usize = 1_900;
/// Characters that many programs cut an address at.
const TOO_LONG: usize = 8_000;

/// What has become of the link.
#[derive(Clone)]
enum Made {
    Link { address: AttrValue, copied: bool },
    TooLong { length: usize },
    Refused(Rc<LinkError>),
    PartMissing,
}

/// The dialog's content. The link is that of the moment at which it was opened.
#[component]
pub fn LinkForm(props: &PanelProps) -> Html {
    let language = use_language();
    let (desk, tell) = (use_desk(), use_tell());
    let view = use_memo((), |()| props.view.clone());
    let made = use_state(|| None::<Made>);
    let field = use_node_ref();
    use_effect_with((), {
        let (desk, made, selection) = (desk.clone(), made.clone(), props.selection);
        move |()| spawn_local(async move { made.set(Some(make(&desk, selection).await)) })
    });
    let copy = |address: &AttrValue| {
        let (address, made) = (address.clone(), made.clone());
        Callback::from(move |_: MouseEvent| {
            let (address, made) = (address.clone(), made.clone());
            spawn_local(async move {
                let copied = files::copy(&address).await;
                made.set(Some(Made::Link { address, copied }));
            });
        })
    };
    let select = {
        let field = field.clone();
        Callback::from(move |_: FocusEvent| {
            if let Some(field) = field.cast::<HtmlTextAreaElement>() {
                field.select();
            }
        })
    };
    let download = {
        let desk = desk.clone();
        Callback::from(move |_: MouseEvent| download_run(&desk, &tell))
    };
    let download = || {
        html! {
            <button type="button" class="btn" onclick={download.clone()}>
                { icon(Glyph::Download) }{ word(language, Key::ShellMenuRunFile) }
            </button>
        }
    };
    let scenario = localized(&view.scenario.name, language);
    let at = Arg::Instant(view.world.elapsed());
    let opens = say!(language, Key::LinkOpensAt, scenario = Arg::Name(&scenario), n = view.at_step, at = at);
    let body = match (*made).clone() {
        None => html! { <p class="minor" role="status">{ word(language, Key::PartFetching) }</p> },
        Some(Made::PartMissing) => html! { <p class="problem" role="alert">{ word(language, Key::PartMissing) }</p> },
        Some(Made::Refused(error)) => html! {
            <>
                <p class="problem" role="alert">{ rich(link_error(&error, language)) }</p>
                <p>{ word(language, Key::LinkSendFile) }</p>
                { download() }
            </>
        },
        Some(Made::TooLong { length }) => {
            let why = say!(language, Key::LinkCut, length = length as u64, max = TOO_LONG as u64);
            html! { <><p class="problem" role="alert">{ rich(why) }</p>{ download() }</> }
        }
        Some(Made::Link { address, copied }) => {
            let length = address.len() as u64;
            let (class, length) = if address.len() > LONG {
                ("form-warning", say!(language, Key::LinkTooLong, length = length))
            } else {
                ("minor", say!(language, Key::LinkLength, length = length))
            };
            let told = if copied { Key::LinkCopied } else { Key::LinkCopyRefused };
            html! {
                <>
                    <label class="labelled">
                        <span>{ word(language, Key::LinkLabel) }</span>
                        <textarea ref={field} class="field" rows="4" readonly=true value={address.clone()} onfocus={select} />
                    </label>
                    <p {class}>{ rich(length) }</p>
                    <p role="status" class={(!copied).then_some("problem")}>{ word(language, told) }</p>
                    <button type="button" class="btn primary" onclick={copy(&address)}>
                        { icon(if copied { Glyph::Tick } else { Glyph::Copy }) }{ word(language, Key::LinkCopy) }
                    </button>
                </>
            }
        }
    };
    let acts = desk.read(|session| session.document().alone().runs[0].commands.len());
    let seed = view.world.seed().to_string();
    let holds = say!(language, Key::LinkHoldsWhat, seed = Arg::Code(&seed), acts = acts as u64);
    html! {
        <div class="form link-form">
            <p>{ rich(opens) }</p>
            { body }
            <dl class="link-holds">
                <dt>{ word(language, Key::LinkHolds) }</dt><dd>{ rich(holds) }</dd>
                <dt>{ word(language, Key::LinkNever) }</dt><dd>{ word(language, Key::LinkNeverWhat) }</dd>
                <dt>{ word(language, Key::LinkServer) }</dt><dd>{ word(language, Key::LinkServerWhat) }</dd>
            </dl>
        </div>
    }
}

async fn make(desk: &Desk, selection: Selection) -> Made {
    let documents = match parts::documents().await {
        Ok(documents) => documents,
        Err(Missing) => return Made::PartMissing,
    };
    match desk.read(|session| (documents.link)(session, selection)) {
        Err(error) => Made::Refused(Rc::new(error)),
        Ok(link) => {
            let address = place::address_with(&link);
            if address.len() > TOO_LONG {
                return Made::TooLong { length: address.len() };
            }
            let copied = files::copy(&address).await;
            Made::Link { address: address.into(), copied }
        }
    }
}
