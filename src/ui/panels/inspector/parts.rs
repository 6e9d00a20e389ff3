//! Small parts of the inspector.

use super::scene::Scene;
use crate::model::hub::routing::Say;
use crate::text::{Key, Rich, word};
use crate::ui::desk::Desk;
use crate::ui::markup::{self, El, el};
use crate::ui::page::{use_desk, use_language};
use crate::ui::view::Selection;
use crate::ui::widgets::icon::{Glyph, icon};
pub use crate::ui::widgets::rich::rich;
use crate::world::entry::Health;
use yew::prelude::*;

/// A part with a heading.
pub fn section(title: &str, children: Html) -> Html {
    el("section").class("insp-part").child(el("h3").child(title.to_owned())).child(children).into()
}

/// A line of a list of facts.
pub fn fact(label: &str, value: impl Into<Html>) -> Html {
    let value: Html = value.into();
    el("div").child(el("dt").child(label.to_owned())).child(el("dd").child(value)).into()
}

/// A list of facts.
pub fn facts(rows: Vec<Html>) -> Html {
    el("dl").class("facts").each(rows).into()
}

/// What is selected, and its state in a sentence.
pub fn heading(kind: &str, name: &str, children: Html) -> Html {
    let kind = el("span").class("insp-kind").child(kind.to_owned());
    let title = el("div").class("insp-title").child(el("h2").child(name.to_owned())).child(kind);
    el("header").class("insp-head").child(title).child(children).into()
}

/// How much of a span of time is left.
pub fn countdown(left: u64, total: u64, label: Rich) -> Html {
    html! {
        <div class="countdown">
            <progress max={total.max(1).to_string()} value={left.to_string()} aria-label={label.plain()}></progress>
            <p class="small">{ rich(label) }</p>
        </div>
    }
}

/// A remark with a coloured edge; `tone` is `warn`, `bad`, `undef` or nothing.
pub fn note(tone: &'static str, glyph: Glyph, children: Html) -> Html {
    html! {
        <div class={classes!("insp-note", tone)}>
            { icon(glyph) }
            <div>{ children }</div>
        </div>
    }
}

/// What a route said: shape, word, colour.
pub fn verdict(scene: &Scene, say: Say) -> Html {
    let (tone, glyph, key) = match say {
        Say::True => ("ok", Some(Glyph::True), Key::VerdictTrue),
        Say::False => ("quiet", Some(Glyph::False), Key::VerdictFalse),
        Say::Undefined => ("undef", Some(Glyph::Undefined), Key::VerdictUndefined),
        Say::NotConsulted => ("none", None, Key::VerdictNotNeeded),
    };
    html! {
        <span class={classes!("verdict", tone)}>
            if let Some(glyph) = glyph {
                { icon(glyph) }
            }
            { scene.word(key) }
        </span>
    }
}

/// The colour and the word of an endpoint's health.
pub fn health(health: Health) -> (&'static str, Key) {
    match health {
        Health::Unknown => ("quiet", Key::HealthUnknown),
        Health::Healthy => ("ok", Key::HealthHealthy),
        Health::Degraded => ("warn", Key::HealthDegraded),
        Health::Unhealthy => ("warn", Key::HealthUnhealthy),
        Health::Dead => ("bad", Key::HealthDead),
        Health::Unreachable => ("bad", Key::HealthUnreachable),
    }
}

#[derive(PartialEq, Properties)]
pub struct GoProps {
    pub to: Selection,
    #[prop_or_default]
    pub class: Classes,
    pub children: Html,
}

/// Selects something else.
#[component]
pub fn Go(props: &GoProps) -> Html {
    let button = go(&use_desk(), props.to).class(classes!("go", props.class.clone()).to_string());
    button.child(props.children.clone()).into()
}

/// [`Go`], where the desk is at hand.
pub fn go(desk: &Desk, to: Selection) -> El {
    let desk = desk.clone();
    markup::button("go").press(move |()| desk.select(to))
}

#[derive(PartialEq, Properties)]
pub struct ActionProps {
    pub key_: Key,
    pub glyph: Glyph,
    /// For what takes something away.
    #[prop_or_default]
    pub danger: bool,
    pub onclick: Callback<()>,
}

/// A button for one thing that can be done.
#[component]
pub fn Action(props: &ActionProps) -> Html {
    let language = use_language();
    let onclick = props.onclick.reform(|_: MouseEvent| ());
    html! {
        <button type="button" class={classes!("btn", props.danger.then_some("danger"))} {onclick}>
            { icon(props.glyph) }
            { word(language, props.key_) }
        </button>
    }
}

/// Things that can be done, and why the last one was refused.
pub fn actions(scene: &Scene, refused: Option<Rich>, children: Html) -> Html {
    section(
        scene.word(Key::ActionsHeading),
        html! {
            <>
                <div class="insp-actions">{ children }</div>
                if let Some(refused) = refused {
                    <div role="alert">{ note("bad", Glyph::Cross, rich(refused)) }</div>
                }
            </>
        },
    )
}

/// What stands there while something is still read.
pub fn fetching(scene: &Scene) -> Html {
    html! { <p class="quiet" role="status">{ scene.word(Key::PartFetching) }</p> }
}
