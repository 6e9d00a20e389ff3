//! The page: draws the session and turns clicks into acts. One owner of the session, the [`desk`]; panels get a
//! [`view::View`] of the moment at the playhead and are pure functions of it.

pub mod app;
pub mod desk;
pub mod dialogs;
pub mod documents;
mod driver;
pub mod files;
mod keyboard;
pub mod library;
pub mod live;
pub mod markup;
pub mod media;
pub mod moment;
pub mod notices;
pub mod page;
pub mod panels;
pub mod parts;
pub mod persist;
pub mod place;
pub mod seen;
pub mod settings;
pub mod styles;
pub mod trails;
pub mod view;
pub mod widgets;
pub mod worker;

use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit};

/// Mounts the page; in a worker, which has none, does what the page has asked for.
pub fn start() {
    if web_sys::window().is_some() {
        return mount();
    }
    wasm_bindgen_futures::spawn_local(async {
        match parts::toil().await {
            Ok(toil) => toil(),
            Err(_) => wasm_bindgen::throw_str("a part could not be fetched"),
        }
    });
}

/// Mounts the page over the static picture in `index.html`, with the work that the browser kept.
fn mount() {
    // Yew would set a hook of its own otherwise.
    yew::set_custom_panic_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        tell_failure_panel(&panic.to_string());
    }));
    let settings = settings::Settings::load();
    settings.apply();
    wasm_bindgen_futures::spawn_local(async move {
        if parts::texts(settings.language).await.is_err() {
            wasm_bindgen::throw_str("the texts of the page could not be loaded");
        }
        let start = persist::start().await;
        if let Some(root) = gloo_utils::document().get_element_by_id("app") {
            let props = app::AppProps { start: std::rc::Rc::new(start) };
            yew::Renderer::<app::App>::with_root_and_props(root, props).render();
        }
    });
}

/// `static/failure.js` shows it, since nothing of this program can be trusted any more.
fn tell_failure_panel(reason: &str) {
    let options = CustomEventInit::new();
    options.set_detail(&JsValue::from_str(reason));
    if let Ok(event) = CustomEvent::new_with_event_init_dict("playground-panic", &options) {
        let _ = gloo_utils::window().dispatch_event(&event);
    }
}
