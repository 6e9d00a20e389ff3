//! Why a node has its value: codes and typed arguments. The `text` module says them.

use super::diagnostic::Argument;

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        /// Why a node has its value. The text of a code never changes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum ReasonCode { $($(#[$doc])* $name,)* }

        impl ReasonCode {
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The stable name, in kebab case.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

reasons! {
    /// The constant `undefined`, or a literal that has no value.
    ConstantUndefined = "constant-undefined";
    /// `name`.
    PropertyAbsent = "property-absent";
    /// `name`, `nearest`: the message has a property with almost that name.
    PropertyAbsentNear = "property-absent-near";
    /// `name`.
    SystemPropertyAbsent = "system-property-absent";
    /// `name`: no keyword.
    SystemPropertyUnknown = "system-property-unknown";
    /// A whole document can not be read.
    WholeDocument = "whole-document";
    ContentTypeNotSet = "content-type-not-set";
    /// `given`.
    ContentTypeNotJson = "content-type-not-json";
    ContentEncodingNotSet = "content-encoding-not-set";
    /// `given`.
    ContentEncodingUnsupported = "content-encoding-unsupported";
    BodyNotDecodable = "body-not-decodable";
    /// `line`, `column` of the body: from 1, the column in UTF-16 units.
    BodyNotJson = "body-not-json";
    /// `given`: the type at the top.
    BodyNotObject = "body-not-object";
    /// `path`.
    BodyPathAbsent = "body-path-absent";
    /// `path`: there with other letter case.
    BodyPathCase = "body-path-case";
    /// Edge dialect. `path`.
    AbsentCountsAsNull = "absent-counts-as-null";
    TwinAbsent = "twin-absent";
    /// `path`.
    TwinPathAbsent = "twin-path-absent";
    /// `path`.
    DateTime = "date-time";
    /// `path`: an object is there, which no operator takes.
    IsObject = "is-object";
    /// `path`.
    IsArray = "is-array";
    /// `operator`: the result is not a number.
    NotANumber = "not-a-number";
    /// `text`.
    TextNotNumber = "text-not-number";
    OutOfRange = "out-of-range";
    /// `operand`: its text in the condition.
    OperandUndefined = "operand-undefined";
    /// `operand`, `given`.
    OperandStructured = "operand-structured";
    /// `operand`, `given`, `expected`: a type that does not fit.
    OperandType = "operand-type";
    /// `left`, `right`: unequal types are never equal.
    TypesDiffer = "types-differ";
    /// `left`, `right`: unequal types are ordered bool, number, string, null.
    TypesRanked = "types-ranked";
    /// `operand`, `value`: one operand decided.
    OperandDecides = "operand-decides";
    /// The left side of `??` is defined.
    LeftDefined = "left-defined";
    /// The left side of `??` is not.
    LeftUndefined = "left-undefined";
    /// `given`: the whole condition is a number or text.
    ConditionNotBoolean = "condition-not-boolean";
    NullIsFalse = "null-is-false";
}

/// A code and what it speaks of.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    pub code: ReasonCode,
    pub args: Vec<(&'static str, Argument)>,
}

impl Reason {
    pub(super) fn new(code: ReasonCode) -> Self {
        Self { code, args: Vec::new() }
    }

    pub(super) fn text(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, Argument::Text(value.into())));
        self
    }

    pub(super) fn number(mut self, name: &'static str, value: u32) -> Self {
        self.args.push((name, Argument::Number(u64::from(value))));
        self
    }

    pub(super) fn word(mut self, name: &'static str, value: &'static str) -> Self {
        self.args.push((name, Argument::Word(value)));
        self
    }
}
