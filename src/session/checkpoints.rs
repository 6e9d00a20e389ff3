//! Worlds kept along a run, so that any moment is near one: at most 64 MiB, and the cost of a small part of the run.

use crate::world::World;
use crate::world::entry::Log;

/// Bytes that all checkpoints of a run may take.
const MAX_BYTES: u64 = 64 * 1024 * 1024;
/// Checkpoints of a run at most; then every second one goes.
const MAX_COUNT: usize = 512;
/// Steps between two checkpoints of a small world.
const SMALLEST_INTERVAL: u32 = 1_024;
/// Bytes of a checkpoint for which one step of distance is added: a large world is copied more seldom.
const BYTES_A_STEP: u64 = 16;

/// Checkpoints in the order of their steps. The digest of the entries up to each goes with it.
#[derive(Clone, Debug, Default)]
pub(super) struct Checkpoints {
    kept: Vec<(World, u64)>,
    bytes: u64,
    /// Doubled each time they are thinned out.
    stretch: u32,
    /// The step from which on the next one is kept: looked at in every step, so it is not worked out there.
    next: u32,
}

impl Checkpoints {
    /// Keeps `world` if it lies far enough behind the last one.
    #[inline(always)]
    pub(super) fn offer(&mut self, world: &World, log: &Log) {
        if world.steps() >= self.next {
            self.keep(world, log.digest());
        }
    }

    #[inline(never)]
    fn keep(&mut self, world: &World, digest: u64) {
        let cost = world.checkpoint_bytes();
        let interval = u64::from(SMALLEST_INTERVAL).max(cost / BYTES_A_STEP) << self.stretch.min(20);
        self.next = world.steps().saturating_add(u32::try_from(interval).unwrap_or(u32::MAX));
        self.bytes += cost;
        self.kept.push((world.clone(), digest));
        if self.bytes > MAX_BYTES || self.kept.len() > MAX_COUNT {
            self.thin_out();
        }
    }

    fn thin_out(&mut self) {
        let mut index = 0;
        self.kept.retain(|_| {
            index += 1;
            index % 2 == 1
        });
        self.bytes = self.kept.iter().map(|(world, _)| world.checkpoint_bytes()).sum();
        self.stretch += 1;
    }

    /// The latest one at or before `step`.
    pub(super) fn before(&self, step: u32) -> Option<&(World, u64)> {
        let end = self.kept.partition_point(|(world, _)| world.steps() <= step);
        self.kept.get(end.checked_sub(1)?)
    }

    /// The latest world that is early enough.
    pub(super) fn last(&self, is_early: impl Fn(&World) -> bool) -> Option<&World> {
        let end = self.kept.partition_point(|(world, _)| is_early(world));
        Some(&self.kept.get(end.checked_sub(1)?)?.0)
    }

    /// Forgets those after `step`.
    pub(super) fn truncate(&mut self, step: u32) {
        self.kept.retain(|(world, _)| world.steps() <= step);
        self.next = self.next.min(step + 1);
        self.bytes = self.kept.iter().map(|(world, _)| world.checkpoint_bytes()).sum();
    }
}
