//! The inspector: what is selected, why it is so, and what can be done about it. Everything is read from the moment at
//! the playhead.

pub mod act;
pub mod console;
pub mod consumer;
pub mod content;
pub mod copies;
pub mod device;
pub mod endpoint;
pub mod event;
pub mod fault;
pub mod forms;
pub mod message;
pub mod parts;
pub mod route;
pub mod scene;
pub mod seen;
pub mod why;

use crate::ui::panels::PanelProps;
use crate::ui::view::Selection;
use consumer::ConsumerDetails;
use device::DeviceDetails;
use endpoint::EndpointDetails;
use event::EventDetails;
use fault::FaultDetails;
use message::MessageDetails;
use route::{FallbackDetails, RouteDetails};
use yew::prelude::*;

#[component]
pub fn Inspector(props: &PanelProps) -> Html {
    let view = props.view.clone();
    let details = match props.selection {
        Selection::None => html! { <EventDetails {view} step={None} /> },
        Selection::Message(send) => html! { <MessageDetails {view} {send} /> },
        Selection::Device(device) => html! { <DeviceDetails {view} {device} /> },
        Selection::Route(route) => html! { <RouteDetails {view} {route} /> },
        Selection::Fallback => html! { <FallbackDetails {view} /> },
        Selection::Endpoint(endpoint) => html! { <EndpointDetails {view} {endpoint} /> },
        Selection::Consumer(consumer) => html! { <ConsumerDetails {view} {consumer} /> },
        Selection::Event(step) => html! { <EventDetails {view} step={Some(step)} /> },
        Selection::Fault(fault) => html! { <FaultDetails {view} {fault} /> },
    };
    html! { <div class="insp">{ details }</div> }
}
