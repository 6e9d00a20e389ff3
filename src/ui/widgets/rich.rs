//! Sentences of `text` on the page: names bold, code in monospace.

use crate::text::{Piece, Rich, Style};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct RichTextProps {
    pub rich: Rich,
}

/// A sentence with its styles.
#[component]
pub fn RichText(props: &RichTextProps) -> Html {
    props.rich.pieces.iter().map(piece).collect()
}

fn piece(piece: &Piece) -> Html {
    match piece.style {
        Style::Plain => html! { { &piece.text } },
        Style::Name => html! { <b>{ &piece.text }</b> },
        Style::Code => html! { <code>{ &piece.text }</code> },
    }
}
