//! The right of a journey: why it went so, and the moment that the reader looks at.

use crate::picture::journey::words::Words;
use crate::picture::journey::{Clause, Row};
use crate::say;
use crate::text::{Key, transcript, word};
use crate::ui::view::View;
use crate::ui::widgets::rich::rich;
use yew::prelude::*;

pub(super) fn why(words: &Words, on_go: &Callback<usize>) -> Html {
    let clauses = words.journey.why();
    let clause = |clause: &Clause| {
        let times = (clause.times > 1).then(|| say!(words.language, Key::JourneyWhyTimes, n = clause.times));
        html! {
            <li>
                { rich(words.reason(clause)) }
                if let Some(times) = times {
                    <span class="minor">{ " (" }{ rich(times) }{ ")" }</span>
                }
                <span class="journey-proof">{ for clause.rows.iter().map(|row| instant(words, *row, on_go)) }</span>
            </li>
        }
    };
    html! {
        <section>
            <h3>{ word(words.language, Key::JourneyWhy) }</h3>
            if clauses.is_empty() {
                <p class="minor">{ word(words.language, Key::JourneyNoMoment) }</p>
            } else {
                <ol class="journey-reasons">{ for clauses.iter().map(clause) }</ol>
            }
        </section>
    }
}

/// Leads to the moment of a row.
fn instant(words: &Words, row: usize, on_go: &Callback<usize>) -> Html {
    let on_go = on_go.clone();
    let of = &words.journey.rows[row];
    let label = words.label(of);
    html! {
        <button type="button" class="go" onclick={move |_| on_go.emit(row)}>
            <span class="mono">{ words.instant(of) }</span>
            if !label.is_empty() {
                { " " }{ label }
            }
        </button>
    }
}

/// What happened in a row, in full.
pub(super) fn moment(words: &Words, view: &View, row: Option<usize>, on_go: &Callback<usize>) -> Html {
    let Some((at, row)) = row.and_then(|at| words.journey.rows.get(at).map(|row| (at, row))) else {
        return Html::default();
    };
    let sentences = words.sentences(row);
    if sentences.is_empty() {
        return Html::default();
    }
    let heading = say!(words.language, Key::EventHeading, n = row.steps[0]);
    let ahead = at >= words.journey.past;
    html! {
        <section class="journey-moment">
            <h3>{ rich(heading) }</h3>
            { for sentences.into_iter().map(|sentence| html! { <p>{ rich(sentence) }</p> }) }
            { lines(words, view, row) }
            if ahead {
                <p class="minor">{ word(words.language, Key::JourneyAhead) }</p>
            }
            { causes(words, row, on_go) }
        </section>
    }
}

fn lines(words: &Words, view: &View, row: &Row) -> Html {
    if !matches!(words.view, crate::picture::journey::View::Everything) {
        return Html::default();
    }
    let line = |(n, entry): (usize, _)| transcript::line(entry, n == 0, &view.world);
    let lines: Vec<_> = row.told.iter().enumerate().map(line).collect();
    html! { <pre class="journey-lines" lang="en">{ lines.join("\n") }</pre> }
}

fn causes(words: &Words, row: &Row, on_go: &Callback<usize>) -> Html {
    let known = |cause: &&usize| !words.sentences(&words.journey.rows[**cause]).is_empty();
    let causes: Vec<usize> = row.causes.iter().filter(known).copied().collect();
    html! {
        if !causes.is_empty() {
            <p class="minor">{ word(words.language, Key::JourneyCausedBy) }</p>
            <div class="journey-proof">{ for causes.into_iter().map(|cause| instant(words, cause, on_go)) }</div>
        }
    }
}
