//! Whom an entry is about: a send, an accepted message, a consumer.

use super::What;
use crate::model::ids::{ConsumerId, Lineage, SendId};

impl What {
    /// The send it is about, if it is about one.
    #[must_use]
    pub fn send(self) -> Option<SendId> {
        match self {
            Self::Sent { send, .. }
            | Self::Published { send, .. }
            | Self::PublishLost { send, .. }
            | Self::PubackArrived { send, .. }
            | Self::PubackLost { send, .. }
            | Self::SendTimedOut { send }
            | Self::PublishRefused { send, .. }
            | Self::PublishDelayed { send, .. }
            | Self::PubackDelayed { send, .. }
            | Self::PubackIgnored { send, .. }
            | Self::SendForgotten { send } => Some(send),
            other => other.lineage().map(Lineage::send),
        }
    }

    /// The consumer whose program's choices led to it, if there is one.
    #[must_use]
    pub fn consumer(self) -> Option<ConsumerId> {
        match self {
            Self::CallRefused { consumer, .. }
            | Self::CrashedHolding { consumer, .. }
            | Self::Forgotten { consumer, .. }
            | Self::ResponseArrived { consumer, .. }
            | Self::NothingReceived { consumer, .. }
            | Self::NothingVisible { consumer, .. }
            | Self::GetRefused { consumer, .. }
            | Self::Made { consumer, .. }
            | Self::PoisonFound { consumer, .. }
            | Self::StorageCallRefused { consumer, .. }
            | Self::Prefetched { consumer, .. }
            | Self::WorkFailed { consumer, .. }
            | Self::EffectApplied { consumer, .. }
            | Self::KeyRecorded { consumer, .. }
            | Self::DuplicateSkipped { consumer, .. }
            | Self::PassedBy { consumer, .. }
            | Self::CallRequested { consumer, .. }
            | Self::CallAnswered { consumer, .. } => Some(consumer),
            _ => None,
        }
    }

    /// The accepted message it is about, if it is about one.
    #[must_use]
    pub fn lineage(self) -> Option<Lineage> {
        match self {
            Self::Accepted { lineage, .. }
            | Self::Matched { lineage, .. }
            | Self::CopyOpened { lineage, .. }
            | Self::Orphaned { lineage }
            | Self::Delivered { lineage, .. }
            | Self::DeliveryFailed { lineage, .. }
            | Self::Dropped { lineage, .. }
            | Self::Invalid { lineage, .. }
            | Self::RetryStarted { lineage, .. }
            | Self::Locked { lineage, .. }
            | Self::ReceivedAndDeleted { lineage, .. }
            | Self::Completed { lineage, .. }
            | Self::SettleRefused { lineage, .. }
            | Self::LockExpired { lineage, .. }
            | Self::Expired { lineage, .. }
            | Self::DeadLettered { lineage, .. }
            | Self::Received { lineage, .. }
            | Self::SettleRequested { lineage, .. }
            | Self::SettleAnswered { lineage, .. }
            | Self::Lost { lineage, .. }
            | Self::EventRead { lineage, .. }
            | Self::Worked { lineage, .. }
            | Self::CallRefused { lineage, .. }
            | Self::CrashedHolding { lineage, .. }
            | Self::Forgotten { lineage, .. }
            | Self::Prefetched { lineage, .. }
            | Self::WorkFailed { lineage, .. }
            | Self::EffectApplied { lineage, .. }
            | Self::KeyRecorded { lineage, .. }
            | Self::DuplicateSkipped { lineage, .. }
            | Self::PassedBy { lineage, .. }
            | Self::CallRequested { lineage, .. }
            | Self::CallAnswered { lineage, .. }
            | Self::Made { lineage, .. }
            | Self::PoisonFound { lineage, .. }
            | Self::StorageCallRefused { lineage, .. }
            | Self::Enqueued { lineage, .. }
            | Self::Scheduled { lineage, .. }
            | Self::Activated { lineage, .. }
            | Self::ScheduleCancelled { lineage, .. }
            | Self::DuplicateDropped { lineage, .. }
            | Self::Abandoned { lineage, .. }
            | Self::Deferred { lineage, .. }
            | Self::LockRenewed { lineage, .. }
            | Self::LockRevoked { lineage, .. }
            | Self::Forwarded { lineage, .. }
            | Self::MessagePut { lineage, .. }
            | Self::MessageGot { lineage, .. }
            | Self::MessageUpdated { lineage, .. }
            | Self::MessageDeleted { lineage, .. }
            | Self::BecameVisible { lineage, .. }
            | Self::MessageExpired { lineage, .. }
            | Self::DeliveryDelayed { lineage, .. }
            | Self::DeliveryRefused { lineage, .. }
            | Self::CallLost { lineage, .. }
            | Self::CallDelayed { lineage, .. }
            | Self::AnswerLost { lineage, .. }
            | Self::AnswerDelayed { lineage, .. }
            | Self::Hangs { lineage, .. } => Some(lineage),
            Self::Sent { .. }
            | Self::Published { .. }
            | Self::PublishLost { .. }
            | Self::PubackArrived { .. }
            | Self::PubackLost { .. }
            | Self::SendTimedOut { .. }
            | Self::PublishRefused { .. }
            | Self::LinkCut { .. }
            | Self::DeviceReturned { .. }
            | Self::EndpointDown { .. }
            | Self::EndpointUp { .. }
            | Self::HealthChanged { .. }
            | Self::BatchStarted { .. }
            | Self::BlobWritten { .. }
            | Self::Waits { .. }
            | Self::ResponseArrived { .. }
            | Self::NothingReceived { .. }
            | Self::NothingVisible { .. }
            | Self::GetRefused { .. }
            | Self::Crashed { .. }
            | Self::Restarted { .. }
            | Self::DeviceChanged { .. }
            | Self::RouteChanged { .. }
            | Self::EndpointChanged { .. }
            | Self::ConsumerChanged { .. }
            | Self::FallbackSwitched { .. }
            | Self::FaultPlanned { .. }
            | Self::FaultStruck { .. }
            | Self::Refused { .. }
            | Self::Paused { .. }
            | Self::QueueChanged { .. }
            | Self::QueueIdledOut { .. }
            | Self::Peeked { .. }
            | Self::ReceivedNothing { .. }
            | Self::NamespaceRead { .. }
            | Self::NamespaceRefused { .. }
            | Self::QueueRefused { .. }
            | Self::StorageQueueChanged { .. }
            | Self::MessagesCleared { .. }
            | Self::MessagesPeeked { .. }
            | Self::GotNothing { .. }
            | Self::StorageQueueRead { .. }
            | Self::AccountRead { .. }
            | Self::AccountRefused { .. }
            | Self::StorageQueueRefused { .. }
            | Self::EventsReceived { .. }
            | Self::EventsRefused { .. }
            | Self::PublishDelayed { .. }
            | Self::PubackDelayed { .. }
            | Self::PubackIgnored { .. }
            | Self::SendForgotten { .. }
            | Self::DeviceRebooted { .. }
            | Self::EndpointFallsSick { .. }
            | Self::EndpointRecovers { .. }
            | Self::RouterRestarted { .. }
            | Self::ResponseLost { .. }
            | Self::ResponseDelayed { .. }
            | Self::Slowed { .. }
            | Self::SpeedRestored { .. } => None,
        }
    }
}
