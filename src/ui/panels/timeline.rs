//! The timeline.

use crate::ui::panels::PanelProps;
use yew::prelude::*;

#[component]
pub fn Timeline(props: &PanelProps) -> Html {
    html! { <section>{ props.view.at_step }</section> }
}
