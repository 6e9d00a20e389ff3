//! The program of a consumer runs: line by line, each entry in a step of its own.
//!
//! A line that does nothing to a message (a filter that lets it through) is no step. A line that would write into a
//! step that has its entry already waits for its own, at the same instant: there a fault can strike.

use crate::model::ids::{ConsumerId, ProducerId};
use crate::world::World;
use crate::world::agenda::Occurrence;
use crate::world::consumer::program::{Line, TAKE, is_between_effect_and_record, is_purpose_done};
use crate::world::consumer::{Holding, Reads, State};
use crate::world::endpoint::Kind;
use crate::world::entry::{Call, Log, What};
use crate::world::instruction::Instruction;
use crate::world::rest::REST;
use crate::world::spec::{CrashMoment, Memory, OnFailure, Others, Recorded};
use std::sync::Arc;

impl World {
    /// Starts a consumer: a queue reader calls receive, a reader of `events` begins after what is there.
    pub(in crate::world) fn start_consumer(&mut self, id: ConsumerId, log: &mut Log) {
        match self.consumers[id.index()].reads {
            Reads::Endpoint(reads) if matches!(self.endpoints[reads.index()].kind, Kind::BuiltIn(_)) => {
                self.start_reader(id, reads);
            }
            Reads::Endpoint(_) => self.go_on(id, true, log),
            Reads::StorageQueue(_) | Reads::Clock => self.polls(id, 0),
        }
    }

    /// The moment of a line has come: the end of the work, or a line that waited for its step.
    pub(in crate::world) fn line_runs(&mut self, id: ConsumerId, life: u32, log: &mut Log) -> bool {
        let consumer = &self.consumers[id.index()];
        if consumer.life != life {
            return false;
        }
        let now = self.now;
        let at_work = consumer.at() == Some(Line::Work) && consumer.turns_away.is_none();
        let until = match &consumer.state {
            State::Working { until, .. } => *until,
            State::Receiving(_) => now,
            _ => return false,
        };
        if at_work && (self.crashes(id, CrashMoment::BeforeWork, log) || self.crashes(id, CrashMoment::DuringWork, log))
        {
            return true;
        }
        if now < until {
            return false;
        }
        self.begin();
        if self.consumers[id.index()].turns_away.is_some() && self.crashes_now(id, CrashMoment::BeforeSettling, log) {
            return true;
        }
        if let Some(call) = self.consumers[id.index()].turns_away {
            self.consumer_mut(id).turns_away = None;
            self.runs_away(id, log);
            self.calls(id, call, true, log);
            return true;
        }
        if at_work {
            let consumer = &self.consumers[id.index()];
            if consumer.spec.fails.is_some()
                && let Some(on) = consumer.current().cloned()
                && (REST.get().work_fails)(self, id, &on, log)
            {
                return true;
            }
            self.consumer_mut(id).next_line();
        }
        self.go_on(id, false, log);
        true
    }

    /// Runs lines until one takes time or waits for its own step. `told`: this step has its entry.
    pub(super) fn go_on(&mut self, id: ConsumerId, mut told: bool, log: &mut Log) {
        loop {
            let consumer = &self.consumers[id.index()];
            let at = consumer.line;
            let line = consumer.lines[at];
            if line == Line::Receive {
                if consumer.endpoint().is_none() {
                    let pause = if consumer.reads == Reads::Clock { consumer.spec.pause_ms() } else { 0 };
                    // What a clock does there is to wait; a worker's get comes when it reaches the queue.
                    if consumer.reads == Reads::Clock {
                        runs(id, line, log);
                    }
                    self.polls(id, pause);
                    return;
                }
                runs(id, line, log);
                if !self.receives(id, log) {
                    return;
                }
                self.consumer_mut(id).next_line();
                continue;
            }
            if line == Line::Take {
                let now = self.now;
                let consumer = self.consumer_mut(id);
                if told && let Some(first) = consumer.batch.front() {
                    consumer.state = State::Receiving(first.clone());
                    self.waits_for_its_step(id);
                    return;
                }
                let Some(first) = consumer.batch.pop_front() else {
                    consumer.line = 0;
                    continue;
                };
                let (lineage, delivery) = (first.lineage, first.delivery);
                runs(id, line, log);
                consumer.state = State::Working { on: first, until: now };
                consumer.line = at + 1;
                self.note(log, What::Received { lineage, consumer: id, delivery });
                told = true;
                continue;
            }
            let Some(on) = consumer.current() else { return };
            if line == Line::Work {
                runs(id, line, log);
                self.begins_work(id, log);
                return;
            }
            let lineage = on.lineage;
            if line != Line::Done && (REST.get().is_silent)(self, id, line, on) {
                runs(id, line, log);
                self.consumer_mut(id).next_line();
                continue;
            }
            if told {
                self.waits_for_its_step(id);
                return;
            }
            if is_between_effect_and_record(&consumer.lines, at)
                && self.crashes_now(id, CrashMoment::BetweenEffectAndRecord, log)
                || matches!(line, Line::Settle | Line::Done) && self.crashes_now(id, CrashMoment::BeforeSettling, log)
            {
                return;
            }
            told = true;
            runs(id, line, log);
            if line == Line::Done {
                self.consumer_mut(id).line = TAKE;
                self.note(log, What::Worked { lineage, consumer: id });
            } else if !(REST.get().line)(self, id, line, log) {
                return;
            }
        }
    }

    /// Runs a line that does something to the message at hand. False where the program waits for an answer, or for the
    /// step in which it turns the message away.
    pub(in crate::world) fn runs_line(&mut self, id: ConsumerId, line: Line, log: &mut Log) -> bool {
        let at = self.consumers[id.index()].line;
        if line == Line::Settle {
            let consumer = self.consumer_mut(id);
            consumer.is_done_if(at);
            let call = consumer.settling(Call::Complete);
            self.calls(id, call, false, log);
            return false;
        }
        let Some(on) = &self.consumers[id.index()].current().cloned() else { return false };
        let (lineage, consumer) = (on.lineage, id);
        match line {
            Line::Receive | Line::Take | Line::Work | Line::Settle | Line::Done => {}
            Line::Filter => {
                self.note(log, What::PassedBy { lineage, consumer });
                let others = self.consumers[id.index()].spec.only_if.as_ref().map(|filter| filter.others);
                self.turns_away(
                    id,
                    on,
                    match others.unwrap_or_default() {
                        Others::Complete => Some(Call::Complete),
                        Others::Abandon => Some(Call::Abandon),
                        Others::Leave => None,
                    },
                    log,
                );
                return self.consumers[id.index()].turns_away.is_none();
            }
            Line::CheckSeen => {
                self.skips(id, on, log);
                return self.consumers[id.index()].turns_away.is_none();
            }
            Line::Record => {
                self.records(id, on, log);
                self.consumer_mut(id).next_line();
            }
            Line::Effect => {
                let together = self.consumers[id.index()].records_with_effect();
                if together && self.has_seen(id, on) {
                    self.skips(id, on, log);
                    return self.consumers[id.index()].turns_away.is_none();
                }
                self.applies(id, on, log);
                if together {
                    self.records(id, on, log);
                }
                let consumer = self.consumer_mut(id);
                consumer.next_line();
                consumer.is_done_if(at + 1);
            }
            Line::Poison => {
                self.note(log, What::PoisonFound { lineage, consumer, count: on.delivery });
                self.turns_away(id, on, Some(Call::PutPoison), log);
                return false;
            }
            Line::Put => {
                self.calls(id, Call::Put, false, log);
                return false;
            }
        }
        true
    }

    /// Whether the line does nothing to this message.
    pub(in crate::world) fn is_silent(&self, id: ConsumerId, line: Line, on: &Holding) -> bool {
        let consumer = &self.consumers[id.index()];
        match line {
            Line::Filter => consumer.lets_through(on),
            Line::CheckSeen => !self.has_seen(id, on),
            Line::Record => consumer.key(on).is_none(),
            Line::Poison => consumer.spec.poison.as_ref().is_none_or(|p| u32::from(on.delivery) <= p.after),
            Line::Receive | Line::Take | Line::Work | Line::Effect | Line::Put | Line::Settle | Line::Done => false,
        }
    }

    pub(super) fn waits_for_its_step(&mut self, id: ConsumerId) {
        let life = self.consumers[id.index()].life;
        self.schedule_consumer(id, self.now, Occurrence::LineRuns { consumer: id, life });
    }

    /// The message at hand is in its hands for as long as the work takes.
    fn begins_work(&mut self, id: ConsumerId, log: &mut Log) {
        let consumer = &self.consumers[id.index()];
        let State::Working { on, .. } = &consumer.state else { return };
        let life = consumer.life;
        let work = consumer.work_time(self.seed, on.nth);
        let done = self.now.plus(work);
        let (ends, look) = if self.has_faults() {
            let on = on.clone();
            (REST.get().begins_under_faults)(self, id, &on, work, log)
        } else {
            (done, done)
        };
        if let State::Working { until, .. } = &mut self.consumer_mut(id).state {
            *until = ends;
        }
        self.schedule_consumer(id, look, Occurrence::LineRuns { consumer: id, life });
    }

    pub(in crate::world) fn work_fails(&mut self, id: ConsumerId, on: &Holding, log: &mut Log) -> bool {
        let Some(why) = self.consumers[id.index()].failure(on) else { return false };
        self.note(log, What::WorkFailed { lineage: on.lineage, consumer: id, why });
        self.work_failed(id, on, log);
        true
    }

    pub(super) fn work_failed(&mut self, id: ConsumerId, on: &Holding, log: &mut Log) {
        if on.would_be_lost() {
            self.is_lost(id, on, log);
        }
        let call = match self.consumers[id.index()].spec.on_failure {
            OnFailure::Abandon => Some(Call::Abandon),
            OnFailure::DeadLetter { .. } => Some(Call::DeadLetter),
            OnFailure::Leave => None,
        };
        self.turns_away(id, on, call, log);
        if self.consumers[id.index()].turns_away.is_none() {
            self.go_on(id, true, log);
        }
    }

    /// Leaves the program for this message: with a call in a step of its own, or with nothing.
    fn turns_away(&mut self, id: ConsumerId, on: &Holding, call: Option<Call>, log: &mut Log) {
        let consumer = self.consumer_mut(id);
        // Without a lock, once it is completed, or if it was in no queue yet, there is nothing to settle.
        let settles = !on.gone && consumer.reads != Reads::Clock;
        consumer.turns_away = call.filter(|_| settles).map(|call| consumer.settling(call));
        if consumer.turns_away.is_some() {
            consumer.is_done();
            self.waits_for_its_step(id);
        } else {
            self.runs_away(id, log);
            self.consumer_mut(id).line = TAKE;
        }
    }

    fn runs_away(&self, id: ConsumerId, log: &mut Log) {
        let consumer = &self.consumers[id.index()];
        log.runs(ProducerId::program(id), Instruction::Away(consumer.lines[consumer.line]));
    }

    /// A message that it has worked on before.
    fn skips(&mut self, id: ConsumerId, on: &Holding, log: &mut Log) {
        let consumer = &self.consumers[id.index()];
        let source = consumer.source(self);
        let effect = consumer.spec.effect;
        let applied = effect.is_none_or(|kind| self.ledger.applied().of(&source, kind, on.lineage.send()) > 0);
        self.ledger.skipped += 1;
        self.ledger.missed += u64::from(!applied);
        self.note(log, What::DuplicateSkipped { lineage: on.lineage, consumer: id, applied });
        self.turns_away(id, on, Some(Call::Complete), log);
    }

    fn applies(&mut self, id: ConsumerId, on: &Holding, log: &mut Log) {
        let consumer = &self.consumers[id.index()];
        let (Some(kind), source) = (consumer.spec.effect, consumer.source(self)) else { return };
        let nth = self.ledger.apply(source, kind, on.lineage.send());
        self.note(log, What::EffectApplied { lineage: on.lineage, consumer: id, kind, nth });
    }

    fn has_seen(&self, id: ConsumerId, on: &Holding) -> bool {
        let consumer = &self.consumers[id.index()];
        let Some(key) = consumer.key(on) else { return false };
        if consumer.is_durable() {
            self.stores.get(&*consumer.source(self)).is_some_and(|seen| seen.get(&key).is_some())
        } else {
            consumer.seen.get(&key).is_some()
        }
    }

    fn records(&mut self, id: ConsumerId, on: &Holding, log: &mut Log) {
        let consumer = &self.consumers[id.index()];
        let Some(key) = consumer.key(on) else { return };
        let durable = consumer.is_durable();
        if durable {
            let source = consumer.source(self);
            Arc::make_mut(&mut self.stores).get_or_insert(source, Default::default()).insert(key, ());
        } else {
            self.consumer_mut(id).seen.insert(key, ());
        }
        self.note(log, What::KeyRecorded { lineage: on.lineage, consumer: id, durable });
    }
}

pub(super) fn runs(id: ConsumerId, line: Line, log: &mut Log) {
    log.runs(ProducerId::program(id), Instruction::Consumer(line));
}

impl super::Consumer {
    /// Goes to the line behind; behind the last stands the next message.
    pub(super) fn next_line(&mut self) {
        self.line = if self.line + 1 < self.lines.len() { self.line + 1 } else { TAKE };
    }

    fn is_durable(&self) -> bool {
        self.spec.deduplicate.as_ref().is_some_and(|d| d.memory == Memory::Durable)
    }

    fn records_with_effect(&self) -> bool {
        self.spec.deduplicate.as_ref().is_some_and(|d| d.recorded == Recorded::WithEffect)
    }

    /// What it reads, as effects and stores know it.
    pub(super) fn source(&self, world: &World) -> Arc<str> {
        match &self.reads {
            Reads::Endpoint(id) => world.endpoints[id.index()].name.clone(),
            // The slash keeps it apart from an endpoint of the same name.
            Reads::StorageQueue(name) => format!("queue/{name}").into(),
            Reads::Clock => Arc::default(),
        }
    }

    /// The call of the thing it reads that does what `call` does at a Service Bus queue.
    fn settling(&self, call: Call) -> Call {
        match call {
            _ if self.endpoint().is_some() => call,
            Call::Complete => Call::Delete,
            Call::Abandon => Call::ShowAgain,
            call => call,
        }
    }

    fn is_done(&mut self) {
        if let State::Working { on, .. } = &mut self.state {
            Arc::make_mut(on).done = true;
        }
    }

    pub(super) fn is_done_if(&mut self, at: usize) {
        if at >= self.lines.len() || is_purpose_done(&self.lines, at) {
            self.is_done();
        }
    }
}
