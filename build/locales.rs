//! Locale files (Fluent) to tables that the page carries without a Fluent interpreter.
//!
//! Understood: text, `{ $argument }`, `{ "literal" }`, `{ -term }`, and a choice by plural category, whole number or
//! text of an argument. Backticks around code come in pairs. Terms are written into the messages here. Everything else of Fluent is refused.
//!
//! A compiled pattern is one text with marks, which `src/text/say.rs` reads: see the constants.

use fluent_syntax::ast::{
    Entry, Expression, Identifier, InlineExpression, Pattern, PatternElement, Variant, VariantKey,
};
use fluent_syntax::parser;
use fluent_syntax::unicode::unescape_unicode_to_string;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Followed by the argument's character.
const ARGUMENT: char = '\u{1}';
/// Followed by the argument's character, then the variants, the default last and with an empty key.
const SELECT: char = '\u{2}';
/// Opens a variant; its key follows.
const VARIANT: char = '\u{3}';
/// Between a variant's key and its pattern.
const BODY: char = '\u{4}';
const END_SELECT: char = '\u{5}';
/// Stands for argument 0.
const FIRST_ARGUMENT: u32 = 0x21;

/// The languages in the order of `text::Language`, each with the plural categories that its rules can give.
pub(crate) const LANGUAGES: [(&str, &[&str]); 2] = [("en", &["one", "other"]), ("ko", &["other"])];

/// Every plural category that a language can have.
const PLURALS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// One locale file, `<area>.<language>.ftl`.
pub(crate) struct File {
    pub(crate) area: String,
    /// Index into [`LANGUAGES`].
    pub(crate) language: usize,
    pub(crate) path: String,
    pub(crate) text: String,
}

/// One message in every language.
pub(crate) struct Message {
    pub(crate) id: String,
    pub(crate) arguments: Signature,
    /// What a person reads in the editor: the English pattern with `{$argument}`.
    pub(crate) gist: String,
    pieces: [Vec<Piece>; LANGUAGES.len()],
}

#[derive(Clone, Debug)]
enum Piece {
    Text(String),
    Argument(String),
    Select { argument: String, variants: Vec<(String, Vec<Piece>)>, default: Vec<Piece> },
}

/// What a caller must pass: each argument with the texts by which a pattern chooses. Equal in all languages.
pub(crate) type Signature = BTreeMap<String, BTreeSet<String>>;

/// Reads every locale file of `folder`, sorted by name.
pub(crate) fn read(folder: &Path) -> Result<Vec<File>, String> {
    let at = |e: std::io::Error| format!("{}: {e}", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(at)? {
        let path = entry.map_err(at)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let shown = path.to_string_lossy().replace('\\', "/");
        let parts: Vec<&str> = name.split('.').collect();
        let &[area, tag, "ftl"] = parts.as_slice() else {
            return Err(format!("{shown}: a locale file is named <area>.<language>.ftl"));
        };
        let Some(language) = LANGUAGES.iter().position(|&(known, _)| known == tag) else {
            return Err(format!("{shown}: unknown language \"{tag}\""));
        };
        let text = fs::read_to_string(&path).map_err(|e| format!("{shown}: {e}"))?;
        files.push(File { area: area.to_owned(), language, path: shown, text });
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// Checks all files together and gives the messages sorted by id; otherwise every problem found.
pub(crate) fn compile(files: &[File]) -> Result<Vec<Message>, Vec<String>> {
    let mut problems = Vec::new();
    let parsed: Vec<Parsed<'_>> = files.iter().map(|file| Parsed::new(file, &mut problems)).collect();
    let mut terms: [BTreeMap<&str, String>; LANGUAGES.len()] = Default::default();
    for file in &parsed {
        for (name, value, line) in &file.terms {
            let text = plain_text(value);
            if text.is_none() {
                problems.push(format!("{line}: the term \"-{name}\" may hold text only"));
            }
            if terms[file.language].insert(name, text.unwrap_or_default()).is_some() {
                problems.push(format!("{line}: the term \"-{name}\" exists already"));
            }
        }
    }
    let mut found: [BTreeMap<&str, Found>; LANGUAGES.len()] = Default::default();
    for file in &parsed {
        for (id, value, line) in &file.messages {
            let mut reader = Reader {
                terms: &terms[file.language],
                plurals: LANGUAGES[file.language].1,
                signature: Signature::new(),
            };
            match reader.pattern(value) {
                Ok(pieces) => {
                    let names = reader.signature.keys().filter(|name| !is_snake_case(name));
                    problems.extend(names.map(|name| format!("{line}: ${name} is not in snake case (a-z, 0-9, _)")));
                    let new =
                        Found { line: line.clone(), area: file.area.clone(), pieces, signature: reader.signature };
                    if let Some(first) = found[file.language].insert(id, new) {
                        problems.push(format!("{line}: \"{id}\" exists already, at {}", first.line));
                    }
                }
                Err(reason) => problems.push(format!("{line}: \"{id}\" {reason}")),
            }
        }
    }
    let [english, korean] = &mut found;
    problems.extend(differences(english, korean));
    if !problems.is_empty() {
        problems.sort();
        return Err(problems);
    }
    let mut messages = Vec::new();
    for (id, english) in std::mem::take(english) {
        let korean = korean.remove(id).expect("both languages hold the same ids");
        messages.push(Message {
            id: id.to_owned(),
            arguments: english.signature,
            gist: gist(&english.pieces),
            pieces: [english.pieces, korean.pieces],
        });
    }
    Ok(messages)
}

/// The messages of one file that holds text only, with the place of each; otherwise every problem found.
pub(crate) fn plain_messages(file: &File) -> Result<BTreeMap<String, (String, String)>, Vec<String>> {
    let mut problems = Vec::new();
    let parsed = Parsed::new(file, &mut problems);
    let mut texts = BTreeMap::new();
    for (id, value, line) in parsed.messages {
        match plain_text(&value) {
            None => problems.push(format!("{line}: \"{id}\" may hold text only")),
            Some(text) => {
                if texts.insert(id.to_owned(), (line.clone(), text)).is_some() {
                    problems.push(format!("{line}: \"{id}\" exists already"));
                }
            }
        }
    }
    if problems.is_empty() { Ok(texts) } else { Err(problems) }
}

/// The Rust source of `text::Key` and of its tables: for each language the texts whose keys are `first`, and the others.
pub(crate) fn rust(messages: &[Message], first: &BTreeSet<String>) -> String {
    let names: BTreeSet<&str> = messages.iter().flat_map(|m| m.arguments.keys()).map(String::as_str).collect();
    let names: Vec<&str> = names.into_iter().collect();
    let mut out = String::from(
        "/// A message of the locale files; the variant is the message's id in camel case.\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\n#[repr(u16)]\npub enum Key {\n",
    );
    for message in messages {
        let _ = writeln!(out, "    #[doc = {:?}]\n    {},", format!("`{}`", message.gist), camel_case(&message.id));
    }
    out.push_str("}\n\nimpl Key {\n    /// Every key, sorted by id.\n    pub const ALL: &'static [Self] = &[\n");
    for message in messages {
        let _ = writeln!(out, "        Self::{},", camel_case(&message.id));
    }
    let ids: Vec<&str> = messages.iter().map(|m| m.id.as_str()).collect();
    let _ = write!(
        out,
        "    ];\n\n    /// The id in the locale files.\n    #[must_use]\n    pub fn id(self) -> &'static str {{\n        \
         const IDS: &[&str] = &{ids:?};\n        IDS[self as usize]\n    }}\n}}\n\n\
         /// Names of the arguments, in the order of their characters.\n\
         pub(super) static ARGUMENTS: &[&str] = &{names:?};\n",
    );
    for (language, (tag, _)) in LANGUAGES.iter().enumerate() {
        for (is_first, suffix) in [(true, ""), (false, "_LATER")] {
            let (mut text, mut ends) = (String::new(), Vec::new());
            for message in messages {
                if first.contains(&camel_case(&message.id)) == is_first {
                    encode(&message.pieces[language], &names, &mut text);
                }
                ends.push(text.len());
            }
            let tag = tag.to_uppercase() + suffix;
            let _ =
                write!(out, "\npub static {tag}: Table = Table {{\n    text: {text:?},\n    ends: &{ends:?},\n}};\n");
        }
    }
    out
}

/// `delivery-2-locked` as `Delivery2Locked`.
pub(crate) fn camel_case(id: &str) -> String {
    let mut name = String::new();
    for word in id.split('-') {
        let mut letters = word.chars();
        name.extend(letters.next().map(|c| c.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}

struct Found {
    line: String,
    area: String,
    pieces: Vec<Piece>,
    signature: Signature,
}

/// What is in one language only, in another area, or takes other arguments.
fn differences(english: &BTreeMap<&str, Found>, korean: &BTreeMap<&str, Found>) -> Vec<String> {
    let mut problems = Vec::new();
    for (here, there, tag) in [(english, korean, "ko"), (korean, english, "en")] {
        for (id, message) in here.iter().filter(|(id, _)| !there.contains_key(*id)) {
            problems.push(format!("{}: \"{id}\" is missing in {}.{tag}.ftl", message.line, message.area));
        }
    }
    for (id, en) in english {
        let Some(ko) = korean.get(id) else { continue };
        if en.area != ko.area {
            problems.push(format!("{}: \"{id}\" stands in another area at {}", ko.line, en.line));
        }
        if en.signature != ko.signature {
            let (ko_takes, en_takes) = (takes(&ko.signature), takes(&en.signature));
            problems.push(format!("{}: \"{id}\" takes {ko_takes}, but {en_takes} at {}", ko.line, en.line));
        }
    }
    problems
}

fn takes(signature: &Signature) -> String {
    let arguments: Vec<String> = signature
        .iter()
        .map(|(name, texts)| match texts.is_empty() {
            true => format!("${name}"),
            false => format!("${name} of {}", texts.iter().cloned().collect::<Vec<_>>().join(", ")),
        })
        .collect();
    if arguments.is_empty() { "no argument".to_owned() } else { arguments.join(", ") }
}

/// A file cut into messages and terms; each with `path:line`.
struct Parsed<'a> {
    area: String,
    language: usize,
    messages: Vec<(&'a str, Pattern<&'a str>, String)>,
    terms: Vec<(&'a str, Pattern<&'a str>, String)>,
}

impl<'a> Parsed<'a> {
    fn new(file: &'a File, problems: &mut Vec<String>) -> Self {
        let line_at = |offset: usize| {
            let before = file.text.as_bytes().iter().take(offset).filter(|&&b| b == b'\n').count();
            format!("{}:{}", file.path, before + 1)
        };
        // The parser keeps no positions, but its names are slices of the text.
        let place = |id: &Identifier<&'a str>| line_at(id.name.as_ptr() as usize - file.text.as_ptr() as usize);
        let resource = parser::parse(file.text.as_str()).unwrap_or_else(|(resource, errors)| {
            problems.extend(errors.iter().map(|e| format!("{}: {e}", line_at(e.pos.start))));
            resource
        });
        let mut parsed =
            Self { area: file.area.clone(), language: file.language, messages: Vec::new(), terms: Vec::new() };
        for entry in resource.body {
            let (id, value, attributes, list) = match entry {
                Entry::Message(m) => (m.id, m.value, m.attributes, &mut parsed.messages),
                Entry::Term(t) => (t.id, Some(t.value), t.attributes, &mut parsed.terms),
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => continue,
            };
            let line = place(&id);
            if !is_kebab_case(id.name) {
                problems.push(format!("{line}: \"{}\" is not in kebab case (a-z, 0-9, -)", id.name));
            }
            if !attributes.is_empty() {
                problems.push(format!("{line}: \"{}\" has attributes; give each text an id of its own", id.name));
            }
            list.extend(value.map(|value| (id.name, value, line)));
        }
        parsed
    }
}

/// Arguments are named by Rust identifiers in `say!`.
fn is_snake_case(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

pub(crate) fn is_kebab_case(id: &str) -> bool {
    id.split('-').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// Turns the patterns of one message into pieces and notes its arguments.
struct Reader<'a> {
    terms: &'a BTreeMap<&'a str, String>,
    plurals: &'a [&'a str],
    signature: Signature,
}

impl Reader<'_> {
    fn pattern(&mut self, pattern: &Pattern<&str>) -> Result<Vec<Piece>, String> {
        let pieces = pattern.elements.iter().map(|element| self.element(element)).collect::<Result<Vec<_>, _>>()?;
        let text = |piece: &Piece| if let Piece::Text(text) = piece { text.matches('`').count() } else { 0 };
        match pieces.iter().map(text).sum::<usize>() % 2 {
            0 => Ok(pieces),
            _ => Err("opens code with a backtick and does not close it".to_owned()),
        }
    }

    fn element(&mut self, element: &PatternElement<&str>) -> Result<Piece, String> {
        let inline = match element {
            PatternElement::TextElement { value } => return Ok(Piece::Text((*value).to_owned())),
            PatternElement::Placeable { expression: Expression::Inline(inline) } => inline,
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                return self.select(selector, variants);
            }
        };
        match inline {
            InlineExpression::StringLiteral { value } => {
                Ok(Piece::Text(unescape_unicode_to_string(value).into_owned()))
            }
            InlineExpression::VariableReference { id } => Ok(Piece::Argument(self.argument(id.name))),
            InlineExpression::TermReference { id, attribute: None, arguments: None } => match self.terms.get(id.name) {
                Some(text) => Ok(Piece::Text(text.clone())),
                None => Err(format!("uses the unknown term \"-{}\"", id.name)),
            },
            InlineExpression::TermReference { .. } => Err("uses a term with arguments or attributes".to_owned()),
            InlineExpression::MessageReference { .. } => Err("refers to a message; make that a term".to_owned()),
            InlineExpression::FunctionReference { .. } => Err("calls a function; pass a formatted argument".to_owned()),
            InlineExpression::NumberLiteral { .. } => Err("has a number in braces; write it as text".to_owned()),
            InlineExpression::Placeable { .. } => Err("has braces in braces".to_owned()),
        }
    }

    fn select(&mut self, selector: &InlineExpression<&str>, variants: &[Variant<&str>]) -> Result<Piece, String> {
        let InlineExpression::VariableReference { id } = selector else {
            return Err("chooses by something other than an argument".to_owned());
        };
        let argument = self.argument(id.name);
        let by_number = variants.iter().all(|v| match v.key {
            VariantKey::NumberLiteral { .. } => true,
            VariantKey::Identifier { name } => PLURALS.contains(&name),
        });
        let (mut chosen, mut default) = (Vec::new(), Vec::new());
        for variant in variants {
            let key = match variant.key {
                VariantKey::NumberLiteral { value } if value.bytes().all(|b| b.is_ascii_digit()) => value,
                VariantKey::NumberLiteral { value } => return Err(format!("chooses by {value}, no whole number")),
                VariantKey::Identifier { name } => name,
            };
            let category = matches!(variant.key, VariantKey::Identifier { .. });
            if by_number && category && !self.plurals.contains(&key) {
                return Err(format!("chooses by \"{key}\", no plural category of this language"));
            }
            if by_number && variant.default && key != "other" {
                return Err(format!("must have *[other], not *[{key}]"));
            }
            if !by_number {
                self.signature.entry(argument.clone()).or_default().insert(key.to_owned());
            }
            let pieces = self.pattern(&variant.value)?;
            if variant.default {
                default = pieces;
            } else {
                chosen.push((key.to_owned(), pieces));
            }
        }
        Ok(Piece::Select { argument, variants: chosen, default })
    }

    fn argument(&mut self, name: &str) -> String {
        self.signature.entry(name.to_owned()).or_default();
        name.to_owned()
    }
}

/// The text of a pattern without arguments, choices and terms.
fn plain_text(pattern: &Pattern<&str>) -> Option<String> {
    let mut text = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text.push_str(value),
            PatternElement::Placeable { expression: Expression::Inline(InlineExpression::StringLiteral { value }) } => {
                text.push_str(&unescape_unicode_to_string(value));
            }
            PatternElement::Placeable { .. } => return None,
        }
    }
    Some(text)
}

/// One readable line; of a choice, its default.
fn gist(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(part) => text.push_str(&part.replace('`', "'").replace('\n', " ")),
            Piece::Argument(name) => text.push_str(&format!("{{${name}}}")),
            Piece::Select { argument, default, .. } => text.push_str(&format!("{{${argument}: {}}}", gist(default))),
        }
    }
    text
}

fn encode(pieces: &[Piece], names: &[&str], out: &mut String) {
    let character = |name: &str| {
        let index = names.iter().position(|n| *n == name).expect("every argument is in the table");
        char::from_u32(FIRST_ARGUMENT + index as u32).expect("far fewer than 55,000 argument names")
    };
    for piece in pieces {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Argument(name) => out.extend([ARGUMENT, character(name)]),
            Piece::Select { argument, variants, default } => {
                out.extend([SELECT, character(argument)]);
                for (key, pieces) in variants.iter().map(|(k, p)| (k.as_str(), p)).chain([("", default)]) {
                    out.push(VARIANT);
                    out.push_str(key);
                    out.push(BODY);
                    encode(pieces, names, out);
                }
                out.push(END_SELECT);
            }
        }
    }
}
