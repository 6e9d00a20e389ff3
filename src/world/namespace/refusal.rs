//! What the namespace answers to a call that it refuses: the error's name, its status, its details.

use crate::model::service_bus::{Argument, Error, Invalid, Problem, SettingsError, SizeLimit};
use crate::world::command::{Rejection, ServiceRefusal};
use crate::world::entry::{RejectCode, ServiceError};
use std::sync::Arc;
/// What the service answers, for a call on `path`.
pub(super) fn refused(path: &str, error: Error, status: u16) -> Rejection {
    let details = details(error);
    let service = ServiceRefusal { error: service_error(error), status, details };
    Rejection { service: Some(Box::new(service)), ..Rejection::new(RejectCode::Service, path) }
}

/// What the service answers to settings that it does not take: the first thing that is wrong.
pub(super) fn setting_refused(path: &str, error: &SettingsError) -> Rejection {
    let setting = ("setting", Arc::from(error.setting.as_str()));
    let (name, why): (_, Vec<(&'static str, Arc<str>)>) = match error.problem {
        Problem::OutOfRange { min, max } => (
            ServiceError::ArgumentOutOfRange,
            vec![("minimum", min.to_string().into()), ("maximum", max.to_string().into())],
        ),
        Problem::NotOffered => (ServiceError::ArgumentOutOfRange, vec![("reason", "not-offered".into())]),
        Problem::Malformed => (ServiceError::ArgumentOutOfRange, vec![("reason", "malformed".into())]),
        Problem::FixedAtCreation => (ServiceError::InvalidOperation, vec![("reason", "fixed-at-creation".into())]),
        Problem::NotWith(other) => {
            (ServiceError::InvalidOperation, vec![("reason", "not-with".into()), ("other", other.as_str().into())])
        }
        Problem::NotInTier => (ServiceError::InvalidOperation, vec![("reason", "not-in-tier".into())]),
        Problem::ToItself => (ServiceError::InvalidOperation, vec![("reason", "to-itself".into())]),
    };
    let details = std::iter::once(setting).chain(why).collect();
    let service = ServiceRefusal { error: name, status: 400, details };
    Rejection { service: Some(Box::new(service)), ..Rejection::new(RejectCode::Service, path) }
}

/// The service's error as it stands in entries.
#[must_use]
fn service_error(error: Error) -> ServiceError {
    match error {
        Error::MessageLockLost => ServiceError::MessageLockLost,
        Error::MessageNotFound => ServiceError::MessageNotFound,
        Error::MessagingEntityNotFound => ServiceError::MessagingEntityNotFound,
        Error::MessagingEntityAlreadyExists => ServiceError::MessagingEntityAlreadyExists,
        Error::MessagingEntityDisabled => ServiceError::MessagingEntityDisabled,
        Error::QuotaExceeded => ServiceError::QuotaExceeded,
        Error::MessageSizeExceeded(_) => ServiceError::MessageSizeExceeded,
        Error::InvalidOperation(_) => ServiceError::InvalidOperation,
        Error::ArgumentOutOfRange(_) => ServiceError::ArgumentOutOfRange,
        Error::ServiceBusy => ServiceError::ServiceBusy,
        Error::ServiceTimeout => ServiceError::ServiceTimeout,
    }
}

fn details(error: Error) -> Vec<(&'static str, Arc<str>)> {
    match error {
        Error::MessageSizeExceeded(size) => {
            let (part, bytes, limit) = match size {
                SizeLimit::Message { bytes, limit } => ("message", bytes, limit),
                SizeLimit::Header { bytes, limit } => ("header", bytes, limit),
                SizeLimit::Property { bytes, limit } => ("property", bytes, limit),
            };
            vec![("part", part.into()), ("bytes", bytes.to_string().into()), ("limit", limit.to_string().into())]
        }
        Error::InvalidOperation(why) => {
            let why = match why {
                Invalid::SessionIdMissing => "session-id-missing",
                Invalid::SessionRequired => "session-required",
                Invalid::SendToDeadLetter => "dead-letter-sub-queue",
                Invalid::AlreadyDeadLettered => "already-dead-lettered",
                Invalid::NotLocked => "not-locked",
            };
            vec![("reason", why.into())]
        }
        Error::ArgumentOutOfRange(argument) => {
            let argument = match argument {
                Argument::MessageId => "MessageId",
                Argument::SessionId => "SessionId",
                Argument::TimeToLive => "TimeToLive",
                Argument::MaxMessageCount => "MaxMessageCount",
            };
            vec![("argument", argument.into())]
        }
        Error::MessageLockLost
        | Error::MessageNotFound
        | Error::MessagingEntityNotFound
        | Error::MessagingEntityAlreadyExists
        | Error::MessagingEntityDisabled
        | Error::QuotaExceeded
        | Error::ServiceBusy
        | Error::ServiceTimeout => Vec::new(),
    }
}
