//! A long list, a page at a time: nothing but the page is made.

use super::parts::rich;
use crate::picture::pages::{last_before, page_before};
use crate::text::{Key, Rich, word};
use crate::ui::page::use_language;
use crate::ui::widgets::icon::{Glyph, icon};
use yew::prelude::*;

/// Rows of a page.
pub const PAGE: usize = 10;

/// Which page is shown: from the member of this number on. 0 is the first page, which stays the first.
#[derive(Clone, PartialEq)]
pub struct Pages {
    from: UseStateHandle<u64>,
}

#[hook]
pub fn use_pages() -> Pages {
    Pages { from: use_state_eq(|| 0) }
}

impl Pages {
    /// The number from which on members are shown; the last page where there is none so far on.
    pub fn from(&self, first_from: impl Fn(u64) -> Option<u64>) -> u64 {
        let from = *self.from;
        if from == 0 || first_from(from).is_some() { from } else { page_before(from, PAGE, first_from) }
    }

    /// Back to the first page.
    pub fn reset(&self) {
        self.from.set(0);
    }
}

#[derive(PartialEq, Properties)]
pub struct PagerProps {
    pub pages: Pages,
    /// What is shown of how much.
    pub about: Rich,
    /// The number of the last row, if the page shows any.
    pub last: Option<u64>,
    /// The first member at or after a number.
    pub first_from: FirstFrom,
}

/// Looks a list up.
#[derive(Clone)]
pub struct FirstFrom(std::rc::Rc<dyn Fn(u64) -> Option<u64>>);

impl FirstFrom {
    pub fn new(look: impl Fn(u64) -> Option<u64> + 'static) -> Self {
        Self(std::rc::Rc::new(look))
    }
}

impl PartialEq for FirstFrom {
    fn eq(&self, other: &Self) -> bool {
        std::rc::Rc::ptr_eq(&self.0, &other.0)
    }
}

/// The buttons under a list that has more than one page.
#[component]
pub fn Pager(props: &PagerProps) -> Html {
    let language = use_language();
    let look = props.first_from.0.clone();
    let from = props.pages.from(&*look);
    let next = props.last.and_then(|last| look(last.checked_add(1)?));
    let is_first = from == 0 || look(0).is_none_or(|first| first >= from);
    if is_first && next.is_none() {
        return Html::default();
    }
    let go = |key: Key, glyph: Glyph, flipped: bool, off: bool, to: Callback<(), Option<u64>>| {
        let start = props.pages.from.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            if let Some(to) = to.emit(()).filter(|_| !off) {
                start.set(to);
            }
        });
        html! {
            <button type="button" class={classes!("btn", "quiet", "square", flipped.then_some("flipped"))} {onclick}
                aria-disabled={off.then_some("true")} aria-label={word(language, key)}>
                { icon(glyph) }
            </button>
        }
    };
    let back = {
        let look = look.clone();
        Callback::from(move |()| {
            let start = page_before(from, PAGE, &*look);
            Some(if look(0) == Some(start) { 0 } else { start })
        })
    };
    let end = Callback::from(move |()| {
        let last = last_before(u64::MAX, &*look)?;
        Some(page_before(last + 1, PAGE, &*look))
    });
    html! {
        <div class="pager" role="group" aria-label={word(language, Key::QueuesPages)}>
            { go(Key::QueuesFirst, Glyph::ToStart, false, is_first, Callback::from(|()| Some(0))) }
            { go(Key::QueuesPrevious, Glyph::ChevronRight, true, is_first, back) }
            <span class="small">{ rich(props.about.clone()) }</span>
            { go(Key::QueuesNext, Glyph::ChevronRight, false, next.is_none(), Callback::from(move |()| next)) }
            { go(Key::QueuesLast, Glyph::ToEnd, false, next.is_none(), end) }
        </div>
    }
}
