//! Rules about the source that no compiler checks: who may know whom, file length, leftovers, links.
//!
//! Each failure names the file, the line and the reason.

use std::fs;
use std::path::{Path, PathBuf};

const MAX_LINES: usize = 700;

/// What a module of `src` may use of ours, and whether it is pure: no browser, clock, chance, hash order, I/O, async.
struct Layer {
    name: &'static str,
    may_use: &'static [&'static str],
    pure: bool,
    /// May name browser crates.
    browser: bool,
}

const fn layer(name: &'static str, may_use: &'static [&'static str], pure: bool, browser: bool) -> Layer {
    Layer { name, may_use, pure, browser }
}

const UP_TO_SESSION: &[&str] = &["model", "codec", "world", "scenario", "session"];
const EVERYTHING: &[&str] = &[
    "model",
    "codec",
    "world",
    "scenario",
    "session",
    "exercise",
    "search",
    "diagnose",
    "config",
    "text",
    "python",
    "picture",
    "bridge",
    "ui",
    "query_lines",
    "session_lines",
    "trouble",
];

/// A module of `src` that is not listed here has no place in the picture yet. The first that fits counts.
/// Test modules are free: they may render what they check.
const LAYERS: &[Layer] = &[
    // A batch closes by the size of the blob that it would become, so it asks the encoders.
    layer("model/storage", &["model", "codec"], true, false),
    layer("model", &[], true, false),
    layer("codec", &["model"], true, false),
    layer("world", &["model"], true, false),
    layer("scenario", &["model", "world"], true, false),
    layer("query_lines", &["model", "world", "scenario", "text"], true, false),
    layer("session_lines", &["model", "codec", "world", "scenario", "session", "text", "python"], true, false),
    layer("session", &["model", "codec", "world", "scenario"], true, false),
    layer("exercise", UP_TO_SESSION, true, false),
    layer("search", UP_TO_SESSION, true, false),
    layer("diagnose", UP_TO_SESSION, true, false),
    layer("config", UP_TO_SESSION, true, false),
    layer("trouble", UP_TO_SESSION, true, false),
    layer("text", UP_TO_SESSION, true, false),
    layer("python", &["model", "world"], true, false),
    layer("picture", &["model", "codec", "world", "scenario", "session", "text"], true, false),
    layer("bridge", &["model", "codec", "world"], false, true),
    layer("ui", EVERYTHING, false, true),
    layer("lib", EVERYTHING, false, false),
    layer("main", EVERYTHING, false, true),
    layer("bin/hubsim", EVERYTHING, false, false),
    layer("bin/bench", EVERYTHING, false, true),
    layer("bin/api", EVERYTHING, false, true),
    layer("bin/import", EVERYTHING, false, true),
];

const BROWSER_CRATES: &[&str] =
    &["web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures", "yew", "gloo_timers", "gloo_storage", "gloo"];

/// Of the standard library, by the name after `std::`.
const IMPURE_STD: &[&str] = &["time", "fs", "io", "net", "env", "process", "thread", "sync::mpsc"];

const IMPURE_WORDS: &[&str] = &[
    "HashMap",
    "HashSet",
    "RandomState",
    "DefaultHasher",
    "SystemTime",
    "rand",
    "getrandom",
    "fastrand",
    "async",
    "println",
    "eprintln",
];

/// Written in two halves, so that this file does not find itself.
const LEFTOVERS: &[&str] = &[
    concat!("to", "do!"),
    concat!("unimpl", "emented!"),
    concat!("db", "g!"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
    concat!("TO", "DO"),
];
const MACHINE_PATHS: &[&str] =
    &[concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/Us", "ers/"), concat!(r"C:\", "Users")];

#[test]
fn layers_know_only_what_lies_below_them() {
    let mut found = Vec::new();
    for file in rust_files("src").into_iter().filter(|file| !is_test(file)) {
        let source = Source::read(&file);
        let Some(layer) = layer_of(&source.name) else {
            found.push(format!("{}:1: no layer is known for this module; give it one in tests/tidy.rs", source.name));
            continue;
        };
        found.extend(source.breaches(layer));
    }
    report(&found);
}

#[test]
fn rust_files_are_short() {
    let mut found = Vec::new();
    for file in ["src", "tests", "xtask"].iter().flat_map(|folder| rust_files(folder)) {
        let lines = read(&file).lines().count();
        if lines > MAX_LINES {
            found.push(format!("{}:{lines}: longer than {MAX_LINES} lines: split it", shown(&file)));
        }
    }
    report(&found);
}

#[test]
fn modules_say_what_they_are() {
    let modules = rust_files("src").into_iter().filter(|file| !is_test(file));
    let without = modules.filter(|file| !read(file).starts_with("//!"));
    report(&without.map(|file| format!("{}:1: open the module with `//!`", shown(&file))).collect::<Vec<_>>());
}

#[test]
fn nothing_is_left_over() {
    let mut found = Vec::new();
    for file in text_files() {
        for (number, line) in read(&file).lines().enumerate() {
            for word in LEFTOVERS.iter().filter(|word| has_word(line, word)) {
                found.push(format!("{}:{}: `{word}` is left over", shown(&file), number + 1));
            }
            for path in MACHINE_PATHS.iter().filter(|path| line.contains(**path)) {
                found.push(format!("{}:{}: `{path}` is a path of one machine", shown(&file), number + 1));
            }
        }
    }
    report(&found);
}

#[test]
fn links_between_papers_lead_somewhere() {
    let mut found = Vec::new();
    for file in text_files().iter().filter(|file| file.extension().is_some_and(|extension| extension == "md")) {
        for (number, line) in read(file).lines().enumerate() {
            for target in links(line).filter(|target| !target.contains(':') && !target.starts_with('#')) {
                let path = target.split('#').next().unwrap_or_default();
                if !file.parent().expect("a file lies in a folder").join(path).exists() {
                    found.push(format!("{}:{}: the link to {target} leads nowhere", shown(file), number + 1));
                }
            }
        }
    }
    report(&found);
}

fn is_test(file: &Path) -> bool {
    file.ends_with("tests.rs") || file.components().any(|part| part.as_os_str() == "tests")
}

fn report(found: &[String]) {
    assert!(found.is_empty(), "\n  {}\n", found.join("\n  "));
}

fn layer_of(name: &str) -> Option<&'static Layer> {
    let inside = name.strip_prefix("src/")?.strip_suffix(".rs")?;
    let of = |layer: &&Layer| inside == layer.name || inside.starts_with(&format!("{}/", layer.name));
    LAYERS.iter().find(of)
}

/// A Rust file without its comments and without the test module at its foot; lines are kept.
struct Source {
    name: String,
    code: String,
}

impl Source {
    fn read(file: &Path) -> Source {
        Source::new(shown(file), &read(file))
    }

    fn new(name: String, text: &str) -> Source {
        let tests = text.find("\n#[cfg(test)]\nmod tests {").unwrap_or(text.len());
        Source { name, code: without_comments(&text[..tests]) }
    }

    fn breaches(&self, layer: &Layer) -> Vec<String> {
        let mut found = Vec::new();
        let mut breach = |line: usize, what: &str, why: &str| {
            found.push(format!("{}:{line}: `{}` must not mention `{what}`: {why}", self.name, layer.name));
        };
        for root in ["crate", "iot_hub_playground"] {
            for (line, module) in paths_below(&self.code, root) {
                let ours = EVERYTHING.contains(&module.as_str());
                if ours && module != layer.name && !layer.may_use.contains(&module.as_str()) {
                    breach(line, &format!("{root}::{module}"), "it lies above, see the layers in tests/tidy.rs");
                }
            }
        }
        if layer.pure {
            for (line, module) in paths_below(&self.code, "std") {
                if IMPURE_STD.contains(&module.as_str()) {
                    breach(line, &format!("std::{module}"), "the layer is pure");
                }
            }
        }
        for (number, line) in self.code.lines().map(without_texts).enumerate() {
            let line = line.as_str();
            for word in IMPURE_WORDS.iter().filter(|word| layer.pure && has_word(line, word)) {
                breach(number + 1, word, "the layer is pure");
            }
            for name in BROWSER_CRATES.iter().filter(|name| !layer.browser && has_word(line, name)) {
                breach(number + 1, name, "browser crates belong to bridge, ui and the programs of the page");
            }
        }
        found
    }
}

/// `line` with what stands between double quotes left out: a text may hold any word.
fn without_texts(line: &str) -> String {
    let line = line.replace("\\\"", "");
    line.split('"').step_by(2).collect::<Vec<_>>().join("\"\"")
}

/// The first names below `root` in each path, `root::{a, b::c}` included, with their lines.
fn paths_below(code: &str, root: &str) -> Vec<(usize, String)> {
    let start = format!("{root}::");
    let mut found = Vec::new();
    for (at, _) in code.match_indices(&start) {
        if code[..at].ends_with(is_word) {
            continue;
        }
        let line = code[..at].matches('\n').count() + 1;
        let rest = &code[at + start.len()..];
        match rest.strip_prefix('{') {
            Some(group) => found.extend(group_heads(group).into_iter().map(|name| (line, name))),
            None => found.push((line, first_word(rest))),
        }
    }
    found
}

/// The first names of the members of a `{…}` group; `group` starts behind its opening brace.
fn group_heads(group: &str) -> Vec<String> {
    let mut depth = 1;
    let mut members = vec![String::new()];
    for character in group.chars() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => members.push(String::new()),
            _ => members.last_mut().expect("never empty").push(character),
        }
        if depth == 0 {
            break;
        }
    }
    members.iter().map(|member| first_word(member.trim())).filter(|name| !name.is_empty()).collect()
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|character| is_word(*character)).collect()
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// Whether `word` stands in `line` and is no part of a longer name.
fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word)
        .any(|(at, _)| !line[..at].ends_with(is_word) && !line[at + word.len()..].starts_with(is_word))
}

/// Line comments only: a `//` at the start of a line or after a space (so not in `https://`).
fn without_comments(source: &str) -> String {
    let code =
        |line: &str| match line.match_indices("//").find(|(at, _)| line[..*at].trim_end().len() < *at || *at == 0) {
            Some((at, _)) => line[..at].to_owned(),
            None => line.to_owned(),
        };
    source.lines().map(code).collect::<Vec<_>>().join("\n")
}

/// The targets of the Markdown links in a line.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next()).filter(|target| !target.is_empty())
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn shown(file: &Path) -> String {
    file.strip_prefix(root()).unwrap_or(file).to_string_lossy().replace('\\', "/")
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", shown(file)))
}

fn rust_files(folder: &str) -> Vec<PathBuf> {
    files(&root().join(folder)).into_iter().filter(|file| file.extension().is_some_and(|e| e == "rs")).collect()
}

/// Everything written by hand.
fn text_files() -> Vec<PathBuf> {
    let kinds = ["rs", "mjs", "js", "css", "html", "ftl", "pest", "json", "toml", "md", "txt"];
    let mut found: Vec<PathBuf> =
        ["src", "static", "tests", "xtask"].iter().flat_map(|name| files(&root().join(name))).collect();
    let top = fs::read_dir(root()).expect("the checkout can be read").flatten().map(|entry| entry.path());
    found.extend(top.filter(|path| path.is_file()));
    found.retain(|file| file.extension().and_then(|e| e.to_str()).is_some_and(|e| kinds.contains(&e)));
    found
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", shown(folder)));
    let mut found = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        if !path.is_dir() {
            found.push(path);
        } else if !path.ends_with("node_modules") && !path.ends_with("target") {
            found.extend(files(&path));
        }
    }
    found.sort();
    found
}

mod the_rules_find_what_they_are_for {
    use super::*;

    fn breaches(name: &str, code: &str) -> Vec<String> {
        let source = Source::new(name.to_owned(), code);
        source.breaches(layer_of(name).expect("a known layer"))
    }

    #[test]
    fn a_path_upwards_in_every_form() {
        assert_eq!(breaches("src/model/time.rs", "use crate::world::World;").len(), 1);
        assert_eq!(breaches("src/world.rs", "\nuse crate::{model::ids::{A, B},\n  session::Session};").len(), 1);
        assert_eq!(breaches("src/session/seek.rs", "fn f() { crate::ui::draw() }").len(), 1);
        assert_eq!(breaches("src/ui/app.rs", "use crate::{model, session, text};"), Vec::<String>::new());
    }

    #[test]
    fn the_file_line_and_reason_are_named() {
        let found = breaches("src/model/time.rs", "//! Time.\nuse std::{fmt, time::SystemTime};");
        assert!(found[0].starts_with("src/model/time.rs:2: `model` must not mention `std::time`"), "{found:?}");
        assert!(found[1].contains("SystemTime"), "{found:?}");
    }

    #[test]
    fn the_browser_below_the_page_but_not_its_test_attribute() {
        assert_eq!(breaches("src/bin/hubsim/main.rs", "use web_sys::Window;").len(), 1);
        assert_eq!(breaches("src/model/time.rs", "use wasm_bindgen_test::wasm_bindgen_test as test;").len(), 0);
    }

    #[test]
    fn comments_and_longer_words_are_no_breach() {
        assert_eq!(breaches("src/model/draw.rs", "let operand = 1; // no HashMap here, see https://x.y/rand").len(), 0);
        assert_eq!(breaches("src/model/draw.rs", r#"emit("a"); HashMap::new("b")"#).len(), 1);
        assert_eq!(breaches("src/model/draw.rs", r#"emit("async \" def"); let text = "HashMap";"#).len(), 0);
    }

    #[test]
    fn test_modules_are_free_and_what_stands_before_them_is_not() {
        let code = "use crate::ui;\n\n#[cfg(test)]\nmod tests {\n    use crate::text;\n}\n";
        assert_eq!(breaches("src/session.rs", code).len(), 1);
    }

    #[test]
    fn an_unknown_module_has_no_layer() {
        assert!(layer_of("src/helpers.rs").is_none());
        assert!(layer_of("src/modelling.rs").is_none());
    }

    #[test]
    fn markdown_links() {
        assert_eq!(links("see [a](b.md) and [c](d.md#e \"t\")").collect::<Vec<_>>(), ["b.md", "d.md#e"]);
    }
}
