//! The faults that stand in the plan: moved, changed and deleted.

use super::Form;
use crate::model::time::Millis;
use crate::say;
use crate::text::{Arg, Key, narration};
use crate::ui::panels::inspector::fault::standing;
use crate::ui::panels::inspector::parts::{rich, section};
use crate::ui::widgets::icon::{Glyph, icon};
use crate::world::spec::FaultSpec;
use yew::prelude::*;

/// The faults of the plan, each with what can be done about it.
pub(super) fn plan(form: &Form, editing_at: Option<usize>, change: &Callback<usize>) -> Html {
    let scene = &form.scene;
    let faults = scene.world.faults();
    if faults.is_empty() {
        return Html::default();
    }
    let edit =
        |index: usize, fault: Option<FaultSpec>| form.edit_fault.reform(move |_: MouseEvent| (index, fault.clone()));
    let rows = faults.iter().enumerate().map(|(index, fault)| {
        let sentence = narration::fault(&fault.spec, &scene.world, scene.language);
        let about = sentence.plain();
        let named = |key: Key| say!(scene.language, key, fault = Arg::Text(&about)).plain();
        let state = standing(scene, index);
        html! {
            <li aria-current={(editing_at == Some(index)).then_some("true")}>
                <span>
                    { rich(sentence) }
                    { " " }
                    <span class="quiet">{ scene.word(state) }</span>
                </span>
                <span class="row-buttons">
                    if let Some(earlier) = moved(&fault.spec, false) {
                        <button type="button" class="btn quiet square" aria-label={named(Key::FaultEarlier)}
                            onclick={edit(index, Some(earlier))}>{ icon(Glyph::StepBack) }</button>
                    }
                    if let Some(later) = moved(&fault.spec, true) {
                        <button type="button" class="btn quiet square" aria-label={named(Key::FaultLater)}
                            onclick={edit(index, Some(later))}>{ icon(Glyph::Step) }</button>
                    }
                    <button type="button" class="btn quiet square" aria-label={named(Key::FaultEdit)}
                        onclick={change.reform(move |_: MouseEvent| index)}>{ icon(Glyph::Edit) }</button>
                    <button type="button" class="btn quiet square" aria-label={named(Key::FaultDelete)}
                        onclick={edit(index, None)}>{ icon(Glyph::Trash) }</button>
                </span>
            </li>
        }
    });
    section(scene.word(Key::FaultPlan), html! { <ul class="rows plan">{ for rows }</ul> })
}

/// The fault one place later or earlier: a message, or half a second.
fn moved(fault: &FaultSpec, later: bool) -> Option<FaultSpec> {
    const STRIDE_MS: Millis = 500;
    let number = |n: u32| if later { n.checked_add(1) } else { n.checked_sub(1) };
    let time = |ms: Millis| if later { Some(ms + STRIDE_MS) } else { (ms > 0).then(|| ms.saturating_sub(STRIDE_MS)) };
    if let Some(nth) = fault.nth() {
        return fault.with_nth(number(nth)?);
    }
    let mut fault = fault.clone();
    let at = fault.at_ms_mut()?;
    *at = time(*at)?;
    Some(fault)
}
