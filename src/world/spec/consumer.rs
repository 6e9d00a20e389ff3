//! What a consumer program does: how it receives, works, remembers and settles.
//!
//! Everything but name and source has a default: the program of the tutorial, one message at a time.

use super::yes;
use crate::model::time::Millis;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A consumer program and its choices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsumerSpec {
    pub name: Arc<str>,
    /// The endpoint it reads, a queue or `events`, or the Storage queue; empty for a program that only puts.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub reads: Arc<str>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub from: Origin,
    /// For a queue.
    #[serde(default)]
    pub receive_mode: ReceiveMode,
    /// How long it works on a message, in milliseconds.
    #[serde(default)]
    pub work_ms: Millis,
    /// With it, the time of each message is drawn evenly from `work_ms` to this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work_max_ms: Option<Millis>,
    /// The most messages of one response, 1 to 1,000.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub batch_size: u32,
    /// How long a receive call waits before it returns nothing and is made again; absent, it waits until something comes.
    /// For a Storage queue the pause after a get that found nothing, for a clock its pace; 1,000 unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait_ms: Option<Millis>,
    /// Messages that it lets come before it asks for them, 0 to 1,000. Their locks run meanwhile.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub prefetch: u32,
    /// Messages that the program passes by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only_if: Option<Filter>,
    /// Messages on which the work fails.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fails: Option<Poison>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub on_failure: OnFailure,
    #[serde(default, skip_serializing_if = "is_default")]
    pub settle: Settling,
    /// Locks are renewed while messages are in its hands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renew: Option<Renewal>,
    /// What its work does in the world.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<EffectKind>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deduplicate: Option<Deduplication>,
    /// Puts each message into a Storage queue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub puts: Option<Putting>,
    /// For a Storage queue: seconds that a message stays hidden after a get, 1 to 604,800; 30 unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visibility_timeout: Option<i64>,
    /// For a Storage queue: what is handed out too often goes to another queue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poison: Option<PoisonQueue>,
    /// For `events`: the consumer group.
    #[serde(default = "default_group", skip_serializing_if = "is_default_group")]
    pub group: Arc<str>,
    #[serde(default = "yes")]
    pub enabled: bool,
}

impl ConsumerSpec {
    /// The program that only receives, works for no time and completes.
    #[must_use]
    pub fn new(name: &str, reads: &str) -> Self {
        Self {
            name: name.into(),
            reads: reads.into(),
            from: Origin::default(),
            receive_mode: ReceiveMode::default(),
            work_ms: 0,
            work_max_ms: None,
            batch_size: one(),
            wait_ms: None,
            prefetch: 0,
            only_if: None,
            fails: None,
            on_failure: OnFailure::default(),
            settle: Settling::default(),
            renew: None,
            effect: None,
            deduplicate: None,
            puts: None,
            visibility_timeout: None,
            poison: None,
            group: default_group(),
            enabled: true,
        }
    }

    /// The Storage queues that it uses, its poison queue excepted: that one is made when it is needed.
    pub fn storage_queues(&self) -> impl Iterator<Item = &Arc<str>> {
        let read = (self.from == Origin::StorageQueue).then_some(&self.reads);
        read.into_iter().chain(self.puts.as_ref().map(|puts| &puts.queue))
    }

    /// Whether it reads the built-in endpoint.
    #[must_use]
    pub fn reads_events(&self) -> bool {
        self.from == Origin::Endpoint && self.reads.eq_ignore_ascii_case("events")
    }

    /// The pause of a program that is not called when something comes.
    #[must_use]
    pub fn pause_ms(&self) -> Millis {
        self.wait_ms.unwrap_or(1_000)
    }
}

/// What kind of thing a program takes its messages from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    #[default]
    Endpoint,
    /// Gets and deletes in two steps, and asks again when there was nothing.
    StorageQueue,
    /// Nowhere: it makes a message of its own at a pace, and puts it.
    Clock,
}

/// A put into a Storage queue for each message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Putting {
    pub queue: Arc<str>,
    #[serde(default)]
    pub order: PutOrder,
    /// The message text; `{n}` is filled in where the program makes the messages. Absent: the body as it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Arc<str>>,
}

/// A crash between the two repeats the message, or loses it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PutOrder {
    #[default]
    PutThenSettle,
    SettleThenPut,
}

/// A Storage queue has no dead-letter queue: the worker itself looks at the dequeue count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PoisonQueue {
    /// The most deliveries that are worked on, at least 1.
    pub after: u32,
    /// The name of the queue with `-poison` unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queue: Option<Arc<str>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReceiveMode {
    #[default]
    PeekLock,
    ReceiveAndDelete,
}

/// Whether a message is completed before or after the work on it. With receive-and-delete there is nothing to settle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Settling {
    #[default]
    AfterWork,
    BeforeWork,
}

/// Which messages the program works on, and what it does with the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    /// In the routing language; `true` lets a message through.
    pub condition: Arc<str>,
    #[serde(default)]
    pub others: Others,
}

/// What becomes of a message that the filter does not let through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Others {
    /// Completed without work.
    #[default]
    Complete,
    /// Given back, for another consumer.
    Abandon,
    /// Nothing: its lock runs out.
    Leave,
}

/// The rule by which the work on a message fails.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Poison {
    /// A condition in the routing language is true of it.
    Condition(Arc<str>),
    /// Its body cannot be read as JSON.
    NotJson,
    /// Every n-th message handed to the program, whatever it holds.
    EveryNth(u32),
}

/// What the program does with a message on which its work failed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnFailure {
    #[default]
    Abandon,
    #[serde(rename_all = "snake_case")]
    DeadLetter {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Arc<str>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description: Option<Arc<str>>,
    },
    /// Nothing: its lock runs out.
    Leave,
}

/// The lock of each message in hand is renewed again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Renewal {
    pub every_ms: Millis,
    /// How long after a message was received it goes on.
    pub up_to_ms: Millis,
}

/// What the work does where everybody can see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum EffectKind {
    OpensTicket,
    WritesRow,
    PagesPerson,
}

impl EffectKind {
    pub const ALL: [Self; 3] = [Self::OpensTicket, Self::WritesRow, Self::PagesPerson];

    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::OpensTicket => "opens-ticket",
            Self::WritesRow => "writes-row",
            Self::PagesPerson => "pages-person",
        }
    }
}

/// How the program tells a message that it has worked on before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deduplication {
    #[serde(default)]
    pub by: Key,
    #[serde(default)]
    pub memory: Memory,
    #[serde(default)]
    pub recorded: Recorded,
}

/// What is remembered of a message. One without it is never taken for a repetition.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Key {
    #[default]
    MessageId,
    CorrelationId,
    /// An application property.
    Property(Arc<str>),
    SequenceNumber,
}

/// Where the keys are remembered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Memory {
    /// In the process: gone with it.
    #[default]
    Volatile,
    /// In a store that all consumers of the queue share.
    Durable,
}

/// When a key is remembered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Recorded {
    BeforeWork,
    #[default]
    AfterEffect,
    /// In one step with the effect: either both happen or none.
    WithEffect,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
fn one() -> u32 {
    1
}
fn is_one(n: &u32) -> bool {
    *n == 1
}
fn is_zero(n: &u32) -> bool {
    *n == 0
}
fn default_group() -> Arc<str> {
    "$Default".into()
}
fn is_default_group(group: &Arc<str>) -> bool {
    &**group == "$Default"
}
