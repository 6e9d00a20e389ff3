//! When something that holds limits (locks, times to live, batches) is looked at next.
//!
//! Models: nothing of the services. Nearly every limit moves on before it comes: a message that is received and completed
//! moves its queue's next limit three times. So a look is scheduled only if none comes before the limit, and a look that
//! finds the limit moved on schedules the next one.

use crate::model::time::Timestamp;

#[derive(Clone, Debug, Default)]
pub(super) struct Watch {
    /// The next limit last, and the step that set it; before it those that a sooner one has put off, for when it goes: a
    /// message that is abandoned has the time to live again with which it came.
    limits: Vec<(Timestamp, u32)>,
    /// The looks under way, the next one last.
    looks: Vec<Timestamp>,
}

/// What a look finds.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// The limit is due, set by that step.
    Due(u32),
    /// It has moved on, or away: the next look, if one is to be scheduled.
    Early(Option<Timestamp>),
}

impl Watch {
    /// The next limit is at `next`; the step `cause` set it, if none did before. The look to be scheduled, if any.
    pub(super) fn moves(&mut self, next: Option<Timestamp>, cause: u32) -> Option<Timestamp> {
        while self.limits.pop_if(|(at, _)| next.is_none_or(|next| *at < next)).is_some() {}
        let at = next?;
        if self.limits.last().is_none_or(|(limit, _)| *limit > at) {
            self.limits.push((at, cause));
        }
        self.next_look()
    }

    /// A look takes place, `now`.
    pub(super) fn looks(&mut self, now: Timestamp) -> Look {
        let look = self.looks.pop();
        debug_assert_eq!(look, Some(now), "looks come in order");
        match self.limits.pop_if(|(at, _)| *at == now) {
            Some((_, cause)) => Look::Due(cause),
            None => Look::Early(self.next_look()),
        }
    }

    fn next_look(&mut self) -> Option<Timestamp> {
        let (at, _) = *self.limits.last()?;
        if self.looks.last().is_some_and(|look| *look <= at) {
            return None;
        }
        self.looks.push(at);
        Some(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const fn at(ms: u64) -> Option<Timestamp> {
        Some(Timestamp(ms))
    }

    #[test]
    fn a_limit_that_moves_on_is_found_by_the_look_that_is_under_way() {
        let mut watch = Watch::default();
        assert_eq!(watch.moves(at(60), 1), at(60));
        assert_eq!(watch.moves(None, 2), None);
        assert_eq!(watch.moves(at(70), 3), None);
        assert_eq!(watch.moves(at(80), 4), None);
        assert_eq!(watch.looks(Timestamp(60)), Look::Early(at(80)));
        assert_eq!(watch.looks(Timestamp(80)), Look::Due(4));
        assert_eq!(watch.moves(at(80), 5), at(80), "a second limit of the same instant");
        assert_eq!(watch.looks(Timestamp(80)), Look::Due(5));
    }

    #[test]
    fn a_sooner_limit_is_looked_at_sooner_and_the_later_look_still_stands() {
        let mut watch = Watch::default();
        assert_eq!(watch.moves(at(900), 1), at(900));
        assert_eq!(watch.moves(at(60), 2), at(60));
        assert_eq!(watch.moves(at(900), 3), None);
        assert_eq!(watch.looks(Timestamp(60)), Look::Early(None));
        assert_eq!(watch.moves(at(901), 4), None);
        assert_eq!(watch.looks(Timestamp(900)), Look::Early(at(901)));
        assert_eq!(watch.moves(None, 5), None);
        assert_eq!(watch.looks(Timestamp(901)), Look::Early(None));
    }

    #[test]
    fn a_limit_that_was_put_off_is_still_caused_by_the_step_that_set_it() {
        let mut watch = Watch::default();
        watch.moves(at(900), 1);
        watch.moves(at(60), 2);
        watch.moves(at(900), 3);
        assert_eq!(watch.looks(Timestamp(60)), Look::Early(None));
        assert_eq!(watch.looks(Timestamp(900)), Look::Due(1));
        watch.moves(at(2_000), 4);
        watch.moves(None, 5);
        watch.moves(at(2_000), 6);
        assert_eq!(watch.looks(Timestamp(2_000)), Look::Due(6), "another one at the same moment");
    }
}
