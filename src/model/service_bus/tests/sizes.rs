//! Limits of messages and of the queue, and messages from IoT Hub.

use super::*;
use crate::model::message::{Message, Property, Sender, Source, StoredMessage, SystemProperties};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn body(bytes: usize) -> Arc<[u8]> {
    vec![0; bytes].into()
}

#[test]
fn body_and_header_count_together() {
    let mut b = Bench::new(|_| {});
    let limit = 256 * 1024;
    let id: Arc<str> = "id".into();
    b.send_with(|m| (m.message_id, m.body) = (Some(id.clone()), body(limit - 2)));
    let error = b.try_send(|m| (m.message_id, m.body) = (Some(id), body(limit - 1))).unwrap_err();
    assert_eq!(error, Error::MessageSizeExceeded(SizeLimit::Message { bytes: limit as u64 + 1, limit: limit as u64 }));
    assert_eq!((error.name(), error.status()), ("MessageSizeExceeded", 403));
    assert_eq!(b.queue.counts().size_bytes, limit as u64);
}

#[test]
fn one_property_and_the_header_have_limits_of_their_own() {
    let mut b = Bench::new(|_| {});
    let property = |name: &str, bytes: usize| CustomProperty::text(name, "x".repeat(bytes));
    b.send_with(|m| m.properties = vec![property("a", 32 * 1024)]);
    let error = b.try_send(|m| m.properties = vec![property("a", 32 * 1024 + 1)]).unwrap_err();
    assert!(matches!(error, Error::MessageSizeExceeded(SizeLimit::Property { bytes: 32_769, limit: 32_768 })));
    let header = |last| vec![property("a", 32_000), property("b", 32_000), property("c", last)];
    let id: Arc<str> = "m".into();
    let rest = 64 * 1024 - 64_000 - 3 - 1;
    b.send_with(|m| (m.message_id, m.properties) = (Some(id.clone()), header(rest)));
    let error = b.try_send(|m| (m.message_id, m.properties) = (Some(id), header(rest + 1))).unwrap_err();
    assert!(matches!(error, Error::MessageSizeExceeded(SizeLimit::Header { bytes: 65_537, limit: 65_536 })));
}

#[test]
fn ids_and_times_to_live_are_arguments() {
    let mut b = Bench::new(|_| {});
    let id = |n: usize| Some(Arc::from("가".repeat(n)));
    b.send_with(|m| (m.message_id, m.session_id) = (id(128), id(128)));
    let error = |argument| Err(Error::ArgumentOutOfRange(argument));
    assert_eq!(b.try_send(|m| m.message_id = id(129)), error(Argument::MessageId));
    assert_eq!(b.try_send(|m| m.session_id = id(129)), error(Argument::SessionId));
    assert_eq!(b.try_send(|m| m.time_to_live = Some(0)), error(Argument::TimeToLive));
}

#[test]
fn a_full_queue_refuses_until_there_is_room_and_dead_letters_count() {
    let mut b = Bench::new(|s| s.tier = Tier::Premium);
    // The premium tier's large messages fill a queue with few of them; they share one body.
    let large = body(100 * 1024 * 1024 - 1);
    let fill = |b: &mut Bench| {
        let large = Arc::clone(&large);
        b.try_send(move |m| (m.message_id, m.body) = (Some("m".into()), large))
    };
    for _ in 0..10 {
        fill(&mut b).unwrap();
    }
    assert_eq!(fill(&mut b), Err(Error::QuotaExceeded));
    assert_eq!(Error::QuotaExceeded.status(), 403);
    let rest = 24 * 1024 * 1024;
    b.send_with(|m| (m.message_id, m.body) = (Some("m".into()), body(rest - 1)));
    assert_eq!(b.queue.counts().size_bytes, 1024 * 1024 * 1024, "full to the last byte");
    assert_eq!(b.try_send(|m| m.body = body(0)), Err(Error::QuotaExceeded));
    let delivery = b.lock();
    b.dead_letter(&delivery).unwrap();
    assert_eq!(fill(&mut b), Err(Error::QuotaExceeded), "the dead-letter sub-queue counts");
    let delivery = b.receive(DEAD).unwrap();
    b.complete(&delivery).unwrap();
    assert!(fill(&mut b).is_ok());
}

#[test]
fn the_queue_s_time_to_live_is_the_ceiling() {
    let mut b = Bench::new(|s| s.default_message_time_to_live = Some(60 * S));
    b.send_with(|m| m.time_to_live = Some(3_600 * S));
    b.send_with(|m| m.time_to_live = Some(10 * S));
    let expiries: Vec<_> = b.peek(SubQueue::Main).iter().map(|m| m.expires_at.since(b.now)).collect();
    assert_eq!(expiries, [60 * S, 10 * S]);
    let mut basic = Bench::new(|s| s.tier = Tier::Basic);
    basic.send();
    assert_eq!(basic.peek(SubQueue::Main)[0].expires_at.since(basic.now), 14 * 86_400 * S);
    let mut standard = Bench::new(|_| {});
    standard.send();
    assert_eq!(standard.peek(SubQueue::Main)[0].expires_at, NEVER);
    assert_eq!(standard.queue.next_limit(), None);
}

#[test]
fn a_message_from_iot_hub() {
    let property = |name: &str, value: &str| Property { name: name.into(), value: value.into() };
    let message = Message {
        body: Arc::from(*b"{\"temperature\": 31.5}"),
        system: SystemProperties {
            message_id: Some("message_0".into()),
            correlation_id: Some("c".into()),
            user_id: Some("u".into()),
            content_type: Some("application/json".into()),
            content_encoding: Some("utf-8".into()),
            subject: Some("thermostat".into()),
            ..SystemProperties::default()
        },
        properties: vec![property("level", "normal"), property("Level", "critical")],
    };
    let sender = Sender {
        device_id: "MyFirstPythonDevice".into(),
        module_id: None,
        generation_id: "638000000000000000".into(),
        auth_method: r#"{"scope":"device","type":"sas","issuer":"iothub"}"#.into(),
        model_id: Some("dtmi:a;1".into()),
    };
    let stored = StoredMessage {
        message: Arc::new(message),
        sender: Arc::new(sender),
        source: Source::DeviceMessages,
        enqueued_at: DEFAULT_START,
    };
    let lineage = SendId { producer: DeviceId(4).into(), number: 2, boot: 1 }.accepted(1);
    let message = BrokeredMessage::from_hub(&stored, lineage);
    let bytes = message.bytes();
    let mut b = Bench::new(|_| {});
    b.queue.send(b.now, Arc::new(message), &mut b.changes).unwrap();
    assert_eq!(b.queue.counts().size_bytes, bytes);
    let received = b.lock().message;
    assert_eq!(received.lineage(), lineage);
    assert!(Arc::ptr_eq(received.body(), &stored.message.body), "the body is shared");
    let system = [
        received.message_id(),
        received.correlation_id(),
        received.user_id(),
        received.content_type(),
        received.content_encoding(),
    ];
    assert_eq!(system.map(|v| &**v.unwrap()), ["message_0", "c", "u", "application/json", "utf-8"]);
    assert_eq!((received.session_id(), received.time_to_live()), (None, None));
    let properties = received.properties();
    let listed: Vec<_> = properties
        .iter()
        .map(|p| if let Scalar::Text(value) = &p.value { (&*p.name, &**value) } else { panic!("text only") })
        .collect();
    assert_eq!(
        listed,
        [
            ("Level", "critical"),
            ("iothub-connection-device-id", "MyFirstPythonDevice"),
            ("iothub-connection-auth-generation-id", "638000000000000000"),
            ("iothub-connection-auth-method", r#"{"scope":"device","type":"sas","issuer":"iothub"}"#),
            ("dt-dataschema", "dtmi:a;1"),
            ("dt-subject", "thermostat"),
        ]
    );
}
