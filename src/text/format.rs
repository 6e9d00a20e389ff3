//! Numbers, durations, instants and sizes as the page writes them in each language.

use super::Language;
use crate::model::time::Timestamp;

const SECOND: u64 = 1_000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// `1,204`, in both languages.
#[must_use]
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// For tokens and strips: above 9,999 `12.0k`, `1.2만`. Cut off, never rounded up.
#[must_use]
pub fn short_number(language: Language, n: u64) -> String {
    if n <= 9_999 {
        return number(n);
    }
    let units: &[(u64, &str)] = match language {
        Language::English => &[(1_000_000_000, "bn"), (1_000_000, "M"), (1_000, "k")],
        Language::Korean => &[(100_000_000, "억"), (10_000, "만")],
    };
    let &(unit, letter) = units.iter().find(|(unit, _)| n >= *unit).unwrap_or(&(1, ""));
    let whole = n / unit;
    if whole < 100 { format!("{whole}.{}{letter}", n % unit * 10 / unit) } else { format!("{}{letter}", number(whole)) }
}

/// A length of time in milliseconds, in its two largest units: `420 ms`, `4.3 s`, `47 s`, `1 h 5 min`.
#[must_use]
pub fn duration(language: Language, ms: u64) -> String {
    let (milli, second, minute, hour, day) = match language {
        Language::English => (" ms", " s", " min", " h", " d"),
        Language::Korean => ("밀리초", "초", "분", "시간", "일"),
    };
    if ms < SECOND {
        return format!("{ms}{milli}");
    }
    let tenths = (ms + 50) / 100;
    if tenths < 100 {
        return format!("{}{second}", one_decimal(tenths));
    }
    // Rounded before it is cut into units, so that no part shows 60.
    let seconds = (ms + SECOND / 2) / SECOND;
    let rounded = if seconds < 3_600 { seconds * SECOND } else { (ms + MINUTE / 2) / MINUTE * MINUTE };
    let parts = [(DAY, day), (HOUR, hour), (MINUTE, minute), (SECOND, second)];
    let largest = parts.iter().position(|(unit, _)| rounded >= *unit).unwrap_or(3);
    let mut left = rounded;
    let mut out = String::new();
    for (unit, name) in parts.iter().skip(largest).take(2) {
        if left >= *unit {
            let space = if out.is_empty() { "" } else { " " };
            out.push_str(&format!("{space}{}{name}", number(left / unit)));
        }
        left %= unit;
    }
    out
}

/// Virtual time in milliseconds since the start: `00:13.020`, from one hour `01:02:03.020`.
#[must_use]
pub fn instant(ms: u64) -> String {
    let (hours, minutes, seconds, milli) = (ms / HOUR, ms / MINUTE % 60, ms / SECOND % 60, ms % SECOND);
    match hours {
        0 => format!("{minutes:02}:{seconds:02}.{milli:03}"),
        _ => format!("{hours:02}:{minutes:02}:{seconds:02}.{milli:03}"),
    }
}

/// `2026-01-01 00:00:13.020 UTC`.
#[must_use]
pub fn utc(at: Timestamp) -> String {
    let c = at.civil();
    let (date, milli) = (format!("{:04}-{:02}-{:02}", c.year, c.month, c.day), c.milli);
    format!("{date} {:02}:{:02}:{:02}.{milli:03} UTC", c.hour, c.minute, c.second)
}

/// `512 bytes`, then KB = 1,024 as the service counts: `1.5 KB`, `256 KB`, `64 MB`.
#[must_use]
pub fn bytes(language: Language, n: u64) -> String {
    if n < 1_024 {
        return match (language, n) {
            (Language::English, 1) => "1 byte".to_owned(),
            (Language::English, _) => format!("{} bytes", number(n)),
            (Language::Korean, _) => format!("{}바이트", number(n)),
        };
    }
    let (mut unit, mut name) = (1_024, "KB");
    for next in ["MB", "GB", "TB"] {
        if n / unit >= 1_024 {
            (unit, name) = (unit * 1_024, next);
        }
    }
    let whole = n / unit;
    if whole >= 10 { format!("{} {name}", number(whole)) } else { format!("{} {name}", one_decimal(n * 10 / unit)) }
}

/// Tenths as `4.3`, and `4` for 40.
fn one_decimal(tenths: u64) -> String {
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        tenth => format!("{}.{tenth}", tenths / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{English, Korean};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn numbers() {
        for (n, text) in [(0, "0"), (999, "999"), (1_204, "1,204"), (12_345_678, "12,345,678")] {
            assert_eq!(number(n), text);
        }
        for (n, english, korean) in [
            (9_999, "9,999", "9,999"),
            (12_000, "12.0k", "1.2만"),
            (99_999, "99.9k", "9.9만"),
            (123_456, "123k", "12.3만"),
            (1_230_000, "1.2M", "123만"),
            (99_999_999, "99.9M", "9,999만"),
            (2_500_000_000, "2.5bn", "25.0억"),
        ] {
            assert_eq!((short_number(English, n).as_str(), short_number(Korean, n).as_str()), (english, korean));
        }
    }

    #[test]
    fn durations() {
        for (ms, english, korean) in [
            (0, "0 ms", "0밀리초"),
            (999, "999 ms", "999밀리초"),
            (1_000, "1 s", "1초"),
            (4_340, "4.3 s", "4.3초"),
            (9_949, "9.9 s", "9.9초"),
            (9_950, "10 s", "10초"),
            (47_000, "47 s", "47초"),
            (59_600, "1 min", "1분"),
            (90_000, "1 min 30 s", "1분 30초"),
            (300_000, "5 min", "5분"),
            (3_599_700, "1 h", "1시간"),
            (3_900_000, "1 h 5 min", "1시간 5분"),
            (86_400_000, "1 d", "1일"),
            (1_213_200_000, "14 d 1 h", "14일 1시간"),
        ] {
            assert_eq!((duration(English, ms).as_str(), duration(Korean, ms).as_str()), (english, korean));
        }
    }

    #[test]
    fn instants() {
        for (ms, text) in
            [(0, "00:00.000"), (13_020, "00:13.020"), (3_599_999, "59:59.999"), (3_723_020, "01:02:03.020")]
        {
            assert_eq!(instant(ms), text);
        }
        assert_eq!(utc(crate::model::time::DEFAULT_START.plus(13_020)), "2026-01-01 00:00:13.020 UTC");
    }

    #[test]
    fn sizes() {
        for (n, english, korean) in [
            (1, "1 byte", "1바이트"),
            (1_023, "1,023 bytes", "1,023바이트"),
            (1_024, "1 KB", "1 KB"),
            (1_536, "1.5 KB", "1.5 KB"),
            (262_144, "256 KB", "256 KB"),
            (67_108_864, "64 MB", "64 MB"),
            (1_073_741_824, "1 GB", "1 GB"),
        ] {
            assert_eq!((bytes(English, n).as_str(), bytes(Korean, n).as_str()), (english, korean));
        }
    }
}
