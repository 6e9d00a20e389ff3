//! The diagram.

use crate::ui::panels::PanelProps;
use yew::prelude::*;

#[component]
pub fn Diagram(props: &PanelProps) -> Html {
    html! { <section>{ props.view.at_step }</section> }
}
