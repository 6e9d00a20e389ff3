//! Message tokens, each in the same node from step to step, so that it is seen to move.

use super::Pen;
use super::art::{self, icon, num};
use crate::model::small::sort_few;
use crate::picture::diagram::Folded;
use crate::picture::diagram::mark::{Placed, TOKEN_HEIGHT, TokenState};
use crate::picture::diagram::well::Head;
use crate::say;
use crate::text::{Arg, Key};
use crate::ui::view::Selection;
use yew::prelude::*;

impl Pen<'_> {
    /// The pointer's way to a message; names and lists are other parts' matter.
    pub(super) fn tokens(&self) -> Html {
        let mut tokens: Vec<_> = self.picture.tokens.iter().collect();
        sort_few(&mut tokens, |a, b| a.key < b.key);
        html! {
            <g aria-hidden="true">
                { for self.picture.folded.iter().map(|folded| self.folded(folded)) }
                { for tokens.into_iter().map(|placed| self.placed(placed)) }
            </g>
        }
    }

    fn folded(&self, folded: &Folded) -> Html {
        let words = say!(self.language, Key::EndpointMoreMessages, n = Arg::Short(folded.count)).plain();
        let (x, class) = match folded.head {
            Head::Left => (folded.rect.x, "small second"),
            Head::Right => (folded.rect.right(), "small second end"),
        };
        art::text(x, folded.rect.middle() + 4.0, class, &words, folded.rect.w)
    }

    fn placed(&self, placed: &Placed) -> Html {
        let (token, w) = (&placed.token, placed.rect.w);
        let state = match token.state {
            TokenState::Flying => "fly",
            TokenState::DeadLettered => "dead",
            TokenState::Unknown => "unknown",
            TokenState::Active
            | TokenState::Locked { .. }
            | TokenState::Deferred
            | TokenState::Scheduled { .. }
            | TokenState::Buffered => "box",
        };
        let picture = match token.state {
            TokenState::Locked { .. } => Some(art::PADLOCK),
            TokenState::Deferred => Some(art::PAUSE),
            TokenState::Scheduled { .. } => Some(art::CLOCK),
            TokenState::DeadLettered => Some(art::CROSS),
            TokenState::Unknown => Some(art::QUESTION),
            TokenState::Flying | TokenState::Active | TokenState::Buffered => None,
        };
        let outline = match token.state {
            TokenState::Flying if placed.downwards => {
                format!("M2 0H{}Q{w} 0 {w} 2V15L{} 21L0 15V2Q0 0 2 0z", w - 2.0, w / 2.0)
            }
            TokenState::Flying => {
                format!("M2 0H{}L{w} 10L{} 20H2Q0 20 0 18V2Q0 0 2 0z", w - 9.0, w - 9.0)
            }
            TokenState::DeadLettered => format!("M6 0H{}L{w} 6V14L{} 20H6L0 14V6z", w - 6.0, w - 6.0),
            _ => format!("M3 0H{a}a3 3 0 013 3V17a3 3 0 01-3 3H3a3 3 0 01-3 -3V3a3 3 0 013-3z", a = w - 3.0),
        };
        let icon_room = if picture.is_some() { 17.0 } else { 0.0 };
        let point = if token.state == TokenState::Flying && !placed.downwards { 7.0 } else { 0.0 };
        let middle = icon_room + (w - icon_room - point) / 2.0 - if icon_room > 0.0 { 2.0 } else { 0.0 };
        let bar = match token.state {
            TokenState::Locked { left, of } => w * (left as f64 / of.max(1) as f64).min(1.0),
            _ => 0.0,
        };
        let what = Selection::Message(token.send());
        let select = self.selects(what);
        html! {
            <g
                key={placed.key.clone()}
                class={classes!("token", state, token.selected.then_some("on"))}
                style={format!("transform:translate({}px,{}px)", num(placed.rect.x), num(placed.rect.y))}
                onclick={move |event: MouseEvent| { event.stop_propagation(); select.emit(()) }}
                oncontextmenu={self.menu_of(what)}
            >
                <rect class="hit" x="-2" y="-2" width={num(w + 4.0)} height={num(TOKEN_HEIGHT + 4.0)} />
                if token.doubled {
                    <path class="behind" transform="translate(3 -3)" d={outline.clone()} />
                }
                <path class="outline" d={outline} />
                if let Some(path) = picture {
                    { icon(5.5, 3.5, 0.8125, "glyph", path) }
                }
                <text class="mono middle" x={num(middle)} y="14.3">{ token.text() }</text>
                if bar > 0.0 {
                    <rect class="lock-bar" x="0" y="22.5" width={num(bar)} height="3" />
                }
            </g>
        }
    }
}
