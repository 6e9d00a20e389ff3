//! Every choice of a program at least once: for the golden listings, and for the runs under Python.

use iot_hub_playground::model::message::Property;
use iot_hub_playground::world::spec::*;

/// The name of the queue that consumers read.
pub(crate) const QUEUE: &str = "criticalqueue";
/// The Storage queue that they put into, or that workers read.
pub(crate) const ORDERS: &str = "orders";

/// The program of the tutorial's reader, and each choice: under the name of its golden listing.
pub(crate) fn consumers() -> Vec<(&'static str, ConsumerSpec)> {
    let queue = || ConsumerSpec::new("reader", QUEUE);
    let deletes = || ConsumerSpec { receive_mode: ReceiveMode::ReceiveAndDelete, ..queue() };
    let worker = || ConsumerSpec { from: Origin::StorageQueue, ..ConsumerSpec::new("worker", ORDERS) };
    let ticket = Some(EffectKind::OpensTicket);
    let once = |memory, recorded| Some(Deduplication { by: Key::MessageId, memory, recorded });
    let puts = |order| Some(Putting { queue: ORDERS.into(), order, text: None });
    let only = |condition: &str, others| Some(Filter { condition: condition.into(), others });
    vec![
        ("peek_lock", queue()),
        ("receive_and_delete", ConsumerSpec { wait_ms: Some(60_000), ..deletes() }),
        ("work", ConsumerSpec { work_ms: 1_500, ..queue() }),
        ("work_drawn", ConsumerSpec { work_ms: 500, work_max_ms: Some(2_500), ..queue() }),
        ("batch", ConsumerSpec { batch_size: 3, wait_ms: Some(2_000), work_ms: 400, ..queue() }),
        ("prefetch", ConsumerSpec { prefetch: 4, work_ms: 400, ..queue() }),
        (
            "renewal",
            ConsumerSpec { work_ms: 12_000, renew: Some(Renewal { every_ms: 3_000, up_to_ms: 60_000 }), ..queue() },
        ),
        ("filter_complete", ConsumerSpec { only_if: only("level = 'critical'", Others::Complete), ..queue() }),
        ("filter_abandon", ConsumerSpec { only_if: only("NOT (level = 'storage')", Others::Abandon), ..queue() }),
        ("filter_leave", ConsumerSpec { only_if: only("$body.n < 3 AND level <> 'plain'", Others::Leave), ..queue() }),
        ("filter_not_written", ConsumerSpec { only_if: only("length(level) > 3", Others::Complete), ..queue() }),
        (
            "fails_condition",
            ConsumerSpec { work_ms: 300, fails: Some(Poison::Condition("level = 'storage'".into())), ..queue() },
        ),
        (
            "fails_not_json",
            ConsumerSpec {
                fails: Some(Poison::NotJson),
                on_failure: OnFailure::DeadLetter {
                    reason: Some("unreadable".into()),
                    description: Some("it's no JSON".into()),
                },
                ..queue()
            },
        ),
        (
            "fails_every_third",
            ConsumerSpec { fails: Some(Poison::EveryNth(3)), on_failure: OnFailure::Leave, ..queue() },
        ),
        ("fails_after_delete", ConsumerSpec { fails: Some(Poison::EveryNth(2)), ..deletes() }),
        ("settle_before_work", ConsumerSpec { settle: Settling::BeforeWork, work_ms: 300, ..queue() }),
        ("effect", ConsumerSpec { effect: ticket, work_ms: 200, ..queue() }),
        (
            "deduplicate_volatile_before",
            ConsumerSpec {
                effect: Some(EffectKind::WritesRow),
                deduplicate: once(Memory::Volatile, Recorded::BeforeWork),
                ..queue()
            },
        ),
        (
            "deduplicate_durable_after",
            ConsumerSpec { effect: ticket, deduplicate: once(Memory::Durable, Recorded::AfterEffect), ..queue() },
        ),
        (
            "deduplicate_in_one_step",
            ConsumerSpec {
                effect: Some(EffectKind::PagesPerson),
                deduplicate: once(Memory::Durable, Recorded::WithEffect),
                ..queue()
            },
        ),
        (
            "deduplicate_in_one_step_volatile",
            ConsumerSpec { effect: ticket, deduplicate: once(Memory::Volatile, Recorded::WithEffect), ..queue() },
        ),
        (
            "deduplicate_by_property",
            ConsumerSpec {
                effect: ticket,
                deduplicate: Some(Deduplication {
                    by: Key::Property("orderId".into()),
                    memory: Memory::Volatile,
                    recorded: Recorded::AfterEffect,
                }),
                ..queue()
            },
        ),
        ("forward", ConsumerSpec { puts: puts(PutOrder::PutThenSettle), ..queue() }),
        ("forward_after_settling", ConsumerSpec { puts: puts(PutOrder::SettleThenPut), ..queue() }),
        ("forward_after_delete", ConsumerSpec { puts: puts(PutOrder::PutThenSettle), ..deletes() }),
        ("worker", ConsumerSpec { work_ms: 500, ..worker() }),
        (
            "worker_batch",
            ConsumerSpec { batch_size: 16, visibility_timeout: Some(300), wait_ms: Some(2_500), ..worker() },
        ),
        (
            "worker_poison",
            ConsumerSpec {
                fails: Some(Poison::NotJson),
                poison: Some(PoisonQueue { after: 2, queue: None }),
                visibility_timeout: Some(5),
                ..worker()
            },
        ),
        (
            "worker_renewal",
            ConsumerSpec {
                work_ms: 7_000,
                visibility_timeout: Some(3),
                renew: Some(Renewal { every_ms: 2_000, up_to_ms: 30_000 }),
                ..worker()
            },
        ),
        (
            "worker_once",
            ConsumerSpec { effect: ticket, deduplicate: once(Memory::Durable, Recorded::WithEffect), ..worker() },
        ),
        (
            "producer",
            ConsumerSpec {
                from: Origin::Clock,
                wait_ms: Some(1_500),
                puts: Some(Putting {
                    queue: ORDERS.into(),
                    order: PutOrder::default(),
                    text: Some("order {n}".into()),
                }),
                ..ConsumerSpec::new("clock", "")
            },
        ),
        ("events", ConsumerSpec { group: "dashboard".into(), ..ConsumerSpec::new("monitor", "events") }),
    ]
}

/// The tutorial's device, and one with a message of its own.
pub(crate) fn devices() -> Vec<(&'static str, DeviceSpec)> {
    let device = |program| DeviceSpec { id: "MyFirstPythonDevice".into(), program, starts_ms: 0, enabled: true };
    let property = |name: &str, value: &str| Property { name: name.into(), value: value.into() };
    vec![
        ("device", device(Program::Tutorial(TutorialProgram::default()))),
        (
            "device_typed",
            device(Program::Tutorial(TutorialProgram {
                pace_ms: 1_000,
                content_type: Some("application/json".into()),
                content_encoding: Some("utf-8".into()),
            })),
        ),
        (
            "device_template",
            device(Program::Template(TemplateProgram {
                pace_ms: 2_500,
                body: r#"{"device": "{deviceId}", "n": {n}, "t": {reading}}"#.into(),
                properties: vec![property("level", "critical"), property("orderId", "o-{n}")],
                message_id: Some("m{n}".into()),
                content_type: Some("application/json".into()),
                content_encoding: Some("utf-8".into()),
            })),
        ),
        (
            "device_plain",
            device(Program::Template(TemplateProgram {
                pace_ms: 1_000,
                body: "hello".into(),
                properties: Vec::new(),
                message_id: None,
                content_type: None,
                content_encoding: None,
            })),
        ),
    ]
}
