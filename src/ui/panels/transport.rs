//! Playback: the buttons, the clock, where the playhead stands, and how time passes.

use crate::say;
use crate::text::{Arg, Key, Language, format, word};
use crate::ui::desk::{Desk, SPEEDS, StepUnit};
use crate::ui::dialogs::DialogKind;
use crate::ui::files;
use crate::ui::live::live;
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

/// A button of the playback bar. `why_not`: why it would do nothing now.
#[derive(PartialEq, Properties)]
struct PlaybackButtonProps {
    pub glyph: Glyph,
    pub label: AttrValue,
    #[prop_or_default]
    pub why_not: Option<&'static str>,
    #[prop_or_default]
    pub class: Classes,
    /// Shows its word too.
    #[prop_or_default]
    pub worded: bool,
    pub on_press: Callback<()>,
}

/// A playback button; it stays focusable when it can do nothing, and says why.
fn playback_button(props: &PlaybackButtonProps) -> Html {
    let off = props.why_not.is_some();
    let onclick = {
        let press = props.on_press.clone();
        Callback::from(move |_: MouseEvent| {
            if !off {
                press.emit(());
            }
        })
    };
    let title = props.why_not.map_or_else(|| props.label.clone(), AttrValue::from);
    let label = (!props.worded).then(|| props.label.clone());
    html! {
        <button type="button" class={classes!("btn", props.class.clone())} aria-label={label} {title} {onclick}
            aria-disabled={off.then_some("true")}>
            { icon(props.glyph) }
            if props.worded {
                { &props.label }
            }
        </button>
    }
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
    let primary = |is: bool| if is { "primary square" } else { "square" };
    html! {
        <>
            { playback_button(&yew::props!(PlaybackButtonProps {
                class: "square",
                glyph: Glyph::StepBack,
                label: word(language, Key::TransportStepBack),
                why_not: at_start,
                on_press: press(|desk| desk.step_by_unit(false)),
            })) }
            { playback_button(&yew::props!(PlaybackButtonProps {
                class: primary(view.playing),
                glyph: play,
                label: play_label,
                why_not: nothing,
                on_press: press(|desk| desk.set_playing(!desk.view().playing)),
            })) }
            { playback_button(&yew::props!(PlaybackButtonProps {
                class: classes!(primary(!view.playing), "step"),
                glyph: Glyph::Step,
                label: word(language, Key::TransportStep),
                worded: props.worded,
                why_not: nothing,
                on_press: press(|desk| desk.step_by_unit(true)),
            })) }
        </>
    }
}

/// The bar.
#[component]
pub fn Transport(props: &PanelProps) -> Html {
    let language = use_language();
    let desk = use_desk();
    let dialogs = use_dialogs();
    let view = &props.view;
    let press = |act: fn(&Desk)| {
        let desk = desk.clone();
        Callback::from(move |()| act(&desk))
    };
    let at_start = (view.at_step == 0).then(|| word(language, Key::TransportAtStart));
    let at_latest = view.is_latest().then(|| word(language, Key::TransportAtLatest));
    let undo_why = (!view.can_undo).then(|| word(language, Key::ActionNothingToUndo));
    let redo_why = (!view.can_redo).then(|| word(language, Key::ActionNothingToRedo));
    let open = |kind: DialogKind| {
        let dialogs = dialogs.clone();
        Callback::from(move |_: MouseEvent| dialogs.open(kind.clone()))
    };
    html! {
        <div class="transport" role="toolbar" aria-label={word(language, Key::PartPlayback)}>
            <div class="transport-group">
                { playback_button(&yew::props!(PlaybackButtonProps {
                    class: "quiet square",
                    glyph: Glyph::ToStart,
                    label: word(language, Key::TransportToStart),
                    why_not: at_start,
                    on_press: press(|desk| desk.seek_step(0)),
                })) }
                { live::<MainButtons>(yew::props!(MainButtonsProps { view: view.clone() })) }
                { playback_button(&yew::props!(PlaybackButtonProps {
                    class: "quiet square",
                    glyph: Glyph::ToEnd,
                    label: word(language, Key::TransportToEnd),
                    why_not: at_latest,
                    on_press: press(to_latest),
                })) }
            </div>
            <div class="transport-group">
                { live::<Position>(PanelProps { view: view.clone(), selection: props.selection }) }
                { runs::switcher(view, &desk, &dialogs, language) }
            </div>
            <div class="transport-group transport-end">
                { live::<Menu>(yew::props!(MenuProps {
                    class: "quiet",
                    up: true,
                    items: units(&desk, language),
                    children: html! { { say!(language, Key::TransportStepByUnit, unit = Arg::Text(word(language, unit_key(desk.step_unit())))).plain() } },
                })) }
                { live::<Menu>(yew::props!(MenuProps {
                    class: "quiet",
                    up: true,
                    items: speeds(&desk, language),
                    children: html! { { speed_words(Key::TransportSpeedValue, desk.speed(), language) } },
                })) }
                <button type="button" class="btn quiet" onclick={open(DialogKind::Seed)}
                    title={word(language, Key::DialogChangeSeed)}>
                    { say!(language, Key::TransportSeedValue, seed = Arg::Text(&view.world.seed().to_string())).plain() }
                </button>
                { playback_button(&yew::props!(PlaybackButtonProps {
                    class: "quiet square",
                    glyph: Glyph::Undo,
                    label: word(language, Key::ActionUndo),
                    why_not: undo_why,
                    on_press: press(|desk| { desk.undo(); }),
                })) }
                { playback_button(&yew::props!(PlaybackButtonProps {
                    class: "quiet square",
                    glyph: Glyph::Redo,
                    label: word(language, Key::ActionRedo),
                    why_not: redo_why,
                    on_press: press(|desk| { desk.redo(); }),
                })) }
                <button type="button" class="btn" onclick={open(DialogKind::Fault(None))}>
                    { icon(Glyph::Fault) }{ word(language, Key::TransportInjectFault) }
                </button>
            </div>
        </div>
    }
}

/// The clock and the event at the playhead.
#[component]
pub fn Position(props: &PanelProps) -> Html {
    let language = use_language();
    let desk = use_desk();
    let view = &props.view;
    let clock = format::instant(view.world.elapsed());
    let place = match desk.running_to() {
        Some(time) => {
            let at = Arg::Instant(time.since(view.world.start()));
            say!(language, Key::TransportRunningTo, at = at)
        }
        None => place(view, language),
    };
    let latest = Callback::from(move |_: MouseEvent| to_latest(&desk));
    html! {
        <>
            <span class="clock" role="timer" aria-label={word(language, Key::TransportClock)}>{ clock }</span>
            <span class="place">{ place.plain() }</span>
            if !view.is_latest() {
                <button type="button" class="btn small" onclick={latest}>{ word(language, Key::TransportLatest) }</button>
            }
        </>
    }
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
    say!(language, key, speed = Arg::Text(&speed.to_string())).plain()
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
