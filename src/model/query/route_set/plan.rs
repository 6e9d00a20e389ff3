//! The conditions of one source as one program: leaves first, then every operation once, whichever conditions use it.

mod build;

use super::lookup::{Paths, Table};
use super::tape::{folded_hash, hash};
use crate::model::query::functions::Builtin;
use crate::model::query::string::Text;
use crate::model::query::subject::SystemProperty;
use crate::model::query::tokens::Binary;
use crate::model::query::value::Value;
use crate::model::query::{Condition, Dialect};
use build::Builder;
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

/// What is asked of one leaf alone: all of it is settled at once. Each question has two bits, one set if the answer is
/// true and the next one if it is false; neither if it is undefined.
#[derive(Clone, Debug)]
pub(super) struct Watch {
    pub(super) leaf: NodeId,
    /// `=` and `!=` with texts: the bit of each, and whether it is `=`.
    pub(super) texts: Vec<(Box<str>, u32, bool)>,
    by_hash: Table,
    /// Comparisons with numbers.
    pub(super) numbers: Vec<(Binary, f64, u32)>,
    pub(super) others: Vec<(Question, u32)>,
}

/// Something else that is asked of a leaf.
#[derive(Clone, Debug)]
pub(super) enum Question {
    /// Whether it is true, and a boolean at all.
    Itself,
    Defined,
    /// `=` with a boolean, or `!=`.
    Boolean {
        equality: bool,
        with: bool,
    },
    StartsWith(Text<'static>),
    EndsWith(Text<'static>),
    Contains(Text<'static>),
}

impl Watch {
    fn new(leaf: NodeId) -> Self {
        Self { leaf, texts: Vec::new(), by_hash: Table::default(), numbers: Vec::new(), others: Vec::new() }
    }

    /// The comparisons with `text`.
    pub(super) fn with(&self, text: &str) -> impl Iterator<Item = &(Box<str>, u32, bool)> {
        let candidates = self.by_hash.candidates(hash(text.as_bytes(), false));
        candidates.map(|place| &self.texts[place as usize]).filter(move |(known, ..)| **known == *text)
    }
}

/// When an expression is true: what is undefined is neither true nor false, so that nothing else need be known.
#[derive(Clone, Debug)]
pub(super) enum Formula {
    All(Vec<Formula>),
    Any(Vec<Formula>),
    /// A bit of a [`Watch`], or one that is [`Derived`].
    Bit(u32),
    /// The value of a node.
    Node(NodeId, bool),
}

/// A bit that is made of others.
#[derive(Clone, Debug)]
pub(super) struct Derived {
    pub(super) bit: u32,
    /// Whether all have to be set, or any.
    pub(super) all: bool,
    pub(super) of: Vec<u32>,
}

/// Up to 64 conditions, which are settled side by side.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    /// For each: its place among the conditions of the set, and what has to be true beside its bits.
    pub(super) routes: Vec<(u32, Vec<Formula>)>,
    /// A bit, and the conditions that can be true without it.
    pub(super) needs: Vec<(u32, u64)>,
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
    pub(super) watches: Vec<Watch>,
    /// Each after the bits that it is made of.
    pub(super) derived: Vec<Derived>,
    /// The number of all bits.
    pub(super) bits: u32,
    pub(super) groups: Vec<Group>,
}

impl Plan {
    pub(super) fn new(conditions: &[(u32, &Condition)]) -> Self {
        let mut builder = Builder::new();
        // Leaves get their places before anything that is computed.
        for (_, condition) in conditions {
            builder.leaves(condition.program());
        }
        let roots: Vec<NodeId> = conditions.iter().map(|(_, condition)| builder.nodes(condition.program())).collect();
        let mut plan = builder.plan();
        let mut known = Known::default();
        let routes: Vec<_> = conditions.iter().zip(roots).map(|(&(place, _), root)| (place, root)).collect();
        for routes in routes.chunks(64) {
            let group = plan.group(routes, &mut known);
            plan.groups.push(group);
        }
        plan
    }

    fn op(&self, node: NodeId) -> Option<&Op> {
        (node as usize).checked_sub(self.leaves.len()).map(|at| &self.ops[at])
    }

    fn group(&mut self, routes: &[(u32, NodeId)], known: &mut Known) -> Group {
        let (mut group, mut needs) = (Group::default(), BTreeMap::new());
        for (at, &(place, root)) in routes.iter().enumerate() {
            let parts = match self.formula(root, true, known) {
                Formula::All(parts) => parts,
                single => vec![single],
            };
            let mut rest = Vec::new();
            for part in parts {
                match self.settled(part, known) {
                    Formula::Bit(bit) => *needs.entry(bit).or_insert(u64::MAX) &= !(1 << at),
                    other => rest.push(other),
                }
            }
            rest.sort_by_cached_key(|formula| self.cost(formula));
            group.routes.push((place, rest));
        }
        group.needs = needs.into_iter().collect();
        group
    }

    /// The same formula, as one bit if it is made of bits alone.
    fn settled(&mut self, formula: Formula, known: &mut Known) -> Formula {
        let (all, parts) = match formula {
            Formula::All(parts) => (true, parts),
            Formula::Any(parts) => (false, parts),
            simple => return simple,
        };
        let parts: Vec<_> = parts.into_iter().map(|part| self.settled(part, known)).collect();
        let bits = parts.iter().map(|part| match part {
            Formula::Bit(bit) => Some(*bit),
            _ => None,
        });
        let Some(mut of) = bits.collect::<Option<Vec<u32>>>() else {
            return if all { Formula::All(parts) } else { Formula::Any(parts) };
        };
        of.sort_unstable();
        Formula::Bit(*known.derived.entry((all, of.clone())).or_insert_with(|| {
            self.derived.push(Derived { bit: self.bits, all, of });
            self.bits += 1;
            self.bits - 1
        }))
    }

    /// When `node` is `wanted`. Chains are walked in a loop; what alternates is as deep as parentheses may be.
    fn formula(&mut self, node: NodeId, wanted: bool, known: &mut Known) -> Formula {
        let is_and = match self.op(node) {
            Some(&Op::Not(operand)) => return self.formula(operand, !wanted, known),
            Some(Op::And(..)) => true,
            Some(Op::Or(..)) => false,
            _ => return self.simple(node, wanted, known),
        };
        let (mut parts, mut open) = (Vec::new(), vec![node]);
        while let Some(node) = open.pop() {
            match self.op(node) {
                Some(&Op::And(left, right)) if is_and => open.extend([right, left]),
                Some(&Op::Or(left, right)) if !is_and => open.extend([right, left]),
                _ => match (self.formula(node, wanted, known), is_and == wanted) {
                    (Formula::All(inner), true) | (Formula::Any(inner), false) => parts.extend(inner),
                    (part, _) => parts.push(part),
                },
            }
        }
        if is_and == wanted { Formula::All(parts) } else { Formula::Any(parts) }
    }

    fn simple(&mut self, node: NodeId, wanted: bool, known: &mut Known) -> Formula {
        if let Some(Leaf::Constant(value)) = self.leaves.get(node as usize) {
            return if *value == Value::Bool(wanted) { Formula::All(vec![]) } else { Formula::Any(vec![]) };
        }
        let bit = known.bits.get(&node).copied().or_else(|| self.watch(node));
        if let Some(bit) = bit {
            known.bits.insert(node, bit);
            return Formula::Bit(if wanted { bit } else { bit + 1 });
        }
        self.schedule(node);
        Formula::Node(node, wanted)
    }

    /// The bit of what is asked of a leaf alone; none for anything else.
    fn watch(&mut self, node: NodeId) -> Option<u32> {
        let bit = self.bits;
        let constant = |node: NodeId| match self.leaves.get(node as usize) {
            Some(Leaf::Constant(value)) => Some(value.clone()),
            _ => None,
        };
        let is_input = |node: NodeId| (node as usize) < self.leaves.len() && constant(node).is_none();
        match self.op(node) {
            None => self.watched(node).others.push((Question::Itself, bit)),
            Some(&Op::Compare(operator, left, right)) => {
                let (leaf, operator, constant) = match (constant(left), constant(right)) {
                    (None, Some(constant)) if is_input(left) => (left, operator, constant),
                    (Some(constant), None) if is_input(right) => (right, mirrored(operator), constant),
                    _ => return None,
                };
                let equality = operator == Binary::Equal;
                match constant {
                    Value::Number(number) => self.watched(leaf).numbers.push((operator, number, bit)),
                    Value::String(Text::Utf8(text)) if equality || operator == Binary::NotEqual => {
                        let watch = self.watched(leaf);
                        watch.by_hash.insert(hash(text.as_bytes(), false), watch.texts.len() as u32);
                        watch.texts.push((text.into(), bit, equality));
                    }
                    Value::Bool(with) if equality || operator == Binary::NotEqual => {
                        self.watched(leaf).others.push((Question::Boolean { equality, with }, bit));
                    }
                    _ => return None,
                }
            }
            Some(Op::Call(builtin, arguments)) => {
                let question = match (builtin.name, arguments.get(1).and_then(|&part| constant(part))) {
                    ("is_defined", _) => Question::Defined,
                    ("starts_with", Some(Value::String(part))) => Question::StartsWith(part),
                    ("ends_with", Some(Value::String(part))) => Question::EndsWith(part),
                    ("contains", Some(Value::String(part))) => Question::Contains(part),
                    _ => return None,
                };
                let leaf = Some(arguments[0]).filter(|&leaf| is_input(leaf))?;
                self.watched(leaf).others.push((question, bit));
            }
            Some(_) => return None,
        }
        self.bits += 2;
        Some(bit)
    }

    fn watched(&mut self, leaf: NodeId) -> &mut Watch {
        let at = self.watches.iter().position(|watch| watch.leaf == leaf).unwrap_or_else(|| {
            self.watches.push(Watch::new(leaf));
            self.watches.len() - 1
        });
        &mut self.watches[at]
    }

    fn cost(&self, formula: &Formula) -> usize {
        match formula {
            Formula::Bit(_) => 1,
            Formula::All(parts) | Formula::Any(parts) => parts.iter().map(|part| self.cost(part)).sum(),
            Formula::Node(node, _) => (*node as usize).checked_sub(self.leaves.len()).map_or(1, |at| {
                let (start, end) = self.steps_of[at];
                20 * (end - start) as usize
            }),
        }
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

/// The operator with its sides exchanged.
fn mirrored(operator: Binary) -> Binary {
    match operator {
        Binary::Less => Binary::Greater,
        Binary::LessOrEqual => Binary::GreaterOrEqual,
        Binary::Greater => Binary::Less,
        Binary::GreaterOrEqual => Binary::LessOrEqual,
        other => other,
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
}

/// The bits that are given out already.
#[derive(Default)]
struct Known {
    bits: BTreeMap<NodeId, u32>,
    derived: BTreeMap<(bool, Vec<u32>), u32>,
}
