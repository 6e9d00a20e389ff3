//! The arguments of entries as values of their own: for who writes them down under their names.

use super::{
    Call, Change, DeadLetterReason, DropReason, FailureReason, Health, PauseReason, RejectCode, ServiceError,
    SettleError,
};
use crate::model::ids::{ConsumerId, DeviceId, EndpointId, Lineage, RouteId, SendId, StorageQueueId};
use crate::world::spec::{EffectKind, Sickness};

/// One argument of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Number(u64),
    Flag(bool),
    /// A word from a closed list: a reason, an error, a change.
    Code(&'static str),
    Device(DeviceId),
    Endpoint(EndpointId),
    Route(RouteId),
    Consumer(ConsumerId),
    StorageQueue(StorageQueueId),
    Send(SendId),
    Copy(Lineage),
}

macro_rules! fields {
    ($($type:ty: $value:ident => $as:expr;)*) => { $(impl From<$type> for Field {
        fn from($value: $type) -> Self {
            $as
        }
    })* };
}

fields! {
    u8: v => Self::Number(v.into());
    u16: v => Self::Number(v.into());
    u32: v => Self::Number(v.into());
    bool: v => Self::Flag(v);
    DeviceId: v => Self::Device(v);
    EndpointId: v => Self::Endpoint(v);
    RouteId: v => Self::Route(v);
    ConsumerId: v => Self::Consumer(v);
    StorageQueueId: v => Self::StorageQueue(v);
    SendId: v => Self::Send(v);
    Lineage: v => Self::Copy(v);
    DropReason: v => Self::Code(v.code());
    DeadLetterReason: v => Self::Code(v.code());
    Health: v => Self::Code(v.code());
    SettleError: v => Self::Code(v.code());
    ServiceError: v => Self::Code(v.code());
    RejectCode: v => Self::Code(v.code());
    Change: v => Self::Code(v.code());
    PauseReason: v => Self::Code(v.code());
    EffectKind: v => Self::Code(v.code());
    FailureReason: v => Self::Code(v.code());
    Call: v => Self::Code(v.code());
    Sickness: v => Self::Code(v.code());
}
