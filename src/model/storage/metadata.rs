//! Names and values that a user attaches to a queue.
//!
//! Models: "Naming Queues and Metadata" (storage-queue.md 6).

use super::error::StorageError;
use std::sync::Arc;

/// Metadata: names keep their letter case and are compared without it. Equal whatever the order.
#[derive(Clone, Debug, Default)]
pub struct Metadata(Vec<(Arc<str>, Arc<str>)>);

impl Metadata {
    /// # Errors
    /// [`StorageError::InvalidMetadata`] if a name is no C# identifier or comes twice.
    pub fn new(entries: Vec<(Arc<str>, Arc<str>)>) -> Result<Self, StorageError> {
        for (i, (name, _)) in entries.iter().enumerate() {
            if !is_identifier(name) || entries[..i].iter().any(|(other, _)| other.eq_ignore_ascii_case(name)) {
                return Err(StorageError::InvalidMetadata { name: Arc::clone(name) });
            }
        }
        Ok(Self(entries))
    }

    /// In the order given.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (&**name, &**value))
    }

    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

impl PartialEq for Metadata {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.iter().all(|(name, value)| other.get(name) == Some(value))
    }
}

impl Eq for Metadata {}

fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || c == '_') && name.chars().all(|c| c.is_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn metadata(entries: &[(&str, &str)]) -> Result<Metadata, StorageError> {
        Metadata::new(entries.iter().map(|&(name, value)| (name.into(), value.into())).collect())
    }

    #[test]
    fn names_are_identifiers() {
        for name in ["a", "_a1", "Größe"] {
            assert!(metadata(&[(name, "")]).is_ok(), "{name}");
        }
        for name in ["", "1a", "a-b", "a b"] {
            assert_eq!(metadata(&[(name, "")]), Err(StorageError::InvalidMetadata { name: name.into() }));
        }
        assert!(metadata(&[("a", ""), ("A", "")]).is_err());
    }

    #[test]
    fn equal_without_regard_to_order_and_case_of_names() {
        let one = metadata(&[("a", "x"), ("B", "y")]).unwrap();
        assert_eq!(one, metadata(&[("b", "y"), ("A", "x")]).unwrap());
        assert_ne!(one, metadata(&[("a", "x"), ("b", "Y")]).unwrap());
        assert_ne!(one, metadata(&[("a", "x")]).unwrap());
        assert_eq!(one.get("b"), Some("y"));
        assert!(one.iter().eq([("a", "x"), ("B", "y")]), "the spelling stays");
    }
}
