//! A Storage queue of one's own, in the storage account.

use super::fields::{TextField, editing};
use crate::say;
use crate::text::{Key, Rich, refusal};
use crate::ui::desk::Told;
use crate::ui::page::use_desk;
use crate::ui::panels::inspector::parts::rich;
use crate::ui::panels::inspector::scene::use_scene;
use crate::ui::view::{Selection, View};
use crate::ui::widgets::dialog::Dialog;
use crate::world::command::Command;
use crate::world::operation::StorageOperation;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct StorageQueueFormProps {
    pub view: Rc<View>,
    pub on_close: Callback<()>,
}

#[component]
pub fn StorageQueueForm(props: &StorageQueueFormProps) -> Html {
    let scene = use_scene(&props.view);
    let desk = use_desk();
    let name = use_state_eq(String::new);
    let refused = use_state_eq(|| None::<Rich>);
    let create = {
        let (name, refused, on_close) = (name.clone(), refused.clone(), props.on_close.clone());
        let (tier, language) = (scene.world.hub().spec.tier, scene.language);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let operation = StorageOperation::CreateQueue { metadata: Vec::new() };
            let (name, acted) = (name.trim().to_owned(), desk.clone());
            let command = Command::Storage { queue: name.as_str().into(), operation };
            let (refused, on_close) = (refused.clone(), on_close.clone());
            let then = Callback::from(move |told: Told| {
                if let Err(rejection) = told {
                    return refused.set(Some(refusal::rejection(&rejection, tier, language)));
                }
                if let Some(id) = acted.view().world.storage().id_of(&name) {
                    acted.select(Selection::StorageQueue(id));
                }
                on_close.emit(());
            });
            desk.act(command, false, then);
        })
    };
    let close = props.on_close.reform(|_: MouseEvent| ());
    html! {
        <Dialog title={scene.word(Key::StorageAdd)} on_close={props.on_close.clone()}>
            <form class="thing-form" onsubmit={create}>
                <p class="form-hint">{ scene.word(Key::EndpointStorageQueueNote) }{ " " }{ scene.word(Key::StorageAddHint) }</p>
                <TextField label={Key::FieldName} value={(*name).clone()} autofocus={true}
                    hint={say!(scene.language, Key::StorageNameRule)} error={(*refused).clone()}
                    on_input={editing(&name, |name, text| *name = text)} />
                <div class="form-buttons">
                    <button type="submit" class="btn primary">{ scene.word(Key::ActCreateQueue) }</button>
                    <button type="button" class="btn quiet" onclick={close}>{ rich(say!(scene.language, Key::ActionCancel)) }</button>
                </div>
            </form>
        </Dialog>
    }
}
