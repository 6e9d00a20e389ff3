//! Many conditions asked at once: which of them are true for a message.
//!
//! The conditions are put together into one flat program ([`plan`]): equal parts are computed once, each input is read
//! once, and routes that compare a property or path with a text are looked up by that text. Messages wait in a
//! [`Batch`], their JSON read through once. Only truth is asked for, so that an undefined operand ends a route like a
//! false one; who wants the difference or the reason asks the [`Condition`] itself.

mod batch;
mod lookup;
mod plan;
mod run;
mod tape;

pub use batch::{Batch, Member, Parts};

use super::Condition;
use crate::model::message::Source;
use plan::Plan;
use run::Run;

/// Conditions, ready to be asked together.
#[derive(Clone, Debug)]
pub struct RouteSet {
    conditions: Vec<Condition>,
    /// By [`Source`]; none where no condition reads it.
    plans: [Option<Plan>; Source::ALL.len()],
}

impl RouteSet {
    /// Puts `conditions` together. All should be of one dialect; of several, each keeps its own.
    #[must_use]
    pub fn new(conditions: Vec<Condition>) -> Self {
        let plans = Source::ALL.map(|source| {
            let mine: Vec<_> = (0..).zip(&conditions).filter(|(_, c)| c.source() == source).collect();
            (!mine.is_empty()).then(|| Plan::new(&mine))
        });
        Self { conditions, plans }
    }

    #[must_use]
    pub fn conditions(&self) -> &[Condition] {
        &self.conditions
    }

    /// For each message of `batch` in order: hands `each` the places of the conditions that are true, ascending.
    pub fn matching(&self, batch: &Batch, mut each: impl FnMut(&[u32])) {
        let mut runs: [Option<Run<'_>>; Source::ALL.len()] = [const { None }; Source::ALL.len()];
        let mut found = Vec::new();
        for at in 0..batch.len() {
            let message = batch.get(at);
            let source = message.source() as usize;
            found.clear();
            if let Some(plan) = &self.plans[source] {
                runs[source].get_or_insert_with(|| Run::new(plan)).matching(message, &mut found);
            }
            each(&found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::query::sample::{Sample, TestMessage};
    use crate::model::query::{Dialect, Twin, Verdict, compile};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const LEAVES: [&str; 44] = [
        "level",
        "LEVEL",
        "absent",
        "n",
        "empty",
        "große",
        "$contentType",
        "$connectionDeviceId",
        "$own",
        "$messageId",
        "{$contentType}",
        "$body.t",
        "$body.s",
        "$body.ok",
        "$body.o",
        "$body.o.a",
        "$body.o.a[1]",
        "$body.o.a[1].x",
        "$body.z",
        "$body.when",
        "$body.none",
        "$body.c",
        "$body.lone",
        "$body.new\u{301}",
        "$twin.tags.Floor",
        "$twin.tags.floor",
        "$twin.tags.none",
        "$twin.properties.reported.x",
        "'critical'",
        "'4'",
        "''",
        "'\\uD83D'",
        "'x\\u0041'",
        "4",
        "-1.5",
        "30",
        "0",
        "true",
        "false",
        "null",
        "undefined",
        "1e400",
        "'30'",
        "twin_change_includes(tags.floor)",
    ];
    const OPERATORS: [&str; 18] =
        ["=", "!=", "<>", "<", "<=", ">", ">=", "AND", "OR", "AND", "OR", "=", "??", "||", "+", "-", "/", "%"];
    const FUNCTIONS: [&str; 22] = [
        "abs",
        "sign",
        "sqrt",
        "as_number",
        "is_bool",
        "is_number",
        "is_string",
        "is_null",
        "is_defined",
        "is_array",
        "is_object",
        "is_primitive",
        "length",
        "lower",
        "upper",
        "NOT",
        "NOT",
        "NOT",
        "-",
        "power",
        "square",
        "floor",
    ];
    const PAIRS: [&str; 5] = ["starts_with", "ends_with", "contains", "index_of", "concat"];

    /// Conditions of every kind, drawn from a fixed sequence; many do not compile.
    struct Conditions(u64);

    impl Conditions {
        fn below(&mut self, n: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((self.0 >> 33) % n as u64) as usize
        }

        fn condition(&mut self, depth: usize) -> String {
            let choice = if depth == 0 { 0 } else { self.below(8) };
            match choice {
                0 | 1 => LEAVES[self.below(LEAVES.len())].to_owned(),
                2 => format!("{}({})", FUNCTIONS[self.below(FUNCTIONS.len())], self.condition(depth - 1)),
                3 => {
                    let (l, r) = (self.condition(0), self.condition(0));
                    format!("{}({l}, {r})", PAIRS[self.below(PAIRS.len())])
                }
                4 if self.below(4) == 0 => {
                    let (text, start) = (self.condition(0), self.below(3));
                    format!("concat(substring({text}, {start}, 1), 'a', level, 'b')")
                }
                _ => {
                    let (l, r) = (self.condition(depth - 1), self.condition(depth - 1));
                    format!("({l} {} {r})", OPERATORS[self.below(OPERATORS.len())])
                }
            }
        }
    }

    const BODY: &str = r#"{"t":30,"s":"30","ok":true,"o":{"a":[1,{"x":"y"}]},"z":null,"when":"2024-03-05T10:00:00Z",
        "\u0063":"critical","lone":"\uD83D","new\u0301":-1.5,"o":{"a":[{},{"x":"critical"}]}}"#;

    fn samples() -> Vec<Sample> {
        let typed = |encoding: &str| format!(r#""contentType":"application/json{encoding}"#);
        let body = |text: &str| format!(r#""body":{}"#, serde_json::Value::from(text));
        let properties = r#""appProperties":{"Level":"critical","n":"4","empty":"","GROSSE":"0","große":"1","GRÖßE":"2","$own":"30"}"#;
        let requests = [
            format!(
                r#"{{{},{properties},"systemProperties":{{{}","contentEncoding":"utf-8"}}}}"#,
                body(BODY),
                typed("")
            ),
            format!(r#"{{{},"systemProperties":{{{};charset=utf-16"}}}}"#, body(BODY), typed("")),
            format!(r#"{{{},"systemProperties":{{{}","contentEncoding":"utf-32"}}}}"#, body(r#"{"t":"x"}"#), typed("")),
            format!(r#"{{{},{properties},"systemProperties":{{{}"}}}}"#, body(BODY), typed("")),
            format!(r#"{{{},"systemProperties":{{{}","contentEncoding":"utf-8"}}}}"#, body("[1]"), typed("")),
            format!(r#"{{{},"systemProperties":{{{}","contentEncoding":"utf-8"}}}}"#, body("{\"t\":}"), typed("")),
            format!(r#"{{"bodyBase64":"/w==","systemProperties":{{{}","contentEncoding":"utf-8"}}}}"#, typed("")),
            r#"{"appProperties":{"LEVEL":"4","$body.t":"critical","$contentType":"30","n":"x"},
                "systemProperties":{"messageId":"4","connectionDeviceId":"critical"}}"#
                .to_owned(),
            format!(
                r#"{{{},"systemProperties":{{{}","contentEncoding":"utf-8"}}}}"#,
                body(r#"{"t":-1.5,"s":"critical","ok":false,"o":[],"z":[],"tags":{"floor":null},"o":{"a":[0,4]}}"#),
                typed("")
            ),
            "{}".to_owned(),
        ];
        let twins = [
            None,
            Some(r#"{"tags":{"floor":4,"FLOOR":"4"},"properties":{"reported":{"X":true}}}"#),
            Some(r#"{"Tags":{"Floor":"2024-03-05T10:00:00Z"}}"#),
        ];
        let requests = requests.iter().map(|text| serde_json::from_str::<TestMessage>(text).unwrap());
        requests
            .zip(twins.into_iter().cycle())
            .map(|(request, twin)| Sample::new(&request, twin.map(|json| Twin::new(json).unwrap())).unwrap())
            .collect()
    }

    /// The places of the true conditions, found one by one.
    fn alone(set: &RouteSet, source: Source, sample: &Sample) -> Vec<u32> {
        let matches = |c: &Condition| c.source() == source && c.evaluate_facts(sample) == Verdict::True;
        (0..).zip(set.conditions()).filter(|(_, condition)| matches(condition)).map(|(at, _)| at).collect()
    }

    #[test]
    fn together_they_say_what_each_says_alone() {
        for dialect in [Dialect::Cloud, Dialect::Edge] {
            let mut texts = Conditions(7);
            let conditions: Vec<Condition> = std::iter::repeat_with(|| texts.condition(4))
                .take(20_000)
                .zip([Source::DeviceMessages, Source::DeviceMessages, Source::TwinChangeEvents].into_iter().cycle())
                .filter_map(|(text, source)| compile(&text, source, dialect).condition)
                .collect();
            assert!(conditions.len() > 2_000, "only {} compile", conditions.len());
            let set = RouteSet::new(conditions);
            let mut batch = Batch::default();
            let mut expected = Vec::new();
            for sample in samples() {
                for source in [Source::DeviceMessages, Source::TwinChangeEvents, Source::DeviceLifecycleEvents] {
                    batch.push_facts(source, &sample);
                    expected.push(alone(&set, source, &sample));
                }
            }
            let mut at = 0;
            set.matching(&batch, |found| {
                let text = |place: &u32| set.conditions()[*place as usize].text();
                let differs = found.iter().zip(&expected[at]).find(|(l, r)| l != r).map(|(l, r)| [text(l), text(r)]);
                assert_eq!(found, expected[at], "message {at} in {dialect:?}, first at {differs:?}");
                at += 1;
            });
            assert!(at == expected.len() && expected.iter().any(|found| found.len() > 100));
        }
    }

    #[test]
    fn a_held_message_still_tells_its_facts() {
        let mut batch = Batch::default();
        let samples = samples();
        samples.iter().for_each(|sample| batch.push_facts(Source::DeviceMessages, sample));
        for (at, sample) in samples.iter().enumerate() {
            assert_eq!(Sample::of(&batch.get(at)), Sample::of(sample));
        }
        batch.clear();
        assert!(batch.is_empty());
    }

    #[test]
    fn long_and_deep_conditions() {
        let long = vec!["level = 'x' OR absent > 'y' AND NOT (n = '4')"; 1_000].join(" OR ");
        let deep = format!("{}level = 'critical'{}", "(".repeat(200), ")".repeat(200));
        let compiled = |text: &str| compile(text, Source::DeviceMessages, Dialect::Cloud).condition.unwrap();
        let set = RouteSet::new(vec![compiled(&long), compiled(&deep), compiled(&format!("{long} OR true"))]);
        let mut batch = Batch::default();
        batch.push_facts(Source::DeviceMessages, &samples()[0]);
        set.matching(&batch, |found| assert_eq!(found, [1, 2]));
    }
}
