//! A message that a person sends from a device, now.

use super::fields::ApplyBar;
use super::message::{MessageDraft, message_fields};
use super::use_form;
use crate::model::ids::DeviceId;
use crate::model::limits::MAX_D2C_MESSAGE_BYTES;
use crate::say;
use crate::text::{Arg, Key};
use crate::ui::view::View;
use crate::ui::widgets::dialog::Dialog;
use crate::world::command::Command;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct SendFormProps {
    pub view: Rc<View>,
    pub subject: DeviceId,
    pub on_close: Callback<()>,
}

#[component]
pub fn SendForm(props: &SendFormProps) -> Html {
    let form = use_form(&props.view, &props.on_close);
    let scene = &form.scene;
    let device = scene.device(props.subject);
    // What the program would say next is the nearest example of what this device says.
    let draft = use_state(|| {
        let next = device.message(props.view.world.seed(), device.boot, device.next_number);
        next.map(|message| MessageDraft::of(&message)).unwrap_or_default()
    });
    let name = device.id().clone();
    let message = draft.message();
    let size = say!(
        scene.language,
        Key::FieldBodySize,
        size = Arg::Bytes(message.metered_bytes() as u64),
        max = Arg::Bytes(MAX_D2C_MESSAGE_BYTES as u64)
    );
    let title = say!(scene.language, Key::DialogSendMessage, device = Arg::Text(&name)).plain();
    let on_apply = {
        let submit = form.submit.clone();
        Callback::from(move |at_start: bool| {
            submit.emit((Command::Send { device: name.clone(), message: message.clone() }, at_start));
        })
    };
    html! {
        <Dialog {title} on_close={props.on_close.clone()}>
            <div class="thing-form">
                { message_fields(scene, &draft, Some(size)) }
                <ApplyBar scene={scene.clone()} {on_apply} on_close={props.on_close.clone()} hand={true}
                    refused={form.refused_otherwise(&[])} />
            </div>
        </Dialog>
    }
}
