//! From the queue to the program: who gets what, responses on the wire, the prefetch buffer.
//!
//! Models: competing consumers, a response of several messages, prefetch (service-bus-queue.md 4 and 11): what waits in
//! the buffer is locked or deleted already.
//! Differs(prefetch-credit): a prefetching consumer is handed messages as soon as they are there, until its buffer is
//! full; the wait for the client's next credit is left out. [choice]

use crate::model::ids::{ConsumerId, EndpointId};
use crate::model::service_bus::{self, Delivery, Receiver, SubQueue};
use crate::world::World;
use crate::world::agenda::Occurrence;
use crate::world::consumer::{Holding, State};
use crate::world::endpoint::{Kind, Waiter};
use crate::world::entry::{Log, What};
use crate::world::fault::Passing;
use crate::world::rest::REST;
use crate::world::spec::ReceiveMode;
use std::sync::Arc;

impl World {
    /// The receive call: takes what is prefetched, or waits. Says whether there was something.
    pub(super) fn receives(&mut self, id: ConsumerId, log: &mut Log) -> bool {
        let now = self.now;
        let Some(reads) = self.consumers[id.index()].endpoint() else { return false };
        let consumer = self.consumer_mut(id);
        for _ in 0..consumer.spec.batch_size {
            let Some(mut on) = consumer.buffer.pop_front() else { break };
            Arc::make_mut(&mut on).received_at = now;
            consumer.batch.push_back(on);
        }
        let got = !consumer.batch.is_empty();
        if !got {
            consumer.state = State::Waiting;
            consumer.waits += 1;
            let (life, wait) = (consumer.life, consumer.waits);
            if let Some(length) = consumer.spec.wait_ms {
                let ends = Occurrence::WaitEnds { consumer: id, life, wait };
                self.schedule_consumer(id, now.plus(length), ends);
            }
            self.note(log, What::Waits { consumer: id, endpoint: reads });
        }
        self.renews(id);
        self.takes_part(id);
        got
    }

    pub(in crate::world) fn wait_ends(&mut self, id: ConsumerId, life: u32, wait: u32, log: &mut Log) -> bool {
        let consumer = &self.consumers[id.index()];
        if (consumer.life, consumer.waits) != (life, wait) || !matches!(consumer.state, State::Waiting) {
            return false;
        }
        let Some(endpoint) = consumer.endpoint() else { return false };
        self.begin();
        self.note(log, What::NothingReceived { consumer: id, endpoint });
        self.go_on(id, true, log);
        true
    }

    /// A response is lost on its way by `fault`: the program hears nothing of it and asks again.
    pub(in crate::world) fn response_is_lost(&mut self, id: ConsumerId, fault: u16, log: &mut Log) {
        let consumer = self.consumer_mut(id);
        let lost = consumer.arriving.pop_front().unwrap_or_default();
        let messages = lost.len() as u16;
        let asks_again = matches!(consumer.state, State::Receiving(_)) && consumer.batch.is_empty();
        self.note(log, What::ResponseLost { consumer: id, messages });
        for on in lost.iter().filter(|on| on.would_be_lost()) {
            self.is_lost(id, on, log);
        }
        self.is_struck(fault, log);
        if asks_again {
            self.consumer_mut(id).line = 0;
            self.go_on(id, true, log);
        } else {
            self.takes_part(id);
        }
    }

    fn renews(&mut self, id: ConsumerId) {
        if self.consumers[id.index()].spec.renew.is_some() {
            (REST.get().renewals)(self, id);
        }
    }

    /// Stands in the queue's line if it would take a message.
    fn takes_part(&mut self, id: ConsumerId) {
        let consumer = &self.consumers[id.index()];
        let Some(reads) = consumer.endpoint() else { return };
        if consumer.wants() > 0 {
            let waiters = &mut self.endpoint_mut(reads).waiters;
            if waiters.iter().all(|waiter| waiter.consumer != id) {
                waiters.push(Waiter { consumer: id, ticket: None });
            }
        }
        self.offer(reads);
    }

    /// Lets the endpoint give what it has to whoever waits.
    pub(in crate::world) fn offer(&mut self, id: EndpointId) {
        let endpoint = &self.endpoints[id.index()];
        if endpoint.removed {
            return;
        }
        match &endpoint.kind {
            Kind::Container(_) => {}
            Kind::Queue(_) => self.offer_queue(id),
            Kind::BuiltIn(_) => self.offer_events(id),
        }
    }

    /// As many of the longest waiting consumers as there are messages get some after the hand-out time; what was
    /// under way for others is off.
    fn offer_queue(&mut self, id: EndpointId) {
        let (now, receivers) = (self.now, !self.endpoints[id.index()].waiters.is_empty());
        if self.endpoints[id.index()].queue().is_some_and(|queue| queue.takes_note_of(receivers)) {
            if let Kind::Queue(queue) = &mut self.endpoint_mut(id).kind {
                queue.attend(now, receivers);
            }
            self.watch_limits(id);
        }
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
        let before = endpoint.tickets;
        for (waiter, place) in endpoint.waiters.iter_mut().zip(0..) {
            if place >= available {
                waiter.ticket = None;
            } else if waiter.ticket.is_none() {
                endpoint.tickets += 1;
                waiter.ticket = Some(endpoint.tickets);
            }
        }
        let drawn = before + 1..=endpoint.tickets;
        let at = self.now.plus(self.latencies.hand_out_ms);
        for ticket in drawn {
            self.schedule_endpoint(id, at, Occurrence::HandOut { endpoint: id, ticket });
        }
    }

    pub(in crate::world) fn hand_out(&mut self, id: EndpointId, ticket: u32, log: &mut Log) -> bool {
        let now = self.now;
        let endpoint = &self.endpoints[id.index()];
        let place = endpoint.waiters.iter().position(|waiter| waiter.ticket == Some(ticket));
        let Some(place) = place.filter(|_| !endpoint.removed) else { return false };
        let consumer = endpoint.waiters[place].consumer;
        let reader = &self.consumers[consumer.index()];
        let (wants, received) = (reader.wants(), reader.received);
        let mode = match reader.spec.receive_mode {
            ReceiveMode::PeekLock => service_bus::ReceiveMode::PeekLock,
            ReceiveMode::ReceiveAndDelete => service_bus::ReceiveMode::ReceiveAndDelete,
        };
        let mut changes = std::mem::take(&mut self.changes);
        let endpoint = self.endpoint_mut(id);
        let Kind::Queue(queue) = &mut endpoint.kind else { return false };
        let receiver = Receiver { sub_queue: SubQueue::Main, mode, holder: u32::from(consumer.0) };
        let mut response = Vec::new();
        // A queue that refuses hands out nothing.
        let _ = queue.hand_out(now, receiver, wants, &mut changes, &mut |delivery: Delivery| {
            response.push(Arc::new(Holding {
                lineage: delivery.message.lineage(),
                sequence: delivery.sequence,
                delivery: delivery.delivery_count as u16,
                message: delivery.message,
                lock: delivery.lock,
                receipt: None,
                nth: received + 1 + response.len() as u32,
                received_at: now,
                gone: delivery.lock.is_none(),
                done: false,
            }));
        });
        if response.is_empty() {
            return false;
        }
        endpoint.waiters.remove(place);
        self.begin();
        for change in changes.drain(..) {
            self.tell_hand_out(id, change, log);
        }
        self.changes = changes;
        let state = self.consumer_mut(consumer);
        state.received += response.len() as u32;
        if matches!(state.state, State::Waiting) {
            state.state = State::Receiving(response[0].clone());
        }
        state.arriving.push_back(response);
        let life = state.life;
        let at = now.plus(self.latencies.response_ms);
        self.schedule_consumer(consumer, at, Occurrence::ResponseArrives { consumer, life });
        self.watch_limits(id);
        self.takes_part(consumer);
        true
    }

    pub(in crate::world) fn response_arrives(&mut self, id: ConsumerId, life: u32, log: &mut Log) -> bool {
        let now = self.now;
        if self.consumers[id.index()].life != life {
            return false;
        }
        if self.has_faults()
            && let Some(stepped) = (REST.get().meets)(self, Passing::Response { consumer: id, life }, log)
        {
            return stepped;
        }
        if self.consumers[id.index()].arriving.is_empty() {
            return false;
        }
        self.begin();
        let consumer = self.consumer_mut(id);
        let response = consumer.arriving.pop_front().unwrap_or_default();
        if consumer.is_prefetching() {
            for on in response {
                let consumer = self.consumer_mut(id);
                let lineage = on.lineage;
                consumer.buffer.push_back(on);
                let held = consumer.buffer.len() as u16;
                self.note(log, What::Prefetched { lineage, consumer: id, held });
            }
            let consumer = &self.consumers[id.index()];
            if matches!(consumer.state, State::Receiving(_)) && consumer.batch.is_empty() {
                self.go_on(id, true, log);
            }
            return true;
        }
        let messages = response.len() as u16;
        if matches!(consumer.state, State::Receiving(_)) {
            // It lets go of the first one, which would else be copied.
            consumer.state = State::Waiting;
        }
        for mut on in response {
            Arc::make_mut(&mut on).received_at = now;
            consumer.batch.push_back(on);
        }
        consumer.line = super::program::TAKE;
        if messages > 1 {
            self.note(log, What::ResponseArrived { consumer: id, messages });
        }
        self.renews(id);
        self.go_on(id, messages > 1, log);
        true
    }
}
