//! The icons: strokes on a 16 by 16 grid, in the colour of the text beside them. Never the only carrier of a meaning.

use crate::ui::markup::{El, el};
use yew::Html;

/// A drawing. `cut` is stroked in the colour of the surface, over what is filled.
#[derive(Default)]
struct Drawing {
    stroke: &'static str,
    fill: &'static str,
    cut: &'static str,
}

const fn stroke(stroke: &'static str) -> Drawing {
    Drawing { stroke, fill: "", cut: "" }
}

macro_rules! glyphs {
    ($($(#[$doc:meta])* $name:ident => $drawing:expr,)*) => {
        /// What an [`icon`] shows.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Glyph { $($(#[$doc])* $name),* }

        impl Glyph {
            fn drawing(self) -> Drawing {
                match self { $(Self::$name => $drawing,)* }
            }
        }
    };
}

glyphs! {
    Add => stroke("M8 3v10M3 8h10"),
    ChevronDown => stroke("M4 6l4 4 4-4"),
    ChevronRight => stroke("M6 4l4 4-4 4"),
    Clock => stroke("M2 8a6 6 0 1012 0a6 6 0 10-12 0M8 4.5V8l2.5 1.5"),
    Close => stroke("M4 4l8 8M12 4l-8 8"),
    Copy => stroke("M5.5 5.5h8v8h-8zM3.5 10.5h-1v-8h8v1"),
    Cross => stroke("M4 4l8 8M12 4l-8 8"),
    Download => stroke("M8 2.5V10M5 7l3 3 3-3M2.5 13.5h11"),
    Edit => stroke("M3 13l.7-2.8L10.5 3.4l2.1 2.1-6.8 6.8z"),
    EyeClosed => stroke("M2.5 6.5c2.5 4.2 8.5 4.2 11 0M4.2 9l-1.2 1.6M8 9.8v2M11.8 9l1.2 1.6"),
    /// Faults: a flash.
    Fault => stroke("M9 2L4 9h3.5L7 14l5-7H8.5z"),
    False => stroke("M2 8a6 6 0 1012 0a6 6 0 10-12 0M4 12l8-8"),
    Folder => stroke("M2 4.5h4l1.5 1.5H14v6.5H2z"),
    Fork => stroke("M3 3v10M3 10c0-4 9-2 9-6M10 5.5L12 3.5l2 2"),
    Keyboard => stroke("M2.5 4.5h11v8h-11zM4.5 7.2v.1M6.8 7.2v.1M9.2 7.2v.1M11.5 7.2v.1M5.5 10h5"),
    List => stroke("M2.5 4h.1M5.5 4h8M2.5 8h.1M5.5 8h8M2.5 12h.1M5.5 12h8"),
    /// Padlock.
    Lock => stroke("M3.5 7h9v6.5h-9zM5.5 7V5a2.5 2.5 0 015 0v2"),
    /// Scissors: lost on the wire.
    Lost => stroke("M4.5 4.5L12 12M12 4L4.5 11.5M1.6 3.4a1.6 1.6 0 103.2 0a1.6 1.6 0 10-3.2 0M1.6 12.6a1.6 1.6 0 103.2 0a1.6 1.6 0 10-3.2 0"),
    Menu => stroke("M2.5 4.5h11M2.5 8h11M2.5 11.5h11"),
    Moon => stroke("M12.5 9.5A5 5 0 016.5 3.5 5 5 0 1012.5 9.5z"),
    Pause => stroke("M5.5 3.5v9M10.5 3.5v9"),
    Play => Drawing { fill: "M5 3.5v9l7.5-4.5z", ..stroke("M5 3.5v9l7.5-4.5z") },
    Question => stroke("M5.5 6a2.5 2.5 0 113.6 2.2C8.3 8.7 8 9 8 10M8 12.6v.1"),
    Redo => stroke("M13 6H6.5a3.5 3.5 0 000 7H9M10 3l3 3-3 3"),
    /// A loop: sent or tried again.
    Retry => stroke("M13 8a5 5 0 11-1.6-3.7M13 2v3h-3"),
    Search => stroke("M2.5 7a4.5 4.5 0 109 0a4.5 4.5 0 10-9 0M10.5 10.5l3.5 3.5"),
    Settings => stroke("M2.5 5h6M12 5h1.5M2.5 11H4M7.5 11h6M8.5 5a1.75 1.75 0 103.5 0a1.75 1.75 0 10-3.5 0M4 11a1.75 1.75 0 103.5 0a1.75 1.75 0 10-3.5 0"),
    Step => stroke("M4 3.5v9l6-4.5zM12.5 3.5v9"),
    StepBack => stroke("M12 3.5v9L6 8zM3.5 3.5v9"),
    Sun => stroke("M5 8a3 3 0 106 0a3 3 0 10-6 0M8 1.5V3M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M3.4 12.6l1-1M11.6 4.4l1-1"),
    Tick => stroke("M3 8.5l3.5 3.5L13 4.5"),
    ToEnd => stroke("M8 4l4 4-4 4M3 4l4 4-4 4M13.5 3.5v9"),
    ToStart => stroke("M8 4L4 8l4 4M13 4L9 8l4 4M2.5 3.5v9"),
    Trash => stroke("M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.5 9h6l.5-9"),
    /// True: a tick on a filled circle.
    True => Drawing { stroke: "", fill: "M1.5 8a6.5 6.5 0 1013 0a6.5 6.5 0 10-13 0", cut: "M5 8.3l2.1 2.1L11 6" },
    /// Undefined: a question mark in a dotted circle.
    Undefined => stroke("M2 8a6 6 0 014-5.66M10 2.34A6 6 0 0114 8M14 8a6 6 0 01-4 5.66M6 13.66A6 6 0 012 8M6.3 6.5a1.8 1.8 0 112.5 1.6C8.2 8.4 8 8.7 8 9.3M8 11.3v.1"),
    Undo => stroke("M3 6h6.5a3.5 3.5 0 010 7H7M6 3L3 6l3 3"),
    Warning => stroke("M8 2.5L14.5 13.5h-13zM8 6.5v3.5M8 11.8v.1"),
}

/// An icon, hidden from assistive technology: the word beside it says the same.
pub fn icon(glyph: Glyph) -> Html {
    let Drawing { stroke, fill, cut } = glyph.drawing();
    let svg = sheet("icon", "0 0 16 16", "16");
    svg.child(path("icon-fill", fill)).child(path("icon-stroke", stroke)).child(path("icon-cut", cut)).into()
}

/// The mark of the playground: a bus with three branches.
pub fn brand() -> Html {
    let lines = el("path").d("M1.5 11H7M10.5 11H20.5M7.4 11V4.5H11M14 4.5h6.5M7.4 11v6.5H20.5M11 4.5l3-2.4");
    let hub = el("circle").cx("7.4").cy("11").r("1.4");
    sheet("brand-mark", "0 0 22 22", "22").child(lines).child(hub).into()
}

fn sheet(class: &'static str, view_box: &'static str, size: &'static str) -> El {
    el("svg").class(class).view_box(view_box).width(size).height(size).aria_hidden("true")
}

fn path(class: &'static str, d: &'static str) -> Option<El> {
    (!d.is_empty()).then(|| el("path").class(class).d(d))
}
