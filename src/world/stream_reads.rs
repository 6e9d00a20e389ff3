//! Reading the built-in endpoint by hand: from a position, for a consumer group, removing nothing.
//!
//! Models: iot-hub.md 3.2: a reader starts at a sequence number, an offset, a time, the oldest or the newest event; each
//! consumer group has its own position in each partition.
//! Differs(consumer-groups-by-use): a consumer group is there as soon as somebody reads under its name, and neither groups nor their readers are limited in number. [doc:bi]
//! Assumed(position-of-a-new-group): a consumer group that never read begins at the oldest event. [choice]

use crate::model::hub::built_in::{BuiltIn, Partition};
use crate::model::ids::EndpointId;
use crate::world::World;
use crate::world::command::{Rejection, ServiceRefusal};
use crate::world::endpoint::Kind;
use crate::world::entry::{Log, RejectCode, ServiceError, What};
use crate::world::operation::{EventPosition, EventsOperation, ReceivedEvent};
use std::sync::Arc;

impl World {
    /// A call of the person on the built-in endpoint. The caller has begun the step.
    pub(super) fn events_call(
        &mut self,
        operation: &EventsOperation,
        log: &mut Log,
    ) -> Result<Vec<ReceivedEvent>, Rejection> {
        let EventsOperation::Receive { group, partition, from, max } = operation;
        let now = self.now;
        let Kind::BuiltIn(events) = &mut self.endpoint_mut(EndpointId::BUILT_IN).kind else {
            return Err(Rejection::new(RejectCode::UnknownEndpoint, "events"));
        };
        for gone in events.retire(now) {
            self.is_gone(gone.stored.message.body.len());
        }
        let events = self.built_in();
        let partitions = events.partitions.len() as u16;
        let needs_one = matches!(from, EventPosition::Offset(_) | EventPosition::SequenceNumber(_));
        if partition.is_some_and(|partition| partition >= partitions) || (needs_one && partition.is_none()) {
            return Err(out_of_range("partition", u64::from(partitions - 1)));
        }
        if *max == 0 {
            return Err(out_of_range("max", u64::from(u32::MAX)));
        }
        let chosen = |at: u16| partition.is_none_or(|only| only == at);
        let stands = self.person.positions.get(&**group);
        let mut next: Vec<Option<u64>> = (0..partitions)
            .map(|at| {
                let stood = stands.and_then(|positions| positions.get(usize::from(at)).copied().flatten());
                chosen(at).then(|| start(&events.partitions[usize::from(at)], *from, stood))
            })
            .collect();
        let mut read = Vec::new();
        while (read.len() as u64) < u64::from(*max) {
            let oldest = (0..partitions).filter_map(|at| {
                let number = next[usize::from(at)]?;
                let event = events.partitions[usize::from(at)].events.get(number)?;
                Some((event.enqueued_at, at, number))
            });
            let Some((enqueued_at, at, number)) = oldest.min() else { break };
            next[usize::from(at)] = Some(number + 1);
            if let Some(event) = events.partitions[usize::from(at)].events.get(number) {
                read.push(ReceivedEvent {
                    partition: at,
                    sequence_number: number,
                    offset: event.offset,
                    enqueued_at,
                    lineage: event.lineage,
                    stored: event.stored.clone(),
                });
            }
        }
        let count = usize::from(partitions);
        let positions = Arc::make_mut(&mut self.person.positions).get_or_insert(group.clone(), vec![None; count]);
        for (position, next) in positions.iter_mut().zip(next) {
            *position = next.or(*position);
        }
        self.note(log, What::EventsReceived { events: read.len() as u32 });
        Ok(read)
    }

    fn built_in(&self) -> &BuiltIn {
        self.endpoints[EndpointId::BUILT_IN.index()].events().expect("the first endpoint is the built-in one")
    }
}

/// The number of the first event to read.
fn start(partition: &Partition, from: EventPosition, stood: Option<u64>) -> u64 {
    let events = &partition.events;
    let at = match from {
        EventPosition::Next => stood.unwrap_or_default(),
        EventPosition::Earliest => 0,
        EventPosition::Latest => events.end(),
        EventPosition::Offset(offset) => events.partition_point(|event| event.offset < offset),
        EventPosition::SequenceNumber(number) => number,
        EventPosition::EnqueuedTime(time) => events.partition_point(|event| event.enqueued_at < time),
    };
    at.max(events.start())
}

fn out_of_range(argument: &'static str, most: u64) -> Rejection {
    let details = vec![("argument", Arc::from(argument)), ("maximum", most.to_string().into())];
    let service = ServiceRefusal { error: ServiceError::ArgumentOutOfRange, status: 400, details };
    Rejection { service: Some(Box::new(service)), ..Rejection::new(RejectCode::Service, "events") }
}
