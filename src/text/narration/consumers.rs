//! What a consumer's program does beside receiving and completing.

use super::Teller;
use crate::say;
use crate::text::{Arg, Key, Rich};
use crate::world::entry::{Entry, What};
use crate::world::spec::Poison;

impl Teller<'_> {
    /// Says an entry of a consumer program; of any other kind nothing.
    pub(super) fn tell_program(&self, entry: &Entry) -> Rich {
        let (Some(consumer), message) = (entry.what.consumer(), entry.what.lineage()) else { return Rich::default() };
        let (name, message) = (self.consumer(consumer), message.map(|lineage| self.message(lineage)));
        let (name, message) = (Arg::Name(&name), Arg::Code(message.as_deref().unwrap_or_default()));
        match entry.what {
            What::CallRefused { endpoint, call, error, .. } => {
                let queue = self.endpoint(endpoint);
                let (queue, call, error) = (Arg::Name(&queue), Arg::Text(call.code()), Arg::Text(error.code()));
                tell!(
                    self,
                    EntryCallRefused,
                    queue = queue,
                    call = call,
                    message = message,
                    consumer = name,
                    error = error
                )
            }
            What::CrashedHolding { .. } => tell!(self, EntryCrashedHolding, consumer = name, message = message),
            What::Forgotten { .. } => tell!(self, EntryForgotten, consumer = name, message = message),
            What::ResponseArrived { messages, .. } => {
                tell!(self, EntryResponseArrived, consumer = name, messages = u64::from(messages))
            }
            What::NothingReceived { endpoint, .. } => {
                tell!(self, EntryNothingReceived, consumer = name, endpoint = Arg::Name(&self.endpoint(endpoint)))
            }
            What::NothingVisible { queue, .. } => {
                let queue = self.world.storage().name_of(queue);
                tell!(self, EntryNothingVisible, consumer = name, queue = Arg::Name(&queue))
            }
            What::GetRefused { error, .. } => {
                tell!(self, EntryGetRefused, consumer = name, error = Arg::Code(error.code()))
            }
            What::Made { .. } => tell!(self, EntryMade, consumer = name, message = message),
            What::PoisonFound { count, .. } => {
                tell!(self, EntryPoisonFound, consumer = name, message = message, count = u64::from(count))
            }
            What::StorageCallRefused { call, error, .. } => {
                let (call, error) = (Arg::Text(call.code()), Arg::Code(error.code()));
                tell!(self, EntryStorageCallRefused, consumer = name, call = call, message = message, error = error)
            }
            What::Prefetched { held, .. } => {
                tell!(self, EntryPrefetched, message = message, consumer = name, held = u64::from(held))
            }
            What::WorkFailed { why, .. } => {
                let n = match &self.world.consumers()[consumer.index()].spec.fails {
                    Some(Poison::EveryNth(n)) => u64::from(*n),
                    _ => 0,
                };
                let why = Arg::Text(why.code());
                tell!(self, EntryWorkFailed, consumer = name, message = message, why = why, n = n)
            }
            What::EffectApplied { kind, nth, .. } => {
                let kind = Arg::Text(kind.code());
                if nth > 1 {
                    let nth = u64::from(nth);
                    tell!(self, EntryEffectAppliedAgain, consumer = name, kind = kind, message = message, nth = nth)
                } else {
                    tell!(self, EntryEffectApplied, consumer = name, kind = kind, message = message)
                }
            }
            What::KeyRecorded { durable: true, .. } => {
                tell!(self, EntryKeyRecordedDurable, consumer = name, message = message)
            }
            What::KeyRecorded { durable: false, .. } => {
                tell!(self, EntryKeyRecorded, consumer = name, message = message)
            }
            What::DuplicateSkipped { applied: true, .. } => {
                tell!(self, EntryDuplicateSkipped, consumer = name, message = message)
            }
            What::DuplicateSkipped { applied: false, .. } => {
                tell!(self, EntryDuplicateSkippedMissed, consumer = name, message = message)
            }
            What::PassedBy { .. } => tell!(self, EntryPassedBy, consumer = name, message = message),
            What::CallRequested { call, .. } => {
                tell!(self, EntryCallRequested, consumer = name, call = Arg::Text(call.code()), message = message)
            }
            What::CallAnswered { call, ok, .. } => {
                let call = Arg::Text(call.code());
                if ok {
                    tell!(self, EntryCallAnswered, consumer = name, message = message, call = call)
                } else {
                    tell!(self, EntryCallAnsweredRefused, consumer = name, message = message, call = call)
                }
            }
            _ => Rich::default(),
        }
    }
}
