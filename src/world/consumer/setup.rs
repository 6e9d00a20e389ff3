//! Adding, editing and removing consumers: what a program may ask for.

use super::judge::check_condition;
use super::{Consumer, Reads, State};
use crate::model::draw::OwnerKind;
use crate::model::hub::names::is_route_or_endpoint_name;
use crate::model::ids::ConsumerId;
use crate::model::storage::error::StorageError;
use crate::model::storage::queue::{GET_VISIBILITY_SECONDS, NUM_OF_MESSAGES};
use crate::model::storage::settings::is_storage_name;
use crate::model::time::Millis;
use crate::world::World;
use crate::world::command::Rejection;
use crate::world::endpoint::Kind;
use crate::world::entry::{Change, Log, RejectCode, What};
use crate::world::rest::REST;
use crate::world::setup::{MAX_CONSUMERS, MAX_WAIT_MS, MIN_PACE_MS, switched};
use crate::world::spec::{ConsumerSpec, OnFailure, Origin, Poison, Recorded};
use crate::world::storage::refused;
use std::sync::Arc;

/// Messages of one response, or in a prefetch buffer.
const MAX_BATCH: u64 = 1_000;

impl World {
    /// What a consumer reads, where its program is as plain as the tutorial's; any other is looked at closely.
    fn reads_of(&self, spec: &ConsumerSpec) -> Result<Reads, Rejection> {
        let ConsumerSpec { receive_mode, group, enabled, .. } = spec.clone();
        let plain = ConsumerSpec { receive_mode, group, enabled, ..ConsumerSpec::new(&spec.name, &spec.reads) };
        if *spec == plain { self.read_endpoint(spec) } else { (REST.get().check_consumer)(self, spec) }
    }

    fn read_endpoint(&self, spec: &ConsumerSpec) -> Result<Reads, Rejection> {
        let reads = self.known_endpoint(&spec.reads)?;
        match self.endpoints[reads.index()].kind {
            Kind::Queue(_) | Kind::BuiltIn(_) => Ok(Reads::Endpoint(reads)),
            Kind::Container(_) => Err(Rejection::new(RejectCode::IllegalValue, "reads")),
        }
    }

    pub(in crate::world) fn check_consumer(&self, spec: &ConsumerSpec) -> Result<Reads, Rejection> {
        check_choices(spec)?;
        if let Some(name) = spec.storage_queues().find(|name| !is_storage_name(name)) {
            return Err(refused(name, &StorageError::InvalidResourceName));
        }
        match spec.from {
            Origin::Endpoint => {}
            Origin::StorageQueue => return Ok(Reads::StorageQueue(spec.reads.clone())),
            Origin::Clock => return Ok(Reads::Clock),
        }
        self.read_endpoint(spec)
    }

    pub(in crate::world) fn add_consumer(&mut self, spec: &ConsumerSpec, log: &mut Log) -> Result<(), Rejection> {
        if !is_route_or_endpoint_name(&spec.name) {
            return Err(Rejection::new(RejectCode::IllegalName, &spec.name));
        }
        if self.find_consumer(&spec.name).is_some() {
            return Err(Rejection::new(RejectCode::NameInUse, &spec.name));
        }
        if self.consumers.iter().filter(|consumer| !consumer.removed).count() >= MAX_CONSUMERS {
            return Err(Rejection::limit(RejectCode::TooManyConsumers, &spec.name, MAX_CONSUMERS));
        }
        let reads = self.reads_of(spec)?;
        let id = ConsumerId(self.consumers.len() as u16);
        let owner = self.new_owner(OwnerKind::Consumer, &spec.name);
        self.consumers.push(Arc::new(Consumer::new(spec.clone(), owner, reads)));
        self.note(log, What::ConsumerChanged { consumer: id, change: Change::Added });
        if spec.storage_queues().next().is_some() {
            (REST.get().makes_queues)(self, spec, log);
        }
        if spec.enabled {
            self.start_consumer(id, log);
        }
        Ok(())
    }

    pub(in crate::world) fn set_consumer(&mut self, spec: &ConsumerSpec, log: &mut Log) -> Result<(), Rejection> {
        let id = self.known_consumer(&spec.name)?;
        let reads = self.check_consumer(spec)?;
        let old = self.consumers[id.index()].clone();
        self.note(log, What::ConsumerChanged { consumer: id, change: switched(old.spec.enabled, spec.enabled) });
        // How long it works may change while it runs; anything else is another program.
        let (work_ms, work_max_ms) = (spec.work_ms, spec.work_max_ms);
        let same = ConsumerSpec { work_ms, work_max_ms, reads: spec.reads.clone(), ..(*old.spec).clone() };
        let restarts = same != *spec || old.reads != reads;
        if restarts {
            self.stop_consumer(id, State::Stopped, log);
        }
        let consumer = self.consumer_mut(id);
        consumer.set_spec(spec.clone());
        if consumer.reads != reads {
            consumer.reads = reads;
            consumer.positions.clear();
        }
        self.makes_queues(spec, log);
        if restarts && spec.enabled {
            self.start_consumer(id, log);
        }
        Ok(())
    }

    pub(in crate::world) fn remove_consumer(&mut self, name: &str, log: &mut Log) -> Result<(), Rejection> {
        let id = self.known_consumer(name)?;
        self.note(log, What::ConsumerChanged { consumer: id, change: Change::Removed });
        self.stop_consumer(id, State::Stopped, log);
        self.consumer_mut(id).removed = true;
        Ok(())
    }
}

fn check_choices(spec: &ConsumerSpec) -> Result<(), Rejection> {
    let range = |field: &str, value: Millis, least: Millis, most: Millis| {
        if (least..=most).contains(&value) { Ok(()) } else { Err(Rejection::range(field, least, most)) }
    };
    range("work_ms", spec.work_ms, 0, MAX_WAIT_MS)?;
    if let Some(most) = spec.work_max_ms {
        range("work_max_ms", most, spec.work_ms, MAX_WAIT_MS)?;
    }
    range("batch_size", spec.batch_size.into(), 1, MAX_BATCH)?;
    range("prefetch", spec.prefetch.into(), 0, MAX_BATCH)?;
    if let Some(wait) = spec.wait_ms {
        range("wait_ms", wait, MIN_PACE_MS, MAX_WAIT_MS)?;
    }
    if let Some(renew) = spec.renew {
        range("renew.every_ms", renew.every_ms, MIN_PACE_MS, MAX_WAIT_MS)?;
        range("renew.up_to_ms", renew.up_to_ms, 0, MAX_WAIT_MS)?;
    }
    if let Some(filter) = &spec.only_if {
        check_condition("only_if.condition", &filter.condition)?;
    }
    match &spec.fails {
        Some(Poison::Condition(text)) => check_condition("fails.condition", text)?,
        Some(Poison::EveryNth(n)) => range("fails.every-nth", (*n).into(), 1, u32::MAX.into())?,
        Some(Poison::NotJson) | None => {}
    }
    let stored = spec.from == Origin::StorageQueue;
    if let Some(hide) = spec.visibility_timeout {
        let (least, most) = (*GET_VISIBILITY_SECONDS.start() as u64, *GET_VISIBILITY_SECONDS.end() as u64);
        range("visibility_timeout", hide.max(0) as u64, least, most)?;
    }
    if let Some(poison) = &spec.poison {
        range("poison.after", poison.after.into(), 1, u32::MAX.into())?;
        if poison.queue.as_ref().is_some_and(|name| !is_storage_name(name)) {
            return Err(Rejection::new(RejectCode::IllegalName, "poison.queue"));
        }
    }
    // A Storage queue hands out up to 32, knows no prefetch, and has no dead-letter queue.
    if stored {
        range("batch_size", spec.batch_size.into(), 1, *NUM_OF_MESSAGES.end() as u64)?;
        range("prefetch", spec.prefetch.into(), 0, 0)?;
        if matches!(spec.on_failure, OnFailure::DeadLetter { .. }) {
            return Err(Rejection::new(RejectCode::IllegalValue, "on_failure"));
        }
    }
    if spec.from == Origin::Clock && spec.puts.is_none() {
        return Err(Rejection::new(RejectCode::IllegalValue, "puts"));
    }
    let together = spec.deduplicate.as_ref().is_some_and(|d| d.recorded == Recorded::WithEffect);
    if together && spec.effect.is_none() {
        return Err(Rejection::new(RejectCode::IllegalValue, "deduplicate.recorded"));
    }
    Ok(())
}
