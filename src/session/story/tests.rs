use super::*;
use crate::model::ids::DeviceId;
use crate::scenario::Scenario;
use crate::session::Session;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// The run of the design's screens at its moment, and the message that it selects.
pub(in crate::session) fn lost_puback() -> (Session, SendId) {
    let scenario = Scenario::from_json(include_str!("../../../static/scenarios/lost-puback.json")).unwrap();
    let step = scenario.opening_step().unwrap();
    let mut session = Session::new(scenario).unwrap();
    session.seek_step(step);
    (session, SendId { producer: DeviceId(0).into(), number: 7, boot: 0 })
}

fn story_at(session: &Session, send: SendId) -> Story {
    story(session.log().steps(1, session.at_step()), send)
}

/// A story as indented lines, times in milliseconds since the start.
fn tree(story: &Story, session: &Session) -> Vec<String> {
    let world = session.world();
    let ms = |moment: Moment| moment.at.since(world.start());
    let mut lines = vec![format!("sent {:?}", story.sent.map(ms))];
    for acceptance in &story.acceptances {
        let acknowledgement = match acceptance.acknowledgement {
            Acknowledgement::OnItsWay => "on its way".to_owned(),
            Acknowledgement::Arrived(at) => format!("acknowledged {}", ms(at)),
            Acknowledgement::Lost(at) => format!("PUBACK lost {}", ms(at)),
        };
        lines.push(format!("  accepted {} {}, {acknowledgement}", acceptance.number, ms(acceptance.accepted)));
        for copy in &acceptance.copies {
            for place in &copy.places {
                lines.push(format!("    {} {}", world.endpoints()[copy.endpoint.index()].name, place.label));
                for delivery in &place.deliveries {
                    let state = match delivery.state {
                        DeliveryState::LockExpired(at) => format!("lock expired {}", ms(at)),
                        DeliveryState::Completed(at) => format!("completed {}", ms(at)),
                        other => format!("{other:?}"),
                    };
                    lines.push(format!("      delivery {}: {state}", delivery.number));
                }
            }
        }
    }
    lines
}

#[test]
fn a_lost_acknowledgement_gives_two_copies_and_three_deliveries() {
    let (session, send) = lost_puback();
    let story = story_at(&session, send);
    assert_eq!(
        tree(&story, &session),
        [
            "sent Some(7000)",
            "  accepted 1 7040, PUBACK lost 7080",
            "    CriticalQueue 2",
            "      delivery 1: lock expired 12200",
            "      delivery 2: Locked",
            "  accepted 2 7960, acknowledged 8000",
            "    CriticalQueue 3",
            "      delivery 1: completed 10100",
        ]
    );
    assert_eq!(story.tally(), Tally { copies: 2, lost: 0, waiting: 1, done: 1 });
    let (_, place, delivery) = story.locked().unwrap();
    assert_eq!((place.label, delivery.number), (2, 2));
    assert!(!story.outcome_unknown(), "the second acknowledgement arrived");
}

#[test]
fn a_story_ends_at_the_playhead() {
    let (mut session, send) = lost_puback();
    let start = session.world().start();
    session.seek_time(start.plus(7_500), 10_000);
    let story = story_at(&session, send);
    assert_eq!(
        tree(&story, &session),
        ["sent Some(7000)", "  accepted 1 7040, PUBACK lost 7080", "    CriticalQueue 2", "      delivery 1: Locked",]
    );
    assert!(story.outcome_unknown());
    session.seek_time(start.plus(7_020), 10_000);
    let story = story_at(&session, send);
    assert_eq!(story.packets.len(), 1);
    assert_eq!((story.packets[0].fate, story.acceptances.len()), (PacketFate::OnItsWay, 0));
}

#[test]
fn a_batch_that_is_written_takes_its_messages_along() {
    let (mut session, _) = lost_puback();
    let start = session.world().start();
    let buffered = SendId { producer: DeviceId(0).into(), number: 1, boot: 0 };
    assert_eq!(story_at(&session, buffered).tally(), Tally { copies: 1, lost: 0, waiting: 1, done: 0 });
    session.seek_time(start.plus(120_000), 100_000);
    let story = story_at(&session, buffered);
    let place = &story.acceptances[0].copies[0].places[0];
    assert!(matches!(place.end, Some(End::Written(at)) if at.at == start.plus(61_100)), "{place:?}");
    assert_eq!(story.tally().done, 1);
}

#[test]
fn a_reader_of_events_leaves_its_mark() {
    let (session, _) = lost_puback();
    let first = SendId { producer: DeviceId(0).into(), number: 0, boot: 0 };
    let story = story_at(&session, first);
    let copy = &story.acceptances[0].copies[0];
    assert_eq!(copy.endpoint, EndpointId::BUILT_IN);
    assert_eq!(copy.places[0].reads.len(), 1);
    assert!(matches!(story.acceptances[0].routing, Routing::Routed { by_fallback: true, .. }));
}
