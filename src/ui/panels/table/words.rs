//! How states read, in the diagram and in the table.

use crate::model::service_bus::Setting;
use crate::picture::diagram::scene::consumers::{Doing, Way};
use crate::picture::diagram::scene::devices::{DeviceFacts, Link};
use crate::picture::diagram::scene::endpoints::{Content, EndpointFacts, Trouble};
use crate::picture::diagram::scene::routes::Verdict;
use crate::say;
use crate::text::{Arg, Key, Language, Rich, word};
use crate::world::entry::{DeadLetterReason, Health};

/// How a device stands with the hub.
pub(crate) fn link(language: Language, facts: &DeviceFacts, protocol: Arg<'_>) -> String {
    match facts.link {
        Link::Cut(Some(left)) => say!(language, Key::DeviceBackIn, left = Arg::Duration(left)),
        Link::Cut(None) => say!(language, Key::DeviceDisconnected, protocol = protocol),
        _ if !facts.enabled => return word(language, Key::DevicePaused).to_owned(),
        Link::Unanswered(waited) => say!(language, Key::DeviceWaitingForAck, waited = Arg::Duration(waited)),
        Link::Connected => say!(language, Key::DeviceConnected, protocol = protocol),
    }
    .plain()
}

pub(crate) fn pace(language: Language, facts: &DeviceFacts) -> String {
    match facts.pace {
        Some(1_000) => word(language, Key::DevicePaceSecond).to_owned(),
        Some(interval) => say!(language, Key::DevicePace, interval = Arg::Duration(interval)).plain(),
        None => word(language, Key::DeviceNotSending).to_owned(),
    }
}

/// Empty where nothing has been judged.
pub(crate) fn verdict(language: Language, verdict: Verdict) -> &'static str {
    word(
        language,
        match verdict {
            Verdict::Pending => return "",
            Verdict::True => Key::VerdictTrue,
            Verdict::False => Key::VerdictFalse,
            Verdict::Undefined => Key::VerdictUndefined,
            Verdict::Disabled => Key::VerdictDisabled,
            Verdict::OtherSource => Key::VerdictOtherSource,
            Verdict::NotNeeded => Key::VerdictNotNeeded,
        },
    )
}

pub(crate) fn kind(facts: &EndpointFacts) -> Key {
    match facts.content {
        Content::Queue(_) => Key::KindServiceBusQueue,
        Content::Container(_) => Key::KindStorageContainer,
        Content::Events(_) => Key::KindBuiltIn,
    }
}

pub(crate) fn health(language: Language, facts: &EndpointFacts) -> &'static str {
    word(
        language,
        match (facts.trouble, facts.health) {
            (Trouble::Unreachable(_), _) | (_, Health::Unreachable) => Key::HealthUnreachable,
            (Trouble::Down(_), _) => Key::HealthDown,
            (Trouble::Disabled, _) => Key::StateDisabled,
            (Trouble::Alone, _) => Key::HealthAlone,
            (_, Health::Unknown) => Key::HealthUnknown,
            (_, Health::Healthy) => Key::HealthHealthy,
            (_, Health::Degraded) => Key::HealthDegraded,
            (_, Health::Unhealthy) => Key::HealthUnhealthy,
            (_, Health::Dead) => Key::HealthDead,
        },
    )
}

/// What lies in an endpoint, in one line.
pub(crate) fn counts(language: Language, facts: &EndpointFacts) -> String {
    counts_within(language, facts, |_| true)
}

/// As [`counts`], shorter if the long form does not fit.
pub(crate) fn counts_within(language: Language, facts: &EndpointFacts, fits: impl Fn(&str) -> bool) -> String {
    match &facts.content {
        Content::Queue(queue) => {
            let (locked, active) = (Arg::Short(queue.locked), Arg::Short(queue.active));
            let dead = Arg::Short(queue.dead);
            let long = say!(language, Key::EndpointQueueCounts, locked = locked, active = active, dead = dead).plain();
            if fits(&long) {
                return long;
            }
            say!(language, Key::EndpointQueueCountsShort, locked = locked, active = active).plain()
        }
        Content::Container(container) => match container.next_write {
            Some(left) => {
                let (n, left) = (Arg::Short(container.buffered), Arg::Duration(left));
                let long = say!(language, Key::EndpointContainerCounts, n = n, left = left).plain();
                if fits(&long) {
                    return long;
                }
                say!(language, Key::EndpointContainerCountsShort, n = n, left = left).plain()
            }
            None => word(language, Key::EndpointContainerIdle).to_owned(),
        },
        Content::Events(events) if events.count == 0 => {
            say!(language, Key::EndpointEventsEmpty, n = events.tapes.len()).plain()
        }
        Content::Events(events) => {
            let last = events.tapes.len().saturating_sub(1);
            let long = say!(language, Key::EndpointPartitions, first = 0_u64, last = last).plain();
            let count = say!(language, Key::EndpointEventsCounts, n = events.count).plain();
            let both = format!("{count}, {long}");
            if fits(&both) { both } else { count }
        }
    }
}

/// As short as a row needs it.
pub(crate) fn short_counts(language: Language, facts: &EndpointFacts) -> String {
    match &facts.content {
        Content::Queue(_) => counts_within(language, facts, |_| false),
        Content::Container(container) => {
            say!(language, Key::EndpointBuffered, n = Arg::Short(container.buffered)).plain()
        }
        Content::Events(events) => say!(language, Key::EndpointEventsCounts, n = events.count).plain(),
    }
}

pub(crate) fn unreachable(language: Language, setting: Setting) -> String {
    let key = match setting {
        Setting::RequiresSession => Key::EndpointUnreachableSessions,
        _ => Key::EndpointUnreachableDuplicates,
    };
    word(language, key).to_owned()
}

/// The service's own reason; a consumer's is its own text.
pub(crate) fn dead_letter_reason(language: Language, reason: &str) -> String {
    let known = [
        (DeadLetterReason::MaxDeliveryCountExceeded, Key::ReasonMaxDeliveryCount),
        (DeadLetterReason::TtlExpired, Key::ReasonTimeToLive),
        (DeadLetterReason::HeaderSizeExceeded, Key::ReasonHeaderTooLarge),
    ];
    let found = known.iter().find(|(known, _)| known.code() == reason);
    found.map_or_else(|| reason.to_owned(), |(_, key)| word(language, *key).to_owned())
}

pub(crate) fn way(language: Language, way: &Way) -> String {
    match way {
        Way::PeekLock => word(language, Key::WayPeekLock).to_owned(),
        Way::ReceiveAndDelete => word(language, Key::WayReceiveAndDelete).to_owned(),
        Way::Group(group) => say!(language, Key::ConsumerGroup, group = Arg::Code(group)).plain(),
    }
}

pub(crate) fn doing(language: Language, doing: &Doing) -> String {
    match doing {
        Doing::Stopped => word(language, Key::ConsumerStopped).to_owned(),
        Doing::Waiting => word(language, Key::ConsumerIdle).to_owned(),
        Doing::Pausing => word(language, Key::ConsumerPausing).to_owned(),
        Doing::Reading { unread: 0 } => word(language, Key::ConsumerAllRead).to_owned(),
        Doing::Reading { unread } => say!(language, Key::ConsumerUnread, n = *unread).plain(),
        Doing::Working(work) => say!(language, Key::ConsumerWorking, message = Arg::Code(&work.label)).plain(),
        Doing::Settling(work) => {
            let key = if work.max_delivery_count == 0 { Key::ConsumerDeleting } else { Key::ConsumerSettling };
            say!(language, key, message = Arg::Code(&work.label)).plain()
        }
        Doing::Crashed(_) => word(language, Key::ConsumerCrashed).to_owned(),
    }
}

/// Which delivery of a message this is; of a Storage queue, which has no limit (`max` is 0), how often it was got.
pub(crate) fn delivery(language: Language, n: u64, max: u64) -> Rich {
    match max {
        0 => say!(language, Key::StorageDequeued, n = n),
        max => say!(language, Key::ConsumerDelivery, n = n, max = max),
    }
}

pub(crate) fn doing_detail(language: Language, doing: &Doing) -> Option<String> {
    match doing {
        Doing::Stopped | Doing::Waiting | Doing::Pausing | Doing::Reading { .. } => None,
        Doing::Working(work) | Doing::Settling(work) => {
            Some(delivery(language, work.delivery.into(), work.max_delivery_count.into()).plain())
        }
        Doing::Crashed(left) => Some(say!(language, Key::ConsumerRestartsIn, left = Arg::Duration(*left)).plain()),
    }
}
