//! The column of consumers, and the blobs that no consumer reads.

use super::Pen;
use super::art::{self, button, icon, text, two_lines};
use crate::picture::diagram::scene::consumers::{ConsumerFacts, Doing};
use crate::picture::diagram::scene::endpoints::{ContainerFacts, Content};
use crate::picture::diagram::{Density, Place, Rect};
use crate::say;
use crate::text::{Arg, Key};
use crate::ui::dialogs::DialogKind;
use crate::ui::markup::{El, Many, el, many};
use crate::ui::panels::table::words;
use crate::ui::view::Selection;
use yew::Html;

impl Pen<'_> {
    pub(super) fn consumers(&self) -> El {
        let rows = self.picture.consumers.iter().map(|place| self.consumer(place, &self.scene.consumers[place.index]));
        let blobs =
            self.picture.endpoints.iter().filter_map(|place| match &self.scene.endpoints[place.index].content {
                Content::Container(container) if !self.picture.stacked => Some(self.blobs(place, container)),
                _ => None,
            });
        el("g").role("list").aria_label(self.word(Key::ColumnConsumers)).each(rows).each(blobs)
    }

    fn consumer(&self, place: &Place, facts: &ConsumerFacts) -> El {
        let language = self.language;
        let (rect, x) = (place.rect, place.rect.x + 12.0);
        let room = rect.w - 12.0;
        let way = words::way(language, &facts.way);
        let doing = words::doing(language, &facts.doing);
        let detail = words::doing_detail(language, &facts.doing);
        let tone = match &facts.doing {
            Doing::Crashed(_) => "small bad strong",
            Doing::Working(_) | Doing::Settling(_) if facts.on_path => "small accent strong",
            Doing::Stopped => "small third",
            _ => "small second",
        };
        let mut lines = vec![("small strong", facts.name.to_string())];
        if place.density == Density::Full {
            lines.push(("small second", way.clone()));
        }
        match &detail {
            Some(detail) if place.density != Density::Row => {
                lines.extend([(tone, doing.clone()), ("small second", detail.clone())]);
            }
            _ if place.density != Density::Row => {
                lines.extend(two_lines(&doing, room).into_iter().map(|line| (tone, line)));
            }
            _ => lines.push((tone, doing.clone())),
        }
        let leading = if place.density == Density::Row { 15.0 } else { 18.0 };
        let top = rect.middle() - leading * lines.len() as f64 / 2.0 + 13.0;
        let lines =
            lines.iter().enumerate().map(|(at, (class, line))| text(x, top + at as f64 * leading, class, line, room));
        let bar: Html = match facts.doing {
            Doing::Crashed(_) => {
                let ends = [rect.x, rect.y, place.port - 8.0, rect.x, place.port + 8.0, rect.bottom()];
                many()
                    .child(el("path").class("reader-bar bad").path("M# #V#M# #V#", &ends))
                    .child(icon(rect.x - 8.0, place.port - 8.0, 1.0, "glyph bad thick", art::CROSS))
                    .into()
            }
            Doing::Stopped => {
                el("rect").class("reader-bar hollow").x(rect.x - 2.0).y(rect.y).width("4").height(rect.h).into()
            }
            _ => {
                let bar = el("path").class("reader-bar").also(facts.on_path, "on");
                bar.path("M# #V#", &[rect.x, rect.y, rect.bottom()]).into()
            }
        };
        let endpoint = self.scene.endpoint(facts.reads).map_or("", |at| &self.scene.endpoints[at].name);
        let state = [Some(way), Some(doing), detail].into_iter().flatten().collect::<Vec<_>>().join(", ");
        let name = say!(
            language,
            Key::ConsumerName,
            consumer = Arg::Name(&facts.name),
            endpoint = Arg::Name(endpoint),
            state = Arg::Text(&state)
        );
        let inner = many().child(bar).each(lines).into();
        let class = if facts.selected { "reader selected" } else { "reader" };
        let what = Selection::Consumer(facts.id);
        self.with_menu(what, button(name.plain(), class, Some(facts.selected), rect, self.selects(what), inner))
    }

    /// Blobs stand where a queue's reader would: they are opened by hand.
    fn blobs(&self, place: &Place, container: &ContainerFacts) -> Many {
        let columns = &self.picture.columns;
        let (x, room) = (columns.consumers + 12.0, columns.end - columns.consumers - 12.0);
        let words = say!(self.language, Key::EndpointBlobs, n = container.blobs).plain();
        let rows = if place.density == Density::Full { container.latest.len() } else { 0 };
        let top = place.port + 4.0 - rows as f64 * 12.0;
        let endpoint = self.scene.endpoints[place.index].id;
        let latest = container.latest.iter().take(rows).enumerate().map(|(at, blob)| {
            let y = top + 24.0 * (at as f64 + 1.0);
            // The end of a blob's name tells it from the others.
            let tail = blob.name.rsplitn(4, '/').take(3).collect::<Vec<_>>();
            let short = tail.into_iter().rev().collect::<Vec<_>>().join("/");
            let name = say!(self.language, Key::BlobPreview, blob = Arg::Code(&blob.name)).plain();
            let hit = Rect::new(x - 4.0, y - 16.0, room + 4.0, 24.0);
            let open = self.opens(DialogKind::Blob { endpoint, name: blob.name.clone() });
            button(name, "offer", None, hit, open, text(x, y, "mono accent", &short, room).into())
        });
        many().child(el("g").role("listitem").child(text(x, top, "small third", &words, room))).each(latest)
    }
}
