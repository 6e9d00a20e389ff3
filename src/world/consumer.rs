//! Consumer programs: `ReadCriticalQueue` on a queue, `monitor-events` on the built-in endpoint.
//!
//! Models: receive, work, settle; receive-and-delete and peek-lock (service-bus-queue.md 4); a reader of `events`
//! starts with what comes after it and removes nothing (iot-hub.md section 0).
//! Differs(one-at-a-time): a consumer works on one message at a time. [choice]
//! Assumed(events-read-at-once): a reader of `events` takes an event in the instant in which it is stored. [choice]

use crate::model::draw::Owner;
use crate::model::ids::{ConsumerId, EndpointId, Lineage};
use crate::model::service_bus::{self, BrokeredMessage, Handle, Lock, Receiver, SubQueue};
use crate::model::time::{Millis, Timestamp};
use crate::world::World;
use crate::world::agenda::Occurrence;
use crate::world::delivery::{Kind, Waiter};
use crate::world::entry::{Log, SettleError, What};
use crate::world::spec::{ConsumerSpec, ReceiveMode};
use std::collections::VecDeque;
use std::sync::Arc;

#[derive(Clone, Debug)]
pub struct Consumer {
    pub(super) owner: Owner,
    pub(super) scheduled: u32,
    pub spec: Arc<ConsumerSpec>,
    pub reads: EndpointId,
    pub removed: bool,
    pub state: State,
    /// Messages handed to it so far.
    pub received: u32,
    /// Events read, for a reader of the built-in endpoint.
    pub events_read: u64,
    /// How often it was started; what is under way for an earlier life comes too late.
    pub(super) life: u32,
    /// The next event to read, by partition.
    pub positions: Vec<u64>,
    reading: bool,
    /// Settle requests on the wire; they arrive even if the sender crashes.
    requests: VecDeque<(u32, Holding)>,
}

/// What a consumer is doing.
#[derive(Clone, Debug)]
pub enum State {
    /// Disabled, or not started yet.
    Stopped,
    /// A receive call is waiting; a reader of `events` always waits.
    Waiting,
    /// The queue handed a message out; the response is on its way.
    Receiving(Holding),
    Working {
        on: Holding,
        until: Timestamp,
    },
    Settling(Holding),
    /// The queue answered; the answer is on its way.
    Answered {
        about: Holding,
        settled: bool,
    },
    Crashed {
        restarts_at: Timestamp,
    },
}

/// A message in a consumer's hands.
#[derive(Clone, Debug)]
pub struct Holding {
    pub lineage: Lineage,
    pub message: Arc<BrokeredMessage>,
    pub sequence: u64,
    /// Which delivery this is, from 1.
    pub delivery: u16,
    /// Absent after receive-and-delete.
    pub lock: Option<Lock>,
}

impl Consumer {
    pub(super) fn new(spec: ConsumerSpec, owner: Owner, reads: EndpointId) -> Self {
        Self {
            owner,
            scheduled: 0,
            spec: Arc::new(spec),
            reads,
            removed: false,
            state: State::Stopped,
            received: 0,
            events_read: 0,
            life: 0,
            positions: Vec::new(),
            reading: false,
            requests: VecDeque::new(),
        }
    }

    #[must_use]
    pub fn name(&self) -> &Arc<str> {
        &self.spec.name
    }

    /// The message in its hands, if there is one.
    #[must_use]
    pub fn holding(&self) -> Option<&Holding> {
        match &self.state {
            State::Receiving(on)
            | State::Working { on, .. }
            | State::Settling(on)
            | State::Answered { about: on, .. } => Some(on),
            State::Stopped | State::Waiting | State::Crashed { .. } => None,
        }
    }
}

impl Consumer {
    /// Which of the messages handed to it comes next to be settled, counted from 1; a crash before that can still strike.
    #[must_use]
    pub fn next_to_settle(&self) -> u32 {
        let in_hand = matches!(self.state, State::Receiving(_) | State::Working { .. });
        self.received + u32::from(!in_hand)
    }
}

impl World {
    /// Starts a consumer: a queue reader calls receive, a reader of `events` begins after what is there.
    pub(super) fn start_consumer(&mut self, id: ConsumerId, log: &mut Log) {
        let reads = self.consumers[id.index()].reads;
        if let Kind::BuiltIn(events) = &self.endpoints[reads.index()].kind {
            let ends: Vec<_> = events.partitions.iter().map(|p| p.events.end()).collect();
            let consumer = self.consumer_mut(id);
            if consumer.positions.is_empty() {
                consumer.positions = ends;
            }
            consumer.state = State::Waiting;
            self.offer(reads);
        } else {
            self.wait_for_message(id, log);
        }
    }

    fn wait_for_message(&mut self, id: ConsumerId, log: &mut Log) {
        let consumer = self.consumer_mut(id);
        consumer.state = State::Waiting;
        let reads = consumer.reads;
        self.note(log, What::Waits { consumer: id, endpoint: reads });
        self.endpoint_mut(reads).waiters.push_back(Waiter { consumer: id, ticket: None });
        self.offer(reads);
    }

    /// Stops whatever it does. A message received and deleted, but not done, is nowhere any more.
    pub(super) fn stop_consumer(&mut self, id: ConsumerId, next: State, log: &mut Log) {
        let consumer = self.consumer_mut(id);
        let reads = consumer.reads;
        consumer.life += 1;
        consumer.reading = false;
        let lost = match &consumer.state {
            State::Receiving(on) | State::Working { on, .. } if on.lock.is_none() => Some(on.clone()),
            _ => None,
        };
        consumer.state = next;
        self.endpoint_mut(reads).waiters.retain(|waiter| waiter.consumer != id);
        self.offer(reads);
        if let Some(on) = lost {
            self.ledger.lost += 1;
            self.note(log, What::Lost { lineage: on.lineage, consumer: id });
        }
    }

    /// Lets the endpoint give what it has to whoever waits.
    pub(super) fn offer(&mut self, id: EndpointId) {
        let endpoint = &self.endpoints[id.index()];
        if endpoint.removed {
            return;
        }
        match &endpoint.kind {
            Kind::Container(_) => {}
            Kind::Queue(_) => self.offer_queue(id),
            Kind::BuiltIn(_) => {
                for reader in self.readers(id) {
                    let consumer = &self.consumers[reader.index()];
                    if matches!(consumer.state, State::Waiting)
                        && !consumer.reading
                        && self.next_event(reader).is_some()
                    {
                        let life = consumer.life;
                        self.consumer_mut(reader).reading = true;
                        self.schedule_consumer(reader, self.now, Occurrence::ReadsNext { consumer: reader, life });
                    }
                }
            }
        }
    }

    /// As many of the longest waiting consumers as there are messages get one after the hand-out time; what was
    /// under way for others is off.
    fn offer_queue(&mut self, id: EndpointId) {
        let endpoint = &self.endpoints[id.index()];
        let Kind::Queue(queue) = &endpoint.kind else { return };
        let open = !endpoint.is_down() && endpoint.is_enabled();
        let available = if open { queue.receivable() } else { 0 };
        let settled =
            endpoint.waiters.iter().zip(0..).all(|(waiter, place)| waiter.ticket.is_some() == (place < available));
        if settled {
            return;
        }
        let endpoint = self.endpoint_mut(id);
        let (mut waiters, mut tickets) = (std::mem::take(&mut endpoint.waiters), endpoint.tickets);
        let mut drawn = Vec::new();
        for (waiter, place) in waiters.iter_mut().zip(0..) {
            if place >= available {
                waiter.ticket = None;
            } else if waiter.ticket.is_none() {
                tickets += 1;
                waiter.ticket = Some(tickets);
                drawn.push(tickets);
            }
        }
        let endpoint = self.endpoint_mut(id);
        (endpoint.waiters, endpoint.tickets) = (waiters, tickets);
        let at = self.now.plus(self.latencies.hand_out_ms);
        for ticket in drawn {
            self.schedule_endpoint(id, at, Occurrence::HandOut { endpoint: id, ticket });
        }
    }

    fn readers(&self, id: EndpointId) -> Vec<ConsumerId> {
        let all = self.consumers.iter().enumerate();
        all.filter(|(_, c)| !c.removed && c.reads == id).map(|(index, _)| ConsumerId(index as u16)).collect()
    }

    pub(super) fn hand_out(&mut self, id: EndpointId, ticket: u32, log: &mut Log) -> bool {
        let now = self.now;
        let endpoint = &self.endpoints[id.index()];
        let place = endpoint.waiters.iter().position(|waiter| waiter.ticket == Some(ticket));
        let Some(place) = place.filter(|_| !endpoint.removed) else { return false };
        let consumer = endpoint.waiters[place].consumer;
        let mode = match self.consumers[consumer.index()].spec.receive_mode {
            ReceiveMode::PeekLock => service_bus::ReceiveMode::PeekLock,
            ReceiveMode::ReceiveAndDelete => service_bus::ReceiveMode::ReceiveAndDelete,
        };
        let endpoint = self.endpoint_mut(id);
        let Kind::Queue(queue) = &mut endpoint.kind else { return false };
        let receiver = Receiver { sub_queue: SubQueue::Main, mode, holder: u32::from(consumer.0) };
        let mut changes = Vec::new();
        let delivery = queue.receive(now, receiver, 1, &mut changes).ok().and_then(|mut deliveries| deliveries.pop());
        let Some(delivery) = delivery else { return false };
        endpoint.waiters.remove(place);
        self.begin();
        let sequence = delivery.sequence as u32;
        let (lineage, number) = (delivery.message.lineage(), delivery.delivery_count as u16);
        match delivery.lock {
            Some(_) => {
                let step = self.steps;
                self.endpoint_mut(id).limit_causes.insert(delivery.sequence, step);
                self.note(log, What::Locked { lineage, endpoint: id, consumer, sequence, delivery: number });
            }
            None => {
                self.ledger.completed += 1;
                self.is_gone(delivery.message.body().len());
                self.note(log, What::ReceivedAndDeleted { lineage, endpoint: id, consumer, sequence });
            }
        }
        let holding = Holding {
            lineage,
            message: delivery.message.clone(),
            sequence: delivery.sequence,
            delivery: number,
            lock: delivery.lock,
        };
        let state = self.consumer_mut(consumer);
        state.received += 1;
        state.state = State::Receiving(holding);
        let life = state.life;
        let at = now.plus(self.latencies.response_ms);
        self.schedule_consumer(consumer, at, Occurrence::ResponseArrives { consumer, life });
        self.watch_limits(id);
        self.offer(id);
        true
    }

    pub(super) fn response_arrives(&mut self, id: ConsumerId, life: u32, log: &mut Log) -> bool {
        let now = self.now;
        let consumer = self.consumer_mut(id);
        let State::Receiving(on) = consumer.state.clone() else { return false };
        if consumer.life != life {
            return false;
        }
        let (lineage, delivery) = (on.lineage, on.delivery);
        let until = now.plus(consumer.spec.work_ms);
        consumer.state = State::Working { on, until };
        self.begin();
        self.note(log, What::Received { lineage, consumer: id, delivery });
        self.schedule_consumer(id, until, Occurrence::WorkDone { consumer: id, life });
        true
    }

    pub(super) fn work_done(&mut self, id: ConsumerId, life: u32, log: &mut Log) -> bool {
        let consumer = &self.consumers[id.index()];
        let State::Working { on, .. } = consumer.state.clone() else { return false };
        if consumer.life != life {
            return false;
        }
        self.begin();
        if let Some((fault, restart_after)) = self.strike_before_settling(id) {
            self.crash(id, restart_after, log);
            self.note(log, What::FaultStruck { fault });
            return true;
        }
        let lineage = on.lineage;
        if on.lock.is_none() {
            self.note(log, What::Worked { lineage, consumer: id });
            self.wait_for_message(id, log);
            return true;
        }
        self.note(log, What::SettleRequested { lineage, consumer: id });
        let consumer = self.consumer_mut(id);
        consumer.requests.push_back((life, on.clone()));
        consumer.state = State::Settling(on);
        let at = self.now.plus(self.latencies.settle_ms);
        self.schedule_consumer(id, at, Occurrence::SettleArrives { consumer: id, life });
        true
    }

    pub(super) fn settle_arrives(&mut self, id: ConsumerId, life: u32, log: &mut Log) -> bool {
        let now = self.now;
        let consumer = self.consumer_mut(id);
        let endpoint = consumer.reads;
        let Some((asked_in, on)) = consumer.requests.pop_front() else { return false };
        let Some(lock) = on.lock else { return false };
        self.begin();
        let result = match &mut self.endpoint_mut(endpoint).kind {
            Kind::Queue(queue) => {
                let handle = Handle { sequence: on.sequence, token: Some(lock.token) };
                queue.complete(now, handle, &mut Vec::new())
            }
            Kind::BuiltIn(_) | Kind::Container(_) => return false,
        };
        let (lineage, sequence) = (on.lineage, on.sequence as u32);
        match &result {
            Ok(()) => {
                self.ledger.completed += 1;
                self.is_gone(on.message.body().len());
                self.endpoint_mut(endpoint).limit_causes.remove(&on.sequence);
                self.note(log, What::Completed { lineage, endpoint, consumer: id, sequence });
            }
            Err(error) => {
                let error = settle_error(*error);
                self.note(log, What::SettleRefused { lineage, endpoint, consumer: id, error });
            }
        }
        self.watch_limits(endpoint);
        let consumer = self.consumer_mut(id);
        if consumer.life == asked_in {
            consumer.state = State::Answered { about: on, settled: result.is_ok() };
            let at = now.plus(self.latencies.settle_answer_ms);
            self.schedule_consumer(id, at, Occurrence::AnswerArrives { consumer: id, life });
        }
        self.offer(endpoint);
        true
    }

    pub(super) fn answer_arrives(&mut self, id: ConsumerId, life: u32, log: &mut Log) -> bool {
        let consumer = &self.consumers[id.index()];
        let State::Answered { about, settled } = consumer.state.clone() else { return false };
        if consumer.life != life {
            return false;
        }
        self.begin();
        self.note(log, What::SettleAnswered { lineage: about.lineage, consumer: id, settled });
        self.wait_for_message(id, log);
        true
    }

    /// The caller has begun the step.
    pub(super) fn crash(&mut self, id: ConsumerId, restart_after: Millis, log: &mut Log) {
        let restarts_at = self.now.plus(restart_after);
        self.note(log, What::Crashed { consumer: id });
        self.stop_consumer(id, State::Crashed { restarts_at }, log);
        let life = self.consumers[id.index()].life;
        self.schedule_consumer(id, restarts_at, Occurrence::ConsumerRestarts { consumer: id, life });
    }

    pub(super) fn consumer_restarts(&mut self, id: ConsumerId, life: u32, log: &mut Log) -> bool {
        let consumer = &self.consumers[id.index()];
        if consumer.removed || consumer.life != life || !matches!(consumer.state, State::Crashed { .. }) {
            return false;
        }
        self.begin();
        self.note(log, What::Restarted { consumer: id });
        self.start_consumer(id, log);
        true
    }

    /// The oldest event that a reader has not read: its partition and sequence number.
    fn next_event(&self, id: ConsumerId) -> Option<(u16, u64)> {
        let consumer = &self.consumers[id.index()];
        let Kind::BuiltIn(events) = &self.endpoints[consumer.reads.index()].kind else { return None };
        let mut best: Option<(Timestamp, u16, u64)> = None;
        for (partition, (held, &position)) in events.partitions.iter().zip(&consumer.positions).enumerate() {
            let index = position.max(held.events.start());
            if let Some(event) = held.events.get(index) {
                let candidate = (event.enqueued_at, partition as u16, index);
                if best.is_none_or(|b| candidate < b) {
                    best = Some(candidate);
                }
            }
        }
        best.map(|(_, partition, index)| (partition, index))
    }

    pub(super) fn reads_next(&mut self, id: ConsumerId, life: u32, log: &mut Log) -> bool {
        let consumer = &self.consumers[id.index()];
        if consumer.removed || consumer.life != life {
            return false;
        }
        let reads = consumer.reads;
        self.consumer_mut(id).reading = false;
        let Some((partition, index)) = self.next_event(id) else { return false };
        let Kind::BuiltIn(events) = &self.endpoints[reads.index()].kind else { return false };
        let Some(event) = events.partitions[usize::from(partition)].events.get(index) else { return false };
        let lineage = event.lineage;
        self.begin();
        let consumer = self.consumer_mut(id);
        consumer.positions[usize::from(partition)] = index + 1;
        consumer.events_read += 1;
        self.note(log, What::EventRead { lineage, consumer: id, partition, offset: index as u32 });
        self.offer(reads);
        true
    }
}

fn settle_error(error: service_bus::Error) -> SettleError {
    match error {
        service_bus::Error::MessageLockLost => SettleError::MessageLockLost,
        service_bus::Error::InvalidOperation(_) => SettleError::InvalidOperation,
        service_bus::Error::MessagingEntityNotFound => SettleError::EntityNotFound,
        _ => SettleError::Other,
    }
}
