//! Playback: the buttons, the clock, where the playhead stands, and how time passes.

use crate::picture::write::number;
use crate::say;
use crate::text::{Arg, Key, Language, format, word};
use crate::ui::desk::{Desk, SPEEDS, StepUnit};
use crate::ui::dialogs::DialogKind;
use crate::ui::files;
use crate::ui::live::live;
use crate::ui::markup::{self, El, Piece as _, el, many};
use crate::ui::notices::{Notice, NoticeAct, Tell};
use crate::ui::page::{use_desk, use_dialogs, use_language};
use crate::ui::panels::PanelProps;
use crate::ui::panels::runs;
use crate::ui::parts::{self, Missing};
use crate::ui::view::View;
use crate::ui::widgets::icon::{Glyph, icon};
use crate::ui::widgets::menu::MenuProps;
use crate::ui::widgets::menu::{Menu, MenuItem};
use std::rc::Rc;
use yew::prelude::*;

/// A playback button. `why_not`: why it would do nothing now; it stays focusable, and says so.
fn playback(
    class: &'static str,
    glyph: Glyph,
    label: &'static str,
    why_not: Option<&'static str>,
    press: Callback<()>,
) -> El {
    let off = why_not.is_some();
    let pressed = move |()| {
        if !off {
            press.emit(());
        }
    };
    let button = markup::button(class).aria_label(label).title(why_not.unwrap_or(label));
    button.press(pressed).aria_disabled(off.then_some("true")).child(icon(glyph))
}

#[derive(PartialEq, Properties)]
pub struct MainButtonsProps {
    pub view: Rc<View>,
    /// Step shows its word too: in the dock of small screens.
    #[prop_or_default]
    pub worded: bool,
}

/// Step back, play or pause, step.
#[component]
pub fn MainButtons(props: &MainButtonsProps) -> Html {
    let language = use_language();
    let desk = use_desk();
    let view = &props.view;
    let press = |act: fn(&Desk)| {
        let desk = desk.clone();
        Callback::from(move |()| act(&desk))
    };
    let at_start = (view.at_step == 0).then(|| word(language, Key::TransportAtStart));
    let nothing =
        (view.is_latest() && view.next.is_none() && !view.playing).then(|| word(language, Key::TransportNothingLeft));
    let (play, play_label) = if view.playing {
        (Glyph::Pause, word(language, Key::TransportPause))
    } else {
        (Glyph::Play, word(language, Key::TransportPlay))
    };
    let primary = |is: bool| if is { "btn primary square" } else { "btn square" };
    let back = word(language, Key::TransportStepBack);
    let step = word(language, Key::TransportStep);
    let step_button =
        playback(primary(!view.playing), Glyph::Step, step, nothing, press(|desk| desk.step_by_unit(true)));
    let step_button = step_button.also(true, "step");
    many()
        .child(playback("btn square", Glyph::StepBack, back, at_start, press(|desk| desk.step_by_unit(false))))
        .child(playback(
            primary(view.playing),
            play,
            play_label,
            nothing,
            press(|desk| {
                desk.set_playing(!desk.view().playing);
            }),
        ))
        .child(if props.worded { step_button.aria_label(None::<bool>).child(step) } else { step_button })
        .into()
}

/// The bar.
#[component]
pub fn Transport(props: &PanelProps) -> Html {
    let language = use_language();
    let desk = use_desk();
    let dialogs = use_dialogs();
    let view = &props.view;
    let playback = |glyph, key, why_not: Option<Key>, act: fn(&Desk)| {
        let desk = desk.clone();
        let why_not = why_not.map(|key| word(language, key));
        playback("btn quiet square", glyph, word(language, key), why_not, Callback::from(move |()| act(&desk)))
    };
    let at_start = (view.at_step == 0).then_some(Key::TransportAtStart);
    let at_latest = view.is_latest().then_some(Key::TransportAtLatest);
    let undo_why = (!view.can_undo).then_some(Key::ActionNothingToUndo);
    let redo_why = (!view.can_redo).then_some(Key::ActionNothingToRedo);
    let open = |class, kind: DialogKind| {
        let dialogs = dialogs.clone();
        markup::button(class).press(move |()| dialogs.open(kind.clone()))
    };
    let menu = |items, shown: String| {
        live::<Menu>(MenuProps { class: "quiet", up: true, items, children: shown.node(), ..MenuProps::default() })
    };
    let unit = Arg::Text(word(language, unit_key(desk.step_unit())));
    let unit = say!(language, Key::TransportStepByUnit, unit = unit).plain();
    let speed = speed_words(Key::TransportSpeedValue, desk.speed(), language);
    let seed = say!(language, Key::TransportSeedValue, seed = Arg::Text(&view.world.seed().to_string())).plain();
    let group = |class| el("div").class(class);
    let ways = group("transport-group")
        .child(playback(Glyph::ToStart, Key::TransportToStart, at_start, |desk| desk.seek_step(0)))
        .child(live::<MainButtons>(MainButtonsProps { view: view.clone(), worded: false }))
        .child(playback(Glyph::ToEnd, Key::TransportToEnd, at_latest, to_latest));
    let place = group("transport-group")
        .child(live::<Position>(PanelProps { view: view.clone(), selection: props.selection }))
        .child(runs::switcher(view, &desk, &dialogs, language));
    let fault = open("btn", DialogKind::Fault(None));
    let choices = group("transport-group transport-end")
        .child(menu(units(&desk, language), unit))
        .child(menu(speeds(&desk, language), speed))
        .child(open("btn quiet", DialogKind::Seed).title(word(language, Key::DialogChangeSeed)).child(seed))
        .child(playback(Glyph::Undo, Key::ActionUndo, undo_why, Desk::undo))
        .child(playback(Glyph::Redo, Key::ActionRedo, redo_why, Desk::redo))
        .child(fault.child(icon(Glyph::Fault)).child(word(language, Key::TransportInjectFault)));
    let bar = el("div").class("transport").role("toolbar").aria_label(word(language, Key::PartPlayback));
    bar.child(ways).child(place).child(choices).into()
}

/// The clock and the event at the playhead.
#[component]
pub fn Position(props: &PanelProps) -> Html {
    let language = use_language();
    let desk = use_desk();
    let view = &props.view;
    let clock = format::instant(view.world.elapsed());
    let place = if let Some((percent, then)) = desk.remade_percent() {
        let key = if then { Key::TransportRunningThen } else { Key::TransportRunningAgain };
        say!(language, key, percent = percent)
    } else if let Some(percent) = desk.opened_percent() {
        say!(language, Key::TransportOpening, percent = percent)
    } else if let Some(time) = desk.running_to() {
        let at = Arg::Instant(time.since(view.world.start()));
        say!(language, Key::TransportRunningTo, at = at)
    } else {
        place(view, language)
    };
    let latest = || {
        let button = markup::button("btn small").press(move |()| to_latest(&desk));
        button.child(word(language, Key::TransportLatest))
    };
    many()
        .child(el("span").class("clock").role("timer").aria_label(word(language, Key::TransportClock)).child(clock))
        .child(el("span").class("place").child(place.plain()))
        .child((!view.is_latest()).then(latest))
        .into()
}

fn place(view: &View, language: Language) -> crate::text::Rich {
    if view.last_step == 0 {
        say!(language, Key::TransportNoEvent)
    } else if view.is_latest() {
        say!(language, Key::TransportEventLatest, n = view.at_step)
    } else {
        say!(language, Key::TransportEventPast, n = view.at_step, total = view.last_step)
    }
}

fn to_latest(desk: &Desk) {
    desk.seek_step(desk.view().last_step);
}

fn unit_key(unit: StepUnit) -> Key {
    match unit {
        StepUnit::Event => Key::TransportUnitEvent,
        StepUnit::Message => Key::TransportUnitMessage,
    }
}

fn units(desk: &Desk, language: Language) -> Vec<MenuItem> {
    let item = |unit: StepUnit| {
        let chosen = desk.step_unit() == unit;
        let desk = desk.clone();
        MenuItem::new(word(language, unit_key(unit)), move || desk.set_step_unit(unit)).checked(chosen)
    };
    [StepUnit::Event, StepUnit::Message].map(item).into()
}

fn speeds(desk: &Desk, language: Language) -> Vec<MenuItem> {
    let item = |speed: f64| {
        let chosen = desk.speed() == speed;
        let desk = desk.clone();
        let label = speed_words(Key::TransportSpeedTimes, speed, language);
        MenuItem::new(label, move || desk.set_speed(speed)).checked(chosen)
    };
    SPEEDS.map(item).into()
}

fn speed_words(key: Key, speed: f64, language: Language) -> String {
    say!(language, key, speed = Arg::Text(&number(speed))).plain()
}

/// Saves the run document as a file.
pub fn download_run(desk: &Desk, tell: &Tell) {
    let (name, document) = desk.read(|session| (session.scenario().hub.name.clone(), session.document()));
    let tell = tell.clone();
    wasm_bindgen_futures::spawn_local(async move {
        match parts::documents().await {
            Ok(documents) => files::download(&format!("{name}.run.json"), &(documents.written)(&document)),
            Err(Missing) => tell.dispatch(NoticeAct::Tell(Notice::PartMissing)),
        }
    });
}
