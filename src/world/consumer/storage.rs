//! Programs and Storage queues: two-step get and delete, the poison queue, forwarding, a producer.
//!
//! Models: storage-queue.md 4 and 6: a get hides a message for a while, the program works, a delete with the pop receipt
//! removes it; a worker asks again and again, because a get never waits; it looks at the dequeue count itself.
//! Assumed(program-makes-queues): a program makes the Storage queues that it uses if they are not there, as the tutorial's does. [seed 004]
//! Assumed(forwarded-text): a forwarding program puts the body as text; bytes that are no UTF-8 become replacement characters. [choice]

use crate::model::ids::{ConsumerId, ProducerId, SendId};
use crate::model::service_bus::{BrokeredMessage, ClientMessage};
use crate::model::storage::error::StorageError;
use crate::model::storage::queue::{DEFAULT_GET_VISIBILITY_SECONDS, Put, QueueMessage};
use crate::model::time::Millis;
use crate::world::World;
use crate::world::agenda::Occurrence;
use crate::world::consumer::program::{Line, TAKE};
use crate::world::consumer::run::runs;
use crate::world::consumer::{Consumer, Holding, Reads, State};
use crate::world::entry::{Call, Log, What};
use crate::world::operation::ReceiptRef;
use crate::world::spec::ConsumerSpec;
use crate::world::storage::service_error;
use std::sync::Arc;

impl World {
    /// A program makes the Storage queues that it uses. A name that is still being deleted comes too late for it: its
    /// calls are refused.
    pub(in crate::world) fn makes_queues(&mut self, spec: &ConsumerSpec, log: &mut Log) {
        for name in spec.storage_queues() {
            if self.storage().account().queue(name).is_err() {
                let _ = self.storage_create(name, &[], log);
            }
        }
    }

    /// The next get of a worker, or the next tick of a clock.
    pub(super) fn polls(&mut self, id: ConsumerId, pause: Millis) {
        let consumer = self.consumer_mut(id);
        consumer.state = State::Waiting;
        let life = consumer.life;
        let travels = if consumer.reads == Reads::Clock { 0 } else { self.latencies.hand_out_ms };
        self.schedule_consumer(id, self.now.plus(pause + travels), Occurrence::PollDue { consumer: id, life });
    }

    pub(in crate::world) fn poll_due(&mut self, id: ConsumerId, life: u32, log: &mut Log) -> bool {
        let consumer = &self.consumers[id.index()];
        if consumer.life != life || !matches!(consumer.state, State::Waiting) {
            return false;
        }
        match consumer.reads.clone() {
            Reads::Endpoint(_) => return false,
            Reads::Clock => {
                self.begin();
                runs(id, Line::Take, log);
                self.makes(id, log);
            }
            Reads::StorageQueue(name) => {
                self.begin();
                runs(id, Line::Receive, log);
                self.gets(id, &name, log);
            }
        }
        true
    }

    fn makes(&mut self, id: ConsumerId, log: &mut Log) {
        let now = self.now;
        let consumer = self.consumer_mut(id);
        let send = SendId { producer: ProducerId::program(id), number: consumer.made, boot: 0 };
        consumer.made += 1;
        consumer.received += 1;
        let (lineage, nth) = (send.accepted(0), consumer.received);
        let body = consumer.message(send.number).map(|message| message.body.clone()).unwrap_or_default();
        let message = BrokeredMessage::from_client(ClientMessage { body, ..ClientMessage::default() }, lineage);
        let on = Holding {
            lineage,
            message: Arc::new(message),
            sequence: u64::from(nth),
            delivery: 1,
            lock: None,
            receipt: None,
            nth,
            received_at: now,
            gone: false,
            done: false,
        };
        consumer.state = State::Working { on: Arc::new(on), until: now };
        consumer.line = TAKE + 1;
        self.note(log, What::Made { lineage, consumer: id });
        self.go_on(id, true, log);
    }

    fn gets(&mut self, id: ConsumerId, queue: &str, log: &mut Log) {
        let now = self.now;
        let spec = Arc::clone(&self.consumers[id.index()].spec);
        let hide = spec.visibility_timeout.unwrap_or(DEFAULT_GET_VISIBILITY_SECONDS);
        let got = match self.storage_get(queue, Some(spec.batch_size.into()), Some(hide), id, log) {
            Ok((_, got)) if !got.is_empty() => got,
            Ok((queue, _)) => {
                self.note(log, What::NothingVisible { consumer: id, queue });
                self.polls(id, spec.pause_ms());
                return;
            }
            Err(error) => {
                self.note(log, What::GetRefused { consumer: id, error: service_error(&error) });
                self.polls(id, spec.pause_ms());
                return;
            }
        };
        let consumer = self.consumer_mut(id);
        let response: Vec<_> = got
            .iter()
            .zip(consumer.received + 1..)
            .map(|(message, nth)| {
                Arc::new(Holding {
                    lineage: message.lineage,
                    message: Arc::new(as_brokered(message)),
                    sequence: message.number,
                    delivery: message.dequeue_count.min(u32::from(u16::MAX)) as u16,
                    lock: None,
                    receipt: Some(receipt(message)),
                    nth,
                    received_at: now,
                    gone: false,
                    done: false,
                })
            })
            .collect();
        consumer.received += response.len() as u32;
        consumer.state = State::Receiving(response[0].clone());
        consumer.arriving.push_back(response);
        let life = consumer.life;
        let at = now.plus(self.latencies.response_ms);
        self.schedule_consumer(id, at, Occurrence::ResponseArrives { consumer: id, life });
    }

    /// The storage account carries a call out; a refusal is written down.
    pub(super) fn calls_storage(&mut self, id: ConsumerId, call: Call, about: &Holding, log: &mut Log) -> bool {
        let spec = Arc::clone(&self.consumers[id.index()].spec);
        let hide = spec.visibility_timeout.unwrap_or(DEFAULT_GET_VISIBILITY_SECONDS);
        let (lineage, reads) = (about.lineage, &spec.reads);
        let no_receipt = ReceiptRef { message_id: "".into(), pop_receipt: None };
        let receipt = about.receipt.as_ref().unwrap_or(&no_receipt);
        let result = match call {
            Call::Put => {
                let puts = spec.puts.as_ref().map(|puts| (puts.queue.clone(), puts.text.clone()));
                let (queue, text) = puts.unwrap_or_default();
                let text = text.filter(|_| about.lineage.producer != ProducerId::program(id));
                self.puts_text(&queue, text, about, log)
            }
            Call::PutPoison => {
                let queue = poison_queue(&spec.reads, spec.poison.as_ref().and_then(|poison| poison.queue.as_ref()));
                let there = self.storage().account().queue(&queue).is_ok();
                let made = if there { Ok(()) } else { self.storage_create(&queue, &[], log).map(|_| ()) };
                made.and_then(|()| self.puts_text(&queue, None, about, log))
            }
            Call::Delete => self.storage_delete(reads, receipt, id, log),
            Call::ShowAgain | Call::HideOn => {
                let seconds = if call == Call::HideOn { hide } else { 0 };
                self.storage_update(reads, receipt, Some(seconds), None, id, log).map(|(_, message)| {
                    self.consumer_mut(id).takes_receipt(&message);
                })
            }
            Call::Complete | Call::Abandon | Call::DeadLetter | Call::RenewLock => return false,
        };
        if let Err(error) = &result {
            let error = service_error(error);
            self.note(log, What::StorageCallRefused { lineage, consumer: id, call, error });
        }
        result.is_ok()
    }

    fn puts_text(
        &mut self,
        queue: &str,
        text: Option<Arc<str>>,
        about: &Holding,
        log: &mut Log,
    ) -> Result<(), StorageError> {
        let text = text.unwrap_or_else(|| String::from_utf8_lossy(about.message.body()).into());
        let put = Put { text: Some(text), visibility_timeout: None, time_to_live: None, lineage: about.lineage };
        self.storage_put(queue, put, log).map(|_| ())
    }
}

impl Consumer {
    /// After an update only the new receipt is good.
    fn takes_receipt(&mut self, message: &QueueMessage) {
        let current = match &mut self.state {
            State::Working { on, .. } | State::Settling(on) | State::Answered { about: on, .. } => Some(on),
            State::Receiving(on) => Some(on),
            State::Stopped | State::Waiting | State::Crashed { .. } => None,
        };
        for on in current.into_iter().chain(&mut self.batch).filter(|on| on.sequence == message.number) {
            Arc::make_mut(on).receipt = Some(receipt(message));
        }
    }
}

fn receipt(message: &QueueMessage) -> ReceiptRef {
    ReceiptRef {
        message_id: message.message_id.to_string().into(),
        pop_receipt: Some(message.pop_receipt.to_string().into()),
    }
}

/// As a program reads it: text and id, without properties.
fn as_brokered(message: &QueueMessage) -> BrokeredMessage {
    let client = ClientMessage {
        body: message.text.as_bytes().into(),
        message_id: Some(message.message_id.to_string().into()),
        ..ClientMessage::default()
    };
    BrokeredMessage::from_client(client, message.lineage)
}

/// The name of the poison queue of a queue.
pub(super) fn poison_queue(queue: &str, named: Option<&Arc<str>>) -> Arc<str> {
    named.cloned().unwrap_or_else(|| format!("{queue}-poison").into())
}
