//! What a person, a program or another tool can ask of a world, and how it answers.
//!
//! *Setup* changes what stands there; *hand* is something done once. Both are kept in the run document.

use crate::model::ids::SendId;
use crate::model::message::Message;
use crate::model::query::Diagnostic;
use crate::model::time::Millis;
use crate::world::entry::{RejectCode, ServiceError};
use crate::world::operation::{
    EventsOperation, ReceivedEvent, ServiceBusAnswer, ServiceBusOperation, StorageAnswer, StorageOperation,
};
use crate::world::spec::{ConsumerSpec, DeviceSpec, EndpointSpec, FaultSpec, RouteSpec};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One act. The page, `hubsim` and stored runs use this type and no other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Command {
    AddDevice {
        device: DeviceSpec,
    },
    SetDevice {
        device: DeviceSpec,
    },
    RemoveDevice {
        id: Arc<str>,
    },
    AddRoute {
        route: RouteSpec,
    },
    SetRoute {
        route: RouteSpec,
    },
    RemoveRoute {
        name: Arc<str>,
    },
    SetFallback {
        on: bool,
    },
    AddEndpoint {
        endpoint: EndpointSpec,
    },
    SetEndpoint {
        endpoint: EndpointSpec,
    },
    RemoveEndpoint {
        name: Arc<str>,
    },
    AddConsumer {
        consumer: ConsumerSpec,
    },
    SetConsumer {
        consumer: ConsumerSpec,
    },
    RemoveConsumer {
        name: Arc<str>,
    },
    AddFault {
        fault: FaultSpec,
    },
    /// Hand: the device sends this message now.
    Send {
        device: Arc<str>,
        message: Message,
    },
    /// Hand: a call on the Service Bus namespace. `queue` is empty for calls on the whole namespace.
    ServiceBus {
        #[serde(default, skip_serializing_if = "str::is_empty")]
        queue: Arc<str>,
        operation: ServiceBusOperation,
    },
    /// Hand: a call on the storage account's queues. `queue` is empty for calls on the whole account.
    Storage {
        #[serde(default, skip_serializing_if = "str::is_empty")]
        queue: Arc<str>,
        operation: StorageOperation,
    },
    /// Hand: a call on the built-in endpoint.
    Events {
        operation: EventsOperation,
    },
}

impl Command {
    /// Setup commands are refused without a trace; hand commands leave an entry either way.
    #[must_use]
    pub fn is_hand(&self) -> bool {
        matches!(self, Self::Send { .. } | Self::ServiceBus { .. } | Self::Storage { .. } | Self::Events { .. })
    }
}

/// What a command gave.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    Done,
    Sent(SendId),
    ServiceBus(ServiceBusAnswer),
    Storage(StorageAnswer),
    Events(Vec<ReceivedEvent>),
}

/// Why a command was refused: what the service, or the playground, would answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Rejection {
    pub code: RejectCode,
    /// The thing it is about: a name, a path of a field.
    pub subject: Arc<str>,
    /// The range, where the code speaks of one.
    pub range: Option<(Millis, Millis)>,
    /// What the condition says, where it does not compile.
    pub diagnostics: Vec<Diagnostic>,
    /// What the service answers, where it was a service that refused.
    pub service: Option<Box<ServiceRefusal>>,
}

/// A service's refusal, under its own name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceRefusal {
    pub error: ServiceError,
    /// The status of the REST call.
    pub status: u16,
    /// What the answer says besides, by name: the service's names where it has some.
    pub details: Vec<(&'static str, Arc<str>)>,
}

impl Rejection {
    #[must_use]
    pub fn new(code: RejectCode, subject: &str) -> Self {
        Self { code, subject: subject.into(), range: None, diagnostics: Vec::new(), service: None }
    }

    /// More than `most` of something.
    #[must_use]
    pub fn limit(code: RejectCode, subject: &str, most: usize) -> Self {
        Self { range: Some((0, most as u64)), ..Self::new(code, subject) }
    }

    #[must_use]
    pub fn range(subject: &str, min: Millis, max: Millis) -> Self {
        Self { range: Some((min, max)), ..Self::new(RejectCode::ValueOutOfRange, subject) }
    }
}
