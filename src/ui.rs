//! The page: draws the session and turns clicks into acts. One owner of the session, the [`desk`]; panels get a
//! [`view::View`] of the moment at the playhead and are pure functions of it.

pub mod app;
pub mod desk;
pub mod panels;
pub mod settings;
pub mod view;
pub mod widgets;

/// Mounts the page over the static picture in `index.html`.
pub fn mount() {
    console_error_panic_hook::set_once();
    if let Some(root) = gloo_utils::document().get_element_by_id("app") {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
