//! What consumers did in the world outside, and how often for each send: a bit for the first time, a count for more.

use crate::model::ids::SendId;
use crate::model::storage::shared_map::SharedMap;
use crate::world::spec::EffectKind;
use std::sync::Arc;

const BLOCK: u32 = 64;

/// The effects of a run, exact: 64 sends of one boot share an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effects {
    /// By what was read and which effect.
    kinds: Vec<((Arc<str>, EffectKind), Applied)>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Applied {
    /// Producer, boot and block of numbers; a bit for each send that had its effect.
    once: SharedMap<(u32, u16, u32), u64>,
    /// How often, for those that had it more than once.
    again: SharedMap<SendId, u16>,
}

impl Effects {
    /// Counts one more, and tells how many there are now.
    pub(in crate::world) fn apply(&mut self, source: Arc<str>, kind: EffectKind, send: SendId) -> u16 {
        let at = self.place(&source, kind).unwrap_or_else(|| {
            self.kinds.push(((source, kind), Applied::default()));
            self.kinds.len() - 1
        });
        let applied = &mut self.kinds[at].1;
        let count = applied.count(send).saturating_add(1);
        if count > 1 {
            applied.again.insert(send, count);
        } else {
            let (block, bit) = block(send);
            let bits = applied.once.get(&block).copied().unwrap_or_default();
            applied.once.insert(block, bits | bit);
        }
        count
    }

    /// How often the readers of `source` applied this effect of a send.
    #[must_use]
    pub fn of(&self, source: &str, kind: EffectKind, send: SendId) -> u16 {
        self.place(source, kind).map_or(0, |at| self.kinds[at].1.count(send))
    }

    /// How often a send had any effect.
    #[must_use]
    pub fn of_send(&self, send: SendId) -> u32 {
        self.kinds.iter().map(|(_, applied)| u32::from(applied.count(send))).sum()
    }

    fn place(&self, source: &str, kind: EffectKind) -> Option<usize> {
        self.kinds.iter().position(|((s, k), _)| **s == *source && *k == kind)
    }
}

impl Applied {
    fn count(&self, send: SendId) -> u16 {
        if let Some(count) = self.again.get(&send) {
            return *count;
        }
        let (block, bit) = block(send);
        u16::from(self.once.get(&block).is_some_and(|bits| bits & bit != 0))
    }
}

fn block(send: SendId) -> ((u32, u16, u32), u64) {
    ((send.producer.number(), send.boot, send.number / BLOCK), 1 << (send.number % BLOCK))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ids::DeviceId;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn each_send_has_its_own_count() {
        let mut effects = Effects::default();
        let send = |producer, number| SendId { producer: DeviceId(producer).into(), number, boot: 0 };
        let (ticket, row) = (EffectKind::OpensTicket, EffectKind::WritesRow);
        for number in 0..200 {
            assert_eq!(effects.apply("q".into(), ticket, send(0, number)), 1);
        }
        assert_eq!(effects.apply("q".into(), ticket, send(0, 64)), 2);
        assert_eq!(effects.apply("q".into(), ticket, send(0, 64)), 3);
        assert_eq!(effects.apply("q".into(), row, send(0, 64)), 1);
        assert_eq!(effects.apply("other".into(), ticket, send(0, 64)), 1);
        assert_eq!(effects.apply("q".into(), ticket, send(1, 64)), 1);
        assert_eq!((effects.of("q", ticket, send(0, 64)), effects.of("q", ticket, send(0, 65))), (3, 1));
        assert_eq!((effects.of_send(send(0, 64)), effects.of_send(send(0, 200))), (5, 0));
    }
}
