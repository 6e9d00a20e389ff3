//! The parts of the program that are fetched when they are first needed, so that the first visit stays small.
//!
//! Each part is reached through one function only, its entry here: whatever nothing else calls leaves the program with
//! it, when `cargo xtask dist` splits it (feature `split`). In any other build the parts are simply there.

#![allow(unsafe_code, reason = "the splitter's calls between the files of one program")]

use crate::codec;
use crate::model::query;
use crate::model::storage::container;
use crate::session::breakpoints;
use crate::text::{self, Key, Language, Share, word};
use crate::ui::documents::{self, Documents};
use crate::ui::live::live;
use crate::ui::markup::el;
use crate::ui::notices::{Notice, NoticeAct, Tell};
use crate::ui::page::{use_language, use_tell};
use crate::ui::panels::PanelProps;
use crate::ui::panels::dialogs::DialogHostProps;
use crate::ui::panels::faults;
use crate::ui::panels::journey::JourneyProps;
use crate::ui::panels::mobile::MobileProps;
use crate::ui::panels::route_lab::RouteLabProps;
use crate::ui::panels::trouble::compare::ComparePanel;
use crate::ui::panels::trouble::search::SearchPanel;
use crate::ui::{styles, worker};
use crate::world::rest;
use std::cell::OnceCell;
use std::convert::identity;
use std::pin::Pin;
use std::thread::LocalKey;
use yew::prelude::*;

/// A part could not be fetched; the next time it is needed tries again.
#[derive(Clone, Copy, Debug)]
pub struct Missing;

type Fetching<T> = Pin<Box<dyn Future<Output = Result<T, Missing>>>>;

/// A part and its entry, which is there once the part has been fetched.
struct Part<T: 'static> {
    entry: OnceCell<T>,
    fetch: fn() -> Fetching<T>,
}

/// Draws what a part shows.
type Draw<P> = fn(P) -> Html;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for Missing {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Missing
    }
}

/// A part of the page that can ask for more than the first scenario does brings along what answers it, and how that
/// looks.
fn with_rules<T>(entry: T) -> T {
    styles::FORMS.wear();
    styles::QUEUES.wear();
    styles::RUNS.wear();
    codec::json_lines::provide();
    container::provide();
    query::provide();
    rest::provide();
    breakpoints::provide();
    text::narration::provide();
    faults::provide();
    text::refusal::provide();
    text::transcript::provide();
    entry
}

fn with_journey_looks<T>(entry: T) -> T {
    let entry = with_rules(entry);
    styles::JOURNEY.wear();
    styles::JOURNEY_CHART.wear();
    entry
}

fn with_lab_looks<T>(entry: T) -> T {
    let entry = with_rules(entry);
    styles::ROUTE_LAB.wear();
    entry
}

fn with_trouble_looks<T>(entry: T) -> T {
    let entry = with_rules(entry);
    styles::JOURNEY_CHART.wear();
    styles::TROUBLE.wear();
    entry
}

/// A part of its own file: its name there, the type and the value of its entry.
macro_rules! part {
    ($part:ident = $file:ident: $entry:ty = $value:expr) => {
        thread_local! {
            static $part: Part<$entry> = const { Part { entry: OnceCell::new(), fetch: || Box::pin($file()) } };
        }

        #[cfg(feature = "split")]
        #[wasm_split_helpers::wasm_split($file, fallible)]
        fn $file() -> Result<$entry, Missing> {
            Ok($value)
        }

        #[cfg(not(feature = "split"))]
        async fn $file() -> Result<$entry, Missing> {
            Ok($value)
        }
    };
}

/// A component that fetches the one of the same name, with what it brings along and the texts that it says, and shows it
/// with its own properties. Unless told otherwise it says more than the first visit.
macro_rules! component {
    ($(#[$doc:meta])* $name:ident($props:ty), $part:ident = $file:ident: $with:ident($whole:path)) => {
        component!($(#[$doc])* $name($props), $part = $file: $with($whole), Share::Later);
    };
    ($(#[$doc:meta])* $name:ident($props:ty), $part:ident = $file:ident: $with:ident($whole:path), $says:expr) => {
        part!($part = $file: Draw<$props> = $with(|props| {
            use $whole as Whole;
            live::<Whole>(props)
        }));

        $(#[$doc])*
        #[component]
        pub fn $name(props: &$props) -> Html {
            use_part(&$part, identity, $says, props.clone())
        }
    };
}

component!(
    /// What is selected.
    Details(PanelProps), DETAILS = details: with_rules(crate::ui::panels::inspector::details::Details)
);
component!(
    /// The dialog that is open.
    DialogHost(DialogHostProps), DIALOGS = dialogs: with_rules(crate::ui::panels::dialogs::DialogHost)
);
component!(
    /// The table in the place of the diagram.
    Table(PanelProps), TABLE = table: with_rules(crate::ui::panels::table::Table)
);
component!(
    /// The workbench on small screens.
    Mobile(MobileProps), PHONE = phone: identity(crate::ui::panels::mobile::Mobile),
    Share::First
);
component!(
    /// The event log on small screens.
    Log(PanelProps), LOG = log: identity(crate::ui::panels::log::LogList)
);
component!(
    /// Would this message match, and why?
    RouteLab(RouteLabProps), LAB = lab: with_lab_looks(crate::ui::panels::route_lab::RouteLab)
);
component!(
    /// What happened to one message?
    Journey(JourneyProps), JOURNEY = journey: with_journey_looks(crate::ui::panels::journey::Journey),
    Share::Later
);
/// Many trials: as the dialogs show them, and as a worker does them.
#[derive(Clone, Copy)]
struct Trouble {
    compare: Draw<PanelProps>,
    search: Draw<PanelProps>,
    toil: fn(),
}

part!(TROUBLE = trouble: Trouble = with_trouble_looks(Trouble {
    compare: live::<ComparePanel>,
    search: live::<SearchPanel>,
    toil: worker::toil,
}));

/// Delivery guarantees compared.
#[component]
pub fn Compare(props: &PanelProps) -> Html {
    use_part(&TROUBLE, |trouble| trouble.compare, Share::Later, props.clone())
}

/// The search for trouble.
#[component]
pub fn Search(props: &PanelProps) -> Html {
    use_part(&TROUBLE, |trouble| trouble.search, Share::Later, props.clone())
}

/// What a worker does. It needs no texts.
///
/// # Errors
/// [`Missing`]
pub async fn toil() -> Result<fn(), Missing> {
    Ok(fetch(&TROUBLE).await?.toil)
}

part!(DOCUMENTS = files: Documents = with_rules(documents::ALL));
part!(ENGLISH = english: &'static text::Table = &text::EN);
part!(ENGLISH_LATER = english_later: &'static text::Table = &text::EN_LATER);
part!(KOREAN = korean: &'static text::Table = &text::KO);
part!(KOREAN_LATER = korean_later: &'static text::Table = &text::KO_LATER);

/// Reads and writes files and drafts.
///
/// # Errors
/// [`Missing`]
pub async fn documents() -> Result<Documents, Missing> {
    fetch_with_texts(&DOCUMENTS, Share::Later).await
}

/// Makes the texts of a language available: what the first visit says, and where more is there in another language, that
/// too. What is there already is there at once.
///
/// # Errors
/// [`Missing`]
pub async fn texts(language: Language) -> Result<(), Missing> {
    share(language, Share::First).await?;
    if Language::ALL.into_iter().any(|other| text::has(other, Share::Later)) {
        share(language, Share::Later).await?;
    }
    Ok(())
}

/// Makes the rest available of the languages that are there.
async fn later_texts() -> Result<(), Missing> {
    for language in Language::ALL {
        if text::has(language, Share::First) {
            share(language, Share::Later).await?;
        }
    }
    Ok(())
}

async fn share(language: Language, share: Share) -> Result<(), Missing> {
    let part = match (language, share) {
        (Language::English, Share::First) => &ENGLISH,
        (Language::English, Share::Later) => &ENGLISH_LATER,
        (Language::Korean, Share::First) => &KOREAN,
        (Language::Korean, Share::Later) => &KOREAN_LATER,
    };
    text::provide(language, share, fetch(part).await?);
    Ok(())
}

/// A part together with the texts that it says; those of the first visit are there.
async fn fetch_with_texts<T: Copy>(part: &'static LocalKey<Part<T>>, says: Share) -> Result<T, Missing> {
    if says == Share::First {
        return fetch(part).await;
    }
    // Both are on their way at once.
    wasm_bindgen_futures::spawn_local(async {
        let _ = later_texts().await;
    });
    let entry = fetch(part).await?;
    later_texts().await?;
    Ok(entry)
}

async fn fetch<T: Copy>(part: &'static LocalKey<Part<T>>) -> Result<T, Missing> {
    if let Some(entry) = part.with(|part| part.entry.get().copied()) {
        return Ok(entry);
    }
    let entry = part.with(|part| (part.fetch)()).await?;
    Ok(part.with(|part| *part.entry.get_or_init(|| entry)))
}

/// Draws a part; until it is there, a line that says so.
#[hook]
fn use_part<T: Copy + 'static, P: 'static>(
    part: &'static LocalKey<Part<T>>,
    draw: fn(T) -> Draw<P>,
    says: Share,
    props: P,
) -> Html {
    let language = use_language();
    let tell: Tell = use_tell();
    let entry = part.with(|part| part.entry.get().copied()).filter(|_| text::has(language, says));
    let here = use_force_update();
    use_effect_with((entry.is_none(), language), move |(missing, _)| {
        if *missing {
            wasm_bindgen_futures::spawn_local(async move {
                match fetch_with_texts(part, says).await {
                    Ok(_) => here.force_update(),
                    Err(Missing) => tell.dispatch(NoticeAct::Tell(Notice::PartMissing)),
                }
            });
        }
    });
    match entry {
        Some(entry) => draw(entry)(props),
        None => el("p").class("fetching").role("status").child(word(language, Key::PartFetching)).into(),
    }
}
