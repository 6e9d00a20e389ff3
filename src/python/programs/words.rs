//! What the libraries call the same things.

use crate::python::Sdk;
use crate::python::literal::{boolean, seconds, text};
use crate::world::spec::{ConsumerSpec, Key, OnFailure, Origin, ReceiveMode};

/// Which service a program takes its messages from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum From {
    Bus,
    Storage,
    Clock,
}

/// A library and the thing that is read with it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words<'a> {
    pub(super) spec: &'a ConsumerSpec,
    pub(super) sdk: Sdk,
    pub(super) from: From,
}

impl<'a> Words<'a> {
    pub(super) fn new(spec: &'a ConsumerSpec, sdk: Sdk) -> Self {
        let from = match spec.from {
            Origin::Endpoint => From::Bus,
            Origin::StorageQueue => From::Storage,
            Origin::Clock => From::Clock,
        };
        Self { spec, sdk, from }
    }

    fn is_legacy(self) -> bool {
        self.sdk == Sdk::Legacy
    }

    /// Whether it uses Storage queues at all.
    pub(super) fn uses_storage(self) -> bool {
        self.from != From::Bus || self.spec.puts.is_some()
    }

    pub(super) fn package(self) -> &'static str {
        match (self.sdk, self.from == From::Bus, self.uses_storage()) {
            (Sdk::Legacy, true, false) => "azure-servicebus 0.21",
            (Sdk::Legacy, true, true) => "azure-servicebus 0.21, azure-storage 0.20",
            (Sdk::Legacy, false, _) => "azure-storage 0.20",
            (Sdk::Today, true, false) => "azure-servicebus 7",
            (Sdk::Today, true, true) => "azure-servicebus 7, azure-storage-queue 12",
            (Sdk::Today, false, _) => "azure-storage-queue 12",
        }
    }

    /// Whether the library can do what the program does: the old one hands out one message a call, has no buffer and
    /// cannot dead-letter.
    pub(super) fn can(self) -> bool {
        let dead_letters = matches!(self.spec.on_failure, OnFailure::DeadLetter { .. })
            && (self.spec.fails.is_some() || self.spec.puts.is_some());
        self.sdk == Sdk::Today
            || self.from != From::Bus
            || self.spec.batch_size == 1 && self.spec.prefetch == 0 && !dead_letters
    }

    /// The error behind every refusal of a service.
    pub(super) fn error(self) -> &'static str {
        if self.is_legacy() { "AzureHttpError" } else { "AzureError" }
    }

    /// Whether today's library renews the locks itself.
    pub(super) fn renews_itself(self) -> bool {
        self.spec.renew.is_some() && !self.is_legacy() && self.from == From::Bus
    }

    /// Whether the program renews, by a timer.
    pub(super) fn renews_by_timer(self) -> bool {
        self.spec.renew.is_some()
            && !self.renews_itself()
            && self.from != From::Clock
            && self.spec.receive_mode == ReceiveMode::PeekLock
    }

    pub(super) fn imports(self) -> Vec<&'static str> {
        let legacy = self.is_legacy();
        let (bus, storage) = (self.from == From::Bus, self.uses_storage());
        let renewer = self.renews_itself();
        let deletes = bus && self.spec.receive_mode == ReceiveMode::ReceiveAndDelete;
        let mut all = Vec::new();
        match (legacy, self.catches()) {
            (true, true) => all.push("from azure.common import AzureHttpError"),
            (false, true) if storage => all.push("from azure.core.exceptions import AzureError, ResourceExistsError"),
            (false, true) => all.push("from azure.core.exceptions import AzureError"),
            (false, false) if storage => all.push("from azure.core.exceptions import ResourceExistsError"),
            _ => {}
        }
        if bus {
            all.push(match (legacy, renewer, deletes) {
                (true, ..) => "from azure.servicebus import ServiceBusService",
                (false, true, false) => "from azure.servicebus import AutoLockRenewer, ServiceBusClient",
                (false, false, true) => "from azure.servicebus import ServiceBusClient, ServiceBusReceiveMode",
                (false, true, true) => {
                    "from azure.servicebus import AutoLockRenewer, ServiceBusClient, ServiceBusReceiveMode"
                }
                (false, false, false) => "from azure.servicebus import ServiceBusClient",
            });
        }
        if storage {
            all.push(if legacy {
                "from azure.storage.queue import QueueService"
            } else {
                "from azure.storage.queue import QueueClient"
            });
        }
        all
    }

    /// Whether a refusal is caught: of a settling call, or of a put.
    pub(super) fn catches(self) -> bool {
        self.settles() || self.spec.puts.is_some()
    }

    /// Whether there is something to settle.
    pub(super) fn settles(self) -> bool {
        match self.from {
            From::Bus => self.spec.receive_mode == ReceiveMode::PeekLock,
            From::Storage => true,
            From::Clock => false,
        }
    }

    pub(super) fn constants(self) -> String {
        let mut all = Vec::new();
        let reads = text(&self.spec.reads);
        let storage = match (self.from, self.is_legacy()) {
            (From::Bus, true) => {
                all.push("SERVICE_BUS_NAME = '<namespace>'".to_owned());
                all.push("SHARED_ACCESS_KEY_NAME = '<key name>'".to_owned());
                all.push("SHARED_ACCESS_KEY_VALUE = '<key>'".to_owned());
                self.spec.puts.is_some()
            }
            (From::Bus, false) => {
                all.push("CONNECTION_STRING = '<Service Bus connection string>'".to_owned());
                self.spec.puts.is_some()
            }
            _ => true,
        };
        if storage && self.is_legacy() {
            all.push("ACCOUNT_NAME = '<account>'\nACCOUNT_KEY = '<key>'".to_owned());
        } else if storage {
            all.push("STORAGE = '<storage connection string>'".to_owned());
        }
        if self.from != From::Clock {
            all.push(format!("QUEUE_NAME = {reads}"));
        }
        all.join("\n")
    }

    /// Clients, and the Storage queues that the program makes.
    pub(super) fn clients(self) -> String {
        let mut all = Vec::new();
        let legacy = self.is_legacy();
        if self.renews_itself() {
            let up_to = self.spec.renew.map_or(0, |renew| renew.up_to_ms);
            all.push(format!("renewer = AutoLockRenewer(max_lock_renewal_duration={})", seconds(up_to)));
        }
        if self.from == From::Bus {
            all.push(if legacy {
                "bus_service = ServiceBusService(\n    service_namespace=SERVICE_BUS_NAME,\n    \
                 shared_access_key_name=SHARED_ACCESS_KEY_NAME,\n    shared_access_key_value=SHARED_ACCESS_KEY_VALUE)"
                    .to_owned()
            } else {
                let deletes = self.spec.receive_mode == ReceiveMode::ReceiveAndDelete;
                let options = [
                    deletes.then(|| "receive_mode=ServiceBusReceiveMode.RECEIVE_AND_DELETE".to_owned()),
                    (self.spec.prefetch > 0).then(|| format!("prefetch_count={}", self.spec.prefetch)),
                    self.renews_itself().then(|| "auto_lock_renewer=renewer".to_owned()),
                ];
                let arguments: Vec<_> =
                    std::iter::once("QUEUE_NAME".to_owned()).chain(options.into_iter().flatten()).collect();
                let arguments = if arguments.len() > 1 {
                    format!("\n    {}", arguments.join(",\n    "))
                } else {
                    arguments.join(", ")
                };
                format!(
                    "client = ServiceBusClient.from_connection_string(CONNECTION_STRING)\n\
                     receiver = client.get_queue_receiver({arguments})"
                )
            });
        }
        if self.uses_storage() && legacy {
            all.push("queue_service = QueueService(account_name=ACCOUNT_NAME, account_key=ACCOUNT_KEY)".to_owned());
            if self.from == From::Storage {
                all.push("queue_service.create_queue(QUEUE_NAME)".to_owned());
            }
            all.extend(
                self.spec.puts.as_ref().map(|puts| format!("queue_service.create_queue({})", text(&puts.queue))),
            );
        } else if self.uses_storage() {
            if self.from == From::Storage {
                all.push("queue = open_queue(QUEUE_NAME)".to_owned());
            }
            all.extend(self.spec.puts.as_ref().map(|puts| format!("target = open_queue({})", text(&puts.queue))));
        }
        all.join("\n")
    }

    /// The name under which the loop's body knows the message.
    pub(super) fn message(self) -> &'static str {
        if self.is_legacy() && self.from == From::Bus { "msg" } else { "message" }
    }

    /// The call that brings messages; at `Clock` there is none.
    pub(super) fn receive(self) -> String {
        let wait = self.spec.wait_ms;
        let batch = self.spec.batch_size;
        match (self.from, self.sdk) {
            (From::Bus, Sdk::Legacy) => {
                let lock = boolean(self.spec.receive_mode == ReceiveMode::PeekLock);
                let timeout = wait.map_or(String::new(), |wait| format!(", timeout={}", wait.div_ceil(1_000)));
                format!("msg = bus_service.receive_queue_message(QUEUE_NAME, peek_lock={lock}{timeout})")
            }
            (From::Bus, Sdk::Today) => {
                let most = (batch > 1).then(|| format!("max_message_count={batch}"));
                let wait = wait.map(|wait| format!("max_wait_time={}", seconds(wait)));
                let arguments: Vec<_> = most.into_iter().chain(wait).collect();
                format!("messages = receiver.receive_messages({})", arguments.join(", "))
            }
            (From::Storage, Sdk::Legacy) => {
                let count = if batch > 1 { format!(", numofmessages={batch}") } else { String::new() };
                let hide = self.spec.visibility_timeout;
                let hide = hide.map(|hide| format!(", visibilitytimeout={hide}")).unwrap_or_default();
                format!("messages = queue_service.get_messages(QUEUE_NAME{count}{hide})")
            }
            (From::Storage, Sdk::Today) => {
                let hide = self.spec.visibility_timeout;
                let hide = hide.map(|hide| format!(", visibility_timeout={hide}")).unwrap_or_default();
                format!("messages = list(queue.receive_messages(max_messages={batch}{hide}))")
            }
            (From::Clock, _) => String::new(),
        }
    }

    /// The body as a text.
    pub(super) fn body(self) -> &'static str {
        match (self.from, self.sdk) {
            (From::Bus, Sdk::Legacy) => "msg.body.decode('utf-8', 'replace')",
            (From::Bus, Sdk::Today) => "b''.join(message.body).decode('utf-8', 'replace')",
            (From::Storage, Sdk::Legacy) => "message.message_text",
            (From::Storage, Sdk::Today) => "message.content",
            (From::Clock, _) => "text",
        }
    }

    /// The body for people.
    pub(super) fn shown(self) -> &'static str {
        match (self.from, self.sdk) {
            (From::Bus, Sdk::Legacy) => "msg.body",
            (From::Bus, Sdk::Today) => "str(message)",
            _ => self.body(),
        }
    }

    pub(super) fn key(self, key: &Key) -> String {
        let legacy = self.is_legacy();
        match (self.from, key) {
            (From::Bus, Key::MessageId) if legacy => "msg.broker_properties.get('MessageId')".to_owned(),
            (From::Bus, Key::CorrelationId) if legacy => "msg.broker_properties.get('CorrelationId')".to_owned(),
            (From::Bus, Key::SequenceNumber) if legacy => "msg.broker_properties['SequenceNumber']".to_owned(),
            (From::Bus, Key::MessageId) => "message.message_id".to_owned(),
            (From::Bus, Key::CorrelationId) => "message.correlation_id".to_owned(),
            (From::Bus, Key::SequenceNumber) => "message.sequence_number".to_owned(),
            (From::Bus, Key::Property(name)) => format!("property_of({}, {})", self.message(), text(name)),
            (_, Key::MessageId | Key::SequenceNumber) if legacy => "message.message_id".to_owned(),
            (_, Key::MessageId | Key::SequenceNumber) => "message.id".to_owned(),
            (_, Key::CorrelationId | Key::Property(_)) => "None".to_owned(),
        }
    }

    pub(super) fn complete(self) -> &'static str {
        match (self.from, self.sdk) {
            (From::Bus, Sdk::Legacy) => "msg.delete()",
            (From::Bus, Sdk::Today) => "receiver.complete_message(message)",
            (_, Sdk::Legacy) => {
                "queue_service.delete_message(\n    QUEUE_NAME, message.message_id, message.pop_receipt)"
            }
            (_, Sdk::Today) => "queue.delete_message(message)",
        }
    }

    pub(super) fn abandon(self) -> &'static str {
        match (self.from, self.sdk) {
            (From::Bus, Sdk::Legacy) => "msg.unlock()",
            (From::Bus, Sdk::Today) => "receiver.abandon_message(message)",
            (_, Sdk::Legacy) => {
                "queue_service.update_message(\n    QUEUE_NAME, message.message_id, message.message_text, \
                 message.pop_receipt, 0)"
            }
            (_, Sdk::Today) => "queue.update_message(message, visibility_timeout=0)",
        }
    }

    /// What is called about a message on which the work failed.
    pub(super) fn fails(self) -> Option<String> {
        match &self.spec.on_failure {
            OnFailure::Abandon => Some(self.abandon().to_owned()),
            OnFailure::Leave => None,
            OnFailure::DeadLetter { reason, description } => {
                let reason = reason.as_deref().map(|reason| format!(", reason={}", text(reason)));
                let description =
                    description.as_deref().map(|description| format!(",\n    error_description={}", text(description)));
                let (reason, description) = (reason.unwrap_or_default(), description.unwrap_or_default());
                Some(format!("receiver.dead_letter_message(message{reason}{description})"))
            }
        }
    }

    /// Keeps a message hidden or locked for longer.
    pub(super) fn renewal(self) -> String {
        match (self.from, self.sdk) {
            (From::Bus, _) => format!("{}.renew_lock()", self.message()),
            (_, Sdk::Legacy) => {
                let hide = self.spec.visibility_timeout.unwrap_or(30);
                format!(
                    "result = queue_service.update_message(\n    QUEUE_NAME, message.message_id, \
                     message.message_text, message.pop_receipt, {hide})\nmessage.pop_receipt = result['x-ms-popreceipt']"
                )
            }
            (_, Sdk::Today) => {
                let hide = self.spec.visibility_timeout.unwrap_or(30);
                format!(
                    "result = queue.update_message(message, visibility_timeout={hide})\n\
                     message.pop_receipt = result.pop_receipt"
                )
            }
        }
    }

    /// Puts `what` into the queue `target`.
    pub(super) fn put(self, queue: &str, client: &str, what: &str) -> String {
        if self.is_legacy() {
            format!("queue_service.put_message({}, {what})", text(queue))
        } else {
            format!("{client}.send_message({what})")
        }
    }

    /// How often a message was handed out.
    pub(super) fn count(self) -> &'static str {
        if self.is_legacy() { "int(message.dequeue_count)" } else { "message.dequeue_count" }
    }
}
