//! Any text is a link that says the same when it is written again, or an error.
#![no_main]

use iot_hub_playground::session::link::{read, write};

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(document) = read(text) {
        let link = write(&document).expect("it fitted into a link");
        assert_eq!(read(&link).expect("what is written is read"), document);
    }
});
