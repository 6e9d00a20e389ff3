//! What was refused, and what is wrong with a file or a condition, in the reader's language.

use crate::model::hub::tier::Tier;
use crate::model::late::Late;
use crate::model::limits::{
    MAX_D2C_MESSAGE_BYTES, MAX_ID_CHARS, MAX_LINK_STEPS, MAX_NAME_CHARS, MAX_RUN_DOCUMENT_BYTES,
};
use crate::model::query::{Argument, Diagnostic, Reason};
use crate::say;
use crate::scenario::{FORMAT, LoadError};
use crate::session::link::{LinkError, LinkNews};
use crate::text::{Arg, Key, Language, Rich, say};
use crate::world::command::Rejection;
use crate::world::entry::{RejectCode, ServiceError};

/// What is said of a refusal. It comes with the parts of the page that can ask for something.
#[derive(Clone, Copy)]
struct Words {
    rejection: fn(&Rejection, Tier, Language) -> Rich,
    load_error: fn(&LoadError, Language) -> Rich,
    link_news: fn(&LinkNews, Language) -> Rich,
}

impl Words {
    const WHOLE: Self = Self { rejection: say_rejection, load_error: say_load_error, link_news: say_link_news };
}

static WORDS: Late<Words> = Late::new(Words::WHOLE);

/// Brings the words along.
pub fn provide() {
    WORDS.provide(Words::WHOLE);
}

/// Why a command was refused. `tier` is the hub's, for the limits that depend on it.
#[must_use]
pub fn rejection(rejection: &Rejection, tier: Tier, language: Language) -> Rich {
    (WORDS.get().rejection)(rejection, tier, language)
}

/// Why a file cannot be opened.
#[must_use]
pub fn load_error(error: &LoadError, language: Language) -> Rich {
    (WORDS.get().load_error)(error, language)
}

/// What there is to tell of a link.
#[must_use]
pub fn link_news(news: &LinkNews, language: Language) -> Rich {
    (WORDS.get().link_news)(news, language)
}

/// Why a link cannot be opened, or made.
#[must_use]
pub fn link_error(error: &LinkError, language: Language) -> Rich {
    match error {
        LinkError::Damaged => say!(language, Key::FileLinkDamaged),
        LinkError::Newer => say!(language, Key::LinkNewer),
        LinkError::TooLarge => {
            say!(language, Key::LinkTooLarge, max = Arg::Bytes(MAX_RUN_DOCUMENT_BYTES as u64))
        }
        LinkError::TooLong { steps } => {
            say!(language, Key::LinkRunTooLong, n = u64::from(*steps), max = u64::from(MAX_LINK_STEPS))
        }
        LinkError::Load(error) => say_load_error(error, language),
    }
}

fn say_link_news(news: &LinkNews, language: Language) -> Rich {
    match news {
        LinkNews::Opened => say!(language, Key::LinkOpened),
        LinkNews::NotOpened(error) => {
            let reason = link_error(error, language).plain();
            say!(language, Key::LinkNotOpened, reason = Arg::Text(&reason))
        }
        LinkNews::StepBeyond { step, last } => {
            say!(language, Key::LinkStepBeyond, step = Arg::Code(step), last = u64::from(*last))
        }
        LinkNews::NoStep { text } => say!(language, Key::LinkNoStep, text = Arg::Code(text)),
        LinkNews::NotThere { name } => say!(language, Key::LinkNotThere, name = Arg::Code(name)),
        LinkNews::Waits => say!(language, Key::LinkWaits),
    }
}

fn say_rejection(rejection: &Rejection, tier: Tier, language: Language) -> Rich {
    let subject = Arg::Code(&rejection.subject);
    let (min, max) = rejection.range.unwrap_or_default();
    match rejection.code {
        RejectCode::IllegalName => {
            say!(language, Key::RejectIllegalName, subject = subject, max = MAX_NAME_CHARS as u64)
        }
        RejectCode::IllegalDeviceId => {
            illegal_id(Key::RejectIllegalDeviceId, subject, "- . + % _ # * ? ! ( ) , = @ $ '", language)
        }
        RejectCode::IllegalMessageId => {
            illegal_id(Key::RejectIllegalMessageId, subject, "- : . + % _ # * ? ! ( ) , = @ ; $ '", language)
        }
        RejectCode::ReservedName => say!(language, Key::RejectReservedName, subject = subject),
        RejectCode::NameInUse => say!(language, Key::RejectNameInUse, subject = subject),
        RejectCode::UnknownDevice => say!(language, Key::RejectUnknownDevice, subject = subject),
        RejectCode::UnknownRoute => say!(language, Key::RejectUnknownRoute, subject = subject),
        RejectCode::UnknownEndpoint => say!(language, Key::RejectUnknownEndpoint, subject = subject),
        RejectCode::UnknownConsumer => say!(language, Key::RejectUnknownConsumer, subject = subject),
        RejectCode::UnknownFault => say!(language, Key::RejectUnknownFault, subject = subject),
        RejectCode::TooManyEndpoints => {
            let tier = Arg::Code(tier.as_str());
            say!(language, Key::RejectTooManyEndpoints, subject = subject, tier = tier, max = max)
        }
        RejectCode::TooManyRoutes => {
            let tier = Arg::Code(tier.as_str());
            say!(language, Key::RejectTooManyRoutes, subject = subject, tier = tier, max = max)
        }
        RejectCode::TooManyDevices => say!(language, Key::RejectTooManyDevices, subject = subject, max = max),
        RejectCode::TooManyConsumers => say!(language, Key::RejectTooManyConsumers, subject = subject, max = max),
        RejectCode::TooManyFaults => say!(language, Key::RejectTooManyFaults, max = max),
        RejectCode::ConditionDoesNotCompile => {
            say!(language, Key::RejectConditionDoesNotCompile, subject = subject)
        }
        RejectCode::ValueOutOfRange => {
            say!(language, Key::RejectValueOutOfRange, subject = subject, min = min, max = max)
        }
        RejectCode::EndpointInUse => say!(language, Key::RejectEndpointInUse, subject = subject),
        RejectCode::FixedAtCreation => say!(language, Key::RejectFixedAtCreation, subject = subject),
        RejectCode::BuiltInEndpoint => say!(language, Key::RejectBuiltInEndpoint, subject = subject),
        RejectCode::MessageTooLarge => {
            let max = Arg::Bytes(MAX_D2C_MESSAGE_BYTES as u64);
            say!(language, Key::RejectMessageTooLarge, subject = subject, max = max)
        }
        RejectCode::TimeGoesBack => {
            say!(language, Key::RejectTimeGoesBack, at = Arg::Instant(min), now = Arg::Instant(max))
        }
        RejectCode::IllegalValue => say!(language, Key::RejectIllegalValue, subject = subject),
        RejectCode::UnknownHandle => say!(language, Key::RejectUnknownHandle, subject = subject),
        RejectCode::Service => match &rejection.service {
            Some(service) => {
                // What is missing may be another queue than the one that was called.
                let other = service.details.iter().find(|(name, _)| *name == "entity");
                service_refusal(service.error, other.map_or(&rejection.subject, |(_, entity)| entity), language)
            }
            None => say!(language, Key::RejectIllegalValue, subject = subject),
        },
    }
}

/// An id that cannot be one. `characters` may stand in it beside letters and digits.
fn illegal_id(key: Key, subject: Arg<'_>, characters: &str, language: Language) -> Rich {
    say!(language, key, subject = subject, max = MAX_ID_CHARS as u64, characters = Arg::Code(characters))
}

/// What a service's refusal means, for a call on `subject`.
#[must_use]
pub fn service_refusal(error: ServiceError, subject: &str, language: Language) -> Rich {
    let key = match error {
        ServiceError::MessageLockLost => Key::ServiceMessageLockLost,
        ServiceError::MessageNotFound => Key::ServiceMessageNotFound,
        ServiceError::MessagingEntityNotFound => Key::ServiceMessagingEntityNotFound,
        ServiceError::MessagingEntityAlreadyExists => Key::ServiceMessagingEntityAlreadyExists,
        ServiceError::MessagingEntityDisabled => Key::ServiceMessagingEntityDisabled,
        ServiceError::QuotaExceeded => Key::ServiceQuotaExceeded,
        ServiceError::MessageSizeExceeded => Key::ServiceMessageSizeExceeded,
        ServiceError::InvalidOperation => Key::ServiceInvalidOperation,
        ServiceError::ArgumentOutOfRange => Key::ServiceArgumentOutOfRange,
        ServiceError::ServiceBusy => Key::ServiceServiceBusy,
        ServiceError::ServiceTimeout => Key::ServiceServiceTimeout,
        ServiceError::OutOfRangeInput => Key::ServiceOutOfRangeInput,
        ServiceError::InvalidResourceName => Key::ServiceInvalidResourceName,
        ServiceError::InvalidMetadata => Key::ServiceInvalidMetadata,
        ServiceError::QueueAlreadyExists => Key::ServiceQueueAlreadyExists,
        ServiceError::QueueBeingDeleted => Key::ServiceQueueBeingDeleted,
        ServiceError::QueueNotFound => Key::ServiceQueueNotFound,
        ServiceError::StorageMessageNotFound => Key::ServiceStorageMessageNotFound,
        ServiceError::OutOfRangeQueryParameterValue => Key::ServiceOutOfRangeQueryParameterValue,
        ServiceError::InvalidQueryParameterValue => Key::ServiceInvalidQueryParameterValue,
        ServiceError::MissingRequiredQueryParameter => Key::ServiceMissingRequiredQueryParameter,
        ServiceError::InvalidXmlDocument => Key::ServiceInvalidXmlDocument,
        ServiceError::MessageTooLarge => Key::ServiceMessageTooLarge,
    };
    say!(language, key, subject = Arg::Code(subject))
}

fn say_load_error(error: &LoadError, language: Language) -> Rich {
    match error {
        LoadError::Shape { path, detail, line, column } if path.is_empty() => {
            let (line, column, detail) = (*line as u64, *column as u64, format!("{detail}."));
            say!(language, Key::FileNotJson, line = line, column = column, reason = Arg::Code(&detail))
        }
        LoadError::Shape { path, detail, .. } => {
            let detail = format!("{detail}.");
            let reason = say!(language, Key::FileBadValue, reason = Arg::Code(&detail)).plain();
            say!(language, Key::FileAt, path = Arg::Code(path), what = Arg::Text(&reason))
        }
        LoadError::Format { found } => {
            say!(language, Key::FileFormatNewer, found = u64::from(*found), known = u64::from(FORMAT))
        }
        LoadError::Refused { path, tier, rejection: refused } => {
            let mut reason = rejection(refused, *tier, language).plain();
            for finding in &refused.diagnostics {
                reason.push(' ');
                reason.push_str(&diagnostic(finding, language).plain());
            }
            let what = say!(language, Key::FileRefused, reason = Arg::Text(&reason)).plain();
            say!(language, Key::FileAt, path = Arg::Code(path), what = Arg::Text(&what))
        }
    }
}

/// What is wrong with a condition.
#[must_use]
pub fn diagnostic(diagnostic: &Diagnostic, language: Language) -> Rich {
    coded(&format!("query-{}", diagnostic.code.as_str()), &diagnostic.args, language)
}

/// Why a part of a condition has its value.
#[must_use]
pub fn reason(reason: &Reason, language: Language) -> Rich {
    coded(&format!("query-reason-{}", reason.code.as_str()), &reason.args, language)
}

/// The message whose id is made of a code of the query language. What stands between backticks is code.
fn coded(id: &str, args: &[(&'static str, Argument)], language: Language) -> Rich {
    let Ok(at) = Key::ALL.binary_search_by(|key| key.id().cmp(id)) else { return Rich::from_backticks(id) };
    let args: Vec<(&str, Arg<'_>)> = args
        .iter()
        .map(|(name, argument)| {
            let arg = match argument {
                Argument::Text(text) => Arg::Text(text),
                Argument::Number(number) => Arg::Number(*number),
                Argument::Word(word) => Arg::Text(word),
            };
            (*name, arg)
        })
        .collect();
    Rich::from_backticks(&say(language, Key::ALL[at], &args).plain())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::message::Source;
    use crate::model::query::{Code, Dialect, ReasonCode, compile};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn known(id: &str) -> bool {
        Key::ALL.binary_search_by(|key| key.id().cmp(id)).is_ok()
    }

    #[test]
    fn every_code_of_the_query_language_has_a_sentence() {
        for code in Code::ALL {
            assert!(known(&format!("query-{}", code.as_str())), "{}", code.as_str());
        }
        for code in ReasonCode::ALL {
            assert!(known(&format!("query-reason-{}", code.as_str())), "{}", code.as_str());
        }
    }

    #[test]
    fn a_condition_that_does_not_compile_says_why() {
        let found = compile("level == 'critical'", Source::DeviceMessages, Dialect::Cloud).diagnostics;
        for language in Language::ALL {
            let text = diagnostic(&found[0], language).plain();
            assert!(text.contains('=') && !text.contains("query-"), "{text}");
        }
    }

    #[test]
    fn the_tier_rule_names_the_tier_and_its_limit() {
        let refused = Rejection { range: Some((0, 1)), ..Rejection::new(RejectCode::TooManyEndpoints, "second") };
        let text = rejection(&refused, Tier::F1, Language::English).plain();
        assert!(text.contains("second") && text.contains("F1") && text.contains("1 custom endpoint"), "{text}");
    }
}
