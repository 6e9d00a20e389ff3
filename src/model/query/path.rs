//! Paths into the body and the twin: `member[0].member` (reference, section 7).

use std::fmt;

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    Member(Box<str>),
    Index(u64),
}

/// A path of at least one member; indices follow members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path(pub Vec<Segment>);

/// What is wrong with the text of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathError {
    Empty,
    /// A dot with nothing before or after it.
    EmptyMember,
    /// A member made only of digits.
    NumericMember,
    /// `*` as a member.
    Wildcard,
    /// Anything but digits between brackets, or brackets that do not pair.
    Index,
}

impl PathError {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::EmptyMember => "empty-member",
            Self::NumericMember => "numeric-member",
            Self::Wildcard => "wildcard",
            Self::Index => "index",
        }
    }
}

impl Path {
    /// Reads `text`, which is made of path characters.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        if text.is_empty() {
            return Err(PathError::Empty);
        }
        let mut segments = Vec::new();
        for member in text.split('.') {
            let (name, indices) = member.split_at(member.find(['[', ']']).unwrap_or(member.len()));
            if name.is_empty() {
                return Err(if indices.is_empty() { PathError::EmptyMember } else { PathError::Index });
            }
            if name.bytes().all(|b| b.is_ascii_digit()) {
                return Err(PathError::NumericMember);
            }
            if name == "*" {
                return Err(PathError::Wildcard);
            }
            segments.push(Segment::Member(name.into()));
            parse_indices(indices, &mut segments)?;
        }
        Ok(Self(segments))
    }
}

/// Reads `[0][1]…` to its end.
///
/// # Errors
/// [`PathError::Index`] for anything else.
pub fn parse_indices(mut text: &str, out: &mut Vec<Segment>) -> Result<(), PathError> {
    while !text.is_empty() {
        let (digits, rest) = text.strip_prefix('[').and_then(|t| t.split_once(']')).ok_or(PathError::Index)?;
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(PathError::Index);
        }
        // No array is that long, so that an index past the range may as well be the last of it.
        out.push(Segment::Index(digits.parse().unwrap_or(u64::MAX)));
        text = rest;
    }
    Ok(())
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Member(name) if at == 0 => write!(f, "{name}")?,
                Segment::Member(name) => write!(f, ".{name}")?,
                Segment::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn reads_and_prints() {
        for text in ["a", "a.b", "a[0].b-c", "$rev", "grid[1][0]", "é.x!", "a[007]"] {
            let path = Path::parse(text).unwrap();
            assert_eq!(path.to_string(), text.replace("007", "7"));
        }
    }

    #[test]
    fn refuses() {
        use PathError::{Empty, EmptyMember, Index, NumericMember, Wildcard};
        for (text, error) in [
            ("", Empty),
            (".a", EmptyMember),
            ("a.", EmptyMember),
            ("a..b", EmptyMember),
            ("a[]", Index),
            ("a[-1]", Index),
            ("a[x]", Index),
            ("a[*]", Index),
            ("a[1", Index),
            ("a]", Index),
            ("a[0]b", Index),
            ("['x']", Index),
            ("[0]", Index),
            ("*", Wildcard),
            ("a.*", Wildcard),
            ("1", NumericMember),
            ("a.12.b", NumericMember),
        ] {
            assert_eq!(Path::parse(text), Err(error), "{text}");
        }
    }
}
