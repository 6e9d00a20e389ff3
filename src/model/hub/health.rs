//! How the hub treats an endpoint that does not answer.
//!
//! Models: iot-hub.md 3.6: unhealthy, dead after more than an hour, dropped while dead, revived by a probe.
//! Assumed(retry-schedule): retries after 1 s, doubling to 60 s, without jitter; the cloud's numbers are not
//! public. [edge]
//! Assumed(unhealthy-at-once): an endpoint shows as unhealthy at the first failed attempt. [edge]
//! Assumed(revive-probe): a dead endpoint is tried again every 60 minutes, or at once when its settings change. [edge]
//! Assumed(endpoints-independent): an endpoint that fails does not slow the others. [choice]

use crate::model::time::Millis;

/// Failing longer than this makes an endpoint dead.
pub const DEAD_AFTER_MS: Millis = 3_600_000;
/// A dead endpoint is probed with the next message after this time.
pub const REVIVE_AFTER_MS: Millis = 3_600_000;

/// The wait before the next attempt, after `failures` failed ones in a row (from 1).
#[must_use]
pub fn back_off_ms(failures: u32) -> Millis {
    1_000u64.checked_shl(failures.saturating_sub(1)).unwrap_or(u64::MAX).min(60_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn doubles_to_a_minute() {
        let waits: Vec<_> = (1..=8).map(back_off_ms).collect();
        assert_eq!(waits, [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
        assert_eq!(back_off_ms(1_000), 60_000);
    }
}
