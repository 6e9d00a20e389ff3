//! A Storage queue of one's own, in the storage account.

use super::fields::{TextField, editing};
use super::use_form;
use crate::say;
use crate::text::Key;
use crate::ui::panels::inspector::call::ProgramText;
use crate::ui::panels::inspector::parts::{rich, section};
use crate::ui::panels::inspector::storage_queue::metadata_of;
use crate::ui::view::View;
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
    let form = use_form(&props.view, &props.on_close);
    let scene = &form.scene;
    let name = use_state_eq(String::new);
    let metadata = use_state_eq(String::new);
    let operation = StorageOperation::CreateQueue { metadata: metadata_of(&metadata) };
    let command = Command::Storage { queue: name.trim().into(), operation };
    let create = {
        let (submit, command) = (form.submit.clone(), command.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            submit.emit((command.clone(), false));
        })
    };
    let close = props.on_close.reform(|_: MouseEvent| ());
    html! {
        <Dialog title={scene.word(Key::StorageAdd)} on_close={props.on_close.clone()}>
            <form class="thing-form" onsubmit={create}>
                <p class="form-hint">{ scene.word(Key::EndpointStorageQueueNote) }{ " " }{ scene.word(Key::StorageAddHint) }</p>
                <TextField label={Key::FieldName} value={(*name).clone()} autofocus={true}
                    hint={say!(scene.language, Key::StorageNameRule)} error={form.refused_otherwise(&[])}
                    on_input={editing(&name, |name, text| *name = text)} />
                <TextField label={Key::StorageMetadata} value={(*metadata).clone()}
                    hint={say!(scene.language, Key::StorageMetadataHint)}
                    on_input={editing(&metadata, |metadata, text| *metadata = text)} />
                { section(scene.word(Key::CallPython), html! { <ProgramText {command} /> }) }
                <div class="form-buttons">
                    <button type="submit" class="btn primary">{ scene.word(Key::ActCreateQueue) }</button>
                    <button type="button" class="btn quiet" onclick={close}>{ rich(say!(scene.language, Key::ActionCancel)) }</button>
                </div>
            </form>
        </Dialog>
    }
}
