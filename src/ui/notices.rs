//! What the page itself has to tell, above the workbench: about the browser's storage, files and limits.

use crate::session::link::LinkNews;
use crate::ui::files::FileProblem;
use crate::world::command::Rejection;
use std::rc::Rc;
use yew::prelude::*;

/// Something to tell.
#[derive(Clone)]
pub enum Notice {
    /// The work of an earlier visit is back; milliseconds since 1970.
    Restored {
        saved: f64,
    },
    StorageRefused,
    StorageFull,
    SettingsNotKept,
    /// A part of the program could not be fetched.
    PartMissing,
    CopyOfOtherTab,
    OtherModel {
        stored: u32,
    },
    /// The stored draft could not be opened; its text.
    Damaged {
        problem: Rc<FileProblem>,
        text: Rc<str>,
    },
    FileNotOpened {
        file: Rc<str>,
        problem: Rc<FileProblem>,
    },
    /// The act of a fork was undone but cannot be made at the start.
    Refused(Rc<Rejection>),
    /// About a link in the address.
    Link(Rc<LinkNews>),
}

impl From<LinkNews> for Notice {
    fn from(news: LinkNews) -> Self {
        Self::Link(Rc::new(news))
    }
}

/// The notices that are shown, oldest first: at most one of a kind.
#[derive(Clone, Default)]
pub struct Notices {
    pub list: Vec<(u32, Notice)>,
    next: u32,
}

impl PartialEq for Notices {
    fn eq(&self, other: &Self) -> bool {
        let numbers = |notices: &Self| notices.list.iter().map(|(number, _)| *number).collect::<Vec<_>>();
        numbers(self) == numbers(other)
    }
}

/// What happens to the notices.
pub enum NoticeAct {
    Tell(Notice),
    Dismiss(u32),
    /// That another file could not be opened matters no more.
    FileOpened,
}

impl From<Vec<Notice>> for Notices {
    fn from(list: Vec<Notice>) -> Self {
        let next = list.len() as u32;
        Self { list: (0..).zip(list).collect(), next }
    }
}

impl Reducible for Notices {
    type Action = NoticeAct;

    fn reduce(self: Rc<Self>, act: NoticeAct) -> Rc<Self> {
        let mut notices = (*self).clone();
        match act {
            NoticeAct::Tell(notice) => {
                let kind = std::mem::discriminant(&notice);
                notices.list.retain(|(_, other)| std::mem::discriminant(other) != kind);
                notices.list.push((notices.next, notice));
                notices.next += 1;
            }
            NoticeAct::FileOpened => {
                notices.list.retain(|(_, notice)| !matches!(notice, Notice::FileNotOpened { .. }));
            }
            NoticeAct::Dismiss(number) => notices.list.retain(|(other, _)| *other != number),
        }
        Rc::new(notices)
    }
}

/// Tells and dismisses.
pub type Tell = UseReducerDispatcher<Notices>;
