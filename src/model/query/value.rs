//! What an expression can be worth, and how two such values compare (reference, sections 5 and 6).

use super::string::Text;
use super::tokens::Binary;
use std::cmp::Ordering;

/// The result of a condition: only [`Verdict::True`] routes the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    True,
    False,
    Undefined,
}

impl Verdict {
    /// As the service's *Test Route* answers.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::True => "true",
            Self::False => "false",
            Self::Undefined => "undefined",
        }
    }
}

impl From<bool> for Verdict {
    fn from(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }
}

/// Why a value is undefined. Details (names, positions) are looked up when somebody asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The constant `undefined`, or a literal that stands for it.
    Literal,
    PropertyAbsent,
    SystemPropertyAbsent,
    /// A `$word` that is no keyword.
    SystemPropertyUnknown,
    /// `$body`, `$body[0]…`, `$twin`: a document as a whole.
    WholeDocument,
    ContentTypeNotSet,
    ContentTypeNotJson,
    ContentEncodingNotSet,
    ContentEncodingUnsupported,
    BodyNotDecodable,
    BodyNotJson,
    BodyNotObject,
    BodyPathAbsent,
    TwinAbsent,
    TwinPathAbsent,
    /// Text that the service's reader takes for a date.
    DateTime,
    /// `0/0`, `x % 0`, the root of a negative number.
    NotANumber,
    /// Text that is not a number.
    TextNotNumber,
    /// `substring` outside the text.
    OutOfRange,
    /// An operand is undefined, an object or an array.
    Operand,
    /// An operand has a type that the operator or function does not take.
    Mismatch,
}

/// A value with its run-time type.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    Undefined(Why),
    Null,
    Bool(bool),
    /// Never NaN: that is undefined.
    Number(f64),
    String(Text<'a>),
    Object,
    Array,
}

/// The run-time type of a value, as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueType {
    Undefined,
    Null,
    Bool,
    Number,
    String,
    Object,
    Array,
}

impl ValueType {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Undefined => "undefined",
            Self::Null => "null",
            Self::Bool => "bool",
            Self::Number => "number",
            Self::String => "string",
            Self::Object => "object",
            Self::Array => "array",
        }
    }
}

impl<'a> Value<'a> {
    /// A number, or undefined if `number` is NaN.
    #[must_use]
    pub fn number(number: f64) -> Self {
        if number.is_nan() { Self::Undefined(Why::NotANumber) } else { Self::Number(number) }
    }

    #[must_use]
    pub fn value_type(&self) -> ValueType {
        match self {
            Self::Undefined(_) => ValueType::Undefined,
            Self::Null => ValueType::Null,
            Self::Bool(_) => ValueType::Bool,
            Self::Number(_) => ValueType::Number,
            Self::String(_) => ValueType::String,
            Self::Object => ValueType::Object,
            Self::Array => ValueType::Array,
        }
    }

    /// What `is_defined` answers: objects and arrays are there, but not defined.
    #[must_use]
    pub fn is_defined(&self) -> bool {
        !matches!(self, Self::Undefined(_) | Self::Object | Self::Array)
    }

    /// The same value, borrowing from this one.
    #[must_use]
    pub fn reborrow(&self) -> Value<'_> {
        match self {
            Self::Undefined(why) => Value::Undefined(*why),
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(*value),
            Self::Number(value) => Value::Number(*value),
            Self::String(text) => Value::String(text.reborrow()),
            Self::Object => Value::Object,
            Self::Array => Value::Array,
        }
    }

    /// The same value, owning its text.
    #[must_use]
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Self::Undefined(why) => Value::Undefined(why),
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(value),
            Self::Number(value) => Value::Number(value),
            Self::String(text) => Value::String(text.into_owned()),
            Self::Object => Value::Object,
            Self::Array => Value::Array,
        }
    }

    /// As an operand of logic: what is not boolean is undefined.
    #[must_use]
    pub fn ternary(&self) -> Verdict {
        match self {
            Self::Bool(value) => (*value).into(),
            _ => Verdict::Undefined,
        }
    }

    /// Why this cannot be used by an operator that wants another type.
    #[must_use]
    pub fn refusal(&self) -> Value<'static> {
        Value::Undefined(if self.is_defined() { Why::Mismatch } else { Why::Operand })
    }

    /// Rank of the type where unequal types are ordered [S].
    fn rank(&self) -> u8 {
        match self {
            Self::Bool(_) => 0,
            Self::Number(_) => 1,
            Self::String(_) => 2,
            _ => 3,
        }
    }
}

/// The comparison `left operator right`: undefined if either side is; unequal types are ordered by rank.
#[must_use]
pub fn compare(operator: Binary, left: &Value<'_>, right: &Value<'_>) -> Value<'static> {
    if !left.is_defined() || !right.is_defined() {
        return Value::Undefined(Why::Operand);
    }
    let equality = matches!(operator, Binary::Equal | Binary::NotEqual);
    let order = match (left, right) {
        (Value::Number(l), Value::Number(r)) => l.partial_cmp(r).unwrap_or(Ordering::Equal),
        (Value::String(l), Value::String(r)) if equality && l == r => Ordering::Equal,
        (Value::String(l), Value::String(r)) => l.compare(r),
        (Value::Bool(l), Value::Bool(r)) => l.cmp(r),
        _ => left.rank().cmp(&right.rank()),
    };
    Value::Bool(match operator {
        Binary::Equal => order.is_eq(),
        Binary::NotEqual => order.is_ne(),
        Binary::Less => order.is_lt(),
        Binary::LessOrEqual => order.is_le(),
        Binary::Greater => order.is_gt(),
        Binary::GreaterOrEqual => order.is_ge(),
        _ => unreachable!("not a comparison: {operator:?}"),
    })
}

/// Kleene's AND.
#[must_use]
pub fn and(left: Verdict, right: Verdict) -> Verdict {
    match (left, right) {
        (Verdict::False, _) | (_, Verdict::False) => Verdict::False,
        (Verdict::True, Verdict::True) => Verdict::True,
        _ => Verdict::Undefined,
    }
}

/// Kleene's OR.
#[must_use]
pub fn or(left: Verdict, right: Verdict) -> Verdict {
    match (left, right) {
        (Verdict::True, _) | (_, Verdict::True) => Verdict::True,
        (Verdict::False, Verdict::False) => Verdict::False,
        _ => Verdict::Undefined,
    }
}

impl From<Verdict> for Value<'_> {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::True => Self::Bool(true),
            Verdict::False => Self::Bool(false),
            Verdict::Undefined => Self::Undefined(Why::Operand),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Verdict::{False, True, Undefined};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn kleene_tables() {
        let all = [True, False, Undefined];
        let table = |op: fn(Verdict, Verdict) -> Verdict| all.map(|l| all.map(|r| op(l, r)));
        assert_eq!(table(and), [[True, False, Undefined], [False; 3], [Undefined, False, Undefined]]);
        assert_eq!(table(or), [[True; 3], [True, False, Undefined], [True, Undefined, Undefined]]);
    }

    #[test]
    fn unequal_types_are_ranked() {
        let text = Value::String(Text::borrowed("30"));
        let ascending = [Value::Bool(true), Value::Number(1e9), text, Value::Null];
        for (l, left) in ascending.iter().enumerate() {
            for (r, right) in ascending.iter().enumerate() {
                assert_eq!(compare(Binary::Less, left, right), Value::Bool(l < r));
                assert_eq!(compare(Binary::GreaterOrEqual, left, right), Value::Bool(l >= r));
                assert_eq!(compare(Binary::Equal, left, right), Value::Bool(l == r));
                assert_eq!(compare(Binary::NotEqual, left, right), Value::Bool(l != r));
            }
        }
    }
}
