//! Links: one run of a document as text for the fragment of an address, `z1:` and then letters, digits, `-` and `_`.
//!
//! The text is the run document itself, deflated against a dictionary and written as base64url: never the name of
//! something that comes with the page, since that changes and links must not. The dictionary belongs to the version and
//! is never edited; another one is `z2:`.

#[cfg(test)]
mod tests;

use crate::model::limits::{MAX_LINK_STEPS, MAX_RUN_DOCUMENT_BYTES};
use crate::scenario::LoadError;
use crate::session::document::RunDocument;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::DataFormat;
use miniz_oxide::deflate::core::{CompressionStrategy, CompressorOxide, TDEFLFlush, TDEFLStatus, compress_to_output};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

const VERSION: &str = "z1";
const DICTIONARY: &[u8] = include_bytes!("link/z1.txt");
/// The best that there is: links are short and made by hand.
const DEFLATE_LEVEL: u8 = 10;
/// The largest window there is: the dictionary stays in reach.
const WINDOW_BITS: u8 = 15;
/// Bytes that are inflated at first.
const FIRST_BYTES: usize = 32 * 1024;

/// Why a link cannot be opened.
#[derive(Debug)]
pub enum LinkError {
    /// Not a whole link: letters are missing or changed.
    Damaged,
    /// Its version is not one of ours.
    Newer,
    /// It holds more than a run document may.
    TooLarge,
    /// Its run has more steps than a link may ask for.
    TooLong { steps: u32 },
    /// It is whole, but its document cannot be opened.
    Load(LoadError),
}

impl From<LoadError> for LinkError {
    fn from(error: LoadError) -> Self {
        Self::Load(error)
    }
}

/// What there is to tell of a link.
#[derive(Debug)]
pub enum LinkNews {
    /// It is open; the reader's own work is kept elsewhere.
    Opened,
    NotOpened(LinkError),
    /// Its run ends before the step that it names; it is open at its end.
    StepBeyond {
        step: String,
        last: u32,
    },
    /// What it names is no step; its run is open at its end.
    NoStep {
        text: String,
    },
    /// What it selects is not there at that step.
    NotThere {
        name: String,
    },
    /// Opening it would cost work that cannot be kept.
    Waits,
}

/// The current run of a document as a link; acts that were undone and other runs stay behind.
///
/// # Errors
/// [`LinkError`], where [`read`] would not take it.
pub fn write(document: &RunDocument) -> Result<String, LinkError> {
    let document = document.alone();
    check(&document)?;
    let json = document.to_json();
    if json.len() > MAX_RUN_DOCUMENT_BYTES {
        return Err(LinkError::TooLarge);
    }
    Ok(format!("{VERSION}:{}", URL_SAFE_NO_PAD.encode(deflated(json.as_bytes()))))
}

/// What a link holds; its document has one run.
///
/// # Errors
/// [`LinkError`]
pub fn read(link: &str) -> Result<RunDocument, LinkError> {
    let (version, text) = link.split_once(':').ok_or(LinkError::Damaged)?;
    if version != VERSION {
        return Err(LinkError::Newer);
    }
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| LinkError::Damaged)?;
    let json = String::from_utf8(inflated(&bytes)?).map_err(|_| LinkError::Damaged)?;
    let document = RunDocument::from_json(&json)?.alone();
    check(&document)?;
    Ok(document)
}

/// The step that a link names in a run of `last` steps; without one, the last.
///
/// # Errors
/// What is wrong with it.
pub fn step(text: Option<&str>, last: u32) -> Result<u32, LinkNews> {
    let Some(text) = text else { return Ok(last) };
    match text.parse() {
        Ok(step) if step <= last => Ok(step),
        _ if !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit()) => {
            Err(LinkNews::StepBeyond { step: text.to_owned(), last })
        }
        _ => Err(LinkNews::NoStep { text: text.to_owned() }),
    }
}

fn check(document: &RunDocument) -> Result<(), LinkError> {
    match document.runs[0].steps {
        steps if steps > MAX_LINK_STEPS => Err(LinkError::TooLong { steps }),
        _ => Ok(()),
    }
}

fn deflated(data: &[u8]) -> Vec<u8> {
    let mut compressor =
        CompressorOxide::with_params(DataFormat::Raw, DEFLATE_LEVEL, CompressionStrategy::Default, WINDOW_BITS);
    // What the dictionary itself becomes ends with a whole byte and is left out: whoever inflates knows it already.
    let (status, _) = compress_to_output(&mut compressor, DICTIONARY, TDEFLFlush::Sync, |_| true);
    debug_assert_eq!(status, TDEFLStatus::Okay);
    let mut written = Vec::new();
    compress_to_output(&mut compressor, data, TDEFLFlush::Finish, |piece| {
        written.extend_from_slice(piece);
        true
    });
    written
}

fn inflated(bytes: &[u8]) -> Result<Vec<u8>, LinkError> {
    let most = DICTIONARY.len() + MAX_RUN_DOCUMENT_BYTES;
    let mut state = DecompressorOxide::new();
    let mut out = DICTIONARY.to_vec();
    let (mut read, mut written) = (0, out.len());
    out.resize(written + FIRST_BYTES, 0);
    loop {
        let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (status, took, gave) = decompress(&mut state, &bytes[read..], &mut out, written, flags);
        (read, written) = (read + took, written + gave);
        match status {
            TINFLStatus::Done if read == bytes.len() => {
                out.truncate(written);
                return Ok(out.split_off(DICTIONARY.len()));
            }
            TINFLStatus::HasMoreOutput if out.len() < most => out.resize((out.len() * 2).min(most), 0),
            TINFLStatus::HasMoreOutput => return Err(LinkError::TooLarge),
            _ => return Err(LinkError::Damaged),
        }
    }
}
