//! The messages of the run that the hub has stored up to the playhead, newest first.

use crate::model::ids::{Lineage, SendId};
use crate::model::message::{Message, Sender};
use crate::model::query::lint::lint;
use crate::model::query::{Condition, Diagnostic, Facts, Subject};
use crate::model::time::Timestamp;
use crate::ui::view::View;
use crate::world::entry::What;
use std::rc::Rc;
use std::sync::Arc;

/// One accepted message.
#[derive(Clone, Debug)]
pub struct Seen {
    pub lineage: Lineage,
    pub at: Timestamp,
    pub label: Rc<str>,
    pub message: Arc<Message>,
    pub sender: Arc<Sender>,
}

impl Seen {
    /// What a condition reads of it.
    #[must_use]
    pub fn subject(&self) -> Subject<'_> {
        Subject { message: &self.message, sender: Some(&self.sender), enqueued_at: Some(self.at), twin: None }
    }

    #[must_use]
    pub fn is_resend(&self) -> bool {
        self.lineage.accepted > 1
    }
}

/// The newest messages at the playhead, so many at most.
#[must_use]
pub fn seen(view: &View, most: usize) -> Vec<Seen> {
    let accepted = view.log.steps(1, view.at_step).rev().filter_map(|entry| match entry.what {
        What::Accepted { lineage, .. } => Some((lineage, entry.at)),
        _ => None,
    });
    accepted.filter_map(|(lineage, at)| of_send(view, lineage, at)).take(most).collect()
}

/// One message, also where the hub has not stored it yet.
#[must_use]
pub fn sent(view: &View, send: SendId) -> Option<Seen> {
    of_send(view, send.accepted(1), view.world.now())
}

fn of_send(view: &View, lineage: Lineage, at: Timestamp) -> Option<Seen> {
    let send = lineage.send();
    let message = view.world.message_of(send)?;
    let sender = view.world.devices().get(send.producer.device()?.index())?.about.sender.clone();
    Some(Seen { lineage, at, label: view.world.label_of(send).into(), message, sender })
}

/// What is doubtful about a condition, judged by messages.
#[must_use]
pub fn doubts(condition: &Condition, seen: &[Seen]) -> Vec<Diagnostic> {
    let subjects: Vec<Subject<'_>> = seen.iter().map(Seen::subject).collect();
    let facts: Vec<&dyn Facts> = subjects.iter().map(|subject| subject as &dyn Facts).collect();
    lint(condition, &facts)
}
