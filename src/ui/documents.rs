//! Scenarios, run documents, drafts and links as text.

use crate::scenario::{LoadError, Scenario};
use crate::session::document::{MODEL_VERSION, RunDocument};
use crate::session::link::LinkError;
use crate::session::{Remake, Session};
use crate::ui::desk::{make_for_a_turn, open_at_its_moment};
use crate::ui::files::FileProblem;
use crate::ui::moment::{self, Followed};
use crate::ui::view::Selection;
use gloo_timers::future::TimeoutFuture;
use serde::{Deserialize, Serialize};
use std::pin::Pin;

/// What takes long where the run in a document is long.
pub type Opening<'a, T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + 'a>>;

/// A session, and where it is a stored document's, the run that has yet to be made.
pub type Opened = (Session, Option<Remake>);

/// What can be done with them; a part of the program of its own.
#[derive(Clone, Copy)]
pub struct Documents {
    pub open: fn(&str) -> Result<Opened, FileProblem>,
    pub restore: fn(&str) -> Opening<'_, Restored, FileProblem>,
    pub written: fn(&RunDocument) -> String,
    pub draft: fn(Draft) -> String,
    pub saved: fn(&str) -> f64,
    pub link: fn(&Session, Selection) -> Result<String, LinkError>,
    pub follow: fn(&str) -> Opening<'_, Followed, LinkError>,
}

pub const ALL: Documents = Documents {
    open,
    restore: |text| Box::pin(restore(text)),
    written: RunDocument::to_json,
    draft,
    saved,
    link: moment::link,
    follow: |text| Box::pin(moment::follow(text)),
};

/// A draft as it is stored.
#[derive(Serialize, Deserialize)]
pub struct Draft {
    /// Milliseconds since 1970.
    pub saved: f64,
    pub at_step: u32,
    pub document: RunDocument,
}

/// What is known of a draft that cannot be opened.
#[derive(Deserialize)]
struct Age {
    saved: f64,
}

/// A draft that was opened.
pub struct Restored {
    pub session: Session,
    /// When it was stored, in milliseconds since 1970.
    pub saved: Option<f64>,
    /// The rules that it ran by, where they are not this program's.
    pub other_model: Option<u32>,
}

/// Opens a document, however long its run is; the page draws and answers meanwhile.
///
/// # Errors
/// As [`Session::open`].
pub(super) async fn open_in_turns(document: RunDocument) -> Result<Session, LoadError> {
    let (mut session, mut run) = Session::opening(document)?;
    while !make_for_a_turn(&mut run) {
        TimeoutFuture::new(0).await;
    }
    session.take(run);
    Ok(session)
}

/// Reads a scenario or a run document: a run document has a list of runs.
fn open(text: &str) -> Result<Opened, FileProblem> {
    if text.trim().is_empty() {
        return Err(FileProblem::Empty);
    }
    let is_run = serde_json::from_str::<serde_json::Value>(text).is_ok_and(|value| value.get("runs").is_some());
    if is_run {
        let (session, remake) = Session::opening(RunDocument::from_json(text)?)?;
        return Ok((session, Some(remake)));
    }
    Ok((open_at_its_moment(Scenario::from_json(text)?)?, None))
}

async fn restore(text: &str) -> Result<Restored, FileProblem> {
    let draft = serde_json::from_str::<Draft>(text);
    let (document, at_step, saved) = match draft {
        Ok(draft) => (draft.document, Some(draft.at_step), Some(draft.saved)),
        // The failure panel's copy is the bare document. What is neither is told by the reader of documents.
        Err(_) => (RunDocument::from_json(document_of(text).as_ref())?, None, None),
    };
    let other_model = (document.model_version != MODEL_VERSION).then_some(document.model_version);
    let mut session = open_in_turns(document).await?;
    if let Some(step) = at_step {
        session.seek_step(step);
    }
    Ok(Restored { session, saved, other_model })
}

/// The document inside a draft, or the whole text: so that the path of a mistake is the document's own.
fn document_of(text: &str) -> String {
    let value = serde_json::from_str::<serde_json::Value>(text).ok();
    value.and_then(|value| value.get("document").map(ToString::to_string)).unwrap_or_else(|| text.to_owned())
}

fn draft(draft: Draft) -> String {
    serde_json::to_string(&draft).unwrap_or_default()
}

/// When a draft was stored; 0 where that cannot be read.
fn saved(text: &str) -> f64 {
    serde_json::from_str::<Age>(text).map_or(0.0, |age| age.saved)
}
