//! The column of devices.

use super::Pen;
use super::art::{button, frame, text};
use crate::picture::diagram::scene::devices::{DeviceFacts, Link, RATE_BINS};
use crate::picture::diagram::{Density, Place, Rect};
use crate::picture::write::figure;
use crate::say;
use crate::text::{Arg, Key};
use crate::ui::markup::{El, el, many};
use crate::ui::view::Selection;
use yew::prelude::*;

const PROTOCOL: Arg<'static> = Arg::Text("MQTT");

impl Pen<'_> {
    pub(super) fn devices(&self) -> El {
        let rows = self.picture.devices.iter().map(|place| self.device(place, &self.scene.devices[place.index]));
        el("g").role("list").aria_label(self.word(Key::ColumnDevices)).child(self.crowd()).each(rows)
    }

    fn device(&self, place: &Place, facts: &DeviceFacts) -> El {
        let state = self.link_words(facts);
        let (mark, tone) = match facts.link {
            _ if !facts.enabled => ("dot off", "small third"),
            Link::Connected => ("dot good", "small second"),
            Link::Unanswered(_) => ("dot good", "small warn"),
            Link::Cut(_) => ("dot bad", "small bad"),
        };
        let rect = place.rect;
        let token = facts.unknown.as_ref().map_or(0.0, |token| token.width() + 8.0);
        let lines = match place.density {
            Density::Full => many()
                .child(text(rect.x + 12.0, rect.y + 22.0, "name", &facts.name, rect.w - 24.0 - token))
                .child(dot(rect.x + 17.0, rect.y + 39.0, mark))
                .child(text(rect.x + 28.0, rect.y + 43.0, tone, &state, rect.w - 36.0))
                .child(text(rect.x + 12.0, rect.y + 61.0, "small second", &self.pace_words(facts), rect.w - 22.0)),
            Density::Snug => {
                let sent = say!(self.language, Key::DeviceSentCount, n = facts.sent).plain();
                let beside = if self.picture.stacked { 90.0 } else { 0.0 };
                let sent = || text(rect.right() - 12.0, rect.y + 41.0, "small second end", &sent, beside);
                many()
                    .child(text(rect.x + 12.0, rect.y + 21.0, "name", &facts.name, rect.w - 24.0 - token))
                    .child(dot(rect.x + 17.0, rect.y + 37.0, mark))
                    .child(text(rect.x + 28.0, rect.y + 41.0, tone, &state, rect.w - 36.0 - beside))
                    .child(self.picture.stacked.then(sent))
            }
            Density::Row => many().child(dot(rect.x + 14.0, rect.middle(), mark)).child(text(
                rect.x + 26.0,
                rect.middle() + 4.5,
                "name",
                &facts.name,
                rect.w - 34.0 - token,
            )),
        };
        let name = say!(
            self.language,
            Key::DeviceName,
            device = Arg::Name(&facts.name),
            state = Arg::Text(&state),
            n = facts.sent
        );
        let selected = facts.selected
            || self.selection.message().is_some_and(|send| send.producer == facts.id.into() && facts.unknown.is_some());
        let inner = many().child(frame(rect, if selected { "frame on" } else { "frame" })).child(lines).into();
        let select = Selection::Device(facts.id);
        self.with_menu(select, button(name.plain(), "device", Some(facts.selected), rect, self.selects(select), inner))
    }

    /// How the device stands with the hub.
    pub(super) fn link_words(&self, facts: &DeviceFacts) -> String {
        crate::ui::panels::table::words::link(self.language, facts, PROTOCOL)
    }

    fn pace_words(&self, facts: &DeviceFacts) -> String {
        crate::ui::panels::table::words::pace(self.language, facts)
    }

    fn crowd(&self) -> Option<El> {
        let (rect, crowd) = (self.picture.crowd?, self.scene.crowd.as_ref()?);
        let name = say!(self.language, Key::DeviceMany, n = crowd.count).plain();
        let rate = say!(self.language, Key::DeviceRate, n = crowd.rate()).plain();
        let most = crowd.sent.iter().copied().max().unwrap_or(0).max(1);
        let wide = (rect.w - 24.0 - 4.0 * (RATE_BINS as f64 - 1.0)) / RATE_BINS as f64;
        let bars = crowd.sent.iter().enumerate().map(|(bin, &sent)| {
            let high = (f64::from(sent) / f64::from(most) * 20.0).max(1.0);
            let x = rect.x + 12.0 + bin as f64 * (wide + 4.0);
            el("rect").class("bar").at(Rect::new(x, rect.y + 54.0 - high, wide, high))
        });
        let crowd = el("g").role("listitem").aria_label([&name, ", ", &rate].concat());
        let crowd = crowd
            .child(frame(rect, "frame"))
            .child(text(rect.x + 12.0, rect.y + 22.0, "name", &name, rect.w - 74.0))
            .child(text(rect.right() - 12.0, rect.y + 22.0, "small second end", &rate, 60.0))
            .each(bars);
        Some(crowd)
    }

    /// The field that finds one of many devices, over the paper.
    pub(super) fn search(&self) -> Option<El> {
        let rect = self.picture.crowd?;
        let find = self.find.clone();
        let oninput = Callback::from(move |event: InputEvent| {
            let field: web_sys::HtmlInputElement = event.target_unchecked_into();
            find.emit(field.value());
        });
        let place = figure("left:#px;top:#px;width:#px", &[rect.x + 8.0, rect.bottom() - 34.0, rect.w - 16.0]);
        let field = el("input").class("pipe-find").kind("search").style(place);
        let field = field.aria_label(self.word(Key::DeviceFind)).placeholder(self.word(Key::DeviceFind));
        Some(field.value(self.found.clone()).on_input(oninput))
    }
}

fn dot(x: f64, y: f64, class: &'static str) -> El {
    el("circle").class(class).cx(x).cy(y).r("4")
}
