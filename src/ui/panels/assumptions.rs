//! What the model leaves out or assumes: the modules' own lines, with the source of each.

use crate::say;
use crate::session::document::MODEL_VERSION;
use crate::text::{ASSUMPTIONS, Arg, Assumption, Key, Kind, Language, word};
use crate::ui::page::use_language;
use crate::ui::widgets::rich::rich;
use yew::prelude::*;

/// The part of the page that a module belongs to, by the longest fitting path.
const PARTS: [(&str, Key); 7] = [
    ("model::service_bus", Key::AboutPartServiceBus),
    ("model::storage", Key::AboutPartStorage),
    ("model::query", Key::AboutPartQuery),
    ("model::hub", Key::AboutPartHub),
    ("model", Key::AboutPartModel),
    ("codec", Key::AboutPartCodec),
    ("world", Key::AboutPartWorld),
];

fn part(module: &str) -> Key {
    match PARTS.iter().find(|(path, _)| module.starts_with(path)) {
        Some((_, key)) => *key,
        None if module.starts_with("session") => Key::AboutPartSession,
        None => Key::AboutPartOther,
    }
}

/// The page "What this model leaves out or assumes".
#[component]
pub fn Assumptions() -> Html {
    let language = use_language();
    let version =
        say!(language, Key::AboutVersion, version = Arg::Text(env!("CARGO_PKG_VERSION")), model = MODEL_VERSION);
    html! {
        <>
            <p>{ word(language, Key::AboutLead) }</p>
            { list(Kind::Differs, Key::AboutDiffers, Key::AboutDiffersAbout, language) }
            { list(Kind::Assumed, Key::AboutAssumed, Key::AboutAssumedAbout, language) }
            <p class="minor">
                { word(language, Key::AppUnofficial) }{ " " }{ rich(version) }{ ". " }
                { word(language, Key::AboutLicence) }
            </p>
        </>
    }
}

fn list(kind: Kind, heading: Key, about: Key, language: Language) -> Html {
    let mut lines: Vec<&Assumption> = ASSUMPTIONS.iter().filter(|line| line.kind == kind).collect();
    lines.sort_by_key(|line| part(line.module) as usize);
    let row = |line: &&Assumption| {
        html! {
            <tr key={line.key}>
                <th scope="row" class="minor">{ word(language, part(line.module)) }</th>
                <td>{ rich(line.sentence(language)) }</td>
                <td><code class="minor">{ line.source }</code></td>
            </tr>
        }
    };
    html! {
        <section>
            <h3>{ word(language, heading) }</h3>
            <p class="minor">
                { word(language, about) }{ " " }
                { say!(language, Key::AboutCount, n = lines.len()).plain() }
            </p>
            <table class="table assumptions">
                <thead><tr>
                    <th scope="col">{ word(language, Key::AboutModule) }</th>
                    <th scope="col">{ word(language, Key::AboutSentence) }</th>
                    <th scope="col">{ word(language, Key::AboutSource) }</th>
                </tr></thead>
                <tbody>{ for lines.iter().map(row) }</tbody>
            </table>
        </section>
    }
}
