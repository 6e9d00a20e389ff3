//! Points of view: what one party can know of a journey. What it cannot know is hidden, not guessed.

use super::{ArrowEnd, Figure, Journey, Mark, Row, Span, Stay, Who};
use crate::model::ids::ConsumerId;
use crate::world::entry::What;

/// Whose knowledge is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    #[default]
    Everything,
    /// The device that sent it.
    Sender,
    Consumer(ConsumerId),
}

/// How much of a row a party sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    Whole,
    /// As this figure: how it went on, it cannot tell.
    As(Figure),
    Hidden,
}

impl Journey {
    /// The points of view that differ from everything: a device's, and each consumer's.
    #[must_use]
    pub fn views(&self) -> Vec<View> {
        let view = |who: &Who| match *who {
            Who::Sender(id) => id.device().map(|_| View::Sender),
            Who::Consumer(id) => (!id.is_person()).then_some(View::Consumer(id)),
            Who::Hub | Who::Endpoint(_) | Who::DeadLetters(_) | Who::StorageQueue(_) => None,
        };
        std::iter::once(View::Everything).chain(self.lanes.iter().filter_map(view)).collect()
    }

    /// What is seen of a row.
    #[must_use]
    pub fn sight(&self, row: &Row, view: View) -> Sight {
        match view {
            View::Everything => Sight::Whole,
            View::Sender => self.of_sender(row),
            View::Consumer(id) => self.of_consumer(row, id),
        }
    }

    /// The lane of whose view it is.
    fn own(&self, view: View) -> Option<usize> {
        self.lanes.iter().position(|who| match (*who, view) {
            (Who::Sender(_), View::Sender) => true,
            (Who::Consumer(id), View::Consumer(of)) => id == of,
            _ => false,
        })
    }

    /// Whether a lane is known: its own, and those that it has to do with.
    #[must_use]
    pub fn knows_lane(&self, lane: usize, view: View) -> bool {
        let touches = |figure: Figure| match figure {
            Figure::Arrow { from, to, .. } => from == lane || to == lane,
            Figure::Mark { lane: of, .. } => of == lane,
        };
        view == View::Everything
            || self.own(view) == Some(lane)
            || self.rows.iter().any(|row| match self.sight(row, view) {
                Sight::Whole => touches(row.figure),
                Sight::As(figure) => touches(figure),
                Sight::Hidden => false,
            })
    }

    /// Whether a span is known: those of its own lane.
    #[must_use]
    pub fn knows_span(&self, span: &Span, view: View) -> bool {
        let of_party = matches!(span.stay, Stay::Working | Stay::Unanswered | Stay::Unknown | Stay::Away);
        view == View::Everything || (of_party && self.own(view) == Some(span.lane))
    }

    fn of_sender(&self, row: &Row) -> Sight {
        let Some(lane) = self.own(View::Sender) else { return Sight::Hidden };
        match row.told[0].what {
            // It left; whether it came, only an acknowledgement tells.
            What::Sent { .. } | What::Published { .. } => opened(row.figure),
            // Either way the link broke before an answer came.
            What::PublishLost { .. } | What::PubackLost { .. } => Sight::As(Figure::Mark { lane, mark: Mark::Unknown }),
            What::PubackArrived { .. }
            | What::PubackIgnored { .. }
            | What::SendForgotten { .. }
            | What::PublishRefused { .. }
            | What::SendTimedOut { .. }
            | What::LinkCut { .. }
            | What::DeviceReturned { .. } => Sight::Whole,
            _ => Sight::Hidden,
        }
    }

    fn of_consumer(&self, row: &Row, id: ConsumerId) -> Sight {
        let Some(own) = self.own(View::Consumer(id)) else { return Sight::Hidden };
        match row.figure {
            Figure::Mark { lane, .. } if lane == own => Sight::Whole,
            Figure::Arrow { from, .. } if from == own => {
                if row.heard {
                    Sight::Whole
                } else {
                    opened(row.figure)
                }
            }
            Figure::Arrow { to, .. } if to == own && row.heard => Sight::Whole,
            Figure::Mark { .. } | Figure::Arrow { .. } => Sight::Hidden,
        }
    }
}

/// As who sent it sees it.
fn opened(figure: Figure) -> Sight {
    match figure {
        Figure::Arrow { from, to, answer, .. } => Sight::As(Figure::Arrow { from, to, answer, end: ArrowEnd::Open }),
        Figure::Mark { .. } => Sight::Whole,
    }
}
