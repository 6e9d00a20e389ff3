//! The built-in functions: signatures in one table each family, looked up without regard to case.
//!
//! Models: "Built-in functions" (docs: iot-hub-devguide-query-language) and section 9 of the reference.
//! An undefined argument, or a body value of the wrong type, makes the result undefined; the type tests alone answer.

pub mod convert;
pub mod math;
pub mod text;
pub mod twin_change;
pub mod types;

use super::string::Text;
use super::value::{Value, ValueType};

/// What a parameter takes; body and twin values pass the compiler everywhere and are checked again at run time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parameter {
    Number,
    String,
    NumberOrString,
    Any,
}

impl Parameter {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::String => "string",
            Self::NumberOrString => "string or number",
            Self::Any => "any",
        }
    }

    #[must_use]
    pub fn takes(self, given: ValueType) -> bool {
        match self {
            Self::Number => given == ValueType::Number,
            Self::String => given == ValueType::String,
            Self::NumberOrString => matches!(given, ValueType::Number | ValueType::String),
            Self::Any => true,
        }
    }
}

/// What a function gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    Number,
    String,
    Bool,
}

/// How a function works on its values, which have the types that its parameters take.
#[derive(Clone, Copy, Debug)]
pub enum Apply {
    Number(fn(f64) -> f64),
    Numbers(fn(f64, f64) -> f64),
    Values(fn(&Arguments<'_, '_>) -> Value<'static>),
    /// Needs more than values: see [`twin_change`].
    Path,
}

/// A function of the language.
#[derive(Debug)]
pub struct Builtin {
    pub name: &'static str,
    /// The parameters; the last one repeats up to `at_most`.
    pub parameters: &'static [Parameter],
    pub at_least: u32,
    pub at_most: u32,
    pub gives: Gives,
    pub apply: Apply,
    /// Whether Edge Hub has it too.
    pub in_edge: bool,
}

impl Builtin {
    /// The parameter at `position`, from 0.
    #[must_use]
    pub fn parameter(&self, position: usize) -> Parameter {
        self.parameters[position.min(self.parameters.len() - 1)]
    }

    /// The result for `arguments`.
    #[must_use]
    pub fn call(&self, arguments: &Arguments<'_, '_>) -> Value<'static> {
        for position in 0..arguments.len() {
            let argument = arguments.get(position);
            if self.parameter(position) != Parameter::Any
                && !(argument.is_defined() && self.parameter(position).takes(argument.value_type()))
            {
                return argument.refusal();
            }
        }
        match self.apply {
            Apply::Number(f) => Value::number(f(arguments.number(0))),
            Apply::Numbers(f) => Value::number(f(arguments.number(0), arguments.number(1))),
            Apply::Values(f) => f(arguments),
            Apply::Path => unreachable!("the program asks the body itself"),
        }
    }
}

/// The arguments of one call, in their slots.
pub struct Arguments<'s, 'v> {
    pub slots: &'s [Value<'v>],
    pub places: &'s [u32],
}

impl<'s, 'v> Arguments<'s, 'v> {
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    #[must_use]
    pub fn get(&self, position: usize) -> &'s Value<'v> {
        &self.slots[self.places[position] as usize]
    }

    fn number(&self, position: usize) -> f64 {
        match self.get(position) {
            Value::Number(number) => *number,
            other => unreachable!("checked to be a number: {other:?}"),
        }
    }

    fn string(&self, position: usize) -> &'s Text<'v> {
        match self.get(position) {
            Value::String(text) => text,
            other => unreachable!("checked to be a string: {other:?}"),
        }
    }
}

const FAMILIES: [&[Builtin]; 5] = [math::TABLE, types::TABLE, convert::TABLE, text::TABLE, twin_change::TABLE];

/// Every function, in the order of the reference's table.
pub fn all() -> impl Iterator<Item = &'static Builtin> {
    FAMILIES.into_iter().flatten()
}

/// The function called `name`, in any letter case.
#[must_use]
pub fn find(name: &str) -> Option<&'static Builtin> {
    all().find(|builtin| builtin.name.eq_ignore_ascii_case(name))
}

/// `function(arguments…) -> result` for the tests at the foot of the families.
#[cfg(test)]
fn apply(name: &str, arguments: &[Value<'_>]) -> Value<'static> {
    let places: Vec<u32> = (0..arguments.len() as u32).collect();
    find(name).unwrap().call(&Arguments { slots: arguments, places: &places })
}
