//! What is wrong, or doubtful, in a condition: codes and typed arguments. The `text` module says them.

use super::span::Span;

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The condition does not compile.
    Error,
    /// It compiles, and most likely does something else than meant.
    Warning,
    /// Worth knowing.
    Information,
}

impl Severity {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Information => "information",
        }
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $severity:ident;)*) => {
        /// What a diagnostic says. The text of a code never changes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The stable name, in kebab case.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    /// `limit`, `given`: bytes.
    TooLong = "too-long", Error;
    /// `limit`: open parentheses, calls and prefix operators at once.
    TooDeep = "too-deep", Error;
    /// `symbol`.
    InvalidSymbol = "invalid-symbol", Error;
    /// `word`: `select`, `from`, `where`, `into`.
    ReservedWord = "reserved-word", Error;
    UnterminatedString = "unterminated-string", Error;
    UnterminatedComment = "unterminated-comment", Error;
    /// `escape`.
    InvalidEscape = "invalid-escape", Error;
    /// `word`: brackets in something that is no path.
    UnexpectedBrackets = "unexpected-brackets", Error;
    DoubleEquals = "double-equals", Error;
    /// `&&`.
    DoubleAmpersand = "double-ampersand", Error;
    /// `word`: IN, LIKE, BETWEEN and so on.
    UnsupportedOperator = "unsupported-operator", Error;
    /// `found`: something that cannot begin a value.
    ExpectedValue = "expected-value", Error;
    /// The text ends where a value must follow.
    ExpectedValueAtEnd = "expected-value-at-end", Error;
    /// `found`: text after a complete expression.
    ExpectedOperator = "expected-operator", Error;
    /// `found`: after `{`.
    ExpectedReference = "expected-reference", Error;
    ExpectedClosingBrace = "expected-closing-brace", Error;
    UnclosedParenthesis = "unclosed-parenthesis", Error;
    /// `function`.
    UnclosedCall = "unclosed-call", Error;
    UnmatchedParenthesis = "unmatched-parenthesis", Error;
    /// `reason` (empty, empty-member, numeric-member, wildcard, index), `path`.
    InvalidPath = "invalid-path", Error;
    /// `name`, `nearest` where one is near.
    UnknownFunction = "unknown-function", Error;
    /// `name`, `nearest`.
    UnknownFunctionNear = "unknown-function-near", Error;
    /// `function`, `source`: known, but for another data source.
    FunctionOfOtherSource = "function-of-other-source", Error;
    /// `function`: exists in the cloud and not in Edge Hub.
    FunctionNotInEdge = "function-not-in-edge", Error;
    /// `function`, `given`, `expected`: counts.
    ArgumentCount = "argument-count", Error;
    /// `function`, `position`, `given`, `expected`: types.
    ArgumentType = "argument-type", Error;
    /// `function`, `reason` (as for paths, also `quoted`, `prefix`), `path`.
    ArgumentPath = "argument-path", Error;
    /// `operator`, `given`, `expected`: the type of its one operand.
    OperandType = "operand-type", Error;
    /// `operator`, `left`, `right`, `expected`.
    OperandTypes = "operand-types", Error;
    /// `operator`, `left`, `right`: a comparison of two types.
    ComparedTypes = "compared-types", Error;
    /// `name`: a property is text and this compares it with a number.
    PropertyComparedWithNumber = "property-compared-with-number", Error;
    /// `name`, `value`.
    PropertyComparedWithBool = "property-compared-with-bool", Error;
    /// `name`.
    PropertyComparedWithNull = "property-compared-with-null", Error;
    /// `expression`: compared with the constant `undefined`.
    ComparedWithUndefined = "compared-with-undefined", Error;
    /// `NOT a = b`.
    NotBindsTighter = "not-binds-tighter", Error;
    /// `||` between conditions.
    ConcatOfConditions = "concat-of-conditions", Error;
    /// `1 < 2 < 3`.
    ChainedComparison = "chained-comparison", Error;
    /// `x ?? 'd' = 'y'`.
    CoalesceBindsLooser = "coalesce-binds-looser", Error;
    /// Edge dialect: a body reference right of AND or OR.
    EdgeRightOperand = "edge-right-operand", Error;

    /// `name`, `meant`: an operator that became part of a property name.
    SwallowedOperator = "swallowed-operator", Warning;
    /// `name`: a quote inside a name.
    QuoteInName = "quote-in-name", Warning;
    /// `name`: typographic quotes are name characters.
    CurlyQuotes = "curly-quotes", Warning;
    /// `name`: a control or invisible character in a name.
    InvisibleCharacter = "invisible-character", Warning;
    /// `name`, `left`: two properties compared; most likely quotes are missing.
    MissingQuotes = "missing-quotes", Warning;
    /// `name`, `meant`: `TRUE` is a property.
    ConstantCase = "constant-case", Warning;
    /// `name`: `e5` is the constant `undefined`.
    NumberWithoutDigits = "number-without-digits", Warning;
    /// `literal`: more than 16 hex digits.
    HexTooLong = "hex-too-long", Warning;
    /// `name`, `nearest`.
    UnknownSystemPropertyNear = "unknown-system-property-near", Warning;
    /// `name`.
    UnknownSystemProperty = "unknown-system-property", Warning;
    /// `name`: the wire name of a system property, and the keyword `nearest`.
    WireName = "wire-name", Warning;
    /// `name`: `enqueuedTime` without `$`.
    MissingDollar = "missing-dollar", Warning;
    /// `document`: `$body` or `$twin` as a whole is always undefined.
    WholeDocument = "whole-document", Warning;
    /// `name`: a property alone is text and never true.
    PropertyAsCondition = "property-as-condition", Warning;
    /// `given`: the condition is a number or text, hence never true.
    NeverBoolean = "never-boolean", Warning;

    /// Proven: every message matches.
    AlwaysTrue = "always-true", Warning;
    /// Proven: no message matches.
    NeverTrue = "never-true", Warning;
    /// `seen`: none of so many messages matched.
    NotSeenTrue = "not-seen-true", Information;
    /// `name`, `times`, `seen`: `<>` is undefined for messages without the property.
    SkipsMissing = "skips-missing", Warning;
    /// `path`, `number`, `times`, `seen`: text of the body ordered by type rank.
    NumericText = "numeric-text", Warning;
    /// `reason` (a reason's code), `times`, `seen`: the body is read, and messages do not declare JSON.
    BodyNotDeclared = "body-not-declared", Warning;
    /// `path`, `meant`, `times`, `seen`: the messages have the member in another letter case.
    MemberCase = "member-case", Warning;
    /// `what`: works, and is not in the cloud's documentation.
    NotDocumented = "not-documented", Information;
    /// `cloud`, `edge`: results for a message that was seen.
    DialectsDiffer = "dialects-differ", Information;
    /// `other`: the number, from 1, of an earlier route with the same condition, source and endpoint.
    RoutesAlike = "routes-alike", Warning;
    /// Every message matches, so that the fallback never leads to the built-in endpoint.
    StarvesBuiltIn = "starves-built-in", Warning;
}

/// One typed argument of a diagnostic or a reason.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// Taken from the condition or the message.
    Text(String),
    Number(u64),
    /// A word of ours that is not translated: a type, an operator, a function, a reason's code.
    Word(&'static str),
}

/// A replacement that repairs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub span: Span,
    pub replacement: String,
}

/// One finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    pub severity: Severity,
    pub code: Code,
    pub span: Span,
    pub args: Vec<(&'static str, Argument)>,
    pub fix: Option<Fix>,
}

impl Diagnostic {
    #[must_use]
    pub fn new(code: Code, span: Span) -> Self {
        Self { severity: code.severity(), code, span, args: Vec::new(), fix: None }
    }

    /// The same finding, where it keeps the condition from compiling.
    #[must_use]
    pub fn as_error(mut self) -> Self {
        self.severity = Severity::Error;
        self
    }

    /// The same finding, where the condition compiles.
    #[must_use]
    pub fn as_warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    #[must_use]
    pub fn text(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, Argument::Text(value.into())));
        self
    }

    #[must_use]
    pub fn number(mut self, name: &'static str, value: usize) -> Self {
        self.args.push((name, Argument::Number(value as u64)));
        self
    }

    #[must_use]
    pub fn word(mut self, name: &'static str, value: &'static str) -> Self {
        self.args.push((name, Argument::Word(value)));
        self
    }

    #[must_use]
    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix { span, replacement: replacement.into() });
        self
    }
}

/// The candidate nearest to `name` without regard to case, if at most a third of it differs.
#[must_use]
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name: Vec<char> = name.to_lowercase().chars().take(64).collect();
    let reach = (name.len() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (distance(&name, &candidate.to_lowercase().chars().collect::<Vec<_>>()), candidate))
        .filter(|&(distance, _)| distance <= reach)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// Edits between two words, a swap of neighbours counting as one.
fn distance(left: &[char], right: &[char]) -> usize {
    let mut rows = vec![vec![0; right.len() + 1]; left.len() + 1];
    for (l, row) in rows.iter_mut().enumerate() {
        row[0] = l;
    }
    for (r, cell) in rows[0].iter_mut().enumerate() {
        *cell = r;
    }
    for l in 1..=left.len() {
        for r in 1..=right.len() {
            let substitution = rows[l - 1][r - 1] + usize::from(left[l - 1] != right[r - 1]);
            let mut best = substitution.min(rows[l - 1][r] + 1).min(rows[l][r - 1] + 1);
            if l > 1 && r > 1 && left[l - 1] == right[r - 2] && left[l - 2] == right[r - 1] {
                best = best.min(rows[l - 2][r - 2] + 1);
            }
            rows[l][r] = best;
        }
    }
    rows[left.len()][right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn codes_are_unique_kebab_case() {
        let mut seen = std::collections::BTreeSet::new();
        for code in Code::ALL {
            let text = code.as_str();
            assert!(text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{text}");
            assert!(seen.insert(text), "{text} twice");
        }
    }

    #[test]
    fn nearest_names() {
        let known = ["starts_with", "is_defined", "contains", "abs"];
        assert_eq!(nearest("startswith", known), Some("starts_with"));
        assert_eq!(nearest("IsDefined", known), Some("is_defined"));
        assert_eq!(nearest("contians", known), Some("contains"));
        assert_eq!(nearest("regexmatch", known), None);
        assert_eq!(nearest("", known), None);
    }
}
