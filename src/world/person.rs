//! The person before the playground, or a script that stands for them: what they sent straight into queues, what they
//! hold, and where they stand in the built-in endpoint.
//!
//! Models: nothing of the services; a client that is no program of the world.

use crate::model::draw::{self, Owner, OwnerKind, Purpose};
use crate::model::ids::{EndpointId, ProducerId, SendId, StorageQueueId};
use crate::model::message::{Message, Property, SystemProperties};
use crate::model::service_bus::{ClientMessage, Handle, Scalar};
use crate::model::small::SmallMap;
use crate::model::stream::Stream;
use crate::world::World;
use crate::world::operation::TakenId;
use std::sync::Arc;

/// What belongs to the person.
#[derive(Clone, Debug)]
pub struct Person {
    owner: Owner,
    /// Hand commands so far.
    commands: u32,
    /// What they put straight into queues, by number.
    messages: Arc<Stream<Arc<Message>>>,
    /// What they took out, in the order of taking.
    taken: Arc<Stream<(TakenId, Held)>>,
    /// Messages taken by the present command.
    taken_now: u32,
    /// The next event that each consumer group reads by hand, by partition.
    pub(super) positions: Arc<SmallMap<Arc<str>, Vec<Option<u64>>>>,
}

/// A message in the person's hands: which, and what proves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// Of a Service Bus queue; without a token after receive-and-delete.
    Delivery { endpoint: EndpointId, handle: Handle },
    /// Of a Storage queue.
    Receipt { queue: StorageQueueId, message_id: Arc<str>, pop_receipt: Arc<str> },
}

impl Default for Person {
    fn default() -> Self {
        Self {
            owner: Owner::new(OwnerKind::Person, "person", 0),
            commands: 0,
            messages: Arc::default(),
            taken: Arc::default(),
            taken_now: 0,
            positions: Arc::default(),
        }
    }
}

impl Person {
    /// A hand command begins.
    pub(super) fn begins(&mut self) {
        self.commands += 1;
        self.taken_now = 0;
    }

    /// Takes a message into the person's hands.
    pub(super) fn takes(&mut self, held: Held) -> TakenId {
        self.taken_now += 1;
        let id = TakenId { command: self.commands, number: self.taken_now };
        Arc::make_mut(&mut self.taken).push((id, held));
        id
    }

    /// What a handle stands for.
    #[must_use]
    pub fn held(&self, id: TakenId) -> Option<&Held> {
        let at = self.taken.partition_point(|(other, _)| *other < id);
        self.taken.get(at).filter(|(other, _)| *other == id).map(|(_, held)| held)
    }

    /// The handle of whatever `is_it` says yes to; the latest one.
    pub fn find_held(&self, mut is_it: impl FnMut(&Held) -> bool) -> Option<TakenId> {
        self.taken.iter_from(0).rev().find(|(_, held)| is_it(held)).map(|(id, _)| *id)
    }

    /// What they took, in the order of taking: also what is long settled.
    pub fn taken(&self) -> impl DoubleEndedIterator<Item = &(TakenId, Held)> {
        self.taken.iter_from(0)
    }

    /// Hand commands so far: the number in the handles of the latest one.
    #[must_use]
    pub fn commands(&self) -> u32 {
        self.commands
    }

    /// The number that the next message will have.
    fn next_number(&self) -> u32 {
        self.messages.end() as u32
    }

    pub(super) fn message(&self, number: u32) -> Option<Arc<Message>> {
        self.messages.get(u64::from(number)).cloned()
    }
}

impl World {
    #[must_use]
    pub fn person(&self) -> &Person {
        &self.person
    }

    /// The id that the client library makes for the person's next message, if they give none.
    pub(super) fn next_message_id(&self) -> Arc<str> {
        let number = u64::from(self.person.next_number());
        draw::guid(self.seed, self.person.owner, Purpose::MessageId, number).to_string().into()
    }

    /// The person's next send, as they put it straight somewhere.
    pub(super) fn person_sends(&mut self, message: Message) -> SendId {
        let number = self.person.next_number();
        Arc::make_mut(&mut self.person.messages).push(Arc::new(message));
        SendId { producer: ProducerId::PERSON, number, boot: 0 }
    }
}

/// What a client sent to a queue, in the terms of a device's message; `id` is what the sender itself gave.
pub(super) fn as_message(message: &ClientMessage, id: Option<&Arc<str>>) -> Message {
    let text = |value: &Scalar| match value {
        Scalar::Text(text) => text.clone(),
        Scalar::Integer(number) => number.to_string().into(),
        Scalar::Double(number) => number.to_string().into(),
        Scalar::Bool(value) => value.to_string().into(),
    };
    let properties = message.properties.iter();
    Message {
        body: message.body.clone(),
        system: SystemProperties {
            message_id: id.cloned(),
            correlation_id: message.correlation_id.clone(),
            content_type: message.content_type.clone(),
            subject: message.subject.clone(),
            ..SystemProperties::default()
        },
        properties: properties.map(|p| Property { name: p.name.clone(), value: text(&p.value) }).collect(),
    }
}
