//! What happened, as data: codes and typed arguments, never sentences. At most 40 bytes an entry.
//!
//! A step writes one headline entry and perhaps details; `text` says them in the reader's language.

mod encoded;
mod field;
mod log;
mod subject;

use crate::model::ids::{ConsumerId, DeviceId, EndpointId, Lineage, RouteId, SendId, StorageQueueId};
use crate::model::time::Timestamp;
use crate::world::spec::{EffectKind, Sickness};
use encoded::{Encoded, LARGEST, Put as _};
pub use field::Field;
pub use log::Log;

/// One line of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub at: Timestamp,
    /// The step it belongs to, from 1.
    pub step: u32,
    /// The step that led to it; 0 when nothing in the run did.
    pub cause: u32,
    pub what: What,
}

const _: () = assert!(size_of::<Entry>() <= LARGEST);

macro_rules! what {
    ($($(#[$doc:meta])* $number:literal $name:ident $code:literal { $($field:ident: $type:ty),* $(,)? })*) => {
        /// What happened. The numbers are part of the model version: add, never renumber.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum What {
            $($(#[$doc])* $name { $($field: $type),* },)*
        }

        impl What {
            /// The stable name of the kind, as it stands in transcripts.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$name { .. } => $code,)*
                }
            }

            /// Its typed arguments by name.
            #[must_use]
            pub fn fields(self) -> Vec<(&'static str, Field)> {
                match self {
                    $(Self::$name { $($field),* } => vec![$((stringify!($field), $field.into())),*],)*
                }
            }

            #[inline(always)]
            fn encode(self, out: &mut Encoded) {
                match self {
                    $(Self::$name { $($field),* } => {
                        out.put($number, 1);
                        $($field.put(out);)*
                    })*
                }
            }
        }
    };
}

what! {
    /// The program called `send_event_async`. `was_idle`: the send status printed after the sleep before it.
    1 Sent "sent" { send: SendId, queued: bool, was_idle: bool }
    /// A PUBLISH left the device; attempt 2 and later carry DUP.
    2 Published "published" { send: SendId, attempt: u16 }
    3 PublishLost "publish-lost" { send: SendId, attempt: u16 }
    /// The hub stored it: durable from here on.
    4 Accepted "accepted" { lineage: Lineage, partition: u16, offset: u32 }
    5 PubackArrived "puback-arrived" { send: SendId, attempt: u16 }
    6 PubackLost "puback-lost" { send: SendId, attempt: u16 }
    /// The client called back with `MESSAGE_TIMEOUT` and forgot the message.
    7 SendTimedOut "send-timed-out" { send: SendId }
    /// The hub refused the PUBLISH: over MQTT the device sees only a closed connection.
    8 PublishRefused "publish-refused" { send: SendId, attempt: u16 }
    9 LinkCut "link-cut" { device: DeviceId }
    10 DeviceReturned "device-returned" { device: DeviceId, waiting: u32 }

    /// The routes were evaluated: how many endpoints, and whether only the fallback route matched.
    20 Matched "matched" { lineage: Lineage, endpoints: u16, fallback: bool }
    /// A unit of account was opened: this accepted message for this endpoint.
    21 CopyOpened "copy-opened" { lineage: Lineage, endpoint: EndpointId }
    22 Orphaned "orphaned" { lineage: Lineage }

    /// The endpoint took it. `label`: sequence number, offset or place in the batch. `repeat`: not its first time.
    30 Delivered "delivered" { lineage: Lineage, endpoint: EndpointId, label: u32, repeat: bool }
    31 DeliveryFailed "delivery-failed" { lineage: Lineage, endpoint: EndpointId, attempt: u16, retry_ms: u32 }
    32 Dropped "dropped" { lineage: Lineage, endpoint: EndpointId, reason: DropReason }
    33 Invalid "invalid" { lineage: Lineage, endpoint: EndpointId }
    34 EndpointDown "endpoint-down" { endpoint: EndpointId }
    35 EndpointUp "endpoint-up" { endpoint: EndpointId }
    36 HealthChanged "health-changed" { endpoint: EndpointId, health: Health }
    37 RetryStarted "retry-started" { lineage: Lineage, endpoint: EndpointId, attempt: u16 }

    40 Locked "locked" { lineage: Lineage, endpoint: EndpointId, consumer: ConsumerId, sequence: u32, delivery: u16 }
    41 ReceivedAndDeleted "received-and-deleted" { lineage: Lineage, endpoint: EndpointId, consumer: ConsumerId, sequence: u32 }
    42 Completed "completed" { lineage: Lineage, endpoint: EndpointId, consumer: ConsumerId, sequence: u32 }
    43 SettleRefused "settle-refused" { lineage: Lineage, endpoint: EndpointId, consumer: ConsumerId, error: SettleError }
    44 LockExpired "lock-expired" { lineage: Lineage, endpoint: EndpointId, sequence: u32, delivery: u16 }
    45 Expired "expired" { lineage: Lineage, endpoint: EndpointId, sequence: u32 }
    46 DeadLettered "dead-lettered" { lineage: Lineage, endpoint: EndpointId, sequence: u32, reason: DeadLetterReason }

    50 BatchStarted "batch-started" { endpoint: EndpointId, partition: u16 }
    51 BlobWritten "blob-written" { endpoint: EndpointId, messages: u32, partition: u16 }

    60 Waits "waits" { consumer: ConsumerId, endpoint: EndpointId }
    61 Received "received" { lineage: Lineage, consumer: ConsumerId, delivery: u16 }
    62 SettleRequested "settle-requested" { lineage: Lineage, consumer: ConsumerId }
    63 SettleAnswered "settle-answered" { lineage: Lineage, consumer: ConsumerId, settled: bool }
    64 Crashed "crashed" { consumer: ConsumerId }
    65 Restarted "restarted" { consumer: ConsumerId }
    /// Received and deleted, then the consumer crashed before it was done: it is nowhere any more.
    66 Lost "lost" { lineage: Lineage, consumer: ConsumerId }
    67 EventRead "event-read" { lineage: Lineage, consumer: ConsumerId, partition: u16, offset: u32 }
    /// Work on a received-and-deleted message is done: there is nothing to settle.
    68 Worked "worked" { lineage: Lineage, consumer: ConsumerId }

    80 DeviceChanged "device" { device: DeviceId, change: Change }
    81 RouteChanged "route" { route: RouteId, change: Change }
    82 EndpointChanged "endpoint" { endpoint: EndpointId, change: Change }
    83 ConsumerChanged "consumer" { consumer: ConsumerId, change: Change }
    84 FallbackSwitched "fallback" { on: bool }
    85 FaultPlanned "fault-planned" { fault: u16 }
    86 FaultStruck "fault-struck" { fault: u16 }
    87 Refused "refused" { code: RejectCode }
    88 Paused "paused" { reason: PauseReason }

    /// A queue of the Service Bus namespace that stands alone, or one behind an endpoint by a call on the namespace.
    100 QueueChanged "queue" { endpoint: EndpointId, change: Change }
    /// Idle for too long: the queue deleted itself, with so many messages.
    101 QueueIdledOut "queue-idled-out" { endpoint: EndpointId, messages: u32 }
    /// Put straight into the queue, or forwarded there.
    102 Enqueued "enqueued" { lineage: Lineage, endpoint: EndpointId, sequence: u32 }
    /// Sent with a time to come; `sequence` is temporary. `after_ms` stops at its largest value.
    103 Scheduled "scheduled" { lineage: Lineage, endpoint: EndpointId, sequence: u32, after_ms: u32 }
    104 Activated "activated" { lineage: Lineage, endpoint: EndpointId, sequence: u32, old: u32 }
    105 ScheduleCancelled "schedule-cancelled" { lineage: Lineage, endpoint: EndpointId, sequence: u32 }
    /// The send succeeded, and the queue threw the message away: its message id was seen within the window.
    106 DuplicateDropped "duplicate-dropped" { lineage: Lineage, endpoint: EndpointId }
    107 Abandoned "abandoned" { lineage: Lineage, endpoint: EndpointId, consumer: ConsumerId, sequence: u32, delivery: u16 }
    108 Deferred "deferred" { lineage: Lineage, endpoint: EndpointId, consumer: ConsumerId, sequence: u32, delivery: u16 }
    109 LockRenewed "lock-renewed" { lineage: Lineage, endpoint: EndpointId, consumer: ConsumerId, sequence: u32 }
    /// A change of the queue's settings ended the lock.
    110 LockRevoked "lock-revoked" { lineage: Lineage, endpoint: EndpointId, sequence: u32, delivery: u16 }
    /// On its way by itself to another queue; `to` is the same queue where that one does not exist.
    111 Forwarded "forwarded" { lineage: Lineage, endpoint: EndpointId, to: EndpointId, sequence: u32 }
    112 Peeked "peeked" { endpoint: EndpointId, messages: u32 }
    /// A call by hand found nothing to receive: no error.
    113 ReceivedNothing "received-nothing" { endpoint: EndpointId }
    /// A call on the namespace that changes nothing.
    114 NamespaceRead "namespace-read" { queues: u32 }
    /// The namespace refused a call on a queue that is not there, or is not there yet.
    115 NamespaceRefused "namespace-refused" { error: ServiceError }
    116 QueueRefused "queue-refused" { endpoint: EndpointId, error: ServiceError }

    120 StorageQueueChanged "storage-queue" { queue: StorageQueueId, change: Change }
    121 MessagePut "put" { lineage: Lineage, queue: StorageQueueId, number: u32 }
    122 MessageGot "got" { lineage: Lineage, queue: StorageQueueId, consumer: ConsumerId, number: u32, count: u16 }
    123 MessageUpdated "updated" { lineage: Lineage, queue: StorageQueueId, consumer: ConsumerId, number: u32, text: bool }
    124 MessageDeleted "deleted" { lineage: Lineage, queue: StorageQueueId, consumer: ConsumerId, number: u32 }
    /// The visibility timeout ended; count and receipt stay as they were.
    125 BecameVisible "visible" { lineage: Lineage, queue: StorageQueueId, number: u32 }
    126 MessageExpired "message-expired" { lineage: Lineage, queue: StorageQueueId, number: u32 }
    127 MessagesCleared "cleared" { queue: StorageQueueId, messages: u32 }
    128 MessagesPeeked "messages-peeked" { queue: StorageQueueId, messages: u32 }
    /// A get by hand found nothing visible.
    129 GotNothing "got-nothing" { queue: StorageQueueId }
    /// Metadata and count were asked for.
    130 StorageQueueRead "storage-queue-read" { queue: StorageQueueId, messages: u32 }
    131 AccountRead "account-read" { queues: u32 }
    132 AccountRefused "account-refused" { error: ServiceError }
    133 StorageQueueRefused "storage-queue-refused" { queue: StorageQueueId, error: ServiceError }

    135 EventsReceived "events-received" { events: u32 }
    136 EventsRefused "events-refused" { error: ServiceError }

    142 CallRefused "call-refused" { lineage: Lineage, endpoint: EndpointId, consumer: ConsumerId, call: Call, error: SettleError }
    /// As `Crashed`, while it worked on this message or settled it.
    143 CrashedHolding "crashed" { lineage: Lineage, consumer: ConsumerId }
    /// It had received this message too, and its program had not come to it.
    144 Forgotten "forgotten" { lineage: Lineage, consumer: ConsumerId }
    /// A response with more than one message.
    145 ResponseArrived "response-arrived" { consumer: ConsumerId, messages: u16 }
    /// It came before the program asked for it. `held`: messages in the buffer now.
    146 Prefetched "prefetched" { lineage: Lineage, consumer: ConsumerId, held: u16 }
    147 WorkFailed "work-failed" { lineage: Lineage, consumer: ConsumerId, why: FailureReason }
    /// What the work is for. `nth`: how often the readers of this queue have done it for this send.
    148 EffectApplied "effect-applied" { lineage: Lineage, consumer: ConsumerId, kind: EffectKind, nth: u16 }
    149 KeyRecorded "key-recorded" { lineage: Lineage, consumer: ConsumerId, durable: bool }
    /// Its key is known. `applied`: whether the effect ever was.
    150 DuplicateSkipped "duplicate-skipped" { lineage: Lineage, consumer: ConsumerId, applied: bool }
    /// The program's filter does not let it through.
    151 PassedBy "passed-by" { lineage: Lineage, consumer: ConsumerId }
    152 CallRequested "call-requested" { lineage: Lineage, consumer: ConsumerId, call: Call }
    153 CallAnswered "call-answered" { lineage: Lineage, consumer: ConsumerId, call: Call, ok: bool }
    /// A worker on a Storage queue found nothing visible; no error.
    155 NothingVisible "nothing-visible" { consumer: ConsumerId, queue: StorageQueueId }
    /// A worker's get was refused.
    156 GetRefused "get-refused" { consumer: ConsumerId, error: ServiceError }
    /// The program made a message of its own.
    157 Made "made" { lineage: Lineage, consumer: ConsumerId }
    /// Handed out more often than its worker takes: on its way to the poison queue.
    158 PoisonFound "poison-found" { lineage: Lineage, consumer: ConsumerId, count: u16 }
    /// The storage account refused what a program asked for.
    159 StorageCallRefused "call-refused" { lineage: Lineage, consumer: ConsumerId, call: Call, error: ServiceError }
    180 PublishDelayed "publish-delayed" { send: SendId, attempt: u16, by_ms: u32 }
    181 PubackDelayed "puback-delayed" { send: SendId, attempt: u16, by_ms: u32 }
    /// The device knows already: one of two, or it waits no more.
    182 PubackIgnored "puback-ignored" { send: SendId, attempt: u16 }
    /// The device started again before it knew what became of it.
    183 SendForgotten "send-forgotten" { send: SendId }
    /// Message numbers begin at 0 again. `boot`: how often it has started anew.
    184 DeviceRebooted "device-rebooted" { device: DeviceId, boot: u16 }
    185 DeliveryDelayed "delivery-delayed" { lineage: Lineage, endpoint: EndpointId, by_ms: u32 }
    186 EndpointFallsSick "endpoint-sick" { endpoint: EndpointId, with: Sickness }
    187 EndpointRecovers "endpoint-well" { endpoint: EndpointId, from: Sickness }
    /// Why the delivery of this step failed.
    188 DeliveryRefused "delivery-refused" { lineage: Lineage, endpoint: EndpointId, with: Sickness }
    /// Before its checkpoint: it brings so many messages of the partition again.
    189 RouterRestarted "router-restarted" { endpoint: EndpointId, partition: u16, messages: u16 }
    190 ResponseLost "response-lost" { consumer: ConsumerId, messages: u16 }
    191 ResponseDelayed "response-delayed" { consumer: ConsumerId, by_ms: u32 }
    192 CallLost "call-lost" { lineage: Lineage, consumer: ConsumerId, call: Call }
    193 CallDelayed "call-delayed" { lineage: Lineage, consumer: ConsumerId, call: Call, by_ms: u32 }
    194 AnswerLost "answer-lost" { lineage: Lineage, consumer: ConsumerId, call: Call }
    195 AnswerDelayed "answer-delayed" { lineage: Lineage, consumer: ConsumerId, call: Call, by_ms: u32 }
    /// Its work takes so many times as long.
    196 Slowed "slowed" { consumer: ConsumerId, factor: u16 }
    197 SpeedRestored "speed-restored" { consumer: ConsumerId }
    /// It works on until the lock has run out.
    198 Hangs "hangs" { lineage: Lineage, consumer: ConsumerId }

    /// The receive call came back with nothing; no error.
    154 NothingReceived "nothing-received" { consumer: ConsumerId, endpoint: EndpointId }
}

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident $code:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }
        }
    };
}

codes! {
    /// Why a unit was dropped.
    DropReason { EndpointDead "endpoint-dead", Unreachable "unreachable", EndpointRemoved "endpoint-removed" }
}
codes! {
    /// Why a message went to the dead-letter queue; the application's own reasons are `Application`.
    DeadLetterReason {
        MaxDeliveryCountExceeded "MaxDeliveryCountExceeded",
        TtlExpired "TTLExpiredException",
        HeaderSizeExceeded "HeaderSizeExceeded",
        Application "application",
        Forwarding "MaxTransferHopCountExceeded",
        SessionMissing "Session id is null.",
    }
}
codes! {
    /// An endpoint's health as the hub sees it (iot-hub.md 3.6); `Unreachable` is an impossible configuration.
    Health {
        Unknown "unknown",
        Healthy "healthy",
        Degraded "degraded",
        Unhealthy "unhealthy",
        Dead "dead",
        Unreachable "unreachable",
    }
}
codes! {
    /// Why a queue refused to settle.
    SettleError {
        MessageLockLost "MessageLockLost",
        InvalidOperation "InvalidOperation",
        EntityNotFound "MessagingEntityNotFound",
        Other "other",
    }
}
codes! {
    /// What a consumer asks a queue to do with a message.
    Call {
        Complete "complete",
        Abandon "abandon",
        DeadLetter "dead-letter",
        RenewLock "renew-lock",
        /// Into a Storage queue, the last one into its poison queue.
        Put "put",
        PutPoison "put-poison",
        Delete "delete",
        /// An update that ends the visibility timeout now.
        ShowAgain "show-again",
        /// An update that starts the visibility timeout again.
        HideOn "hide-on",
    }
}
codes! {
    /// By which rule the work on a message failed.
    FailureReason { Condition "condition", NotJson "not-json", EveryNth "every-nth" }
}
codes! {
    /// What a service answers when it refuses, under its own name.
    ServiceError {
        MessageLockLost "MessageLockLost",
        MessageNotFound "MessageNotFound",
        MessagingEntityNotFound "MessagingEntityNotFound",
        MessagingEntityAlreadyExists "MessagingEntityAlreadyExists",
        MessagingEntityDisabled "MessagingEntityDisabled",
        QuotaExceeded "QuotaExceeded",
        MessageSizeExceeded "MessageSizeExceeded",
        InvalidOperation "InvalidOperation",
        ArgumentOutOfRange "ArgumentOutOfRange",
        ServiceBusy "ServiceBusy",
        ServiceTimeout "ServiceTimeout",
        OutOfRangeInput "OutOfRangeInput",
        InvalidResourceName "InvalidResourceName",
        InvalidMetadata "InvalidMetadata",
        QueueAlreadyExists "QueueAlreadyExists",
        QueueBeingDeleted "QueueBeingDeleted",
        QueueNotFound "QueueNotFound",
        /// The Queue service's own: an unknown message or a stale pop receipt.
        StorageMessageNotFound "MessageNotFound",
        OutOfRangeQueryParameterValue "OutOfRangeQueryParameterValue",
        InvalidQueryParameterValue "InvalidQueryParameterValue",
        MissingRequiredQueryParameter "MissingRequiredQueryParameter",
        InvalidXmlDocument "InvalidXmlDocument",
        MessageTooLarge "MessageTooLarge",
    }
}
codes! {
    Change { Added "added", Edited "edited", Removed "removed", Enabled "enabled", Disabled "disabled" }
}
codes! {
    /// A limit of the page that stops the run.
    PauseReason { TooManyMessages "too-many-messages", TooManyBodyBytes "too-many-body-bytes" }
}
codes! {
    /// Why a command was refused.
    RejectCode {
        IllegalName "illegal-name",
        IllegalDeviceId "illegal-device-id",
        ReservedName "reserved-name",
        NameInUse "name-in-use",
        UnknownDevice "unknown-device",
        UnknownRoute "unknown-route",
        UnknownEndpoint "unknown-endpoint",
        UnknownConsumer "unknown-consumer",
        UnknownFault "unknown-fault",
        TooManyEndpoints "too-many-endpoints",
        TooManyRoutes "too-many-routes",
        TooManyDevices "too-many-devices",
        TooManyConsumers "too-many-consumers",
        TooManyFaults "too-many-faults",
        ConditionDoesNotCompile "condition-does-not-compile",
        ValueOutOfRange "value-out-of-range",
        EndpointInUse "endpoint-in-use",
        FixedAtCreation "fixed-at-creation",
        BuiltInEndpoint "built-in-endpoint",
        MessageTooLarge "message-too-large",
        TimeGoesBack "time-goes-back",
        IllegalValue "illegal-value",
        /// A service refused; the rejection names its error.
        Service "service",
        UnknownHandle "unknown-handle",
        IllegalMessageId "illegal-message-id",
    }
}

impl Call {
    /// Whether it settles or renews a lock of a Service Bus queue.
    #[must_use]
    pub fn is_of_service_bus(self) -> bool {
        matches!(self, Self::Complete | Self::Abandon | Self::DeadLetter | Self::RenewLock)
    }
}

impl Entry {
    /// xxHash64 of the explicit little-endian form.
    #[inline(always)]
    fn hash(&self, seed: u64) -> u64 {
        let mut out = Encoded::default();
        out.put(self.at.0, 8);
        out.put(self.step.into(), 4);
        out.put(self.cause.into(), 4);
        self.what.encode(&mut out);
        out.hash(seed)
    }
}
