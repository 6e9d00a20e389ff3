//! Keeps the work in progress in the browser: one draft for each tab, and what cannot be opened set aside.
//!
//! A draft is the run document with the playhead. It is written to IndexedDB; the document also goes to
//! `sessionStorage`, where the failure panel finds it. A tab holds a lock on its draft, so that a copied tab notices
//! that the draft is taken, and a new tab can take over the draft of one that was closed. What a tab does with a link
//! that it opened is a draft of its own.

mod database;
mod locks;

use crate::model::small::sort_few;
use crate::scenario::tutorial::tutorial;
use crate::session::Session;
use crate::session::document::RunDocument;
use crate::session::link::LinkNews;
use crate::ui::desk::open_at_its_moment;
use crate::ui::documents::{Documents, Draft};
use crate::ui::library::{BUNDLED, Bundled};
use crate::ui::moment::Followed;
use crate::ui::notices::Notice;
use crate::ui::parts::{self, Missing};
use crate::ui::place;
use crate::ui::view::Selection;
use database::Database;
use gloo_timers::future::TimeoutFuture;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::Storage;

const TAB: &str = "playground.tab";
/// What the failure panel reads and writes: see `static/failure.js`.
const LAST_GOOD: &str = "playground.last-good";
const RECOVER: &str = "playground.recover";
/// Before the tab's id, for a draft that could not be opened.
const DAMAGED: &str = "damaged/";
/// Drafts of closed tabs that are kept.
const MAX_DRAFTS: usize = 16;
/// A page that is loaded again may have to wait until its former self lets go of the lock.
const LOCK_TRIES: u32 = 5;
const LOCK_WAIT_MS: u32 = 60;

/// Where this tab keeps its work.
#[derive(Clone)]
pub struct Drafts {
    tab: Rc<str>,
    /// The link in the address, if the work began with one.
    link: Option<Rc<str>>,
    /// `None` where the browser refuses to store anything.
    database: Option<Rc<Database>>,
    /// What was written last, so that nothing is written twice.
    written: Rc<RefCell<String>>,
}

impl PartialEq for Drafts {
    fn eq(&self, other: &Self) -> bool {
        self.tab == other.tab
    }
}

/// What the page starts with.
pub struct Start {
    pub session: Session,
    /// What a link selects; otherwise the scenario does.
    pub selected: Option<Selection>,
    pub drafts: Drafts,
    pub notices: Vec<Notice>,
}

/// Opens the link in the address, or restores the draft of this tab, of a tab that was closed, or opens the first
/// bundled scenario. A link that was opened here before, to which Back or a reload leads, is as it was left.
pub async fn start() -> Start {
    let recover = take(RECOVER);
    let database = Database::open().await.map(Rc::new);
    let mut notices = Vec::new();
    if database.is_none() {
        notices.push(Notice::StorageRefused);
    }
    let (link, mut followed) = match place::link() {
        Some(link) => follow(link, &mut notices).await,
        None => (None, None),
    };
    let key = link.as_deref().map_or_else(|| TAB.to_owned(), |link| format!("{TAB} {link}"));
    let place = match &database {
        Some(database) => find_place(database, &key, link.is_some()).await,
        None => Place { tab: new_tab(), reads: None, is_found: false },
    };
    if place.reads.as_ref().is_some_and(|reads| *reads != place.tab) {
        notices.push(Notice::CopyOfOtherTab);
    }
    let mut drafts = Drafts { tab: place.tab.as_str().into(), link, database, written: Rc::default() };
    let stored = match (&drafts.database, place.reads) {
        _ if recover.as_deref() == Some("afresh") => None,
        (Some(database), Some(key)) => database.read(&key).await,
        _ => None,
    };
    // Where nothing else is stored, the failure panel's copy outlives a reload.
    let stored = stored.or_else(|| (recover.as_deref() == Some("last-good")).then(|| get(LAST_GOOD)).flatten());
    let mut session = match stored {
        None => None,
        Some(text) => match parts::documents().await {
            Err(Missing) => {
                // What was stored waits for the next visit.
                drafts.tab = new_tab().into();
                notices.push(Notice::PartMissing);
                None
            }
            Ok(documents) => match (documents.restore)(&text).await {
                Ok(restored) => {
                    keep_copy(&(documents.written)(&restored.session.document()));
                    notices.extend(restored.other_model.map(|stored| Notice::OtherModel { stored }));
                    let saved = restored.saved.filter(|_| place.is_found);
                    notices.extend(saved.map(|saved| Notice::Restored { saved }));
                    Some(restored.session)
                }
                Err(problem) => {
                    drafts.set_aside(&text).await;
                    notices.push(Notice::Damaged { problem: Rc::new(problem), text: text.into() });
                    None
                }
            },
        },
    };
    put(&key, &drafts.tab);
    let mut selected = None;
    if recover.is_none()
        && session.is_none()
        && let Some(Followed { session: linked, selected: it, news, other_model, document }) = followed.take()
    {
        keep_copy(&document);
        notices.extend(other_model.map(|stored| Notice::OtherModel { stored }));
        if drafts.are_others().await {
            notices.push(LinkNews::Opened.into());
        }
        notices.extend(news.into_iter().map(Notice::from));
        selected = Some(it);
        session = Some(linked);
    }
    let session = session.unwrap_or_else(|| {
        let session = first_scenario();
        // There is a document to hand out from the first moment on.
        keep_copy(&FIRST.document(session.scenario().seed));
        session
    });
    Start { session, selected, drafts, notices }
}

/// What a link holds. One that cannot be opened is told, and is none.
async fn follow(link: String, notices: &mut Vec<Notice>) -> (Option<Rc<str>>, Option<Followed>) {
    let Ok(documents) = parts::documents().await else {
        // It stays in the address: loading the page again tries again.
        notices.push(Notice::PartMissing);
        return (Some(link.into()), None);
    };
    match (documents.follow)(&link).await {
        Ok(followed) => (Some(link.into()), Some(followed)),
        Err(error) => {
            notices.push(LinkNews::NotOpened(error).into());
            place::forget_link();
            (None, None)
        }
    }
}

const FIRST: Bundled = BUNDLED[0];

/// The first bundled scenario, at its moment.
///
/// # Panics
/// Never: a test opens every bundled file, and another one holds the tutorial equal to its own.
#[must_use]
pub fn first_scenario() -> Session {
    let Ok(session) = open_at_its_moment(tutorial()) else { unreachable!("bundled scenarios open") };
    session
}

/// The draft that a tab writes, and the one that it starts from.
struct Place {
    tab: String,
    reads: Option<String>,
    /// It belonged to a tab that was closed.
    is_found: bool,
}

/// `key`: where the tab remembers its draft.
async fn find_place(database: &Database, key: &str, is_link: bool) -> Place {
    if let Some(mine) = get(key).filter(|_| !(is_link && is_fresh())) {
        for _ in 0..LOCK_TRIES {
            if locks::hold(&lock_of(&mine)).await {
                return Place { reads: Some(mine.clone()), tab: mine, is_found: false };
            }
            TimeoutFuture::new(LOCK_WAIT_MS).await;
        }
        // The browser copied the tab together with its storage.
        let tab = new_tab();
        locks::hold(&lock_of(&tab)).await;
        return Place { tab, reads: Some(mine), is_found: false };
    }
    if !is_link && let Some(tab) = find_left(database).await {
        return Place { reads: Some(tab.clone()), tab, is_found: true };
    }
    let tab = new_tab();
    locks::hold(&lock_of(&tab)).await;
    Place { tab, reads: None, is_found: false }
}

/// The newest draft of a tab that was closed; it is held then.
async fn find_left(database: &Database) -> Option<String> {
    let held = locks::held().await;
    let free = |key: &String| !held.contains(&lock_of(key));
    let mut left: Vec<_> = drafts_by_age(database).await.into_iter().filter(free).collect();
    for forgotten in left.split_off(left.len().min(MAX_DRAFTS)) {
        database.delete(&forgotten).await;
    }
    let tab = left.into_iter().next()?;
    locks::hold(&lock_of(&tab)).await.then_some(tab)
}

/// The stored drafts, newest first; not those that were set aside. None while they cannot be read.
async fn drafts_by_age(database: &Database) -> Vec<String> {
    let keys: Vec<String> = database.keys().await.into_iter().filter(|key| !key.starts_with(DAMAGED)).collect();
    if keys.is_empty() {
        return keys;
    }
    let Ok(Documents { saved, .. }) = parts::documents().await else { return Vec::new() };
    let mut drafts = Vec::new();
    for key in keys {
        let text = database.read(&key).await.unwrap_or_default();
        drafts.push((saved(&text), key));
    }
    sort_few(&mut drafts, |a, b| a.0 > b.0);
    drafts.into_iter().map(|(_, key)| key).collect()
}

impl Drafts {
    /// Whether the address leads to other work than this.
    #[must_use]
    pub fn are_left(&self) -> bool {
        place::leads_away_from(self.link.as_deref())
    }

    /// Whether other work is stored.
    async fn are_others(&self) -> bool {
        let Some(database) = &self.database else { return false };
        database.keys().await.iter().any(|key| !key.starts_with(DAMAGED) && **key != *self.tab)
    }

    /// Whether anything can be stored.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.database.is_none()
    }

    /// Writes the session down. The notice says what keeps it from being stored.
    pub async fn save(&self, session: (RunDocument, u32)) -> Result<(), Notice> {
        // What a program that has stopped thinks of its work is not to be trusted.
        if gloo_utils::document_element().has_attribute("data-stopped") {
            return Ok(());
        }
        let (document, at_step) = session;
        let documents = parts::documents().await.map_err(|Missing| Notice::PartMissing)?;
        let text = (documents.written)(&document);
        let key = format!("{at_step} {text}");
        if *self.written.borrow() == key {
            return Ok(());
        }
        // At once, since the page may be about to go.
        keep_copy(&text);
        *self.written.borrow_mut() = key;
        let Some(database) = &self.database else { return Ok(()) };
        let draft = Draft { saved: js_sys::Date::now(), at_step, document };
        if database.write(&self.tab, &(documents.draft)(draft)).await {
            return Ok(());
        }
        self.written.borrow_mut().clear();
        Err(Notice::StorageFull)
    }

    async fn set_aside(&self, text: &str) {
        if let Some(database) = &self.database {
            database.write(&format!("{DAMAGED}{}", self.tab), text).await;
            database.delete(&self.tab).await;
        }
    }

    /// Deletes what was set aside.
    pub async fn forget_damaged(&self) {
        if let Some(database) = &self.database {
            database.delete(&format!("{DAMAGED}{}", self.tab)).await;
        }
    }
}

/// Whether somebody asked for this address anew, rather than to load it again or to go back to it.
fn is_fresh() -> bool {
    let navigation = gloo_utils::window().performance().map(|performance| performance.navigation().type_());
    navigation == Some(web_sys::PerformanceNavigation::TYPE_NAVIGATE)
}

fn lock_of(tab: &str) -> String {
    format!("{TAB}.{tab}")
}

fn new_tab() -> String {
    format!("{:x}{:08x}", js_sys::Date::now() as u64, (js_sys::Math::random() * f64::from(u32::MAX)) as u32)
}

fn storage() -> Option<Storage> {
    gloo_utils::window().session_storage().ok().flatten()
}

fn get(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

fn put(key: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(key, value);
    }
}

fn take(key: &str) -> Option<String> {
    let value = get(key);
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key);
    }
    value
}

/// Keeps the run document where the failure panel finds it.
fn keep_copy(document: &str) {
    put(LAST_GOOD, document);
}
