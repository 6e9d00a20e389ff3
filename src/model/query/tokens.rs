//! Text to tokens: the flat list that `condition.pest` describes (reference, section 2).
//!
//! The grammar is the specification and this scanner its fast form: a test holds the two equal.

use super::span::Span;

/// What a token is, in the order of the reference's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    BrokenComment,
    Reserved,
    String,
    BrokenString,
    Integer,
    Hexadecimal,
    Real,
    True,
    False,
    Null,
    Undefined,
    Open,
    Close,
    Comma,
    OpenBrace,
    CloseBrace,
    Binary(Binary),
    /// A difference or a negation.
    Minus,
    Not,
    Reference,
    Name,
    PathWord,
    Other,
    End,
}

/// An operator between two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Binary {
    Coalesce,
    Or,
    And,
    Equal,
    /// `!=` and `<>`.
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Concat,
    Multiply,
    Divide,
    Modulo,
}

impl Binary {
    pub const ALL: [Self; 15] = [
        Self::Coalesce,
        Self::Or,
        Self::And,
        Self::Equal,
        Self::NotEqual,
        Self::Less,
        Self::LessOrEqual,
        Self::Greater,
        Self::GreaterOrEqual,
        Self::Add,
        Self::Subtract,
        Self::Concat,
        Self::Multiply,
        Self::Divide,
        Self::Modulo,
    ];

    /// How tightly it binds, loosest 1 (reference, section 3). All associate to the left; `NOT` and `-` before an
    /// operand bind tighter than any.
    #[must_use]
    pub fn precedence(self) -> u8 {
        match self {
            Self::Coalesce => 1,
            Self::Or => 2,
            Self::And => 3,
            Self::Equal | Self::NotEqual => 4,
            Self::Less | Self::LessOrEqual | Self::Greater | Self::GreaterOrEqual => 5,
            Self::Add | Self::Subtract | Self::Concat => 6,
            Self::Multiply | Self::Divide | Self::Modulo => 7,
        }
    }

    /// The spelling that the printer uses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Coalesce => "??",
            Self::Or => "OR",
            Self::And => "AND",
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Concat => "||",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Modulo => "%",
        }
    }

    /// Whether it compares.
    #[must_use]
    pub fn is_comparison(self) -> bool {
        matches!(self.precedence(), 4 | 5)
    }
}

/// A token and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: Kind,
    pub span: Span,
}

/// The tokens of `text`, without white space and comments; the last one is [`Kind::End`].
///
/// Every text has tokens: what fits nothing is [`Kind::Other`]. The caller bounds the length.
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 4 + 1);
    let mut at = 0;
    while at < text.len() {
        let (kind, end) = token(text, at);
        if let Some(kind) = kind {
            tokens.push(Token { kind, span: Span::new(at, end) });
        }
        at = end;
    }
    tokens.push(Token { kind: Kind::End, span: Span::new(at, at) });
    tokens
}

/// The token at `at` and its end; no kind for white space and comments.
fn token(text: &str, at: usize) -> (Option<Kind>, usize) {
    let rest = &text[at..];
    let bytes = rest.as_bytes();
    let next = |kind: Kind, length: usize| (Some(kind), at + length);
    let operator = |operator: Binary| next(Kind::Binary(operator), operator.as_str().len());
    let second = bytes.get(1).copied();
    match bytes[0] {
        b' ' | b'\t' | b'\r' | b'\n' => (None, at + 1),
        b'/' if second == Some(b'*') => match rest[2..].find("*/") {
            Some(length) => (None, at + length + 4),
            None => next(Kind::BrokenComment, rest.len()),
        },
        b'/' => operator(Binary::Divide),
        b'"' => match quoted_end(bytes, 1, b'"') {
            Some(end) => next(Kind::String, end),
            None => next(Kind::BrokenString, rest.len()),
        },
        b'!' if second == Some(b'=') => operator(Binary::NotEqual),
        b'<' if second == Some(b'>') => next(Kind::Binary(Binary::NotEqual), 2),
        b'<' if second == Some(b'=') => operator(Binary::LessOrEqual),
        b'<' => operator(Binary::Less),
        b'>' if second == Some(b'=') => operator(Binary::GreaterOrEqual),
        b'>' => operator(Binary::Greater),
        b'=' => operator(Binary::Equal),
        b'?' if second == Some(b'?') => operator(Binary::Coalesce),
        b'(' => next(Kind::Open, 1),
        b')' => next(Kind::Close, 1),
        b',' => next(Kind::Comma, 1),
        b'{' => next(Kind::OpenBrace, 1),
        b'}' => next(Kind::CloseBrace, 1),
        byte if is_delimiter(byte) => next(Kind::Other, 1),
        first => {
            if first == b'\''
                && let Some((kind, end)) = single_quoted(bytes)
            {
                return next(kind, end);
            }
            let end = path_end(bytes, 0);
            next(word(&rest[..end]), end)
        }
    }
}

fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b' ' | b'\t'
            | b'\r'
            | b'\n'
            | b'('
            | b')'
            | b'<'
            | b'>'
            | b'@'
            | b','
            | b';'
            | b':'
            | b'\\'
            | b'"'
            | b'/'
            | b'?'
            | b'='
            | b'{'
            | b'}'
    )
}

/// Where the run of path characters that begins at `at` ends. Every delimiter is a byte of its own.
fn path_end(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().position(|&byte| is_delimiter(byte)).map_or(bytes.len(), |length| at + length)
}

/// Behind the closing `quote`, seen from `at` inside the string.
fn quoted_end(bytes: &[u8], mut at: usize, quote: u8) -> Option<usize> {
    loop {
        match bytes.get(at)? {
            b'\\' => at += 2,
            byte if *byte == quote => return Some(at + 1),
            _ => at += 1,
        }
    }
}

/// A string in single quotes, which are path characters: one without delimiters must end where its run ends, else the
/// whole run is a name.
fn single_quoted(bytes: &[u8]) -> Option<(Kind, usize)> {
    let run = path_end(bytes, 0);
    match bytes[1..run].iter().position(|&byte| byte == b'\'') {
        Some(length) => (length + 2 == run).then_some((Kind::String, run)),
        None => {
            Some(quoted_end(bytes, run, b'\'').map_or((Kind::BrokenString, bytes.len()), |end| (Kind::String, end)))
        }
    }
}

/// What a whole run of path characters is.
fn word(text: &str) -> Kind {
    let is = |word: &str| text.eq_ignore_ascii_case(word);
    match text {
        "true" => Kind::True,
        "false" => Kind::False,
        "null" => Kind::Null,
        "undefined" => Kind::Undefined,
        "-" => Kind::Minus,
        "+" => Kind::Binary(Binary::Add),
        "*" => Kind::Binary(Binary::Multiply),
        "%" => Kind::Binary(Binary::Modulo),
        "||" => Kind::Binary(Binary::Concat),
        _ if is("and") => Kind::Binary(Binary::And),
        _ if is("or") => Kind::Binary(Binary::Or),
        _ if is("not") => Kind::Not,
        _ if ["select", "from", "where", "into"].into_iter().any(is) => Kind::Reserved,
        _ => number(text.as_bytes()).unwrap_or_else(|| {
            if text.len() > 1 && text.starts_with('$') {
                Kind::Reference
            } else if text.contains(['[', ']']) {
                Kind::PathWord
            } else {
                Kind::Name
            }
        }),
    }
}

fn number(bytes: &[u8]) -> Option<Kind> {
    let digits = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if let [b'0', b'x' | b'X', hex @ ..] = bytes {
        return (!hex.is_empty() && hex.iter().all(u8::is_ascii_hexdigit)).then_some(Kind::Hexadecimal);
    }
    let unsigned = bytes.strip_prefix(b"-").unwrap_or(bytes);
    let whole = digits(unsigned);
    let mut rest = &unsigned[whole..];
    if rest.is_empty() {
        return (whole > 0).then_some(Kind::Integer);
    }
    if let [b'.', after @ ..] = rest {
        let fraction = digits(after);
        rest = &after[fraction..];
        if fraction == 0 || rest.is_empty() {
            return (fraction > 0).then_some(Kind::Real);
        }
    }
    let [b'e' | b'E', exponent @ ..] = rest else { return None };
    let exponent = exponent.strip_prefix(b"+").or(exponent.strip_prefix(b"-")).unwrap_or(exponent);
    (!exponent.is_empty() && digits(exponent) == exponent.len()).then_some(Kind::Real)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    mod grammar {
        #[derive(pest_derive::Parser)]
        #[grammar = "model/query/condition.pest"]
        pub(super) struct Lexer;
    }

    /// The tokens as the grammar finds them.
    fn by_grammar(text: &str) -> Vec<(Kind, Span)> {
        use grammar::{Lexer, Rule};
        let kind = |rule: Rule, text: &str| match rule {
            Rule::broken_comment => Kind::BrokenComment,
            Rule::reserved => Kind::Reserved,
            Rule::string => Kind::String,
            Rule::broken_string => Kind::BrokenString,
            Rule::integer => Kind::Integer,
            Rule::hexadecimal => Kind::Hexadecimal,
            Rule::real => Kind::Real,
            Rule::constant if text == "true" => Kind::True,
            Rule::constant if text == "false" => Kind::False,
            Rule::constant if text == "null" => Kind::Null,
            Rule::constant => Kind::Undefined,
            Rule::operator => match text {
                "(" => Kind::Open,
                ")" => Kind::Close,
                "," => Kind::Comma,
                "{" => Kind::OpenBrace,
                "}" => Kind::CloseBrace,
                "-" => Kind::Minus,
                "!=" | "<>" => Kind::Binary(Binary::NotEqual),
                _ => Kind::Binary(Binary::ALL.into_iter().find(|operator| operator.as_str() == text).unwrap()),
            },
            Rule::logic if text.eq_ignore_ascii_case("not") => Kind::Not,
            Rule::logic if text.eq_ignore_ascii_case("or") => Kind::Binary(Binary::Or),
            Rule::logic => Kind::Binary(Binary::And),
            Rule::reference => Kind::Reference,
            Rule::name => Kind::Name,
            Rule::path_word => Kind::PathWord,
            Rule::EOI => Kind::End,
            _ => Kind::Other,
        };
        let pairs = <Lexer as pest::Parser<Rule>>::parse(Rule::tokens, text).unwrap();
        pairs
            .map(|pair| (kind(pair.as_rule(), pair.as_str()), Span::new(pair.as_span().start(), pair.as_span().end())))
            .collect()
    }

    #[test]
    fn the_scanner_finds_what_the_grammar_finds() {
        const PIECES: [&str; 76] = [
            "a",
            "é",
            "😀",
            " ",
            "\t",
            "\n",
            "\r",
            "\u{a0}",
            "'",
            "'",
            "'",
            "\"",
            "\\",
            "\\'",
            "\\\"",
            "/",
            "*",
            "/*",
            "*/",
            "/*x*/",
            "-",
            "+",
            "%",
            "|",
            "||",
            "!",
            "!=",
            "<",
            ">",
            "<>",
            "<=",
            ">=",
            "=",
            "?",
            "??",
            "(",
            ")",
            ",",
            "{",
            "}",
            "[",
            "]",
            "[0]",
            "$",
            "$a",
            "$body.x",
            ".",
            "..",
            "0",
            "1",
            "12",
            "0x",
            "0X1f",
            "0xg",
            "e",
            "E",
            "e5",
            "1e",
            "1e3",
            ".5",
            "5.",
            "true",
            "TRUE",
            "false",
            "null",
            "undefined",
            "and",
            "OR",
            "Not",
            "select",
            "FROM",
            "where",
            "into",
            "@;:",
            "&&",
            "#",
        ];
        let mut state = 1u64;
        let mut below = |n: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) % n as u64) as usize
        };
        for _ in 0..20_000 {
            let text: String = (0..below(9)).map(|_| PIECES[below(PIECES.len())]).collect();
            let found: Vec<_> = tokens(&text).into_iter().map(|token| (token.kind, token.span)).collect();
            assert_eq!(found, by_grammar(&text), "{text:?}");
        }
    }

    fn shape(text: &str) -> String {
        let mut out = String::new();
        for token in tokens(text) {
            let letter = match token.kind {
                Kind::BrokenComment => "broken-comment",
                Kind::Reserved => "reserved",
                Kind::String => "string",
                Kind::BrokenString => "broken",
                Kind::Integer => "int",
                Kind::Hexadecimal => "hex",
                Kind::Real => "real",
                Kind::True | Kind::False | Kind::Null | Kind::Undefined => "constant",
                Kind::Reference => "ref",
                Kind::Name => "name",
                Kind::PathWord => "path",
                Kind::Other => "other",
                Kind::End => break,
                _ => "op",
            };
            out.push_str(&format!("{letter}:{} ", token.span.of(text)));
        }
        out.trim_end().to_owned()
    }

    #[test]
    fn longest_match() {
        for (text, expected) in [
            ("a = 'b'", "name:a op:= string:'b'"),
            ("x!='a'", "name:x! op:= string:'a'"),
            ("x != 'a'", "name:x op:!= string:'a'"),
            ("a+b", "name:a+b"),
            ("3-4", "name:3-4"),
            ("3 -4", "int:3 int:-4"),
            ("3 - 4", "int:3 op:- int:4"),
            ("-x", "name:-x"),
            ("-(x)", "op:- op:( name:x op:)"),
            ("7%4", "name:7%4"),
            ("'a'||'b'", "name:'a'||'b'"),
            ("'a' || 'b'", "string:'a' op:|| string:'b'"),
            ("x='a'AND y='b'", "name:x op:= name:'a'AND name:y op:= string:'b'"),
            ("'a b'AND", "string:'a b' op:AND"),
            ("\"a\"AND", "string:\"a\" op:AND"),
            ("x = 'it's'", "name:x op:= name:'it's'"),
            ("a<b", "name:a op:< name:b"),
            ("a<=b>=c<>d", "name:a op:<= name:b op:>= name:c op:<> name:d"),
            ("a??b", "name:a op:?? name:b"),
            ("a?b", "name:a other:? name:b"),
            ("5.", "name:5."),
            (".5 1e3 2.5E-2 -.5e+1", "real:.5 real:1e3 real:2.5E-2 real:-.5e+1"),
            ("e5 E12 -e3", "real:e5 real:E12 real:-e3"),
            ("1.2.3 +5 0250", "name:1.2.3 name:+5 int:0250"),
            ("0x1F 0XfF -0x1 0xZ", "hex:0x1F hex:0XfF name:-0x1 name:0xZ"),
            ("TRUE true truth Null", "name:TRUE constant:true name:truth name:Null"),
            ("and Or NOT nota", "op:and op:Or op:NOT name:nota"),
            ("From into selected", "reserved:From reserved:into name:selected"),
            ("$body.a[0].b-c $ a$b", "ref:$body.a[0].b-c name:$ name:a$b"),
            ("x[0] [1,2]", "path:x[0] path:[1 op:, path:2]"),
            ("'a\\'b'", "string:'a\\'b'"),
            ("'a\\'", "broken:'a\\'"),
            ("'a\\", "broken:'a\\"),
            ("'abc", "broken:'abc"),
            ("'abc = 1", "broken:'abc = 1"),
            ("\"abc", "broken:\"abc"),
            ("'line\nbreak'", "string:'line\nbreak'"),
            ("a/*c*/b /* x", "name:a name:b broken-comment:/* x"),
            ("/* a * / */ 1", "int:1"),
            ("&& == ;", "name:&& op:= op:= other:;"),
            ("‘Lyon’", "name:‘Lyon’"),
            ("''", "string:''"),
            ("''''", "name:''''"),
            ("{$x}", "op:{ ref:$x op:}"),
            ("", ""),
        ] {
            assert_eq!(shape(text), expected, "{text}");
        }
    }
}
