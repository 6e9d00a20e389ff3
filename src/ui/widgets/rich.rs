//! Sentences of `text` on the page: names bold, code in monospace.

use crate::text::{Piece, Rich, Style};
use yew::prelude::*;

/// A sentence with its styles.
pub fn rich(rich: Rich) -> Html {
    rich.pieces.iter().map(piece).collect()
}

fn piece(piece: &Piece) -> Html {
    match piece.style {
        Style::Plain => html! { { &piece.text } },
        Style::Name => html! { <b>{ &piece.text }</b> },
        Style::Code => html! { <code>{ &piece.text }</code> },
    }
}
