//! TEMP
use crate::model::message::*;
use crate::model::time::Timestamp;
use std::sync::Arc;
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Dialect {
    Cloud,
    Edge,
}
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    True,
    False,
    Undefined,
}
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic;
#[derive(Clone, Debug)]
pub struct Condition(Arc<str>);
pub struct Compiled {
    pub condition: Option<Condition>,
    pub diagnostics: Vec<Diagnostic>,
}
pub struct Subject<'a> {
    pub message: &'a Message,
    pub sender: Option<&'a Sender>,
    pub enqueued_at: Option<Timestamp>,
    pub twin: Option<&'a str>,
}
pub fn compile(t: &str, _s: Source, _d: Dialect) -> Compiled {
    if t.contains("==") {
        return Compiled { condition: None, diagnostics: vec![Diagnostic] };
    }
    Compiled { condition: Some(Condition(t.into())), diagnostics: vec![] }
}
impl Condition {
    pub fn text(&self) -> &str {
        &self.0
    }
    pub fn evaluate(&self, s: &Subject<'_>) -> Verdict {
        let Some((a, b)) = self.0.split_once('=') else { return Verdict::True };
        let b = b.trim().trim_matches(|c| c == '"' || c == '\'');
        let v = match a.trim() {
            "$messageId" => s.message.system.message_id.as_deref(),
            n => s.message.property(n).map(|x| &**x),
        };
        match v {
            None => Verdict::Undefined,
            Some(x) if x == b => Verdict::True,
            _ => Verdict::False,
        }
    }
}
