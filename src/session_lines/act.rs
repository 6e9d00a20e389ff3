//! Carrying a call out: by the session or by a command of its world.

use super::call::{self, Call, Start};
use super::{Lines, Problem, name, status};
use crate::model::message::{self, SystemProperties};
use crate::say;
use crate::session::Session;
use crate::session::document::MODEL_VERSION;
use crate::text::{Arg, Key, Language};
use crate::world::command::Command;
use crate::world::operation::{EventPosition, EventsOperation, ServiceBusOperation, StorageOperation};
use crate::world::spec::QueueSpec;
use serde_json::{Map, Value, json};
use std::sync::Arc;

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
                let body = self.body(body, body_base64.as_deref(), "bodyBase64")?.0;
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
            Call::RemoveFault { index, in_new_run: Some(true) } => {
                self.session.without_fault(index)?;
                Ok(json!({}))
            }
            Call::RemoveFault { index, .. } => {
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
