//! Storage queues below the pipeline, each behind the consumer that writes to it, or alone.

use super::Drawing;
use crate::picture::diagram::geometry::Rect;
use crate::picture::diagram::mark::Lies;
use crate::picture::diagram::scene::Scene;
use crate::picture::diagram::well::Head;
use crate::picture::diagram::{Density, Place, columns};

const HEIGHT: f64 = 89.0;
const GAP: f64 = 12.0;
const WORKER: f64 = 34.0;
/// From the top of a queue to its wire.
const PORT: f64 = 45.0;

/// How high they stand in all.
pub(super) fn height(scene: &Scene) -> f64 {
    (0..scene.stores.len()).map(|store| slot(scene, store) + GAP).sum()
}

fn workers(scene: &Scene, store: usize) -> impl Iterator<Item = usize> {
    scene.workers.iter().enumerate().filter(move |(_, worker)| worker.store == store).map(|(at, _)| at)
}

fn slot(scene: &Scene, store: usize) -> f64 {
    HEIGHT.max(workers(scene, store).count() as f64 * (WORKER + 4.0))
}

impl Drawing<'_> {
    pub(super) fn stores(&mut self) {
        let (x, w) = self.across.endpoints;
        let (bar, room) = self.across.consumers;
        let mut top = self.picture.height;
        let mut readers = vec![None; self.scene.workers.len()];
        for (index, store) in self.scene.stores.iter().enumerate() {
            let rect = Rect::new(x, top, w, HEIGHT);
            let place = Place { index, rect, port: top + PORT, density: Density::Snug };
            self.picture.stores.push(place);
            for writer in &store.writers {
                let at = self.scene.consumers.iter().position(|consumer| consumer.id == *writer);
                let Some(row) = at.and_then(|at| self.vertical.consumers.get(at)) else { continue };
                let (foot, aside) = (row.top + row.height - 4.0, bar - 12.0);
                self.wire([(bar, foot), (aside, foot), (aside, place.port), (rect.right(), place.port)], 0, false);
            }
            let mut y = top;
            for worker in workers(self.scene, index) {
                let row = Rect::new(bar, y, room, WORKER);
                readers[worker] = Some(Place { index: worker, rect: row, port: row.middle(), density: Density::Row });
                self.wire([(rect.right(), row.middle()), (bar, row.middle())], 0, false);
                y += WORKER + 4.0;
            }
            if let Some(area) = columns::well_of(&place) {
                let count = store.visible + store.hidden;
                self.fill(&store.tokens, count, area, Head::Right, Lies::Stored(store.id));
            }
            top += slot(self.scene, index) + GAP;
        }
        self.picture.workers = readers.into_iter().flatten().collect();
        self.picture.height = top;
    }
}
