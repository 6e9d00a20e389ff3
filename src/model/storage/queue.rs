//! Storage queue: messages that hide for a while when somebody gets them.
//!
//! Models: the Queue service's message operations (storage-queue.md 2 to 5): put, get, peek, update, delete, clear.
//! There are no locks: a message is visible from its next-visible time on, and gone from its expiry on.
//! Each operation first lets happen what is due by then; [`Queue::run_next_limit`] does so one occurrence at a time.
//!
//! Differs(queue-count-exact): The approximate message count is exact: expired messages do not linger, as they may in the service. [doc]
//! Differs(queue-clear-timeout): Clearing a very large queue never times out. [doc]
//! Differs(queue-access): Access policies, shared access signatures and CORS rules of a Storage queue are left out. [doc]
//! Assumed(queue-order): Messages are handed out by the time at which they became visible, then by insertion; the service promises no order. [az]
//! Assumed(queue-put-default-ttl): A put without a time to live is held to the default of seven days: its visibility timeout must be below that. [choice]

use super::error::{InvalidReason, NotFound, Parameter, StorageError};
use super::metadata::Metadata;
use super::shared_map::SharedMap;
use crate::model::draw::{self, Owner, Purpose};
use crate::model::ids::Lineage;
use crate::model::time::{Millis, NEVER, Timestamp};
use base64::Engine as _;
use std::fmt;
use std::ops::RangeInclusive;
use std::sync::Arc;
use uuid::Uuid;

/// Seconds that a message stays hidden after a get that does not say.
pub const DEFAULT_GET_VISIBILITY_SECONDS: i64 = 30;
/// Seconds that a message lives if the put does not say.
pub const DEFAULT_TTL_SECONDS: i64 = 604_800;
pub const GET_VISIBILITY_SECONDS: RangeInclusive<i64> = 1..=604_800;
/// For put and update.
pub const SET_VISIBILITY_SECONDS: RangeInclusive<i64> = 0..=604_800;
/// Messages of one get or peek.
pub const NUM_OF_MESSAGES: RangeInclusive<i64> = 1..=32;
/// UTF-8 bytes of a message text.
pub const MAX_TEXT_BYTES: usize = 65_536;

/// An opaque token: proof that its holder was the last to get or update a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PopReceipt(Uuid);

impl fmt::Display for PopReceipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base64::engine::general_purpose::STANDARD.encode(self.0.as_bytes()))
    }
}

/// A message as the queue holds it; what put, get and update answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueMessage {
    /// Counts the puts into this queue, from 1. Ours; the service has no such number.
    pub number: u64,
    pub message_id: Uuid,
    pub pop_receipt: PopReceipt,
    pub inserted_at: Timestamp,
    /// [`NEVER`] for a time to live of -1.
    pub expires_at: Timestamp,
    pub next_visible_at: Timestamp,
    pub dequeue_count: u32,
    pub text: Arc<str>,
    pub lineage: Lineage,
}

/// What peek shows of a message: neither receipt nor next-visible time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeekedMessage {
    pub number: u64,
    pub message_id: Uuid,
    pub inserted_at: Timestamp,
    pub expires_at: Timestamp,
    pub dequeue_count: u32,
    pub text: Arc<str>,
    pub lineage: Lineage,
}

/// What to put into a queue. Times are whole seconds, as in the request.
#[derive(Clone, Debug)]
pub struct Put {
    /// At most [`MAX_TEXT_BYTES`]; required, may be empty.
    pub text: Option<Arc<str>>,
    /// 0 to 604,800 and below the time to live; 0 unless given.
    pub visibility_timeout: Option<i64>,
    /// 1 or more, or -1 for ever; 604,800 unless given.
    pub time_to_live: Option<i64>,
    pub lineage: Lineage,
}

/// How to change a message.
#[derive(Clone, Debug)]
pub struct Update<'a> {
    pub message_id: &'a str,
    /// Required.
    pub pop_receipt: Option<&'a str>,
    /// 0 to 604,800 seconds from now, not past the expiry; required.
    pub visibility_timeout: Option<i64>,
    /// The new text, if it changes.
    pub text: Option<Arc<str>>,
}

/// Metadata and count, as "Get Queue Metadata" answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Properties {
    pub metadata: Metadata,
    /// `x-ms-approximate-messages-count`: visible or not.
    pub approximate_messages_count: u64,
}

/// What happened to the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Message {
        number: u64,
        lineage: Lineage,
        what: What,
    },
    /// All messages went at once.
    Cleared {
        messages: u64,
    },
}

/// What happened to a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Put {
        next_visible_at: Timestamp,
        expires_at: Timestamp,
    },
    Got {
        dequeue_count: u32,
        next_visible_at: Timestamp,
    },
    Updated {
        next_visible_at: Timestamp,
        text_changed: bool,
    },
    Deleted {
        dequeue_count: u32,
    },
    /// The visibility timeout ended; count and receipt stay as they were.
    BecameVisible {
        dequeue_count: u32,
    },
    /// The time to live ended, whether the message was visible or not.
    Expired {
        dequeue_count: u32,
    },
}

/// A queue of one account. A copy shares its messages with the original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    seed: u64,
    owner: Owner,
    metadata: Metadata,
    /// Puts so far; the last message's number.
    puts: u64,
    /// Pop receipts given out so far.
    receipts: u64,
    messages: SharedMap<u64, Arc<QueueMessage>>,
    numbers: SharedMap<Uuid, u64>,
    /// Each message is in one of these two, by the time at which it becomes or became visible.
    visible: SharedMap<(Timestamp, u64), ()>,
    hidden: SharedMap<(Timestamp, u64), ()>,
    /// Messages that expire at all.
    expiring: SharedMap<(Timestamp, u64), ()>,
}

impl Queue {
    /// An empty queue. `seed` and `owner` decide its message ids and pop receipts.
    #[must_use]
    pub fn new(seed: u64, owner: Owner, metadata: Metadata) -> Self {
        Self {
            seed,
            owner,
            metadata,
            puts: 0,
            receipts: 0,
            messages: SharedMap::default(),
            numbers: SharedMap::default(),
            visible: SharedMap::default(),
            hidden: SharedMap::default(),
            expiring: SharedMap::default(),
        }
    }

    #[must_use]
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// Replaces all metadata.
    pub fn set_metadata(&mut self, metadata: Metadata) {
        self.metadata = metadata;
    }

    /// Metadata and the number of messages.
    pub fn properties(&mut self, now: Timestamp, changes: &mut Vec<Change>) -> Properties {
        self.run_limits(now, changes);
        Properties { metadata: self.metadata.clone(), approximate_messages_count: self.messages.len() as u64 }
    }

    /// The messages in order of insertion, hidden ones included: what only the playground can show.
    pub fn messages(&self) -> impl Iterator<Item = &Arc<QueueMessage>> {
        self.messages.iter().map(|(_, message)| message)
    }

    /// As [`Self::messages`], from number `from` on.
    pub fn messages_from(&self, from: u64) -> impl Iterator<Item = &Arc<QueueMessage>> {
        self.messages.iter_from(&from).map(|(_, message)| message)
    }

    /// The message with that number, if it is still there.
    #[must_use]
    pub fn message(&self, number: u64) -> Option<&Arc<QueueMessage>> {
        self.messages.get(&number)
    }

    /// The message of that id, if it is still there.
    #[must_use]
    pub fn message_by_id(&self, message_id: &str) -> Option<&Arc<QueueMessage>> {
        self.messages.get(self.numbers.get(&Uuid::try_parse(message_id).ok()?)?)
    }

    /// How many messages a get could take now, and how many are hidden.
    #[must_use]
    pub fn visible_and_hidden(&self) -> (u64, u64) {
        (self.visible.len() as u64, self.hidden.len() as u64)
    }

    /// # Errors
    /// `InvalidXmlDocument` without a text, `MessageTooLarge`, and for times outside their ranges
    /// `OutOfRangeQueryParameterValue` or `InvalidQueryParameterValue`.
    pub fn put(
        &mut self,
        now: Timestamp,
        put: Put,
        changes: &mut Vec<Change>,
    ) -> Result<Arc<QueueMessage>, StorageError> {
        self.run_limits(now, changes);
        let text = put.text.ok_or(StorageError::InvalidXmlDocument)?;
        check_text(&text)?;
        let hide = put.visibility_timeout.unwrap_or(0);
        in_range(Parameter::VisibilityTimeout, hide, SET_VISIBILITY_SECONDS)?;
        let life = put.time_to_live.unwrap_or(DEFAULT_TTL_SECONDS);
        let invalid =
            |parameter, value, reason| Err(StorageError::InvalidQueryParameterValue { parameter, value, reason });
        if life != -1 && life < 1 {
            return invalid(Parameter::MessageTtl, life, InvalidReason::TtlNotPositive);
        }
        if life != -1 && hide >= life {
            return invalid(Parameter::VisibilityTimeout, hide, InvalidReason::VisibilityNotBelowTtl);
        }
        self.puts += 1;
        let message = Arc::new(QueueMessage {
            number: self.puts,
            message_id: draw::guid(self.seed, self.owner, Purpose::MessageId, self.puts),
            pop_receipt: self.next_receipt(),
            inserted_at: now,
            expires_at: if life == -1 { NEVER } else { now.plus(seconds(life)) },
            next_visible_at: now.plus(seconds(hide)),
            dequeue_count: 0,
            text,
            lineage: put.lineage,
        });
        self.numbers.insert(message.message_id, message.number);
        if message.expires_at < NEVER {
            self.expiring.insert((message.expires_at, message.number), ());
        }
        self.place(now, &message);
        self.messages.insert(message.number, Arc::clone(&message));
        let what = What::Put { next_visible_at: message.next_visible_at, expires_at: message.expires_at };
        changes.push(change(&message, what));
        Ok(message)
    }

    /// Hands out up to `num_of_messages` (1 unless given) visible messages and hides them for `visibility_timeout` seconds.
    ///
    /// # Errors
    /// `OutOfRangeQueryParameterValue` for a number outside 1 to 32 or a time outside 1 to 604,800 seconds.
    pub fn get(
        &mut self,
        now: Timestamp,
        num_of_messages: Option<i64>,
        visibility_timeout: Option<i64>,
        changes: &mut Vec<Change>,
    ) -> Result<Vec<Arc<QueueMessage>>, StorageError> {
        self.run_limits(now, changes);
        let hide = visibility_timeout.unwrap_or(DEFAULT_GET_VISIBILITY_SECONDS);
        in_range(Parameter::VisibilityTimeout, hide, GET_VISIBILITY_SECONDS)?;
        let numbers = self.next_visible(num_of_messages)?;
        let got = numbers.into_iter().map(|number| {
            self.change(now, number, now.plus(seconds(hide)), changes, |message| {
                message.dequeue_count += 1;
                What::Got { dequeue_count: message.dequeue_count, next_visible_at: message.next_visible_at }
            })
        });
        Ok(got.collect())
    }

    /// Shows up to `num_of_messages` (1 unless given) visible messages and changes nothing.
    ///
    /// # Errors
    /// `OutOfRangeQueryParameterValue` for a number outside 1 to 32.
    pub fn peek(
        &mut self,
        now: Timestamp,
        num_of_messages: Option<i64>,
        changes: &mut Vec<Change>,
    ) -> Result<Vec<PeekedMessage>, StorageError> {
        self.run_limits(now, changes);
        let numbers = self.next_visible(num_of_messages)?;
        let peeked = numbers.iter().filter_map(|number| self.messages.get(number)).map(|message| PeekedMessage {
            number: message.number,
            message_id: message.message_id,
            inserted_at: message.inserted_at,
            expires_at: message.expires_at,
            dequeue_count: message.dequeue_count,
            text: Arc::clone(&message.text),
            lineage: message.lineage,
        });
        Ok(peeked.collect())
    }

    /// Hides a message for a time that counts from now, and replaces its text if one is given. The answer holds the new
    /// pop receipt; the old one is void.
    ///
    /// # Errors
    /// `MissingRequiredQueryParameter`, `MessageTooLarge`, `OutOfRangeQueryParameterValue`, `MessageNotFound`, and
    /// `InvalidQueryParameterValue` if the message would be hidden past its expiry.
    pub fn update(
        &mut self,
        now: Timestamp,
        update: Update<'_>,
        changes: &mut Vec<Change>,
    ) -> Result<Arc<QueueMessage>, StorageError> {
        self.run_limits(now, changes);
        if let Some(text) = &update.text {
            check_text(text)?;
        }
        let missing = StorageError::MissingRequiredQueryParameter(Parameter::VisibilityTimeout);
        let hide = update.visibility_timeout.ok_or(missing)?;
        in_range(Parameter::VisibilityTimeout, hide, SET_VISIBILITY_SECONDS)?;
        let message = self.find(update.message_id, update.pop_receipt)?;
        let next_visible_at = now.plus(seconds(hide));
        if next_visible_at > message.expires_at {
            return Err(StorageError::InvalidQueryParameterValue {
                parameter: Parameter::VisibilityTimeout,
                value: hide,
                reason: InvalidReason::PastExpiry,
            });
        }
        let number = message.number;
        Ok(self.change(now, number, next_visible_at, changes, |message| {
            let text_changed = update.text.is_some();
            if let Some(text) = update.text {
                message.text = text;
            }
            What::Updated { next_visible_at, text_changed }
        }))
    }

    /// Deletes a message.
    ///
    /// # Errors
    /// `MissingRequiredQueryParameter` without a receipt, `MessageNotFound`.
    pub fn delete(
        &mut self,
        now: Timestamp,
        message_id: &str,
        pop_receipt: Option<&str>,
        changes: &mut Vec<Change>,
    ) -> Result<(), StorageError> {
        self.run_limits(now, changes);
        let message = Arc::clone(self.find(message_id, pop_receipt)?);
        self.take_out(&message);
        changes.push(change(&message, What::Deleted { dequeue_count: message.dequeue_count }));
        Ok(())
    }

    /// Deletes all messages, hidden ones too.
    pub fn clear(&mut self, now: Timestamp, changes: &mut Vec<Change>) {
        self.run_limits(now, changes);
        let messages = self.messages.len() as u64;
        self.messages = SharedMap::default();
        self.numbers = SharedMap::default();
        self.visible = SharedMap::default();
        self.hidden = SharedMap::default();
        self.expiring = SharedMap::default();
        changes.push(Change::Cleared { messages });
    }

    /// When the next message becomes visible or expires.
    #[must_use]
    pub fn next_limit(&self) -> Option<Timestamp> {
        self.due().map(|(at, ..)| at)
    }

    /// Lets the first thing happen that is due at `now`: at one instant expiry before visibility, then by number.
    pub fn run_next_limit(&mut self, now: Timestamp) -> Option<Change> {
        let (_, limit, number) = self.due().filter(|(at, ..)| *at <= now)?;
        let message = Arc::clone(self.messages.get(&number)?);
        let dequeue_count = message.dequeue_count;
        Some(match limit {
            Limit::Expiry => {
                self.take_out(&message);
                change(&message, What::Expired { dequeue_count })
            }
            Limit::Visibility => {
                let key = (message.next_visible_at, number);
                self.hidden.remove(&key);
                self.visible.insert(key, ());
                change(&message, What::BecameVisible { dequeue_count })
            }
        })
    }

    fn run_limits(&mut self, now: Timestamp, changes: &mut Vec<Change>) {
        while let Some(change) = self.run_next_limit(now) {
            changes.push(change);
        }
    }

    fn due(&self) -> Option<(Timestamp, Limit, u64)> {
        let expiry = self.expiring.first().map(|(&(at, number), ())| (at, Limit::Expiry, number));
        let visibility = self.hidden.first().map(|(&(at, number), ())| (at, Limit::Visibility, number));
        expiry.into_iter().chain(visibility).min()
    }

    /// The numbers of the messages that the next get or peek takes.
    fn next_visible(&self, num_of_messages: Option<i64>) -> Result<Vec<u64>, StorageError> {
        let n = num_of_messages.unwrap_or(1);
        in_range(Parameter::NumOfMessages, n, NUM_OF_MESSAGES)?;
        Ok(self.visible.iter().take(n as usize).map(|(&(_, number), ())| number).collect())
    }

    /// The message of that id, if the receipt is its current one.
    fn find(&self, message_id: &str, pop_receipt: Option<&str>) -> Result<&Arc<QueueMessage>, StorageError> {
        let missing = StorageError::MissingRequiredQueryParameter(Parameter::PopReceipt);
        let pop_receipt = pop_receipt.filter(|receipt| !receipt.is_empty()).ok_or(missing)?;
        let message = self.message_by_id(message_id).ok_or(StorageError::MessageNotFound(NotFound::NoSuchMessage))?;
        if message.pop_receipt.to_string() == pop_receipt {
            Ok(message)
        } else {
            Err(StorageError::MessageNotFound(NotFound::StalePopReceipt))
        }
    }

    /// Changes a message that is there: a new receipt, a new next-visible time, and what `edit` does.
    fn change(
        &mut self,
        now: Timestamp,
        number: u64,
        next_visible_at: Timestamp,
        changes: &mut Vec<Change>,
        edit: impl FnOnce(&mut QueueMessage) -> What,
    ) -> Arc<QueueMessage> {
        let pop_receipt = self.next_receipt();
        let shared = self.messages.get_mut(&number).expect("the caller found it");
        let key = (shared.next_visible_at, number);
        let message = Arc::make_mut(shared);
        (message.pop_receipt, message.next_visible_at) = (pop_receipt, next_visible_at);
        let what = edit(message);
        let message = Arc::clone(shared);
        if self.visible.remove(&key).is_none() {
            self.hidden.remove(&key);
        }
        self.place(now, &message);
        changes.push(change(&message, what));
        message
    }

    fn place(&mut self, now: Timestamp, message: &QueueMessage) {
        let side = if message.next_visible_at <= now { &mut self.visible } else { &mut self.hidden };
        side.insert((message.next_visible_at, message.number), ());
    }

    fn take_out(&mut self, message: &QueueMessage) {
        let key = (message.next_visible_at, message.number);
        self.messages.remove(&message.number);
        self.numbers.remove(&message.message_id);
        if self.visible.remove(&key).is_none() {
            self.hidden.remove(&key);
        }
        self.expiring.remove(&(message.expires_at, message.number));
    }

    fn next_receipt(&mut self) -> PopReceipt {
        self.receipts += 1;
        PopReceipt(draw::guid(self.seed, self.owner, Purpose::PopReceipt, self.receipts))
    }
}

/// What runs out, in the order at one instant: a message that expires as it would become visible is gone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Limit {
    Expiry,
    Visibility,
}

fn change(message: &QueueMessage, what: What) -> Change {
    Change::Message { number: message.number, lineage: message.lineage, what }
}

/// Seconds that were found to be zero or more.
fn seconds(seconds: i64) -> Millis {
    seconds.unsigned_abs().saturating_mul(1_000)
}

fn in_range(parameter: Parameter, value: i64, range: RangeInclusive<i64>) -> Result<(), StorageError> {
    if range.contains(&value) {
        return Ok(());
    }
    let (minimum, maximum) = range.into_inner();
    Err(StorageError::OutOfRangeQueryParameterValue { parameter, value, minimum, maximum })
}

fn check_text(text: &str) -> Result<(), StorageError> {
    if text.len() > MAX_TEXT_BYTES {
        return Err(StorageError::MessageTooLarge { bytes: text.len() as u64 });
    }
    Ok(())
}

#[cfg(test)]
mod tests;
