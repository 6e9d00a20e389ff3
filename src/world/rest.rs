//! What a world does once somebody acts, something goes wrong, or a program has more to it than the tutorial's.
//!
//! The page's first visit runs the tutorial as it stands, so all of this is fetched with the parts that can ask for more.
//! A test holds the line: the tutorial runs and is sought through without anything from here.

use crate::model::ids::{ConsumerId, DeviceId, EndpointId};
use crate::model::late::Late;
use crate::model::service_bus::Change;
use crate::model::time::{Millis, Timestamp};
use crate::world::World;
use crate::world::agenda::Occurrence;
use crate::world::command::{Answer, Command, Rejection};
use crate::world::consumer::program::Line;
use crate::world::consumer::{Holding, Reads};
use crate::world::endpoint::Parcel;
use crate::world::entry::{DropReason, Log};
use crate::world::fault::Passing;
use crate::world::spec::{ConsumerSpec, CrashMoment, EndpointSpec};

/// A moment of the program, for whichever message is at hand.
type MomentOf = fn(u32) -> CrashMoment;

/// The way from what every world does to what some do; each function stands where its subject is.
#[derive(Clone, Copy)]
pub(super) struct Rest {
    /// Every command that does not furnish a world.
    pub(super) carry_out: fn(&mut World, &Command, &mut Log) -> Result<Answer, Rejection>,
    /// Every occurrence behind a command, a fault, or a program that settles, polls or waits.
    pub(super) happen: fn(&mut World, Occurrence, &mut Log) -> bool,
    pub(super) adopt_queue: fn(&mut World, EndpointId, &EndpointSpec, &mut Log) -> Result<(), Rejection>,
    pub(super) check_consumer: fn(&World, &ConsumerSpec) -> Result<Reads, Rejection>,
    pub(super) makes_queues: fn(&mut World, &ConsumerSpec, &mut Log),
    pub(super) cut: fn(&mut World, DeviceId, Millis, &mut Log),
    pub(super) failed: fn(&mut World, EndpointId, u16, Parcel, &mut Log),
    pub(super) drop_parcel: fn(&mut World, EndpointId, u16, &Parcel, DropReason, &mut Log),
    pub(super) queue_limit: fn(&mut World, EndpointId, &mut Log),
    pub(super) queue_change: fn(&mut World, EndpointId, Change, &mut Log),
    pub(super) forward: fn(&mut World, EndpointId, &mut Log),
    /// Whether the plan of faults meets what arrives now, and if so, whether that was a step.
    pub(super) meets: fn(&mut World, Passing, &mut Log) -> Option<bool>,
    pub(super) after_delivery: fn(&mut World, EndpointId, u16, &Parcel, &mut Log),
    /// When work under the plan of faults is done, and when to look after it.
    pub(super) begins_under_faults: fn(&mut World, ConsumerId, &Holding, Millis, &mut Log) -> (Timestamp, Timestamp),
    /// A crash that is planned for this moment of the message at hand; in a step of its own if so said.
    pub(super) crashes_under_faults: fn(&mut World, ConsumerId, MomentOf, bool, &mut Log) -> bool,
    /// Whether such a line does nothing to a message.
    pub(super) is_silent: fn(&World, ConsumerId, Line, &Holding) -> bool,
    /// A line that the tutorial's programs do not have; false where the program stops there.
    pub(super) line: fn(&mut World, ConsumerId, Line, &mut Log) -> bool,
    /// Whether the work fails; what follows has been done then.
    pub(super) work_fails: fn(&mut World, ConsumerId, &Holding, &mut Log) -> bool,
    pub(super) renewals: fn(&mut World, ConsumerId),
}

impl Rest {
    const WHOLE: Self = Self {
        carry_out: World::carry_out_rest,
        happen: World::happen_rest,
        adopt_queue: World::adopt_queue,
        check_consumer: World::check_consumer,
        makes_queues: World::makes_queues,
        cut: World::cut,
        failed: World::failed,
        drop_parcel: World::drop_parcel,
        queue_limit: World::queue_limit,
        queue_change: World::tell_queue_change,
        forward: World::forward,
        meets: World::meets,
        after_delivery: World::after_delivery,
        begins_under_faults: World::begins_under_faults,
        crashes_under_faults: World::crashes_under_faults,
        is_silent: World::is_silent,
        line: World::runs_line,
        work_fails: World::work_fails,
        renewals: World::watch_renewals,
    };
}

pub(super) static REST: Late<Rest> = Late::new(Rest::WHOLE);

/// Brings all of it along.
pub fn provide() {
    REST.provide(Rest::WHOLE);
}

impl World {
    fn happen_rest(&mut self, occurrence: Occurrence, log: &mut Log) -> bool {
        match occurrence {
            Occurrence::SendTimesOut { device, boot, number } => self.send_times_out(device, boot, number, log),
            Occurrence::DeviceReturns { device, connection } => self.device_returns(device, connection, log),
            Occurrence::Resend { device, boot, number } => self.resend(device, boot, number, log),
            Occurrence::RetryDue { endpoint, lane, failures } => self.retry_due(endpoint, lane, failures, log),
            Occurrence::StorageLimitDue => self.storage_limit_due(log),
            Occurrence::PollDue { consumer, life } => self.poll_due(consumer, life, log),
            Occurrence::WaitEnds { consumer, life, wait } => self.wait_ends(consumer, life, wait, log),
            Occurrence::RenewDue { consumer, life, nth } => self.renew_due(consumer, life, nth, log),
            Occurrence::SettleArrives { consumer, life } => self.settle_arrives(consumer, life, log),
            Occurrence::AnswerArrives { consumer, life } => self.answer_arrives(consumer, life, log),
            Occurrence::ConsumerRestarts { consumer, life } => self.consumer_restarts(consumer, life, log),
            Occurrence::FaultDue { fault, ends } => self.fault_due(fault, ends, log),
            Occurrence::ProgramWakes { .. }
            | Occurrence::PublishArrives { .. }
            | Occurrence::PubackArrives { .. }
            | Occurrence::Route
            | Occurrence::DeliveryArrives { .. }
            | Occurrence::LimitDue { .. }
            | Occurrence::HandOut { .. }
            | Occurrence::ResponseArrives { .. }
            | Occurrence::LineRuns { .. }
            | Occurrence::ReadsNext { .. } => unreachable!("happens in every world"),
        }
    }
}
