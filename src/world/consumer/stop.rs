//! A consumer ends: by a crash, by a person, and what is forgotten or lost with it.

use crate::model::ids::ConsumerId;
use crate::model::time::Millis;
use crate::world::World;
use crate::world::agenda::Occurrence;
use crate::world::consumer::{Holding, Seen, State};
use crate::world::entry::{Call, Log, What};
use crate::world::rest::REST;
use crate::world::spec::CrashMoment;
use std::sync::Arc;

impl World {
    /// Stops whatever it does, and forgets. A message that the queue has no more, and that is not done, is nowhere.
    pub(in crate::world) fn stop_consumer(&mut self, id: ConsumerId, next: State, log: &mut Log) {
        let consumer = self.consumer_mut(id);
        let reads = consumer.endpoint();
        let puts = matches!(consumer.state, State::Settling(_)) && consumer.call == Call::Put;
        consumer.life += 1;
        consumer.reading = false;
        let current = consumer.current().map(|on| on.nth);
        let held: Vec<Arc<Holding>> = consumer.all_held().cloned().collect();
        consumer.state = next;
        consumer.line = 0;
        consumer.turns_away = None;
        consumer.batch.clear();
        consumer.buffer.clear();
        consumer.arriving.clear();
        consumer.seen = Seen::default();
        if let Some(reads) = reads {
            self.endpoint_mut(reads).waiters.retain(|waiter| waiter.consumer != id);
            self.offer(reads);
        }
        for on in held {
            // What is on its way into a queue arrives all the same.
            if puts && current == Some(on.nth) {
                continue;
            }
            if on.would_be_lost() {
                self.is_lost(id, &on, log);
            } else if current != Some(on.nth) {
                self.note(log, What::Forgotten { lineage: on.lineage, consumer: id });
            }
        }
    }

    pub(super) fn is_lost(&mut self, id: ConsumerId, on: &Holding, log: &mut Log) {
        self.ledger.lost += 1;
        self.note(log, What::Lost { lineage: on.lineage, consumer: id });
    }

    /// The caller has begun the step.
    pub(in crate::world) fn crash(&mut self, id: ConsumerId, restart_after: Millis, log: &mut Log) {
        let restarts_at = self.now.plus(restart_after);
        self.note(
            log,
            match self.consumers[id.index()].current() {
                Some(on) => What::CrashedHolding { lineage: on.lineage, consumer: id },
                None => What::Crashed { consumer: id },
            },
        );
        self.stop_consumer(id, State::Crashed { restarts_at }, log);
        let life = self.consumers[id.index()].life;
        self.schedule_consumer(id, restarts_at, Occurrence::ConsumerRestarts { consumer: id, life });
    }

    /// A crash that is planned for this moment of the message at hand strikes, in a step of its own.
    pub(super) fn crashes(&mut self, id: ConsumerId, moment: fn(u32) -> CrashMoment, log: &mut Log) -> bool {
        self.has_faults() && (REST.get().crashes_under_faults)(self, id, moment, true, log)
    }

    /// As [`World::crashes`]; the caller has begun the step.
    pub(super) fn crashes_now(&mut self, id: ConsumerId, moment: fn(u32) -> CrashMoment, log: &mut Log) -> bool {
        self.has_faults() && (REST.get().crashes_under_faults)(self, id, moment, false, log)
    }

    pub(in crate::world) fn consumer_restarts(&mut self, id: ConsumerId, life: u32, log: &mut Log) -> bool {
        let consumer = &self.consumers[id.index()];
        if consumer.removed || consumer.life != life || !matches!(consumer.state, State::Crashed { .. }) {
            return false;
        }
        self.begin();
        self.note(log, What::Restarted { consumer: id });
        self.start_consumer(id, log);
        true
    }
}
