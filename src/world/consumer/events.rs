//! Readers of the built-in endpoint.

use crate::model::ids::{ConsumerId, EndpointId};
use crate::model::time::Timestamp;
use crate::world::World;
use crate::world::agenda::Occurrence;
use crate::world::consumer::State;
use crate::world::consumer::program::Line;
use crate::world::consumer::run::runs;
use crate::world::endpoint::Kind;
use crate::world::entry::{Log, What};

impl World {
    /// Begins after what is there, or where it was before a crash.
    pub(super) fn start_reader(&mut self, id: ConsumerId, reads: EndpointId) {
        let Kind::BuiltIn(events) = &self.endpoints[reads.index()].kind else { return };
        let ends: Vec<_> = events.partitions.iter().map(|p| p.events.end()).collect();
        let consumer = self.consumer_mut(id);
        if consumer.positions.is_empty() {
            consumer.positions = ends;
        }
        consumer.state = State::Waiting;
        self.offer(reads);
    }

    pub(super) fn offer_events(&mut self, id: EndpointId) {
        let all = self.consumers.iter().enumerate();
        let readers =
            all.filter(|(_, c)| !c.removed && c.endpoint() == Some(id)).map(|(index, _)| ConsumerId(index as u16));
        for reader in readers.collect::<Vec<_>>() {
            let consumer = &self.consumers[reader.index()];
            if matches!(consumer.state, State::Waiting) && !consumer.reading && self.next_event(reader).is_some() {
                let life = consumer.life;
                self.consumer_mut(reader).reading = true;
                self.schedule_consumer(reader, self.now, Occurrence::ReadsNext { consumer: reader, life });
            }
        }
    }

    /// The oldest event that a reader has not read: its partition and sequence number.
    fn next_event(&self, id: ConsumerId) -> Option<(u16, u64)> {
        let consumer = &self.consumers[id.index()];
        let Kind::BuiltIn(events) = &self.endpoints[consumer.endpoint()?.index()].kind else { return None };
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

    pub(in crate::world) fn reads_next(&mut self, id: ConsumerId, life: u32, log: &mut Log) -> bool {
        let consumer = &self.consumers[id.index()];
        if consumer.removed || consumer.life != life {
            return false;
        }
        let Some(reads) = consumer.endpoint() else { return false };
        self.consumer_mut(id).reading = false;
        let Some((partition, index)) = self.next_event(id) else { return false };
        let Kind::BuiltIn(events) = &self.endpoints[reads.index()].kind else { return false };
        let Some(event) = events.partitions[usize::from(partition)].events.get(index) else { return false };
        let lineage = event.lineage;
        self.begin();
        let consumer = self.consumer_mut(id);
        consumer.positions[usize::from(partition)] = index + 1;
        consumer.events_read += 1;
        runs(id, Line::Take, log);
        self.note(log, What::EventRead { lineage, consumer: id, partition, offset: index as u32 });
        self.offer(reads);
        true
    }
}
