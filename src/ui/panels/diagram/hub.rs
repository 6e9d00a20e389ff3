//! The hub: its frame, the rungs of its routes, and the marks on its wires.

use super::Pen;
use super::art::{self, button, frame, icon, text};
use crate::model::hub::routing::Say;
use crate::picture::diagram::columns::{CONTACT, is_closed};
use crate::picture::diagram::mark::MarkKind;
use crate::picture::diagram::scene::routes::{Past, Verdict};
use crate::picture::diagram::text::{Font, width};
use crate::picture::diagram::{Density, Place, Rect};
use crate::say;
use crate::text::{Arg, Key, format};
use crate::ui::markup::{El, Many, el, many};
use crate::ui::view::Selection;
use yew::Html;

/// From verdict to verdict in a history.
const STRIDE: f64 = 9.0;
/// What the strip needs below the wire.
const STRIP_ROOM: f64 = 44.0;

/// What stands in one rung, whichever kind of route it is.
struct Rung<'a> {
    name: &'a str,
    below: &'a str,
    below_class: &'static str,
    verdict: Verdict,
    verdict_word: &'static str,
    /// What has come this way, and in words.
    number: String,
    count: String,
    count_class: &'static str,
    past: &'a [Past],
    on: bool,
}

impl Pen<'_> {
    pub(super) fn hub_frame(&self) -> El {
        let hub = self.picture.hub;
        let name_width = width(&self.scene.hub, Font::Small).min(hub.w * 0.6);
        let tier = if self.scene.route_count == 0 {
            let n = u64::from(self.scene.partitions);
            say!(self.language, Key::HubTierPartitions, tier = Arg::Text(self.scene.tier), n = n).plain()
        } else {
            self.scene.tier.to_owned()
        };
        let title_y = if self.picture.stacked { hub.y + 20.0 } else { hub.y - 10.0 };
        let title_x = if self.picture.stacked { self.picture.rung_text.0 } else { hub.x };
        let line = self.picture.fallback_line.round() + 0.5;
        let hair = || el("path").class("hair").path("M# #H#", &[hub.x + 1.0, line, hub.right() - 1.0]);
        el("g")
            .child(frame(hub, "frame"))
            .child(text(title_x, title_y, "small second", &self.scene.hub, hub.w * 0.6))
            .child(text(title_x + name_width + 8.0, title_y, "small third", &tier, hub.w - name_width - 12.0))
            .child((line > hub.y).then(hair))
    }

    pub(super) fn rungs(&self) -> El {
        let rungs = self.picture.rungs.iter().map(|place| self.route(place));
        let list = el("g").role("list").aria_label(self.word(Key::ColumnRoutes));
        list.each(rungs).child(self.unmatched()).child(self.fallback())
    }

    fn route(&self, place: &Place) -> El {
        let facts = &self.scene.rungs[place.index];
        let blank = facts.condition.trim().is_empty();
        let verdict_word = self.verdict_word(facts.verdict);
        let rung = Rung {
            name: &facts.name,
            below: if blank { self.word(Key::RouteConditionBlank) } else { &facts.condition },
            below_class: if blank { "small second" } else { "mono second" },
            verdict: facts.verdict,
            verdict_word,
            number: self.number(facts.matched),
            count: self.count(facts.matched),
            count_class: "small third end",
            past: &facts.past,
            on: facts.on_path,
        };
        let endpoint = self.scene.endpoint(facts.endpoint).map_or("", |at| &self.scene.endpoints[at].name);
        let accepted = self.view.world.ledger().accepted;
        let (route, to, condition) = (Arg::Name(&facts.name), Arg::Name(endpoint), Arg::Code(rung.below));
        let name = match &self.scene.subject {
            Some(subject) if subject.accepted => say!(
                self.language,
                Key::RouteName,
                route = route,
                endpoint = to,
                condition = condition,
                verdict = Arg::Text(verdict_word),
                message = Arg::Code(&subject.message_id),
                n = facts.matched,
                total = accepted
            ),
            _ => say!(
                self.language,
                Key::RouteNameQuiet,
                route = route,
                endpoint = to,
                condition = condition,
                n = facts.matched,
                total = accepted
            ),
        };
        let class = if facts.selected { "rung selected" } else { "rung" };
        let select = self.selects(Selection::Route(facts.id));
        button(name.plain(), class, Some(facts.selected), self.hit(place), select, self.rung(place, &rung))
    }

    fn fallback(&self) -> El {
        let (place, facts) = (&self.picture.fallback, &self.scene.fallback);
        let verdict_word = match facts.verdict {
            Verdict::True => self.word(Key::VerdictUsed),
            Verdict::Pending => self.word(Key::StateOn),
            verdict => self.verdict_word(verdict),
        };
        let orphans = !facts.on && facts.orphaned > 0;
        let rung = Rung {
            name: self.word(Key::RouteFallback),
            below: self.word(if facts.on { Key::RouteFallbackWhen } else { Key::RouteFallbackOff }),
            below_class: "small second",
            verdict: facts.verdict,
            verdict_word,
            number: self.number(if orphans { facts.orphaned } else { facts.matched }),
            count: if orphans {
                say!(self.language, Key::RouteOrphanedCount, n = facts.orphaned).plain()
            } else if facts.verdict == Verdict::Pending && facts.matched == 0 {
                String::new()
            } else {
                self.count(facts.matched)
            },
            count_class: if orphans { "small bad strong end" } else { "small third end" },
            past: &facts.past,
            on: facts.on_path,
        };
        let built_in = self.scene.endpoint(crate::model::ids::EndpointId::BUILT_IN);
        let endpoint = built_in.map_or("", |at| &self.scene.endpoints[at].name);
        let name = say!(
            self.language,
            Key::RouteFallbackName,
            endpoint = Arg::Name(endpoint),
            verdict = Arg::Text(verdict_word),
            n = facts.matched
        );
        let selected = self.selection == Selection::Fallback;
        let class = if selected { "rung selected" } else { "rung" };
        let select = self.selects(Selection::Fallback);
        button(name.plain(), class, Some(selected), self.hit(place), select, self.rung(place, &rung))
    }

    /// The place of a rung that can be pressed: from its contact to the edge of the hub.
    fn hit(&self, place: &Place) -> Rect {
        let left = self.picture.bus + 4.0;
        Rect::new(left, place.rect.y + 1.0, place.rect.right() - left - 4.0, place.rect.h - 2.0)
    }

    fn rung(&self, place: &Place, rung: &Rung<'_>) -> Html {
        let (left, right) = self.picture.rung_text;
        let y = place.port;
        let row = place.density == Density::Row;
        let counted = width(&rung.count, Font::Small) + 8.0;
        let room = right - left - if row { counted } else { 0.0 };
        let (font, sign) = match rung.verdict {
            Verdict::True | Verdict::False | Verdict::Undefined => (Font::Mono, 22.0),
            _ => (Font::Small, 8.0),
        };
        let beside = |word: &str| if word.is_empty() { 0.0 } else { width(word, font) + sign };
        // Where a whole name leaves no room for the word, the sign and the contact tell; the name for others has both.
        let named = width(rung.name, Font::Name);
        let tells = named <= room - beside(rung.verdict_word) || named > room - sign;
        let verdict_word = if tells { rung.verdict_word } else { "" };
        let name_room = if tells { room - beside(verdict_word) } else { room - sign };
        let name_y = if row { y - 7.0 } else { y - 10.0 };
        let verdict_right = if row { right - counted } else { right };
        let count_y = if row { name_y } else { y + 20.0 };
        let below_room =
            if self.picture.stacked { self.picture.hub.right() - 10.0 - left } else { right - left - counted };
        let (count_x, count_y) = if self.picture.stacked { (right + 20.0, y + 4.0) } else { (right, count_y) };
        let counted = if self.picture.stacked {
            let arrow = el("path").class("arrow").also(rung.on, "on");
            many().child(arrow.path("M# #l8 4.5l-8 4.5z", &[right + 6.0, y - 4.5])).child(text(
                count_x,
                count_y,
                "name",
                &rung.number,
                46.0,
            ))
        } else {
            many().child(text(count_x, count_y, rung.count_class, &rung.count, 140.0))
        };
        let below = || text(left, y + 20.0, rung.below_class, rung.below, below_room);
        let history = || strip(left, y + 32.0, rung.past);
        many()
            .child(self.contact(y, rung.verdict, rung.on))
            .child(text(left, name_y, "name", rung.name, name_room))
            .child(self.verdict(verdict_right, name_y, rung.verdict, verdict_word))
            .child(counted)
            .child((!row).then(below))
            .child((place.rect.bottom() - y >= STRIP_ROOM).then(history))
            .into()
    }

    fn verdict(&self, right: f64, y: f64, verdict: Verdict, word: &str) -> Option<Many> {
        let class = match verdict {
            Verdict::True => "mono good end",
            Verdict::False => "mono second end",
            Verdict::Undefined => "mono undef end",
            Verdict::Pending if word.is_empty() => return None,
            Verdict::Pending => "small good end",
            Verdict::Disabled | Verdict::OtherSource | Verdict::NotNeeded => "small third end",
        };
        let font = if class.starts_with("mono") { Font::Mono } else { Font::Small };
        let x = right - width(word, font) - 19.0;
        let picture = match verdict {
            Verdict::True => {
                let tick = el("path").class("verdict-tick").d("M5 8.3l2.1 2.1L11 6");
                Some(sign(x, y, el("circle").class("verdict-true").r("6.5"), tick))
            }
            Verdict::False => Some(icon(x, y - 12.0, 0.9, "glyph second", "M8 2a6 6 0 100 12A6 6 0 008 2zM4 12l8-8")),
            Verdict::Undefined => {
                let question = el("path").d("M6.3 6.3a1.8 1.8 0 112.6 1.6c-.6.3-.9.6-.9 1.2M8 11.2v.1");
                Some(sign(x, y, el("circle").class("dotted").r("6"), question).class("glyph undef"))
            }
            Verdict::Pending | Verdict::Disabled | Verdict::OtherSource | Verdict::NotNeeded => None,
        };
        Some(many().child(picture).child(text(right, y, class, word, 160.0)))
    }

    fn contact(&self, y: f64, verdict: Verdict, on: bool) -> Option<El> {
        let first = self.picture.bus + CONTACT.0;
        let state = match verdict {
            Verdict::OtherSource => return None,
            Verdict::Disabled => "out",
            Verdict::Undefined => "raised unsure",
            Verdict::Pending if !self.scene.fallback.past.is_empty() || self.scene.route_count > 0 => "raised",
            Verdict::Pending => "",
            verdict if is_closed(verdict) => "",
            _ => "raised",
        };
        let arm = if state == "out" {
            el("path").class("arm").d("M8 -6v12M16 -6v12")
        } else {
            el("line").class("arm").also(true, state).x1("2").y1("0").x2("22").y2("0")
        };
        let pole = |x: f64| el("circle").class("pole").cx(x).cy("0").r("2.6");
        let contact = el("g").class("contact").also(on, "on").moved(first, y, 1.0);
        Some(contact.child(arm).child(pole(0.0)).child(pole(CONTACT.1)))
    }

    fn unmatched(&self) -> Option<El> {
        let open = self.scene.unfolded;
        let rect = self.picture.unmatched?;
        let label = say!(self.language, Key::RouteUnmatchedMany, n = self.scene.unmatched).plain();
        let (left, right) = self.picture.rung_text;
        let chevron = if open { art::CHEVRON_UP } else { art::CHEVRON_DOWN };
        let inner = many()
            .child(el("path").class("hair").path("M# #H#", &[rect.x + 1.0, rect.y + 0.5, rect.right() - 1.0]))
            .child(text(left, rect.middle() + 4.0, "small second", &label, right - left - 24.0))
            .child(icon(right - 16.0, rect.middle() - 8.0, 1.0, "glyph second", chevron));
        Some(button(label, "rung", None, rect.inset(3.0), self.fold.clone(), inner.into()))
    }

    pub(super) fn marks(&self) -> El {
        let draw = |mark: &crate::picture::diagram::mark::Mark| -> Html {
            let (x, y) = (mark.at.x, mark.at.y);
            match mark.kind {
                MarkKind::Join { on } => el("circle").class("join").also(on, "on").cx(x).cy(y).r("3").into(),
                MarkKind::Stop => {
                    let used = self.scene.fallback.orphaned > 0;
                    el("path").class("stop").also(used, "bad").path("M# #v18", &[x, y - 9.0]).into()
                }
                MarkKind::Dropped => many()
                    .child(icon(x - 8.0, y - 8.0, 1.0, "glyph bad thick", art::CROSS))
                    .child(text(x, y + 22.0, "axis bad strong middle", self.word(Key::WireDropped), 70.0))
                    .into(),
                MarkKind::Retry(left) => {
                    let when = say!(self.language, Key::EndpointRetryIn, left = Arg::Duration(left)).plain();
                    many()
                        .child(el("rect").class("gap").at(Rect::new(x - 11.0, y - 10.0, 22.0, 20.0)))
                        .child(icon(x - 9.0, y - 9.0, 1.1, "glyph warn", art::LOOP))
                        .child(text(x, y + 23.0, "axis warn middle", &when, 90.0))
                        .into()
                }
            }
        };
        el("g").aria_hidden("true").each(self.picture.marks.iter().map(draw))
    }

    fn verdict_word(&self, verdict: Verdict) -> &'static str {
        crate::ui::panels::table::words::verdict(self.language, verdict)
    }

    fn number(&self, n: u64) -> String {
        format::short_number(self.language, n)
    }

    fn count(&self, n: u64) -> String {
        say!(self.language, Key::RouteMatchedCount, n = Arg::Short(n)).plain()
    }
}

/// The last verdicts, oldest at the left.
fn strip(x: f64, y: f64, past: &[Past]) -> El {
    let item = |(at, past): (usize, &Past)| {
        let x = x + at as f64 * STRIDE;
        let (more, place, rx) = match past.say {
            Say::True => ("true", Rect::new(x, y, 6.0, 9.0), Some("1")),
            Say::False => ("", Rect::new(x + 0.5, y + 3.5, 5.0, 2.0), None),
            Say::Undefined => ("undefined", Rect::new(x + 0.75, y + 0.75, 4.5, 7.5), Some("1")),
            Say::NotConsulted => ("", Rect::new(x + 2.0, y + 3.5, 2.0, 2.0), None),
        };
        let shape = el("rect").class("past").also(true, more).also(past.selected, "on").at(place).rx(rx);
        let resend = || el("path").class("resend").also(past.selected, "on").path("M# #h5", &[x + 0.5, y + 12.0]);
        many().child(shape).child(past.resend.then(resend))
    };
    el("g").aria_hidden("true").each(past.iter().enumerate().map(item))
}

/// The sign of a verdict: a drawing on a disc.
fn sign(x: f64, y: f64, disc: El, drawing: El) -> El {
    el("g").moved(x, y - 12.0, 0.9).child(disc.cx("8").cy("8")).child(drawing)
}
