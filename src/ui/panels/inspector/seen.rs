//! The messages that the hub routed last: what a condition is tried on.

use super::route::HISTORY;
use super::scene::Scene;
use crate::model::message::{Message, Sender};
use crate::model::query::lint::lint;
use crate::model::query::{Condition, Diagnostic, Facts, Subject};
use crate::model::time::Timestamp;
use crate::world::entry::{Entry, What};
use std::sync::Arc;

/// A message with what its conditions could read.
pub struct Seen {
    pub label: String,
    message: Arc<Message>,
    sender: Arc<Sender>,
    enqueued_at: Option<Timestamp>,
}

impl Seen {
    #[must_use]
    pub fn subject(&self) -> Subject<'_> {
        let enqueued_at = self.enqueued_at;
        Subject { message: &self.message, sender: Some(&self.sender), enqueued_at, twin: None }
    }
}

/// The last messages, oldest first.
#[must_use]
pub fn last_messages(scene: &Scene) -> Vec<Seen> {
    let recent = &scene.world.hub().routes.recent;
    recent[recent.len().saturating_sub(HISTORY)..]
        .iter()
        .filter_map(|lineage| {
            let send = lineage.send();
            let mut entries = scene.log.steps(1, scene.at_step).rev();
            let accepted = |entry: &&Entry| matches!(entry.what, What::Accepted { lineage: it, .. } if it == *lineage);
            Some(Seen {
                label: scene.label(send),
                message: scene.world.message_of(send)?,
                sender: scene.device(send.producer).sender.clone(),
                enqueued_at: entries.find(accepted).map(|entry| entry.at),
            })
        })
        .collect()
}

/// What is doubtful about a condition, judged by the last messages.
#[must_use]
pub fn doubts(condition: &Condition, seen: &[Seen]) -> Vec<Diagnostic> {
    let subjects: Vec<Subject<'_>> = seen.iter().map(Seen::subject).collect();
    let facts: Vec<&dyn Facts> = subjects.iter().map(|subject| subject as &dyn Facts).collect();
    lint(condition, &facts)
}
