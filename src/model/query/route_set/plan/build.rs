//! The first half of planning: programs are taken apart, and each leaf and each operation is kept once.

use super::{Leaf, Named, NodeId, Op, Plan};
use crate::model::query::check::Type;
use crate::model::query::functions::twin_change;
use crate::model::query::path::Path;
use crate::model::query::program::{self, Input, Program};
use crate::model::query::route_set::lookup::{Paths, Table};
use crate::model::query::string::{Text, fold};
use crate::model::query::value::Value;
use std::collections::BTreeMap;

/// Takes programs apart and keeps each part once.
pub(super) struct Builder {
    leaves: Vec<Leaf>,
    leaf_keys: BTreeMap<Vec<u8>, NodeId>,
    ops: Vec<Op>,
    op_keys: BTreeMap<Vec<u8>, NodeId>,
    body: Paths,
    twin: Paths,
    application: Table,
}

impl Builder {
    pub(super) fn new() -> Self {
        Self {
            leaves: Vec::new(),
            leaf_keys: BTreeMap::new(),
            ops: Vec::new(),
            op_keys: BTreeMap::new(),
            body: Paths::new(false),
            twin: Paths::new(true),
            application: Table::default(),
        }
    }

    fn constant(&mut self, value: &Value<'static>) -> NodeId {
        let key = match value {
            Value::Undefined(_) => vec![0],
            Value::Null => vec![1],
            Value::Bool(value) => vec![2, u8::from(*value)],
            Value::Number(number) => [3].into_iter().chain(number.to_bits().to_le_bytes()).collect(),
            Value::String(text) => {
                [4].into_iter().chain(text.to_units().into_iter().flat_map(u16::to_le_bytes)).collect()
            }
            Value::Object => vec![5],
            Value::Array => vec![6],
        };
        self.leaf(key, Leaf::Constant(value.clone()))
    }

    fn leaf(&mut self, key: Vec<u8>, leaf: Leaf) -> NodeId {
        let (leaves, application) = (&mut self.leaves, &mut self.application);
        *self.leaf_keys.entry(key).or_insert_with(|| {
            let new = leaves.len() as NodeId;
            if let Leaf::Application { hash, .. } = &leaf {
                application.insert(*hash, new);
            }
            leaves.push(leaf);
            new
        })
    }

    /// The leaf that a node of `program` is, if it is one.
    fn leaf_of(&mut self, program: &Program, at: usize) -> Option<NodeId> {
        let dialect = program.dialect;
        let keyed = |tag: u8, number: u32, name: Option<&str>| {
            let name: String = name.unwrap_or_default().chars().map(fold).collect();
            [&[tag, dialect as u8], &number.to_le_bytes()[..], name.as_bytes()].concat()
        };
        Some(match &program.nodes[at].op {
            program::Op::Constant(at) => self.constant(&program.constants[*at as usize]),
            program::Op::NullLogic(..) => self.constant(&Value::Null),
            program::Op::BodyHas(_, argument) => {
                let slot = self.body.add(&change_path(program, *argument as usize));
                self.leaf(keyed(10, slot, None), Leaf::BodyHas { slot, dialect })
            }
            program::Op::Input(input) => match &program.inputs[*input as usize] {
                Input::Application(name) => {
                    let Named { name, hash } = Named::new(name);
                    let key = keyed(11, 0, Some(&name));
                    self.leaf(key, Leaf::Application { name, hash })
                }
                Input::System { key, name, application } => {
                    let also = application.then(|| Named::new(name));
                    let number = key.map_or(u32::MAX, |key| key as u32);
                    let id = keyed(12, number, also.as_ref().map(|also| &*also.name));
                    self.leaf(id, Leaf::System { key: *key, also, dialect })
                }
                Input::Body { path, application, .. } => {
                    let slot = self.body.add(path);
                    let first = application.as_deref().map(Named::new);
                    let id = keyed(13, slot, application.as_deref());
                    self.leaf(id, Leaf::Body { slot, first, dialect })
                }
                Input::Twin { path, .. } => {
                    let slot = self.twin.add(path);
                    self.leaf(keyed(14, slot, None), Leaf::Twin { slot })
                }
            },
            _ => return None,
        })
    }

    pub(super) fn leaves(&mut self, program: &Program) {
        for value in [false, true] {
            self.constant(&Value::Bool(value));
        }
        for at in 0..program.nodes.len() {
            self.leaf_of(program, at);
        }
    }

    /// The whole of `program`, as an operand of logic.
    pub(super) fn nodes(&mut self, program: &Program) -> NodeId {
        let constant = |builder: &mut Self, value| builder.constant(&Value::Bool(value));
        let mut places: Vec<NodeId> = Vec::with_capacity(program.nodes.len());
        let is_null = |node: u32| program.nodes[node as usize].ty == Type::Null;
        for (at, node) in program.nodes.iter().enumerate() {
            let place = |operand: &u32| places[*operand as usize];
            // As an operand of logic the constant null counts as false, and NOT of it is true.
            let truth = |builder: &mut Self, operand: &u32| {
                if is_null(*operand) { constant(builder, false) } else { places[*operand as usize] }
            };
            let op = match &node.op {
                program::Op::Not(operand) if is_null(*operand) => {
                    let always = constant(self, true);
                    places.push(always);
                    continue;
                }
                program::Op::Not(operand) => Op::Not(place(operand)),
                program::Op::Negate(operand) => Op::Negate(place(operand)),
                program::Op::Arithmetic(operator, l, r) => Op::Arithmetic(*operator, place(l), place(r)),
                program::Op::Concat(l, r) => Op::Concat(place(l), place(r)),
                program::Op::Compare(operator, l, r) => Op::Compare(*operator, place(l), place(r)),
                program::Op::And(l, r) => Op::And(truth(self, l), truth(self, r)),
                program::Op::Or(l, r) => Op::Or(truth(self, l), truth(self, r)),
                program::Op::Strict(operator, l, r) => Op::Strict(*operator, place(l), place(r)),
                program::Op::Coalesce(l, r) => Op::Coalesce(place(l), place(r)),
                program::Op::Call(builtin, arguments) => Op::Call(builtin, arguments.iter().map(place).collect()),
                program::Op::EdgeIsNull(operand) => Op::EdgeIsNull(place(operand)),
                program::Op::EdgeIsBool(operand) => Op::EdgeIsBool(place(operand)),
                program::Op::Constant(_)
                | program::Op::Input(_)
                | program::Op::NullLogic(..)
                | program::Op::BodyHas(..) => {
                    let leaf = self.leaf_of(program, at);
                    places.extend(leaf);
                    continue;
                }
            };
            let (n_leaves, ops) = (self.leaves.len(), &mut self.ops);
            let new = *self.op_keys.entry(op.key()).or_insert_with(|| {
                ops.push(op);
                (n_leaves + ops.len() - 1) as NodeId
            });
            places.push(new);
        }
        let root = program.nodes.len() as u32 - 1;
        if is_null(root) { constant(self, false) } else { places[root as usize] }
    }

    pub(super) fn plan(self) -> Plan {
        let is_fixed = |leaf: &Leaf| match leaf {
            Leaf::Constant(value) => !matches!(value, Value::String(Text::Units(_))),
            _ => false,
        };
        let inputs = (0..).zip(&self.leaves).filter(|(_, leaf)| !is_fixed(leaf)).map(|(at, _)| at).collect();
        Plan {
            inputs,
            steps: Vec::new(),
            steps_of: vec![(0, 0); self.ops.len()],
            leaves: self.leaves,
            ops: self.ops,
            body: self.body,
            twin: self.twin,
            application: self.application,
            watches: Vec::new(),
            derived: Vec::new(),
            bits: 0,
            groups: Vec::new(),
        }
    }
}

/// The path that `twin_change_includes` names in the node `argument`.
fn change_path(program: &Program, argument: usize) -> Path {
    let text = match &program.nodes[argument].op {
        program::Op::Constant(at) => match &program.constants[*at as usize] {
            Value::String(text) => text.to_lossy(),
            other => unreachable!("a bare path is text: {other:?}"),
        },
        other => unreachable!("a bare path is a constant: {other:?}"),
    };
    twin_change::path(&text).unwrap_or_else(|reason| unreachable!("checked when it was compiled: {reason}"))
}

impl Op {
    /// Equal for operations that compute the same.
    fn key(&self) -> Vec<u8> {
        let (tag, name) = match self {
            Self::Negate(_) => (0, ""),
            Self::Not(_) => (1, ""),
            Self::Arithmetic(operator, ..) => (2, operator.as_str()),
            Self::Concat(..) => (3, ""),
            Self::Compare(operator, ..) => (4, operator.as_str()),
            Self::And(..) => (5, ""),
            Self::Or(..) => (6, ""),
            Self::Strict(operator, ..) => (7, operator.as_str()),
            Self::Coalesce(..) => (8, ""),
            Self::Call(builtin, _) => (9, builtin.name),
            Self::EdgeIsNull(_) => (10, ""),
            Self::EdgeIsBool(_) => (11, ""),
        };
        let operands = self.operands().into_iter().flat_map(NodeId::to_le_bytes);
        [tag].into_iter().chain(operands).chain(name.bytes()).collect()
    }
}
