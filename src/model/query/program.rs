//! The compiled form: one flat list of operations over value slots, one slot and one span for each node.
//!
//! The fast path and the explanation run the same steps; the fast path also takes the skips.

use super::Dialect;
use super::ast::NodeId;
use super::check::Type;
use super::functions::Builtin;
use super::json::Wanted;
use super::path::Path;
use super::span::Span;
use super::subject::SystemProperty;
use super::tokens::Binary;
use super::value::{Value, Why};

/// What one slot holds the result of; operands are slots.
#[derive(Clone, Debug)]
pub enum Op {
    Constant(u32),
    Input(u32),
    Negate(NodeId),
    Not(NodeId),
    Arithmetic(Binary, NodeId, NodeId),
    Concat(NodeId, NodeId),
    Compare(Binary, NodeId, NodeId),
    And(NodeId, NodeId),
    Or(NodeId, NodeId),
    /// Edge's AND and OR beside a body value: undefined unless both operands are boolean.
    Strict(Binary, NodeId, NodeId),
    /// AND beside the constant null, OR of two: null, whatever the other operand is.
    NullLogic(Binary, NodeId, NodeId),
    Coalesce(NodeId, NodeId),
    Call(&'static Builtin, Box<[NodeId]>),
    /// Edge's inverted `is_null` of a body value.
    EdgeIsNull(NodeId),
    /// Edge's `is_bool`, undefined for what is not defined.
    EdgeIsBool(NodeId),
    /// `twin_change_includes`: whether the body has the path in this slot of [`Program::body`].
    BodyHas(u32, NodeId),
}

/// Something that is read from the message.
#[derive(Clone, Debug)]
pub enum Input {
    /// An application property.
    Application(Box<str>),
    System {
        /// None for a word that is no keyword.
        key: Option<SystemProperty>,
        /// With the dollar sign.
        name: Box<str>,
        /// Whether an application property of that name is looked for too.
        application: bool,
    },
    Body {
        slot: u32,
        path: Path,
        /// Edge: the application property with this name goes first.
        application: Option<Box<str>>,
    },
    Twin {
        slot: u32,
        path: Path,
    },
}

/// One step of the run.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    Compute(NodeId),
    /// If the left operand in `left` decides the operation in `whole`, goes on at step `to`.
    SkipIfDecided {
        left: NodeId,
        whole: NodeId,
        to: u32,
    },
}

/// A node's operation and its places in the text.
#[derive(Clone, Debug)]
pub struct Node {
    pub op: Op,
    pub span: Span,
    /// The operator or the function's name.
    pub anchor: Span,
    /// The static type. The constant null counts as false, a null of the body as not boolean.
    pub ty: Type,
}

/// A condition, ready to run. The last node is the whole.
#[derive(Clone, Debug)]
pub struct Program {
    pub dialect: Dialect,
    pub nodes: Vec<Node>,
    pub steps: Vec<Step>,
    pub constants: Vec<Value<'static>>,
    pub inputs: Vec<Input>,
    pub body: Wanted,
    pub twin: Wanted,
}

impl Program {
    #[must_use]
    pub fn new(dialect: Dialect) -> Self {
        Self {
            dialect,
            nodes: Vec::new(),
            steps: Vec::new(),
            constants: Vec::new(),
            inputs: Vec::new(),
            body: Wanted::new(false, Why::BodyPathAbsent),
            twin: Wanted::new(true, Why::TwinPathAbsent),
        }
    }

    pub fn constant(&mut self, value: Value<'static>) -> Op {
        self.constants.push(value);
        Op::Constant(self.constants.len() as u32 - 1)
    }

    pub fn input(&mut self, input: Input) -> Op {
        self.inputs.push(input);
        Op::Input(self.inputs.len() as u32 - 1)
    }

    /// Lays out the steps: each node after its operands, a skip after each left operand that may decide.
    pub fn schedule(&mut self) {
        let mut whole_of_left = vec![None; self.nodes.len()];
        for (at, node) in self.nodes.iter().enumerate() {
            if let Op::And(left, _) | Op::Or(left, _) | Op::Coalesce(left, _) = node.op {
                whole_of_left[left as usize] = Some(at as NodeId);
            }
        }
        let mut waiting: Vec<(NodeId, usize)> = Vec::new();
        for at in 0..self.nodes.len() as NodeId {
            self.steps.push(Step::Compute(at));
            while let Some(&(whole, step)) = waiting.last()
                && whole == at
            {
                waiting.pop();
                let end = self.steps.len() as u32;
                if let Step::SkipIfDecided { to, .. } = &mut self.steps[step] {
                    *to = end;
                }
            }
            if let Some(whole) = whole_of_left[at as usize] {
                waiting.push((whole, self.steps.len()));
                self.steps.push(Step::SkipIfDecided { left: at, whole, to: 0 });
            }
        }
    }
}
