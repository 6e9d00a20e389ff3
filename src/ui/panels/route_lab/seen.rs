//! The messages of the run that the hub has stored up to the playhead, newest first.

use crate::model::ids::{Lineage, SendId};
use crate::model::message::{Message, Sender};
use crate::model::query::{Facts, Subject};
use crate::model::time::Timestamp;
use crate::ui::view::View;
use crate::world::entry::What;
use std::rc::Rc;
use std::sync::Arc;

/// Messages that the lab looks at, at most.
pub(super) const MOST: usize = 100;

/// One accepted message.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub lineage: Lineage,
    pub at: Timestamp,
    pub label: Rc<str>,
    pub message: Arc<Message>,
    pub sender: Arc<Sender>,
}

impl Seen {
    /// What a condition reads of it.
    #[must_use]
    pub(super) fn subject(&self) -> Subject<'_> {
        Subject { message: &self.message, sender: Some(&self.sender), enqueued_at: Some(self.at), twin: None }
    }

    #[must_use]
    pub(super) fn is_resend(&self) -> bool {
        self.lineage.accepted > 1
    }
}

/// The newest messages at the playhead.
#[must_use]
pub(super) fn seen(view: &View) -> Vec<Seen> {
    let accepted = view.log.steps(1, view.at_step).rev().filter_map(|entry| match entry.what {
        What::Accepted { lineage, .. } => Some((lineage, entry.at)),
        _ => None,
    });
    accepted.filter_map(|(lineage, at)| of_send(view, lineage, at)).take(MOST).collect()
}

/// One message, also where the hub has not stored it yet.
#[must_use]
pub(super) fn sent(view: &View, send: SendId) -> Option<Seen> {
    of_send(view, send.accepted(1), view.world.now())
}

fn of_send(view: &View, lineage: Lineage, at: Timestamp) -> Option<Seen> {
    let send = lineage.send();
    let message = view.world.message_of(send)?;
    let sender = view.world.devices().get(send.producer.index())?.sender.clone();
    Some(Seen { lineage, at, label: view.world.label_of(send).into(), message, sender })
}

/// As the model wants them.
#[must_use]
pub(super) fn facts<'a>(subjects: &'a [Subject<'a>]) -> Vec<&'a dyn Facts> {
    subjects.iter().map(|subject| subject as &dyn Facts).collect()
}
