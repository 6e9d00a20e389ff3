//! Asks the browser about the window: widths at which the page is laid out otherwise.

use gloo_events::EventListener;
use yew::prelude::*;

/// One column with tabs and a dock; also where the window is low, as on a magnified page.
pub const PHONE: &str = "(max-width: 600px), (max-width: 900px) and (max-height: 520px)";
/// The views stand in the menu.
pub const COMPACT: &str = "(max-width: 760px)";
/// The inspector is a drawer.
pub const NARROW: &str = "(max-width: 1099px)";

/// Whether the media query holds, now and whenever it changes.
#[hook]
pub fn use_media(query: &'static str) -> bool {
    let found = use_memo(query, |query| gloo_utils::window().match_media(query).ok().flatten());
    let holds = use_state_eq(|| (*found).as_ref().is_some_and(web_sys::MediaQueryList::matches));
    use_effect_with(found, {
        let holds = holds.clone();
        move |found| {
            let listener = (**found).clone().map(|media| {
                let target = media.clone();
                EventListener::new(&target, "change", move |_| holds.set(media.matches()))
            });
            move || drop(listener)
        }
    });
    *holds
}
