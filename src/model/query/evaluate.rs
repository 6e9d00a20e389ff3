//! Runs a program against one message.

use super::Dialect;
use super::body;
use super::check::Type;
use super::functions::Arguments;
use super::json::scan;
use super::program::{Input, Op, Program, Step};
use super::string::Text;
use super::subject::Facts;
use super::tokens::Binary;
use super::value::{Value, ValueType, Verdict, Why, and, compare, or};
use std::borrow::Cow;
use std::cell::OnceCell;

/// Holds the decoded body for as long as values borrow from it.
#[derive(Debug, Default)]
pub struct Store<'r>(OnceCell<Result<Cow<'r, str>, Why>>);

/// A run: the slots, and what was read of the message so far.
pub struct Machine<'r> {
    program: &'r Program,
    facts: &'r dyn Facts,
    store: &'r Store<'r>,
    pub slots: Vec<Value<'r>>,
    /// What to take for the inputs instead of asking the message.
    given: Option<&'r [Value<'r>]>,
    body: Option<Document<'r>>,
    twin: Option<Document<'r>>,
}

/// What the wanted paths of a body or twin are worth, or why nothing of it can be read.
struct Document<'r> {
    values: Vec<Value<'r>>,
    refused: Option<Why>,
}

impl<'r> Machine<'r> {
    #[must_use]
    pub fn new(program: &'r Program, facts: &'r dyn Facts, store: &'r Store<'r>) -> Self {
        let slots = vec![Value::Null; program.nodes.len()];
        Self { program, facts, store, slots, given: None, body: None, twin: None }
    }

    /// The same run on other values: one for each input of the program.
    #[must_use]
    pub fn with_inputs(mut self, given: &'r [Value<'r>]) -> Self {
        self.given = Some(given);
        self
    }

    /// Runs, leaving out what no longer matters.
    pub fn run(&mut self) -> Verdict {
        let mut at = 0;
        while let Some(&step) = self.program.steps.get(at) {
            at += 1;
            match step {
                Step::Compute(node) => self.slots[node as usize] = self.compute(node as usize),
                Step::SkipIfDecided { left, whole, to } => {
                    let left = &self.slots[left as usize];
                    let decides = match self.program.nodes[whole as usize].op {
                        Op::And(..) => *left == Value::Bool(false),
                        Op::Or(..) => *left == Value::Bool(true),
                        _ => left.is_defined(),
                    };
                    if decides {
                        self.slots[whole as usize] = left.clone();
                        at = to as usize;
                    }
                }
            }
        }
        self.verdict()
    }

    /// Runs every operation, so that each slot can be shown.
    pub fn run_all(&mut self) -> Verdict {
        for node in 0..self.program.nodes.len() {
            self.slots[node] = self.compute(node);
        }
        self.verdict()
    }

    fn verdict(&self) -> Verdict {
        self.truth(self.slots.len() as u32 - 1)
    }

    fn compute(&mut self, node: usize) -> Value<'r> {
        let program = self.program;
        let op = &program.nodes[node].op;
        if let Op::Input(input) = op {
            return match self.given {
                Some(values) => values[*input as usize].reborrow(),
                None => self.input(&program.inputs[*input as usize]),
            };
        }
        if let Op::BodyHas(slot, _) = op {
            return self.body_has(*slot);
        }
        let slot = |id: &u32| &self.slots[*id as usize];
        match op {
            Op::Constant(at) => program.constants[*at as usize].reborrow(),
            Op::Negate(operand) => match slot(operand) {
                Value::Number(number) => Value::Number(-number),
                other => other.refusal(),
            },
            Op::Not(operand) => match slot(operand) {
                Value::Bool(value) => Value::Bool(!value),
                // Only the constant: a null of the body is not boolean.
                Value::Null if program.nodes[*operand as usize].ty == Type::Null => Value::Bool(true),
                other => other.refusal(),
            },
            Op::Arithmetic(operator, left, right) => arithmetic(*operator, slot(left), slot(right)),
            Op::Concat(left, right) => match (slot(left), slot(right)) {
                (Value::String(l), Value::String(r)) => Value::String(l.concat(r)),
                (l, r) => either_refusal(l, r, ValueType::String),
            },
            Op::Compare(operator, left, right) => compare(*operator, slot(left), slot(right)),
            Op::And(left, right) => and(self.truth(*left), self.truth(*right)).into(),
            Op::Or(left, right) => or(self.truth(*left), self.truth(*right)).into(),
            Op::Strict(operator, left, right) => match (slot(left), slot(right)) {
                (Value::Bool(l), Value::Bool(r)) => {
                    Value::Bool(if *operator == Binary::And { *l && *r } else { *l || *r })
                }
                (l, r) => either_refusal(l, r, ValueType::Bool),
            },
            Op::NullLogic(..) => Value::Null,
            Op::Coalesce(left, right) => {
                let (left, right) = (slot(left), slot(right));
                if left.is_defined() { left.clone() } else { right.clone() }
            }
            Op::Call(builtin, places) => builtin.call(&Arguments { slots: &self.slots, places }),
            Op::EdgeIsNull(operand) => match slot(operand) {
                value if value.is_defined() => Value::Bool(*value != Value::Null),
                other => other.refusal(),
            },
            Op::EdgeIsBool(operand) => match slot(operand) {
                value if value.is_defined() => Value::Bool(matches!(value, Value::Bool(_))),
                other => other.refusal(),
            },
            Op::Input(_) | Op::BodyHas(..) => unreachable!("read above"),
        }
    }

    /// A slot as an operand of OR and as the whole: the constant null counts as false.
    fn truth(&self, node: u32) -> Verdict {
        match &self.slots[node as usize] {
            Value::Null if self.program.nodes[node as usize].ty == Type::Null => Verdict::False,
            value => value.ternary(),
        }
    }

    /// What the message has for an input.
    pub fn input(&mut self, input: &'r Input) -> Value<'r> {
        let facts = self.facts;
        let application = |name: &str| facts.application(name).map(|text| Value::String(Text::borrowed(text)));
        match input {
            Input::Application(name) => application(name).unwrap_or(Value::Undefined(Why::PropertyAbsent)),
            Input::System { key, name, application: also } => {
                let system = key.and_then(|key| facts.system(key)).map(|text| Value::String(Text::Utf8(text)));
                let application = || if *also { application(name) } else { None };
                let found = match self.program.dialect {
                    Dialect::Cloud => system.or_else(application),
                    Dialect::Edge => application().or(system),
                };
                let absent = if key.is_some() { Why::SystemPropertyAbsent } else { Why::SystemPropertyUnknown };
                found.unwrap_or(Value::Undefined(absent))
            }
            Input::Body { slot, application: first, .. } => {
                if let Some(value) = first.as_deref().and_then(application) {
                    return value;
                }
                let value = self.body(*slot);
                match (self.program.dialect, value) {
                    (Dialect::Edge, Value::Undefined(Why::BodyPathAbsent)) => Value::Null,
                    (_, value) => value,
                }
            }
            Input::Twin { slot, .. } => {
                if self.twin.is_none() {
                    self.twin = Some(self.read_twin());
                }
                self.twin.as_ref().map_or(Value::Null, |twin| twin.value(*slot))
            }
        }
    }

    fn body(&mut self, slot: u32) -> Value<'r> {
        if self.body.is_none() {
            self.body = Some(self.read_body());
        }
        self.body.as_ref().map_or(Value::Null, |body| body.value(slot))
    }

    fn body_has(&mut self, slot: u32) -> Value<'r> {
        match self.body(slot) {
            Value::Undefined(Why::BodyPathAbsent) => Value::Bool(false),
            Value::Undefined(Why::DateTime) => Value::Bool(true),
            Value::Undefined(unreadable) => Value::Undefined(unreadable),
            _ => Value::Bool(true),
        }
    }

    fn read_body(&self) -> Document<'r> {
        let text = self.store.0.get_or_init(|| body::text(self.facts, self.program.dialect));
        let mut values = self.program.body.blank();
        let refused = match text {
            Err(why) => Some(*why),
            Ok(text) => match scan(text, &self.program.body, &mut values) {
                Err(_) => Some(Why::BodyNotJson),
                Ok(ValueType::Object) => None,
                Ok(_) => Some(Why::BodyNotObject),
            },
        };
        Document { values, refused }
    }

    fn read_twin(&self) -> Document<'r> {
        let mut values = self.program.twin.blank();
        let refused = match self.facts.twin() {
            None => Some(Why::TwinAbsent),
            // A twin is JSON by construction.
            Some(twin) => scan(twin.json(), &self.program.twin, &mut values).err().map(|_| Why::TwinAbsent),
        };
        Document { values, refused }
    }
}

impl<'r> Document<'r> {
    fn value(&self, slot: u32) -> Value<'r> {
        match self.refused {
            Some(why) => Value::Undefined(why),
            None => self.values[slot as usize].clone(),
        }
    }
}

fn arithmetic<'r>(operator: Binary, left: &Value<'_>, right: &Value<'_>) -> Value<'r> {
    let (Value::Number(l), Value::Number(r)) = (left, right) else {
        return either_refusal(left, right, ValueType::Number);
    };
    Value::number(match operator {
        Binary::Add => l + r,
        Binary::Subtract => l - r,
        Binary::Multiply => l * r,
        Binary::Divide => l / r,
        Binary::Modulo => libm::fmod(*l, *r),
        _ => unreachable!("not arithmetic: {operator:?}"),
    })
}

/// Which of two operands is to blame: an undefined one first.
fn either_refusal<'r>(left: &Value<'_>, right: &Value<'_>, wanted: ValueType) -> Value<'r> {
    let undefined = [left, right].into_iter().find(|value| !value.is_defined());
    let blamed = undefined.unwrap_or(if left.value_type() == wanted { right } else { left });
    blamed.refusal()
}
