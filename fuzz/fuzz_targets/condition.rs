//! Any text: a condition or an error, and every range lies in the text.
#![no_main]

use iot_hub_playground::model::message::Source;
use iot_hub_playground::model::query::{Dialect, Severity, compile};

libfuzzer_sys::fuzz_target!(|text: &str| {
    for dialect in [Dialect::Cloud, Dialect::Edge] {
        let compiled = compile(text, Source::DeviceMessages, dialect);
        let failed = compiled.diagnostics.iter().any(|found| found.severity == Severity::Error);
        assert_eq!(compiled.condition.is_none(), failed);
        for found in &compiled.diagnostics {
            for span in [Some(found.span), found.fix.as_ref().map(|fix| fix.span)].into_iter().flatten() {
                assert!(text.get(span.start as usize..span.end as usize).is_some(), "{span:?}");
            }
        }
    }
});
