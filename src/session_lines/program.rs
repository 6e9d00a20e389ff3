//! Programs as text, and breakpoints in them.

use super::{Lines, Problem};
use crate::model::ids::{ConsumerId, DeviceId};
use crate::python::Sdk;
use crate::python::programs::{of_consumer, of_device};
use crate::say;
use crate::session::breakpoints::Breakpoint;
use crate::text::{Arg, Key};
use crate::world::command::Rejection;
use crate::world::entry::RejectCode;
use crate::world::instruction::Instruction;
use serde_json::{Value, json};
use std::sync::Arc;

/// Whose program.
enum Owner {
    Device(DeviceId),
    Consumer(ConsumerId),
}

impl Lines {
    /// The listing of a program, with the line table and where the program stands.
    pub(super) fn program(
        &self,
        consumer: Option<Arc<str>>,
        device: Option<Arc<str>>,
        sdk: Option<Sdk>,
    ) -> Result<Value, Problem> {
        let sdk = sdk.unwrap_or_default();
        let world = self.session.world();
        let (_, owner) = self.owner(consumer, device)?;
        let (listing, at) = match owner {
            Owner::Device(id) => {
                let device = &world.devices()[id.index()];
                (of_device(&device.about.spec, sdk), device.at().map(Instruction::Device))
            }
            Owner::Consumer(id) => {
                let consumer = &world.consumers()[id.index()];
                (Some(of_consumer(&consumer.spec, sdk)), consumer.instruction())
            }
        };
        let code = listing.as_ref().and_then(|listing| listing.code.as_ref());
        let lines = code.map(|code| {
            let lines =
                code.lines.iter().map(|(of, text)| json!({"instruction": of.map(Instruction::code), "text": text}));
            lines.collect::<Vec<_>>()
        });
        Ok(json!({
            "package": listing.map(|listing| listing.package),
            "lines": lines,
            "at": at.map(Instruction::code),
        }))
    }

    pub(super) fn set_breakpoint(
        &mut self,
        consumer: Option<Arc<str>>,
        device: Option<Arc<str>>,
        instruction: &str,
        on: bool,
    ) -> Result<Value, Problem> {
        let (program, owner) = self.owner(consumer, device)?;
        let of_device = matches!(owner, Owner::Device(_));
        let known = Instruction::of_code(instruction)
            .filter(|instruction| matches!(instruction, Instruction::Device(_)) == of_device);
        let Some(instruction) = known else {
            let codes = Instruction::ALL.into_iter().filter(|it| matches!(it, Instruction::Device(_)) == of_device);
            let codes = codes.map(Instruction::code).collect::<Vec<_>>().join(", ");
            let reason = say!(self.language, Key::SessionOneOf, codes = Arg::Code(&codes)).plain();
            return Err(Problem::member("instruction", &reason, self.language));
        };
        self.session.set_breakpoint(Breakpoint { program, instruction }, on);
        Ok(json!({}))
    }

    pub(super) fn breakpoints(&self) -> Value {
        json!({"breakpoints": self.session.breakpoints().iter().map(told).collect::<Vec<_>>()})
    }

    /// The breakpoint at which the run stands.
    pub(super) fn stopped(&self) -> Value {
        self.session.stopped_at().map(told).unwrap_or_default()
    }

    fn owner(&self, consumer: Option<Arc<str>>, device: Option<Arc<str>>) -> Result<(Arc<str>, Owner), Problem> {
        let world = self.session.world();
        match (consumer, device) {
            (Some(name), None) => {
                let found = world.find_consumer(&name).map(Owner::Consumer);
                let id = found.ok_or_else(|| Rejection::new(RejectCode::UnknownConsumer, &name))?;
                Ok((name, id))
            }
            (None, Some(name)) => {
                let found = world.find_device(&name).map(Owner::Device);
                let id = found.ok_or_else(|| Rejection::new(RejectCode::UnknownDevice, &name))?;
                Ok((name, id))
            }
            _ => Err(self.one_of_two("consumer")),
        }
    }
}

fn told(breakpoint: &Breakpoint) -> Value {
    let owner = if matches!(breakpoint.instruction, Instruction::Device(_)) { "device" } else { "consumer" };
    json!({owner: &*breakpoint.program, "instruction": breakpoint.instruction.code()})
}
