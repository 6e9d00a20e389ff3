//! The naive model: the document's rules on a plain list.

use crate::{Answer, How, Op};
use iot_hub_playground::model::service_bus::State;

pub(crate) const LOCK: u64 = 5_000;
pub(crate) const TTL: u64 = 12_000;
pub(crate) const WINDOW: u64 = 20_000;

/// The document read aloud: a list of messages and a loop over them. Sections and rows are those of
/// `service-bus-queue.md`.
pub(crate) struct Model {
    now: u64,
    pub(crate) mdc: u32,
    flag: bool,
    detect: bool,
    last: u64,
    /// For each delivery so far whether it deleted.
    deliveries: Vec<bool>,
    ids: Vec<(u8, u64)>,
    pub(crate) messages: Vec<Entry>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    pub(crate) sequence: u64,
    pub(crate) dead: bool,
    pub(crate) state: State,
    pub(crate) n: u32,
    /// Which delivery, until when.
    pub(crate) lock: Option<(usize, u64)>,
    pub(crate) scheduled: u64,
    pub(crate) enqueued: u64,
    pub(crate) ttl: u64,
}

impl Model {
    pub(crate) fn new(mdc: u32, flag: bool, detect: bool) -> Self {
        Self { now: 0, mdc, flag, detect, last: 0, deliveries: vec![], ids: vec![], messages: vec![] }
    }

    pub(crate) fn apply(&mut self, op: &Op) -> Answer {
        match *op {
            Op::Send { id, ttl, delay } => Answer::Sent(self.send(id, ttl, self.now + delay)),
            Op::Cancel { sequence } => self.cancel(sequence),
            Op::Receive { dead, delete, max } => {
                Answer::Received(self.receive(|m| m.dead == dead && m.state == State::Active, delete, max as usize))
            }
            Op::ReceiveDeferred { dead, delete, sequence } => {
                let wanted = |m: &Entry| m.sequence == sequence && m.dead == dead && m.state == State::Deferred;
                let received = self.receive(wanted, delete, 1);
                if received.is_empty() { Answer::Refused("MessageNotFound") } else { Answer::Received(received) }
            }
            Op::Settle { how, which } => match self.deliveries.len().checked_sub(which + 1) {
                Some(lock) => self.settle(how, lock).map_or_else(Answer::Refused, |()| Answer::Done),
                None => Answer::Done,
            },
            Op::Wait(length) => {
                self.run_to(self.now + length);
                Answer::Done
            }
            Op::Update { max_delivery_count } => {
                self.update(max_delivery_count);
                Answer::Done
            }
        }
    }

    fn send(&mut self, id: u8, ttl: Option<u64>, at: u64) -> Option<u64> {
        if self.detect && self.ids.iter().any(|(seen, when)| *seen == id && self.now < when + WINDOW) {
            return None; // Row 2; section 9: the history, not the messages present.
        }
        self.ids.push((id, self.now));
        self.last += 1;
        let state = if at > self.now { State::Scheduled } else { State::Active };
        let ttl = ttl.unwrap_or(TTL).min(TTL); // Section 2.
        let sequence = self.last;
        let entry = Entry { sequence, dead: false, state, n: 0, lock: None, scheduled: at, enqueued: self.now, ttl };
        self.messages.push(entry); // Rows 1 and 3.
        Some(sequence)
    }

    /// Row 5.
    fn cancel(&mut self, sequence: u64) -> Answer {
        let before = self.messages.len();
        self.messages.retain(|m| m.sequence != sequence || m.state != State::Scheduled);
        if self.messages.len() < before { Answer::Done } else { Answer::Refused("MessageNotFound") }
    }

    /// What is due first, and when.
    pub(crate) fn due(&self) -> Option<(u64, u64)> {
        let due = |m: &Entry| match (m.lock, m.state) {
            (Some((_, until)), _) => Some(until),
            (None, State::Scheduled) => Some(m.scheduled),
            (None, State::Active) if !m.dead => Some(m.enqueued + m.ttl),
            _ => None, // Row 23; section 8: the dead-letter queue observes no TTL.
        };
        self.messages.iter().filter_map(|m| Some((due(m)?, m.sequence))).min()
    }

    fn run_to(&mut self, now: u64) {
        while let Some((at, sequence)) = self.due().filter(|(at, _)| *at <= now) {
            self.now = at;
            let i = self.find(sequence).unwrap();
            if self.messages[i].lock.is_some() {
                self.fail(i, false); // Row 11.
            } else if self.messages[i].state == State::Scheduled {
                let mut m = self.messages.remove(i); // Row 4.
                self.last += 1;
                (m.sequence, m.state, m.enqueued) = (self.last, State::Active, at);
                self.messages.push(m);
            } else {
                self.expire(i);
            }
        }
        self.now = now;
    }

    /// Rows 8 and 13.
    fn expire(&mut self, i: usize) {
        if self.flag {
            self.messages[i].dead = true;
        } else {
            self.messages.remove(i);
        }
    }

    /// Rows 10 to 15 and 22; section 8 for what is dead.
    fn fail(&mut self, i: usize, defer: bool) {
        let (now, mdc) = (self.now, self.mdc);
        let m = &mut self.messages[i];
        m.lock = None;
        m.n += u32::from(!m.dead);
        if defer {
            m.state = State::Deferred;
        }
        if m.dead {
        } else if m.n >= mdc {
            (m.dead, m.state) = (true, State::Active);
        } else if m.state == State::Active && now >= m.enqueued + m.ttl {
            self.expire(i);
        }
    }

    /// Rows 6, 7, 19, 20.
    fn receive(&mut self, of: impl Fn(&Entry) -> bool, delete: bool, max: usize) -> Vec<(u64, u32, Option<u64>)> {
        let mut out = Vec::new();
        while out.len() < max {
            let free = self.messages.iter().filter(|m| m.lock.is_none() && of(m));
            let Some(sequence) = free.map(|m| m.sequence).min() else { break };
            let i = self.find(sequence).unwrap();
            let until = (!delete).then_some(self.now + LOCK);
            out.push((sequence, self.messages[i].n + 1, until));
            self.messages[i].lock = until.map(|until| (self.deliveries.len(), until));
            self.deliveries.push(delete);
            if delete {
                self.messages.remove(i);
            }
        }
        out
    }

    /// Rows 9, 10, 14 to 17, 21, 22, 24 for the delivery number `lock`.
    fn settle(&mut self, how: How, lock: usize) -> Result<(), &'static str> {
        if self.deliveries[lock] {
            return Err("InvalidOperation"); // Section 4.
        }
        let held = self.messages.iter().position(|m| m.lock.is_some_and(|(of, _)| of == lock));
        let i = held.ok_or("MessageLockLost")?;
        match how {
            How::Complete => {
                self.messages.remove(i);
            }
            How::Abandon => self.fail(i, false),
            How::Defer => self.fail(i, true),
            How::DeadLetter if self.messages[i].dead => return Err("InvalidOperation"),
            How::DeadLetter => {
                let m = &mut self.messages[i];
                (m.dead, m.state, m.lock) = (true, State::Active, None);
            }
            How::Renew => self.messages[i].lock = Some((lock, self.now + LOCK)),
        }
        Ok(())
    }

    /// Section 7: locks are lost when the entity's properties change.
    fn update(&mut self, mdc: u32) {
        self.mdc = mdc;
        let mut held: Vec<u64> = self.messages.iter().filter(|m| m.lock.is_some()).map(|m| m.sequence).collect();
        held.sort_unstable();
        for sequence in held {
            let i = self.find(sequence).unwrap();
            self.fail(i, false);
        }
    }

    fn find(&self, sequence: u64) -> Option<usize> {
        self.messages.iter().position(|m| m.sequence == sequence)
    }
}
