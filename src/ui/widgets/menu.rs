//! A button that opens a list of choices.

use crate::picture::write::figure;
use crate::ui::markup::{self, el, many};
use crate::ui::widgets::icon::{Glyph, icon};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};
use yew::prelude::*;

/// One choice of a menu.
#[derive(Clone, PartialEq)]
pub struct MenuItem {
    pub label: AttrValue,
    /// A tick or its place, where the menu chooses one of several.
    pub checked: Option<bool>,
    /// Begins a group of its own.
    pub apart: bool,
    pub on_choose: Callback<()>,
}

impl MenuItem {
    pub fn new(label: impl Into<AttrValue>, on_choose: impl Fn() + 'static) -> Self {
        Self { label: label.into(), checked: None, apart: false, on_choose: Callback::from(move |()| on_choose()) }
    }

    #[must_use]
    pub fn checked(self, checked: bool) -> Self {
        Self { checked: Some(checked), ..self }
    }

    #[must_use]
    pub fn apart(self) -> Self {
        Self { apart: true, ..self }
    }
}

#[derive(Default, PartialEq, Properties)]
pub struct MenuProps {
    /// What the button shows.
    #[prop_or_default]
    pub children: Html,
    /// The button's accessible name, where it shows no words.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    #[prop_or_default]
    pub title: Option<AttrValue>,
    #[prop_or_default]
    pub class: &'static str,
    /// Opens towards the left: for buttons at the right edge.
    #[prop_or_default]
    pub align_end: bool,
    /// Opens upwards.
    #[prop_or_default]
    pub up: bool,
    /// Without the chevron.
    #[prop_or_default]
    pub bare: bool,
    pub items: Vec<MenuItem>,
    /// Opened by something else than its button, which it then has not.
    #[prop_or_default]
    pub beside: Option<Beside>,
}

/// Where a menu without a button stands, and what hears that it closed.
#[derive(Clone, PartialEq)]
pub struct Beside {
    /// Pixels from the corner of the nearest positioned element.
    pub x: f64,
    pub y: f64,
    pub on_close: Callback<()>,
}

/// A menu button, after the pattern of the ARIA practices.
#[component]
pub fn Menu(props: &MenuProps) -> Html {
    let open = use_state_eq(|| props.beside.is_some());
    let closed = props.beside.as_ref().map(|beside| beside.on_close.clone()).unwrap_or_default();
    let wrapper = use_node_ref();
    use_effect_with((*open, wrapper.clone()), |(open, wrapper)| {
        if *open {
            let items = items(wrapper);
            let chosen = items.iter().find(|item| item.get_attribute("aria-checked").as_deref() == Some("true"));
            if let Some(item) = chosen.or(items.first()) {
                let _ = item.focus();
            }
        }
    });
    let toggle = {
        let open = open.clone();
        move |()| open.set(!*open)
    };
    let close_to_button = {
        let (open, wrapper, closed) = (open.clone(), wrapper.clone(), closed.clone());
        let has_button = props.beside.is_none();
        Callback::from(move |()| {
            open.set(false);
            if let Some(button) = button(&wrapper).filter(|_| has_button) {
                let _ = button.focus();
            }
            closed.emit(());
        })
    };
    let onkeydown = {
        let (open, wrapper, close) = (open.clone(), wrapper.clone(), close_to_button.clone());
        Callback::from(move |event: KeyboardEvent| {
            let key = event.key();
            if !*open {
                if key == "ArrowDown" || key == "ArrowUp" {
                    event.prevent_default();
                    open.set(true);
                }
                return;
            }
            let items = items(&wrapper);
            let focused = gloo_utils::document().active_element();
            let at = items.iter().position(|item| focused.as_ref() == Some(item.as_ref()));
            let last = items.len().saturating_sub(1);
            let to = match key.as_str() {
                "ArrowDown" => at.map_or(0, |at| if at == last { 0 } else { at + 1 }),
                "ArrowUp" => at.map_or(last, |at| if at == 0 { last } else { at - 1 }),
                "Home" => 0,
                "End" => last,
                "Escape" => {
                    event.prevent_default();
                    event.stop_propagation();
                    close.emit(());
                    return;
                }
                _ => return,
            };
            event.prevent_default();
            if let Some(item) = items.get(to) {
                let _ = item.focus();
            }
        })
    };
    let onfocusout = {
        let (open, wrapper) = (open.clone(), wrapper.clone());
        Callback::from(move |event: FocusEvent| {
            let to = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
            let inside = wrapper.cast::<Element>().is_some_and(|wrapper| wrapper.contains(to.as_ref()));
            if !inside {
                open.set(false);
                closed.emit(());
            }
        })
    };
    let item = |item: &MenuItem| {
        let choose = {
            let (close, choose) = (close_to_button.clone(), item.on_choose.clone());
            move |()| {
                close.emit(());
                choose.emit(());
            }
        };
        let line = || el("div").role("separator").class("menu-line");
        let button = markup::button("menu-item")
            .role(if item.checked.is_some() { "menuitemradio" } else { "menuitem" })
            .tabindex("-1")
            .aria_checked(item.checked)
            .press(choose)
            .child((item.checked == Some(true)).then(|| icon(Glyph::Tick)))
            .child(el("span").child(item.label.clone()));
        many().child(item.apart.then(line)).child(button)
    };
    let list = || {
        let list = el("div").class("menu-list").also(props.align_end, "end").also(props.up, "up").role("menu");
        list.aria_label(props.label.clone()).each(props.items.iter().map(item))
    };
    let button = || {
        let button = markup::button("btn").also(!props.class.is_empty(), props.class).aria_haspopup("menu");
        let button = button.aria_expanded(*open).aria_label(props.label.clone()).title(props.title.clone());
        let chevron = || icon(Glyph::ChevronDown);
        button.press(toggle).child(props.children.clone()).child((!props.bare).then(chevron))
    };
    let (class, place) = match &props.beside {
        Some(Beside { x, y, .. }) => ("menu beside", Some(figure("left:#px;top:#px", &[*x, *y]))),
        None => ("menu", None),
    };
    el("div")
        .found_by(&wrapper)
        .class(class)
        .style(place)
        .on_key(onkeydown)
        .on_focus_out(onfocusout)
        .child(props.beside.is_none().then(button))
        .child(open.then(list))
        .into()
}

fn items(wrapper: &NodeRef) -> Vec<HtmlElement> {
    let Some(list) = wrapper.cast::<Element>().and_then(|it| it.query_selector_all("[role^=menuitem]").ok()) else {
        return Vec::new();
    };
    (0..list.length()).filter_map(|n| list.item(n)?.dyn_into().ok()).collect()
}

fn button(wrapper: &NodeRef) -> Option<HtmlElement> {
    wrapper.cast::<Element>()?.query_selector("button").ok()??.dyn_into().ok()
}
