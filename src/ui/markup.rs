//! Elements, built while the program runs: `el("circle").class("pole").cx(x).cy(y).r(2.6)`.
//!
//! `html!` writes the whole of an element into the program wherever one stands, some 400 bytes each. Here an element is a
//! box that is handed from call to call, an attribute two arguments. What the first visit shows is made of these; parts
//! that are fetched later may as well use `html!`.
//!
//! Nothing but the reader's own text comes from outside, and no text is ever read as markup.

use crate::picture::diagram::Rect;
use crate::picture::write::{figure, number};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::Event;
use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, Listener, ListenerKind, VList, VTag, VText};

/// An element that is being built.
#[must_use]
pub struct El(Box<Parts>);

struct Parts {
    tag: VTag,
    /// By their places in [`NAMES`].
    values: Vec<Option<AttributeOrProperty>>,
}

/// An element without attributes, listeners and children.
pub fn el(tag: &'static str) -> El {
    El(Box::new(Parts { tag: VTag::new(tag), values: Vec::new() }))
}

/// A button that submits nothing.
pub fn button(class: &'static str) -> El {
    el("button").kind("button").class(class)
}

/// Several pieces without an element around them.
pub fn many() -> Many {
    Many(Vec::new())
}

macro_rules! attributes {
    ($($method:ident = $name:literal)*) => {
        #[allow(non_camel_case_types, reason = "named like their methods")]
        #[derive(Clone, Copy)]
        #[doc(hidden)]
        pub enum Name { $($method),* }

        /// Of every attribute. Yew compares the attributes of two elements place by place if both have their names from
        /// the same list: what drawings are made of stands first, so that the lists of values stay short.
        static NAMES: &[&str] = &[$($name),*];

        impl El {
            $(
                #[doc = concat!("The attribute `", $name, "`.")]
                #[inline]
                pub fn $method(self, value: impl Value) -> Self {
                    value.put(self, Name::$method)
                }
            )*
        }
    };
}

attributes! {
    class = "class" d = "d" x = "x" y = "y" width = "width" height = "height" rx = "rx" cx = "cx" cy = "cy" r = "r"
    transform = "transform" id = "id" aria_label = "aria-label" role = "role" tabindex = "tabindex" title = "title"
    aria_hidden = "aria-hidden" kind = "type" aria_pressed = "aria-pressed" style = "style" x1 = "x1" x2 = "x2" y1 = "y1"
    y2 = "y2" view_box = "viewBox" href = "href" clip_path = "clip-path" pattern_units = "patternUnits"
    pattern_transform = "patternTransform" lang = "lang" aria_current = "aria-current" aria_disabled = "aria-disabled"
    aria_checked = "aria-checked" aria_expanded = "aria-expanded" aria_haspopup = "aria-haspopup" aria_live = "aria-live"
    aria_orientation = "aria-orientation" aria_readonly = "aria-readonly" aria_valuemax = "aria-valuemax"
    aria_valuemin = "aria-valuemin" aria_valuenow = "aria-valuenow" aria_valuetext = "aria-valuetext"
    placeholder = "placeholder"
}

macro_rules! events {
    ($($method:ident = $kind:ident: $event:ty)*) => {
        impl El {
            $(
                #[doc = concat!("Hears `", stringify!($kind), "`.")]
                #[inline]
                pub fn $method(self, hear: impl Into<Callback<$event>>) -> Self {
                    self.hear(Rc::new(Heard { kind: ListenerKind::$kind, hear: hear.into() }))
                }
            )*
        }
    };
}

events! {
    on_click = onclick: MouseEvent
    on_double_click = ondblclick: MouseEvent
    on_menu = oncontextmenu: MouseEvent
    on_key = onkeydown: KeyboardEvent
    on_wheel = onwheel: WheelEvent
    on_focus = onfocus: FocusEvent
    on_focus_out = onfocusout: FocusEvent
    on_input = oninput: InputEvent
    on_pointer_down = onpointerdown: PointerEvent
    on_pointer_move = onpointermove: PointerEvent
    on_pointer_up = onpointerup: PointerEvent
    on_pointer_cancel = onpointercancel: PointerEvent
    on_pointer_leave = onpointerleave: PointerEvent
}

impl El {
    /// One class more, if `on`; an empty one is none.
    #[inline(never)]
    pub fn also(mut self, on: bool, class: &'static str) -> Self {
        if !on || class.is_empty() {
            return self;
        }
        let slot = self.slot(Name::class);
        let both = match slot {
            Some(AttributeOrProperty::Static(first)) => [first, " ", class].concat().into(),
            Some(AttributeOrProperty::Attribute(first)) => [first, " ", class].concat().into(),
            _ => AttrValue::Static(class),
        };
        *slot = Some(AttributeOrProperty::Attribute(both));
        self
    }

    /// Place and size.
    #[inline(never)]
    pub fn at(self, rect: Rect) -> Self {
        self.x(rect.x).y(rect.y).width(rect.w).height(rect.h)
    }

    /// The path, see [`figure`].
    #[inline(never)]
    pub fn path(self, template: &str, numbers: &[f64]) -> Self {
        self.d(figure(template, numbers))
    }

    /// Moved, and scaled around its new place.
    #[inline(never)]
    pub fn moved(self, x: f64, y: f64, scale: f64) -> Self {
        self.transform(figure("translate(# #) scale(#)", &[x, y, scale]))
    }

    /// Does something when it is clicked, whatever the event says.
    #[inline]
    pub fn press(self, hear: impl Into<Callback<()>>) -> Self {
        self.hear(Rc::new(Press(hear.into())))
    }

    #[inline(never)]
    fn hear(mut self, listener: Rc<dyn Listener>) -> Self {
        self.0.tag.add_listener(listener);
        self
    }

    /// Tells it from its siblings, in every drawing.
    pub fn key(mut self, key: impl Into<Key>) -> Self {
        self.0.tag.key = Some(key.into());
        self
    }

    /// Where the element is found once it is on the page.
    #[inline(never)]
    pub fn found_by(mut self, node: &NodeRef) -> Self {
        self.0.tag.node_ref = node.clone();
        self
    }

    /// The text in a field.
    #[inline(never)]
    pub fn value(mut self, text: String) -> Self {
        self.0.tag.set_value(Some(AttrValue::from(text)));
        self
    }

    /// One piece more in it.
    #[inline]
    pub fn child(self, piece: impl Piece) -> Self {
        self.add(piece.node())
    }

    /// As many pieces more as there are, in a list of their own.
    #[inline]
    pub fn each<P: Piece>(self, pieces: impl IntoIterator<Item = P>) -> Self {
        self.add(list(pieces))
    }

    #[inline(never)]
    fn add(mut self, node: Html) -> Self {
        self.0.tag.add_child(node);
        self
    }

    #[inline(never)]
    fn without(mut self, name: Name) -> Self {
        *self.slot(name) = None;
        self
    }

    fn slot(&mut self, name: Name) -> &mut Option<AttributeOrProperty> {
        let (values, at) = (&mut self.0.values, name as usize);
        if values.len() <= at {
            values.resize(at + 1, None);
        }
        &mut values[at]
    }
}

/// Pieces side by side.
#[must_use]
pub struct Many(Vec<Html>);

impl Many {
    #[inline]
    pub fn child(self, piece: impl Piece) -> Self {
        self.add(piece.node())
    }

    #[inline]
    pub fn each<P: Piece>(self, pieces: impl IntoIterator<Item = P>) -> Self {
        self.add(list(pieces))
    }

    #[inline(never)]
    fn add(mut self, node: Html) -> Self {
        self.0.push(node);
        self
    }
}

/// As many pieces as there are.
pub fn list<P: Piece>(pieces: impl IntoIterator<Item = P>) -> Html {
    let mut list = many();
    for piece in pieces {
        list = list.add(piece.node());
    }
    list.node()
}

/// What can stand in an attribute. `None` keeps the place of a value that comes and goes.
pub trait Value {
    #[doc(hidden)]
    fn put(self, element: El, name: Name) -> El;
}

impl Value for &'static str {
    #[inline(never)]
    fn put(self, mut element: El, name: Name) -> El {
        *element.slot(name) = Some(AttributeOrProperty::Static(self));
        element
    }
}

impl Value for AttrValue {
    #[inline(never)]
    fn put(self, mut element: El, name: Name) -> El {
        *element.slot(name) = Some(AttributeOrProperty::Attribute(self));
        element
    }
}

impl Value for String {
    #[inline(never)]
    fn put(self, element: El, name: Name) -> El {
        AttrValue::from(self).put(element, name)
    }
}

impl Value for f64 {
    #[inline(never)]
    fn put(self, element: El, name: Name) -> El {
        number(self).put(element, name)
    }
}

impl Value for u32 {
    #[inline(never)]
    fn put(self, element: El, name: Name) -> El {
        self.to_string().put(element, name)
    }
}

impl Value for i32 {
    #[inline(never)]
    fn put(self, element: El, name: Name) -> El {
        self.to_string().put(element, name)
    }
}

impl Value for bool {
    #[inline(never)]
    fn put(self, element: El, name: Name) -> El {
        let word = if self { "true" } else { "false" };
        word.put(element, name)
    }
}

impl<V: Value> Value for Option<V> {
    #[inline]
    fn put(self, element: El, name: Name) -> El {
        match self {
            Some(value) => value.put(element, name),
            None => element.without(name),
        }
    }
}

/// What can stand in an element.
pub trait Piece {
    #[doc(hidden)]
    fn node(self) -> Html;
}

impl Piece for Html {
    #[inline]
    fn node(self) -> Html {
        self
    }
}

impl Piece for El {
    #[inline(never)]
    fn node(self) -> Html {
        let Parts { mut tag, values } = *self.0;
        if !values.is_empty() {
            tag.attributes = Attributes::Dynamic { keys: &NAMES[..values.len()], values: values.into() };
        }
        tag.into()
    }
}

impl Piece for Many {
    #[inline(never)]
    fn node(self) -> Html {
        VList::from(self.0).into()
    }
}

impl Piece for AttrValue {
    #[inline(never)]
    fn node(self) -> Html {
        VText::new(self).into()
    }
}

impl Piece for &'static str {
    #[inline(never)]
    fn node(self) -> Html {
        AttrValue::Static(self).node()
    }
}

impl Piece for String {
    #[inline(never)]
    fn node(self) -> Html {
        AttrValue::from(self).node()
    }
}

impl<P: Piece> Piece for Option<P> {
    #[inline]
    fn node(self) -> Html {
        self.map_or_else(Html::default, Piece::node)
    }
}

impl From<El> for Html {
    fn from(element: El) -> Self {
        element.node()
    }
}

impl From<Many> for Html {
    fn from(pieces: Many) -> Self {
        pieces.node()
    }
}

/// A listener whose event is what the browser says it is.
struct Heard<E> {
    kind: ListenerKind,
    hear: Callback<E>,
}

impl<E: JsCast> Listener for Heard<E> {
    fn kind(&self) -> ListenerKind {
        self.kind.clone()
    }

    fn handle(&self, event: Event) {
        self.hear.emit(event.unchecked_into());
    }

    fn passive(&self) -> bool {
        false
    }
}

struct Press(Callback<()>);

impl Listener for Press {
    fn kind(&self) -> ListenerKind {
        ListenerKind::onclick
    }

    fn handle(&self, _: Event) {
        self.0.emit(());
    }

    fn passive(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// The attributes that are there, with their values.
    fn attributes(element: El) -> Vec<(&'static str, String)> {
        let values = element.0.values.into_iter();
        let there = NAMES.iter().zip(values).filter_map(|(name, value)| match value? {
            AttributeOrProperty::Static(text) => Some((*name, text.to_owned())),
            AttributeOrProperty::Attribute(text) => Some((*name, text.to_string())),
            AttributeOrProperty::Property(_) => None,
        });
        there.collect()
    }

    #[test]
    fn values_are_written_as_a_drawing_needs_them() {
        let element = el("rect").at(Rect::new(0.5, -2.0, 10.004, 3.0)).aria_hidden(true).rx(None::<f64>).tabindex(-1);
        let told = attributes(element);
        let expected = ["x 0.5", "y -2", "width 10", "height 3", "tabindex -1", "aria-hidden true"];
        assert_eq!(told.iter().map(|(name, value)| format!("{name} {value}")).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn classes_add_up_and_a_later_value_stands() {
        let element = el("g").class("part").also(false, "off").also(true, "on").also(true, "").also(true, "device");
        assert_eq!(attributes(element), [("class", "part on device".to_owned())]);
        assert_eq!(attributes(el("g").also(true, "on")), [("class", "on".to_owned())]);
        assert_eq!(attributes(el("g").title("first").title(None::<bool>)), []);
    }

    #[test]
    fn elements_of_one_kind_have_their_names_from_one_list() {
        let names = |element: El| match Html::from(element) {
            Html::VTag(tag) => match &tag.attributes {
                Attributes::Dynamic { keys, .. } => *keys,
                _ => &[],
            },
            _ => &[],
        };
        let (plain, marked) = (el("path").class("wire").d("M0 0"), el("path").class("wire on").d(None::<bool>));
        assert!(std::ptr::eq(names(plain), names(marked)));
    }
}
