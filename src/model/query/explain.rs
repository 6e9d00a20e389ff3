//! Why a condition is true, false or undefined for one message: every node with its value and the reason for it.
//!
//! Reasons are codes with typed arguments, like diagnostics. The same program runs as on the fast path, without skips.

use super::diagnostic::nearest;
use super::json::{Wanted, scan};
use super::path::Path;
use super::program::{Input, Op, Program};
use super::reason::{Reason, ReasonCode};
use super::span::{Span, utf16_position};
use super::subject::{Facts, SystemProperty};
use super::tokens::Binary;
use super::value::{Value, ValueType, Verdict, Why};
use super::{Dialect, body};

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    Literal,
    Property,
    SystemProperty,
    Body,
    Twin,
    Not,
    Negate,
    Operator(Binary),
    Function(&'static str),
}

impl NodeKind {
    fn is_logic(self) -> bool {
        matches!(self, Self::Not | Self::Operator(Binary::And | Binary::Or | Binary::Coalesce))
    }
}

/// One node for one message.
#[derive(Clone, Debug)]
pub struct Explained {
    pub kind: NodeKind,
    pub span: Span,
    /// The operator or the function's name.
    pub anchor: Span,
    pub value: Value<'static>,
    pub reason: Option<Reason>,
    /// Indices of the operands.
    pub children: Vec<u32>,
    /// Whether it took part in deciding the result.
    pub decided: bool,
}

/// Everything about one evaluation. The last node is the whole condition.
#[derive(Clone, Debug)]
pub struct Explanation {
    pub verdict: Verdict,
    pub nodes: Vec<Explained>,
    /// About the verdict itself, where the whole is not boolean.
    pub reason: Option<Reason>,
}

impl Explanation {
    #[must_use]
    pub fn root(&self) -> &Explained {
        &self.nodes[self.nodes.len() - 1]
    }

    /// The nodes that the result goes back to, in the order of the text: from the whole down through AND, OR, NOT and
    /// `??`, and further where an operand has a reason of its own.
    #[must_use]
    pub fn causes(&self) -> Vec<&Explained> {
        let mut explains = vec![false; self.nodes.len()];
        for (at, node) in self.nodes.iter().enumerate() {
            let below = node.children.iter().any(|&child| explains[child as usize]);
            explains[at] = node.decided && (node.reason.is_some() || below);
        }
        let (mut open, mut found) = (vec![self.nodes.len() - 1], Vec::new());
        while let Some(at) = open.pop() {
            let node = &self.nodes[at];
            let next = node
                .children
                .iter()
                .map(|&child| child as usize)
                .filter(|&child| self.nodes[child].decided && (node.kind.is_logic() || explains[child]));
            let before = open.len();
            open.extend(next);
            if open.len() == before {
                found.push(at);
            }
        }
        found.sort_unstable();
        found.into_iter().map(|at| &self.nodes[at]).collect()
    }
}

/// Explains the values in `slots`, which the program left for `facts`.
#[must_use]
pub(super) fn explain(
    text: &str,
    program: &Program,
    facts: &dyn Facts,
    slots: Vec<Value<'static>>,
    verdict: Verdict,
) -> Explanation {
    let explainer = Explainer { text, program, facts, slots: &slots };
    let mut nodes: Vec<Explained> = (0..program.nodes.len()).map(|at| explainer.node(at)).collect();
    if let Some(root) = nodes.last_mut() {
        root.decided = true;
    }
    for at in (0..nodes.len()).rev() {
        if nodes[at].decided {
            for child in explainer.deciders(at) {
                nodes[child as usize].decided = true;
            }
        }
    }
    let reason = match slots.last() {
        Some(Value::Null) if verdict == Verdict::False => Some(Reason::new(ReasonCode::NullIsFalse)),
        Some(value @ (Value::Null | Value::Number(_) | Value::String(_))) => {
            Some(Reason::new(ReasonCode::ConditionNotBoolean).word("given", value.value_type().as_str()))
        }
        _ => None,
    };
    Explanation { verdict, nodes, reason }
}

struct Explainer<'a> {
    text: &'a str,
    program: &'a Program,
    facts: &'a dyn Facts,
    slots: &'a [Value<'static>],
}

impl Explainer<'_> {
    fn node(&self, at: usize) -> Explained {
        let node = &self.program.nodes[at];
        let (kind, children) = match &node.op {
            Op::Constant(_) => (NodeKind::Literal, vec![]),
            Op::Input(input) => {
                let kind = match self.program.inputs[*input as usize] {
                    Input::Application(_) => NodeKind::Property,
                    Input::System { .. } => NodeKind::SystemProperty,
                    Input::Body { .. } => NodeKind::Body,
                    Input::Twin { .. } => NodeKind::Twin,
                };
                (kind, vec![])
            }
            Op::Not(operand) => (NodeKind::Not, vec![*operand]),
            Op::Negate(operand) => (NodeKind::Negate, vec![*operand]),
            Op::Arithmetic(operator, left, right)
            | Op::Compare(operator, left, right)
            | Op::Strict(operator, left, right)
            | Op::NullLogic(operator, left, right) => (NodeKind::Operator(*operator), vec![*left, *right]),
            Op::Concat(left, right) => (NodeKind::Operator(Binary::Concat), vec![*left, *right]),
            Op::And(left, right) => (NodeKind::Operator(Binary::And), vec![*left, *right]),
            Op::Or(left, right) => (NodeKind::Operator(Binary::Or), vec![*left, *right]),
            Op::Coalesce(left, right) => (NodeKind::Operator(Binary::Coalesce), vec![*left, *right]),
            Op::Call(builtin, arguments) => (NodeKind::Function(builtin.name), arguments.to_vec()),
            Op::EdgeIsNull(operand) => (NodeKind::Function("is_null"), vec![*operand]),
            Op::EdgeIsBool(operand) => (NodeKind::Function("is_bool"), vec![*operand]),
            Op::BodyHas(_, path) => (NodeKind::Function(super::functions::twin_change::NAME), vec![*path]),
        };
        Explained {
            kind,
            span: node.span,
            anchor: node.anchor,
            value: self.slots[at].clone(),
            reason: self.reason(at, &children),
            children,
            decided: false,
        }
    }

    /// The operands that the value of this node goes back to.
    fn deciders(&self, at: usize) -> Vec<u32> {
        let value = |node: u32| &self.slots[node as usize];
        let both = |left: u32, right: u32, wanted: bool| {
            let alone = [left, right].into_iter().find(|&side| *value(side) == Value::Bool(wanted));
            alone.map_or_else(
                || [left, right].into_iter().filter(|&side| *value(side) != Value::Bool(!wanted)).collect(),
                |side| vec![side],
            )
        };
        let all = |sides: &[u32]| {
            let undefined: Vec<u32> = sides.iter().copied().filter(|&side| !value(side).is_defined()).collect();
            let blamed = matches!(self.slots[at], Value::Undefined(Why::Operand)) && !undefined.is_empty();
            if blamed { undefined } else { sides.to_vec() }
        };
        match &self.program.nodes[at].op {
            Op::Constant(_) | Op::Input(_) | Op::BodyHas(..) => vec![],
            Op::And(left, right) if self.slots[at] != Value::Bool(true) => both(*left, *right, false),
            Op::Or(left, right) if self.slots[at] != Value::Bool(false) => both(*left, *right, true),
            Op::And(left, right) | Op::Or(left, right) | Op::NullLogic(_, left, right) => vec![*left, *right],
            Op::Coalesce(left, _) if value(*left).is_defined() => vec![*left],
            Op::Coalesce(left, right) => vec![*left, *right],
            Op::Not(operand) | Op::Negate(operand) | Op::EdgeIsNull(operand) | Op::EdgeIsBool(operand) => {
                vec![*operand]
            }
            Op::Arithmetic(_, left, right)
            | Op::Compare(_, left, right)
            | Op::Strict(_, left, right)
            | Op::Concat(left, right) => all(&[*left, *right]),
            Op::Call(_, arguments) => all(arguments),
        }
    }

    fn reason(&self, at: usize, children: &[u32]) -> Option<Reason> {
        match (&self.slots[at], &self.program.nodes[at].op) {
            (Value::Undefined(why), _) => Some(self.undefined(at, *why, children)),
            (value @ (Value::Object | Value::Array), Op::Input(_)) => {
                let code = if *value == Value::Object { ReasonCode::IsObject } else { ReasonCode::IsArray };
                Some(Reason::new(code).text("path", self.source(at as u32)))
            }
            (Value::Null, Op::Input(input)) if self.is_absent_in_edge(*input) => {
                Some(Reason::new(ReasonCode::AbsentCountsAsNull).text("path", self.source(at as u32)))
            }
            (Value::Bool(_), Op::Compare(operator, left, right)) => {
                let types = [left, right].map(|&side| self.slots[side as usize].value_type());
                let equality = matches!(operator, Binary::Equal | Binary::NotEqual);
                let code = if equality { ReasonCode::TypesDiffer } else { ReasonCode::TypesRanked };
                (types[0] != types[1])
                    .then(|| Reason::new(code).word("left", types[0].as_str()).word("right", types[1].as_str()))
            }
            (Value::Bool(decided), Op::And(..) | Op::Or(..)) => match self.deciders(at)[..] {
                [one] => Some(
                    Reason::new(ReasonCode::OperandDecides)
                        .text("operand", self.source(one))
                        .word("value", if *decided { "true" } else { "false" }),
                ),
                _ => None,
            },
            (_, Op::Coalesce(left, _)) => Some(Reason::new(if self.slots[*left as usize].is_defined() {
                ReasonCode::LeftDefined
            } else {
                ReasonCode::LeftUndefined
            })),
            _ => None,
        }
    }

    fn source(&self, node: u32) -> &str {
        self.program.nodes[node as usize].span.of(self.text)
    }

    fn is_absent_in_edge(&self, input: u32) -> bool {
        let Input::Body { path, .. } = &self.program.inputs[input as usize] else {
            return false;
        };
        self.program.dialect == Dialect::Edge
            && self.body_value(path, false) == Some(Value::Undefined(Why::BodyPathAbsent))
    }

    /// What the body has at `path`, perhaps in another letter case; none if it cannot be read.
    fn body_value(&self, path: &Path, fold: bool) -> Option<Value<'static>> {
        let text = body::text(self.facts, self.program.dialect).ok()?;
        let mut wanted = Wanted::new(fold, Why::BodyPathAbsent);
        let slot = wanted.add(path);
        let mut values = wanted.blank();
        scan(&text, &wanted, &mut values).ok()?;
        Some(values.swap_remove(slot as usize).into_owned())
    }

    fn undefined(&self, at: usize, why: Why, children: &[u32]) -> Reason {
        let node = &self.program.nodes[at];
        let name = node.span.of(self.text);
        let declared = |key| self.facts.system(key).unwrap_or_default().into_owned();
        match why {
            Why::Literal => Reason::new(ReasonCode::ConstantUndefined),
            Why::PropertyAbsent => match nearest(name, self.facts.application_names()) {
                Some(near) => Reason::new(ReasonCode::PropertyAbsentNear).text("name", name).text("nearest", near),
                None => Reason::new(ReasonCode::PropertyAbsent).text("name", name),
            },
            Why::SystemPropertyAbsent => Reason::new(ReasonCode::SystemPropertyAbsent).text("name", name),
            Why::SystemPropertyUnknown => Reason::new(ReasonCode::SystemPropertyUnknown).text("name", name),
            Why::WholeDocument => Reason::new(ReasonCode::WholeDocument).text("name", name),
            Why::ContentTypeNotSet => Reason::new(ReasonCode::ContentTypeNotSet),
            Why::ContentTypeNotJson => {
                Reason::new(ReasonCode::ContentTypeNotJson).text("given", declared(SystemProperty::ContentType))
            }
            Why::ContentEncodingNotSet => Reason::new(ReasonCode::ContentEncodingNotSet),
            Why::ContentEncodingUnsupported => {
                let given = match self.facts.system(SystemProperty::ContentEncoding) {
                    Some(encoding) => encoding.into_owned(),
                    None => declared(SystemProperty::ContentType),
                };
                Reason::new(ReasonCode::ContentEncodingUnsupported).text("given", given)
            }
            Why::BodyNotDecodable => Reason::new(ReasonCode::BodyNotDecodable),
            Why::BodyNotJson => self.not_json(),
            Why::BodyNotObject => Reason::new(ReasonCode::BodyNotObject).word("given", self.top_type().as_str()),
            Why::BodyPathAbsent => self.path_absent(&node.op, name),
            Why::TwinAbsent => Reason::new(ReasonCode::TwinAbsent),
            Why::TwinPathAbsent => Reason::new(ReasonCode::TwinPathAbsent).text("path", name),
            Why::DateTime => Reason::new(ReasonCode::DateTime).text("path", name),
            Why::NotANumber => Reason::new(ReasonCode::NotANumber).text("operator", node.anchor.of(self.text)),
            Why::TextNotNumber => {
                let given = children.first().map(|&child| &self.slots[child as usize]);
                let text = match given {
                    Some(Value::String(text)) => text.to_lossy().into_owned(),
                    _ => String::new(),
                };
                Reason::new(ReasonCode::TextNotNumber).text("text", text)
            }
            Why::OutOfRange => Reason::new(ReasonCode::OutOfRange),
            Why::Operand | Why::Mismatch => self.operand(&node.op, children),
        }
    }

    /// Which operand is to blame, an undefined one before one of the wrong type.
    fn operand(&self, op: &Op, children: &[u32]) -> Reason {
        let value = |child: u32| &self.slots[child as usize];
        let misfits = children.iter().enumerate().filter(|&(position, &child)| !fits(op, position, value(child)));
        let blamed = misfits.min_by_key(|&(_, &child)| value(child).is_defined());
        let Some((position, &child)) = blamed else {
            return Reason::new(ReasonCode::ConstantUndefined);
        };
        let given = value(child).value_type().as_str();
        match value(child) {
            Value::Undefined(_) => Reason::new(ReasonCode::OperandUndefined).text("operand", self.source(child)),
            Value::Object | Value::Array => {
                Reason::new(ReasonCode::OperandStructured).text("operand", self.source(child)).word("given", given)
            }
            _ => Reason::new(ReasonCode::OperandType)
                .text("operand", self.source(child))
                .word("given", given)
                .word("expected", expected(op, position)),
        }
    }

    fn not_json(&self) -> Reason {
        let text = body::text(self.facts, self.program.dialect).unwrap_or_default();
        let mut values = self.program.body.blank();
        let at = scan(&text, &self.program.body, &mut values).err().unwrap_or(0);
        let (line, column) = utf16_position(&text, at);
        Reason::new(ReasonCode::BodyNotJson).number("line", line).number("column", column)
    }

    fn top_type(&self) -> ValueType {
        let text = body::text(self.facts, self.program.dialect).unwrap_or_default();
        let mut values = self.program.body.blank();
        scan(&text, &self.program.body, &mut values).unwrap_or(ValueType::Undefined)
    }

    fn path_absent(&self, op: &Op, name: &str) -> Reason {
        let path = match op {
            Op::Input(input) => match &self.program.inputs[*input as usize] {
                Input::Body { path, .. } => Some(path),
                _ => None,
            },
            _ => None,
        };
        let other_case = path
            .and_then(|path| self.body_value(path, true))
            .is_some_and(|value| value != Value::Undefined(Why::BodyPathAbsent));
        let code = if other_case { ReasonCode::BodyPathCase } else { ReasonCode::BodyPathAbsent };
        Reason::new(code).text("path", name)
    }
}

/// Whether an operator can use `value` at `position`.
fn fits(op: &Op, position: usize, value: &Value<'_>) -> bool {
    match op {
        Op::Arithmetic(..) | Op::Negate(_) => matches!(value, Value::Number(_)),
        Op::Concat(..) => matches!(value, Value::String(_)),
        Op::Not(_) | Op::And(..) | Op::Or(..) | Op::Strict(..) => matches!(value, Value::Bool(_)),
        Op::Call(builtin, _) => value.is_defined() && builtin.parameter(position).takes(value.value_type()),
        _ => value.is_defined(),
    }
}

fn expected(op: &Op, position: usize) -> &'static str {
    match op {
        Op::Arithmetic(..) | Op::Negate(_) => "number",
        Op::Concat(..) => "string",
        Op::Call(builtin, _) => builtin.parameter(position).as_str(),
        _ => "bool",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::message::{Message, Property, Source};
    use crate::model::query::{Argument, Subject, compile};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn message(body: &str) -> Message {
        let mut message = Message { body: body.as_bytes().into(), ..Message::default() };
        message.properties.push(Property { name: "level".into(), value: "critical".into() });
        message.system.content_type = Some("application/json".into());
        message.system.content_encoding = Some("utf-8".into());
        message
    }

    /// The causes of the result: `source text: reason(arguments)` each.
    fn causes(text: &str, message: &Message) -> Vec<String> {
        let subject = Subject { message, sender: None, enqueued_at: None, twin: None };
        let condition = compile(text, Source::DeviceMessages, Dialect::Cloud).condition.unwrap();
        let explanation = condition.explain(&subject);
        assert_eq!(explanation.verdict, condition.evaluate(&subject), "{text}");
        let line = |node: &Explained| {
            let reason = node.reason.as_ref().map_or_else(String::new, |reason| {
                let args: Vec<String> =
                    reason.args.iter().map(|(name, value)| format!("{name}={}", show(value))).collect();
                format!(": {}({})", reason.code.as_str(), args.join(", "))
            });
            format!("{}{reason}", node.span.of(text))
        };
        explanation.causes().into_iter().map(line).collect()
    }

    fn show(argument: &Argument) -> String {
        match argument {
            Argument::Text(text) => text.clone(),
            Argument::Number(number) => number.to_string(),
            Argument::Word(word) => (*word).to_owned(),
        }
    }

    #[test]
    fn why_undefined() {
        let good = message(r#"{"t":30,"o":{},"d":"2024-03-05T10:00:00Z"}"#);
        let mut bare = message("{}");
        bare.system.content_type = None;
        let mut encoding = message("{}");
        encoding.system.content_encoding = Some("gzip".into());
        for (text, message, expected) in [
            ("pressure = 'x'", &good, "pressure: property-absent(name=pressure)"),
            ("levle = 'x'", &good, "levle: property-absent-near(name=levle, nearest=level)"),
            ("$messageId = 'x'", &good, "$messageId: system-property-absent(name=$messageId)"),
            ("$body.x = 1", &good, "$body.x: body-path-absent(path=$body.x)"),
            ("$body.T = 1", &good, "$body.T: body-path-case(path=$body.T)"),
            ("$body.o = 1", &good, "$body.o: is-object(path=$body.o)"),
            ("$body.d = 'x'", &good, "$body.d: date-time(path=$body.d)"),
            ("$body.t = 1", &bare, "$body.t: content-type-not-set()"),
            ("$body.t = 1", &encoding, "$body.t: content-encoding-unsupported(given=gzip)"),
            ("$body.t = 1", &message("{\n \"t\": 0x}"), "$body.t: body-not-json(line=2, column=8)"),
            ("$body.t = 1", &message("[1]"), "$body.t: body-not-object(given=array)"),
            ("as_number(level) > 1", &good, "as_number(level): text-not-number(text=critical)"),
            ("sqrt(0 - $body.t) > 1", &good, "sqrt(0 - $body.t): not-a-number(operator=sqrt)"),
            (
                "lower($body.t) = 'x'",
                &good,
                "lower($body.t): operand-type(operand=$body.t, given=number, expected=string)",
            ),
            ("$twin.tags.a = 1", &good, "$twin.tags.a: twin-absent()"),
        ] {
            assert_eq!(causes(text, message), [expected], "{text}");
        }
    }

    #[test]
    fn what_decided() {
        let good = message(r#"{"t":"30"}"#);
        assert_eq!(causes("level = 'x' AND $body.t = 1", &good), ["level = 'x'"]);
        assert_eq!(causes("$body.t > 100", &good), ["$body.t > 100: types-ranked(left=string, right=number)"]);
        assert_eq!(causes("a = 'x' OR level = 'y'", &good), ["a: property-absent(name=a)"]);
    }
}
