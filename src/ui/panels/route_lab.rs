//! The route lab: would this message match, and why? Nothing here changes the run but *Apply to hub* and the repairs
//! on a device; what is typed is kept until it is applied or taken back.

mod bottom;
mod editor;
mod fields;
mod findings;
mod lines;
mod list;
mod marks;
mod part;
mod repair;
mod sample;
mod store;
mod text;
mod tree;
mod verdict;
mod vocabulary;
mod words;

use crate::model::ids::RouteId;
use crate::model::message::Source;
use crate::model::query::Dialect;
use crate::model::query::NodeKind;
use crate::say;
use crate::text::{Key, Language, Rich, refusal, word};
use crate::ui::desk::Told;
use crate::ui::dialogs::DialogKind;
use crate::ui::live::live_keyed;
use crate::ui::page::{use_desk, use_dialogs, use_language};
use crate::ui::place::{FALLBACK, Place};
use crate::ui::seen::{self, Seen};
use crate::ui::view::{Selection, View};
use crate::ui::widgets::rich::rich;
use crate::world::command::Command;
use bottom::{Bottom, ONE_ROUTE};
use fields::Fields;
use part::{Part, PartProps};
use sample::{Draft, Preset};
use std::ops::Deref;
use std::rc::Rc;
use store::{Lab, LabAct, use_lab};
use yew::prelude::*;

/// Messages of the run that the lab looks at, at most.
const MOST_SEEN: usize = 100;

/// Something that is computed once and shown in several places; equal only to itself.
struct Shared<T>(Rc<T>);

impl<T> Shared<T> {
    fn new(value: T) -> Self {
        Self(Rc::new(value))
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

#[derive(Clone, PartialEq, Properties)]
pub struct RouteLabProps {
    pub view: Rc<View>,
    pub selection: Selection,
    /// The route to show, by its name; [`FALLBACK`] for the fallback route.
    pub route: Option<AttrValue>,
}

#[component]
pub fn RouteLab(props: &RouteLabProps) -> Html {
    let language = use_language();
    let desk = use_desk();
    let dialogs = use_dialogs();
    let refused = use_state_eq(|| None::<Rich>);
    // The routes that there were when a new one was asked for.
    let known = use_state_eq(|| None::<Vec<RouteId>>);
    let one_route = use_state_eq(|| false);
    let (view, lab) = (&props.view, &use_lab());
    let dialect = lab.dialect();
    let typed = lab.conditions(&view.scenario.name.en);
    let seen = use_memo(view.revision, |_| Shared::new(seen::seen(view, MOST_SEEN)));
    let seen = (*seen).clone();
    let lines = use_memo((view.revision, typed, dialect), |(_, typed, dialect)| {
        Shared::new(lines::lines(view, typed, *dialect))
    });
    let lines = (*lines).clone();

    let selected = match props.selection {
        Selection::Route(id) => lines.iter().find(|line| line.id == id).map(|line| line.spec.name.to_string()),
        _ => None,
    };
    let is_there = |name: &&str| *name == FALLBACK || lines.iter().any(|line| *line.spec.name == **name);
    let wanted = [props.route.as_deref(), selected.as_deref(), lab.last.as_deref()];
    let first = lines.first().map_or(FALLBACK, |line| &*line.spec.name);
    let chosen = wanted.into_iter().flatten().find(is_there).unwrap_or(first).to_owned();
    use_effect_with(chosen.clone(), {
        let lab = lab.dispatcher();
        move |chosen| lab.dispatch(LabAct::Shown(chosen.clone()))
    });
    let ids: Vec<RouteId> = lines.iter().map(|line| line.id).collect();
    use_effect_with(ids.clone(), {
        let (known, lines) = (known.clone(), lines.clone());
        move |_| {
            let Some(before) = &*known else { return };
            if let Some(new) = lines.iter().rfind(|line| !before.contains(&line.id)) {
                known.set(None);
                Place::route_lab(Some(&new.spec.name)).go();
            }
        }
    });

    let follows = lab.sample.is_none();
    let draft = {
        let (stored, selection) = (lab.sample.clone(), props.selection);
        use_memo((stored, selection.message(), seen.clone()), |(stored, selected, seen)| {
            let of_run = || {
                let selected = selected.and_then(|send| {
                    let newest = seen.iter().find(|seen| seen.lineage.send() == send).cloned();
                    newest.or_else(|| seen::sent(view, send))
                });
                selected.or_else(|| seen.first().cloned()).map(|seen| Draft::of_seen(&seen))
            };
            stored.clone().or_else(of_run).unwrap_or_else(|| Draft::preset(Preset::Tutorial))
        })
    };
    let trial = use_memo(draft.clone(), |draft| draft.trial());
    let sample = use_memo(trial.clone(), |trial| trial.sample.clone());

    let at = lines.iter().position(|line| *line.spec.name == *chosen);
    let line = at.map(|at| &lines[at]);
    let source = line.map_or(Source::DeviceMessages, |line| line.spec.source);
    let reads = |kind: NodeKind| {
        let condition = line.and_then(|line| line.condition());
        condition.is_some_and(|condition| condition.explain_facts(&*sample).nodes.iter().any(|node| node.kind == kind))
    };
    let on_act = {
        let (desk, refused, known, ids) = (desk.clone(), refused.setter(), known.setter(), ids.clone());
        let tier = view.world.hub().spec.tier;
        Callback::from(move |command: Command| {
            let adds = matches!(command, Command::AddRoute { .. });
            known.set(adds.then(|| ids.clone()));
            let refused = refused.clone();
            let then = Callback::from(move |told: Told| {
                refused.set(told.err().map(|rejection| refusal::rejection(&rejection, tier, language)));
            });
            desk.act(command, false, then);
        })
    };
    let on_add = Callback::from(move |_: MouseEvent| {
        known.set(Some(ids.clone()));
        dialogs.open(DialogKind::Route(None));
    });
    let on_draft = {
        let lab = lab.dispatcher();
        Callback::from(move |draft: Option<Draft>| lab.dispatch(LabAct::Sample(draft)))
    };
    let fields = Fields {
        language,
        draft: draft.clone(),
        trial: &trial,
        seen: &seen,
        follows,
        reads_body: reads(NodeKind::Body),
        reads_twin: reads(NodeKind::Twin),
        on_draft: on_draft.clone(),
    };
    let name = words::sample_name(language, &draft.origin);
    let bottom = Bottom {
        language,
        view,
        lines: &lines,
        chosen: &chosen,
        source,
        sample: &sample,
        name: &name,
        seen: &seen,
        on_sample: on_draft.reform(|seen: Seen| Some(Draft::of_seen(&seen))),
    };
    let middle = match at {
        Some(at) => live_keyed::<Part>(
            &chosen,
            PartProps {
                view: view.clone(),
                lab: lab.clone(),
                lines: lines.clone(),
                at,
                seen: seen.clone(),
                draft: draft.clone(),
                sample: sample.clone(),
            },
        ),
        None => html! {
            <section class="lab-route">
                if lines.is_empty() {
                    { list::starters(language, view, &on_act) }
                }
                { list::fallback(language, view, &on_act) }
            </section>
        },
    };
    let shows_one = *one_route && line.is_some();
    html! {
        <main id="stage" class="lab" tabindex="-1">
            { list::list(language, view, &lines, &chosen, on_add, dialects(language, dialect, lab)) }
            <div class="lab-middle">
                { middle }
                <div role="alert">
                    if let Some(refused) = &*refused {
                        <p class="problem">{ rich(refused.clone()) }</p>
                    }
                </div>
            </div>
            <aside class="lab-sample" aria-label={word(language, Key::LabSample)}>{ fields.draw() }</aside>
            <section class="lab-bottom" aria-label={word(language, Key::LabBottom)}>
                <div class="lab-bottom-head">
                    <div class="lab-switch" role="group" aria-label={word(language, Key::LabBottom)}>
                        { switch(word(language, Key::LabAllRoutes), !shows_one, &one_route, false) }
                        if line.is_some() {
                            { switch(&say!(language, Key::LabOneRoute, n = ONE_ROUTE).plain(), shows_one, &one_route, true) }
                        }
                    </div>
                    if !shows_one {
                        { bottom.sentence() }
                    }
                </div>
                <div class="lab-scroll">
                    if let (true, Some(line)) = (shows_one, line) {
                        { bottom.one_route(line) }
                    } else {
                        { bottom.all_routes() }
                    }
                </div>
            </section>
        </main>
    }
}

fn switch(label: &str, pressed: bool, state: &UseStateHandle<bool>, to: bool) -> Html {
    let state = state.setter();
    words::toggle(label, pressed, Callback::from(move |_: MouseEvent| state.set(to)))
}

/// Whose behaviour the lab follows.
fn dialects(language: Language, dialect: Dialect, lab: &UseReducerHandle<Lab>) -> Html {
    let choice = |to: Dialect, key: Key| {
        let lab = lab.dispatcher();
        let onclick = Callback::from(move |_: MouseEvent| lab.dispatch(LabAct::Dialect(to)));
        words::toggle(word(language, key), to == dialect, onclick)
    };
    html! {
        <div class="lab-dialects">
            <span class="minor" aria-hidden="true">{ word(language, Key::LabDialect) }</span>
            <div class="lab-switch" role="group" aria-label={word(language, Key::LabDialect)}>
                { choice(Dialect::Cloud, Key::LabDialectCloud) }
                { choice(Dialect::Edge, Key::LabDialectEdge) }
            </div>
        </div>
    }
}
