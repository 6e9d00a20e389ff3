//! What happened to a queue: small typed facts, in the order in which they happened.

use super::store::{Counts, SubQueue};
use crate::model::ids::Lineage;
use crate::model::time::Timestamp;

/// One thing that happened to the queue or to one of its messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Message {
        /// The number after the change: an activated message has its new one.
        sequence: u64,
        lineage: Lineage,
        body_bytes: u32,
        /// Where the message was when it happened.
        sub_queue: SubQueue,
        what: What,
    },
    /// A send succeeded, but its message id was seen within the window: nothing was stored.
    DuplicateDropped { lineage: Lineage },
    /// Idle for too long, or deleted; with it went what it held, and so many bytes of bodies.
    QueueDeleted { held: Counts, body_bytes: u64 },
}

/// What happened to one message. `delivery` counts deliveries of the message from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Enqueued,
    Scheduled {
        at: Timestamp,
    },
    /// The scheduled time came: the message left its temporary number `old` for a new one.
    Activated {
        old: u64,
    },
    Cancelled,
    Locked {
        delivery: u32,
        until: Timestamp,
        holder: u32,
    },
    ReceivedAndDeleted {
        delivery: u32,
        holder: u32,
    },
    Completed {
        delivery: u32,
        holder: u32,
    },
    Abandoned {
        delivery: u32,
        holder: u32,
        then: Then,
    },
    Deferred {
        delivery: u32,
        holder: u32,
        then: Then,
    },
    LockRenewed {
        until: Timestamp,
        holder: u32,
    },
    LockExpired {
        delivery: u32,
        holder: u32,
        then: Then,
    },
    /// The queue's settings changed, which ends every lock.
    LockRevoked {
        delivery: u32,
        holder: u32,
        then: Then,
    },
    /// Time to live ran out while nobody held the message.
    Expired {
        then: Then,
    },
    /// By the application, or because of a failed forwarding.
    DeadLettered {
        reason: Reason,
    },
    /// On its way to the queue that this one forwards to.
    Forwarded,
}

/// Where a message is after a delivery ended without success, or after its time to live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// Receivable again, in its old place.
    Active,
    Deferred,
    DeadLettered(Reason),
    /// Its time to live is over and the queue drops what expires.
    Dropped,
}

/// Why a message was dead-lettered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    MaxDeliveryCountExceeded,
    TtlExpired,
    HeaderSizeExceeded,
    SessionIdIsNull,
    MaxTransferHopCountExceeded,
    /// The queue to forward to did not take it; the error's name is the reason text.
    ForwardingFailed,
    /// The application's own call; its reason text, if any, is a property of the message.
    Application,
}

impl Reason {
    /// The service's text in `DeadLetterReason`, where it is the broker that sets it.
    #[must_use]
    pub fn as_str(self) -> Option<&'static str> {
        match self {
            Self::MaxDeliveryCountExceeded => Some("MaxDeliveryCountExceeded"),
            Self::TtlExpired => Some("TTLExpiredException"),
            Self::HeaderSizeExceeded => Some("HeaderSizeExceeded"),
            Self::SessionIdIsNull => Some("Session id is null."),
            Self::MaxTransferHopCountExceeded => Some("MaxTransferHopCountExceeded"),
            Self::ForwardingFailed | Self::Application => None,
        }
    }
}
