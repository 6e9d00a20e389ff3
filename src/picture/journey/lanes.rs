//! The parties of a journey in the order in which their lanes stand.

use super::{Figure, Journey, Who};

/// The lanes as they are met, with the store that each one belongs to.
#[derive(Default)]
pub(super) struct Lanes {
    met: Vec<(Who, Option<usize>)>,
}

impl Lanes {
    /// The lane of a party that took part already.
    pub(super) fn find(&self, who: Who) -> Option<usize> {
        self.met.iter().position(|(met, _)| *met == who)
    }

    pub(super) fn of(&mut self, who: Who) -> usize {
        if let Some(at) = self.find(who) {
            return at;
        }
        self.met.push((who, None));
        self.met.len() - 1
    }

    /// `reader` takes from `store`: its lane stands behind that one. The first store counts, and who sends has none.
    pub(super) fn reads(&mut self, reader: usize, store: usize) {
        if reader > store {
            self.met[reader].1.get_or_insert(store);
        }
    }

    /// For each lane as met, where it stands.
    fn order(&self) -> Vec<usize> {
        let store = |lane: usize| match self.met[lane].0 {
            Who::DeadLetters(of) => self.met.iter().position(|(who, _)| *who == Who::Endpoint(of)),
            _ => self.met[lane].1,
        };
        let key = |lane: usize| {
            let is_dead = matches!(self.met[lane].0, Who::DeadLetters(_));
            match (self.met[lane].0, store(lane)) {
                (Who::Sender(_), _) => (0, 0, 0, lane),
                (Who::Hub, _) => (1, 0, 0, lane),
                (_, Some(store)) => (2, store, if is_dead { 1 } else { 2 }, lane),
                (_, None) => (2, lane, 0, lane),
            }
        };
        let mut lanes: Vec<usize> = (0..self.met.len()).collect();
        lanes.sort_by_key(|lane| key(*lane));
        let mut order = vec![0; lanes.len()];
        lanes.into_iter().enumerate().for_each(|(place, lane)| order[lane] = place);
        order
    }

    /// Brings the lanes of a journey, whose rows and spans name them as met, into their order.
    pub(super) fn settle(self, journey: &mut Journey) {
        let order = self.order();
        let mut lanes: Vec<_> = self.met.iter().zip(&order).map(|((who, _), place)| (*place, *who)).collect();
        lanes.sort_by_key(|(place, _)| *place);
        journey.lanes = lanes.into_iter().map(|(_, who)| who).collect();
        for row in &mut journey.rows {
            match &mut row.figure {
                Figure::Arrow { from, to, .. } => (*from, *to) = (order[*from], order[*to]),
                Figure::Mark { lane, .. } => *lane = order[*lane],
            }
        }
        journey.spans.iter_mut().for_each(|span| span.lane = order[span.lane]);
    }
}
