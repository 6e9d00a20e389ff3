//! What the page's own classes are measured against: messages sent, routed, enqueued, locked and completed
//! (`tests/browser/bench/plain.js` is the other side), a queue at a given depth, and what a look back costs.

use iot_hub_playground::model::draw::{Owner, OwnerKind};
use iot_hub_playground::model::ids::{DeviceId, SendId};
use iot_hub_playground::model::service_bus::{
    BrokeredMessage, ClientMessage, Queue, ReceiveMode, Receiver, Settings, SubQueue,
};
use iot_hub_playground::model::time::{DEFAULT_START, Timestamp};
use iot_hub_playground::scenario::Scenario;
use iot_hub_playground::session::Session;
use iot_hub_playground::world::World;
use iot_hub_playground::world::entry::Log;
use std::sync::Arc;
use wasm_bindgen::prelude::wasm_bindgen;

/// The whole pipeline, run by a bare world.
#[wasm_bindgen]
pub struct Pipeline {
    world: World,
    log: Log,
}

#[wasm_bindgen]
impl Pipeline {
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(scenario: &str) -> Self {
        let scenario = Scenario::from_json(scenario).expect("queues.js writes what loads");
        Self { world: scenario.build(scenario.seed).expect("the scenario builds"), log: Log::silent() }
    }

    /// Goes on until that many messages have been completed; answers how many are.
    pub fn run(&mut self, completed: u32) -> u32 {
        while self.world.ledger().completed < u64::from(completed) && self.world.step(&mut self.log) {}
        assert_eq!(self.world.ledger().unaccounted(), 0, "the books balance");
        self.world.ledger().completed as u32
    }

    #[must_use]
    pub fn steps(&self) -> u32 {
        self.world.steps()
    }
}

/// The same with everything recorded: log and checkpoints.
#[wasm_bindgen]
pub struct RecordedPipeline(Session);

#[wasm_bindgen]
impl RecordedPipeline {
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(scenario: &str) -> Self {
        let scenario = Scenario::from_json(scenario).expect("queues.js writes what loads");
        Self(Session::new(scenario).expect("the scenario builds"))
    }

    pub fn run(&mut self, completed: u32) -> u32 {
        while self.0.world().ledger().completed < u64::from(completed) {
            self.0.seek_step(self.0.last_step() + 1_000);
        }
        self.0.world().ledger().completed as u32
    }
}

/// One queue with a number of messages in it.
#[wasm_bindgen]
pub struct Depth {
    queue: Queue,
    now: Timestamp,
    sent: u32,
}

#[wasm_bindgen]
impl Depth {
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(messages: u32) -> Self {
        let mut settings = Settings::new("taskqueue");
        settings.max_size_in_megabytes = 5_120;
        let owner = Owner::new(OwnerKind::Endpoint, "taskqueue", 0);
        let queue = Queue::create(settings, 1, owner, DEFAULT_START).expect("valid settings");
        let mut depth = Self { queue, now: DEFAULT_START, sent: 0 };
        for _ in 0..messages {
            depth.send();
        }
        depth
    }

    /// Receives and completes that many messages, and sends as many, so that the depth stays.
    pub fn turn(&mut self, messages: u32) {
        let receiver = Receiver { sub_queue: SubQueue::Main, mode: ReceiveMode::PeekLock, holder: 1 };
        let mut changes = Vec::new();
        for _ in 0..messages {
            self.now = self.now.plus(1);
            let mut found = self.queue.receive(self.now, receiver, 1, &mut changes).expect("the queue is there");
            let handle = found.pop().expect("it is deep enough").handle();
            self.queue.complete(self.now, handle, &mut changes).expect("the lock is fresh");
            self.send();
            changes.clear();
        }
    }

    /// A copy as a checkpoint keeps it, and the way back to it after the next message: what time travel costs.
    pub fn snapshot_and_restore(&mut self, times: u32) {
        for _ in 0..times {
            let kept = self.queue.clone();
            self.turn(1);
            self.queue = kept;
        }
    }

    #[must_use]
    pub fn messages(&self) -> u32 {
        self.queue.receivable() as u32
    }
}

impl Depth {
    fn send(&mut self) {
        let message = ClientMessage {
            body: Arc::from(*b"{\"deviceId\":\"device-0001\",\"windSpeed\":11.37}"),
            message_id: Some(format!("message_{}", self.sent).into()),
            ..ClientMessage::default()
        };
        let send = SendId { producer: DeviceId(0).into(), number: self.sent, boot: 0 };
        self.sent += 1;
        let message = Arc::new(BrokeredMessage::from_client(message, send.accepted(0)));
        self.queue.send(self.now, message, &mut Vec::new()).expect("the queue has room");
    }
}
