//! A step of the run: what happened, what led to it, what it led to.

use super::parts::{fact, facts, go, heading, rich, section};
use super::scene::{Scene, use_scene};
use crate::say;
use crate::text::{Key, format, narration, transcript};
use crate::ui::desk::Desk;
use crate::ui::markup::{El, Piece as _, el, many};
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
    let hint = props.step.is_none().then(|| el("p").class("insp-hint").child(scene.word(Key::InspectorSelectHint)));
    let entries = match props.step {
        Some(step) if step > scene.at_step => Vec::new(),
        Some(step) => desk.read(|session| session.entries(step, step)),
        None => scene.current.clone(),
    };
    let Some((headline, details)) = entries.split_first() else {
        let key = if step == 0 { Key::TransportNoEvent } else { Key::InspectorNotHappenedYet };
        let heading = heading(scene.word(Key::PartInspector), scene.word(key), Html::default());
        return many().child(heading).child(hint).into();
    };
    let title = say!(scene.language, Key::EventHeading, n = step).plain();
    let sentence = narration::sentence(headline, &scene.world, scene.language);
    let clock = scene.clock(headline.at);
    let line = transcript::line(headline, true, &scene.world);
    let rows = vec![
        fact(scene.word(Key::TableTime), el("span").class("mono").child(clock)),
        fact(scene.word(Key::MessageUtc), el("span").class("mono").child(format::utc(headline.at))),
        fact(scene.word(Key::EventLogLine), el("code").class("log-line").child(line)),
    ];
    let about = headline.what.send().map(|send| {
        let message = go(&desk, Selection::Message(send)).also(true, "mono").child(scene.label(send));
        fact(scene.word(Key::KindMessage), message)
    });
    let detail = |entry: &Entry| el("li").child(rich(narration::sentence(entry, &scene.world, scene.language)));
    let listed = || el("ul").class("rows").each(details.iter().map(detail)).into();
    many()
        .child(heading(scene.word(Key::TableEvent), &title, el("p").child(rich(sentence)).into()))
        .child(hint)
        .child(el("section").class("insp-part").child(facts(rows.into_iter().chain(about).collect())))
        .child((!details.is_empty()).then(|| section(scene.word(Key::EventDetails), listed())))
        .child(section(scene.word(Key::EventCause), cause(&scene, &desk, headline)))
        .child(effects(&scene, &desk, step))
        .into()
}

fn cause(scene: &Scene, desk: &Desk, entry: &Entry) -> Html {
    if entry.cause == 0 {
        // Only the run knows whether somebody asked for this step.
        let asked = desk.read(|session| {
            let document = session.document();
            let run = &document.runs[document.current];
            run.commands[..run.head].iter().any(|recorded| recorded.after + 1 == entry.step)
        });
        return scene.word(if asked { Key::EventCausePerson } else { Key::EventCauseTime }).node();
    }
    let causes = desk.read(|session| session.entries(entry.cause, entry.cause));
    let planned = matches!(entry.what, What::EndpointDown { .. } | What::EndpointUp { .. })
        && matches!(causes.first().map(|cause| cause.what), Some(What::FaultPlanned { .. }));
    let plan = planned.then(|| el("p").child(scene.word(Key::EventCausePlan)));
    many().child(plan).child(el("ul").class("rows").each(causes.first().map(|cause| link(scene, desk, cause)))).into()
}

fn effects(scene: &Scene, desk: &Desk, step: u32) -> Html {
    let mut seen = step;
    let all = scene.log.steps(step + 1, scene.at_step).filter(|entry| {
        let headline = entry.step != seen;
        seen = entry.step;
        headline && entry.cause == step
    });
    let rows: Vec<El> = all.take(EFFECTS).map(|entry| link(scene, desk, entry)).collect();
    if rows.is_empty() {
        return Html::default();
    }
    section(scene.word(Key::EventEffects), el("ul").class("rows").each(rows).into())
}

fn link(scene: &Scene, desk: &Desk, entry: &Entry) -> El {
    let sentence = narration::sentence(entry, &scene.world, scene.language);
    let clock = el("span").class("mono quiet").child(scene.clock(entry.at));
    let step = go(desk, Selection::Event(entry.step)).child(clock).child(" ").child(rich(sentence));
    el("li").class("event-link").child(step)
}
