//! What panels draw: everything about the moment at the playhead, cheap to copy and to compare.

use crate::model::ids::{ConsumerId, DeviceId, EndpointId, RouteId, SendId, StorageQueueId};
use crate::model::time::Timestamp;
use crate::scenario::Scenario;
use crate::session::Session;
use crate::session::history::History;
use crate::world::World;
use crate::world::command::Command;
use crate::world::entry::Entry;
use std::rc::Rc;
use std::sync::Arc;

/// The one thing that is selected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Selection {
    #[default]
    None,
    Message(SendId),
    Device(DeviceId),
    Route(RouteId),
    Fallback,
    Endpoint(EndpointId),
    Consumer(ConsumerId),
    StorageQueue(StorageQueueId),
    /// A step of the run.
    Event(u32),
    /// A fault of the plan, by its place.
    Fault(usize),
}

impl Selection {
    #[must_use]
    pub fn message(self) -> Option<SendId> {
        if let Self::Message(send) = self { Some(send) } else { None }
    }
}

/// A picture of the session at the playhead. Two views are equal only if they are the same one.
#[derive(Clone, Debug)]
pub struct View {
    pub revision: u64,
    /// The same as long as time only goes on: then what has happened in one view has happened in the next.
    pub edition: u64,
    /// The same as long as entries are only added to the log: then what stands in it in one view does so in the next.
    pub past: u64,
    pub scenario: Arc<Scenario>,
    /// The world at the playhead; its `now` is the playhead's time.
    pub world: World,
    /// The whole log of the run, also beyond the playhead.
    pub log: History,
    /// The headline and details of the step at the playhead, if anything has happened.
    pub current: Vec<Entry>,
    /// What the next step will say.
    pub next: Option<Entry>,
    /// The recorded act that it makes, if it is one.
    pub next_act: Option<Command>,
    pub at_step: u32,
    pub last_step: u32,
    pub last_time: Timestamp,
    pub playing: bool,
    pub can_undo: bool,
    pub can_redo: bool,
    /// Names of the runs (empty: "Run n") and which is current.
    pub runs: Vec<String>,
    pub current_run: usize,
}

impl View {
    pub(super) fn of(session: &Session, (revision, edition, past): (u64, u64, u64), playing: bool) -> Rc<Self> {
        let at_step = session.at_step();
        Rc::new(Self {
            revision,
            edition,
            past,
            scenario: session.shared_scenario(),
            world: session.world().clone(),
            log: session.log().clone(),
            current: if at_step == 0 { Vec::new() } else { session.entries(at_step, at_step) },
            next: if playing { None } else { session.peek() },
            next_act: if playing { None } else { session.next_act().cloned() },
            at_step,
            last_step: session.last_step(),
            last_time: session.last_time(),
            playing,
            can_undo: session.can_undo(),
            can_redo: session.can_redo(),
            runs: session.runs().iter().map(|run| run.name.clone()).collect(),
            current_run: session.current_run(),
        })
    }

    #[must_use]
    pub fn is_latest(&self) -> bool {
        self.at_step == self.last_step
    }
}

impl PartialEq for View {
    fn eq(&self, other: &Self) -> bool {
        self.revision == other.revision
    }
}
