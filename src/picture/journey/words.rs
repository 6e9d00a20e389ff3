//! What a journey says: a short label beside each figure, and each row in sentences.

use super::{Clause, Figure, Journey, Mark, Rounds, Row, Sight, Tone, View, WhatIf, Who, Why};
use crate::model::ids::{EndpointId, StorageQueueId};
use crate::model::time::Millis;
use crate::say;
use crate::text::{Arg, Key, Language, Rich, format, narration, word};
use crate::world::World;
use crate::world::consumer::Consumer;
use crate::world::endpoint::Kind;
use crate::world::entry::{Call, DeadLetterReason, DropReason, Entry, What};
use crate::world::spec::{Aim, Arrow, FaultSpec};
use std::sync::Arc;

/// A journey, and whom it is told to.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    pub journey: &'a Journey,
    /// The world at the playhead: it has the names.
    pub world: &'a World,
    pub language: Language,
    pub view: View,
}

impl Words<'_> {
    fn word(&self, key: Key) -> String {
        word(self.language, key).to_owned()
    }

    #[must_use]
    pub fn title(&self) -> String {
        let message = self.world.label_of(self.journey.send);
        say!(self.language, Key::JourneyTitle, message = Arg::Code(&message)).plain()
    }

    /// The two lines above a lane.
    #[must_use]
    pub fn heading(&self, who: Who) -> (String, String) {
        let name = |name: &Arc<str>| name.to_string();
        let endpoint = |id: EndpointId| &self.world.endpoints()[id.index()];
        match who {
            Who::Sender(id) if id.device().is_some() => {
                (self.word(Key::KindDevice), name(&narration::producer(id, self.world, self.language)))
            }
            Who::Sender(id) => (name(&narration::producer(id, self.world, self.language)), String::new()),
            Who::Hub => (self.word(Key::KindHub), self.world.hub().spec.name.to_string()),
            Who::Endpoint(id) => {
                let kind = match &endpoint(id).kind {
                    Kind::BuiltIn(_) => Key::KindBuiltIn,
                    Kind::Queue(_) => Key::KindServiceBusQueue,
                    Kind::Container(_) => Key::KindStorageContainer,
                };
                (name(&endpoint(id).name), self.word(kind))
            }
            Who::DeadLetters(id) => (name(&endpoint(id).name), self.word(Key::JourneyDeadLetterQueue)),
            Who::StorageQueue(id) => (self.storage_queue(id), self.word(Key::KindStorageQueue)),
            Who::Consumer(id) if id.is_person() => {
                (name(&narration::consumer(id, self.world, self.language)), String::new())
            }
            Who::Consumer(id) => {
                (self.word(Key::KindConsumer), name(&narration::consumer(id, self.world, self.language)))
            }
        }
    }

    /// Whose view it is, in a word.
    #[must_use]
    pub fn view_name(&self, view: View) -> String {
        let of = |who: Who| match self.heading(who) {
            (_, name) if !name.is_empty() => name,
            (title, _) => title,
        };
        match view {
            View::Everything => self.word(Key::JourneyViewEverything),
            View::Sender => of(Who::Sender(self.journey.send.producer)),
            View::Consumer(id) => of(Who::Consumer(id)),
        }
    }

    fn storage_queue(&self, id: StorageQueueId) -> String {
        self.world.storage().name_of(id).to_string()
    }

    /// How long nothing happened.
    #[must_use]
    pub fn silence(&self, length: Millis) -> String {
        format::duration(self.language, length)
    }

    #[must_use]
    pub fn instant(&self, row: &Row) -> String {
        format::instant(row.at.since(self.world.start()))
    }

    #[must_use]
    pub fn now(&self) -> (String, String) {
        (format::instant(self.journey.now.since(self.world.start())), self.word(Key::JourneyNow))
    }

    /// A row in sentences, as far as whose view it is knows.
    #[must_use]
    pub fn sentences(&self, row: &Row) -> Vec<Rich> {
        let tell = |entry: &Entry| narration::sentence(entry, self.world, self.language);
        match self.journey.sight(row, self.view) {
            Sight::Hidden => Vec::new(),
            Sight::Whole => {
                let mut said: Vec<Rich> = row.told.iter().map(tell).collect();
                if row.retried > 0 {
                    said.push(say!(self.language, Key::JourneyRetried, n = row.retried));
                }
                said
            }
            Sight::As(Figure::Mark { mark: Mark::Unknown, .. }) => vec![self.in_doubt()],
            Sight::As(_) => row.told.iter().take(1).map(tell).collect(),
        }
    }

    /// A reason in a sentence.
    #[must_use]
    pub fn reason(&self, clause: &Clause) -> Rich {
        let key = match clause.why {
            Why::PublishLost => Key::JourneyWhyPublishLost,
            Why::PubackLost => Key::JourneyWhyPubackLost,
            Why::AcceptedAgain => Key::JourneyWhyAcceptedAgain,
            Why::GivenUp => Key::JourneyWhyGivenUp,
            Why::RouterRestarted => Key::JourneyWhyRouterRestarted,
            Why::CallLost => Key::JourneyWhyCallLost,
            Why::Late => Key::JourneyWhyLate,
            Why::Orphaned => Key::JourneyWhyOrphaned,
            Why::NotTaken => Key::JourneyWhyNotTaken,
            Why::Dropped => Key::JourneyWhyDropped,
            Why::Crashed => Key::JourneyWhyCrashed,
            Why::RanOut => Key::JourneyWhyRanOut,
            Why::TooLate => Key::JourneyWhyTooLate,
            Why::Failed => Key::JourneyWhyFailed,
            Why::Expired => Key::JourneyWhyExpired,
            Why::DeadLettered => Key::JourneyWhyDeadLettered,
            Why::Lost => Key::JourneyWhyLost,
            Why::EffectAgain => Key::JourneyWhyEffectAgain,
            Why::Skipped => Key::JourneyWhySkipped,
            Why::Missed => Key::JourneyWhyMissed,
            Why::Smooth => Key::JourneyWhySmooth,
        };
        say!(self.language, key)
    }

    /// A change in a few words, as the end of "What if …".
    #[must_use]
    pub fn what_if(&self, what_if: WhatIf) -> String {
        let program = |id| narration::consumer(id, self.world, self.language);
        let (key, name) = match what_if {
            WhatIf::NoFault(fault) => {
                let Some(fault) = self.world.faults().get(fault) else { return String::new() };
                let name = match fault.spec.aim() {
                    Aim::Device(name) | Aim::Endpoint(name) | Aim::Consumer(name) => name.clone(),
                    Aim::Everything => Arc::default(),
                };
                (without(&fault.spec), name)
            }
            WhatIf::PeekLock(id) => (Key::JourneyIfPeekLock, program(id)),
            WhatIf::SkipsRepeats(id) => (Key::JourneyIfSkips, program(id)),
            WhatIf::RenewsLocks(id) => (Key::JourneyIfRenews, program(id)),
        };
        say!(self.language, key, name = Arg::Name(&name)).plain()
    }

    fn in_doubt(&self) -> Rich {
        let sender = narration::producer(self.journey.send.producer, self.world, self.language);
        let message = self.world.label_of(self.journey.send);
        say!(self.language, Key::JourneyInDoubt, device = Arg::Name(&sender), message = Arg::Code(&message))
    }

    /// All of it as text: instant and sentences, one line for each row that is known.
    #[must_use]
    pub fn lines(&self) -> Vec<(usize, String)> {
        let line = |(at, row): (usize, &Row)| {
            if let Some(fold) = self.journey.fold_of(at) {
                return (self.journey.folds[fold].rows.start == at).then(|| (at, self.folded(fold)));
            }
            let said: Vec<String> = self.sentences(row).iter().map(Rich::plain).collect();
            (!said.is_empty()).then(|| (at, said.join(" ")))
        };
        self.journey.rows.iter().enumerate().filter_map(line).collect()
    }

    /// What a line stands for that folds many rows, by its place.
    #[must_use]
    pub fn folded(&self, fold: usize) -> String {
        match self.journey.folds[fold].rounds {
            Rounds::Deliveries(n) => say!(self.language, Key::JourneyMoreDeliveries, n = n).plain(),
            Rounds::Attempts(n) => say!(self.language, Key::JourneyMoreAttempts, n = n).plain(),
        }
    }

    /// The words at a figure.
    #[must_use]
    pub fn label(&self, row: &Row) -> String {
        match self.journey.sight(row, self.view) {
            Sight::Hidden => String::new(),
            Sight::As(Figure::Mark { mark: Mark::Unknown, .. }) => self.word(Key::JourneyOutcomeUnknown),
            Sight::As(_) => self.of_entry(row, &row.told[..1]),
            Sight::Whole => self.of_entry(row, &row.told),
        }
    }

    /// The words below a lost acknowledgement's end.
    #[must_use]
    pub fn outcome_unknown(&self) -> String {
        self.word(Key::JourneyOutcomeUnknown)
    }

    fn of_entry(&self, row: &Row, told: &[Entry]) -> String {
        let said = |key: Key| -> String { say!(self.language, key).plain() };
        let count = |key: Key, n: u64| -> String { say!(self.language, key, n = n).plain() };
        match told[0].what {
            What::Sent { .. } | What::Published { .. }
                if row.told.len() > 1 || !matches!(told[0].what, What::Sent { .. }) =>
            {
                let again = row.told.iter().any(|entry| matches!(entry.what, What::Published { attempt: 2.., .. }));
                let lost = told.len() == row.told.len() && self.is_lost(row);
                said(match (lost, again) {
                    (true, _) => Key::JourneyPublishLost,
                    (_, true) => Key::JourneyPublishAgain,
                    (_, false) => Key::JourneyPublish,
                })
            }
            What::Sent { .. } => said(Key::JourneyWaitsOnDevice),
            What::PublishLost { .. } if matches!(row.figure, Figure::Mark { mark: Mark::Unknown, .. }) => {
                said(Key::JourneyOutcomeUnknown)
            }
            What::PublishLost { .. } => said(Key::JourneyPublishLost),
            What::PublishRefused { .. } => said(Key::JourneyPublishRefused),
            What::PubackArrived { .. } => said(Key::JourneyPuback),
            What::PubackLost { .. } => said(Key::JourneyPubackLost),
            What::PubackDelayed { .. } | What::DeliveryDelayed { .. } => said(Key::JourneyLate),
            What::PubackIgnored { .. } => said(Key::JourneyPubackIgnored),
            What::SendForgotten { .. } => said(Key::JourneySendForgotten),
            What::SendTimedOut { .. } => said(Key::JourneyGivesUp),
            What::LinkCut { .. } => said(Key::JourneyLinkCut),
            What::DeviceReturned { .. } => said(Key::JourneyReturns),
            What::Accepted { .. } | What::Matched { .. } => self.accepted(told),
            What::Orphaned { .. } => said(Key::JourneyOrphaned),
            What::Delivered { lineage, endpoint, label, repeat } => self.delivered(lineage, endpoint, label, repeat),
            What::DeliveryFailed { .. } if told.len() > 1 => self.of_entry(row, &told[1..]),
            What::DeliveryFailed { attempt, retry_ms, .. } => {
                let (n, retry) = (u64::from(attempt), Arg::Duration(u64::from(retry_ms)));
                match row.retried {
                    0 => say!(self.language, Key::JourneyDeliveryFailed, n = n, retry = retry).plain(),
                    tried => say!(self.language, Key::JourneyStillFailed, n = tried, retry = retry).plain(),
                }
            }
            What::RetryStarted { attempt, .. } => count(Key::JourneyRetries, attempt.into()),
            What::Dropped { reason, .. } => {
                let reason = word(self.language, drop_reason(reason));
                say!(self.language, Key::JourneyDropped, reason = Arg::Text(reason)).plain()
            }
            What::Invalid { .. } => said(Key::JourneyInvalid),
            What::Enqueued { sequence, .. } => count(Key::JourneySequence, sequence.into()),
            What::Scheduled { after_ms, .. } => {
                say!(self.language, Key::JourneyScheduled, wait = Arg::Duration(after_ms.into())).plain()
            }
            What::Activated { sequence, .. } => count(Key::JourneyActivated, sequence.into()),
            What::ScheduleCancelled { .. } => said(Key::JourneyTakenBack),
            What::DuplicateDropped { .. } => said(Key::JourneyDuplicateDropped),
            What::Forwarded { .. } => match told.get(1).map(|entry| entry.what) {
                Some(What::Enqueued { sequence, .. }) => count(Key::JourneyForwarded, sequence.into()),
                _ => said(Key::JourneyNotForwarded),
            },
            What::LockExpired { sequence, .. } => count(Key::JourneyLockExpires, sequence.into()),
            What::LockRevoked { sequence, .. } => count(Key::JourneyLockRevoked, sequence.into()),
            What::Expired { .. } | What::MessageExpired { .. } => said(Key::JourneyExpired),
            What::DeadLettered { reason, .. } => {
                let reason = word(self.language, dead_letter_reason(reason));
                say!(self.language, Key::JourneyDeadLettered, reason = Arg::Text(reason)).plain()
            }
            What::BecameVisible { .. } => said(Key::JourneyVisible),
            What::BlobWritten { messages, .. } => count(Key::JourneyWritten, messages.into()),
            What::MessagesCleared { .. } => said(Key::JourneyCleared),
            What::StorageQueueChanged { .. } | What::QueueChanged { .. } | What::QueueIdledOut { .. } => {
                said(Key::JourneyQueueGone)
            }
            _ => self.of_consumer(row, told),
        }
    }

    /// What a consumer has to do with.
    fn of_consumer(&self, row: &Row, told: &[Entry]) -> String {
        let said = |key: Key| -> String { say!(self.language, key).plain() };
        match told[0].what {
            What::Locked { delivery, .. }
                if told.iter().any(|entry| matches!(entry.what, What::ResponseLost { .. })) =>
            {
                say!(self.language, Key::JourneyResponseLost, n = u64::from(delivery)).plain()
            }
            What::Locked { endpoint, delivery, .. } => {
                let queue = self.world.endpoints()[endpoint.index()].queue();
                let length = Arg::Duration(queue.map_or(0, |queue| queue.settings().lock_duration));
                let n = u64::from(delivery);
                say!(self.language, Key::JourneyLocked, n = n, length = length).plain()
            }
            What::ReceivedAndDeleted { .. } if row.tone == Tone::Bad => said(Key::JourneyDeletedResponseLost),
            What::ReceivedAndDeleted { .. } => said(Key::JourneyReceivedAndDeleted),
            What::MessageGot { consumer, count, .. } => {
                let timeout = self.world.consumers().get(consumer.index()).and_then(visibility);
                let n = u64::from(count);
                match timeout {
                    Some(length) => say!(self.language, Key::JourneyGot, n = n, length = Arg::Duration(length)).plain(),
                    None => say!(self.language, Key::JourneyGotHidden, n = n).plain(),
                }
            }
            What::EventRead { offset, .. } => say!(self.language, Key::JourneyRead, n = offset).plain(),
            What::MessagePut { number, .. } => say!(self.language, Key::JourneyPut, n = number).plain(),
            What::SettleRequested { .. } => self.call(row, told, Call::Complete),
            What::CallRequested { call, .. } => self.call(row, told, call),
            What::Completed { .. } => self.call(row, told, Call::Complete),
            What::Abandoned { .. } => self.call(row, told, Call::Abandon),
            What::LockRenewed { .. } => self.call(row, told, Call::RenewLock),
            What::MessageDeleted { .. } => self.call(row, told, Call::Delete),
            What::Deferred { .. } => said(Key::JourneyDeferred),
            What::MessageUpdated { .. } => said(Key::JourneyUpdated),
            What::SettleRefused { .. } | What::CallRefused { .. } | What::StorageCallRefused { .. } => {
                self.call(row, told, Call::Complete)
            }
            What::CrashedHolding { .. } if told.iter().any(|entry| matches!(entry.what, What::Lost { .. })) => {
                said(Key::JourneyCrashLoses)
            }
            What::CrashedHolding { .. } => said(Key::JourneyCrash),
            What::Forgotten { .. } => said(Key::JourneyForgets),
            What::Lost { .. } => said(Key::JourneyLost),
            What::Restarted { .. } => said(Key::JourneyRestarts),
            What::Worked { .. } => said(Key::JourneyWorked),
            What::WorkFailed { .. } => said(Key::JourneyWorkFails),
            What::EffectApplied { kind, nth, .. } => {
                let kind = Arg::Text(kind.code());
                match nth {
                    0 | 1 => say!(self.language, Key::JourneyEffect, kind = kind).plain(),
                    nth => say!(self.language, Key::JourneyEffectAgain, kind = kind, nth = u64::from(nth)).plain(),
                }
            }
            What::Hangs { .. } => said(Key::JourneyHangs),
            What::KeyRecorded { durable, .. } => {
                said(if durable { Key::JourneyKeyRecorded } else { Key::JourneyKeyRemembered })
            }
            What::DuplicateSkipped { applied, .. } => {
                said(if applied { Key::JourneySkips } else { Key::JourneySkipsMissed })
            }
            What::PassedBy { .. } => said(Key::JourneyPassesBy),
            What::PoisonFound { .. } => said(Key::JourneyPoison),
            What::Made { .. } => said(Key::JourneyMakes),
            _ => String::new(),
        }
    }

    fn is_lost(&self, row: &Row) -> bool {
        matches!(row.figure, Figure::Arrow { end: super::ArrowEnd::Lost, .. })
    }

    fn accepted(&self, told: &[Entry]) -> String {
        let again =
            told.iter().any(|entry| matches!(entry.what, What::Accepted { lineage, .. } if lineage.accepted > 1));
        let accepted = match told[0].what {
            What::Accepted { .. } if again => "again",
            What::Accepted { .. } => "first",
            _ => "before",
        };
        let matched = told.iter().find_map(|entry| match entry.what {
            What::Matched { lineage, endpoints, fallback } => Some((entry.at, lineage, endpoints, fallback)),
            _ => None,
        });
        let (mut by, mut route, mut n): (_, Arc<str>, _) = ("nothing", "".into(), 0);
        match matched {
            Some((.., true)) => by = "fallback",
            Some((at, lineage, endpoints, false)) => {
                let matching = narration::matching_routes(self.world, at, lineage);
                match &matching[..] {
                    [(only, _)] => (by, route) = ("route", only.clone()),
                    _ => (by, n) = ("several", u64::from(endpoints)),
                }
            }
            None => {}
        }
        let (accepted, by, route) = (Arg::Text(accepted), Arg::Text(by), Arg::Name(&route));
        say!(self.language, Key::JourneyAccepted, accepted = accepted, by = by, route = route, n = n).plain()
    }

    fn delivered(&self, lineage: crate::model::ids::Lineage, endpoint: EndpointId, label: u32, repeat: bool) -> String {
        let n = u64::from(label);
        let what = match &self.world.endpoints()[endpoint.index()].kind {
            Kind::Queue(_) => say!(self.language, Key::JourneySequence, n = n).plain(),
            Kind::Container(_) => word(self.language, Key::JourneyBuffered).to_owned(),
            Kind::BuiltIn(_) => {
                let device = lineage.producer.device().map(|id| &self.world.devices()[id.index()]);
                let partition = device.map_or(0, |device| u64::from(device.about.partition));
                say!(self.language, Key::JourneyPartition, partition = partition, n = n).plain()
            }
        };
        if repeat { say!(self.language, Key::JourneyAgain, what = Arg::Text(&what)).plain() } else { what }
    }

    /// A call and its outcome.
    fn call(&self, row: &Row, told: &[Entry], call: Call) -> String {
        let refusal = told.iter().find_map(|entry| match entry.what {
            What::SettleRefused { error, .. } => Some((Call::Complete, error.code())),
            What::CallRefused { call, error, .. } => Some((call, error.code())),
            What::StorageCallRefused { call, error, .. } => Some((call, error.code())),
            _ => None,
        });
        let lost = told.iter().find_map(|entry| match entry.what {
            What::CallLost { call, .. } => Some((Key::JourneyCallLost, call)),
            What::AnswerLost { call, .. } => Some((Key::JourneyAnswerLost, call)),
            _ => None,
        });
        if let Some((key, call)) = lost {
            return say!(self.language, key, call = Arg::Text(call.code())).plain();
        }
        let put = row.told.iter().find_map(|entry| match entry.what {
            What::MessagePut { number, .. } => Some(number),
            _ => None,
        });
        let call = Arg::Text(refusal.map_or(call, |(call, _)| call).code());
        match (refusal, put) {
            (Some((_, error)), _) => {
                say!(self.language, Key::JourneyCallRefused, call = call, error = Arg::Code(error)).plain()
            }
            (None, Some(number)) => say!(self.language, Key::JourneyPut, n = number).plain(),
            (None, None) => say!(self.language, Key::JourneyCall, call = call).plain(),
        }
    }
}

/// What had been otherwise without such a fault.
fn without(fault: &FaultSpec) -> Key {
    match fault {
        FaultSpec::LosePuback { .. } | FaultSpec::Lose { arrow: Arrow::Puback { .. } } => Key::JourneyIfPuback,
        FaultSpec::LosePublish { .. } | FaultSpec::Lose { arrow: Arrow::Publish { .. } } => Key::JourneyIfPublish,
        FaultSpec::Lose { .. } => Key::JourneyIfNotLost,
        FaultSpec::Delay { .. } => Key::JourneyIfInTime,
        FaultSpec::Duplicate { .. } => Key::JourneyIfOnce,
        FaultSpec::CrashConsumer { .. } => Key::JourneyIfNoCrash,
        FaultSpec::SlowConsumer { .. } => Key::JourneyIfNotSlow,
        FaultSpec::LockRunsOut { .. } => Key::JourneyIfNotHung,
        FaultSpec::Outage { .. } | FaultSpec::Sick { .. } => Key::JourneyIfWell,
        FaultSpec::Reboot { .. } => Key::JourneyIfNoReboot,
        FaultSpec::Offline { .. } | FaultSpec::CutAll { .. } => Key::JourneyIfConnected,
        FaultSpec::RestartRouter { .. } => Key::JourneyIfNoReplay,
        FaultSpec::Random { .. } => Key::JourneyIfNoChance,
    }
}

/// How long what a consumer gets stays hidden, in milliseconds.
fn visibility(consumer: &Arc<Consumer>) -> Option<Millis> {
    consumer.spec.visibility_timeout.map(|seconds| seconds.unsigned_abs() * 1_000)
}

/// Why the hub dropped it, in words.
#[must_use]
pub fn drop_reason(reason: DropReason) -> Key {
    match reason {
        DropReason::EndpointDead => Key::ReasonEndpointDead,
        DropReason::Unreachable => Key::ReasonEndpointUnreachable,
        DropReason::EndpointRemoved => Key::ReasonEndpointRemoved,
    }
}

/// Why it is in the dead-letter queue, in words.
#[must_use]
pub fn dead_letter_reason(reason: DeadLetterReason) -> Key {
    match reason {
        DeadLetterReason::MaxDeliveryCountExceeded => Key::ReasonMaxDeliveryCount,
        DeadLetterReason::TtlExpired => Key::ReasonTimeToLive,
        DeadLetterReason::HeaderSizeExceeded => Key::ReasonHeaderTooLarge,
        DeadLetterReason::Application => Key::ReasonByConsumer,
        DeadLetterReason::Forwarding => Key::ReasonForwarding,
        DeadLetterReason::SessionMissing => Key::ReasonNoSession,
    }
}
