//! Calls about a message on their way to the queue, and the queue's answers.
//!
//! Models: complete, abandon, dead-letter and renew with a lock token (service-bus-queue.md 3 and 4). A call reaches the
//! queue even if its sender has crashed meanwhile; the answer does not.
//! Assumed(renewal-beside-work): renewing a lock takes place beside the program, which hears nothing of it. [choice]

use crate::model::ids::{ConsumerId, EndpointId, Lineage};
use crate::model::service_bus::{self, DeadLetter, Handle};
use crate::model::time::Timestamp;
use crate::world::World;
use crate::world::agenda::Occurrence;
use crate::world::consumer::program::{TAKE, is_purpose_done};
use crate::world::consumer::{Consumer, Holding, Request, State};
use crate::world::endpoint::Kind;
use crate::world::entry::{Call, Log, SettleError, What};
use crate::world::fault::Passing;
use crate::world::spec::{CrashMoment, OnFailure};
use std::sync::Arc;

impl World {
    /// Sends a call about the message at hand, and waits for the answer. `away`: with it the program turns the message
    /// away. The caller has begun the step.
    pub(super) fn calls(&mut self, id: ConsumerId, call: Call, away: bool, log: &mut Log) {
        let consumer = self.consumer_mut(id);
        let Some(on) = consumer.current().cloned() else { return };
        consumer.call = call;
        consumer.turned_away = away;
        consumer.state = State::Settling(on.clone());
        self.sends_call(id, call, on, log);
    }

    fn sends_call(&mut self, id: ConsumerId, call: Call, about: Arc<Holding>, log: &mut Log) {
        let (lineage, consumer) = (about.lineage, id);
        let at = self.now.plus(self.latencies.settle_ms);
        let state = self.consumer_mut(id);
        let (life, endpoint, line) = (state.life, state.endpoint(), state.line);
        state.requests.push_back(Request { asked_in: life, call, endpoint, line, about });
        let is_end = call == Call::Complete && !state.turned_away;
        self.schedule_consumer(id, at, Occurrence::SettleArrives { consumer, life });
        self.note(
            log,
            if is_end {
                What::SettleRequested { lineage, consumer }
            } else {
                What::CallRequested { lineage, consumer, call }
            },
        );
    }

    pub(in crate::world) fn settle_arrives(&mut self, id: ConsumerId, life: u32, log: &mut Log) -> bool {
        if self.consumers[id.index()].requests.is_empty() {
            return false;
        }
        if self.has_faults()
            && let Some(stepped) = self.meets(Passing::Call { consumer: id, life }, log)
        {
            return stepped;
        }
        self.settle_lands(id, log);
        true
    }

    pub(in crate::world) fn settle_lands(&mut self, id: ConsumerId, log: &mut Log) {
        let now = self.now;
        let Some(request) = self.consumer_mut(id).requests.pop_front() else { return };
        let Request { asked_in, call, endpoint, line, mut about } = request;
        self.begin();
        let settled = match (endpoint, about.lock) {
            (Some(endpoint), Some(lock)) if call.is_of_service_bus() => {
                let handle = Handle { sequence: about.sequence, token: Some(lock.token) };
                self.settles(id, endpoint, call, handle, about.lineage, log)
            }
            _ => self.calls_storage(id, call, &about, log),
        };
        let beside = matches!(call, Call::RenewLock | Call::HideOn);
        let consumer = self.consumer_mut(id);
        let waits = !beside && consumer.life == asked_in;
        if waits {
            // It lets go of the message, which would else be copied.
            consumer.state = State::Waiting;
        }
        if settled {
            let about = Arc::make_mut(&mut about);
            about.gone |= matches!(call, Call::Complete | Call::Delete);
            about.done |= call == Call::Put && is_purpose_done(&consumer.lines, line + 1);
        }
        if waits {
            consumer.state = State::Answered { about, settled };
            let at = now.plus(self.latencies.settle_answer_ms);
            self.schedule_consumer(id, at, Occurrence::AnswerArrives { consumer: id, life: asked_in });
        } else if !beside && about.would_be_lost() {
            self.is_lost(id, &about, log);
        }
    }

    /// A call is lost on its way by `fault`: the client says that it failed.
    pub(in crate::world) fn call_is_lost(&mut self, id: ConsumerId, fault: u16, log: &mut Log) {
        let now = self.now;
        let Some(Request { asked_in, call, about, .. }) = self.consumer_mut(id).requests.pop_front() else { return };
        self.note(log, What::CallLost { lineage: about.lineage, consumer: id, call });
        self.is_struck(fault, log);
        if self.consumers[id.index()].life == asked_in {
            self.consumer_mut(id).state = State::Answered { about, settled: false };
            let at = now.plus(self.latencies.settle_answer_ms);
            self.schedule_consumer(id, at, Occurrence::AnswerArrives { consumer: id, life: asked_in });
        } else if about.would_be_lost() {
            self.is_lost(id, &about, log);
        }
    }

    /// An answer is lost on its way by `fault`: the client says that the call failed, whatever the queue did.
    pub(in crate::world) fn answer_is_lost(&mut self, id: ConsumerId, fault: u16, log: &mut Log) {
        let consumer = &self.consumers[id.index()];
        let State::Answered { about, .. } = &consumer.state else { return };
        let (lineage, call) = (about.lineage, consumer.call);
        self.note(log, What::AnswerLost { lineage, consumer: id, call });
        self.is_struck(fault, log);
        self.hears(id, false, log);
    }

    /// The queue carries the call out, and what it did is written down.
    fn settles(
        &mut self,
        id: ConsumerId,
        endpoint: EndpointId,
        call: Call,
        handle: Handle,
        lineage: Lineage,
        log: &mut Log,
    ) -> bool {
        let now = self.now;
        let spec = self.consumers[id.index()].spec.clone();
        let mut changes = std::mem::take(&mut self.changes);
        let Kind::Queue(queue) = &mut self.endpoint_mut(endpoint).kind else { return false };
        let result = match call {
            Call::Complete => queue.complete(now, handle, &mut changes),
            Call::Abandon => queue.abandon(now, handle, &[], &mut changes),
            Call::DeadLetter => {
                let (reason, description) = match &spec.on_failure {
                    OnFailure::DeadLetter { reason, description } => (reason.clone(), description.clone()),
                    OnFailure::Abandon | OnFailure::Leave => (None, None),
                };
                let why = DeadLetter { reason, description, properties: Vec::new() };
                queue.dead_letter(now, handle, &why, &mut changes)
            }
            Call::RenewLock => queue.renew_lock(now, handle, &mut changes).map(|until| {
                self.consumer_mut(id).extends_lock(handle.sequence, until);
            }),
            Call::Put | Call::PutPoison | Call::Delete | Call::ShowAgain | Call::HideOn => return false,
        };
        for change in changes.drain(..) {
            self.tell_queue_change(endpoint, change, log);
        }
        self.changes = changes;
        if let Err(error) = result {
            let (error, consumer) = (settle_error(error), id);
            self.note(
                log,
                if call == Call::Complete {
                    What::SettleRefused { lineage, endpoint, consumer, error }
                } else {
                    What::CallRefused { lineage, endpoint, consumer, call, error }
                },
            );
        }
        self.watch_limits(endpoint);
        self.offer(endpoint);
        result.is_ok()
    }

    pub(in crate::world) fn answer_arrives(&mut self, id: ConsumerId, life: u32, log: &mut Log) -> bool {
        let consumer = &self.consumers[id.index()];
        let State::Answered { about, settled } = &consumer.state else { return false };
        let (lineage, settled) = (about.lineage, *settled);
        if consumer.life != life {
            return false;
        }
        if self.has_faults()
            && let Some(stepped) = self.meets(Passing::Answer { consumer: id, life }, log)
        {
            return stepped;
        }
        let is_last = !matches!(self.consumers[id.index()].call, Call::Put | Call::PutPoison);
        if settled && is_last && self.crashes(id, CrashMoment::AfterSettling, log) {
            return true;
        }
        self.begin();
        let call = self.consumers[id.index()].call;
        let (consumer, ok) = (id, settled);
        self.note(
            log,
            if call == Call::Complete {
                What::SettleAnswered { lineage, consumer, settled }
            } else {
                What::CallAnswered { lineage, consumer, call, ok }
            },
        );
        self.hears(id, settled, log);
        true
    }

    /// The program goes on behind its call, which was answered.
    fn hears(&mut self, id: ConsumerId, settled: bool, log: &mut Log) {
        let (now, call) = (self.now, self.consumers[id.index()].call);
        let consumer = self.consumer_mut(id);
        let goes_on = settled && !consumer.turned_away;
        let State::Answered { about, .. } = std::mem::replace(&mut consumer.state, State::Waiting) else { return };
        consumer.state = State::Working { on: about.clone(), until: now };
        if call == Call::PutPoison && settled {
            consumer.turns_away = Some(Call::Delete);
            self.waits_for_its_step(id);
            return;
        }
        if goes_on {
            consumer.next_line();
            // Else the message would be copied when the program changes it.
            drop(about);
            self.go_on(id, true, log);
            return;
        }
        if call == Call::Put && !settled {
            self.work_failed(id, &about, log);
            return;
        }
        consumer.line = TAKE;
        if about.would_be_lost() {
            self.is_lost(id, &about, log);
        }
        self.go_on(id, true, log);
    }

    /// Sets the renewals of what was just received going.
    pub(in crate::world) fn watch_renewals(&mut self, id: ConsumerId) {
        let consumer = &self.consumers[id.index()];
        let Some(renew) = consumer.spec.renew else { return };
        let life = consumer.life;
        let fresh = consumer.batch.iter().filter(|on| on.received_at == self.now && !on.gone);
        let fresh: Vec<_> = fresh.map(|on| on.nth).collect();
        for nth in fresh {
            let due = Occurrence::RenewDue { consumer: id, life, nth };
            self.schedule_consumer(id, self.now.plus(renew.every_ms), due);
        }
    }

    pub(in crate::world) fn renew_due(&mut self, id: ConsumerId, life: u32, nth: u32, log: &mut Log) -> bool {
        let consumer = &self.consumers[id.index()];
        let Some(renew) = consumer.spec.renew.filter(|_| consumer.life == life) else { return false };
        let mut held = consumer.current().into_iter().chain(&consumer.batch);
        let Some(on) = held.find(|on| on.nth == nth && !on.gone).cloned() else { return false };
        if self.now.since(on.received_at) > renew.up_to_ms {
            return false;
        }
        let hangs = self.hangs(id);
        if !hangs {
            self.begin();
            let call = if on.lock.is_some() { Call::RenewLock } else { Call::HideOn };
            self.sends_call(id, call, on, log);
        }
        let due = Occurrence::RenewDue { consumer: id, life, nth };
        self.schedule_consumer(id, self.now.plus(renew.every_ms), due);
        !hangs
    }
}

impl Consumer {
    /// A renewed lock, in whichever hand the message is.
    fn extends_lock(&mut self, sequence: u64, until: Timestamp) {
        let current = match &mut self.state {
            State::Working { on, .. } | State::Settling(on) | State::Answered { about: on, .. } => Some(on),
            State::Receiving(on) => Some(on),
            State::Stopped | State::Waiting | State::Crashed { .. } => None,
        };
        for on in current.into_iter().chain(&mut self.batch).filter(|on| on.sequence == sequence) {
            if let Some(lock) = &mut Arc::make_mut(on).lock {
                lock.until = until;
            }
        }
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
