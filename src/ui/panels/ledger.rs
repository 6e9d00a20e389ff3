//! The ledger strip: an account of every message. Each number opens the list of what it counts.

pub mod counted;

use crate::model::ids::EndpointId;
use crate::model::small::sort_few;
use crate::say;
use crate::text::{Arg, Key, Language, format, word};
use crate::ui::dialogs::{DialogKind, Dialogs};
use crate::ui::live::live;
use crate::ui::markup::{self, El, Many, Piece as _, el, many};
use crate::ui::page::{use_dialogs, use_language};
use crate::ui::panels::PanelProps;
use crate::ui::view::View;
use crate::ui::widgets::icon::{Glyph, icon};
use crate::ui::widgets::menu::MenuProps;
use crate::ui::widgets::menu::{Menu, MenuItem};
use counted::Counted;
use yew::prelude::*;

/// Endpoints that have a number of their own; with more, the busiest stand and the rest is folded.
const MAX_ENDPOINTS: usize = 4;
const BUSIEST: usize = 3;
/// Numbers beside the endpoints' as long as nothing went wrong; with more, the zeros fold sooner.
const USUAL_NUMBERS: usize = 8;

/// The word for a number, and what it counts in a sentence.
#[must_use]
pub fn words(counted: Counted, view: &View, language: Language) -> (String, String) {
    let (label, title) = match counted {
        Counted::Delivered(endpoint) => {
            let name = &view.world.endpoints()[endpoint.index()].name;
            let title = say!(language, Key::LedgerEndpointTitle, endpoint = Arg::Name(name));
            return (name.to_string(), title.plain());
        }
        Counted::Sent => (Key::LedgerSent, Key::LedgerSentTitle),
        Counted::Attempts => (Key::LedgerAttempts, Key::LedgerAttemptsTitle),
        Counted::Accepted => (Key::LedgerAccepted, Key::LedgerAcceptedTitle),
        Counted::InFlight => (Key::LedgerInFlight, Key::LedgerInFlightTitle),
        Counted::Unknown => (Key::LedgerUnknown, Key::LedgerUnknownTitle),
        Counted::Routing => (Key::LedgerRouting, Key::LedgerRoutingTitle),
        Counted::Waiting => (Key::LedgerWaiting, Key::LedgerWaitingTitle),
        Counted::Retrying => (Key::LedgerRetrying, Key::LedgerRetryingTitle),
        Counted::Repeats => (Key::LedgerRepeats, Key::LedgerRepeatsTitle),
        Counted::Completed => (Key::LedgerCompleted, Key::LedgerCompletedTitle),
        Counted::Effects => (Key::LedgerEffects, Key::LedgerEffectsTitle),
        Counted::RepeatedEffects => (Key::LedgerRepeatedEffects, Key::LedgerRepeatedEffectsTitle),
        Counted::Skipped => (Key::LedgerSkipped, Key::LedgerSkippedTitle),
        Counted::Missed => (Key::LedgerMissed, Key::LedgerMissedTitle),
        Counted::Duplicates => (Key::LedgerDuplicates, Key::LedgerDuplicatesTitle),
        Counted::DeadLettered => (Key::LedgerDeadLettered, Key::LedgerDeadLetteredTitle),
        Counted::Expired => (Key::LedgerExpired, Key::LedgerExpiredTitle),
        Counted::Lost => (Key::LedgerLost, Key::LedgerLostTitle),
        Counted::Orphaned => (Key::LedgerOrphaned, Key::LedgerOrphanedTitle),
        Counted::Dropped => (Key::LedgerDropped, Key::LedgerDroppedTitle),
        Counted::Invalid => (Key::LedgerInvalid, Key::LedgerInvalidTitle),
    };
    (word(language, label).to_owned(), word(language, title).to_owned())
}

fn is_loss(counted: Counted) -> bool {
    use Counted::{DeadLettered, Dropped, Expired, Invalid, Lost, Missed, Orphaned, RepeatedEffects};
    matches!(counted, DeadLettered | Expired | Lost | Orphaned | Dropped | Invalid | RepeatedEffects | Missed)
}

/// The strip.
#[component]
pub fn LedgerStrip(props: &PanelProps) -> Html {
    let language = use_language();
    let dialogs = use_dialogs();
    let view = &props.view;
    let ledger = view.world.ledger();
    let number = |counted: Counted| counted.number(ledger, view.world.endpoints().len());
    let show = |counted: &Counted| count(*counted, number(*counted), view, language, &dialogs);

    let mut sending = vec![Counted::Sent];
    sending.extend((ledger.attempts != ledger.sent).then_some(Counted::Attempts));
    sending.extend([Counted::Accepted, Counted::InFlight]);
    let mut outcomes =
        vec![Counted::Completed, Counted::Duplicates, Counted::DeadLettered, Counted::Orphaned, Counted::Dropped];
    let effects = [Counted::Effects, Counted::RepeatedEffects, Counted::Skipped, Counted::Missed];
    sending.extend((ledger.unknown > 0).then_some(Counted::Unknown));
    let rare = [Counted::Retrying, Counted::Repeats, Counted::Expired, Counted::Lost, Counted::Invalid]
        .into_iter()
        .chain(effects);
    outcomes.extend(rare.filter(|counted| number(*counted) > 0));
    let zeros: Vec<_> = outcomes.iter().filter(|counted| number(**counted) == 0).copied().collect();
    let zero_names: Vec<_> =
        zeros.iter().map(|counted| words(*counted, view, language).0.to_ascii_lowercase()).collect();
    let folded = say!(language, Key::LedgerZeros, names = Arg::Text(&zero_names.join(", "))).plain();

    let long = sending.len() + outcomes.len() > USUAL_NUMBERS || view.world.endpoints().len() > BUSIEST;
    let folded = AttrValue::from(folded);
    let zeros = (!zeros.is_empty()).then(|| el("span").class("ledger-zeros").title(folded.clone()).child(folded));
    let group = |class| el("div").class(class).role("group");
    el("section")
        .class("ledger")
        .also(long, "long")
        .aria_label(word(language, Key::PartLedger))
        .child(group("ledger-group").each(sending.iter().map(show)))
        .child(group("ledger-group").child(endpoints(view, language, &dialogs)))
        .child(group("ledger-group outcomes").each(outcomes.iter().map(show)).child(zeros))
        .child(balance(view, language))
        .into()
}

fn count(counted: Counted, number: u64, view: &View, language: Language, dialogs: &Dialogs) -> El {
    let (label, title) = words(counted, view, language);
    let class = match number {
        0 => "count zero",
        _ if is_loss(counted) => "count loss",
        _ => "count",
    };
    let name = say!(language, Key::LedgerNumber, label = Arg::Text(&label), n = number).plain();
    let dialogs = dialogs.clone();
    markup::button(class)
        .title(title)
        .aria_label(name)
        .press(move |()| dialogs.open(DialogKind::Messages(Some(counted))))
        .child(el("span").child(label))
        .child(" ")
        .child(el("b").child(format::short_number(language, number)))
}

fn endpoints(view: &View, language: Language, dialogs: &Dialogs) -> Many {
    let ledger = view.world.ledger();
    let mut all: Vec<_> = (0..).map(EndpointId).zip(view.world.endpoints()).collect();
    // The built-in endpoint stands last, as in the diagram.
    all.rotate_left(1);
    let mut all: Vec<_> = all
        .into_iter()
        .map(|(id, endpoint)| (id, ledger.account(id).delivered, endpoint.removed))
        .filter(|(_, delivered, removed)| *delivered > 0 || !removed)
        .collect();
    let folded = if all.len() > MAX_ENDPOINTS {
        sort_few(&mut all, |(_, more, _), (_, delivered, _)| more > delivered);
        all.split_off(BUSIEST)
    } else {
        Vec::new()
    };
    let items: Vec<_> = folded
        .iter()
        .map(|&(id, delivered, _)| {
            let (label, _) = words(Counted::Delivered(id), view, language);
            let name = say!(language, Key::LedgerNumber, label = Arg::Text(&label), n = delivered).plain();
            let dialogs = dialogs.clone();
            MenuItem::new(name, move || dialogs.open(DialogKind::Messages(Some(Counted::Delivered(id)))))
        })
        .collect();
    let more = (!items.is_empty()).then(|| {
        live::<Menu>(MenuProps {
            class: "quiet small",
            up: true,
            items,
            children: say!(language, Key::LedgerEndpointsMore, n = folded.len()).plain().node(),
            ..MenuProps::default()
        })
    });
    let counts = all.iter().map(|&(id, n, _)| count(Counted::Delivered(id), n, view, language, dialogs));
    many().each(counts).child(more)
}

fn balance(view: &View, language: Language) -> El {
    match view.world.ledger().unaccounted() {
        0 => {
            let line = el("p").class("balance").title(word(language, Key::LedgerBalancedTitle));
            line.child(icon(Glyph::Tick)).child(word(language, Key::LedgerBalanced))
        }
        n => {
            let line = el("p").class("balance loss").role("alert").title(word(language, Key::LedgerUnaccountedTitle));
            line.child(icon(Glyph::Cross)).child(say!(language, Key::LedgerUnaccounted, n = n).plain())
        }
    }
}
