//! Settings of a storage container as a routing endpoint: defaults, ranges, file-name format.
//!
//! Models: `RoutingStorageContainerProperties` (blob-container.md 1 and 2; iot-hub.md 3.4).
//! Assumed(blob-time): The date and time in a blob's name are those of the write, in UTC. [choice]
//! Assumed(blob-partition-digits): The partition stands in a blob's name with two digits. [choice]

use crate::model::time::Timestamp;
use std::sync::Arc;

/// How the blobs of an endpoint are written. Fixed once the endpoint exists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    #[default]
    Avro,
    AvroDeflate,
    Json,
}

impl Encoding {
    pub const ALL: [Self; 3] = [Self::Avro, Self::AvroDeflate, Self::Json];

    /// The spelling of the resource's property `encoding`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Avro => "avro",
            Self::AvroDeflate => "avrodeflate",
            Self::Json => "json",
        }
    }

    /// Reads the property `encoding`, in any letter case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|encoding| encoding.as_str().eq_ignore_ascii_case(text))
    }

    /// The extension that a download gets if the blob's name has none.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Avro | Self::AvroDeflate => "avro",
            Self::Json => "json",
        }
    }
}

pub const BATCH_FREQUENCY_SECONDS: std::ops::RangeInclusive<u32> = 60..=720;
pub const DEFAULT_BATCH_FREQUENCY_SECONDS: u32 = 300;
pub const CHUNK_SIZE_BYTES: std::ops::RangeInclusive<u32> = 10_485_760..=524_288_000;
pub const DEFAULT_CHUNK_SIZE_BYTES: u32 = 314_572_800;
pub const DEFAULT_FILE_NAME_FORMAT: &str = "{iothub}/{partition}/{YYYY}/{MM}/{DD}/{HH}/{mm}";

/// What the person who makes the endpoint chooses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContainerSettings {
    pub container_name: Arc<str>,
    pub encoding: Encoding,
    pub file_name_format: Arc<str>,
    pub batch_frequency_in_seconds: u32,
    pub max_chunk_size_in_bytes: u32,
}

impl ContainerSettings {
    /// The service's defaults.
    #[must_use]
    pub fn new(container_name: &str) -> Self {
        Self {
            container_name: container_name.into(),
            encoding: Encoding::default(),
            file_name_format: DEFAULT_FILE_NAME_FORMAT.into(),
            batch_frequency_in_seconds: DEFAULT_BATCH_FREQUENCY_SECONDS,
            max_chunk_size_in_bytes: DEFAULT_CHUNK_SIZE_BYTES,
        }
    }

    /// Whether the service would take these settings.
    ///
    /// # Errors
    /// Everything that it would refuse, in the order of the fields.
    pub fn check(&self) -> Result<(), Vec<SettingsError>> {
        let mut errors = Vec::new();
        if !is_storage_name(&self.container_name) {
            errors.push(SettingsError::ContainerName);
        }
        errors.extend(
            Token::ALL
                .into_iter()
                .filter(|token| !self.file_name_format.contains(token.as_str()))
                .map(SettingsError::TokenMissing),
        );
        if !BATCH_FREQUENCY_SECONDS.contains(&self.batch_frequency_in_seconds) {
            errors.push(SettingsError::BatchFrequency(self.batch_frequency_in_seconds));
        }
        if !CHUNK_SIZE_BYTES.contains(&self.max_chunk_size_in_bytes) {
            errors.push(SettingsError::ChunkSize(self.max_chunk_size_in_bytes));
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// The name of a blob written at `now`, before any suffix.
    #[must_use]
    pub fn blob_name(&self, hub_name: &str, partition: u32, now: Timestamp) -> String {
        let time = now.civil();
        let mut name = String::new();
        let mut rest = &*self.file_name_format;
        while let Some(next) = rest.chars().next() {
            let Some(token) = Token::ALL.into_iter().find(|token| rest.starts_with(token.as_str())) else {
                name.push(next);
                rest = &rest[next.len_utf8()..];
                continue;
            };
            rest = &rest[token.as_str().len()..];
            name += &match token {
                Token::IotHub => hub_name.to_owned(),
                Token::Partition => format!("{partition:02}"),
                Token::Year => format!("{:04}", time.year),
                Token::Month => format!("{:02}", time.month),
                Token::Day => format!("{:02}", time.day),
                Token::Hour => format!("{:02}", time.hour),
                Token::Minute => format!("{:02}", time.minute),
            };
        }
        name
    }
}

/// The parts of a file-name format; each must occur.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    IotHub,
    Partition,
    Year,
    Month,
    Day,
    Hour,
    Minute,
}

impl Token {
    pub const ALL: [Self; 7] =
        [Self::IotHub, Self::Partition, Self::Year, Self::Month, Self::Day, Self::Hour, Self::Minute];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::IotHub => "{iothub}",
            Self::Partition => "{partition}",
            Self::Year => "{YYYY}",
            Self::Month => "{MM}",
            Self::Day => "{DD}",
            Self::Hour => "{HH}",
            Self::Minute => "{mm}",
        }
    }
}

/// What is wrong with the settings of a container endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingsError {
    /// Not 3 to 63 lowercase letters, digits and single dashes, with a letter or digit at both ends.
    ContainerName,
    /// The file-name format lacks a token.
    TokenMissing(Token),
    /// Seconds outside [`BATCH_FREQUENCY_SECONDS`].
    BatchFrequency(u32),
    /// Bytes outside [`CHUNK_SIZE_BYTES`].
    ChunkSize(u32),
    /// The encoding of an endpoint that exists cannot be changed.
    EncodingFixed,
}

/// The name rule that containers and queues share: 3 to 63 lowercase letters, digits and single dashes, with a letter or
/// digit at both ends.
#[must_use]
pub fn is_storage_name(name: &str) -> bool {
    (3..=63).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !name.starts_with('-')
        && !name.ends_with('-')
        && !name.contains("--")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::time::DEFAULT_START;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_defaults_are_the_services() {
        let settings = ContainerSettings::new("messages");
        assert_eq!(settings.encoding.as_str(), "avro");
        assert_eq!((settings.batch_frequency_in_seconds, settings.max_chunk_size_in_bytes), (300, 314_572_800));
        assert_eq!(settings.check(), Ok(()));
        let written = Timestamp(1_530_138_965_000); // 2018-06-27T22:36:05Z
        assert_eq!(settings.blob_name("ContosoHub", 0, written), "ContosoHub/00/2018/06/27/22/36");
    }

    #[test]
    fn ranges_include_their_ends() {
        let check = |seconds, bytes| {
            let settings = ContainerSettings {
                batch_frequency_in_seconds: seconds,
                max_chunk_size_in_bytes: bytes,
                ..ContainerSettings::new("abc")
            };
            settings.check().err().unwrap_or_default()
        };
        assert_eq!(check(60, 10_485_760), []);
        assert_eq!(check(720, 524_288_000), []);
        assert_eq!(check(59, 10_485_759), [SettingsError::BatchFrequency(59), SettingsError::ChunkSize(10_485_759)]);
        assert_eq!(
            check(721, 524_288_001),
            [SettingsError::BatchFrequency(721), SettingsError::ChunkSize(524_288_001)]
        );
    }

    #[test]
    fn a_format_needs_all_seven_tokens_in_any_order() {
        let check = |format: &str| {
            ContainerSettings { file_name_format: format.into(), ..ContainerSettings::new("abc") }.check()
        };
        assert_eq!(check("{mm}{HH}{DD}{MM}{YYYY}{partition}{iothub}"), Ok(()));
        for token in Token::ALL {
            let without = DEFAULT_FILE_NAME_FORMAT.replace(token.as_str(), "x");
            assert_eq!(check(&without), Err(vec![SettingsError::TokenMissing(token)]));
        }
        assert_eq!(check("").unwrap_err().len(), 7);
        let lower = DEFAULT_FILE_NAME_FORMAT.replace("{MM}", "{mm}");
        assert_eq!(check(&lower), Err(vec![SettingsError::TokenMissing(Token::Month)]), "letter case counts");
    }

    #[test]
    fn text_around_the_tokens_is_kept() {
        let format = "telemetry/ß {x} {iothub}-{partition}_{YYYY}{MM}{DD}T{HH}{mm}.json";
        let settings = ContainerSettings { file_name_format: format.into(), ..ContainerSettings::new("abc") };
        assert_eq!(settings.blob_name("{mm}", 123, DEFAULT_START), "telemetry/ß {x} {mm}-123_20260101T0000.json");
    }

    #[test]
    fn names() {
        for good in ["abc", "a-b", "0a1", &"a".repeat(63)] {
            assert!(is_storage_name(good), "{good}");
        }
        for bad in ["", "ab", "aBc", "-ab", "ab-", "a--b", "a_b", "a.b", "äbc", &"a".repeat(64)] {
            assert!(!is_storage_name(bad), "{bad}");
        }
    }

    #[test]
    fn encodings_are_read_in_any_case() {
        assert_eq!(Encoding::parse("JSON"), Some(Encoding::Json));
        assert_eq!(Encoding::parse("AvroDeflate"), Some(Encoding::AvroDeflate));
        assert_eq!(Encoding::parse("csv"), None);
    }
}
