//! Style rules that come with the part of the page that they are for. The first visit's stand in `index.html`.

/// A style sheet of `static/css`, by its name.
#[derive(Clone, Copy)]
pub struct Sheet {
    name: &'static str,
    rules: &'static str,
}

pub const FORMS: Sheet = Sheet { name: "forms", rules: include_str!("../../static/css/forms.css") };
pub const JOURNEY: Sheet = Sheet { name: "journey", rules: include_str!("../../static/css/journey.css") };
pub const JOURNEY_CHART: Sheet = Sheet { name: "journey-chart", rules: crate::picture::journey::svg::LOOKS };
pub const QUEUES: Sheet = Sheet { name: "queues", rules: include_str!("../../static/css/queues.css") };
pub const TROUBLE: Sheet = Sheet { name: "trouble", rules: include_str!("../../static/css/trouble.css") };
pub const RUNS: Sheet = Sheet { name: "runs", rules: include_str!("../../static/css/runs.css") };
pub const ROUTE_LAB: Sheet = Sheet { name: "route-lab", rules: include_str!("../../static/css/route-lab.css") };

impl Sheet {
    /// Puts the rules behind all others, unless they are on the page already.
    pub fn wear(self) {
        // A worker runs the same parts, and draws nothing.
        let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
        let id = ["style-", self.name].concat();
        if document.get_element_by_id(&id).is_some() {
            return;
        }
        if let Ok(style) = document.create_element("style") {
            style.set_id(&id);
            style.set_text_content(Some(self.rules));
            let _ = gloo_utils::head().append_child(&style);
        }
    }
}
