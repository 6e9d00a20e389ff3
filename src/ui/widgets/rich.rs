//! Sentences of `text` on the page: names bold, code in monospace.

use crate::text::{Piece, Rich, Style};
use crate::ui::markup::{Piece as _, el, list};
use yew::Html;

/// A sentence with its styles.
pub fn rich(rich: Rich) -> Html {
    list(rich.pieces.into_iter().map(piece))
}

fn piece(piece: Piece) -> Html {
    match piece.style {
        Style::Plain => piece.text.node(),
        Style::Name => el("b").child(piece.text).into(),
        Style::Code => el("code").child(piece.text).into(),
    }
}
