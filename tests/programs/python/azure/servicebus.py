"""Stub of azure-servicebus: version 0.21 of the tutorials and version 7."""

import base64

import playground
from azure.common import AzureHttpError
from azure.core.exceptions import AzureError


class Message:
    """As 0.21 hands it out; without a body where nothing came."""

    def __init__(self, queue=None, raw=None):
        self._queue, self._raw = queue, raw
        self.body = None
        self.broker_properties, self.custom_properties = {}, {}
        if raw is not None:
            self.label = playground.label(raw)
            self.body = base64.b64decode(raw['bodyBase64'])
            names = {'MessageId': 'messageId', 'CorrelationId': 'correlationId', 'SequenceNumber': 'sequenceNumber'}
            self.broker_properties = {name: raw[of] for name, of in names.items() if raw[of] is not None}
            # Header names come in small letters.
            self.custom_properties = {name.lower(): value for name, value in raw['properties'].items()}

    def _call(self, name, command):
        playground.world.call(
            name, self.label, command, AzureHttpError, queue=self._queue, message=self._raw['handle'])

    def delete(self):
        self._call('complete', 'serviceBus.complete')

    def unlock(self):
        self._call('abandon', 'serviceBus.abandon')

    def renew_lock(self):
        self._call('renew-lock', 'serviceBus.renewLock')


class ServiceBusService:
    def __init__(self, service_namespace, shared_access_key_name, shared_access_key_value):
        pass

    def receive_queue_message(self, queue_name, peek_lock=True, timeout=60):
        mode = 'peekLock' if peek_lock else 'receiveAndDelete'
        raw = playground.world.receive(queue_name, mode, 1, timeout)
        return Message(queue_name, raw[0] if raw else None)


class ServiceBusReceiveMode:
    PEEK_LOCK = 'peekLock'
    RECEIVE_AND_DELETE = 'receiveAndDelete'


class ServiceBusReceivedMessage:
    def __init__(self, raw):
        self._raw = raw
        self.label = playground.label(raw)
        self.body = iter([base64.b64decode(raw['bodyBase64'])])
        self.message_id = raw['messageId']
        self.correlation_id = raw['correlationId']
        self.sequence_number = raw['sequenceNumber']

        def as_bytes(value):
            return value.encode() if isinstance(value, str) else value

        self.application_properties = {
            name.encode(): as_bytes(value) for name, value in raw['properties'].items()} or None

    def __str__(self):
        return base64.b64decode(self._raw['bodyBase64']).decode()


class AutoLockRenewer:
    """Renews two seconds before a lock runs out."""

    def __init__(self, max_lock_renewal_duration=300):
        self.longest = max_lock_renewal_duration

    def register(self, receiver, message):
        world = playground.world
        until = world.now + self.longest * 1000

        def renew():
            if message._raw['handle'] in receiver.settled or world.now > until:
                return
            receiver.call('renew-lock', message, 'serviceBus.renewLock')
            world.later(3, renew)

        world.later(3, renew)


class ServiceBusReceiver:
    def __init__(self, queue, mode, renewer):
        self.queue, self.mode, self.renewer = queue, mode, renewer
        self.settled = set()

    def receive_messages(self, max_message_count=1, max_wait_time=None):
        raw = playground.world.receive(self.queue, self.mode, max_message_count, max_wait_time)
        messages = [ServiceBusReceivedMessage(message) for message in raw]
        if self.renewer is not None:
            for message in messages:
                self.renewer.register(self, message)
        return messages

    def call(self, name, message, command, **members):
        handle = message._raw['handle']
        playground.world.call(name, message.label, command, AzureError, queue=self.queue, message=handle, **members)

    def _settle(self, name, message, command, **members):
        self.settled.add(message._raw['handle'])
        self.call(name, message, command, **members)

    def complete_message(self, message):
        self._settle('complete', message, 'serviceBus.complete')

    def abandon_message(self, message):
        self._settle('abandon', message, 'serviceBus.abandon')

    def dead_letter_message(self, message, reason=None, error_description=None):
        self._settle(
            'dead-letter', message, 'serviceBus.deadLetter', reason=reason, description=error_description)


class ServiceBusClient:
    @classmethod
    def from_connection_string(cls, connection_string):
        return cls()

    def get_queue_receiver(
            self, queue_name, receive_mode=ServiceBusReceiveMode.PEEK_LOCK, prefetch_count=0, auto_lock_renewer=None):
        return ServiceBusReceiver(queue_name, receive_mode, auto_lock_renewer)
