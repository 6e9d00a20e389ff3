//! The fields of forms: a label, the value, its rule, and what is wrong with it.

use crate::model::time::Millis;
use crate::say;
use crate::text::{Arg, Key, Rich, format, word};
use crate::ui::page::{use_desk, use_language};
use crate::ui::panels::inspector::parts::rich;
use crate::ui::panels::inspector::scene::Scene;
use crate::ui::widgets::icon::{Glyph, icon};
use gloo_timers::callback::Timeout;
use std::sync::atomic::{AtomicU32, Ordering};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

/// An id for one element of the page.
#[hook]
pub fn use_id() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    (*use_memo((), |()| format!("field-{}", NEXT.fetch_add(1, Ordering::Relaxed)))).clone()
}

/// A callback that changes one thing of a draft.
pub fn editing<D: Clone + 'static, T: 'static>(
    draft: &UseStateHandle<D>,
    change: impl Fn(&mut D, T) + 'static,
) -> Callback<T> {
    let draft = draft.clone();
    Callback::from(move |value| {
        let mut next = (*draft).clone();
        change(&mut next, value);
        draft.set(next);
    })
}

#[derive(PartialEq, Properties)]
pub struct TextFieldProps {
    pub label: Key,
    pub value: String,
    pub on_input: Callback<String>,
    #[prop_or_default]
    pub hint: Option<Rich>,
    #[prop_or_default]
    pub error: Option<Rich>,
    #[prop_or_default]
    pub unit: Option<Key>,
    /// For values that cannot change any more.
    #[prop_or_default]
    pub fixed: bool,
    #[prop_or_default]
    pub numeric: bool,
    #[prop_or_default]
    pub multiline: bool,
    #[prop_or_default]
    pub autofocus: bool,
}

/// A line or a block of text.
#[component]
pub fn TextField(props: &TextFieldProps) -> Html {
    let language = use_language();
    let id = use_id();
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described: Vec<&str> = [props.hint.as_ref().map(|_| &*hint_id), props.error.as_ref().map(|_| &*error_id)]
        .into_iter()
        .flatten()
        .collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    let invalid = props.error.is_some().then_some("true");
    let oninput = props.on_input.reform(|event: InputEvent| typed(&event));
    let class = classes!("field", props.numeric.then_some("numeric"));
    let input = if props.multiline {
        html! {
            <textarea id={id.clone()} {class} rows="4" spellcheck="false" value={props.value.clone()} {oninput}
                aria-invalid={invalid} aria-describedby={described} />
        }
    } else {
        html! {
            <input id={id.clone()} {class} autofocus={props.autofocus} type="text" autocomplete="off" spellcheck="false"
                inputmode={props.numeric.then_some("decimal")} value={props.value.clone()} {oninput}
                readonly={props.fixed} aria-invalid={invalid} aria-describedby={described} />
        }
    };
    html! {
        <div class="form-row">
            <label for={id}>{ word(language, props.label) }</label>
            <div class="form-input">
                { input }
                if let Some(unit) = props.unit {
                    <span class="unit">{ word(language, unit) }</span>
                }
            </div>
            if let Some(hint) = props.hint.clone() {
                <p id={hint_id} class="form-hint">{ rich(hint) }</p>
            }
            { problem(&error_id, props.error.clone()) }
        </div>
    }
}

/// What is wrong, under a field.
pub fn problem(id: &str, error: Option<Rich>) -> Html {
    html! {
        <div id={id.to_owned()} aria-live="polite">
            if let Some(error) = error {
                <p class="form-error">{ icon(Glyph::Cross) }<span>{ rich(error) }</span></p>
            }
        </div>
    }
}

/// What stands in the field that an event is about.
pub fn typed(event: &InputEvent) -> String {
    let target = event.target();
    let input = target.as_ref().and_then(|target| target.dyn_ref::<HtmlInputElement>()).map(HtmlInputElement::value);
    let area = || target.as_ref().and_then(|t| t.dyn_ref::<HtmlTextAreaElement>()).map(HtmlTextAreaElement::value);
    input.or_else(area).unwrap_or_default()
}

#[derive(PartialEq, Properties)]
pub struct SelectFieldProps {
    pub label: Key,
    pub value: String,
    /// Values and how they read.
    pub options: Vec<(String, String)>,
    pub on_choose: Callback<String>,
    #[prop_or_default]
    pub hint: Option<Rich>,
    #[prop_or_default]
    pub error: Option<Rich>,
    #[prop_or_default]
    pub fixed: bool,
    #[prop_or_default]
    pub autofocus: bool,
}

/// One of several values.
#[component]
pub fn SelectField(props: &SelectFieldProps) -> Html {
    let language = use_language();
    let id = use_id();
    let error_id = format!("{id}-error");
    let onchange = props.on_choose.reform(|event: Event| {
        event.target().and_then(|t| t.dyn_into::<HtmlSelectElement>().ok()).map(|s| s.value()).unwrap_or_default()
    });
    html! {
        <div class="form-row">
            <label for={id.clone()}>{ word(language, props.label) }</label>
            <div class="form-input">
                <select {id} class="field" {onchange} disabled={props.fixed} autofocus={props.autofocus}
                    aria-describedby={props.error.is_some().then(|| error_id.clone())}>
                    { for props.options.iter().map(|(value, text)| html! {
                        <option value={value.clone()} selected={*value == props.value}>{ text }</option>
                    }) }
                </select>
            </div>
            if let Some(hint) = props.hint.clone() {
                <p class="form-hint">{ rich(hint) }</p>
            }
            { problem(&error_id, props.error.clone()) }
        </div>
    }
}

#[derive(PartialEq, Properties)]
pub struct SwitchProps {
    pub label: Key,
    pub on: bool,
    pub on_change: Callback<bool>,
    /// Shown while it is on.
    #[prop_or_default]
    pub warning: Option<Key>,
    #[prop_or_default]
    pub fixed: bool,
}

/// Yes or no.
#[component]
pub fn Switch(props: &SwitchProps) -> Html {
    let language = use_language();
    let id = use_id();
    let hint_id = format!("{id}-hint");
    let (on, fixed) = (props.on, props.fixed);
    let onchange = props.on_change.reform(move |_: Event| !on);
    let onclick = Callback::from(move |event: MouseEvent| {
        if fixed {
            event.prevent_default();
        }
    });
    let warning = props.warning.filter(|_| props.on);
    html! {
        <div class="form-row">
            <label class="switch" for={id.clone()}>
                <input {id} type="checkbox" checked={props.on} {onchange} {onclick}
                    aria-disabled={fixed.then_some("true")} aria-describedby={fixed.then(|| hint_id.clone())} />
                { word(language, props.label) }
            </label>
            if fixed {
                <p id={hint_id} class="form-hint">{ word(language, Key::FieldFixed) }</p>
            }
            <div aria-live="polite">
                if let Some(warning) = warning {
                    <p class="form-warning">{ icon(Glyph::Warning) }<span>{ word(language, warning) }</span></p>
                }
            </div>
        </div>
    }
}

/// A choice with a sentence about it.
#[derive(Clone, PartialEq)]
pub struct Alternative {
    pub value: &'static str,
    pub label: Key,
    pub about: Option<Key>,
}

#[derive(PartialEq, Properties)]
pub struct ChoiceProps {
    pub label: Key,
    pub value: &'static str,
    pub options: Vec<Alternative>,
    pub on_choose: Callback<&'static str>,
    #[prop_or_default]
    pub autofocus: bool,
}

/// One of a few, all in view.
#[component]
pub fn Choice(props: &ChoiceProps) -> Html {
    let language = use_language();
    let name = use_id();
    html! {
        <fieldset class="form-row alternatives">
            <legend>{ word(language, props.label) }</legend>
            { for props.options.iter().map(|option| {
                let value = option.value;
                let onchange = props.on_choose.reform(move |_: Event| value);
                html! {
                    <label>
                        <input type="radio" name={name.clone()} checked={value == props.value} {onchange}
                            autofocus={props.autofocus && value == props.value} />
                        <span>
                            { word(language, option.label) }
                            if let Some(about) = option.about {
                                <span class="form-hint">{ word(language, about) }</span>
                            }
                        </span>
                    </label>
                }
            }) }
        </fieldset>
    }
}

#[derive(PartialEq, Properties)]
pub struct ApplyBarProps {
    pub scene: Scene,
    /// True: at the start.
    pub on_apply: Callback<bool>,
    pub on_close: Callback<()>,
    /// What was refused of the whole.
    #[prop_or_default]
    pub refused: Option<Rich>,
    /// Removing: the primary button is red.
    #[prop_or_default]
    pub danger: bool,
    /// Done once: the start cannot have it.
    #[prop_or_default]
    pub hand: bool,
}

/// The end of a form: act now, or change the start.
#[component]
pub fn ApplyBar(props: &ApplyBarProps) -> Html {
    let scene = &props.scene;
    let apply = |at_start: bool| {
        let on_apply = props.on_apply.clone();
        Callback::from(move |_: MouseEvent| {
            on_apply.emit(at_start);
            Timeout::new(0, focus_what_is_wrong).forget();
        })
    };
    let now = Arg::Instant(scene.world.elapsed());
    let when = if scene.view.is_latest() {
        say!(scene.language, Key::RunActNowHint, at = now)
    } else {
        let (next, kept) = (scene.next_run(), scene.current_run + 1);
        say!(scene.language, Key::RunForked, n = next, kept = kept)
    };
    let close = props.on_close.reform(|_: MouseEvent| ());
    let start_id = use_id();
    let being_made = use_desk().remade_percent();
    html! {
        <footer class="form-end">
            <div role="alert">
                if let Some(refused) = props.refused.clone() {
                    <p class="form-error">{ icon(Glyph::Cross) }<span>{ rich(refused) }</span></p>
                }
            </div>
            <p class="form-hint">{ rich(when) }</p>
            if let Some((percent, _)) = being_made {
                <p class="form-hint">{ rich(say!(scene.language, Key::TransportRunningAgain, percent = percent)) }</p>
            }
            if !props.hand {
                <p id={start_id.clone()} class="form-hint">
                    <b>{ scene.word(Key::RunChangeStart) }</b>{ ": " }{ scene.word(Key::RunChangeStartHint) }
                </p>
            }
            <div class="form-buttons">
                <button type="button" class={classes!("btn", "primary", props.danger.then_some("danger"))}
                    onclick={apply(false)}>
                    { scene.word(Key::RunActNow) }
                </button>
                if !props.hand {
                    <button type="button" class="btn" onclick={apply(true)} aria-describedby={start_id}>
                        { scene.word(Key::RunChangeStart) }
                    </button>
                }
                <button type="button" class="btn quiet" onclick={close}>{ scene.word(Key::ActionCancel) }</button>
            </div>
        </footer>
    }
}

/// Brings the first field that was refused into view.
fn focus_what_is_wrong() {
    let wrong = gloo_utils::document().query_selector("dialog [aria-invalid=true]").ok().flatten();
    if let Some(field) = wrong.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = field.focus();
    }
}

/// Reads seconds, at most to the millisecond, into milliseconds.
///
/// # Errors
/// What is wrong, for the reader.
pub fn seconds(scene: &Scene, text: &str, min: Millis, max: Millis) -> Result<Millis, Rich> {
    let text = text.trim();
    if text.is_empty() {
        return Err(say!(scene.language, Key::ValueMissing));
    }
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let read = (digits(whole) && digits(fraction) && fraction.len() <= 3 && whole.len() + fraction.len() > 0)
        .then(|| format!("{whole:0>1}{fraction:0<3}").parse::<Millis>().ok())
        .flatten();
    let Some(ms) = read else { return Err(say!(scene.language, Key::ValueNotANumber)) };
    if (min..=max).contains(&ms) {
        return Ok(ms);
    }
    let length = |ms| format::duration(scene.language, ms);
    let (min, max) = (length(min), length(max));
    Err(say!(scene.language, Key::FieldAllowed, min = Arg::Text(&min), max = Arg::Text(&max)))
}

/// Milliseconds as seconds, for a field.
#[must_use]
pub fn in_seconds(ms: Millis) -> String {
    let fraction = format!("{:03}", ms % 1_000);
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { (ms / 1_000).to_string() } else { format!("{}.{fraction}", ms / 1_000) }
}

/// Reads a whole number.
///
/// # Errors
/// What is wrong, for the reader.
pub fn whole(scene: &Scene, text: &str, min: u64, max: u64) -> Result<u64, Rich> {
    let text = text.trim();
    if text.is_empty() {
        return Err(say!(scene.language, Key::ValueMissing));
    }
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(say!(scene.language, Key::ValueNotWhole));
    }
    let (low, high) = (format::number(min), format::number(max));
    let outside = || say!(scene.language, Key::FieldAllowed, min = Arg::Text(&low), max = Arg::Text(&high));
    let number = text.parse::<u64>().map_err(|_| outside())?;
    if (min..=max).contains(&number) { Ok(number) } else { Err(outside()) }
}

/// Reads a whole number, in or out of the service's range; nothing for the service's default.
///
/// # Errors
/// What is wrong, for the reader.
pub fn optional_whole(scene: &Scene, text: &str) -> Result<Option<i64>, Rich> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| say!(scene.language, Key::ValueNotWhole)),
    }
}

/// Reads `name=value` pairs, apart by commas or lines.
pub fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let pairs = text.split([',', '\n']).filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (name.trim(), value.trim()))
}

/// A rule of the form "5 s to 5 min, default 1 min".
#[must_use]
pub fn span_rule(scene: &Scene, min: Millis, max: Millis, default: Millis) -> Option<Rich> {
    let length = |ms| format::duration(scene.language, ms);
    let (min, max, default) = (length(min), length(max), length(default));
    Some(say!(
        scene.language,
        Key::FieldRange,
        min = Arg::Text(&min),
        max = Arg::Text(&max),
        default = Arg::Text(&default)
    ))
}
