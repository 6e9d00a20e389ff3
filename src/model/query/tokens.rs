//! Text to tokens: the flat list that `condition.pest` describes (reference, section 2).

use super::span::Span;
use pest::Parser;

mod grammar {
    #[derive(pest_derive::Parser)]
    #[grammar = "model/query/condition.pest"]
    pub(super) struct Lexer;
}
use grammar::{Lexer, Rule};

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
    let pairs = Lexer::parse(Rule::tokens, text).expect("the last token rule takes any character");
    pairs
        .map(|pair| {
            let span = Span::new(pair.as_span().start(), pair.as_span().end());
            Token { kind: kind(pair.as_rule(), pair.as_str()), span }
        })
        .collect()
}

fn kind(rule: Rule, text: &str) -> Kind {
    match rule {
        Rule::broken_comment => Kind::BrokenComment,
        Rule::reserved => Kind::Reserved,
        Rule::string => Kind::String,
        Rule::broken_string => Kind::BrokenString,
        Rule::integer => Kind::Integer,
        Rule::hexadecimal => Kind::Hexadecimal,
        Rule::real => Kind::Real,
        Rule::constant => match text {
            "true" => Kind::True,
            "false" => Kind::False,
            "null" => Kind::Null,
            _ => Kind::Undefined,
        },
        Rule::operator => match text {
            "(" => Kind::Open,
            ")" => Kind::Close,
            "," => Kind::Comma,
            "{" => Kind::OpenBrace,
            "}" => Kind::CloseBrace,
            "-" => Kind::Minus,
            "!=" => Kind::Binary(Binary::NotEqual),
            _ => Kind::Binary(binary(text)),
        },
        Rule::logic => match text.as_bytes()[0].to_ascii_lowercase() {
            b'a' => Kind::Binary(Binary::And),
            b'o' => Kind::Binary(Binary::Or),
            _ => Kind::Not,
        },
        Rule::reference => Kind::Reference,
        Rule::name => Kind::Name,
        Rule::path_word => Kind::PathWord,
        Rule::EOI => Kind::End,
        _ => Kind::Other,
    }
}

fn binary(text: &str) -> Binary {
    Binary::ALL.into_iter().find(|op| op.as_str() == text).expect("the grammar lists no other operator")
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

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
