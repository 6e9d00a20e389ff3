//! Scenario files: how a world starts. Format 1.
//!
//! A scenario is data for people and programs: what stands there, the plan of faults, and where the page opens it.

pub(crate) mod place;
pub mod tutorial;

use crate::model::hub::names::is_hub_name;
use crate::model::hub::tier::Tier;
use crate::model::message::Source;
use crate::model::query::{self, Condition, Dialect, Subject, Verdict};
use crate::model::time::{DEFAULT_START, Timestamp};
use crate::world::World;
use crate::world::command::{Command, Rejection};
use crate::world::entry::{Entry, Log, RejectCode, What};
use crate::world::operation::{ServiceBusOperation, StorageOperation};
use crate::world::spec::{
    ConsumerSpec, DeviceSpec, EndpointSpec, FaultSpec, HubSpec, Latencies, NamedQueue, RouteSpec,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The file format this build writes and reads.
pub const FORMAT: u32 = 1;
/// Steps that a search for the opening moment may take.
const OPENING_STEPS: u32 = 200_000;

/// How a world starts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    pub format: u32,
    pub name: Localized,
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub summary: Localized,
    #[serde(default = "default_start", with = "iso")]
    pub start: Timestamp,
    pub seed: u64,
    #[serde(default, skip_serializing_if = "Opening::is_start")]
    pub opens_at: Opening,
    /// What the page shows first in its inspector.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selects: Option<Selects>,
    pub hub: HubSpec,
    #[serde(default)]
    pub latencies: Latencies,
    /// Queues of the Service Bus namespace that the hub does not route to. One that forwards stands after its target.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub queues: Vec<NamedQueue>,
    /// Queues of the storage account, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub storage_queues: Vec<Arc<str>>,
    #[serde(default)]
    pub endpoints: Vec<EndpointSpec>,
    #[serde(default)]
    pub routes: Vec<RouteSpec>,
    #[serde(default)]
    pub devices: Vec<DeviceSpec>,
    #[serde(default)]
    pub consumers: Vec<ConsumerSpec>,
    #[serde(default)]
    pub faults: Vec<FaultSpec>,
}

/// A text in both source languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Localized {
    pub en: String,
    pub ko: String,
}

impl Localized {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.en.is_empty() && self.ko.is_empty()
    }
}

/// The moment at which the page opens a scenario: a step, or one that is found by running.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Opening {
    Step(u32),
    /// Just before the first message that the condition matches is sent.
    BeforeSent(String),
    /// When the first message that the condition matches has just been sent.
    Sent(String),
}

impl Default for Opening {
    fn default() -> Self {
        Self::Step(0)
    }
}

impl Opening {
    fn is_start(&self) -> bool {
        *self == Self::Step(0)
    }
}

/// A message to select: a device and the number of its send.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Selects {
    pub device: Arc<str>,
    pub message: u32,
}

/// Why a scenario could not be read or built.
#[derive(Clone, Debug, PartialEq)]
pub enum LoadError {
    /// Not JSON, or not of the shape: the path of the field and the reader's own words.
    Shape { path: String, detail: String, line: usize, column: usize },
    /// A format that this build does not know.
    Format { found: u32 },
    /// The world refused a part: `endpoints[1]` and why, on a hub of this tier.
    Refused { path: String, tier: Tier, rejection: Rejection },
}

impl Scenario {
    /// Reads a scenario file.
    ///
    /// # Errors
    /// [`LoadError`] with the path of the first thing that is wrong.
    pub fn from_json(text: &str) -> Result<Self, LoadError> {
        let scenario: Self = place::read(text)?;
        scenario.check()
    }

    fn check(self) -> Result<Self, LoadError> {
        self.build(self.seed)?;
        Ok(self)
    }

    /// The file's text.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// The world at its first moment, nothing happened yet.
    ///
    /// # Errors
    /// [`LoadError::Format`] for another format, [`LoadError::Refused`] for the first part that the world refuses.
    pub fn build(&self, seed: u64) -> Result<World, LoadError> {
        self.build_with(seed, &self.faults)
    }

    /// As [`Scenario::build`], with another plan of faults.
    ///
    /// # Errors
    /// As [`Scenario::build`].
    pub fn build_with(&self, seed: u64, faults: &[FaultSpec]) -> Result<World, LoadError> {
        if self.format != FORMAT {
            return Err(LoadError::Format { found: self.format });
        }
        if !is_hub_name(&self.hub.name) {
            return Err(refused("hub.name", self.hub.tier, Rejection::new(RejectCode::IllegalName, &self.hub.name)));
        }
        if !(1..=32).contains(&self.hub.partitions()) {
            return Err(refused("hub.partitions", self.hub.tier, Rejection::range("partitions", 1, 32)));
        }
        let mut world = World::new(self.hub.clone(), self.latencies, self.start, seed);
        let queues = self.queues.iter().map(|queue| Command::ServiceBus {
            queue: queue.name.clone(),
            operation: ServiceBusOperation::CreateQueue { settings: queue.settings.clone() },
        });
        let storage = self.storage_queues.iter().map(|queue| Command::Storage {
            queue: queue.clone(),
            operation: StorageOperation::CreateQueue { metadata: Vec::new() },
        });
        let endpoints = self.endpoints.iter().map(|e| Command::AddEndpoint { endpoint: e.clone() });
        let routes = self.routes.iter().map(|r| Command::AddRoute { route: r.clone() });
        let devices = self.devices.iter().map(|d| Command::AddDevice { device: d.clone() });
        let consumers = self.consumers.iter().map(|c| Command::AddConsumer { consumer: c.clone() });
        let faults = faults.iter().map(|f| Command::AddFault { fault: f.clone() });
        furnish(&mut world, "queues", queues)?;
        furnish(&mut world, "storage_queues", storage)?;
        furnish(&mut world, "endpoints", endpoints)?;
        furnish(&mut world, "routes", routes)?;
        furnish(&mut world, "devices", devices)?;
        furnish(&mut world, "consumers", consumers)?;
        furnish(&mut world, "faults", faults)?;
        Ok(world)
    }

    /// The step at which the page opens it, found by running the world from its start.
    ///
    /// # Errors
    /// As [`Scenario::build`], or [`LoadError::Refused`] when the condition does not compile. A moment that never
    /// comes is step 0.
    pub fn opening_step(&self) -> Result<u32, LoadError> {
        let (condition, before) = match &self.opens_at {
            Opening::Step(step) => return Ok(*step),
            Opening::BeforeSent(condition) => (condition, true),
            Opening::Sent(condition) => (condition, false),
        };
        let condition = compile_opening(condition, self.hub.tier)?;
        let mut world = self.build(self.seed)?;
        let mut log = Log::default();
        while world.steps() < OPENING_STEPS && world.step(&mut log) {
            let sent = log.drain().any(|entry| is_match(&world, &condition, &entry));
            if sent {
                return Ok(world.steps() - u32::from(before));
            }
        }
        Ok(0)
    }
}

fn compile_opening(text: &str, tier: Tier) -> Result<Condition, LoadError> {
    query::condition(text, Source::DeviceMessages, Dialect::Cloud).map_err(|diagnostics| {
        let rejection = Rejection::new(RejectCode::ConditionDoesNotCompile, "opens_at");
        refused("opens_at", tier, Rejection { diagnostics, ..rejection })
    })
}

fn is_match(world: &World, condition: &Condition, entry: &Entry) -> bool {
    let What::Sent { send, .. } = entry.what else { return false };
    let device = &world.devices()[send.producer.expect_device().index()];
    let Some(message) = device.message(world.seed(), send.boot, send.number) else { return false };
    let subject =
        Subject { message: &message, sender: Some(&device.about.sender), enqueued_at: Some(entry.at), twin: None };
    condition.evaluate(&subject) == Verdict::True
}

fn refused(path: &str, tier: Tier, rejection: Rejection) -> LoadError {
    LoadError::Refused { path: path.into(), tier, rejection }
}

fn furnish(world: &mut World, list: &str, commands: impl Iterator<Item = Command>) -> Result<(), LoadError> {
    let tier = world.hub().spec.tier;
    for (index, command) in commands.enumerate() {
        world.furnish(&command).map_err(|rejection| refused(&format!("{list}[{index}]"), tier, rejection))?;
    }
    Ok(())
}

fn default_start() -> Timestamp {
    DEFAULT_START
}

/// Instants in files: ISO 8601 in UTC.
mod iso {
    use super::Timestamp;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&at.iso_ticks())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        let text = String::deserialize(deserializer)?;
        Timestamp::parse_iso(&text).ok_or_else(|| D::Error::custom("not an instant like 2026-01-01T00:00:00Z"))
    }
}

/// The first seed from `from` under which the tutorial device `id` sends `levels`: for each number `critical`,
/// `storage` or plain (`None`).
#[must_use]
pub fn find_seed(id: &str, levels: &[Option<&str>], from: u64, tries: u64) -> Option<u64> {
    use crate::model::draw::{Owner, OwnerKind, Purpose, fraction};
    use crate::world::program::tutorial_level;
    let owner = Owner::new(OwnerKind::Device, id, 0);
    (from..from.saturating_add(tries)).find(|&seed| {
        levels.iter().zip(0u64..).all(|(level, n)| tutorial_level(fraction(seed, owner, Purpose::Reading, n)) == *level)
    })
}
