//! A step of the run: what happened, what led to it, what it led to.

use super::parts::{Go, fact, facts, heading, rich, section};
use super::scene::{Scene, use_scene};
use crate::say;
use crate::text::{Key, format, narration, transcript};
use crate::ui::desk::Desk;
use crate::ui::page::use_desk;
use crate::ui::view::{Selection, View};
use crate::world::entry::{Entry, What};
use std::rc::Rc;
use yew::prelude::*;

/// Effects that are listed.
const EFFECTS: usize = 12;

#[derive(PartialEq, Properties)]
pub struct EventProps {
    pub view: Rc<View>,
    /// `None`: nothing is selected, so the latest event is shown.
    pub step: Option<u32>,
}

#[component]
pub fn EventDetails(props: &EventProps) -> Html {
    let scene = use_scene(&props.view);
    let desk = use_desk();
    let step = props.step.unwrap_or(scene.at_step);
    let hint = props.step.is_none().then(|| {
        html! {
            <p class="insp-hint">
                { scene.word(Key::InspectorSelectHint) }
            </p>
        }
    });
    let entries = match props.step {
        Some(step) if step > scene.at_step => Vec::new(),
        Some(step) => desk.read(|session| session.entries(step, step)),
        None => scene.current.clone(),
    };
    let Some((headline, details)) = entries.split_first() else {
        let key = if step == 0 { Key::TransportNoEvent } else { Key::InspectorNotHappenedYet };
        return html! {
            <>
                { heading(scene.word(Key::PartInspector), scene.word(key), Html::default()) }
                { hint }
            </>
        };
    };
    let title = say!(scene.language, Key::EventHeading, n = step).plain();
    let sentence = narration::sentence(headline, &scene.world, scene.language);
    let clock = scene.clock(headline.at);
    let line = transcript::line(headline, true, &scene.world);
    let rows = vec![
        fact(scene.word(Key::TableTime), html! { <span class="mono">{ clock }</span> }),
        fact(scene.word(Key::MessageUtc), html! { <span class="mono">{ format::utc(headline.at) }</span> }),
        fact(scene.word(Key::EventLogLine), html! { <code class="log-line">{ line }</code> }),
    ];
    let about = headline.what.send().map(|send| {
        fact(
            scene.word(Key::KindMessage),
            html! { <Go to={Selection::Message(send)} class="mono">{ scene.label(send) }</Go> },
        )
    });
    html! {
        <>
            { heading(scene.word(Key::TableEvent), &title, html! { <p>{ rich(sentence) }</p> }) }
            { hint }
            <section class="insp-part">{ facts(rows.into_iter().chain(about).collect()) }</section>
            if !details.is_empty() {
                { section(scene.word(Key::EventDetails), html! {
                    <ul class="rows">
                        { for details.iter().map(|entry| html! {
                            <li>{ rich(narration::sentence(entry, &scene.world, scene.language)) }</li>
                        }) }
                    </ul>
                }) }
            }
            { section(scene.word(Key::EventCause), cause(&scene, &desk, headline)) }
            { effects(&scene, step) }
        </>
    }
}

fn cause(scene: &Scene, desk: &Desk, entry: &Entry) -> Html {
    if entry.cause == 0 {
        // Only the run knows whether somebody asked for this step.
        let asked = desk.read(|session| {
            let document = session.document();
            let run = &document.runs[document.current];
            run.commands[..run.head].iter().any(|recorded| recorded.after + 1 == entry.step)
        });
        return html! { scene.word(if asked { Key::EventCausePerson } else { Key::EventCauseTime }) };
    }
    let causes = desk.read(|session| session.entries(entry.cause, entry.cause));
    let planned = matches!(entry.what, What::EndpointDown { .. } | What::EndpointUp { .. })
        && matches!(causes.first().map(|cause| cause.what), Some(What::FaultPlanned { .. }));
    html! {
        <>
            if planned {
                <p>{ scene.word(Key::EventCausePlan) }</p>
            }
            <ul class="rows">{ for causes.first().map(|cause| link(scene, cause)) }</ul>
        </>
    }
}

fn effects(scene: &Scene, step: u32) -> Html {
    let mut seen = step;
    let all = scene.log.steps(step + 1, scene.at_step).filter(|entry| {
        let headline = entry.step != seen;
        seen = entry.step;
        headline && entry.cause == step
    });
    let rows: Vec<Html> = all.take(EFFECTS).map(|entry| link(scene, entry)).collect();
    if rows.is_empty() {
        return Html::default();
    }
    section(scene.word(Key::EventEffects), html! { <ul class="rows">{ rows }</ul> })
}

fn link(scene: &Scene, entry: &Entry) -> Html {
    let sentence = narration::sentence(entry, &scene.world, scene.language);
    html! {
        <li class="event-link">
            <Go to={Selection::Event(entry.step)}>
                <span class="mono quiet">{ scene.clock(entry.at) }</span>
                { " " }
                { rich(sentence) }
            </Go>
        </li>
    }
}
