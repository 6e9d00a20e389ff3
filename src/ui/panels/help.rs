//! Keyboard help: every key that does something.

use crate::text::{Key, word};
use crate::ui::page::use_language;
use yew::prelude::*;

/// Alternatives of keys pressed together.
type Keys = &'static [&'static [&'static str]];

const ROWS: [(Keys, Key); 17] = [
    (&[&["Space"]], Key::KeysPlayPause),
    (&[&["→"], &["←"], &["."], &[","]], Key::KeysStep),
    (&[&["Shift", "→"], &["Shift", "←"]], Key::KeysMessageEvent),
    (&[&["Home"], &["End"]], Key::KeysStartLatest),
    (&[&["["], &["]"]], Key::KeysSpeed),
    (&[&["1"], &["2"]], Key::KeysView),
    (&[&["J"]], Key::KeysJourney),
    (&[&["L"]], Key::KeysLab),
    (&[&["F"]], Key::KeysFault),
    (&[&["Shift", "F10"]], Key::KeysPartFault),
    (&[&["C"]], Key::KeysLink),
    (&[&["T"]], Key::KeysDiagramTable),
    (&[&["Ctrl", "Z"], &["Ctrl", "Shift", "Z"]], Key::KeysUndoRedo),
    (&[&["/"]], Key::KeysFind),
    (&[&["?"]], Key::KeysHelp),
    (&[&["Esc"]], Key::KeysEscape),
    (&[&["Ctrl", "S"]], Key::KeysDownload),
];

/// The table of keys.
#[component]
pub fn KeyboardHelp() -> Html {
    let language = use_language();
    let key = |name: &&'static str| {
        let shown = if *name == "Space" { word(language, Key::KeySpace) } else { name };
        html! { <kbd>{ shown }</kbd> }
    };
    let row = |(keys, what): &(Keys, Key)| {
        html! {
            <tr>
                <td class="keys">
                    { for keys.iter().map(|together| html! { <span>{ for together.iter().map(key) }</span> }) }
                </td>
                <td>{ word(language, *what) }</td>
            </tr>
        }
    };
    html! {
        <>
            <table class="table">
                <thead><tr>
                    <th scope="col">{ word(language, Key::KeysColumnKeys) }</th>
                    <th scope="col">{ word(language, Key::KeysColumnDoes) }</th>
                </tr></thead>
                <tbody>{ for ROWS.iter().map(row) }</tbody>
            </table>
            <p class="minor">{ word(language, Key::KeysNoteFocus) }</p>
            <p class="minor">{ word(language, Key::KeysNoteMac) }</p>
        </>
    }
}
