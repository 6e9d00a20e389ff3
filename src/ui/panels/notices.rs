//! Lines under the top bar: what the page itself has to tell, with what can be done about it.

use crate::model::hub::tier::Tier;
use crate::model::limits::{MAX_BODY_BYTES_ALIVE, MAX_MESSAGES_ALIVE};
use crate::say;
use crate::session::document::MODEL_VERSION;
use crate::session::link::LinkNews;
use crate::text::{Arg, Key, Language, Rich, refusal, word};
use crate::ui::desk::{Desk, Fork, Told};
use crate::ui::files;
use crate::ui::library::localized;
use crate::ui::markup::{self, El, el};
use crate::ui::notices::{Notice, NoticeAct, Notices, Tell};
use crate::ui::page::{use_desk, use_language, use_tell};
use crate::ui::panels::transport::download_run;
use crate::ui::persist::{Drafts, first_scenario};
use crate::ui::place;
use crate::ui::view::View;
use crate::ui::widgets::icon::{Glyph, icon};
use crate::ui::widgets::rich::rich;
use crate::world::entry::PauseReason;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct NoticeListProps {
    pub view: Rc<View>,
    pub notices: Notices,
    pub drafts: Drafts,
}

/// A button of a notice.
type Act = (&'static str, Callback<()>);

/// The lines.
#[component]
pub fn NoticeList(props: &NoticeListProps) -> Html {
    let language = use_language();
    let desk = use_desk();
    let tell = use_tell();
    let drafts = &props.drafts;
    let tier = props.view.world.hub().spec.tier;
    // Forks are explained once; from then on the menu of runs tells.
    let told = use_mut_ref(|| None::<Fork>);
    let fork = desk.fork().filter(|fork| {
        let mut told = told.borrow_mut();
        told.get_or_insert_with(|| fork.clone()) == fork
    });
    let acts = |notice: &Notice| -> Vec<Act> {
        let act = |key: Key, act: Box<dyn Fn()>| (word(language, key), Callback::from(move |()| act()));
        let (desk, tell) = (desk.clone(), tell.clone());
        match notice {
            Notice::Restored { .. } => {
                vec![act(Key::DraftStartFresh, Box::new(move || desk.open(first_scenario())))]
            }
            Notice::StorageRefused | Notice::StorageFull => {
                vec![act(Key::ActionDownload, Box::new(move || download_run(&desk, &tell)))]
            }
            Notice::Damaged { text, .. } => {
                let (text, drafts) = (text.clone(), drafts.clone());
                let forget = move || {
                    let drafts = drafts.clone();
                    wasm_bindgen_futures::spawn_local(async move { drafts.forget_damaged().await });
                };
                vec![
                    act(Key::DraftDownloadDamaged, Box::new(move || files::download("draft.json", &text))),
                    act(Key::DraftForgetDamaged, Box::new(forget)),
                ]
            }
            Notice::Link(news) => match **news {
                LinkNews::Opened => vec![act(Key::LinkLeave, Box::new(place::leave_link))],
                LinkNews::Waits => vec![act(Key::LinkOpenNow, Box::new(place::load_again))],
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    };
    let lines = props.notices.list.iter().map(|(number, notice)| {
        let dismiss = {
            let (tell, number) = (tell.clone(), *number);
            Callback::from(move |()| tell.dispatch(NoticeAct::Dismiss(number)))
        };
        // Whatever is done about it, it has been read.
        let acts = acts(notice).into_iter().map(|(label, act)| {
            let dismiss = dismiss.clone();
            (
                label,
                Callback::from(move |()| {
                    act.emit(());
                    dismiss.emit(());
                }),
            )
        });
        line(
            &format!("notice-{number}"),
            is_bad(notice),
            say_notice(notice, tier, language),
            acts.collect(),
            dismiss,
            language,
        )
    });
    el("section")
        .class("notices")
        .aria_label(word(language, Key::ShellNotices))
        .role("status")
        .each(lines)
        .each(fork.map(|fork| fork_line(&fork, &desk, &tell, language)))
        .each(desk.has_replaced().then(|| replaced_line(&props.view, &desk, language)))
        .each(desk.pause_reason().map(|reason| pause_line(reason, &desk, language)))
        .into()
}

fn line(key: &str, bad: bool, said: Rich, acts: Vec<Act>, dismiss: Callback<()>, language: Language) -> El {
    let act = |(label, act): Act| markup::button("btn small").press(act).child(label);
    let close = markup::button("btn quiet square small").aria_label(word(language, Key::ShellDismiss));
    el("div")
        .key(key)
        .class(if bad { "notice bad" } else { "notice" })
        .child(el("p").child(rich(said)))
        .each(acts.into_iter().map(act))
        .child(close.press(dismiss).child(icon(Glyph::Close)))
}

fn is_bad(notice: &Notice) -> bool {
    if let Notice::Link(news) = notice {
        return matches!(**news, LinkNews::NotOpened(_));
    }
    matches!(
        notice,
        Notice::StorageRefused
            | Notice::StorageFull
            | Notice::Damaged { .. }
            | Notice::FileNotOpened { .. }
            | Notice::Refused(_)
    )
}

fn say_notice(notice: &Notice, tier: Tier, language: Language) -> Rich {
    match notice {
        Notice::Restored { saved } => {
            let date = js_sys::Date::new(&(*saved).into());
            let at = String::from(date.to_locale_string(language.tag(), &wasm_bindgen::JsValue::UNDEFINED));
            say!(language, Key::DraftRestored, at = Arg::Text(&at))
        }
        Notice::StorageRefused => say!(language, Key::DraftRefused),
        Notice::StorageFull => say!(language, Key::DraftFull),
        Notice::PartMissing => say!(language, Key::PartMissing),
        Notice::SettingsNotKept => say!(language, Key::SettingsNotKept),
        Notice::CopyOfOtherTab => say!(language, Key::DraftOfOtherTab),
        Notice::OtherModel { stored } => {
            say!(language, Key::DraftOtherModel, stored = *stored, current = MODEL_VERSION)
        }
        Notice::Damaged { problem, .. } => {
            say!(language, Key::DraftDamaged, reason = Arg::Text(&problem.say(language).plain()))
        }
        Notice::FileNotOpened { file, problem } => {
            let reason = problem.say(language).plain();
            say!(language, Key::ShellFileProblem, file = Arg::Name(file), reason = Arg::Text(&reason))
        }
        Notice::Link(news) => refusal::link_news(news, language),
        Notice::Refused(rejection) => {
            let reason = refusal::rejection(rejection, tier, language).plain();
            say!(language, Key::ShellForkUndone, reason = Arg::Text(&reason))
        }
    }
}

/// The first fork is explained, and can be taken back or made at the start.
fn fork_line(fork: &Fork, desk: &Desk, tell: &Tell, language: Language) -> El {
    let said = say!(language, Key::RunForked, n = fork.run, kept = fork.kept);
    let undo = {
        let desk = desk.clone();
        Callback::from(move |()| desk.undo_fork())
    };
    let at_start = {
        let (desk, tell) = (desk.clone(), tell.clone());
        Callback::from(move |()| {
            let tell = tell.clone();
            desk.move_fork_to_start(Callback::from(move |told: Told| {
                if let Err(rejection) = told {
                    tell.dispatch(NoticeAct::Tell(Notice::Refused(Rc::new(rejection))));
                }
            }));
        })
    };
    let forget = {
        let desk = desk.clone();
        Callback::from(move |()| desk.forget_fork())
    };
    let acts = vec![(word(language, Key::ActionUndo), undo), (word(language, Key::RunChangeStart), at_start)];
    line("fork", false, said, acts, forget, language)
}

/// Another scenario is open; what was here before can be had back.
fn replaced_line(view: &View, desk: &Desk, language: Language) -> El {
    let scenario = localized(&view.scenario.name, language);
    let said = say!(language, Key::ScenarioReplaced, scenario = Arg::Name(&scenario));
    let (back, forget) = (desk.clone(), desk.clone());
    let back = Callback::from(move |()| back.take_back_opening());
    let forget = Callback::from(move |()| forget.forget_replaced());
    line("replaced", false, said, vec![(word(language, Key::ActionUndo), back)], forget, language)
}

/// A limit of the page that paused the run.
fn pause_line(reason: PauseReason, desk: &Desk, language: Language) -> El {
    let what = match reason {
        PauseReason::TooManyBodyBytes => {
            say!(language, Key::LimitBodyBytes, limit = Arg::Bytes(MAX_BODY_BYTES_ALIVE))
        }
        PauseReason::TooManyMessages => say!(language, Key::LimitMessages, limit = MAX_MESSAGES_ALIVE),
    };
    let said = say!(language, Key::LimitPaused, what = Arg::Text(&what.plain()));
    let desk = desk.clone();
    line("pause", true, said, Vec::new(), Callback::from(move |()| desk.forget_pause()), language)
}
