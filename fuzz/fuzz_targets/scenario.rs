//! Any file is a scenario that runs, or an error.
#![no_main]

use iot_hub_playground::scenario::Scenario;
use iot_hub_playground::session::Session;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let Ok(scenario) = Scenario::from_json(text) else { return };
    let again = Scenario::from_json(&scenario.to_json()).expect("what is written is read");
    assert_eq!(again, scenario);
    if let Ok(mut session) = Session::new(scenario) {
        session.seek_step(300);
        session.seek_step(150);
    }
});
