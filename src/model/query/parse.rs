//! Tokens to a tree: operator precedence with an explicit stack (reference, section 3).
//!
//! No recursion, and the stack is bounded by [`MAX_DEPTH`]: deep nesting is an error and never a trap.
//! The first error ends the parse, so that one mistake is reported once.

use super::ast::{Ast, Kind as Tree, Literal, Node, NodeId, Unary};
use super::diagnostic::{Code, Diagnostic};
use super::literal;
use super::span::Span;
use super::tokens::{Binary, Kind, Token, tokens};
use super::warn::curly_quotes;
use crate::model::limits::MAX_CONDITION_BYTES;

/// Open parentheses, calls and prefix operators at one place.
pub const MAX_DEPTH: usize = 256;

/// What stands open left of the place being read.
enum Frame {
    Unary(Unary, Span),
    Binary(Binary, Span, NodeId),
    Parenthesis(Span),
    Call { name: Box<str>, span: Span, arguments: Vec<NodeId>, first: NodeId },
}

/// The tree of `text`; empty if there is nothing but white space and comments.
///
/// # Errors
/// The first thing that is no condition.
pub fn parse(text: &str) -> Result<Ast, Diagnostic> {
    if text.len() > MAX_CONDITION_BYTES {
        return Err(Diagnostic::new(Code::TooLong, Span::new(0, text.len()))
            .number("limit", MAX_CONDITION_BYTES)
            .number("given", text.len()));
    }
    let tokens = tokens(text);
    let mut parser = Parser { text, tokens: &tokens, at: 0, frames: Vec::new(), depth: 0, ast: Ast::default() };
    if tokens[0].kind == Kind::End {
        return Ok(Ast::default());
    }
    parser.run()?;
    Ok(parser.ast)
}

struct Parser<'t> {
    text: &'t str,
    tokens: &'t [Token],
    at: usize,
    frames: Vec<Frame>,
    depth: usize,
    ast: Ast,
}

type Step<T> = Result<T, Diagnostic>;

impl Parser<'_> {
    fn run(&mut self) -> Step<()> {
        loop {
            let Some(mut current) = self.operand()? else {
                continue;
            };
            // An operand stands here: what closes or continues it?
            loop {
                let token = self.tokens[self.at];
                match token.kind {
                    Kind::Binary(operator) => {
                        self.binary(operator, token.span, current);
                        break;
                    }
                    Kind::Minus => {
                        self.binary(Binary::Subtract, token.span, current);
                        break;
                    }
                    Kind::Comma => {
                        current = self.reduce(0, current);
                        match self.frames.last_mut() {
                            Some(Frame::Call { arguments, .. }) => arguments.push(current),
                            _ => return Err(self.unexpected_operator(token)),
                        }
                        self.at += 1;
                        break;
                    }
                    Kind::Close => {
                        current = self.reduce(0, current);
                        current = self.close(token.span, current)?;
                        self.at += 1;
                    }
                    Kind::End => {
                        self.reduce(0, current);
                        return self.end(token.span);
                    }
                    _ => return Err(self.unexpected_operator(token)),
                }
            }
        }
    }

    /// Reads one step towards an operand; none if a prefix or an opening was read instead.
    fn operand(&mut self) -> Step<Option<NodeId>> {
        let token = self.tokens[self.at];
        let text = token.span.of(self.text);
        let leaf = match token.kind {
            Kind::String => Tree::Literal(Literal::String(literal::string(text, token.span)?)),
            Kind::Integer | Kind::Real => Tree::Literal(literal::decimal(text)),
            Kind::Hexadecimal => Tree::Literal(literal::hexadecimal(text)),
            Kind::True => Tree::Literal(Literal::Bool(true)),
            Kind::False => Tree::Literal(Literal::Bool(false)),
            Kind::Null => Tree::Literal(Literal::Null),
            Kind::Undefined => Tree::Literal(Literal::Undefined),
            Kind::Reference => Tree::Reference { text: text.into(), braced: false },
            Kind::Name if self.tokens[self.at + 1].kind == Kind::Open => return self.call(token),
            Kind::Name => Tree::Name(text.into()),
            Kind::OpenBrace => return self.braced(token.span).map(Some),
            Kind::Not => return self.open(Frame::Unary(Unary::Not, token.span), token.span),
            Kind::Minus => return self.open(Frame::Unary(Unary::Negate, token.span), token.span),
            Kind::Open => return self.open(Frame::Parenthesis(token.span), token.span),
            _ => return Err(self.unexpected_value(token)),
        };
        self.at += 1;
        Ok(Some(self.leaf(leaf, token.span)))
    }

    fn open(&mut self, frame: Frame, span: Span) -> Step<Option<NodeId>> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Diagnostic::new(Code::TooDeep, span).number("limit", MAX_DEPTH));
        }
        self.frames.push(frame);
        self.at += 1;
        Ok(None)
    }

    fn call(&mut self, name: Token) -> Step<Option<NodeId>> {
        let first = self.ast.nodes.len() as NodeId;
        let text = name.span.of(self.text).into();
        self.open(Frame::Call { name: text, span: name.span, arguments: Vec::new(), first }, name.span)?;
        self.at += 1;
        let next = self.tokens[self.at];
        if next.kind != Kind::Close {
            return Ok(None);
        }
        self.at += 1;
        Ok(Some(self.finish_call(next.span)))
    }

    fn braced(&mut self, open: Span) -> Step<NodeId> {
        let [inside, close] =
            [self.tokens[self.at + 1], *self.tokens.get(self.at + 2).unwrap_or(&self.tokens[self.at + 1])];
        if inside.kind != Kind::Reference {
            return Err(self.found(Code::ExpectedReference, inside));
        }
        if close.kind != Kind::CloseBrace {
            return Err(self.found(Code::ExpectedClosingBrace, close));
        }
        self.at += 3;
        let text = inside.span.of(self.text).into();
        Ok(self.leaf(Tree::Reference { text, braced: true }, open.to(close.span)))
    }

    fn leaf(&mut self, kind: Tree, span: Span) -> NodeId {
        let first = self.ast.nodes.len() as NodeId;
        self.push(kind, span, span, first)
    }

    fn push(&mut self, kind: Tree, span: Span, anchor: Span, first: NodeId) -> NodeId {
        self.ast.nodes.push(Node { kind, span, outer: span, anchor, first });
        self.ast.nodes.len() as NodeId - 1
    }

    fn binary(&mut self, operator: Binary, span: Span, left: NodeId) {
        let left = self.reduce(operator.precedence(), left);
        self.frames.push(Frame::Binary(operator, span, left));
        self.at += 1;
    }

    /// Finishes every open operation that binds at least as tightly as `precedence`.
    fn reduce(&mut self, precedence: u8, mut current: NodeId) -> NodeId {
        loop {
            match self.frames.last() {
                Some(&Frame::Unary(operator, anchor)) => {
                    let operand = self.ast.node(current);
                    let (span, first) = (anchor.to(operand.outer), operand.first);
                    current = self.push(Tree::Unary(operator, current), span, anchor, first);
                    self.depth -= 1;
                }
                Some(&Frame::Binary(operator, anchor, left)) if operator.precedence() >= precedence => {
                    let (l, r) = (self.ast.node(left), self.ast.node(current));
                    let (span, first) = (l.outer.to(r.outer), l.first);
                    current = self.push(Tree::Binary(operator, left, current), span, anchor, first);
                }
                _ => return current,
            }
            self.frames.pop();
        }
    }

    fn close(&mut self, close: Span, current: NodeId) -> Step<NodeId> {
        match self.frames.last_mut() {
            Some(&mut Frame::Parenthesis(open)) => {
                self.frames.pop();
                self.depth -= 1;
                self.ast.nodes[current as usize].outer = open.to(close);
                Ok(current)
            }
            Some(Frame::Call { arguments, .. }) => {
                arguments.push(current);
                Ok(self.finish_call(close))
            }
            _ => Err(Diagnostic::new(Code::UnmatchedParenthesis, close).fix(close, "")),
        }
    }

    fn finish_call(&mut self, close: Span) -> NodeId {
        let Some(Frame::Call { name, span, arguments, first }) = self.frames.pop() else {
            unreachable!("only a call is finished as one");
        };
        self.depth -= 1;
        self.push(Tree::Call(name, arguments.into()), span.to(close), span, first)
    }

    fn end(&mut self, end: Span) -> Step<()> {
        match self.frames.last() {
            None => Ok(()),
            Some(&Frame::Parenthesis(open)) => Err(Diagnostic::new(Code::UnclosedParenthesis, open).fix(end, ")")),
            Some(Frame::Call { name, .. }) => {
                Err(Diagnostic::new(Code::UnclosedCall, end).text("function", &**name).fix(end, ")"))
            }
            Some(Frame::Unary(..) | Frame::Binary(..)) => unreachable!("reduced before the end"),
        }
    }

    fn found(&self, code: Code, token: Token) -> Diagnostic {
        Diagnostic::new(code, token.span).text("found", token.span.of(self.text))
    }

    /// Tokens that are wrong wherever they stand.
    fn always_wrong(&self, token: Token) -> Option<Diagnostic> {
        let text = token.span.of(self.text);
        let end = Span::new(self.text.len(), self.text.len());
        Some(match token.kind {
            Kind::BrokenComment => Diagnostic::new(Code::UnterminatedComment, token.span).fix(end, " */"),
            Kind::Reserved => Diagnostic::new(Code::ReservedWord, token.span).text("word", text),
            Kind::BrokenString => {
                let diagnostic = Diagnostic::new(Code::UnterminatedString, token.span);
                if text.ends_with('\\') { diagnostic } else { diagnostic.fix(end, &text[..1]) }
            }
            Kind::PathWord => Diagnostic::new(Code::UnexpectedBrackets, token.span).text("word", text),
            Kind::Other => {
                let diagnostic = Diagnostic::new(Code::InvalidSymbol, token.span).text("symbol", text);
                if text == ";" && self.tokens[self.at + 1].kind == Kind::End {
                    diagnostic.fix(token.span, "")
                } else {
                    diagnostic
                }
            }
            _ => return None,
        })
    }

    /// `token` stands where a value must stand.
    fn unexpected_value(&self, token: Token) -> Diagnostic {
        if let Some(wrong) = self.always_wrong(token) {
            return wrong;
        }
        let previous = self.at.checked_sub(1).map(|at| self.tokens[at]);
        let equal = Kind::Binary(Binary::Equal);
        if let Some(previous) = previous
            && token.kind == equal
            && matches!(previous.kind, Kind::Binary(Binary::Equal | Binary::NotEqual))
            && previous.span.end == token.span.start
        {
            let both = previous.span.to(token.span);
            let fixed = if previous.kind == equal { "=" } else { "!=" };
            return Diagnostic::new(Code::DoubleEquals, both).text("found", both.of(self.text)).fix(both, fixed);
        }
        match token.kind {
            Kind::End => Diagnostic::new(Code::ExpectedValueAtEnd, token.span),
            Kind::Close if !self.frames.iter().any(|f| matches!(f, Frame::Parenthesis(_) | Frame::Call { .. })) => {
                Diagnostic::new(Code::UnmatchedParenthesis, token.span).fix(token.span, "")
            }
            _ => self.found(Code::ExpectedValue, token),
        }
    }

    /// `token` stands after a complete operand and cannot continue it.
    fn unexpected_operator(&self, token: Token) -> Diagnostic {
        if let Some(wrong) = self.always_wrong(token) {
            return wrong;
        }
        let text = token.span.of(self.text);
        let previous = self.tokens[self.at - 1].span;
        if let Some(curly) = curly_quotes(self.text, previous).or_else(|| curly_quotes(self.text, token.span)) {
            return curly.as_error();
        }
        // A quoted member ends the token in the middle of its brackets.
        let before = previous.of(self.text);
        if before.starts_with('$') && before.matches('[').count() > before.matches(']').count() {
            return Diagnostic::new(Code::InvalidPath, previous).word("reason", "index").text("path", before);
        }
        if text == "&&" {
            return Diagnostic::new(Code::DoubleAmpersand, token.span).fix(token.span, "AND");
        }
        const FOREIGN: [&str; 8] = ["in", "nin", "like", "between", "is", "has", "matches", "xor"];
        if token.kind == Kind::Name && FOREIGN.iter().any(|word| text.eq_ignore_ascii_case(word)) {
            return Diagnostic::new(Code::UnsupportedOperator, token.span).text("word", text);
        }
        self.found(Code::ExpectedOperator, token)
    }
}
