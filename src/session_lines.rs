//! The session protocol: one JSON line in, one JSON line out, on the very session that the page has.
//!
//! Models: nothing of the services; `docs/session-protocol.md` describes it. Reading order: this file (a line and its
//! answer), `call` (what can be asked), `act` (carrying it out), `travel` and `read` (going and looking), `given` (what came
//! in), `answer` and `shape` (what goes out).
//! What is asked of the world goes through the world's own commands, so a run driven here is a run like any other.

mod act;
mod answer;
mod call;
mod given;
mod program;
mod read;
mod shape;
mod status;
mod tell;
mod travel;

pub use call::CALLS;

use crate::model::time::Timestamp;
use crate::say;
use crate::scenario::{LoadError, Scenario};
use crate::session::{Progress, Session};
use crate::text::refusal::load_error;
use crate::text::{Arg, Key, Language, Rich};
use crate::world::command::Rejection;
use crate::world::entry::RejectCode;
use call::{Call, Entries, Moment};
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::sync::Arc;

/// The version of the protocol that this build speaks.
pub const PROTOCOL: u32 = 1;
/// Bytes of one line at most.
pub const MAX_LINE_BYTES: usize = 8 * 1024 * 1024;
/// Entries that one answer carries at most; the rest can be asked for.
const MAX_ENTRIES: usize = 10_000;
/// Steps that one line may take.
const MAX_STEPS: u32 = 5_000_000;

/// A session that is driven by lines.
#[derive(Clone, Debug)]
pub struct Lines {
    session: Session,
    language: Language,
    entries: Entries,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    id: &'a RawValue,
    ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Failure>,
    now: Now,
    #[serde(skip_serializing_if = "Option::is_none")]
    entries: Option<Vec<tell::Told>>,
    /// How many entries there were beyond those that stand here.
    #[serde(skip_serializing_if = "Option::is_none")]
    entries_left_out: Option<usize>,
}

/// The playhead after the line.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Now {
    /// Milliseconds since the start of the scenario.
    ms: u64,
    utc: String,
    step: u32,
}

/// Why a line was not carried out.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Failure {
    /// The service's name of the error, or the playground's own.
    name: String,
    /// The same as a stable code.
    code: String,
    /// The status that the service answers with; null where no service was asked.
    status: Option<u16>,
    message: String,
    details: Value,
}

/// How a call ended that was not carried out.
enum Problem {
    Refused(Box<Rejection>),
    Load(Box<LoadError>),
    /// The line or the call itself: a code of ours, words, and what the words are about.
    Line {
        code: &'static str,
        message: Rich,
        details: Map<String, Value>,
    },
}

impl From<Rejection> for Problem {
    fn from(rejection: Rejection) -> Self {
        Self::Refused(Box::new(rejection))
    }
}

impl From<LoadError> for Problem {
    fn from(error: LoadError) -> Self {
        Self::Load(Box::new(error))
    }
}

impl Problem {
    fn line(code: &'static str, message: Rich) -> Self {
        Self::Line { code, message, details: Map::new() }
    }

    /// A member of the call has a wrong value.
    fn member(path: &str, reason: &str, language: Language) -> Self {
        let message = say!(language, Key::FileAt, path = Arg::Code(path), what = Arg::Text(reason));
        let details = Map::from_iter([("path".to_owned(), path.into())]);
        Self::Line { code: "bad-request", message, details }
    }
}

impl Lines {
    /// A session on a scenario, at its first moment.
    ///
    /// # Errors
    /// As [`Session::new`].
    pub fn new(scenario: Scenario, language: Language) -> Result<Self, LoadError> {
        Ok(Self { session: Session::new(scenario)?, language, entries: Entries::default() })
    }

    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Answers one line with one line, without its line end. A line that cannot be carried out changes nothing but the
    /// time that it had to wait for.
    pub fn answer(&mut self, line: &[u8]) -> String {
        let run = (self.session.current_run(), self.session.at_step());
        let mut id = RawValue::NULL;
        let result = self.read(line, &mut id);
        let (answered, failed) = match result {
            Ok(value) => (Some(value), None),
            Err(problem) => (None, Some(self.failure(&problem))),
        };
        let (entries, left_out) = self.entries_since(run);
        let answer = Answer {
            id,
            ok: failed.is_none(),
            result: answered,
            error: failed,
            now: self.now(),
            entries,
            entries_left_out: left_out,
        };
        serde_json::to_string(&answer).unwrap_or_default()
    }

    /// The answer to a line that is longer than [`MAX_LINE_BYTES`], of which only the length is known to be too much.
    #[must_use]
    pub fn too_long(&self) -> String {
        let max = Arg::Bytes(MAX_LINE_BYTES as u64);
        let problem = Problem::line("line-too-long", say!(self.language, Key::SessionLineTooLong, max = max));
        let answer = Answer {
            id: RawValue::NULL,
            ok: false,
            result: None,
            error: Some(self.failure(&problem)),
            now: self.now(),
            entries: None,
            entries_left_out: None,
        };
        serde_json::to_string(&answer).unwrap_or_default()
    }

    fn read<'l>(&mut self, line: &'l [u8], id: &mut &'l RawValue) -> Result<Value, Problem> {
        let language = self.language;
        let not_json =
            |reason: &str| Problem::line("not-json", say!(language, Key::CliNotJson, reason = Arg::Text(reason)));
        let text = std::str::from_utf8(line).map_err(|error| not_json(&error.to_string()))?;
        // Some editors and shells put a byte order mark before the first line.
        let text = text.trim_start_matches('\u{feff}');
        let whole: &RawValue = serde_json::from_str(text).map_err(|error| not_json(&error.to_string()))?;
        if !whole.get().starts_with('{') {
            return Err(Problem::line("not-object", say!(language, Key::CliNotObject)));
        }
        let members: std::collections::BTreeMap<String, &RawValue> =
            serde_json::from_str(whole.get()).map_err(|error| not_json(&error.to_string()))?;
        if let Some(given) = members.get("id") {
            *id = given;
        }
        let mut rest = Map::new();
        for (name, raw) in &members {
            if !matches!(&**name, "id" | "command" | "at" | "after") {
                let value = serde_json::from_str(raw.get())
                    .map_err(|error| Problem::member(name, &error.to_string(), language))?;
                rest.insert(name.clone(), value);
            }
        }
        let command: String = self.member(&members, "command")?.ok_or_else(|| {
            let message = say!(language, Key::FileMissingField, field = Arg::Code("command"));
            let details = Map::from_iter([("path".to_owned(), "command".into())]);
            Problem::Line { code: "bad-request", message, details }
        })?;
        if !CALLS.contains(&&*command) {
            let known = CALLS.join(", ");
            let (command, commands) = (Arg::Code(&command), Arg::Code(&known));
            let message = say!(language, Key::CliUnknownCommand, command = command, commands = commands);
            return Err(Problem::line("unknown-command", message));
        }
        let at: Option<Moment> = self.member(&members, "at")?;
        let after: Option<u32> = self.member(&members, "after")?;
        let wrapped = Value::Object(Map::from_iter([(command.clone(), Value::Object(rest))]));
        let call: Call = serde_path_to_error::deserialize(wrapped).map_err(|error| {
            let path = error.path().to_string();
            let inside = path.strip_prefix(&command).unwrap_or(&path).trim_start_matches('.').to_owned();
            let path = if inside.is_empty() { command.clone() } else { inside };
            Problem::member(&path, &error.into_inner().to_string(), language)
        })?;
        self.go(at, after)?;
        self.carry_out(call)
    }

    fn member<T: serde::de::DeserializeOwned>(
        &self,
        members: &std::collections::BTreeMap<String, &RawValue>,
        name: &str,
    ) -> Result<Option<T>, Problem> {
        let Some(raw) = members.get(name) else { return Ok(None) };
        serde_json::from_str(raw.get()).map_err(|error| Problem::member(name, &error.to_string(), self.language))
    }

    /// Goes to the moment at which the call happens: after everything due at or before `at`, or right after a step.
    fn go(&mut self, at: Option<Moment>, after: Option<u32>) -> Result<(), Problem> {
        if let Some(at) = at {
            let wanted = self.ahead(at, "at")?;
            self.run_until(wanted)?;
        }
        if let Some(step) = after {
            if step < self.session.at_step() {
                let message = say!(self.language, Key::SessionStepGoesBack, step = step, now = self.session.at_step());
                return Err(Problem::line("time-goes-back", message));
            }
            if !self.session.seek_step(step) {
                return Err(Problem::line("run-ended", say!(self.language, Key::SessionRunEnded, step = step)));
            }
        }
        Ok(())
    }

    /// The instant that `member` says, which must not lie before the present one.
    fn ahead(&self, moment: Moment, member: &str) -> Result<Timestamp, Problem> {
        let (start, now) = (self.session.world().start(), self.session.world().now());
        let wanted = moment.instant(start);
        if wanted < now {
            let range = Some((wanted.since(start), now.since(start)));
            return Err(Rejection { range, ..Rejection::new(RejectCode::TimeGoesBack, member) }.into());
        }
        Ok(wanted)
    }

    /// Runs to `wanted`, after everything due at or before it.
    fn run_until(&mut self, wanted: Timestamp) -> Result<(), Problem> {
        let progress = self.session.seek_time(wanted, MAX_STEPS);
        self.went(progress)
    }

    /// What kept a run from its end is an error; a breakpoint is none.
    fn went(&self, progress: Progress) -> Result<(), Problem> {
        match progress {
            Progress::Reached | Progress::Ended | Progress::Stopped(_) => Ok(()),
            Progress::More => {
                Err(Problem::line("too-many-steps", say!(self.language, Key::SessionTooManySteps, max = MAX_STEPS)))
            }
            Progress::Limit(reason) => Err(Problem::line(
                reason.code(),
                say!(self.language, Key::SessionLimit, reason = Arg::Code(reason.code())),
            )),
        }
    }

    fn now(&self) -> Now {
        let world = self.session.world();
        Now { ms: world.elapsed(), utc: world.now().iso_ticks(), step: world.steps() }
    }

    /// What the line added to the run, where it went on.
    fn entries_since(&self, (run, step): (usize, u32)) -> (Option<Vec<tell::Told>>, Option<usize>) {
        if self.entries == Entries::None {
            return (None, None);
        }
        let at = self.session.at_step();
        let from = if self.session.current_run() == run { step } else { self.forked_at().unwrap_or(at) };
        if at <= from {
            return (Some(Vec::new()), None);
        }
        let entries = self.session.entries(from + 1, at);
        let left_out = entries.len().saturating_sub(MAX_ENTRIES);
        let told = tell::entries(&entries[left_out..], self.session.world(), self.language);
        (Some(told), (left_out > 0).then_some(left_out))
    }

    /// The step after which the current run left its parent.
    fn forked_at(&self) -> Option<u32> {
        let record = self.session.runs().get(self.session.current_run())?;
        record.parent.map(|(_, step)| step)
    }

    fn failure(&self, problem: &Problem) -> Failure {
        match problem {
            Problem::Refused(rejection) => tell::refusal(rejection, self.session.world(), self.language),
            Problem::Load(error) => {
                let code = match &**error {
                    LoadError::Shape { .. } => "bad-file",
                    LoadError::Format { .. } => "unknown-format",
                    LoadError::Refused { rejection, .. } => rejection.code.code(),
                };
                let message = load_error(error, self.language).plain();
                Failure {
                    name: code.into(),
                    code: code.into(),
                    status: None,
                    message,
                    details: Value::Object(Map::new()),
                }
            }
            Problem::Line { code, message, details } => Failure {
                name: (*code).into(),
                code: (*code).into(),
                status: None,
                message: message.plain(),
                details: Value::Object(details.clone()),
            },
        }
    }
}

/// A hub with nothing around it, for a session that brings no scenario.
#[must_use]
pub fn empty_scenario() -> Scenario {
    let text = r#"{"format":1,"name":{"en":"Empty","ko":"빈 시나리오"},"seed":0,"hub":{"name":"hub"}}"#;
    serde_json::from_str(text).expect("the scenario is well-formed")
}

fn name(text: &str) -> Arc<str> {
    text.into()
}
