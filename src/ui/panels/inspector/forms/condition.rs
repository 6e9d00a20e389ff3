//! The field of a condition: what is wrong is underlined, said and repaired, and the last messages are tried.

use super::fields::{problem, typed, use_id};
use crate::model::hub::routing::Say;
use crate::model::message::Source;
use crate::model::query::{self, Condition, Diagnostic, Dialect, Severity, Verdict, utf16_position};
use crate::say;
use crate::text::{Arg, Key, Rich, refusal};
use crate::ui::panels::inspector::parts::rich;
use crate::ui::panels::inspector::route::HISTORY;
use crate::ui::panels::inspector::scene::Scene;
use crate::ui::seen::{Seen, doubts, seen};
use crate::ui::widgets::icon::{Glyph, icon};
use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// Nothing turns red while somebody types: this long after the last key, in milliseconds.
const PATIENCE_MS: u32 = 600;

#[derive(PartialEq, Properties)]
pub struct ConditionFieldProps {
    pub scene: Scene,
    pub text: String,
    pub source: Source,
    pub on_input: Callback<String>,
    #[prop_or_default]
    pub refused: Option<Rich>,
    #[prop_or_default]
    pub autofocus: bool,
}

#[component]
pub fn ConditionField(props: &ConditionFieldProps) -> Html {
    let scene = &props.scene;
    let id = use_id();
    let settled = use_state_eq(|| props.text.clone());
    use_effect_with(props.text.clone(), {
        let settled = settled.clone();
        move |text| {
            let text = text.clone();
            let timeout = Timeout::new(PATIENCE_MS, move || settled.set(text));
            move || drop(timeout)
        }
    });
    let onblur = {
        let (settled, text) = (settled.clone(), props.text.clone());
        Callback::from(move |_: FocusEvent| settled.set(text.clone()))
    };
    let compiled = query::compile(&props.text, props.source, Dialect::Cloud);
    let is_settled = *settled == props.text;
    let last = seen(&scene.view, HISTORY);
    // Looking for doubts is not quick enough for every frame of a run.
    let newest = scene.world.hub().routes.recent.last().copied();
    let doubts = use_memo(((*settled).clone(), props.source, newest), |(text, source, _)| {
        let compiled = query::compile(text, *source, Dialect::Cloud);
        compiled.condition.map(|condition| doubts(&condition, &last)).unwrap_or_default()
    });
    let found: Vec<Diagnostic> = compiled.diagnostics.iter().chain(&*doubts).cloned().collect();
    let findings = if is_settled { &found[..] } else { &[] };
    let broken = findings.iter().any(|finding| finding.severity == Severity::Error);
    let (hint_id, findings_id) = (format!("{id}-hint"), format!("{id}-findings"));
    let oninput = props.on_input.reform(|event: InputEvent| typed(&event));
    html! {
        <div class="form-row">
            <label for={id.clone()}>{ scene.word(Key::FieldCondition) }</label>
            <div class="condition-field">
                <pre class="condition-marks" aria-hidden="true">{ marked(&props.text, findings) }{ "\n" }</pre>
                <textarea id={id.clone()} class="field" autofocus={props.autofocus} spellcheck="false" autocapitalize="off" autocomplete="off" rows="1"
                    value={props.text.clone()} {oninput} {onblur} aria-invalid={broken.then_some("true")}
                    aria-describedby={format!("{hint_id} {findings_id}")} />
            </div>
            <p id={hint_id} class="form-hint">{ scene.word(Key::FieldConditionHint) }</p>
            <div id={findings_id} aria-live="polite">
                { for findings.iter().map(|finding| said(props, finding)) }
                if broken || findings.is_empty() {
                    { problem(&format!("{id}-refused"), props.refused.clone().filter(|_| !broken)) }
                }
            </div>
            if let Some(condition) = &compiled.condition {
                { tried(scene, condition, &last) }
            }
        </div>
    }
}

/// The text with its findings underlined.
fn marked(text: &str, findings: &[Diagnostic]) -> Html {
    let mut spans: Vec<_> = findings.iter().map(|finding| (finding.span, finding.severity)).collect();
    spans.sort_by_key(|(span, _)| span.start);
    let (mut at, mut pieces) = (0, Vec::new());
    for (span, severity) in spans {
        // A finding at the very end has nothing to underline but a space.
        let (start, end) = ((span.start as usize).max(at), (span.end as usize).min(text.len()));
        if start > text.len() || start > end {
            continue;
        }
        pieces.push(html! { { &text[at..start] } });
        let covered = if start == end { " " } else { &text[start..end] };
        pieces.push(html! { <mark class={severity.as_str()}>{ covered }</mark> });
        at = end;
    }
    pieces.push(html! { { &text[at..] } });
    pieces.into_iter().collect()
}

fn said(props: &ConditionFieldProps, finding: &Diagnostic) -> Html {
    let scene = &props.scene;
    let (class, glyph) = match finding.severity {
        Severity::Error => ("form-error", Glyph::Cross),
        Severity::Warning => ("form-warning", Glyph::Warning),
        Severity::Information => ("form-hint", Glyph::Question),
    };
    let (line, column) = utf16_position(&props.text, finding.span.start as usize);
    let place = say!(scene.language, Key::ConditionAt, line = line, column = column);
    let fix = finding.fix.clone().map(|fix| {
        let (start, end) = (fix.span.start as usize, fix.span.end as usize);
        let repaired = format!("{}{}{}", &props.text[..start], fix.replacement, &props.text[end..]);
        let what = say!(scene.language, Key::ConditionFix, what = Arg::Code(&repaired));
        let onclick = props.on_input.reform(move |_: MouseEvent| repaired.clone());
        html! { <button type="button" class="btn" {onclick}>{ rich(what) }</button> }
    });
    html! {
        <div class="finding">
            <p {class}>
                { icon(glyph) }
                <span>
                    { rich(refusal::diagnostic(finding, scene.language)) }
                    { " " }
                    <span class="quiet">{ rich(place) }</span>
                </span>
            </p>
            { fix }
        </div>
    }
}

/// What the condition says of the last messages, oldest first.
fn tried(scene: &Scene, condition: &Condition, last_messages: &[Seen]) -> Html {
    let verdicts: Vec<(&str, Verdict)> =
        last_messages.iter().rev().map(|seen| (&*seen.label, condition.evaluate(&seen.subject()))).collect();
    if verdicts.is_empty() {
        return Html::default();
    }
    let matching = verdicts.iter().filter(|(_, verdict)| *verdict == Verdict::True).count();
    let words = say!(scene.language, Key::ConditionWouldMatch, n = matching, total = verdicts.len());
    let cells = verdicts.iter().map(|(message, verdict)| {
        let said = say!(
            scene.language,
            Key::ConditionTry,
            message = Arg::Code(message),
            verdict = Arg::Code(verdict.as_str())
        )
        .plain();
        let class = match Say::from(*verdict) {
            Say::True => "true",
            Say::False => "false",
            Say::Undefined => "undefined",
            Say::NotConsulted => "none",
        };
        html! { <li><span class={classes!("cell", class)} title={said.clone()}><span class="unseen">{ said }</span></span></li> }
    });
    html! {
        <div class="tried">
            <p class="form-hint">{ rich(words) }</p>
            <ol class="strip">{ for cells }</ol>
        </div>
    }
}
