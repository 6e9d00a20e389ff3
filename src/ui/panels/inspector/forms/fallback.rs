//! The fallback route: on or off.

use super::fields::{ApplyBar, Switch, editing};
use super::use_form;
use crate::text::Key;
use crate::ui::view::View;
use crate::ui::widgets::dialog::Dialog;
use crate::world::command::Command;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct FallbackFormProps {
    pub view: Rc<View>,
    pub on_close: Callback<()>,
}

#[component]
pub fn FallbackForm(props: &FallbackFormProps) -> Html {
    let form = use_form(&props.view, &props.on_close);
    let scene = &form.scene;
    let on = use_state_eq(|| scene.world.hub().routes.fallback_on);
    let on_apply = {
        let (on, submit) = (*on, form.submit.clone());
        Callback::from(move |at_start: bool| submit.emit((Command::SetFallback { on }, at_start)))
    };
    let state = if *on { Key::RouteFallbackWhen } else { Key::RouteFallbackOff };
    html! {
        <Dialog title={scene.word(Key::RouteFallback)} on_close={props.on_close.clone()}>
            <div class="thing-form">
                <Switch label={Key::FieldFallback} on={*on} on_change={editing(&on, |on, chosen| *on = chosen)} />
                <p class="form-hint">{ scene.word(state) }</p>
                <ApplyBar scene={scene.clone()} {on_apply} on_close={props.on_close.clone()}
                    refused={form.refused_otherwise(&[])} />
            </div>
        </Dialog>
    }
}
