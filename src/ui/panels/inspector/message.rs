//! A message: where it is, why, its copies, what it says.

use super::content::content;
use super::copies::{blob_of, copies, dead_letter_reason, drop_reason};
use super::parts::{countdown, fetching, heading, note, rich, section};
use super::scene::{Scene, use_scene};
use super::why::Why;
use crate::model::ids::SendId;
use crate::model::time::Millis;
use crate::picture::journey::address;
use crate::say;
use crate::session::story::{Copy, DeliveryState, End, PacketFate, Place, Routing, Story, Transit};
use crate::text::{Arg, Key, Rich};
use crate::ui::place;
use crate::ui::trails::use_trails;
use crate::ui::view::View;
use crate::ui::widgets::icon::{Glyph, icon};
use crate::world::endpoint::Kind;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct MessageProps {
    pub view: Rc<View>,
    pub send: SendId,
}

#[component]
pub fn MessageDetails(props: &MessageProps) -> Html {
    let scene = use_scene(&props.view);
    let is_read = use_trails(&props.view);
    let send = props.send;
    let kind = scene.word(Key::KindMessage);
    if send.producer.device().is_some_and(|id| id.index() >= scene.world.devices().len()) {
        let gone = rich(say!(scene.language, Key::InspectorNotThere));
        return heading(kind, &format!("#{}", send.number), html! { <p>{ gone }</p> });
    }
    let label = scene.label(send);
    if !is_read {
        return heading(kind, &label, fetching(&scene));
    }
    let story = scene.story(send);
    if story.sent.is_none() && story.acceptances.is_empty() {
        let not_yet = rich(say!(scene.language, Key::InspectorNotSentYet));
        return heading(kind, &label, html! { <p>{ not_yet }</p> });
    }
    let state = State::of(&scene, send, &story);
    let head = html! {
        <>
            if let Some(lost) = lost(&scene, &story) {
                <p class="bad"><b>{ rich(lost) }</b></p>
            }
            <p>{ rich(state.sentence) }</p>
            if let Some((left, total, label)) = state.countdown {
                { countdown(left, total, label) }
            }
        </>
    };
    let journey = place::Place::journey(address(&scene.world, send)).href();
    html! {
        <>
            { heading(kind, &label, head) }
            <Why scene={scene.clone()} {send} story={story.clone()} />
            { copies(&scene, send, &story) }
            <p><a class="btn" href={journey}>{ icon(Glyph::List) }{ scene.word(Key::CopiesOpenJourney) }</a></p>
            { knows(&scene, send, &story) }
            { content(&scene, send, &story) }
        </>
    }
}

/// Where the message is, in a sentence, and what runs out.
struct State {
    sentence: Rich,
    /// Milliseconds left, of how many, and the words for it.
    countdown: Option<(Millis, Millis, Rich)>,
}

impl From<Rich> for State {
    fn from(sentence: Rich) -> Self {
        Self { sentence, countdown: None }
    }
}

impl State {
    fn of(scene: &Scene, send: SendId, story: &Story) -> Self {
        if let Some(state) = Self::locked(scene, story) {
            return state;
        }
        let Some(acceptance) = story.acceptances.last() else { return Self::before_the_hub(scene, send, story).into() };
        match acceptance.routing {
            Routing::Pending => say!(scene.language, Key::InspectorRouting, at = scene.at(scene.world.now())).into(),
            Routing::Orphaned(_) => say!(scene.language, Key::InspectorOrphaned).into(),
            Routing::Routed { .. } => {
                let tally = story.tally();
                let mut all = story.copies();
                match (all.next(), all.next()) {
                    (Some(only), None) => Self::of_copy(scene, send, story, only),
                    _ => say!(
                        scene.language,
                        Key::InspectorCopiesWaiting,
                        n = u64::from(tally.copies),
                        waiting = u64::from(tally.waiting),
                        done = u64::from(tally.done)
                    )
                    .into(),
                }
            }
        }
    }

    fn locked(scene: &Scene, story: &Story) -> Option<Self> {
        let (copy, place, delivery) = story.locked()?;
        let endpoint = scene.endpoint(copy.endpoint);
        let queue = endpoint.queue()?;
        let max = queue.settings().max_delivery_count;
        let sentence = say!(
            scene.language,
            Key::InspectorLocked,
            queue = Arg::Name(&endpoint.name),
            n = u64::from(delivery.number),
            max = u64::from(max)
        );
        let lock = queue.message(u64::from(place.label)).and_then(|message| message.lock);
        let countdown = lock.map(|lock| {
            let left = lock.until.since(scene.world.now());
            let words = say!(scene.language, Key::InspectorLockExpiresIn, left = Arg::Duration(left));
            (left, queue.settings().lock_duration.max(left), words)
        });
        Some(Self { sentence, countdown })
    }

    fn before_the_hub(scene: &Scene, send: SendId, story: &Story) -> Rich {
        if story.given_up.is_some() {
            return say!(scene.language, Key::InspectorGivenUp);
        }
        match story.packets.last().map(|packet| (packet.fate, packet.sent)) {
            Some((PacketFate::OnItsWay, sent)) => {
                let at = scene.at(sent.at.plus(scene.world.latencies().device_to_hub_ms));
                say!(scene.language, Key::InspectorToHub, at = at)
            }
            Some((PacketFate::Lost(_), _)) => say!(scene.language, Key::InspectorNotArrived),
            Some((PacketFate::Refused(_), _)) => {
                let reason = Arg::Text(scene.word(Key::ReasonTooLarge));
                say!(scene.language, Key::InspectorDropped, reason = reason)
            }
            Some((PacketFate::Accepted(_), _)) | None => {
                let device = scene.producer(send.producer);
                say!(scene.language, Key::InspectorWaitsOnDevice, device = Arg::Name(&device))
            }
        }
    }

    fn of_copy(scene: &Scene, send: SendId, story: &Story, copy: &Copy) -> Self {
        let endpoint = scene.endpoint(copy.endpoint);
        let name = Arg::Name(&endpoint.name);
        match copy.transit {
            Transit::OnItsWay => {
                let travels = endpoint.in_flight().any(|parcel| parcel.lineage.send() == send);
                if !travels {
                    return say!(scene.language, Key::InspectorWaitsBehind, endpoint = name).into();
                }
                let routed = story.acceptances.last().map_or(scene.world.now(), |a| a.accepted.at);
                let at = scene.at(routed.plus(scene.world.latencies().hub_to_endpoint_ms));
                say!(scene.language, Key::InspectorInFlight, endpoint = name, at = at).into()
            }
            Transit::Retrying { attempt, next_at } => {
                let left = scene.until(next_at);
                let n = u64::from(attempt);
                say!(scene.language, Key::CopiesRetrying, endpoint = name, n = n, left = left).into()
            }
            Transit::Dropped(_, reason) => {
                let reason = Arg::Text(scene.word(drop_reason(reason)));
                say!(scene.language, Key::InspectorDropped, reason = reason).into()
            }
            Transit::Invalid(_) => {
                let reason = Arg::Text(scene.word(Key::ReasonTooLarge));
                say!(scene.language, Key::InspectorDropped, reason = reason).into()
            }
            Transit::Delivered(_) => {
                let partition = story.acceptances.last().map_or(0, |acceptance| acceptance.partition);
                match copy.places.last() {
                    Some(place) => Self::in_place(scene, copy, place, partition),
                    None => Rich::default().into(),
                }
            }
        }
    }

    fn in_place(scene: &Scene, copy: &Copy, place: &Place, partition: u16) -> Self {
        let endpoint = scene.endpoint(copy.endpoint);
        let name = Arg::Name(&endpoint.name);
        match (&endpoint.kind, place.end) {
            (_, Some(End::DeadLettered(moment, reason))) => {
                let reason = Arg::Text(scene.word(dead_letter_reason(reason)));
                say!(scene.language, Key::InspectorDeadLettered, at = scene.at(moment.at), reason = reason).into()
            }
            (_, Some(End::Expired(moment))) => {
                say!(scene.language, Key::InspectorExpired, at = scene.at(moment.at)).into()
            }
            (_, Some(End::Written(moment))) => {
                let blob = blob_of(scene, copy.endpoint, place, partition).unwrap_or_default();
                let at = scene.at(moment.at);
                say!(scene.language, Key::InspectorWritten, blob = Arg::Code(&blob), at = at).into()
            }
            (_, Some(End::Forwarded(moment))) => {
                say!(scene.language, Key::CopiesForwarded, at = scene.at(moment.at)).into()
            }
            (_, Some(End::Withdrawn(moment))) => {
                say!(scene.language, Key::CopiesWithdrawn, at = scene.at(moment.at)).into()
            }
            (Kind::Queue(_), None) => in_queue(scene, name, place).into(),
            (Kind::Container(container), None) => {
                let batch = container.batches().find(|(of, _)| *of == u32::from(partition));
                let closes = batch.map_or(scene.world.now(), |(_, batch)| container.closes_at(batch));
                let left = closes.since(scene.world.now());
                let total = u64::from(container.settings().batch_frequency_in_seconds) * 1_000;
                let words = say!(scene.language, Key::InspectorBuffered, container = name, left = Arg::Duration(left));
                let label = say!(scene.language, Key::InspectorNextWrite, at = scene.at(closes));
                Self { sentence: words, countdown: Some((left, total, label)) }
            }
            (Kind::BuiltIn(_), None) => say!(
                scene.language,
                Key::InspectorInPartition,
                endpoint = name,
                partition = u64::from(partition),
                offset = u64::from(place.label)
            )
            .into(),
        }
    }
}

fn in_queue(scene: &Scene, queue: Arg<'_>, place: &Place) -> Rich {
    let Some(last) = place.deliveries.last() else {
        return say!(scene.language, Key::InspectorActive, queue = queue, n = 0_u64);
    };
    let consumer = scene.consumer_name(last.consumer);
    let consumer = Arg::Name(&consumer);
    match last.state {
        DeliveryState::Completed(moment) => {
            say!(scene.language, Key::InspectorCompleted, consumer = consumer, at = scene.at(moment.at))
        }
        DeliveryState::Deleted | DeliveryState::Worked(_) => {
            let at = scene.at(last.began.at);
            say!(scene.language, Key::InspectorReceivedAndDeleted, consumer = consumer, at = at)
        }
        DeliveryState::Lost(moment) => {
            say!(scene.language, Key::InspectorLost, consumer = consumer, at = scene.at(moment.at))
        }
        DeliveryState::Locked
        | DeliveryState::LockExpired(_)
        | DeliveryState::Abandoned(_)
        | DeliveryState::DeadLettered(_)
        | DeliveryState::Deferred(_)
        | DeliveryState::Refused(..) => {
            say!(scene.language, Key::InspectorActive, queue = queue, n = place.deliveries.len())
        }
    }
}

/// Where some of several copies are lost.
fn lost(scene: &Scene, story: &Story) -> Option<Rich> {
    let tally = story.tally();
    let (lost, n) = (u64::from(tally.lost), u64::from(tally.copies));
    (tally.lost > 0 && tally.copies > 1).then(|| say!(scene.language, Key::InspectorCopiesLost, lost = lost, n = n))
}

/// What the device knows, where that is less than what happened.
fn knows(scene: &Scene, send: SendId, story: &Story) -> Html {
    if !story.outcome_unknown() {
        return Html::default();
    }
    let (device, label) = (scene.producer(send.producer), scene.label(send));
    let heading = say!(scene.language, Key::KnowsHeading, name = Arg::Name(&device)).plain();
    let unknown = say!(scene.language, Key::KnowsOutcomeUnknown, message = Arg::Code(&label));
    section(&heading, note("warn", Glyph::Question, rich(unknown)))
}
