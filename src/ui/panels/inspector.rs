//! The inspector: what is selected, why it is so, and what can be done about it. Everything is read from the moment at
//! the playhead.

pub mod act;
pub mod call;
pub mod chart;
pub mod console;
pub mod consumer;
pub mod container;
pub mod content;
pub mod copies;
pub mod details;
pub mod device;
pub mod endpoint;
pub mod event;
pub mod events;
pub mod fault;
pub mod forms;
pub mod listing;
pub mod message;
pub mod pages;
pub mod parts;
pub mod queue;
pub mod route;
pub mod scene;
pub mod storage_queue;
pub mod why;

use crate::ui::live::live;
use crate::ui::markup::el;
use crate::ui::panels::PanelProps;
use crate::ui::parts::Details;
use crate::ui::view::Selection;
use event::{EventDetails, EventProps};
use yew::prelude::*;

#[component]
pub fn Inspector(props: &PanelProps) -> Html {
    let PanelProps { view, selection } = props.clone();
    let details = match selection {
        Selection::None => live::<EventDetails>(EventProps { view, step: None }),
        Selection::Event(step) => live::<EventDetails>(EventProps { view, step: Some(step) }),
        _ => live::<Details>(PanelProps { view, selection }),
    };
    el("div").class("insp").child(details).into()
}
