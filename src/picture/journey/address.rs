//! How a message is named in an address and on the command line: by its label, and by its sender where several send.

use crate::model::ids::SendId;
use crate::text::{Language, narration};
use crate::world::World;
use crate::world::entry::Entry;

/// `message_7`, or `MyDevice/message_7` where there are several devices; `message_7@1` after its device's first restart.
#[must_use]
pub fn address(world: &World, send: SendId) -> String {
    let label = name(world, send);
    match send.producer.device() {
        Some(_) if world.devices().len() > 1 => format!("{}/{label}", sender(world, send)),
        _ => label,
    }
}

/// The first message of a run with that name; its sender may stand before it.
pub fn find<'a>(world: &World, entries: impl IntoIterator<Item = &'a Entry> + Clone, address: &str) -> Option<SendId> {
    let is_it = |send: &SendId| {
        let label = name(world, *send);
        label == address
            || address.strip_suffix(&*label).and_then(|rest| rest.strip_suffix('/')) == Some(&sender(world, *send))
    };
    let sends = || entries.clone().into_iter().filter_map(|entry| entry.what.send());
    // Most names end with the number: nobody else is asked for a name then, unless one name stands for many.
    if let Some(number) = number_in(address) {
        let before = |send: SendId| number.checked_sub(1).map(|number| SendId { number, ..send });
        let mut numbered = sends().filter(|send| send.number == number);
        if let Some(send) = numbered.find(is_it).filter(|send| !before(*send).is_some_and(|before| is_it(&before))) {
            return Some(send);
        }
    }
    let mut last = None;
    // Entries of one message come in rows; the same one is looked at once.
    sends().filter(move |send| last.replace(*send) != Some(*send)).find(is_it)
}

/// The digits at the end of a name, before the restart of its device.
fn number_in(address: &str) -> Option<u32> {
    let name = address.rsplit_once('@').map_or(address, |(name, _)| name);
    name[name.trim_end_matches(|c: char| c.is_ascii_digit()).len()..].parse().ok()
}

fn name(world: &World, send: SendId) -> String {
    match (world.label_of(send), send.boot) {
        (label, 0) => label,
        (label, boot) => format!("{label}@{boot}"),
    }
}

fn sender(world: &World, send: SendId) -> String {
    narration::producer(send.producer, world, Language::English).to_string()
}
