//! The column of endpoints.

use super::Pen;
use super::art::{button, frame, text, two_lines};
use crate::picture::diagram::columns::well_of;
use crate::picture::diagram::mark::{Placed, TokenState};
use crate::picture::diagram::scene::endpoints::{
    ContainerFacts, Content, EndpointFacts, EventsFacts, QueueFacts, Tape, Trouble,
};
use crate::picture::diagram::text::{Font, width};
use crate::picture::diagram::well::Head;
use crate::picture::diagram::{Density, Place, Rect};
use crate::say;
use crate::text::format::short_number;
use crate::text::{Arg, Key};
use crate::ui::markup::{El, Many, el, list, many};
use crate::ui::panels::table::words;
use crate::ui::view::Selection;
use crate::world::entry::Health;
use yew::Html;

/// Event marks on a tape.
const EVENT: (f64, f64) = (5.0, 6.6);
/// More tapes than these lose their numbers.
const NUMBERED_TAPES: usize = 8;

impl Pen<'_> {
    pub(super) fn endpoints(&self) -> El {
        let rows = self.picture.endpoints.iter().map(|place| self.endpoint(place, &self.scene.endpoints[place.index]));
        el("g").role("list").aria_label(self.word(Key::ColumnEndpoints)).each(rows)
    }

    fn endpoint(&self, place: &Place, facts: &EndpointFacts) -> El {
        let language = self.language;
        let health = words::health(language, facts);
        let counts = words::counts(language, facts);
        let (tone, edge) = match (facts.trouble, facts.health) {
            (Trouble::Dead | Trouble::Down(_), _) => ("small bad strong end", "edge bad"),
            (Trouble::Unreachable(_), _) => ("small bad strong end", "edge hatched"),
            (Trouble::Disabled, _) => ("small third end", "edge"),
            (_, Health::Unhealthy | Health::Degraded) => ("small warn strong end", "edge warn"),
            (_, Health::Healthy) => ("small good end", "edge"),
            (_, _) => ("small third end", "edge"),
        };
        let rect = place.rect;
        let health_width = width(health, Font::Small) + 10.0;
        let body = if place.density == Density::Row {
            let count = words::short_counts(language, facts);
            let (y, count_width) = (rect.middle() + 4.5, width(&count, Font::Small) + 10.0);
            let word = if facts.health == Health::Healthy && facts.trouble == Trouble::None { "" } else { health };
            let word_width = if word.is_empty() { 0.0 } else { health_width };
            many()
                .child(text(rect.x + 12.0, y, "name", &facts.name, rect.w - 24.0 - count_width - word_width))
                .child(text(rect.right() - 12.0, y, "small second end", &count, count_width))
                .child(text(rect.right() - 12.0 - count_width, y, tone, word, word_width))
        } else {
            let kind =
                || text(rect.x + 12.0, rect.y + 37.0, "small third", self.word(words::kind(facts)), rect.w - 24.0);
            many()
                .child(text(rect.x + 12.0, rect.y + 20.0, "name", &facts.name, rect.w - 24.0 - health_width))
                .child(text(rect.right() - 12.0, rect.y + 20.0, tone, health, health_width))
                .child((place.density == Density::Full).then(kind))
                .child(self.content_of(place, facts))
        };
        let name = say!(
            language,
            Key::EndpointName,
            endpoint = Arg::Name(&facts.name),
            kind = Arg::Text(self.word(words::kind(facts))),
            health = Arg::Text(health),
            counts = Arg::Text(&counts)
        );
        let edge = frame(rect, edge).also(facts.selected, "on").also(facts.holds_selected, "path");
        let inner = many().child(frame(rect, "frame")).child(edge).child(body).into();
        let what = Selection::Endpoint(facts.id);
        self.with_menu(what, button(name.plain(), "endpoint", Some(facts.selected), rect, self.selects(what), inner))
    }

    fn content_of(&self, place: &Place, facts: &EndpointFacts) -> Option<Many> {
        let well = well_of(place)?;
        let line = well.bottom() + 20.0;
        let content: Html = match &facts.content {
            Content::Queue(queue) => self.queue(place, well, queue).into(),
            Content::Container(container) => container_of(well, container).into(),
            Content::Events(events) => self.tapes(well, events),
        };
        let dropping = say!(self.language, Key::EndpointDropping, n = Arg::Short(facts.dropped)).plain();
        let room = well.w;
        let counts = words::counts_within(self.language, facts, |words| width(words, Font::Small) <= room);
        let stated = match facts.trouble {
            Trouble::Dead => text(well.x, line, "small bad", &dropping, room),
            _ => text(well.x, line, "small second", &counts, room),
        };
        let start = self.view.world.start();
        let notes: Vec<String> = match facts.trouble {
            Trouble::Down(Some(until)) => {
                vec![say!(self.language, Key::EndpointDownUntil, at = Arg::Instant(until.since(start))).plain()]
            }
            Trouble::Unreachable(setting) => two_lines(&words::unreachable(self.language, setting), room),
            _ => Vec::new(),
        };
        let notes = notes
            .iter()
            .enumerate()
            .map(|(at, note)| text(well.x, line + 17.0 * (at as f64 + 1.0), "small bad", note, room));
        Some(many().child(content).child(stated).each(notes))
    }

    fn queue(&self, place: &Place, well: Rect, queue: &QueueFacts) -> Many {
        let reason = queue.dead_reason.as_deref().map(|reason| words::dead_letter_reason(self.language, reason));
        let dead = |token: &&Placed| token.token.state == TokenState::DeadLettered && place.rect.holds(token.rect);
        let dead = self.picture.tokens.iter().filter(dead).map(|token| token.rect.right());
        let more =
            self.picture.folded.iter().filter(|folded| folded.head == Head::Left && place.rect.holds(folded.rect));
        let left = dead.chain(more.map(|folded| folded.rect.right())).fold(well.x, f64::max) + 8.0;
        let y = place.rect.bottom() - 14.0;
        let reason = || text(left, y, "small bad", reason.as_deref().unwrap_or_default(), well.right() - left);
        many().child(frame(well, "well")).child((queue.dead > 0).then(reason))
    }

    fn tapes(&self, well: Rect, events: &EventsFacts) -> Html {
        let count = events.tapes.len();
        let gap = if count > NUMBERED_TAPES { 2.0 } else { 6.0 };
        let wide = ((well.w - gap * (count as f64 - 1.0)) / count.max(1) as f64).max(2.0);
        let tapes = events.tapes.iter().enumerate().map(|(number, tape)| {
            let rect = Rect::new(well.x + number as f64 * (wide + gap), well.y, wide, 9.0);
            self.tape(rect, number, tape, count <= NUMBERED_TAPES)
        });
        list(tapes)
    }

    /// One partition: its newest events, the newest at the right, and where its readers stand.
    fn tape(&self, rect: Rect, number: usize, tape: &Tape, numbered: bool) -> Many {
        let fits = (((rect.w - 1.0) / EVENT.1) as usize).min(tape.newest.len());
        let shown = &tape.newest[tape.newest.len() - fits..];
        let events = shown.iter().enumerate().map(|(at, selected)| {
            let x = rect.x + 1.0 + at as f64 * EVENT.1;
            el("rect").class("bar").also(*selected, "on").at(Rect::new(x, rect.y, EVENT.0, rect.h))
        });
        // The next event to read, counted from the first one shown.
        let first_shown = tape.first + tape.events - fits as u64;
        let reader = |position: u64| {
            let at = position.saturating_sub(first_shown).min(fits as u64) as f64;
            let x = (rect.x + 0.2 + at * EVENT.1).min(rect.right());
            el("path").class("reader").path("M# #l3 4.5h-6z", &[x, rect.bottom() + 1.0])
        };
        let mut positions: Vec<_> = tape.positions.iter().map(|(_, position)| *position).collect();
        positions.dedup();
        let readers = positions.into_iter().filter(|_| tape.events > 0).map(reader);
        let label = number.to_string();
        let events_label = short_number(self.language, tape.events);
        let y = rect.bottom() + 15.0;
        let number = || text(rect.x, y, "axis third", &label, rect.w);
        let counted = || text(rect.right(), y, "axis end", &events_label, rect.w - 10.0);
        many()
            .child(frame(rect, "well"))
            .each(events)
            .each(readers)
            .child(numbered.then(number))
            .child((numbered && tape.events > 0).then(counted))
    }
}

fn container_of(well: Rect, container: &ContainerFacts) -> Many {
    let filled = Rect::new(well.x, well.bottom() - 1.0, well.w * container.filled, 2.5);
    let filled = (container.buffered > 0).then(|| el("rect").class("bar").at(filled));
    many().child(frame(well, "well")).child(filled)
}
