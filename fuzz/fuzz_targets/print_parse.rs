//! What parses is printed to something that parses to the same tree.
#![no_main]

use iot_hub_playground::model::query::parse::parse;

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(ast) = parse(text) {
        let printed = ast.to_string();
        assert_eq!(parse(&printed).as_ref(), Ok(&ast), "{printed}");
    }
});
