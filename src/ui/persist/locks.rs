//! Web Locks, by hand: `web-sys` holds them back as unstable. Where there are none, every tab is alone.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Takes the lock for as long as the tab lives. False when another tab has it.
pub(super) async fn hold(name: &str) -> bool {
    let Some((locks, request)) = method("request") else { return true };
    let options = Object::new();
    let _ = Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE);
    let answer = Promise::new(&mut |resolve: Function, _| {
        let granted = resolve.clone();
        let callback = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            let held = !lock.is_null();
            let _ = granted.call1(&JsValue::NULL, &JsValue::from_bool(held));
            // A lock is held until the promise ends: this one never does.
            if held { Promise::new(&mut |_, _| ()).into() } else { JsValue::UNDEFINED }
        });
        if request.call3(&locks, &name.into(), &options, &callback).is_err() {
            let _ = resolve.call1(&JsValue::NULL, &JsValue::TRUE);
        }
    });
    JsFuture::from(answer).await.is_ok_and(|held| held.is_truthy())
}

/// The names of the locks that tabs hold now.
pub(super) async fn held() -> Vec<String> {
    let Some((locks, query)) = method("query") else { return Vec::new() };
    let Ok(promise) = query.call0(&locks).and_then(JsCast::dyn_into::<Promise>) else { return Vec::new() };
    let Ok(answer) = JsFuture::from(promise).await else { return Vec::new() };
    let held = Reflect::get(&answer, &"held".into()).unwrap_or_default();
    let name = |lock: JsValue| Reflect::get(&lock, &"name".into()).ok()?.as_string();
    if Array::is_array(&held) { Array::from(&held).iter().filter_map(name).collect() } else { Vec::new() }
}

fn method(name: &str) -> Option<(JsValue, Function)> {
    let locks = Reflect::get(&gloo_utils::window().navigator(), &"locks".into()).ok()?;
    let method = Reflect::get(&locks, &name.into()).ok()?.dyn_into().ok()?;
    Some((locks, method))
}
