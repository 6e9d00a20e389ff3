//! Collects the `Differs` and `Assumed` lines of the modules and joins them with their Korean text.

use crate::locales::{self, File};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// One line `//! Differs(key): sentence. [source]`; it may go on over following `//!` lines up to its source.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) key: String,
    /// `Differs` or `Assumed`.
    pub(crate) kind: &'static str,
    pub(crate) module: String,
    pub(crate) english: String,
    pub(crate) source: String,
    /// `path:line`.
    pub(crate) place: String,
}

/// The lines of every module below `folder`, in the order of the paths; otherwise every problem found.
pub(crate) fn read(folder: &Path) -> Result<Vec<Line>, Vec<String>> {
    let mut paths = Vec::new();
    rust_files(folder, &mut paths).map_err(|e| vec![format!("{}: {e}", folder.display())])?;
    paths.sort();
    let (mut lines, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        let shown = path.to_string_lossy().replace('\\', "/");
        match fs::read_to_string(&path) {
            Ok(text) => collect(&shown, &module_of(folder, &path), &text, &mut lines, &mut problems),
            Err(e) => problems.push(format!("{shown}: {e}")),
        }
    }
    let mut places = BTreeMap::new();
    for line in &lines {
        if let Some(first) = places.insert(&line.key, &line.place) {
            problems.push(format!("{}: the key \"{}\" exists already, at {first}", line.place, line.key));
        }
    }
    if problems.is_empty() { Ok(lines) } else { Err(problems) }
}

/// The lines of one module's text.
pub(crate) fn collect(path: &str, module: &str, text: &str, lines: &mut Vec<Line>, problems: &mut Vec<String>) {
    let mut comments =
        text.lines().enumerate().map(|(n, line)| (n + 1, line.trim().strip_prefix("//!").map(str::trim)));
    while let Some((number, comment)) = comments.next() {
        let Some((kind, rest)) = comment.and_then(opening) else { continue };
        let place = format!("{path}:{number}");
        let Some((key, sentence)) = rest.strip_prefix('(').and_then(|rest| rest.split_once("): ")) else {
            problems.push(format!("{place}: write \"{kind}(stable-key): sentence. [source]\""));
            continue;
        };
        let mut sentence = sentence.trim().to_owned();
        while !sentence.ends_with(']') {
            match comments.next() {
                Some((_, Some(more))) if !more.is_empty() && opening(more).is_none() => {
                    sentence = sentence + " " + more
                }
                _ => break,
            }
        }
        let parts = sentence.strip_suffix(']').and_then(|whole| whole.rsplit_once(" ["));
        match parts {
            Some((english, source)) if !source.is_empty() && locales::is_kebab_case(key) => lines.push(Line {
                key: key.to_owned(),
                kind,
                module: module.to_owned(),
                english: english.to_owned(),
                // Two marks in a row, `[doc][obs]`, are two sources.
                source: source.replace("][", ", "),
                place,
            }),
            Some(_) => problems.push(format!("{place}: \"{key}\" is not in kebab case (a-z, 0-9, -)")),
            None => problems.push(format!("{place}: \"{key}\" does not end with its [source]")),
        }
    }
}

/// Each line with its Korean sentence, which stands under the same key; otherwise what is missing or left over.
pub(crate) fn translate(lines: Vec<Line>, files: &[File]) -> Result<Vec<(Line, String)>, Vec<String>> {
    let [file] = files else {
        return Err(vec!["static/locales: the assumptions have one file, assumptions.ko.ftl".to_owned()]);
    };
    let mut korean = locales::plain_messages(file)?;
    let (mut done, mut missing) = (Vec::new(), String::new());
    for line in lines {
        match korean.remove(&line.key) {
            Some((_, text)) => done.push((line, text)),
            None => {
                let _ = write!(missing, "\n# {} ({})\n{} = ", line.english, line.place, line.key);
            }
        }
    }
    let mut problems: Vec<String> = korean
        .into_iter()
        .map(|(key, (place, _))| format!("{place}: no module has a Differs or Assumed line with the key \"{key}\""))
        .collect();
    if !missing.is_empty() {
        problems.push(format!("{}: these keys are missing; add them with their Korean text:{missing}", file.path));
    }
    if problems.is_empty() { Ok(done) } else { Err(problems) }
}

/// The Rust source of `text::ASSUMPTIONS`.
pub(crate) fn rust(lines: &[(Line, String)]) -> String {
    let mut out = String::from(
        "/// What the modules leave out or assume, by module.\npub static ASSUMPTIONS: &[Assumption] = &[\n",
    );
    for (line, korean) in lines {
        let Line { key, kind, module, english, source, .. } = line;
        let mut letters = english.chars();
        let english = letters.next().map(|c| c.to_ascii_uppercase()).into_iter().chain(letters).collect::<String>();
        let _ = writeln!(
            out,
            "    Assumption {{ key: {key:?}, kind: Kind::{kind}, module: {module:?}, source: {source:?}, \
             english: {english:?}, korean: {korean:?} }},"
        );
    }
    out.push_str("];\n");
    out
}

/// The kind that a comment opens with and what follows it.
fn opening(comment: &str) -> Option<(&'static str, &str)> {
    ["Differs", "Assumed"].into_iter().find_map(|kind| {
        let rest = comment.strip_prefix(kind)?;
        rest.trim_start().starts_with(['(', ':']).then_some((kind, rest))
    })
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            rust_files(&path, found)?;
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    Ok(())
}

/// `src/model/query/mod.rs` is `model::query`.
fn module_of(folder: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(folder).unwrap_or(path).with_extension("");
    let names: Vec<String> = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    names.into_iter().filter(|name| name != "mod" && name != "lib").collect::<Vec<_>>().join("::")
}
