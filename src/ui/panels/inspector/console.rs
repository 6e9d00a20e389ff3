//! What a program printed, as in a terminal.

use super::parts::{fetching, section};
use super::scene::Scene;
use crate::say;
use crate::session::story::console::Output;
use crate::text::{Arg, Key};
use yew::prelude::*;

/// Occasions of printing that are shown.
pub const SHOWN: usize = 24;

/// A section with what a program printed, the newest line in view.
/// While the log is still read there is none.
pub fn console(scene: &Scene, program: &str, output: Option<Vec<Output>>) -> Html {
    let heading = say!(scene.language, Key::ConsoleOf, program = Arg::Text(program)).plain();
    let Some(output) = output else { return section(&heading, fetching(scene)) };
    let content = if output.is_empty() {
        html! { <p class="quiet">{ scene.word(Key::EmptyConsole) }</p> }
    } else {
        let newest = output.last().map_or(0, |output| output.step);
        let lines: Vec<_> = output.into_iter().flat_map(|output| output.lines).collect();
        html! { <Terminal name={heading.clone()} text={lines.join("\n")} {newest} /> }
    };
    section(&heading, content)
}

#[derive(PartialEq, Properties)]
struct TerminalProps {
    name: String,
    text: String,
    /// The step of the newest line.
    newest: u32,
}

#[component]
fn Terminal(props: &TerminalProps) -> Html {
    let node = use_node_ref();
    use_effect_with((node.clone(), props.newest), |(node, _)| {
        if let Some(terminal) = node.cast::<web_sys::Element>() {
            terminal.set_scroll_top(terminal.scroll_height());
        }
    });
    html! {
        <pre ref={node} class="console" lang="en" tabindex="0" role="region" aria-label={props.name.clone()}>
            { &props.text }
        </pre>
    }
}
