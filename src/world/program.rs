//! What a simulated device says: the n-th message of a boot, from the seed alone.
//!
//! Models: `SimulatedDevice.py` of the routing tutorial to the decimal (iot-hub.md section 0).
//! Assumed(tutorial-device-id-in-body): the tutorial writes its own device id into the body; another device that
//! runs the same program writes its own. [choice]

use crate::model::draw::{self, Owner, Purpose};
use crate::model::message::{Message, Property, SystemProperties};
use crate::world::spec::{Program, TemplateProgram, TutorialProgram};
use std::sync::Arc;

const AVG_WIND_SPEED: f64 = 10.0;

/// The message that the program builds as its `number`-th of `boot`; `None` for a device without a program.
#[must_use]
pub fn message(program: &Program, seed: u64, owner: Owner, device_id: &str, boot: u16, number: u32) -> Option<Message> {
    let counter = u64::from(boot) << 32 | u64::from(number);
    let reading = draw::fraction(seed, owner, Purpose::Reading, counter);
    match program {
        Program::Tutorial(tutorial) => Some(tutorial_message(tutorial, device_id, number, reading)),
        Program::Template(template) => Some(template_message(template, device_id, number, reading)),
        Program::Silent {} => None,
    }
}

/// The level that the tutorial's one draw decides.
#[must_use]
pub fn tutorial_level(reading: f64) -> Option<&'static str> {
    if reading > 0.8 {
        Some("critical")
    } else if reading > 0.5 {
        Some("storage")
    } else {
        None
    }
}

fn tutorial_message(program: &TutorialProgram, device_id: &str, number: u32, reading: f64) -> Message {
    let wind_speed = AVG_WIND_SPEED + (reading * 4.0 + 2.0);
    let body = format!("{{\"deviceId\": \"{device_id}\",\"windSpeed\": {wind_speed:.2}}}");
    let level = tutorial_level(reading);
    Message {
        body: body.into_bytes().into(),
        system: SystemProperties {
            message_id: Some(format!("message_{number}").into()),
            correlation_id: Some(format!("correlation_{number}").into()),
            content_type: program.content_type.clone(),
            content_encoding: program.content_encoding.clone(),
            ..SystemProperties::default()
        },
        properties: level.map(|value| Property { name: "level".into(), value: value.into() }).into_iter().collect(),
    }
}

/// `{deviceId}`, `{n}` and `{reading}` (two digits, from 0.00 to 1.00) are filled in; other braces stay.
fn fill(template: &str, device_id: &str, number: u32, reading: f64) -> String {
    template
        .replace("{deviceId}", device_id)
        .replace("{n}", &number.to_string())
        .replace("{reading}", &format!("{reading:.2}"))
}

fn template_message(program: &TemplateProgram, device_id: &str, number: u32, reading: f64) -> Message {
    let fill = |text: &str| fill(text, device_id, number, reading);
    let optional = |text: &Option<Arc<str>>| text.as_deref().map(|t| Arc::from(fill(t)));
    Message {
        body: fill(&program.body).into_bytes().into(),
        system: SystemProperties {
            message_id: optional(&program.message_id),
            content_type: program.content_type.clone(),
            content_encoding: program.content_encoding.clone(),
            ..SystemProperties::default()
        },
        properties: program
            .properties
            .iter()
            .map(|p| Property { name: p.name.clone(), value: fill(&p.value).into() })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::draw::OwnerKind;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn wind_speed_predicts_the_level() {
        let owner = Owner::new(OwnerKind::Device, "MyFirstPythonDevice", 0);
        let program = Program::Tutorial(TutorialProgram::default());
        let mut counts = [0; 3];
        for number in 0..2_000 {
            let message = message(&program, 7, owner, "MyFirstPythonDevice", 0, number).unwrap();
            let body = std::str::from_utf8(&message.body).unwrap();
            let wind: f64 = body
                .strip_prefix("{\"deviceId\": \"MyFirstPythonDevice\",\"windSpeed\": ")
                .and_then(|rest| rest.strip_suffix('}'))
                .unwrap()
                .parse()
                .unwrap();
            let (low, high, slot) = match message.property("level").map(|v| &**v) {
                None => (12.0, 14.0, 0),
                Some("storage") => (14.0, 15.2, 1),
                Some("critical") => (15.2, 16.0, 2),
                Some(other) => panic!("{other}"),
            };
            assert!((low..=high).contains(&wind), "{body}");
            counts[slot] += 1;
            assert_eq!(message.system.message_id.as_deref(), Some(&*format!("message_{number}")));
            assert_eq!(message.system.content_type, None);
        }
        assert!((900..1100).contains(&counts[0]) && (520..680).contains(&counts[1]), "{counts:?}");
    }
}
