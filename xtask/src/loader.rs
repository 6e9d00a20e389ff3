//! Makes the script that loads the program smaller, and the program with it.
//!
//! wasm-bindgen names an import after what it does and ends the name with sixteen digits of a hash, in both files. Nobody
//! reads them there, and digits drawn by lot cannot be compressed: two letters do as well.

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
