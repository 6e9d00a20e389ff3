//! A line that is dragged, or moved by the arrow keys, to give the part below it more or less height.

use crate::ui::markup::el;
use web_sys::Element;
use yew::prelude::*;

/// Pixels that an arrow key moves it.
const KEY_STEP: i32 = 20;

#[derive(PartialEq, Properties)]
pub struct SplitterProps {
    pub label: AttrValue,
    /// Height of the part below, in pixels.
    pub height: i32,
    pub min: i32,
    pub max: i32,
    pub on_change: Callback<i32>,
}

/// The line.
#[component]
pub fn Splitter(props: &SplitterProps) -> Html {
    let SplitterProps { height, min, max, .. } = *props;
    let change = {
        let on_change = props.on_change.clone();
        Callback::from(move |height: i32| on_change.emit(height.clamp(min, max)))
    };
    // Where the drag began: the pointer and the height.
    let drag = use_mut_ref(|| None::<(i32, i32)>);
    let onpointerdown = {
        let drag = drag.clone();
        Callback::from(move |event: PointerEvent| {
            let line: Element = event.target_unchecked_into();
            let _ = line.set_pointer_capture(event.pointer_id());
            drag.replace(Some((event.client_y(), height)));
        })
    };
    let onpointermove = {
        let (drag, change) = (drag.clone(), change.clone());
        Callback::from(move |event: PointerEvent| {
            if let Some((y, height)) = *drag.borrow() {
                change.emit(height - (event.client_y() - y));
            }
        })
    };
    let onpointerup = Callback::from(move |_: PointerEvent| {
        drag.take();
    });
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        let to = match event.key().as_str() {
            "ArrowUp" => height + KEY_STEP,
            "ArrowDown" => height - KEY_STEP,
            "Home" => min,
            "End" => max,
            _ => return,
        };
        event.prevent_default();
        change.emit(to);
    });
    el("div")
        .class("splitter")
        .role("separator")
        .aria_orientation("horizontal")
        .tabindex("0")
        .aria_label(props.label.clone())
        .title(props.label.clone())
        .aria_valuenow(height)
        .aria_valuemin(min)
        .aria_valuemax(max)
        .on_pointer_cancel(onpointerup.clone())
        .on_pointer_down(onpointerdown)
        .on_pointer_move(onpointermove)
        .on_pointer_up(onpointerup)
        .on_key(onkeydown)
        .into()
}
