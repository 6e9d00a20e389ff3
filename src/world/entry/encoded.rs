//! The explicit little-endian form of entries, which digests are taken of.

use super::{
    Call, Change, DeadLetterReason, DropReason, FailureReason, Health, PauseReason, RejectCode, ServiceError,
    SettleError,
};
use crate::model::ids::{ConsumerId, DeviceId, EndpointId, Lineage, ProducerId, RouteId, SendId, StorageQueueId};
use crate::world::spec::{EffectKind, Sickness};

/// Bytes of an entry, here and encoded.
pub(super) const LARGEST: usize = 40;

pub(super) struct Encoded {
    bytes: [u8; LARGEST],
    length: usize,
}

impl Default for Encoded {
    fn default() -> Self {
        Self { bytes: [0; LARGEST], length: 0 }
    }
}

impl Encoded {
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }

    pub(super) fn put<const N: usize>(&mut self, part: [u8; N]) {
        self.bytes[self.length..][..N].copy_from_slice(&part);
        self.length += N;
    }
}

pub(super) trait Put {
    fn put(self, out: &mut Encoded);
}

macro_rules! put {
    ($($type:ty: $value:ident => $as:expr;)*) => { $(impl Put for $type {
        fn put(self, out: &mut Encoded) {
            let $value = self;
            out.put($as.to_le_bytes());
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
    ServiceError: v => (v as u8);
    EndpointId: v => v.0;
    RouteId: v => v.0;
    EffectKind: v => (v as u8);
    FailureReason: v => (v as u8);
    Call: v => (v as u8);
    ConsumerId: v => v.0;
    DropReason: v => (v as u8);
    DeadLetterReason: v => (v as u8);
    Health: v => (v as u8);
    SettleError: v => (v as u8);
    RejectCode: v => (v as u8);
    Change: v => (v as u8);
    PauseReason: v => (v as u8);
    Sickness: v => (v as u8);
}

impl Put for SendId {
    fn put(self, out: &mut Encoded) {
        self.producer.put(out);
        self.number.put(out);
        self.boot.put(out);
    }
}

impl Put for Lineage {
    fn put(self, out: &mut Encoded) {
        self.send().put(out);
        self.accepted.put(out);
    }
}
