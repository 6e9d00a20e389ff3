//! A condition of the routing language as a Python expression.
//!
//! The language has three answers, Python two: the expression is true exactly where the condition is. `NOT` asks for the
//! cases in which its operand is false, so each operator is written in both ways.

use crate::model::message::Source;
use crate::model::query::ast::{Ast, Kind, Literal, NodeId, Unary};
use crate::model::query::path::{Path, Segment};
use crate::model::query::tokens::Binary;
use crate::model::query::{self, Dialect};
use crate::python::literal::text;

/// An expression and what it reads.
#[derive(Default)]
pub(super) struct Expression {
    pub(super) text: String,
    pub(super) reads_properties: bool,
    pub(super) reads_body: bool,
}

/// `condition` about `message`; `None` where it says more than this writes: comparisons with literals, `AND`, `OR`, `NOT`.
pub(super) fn expression(condition: &str) -> Option<Expression> {
    let compiled = query::condition(condition, Source::DeviceMessages, Dialect::Cloud).ok()?;
    let ast = compiled.ast();
    let mut writer = Writer { ast, reads: Expression::default() };
    let text = match ast.root() {
        Some(root) => writer.node(root, true)?,
        None => "True".into(),
    };
    let is_one_operation = ast.root().is_some_and(|root| matches!(ast.node(root).kind, Kind::Binary(..)));
    let whole = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).filter(|_| is_one_operation);
    let text = whole.map_or(text.clone(), str::to_owned);
    Some(Expression { text, ..writer.reads })
}

struct Writer<'a> {
    ast: &'a Ast,
    reads: Expression,
}

impl Writer<'_> {
    /// The cases in which the node is `wanted`.
    fn node(&mut self, id: NodeId, wanted: bool) -> Option<String> {
        match &self.ast.node(id).kind {
            Kind::Literal(Literal::Bool(value)) => Some(if *value == wanted { "True" } else { "False" }.into()),
            Kind::Unary(Unary::Not, operand) => self.node(*operand, !wanted),
            Kind::Binary(operator @ (Binary::And | Binary::Or), left, right) => {
                let both = (*operator == Binary::And) == wanted;
                let (left, right) = (self.node(*left, wanted)?, self.node(*right, wanted)?);
                Some(if both { format!("({left} and {right})") } else { format!("({left} or {right})") })
            }
            Kind::Binary(operator, left, right) => self.comparison(*operator, *left, *right, wanted),
            _ => None,
        }
    }

    fn comparison(&mut self, operator: Binary, left: NodeId, right: NodeId, wanted: bool) -> Option<String> {
        let literal = |id: NodeId| match &self.ast.node(id).kind {
            Kind::Literal(literal) => Some(literal.clone()),
            _ => None,
        };
        let (subject, literal, operator) = match (literal(left), literal(right)) {
            (None, Some(literal)) => (left, literal, operator),
            (Some(literal), None) => (right, literal, mirrored(operator)),
            _ => return None,
        };
        let operator = if wanted { operator } else { opposite(operator)? };
        let sign = sign(operator)?;
        let (subject, is_property) = self.subject(subject)?;
        match literal {
            Literal::String(value) => {
                let value = text(&value.to_lossy());
                Some(if operator == Binary::Equal {
                    format!("{subject} == {value}")
                } else {
                    format!("(isinstance({subject}, str) and {subject} {sign} {value})")
                })
            }
            // An application property is a text: the language turns it into a number first.
            Literal::Number(_) if is_property => None,
            Literal::Number(value) => Some(if operator == Binary::NotEqual {
                format!("(as_number({subject}) < {value} or as_number({subject}) > {value})")
            } else {
                format!("as_number({subject}) {sign} {value}")
            }),
            Literal::Bool(_) | Literal::Undefined | Literal::Null => None,
        }
    }

    fn subject(&mut self, id: NodeId) -> Option<(String, bool)> {
        match &self.ast.node(id).kind {
            Kind::Name(name) => {
                self.reads.reads_properties = true;
                Some((format!("property_of(message, {})", text(name)), true))
            }
            Kind::Reference { text: reference, .. } => {
                let path = Path::parse(reference.strip_prefix("$body.")?).ok()?;
                self.reads.reads_body = true;
                let steps = path.0.iter().map(|segment| match segment {
                    Segment::Member(name) => format!(", {}", text(name)),
                    Segment::Index(index) => format!(", {index}"),
                });
                Some((format!("body_at(message{})", steps.collect::<String>()), false))
            }
            _ => None,
        }
    }
}

/// With its operands exchanged.
fn mirrored(operator: Binary) -> Binary {
    match operator {
        Binary::Less => Binary::Greater,
        Binary::LessOrEqual => Binary::GreaterOrEqual,
        Binary::Greater => Binary::Less,
        Binary::GreaterOrEqual => Binary::LessOrEqual,
        same => same,
    }
}

/// True exactly where `operator` is false.
fn opposite(operator: Binary) -> Option<Binary> {
    match operator {
        Binary::Equal => Some(Binary::NotEqual),
        Binary::NotEqual => Some(Binary::Equal),
        Binary::Less => Some(Binary::GreaterOrEqual),
        Binary::LessOrEqual => Some(Binary::Greater),
        Binary::Greater => Some(Binary::LessOrEqual),
        Binary::GreaterOrEqual => Some(Binary::Less),
        _ => None,
    }
}

fn sign(operator: Binary) -> Option<&'static str> {
    match operator {
        Binary::Equal => Some("=="),
        Binary::NotEqual => Some("!="),
        Binary::Less => Some("<"),
        Binary::LessOrEqual => Some("<="),
        Binary::Greater => Some(">"),
        Binary::GreaterOrEqual => Some(">="),
        _ => None,
    }
}
