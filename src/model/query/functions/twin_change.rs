//! `twin_change_includes(path)`: whether a twin change event touches a path. Edge Hub's tests fix it; the current
//! cloud documentation does not list it. Its argument is a bare path and never evaluated.

use super::{Apply, Builtin, Gives, Parameter::Any};
use crate::model::message::Source;
use crate::model::query::path::{Path, PathError, Segment};

/// The name, for the places that treat it apart.
pub const NAME: &str = "twin_change_includes";
/// The only source whose routes know it.
pub const SOURCE: Source = Source::TwinChangeEvents;

const PREFIXES: [&str; 3] = ["tags.", "properties.desired.", "properties.reported."];

pub(super) const TABLE: &[Builtin] = &[Builtin {
    name: NAME,
    parameters: &[Any],
    at_least: 1,
    at_most: 1,
    gives: Gives::Bool,
    apply: Apply::Path,
    in_edge: true,
}];

/// The path that `text` names.
///
/// # Errors
/// A stable word: `prefix`, or what is wrong with the path.
pub fn path(text: &str) -> Result<Path, &'static str> {
    let path = Path::parse(text).map_err(PathError::as_str)?;
    if path.0.iter().any(|segment| matches!(segment, Segment::Index(_))) {
        return Err(PathError::Index.as_str());
    }
    let known = PREFIXES.iter().any(|prefix| text.get(..prefix.len()).is_some_and(|t| t.eq_ignore_ascii_case(prefix)));
    if known { Ok(path) } else { Err("prefix") }
}

#[cfg(test)]
mod tests {
    use super::path;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn paths() {
        for good in ["tags.a", "properties.desired.a.b", "Properties.Reported.x"] {
            assert!(path(good).is_ok(), "{good}");
        }
        for (bad, reason) in
            [("tags", "prefix"), ("properties.x", "prefix"), ("tags.", "empty-member"), ("tags.1", "numeric-member")]
        {
            assert_eq!(path(bad).unwrap_err(), reason, "{bad}");
        }
    }
}
