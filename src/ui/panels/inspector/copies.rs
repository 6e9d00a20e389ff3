//! The tree of one send: its packets, what the hub accepted, the copies and their deliveries.

use super::parts::{Go, note, rich, section};
use super::scene::Scene;
use crate::model::ids::{EndpointId, SendId};
pub use crate::picture::journey::words::{dead_letter_reason, drop_reason};
use crate::say;
use crate::session::story::{
    Acceptance, Acknowledgement, Copy, Delivery, DeliveryState, End, Packet, PacketFate, Place, Story, Transit,
};
use crate::text::{Arg, Key, Rich};
use crate::ui::view::Selection;
use crate::ui::widgets::icon::{Glyph, icon};
use crate::world::endpoint::Kind;
use crate::world::entry::DropReason;
use yew::prelude::*;

/// A line and what lies below it.
struct Branch {
    line: Html,
    below: Vec<Branch>,
}

impl Branch {
    fn draw(self) -> Html {
        html! {
            <li>
                <span class="branch">{ self.line }</span>
                if !self.below.is_empty() {
                    <ul>{ for self.below.into_iter().map(Branch::draw) }</ul>
                }
            </li>
        }
    }
}

/// The tree, for the inspector.
pub fn copies(scene: &Scene, send: SendId, story: &Story) -> Html {
    let sent = if scene.world.devices().len() > 1 {
        let device = scene.producer(send.producer);
        say!(scene.language, Key::CopiesSentBy, device = Arg::Name(&device))
    } else {
        say!(scene.language, Key::CopiesSentOnce)
    };
    let packets = story.packets.iter().filter_map(|packet| unanswered(scene, packet));
    let accepted = story.acceptances.iter().map(|acceptance| accepted(scene, acceptance, story));
    let mut below: Vec<(u32, Branch)> = packets.chain(accepted).collect();
    below.sort_by_key(|(step, _)| *step);
    let tree = Branch { line: rich(sent), below: below.into_iter().map(|(_, branch)| branch).collect() };
    let dead = story.copies().any(|copy| matches!(copy.transit, Transit::Dropped(_, DropReason::EndpointDead)));
    section(
        scene.word(Key::CopiesHeading),
        html! {
            <>
                <ul class="tree">{ tree.draw() }</ul>
                if dead {
                    { note("bad", Glyph::Cross, rich(say!(scene.language, Key::WhyDeadEndpointNote))) }
                }
            </>
        },
    )
}

/// A packet that the hub did not accept, or not yet.
fn unanswered(scene: &Scene, packet: &Packet) -> Option<(u32, Branch)> {
    let (at, n) = (scene.at(packet.sent.at), u64::from(packet.attempt));
    let line = match packet.fate {
        PacketFate::Accepted(_) => return None,
        PacketFate::OnItsWay => rich(say!(scene.language, Key::CopiesAttempt, at = at, n = n)),
        PacketFate::Lost(_) => html! {
            <>
                { rich(say!(scene.language, Key::CopiesAttemptLost, at = at, n = n)) }
                { mark("bad", Glyph::Lost, None) }
            </>
        },
        PacketFate::Refused(_) => html! {
            <>
                { rich(say!(scene.language, Key::CopiesAttempt, at = at, n = n)) }
                { mark("bad", Glyph::Cross, Some(rich(say!(scene.language, Key::ReasonTooLarge)))) }
            </>
        },
    };
    Some((packet.sent.step, Branch { line, below: Vec::new() }))
}

fn accepted(scene: &Scene, acceptance: &Acceptance, story: &Story) -> (u32, Branch) {
    let at = scene.at(acceptance.accepted.at);
    let again = acceptance.number > 1;
    let key = if again { Key::CopiesAcceptedAgain } else { Key::CopiesAccepted };
    let number = PacketFate::Accepted(acceptance.number);
    let resent = story.packets.iter().any(|packet| packet.fate == number && packet.attempt > 1);
    let line = html! {
        <>
            <Go to={Selection::Event(acceptance.accepted.step)}>{ rich(say!(scene.language, key, at = at)) }</Go>
            if matches!(acceptance.acknowledgement, Acknowledgement::Lost(_)) {
                { mark("bad", Glyph::Lost, Some(html! { scene.word(Key::CopiesPubackLost) })) }
            }
            if resent {
                { mark("quiet", Glyph::Retry, Some(html! { scene.word(Key::CopiesResend) })) }
            }
        </>
    };
    let below = acceptance.copies.iter().flat_map(|copy| copy_branches(scene, copy, acceptance.partition)).collect();
    (acceptance.accepted.step, Branch { line, below })
}

fn mark(tone: &'static str, glyph: Glyph, text: Option<Html>) -> Html {
    html! { <span class={classes!("mark", tone)}>{ icon(glyph) }{ text }</span> }
}

fn copy_branches(scene: &Scene, copy: &Copy, partition: u16) -> Vec<Branch> {
    let name = &scene.endpoint(copy.endpoint).name;
    let leaf = |line: Html| vec![Branch { line: to_endpoint(copy.endpoint, line), below: Vec::new() }];
    let endpoint = Arg::Name(name);
    match copy.transit {
        Transit::OnItsWay => leaf(rich(say!(scene.language, Key::CopiesOnItsWay, endpoint = endpoint))),
        Transit::Retrying { attempt, next_at } => leaf(html! {
            <>
                { mark("warn", Glyph::Retry, None) }
                { rich(say!(
                    scene.language, Key::CopiesRetrying,
                    endpoint = endpoint, n = u64::from(attempt), left = scene.until(next_at)
                )) }
            </>
        }),
        Transit::Dropped(_, reason) => {
            let reason = drop_reason(reason);
            leaf(dropped(scene, endpoint, scene.word(reason)))
        }
        Transit::Invalid(_) => leaf(dropped(scene, endpoint, scene.word(Key::ReasonTooLarge))),
        Transit::Delivered(_) => copy.places.iter().map(|place| place_branch(scene, copy, place, partition)).collect(),
    }
}

fn dropped(scene: &Scene, endpoint: Arg<'_>, reason: &str) -> Html {
    html! {
        <>
            { mark("bad", Glyph::Cross, None) }
            { rich(say!(scene.language, Key::CopiesDropped, endpoint = endpoint, reason = Arg::Text(reason))) }
        </>
    }
}

fn to_endpoint(endpoint: EndpointId, line: Html) -> Html {
    html! { <Go to={Selection::Endpoint(endpoint)}>{ line }</Go> }
}

fn place_branch(scene: &Scene, copy: &Copy, place: &Place, partition: u16) -> Branch {
    let endpoint = scene.endpoint(copy.endpoint);
    let (name, label) = (Arg::Name(&endpoint.name), u64::from(place.label));
    let line = match &endpoint.kind {
        Kind::Queue(_) => say!(scene.language, Key::CopiesInQueue, queue = name, sequence = label),
        Kind::Container(_) => match blob_of(scene, copy.endpoint, place, partition) {
            Some(blob) => say!(scene.language, Key::CopiesInBlob, container = name, blob = Arg::Code(&blob)),
            None => say!(scene.language, Key::CopiesInContainer, container = name),
        },
        Kind::BuiltIn(_) => say!(
            scene.language,
            Key::CopiesInPartition,
            endpoint = name,
            partition = u64::from(partition),
            offset = label
        ),
    };
    let repeat = place.repeat.then(|| rich(say!(scene.language, Key::CopiesRepeat, endpoint = name)));
    let last = place.deliveries.len().wrapping_sub(1);
    let mut below: Vec<Branch> = place
        .deliveries
        .iter()
        .enumerate()
        .map(|(at, delivery)| leaf(delivery_line(scene, delivery, at == last)))
        .collect();
    below.extend(place.reads.iter().map(|read| {
        let consumer = scene.consumer_name(read.consumer);
        let consumer = Arg::Name(&consumer);
        leaf(rich(say!(scene.language, Key::CopiesReadBy, consumer = consumer, at = scene.at(read.at.at))))
    }));
    match place.end {
        Some(End::DeadLettered(moment, reason)) => {
            let reason = Arg::Text(scene.word(dead_letter_reason(reason)));
            let text = say!(scene.language, Key::CopiesDeadLettered, at = scene.at(moment.at), reason = reason);
            below.push(leaf(html! { <span class="bad">{ rich(text) }</span> }));
        }
        Some(End::Expired(moment)) => {
            let text = say!(scene.language, Key::InspectorExpired, at = scene.at(moment.at));
            below.push(leaf(html! { <span class="bad">{ rich(text) }</span> }));
        }
        Some(End::Forwarded(moment)) => {
            let text = say!(scene.language, Key::CopiesForwarded, at = scene.at(moment.at));
            below.push(leaf(rich(text)));
        }
        Some(End::Withdrawn(moment)) => {
            let text = say!(scene.language, Key::CopiesWithdrawn, at = scene.at(moment.at));
            below.push(leaf(rich(text)));
        }
        Some(End::Written(_)) | None => {}
    }
    Branch { line: html! { <>{ to_endpoint(copy.endpoint, rich(line)) }{ repeat }</> }, below }
}

fn leaf(line: Html) -> Branch {
    Branch { line, below: Vec::new() }
}

fn delivery_line(scene: &Scene, delivery: &Delivery, newest: bool) -> Html {
    let n = u64::from(delivery.number);
    let said = |key: Key| -> Rich { say!(scene.language, key, n = n) };
    let said_at = |key: Key, at| -> Rich { say!(scene.language, key, n = n, at = scene.at(at)) };
    let (tone, text) = match delivery.state {
        DeliveryState::Locked if newest => ("here", said(Key::CopiesDeliveryLocked)),
        DeliveryState::Locked => ("", said(Key::CopiesDeliveryLocked)),
        DeliveryState::LockExpired(moment) => ("", said_at(Key::CopiesDeliveryExpired, moment.at)),
        DeliveryState::Abandoned(moment) => ("", said_at(Key::CopiesDeliveryAbandoned, moment.at)),
        DeliveryState::DeadLettered(moment) => ("bad", said_at(Key::CopiesDeliveryDeadLettered, moment.at)),
        DeliveryState::Deferred(moment) => ("", said_at(Key::CopiesDeliveryDeferred, moment.at)),
        DeliveryState::Completed(moment) => ("", said_at(Key::CopiesDeliveryCompleted, moment.at)),
        DeliveryState::Refused(moment, _) => ("warn", said_at(Key::CopiesDeliveryRefused, moment.at)),
        DeliveryState::Deleted | DeliveryState::Worked(_) => {
            ("", said_at(Key::CopiesDeliveryDeleted, delivery.began.at))
        }
        DeliveryState::Lost(moment) => ("bad", said_at(Key::CopiesDeliveryLost, moment.at)),
    };
    html! { <Go to={Selection::Event(delivery.began.step)} class={tone}>{ rich(text) }</Go> }
}

/// The name of the blob that a place in a container was written to.
#[must_use]
pub fn blob_of(scene: &Scene, endpoint: EndpointId, place: &Place, partition: u16) -> Option<String> {
    let Some(End::Written(moment)) = place.end else { return None };
    let blobs = scene.endpoint(endpoint).container()?.blobs();
    let partition = u32::from(partition);
    let mut written = blobs.filter(|blob| blob.partition == partition && blob.last_modified == moment.at);
    written.next().map(|blob| blob.name.to_string())
}
