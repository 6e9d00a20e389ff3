//! What a condition depends on: its variables (properties and paths), and the constants that each is held against.
//!
//! The nearest match takes its candidates from here, and the lints the values that stand for all others.

use super::program::{Input, Op, Program};
use super::string::{Text, same_name};
use super::subject::SystemProperty;
use super::value::Value;

/// Something that a condition reads, however often it stands there.
#[derive(Clone, Debug)]
pub(super) struct Variable {
    /// The inputs of the program that read it.
    pub(super) inputs: Vec<usize>,
    pub(super) place: Place,
}

/// Where the value of a variable can be changed.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Place {
    Application(Box<str>),
    System(SystemProperty),
    /// The slot in [`Program::body`].
    Body(u32),
    /// The slot in [`Program::twin`].
    Twin(u32),
    /// A name that nothing can set.
    Nowhere,
}

impl Place {
    fn of(input: &Input) -> Self {
        match input {
            Input::Application(name) => Self::Application(name.clone()),
            Input::System { key: Some(key), .. } => Self::System(*key),
            Input::System { key: None, name, application: true } => Self::Application(name.clone()),
            Input::System { key: None, .. } => Self::Nowhere,
            Input::Body { slot, .. } => Self::Body(*slot),
            Input::Twin { slot, .. } => Self::Twin(*slot),
        }
    }

    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Application(l), Self::Application(r)) => same_name(l, r),
            _ => self == other,
        }
    }

    /// Whether its values have the types of JSON, and not text alone.
    pub(super) fn is_dynamic(&self) -> bool {
        matches!(self, Self::Body(_) | Self::Twin(_))
    }
}

/// The variables of a program, in the order of the text.
pub(super) fn variables(program: &Program) -> Vec<Variable> {
    let mut found: Vec<Variable> = Vec::new();
    for (at, input) in program.inputs.iter().enumerate() {
        let place = Place::of(input);
        match found.iter_mut().find(|variable| variable.place.same(&place)) {
            Some(variable) => variable.inputs.push(at),
            None => found.push(Variable { inputs: vec![at], place }),
        }
    }
    found
}

/// A part of a condition that AND, OR, NOT and `??` join: a comparison, a call, a value alone.
#[derive(Debug)]
pub(super) struct Atom {
    pub(super) root: u32,
    /// Its inputs and its constants, as nodes.
    pub(super) inputs: Vec<u32>,
    pub(super) constants: Vec<u32>,
}

/// The operands of a node.
pub(super) fn operands(op: &Op) -> Vec<u32> {
    match op {
        Op::Constant(_) | Op::Input(_) => vec![],
        Op::Negate(one) | Op::Not(one) | Op::EdgeIsNull(one) | Op::EdgeIsBool(one) | Op::BodyHas(_, one) => vec![*one],
        Op::Arithmetic(_, l, r) | Op::Compare(_, l, r) | Op::Strict(_, l, r) | Op::NullLogic(_, l, r) => vec![*l, *r],
        Op::Concat(l, r) | Op::And(l, r) | Op::Or(l, r) | Op::Coalesce(l, r) => vec![*l, *r],
        Op::Call(_, arguments) => arguments.to_vec(),
    }
}

/// The atoms of a program, in the order of the text.
pub(super) fn atoms(program: &Program) -> Vec<Atom> {
    let is_logic = |op: &Op| matches!(op, Op::Not(_) | Op::And(..) | Op::Or(..) | Op::Strict(..) | Op::NullLogic(..));
    let (mut open, mut found) = (vec![program.nodes.len() as u32 - 1], Vec::new());
    while let Some(root) = open.pop() {
        let op = &program.nodes[root as usize].op;
        if is_logic(op) {
            open.extend(operands(op));
            continue;
        }
        let mut atom = Atom { root, inputs: Vec::new(), constants: Vec::new() };
        let mut below = vec![root];
        while let Some(node) = below.pop() {
            match &program.nodes[node as usize].op {
                Op::Input(_) => atom.inputs.push(node),
                Op::Constant(_) => atom.constants.push(node),
                op => below.extend(operands(op)),
            }
        }
        found.push(atom);
    }
    found.sort_by_key(|atom| atom.root);
    found
}

/// Values for `variable` that may make a difference, the likeliest first: the constants that it is held against and
/// their neighbours, and what stands beside it in the message now.
pub(super) fn candidates(
    program: &Program,
    variable: &Variable,
    atoms: &[Atom],
    now: &[Value<'_>],
) -> Vec<Value<'static>> {
    let dynamic = variable.place.is_dynamic();
    let input_of = |node: u32| match program.nodes[node as usize].op {
        Op::Input(input) => input as usize,
        _ => unreachable!("an atom's inputs are inputs"),
    };
    let mut found: Vec<Value<'static>> = Vec::new();
    let mut offer = |value: Value<'static>| {
        let value = match value {
            Value::Number(number) if !dynamic => Value::String(Text::owned(super::ast::number_literal(number))),
            Value::Bool(_) | Value::Null if !dynamic => return,
            value => value,
        };
        if value.is_defined() && !found.contains(&value) {
            found.push(value);
        }
    };
    for atom in atoms.iter().filter(|atom| atom.inputs.iter().any(|&node| variable.inputs.contains(&input_of(node)))) {
        let constants = atom.constants.iter().filter_map(|&node| match program.nodes[node as usize].op {
            Op::Constant(at) => Some(program.constants[at as usize].clone()),
            _ => None,
        });
        let beside = atom.inputs.iter().map(|&node| input_of(node)).filter(|input| !variable.inputs.contains(input));
        let near: Vec<Value<'static>> = constants.chain(beside.map(|input| now[input].clone().into_owned())).collect();
        near.iter().cloned().for_each(&mut offer);
        for value in &near {
            match value {
                Value::Number(number) => {
                    [number + 1.0, number - 1.0].map(Value::Number).into_iter().for_each(&mut offer)
                }
                Value::String(text) => {
                    offer(Value::String(text.map_case(char::to_lowercase)));
                    offer(Value::String(text.map_case(char::to_uppercase)));
                    offer(Value::String(text.concat(&Text::borrowed("x"))));
                    offer(Value::String(Text::borrowed("")));
                }
                _ => {}
            }
        }
        let typed = [Value::Bool(true), Value::Bool(false), Value::Null, Value::Number(1.0)];
        let plain = Value::String(Text::borrowed("x"));
        typed.into_iter().chain([plain]).for_each(&mut offer);
    }
    found
}

/// Values that stand for every value that `variable` can have, or none if the condition looks at it in a way that
/// these do not cover.
///
/// Covered are comparisons with constants, alone or through `as_number`, the type tests, and a body value alone.
pub(super) fn representatives(program: &Program, variable: &Variable, atoms: &[Atom]) -> Option<Vec<Value<'static>>> {
    let (mut numbers, mut texts, mut converted) = (Vec::new(), Vec::new(), Vec::new());
    let reads =
        |node: u32| matches!(program.nodes[node as usize].op, Op::Input(i) if variable.inputs.contains(&(i as usize)));
    let converts =
        |node: u32| matches!(&program.nodes[node as usize].op, Op::Call(f, a) if f.name == "as_number" && reads(a[0]));
    let (mut plain, mut through) = (false, false);
    for atom in atoms.iter().filter(|atom| atom.inputs.iter().any(|&node| reads(node))) {
        match &program.nodes[atom.root as usize].op {
            Op::Input(_) => plain = true,
            Op::Call(builtin, arguments) if builtin.name.starts_with("is_") && reads(arguments[0]) => plain = true,
            Op::Compare(_, left, right) => {
                let (side, other) = if reads(*left) || converts(*left) { (left, right) } else { (right, left) };
                let Op::Constant(at) = program.nodes[*other as usize].op else {
                    return None;
                };
                let constant = &program.constants[at as usize];
                if reads(*side) {
                    plain = true;
                    match constant {
                        Value::Number(number) => numbers.push(*number),
                        Value::String(text) => texts.push(text.clone()),
                        _ => {}
                    }
                } else if let (true, Value::Number(number)) = (converts(*side), constant) {
                    through = true;
                    converted.push(*number);
                } else {
                    return None;
                }
            }
            _ => return None,
        }
    }
    if plain && through {
        return None;
    }
    let absent = Value::Undefined(super::value::Why::PropertyAbsent);
    if through {
        let as_text = |number| Value::String(Text::owned(super::ast::number_literal(number)));
        let words = [absent, Value::String(Text::borrowed("not a number"))];
        return Some(words.into_iter().chain(regions(&converted).into_iter().map(as_text)).collect());
    }
    // The empty text is the least of all, and a text with NUL after it the next one.
    let after = texts.iter().map(|text| text.concat(&Text::borrowed("\0"))).collect::<Vec<_>>();
    let texts = [Text::borrowed("")].into_iter().chain(texts).chain(after).map(Value::String);
    let mut all: Vec<Value<'static>> = [absent].into_iter().chain(texts).collect();
    if variable.place.is_dynamic() {
        all.extend([Value::Null, Value::Bool(true), Value::Bool(false), Value::Object, Value::Array]);
        all.extend(regions(&numbers).into_iter().map(Value::Number));
    }
    Some(all)
}

/// A number below, between, above and at each of `points`.
fn regions(points: &[f64]) -> Vec<f64> {
    let mut points = points.to_vec();
    points.sort_by(f64::total_cmp);
    let between = points.windows(2).map(|pair| pair[0] / 2.0 + pair[1] / 2.0).collect::<Vec<_>>();
    let outside = [f64::NEG_INFINITY, -1e300, 0.0, 1e300, f64::INFINITY];
    points.iter().copied().chain(between).chain(outside).collect()
}
