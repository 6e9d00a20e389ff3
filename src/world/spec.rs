//! What a person says about the things in a world: the shapes of scenario files and of setup commands.
//!
//! Models: the settings that the services offer, under their own names; durations in milliseconds unless the service
//! counts in seconds (`batch_frequency_in_seconds`).
//! Differs(endpoint-kinds): of custom endpoints there are Service Bus queues and storage containers; Service Bus topics, Event Hubs and Cosmos DB are left out. [doc:ep]

mod consumer;
mod fault;

pub use consumer::{
    ConsumerSpec, Deduplication, EffectKind, Filter, Key, Memory, OnFailure, Origin, Others, Poison, PoisonQueue,
    PutOrder, Putting, ReceiveMode, Recorded, Renewal, Settling,
};
pub use fault::{Aim, Arrow, CrashMoment, FaultSpec, MOST_REPLAYED, Mishap, Sickness};

use crate::model::hub::tier::Tier;
use crate::model::message::{Property, Source};
use crate::model::service_bus;
use crate::model::storage::settings as storage;
use crate::model::time::Millis;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The hub itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HubSpec {
    pub name: Arc<str>,
    #[serde(default)]
    pub tier: Tier,
    /// 1 to 32, fixed at creation; default 4 (F1: 2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partitions: Option<u16>,
    /// Whether the fallback route to `events` is on.
    #[serde(default = "yes")]
    pub fallback: bool,
}

impl HubSpec {
    #[must_use]
    pub fn partitions(&self) -> u16 {
        self.partitions.unwrap_or(self.tier.default_partitions())
    }
}

/// How long things travel, in milliseconds. Every hop is a step of its own, also at 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Latencies {
    pub device_to_hub_ms: Millis,
    pub hub_to_device_ms: Millis,
    pub hub_to_endpoint_ms: Millis,
    /// From the moment a message is available and a consumer waits until the queue hands it out.
    pub hand_out_ms: Millis,
    pub response_ms: Millis,
    pub settle_ms: Millis,
    pub settle_answer_ms: Millis,
}

impl Default for Latencies {
    fn default() -> Self {
        Self {
            device_to_hub_ms: 40,
            hub_to_device_ms: 40,
            hub_to_endpoint_ms: 60,
            hand_out_ms: 100,
            response_ms: 0,
            settle_ms: 0,
            settle_answer_ms: 0,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeviceSpec {
    pub id: Arc<str>,
    #[serde(default)]
    pub program: Program,
    /// When its program starts, in milliseconds after the device was added.
    #[serde(default)]
    pub starts_ms: Millis,
    #[serde(default = "yes")]
    pub enabled: bool,
}

/// What runs on a device.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Program {
    /// `SimulatedDevice.py` of the routing tutorial.
    Tutorial(TutorialProgram),
    /// A message of the person's own, again and again.
    Template(TemplateProgram),
    /// Sends only what the person sends.
    Silent {},
}

impl Default for Program {
    fn default() -> Self {
        Self::Tutorial(TutorialProgram::default())
    }
}

impl Program {
    /// The sleep between two sends; `None` when the program sends nothing by itself.
    #[must_use]
    pub fn pace_ms(&self) -> Option<Millis> {
        match self {
            Self::Tutorial(program) => Some(program.pace_ms),
            Self::Template(program) => Some(program.pace_ms),
            Self::Silent {} => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TutorialProgram {
    /// The seed's code sleeps 30 s, its prose says 1 s.
    pub pace_ms: Millis,
    /// The seed sets neither; setting both is the usual repair.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_encoding: Option<Arc<str>>,
}

impl Default for TutorialProgram {
    fn default() -> Self {
        Self { pace_ms: 30_000, content_type: None, content_encoding: None }
    }
}

/// `{deviceId}`, `{n}` and `{reading}` are filled in, in the body, the property values and the message id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateProgram {
    pub pace_ms: Millis,
    pub body: Arc<str>,
    #[serde(default)]
    pub properties: Vec<Property>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_id: Option<Arc<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<Arc<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_encoding: Option<Arc<str>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RouteSpec {
    pub name: Arc<str>,
    #[serde(default)]
    pub source: Source,
    /// Blank matches everything of the source.
    #[serde(default)]
    pub condition: Arc<str>,
    pub endpoint: Arc<str>,
    #[serde(default = "yes")]
    pub enabled: bool,
}

/// A custom endpoint and the thing behind it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndpointSpec {
    pub name: Arc<str>,
    pub target: Target,
    /// A disabled queue or container refuses every message until it is enabled.
    #[serde(default = "yes")]
    pub enabled: bool,
}

/// What stands behind a custom endpoint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    ServiceBusQueue(QueueSpec),
    StorageContainer(ContainerSpec),
}

/// The settings of a Service Bus queue; what is not said is the service's default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct QueueSpec {
    /// 5,000 to 300,000.
    pub lock_duration_ms: Millis,
    /// At least 1.
    pub max_delivery_count: u32,
    /// At least 1,000; absent never expires.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_time_to_live_ms: Option<Millis>,
    pub dead_lettering_on_message_expiration: bool,
    pub max_size_in_megabytes: u64,
    pub requires_session: bool,
    pub requires_duplicate_detection: bool,
    /// 20,000 to 604,800,000.
    #[serde(skip_serializing_if = "is_default_window")]
    pub duplicate_detection_window_ms: Millis,
    /// At least 300,000; absent never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_delete_on_idle_ms: Option<Millis>,
    /// The queue of the namespace that takes every message that arrives here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forward_to: Option<Arc<str>>,
    /// The queue that takes every message that is dead-lettered here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forward_dead_lettered_messages_to: Option<Arc<str>>,
    #[serde(skip_serializing_if = "is_default")]
    pub status: service_bus::Status,
    /// Of the namespace, which moves some limits.
    #[serde(skip_serializing_if = "is_default")]
    pub tier: service_bus::Tier,
    /// Has no visible effect here.
    #[serde(skip_serializing_if = "is_true")]
    pub enable_batched_operations: bool,
}

/// A queue of the Service Bus namespace that stands alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedQueue {
    pub name: Arc<str>,
    #[serde(default)]
    pub settings: QueueSpec,
}

impl Default for QueueSpec {
    fn default() -> Self {
        Self::of(&service_bus::Settings::new(""))
    }
}

impl QueueSpec {
    /// What settings say, but for the name.
    #[must_use]
    pub fn of(settings: &service_bus::Settings) -> Self {
        Self {
            lock_duration_ms: settings.lock_duration,
            max_delivery_count: settings.max_delivery_count,
            default_time_to_live_ms: settings.default_message_time_to_live,
            dead_lettering_on_message_expiration: settings.dead_lettering_on_message_expiration,
            max_size_in_megabytes: settings.max_size_in_megabytes,
            requires_session: settings.requires_session,
            requires_duplicate_detection: settings.requires_duplicate_detection,
            duplicate_detection_window_ms: settings.duplicate_detection_history_time_window,
            auto_delete_on_idle_ms: settings.auto_delete_on_idle,
            forward_to: settings.forward_to.clone(),
            forward_dead_lettered_messages_to: settings.forward_dead_lettered_messages_to.clone(),
            status: settings.status,
            tier: settings.tier,
            enable_batched_operations: settings.enable_batched_operations,
        }
    }
    /// The queue's settings, under the endpoint's name.
    #[must_use]
    pub fn settings(&self, name: &str, enabled: bool) -> service_bus::Settings {
        service_bus::Settings {
            lock_duration: self.lock_duration_ms,
            max_delivery_count: self.max_delivery_count,
            default_message_time_to_live: self.default_time_to_live_ms,
            dead_lettering_on_message_expiration: self.dead_lettering_on_message_expiration,
            max_size_in_megabytes: self.max_size_in_megabytes,
            requires_session: self.requires_session,
            requires_duplicate_detection: self.requires_duplicate_detection,
            duplicate_detection_history_time_window: self.duplicate_detection_window_ms,
            auto_delete_on_idle: self.auto_delete_on_idle_ms,
            forward_to: self.forward_to.clone(),
            forward_dead_lettered_messages_to: self.forward_dead_lettered_messages_to.clone(),
            status: if enabled { self.status } else { service_bus::Status::Disabled },
            tier: self.tier,
            enable_batched_operations: self.enable_batched_operations,
            name: name.into(),
        }
    }
}

/// The settings of a storage container endpoint; what is not said is the service's default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ContainerSpec {
    pub container_name: Arc<str>,
    /// `avro`, `avrodeflate` or `json`; fixed once the endpoint exists.
    pub encoding: Arc<str>,
    pub file_name_format: Arc<str>,
    /// 60 to 720.
    pub batch_frequency_in_seconds: u32,
    /// 10,485,760 to 524,288,000.
    pub max_chunk_size_in_bytes: u32,
}

impl Default for ContainerSpec {
    fn default() -> Self {
        let settings = storage::ContainerSettings::new("telemetry");
        Self {
            container_name: settings.container_name,
            encoding: settings.encoding.as_str().to_ascii_lowercase().into(),
            file_name_format: settings.file_name_format,
            batch_frequency_in_seconds: settings.batch_frequency_in_seconds,
            max_chunk_size_in_bytes: settings.max_chunk_size_in_bytes,
        }
    }
}

impl ContainerSpec {
    /// The container's settings; `None` for an encoding that does not exist.
    #[must_use]
    pub fn settings(&self) -> Option<storage::ContainerSettings> {
        Some(storage::ContainerSettings {
            container_name: self.container_name.clone(),
            encoding: storage::Encoding::parse(&self.encoding)?,
            file_name_format: self.file_name_format.clone(),
            batch_frequency_in_seconds: self.batch_frequency_in_seconds,
            max_chunk_size_in_bytes: self.max_chunk_size_in_bytes,
        })
    }
}

fn yes() -> bool {
    true
}
fn is_true(value: &bool) -> bool {
    *value
}
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
fn is_default_window(window: &Millis) -> bool {
    *window == QueueSpec::default().duplicate_detection_window_ms
}
