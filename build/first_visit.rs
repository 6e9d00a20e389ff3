//! Which texts the first visit of the page may say: those whose keys are named outside of what is fetched later.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Modules of the parts in `src/ui/parts.rs`, and what the page does not hold at all. A module that is missing here only
/// brings its texts into the first visit.
const LATER: &[&str] = &[
    "src/bin/",
    "src/picture/journey",
    "src/session_lines",
    "src/python",
    "src/query_lines",
    "src/text/narration/consumers.rs",
    "src/text/narration/faults.rs",
    "src/text/narration/queues.rs",
    "src/text/narration/rest.rs",
    "src/text/refusal.rs",
    "src/ui/panels/assumptions.rs",
    "src/ui/panels/runs/",
    "src/ui/panels/dialogs.rs",
    "src/ui/panels/faults.rs",
    "src/ui/panels/help.rs",
    "src/ui/panels/inspector/",
    "src/ui/panels/journey",
    "src/ui/panels/library.rs",
    "src/ui/panels/link.rs",
    "src/ui/panels/log.rs",
    "src/ui/panels/messages.rs",
    "src/ui/panels/route_lab",
    "src/ui/panels/seed.rs",
    "src/ui/panels/settings_dialog.rs",
    "src/ui/panels/table",
    "src/ui/panels/trouble",
];
/// What of those the first visit shows all the same.
const FIRST: &[&str] = &[
    "src/ui/panels/inspector/event.rs",
    "src/ui/panels/inspector/parts.rs",
    "src/ui/panels/inspector/scene.rs",
    "src/ui/panels/table/words.rs",
];

/// Every word of the modules that the first visit runs, the names of keys among them.
///
/// # Errors
/// A file that cannot be read.
pub(crate) fn words(folder: &Path) -> Result<BTreeSet<String>, String> {
    let mut words = BTreeSet::new();
    let told = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    for entry in fs::read_dir(folder).map_err(|error| told(folder, error))? {
        let path = entry.map_err(|error| told(folder, error))?.path();
        let name = path.to_string_lossy().replace('\\', "/");
        if path.is_dir() {
            words.extend(self::words(&path)?);
        } else if name.ends_with(".rs") && is_first(&name) {
            let text = fs::read_to_string(&path).map_err(|error| told(&path, error))?;
            words.extend(text.split(|c: char| !c.is_ascii_alphanumeric()).map(str::to_owned));
        }
    }
    Ok(words)
}

fn is_first(module: &str) -> bool {
    FIRST.contains(&module) || !LATER.iter().any(|later| module.starts_with(later))
}
