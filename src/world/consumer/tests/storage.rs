//! Programs on Storage queues.

use super::{READER, Stand, crash, queue, reader, stand};
use crate::model::time::Millis;
use crate::world::command::Command;
use crate::world::entry::What;
use crate::world::spec::{
    ConsumerSpec, CrashMoment, DeviceSpec, OnFailure, Origin, Poison, PoisonQueue, PutOrder, Putting, Renewal,
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// What programs and Storage queues did: code and message.
fn told_of_storage(stand: &Stand) -> Vec<String> {
    let shown = |line: &String| {
        let hidden = ["nothing-visible", "locked", "settle-", "completed", "storage-queue"];
        !hidden.iter().any(|code| line.starts_with(code))
    };
    stand.told().into_iter().filter(shown).collect()
}

fn producer() -> ConsumerSpec {
    let puts = Putting { queue: "taskqueue".into(), order: PutOrder::default(), text: Some("{\"n\": {n}}".into()) };
    ConsumerSpec { from: Origin::Clock, puts: Some(puts), wait_ms: Some(60_000), ..ConsumerSpec::new("producer", "") }
}

fn worker(work_ms: Millis) -> ConsumerSpec {
    ConsumerSpec {
        from: Origin::StorageQueue,
        work_ms,
        wait_ms: Some(500),
        visibility_timeout: Some(5),
        ..ConsumerSpec::new(READER, "taskqueue")
    }
}

#[test]
fn a_producer_puts_and_a_worker_gets_and_deletes() {
    let stand = stand(&[producer(), worker(200)], queue(5_000), &[]).run(20_000);
    let told = ["made 0", "call-requested 0", "put 0", "call-answered 0", "got 0", "received 0", "call-requested 0"];
    assert_eq!(told_of_storage(&stand)[..7], told);
    assert_eq!(told_of_storage(&stand)[7..], ["deleted 0", "call-answered 0"]);
    // It asks again and again: half a second apart, 20 s less the work.
    assert!((38..=40).contains(&stand.count("nothing-visible")), "{}", stand.count("nothing-visible"));
    let text = stand.world.message_of(
        stand
            .log
            .entries()
            .iter()
            .find_map(|e| match e.what {
                What::MessagePut { lineage, .. } => Some(lineage.send()),
                _ => None,
            })
            .expect("it was put"),
    );
    assert_eq!(text.map(|m| m.body.to_vec()), Some(b"{\"n\": 0}".to_vec()));
}

#[test]
fn a_worker_that_takes_too_long_deletes_with_its_old_receipt_unless_somebody_got_the_message() {
    // Nobody else: the receipt of a message that is visible again is still good.
    let alone = stand(&[producer(), worker(7_000)], queue(5_000), &[]).run(9_000);
    assert_eq!(told_of_storage(&alone)[6..], ["visible 0", "call-requested 0", "deleted 0", "call-answered 0"]);
    // Somebody else got it: the receipt is stale.
    let other = ConsumerSpec { name: "other".into(), ..worker(7_000) };
    let shared = stand(&[producer(), worker(7_000), other], queue(5_000), &[]).run(9_000);
    let told = told_of_storage(&shared);
    assert!(told.contains(&"call-refused 0".to_owned()), "{told:?}");
    let refused = shared.log.entries().iter().find_map(|e| match e.what {
        What::StorageCallRefused { error, .. } => Some(error.code()),
        _ => None,
    });
    assert_eq!(refused, Some("MessageNotFound"));
}

#[test]
fn a_worker_hides_its_messages_for_longer_and_uses_the_new_receipt() {
    let renew = Some(Renewal { every_ms: 3_000, up_to_ms: 60_000 });
    let spec = ConsumerSpec { renew, ..worker(11_500) };
    let stand = stand(&[producer(), spec], queue(5_000), &[]).run(15_000);
    assert_eq!(stand.count("updated"), 3);
    assert_eq!((stand.count("visible"), stand.count("deleted")), (0, 1), "{:?}", told_of_storage(&stand));
}

#[test]
fn a_worker_sends_what_comes_too_often_to_the_poison_queue() {
    let poison = Some(PoisonQueue { after: 2, queue: None });
    let spec = ConsumerSpec { fails: Some(Poison::Condition("$body.n = 0".into())), poison, ..worker(100) };
    let stand = stand(&[producer(), spec], queue(5_000), &[]).run(30_000);
    let again = ["got 0", "received 0", "work-failed 0", "call-requested 0", "updated 0", "call-answered 0"];
    let told = told_of_storage(&stand);
    assert_eq!(told[4..10], again);
    assert_eq!(told[10..16], again);
    assert_eq!(
        told[16..],
        [
            "got 0",
            "received 0",
            "poison-found 0",
            "call-requested 0",
            "put 0",
            "call-answered 0",
            "call-requested 0",
            "deleted 0",
            "call-answered 0"
        ]
    );
    let storage = stand.world.storage();
    let names: Vec<_> = storage.queues().map(|(_, name, queue)| (name.to_string(), queue.messages().count())).collect();
    assert_eq!(names, [("taskqueue".to_owned(), 0), ("taskqueue-poison".to_owned(), 1)]);
}

#[test]
fn a_crash_between_get_and_delete_brings_the_message_back() {
    let stand = stand(&[producer(), worker(1_000)], queue(5_000), &[crash(CrashMoment::DuringWork(1))]).run(9_000);
    let told = told_of_storage(&stand);
    assert_eq!(
        told[4..],
        [
            "got 0",
            "received 0",
            "crashed 0",
            "restarted",
            "visible 0",
            "got 0",
            "received 0",
            "call-requested 0",
            "deleted 0",
            "call-answered 0"
        ]
    );
    assert_eq!(stand.world.ledger().lost, 0);
}

/// The forwarder of `Q` into `taskqueue`, crashing at `moment` of its first message.
fn forwarded(order: PutOrder, moment: Option<CrashMoment>) -> Stand {
    let puts = Putting { queue: "taskqueue".into(), order, text: None };
    let forwarder = ConsumerSpec { puts: Some(puts), ..reader(100) };
    let faults: Vec<_> = moment.map(crash).into_iter().collect();
    let mut stand = stand(&[forwarder], queue(5_000), &faults).run(900);
    let device = DeviceSpec { enabled: false, ..(*stand.world.devices()[0].about.spec).clone() };
    stand.world.apply(&Command::SetDevice { device }, &mut stand.log).expect("it stops");
    stand.run(20_000)
}

#[test]
fn forwarding_repeats_or_loses_by_the_order_of_its_two_calls() {
    let texts = |stand: &Stand| {
        let queue = stand.world.storage().account().queue("taskqueue").expect("the forwarder made it");
        queue.messages().map(|m| (m.text.to_string(), m.lineage.number)).collect::<Vec<_>>()
    };
    let one = [("{\"n\": 0}".to_owned(), 0)];
    for order in [PutOrder::PutThenSettle, PutOrder::SettleThenPut] {
        let fine = forwarded(order, None);
        assert_eq!(texts(&fine), one);
        assert_eq!((fine.world.ledger().completed, fine.world.ledger().lost), (1, 0));
    }
    let repeated = forwarded(PutOrder::PutThenSettle, Some(CrashMoment::BeforeSettling(1)));
    assert_eq!(texts(&repeated), [one[0].clone(), one[0].clone()]);
    assert_eq!(repeated.world.ledger().lost, 0);
    let lost = forwarded(PutOrder::SettleThenPut, Some(CrashMoment::AfterSettling(1)));
    assert_eq!(texts(&lost), []);
    assert_eq!(lost.world.ledger().lost, 1);
}

#[test]
fn impossible_workers_are_refused() {
    let refused = |spec: ConsumerSpec| {
        let mut world = stand(&[], queue(5_000), &[]).world;
        world.furnish(&Command::AddConsumer { consumer: spec }).unwrap_err().subject.to_string()
    };
    assert_eq!(refused(ConsumerSpec { batch_size: 33, ..worker(0) }), "batch_size");
    assert_eq!(refused(ConsumerSpec { prefetch: 1, ..worker(0) }), "prefetch");
    assert_eq!(refused(ConsumerSpec { visibility_timeout: Some(0), ..worker(0) }), "visibility_timeout");
    assert_eq!(refused(ConsumerSpec { reads: "Bad Name".into(), ..worker(0) }), "Bad Name");
    let on_failure = OnFailure::DeadLetter { reason: None, description: None };
    assert_eq!(refused(ConsumerSpec { on_failure, ..worker(0) }), "on_failure");
    assert_eq!(refused(ConsumerSpec { puts: None, ..producer() }), "puts");
}
