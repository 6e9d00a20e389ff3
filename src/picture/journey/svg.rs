//! Writes a chart down as a picture that stands alone: its own colours, light and dark, and its text as a description.

use super::chart::{Anchor, Chart, HEAD, Part, Shape};
use super::words::Words;
use crate::picture::write::{add, number};
use crate::text::format;

/// How the drawing looks, on the page and alone.
pub const LOOKS: &str = include_str!("../../../static/css/journey-chart.css");

/// The page's own colours, for where there is no page.
const COLOURS: &str = "\
svg{--surface:#fff;--line:#dce0e4;--line-strong:#7f8893;--ink:#14181d;--ink-2:#454d57;--ink-3:#626b76;--accent:#1d46c9;\
--ok:#0a6549;--warn:#7f4d00;--warn-bg:#faeed6;--bad:#ae231b;--sans:'Segoe UI',Roboto,'Apple SD Gothic Neo',\
'Malgun Gothic','Noto Sans KR','Noto Sans CJK KR',system-ui,sans-serif;--mono:'Cascadia Mono',ui-monospace,Menlo,Consolas,\
'DejaVu Sans Mono',monospace;background:var(--surface)}\
@media (prefers-color-scheme:dark){svg{--surface:#151a20;--line:#2a313a;--line-strong:#72808f;--ink:#e9ecef;\
--ink-2:#b4bcc6;--ink-3:#929ca8;--accent:#8fabff;--ok:#62d0a6;--warn:#efb557;--warn-bg:#322409;--bad:#ff8d84}}";

/// The picture, with a title and, as its description, the whole story.
#[must_use]
pub fn svg(words: &Words, chart: &Chart) -> String {
    let (width, height) = (number(chart.width), number(chart.height));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" lang=\"{}\" role=\"img\" aria-labelledby=\"title text\" class=\"journey-chart\">\n",
        words.language.tag()
    );
    out.push_str(&format!("<title id=\"title\">{}</title>\n<desc id=\"text\">", escaped(&words.title())));
    let start = words.world.start();
    for (row, said) in words.lines() {
        let at = format::instant(words.journey.rows[row].at.since(start));
        out.push_str(&format!("{at} {}\n", escaped(&said)));
    }
    out.push_str(&format!("</desc>\n<style>{COLOURS}\n{}</style>\n", escaped(LOOKS)));
    group(&mut out, "head", &chart.head);
    for piece in &chart.pieces {
        let class = match (piece.of, piece.ahead) {
            (Part::Ground, _) => "ground",
            (Part::Span(_), false) => "span",
            (Part::Span(_), true) => "span ahead",
            (Part::Fold(_), _) => "fold",
            (Part::Row(_), false) => "row",
            (Part::Row(_), true) => "row ahead",
        };
        group(&mut out, class, &piece.shapes);
    }
    debug_assert!(chart.height > HEAD);
    out.push_str("</svg>\n");
    out
}

fn group(out: &mut String, class: &str, shapes: &[Shape]) {
    out.push_str(&format!("<g class=\"{class}\">\n"));
    for shape in shapes {
        match shape {
            Shape::Path { class, d } => out.push_str(&format!("<path class=\"{class}\" d=\"{d}\"/>\n")),
            Shape::Text { class, x, y, anchor, text } => {
                add(out, "<text x=\"#\" y=\"#\"", &[*x, *y]);
                let anchor = match anchor {
                    Anchor::Start => "",
                    Anchor::Middle => " text-anchor=\"middle\"",
                    Anchor::End => " text-anchor=\"end\"",
                };
                out.push_str(&format!("{anchor} class=\"{class}\">{}</text>\n", escaped(text)));
            }
        }
    }
    out.push_str("</g>\n");
}

/// As the text of an element or an attribute.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Nothing of what XML cannot hold.
            c if c.is_control() && c != '\n' && c != '\t' => out.push('\u{fffd}'),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
