//! The sample message at the right: fields of a copy.

use super::sample::{BLANK_TWIN, BodyIs, Draft, Origin, Preset, Trial, body_is};
use super::words;
use crate::model::query::SystemProperty;
use crate::say;
use crate::text::{Arg, Key, Language, word};
use crate::ui::live::live;
use crate::ui::seen::Seen;
use crate::ui::widgets::icon::{Glyph, icon};
use crate::ui::widgets::menu::{Menu, MenuItem, MenuProps};
use std::rc::Rc;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

/// What the fields are drawn from.
pub(super) struct Fields<'a> {
    pub language: Language,
    pub draft: Rc<Draft>,
    pub trial: &'a Trial,
    pub seen: &'a [Seen],
    /// The sample follows the selected message.
    pub follows: bool,
    pub reads_body: bool,
    pub reads_twin: bool,
    /// None follows the selected message again.
    pub on_draft: Callback<Option<Draft>>,
}

/// Always shown, since whether the body can be read hangs on them.
const ALWAYS: [SystemProperty; 2] = [SystemProperty::ContentType, SystemProperty::ContentEncoding];

impl Fields<'_> {
    /// A callback that changes a copy of the draft.
    fn editing<E: 'static>(&self, change: impl Fn(&mut Draft, E) + 'static) -> Callback<E> {
        let draft = self.draft.clone();
        self.on_draft.reform(move |event: E| {
            let mut draft = (*draft).clone();
            draft.edited = true;
            change(&mut draft, event);
            Some(draft)
        })
    }

    fn word(&self, key: Key) -> &'static str {
        word(self.language, key)
    }

    pub(super) fn draw(&self) -> Html {
        html! {
            <>
                <header class="lab-sample-head">
                    <h2>{ self.word(Key::LabSample) }</h2>
                    { self.chooser() }
                </header>
                { self.application() }
                { self.system() }
                { self.body() }
                { self.twin() }
                <p class="minor lab-note">{ self.word(Key::LabSampleNote) }</p>
            </>
        }
    }

    fn chooser(&self) -> Html {
        let language = self.language;
        let name = match &self.draft.origin {
            Origin::Message { label, .. } => label.clone(),
            Origin::Preset(preset) => self.word(words::preset(*preset)).to_owned(),
        };
        let shown = if self.draft.edited {
            say!(language, Key::LabSampleEdited, name = Arg::Text(&name)).plain()
        } else {
            name
        };
        let choose = |draft: Option<Draft>| {
            let on_draft = self.on_draft.clone();
            move || on_draft.emit(draft.clone())
        };
        let mut items = vec![MenuItem::new(self.word(Key::LabSampleSelected), choose(None)).checked(self.follows)];
        let presets = Preset::ALL.into_iter().enumerate().map(|(at, preset)| {
            let chosen = !self.follows && self.draft.origin == Origin::Preset(preset);
            let label = self.word(words::preset(preset));
            let item = MenuItem::new(label, choose(Some(Draft::preset(preset)))).checked(chosen);
            if at == 0 { item.apart() } else { item }
        });
        items.extend(presets);
        let first_copies = self.seen.iter().filter(|seen| !seen.is_resend()).enumerate();
        items.extend(first_copies.map(|(at, seen)| {
            let draft = Draft::of_seen(seen);
            let item = MenuItem::new(seen.label.to_string(), choose(Some(draft.clone())))
                .checked(!self.follows && self.draft.origin == draft.origin);
            if at == 0 { item.apart() } else { item }
        }));
        live::<Menu>(yew::props!(MenuProps {
            class: "quiet small",
            align_end: true,
            items,
            title: self.word(Key::LabSampleChoose),
            children: html! { <span class="lab-sample-name">{ shown }</span> },
        }))
    }

    fn application(&self) -> Html {
        let language = self.language;
        let row = |(at, (name, value)): (usize, &(String, String))| {
            let called = if name.is_empty() { self.word(Key::LabPropertyUnnamed) } else { name };
            html! {
                <tr>
                    <th scope="row">
                        <input class="lab-cell" value={name.clone()} spellcheck="false" autocomplete="off"
                            aria-label={say!(language, Key::LabPropertyNameOf, n = at + 1).plain()}
                            oninput={self.editing(move |draft, event: InputEvent| draft.application[at].0 = value_of(&event))} />
                    </th>
                    <td>
                        <input class="lab-cell" value={value.clone()} spellcheck="false" autocomplete="off"
                            aria-label={say!(language, Key::LabPropertyValueOf, name = Arg::Text(called)).plain()}
                            oninput={self.editing(move |draft, event: InputEvent| draft.application[at].1 = value_of(&event))} />
                        <button type="button" class="btn quiet square small"
                            aria-label={say!(language, Key::FieldPropertyRemove, name = Arg::Text(called)).plain()}
                            onclick={self.editing(move |draft, _: MouseEvent| { draft.application.remove(at); })}>
                            { icon(Glyph::Close) }
                        </button>
                    </td>
                </tr>
            }
        };
        html! {
            <section>
                <h3>{ self.word(Key::MessageApplicationProperties) }</h3>
                if !self.draft.application.is_empty() {
                    <table class="lab-pairs"><tbody>{ for self.draft.application.iter().enumerate().map(row) }</tbody></table>
                }
                <button type="button" class="btn quiet small lab-add"
                    onclick={self.editing(|draft, _: MouseEvent| draft.application.push(Default::default()))}>
                    { icon(Glyph::Add) }{ self.word(Key::FieldPropertyAdd) }
                </button>
            </section>
        }
    }

    fn system(&self) -> Html {
        let language = self.language;
        let (shown, hidden): (Vec<_>, Vec<_>) = SystemProperty::ALL
            .into_iter()
            .partition(|key| ALWAYS.contains(key) || !self.draft.system(*key).is_empty());
        // What decides about the body stands first.
        let rest = shown.into_iter().filter(|key| !ALWAYS.contains(key));
        let row = |key: SystemProperty| {
            let value = self.draft.system(key).to_owned();
            let missing = value.is_empty() && self.reads_body;
            let list = match key {
                SystemProperty::ContentType => Some("lab-content-types"),
                SystemProperty::ContentEncoding => Some("lab-content-encodings"),
                _ => None,
            };
            html! {
                <tr key={key.keyword()}>
                    <th scope="row">{ words::breakable(key.keyword()) }</th>
                    <td class={classes!(missing.then_some("missing"))}>
                        <input class="lab-cell" {value} {list} spellcheck="false" autocomplete="off"
                            placeholder={self.word(Key::StateNotSet)}
                            aria-label={say!(language, Key::LabPropertyValueOf, name = Arg::Text(key.keyword())).plain()}
                            oninput={self.editing(move |draft, event: InputEvent| draft.set_system(key, &value_of(&event)))} />
                    </td>
                </tr>
            }
        };
        let add = self.editing(|draft, event: Event| {
            let chosen: HtmlSelectElement = event.target_unchecked_into();
            if let Some(key) = SystemProperty::from_keyword(&chosen.value()) {
                draft.set_system(key, example(key));
            }
            chosen.set_value("");
        });
        html! {
            <section>
                <h3>{ self.word(Key::MessageSystemProperties) }</h3>
                <table class="lab-pairs"><tbody>{ for ALWAYS.into_iter().chain(rest).map(row) }</tbody></table>
                <select class="lab-more" aria-label={self.word(Key::LabSystemAdd)} onchange={add}>
                    <option value="" selected={true}>{ self.word(Key::LabSystemAdd) }</option>
                    { for hidden.iter().map(|key| html! { <option value={key.keyword()}>{ key.keyword() }</option> }) }
                </select>
                <datalist id="lab-content-types"><option value="application/json" /><option value="text/plain" /></datalist>
                <datalist id="lab-content-encodings">
                    <option value="utf-8" /><option value="utf-16" /><option value="utf-32" />
                </datalist>
            </section>
        }
    }

    fn body(&self) -> Html {
        let language = self.language;
        let sample = &self.trial.sample;
        let state = match body_is(sample) {
            BodyIs::Empty => say!(language, Key::LabBodyEmpty),
            BodyIs::Bytes => say!(language, Key::LabBodyBytes),
            BodyIs::JsonObject => say!(language, Key::LabBodyObject),
            BodyIs::OtherJson => say!(language, Key::LabBodyOtherJson),
            BodyIs::NotJson { line, column } => say!(language, Key::LabBodyNotJson, line = line, column = column),
        };
        let size = Arg::Bytes(sample.body.len() as u64);
        let state = say!(language, Key::LabBodySize, size = size, state = Arg::Text(&state.plain()));
        let indent =
            self.draft.formatted().map(|text| self.editing(move |draft, _: MouseEvent| draft.body.clone_from(&text)));
        let form = |base64: bool, key: Key| {
            // The same bytes: no edit.
            let edited = self.draft.edited;
            let onclick = self.editing(move |draft, _: MouseEvent| {
                draft.write_body_as(base64);
                draft.edited = edited;
            });
            words::toggle(self.word(key), self.draft.base64 == base64, onclick)
        };
        html! {
            <section>
                <div class="lab-body-head">
                    <h3><label for="lab-body">{ self.word(Key::MessageBody) }</label></h3>
                    <span class="minor" id="lab-body-state">{ state.plain() }</span>
                </div>
                <textarea id="lab-body" class="field code" rows={rows(&self.draft.body)} spellcheck="false"
                    aria-describedby="lab-body-state" aria-invalid={self.trial.body_is_not_base64.then_some("true")}
                    value={self.draft.body.clone()}
                    oninput={self.editing(|draft, event: InputEvent| draft.body = text_of(&event))} />
                if self.trial.body_is_not_base64 {
                    <p class="problem">{ self.word(Key::LabBodyNotBase64) }</p>
                }
                <div class="lab-body-foot">
                    <div class="lab-switch" role="group" aria-label={self.word(Key::LabBodyForm)}>
                        { form(false, Key::LabBodyAsText) }{ form(true, Key::LabBodyAsBase64) }
                    </div>
                    if let Some(onclick) = indent {
                        <button type="button" class="link" {onclick}>{ self.word(Key::LabBodyFormat) }</button>
                    }
                </div>
            </section>
        }
    }

    fn twin(&self) -> Html {
        let language = self.language;
        let problem = self.trial.twin_fails_at.map(|at| {
            let at = self.draft.twin.get(..at).map_or(at, |before| before.chars().count()) + 1;
            say!(language, Key::LabTwinProblem, at = at).plain()
        });
        html! {
            <section>
                <h3>{ self.word(Key::LabTwin) }</h3>
                if self.draft.twin.is_empty() {
                    <p class="minor">
                        if !self.reads_twin {
                            { self.word(Key::LabTwinUnused) }{ " " }
                        }
                        <button type="button" class="link"
                            onclick={self.editing(|draft, _: MouseEvent| draft.twin = BLANK_TWIN.to_owned())}>
                            { self.word(Key::LabTwinEdit) }
                        </button>
                    </p>
                } else {
                    <textarea class="field code" rows={rows(&self.draft.twin)} aria-label={self.word(Key::LabTwin)} spellcheck="false"
                        aria-invalid={problem.is_some().then_some("true")} value={self.draft.twin.clone()}
                        oninput={self.editing(|draft, event: InputEvent| draft.twin = text_of(&event))} />
                    if let Some(problem) = problem {
                        <p class="problem">{ problem }</p>
                    }
                    <button type="button" class="link"
                        onclick={self.editing(|draft, _: MouseEvent| draft.twin.clear())}>
                        { self.word(Key::LabTwinRemove) }
                    </button>
                }
            </section>
        }
    }
}

/// Something to begin with.
fn example(key: SystemProperty) -> &'static str {
    match key {
        SystemProperty::EnqueuedTime | SystemProperty::CreationTimeUtc => "2024-01-01T00:00:00.0000000Z",
        SystemProperty::ConnectionDeviceId => "device-1",
        SystemProperty::ConnectionModuleId => "module-1",
        SystemProperty::DataSchema => "dtmi:example:Thermostat;1",
        _ => "1",
    }
}

/// Lines that a field shows, within reason.
fn rows(text: &str) -> String {
    // A line of the column holds about this many characters.
    let lines: usize = text.lines().map(|line| 1 + line.chars().count() / 40).sum();
    lines.clamp(3, 14).to_string()
}

fn value_of(event: &InputEvent) -> String {
    event.target_unchecked_into::<HtmlInputElement>().value()
}

fn text_of(event: &InputEvent) -> String {
    event.target_unchecked_into::<HtmlTextAreaElement>().value()
}
