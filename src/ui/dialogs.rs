//! Which dialog is open: at most one. Panels ask for it through the context [`Dialogs`].

use crate::model::ids::{ConsumerId, DeviceId, EndpointId, RouteId};
use crate::ui::panels::inspector::forms::remove::Removal;
use crate::ui::panels::ledger::counted::Counted;
use std::sync::Arc;
use yew::prelude::*;

/// A dialog of the page. `None` in a form adds a new thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DialogKind {
    Device(Option<DeviceId>),
    Route(Option<RouteId>),
    Endpoint(Option<EndpointId>),
    Consumer(Option<ConsumerId>),
    StorageQueue,
    /// A Service Bus queue that stands alone.
    BusQueue(Option<EndpointId>),
    /// A fault of the plan, by its place.
    Fault(Option<usize>),
    Fallback,
    Blob {
        endpoint: EndpointId,
        name: Arc<str>,
    },
    /// Asks before something is taken away.
    Remove(Removal),
    /// A message sent by hand.
    Send(DeviceId),
    Library,
    Settings,
    Keys,
    Assumptions,
    Runs,
    /// The current run beside another one.
    CompareRuns,
    Seed,
    /// The playhead as a link.
    Link,
    /// What a number of the ledger counts; `None` is every message.
    Messages(Option<Counted>),
    Log,
    /// Delivery guarantees compared.
    Compare,
    /// The search for trouble.
    Search,
}

/// Opens and closes dialogs.
#[derive(Clone, PartialEq)]
pub struct Dialogs {
    show: Callback<Option<DialogKind>>,
}

impl Dialogs {
    pub fn new(show: Callback<Option<DialogKind>>) -> Self {
        Self { show }
    }

    pub fn open(&self, kind: DialogKind) {
        self.show.emit(Some(kind));
    }

    pub fn close(&self) {
        self.show.emit(None);
    }
}
