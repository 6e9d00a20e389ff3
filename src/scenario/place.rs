//! Where in a JSON text something is wrong, as a path: `endpoints[1].target`.

use crate::scenario::LoadError;
use serde::de::DeserializeOwned;

/// Reads a JSON text; an error names the path of the first thing that is wrong, or none where it is not JSON at all.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, LoadError> {
    serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let path = if error.is_data() { path_at(text, line, column) } else { String::new() };
        let detail = error.to_string();
        let detail = detail.split(" at line ").next().unwrap_or_default().to_owned();
        LoadError::Shape { path, detail, line, column: utf16_column(text, line, column) }
    })
}

/// The column as people count it: 1-based, UTF-16 units; serde_json counts bytes.
fn utf16_column(text: &str, line: usize, bytes: usize) -> usize {
    let line = text.split('\n').nth(line.saturating_sub(1)).unwrap_or_default();
    line.char_indices().take_while(|(at, _)| *at < bytes).map(|(_, c)| c.len_utf16()).sum::<usize>().max(1)
}

/// One level of nesting at a place.
enum Level {
    Object { key: String },
    Array { index: usize },
}

/// The path of the value that ends at, or holds, a place: 1-based line, bytes of it read so far. The text up to there
/// is JSON.
fn path_at(text: &str, line: usize, column: usize) -> String {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let read = &text.as_bytes()[..(before + column).min(text.len())];
    let mut levels: Vec<Level> = Vec::new();
    let mut at = 0;
    while let Some(&byte) = read.get(at) {
        at += 1;
        match byte {
            b'{' => levels.push(Level::Object { key: String::new() }),
            b'[' => levels.push(Level::Array { index: 0 }),
            b'}' | b']' => {
                levels.pop();
            }
            b',' => match levels.last_mut() {
                Some(Level::Array { index }) => *index += 1,
                Some(Level::Object { key }) => key.clear(),
                None => {}
            },
            b'"' => {
                let start = at;
                while read.get(at).is_some_and(|&byte| byte != b'"') {
                    at += if read[at] == b'\\' { 2 } else { 1 };
                }
                let string = String::from_utf8_lossy(&read[start.min(read.len())..at.min(read.len())]).into_owned();
                at += 1;
                // The first string of a member is its name.
                if let Some(Level::Object { key }) = levels.last_mut()
                    && key.is_empty()
                {
                    *key = string;
                }
            }
            _ => {}
        }
    }
    let mut path = String::new();
    for level in &levels {
        match level {
            Level::Object { key } if key.is_empty() => {}
            Level::Object { key } => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(key);
            }
            Level::Array { index } => path.push_str(&format!("[{index}]")),
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its shape matters")]
    struct Outer {
        list: Vec<Inner>,
        name: String,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its shape matters")]
    struct Inner {
        n: u8,
    }

    #[test]
    fn the_path_leads_to_what_is_wrong() {
        for (text, wanted) in [
            (r#"{"list":[{"n":1},{"n":-1}],"name":""}"#, "list[1].n"),
            (r#"{"list":[{"n":1},{"m":1}],"name":""}"#, "list[1].m"),
            (r#"{"list":[{"n":1},{}],"name":""}"#, "list[1]"),
            (r#"{"list":[7],"name":""}"#, "list[0]"),
            ("{\n  \"list\": [],\n  \"name\": 5\n}", "name"),
            (r#"{"list":[]}"#, ""),
            (r#"{"list":[],"na\"me":1}"#, r#"na\"me"#),
            (r#"{"list":[{"n":1}"#, ""),
            ("", ""),
            ("nonsense", ""),
        ] {
            match read::<Outer>(text).unwrap_err() {
                LoadError::Shape { path, .. } => assert_eq!(path, wanted, "{text}"),
                other => panic!("{other:?}"),
            }
        }
    }
}
