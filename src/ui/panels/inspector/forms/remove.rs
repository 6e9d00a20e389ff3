//! Asks before something is taken away, and says what goes with it.

use super::fields::ApplyBar;
use super::use_form;
use crate::say;
use crate::text::{Arg, Key, Rich};
use crate::ui::panels::inspector::parts::rich;
use crate::ui::panels::inspector::scene::Scene;
use crate::ui::view::View;
use crate::ui::widgets::dialog::Dialog;
use crate::world::command::Command;
use std::rc::Rc;
use std::sync::Arc;
use yew::prelude::*;

/// What is to be removed, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Removal {
    Device(Arc<str>),
    Route(Arc<str>),
    Endpoint(Arc<str>),
    Consumer(Arc<str>),
}

#[derive(PartialEq, Properties)]
pub struct RemoveDialogProps {
    pub view: Rc<View>,
    pub subject: Removal,
    pub on_close: Callback<()>,
}

#[component]
pub fn RemoveDialog(props: &RemoveDialogProps) -> Html {
    let form = use_form(&props.view, &props.on_close);
    let scene = &form.scene;
    let (title, what, command) = words(scene, &props.subject);
    let on_apply = {
        let submit = form.submit.clone();
        Callback::from(move |at_start: bool| submit.emit((command.clone(), at_start)))
    };
    html! {
        <Dialog title={title.plain()} on_close={props.on_close.clone()}>
            <div class="thing-form">
                <p>{ rich(what) }</p>
                <p class="form-hint">{ scene.word(Key::DialogUndoHint) }</p>
                <ApplyBar scene={scene.clone()} {on_apply} on_close={props.on_close.clone()} danger={true}
                    refused={form.refused_otherwise(&[])} />
            </div>
        </Dialog>
    }
}

fn words(scene: &Scene, subject: &Removal) -> (Rich, Rich, Command) {
    let said = |key: Key| say!(scene.language, key);
    match subject {
        Removal::Device(id) => (
            say!(scene.language, Key::DialogRemoveDevice, device = Arg::Text(id)),
            said(Key::DialogRemoveDeviceWhat),
            Command::RemoveDevice { id: id.clone() },
        ),
        Removal::Route(name) => (
            say!(scene.language, Key::DialogRemoveRoute, route = Arg::Text(name)),
            said(Key::DialogRemoveRouteWhat),
            Command::RemoveRoute { name: name.clone() },
        ),
        Removal::Endpoint(name) => (
            say!(scene.language, Key::DialogRemoveEndpoint, endpoint = Arg::Text(name)),
            say!(scene.language, Key::DialogRemoveEndpointWhat, messages = held(scene, name)),
            Command::RemoveEndpoint { name: name.clone() },
        ),
        Removal::Consumer(name) => (
            say!(scene.language, Key::DialogRemoveConsumer, consumer = Arg::Text(name)),
            said(Key::DialogRemoveConsumerWhat),
            Command::RemoveConsumer { name: name.clone() },
        ),
    }
}

/// Messages that go with an endpoint.
fn held(scene: &Scene, name: &str) -> u64 {
    let Some(id) = scene.world.find_endpoint(name) else { return 0 };
    let endpoint = scene.endpoint(id);
    let queued = endpoint.queue().map_or(0, |queue| {
        let counts = queue.counts();
        counts.active + counts.deferred + counts.scheduled + counts.dead_lettered
    });
    let buffered: u64 =
        endpoint.container().map_or(0, |c| c.batches().map(|(_, batch)| batch.records.len() as u64).sum());
    queued + buffered
}
