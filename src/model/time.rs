//! Virtual time: milliseconds, explicit width, UTC only.
//!
//! Models: instants as the services print them, `2026-01-01T00:00:00.0000000Z`.
//! Differs(clock-resolution): the services count in 100 ns ticks, the playground in milliseconds. [choice]

use serde::{Deserialize, Serialize};
use std::fmt;

/// An instant of virtual time, in milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub u64);

/// A length of virtual time, in milliseconds.
pub type Millis = u64;

/// The last instant the services can write: 9999-12-31T23:59:59Z. Stands for "never".
pub const NEVER: Timestamp = Timestamp(253_402_300_799_000);

/// 2026-01-01T00:00:00Z, when a scenario starts unless it says otherwise.
pub const DEFAULT_START: Timestamp = Timestamp(1_767_225_600_000);

impl Timestamp {
    /// The instant `length` later; stops at [`NEVER`].
    #[must_use]
    pub fn plus(self, length: Millis) -> Self {
        Self(self.0.saturating_add(length).min(NEVER.0))
    }

    /// Milliseconds from `earlier` to `self`; 0 if `earlier` is later.
    #[must_use]
    pub fn since(self, earlier: Self) -> Millis {
        self.0.saturating_sub(earlier.0)
    }

    /// Year, month (1–12), day (1–31), hour, minute, second, millisecond, in UTC.
    #[must_use]
    pub fn civil(self) -> Civil {
        let (days, ms) = (self.0 / 86_400_000, self.0 % 86_400_000);
        // Days to civil date on the proleptic Gregorian calendar, counted from 0000-03-01.
        let z = days + 719_468;
        let era = z / 146_097;
        let doe = z % 146_097;
        let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        Civil {
            year: yoe + era * 400 + u64::from(month <= 2),
            month,
            day: doy - (153 * mp + 2) / 5 + 1,
            hour: ms / 3_600_000,
            minute: ms / 60_000 % 60,
            second: ms / 1_000 % 60,
            milli: ms % 1_000,
        }
    }

    /// `2026-01-01T00:00:07.0400000Z`, the form of `EnqueuedTimeUtc` and `$enqueuedTime` (seven digits).
    #[must_use]
    pub fn iso_ticks(self) -> String {
        let c = self.civil();
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}0000Z",
            c.year, c.month, c.day, c.hour, c.minute, c.second, c.milli
        )
    }

    /// Reads `YYYY-MM-DDThh:mm:ss[.fff…]Z`; digits past the millisecond are cut off.
    ///
    /// # Errors
    /// `None` for any other form, an impossible date, an offset other than `Z`, or a year before 1970.
    #[must_use]
    pub fn parse_iso(text: &str) -> Option<Self> {
        let text = text.strip_suffix('Z')?;
        let (date, clock) = text.split_once('T')?;
        let mut d = date.splitn(3, '-').map(digits);
        let (year, month, day) = (d.next()??, d.next()??, d.next()??);
        let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
        let mut c = clock.splitn(3, ':').map(digits);
        let (hour, minute, second) = (c.next()??, c.next()??, c.next()??);
        if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        digits(fraction)?;
        let milli = digits(&format!("{fraction:0<3}")[..3])?;
        let y = year - u64::from(month <= 2);
        let era = y / 400;
        let yoe = y % 400;
        let doy = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day.checked_sub(1)?;
        let days = era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468;
        let instant = Self(days * 86_400_000 + hour * 3_600_000 + minute * 60_000 + second * 1_000 + milli);
        let back = instant.civil();
        ((back.month, back.day) == (month, day)).then_some(instant)
    }
}

fn digits(text: &str) -> Option<u64> {
    (!text.is_empty() && text.len() <= 9 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

/// A date and a time of day in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Civil {
    pub year: u64,
    pub month: u64,
    pub day: u64,
    pub hour: u64,
    pub minute: u64,
    pub second: u64,
    pub milli: u64,
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iso_ticks())
    }
}

/// Reads an ISO 8601 duration as the services write them (`PT1M`, `PT0.5S`, `P14D`), in milliseconds.
///
/// Years and months are refused: their length is not fixed.
#[must_use]
pub fn parse_duration(text: &str) -> Option<Millis> {
    let rest = text.strip_prefix('P')?;
    let (days, clock) = rest.split_once('T').map_or((rest, None), |(d, c)| (d, Some(c)));
    let mut total: Millis = 0;
    let mut parts = 0;
    let mut read = |text: &str, units: &[(char, Millis)]| -> Option<()> {
        let mut text = text;
        for &(letter, unit) in units {
            if let Some((number, rest)) = text.split_once(letter) {
                let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
                if number.contains('.') && letter != 'S' {
                    return None;
                }
                digits(fraction)?;
                let milli = digits(&format!("{fraction:0<3}")[..3])?;
                total = total.checked_add(digits(whole)?.checked_mul(unit)?)?.checked_add(milli * unit / 1_000)?;
                parts += 1;
                text = rest;
            }
        }
        text.is_empty().then_some(())
    };
    read(days, &[('W', 604_800_000), ('D', 86_400_000)])?;
    if let Some(clock) = clock {
        if clock.is_empty() {
            return None;
        }
        read(clock, &[('H', 3_600_000), ('M', 60_000), ('S', 1_000)])?;
    }
    (parts > 0).then_some(total)
}

/// Writes a length of time as the services do: `PT1M`, `PT0.5S`, `P14D`; nothing at all is `PT0S`.
#[must_use]
pub fn iso_duration(length: Millis) -> String {
    let (days, clock) = (length / 86_400_000, length % 86_400_000);
    let mut text = String::from("P");
    if days > 0 {
        text += &format!("{days}D");
    }
    if clock > 0 || days == 0 {
        text.push('T');
    }
    for (unit, letter) in [(3_600_000, 'H'), (60_000, 'M')] {
        let n = clock / unit % if letter == 'M' { 60 } else { 24 };
        if n > 0 {
            text += &format!("{n}{letter}");
        }
    }
    let (seconds, milli) = (clock / 1_000 % 60, clock % 1_000);
    if milli > 0 {
        let fraction = format!("{milli:03}");
        text += &format!("{seconds}.{}S", fraction.trim_end_matches('0'));
    } else if seconds > 0 || length == 0 {
        text += &format!("{seconds}S");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn prints_seven_digits() {
        assert_eq!(DEFAULT_START.plus(7_040).iso_ticks(), "2026-01-01T00:00:07.0400000Z");
        assert_eq!(Timestamp(0).iso_ticks(), "1970-01-01T00:00:00.0000000Z");
        assert_eq!(NEVER.iso_ticks(), "9999-12-31T23:59:59.0000000Z");
        assert_eq!(Timestamp(951_782_400_000).iso_ticks(), "2000-02-29T00:00:00.0000000Z");
    }

    #[test]
    fn reads_what_it_prints_and_refuses_the_rest() {
        for ms in [0, 1, 951_782_400_000, 1_767_225_600_000, 4_107_542_399_999] {
            assert_eq!(Timestamp::parse_iso(&Timestamp(ms).iso_ticks()), Some(Timestamp(ms)));
        }
        assert_eq!(Timestamp::parse_iso("2026-01-01T00:00:00Z"), Some(DEFAULT_START));
        for bad in
            ["2026-02-30T00:00:00Z", "2026-01-01 00:00:00Z", "2026-01-01T00:00:00+01:00", "2026-13-01T00:00:00Z", ""]
        {
            assert_eq!(Timestamp::parse_iso(bad), None, "{bad}");
        }
    }

    #[test]
    fn durations_are_written_as_they_are_read() {
        for text in ["PT0S", "PT1M", "PT0.5S", "P14D", "P1DT1H1M1.25S", "PT1H", "PT59.999S", "P1DT1S", "PT23H59M59S"] {
            assert_eq!(iso_duration(parse_duration(text).unwrap()), text);
        }
        assert_eq!(iso_duration(604_800_000), "P7D");
    }

    #[test]
    fn durations() {
        for (text, ms) in [
            ("PT1M", Some(60_000)),
            ("PT10M", Some(600_000)),
            ("P14D", Some(1_209_600_000)),
            ("PT0.5S", Some(500)),
            ("P1DT1H1M1.25S", Some(90_061_250)),
            ("PT", None),
            ("P", None),
            ("P1Y", None),
            ("1M", None),
            ("PT1.5M", None),
        ] {
            assert_eq!(parse_duration(text), ms, "{text}");
        }
    }
}
