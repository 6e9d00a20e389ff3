//! A blob: what its records hold, and why a body is Base64 there.

use crate::codec::avro;
use crate::codec::json_lines::{Base64Reason, body_text};
use crate::codec::record::Record;
use crate::model::ids::EndpointId;
use crate::model::storage::blob::{Blob, CONTENT_TYPE};
use crate::model::storage::settings::Encoding;
use crate::python::{self, Sdk};
use crate::say;
use crate::text::{Arg, Key};
use crate::ui::panels::inspector::call::program_text;
use crate::ui::panels::inspector::content::base64_reason;
use crate::ui::panels::inspector::parts::{fact, facts, note, rich};
use crate::ui::panels::inspector::scene::{Scene, use_scene};
use crate::ui::view::View;
use crate::ui::widgets::dialog::Dialog;
use crate::ui::widgets::icon::{Glyph, icon};
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlAnchorElement, Url};
use yew::prelude::*;

/// Records that a preview shows.
const SHOWN: usize = 100;

#[derive(PartialEq, Properties)]
pub struct BlobDialogProps {
    pub view: Rc<View>,
    pub endpoint: EndpointId,
    pub name: Arc<str>,
    pub on_close: Callback<()>,
}

#[component]
pub fn BlobDialog(props: &BlobDialogProps) -> Html {
    let scene = use_scene(&props.view);
    let title = say!(scene.language, Key::BlobPreview, blob = Arg::Text(&props.name)).plain();
    let container = scene.endpoint(props.endpoint).container();
    let Some(blob) = container.and_then(|container| container.blob(&props.name)).cloned() else {
        let gone = scene.word(Key::BlobNotYet);
        return html! { <Dialog {title} on_close={props.on_close.clone()}><p>{ gone }</p></Dialog> };
    };
    let about = say!(
        scene.language,
        Key::BlobWritten,
        at = scene.at(blob.last_modified),
        size = Arg::Bytes(blob.size_bytes),
        n = blob.records.len()
    );
    let more = blob.records.len().saturating_sub(SHOWN);
    let name = container.map_or("", |container| &container.settings().container_name);
    let program = |sdk| python::download(name, &blob.name, &blob.file_name(), sdk);
    let save = {
        let blob = blob.clone();
        Callback::from(move |_: MouseEvent| download(&blob))
    };
    html! {
        <Dialog {title} wide={true} on_close={props.on_close.clone()}>
            <div class="blob">
                <p>
                    <b>{ blob.encoding.as_str() }</b>{ ", " }{ rich(about) }
                    { " " }
                    <button type="button" class="btn" onclick={save}>
                        { icon(Glyph::Download) }{ scene.word(Key::ActionDownload) }
                    </button>
                </p>
                { content(&scene, &blob) }
                { program_text(program(Sdk::Today), program(Sdk::Legacy)) }
                if more > 0 {
                    <p class="quiet">{ rich(say!(scene.language, Key::EndpointMoreMessages, n = more)) }</p>
                }
            </div>
        </Dialog>
    }
}

/// What a reader of the file gets: its lines, or its records decoded.
fn content(scene: &Scene, blob: &Blob) -> Html {
    let bytes = blob.bytes();
    if blob.encoding == Encoding::Json {
        let text = String::from_utf8_lossy(&bytes);
        let lines: Vec<&str> = text.lines().take(SHOWN).collect();
        let why = blob.records.iter().take(SHOWN).find_map(|record| why_base64(&Record::from(&record.stored)));
        return html! {
            <>
                if let Some(reason) = why {
                    { note("warn", Glyph::Warning, rich(base64_reason(scene, reason))) }
                }
                <pre class="console" tabindex="0" role="region" aria-label={scene.word(Key::BlobLines)}>
                    { lines.join("\n") }
                </pre>
            </>
        };
    }
    let (records, error) = avro::read(&bytes, SHOWN);
    html! {
        <>
            <p class="quiet">{ scene.word(Key::BlobAvroDecoded) }</p>
            { for records.iter().map(|record| decoded(scene, record)) }
            if error.is_some() {
                { note("bad", Glyph::Cross, html! { scene.word(Key::BlobDamaged) }) }
            }
        </>
    }
}

fn why_base64(record: &Record<'_>) -> Option<Base64Reason> {
    body_text(record)?.err()
}

fn decoded(scene: &Scene, record: &Record<'_>) -> Html {
    let pairs = |pairs: &[(std::borrow::Cow<'_, str>, std::borrow::Cow<'_, str>)]| {
        html! {
            <ul class="properties">
                { for pairs.iter().map(|(name, value)| html! { <li><code>{ format!("{name}={value}") }</code></li> }) }
            </ul>
        }
    };
    let body = record.body.as_deref().map(|body| String::from_utf8_lossy(body).into_owned()).unwrap_or_default();
    html! {
        <section class="insp-part">
            { facts(vec![
                fact("EnqueuedTimeUtc", html! { <code>{ record.enqueued_time_utc.to_string() }</code> }),
                fact("Properties", pairs(&record.properties)),
                fact("SystemProperties", pairs(&record.system_properties)),
                fact("Body", html! { <><pre class="body">{ body }</pre>
                    <p class="because">{ scene.word(Key::MessageBodyBytes) }</p></> }),
            ]) }
        </section>
    }
}

/// Saves the blob's bytes as a file. A browser without that gives nothing.
pub fn download(blob: &Blob) {
    let bytes = js_sys::Uint8Array::from(&*blob.bytes());
    let parts = js_sys::Array::of1(&bytes);
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(CONTENT_TYPE);
    let Ok(file) = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options) else { return };
    let Ok(url) = Url::create_object_url_with_blob(&file) else { return };
    let link = gloo_utils::document().create_element("a").ok().and_then(|a| a.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(link) = link {
        link.set_href(&url);
        link.set_download(&blob.file_name());
        link.click();
    }
    let _ = Url::revoke_object_url(&url);
}
