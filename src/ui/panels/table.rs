//! The table: everything that the diagram shows, in rows.

pub(crate) mod words;

use crate::ui::panels::PanelProps;
use yew::prelude::*;

#[component]
pub fn Table(props: &PanelProps) -> Html {
    html! { <p>{ props.view.at_step }</p> }
}
