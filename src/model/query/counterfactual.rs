//! The nearest match: the smallest change to a message that would make a condition true.
//!
//! Fewest properties and paths changed, at most [`MAX_CHANGES`], found by trying the constants that the condition
//! holds them against, and proven by evaluating the changed message. Finding none does not mean that there is none.

use super::ast::number_literal;
use super::body;
use super::domain::{Place, Variable, atoms, candidates, variables};
use super::evaluate::{Machine, Store};
use super::path::{Path, Segment};
use super::program::{Input, Program};
use super::sample::Sample;
use super::string::same_name;
use super::subject::{Facts, SystemProperty, Twin};
use super::value::{Value, Verdict, Why};
use super::{Condition, Dialect};
use serde_json::{Map, Value as Json};

/// Properties and paths that one answer changes.
pub const MAX_CHANGES: usize = 3;
/// Evaluations that one search makes.
const MAX_TRIES: u32 = 200_000;
/// Elements that are added to an array to reach an index.
const MAX_NEW_ELEMENTS: usize = 64;

/// One change to a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    SetApplication {
        name: String,
        value: String,
    },
    RemoveApplication {
        name: String,
    },
    SetSystem {
        key: SystemProperty,
        value: String,
    },
    RemoveSystem {
        key: SystemProperty,
    },
    /// `value` is JSON text.
    SetBody {
        path: String,
        value: String,
    },
    RemoveBody {
        path: String,
    },
    SetTwin {
        path: String,
        value: String,
    },
    RemoveTwin {
        path: String,
    },
    /// The body is no JSON object: write an empty one.
    ReplaceBody,
}

/// The changes that make `condition` true for `facts`; none if it is true already or none were found.
#[must_use]
pub fn nearest_match(condition: &Condition, facts: &dyn Facts) -> Option<Vec<Change>> {
    let start = Sample::of(facts);
    if condition.evaluate_facts(&start) == Verdict::True {
        return None;
    }
    let program = condition.program();
    let mut bases = vec![(start.clone(), Vec::new())];
    bases.extend(readable(program, &start));
    let mut tries = MAX_TRIES;
    // All bases with one change before any with two.
    for changes in 0..=MAX_CHANGES {
        for (sample, repairs) in &bases {
            if repairs.len() > changes {
                continue;
            }
            if let Some(found) = Search::new(condition, sample).run(changes - repairs.len(), &mut tries) {
                return Some(repairs.iter().cloned().chain(found).collect());
            }
        }
    }
    None
}

/// The message with a body that can be queried, and what had to be changed for it.
fn readable(program: &Program, start: &Sample) -> Option<(Sample, Vec<Change>)> {
    if program.body.is_empty() {
        return None;
    }
    let (mut sample, mut repairs) = (start.clone(), Vec::new());
    let set = |sample: &mut Sample, key, value: &str| {
        sample.set_system(key, Some(value.to_owned()));
        Change::SetSystem { key, value: value.to_owned() }
    };
    // Each repair may lay open the next fault.
    loop {
        let repair = match body::declared(&sample, program.dialect) {
            Err(Why::ContentTypeNotSet | Why::ContentTypeNotJson) => {
                set(&mut sample, SystemProperty::ContentType, "application/json")
            }
            Err(_) => set(&mut sample, SystemProperty::ContentEncoding, "utf-8"),
            Ok(encoding) if read_object(&sample, program).is_none() => {
                sample.body = encoding.encode("{}");
                Change::ReplaceBody
            }
            Ok(_) => break,
        };
        repairs.push(repair);
    }
    (!repairs.is_empty()).then_some((sample, repairs))
}

fn read_object(sample: &Sample, program: &Program) -> Option<Json> {
    let text = body::text(sample, program.dialect).ok()?;
    serde_json::from_str(&text).ok().filter(Json::is_object)
}

struct Search<'a> {
    condition: &'a Condition,
    sample: &'a Sample,
    /// The value of each input now.
    now: Vec<Value<'static>>,
    variables: Vec<Variable>,
    /// What each variable may become.
    candidates: Vec<Vec<Value<'static>>>,
}

impl<'a> Search<'a> {
    fn new(condition: &'a Condition, sample: &'a Sample) -> Self {
        let program = condition.program();
        let store = Store::default();
        let mut machine = Machine::new(program, sample, &store);
        let now: Vec<_> = program.inputs.iter().map(|input| machine.input(input).into_owned()).collect();
        let is_readable = program.body.is_empty() || read_object(sample, program).is_some();
        let (all, atoms) = (variables(program), atoms(program));
        let variables: Vec<Variable> = all
            .into_iter()
            .filter(|v| v.place != Place::Nowhere && (is_readable || !matches!(v.place, Place::Body(_))))
            .collect();
        let candidates = variables
            .iter()
            .map(|variable| {
                let before = &now[variable.inputs[0]];
                let removed = (before.is_defined() || matches!(before, Value::Object | Value::Array))
                    .then_some(Value::Undefined(Why::PropertyAbsent));
                let mut found = candidates(program, variable, &atoms, &now);
                found.retain(|value| value != before);
                found.extend(removed);
                found
            })
            .collect();
        Self { condition, sample, now, variables, candidates }
    }

    /// Exactly `changes` variables changed.
    fn run(&self, changes: usize, tries: &mut u32) -> Option<Vec<Change>> {
        if changes == 0 {
            return self.proven(&[]);
        }
        let n = self.variables.len();
        if changes > n {
            return None;
        }
        let mut chosen: Vec<usize> = (0..changes).collect();
        loop {
            if let Some(found) = self.assign(&chosen, tries) {
                return Some(found);
            }
            // The next combination in lexical order.
            let at = (0..changes).rev().find(|&at| chosen[at] < n - changes + at)?;
            chosen[at] += 1;
            for next in at + 1..changes {
                chosen[next] = chosen[next - 1] + 1;
            }
        }
    }

    /// Every assignment of candidates to the chosen variables.
    fn assign(&self, chosen: &[usize], tries: &mut u32) -> Option<Vec<Change>> {
        let mut digits = vec![0; chosen.len()];
        if chosen.iter().any(|&variable| self.candidates[variable].is_empty()) {
            return None;
        }
        loop {
            *tries = tries.checked_sub(1)?;
            let picked: Vec<(usize, &Value<'static>)> = chosen
                .iter()
                .zip(&digits)
                .map(|(&variable, &digit)| (variable, &self.candidates[variable][digit]))
                .collect();
            if self.would_match(&picked)
                && let Some(found) = self.proven(&picked)
            {
                return Some(found);
            }
            let at = (0..digits.len()).rev().find(|&at| digits[at] + 1 < self.candidates[chosen[at]].len())?;
            digits[at] += 1;
            digits[at + 1..].fill(0);
        }
    }

    fn would_match(&self, picked: &[(usize, &Value<'static>)]) -> bool {
        let mut inputs: Vec<Value<'_>> = self.now.iter().map(Value::reborrow).collect();
        for &(variable, value) in picked {
            for &input in &self.variables[variable].inputs {
                inputs[input] = value.reborrow();
            }
        }
        let store = Store::default();
        Machine::new(self.condition.program(), self.sample, &store).with_inputs(&inputs).run() == Verdict::True
    }

    /// The changes, if the message so changed really matches.
    fn proven(&self, picked: &[(usize, &Value<'static>)]) -> Option<Vec<Change>> {
        let program = self.condition.program();
        let mut sample = self.sample.clone();
        let mut changes = Vec::new();
        for &(variable, value) in picked {
            changes.push(change(program, &self.variables[variable], value, &mut sample)?);
        }
        (self.condition.evaluate_facts(&sample) == Verdict::True).then_some(changes)
    }
}

/// Makes one change.
fn change(program: &Program, variable: &Variable, value: &Value<'_>, sample: &mut Sample) -> Option<Change> {
    let text = || match value {
        Value::String(text) => Some(text.to_lossy().into_owned()),
        _ => None,
    };
    let path = || match &program.inputs[variable.inputs[0]] {
        Input::Body { path, .. } | Input::Twin { path, .. } => Some(path),
        _ => None,
    };
    match &variable.place {
        Place::Application(name) => {
            let value = text();
            sample.set_application(name, value.clone());
            let name = name.to_string();
            Some(match value {
                Some(value) => Change::SetApplication { name, value },
                None => Change::RemoveApplication { name },
            })
        }
        Place::System(key) => {
            let value = text();
            sample.set_system(*key, value.clone());
            Some(match value {
                Some(value) => Change::SetSystem { key: *key, value },
                None => Change::RemoveSystem { key: *key },
            })
        }
        Place::Body(_) => {
            let (mut root, path) = (read_object(sample, program)?, path()?);
            let json = edit(&mut root, path, json_of(value)?, false)?;
            sample.body = body::declared(sample, program.dialect).ok()?.encode(&root.to_string());
            let path = path.to_string();
            Some(json.map_or(Change::RemoveBody { path: path.clone() }, |value| Change::SetBody { path, value }))
        }
        Place::Twin(_) => {
            let twin = sample.twin.as_ref().map_or("{}", Twin::json);
            let (mut root, path) = (serde_json::from_str(twin).ok()?, path()?);
            let json = edit(&mut root, path, json_of(value)?, true)?;
            sample.twin = Twin::new(root.to_string()).ok();
            let path = path.to_string();
            Some(json.map_or(Change::RemoveTwin { path: path.clone() }, |value| Change::SetTwin { path, value }))
        }
        Place::Nowhere => None,
    }
}

impl Change {
    /// Makes the change in `sample`; none where it cannot be made.
    #[must_use]
    pub fn make(&self, sample: &mut Sample, dialect: Dialect) -> Option<()> {
        let parsed = |value: &str| serde_json::from_str::<Json>(value).ok();
        match self {
            Self::SetApplication { name, value } => sample.set_application(name, Some(value.clone())),
            Self::RemoveApplication { name } => sample.set_application(name, None),
            Self::SetSystem { key, value } => sample.set_system(*key, Some(value.clone())),
            Self::RemoveSystem { key } => sample.set_system(*key, None),
            Self::SetBody { path, value } => set_body(sample, dialect, path, Some(parsed(value)?))?,
            Self::RemoveBody { path } => set_body(sample, dialect, path, None)?,
            Self::SetTwin { path, value } => set_twin(sample, path, Some(parsed(value)?))?,
            Self::RemoveTwin { path } => set_twin(sample, path, None)?,
            Self::ReplaceBody => sample.body = sample.encoding().encode("{}"),
        }
        Some(())
    }
}

fn set_body(sample: &mut Sample, dialect: Dialect, path: &str, new: Option<Json>) -> Option<()> {
    let text = body::text(sample, dialect).ok()?;
    let mut root = serde_json::from_str(&text).ok().filter(Json::is_object)?;
    edit(&mut root, &Path::parse(path).ok()?, new, false)?;
    sample.body = body::declared(sample, dialect).ok()?.encode(&root.to_string());
    Some(())
}

fn set_twin(sample: &mut Sample, path: &str, new: Option<Json>) -> Option<()> {
    let mut root = serde_json::from_str(sample.twin.as_ref().map_or("{}", Twin::json)).ok()?;
    edit(&mut root, &Path::parse(path).ok()?, new, true)?;
    sample.twin = Twin::new(root.to_string()).ok();
    Some(())
}

/// The value as JSON, none inside for one that JSON does not have, none for a number beyond its reach.
fn json_of(value: &Value<'_>) -> Option<Option<Json>> {
    Some(match value {
        Value::Null => Some(Json::Null),
        Value::Bool(value) => Some(Json::Bool(*value)),
        Value::Number(number) => Some(serde_json::from_str(&number_literal(*number)).ok()?),
        Value::String(text) => Some(Json::String(text.to_lossy().into_owned())),
        _ => None,
    })
}

/// Sets `path` in `root`, or removes it: the JSON text set, none inside for a removal, none if it cannot be done.
fn edit(root: &mut Json, path: &Path, new: Option<Json>, fold: bool) -> Option<Option<String>> {
    let (last, way) = path.0.split_last()?;
    let mut here = root;
    for segment in way {
        here = step(here, segment, fold)?;
    }
    match (&new, last) {
        (Some(new), segment) => *step(here, segment, fold)? = new.clone(),
        (None, Segment::Member(name)) => here.as_object_mut()?.retain(|known, _| !is_member(known, name, fold)),
        (None, Segment::Index(_)) => return None,
    }
    Some(new.map(|json| json.to_string()))
}

fn is_member(known: &str, name: &str, fold: bool) -> bool {
    known == name || fold && same_name(known, name)
}

/// The place below `here`, made if it is not there.
fn step<'j>(here: &'j mut Json, segment: &Segment, fold: bool) -> Option<&'j mut Json> {
    match segment {
        Segment::Member(name) => {
            if !here.is_object() {
                *here = Json::Object(Map::new());
            }
            let object = here.as_object_mut()?;
            let known = object.keys().rev().find(|known| is_member(known, name, fold)).cloned();
            Some(object.entry(known.unwrap_or_else(|| name.to_string())).or_insert(Json::Null))
        }
        Segment::Index(index) => {
            if !here.is_array() {
                *here = Json::Array(Vec::new());
            }
            let (array, index) = (here.as_array_mut()?, usize::try_from(*index).ok()?);
            if index >= array.len() + MAX_NEW_ELEMENTS {
                return None;
            }
            if index >= array.len() {
                array.resize(index + 1, Json::Null);
            }
            array.get_mut(index)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::message::Source;
    use crate::model::query::compile;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn sample(body: &str, json: bool) -> Sample {
        let mut sample = Sample { body: body.as_bytes().to_vec(), ..Sample::default() };
        sample.set_application("level", Some("normal".to_owned()));
        sample.set_application("n", Some("2".to_owned()));
        if json {
            sample.set_system(SystemProperty::ContentType, Some("application/json".to_owned()));
            sample.set_system(SystemProperty::ContentEncoding, Some("utf-8".to_owned()));
        }
        sample
    }

    fn nearest(text: &str, sample: &Sample) -> Option<Vec<Change>> {
        nearest_match(&compile(text, Source::DeviceMessages, Dialect::Cloud).condition.unwrap(), sample)
    }

    fn set(name: &str, value: &str) -> Change {
        Change::SetApplication { name: name.to_owned(), value: value.to_owned() }
    }

    fn body(path: &str, value: &str) -> Change {
        Change::SetBody { path: path.to_owned(), value: value.to_owned() }
    }

    #[test]
    fn one_change() {
        let sample = sample(r#"{"t":20,"s":"30"}"#, true);
        for (text, expected) in [
            ("level = 'critical'", set("level", "critical")),
            ("level = 'critical' OR absent = 'x' AND b = 'y'", set("level", "critical")),
            ("as_number(n) > 3", set("n", "4")),
            ("contains(level, 'crit')", set("level", "crit")),
            ("$body.t > 25", body("t", "26")),
            ("$body.a.b[1] = 'x'", body("a.b[1]", "\"x\"")),
            ("$body.s = 30", body("s", "30")),
            ("NOT is_defined(level)", Change::RemoveApplication { name: "level".to_owned() }),
            ("NOT is_defined($body.t)", Change::RemoveBody { path: "t".to_owned() }),
            ("$messageId = 'm'", Change::SetSystem { key: SystemProperty::MessageId, value: "m".to_owned() }),
            ("$twin.tags.a = 1", Change::SetTwin { path: "tags.a".to_owned(), value: "1".to_owned() }),
        ] {
            assert_eq!(nearest(text, &sample), Some(vec![expected]), "{text}");
        }
    }

    #[test]
    fn changes_made_one_by_one_make_it_match() {
        for text in [
            "$body.t > 35 AND level = 'x'",
            "NOT is_defined($body.t) AND NOT is_defined(n)",
            "$twin.tags.a = 1 AND $body.a.b[1] = 'x'",
            "$messageId = 'm'",
        ] {
            let condition = compile(text, Source::DeviceMessages, Dialect::Cloud).condition.unwrap();
            let mut sample = sample(r#"{"t":30}"#, true);
            for change in nearest_match(&condition, &sample).unwrap() {
                change.make(&mut sample, Dialect::Cloud).unwrap();
            }
            assert_eq!(condition.evaluate_facts(&sample), Verdict::True, "{text}");
        }
    }

    #[test]
    fn more_changes() {
        let bare = sample(r#"{"t":30}"#, false);
        let json = Change::SetSystem { key: SystemProperty::ContentType, value: "application/json".to_owned() };
        let utf8 = Change::SetSystem { key: SystemProperty::ContentEncoding, value: "utf-8".to_owned() };
        assert_eq!(nearest("$body.t > 25", &bare), Some(vec![json.clone(), utf8.clone()]));
        assert_eq!(nearest("$body.t > 35", &bare), Some(vec![json.clone(), utf8.clone(), body("t", "36")]));
        assert_eq!(nearest("$body.t > 35 AND level = 'x'", &bare), None);
        assert_eq!(nearest("level = 'x' AND b = 'y' AND c = 'z'", &bare).map(|found| found.len()), Some(3));
        assert_eq!(nearest("level = 'x' AND level = 'y'", &bare), None);
        let broken = sample("oops", true);
        assert_eq!(nearest("$body.t > 35", &broken), Some(vec![Change::ReplaceBody, body("t", "36")]));
        assert_eq!(nearest("level = 'normal'", &bare), None, "it matches already");
    }
}
