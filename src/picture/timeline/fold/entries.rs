//! What each kind of entry says of the lanes.

use super::{Fold, break_of};
use crate::model::ids::{EndpointId, Lineage};
use crate::model::time::Millis;
use crate::picture::timeline::{BreakKind, End, FlagKind, Mark, Thread};
use crate::world::entry::{Call, Change, Entry, What};

impl Fold {
    pub(super) fn take(&mut self, entry: &Entry) {
        let at = entry.at.since(self.start);
        match entry.what {
            What::Sent { send, .. } => self.device(send.producer.expect_device(), at, entry, Some(Mark::Sent)),
            What::Published { send, attempt } => {
                let mark = (attempt > 1).then_some(Mark::Resent);
                self.device(send.producer.expect_device(), at, entry, mark);
                let lane = self.device_lane(send.producer.expect_device());
                self.on_the_wire.insert(send, self.threads.len());
                let sent = lane.map(|lane| (lane, at));
                self.threads.push(Thread { send, sent, accepted: None, lost: None, ends: Vec::new() });
            }
            What::PublishLost { send, .. } | What::PublishRefused { send, .. } => {
                self.device(send.producer.expect_device(), at, entry, None);
                if matches!(entry.what, What::PublishLost { .. }) {
                    self.strikes(at, entry.step).lost = Some(FlagKind::PublishLost);
                }
                if let Some(thread) = self.on_the_wire.remove(&send) {
                    self.threads[thread].lost = Some(at);
                }
            }
            What::PubackLost { send, .. } => {
                self.device(send.producer.expect_device(), at, entry, None);
                self.strikes(at, entry.step).lost = Some(FlagKind::PubackLost);
            }
            What::PubackArrived { send, .. } | What::SendTimedOut { send } => {
                self.device(send.producer.expect_device(), at, entry, None);
            }
            What::LinkCut { device } => {
                self.device(device, at, entry, None);
                self.cut.get_or_insert(device, (at, BreakKind::Cut));
                self.strikes(at, entry.step).hit = Some(FlagKind::Disconnect);
            }
            What::DeviceReturned { device, .. } => {
                self.device(device, at, entry, None);
                if let Some(since) = self.cut.remove(&device) {
                    self.broke(self.devices.get(&device).copied(), since, at);
                }
            }
            What::DeviceChanged { device, .. } | What::DeviceRebooted { device, .. } => {
                self.device(device, at, entry, None);
            }
            What::PublishDelayed { send, .. }
            | What::PubackDelayed { send, .. }
            | What::PubackIgnored { send, .. }
            | What::SendForgotten { send } => self.device(send.producer.expect_device(), at, entry, None),

            What::Accepted { lineage, .. } => {
                self.hub(at, entry, Some(Mark::Accepted));
                let send = lineage.send();
                let thread = self.on_the_wire.remove(&send).unwrap_or_else(|| {
                    self.threads.push(Thread { send, sent: None, accepted: None, lost: None, ends: Vec::new() });
                    self.threads.len() - 1
                });
                self.threads[thread].accepted = Some(at);
                self.accepted.insert(lineage, thread);
            }
            What::Orphaned { .. } => self.hub(at, entry, Some(Mark::Orphaned)),
            What::Matched { .. }
            | What::RouteChanged { .. }
            | What::FallbackSwitched { .. }
            | What::Refused { .. }
            | What::Paused { .. }
            | What::NamespaceRead { .. }
            | What::NamespaceRefused { .. }
            | What::EventsReceived { .. }
            | What::EventsRefused { .. } => self.hub(at, entry, None),

            What::Delivered { lineage, endpoint, label, .. } => self.delivered(at, entry, lineage, endpoint, label),
            What::DeliveryFailed { endpoint, .. } => self.endpoint(endpoint, at, entry, Some(Mark::Failed), 0),
            What::Dropped { endpoint, .. } | What::Invalid { endpoint, .. } => {
                self.endpoint(endpoint, at, entry, Some(Mark::Refused), 0);
            }
            What::EndpointDown { endpoint } => {
                self.endpoint(endpoint, at, entry, None, 0);
                self.down.get_or_insert(endpoint, (at, BreakKind::Down));
                self.strikes(at, entry.step).hit = Some(FlagKind::Outage);
            }
            What::EndpointUp { endpoint } => {
                self.endpoint(endpoint, at, entry, None, 0);
                if let Some(since) = self.down.remove(&endpoint) {
                    self.broke(self.endpoints.get(&endpoint).copied(), since, at);
                }
            }
            What::HealthChanged { endpoint, health } => {
                self.endpoint(endpoint, at, entry, None, 0);
                if let Some(since) = self.unwell.remove(&endpoint) {
                    self.broke(self.endpoints.get(&endpoint).copied(), since, at);
                }
                if let Some(kind) = break_of(health) {
                    self.unwell.insert(endpoint, (at, kind));
                }
            }
            What::RetryStarted { endpoint, .. }
            | What::BatchStarted { endpoint, .. }
            | What::DeliveryDelayed { endpoint, .. }
            | What::EndpointFallsSick { endpoint, .. }
            | What::EndpointRecovers { endpoint, .. }
            | What::DeliveryRefused { endpoint, .. }
            | What::RouterRestarted { endpoint, .. } => {
                self.endpoint(endpoint, at, entry, None, 0);
            }
            What::BlobWritten { endpoint, .. } => self.endpoint(endpoint, at, entry, Some(Mark::BlobWritten), 0),
            What::EndpointChanged { endpoint, change } => {
                self.endpoint(endpoint, at, entry, None, 0);
                if change == Change::Removed {
                    self.in_queue(endpoint, |well| well.breaks(at));
                }
            }

            What::Locked { lineage, endpoint, sequence, delivery, .. } => {
                self.in_queue(endpoint, |well| well.is_locked(sequence, lineage, delivery, at));
                self.queue(endpoint, at, entry, sequence);
            }
            What::SettleRefused { endpoint, .. } => self.endpoint(endpoint, at, entry, None, 0),
            What::LockExpired { endpoint, sequence, .. } => {
                self.queue(endpoint, at, entry, sequence);
                self.in_queue(endpoint, |well| well.lock_expires(sequence, at));
            }
            What::Completed { endpoint, sequence, .. } | What::ReceivedAndDeleted { endpoint, sequence, .. } => {
                self.queue(endpoint, at, entry, sequence);
                self.in_queue(endpoint, |well| well.leaves(sequence, End::Completed, at));
            }
            What::Expired { endpoint, sequence, .. } | What::DeadLettered { endpoint, sequence, .. } => {
                self.queue(endpoint, at, entry, sequence);
                self.in_queue(endpoint, |well| well.leaves(sequence, End::Broken, at));
            }

            What::Abandoned { endpoint, sequence, .. } => {
                self.queue(endpoint, at, entry, sequence);
                self.in_queue(endpoint, |well| well.is_given_back(sequence, at));
            }
            What::LockRenewed { endpoint, sequence, .. } => self.queue(endpoint, at, entry, sequence),
            What::CallRefused { endpoint, .. } => self.endpoint(endpoint, at, entry, None, 0),

            What::Received { lineage, consumer, .. } => {
                self.stops_working(consumer, at, End::Next);
                self.consumer(consumer, at, entry, None);
                self.work.insert(consumer, (lineage, at));
            }
            What::EventRead { consumer, .. } => self.consumer(consumer, at, entry, Some(Mark::Read)),
            What::SettleRequested { consumer, .. }
            | What::ResponseArrived { consumer, .. }
            | What::NothingReceived { consumer, .. }
            | What::GetRefused { consumer, .. }
            | What::Made { consumer, .. }
            | What::PoisonFound { consumer, .. }
            | What::Prefetched { consumer, .. }
            | What::WorkFailed { consumer, .. }
            | What::EffectApplied { consumer, .. }
            | What::KeyRecorded { consumer, .. }
            | What::DuplicateSkipped { consumer, .. }
            | What::PassedBy { consumer, .. }
            | What::ResponseLost { consumer, .. }
            | What::ResponseDelayed { consumer, .. }
            | What::CallLost { consumer, .. }
            | What::CallDelayed { consumer, .. }
            | What::AnswerLost { consumer, .. }
            | What::AnswerDelayed { consumer, .. }
            | What::Slowed { consumer, .. }
            | What::SpeedRestored { consumer }
            | What::Hangs { consumer, .. }
            | What::CallRequested { consumer, .. }
            | What::CallAnswered { consumer, .. }
            | What::StorageCallRefused { consumer, .. } => {
                self.consumer(consumer, at, entry, None);
                // A worker on a Storage queue is done with a message when it hears of its deletion.
                if let What::CallAnswered { call: Call::Delete, .. }
                | What::StorageCallRefused { call: Call::Delete, .. } = entry.what
                {
                    self.stops_working(consumer, at, End::Next);
                }
            }
            What::Waits { consumer, .. }
            | What::NothingVisible { consumer, .. }
            | What::SettleAnswered { consumer, .. }
            | What::Worked { consumer, .. } => {
                self.consumer(consumer, at, entry, None);
                self.stops_working(consumer, at, End::Next);
            }
            What::Crashed { consumer } | What::CrashedHolding { consumer, .. } => {
                self.consumer(consumer, at, entry, Some(Mark::Crashed));
                self.stops_working(consumer, at, End::Broken);
                self.crashed.insert(consumer, (at, BreakKind::Crashed));
                self.strikes(at, entry.step).hit = Some(FlagKind::Crash);
            }
            What::Restarted { consumer } => {
                self.consumer(consumer, at, entry, None);
                self.recovers(consumer, at);
            }
            What::Lost { consumer, .. } => self.stops_working(consumer, at, End::Broken),
            What::ConsumerChanged { consumer, change } => {
                self.consumer(consumer, at, entry, None);
                if matches!(change, Change::Disabled | Change::Removed) {
                    self.stops_working(consumer, at, End::Broken);
                    self.recovers(consumer, at);
                }
            }

            What::FaultStruck { fault } => self.strikes(at, entry.step).fault = Some(fault),
            What::Forgotten { .. } | What::FaultPlanned { .. } | What::CopyOpened { .. } => {}

            What::Enqueued { lineage, endpoint, sequence } | What::Activated { lineage, endpoint, sequence, .. } => {
                self.in_queue(endpoint, |well| well.arrives(sequence, lineage, at));
                self.queue(endpoint, at, entry, sequence);
            }
            What::Deferred { endpoint, sequence, .. } | What::LockRevoked { endpoint, sequence, .. } => {
                self.queue(endpoint, at, entry, sequence);
                self.in_queue(endpoint, |well| well.lock_expires(sequence, at));
            }
            What::Forwarded { endpoint, sequence, .. } => {
                self.queue(endpoint, at, entry, sequence);
                self.in_queue(endpoint, |well| well.leaves(sequence, End::Completed, at));
            }
            What::QueueChanged { endpoint, change } => {
                self.endpoint(endpoint, at, entry, None, 0);
                if change == Change::Removed {
                    self.in_queue(endpoint, |well| well.breaks(at));
                }
            }
            What::QueueIdledOut { endpoint, .. } => {
                self.endpoint(endpoint, at, entry, None, 0);
                self.in_queue(endpoint, |well| well.breaks(at));
            }
            What::Scheduled { endpoint, .. }
            | What::ScheduleCancelled { endpoint, .. }
            | What::DuplicateDropped { endpoint, .. }
            | What::Peeked { endpoint, .. }
            | What::ReceivedNothing { endpoint }
            | What::QueueRefused { endpoint, .. } => self.endpoint(endpoint, at, entry, None, 0),
            // Storage queues have no lane.
            What::StorageQueueChanged { .. }
            | What::MessagePut { .. }
            | What::MessageGot { .. }
            | What::MessageUpdated { .. }
            | What::MessageDeleted { .. }
            | What::BecameVisible { .. }
            | What::MessageExpired { .. }
            | What::MessagesCleared { .. }
            | What::MessagesPeeked { .. }
            | What::GotNothing { .. }
            | What::StorageQueueRead { .. }
            | What::AccountRead { .. }
            | What::AccountRefused { .. }
            | What::StorageQueueRefused { .. } => {}
        }
    }

    fn delivered(&mut self, at: Millis, entry: &Entry, lineage: Lineage, endpoint: EndpointId, label: u32) {
        let is_queue = self.wells.contains_key(&endpoint);
        // A queue that detects duplicates takes the second one and throws it away: it has no number.
        let line = if is_queue && label > 0 {
            self.in_queue(endpoint, |well| well.arrives(label, lineage, at));
            self.wells.get(&endpoint).map_or(0, |well| well.line_of(label))
        } else {
            0
        };
        self.endpoint(endpoint, at, entry, (!is_queue).then_some(Mark::Delivered), line);
        if let (Some(&thread), Some(lane)) = (self.accepted.get(&lineage), self.endpoint_lane(endpoint)) {
            self.threads[thread].ends.push((lane, line, at));
        }
    }
}
