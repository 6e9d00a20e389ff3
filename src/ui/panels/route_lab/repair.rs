//! Changes that make a route match, made on the device instead of on the sample, where its program can be told so.

use crate::model::message::Property;
use crate::model::query::{Change, SystemProperty};
use crate::world::spec::{DeviceSpec, Program};
use std::sync::Arc;

/// The device with all `changes` made; none where its program does not let itself be told one of them.
#[must_use]
pub(super) fn on_device(spec: &DeviceSpec, changes: &[Change]) -> Option<DeviceSpec> {
    let mut spec = spec.clone();
    changes.iter().try_for_each(|change| make(&mut spec.program, change))?;
    Some(spec)
}

fn make(program: &mut Program, change: &Change) -> Option<()> {
    match change {
        Change::SetSystem { key, value } => *system(program, *key)? = Some(value.as_str().into()),
        Change::RemoveSystem { key } => *system(program, *key)? = None,
        Change::SetApplication { name, value } => {
            let properties = properties(program)?;
            properties.retain(|known| !known.name.eq_ignore_ascii_case(name));
            properties.push(Property { name: name.as_str().into(), value: value.as_str().into() });
        }
        Change::RemoveApplication { name } => {
            properties(program)?.retain(|known| !known.name.eq_ignore_ascii_case(name));
        }
        Change::SetBody { .. }
        | Change::RemoveBody { .. }
        | Change::ReplaceBody
        | Change::SetTwin { .. }
        | Change::RemoveTwin { .. } => return None,
    }
    Some(())
}

fn system(program: &mut Program, key: SystemProperty) -> Option<&mut Option<Arc<str>>> {
    match (program, key) {
        (Program::Tutorial(program), SystemProperty::ContentType) => Some(&mut program.content_type),
        (Program::Tutorial(program), SystemProperty::ContentEncoding) => Some(&mut program.content_encoding),
        (Program::Template(program), SystemProperty::ContentType) => Some(&mut program.content_type),
        (Program::Template(program), SystemProperty::ContentEncoding) => Some(&mut program.content_encoding),
        (Program::Template(program), SystemProperty::MessageId) => Some(&mut program.message_id),
        _ => None,
    }
}

fn properties(program: &mut Program) -> Option<&mut Vec<Property>> {
    if let Program::Template(program) = program { Some(&mut program.properties) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_tutorial_program_can_declare_its_body_and_nothing_else() {
        let spec = DeviceSpec { id: "d".into(), program: Program::default(), starts_ms: 0, enabled: true };
        let declare = Change::SetSystem { key: SystemProperty::ContentType, value: "application/json".into() };
        let changed = on_device(&spec, std::slice::from_ref(&declare)).unwrap();
        let Program::Tutorial(program) = changed.program else { panic!("the same program") };
        assert_eq!(program.content_type.as_deref(), Some("application/json"));
        let level = Change::SetApplication { name: "level".into(), value: "x".into() };
        assert_eq!(on_device(&spec, &[declare, level]), None);
    }
}
