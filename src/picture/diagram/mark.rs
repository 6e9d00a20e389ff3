//! Message tokens and the marks on wires.

use super::geometry::{Point, Rect};
use crate::model::ids::{EndpointId, Lineage, SendId, StorageQueueId};
use crate::model::time::{Millis, Timestamp};

/// Height of a token; its button is never smaller than 24 px.
pub const TOKEN_HEIGHT: f64 = 20.0;
const CHARACTER: f64 = 7.3;

/// A message as it is drawn in one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// The copy it stands for; `accepted` is the attempt while a PUBLISH is on the wire.
    pub copy: Lineage,
    /// The shortest tail of the message id that tells it.
    pub label: String,
    pub state: TokenState,
    /// From 2 on it is written behind the label.
    pub delivery: u32,
    /// Another message with the same id lies in the same place.
    pub doubled: bool,
    pub selected: bool,
    /// So many more stand behind it.
    pub more: u64,
}

/// What is happening to a message where it is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TokenState {
    /// On a wire, or in the hub before its routes are evaluated.
    Flying,
    Active,
    Locked {
        left: Millis,
        of: Millis,
    },
    Deferred,
    Scheduled {
        at: Timestamp,
    },
    DeadLettered,
    Buffered,
    /// Got from a Storage queue, or not yet visible there.
    Hidden,
    /// Sent, and the device has heard nothing.
    Unknown,
}

impl Token {
    #[must_use]
    pub fn send(&self) -> SendId {
        self.copy.send()
    }

    /// What is written on it.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = self.label.clone();
        if self.delivery > 1 {
            text.push_str(&format!("·{}", self.delivery));
        }
        if self.more > 0 {
            text.push_str(&format!(" +{}", self.more));
        }
        text
    }

    /// Whether a picture stands before the text.
    #[must_use]
    pub fn has_icon(&self) -> bool {
        match self.state {
            TokenState::Flying | TokenState::Active | TokenState::Buffered => false,
            TokenState::Locked { .. }
            | TokenState::Deferred
            | TokenState::Scheduled { .. }
            | TokenState::DeadLettered
            | TokenState::Hidden
            | TokenState::Unknown => true,
        }
    }

    #[must_use]
    pub fn width(&self) -> f64 {
        let text = self.text().chars().count() as f64 * CHARACTER;
        let icon = if self.has_icon() { 17.0 } else { 0.0 };
        let point = if self.state == TokenState::Flying { 8.0 } else { 0.0 };
        (text + icon + point + 14.0).max(24.0)
    }
}

/// A token in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    pub token: Token,
    /// The same for the same copy from step to step, so that it is seen to move.
    pub key: String,
    pub rect: Rect,
    /// Points down: stacked pictures.
    pub downwards: bool,
}

/// Something drawn on a wire.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    pub at: Point,
    pub kind: MarkKind,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MarkKind {
    /// The hub tries again in so many milliseconds.
    Retry(Millis),
    /// The wire is cut: messages are dropped.
    Dropped,
    /// The end of the way: no route.
    Stop,
    /// Wires meet.
    Join { on: bool },
}

/// Where a token lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lies {
    OnTheWay,
    At(EndpointId),
    Stored(StorageQueueId),
}

impl Lies {
    fn number(self) -> u32 {
        match self {
            Self::OnTheWay => u32::MAX,
            Self::At(endpoint) => endpoint.0.into(),
            Self::Stored(queue) => 0x1_0000 + u32::from(queue.0),
        }
    }
}

/// Names tokens so that a copy keeps its name on its way: the first of a message's copies bears the message's own.
#[derive(Debug, Default)]
pub struct Keys {
    known: Vec<Lineage>,
}

impl Keys {
    pub fn key(&mut self, copy: Lineage, lies: Lies) -> String {
        let base = format!("{}-{}-{}-{}", copy.producer.number(), copy.boot, copy.number, copy.accepted);
        if self.known.contains(&copy) {
            return format!("{base}-{}", lies.number());
        }
        self.known.push(copy);
        base
    }
}

/// The shortest tail of a message id that tells it: its last digits, else its last four characters.
#[must_use]
pub fn label(message_id: Option<&str>, number: u32) -> String {
    let Some(id) = message_id.filter(|id| !id.is_empty()) else { return number.to_string() };
    let digits = id.bytes().rev().take_while(u8::is_ascii_digit).count();
    let tail = if digits == 0 { 4 } else { digits.min(5) };
    let start = id.char_indices().rev().nth(tail - 1).map_or(0, |(at, _)| at);
    id[start..].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn labels_are_tails() {
        assert_eq!(label(Some("message_13"), 7), "13");
        assert_eq!(label(Some("42"), 7), "42");
        assert_eq!(label(Some("0b6f-ab3c"), 7), "ab3c");
        assert_eq!(label(Some("가나다라마"), 7), "나다라마");
        assert_eq!(label(Some(""), 7), "7");
        assert_eq!(label(None, 7), "7");
        assert_eq!(label(Some("x1234567"), 7), "34567");
    }
}
