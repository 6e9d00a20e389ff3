//! Static check: every operator and function looks at the types of its operands (reference, section 5), and what
//! passes becomes a [`Program`].
//!
//! Types are known for everything but the body and the twin, which are *dynamic* and checked when a message comes.
//! What failed has the type *failed*, and nothing around it complains again.

use super::Dialect;
use super::ast::{Ast, Kind, Literal, Node, NodeId, Unary};
use super::blame::Blame;
use super::diagnostic::{Code, Diagnostic, nearest};
use super::functions::{self, Apply, Builtin, Gives, Parameter, twin_change};
use super::path::{Path, PathError, parse_indices};
use super::program::{Input, Node as Compiled, Op, Program};
use super::subject::SystemProperty;
use super::tokens::Binary;
use super::value::{Value, Why};
use crate::model::message::Source;

/// The static type of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    Number,
    String,
    Bool,
    Null,
    Undefined,
    /// A body or twin value: its type is known at run time.
    Dynamic,
    /// Already reported.
    Failed,
}

impl Type {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::String => "string",
            Self::Bool => "bool",
            Self::Null => "null",
            Self::Undefined => "undefined",
            Self::Dynamic => "dynamic",
            Self::Failed => "failed",
        }
    }

    fn one_of(self, types: &[Self]) -> bool {
        self == Self::Dynamic || types.contains(&self)
    }
}

/// Checks `ast` and compiles it.
///
/// # Errors
/// Every mistake that does not follow from another one.
pub fn check(text: &str, ast: &Ast, source: Source, dialect: Dialect) -> Result<Program, Vec<Diagnostic>> {
    let mut checker = Checker::new(text, ast, source, dialect);
    for id in 0..ast.nodes.len() as NodeId {
        let node = ast.node(id);
        let (op, ty) = checker.node(id, node);
        checker.program.nodes.push(Compiled { op, span: node.span, anchor: node.anchor, ty });
        checker.types.push(ty);
    }
    if !checker.diagnostics.is_empty() {
        return Err(checker.diagnostics);
    }
    let mut program = checker.program;
    program.schedule();
    Ok(program)
}

struct Checker<'a> {
    ast: &'a Ast,
    blame: Blame<'a>,
    source: Source,
    dialect: Dialect,
    program: Program,
    types: Vec<Type>,
    diagnostics: Vec<Diagnostic>,
    /// Nodes that are a bare path and no property.
    bare: Vec<bool>,
}

/// What a node that failed compiles to: it never runs.
const NOTHING: Op = Op::Constant(0);

impl<'a> Checker<'a> {
    fn new(text: &'a str, ast: &'a Ast, source: Source, dialect: Dialect) -> Self {
        let mut bare = vec![false; ast.nodes.len()];
        for node in &ast.nodes {
            if let Kind::Call(name, arguments) = &node.kind
                && name.eq_ignore_ascii_case(twin_change::NAME)
            {
                arguments.iter().for_each(|&argument| bare[argument as usize] = true);
            }
        }
        let (program, blame) = (Program::new(dialect), Blame::new(text, ast));
        Self { ast, blame, source, dialect, program, types: Vec::new(), diagnostics: Vec::new(), bare }
    }

    fn ty(&self, id: NodeId) -> Type {
        self.types[id as usize]
    }

    fn fail(&mut self, diagnostic: Diagnostic) -> (Op, Type) {
        self.diagnostics.push(diagnostic);
        (NOTHING, Type::Failed)
    }

    fn node(&mut self, id: NodeId, node: &Node) -> (Op, Type) {
        match &node.kind {
            Kind::Literal(literal) => self.literal(literal),
            Kind::Name(name) if self.bare[id as usize] => {
                let value = Value::String(super::string::Text::owned(name.to_string()));
                (self.program.constant(value), Type::String)
            }
            Kind::Name(name) => (self.program.input(Input::Application(name.clone())), Type::String),
            Kind::Reference { text, braced } => self.reference(node, text, *braced),
            Kind::Unary(operator, operand) => self.unary(id, *operator, *operand),
            Kind::Binary(operator, left, right) => self.binary(id, *operator, *left, *right),
            Kind::Call(name, arguments) => self.call(node, name, arguments),
        }
    }

    fn literal(&mut self, literal: &Literal) -> (Op, Type) {
        let (value, ty) = match literal {
            Literal::Undefined => (Value::Undefined(Why::Literal), Type::Undefined),
            Literal::Null => (Value::Null, Type::Null),
            Literal::Bool(value) => (Value::Bool(*value), Type::Bool),
            Literal::Number(value) => (Value::Number(*value), Type::Number),
            Literal::String(text) => (Value::String(text.clone()), Type::String),
        };
        (self.program.constant(value), ty)
    }

    fn reference(&mut self, node: &Node, text: &str, braced: bool) -> (Op, Type) {
        if let Some(path) = document(text, "$body") {
            if let (Dialect::Cloud, Document::Whole) | (_, Document::Path(_)) = (self.dialect, &path) {
                return self.body(node, text, path, braced);
            }
        } else if self.dialect == Dialect::Cloud
            && let Some(path) = document(text, "$twin")
        {
            return match path {
                Document::Whole => self.whole(),
                Document::Path(Ok(path)) => {
                    let slot = self.program.twin.add(&path);
                    (self.program.input(Input::Twin { slot, path }), Type::Dynamic)
                }
                Document::Path(Err(error)) => self.fail(invalid_path(node, text, error)),
            };
        }
        // Brackets are not part of any property's name.
        if self.dialect == Dialect::Edge && text.contains(['[', ']']) {
            return (self.program.constant(Value::Undefined(Why::WholeDocument)), Type::Undefined);
        }
        let key = SystemProperty::from_keyword(&text[1..]);
        (self.program.input(Input::System { key, name: text.into(), application: !braced }), Type::String)
    }

    fn whole(&mut self) -> (Op, Type) {
        (self.program.constant(Value::Undefined(Why::WholeDocument)), Type::Dynamic)
    }

    fn body(&mut self, node: &Node, text: &str, path: Document, braced: bool) -> (Op, Type) {
        match path {
            Document::Whole => self.whole(),
            Document::Path(Ok(path)) => {
                let slot = self.program.body.add(&path);
                let application =
                    (self.dialect == Dialect::Edge && !braced && !text.contains('[')).then(|| text.into());
                (self.program.input(Input::Body { slot, path, application }), Type::Dynamic)
            }
            Document::Path(Err(error)) => self.fail(invalid_path(node, text, error)),
        }
    }

    fn unary(&mut self, id: NodeId, operator: Unary, operand: NodeId) -> (Op, Type) {
        let given = self.ty(operand);
        let (op, accepted, result): (_, &[Type], _) = match operator {
            Unary::Not => (Op::Not(operand), &[Type::Bool, Type::Null], Type::Bool),
            Unary::Negate => (Op::Negate(operand), &[Type::Number], Type::Number),
        };
        if given == Type::Failed {
            (NOTHING, Type::Failed)
        } else if given.one_of(accepted) {
            (op, result)
        } else {
            let diagnostic = self.blame.unary(id, operator, (operand, given));
            self.fail(diagnostic)
        }
    }

    fn binary(&mut self, id: NodeId, operator: Binary, left: NodeId, right: NodeId) -> (Op, Type) {
        let (l, r) = (self.ty(left), self.ty(right));
        if l == Type::Failed || r == Type::Failed {
            return (NOTHING, Type::Failed);
        }
        let checked = match operator {
            Binary::And | Binary::Or => self.logic(operator, (left, l), (right, r)),
            Binary::Coalesce if comparable(l, r) => {
                Some((Op::Coalesce(left, right), if l == r { l } else { Type::Dynamic }))
            }
            Binary::Coalesce => None,
            Binary::Concat => {
                let fits = l.one_of(&[Type::String]) && r.one_of(&[Type::String]);
                fits.then_some((Op::Concat(left, right), Type::String))
            }
            _ if operator.is_comparison() => {
                comparable(l, r).then_some((Op::Compare(operator, left, right), Type::Bool))
            }
            _ => {
                let edge_modulo = self.dialect == Dialect::Edge && operator == Binary::Modulo;
                let fits = if edge_modulo {
                    [l, r] == [Type::Number; 2]
                } else {
                    l.one_of(&[Type::Number]) && r.one_of(&[Type::Number])
                };
                fits.then_some((Op::Arithmetic(operator, left, right), Type::Number))
            }
        };
        match checked {
            Some(checked) => checked,
            None => {
                let diagnostic = self.blame.binary(id, operator, (left, l), (right, r), self.dialect);
                self.fail(diagnostic)
            }
        }
    }

    fn logic(&self, operator: Binary, (left, l): (NodeId, Type), (right, r): (NodeId, Type)) -> Option<(Op, Type)> {
        const LOGICAL: [Type; 3] = [Type::Bool, Type::Null, Type::Undefined];
        // Edge checks the left operand twice, so that it stands for the right one too.
        let fits = match self.dialect {
            Dialect::Cloud => l.one_of(&LOGICAL) && r.one_of(&LOGICAL),
            Dialect::Edge => l == Type::Dynamic || LOGICAL.contains(&l) && LOGICAL.contains(&r),
        };
        let nulls = [l, r].into_iter().filter(|&ty| ty == Type::Null).count();
        let and = operator == Binary::And;
        fits.then_some(if nulls == 2 || and && nulls == 1 {
            (Op::NullLogic(operator, left, right), Type::Null)
        } else if self.dialect == Dialect::Edge && [l, r].contains(&Type::Dynamic) {
            (Op::Strict(operator, left, right), Type::Bool)
        } else if and {
            (Op::And(left, right), Type::Bool)
        } else {
            (Op::Or(left, right), Type::Bool)
        })
    }

    fn call(&mut self, node: &Node, name: &str, arguments: &[NodeId]) -> (Op, Type) {
        let builtin = match self.function(node, name) {
            Ok(builtin) => builtin,
            Err(diagnostic) => return self.fail(diagnostic),
        };
        let given = arguments.len() as u32;
        if given < builtin.at_least || given > builtin.at_most {
            let expected = if given < builtin.at_least { builtin.at_least } else { builtin.at_most };
            return self.fail(
                Diagnostic::new(Code::ArgumentCount, node.anchor)
                    .word("function", builtin.name)
                    .number("given", given as usize)
                    .number("expected", expected as usize),
            );
        }
        if matches!(builtin.apply, Apply::Path) {
            return self.twin_change(node, arguments[0]);
        }
        let types: Vec<Type> = arguments.iter().map(|&argument| self.ty(argument)).collect();
        if types.contains(&Type::Failed) {
            return (NOTHING, Type::Failed);
        }
        for (position, &ty) in types.iter().enumerate() {
            let parameter = builtin.parameter(position);
            if !accepts(parameter, ty) {
                let argument = self.ast.node(arguments[position]);
                let mut diagnostic = Diagnostic::new(Code::ArgumentType, node.anchor)
                    .word("function", builtin.name)
                    .number("position", position + 1)
                    .word("given", ty.as_str())
                    .word("expected", parameter.as_str());
                if parameter == Parameter::Number && ty == Type::String {
                    diagnostic = self.blame.as_number(diagnostic, argument);
                }
                return self.fail(diagnostic);
            }
        }
        let result = match builtin.gives {
            Gives::Number => Type::Number,
            Gives::String => Type::String,
            Gives::Bool => Type::Bool,
        };
        let op = match (self.dialect, builtin.name, types[0]) {
            (Dialect::Edge, "is_null", Type::Dynamic) => Op::EdgeIsNull(arguments[0]),
            (Dialect::Edge, "is_bool", Type::Dynamic | Type::Bool) => Op::EdgeIsBool(arguments[0]),
            _ => Op::Call(builtin, arguments.into()),
        };
        (op, result)
    }

    fn function(&self, node: &Node, name: &str) -> Result<&'static Builtin, Diagnostic> {
        let at = node.anchor;
        let available = |builtin: &Builtin| {
            (builtin.in_edge || self.dialect == Dialect::Cloud)
                && (!matches!(builtin.apply, Apply::Path) || self.source == twin_change::SOURCE)
        };
        match functions::find(name) {
            Some(builtin) if available(builtin) => Ok(builtin),
            Some(builtin) if matches!(builtin.apply, Apply::Path) => {
                Err(Diagnostic::new(Code::FunctionOfOtherSource, at)
                    .word("function", builtin.name)
                    .word("source", twin_change::SOURCE.as_str()))
            }
            Some(builtin) => Err(Diagnostic::new(Code::FunctionNotInEdge, at).word("function", builtin.name)),
            None if name == "!" => Err(Diagnostic::new(Code::UnknownFunctionNear, at)
                .text("name", name)
                .word("nearest", "NOT")
                .fix(at, "NOT ")),
            None => {
                let known = functions::all().filter(|builtin| available(builtin)).map(|builtin| builtin.name);
                Err(match alias(name).or_else(|| nearest(name, known)) {
                    Some(near) => Diagnostic::new(Code::UnknownFunctionNear, at)
                        .text("name", name)
                        .text("nearest", near)
                        .fix(at, near),
                    None => Diagnostic::new(Code::UnknownFunction, at).text("name", name),
                })
            }
        }
    }

    fn twin_change(&mut self, node: &Node, argument: NodeId) -> (Op, Type) {
        let given = self.ast.node(argument);
        let diagnostic = |reason, path: &str| {
            Diagnostic::new(Code::ArgumentPath, node.anchor)
                .word("function", twin_change::NAME)
                .word("reason", reason)
                .text("path", path)
        };
        match &given.kind {
            Kind::Name(text) => match twin_change::path(text) {
                Ok(path) => (Op::BodyHas(self.program.body.add(&path), argument), Type::Bool),
                Err(reason) => self.fail(diagnostic(reason, text)),
            },
            Kind::Literal(Literal::String(text)) => {
                let text = text.to_lossy();
                let unquoted = diagnostic("quoted", &text);
                let fixed = if twin_change::path(&text).is_ok() { unquoted.fix(given.outer, &*text) } else { unquoted };
                self.fail(fixed)
            }
            _ => self.fail(diagnostic("not-a-path", "")),
        }
    }
}

/// Names that other languages have for these functions.
fn alias(name: &str) -> Option<&'static str> {
    const ALIASES: [(&str, &str); 14] = [
        ("number", "as_number"),
        ("to_number", "as_number"),
        ("tonumber", "as_number"),
        ("parse_number", "as_number"),
        ("len", "length"),
        ("exists", "is_defined"),
        ("defined", "is_defined"),
        ("ceil", "ceiling"),
        ("pow", "power"),
        ("to_lower", "lower"),
        ("to_upper", "upper"),
        ("substr", "substring"),
        ("isstring", "is_string"),
        ("indexof", "index_of"),
    ];
    ALIASES.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, ours)| ours)
}

fn accepts(parameter: Parameter, given: Type) -> bool {
    match parameter {
        Parameter::Number => given.one_of(&[Type::Number]),
        Parameter::String => given.one_of(&[Type::String]),
        Parameter::NumberOrString => given.one_of(&[Type::Number, Type::String]),
        Parameter::Any => true,
    }
}

/// Whether the two may be compared, or coalesced: one type, or a dynamic beside anything that can come at run time.
fn comparable(left: Type, right: Type) -> bool {
    left == right || [left, right].contains(&Type::Dynamic) && ![left, right].contains(&Type::Undefined)
}

fn invalid_path(node: &Node, text: &str, error: PathError) -> Diagnostic {
    Diagnostic::new(Code::InvalidPath, node.anchor).word("reason", error.as_str()).text("path", text)
}

enum Document {
    /// The document itself, or an element of an array at its top.
    Whole,
    Path(Result<Path, PathError>),
}

/// How `text` reads the document called `name`, which may be written in any letter case; none if it does not.
fn document(text: &str, name: &str) -> Option<Document> {
    let rest = text.get(..name.len()).filter(|t| t.eq_ignore_ascii_case(name)).map(|_| &text[name.len()..])?;
    match rest.as_bytes().first() {
        None => Some(Document::Whole),
        Some(b'.') => Some(Document::Path(Path::parse(&rest[1..]))),
        Some(b'[') => {
            let (indices, path) = rest.split_once('.').map_or((rest, None), |(i, p)| (i, Some(p)));
            let checked = parse_indices(indices, &mut Vec::new()).and_then(|()| path.map(Path::parse).transpose());
            Some(checked.map_or_else(|error| Document::Path(Err(error)), |_| Document::Whole))
        }
        _ => None,
    }
}
