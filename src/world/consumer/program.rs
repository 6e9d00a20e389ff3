//! A consumer's choices as a program: the lines that run, one after the other, for every message.
//!
//! The lines stand one to one for those of a Python program: `receive_messages`, `for message in messages`, `if …:
//! continue`, the work, the effect, `complete_message`. Listing and simulation both come from them.

use crate::world::spec::{ConsumerSpec, Origin, PutOrder, ReceiveMode, Recorded, Settling};

/// A line of a consumer program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// `messages = receive(…)`: waits for a response.
    Receive,
    /// `for message in messages`: the next one, or back to the receive call.
    Take,
    /// `if not wanted(message)`: settles it otherwise, and takes the next.
    Filter,
    /// `if key(message) in seen`: completes it without work, and takes the next.
    CheckSeen,
    /// `seen.add(key(message))`.
    Record,
    /// The work: takes its time, and may fail.
    Work,
    /// What the work does in the world; with [`Recorded::WithEffect`] the key is recorded in the same step.
    Effect,
    /// `if message.dequeue_count > n`: puts it into the poison queue, deletes it, and takes the next.
    Poison,
    /// Puts the message into a Storage queue and waits for the answer.
    Put,
    /// Completes or deletes the message and waits for the answer.
    Settle,
    /// The end of the loop's body where nothing is left to settle.
    Done,
}

impl Line {
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Receive => "receive",
            Self::Take => "take",
            Self::Filter => "filter",
            Self::CheckSeen => "check-seen",
            Self::Record => "record",
            Self::Work => "work",
            Self::Effect => "effect",
            Self::Poison => "poison",
            Self::Put => "put",
            Self::Settle => "settle",
            Self::Done => "done",
        }
    }

    /// Whether a message was in vain if the program ends before it.
    fn is_purpose(self) -> bool {
        matches!(self, Self::Work | Self::Effect | Self::Put)
    }
}

/// Where the loop over the messages begins: the second line of every program.
pub(super) const TAKE: usize = 1;

/// The program of a consumer on a queue, or of one that only puts.
#[must_use]
pub fn lines(spec: &ConsumerSpec) -> Vec<Line> {
    if spec.from == Origin::Clock {
        return vec![Line::Receive, Line::Take, Line::Put];
    }
    if spec.reads_events() {
        return vec![Line::Receive, Line::Take];
    }
    let stored = spec.from == Origin::StorageQueue;
    let settles = stored || spec.receive_mode == ReceiveMode::PeekLock;
    let first = spec.settle == Settling::BeforeWork;
    let puts = |order| spec.puts.as_ref().is_some_and(|puts| puts.order == order);
    let puts_last = puts(PutOrder::SettleThenPut);
    let records = |when: Recorded| spec.deduplicate.as_ref().is_some_and(|d| d.recorded == when);
    let body = [
        (stored && spec.poison.is_some(), Line::Poison),
        (spec.only_if.is_some(), Line::Filter),
        (spec.deduplicate.is_some(), Line::CheckSeen),
        (settles && first, Line::Settle),
        (records(Recorded::BeforeWork), Line::Record),
        (true, Line::Work),
        (spec.effect.is_some(), Line::Effect),
        (records(Recorded::AfterEffect), Line::Record),
        (puts(PutOrder::PutThenSettle), Line::Put),
        (settles && !first, Line::Settle),
        (puts_last, Line::Put),
        (!settles || first || puts_last, Line::Done),
    ];
    let body = body.into_iter().filter_map(|(stands, line)| stands.then_some(line));
    [Line::Receive, Line::Take].into_iter().chain(body).collect()
}

/// Whether all lines that a message is received for lie before `at`.
pub(super) fn is_purpose_done(lines: &[Line], at: usize) -> bool {
    !lines[at..].iter().any(|line| line.is_purpose())
}

/// Whether `at` is the second of the lines that apply the effect and record the key.
pub(super) fn is_between_effect_and_record(lines: &[Line], at: usize) -> bool {
    let is_one = |line: &Line| matches!(line, Line::Effect | Line::Record);
    is_one(&lines[at]) && lines[..at].iter().any(is_one)
}
