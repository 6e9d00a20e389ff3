//! One route in the middle: head, editor, findings, verdict, explanation.

use super::Shared;
use super::editor::{Editor, EditorProps, insert};
use super::findings::{self, PROBLEM, problem};
use super::lines::Line;
use super::marks::{Marks, values};
use super::sample::{Draft, Origin};
use super::store::{Lab, LabAct};
use super::tree::{Tree, TreeProps, part_at};
use super::verdict::{Nearest, OnDevice, Result};
use super::vocabulary::vocabulary;
use super::words;
use crate::model::ids::EndpointId;
use crate::model::query::lint::{RouteView, lint_routes};
use crate::model::query::{
    Code, Condition, Diagnostic, Dialect, Fix, Sample, Severity, Span, Verdict, compile, counterfactual,
};
use crate::say;
use crate::text::{Arg, Key, Language, Rich, refusal, word};
use crate::ui::desk::{Desk, Told};
use crate::ui::dialogs::DialogKind;
use crate::ui::live::{live, live_keyed};
use crate::ui::page::{use_desk, use_dialogs, use_language};
use crate::ui::panels::inspector::forms::route::source_word;
use crate::ui::panels::inspector::why::reasons;
use crate::ui::seen::{Seen, doubts};
use crate::ui::view::View;
use crate::ui::widgets::icon::{Glyph, icon};
use crate::ui::widgets::menu::{Menu, MenuItem, MenuProps};
use crate::ui::widgets::rich::rich;
use crate::world::command::Command;
use crate::world::spec::RouteSpec;
use gloo_timers::callback::Timeout;
use std::rc::Rc;
use std::sync::Arc;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// An unfinished text is called wrong after so long without typing.
const PATIENCE_MS: u32 = 600;
/// What takes longer is looked for when nobody types.
const SETTLED_MS: u32 = 150;
/// Parts of a condition that needs no waiting.
const SHORT: usize = 12;
/// Messages that lints look at.
const LINTED: usize = 50;

#[derive(PartialEq, Properties)]
pub(super) struct PartProps {
    pub view: Rc<View>,
    pub lab: UseReducerHandle<Lab>,
    pub lines: Shared<Vec<Line>>,
    /// Which of the lines.
    pub at: usize,
    pub seen: Shared<Vec<Seen>>,
    pub draft: Rc<Draft>,
    pub sample: Rc<Sample>,
}

#[component]
pub(super) fn Part(props: &PartProps) -> Html {
    let language = use_language();
    let desk = use_desk();
    let dialogs = use_dialogs();
    let field = use_node_ref();
    let caret = use_state_eq(|| None::<u32>);
    let pointed = use_state_eq(|| None::<Span>);
    let told = use_state_eq(|| None::<std::result::Result<Rich, Rich>>);
    let line = &props.lines[props.at];
    let dialect = props.lab.dialect();
    let (text, compiled) = (line.text().clone(), line.compiled());
    let (red, redden) = use_patience(&text, line.has_error());
    let settled = use_settled((text.clone(), dialect, props.sample.clone(), props.view.revision));

    // While nobody calls it wrong, what compiled last stands: the page does not flicker with each key.
    let last_good = use_mut_ref(|| None::<Condition>);
    if let Some(condition) = &compiled.condition {
        last_good.replace(Some(condition.clone()));
    }
    let shown = if red { None } else { compiled.condition.clone().or_else(|| last_good.borrow().clone()) };
    let is_typed = shown.is_some() || line.typed.is_none();
    let shown = shown.or_else(|| line.saved.condition.clone());
    let explanation = {
        let sample = props.sample.clone();
        use_memo((shown.clone(), sample), |(condition, sample)| {
            condition.as_ref().map(|condition| Shared::new(condition.explain_facts(&**sample)))
        })
    };
    // A short condition is searched at once: nothing comes and goes while somebody types.
    let is_short = shown.as_ref().is_some_and(|condition| condition.ast().nodes.len() <= SHORT);
    let found = use_memo(
        ((settled || is_short).then(|| (shown.clone(), props.sample.clone())), props.lines.clone(), props.seen.clone()),
        |(settled, lines, seen)| {
            let (condition, sample) = settled.as_ref()?;
            let condition = condition.as_ref()?;
            let mut doubts = doubts(condition, &seen[..seen.len().min(LINTED)]);
            doubts.extend(beside(&props.view, lines, props.at, condition));
            Some((counterfactual::nearest_match(condition, &**sample), doubts))
        },
    );
    let vocabulary = {
        let source = line.spec.source;
        let words = use_memo((props.seen.clone(), source, dialect), |(seen, source, dialect)| {
            Shared::new(vocabulary(seen, *source, *dialect))
        });
        (*words).clone()
    };

    let on_text = {
        let (lab, scenario, spec) = (props.lab.dispatcher(), props.view.scenario.name.en.clone(), line.spec.clone());
        let told = told.setter();
        Callback::from(move |text: String| {
            told.set(None);
            let text = (text != *spec.condition).then_some(text);
            lab.dispatch(LabAct::Condition { scenario: scenario.clone(), route: spec.name.to_string(), text });
        })
    };
    let on_caret = {
        let caret = caret.setter();
        Callback::from(move |at: Option<u32>| {
            caret.set(at);
            if at.is_none() {
                redden.emit(());
            }
        })
    };
    let on_fix = {
        let field = field.clone();
        Callback::from(move |fix: Fix| {
            if let Some(field) = field.cast::<HtmlTextAreaElement>() {
                insert(&field, fix.span, &fix.replacement);
            }
        })
    };
    let doubtful: Vec<Diagnostic> = {
        let warnings = compiled.diagnostics.iter().filter(|found| found.severity != Severity::Error).cloned();
        let lints = found.as_ref().iter().flat_map(|(_, doubts)| doubts.clone());
        let own = |found: &Diagnostic| found.code != Code::DialectsDiffer;
        if line.has_error() { Vec::new() } else { warnings.chain(lints).filter(own).collect() }
    };
    let error = compiled.diagnostics.iter().find(|found| found.severity == Severity::Error);
    let on_repair = {
        let fix = error.into_iter().chain(&doubtful).find_map(|found| found.fix.clone());
        let on_fix = on_fix.clone();
        Callback::from(move |()| fix.iter().for_each(|fix| on_fix.emit(fix.clone())))
    };
    let compiles_in_cloud =
        dialect == Dialect::Cloud || compile(&text, line.spec.source, Dialect::Cloud).condition.is_some();
    let refusal = if line.typed.is_none() {
        Some(Key::LabApplyNoChange)
    } else if line.has_error() {
        Some(Key::LabApplyHasError)
    } else if !compiles_in_cloud {
        Some(Key::LabApplyEdge)
    } else {
        None
    };
    let apply = {
        let (desk, lab, told) = (desk.clone(), props.lab.dispatcher(), told.setter());
        let (scenario, tier) = (props.view.scenario.name.en.clone(), props.view.world.hub().spec.tier);
        let route = RouteSpec { condition: text.clone(), ..line.spec.clone() };
        let may = refusal.is_none();
        Callback::from(move |at_start: bool| {
            if !may {
                return;
            }
            let (name, scenario, acted) = (route.name.to_string(), scenario.clone(), desk.clone());
            let (lab, told) = (lab.clone(), told.clone());
            let then = Callback::from(move |became: Told| {
                if let Err(refused) = became {
                    return told.set(Some(Err(refusal::rejection(&refused, tier, language))));
                }
                let at = if at_start { 0 } else { acted.view().world.elapsed() };
                told.set(Some(Ok(say!(language, Key::LabApplied, at = Arg::Instant(at)))));
                lab.dispatch(LabAct::Condition { scenario: scenario.clone(), route: name.clone(), text: None });
            });
            desk.act(Command::SetRoute { route: route.clone() }, at_start, then);
        })
    };
    let revert = {
        let (field, saved) = (field.clone(), line.spec.condition.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(field) = field.cast::<HtmlTextAreaElement>() {
                let all = Span::new(0, field.value().len());
                insert(&field, all, &saved);
            }
        })
    };
    let edit = {
        let id = line.id;
        Callback::from(move |_: MouseEvent| dialogs.open(DialogKind::Route(Some(id))))
    };

    let is_current = compiled.condition == shown && shown.is_some();
    let explained = (*explanation).clone();
    let marks = Marks {
        values: match (&shown, &explained) {
            (Some(condition), Some(explanation)) if is_current => values(condition, explanation),
            _ => Vec::new(),
        },
        wrong: error.filter(|_| red).map(|error| error.span),
        doubtful: doubtful.iter().filter(|d| d.severity == Severity::Warning).map(|d| d.span).collect(),
        lit: pointed.filter(|_| is_current),
    };
    let at = caret.filter(|_| is_current).and_then(|caret| part_at(explained.as_ref()?, caret));
    let name = words::sample_name(language, &props.draft.origin);
    let nearest = match (&*found, &explained) {
        (_, Some(explanation)) if explanation.verdict == Verdict::True => Nearest::Matches,
        (None, _) => Nearest::Looking,
        (Some((None, _)), _) => Nearest::None,
        (Some((Some(changes), _)), _) => Nearest::Found(changes.clone()),
    };
    let result = explained.as_ref().zip(shown.as_ref()).map(|(explanation, condition)| Result {
        language,
        explanation,
        sample: &name,
        reasons: reasons(condition, &*props.sample, language),
        on_device: on_device(props, &nearest, &desk, language, &told),
        on_sample: on_sample(props, &nearest),
        nearest: &nearest,
        enabled: line.spec.enabled,
        differs: differs(condition, &props.sample, language),
    });
    let told = (*told).clone();
    let at_start = apply.clone();
    html! {
        <section class="lab-route" aria-label={line.spec.name.to_string()}>
            <header class="lab-title">
                <h2>{ &line.spec.name }</h2>
                <p>
                    <span>{ word(language, source_word(line.spec.source)) }</span>
                    <span class="minor">{ word(language, Key::LabSourceTo) }</span>
                    <b>{ &line.spec.endpoint }</b>
                    <button type="button" class="btn quiet square small" onclick={edit}
                        title={say!(language, Key::LabRouteSettings, route = Arg::Text(&line.spec.name)).plain()}
                        aria-label={say!(language, Key::LabRouteSettings, route = Arg::Text(&line.spec.name)).plain()}>
                        { icon(Glyph::Edit) }
                    </button>
                </p>
                <div class="lab-acts">
                    if red {
                        <span class="lab-unsaved">
                            { icon(Glyph::Warning) }
                            { say!(language, Key::LabErrors, n = compiled.diagnostics.len()).plain() }
                        </span>
                    } else if line.typed.is_some() {
                        <span class="minor">{ word(language, Key::LabEdited) }</span>
                    }
                    if line.typed.is_some() {
                        <button type="button" class="btn small" onclick={revert}>{ word(language, Key::LabRevert) }</button>
                    }
                    <span class="lab-apply">
                        <button type="button" class={classes!("btn", "small", refusal.is_none().then_some("primary"))}
                            aria-disabled={refusal.map(|_| "true")} aria-describedby={refusal.map(|_| "lab-apply-not")}
                            title={refusal.map(|key| word(language, key))}
                            onclick={apply.reform(|_: MouseEvent| false)}>
                            { word(language, Key::LabApply) }
                        </button>
                        if refusal.is_none() {
                            { live::<Menu>(yew::props!(MenuProps {
                                class: "small square",
                                align_end: true,
                                label: word(language, Key::LabApplyMore),
                                items: vec![MenuItem::new(word(language, Key::LabApplyStart), move || at_start.emit(true))],
                                children: Html::default(),
                            })) }
                        }
                        if let Some(key) = refusal {
                            <span id="lab-apply-not" class="unseen">{ word(language, key) }</span>
                        }
                    </span>
                </div>
            </header>
            { live::<Editor>(EditorProps {
                field,
                text: AttrValue::from(text.to_string()),
                marks,
                vocabulary,
                problem: red.then_some(PROBLEM),
                on_text,
                on_caret,
                on_apply: apply.reform(|()| false),
                on_repair,
            }) }
            <div role="status" class="lab-told">
                if let Some(Ok(done)) = &told {
                    <p class="lab-done">{ icon(Glyph::Tick) }{ rich(done.clone()) }</p>
                }
            </div>
            <div role="alert" class="lab-told">
                if let Some(Err(refused)) = told {
                    <p class="problem">{ icon(Glyph::Cross) }{ " " }{ rich(refused) }</p>
                }
            </div>
            if let Some(error) = error.filter(|_| red) {
                { problem(&text, error, language, &on_fix) }
                { keeps(line, language) }
            }
            if let (Some(result), false) = (&result, red) {
                { result.line() }
                { result.details() }
            }
            { findings::doubts(&text, &doubtful, language, &on_fix, error.is_none()) }
            if let (Some(explanation), Some(condition)) = (explained.clone(), &shown) {
                if condition.ast().root().is_some() {
                    <h3 class="lab-explanation">
                        { word(language, if is_typed { Key::LabExplanation } else { Key::LabExplanationSaved }) }
                    </h3>
                    { live_keyed::<Tree>(&condition.text(), TreeProps {
                        explanation,
                        text: AttrValue::from(condition.text().to_owned()),
                        at,
                        on_point: Callback::from(move |span| pointed.set(span)),
                    }) }
                } else {
                    <p class="lab-blank">{ word(language, Key::LabBlank) }</p>
                }
            }
        </section>
    }
}

/// What the hub goes on with, as long as the typed text cannot be saved.
fn keeps(line: &Line, language: Language) -> Html {
    let saved = &line.spec.condition;
    let sentence = if saved.trim().is_empty() {
        say!(language, Key::LabKeepsBlank)
    } else {
        say!(language, Key::LabKeepsSaved, query = Arg::Code(saved))
    };
    html! { <p class="lab-keeps">{ rich(sentence) }</p> }
}

/// Doubts about the condition beside the other routes.
fn beside(view: &View, lines: &[Line], at: usize, condition: &Condition) -> Vec<Diagnostic> {
    let routes = lines.iter().enumerate().map(|(n, line)| {
        let condition = if n == at { Some(condition) } else { line.condition() };
        Some(RouteView { condition: condition?, endpoint: &line.spec.endpoint, enabled: line.spec.enabled })
    });
    let Some(routes) = routes.collect::<Option<Vec<_>>>() else { return Vec::new() };
    let built_in = &view.world.endpoints()[EndpointId::BUILT_IN.index()].name;
    let found = lint_routes(&routes, built_in, view.world.hub().routes.fallback_on);
    found.into_iter().filter(|(n, _)| *n == at).map(|(_, doubt)| doubt).collect()
}

/// What both dialects say of the sample, where they differ.
fn differs(condition: &Condition, sample: &Sample, language: Language) -> Option<[&'static str; 2]> {
    let says = [Dialect::Cloud, Dialect::Edge].map(|dialect| {
        let compiled = compile(condition.text(), condition.source(), dialect).condition;
        compiled.map_or(word(language, Key::LabCompileError), |condition| condition.evaluate_facts(sample).as_str())
    });
    (says[0] != says[1]).then_some(says)
}

fn on_sample(props: &PartProps, nearest: &Nearest) -> Callback<()> {
    let (lab, draft, dialect) = (props.lab.dispatcher(), props.draft.clone(), props.lab.dialect());
    let changes = if let Nearest::Found(changes) = nearest { changes.clone() } else { Vec::new() };
    Callback::from(move |()| lab.dispatch(LabAct::Sample(Some(draft.with_changes(&changes, dialect)))))
}

fn on_device(
    props: &PartProps,
    nearest: &Nearest,
    desk: &Desk,
    language: Language,
    told: &UseStateHandle<Option<std::result::Result<Rich, Rich>>>,
) -> OnDevice {
    let (Origin::Message { device, .. }, Nearest::Found(changes)) = (&props.draft.origin, nearest) else {
        return OnDevice::Nobody;
    };
    let world = &props.view.world;
    let Some(device) = world.devices().iter().find(|known| !known.removed && **known.id() == **device) else {
        return OnDevice::Nobody;
    };
    let Some(device) = super::repair::on_device(&device.about.spec, changes) else { return OnDevice::Impossible };
    let (desk, told, tier) = (desk.clone(), told.setter(), world.hub().spec.tier);
    OnDevice::Possible(Callback::from(move |()| {
        let (name, acted, told) = (device.id.to_string(), desk.clone(), told.clone());
        let then = Callback::from(move |became: Told| {
            let at = Arg::Instant(acted.view().world.elapsed());
            told.set(Some(match became {
                Ok(_) => Ok(say!(language, Key::LabDeviceTold, device = Arg::Name(&name), at = at)),
                Err(refused) => Err(refusal::rejection(&refused, tier, language)),
            }));
        });
        desk.act(Command::SetDevice { device: device.clone() }, false, then);
    }))
}

/// Whether an error is called one yet: after a while without typing, or at once when the field is left.
#[hook]
fn use_patience(text: &Arc<str>, wrong: bool) -> (bool, Callback<()>) {
    let red = use_state_eq(|| wrong);
    use_effect_with((text.clone(), wrong), {
        let red = red.clone();
        move |&(_, wrong)| {
            let timer = if wrong && !*red {
                let red = red.setter();
                Some(Timeout::new(PATIENCE_MS, move || red.set(true)))
            } else {
                if !wrong {
                    red.set(false);
                }
                None
            };
            move || drop(timer)
        }
    });
    let now = {
        let red = red.setter();
        Callback::from(move |()| red.set(wrong))
    };
    (*red && wrong, now)
}

/// Whether `key` has stood still for a moment.
#[hook]
fn use_settled<T: Clone + PartialEq + 'static>(key: T) -> bool {
    let settled = use_state(|| key.clone());
    use_effect_with(key.clone(), {
        let settled = settled.setter();
        move |key| {
            let key = key.clone();
            let timer = Timeout::new(SETTLED_MS, move || settled.set(key));
            move || drop(timer)
        }
    });
    *settled == key
}
