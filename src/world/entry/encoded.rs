//! The explicit little-endian form of entries, which digests are taken of.

use super::{
    Call, Change, DeadLetterReason, DropReason, FailureReason, Health, PauseReason, RejectCode, ServiceError,
    SettleError,
};
use crate::model::hash::xxh64;
use crate::model::ids::{ConsumerId, DeviceId, EndpointId, Lineage, ProducerId, RouteId, SendId, StorageQueueId};
use crate::world::spec::{EffectKind, Sickness};

/// Bytes of an entry, here and encoded.
pub(super) const LARGEST: usize = 40;

/// Put together as whole numbers: everything here happens in place, so that the compiler knows where each part goes, and
/// an entry costs a few shifts.
#[derive(Default)]
pub(super) struct Encoded {
    words: [u64; LARGEST / 8],
    bits: usize,
}

impl Encoded {
    #[inline(always)]
    pub(super) fn put(&mut self, part: u64, bytes: usize) {
        let (word, shift) = (self.bits / 64, self.bits % 64);
        self.words[word] |= part << shift;
        if shift + bytes * 8 > 64 {
            self.words[word + 1] = part >> (64 - shift);
        }
        self.bits += bytes * 8;
    }

    /// xxHash64 of the bytes.
    #[inline(always)]
    pub(super) fn hash(&self, seed: u64) -> u64 {
        let mut bytes = [0; LARGEST];
        for (bytes, word) in bytes.as_chunks_mut::<8>().0.iter_mut().zip(self.words) {
            *bytes = word.to_le_bytes();
        }
        xxh64(&bytes[..self.bits / 8], seed)
    }
}

pub(super) trait Put {
    fn put(self, out: &mut Encoded);
}

macro_rules! put {
    ($($type:ty: $value:ident => $as:expr;)*) => { $(impl Put for $type {
        #[inline(always)]
        fn put(self, out: &mut Encoded) {
            let $value = self;
            let part = $as;
            out.put(part.into(), size_of_val(&part));
        }
    })* };
}
put! {
    u8: v => v;
    u16: v => v;
    u32: v => v;
    bool: v => u8::from(v);
    DeviceId: v => v.0;
    ProducerId: v => v.number();
    StorageQueueId: v => v.0;
    ServiceError: v => v as u8;
    EndpointId: v => v.0;
    RouteId: v => v.0;
    EffectKind: v => v as u8;
    FailureReason: v => v as u8;
    Call: v => v as u8;
    ConsumerId: v => v.0;
    DropReason: v => v as u8;
    DeadLetterReason: v => v as u8;
    Health: v => v as u8;
    SettleError: v => v as u8;
    RejectCode: v => v as u8;
    Change: v => v as u8;
    PauseReason: v => v as u8;
    Sickness: v => v as u8;
}

impl Put for SendId {
    #[inline(always)]
    fn put(self, out: &mut Encoded) {
        self.producer.put(out);
        self.number.put(out);
        self.boot.put(out);
    }
}

impl Put for Lineage {
    #[inline(always)]
    fn put(self, out: &mut Encoded) {
        self.send().put(out);
        self.accepted.put(out);
    }
}
