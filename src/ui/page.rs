//! What every part of the page can reach: the desk, the settings, the dialogs, the notices.

use crate::text::Language;
use crate::ui::desk::Desk;
use crate::ui::dialogs::Dialogs;
use crate::ui::notices::Tell;
use crate::ui::settings::Settings;
use yew::prelude::*;

/// The one context of the page.
#[derive(Clone, PartialEq)]
pub struct Page {
    pub desk: Desk,
    pub settings: Settings,
    pub choose: Callback<Settings>,
    pub dialogs: Dialogs,
    pub tell: Tell,
}

#[hook]
fn use_page() -> Page {
    use_context().expect("the root provides it")
}

/// The owner of the session.
#[hook]
pub fn use_desk() -> Desk {
    use_page().desk
}

/// The reader's choices.
#[hook]
pub fn use_settings() -> Settings {
    use_page().settings
}

/// Changes the reader's choices.
#[hook]
pub fn use_choose() -> Callback<Settings> {
    use_page().choose
}

/// The language that is shown.
#[hook]
pub fn use_language() -> Language {
    use_page().settings.language
}

/// Opens and closes dialogs.
#[hook]
pub fn use_dialogs() -> Dialogs {
    use_page().dialogs
}

/// Tells and dismisses notices.
#[hook]
pub fn use_tell() -> Tell {
    use_page().tell
}
