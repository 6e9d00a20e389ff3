//! Why a message goes where it goes: what every route says of it, and the reason.
//!
//! Once its routes were evaluated, the routes of that moment speak, not those of today.

use super::parts::{Go, rich, section, verdict};
use super::scene::Scene;
use crate::model::hub::routing::{Route, Say};
use crate::model::ids::{EndpointId, SendId};
use crate::model::message::Source;
use crate::model::query::tokens::Binary;
use crate::model::query::value::Value;
use crate::model::query::{Condition, Explained, Explanation, Facts, NodeKind, ReasonCode, Subject};
use crate::say;
use crate::session::story::{Acceptance, Routing, Story};
use crate::text::refusal;
use crate::text::{Arg, Key, Language, Rich};
use crate::ui::page::use_desk;
use crate::ui::view::Selection;
use crate::ui::widgets::icon::{Glyph, icon};
use crate::world::World;
use yew::prelude::*;

/// Routes that said false are shown one by one up to this many; then they fold to a count.
const FALSE_SHOWN: usize = 6;

/// What the condition says of a message, and the reasons for it, the decisive ones only.
#[must_use]
pub fn reasons(condition: &Condition, facts: &dyn Facts, language: Language) -> Vec<Rich> {
    if condition.text().trim().is_empty() {
        return vec![say!(language, Key::WhyNoCondition)];
    }
    let explanation = condition.explain_facts(facts);
    let causes = explanation.causes();
    let mut reasons: Vec<Rich> =
        causes.into_iter().map(|cause| cause_in_words(condition, &explanation, cause, language)).collect();
    reasons.dedup();
    reasons.extend(explanation.reason.as_ref().map(|reason| refusal::reason(reason, language)));
    reasons
}

fn cause_in_words(condition: &Condition, explanation: &Explanation, cause: &Explained, language: Language) -> Rich {
    let text = |node: &Explained| node.span.of(condition.text()).to_owned();
    if let Some(reason) = &cause.reason {
        return match reason.code {
            ReasonCode::PropertyAbsent | ReasonCode::SystemPropertyAbsent => {
                say!(language, Key::WhyAbsentUndefined, name = Arg::Code(&text(cause)))
            }
            ReasonCode::ContentTypeNotSet => say!(language, Key::WhyBodyNotReadType),
            ReasonCode::ContentEncodingNotSet => say!(language, Key::WhyBodyNotReadEncoding),
            _ => refusal::reason(reason, language),
        };
    }
    let operands: Vec<&Explained> = cause.children.iter().map(|&child| &explanation.nodes[child as usize]).collect();
    let is_input = |node: &&Explained| {
        matches!(node.kind, NodeKind::Property | NodeKind::SystemProperty | NodeKind::Body | NodeKind::Twin)
    };
    match (cause.kind, &operands[..]) {
        (NodeKind::Operator(operator), [left, right]) if is_input(left) && right.kind == NodeKind::Literal => {
            let (name, value, wanted) = (text(left), shown(&left.value), shown(&right.value));
            let (name, value) = (Arg::Code(&name), Arg::Code(&value));
            if operator == Binary::Equal && cause.value == Value::Bool(false) {
                say!(language, Key::WhyIsNot, name = name, value = value, wanted = Arg::Code(&wanted))
            } else {
                say!(language, Key::WhyIs, name = name, value = value)
            }
        }
        (NodeKind::Function("is_defined"), [input]) if is_input(input) => {
            let present = input.value.is_defined();
            let key = if present { Key::WhyPresent } else { Key::WhyAbsent };
            say!(language, key, name = Arg::Code(&text(input)))
        }
        _ => say!(
            language,
            Key::WhyExpression,
            expression = Arg::Code(&text(cause)),
            result = Arg::Code(&shown(&cause.value))
        ),
    }
}

/// A value as a condition would write it.
#[must_use]
pub fn shown(value: &Value<'_>) -> String {
    match value {
        Value::String(text) => format!("\"{}\"", text.to_lossy()),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        other => other.value_type().as_str().to_owned(),
    }
}

#[derive(Clone, PartialEq, Properties)]
pub struct WhyProps {
    pub scene: Scene,
    pub send: SendId,
    pub story: Story,
}

/// Every route with its verdict and the reason, the fallback route last.
#[component]
pub fn Why(props: &WhyProps) -> Html {
    let desk = use_desk();
    let (scene, story) = (&props.scene, &props.story);
    let acceptance = story.acceptances.last();
    let routed = acceptance.and_then(routed_in);
    // What has been stays as it was, and to run there again takes a while.
    let then =
        use_memo((scene.past, routed), |(_, routed)| routed.map(|step| desk.read(|session| session.world_at(step))));
    let then = (*then).as_ref().unwrap_or(&scene.world);
    let Some(message) = scene.world.message_of(props.send) else { return Html::default() };
    let Some(device) = props.send.producer.device() else { return Html::default() };
    let sender = &scene.device(device).about.sender;
    let subject = Subject {
        message: &message,
        sender: Some(sender),
        enqueued_at: acceptance.map(|acceptance| acceptance.accepted.at),
        twin: None,
    };
    let heading = match acceptance.map(|acceptance| acceptance.routing) {
        Some(Routing::Routed { .. }) => Key::WhyHeading,
        Some(Routing::Orphaned(_)) => Key::WhyHeadingNone,
        Some(Routing::Pending) | None => Key::WhyHeadingPending,
    };
    section(scene.word(heading), table(scene, then, &subject))
}

/// The step in which its routes were evaluated.
fn routed_in(acceptance: &Acceptance) -> Option<u32> {
    match acceptance.routing {
        Routing::Pending => None,
        Routing::Routed { moment, .. } | Routing::Orphaned(moment) => Some(moment.step),
    }
}

/// What the routes of `then` say of the message.
fn table(scene: &Scene, then: &World, subject: &Subject<'_>) -> Html {
    let routes = &then.hub().routes;
    let says = routes.verdicts(Source::DeviceMessages, subject);
    let matched = says.contains(&Say::True);
    let many_false = says.iter().filter(|&&said| said == Say::False).count() > FALSE_SHOWN;
    let (mut rows, mut folded, mut served) = (Vec::new(), 0_usize, Vec::<(EndpointId, &Route)>::new());
    for (route, &said) in routes.list.iter().zip(&says) {
        if many_false && said == Say::False {
            folded += 1;
            continue;
        }
        let mut why = match said {
            Say::NotConsulted if route.enabled => {
                vec![say!(scene.language, Key::WhyOtherSource, source = Arg::Code(route.source.as_str()))]
            }
            Say::NotConsulted => vec![say!(scene.language, Key::WhyDisabled)],
            Say::True | Say::False | Say::Undefined => reasons(&route.condition, subject, scene.language),
        };
        if said == Say::Undefined {
            why.push(say!(scene.language, Key::WhyUndefinedIsFalse));
        }
        if said == Say::True {
            if let Some((_, first)) = served.iter().find(|(endpoint, _)| *endpoint == route.endpoint) {
                why.push(say!(scene.language, Key::WhySameEndpoint, route = Arg::Name(&first.name)));
            }
            served.push((route.endpoint, route));
        }
        let shown = match said {
            Say::NotConsulted if route.enabled => word_only(scene.word(Key::VerdictOtherSource)),
            Say::NotConsulted => word_only(scene.word(Key::VerdictDisabled)),
            _ => verdict(scene, said),
        };
        rows.push(row(shown, html! { <Go to={Selection::Route(route.id)}>{ &route.name }</Go> }, why));
    }
    let today = &scene.world.hub().routes.list;
    for route in today.iter().filter(|route| routes.list.iter().all(|known| known.id != route.id)) {
        let name = html! { <Go to={Selection::Route(route.id)}>{ &route.name }</Go> };
        rows.push(row(word_only("–"), name, vec![say!(scene.language, Key::WhyNotThereYet)]));
    }
    if folded > 0 {
        let others = say!(scene.language, Key::WhyOthersFalse, n = folded);
        rows.push(row(verdict(scene, Say::False), rich(others), Vec::new()));
    }
    rows.push(fallback(scene, matched, routes.fallback_on));
    html! {
        <table class="why">
            <tbody>{ rows }</tbody>
        </table>
    }
}

fn fallback(scene: &Scene, matched: bool, on: bool) -> Html {
    let (verdict, why) = match (matched, on) {
        (_, false) => (word_only(scene.word(Key::StateOff)), (!matched).then_some(Key::WhyFallbackOff)),
        (true, true) => (word_only(scene.word(Key::VerdictNotNeeded)), None),
        (false, true) => (verdict_used(scene), Some(Key::WhyFallbackUsed)),
    };
    let name = html! { <Go to={Selection::Fallback}>{ scene.word(Key::RouteFallback) }</Go> };
    row(verdict, name, why.map(|key| say!(scene.language, key)).into_iter().collect())
}

fn verdict_used(scene: &Scene) -> Html {
    html! {
        <span class="verdict ok">
            { icon(Glyph::True) }
            { scene.word(Key::VerdictUsed) }
        </span>
    }
}

fn word_only(word: &'static str) -> Html {
    html! { <span class="verdict none">{ word }</span> }
}

fn row(verdict: Html, name: Html, why: Vec<Rich>) -> Html {
    html! {
        <tr>
            <td>{ verdict }</td>
            <td>
                { name }
                { for why.into_iter().map(|why| html! { <p class="because">{ rich(why) }</p> }) }
            </td>
        </tr>
    }
}
