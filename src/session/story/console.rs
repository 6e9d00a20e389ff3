//! What the programs print: `SimulatedDevice.py`, `ReadCriticalQueue.py` and `monitor-events`, line by line.
//!
//! Models: the tutorial's own prints and those of its base sample's callback (iot-hub.md section 0). Program output is
//! part of the programs, hence English in every language.

use crate::model::ids::{DeviceId, ProducerId, SendId};
use crate::model::message::{Message, Property};
use crate::model::time::Timestamp;
use crate::world::entry::{Entry, What};
use std::sync::Arc;

/// Lines that a program printed at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    pub at: Timestamp,
    pub step: u32,
    pub lines: Vec<String>,
}

/// A moment at which a program prints.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Occasion {
    pub entry: Entry,
    /// How often a device's program had been called back by then.
    pub callbacks: u32,
}

/// Whose program prints when that happens, and whether it is a device's that is called back.
#[must_use]
pub fn printer(what: What) -> Option<(ProducerId, bool)> {
    match what {
        What::Sent { send, .. } => Some((send.producer, false)),
        What::PubackArrived { send, .. } | What::SendTimedOut { send } => Some((send.producer, true)),
        What::Received { consumer, .. } | What::EventRead { consumer, .. } | What::NothingReceived { consumer, .. } => {
            (!consumer.is_person()).then(|| (ProducerId::program(consumer), false))
        }
        _ => None,
    }
}

/// What the program of a device printed on these occasions. `content` gives what a send said.
pub fn of_device(occasions: &[Occasion], mut content: impl FnMut(SendId) -> Option<Arc<Message>>) -> Vec<Output> {
    occasions
        .iter()
        .map(|&Occasion { entry, callbacks: total }| {
            let lines = match entry.what {
                What::Sent { send, was_idle, .. } => sent(send, was_idle),
                What::PubackArrived { send, .. } => called_back(send, "OK", content(send).as_deref(), total),
                What::SendTimedOut { send } => called_back(send, "MESSAGE_TIMEOUT", content(send).as_deref(), total),
                _ => Vec::new(),
            };
            Output { at: entry.at, step: entry.step, lines }
        })
        .collect()
}

/// The status after the `sleep`, then the next turn of the loop.
fn sent(send: SendId, was_idle: bool) -> Vec<String> {
    let before = if send.number == 0 {
        "IoT Hub device sending periodic messages, press Ctrl-C to exit".to_owned()
    } else {
        format!("Send status: {}", if was_idle { "IDLE" } else { "BUSY" })
    };
    let accepted =
        format!("IoTHubClient.send_event_async accepted message [{}] for transmission to IoT Hub.", send.number);
    vec![before, accepted, "Send status: BUSY".to_owned()]
}

fn called_back(send: SendId, result: &str, message: Option<&Message>, total: u32) -> Vec<String> {
    let mut lines = vec![format!("Confirmation[{}] received for message with result = {result}", send.number)];
    if let Some(message) = message {
        let id = |id: &Option<Arc<str>>| id.as_deref().unwrap_or("None").to_owned();
        lines.push(format!("    message_id: {}", id(&message.system.message_id)));
        lines.push(format!("    correlation_id: {}", id(&message.system.correlation_id)));
        lines.push(format!("    Properties: {}", dictionary(&message.properties)));
    }
    lines.push(format!("    Total calls confirmed: {total}"));
    lines
}

/// As Python writes a dictionary of strings.
fn dictionary(properties: &[Property]) -> String {
    let quoted = |text: &str| {
        let mark = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
        let text = text.replace('\\', "\\\\");
        let text = if mark == '\'' { text.replace('\'', "\\'") } else { text };
        format!("{mark}{text}{mark}")
    };
    let pairs: Vec<_> = properties.iter().map(|p| format!("{}: {}", quoted(&p.name), quoted(&p.value))).collect();
    format!("{{{}}}", pairs.join(", "))
}

/// What a consumer printed on these occasions: a queue reader the body, a reader of `events` the event.
pub fn of_consumer(
    occasions: &[Occasion],
    mut content: impl FnMut(SendId) -> Option<Arc<Message>>,
    mut device_name: impl FnMut(DeviceId) -> String,
) -> Vec<Output> {
    occasions
        .iter()
        .filter_map(|Occasion { entry, .. }| {
            if matches!(entry.what, What::NothingReceived { .. }) {
                // The body of the message that the legacy library makes of an empty response.
                return Some(Output { at: entry.at, step: entry.step, lines: vec!["None".to_owned()] });
            }
            let send = entry.what.send()?;
            let message = content(send)?;
            let lines = if matches!(entry.what, What::EventRead { .. }) {
                event(&device_name(send.producer.device()?), &message)
            } else {
                vec![String::from_utf8_lossy(&message.body).into_owned()]
            };
            Some(Output { at: entry.at, step: entry.step, lines })
        })
        .collect()
}

fn event(device: &str, message: &Message) -> Vec<String> {
    let mut lines = vec![format!("==== From: {device} ===="), String::from_utf8_lossy(&message.body).into_owned()];
    if !message.properties.is_empty() {
        lines.push("---- application properties ----".to_owned());
        lines.extend(message.properties.iter().map(|p| format!("{}: {}", p.name, p.value)));
    }
    lines.push("====================".to_owned());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Session;
    use crate::session::story::tests::lost_puback;
    use crate::session::trails::Trails;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn occasions(session: &Session, who: ProducerId, most: usize) -> Vec<Occasion> {
        let mut trails = Trails::default();
        assert!(trails.read_on(1, session.log(), || true));
        trails.printed(session.log(), who, session.at_step(), most)
    }

    fn said(output: &[Output]) -> Vec<&str> {
        output.iter().flat_map(|output| &output.lines).map(String::as_str).collect()
    }

    #[test]
    fn the_device_prints_what_the_sample_prints() {
        let (session, _) = lost_puback();
        let world = session.world();
        let program = |send: SendId| world.devices()[0].message(world.seed(), send.boot, send.number);
        let output = of_device(&occasions(&session, DeviceId(0).into(), 2), program);
        assert_eq!(
            said(&output),
            [
                "Confirmation[12] received for message with result = OK",
                "    message_id: message_12",
                "    correlation_id: correlation_12",
                "    Properties: {'level': 'critical'}",
                "    Total calls confirmed: 13",
                "Send status: IDLE",
                "IoTHubClient.send_event_async accepted message [13] for transmission to IoT Hub.",
                "Send status: BUSY",
            ]
        );
        let first = of_device(&occasions(&session, DeviceId(0).into(), usize::MAX), program);
        assert_eq!(first[0].lines[0], "IoT Hub device sending periodic messages, press Ctrl-C to exit");
    }

    #[test]
    fn a_queue_reader_prints_bodies_and_a_monitor_prints_events() {
        let (session, _) = lost_puback();
        let world = session.world();
        let program = |send: SendId| world.devices()[0].message(world.seed(), send.boot, send.number);
        let name = |id: DeviceId| world.devices()[id.index()].id().to_string();
        let reader = world.find_consumer("ReadCriticalQueue").unwrap();
        let output = of_consumer(&occasions(&session, ProducerId::program(reader), 1), program, name);
        assert!(
            said(&output)[0].starts_with("{\"deviceId\": \"MyFirstPythonDevice\",\"windSpeed\": 15."),
            "{output:?}"
        );
        let monitor = world.find_consumer("monitor-events").unwrap();
        let output = of_consumer(&occasions(&session, ProducerId::program(monitor), 1), program, name);
        let lines = said(&output);
        assert_eq!(lines[0], "==== From: MyFirstPythonDevice ====");
        assert_eq!(lines.last(), Some(&"===================="));
    }

    #[test]
    fn properties_read_as_python_writes_them() {
        let property = |name: &str, value: &str| Property { name: name.into(), value: value.into() };
        assert_eq!(dictionary(&[]), "{}");
        assert_eq!(dictionary(&[property("a", "it's"), property("b", "'\"")]), r#"{'a': "it's", 'b': '\'"'}"#);
    }
}
