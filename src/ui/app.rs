//! The root: owns the desk, lays out the page, listens to the keyboard.

use crate::scenario::Scenario;
use crate::ui::desk::{Desk, open_at_its_moment};
use crate::ui::panels::{diagram::Diagram, inspector::Inspector, timeline::Timeline};
use crate::ui::settings::Settings;
use yew::prelude::*;

const DEFAULT_SCENARIO: &str = include_str!("../../static/scenarios/routing-tutorial.json");

/// The page.
#[component]
pub fn App() -> Html {
    let redraw = use_force_update_callback();
    let desk = use_memo((), |()| {
        let scenario = Scenario::from_json(DEFAULT_SCENARIO).expect("the bundled scenario loads");
        Desk::new(open_at_its_moment(scenario).expect("the bundled scenario builds"), redraw)
    });
    let (view, selection) = (desk.view(), desk.selection());
    html! {
        <ContextProvider<Desk> context={(*desk).clone()}>
            <ContextProvider<Settings> context={Settings::default()}>
                <main class="wb">
                    <div class="stage">
                        <Diagram view={view.clone()} {selection} />
                        <Timeline view={view.clone()} {selection} />
                    </div>
                    <Inspector {view} {selection} />
                </main>
            </ContextProvider<Settings>>
        </ContextProvider<Desk>>
    }
}

#[hook]
fn use_force_update_callback() -> Callback<()> {
    let update = use_force_update();
    Callback::from(move |()| update.force_update())
}
