//! The rows of the transition table, the limits to the millisecond, and the mistakes that are easily made.

use super::*;
use crate::model::draw::OwnerKind;
use crate::model::ids::{DeviceId, SendId};
use crate::model::time::{DEFAULT_START, Millis, NEVER};

mod dead_letters;
mod duplicates;
mod entity;
mod forwarding;
mod mistakes;
mod rows;
mod sizes;

const S: Millis = 1_000;
const LOCK: Receiver = Receiver { sub_queue: SubQueue::Main, mode: ReceiveMode::PeekLock, holder: 1 };
const TAKE: Receiver = Receiver { mode: ReceiveMode::ReceiveAndDelete, ..LOCK };
const DEAD: Receiver = Receiver { sub_queue: SubQueue::DeadLetter, ..LOCK };

/// A queue, its clock, and what changed since the last look.
struct Bench {
    queue: Queue,
    now: Timestamp,
    changes: Vec<Change>,
    sent: u32,
}

impl Bench {
    fn new(edit: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = Settings::new("taskqueue");
        settings.lock_duration = 30 * S;
        settings.max_delivery_count = 3;
        edit(&mut settings);
        let owner = Owner::new(OwnerKind::Endpoint, "taskqueue", 0);
        let queue = Queue::create(settings, 1, owner, DEFAULT_START).expect("valid settings");
        Self { queue, now: DEFAULT_START, changes: Vec::new(), sent: 0 }
    }

    fn wait(&mut self, length: Millis) {
        self.now = self.now.plus(length);
        self.queue.run_limits(self.now, &mut self.changes);
    }

    fn message(&mut self, edit: impl FnOnce(&mut ClientMessage)) -> Arc<BrokeredMessage> {
        let mut message = ClientMessage { body: Arc::from(*b"Test Message"), ..ClientMessage::default() };
        message.message_id = Some(format!("message_{}", self.sent).into());
        edit(&mut message);
        let send = SendId { producer: DeviceId(0).into(), number: self.sent, boot: 0 };
        self.sent += 1;
        Arc::new(BrokeredMessage::from_client(message, send.accepted(0)))
    }

    fn try_send(&mut self, edit: impl FnOnce(&mut ClientMessage)) -> Result<Sent, Error> {
        let message = self.message(edit);
        self.queue.send(self.now, message, &mut self.changes)
    }

    fn send(&mut self) -> u64 {
        self.send_with(|_| {})
    }

    fn send_with(&mut self, edit: impl FnOnce(&mut ClientMessage)) -> u64 {
        match self.try_send(edit).expect("accepted") {
            Sent::Enqueued { sequence } | Sent::Scheduled { sequence } => sequence,
            Sent::DuplicateDropped => panic!("a duplicate"),
        }
    }

    fn receive_all(&mut self, receiver: Receiver) -> Vec<Delivery> {
        self.queue.receive(self.now, receiver, 100, &mut self.changes).expect("may receive")
    }

    fn receive(&mut self, receiver: Receiver) -> Option<Delivery> {
        self.queue.receive(self.now, receiver, 1, &mut self.changes).expect("may receive").pop()
    }

    fn lock(&mut self) -> Delivery {
        self.receive(LOCK).expect("a message")
    }

    fn receive_deferred(&mut self, receiver: Receiver, sequence: u64) -> Result<Delivery, Error> {
        let received = self.queue.receive_deferred(self.now, receiver, &[sequence], &mut self.changes);
        received.map(|mut deliveries| deliveries.pop().expect("one asked, one given"))
    }

    fn complete(&mut self, delivery: &Delivery) -> Result<(), Error> {
        self.queue.complete(self.now, delivery.handle(), &mut self.changes)
    }

    fn abandon(&mut self, delivery: &Delivery) -> Result<(), Error> {
        self.queue.abandon(self.now, delivery.handle(), &[], &mut self.changes)
    }

    fn defer(&mut self, delivery: &Delivery) -> Result<(), Error> {
        self.queue.defer(self.now, delivery.handle(), &[], &mut self.changes)
    }

    fn dead_letter(&mut self, delivery: &Delivery) -> Result<(), Error> {
        let why = DeadLetter { reason: Some("bad".into()), description: Some("text".into()), properties: vec![] };
        self.queue.dead_letter(self.now, delivery.handle(), &why, &mut self.changes)
    }

    fn renew(&mut self, delivery: &Delivery) -> Result<Timestamp, Error> {
        self.queue.renew_lock(self.now, delivery.handle(), &mut self.changes)
    }

    fn peek(&mut self, sub_queue: SubQueue) -> Vec<QueuedMessage> {
        self.queue.peek(self.now, sub_queue, 0, 100, &mut self.changes).expect("may peek")
    }

    /// What happened since the last call.
    fn happened(&mut self) -> Vec<What> {
        let told = std::mem::take(&mut self.changes);
        told.iter().map(|c| if let Change::Message { what, .. } = c { *what } else { panic!("{c:?}") }).collect()
    }

    /// Every settlement call with the handle of `delivery` fails alike.
    fn refuses_settlement(&mut self, delivery: &Delivery, error: Error) {
        assert_eq!(self.complete(delivery), Err(error));
        assert_eq!(self.abandon(delivery), Err(error));
        assert_eq!(self.defer(delivery), Err(error));
        assert_eq!(self.dead_letter(delivery), Err(error));
        assert_eq!(self.renew(delivery), Err(error));
    }

    fn reason(&mut self) -> Option<Scalar> {
        let dead = self.peek(SubQueue::DeadLetter);
        assert_eq!(dead.len(), 1, "one dead-lettered message");
        dead[0].message.property(DEAD_LETTER_REASON)
    }
}

fn text(text: &str) -> Option<Scalar> {
    Some(Scalar::Text(text.into()))
}
