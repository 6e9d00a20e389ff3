//! The workbench on small screens: one part at a time, and a dock with the sentence and the playback.

use crate::say;
use crate::text::{Arg, Key, format, word};
use crate::ui::dialogs::DialogKind;
use crate::ui::live::live;
use crate::ui::page::{use_desk, use_dialogs, use_language};
use crate::ui::panels::PanelProps;
use crate::ui::panels::diagram::Diagram;
use crate::ui::panels::ledger::LedgerStrip;
use crate::ui::panels::sentence::{self, SentenceBar};
use crate::ui::panels::timeline::Timeline;
use crate::ui::panels::transport::MainButtonsProps;
use crate::ui::panels::transport::{MainButtons, Position};
use crate::ui::parts::Log;
use crate::ui::view::{Selection, View};
use crate::ui::widgets::icon::{Glyph, icon};
use std::rc::Rc;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Diagram,
    Timeline,
    Ledger,
    Log,
}

const PARTS: [(Part, Key); 4] = [
    (Part::Diagram, Key::PartDiagram),
    (Part::Timeline, Key::PartTimeline),
    (Part::Ledger, Key::PartLedger),
    (Part::Log, Key::PartLog),
];

#[derive(Clone, PartialEq, Properties)]
pub struct MobileProps {
    pub view: Rc<View>,
    pub selection: Selection,
    /// Stands between the part and the dock: what is selected.
    pub children: Html,
}

/// Tabs, the chosen part, and the dock.
#[component]
pub fn Mobile(props: &MobileProps) -> Html {
    let language = use_language();
    let chosen = use_state_eq(|| Part::Diagram);
    let (view, selection) = (props.view.clone(), props.selection);
    let part = match *chosen {
        Part::Diagram => live::<Diagram>(PanelProps { view: view.clone(), selection }),
        Part::Timeline => live::<Timeline>(PanelProps { view: view.clone(), selection }),
        Part::Ledger => live::<LedgerStrip>(PanelProps { view: view.clone(), selection }),
        Part::Log => live::<Log>(PanelProps { view: view.clone(), selection }),
    };
    let tab = |(part, key): &(Part, Key)| {
        let is = *part == *chosen;
        let onclick = {
            let (chosen, part) = (chosen.clone(), *part);
            Callback::from(move |_: MouseEvent| chosen.set(part))
        };
        html! {
            <button type="button" role="tab" id={tab_id(*part)} aria-selected={if is { "true" } else { "false" }}
                aria-controls="mobile-part" tabindex={if is { "0" } else { "-1" }} {onclick}>
                { word(language, *key) }
            </button>
        }
    };
    let onkeydown = {
        let chosen = chosen.clone();
        Callback::from(move |event: KeyboardEvent| {
            let at = PARTS.iter().position(|(part, _)| *part == *chosen).unwrap_or_default();
            let to = match event.key().as_str() {
                "ArrowRight" => (at + 1) % PARTS.len(),
                "ArrowLeft" => (at + PARTS.len() - 1) % PARTS.len(),
                _ => return,
            };
            event.prevent_default();
            chosen.set(PARTS[to].0);
            let tab = gloo_utils::document().get_element_by_id(tab_id(PARTS[to].0));
            if let Some(tab) = tab.and_then(|tab| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(tab).ok()) {
                let _ = tab.focus();
            }
        })
    };
    html! {
        <div class="mobile">
            <div class="tabs" role="tablist" aria-label={word(language, Key::MobileTabs)} {onkeydown}>
                { for PARTS.iter().map(tab) }
            </div>
            <div class="mobile-part" id="mobile-part" role="tabpanel" aria-labelledby={tab_id(*chosen)}>{ part }</div>
            { props.children.clone() }
            { live::<Dock>(PanelProps { view, selection }) }
        </div>
    }
}

fn tab_id(part: Part) -> &'static str {
    match part {
        Part::Diagram => "tab-diagram",
        Part::Timeline => "tab-timeline",
        Part::Ledger => "tab-ledger",
        Part::Log => "tab-log",
    }
}

/// Always in reach: what happened, where the playhead stands, and the buttons that move it.
#[component]
fn Dock(props: &PanelProps) -> Html {
    let language = use_language();
    let desk = use_desk();
    let dialogs = use_dialogs();
    let PanelProps { view, selection } = props.clone();
    let seek = {
        let desk = desk.clone();
        Callback::from(move |event: InputEvent| {
            let field: HtmlInputElement = event.target_unchecked_into();
            desk.seek_step(field.value_as_number() as u32);
        })
    };
    let value_text = say!(
        language,
        Key::TransportScrubberValue,
        at = Arg::Text(&format::instant(view.world.elapsed())),
        n = view.at_step,
        total = view.last_step,
        what = Arg::Text(&sentence::sentence(&view, language).plain())
    );
    html! {
        <div class="dock">
            { live::<SentenceBar>(PanelProps { view: view.clone(), selection }) }
            <div class="dock-place">
                { live::<Position>(PanelProps { view: view.clone(), selection }) }
            </div>
            <input type="range" class="scrubber" min="0" max={view.last_step.to_string()} step="1"
                value={view.at_step.to_string()} aria-label={word(language, Key::TransportScrubber)}
                aria-valuetext={value_text.plain()} oninput={seek} />
            <div class="dock-buttons" role="toolbar" aria-label={word(language, Key::PartPlayback)}>
                { live::<MainButtons>(yew::props!(MainButtonsProps { view: view.clone(), worded: true })) }
                <button type="button" class="btn square" aria-label={word(language, Key::TransportInjectFault)}
                    onclick={Callback::from(move |_: MouseEvent| dialogs.open(DialogKind::Fault(None)))}>
                    { icon(Glyph::Fault) }
                </button>
            </div>
        </div>
    }
}
