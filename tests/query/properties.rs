//! Generated conditions on generated messages: the fast path, the explanation and a naive tree walk agree, and what
//! is printed parses to the same tree.

use crate::naive;
use iot_hub_playground::model::message::Source;
use iot_hub_playground::model::query::parse::parse;
use iot_hub_playground::model::query::route_set::{Batch, RouteSet};
use iot_hub_playground::model::query::{Dialect, Sample, SystemProperty, Twin, Verdict, compile};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

/// An expression of no type in particular, written with blanks around everything.
fn dynamic() -> impl Strategy<Value = String> {
    let body = prop::sample::select(vec![
        "$body.n",
        "$body.s",
        "$body.t",
        "$body.z",
        "$body.o",
        "$body.l",
        "$body.l[0]",
        "$body.l[1].k",
        "$body.o.a",
        "$body.missing",
        "$body.d",
        "$twin.tags.a",
        "$twin.TAGS.A",
        "$twin.tags.missing",
        "$body",
    ]);
    body.prop_map(str::to_owned)
}

fn name() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["a", "A", "b", "missing", "$x", "$messageId", "{$messageId}", "{$x}", "$nope"])
        .prop_map(str::to_owned)
}

fn number(inner: BoxedStrategy<String>, text: BoxedStrategy<String>) -> BoxedStrategy<String> {
    let literal =
        prop::sample::select(vec!["0", "1", "-1", "2.5", "30", "1e400", "-1e400", "0x10", ".5", "9007199254740993"]);
    let dynamic = dynamic().boxed();
    let leaf = prop_oneof![literal.prop_map(str::to_owned), dynamic];
    prop_oneof![
        4 => leaf,
        2 => (inner.clone(), prop::sample::select(vec!["+", "-", "*", "/", "%"]), inner.clone())
            .prop_map(|(l, op, r)| format!("({l} {op} {r})")),
        1 => inner.clone().prop_map(|n| format!("- ({n})")),
        1 => (prop::sample::select(vec!["abs", "sqrt", "FLOOR", "sign", "square", "ceiling", "exp", "as_number"]), inner)
            .prop_map(|(f, n)| format!("{f}({n})")),
        1 => (prop::sample::select(vec!["length", "as_number"]), text).prop_map(|(f, t)| format!("{f}({t})")),
    ]
    .boxed()
}

fn text(inner: BoxedStrategy<String>, number: BoxedStrategy<String>) -> BoxedStrategy<String> {
    let literal =
        prop::sample::select(vec!["''", "'a'", "\"30\"", "'\\uD83D'", "'\\uDE00'", "'😀'", "'ß'", "'～'", "'a😀b'"]);
    prop_oneof![
        3 => literal.prop_map(str::to_owned),
        3 => name(),
        1 => dynamic(),
        1 => (inner.clone(), inner.clone()).prop_map(|(l, r)| format!("({l} || {r})")),
        1 => (prop::sample::select(vec!["lower", "upper"]), inner.clone()).prop_map(|(f, t)| format!("{f}({t})")),
        1 => (inner.clone(), number.clone()).prop_map(|(t, n)| format!("substring({t}, {n})")),
        1 => (inner.clone(), number.clone(), number).prop_map(|(t, n, m)| format!("substring({t}, {n}, {m})")),
        1 => (inner.clone(), inner).prop_map(|(l, r)| format!("({l} ?? {r})")),
    ]
    .boxed()
}

fn condition() -> impl Strategy<Value = String> {
    let leaf_number = number(Just("2".to_owned()).boxed(), name().boxed());
    let leaf_text = text(Just("'a'".to_owned()).boxed(), leaf_number.clone());
    let number = number(leaf_number, leaf_text.clone());
    let text = text(leaf_text, number.clone());
    let compare = || prop::sample::select(vec!["=", "!=", "<>", "<", "<=", ">", ">="]);
    let any =
        prop_oneof![number.clone(), text.clone(), dynamic(), Just("null".to_owned()), Just("undefined".to_owned())];
    let leaf = prop_oneof![
        4 => (number.clone(), compare(), number).prop_map(|(l, op, r)| format!("{l} {op} {r}")),
        4 => (text.clone(), compare(), text.clone()).prop_map(|(l, op, r)| format!("{l} {op} {r}")),
        2 => (any.clone(), compare(), any.clone()).prop_map(|(l, op, r)| format!("{l} {op} {r}")),
        2 => dynamic(),
        1 => prop::sample::select(vec!["true", "false", "null", "undefined"]).prop_map(str::to_owned),
        2 => (prop::sample::select(vec!["is_bool", "is_number", "is_string", "is_null", "is_defined", "is_array",
            "is_object", "is_primitive"]), any).prop_map(|(f, v)| format!("{f}({v})")),
        1 => (prop::sample::select(vec!["contains", "starts_with", "ends_with"]), text.clone(), text)
            .prop_map(|(f, l, r)| format!("{f}({l}, {r})")),
    ];
    leaf.prop_recursive(4, 24, 2, |inner| {
        prop_oneof![
            3 => (inner.clone(), inner.clone()).prop_map(|(l, r)| format!("{l} AND {r}")),
            3 => (inner.clone(), inner.clone()).prop_map(|(l, r)| format!("{l} OR {r}")),
            2 => inner.clone().prop_map(|c| format!("NOT ({c})")),
            1 => inner.clone().prop_map(|c| format!("({c})")),
            1 => inner.clone().prop_map(|c| format!("is_defined({c})")),
            1 => (inner.clone(), inner.clone()).prop_map(|(l, r)| format!("({l}) = ({r})")),
            1 => (inner.clone(), inner).prop_map(|(l, r)| format!("(({l}) ?? ({r}))")),
        ]
    })
}

fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        prop::sample::select(vec![0.0, 1.0, -1.0, 2.5, 30.0, 1e300]).prop_map(Into::into),
        prop::sample::select(vec!["", "a", "30", "true", "😀", "2024-03-05", "2024-03-05T10:00:00Z"])
            .prop_map(Into::into),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Into::into),
            prop::collection::btree_map(prop::sample::select(vec!["a", "k", "A"]).prop_map(str::to_owned), inner, 0..3)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

fn sample() -> impl Strategy<Value = Sample> {
    let keys = prop::sample::select(vec!["n", "s", "t", "z", "o", "l", "d", "x"]).prop_map(str::to_owned);
    let body = prop_oneof![
        8 => prop::collection::btree_map(keys, json(), 0..8)
            .prop_map(|map| serde_json::Value::Object(map.into_iter().collect()).to_string()),
        1 => prop::sample::select(vec!["", "[]", "{", "null", "{\"n\":1}x"]).prop_map(str::to_owned),
    ];
    let properties = prop::collection::vec(
        (prop::sample::select(vec!["a", "b", "A", "$x"]), prop::sample::select(vec!["", "a", "30", "-2.5", "x", "😀"])),
        0..4,
    );
    let content_type = prop::sample::select(vec![
        Some("application/json"),
        Some("application/json"),
        Some("Application/JSON; charset=utf-16"),
        Some("text/plain"),
        None,
    ]);
    let encoding = prop::sample::select(vec![Some("utf-8"), Some("UTF-16"), Some("utf-32"), Some("gzip"), None]);
    let twin = prop::option::of(json().prop_map(|a| Twin::new(format!("{{\"tags\":{{\"a\":{a}}}}}")).unwrap()));
    (body, properties, content_type, encoding, any::<bool>(), twin).prop_map(
        |(body, properties, content_type, encoding, id, twin)| {
            let mut sample = Sample { twin, ..Sample::default() };
            sample.application = properties.into_iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
            sample.set_system(SystemProperty::ContentType, content_type.map(str::to_owned));
            sample.set_system(SystemProperty::ContentEncoding, encoding.map(str::to_owned));
            sample.set_system(SystemProperty::MessageId, id.then(|| "a".to_owned()));
            sample.body = sample.encoding().encode(&body);
            sample
        },
    )
}

proptest! {
    #[test]
    fn three_ways_to_one_verdict(text in condition(), sample in sample()) {
        for dialect in [Dialect::Cloud, Dialect::Edge] {
            let Some(condition) = compile(&text, Source::DeviceMessages, dialect).condition else {
                continue;
            };
            let fast = condition.evaluate_facts(&sample);
            let explained = condition.explain_facts(&sample);
            prop_assert_eq!(explained.verdict, fast, "{}", text);
            prop_assert!(explained.root().decided);
            prop_assert!(!explained.causes().is_empty());
            if dialect == Dialect::Cloud {
                prop_assert_eq!(naive::verdict(condition.ast(), &sample), fast, "{}", text);
            }
        }
    }

    #[test]
    fn a_route_set_finds_what_each_condition_says(
        texts in prop::collection::vec(condition(), 1..12),
        samples in prop::collection::vec(sample(), 1..5),
    ) {
        for dialect in [Dialect::Cloud, Dialect::Edge] {
            let compiled = texts.iter().filter_map(|text| compile(text, Source::DeviceMessages, dialect).condition);
            let set = RouteSet::new(compiled.collect());
            let mut batch = Batch::default();
            samples.iter().for_each(|sample| batch.push_facts(Source::DeviceMessages, sample));
            let mut found = Vec::new();
            set.matching(&batch, |places| found.push(places.to_vec()));
            let alone = samples.iter().map(|sample| {
                let conditions = (0..).zip(set.conditions());
                let matching = conditions.filter(|(_, condition)| condition.evaluate_facts(sample) == Verdict::True);
                matching.map(|(place, _)| place).collect::<Vec<u32>>()
            });
            prop_assert_eq!(found, alone.collect::<Vec<_>>(), "{:?}", texts);
        }
    }

    #[test]
    fn print_then_parse(text in condition()) {
        let ast = parse(&text).unwrap();
        let printed = ast.to_string();
        prop_assert_eq!(parse(&printed).unwrap(), ast, "{} -> {}", text, printed);
    }

    #[test]
    fn any_text_has_an_answer(text in ".{0,40}", sample in sample()) {
        let compiled = compile(&text, Source::DeviceMessages, Dialect::Cloud);
        match compiled.condition {
            Some(condition) => prop_assert_eq!(condition.evaluate_facts(&sample), condition.explain_facts(&sample).verdict),
            None => prop_assert!(!compiled.diagnostics.is_empty()),
        }
    }

    #[test]
    fn tokens_in_any_order(pieces in prop::collection::vec(prop::sample::select(vec![
        "a", "'b'", "\"c\"", "1", "(", ")", ",", "=", "<>", "AND", "OR", "NOT", "-", "||", "??", "$body.x", "{", "}", "null",
        "abs", "is_defined", "[", "'", "/*", "*/", "==", "&&", "IN", "‘", "’", "$body.a[\"", "true",
    ]), 0..12), glue in prop::sample::select(vec!["", " "])) {
        let text = pieces.join(glue);
        let compiled = compile(&text, Source::DeviceMessages, Dialect::Cloud);
        for diagnostic in &compiled.diagnostics {
            for span in [Some(diagnostic.span), diagnostic.fix.as_ref().map(|fix| fix.span)].into_iter().flatten() {
                prop_assert!(text.get(span.start as usize..span.end as usize).is_some(), "{:?} in {}", span, text);
            }
        }
        if let Some(condition) = compiled.condition {
            let printed = condition.ast().to_string();
            prop_assert_eq!(&parse(&printed).unwrap(), condition.ast(), "{} -> {}", text, printed);
        }
    }
}

#[test]
fn most_generated_conditions_compile() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut verdicts = std::collections::BTreeMap::new();
    for _ in 0..500 {
        let text = condition().new_tree(&mut runner).unwrap().current();
        let sample = sample().new_tree(&mut runner).unwrap().current();
        let verdict =
            compile(&text, Source::DeviceMessages, Dialect::Cloud).condition.map(|c| c.evaluate_facts(&sample));
        *verdicts.entry(verdict).or_insert(0) += 1;
    }
    for verdict in [Verdict::True, Verdict::False, Verdict::Undefined] {
        assert!(verdicts[&Some(verdict)] > 50, "{verdicts:?}");
    }
}
