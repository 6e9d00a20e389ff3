//! The routing tutorial, put together without a reader of files: the page opens with it, and fetches the reader later.
//!
//! It is `static/scenarios/routing-tutorial.json`, word for word: a test holds the two equal.

use super::{FORMAT, Localized, Opening, Scenario};
use crate::model::hub::tier::Tier;
use crate::model::message::Source;
use crate::model::time::DEFAULT_START;
use crate::world::spec::{
    ConsumerSpec, ContainerSpec, DeviceSpec, EndpointSpec, HubSpec, Latencies, Program, QueueSpec, ReceiveMode,
    RouteSpec, Target, TutorialProgram,
};

/// The scenario of `static/scenarios/routing-tutorial.json`.
#[must_use]
pub fn tutorial() -> Scenario {
    let route = |level: &str, endpoint: &str| RouteSpec {
        name: level.into(),
        source: Source::DeviceMessages,
        condition: format!("level=\"{level}\"").into(),
        endpoint: endpoint.into(),
        enabled: true,
    };
    let endpoint = |name: &str, target| EndpointSpec { name: name.into(), target, enabled: true };
    let consumer =
        |name: &str, reads: &str, receive_mode| ConsumerSpec { receive_mode, ..ConsumerSpec::new(name, reads) };
    let container =
        ContainerSpec { encoding: "json".into(), batch_frequency_in_seconds: 300, ..ContainerSpec::default() };
    Scenario {
        format: FORMAT,
        name: Localized { en: "Tutorial: routing messages".into(), ko: "자습서: 메시지 라우팅".into() },
        summary: Localized {
            en: "Critical messages go to a queue, storage messages to a container, the rest to events.".into(),
            ko: "critical 메시지는 큐로, storage 메시지는 컨테이너로, 나머지는 events로 갑니다.".into(),
        },
        start: DEFAULT_START,
        seed: 42,
        opens_at: Opening::BeforeSent("level = 'critical'".into()),
        selects: None,
        hub: HubSpec { name: "contoso-hub".into(), tier: Tier::S1, partitions: Some(4), fallback: true },
        latencies: Latencies::default(),
        queues: Vec::new(),
        storage_queues: Vec::new(),
        endpoints: vec![
            endpoint("CriticalQueue", Target::ServiceBusQueue(QueueSpec::default())),
            endpoint("StorageContainer", Target::StorageContainer(container)),
        ],
        routes: vec![route("critical", "CriticalQueue"), route("storage", "StorageContainer")],
        devices: vec![DeviceSpec {
            id: "MyFirstPythonDevice".into(),
            program: Program::Tutorial(TutorialProgram::default()),
            starts_ms: 0,
            enabled: true,
        }],
        consumers: vec![
            consumer("ReadCriticalQueue", "CriticalQueue", ReceiveMode::ReceiveAndDelete),
            consumer("monitor-events", "events", ReceiveMode::PeekLock),
        ],
        faults: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn it_is_the_scenario_of_the_file() {
        let file = include_str!("../../static/scenarios/routing-tutorial.json");
        assert_eq!(Scenario::from_json(file).unwrap(), tutorial());
    }
}
