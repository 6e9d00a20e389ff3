//! Devices: their link, their pace, what is on their wire and what they know.

use super::Look;
use crate::model::ids::DeviceId;
use crate::model::time::Millis;
use crate::picture::diagram::mark::{Token, TokenState};
use crate::world::device::{Device, Outstanding};
use crate::world::entry::What;
use std::sync::Arc;

/// More devices than this become one row.
pub const DEVICE_ROWS: usize = 20;
/// Of many devices, those in trouble that keep a row of their own.
const TROUBLED_ROWS: usize = 4;
/// PUBLISHes on a wire that have a token of their own.
const MOST_FLYING: usize = 3;
/// Found devices that are shown.
const FOUND_ROWS: usize = 8;
/// Bars of the rate sketch, a second each.
pub const RATE_BINS: usize = 5;

/// A device as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct DeviceFacts {
    pub id: DeviceId,
    pub name: Arc<str>,
    pub link: Link,
    /// Between two sends; `None` when the program sends nothing by itself.
    pub pace: Option<Millis>,
    pub enabled: bool,
    pub sent: u64,
    /// The oldest send whose outcome the device does not know.
    pub unknown: Option<Token>,
    /// The first PUBLISHes on the wire, and how many there are more.
    pub flying: Vec<Token>,
    pub more_flying: u64,
    pub selected: bool,
}

impl DeviceFacts {
    /// The tokens that `most` places show; the last one counts the rest.
    #[must_use]
    pub fn flying_in(&self, most: usize) -> Vec<Token> {
        let mut shown: Vec<_> = self.flying.iter().take(most).cloned().collect();
        let folded = (self.flying.len() - shown.len()) as u64 + self.more_flying;
        if let Some(last) = shown.last_mut() {
            last.more = folded;
        }
        shown
    }
}

/// How a device stands with the hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    Connected,
    /// Connected, but an acknowledgement is overdue for so long.
    Unanswered(Millis),
    /// Cut; back in so many milliseconds, if it will be.
    Cut(Option<Millis>),
}

/// Devices without a row of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crowd {
    pub count: usize,
    /// Messages in each of the last seconds, oldest first.
    pub sent: [u32; RATE_BINS],
    pub connected: usize,
}

impl Crowd {
    /// Messages a second, over the last seconds.
    #[must_use]
    pub fn rate(&self) -> u32 {
        (self.sent.iter().sum::<u32>() + RATE_BINS as u32 / 2) / RATE_BINS as u32
    }
}

pub(super) fn of(look: &Look<'_>) -> (Vec<DeviceFacts>, Option<Crowd>) {
    let all = look.world.devices().iter().enumerate().filter(|(_, device)| !device.removed);
    let all: Vec<_> = all.map(|(index, device)| (DeviceId(index as u32), &**device)).collect();
    let publishes = look.world.publishes();
    let facts = |&(id, device): &(DeviceId, &Device)| {
        let mut flying = publishes.iter().filter(|(send, ..)| send.producer == id.into());
        let tokens = flying.by_ref().take(MOST_FLYING).filter_map(|&(send, attempt, _)| {
            let message = look.world.message_of(send)?;
            Some(look.token(&message, send.accepted(attempt), TokenState::Flying))
        });
        let tokens = tokens.collect();
        device_facts(look, id, device, tokens, flying.count() as u64)
    };
    if let Some(rows) = &look.focus.device_rows {
        return (all.iter().skip(rows.start).take(rows.len()).map(facts).collect(), None);
    }
    if all.len() <= DEVICE_ROWS {
        return (all.iter().map(facts).collect(), None);
    }
    let wanted = look.focus.find.to_ascii_lowercase();
    let found = |device: &Device| !wanted.is_empty() && device.id().to_ascii_lowercase().contains(&wanted);
    let selected = look.focus.message.and_then(|send| send.producer.device());
    let chosen = |id: DeviceId| Some(id) == selected || Some(id) == look.focus.device;
    let (mut finds, mut troubles) = (0, 0);
    let mut shown = Vec::new();
    for entry in &all {
        let (id, device) = *entry;
        let keep = chosen(id)
            || found(device) && counts(&mut finds, FOUND_ROWS)
            || wanted.is_empty() && is_troubled(look, device) && counts(&mut troubles, TROUBLED_ROWS);
        if keep {
            shown.push(facts(entry));
        }
    }
    let connected = all.iter().filter(|(_, device)| device.is_connected()).count();
    let crowd = Crowd { count: all.len(), sent: sent_lately(look), connected };
    (shown, Some(crowd))
}

fn counts(so_far: &mut usize, most: usize) -> bool {
    *so_far += 1;
    *so_far <= most
}

fn is_troubled(look: &Look<'_>, device: &Device) -> bool {
    !device.is_connected() || overdue(look, device).is_some()
}

/// The oldest send that is not acknowledged, although the answer could be here.
fn overdue<'a>(look: &Look<'_>, device: &'a Device) -> Option<&'a Outstanding> {
    let latencies = look.world.latencies();
    let round_trip = latencies.device_to_hub_ms + latencies.hub_to_device_ms;
    let now = look.world.now();
    device.outstanding().find(|o| o.attempts > 0 && (!device.is_connected() || now.since(o.sent_at) > round_trip))
}

fn device_facts(look: &Look<'_>, id: DeviceId, device: &Device, flying: Vec<Token>, more_flying: u64) -> DeviceFacts {
    let now = look.world.now();
    let overdue = overdue(look, device);
    let link = match overdue {
        _ if !device.is_connected() => Link::Cut(device.link.back_at.map(|at| at.since(now))),
        Some(waiting) => Link::Unanswered(now.since(waiting.sent_at)),
        None => Link::Connected,
    };
    let unknown = overdue.map(|waiting| {
        let copy =
            crate::model::ids::Lineage { producer: id.into(), number: waiting.number, boot: waiting.boot, accepted: 0 };
        let more = device.outstanding().filter(|o| o.attempts > 0).count().saturating_sub(1) as u64;
        Token { more, ..look.token(&waiting.message, copy, TokenState::Unknown) }
    });
    DeviceFacts {
        id,
        name: device.id().clone(),
        link,
        pace: device.about.spec.program.pace_ms(),
        enabled: device.about.spec.enabled,
        sent: u64::from(device.next_number),
        unknown,
        flying,
        more_flying,
        selected: look.focus.device == Some(id),
    }
}

fn sent_lately(look: &Look<'_>) -> [u32; RATE_BINS] {
    let now = look.world.now();
    let mut bins = [0; RATE_BINS];
    let lately = look.log.steps(0, look.at_step).rev().take(super::LOOK_BACK);
    for entry in lately.take_while(|entry| now.since(entry.at) < RATE_BINS as u64 * 1_000) {
        if matches!(entry.what, What::Sent { .. }) {
            bins[RATE_BINS - 1 - (now.since(entry.at) / 1_000) as usize] += 1;
        }
    }
    bins
}
