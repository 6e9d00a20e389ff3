//! The conditions of one source as one program: leaves first, then every operation once, whichever conditions use it.

use super::lookup::{Paths, Table};
use super::tape::{folded_hash, hash};
use crate::model::query::check::Type;
use crate::model::query::functions::{Builtin, twin_change};
use crate::model::query::path::Path;
use crate::model::query::program::{self, Input, Program};
use crate::model::query::string::{Text, fold};
use crate::model::query::subject::SystemProperty;
use crate::model::query::tokens::Binary;
use crate::model::query::value::Value;
use crate::model::query::{Condition, Dialect};
use std::collections::BTreeMap;

/// The place of a value during a run.
pub(super) type NodeId = u32;

/// What a leaf is read from.
#[derive(Clone, Debug)]
pub(super) enum Leaf {
    Constant(Value<'static>),
    Application {
        name: Box<str>,
        hash: u32,
    },
    System {
        key: Option<SystemProperty>,
        also: Option<Named>,
        dialect: Dialect,
    },
    Body {
        slot: u32,
        first: Option<Named>,
        dialect: Dialect,
    },
    /// `twin_change_includes`.
    BodyHas {
        slot: u32,
        dialect: Dialect,
    },
    Twin {
        slot: u32,
    },
}

/// An application property that stands beside another input.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) name: Box<str>,
    pub(super) hash: u32,
}

impl Named {
    fn new(name: &str) -> Self {
        Self { name: name.into(), hash: folded_hash(name) }
    }
}

/// What is computed from other values. As in [`program::Op`]; the constant null as an operand of logic is gone.
#[derive(Clone, Debug)]
pub(super) enum Op {
    Negate(NodeId),
    Not(NodeId),
    Arithmetic(Binary, NodeId, NodeId),
    Concat(NodeId, NodeId),
    Compare(Binary, NodeId, NodeId),
    And(NodeId, NodeId),
    Or(NodeId, NodeId),
    Strict(Binary, NodeId, NodeId),
    Coalesce(NodeId, NodeId),
    Call(&'static Builtin, Box<[NodeId]>),
    EdgeIsNull(NodeId),
    EdgeIsBool(NodeId),
}

/// One step towards a value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Compute(NodeId),
    /// If `left` decides the operation `whole`, goes on at step `to`.
    SkipIfDecided {
        left: NodeId,
        whole: NodeId,
        to: u32,
    },
}

/// The routes that can only be true if the leaf `input` is a certain text.
#[derive(Clone, Debug)]
pub(super) struct Dispatch {
    pub(super) input: NodeId,
    texts: Vec<(Box<str>, Vec<u32>)>,
    by_hash: Table,
}

impl Dispatch {
    /// The routes for `text`.
    pub(super) fn routes(&self, text: &str) -> &[u32] {
        let same = |place: &u32| &*self.texts[*place as usize].0 == text;
        let place = self.by_hash.candidates(hash(text.as_bytes(), false)).find(same);
        place.map_or(&[], |place| &self.texts[place as usize].1)
    }
}

/// A condition as parts that all have to be true.
#[derive(Clone, Debug)]
pub(super) struct Route {
    /// Its place among the conditions of the set.
    pub(super) place: u32,
    /// The cheapest first; without the text comparison that it is looked up by.
    pub(super) parts: Vec<NodeId>,
}

/// The program.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) leaves: Vec<Leaf>,
    /// The leaves to read for each message; a constant only if it is no well-formed text.
    pub(super) inputs: Vec<NodeId>,
    /// Of node `leaves.len()` and on.
    pub(super) ops: Vec<Op>,
    pub(super) steps: Vec<Step>,
    /// By operation: where its steps begin and end; empty for what is no part of a route by itself.
    pub(super) steps_of: Vec<(u32, u32)>,
    pub(super) body: Paths,
    pub(super) twin: Paths,
    /// The leaves that are application properties, by the hash of their names.
    pub(super) application: Table,
    pub(super) routes: Vec<Route>,
    /// Routes that are looked at for every message.
    pub(super) always: Vec<u32>,
    pub(super) dispatches: Vec<Dispatch>,
}

impl Plan {
    pub(super) fn new(conditions: &[(u32, &Condition)]) -> Self {
        let mut builder = Builder::new();
        // Leaves get their places before anything that is computed.
        for (_, condition) in conditions {
            builder.leaves(&condition.0.program);
        }
        let roots: Vec<NodeId> = conditions.iter().map(|(_, condition)| builder.nodes(&condition.0.program)).collect();
        let mut plan = builder.plan();
        for (&(place, _), root) in conditions.iter().zip(roots) {
            plan.add_route(place, root);
        }
        plan
    }

    fn op(&self, node: NodeId) -> Option<&Op> {
        (node as usize).checked_sub(self.leaves.len()).map(|at| &self.ops[at])
    }

    fn add_route(&mut self, place: u32, root: NodeId) {
        let (mut parts, mut open) = (Vec::new(), vec![root]);
        while let Some(node) = open.pop() {
            match self.op(node) {
                Some(&Op::And(left, right)) => open.extend([right, left]),
                _ => parts.push(node),
            }
        }
        let guard = parts.iter().position(|&part| self.text_comparison(part).is_some());
        let comparison = guard.and_then(|at| self.text_comparison(parts.swap_remove(at)));
        for &part in &parts {
            self.schedule(part);
        }
        parts.sort_by_key(|&part| self.cost(part));
        let route = self.routes.len() as u32;
        self.routes.push(Route { place, parts });
        let Some((input, text)) = comparison else {
            self.always.push(route);
            return;
        };
        let known = self.dispatches.iter().position(|dispatch| dispatch.input == input);
        let at = known.unwrap_or_else(|| {
            self.dispatches.push(Dispatch { input, texts: Vec::new(), by_hash: Table::default() });
            self.dispatches.len() - 1
        });
        let dispatch = &mut self.dispatches[at];
        match dispatch.texts.iter_mut().find(|(known, _)| *known == text) {
            Some((_, routes)) => routes.push(route),
            None => {
                dispatch.by_hash.insert(hash(text.as_bytes(), false), dispatch.texts.len() as u32);
                dispatch.texts.push((text, vec![route]));
            }
        }
    }

    /// The input and the text of `input = 'text'`.
    fn text_comparison(&self, part: NodeId) -> Option<(NodeId, Box<str>)> {
        let Some(&Op::Compare(Binary::Equal, left, right)) = self.op(part) else { return None };
        let text = |node: NodeId| match self.leaves.get(node as usize) {
            Some(Leaf::Constant(Value::String(Text::Utf8(text)))) => Some(Box::from(&**text)),
            _ => None,
        };
        let is_input =
            |node: NodeId| self.leaves.get(node as usize).is_some_and(|leaf| !matches!(leaf, Leaf::Constant(_)));
        [(left, right), (right, left)]
            .into_iter()
            .find_map(|(input, constant)| text(constant).filter(|_| is_input(input)).map(|text| (input, text)))
    }

    fn cost(&self, part: NodeId) -> usize {
        (part as usize).checked_sub(self.leaves.len()).map_or(0, |at| {
            let (start, end) = self.steps_of[at];
            (end - start) as usize
        })
    }

    /// Lays out the steps of `root`: each operation after its operands, a skip after each left operand that may decide.
    fn schedule(&mut self, root: NodeId) {
        let n_leaves = self.leaves.len();
        let Some(at) = (root as usize).checked_sub(n_leaves) else { return };
        if self.steps_of[at].0 != self.steps_of[at].1 {
            return;
        }
        enum Task {
            Enter(NodeId),
            Compute(NodeId),
            Skip { left: NodeId, whole: NodeId },
        }
        let start = self.steps.len() as u32;
        let (mut tasks, mut skips) = (vec![Task::Enter(root)], Vec::new());
        while let Some(task) = tasks.pop() {
            match task {
                Task::Enter(node) => match self.op(node) {
                    None => {}
                    Some(&(Op::And(left, right) | Op::Or(left, right) | Op::Coalesce(left, right))) => {
                        let skip = Task::Skip { left, whole: node };
                        tasks.extend([Task::Compute(node), Task::Enter(right), skip, Task::Enter(left)]);
                    }
                    Some(op) => {
                        tasks.push(Task::Compute(node));
                        tasks.extend(op.operands().into_iter().rev().map(Task::Enter));
                    }
                },
                Task::Skip { left, whole } => {
                    skips.push(self.steps.len());
                    self.steps.push(Step::SkipIfDecided { left, whole, to: 0 });
                }
                Task::Compute(node) => {
                    self.steps.push(Step::Compute(node));
                    let behind = self.steps.len() as u32;
                    if let Some(Op::And(..) | Op::Or(..) | Op::Coalesce(..)) = self.op(node)
                        && let Some(Step::SkipIfDecided { to, .. }) = skips.pop().map(|at| &mut self.steps[at])
                    {
                        *to = behind;
                    }
                }
            }
        }
        self.steps_of[at] = (start, self.steps.len() as u32);
    }
}

impl Op {
    fn operands(&self) -> Vec<NodeId> {
        match self {
            Self::Negate(operand) | Self::Not(operand) | Self::EdgeIsNull(operand) | Self::EdgeIsBool(operand) => {
                vec![*operand]
            }
            Self::Arithmetic(_, left, right)
            | Self::Concat(left, right)
            | Self::Compare(_, left, right)
            | Self::And(left, right)
            | Self::Or(left, right)
            | Self::Strict(_, left, right)
            | Self::Coalesce(left, right) => vec![*left, *right],
            Self::Call(_, arguments) => arguments.to_vec(),
        }
    }

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

/// Takes programs apart and keeps each part once.
struct Builder {
    leaves: Vec<Leaf>,
    leaf_keys: BTreeMap<Vec<u8>, NodeId>,
    ops: Vec<Op>,
    op_keys: BTreeMap<Vec<u8>, NodeId>,
    body: Paths,
    twin: Paths,
    application: Table,
}

impl Builder {
    fn new() -> Self {
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

    fn leaves(&mut self, program: &Program) {
        for value in [false, true] {
            self.constant(&Value::Bool(value));
        }
        for at in 0..program.nodes.len() {
            self.leaf_of(program, at);
        }
    }

    /// The whole of `program`, as an operand of logic.
    fn nodes(&mut self, program: &Program) -> NodeId {
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

    fn plan(self) -> Plan {
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
            routes: Vec::new(),
            always: Vec::new(),
            dispatches: Vec::new(),
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
