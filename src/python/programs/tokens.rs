//! A line of Python in pieces, for its colours.

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    Keyword,
    Text,
    Number,
    /// Names, signs and blanks.
    Plain,
}

const KEYWORDS: [&str; 30] = [
    "False", "None", "True", "and", "as", "async", "await", "break", "class", "continue", "def", "elif", "else",
    "except", "finally", "for", "from", "if", "import", "in", "is", "lambda", "not", "or", "pass", "raise", "return",
    "try", "while", "with",
];

/// The pieces of a line, in order; together they are the line.
#[must_use]
pub fn tokens(line: &str) -> Vec<(Token, &str)> {
    let mut pieces: Vec<(Token, &str)> = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let (token, length) = if first == '\'' {
            (Token::Text, text_length(rest))
        } else if first.is_ascii_digit() {
            (Token::Number, rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len()))
        } else if is_of_name(first) {
            let length = rest.find(|c: char| !is_of_name(c)).unwrap_or(rest.len());
            (if KEYWORDS.contains(&&rest[..length]) { Token::Keyword } else { Token::Plain }, length)
        } else {
            let starts = |c: char| c == '\'' || is_of_name(c);
            (Token::Plain, rest.find(starts).unwrap_or(rest.len()))
        };
        let (piece, after) = rest.split_at(length);
        pieces.push((token, piece));
        rest = after;
    }
    pieces
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The length of the text in quotes at the beginning, in bytes.
fn text_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\'' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_line_falls_into_pieces() {
        let line = r"    if key in seen and name != 'it\'s 한글' or x2 > 1.5:";
        let pieces = tokens(line);
        assert_eq!(pieces.iter().map(|(_, piece)| *piece).collect::<String>(), line);
        let of = |token| pieces.iter().filter(|(it, _)| *it == token).map(|(_, piece)| *piece).collect::<Vec<_>>();
        assert_eq!(of(Token::Keyword), ["if", "in", "and", "or"]);
        assert_eq!(of(Token::Text), [r"'it\'s 한글'"]);
        assert_eq!(of(Token::Number), ["1.5"]);
        assert_eq!(tokens("'open"), [(Token::Text, "'open")]);
        assert!(tokens("").is_empty());
    }
}
