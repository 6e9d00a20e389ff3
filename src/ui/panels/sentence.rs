//! The sentence bar: what just happened, and what will happen next.

use crate::say;
use crate::text::narration;
use crate::text::{Arg, Key, Language, Rich, format, word};
use crate::ui::markup::{self, el};
use crate::ui::page::{use_desk, use_language};
use crate::ui::panels::PanelProps;
use crate::ui::view::{Selection, View};
use crate::ui::widgets::rich::rich;
use yew::prelude::*;

/// While it plays the sentence changes this often, in milliseconds; a screen reader hears counts only.
const SENTENCE_MS: f64 = 250.0;
const COUNTS_MS: f64 = 5_000.0;

/// Keeps a value for a while.
type Kept<T> = Option<(f64, T)>;

/// The sentence of the step at the playhead.
#[must_use]
pub fn sentence(view: &View, language: Language) -> Rich {
    match view.current.first() {
        Some(entry) => narration::sentence(entry, &view.world, language),
        None => say!(language, Key::SentenceNothingYet),
    }
}

/// What happened, and what comes next.
#[component]
pub fn SentenceBar(props: &PanelProps) -> Html {
    let language = use_language();
    let desk = use_desk();
    let view = &props.view;
    let sentence_kept = use_mut_ref(|| None::<(f64, (u32, Rich))>);
    let counts_kept = use_mut_ref(|| None::<(f64, String)>);
    let now = || (view.at_step, sentence(view, language));
    let (step, said) = if view.playing { slowly(&mut sentence_kept.borrow_mut(), SENTENCE_MS, now) } else { now() };
    let counts = if view.playing {
        slowly(&mut counts_kept.borrow_mut(), COUNTS_MS, || counts(view, language))
    } else {
        String::new()
    };
    let number = || {
        markup::button("sentence-step")
            .press(move |()| desk.select(Selection::Event(step)))
            .aria_label(say!(language, Key::SentenceEventNumber, n = step).plain())
            .child(format::number(step.into()))
    };
    let next = || {
        let next = narration::next(view.next.as_ref(), view.next_act.as_ref(), &view.world, language);
        el("p").class("sentence-next").child(rich(next))
    };
    let now = el("div").class("sentence-now").role("log").aria_live(if view.playing { "off" } else { "polite" });
    el("section")
        .class("sentence")
        .aria_label(word(language, Key::PartNarration))
        .child((step > 0).then(number))
        .child(now.child(el("p").key(step).child(rich(said))))
        .child((!view.playing).then(next))
        .child(el("p").class("unseen").role("status").child(counts))
        .into()
}

fn counts(view: &View, language: Language) -> String {
    let ledger = view.world.ledger();
    let delivered: u64 = (0..view.world.endpoints().len())
        .map(|index| ledger.account(crate::model::ids::EndpointId(index as u16)).delivered)
        .sum();
    let at = Arg::Instant(view.world.elapsed());
    say!(language, Key::TransportLiveCounts, at = at, accepted = ledger.accepted, delivered = delivered).plain()
}

/// The kept value, or a new one when it is old enough.
fn slowly<T: Clone>(kept: &mut Kept<T>, every: f64, make: impl FnOnce() -> T) -> T {
    let now = js_sys::Date::now();
    match kept {
        Some((since, value)) if now - *since < every => value.clone(),
        _ => {
            let value = make();
            *kept = Some((now, value.clone()));
            value
        }
    }
}
