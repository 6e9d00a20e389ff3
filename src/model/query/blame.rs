//! Names the likely mistake behind operands of the wrong type, and repairs it where that is plain.

use super::Dialect;
use super::ast::{Ast, Kind, Literal, Node, NodeId, Unary};
use super::check::Type;
use super::diagnostic::{Code, Diagnostic};
use super::tokens::Binary;

/// Looks at the surroundings of a node that failed.
pub(super) struct Blame<'a> {
    text: &'a str,
    ast: &'a Ast,
    parents: Vec<Option<NodeId>>,
}

type Operand = (NodeId, Type);

impl<'a> Blame<'a> {
    #[must_use]
    pub(super) fn new(text: &'a str, ast: &'a Ast) -> Self {
        let mut parents = vec![None; ast.nodes.len()];
        for (at, node) in ast.nodes.iter().enumerate() {
            if let Kind::Unary(_, child) | Kind::Binary(_, child, _) = node.kind {
                parents[child as usize] = Some(at as NodeId);
            }
        }
        Self { text, ast, parents }
    }

    /// An operator before an operand that it does not take.
    #[must_use]
    pub(super) fn unary(&self, id: NodeId, operator: Unary, operand: Operand) -> Diagnostic {
        let node = self.ast.node(id);
        if operator == Unary::Not
            && let Some(diagnostic) =
                self.parents[id as usize].and_then(|parent| self.not_before_comparison(parent, id))
        {
            return diagnostic;
        }
        let expected = if operator == Unary::Not { "bool" } else { "number" };
        let diagnostic = Diagnostic::new(Code::OperandType, node.anchor)
            .word("operator", operator.as_str())
            .word("given", operand.1.as_str())
            .word("expected", expected);
        match operator {
            Unary::Negate if operand.1 == Type::String => self.as_number(diagnostic, self.ast.node(operand.0)),
            _ => diagnostic,
        }
    }

    /// Two operands that do not go together under an operator.
    #[must_use]
    pub(super) fn binary(
        &self,
        id: NodeId,
        operator: Binary,
        left: Operand,
        right: Operand,
        dialect: Dialect,
    ) -> Diagnostic {
        match operator {
            _ if operator.is_comparison() => self.comparison(id, operator, left, right),
            Binary::Concat if [left.1, right.1].contains(&Type::Bool) => {
                let anchor = self.ast.node(id).anchor;
                Diagnostic::new(Code::ConcatOfConditions, anchor).fix(anchor, "OR")
            }
            Binary::Coalesce => self.coalesce(id, left, right),
            Binary::And | Binary::Or
                if dialect == Dialect::Edge && right.1 == Type::Dynamic && left.1 == Type::Bool =>
            {
                Diagnostic::new(Code::EdgeRightOperand, self.ast.node(id).anchor).word("operator", operator.as_str())
            }
            Binary::And | Binary::Or => self.types(id, operator, left, right, "bool"),
            Binary::Concat => self.types(id, operator, left, right, "string"),
            _ => {
                let diagnostic = self.types(id, operator, left, right, "number");
                let property = [left, right].into_iter().find(|&(node, _)| self.is_property(node));
                let others = [left.1, right.1].into_iter().filter(|&ty| ty == Type::String).count();
                match property {
                    Some((node, _)) if others == 1 => self.as_number(diagnostic, self.ast.node(node)),
                    _ => diagnostic,
                }
            }
        }
    }

    /// Adds the repair that reads `node` as a number.
    #[must_use]
    pub(super) fn as_number(&self, diagnostic: Diagnostic, node: &Node) -> Diagnostic {
        if matches!(node.kind, Kind::Name(_) | Kind::Reference { .. }) {
            diagnostic.fix(node.span, format!("as_number({})", node.span.of(self.text)))
        } else {
            diagnostic
        }
    }

    fn types(&self, id: NodeId, operator: Binary, left: Operand, right: Operand, expected: &'static str) -> Diagnostic {
        Diagnostic::new(Code::OperandTypes, self.ast.node(id).anchor)
            .word("operator", operator.as_str())
            .word("left", left.1.as_str())
            .word("right", right.1.as_str())
            .word("expected", expected)
    }

    fn is_property(&self, id: NodeId) -> bool {
        matches!(self.ast.node(id).kind, Kind::Name(_) | Kind::Reference { .. })
    }

    /// Whether the node stands there without parentheses of its own.
    fn is_bare(&self, id: NodeId) -> bool {
        let node = self.ast.node(id);
        node.outer == node.span
    }

    /// `NOT a = b`, if the node `not` is its NOT.
    pub(super) fn not_before_comparison(&self, comparison: NodeId, not: NodeId) -> Option<Diagnostic> {
        let (whole, node) = (self.ast.node(comparison), self.ast.node(not));
        let (Kind::Binary(operator, left, _), Kind::Unary(Unary::Not, operand)) = (&whole.kind, &node.kind) else {
            return None;
        };
        if !operator.is_comparison() || *left != not || !self.is_bare(not) {
            return None;
        }
        let mut inside = whole.span;
        inside.start = self.ast.node(*operand).outer.start;
        Some(
            Diagnostic::new(Code::NotBindsTighter, node.anchor)
                .fix(whole.span, format!("NOT ({})", inside.of(self.text))),
        )
    }

    fn comparison(&self, id: NodeId, operator: Binary, left: Operand, right: Operand) -> Diagnostic {
        let node = self.ast.node(id);
        if let Some(diagnostic) = self.not_before_comparison(id, left.0) {
            return diagnostic;
        }
        if let Some(diagnostic) = self.swallowed_or(left.0) {
            return diagnostic;
        }
        let plain = Diagnostic::new(Code::ComparedTypes, node.anchor)
            .word("operator", operator.as_str())
            .word("left", left.1.as_str())
            .word("right", right.1.as_str());
        if let Kind::Binary(inner, ..) = self.ast.node(left.0).kind
            && inner.is_comparison()
            && self.is_bare(left.0)
        {
            return Diagnostic::new(Code::ChainedComparison, node.anchor)
                .word("operator", operator.as_str())
                .word("right", right.1.as_str());
        }
        for (one, other) in [(left, right), (right, left)] {
            let (place, name) = (self.ast.node(one.0), self.ast.node(one.0).outer.of(self.text));
            match other.1 {
                Type::Undefined | Type::Null if self.is_property(one.0) || other.1 == Type::Undefined => {
                    let defined = format!("is_defined({name})");
                    let fix = match operator {
                        Binary::Equal => Some(format!("NOT {defined}")),
                        Binary::NotEqual => Some(defined),
                        _ => None,
                    };
                    let code = match other.1 {
                        Type::Null => Code::PropertyComparedWithNull,
                        _ => Code::ComparedWithUndefined,
                    };
                    let diagnostic = Diagnostic::new(code, node.anchor).text("name", name);
                    return fix.into_iter().fold(diagnostic, |diagnostic, fix| diagnostic.fix(node.span, fix));
                }
                Type::Number | Type::Bool if is_document_path(name) => {
                    let meant = format!("${name}");
                    return Diagnostic::new(Code::MissingDollar, place.span)
                        .as_error()
                        .text("name", name)
                        .text("meant", &*meant)
                        .fix(place.span, meant);
                }
                Type::Number if self.is_property(one.0) && one.1 == Type::String => {
                    let diagnostic = Diagnostic::new(Code::PropertyComparedWithNumber, node.anchor).text("name", name);
                    return self.as_number(diagnostic, place);
                }
                Type::Bool if self.is_property(one.0) && one.1 == Type::String => {
                    let literal = self.ast.node(other.0);
                    let value = literal.span.of(self.text);
                    let diagnostic = Diagnostic::new(Code::PropertyComparedWithBool, node.anchor)
                        .text("name", name)
                        .text("value", value);
                    return match literal.kind {
                        Kind::Literal(Literal::Bool(_)) => diagnostic.fix(literal.span, format!("'{value}'")),
                        _ => diagnostic,
                    };
                }
                _ => {}
            }
        }
        plain
    }

    /// `a = 'x' || b = 'y'`, which is `a = ('x' || b) = 'y'`.
    fn swallowed_or(&self, left: NodeId) -> Option<Diagnostic> {
        let Kind::Binary(inner, _, middle) = self.ast.node(left).kind else {
            return None;
        };
        let concat = self.ast.node(middle);
        let is_concat = matches!(concat.kind, Kind::Binary(Binary::Concat, ..));
        (inner.is_comparison() && is_concat && self.is_bare(left) && self.is_bare(middle))
            .then(|| Diagnostic::new(Code::ConcatOfConditions, concat.anchor).fix(concat.anchor, "OR"))
    }

    fn coalesce(&self, id: NodeId, left: Operand, right: Operand) -> Diagnostic {
        let (node, l, r) = (self.ast.node(id), self.ast.node(left.0), self.ast.node(right.0));
        match r.kind {
            Kind::Binary(inner, default, _) if inner.is_comparison() && self.is_bare(right.0) => {
                let mut inside = node.span;
                inside.start = l.outer.start;
                inside.end = self.ast.node(default).outer.end;
                Diagnostic::new(Code::CoalesceBindsLooser, node.anchor)
                    .fix(inside, format!("({})", inside.of(self.text)))
            }
            _ => self.types(id, Binary::Coalesce, left, right, left.1.as_str()),
        }
    }
}

/// `body.x` and `twin.x`, which are property names without their dollar sign.
pub(super) fn is_document_path(name: &str) -> bool {
    name.get(..5).is_some_and(|prefix| ["body.", "twin."].iter().any(|known| prefix.eq_ignore_ascii_case(known)))
}
