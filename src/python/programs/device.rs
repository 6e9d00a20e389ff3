//! The program of a device: makes a message, hands it to the client, sleeps.

use super::emit::Emit;
use super::{Code, Listing};
use crate::python::Sdk;
use crate::python::literal::{seconds, text};
use crate::world::device::MESSAGE_TIMEOUT_MS;
use crate::world::instruction::{DeviceLine, Instruction};
use crate::world::spec::{DeviceSpec, Program, TemplateProgram, TutorialProgram};
use std::sync::Arc;

/// The program of a device; `None` for one that has none.
#[must_use]
pub fn of_device(spec: &DeviceSpec, sdk: Sdk) -> Option<Listing> {
    let pace = seconds(spec.program.pace_ms()?);
    let package = match sdk {
        Sdk::Legacy => "azure-iothub-device-client 1.4",
        Sdk::Today => "azure-iot-device 2",
    };
    let message = match &spec.program {
        Program::Tutorial(program) => tutorial(program, &spec.id),
        Program::Template(program) => template(program, &spec.id),
        Program::Silent {} => return None,
    };
    let code = match sdk {
        Sdk::Legacy => legacy(&message, &pace),
        Sdk::Today => today(&message, &pace),
    };
    Some(Listing { package, code: Some(code) })
}

/// How the next message is made.
struct Building {
    /// Before the loop.
    constants: Vec<String>,
    random: bool,
    body: Vec<String>,
    message_id: Option<String>,
    correlation_id: Option<String>,
    content_type: Option<Arc<str>>,
    content_encoding: Option<Arc<str>>,
    /// Conditions, with the property that each sets; the first that holds counts.
    choices: Vec<(String, &'static str)>,
    properties: Vec<(String, String)>,
}

fn tutorial(program: &TutorialProgram, id: &str) -> Building {
    let template = format!("{{\"deviceId\": \"{}\",\"windSpeed\": %.2f}}", id.replace('%', "%%"));
    Building {
        constants: vec!["AVG_WIND_SPEED = 10.0".into(), format!("MSG_TXT = {}", text(&template))],
        random: true,
        body: vec!["reading = random.random()".into(), "body = MSG_TXT % (AVG_WIND_SPEED + (reading * 4 + 2))".into()],
        message_id: Some("'message_%d' % number".into()),
        correlation_id: Some("'correlation_%d' % number".into()),
        content_type: program.content_type.clone(),
        content_encoding: program.content_encoding.clone(),
        choices: vec![("reading > 0.8".into(), "critical"), ("reading > 0.5".into(), "storage")],
        properties: Vec::new(),
    }
}

/// A template as an expression: the device's id stands there, number and reading are filled in.
fn filled(template: &str, id: &str) -> (String, bool) {
    let template = template.replace("{deviceId}", id);
    let mut expression = text(&template);
    if template.contains("{n}") {
        expression.push_str(".replace('{n}', str(number))");
    }
    let random = template.contains("{reading}");
    if random {
        expression.push_str(".replace('{reading}', '%.2f' % reading)");
    }
    (expression, random)
}

fn template(program: &TemplateProgram, id: &str) -> Building {
    let (body, in_body) = filled(&program.body, id);
    let message_id = program.message_id.as_deref().map(|template| filled(template, id));
    let properties: Vec<_> = program.properties.iter().map(|p| (text(&p.name), filled(&p.value, id))).collect();
    let in_properties = properties.iter().any(|(_, (_, random))| *random);
    let random = in_body || in_properties || message_id.as_ref().is_some_and(|(_, random)| *random);
    let reading = random.then(|| "reading = random.random()".to_owned());
    Building {
        constants: Vec::new(),
        random,
        body: reading.into_iter().chain([format!("body = {body}")]).collect(),
        message_id: message_id.map(|(expression, _)| expression),
        correlation_id: None,
        content_type: program.content_type.clone(),
        content_encoding: program.content_encoding.clone(),
        choices: Vec::new(),
        properties: properties.into_iter().map(|(name, (value, _))| (name, value)).collect(),
    }
}

const BUILD: Instruction = Instruction::Device(DeviceLine::Build);
const SEND: Instruction = Instruction::Device(DeviceLine::Send);
const SLEEP: Instruction = Instruction::Device(DeviceLine::Sleep);
const CONFIRM: Instruction = Instruction::Device(DeviceLine::Confirm);

fn legacy(message: &Building, pace: &str) -> Code {
    let mut emit = Emit::default();
    emit.line(if message.random { "import random\nimport time" } else { "import time" }).blank(1);
    emit.line("from iothub_client import IoTHubClient, IoTHubMessage, IoTHubTransportProvider").blank(1);
    emit.line("CONNECTION_STRING = '<device connection string>'").line(message.constants.join("\n")).blank(2);
    emit.line("def confirmed(message, result, number):");
    emit.inside(|emit| {
        emit.of(CONFIRM).line("print('message', number, result)");
    });
    emit.of(None).blank(2);
    emit.line("client = IoTHubClient(CONNECTION_STRING, IoTHubTransportProvider.MQTT)");
    emit.line(format!("client.set_option('messageTimeout', {MESSAGE_TIMEOUT_MS})"));
    emit.line("number = 0").line("while True:");
    emit.inside(|emit| {
        for line in DeviceLine::TURN {
            match line {
                DeviceLine::Build => {
                    emit.of(BUILD);
                    emit.line(message.body.join("\n")).line("message = IoTHubMessage(bytearray(body, 'utf8'))");
                    for (name, value) in ids(message) {
                        emit.line(format!("message.{name} = {value}"));
                    }
                    properties(emit, message, |name, value| format!("message.properties().add({name}, {value})"));
                    for (name, value) in system(message) {
                        emit.line(format!("message.set_{name}_system_property({value})"));
                    }
                }
                DeviceLine::Send => {
                    emit.of(SEND).line("client.send_event_async(message, confirmed, number)").line("number += 1");
                }
                DeviceLine::Sleep | DeviceLine::Confirm => {
                    emit.of(SLEEP).line(format!("time.sleep({pace})"));
                }
            }
        }
    });
    emit.code()
}

fn today(message: &Building, pace: &str) -> Code {
    let mut emit = Emit::default();
    emit.line(if message.random { "import asyncio\nimport random" } else { "import asyncio" }).blank(1);
    emit.line("from azure.iot.device import Message\nfrom azure.iot.device.aio import IoTHubDeviceClient").blank(1);
    emit.line("CONNECTION_STRING = '<device connection string>'").line(message.constants.join("\n")).blank(2);
    emit.line("async def send(client, message, number):");
    emit.inside(|emit| {
        // It was sent when it was handed over; here the client waits for the acknowledgement.
        emit.line("await client.send_message(message)");
        emit.of(CONFIRM).line("print('message', number, 'OK')");
    });
    emit.of(None).blank(2).line("async def main():");
    emit.inside(|emit| {
        emit.line("client = IoTHubDeviceClient.create_from_connection_string(CONNECTION_STRING)");
        emit.line("await client.connect()").line("number = 0").line("while True:");
        emit.inside(|emit| {
            for line in DeviceLine::TURN {
                match line {
                    DeviceLine::Build => {
                        emit.of(BUILD).line(message.body.join("\n")).line("message = Message(body)");
                        for (name, value) in ids(message) {
                            emit.line(format!("message.{name} = {value}"));
                        }
                        properties(emit, message, |name, value| format!("message.custom_properties[{name}] = {value}"));
                        for (name, value) in system(message) {
                            emit.line(format!("message.{name} = {value}"));
                        }
                    }
                    DeviceLine::Send => {
                        emit.of(SEND).line("asyncio.create_task(send(client, message, number))").line("number += 1");
                    }
                    DeviceLine::Sleep | DeviceLine::Confirm => {
                        emit.of(SLEEP).line(format!("await asyncio.sleep({pace})"));
                    }
                }
            }
        });
    });
    emit.of(None).blank(2).line("asyncio.run(main())");
    emit.code()
}

fn ids(message: &Building) -> impl Iterator<Item = (&'static str, &String)> {
    let ids = [("message_id", &message.message_id), ("correlation_id", &message.correlation_id)];
    ids.into_iter().filter_map(|(name, value)| Some((name, value.as_ref()?)))
}

fn system(message: &Building) -> impl Iterator<Item = (&'static str, String)> {
    let system = [("content_type", &message.content_type), ("content_encoding", &message.content_encoding)];
    system.into_iter().filter_map(|(name, value)| Some((name, text(value.as_deref()?))))
}

fn properties(emit: &mut Emit, message: &Building, set: impl Fn(&str, &str) -> String) {
    for (at, (condition, level)) in message.choices.iter().enumerate() {
        emit.line(format!("{} {condition}:", if at == 0 { "if" } else { "elif" }));
        emit.inside(|emit| {
            emit.line(set("'level'", &text(level)));
        });
    }
    for (name, value) in &message.properties {
        emit.line(set(name, value));
    }
}
