//! The layout keeps its promises at every size, in kind worlds and in hostile ones.

use super::columns::well_of;
use super::mark::TokenState;
use super::scene::endpoints::{Content, Trouble};
use super::scene::routes::Verdict;
use super::scene::{Focus, Scene};
use super::*;
use crate::model::ids::{DeviceId, RouteId, SendId};
use crate::scenario::Scenario;
use crate::session::Session;
use crate::world::command::Command;
use crate::world::operation::{ServiceBusOperation, StorageOperation};
use crate::world::spec::QueueSpec;
use serde_json::{Value, json};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const SIZES: [(f64, f64); 9] = [
    (320.0, 480.0),
    (390.0, 700.0),
    (600.0, 500.0),
    (760.0, 320.0),
    (968.0, 420.0),
    (1_088.0, 512.0),
    (1_440.0, 700.0),
    (2_208.0, 1_100.0),
    (2_560.0, 1_300.0),
];

fn at(scenario: &Value, step: u32) -> Session {
    let mut session = Session::new(Scenario::from_json(&scenario.to_string()).unwrap()).unwrap();
    session.seek_step(step);
    session
}

fn scene(session: &Session, focus: &Focus) -> Scene {
    Scene::of(session.world(), session.log(), session.at_step(), focus)
}

fn lost_puback() -> Value {
    serde_json::from_str(include_str!("../../../static/scenarios/lost-puback.json")).unwrap()
}

fn at_its_moment() -> Session {
    let scenario = Scenario::from_json(&lost_puback().to_string()).unwrap();
    at(&lost_puback(), scenario.opening_step().unwrap())
}

fn empty() -> Value {
    json!({ "format": 1, "name": { "en": "", "ko": "" }, "seed": 1, "hub": { "name": "my-hub" } })
}

/// Shared endpoints, outages, crashes, sessions, a dead-letter queue, no fallback.
fn bad_day() -> Value {
    let queue = |name: &str, more: Value| {
        let mut target = json!({ "service-bus-queue": { "lock_duration_ms": 5000, "max_delivery_count": 1 } });
        target["service-bus-queue"].as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({ "name": name, "target": target })
    };
    let route = |name: &str, condition: &str, endpoint: &str| json!({ "name": name, "condition": condition, "endpoint": endpoint });
    let device = |n: u32| json!({ "id": format!("sensor-{n}"), "starts_ms": n * 217, "program": { "tutorial": { "pace_ms": 1000 } } });
    json!({
        "format": 1, "name": { "en": "", "ko": "" }, "seed": 42,
        "hub": { "name": "contoso-hub", "fallback": false },
        "endpoints": [
            queue("Critical", json!({})), queue("Alerts", json!({ "requires_session": true })), queue("Audit", json!({})),
        ],
        "routes": [
            route("critical", "level = 'critical'", "Critical"), route("wind", "$body.windSpeed > 15", "Alerts"),
            route("any", "is_defined(level)", "Audit"), route("storage", "level = 'storage'", "Critical"),
            route("all", "", "Alerts"), route("again", "level = 'critical'", "Audit"),
        ],
        "devices": [device(0), device(1), device(2)],
        "consumers": [
            { "name": "one", "reads": "Critical", "work_ms": 6000 }, { "name": "two", "reads": "Critical", "work_ms": 900 },
            { "name": "three", "reads": "events" },
        ],
        "faults": [
            { "outage": { "endpoint": "Audit", "from_ms": 9000, "for_ms": 900_000 } },
            { "lose-puback": { "device": "sensor-1", "message": 12, "back_after_ms": 8000 } },
            { "crash-consumer": { "consumer": "two", "when": { "at_ms": 12_000 }, "restart_after_ms": 90_000 } },
        ],
    })
}

/// As much of everything as a hub allows.
fn crowded() -> Value {
    let endpoint = |n: u32| match n % 3 {
        0 => json!({ "name": format!("Container{n}"), "target": { "storage-container": { "encoding": "json" } } }),
        _ => json!({ "name": format!("Queue{n}"), "target": { "service-bus-queue": {} } }),
    };
    let name = |n: u32| if n.is_multiple_of(3) { format!("Container{n}") } else { format!("Queue{n}") };
    let route = |n: u32| {
        let condition = if n.is_multiple_of(9) { "deviceIs = 'odd' OR true" } else { "n = '4'" };
        let condition = if n.is_multiple_of(7) { "1 = 2" } else { condition };
        json!({ "name": format!("route-{n}"), "condition": condition, "endpoint": name(n % 10) })
    };
    let device = |n: u32| json!({ "id": format!("sensor-{n:04}"), "starts_ms": n * 3, "program": { "tutorial": { "pace_ms": 3000 } } });
    json!({
        "format": 1, "name": { "en": "", "ko": "" }, "seed": 7,
        "hub": { "name": "contoso-hub", "tier": "S3", "partitions": 32 },
        "endpoints": (0..10).map(endpoint).collect::<Vec<_>>(),
        "routes": (0..100).map(route).collect::<Vec<_>>(),
        "devices": (0..1000).map(device).collect::<Vec<_>>(),
        "consumers": (0..4).map(|n| json!({ "name": format!("worker-{n}"), "reads": "Queue1" })).collect::<Vec<_>>(),
    })
}

fn apart(what: &str, rects: &[Rect]) {
    for (i, a) in rects.iter().enumerate() {
        for b in &rects[..i] {
            assert!(!a.overlaps(*b), "{what}: {a:?} lies on {b:?}");
        }
    }
}

fn keeps_its_promises(scene: &Scene, width: f64, height: f64) {
    let picture = lay_out(scene, width, height);
    let places = |places: &[Place]| places.iter().map(|place| place.rect).collect::<Vec<_>>();
    let devices: Vec<_> = places(&picture.devices).into_iter().chain(picture.crowd).collect();
    let rungs: Vec<_> =
        places(&picture.rungs).into_iter().chain(picture.unmatched).chain([picture.fallback.rect]).collect();
    let (endpoints, consumers) = (places(&picture.endpoints), places(&picture.consumers));
    assert_eq!((endpoints.len(), consumers.len()), (scene.endpoints.len(), scene.consumers.len()));
    assert_eq!((picture.devices.len(), picture.rungs.len()), (scene.devices.len(), scene.rungs.len()));

    let paper = Rect::new(0.0, 0.0, picture.width, picture.height);
    let offers: Vec<_> = picture.offers.iter().map(|offer| offer.rect).collect();
    for rect in devices.iter().chain(&rungs).chain(&endpoints).chain(&consumers).chain(&offers).chain([&picture.hub]) {
        assert!(paper.holds(*rect) && rect.w > 0.0 && rect.h > 0.0, "{width}×{height}: {rect:?} in {paper:?}");
    }
    apart("rungs", &rungs);
    assert!(rungs.iter().all(|rung| picture.hub.holds(*rung)), "{width}: {rungs:?} in {:?}", picture.hub);
    let boxes: Vec<_> = devices.iter().chain(&endpoints).chain(&consumers).chain([&picture.hub]).copied().collect();
    apart("boxes", &boxes);
    let outside: Vec<_> =
        picture.offers.iter().filter(|o| !(o.ghost && o.what == Part::Route)).map(|o| o.rect).collect();
    apart("offers", &[outside.clone(), endpoints.clone(), vec![picture.hub]].concat());

    for place in picture.endpoints.iter().chain(&picture.consumers) {
        assert!(place.rect.y <= place.port && place.port <= place.rect.bottom());
    }
    for wire in &picture.wires {
        assert!(wire.points.len() >= 2);
        for pair in wire.points.windows(2) {
            assert!(pair[0].x == pair[1].x || pair[0].y == pair[1].y, "wires are orthogonal: {wire:?}");
        }
        for p in &wire.points {
            assert!((0.0..=width).contains(&p.x) && (0.0..=picture.height).contains(&p.y), "{wire:?}");
        }
        if wire.group > 0 {
            let place = &picture.endpoints[wire.group as usize - 1];
            let cut = matches!(scene.endpoints[place.index].trouble, Trouble::Dead | Trouble::Unreachable(_));
            let end = wire.points.last().unwrap();
            assert_eq!(end.y, place.port, "{wire:?}");
            assert!(end.x == place.rect.x || cut && end.x < place.rect.x, "{wire:?} ends at {:?}", place.rect);
        }
    }
    let mut keys: Vec<_> = picture.tokens.iter().map(|placed| &placed.key).collect();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), picture.tokens.len(), "every token has a name of its own");
    let in_wells: Vec<_> = picture.tokens.iter().filter(|p| is_kept(p.token.state)).map(|p| p.rect).collect();
    apart("tokens in wells", &in_wells);
    for rect in in_wells {
        assert!(picture.endpoints.iter().any(|place| place.rect.holds(rect)), "{rect:?}");
    }
    for place in &picture.endpoints {
        assert!(well_of(place).is_none_or(|well| place.rect.holds(well)));
    }
}

fn is_kept(state: TokenState) -> bool {
    !matches!(state, TokenState::Flying | TokenState::Unknown)
}

#[test]
fn nothing_overlaps_at_any_size() {
    for (scenario, steps) in [
        (lost_puback(), vec![0, 1, 2, 3, 4, 61, 80]),
        (empty(), vec![0]),
        (bad_day(), vec![0, 50, 200, 400, 700]),
        (crowded(), vec![0, 1_000, 6_000]),
    ] {
        for step in steps {
            let session = at(&scenario, step);
            let message = SendId { producer: DeviceId(1).into(), number: 0, boot: 0 };
            for focus in [
                Focus::default(),
                Focus { message: Some(message), ..Focus::default() },
                Focus { all_routes: true, find: "7".into(), ..Focus::default() },
            ] {
                let scene = scene(&session, &focus);
                for (width, height) in SIZES {
                    keeps_its_promises(&scene, width, height);
                }
            }
        }
    }
}

#[test]
fn each_publish_on_the_wire_has_a_token_as_long_as_there_is_room() {
    let mut session = at_its_moment();
    for _ in 0..4 {
        let command = json!({ "send": { "device": "MyFirstPythonDevice", "message": {} } });
        session.act(serde_json::from_value(command).unwrap()).unwrap();
    }
    let scene = scene(&session, &Focus::default());
    let device = &scene.devices[0];
    assert_eq!(device.flying.len() as u64 + device.more_flying, session.world().ledger().in_flight);
    let picture = lay_out(&scene, 1_088.0, 474.0);
    let flying = |picture: &Picture| -> Vec<_> {
        let tokens = picture.tokens.iter().filter(|placed| placed.token.state == TokenState::Flying);
        tokens.map(|placed| (placed.token.text(), placed.rect)).collect()
    };
    let (words, places): (Vec<_>, Vec<_>) = flying(&picture).into_iter().unzip();
    assert_eq!(words, ["13", "14", "15 +2"]);
    assert!(places.windows(2).all(|pair| pair[0].bottom() < pair[1].y), "{places:?}");
    let low = lay_out(&scene, 1_088.0, 320.0);
    assert_eq!(flying(&low).iter().map(|(words, _)| &**words).collect::<Vec<_>>(), ["13", "14 +3"]);
    let stacked = lay_out(&scene, 390.0, 700.0);
    assert_eq!(flying(&stacked).iter().map(|(words, _)| &**words).collect::<Vec<_>>(), ["13 +4"]);
}

#[test]
fn a_low_picture_keeps_the_history_of_its_routes() {
    let session = at_its_moment();
    let picture = lay_out(&scene(&session, &Focus::default()), 1_088.0, 400.0);
    let rungs: Vec<_> = picture.rungs.iter().chain([&picture.fallback]).collect();
    assert!(rungs.iter().all(|place| place.density == Density::Snug));
    assert!(rungs.iter().all(|place| place.rect.bottom() >= place.port + 44.0), "{rungs:?}");
    assert!(rungs.windows(2).all(|pair| pair[0].rect.bottom() <= pair[1].rect.y), "{rungs:?}");
    assert!(picture.fallback.rect.bottom() <= picture.hub.bottom());
}

#[test]
fn the_designed_moment() {
    let session = at_its_moment();
    let message = SendId { producer: DeviceId(0).into(), number: 7, boot: 0 };
    let scene = scene(&session, &Focus { message: Some(message), ..Focus::default() });
    let said: Vec<_> = scene.rungs.iter().map(|rung| (&*rung.name, rung.verdict, rung.on_path)).collect();
    assert_eq!(said, [("critical", Verdict::True, true), ("storage", Verdict::False, false)]);
    assert_eq!(scene.fallback.verdict, Verdict::NotNeeded);
    let Content::Queue(queue) = &scene.endpoints[1].content else { panic!("a queue") };
    let tokens: Vec<_> = queue.tokens.iter().map(|token| (token.text(), token.selected)).collect();
    assert_eq!(tokens, [("7·2".to_owned(), true), ("12".to_owned(), false)]);
    assert!(matches!(queue.tokens[0].state, TokenState::Locked { of: 5_000, .. }));
    assert_eq!(scene.devices[0].flying.first().map(|token| token.text()), Some("13".into()));
    let marked = scene.rungs[0].past.iter().filter(|past| past.selected);
    assert_eq!(
        marked.map(|past| past.resend).collect::<Vec<_>>(),
        [false, true],
        "accepted twice, the second a resend"
    );

    let picture = lay_out(&scene, 1_088.0, 474.0);
    let straight = picture.rungs.iter().zip(&picture.endpoints[1..]).all(|(rung, endpoint)| rung.port == endpoint.port);
    assert!(straight && picture.endpoints.iter().all(|place| place.density == Density::Full));
    assert!(picture.height <= 474.0 - HEADINGS, "it fits without scrolling: {}", picture.height);
}

#[test]
fn a_message_that_has_not_arrived_has_no_verdicts() {
    let session = at_its_moment();
    let message = SendId { producer: DeviceId(0).into(), number: 13, boot: 0 };
    let scene = scene(&session, &Focus { message: Some(message), ..Focus::default() });
    assert!(scene.rungs.iter().all(|rung| rung.verdict == Verdict::Pending && !rung.on_path));
    assert!(scene.subject.is_some_and(|subject| !subject.accepted));
}

#[test]
fn crowds_fold_but_what_is_selected_does_not() {
    let session = at(&crowded(), 6_000);
    let plain = scene(&session, &Focus::default());
    let crowd = plain.crowd.as_ref().expect("1,000 devices are one row");
    assert_eq!((crowd.count, plain.device_count), (1_000, 1_000));
    assert!(plain.devices.len() <= 4, "{}", plain.devices.len());
    assert!(plain.rungs.iter().all(|rung| rung.verdict == Verdict::True));
    assert_eq!(plain.rungs.len() + plain.unmatched, 100);

    let focus = Focus {
        device: Some(DeviceId(500)),
        route: Some(RouteId(7)),
        endpoint: Some(crate::model::ids::EndpointId(5)),
        ..Focus::default()
    };
    let chosen = scene(&session, &focus);
    assert!(chosen.devices.iter().any(|device| device.id == DeviceId(500) && device.selected));
    assert!(chosen.rungs.iter().any(|rung| rung.id == RouteId(7) && rung.verdict == Verdict::False));
    let picture = lay_out(&chosen, 1_088.0, 512.0);
    let open: Vec<_> = picture.endpoints.iter().filter(|place| place.density != Density::Row).collect();
    assert_eq!(open.iter().map(|place| place.index).collect::<Vec<_>>(), [5]);

    let found = scene(&session, &Focus { find: "SENSOR-09".into(), ..Focus::default() });
    assert_eq!(found.devices.len(), 8, "of a hundred that are found, eight");
    assert!(found.devices.iter().all(|device| device.name.contains("sensor-09")));

    let all = scene(&session, &Focus { all_routes: true, ..Focus::default() });
    assert_eq!((all.rungs.len(), all.unmatched > 0), (100, true), "the row that folds them again stays");
}

#[test]
fn a_queue_that_stands_alone_is_no_unreachable_endpoint() {
    let mut session = at(&bad_day(), 0);
    let settings = QueueSpec { requires_session: true, ..QueueSpec::default() };
    let operation = ServiceBusOperation::CreateQueue { settings };
    session.act(Command::ServiceBus { queue: "alone".into(), operation }).expect("the name is free");
    let scene = scene(&session, &Focus::default());
    let trouble = |name: &str| scene.endpoints.iter().find(|e| &*e.name == name).unwrap().trouble;
    assert_eq!(trouble("alone"), Trouble::Alone);
    assert!(matches!(trouble("Alerts"), Trouble::Unreachable(_)), "it has sessions too, and the hub wants to reach it");
}

#[test]
fn troubles_are_told_apart() {
    let session = at(&bad_day(), 400);
    let scene = scene(&session, &Focus::default());
    let trouble = |name: &str| scene.endpoints.iter().find(|e| &*e.name == name).unwrap().trouble;
    assert!(matches!(trouble("Alerts"), Trouble::Unreachable(_)));
    assert!(matches!(trouble("Audit"), Trouble::Retrying(_) | Trouble::Down(_)), "{:?}", trouble("Audit"));
    assert_eq!(scene.fallback.verdict, Verdict::Disabled);
    let picture = lay_out(&scene, 1_088.0, 700.0);
    let kinds: Vec<_> = picture.marks.iter().map(|mark| mark.kind).collect();
    assert!(kinds.contains(&mark::MarkKind::Dropped) && kinds.contains(&mark::MarkKind::Stop));
    assert!(picture.wires.iter().any(|wire| !wire.bridges.is_empty()), "bent wires cross straight ones");
}

/// A consumer that forwards to a Storage queue, a worker on it, and a queue that stands alone.
fn forwarding() -> Session {
    let mut scenario = lost_puback();
    let reader =
        json!({ "name": "forwarder", "reads": "CriticalQueue", "work_ms": 10, "puts": { "queue": "taskqueue" } });
    let worker = json!({ "name": "worker", "from": "storage-queue", "reads": "taskqueue", "work_ms": 5_000 });
    scenario["consumers"] = json!([reader, worker]);
    scenario["faults"] = json!([]);
    let mut session = at(&scenario, 150);
    let create = StorageOperation::CreateQueue { metadata: Vec::new() };
    session.act(Command::Storage { queue: "alone".into(), operation: create }).unwrap();
    let put =
        StorageOperation::PutMessage { text: Some("Hello World".into()), visibility_timeout: None, message_ttl: None };
    session.act(Command::Storage { queue: "taskqueue".into(), operation: put }).unwrap();
    session
}

#[test]
fn storage_queues_stand_below_with_their_programs_and_what_lies_in_them() {
    let session = forwarding();
    let scene = scene(&session, &Focus::default());
    assert_eq!(scene.stores.iter().map(|store| &*store.name).collect::<Vec<_>>(), ["alone", "taskqueue"]);
    let fed = &scene.stores[1];
    assert_eq!((fed.writers.len(), scene.stores[0].writers.len()), (1, 0));
    assert!(fed.visible + fed.hidden > 0 && fed.tokens.len() as u64 == fed.visible + fed.hidden);
    assert_eq!(scene.workers.iter().map(|worker| (&*worker.name, worker.store)).collect::<Vec<_>>(), [("worker", 1)]);
    for (width, height) in SIZES {
        let picture = lay_out(&scene, width, height);
        assert_eq!((picture.stores.len(), picture.workers.len()), (2, 1), "{width}");
        let things = picture.devices.iter().chain(&picture.endpoints).chain(&picture.consumers);
        let above: Vec<Rect> = things.map(|place| place.rect).chain([picture.hub]).collect();
        let offers = picture.offers.iter().map(|offer| offer.rect);
        for rect in picture.stores.iter().chain(&picture.workers).map(|place| place.rect) {
            assert!(rect.x >= 0.0 && rect.right() <= width && rect.bottom() <= picture.height, "{width}: {rect:?}");
            assert!(
                above.iter().copied().chain(offers.clone()).all(|other| other.bottom() <= rect.y),
                "{width}: {rect:?}"
            );
        }
        if !picture.stacked {
            let (alone, fed) = (picture.stores[0].rect, picture.stores[1]);
            let ends = |place: &Place| {
                let end = Point { x: place.rect.right(), y: place.port };
                picture.wires.iter().filter(|wire| wire.points.last() == Some(&end)).count()
            };
            assert_eq!((ends(&fed), ends(&picture.stores[0])), (1, 0), "{width}: one wire, from the forwarder");
            let drawn = picture.tokens.iter().filter(|token| fed.rect.holds(token.rect)).count();
            assert!(drawn > 0, "{width}: its messages are drawn in it");
            assert!(picture.tokens.iter().all(|token| !alone.holds(token.rect)), "{width}: the other one is empty");
        }
    }
}
