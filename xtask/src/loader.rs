//! Makes the scripts that load the program and its parts smaller, and the program with them.
//!
//! wasm-bindgen names an import after what it does and ends the name with sixteen digits of a hash, in both files. Nobody
//! reads them there, and digits drawn by lot cannot be compressed: two letters do as well. The splitter writes the same
//! five lines for every part: one function does as well, and keeps what it has compiled for the workers of the page.

use crate::Result;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::path::Path;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{ImportSection, Module};
use wasmparser::{Import, ImportSectionReader, Parser};

/// Gives the imports of a program short names, in it and in its script, and leaves out the script's comments.
pub(crate) fn shorten(script: &Path, program: &Path) -> Result {
    let told = |file: &Path, error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let text = std::fs::read_to_string(script).map_err(|error| told(script, &error))?;
    let bytes = std::fs::read(program).map_err(|error| told(program, &error))?;
    let (mut module, mut names) = (Module::new(), Names::default());
    names.parse_core_module(&mut module, Parser::new(0), &bytes).map_err(|error| told(program, &error))?;
    std::fs::write(program, module.finish()).map_err(|error| told(program, &error))?;
    std::fs::write(script, terse(&text, &names)).map_err(|error| told(script, &error))
}

/// How the splitter fetches a part: its name stands between the two.
const FETCH: [&str; 2] = [
    "() => {\n    const src = fetch(new URL(\"./",
    "\", import.meta.url));\n    src.catch(() => {});\n    return async (imports) => \
     (WebAssembly.instantiateStreaming(src, imports));\n}\n",
];
/// The same for any part. What the page has compiled is handed to a worker under the same name (`src/ui/worker.rs`).
const PART: &str = r"const compiled = globalThis.playgroundParts ??= {};
const part = (name) => () => {
    const module = (async () => compiled[name] ??= await WebAssembly.compileStreaming(fetch(new URL(name, import.meta.url))))();
    module.catch(() => {});
    return async (imports) => WebAssembly.instantiate(await module, imports);
};
";

/// Writes the script that loads the parts anew.
pub(crate) fn shorten_parts(script: &Path) -> Result {
    let told = |error: &dyn std::fmt::Display| format!("{}: {error}", script.display());
    let text = std::fs::read_to_string(script).map_err(|error| told(&error))?;
    let text = parts(&text).ok_or_else(|| told(&"the splitter writes it in another way now: see `FETCH`"))?;
    std::fs::write(script, terse(&text, &Names::default())).map_err(|error| told(&error))
}

/// The script with one function for all parts; nothing where a part is fetched in a way that is not known.
fn parts(script: &str) -> Option<String> {
    let (imports, rest) = script.split_once(";\n")?;
    let mut out = [imports, ";\n", PART].concat();
    let mut pieces = rest.split(FETCH[0]);
    out.push_str(pieces.next()?);
    for piece in pieces {
        let (name, rest) = piece.split_once(FETCH[1])?;
        out.extend(["part(\"", name, "\")", rest]);
    }
    let is_known = rest.contains(FETCH[0]) && out.matches("fetch(").count() == PART.matches("fetch(").count();
    is_known.then_some(out)
}

/// The short names, by those that wasm-bindgen gave.
#[derive(Default)]
struct Names(BTreeMap<String, String>);

impl Names {
    fn short<'a>(&'a mut self, name: &'a str) -> &'a str {
        if !name.starts_with("__wb") {
            return name;
        }
        let next = letters(self.0.len());
        self.0.entry(name.to_owned()).or_insert(next)
    }
}

impl Reencode for Names {
    type Error = Infallible;

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> std::result::Result<(), Error<Infallible>> {
        for import in section.into_imports() {
            let import = import?;
            let name = self.short(import.name).to_owned();
            utils::parse_import(self, imports, Import { name: &name, ..import })?;
        }
        Ok(())
    }
}

/// `a` to `z`, then `aa` and so on.
fn letters(number: usize) -> String {
    let last = char::from(b'a' + (number % 26) as u8);
    if number < 26 { last.to_string() } else { format!("{}{last}", letters(number / 26 - 1)) }
}

/// The script with the short names, without its comments and indents. It is written by wasm-bindgen: a comment has lines
/// of its own, and no text goes over several.
fn terse(script: &str, Names(names): &Names) -> String {
    let mut out = String::new();
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        in_comment |= line.starts_with("/*");
        if !in_comment && !line.is_empty() && !line.starts_with("//") {
            let in_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$');
            for word in line.split_inclusive(|c| !in_word(c)) {
                let name = word.trim_end_matches(|c| !in_word(c));
                out.push_str(names.get(name).map_or(name, String::as_str));
                out.push_str(&word[name.len()..]);
            }
            out.push('\n');
        }
        in_comment &= !line.ends_with("*/");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{EntityType, TypeSection};

    #[test]
    fn letters_do_not_run_out() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letters), ["a", "z", "aa", "az", "ba", "zz", "aaa"]);
    }

    #[test]
    fn one_function_fetches_all_parts() {
        let part = |name: &str| format!("{}{name}{}", FETCH[0], FETCH[1]);
        let (one, two) = (part("split_one.wasm"), part("chunk_2.wasm"));
        let script = format!(
            "import {{ initSync }} from \"../app.js\";\n/* one */\nconst a = makeLoad({two}, []);\nload({one}, [a]);\n"
        );
        let told = parts(&script).unwrap();
        let rest = "/* one */\nconst a = makeLoad(part(\"chunk_2.wasm\"), []);\nload(part(\"split_one.wasm\"), [a]);\n";
        assert_eq!(told, format!("import {{ initSync }} from \"../app.js\";\n{PART}{rest}"));
        assert_eq!(parts(&script.replace("src.catch(() => {});", "")), None);
        assert_eq!(parts("import { initSync } from \"../app.js\";\n"), None);
    }

    #[test]
    fn both_files_speak_of_the_same_names() {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        for name in ["__wbg_now_0123456789abcdef", "memory_of_another", "__wbg_then_0123456789abcdef"] {
            imports.import("./app_bg.js", name, EntityType::Function(0));
        }
        let mut module = Module::new();
        module.section(&types).section(&imports);
        let folder = std::env::temp_dir().join(format!("playground-loader-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (script, program) = (folder.join("app.js"), folder.join("app_bg.wasm"));
        std::fs::write(&program, module.finish()).unwrap();
        let text = "/**\n * Now.\n */\n{\n    __wbg_now_0123456789abcdef: () => Date.now(), // not __wbg_now\n    // gone\n\n    \
                    __wbg_then_0123456789abcdef: wasm.__wbg_now,\n}\n";
        std::fs::write(&script, text).unwrap();
        shorten(&script, &program).unwrap();
        let (text, bytes) = (std::fs::read_to_string(&script).unwrap(), std::fs::read(&program).unwrap());
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(text, "{\na: () => Date.now(), // not __wbg_now\nb: wasm.__wbg_now,\n}\n");
        let program = String::from_utf8_lossy(&bytes);
        assert!(program.contains("memory_of_another") && !program.contains("__wbg"), "{program}");
    }
}
