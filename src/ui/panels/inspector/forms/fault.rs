//! The plan of faults: adding one, changing, moving and deleting those that stand.

use super::fields::{
    Alternative, ApplyBar, Choice, SelectField, Switch, TextField, editing, in_seconds, seconds, whole,
};
use super::{Form, use_form};
use crate::model::time::{Millis, NEVER};
use crate::say;
use crate::text::{Arg, Key, Rich, narration};
use crate::ui::panels::faults::next_on_wire;
use crate::ui::panels::inspector::parts::{rich, section};
use crate::ui::panels::inspector::scene::Scene;
use crate::ui::view::View;
use crate::ui::widgets::dialog::Dialog;
use crate::ui::widgets::icon::{Glyph, icon};
use crate::world::command::Command;
use crate::world::setup::MAX_WAIT_MS;
use crate::world::spec::{CrashMoment, FaultSpec};
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct FaultFormProps {
    pub view: Rc<View>,
    /// The fault to change, by its place in the plan; `None` adds one.
    pub subject: Option<usize>,
    pub on_close: Callback<()>,
}

const PUBACK: &str = "puback";
const PUBLISH: &str = "publish";
const CRASH: &str = "crash";
const OUTAGE: &str = "outage";

const AT_TIME: &str = "at_ms";
/// The moments of a consumer's program, in their order.
const AIMED: [(CrashMoment, Key); 5] = [
    (CrashMoment::BeforeWork(1), Key::FaultWhenBeforeWork),
    (CrashMoment::DuringWork(1), Key::FaultWhenDuringWork),
    (CrashMoment::BetweenEffectAndRecord(1), Key::FaultWhenBetween),
    (CrashMoment::BeforeSettling(1), Key::FaultWhenSettling),
    (CrashMoment::AfterSettling(1), Key::FaultWhenAfterSettling),
];

#[derive(Clone, PartialEq)]
struct Draft {
    kind: &'static str,
    target: String,
    message: String,
    back_after: String,
    moment: &'static str,
    at: String,
    nth: String,
    restart_after: String,
    ends: bool,
    length: String,
}

#[component]
pub fn FaultForm(props: &FaultFormProps) -> Html {
    let form = use_form(&props.view, &props.on_close);
    let scene = &form.scene;
    let editing_at = use_state_eq(|| props.subject);
    let draft = use_state(|| {
        let standing = props.subject.and_then(|index| props.view.world.faults().get(index));
        standing.map_or_else(|| Draft::fresh(&form.scene, PUBACK), |fault| Draft::of(&form.scene, &fault.spec))
    });
    let tried = use_state_eq(|| false);
    let read = draft.read(scene);
    let on_apply = {
        let (read, tried, submit) = (read.clone(), tried.clone(), form.submit.clone());
        Callback::from(move |at_start: bool| {
            tried.set(true);
            if let Ok(fault) = read.clone() {
                submit.emit((Command::AddFault { fault }, at_start));
            }
        })
    };
    let on_keep = {
        let (read, tried, edit, at) = (read.clone(), tried.clone(), form.edit_fault.clone(), editing_at.clone());
        Callback::from(move |_: MouseEvent| {
            tried.set(true);
            if let (Ok(fault), Some(index)) = (read.clone(), *at) {
                edit.emit((index, Some(fault)));
                at.set(None);
            }
        })
    };
    let change = {
        let (draft, at, scene) = (draft.clone(), editing_at.clone(), scene.clone());
        Callback::from(move |index: usize| {
            if let Some(fault) = scene.world.faults().get(index) {
                draft.set(Draft::of(&scene, &fault.spec));
                at.set(Some(index));
            }
        })
    };
    let stop_editing = {
        let at = editing_at.clone();
        Callback::from(move |_: MouseEvent| at.set(None))
    };
    html! {
        <Dialog title={scene.word(Key::DialogFault)} on_close={props.on_close.clone()}>
            <div class="thing-form">
                { fields(scene, &draft, &read, *tried) }
                if editing_at.is_some() {
                    <div class="form-buttons">
                        <button type="button" class="btn primary" onclick={on_keep}>{ scene.word(Key::ActionApply) }</button>
                        <button type="button" class="btn quiet" onclick={stop_editing}>
                            { scene.word(Key::FaultAddAnother) }
                        </button>
                    </div>
                    <p class="form-hint">{ scene.word(Key::FaultEditHint) }</p>
                } else {
                    <ApplyBar scene={scene.clone()} {on_apply} on_close={props.on_close.clone()}
                        refused={form.refused_otherwise(&[])} />
                }
                { plan(&form, *editing_at, &change) }
            </div>
        </Dialog>
    }
}

fn fields(
    scene: &Scene,
    draft: &UseStateHandle<Draft>,
    read: &Result<FaultSpec, Vec<(&'static str, Rich)>>,
    tried: bool,
) -> Html {
    let wrong = |field: &str| {
        let problems = read.as_ref().err().filter(|_| tried)?;
        problems.iter().find(|(name, _)| *name == field).map(|(_, problem)| problem.clone())
    };
    let kinds = vec![
        Alternative { value: PUBACK, label: Key::FaultKindPuback, about: Some(Key::FaultLosePubackAbout) },
        Alternative { value: PUBLISH, label: Key::FaultKindPublish, about: Some(Key::FaultLosePublishAbout) },
        Alternative { value: CRASH, label: Key::FaultKindCrash, about: Some(Key::FaultCrashConsumerAbout) },
        Alternative { value: OUTAGE, label: Key::FaultKindOutage, about: Some(Key::FaultEndpointOutageAbout) },
    ];
    let choose = {
        let (draft, scene) = (draft.clone(), scene.clone());
        Callback::from(move |kind: &'static str| draft.set(Draft::fresh(&scene, kind)))
    };
    // What would strike another target next is another number.
    let aim = {
        let scene = scene.clone();
        editing(draft, move |draft, target: String| {
            draft.message = next_number(&scene, &target).to_string();
            draft.nth = next_to_settle(&scene, &target).to_string();
            draft.target = target;
        })
    };
    let targets = targets(scene, draft.kind);
    let nothing = targets.is_empty().then(|| match draft.kind {
        CRASH => Key::FaultNoneConsumer,
        OUTAGE => Key::FaultNoneEndpoint,
        _ => Key::FaultNoneDevice,
    });
    let options = targets.into_iter().map(|name| (name.clone(), name)).collect::<Vec<_>>();
    let at_time = Alternative { value: AT_TIME, label: Key::FaultWhenTime, about: None };
    let aimed = AIMED.into_iter().map(|(moment, label)| Alternative { value: moment.code(), label, about: None });
    let moments = std::iter::once(at_time).chain(aimed).collect::<Vec<_>>();
    let at_field = |label: Key| {
        html! {
            <TextField {label} value={draft.at.clone()} numeric={true} unit={Key::FieldUnitSeconds}
                hint={say!(scene.language, Key::FaultTimeHint)} error={wrong("at")}
                on_input={editing(draft, |draft, text| draft.at = text)} />
        }
    };
    html! {
        <>
            <Choice label={Key::FaultMenu} value={draft.kind} options={kinds} autofocus={true} on_choose={choose} />
            <SelectField label={Key::FaultFieldTarget} value={draft.target.clone()} {options}
                error={nothing.map(|key| say!(scene.language, key))}
                on_choose={aim} />
            if matches!(draft.kind, PUBACK | PUBLISH) {
                <TextField label={Key::FaultFieldMessageNumber} value={draft.message.clone()} numeric={true}
                    hint={next_is(scene, next_number(scene, &draft.target))} error={wrong("message")}
                    on_input={editing(draft, |draft, text| draft.message = text)} />
                <TextField label={Key::FaultFieldBackAfter} value={draft.back_after.clone()} numeric={true}
                    unit={Key::FieldUnitSeconds} error={wrong("back")}
                    on_input={editing(draft, |draft, text| draft.back_after = text)} />
            }
            if draft.kind == CRASH {
                <Choice label={Key::FaultFieldWhen} value={draft.moment} options={moments}
                    on_choose={editing(draft, |draft, moment| draft.moment = moment)} />
                if draft.moment == AT_TIME {
                    { at_field(Key::FaultFieldAt) }
                } else {
                    <TextField label={Key::FaultFieldWhich} value={draft.nth.clone()} numeric={true}
                        hint={next_is(scene, next_to_settle(scene, &draft.target))} error={wrong("nth")}
                        on_input={editing(draft, |draft, text| draft.nth = text)} />
                }
                <TextField label={Key::FaultFieldRestartAfter} value={draft.restart_after.clone()} numeric={true}
                    unit={Key::FieldUnitSeconds} error={wrong("restart")}
                    on_input={editing(draft, |draft, text| draft.restart_after = text)} />
            }
            if draft.kind == OUTAGE {
                { at_field(Key::FaultFieldFrom) }
                <Switch label={Key::FaultFieldEnds} on={draft.ends}
                    on_change={editing(draft, |draft, ends| draft.ends = ends)} />
                if draft.ends {
                    <TextField label={Key::FaultFieldFor} value={draft.length.clone()} numeric={true}
                        unit={Key::FieldUnitSeconds} error={wrong("length")}
                        on_input={editing(draft, |draft, text| draft.length = text)} />
                }
            }
        </>
    }
}

fn targets(scene: &Scene, kind: &str) -> Vec<String> {
    let world = &scene.world;
    match kind {
        CRASH => world.consumers().iter().filter(|c| !c.removed).map(|c| c.name().to_string()).collect(),
        OUTAGE => world.endpoints().iter().filter(|e| !e.removed).map(|e| e.name.to_string()).collect(),
        _ => world.devices().iter().filter(|d| !d.removed).map(|d| d.id().to_string()).collect(),
    }
}

/// The message that a consumer settles next.
fn next_to_settle(scene: &Scene, consumer: &str) -> u32 {
    let consumers = scene.world.consumers().iter();
    let found = consumers.filter(|it| !it.removed).find(|it| **it.name() == *consumer);
    found.map_or(1, |consumer| consumer.next_to_settle())
}

/// The message of a device whose packets are next on the wire.
fn next_number(scene: &Scene, device: &str) -> u32 {
    scene.world.find_device(device).map_or(0, |id| next_on_wire(&scene.world, id))
}

fn next_is(scene: &Scene, next: u32) -> Rich {
    say!(scene.language, Key::FaultNextMessage, n = Arg::Code(&next.to_string()))
}

/// The faults of the plan, each with what can be done about it.
fn plan(form: &Form, editing_at: Option<usize>, change: &Callback<usize>) -> Html {
    let scene = &form.scene;
    let faults = scene.world.faults();
    if faults.is_empty() {
        return Html::default();
    }
    let edit =
        |index: usize, fault: Option<FaultSpec>| form.edit_fault.reform(move |_: MouseEvent| (index, fault.clone()));
    let rows = faults.iter().enumerate().map(|(index, fault)| {
        let sentence = narration::fault(&fault.spec, &scene.world, scene.language);
        let about = sentence.plain();
        let named = |key: Key| say!(scene.language, key, fault = Arg::Text(&about)).plain();
        let state = if fault.struck { Key::FaultHasStruck } else { Key::FaultPlanned };
        html! {
            <li aria-current={(editing_at == Some(index)).then_some("true")}>
                <span>
                    { rich(sentence) }
                    { " " }
                    <span class="quiet">{ scene.word(state) }</span>
                </span>
                <span class="row-buttons">
                    if let Some(earlier) = moved(&fault.spec, false) {
                        <button type="button" class="btn quiet square" aria-label={named(Key::FaultEarlier)}
                            onclick={edit(index, Some(earlier))}>{ icon(Glyph::StepBack) }</button>
                    }
                    if let Some(later) = moved(&fault.spec, true) {
                        <button type="button" class="btn quiet square" aria-label={named(Key::FaultLater)}
                            onclick={edit(index, Some(later))}>{ icon(Glyph::Step) }</button>
                    }
                    <button type="button" class="btn quiet square" aria-label={named(Key::FaultEdit)}
                        onclick={change.reform(move |_: MouseEvent| index)}>{ icon(Glyph::Edit) }</button>
                    <button type="button" class="btn quiet square" aria-label={named(Key::FaultDelete)}
                        onclick={edit(index, None)}>{ icon(Glyph::Trash) }</button>
                </span>
            </li>
        }
    });
    section(scene.word(Key::FaultPlan), html! { <ul class="rows plan">{ for rows }</ul> })
}

/// The fault one place later or earlier: a message, or half a second.
#[must_use]
pub fn moved(fault: &FaultSpec, later: bool) -> Option<FaultSpec> {
    const STRIDE_MS: Millis = 500;
    let number = |n: u32| if later { n.checked_add(1) } else { n.checked_sub(1) };
    let time = |ms: Millis| if later { Some(ms + STRIDE_MS) } else { (ms > 0).then(|| ms.saturating_sub(STRIDE_MS)) };
    let mut fault = fault.clone();
    match &mut fault {
        FaultSpec::LosePuback { message, .. } | FaultSpec::LosePublish { message, .. } => *message = number(*message)?,
        FaultSpec::CrashConsumer { when: CrashMoment::AtMs(at), .. } => *at = time(*at)?,
        FaultSpec::CrashConsumer { when, .. } => {
            *when = when.with_nth(when.nth().and_then(number).filter(|nth| *nth > 0)?);
        }
        FaultSpec::Outage { from_ms, .. } => *from_ms = time(*from_ms)?,
    }
    Some(fault)
}

impl Draft {
    /// A fault of that kind that would strike next.
    fn fresh(scene: &Scene, kind: &'static str) -> Self {
        let target = targets(scene, kind).into_iter().next().unwrap_or_default();
        Self {
            kind,
            message: next_number(scene, &target).to_string(),
            back_after: "1".to_owned(),
            moment: AT_TIME,
            at: in_seconds(scene.world.elapsed()),
            nth: next_to_settle(scene, &target).to_string(),
            target,
            restart_after: "5".to_owned(),
            ends: true,
            length: "10".to_owned(),
        }
    }

    fn of(scene: &Scene, fault: &FaultSpec) -> Self {
        match fault {
            FaultSpec::LosePuback { device, message, back_after_ms } => Self {
                target: device.to_string(),
                message: message.to_string(),
                back_after: in_seconds(*back_after_ms),
                ..Self::fresh(scene, PUBACK)
            },
            FaultSpec::LosePublish { device, message, back_after_ms } => Self {
                target: device.to_string(),
                message: message.to_string(),
                back_after: in_seconds(*back_after_ms),
                ..Self::fresh(scene, PUBLISH)
            },
            FaultSpec::CrashConsumer { consumer, when, restart_after_ms } => {
                let fresh = Self::fresh(scene, CRASH);
                let (at, nth) = match (*when, when.nth()) {
                    (CrashMoment::AtMs(at), _) => (in_seconds(at), fresh.nth.clone()),
                    (_, nth) => (fresh.at.clone(), nth.unwrap_or(1).to_string()),
                };
                let moment = when.code();
                let (target, restart_after) = (consumer.to_string(), in_seconds(*restart_after_ms));
                Self { target, moment, at, nth, restart_after, ..fresh }
            }
            FaultSpec::Outage { endpoint, from_ms, for_ms } => Self {
                target: endpoint.to_string(),
                at: in_seconds(*from_ms),
                ends: for_ms.is_some(),
                length: for_ms.map_or_else(|| "10".to_owned(), in_seconds),
                ..Self::fresh(scene, OUTAGE)
            },
        }
    }

    /// The fault that is typed, or what is wrong with which field.
    fn read(&self, scene: &Scene) -> Result<FaultSpec, Vec<(&'static str, Rich)>> {
        let mut problems = Vec::new();
        let mut keep = |field: &'static str, value: Result<u64, Rich>| {
            value.map_err(|problem| problems.push((field, problem))).unwrap_or_default()
        };
        let target = || (*self.target).into();
        let number = |text: &str, least: u64| whole(scene, text, least, u64::from(u32::MAX));
        let fault = match self.kind {
            CRASH => FaultSpec::CrashConsumer {
                consumer: target(),
                when: if self.moment == AT_TIME {
                    CrashMoment::AtMs(keep("at", seconds(scene, &self.at, 0, NEVER.0)))
                } else {
                    let aimed = AIMED.into_iter().find(|(moment, _)| moment.code() == self.moment);
                    let moment = aimed.map_or(CrashMoment::BeforeSettling(1), |(moment, _)| moment);
                    moment.with_nth(keep("nth", number(&self.nth, 1)) as u32)
                },
                restart_after_ms: keep("restart", seconds(scene, &self.restart_after, 0, MAX_WAIT_MS)),
            },
            OUTAGE => FaultSpec::Outage {
                endpoint: target(),
                from_ms: keep("at", seconds(scene, &self.at, 0, NEVER.0)),
                for_ms: self.ends.then(|| keep("length", seconds(scene, &self.length, 1, NEVER.0))),
            },
            kind => {
                let message = keep("message", number(&self.message, 0)) as u32;
                let back_after_ms = keep("back", seconds(scene, &self.back_after, 0, MAX_WAIT_MS));
                if kind == PUBACK {
                    FaultSpec::LosePuback { device: target(), message, back_after_ms }
                } else {
                    FaultSpec::LosePublish { device: target(), message, back_after_ms }
                }
            }
        };
        if problems.is_empty() { Ok(fault) } else { Err(problems) }
    }
}
