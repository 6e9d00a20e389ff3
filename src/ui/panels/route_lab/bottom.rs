//! All routes with the sample, and one route with the last messages of the run.

use super::lines::{Destinations, Line, Said, destinations};
use super::words;
use crate::model::ids::EndpointId;
use crate::model::message::Source;
use crate::model::query::{Condition, Facts, Sample, Verdict};
use crate::say;
use crate::text::{Arg, Key, Language, Rich, word};
use crate::ui::panels::inspector::why::reasons;
use crate::ui::place::{FALLBACK, Place};
use crate::ui::seen::Seen;
use crate::ui::view::View;
use crate::ui::widgets::icon::icon;
use crate::ui::widgets::rich::rich;
use yew::prelude::*;

/// Verdicts in a strip.
const HISTORY: usize = 14;
/// From verdict to verdict, in pixels.
const STRIDE: usize = 9;
/// Messages that one route is shown against.
pub(super) const ONE_ROUTE: usize = 50;

/// What the tables are drawn from.
pub(super) struct Bottom<'a> {
    pub language: Language,
    pub view: &'a View,
    pub lines: &'a [Line],
    /// The name of the chosen route, or [`FALLBACK`].
    pub chosen: &'a str,
    /// Where the sample comes from: the chosen route's source.
    pub source: Source,
    pub sample: &'a Sample,
    /// The sample's name in a sentence.
    pub name: &'a str,
    /// Newest first.
    pub seen: &'a [Seen],
    pub on_sample: Callback<Seen>,
}

impl Bottom<'_> {
    fn word(&self, key: Key) -> &'static str {
        word(self.language, key)
    }

    /// One sentence on where the sample would go.
    pub(super) fn sentence(&self) -> Html {
        let language = self.language;
        let by =
            |of: fn(&Line) -> Option<&Condition>| destinations(self.view, self.lines, self.source, self.sample, of);
        let (now, saved) = (by(Line::condition), by(|line| line.saved.condition.as_ref()));
        let names = |to: &Destinations| to.endpoints.iter().map(|name| &**name).collect::<Vec<_>>().join(", ");
        let message = Arg::Text(self.name);
        let goes = match &now {
            to if to.by_fallback => {
                say!(language, Key::LabGoesFallback, message = message, endpoint = Arg::Name(&names(to)))
            }
            to if !to.endpoints.is_empty() => {
                say!(language, Key::LabGoes, message = message, endpoints = Arg::Name(&names(to)))
            }
            _ if self.source == Source::DeviceMessages => say!(language, Key::LabGoesNowhere, message = message),
            _ => say!(language, Key::LabGoesNowhereEvent, message = message),
        };
        let before = (now != saved).then(|| match saved.endpoints.is_empty() {
            true => say!(language, Key::LabGoesNowNowhere),
            false => say!(language, Key::LabGoesNow, endpoints = Arg::Name(&names(&saved))),
        });
        let using_saved = self.lines.iter().any(Line::has_error);
        html! {
            <p class="lab-goes">
                if using_saved {
                    { self.word(Key::LabUsingSaved) }{ " " }
                }
                { rich(goes) }
                { for before.into_iter().map(|said| html! { <>{ " " }{ rich(said) }</> }) }
            </p>
        }
    }

    /// Every route, the fallback route last.
    pub(super) fn all_routes(&self) -> Html {
        let heads = [Key::LabColumnRoute, Key::LabColumnQuery, Key::LabColumnResult];
        let newest = self.newest();
        let last = say!(self.language, Key::LabColumnLast, n = HISTORY).plain();
        html! {
            <table class="lab-table">
                <thead><tr>
                    { for heads.map(|key| html! { <th scope="col">{ self.word(key) }</th> }) }
                    <th scope="col">{ last }</th>
                    <th scope="col">{ self.word(Key::LabColumnEndpoint) }</th>
                    <th scope="col">{ self.word(Key::LabColumnReason) }</th>
                </tr></thead>
                <tbody>
                    { for self.lines.iter().map(|line| self.route(line, &newest)) }
                    { self.fallback(&newest) }
                </tbody>
            </table>
        }
    }

    /// The messages of the strips, oldest first.
    fn newest(&self) -> Vec<&Seen> {
        self.seen.iter().take(HISTORY).rev().collect()
    }

    fn row(&self, name: &str, shown: &str, cells: Html) -> Html {
        let current = self.chosen == name;
        let place = Place::route_lab(Some(name));
        let href = place.href();
        let onclick = Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            place.go();
        });
        html! {
            <tr class={classes!(current.then_some("current"))}>
                <th scope="row">
                    <a {href} {onclick} aria-current={current.then_some("true")}>{ shown.to_owned() }</a>
                </th>
                { cells }
            </tr>
        }
    }

    fn route(&self, line: &Line, newest: &[&Seen]) -> Html {
        let language = self.language;
        let condition = line.condition();
        let said = line.say(condition, self.source, self.sample);
        let why = match (said, condition) {
            (Said::Verdict(_), Some(condition)) => reasons(condition, self.sample, language).into_iter().next(),
            (Said::OtherSource, _) => {
                Some(say!(language, Key::WhyOtherSource, source = Arg::Code(line.spec.source.as_str())))
            }
            (Said::Disabled, _) => Some(say!(language, Key::LabReasonDisabled)),
            (Said::Error | Said::Verdict(_), _) => Some(say!(language, Key::LabReasonError)),
        };
        let past: Vec<Past> = newest
            .iter()
            .map(|seen| Past {
                said: line.say(condition, Source::DeviceMessages, &seen.subject()),
                sample: *self.name == *seen.label,
            })
            .collect();
        let text = condition.map_or(&*line.spec.condition, Condition::text);
        let cells = html! {
            <>
                <td class="lab-query"><code translate="no">{ short(self.language, text) }</code></td>
                <td>{ words::said(language, said) }</td>
                <td>{ strip(&past, &self.past_in_words(&line.spec.name, &past)) }</td>
                <td>{ &line.spec.endpoint }</td>
                <td class="lab-why">{ for why.into_iter().map(rich) }</td>
            </>
        };
        self.row(&line.spec.name, &line.spec.name, cells)
    }

    fn past_in_words(&self, route: &str, past: &[Past]) -> String {
        let count = |verdict| past.iter().filter(|past| past.said == Said::Verdict(verdict)).count();
        crate::text::say(
            self.language,
            Key::LabHistory,
            &[
                ("route", Arg::Text(route)),
                ("n", past.len().into()),
                ("true", count(Verdict::True).into()),
                ("false", count(Verdict::False).into()),
                ("undefined", count(Verdict::Undefined).into()),
            ],
        )
        .plain()
    }

    fn fallback(&self, newest: &[&Seen]) -> Html {
        let language = self.language;
        let on = self.view.world.hub().routes.fallback_on;
        let uses = |source: Source, facts: &dyn Facts| {
            destinations(self.view, self.lines, source, facts, Line::condition).by_fallback
        };
        let used = uses(self.source, self.sample);
        let (result, why) = match (used, on) {
            (true, _) => (
                html! {
                    <span class="lab-verdict true">
                        { icon(words::verdict_glyph(Verdict::True)) }
                        { self.word(Key::VerdictUsed) }
                    </span>
                },
                Key::WhyFallbackUsed,
            ),
            (false, true) => (
                html! { <span class="lab-verdict none">{ self.word(Key::VerdictNotNeeded) }</span> },
                Key::WhyFallbackNotNeeded,
            ),
            (false, false) => {
                (html! { <span class="lab-verdict none">{ self.word(Key::StateOff) }</span> }, Key::WhyFallbackOff)
            }
        };
        let past: Vec<Past> = newest
            .iter()
            .map(|seen| Past {
                said: if uses(Source::DeviceMessages, &seen.subject()) {
                    Said::Verdict(Verdict::True)
                } else {
                    Said::OtherSource
                },
                sample: *self.name == *seen.label,
            })
            .collect();
        let times = past.iter().filter(|past| past.said == Said::Verdict(Verdict::True)).count();
        let label = say!(language, Key::LabHistoryFallback, n = times, total = past.len()).plain();
        let cells = html! {
            <>
                <td class="lab-query"><code>{ "true" }</code></td>
                <td>{ result }</td>
                <td>{ strip(&past, &label) }</td>
                <td>{ &self.view.world.endpoints()[EndpointId::BUILT_IN.index()].name }</td>
                <td class="lab-why">{ self.word(why) }</td>
            </>
        };
        self.row(FALLBACK, self.word(Key::RouteFallback), cells)
    }

    /// The chosen route against the newest messages.
    pub(super) fn one_route(&self, line: &Line) -> Html {
        let language = self.language;
        let seen = &self.seen[..self.seen.len().min(ONE_ROUTE)];
        if seen.is_empty() {
            return html! { <p class="lab-none">{ self.word(Key::LabNoMessages) }</p> };
        }
        let source = Source::DeviceMessages;
        let say = |condition: Option<&Condition>, seen: &Seen| line.say(condition, source, &seen.subject());
        let (condition, saved) = (line.condition(), line.saved.condition.as_ref());
        let matched =
            |condition| seen.iter().filter(|seen| say(condition, seen) == Said::Verdict(Verdict::True)).count();
        let edited = line.draft.as_ref().is_some_and(|draft| draft.condition.is_some());
        let mut summary = say!(language, Key::LabMatchedOf, n = matched(condition), total = seen.len()).plain();
        if edited {
            summary = format!("{summary} {}", say!(language, Key::LabMatchedSaved, n = matched(saved)).plain());
        }
        let row = |seen: &Seen| {
            let said = say(condition, seen);
            let why: Option<Rich> = condition
                .filter(|_| matches!(said, Said::Verdict(_)))
                .and_then(|condition| reasons(condition, &seen.subject(), language).into_iter().next());
            let onclick = {
                let seen = seen.clone();
                self.on_sample.reform(move |_: MouseEvent| seen.clone())
            };
            let at = crate::text::format::instant(seen.at.since(self.view.world.start()));
            let again = seen.is_resend().then(|| format!(" ·{}", seen.lineage.accepted));
            html! {
                <tr key={format!("{:?}", seen.lineage)} class={classes!((*self.name == *seen.label).then_some("current"))}>
                    <th scope="row">
                        <button type="button" class="link" {onclick}
                            title={say!(language, Key::LabUseMessage, message = Arg::Text(&seen.label)).plain()}>
                            <code>{ &*seen.label }{ again }</code>
                        </button>
                    </th>
                    <td><code>{ at }</code></td>
                    <td>{ words::said(language, said) }</td>
                    if edited {
                        <td>{ words::said(language, say(saved, seen)) }</td>
                    }
                    <td class="lab-why">{ for why.into_iter().map(rich) }</td>
                </tr>
            }
        };
        html! {
            <>
                <p class="lab-goes">{ summary }</p>
                <table class="lab-table">
                    <thead><tr>
                        <th scope="col">{ self.word(Key::TableMessage) }</th>
                        <th scope="col">{ self.word(Key::TableTime) }</th>
                        <th scope="col">{ self.word(Key::LabColumnResult) }</th>
                        if edited {
                            <th scope="col">{ self.word(Key::LabColumnSaved) }</th>
                        }
                        <th scope="col">{ self.word(Key::LabColumnReason) }</th>
                    </tr></thead>
                    <tbody>{ for seen.iter().map(row) }</tbody>
                </table>
            </>
        }
    }
}

/// A condition on one line; blank ones in words.
#[must_use]
pub(super) fn short(language: Language, text: &str) -> AttrValue {
    let blank = text.trim().is_empty();
    if blank { word(language, Key::RouteConditionBlank).into() } else { text.to_owned().into() }
}

/// A verdict of a strip, and whether the message is the sample.
struct Past {
    said: Said,
    sample: bool,
}

/// Bars, dashes, dotted boxes and points, oldest at the left.
fn strip(past: &[Past], label: &str) -> Html {
    if past.is_empty() {
        return html! { "–" };
    }
    let width = past.len() * STRIDE;
    let mark = |(at, past): (usize, &Past)| {
        let x = at * STRIDE;
        let on = past.sample.then_some("on");
        match past.said {
            Said::Verdict(Verdict::True) => {
                html! { <rect class={classes!("true", on)} x={x.to_string()} y="1" width="6" height="9" rx="1" /> }
            }
            Said::Verdict(Verdict::False) => {
                html! { <rect class={classes!(on)} x={x.to_string()} y="4.5" width="6" height="2" /> }
            }
            Said::Verdict(Verdict::Undefined) => html! {
                <rect class={classes!("undefined", on)} x={format!("{x}.75")} y="1.75" width="4.5" height="7.5" rx="1" />
            },
            Said::OtherSource | Said::Disabled | Said::Error => {
                html! { <rect class={classes!(on)} x={(x + 2).to_string()} y="4.5" width="2" height="2" /> }
            }
        }
    };
    html! {
        <svg class="lab-strip" role="img" aria-label={label.to_owned()} width={width.to_string()} height="12"
            viewBox={format!("0 0 {width} 12")}>
            { for past.iter().enumerate().map(mark) }
        </svg>
    }
}
