//! What if: each opens a second run, in which something had been otherwise.

use crate::picture::journey::WhatIf;
use crate::say;
use crate::text::{Arg, Key, Rich, refusal, word};
use crate::ui::desk::Told;
use crate::ui::dialogs::DialogKind;
use crate::ui::page::{use_desk, use_dialogs, use_language};
use crate::ui::panels::inspector::parts::note;
use crate::ui::panels::runs;
use crate::ui::view::View;
use crate::ui::widgets::icon::{Glyph, icon};
use crate::ui::widgets::rich::rich;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct WhatIfsProps {
    pub view: Rc<View>,
    /// Each with its words.
    pub found: Vec<(WhatIf, String)>,
}

#[component]
pub(super) fn WhatIfs(props: &WhatIfsProps) -> Html {
    let WhatIfsProps { view, found } = props;
    let (desk, dialogs, language) = (use_desk(), use_dialogs(), use_language());
    let refused = use_state_eq(|| None::<Rich>);
    let parted_from = desk.read(|session| Some(session.runs()[session.current_run()].parent?.0));
    let button = |(what_if, name): &(WhatIf, String)| {
        let (desk, refused, tier) = (desk.clone(), refused.clone(), view.world.hub().spec.tier);
        let wonder = {
            let (what_if, name) = (*what_if, name.clone());
            move |_: MouseEvent| {
                let refused = refused.clone();
                let then = Callback::from(move |told: Told| {
                    refused.set(told.err().map(|rejection| refusal::rejection(&rejection, tier, language)));
                });
                desk.wonder(what_if, name.clone(), then);
            }
        };
        html! { <button type="button" class="btn" onclick={wonder}>{ icon(Glyph::Fork) }{ name }</button> }
    };
    let compare = |parent: usize| {
        let run = runs::name(view, parent, language);
        let dialogs = dialogs.clone();
        let open = move |_: MouseEvent| dialogs.open(DialogKind::CompareRuns);
        html! {
            <button type="button" class="btn" onclick={open}>
                { rich(say!(language, Key::JourneyWhatIfCompare, run = Arg::Text(&run))) }
            </button>
        }
    };
    if found.is_empty() && parted_from.is_none() {
        return Html::default();
    }
    html! {
        <section class="journey-what-if">
            <h3>{ word(language, Key::JourneyWhatIf) }</h3>
            { for found.iter().map(button) }
            if let Some(reason) = &*refused {
                <div role="alert">{ note("bad", Glyph::Cross, rich(reason.clone())) }</div>
            }
            if !found.is_empty() {
                <p class="minor">{ word(language, Key::JourneyWhatIfNote) }</p>
            }
            { for parted_from.map(compare) }
        </section>
    }
}
