//! The left of a journey: who sent it, what became of it in numbers, its copies, and whose view is drawn.

use crate::model::ids::Producer;
use crate::picture::journey::View as Side;
use crate::picture::journey::words::Words;
use crate::say;
use crate::session::story::{Acceptance, Delivery, DeliveryState, Place as Lying, Story};
use crate::text::{Arg, Key, format, narration, word};
use crate::ui::place::Place;
use crate::ui::view::View;
use crate::ui::widgets::rich::rich;
use crate::world::endpoint::{Endpoint, Kind};
use yew::prelude::*;

pub(super) fn account(words: &Words, view: &View, story: &Story, on_side: &Callback<Side>) -> Html {
    let (language, world, send) = (words.language, words.world, words.journey.send);
    let sender = narration::producer(send.producer, world, language);
    let sent = story.sent.map(|moment| moment.at);
    let from = match sent {
        Some(at) => {
            let at = Arg::Instant(at.since(world.start()));
            say!(language, Key::JourneyFrom, sender = Arg::Name(&sender), at = at)
        }
        None => say!(language, Key::JourneyFromNobody, sender = Arg::Name(&sender)),
    };
    html! {
        <>
            <nav class="journey-crumbs" aria-label={word(language, Key::JourneyHeading)}>
                <a href={Place::workbench().href()}>{ word(language, Key::ViewWorkbench) }</a>
                <span aria-hidden="true">{ "/" }</span>
                <span aria-current="page">{ word(language, Key::JourneyHeading) }</span>
            </nav>
            <h2>{ view.world.label_of(send) }</h2>
            <p class="minor">{ rich(from) }</p>
            { numbers(words, story) }
            { copies(words, story) }
            { sides(words, on_side) }
        </>
    }
}

fn numbers(words: &Words, story: &Story) -> Html {
    // Of a consumer's own deliveries it knows; of others' not.
    let is_known = |consumer| !matches!(words.view, Side::Consumer(id) if id != consumer);
    let places = || story.copies().flat_map(|copy| &copy.places);
    let deliveries = || places().flat_map(|place| &place.deliveries).filter(|it| is_known(it.consumer));
    let reads = places().flat_map(|place| &place.reads).filter(|it| is_known(it.consumer)).count();
    let completed = deliveries().filter(|delivery| {
        matches!(delivery.state, DeliveryState::Completed(_) | DeliveryState::Deleted | DeliveryState::Worked(_))
    });
    let of_hub = words.journey.send.producer.device().is_some();
    let (sees_sender, sees_hub, sees_consumers) = match words.view {
        Side::Everything => (true, of_hub, true),
        Side::Sender => (true, false, false),
        Side::Consumer(_) => (false, false, true),
    };
    let rows = [
        (Key::JourneySent, usize::from(story.sent.is_some() || !story.packets.is_empty()), sees_sender),
        (Key::JourneyPackets, story.packets.len(), sees_sender && of_hub),
        (Key::JourneyAcceptedCount, story.acceptances.iter().filter(|it| it.number > 0).count(), sees_hub),
        (Key::JourneyDeliveries, deliveries().count() + reads, sees_consumers),
        (Key::JourneyCompleted, completed.count(), sees_consumers),
    ];
    let row = |(key, n, _): (Key, usize, bool)| {
        html! { <div><dt>{ word(words.language, key) }</dt><dd>{ format::number(n as u64) }</dd></div> }
    };
    html! { <dl class="journey-numbers">{ for rows.into_iter().filter(|(.., shown)| *shown).map(row) }</dl> }
}

fn copies(words: &Words, story: &Story) -> Html {
    if story.acceptances.is_empty() || words.view != Side::Everything {
        return Html::default();
    }
    html! {
        <section class="journey-copies">
            <h3>{ word(words.language, Key::JourneyCopies) }</h3>
            { for story.acceptances.iter().map(|acceptance| copy(words, acceptance)) }
        </section>
    }
}

fn copy(words: &Words, acceptance: &Acceptance) -> Html {
    let language = words.language;
    let straight = acceptance.number == 0;
    let n = u64::from(acceptance.number.max(1));
    let title = if straight {
        word(language, Key::JourneyPutStraight).to_owned()
    } else {
        say!(language, Key::JourneyCopy, n = n).plain()
    };
    let at = Arg::Instant(acceptance.accepted.at.since(words.world.start()));
    let places = acceptance.copies.iter().flat_map(|copy| copy.places.iter().map(move |place| (copy.endpoint, place)));
    html! {
        <div class="journey-copy">
            <h4>{ strand(n) }{ title }</h4>
            <p class="minor">{ rich(say!(language, Key::JourneyAcceptedAt, at = at)) }</p>
            <ul>
                { for places.map(|(endpoint, place)| {
                    let endpoint = &words.world.endpoints()[endpoint.index()];
                    let label = match endpoint.kind {
                        Kind::Queue(_) => say!(language, Key::JourneySequence, n = place.label).plain(),
                        Kind::Container(_) => word(language, Key::JourneyBuffered).to_owned(),
                        Kind::BuiltIn(_) => {
                            let partition = u64::from(acceptance.partition);
                            say!(language, Key::JourneyPartition, partition = partition, n = place.label).plain()
                        }
                    };
                    html! {
                        <li>
                            <b>{ endpoint.name.to_string() }</b>{ ", " }{ label }
                            if !place.deliveries.is_empty() {
                                <ul>{ for place.deliveries.iter().map(|it| delivery(words, endpoint, place, it)) }</ul>
                            }
                        </li>
                    }
                }) }
            </ul>
        </div>
    }
}

fn delivery(words: &Words, endpoint: &Endpoint, place: &Lying, delivery: &Delivery) -> Html {
    let (state, tone) = match delivery.state {
        DeliveryState::Locked => ("locked", "here"),
        DeliveryState::LockExpired(_) => ("expired", "bad"),
        DeliveryState::Abandoned(_) => ("abandoned", ""),
        DeliveryState::Deferred(_) => ("deferred", ""),
        DeliveryState::Completed(_) => ("completed", "ok"),
        DeliveryState::DeadLettered(_) => ("dead-lettered", "bad"),
        DeliveryState::Refused(..) => ("refused", "bad"),
        DeliveryState::Deleted => ("deleted", ""),
        DeliveryState::Worked(_) => ("worked", "ok"),
        DeliveryState::Lost(_) => ("lost", "bad"),
    };
    let (n, state) = (u64::from(delivery.number), Arg::Text(state));
    let consumer = narration::consumer(delivery.consumer, words.world, words.language);
    let message =
        endpoint.queue().filter(|_| delivery.state.is_locked()).and_then(|queue| queue.message(place.label.into()));
    let left = message.and_then(|message| message.lock).map(|lock| lock.until.since(words.world.now()));
    html! {
        <li title={consumer.to_string()}>
            { rich(say!(words.language, Key::JourneyDelivery, n = n)) }{ " " }
            <span class={tone}>
                { rich(say!(words.language, Key::JourneyState, state = state)) }
                if let Some(left) = left {
                    { ", " }{ rich(say!(words.language, Key::JourneyLockLeft, left = Arg::Duration(left))) }
                }
            </span>
        </li>
    }
}

/// The line that a copy is drawn with.
fn strand(n: u64) -> Html {
    let d = match n {
        1 => "M0 5H26",
        2 => "M0 3H26M0 7H26",
        3 => "M0 1.5H26M0 5H26M0 8.5H26",
        _ => "M0 5H10M16 5H26",
    };
    html! { <svg class="journey-strand" viewBox="0 0 26 10" width="26" height="10" aria-hidden="true"><path {d} /></svg> }
}

fn sides(words: &Words, on_side: &Callback<Side>) -> Html {
    let sides = words.journey.views();
    let label = word(words.language, Key::JourneyView);
    let choice = |side: &Side| {
        let (side, on_side) = (*side, on_side.clone());
        let pressed = (side == words.view).to_string();
        let onclick = move |_| on_side.emit(side);
        html! { <button type="button" aria-pressed={pressed} {onclick}>{ words.view_name(side) }</button> }
    };
    let name = words.view_name(words.view);
    let hidden = say!(words.language, Key::JourneyHidden, name = Arg::Name(&name));
    let is_device = matches!(words.journey.send.producer.who(), Producer::Device(_));
    html! {
        if sides.len() > 1 {
            <section class="journey-sides">
                <h3>{ label }</h3>
                <div class={classes!("choices", is_device.then_some("wide"))} role="group" aria-label={label}>
                    { for sides.iter().map(choice) }
                </div>
                if words.view != Side::Everything {
                    <p class="minor" role="status">{ rich(hidden) }</p>
                }
            </section>
        }
    }
}
