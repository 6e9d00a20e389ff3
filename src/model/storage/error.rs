//! What the Queue service answers when it refuses.
//!
//! Models: "Queue service error codes" and "Common REST API error codes" (storage-queue.md 3, 4 and 6).
//! Assumed(stale-receipt-code): A pop receipt that is no longer current gives 404 MessageNotFound; the service's table also has 400 PopReceiptMismatch. [obs]
//! Assumed(queue-name-code): A queue name of the right length with other faults gives InvalidResourceName; one page shows OutOfRangeInput. [az]
//! Assumed(message-too-large-code): A message of more than 64 KiB gives 400 MessageTooLarge. [doc]
//! Assumed(update-past-expiry-code): An update that would hide a message past its expiry gives 400 InvalidQueryParameterValue; the documents name no code. [choice]

use crate::model::time::Timestamp;
use std::sync::Arc;

/// A refusal, with what the service's answer says about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// A queue name of the wrong length: 3 to 63 characters.
    OutOfRangeInput,
    /// A queue name with characters or dashes that are not allowed.
    InvalidResourceName,
    InvalidMetadata {
        name: Arc<str>,
    },
    /// The queue exists with other metadata.
    QueueAlreadyExists,
    /// The queue was deleted shortly before.
    QueueBeingDeleted {
        until: Timestamp,
    },
    QueueNotFound,
    MessageNotFound(NotFound),
    OutOfRangeQueryParameterValue {
        parameter: Parameter,
        value: i64,
        minimum: i64,
        maximum: i64,
    },
    InvalidQueryParameterValue {
        parameter: Parameter,
        value: i64,
        reason: InvalidReason,
    },
    MissingRequiredQueryParameter(Parameter),
    /// Put without a message text.
    InvalidXmlDocument,
    /// UTF-8 bytes of the text, more than 65,536.
    MessageTooLarge {
        bytes: u64,
    },
}

/// Why a message was not found: the service does not say, the playground does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotFound {
    /// No message of that id: deleted, expired, cleared, or never there.
    NoSuchMessage,
    /// The message was got again or updated since that pop receipt was given out.
    StalePopReceipt,
}

/// A parameter of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parameter {
    NumOfMessages,
    VisibilityTimeout,
    MessageTtl,
    PopReceipt,
    MaxResults,
}

impl Parameter {
    /// The name in the request's address.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NumOfMessages => "numofmessages",
            Self::VisibilityTimeout => "visibilitytimeout",
            Self::MessageTtl => "messagettl",
            Self::PopReceipt => "popreceipt",
            Self::MaxResults => "maxresults",
        }
    }
}

/// Why a value is invalid although it is no matter of a fixed range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidReason {
    /// A time to live that is neither 1 or more nor -1.
    TtlNotPositive,
    /// Put: the visibility timeout is not below the time to live.
    VisibilityNotBelowTtl,
    /// Update: the message would be hidden past its expiry.
    PastExpiry,
}

impl StorageError {
    /// The service's error code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::OutOfRangeInput => "OutOfRangeInput",
            Self::InvalidResourceName => "InvalidResourceName",
            Self::InvalidMetadata { .. } => "InvalidMetadata",
            Self::QueueAlreadyExists => "QueueAlreadyExists",
            Self::QueueBeingDeleted { .. } => "QueueBeingDeleted",
            Self::QueueNotFound => "QueueNotFound",
            Self::MessageNotFound(_) => "MessageNotFound",
            Self::OutOfRangeQueryParameterValue { .. } => "OutOfRangeQueryParameterValue",
            Self::InvalidQueryParameterValue { .. } => "InvalidQueryParameterValue",
            Self::MissingRequiredQueryParameter(_) => "MissingRequiredQueryParameter",
            Self::InvalidXmlDocument => "InvalidXmlDocument",
            Self::MessageTooLarge { .. } => "MessageTooLarge",
        }
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::QueueAlreadyExists | Self::QueueBeingDeleted { .. } => 409,
            Self::QueueNotFound | Self::MessageNotFound(_) => 404,
            Self::OutOfRangeInput
            | Self::InvalidResourceName
            | Self::InvalidMetadata { .. }
            | Self::OutOfRangeQueryParameterValue { .. }
            | Self::InvalidQueryParameterValue { .. }
            | Self::MissingRequiredQueryParameter(_)
            | Self::InvalidXmlDocument
            | Self::MessageTooLarge { .. } => 400,
        }
    }

    /// The further elements of the service's error document, by their names there.
    #[must_use]
    pub fn details(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::OutOfRangeQueryParameterValue { parameter, value, minimum, maximum } => vec![
                ("QueryParameterName", parameter.as_str().to_owned()),
                ("QueryParameterValue", value.to_string()),
                ("MinimumAllowed", minimum.to_string()),
                ("MaximumAllowed", maximum.to_string()),
            ],
            Self::InvalidQueryParameterValue { parameter, value, reason: _ } => {
                vec![("QueryParameterName", parameter.as_str().to_owned()), ("QueryParameterValue", value.to_string())]
            }
            Self::MissingRequiredQueryParameter(parameter) => {
                vec![("QueryParameterName", parameter.as_str().to_owned())]
            }
            Self::OutOfRangeInput
            | Self::InvalidResourceName
            | Self::InvalidMetadata { .. }
            | Self::QueueAlreadyExists
            | Self::QueueBeingDeleted { .. }
            | Self::QueueNotFound
            | Self::MessageNotFound(_)
            | Self::InvalidXmlDocument
            | Self::MessageTooLarge { .. } => Vec::new(),
        }
    }
}
