//! What the service answers when it refuses, under its own names.
//!
//! Models: `service-bus-queue.md` section 15. Sessions are only a flag here, so the session errors do not occur.

use std::fmt;

/// A refusal. `name` and `status` are the service's; the rest tells which rule applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// The lock ran out, was used up, or never existed.
    MessageLockLost,
    /// No message under that sequence number in the state that the call needs.
    MessageNotFound,
    MessagingEntityNotFound,
    MessagingEntityAlreadyExists,
    MessagingEntityDisabled,
    /// The queue with its dead-letter sub-queue would grow over `MaxSizeInMegabytes`.
    QuotaExceeded,
    MessageSizeExceeded(SizeLimit),
    InvalidOperation(Invalid),
    ArgumentOutOfRange(Argument),
    /// Not the queue's own doing: a fault of the namespace.
    ServiceBusy,
    /// Not the queue's own doing: a fault of the namespace.
    ServiceTimeout,
}

/// Which size limit a message breaks; all in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SizeLimit {
    Message { bytes: u64, limit: u64 },
    Header { bytes: u64, limit: u64 },
    Property { bytes: u64, limit: u64 },
}

/// Why an operation is invalid on this queue or for this message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invalid {
    /// A queue with sessions got a message without a session id.
    SessionIdMissing,
    /// A queue with sessions is read through an accepted session only.
    SessionRequired,
    /// A dead-letter sub-queue accepts no sends.
    SendToDeadLetter,
    /// A dead-lettered message cannot be dead-lettered again.
    AlreadyDeadLettered,
    /// Received with receive-and-delete: there is no lock to settle.
    NotLocked,
}

/// Which argument is out of range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Argument {
    MessageId,
    SessionId,
    TimeToLive,
    MaxMessageCount,
}

impl Error {
    /// The service's name for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::MessageLockLost => "MessageLockLost",
            Self::MessageNotFound => "MessageNotFound",
            Self::MessagingEntityNotFound => "MessagingEntityNotFound",
            Self::MessagingEntityAlreadyExists => "MessagingEntityAlreadyExists",
            Self::MessagingEntityDisabled => "MessagingEntityDisabled",
            Self::QuotaExceeded => "QuotaExceeded",
            Self::MessageSizeExceeded(_) => "MessageSizeExceeded",
            Self::InvalidOperation(_) => "InvalidOperation",
            Self::ArgumentOutOfRange(_) => "ArgumentOutOfRange",
            Self::ServiceBusy => "ServiceBusy",
            Self::ServiceTimeout => "ServiceTimeout",
        }
    }

    /// The HTTP status of the REST call; [`Self::message_call_status`] differs for a missing queue.
    #[must_use]
    pub fn status(self) -> u16 {
        match self {
            Self::MessageLockLost | Self::MessageNotFound | Self::MessagingEntityNotFound => 404,
            Self::MessagingEntityAlreadyExists => 409,
            Self::MessagingEntityDisabled | Self::QuotaExceeded | Self::MessageSizeExceeded(_) => 403,
            Self::InvalidOperation(_) | Self::ArgumentOutOfRange(_) => 400,
            Self::ServiceBusy => 503,
            Self::ServiceTimeout => 504,
        }
    }

    /// The status of a call on messages (send, receive, settle): a queue that is not there is 410 instead of 404.
    #[must_use]
    pub fn message_call_status(self) -> u16 {
        if self == Self::MessagingEntityNotFound { 410 } else { self.status() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl std::error::Error for Error {}
