use super::*;
use crate::model::ids::{ConsumerId, DeviceId, EndpointId};
use crate::scenario::Scenario;
use crate::session::Session;
use crate::world::World;
use crate::world::consumer::State;
use serde_json::json;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const DEVICE: Who = Who::Device(DeviceId(0));
const QUEUE: Who = Who::Queue(EndpointId(1));
const READER: Who = Who::Consumer(ConsumerId(0));

const LOST_PUBACK: &str = include_str!("../../../static/scenarios/lost-puback.json");

fn opened(scenario: &str) -> Session {
    Session::new(Scenario::from_json(scenario).expect("it loads")).expect("it builds")
}

fn lost_puback(until: Millis) -> Session {
    let mut session = opened(LOST_PUBACK);
    session.seek_time(session.world().start().plus(until), u32::MAX);
    session
}

/// Folds as the page does.
fn shown(session: &Session, window: Window) -> Lanes {
    let world = session.world();
    let start = world.start();
    let entries: Vec<_> = session.log().between(start.plus(window.from), start.plus(window.to)).copied().collect();
    let before = entries.first().map(|entry| entry.step - 1);
    let before = before.unwrap_or_else(|| session.log().step_at(start.plus(window.from)).unwrap_or(0));
    let opening: World = session.world_at(before);
    let end = session.last_time().since(start).max(world.elapsed());
    fold(&opening, &who(world, Pins::default(), Unfolded::default()), window, end, &planned(world), &entries)
}

fn lane(lanes: &Lanes, who: Who) -> &Lane {
    lanes.lanes.iter().find(|lane| lane.who == who).expect("it has a lane")
}

/// (line, from, to, stay, end) of the bars of a copy.
fn bars(lanes: &Lanes, who: Who, number: u32, accepted: u16) -> Vec<(u16, Millis, Millis, Stay, End)> {
    let mut bars: Vec<_> = lane(lanes, who).bars.clone();
    bars.retain(|bar| (bar.lineage.number, bar.lineage.accepted) == (number, accepted));
    bars.into_iter().map(|bar| (bar.line, bar.from, bar.to, bar.stay, bar.end)).collect()
}

/// The scenario with some of its parts replaced, opened at its first moment.
fn changed(parts: &[(&str, serde_json::Value)]) -> Session {
    let mut json: serde_json::Value = serde_json::from_str(LOST_PUBACK).expect("it is JSON");
    let scenario = json.as_object_mut().expect("it is an object");
    scenario.remove("opens_at");
    scenario.remove("selects");
    scenario.extend(parts.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
    opened(&json.to_string())
}

const WHOLE: Window = Window { from: 0, to: 15_000 };

#[test]
fn a_queue_lane_tells_what_became_of_each_copy() {
    let lanes = shown(&lost_puback(13_020), WHOLE);
    assert_eq!(
        bars(&lanes, QUEUE, 7, 1),
        [
            (0, 7_100, 7_200, Stay::Waiting, End::Next),
            (0, 7_200, 12_200, Stay::Locked(1), End::LockExpired),
            (0, 12_200, 12_300, Stay::Waiting, End::Next),
            (0, 12_300, 13_020, Stay::Locked(2), End::Open),
        ]
    );
    assert_eq!(
        bars(&lanes, QUEUE, 7, 2),
        [(1, 8_020, 9_100, Stay::Waiting, End::Next), (1, 9_100, 10_100, Stay::Locked(1), End::Completed)]
    );
    assert_eq!(bars(&lanes, QUEUE, 12, 1), [(2, 12_100, 13_020, Stay::Waiting, End::Open)]);
    assert_eq!(lane(&lanes, QUEUE).lines, 3);
    assert_eq!(lane(&lanes, QUEUE).depth, []);
}

#[test]
fn a_consumer_works_crashes_and_comes_back() {
    let lanes = shown(&lost_puback(13_020), WHOLE);
    let work: Vec<_> = lane(&lanes, READER).bars.iter().map(|bar| (bar.from, bar.to, bar.end)).collect();
    assert_eq!(
        work,
        [
            (3_200, 4_200, End::Next),
            (7_200, 7_600, End::Broken),
            (9_100, 10_100, End::Next),
            (11_200, 12_200, End::Next),
            (12_300, 13_020, End::Open),
        ]
    );
    assert_eq!(lane(&lanes, READER).breaks, [Break { from: 7_600, to: 9_000, kind: BreakKind::Crashed }]);
    let crashes = lane(&lanes, READER).events.iter().filter(|event| event.mark == Some(Mark::Crashed));
    assert_eq!(crashes.map(|event| event.at).collect::<Vec<_>>(), [7_600]);
}

/// Of the program that forwards and of the worker that the Storage queue feeds.
#[test]
fn a_program_is_drawn_at_work_while_it_holds_a_message() {
    let mut session = opened(include_str!("../../../static/scenarios/forward-to-storage-queue.json"));
    let (start, whole) = (session.world().start(), Window { from: 0, to: 40_000 });
    session.seek_time(start.plus(whole.to), u32::MAX);
    let lanes = shown(&session, whole);
    for id in [ConsumerId(0), ConsumerId(1)] {
        let mut worked = 0;
        for at in (50..whole.to).step_by(110) {
            let world = session.world_at(session.log().step_at(start.plus(at)).unwrap_or(0));
            let consumer = &world.consumers()[id.index()];
            let holds = consumer.holding().is_some() && !matches!(consumer.state, State::Receiving(_));
            let drawn = lane(&lanes, Who::Consumer(id)).bars.iter().any(|bar| bar.from <= at && at < bar.to);
            assert_eq!(drawn, holds, "{} at {at} ms", consumer.name());
            worked += u32::from(holds);
        }
        assert!(worked > 0, "it works now and then");
    }
}

#[test]
fn a_device_lane_shows_sends_the_resend_and_the_cut() {
    let lanes = shown(&lost_puback(13_020), WHOLE);
    let device = lane(&lanes, DEVICE);
    assert_eq!(device.breaks, [Break { from: 7_080, to: 7_920, kind: BreakKind::Cut }]);
    let sends = device.events.iter().filter(|event| event.mark == Some(Mark::Sent)).map(|event| event.at);
    assert_eq!(sends.collect::<Vec<_>>(), (0..=13).map(|second| second * 1_000).collect::<Vec<_>>());
    let resends = device.events.iter().filter(|event| event.mark == Some(Mark::Resent)).map(|event| event.at);
    assert_eq!(resends.collect::<Vec<_>>(), [7_920]);
}

#[test]
fn each_lane_counts_what_it_would_draw() {
    let session = lost_puback(13_020);
    let lanes = shown(&session, WHOLE);
    let ledger = session.world().ledger();
    assert_eq!(lane(&lanes, QUEUE).moments().len() as u64, ledger.account(EndpointId(1)).delivered);
    assert_eq!(lane(&lanes, DEVICE).moments().len() as u64, ledger.attempts);
    assert_eq!(lane(&lanes, Who::Hub).moments().len() as u64, ledger.accepted);
    assert_eq!(lane(&lanes, READER).moments().len() as u32, session.world().consumers()[0].received);
}

#[test]
fn threads_lead_from_each_publish_to_its_deliveries() {
    let lanes = shown(&lost_puback(13_020), WHOLE);
    let (device, queue) = (1, lanes.lanes.iter().position(|lane| lane.who == QUEUE).expect("it has a lane"));
    assert_eq!(lanes.lanes[device].who, DEVICE);
    let of_seven: Vec<_> = lanes.threads.iter().filter(|thread| thread.send.number == 7).collect();
    assert_eq!(of_seven.len(), 2, "published twice");
    assert_eq!((of_seven[0].sent, of_seven[0].accepted), (Some((device, 7_000)), Some(7_040)));
    assert_eq!(of_seven[0].ends, [(queue, 0, 7_100)]);
    assert_eq!((of_seven[1].sent, of_seven[1].accepted), (Some((device, 7_920)), Some(7_960)));
    assert_eq!(of_seven[1].ends, [(queue, 1, 8_020)]);
    let last = lanes.threads.last().expect("thirteen was sent");
    assert_eq!((last.send.number, last.accepted), (13, None), "on its way");
}

#[test]
fn faults_that_struck_and_faults_to_come_have_one_flag_each() {
    let flags = |session: &Session| {
        shown(session, WHOLE).flags.iter().map(|flag| (flag.at, flag.kind, flag.fault, flag.step)).collect::<Vec<_>>()
    };
    let puback = (7_080, FlagKind::PubackLost, Some(0), Some(48));
    assert_eq!(flags(&lost_puback(13_020)), [puback, (7_600, FlagKind::Crash, Some(1), Some(52))]);
    assert_eq!(flags(&lost_puback(7_300)), [puback, (7_600, FlagKind::Crash, Some(1), None)]);
    assert_eq!(flags(&lost_puback(1_000)), [(7_600, FlagKind::Crash, Some(1), None)]);
}

#[test]
fn what_began_before_the_window_is_there_from_its_edge() {
    let session = lost_puback(13_020);
    let lanes = shown(&session, Window { from: 7_700, to: 8_700 });
    assert_eq!(bars(&lanes, QUEUE, 7, 1), [(0, 7_700, 8_700, Stay::Locked(0), End::Open)]);
    assert_eq!(lane(&lanes, DEVICE).breaks, [Break { from: 7_700, to: 7_920, kind: BreakKind::Cut }]);
    assert_eq!(lane(&lanes, READER).breaks, [Break { from: 7_700, to: 8_700, kind: BreakKind::Crashed }]);
    let quiet = shown(&session, Window { from: 9_500, to: 9_900 });
    assert_eq!(lane(&quiet, QUEUE).events, []);
    let work: Vec<_> = lane(&quiet, READER).bars.iter().map(|bar| (bar.lineage.accepted, bar.from, bar.to)).collect();
    assert_eq!(work, [(2, 9_500, 9_900)], "the second copy");
}

#[test]
fn a_window_tells_the_same_as_the_whole_run_cut_to_it() {
    let session = lost_puback(13_020);
    let whole = shown(&session, WHOLE);
    for from in (0..13_000).step_by(70) {
        let part = shown(&session, Window { from, to: from + 900 });
        for (whole, part) in whole.lanes.iter().zip(&part.lanes) {
            let within = |at: &Millis| (from..=from + 900).contains(at);
            let expected: Vec<_> = whole.events.iter().filter(|event| within(&event.at)).map(|e| e.entry).collect();
            let found: Vec<_> = part.events.iter().map(|event| event.entry).collect();
            assert_eq!(found, expected, "{:?} from {from}", part.who);
            let middle = from + 450;
            let lies = |bars: &[Bar]| {
                let there = bars.iter().filter(|bar| bar.from <= middle && middle < bar.to);
                let mut there: Vec<_> =
                    there.map(|bar| (bar.lineage, matches!(bar.stay, Stay::Locked(_) | Stay::Working))).collect();
                there.sort_unstable();
                there
            };
            if middle < 13_000 {
                assert_eq!(lies(&part.bars), lies(&whole.bars), "{:?} at {middle}", part.who);
            }
        }
    }
}

#[test]
fn a_run_in_which_nothing_has_happened_has_empty_lanes() {
    let lanes = shown(&opened(LOST_PUBACK), WHOLE);
    assert_eq!(lanes.lanes.len(), 8, "faults, device, hub, three endpoints, two consumers");
    assert!(lanes.lanes.iter().all(|lane| lane.events.is_empty() && lane.bars.is_empty()));
    assert!(lanes.threads.is_empty());
}

#[test]
fn a_thousand_devices_share_one_lane_and_the_selected_one_has_its_own() {
    let tutorial = json!({ "tutorial": { "pace_ms": 60_000 } });
    let devices = (0..1_000).map(|n| json!({ "id": format!("sensor-{n:03}"), "program": tutorial })).collect();
    let mut session = changed(&[("devices", devices), ("faults", json!([]))]);
    session.seek_time(session.world().start().plus(10_000), u32::MAX);
    let lanes = shown(&session, WHOLE);
    let folded = lane(&lanes, Who::Devices(1_000));
    let sends = folded.events.iter().filter(|event| event.mark == Some(Mark::Sent)).count() as u64;
    assert_eq!(sends, session.world().ledger().sent);
    assert_eq!(lanes.threads.len() as u64, session.world().ledger().attempts);

    let few =
        changed(&[("devices", (0..6).map(|n| json!({ "id": format!("d{n}") })).collect()), ("faults", json!([]))]);
    let few = who(few.world(), Pins::default(), Unfolded { devices: true, ..Unfolded::default() });
    assert_eq!(few[7], Who::Devices(0), "they can be folded again");

    let pins = Pins { device: Some(DeviceId(14)), ..Pins::default() };
    let pinned = who(session.world(), pins, Unfolded::default());
    assert_eq!(pinned[1..3], [Who::Device(DeviceId(14)), Who::Devices(999)]);
    let unfolded = who(session.world(), pins, Unfolded { devices: true, ..Unfolded::default() });
    assert_eq!(unfolded.iter().filter(|who| matches!(who, Who::Device(_))).count(), 50);
}

#[test]
fn a_queue_that_overflows_its_lines_counts_the_rest() {
    let mut session = changed(&[("consumers", json!([])), ("faults", json!([]))]);
    session.seek_time(session.world().start().plus(100_000), u32::MAX);
    let waiting = session.world().endpoints()[1].queue().expect("it is a queue").counts().active;
    assert!(waiting > u64::from(MAX_LINES));
    let lanes = shown(&session, Window { from: 0, to: 100_000 });
    assert_eq!(lane(&lanes, QUEUE).lines, MAX_LINES);
    assert_eq!(lane(&lanes, QUEUE).depth.last().map(|(_, hidden)| *hidden), Some(waiting - u64::from(MAX_LINES)));
    let later = shown(&session, Window { from: 99_000, to: 100_000 });
    assert_eq!(lane(&later, QUEUE).bars.len(), usize::from(MAX_LINES));
    assert_eq!(lane(&later, QUEUE).depth.last().map(|(_, hidden)| *hidden), Some(waiting - u64::from(MAX_LINES)));
}
