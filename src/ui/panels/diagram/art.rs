//! Small pieces of SVG that all parts of the diagram are made of.

use crate::picture::diagram::Rect;
use crate::picture::diagram::text::{Font, fit, width};
use crate::ui::markup::{El, el};
use yew::prelude::*;

/// A line of text, cut to `most` pixels; what is cut shows whole under the pointer.
pub(super) fn text(x: f64, y: f64, class: &'static str, content: &str, most: f64) -> El {
    let font = if class.contains("mono") {
        Font::Mono
    } else if class.contains("name") {
        Font::Name
    } else {
        Font::Small
    };
    let shown = fit(content, most, font);
    let whole = (shown != content).then(|| el("title").child(content.to_owned()));
    el("text").class(class).x(x).y(y).child(whole).child(shown)
}

pub(super) fn frame(rect: Rect, class: &'static str) -> El {
    el("rect").class(class).at(rect).rx("3")
}

/// A part that can be focused and pressed. `pressed`: whether it is the selected one, for what can be selected.
pub(super) fn button(
    name: String,
    class: &'static str,
    pressed: Option<bool>,
    hit: Rect,
    press: Callback<()>,
    inner: Html,
) -> El {
    let by_key = press.clone();
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Enter" || event.key() == " " {
            event.prevent_default();
            event.stop_propagation();
            by_key.emit(());
        }
    });
    let ring = hit.inset(-3.0);
    // The drawing stands beside the button: its texts are not the button's name.
    let button = el("g").class("part").also(true, class).role("button").tabindex("0").aria_label(name);
    let button = button.aria_pressed(pressed).press(press).on_key(onkeydown);
    el("g")
        .role("listitem")
        .child(button.child(frame(hit, "hit")).child(frame(ring, "ring")))
        .child(el("g").class("drawing").also(true, class).aria_hidden("true").child(inner))
}

pub(super) const CROSS: &str = "M4 4l8 8M12 4l-8 8";
pub(super) const PADLOCK: &str =
    "M4.5 7h7a1 1 0 011 1v4.5a1 1 0 01-1 1h-7a1 1 0 01-1-1V8a1 1 0 011-1zM5.5 7V5a2.5 2.5 0 015 0v2";
pub(super) const QUESTION: &str = "M5.5 6a2.5 2.5 0 113.6 2.2C8.3 8.7 8 9 8 10M8 12.6v.1";
pub(super) const LOOP: &str = "M13 8a5 5 0 11-1.6-3.7M13 2v3h-3";
pub(super) const PAUSE: &str = "M6 4v8M10 4v8";
pub(super) const CLOCK: &str = "M8 2.5a5.5 5.5 0 100 11 5.5 5.5 0 000-11zM8 5v3l2 1.5";
pub(super) const EYE: &str = "M2.5 6.5c2.5 4.2 8.5 4.2 11 0M4.2 9l-1.2 1.6M8 9.8v2M11.8 9l1.2 1.6";
pub(super) const CHEVRON_DOWN: &str = "M4 6l4 4 4-4";
pub(super) const CHEVRON_UP: &str = "M4 10l4-4 4 4";

/// A picture of 16 by 16 with its corner at (x, y), scaled.
pub(super) fn icon(x: f64, y: f64, scale: f64, class: &'static str, path: &'static str) -> El {
    el("path").class(class).moved(x, y, scale).d(path)
}

/// A sentence in at most two lines.
pub(super) fn two_lines(sentence: &str, room: f64) -> Vec<String> {
    let mut first = String::new();
    for word in sentence.split_inclusive(' ') {
        if width(&first, Font::Small) + width(word.trim_end(), Font::Small) > room {
            break;
        }
        first.push_str(word);
    }
    let rest = sentence[first.len()..].to_owned();
    [first, fit(&rest, room, Font::Small)].into_iter().filter(|line| !line.is_empty()).collect()
}
