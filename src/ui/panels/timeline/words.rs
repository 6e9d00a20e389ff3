//! Names of lanes and cells, as full sentences.

use crate::model::time::Millis;
use crate::picture::timeline::{BreakKind, Flag, FlagKind, Who};
use crate::say;
use crate::text::{Arg, Key, Language, format, narration, word};
use crate::ui::view::View;
use crate::world::World;
use crate::world::entry::Entry;
use yew::AttrValue;

pub(super) fn lane(who: Who, world: &World, language: Language) -> AttrValue {
    match who {
        Who::Faults => word(language, Key::TimelineLaneFaults).into(),
        Who::Hub => word(language, Key::TimelineLaneHub).into(),
        Who::Device(id) => AttrValue::from(world.devices()[id.index()].id().to_string()),
        Who::Endpoint(id) | Who::Queue(id) => AttrValue::from(world.endpoints()[id.index()].name.to_string()),
        Who::Consumer(id) => AttrValue::from(world.consumers()[id.index()].name().to_string()),
        Who::Devices(0) | Who::Endpoints(0) | Who::Consumers(0) => word(language, Key::TimelineFoldAgain).into(),
        Who::Devices(n) => {
            let others = world.devices().iter().filter(|device| !device.removed).count() > n as usize;
            let key = if others { Key::TimelineDeviceFold } else { Key::TimelineLaneDevices };
            say!(language, key, n = n).plain().into()
        }
        Who::Endpoints(n) => say!(language, Key::TimelineEndpointFold, n = n).plain().into(),
        Who::Consumers(n) => say!(language, Key::TimelineConsumerFold, n = n).plain().into(),
    }
}

pub(super) fn all(language: Language) -> AttrValue {
    word(language, Key::TimelineAll).into()
}

pub(super) fn event(entry: &Entry, world: &World, language: Language) -> AttrValue {
    let at = Arg::Instant(entry.at.since(world.start()));
    let what = narration::sentence(entry, world, language).plain();
    say!(language, Key::TimelineEvent, at = at, what = Arg::Text(&what)).plain().into()
}

pub(super) fn density(from: Millis, to: Millis, count: u64, language: Language) -> AttrValue {
    let (from, to) = (Arg::Instant(from), Arg::Instant(to));
    say!(language, Key::TimelineDensity, n = count, from = from, to = to).plain().into()
}

pub(super) fn flag_word(kind: FlagKind, language: Language) -> &'static str {
    let key = match kind {
        FlagKind::PublishLost => Key::FaultFlagLosePublish,
        FlagKind::PubackLost => Key::FaultFlagLosePuback,
        FlagKind::Crash => Key::FaultFlagCrash,
        FlagKind::Outage => Key::FaultFlagOutage,
        FlagKind::Disconnect => Key::FaultFlagDisconnect,
        FlagKind::Other => Key::TimelineLaneFaults,
    };
    word(language, key)
}

pub(super) fn flag(flag: &Flag, world: &World, language: Language) -> AttrValue {
    let at = format::instant(flag.at);
    let what = flag_word(flag.kind, language);
    let Some(fault) = flag.fault.and_then(|fault| world.faults().get(usize::from(fault))) else {
        return say!(language, Key::TimelineEvent, at = Arg::Text(&at), what = Arg::Text(what)).plain().into();
    };
    let timed = fault.spec.at_ms().is_some();
    let key = if timed { Key::TimelineFlagTimed } else { Key::TimelineFlagAimed };
    let what = narration::fault(&fault.spec, world, language).plain();
    say!(language, key, at = Arg::Text(&at), what = Arg::Text(&what)).plain().into()
}

pub(super) fn broken(kind: BreakKind, language: Language) -> Option<&'static str> {
    let key = match kind {
        BreakKind::Cut | BreakKind::Crashed => return None,
        BreakKind::Down => Key::HealthDown,
        BreakKind::Degraded => Key::HealthDegraded,
        BreakKind::Unhealthy => Key::HealthUnhealthy,
        BreakKind::Dead => Key::HealthDead,
        BreakKind::Unreachable => Key::HealthUnreachable,
    };
    Some(word(language, key))
}

/// Where the playhead stands: "00:13.020, event 61 of 61, …".
pub(super) fn position(view: &View, language: Language) -> AttrValue {
    let what = match view.current.first() {
        Some(entry) => narration::sentence(entry, &view.world, language).plain(),
        None => word(language, Key::SentenceNothingYet).to_owned(),
    };
    say!(
        language,
        Key::TransportScrubberValue,
        at = Arg::Instant(view.world.elapsed()),
        n = view.at_step,
        total = view.last_step,
        what = Arg::Text(&what)
    )
    .plain()
    .into()
}

/// Roughly how wide a text is, for what must fit before it is drawn.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(|c| if c >= '\u{1100}' { size } else { size * 0.54 }).sum()
}

/// As much of a text as fits.
pub(super) fn fit(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut short = String::new();
    for c in text.chars() {
        short.push(c);
        if width(&short, size) > room - size {
            break;
        }
    }
    short + "…"
}
