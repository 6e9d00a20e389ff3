//! A message that the person puts into a Storage queue.

use super::call;
use crate::say;
use crate::text::Key;
use crate::ui::panels::inspector::call::Calls;
use crate::ui::panels::inspector::forms::fields::{TextField, editing, optional_whole};
use crate::ui::panels::inspector::scene::Scene;
use crate::ui::widgets::icon::{Glyph, icon};
use crate::world::operation::StorageOperation;
use std::sync::Arc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct PutBoxProps {
    pub scene: Scene,
    pub calls: Calls,
    pub queue: Arc<str>,
}

#[derive(Clone, PartialEq)]
struct Draft {
    text: String,
    /// Whole seconds; empty for the service's default.
    hide: String,
    time_to_live: String,
    shown: bool,
}

#[component]
pub(super) fn PutBox(props: &PutBoxProps) -> Html {
    let scene = &props.scene;
    let draft = use_state_eq(|| Draft {
        text: "Hello World".to_owned(),
        hide: String::new(),
        time_to_live: String::new(),
        shown: false,
    });
    let hide = optional_whole(scene, &draft.hide);
    let time_to_live = optional_whole(scene, &draft.time_to_live);
    let put = {
        let (make, queue, text) = (props.calls.make.clone(), props.queue.clone(), Arc::from(&*draft.text));
        let read = hide.clone().and_then(|hide| Ok((hide, time_to_live.clone()?)));
        Callback::from(move |_: MouseEvent| {
            if let Ok((visibility_timeout, message_ttl)) = read {
                let text = Some(Arc::clone(&text));
                make.emit(call(&queue, StorageOperation::PutMessage { text, visibility_timeout, message_ttl }));
            }
        })
    };
    html! {
        <div class="calls">
            <button type="button" class="btn" aria-expanded={draft.shown.to_string()}
                onclick={editing(&draft, |draft, _: MouseEvent| draft.shown = !draft.shown)}>
                { icon(Glyph::Add) }
                { scene.word(Key::ActPut) }
            </button>
            if draft.shown {
                <div class="thing-form inline">
                    <TextField label={Key::QueuesText} value={draft.text.clone()} multiline={true}
                        on_input={editing(&draft, |draft, text| draft.text = text)} />
                    <TextField label={Key::StorageHidden} value={draft.hide.clone()} numeric={true}
                        unit={Key::FieldUnitSeconds} hint={say!(scene.language, Key::StoragePutHideHint)} error={hide.err()}
                        on_input={editing(&draft, |draft, text| draft.hide = text)} />
                    <TextField label={Key::QueuesTimeToLive} value={draft.time_to_live.clone()} numeric={true}
                        unit={Key::FieldUnitSeconds} hint={say!(scene.language, Key::StorageTimeToLiveHint)}
                        error={time_to_live.err()}
                        on_input={editing(&draft, |draft, text| draft.time_to_live = text)} />
                    <button type="button" class="btn" onclick={put}>{ scene.word(Key::ActPutNow) }</button>
                </div>
            }
        </div>
    }
}
