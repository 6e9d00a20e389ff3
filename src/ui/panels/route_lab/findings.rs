//! What is wrong or doubtful in the editor's text: the place, one sentence, one repair.

use super::text::{line_of, replaced};
use crate::model::query::{Diagnostic, Fix, Severity, utf16_position};
use crate::say;
use crate::text::{Key, Language, refusal, word};
use crate::ui::widgets::icon::{Glyph, icon};
use crate::ui::widgets::rich::rich;
use yew::prelude::*;

/// Id of the element that says what is wrong.
pub(super) const PROBLEM: &str = "lab-problem";

/// Characters of a line that stand before and after the place, at most.
const AROUND: usize = 48;
/// Longest text that a repair's button shows whole.
const MOST_SHOWN: usize = 60;

/// Why the text does not compile.
pub(super) fn problem(text: &str, error: &Diagnostic, language: Language, on_fix: &Callback<Fix>) -> Html {
    let (number, line, before, within) = line_of(text, error.span);
    let (_, column) = utf16_position(text, error.span.start as usize);
    let from = before.saturating_sub(AROUND);
    let skipped: String = line.chars().skip(from).take(before - from).collect();
    let shown: String = line.chars().skip(from).take(before - from + within + AROUND).collect();
    let lead = if from > 0 { "…" } else { "" };
    let trail = if from + shown.chars().count() < line.chars().count() { "…" } else { "" };
    let carets = "^".repeat(within.min(AROUND));
    html! {
        <div id={PROBLEM} class="lab-problem">
            <pre translate="no">
                <span class="lab-place">
                    <span class="lab-line">{ number.to_string() }</span>{ format!("  {lead}{shown}{trail}\n") }
                    <span class="lab-ghost" aria-hidden="true">{ format!("{number}  {lead}{skipped}") }</span>
                </span>
                <span class="lab-carets"><span class="lab-place" aria-hidden="true">{ carets }{ " " }</span>
                    { say!(language, Key::LabCaret, column = column, n = within).plain() }
                </span>
            </pre>
            <p>{ rich(refusal::diagnostic(error, language)) }</p>
            { fix(text, error, language, on_fix, true) }
        </div>
    }
}

/// What compiles, and most likely does something else than meant.
pub(super) fn doubts(
    text: &str,
    found: &[Diagnostic],
    language: Language,
    on_fix: &Callback<Fix>,
    first: bool,
) -> Html {
    if found.is_empty() {
        return Html::default();
    }
    // Ctrl+. repairs the first that can be.
    let keyed = if first { found.iter().position(|doubt| doubt.fix.is_some()) } else { None };
    let item = |(at, doubt): (usize, &Diagnostic)| {
        let warns = doubt.severity != Severity::Information;
        html! {
            <li class={if warns { "warns" } else { "informs" }}>
                { icon(if warns { Glyph::Warning } else { Glyph::Question }) }
                <div>
                    { rich(refusal::diagnostic(doubt, language)) }
                    { fix(text, doubt, language, on_fix, keyed == Some(at)) }
                </div>
            </li>
        }
    };
    html! {
        <section class="lab-doubts" aria-label={word(language, Key::LabDoubts)}>
            <ul>{ for found.iter().enumerate().map(item) }</ul>
        </section>
    }
}

/// The repair's button; `key` where Ctrl+. does it.
fn fix(text: &str, finding: &Diagnostic, language: Language, on_fix: &Callback<Fix>, key: bool) -> Html {
    let Some(fix) = &finding.fix else { return Html::default() };
    let whole = replaced(text, fix.span, &fix.replacement);
    let shown = if whole.chars().count() <= MOST_SHOWN { whole } else { fix.replacement.clone() };
    let onclick = {
        let fix = fix.clone();
        on_fix.reform(move |_: MouseEvent| fix.clone())
    };
    html! {
        <p class="lab-fix">
            <button type="button" class="btn" {onclick}>
                { icon(Glyph::Tick) }
                <span>{ word(language, Key::LabChangeTo) }{ " " }<code translate="no">{ shown.trim() }</code></span>
            </button>
            if key {
                <span><kbd>{ "Ctrl" }</kbd>{ " " }<kbd>{ "." }</kbd></span>
            }
        </p>
    }
}
