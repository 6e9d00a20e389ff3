//! The dialogs that add and change what stands in the world. What is typed stays in the form until it is taken.

pub mod blob;
mod bus_queue;
pub mod condition;
pub mod consumer;
pub mod device;
pub mod endpoint;
pub mod fallback;
pub mod fault;
pub mod fields;
pub mod message;
mod queue;
pub mod remove;
pub mod route;
pub mod send;
pub mod storage_queue;

pub use blob::BlobDialog;
use bus_queue::BusQueueForm;
pub use consumer::ConsumerForm;
pub use device::DeviceForm;
pub use endpoint::EndpointForm;
pub use fallback::FallbackForm;
pub use fault::FaultForm;
pub use remove::RemoveDialog;
pub use route::RouteForm;
pub use send::SendForm;
use storage_queue::StorageQueueForm;

use super::scene::{Scene, use_scene};
use crate::model::hub::tier::Tier;
use crate::say;
use crate::text::{Arg, Key, Language, Rich, refusal};
use crate::ui::desk::{Desk, Told};
use crate::ui::dialogs::DialogKind;
use crate::ui::page::use_desk;
use crate::ui::view::{Selection, View};
use crate::world::command::{Answer, Command, Rejection};
use crate::world::entry::RejectCode;
use crate::world::spec::FaultSpec;
use std::cell::Cell;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct FormHostProps {
    pub view: Rc<View>,
    pub kind: DialogKind,
    pub on_close: Callback<()>,
}

/// The form of a dialog, with its frame; nothing for a dialog that is no form.
#[component]
pub fn FormHost(props: &FormHostProps) -> Html {
    let (view, on_close) = (props.view.clone(), props.on_close.clone());
    match props.kind.clone() {
        DialogKind::Device(subject) => html! { <DeviceForm {view} {subject} {on_close} /> },
        DialogKind::Route(subject) => html! { <RouteForm {view} {subject} {on_close} /> },
        DialogKind::Endpoint(subject) => html! { <EndpointForm {view} {subject} {on_close} /> },
        DialogKind::Consumer(subject) => html! { <ConsumerForm {view} {subject} {on_close} /> },
        DialogKind::StorageQueue => html! { <StorageQueueForm {view} {on_close} /> },
        DialogKind::BusQueue(subject) => html! { <BusQueueForm {view} {subject} {on_close} /> },
        DialogKind::Fault(subject) => html! { <FaultForm {view} {subject} {on_close} /> },
        DialogKind::Fallback => html! { <FallbackForm {view} {on_close} /> },
        DialogKind::Blob { endpoint, name } => html! { <BlobDialog {view} {endpoint} {name} {on_close} /> },
        DialogKind::Remove(subject) => html! { <RemoveDialog {view} {subject} {on_close} /> },
        DialogKind::Send(subject) => html! { <SendForm {view} {subject} {on_close} /> },
        _ => Html::default(),
    }
}

/// Why the last attempt was refused, and which field it concerns.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    pub field: String,
    pub text: Rich,
}

/// What forms share: acting, closing on success, keeping a refusal.
#[derive(Clone, PartialEq)]
pub struct Form {
    pub scene: Scene,
    pub refusal: Option<Refusal>,
    /// Carries out a command, at the start if so asked, and closes the form if it is taken.
    pub submit: Callback<(Command, bool)>,
    /// Changes a fault of the plan, or deletes it; the form stays open.
    pub edit_fault: Callback<(usize, Option<FaultSpec>)>,
}

impl Form {
    /// The refusal that concerns `field`.
    #[must_use]
    pub fn refused(&self, field: &str) -> Option<Rich> {
        self.refusal.as_ref().filter(|refusal| refusal.field == field).map(|refusal| refusal.text.clone())
    }

    /// The refusal that concerns none of `fields`.
    #[must_use]
    pub fn refused_otherwise(&self, fields: &[&str]) -> Option<Rich> {
        let other = self.refusal.as_ref().filter(|refusal| !fields.contains(&&*refusal.field));
        other.map(|refusal| refusal.text.clone())
    }
}

#[hook]
pub fn use_form(view: &Rc<View>, on_close: &Callback<()>) -> Form {
    let scene = use_scene(view);
    let desk = use_desk();
    let refusal = use_state_eq(|| None::<Refusal>);
    // Whether the form is open and its act under way, which waits for a run that is made again.
    let waits = use_memo((), |()| Cell::new(false));
    use_effect_with((), {
        let waits = waits.clone();
        move |()| move || waits.set(false)
    });
    let (tier, language) = (scene.world.hub().spec.tier, scene.language);
    let refuse =
        {
            let refusal = refusal.clone();
            Callback::from(move |rejection: Option<Rejection>| {
                refusal.set(rejection.map(|rejection| Refusal {
                    field: field_of(&rejection),
                    text: refused(&rejection, tier, language),
                }));
            })
        };
    let submit = {
        let (desk, refuse, on_close) = (desk.clone(), refuse.clone(), on_close.clone());
        Callback::from(move |(command, at_start): (Command, bool)| {
            // Once is enough.
            if waits.replace(true) {
                return;
            }
            let (about, acted) = (command.clone(), desk.clone());
            let (refuse, on_close, waits) = (refuse.clone(), on_close.clone(), waits.clone());
            let then = Callback::from(move |told: Told| {
                let is_open = waits.replace(false);
                match told {
                    Err(rejection) => return refuse.emit(Some(rejection)),
                    Ok(Answer::Sent(send)) => acted.select(Selection::Message(send)),
                    Ok(_) => {
                        let about = about.clone();
                        acted.when_there(move |desk| {
                            if let Some(selection) = newcomer(desk, &about) {
                                desk.select(selection);
                            }
                        });
                    }
                }
                if is_open {
                    on_close.emit(());
                }
            });
            desk.act(command, at_start, then);
        })
    };
    let edit_fault = Callback::from(move |(index, fault)| {
        let refuse = refuse.clone();
        desk.edit_fault(index, fault, Callback::from(move |told: Told| refuse.emit(told.err())));
    });
    Form { scene, refusal: (*refusal).clone(), submit, edit_fault }
}

/// Why it was refused; what a service refuses begins with the service's own name and status for it.
fn refused(rejection: &Rejection, tier: Tier, language: Language) -> Rich {
    let what = refusal::rejection(rejection, tier, language);
    let Some(service) = &rejection.service else { return what };
    let (code, what) = (Arg::Code(service.error.code()), what.plain());
    say!(language, Key::CallRefused, code = code, status = u64::from(service.status), what = Arg::Text(&what))
}

/// What a command brought into the world: it is selected then.
fn newcomer(desk: &Desk, command: &Command) -> Option<Selection> {
    let view = desk.view();
    let world = &view.world;
    match command {
        Command::AddDevice { device } => world.find_device(&device.id).map(Selection::Device),
        Command::AddRoute { route } => world
            .hub()
            .routes
            .list
            .iter()
            .find(|known| known.name == route.name)
            .map(|known| Selection::Route(known.id)),
        Command::AddEndpoint { endpoint } => world.find_endpoint(&endpoint.name).map(Selection::Endpoint),
        Command::ServiceBus { queue, .. } => world.find_queue(queue).map(Selection::Endpoint),
        Command::Storage { queue, .. } => world.storage().id_of(queue).map(Selection::StorageQueue),
        Command::AddConsumer { consumer } => world.find_consumer(&consumer.name).map(Selection::Consumer),
        _ => None,
    }
}

/// The field of a form that a refusal is about; empty where it is about the whole.
fn field_of(rejection: &Rejection) -> String {
    match rejection.code {
        RejectCode::IllegalName | RejectCode::IllegalDeviceId | RejectCode::ReservedName | RejectCode::NameInUse => {
            "name".to_owned()
        }
        RejectCode::ConditionDoesNotCompile => "condition".to_owned(),
        RejectCode::UnknownEndpoint => "endpoint".to_owned(),
        RejectCode::ValueOutOfRange | RejectCode::IllegalValue | RejectCode::FixedAtCreation => {
            rejection.subject.to_string()
        }
        _ => String::new(),
    }
}
