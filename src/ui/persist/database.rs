//! A store of texts by key in IndexedDB. Whatever fails counts as refused.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode};

const NAME: &str = "iot-hub-playground";
const STORE: &str = "drafts";
/// Some browsers never answer where storage is refused.
const PATIENCE_MS: i32 = 3_000;

pub(super) struct Database {
    database: IdbDatabase,
}

impl Database {
    /// Opens it; `None` where the browser refuses.
    pub(super) async fn open() -> Option<Self> {
        let request: IdbOpenDbRequest = gloo_utils::window().indexed_db().ok()??.open(NAME).ok()?;
        let creating = request.clone();
        let create = Closure::once_into_js(move || {
            if let Ok(database) = creating.result() {
                let _ = database.unchecked_into::<IdbDatabase>().create_object_store(STORE);
            }
        });
        request.set_onupgradeneeded(Some(create.unchecked_ref()));
        let opened = JsFuture::from(Promise::race(&Array::of2(&answer(&request), &impatience()))).await.ok()?;
        let database = opened.dyn_into::<IdbDatabase>().ok()?;
        Some(Self { database })
    }

    pub(super) async fn keys(&self) -> Vec<String> {
        let Some(request) = self.store(IdbTransactionMode::Readonly).and_then(|store| store.get_all_keys().ok()) else {
            return Vec::new();
        };
        let keys = JsFuture::from(answer(&request)).await.map(|keys| Array::from(&keys)).unwrap_or_default();
        keys.iter().filter_map(|key| key.as_string()).collect()
    }

    pub(super) async fn read(&self, key: &str) -> Option<String> {
        let request = self.store(IdbTransactionMode::Readonly)?.get(&JsValue::from_str(key)).ok()?;
        JsFuture::from(answer(&request)).await.ok()?.as_string()
    }

    /// False when the browser has no room.
    pub(super) async fn write(&self, key: &str, text: &str) -> bool {
        let Some(store) = self.store(IdbTransactionMode::Readwrite) else { return false };
        let Ok(request) = store.put_with_key(&JsValue::from_str(text), &JsValue::from_str(key)) else { return false };
        JsFuture::from(answer(&request)).await.is_ok()
    }

    pub(super) async fn delete(&self, key: &str) {
        let store = self.store(IdbTransactionMode::Readwrite);
        if let Some(request) = store.and_then(|store| store.delete(&JsValue::from_str(key)).ok()) {
            // What cannot be deleted stays; nothing depends on it.
            let _ = JsFuture::from(answer(&request)).await;
        }
    }

    fn store(&self, mode: IdbTransactionMode) -> Option<IdbObjectStore> {
        self.database.transaction_with_str_and_mode(STORE, mode).ok()?.object_store(STORE).ok()
    }
}

/// The request's result as a promise.
fn answer(request: &IdbRequest) -> Promise {
    Promise::new(&mut |resolve: Function, reject: Function| {
        let done = request.clone();
        let on_success = Closure::once_into_js(move || {
            let _ = resolve.call1(&JsValue::NULL, &done.result().unwrap_or(JsValue::UNDEFINED));
        });
        let on_error = Closure::once_into_js(move |event: web_sys::Event| {
            // Otherwise it would count as an uncaught error of the page.
            event.prevent_default();
            let _ = reject.call0(&JsValue::NULL);
        });
        request.set_onsuccess(Some(on_success.unchecked_ref()));
        request.set_onerror(Some(on_error.unchecked_ref()));
    })
}

fn impatience() -> Promise {
    Promise::new(&mut |resolve: Function, _| {
        let _ = gloo_utils::window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, PATIENCE_MS);
    })
}
