//! A simulated device: its program, its client and its link to the hub.
//!
//! Models: QoS 1 over MQTT as the 2018 Python SDK does it (iot-hub.md section 7): the send call only queues; what is
//! not acknowledged is published again with DUP after a reconnect, in order; the callback says how it ended.
//! Differs(one-program): one program a device; modules, keep-alive and token renewal are left out. [choice]
//! Assumed(message-timeout): a send without acknowledgement for 10 s calls back MESSAGE_TIMEOUT and is forgotten, as
//! the tutorial's base sample sets it. [py-gs]
//! Assumed(cut-loses-wire): what is on the wire when a link is cut is lost in both directions. [choice]

use crate::model::draw::{self, Owner, Purpose};
use crate::model::ids::{DeviceId, Producer, SendId};
use crate::model::limits::MAX_D2C_MESSAGE_BYTES;
use crate::model::message::{Message, Sender};
use crate::model::small::SmallMap;
use crate::model::time::{Millis, Timestamp};
use crate::world::agenda::Occurrence;
use crate::world::entry::{Log, What};
use crate::world::fault::Passing;
use crate::world::instruction::{DeviceLine, Instruction};
use crate::world::rest::REST;
use crate::world::spec::{DeviceSpec, Program};
use crate::world::{World, program};
use std::sync::Arc;

/// The client's message timeout, `MESSAGE_TIMEOUT` of the base sample.
pub const MESSAGE_TIMEOUT_MS: Millis = 10_000;

#[derive(Clone, Debug)]
pub struct Device {
    pub(super) owner: Owner,
    pub(super) scheduled: u32,
    /// Apart, because every message copies its device once after a checkpoint, and this seldom changes.
    pub about: Arc<About>,
    pub removed: bool,
    pub link: Link,
    pub boot: u16,
    /// How often its program was set going; wake-ups of an earlier life are stale.
    pub(super) life: u32,
    /// The number of the next message.
    pub next_number: u32,
    pub confirmed: u64,
    pub(super) outstanding: Vec<Outstanding>,
    /// Sends that the client waits for no more, with packets still under way: the hub knows nothing of that.
    late: Vec<Outstanding>,
}

/// What a device is, as against what it does now.
#[derive(Clone, Debug)]
pub struct About {
    pub spec: Arc<DeviceSpec>,
    pub sender: Arc<Sender>,
    pub partition: u16,
    /// The programs it has run, each from a boot and message number on: what an older message said stays true.
    programs: Vec<(u16, u32, Program)>,
    /// Messages that a person sent from it, by boot and number.
    by_hand: SmallMap<(u16, u32), Arc<Message>>,
}

/// The connection to the hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// Counts connections, so that packets of an earlier one can be told.
    pub(super) connection: u32,
    /// When it was cut, if it is.
    pub cut_at: Option<Timestamp>,
    /// When the device will be back.
    pub back_at: Option<Timestamp>,
}

/// A send that the client waits for.
#[derive(Clone, Debug)]
pub struct Outstanding {
    pub number: u32,
    pub boot: u16,
    pub message: Arc<Message>,
    pub sent_at: Timestamp,
    /// PUBLISH packets so far.
    pub attempts: u16,
    /// PUBLISH packets under way.
    in_flight: u16,
    /// How often the hub stored it; the device cannot know.
    pub(super) accepted: u16,
    pub(super) timer_set: bool,
    /// A packet or its acknowledgement was lost, and no other acknowledgement has come.
    pub(super) unknown: bool,
}

impl Outstanding {
    /// How often the hub stored it; the device cannot know.
    #[must_use]
    pub fn accepted(&self) -> u16 {
        self.accepted
    }
}

impl Device {
    pub(super) fn new(spec: DeviceSpec, owner: Owner, seed: u64, partition: u16) -> Self {
        let generation = draw::bits(seed, owner, Purpose::GenerationId, 0) % 1_000_000_000_000_000_000;
        let sender = Sender {
            device_id: spec.id.clone(),
            module_id: None,
            generation_id: generation.to_string().into(),
            auth_method: r#"{"scope":"device","type":"sas","issuer":"iothub"}"#.into(),
            model_id: None,
        };
        let about = About {
            programs: vec![(0, 0, spec.program.clone())],
            by_hand: SmallMap::default(),
            spec: Arc::new(spec),
            sender: Arc::new(sender),
            partition,
        };
        Self {
            owner,
            scheduled: 0,
            about: Arc::new(about),
            removed: false,
            link: Link { connection: 0, cut_at: None, back_at: None },
            boot: 0,
            life: 0,
            next_number: 0,
            confirmed: 0,
            outstanding: Vec::new(),
            late: Vec::new(),
        }
    }

    #[must_use]
    pub fn id(&self) -> &Arc<str> {
        &self.about.spec.id
    }

    #[must_use]
    pub fn is_connected(&self) -> bool {
        self.link.cut_at.is_none()
    }

    /// Sends whose outcome the device does not know, oldest first.
    pub fn outstanding(&self) -> impl Iterator<Item = &Outstanding> {
        self.outstanding.iter()
    }

    /// Message `number` of `boot`: what a person sent, or what the program builds; `None` for a silent device.
    #[must_use]
    pub fn message(&self, seed: u64, boot: u16, number: u32) -> Option<Arc<Message>> {
        if let Some(message) = self.about.by_hand.get(&(boot, number)) {
            return Some(message.clone());
        }
        let (.., program) = self.about.programs.iter().rfind(|(b, first, _)| (*b, *first) <= (boot, number))?;
        program::message(program, seed, self.owner, self.id(), boot, number).map(Arc::new)
    }

    pub(super) fn set_spec(&mut self, spec: DeviceSpec) {
        let about = Arc::make_mut(&mut self.about);
        if spec.program != about.spec.program {
            about.programs.push((self.boot, self.next_number, spec.program.clone()));
        }
        about.spec = Arc::new(spec);
    }

    /// Where its program stands: asleep after a turn, or before its first one.
    #[must_use]
    pub fn at(&self) -> Option<DeviceLine> {
        let runs = !self.removed && self.about.spec.enabled && self.about.spec.program.pace_ms().is_some();
        runs.then_some(if self.next_number > 0 { DeviceLine::Sleep } else { DeviceLine::Build })
    }

    fn awaits(&mut self, send: SendId) -> Option<&mut Outstanding> {
        self.outstanding.iter_mut().find(|o| (o.boot, o.number) == (send.boot, send.number))
    }

    /// The client waits no more. What is under way goes on.
    fn forget(&mut self, send: SendId) -> Option<Outstanding> {
        let at = self.outstanding.iter().position(|o| (o.boot, o.number) == (send.boot, send.number))?;
        let forgotten = self.outstanding.remove(at);
        if forgotten.in_flight > 0 {
            self.late.push(forgotten.clone());
        }
        Some(forgotten)
    }

    /// What no packet is under way of is nobody's matter any more.
    fn drop_late(&mut self) {
        if !self.late.is_empty() {
            self.late.retain(|late| late.in_flight > 0);
        }
    }

    /// What the way carries packets of, whether or not the client waits for it.
    fn under_way(&mut self, send: SendId) -> Option<&mut Outstanding> {
        let mut sends = self.outstanding.iter_mut().chain(&mut self.late);
        sends.find(|o| (o.boot, o.number) == (send.boot, send.number))
    }
}

impl World {
    pub(super) fn program_wakes(&mut self, id: DeviceId, life: u32, log: &mut Log) -> bool {
        let device = &self.devices[id.index()];
        if device.removed || !device.about.spec.enabled || device.life != life {
            return false;
        }
        let (Some(message), Some(pace)) =
            (device.message(self.seed, device.boot, device.next_number), device.about.spec.program.pace_ms())
        else {
            return false;
        };
        self.begin();
        for line in DeviceLine::TURN {
            log.runs(id.into(), Instruction::Device(line));
            match line {
                DeviceLine::Build | DeviceLine::Confirm => {}
                DeviceLine::Send => {
                    self.send(id, message.clone(), log);
                }
                DeviceLine::Sleep => {
                    self.schedule_device(id, pace, Occurrence::ProgramWakes { device: id, life });
                }
            }
        }
        true
    }

    /// A person sends a message from the device. The caller has begun the step.
    pub(super) fn send_by_hand(&mut self, id: DeviceId, message: Message, log: &mut Log) -> SendId {
        let message = Arc::new(message);
        let device = self.device_mut(id);
        Arc::make_mut(&mut device.about).by_hand.insert((device.boot, device.next_number), message.clone());
        self.send(id, message, log)
    }

    /// The message of a send.
    #[must_use]
    pub fn message_of(&self, send: SendId) -> Option<Arc<Message>> {
        match send.producer.who() {
            Producer::Device(id) => self.devices.get(id.index())?.message(self.seed, send.boot, send.number),
            Producer::Person => self.person.message(send.number),
            Producer::Program(id) => self.consumers.get(id.index())?.message(send.number),
        }
    }

    /// What a message is called: its message id, else its number on the device.
    #[must_use]
    pub fn label_of(&self, send: SendId) -> String {
        let message = self.message_of(send);
        let id = message.and_then(|message| message.system.message_id.clone());
        id.map_or_else(|| format!("#{}", send.number), |id| id.to_string())
    }

    /// `send_event_async`: queues, and publishes at once when connected. The caller has begun the step.
    pub(super) fn send(&mut self, id: DeviceId, message: Arc<Message>, log: &mut Log) -> SendId {
        let now = self.now;
        let device = self.device_mut(id);
        let (number, boot) = (device.next_number, device.boot);
        let send = SendId { producer: id.into(), number, boot };
        let was_idle = device.outstanding.is_empty();
        let connected = device.is_connected();
        device.next_number += 1;
        if was_idle {
            // Mostly there is one at a time, and after a checkpoint each device asks for the memory anew.
            device.outstanding.reserve_exact(1);
        }
        device.outstanding.push(Outstanding {
            number,
            boot,
            message,
            sent_at: now,
            attempts: 0,
            in_flight: 0,
            accepted: 0,
            timer_set: false,
            unknown: false,
        });
        self.ledger.sent += 1;
        self.note(log, What::Sent { send, queued: !connected, was_idle });
        if connected {
            self.publish(send, log);
        } else {
            self.watch_timeouts(id);
        }
        send
    }

    fn publish(&mut self, send: SendId, log: &mut Log) {
        let id = send.producer.expect_device();
        let device = self.device_mut(id);
        let connection = device.link.connection;
        let Some(outstanding) = device.awaits(send) else { return };
        outstanding.attempts += 1;
        outstanding.in_flight += 1;
        let attempt = outstanding.attempts;
        self.ledger.attempts += 1;
        self.ledger.in_flight += 1;
        self.note(log, What::Published { send, attempt });
        let SendId { number, boot, .. } = send;
        let arrives = Occurrence::PublishArrives { device: id, connection, boot, number, attempt };
        self.schedule_device(id, self.latencies.device_to_hub_ms, arrives);
    }

    /// One PUBLISH more is under way.
    pub(super) fn enters_the_wire(&mut self, send: SendId) {
        self.ledger.in_flight += 1;
        if let Some(sent) = self.device_mut(send.producer.expect_device()).under_way(send) {
            sent.in_flight += 1;
        }
    }

    /// A PUBLISH has arrived, or never will.
    pub(super) fn leaves_the_wire(&mut self, send: SendId) {
        self.ledger.in_flight -= 1;
        let device = self.device_mut(send.producer.expect_device());
        if let Some(sent) = device.under_way(send) {
            sent.in_flight -= 1;
        }
        device.drop_late();
    }

    /// A packet or its acknowledgement is lost: from now on the sender cannot know whether the hub stored the message.
    pub(super) fn lost_on_the_way(&mut self, what: What, log: &mut Log) {
        let send = what.send().expect("a packet carries a send");
        if let Some(outstanding) = self.device_mut(send.producer.expect_device()).awaits(send)
            && !std::mem::replace(&mut outstanding.unknown, true)
        {
            self.ledger.unknown += 1;
        }
        self.note(log, what);
    }

    /// A PUBLISH reaches the hub's end of the link.
    pub(super) fn publish_arrives(&mut self, send: SendId, connection: u32, attempt: u16, log: &mut Log) -> bool {
        let device = &self.devices[send.producer.expect_device().index()];
        let gone = device.removed || device.link.connection != connection || !device.is_connected();
        if !gone
            && self.has_faults()
            && let Some(stepped) = (REST.get().meets)(self, Passing::Publish { send, connection, attempt }, log)
        {
            return stepped;
        }
        if gone {
            self.leaves_the_wire(send);
            self.begin();
            self.lost_on_the_way(What::PublishLost { send, attempt }, log);
        } else {
            self.publish_lands(send, connection, attempt, log);
        }
        true
    }

    pub(super) fn publish_lands(&mut self, send: SendId, connection: u32, attempt: u16, log: &mut Log) {
        self.begin();
        let device = self.device_mut(send.producer.expect_device());
        // The client may have given up while the packet was under way: the hub stores it all the same.
        let sent = device.under_way(send).expect("what is under way was sent");
        if sent.message.metered_bytes() > MAX_D2C_MESSAGE_BYTES {
            self.leaves_the_wire(send);
            self.note(log, What::PublishRefused { send, attempt });
            self.device_mut(send.producer.expect_device()).forget(send);
            (REST.get().cut)(self, send.producer.expect_device(), 1_000, log);
            return;
        }
        sent.accepted += 1;
        sent.in_flight -= 1;
        let (message, accepted) = (sent.message.clone(), sent.accepted);
        device.drop_late();
        self.ledger.in_flight -= 1;
        self.accept(send.accepted(accepted), message, log);
        let (device, SendId { number, boot, .. }) = (send.producer.expect_device(), send);
        let arrives = Occurrence::PubackArrives { device, connection, boot, number, attempt };
        self.schedule_device(device, self.latencies.hub_to_device_ms, arrives);
    }

    /// A PUBACK reaches the device, or is lost where it would have.
    pub(super) fn puback_arrives(&mut self, send: SendId, connection: u32, attempt: u16, log: &mut Log) -> bool {
        let device = &self.devices[send.producer.expect_device().index()];
        if device.removed {
            return false;
        }
        let same_link = device.is_connected() && device.link.connection == connection;
        if same_link
            && self.has_faults()
            && let Some(stepped) = (REST.get().meets)(self, Passing::Puback { send, connection, attempt }, log)
        {
            return stepped;
        }
        self.puback_lands(send, connection, attempt, log);
        true
    }

    pub(super) fn puback_lands(&mut self, send: SendId, connection: u32, attempt: u16, log: &mut Log) {
        self.begin();
        let device = self.device_mut(send.producer.expect_device());
        let same_link = device.is_connected() && device.link.connection == connection;
        if same_link && let Some(outstanding) = device.forget(send) {
            device.confirmed += 1;
            self.ledger.unknown -= u64::from(outstanding.unknown);
            log.runs(send.producer, Instruction::Device(DeviceLine::Confirm));
            self.note(log, What::PubackArrived { send, attempt });
        } else if same_link {
            self.note(log, What::PubackIgnored { send, attempt });
        } else {
            self.lost_on_the_way(What::PubackLost { send, attempt }, log);
        }
    }

    pub(super) fn cut(&mut self, id: DeviceId, back_after: Millis, log: &mut Log) {
        let (now, back_at) = (self.now, self.now.plus(back_after));
        let device = self.device_mut(id);
        let was_connected = device.is_connected();
        device.link.cut_at.get_or_insert(now);
        // Of two cuts at once the longer one counts.
        device.link.back_at = device.link.back_at.max(Some(back_at));
        let connection = device.link.connection;
        if was_connected {
            self.note(log, What::LinkCut { device: id });
        }
        self.schedule_device(id, back_after, Occurrence::DeviceReturns { device: id, connection });
        self.watch_timeouts(id);
    }

    /// The device starts again: what it had in its memory is gone, and its program begins anew when it is back.
    pub(super) fn reboot(&mut self, id: DeviceId, back_after: Millis, log: &mut Log) {
        let device = self.device_mut(id);
        device.boot = device.boot.saturating_add(1);
        device.life += 1;
        device.next_number = 0;
        let forgotten = std::mem::take(&mut device.outstanding);
        device.late.clear();
        let (boot, program) = (device.boot, device.about.spec.program.clone());
        Arc::make_mut(&mut device.about).programs.push((boot, 0, program));
        self.note(log, What::DeviceRebooted { device: id, boot });
        for Outstanding { number, boot, .. } in forgotten {
            self.note(log, What::SendForgotten { send: SendId { producer: id.into(), number, boot } });
        }
        self.cut(id, back_after, log);
        self.start_program(id, back_after);
    }

    /// Sets the message timeout of every send that waits while the link is down. On a link that works the
    /// acknowledgement is quicker.
    pub(super) fn watch_timeouts(&mut self, id: DeviceId) {
        let due: Vec<_> = self
            .device_mut(id)
            .outstanding
            .iter_mut()
            .filter(|o| !o.timer_set)
            .map(|o| {
                o.timer_set = true;
                (o.boot, o.number, o.sent_at)
            })
            .collect();
        for (boot, number, sent_at) in due {
            let after = sent_at.plus(MESSAGE_TIMEOUT_MS).since(self.now);
            self.schedule_device(id, after, Occurrence::SendTimesOut { device: id, boot, number });
        }
    }

    pub(super) fn send_times_out(&mut self, id: DeviceId, boot: u16, number: u32, log: &mut Log) -> bool {
        let send = SendId { producer: id.into(), number, boot };
        if self.devices[id.index()].removed || self.device_mut(id).forget(send).is_none() {
            return false;
        }
        self.begin();
        log.runs(send.producer, Instruction::Device(DeviceLine::Confirm));
        self.note(log, What::SendTimedOut { send });
        true
    }

    pub(super) fn device_returns(&mut self, id: DeviceId, connection: u32, log: &mut Log) -> bool {
        let device = &self.devices[id.index()];
        let still_cut = device.link.back_at.is_some_and(|back_at| back_at > self.now);
        if device.removed || device.is_connected() || device.link.connection != connection || still_cut {
            return false;
        }
        let device = self.device_mut(id);
        device.link = Link { connection: connection + 1, cut_at: None, back_at: None };
        let waiting: Vec<_> = device.outstanding.iter().map(|o| (o.boot, o.number)).collect();
        self.begin();
        self.note(log, What::DeviceReturned { device: id, waiting: waiting.len() as u32 });
        for (boot, number) in waiting {
            self.schedule_device(id, 0, Occurrence::Resend { device: id, boot, number });
        }
        true
    }

    pub(super) fn resend(&mut self, id: DeviceId, boot: u16, number: u32, log: &mut Log) -> bool {
        let device = &self.devices[id.index()];
        let known = device.outstanding.iter().any(|o| (o.boot, o.number) == (boot, number));
        if device.removed || !device.is_connected() || !known {
            return false;
        }
        self.begin();
        self.publish(SendId { producer: id.into(), number, boot }, log);
        true
    }
}
