//! The routing query language: text in, a verdict for each message out, and the reasons for it.
//!
//! Models: "IoT Hub message routing query syntax" (docs: iot-hub-devguide-routing-query-syntax) as
//! `routing-query-language.md` settles it: documented cloud behaviour first, Edge Hub's open core where it is silent.
//! Stages: text → [`tokens`] → [`ast`] (by [`parse`]) → [`check`] → [`program`] → [`evaluate`] or an explanation.
//!
//! Differs(condition-limits): a condition has at most 65,536 bytes and 256 levels of nesting. The service documents no bound. [choice]
//! Differs(text-after-condition): text after a complete expression is an error in both dialects. Edge Hub ignores it. [choice]
//! Assumed(blank-condition): a condition of blanks and comments counts as none, and is true. [choice]

pub mod ast;
mod blame;
pub mod body;
pub mod check;
#[cfg(test)]
mod conformance;
pub mod counterfactual;
pub mod diagnostic;
mod domain;
pub mod evaluate;
pub mod explain;
pub mod functions;
pub mod json;
pub mod lint;
mod literal;
pub mod parse;
pub mod path;
mod plain;
pub mod program;
pub mod reason;
pub mod route_set;
pub mod sample;
pub mod span;
pub mod string;
pub mod subject;
pub mod tokens;
pub mod value;
mod warn;

pub use counterfactual::Change;
pub use diagnostic::{Argument, Code, Diagnostic, Fix, Severity};
pub use explain::{Explained, Explanation, NodeKind};
pub use reason::{Reason, ReasonCode};
pub use sample::{Sample, TestMessage};
pub use span::{Span, utf16_position};
pub use subject::{Facts, Subject, SystemProperty, Twin};
pub use value::Verdict;

use crate::model::late::Late;
use crate::model::message::Source;
use ast::Ast;
use check::Type;
use evaluate::{Machine, Store};
use plain::Plain;
use program::{Node, Program};
use std::sync::{Arc, OnceLock};
use value::{Value, Why};

/// Whose behaviour counts where the cloud's documentation and Edge Hub disagree (reference, section 13).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dialect {
    /// The cloud as documented.
    #[default]
    Cloud,
    /// Edge Hub's open-source core.
    Edge,
}

/// What became of a text.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// None if and only if a diagnostic is an error.
    pub condition: Option<Condition>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Compiles the condition of a route that reads `source`. A blank text is true (in the Edge dialect: undefined).
#[must_use]
pub fn compile(text: &str, source: Source, dialect: Dialect) -> Compiled {
    match whole(text, source, dialect) {
        Ok((whole, diagnostics)) => {
            let condition = Condition::new(text, source, dialect);
            let _ = condition.0.whole.set(Box::new(whole));
            Compiled { condition: Some(condition), diagnostics }
        }
        Err(diagnostics) => Compiled { condition: None, diagnostics },
    }
}

/// As [`compile`], but compiles a plain condition only when somebody looks into it, and tells no warnings.
///
/// # Errors
/// Every mistake.
pub fn condition(text: &str, source: Source, dialect: Dialect) -> Result<Condition, Vec<Diagnostic>> {
    let condition = Condition::new(text, source, dialect);
    if condition.0.plain.is_some() { Ok(condition) } else { COMPILE.get()(text, source, dialect) }
}

type Compile = fn(&str, Source, Dialect) -> Result<Condition, Vec<Diagnostic>>;

static COMPILE: Late<Compile> = Late::new(compiled);

/// Brings the language along.
pub fn provide() {
    COMPILE.provide(compiled);
    string::provide();
}

fn compiled(text: &str, source: Source, dialect: Dialect) -> Result<Condition, Vec<Diagnostic>> {
    let Compiled { condition, diagnostics } = compile(text, source, dialect);
    condition.ok_or(diagnostics)
}

fn whole(text: &str, source: Source, dialect: Dialect) -> Result<(Whole, Vec<Diagnostic>), Vec<Diagnostic>> {
    let ast = parse::parse(text).map_err(|error| vec![error])?;
    let program = if ast.root().is_some() { check::check(text, &ast, source, dialect)? } else { blank(dialect) };
    let warnings = warn::warnings(text, &ast, &program);
    Ok((Whole { ast, program }, warnings))
}

/// The program of a condition without content.
fn blank(dialect: Dialect) -> Program {
    let mut program = Program::new(dialect);
    let (value, ty) = match dialect {
        Dialect::Cloud => (Value::Bool(true), Type::Bool),
        Dialect::Edge => (Value::Undefined(Why::Literal), Type::Undefined),
    };
    let op = program.constant(value);
    program.nodes.push(Node { op, span: Span::default(), anchor: Span::default(), ty });
    program.schedule();
    program
}

/// A compiled condition; a clone shares it.
#[derive(Clone)]
pub struct Condition(Arc<Inner>);

struct Inner {
    text: Box<str>,
    source: Source,
    dialect: Dialect,
    plain: Option<Plain>,
    /// Compiled at the latest when somebody looks into it.
    whole: OnceLock<Box<dyn Runs>>,
}

/// The tree and the program of a condition.
struct Whole {
    ast: Ast,
    program: Program,
}

/// [`Whole`] behind a table of functions: whoever compiles nothing carries no code of it.
trait Runs: Send + Sync {
    fn verdict(&self, facts: &dyn Facts) -> Verdict;
    fn whole(&self) -> &Whole;
}

impl Runs for Whole {
    fn verdict(&self, facts: &dyn Facts) -> Verdict {
        let store = Store::default();
        Machine::new(&self.program, facts, &store).run()
    }

    fn whole(&self) -> &Whole {
        self
    }
}

impl Condition {
    fn new(text: &str, source: Source, dialect: Dialect) -> Self {
        let (plain, whole) = (Plain::read(text), OnceLock::new());
        Self(Arc::new(Inner { text: text.into(), source, dialect, plain, whole }))
    }

    #[must_use]
    pub fn text(&self) -> &str {
        &self.0.text
    }

    #[must_use]
    pub fn source(&self) -> Source {
        self.0.source
    }

    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.0.dialect
    }

    /// The parsed tree.
    #[must_use]
    pub fn ast(&self) -> &Ast {
        &self.whole().ast
    }

    /// The result for one message.
    #[must_use]
    pub fn evaluate(&self, subject: &Subject<'_>) -> Verdict {
        self.evaluate_facts(subject)
    }

    /// The result for anything that can stand for a message.
    #[must_use]
    pub fn evaluate_facts(&self, facts: &dyn Facts) -> Verdict {
        match (self.0.plain, self.0.whole.get()) {
            (Some(plain), _) => plain.evaluate(self.text(), facts),
            (None, Some(whole)) => whole.verdict(facts),
            (None, None) => unreachable!("what is not plain was compiled"),
        }
    }

    /// The result for one message, with the value of every node and the reason for it.
    #[must_use]
    pub fn explain(&self, subject: &Subject<'_>) -> Explanation {
        self.explain_facts(subject)
    }

    /// Explains the result for anything that can stand for a message.
    #[must_use]
    pub fn explain_facts(&self, facts: &dyn Facts) -> Explanation {
        let (store, program) = (Store::default(), self.program());
        let mut machine = Machine::new(program, facts, &store);
        let verdict = machine.run_all();
        let slots = machine.slots.into_iter().map(Value::into_owned).collect();
        explain::explain(self.text(), program, facts, slots, verdict)
    }

    pub(in crate::model::query) fn program(&self) -> &Program {
        &self.whole().program
    }

    fn whole(&self) -> &Whole {
        let compile = || -> Box<dyn Runs> {
            let (whole, _) = whole(self.text(), self.source(), self.dialect()).expect("plain conditions compile");
            Box::new(whole)
        };
        self.0.whole.get_or_init(compile).whole()
    }
}

impl std::fmt::Debug for Condition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Condition").field(&self.text()).finish()
    }
}

/// Equal text for an equal source and dialect.
impl PartialEq for Condition {
    fn eq(&self, other: &Self) -> bool {
        let key = |c: &Self| (c.source(), c.dialect());
        self.text() == other.text() && key(self) == key(other)
    }
}

impl Eq for Condition {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::message::{Message, Property};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn message(body: &str) -> Message {
        let mut message = Message { body: body.as_bytes().into(), ..Message::default() };
        message.system.content_type = Some("application/json".into());
        message.system.content_encoding = Some("utf-8".into());
        for (name, value) in [("level", "critical"), ("n", "4"), ("empty", "")] {
            message.properties.push(Property { name: name.into(), value: value.into() });
        }
        message
    }

    fn result(text: &str) -> &'static str {
        let message = message(r#"{"t":30,"s":"30","ok":true,"o":{"a":[1,2]},"z":null}"#);
        let subject = Subject { message: &message, sender: None, enqueued_at: None, twin: None };
        let compiled = compile(text, Source::DeviceMessages, Dialect::Cloud);
        compiled.condition.map_or("error", |condition| condition.evaluate(&subject).as_str())
    }

    #[test]
    fn conditions() {
        for (text, expected) in [
            ("level=\"critical\"", "true"),
            ("level = 'storage'", "false"),
            ("LEVEL = 'critical'", "true"),
            ("absent = 'x'", "undefined"),
            ("NOT (absent = 'x')", "undefined"),
            ("absent = 'x' OR level = 'critical'", "true"),
            ("absent = 'x' AND level = 'storage'", "false"),
            ("as_number(n) >= 3", "true"),
            ("n > 3", "error"),
            ("$body.t > 25 AND $body.ok", "true"),
            ("$body.s > 100", "true"),
            ("$body.s = 30", "false"),
            ("$body.o.a[1] = 2", "true"),
            ("$body.missing = null", "undefined"),
            ("$body.z = null", "true"),
            ("is_object($body.o) AND NOT is_defined($body.o)", "true"),
            ("null", "false"),
            ("NOT null", "true"),
            ("null OR true", "true"),
            ("null AND true", "false"),
            ("level", "undefined"),
            ("", "true"),
            (" /* nothing */ ", "true"),
            ("true banana", "error"),
            ("1 < 2 = true", "true"),
            ("1 < 2 < 3", "error"),
            ("0 / 0 = 1", "undefined"),
            ("(absent ?? 'd') = 'd'", "true"),
            ("absent ?? 'd' = 'd'", "error"),
            ("NOT (null ?? null)", "true"),
        ] {
            assert_eq!(result(text), expected, "{text}");
        }
    }
}
