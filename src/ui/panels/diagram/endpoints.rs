//! The column of endpoints.

use super::Pen;
use super::art::{button, frame, num, text, two_lines};
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
use crate::ui::panels::table::words;
use crate::ui::view::Selection;
use crate::world::entry::Health;
use yew::prelude::*;

/// Event marks on a tape.
const EVENT: (f64, f64) = (5.0, 6.6);
/// More tapes than these lose their numbers.
const NUMBERED_TAPES: usize = 8;

impl Pen<'_> {
    pub(super) fn endpoints(&self) -> Html {
        let rows = self.picture.endpoints.iter().map(|place| self.endpoint(place, &self.scene.endpoints[place.index]));
        html! { <g role="list" aria-label={self.word(Key::ColumnEndpoints)}>{ for rows }</g> }
    }

    fn endpoint(&self, place: &Place, facts: &EndpointFacts) -> Html {
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
            html! {
                <>
                    { text(rect.x + 12.0, y, "name", &facts.name, rect.w - 24.0 - count_width - word_width) }
                    { text(rect.right() - 12.0, y, "small second end", &count, count_width) }
                    { text(rect.right() - 12.0 - count_width, y, tone, word, word_width) }
                </>
            }
        } else {
            html! {
                <>
                    { text(rect.x + 12.0, rect.y + 20.0, "name", &facts.name, rect.w - 24.0 - health_width) }
                    { text(rect.right() - 12.0, rect.y + 20.0, tone, health, health_width) }
                    if place.density == Density::Full {
                        { text(rect.x + 12.0, rect.y + 37.0, "small third", self.word(words::kind(facts)), rect.w - 24.0) }
                    }
                    { self.content_of(place, facts) }
                </>
            }
        };
        let name = say!(
            language,
            Key::EndpointName,
            endpoint = Arg::Name(&facts.name),
            kind = Arg::Text(self.word(words::kind(facts))),
            health = Arg::Text(health),
            counts = Arg::Text(&counts)
        );
        let path = facts.holds_selected.then_some("path");
        let inner = html! {
            <>
                { frame(rect, "frame") }
                <rect
                    class={classes!(edge, facts.selected.then_some("on"), path)}
                    x={num(rect.x)} y={num(rect.y)} width={num(rect.w)} height={num(rect.h)} rx="3"
                />
                { body }
            </>
        };
        let what = Selection::Endpoint(facts.id);
        self.with_menu(what, button(name.plain(), "endpoint", Some(facts.selected), rect, self.selects(what), inner))
    }

    fn content_of(&self, place: &Place, facts: &EndpointFacts) -> Html {
        let Some(well) = well_of(place) else { return html! {} };
        let line = well.bottom() + 20.0;
        let content = match &facts.content {
            Content::Queue(queue) => self.queue(place, well, queue),
            Content::Container(container) => self.container(well, container),
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
        html! { <>{ content }{ stated }{ for notes }</> }
    }

    fn queue(&self, place: &Place, well: Rect, queue: &QueueFacts) -> Html {
        let reason = queue.dead_reason.as_deref().map(|reason| words::dead_letter_reason(self.language, reason));
        let dead = |token: &&Placed| token.token.state == TokenState::DeadLettered && place.rect.holds(token.rect);
        let dead = self.picture.tokens.iter().filter(dead).map(|token| token.rect.right());
        let more =
            self.picture.folded.iter().filter(|folded| folded.head == Head::Left && place.rect.holds(folded.rect));
        let left = dead.chain(more.map(|folded| folded.rect.right())).fold(well.x, f64::max) + 8.0;
        let y = place.rect.bottom() - 14.0;
        html! {
            <>
                { frame(well, "well") }
                if queue.dead > 0 {
                    { text(left, y, "small bad", reason.as_deref().unwrap_or_default(), well.right() - left) }
                }
            </>
        }
    }

    fn container(&self, well: Rect, container: &ContainerFacts) -> Html {
        let filled = Rect::new(well.x, well.bottom() - 1.0, well.w * container.filled, 2.5);
        html! {
            <>
                { frame(well, "well") }
                if container.buffered > 0 {
                    <rect class="bar" x={num(filled.x)} y={num(filled.y)} width={num(filled.w)} height={num(filled.h)} />
                }
            </>
        }
    }

    fn tapes(&self, well: Rect, events: &EventsFacts) -> Html {
        let count = events.tapes.len();
        let gap = if count > NUMBERED_TAPES { 2.0 } else { 6.0 };
        let wide = ((well.w - gap * (count as f64 - 1.0)) / count.max(1) as f64).max(2.0);
        let tapes = events.tapes.iter().enumerate().map(|(number, tape)| {
            let rect = Rect::new(well.x + number as f64 * (wide + gap), well.y, wide, 9.0);
            self.tape(rect, number, tape, count <= NUMBERED_TAPES)
        });
        html! { <>{ for tapes }</> }
    }

    /// One partition: its newest events, the newest at the right, and where its readers stand.
    fn tape(&self, rect: Rect, number: usize, tape: &Tape, numbered: bool) -> Html {
        let fits = (((rect.w - 1.0) / EVENT.1) as usize).min(tape.newest.len());
        let shown = &tape.newest[tape.newest.len() - fits..];
        let events = shown.iter().enumerate().map(|(at, selected)| {
            let x = rect.x + 1.0 + at as f64 * EVENT.1;
            html! {
                <rect
                    class={classes!("bar", selected.then_some("on"))}
                    x={num(x)} y={num(rect.y)} width={num(EVENT.0)} height={num(rect.h)}
                />
            }
        });
        // The next event to read, counted from the first one shown.
        let first_shown = tape.first + tape.events - fits as u64;
        let reader = |position: u64| {
            let at = position.saturating_sub(first_shown).min(fits as u64) as f64;
            let x = (rect.x + 0.2 + at * EVENT.1).min(rect.right());
            html! { <path class="reader" d={format!("M{} {}l3 4.5h-6z", num(x), num(rect.bottom() + 1.0))} /> }
        };
        let mut positions: Vec<_> = tape.positions.iter().map(|(_, position)| *position).collect();
        positions.dedup();
        let readers = positions.into_iter().filter(|_| tape.events > 0).map(reader);
        let label = number.to_string();
        let events_label = short_number(self.language, tape.events);
        html! {
            <>
                { frame(rect, "well") }
                { for events }
                { for readers }
                if numbered {
                    { text(rect.x, rect.bottom() + 15.0, "axis third", &label, rect.w) }
                    if tape.events > 0 {
                        { text(rect.right(), rect.bottom() + 15.0, "axis end", &events_label, rect.w - 10.0) }
                    }
                }
            </>
        }
    }
}
