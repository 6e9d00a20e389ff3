//! What a device or a consumer runs, as Python: the line that runs is marked, and a line can be made to stop the run.

use super::call::program::{CopyButton, head};
use super::parts::{rich, section};
use super::scene::{Scene, use_scene};
use crate::python::Sdk;
use crate::python::programs::tokens::{Token, tokens};
use crate::python::programs::{Code, Listing, of_consumer, of_device};
use crate::say;
use crate::session::breakpoints::Breakpoint;
use crate::text::{Arg, Key};
use crate::ui::page::use_desk;
use crate::ui::view::{Selection, View};
use crate::ui::widgets::icon::{Glyph, icon};
use crate::world::instruction::Instruction;
use std::rc::Rc;
use std::sync::Arc;
use web_sys::HtmlElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct ProgramListingProps {
    pub view: Rc<View>,
    /// A device or a consumer.
    pub of: Selection,
}

/// A program's name, its listing, and the instruction that runs or runs next.
type Shown = (Arc<str>, Listing, Option<Instruction>);

fn shown(scene: &Scene, of: Selection, sdk: Sdk) -> Option<Shown> {
    match of {
        Selection::Device(id) => {
            let device = scene.device(id);
            let listing = of_device(&device.about.spec, sdk)?;
            Some((device.id().clone(), listing, device.at().map(Instruction::Device)))
        }
        Selection::Consumer(id) => {
            let consumer = scene.consumer(id);
            Some((consumer.name().clone(), of_consumer(&consumer.spec, sdk), consumer.instruction()))
        }
        _ => None,
    }
}

#[component]
pub fn ProgramListing(props: &ProgramListingProps) -> Html {
    let scene = use_scene(&props.view);
    let desk = use_desk();
    let sdk = use_state_eq(Sdk::default);
    let Some((name, listing, stands)) = shown(&scene, props.of, *sdk) else { return Html::default() };
    let of_device = matches!(props.of, Selection::Device(_));
    let is_own = |it: &Breakpoint| it.program == name && matches!(it.instruction, Instruction::Device(_)) == of_device;
    let breakpoints: Vec<_> =
        desk.read(|session| session.breakpoints().iter().filter(|it| is_own(it)).map(|it| it.instruction).collect());
    let stopped = desk.read(|session| session.stopped_at().filter(|it| is_own(it)).map(|it| it.instruction));
    let at = stopped.or(stands);
    let toggle = {
        let (desk, name) = (desk.clone(), name.clone());
        Callback::from(move |(instruction, on): (Instruction, bool)| {
            desk.set_breakpoint(Breakpoint { program: name.clone(), instruction }, on);
        })
    };
    let line = |code: &Code| stopped.and_then(|stopped| code.line_of(stopped)).map(|line| line as u64 + 1);
    let told = listing.code.as_ref().and_then(line);
    let told = told.map(|line| say!(scene.language, Key::ListingStopped, line = line));
    let program = match listing.code {
        Some(code) => html! {
            <>
                <CodeLines key={(*sdk == Sdk::Legacy).to_string()} code={Rc::new(code.clone())} {at} {breakpoints}
                    name={say!(scene.language, Key::ListingOf, program = Arg::Text(&name)).plain()} {toggle} />
                <p class="small quiet">{ scene.word(Key::ListingHint) }</p>
                <CopyButton text={code.text()} />
            </>
        },
        None => {
            let package = Arg::Text(listing.package);
            html! { <p class="small">{ rich(say!(scene.language, Key::ListingMissing, package = package)) }</p> }
        }
    };
    let content = html! {
        <div class="program">
            { head(&sdk, listing.package, scene.language) }
            <div role="alert">
                if let Some(told) = told {
                    <p class="listing-stop">{ icon(Glyph::Pause) }{ rich(told) }</p>
                }
            </div>
            { program }
        </div>
    };
    section(scene.word(Key::ListingHeading), content)
}

#[derive(PartialEq, Properties)]
struct CodeLinesProps {
    code: Rc<Code>,
    name: String,
    at: Option<Instruction>,
    breakpoints: Vec<Instruction>,
    toggle: Callback<(Instruction, bool)>,
}

fn id_of(line: usize) -> String {
    format!("listing-{line}")
}

fn element(line: usize) -> Option<HtmlElement> {
    use wasm_bindgen::JsCast as _;
    gloo_utils::document().get_element_by_id(&id_of(line))?.dyn_into().ok()
}

/// The lines. One of those that can stop the run takes the focus, arrow keys lead to the others.
#[component]
fn CodeLines(props: &CodeLinesProps) -> Html {
    let list = use_node_ref();
    let lines = &props.code.lines;
    let can: Vec<usize> = (0..lines.len()).filter(|line| lines[*line].0.is_some()).collect();
    let runs = props.at.and_then(|at| props.code.line_of(at));
    let focus = use_state_eq(|| None::<usize>);
    let tab_stop = focus.or(runs).filter(|line| can.contains(line)).or(can.first().copied());
    use_effect_with((list.clone(), runs), |(list, runs)| {
        if let (Some(list), Some(line)) = (list.cast::<HtmlElement>(), runs.and_then(element)) {
            let middle = line.offset_top() - list.client_height() / 2;
            list.set_scroll_top(middle.max(0));
        }
    });
    let onkeydown = {
        let (focus, can) = (focus.clone(), can.clone());
        Callback::from(move |event: KeyboardEvent| {
            let at = tab_stop.and_then(|line| can.iter().position(|it| *it == line)).unwrap_or_default();
            let to = match &*event.key() {
                "ArrowDown" => at + 1,
                "ArrowUp" => at.saturating_sub(1),
                "Home" => 0,
                "End" => can.len().saturating_sub(1),
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            if let Some(line) = can.get(to).copied() {
                focus.set(Some(line));
                if let Some(element) = element(line) {
                    let _ = element.focus();
                }
            }
        })
    };
    let row = |(at, (of, text)): (usize, &(Option<Instruction>, String))| {
        let begins = at == 0 || lines[at - 1].0 != *of;
        let is_now = of.is_some() && *of == props.at;
        let class = classes!("listing-line", is_now.then_some("now"));
        let mark = if is_now && runs == Some(at) { icon(Glyph::Play) } else { Html::default() };
        let number = html! { <span class="listing-number">{ at + 1 }</span> };
        let code = html! { <code>{ for tokens(text).into_iter().map(piece) }</code> };
        let Some(instruction) = *of else {
            return html! { <li {class}><span class="listing-gutter">{ number }</span>{ code }</li> };
        };
        let stops = props.breakpoints.contains(&instruction);
        let press = {
            let (toggle, focus) = (props.toggle.clone(), focus.clone());
            Callback::from(move |_: MouseEvent| {
                focus.set(Some(at));
                toggle.emit((instruction, !stops));
            })
        };
        html! {
            <li {class}>
                <button type="button" id={id_of(at)} onclick={press} aria-pressed={stops.to_string()}
                    aria-current={is_now.then_some("step")}
                    tabindex={if tab_stop == Some(at) { "0" } else { "-1" }}>
                    <span class={classes!("listing-gutter", (stops && begins).then_some("stops"))}>{ mark }{ number }</span>
                    { code }
                </button>
            </li>
        }
    };
    html! {
        <ol ref={list} class="listing" lang="en" aria-label={props.name.clone()} {onkeydown}>
            { for lines.iter().enumerate().map(row) }
        </ol>
    }
}

fn piece((token, text): (Token, &str)) -> Html {
    match token {
        Token::Plain => html! { { text.to_owned() } },
        Token::Keyword => html! { <span class="py-keyword">{ text.to_owned() }</span> },
        Token::Text => html! { <span class="py-text">{ text.to_owned() }</span> },
        Token::Number => html! { <span class="py-number">{ text.to_owned() }</span> },
    }
}
