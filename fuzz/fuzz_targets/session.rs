//! Any lines have answers of one line of JSON each, and leave a session that its own document brings back.
#![no_main]

use iot_hub_playground::session::Session;
use iot_hub_playground::session::document::RunDocument;
use iot_hub_playground::session_lines::{Lines, empty_scenario};
use iot_hub_playground::text::Language;

/// So that one input does not take minutes.
const MOST_STEPS: u32 = 20_000;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let mut lines = Lines::new(empty_scenario(), Language::English).expect("nothing stands there");
    for line in text.lines().filter(|line| !line.starts_with('<') && !line.starts_with('#')) {
        let answer = lines.answer(line.trim_start_matches("> ").as_bytes());
        assert!(answer.starts_with('{') && !answer.contains('\n'), "{answer}");
        if lines.session().last_step() > MOST_STEPS {
            return;
        }
    }
    let document = lines.session().document();
    let again = RunDocument::from_json(&document.to_json()).expect("what is written is read");
    assert_eq!(Session::open(again).expect("it builds").digest(), lines.session().digest());
});
