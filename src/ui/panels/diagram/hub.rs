//! The hub: its frame, the rungs of its routes, and the marks on its wires.

use super::Pen;
use super::art::{self, button, frame, icon, num, text};
use crate::model::hub::routing::Say;
use crate::picture::diagram::columns::{CONTACT, is_closed};
use crate::picture::diagram::mark::MarkKind;
use crate::picture::diagram::scene::routes::{Past, Verdict};
use crate::picture::diagram::text::{Font, width};
use crate::picture::diagram::{Density, Place, Rect};
use crate::say;
use crate::text::{Arg, Key, format};
use crate::ui::view::Selection;
use yew::prelude::*;

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
    pub(super) fn hub_frame(&self) -> Html {
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
        html! {
            <g>
                { frame(hub, "frame") }
                { text(title_x, title_y, "small second", &self.scene.hub, hub.w * 0.6) }
                { text(title_x + name_width + 8.0, title_y, "small third", &tier, hub.w - name_width - 12.0) }
                if line > hub.y {
                    <path class="hair" d={format!("M{} {line}H{}", hub.x + 1.0, hub.right() - 1.0)} />
                }
            </g>
        }
    }

    pub(super) fn rungs(&self) -> Html {
        let rungs = self.picture.rungs.iter().map(|place| self.route(place));
        html! {
            <g role="list" aria-label={self.word(Key::ColumnRoutes)}>
                { for rungs }
                { self.unmatched() }
                { self.fallback() }
            </g>
        }
    }

    fn route(&self, place: &Place) -> Html {
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

    fn fallback(&self) -> Html {
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
        let verdict = if rung.verdict_word.is_empty() { 0.0 } else { width(rung.verdict_word, Font::Mono) + 22.0 };
        let counted = width(&rung.count, Font::Small) + 8.0;
        let name_room = right - left - verdict - if row { counted } else { 0.0 };
        let name_y = if row { y - 7.0 } else { y - 10.0 };
        let verdict_right = if row { right - counted } else { right };
        let count_y = if row { name_y } else { y + 20.0 };
        let below_room =
            if self.picture.stacked { self.picture.hub.right() - 10.0 - left } else { right - left - counted };
        let (count_x, count_y) = if self.picture.stacked { (right + 20.0, y + 4.0) } else { (right, count_y) };
        html! {
            <>
                { self.contact(y, rung.verdict, rung.on) }
                { text(left, name_y, "name", rung.name, name_room) }
                { self.verdict(verdict_right, name_y, rung) }
                if self.picture.stacked {
                    <path class={classes!("arrow", rung.on.then_some("on"))} d={format!("M{} {}l8 4.5l-8 4.5z", right + 6.0, y - 4.5)} />
                    { text(count_x, count_y, "name", &rung.number, 46.0) }
                } else {
                    { text(count_x, count_y, rung.count_class, &rung.count, 140.0) }
                }
                if !row {
                    { text(left, y + 20.0, rung.below_class, rung.below, below_room) }
                }
                if place.rect.bottom() - y >= STRIP_ROOM {
                    { strip(left, y + 32.0, rung.past) }
                }
            </>
        }
    }

    fn verdict(&self, right: f64, y: f64, rung: &Rung<'_>) -> Html {
        let class = match rung.verdict {
            Verdict::True => "mono good end",
            Verdict::False => "mono second end",
            Verdict::Undefined => "mono undef end",
            Verdict::Pending if rung.verdict_word.is_empty() => return html! {},
            Verdict::Pending => "small good end",
            Verdict::Disabled | Verdict::OtherSource | Verdict::NotNeeded => "small third end",
        };
        let font = if class.starts_with("mono") { Font::Mono } else { Font::Small };
        let x = right - width(rung.verdict_word, font) - 19.0;
        let picture = match rung.verdict {
            Verdict::True => html! {
                <g transform={format!("translate({} {}) scale(.9)", num(x), num(y - 12.0))}>
                    <circle class="verdict-true" cx="8" cy="8" r="6.5" />
                    <path class="verdict-tick" d="M5 8.3l2.1 2.1L11 6" />
                </g>
            },
            Verdict::False => icon(x, y - 12.0, 0.9, "glyph second", "M8 2a6 6 0 100 12A6 6 0 008 2zM4 12l8-8"),
            Verdict::Undefined => html! {
                <g class="glyph undef" transform={format!("translate({} {}) scale(.9)", num(x), num(y - 12.0))}>
                    <circle class="dotted" cx="8" cy="8" r="6" />
                    <path d="M6.3 6.3a1.8 1.8 0 112.6 1.6c-.6.3-.9.6-.9 1.2M8 11.2v.1" />
                </g>
            },
            Verdict::Pending | Verdict::Disabled | Verdict::OtherSource | Verdict::NotNeeded => html! {},
        };
        html! { <>{ picture }{ text(right, y, class, rung.verdict_word, 160.0) }</> }
    }

    fn contact(&self, y: f64, verdict: Verdict, on: bool) -> Html {
        let first = self.picture.bus + CONTACT.0;
        let state = match verdict {
            Verdict::OtherSource => return html! {},
            Verdict::Disabled => "out",
            Verdict::Undefined => "raised unsure",
            Verdict::Pending if !self.scene.fallback.past.is_empty() || self.scene.route_count > 0 => "raised",
            Verdict::Pending => "",
            verdict if is_closed(verdict) => "",
            _ => "raised",
        };
        let arm = if state == "out" {
            html! { <path class="arm" d="M8 -6v12M16 -6v12" /> }
        } else {
            html! { <line class={classes!("arm", state)} x1="2" y1="0" x2="22" y2="0" /> }
        };
        html! {
            <g class={classes!("contact", on.then_some("on"))} transform={format!("translate({} {})", num(first), num(y))}>
                { arm }
                <circle class="pole" cx="0" cy="0" r="2.6" />
                <circle class="pole" cx={num(CONTACT.1)} cy="0" r="2.6" />
            </g>
        }
    }

    fn unmatched(&self) -> Html {
        let open = self.scene.unfolded;
        let Some(rect) = self.picture.unmatched else { return html! {} };
        let label = say!(self.language, Key::RouteUnmatchedMany, n = self.scene.unmatched).plain();
        let (left, right) = self.picture.rung_text;
        let inner = html! {
            <>
                <path class="hair" d={format!("M{} {}H{}", rect.x + 1.0, rect.y + 0.5, rect.right() - 1.0)} />
                { text(left, rect.middle() + 4.0, "small second", &label, right - left - 24.0) }
                { icon(right - 16.0, rect.middle() - 8.0, 1.0, "glyph second", if open { art::CHEVRON_UP } else { art::CHEVRON_DOWN }) }
            </>
        };
        button(label.clone(), "rung", None, rect.inset(3.0), self.fold.clone(), inner)
    }

    pub(super) fn marks(&self) -> Html {
        let draw = |mark: &crate::picture::diagram::mark::Mark| {
            let (x, y) = (mark.at.x, mark.at.y);
            match mark.kind {
                MarkKind::Join { on } => {
                    html! { <circle class={classes!("join", on.then_some("on"))} cx={num(x)} cy={num(y)} r="3" /> }
                }
                MarkKind::Stop => {
                    let used = self.scene.fallback.orphaned > 0;
                    html! { <path class={classes!("stop", used.then_some("bad"))} d={format!("M{x} {}v18", y - 9.0)} /> }
                }
                MarkKind::Dropped => html! {
                    <>
                        { icon(x - 8.0, y - 8.0, 1.0, "glyph bad thick", art::CROSS) }
                        { text(x, y + 22.0, "axis bad strong middle", self.word(Key::WireDropped), 70.0) }
                    </>
                },
                MarkKind::Retry(left) => {
                    let when = say!(self.language, Key::EndpointRetryIn, left = Arg::Duration(left)).plain();
                    html! {
                        <>
                            <rect class="gap" x={num(x - 11.0)} y={num(y - 10.0)} width="22" height="20" />
                            { icon(x - 9.0, y - 9.0, 1.1, "glyph warn", art::LOOP) }
                            { text(x, y + 23.0, "axis warn middle", &when, 90.0) }
                        </>
                    }
                }
            }
        };
        html! { <g aria-hidden="true">{ for self.picture.marks.iter().map(draw) }</g> }
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
fn strip(x: f64, y: f64, past: &[Past]) -> Html {
    let item = |(at, past): (usize, &Past)| {
        let x = x + at as f64 * STRIDE;
        let on = past.selected.then_some("on");
        let shape = match past.say {
            Say::True => {
                html! { <rect class={classes!("past", "true", on)} x={num(x)} y={num(y)} width="6" height="9" rx="1" /> }
            }
            Say::False => {
                html! { <rect class={classes!("past", on)} x={num(x + 0.5)} y={num(y + 3.5)} width="5" height="2" /> }
            }
            Say::Undefined => html! {
                <rect class={classes!("past", "undefined", on)} x={num(x + 0.75)} y={num(y + 0.75)} width="4.5" height="7.5" rx="1" />
            },
            Say::NotConsulted => {
                html! { <rect class={classes!("past", on)} x={num(x + 2.0)} y={num(y + 3.5)} width="2" height="2" /> }
            }
        };
        let resend = past.resend.then(
            || html! { <path class={classes!("resend", on)} d={format!("M{} {}h5", num(x + 0.5), num(y + 12.0))} /> },
        );
        html! { <>{ shape }{ resend }</> }
    };
    html! { <g aria-hidden="true">{ for past.iter().enumerate().map(item) }</g> }
}
