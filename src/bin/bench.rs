//! Measures the simulation in the browser; `cargo xtask bench` builds it, opens it and prints its table.
//! It is no part of the site.

fn main() {}

#[cfg(target_arch = "wasm32")]
mod page {
    use iot_hub_playground::model::draw::{Owner, OwnerKind, Purpose, fraction};
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Runs every measurement; the answer is a JSON list of `{ "name", "value", "unit" }`.
    #[wasm_bindgen]
    #[expect(unreachable_pub, reason = "the page is the one who calls it")]
    pub fn bench() -> String {
        serde_json::json!([draws()]).to_string()
    }

    fn draws() -> serde_json::Value {
        const N_DRAWS: u64 = 1_000_000;
        let owner = Owner::new(OwnerKind::Device, "device", 0);
        let started = js_sys::Date::now();
        let sum: f64 = (0..N_DRAWS).map(|counter| fraction(1, owner, Purpose::Reading, counter)).sum();
        let seconds = (js_sys::Date::now() - started) / 1000.0;
        assert!((sum / N_DRAWS as f64 - 0.5).abs() < 0.01, "the draws were made");
        serde_json::json!({ "name": "draws", "value": N_DRAWS as f64 / seconds, "unit": "per second" })
    }
}
