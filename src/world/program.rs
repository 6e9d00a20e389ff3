//! What a simulated device says: the n-th message of a boot, from the seed alone.
//!
//! Models: `SimulatedDevice.py` of the routing tutorial to the decimal (iot-hub.md section 0).
//! Assumed(tutorial-device-id-in-body): the tutorial writes its own device id into the body; another device that
//! runs the same program writes its own. [choice]

use crate::model::draw::{self, Owner, Purpose};
use crate::model::message::{Message, Property, SystemProperties};
use crate::world::spec::{DeviceSpec, Program, TemplateProgram, TutorialProgram};
use std::cell::RefCell;
use std::cmp::Ordering;
use std::sync::{Arc, LazyLock};

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

/// The texts that every message shares: the name of the property, and its values.
static SHARED: LazyLock<[Arc<str>; 3]> = LazyLock::new(|| ["level".into(), "critical".into(), "storage".into()]);

thread_local! {
    /// Where a message's texts are put together: its memory is used again.
    static TEXT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Written piece by piece: most of what a run costs would else be `format!`.
fn tutorial_message(program: &TutorialProgram, device_id: &str, number: u32, reading: f64) -> Message {
    let [name, critical, storage] = &*SHARED;
    let level = tutorial_level(reading).map(|level| if level == "critical" { critical } else { storage });
    let level = level.map(|value| Property { name: name.clone(), value: value.clone() });
    TEXT.with_borrow_mut(|text| {
        let mut numbered = |label: &str| -> Arc<str> {
            text.clear();
            text.push_str(label);
            push_number(text, number, 1);
            text.as_str().into()
        };
        let system = SystemProperties {
            message_id: Some(numbered("message_")),
            correlation_id: Some(numbered("correlation_")),
            content_type: program.content_type.clone(),
            content_encoding: program.content_encoding.clone(),
            ..SystemProperties::default()
        };
        text.clear();
        text.push_str("{\"deviceId\": \"");
        text.push_str(device_id);
        text.push_str("\",\"windSpeed\": ");
        push_two_decimals(text, AVG_WIND_SPEED + (reading * 4.0 + 2.0));
        text.push('}');
        Message { body: text.as_bytes().into(), system, properties: level.into_iter().collect() }
    })
}

/// The digits of a number, with zeros before it where it has fewer.
fn push_number(text: &mut String, mut number: u32, digits: usize) {
    let mut written = [b'0'; 10];
    let mut first = written.len();
    while number > 0 {
        first -= 1;
        written[first] = b'0' + (number % 10) as u8;
        number /= 10;
    }
    first = first.min(written.len() - digits);
    text.push_str(std::str::from_utf8(&written[first..]).expect("digits are text"));
}

/// `x`, at least 0 and below 1,000, as `{:.2}` writes it: the nearest hundredth to the exact value, of two the even one.
///
/// In whole numbers, since the library's way for every number and precision costs the page 10 KB.
fn push_two_decimals(text: &mut String, x: f64) {
    // x is mantissa / 2^shift; what is below 2^-11 rounds to nothing.
    let mantissa = (x.to_bits() & ((1 << 52) - 1)) | (1 << 52);
    let shift = (1_075 - (x.to_bits() >> 52)).min(63);
    let (hundredths, rest) = ((mantissa * 100) >> shift, (mantissa * 100) & ((1 << shift) - 1));
    let up = match rest.cmp(&(1 << (shift - 1))) {
        Ordering::Less => 0,
        Ordering::Equal => hundredths % 2,
        Ordering::Greater => 1,
    };
    let hundredths = (hundredths + up) as u32;
    push_number(text, hundredths / 100, 1);
    text.push('.');
    push_number(text, hundredths % 100, 2);
}

fn two_decimals(x: f64) -> String {
    let mut text = String::new();
    push_two_decimals(&mut text, x);
    text
}

/// `{deviceId}`, `{n}` and `{reading}` (two digits, from 0.00 to 1.00) are filled in; other braces stay.
fn fill(template: &str, device_id: &str, number: u32, reading: f64) -> String {
    template
        .replace("{deviceId}", device_id)
        .replace("{n}", &number.to_string())
        .replace("{reading}", &two_decimals(reading))
}

/// The longest message id that the person's template can give.
pub(super) fn longest_message_id(spec: &DeviceSpec) -> Option<String> {
    let Program::Template(program) = &spec.program else { return None };
    Some(fill(program.message_id.as_deref()?, &spec.id, u32::MAX, 1.0))
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
    fn two_decimals_are_those_of_the_library() {
        let owner = Owner::new(OwnerKind::Device, "d", 0);
        let drawn = (0..50_000).map(|n| draw::fraction(3, owner, Purpose::Reading, n));
        let readings = drawn.flat_map(|reading| [reading, AVG_WIND_SPEED + (reading * 4.0 + 2.0), reading * 999.0]);
        let eighths = (0..8_000).map(|n| f64::from(n) / 8.0);
        let edges =
            [0.0, f64::MIN_POSITIVE, 1e-300, 0.004_9, 0.005, 0.005_000_001, 0.994_999, 0.995, 1.0, 15.999, 999.99];
        let near = edges.into_iter().flat_map(|x| [x, x.next_up()]);
        for x in readings.chain(eighths).chain(near) {
            assert_eq!(two_decimals(x), format!("{x:.2}"), "{x:e}");
        }
    }

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
