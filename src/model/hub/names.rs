//! Which names the services accept.
//!
//! Models: iot-hub.md 1.3 (device ids, message ids), 2.2 and 3.1 (routes, endpoints), 8.1 (hubs).
//! Assumed(names-without-case): two routes, or two endpoints, whose names differ only in case count as one name. [choice]

use crate::model::limits::{MAX_ID_CHARS, MAX_NAME_CHARS};

/// Endpoint names that the service keeps for itself.
pub const RESERVED_ENDPOINT_NAMES: [&str; 3] = ["events", "fileNotifications", "$default"];

/// Routes and endpoints: `^[A-Za-z0-9-._]{1,64}$`.
#[must_use]
pub fn is_route_or_endpoint_name(name: &str) -> bool {
    (1..=MAX_NAME_CHARS).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_'))
}

#[must_use]
pub fn is_reserved_endpoint_name(name: &str) -> bool {
    RESERVED_ENDPOINT_NAMES.iter().any(|reserved| reserved.eq_ignore_ascii_case(name))
}

/// Devices: up to 128 ASCII letters, digits and ``- . + % _ # * ? ! ( ) , = @ $ '``.
#[must_use]
pub fn is_device_id(id: &str) -> bool {
    (1..=MAX_ID_CHARS).contains(&id.len())
        && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.+%_#*?!(),=@$'".contains(&b))
}

/// Message ids: up to 128 ASCII letters, digits and ``- : . + % _ # * ? ! ( ) , = @ ; $ '``.
#[must_use]
pub fn is_message_id(id: &str) -> bool {
    id.len() <= MAX_ID_CHARS && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-:.+%_#*?!(),=@;$'".contains(&b))
}

/// Hubs: `^(?![0-9]+$)(?!-)[a-zA-Z0-9-]{2,49}[a-zA-Z0-9]$`.
#[must_use]
pub fn is_hub_name(name: &str) -> bool {
    (3..=50).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !name.bytes().all(|b| b.is_ascii_digit())
        && !name.starts_with('-')
        && !name.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn names_as_the_service_takes_them() {
        assert!(is_route_or_endpoint_name("CriticalQueue") && is_route_or_endpoint_name("a-b._1"));
        for bad in ["", "my queue", "ü", "a/b", &"x".repeat(65)] {
            assert!(!is_route_or_endpoint_name(bad), "{bad}");
        }
        assert!(is_reserved_endpoint_name("EVENTS") && !is_reserved_endpoint_name("event"));
        assert!(is_device_id("a'b$@=,()!?*#_%+.-9") && !is_device_id("a b") && !is_device_id(&"x".repeat(129)));
        assert!(is_message_id("urn:a;b-1") && is_message_id(&"x".repeat(128)) && !is_message_id(&"x".repeat(129)));
        assert!(!is_message_id("a b") && !is_message_id("a/b") && !is_message_id("ü"));
        assert!(is_hub_name("contoso-hub") && !is_hub_name("123") && !is_hub_name("-ab") && !is_hub_name("ab"));
    }
}
