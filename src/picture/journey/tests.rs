use super::chart::{Chart, Part, Shape};
use super::words::Words;
use super::*;
use crate::model::ids::{DeviceId, ProducerId};
use crate::scenario::Scenario;
use crate::session::Session;
use crate::text::Language;
use crate::world::command::Command;
use crate::world::entry::What;
use crate::world::operation::{QueueMessageSpec, ServiceBusOperation};
use crate::world::spec::FaultSpec;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const LIBRARY: [&str; 6] = [
    include_str!("../../../static/scenarios/lost-puback.json"),
    include_str!("../../../static/scenarios/routing-tutorial.json"),
    include_str!("../../../static/scenarios/poison-to-dead-letter.json"),
    include_str!("../../../static/scenarios/lock-expires-while-working.json"),
    include_str!("../../../static/scenarios/competing-consumers.json"),
    include_str!("../../../static/scenarios/forward-to-storage-queue.json"),
];

fn run(scenario: Scenario, ms: u64) -> Session {
    let mut session = Session::new(scenario).expect("the scenario builds");
    session.seek_time(session.world().start().plus(ms), 100_000);
    session
}

fn lost_puback(ms: u64) -> Session {
    run(Scenario::from_json(LIBRARY[0]).expect("the scenario loads"), ms)
}

fn send(number: u32) -> SendId {
    SendId { producer: DeviceId(0).into(), number, boot: 0 }
}

fn of(session: &Session, send: SendId) -> Journey {
    let playhead = Playhead { step: session.at_step(), at: session.world().now() };
    journey(session.log().steps(1, session.last_step()), send, playhead)
}

fn words<'a>(session: &'a Session, journey: &'a Journey, view: View) -> Words<'a> {
    Words { journey, world: session.world(), language: Language::English, view }
}

/// Each row that is seen, as `from > to` or `lane`, with its label.
fn told(session: &Session, journey: &Journey, view: View) -> Vec<String> {
    let words = words(session, journey, view);
    let lane = |lane: usize| words.heading(journey.lanes[lane]).0;
    let seen = journey.rows.iter().filter_map(|row| {
        let figure = match journey.sight(row, view) {
            Sight::Whole => row.figure,
            Sight::As(figure) => figure,
            Sight::Hidden => return None,
        };
        let place = match figure {
            Figure::Arrow { from, to, end, .. } => format!("{} > {} {end:?}", lane(from), lane(to)),
            Figure::Mark { lane: at, mark } => format!("{} {mark:?}", lane(at)),
        };
        Some(format!("{place}: {}", words.label(row)))
    });
    seen.collect()
}

#[test]
fn a_lost_acknowledgement_reads_as_the_design_draws_it() {
    let session = lost_puback(13_020);
    let journey = of(&session, send(7));
    assert_eq!(
        told(&session, &journey, View::Everything),
        [
            "Device > IoT hub Arrives: PUBLISH, QoS 1",
            "IoT hub Box: accepted; route critical is true",
            "IoT hub > Device Lost: PUBACK lost",
            "IoT hub > CriticalQueue Arrives: seq 2",
            "CriticalQueue > Consumer Arrives: delivery 1, locked 5 s",
            "Consumer Cross: crash",
            "Device Good: reconnects",
            "Device > IoT hub Arrives: PUBLISH again, DUP",
            "IoT hub Box: accepted as a new message; route critical is true",
            "IoT hub > Device Arrives: PUBACK",
            "IoT hub > CriticalQueue Arrives: seq 3",
            "Consumer Good: starts again",
            "CriticalQueue > Consumer Arrives: delivery 1, locked 5 s",
            "Consumer > CriticalQueue Arrives: complete",
            "CriticalQueue RanOut: lock on seq 2 expires",
            "CriticalQueue > Consumer Arrives: delivery 2, locked 5 s",
        ]
    );
    let strands: Vec<_> = journey.rows.iter().map(|row| row.strand).collect();
    assert_eq!(strands, [1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 1, 2, 2, 1, 1]);
}

#[test]
fn what_the_sender_does_not_know_is_a_state_of_its_own() {
    let session = lost_puback(13_020);
    let journey = of(&session, send(7));
    let of_sender: Vec<_> = journey.spans.iter().filter(|span| span.lane == 0).collect();
    let stays: Vec<_> = of_sender.iter().map(|span| (span.stay, span.from, span.to, span.end)).collect();
    assert_eq!(
        stays,
        [
            (Stay::Unanswered, 0, Some(2), SpanEnd::Next),
            (Stay::Unknown, 2, Some(9), SpanEnd::Completed),
            (Stay::Away, 2, Some(6), SpanEnd::Next),
        ]
    );
}

#[test]
fn a_lock_that_ran_out_ends_otherwise_than_a_completed_one() {
    let session = lost_puback(13_020);
    let journey = of(&session, send(7));
    let locks = journey.spans.iter().filter(|span| span.stay == Stay::Locked);
    let ends: Vec<_> = locks.map(|span| (span.strand, span.slot, span.from, span.to, span.end)).collect();
    assert_eq!(
        ends,
        [
            (1, 0, 4, Some(14), SpanEnd::RanOut),
            (2, 1, 12, Some(13), SpanEnd::Completed),
            (1, 0, 15, None, SpanEnd::Open),
        ]
    );
}

#[test]
fn the_device_cannot_tell_which_packet_was_lost() {
    let lost = |publish: bool| {
        let mut scenario = Scenario::from_json(LIBRARY[0]).expect("the scenario loads");
        let device = scenario.devices[0].id.clone();
        let (message, back_after_ms) = (7, 840);
        scenario.faults = vec![if publish {
            FaultSpec::LosePublish { device, message, back_after_ms }
        } else {
            FaultSpec::LosePuback { device, message, back_after_ms }
        }];
        run(scenario, 9_000)
    };
    let (publish, puback) = (lost(true), lost(false));
    let seen = |session: &Session| told(session, &of(session, send(7)), View::Sender);
    assert_eq!(seen(&publish), seen(&puback));
    assert_eq!(seen(&puback)[1], "Device Unknown: outcome unknown");
    let known = |session: &Session| told(session, &of(session, send(7)), View::Everything);
    assert_ne!(known(&publish)[..3], known(&puback)[..3]);
}

#[test]
fn a_consumer_knows_what_it_was_handed() {
    let session = lost_puback(13_020);
    let journey = of(&session, send(7));
    let views = journey.views();
    assert_eq!((views.len(), views[1]), (3, View::Sender));
    assert_eq!(
        told(&session, &journey, views[2]),
        [
            "CriticalQueue > Consumer Arrives: delivery 1, locked 5 s",
            "Consumer Cross: crash",
            "Consumer Good: starts again",
            "CriticalQueue > Consumer Arrives: delivery 1, locked 5 s",
            "Consumer > CriticalQueue Arrives: complete",
            "CriticalQueue > Consumer Arrives: delivery 2, locked 5 s",
        ]
    );
    assert!(!journey.knows_lane(1, views[2]), "it knows nothing of the hub");
}

#[test]
fn going_back_changes_only_the_playhead() {
    let mut session = lost_puback(13_020);
    let whole = of(&session, send(7));
    session.seek_time(session.world().start().plus(7_500), 1);
    let back = of(&session, send(7));
    assert_eq!((whole.past, back.past), (16, 5));
    assert_eq!((&whole.rows, &whole.spans, &whole.lanes), (&back.rows, &back.spans, &back.lanes));
    let words = words(&session, &back, View::Everything);
    let chart = Chart::of(&words);
    let ahead = chart.pieces.iter().filter(|piece| matches!(piece.of, Part::Row(_)) && piece.ahead);
    assert_eq!(ahead.count(), 11);
    assert!(chart.rows[4] < chart.now && chart.now < chart.rows[5]);
}

#[test]
fn causes_and_effects_are_the_copys_own() {
    let session = lost_puback(13_020);
    let journey = of(&session, send(7));
    let kin = |row: usize| -> Vec<usize> {
        journey.kin(row).iter().enumerate().filter(|(_, kin)| **kin).map(|(at, _)| at).collect()
    };
    // The second delivery of the first copy, and all that brought it there.
    assert_eq!(kin(15), [0, 1, 3, 4, 14, 15]);
    // What came of the lost acknowledgement: the second copy.
    assert_eq!(kin(2), [0, 1, 2, 6, 7, 8, 9, 10, 12, 13]);
}

#[test]
fn a_dead_letter_queue_stands_beside_its_queue() {
    let session = run(Scenario::from_json(LIBRARY[2]).expect("the scenario loads"), 30_000);
    let dead = session.log().steps(1, session.last_step()).find_map(|entry| match entry.what {
        What::DeadLettered { lineage, .. } => Some(lineage.send()),
        _ => None,
    });
    let journey = of(&session, dead.expect("one is dead-lettered"));
    let at = journey.lanes.iter().position(|who| matches!(who, Who::DeadLetters(_))).expect("it has a lane");
    assert!(matches!(journey.lanes[at - 1], Who::Endpoint(_)) && matches!(journey.lanes[at + 1], Who::Consumer(_)));
    assert!(journey.spans.iter().any(|span| span.lane == at && span.end == SpanEnd::Open), "it lies there");
}

#[test]
fn every_message_of_the_library_can_be_drawn_from_every_side() {
    for text in LIBRARY {
        let mut session = run(Scenario::from_json(text).expect("the scenario loads"), 25_000);
        session.seek_time(session.world().start().plus(18_000), 1);
        let mut sends: Vec<_> = session.log().steps(1, session.last_step()).filter_map(|e| e.what.send()).collect();
        sends.sort_unstable();
        sends.dedup();
        assert!(!sends.is_empty());
        for send in sends {
            let journey = of(&session, send);
            for (at, row) in journey.rows.iter().enumerate() {
                assert!(row.causes.iter().all(|cause| *cause < at), "{row:?}");
                assert!(at == 0 || !row.causes.is_empty(), "something led to it: {row:?}");
                assert!(row.figure.lane() < journey.lanes.len());
            }
            for span in &journey.spans {
                assert!(span.to.is_none_or(|to| to >= span.from), "{span:?}");
                assert_eq!(span.to.is_none(), span.end == SpanEnd::Open, "{span:?}");
            }
            for view in journey.views() {
                let words = words(&session, &journey, view);
                let chart = Chart::of(&words);
                assert_eq!(chart, Chart::of(&words));
                let inside = |shape: &Shape| match shape {
                    Shape::Text { x, y, text, .. } => {
                        (0.0..=chart.width).contains(x) && (0.0..=chart.height).contains(y) && !text.is_empty()
                    }
                    Shape::Path { d, .. } => d.starts_with('M') && !d.contains('#'),
                };
                let shapes = chart.pieces.iter().flat_map(|piece| &piece.shapes);
                assert!(shapes.clone().all(inside), "{:?}", shapes.filter(|shape| !inside(shape)).collect::<Vec<_>>());
            }
        }
    }
}

#[test]
fn a_picture_holds_no_markup_of_its_messages() {
    let mut session = run(Scenario::from_json(LIBRARY[1]).expect("the scenario loads"), 0);
    let message = QueueMessageSpec { message_id: Some("<b>&\"'\u{1}0</b>".into()), ..QueueMessageSpec::default() };
    let operation = ServiceBusOperation::Send { message };
    session.act(Command::ServiceBus { queue: "CriticalQueue".into(), operation }).expect("the queue takes it");
    session.seek_time(session.world().start().plus(2_000), 100_000);
    let journey = of(&session, SendId { producer: ProducerId::PERSON, number: 0, boot: 0 });
    let words = words(&session, &journey, View::Everything);
    let picture = svg::svg(&words, &Chart::of(&words));
    assert!(picture.contains("&lt;b&gt;&amp;&quot;&#39;\u{fffd}0&lt;/b&gt;"), "{picture}");
    assert!(!picture.contains("<b>") && !picture.contains('\u{1}'));
    let (opened, closed) = (picture.matches("<g ").count(), picture.matches("</g>").count());
    assert!(opened == closed && opened > 5);
}

#[test]
fn a_message_is_found_by_its_name() {
    let session = lost_puback(9_000);
    let entries = || session.log().steps(1, session.last_step());
    let world = session.world();
    assert_eq!(address(world, send(7)), "message_7");
    assert_eq!(find(world, entries(), "message_7"), Some(send(7)));
    assert_eq!(find(world, entries(), "MyFirstPythonDevice/message_7"), Some(send(7)));
    assert_eq!(find(world, entries(), "Other/message_7"), None);
    assert_eq!(find(world, entries(), "message_70"), None);
    assert_eq!(find(world, entries(), "7"), None);
}

/// A message that a consumer fails and gives back again and again.
fn often_failed(ms: u64) -> Session {
    let mut scenario = Scenario::from_json(LIBRARY[2]).expect("the scenario loads");
    if let crate::world::spec::Target::ServiceBusQueue(queue) = &mut scenario.endpoints[0].target {
        queue.max_delivery_count = 200;
    }
    run(scenario, ms)
}

#[test]
fn a_long_journey_folds_between_its_ends_and_around_the_playhead() {
    let mut session = often_failed(400_000);
    let failed = session.log().steps(1, session.last_step()).find_map(|entry| match entry.what {
        What::WorkFailed { .. } => entry.what.send(),
        _ => None,
    });
    let failed = failed.expect("its consumer fails");
    let whole = of(&session, failed);
    let deliveries = whole.rows.iter().filter(|row| matches!(row.told[0].what, What::Locked { .. })).count();
    assert!(deliveries > 50, "{deliveries}");
    assert!(whole.folds.is_empty());
    let folded = whole.clone().folded();
    assert_eq!(folded.folds.len(), 1);
    assert_eq!(folded.folds[0].rounds, Rounds::Deliveries(deliveries as u32 - 4));
    assert_eq!(folded.rows, whole.rows);
    let words_of = words(&session, &folded, View::Everything);
    let lines = words_of.lines();
    assert!(lines.len() < 40, "{lines:?}");
    assert!(lines.iter().any(|(_, said)| said.ends_with("more deliveries")), "{lines:?}");
    let chart = Chart::of(&words_of);
    assert!(chart.height < 2_000.0, "{}", chart.height);
    assert!(chart.rows.windows(2).all(|pair| pair[0] <= pair[1]), "rows stand in their order");
    assert!(chart.rows.iter().all(|y| *y < chart.height));
    let drawn = |part: Part| chart.pieces.iter().any(|piece| piece.of == part);
    assert!(drawn(Part::Fold(0)) && drawn(Part::Row(folded.folds[0].rows.end)));
    assert!(!drawn(Part::Row(folded.folds[0].rows.start)));

    // In the midst of it the round at the playhead stays, with a line on either side.
    let middle = whole.rows[folded.folds[0].rows.start + folded.folds[0].rows.len() / 2].steps[0];
    session.seek_step(middle);
    let halves = of(&session, failed).folded();
    assert_eq!(halves.folds.len(), 2);
    assert!(halves.folds.iter().all(|fold| !fold.rows.contains(&(halves.past - 1))));
    let told: u32 = halves
        .folds
        .iter()
        .map(|fold| match fold.rounds {
            Rounds::Deliveries(n) | Rounds::Attempts(n) => n,
        })
        .sum();
    assert_eq!(told, deliveries as u32 - 5);
}

#[test]
fn a_short_journey_is_whole() {
    let session = lost_puback(13_020);
    let journey = of(&session, send(7));
    assert_eq!(journey.clone().folded(), journey);
}

/// What may be wondered about, in words.
fn wondered(session: &Session, send: SendId) -> Vec<String> {
    let journey = of(session, send);
    let words = words(session, &journey, View::Everything);
    journey.what_ifs(session.world()).into_iter().map(|what_if| words.what_if(what_if)).collect()
}

#[test]
fn what_befell_it_could_have_been_otherwise() {
    let session = lost_puback(13_020);
    assert_eq!(
        wondered(&session, send(7)),
        ["The PUBACK had arrived", "ReadCriticalQueue had not crashed", "ReadCriticalQueue skipped repeats"]
    );
    // Before the crash nothing is known of it, and nothing befell another message.
    assert_eq!(wondered(&lost_puback(7_100), send(7)), ["The PUBACK had arrived"]);
    assert_eq!(wondered(&session, send(3)), [""; 0]);
}

#[test]
fn a_fault_that_lasts_is_wondered_about_where_it_hurts() {
    let mut scenario = Scenario::from_json(LIBRARY[0]).expect("the scenario loads");
    scenario.faults = vec![FaultSpec::Outage { endpoint: "CriticalQueue".into(), from_ms: 6_000, for_ms: Some(3_000) }];
    let session = run(scenario, 13_000);
    assert_eq!(wondered(&session, send(7)), ["CriticalQueue had taken everything"]);
    assert_eq!(wondered(&session, send(8)), [""; 0]);
}

#[test]
fn locks_that_ran_out_could_have_been_renewed() {
    let mut session = run(Scenario::from_json(LIBRARY[3]).expect("the scenario loads"), 60_000);
    let all = |session: &Session| -> Vec<String> {
        let mut all: Vec<String> = (0..40).flat_map(|number| wondered(session, send(number))).collect();
        all.sort();
        all.dedup();
        all
    };
    let told = all(&session);
    assert!(told.iter().any(|said| said.ends_with("renewed its locks")), "{told:?}");
    // As it would have been: no lock runs out any more.
    let offered: Vec<WhatIf> =
        (0..40).flat_map(|number| of(&session, send(number)).what_ifs(session.world())).collect();
    for what_if in offered.into_iter().filter(|what_if| matches!(what_if, WhatIf::RenewsLocks(_))) {
        let consumer = what_if.program(session.world()).expect("it is a program");
        session.act_at_start(crate::world::command::Command::SetConsumer { consumer }).expect("the world takes it");
    }
    let ran_out = |entry: &&Entry| matches!(entry.what, What::LockExpired { .. });
    assert_eq!(session.log().steps(1, session.last_step()).filter(ran_out).count(), 0);
}
