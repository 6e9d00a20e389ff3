//! A queue's settings: ranges, defaults, and their form on the wire.
//!
//! Models: `service-bus-queue.md` section 1. Only unpartitioned queues.

use crate::model::time::{Millis, parse_duration};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

const MAX_QUEUE_NAME_CHARS: usize = 260;
const MIN_LOCK_DURATION: Millis = 5_000;
const MAX_LOCK_DURATION: Millis = 300_000;
const MIN_TIME_TO_LIVE: Millis = 1_000;
/// Default and ceiling in the Basic tier.
const BASIC_TIME_TO_LIVE: Millis = 14 * 86_400_000;
const MIN_DUPLICATE_WINDOW: Millis = 20_000;
const MAX_DUPLICATE_WINDOW: Millis = 7 * 86_400_000;
const MIN_AUTO_DELETE_ON_IDLE: Millis = 300_000;
/// The service's type for it is a signed 32-bit integer.
const MAX_MAX_DELIVERY_COUNT: u32 = i32::MAX as u32;
const SIZES_IN_MEGABYTES: [u64; 5] = [1024, 2048, 3072, 4096, 5120];
const PREMIUM_SIZES_IN_MEGABYTES: [u64; 4] = [10_240, 20_480, 40_960, 81_920];

/// The namespace's tier, which moves some limits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tier {
    Basic,
    #[default]
    Standard,
    Premium,
}

/// Whether sends and receives are allowed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    #[default]
    Active,
    Disabled,
    SendDisabled,
    ReceiveDisabled,
}

impl Status {
    pub const ALL: [Self; 4] = [Self::Active, Self::Disabled, Self::SendDisabled, Self::ReceiveDisabled];

    /// The service's spelling.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Disabled => "Disabled",
            Self::SendDisabled => "SendDisabled",
            Self::ReceiveDisabled => "ReceiveDisabled",
        }
    }
}

/// What a queue is created with. Lengths of time in milliseconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    pub name: Arc<str>,
    pub tier: Tier,
    /// 5 s to 5 min.
    pub lock_duration: Millis,
    /// At least 1.
    pub max_delivery_count: u32,
    /// At least 1 s; `None` never expires (14 days in the Basic tier). Also the ceiling of each message's own.
    pub default_message_time_to_live: Option<Millis>,
    /// Otherwise expired messages are dropped.
    pub dead_lettering_on_message_expiration: bool,
    /// 1024 to 5120 in steps of 1024; Premium also 10240, 20480, 40960, 81920.
    pub max_size_in_megabytes: u64,
    /// Fixed at creation.
    pub requires_duplicate_detection: bool,
    /// 20 s to 7 days.
    pub duplicate_detection_history_time_window: Millis,
    /// Fixed at creation.
    pub requires_session: bool,
    /// At least 5 min; `None` never.
    pub auto_delete_on_idle: Option<Millis>,
    /// The queue that takes every message that arrives here.
    pub forward_to: Option<Arc<str>>,
    /// The queue that takes every message that is dead-lettered here.
    pub forward_dead_lettered_messages_to: Option<Arc<str>>,
    pub status: Status,
    /// Has no visible effect here.
    pub enable_batched_operations: bool,
}

/// One setting, by the name in `QueueDescription`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Setting {
    Name,
    LockDuration,
    MaxDeliveryCount,
    DefaultMessageTimeToLive,
    DeadLetteringOnMessageExpiration,
    MaxSizeInMegabytes,
    RequiresDuplicateDetection,
    DuplicateDetectionHistoryTimeWindow,
    RequiresSession,
    AutoDeleteOnIdle,
    ForwardTo,
    ForwardDeadLetteredMessagesTo,
    Status,
    EnableBatchedOperations,
}

impl Setting {
    pub const ALL: [Self; 14] = [
        Self::Name,
        Self::LockDuration,
        Self::MaxDeliveryCount,
        Self::DefaultMessageTimeToLive,
        Self::DeadLetteringOnMessageExpiration,
        Self::MaxSizeInMegabytes,
        Self::RequiresDuplicateDetection,
        Self::DuplicateDetectionHistoryTimeWindow,
        Self::RequiresSession,
        Self::AutoDeleteOnIdle,
        Self::ForwardTo,
        Self::ForwardDeadLetteredMessagesTo,
        Self::Status,
        Self::EnableBatchedOperations,
    ];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::LockDuration => "LockDuration",
            Self::MaxDeliveryCount => "MaxDeliveryCount",
            Self::DefaultMessageTimeToLive => "DefaultMessageTimeToLive",
            Self::DeadLetteringOnMessageExpiration => "DeadLetteringOnMessageExpiration",
            Self::MaxSizeInMegabytes => "MaxSizeInMegabytes",
            Self::RequiresDuplicateDetection => "RequiresDuplicateDetection",
            Self::DuplicateDetectionHistoryTimeWindow => "DuplicateDetectionHistoryTimeWindow",
            Self::RequiresSession => "RequiresSession",
            Self::AutoDeleteOnIdle => "AutoDeleteOnIdle",
            Self::ForwardTo => "ForwardTo",
            Self::ForwardDeadLetteredMessagesTo => "ForwardDeadLetteredMessagesTo",
            Self::Status => "Status",
            Self::EnableBatchedOperations => "EnableBatchedOperations",
        }
    }

    /// Reads `LockDuration` as well as `lock_duration`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let letters = || name.bytes().filter(|b| *b != b'_').map(|b| b.to_ascii_lowercase());
        Self::ALL.into_iter().find(|s| s.as_str().bytes().map(|b| b.to_ascii_lowercase()).eq(letters()))
    }
}

/// What is wrong with one setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettingsError {
    pub setting: Setting,
    pub problem: Problem,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Lengths of time in milliseconds, otherwise plain numbers; both ends allowed.
    OutOfRange { min: u64, max: u64 },
    /// Not one of the sizes that the tier offers.
    NotOffered,
    /// The text is not of the setting's form.
    Malformed,
    /// Cannot change once the queue exists.
    FixedAtCreation,
    /// Cannot be combined with this other setting.
    NotWith(Setting),
    /// Not in the Basic tier.
    NotInTier,
    /// A queue cannot forward to itself.
    ToItself,
}

impl Settings {
    /// The service's defaults for a queue of this name.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self {
            name: name.into(),
            tier: Tier::Standard,
            lock_duration: 60_000,
            max_delivery_count: 10,
            default_message_time_to_live: None,
            dead_lettering_on_message_expiration: false,
            max_size_in_megabytes: 1024,
            requires_duplicate_detection: false,
            duplicate_detection_history_time_window: 600_000,
            requires_session: false,
            auto_delete_on_idle: None,
            forward_to: None,
            forward_dead_lettered_messages_to: None,
            status: Status::Active,
            enable_batched_operations: true,
        }
    }

    /// Sets one value from its text on the wire: durations as ISO 8601 (`PT1M`), numbers in digits, `true` or `false`.
    /// An empty text takes away what may be absent.
    ///
    /// # Errors
    /// `Malformed` if the text cannot be read; ranges are [`Self::validate`]'s matter.
    pub fn set(&mut self, setting: Setting, text: &str) -> Result<(), SettingsError> {
        self.read(setting, text.trim()).ok_or(SettingsError { setting, problem: Problem::Malformed })
    }

    fn read(&mut self, setting: Setting, text: &str) -> Option<()> {
        let flag = || match text {
            _ if text.eq_ignore_ascii_case("true") => Some(true),
            _ if text.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        };
        let optional_duration = || if text.is_empty() { Some(None) } else { duration(text) };
        let optional_name = || (!text.is_empty()).then(|| Arc::from(text));
        match setting {
            Setting::Name => self.name = text.into(),
            Setting::LockDuration => self.lock_duration = duration(text)??,
            Setting::MaxDeliveryCount => self.max_delivery_count = whole(text)? as u32,
            Setting::DefaultMessageTimeToLive => self.default_message_time_to_live = optional_duration()?,
            Setting::DeadLetteringOnMessageExpiration => self.dead_lettering_on_message_expiration = flag()?,
            Setting::MaxSizeInMegabytes => self.max_size_in_megabytes = whole(text)?,
            Setting::RequiresDuplicateDetection => self.requires_duplicate_detection = flag()?,
            Setting::DuplicateDetectionHistoryTimeWindow => {
                self.duplicate_detection_history_time_window = duration(text)??;
            }
            Setting::RequiresSession => self.requires_session = flag()?,
            Setting::AutoDeleteOnIdle => self.auto_delete_on_idle = optional_duration()?,
            Setting::ForwardTo => self.forward_to = optional_name(),
            Setting::ForwardDeadLetteredMessagesTo => self.forward_dead_lettered_messages_to = optional_name(),
            Setting::Status => {
                self.status = Status::ALL.into_iter().find(|s| s.as_str().eq_ignore_ascii_case(text))?;
            }
            Setting::EnableBatchedOperations => self.enable_batched_operations = flag()?,
        }
        Some(())
    }

    /// Everything that the service would refuse.
    #[must_use]
    pub fn validate(&self) -> Vec<SettingsError> {
        let mut errors = Vec::new();
        let mut refuse = |setting, problem| errors.push(SettingsError { setting, problem });
        let mut range = |setting, value: u64, min, max| {
            if !(min..=max).contains(&value) {
                refuse(setting, Problem::OutOfRange { min, max });
            }
        };
        range(Setting::Name, self.name.chars().count() as u64, 1, MAX_QUEUE_NAME_CHARS as u64);
        range(Setting::LockDuration, self.lock_duration, MIN_LOCK_DURATION, MAX_LOCK_DURATION);
        range(Setting::MaxDeliveryCount, self.max_delivery_count.into(), 1, MAX_MAX_DELIVERY_COUNT.into());
        if let Some(length) = self.default_message_time_to_live {
            let max = if self.tier == Tier::Basic { BASIC_TIME_TO_LIVE } else { Millis::MAX };
            range(Setting::DefaultMessageTimeToLive, length, MIN_TIME_TO_LIVE, max);
        }
        range(
            Setting::DuplicateDetectionHistoryTimeWindow,
            self.duplicate_detection_history_time_window,
            MIN_DUPLICATE_WINDOW,
            MAX_DUPLICATE_WINDOW,
        );
        if let Some(length) = self.auto_delete_on_idle {
            range(Setting::AutoDeleteOnIdle, length, MIN_AUTO_DELETE_ON_IDLE, Millis::MAX);
        }
        if self.name.contains(['@', '?', '#', '*']) || self.name.starts_with('/') || self.name.ends_with('/') {
            refuse(Setting::Name, Problem::Malformed);
        }
        let size = self.max_size_in_megabytes;
        let premium = self.tier == Tier::Premium && PREMIUM_SIZES_IN_MEGABYTES.contains(&size);
        if !SIZES_IN_MEGABYTES.contains(&size) && !premium {
            refuse(Setting::MaxSizeInMegabytes, Problem::NotOffered);
        }
        if self.tier == Tier::Basic && self.requires_session {
            refuse(Setting::RequiresSession, Problem::NotInTier);
        }
        let targets = [
            (Setting::ForwardTo, &self.forward_to),
            (Setting::ForwardDeadLetteredMessagesTo, &self.forward_dead_lettered_messages_to),
        ];
        for (setting, target) in targets {
            let Some(target) = target else { continue };
            if self.requires_session {
                refuse(setting, Problem::NotWith(Setting::RequiresSession));
            }
            if target.eq_ignore_ascii_case(&self.name) {
                refuse(setting, Problem::ToItself);
            }
        }
        errors
    }

    /// Everything that the service would refuse in a change to `new`.
    #[must_use]
    pub fn validate_change(&self, new: &Self) -> Vec<SettingsError> {
        let fixed = [
            (Setting::Name, self.name == new.name),
            (Setting::RequiresSession, self.requires_session == new.requires_session),
            (
                Setting::RequiresDuplicateDetection,
                self.requires_duplicate_detection == new.requires_duplicate_detection,
            ),
        ];
        let changed = fixed.into_iter().filter(|(_, same)| !same);
        let changed = changed.map(|(setting, _)| SettingsError { setting, problem: Problem::FixedAtCreation });
        changed.chain(new.validate()).collect()
    }

    /// Bytes of one message, body and properties together.
    #[must_use]
    pub fn max_message_bytes(&self) -> u64 {
        match self.tier {
            Tier::Basic | Tier::Standard => 256 * 1024,
            Tier::Premium => 100 * 1024 * 1024,
        }
    }

    #[must_use]
    pub fn max_size_bytes(&self) -> u64 {
        self.max_size_in_megabytes * 1024 * 1024
    }

    /// The default and ceiling that hold: what is set, else the tier's; `None` for ever.
    #[must_use]
    pub fn longest_time_to_live(&self) -> Option<Millis> {
        self.default_message_time_to_live.or((self.tier == Tier::Basic).then_some(BASIC_TIME_TO_LIVE))
    }

    /// How long a message lives that asks for `own`; [`Millis::MAX`] for ever.
    #[must_use]
    pub fn effective_time_to_live(&self, own: Option<Millis>) -> Millis {
        own.unwrap_or(Millis::MAX).min(self.longest_time_to_live().unwrap_or(Millis::MAX))
    }
}

/// A whole number; below zero and above 32 bits it is as far out of every range as those.
fn whole(text: &str) -> Option<u64> {
    let number: i64 = text.parse().ok()?;
    Some(number.clamp(0, u32::MAX.into()) as u64)
}

/// A duration as the service writes it; `Some(None)` for its largest value, which stands for "never". A negative one
/// is as short as none: nothing that may be set so is.
fn duration(text: &str) -> Option<Option<Millis>> {
    const TIME_SPAN_MAX: &str = "P10675199DT2H48M5.4775807S";
    if text == TIME_SPAN_MAX {
        return Some(None);
    }
    match text.strip_prefix('-') {
        Some(length) => parse_duration(length).map(|_| Some(0)),
        None => parse_duration(text).map(Some),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn problems(edit: impl FnOnce(&mut Settings)) -> Vec<(Setting, Problem)> {
        let mut settings = Settings::new("q");
        edit(&mut settings);
        settings.validate().into_iter().map(|e| (e.setting, e.problem)).collect()
    }

    #[test]
    fn defaults_are_the_service_s() {
        let s = Settings::new("q");
        assert_eq!(s.validate(), []);
        assert_eq!((s.lock_duration, s.max_delivery_count, s.max_size_in_megabytes), (60_000, 10, 1024));
        assert_eq!((s.default_message_time_to_live, s.auto_delete_on_idle), (None, None));
        assert_eq!(s.duplicate_detection_history_time_window, 600_000);
        let flags = [s.dead_lettering_on_message_expiration, s.requires_duplicate_detection, s.requires_session];
        assert_eq!((flags, s.enable_batched_operations, s.status), ([false; 3], true, Status::Active));
    }

    #[test]
    fn ranges_hold_at_both_ends() {
        type Edit = fn(&mut Settings, u64);
        let cases: [(Setting, Edit, u64, u64); 5] = [
            (Setting::LockDuration, |s, v| s.lock_duration = v, 5_000, 300_000),
            (Setting::MaxDeliveryCount, |s, v| s.max_delivery_count = v as u32, 1, i32::MAX as u64),
            (Setting::DefaultMessageTimeToLive, |s, v| s.default_message_time_to_live = Some(v), 1_000, u64::MAX),
            (
                Setting::DuplicateDetectionHistoryTimeWindow,
                |s, v| s.duplicate_detection_history_time_window = v,
                20_000,
                604_800_000,
            ),
            (Setting::AutoDeleteOnIdle, |s, v| s.auto_delete_on_idle = Some(v), 300_000, u64::MAX),
        ];
        for (setting, edit, min, max) in cases {
            let out = [(setting, Problem::OutOfRange { min, max })];
            assert_eq!(problems(|s| edit(s, min)), []);
            assert_eq!(problems(|s| edit(s, max)), []);
            assert_eq!(problems(|s| edit(s, min - 1)), out);
            if max < u64::MAX {
                assert_eq!(problems(|s| edit(s, max + 1)), out);
            }
        }
    }

    #[test]
    fn names() {
        for good in ["a", "folder/queue", &"x".repeat(260)] {
            assert_eq!(Settings::new(good).validate(), [], "{good}");
        }
        for bad in ["", "a@b", "a?", "#a", "a*", "/a", "a/", &"x".repeat(261)] {
            assert_eq!(Settings::new(bad).validate().len(), 1, "{bad}");
        }
    }

    #[test]
    fn sizes_go_by_tier() {
        let size = |tier, megabytes| problems(|s| (s.tier, s.max_size_in_megabytes) = (tier, megabytes));
        let refused = [(Setting::MaxSizeInMegabytes, Problem::NotOffered)];
        assert_eq!(size(Tier::Standard, 5120), []);
        assert_eq!(size(Tier::Standard, 81_920), refused);
        assert_eq!(size(Tier::Premium, 81_920), []);
        assert_eq!(size(Tier::Premium, 1), refused);
    }

    #[test]
    fn what_does_not_go_together() {
        let forward = |s: &mut Settings| s.forward_to = Some("Q".into());
        assert_eq!(problems(forward), [(Setting::ForwardTo, Problem::ToItself)]);
        let sessions = problems(|s| {
            s.requires_session = true;
            s.forward_to = Some("a".into());
            s.forward_dead_lettered_messages_to = Some("b".into());
        });
        let problem = Problem::NotWith(Setting::RequiresSession);
        assert_eq!(sessions, [(Setting::ForwardTo, problem), (Setting::ForwardDeadLetteredMessagesTo, problem)]);
        let basic = problems(|s| (s.tier, s.requires_session) = (Tier::Basic, true));
        assert_eq!(basic, [(Setting::RequiresSession, Problem::NotInTier)]);
        let days = problems(|s| {
            s.tier = Tier::Basic;
            s.default_message_time_to_live = Some(BASIC_TIME_TO_LIVE + 1);
        });
        assert_eq!(days.len(), 1);
    }

    #[test]
    fn reads_the_wire() {
        let mut s = Settings::new("taskqueue");
        for (name, text) in [
            ("max_size_in_megabytes", "5120"),
            ("default_message_time_to_live", "PT1M"),
            ("LockDuration", "PT10S"),
            ("MaxDeliveryCount", "5"),
            ("RequiresSession", "True"),
            ("dead_lettering_on_message_expiration", "true"),
            ("DuplicateDetectionHistoryTimeWindow", "PT30S"),
            ("auto_delete_on_idle", "PT5M"),
            ("forward_to", "next"),
            ("forward_to", ""),
            ("ForwardDeadLetteredMessagesTo", "graveyard"),
            ("status", "ReceiveDisabled"),
            ("EnableBatchedOperations", "false"),
            ("RequiresDuplicateDetection", "false"),
        ] {
            s.set(Setting::parse(name).expect(name), text).expect(name);
        }
        let expected = Settings {
            max_size_in_megabytes: 5120,
            default_message_time_to_live: Some(60_000),
            lock_duration: 10_000,
            max_delivery_count: 5,
            requires_session: true,
            dead_lettering_on_message_expiration: true,
            duplicate_detection_history_time_window: 30_000,
            auto_delete_on_idle: Some(300_000),
            forward_dead_lettered_messages_to: Some("graveyard".into()),
            status: Status::ReceiveDisabled,
            enable_batched_operations: false,
            ..Settings::new("taskqueue")
        };
        assert_eq!(s, expected);
        s.set(Setting::DefaultMessageTimeToLive, "P10675199DT2H48M5.4775807S").unwrap();
        assert_eq!(s.default_message_time_to_live, None);
        for (setting, text) in [
            (Setting::LockDuration, "60"),
            (Setting::LockDuration, ""),
            (Setting::MaxDeliveryCount, "1.5"),
            (Setting::RequiresSession, "yes"),
            (Setting::Status, "Paused"),
        ] {
            let refused = SettingsError { setting, problem: Problem::Malformed };
            assert_eq!(s.clone().set(setting, text), Err(refused), "{text}");
        }
        for (setting, text) in [
            (Setting::MaxDeliveryCount, "-1"),
            (Setting::MaxDeliveryCount, "99999999999"),
            (Setting::MaxSizeInMegabytes, "-1024"),
            (Setting::LockDuration, "-PT1M"),
            (Setting::AutoDeleteOnIdle, "-PT5M"),
        ] {
            let mut out = Settings::new("q");
            out.set(setting, text).expect(text);
            assert_eq!(out.validate().first().map(|error| error.setting), Some(setting), "{text}");
        }
        assert_eq!(Setting::parse("Colour"), None);
        assert!(Setting::ALL.into_iter().all(|s| Setting::parse(s.as_str()) == Some(s)));
    }
}
