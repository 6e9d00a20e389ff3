//! Faults: each of the plan as a part of a sentence, and what is told when one strikes.
//!
//! Nothing of it is said on the page's first visit.

use super::Teller;
use crate::model::ids::SendId;
use crate::say;
use crate::text::{Arg, Key, Language, Rich};
use crate::world::World;
use crate::world::entry::{Entry, What};
use crate::world::spec::{Arrow, CrashMoment, FaultSpec};

impl Teller<'_> {
    fn planned(&self, index: u16) -> String {
        let planned = self.world.faults().get(usize::from(index));
        planned.map_or_else(String::new, |planned| say_plan(&planned.spec, self.world, self.language).plain())
    }

    #[allow(clippy::too_many_lines, reason = "one arm for each kind of entry")]
    pub(super) fn tell_of_faults(&self, entry: &Entry) -> Rich {
        let message = entry.what.send().map(|send| self.world.label_of(send)).unwrap_or_default();
        let message = Arg::Code(&message);
        let sender = entry.what.send().map(|send| self.sender(send)).unwrap_or_default();
        let sender = Arg::Name(&sender);
        let by = |by_ms: u32| Arg::Duration(u64::from(by_ms));
        match entry.what {
            What::FaultPlanned { fault } => tell!(self, EntryFaultPlanned, fault = Arg::Text(&self.planned(fault))),
            What::FaultStruck { fault } => tell!(self, EntryFaultStruck, fault = Arg::Text(&self.planned(fault))),
            What::PublishDelayed { by_ms, .. } => {
                tell!(self, EntryPublishDelayed, message = message, device = sender, by = by(by_ms))
            }
            What::PubackDelayed { by_ms, .. } => {
                tell!(self, EntryPubackDelayed, message = message, device = sender, by = by(by_ms))
            }
            What::PubackIgnored { .. } => tell!(self, EntryPubackIgnored, message = message, device = sender),
            What::SendForgotten { .. } => tell!(self, EntrySendForgotten, message = message, device = sender),
            What::DeviceRebooted { device, boot } => {
                tell!(self, EntryDeviceRebooted, device = Arg::Name(&self.device(device)), boot = u64::from(boot))
            }
            What::DeliveryDelayed { endpoint, by_ms, .. } => {
                let endpoint = self.endpoint(endpoint);
                tell!(self, EntryDeliveryDelayed, message = message, endpoint = Arg::Name(&endpoint), by = by(by_ms))
            }
            What::EndpointFallsSick { endpoint, with } => {
                let endpoint = self.endpoint(endpoint);
                tell!(self, EntryEndpointSick, with = Arg::Text(with.code()), endpoint = Arg::Name(&endpoint))
            }
            What::EndpointRecovers { endpoint, from } => {
                let endpoint = self.endpoint(endpoint);
                tell!(self, EntryEndpointWell, from = Arg::Text(from.code()), endpoint = Arg::Name(&endpoint))
            }
            What::DeliveryRefused { endpoint, with, .. } => {
                let (endpoint, with) = (self.endpoint(endpoint), Arg::Text(with.code()));
                tell!(self, EntryDeliveryRefused, with = with, endpoint = Arg::Name(&endpoint), message = message)
            }
            What::RouterRestarted { endpoint, partition, messages } => {
                let (hub, endpoint) = (self.hub(), self.endpoint(endpoint));
                tell!(
                    self,
                    EntryRouterRestarted,
                    hub = Arg::Name(&hub),
                    endpoint = Arg::Name(&endpoint),
                    partition = u64::from(partition),
                    messages = u64::from(messages)
                )
            }
            What::ResponseLost { consumer, messages } => {
                let consumer = self.consumer(consumer);
                tell!(self, EntryResponseLost, consumer = Arg::Name(&consumer), messages = u64::from(messages))
            }
            What::ResponseDelayed { consumer, by_ms } => {
                tell!(self, EntryResponseDelayed, consumer = Arg::Name(&self.consumer(consumer)), by = by(by_ms))
            }
            What::CallLost { consumer, call, .. } => {
                let (consumer, call) = (self.consumer(consumer), Arg::Text(call.code()));
                tell!(self, EntryCallLost, consumer = Arg::Name(&consumer), call = call, message = message)
            }
            What::CallDelayed { consumer, by_ms, .. } => {
                let consumer = self.consumer(consumer);
                tell!(self, EntryCallDelayed, consumer = Arg::Name(&consumer), message = message, by = by(by_ms))
            }
            What::AnswerLost { consumer, .. } => {
                let consumer = self.consumer(consumer);
                tell!(self, EntryAnswerLost, message = message, consumer = Arg::Name(&consumer))
            }
            What::AnswerDelayed { consumer, by_ms, .. } => {
                let consumer = self.consumer(consumer);
                tell!(self, EntryAnswerDelayed, message = message, consumer = Arg::Name(&consumer), by = by(by_ms))
            }
            What::Slowed { consumer, factor } => {
                let consumer = self.consumer(consumer);
                tell!(self, EntrySlowed, consumer = Arg::Name(&consumer), factor = u64::from(factor))
            }
            What::SpeedRestored { consumer } => {
                tell!(self, EntrySpeedRestored, consumer = Arg::Name(&self.consumer(consumer)))
            }
            What::Hangs { consumer, .. } => {
                tell!(self, EntryHangs, consumer = Arg::Name(&self.consumer(consumer)), message = message)
            }
            _ => Rich::default(),
        }
    }
}

#[allow(clippy::too_many_lines, reason = "one arm for each kind of fault")]
pub(super) fn say_plan(spec: &FaultSpec, world: &World, language: Language) -> Rich {
    let label = |device: &str, message: u32| label(world, device, message);
    match spec {
        FaultSpec::LosePuback { device, message, .. } => {
            let message = label(device, *message);
            say!(language, Key::FaultPlanLosePuback, message = Arg::Code(&message), device = Arg::Name(device))
        }
        FaultSpec::LosePublish { device, message, .. } => {
            let message = label(device, *message);
            say!(language, Key::FaultPlanLosePublish, message = Arg::Code(&message), device = Arg::Name(device))
        }
        FaultSpec::Lose { arrow } => {
            let what = say_arrow(arrow, world, language);
            say!(language, Key::FaultPlanLose, what = Arg::Text(&what))
        }
        FaultSpec::Delay { arrow, by_ms } => {
            let what = say_arrow(arrow, world, language);
            say!(language, Key::FaultPlanDelay, what = Arg::Text(&what), by = Arg::Duration(*by_ms))
        }
        FaultSpec::Duplicate { arrow } => {
            let what = say_arrow(arrow, world, language);
            say!(language, Key::FaultPlanDuplicate, what = Arg::Text(&what))
        }
        FaultSpec::CrashConsumer { consumer, when, restart_after_ms } => {
            let (key, n) = match *when {
                CrashMoment::AtMs(ms) => {
                    let restarts = *restart_after_ms == 0;
                    let key = if restarts { Key::FaultPlanRestartAt } else { Key::FaultPlanCrashAt };
                    return say!(language, key, consumer = Arg::Name(consumer), at = Arg::Instant(ms));
                }
                CrashMoment::BeforeWork(n) => (Key::FaultPlanCrashBeforeWork, n),
                CrashMoment::DuringWork(n) => (Key::FaultPlanCrashDuringWork, n),
                CrashMoment::BetweenEffectAndRecord(n) => (Key::FaultPlanCrashBetween, n),
                CrashMoment::BeforeSettling(n) => (Key::FaultPlanCrashBeforeSettling, n),
                CrashMoment::AfterSettling(n) => (Key::FaultPlanCrashAfterSettling, n),
            };
            say!(language, key, consumer = Arg::Name(consumer), n = u64::from(n))
        }
        FaultSpec::SlowConsumer { consumer, factor, from_ms, for_ms } => {
            let (name, factor, from) = (Arg::Name(consumer), u64::from(*factor), Arg::Instant(*from_ms));
            match for_ms {
                None => say!(language, Key::FaultPlanSlow, consumer = name, factor = factor, from = from),
                Some(length) => {
                    let length = Arg::Duration(*length);
                    say!(
                        language,
                        Key::FaultPlanSlowFor,
                        consumer = name,
                        factor = factor,
                        from = from,
                        length = length
                    )
                }
            }
        }
        FaultSpec::LockRunsOut { consumer, nth } => {
            say!(language, Key::FaultPlanLock, consumer = Arg::Name(consumer), n = u64::from(*nth))
        }
        FaultSpec::Outage { endpoint, from_ms, for_ms: None } => {
            say!(language, Key::FaultPlanOutage, endpoint = Arg::Name(endpoint), from = Arg::Instant(*from_ms))
        }
        FaultSpec::Outage { endpoint, from_ms, for_ms: Some(length) } => say!(
            language,
            Key::FaultPlanOutageFor,
            endpoint = Arg::Name(endpoint),
            from = Arg::Instant(*from_ms),
            length = Arg::Duration(*length)
        ),
        FaultSpec::Sick { endpoint, with, from_ms, for_ms } => {
            let (with, name, from) = (Arg::Text(with.code()), Arg::Name(endpoint), Arg::Instant(*from_ms));
            match for_ms {
                None => say!(language, Key::FaultPlanSick, with = with, endpoint = name, from = from),
                Some(length) => {
                    let length = Arg::Duration(*length);
                    say!(language, Key::FaultPlanSickFor, with = with, endpoint = name, from = from, length = length)
                }
            }
        }
        FaultSpec::Reboot { device, at_ms, .. } => {
            say!(language, Key::FaultPlanReboot, device = Arg::Name(device), at = Arg::Instant(*at_ms))
        }
        FaultSpec::Offline { device, from_ms, for_ms } => {
            let (from, length) = (Arg::Instant(*from_ms), Arg::Duration(*for_ms));
            say!(language, Key::FaultPlanOffline, device = Arg::Name(device), from = from, length = length)
        }
        FaultSpec::CutAll { from_ms, for_ms } => {
            let (from, length) = (Arg::Instant(*from_ms), Arg::Duration(*for_ms));
            say!(language, Key::FaultPlanCutAll, from = from, length = length)
        }
        FaultSpec::RestartRouter { endpoint, delivery, replays } => say!(
            language,
            Key::FaultPlanRouter,
            n = u64::from(*delivery),
            endpoint = Arg::Name(endpoint),
            replays = u64::from(*replays)
        ),
        FaultSpec::Random { kinds, per_mille, until_ms } => {
            let word = |code: &str| say!(language, Key::FaultMishap, kind = Arg::Text(code)).plain();
            let kinds: Vec<_> = kinds.iter().map(|kind| word(kind.code())).collect();
            let kinds = kinds.join(", ");
            let (rate, kinds) = (u64::from(*per_mille), Arg::Text(&kinds));
            match until_ms {
                None => say!(language, Key::FaultPlanRandom, rate = rate, kinds = kinds),
                Some(until) => {
                    let until = Arg::Instant(*until);
                    say!(language, Key::FaultPlanRandomUntil, rate = rate, until = until, kinds = kinds)
                }
            }
        }
    }
}

/// What a message of a device is called before it is sent.
fn label(world: &World, device: &str, message: u32) -> String {
    let producer = world.find_device(device);
    producer.map_or_else(
        || format!("#{message}"),
        |producer| world.label_of(SendId { producer: producer.into(), number: message, boot: 0 }),
    )
}

fn say_arrow(arrow: &Arrow, world: &World, language: Language) -> String {
    let said = match arrow {
        Arrow::Publish { device, message } => {
            let message = label(world, device, *message);
            say!(language, Key::FaultPlanPublish, message = Arg::Code(&message), device = Arg::Name(device))
        }
        Arrow::Puback { device, message } => {
            let message = label(world, device, *message);
            say!(language, Key::FaultPlanPuback, message = Arg::Code(&message), device = Arg::Name(device))
        }
        Arrow::Delivery { endpoint, nth } => {
            say!(language, Key::FaultPlanDelivery, n = u64::from(*nth), endpoint = Arg::Name(endpoint))
        }
        Arrow::Response { consumer, nth } => {
            say!(language, Key::FaultPlanResponse, consumer = Arg::Name(consumer), n = u64::from(*nth))
        }
        Arrow::Call { consumer, nth } => {
            say!(language, Key::FaultPlanCall, consumer = Arg::Name(consumer), n = u64::from(*nth))
        }
        Arrow::Answer { consumer, nth } => {
            say!(language, Key::FaultPlanAnswer, consumer = Arg::Name(consumer), n = u64::from(*nth))
        }
    };
    said.plain()
}
