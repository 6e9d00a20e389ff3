//! Carrying a call out: travel through the run, commands of the world, and what they gave.

use super::call::{self, Call, Delivery, Length, Receipt, Start};
use super::shape::{self, Message};
use super::{Lines, Problem, name, status};
use crate::model::message::{self, SystemProperties};
use crate::model::service_bus::{Setting, Settings, SubQueue};
use crate::model::storage::account::Created;
use crate::model::time::iso_duration;
use crate::say;
use crate::session::document::MODEL_VERSION;
use crate::session::{Progress, Session};
use crate::text::{Arg, Key, Language};
use crate::world::command::{Answer, Command};
use crate::world::operation::{
    Body, EventPosition, EventsOperation, LockRef, QueueMessageSpec, ReceiptRef, ServiceBusAnswer, ServiceBusOperation,
    StorageAnswer, StorageOperation, StorageTaken, Taken,
};
use crate::world::person::Held;
use crate::world::spec::QueueSpec;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use std::sync::Arc;
use uuid::Uuid;

type Done = Result<Value, Problem>;

impl Lines {
    #[allow(clippy::too_many_lines, reason = "one arm for each call")]
    pub(super) fn carry_out(&mut self, call: Call) -> Done {
        match call {
            Call::Hello { protocol, entries, language } => self.hello(protocol, entries, language),
            Call::Open { scenario, document, seed } => self.open(scenario, document, seed),
            Call::Document {} => to_value(&self.session.document()),
            Call::Scenario {} => to_value(self.session.scenario()),
            Call::Run { until, r#for, steps } => self.run(until, r#for, steps),
            Call::Step { count } => Ok(self.steps(count.unwrap_or(1))),
            Call::Back { count } => {
                let wanted = self.session.at_step().saturating_sub(count.unwrap_or(1));
                let moved = wanted < self.session.at_step() && self.session.seek_step(wanted);
                Ok(json!({"moved": moved}))
            }
            Call::Seek { step, to } => self.seek(step, to),
            Call::Undo {} => Ok(json!({"done": self.session.undo()})),
            Call::Redo {} => Ok(json!({"done": self.session.can_redo() && self.session.redo()})),
            Call::Reset {} => {
                self.session.reset()?;
                Ok(json!({}))
            }
            Call::SetSeed { seed } => {
                self.session.set_seed(seed)?;
                Ok(json!({}))
            }
            Call::Runs {} => Ok(self.runs()),
            Call::SwitchRun { run } => {
                let switched = run == self.session.current_run() || self.session.switch_run(run);
                if switched { Ok(json!({})) } else { Err(self.unknown_run(run)) }
            }
            Call::RenameRun { run, name } => {
                if run >= self.session.runs().len() {
                    return Err(self.unknown_run(run));
                }
                self.session.rename_run(run, &name);
                Ok(json!({}))
            }
            Call::ForgetRun { run } => {
                if self.session.forget_run(run) {
                    Ok(json!({}))
                } else {
                    Err(self.unknown_run(run))
                }
            }
            Call::Program { consumer, device, sdk } => self.program(consumer, device, sdk.map(Into::into)),
            Call::SetBreakpoint { consumer, device, instruction, on } => {
                self.set_breakpoint(consumer, device, &instruction, on.unwrap_or(true))
            }
            Call::Breakpoints {} => Ok(self.breakpoints()),
            Call::State {} => Ok(self.state()),
            Call::Ledger {} => Ok(self.ledger()),
            Call::Entries { from, to } => Ok(self.log_entries(from, to)),
            Call::Command { act, at_start } => self.act(*act, at_start),
            Call::AddDevice { device, at_start } => self.act(Command::AddDevice { device }, at_start),
            Call::SetDevice { device, at_start } => self.act(Command::SetDevice { device }, at_start),
            Call::RemoveDevice { device, at_start } => self.act(Command::RemoveDevice { id: device }, at_start),
            Call::Send {
                device,
                body,
                body_base64,
                message_id,
                correlation_id,
                user_id,
                content_type,
                content_encoding,
                creation_time_utc,
                subject,
                properties,
            } => {
                let system = SystemProperties {
                    message_id,
                    correlation_id,
                    user_id,
                    content_type,
                    content_encoding,
                    creation_time_utc,
                    subject,
                };
                let properties = call::texts(properties.as_ref()).map_err(|at| self.bad_property(&at))?;
                let body = self.body(body, body_base64.as_deref())?.0;
                self.act(Command::Send { device, message: message::Message { body, system, properties } }, None)
            }
            Call::AddRoute { route, at_start } => self.act(Command::AddRoute { route }, at_start),
            Call::SetRoute { route, at_start } => self.act(Command::SetRoute { route }, at_start),
            Call::RemoveRoute { name, at_start } => self.act(Command::RemoveRoute { name }, at_start),
            Call::SetFallback { on, at_start } => self.act(Command::SetFallback { on }, at_start),
            Call::AddEndpoint { endpoint, at_start } => self.act(Command::AddEndpoint { endpoint }, at_start),
            Call::SetEndpoint { endpoint, at_start } => self.act(Command::SetEndpoint { endpoint }, at_start),
            Call::RemoveEndpoint { name, at_start } => self.act(Command::RemoveEndpoint { name }, at_start),
            Call::AddConsumer { consumer, at_start } => {
                self.act(Command::AddConsumer { consumer: *consumer }, at_start)
            }
            Call::SetConsumer { consumer, at_start } => {
                self.act(Command::SetConsumer { consumer: *consumer }, at_start)
            }
            Call::RemoveConsumer { name, at_start } => self.act(Command::RemoveConsumer { name }, at_start),
            Call::AddFault { fault, at_start } => self.act(Command::AddFault { fault }, at_start),
            Call::EditFault { index, fault } => {
                self.session.edit_fault(index, Some(fault))?;
                Ok(json!({}))
            }
            Call::RemoveFault { index } => {
                self.session.edit_fault(index, None)?;
                Ok(json!({}))
            }

            Call::CreateQueue { queue, settings } => {
                let settings = self.queue_settings(QueueSpec::default(), &settings.unwrap_or_default())?;
                self.bus(queue, ServiceBusOperation::CreateQueue { settings })
            }
            Call::UpdateQueue { queue, settings } => {
                let world = self.session.world();
                let now = world.find_queue(&queue).map(|id| QueueSpec::of(&world.describe(id).settings));
                let settings = self.queue_settings(now.unwrap_or_default(), &settings)?;
                self.bus(queue, ServiceBusOperation::UpdateQueue { settings })
            }
            Call::DeleteQueue { queue } => self.bus(queue, ServiceBusOperation::DeleteQueue {}),
            Call::GetQueue { queue } => self.bus(queue, ServiceBusOperation::GetQueue {}),
            Call::ListQueues {} => self.bus(name(""), ServiceBusOperation::ListQueues {}),
            Call::SendToQueue { queue, message } => {
                let message = self.queue_message(message, "message")?;
                let sent = self.bus(queue, ServiceBusOperation::Send { message })?;
                Ok(one(&sent))
            }
            Call::SendBatch { queue, messages } => {
                let read = messages.into_iter().enumerate();
                let read = read.map(|(at, message)| self.queue_message(message, &format!("messages[{at}]")));
                let messages = read.collect::<Result<_, _>>()?;
                self.bus(queue, ServiceBusOperation::SendBatch { messages })
            }
            Call::Schedule { queue, message, scheduled_enqueue_time_utc } => {
                let message = self.queue_message(message, "message")?;
                let at = scheduled_enqueue_time_utc.instant(self.session.world().start());
                let sent = self.bus(queue, ServiceBusOperation::Schedule { message, at })?;
                Ok(one(&sent))
            }
            Call::CancelScheduled { queue, sequence_number } => {
                let sequence_number = sequence_number.number();
                self.bus(queue, ServiceBusOperation::CancelScheduled { sequence_number })
            }
            Call::Receive { queue, mode, max, wait } => {
                self.wait_for_message(&queue, wait)?;
                let (mode, max) = (mode.map(Into::into).unwrap_or_default(), max.map_or(1, call::Whole::count));
                self.bus(queue, ServiceBusOperation::Receive { mode, max })
            }
            Call::ReceiveDeferred { queue, sequence_numbers, mode } => {
                let mode = mode.map(Into::into).unwrap_or_default();
                let sequence_numbers = sequence_numbers.into_iter().map(call::Whole::number).collect();
                self.bus(queue, ServiceBusOperation::ReceiveDeferred { sequence_numbers, mode })
            }
            Call::Peek { queue, from, max } => {
                let (from, max) = (from.map_or(0, call::Whole::number), max.map_or(1, call::Whole::count));
                self.bus(queue, ServiceBusOperation::Peek { from, max })
            }
            Call::Complete { queue, message } => {
                let message = self.delivery(message);
                self.bus(queue, ServiceBusOperation::Complete { message })
            }
            Call::Abandon { queue, message, properties } => {
                let (message, properties) = (self.delivery(message), self.custom(properties.as_ref())?);
                self.bus(queue, ServiceBusOperation::Abandon { message, properties })
            }
            Call::Defer { queue, message, properties } => {
                let (message, properties) = (self.delivery(message), self.custom(properties.as_ref())?);
                self.bus(queue, ServiceBusOperation::Defer { message, properties })
            }
            Call::DeadLetter { queue, message, reason, description, properties } => {
                let (message, properties) = (self.delivery(message), self.custom(properties.as_ref())?);
                self.bus(queue, ServiceBusOperation::DeadLetter { message, reason, description, properties })
            }
            Call::RenewLock { queue, message } => {
                let message = self.delivery(message);
                self.bus(queue, ServiceBusOperation::RenewLock { message })
            }
            Call::Resubmit { queue, message } => {
                let message = self.delivery(message);
                let sent = self.bus(queue, ServiceBusOperation::Resubmit { message })?;
                Ok(one(&sent))
            }
            Call::QueueMessages { queue, from, max } => self.queue_messages(&queue, from, max),

            Call::CreateStorageQueue { queue, metadata } => {
                let metadata = self.metadata(metadata.as_ref())?;
                self.storage(queue, StorageOperation::CreateQueue { metadata })
            }
            Call::DeleteStorageQueue { queue } => self.storage(queue, StorageOperation::DeleteQueue {}),
            Call::ListStorageQueues { prefix, marker, max_results } => {
                self.storage(name(""), StorageOperation::ListQueues { prefix, marker, max_results })
            }
            Call::GetMetadata { queue } => self.storage(queue, StorageOperation::GetMetadata {}),
            Call::SetMetadata { queue, metadata } => {
                let metadata = self.metadata(Some(&metadata))?;
                self.storage(queue, StorageOperation::SetMetadata { metadata })
            }
            Call::PutMessage { queue, text, visibility_timeout, message_ttl } => {
                let put = StorageOperation::PutMessage { text, visibility_timeout, message_ttl };
                self.storage(queue, put)
            }
            Call::GetMessages { queue, num_of_messages, visibility_timeout } => {
                self.storage(queue, StorageOperation::GetMessages { num_of_messages, visibility_timeout })
            }
            Call::PeekMessages { queue, num_of_messages } => {
                self.storage(queue, StorageOperation::PeekMessages { num_of_messages })
            }
            Call::UpdateMessage { queue, message, text, visibility_timeout } => {
                let message = self.receipt(message);
                self.storage(queue, StorageOperation::UpdateMessage { message, visibility_timeout, text })
            }
            Call::DeleteMessage { queue, message } => {
                let message = self.receipt(message);
                self.storage(queue, StorageOperation::DeleteMessage { message })
            }
            Call::ClearMessages { queue } => self.storage(queue, StorageOperation::ClearMessages {}),
            Call::StorageMessages { queue, max } => self.storage_messages(&queue, max),

            Call::ReceiveEvents { group, partition, from, max } => {
                let from = match from.unwrap_or(Start::Next) {
                    Start::Next => EventPosition::Next,
                    Start::Earliest => EventPosition::Earliest,
                    Start::Latest => EventPosition::Latest,
                    Start::Offset(offset) => EventPosition::Offset(offset.number()),
                    Start::SequenceNumber(number) => EventPosition::SequenceNumber(number.number()),
                    Start::EnqueuedTime(at) => EventPosition::EnqueuedTime(at.instant(self.session.world().start())),
                };
                let group = group.unwrap_or_else(|| name("$Default"));
                let (partition, max) = (partition.map(call::Whole::place), max.map_or(1, call::Whole::count));
                let operation = EventsOperation::Receive { group, partition, from, max };
                self.act(Command::Events { operation }, None)
            }
            Call::Partitions {} => Ok(self.partitions()),
            Call::ListBlobs { endpoint, prefix, delimiter, marker, max_results } => {
                self.list_blobs(&endpoint, prefix.as_deref(), delimiter.as_deref(), marker.as_deref(), max_results)
            }
            Call::GetBlob { endpoint, blob } => self.get_blob(&endpoint, &blob),
        }
    }

    fn hello(&mut self, protocol: Option<u32>, entries: Option<call::Entries>, language: Option<String>) -> Done {
        if let Some(wanted) = protocol.filter(|wanted| *wanted != super::PROTOCOL) {
            let (wanted, known) = (u64::from(wanted), u64::from(super::PROTOCOL));
            let message = say!(self.language, Key::SessionOtherProtocol, wanted = wanted, known = known);
            return Err(Problem::line("unsupported-protocol", message));
        }
        if let Some(tag) = language {
            self.language = Language::of_tag(&tag).ok_or_else(|| {
                let languages = Arg::Code("en, ko");
                let message =
                    say!(self.language, Key::CliUnknownLanguage, value = Arg::Code(&tag), languages = languages);
                let details = Map::from_iter([("path".to_owned(), "language".into())]);
                Problem::Line { code: "bad-request", message, details }
            })?;
        }
        self.entries = entries.unwrap_or(self.entries);
        Ok(json!({
            "protocol": super::PROTOCOL,
            "program": "hubsim",
            "version": env!("CARGO_PKG_VERSION"),
            "modelVersion": MODEL_VERSION,
            "maxLineBytes": super::MAX_LINE_BYTES,
            "commands": super::CALLS,
        }))
    }

    fn open(
        &mut self,
        scenario: Option<Box<crate::scenario::Scenario>>,
        document: Option<Box<crate::session::document::RunDocument>>,
        seed: Option<u64>,
    ) -> Done {
        self.session = match (scenario, document) {
            (None, Some(document)) => Session::open(*document)?,
            (Some(scenario), None) => {
                let mut scenario = *scenario;
                scenario.seed = seed.unwrap_or(scenario.seed);
                Session::new(scenario)?
            }
            (None, None) => {
                let mut scenario = super::empty_scenario();
                scenario.seed = seed.unwrap_or(scenario.seed);
                Session::new(scenario)?
            }
            (Some(_), Some(_)) => {
                return Err(self.one_of_two("document"));
            }
        };
        Ok(json!({}))
    }

    fn run(&mut self, until: Option<call::Moment>, length: Option<Length>, steps: Option<u32>) -> Done {
        let world = self.session.world();
        let (start, now, from) = (world.start(), world.now(), world.steps());
        let until = until.map(|until| until.instant(start)).or(length.map(|length| now.plus(length.0)));
        let progress = match (until, steps) {
            (until, None) => self.session.run_to(until.unwrap_or(crate::model::time::NEVER), super::MAX_STEPS),
            (None, Some(steps)) => self.session.run_steps(steps.min(super::MAX_STEPS)),
            (Some(until), Some(steps)) => match self.session.run_to(until, steps.min(super::MAX_STEPS)) {
                // As many steps as were asked for, and more to come.
                Progress::More => Progress::Reached,
                progress => progress,
            },
        };
        self.went(progress)?;
        let mut result = self.stepped(from);
        if let Progress::Stopped(_) = progress {
            result["stopped"] = self.stopped();
        }
        Ok(result)
    }

    fn steps(&mut self, count: u32) -> Value {
        let from = self.session.at_step();
        for _ in 0..count.min(super::MAX_STEPS) {
            if !self.session.step() {
                break;
            }
        }
        self.stepped(from)
    }

    /// How many steps were taken since `from`.
    fn stepped(&self, from: u32) -> Value {
        let ended = self.session.is_latest() && self.session.world().next_due().is_none();
        json!({"steps": self.session.at_step().saturating_sub(from), "ended": ended})
    }

    fn seek(&mut self, step: Option<u32>, to: Option<call::Moment>) -> Done {
        match (step, to) {
            (Some(step), None) => {
                let reached = self.session.seek_step(step);
                Ok(json!({"reached": reached}))
            }
            (None, Some(to)) => {
                let start = self.session.world().start();
                self.run_until(to.instant(start))?;
                Ok(json!({"reached": true}))
            }
            _ => Err(self.one_of_two("to")),
        }
    }

    fn act(&mut self, command: Command, at_start: Option<bool>) -> Done {
        let answer = if at_start == Some(true) {
            self.session.act_at_start(command.clone())?
        } else {
            self.session.act(command.clone())?
        };
        let status = status::of(&command, &answer);
        let mut result = self.answered(answer);
        if let Some(status) = status {
            result["status"] = status.into();
        }
        Ok(result)
    }

    fn bus(&mut self, queue: Arc<str>, operation: ServiceBusOperation) -> Done {
        self.act(Command::ServiceBus { queue, operation }, None)
    }

    fn storage(&mut self, queue: Arc<str>, operation: StorageOperation) -> Done {
        self.act(Command::Storage { queue, operation }, None)
    }

    fn answered(&self, answer: Answer) -> Value {
        let world = self.session.world();
        let all = |messages: Vec<Value>| json!({"messages": messages});
        let whole = |message: Message| serde_json::to_value(message).unwrap_or_default();
        match answer {
            Answer::Done | Answer::ServiceBus(ServiceBusAnswer::Done) | Answer::Storage(StorageAnswer::Done) => {
                json!({})
            }
            Answer::Sent(send) => json!({"lineage": super::tell::lineage_value(send.accepted(0), world)}),
            Answer::ServiceBus(ServiceBusAnswer::Sent(sent)) => {
                all(sent.iter().map(|sent| shape::sent(sent, world)).collect())
            }
            Answer::ServiceBus(ServiceBusAnswer::Received(received)) => {
                all(received.iter().map(|received| whole(Message::received(received, world))).collect())
            }
            Answer::ServiceBus(ServiceBusAnswer::Peeked(seen)) => {
                all(seen.iter().map(|seen| whole(Message::peeked(seen, world))).collect())
            }
            Answer::ServiceBus(ServiceBusAnswer::Renewed(until)) => json!({"lockedUntilUtc": until.iso_ticks()}),
            Answer::ServiceBus(ServiceBusAnswer::Queue(described)) => json!({"queue": shape::queue(&described)}),
            Answer::ServiceBus(ServiceBusAnswer::Queues(all)) => {
                json!({"queues": all.iter().map(shape::queue).collect::<Vec<_>>()})
            }
            Answer::Storage(StorageAnswer::Created(created)) => match created {
                Created::New => json!({"created": true}),
                Created::Existing => json!({"created": false}),
            },
            Answer::Storage(StorageAnswer::Queues(listing)) => {
                let account = world.storage().account();
                let queues = listing.names.iter().map(|name| {
                    let metadata = account.queue(name).map(|queue| shape::metadata(queue.metadata()));
                    json!({"name": &**name, "metadata": metadata.unwrap_or_default()})
                });
                json!({"queues": queues.collect::<Vec<_>>(), "nextMarker": listing.next_marker.as_deref()})
            }
            Answer::Storage(StorageAnswer::Properties(properties)) => json!({
                "metadata": shape::metadata(&properties.metadata),
                "approximateMessagesCount": properties.approximate_messages_count,
            }),
            Answer::Storage(StorageAnswer::Put(handle, message) | StorageAnswer::Updated(handle, message)) => {
                json!({"message": shape::storage_message(handle, &message, world)})
            }
            Answer::Storage(StorageAnswer::Got(got)) => {
                all(got.iter().map(|(handle, message)| shape::storage_message(*handle, message, world)).collect())
            }
            Answer::Storage(StorageAnswer::Peeked(seen)) => {
                all(seen.iter().map(|seen| shape::storage_peeked(seen, world)).collect())
            }
            Answer::Events(events) => {
                json!({"events": events.iter().map(|event| shape::event(event, world)).collect::<Vec<_>>()})
            }
        }
    }

    /// Lets time pass until the queue would answer, or the waiting is over.
    fn wait_for_message(&mut self, path: &str, wait: Option<Length>) -> Result<(), Problem> {
        let Some(Length(wait)) = wait.filter(|wait| wait.0 > 0) else { return Ok(()) };
        let deadline = self.session.world().now().plus(wait);
        let (queue, side) = SubQueue::of_path(path);
        for _ in 0..super::MAX_STEPS {
            let world = self.session.world();
            let there = world.find_queue(queue).and_then(|id| world.endpoints()[id.index()].queue());
            if there.is_none_or(|there| there.answers_at_once(side)) || world.now() >= deadline {
                return Ok(());
            }
            if !self.session.is_latest() {
                // What is recorded is walked through step by step, as it happened.
                match self.session.peek().filter(|next| next.at <= deadline) {
                    Some(_) => self.session.step(),
                    None => return self.run_until(deadline),
                };
            } else if self.session.seek_time(deadline, 1) == Progress::Ended {
                return Ok(());
            }
        }
        self.run_until(deadline)
    }

    fn runs(&self) -> Value {
        let runs = self.session.runs().iter().enumerate().map(|(at, run)| {
            json!({
                "run": at,
                "name": run.name,
                "seed": run.seed,
                "parent": run.parent.map(|(parent, _)| parent),
                "forkedAfter": run.parent.map(|(_, step)| step),
            })
        });
        json!({
            "runs": runs.collect::<Vec<_>>(),
            "current": self.session.current_run(),
            "lastStep": self.session.last_step(),
            "canUndo": self.session.can_undo(),
            "canRedo": self.session.can_redo(),
            "digest": format!("{:016x}", self.session.digest()),
        })
    }

    fn unknown_run(&self, run: usize) -> Problem {
        Problem::line("unknown-run", say!(self.language, Key::SessionUnknownRun, run = run))
    }

    /// Of two members exactly one is needed; `path` names one of them.
    pub(super) fn one_of_two(&self, path: &str) -> Problem {
        let details = Map::from_iter([("path".to_owned(), path.into())]);
        Problem::Line { code: "bad-request", message: say!(self.language, Key::SessionOneOfTwo), details }
    }

    fn bad_property(&self, at: &str) -> Problem {
        let reason = say!(self.language, Key::SessionBadProperty).plain();
        Problem::member(&format!("properties.{at}"), &reason, self.language)
    }

    fn custom(
        &self,
        properties: Option<&Map<String, Value>>,
    ) -> Result<Vec<crate::model::service_bus::CustomProperty>, Problem> {
        call::custom(properties).map_err(|at| self.bad_property(&at))
    }

    fn metadata(&self, metadata: Option<&Map<String, Value>>) -> Result<Vec<message::Property>, Problem> {
        call::texts(metadata).map_err(|at| {
            let reason = say!(self.language, Key::SessionBadProperty).plain();
            Problem::member(&format!("metadata.{at}"), &reason, self.language)
        })
    }

    fn body(&self, text: Option<String>, base64: Option<&str>) -> Result<Body, Problem> {
        match (text, base64) {
            (Some(_), Some(_)) => Err(self.one_of_two("bodyBase64")),
            (text, None) => Ok(Body(text.unwrap_or_default().into_bytes().into())),
            (None, Some(base64)) => match STANDARD.decode(base64) {
                Ok(bytes) => Ok(Body(bytes.into())),
                Err(error) => Err(Problem::member("bodyBase64", &error.to_string(), self.language)),
            },
        }
    }

    fn queue_message(&self, message: call::ClientMessage, path: &str) -> Result<QueueMessageSpec, Problem> {
        let start = self.session.world().start();
        let properties = call::custom(message.properties.as_ref()).map_err(|at| {
            let reason = say!(self.language, Key::SessionBadProperty).plain();
            Problem::member(&format!("{path}.properties.{at}"), &reason, self.language)
        })?;
        Ok(QueueMessageSpec {
            body: self.body(message.body, message.body_base64.as_deref())?,
            message_id: message.message_id,
            correlation_id: message.correlation_id,
            subject: message.subject,
            to: message.to,
            reply_to: message.reply_to,
            content_type: message.content_type,
            session_id: message.session_id,
            partition_key: message.partition_key,
            time_to_live_ms: message.time_to_live.map(|length| length.0),
            scheduled_enqueue_time: message.scheduled_enqueue_time_utc.map(|at| at.instant(start)),
            properties,
        })
    }

    /// Settings under the service's names in any spelling: `LockDuration`, `lock_duration`, `lockDuration`; values as
    /// on the wire or as JSON has them. A length of time given as a number counts milliseconds.
    fn queue_settings(&self, from: QueueSpec, given: &Map<String, Value>) -> Result<QueueSpec, Problem> {
        let mut settings = from.settings("", true);
        let bad = |at: &str, reason: &str| Problem::member(&format!("settings.{at}"), reason, self.language);
        for (key, value) in given {
            if key.eq_ignore_ascii_case("tier") {
                settings.tier = serde_json::from_value(value.clone()).map_err(|error| bad(key, &error.to_string()))?;
                continue;
            }
            let known = Setting::parse(key).filter(|setting| *setting != Setting::Name);
            let setting = known.ok_or_else(|| bad(key, &say!(self.language, Key::SessionUnknownSetting).plain()))?;
            let text = match value {
                Value::String(text) => text.clone(),
                Value::Bool(value) => value.to_string(),
                Value::Number(number) if is_length(setting) => match (number.as_u64(), number.as_i64()) {
                    (Some(ms), _) => iso_duration(ms),
                    // Below zero, which the service judges.
                    (None, Some(ms)) => format!("-{}", iso_duration(ms.unsigned_abs())),
                    (None, None) => number.to_string(),
                },
                Value::Number(number) => number.to_string(),
                Value::Null => String::new(),
                Value::Array(_) | Value::Object(_) => value.to_string(),
            };
            settings
                .set(setting, &text)
                .map_err(|_| bad(key, &say!(self.language, Key::SessionMalformedSetting).plain()))?;
        }
        Ok(QueueSpec::of(&Settings { name: name(""), ..settings }))
    }

    /// The delivery that is meant, by its handle where the person has taken it, so that the run means the same message
    /// under every seed.
    fn delivery(&self, given: Delivery) -> Taken {
        let (lock_token, sequence_number) = match given {
            Delivery::Handle(handle) | Delivery::Message { handle: Some(handle), .. } => return Taken::Handle(handle),
            Delivery::Message { lock_token, sequence_number, .. } => (lock_token, sequence_number),
        };
        let token = lock_token.as_deref().and_then(|token| Uuid::try_parse(token).ok());
        let found = token.and_then(|token| {
            self.session.world().person().find_held(|held| match held {
                Held::Delivery { handle, .. } => {
                    handle.token == Some(token) && sequence_number.is_none_or(|number| number == handle.sequence)
                }
                Held::Receipt { .. } => false,
            })
        });
        match found {
            Some(id) => Taken::Handle(id.to_string().into()),
            None => Taken::Lock(LockRef { sequence_number, lock_token }),
        }
    }

    fn receipt(&self, given: Receipt) -> StorageTaken {
        let (message_id, pop_receipt) = match given {
            Receipt::Handle(handle) | Receipt::Message { handle: Some(handle), .. } => {
                return StorageTaken::Handle(handle);
            }
            Receipt::Message { message_id, pop_receipt, .. } => (message_id.unwrap_or_default(), pop_receipt),
        };
        let found = self.session.world().person().find_held(|held| match held {
            Held::Receipt { message_id: id, pop_receipt: receipt, .. } => {
                *id == message_id && Some(receipt) == pop_receipt.as_ref()
            }
            Held::Delivery { .. } => false,
        });
        match found {
            Some(id) => StorageTaken::Handle(id.to_string().into()),
            None => StorageTaken::Receipt(ReceiptRef { message_id, pop_receipt }),
        }
    }
}

fn is_length(setting: Setting) -> bool {
    matches!(
        setting,
        Setting::LockDuration
            | Setting::DefaultMessageTimeToLive
            | Setting::DuplicateDetectionHistoryTimeWindow
            | Setting::AutoDeleteOnIdle
    )
}

/// `{"messages":[one]}` as `{"message":one}`.
fn one(sent: &Value) -> Value {
    let mut result = sent.clone();
    let messages = result.as_object_mut().and_then(|members| members.remove("messages"));
    result["message"] = messages.map(|messages| messages[0].clone()).unwrap_or_default();
    result
}

fn to_value(value: &impl serde::Serialize) -> Done {
    Ok(serde_json::to_value(value).unwrap_or_default())
}
