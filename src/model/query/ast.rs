//! The spanned tree of a condition, as an arena in post-order: a node's operands stand before it, and the nodes of
//! its whole subtree stand together. So the later stages are loops, however long a condition grows.

use super::span::Span;
use super::string::Text;
use super::tokens::Binary;
use std::fmt;

/// A node's place in the arena.
pub type NodeId = u32;

/// An operator before its operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unary {
    Not,
    Negate,
}

impl Unary {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Not => "NOT",
            Self::Negate => "-",
        }
    }
}

/// A constant in the text.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// The word, or a number form that has no value (`e5`, a hex literal past 16 digits).
    Undefined,
    Null,
    Bool(bool),
    Number(f64),
    String(Text<'static>),
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Literal(Literal),
    /// An application property, or the bare path of `twin_change_includes`.
    Name(Box<str>),
    /// `$…`, with the dollar sign; `braced` if it stands in braces.
    Reference {
        text: Box<str>,
        braced: bool,
    },
    Unary(Unary, NodeId),
    Binary(Binary, NodeId, NodeId),
    Call(Box<str>, Box<[NodeId]>),
}

/// A node and its places in the text.
#[derive(Clone, Debug)]
pub struct Node {
    pub kind: Kind,
    /// The whole expression, without parentheses around it.
    pub span: Span,
    /// With the parentheses directly around it.
    pub outer: Span,
    /// The operator, the function's name, or the whole leaf.
    pub anchor: Span,
    /// Where the subtree begins in the arena.
    pub first: NodeId,
}

/// The tree; its root is the last node. Empty for a blank condition.
#[derive(Clone, Debug, Default)]
pub struct Ast {
    pub nodes: Vec<Node>,
}

impl Ast {
    #[must_use]
    pub fn root(&self) -> Option<NodeId> {
        (self.nodes.len() as NodeId).checked_sub(1)
    }

    #[must_use]
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id as usize]
    }
}

/// The same tree, wherever it stands in a text.
impl PartialEq for Ast {
    fn eq(&self, other: &Self) -> bool {
        self.nodes.iter().map(|n| &n.kind).eq(other.nodes.iter().map(|n| &n.kind))
    }
}

/// Prints the tree as a condition that parses to the same tree, with every operation in parentheses.
impl fmt::Display for Ast {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        enum Task<'a> {
            Node(NodeId),
            Text(&'a str),
        }
        let mut tasks: Vec<Task<'_>> = self.root().map(Task::Node).into_iter().collect();
        while let Some(task) = tasks.pop() {
            let id = match task {
                Task::Text(text) => {
                    f.write_str(text)?;
                    continue;
                }
                Task::Node(id) => id,
            };
            let start = tasks.len();
            match &self.node(id).kind {
                Kind::Literal(literal) => write_literal(literal, f)?,
                Kind::Name(name) => f.write_str(name)?,
                Kind::Reference { text, braced: false } => f.write_str(text)?,
                Kind::Reference { text, braced: true } => write!(f, "{{{text}}}")?,
                Kind::Unary(operator, operand) => tasks.extend([
                    Task::Text("("),
                    Task::Text(operator.as_str()),
                    Task::Text(" "),
                    Task::Node(*operand),
                    Task::Text(")"),
                ]),
                Kind::Binary(operator, left, right) => tasks.extend([
                    Task::Text("("),
                    Task::Node(*left),
                    Task::Text(" "),
                    Task::Text(operator.as_str()),
                    Task::Text(" "),
                    Task::Node(*right),
                    Task::Text(")"),
                ]),
                Kind::Call(name, arguments) => {
                    tasks.extend([Task::Text(name), Task::Text("(")]);
                    for (at, argument) in arguments.iter().enumerate() {
                        tasks.extend((at > 0).then_some(Task::Text(", ")));
                        tasks.push(Task::Node(*argument));
                    }
                    tasks.push(Task::Text(")"));
                }
            }
            tasks[start..].reverse();
        }
        Ok(())
    }
}

fn write_literal(literal: &Literal, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match literal {
        Literal::Undefined => f.write_str("undefined"),
        Literal::Null => f.write_str("null"),
        Literal::Bool(value) => write!(f, "{value}"),
        Literal::Number(value) => f.write_str(&number_literal(*value)),
        Literal::String(text) => f.write_str(&string_literal(text)),
    }
}

/// `value` as a literal that reads back as the same number.
#[must_use]
pub fn number_literal(value: f64) -> String {
    if value.is_infinite() { if value > 0.0 { "1e999" } else { "-1e999" }.to_owned() } else { format!("{value}") }
}

/// `text` as a literal in single quotes.
#[must_use]
pub fn string_literal(text: &Text<'_>) -> String {
    let mut out = String::from("'");
    for decoded in char::decode_utf16(text.to_units()) {
        match decoded {
            Ok(c @ ('\'' | '\\')) => out.extend(['\\', c]),
            Ok(c) => out.push(c),
            Err(lone) => out.push_str(&format!("\\u{:04X}", lone.unpaired_surrogate())),
        }
    }
    out.push('\'');
    out
}
