//! Which tokens of a queue or a batch are drawn in its well, and where.

use super::geometry::Rect;
use super::mark::{TOKEN_HEIGHT, Token};

/// Longer queues show their head and a number.
pub const MOST_TOKENS: usize = 12;
/// The head that is shown then.
pub const HEAD: usize = 8;
const GAP: f64 = 6.0;
const RIM: f64 = 4.0;
/// Room for "+ 12.0k".
const MORE_WIDTH: f64 = 54.0;

/// The side at which the oldest message stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    Left,
    Right,
}

/// A well with what is in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Well {
    /// Numbers in the list of tokens, with their places.
    pub shown: Vec<(usize, Rect)>,
    /// Messages that are not drawn.
    pub more: u64,
    /// The far end, where their number stands.
    pub more_rect: Rect,
}

/// Lays tokens into `area`. `count` messages are there in all; `tokens` are the first of them.
#[must_use]
pub fn fill(tokens: &[Token], count: u64, area: Rect, head: Head) -> Well {
    let room = area.w - 2.0 * RIM;
    let most = if count > MOST_TOKENS as u64 { HEAD } else { tokens.len() };
    let all_fit = count <= most as u64 && span(tokens.iter()) <= room;
    let room = if all_fit { room } else { room - MORE_WIDTH - GAP };
    let mut chosen: Vec<usize> = Vec::new();
    let mut used = 0.0;
    for (at, token) in tokens.iter().enumerate().take(most) {
        used += token.width() + if at == 0 { 0.0 } else { GAP };
        if used > room {
            break;
        }
        chosen.push(at);
    }
    // The selected message is never folded away.
    let selected = tokens.iter().position(|token| token.selected).filter(|at| !chosen.contains(at));
    if let Some(at) = selected {
        while !chosen.is_empty() && span(chosen.iter().chain([&at]).map(|&i| &tokens[i])) > room {
            chosen.pop();
        }
        chosen.push(at);
    }
    let y = area.y + (area.h - TOKEN_HEIGHT) / 2.0;
    let mut edge = RIM;
    let mut shown = Vec::with_capacity(chosen.len());
    for &at in &chosen {
        let width = tokens[at].width();
        let x = match head {
            Head::Left => area.x + edge,
            Head::Right => area.right() - edge - width,
        };
        shown.push((at, Rect::new(x, y, width, TOKEN_HEIGHT)));
        edge += width + GAP;
    }
    let more_x = match head {
        Head::Left => area.x + edge,
        Head::Right => area.right() - edge - MORE_WIDTH,
    };
    Well { more: count - chosen.len() as u64, shown, more_rect: Rect::new(more_x, y, MORE_WIDTH, TOKEN_HEIGHT) }
}

fn span<'a>(tokens: impl Iterator<Item = &'a Token>) -> f64 {
    tokens.map(|token| token.width() + GAP).sum::<f64>() - GAP
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ids::{DeviceId, Lineage};
    use crate::picture::diagram::mark::TokenState;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn tokens(n: u32) -> Vec<Token> {
        let token = |number| Token {
            copy: Lineage { producer: DeviceId(0).into(), number, boot: 0, accepted: 1 },
            label: number.to_string(),
            state: TokenState::Active,
            delivery: 0,
            doubled: false,
            selected: false,
            more: 0,
        };
        (0..n).map(token).collect()
    }

    fn shown(well: &Well) -> Vec<usize> {
        well.shown.iter().map(|(at, _)| *at).collect()
    }

    #[test]
    fn tokens_lie_inside_side_by_side_from_the_head() {
        for width in [100.0, 202.0, 600.0] {
            for head in [Head::Left, Head::Right] {
                let area = Rect::new(10.0, 20.0, width, 26.0);
                let well = fill(&tokens(12), 12, area, head);
                let rects: Vec<_> = well.shown.iter().map(|(_, rect)| *rect).collect();
                assert!(rects.iter().all(|rect| area.holds(*rect)), "{width} {rects:?}");
                assert!(rects.iter().enumerate().all(|(i, a)| rects[..i].iter().all(|b| !a.overlaps(*b))));
                assert_eq!(well.more, 12 - rects.len() as u64);
                assert!(well.more == 0 || area.holds(well.more_rect) || rects.is_empty());
                assert!(well.more == 0 || rects.iter().all(|rect| !rect.overlaps(well.more_rect)));
                let towards_head = |pair: &[Rect]| (pair[0].x > pair[1].x) == (head == Head::Right);
                assert!(rects.windows(2).all(towards_head));
            }
        }
    }

    #[test]
    fn a_long_queue_shows_its_head_and_a_number() {
        let wide = Rect::new(0.0, 0.0, 2_000.0, 26.0);
        assert_eq!(shown(&fill(&tokens(12), 12, wide, Head::Right)).len(), 12);
        let well = fill(&tokens(512), 1_212, wide, Head::Right);
        assert_eq!((shown(&well), well.more), ((0..8).collect(), 1_204));
    }

    #[test]
    fn the_selected_message_is_never_folded_away() {
        let mut tokens = tokens(300);
        tokens[250].selected = true;
        let area = Rect::new(0.0, 0.0, 202.0, 26.0);
        let well = fill(&tokens, 300, area, Head::Right);
        assert_eq!(shown(&well).last(), Some(&250));
        assert!(well.shown.iter().all(|(_, rect)| area.holds(*rect)));
        assert_eq!(well.more, 300 - well.shown.len() as u64);
    }
}
