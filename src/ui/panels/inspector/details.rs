//! Whatever can be selected but a step: fetched when one is first selected.

use super::consumer::ConsumerDetails;
use super::device::DeviceDetails;
use super::endpoint::EndpointDetails;
use super::fault::FaultDetails;
use super::message::MessageDetails;
use super::route::{FallbackDetails, RouteDetails};
use super::storage_queue::StorageQueueDetails;
use crate::ui::panels::PanelProps;
use crate::ui::view::Selection;
use yew::prelude::*;

#[component]
pub fn Details(props: &PanelProps) -> Html {
    let view = props.view.clone();
    match props.selection {
        Selection::None | Selection::Event(_) => Html::default(),
        Selection::Message(send) => html! { <MessageDetails {view} {send} /> },
        Selection::Device(device) => html! { <DeviceDetails {view} {device} /> },
        Selection::Route(route) => html! { <RouteDetails {view} {route} /> },
        Selection::Fallback => html! { <FallbackDetails {view} /> },
        Selection::Endpoint(endpoint) => html! { <EndpointDetails {view} {endpoint} /> },
        Selection::Consumer(consumer) => html! { <ConsumerDetails {view} {consumer} /> },
        Selection::StorageQueue(queue) => html! { <StorageQueueDetails key={queue.index()} {view} {queue} /> },
        Selection::Fault(fault) => html! { <FaultDetails {view} {fault} /> },
    }
}
