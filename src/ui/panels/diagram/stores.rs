//! Storage queues and the programs that use them.

use super::Pen;
use super::art::{button, frame, text};
use crate::picture::diagram::Place;
use crate::picture::diagram::columns::well_of;
use crate::picture::diagram::scene::stores::{StoreFacts, WorkerFacts};
use crate::picture::diagram::text::{Font, width};
use crate::say;
use crate::text::{Arg, Key};
use crate::ui::markup::{El, el, many};
use crate::ui::panels::table::words;
use crate::ui::view::Selection;

impl Pen<'_> {
    /// Nothing as long as there is no Storage queue.
    pub(super) fn stores(&self) -> Option<El> {
        if self.scene.stores.is_empty() {
            return None;
        }
        let stores = self.picture.stores.iter().map(|place| self.store(place, &self.scene.stores[place.index]));
        let workers = self.picture.workers.iter().map(|place| self.worker(place, &self.scene.workers[place.index]));
        Some(el("g").role("list").aria_label(self.word(Key::KindStorageQueue)).each(stores.chain(workers)))
    }

    fn store(&self, place: &Place, facts: &StoreFacts) -> El {
        let rect = place.rect;
        let kind = self.word(Key::KindStorageQueue);
        let aside = width(kind, Font::Small) + 10.0;
        let (visible, hidden) = (facts.visible, facts.hidden);
        let queue = Arg::Name(&facts.name);
        let name = say!(self.language, Key::StorageQueueName, queue = queue, visible = visible, hidden = hidden);
        let well = well_of(place).map(|well| {
            let counts = say!(self.language, Key::StorageCounts, visible = visible, hidden = hidden).plain();
            let counts = text(well.x, well.bottom() + 20.0, "small second", &counts, well.w);
            many().child(frame(well, "well")).child(counts)
        });
        let y = rect.y + if well.is_some() { 20.0 } else { 24.0 };
        let inner = many()
            .child(frame(rect, "frame"))
            .child(frame(rect, "edge").also(facts.selected, "on"))
            .child(text(rect.x + 12.0, y, "name", &facts.name, rect.w - 24.0 - aside))
            .child(text(rect.right() - 12.0, y, "small third end", kind, aside))
            .child(well)
            .into();
        let what = Selection::StorageQueue(facts.id);
        button(name.plain(), "endpoint", Some(facts.selected), rect, self.selects(what), inner)
    }

    fn worker(&self, place: &Place, facts: &WorkerFacts) -> El {
        let (rect, x) = (place.rect, place.rect.x + 12.0);
        let doing = words::doing(self.language, &facts.doing);
        let name = say!(
            self.language,
            Key::ConsumerName,
            consumer = Arg::Name(&facts.name),
            endpoint = Arg::Name(&self.scene.stores[facts.store].name),
            state = Arg::Text(&doing)
        );
        let inner = many()
            .child(el("path").class("reader-bar").path("M# #V#", &[rect.x, rect.y, rect.bottom()]))
            .child(text(x, rect.middle() - 3.0, "small strong", &facts.name, rect.w - 12.0))
            .child(text(x, rect.middle() + 12.0, "small second", &doing, rect.w - 12.0))
            .into();
        let class = if facts.selected { "reader selected" } else { "reader" };
        let what = Selection::Consumer(facts.id);
        self.with_menu(what, button(name.plain(), class, Some(facts.selected), rect, self.selects(what), inner))
    }
}
