//! The browser app: mounts the page, or works for one.

#[cfg(target_arch = "wasm32")]
fn main() {
    iot_hub_playground::ui::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("this program is the page; build it with `cargo xtask serve`, or use `hubsim` here");
}
