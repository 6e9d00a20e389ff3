//! A moment of a run as a link, and back: the run, the step, and what is selected there.

use crate::model::ids::StorageQueueId;
use crate::picture::journey;
use crate::session::Session;
use crate::session::document::MODEL_VERSION;
use crate::session::link::{self, LinkError, LinkNews};
use crate::ui::documents::open_in_turns;
use crate::ui::view::Selection;
use crate::world::World;

/// A link that was opened.
pub struct Followed {
    pub session: Session,
    pub selected: Selection,
    /// What is not as the link says.
    pub news: Vec<LinkNews>,
    /// The rules that its run was recorded by, where they are not this program's.
    pub other_model: Option<u32>,
    /// Its run document.
    pub document: String,
}

/// A link to the playhead, with what is selected: `z1:…&step=57&select=message:message_7`.
///
/// # Errors
/// As [`link::write`].
pub fn link(session: &Session, selection: Selection) -> Result<String, LinkError> {
    let mut link = link::write(&session.document())?;
    link += &format!("&step={}", session.at_step());
    if let Some(name) = name(session.world(), selection) {
        link += &format!("&select={}", String::from(js_sys::encode_uri_component(&name)).replace("%3A", ":"));
    }
    Ok(link)
}

/// Opens a link, as near to what it names as there is.
///
/// # Errors
/// As [`link::read`].
pub async fn follow(text: &str) -> Result<Followed, LinkError> {
    let mut pairs = text.split('&');
    let document = link::read(pairs.next().unwrap_or_default())?;
    let value = |key: &str| pairs.clone().find_map(|pair| pair.strip_prefix(key));
    let other_model = (document.model_version != MODEL_VERSION).then_some(document.model_version);
    let json = document.to_json();
    let mut session = open_in_turns(document).await?;
    let mut news = Vec::new();
    let last = session.last_step();
    let step = link::step(value("step="), last).unwrap_or_else(|wrong| {
        news.push(wrong);
        last
    });
    let selected = value("select=").map(|name| {
        let decoded = js_sys::decode_uri_component(name).map(String::from);
        decoded.unwrap_or_else(|_| name.to_owned())
    });
    session.seek_step(step);
    let found = selected.as_ref().map(|name| selection(&session, name));
    if let (Some(name), Some(None)) = (selected, found) {
        news.push(LinkNews::NotThere { name });
    }
    Ok(Followed { session, selected: found.flatten().unwrap_or_default(), news, other_model, document: json })
}

/// What is selected, by the names that its kind has. None for what has gone, and where nothing is.
fn name(world: &World, selection: Selection) -> Option<String> {
    let named = |kind: &str, name: &str| Some(format!("{kind}:{name}"));
    match selection {
        Selection::None => None,
        Selection::Message(send) => named("message", &journey::address(world, send)),
        Selection::Device(id) => named("device", world.devices().get(id.index())?.id()),
        Selection::Route(id) => {
            let route = world.hub().routes.list.iter().find(|route| route.id == id)?;
            named("route", &route.name)
        }
        Selection::Fallback => Some("fallback".to_owned()),
        Selection::Endpoint(id) => named("endpoint", &world.endpoints().get(id.index())?.name),
        Selection::Consumer(id) => named("consumer", world.consumers().get(id.index())?.name()),
        Selection::StorageQueue(id) => named("storage-queue", &world.storage().name_of(id)),
        Selection::Event(step) => named("event", &step.to_string()),
        Selection::Fault(place) => named("fault", &(place + 1).to_string()),
    }
}

fn selection(session: &Session, name: &str) -> Option<Selection> {
    let world = session.world();
    if name == "fallback" {
        return Some(Selection::Fallback);
    }
    let (kind, name) = name.split_once(':')?;
    match kind {
        "message" => {
            let entries = session.log().steps(1, session.last_step());
            journey::find(world, entries, name).map(Selection::Message)
        }
        "device" => world.find_device(name).map(Selection::Device),
        "route" => {
            let route = world.hub().routes.list.iter().find(|route| *route.name == *name)?;
            Some(Selection::Route(route.id))
        }
        "endpoint" => world.find_endpoint(name).map(Selection::Endpoint),
        "consumer" => world.find_consumer(name).map(Selection::Consumer),
        "storage-queue" => {
            let id: Option<StorageQueueId> = world.storage().id_of(name);
            id.filter(|id| world.storage().queue(*id).is_some()).map(Selection::StorageQueue)
        }
        "event" => name.parse().ok().filter(|step| (1..=session.last_step()).contains(step)).map(Selection::Event),
        "fault" => {
            let place: usize = name.parse().ok()?;
            let place = place.checked_sub(1)?;
            (place < world.faults().len()).then_some(Selection::Fault(place))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ids::{ConsumerId, DeviceId, EndpointId, SendId};
    use crate::ui::library::BUNDLED;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn session() -> Session {
        let mut session = Session::new(BUNDLED[1].scenario()).expect("it builds");
        session.seek_step(60);
        session
    }

    #[test]
    async fn a_link_leads_to_its_step_and_selection() {
        let mut session = session();
        session.seek_step(31);
        let route = session.world().hub().routes.list[1].id;
        let selections = [
            Selection::None,
            Selection::Message(SendId { producer: DeviceId(0).into(), number: 3, boot: 0 }),
            Selection::Device(DeviceId(0)),
            Selection::Route(route),
            Selection::Fallback,
            Selection::Endpoint(EndpointId(1)),
            Selection::Consumer(ConsumerId(0)),
            Selection::Event(17),
            Selection::Fault(1),
        ];
        for selection in selections {
            let link = link(&session, selection).expect("it is short");
            let followed = follow(&link).await.expect("it opens");
            assert_eq!(followed.selected, selection, "{link}");
            assert!(followed.news.is_empty(), "{link}: {:?}", followed.news);
            assert_eq!((followed.session.at_step(), followed.session.last_step()), (31, 60));
        }
    }

    #[test]
    async fn what_is_not_there_is_told_and_the_rest_opens() {
        let link = link::write(&session().document()).expect("it is short");
        let followed = follow(&format!("{link}&step=99999999999&select=device:nobody")).await.expect("it opens");
        assert_eq!((followed.session.at_step(), followed.selected), (60, Selection::None));
        let told: Vec<String> = followed.news.iter().map(|news| format!("{news:?}")).collect();
        assert_eq!(told.len(), 2, "{told:?}");
    }
}
