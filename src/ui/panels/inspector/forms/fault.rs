//! The plan of faults: adding one, and changing those that stand.

mod draft;
mod plan;

use super::fields::{Alternative, ApplyBar, Choice, SelectField, Switch, TextField, editing};
use super::{Form, use_form};
use crate::say;
use crate::text::{Arg, Key, Rich};
use crate::ui::panels::inspector::scene::Scene;
use crate::ui::view::View;
use crate::ui::widgets::dialog::Dialog;
use crate::world::command::Command;
use crate::world::spec::{CrashMoment, FaultSpec, Mishap};
use draft::{AT_TIME, Draft, Kind, Victim, next_number};
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct FaultFormProps {
    pub view: Rc<View>,
    /// The fault to change, by its place in the plan; `None` adds one.
    pub subject: Option<usize>,
    pub on_close: Callback<()>,
}

/// The kinds that are seen at once.
const MAIN: [(&str, Kind, Key, Key); 4] = [
    ("puback", Kind::Puback, Key::FaultKindPuback, Key::FaultLosePubackAbout),
    ("publish", Kind::Publish, Key::FaultKindPublish, Key::FaultLosePublishAbout),
    ("crash", Kind::Crash, Key::FaultKindCrash, Key::FaultCrashConsumerAbout),
    ("outage", Kind::Outage, Key::FaultKindOutage, Key::FaultEndpointOutageAbout),
];
const OTHER: &str = "other";

/// The words for the moments of a consumer's program, in their order.
const MOMENTS: [Key; 5] = [
    Key::FaultWhenBeforeWork,
    Key::FaultWhenDuringWork,
    Key::FaultWhenBetween,
    Key::FaultWhenSettling,
    Key::FaultWhenAfterSettling,
];

#[component]
pub fn FaultForm(props: &FaultFormProps) -> Html {
    let form = use_form(&props.view, &props.on_close);
    let scene = &form.scene;
    let editing_at = use_state_eq(|| props.subject);
    let draft = use_state(|| {
        let standing = props.subject.and_then(|index| props.view.world.faults().get(index));
        standing.map_or_else(|| Draft::fresh(&form.scene, Kind::Puback), |fault| Draft::of(&form.scene, &fault.spec))
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
                { plan::plan(&form, *editing_at, &change) }
            </div>
        </Dialog>
    }
}

/// Which of the fields show what.
struct Fields<'a> {
    scene: &'a Scene,
    draft: &'a UseStateHandle<Draft>,
    problems: &'a [(&'static str, Rich)],
}

fn fields(
    scene: &Scene,
    draft: &UseStateHandle<Draft>,
    read: &Result<FaultSpec, Vec<(&'static str, Rich)>>,
    tried: bool,
) -> Html {
    let problems = read.as_ref().err().filter(|_| tried).map_or(&[][..], |problems| problems);
    let fields = Fields { scene, draft, problems };
    html! {
        <>
            { fields.kind() }
            { fields.way() }
            { fields.target() }
            { fields.which() }
            { fields.when() }
            { fields.how() }
        </>
    }
}

impl Fields<'_> {
    fn wrong(&self, field: &str) -> Option<Rich> {
        self.problems.iter().find(|(name, _)| *name == field).map(|(_, problem)| problem.clone())
    }

    fn kind(&self) -> Html {
        let main = MAIN.into_iter().map(|(value, _, label, about)| Alternative { value, label, about: Some(about) });
        let other = Alternative { value: OTHER, label: Key::FaultKindOther, about: Some(Key::FaultKindOtherAbout) };
        let fresh = {
            let (draft, scene) = (self.draft.clone(), self.scene.clone());
            Callback::from(move |kind: Kind| draft.set(Draft::fresh(&scene, kind)))
        };
        let choose = fresh.reform(|value: &'static str| {
            MAIN.into_iter().find(|(name, ..)| *name == value).map_or(Kind::Lose, |(_, kind, ..)| kind)
        });
        let choose_other = fresh.reform(|value: String| {
            Kind::OTHERS.into_iter().find(|(_, name, _)| *name == value).map_or(Kind::Lose, |(kind, ..)| kind)
        });
        let chosen = MAIN.into_iter().find(|(_, kind, ..)| *kind == self.draft.kind).map_or(OTHER, |(value, ..)| value);
        let others = Kind::OTHERS.into_iter();
        let which = others.clone().find(|(kind, ..)| *kind == self.draft.kind).map(|(_, name, _)| name.to_owned());
        let options: Vec<_> =
            others.map(|(_, name, label)| (name.to_owned(), self.scene.word(label).to_owned())).collect();
        html! {
            <>
                <Choice label={Key::FaultMenu} value={chosen} options={main.chain([other]).collect::<Vec<_>>()}
                    autofocus={true} on_choose={choose} />
                if let Some(value) = which {
                    <SelectField label={Key::FaultFieldOther} {value} {options} on_choose={choose_other} />
                }
            </>
        }
    }

    fn way(&self) -> Html {
        let ways = self.draft.kind.arrows();
        if ways.is_empty() {
            return Html::default();
        }
        let options: Vec<_> = ways
            .iter()
            .map(|way| {
                let (value, label) = way.word();
                (value.to_owned(), self.scene.word(label).to_owned())
            })
            .collect();
        let choose = {
            let (draft, scene) = (self.draft.clone(), self.scene.clone());
            Callback::from(move |value: String| {
                let way = ways.iter().copied().find(|way| way.word().0 == value).unwrap_or(draft.way);
                let changed = Draft { way, ..(*draft).clone() };
                let target = changed.targets(&scene).into_iter().next().unwrap_or_default();
                draft.set(changed.aimed(&scene, target));
            })
        };
        let value = self.draft.way.word().0.to_owned();
        html! { <SelectField label={Key::FaultFieldArrow} {value} {options} on_choose={choose} /> }
    }

    fn target(&self) -> Html {
        let nothing = match self.draft.victim() {
            Victim::Device => Key::FaultNoneDevice,
            Victim::Endpoint => Key::FaultNoneEndpoint,
            Victim::Consumer => Key::FaultNoneConsumer,
            Victim::Nobody => return Html::default(),
        };
        let targets = self.draft.targets(self.scene);
        let error = targets.is_empty().then(|| say!(self.scene.language, nothing));
        let options = targets.into_iter().map(|name| (name.clone(), name)).collect::<Vec<_>>();
        let aim = {
            let (draft, scene) = (self.draft.clone(), self.scene.clone());
            Callback::from(move |target: String| draft.set((*draft).clone().aimed(&scene, target)))
        };
        html! {
            <SelectField label={Key::FaultFieldTarget} value={self.draft.target.clone()} {options} {error}
                on_choose={aim} />
        }
    }

    /// Which message or delivery.
    fn which(&self) -> Html {
        let (scene, draft) = (self.scene, self.draft);
        let next = |n: u32| say!(scene.language, Key::FaultNextMessage, n = Arg::Code(&n.to_string()));
        let moments = || {
            let at_time = Alternative { value: AT_TIME, label: Key::FaultWhenTime, about: None };
            let aimed = CrashMoment::AIMED.into_iter().zip(MOMENTS);
            let aimed = aimed.map(|(moment, label)| Alternative { value: moment(1).code(), label, about: None });
            std::iter::once(at_time).chain(aimed).collect::<Vec<_>>()
        };
        let which = if draft.kind == Kind::Router { Key::FaultFieldDelivery } else { Key::FaultFieldWhich };
        html! {
            <>
                if draft.kind == Kind::Crash {
                    <Choice label={Key::FaultFieldWhen} value={draft.moment} options={moments()}
                        on_choose={editing(draft, |draft, moment| draft.moment = moment)} />
                }
                if draft.counts_messages() {
                    <TextField label={Key::FaultFieldMessageNumber} value={draft.message.clone()} numeric={true}
                        hint={next(next_number(scene, &draft.target))} error={self.wrong("message")}
                        on_input={editing(draft, |draft, text| draft.message = text)} />
                }
                if draft.counts() {
                    <TextField label={which} value={draft.nth.clone()} numeric={true}
                        hint={next(draft.next_nth(scene, &draft.target))} error={self.wrong("nth")}
                        on_input={editing(draft, |draft, text| draft.nth = text)} />
                }
            </>
        }
    }

    /// From when on and for how long.
    fn when(&self) -> Html {
        let draft = self.draft;
        let at = match draft.kind {
            Kind::Crash if draft.moment == AT_TIME => Some(Key::FaultFieldAt),
            Kind::Reboot => Some(Key::FaultFieldAt),
            Kind::Slow | Kind::Outage | Kind::Sick(_) | Kind::Offline | Kind::CutAll => Some(Key::FaultFieldFrom),
            _ => None,
        };
        let may_end = match draft.kind {
            Kind::Slow | Kind::Outage | Kind::Sick(_) => Some(Key::FaultFieldEnds),
            Kind::Random => Some(Key::FaultFieldStops),
            _ => None,
        };
        let length = match draft.kind {
            Kind::Offline | Kind::CutAll => Some(Key::FaultFieldFor),
            Kind::Random if draft.ends => Some(Key::FaultFieldUntil),
            _ if may_end.is_some() && draft.ends => Some(Key::FaultFieldFor),
            _ => None,
        };
        html! {
            <>
                if let Some(label) = at {
                    <TextField {label} value={draft.at.clone()} numeric={true} unit={Key::FieldUnitSeconds}
                        hint={say!(self.scene.language, Key::FaultTimeHint)} error={self.wrong("at")}
                        on_input={editing(draft, |draft, text| draft.at = text)} />
                }
                if let Some(label) = may_end {
                    <Switch {label} on={draft.ends} on_change={editing(draft, |draft, ends| draft.ends = ends)} />
                }
                if let Some(label) = length {
                    { self.seconds(label, &draft.length, "length", |draft, text| draft.length = text) }
                }
            </>
        }
    }

    /// What is particular to a kind.
    fn how(&self) -> Html {
        let draft = self.draft;
        match draft.kind {
            Kind::Puback | Kind::Publish | Kind::Reboot => {
                self.seconds(Key::FaultFieldBackAfter, &draft.back_after, "back", |draft, text| draft.back_after = text)
            }
            Kind::Crash => self.seconds(Key::FaultFieldRestartAfter, &draft.restart_after, "restart", |draft, text| {
                draft.restart_after = text;
            }),
            Kind::Delay => self.seconds(Key::FaultFieldBy, &draft.by, "by", |draft, text| draft.by = text),
            Kind::Slow => {
                self.number(Key::FaultFieldFactor, &draft.factor, "factor", |draft, text| draft.factor = text)
            }
            Kind::Router => {
                self.number(Key::FaultFieldReplays, &draft.replays, "replays", |draft, text| draft.replays = text)
            }
            Kind::Random => html! {
                <>
                    { self.number(Key::FaultFieldRate, &draft.rate, "rate", |draft, text| draft.rate = text) }
                    { self.mishaps() }
                </>
            },
            Kind::Lose | Kind::Duplicate | Kind::Lock | Kind::Outage | Kind::Sick(_) | Kind::Offline | Kind::CutAll => {
                Html::default()
            }
        }
    }

    fn seconds(&self, label: Key, value: &str, field: &str, change: fn(&mut Draft, String)) -> Html {
        html! {
            <TextField {label} value={value.to_owned()} numeric={true} unit={Key::FieldUnitSeconds}
                error={self.wrong(field)} on_input={editing(self.draft, change)} />
        }
    }

    fn number(&self, label: Key, value: &str, field: &str, change: fn(&mut Draft, String)) -> Html {
        html! {
            <TextField {label} value={value.to_owned()} numeric={true} error={self.wrong(field)}
                on_input={editing(self.draft, change)} />
        }
    }

    fn mishaps(&self) -> Html {
        let boxes = Mishap::ALL.into_iter().map(|kind| {
            let on = self.draft.mishaps.contains(&kind);
            let onchange = {
                let draft = self.draft.clone();
                Callback::from(move |_: Event| {
                    let all = Mishap::ALL.into_iter();
                    let kept = all.filter(|it| draft.mishaps.contains(it) != (*it == kind)).collect();
                    draft.set(Draft { mishaps: kept, ..(*draft).clone() });
                })
            };
            let label = say!(self.scene.language, Key::FaultMishap, kind = Arg::Text(kind.code())).plain();
            html! { <label><input type="checkbox" checked={on} {onchange} /><span>{ label }</span></label> }
        });
        html! {
            <fieldset class="form-row alternatives">
                <legend>{ self.scene.word(Key::FaultFieldMishaps) }</legend>
                { for boxes }
            </fieldset>
        }
    }
}
