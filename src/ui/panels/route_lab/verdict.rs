//! The verdict line: the result, the reason, and what would make the route match.

use super::words;
use crate::model::query::{Change, Explanation, ReasonCode, SystemProperty, Verdict};
use crate::say;
use crate::text::{Arg, Key, Language, Rich, word};
use crate::ui::widgets::icon::icon;
use crate::ui::widgets::rich::rich;
use yew::prelude::*;

/// What the lab knows about making it match.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Nearest {
    /// It matches.
    Matches,
    /// The search waits until nobody types.
    Looking,
    None,
    Found(Vec<Change>),
}

/// What can be done to the device that sent the sample.
#[derive(Clone, PartialEq)]
pub(super) enum OnDevice {
    /// The sample is nobody's.
    Nobody,
    /// Its program does not let itself be told.
    Impossible,
    Possible(Callback<()>),
}

pub(super) struct Result<'a> {
    pub language: Language,
    pub explanation: &'a Explanation,
    /// The sample's name in a sentence.
    pub sample: &'a str,
    pub reasons: Vec<Rich>,
    pub nearest: &'a Nearest,
    pub enabled: bool,
    pub on_device: OnDevice,
    pub on_sample: Callback<()>,
    /// Where the other dialect decides otherwise: the cloud's word, then Edge's.
    pub differs: Option<[&'static str; 2]>,
}

impl Result<'_> {
    /// The line itself; a change is announced.
    pub(super) fn line(&self) -> Html {
        let (language, verdict) = (self.language, self.explanation.verdict);
        let shown = words::verdict_word(language, verdict);
        let sentence = match verdict {
            Verdict::True => Key::LabResultTrue,
            Verdict::False => Key::LabResultFalse,
            Verdict::Undefined => Key::LabResultUndefined,
        };
        html! {
            <div class={classes!("lab-result", words::verdict_class(verdict))} role="status">
                { icon(words::verdict_glyph(verdict)) }
                <p>
                    { say!(language, Key::LabResult, verdict = Arg::Text(shown)).plain() }{ " " }
                    { say!(language, sentence, message = Arg::Text(self.sample)).plain() }
                </p>
            </div>
        }
    }

    /// The reasons, and the choice of repairs.
    pub(super) fn details(&self) -> Html {
        let language = self.language;
        let body = self.body_is_unread().map(|key| say!(language, key));
        let reasons = if let Some(body) = body { vec![body] } else { self.reasons.clone() };
        let differs = self.differs.map(|[cloud, edge]| {
            say!(language, Key::LabDialectsDiffer, cloud = Arg::Code(cloud), edge = Arg::Code(edge))
        });
        let disabled = (!self.enabled).then(|| word(language, Key::LabResultDisabled));
        html! {
            <div class={classes!("lab-details", words::verdict_class(self.explanation.verdict))}>
                { for reasons.into_iter().map(|said| html! { <p>{ rich(said) }</p> }) }
                { for disabled.into_iter().map(|text| html! { <p>{ text }</p> }) }
                { for differs.into_iter().map(|said| html! { <p class="lab-differs">{ rich(said) }</p> }) }
                { self.repair() }
            </div>
        }
    }

    fn repair(&self) -> Html {
        let language = self.language;
        let changes = match self.nearest {
            Nearest::Matches => return Html::default(),
            Nearest::Looking => return html! { <p class="minor">{ word(language, Key::LabNearestLooking) }</p> },
            Nearest::None => return html! { <p class="minor">{ word(language, Key::LabNearestNone) }</p> },
            Nearest::Found(changes) => changes,
        };
        let both = is_declaration(changes);
        let (device_key, sample_key) = if both {
            (Key::LabRepairBothDevice, Key::LabRepairBothSample)
        } else {
            (Key::LabRepairDevice, Key::LabRepairSample)
        };
        let on_sample = self.on_sample.reform(|_: MouseEvent| ());
        let device = match &self.on_device {
            OnDevice::Nobody => Html::default(),
            OnDevice::Possible(act) => html! {
                <button type="button" class="btn small" title={word(language, Key::LabRepairDeviceLater)}
                    onclick={act.reform(|_: MouseEvent| ())}>
                    { word(language, device_key) }
                </button>
            },
            OnDevice::Impossible => html! {
                <>
                    <button type="button" class="btn small" aria-disabled="true" aria-describedby="lab-device-not"
                        title={word(language, Key::LabRepairDeviceNot)}>
                        { word(language, device_key) }
                    </button>
                    <span id="lab-device-not" class="unseen">{ word(language, Key::LabRepairDeviceNot) }</span>
                </>
            },
        };
        html! {
            <>
                <div class="lab-nearest">
                    <p>{ word(language, Key::LabNearest) }</p>
                    <ul>{ for changes.iter().map(|change| html! {
                        <li>{ rich(words::change(language, change)) }</li>
                    }) }</ul>
                </div>
                <p class="lab-repairs">
                    { device }
                    <button type="button" class="btn small" onclick={on_sample}>{ word(language, sample_key) }</button>
                </p>
            </>
        }
    }

    /// The sentence for a body that the message does not let be read, where that decides.
    fn body_is_unread(&self) -> Option<Key> {
        let causes = self.explanation.causes();
        let codes = causes.iter().filter_map(|cause| cause.reason.as_ref()).map(|reason| reason.code);
        let is_type = |code| matches!(code, ReasonCode::ContentTypeNotSet | ReasonCode::ContentTypeNotJson);
        let is_encoding =
            |code| matches!(code, ReasonCode::ContentEncodingNotSet | ReasonCode::ContentEncodingUnsupported);
        let code = codes.into_iter().find(|&code| is_type(code) || is_encoding(code))?;
        let sets_neither = match self.nearest {
            Nearest::Found(changes) => sets(changes, SystemProperty::ContentEncoding),
            _ => false,
        };
        Some(match is_type(code) {
            true if sets_neither => Key::LabBodyNeither,
            true => Key::LabBodyType,
            false => Key::LabBodyEncoding,
        })
    }
}

fn sets(changes: &[Change], wanted: SystemProperty) -> bool {
    changes.iter().any(|change| matches!(change, Change::SetSystem { key, .. } if *key == wanted))
}

/// Content type and content encoding, and nothing else.
fn is_declaration(changes: &[Change]) -> bool {
    let [first, second] = [SystemProperty::ContentType, SystemProperty::ContentEncoding];
    changes.len() == 2 && sets(changes, first) && sets(changes, second)
}
