//! Message tokens, each in the same node from step to step, so that it is seen to move.

use super::Pen;
use super::art::{self, icon};
use crate::model::small::sort_few;
use crate::picture::diagram::Folded;
use crate::picture::diagram::Rect;
use crate::picture::diagram::mark::{Placed, TOKEN_HEIGHT, TokenState};
use crate::picture::diagram::well::Head;
use crate::picture::write::figure;
use crate::say;
use crate::text::{Arg, Key};
use crate::ui::markup::{El, el};
use crate::ui::view::Selection;
use yew::prelude::*;

impl Pen<'_> {
    /// The pointer's way to a message; names and lists are other parts' matter.
    pub(super) fn tokens(&self) -> El {
        let mut tokens: Vec<_> = self.picture.tokens.iter().collect();
        sort_few(&mut tokens, |a, b| a.key < b.key);
        let folded = self.picture.folded.iter().map(|folded| self.folded(folded));
        let tokens = tokens.into_iter().map(|placed| self.placed(placed));
        el("g").aria_hidden("true").each(folded).each(tokens)
    }

    fn folded(&self, folded: &Folded) -> El {
        let words = say!(self.language, Key::EndpointMoreMessages, n = Arg::Short(folded.count)).plain();
        let (x, class) = match folded.head {
            Head::Left => (folded.rect.x, "small second"),
            Head::Right => (folded.rect.right(), "small second end"),
        };
        art::text(x, folded.rect.middle() + 4.0, class, &words, folded.rect.w)
    }

    fn placed(&self, placed: &Placed) -> El {
        let (token, w) = (&placed.token, placed.rect.w);
        let state = match token.state {
            TokenState::Flying => "fly",
            TokenState::DeadLettered => "dead",
            TokenState::Unknown => "unknown",
            TokenState::Hidden => "box hidden",
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
            TokenState::Hidden => Some(art::EYE),
            TokenState::Flying | TokenState::Active | TokenState::Buffered => None,
        };
        let outline = match token.state {
            TokenState::Flying if placed.downwards => {
                figure("M2 0H#Q# 0 # 2V15L# 21L0 15V2Q0 0 2 0z", &[w - 2.0, w, w, w / 2.0])
            }
            TokenState::Flying => figure("M2 0H#L# 10L# 20H2Q0 20 0 18V2Q0 0 2 0z", &[w - 9.0, w, w - 9.0]),
            TokenState::DeadLettered => figure("M6 0H#L# 6V14L# 20H6L0 14V6z", &[w - 6.0, w, w - 6.0]),
            _ => figure("M3 0H#a3 3 0 013 3V17a3 3 0 01-3 3H3a3 3 0 01-3 -3V3a3 3 0 013-3z", &[w - 3.0]),
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
        let outline = AttrValue::from(outline);
        let behind = || el("path").class("behind").transform("translate(3 -3)").d(outline.clone());
        let lock = || el("rect").class("lock-bar").at(Rect::new(0.0, 22.5, bar, 3.0));
        let whole = el("g")
            .key(placed.key.clone())
            .class("token")
            .also(true, state)
            .also(token.selected, "on")
            .style(figure("transform:translate(#px,#px)", &[placed.rect.x, placed.rect.y]))
            .on_click(move |event: MouseEvent| {
                event.stop_propagation();
                select.emit(());
            });
        self.hears_menu(what, whole)
            .child(el("rect").class("hit").at(Rect::new(-2.0, -2.0, w + 4.0, TOKEN_HEIGHT + 4.0)))
            .child(token.doubled.then(behind))
            .child(el("path").class("outline").d(outline.clone()))
            .child(picture.map(|path| icon(5.5, 3.5, 0.8125, "glyph", path)))
            .child(el("text").class("mono middle").x(middle).y("14.3").child(token.text()))
            .child((bar > 0.0).then(lock))
    }
}
