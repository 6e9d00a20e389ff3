//! Files that the reader opens and saves: scenarios and run documents.

use crate::model::limits::MAX_RUN_DOCUMENT_BYTES;
use crate::say;
use crate::scenario::LoadError;
use crate::text::{Arg, Key, Language, Rich, refusal};
use crate::ui::documents::Opened;
use crate::ui::parts::{self, Missing};
use gloo_events::EventListener;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, File, HtmlElement, HtmlInputElement, Url};
use yew::Callback;

/// Why a file was not opened.
pub enum FileProblem {
    TooLarge {
        bytes: u64,
    },
    Empty,
    NotRead,
    NotText,
    /// The part of the program that reads files could not be fetched.
    PartMissing,
    Load(LoadError),
}

impl From<LoadError> for FileProblem {
    fn from(error: LoadError) -> Self {
        Self::Load(error)
    }
}

impl FileProblem {
    /// What happened and what to do.
    #[must_use]
    pub fn say(&self, language: Language) -> Rich {
        match self {
            Self::TooLarge { bytes } => {
                let max = Arg::Bytes(MAX_RUN_DOCUMENT_BYTES as u64);
                say!(language, Key::FileTooLarge, size = Arg::Bytes(*bytes), max = max)
            }
            Self::Empty => say!(language, Key::FileEmpty),
            Self::NotRead => say!(language, Key::ShellFileNotRead),
            Self::PartMissing => say!(language, Key::PartMissing),
            Self::NotText => say!(language, Key::FileNotUtf8),
            Self::Load(error) => refusal::load_error(error, language),
        }
    }
}

/// Lets the reader choose a file, and reports its name with what was found in it.
pub fn choose(found: Callback<(String, Result<Opened, FileProblem>)>) {
    let Some(input) = element::<HtmlInputElement>("input") else { return };
    input.set_type("file");
    input.set_accept(".json,application/json");
    let chooser = input.clone();
    let listener = EventListener::once(&input, "change", move |_| {
        let Some(file) = chooser.files().and_then(|files| files.get(0)) else { return };
        spawn_local(async move { found.emit((file.name(), read(&file).await)) });
    });
    // It lives until a file is chosen; the browser does not say when nothing is.
    listener.forget();
    input.click();
}

async fn read(file: &File) -> Result<Opened, FileProblem> {
    let bytes = file.size() as u64;
    if bytes > MAX_RUN_DOCUMENT_BYTES as u64 {
        return Err(FileProblem::TooLarge { bytes });
    }
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| FileProblem::NotRead)?;
    let text = String::from_utf8(Uint8Array::new(&buffer).to_vec()).map_err(|_| FileProblem::NotText)?;
    let documents = parts::documents().await.map_err(|Missing| FileProblem::PartMissing)?;
    (documents.open)(&text)
}

/// Offers a document as a download.
pub fn download(name: &str, text: &str) {
    offer(name, "application/json", text);
}

/// Offers `text`, which is of that media type, as a download.
pub fn offer(name: &str, kind: &str, text: &str) {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&JsValue::from_str(text));
    let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &options) else { return };
    let Ok(address) = Url::create_object_url_with_blob(&blob) else { return };
    if let Some(link) = element::<HtmlElement>("a") {
        let _ = link.set_attribute("href", &address);
        let _ = link.set_attribute("download", name);
        link.click();
    }
    let _ = Url::revoke_object_url(&address);
}

/// Puts `text` on the clipboard. False where the browser refuses, or has none to offer.
pub async fn copy(text: &str) -> bool {
    let clipboard = gloo_utils::window().navigator().clipboard();
    !clipboard.is_undefined() && JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

fn element<T: JsCast>(name: &str) -> Option<T> {
    gloo_utils::document().create_element(name).ok()?.dyn_into().ok()
}
