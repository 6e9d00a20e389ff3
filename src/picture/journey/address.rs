//! How a message is named in an address and on the command line: by its label, and by its sender where several send.

use crate::model::ids::SendId;
use crate::text::{Language, narration};
use crate::world::World;
use crate::world::entry::Entry;

/// `message_7`, or `MyDevice/message_7` where there are several devices.
#[must_use]
pub fn address(world: &World, send: SendId) -> String {
    let label = world.label_of(send);
    match send.producer.device() {
        Some(_) if world.devices().len() > 1 => format!("{}/{label}", sender(world, send)),
        _ => label,
    }
}

/// The first message of a run with that name; its sender may stand before it.
pub fn find<'a>(world: &World, entries: impl IntoIterator<Item = &'a Entry>, address: &str) -> Option<SendId> {
    let is_it = |send: &SendId| {
        let label = world.label_of(*send);
        label == address
            || address.strip_suffix(&*label).and_then(|rest| rest.strip_suffix('/')) == Some(&sender(world, *send))
    };
    let mut last = None;
    let sends = entries.into_iter().filter_map(|entry| entry.what.send());
    // Entries of one message come in rows; the same one is looked at once.
    sends.filter(move |send| last.replace(*send) != Some(*send)).find(is_it)
}

fn sender(world: &World, send: SendId) -> String {
    narration::producer(send.producer, world, Language::English).to_string()
}
