//! The calls of the protocol and their members, as serde types.

use crate::model::message::Property;
use crate::model::service_bus::{CustomProperty, ReceiveMode, Scalar};
use crate::model::time::{Millis, Timestamp, parse_duration};
use crate::python::Sdk;
use crate::scenario::Scenario;
use crate::session::document::RunDocument;
use crate::world::command::Command;
use crate::world::spec::{ConsumerSpec, DeviceSpec, EndpointSpec, FaultSpec, RouteSpec};
use serde::Deserialize;
use serde::de::Error as _;
use serde_json::{Map, Value};
use std::sync::Arc;

macro_rules! calls {
    ($($(#[$doc:meta])* $name:literal $variant:ident { $($(#[$meta:meta])* $field:ident: $type:ty),* $(,)? })*) => {
        /// A call with its members.
        #[derive(Debug, Deserialize)]
        #[serde(rename_all_fields = "camelCase", deny_unknown_fields)]
        pub(super) enum Call {
            $($(#[$doc])* #[serde(rename = $name)] $variant { $($(#[$meta])* $field: $type),* },)*
        }

        /// Every call there is, by name.
        pub const CALLS: &[&str] = &[$($name),*];
    };
}

calls! {
    "hello" Hello { protocol: Option<u32>, entries: Option<Entries>, language: Option<String> }
    "open" Open { scenario: Option<Box<Scenario>>, document: Option<Box<RunDocument>>, seed: Option<u64> }
    "document" Document {}
    "scenario" Scenario {}

    "run" Run { until: Option<Moment>, r#for: Option<Length>, steps: Option<u32> }
    "step" Step { count: Option<u32> }
    "back" Back { count: Option<u32> }
    "seek" Seek { step: Option<u32>, to: Option<Moment> }
    "undo" Undo {}
    "redo" Redo {}
    "reset" Reset {}
    "setSeed" SetSeed { seed: u64 }
    "runs" Runs {}
    "switchRun" SwitchRun { run: usize }
    "renameRun" RenameRun { run: usize, name: String }
    "forgetRun" ForgetRun { run: usize }

    "program" Program { consumer: Option<Arc<str>>, device: Option<Arc<str>>, sdk: Option<Libraries> }
    "breakpoint.set" SetBreakpoint {
        consumer: Option<Arc<str>>,
        device: Option<Arc<str>>,
        instruction: String,
        on: Option<bool>,
    }
    "breakpoints" Breakpoints {}

    "state" State {}
    "ledger" Ledger {}
    "entries" Entries { from: Option<u32>, to: Option<u32> }

    /// Any command of the world, as it stands in a run document.
    "command" Command { act: Box<Command>, at_start: Option<bool> }
    "device.add" AddDevice { device: DeviceSpec, at_start: Option<bool> }
    "device.set" SetDevice { device: DeviceSpec, at_start: Option<bool> }
    "device.remove" RemoveDevice { device: Arc<str>, at_start: Option<bool> }
    "device.send" Send {
        device: Arc<str>,
        body: Option<String>,
        body_base64: Option<String>,
        message_id: Option<Arc<str>>,
        correlation_id: Option<Arc<str>>,
        user_id: Option<Arc<str>>,
        content_type: Option<Arc<str>>,
        content_encoding: Option<Arc<str>>,
        creation_time_utc: Option<Arc<str>>,
        subject: Option<Arc<str>>,
        properties: Option<Map<String, Value>>,
    }
    "route.add" AddRoute { route: RouteSpec, at_start: Option<bool> }
    "route.set" SetRoute { route: RouteSpec, at_start: Option<bool> }
    "route.remove" RemoveRoute { name: Arc<str>, at_start: Option<bool> }
    "fallback.set" SetFallback { on: bool, at_start: Option<bool> }
    "endpoint.add" AddEndpoint { endpoint: EndpointSpec, at_start: Option<bool> }
    "endpoint.set" SetEndpoint { endpoint: EndpointSpec, at_start: Option<bool> }
    "endpoint.remove" RemoveEndpoint { name: Arc<str>, at_start: Option<bool> }
    "consumer.add" AddConsumer { consumer: Box<ConsumerSpec>, at_start: Option<bool> }
    "consumer.set" SetConsumer { consumer: Box<ConsumerSpec>, at_start: Option<bool> }
    "consumer.remove" RemoveConsumer { name: Arc<str>, at_start: Option<bool> }
    "fault.add" AddFault { fault: FaultSpec, at_start: Option<bool> }
    "fault.edit" EditFault { index: usize, fault: FaultSpec }
    "fault.remove" RemoveFault { index: usize, in_new_run: Option<bool> }

    "serviceBus.createQueue" CreateQueue { queue: Arc<str>, settings: Option<Map<String, Value>> }
    "serviceBus.updateQueue" UpdateQueue { queue: Arc<str>, settings: Map<String, Value> }
    "serviceBus.deleteQueue" DeleteQueue { queue: Arc<str> }
    "serviceBus.getQueue" GetQueue { queue: Arc<str> }
    "serviceBus.listQueues" ListQueues {}
    "serviceBus.send" SendToQueue { queue: Arc<str>, message: ClientMessage }
    "serviceBus.sendBatch" SendBatch { queue: Arc<str>, messages: Vec<ClientMessage> }
    "serviceBus.schedule" Schedule { queue: Arc<str>, message: ClientMessage, scheduled_enqueue_time_utc: Moment }
    "serviceBus.cancelScheduled" CancelScheduled { queue: Arc<str>, sequence_number: Whole }
    "serviceBus.receive" Receive { queue: Arc<str>, mode: Option<Mode>, max: Option<Whole>, wait: Option<Length> }
    "serviceBus.receiveDeferred" ReceiveDeferred { queue: Arc<str>, sequence_numbers: Vec<Whole>, mode: Option<Mode> }
    "serviceBus.peek" Peek { queue: Arc<str>, from: Option<Whole>, max: Option<Whole> }
    "serviceBus.complete" Complete { queue: Arc<str>, message: Delivery }
    "serviceBus.abandon" Abandon { queue: Arc<str>, message: Delivery, properties: Option<Map<String, Value>> }
    "serviceBus.defer" Defer { queue: Arc<str>, message: Delivery, properties: Option<Map<String, Value>> }
    "serviceBus.deadLetter" DeadLetter {
        queue: Arc<str>,
        message: Delivery,
        reason: Option<Arc<str>>,
        description: Option<Arc<str>>,
        properties: Option<Map<String, Value>>,
    }
    "serviceBus.renewLock" RenewLock { queue: Arc<str>, message: Delivery }
    "serviceBus.resubmit" Resubmit { queue: Arc<str>, message: Delivery }
    "serviceBus.messages" QueueMessages { queue: Arc<str>, from: Option<u64>, max: Option<u32> }

    "storage.createQueue" CreateStorageQueue { queue: Arc<str>, metadata: Option<Map<String, Value>> }
    "storage.deleteQueue" DeleteStorageQueue { queue: Arc<str> }
    "storage.listQueues" ListStorageQueues {
        prefix: Option<Arc<str>>,
        marker: Option<Arc<str>>,
        #[serde(alias = "maxresults")]
        max_results: Option<i64>,
    }
    "storage.getMetadata" GetMetadata { queue: Arc<str> }
    "storage.setMetadata" SetMetadata { queue: Arc<str>, metadata: Map<String, Value> }
    "storage.putMessage" PutMessage {
        queue: Arc<str>,
        #[serde(alias = "messageText")]
        text: Option<Arc<str>>,
        #[serde(alias = "visibilitytimeout")]
        visibility_timeout: Option<i64>,
        #[serde(alias = "messagettl")]
        message_ttl: Option<i64>,
    }
    "storage.getMessages" GetMessages {
        queue: Arc<str>,
        #[serde(alias = "numofmessages")]
        num_of_messages: Option<i64>,
        #[serde(alias = "visibilitytimeout")]
        visibility_timeout: Option<i64>,
    }
    "storage.peekMessages" PeekMessages {
        queue: Arc<str>,
        #[serde(alias = "numofmessages")]
        num_of_messages: Option<i64>,
    }
    "storage.updateMessage" UpdateMessage {
        queue: Arc<str>,
        message: Receipt,
        #[serde(alias = "messageText")]
        text: Option<Arc<str>>,
        #[serde(alias = "visibilitytimeout")]
        visibility_timeout: Option<i64>,
    }
    "storage.deleteMessage" DeleteMessage { queue: Arc<str>, message: Receipt }
    "storage.clearMessages" ClearMessages { queue: Arc<str> }
    "storage.messages" StorageMessages { queue: Arc<str>, max: Option<u32> }

    "events.receive" ReceiveEvents {
        group: Option<Arc<str>>,
        partition: Option<Whole>,
        from: Option<Start>,
        max: Option<Whole>,
    }
    "events.partitions" Partitions {}
    "blobs.list" ListBlobs {
        endpoint: Arc<str>,
        prefix: Option<String>,
        delimiter: Option<String>,
        marker: Option<String>,
        max_results: Option<u32>,
    }
    "blobs.get" GetBlob { endpoint: Arc<str>, blob: String }
}

/// Which entries an answer carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Entries {
    None,
    /// Those of the steps that the line took.
    #[default]
    All,
}

/// A length of time: milliseconds, or an ISO 8601 duration.
#[derive(Clone, Copy, Debug)]
pub(super) struct Length(pub(super) Millis);

/// A time to live, as [`Length`]; a negative one is as short as none, which the service refuses.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lifetime(pub(super) Millis);

/// A whole number that the service judges, however far out of range. Also in quotes, as answers have offsets and
/// partitions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Whole(i128);

/// A moment of virtual time: an instant in UTC, or what `Length` takes, counted from the start of the scenario.
#[derive(Clone, Copy, Debug)]
pub(super) enum Moment {
    At(Timestamp),
    AfterStart(Millis),
}

impl Moment {
    pub(super) fn instant(self, start: Timestamp) -> Timestamp {
        match self {
            Self::At(at) => at,
            Self::AfterStart(length) => start.plus(length),
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Number(u64),
    Text(String),
}

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let length = match Written::deserialize(deserializer) {
            Ok(Written::Number(ms)) => Some(ms),
            Ok(Written::Text(text)) => parse_duration(&text),
            Err(_) => None,
        };
        length.map(Self).ok_or_else(|| D::Error::custom("expected milliseconds or a duration like \"PT10S\""))
    }
}

impl<'de> Deserialize<'de> for Lifetime {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let given = Value::deserialize(deserializer)?;
        let negative = given.as_i64().is_some_and(|ms| ms < 0)
            || given
                .as_str()
                .and_then(|text| text.strip_prefix('-'))
                .is_some_and(|text| parse_duration(text).is_some());
        if negative {
            Ok(Self(0))
        } else {
            Length::deserialize(given).map(|length| Self(length.0)).map_err(D::Error::custom)
        }
    }
}

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number: Option<i128> = match Value::deserialize(deserializer)? {
            Value::Number(number) => number.as_i128(),
            Value::String(text) => text.parse().ok(),
            _ => None,
        };
        number.map(Self).ok_or_else(|| D::Error::custom("expected a whole number"))
    }
}

impl Whole {
    /// As a count: below none is none, which services refuse.
    pub(super) fn count(self) -> u32 {
        self.0.clamp(0, u32::MAX.into()) as u32
    }

    /// As a sequence number or an offset; no message has the number 0.
    pub(super) fn number(self) -> u64 {
        self.0.clamp(0, u64::MAX.into()) as u64
    }

    /// As a place; what is none is beyond the last.
    pub(super) fn place(self) -> u16 {
        u16::try_from(self.0).unwrap_or(u16::MAX)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let moment = match Written::deserialize(deserializer) {
            Ok(Written::Number(ms)) => Some(Self::AfterStart(ms)),
            Ok(Written::Text(text)) => {
                let after = || parse_duration(&text).map(Self::AfterStart);
                Timestamp::parse_iso(&text).map(Self::At).or_else(after)
            }
            Err(_) => None,
        };
        let shapes = "expected milliseconds, a duration like \"PT10S\" or an instant like \"2026-01-01T00:00:10Z\"";
        moment.ok_or_else(|| D::Error::custom(shapes))
    }
}

/// Which libraries a program is written with.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Libraries {
    Legacy,
    Today,
}

impl From<Libraries> for Sdk {
    fn from(libraries: Libraries) -> Self {
        match libraries {
            Libraries::Legacy => Self::Legacy,
            Libraries::Today => Self::Today,
        }
    }
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Mode {
    #[serde(alias = "peek-lock")]
    PeekLock,
    #[serde(alias = "receive-and-delete")]
    ReceiveAndDelete,
}

impl From<Mode> for ReceiveMode {
    fn from(mode: Mode) -> Self {
        match mode {
            Mode::PeekLock => Self::PeekLock,
            Mode::ReceiveAndDelete => Self::ReceiveAndDelete,
        }
    }
}

/// What a client sends to a Service Bus queue.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct ClientMessage {
    pub(super) body: Option<String>,
    pub(super) body_base64: Option<String>,
    pub(super) message_id: Option<Arc<str>>,
    pub(super) correlation_id: Option<Arc<str>>,
    #[serde(alias = "label")]
    pub(super) subject: Option<Arc<str>>,
    pub(super) to: Option<Arc<str>>,
    pub(super) reply_to: Option<Arc<str>>,
    pub(super) content_type: Option<Arc<str>>,
    pub(super) session_id: Option<Arc<str>>,
    pub(super) partition_key: Option<Arc<str>>,
    pub(super) time_to_live: Option<Lifetime>,
    pub(super) scheduled_enqueue_time_utc: Option<Moment>,
    pub(super) properties: Option<Map<String, Value>>,
}

/// A delivery: its handle, or an object with what the service gave. The message as it was received will do.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Delivery {
    Handle(Arc<str>),
    #[serde(rename_all = "camelCase")]
    Message {
        handle: Option<Arc<str>>,
        lock_token: Option<Arc<str>>,
        sequence_number: Option<u64>,
    },
}

/// A message of a Storage queue: its handle, or an object with what the service gave.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Receipt {
    Handle(Arc<str>),
    #[serde(rename_all = "camelCase")]
    Message {
        handle: Option<Arc<str>>,
        message_id: Option<Arc<str>>,
        pop_receipt: Option<Arc<str>>,
    },
}

/// Where to start reading the built-in endpoint.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Start {
    Next,
    Earliest,
    Latest,
    Offset(Whole),
    SequenceNumber(Whole),
    EnqueuedTime(Moment),
}

/// Custom properties: texts, numbers and truth values by name.
pub(super) fn custom(map: Option<&Map<String, Value>>) -> Result<Vec<CustomProperty>, String> {
    let read = |(name, value): (&String, &Value)| {
        let value = match value {
            Value::String(text) => Scalar::Text(text.as_str().into()),
            Value::Bool(value) => Scalar::Bool(*value),
            Value::Number(number) => match (number.as_i64(), number.as_f64()) {
                (Some(whole), _) => Scalar::Integer(whole),
                (None, Some(number)) => Scalar::Double(number),
                (None, None) => return Err(name.clone()),
            },
            Value::Null | Value::Array(_) | Value::Object(_) => return Err(name.clone()),
        };
        Ok(CustomProperty { name: name.as_str().into(), value })
    };
    map.into_iter().flatten().map(read).collect()
}

/// Properties of which both sides are text.
pub(super) fn texts(map: Option<&Map<String, Value>>) -> Result<Vec<Property>, String> {
    let read = |(name, value): (&String, &Value)| {
        let value = value.as_str().ok_or_else(|| name.clone())?;
        Ok(Property { name: name.as_str().into(), value: value.into() })
    };
    map.into_iter().flatten().map(read).collect()
}
