//! Any line has an answer of one line of JSON.
#![no_main]

use iot_hub_playground::query_lines::{Options, answer};

libfuzzer_sys::fuzz_target!(|line: &[u8]| {
    let answer = answer(line, Options { explain: true, ..Options::default() });
    assert!(answer.starts_with('{') && !answer.contains('\n'));
});
