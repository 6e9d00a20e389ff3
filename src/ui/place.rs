//! Which view of the page is shown, as the address says it: `#view=routes&route=critical`. What else stands in the
//! fragment belongs to others and stays. Before it a link may stand, a run and a moment of it: `#z1:…&step=57`.

use gloo_events::EventListener;
use gloo_utils::window;
use wasm_bindgen::JsValue;
use yew::prelude::*;

/// A view of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Area {
    #[default]
    Workbench,
    RouteLab,
}

impl Area {
    fn code(self) -> &'static str {
        match self {
            Self::Workbench => "bench",
            Self::RouteLab => "routes",
        }
    }
}

/// A view, and what it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub area: Area,
    /// The name of the route in the lab; [`FALLBACK`] for the fallback route.
    pub route: Option<AttrValue>,
    /// The message whose journey stands in the place of the workbench.
    pub message: Option<AttrValue>,
}

/// No route can have this name.
pub const FALLBACK: &str = "$fallback";

impl Place {
    #[must_use]
    pub fn workbench() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn route_lab(route: Option<&str>) -> Self {
        Self { area: Area::RouteLab, route: route.map(|name| AttrValue::from(name.to_owned())), message: None }
    }

    /// The journey of a message, as [`crate::picture::journey::address`] names it.
    #[must_use]
    pub fn journey(message: String) -> Self {
        Self { message: Some(message.into()), ..Self::default() }
    }

    /// Where the page stands now.
    #[must_use]
    pub fn here() -> Self {
        Self::of_fragment(&fragment()).unwrap_or_default()
    }

    /// The place that a fragment (with its `#`) names; none where it names no view.
    fn of_fragment(fragment: &str) -> Option<Self> {
        let value = |key: &str| pairs(fragment).find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='));
        let view = value("view")?;
        let area = [Area::Workbench, Area::RouteLab].into_iter().find(|area| area.code() == view)?;
        let decoded = |text| js_sys::decode_uri_component(text).ok().map(|text| AttrValue::from(String::from(text)));
        let message = value("message").filter(|_| area == Area::Workbench);
        Some(Self { area, route: value("route").and_then(decoded), message: message.and_then(decoded) })
    }

    /// `fragment` with this place in it.
    fn in_fragment(&self, fragment: &str) -> String {
        let is_ours = |pair: &&str| ["view", "route", "message"].contains(&pair.split('=').next().unwrap_or_default());
        let stays = |pair: &&str| is_run(pair) || pair.contains('=') && !is_ours(pair);
        let mut parts: Vec<String> = pairs(fragment).filter(stays).map(str::to_owned).collect();
        parts.push(format!("view={}", self.area.code()));
        let named = [("route", &self.route), ("message", &self.message)];
        parts.extend(named.into_iter().filter_map(|(key, name)| {
            let name = String::from(js_sys::encode_uri_component(name.as_ref()?));
            Some([key, "=", &name].concat())
        }));
        format!("#{}", parts.join("&"))
    }

    /// The address of the place, for links.
    #[must_use]
    pub fn href(&self) -> String {
        self.in_fragment(&fragment())
    }

    /// Goes there; Back leads back.
    pub fn go(&self) {
        // Refused only where the page may not navigate at all.
        let _ = window().location().set_hash(&self.href());
    }
}

/// The link in the address: the run first, then the moment. None where there is none.
#[must_use]
pub fn link() -> Option<String> {
    link_in(&fragment())
}

fn link_in(fragment: &str) -> Option<String> {
    let run = pairs(fragment).find(is_run)?;
    let parts: Vec<&str> = std::iter::once(run).chain(pairs(fragment).filter(is_of_moment)).collect();
    Some(parts.join("&"))
}

/// Whether the address now leads to another run than `link`. One that only names a place on the page does not.
#[must_use]
pub fn leads_away_from(link: Option<&str>) -> bool {
    let fragment = fragment();
    let leads = fragment.is_empty() || pairs(&fragment).any(|pair| is_run(&pair) || pair.contains('='));
    leads && link_in(&fragment).as_deref() != link
}

/// The address of this page, at this view, with a link in it.
#[must_use]
pub fn address_with(link: &str) -> String {
    let location = window().location();
    let page = location.href().unwrap_or_default();
    let page = page.split('#').next().unwrap_or_default();
    [page, &Place::here().in_fragment(link)].concat()
}

/// Goes to the reader's own work; Back leads back to the link.
pub fn leave_link() {
    // Refused only where the page may not navigate at all.
    let _ = window().location().set_hash(&Place::workbench().in_fragment(""));
}

/// Loads the page again, at the address where it stands.
pub fn load_again() {
    // Refused only where the page may not navigate at all.
    let _ = window().location().reload();
}

/// Takes a link that cannot be opened out of the address.
pub fn forget_link() {
    let rest: Vec<String> =
        pairs(&fragment()).filter(|pair| !is_run(pair) && !is_of_moment(pair)).map(str::to_owned).collect();
    if let Ok(history) = window().history() {
        let rest = format!("#{}", rest.join("&"));
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&rest));
    }
}

/// Letters and digits of a version stand before the colon: what is newer than this page is a link, too.
fn is_run(pair: &&str) -> bool {
    pair.starts_with('z') && pair.contains(':')
}

fn is_of_moment(pair: &&str) -> bool {
    pair.starts_with("step=") || pair.starts_with("select=")
}

fn pairs(fragment: &str) -> impl Iterator<Item = &str> {
    fragment.trim_start_matches('#').split('&').filter(|pair| !pair.is_empty())
}

fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// The place that the address names; what names no view, such as the skip link, changes nothing.
#[hook]
pub fn use_place() -> Place {
    let place = use_state_eq(Place::here);
    use_effect_with((), {
        let place = place.setter();
        move |()| {
            let listener = EventListener::new(&window(), "hashchange", move |_| {
                let fragment = fragment();
                let start = || (fragment.is_empty() || link_in(&fragment).is_some()).then(Place::default);
                if let Some(found) = Place::of_fragment(&fragment).or_else(start) {
                    place.set(found);
                }
            });
            move || drop(listener)
        }
    });
    (*place).clone()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn fragments_round_trip_and_keep_what_is_not_ours() {
        let lab = Place::route_lab(Some("critical"));
        assert_eq!(lab.in_fragment("#run=abc&view=bench"), "#run=abc&view=routes&route=critical");
        assert_eq!(Place::of_fragment("#run=abc&view=routes&route=critical"), Some(lab.clone()));
        assert_eq!(lab.in_fragment("#stage"), "#view=routes&route=critical");
        assert_eq!(Place::workbench().in_fragment("#view=routes&route=a"), "#view=bench");
        assert_eq!(Place::of_fragment("#stage"), None);
        assert_eq!(Place::of_fragment("#view=elsewhere"), None);
        let journey = Place::journey("a/message 7".to_owned());
        assert_eq!(journey.in_fragment("#run=abc&view=routes&route=a"), "#run=abc&view=bench&message=a%2Fmessage%207");
        assert_eq!(Place::of_fragment(&journey.in_fragment("")), Some(journey.clone()));
        assert_eq!(Place::workbench().in_fragment(&journey.in_fragment("")), "#view=bench");
        assert_eq!(lab.in_fragment("#z1:aB-_&step=7"), "#z1:aB-_&step=7&view=routes&route=critical");
        assert_eq!(
            link_in("#view=bench&step=7&z1:aB-_&select=fallback"),
            Some("z1:aB-_&step=7&select=fallback".into())
        );
        assert_eq!(link_in("#view=bench&step=7"), None);
        let odd = Place::route_lab(Some(FALLBACK));
        assert_eq!(Place::of_fragment(&odd.in_fragment("")), Some(odd));
    }
}
