//! Where the programs run: a queue with messages of several kinds, and a Storage queue that two clocks fill.

use crate::catalogue::{ORDERS, QUEUE};
use iot_hub_playground::model::message::Property;
use iot_hub_playground::scenario::Scenario;
use iot_hub_playground::session_lines::empty_scenario;
use iot_hub_playground::world::spec::*;

/// How long the programs are watched, in milliseconds.
pub(crate) const LENGTH_MS: u64 = 30_000;

fn device(id: &str, starts_ms: u64, pace_ms: u64, program: (&str, &str, &str, &[(&str, &str)])) -> DeviceSpec {
    let (body, message_id, level, properties) = program;
    let property = |name: &str, value: &str| Property { name: name.into(), value: value.into() };
    let all = properties.iter().map(|(name, value)| property(name, value));
    let program = TemplateProgram {
        pace_ms,
        body: body.into(),
        properties: std::iter::once(property("level", level)).chain(all).collect(),
        message_id: Some(message_id.into()),
        content_type: Some("application/json".into()),
        content_encoding: Some("utf-8".into()),
    };
    DeviceSpec { id: id.into(), program: Program::Template(program), starts_ms, enabled: true }
}

/// A world in which everything takes no time but waits and work. Some messages are no JSON, some share their id.
pub(crate) fn scene() -> Scenario {
    let latencies = Latencies {
        device_to_hub_ms: 0,
        hub_to_device_ms: 0,
        hub_to_endpoint_ms: 0,
        hand_out_ms: 0,
        response_ms: 0,
        settle_ms: 0,
        settle_answer_ms: 0,
    };
    let clock = |name: &str, wait_ms, text: &str| ConsumerSpec {
        from: Origin::Clock,
        wait_ms: Some(wait_ms),
        puts: Some(Putting { queue: ORDERS.into(), order: PutOrder::default(), text: Some(text.into()) }),
        ..ConsumerSpec::new(name, "")
    };
    let queue = QueueSpec { lock_duration_ms: 5_000, max_delivery_count: 3, ..QueueSpec::default() };
    Scenario {
        latencies,
        devices: vec![
            device("a", 0, 4_000, (r#"{"n": {n}}"#, "a{n}", "critical", &[("orderId", "o{n}")])),
            device("b", 1_100, 5_000, ("no JSON {n}", "b{n}", "storage", &[])),
            device("c", 2_250, 6_000, (r#"{"n": 9}"#, "c", "plain", &[("orderId", "o0")])),
        ],
        endpoints: vec![EndpointSpec { name: QUEUE.into(), target: Target::ServiceBusQueue(queue), enabled: true }],
        routes: vec![RouteSpec {
            name: "all".into(),
            source: Default::default(),
            condition: "true".into(),
            endpoint: QUEUE.into(),
            enabled: true,
        }],
        consumers: vec![clock("orders", 4_300, r#"{"order": {n}}"#), clock("letters", 7_100, "Dear {n}")],
        ..empty_scenario()
    }
}

/// The scene with one more consumer.
pub(crate) fn with(consumer: ConsumerSpec) -> Scenario {
    let mut scene = scene();
    scene.consumers.push(consumer);
    scene
}
