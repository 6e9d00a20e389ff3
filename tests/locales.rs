//! The compiled tables against the reference implementation of Fluent, the checks of the build, and the style of
//! the texts.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../build/assumptions.rs"]
#[expect(dead_code, reason = "only the build writes Rust")]
mod assumptions;
#[path = "../build/locales.rs"]
#[expect(dead_code, reason = "only the build writes Rust")]
mod locales;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use iot_hub_playground::say;
use iot_hub_playground::text::{self, Arg, Key, Language, format};
use locales::{File, LANGUAGES};
use std::collections::BTreeMap;
use std::path::Path;

fn files() -> Vec<File> {
    locales::read(Path::new("static/locales")).expect("the locale files can be read")
}

fn said() -> Vec<File> {
    files().into_iter().filter(|file| file.area != "assumptions").collect()
}

#[test]
fn every_message_reads_as_fluent_reads_it() {
    let messages = locales::compile(&said()).expect("the locale files compile");
    let keys: BTreeMap<&str, Key> = Key::ALL.iter().map(|key| (key.id(), *key)).collect();
    assert_eq!(keys.len(), messages.len());
    let mut compared = 0;
    for (index, language) in Language::ALL.into_iter().enumerate() {
        let bundle = bundle(index, language);
        for message in &messages {
            for round in
                0..SAMPLES.len().max(message.arguments.values().map(|texts| texts.len() + 1).max().unwrap_or(0))
            {
                let args: Vec<(&'static str, Arg<'_>)> = message
                    .arguments
                    .iter()
                    .enumerate()
                    .map(|(n, (name, texts))| (leak(name), sample(round + n, texts.iter().map(String::as_str))))
                    .collect();
                let expected = reference(&bundle, &message.id, language, &args);
                assert_eq!(text::say(language, keys[&*message.id], &args).plain(), expected, "{} {args:?}", message.id);
                compared += 1;
            }
        }
    }
    assert!(compared > 10_000, "{compared}");
}

const SAMPLES: [Arg<'static>; 10] = [
    Arg::Number(0),
    Arg::Number(1),
    Arg::Number(2),
    Arg::Number(1_204),
    Arg::Name("CriticalQueue"),
    Arg::Code("level=\"critical\""),
    Arg::Text("{ $n }\u{2068}"),
    Arg::Duration(4_300),
    Arg::Instant(13_020),
    Arg::Bytes(262_144),
];

/// The `n`-th value for an argument: one that its choice knows, then one that it does not.
fn sample<'a>(n: usize, texts: impl ExactSizeIterator<Item = &'a str>) -> Arg<'a> {
    let choices = texts.len();
    if choices == 0 {
        return SAMPLES[n % SAMPLES.len()];
    }
    Arg::Text(texts.into_iter().nth(n % (choices + 1)).unwrap_or("none of them"))
}

fn leak(name: &str) -> &'static str {
    Box::leak(name.to_owned().into_boxed_str())
}

fn bundle(index: usize, language: Language) -> FluentBundle<FluentResource> {
    let tag = language.tag().parse().expect("a language tag");
    let mut bundle = FluentBundle::new(vec![tag]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(format::number(number.value as u64)),
        _ => None,
    }));
    for file in said().into_iter().filter(|file| file.language == index) {
        let resource = FluentResource::try_new(file.text).expect("a Fluent file");
        bundle.add_resource(resource).expect("no id twice");
    }
    bundle
}

fn reference(
    bundle: &FluentBundle<FluentResource>,
    id: &str,
    language: Language,
    args: &[(&'static str, Arg<'_>)],
) -> String {
    let values: FluentArgs<'_> = args
        .iter()
        .map(|&(name, arg)| {
            let value = match arg {
                Arg::Number(n) | Arg::Short(n) => FluentValue::from(n),
                Arg::Name(text) | Arg::Code(text) | Arg::Text(text) => FluentValue::from(text.to_owned()),
                Arg::Duration(ms) => FluentValue::from(format::duration(language, ms)),
                Arg::Instant(ms) => FluentValue::from(format::instant(ms)),
                Arg::Bytes(n) => FluentValue::from(format::bytes(language, n)),
            };
            (name, value)
        })
        .collect();
    let pattern = bundle.get_message(id).and_then(|message| message.value()).expect("the message exists");
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned();
    assert_eq!(errors, [], "{id}");
    // Ours shows code by its style.
    text.replace('`', "")
}

/// Two small files, one a language.
fn pair(english: &str, korean: &str) -> [File; 2] {
    [(english, 0), (korean, 1)].map(|(text, language)| File {
        area: "page".to_owned(),
        language,
        path: format!("page.{}.ftl", LANGUAGES[language].0),
        text: text.to_owned(),
    })
}

#[test]
fn a_wrong_file_stops_the_build_with_its_place_and_the_reason() {
    for (english, korean, problem) in [
        ("a = A", "", "page.en.ftl:1: \"a\" is missing in page.ko.ftl"),
        ("", "\nb = B", "page.ko.ftl:2: \"b\" is missing in page.en.ftl"),
        ("a = { $x } { $y }", "# c\na = { $x }", "page.ko.ftl:2: \"a\" takes $x, but $x, $y at page.en.ftl:1"),
        ("a = A", "a = { $x }", "page.ko.ftl:1: \"a\" takes $x, but no argument at page.en.ftl:1"),
        ("a = 1\nb = 2\na = 3", "a = 1\nb = 2", "page.en.ftl:3: \"a\" exists already, at page.en.ftl:1"),
        ("a = { b }\nb = B", "a = A\nb = B", "page.en.ftl:1: \"a\" refers to a message; make that a term"),
        ("a = { -t }", "a = A", "page.en.ftl:1: \"a\" uses the unknown term \"-t\""),
        ("-t = { $x }\na = A", "a = A", "page.en.ftl:1: the term \"-t\" may hold text only"),
        ("a = { NUMBER($n) }", "a = { $n }", "page.en.ftl:1: \"a\" calls a function; pass a formatted argument"),
        ("a = A\n    .title = T", "a = A", "page.en.ftl:1: \"a\" has attributes; give each text an id of its own"),
        ("aB = A", "aB = A", "page.en.ftl:1: \"aB\" is not in kebab case (a-z, 0-9, -)"),
        ("a = { $x-y }", "a = { $x-y }", "page.en.ftl:1: $x-y is not in snake case (a-z, 0-9, _)"),
        ("a = `x", "a = A", "page.en.ftl:1: \"a\" opens code with a backtick and does not close it"),
        ("a = A\nb = { $", "a = A", "page.en.ftl:2: Expected one of \"a-zA-Z\""),
        (
            "a = { $n ->\n    [one] 1\n   *[other] n\n}",
            "a = { $n ->\n    [one] 1\n   *[other] n\n}",
            "page.ko.ftl:1: \"a\" chooses by \"one\", no plural category of this language",
        ),
        (
            "a = { $n ->\n   *[one] 1\n    [other] n\n}",
            "a = { $n }",
            "page.en.ftl:1: \"a\" must have *[other], not *[one]",
        ),
        (
            "a = { $n ->\n    [1.5] x\n   *[other] n\n}",
            "a = { $n }",
            "page.en.ftl:1: \"a\" chooses by 1.5, no whole number",
        ),
        (
            "a = { $r ->\n    [up] u\n   *[down] d\n}",
            "a = { $r ->\n    [upp] u\n   *[down] d\n}",
            "page.ko.ftl:1: \"a\" takes $r of down, upp, but $r of down, up at page.en.ftl:1",
        ),
    ] {
        let problems = locales::compile(&pair(english, korean)).err().unwrap_or_default();
        assert!(problems.iter().any(|p| p == problem), "{english:?} and {korean:?}: {problems:?}, not {problem:?}");
    }
    assert!(
        locales::compile(&pair(
            "-t = T\na = { -t } { \"{\" } { $n ->\n    [0] no\n   *[other] { $n }\n}",
            "a = { $n }"
        ))
        .is_ok()
    );
}

#[test]
fn assumptions_are_read_from_module_comments() {
    let source = "//! A module.\n//! Differs(one-line): it is so. [doc:a]\n//! Assumed(long-one): it goes on\n\
                  //! on a second [sic] line. [doc:b][choice]\n\n//! Differs: no key. [doc]\n//! Assumed(no-source): x.\n\
                  //!\n//! More. [late]\n//! Differs(Bad): y. [doc]\n// Differs(comment): z. [doc]\n";
    let (mut lines, mut problems) = (Vec::new(), Vec::new());
    assumptions::collect("src/a.rs", "a", source, &mut lines, &mut problems);
    let found: Vec<_> =
        lines.iter().map(|l| (l.kind, &*l.key, &*l.english, &*l.source, &*l.module, &*l.place)).collect();
    assert_eq!(
        found,
        [
            ("Differs", "one-line", "it is so.", "doc:a", "a", "src/a.rs:2"),
            ("Assumed", "long-one", "it goes on on a second [sic] line.", "doc:b, choice", "a", "src/a.rs:3"),
        ]
    );
    assert_eq!(
        problems,
        [
            "src/a.rs:6: write \"Differs(stable-key): sentence. [source]\"",
            "src/a.rs:7: \"no-source\" does not end with its [source]",
            "src/a.rs:10: \"Bad\" is not in kebab case (a-z, 0-9, -)",
        ]
    );
}

#[test]
fn each_assumption_needs_its_korean_text_and_no_other() {
    let source = "//! Differs(first): it is so. [doc]\n//! Differs(second): it is not. [doc]\n";
    let (mut lines, mut problems) = (Vec::new(), Vec::new());
    assumptions::collect("src/a.rs", "a", source, &mut lines, &mut problems);
    let [_, korean] = pair("", "first = 그렇습니다.\nthird = 없습니다.");
    let problems = assumptions::translate(lines, &[korean]).expect_err("one is missing, one is left over");
    assert_eq!(
        problems,
        [
            "page.ko.ftl:2: no module has a Differs or Assumed line with the key \"third\"",
            "page.ko.ftl: these keys are missing; add them with their Korean text:\n# it is not. (src/a.rs:2)\nsecond = ",
        ]
    );
}

/// The lines of the files of one language, with their place.
fn lines(language: usize) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    for file in files().into_iter().filter(|file| file.language == language) {
        for (n, line) in file.text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            lines.push((format!("{}:{}", file.path, n + 1), line.to_owned()));
        }
    }
    lines
}

/// What stands in the lines of a language although it must not, with its place.
fn offences(language: usize, forbidden: &[&str]) -> Vec<String> {
    let found = |(place, line): &(String, String)| {
        forbidden.iter().find(|word| line.contains(*word)).map(|word| format!("{place}: {word} in {line}"))
    };
    lines(language).iter().filter_map(found).collect()
}

#[test]
fn no_korean_particle_touches_an_argument() {
    // Those whose form depends on the sound before them.
    let particles = ["은", "는", "이", "가", "을", "를", "과", "와", "으로", "로", "라", "나", "아", "야", "여"];
    let mut touching: Vec<String> = particles.iter().map(|particle| format!("}}{particle}")).collect();
    touching
        .extend(["을(를)", "를(을)", "이(가)", "가(이)", "은(는)", "는(은)", "와(과)", "(으)로"].map(str::to_owned));
    let touching: Vec<&str> = touching.iter().map(String::as_str).collect();
    assert_eq!(offences(1, &touching), Vec::<String>::new());
}

#[test]
fn korean_uses_the_words_of_the_list() {
    let rivals = [
        "작업대",
        "워크벤치",
        "실습",
        "과제",
        "출제",
        "장부",
        "원장",
        "인스펙터",
        "검사기",
        "장치",
        "텔레메트리",
        "트윈스",
        "유닛",
        "쿼터",
        "조절",
        "루트 ",
        "데이터 소스",
        "폴백",
        "끝점",
        "응용 프로그램",
        "컨텐츠",
        "소멸",
        "고아",
        "승인",
        "유실",
        "한 번 이상",
        "서비스 버스",
        "대기열",
        "피킹 잠금",
        "피크 잠금",
        "보기 및 잠금",
        "수신 후 삭제",
        "엿보기",
        "합의",
        "정산",
        "전달 수",
        "데드레터",
        "배달하지 못한",
        "인큐",
        "활성 시간",
        "라이브 시간",
        "표시 유형",
        "가시성",
        "표시 안 됨",
        "저장소",
        "배치",
        "컨슈머",
        "체크포인트",
        "스크러버",
        "포크",
        "갈라진",
        "씨앗",
        "오류 주입",
        "작동 중단",
        "크래시",
        "충돌",
        "정답",
        "채점",
        "배포",
    ];
    let style = ["당신", "에 의해", "에 대한", "에 대해", "앗", "이런", "성공!", " (가", " (나"];
    assert_eq!(offences(1, &rivals), Vec::<String>::new());
    assert_eq!(offences(1, &style), Vec::<String>::new());
}

#[test]
fn korean_has_no_space_before_a_bracket() {
    let spaced = |line: &str| {
        line.match_indices(" (").any(|(at, _)| line[at + 2..].chars().next().is_some_and(|c| c.is_alphabetic()))
    };
    let found: Vec<_> = lines(1).into_iter().filter(|(_, line)| spaced(line)).collect();
    assert_eq!(found, []);
}

#[test]
fn english_neither_exclaims_nor_shouts() {
    assert_eq!(offences(0, &["Oops", "omething went wrong", "Success", "Sorry", "successfully"]), Vec::<String>::new());
    let exclaims: Vec<_> = lines(0).into_iter().filter(|(_, line)| line.ends_with('!')).collect();
    assert_eq!(exclaims, []);
}

#[test]
fn sentences_and_errors_have_their_form() {
    for (index, language) in Language::ALL.into_iter().enumerate() {
        let mut wrong = Vec::new();
        let resources = said().into_iter().filter(|file| file.language == index);
        for file in resources.filter(|file| matches!(&*file.area, "narration" | "errors")) {
            let texts = messages(&file);
            for (id, text) in &texts {
                let (polite, full_stop) = (text.contains("니다"), text.ends_with('.') || text.ends_with("$reason }"));
                let right = if id.starts_with("entry-") {
                    full_stop && (language == Language::English || polite)
                } else if id.starts_with("reject-") {
                    text.matches(". ").count() >= 2 && (language == Language::English || text.ends_with("세요."))
                } else {
                    true
                };
                if !right {
                    wrong.push(format!("{}: {id} = {text}", file.path));
                }
            }
            assert!(texts.len() > 50, "{}", file.path);
        }
        assert_eq!(wrong, Vec::<String>::new());
    }
}

/// The messages of a file as written, each in one line.
fn messages(file: &File) -> Vec<(String, String)> {
    let mut texts: Vec<(String, String)> = Vec::new();
    for line in file.text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        match line.split_once(" = ") {
            Some((id, text)) if !id.contains(' ') => texts.push((id.to_owned(), text.to_owned())),
            _ => texts.last_mut().expect("a message stands first").1.push_str(line),
        }
    }
    texts
}

#[test]
fn the_macro_takes_names_and_bare_numbers() {
    let rich = say!(
        Language::English,
        Key::EntryBlobWritten,
        container = Arg::Name("c"),
        blob = Arg::Code("b"),
        messages = 1_u32
    );
    assert_eq!(rich.plain(), "c writes b with 1 message.");
    let rich = say!(
        Language::Korean,
        Key::EntryBlobWritten,
        container = Arg::Name("c"),
        blob = Arg::Code("b"),
        messages = 3_u64
    );
    assert_eq!(rich.plain(), "c 컨테이너에서 b Blob에 메시지 3개를 씁니다.");
}
