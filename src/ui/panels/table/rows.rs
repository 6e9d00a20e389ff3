//! Long tables: only the rows in sight are drawn.

use std::ops::Range;
use web_sys::HtmlElement;
use yew::prelude::*;

/// Height of a row, as in the style sheet.
const ROW: f64 = 36.0;
/// Rows that are drawn beyond those in sight, on either side.
const SPARE: usize = 6;

/// Which rows of a long table are drawn.
#[derive(Clone)]
pub(super) struct Window {
    pub(super) shown: Range<usize>,
    count: usize,
    /// Whether the table scrolls by itself.
    scrolls: bool,
    onscroll: Callback<Event>,
}

/// A window of `rows` rows on `count`.
#[hook]
pub(super) fn use_window(count: usize, rows: usize) -> Window {
    let top = use_state_eq(|| 0_usize);
    let onscroll = {
        let top = top.clone();
        Callback::from(move |event: Event| {
            let frame: HtmlElement = event.target_unchecked_into();
            top.set((f64::from(frame.scroll_top()) / ROW) as usize);
        })
    };
    let top = (*top).min(count.saturating_sub(rows));
    let shown = top.saturating_sub(SPARE)..(top + rows + SPARE).min(count);
    Window { shown, count, scrolls: count > rows, onscroll }
}

impl Window {
    /// The table with its rows, and room for those that are not drawn.
    pub(super) fn frame(&self, name: &'static str, columns: usize, head: Html, rows: Vec<Html>) -> Html {
        let table = |body: Html| {
            html! {
                <table class="table windowed" aria-rowcount={(self.count + 1).to_string()}>
                    { head.clone() }
                    <tbody>{ body }</tbody>
                </table>
            }
        };
        if !self.scrolls {
            return table(rows.into_iter().collect());
        }
        let room = |rows: usize| {
            (rows > 0).then(|| {
                let height = format!("height:{}px", rows as f64 * ROW);
                html! { <tr aria-hidden="true"><td colspan={columns.to_string()} style={height}></td></tr> }
            })
        };
        html! {
            <div class="twin-window" role="region" aria-label={name} tabindex="0" onscroll={self.onscroll.clone()}>
                { table(html! {
                    <>
                        { room(self.shown.start) }
                        { for rows }
                        { room(self.count - self.shown.end) }
                    </>
                }) }
            </div>
        }
    }
}
