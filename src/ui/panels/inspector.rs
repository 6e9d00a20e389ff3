//! The inspector.

use crate::ui::panels::PanelProps;
use yew::prelude::*;

#[component]
pub fn Inspector(props: &PanelProps) -> Html {
    html! { <section>{ props.view.at_step }</section> }
}
